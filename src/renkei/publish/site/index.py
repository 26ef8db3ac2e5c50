"""The page of one run: its decks, what was received, and what was checked."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from renkei.areas import NATION
from renkei.deck.markup import SAMPLE_BADGE, broken
from renkei.publish.glyphs import mark_unseen
from renkei.publish.policy import policy
from renkei.publish.press import TEMPLATES
from renkei.publish.site import checks, listing
from renkei.wording.date_forms import long

FOLDER = TEMPLATES / "renkei-site"
STYLE, SCRIPT = ((FOLDER / name).read_text(encoding="utf-8") for name in ("site.css", "search.js"))


def index_html(manifest: Mapping[str, Any]) -> str:
    """The run's index.html: one file in Japanese that asks for nothing.

    `manifest` carries campaign, title, as_of, released, sample, inputs_sha256, counts (by kind:
    returns, records, registers) and decks (area, name, html, pdf, inputs_sha256, carried, pages,
    and annex, finding and density where there are); optional are `outlooks` (area code to an
    outlook of the projections), `outlook_words`, `checks` and `warnings`. Raises DataError for an area that is
    not a code, since it becomes part of a link.
    """
    return rendered(run=run_values(manifest), title=str(manifest["title"]), front=None)


def run_values(manifest: Mapping[str, Any], base: str = "") -> dict[str, Any]:
    """What the template asks for of one run whose files lie below `base`."""
    decks = listing.decks_of(manifest, base)
    prefectures = listing.of_prefectures(decks)
    tiles = listing.tiles(manifest, prefectures)
    counts = manifest.get("counts") or {}
    return {
        "title": str(manifest["title"]),
        "campaign": str(manifest["campaign"]),
        "base": base,
        "as_of": long_date(manifest["as_of"]),
        "released": long_date(manifest["released"]) if manifest.get("released") else "",
        "badge": SAMPLE_BADGE if manifest.get("sample") else "",
        "edition": edition(manifest),
        "moved": int((manifest.get("errata") or {}).get("numbers") or 0),
        "inputs_sha256": str(manifest.get("inputs_sha256") or ""),
        "heads": list(checks.COUNTS.values()),
        "counts": list(checks.counted(manifest)),
        "checks": checks.checks(manifest),
        "refused": int(counts.get("rejections", 0)),
        "open_ones": int(counts.get("rejections_open", 0)),
        "nation": [deck for deck in decks if deck["area"] == NATION],
        "prefectures": prefectures,
        "tiles": tiles if any(tile["outlook"] or tile["html"] for tile in tiles) else [],
        "tally": listing.tally(tiles),
        "municipalities": listing.by_prefecture(decks),
        "carried": [deck["name"] for deck in decks if deck["carried"]],
        "total": len(decks),
    }


def edition(manifest: Mapping[str, Any]) -> str:
    """訂正版N of a run that corrects a released one; "" of a first edition."""
    number = int(manifest.get("correction") or 0)
    return f"訂正版{number}" if number else ""


def rendered(**values: Any) -> str:
    """The page; every string comes out escaped."""
    page: str = (
        _environment()
        .get_template("index.html.j2")
        .render(
            style=Markup(STYLE),
            script=Markup(SCRIPT),
            policy=policy(STYLE, SCRIPT),
            broken=broken,
            **values,
        )
    )
    return page


def long_date(day: date | str) -> str:
    """A day with its weekday: 令和3年6月2日(水)."""
    return long(date.fromisoformat(str(day)[:10]), weekday=True)


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda value: mark_unseen(value) if type(value) is str else value,
    )
