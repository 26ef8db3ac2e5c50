"""Figures made safe: known shapes, harmless attributes, ids of their own."""

import pytest

from renkei.deck.svg import drawing_size, inline_svg, standalone_svg
from renkei.errors import DataError

OPEN = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="40pt" height="30pt" viewBox="0 0 40 30">'


def svg(content: str) -> str:
    return f"{OPEN}{content}</svg>"


@pytest.mark.parametrize(
    "content",
    [
        "<script>alert(1)</script>",
        "<foreignObject><p>alert</p></foreignObject>",
        "<style>@import 'http://evil.example/alert'</style>",
        '<g onclick="alert(1)"/>',
        '<g OnLoad="alert(1)"/>',
        '<image href="http://evil.example/alert.png"/>',
        '<image xlink:href="file:///etc/alert"/>',
        '<image href="data:image/svg+xml;base64,alert"/>',
        '<use xlink:href="//evil.example/alert#x"/>',
        '<path style="fill: url(http://evil.example/alert)"/>',
        '<path style="fill: u\\72l(alert)"/>',
        '<path fill="url(http://evil.example/alert)"/>',
        '<a href="javascript:alert(1)"/>',
        '<animate attributeName="href" values="alert"/>',
        '<set xmlns="http://www.w3.org/1999/xhtml" alert="1"/>',
    ],
)
def test_what_could_act_or_reach_out_is_taken_away(content):
    for cleaned in (inline_svg(svg(content), label="", prefix="p-"), standalone_svg(svg(content))):
        assert "alert" not in cleaned
        assert "evil" not in cleaned


def test_what_matplotlib_draws_stays():
    drawn = svg(
        '<defs><clipPath id="c"><rect width="1" height="1"/></clipPath><path id="m" d="M 0 0"/></defs>'
        '<use xlink:href="#m" x="1"/><g clip-path="url(#c)" style="fill: none; stroke: #0017c1"/>'
        '<image href="data:image/png;base64,AAAA"/><text>人口</text>'
    )
    cleaned = inline_svg(drawn, label="図", prefix="p-")
    for kept in ('id="p-c"', 'href="#p-m"', "url(#p-c)", "stroke: #0017c1", "base64,AAAA", "人口"):
        assert kept in cleaned


def test_inline_figures_scale_and_are_read_out():
    cleaned = inline_svg(svg(""), label='率 "76%"', prefix="p-")
    assert 'role="img"' in cleaned
    assert 'aria-label="率 &quot;76%&quot;"' in cleaned
    assert "40pt" not in cleaned
    assert 'viewBox="0 0 40 30"' in cleaned


def test_hostile_letters_in_a_figure_stay_letters():
    cleaned = inline_svg(svg("<text>&lt;script&gt;</text>"), label="", prefix="")
    assert "&lt;script&gt;" in cleaned


def test_text_around_a_dropped_element_stays():
    assert "前後" in standalone_svg(svg("<text>前<script>x</script>後</text>"))


def test_a_control_character_does_not_break_the_figure():
    assert "人〓口" in standalone_svg(svg("<text>人\x07口</text>"))


def test_texts_are_replaced_on_request():
    assert "〓" in standalone_svg(
        svg("<text>x</text>"), replace=lambda text: text.replace("x", "〓")
    )


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("<svg", "not well-formed SVG"),
        ("<p/>", "starts with <p>"),
        ("<!DOCTYPE svg [<!ENTITY a 'b'>]><svg/>", "declares XML entities"),
        ('<svg xmlns="http://www.w3.org/2000/svg"/>', "neither viewBox nor width and height"),
    ],
)
def test_what_is_no_figure_is_refused(content, said):
    with pytest.raises(DataError, match=said):
        standalone_svg(content)


def test_the_size_comes_from_the_view_box():
    assert drawing_size(standalone_svg(svg(""))) == (40, 30)
    with pytest.raises(DataError, match="viewBox is not four numbers"):
        drawing_size('<svg viewBox="0 0 x">')
