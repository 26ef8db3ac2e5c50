"""Whether what came of a file is what its own cells say: nothing lost, nothing made up.

Every function gives the faults it finds, as sentences; none where all is well.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from mutated import answers_read
from mutated.readings import (
    NOTHING,
    bare_name,
    digits,
    folded,
    heading,
    is_blank,
    number,
    said,
)
from mutated.table import Leaf, Return

from renkei import areas
from renkei.intake.opening.parts import address, column_letters
from renkei.intake.sheets.submission import Account, Submission

_SAID_SUPERSEDED = ("identical row", "回答 stands", "blank row beside an answer")
Faults = Iterator[str]
_EXAMPLES = ("記入例", "例", "見本")
_IGNORED = ("sheet", "file", "order", "received", "current")


@dataclass
class Truth:
    """What is known of a file apart from its reading.

    `leaves` are its sheets as written, or as another reader sees them (None: it sees none);
    `must` is "refuse", "same", "intact" (the same, or refused), "reread" or "".
    """

    right: Return
    base: Submission
    leaves: list[Leaf] | None
    must: str


def judge(truth: Truth, brought: Submission) -> list[str]:
    """Every fault of a reading."""
    faults = list(_refusals(brought))
    if brought.refused:
        faults += ["refused, though nothing changed"] if truth.must == "same" else []
        faults += ["refused, and rows were taken"] if brought.rows or brought.contacts else []
        return faults
    if truth.must == "refuse":
        return [*faults, "taken, though it must be refused"]
    faults += _accounts(brought)
    for leaf in truth.leaves or ():
        faults += _beside(leaf, brought)
    changed = list(_differences(truth.base, brought))
    if truth.must in ("same", "intact") or truth.leaves is None:
        return faults + changed
    if truth.must == "reread" and not changed:
        return faults  # read as it was sent, whatever another reader sees
    for leaf in truth.leaves:
        if leaf.name in brought.accounts:
            faults += _sheet(truth, leaf, brought)
        elif _header(truth, leaf)[1] and not _is_example(leaf.name) and not _hidden(leaf, brought):
            faults.append(f"sheet {leaf.name} has headers and was not read")
    named = {leaf.name for leaf in truth.leaves}
    faults += [f"sheet {one} is not in the file" for one in brought.accounts if one not in named]
    taken = [row["area"] for row in brought.rows]
    faults += [f"{one} was taken twice" for one in set(taken) if taken.count(one) > 1]
    return faults


def _hidden(leaf: Leaf, brought: Submission) -> bool:
    """Whether the ledger says that a sheet was left aside because Excel does not show it."""
    told = {one["raw"] for one in brought.changes if one["rule"] == "hidden sheet"}
    return leaf.name in told and bool(brought.accounts.keys() - told)


def _beside(leaf: Leaf, brought: Submission) -> Faults:
    """Hidden rows that were taken, and notes on cells, are on the ledger."""
    told = {(one["rule"], one["cell"]) for one in brought.changes if one["sheet"] == leaf.name}
    taken = {row["row"] - 1 for row in brought.rows if row["sheet"] == leaf.name}
    wanted = {("hidden row", address(row, 0)) for row in leaf.hidden_rows & taken}
    if leaf.name in brought.accounts:
        wanted |= {("comment", address(*place)) for place in leaf.comments}
    for rule, cell in sorted(wanted - told):
        yield f"{leaf.name}!{cell}: {rule} is not on the ledger"


def _is_example(sheet: str) -> bool:
    return any(one in sheet for one in _EXAMPLES)


def _refusals(brought: Submission) -> Faults:
    """Every refusal says what, and what was expected."""
    if brought.refused and [one["kind"] for one in brought.rejections] != ["file"]:
        yield "a refused file is not told by one rejection"
    for one in brought.rejections:
        if not (one["reason"].strip() and one["expected"].strip() and one["rule"]):
            yield f"a rejection does not say what or what was expected: {one}"
        if one["kind"] != "file" and not (one.get("sheet") and one.get("cell") and one.get("row")):
            yield f"a rejection does not say where: {one}"


def _accounts(brought: Submission) -> Faults:
    """Rows and cells all went somewhere, counted anew."""
    for account in brought.accounts.values():
        if sum(account.piles().values()) != account.height:
            yield f"{account.sheet}: piles {account.piles()} of {account.height} rows"
        cells = account.cells
        if cells["expected"] != cells["read"] + cells["rejected"]:
            yield f"{account.sheet}: cells {dict(cells)}"
        taken = sum(row["sheet"] == account.sheet for row in brought.rows)
        if account.piles()["accepted"] != taken:
            yield f"{account.sheet}: {account.piles()['accepted']} accepted, {taken} rows"


def _differences(base: Submission, brought: Submission) -> Faults:
    """What differs from the reading of the right return, where nothing may."""
    for what in ("rows", "contacts"):
        before, now = getattr(base, what), getattr(brought, what)
        if len(before) != len(now):
            yield f"{len(now)} {what} for {len(before)}"
        for one, other in zip(before, now, strict=False):
            for key in one:
                if key not in _IGNORED and not _same(one[key], other.get(key)):
                    yield f"{one['area']}: {key} is {other.get(key)!r} for {one[key]!r}"
    told = [[(r.get("cell"), r["reason"]) for r in one.rejections] for one in (base, brought)]
    if told[0] != told[1]:
        yield f"other rejections: {told[1]} for {told[0]}"


def _same(one: Any, other: Any) -> bool:
    return one == other or (_is_nan(one) and _is_nan(other))


def _is_nan(value: Any) -> bool:
    return isinstance(value, float) and math.isnan(value)


def _header(truth: Truth, leaf: Leaf) -> tuple[int, dict[str, int]]:
    """The row of headers and the column of each question, as the plainest reader finds them."""
    form = truth.right.issue.form
    known = {heading(t): q.name for q in form.questions for t in (q.title, *q.known_as)}
    best: tuple[int, dict[str, int]] = (-1, {})
    for row in range(min(len(leaf.rows), 40)):
        found: dict[str, int] = {}
        for column in range(leaf.width):
            question = known.get(heading(leaf.effective(row, column).value), "")
            if question:
                found.setdefault(question, column)
        whole = all(set(group) & set(found) for group in form.core)
        if whole and len(found) > len(best[1]):
            best = row, found
    return best


def _sheet(truth: Truth, leaf: Leaf, brought: Submission) -> Faults:
    """Faults of one sheet, row by row."""
    account = brought.accounts[leaf.name]
    header, columns = _header(truth, leaf)
    if not columns:
        yield f"{leaf.name} was read and has no header"
        return
    records = {row["row"] - 1: row for row in brought.rows if row["sheet"] == leaf.name}
    if account.height < leaf.height:
        yield f"{leaf.name} has {leaf.height} rows and {account.height} were sorted"
    for row in range(leaf.height):
        pile = account.pile_of.get(row, "")
        if row in records:
            yield from _keys(truth, leaf, row, columns, records[row]["area"], brought)
            facts = answers_read.Row(truth, leaf, row, columns, records[row], brought)
            yield from answers_read.faults(facts)
        else:
            yield from _pile(truth, leaf, row, header, columns, pile, brought)
    yield from _columns_told(truth, leaf, header, columns, records, brought)
    yield from _totals(leaf, columns, account, brought)


def _keys(
    truth: Truth, leaf: Leaf, row: int, columns: dict[str, int], area: str, brought: Submission
) -> Faults:
    """The row's own cells name the area it was taken for, and none of them another."""
    known = areas.find(code=area)
    noted = {(one["sheet"], one["cell"]) for one in brought.changes}
    cells = {
        q: leaf.effective(row, columns[q]) for q in ("code", "prefecture", "name") if q in columns
    }
    where = f"{leaf.name}!{row + 1} taken for {known.full_name} ({area})"
    if not any(said(cells[q].value) for q in ("code", "name") if q in cells):
        yield f"{where}, without code or name"
    for question, cell in cells.items():
        if cell.origin == (area, question) and cell.value == _right(truth, area, question):
            continue
        told = (leaf.name, address(row, columns[question])) in noted
        coded = "code" in cells and digits(cells["code"].value) == known.code
        if not _names(question, cell.value, known, coded) and not (told and question == "code"):
            yield f"{where}, though {question} is {said(cell.value)[:60]!r}"
    if truth.right.issue.prefecture_code != known.prefecture_code:
        yield f"{where}, in the return of another prefecture"


def _right(truth: Truth, area: str, question: str) -> Any:
    rows = truth.right.issue.rows
    return next((one[question] for one in rows if one["code"] == area), None)


def _names(question: str, value: Any, area: areas.Area, coded: bool) -> bool:
    """Whether a key cell names an area, or nobody; beside its code 高知 is 高知市 too."""
    if is_blank(value) or is_blank(bare_name(value)):
        return True
    bare = bare_name(value)
    if question == "code" and digits(value):
        codes = (area.code, area.code[:5])
        return digits(value) in {*codes, *(one.lstrip("0") for one in codes)}
    if question == "prefecture":
        number = area.prefecture_code
        return bare in (area.prefecture, area.prefecture[:-1], number, number.lstrip("0"))
    short = area.name[:-1] if coded else area.name
    variants = (area.name, short, f"{area.prefecture}{area.name}", area.full_name)
    return bare_name(bare).replace("ヶ", "ケ") in {one.replace("ヶ", "ケ") for one in variants}


def _is_body(truth: Truth, leaf: Leaf, row: int, columns: dict[str, int], *, above: bool) -> bool:
    """Whether a row plainly names a municipality of the return and answers something.

    Above the header only where its whole key stands there: a title may name a municipality too.
    """
    keys = truth.right.issue.form.keys
    named = {str(one["code"]) for one in truth.right.issue.rows}
    named |= {str(one["name"]) for one in truth.right.issue.rows}
    cells = [said(leaf.effective(row, columns[q]).value) for q in ("code", "name") if q in columns]
    given = truth.right.issue.form.answers
    answered = [c for q, c in columns.items() if q in given and q not in keys]
    whole = all(cells) or not above
    return (
        whole
        and any(one in named for one in cells)
        and any(not is_blank(leaf.effective(row, one).value) for one in answered)
    )


def _pile(
    truth: Truth,
    leaf: Leaf,
    row: int,
    header: int,
    columns: dict[str, int],
    pile: str,
    brought: Submission,
) -> Faults:
    """A row that was not taken lies on a pile that says why."""
    where = f"{leaf.name}!{row + 1} lies with the {pile or 'lost'}"
    told = [one for one in brought.rejections if one.get("sheet") == leaf.name]
    if pile == "rejected":
        if not any(one["kind"] == "row" and one["row"] == row + 1 for one in told):
            yield f"{where}, without a rejection"
    elif pile == "superseded":
        if not any(one["rule"] in _SAID_SUPERSEDED for one in brought.changes):
            yield f"{where}, and nothing says so"
    elif pile == "blank":
        if any(said(cell.value) for cell in leaf.rows[row]):
            yield f"{where}, though it holds something"
    elif pile == "notes" and any(one["rule"] == "example row" for one in brought.changes):
        return
    elif _is_body(truth, leaf, row, columns, above=row < header) and row != header:
        yield f"{where}, though it names a municipality and answers"
    elif pile not in ("notes", "subtotals"):
        yield where


def _columns_told(
    truth: Truth, leaf: Leaf, header: int, columns: dict[str, int], records: dict[int, Any],
    brought: Submission,
) -> Faults:  # fmt: skip
    """A column of values that nobody asked for is on the ledger."""
    questions = truth.right.issue.form.questions
    asked = {heading(title): q.kind for q in questions for title in (q.title, *q.known_as)}
    told = {
        one["cell"].rstrip("0123456789")
        for one in brought.changes
        if one["sheet"] == leaf.name and one["rule"] == "column not asked for"
    }
    for column in set(range(leaf.width)) - set(columns.values()):
        filled = [row for row in records if said(leaf.effective(row, column).value)]
        given = asked.get(heading(leaf.effective(header, column).value)) == "given"
        if filled and not given and column_letters(column) not in told:
            yield f"{leaf.name}: column {column_letters(column)} is not read, and nothing says so"


def _counts(values: list[Any]) -> list[float]:
    """How many areas answered: with anything, or with more than nothing."""
    texts = [folded(said(one)).lower() for one in values]
    nothing = set(NOTHING) - {"特になし", "特に無し"}
    return [sum(said(one) != "" for one in values), sum(one not in nothing for one in texts)]


def _totals(leaf: Leaf, columns: dict[str, int], account: Account, brought: Submission) -> Faults:
    """The total of a whole sheet is refused where it differs from the rows, and only there."""
    body = [
        row
        for row, pile in account.pile_of.items()
        if pile in ("accepted", "rejected", "superseded")
    ]
    told = {
        one.get("cell")
        for one in brought.rejections
        if one["rule"] == "total" and one.get("sheet") == leaf.name
    }
    for row, pile in account.pile_of.items():
        label = said(leaf.effective(row, columns.get("name", 0)).value)
        if pile != "subtotals" or label not in ("県計", "合計"):
            continue
        for question in ("answer", "capacity"):
            if question not in columns:
                continue
            column = columns[question]
            given = number(leaf.effective(row, column).value, "count")
            values = [leaf.effective(one, column).value for one in body]
            numbers = [0.0 if is_blank(one) else number(one, "count") for one in values]
            sums = _counts(values)
            if question == "capacity":
                plain = [one for one in values if isinstance(one, int | float)]
                sums = [sum(one for one in numbers if one is not None), sum(plain)]
                if None in numbers:
                    continue
            if given is None:
                continue
            off = all(abs(given - one) > 1e-6 for one in sums)
            if off != (address(row, column) in told):
                yield f"{leaf.name}!{address(row, column)} says {given:g}, the rows {sums}, told: {not off}"
