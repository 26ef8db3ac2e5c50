"""Notebooks 3 and 4 on small frames: which pages each kind of area gets."""

import pandas as pd
import pytest

from renkei import processed


@pytest.fixture(scope="module")
def pages(show_notebook, campaign, open_data, frames, open_frames):
    """Run a notebook's cells on the frames: pages("16", "sample") -> the slides it shows."""
    for one, kept in ((campaign, frames), (open_data, frames | open_frames)):
        for name, frame in kept.items():
            processed.write(one.folder, name, frame)
    return lambda area, which: show_notebook(area, campaign if which == "sample" else open_data)


def of_documents(slide):
    """Whether a page holds published facts, not what is computed from frames."""
    told = slide.content["source"]
    return told.startswith(("出典：総務省説明資料", "出典：Our World in Data"))


@pytest.mark.parametrize(
    ("area", "kinds"),
    [
        ("00", ["cover", *["slide"] * 10]),
        ("16", ["cover", *["slide"] * 9]),
        ("162019", ["slide"] * 2),
    ],
)
def test_every_kind_of_area_gets_its_pages(pages, area, kinds):
    slides = [one for one in pages(area, "sample") if not of_documents(one)]
    assert [one.content["kind"] for one in slides] == kinds
    assert {one.content["deck"]["area"] for one in slides} == {area}


def test_a_page_with_nothing_to_say_is_left_out(pages, open_data, frames, open_frames):
    headings = [one.content["heading"] for one in pages("16", "sample")]
    assert [one for one in headings if "遅れている" in one]
    unrecorded = (frames | open_frames)["projections"].copy()
    municipal = unrecorded["area"].str.len() == 6
    unrecorded.loc[municipal, ["snapshot", "bound_since"]] = pd.NaT
    processed.write(open_data.folder, "projections", unrecorded)
    assert not [one for one in pages("16", "open data") if "遅れている" in one.content["heading"]]
    processed.write(open_data.folder, "projections", (frames | open_frames)["projections"])


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
