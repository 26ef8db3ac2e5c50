"""What could not be read, by source and reason in Japanese: returns, records and registers."""

import re
from pathlib import Path

import pandas as pd
import pytest

from renkei.deck import headlines, measures, notes, refusals, tables
from renkei.intake.forms import FORMS


def texts(block):
    return [[cell["text"] for cell in row] for row in block["rows"]]


@pytest.fixture
def refused(kept):
    place = {"received": pd.Timestamp("2021-06-01"), "sheet": "回答"}
    supply = place | {"file": "supply/2021-06-01/供給実績_全国.xlsx", "kind": "cell", "row": 7}
    return kept(
        "rejections",
        {
            **place, "round": 3, "file": "2021-05-31/16_富山県.xlsx", "cell": "E8", "kind": "cell",
            "rule": "unreadable cell", "raw": "13月", "area": "162019", "corrected": True,
        },
        supply | {"cell": "H7", "rule": "boxes and doses differ", "raw": "81900", "area": "16"},
        supply | {"cell": "H9", "rule": "boxes and doses differ", "raw": "9", "corrected": True},
        {"file": "2021-06-03.csv", "kind": "row", "reason": 'date is "13"', "row": 5},
    )  # fmt: skip


def test_each_source_and_reason_is_a_row_and_all_are_counted(view, refused):
    rows = texts(tables.refused(view(rejections=refused), 9))
    assert [row[:5] for row in rows] == [
        ["供給", "回分が箱数×1箱当たり回分と合わない（セル）", "2", "1", "1"],
        ["接種記録", "日付・団体・数のどれかが読めない（行）", "1", "0", "1"],
        ["調査票", "読み取れない記入（セル）", "1", "1", "0"],
    ]
    assert sum(int(row[2]) for row in rows) == len(refused)
    assert headlines.refused(view(rejections=refused)) == "読み取れなかった4件のうち2件が訂正待ち"


def test_the_example_is_one_not_put_right_with_its_place(view, refused):
    rows = {row[0]: row for row in texts(tables.refused(view(rejections=refused), 9))}
    assert rows["供給"][5] == "供給実績_全国.xlsx H7「81900」"
    assert rows["調査票"][5] == "16_富山県.xlsx E8「13月」"


def test_what_has_no_room_is_summed(view, refused):
    rows = texts(tables.refused(view(rejections=refused), 1))
    assert rows[-1][:5] == ["ほか", "2種類", "2", "1", "1"]


def test_a_prefecture_has_its_own_alone(view, refused):
    shown = view("16", rejections=refused)
    assert len(measures.rejections(shown)) == 2
    rows = texts(tables.trace(shown, 9)[-1])
    assert [row[:5] for row in rows] == [
        ["供給", "回分が箱数×1箱当たり回分と合わない（セル）", "1", "0", "1"],
        ["調査票", "読み取れない記入（セル）", "1", "1", "0"],
    ]
    assert notes.origins(shown).endswith("（R2.1.1現在）、ワクチン供給実績・予定")


def test_a_prefecture_with_nothing_refused_has_no_table_of_it(view, refused):
    shown = view("16", rejections=refused.head(0))
    assert [one["caption"] for one in tables.trace(shown)] == ["受け取った調査票等の行の照合"]


def test_what_has_no_room_beside_the_reconciliation_has_a_page_of_its_own(view, refused):
    shown = view("16", rejections=refused)
    told = sum(len(one["rows"]) for one in tables.trace(shown))
    kinds = len(measures.refused(shown))
    assert kinds and len(tables.trace(shown, told + kinds)) == 1 + len(tables.trace(shown))
    assert tables.refused_apart(shown, 9, told + kinds) == ()
    assert tables.trace(shown, told + kinds - 1) == tables.trace(shown)
    (apart,) = tables.refused_apart(shown, 9, told + kinds - 1)
    assert texts(apart) == texts(tables.refused(shown, 9))
    assert headlines.refused(shown) == ""
    assert headlines.refused(shown, apart) == "読み取れなかった2件のうち1件が訂正待ち"
    assert tables.refused_apart(view(rejections=refused), 9) == ()


def test_where_all_could_be_read_the_page_is_left_out(view, kept):
    assert headlines.refused(view(rejections=kept("rejections"))) == ""


def test_the_source_names_only_what_something_was_refused_of(view, refused, kept):
    told = notes.refused(view(rejections=refused))
    assert "第3回（6月1日時点）の照会" in told and "見本接種記録" in told
    assert told.endswith("ワクチン供給実績・予定") and "聞き取り" not in told
    assert "接種記録" not in notes.refused(view("16", rejections=refused))


def test_the_reconciliation_counts_every_place_the_heading_counts(view, refused):
    for area in ("00", "16"):
        shown = view(area, rejections=refused)
        rows = {row[0]: row for row in texts(tables.reconciliation(shown))}
        assert sum(int(row[-1]) for row in rows.values()) == len(measures.rejections(shown))
        assert rows["第3回"][-1] == "1" and rows["供給"][1] == "－"


def test_every_rule_of_the_intake_has_japanese_words(project: Path):
    source = "\n".join(
        file.read_text(encoding="utf-8")
        for room in ("registers", "sheets", "returns")
        for file in (project / "src/renkei/intake" / room).glob("*.py")
    )
    said = set(re.findall(r'\.refuse\(\s*[\w"]+,\s*"([a-z -]+)"', source))
    said |= set(re.findall(r'rule="([a-z -]+)"', source)) - {"above the header"}
    assert {"days out of order", "not the running sum"} <= said
    for rule in said:
        assert not re.search("[a-z]", refusals.why(rule, "cell")) and refusals.why(
            rule, "cell"
        ) != refusals.why("", "cell"), rule


def test_every_register_has_a_name():
    assert set(FORMS) <= set(refusals.SOURCES)


def test_registers_stand_in_the_reconciliation_of_the_nation(view, frames, kept):
    more = kept(
        "reconciliation",
        {
            "file": "liaison/2021-06-01/聞き取り.xlsx",
            "rows": 9, "accepted": 5, "rejected": 1, "notes": 3, "balanced": True,
        },
    )  # fmt: skip
    joined = pd.concat([frames["reconciliation"].astype(more.dtypes), more], ignore_index=True)
    rows = texts(tables.reconciliation(view(reconciliation=joined)))
    assert rows[-1] == ["聞き取り", "1", "9", "5", "1", "0", "3", "一致", "0"]
    assert len(texts(tables.reconciliation(view("16", reconciliation=joined)))) == 3
