"""Counts by class and prefecture, lines of who moved, and a CSV that runs nothing."""

import csv
import io

import pytest

from renkei import areas, processed
from renkei.intake.changes import (
    CHANGES,
    answer_written,
    by_prefecture,
    change_table,
    changes,
    changes_csv,
    moved_areas,
    repeated_answers,
)

TOYAMA, TAKAOKA, KANAZAWA = "162019", "162027", "172014"
BLANK = {"status": "no_answer", "raw": ""}


@pytest.fixture
def moved(frames):
    """The frame "changes" between two rounds."""

    def between(before, after):
        return changes(*frames(before, after), 1, 2)

    return between


def written(frame, side="after"):
    return answer_written(frame, side).tolist()


def test_the_classes_sum_to_the_areas_asked(moved, day):
    before = {TOYAMA: day("2021-07-31", conditional=True), TAKAOKA: day("2021-07-31")}
    after = {TOYAMA: day("2021-08-31"), TAKAOKA: day("2021-07-31"), KANAZAWA: BLANK}
    table = change_table(moved(before, after)).set_index("change")
    assert list(table.index) == list(CHANGES)
    assert table["areas"].sum() == 3
    assert table.loc["slipped"].tolist() == [1, 1, 1, 0]
    assert table.loc["silent", "areas"] == 1


def test_prefectures_are_counted_by_class(moved, day):
    frame = moved(
        {TOYAMA: day("2021-07-31"), KANAZAWA: day("2021-07-31")},
        {TOYAMA: day("2021-08-31"), KANAZAWA: day("2021-07-31")},
    )
    table = by_prefecture(frame).set_index("area")
    assert table.loc["16", ["asked", "slipped", "unchanged"]].tolist() == [1, 1, 0]
    assert table.loc["17", ["asked", "slipped", "unchanged"]].tolist() == [1, 0, 1]


def test_repetition_is_no_sign_of_anything_once_complete(moved, day):
    same = {TOYAMA: day("2021-07-31"), TAKAOKA: {"status": "complete", "raw": "完了"}}
    assert repeated_answers(moved(same, same)).to_numpy().tolist() == [[1, 1]]


def test_an_answer_is_shown_as_written(moved, day):
    july = day("2021-07-31", raw="7月末")
    assert written(moved({TOYAMA: july}, {TOYAMA: july})) == ["7月末"]
    carried = {"status": "carry_forward", "raw": "〃"}
    assert written(moved({TOYAMA: july}, {TOYAMA: carried})) == ["〃（7月末）"]
    assert written(moved({TOYAMA: july}, {TOYAMA: BLANK})) == ["回答なし"]
    unread = {"status": "unreadable", "raw": "R3.2.30"}
    assert written(moved({TOYAMA: july}, {TOYAMA: unread})) == ["判読不能「R3.2.30」"]


def test_a_condition_of_its_own_column_is_shown_and_one_in_the_text_not_twice(moved, day):
    apart = day("2021-07-31", raw="7月末", conditional=True, condition="供給が前提")
    inside = apart | {"raw": "7月末（供給が前提）"}
    assert written(moved({TOYAMA: apart}, {TOYAMA: inside}), "before") == [
        "7月末［条件：供給が前提］"
    ]
    assert written(moved({TOYAMA: apart}, {TOYAMA: inside})) == ["7月末（供給が前提）"]


def test_hostile_text_is_shown_without_controls_and_cut(moved, day):
    july = {TOYAMA: day("2021-07-31")}
    shown = written(moved(july, {TOYAMA: {"status": "undecided", "raw": "\x1b[31m未定\n" * 20}}))
    assert shown[0].isprintable()
    assert len(shown[0]) == 61 and shown[0].endswith("…")


def test_those_in_another_bucket_and_the_farthest_come_first(moved, day):
    before = {code: day("2021-07-01") for code in (TOYAMA, TAKAOKA)}
    before |= {KANAZAWA: day("2021-07-28"), "172022": day("2021-09-30")}
    after = {TOYAMA: day("2021-07-02"), TAKAOKA: day("2021-07-31"), KANAZAWA: day("2021-08-01")}
    after |= {"172022": day("open", "2021-09-01")}
    found = moved_areas(moved(before, after), "slipped")
    assert found["name"].tolist() == [
        "石川県 金沢市",
        "石川県 七尾市",
        "富山県 高岡市",
        "富山県 富山市",
    ]
    assert found["latest"].tolist()[:2] == ["R3.7.28→R3.8.1", "R3.9.30→R3.9.1以降"]
    assert found["days"].astype("object").where(found["days"].notna(), None).tolist() == [
        4,
        None,
        30,
        1,
    ]


def test_a_prefecture_that_is_lost_whole_is_one_line(moved, day):
    toyama = [area.code for area in areas.municipalities("16")]
    before = {code: day("2021-07-31") for code in [*toyama, KANAZAWA, "172022"]}
    found = moved_areas(moved(before, {"172022": day("2021-07-31")}), "lost")
    assert found[["area", "name", "before", "after"]].to_numpy().tolist() == [
        ["16", "富山県", "全15市区町村", "回答なし"],
        [KANAZAWA, "石川県 金沢市", "2021-07-31", "回答なし"],
    ]


def test_nobody_in_a_class_is_no_line(moved, day):
    same = {TOYAMA: day("2021-07-31")}
    assert moved_areas(moved(same, same), "lost").empty
    assert list(moved_areas(moved(same, same), "lost")) == [
        "area",
        "name",
        "before",
        "after",
        "latest",
        "days",
    ]


def rows(text):
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r", "\n"])
def test_a_spreadsheet_runs_nothing_of_the_csv(moved, day, sign):
    raw = f'{sign}cmd|"/c calc"!A1;=1+1'
    hostile = {"status": "undecided", "raw": raw, "file": f"{sign}1.xlsx", "condition": f"{sign}2"}
    listed = rows(changes_csv(moved({TOYAMA: hostile}, {TOYAMA: [hostile, hostile]})))
    for name in ("raw_before", "raw_after", "words_after", "file_after", "condition_after"):
        assert listed[0][name].startswith(f"'{sign}")
    assert not any(value.startswith(sign) for value in listed[0].values())
    assert listed[0]["raw_after"] == f"'{raw}"


def test_the_csv_has_the_whole_frame_and_the_names_of_areas(moved, day):
    frame = moved({TOYAMA: day("2021-07-31")}, {TOYAMA: day("2021-07-21"), KANAZAWA: BLANK})
    text = changes_csv(frame)
    assert text.startswith('\ufeff"area","prefecture","name","change"')
    first, second = rows(text)
    assert list(first) == [
        "area", "prefecture", "name", *processed.empty("changes").columns.drop("area"),
    ]  # fmt: skip
    assert (first["prefecture"], first["name"], first["latest_after"]) == (
        "富山県",
        "富山市",
        "2021-07-21",
    )
    assert first["days_moved"] == "-10"
    assert (second["change"], second["days_moved"], second["latest_after"]) == ("silent", "", "")
