"""Files of facts: found beside the params file alone, read strictly, refused with their place."""

import shutil
from pathlib import Path

import pytest

from renkei.errors import SettingsError
from renkei.settings import open_campaign
from renkei.settings.content import content_file, read_content
from renkei.settings.content.national import National, read_national

HOSTILE = ["../sample", "a/b", "A", "", "x.yaml", "-x", "ａ", "a\n", "..", "a b"]


@pytest.fixture
def params(project: Path, tmp_path: Path) -> Path:
    """A params file with the project's files of facts beside it."""
    shutil.copytree(project / "params" / "content", tmp_path / "content")
    return Path(shutil.copy(project / "params" / "third-dose-2022.yaml", tmp_path / "own.yaml"))


@pytest.mark.parametrize("name", HOSTILE)
def test_a_name_with_other_signs_names_no_file(params: Path, name: str) -> None:
    with pytest.raises(SettingsError, match="names no file of facts; expected small letters"):
        content_file(params, name)


def test_a_file_that_is_not_there_is_refused_with_the_nearest(params: Path) -> None:
    with pytest.raises(SettingsError, match=r"no such file of facts.*nearest: national-2021"):
        content_file(params, "national-2012")


def test_a_link_that_leads_out_is_not_followed(params: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.yaml").write_text("phases: []", encoding="utf-8")
    (tmp_path / "content" / "inside.yaml").symlink_to(tmp_path / "secret.yaml")
    with pytest.raises(SettingsError, match="leads out of its folder"):
        content_file(params, "inside")


def test_a_folder_that_is_a_link_is_not_followed(params: Path, tmp_path: Path) -> None:
    shutil.move(tmp_path / "content", tmp_path / "elsewhere")
    (tmp_path / "content").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(SettingsError, match="leads out of its folder"):
        content_file(params, "national-2021")


def test_a_campaign_knows_its_files_of_facts_and_those_they_follow(
    params: Path, tmp_path: Path
) -> None:
    campaign = open_campaign(str(params), raw=str(tmp_path))
    names = [file.name for file in campaign.content_files()]
    assert names[:2] == ["national-2021.yaml", "national-third-dose-2022.yaml"]
    assert campaign.content_file("national-2021") == tmp_path / "content" / "national-2021.yaml"


def test_facts_that_are_named_and_not_there_stop_the_run_early(
    params: Path, tmp_path: Path
) -> None:
    shutil.rmtree(tmp_path / "content")
    campaign = open_campaign(str(params), raw=str(tmp_path))
    with pytest.raises(SettingsError, match="no such file of facts"):
        campaign.check_inputs()


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("    quotation:", "    quotatoin:", "'phases.0.quotatoin' (nearest: quotation)"),
        ("        label: 基本方針決定", "        lable: 基本方針決定", "lable' (nearest: label)"),
        ("lane: government", "lane: goverment", "phases.0.events.0.lane is 'goverment'"),
        ("date: 2020-02-25", "date: R2.2.25", "'R2.2.25' is no date of the calendar"),
        ("mark: ①", "# mark: ①", "key 'phases.0.mark' is missing"),
        ("start: 2021-02-17", "start: 2019-02-17", "② does not begin after ①"),
        ("label: 基本方針決定", "label: 基本方針決定と全国への通知", "at most 10 characters"),
        ("{strong: 次のような課題を聞き取り}", "{storng: 聞き取り}", "(nearest: strong)"),
    ],
)
def test_a_wrong_file_is_refused_with_its_place(
    params: Path, old: str, new: str, said: str
) -> None:
    file = content_file(params, "national-2021")
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(SettingsError) as refusal:
        read_content(file, National)
    assert said in str(refusal.value)
    assert str(file) in str(refusal.value)


@pytest.mark.parametrize("content", ["", "- a", "a: [", "phases: 3", "follows: ../x"])
def test_what_is_no_file_of_facts_is_refused(params: Path, content: str) -> None:
    file = content_file(params, "national-2021")
    file.write_text(content, encoding="utf-8")
    with pytest.raises(SettingsError, match=r"national-2021\.yaml"):
        read_content(file, National)


def test_files_that_follow_each_other_in_a_circle_are_refused(params: Path) -> None:
    file = content_file(params, "national-2021")
    text = file.read_text(encoding="utf-8")
    file.write_text(f"follows: national-third-dose-2022\n{text}", encoding="utf-8")
    with pytest.raises(SettingsError, match="follows itself"):
        read_national(params, "national-third-dose-2022")


def test_a_meeting_may_be_without_records_and_is_a_prefectures(tmp_path: Path) -> None:
    text = (
        "campaign: m\ntitle: t\noffice: o\nas_of: 2021-06-02\nreleased: 2021-06-03\n"
        "deadline: 2021-07-31\ncohort_label: c\nmeasure: all\ndoses: 2\nmeeting: x\n"
    )
    file = tmp_path / "m.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError, match="prefecture: missing"):
        open_campaign(str(file), raw=str(tmp_path))
    file.write_text(f'{text}prefecture: "16"\n', encoding="utf-8")
    campaign = open_campaign(str(file), raw=str(tmp_path))
    assert campaign.is_meeting
    assert not campaign.is_projected
    assert campaign.inputs() == []
    with pytest.raises(SettingsError, match=r"sources\.records: this campaign has none"):
        _ = campaign.sources.records
