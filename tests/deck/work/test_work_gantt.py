"""The fiscal-year plan: months where they belong, nothing over anything, nothing cut off."""

import datetime as dt
from itertools import combinations

import pytest

from renkei.deck.work.gantt import gantt_fy, measure
from renkei.deck.work.items import Bar, Row
from renkei.deck.work.lanes import DOT, PAD, Grid, Placed, lanes, place, said
from renkei.intake.forms.work_plan import STATUSES

APRIL = dt.date(2021, 4, 1)
GRID = Grid(APRIL, 2.0, 0.5, 1.5)
HOSTILE = [
    "$\\frac{1}{0}$", "<script>alert(1)</script>", "=1+1", "#panic()", "\u202e逆\u0000", "あ" * 900,
    "", "改\n行\tと　空白", "a" * 300,
]  # fmt: skip


def bar(label: str, begins: tuple[int, int, int], ends: tuple[int, int, int] | None, **more) -> Bar:
    return Bar(label, dt.date(*begins), dt.date(*ends) if ends else None, **more)


def extent(one: Placed) -> tuple[float, float]:
    wide = 0.0 if one.inside else max(map(measure, one.lines)) + PAD
    right = one.stop + wide if one.align == "left" else one.stop
    return (one.start - wide if one.align == "right" else one.start), right


@pytest.mark.parametrize(
    ("begins", "ends", "start", "stop"),
    [
        ((2021, 4, 1), (2021, 4, 30), 2.0, 2.5),
        ((2021, 12, 1), (2022, 3, 31), 6.0, 8.0),
        ((2021, 6, 16), (2021, 6, 30), 3.25, 3.5),
        ((2022, 4, 1), None, 8.0, 9.5),
        ((2023, 1, 1), (2023, 2, 28), 8.0, 9.5),
        ((2020, 1, 1), (2021, 4, 30), 2.0, 2.5),
        ((2021, 9, 1), None, 4.5, 9.5),
    ],
)
def test_a_bar_spans_the_columns_of_its_months(begins, ends, start, stop) -> None:
    placed, _, _ = place(bar("x", begins, ends), GRID, measure)
    assert (placed.start, placed.stop) == pytest.approx((start, stop))


def test_there_are_thirteen_columns() -> None:
    assert len(GRID.edges()) == 14
    assert GRID.edges()[-1] == GRID.right == 9.5


def test_a_milestone_stands_in_the_middle_of_its_days() -> None:
    one = bar("検討会", (2021, 8, 1), (2021, 8, 31), milestone=True)
    placed, _, _ = place(one, GRID, measure)
    assert (placed.start + placed.stop) / 2 == pytest.approx(4.25)
    assert placed.stop - placed.start == pytest.approx(DOT)


def test_a_month_of_a_later_year_and_a_delay_are_said_in_words() -> None:
    assert said(bar("運用開始", (2022, 7, 1), None), APRIL) == "運用開始（R4.7～）"
    assert said(bar("運用", (2022, 4, 1), None), APRIL) == "運用"
    assert said(bar("決定", (2021, 5, 1), (2021, 5, 1), late=True), APRIL) == "決定【遅れ】"


def test_what_is_postponed_is_said_and_marked_so_and_not_as_late() -> None:
    put_off = {"late": True, "status": "延期"}
    days = (2021, 9, 1), (2021, 9, 26)
    assert said(bar("訓練", *days, **put_off), APRIL) == "訓練【延期】"
    bars = (
        bar("訓練", *days, milestone=True, **put_off),
        bar("決定", *days, milestone=True, late=True, status="実施中"),
    )
    (drawn,) = gantt_fy([Row("組", bars)], APRIL, dt.date(2021, 10, 29))
    (axes,) = drawn.figure.axes
    keys = [one.get_text() for one in axes.get_legend().get_texts()]
    assert keys == ["節目延期", "節目遅れ"]
    assert drawn.data and [row[-1]["text"] for row in drawn.data["rows"]] == ["延期", "遅れ"]


def test_a_held_milestone_of_a_postponed_bar_is_held() -> None:
    one = bar("会議", (2021, 5, 1), (2021, 5, 1), milestone=True, held=True, status="延期")
    assert said(one, APRIL) == "会議"


def test_nothing_overlaps_and_nothing_leaves_the_grid() -> None:
    bars = [
        bar("長い名前の取組の内容をここに書く" * (1 + n % 3), (2021, 4 + n % 9, 1 + n),
            (2021, 4 + n % 9, 20 + n % 8), milestone=n % 3 == 0)
        for n in range(20)
    ]  # fmt: skip
    for lane in lanes(bars, GRID, measure):
        for one, other in combinations(map(extent, lane), 2):
            assert one[1] <= other[0] + 1e-9 or other[1] <= one[0] + 1e-9
        for start, stop in map(extent, lane):
            assert GRID.left - 1e-9 <= start
            assert stop <= GRID.right + 1e-9


@pytest.mark.parametrize("label", HOSTILE)
def test_a_hostile_label_is_text_and_stays_in_its_place(label: str) -> None:
    rows = [Row(label, (bar(label, (2021, 5, 1), (2021, 5, 31)),))]
    (drawn,) = gantt_fy(rows, APRIL, dt.date(2021, 6, 2))
    svg = drawn.block()["svg"]
    assert "<script" not in svg
    assert drawn.data and drawn.data["rows"][0][1]["text"] == label
    (placed,) = lanes(rows[0].bars, GRID, measure)[0]
    assert extent(placed)[1] <= GRID.right + 1e-9
    assert len(placed.lines) <= 6


def test_bars_without_a_day_and_of_years_before_are_not_drawn() -> None:
    rows = [Row("組", (Bar("不明"), bar("前年度", (2021, 2, 1), (2021, 2, 28))))]
    assert gantt_fy(rows, APRIL, dt.date(2021, 6, 2)) == []


def test_many_groups_go_on_to_further_charts() -> None:
    rows = [Row(f"組{n}", (bar("取組", (2021, 5, 1), (2021, 5, 31)),)) for n in range(40)]
    charts = gantt_fy(rows, APRIL, dt.date(2021, 6, 2))
    assert len(charts) > 1
    assert sum(len(one.data["rows"]) for one in charts if one.data) == 40


def test_the_same_plan_gives_the_same_bytes() -> None:
    rows = [Row("組", (bar("取組", (2021, 5, 1), (2021, 5, 31)),))]
    first, second = (gantt_fy(rows, APRIL, dt.date(2021, 6, 2))[0].block() for _ in range(2))
    assert first == second


@pytest.mark.parametrize("day", [dt.date(2021, 4, 3), dt.date(2021, 6, 2), dt.date(2022, 3, 30)])
def test_the_day_is_marked_on_its_line_and_the_keys_leave_it_free(day: dt.date) -> None:
    bars = [bar(word, (2021, 5, 1), (2021, 5, 31), status=word) for word in STATUSES]
    bars += [bar("会", (2021, 6, 1), (2021, 6, 1), milestone=True, held=True)]
    figure = gantt_fy([Row("組", tuple(bars))], APRIL, day)[0].figure
    (axes,) = figure.axes
    figure.canvas.draw()
    (line,) = [one for one in axes.lines if one.get_linestyle() == "--"]
    (mark,) = [one for one in axes.lines if one.get_marker() == "^"]
    assert mark.get_xdata()[0] == line.get_xdata()[0]
    (told,) = [one for one in axes.texts if one.get_text().endswith("現在")]
    assert not axes.get_legend().get_window_extent().overlaps(told.get_window_extent())
    assert told.get_window_extent().x1 <= axes.get_window_extent().x1
