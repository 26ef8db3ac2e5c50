"""The one style: contrast on white, colours told apart by everybody, text that stays text."""

import colorsys
import itertools
import re
from pathlib import Path

import numpy as np
import pytest
from matplotlib.colors import to_rgb
from matplotlib.font_manager import fontManager

from renkei.deck import theme
from renkei.deck.figures import looks
from renkei.deck.figures.rounds import STYLES
from renkei.errors import SettingsError

MARKS = (theme.INK, theme.ORANGE, theme.GREY)
TINTS = (theme.MID_INK, theme.PALE_INK, theme.PALE_ORANGE, theme.PALE_GREY)
SHADES = (theme.INK, theme.MID_INK, theme.PALE_INK, theme.PAPER)

# Machado, Oliveira, Fernandes: A Physiologically-based Model for Simulation of Color Vision
# Deficiency, IEEE TVCG 15(6), 2009, table of matrices for linear RGB, severity 1.0.
SIGHT = {
    "protanopia": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "deuteranopia": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ],
    "tritanopia": [
        [1.255528, -0.076749, -0.178779],
        [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
    ],
    "none": [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
}


def linear(color: str) -> np.ndarray:
    rgb = np.array(to_rgb(color))
    return np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)


def luminance(color: str) -> float:
    return float(linear(color) @ [0.2126, 0.7152, 0.0722])


def contrast(one: str, other: str) -> float:
    """WCAG 2.1, definition of contrast ratio."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def lab(color: str, sight: str) -> np.ndarray:
    """CIE L*a*b* (D65) of a colour as somebody sees it."""
    seen = np.clip(np.array(SIGHT[sight]) @ linear(color), 0, 1)
    to_xyz = [[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]
    ratio = np.array(to_xyz) @ seen / [0.9505, 1.0, 1.089]
    x, y, z = np.where(ratio > 0.008856, np.cbrt(ratio), 7.787 * ratio + 16 / 116)
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


@pytest.mark.parametrize("color", MARKS)
def test_marks_and_edges_stand_out_from_paper(color):
    assert contrast(color, theme.PAPER) >= 3


def test_every_fill_has_an_edge_that_stands_out():
    for look in [*looks.OUTLOOKS.values(), *STYLES.values(), *looks.STEPS, looks.ABSENT]:
        assert contrast(look["edgecolor"], theme.PAPER) >= 3


@pytest.mark.parametrize("color", [theme.TEXT, theme.INK, theme.GREY])
def test_text_on_paper_is_readable(color):
    assert contrast(color, theme.PAPER) >= 4.5


def test_text_on_a_fill_is_readable():
    for look in (*looks.OUTLOOKS.values(), *looks.STEPS, looks.ABSENT):
        assert contrast(looks.on(look), look["facecolor"]) >= 4.5


@pytest.mark.parametrize("sight", SIGHT)
def test_colours_are_told_apart_with_every_sight(sight):
    # 10 is a difference seen at a glance; 2.3 is just noticeable (CIE 1976).
    for one, other in itertools.combinations(MARKS, 2):
        assert np.linalg.norm(lab(one, sight) - lab(other, sight)) > 20
    for one, other in itertools.combinations((theme.PALE_INK, theme.PALE_ORANGE), 2):
        assert np.linalg.norm(lab(one, sight) - lab(other, sight)) > 10


@pytest.mark.parametrize("sight", SIGHT)
def test_steps_are_told_apart_in_grey(sight):
    lightness = [lab(look["facecolor"], sight)[0] for look in looks.STEPS]
    assert all(one - darker > 10 for one, darker in itertools.pairwise(lightness))


@pytest.mark.parametrize("sight", SIGHT)
def test_shades_keep_their_order_with_every_sight_and_in_grey(sight):
    lightness = [lab(one, sight)[0] for one in SHADES]
    assert all(later - one > 10 for one, later in itertools.pairwise(lightness))


def test_there_are_two_colours_and_grey_and_no_green():
    hues = set()
    for color in {*MARKS, *TINTS, theme.TEXT, theme.PAPER}:
        hue, _, saturation = colorsys.rgb_to_hls(*to_rgb(color))
        if saturation > 0.1:
            hues.add(round(hue * 360 / 20) % 18)
            assert not 70 <= hue * 360 <= 170
    assert len(hues) <= 3


def test_no_figure_has_a_colour_of_its_own(project: Path):
    rooms = (project / "src/renkei/deck/figures", project / "src/renkei/deck/backtest")
    for file in itertools.chain.from_iterable(room.glob("*.py") for room in rooms):
        assert not re.search(r"#[0-9A-Fa-f]{6}\b", file.read_text(encoding="utf-8")), file.name


@pytest.fixture
def typeface():
    yield theme.use_font
    theme.use_font("noto")


def svg_of(text: str) -> str:
    with theme.style():
        figure = theme.new_figure(2, 1)
        figure.text(0.1, 0.5, text)
        return theme.svg(figure)


def test_the_typeface_is_chosen_by_name_and_falls_back_where_it_is_not_installed(typeface):
    installed = theme.TYPEFACES["biz-ud"] in fontManager.get_font_names()
    assert typeface("biz-ud") == (theme.TYPEFACES["biz-ud"] if installed else theme.FONT)
    assert f"'{theme.FONT}'" in svg_of("富山")
    assert typeface("noto") == theme.FONT


def test_an_installed_typeface_comes_before_noto(typeface, monkeypatch):
    monkeypatch.setitem(theme.TYPEFACES, "biz-ud", "DejaVu Sans")  # is installed with matplotlib
    assert typeface("biz-ud") == "DejaVu Sans"
    assert "'DejaVu Sans', 'Noto Sans CJK JP'" in svg_of("富山")


def test_a_typeface_that_is_none_is_refused(typeface):
    with pytest.raises(SettingsError, match=r"font: no typeface 'arial'; expected noto or biz-ud"):
        typeface("arial")


@pytest.mark.parametrize("text", ["$\\frac{1}{2}$", "<script>", "a & b", "#panic()", "_x", "]]>"])
def test_text_is_printed_as_it_stands(text):
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert escaped in svg_of(text)
