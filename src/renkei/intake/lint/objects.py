"""Rule 1-8: what lies over the cells of a sheet — pictures, shapes, charts, text boxes, notes."""

import io
import posixpath
import re
import xml.etree.ElementTree as ET
import zipfile
import zlib
from collections import defaultdict
from collections.abc import Iterator

from renkei.intake.lint.finding import NOTICE, VIOLATION, Finding, Place, address, found
from renkei.intake.lint.sheet import Sheet, Thing

_KINDS = {
    "pic": "画像",
    "graphicFrame": "グラフ等",
    "sp": "図形",
    "grpSp": "図形のグループ",
    "cxnSp": "線",
    "contentPart": "手書き",
}
_BY_LINK = {
    "oleObject": "埋め込みオブジェクト",
    "package": "埋め込みオブジェクト",
    "control": "コントロール",
    "ctrlProp": "フォームの部品",
    "image": "背景の画像",
}
NOTE = "コメント（メモ）"
_MOST_BYTES = 5_000_000
_MOST_THINGS = 2_000


def things_of(content: bytes, part: str) -> list[Thing]:
    """The objects of the sheet that `part` of a package holds; what cannot be read is left out.

    Only the drawing and comment parts the sheet links to are read, each within a limit, and none
    that declares XML entities.
    """
    if "chartsheets" in part:
        return [Thing("グラフシート", "", "")]
    things: list[Thing] = []
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            for kind, target in _links(package, part):
                if kind == "drawing":
                    things += _drawn(_root(package, target))
                elif kind == "comments":
                    things += _notes(_root(package, target))
                elif kind in _BY_LINK:
                    things.append(Thing(_BY_LINK[kind], "", ""))
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError):
        pass  # the values were read from checked parts; a damaged picture says nothing of them
    return things[:_MOST_THINGS]


def check(sheet: Sheet) -> Iterator[Finding]:
    """Objects are breaches; notes on cells (コメント) a notice."""
    kinds: dict[str, list[Thing]] = defaultdict(list)
    for thing in sheet.things:
        kinds[thing.kind].append(thing)
    for kind, things in kinds.items():
        places = [Place(thing.where, thing.name) for thing in things]
        if kind == NOTE:
            yield found(
                "1-8", NOTICE, f"セルに{kind}が付いています",
                "読み手に必要な内容は、備考の列などのセルに書いてください", places,
            )  # fmt: skip
        else:
            yield found(
                "1-8", VIOLATION, f"{kind}が置かれています",
                "必要な内容はセルに書き、オブジェクトは削除してください", places,
            )  # fmt: skip


def _links(package: zipfile.ZipFile, part: str) -> Iterator[tuple[str, str]]:
    """What a sheet links to inside the package: the kind of link and the part."""
    folder, name = posixpath.split(part)
    for link in _root(package, f"{folder}/_rels/{name}.rels"):
        if link.get("TargetMode") != "External":
            kind = link.get("Type", "").rpartition("/")[2]
            target = posixpath.join("/", folder, link.get("Target", ""))
            yield kind, posixpath.normpath(target).lstrip("/")


def _drawn(root: ET.Element) -> Iterator[Thing]:
    """The objects of a drawing, each where its first corner lies."""
    for anchor in root:
        if not anchor.tag.endswith("Anchor"):
            continue
        where = _corner(anchor.find("{*}from"))
        for shape in anchor.iter():
            kind = shape.tag.rpartition("}")[2]
            if kind in _KINDS:
                yield Thing(_named(shape, kind), where, _label(shape))
                break


def _named(shape: ET.Element, kind: str) -> str:
    box = shape.find("{*}nvSpPr/{*}cNvSpPr")
    is_box = box is not None and box.get("txBox") in ("1", "true")
    return "テキストボックス" if is_box else _KINDS[kind]


def _label(shape: ET.Element) -> str:
    """The text of a shape, or else the name it goes by."""
    text = "".join(one.text or "" for one in shape.iter() if one.tag.endswith("}t"))
    names = (one.get("name", "") for one in shape.iter() if one.tag.endswith("}cNvPr"))
    return (text or next(names, ""))[:200]


def _corner(corner: ET.Element | None) -> str:
    if corner is None:
        return ""
    row, column = corner.findtext("{*}row", ""), corner.findtext("{*}col", "")
    if not (re.fullmatch(r"\d{1,7}", row) and re.fullmatch(r"\d{1,5}", column)):
        return ""
    return address(int(row), min(int(column), 16_383))


def _notes(root: ET.Element) -> Iterator[Thing]:
    for note in root.iterfind("{*}commentList/{*}comment"):
        where = note.get("ref", "")
        text = "".join(one.text or "" for one in note.iter() if one.tag.endswith("}t"))
        yield Thing(NOTE, where if re.fullmatch(r"[A-Z]{1,3}\d{1,7}", where) else "", text[:200])


def _root(package: zipfile.ZipFile, name: str) -> ET.Element:
    """A part as XML; an empty element where it is absent, too large or not plain XML."""
    nothing = ET.Element("nothing")
    try:
        with package.open(name) as stream:
            part = stream.read(_MOST_BYTES + 1)
    except KeyError:
        return nothing
    if len(part) > _MOST_BYTES or b"<!DOCTYPE" in part.upper() or b"\0" in part[:200]:
        return nothing
    try:
        return ET.fromstring(part)
    except ET.ParseError:
        return nothing
