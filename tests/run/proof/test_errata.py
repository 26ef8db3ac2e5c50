"""正誤表: every number that moved between two editions, in its place, and nothing else."""

import csv
import dataclasses
import gzip
import io
import json

import pytest
from pypdf import PdfReader

from renkei import publish
from renkei.run.proof import corrected, errata, numbers_moved, open_kept, release
from renkei.run.proof.correction import write_errata
from renkei.run.proof.destination import destination
from renkei.run.proof.errata_pages import errata_csv, errata_html, errata_slide
from renkei.run.proof.said import Page, pages_of
from renkei.run.proof.slides_kept import slides_to_keep
from renkei.settings import iso_date

STAMP = {"as_of": "2021-06-02", "title": "見本", "sample": True}


def page(key="one", number=1, heading="3件", rows=(("富山県", "1,718"),), lines=(), caption="表1"):
    table = {
        "type": "table",
        "caption": caption,
        "head": [[{"text": "都道府県"}, {"text": "件数"}]],
        "rows": [[{"text": text} for text in row] for row in rows],
    }
    content = {"version": 1, "deck": STAMP, "heading": heading, "blocks": [table] if rows else []}
    return Page(number, key, 0, {**content, "lines": [[[text, False]] for text in lines]})


def moved(old, new):
    return [dataclasses.astuple(one)[4:] for one in errata({"16": old}, {"16": new})]


def test_nothing_moved_is_nothing_said():
    assert moved([page()], [page()]) == []


def test_a_cell_that_moved_is_told_by_row_and_column_though_rows_changed_places():
    old = page(rows=[("富山県", "1,718"), ("石川県", "2")])
    new = page(rows=[("石川県", "3"), ("富山県", "1,718")])
    assert moved([old], [new]) == [("表「表1」 石川県／件数", "2", "3", "number")]


def test_a_heading_and_a_line_that_moved_are_told_whole():
    old = page(heading="3件が遅れ", lines=["うち4件", "変わらない1件"])
    new = page(heading="5件が遅れ", lines=["うち6件", "変わらない1件"])
    assert moved([old], [new]) == [
        ("見出し", "3件が遅れ", "5件が遅れ", "number"),
        ("本文", "うち4件", "うち6件", "number"),
    ]


def test_other_words_are_told_apart_from_other_numbers():
    assert moved([page(lines=["遅れ"])], [page(lines=["計画どおり"])]) == [
        ("本文", "遅れ", "計画どおり", "words")
    ]


def test_rows_and_slides_that_came_or_went_are_told():
    old = [page(rows=[("富山県", "1"), ("石川県", "2")]), page("gone", 2, heading="消える2")]
    new = [page(rows=[("富山県", "1")]), page("come", 2, heading="増える3")]
    assert moved(old, new) == [
        ("表「表1」 石川県／件数", "2", "（なし）", "removed"),
        ("スライド", "（なし）", "増える3", "added"),
        ("スライド", "消える2", "（なし）", "removed"),
    ]


def test_a_deck_of_one_edition_alone_has_nothing_to_correct():
    assert errata({"16": [page()]}, {"17": [page()]}) == []


def test_the_csv_runs_no_formula_and_the_page_no_markup():
    old = page(rows=[("=1+1", "1"), ("<script>alert(1)</script>", "2")])
    new = page(rows=[("=1+1", "-3"), ("<script>alert(1)</script>", "4")])
    rows = errata({"16": [old]}, {"16": [new]})
    table = list(csv.reader(io.StringIO(errata_csv(rows).removeprefix("\ufeff"))))
    assert table[1][5] == "'-3"
    html = errata_html(rows, {"title": "<b>", "as_of": "2021-06-02", "sample": True}, "訂正版1")
    assert "<script>" not in html
    assert "<b>" not in html
    assert "見本（架空のデータ）" in html


def test_a_slide_of_the_errata_says_how_many_more_there_are():
    old = page(rows=[(f"第{n}県", str(n)) for n in range(1, 30)])
    new = page(rows=[(f"第{n}県", str(n + 100)) for n in range(1, 30)])
    rows = errata({"16": [old]}, {"16": [new]})
    slide = errata_slide(rows, STAMP, "訂正版2")
    assert numbers_moved(rows) == 29
    assert slide["heading"] == "訂正版2：29か所を訂正"
    assert len(slide["blocks"][0]["rows"]) == 8
    assert slide["notes"][0] == "ほか21か所は正誤表（errata.csv）による。"


@pytest.fixture
def rerun(copied):
    """A released run, and the notebooks of a rerun in which one number moved."""
    release(open_kept(copied), "見本 花子", "2021-06-03T01:00:00+00:00")
    place = destination(copied.parents[1], "sample", iso_date("2021-06-02"))
    notebooks = copied.parent / "rerun"
    notebooks.mkdir()
    original = open_kept(copied).notebook("16")
    text = original.read_text(encoding="utf-8")
    assert "52,788" in text
    (notebooks / original.name).write_text(text.replace("52,788", "52,790"), encoding="utf-8")
    return place, notebooks / original.name


def test_a_corrected_deck_has_its_errata_behind_the_cover(rerun, tmp_path):
    place, notebook = rerun
    made = publish.export(corrected(notebook, "16", place), tmp_path / "16")
    text = PdfReader(made.pdf).pages[1].extract_text()
    assert "訂正版1" in text
    assert "52,788（約20%）" in text
    assert "52,790（約20%）" in text
    assert "正誤表" in made.html.read_text(encoding="utf-8")


def test_a_correction_keeps_the_errata_beside_its_decks_and_says_so_in_the_manifest(
    rerun, tmp_path
):
    place, notebook = rerun
    manifest = {"decks": [{"area": "16"}], "as_of": "2021-06-02", "title": "見本"}
    told = write_errata(place, notebook.parent, tmp_path, manifest)
    assert (told["correction"], told["corrects"]) == (1, "2021-06-02")
    table = list(csv.reader((tmp_path / "errata.csv").open(encoding="utf-8-sig")))
    assert told["errata"]["numbers"] == len(table) - 1 == 2
    assert {row[4] for row in table[1:]} == {"52,788（約20%）"}
    assert json.dumps(told, ensure_ascii=False)
    assert "52,790" in (tmp_path / "errata.html").read_text(encoding="utf-8")


def test_the_numbers_of_slides_are_those_on_the_pages_of_both_editions(rerun, copied, tmp_path):
    place, notebook = rerun
    new = PdfReader(publish.export(corrected(notebook, "16", place), tmp_path / "16").pdf)
    old = PdfReader(copied / "16" / "deck.pdf")
    manifest = {"decks": [{"area": "16"}], "as_of": "2021-06-02", "title": "見本"}
    write_errata(place, notebook.parent, tmp_path, manifest)
    for row in list(csv.reader((tmp_path / "errata.csv").open(encoding="utf-8-sig")))[1:]:
        assert "52,788" in old.pages[int(row[1]) - 1].extract_text()
        assert "52,790" in new.pages[int(row[2]) - 1].extract_text()


def test_slides_kept_of_a_correction_count_its_errata(copied):
    correction = copied.with_name(f"{copied.name}-correction-1")
    copied.rename(correction)
    frames = copied.parents[2] / "data" / "processed" / "sample"
    (frames / copied.name).rename(frames / correction.name)
    kept = open_kept(correction)
    made = json.loads(gzip.decompress(slides_to_keep(kept, {})))["16"]
    assert [one["number"] for one in made] == [1, *range(3, len(made) + 2)]
    earlier = pages_of(kept.notebook("16"))
    carried = dataclasses.replace(
        kept, manifest={**kept.manifest, "decks": [{"area": "16", "carried": True}]}
    )
    told = json.loads(gzip.decompress(slides_to_keep(carried, {"16": earlier})))["16"]
    assert [one["number"] for one in told] == [one.number for one in earlier]


def test_a_first_edition_has_no_errata(copied, tmp_path):
    place = destination(copied.parents[1], "sample", iso_date("2021-06-02"))
    notebook = open_kept(copied).notebook("16")
    assert corrected(notebook, "16", place) == notebook
    assert write_errata(place, notebook.parent, tmp_path, {"decks": []}) == {"correction": 0}
    assert not (tmp_path / "errata.csv").exists()


def test_the_slides_kept_with_a_release_say_what_the_notebooks_said(rerun):
    from renkei.run.proof.releasing import released_slides

    place, _ = rerun
    kept = released_slides(place.corrects.parent, place.corrects.name)
    now = pages_of(open_kept(place.corrects).notebook("16"))
    assert errata(kept, {"16": now}) == []
    assert len(kept["16"]) == len(now) > 5
