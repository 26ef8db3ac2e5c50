"""The front page of a run: every deck of the campaign, and what the numbers rest on."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from renkei.areas import NATION
from renkei.deck.markup import SAMPLE_BADGE
from renkei.deck.verdicts import OUTLOOKS
from renkei.errors import DataError
from renkei.publish.glyphs import mark_unseen
from renkei.publish.press import TEMPLATES
from renkei.wording.date_forms import long

AREA = re.compile("[0-9]{2}(?:[0-9]{4})?")
KINDS = {"returns": "回答", "records": "記録"}
COUNTS = {
    "files": "ファイル",
    "received": "受領（行）",
    "accepted": "採用",
    "superseded": "差し替え前",
    "rejected": "読み取れず",
    "cells_rejected": "読み取れないセル",
}


def index_html(manifest: Mapping[str, Any]) -> str:
    """The run's index.html: one file in Japanese that asks for nothing.

    `manifest` carries campaign, title, as_of, released, sample, inputs_sha256, counts (by kind:
    returns, records) and decks (area, name, html, pdf, inputs_sha256, carried, pages);
    `outlooks`, when there, maps area codes to an outlook of the projections. Raises DataError for an area that is not a code,
    since it becomes part of a link.
    """
    decks = [_row(deck, manifest) for deck in manifest["decks"]]
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES / "renkei-site"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=lambda value: mark_unseen(value) if type(value) is str else value,
    )
    page: str = environment.get_template("index.html.j2").render(
        title=str(manifest["title"]),
        campaign=str(manifest["campaign"]),
        as_of=_long(manifest["as_of"]),
        released=_long(manifest["released"]) if manifest.get("released") else "",
        badge=SAMPLE_BADGE if manifest.get("sample") else "",
        inputs_sha256=str(manifest.get("inputs_sha256") or ""),
        heads=list(COUNTS.values()),
        counts=list(_counts(manifest.get("counts", {}))),
        refused=int(manifest.get("counts", {}).get("rejections", 0)),
        open_ones=int(manifest.get("counts", {}).get("rejections_open", 0)),
        nation=[deck for deck in decks if deck["area"] == NATION],
        prefectures=_by_code(deck for deck in decks if _is_prefecture(deck)),
        municipalities=_by_prefecture(decks),
        carried=[deck["name"] for deck in decks if deck["carried"]],
        total=len(decks),
    )
    return page


def _row(deck: Mapping[str, Any], manifest: Mapping[str, Any]) -> dict[str, Any]:
    area = str(deck["area"])
    if not AREA.fullmatch(area):
        raise DataError(f"area {area!r}", where="manifest, decks", expected="two or six digits")
    digest = manifest.get("inputs_sha256")
    outlook = manifest.get("outlooks", {}).get(area, "")
    return {
        "area": area,
        "name": str(deck["name"]),
        "html": f"{area}/deck.html" if deck.get("html") else "",
        "pdf": f"{area}/deck.pdf" if deck.get("pdf") else "",
        "pages": deck.get("pages"),
        "outlook": OUTLOOKS.get(str(outlook), ""),
        "carried": bool(deck.get("carried")) and deck.get("inputs_sha256") != digest,
    }


def _long(day: date | str) -> str:
    return long(date.fromisoformat(str(day)[:10]), weekday=True)


def _is_prefecture(deck: Mapping[str, Any]) -> bool:
    return len(deck["area"]) == 2 and deck["area"] != NATION


def _by_code(decks: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(decks, key=lambda deck: str(deck["area"]))


def _by_prefecture(decks: list[dict[str, Any]]) -> list[tuple[str, list[dict[str, Any]]]]:
    """Municipal decks under their prefecture's name, in code order."""
    names = {deck["area"]: deck["name"] for deck in decks if _is_prefecture(deck)}
    groups: dict[str, list[dict[str, Any]]] = {}
    for deck in _by_code(deck for deck in decks if len(deck["area"]) == 6):
        groups.setdefault(deck["area"][:2], []).append(deck)
    return [(names.get(code, f"都道府県コード{code}"), group) for code, group in groups.items()]


def _counts(counts: Mapping[str, Any]) -> Iterable[tuple[str, list[str]]]:
    """One line for each kind of input that was received."""
    for kind, word in KINDS.items():
        if counts.get(kind, {}).get("files"):
            yield word, [f"{int(counts[kind].get(key, 0)):,}" for key in COUNTS]
