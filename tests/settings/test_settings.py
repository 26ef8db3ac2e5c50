"""Params: what is refused, and that the refusal says file, key, expectation and nearest key."""

import datetime as dt
from pathlib import Path

import pytest
import yaml

from renkei import settings
from renkei.errors import InputMissing, SettingsError

DAYS = ("as_of", "released", "deadline")


@pytest.fixture
def changed(project: Path, tmp_path: Path):
    """The sample's params with one text replaced, as a file."""
    text = (project / "params" / "sample.yaml").read_text(encoding="utf-8")

    def write(old: str, new: str) -> str:
        assert old in text
        file = tmp_path / "campaign.yaml"
        file.write_text(text.replace(old, new), encoding="utf-8")
        return str(file)

    return write


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("daily_goal:", "daily_goel:", "unknown key 'daily_goel' (nearest: daily_goal)"),
        ("    start:", "    strat:", "unknown key 'sources.records.strat' (nearest: start)"),
        ("doses: 2", "doses: two", "doses is 'two'"),
        ("sample: true", 'sample: "yes"', "sample is 'yes'"),
        ("interval_days: 21", "interval_days: 21.5", "interval_days is 21.5"),
        ("as_of: 2021-06-02 ", "as_of: 2021-02-30 ", "'2021-02-30' is no date of the calendar"),
        ("value: 0.87", "value: 87", "wish_share.value is 87"),
        ("campaign: sample", "campaign: ../x", "campaign is '../x'"),
        ("path: sample/records", "path: ../../etc", "'../../etc' leaves the raw folder"),
        ("path: sample/records", "path: /etc", "'/etc' leaves the raw folder"),
        ("released: 2021-06-03", "released: 2021-06-01", "lies before as_of 2021-06-02"),
        ("deadline: 2021-07-31", "deadline: 2021-04-01", "deadline: 2021-04-01 is not after"),
        ("as_of: 2021-06-02 ", "as_of: 2021-04-01 ", "lies before the first record day"),
        ("{number: 2,", "{number: 1,", "round 1 does not follow 1"),
        ("share: 0.95", "share: true", "complete.share is True"),
        ("share: 0.95", 'share: "0.95"', "complete.share is '0.95'"),
        ("as_of: 2021-06-02 ", "as_of: 2021-W22-3 ", "'2021-W22-3' is no date"),
        (
            "opened: 2021-05-17, as_of: 2021-05-21",
            "opened: 2021-05-17, as_of: 2021-06-05",
            "follow",
        ),
        ("path: sample/records", "path: sample/**x", "holds **"),
        ("doses: 2", "doses: 2\ndoses: 2", "key 'doses' stands twice"),
        ("office: 見本省", "# office: 見本省", "key 'office' is missing"),
    ],
)
def test_a_wrong_params_file_is_refused_with_its_place(changed, old, new, said):
    file = changed(old, new)
    with pytest.raises(SettingsError) as refusal:
        settings.open_campaign(file)
    assert said in str(refusal.value)
    assert file in str(refusal.value)
    assert refusal.value.exit_code == 78


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "measure: programme",
            "measure: residents",
            "'residents' is not in snapshots; expected pro",
        ),
        (
            "interval_days: 21",
            "# 21",
            "'interval_days' missing, without which nothing is projected",
        ),
        ("kind: snapshots", "kind: vrs", "sources.records.kind is 'vrs'"),
        (
            "kind: snapshots",
            "kind: mynumber",
            "measure: 'programme' is not in mynumber; expected residents",
        ),
    ],
)
def test_a_measure_fits_its_records_and_a_projection_has_what_it_needs(changed, old, new, said):
    with pytest.raises(SettingsError) as refusal:
        settings.open_campaign(changed(old, new))
    assert said in str(refusal.value)


def test_a_projected_campaign_has_rounds_and_all_that_is_missing_is_named(project, tmp_path):
    content = yaml.safe_load((project / "params" / "sample.yaml").read_text(encoding="utf-8"))
    content = {key: str(one) if key in DAYS else one for key, one in content.items()}
    content["sources"]["records"]["start"] = "2021-04-12"
    content["sources"]["population"]["as_of"] = "2020-01-01"
    del content["complete"], content["interval_days"]
    file = tmp_path / "campaign.yaml"
    file.write_text(yaml.safe_dump({**content, "rounds": []}), encoding="utf-8")
    with pytest.raises(SettingsError, match="'interval_days', 'complete', 'rounds' missing"):
        settings.open_campaign(str(file))


def test_a_card_is_given_once(changed):
    text = Path(changed("measure: programme", "measure: residents"))
    records = text.read_text(encoding="utf-8").replace("kind: snapshots", "kind: mynumber")
    text.write_text(records, encoding="utf-8")
    with pytest.raises(SettingsError, match="doses: 2, but a card is given once; expected 1"):
        settings.open_campaign(str(text))


def test_totals_are_projected_once_the_campaign_says_when_it_is_complete(project, tmp_path):
    cards = settings.open_campaign("mynumber-2021", raw=str(project))
    assert (cards.projection_kind, cards.is_projected) == ("stock", True)
    assert (cards.doses, cards.measure, cards.rounds_asked) == (1, "residents", [])
    assert (cards.complete.share, cards.complete.of) == (0.9, "eligible")
    silent = tmp_path / "campaign.yaml"
    text = (project / "params" / "mynumber-2021.yaml").read_text(encoding="utf-8")
    silent.write_text(text.partition("complete:")[0] + _sources(text), encoding="utf-8")
    cards = settings.open_campaign(str(silent), raw=str(project))
    assert (cards.projection_kind, cards.is_projected) == (None, False)
    assert (cards.complete.share, cards.complete.of, cards.wish_share.value) == (1, "eligible", 1)
    wished = text.replace("of: eligible", "of: wish")
    silent.write_text(wished, encoding="utf-8")
    with pytest.raises(SettingsError, match="'wish_share' missing, without which nothing"):
        settings.open_campaign(str(silent), raw=str(project))


def _sources(text):
    return "sources:" + text.partition("\nsources:")[2]


def test_two_doses_day_by_day_are_projected_and_one_or_totals_of_two_are_not(project, changed):
    real = settings.open_campaign("elderly-2021-open-data", raw=str(project))
    assert (real.projection_kind, real.dose_numbers) == ("doses", (1, 2))
    once = settings.open_campaign(changed("doses: 2", "doses: 1"), raw=str(project))
    assert (once.projection_kind, once.dose_numbers) == (None, (1,))
    kantei = settings.open_campaign(changed("kind: snapshots", "kind: kantei"), raw=str(project))
    assert (kantei.projection_kind, kantei.is_projected) == (None, False)


def test_every_problem_is_named_at_once(changed):
    with pytest.raises(SettingsError) as refusal:
        settings.open_campaign(changed("doses: 2", "doses: 3\ncolour: blue"))
    assert "doses is 3" in str(refusal.value)
    assert "unknown key 'colour'" in str(refusal.value)


@pytest.mark.parametrize("text", ["", "- a\n- b", "a: [", "\x00", "&a [*a]", "!!python/name:os.x"])
def test_a_file_that_is_no_mapping_is_refused(tmp_path, text):
    file = tmp_path / "odd.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError) as refusal:
        settings.open_campaign(str(file))
    assert str(file) in str(refusal.value)


def test_an_unknown_campaign_names_the_nearest():
    with pytest.raises(SettingsError, match="nearest: sample"):
        settings.open_campaign("sampel")


def test_another_as_of_date_moves_the_release_date_along():
    campaign = settings.open_campaign("sample", as_of="2021-05-31")
    assert campaign.as_of == dt.date(2021, 5, 31)
    assert campaign.released == dt.date(2021, 6, 1)
    assert campaign.round is not None
    assert campaign.round.number == 3


@pytest.mark.parametrize("as_of", ["2021-02-30", "yesterday", "20210"])
def test_an_as_of_that_is_no_date_is_refused(as_of):
    with pytest.raises(SettingsError, match="is no date of the calendar"):
        settings.open_campaign("sample", as_of=as_of)


def test_an_as_of_before_the_campaign_is_refused():
    with pytest.raises(SettingsError, match="lies before the first record day"):
        settings.open_campaign("sample", as_of="2020-06-02")


def test_a_missing_source_names_key_and_neighbours(tmp_path):
    (tmp_path / "sample").mkdir()
    (tmp_path / "sample" / "recordz").mkdir()
    campaign = settings.open_campaign("sample", raw=str(tmp_path))
    with pytest.raises(InputMissing) as missing:
        campaign.check_inputs()
    assert "sources.records.path" in str(missing.value)
    assert "nearest: recordz" in str(missing.value)
    assert missing.value.exit_code == 66


def test_an_empty_source_folder_is_refused(tmp_path):
    (tmp_path / "sample" / "records").mkdir(parents=True)
    campaign = settings.open_campaign("sample", raw=str(tmp_path))
    with pytest.raises(InputMissing, match="no file in this folder"):
        campaign.check_inputs()


def test_later_snapshots_and_returns_are_no_inputs(tmp_path):
    for name in (
        "sample/records/2021-06-03.csv",
        "sample/records/2021-06-04.csv",
        "sample/returns/round-3/2021-06-02/16.xlsx",
        "sample/returns/round-3/2021-06-03/16.xlsx",
        "sample/returns/round-4/2021-06-15/16.xlsx",
        "sample/population.csv",
    ):
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("x", encoding="ascii")
    campaign = settings.open_campaign("sample", raw=str(tmp_path))
    names = [path.relative_to(tmp_path).as_posix() for path in campaign.inputs()]
    assert names == [
        "sample/population.csv",
        "sample/records/2021-06-03.csv",
        "sample/returns/round-3/2021-06-02/16.xlsx",
    ]


def test_a_link_out_of_the_raw_folder_is_not_followed(tmp_path):
    raw, elsewhere = tmp_path / "raw", tmp_path / "elsewhere"
    (raw / "sample").mkdir(parents=True)
    elsewhere.mkdir()
    (elsewhere / "2021-06-01.csv").write_text("x", encoding="ascii")
    (raw / "sample" / "records").symlink_to(elsewhere)
    campaign = settings.open_campaign("sample", raw=str(raw))
    assert campaign.snapshots() == []
    with pytest.raises(InputMissing, match="leads out of the raw folder"):
        campaign.check_inputs()


def test_a_raw_folder_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(InputMissing, match="no such folder"):
        settings.open_campaign("sample", raw=str(tmp_path / "nowhere"))


def test_limits_are_set_in_the_file_and_a_wrong_one_names_the_nearest(changed):
    campaign = settings.open_campaign(changed("doses: 2", "limits: {rows: 9}\ndoses: 2"))
    assert (campaign.limits.rows, campaign.limits.columns) == (9, 2_000)
    wrong = changed("doses: 2", "limits: {row: 9}\ndoses: 2")
    with pytest.raises(SettingsError, match=r"unknown key 'limits.row' \(nearest: rows\)"):
        settings.open_campaign(wrong)
    with pytest.raises(SettingsError, match=r"limits.rows is 0: .*greater than 0"):
        settings.open_campaign(changed("doses: 2", "limits: {rows: 0}\ndoses: 2"))
