"""Workbooks damaged at random: each is read, or refused with where and what; nothing else."""

import io
import random
import zipfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.comments import Comment

from renkei.errors import RenkeiError
from renkei.intake.opening.compound_file import CompoundFile, packed
from renkei.intake.opening.workbook import open_workbook

TRIES = 150


def filled(book: Workbook) -> None:
    sheet = book.active
    for row in range(1, 10):
        for column in range(1, 6):
            sheet.cell(row, column, f"値{row}" if column < 4 else row * column * 1.5)
    sheet["A1"].comment = Comment("山田:\n確認", "山田")
    sheet["E9"] = "=SUM(E1:E8)"
    sheet.merge_cells("B2:C3")
    sheet.row_dimensions[5].hidden = True
    book.create_sheet("二").append(["x"])


def flipped(content: bytes, chance: random.Random) -> bytes:
    """A few bytes changed, lost or added."""
    changed = bytearray(content)
    for _ in range(chance.choice((1, 1, 2, 5, 20))):
        at = chance.randrange(len(changed))
        way = chance.random()
        if way < 0.6:
            changed[at] = chance.randrange(256)
        elif way < 0.75:
            del changed[at : at + chance.choice((1, 2, 50))]
        elif way < 0.9:
            changed[at:at] = chance.randbytes(chance.choice((1, 2, 4)))
        else:
            changed[at : at + 4] = chance.choice((b"\xff" * 4, bytes(4), b"9999"))
    return bytes(changed)


def other_parts(content: bytes, chance: random.Random) -> bytes:
    """The package with a part damaged, cut, lost, or swapped with another."""
    with zipfile.ZipFile(io.BytesIO(content)) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    one, other = chance.sample(sorted(parts), 2)
    way = chance.random()
    if way < 0.6:
        parts[one] = flipped(parts[one], chance)
    elif way < 0.7:
        parts[one] = parts[one][: chance.randrange(len(parts[one]))]
    elif way < 0.8:
        del parts[one]
    else:
        parts[one], parts[other] = parts[other], parts[one]
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", 8) as package:
        for name, part in parts.items():
            package.writestr(name, part)
    return target.getvalue()


def other_records(content: bytes, chance: random.Random) -> bytes:
    """The .xls with its records damaged and its container whole."""
    return packed("Workbook", flipped(CompoundFile(content).stream("Workbook"), chance))


def cut(content: bytes, chance: random.Random) -> bytes:
    return content[: chance.randrange(len(content))]


def outcome(file: Path) -> str:
    """What became of a file: read, or refused with a sentence."""
    try:
        book = open_workbook(file)
        for sheet in book.sheets:
            grid = book.grid(sheet)
            book.number_format(sheet, 0, 0)
            assert len(grid.rows) >= grid.height
    except RenkeiError as error:
        assert error.where
        assert error.where.startswith(file.name)
        assert error.expected
        return "refused"
    return "read"


@pytest.fixture
def originals(written: Callable[..., Path], xls: Callable[..., Path]) -> dict[str, bytes]:
    cells = {(row, column): f"値{row}" for row in range(6) for column in range(3)}
    old = xls(cells | {(6, 0): 44409.0}, formats=('m"月"',), styles={(6, 0): 1})
    return {
        "xlsx": written(filled).read_bytes(),
        "xls": old.read_bytes(),
        "csv": 'コード,名\n1,"富山\n市"\n2,高岡市\n'.encode("cp932") * 5,
    }


@pytest.mark.parametrize(
    ("kind", "damage"),
    [
        ("xlsx", flipped),
        ("xlsx", other_parts),
        ("xlsx", cut),
        ("xls", flipped),
        ("xls", other_records),
        ("xls", cut),
        ("csv", flipped),
    ],
)
def test_a_damaged_file_is_read_or_refused(
    tmp_path: Path,
    originals: dict[str, bytes],
    kind: str,
    damage: Callable[[bytes, random.Random], bytes],
) -> None:
    outcomes: Counter[str] = Counter()
    file = tmp_path / f"damaged.{kind}"
    for number in range(TRIES):
        chance = random.Random(f"{kind} {damage.__name__} {number}")
        file.write_bytes(damage(originals[kind], chance))
        outcomes[outcome(file)] += 1
    print(f"{kind}, {damage.__name__}: {dict(outcomes)}")
    assert outcomes.total() == TRIES
    assert outcomes["refused"] > TRIES / 10
