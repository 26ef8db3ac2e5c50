"""Who the areas are: the nation, 47 prefectures and 1,741 municipalities by official code."""

from renkei.areas.codes import check_digit, code_readings, is_valid_code
from renkei.areas.columns import CodeCell, CodeColumn, read_codes
from renkei.areas.errors import (
    AmbiguousArea,
    AreaError,
    CodeNameConflict,
    NotAnArea,
    UnknownArea,
)
from renkei.areas.find import find, label, municipalities, prefectures
from renkei.areas.table import NATION, Area

__all__ = [
    "NATION",
    "AmbiguousArea",
    "Area",
    "AreaError",
    "CodeCell",
    "CodeColumn",
    "CodeNameConflict",
    "NotAnArea",
    "UnknownArea",
    "check_digit",
    "code_readings",
    "find",
    "is_valid_code",
    "label",
    "municipalities",
    "prefectures",
    "read_codes",
]
