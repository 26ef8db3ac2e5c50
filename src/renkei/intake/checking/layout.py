"""The rows of the workbook that goes back to a prefecture: what it sent, and what is wrong with it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain

from renkei import areas
from renkei.areas import Area
from renkei.intake.checking.as_received import Place, Values, as_received
from renkei.intake.checking.checked import Arrival, Checked, Rejection
from renkei.intake.forms import Form

Open = Sequence[tuple[Arrival, Rejection]]
_MOST = 300  # refused rows of one prefecture that are shown; the letter tells how many there are
_BY_WORD = {
    "code and name differ": ("code", "name"),
    "ambiguous area": ("code", "name"),
    "no key": ("code", "name"),
}


@dataclass
class Line:
    """One row of the workbook: what was received, which cells are wrong, and why it was refused.

    `kept` are the questions whose value stands from another row, with the file and place of it.
    """

    values: Values
    area: str = ""
    file: str = ""
    place: Place | None = None
    refusal: Rejection | None = None
    wrong: dict[str, Rejection] = field(default_factory=dict)
    kept: Mapping[str, tuple[str, Place]] = field(default_factory=dict)


class Received:
    """The files of one form and round, opened again when a row of theirs is to be shown."""

    def __init__(self, checked: Checked) -> None:
        self._arrivals = {one.submission.file: one for one in checked.arrivals}
        self._rows: dict[str, dict[Place, Values]] = {}

    def values(self, file: str, place: Place) -> Values:
        """A row as it was received, by question; without the columns of persons."""
        return dict(self.rows(file).get(place, {}))

    def rows(self, file: str) -> dict[Place, Values]:
        """Every row below the headers of a file."""
        if file not in self._rows:
            self._rows[file] = as_received(self._arrivals[file])
        return self._rows[file]


def rows_of_areas(
    checked: Checked, prefecture: str, opened: Open, received: Received
) -> list[Line]:
    """One row for every municipality of a prefecture, in code order, as it stands.

    A row that was refused takes the place of the municipality it may have meant, unless the same
    file has a row of that one; else it follows after the last. A cell that was refused stands in
    its row as it was written.
    """
    slots = {
        area.short: [Line(_key_of(checked.form, area), area.short)]
        for area in areas.municipalities(prefecture)
    }
    for submission in checked.submissions:
        for row in submission.rows:
            if row["current"] and row["area"] in slots:
                line = slots[row["area"]][0]
                line.file, line.place = submission.file, (row["sheet"], row["row"])
                line.kept = row.get("kept_from", {})
    for line in chain.from_iterable(slots.values()):
        if line.place:
            line.values = received.values(line.file, line.place) | line.values
        for question, (file, place) in line.kept.items():
            line.values[question] = received.values(file, place).get(question)
    _put_cells(slots, opened, received)
    rest = _put_refused(slots, checked.form, opened, received)
    return [*chain.from_iterable(slots.values()), *rest]


def rows_as_sent(checked: Checked, prefecture: str, opened: Open, received: Received) -> list[Line]:
    """Every row of a prefecture in the files that something is wrong with, in the order received."""
    lines = []
    for file in dict.fromkeys(arrival.submission.file for arrival, _ in opened):
        wrong: dict[Place, list[Rejection]] = {}
        for arrival, one in opened:
            if arrival.submission.file == file and one["kind"] != "file" and one["rule"] != "total":
                wrong.setdefault((one["sheet"], one["row"]), []).append(one)
        submission = next(one for one in checked.submissions if one.file == file)
        read = {(row["sheet"], row["row"]): row["area"] for row in submission.rows}
        for place, values in received.rows(file).items():
            if place in wrong or read.get(place, "")[:2] == prefecture:
                lines.append(Line(values, read.get(place, ""), file, place))
                for one in wrong.get(place, ()):
                    _mark(lines[-1], one, checked.form)
    return lines


def _key_of(form: Form, area: Area) -> Values:
    known: Values = {"code": area.code, "prefecture": area.prefecture, "name": area.name}
    return {name: known[name] for name in form.keys}


def _put_cells(slots: dict[str, list[Line]], opened: Open, received: Received) -> None:
    for arrival, one in opened:
        question = one.get("question") or ""
        if one["kind"] != "cell" or one.get("area", "") not in slots or not question:
            continue
        line = slots[one["area"]][0]
        sent = received.values(arrival.submission.file, (one["sheet"], one["row"]))
        line.values[question] = sent.get(question)
        line.wrong[question] = one


def _put_refused(
    slots: dict[str, list[Line]], form: Form, opened: Open, received: Received
) -> list[Line]:
    """Put refused rows where they may belong; gives those that belong nowhere."""
    rest: list[Line] = []
    refused = [(arrival, one) for arrival, one in opened if one["kind"] == "row"]
    for arrival, one in refused[:_MOST]:
        file, place = arrival.submission.file, (one["sheet"], one["row"])
        line = Line(received.values(file, place), one.get("area", ""), file, place)
        _mark(line, one, form)
        slot = _slot(slots, one, file)
        if slot is None:
            rest.append(line)
        elif slot[0].refusal:
            slot.append(line)
        else:
            slot[:] = [line]
    return rest


def _slot(slots: dict[str, list[Line]], one: Rejection, file: str) -> list[Line] | None:
    """The place of the first municipality a refused row may have meant and that the file lacks."""
    if one["rule"] == "another prefecture":
        return None
    for area in (one.get("area", ""), *one["candidates"]):
        slot = slots.get(area)
        if slot is not None and (slot[0].refusal or slot[0].file != file):
            return slot
    return None


def _mark(line: Line, one: Rejection, form: Form) -> None:
    """Say which cells of a row a rejection is about."""
    if one["kind"] == "cell":
        line.wrong[one["question"]] = one
        return
    line.refusal = one
    line.wrong |= dict.fromkeys(_cells(line, one, form), one)


def _cells(line: Line, one: Rejection, form: Form) -> tuple[str, ...]:
    """The cells of a refused row that have to change: the key, or all that must be taken out."""
    rule = one["rule"]
    if rule in ("another prefecture", "stands twice"):
        return tuple(name for name, value in line.values.items() if value is not None)
    if one.get("question") in form.by_name:
        return (one["question"],)
    reason = str(one["reason"])
    if "is not a prefecture" in reason:
        wanted: tuple[str, ...] = ("prefecture",)
    elif rule in _BY_WORD:
        wanted = ("code", "prefecture") if "but the prefecture" in reason else _BY_WORD[rule]
    else:
        wanted = ("name",) if reason.startswith("there is no area") else ("code",)
    kept = tuple(name for name in wanted if name in form.keys)
    return kept or form.keys[:1] or (form.questions[0].name,)
