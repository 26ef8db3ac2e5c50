"""What can go wrong, said so that the reader can mend it, with one exit code for each kind."""

from collections.abc import Iterable


class RenkeiError(Exception):
    """A problem the user can act on.

    `what` says what was met, `where` the file, sheet, cell or key, `expected` what would have
    been right, `nearest` the valid names closest to what was given. `exit_code` follows
    sysexits.h.
    """

    exit_code = 70

    def __init__(
        self,
        what: str,
        *,
        where: str | None = None,
        expected: str | None = None,
        nearest: Iterable[str] = (),
    ) -> None:
        self.what = what
        self.where = where
        self.expected = expected
        self.nearest = tuple(nearest)
        super().__init__(self._sentence())

    def _sentence(self) -> str:
        sentence = f"{self.where}: {self.what}" if self.where else self.what
        if self.expected:
            sentence += f"; expected {self.expected}"
        if self.nearest:
            sentence += f" (nearest: {', '.join(self.nearest)})"
        return sentence


class UsageError(RenkeiError):
    """The command was called wrongly."""

    exit_code = 64


class DataError(RenkeiError):
    """An input was read and is not what it should be."""

    exit_code = 65


class InputMissing(RenkeiError):
    """An input is not there or cannot be opened."""

    exit_code = 66


class OutputError(RenkeiError):
    """An output cannot be created where it should go."""

    exit_code = 73


class WriteError(RenkeiError):
    """Writing an output failed part way."""

    exit_code = 74


class TryAgain(RenkeiError):
    """Something else holds what is needed; the same command may work later."""

    exit_code = 75


class SettingsError(RenkeiError):
    """A params file or a parameter is wrong."""

    exit_code = 78
