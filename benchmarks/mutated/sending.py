"""What people do to a whole file: its sheets, its name, what it says of itself."""

import copy
import random

from mutated.edits import (
    Edit,
    answers_edited,
    cells_merged,
    columns_doubled,
    columns_dropped,
    columns_moved,
    completions_edited,
    header_row,
    headers_renamed,
    hidden_and_noted,
    keys_edited,
    notes_edited,
    rows_doubled,
    rows_dropped,
    rows_inserted,
    rows_moved,
    table_shifted,
    totals_edited,
)
from mutated.table import Cell, Leaf, Return
from mutated.values import any_value

from renkei import areas

_NAMES = (
    "とりまとめ",
    "Sheet1",
    "回答 (2)",
    "（回答）",
    "回　答",
    "R3.5",
    "a" * 31,
    "回答済",
    "記入例",
    "控え",
)


def sheets_renamed(rng: random.Random, given: Return) -> str:
    """The sheet of answers has another name."""
    given.home.name = rng.choice(_NAMES)
    return "" if given.home.name == "記入例" else "same"


def sheets_added(rng: random.Random, given: Return) -> str:
    """Other sheets stand beside: copies, with other answers or not, notes, blanks; some hidden."""
    for name in rng.sample(_NAMES, rng.randint(1, 3)):
        what = rng.randrange(4)
        leaf = copy.deepcopy(given.home) if what < 2 else Leaf(name, [])
        leaf.name, leaf.state = name, rng.choice(("visible", "visible", "hidden", "veryHidden"))
        if what == 3:
            leaf.rows = [[Cell(any_value(rng)) for _ in range(4)] for _ in range(6)]
        given.leaves.append(leaf)
        if what == 1:
            other = Return(given.issue, given.name, [leaf], {})
            rng.choice((answers_edited, rows_dropped, columns_dropped))(rng, other)
    return ""


def sheets_deleted(rng: random.Random, given: Return) -> str:
    """The sheet of answers is gone, or those beside it."""
    if rng.random() < 0.5:
        given.kept = False
        return "same"
    given.leaves.clear()
    return "refuse"


def properties_changed(rng: random.Random, given: Return) -> str:
    """The workbook says another round, campaign, form or prefecture, or nothing of itself."""
    name = rng.choice(list(given.properties))
    if rng.random() < 0.3:
        given.properties.clear()
        return "same"
    values = {"renkei_form": "supply", "renkei_campaign": "another", "renkei_round": "2"}
    given.properties[name] = values.get(name, "99")
    refused = (*values, "renkei_prefecture")
    return "refuse" if name in refused else "same"


def file_renamed(rng: random.Random, given: Return) -> str:
    """The file has another name, of another prefecture, of none, or one that lies."""
    own = given.issue.prefecture_code
    other = rng.choice([one for one in areas.prefectures() if one.prefecture_code != own])
    named = f"{given.issue.prefecture}.xlsx"
    names = ("回答.xlsx", "回答（最終）2.xlsx", "return.csv", "a.xls", named, f"{own}_再提出.xlsx")
    if rng.random() < 0.3:
        given.name = f"{other.prefecture_code}_{other.name}.xlsx"
        return "refuse" if "renkei_prefecture" in given.properties else ""
    given.name = rng.choice(names)
    return "same" if "renkei_prefecture" in given.properties else ""


def several_at_once(rng: random.Random, given: Return) -> str:
    """Two to five of the other edits together."""
    must = [rng.choice(TOGETHER)(rng, given) for _ in range(rng.randint(2, 5)) if _is_whole(given)]
    return "refuse" if "refuse" in must else ""


def _is_whole(given: Return) -> bool:
    return header_row(given.home) >= 0 and given.home.width > 4 and len(given.home.rows) > 6


TOGETHER: tuple[Edit, ...] = (
    answers_edited, keys_edited, totals_edited, columns_moved, columns_dropped, columns_doubled,
    headers_renamed, rows_dropped, rows_doubled, rows_moved, table_shifted, cells_merged,
    hidden_and_noted, notes_edited,
)  # fmt: skip

EDITS: tuple[Edit, ...] = (
    answers_edited, completions_edited, keys_edited, headers_renamed, totals_edited, notes_edited,
    columns_moved, columns_dropped, columns_doubled, rows_dropped, rows_doubled, rows_moved,
    rows_inserted, table_shifted, cells_merged, hidden_and_noted, sheets_renamed, sheets_added,
    sheets_deleted, properties_changed, file_renamed, several_at_once,
)  # fmt: skip
