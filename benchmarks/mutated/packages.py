"""What happens to a file on its way: bytes lost or changed, parts of the package gone or altered.

Each gives the bytes and what must come of them: "refuse", "intact" (as the right return, or
refused), or "reread" (what an independent reader finds, or refused).
"""

import io
import random
import re
import warnings
import zipfile
from collections.abc import Callable

Mutate = Callable[[random.Random, bytes], tuple[bytes, str]]
SHEET_PART = "xl/worksheets/sheet1.xml"
STRINGS = "xl/sharedStrings.xml"


def parts_of(content: bytes) -> dict[str, bytes]:
    """The parts of a package by name, in order."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


def packed(parts: dict[str, bytes], *, stored: bool = True) -> bytes:
    """A package of parts, with right checksums."""
    stream = io.BytesIO()
    how = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
    with zipfile.ZipFile(stream, "w", how) as package:
        for name, part in parts.items():
            package.writestr(zipfile.ZipInfo(name), part, how)
    return stream.getvalue()


def as_excel_saves(content: bytes) -> bytes:
    """The package with its texts in a part of their own, as Excel saves them; openpyxl does not."""
    parts = parts_of(content)
    texts: dict[bytes, int] = {}

    def shared(found: re.Match[bytes]) -> bytes:
        number = texts.setdefault(found[1], len(texts))
        return b't="s"><v>%d</v>' % number

    for name in [one for one in parts if one.startswith("xl/worksheets/sheet")]:
        parts[name] = re.sub(rb't="inlineStr"><is>(.*?)</is>', shared, parts[name], flags=re.DOTALL)
    main = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    items = b"".join(b"<si>" + text + b"</si>" for text in texts)
    parts[STRINGS] = b'<sst xmlns="%s" uniqueCount="%d">%s</sst>' % (main, len(texts), items)
    kind = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    listed = b'<Override PartName="/xl/sharedStrings.xml" ContentType="' + kind + b'"/></Types>'
    link = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
    linked = (
        b'<Relationship Id="rIdS" Type="' + link + b'" Target="sharedStrings.xml"/></Relationships>'
    )
    for name, end, new in (
        ("[Content_Types].xml", b"</Types>", listed),
        ("xl/_rels/workbook.xml.rels", b"</Relationships>", linked),
    ):
        parts[name] = parts[name].replace(end, new)
    return packed(parts)


def bytes_flipped(rng: random.Random, content: bytes) -> tuple[bytes, str]:
    """Some bits are others, anywhere in the package."""
    changed = bytearray(packed(parts_of(content), stored=False) if rng.random() < 0.5 else content)
    for _ in range(rng.choice((1, 1, 1, 2, 5, 20, 200))):
        near_end = rng.random() < 0.4  # the directory of the package
        at = rng.randrange(max(len(changed) - 1500, 0) if near_end else 0, len(changed))
        changed[at] ^= 1 << rng.randrange(8)
    return bytes(changed), "intact"


def bytes_overwritten(rng: random.Random, content: bytes) -> tuple[bytes, str]:
    """A stretch of the file is zeros, chance, or from elsewhere in it."""
    at, size = rng.randrange(len(content)), rng.choice((4, 64, 512, 4096))
    other = rng.randrange(len(content))
    stuff = rng.choice((bytes(size), rng.randbytes(size), content[other : other + size]))
    return content[:at] + stuff + content[at + size :], "intact"


def cut_short(rng: random.Random, content: bytes) -> tuple[bytes, str]:
    """The file ends too early, or begins too late."""
    at = rng.choice((rng.randrange(len(content)), len(content) - rng.randint(1, 40)))
    return (content[:at] if rng.random() < 0.8 else content[len(content) - at :]), "intact"


def bytes_added(rng: random.Random, content: bytes) -> tuple[bytes, str]:
    """Something stands before or after the file."""
    junk = rng.randbytes(rng.randint(1, 600))
    return rng.choice(
        (content + junk, junk + content, content + content, content + b"\0")
    ), "intact"


def parts_removed(rng: random.Random, content: bytes) -> tuple[bytes, str]:
    """Parts of the package are gone."""
    parts = parts_of(content)
    for name in rng.sample(list(parts), rng.choice((1, 1, 1, 2, 4))):
        del parts[name]
    return packed(parts), "reread"


def parts_swapped(rng: random.Random, content: bytes) -> tuple[bytes, str]:
    """Two parts stand in each other's place, or one has another name."""
    parts = parts_of(content)
    one, other = rng.sample(list(parts), 2)
    if rng.random() < 0.7:
        parts[one], parts[other] = parts[other], parts[one]
    else:
        names = (one.upper(), one + "x", "../" + one, one.replace("/", "\\"), "xl/vbaProject.bin")
        name = rng.choice(names)
        parts = {name if key == one else key: part for key, part in parts.items()}
    return packed(parts), "reread"


def parts_replaced(rng: random.Random, content: bytes) -> tuple[bytes, str]:
    """A part holds something else."""
    parts = parts_of(content)
    name = rng.choice((*parts, SHEET_PART, STRINGS))
    old = parts[name]
    lol = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbbb">]><a>&b;</a>'
    utf16 = old.decode("utf-8", "replace").encode("utf-16")
    parts[name] = rng.choice(
        (b"", b"<a/>", lol, rng.randbytes(200), utf16, old[: len(old) // 2], old + old, b"\0" * 50)
    )
    return packed(parts), "reread"


def parts_doubled(rng: random.Random, content: bytes) -> tuple[bytes, str]:
    """A part stands twice in the package, the second with other content."""
    parts = parts_of(content)
    name = rng.choice((SHEET_PART, STRINGS, *parts))
    stream = io.BytesIO(content)
    with zipfile.ZipFile(stream, "a") as package, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        package.writestr(zipfile.ZipInfo(name), parts[name].replace(b"7", b"8"))
    return stream.getvalue(), "intact"


def xml_characters(rng: random.Random, content: bytes) -> tuple[bytes, str]:
    """Single characters of a part's XML are others, and the checksum is right."""
    parts = parts_of(content)
    often = [one for one in (SHEET_PART, STRINGS, "xl/styles.xml") if one in parts]
    name = rng.choice((*often, *often, *parts))
    changed = bytearray(parts[name])
    for _ in range(rng.choice((1, 1, 2, 3, 8))):
        at = rng.randrange(len(changed))
        changed[at] = rng.choice(
            (changed[at] ^ (1 << rng.randrange(8)), rng.choice(b'0123456789<>"/ '))
        )
    parts[name] = bytes(changed)
    return packed(parts), "reread"


def xml_values(rng: random.Random, content: bytes) -> tuple[bytes, str]:
    """Values of cells, and the numbers of their texts and styles, are others."""
    parts = parts_of(content)
    part = parts[SHEET_PART]
    for _ in range(rng.randint(1, 4)):
        pattern = rng.choice((rb"<v>[^<]*</v>", rb' s="\d+"', rb' t="\w+"', rb' r="[A-Z]+\d+"'))
        every = list(re.finditer(pattern, part))
        if not every:  # a blank form has no numbers
            continue
        found, other = rng.choice(every), rng.choice(every)[0]
        odd = (b"", b"<v></v>" if pattern[:1] == b"<" else b"", other, other)
        number = rng.choice((b"-1", b"0", b"44408", b"1e3", b"99999", b"NaN", b" 7 ", b"1.5"))
        new = rng.choice((*odd, b"<v>" + number + b"</v>" if pattern[:1] == b"<" else other))
        part = part[: found.start()] + new + part[found.end() :]
    parts[SHEET_PART] = part
    return packed(parts), "reread"


def xml_markup(rng: random.Random, content: bytes) -> tuple[bytes, str]:
    """Elements are doubled, gone, moved, commented out or wrapped."""
    parts = parts_of(content)
    targets = (
        (SHEET_PART, rb"<row .*?</row>"), (SHEET_PART, rb"<c [^>]*>.*?</c>"),
        (SHEET_PART, rb"<v>.*?</v>"), (SHEET_PART, rb"<is>.*?</is>"), (SHEET_PART, rb"<t[ >].*?</t>"),
        (STRINGS, rb"<si>.*?</si>"), (STRINGS, rb"<t[ >].*?</t>"),
        ("xl/workbook.xml", rb"<sheet .*?/>"), ("xl/styles.xml", rb"<xf .*?/>"),
    )  # fmt: skip
    name, pattern = rng.choice([one for one in targets if one[0] in parts])
    part = parts[name]
    found = rng.choice(list(re.finditer(pattern, part, re.DOTALL)) or [re.match(rb"", part)])
    old = found[0] if found else b""
    new = rng.choice(
        (old + old, b"", b"<!-- " + old + b" -->", b"<x>" + old + b"</x>", b"<![CDATA[" + old + b"]]>",
         old.replace(b"<", b"<x:").replace(b"<x:/", b"</x:"), b"<extLst>" + old + b"</extLst>",
         b"<mc:AlternateContent>" + old + b"</mc:AlternateContent>", old.swapcase())
    )  # fmt: skip
    start, end = found.span() if found else (0, 0)
    parts[name] = part[:start] + new + part[end:]
    return packed(parts), "reread"


def rich_texts(rng: random.Random, content: bytes) -> tuple[bytes, str]:
    """Texts in runs, with readings of their kanji, in the cell itself, or as a formula's value."""
    parts = parts_of(content)
    strings, sheet = parts[STRINGS], parts[SHEET_PART]
    texts = list(re.finditer(rb"<si><t([^>]*)>([^<]*)</t></si>", strings))
    for found in rng.sample(texts, min(len(texts), 4)):
        said = found[2]
        half = len(said.decode()) // 2
        first, rest = said.decode()[:half].encode(), said.decode()[half:].encode()
        kept = b'<t xml:space="preserve">'
        runs = b"<r>" + kept + first + b"</t></r><r><rPr><b/></rPr>" + kept + rest + b"</t></r>"
        ruby = b'<rPh sb="0" eb="1"><t>\xe3\x83\xa8\xe3\x83\x9f</t></rPh>'
        new = b"<si>" + rng.choice((runs, runs + ruby, b"<t>" + said + b"</t>" + ruby)) + b"</si>"
        strings = strings.replace(found[0], new, 1) if found[1] == b"" else strings
    cells = re.findall(rb'<c r="[A-Z]+\d+" s="\d+" t="n"><v>', sheet)
    for cell in rng.sample(cells, min(len(cells), 3)):
        formula = rng.choice(
            (b"<f>1+1</f><v>", b"<f>SUM(A1:A2)</f><v>", b'<f t="shared" si="0"/><v>')
        )
        sheet = sheet.replace(cell, cell[:-3] + formula)
    parts |= {STRINGS: strings, SHEET_PART: sheet}
    return packed(parts), "reread"


def values_beneath(rng: random.Random, content: bytes) -> tuple[bytes, str]:
    """Ranges are merged as other programs do it: values stay beneath, where nobody sees them."""
    parts = parts_of(content)
    ranges = b""
    for at in range(rng.randint(1, 3)):
        column, row = rng.choice("ABCDEFGHIJ"), 6 + 4 * at + rng.randint(0, 1)
        other = chr(ord(column) + rng.choice((0, 0, 1)))
        ranges += f'<mergeCell ref="{column}{row}:{other}{row + rng.randint(1, 2)}"/>'.encode()
    merged = b"<mergeCells>" + ranges + b"</mergeCells>"
    place = rb"</sheetData>(<sheetProtection[^>]*/>)?"
    parts[SHEET_PART] = re.sub(place, lambda found: found[0] + merged, parts[SHEET_PART])
    return packed(parts), "reread"


def whole_book(rng: random.Random, content: bytes) -> tuple[bytes, str]:
    """The workbook counts days from 1904, its sheets link elsewhere, or its styles are others."""
    parts = parts_of(content)
    part, pattern, new = rng.choice(
        (("xl/workbook.xml", rb"<workbookPr ?", b'<workbookPr date1904="1" '),
         ("xl/_rels/workbook.xml.rels", rb"sheet1\.xml", b"sheet2.xml"),
         ("xl/_rels/workbook.xml.rels", rb'Target="[^"]*sheet1', b'TargetMode="External" Target="http://x'),
         ("xl/styles.xml", rb'formatCode="[^"]*"', b'formatCode="m&quot;x&quot;"'),
         ("xl/styles.xml", rb'numFmtId="\d+" (fontId="[1-9])', rb'numFmtId="17" \1'),
         ("xl/workbook.xml", rb"<definedNames>", b'<definedNames><definedName name="a">[1]S!A1</definedName>'),
         ("docProps/custom.xml", rb"<vt:lpwstr>1<", b"<vt:lpwstr>3<"),
         (SHEET_PART, rb"<dimension[^>]*>", b'<dimension ref="A1:B2"/>'),
         (SHEET_PART, rb"<sheetData>", b'<sheetData/><sheetData>'))
    )  # fmt: skip
    parts[part] = re.sub(pattern, new, parts[part])
    return packed(parts), "reread"


def not_a_workbook(rng: random.Random, content: bytes) -> tuple[bytes, str]:
    """Something else has the name of a workbook."""
    html = "<html><table><tr><td>団体コード</td></tr></table></html>".encode()
    texts = (
        b"",
        b"\n\n",
        html,
        b"%PDF-1.4\n",
        b"{}",
        b"PK\x05\x06" + bytes(18),
        b"\x1f\x8b" + content,
    )
    legacy = bytes.fromhex("D0CF11E0A1B11AE1") + rng.randbytes(3000)
    return rng.choice((*texts, legacy, rng.randbytes(500), packed({"a.txt": content}))), "refuse"


PACKAGES: tuple[Mutate, ...] = (
    bytes_flipped, bytes_overwritten, cut_short, bytes_added, parts_removed, parts_swapped,
    parts_replaced, parts_doubled, xml_characters, xml_values, xml_markup, rich_texts,
    values_beneath, whole_book, not_a_workbook,
)  # fmt: skip
OF_SHARED_TEXTS = (parts_replaced, parts_doubled, rich_texts)
