"""What a run that corrects a released one adds to its folder: the 正誤表, and what it is of."""

from pathlib import Path
from typing import Any

from renkei.run.proof.destination import Destination, edition_words
from renkei.run.proof.errata import Erratum, errata, numbers_moved
from renkei.run.proof.errata_pages import errata_csv, errata_html, with_errata
from renkei.run.proof.release import released_slides
from renkei.run.proof.said import pages_of
from renkei.run.proof.slides_kept import slides_of

CSV = "errata.csv"
PAGE = "errata.html"


def corrected(notebook: Path, area: str, place: Destination) -> Any:
    """What is to be exported: the notebook, or of a correction with its 正誤表 behind the cover."""
    if place.corrects is None:
        return notebook
    old = released_slides(place.corrects.parent, place.corrects.name)
    if area not in old:
        return notebook
    pages = pages_of(notebook)
    rows = errata({area: old[area]}, {area: pages})
    return with_errata(notebook, pages, rows, edition_words(place.name))


def write_errata(
    place: Destination, notebooks: Path, pages: Path, manifest: dict[str, Any]
) -> dict[str, Any]:
    """Write the 正誤表 of all decks into `pages`, and give what the manifest says of it.

    A first edition gets neither file, and `correction` 0.
    """
    if place.corrects is None:
        return {"correction": 0}
    rows = _rows(place, notebooks, [str(one["area"]) for one in manifest["decks"]])
    (pages / CSV).write_text(errata_csv(rows), encoding="utf-8", newline="")
    html = errata_html(rows, manifest, edition_words(place.name))
    (pages / PAGE).write_text(html, encoding="utf-8", newline="\n")
    return {
        "correction": place.correction,
        "corrects": place.corrects.name,
        "errata": {"csv": CSV, "html": PAGE, "places": len(rows), "numbers": numbers_moved(rows)},
    }


def _rows(place: Destination, notebooks: Path, codes: list[str]) -> list[Erratum]:
    assert place.corrects is not None
    old = released_slides(place.corrects.parent, place.corrects.name)
    return errata(old, slides_of(notebooks, codes))
