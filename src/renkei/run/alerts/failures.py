"""Which area failed, at which cell, and why: from the notebooks a failed run keeps."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from renkei import areas
from renkei.errors import RenkeiError
from renkei.run.alerts.plain import plain
from renkei.settings import Campaign

_AREA = re.compile(r"(\d{6}|\d{2})_(.+)")
_READ = 20_000  # bytes of the end of a log that are looked at
_LARGEST = 100_000_000  # bytes of a notebook that is still opened


@dataclass(frozen=True)
class Failure:
    """One notebook that failed: whose deck, at which cell (as JupyterLab counts), and the cause."""

    area: str
    notebook: str
    cell: int | None
    cause: str

    @property
    def name(self) -> str:
        """The area's printed name; the steps before the decks are of all of them."""
        return _name(self.area) if self.area else "全資料に共通の処理"

    def data(self) -> dict[str, Any]:
        """The failure as data."""
        return {
            "area": self.area or None,
            "name": self.name,
            "notebook": self.notebook,
            "cell": self.cell,
            "cause": self.cause,
        }


def kept_notebooks(reports: Path, campaign: Campaign) -> dict[str, tuple[int, int]]:
    """The failed notebooks that lie there, by name, with what tells one writing from the next."""
    found = {}
    for file in sorted(_folder(reports, campaign).glob("*.ipynb")):
        status = file.stat()
        found[file.name] = (status.st_mtime_ns, status.st_size)
    return found


def new_failures(
    reports: Path, campaign: Campaign | None, before: Mapping[str, tuple[int, int]]
) -> list[Failure]:
    """The failures whose notebooks were not kept yet `before` the run, in area order."""
    if campaign is None:
        return []
    now = kept_notebooks(reports, campaign)
    names = [name for name, what in now.items() if before.get(name) != what]
    failures = [_failure(_folder(reports, campaign) / name) for name in names]
    return sorted(failures, key=lambda one: (len(one.area), one.area, one.notebook))


def last_lines(log: Path, count: int = 3) -> list[str]:
    """The last lines of a log that say something, as plain text."""
    try:
        with log.open("rb") as stream:
            stream.seek(max(log.stat().st_size - _READ, 0))
            text = stream.read().decode("utf-8", "replace")
    except OSError:
        return []
    lines = [plain(line) for line in text.splitlines()]
    return [line for line in lines if line][-count:]


def _folder(reports: Path, campaign: Campaign) -> Path:
    return reports / campaign.campaign / "failed" / campaign.as_of.isoformat()


def _failure(file: Path) -> Failure:
    named = _AREA.fullmatch(file.stem)
    area, notebook = (named[1], named[2]) if named else ("", file.stem)
    found = next(_errors(file), (None, "原因はノートブックからは読み取れません"))
    return Failure(area, plain(notebook), *found)


def _errors(file: Path) -> Iterator[tuple[int | None, str]]:
    try:
        if file.stat().st_size > _LARGEST:
            return
        cells = json.loads(file.read_text(encoding="utf-8"))["cells"]
        for cell in cells:
            for output in cell.get("outputs", []):
                if output["output_type"] == "error":
                    number = cell.get("execution_count")
                    cause = plain(f"{output['ename']}: {output['evalue']}")
                    yield (number if isinstance(number, int) else None), cause
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return


def _name(area: str) -> str:
    try:
        return areas.label(area)
    except RenkeiError:
        return area
