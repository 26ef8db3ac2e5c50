"""reports/index.html: the newest briefing in full, what changed, and every earlier date."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import quote

from renkei.areas import NATION
from renkei.deck.markup import broken
from renkei.errors import RenkeiError, WriteError
from renkei.publish.site.changes import changes, in_a_line
from renkei.publish.site.index import edition, long_date, rendered, run_values

NEEDED = ("campaign", "title", "as_of", "decks")


@dataclass(frozen=True)
class Run:
    """A finished run: its folder below the reports, as a link, and its manifest."""

    base: str
    manifest: Mapping[str, Any]

    @property
    def order(self) -> tuple[str, str, int, str]:
        """By which runs are in order of time: as of, released, correction, campaign."""
        as_of = str(self.manifest["as_of"])
        released = str(self.manifest.get("released") or as_of)
        correction = int(self.manifest.get("correction") or 0)
        return as_of, released, correction, str(self.manifest["campaign"])


def write_front(reports: Path) -> Path:
    """Write `reports/index.html` anew from the manifests below it, whole or not at all.

    A folder whose manifest cannot be read is named on the page. Raises WriteError when the page
    cannot be written.
    """
    target = reports / "index.html"
    runs, unread = read_runs(reports)
    aside = reports / ".building-index.html"
    try:
        aside.write_text(front_html(runs, unread), encoding="utf-8", newline="\n")
        aside.replace(target)
    except OSError as problem:
        raise WriteError(
            f"cannot write the front page ({problem.strerror})", where=str(target)
        ) from problem
    return target


def read_runs(reports: Path) -> tuple[list[Run], list[str]]:
    """The runs below `reports`, newest first, and the folders whose manifest cannot be read."""
    runs, unread = [], []
    for file in sorted(reports.glob("[!.]*/[!.]*/manifest.json")):
        folder = file.parent.relative_to(reports).as_posix()
        try:
            manifest = json.loads(file.read_text(encoding="utf-8"))
            run = Run(f"{folder}/", manifest)
            date.fromisoformat(str(manifest["as_of"])[:10])
            run_values(manifest)  # whether it can be shown
        except (OSError, ValueError, KeyError, TypeError, AttributeError, RenkeiError):
            unread.append(folder)
        else:
            runs.append(run)
    return sorted(runs, key=lambda run: run.order, reverse=True), unread


def front_html(runs: Iterable[Run], unread: Iterable[str] = ()) -> str:
    """The front page of all runs, newest first; `unread` are folders that could not be read."""
    known = list(runs)
    front: dict[str, Any] = {"campaigns": _campaigns(known), "unread": list(unread), "changes": {}}
    if not known:
        return rendered(run=None, title="資料の一覧", front=front)
    newest = known[0]
    front["changes"] = changes(newest.manifest, _before(newest, known))
    values = run_values(newest.manifest, newest.base)
    return rendered(run=values, title=str(newest.manifest["title"]), front=front)


def _before(newest: Run, runs: Iterable[Run]) -> Mapping[str, Any] | None:
    """The manifest of the latest earlier date of the same campaign."""
    as_of, campaign = str(newest.manifest["as_of"]), newest.manifest["campaign"]
    earlier = [
        run.manifest
        for run in runs
        if run.manifest["campaign"] == campaign and str(run.manifest["as_of"]) < as_of
    ]
    return max(earlier, key=lambda manifest: str(manifest["as_of"]), default=None)


def _said(newest: Run, runs: list[Run]) -> list[list[str]]:
    """The nation's finding and the change in a line, as far as there are any, in phrases."""
    findings = {str(one["area"]): one.get("finding") for one in newest.manifest["decks"]}
    found = str(findings.get(NATION) or "")
    changed = in_a_line(changes(newest.manifest, _before(newest, runs)))
    return [broken(line) for line in (found, changed) if line]


def _campaigns(runs: Iterable[Run]) -> list[dict[str, Any]]:
    """Campaigns, the one with the newest run first, each with its dates.

    Of every other one too, what its newest run found and what changed since its run before: the
    rest of the page is of the first alone.
    """
    runs = list(runs)
    groups: dict[str, dict[str, Any]] = {}
    for run in runs:
        key = run.base.split("/")[0]
        if key not in groups:
            said = _said(run, runs) if groups else []
            groups[key] = {"title": str(run.manifest["title"]), "said": said, "runs": []}
        group = groups[key]
        released = run.manifest.get("released")
        group["runs"].append(
            {
                "link": quote(f"{run.base}index.html"),
                "as_of": long_date(run.manifest["as_of"]),
                "released": long_date(released) if released else "",
                "edition": edition(run.manifest),
                "total": len(run.manifest["decks"]),
                "sample": bool(run.manifest.get("sample")),
            }
        )
    return list(groups.values())
