"""Notes on the cells of an .xlsx: what was written, without who wrote it."""

import posixpath
import xml.etree.ElementTree as ET
from collections.abc import Mapping

from renkei.intake.opening.facts import Cell
from renkei.intake.opening.parts import linked_parts, parse, position


def read_notes(parts: Mapping[str, bytes], sheet: str) -> dict[Cell, str]:
    """The notes on a sheet by cell; a thread's first comment and its replies one line each.

    `sheet` is the name of the sheet's part. Raises DataError where a part of notes is damaged.
    """
    folder, name = posixpath.split(sheet)
    rels = parts.get(f"{folder}/_rels/{name}.rels")
    if not rels:
        return {}
    found: dict[Cell, str] = {}
    threads: dict[Cell, str] = {}
    for _, kind, target in linked_parts(rels, folder):
        if kind == "comments" and target in parts:
            found |= _notes(parse(parts[target]))
        elif kind == "threadedComment" and target in parts:
            threads |= _threads(parse(parts[target]))
    # Beside a thread Excel keeps a note that only says what old versions cannot show.
    return found | threads


def _notes(root: ET.Element) -> dict[Cell, str]:
    authors = [one.text or "" for one in root.iterfind("{*}authors/{*}author")]
    found = {}
    for note in root.iterfind("{*}commentList/{*}comment"):
        runs = note.iterfind("{*}text/{*}r/{*}t")
        plain = note.iterfind("{*}text/{*}t")
        text = "".join(one.text or "" for one in (*plain, *runs)).strip()
        found[position(note.get("ref", ""))] = _without_author(text, authors)
    return {cell: text for cell, text in found.items() if text}


def _without_author(text: str, authors: list[str]) -> str:
    """Leave out the name that Excel puts on a note's first line."""
    first, _, rest = text.partition("\n")
    named = first.strip().rstrip(":：").strip()
    return rest.strip() if named and named in authors else text


def _threads(root: ET.Element) -> dict[Cell, str]:
    found: dict[Cell, list[str]] = {}
    for comment in root.iterfind("{*}threadedComment"):
        text = "".join(one.text or "" for one in comment.iterfind("{*}text")).strip()
        if text:
            found.setdefault(position(comment.get("ref", "")), []).append(text)
    return {cell: "\n".join(texts) for cell, texts in found.items()}
