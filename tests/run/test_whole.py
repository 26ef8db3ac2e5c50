"""The main job on the whole sample: returns in, briefing out, provable and repeatable."""

import hashlib
import json
import re
from pathlib import Path

import nbformat
import outloud
import page as page_validation
import pytest
from pypdf import PdfReader

from renkei import cli, processed
from renkei.errors import RenkeiError
from renkei.intake.lint import lint_paths
from renkei.run import Finished, plan, run
from renkei.run.how import How
from renkei.settings import open_campaign

SAMPLE_MARK = "見本（架空のデータ）"


@pytest.fixture(scope="module")
def at_home(home: Path):
    """The project of these tests is `home`."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RENKEI_HOME", str(home))
        yield home


@pytest.fixture(scope="module")
def finished(at_home: Path, sample_raw: Path) -> Finished:
    """The nation, one prefecture and one municipality, made once."""
    campaign = open_campaign("sample", raw=str(sample_raw))
    return run(plan(campaign, "00,16,162019"))


@pytest.fixture(scope="module")
def manifest(finished: Finished) -> dict:
    return json.loads((finished.reports / "manifest.json").read_text(encoding="utf-8"))


def digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def pages(finished: Finished, area: str) -> list[str]:
    return [page.extract_text() for page in PdfReader(finished.reports / area / "deck.pdf").pages]


def test_each_area_has_its_three_files(finished):
    for area in ("00", "16", "162019"):
        assert (finished.reports / area / "deck.html").is_file()
        assert (finished.reports / area / "deck.pdf").is_file()
        assert (finished.reports / area / "annex.xlsx").is_file()
    assert finished.reports.name == "2021-06-02"


def test_no_slide_spills_over(finished):
    assert finished.warnings == []


@pytest.mark.parametrize(("area", "least"), [("00", 7), ("16", 4), ("162019", 2)])
def test_every_page_says_that_it_is_a_sample(finished, area, least):
    texts = pages(finished, area)
    assert len(texts) >= least
    assert all(SAMPLE_MARK in text for text in texts)


def test_a_municipality_has_two_pages(finished):
    assert len(pages(finished, "162019")) == 2


def test_every_pdf_carries_the_digest_of_its_inputs(finished):
    expected = digest(finished.reports / "inputs.json")
    for area in ("00", "16", "162019"):
        reader = PdfReader(finished.reports / area / "deck.pdf")
        assert expected in str(reader.metadata["/Keywords"])
        assert expected[:16] in reader.pages[-1].extract_text().replace("\n", "").replace(" ", "")


def test_the_manifest_lists_every_input_and_output(finished, manifest, sample_raw):
    for name, sha in manifest["inputs"]["inputs"].items():
        assert digest(sample_raw / name) == sha
    for name, sha in manifest["outputs"].items():
        assert digest(finished.reports / name) == sha
    assert set(manifest["outputs"]) >= {"index.html", "inputs.json", "00/deck.pdf", "00/annex.xlsx"}
    assert manifest["inputs_sha256"] == digest(finished.reports / "inputs.json")
    assert manifest["packages"]["pandas"]
    assert manifest["times"]["started"] <= manifest["times"]["finished"]


def test_what_decides_the_pages_has_no_time_and_no_environment(finished, manifest):
    listed = json.loads((finished.reports / "inputs.json").read_text(encoding="utf-8"))
    assert sorted(listed) == ["code", "content", "inputs", "lock", "notebooks", "params"]
    assert listed == manifest["inputs"]


def test_snapshots_and_returns_of_later_days_are_not_used(finished, manifest):
    names = list(manifest["inputs"]["inputs"])
    assert "sample/records/2021-06-03.csv.gz" in names
    assert not [name for name in names if "2021-06-10" in name or "round-4" in name]
    frames = finished.reports.parents[2] / "data" / "processed" / "sample" / "2021-06-02"
    records = processed.read(frames, "records")
    assert str(records["date"].max().date()) == "2021-06-02"
    assert str(records["snapshot"].max().date()) == "2021-06-03"


def test_the_counts_reconcile(manifest):
    parts = ("accepted", "rejected", "superseded", "subtotals", "notes", "blank")
    for counts in (
        manifest["counts"],
        manifest["counts"]["returns"],
        manifest["counts"]["records"],
    ):
        assert counts["rows"] == sum(counts[name] for name in parts)
        kept = counts["accepted"] + counts["rejected"] + counts["superseded"]
        assert counts["received"] == kept
    assert manifest["counts"]["returns"]["accepted"] == 3 * 1741
    assert manifest["counts"]["rejected"] > 0
    assert manifest["counts"]["rejections_open"] == 0


def test_the_index_leads_to_every_deck(finished):
    text = (finished.reports / "index.html").read_text(encoding="utf-8")
    assert SAMPLE_MARK in text
    for area in ("00", "16", "162019"):
        assert f'"{area}/deck.pdf"' in text
        assert f'"{area}/annex.xlsx"' in text


def test_our_own_lint_says_nothing_of_an_annex(finished):
    for area in ("00", "16", "162019"):
        annex = finished.reports / area / "annex.xlsx"
        assert [one.findings for one in lint_paths([annex])] == [()]
        assert cli.main(["lint", str(annex)]) == 0


def test_both_validators_find_nothing_in_real_decks_but_what_is_explained(finished):
    """TBL and widths: tests/publish/pdf. PAG-001 takes a source that several slides share for a
    running foot: it is each slide's own. FIG-012 takes an alternative text with many figures for
    none: each is a sentence of Japanese."""
    for area in ("00", "16", "162019"):
        deck = finished.reports / area / "deck.pdf"
        result = outloud.check(str(deck))
        assert result.error is None
        found = {one.rule: one for one in result.sorted_findings()}
        assert set(found) <= {"TBL-004", "TBL-014", "TBL-015", "PAG-001", "FIG-012"}
        for alt in found["FIG-012"].evidence.split("; ") if "FIG-012" in found else ():
            assert re.search("図。|グラフ|線。", alt)
        report = page_validation.validate_pdf_bytes(deck.read_bytes(), profile="ua1")
        assert {one.rule_id for one in report.failures} <= {"PDFUA1-FONT-GLYPH-WIDTH-001"}


def test_no_staff_contact_is_on_any_page(finished):
    for area in ("00", "16", "162019"):
        html = (finished.reports / area / "deck.html").read_text(encoding="utf-8")
        assert "000-0000" not in html
        assert "見本 太郎" not in html


def test_another_run_of_one_area_carries_the_others_and_gives_the_same_bytes(
    finished, at_home, sample_raw
):
    before = {area: digest(finished.reports / area / "deck.pdf") for area in ("00", "16")}
    annex = digest(finished.reports / "16" / "annex.xlsx")
    html = digest(finished.reports / "16" / "deck.html")
    again = run(plan(open_campaign("sample", raw=str(sample_raw)), "16"), how=How(force=True))
    assert {deck["area"]: deck["carried"] for deck in again.decks} == {
        "00": True,
        "16": False,
        "162019": True,
    }
    after = {area: digest(again.reports / area / "deck.pdf") for area in ("00", "16")}
    assert after == before
    assert digest(again.reports / "16" / "deck.html") == html
    assert digest(again.reports / "16" / "annex.xlsx") == annex


def test_a_failed_run_leaves_the_previous_one_and_says_where_its_notebook_is(
    finished, at_home, sample_raw
):
    notebook = at_home / "notebooks" / "4_prefecture_briefing.ipynb"
    sound = notebook.read_text(encoding="utf-8")
    broken = nbformat.reads(sound, as_version=4)
    broken.cells.append(nbformat.v4.new_code_cell("1 / 0"))
    before = {path: digest(path) for path in finished.reports.rglob("*") if path.is_file()}
    nbformat.write(broken, notebook)
    try:
        with pytest.raises(RenkeiError, match="ZeroDivisionError") as failure:
            run(plan(open_campaign("sample", raw=str(sample_raw)), "16"))
    finally:
        notebook.write_text(sound, encoding="utf-8")
    assert {path: digest(path) for path in before} == before
    (kept,) = finished.reports.parent.glob("failed/2021-06-02/*.ipynb")
    assert str(kept) in str(failure.value)
    assert not list(finished.reports.parent.glob(".building*"))
    assert not list(finished.reports.rglob(".*"))
