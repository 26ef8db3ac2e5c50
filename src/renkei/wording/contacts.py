"""Telephone numbers and addresses of mail in free text, which only the internal call list may show."""

import re

_DASH = "[-‐‑–—−－ー()（）]"
_TELEPHONE = re.compile(
    rf"(?<![\d０-９])[0０][\d０-９]{{1,4}}{_DASH}[\d０-９]{{1,4}}{_DASH}[\d０-９]{{3,4}}(?![\d０-９])"
)
_MAIL = re.compile(r"[\w.+\-]+[@＠][\w\-]+(?:\.[\w\-]+)+", re.ASCII)
_MASK = "（連絡先）"


def masked(text: str) -> str:
    """The text with every telephone number and mail address replaced by （連絡先）."""
    return _MAIL.sub(_MASK, _TELEPHONE.sub(_MASK, text))
