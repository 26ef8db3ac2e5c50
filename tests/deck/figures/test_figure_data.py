"""The table behind each figure: as many rows as points or bars, and the figures of the frame."""

import datetime as dt

import pytest

from renkei.deck import figures, labels, measures
from renkei.wording import numbers


@pytest.fixture(scope="module")
def nation(view):
    return view()


def heads(drawing):
    return [cell["text"] for cell in drawing.data["head"][0]]


def one_decimal(share):
    return numbers.percent(share, 1).removesuffix("%")


def test_the_block_carries_the_table(nation):
    block = figures.paces(nation, measures.outlook(nation, "00")).block()
    assert [len(row) for row in block["data"]["rows"]] == [2] * len(block["data"]["rows"])


def test_rounds_have_a_row_a_round_and_part(nation, cells):
    counts = measures.answer_counts(nation)
    rows = cells(figures.rounds(nation, counts))
    asked = {name: 0 for name, *_ in rows}
    for name, _, count, _ in rows:
        asked[name] += int(count.replace(",", ""))
    assert list(asked.values()) == [1741, 1741, 1741]
    conditional = [row for row in rows if "条件付き" in row[1]]
    assert conditional[-1][2:] == ["160", one_decimal(160 / 1741)]


def test_paces_have_a_row_a_bar(nation, cells):
    one = measures.outlook(nation, "00")
    rows = dict(cells(figures.paces(nation, one)))
    assert rows["直近7日、実績（報告分）"] == labels.daily(one.pace_reported)
    assert rows["目標"] == labels.daily(1_000_000)


def test_rates_have_a_row_a_day_dose_and_kind(nation, cells):
    shown = nation
    rows = cells(figures.rates(shown))
    one = measures.outlook(shown, "00")
    known = {tuple(row[:3]): row[3] for row in rows}
    assert known["2021-06-02", "2回目", "実績（報告分）"] == one_decimal(one.last.share)
    paths = [shown.path("00", dose, kind) for dose in (1, 2) for kind in ("reported", "adjusted")]
    assert len(rows) == sum(map(len, paths))


def test_the_fan_has_its_quantiles(nation, cells):
    shown = nation
    drawing = figures.fan(shown, measures.outlook(shown, "00"))
    row = next(row for row in cells(drawing) if row[:2] == ["2021-07-31", "見込み"])
    low, middle, high = measures.share_ahead(shown, "00")
    columns = dict(zip(heads(drawing), row, strict=True))
    assert columns["10%点（%）"] == one_decimal(low)
    assert columns["2回目接種率（見込みは中央値、%）"] == one_decimal(middle)
    assert columns["90%点（%）"] == one_decimal(high)


@pytest.mark.parametrize("draw", [figures.prefectures, figures.tiles])
def test_bars_and_tiles_have_a_row_a_prefecture_with_its_figures(nation, cells, draw):
    shown = nation
    order = measures.prefectures_in_order(shown)
    rows = cells(draw(shown, order))
    assert len(rows) == 47
    first = order.iloc[0]
    shares = [one_decimal(first[one]) for one in ("middle", "low", "high", "share", "target")]
    assert rows[0][0] == first["name"]
    assert rows[0][3:] == shares


def test_heads_say_the_unit(nation):
    shown = nation
    order, one = measures.prefectures_in_order(shown), measures.outlook(shown, "00")
    drawn = (
        figures.rates(shown),
        figures.fan(shown, one),
        figures.prefectures(shown, order),
        figures.rounds(shown, measures.answer_counts(shown)),
    )
    for drawing in drawn:
        for row in drawing.data["rows"]:
            told = zip(heads(drawing), row, strict=True)
            assert not [
                head for head, cell in told if cell["align"] == "right" and "%" in cell["text"]
            ]
        numeric = [
            head
            for head, cell in zip(heads(drawing), drawing.data["rows"][0], strict=True)
            if cell["align"] == "right"
        ]
        assert all("%" in head or "数" in head for head in numeric)


def test_days_are_iso(nation, cells):
    for row in cells(figures.rates(nation)):
        assert dt.date.fromisoformat(row[0])
