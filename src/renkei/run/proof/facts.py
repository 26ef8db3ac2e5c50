"""Numbers that were typed from documents: the line of the content file, and its source."""

from collections.abc import Iterator
from dataclasses import dataclass

from renkei.run.proof.amounts import Amount, amounts
from renkei.run.proof.kept import Kept

_MOST = 3


@dataclass(frozen=True)
class Fact:
    """A line of a content file that holds a number; `source` is the document named nearest."""

    file: str
    line: int
    text: str
    source: str


def facts_of(kept: Kept, amount: Amount | None) -> tuple[Fact, ...]:
    """The first lines of the run's content files that hold a number; none without a number."""
    if amount is None:
        return ()
    return tuple(one for one, _ in zip(_lines(kept, amount), range(_MOST), strict=False))


def _lines(kept: Kept, amount: Amount) -> Iterator[Fact]:
    base = kept.root / "params"
    for name in kept.manifest["inputs"].get("content", {}):
        file = base / name
        if not file.is_file() or not file.resolve().is_relative_to(base.resolve()):
            continue
        source = ""
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
            source = line.partition("source:")[2].strip() or source
            if any(one.same_as(amount) for one in amounts(line.split(" #")[0])):
                yield Fact(f"params/{name}", number, line.strip(), source)
