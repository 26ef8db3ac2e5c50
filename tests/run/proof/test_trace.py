"""Tracing: from a number on a page to the cells it came from, and no further than that is known."""

import openpyxl
import pytest

from renkei.errors import InputMissing
from renkei.run.proof import Views, find_figure, find_number, open_kept, origin


@pytest.fixture(scope="module")
def kept(sound):
    return open_kept(sound)


@pytest.fixture(scope="module")
def views(kept):
    return Views(kept)


def led(kept, views, number, **place):
    """Where the places of a number lead that stand in a block, row or column so called."""
    found = find_number(kept, number, "16")
    fitting = [p for p in found if all(text in getattr(p.said, k) for k, text in place.items())]
    assert fitting, [p.said for p in found]
    return origin(kept, views, fitting[0])


def test_a_delivery_leads_to_its_cell(kept, views):
    found = led(kept, views, "17550", kind="table", row="4月19日", column="累計")
    match, sources = found.matches[0]
    assert found.certain
    assert (match.frame, match.how, match.column) == ("supply", "value", "cumulative")
    (cell,) = sources.first
    value = openpyxl.load_workbook(kept.raw / cell.file)[cell.sheet][cell.cells].value
    assert int(str(value).replace(",", "")) == 17550


def test_a_count_of_answers_leads_to_the_cells_of_the_answers_themselves(kept, views):
    found = led(kept, views, "15", kind="heading")
    match, sources = found.matches[0]
    assert (match.frame, match.how) == ("answers", "count")
    assert match.filter == {"area": "16", "bucket": "by_target"}
    assert sources.rows == 15
    assert len(sources.first) == 3
    for one in sources.first:
        sheet = openpyxl.load_workbook(kept.raw / one.file)[one.sheet]
        head = [cell.value for cell in sheet[5]]
        assert str(head[sheet[one.cells].column - 1]).startswith("終了")
        assert one.text in str(sheet[one.cells].value)


def test_a_sum_of_records_names_the_file_the_filter_and_how_many_rows(kept, views):
    found = led(kept, views, "52,788", row="富山県")
    (match, sources), *_ = [one for one in found.matches if one[0].frame == "records"]
    assert match.how == "sum"
    assert match.filter["snapshot"] == "2021-06-03"
    assert int(match.rows["count"].sum()) == 52788
    assert sources.files == ("sample/records/2021-06-03.csv.gz",)
    assert sources.rows == len(match.rows) > 100


def test_a_refusal_leads_to_the_refused_cell(kept, views):
    found = led(kept, views, "7", kind="heading", text="読み取れない箇所")
    match, sources = found.matches[0]
    assert (match.frame, sources.rows) == ("rejections", 7)
    assert any((one.cells, one.text) == ("E14", "R3.2.30") for one in sources.first)


def test_a_number_computed_from_many_rows_names_the_frames_and_invents_no_cell(kept, views):
    found = led(kept, views, "1", kind="heading", text="前回から早まった")
    assert not found.certain or all(match.agrees for match, _ in found.matches)
    rests = {match.frame: len(match.rows) for match, _ in found.rests_on}
    assert rests["answers"] == 15
    assert found.lineage.cell == "changes"
    assert any("measures.moved(view)" in line for line in found.lineage.lines)


def test_the_same_number_without_words_that_agree_is_not_called_its_origin(kept, views):
    found = led(kept, views, "11", column="順")
    assert not found.certain


def test_a_number_is_found_however_it_is_written_and_in_each_place(kept):
    plain, printed = find_number(kept, "6120", "16"), find_number(kept, "約6,120", "16")
    assert [one.said for one in plain] == [one.said for one in printed]
    assert len({one.said.page.number for one in plain}) > 1


def test_a_figure_leads_to_the_frame_and_cells_behind_it(kept, views):
    (place,) = find_figure(kept, "供給量と累計", "16")
    found = origin(kept, views, place)
    ((match, sources),) = found.rests_on
    assert (match.frame, sources.rows) == ("supply", 9)
    assert sources.first[0].file.endswith("供給実績_全国.xlsx")


def test_no_origin_shows_the_person_who_answered(kept, views):
    for place in find_figure(kept, "件", "16"):
        for _, sources in origin(kept, views, place).rests_on:
            assert not any("見本リエゾン" in one.text for one in sources.first)


def test_what_no_page_says_is_told_with_the_nearest_captions(kept):
    with pytest.raises(InputMissing, match="no page says '99,999,999'"):
        find_number(kept, "99,999,999")
    with pytest.raises(InputMissing, match=r"nearest: .*供給量と累計"):
        find_figure(kept, "供給量と計")
    with pytest.raises(InputMissing, match="no deck of '13'"):
        find_number(kept, "1", "13")
