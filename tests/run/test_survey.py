"""What would be executed, and why, before anything is."""

import shutil
from pathlib import Path

import pytest

from renkei import cli
from renkei.cli import console
from renkei.run import plan
from renkei.run.how import How
from renkei.run.manifest import inputs
from renkei.run.record import DECK, Record, files_of
from renkei.run.survey import FORCED, Step, Survey
from renkei.settings import open_campaign


@pytest.fixture
def root(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with nothing run yet."""
    for name in ("notebooks", "params", "requirements.lock"):
        (tmp_path / name).symlink_to(home / name)
    monkeypatch.setenv("RENKEI_HOME", str(tmp_path))
    monkeypatch.setattr(console.signal, "signal", lambda number, handler: None)
    return tmp_path


@pytest.fixture
def surveyed(root: Path, sample_raw: Path):
    def survey(how: How = How(), areas: str = "16,17") -> Survey:  # noqa: B008
        planned = plan(open_campaign("sample", raw=str(sample_raw)), areas)
        return Survey(planned, how, inputs(planned))

    return survey


def stand(survey: Survey) -> None:
    """Let all that a survey finds to do be done, with files of no content."""
    planned = survey.plan
    notebooks = planned.frames / "notebooks"
    notebooks.mkdir(parents=True, exist_ok=True)
    for name in planned.frame_notebooks:
        (planned.frames / f"{name}.parquet").write_text(name, encoding="ascii")
        files = {k: v for k, v in files_of(planned.frames).items() if k.startswith(name)}
        made = survey.frame_step(name).made
        record = Record(made, files, {})
        record.write(notebooks / f"{name}.json")
        (notebooks / f"{name}.ipynb").touch()
        survey.known(record)
    for area in planned.areas:
        folder = planned.reports / area
        folder.mkdir(parents=True)
        (folder / "deck.html").write_text(area, encoding="ascii")
        made = survey.deck_step(area).made
        Record(made, files_of(folder), {"area": area}).write(folder / DECK)
        (notebooks / f"{area}_4_prefecture_briefing.ipynb").touch()


def why(survey: Survey) -> dict[str, tuple[str, ...]]:
    def name(step: Step) -> str:
        return step.area or step.notebook

    return {name(step): step.why for step in survey.steps()}


def test_the_first_time_everything_is_made(surveyed):
    assert set(why(surveyed()).values()) == {("first run",)}


def test_what_stands_is_not_made_again_unless_it_is_forced(surveyed):
    stand(surveyed())
    survey = surveyed()
    assert set(why(survey).values()) == {()}
    assert survey.unchanged(survey.deck_step("16"))
    assert set(why(surveyed(How(force=True))).values()) == {(FORCED,)}


def test_a_deck_whose_file_was_spoilt_or_whose_notebook_is_gone_is_made(surveyed):
    stand(surveyed())
    survey = surveyed()
    (survey.plan.reports / "16" / "deck.html").write_text("spoilt", encoding="ascii")
    (survey.plan.frames / "notebooks" / "17_4_prefecture_briefing.ipynb").unlink()
    told = why(surveyed())
    assert told["16"] == ("a file of it is not as it was made",)
    assert told["17"] == ("first run",)
    assert told["1_clean_returns"] == ()


def test_a_frame_that_is_otherwise_makes_the_decks_that_read_it(surveyed):
    stand(surveyed())
    survey = surveyed()
    name = "2_project_completion.parquet"
    (survey.plan.frames / name).write_text("other", encoding="ascii")
    told = why(surveyed())
    assert told["2_project_completion"] == ("a file of it is not as it was made",)
    assert told["1_clean_returns"] == ()


def test_a_new_input_is_named(surveyed, sample_raw, tmp_path, monkeypatch):
    stand(surveyed())
    raw = tmp_path / "raw"
    shutil.copytree(sample_raw, raw)
    (raw / "sample" / "records" / "2021-06-01.csv").write_text("x", encoding="ascii")
    planned = plan(open_campaign("sample", raw=str(raw)), "16,17")
    told = why(Survey(planned, How(), inputs(planned)))
    assert told["1_clean_returns"] == ("raw/sample/records/2021-06-01.csv is new",)
    assert told["16"] == ()  # as long as the frames come out the same


def test_the_dry_run_tells_the_reasons_and_writes_nothing(surveyed, root, sample_raw, capsys):
    stand(surveyed())
    before = sorted(root.rglob("*"))
    (surveyed().plan.reports / "17" / "deck.html").unlink()
    asked = ["run", "sample", "--raw", str(sample_raw), "--areas", "16,17,00", "--dry-run"]
    assert cli.main(asked) == 0
    out = capsys.readouterr().out
    assert "a file of it is not as it was made" in out
    assert "first run" in out
    assert len(sorted(root.rglob("*"))) == len(before) - 1
