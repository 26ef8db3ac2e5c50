"""What goes wrong in a first file and is put right by the next: wrong cells, rows and files."""

from dataclasses import replace

from renkei.areas import Area
from renkei.intake.forms.returns import ReturnRow
from renkei.sample.chance import Chance
from renkei.sample.plan import SampleRound

LATE = "late"
WRONG_SHEET = "wrong sheet"
TRUNCATED = "truncated"
WRONG_SUBTOTAL = "wrong subtotal"
WHOLE_FILE = (LATE, WRONG_SHEET, TRUNCATED)

# Each line is what befalls one prefecture's first file of a full round.
_FULL = (
    ("R3.2.30", "未定", "調整中"),
    ("R3.7.311", "blank", "blank"),
    ("13月", "調整中", "未定"),
    ("wrong check digit", "blank"),
    ("twice", "検討中"),
    ("name of another", "未定"),
    ("another prefecture's", "blank", "blank"),
    ("見込めない", "調整中"),
    (WRONG_SUBTOTAL, "未定"),
    ("未定", "未定", "調整中", "blank"),
    (WRONG_SHEET,),
    (TRUNCATED,),
    (LATE,),
    (LATE,),
    (LATE,),
)
_LAST = (_FULL[0], _FULL[4], _FULL[8], (LATE,))
_HOME = "16"  # the prefecture `make report` shows: it slips in round 3, by cells only


def draw_slips(
    one: SampleRound, prefectures: tuple[Area, ...], seed: int
) -> dict[str, tuple[str, ...]]:
    """Which prefectures (two digits) slip in a round, and how; the rest are right at once."""
    lines = _LAST if one.number == 4 else _FULL
    codes = [area.short for area in prefectures if area.short not in (_HOME, "01", "13")]
    order = Chance(seed, f"slips {one.number}").order(len(codes))
    drawn = [codes[index] for index in order[: len(lines)]]
    if one.number == 3:
        drawn[0] = _HOME
    return dict(zip(drawn, lines, strict=True))


def slip(
    rows: list[ReturnRow], slips: tuple[str, ...], neighbour: Area, chance: Chance
) -> list[ReturnRow]:
    """The rows as they stand in the first file; each slip befalls another municipality."""
    spoilt = list(rows)
    order = chance.order(len(rows))
    for one, at in zip((s for s in slips if s != WRONG_SUBTOTAL), order, strict=False):
        spoilt[at] = _spoil(rows[at], one, rows[(at + 1) % len(rows)])
        if one == "twice":
            spoilt.append(replace(rows[at], answer="8月中旬", condition=None))
    if "another prefecture's" in slips:
        spoilt.append(_stranger(rows[0], neighbour))
    return spoilt


def _spoil(row: ReturnRow, how: str, other: ReturnRow) -> ReturnRow:
    if how in ("twice", "another prefecture's"):
        return row
    if how == "blank":
        return replace(
            row, answer=None, condition=None, wish_share=None, capacity=None, issues=None
        )
    if how == "wrong check digit":
        return replace(row, code=_wrong_check_digit(str(row.code)))
    if how == "name of another":
        return replace(row, name=other.name)
    return replace(row, answer=how, condition=None)


def _wrong_check_digit(code: str) -> str:
    return code[:-1] + str((int(code[-1]) + 1) % 10)


def _stranger(row: ReturnRow, neighbour: Area) -> ReturnRow:
    """A municipality of another prefecture that strayed into the file."""
    return replace(
        row,
        code=neighbour.code,
        prefecture=neighbour.prefecture,
        name=neighbour.name,
        previous=None,
    )
