"""The ways in which a code or a name fails to lead to one area."""

from collections.abc import Iterable

from renkei.areas.table import Area
from renkei.errors import DataError


class AreaError(DataError):
    """A key that does not lead to one area; `candidates` are the areas it could have meant."""

    def __init__(
        self,
        what: str,
        *,
        expected: str | None = None,
        nearest: Iterable[str] = (),
        candidates: Iterable[Area] = (),
    ) -> None:
        self.candidates = tuple(candidates)
        super().__init__(what, expected=expected, nearest=nearest)


class UnknownArea(AreaError):
    """No area has this name or code; the nearest are suggestions and never accepted."""


class AmbiguousArea(AreaError):
    """More than one area has this name or code."""


class CodeNameConflict(AreaError):
    """Code, name and prefecture do not mean the same area."""


class NotAnArea(AreaError):
    """A subtotal, a total or the nation: a row that is no area of its own."""
