"""What goes back to each prefecture: the form as it filled it in, with what is to be put right."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from renkei import areas
from renkei.intake.checking.as_received import shown
from renkei.intake.checking.checked import Arrival, Checked, Rejection
from renkei.intake.checking.japanese import rejection_in_japanese, shortened
from renkei.intake.checking.layout import Line, Open, Received, rows_as_sent, rows_of_areas
from renkei.intake.checking.told import told_by
from renkei.intake.forms import Form
from renkei.intake.forms.issue import HEADER_ROW, TOTALS, Issue
from renkei.intake.forms.page import Value
from renkei.intake.opening.parts import address
from renkei.wording.dates import long

LETTER = "返送のお願い"
_FEW = 3
_NO_TITLE = "市区町村照会"


@dataclass(frozen=True)
class Point:
    """One thing to be put right: the cells of the workbook, whose it is, why, and how.

    `cells` is "" for what stands in no cell of the form, as a file that was refused whole.
    """

    cells: str
    whose: str
    title: str
    raw: str
    reason: str
    how: str


@dataclass(frozen=True)
class Correction:
    """One workbook that goes back: the form made out, each point, and what else is missing.

    `files` are the files received that something is wrong with, `blank` the municipalities whose
    row is blank beside others that are not, `left_out` how many refused rows are not shown;
    `office` asks for it, where it is known.
    """

    prefecture: str
    issue: Issue
    points: tuple[Point, ...]
    files: tuple[str, ...]
    blank: tuple[str, ...] = ()
    left_out: int = 0
    office: str = ""

    @property
    def file_name(self) -> str:
        """16_富山県_訂正依頼_第3回.xlsx: made of nothing that was received."""
        form, number = self.issue.form, self.issue.round
        what = form.title if number is None else f"第{number}回"
        return f"{self.prefecture}_{areas.label(self.prefecture)}_訂正依頼_{what}.xlsx"


def corrections(checked: Checked) -> list[Correction]:
    """The workbooks that go back, one for each prefecture that has something open, in code order.

    Raises DataError or InputMissing where a file has changed since it was read.
    """
    received = Received(checked)
    of_prefecture: dict[str, list[tuple[Arrival, Rejection]]] = defaultdict(list)
    for arrival, one in checked.open():
        of_prefecture[prefecture_of(arrival, one)].append((arrival, one))
    of_prefecture.pop("", None)
    return [
        _correction(checked, code, opened, received)
        for code, opened in sorted(of_prefecture.items())
    ]


def prefecture_of(arrival: Arrival, rejection: Rejection) -> str:
    """The two digits of the prefecture that a rejection goes back to; "" where none can be told."""
    submission = arrival.submission
    area = rejection.get("area") or ""
    if area and rejection["rule"] != "another prefecture":
        return str(area[:2])
    if submission.prefecture:
        return submission.prefecture
    inside = {row["area"][:2] for row in submission.rows if row["area"]}
    return inside.pop() if len(inside) == 1 else told_by(arrival.path).prefecture


def _correction(checked: Checked, code: str, opened: Open, received: Received) -> Correction:
    form = checked.form
    is_listed = form.rows == "areas"
    lines = (
        rows_of_areas(checked, code, opened, received)
        if is_listed
        else rows_as_sent(checked, code, opened, received)
    )
    sums, of_totals = _totals(form, opened, received, len(lines))
    points = (*_points(form, lines), *of_totals, *_elsewhere(form, lines, opened))
    hidden = sum(one["kind"] == "row" for _, one in opened)
    hidden -= sum(line.refusal is not None for line in lines)
    remarks = dict(_remarks(form, lines))
    remarks |= {
        (TOTALS, name): "".join(rejection_in_japanese(one, form)) for name, (_, one) in sums.items()
    }
    issue = Issue(
        form=form,
        campaign=checked.campaign,
        title=checked.title or _NO_TITLE,
        as_of=checked.as_of,
        rows=[line.values for line in lines],
        sample=checked.is_sample,
        round=checked.round,
        prefecture_code=code,
        prefecture=areas.label(code),
        sums={name: value for name, (value, _) in sums.items()},
        remarks=remarks,
        notice=_notice(form, opened, sum(point.cells != "" for point in points)),
    )
    return Correction(
        prefecture=code,
        issue=issue,
        points=(*_whole_files(form, opened), *points),
        files=tuple(dict.fromkeys(_named(arrival) for arrival, _ in opened)),
        blank=tuple(_blank(form, lines)) if is_listed else (),
        left_out=hidden if is_listed else 0,
        office=checked.office,
    )


def _named(arrival: Arrival) -> str:
    """A received file in a letter: 16_富山県.xlsx（令和3年5月31日受領）."""
    submission = arrival.submission
    name = shortened(PurePosixPath(submission.file).name)
    return f"{name}（{long(submission.received)}受領）" if submission.received else name


def _notice(form: Form, opened: Open, coloured: int) -> str:
    """The line above the table: what this workbook is, and what to do with it."""
    whole = [rejection_in_japanese(one, form)[0] for _, one in opened if one["kind"] == "file"]
    unread = "お送りいただいたファイルを読み取れませんでした"
    why = f"{unread}（{whole[0].removesuffix('。')}）。" if whole else ""
    more = f"くわしくは、シート「{LETTER}」をご覧ください。"
    if not coloured:
        return f"【{LETTER}】{why}この調査票に記入して、ご返送ください。{more}"
    return f"【{LETTER}】{why}色の付いた欄（{coloured}件）を直して、このファイルをご返送ください。{more}"


def _remarks(form: Form, lines: list[Line]) -> Iterator[tuple[tuple[int, str], str]]:
    for index, line in enumerate(lines):
        for name, one in line.wrong.items():
            yield (index, name), "".join(rejection_in_japanese(one, form))


def _points(form: Form, lines: list[Line]) -> Iterator[Point]:
    """What is to be put right, row by row; a refused row is one point, each wrong cell another."""
    for index, line in enumerate(lines):
        cells: dict[int, list[str]] = defaultdict(list)
        for question in form.questions:
            if question.name in line.wrong:
                cells[id(line.wrong[question.name])].append(question.name)
        for names in cells.values():
            yield _of_row(form, line, HEADER_ROW + index, names)


def _of_row(form: Form, line: Line, at: int, names: list[str]) -> Point:
    """The point of the cells of one row (from 0) that one rejection is about."""
    one = line.wrong[names[0]]
    if len(names) > _FEW:
        return _point(form, one, f"{at + 1}行目", "行全体")
    columns = [form.questions.index(form.by_name[name]) for name in names]
    raw = [shown(line.values.get(name)) for name in names]
    return _point(
        form,
        one,
        "、".join(address(at, column) for column in columns),
        "、".join(form.by_name[name].title for name in names),
        "、".join(filter(None, raw)),
    )


def _point(form: Form, one: Rejection, cells: str, title: str = "", raw: str = "") -> Point:
    reason, how = rejection_in_japanese(one, form)
    asked = form.by_name.get(one.get("question") or "")
    meant = [one["area"]] if one.get("area") else one["candidates"]
    return Point(
        cells=cells,
        whose="又は".join(map(areas.label, meant[:_FEW])),
        title=asked.title if asked else title,
        raw=shortened(raw if one["kind"] == "row" else str(one.get("raw") or "")),
        reason=reason,
        how=how,
    )


def _elsewhere(form: Form, lines: list[Line], opened: Open) -> Iterator[Point]:
    """Cells of a row in whose place a later one stands that was refused itself."""
    wrong = [one for line in lines for one in line.wrong.values()]
    # Of a cell that was refused in two files, the later one stands for both.
    shown = {(one.get("area"), one.get("question")) for one in wrong}
    for _, one in opened:
        is_shown = (one.get("area"), one.get("question")) in shown
        if one["kind"] == "cell" and one["rule"] != "total" and not is_shown:
            yield _point(form, one, "")


def _whole_files(form: Form, opened: Open) -> Iterator[Point]:
    for arrival, one in opened:
        if one["kind"] == "file":
            reason, how = rejection_in_japanese(one, form)
            yield Point("", "", "ファイル", _named(arrival), reason, how)


def _totals(
    form: Form, opened: Open, received: Received, rows: int
) -> tuple[dict[str, tuple[Value, Rejection]], list[Point]]:
    """The wrong cells of the row of totals by question; those of parts have no cell here."""
    sums: dict[str, tuple[Value, Rejection]] = {}
    points = []
    for arrival, one in opened:
        if one["rule"] != "total":
            continue
        name, cells = one["question"], ""
        if form.total and "小計" not in str(one["reason"]).partition(" of ")[0]:
            sent = received.values(arrival.submission.file, (one["sheet"], one["row"]))
            sums[name] = (sent.get(name), one)
            cells = address(HEADER_ROW + rows, form.questions.index(form.by_name[name]))
        points.append(_point(form, one, cells))
    return sums, points


def _blank(form: Form, lines: list[Line]) -> Iterator[str]:
    asked = [name for name in form.answers if name not in form.contacts]
    empty = [line for line in lines if all(line.values.get(name) is None for name in asked)]
    if len(empty) < len(lines):
        yield from (areas.label(line.area) for line in empty if line.refusal is None)
