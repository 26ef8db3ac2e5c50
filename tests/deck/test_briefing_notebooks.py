"""Notebooks 3 and 4 on small frames: which pages each kind of area gets."""

import ast
from pathlib import Path

import nbformat
import pytest

from renkei import processed
from renkei.deck.slides import Slide

NOTEBOOKS = {"00": "3_national_briefing", "16": "4_prefecture_briefing"}


@pytest.fixture(scope="module")
def pages(project: Path, campaign, open_data, frames, open_frames):
    """Run a notebook's cells on the frames: pages("16", "sample") -> the slides it shows."""
    for one, kept in ((campaign, frames), (open_data, frames | open_frames)):
        for name, frame in kept.items():
            processed.write(one.folder, name, frame)

    def shown(area: str, which: str) -> list[Slide]:
        one = campaign if which == "sample" else open_data
        given = {"params": str(one.file), "raw": str(one.raw), "processed": str(one.processed)}
        if area != "00":
            given["area"] = area
        return _displayed(project / "notebooks" / f"{NOTEBOOKS[area[:2]]}.ipynb", given)

    return shown


def _displayed(notebook: Path, given: dict[str, str]) -> list[Slide]:
    names: dict[str, object] = {}
    shown = []
    for cell in nbformat.read(notebook, as_version=4).cells:
        if cell.cell_type != "code":
            continue
        *body, last = ast.parse(cell.source).body
        if not isinstance(last, ast.Expr):
            body = [*body, last]
        exec(compile(ast.Module(body, []), notebook.name, "exec"), names)
        if "parameters" in cell.metadata.get("tags", []):
            names |= given
        if isinstance(last, ast.Expr):
            shown.append(eval(compile(ast.Expression(last.value), notebook.name, "eval"), names))
    return [one for one in shown if isinstance(one, Slide)]


@pytest.mark.parametrize(
    ("area", "kinds"),
    [
        ("00", ["cover", *["slide"] * 6]),
        ("16", ["cover", *["slide"] * 4]),
        ("162019", ["slide"] * 2),
    ],
)
@pytest.mark.parametrize("which", ["sample", "open data"])
def test_every_kind_of_area_gets_its_pages(pages, area, kinds, which):
    slides = pages(area, which)
    assert [one.content["kind"] for one in slides] == kinds
    assert {one.content["deck"]["area"] for one in slides} == {area}


@pytest.mark.parametrize("area", ["00", "16", "162019"])
def test_every_page_carries_finding_and_source_and_no_loose_mark(pages, area):
    for slide in pages(area, "sample"):
        assert slide.content["heading"]
        assert "※{" not in str(slide.content)
        if slide.content["kind"] == "slide":
            assert slide.content["source"].startswith("出典：")


def test_a_campaign_without_returns_counts_nobody_as_missing(pages):
    for area in ("00", "16", "162019"):
        assert "未回答" not in str([slide.content for slide in pages(area, "open data")])


def test_the_sample_is_marked_on_its_last_page(pages):
    assert (
        "見本（架空のデータ）：実在の自治体の数値ではない。"
        in pages("16", "sample")[-1].content["notes"]
    )
    assert pages("16", "open data")[-1].content["notes"] == []
