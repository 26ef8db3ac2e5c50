"""The digest of the inputs as a PDF carries it: in its properties, and on its last page."""

import re
from dataclasses import dataclass
from pathlib import Path

from pypdf import PdfReader
from pypdf.errors import PyPdfError

_PROPERTY = re.compile(r"inputs-sha256:([0-9a-f]{64})\b")
_PAGE = re.compile(r"SHA-256\)?）?[:：]([0-9a-f]{64})")


@dataclass(frozen=True)
class Printed:
    """What was found; "" where nothing was, `fault` where the PDF cannot be read."""

    in_properties: str = ""
    on_last_page: str = ""
    fault: str = ""


def printed(pdf: Path) -> Printed:
    """Read the digest a PDF carries; never raises for a damaged PDF."""
    try:
        reader = PdfReader(pdf)
        about = reader.metadata
        keywords = str(about.get("/Keywords", "")) if about else ""
        page = "".join(reader.pages[-1].extract_text().split())
    except (PyPdfError, OSError, ValueError, KeyError, IndexError, TypeError) as error:
        return Printed(fault=f"cannot be read ({type(error).__name__})")
    return Printed(_first(_PROPERTY, keywords), _first(_PAGE, page))


def _first(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.search(text)
    return found[1] if found else ""
