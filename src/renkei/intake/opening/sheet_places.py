"""Where the cells of a sheet's XML stand, and which style each has."""

from collections.abc import Callable
from xml.parsers import expat

from renkei.errors import DataError
from renkei.intake.opening.facts import stands_twice
from renkei.intake.opening.kinds import EXPECTED
from renkei.intake.opening.parts import address

Given = dict[str, str]


def run(
    part: bytes, start: Callable[[str, Given], None] | None, text: Callable[[str], None] | None
) -> None:
    """Parse the XML of a sheet or its texts strictly; DataError where it is not well-formed."""
    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    parser.CharacterDataHandler = text
    try:
        parser.Parse(part, True)
    except (expat.ExpatError, LookupError) as error:
        raise DataError(f"the sheet is damaged ({error})", expected=EXPECTED) from None


class Places:
    """Where the cells of a sheet stand: strictly one after the other, as Excel saves them.

    Rows and columns count from 1 here; of the cell last met `kind` is what it says its value is,
    and `style` the style it names.
    """

    def __init__(self) -> None:
        self.style = "0"
        self.row_number = self.column = 0
        self.kind: str | None = None
        self._row_written = "0"
        self._letters: dict[str, int] = {}

    def row(self, given: Given) -> None:
        """Go on to a row."""
        written = given.get("r") or str(self.row_number + 1)
        if not (written.isascii() and written.isdigit()) or len(written) > 9:
            raise DataError(f"{written[:20]!r} is no number of a row", expected=EXPECTED)
        number = int(written)
        if number <= self.row_number:
            raise stands_twice(f"row {number:,}")
        self.row_number, self._row_written, self.column = number, written, 0

    def cell(self, given: Given) -> None:
        """Go on to a cell."""
        written = given.get("r")
        column = self.column + 1
        if written is not None:
            letters = written[: -len(self._row_written)]
            if not written.endswith(self._row_written):
                raise DataError(
                    f"cell {written[:20]!r} stands in row {self._row_written}", expected=EXPECTED
                )
            column = self._letters.get(letters) or self._learned(letters)
        if column <= self.column:
            raise stands_twice(address(self.row_number - 1, column - 1))
        self.column, self.kind, self.style = column, given.get("t"), given.get("s", "0")

    def _learned(self, letters: str) -> int:
        if not (letters.isascii() and letters.isalpha()) or len(letters) > 3:
            raise DataError(f"{letters[:20]!r} names no column", expected=EXPECTED)
        number = 0
        for letter in letters.upper():
            number = number * 26 + ord(letter) - 64
        self._letters[letters] = number
        return number
