"""A later dose in a params file: who may have it when, and what is refused."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from renkei import settings
from renkei.errors import SettingsError

Changed = Callable[[str, str], str]
NOTICE = "{months: 6, notified: 2021-12-17, effective: 2022-01-01}"


@pytest.fixture
def changed(project: Path, tmp_path: Path) -> Changed:
    """The params of the third dose with the first such text replaced, as a file."""
    text = (project / "params" / "third-dose-2022.yaml").read_text(encoding="utf-8")

    def write(old: str, new: str) -> str:
        assert old in text
        file = tmp_path / "campaign.yaml"
        file.write_text(text.replace(old, new, 1), encoding="utf-8")
        return str(file)

    return write


@pytest.fixture
def cohorts(project: Path) -> dict[str, settings.Cohort]:
    """The cohorts of the third dose by id."""
    params = settings.read_params(project / "params" / "third-dose-2022.yaml")
    assert params.eligibility is not None
    return {one.id: one for one in params.eligibility.cohorts}


@pytest.mark.parametrize(
    ("cohort", "day", "months", "door"),
    [
        ("medical", "2021-11-30", None, None),
        ("medical", "2021-12-01", 8, "2021-04-01"),
        ("medical", "2021-12-31", 8, "2021-04-30"),
        ("medical", "2022-01-01", 6, "2021-07-01"),
        ("other-elderly", "2022-02-01", 7, "2021-07-01"),
        ("other-elderly", "2022-03-01", 6, "2021-09-01"),
        ("general", "2022-02-28", 8, "2021-06-28"),
        ("general", "2022-03-31", 7, "2021-08-31"),
    ],
)
def test_the_interval_in_force_on_a_day_opens_the_door(
    cohorts: dict[str, settings.Cohort], cohort: str, day: str, months: int | None, door: str | None
) -> None:
    one, on = cohorts[cohort], dt.date.fromisoformat(day)
    assert one.months_on(on) == months
    assert one.door(on) == (dt.date.fromisoformat(door) if door else None)


@pytest.mark.parametrize(
    ("known_by", "months"),
    [
        ("2021-09-21", None),
        ("2021-09-22", 8),
        ("2021-12-16", 8),
        ("2021-12-17", 7),
        ("2022-01-12", 7),
        ("2022-01-13", 6),
    ],
)
def test_a_rule_is_known_from_its_notice_on_and_not_before(
    cohorts: dict[str, settings.Cohort], known_by: str, months: int | None
) -> None:
    march = dt.date(2022, 3, 15)
    assert cohorts["other-elderly"].months_on(march, dt.date.fromisoformat(known_by)) == months


def test_a_rule_without_a_notice_is_known_once_it_is_in_force(project: Path) -> None:
    params = settings.read_params(project / "params" / "omicron-2022.yaml")
    assert params.eligibility is not None
    elderly, november = params.eligibility.cohorts[0], dt.date(2022, 11, 1)
    assert elderly.months_on(november, dt.date(2022, 10, 20)) == 5
    assert elderly.months_on(november, dt.date(2022, 10, 21)) == 3


@pytest.mark.parametrize(
    ("name", "given", "recorded", "starts"),
    [
        ("third-dose-2022", (3,), (2, 3), "2021-12-01"),
        ("fourth-dose-2022", (4,), (3, 4), "2022-05-25"),
        ("omicron-2022", (5,), (2, 3, 4, 5), "2022-09-20"),
    ],
)
def test_the_later_doses_are_projected_by_eligibility_and_marked_invented(
    project: Path, name: str, given: tuple[int, ...], recorded: tuple[int, ...], starts: str
) -> None:
    params = settings.read_params(project / "params" / f"{name}.yaml")
    assert params.eligibility is not None
    assert (params.projection_kind, params.is_projected, params.sample) == (
        "eligibility",
        True,
        True,
    )
    assert (params.dose_numbers, params.recorded_doses) == (given, recorded)
    assert params.eligibility.starts.isoformat() == starts
    assert params.as_of > params.eligibility.starts
    assert params.rounds == []


def test_staff_of_facilities_may_come_two_months_after_the_others(project: Path) -> None:
    params = settings.read_params(project / "params" / "fourth-dose-2022.yaml")
    assert params.eligibility is not None
    opened = {one.id: one.starts.isoformat() for one in params.eligibility.cohorts}
    assert opened == {"sixty-plus": "2022-05-25", "at-risk": "2022-05-25", "staff": "2022-07-22"}


def test_a_cohort_that_states_no_uptake_has_the_campaigns_wish_share(changed: Changed) -> None:
    params = settings.read_params(Path(changed("      uptake: 0.75  ", "")))
    assert params.uptake("medical") == 0.9
    assert params.uptake("general") == params.wish_share.value == 0.85


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("dose: 3 ", "dose: 2 ", "eligibility: dose 2 does not come after dose 2"),
        ("dose: 3 ", "dose: 1 ", "eligibility.dose is 1: input should be greater than or equal"),
        ("after: 2 ", "after: first ", "eligibility.after is 'first': input should be 1, 2, 3"),
        ("label: 3回目 ", "lable: 3回目 ", "unknown key 'eligibility.lable' (nearest: label)"),
        ("id: facility", "id: medical", "eligibility: cohort 'medical' stands twice"),
        ("id: facility", "id: all", "'all' is what all cohorts together are called"),
        ("id: facility", "id: 高齢者施設", "eligibility.cohorts.1.id is '高齢者施設'"),
        ("uptake: 0.9 ", "uptake: 90 ", "eligibility.cohorts.0.uptake is 90"),
        ("uptake: 0.9 ", "uptaek: 0.9 ", "(nearest: uptake)"),
        ("months: 8", "months: 0", "rules.0.months is 0: input should be greater than or equal to"),
        ("months: 8", "months: 25", "rules.0.months is 25: input should be less than or equal to"),
        ("months: 8", "months: 8.5", "rules.0.months is 8.5"),
        ("months: 8", "month: 8", "(nearest: months)"),
        (
            NOTICE,
            "{months: 6, effective: 2021-12-01}",
            "cohorts.0: medical: the rule of 2021-12-01 does not follow that of 2021-12-01",
        ),
        (
            NOTICE,
            "{months: 6, notified: 2022-01-02, effective: 2022-01-01}",
            "rules.1: notified 2022-01-02 lies after effective 2022-01-01; expected the day of the",
        ),
        (NOTICE, "{months: 6, effective: 2022-02-30}", "is no date of the calendar"),
        (NOTICE, "{months: 6}", "key 'eligibility.cohorts.0.rules.1.effective' is missing"),
    ],
)
def test_wrong_eligibility_is_refused_with_its_place(
    changed: Changed, old: str, new: str, said: str
) -> None:
    file = changed(old, new)
    with pytest.raises(SettingsError) as refusal:
        settings.read_params(Path(file))
    assert said in str(refusal.value)
    assert str(refusal.value).startswith(file)
    assert len(str(refusal.value)) < len(file) + 400


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("kind: cohorts", "kind: snapshots", "eligibility: its cohorts are not in snapshots"),
        ("measure: all", "measure: 65-", "measure: '65-' is not in cohorts; expected all"),
        ("doses: 1", "doses: 2", "doses: 2, but a later dose is one dose; expected 1"),
        (
            "complete:                # 見本\n  share: 0.85\n  of: wish\n",
            "",
            "'complete' missing, without which nothing is projected",
        ),
        (
            "start: 2021-02-17",
            "start: 2021-12-01",
            "given from 2021-12-01, not after the first record day 2021-12-01 (sources.records",
        ),
        (
            "deadline: 2022-05-31",
            "deadline: 2021-12-01",
            "deadline: 2021-12-01 is not after 2021-12-01, the first day the dose is given",
        ),
    ],
)
def test_a_later_dose_fits_its_records(changed: Changed, old: str, new: str, said: str) -> None:
    with pytest.raises(SettingsError) as refusal:
        settings.read_params(Path(changed(old, new)))
    assert said in str(refusal.value)


def test_records_of_cohorts_without_eligibility_are_refused(project: Path, tmp_path: Path) -> None:
    text = (project / "params" / "third-dose-2022.yaml").read_text(encoding="utf-8")
    before, _, rest = text.partition("eligibility:")
    file = tmp_path / "campaign.yaml"
    file.write_text(before + "complete:" + rest.partition("\ncomplete:")[2], encoding="utf-8")
    with pytest.raises(SettingsError, match="eligibility: missing, without which records of coh"):
        settings.read_params(file)
