"""What a run that corrects a released one adds to its folder: the 正誤表, and what it is of.

Nearly every run is a first edition; only a correction imports what reads and compares slides.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from renkei.run.editions import edition_words
from renkei.run.proof.destination import Destination

if TYPE_CHECKING:
    from renkei.run.proof.differences import Erratum

CSV = "errata.csv"
PAGE = "errata.html"


def corrected(notebook: Path, area: str, place: Destination) -> Any:
    """What is to be exported: the notebook, or of a correction with its 正誤表 behind the cover."""
    if place.corrects is None:
        return notebook
    from renkei.run.proof.differences import errata
    from renkei.run.proof.errata_pages import with_errata
    from renkei.run.proof.releasing import released_slides
    from renkei.run.proof.said import pages_of
    from renkei.run.proof.slides_kept import behind_errata

    old = released_slides(place.corrects.parent, place.corrects.name)
    if area not in old:
        return notebook
    pages = pages_of(notebook)
    rows = errata({area: old[area]}, {area: behind_errata(pages)})
    return with_errata(notebook, pages, rows, edition_words(place.name))


def write_errata(
    place: Destination, notebooks: Path, pages: Path, manifest: dict[str, Any]
) -> dict[str, Any]:
    """Write the 正誤表 of all decks into `pages`, and give what the manifest says of it.

    A first edition gets neither file, and `correction` 0.
    """
    if place.corrects is None:
        return {"correction": 0}
    from renkei.run.proof.differences import numbers_moved
    from renkei.run.proof.errata_pages import errata_csv, errata_html

    rows = _rows(place, notebooks, [str(one["area"]) for one in manifest["decks"]])
    (pages / CSV).write_text(errata_csv(rows), encoding="utf-8", newline="")
    html = errata_html(rows, manifest, edition_words(place.name))
    (pages / PAGE).write_text(html, encoding="utf-8", newline="\n")
    return {
        "correction": place.correction,
        "corrects": place.corrects.name,
        "errata": {"csv": CSV, "html": PAGE, "places": len(rows), "numbers": numbers_moved(rows)},
    }


def _rows(place: Destination, notebooks: Path, codes: list[str]) -> "list[Erratum]":
    from renkei.run.proof.differences import errata
    from renkei.run.proof.releasing import released_slides
    from renkei.run.proof.slides_kept import behind_errata, slides_of

    assert place.corrects is not None
    old = released_slides(place.corrects.parent, place.corrects.name)
    new = {area: behind_errata(pages) for area, pages in slides_of(notebooks, codes).items()}
    return errata(old, new)
