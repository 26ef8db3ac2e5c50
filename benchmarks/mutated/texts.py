"""A return sent as a table of text, in the encodings offices use, whole or damaged."""

import random
from collections.abc import Callable

from mutated.table import Return, as_text

Write = Callable[[random.Random, Return], tuple[bytes, str]]
"""Gives the bytes and the encoding they are in; "" where the text must be refused."""


def csv_utf8(rng: random.Random, given: Return) -> tuple[bytes, str]:
    """CSV in UTF-8, with its mark or without."""
    encoding = rng.choice(("utf-8", "utf-8-sig"))
    return as_text(given.home).encode(encoding), encoding


def csv_cp932(rng: random.Random, given: Return) -> tuple[bytes, str]:
    """CSV as a Japanese Excel saves it."""
    return as_text(given.home).encode("cp932", "replace"), "cp932"


def csv_other(rng: random.Random, given: Return) -> tuple[bytes, str]:
    """Other encodings, delimiters and line ends."""
    delimiter = rng.choice(",\t;")
    encoding = rng.choice(
        ("utf-16", "utf-8-sig", "cp932", "euc_jp", "iso2022_jp", "utf-7", "utf-32")
    )
    text = as_text(given.home, delimiter)
    text = text.replace("\r\n", rng.choice(("\r\n", "\n", "\r"))) if '"' not in text else text
    readable = encoding in ("utf-16", "utf-8-sig", "cp932")
    content = text.encode(encoding, "replace")
    return content, f"{encoding} {delimiter}" if readable else ""


def csv_flipped(rng: random.Random, given: Return) -> tuple[bytes, str]:
    """Single bytes of a CSV are others: nothing but the text itself can tell."""
    write = rng.choice((csv_utf8, csv_cp932))
    content, encoding = write(rng, given)
    changed = bytearray(content)
    for _ in range(rng.choice((1, 1, 2, 5, 30))):
        at = rng.randrange(len(changed))
        changed[at] = rng.choice((changed[at] ^ (1 << rng.randrange(8)), rng.choice(b',"\n0159 ')))
    return bytes(changed), encoding


def csv_cut(rng: random.Random, given: Return) -> tuple[bytes, str]:
    """A CSV ends too early, or is followed by something."""
    content, encoding = rng.choice((csv_utf8, csv_cp932))(rng, given)
    at = rng.randrange(1, len(content))
    return rng.choice(
        (content[:at], content[:at], content + b"\x1a", content + content[:at])
    ), encoding


TEXTS: tuple[Write, ...] = (csv_utf8, csv_cp932, csv_other, csv_flipped, csv_cut)
