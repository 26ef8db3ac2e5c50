"""What people do to a table before they send it back: each edit changes a return in place.

An edit gives "refuse" where the file must not be read, "same" where nothing may change, else "".
"""

import copy
import random
from collections.abc import Callable

from mutated.table import Cell, Leaf, Return
from mutated.values import any_value, fitting

from renkei import areas

Edit = Callable[[random.Random, Return], str]
_UNKNOWN = (
    "ふりがな",
    "備考",
    "確認欄",
    "No.",
    "更新日",
    "x" * 300,
    "=1+1",
    "終了見込みの根拠",
    "人口",
)


def header_row(leaf: Leaf) -> int:
    """The row of the headers, from 0; -1 where it is gone."""
    for at, row in enumerate(leaf.rows):
        if any(one.origin and one.origin[0] == "header" for one in row):
            return at
    return -1


def body_rows(leaf: Leaf) -> list[int]:
    """The rows of municipalities."""
    return [
        at
        for at, row in enumerate(leaf.rows)
        if any(one.origin and one.origin[0] not in ("header", "total") for one in row)
    ]


def _kind(given: Return, cell: Cell) -> str:
    return given.issue.form.by_name[cell.origin[1]].kind if cell.origin else "text"


def _cells(given: Return, wanted: Callable[[Cell], bool]) -> list[Cell]:
    return [cell for row in given.home.rows for cell in row if wanted(cell)]


def _change(rng: random.Random, given: Return, cells: list[Cell], most: int = 6) -> None:
    for cell in rng.sample(cells, min(len(cells), rng.randint(1, most))):
        usual = rng.random() < 0.5
        cell.value = fitting(rng, _kind(given, cell)) if usual else any_value(rng)
        cell.shown = "General"


def answers_edited(rng: random.Random, given: Return) -> str:
    """Cells of answers get other values, usual or hostile."""
    locked = {one.name for one in given.issue.form.questions if one.is_locked}
    _change(rng, given, _of_body(given, lambda question: question not in locked))
    return ""


def _of_body(given: Return, wanted: Callable[[str], bool]) -> list[Cell]:
    apart = ("header", "total")
    return _cells(
        given, lambda c: bool(c.origin and c.origin[0] not in apart and wanted(c.origin[1]))
    )


def completions_edited(rng: random.Random, given: Return) -> str:
    """Answers to the question itself get other values."""
    _change(rng, given, _of_body(given, lambda question: question == "answer"), 9)
    return ""


def keys_edited(rng: random.Random, given: Return) -> str:
    """Codes, prefectures and names are typed anew, rightly, wrongly or not at all."""
    cells = _of_body(given, lambda question: question in ("code", "prefecture", "name"))
    for cell in rng.sample(cells, min(len(cells), rng.randint(1, 5))):
        cell.value = rng.choice((_respelled, _another, lambda r, c: any_value(r)))(rng, cell)
    return ""


def _respelled(rng: random.Random, cell: Cell) -> object:
    """The same key as offices write it."""
    written = str(cell.value)
    if written.isdecimal():
        wide = written.translate(str.maketrans("0123456789", "０１２３４５６７８９"))
        return rng.choice((int(written), float(written), written[:5], int(written[:5]), wide, None))
    home = areas.find(cell.origin[0]) if cell.origin and not cell.origin[0].isdecimal() else None
    full = f"{home.prefecture if home else ''}{written}"
    return rng.choice((f" {written}", f"{written}※1", f"※{written}", full, written[:-1], None))


def _another(rng: random.Random, cell: Cell) -> object:
    """The key of somebody else."""
    other = rng.choice(areas.municipalities())
    return {"code": other.code, "prefecture": other.prefecture, "name": other.name}[cell.origin[1]]  # type: ignore[index]


def headers_renamed(rng: random.Random, given: Return) -> str:
    """Headers get a known other name, a strange one, another's, or none."""
    questions = given.issue.form.questions
    cells = _cells(given, lambda c: bool(c.origin and c.origin[0] == "header"))
    for cell in rng.sample(cells, min(len(cells), rng.randint(1, 4))):
        known = given.issue.form.by_name[cell.origin[1]].known_as if cell.origin else ()
        other = rng.choice(questions).title
        strange = rng.choice(_UNKNOWN)
        decorated = f"{cell.value}（※必ず記入）\n"
        choices = (rng.choice(known or (strange,)), strange, other, decorated, None, any_value(rng))
        cell.value = rng.choice(choices)
    return ""


def totals_edited(rng: random.Random, given: Return) -> str:
    """Cells in the row of totals change."""
    cells = _cells(given, lambda c: bool(c.origin and c.origin[0] == "total"))
    _change(rng, given, cells, 4)
    return ""


def notes_edited(rng: random.Random, given: Return) -> str:
    """Titles and notes change, or values stand where nothing stood."""
    for _ in range(rng.randint(1, 5)):
        free = [cells for cells in given.home.rows if cells and not _owned(cells)]
        if free:
            rng.choice(rng.choice(free)).value = any_value(rng)
    return ""


def _owned(row: list[Cell]) -> bool:
    return any(cell.origin for cell in row)


def columns_moved(rng: random.Random, given: Return) -> str:
    """Columns stand in another order."""
    order = list(range(given.home.width))
    if rng.random() < 0.5:
        rng.shuffle(order)
    else:
        one, other = rng.sample(order, 2)
        order[one], order[other] = order[other], order[one]
    _reorder(given.home, order)
    return ""


def _reorder(leaf: Leaf, order: list[int]) -> None:
    for at, row in enumerate(leaf.rows):
        padded = row + [Cell() for _ in range(leaf.width - len(row))]
        if header_row(leaf) <= at:
            leaf.rows[at] = [padded[one] for one in order]


def columns_dropped(rng: random.Random, given: Return) -> str:
    """Columns are deleted."""
    order = list(range(given.home.width))
    for gone in rng.sample(order, rng.randint(1, 3)):
        order.remove(gone)
    _reorder(given.home, order)
    return ""


def columns_doubled(rng: random.Random, given: Return) -> str:
    """A column stands twice, or a column of other things stands between."""
    leaf, at = given.home, rng.randrange(given.home.width)
    title = rng.choice((*_UNKNOWN, None, "同じ"))
    for index, row in enumerate(leaf.rows):
        if index < header_row(leaf):
            continue
        twin = copy.deepcopy(leaf.at(index, at)) if title == "同じ" else Cell()
        if title != "同じ":
            twin.value = title if index == header_row(leaf) else rng.choice((None, any_value(rng)))
        row.insert(rng.choice((at, at)), twin)
    return ""


def rows_dropped(rng: random.Random, given: Return) -> str:
    """Rows are deleted, of municipalities or any."""
    for _ in range(rng.randint(1, 5)):
        if given.home.rows:
            pool = body_rows(given.home) if rng.random() < 0.7 else range(len(given.home.rows))
            if pool:
                del given.home.rows[rng.choice(pool)]
    return ""


def rows_doubled(rng: random.Random, given: Return) -> str:
    """Rows stand twice, alike or with other answers."""
    leaf = given.home
    for _ in range(rng.randint(1, 3)):
        twin = copy.deepcopy(leaf.rows[rng.choice(body_rows(leaf))])
        if rng.random() < 0.5:
            cell = rng.choice([one for one in twin if one.origin])
            cell.value = fitting(rng, _kind(given, cell))
        leaf.rows.insert(rng.randint(header_row(leaf) + 1, len(leaf.rows)), twin)
    return ""


def rows_moved(rng: random.Random, given: Return) -> str:
    """Rows change places: those of municipalities, or any two."""
    leaf = given.home
    if rng.random() < 0.5:
        places = body_rows(leaf)
        order = rng.sample(places, len(places))
        moved = [leaf.rows[at] for at in order]
        for at, row in zip(places, moved, strict=True):
            leaf.rows[at] = row
    else:
        one, other = rng.sample(range(len(leaf.rows)), 2)
        leaf.rows[one], leaf.rows[other] = leaf.rows[other], leaf.rows[one]
    return ""


def rows_inserted(rng: random.Random, given: Return) -> str:
    """Blank rows, notes, subtotals, examples, units or the header again stand between."""
    leaf = given.home
    columns = {c.origin[1]: at for at, c in enumerate(leaf.rows[header_row(leaf)]) if c.origin}
    for _ in range(rng.randint(1, 4)):
        row = [Cell() for _ in range(leaf.width)]
        what = rng.randrange(7)
        if what == 0:
            row = copy.deepcopy(leaf.rows[header_row(leaf)])
        elif what == 1:
            row[0].value = rng.choice(("※ 数値は速報", "注 集計中", "出典：県", "備考"))
        elif what in (2, 3):
            row[columns["name"]].value = rng.choice(
                ("小計", "市計", "郡計", "合計", "（例）", "計")
            )
            row[columns["capacity"]].value = rng.choice((None, 100, 999, "1,500"))
        elif what == 4:
            row[columns["wish_share"]].value, row[columns["capacity"]].value = "（%）", "（回）"
        elif what == 5:
            row[rng.randrange(len(row))].value = any_value(rng)
        leaf.rows.insert(rng.randint(header_row(leaf) + 1, len(leaf.rows)), row)
    return ""


def table_shifted(rng: random.Random, given: Return) -> str:
    """The whole table stands lower or further to the right, or without its titles."""
    leaf = given.home
    if rng.random() < 0.3:
        del leaf.rows[: header_row(leaf)]
        return ""
    for _ in range(rng.randint(0, 12)):
        title = Cell(
            rng.choice((None, "第2回照会", "富山県", "作成：健康課", "コード", any_value(rng)))
        )
        leaf.rows.insert(0, [title] + [Cell() for _ in range(leaf.width - 1)])
    for _ in range(rng.randint(0, 4)):
        for row in leaf.rows:
            row.insert(0, Cell())
    return ""


def cells_merged(rng: random.Random, given: Return) -> str:
    """Cells are merged downwards, across, or both."""
    leaf = given.home
    for _ in range(rng.randint(1, 3)):
        top = rng.randint(max(header_row(leaf) - 1, 0), max(len(leaf.rows) - 4, 1))
        left = rng.randrange(max(leaf.width - 3, 1))
        down, across = rng.choice(((1, 0), (2, 0), (3, 0), (0, 1), (0, 2), (1, 1)))
        place = (top, left, min(top + down, len(leaf.rows) - 1), min(left + across, leaf.width - 1))
        if any(_overlap(place, one) for one in leaf.merged) or place[:2] == place[2:]:
            continue
        leaf.merged.append(place)
    return ""


def _overlap(one: tuple[int, ...], other: tuple[int, ...]) -> bool:
    return not (one[2] < other[0] or other[2] < one[0] or one[3] < other[1] or other[3] < one[1])


def hidden_and_noted(rng: random.Random, given: Return) -> str:
    """Rows and columns are hidden, and cells carry notes; nothing else changes."""
    leaf = given.home
    leaf.hidden_rows |= set(rng.sample(range(len(leaf.rows)), rng.randint(0, 4)))
    leaf.hidden_columns |= set(rng.sample(range(leaf.width), rng.randint(0, 3)))
    for _ in range(rng.randint(0, 4)):
        place = rng.randrange(len(leaf.rows)), rng.randrange(leaf.width)
        leaf.comments[place] = rng.choice(("医師会と調整中", "<b>x</b>", "担当 000-0000-0000"))
    return "same"
