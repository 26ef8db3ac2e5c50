"""Text that a spreadsheet opens as text: nothing that came in is ever run as a formula."""

RUNS = ("=", "+", "-", "@", "\t", "\r", "\n")
"""What a cell of a CSV begins with when a spreadsheet would compute it."""


def plain_cell(text: str) -> str:
    """The text led by an apostrophe where a spreadsheet would run it; else as it is."""
    return f"'{text}" if text.startswith(RUNS) else text
