"""Figures made safe to put inside a page: known shapes only, no address, no script."""

import re
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator

from renkei.errors import DataError

SVG = "http://www.w3.org/2000/svg"
XLINK_HREF = "{http://www.w3.org/1999/xlink}href"
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"

# What matplotlib draws with; scripts, styles, foreign objects and filters are not in it.
SHAPES = re.compile(
    "svg|g|defs|path|rect|circle|ellipse|line|polyline|polygon|text|tspan|use|clipPath"
    "|linearGradient|radialGradient|stop|pattern|symbol|marker|title|desc|image"
)
ATTRIBUTE = re.compile(r"[A-Za-z][A-Za-z-]*")
INSIDE = re.compile(r"#([\w.:-]+)")
INSIDE_URL = re.compile(r"url\(\s*[\"']?#([\w.:-]+)[\"']?\s*\)")
PIXELS = re.compile(r"data:image/(?:png|jpeg);base64,[A-Za-z0-9+/=\s]+")
NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
REACHES_OUT = re.compile(r"url\(|\\|@|expression|script:|/\*|https?:", re.IGNORECASE)
FONT = "'Noto Sans CJK JP'"
FONT_STACK = (
    "'Noto Sans CJK JP', 'Noto Sans JP', 'BIZ UDPGothic', 'Hiragino Sans', "
    "'Yu Gothic', Meiryo, sans-serif"
)


def inline_svg(svg: str, *, label: str, prefix: str) -> str:
    """The figure as an element of an HTML page, read out as `label`, ids starting with `prefix`.

    Width and height are left to the page. Raises DataError when `svg` is not well-formed SVG.
    """
    root = _cleaned(svg)
    for name in ("width", "height"):
        root.attrib.pop(name, None)
    root.set("role", "img")
    root.set("aria-label", label)
    root.set("preserveAspectRatio", "xMidYMin meet")  # in a box of another shape: at its top
    for element in root.iter():
        _rename(element, prefix)
        style = element.get("style")
        if style and FONT in style:
            element.set("style", style.replace(FONT, FONT_STACK))
    return ET.tostring(root, encoding="unicode")


def standalone_svg(svg: str, *, replace: Callable[[str], str] = str) -> str:
    """The figure as a file of its own, every text passed through `replace`.

    Raises DataError when `svg` is not well-formed SVG.
    """
    root = _cleaned(svg)
    for element in root.iter():
        if element.text:
            element.text = replace(element.text)
        if element.tail:
            element.tail = replace(element.tail)
    return ET.tostring(root, encoding="unicode")


def drawing_size(svg: str) -> tuple[float, float]:
    """Width and height of a cleaned figure in its own units.

    Raises DataError when the viewBox is not four numbers with a positive size.
    """
    box = re.search(r'viewBox="([^"]*)"', svg)
    try:
        _, _, width, height = (float(part) for part in box[1].replace(",", " ").split())  # type: ignore[index]
    except (TypeError, ValueError) as problem:
        raise DataError("the figure's viewBox is not four numbers") from problem
    if not (0 < width < 1e6 and 0 < height < 1e6):
        raise DataError(f"the figure measures {width} × {height}", expected="a positive size")
    return width, height


def _cleaned(svg: str) -> ET.Element:
    """The parsed figure with only known shapes and harmless attributes."""
    if "<!ENTITY" in svg:
        raise DataError("the figure declares XML entities", expected="SVG drawn by matplotlib")
    try:
        root = ET.fromstring(NOT_XML.sub("〓", svg))
    except ET.ParseError as problem:
        raise DataError(f"the figure is not well-formed SVG ({problem})") from problem
    if root.tag not in (f"{{{SVG}}}svg", "svg"):
        raise DataError(f"the figure starts with <{root.tag}>", expected="<svg>")
    _keep_shapes(root)
    _keep_box(root)
    # matplotlib says these in a <style>, which would reach the rest of the page.
    root.attrib.setdefault("stroke-linejoin", "round")
    root.attrib.setdefault("stroke-linecap", "butt")
    root.set("xmlns", SVG)
    return root


def _keep_shapes(element: ET.Element) -> None:
    element.tag = _local(element.tag)
    kept = dict(_harmless(element))
    element.attrib.clear()
    element.attrib.update(kept)
    previous: ET.Element | None = None
    for child in list(element):
        if isinstance(child.tag, str) and SHAPES.fullmatch(_local(child.tag)):
            _keep_shapes(child)
            previous = child
            continue
        # The text after a dropped element belongs to its parent and stays.
        if child.tail and previous is None:
            element.text = (element.text or "") + child.tail
        elif child.tail and previous is not None:
            previous.tail = (previous.tail or "") + child.tail
        element.remove(child)


def _keep_box(root: ET.Element) -> None:
    """Give the root a viewBox, so that it scales."""
    if "viewBox" not in root.attrib:
        width, height = (re.match(r"[\d.]+", root.get(name, "")) for name in ("width", "height"))
        if not width or not height:
            raise DataError("the figure has neither viewBox nor width and height")
        root.set("viewBox", f"0 0 {width.group()} {height.group()}")


def _harmless(element: ET.Element) -> Iterator[tuple[str, str]]:
    for name, value in element.attrib.items():
        if name in (XLINK_HREF, "href"):
            pixels = _local(element.tag) == "image" and PIXELS.fullmatch(value)
            if pixels or INSIDE.fullmatch(value):
                yield "href", value
        elif name == "style":
            yield name, _harmless_style(value)
        elif name == XML_SPACE:
            yield name, value
        elif ATTRIBUTE.fullmatch(name) and not name.lower().startswith("on"):
            rest = INSIDE_URL.sub("", value)
            if not REACHES_OUT.search(rest):
                yield name, value


def _harmless_style(style: str) -> str:
    declarations = (part.strip() for part in style.split(";"))
    return "; ".join(
        part for part in declarations if part and not REACHES_OUT.search(INSIDE_URL.sub("", part))
    )


def _rename(element: ET.Element, prefix: str) -> None:
    """Let the ids of this figure, and what points at them, start with `prefix`."""
    for name, value in element.attrib.items():
        if name == "id":
            element.set(name, prefix + value)
        elif name == "href" and value.startswith("#"):
            element.set(name, f"#{prefix}{value[1:]}")
        elif "url(" in value:
            element.set(name, INSIDE_URL.sub(rf"url(#{prefix}\1)", value))


def _local(tag: str) -> str:
    return tag.removeprefix(f"{{{SVG}}}")
