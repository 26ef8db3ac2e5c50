"""How large an input may be before it is refused: every bound in one place."""

from dataclasses import dataclass, field


def _limit(default: int, unit: str, why: str) -> int:
    bound: int = field(default=default, metadata={"unit": unit, "why": why})
    return bound


@dataclass(frozen=True)
class Limits:
    """How large an input may be before it is refused.

    Each field is a whole number; its `metadata` says the unit and why the default is what it is.
    """

    file_bytes: int = _limit(
        50_000_000, "bytes", "the file as it lies on disk; a return of 1,741 rows has under 1 MB"
    )
    expanded_bytes: int = _limit(
        400_000_000, "bytes", "all of a package or an archive unpacked, and all texts of a sheet"
    )
    ratio: int = _limit(200, "times", "unpacked size to packed size; real sheets stay under 100")
    ratio_from_bytes: int = _limit(
        20_000_000, "bytes", "smaller parts may have any ratio: 65,536 empty rows pack very well"
    )
    side_part_bytes: int = _limit(
        30_000_000, "bytes", "styles, notes, relations: they are held as trees, ten times as large"
    )
    parts: int = _limit(2_000, "parts", "a workbook has some ten parts and one for each sheet")
    sheets: int = _limit(300, "sheets", "one sheet for each of the 179 municipalities of Hokkaido")
    rows: int = _limit(200_000, "rows", "of a sheet, formatted ones too; old .xls end at 65,536")
    columns: int = _limit(2_000, "columns", "of a sheet; cells far to the right are mistakes")
    cells: int = _limit(4_000_000, "cells", "of a sheet laid out from A1, about 300 MB of memory")
    text_length: int = _limit(32_767, "characters", "of one cell; Excel itself holds no more")
    lines: int = _limit(5_000_000, "lines", "of a text of records; a campaign's year has 2 million")


LIMITS = Limits()
