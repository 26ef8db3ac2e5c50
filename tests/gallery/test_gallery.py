"""What the pages look like: a picture of each from PDF and HTML, and the HTML's text and structure.

`RENKEI_GALLERY=renew pytest tests/gallery` writes the references anew; look at them before you
commit them. A picture tells that a page moved: a word that changed, a line that wraps, a colour. A
single digit it does not tell (SHARE), nor what one shade of a tint is (STEP): numbers have tests of
their own. Pictures of the PDF need nothing but what pip installs; those of the HTML a Chromium.
"""

import base64
import io
import os
from collections.abc import Mapping
from pathlib import Path

import pymupdf
import pytest
from bs4 import BeautifulSoup, NavigableString, Tag
from PIL import Image, ImageChops

from renkei.deck.markup import section_html
from renkei.publish.html import DeckHTMLExporter, page_values
from renkei.publish.press import press
from renkei.publish.typefaces import NOTO
from renkei.publish.typeset import Typesetter

PICTURES, SCREENS, PAGES = (
    Path(__file__).parent / name for name in ("pictures", "screens", "pages")
)
RENEW = os.environ.get("RENKEI_GALLERY") == "renew"
WIDTH, COLOURS = 600, 32
STEP = 64  # of 255: less is how an edge is smoothed, which is another in another build of MuPDF
SHARE = 0.002  # of a page's pixels: about half a word of body text
SCREEN_SHARE = 0.01  # browsers of different releases set letters a little differently
MOST_BYTES = 3_000_000


@pytest.fixture(scope="module")
def pictures(gallery, publication_of) -> dict[str, Image.Image]:
    made = {}
    for kind in dict.fromkeys(one.name.split("-")[0] for one in gallery):
        names, publication = publication_of(kind)
        deck = publication.deck
        pressed = press(Typesetter(NOTO).pages(publication), deck.released, deck.density, NOTO)
        first = {span["slide"]: span["page"] for span in reversed(pressed.spans)}
        with pymupdf.open(stream=pressed.pdf) as document:
            for number, name in enumerate(names):
                page = document[int(first[number]) - 1]
                zoom = pymupdf.Matrix(WIDTH / page.rect.width, WIDTH / page.rect.width)
                taken = page.get_pixmap(matrix=zoom, alpha=False)
                made[name] = Image.frombytes("RGB", (taken.width, taken.height), taken.samples)
    return made


@pytest.fixture(scope="module")
def screens(gallery, publication_of, tab, tmp_path_factory) -> dict[str, Image.Image]:
    """The slides as a browser of 1,280 pixels shows them, scrolled through."""
    made, folder = {}, tmp_path_factory.mktemp("screens")
    for kind in dict.fromkeys(one.name.split("-")[0] for one in gallery):
        names, publication = publication_of(kind)
        file = folder / f"{kind}.html"
        page = DeckHTMLExporter().template.render(**page_values(publication))
        file.write_text(page, encoding="utf-8")
        tab.open(file)
        for number, name in enumerate(names, start=1):
            made[name] = _screen(tab, number)
    return made


def _screen(tab, number: int) -> Image.Image:
    box = tab.ask(
        f"""(() => {{ const box = document.getElementById("slide-{number}").getBoundingClientRect();
        return {{x: box.x + scrollX, y: box.y + scrollY, width: box.width, height: box.height}} }})()"""
    )
    clip = box | {"scale": WIDTH / box["width"]}
    taken = tab.call("Page.captureScreenshot", clip=clip, captureBeyondViewport=True)["data"]
    return Image.open(io.BytesIO(base64.b64decode(taken))).convert("RGB")


def moved(one: Image.Image, other: Image.Image) -> float:
    """The share of pixels that differ by more than a step; 1 for pictures of different size."""
    if one.size != other.size:
        return 1.0
    histogram = ImageChops.difference(one.convert("L"), other.convert("L")).histogram()
    return sum(histogram[STEP:]) / (one.width * one.height)


def outline(page: str) -> str:
    """Elements, classes and texts of a piece of HTML, an element a line; drawings by their words."""
    lines: list[str] = []

    def walk(part: Tag, depth: int) -> None:
        for child in part.children:
            if isinstance(child, NavigableString):
                if child.strip():
                    lines.append("  " * depth + " ".join(child.split()))
            elif child.name == "svg":
                texts = (one.get_text(strip=True) for one in child.find_all("text"))
                lines.append("  " * depth + f"svg 「{child['aria-label']}」: " + " | ".join(texts))
            else:
                spans = [
                    f"{k}={child[k]}" for k in ("colspan", "rowspan", "scope") if k in child.attrs
                ]
                named = ".".join([child.name, *child.get("class", [])])
                lines.append("  " * depth + " ".join([named, *spans]))
                walk(child, depth + 1)

    walk(BeautifulSoup(page.replace("<wbr>", ""), "html.parser"), 0)
    return "\n".join(lines) + "\n"


def kept(folder: Path, pictures: Mapping[str, Image.Image]) -> dict[str, Image.Image]:
    """The references of a folder; written anew from `pictures` where that is asked for."""
    if RENEW:
        emptied(folder)
        for name, picture in pictures.items():
            drawn = picture.quantize(COLOURS, dither=Image.Dither.NONE)
            drawn.save(folder / f"{name}.png", optimize=True)
    assert sum(file.stat().st_size for file in folder.iterdir()) < MOST_BYTES
    return {file.stem: Image.open(file).convert("RGB") for file in folder.glob("*.png")}


def emptied(folder: Path) -> None:
    folder.mkdir(exist_ok=True)
    for file in folder.iterdir():
        file.unlink()


def changed(pictures: Mapping[str, Image.Image], known: Mapping[str, Image.Image], most: float):
    shares = {name: moved(picture, known[name]) for name, picture in pictures.items()}
    return {name: share for name, share in shares.items() if share > most}


def test_the_pdf_looks_as_in_the_pictures_one_of_every_component(pictures):
    known = kept(PICTURES, pictures)
    assert set(known) == set(pictures)
    assert changed(pictures, known, SHARE) == {}


def test_the_html_looks_as_in_the_pictures_one_of_every_component(screens):
    known = kept(SCREENS, screens)
    assert set(known) == set(screens)
    assert changed(screens, known, SCREEN_SHARE) == {}


def test_the_html_says_and_is_built_as_in_the_pages(gallery):
    made = {one.name: outline(section_html(one.content, prefix="s")) for one in gallery}
    if RENEW:
        emptied(PAGES)
        for name, text in made.items():
            (PAGES / f"{name}.txt").write_text(text, encoding="utf-8")
    known = {file.stem: file.read_text(encoding="utf-8") for file in PAGES.glob("*.txt")}
    assert sorted(known) == sorted(made)
    assert [name for name in made if made[name] != known[name]] == []


@pytest.mark.parametrize("shift", [(1, 0), (0, 1)])
def test_a_page_moved_by_a_pixel_is_seen(pictures, shift):
    picture = pictures["national-this-round-s-answers"]
    assert moved(picture, ImageChops.offset(picture, *shift)) > SHARE


def test_a_palette_is_not_taken_for_a_change(pictures):
    picture = pictures["national-this-round-s-answers"]
    assert moved(picture, picture.quantize(COLOURS).convert("RGB")) <= SHARE / 4
