"""The other font of the pages: found where it is installed, and refused by name where not."""

import io

import pytest
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from matplotlib import font_manager
from pypdf import PdfReader

from renkei.errors import SettingsError
from renkei.publish import typefaces
from renkei.publish.glyphs import MissingGlyphs, em_width
from renkei.publish.pdf import DeckPDFExporter

HAS = "見出し計画と歩み高齢者接種0123456789月日%"


def renamed(path, weight: str) -> TTFont:
    """A few letters of a font under the name of BIZ UDPゴシック."""
    font = TTFont(path)
    subsetter = Subsetter(Options(notdef_outline=True, name_IDs=[1], layout_features=[]))
    subsetter.populate(text=HAS)
    subsetter.subset(font)
    names = {1: "BIZ UDPGothic", 2: weight, 4: f"BIZ {weight}", 6: f"BIZUDP-{weight}"}
    font["name"].names = []
    for number, name in names.items():
        font["name"].setName(name, number, 3, 1, 0x409)
    font["CFF "].cff.fontNames = [f"BIZUDP-{weight}"]
    return font


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("fonts")
    for weight, path in zip(("Regular", "Bold"), typefaces.NOTO.files, strict=True):
        renamed(path, weight).save(folder / f"BIZUDPGothic-{weight}.otf")
    return folder


@pytest.fixture
def installed(made, monkeypatch):
    """Lets the machine have these weights of the font."""

    def install(*weights: str) -> None:
        found = [str(made / f"BIZUDPGothic-{weight}.otf") for weight in weights]
        monkeypatch.setattr(font_manager, "findSystemFonts", lambda: found)

    typefaces._biz_ud.cache_clear()
    yield install
    typefaces._biz_ud.cache_clear()


def biz_deck(make, notebook):
    slide = make["answers"]()
    slide["deck"] |= {"font": "biz-ud"}
    return notebook(slide)


def test_a_deck_in_biz_ud_is_refused_where_the_font_is_not_installed(make, notebook, installed):
    installed("Regular")
    with pytest.raises(SettingsError) as refused:
        DeckPDFExporter().from_notebook_node(biz_deck(make, notebook))
    assert str(refused.value) == (
        "font: biz-ud: BIZ UDPゴシック (BIZ UDPGothic) is not installed on this machine; "
        "expected its Regular and Bold among the machine's fonts, or font: noto"
    )


def test_a_deck_in_biz_ud_is_printed_in_it_figures_too_with_noto_behind(make, notebook, installed):
    installed("Regular", "Bold")
    pdf, _ = DeckPDFExporter().from_notebook_node(biz_deck(make, notebook))
    (page,) = PdfReader(io.BytesIO(pdf)).pages
    fonts = {}
    page.extract_text(
        visitor_text=lambda text, cm, tm, font, size: fonts.update(
            dict.fromkeys(text, str(font["/BaseFont"]) if font else "")
        )
    )
    assert "BIZUDP-Regular" in fonts["5"]  # of the figure: 5月1日
    assert "NotoSansCJKjp" in fonts["録"]
    assert "1,718（+102）" in page.extract_text()


def test_what_biz_ud_lacks_is_shown_and_measured_in_noto(installed):
    installed("Regular", "Bold")
    face = typefaces.typeface("biz-ud")
    assert face.families == ("BIZ UDPGothic", "Noto Sans CJK JP")
    assert MissingGlyphs(face).replace("髙﨑1") == "髙﨑1"
    assert em_width("計録1", face) == em_width("計録1")
