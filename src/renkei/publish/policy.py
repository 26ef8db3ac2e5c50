"""What a page may do, told to the browser: show what is in it, run the one script in it."""

import base64
import hashlib


def policy(style: str, script: str = "") -> str:
    """The Content-Security-Policy of a page whose <style> and <script> hold exactly these texts.

    Nothing is loaded from anywhere; pictures are inside the page. Style attributes of drawings
    are allowed, since they cannot be counted beforehand.
    """
    rules = [
        "default-src 'none'",
        "style-src 'unsafe-inline'",  # for browsers that do not know the next two
        f"style-src-elem {_digest(style)}",
        "style-src-attr 'unsafe-inline'",
        *([f"script-src {_digest(script)}"] if script else []),
        "img-src data:",
        "base-uri 'none'",
        "form-action 'none'",
    ]
    return "; ".join(rules)


def _digest(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
