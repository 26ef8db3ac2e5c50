"""The typeface of a run: the one its params ask for, or what stands for it on this machine."""

from typing import Any

PACKAGED = "noto"


def font_told(asked: str) -> dict[str, Any]:
    """For the manifest: `font`, asked for and used; `warnings` where these are not the same."""
    if asked == PACKAGED:
        return {"font": {"asked": asked, "used": asked}}
    from renkei.deck.theme import TYPEFACES, font_here  # looks at all fonts of the machine

    used = font_here(asked)
    told: dict[str, Any] = {"font": {"asked": asked, "used": used}}
    if used != asked:
        told["warnings"] = [
            f"font: {asked} ({TYPEFACES[asked]}) is not installed on this machine; "
            f"the decks are set in {TYPEFACES[used]}"
        ]
    return told
