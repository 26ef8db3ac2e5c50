"""How large an input may be before it is refused: every bound in one place."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

_Count = Annotated[int, Field(gt=0)]


class Limits(BaseModel):
    """How large an input may be before it is refused; each bound with its unit and reason."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    file_bytes: _Count = 50_000_000
    """Bytes of a file as it lies on disk; a return of 1,741 rows has under 1 MB."""
    expanded_bytes: _Count = 400_000_000
    """Bytes of a package or an archive unpacked, and of all texts of a sheet."""
    ratio: _Count = 200
    """Unpacked size to packed size; real sheets stay under 100."""
    ratio_from_bytes: _Count = 20_000_000
    """Smaller parts may have any ratio: 65,536 empty rows pack very well."""
    side_part_bytes: _Count = 30_000_000
    """Bytes of styles, notes and relations, which are held as trees ten times as large."""
    parts: _Count = 2_000
    """Parts of a package; a workbook has some ten and one for each sheet."""
    sheets: _Count = 300
    """Sheets of a workbook; one for each of the 179 municipalities of Hokkaido fits."""
    rows: _Count = 200_000
    """Rows of a sheet, formatted ones too; old .xls end at 65,536."""
    columns: _Count = 2_000
    """Columns of a sheet; cells far to the right are mistakes."""
    cells: _Count = 4_000_000
    """Cells of a sheet laid out from A1, about 300 MB of memory."""
    text_length: _Count = 32_767
    """Characters of one cell; Excel itself holds no more."""
    lines: _Count = 5_000_000
    """Lines of a text of records; a campaign's year has 2 million."""
    map_bytes: _Count = 20_000_000
    """Bytes of a file of boundaries; the 1,741 municipalities take 1.3 MB."""
    map_points: _Count = 2_000_000
    """Points of all boundaries drawn, arcs used twice counted twice; the nation has 170,000."""


LIMITS = Limits()
