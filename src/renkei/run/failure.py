"""What went wrong with one deck: whose, at which cell, why, and whether to try again."""

import errno
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from renkei import errors
from renkei.errors import RenkeiError, TryAgain, WriteError

_FULL = (errno.ENOSPC, errno.EDQUOT)


@dataclass(frozen=True)
class Failure:
    """One deck that was not made.

    `cell` is the cell as JupyterLab counts, None where none is to blame. `kept` is the notebook
    as it failed, empty where it was not kept. `again`: the same may succeed on another try.
    """

    area: str
    name: str
    notebook: str
    cell: int | None
    cause: str
    kept: str
    exit_code: int
    again: bool
    tries: int = 1

    @property
    def sentence(self) -> str:
        """Area, notebook, cell and cause in one line."""
        cell = f", cell {self.cell}" if self.cell is not None else ""
        tried = f" (tried {self.tries} times)" if self.tries > 1 else ""
        return f"{self.area} {self.name}: notebook {self.notebook}{cell}: {self.cause}{tried}"

    def data(self) -> dict[str, Any]:
        """The failure as data."""
        return asdict(self)


def as_ours(error: BaseException, where: str) -> RenkeiError:
    """An error as one of ours: a full disk, another fault of a disk, or a fault of Renkei."""
    if isinstance(error, RenkeiError):
        return error
    if isinstance(error, OSError) and error.errno is not None:
        place = str(error.filename or where)
        full = error.errno in _FULL
        what = f"{error.strerror} while it was built" if full else str(error.strerror)
        return WriteError(what, where=place)
    return RenkeiError(f"{type(error).__name__}: {error}", where=where)


def blamed(error: RenkeiError, cell: int | None, cause: str, kept: Path | None) -> RenkeiError:
    """The same error, which now also knows its cell, bare cause and kept notebook."""
    vars(error).update(cell=cell, cause=cause, kept=str(kept or ""))
    return error


def failure_of(error: RenkeiError, area: str, name: str, notebook: str) -> Failure:
    """What there is to tell of an error that stopped one deck."""
    known = vars(error)
    return Failure(
        area=area,
        name=name,
        notebook=notebook,
        cell=known.get("cell"),
        cause=str(known.get("cause") or error),
        kept=str(known.get("kept") or ""),
        exit_code=error.exit_code,
        again=isinstance(error, TryAgain),
    )


def exit_code(failures: Sequence[Failure]) -> int:
    """75 where a deck may succeed on a second try, else the first failure's own; 0 without any."""
    if not failures:
        return 0
    return TryAgain.exit_code if any(one.again for one in failures) else failures[0].exit_code


def together(failures: Sequence[Failure]) -> RenkeiError:
    """All failures in one error of the class that its exit code says."""
    code = exit_code(failures)
    kinds = (one for one in vars(errors).values() if isinstance(one, type))
    kind = next(one for one in kinds if issubclass(one, RenkeiError) and one.exit_code == code)
    lines = [_told(one) for one in failures]
    return kind("\n".join(lines))


def _told(failure: Failure) -> str:
    kept = f"\n  the failed notebook is kept: {failure.kept}" if failure.kept else ""
    return f"{failure.sentence}{kept}"
