"""The exported deck and the front page as a browser shows them: read, stepped, printed, resized."""

import base64
import io
import json
import unicodedata
from pathlib import Path

import axe_core_python
import pypdf
import pytest

from renkei import areas
from renkei.publish.html import DeckHTMLExporter
from renkei.publish.site import index_html, write_front

AXE = (Path(axe_core_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
WIDTHS = (360, 1280, 3840)
REPORTS = sorted((Path(__file__).parents[3] / "reports").glob("*/*/*/deck.html"))
CURRENT = "document.querySelector('.rk-current')?.id"
PAPER = {"handout": (842, 595), "projected": (960, 540)}  # points: A4 across, and a screen

# Boxes outside of the window, or with more in them than they have room for and no way to scroll.
CUT = """(() => {
  const found = [];
  const scrolls = (one) => one.closest("[role=group][tabindex], .off, .skip, .of") ||
    one.closest("details:not([open])");
  for (const one of document.querySelectorAll("body *")) {
    if (!one.checkVisibility() || scrolls(one) || one.closest("svg") || one.tagName === "SCRIPT")
      continue;
    const box = one.getBoundingClientRect();
    if (box.right > innerWidth + 1 || box.left < -1) found.push("outside: " + one.outerHTML);
    if (one.clientWidth && one.scrollWidth > one.clientWidth + 1) found.push("cut: " + one.outerHTML);
  }
  return found.map((one) => one.slice(0, 200));
})()"""

# The smallest letters of any drawing, in pixels of the screen.
SMALLEST = """Math.min(...[...document.querySelectorAll("svg text")].map((one) =>
  parseFloat(getComputedStyle(one).fontSize) * one.getScreenCTM().a))"""


@pytest.fixture(scope="module")
def deck(make, notebook, tmp_path_factory) -> Path:
    """A deck with every kind of block."""
    names = ("cover", "answers", "boxes", "every_block", "long_table")
    page, _ = DeckHTMLExporter().from_notebook_node(notebook(*(make[name]() for name in names)))
    file = tmp_path_factory.mktemp("deck") / "deck.html"
    file.write_text(page, encoding="utf-8")
    return file


@pytest.fixture(scope="module")
def front(tmp_path_factory) -> Path:
    """The front page of two runs of all prefectures and some municipalities."""
    reports = tmp_path_factory.mktemp("reports")
    codes = ["00", *(area.short for area in areas.prefectures()), "011002", "162019", "162027"]
    decks = [
        {"area": code, "name": areas.label(code), "html": "x", "pdf": "x", "annex": "x", "pages": 9}
        for code in codes
    ]
    for day, outlook in (("2021-05-19", "on_plan"), ("2021-06-02", "behind")):
        counts = {"files": 47, "received": 3, "accepted": 2, "superseded": 0, "rejected": 1}
        manifest = {
            "campaign": "sample",
            "title": "高齢者接種の終了時期の見込み",
            "as_of": day,
            "sample": True,
            "counts": {"returns": counts, "rejections": 1, "rejections_open": 1},
            "decks": decks,
            "outlooks": dict.fromkeys(codes, outlook) | {"13": "ahead", "47": "no_data"},
        }
        folder = reports / "sample" / day
        folder.mkdir(parents=True)
        (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
        (folder / "index.html").write_text(index_html(manifest), encoding="utf-8")
    return write_front(reports)


def severe(tab) -> list[str]:
    """What axe-core finds on the page that is open and calls serious or critical."""
    tab.ask(AXE + "; 0")
    found = tab.ask("axe.run(document).then((result) => result.violations)")
    return [
        f"{one['id']}: {node['html'][:200]}"
        for one in found
        if one["impact"] in ("serious", "critical")
        for node in one["nodes"]
    ]


@pytest.mark.parametrize("page", ["deck", "front"])
def test_axe_finds_nothing_serious(tab, request, page):
    tab.open(request.getfixturevalue(page))
    tab.ask("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    assert severe(tab) == []


def test_axe_finds_nothing_serious_while_presenting(tab, deck):
    tab.open(deck)
    tab.press("f")
    tab.press("End")
    assert severe(tab) == []


@pytest.mark.skipif(not REPORTS, reason="no decks in reports/: make report first")
@pytest.mark.parametrize("page", REPORTS, ids=lambda page: "-".join(page.parts[-4:-1]))
def test_axe_finds_nothing_serious_in_the_decks_made_here(tab, page):
    tab.open(page)
    assert severe(tab) == []
    assert tab.requests() == [page.as_uri()]


@pytest.mark.parametrize("page", ["deck", "front"])
def test_nothing_is_asked_for_and_no_rule_is_broken(tab, request, page):
    file = request.getfixturevalue(page)
    tab.open(file)
    tab.press("f")
    assert tab.requests() == [file.as_uri()]
    assert tab.complaints() == []


def test_what_was_put_into_the_page_afterwards_does_not_run(tab, deck, tmp_path):
    tampered = tmp_path / "tampered.html"
    extra = (
        "<script>document.title = 'taken'</script><img src=x onerror=\"document.title='taken'\">"
    )
    tampered.write_text(deck.read_text(encoding="utf-8").replace("</main>", f"{extra}</main>"))
    tab.open(tampered)
    assert tab.ask("document.title") != "taken"
    assert any("Content Security Policy" in one for one in tab.complaints())


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("page", ["deck", "front"])
@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_no_text_is_cut_and_the_page_does_not_scroll_sideways(tab, request, page, width, scripts):
    tab.open(request.getfixturevalue(page), width, 900, scripts=scripts)
    assert tab.ask("document.documentElement.scrollWidth") == width
    assert tab.ask(CUT) == []


def test_text_that_is_cut_would_be_found(tab, deck):
    tab.open(deck, 360, 900)
    tab.ask("document.querySelector('.rk-heading').style.overflowWrap = 'normal'")
    tab.ask("document.querySelector('.rk-heading').textContent = 'W'.repeat(80)")
    tab.ask("document.querySelector('.rk-boxes').style = 'position: relative; left: 4rem'")
    found = tab.ask(CUT)
    assert any(one.startswith("cut: <h1") for one in found)
    assert any(one.startswith('outside: <ul class="rk-boxes') for one in found)


@pytest.mark.parametrize("width", WIDTHS)
def test_letters_in_drawings_stay_legible(tab, deck, width):
    tab.open(deck, width, 900)
    assert tab.ask(SMALLEST) >= 9


def test_a_drawing_that_scrolls_can_be_reached(tab, make, notebook, tmp_path):
    figure = make["answers"]()["blocks"][1]
    drawn = [
        figure | {"svg": figure["svg"].replace("0 0 432 288", f"0 0 {wide} 288")}
        for wide in (250, 269, 271, 296, 310, 760)
    ]
    page, _ = DeckHTMLExporter().from_notebook_node(notebook(make["slide"]("図", blocks=drawn)))
    (tmp_path / "drawings.html").write_text(page, encoding="utf-8")
    tab.open(tmp_path / "drawings.html", 360, 800)
    boxes = "[...document.querySelectorAll('.rk-drawing')]"
    scrolling = tab.ask(f"{boxes}.filter((one) => one.scrollWidth > one.clientWidth + 1).length")
    reached = tab.ask(f"{boxes}.filter((one) => one.tabIndex === 0).length")
    assert 2 <= scrolling == reached


def test_keys_step_between_slides_while_presenting(tab, deck):
    tab.open(deck)
    tab.press("ArrowRight")
    assert tab.ask(CURRENT) is None
    tab.press("f")
    seen = [tab.ask(CURRENT)]
    for key in ("ArrowRight", "PageDown", "ArrowLeft", "PageUp", "End", "Home", "ArrowLeft"):
        tab.press(key)
        seen.append(tab.ask(CURRENT))
    assert seen == [f"slide-{number}" for number in (1, 2, 3, 2, 1, 5, 1, 1)]
    assert tab.ask("document.activeElement.id") == "slide-1"
    assert tab.ask("document.querySelector('#steps output').textContent") == "1 / 5"
    tab.press("Escape")
    assert tab.ask(CURRENT) is None
    assert tab.ask(
        "[...document.querySelectorAll('section')].every((one) => one.checkVisibility())"
    )


def test_the_buttons_do_what_the_keys_do(tab, deck):
    tab.open(deck)
    tab.ask("document.getElementById('present').click()")
    tab.ask("document.querySelector(\"[data-step='1']\").click()")
    assert tab.ask(CURRENT) == "slide-2"
    tab.ask("document.querySelector('#steps button:last-child').click()")
    assert tab.ask(CURRENT) is None


def of_density(make, notebook, folder: Path, density: str, *names: str) -> Path:
    """A deck of these slides for paper or for a screen."""
    made = [make[name]() for name in names]
    slides = [one | {"deck": one["deck"] | {"density": density}} for one in made]
    page, _ = DeckHTMLExporter().from_notebook_node(notebook(*slides))
    file = folder / "deck.html"
    file.write_text(page, encoding="utf-8")
    return file


@pytest.mark.parametrize("density", PAPER)
@pytest.mark.parametrize(("width", "height"), [(1280, 720), (1920, 1080), (3840, 2160)])
def test_a_slide_fills_the_window_while_presenting(
    tab, make, notebook, tmp_path, width, height, density
):
    names = ("cover", "answers", "boxes", "every_block")
    tab.open(of_density(make, notebook, tmp_path, density, *names), width, height)
    tab.press("f")
    tab.press("ArrowRight")
    box = tab.ask("document.querySelector('.rk-current').getBoundingClientRect().toJSON()")
    assert box["width"] > 0.7 * width
    assert box["height"] > 0.8 * height
    assert tab.ask("document.documentElement.scrollHeight") <= height
    assert tab.ask(CUT) == []


def test_a_long_slide_is_read_to_its_end_before_the_arrow_goes_on(tab, make, notebook, tmp_path):
    page, _ = DeckHTMLExporter().from_notebook_node(notebook(make["long_table"](), make["cover"]()))
    (tmp_path / "long.html").write_text(page, encoding="utf-8")
    tab.open(tmp_path / "long.html")
    tab.press("f")
    tab.press("ArrowDown")
    assert tab.ask(CURRENT) == "slide-1"
    tab.ask("scrollTo(0, document.documentElement.scrollHeight)")
    tab.press("ArrowDown")
    assert tab.ask(CURRENT) == "slide-2"


def test_without_scripts_everything_is_there_and_no_button_promises_more(tab, deck):
    tab.open(deck, scripts=False)
    assert tab.ask("document.getElementById('present').checkVisibility()") is False
    assert tab.ask("document.querySelectorAll('section').length") == 5
    assert tab.ask("document.querySelector('.rk-table').tabIndex") == 0


def test_the_tab_key_reaches_what_can_be_used_and_shows_where_it_is(tab, deck):
    tab.open(deck)
    tab.press("Tab")
    assert tab.ask("document.activeElement.className") == "skip"
    assert tab.ask("document.activeElement.getBoundingClientRect().left") >= 0
    tab.press("Tab")
    assert tab.ask("document.activeElement.id") == "present"
    assert tab.ask("getComputedStyle(document.activeElement).outlineStyle") == "solid"


@pytest.mark.parametrize("density", PAPER)
def test_print_is_one_slide_a_page_as_large_as_in_the_pdf(tab, make, notebook, tmp_path, density):
    names = ("cover", "answers", "boxes", "every_block")
    tab.open(of_density(make, notebook, tmp_path, density, *names))
    tab.press("f")
    printed = tab.call("Page.printToPDF", preferCSSPageSize=True, printBackground=True)
    pages = pypdf.PdfReader(io.BytesIO(base64.b64decode(printed["data"]))).pages
    assert len(pages) == len(names)
    sizes = {tuple(round(float(side)) for side in one.mediabox[2:]) for one in pages}
    assert sizes == {PAPER[density]}
    told = unicodedata.normalize("NFKC", "".join(one.extract_text() for one in pages))
    assert "図のデータ" not in told and "発表する" not in told
    assert "入力の指紋" in told


@pytest.mark.parametrize(
    ("typed", "areas_left"),
    [("とやま", ["16", "162019"]), ("トヤマケン", ["16"]), ("札幌", ["011002"]), ("13", ["13"])],
)
def test_the_search_leaves_what_holds_the_name_or_its_reading(tab, front, typed, areas_left):
    tab.open(front)
    tab.ask(f"document.getElementById('name').value = '{typed}'")
    tab.ask("document.getElementById('name').dispatchEvent(new Event('input'))")
    shown = tab.ask(
        "[...document.querySelectorAll('tr[data-find]')]"
        ".filter((one) => one.checkVisibility()).map((one) => one.cells[0].textContent)"
    )
    assert shown == areas_left
    tiles = tab.ask("document.querySelectorAll('.tiles li:not(.off)').length")
    assert tiles == sum(len(area) == 2 for area in areas_left)
