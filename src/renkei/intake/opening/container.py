"""A file's bytes and plain text, within the limits; and what to open it with."""

import gzip
import io
import zlib
from pathlib import Path

from renkei.errors import DataError, InputMissing
from renkei.intake.opening.kinds import EXPECTED, content_kind
from renkei.intake.opening.package import repack, safe_parts
from renkei.settings.limits import LIMITS, Limits

__all__ = [
    "EXPECTED",
    "LIMITS",
    "Limits",
    "content_kind",
    "count_lines",
    "plain_text",
    "read_bytes",
    "repack",
    "safe_parts",
]


def read_bytes(file: Path, limits: Limits = LIMITS) -> bytes:
    """The bytes of a file; InputMissing where it cannot be read, DataError where it is too large."""
    try:
        size = file.stat().st_size
        if size > limits.file_bytes:
            raise DataError(
                f"the file has {size:,} bytes",
                where=file.name,
                expected=f"at most {limits.file_bytes:,}",
            )
        return file.read_bytes()
    except OSError as error:
        raise InputMissing(
            error.strerror or "cannot be read", where=file.name, expected="a readable file"
        ) from None


def plain_text(content: bytes, name: str, limits: Limits = LIMITS) -> bytes:
    """Unpack gzip where content is gzip and give UTF-8 without a mark; cp932 is turned into it.

    Raises DataError naming the file where it is damaged, too large, has too many lines, or is
    neither UTF-8 nor cp932; all before anything is parsed.
    """
    if content.startswith(b"\x1f\x8b"):
        content = _unpacked(content, name, limits)
    if len(content) > limits.expanded_bytes:
        raise _too_large(name, len(content), limits)
    lines = count_lines(content)
    if lines > limits.lines:
        raise DataError(
            f"the text has {lines:,} lines", where=name, expected=f"at most {limits.lines:,}"
        )
    for encoding in ("utf-8-sig", "cp932"):
        try:
            return content.decode(encoding).encode()
        except UnicodeDecodeError:
            continue
    raise DataError("the text is neither UTF-8 nor cp932", where=name, expected="UTF-8 text")


def count_lines(content: bytes) -> int:
    """How many lines the bytes hold, whatever reads them later; the last may lack its end."""
    return content.count(b"\n") + (1 if content and not content.endswith(b"\n") else 0)


_STEP = 4_000_000


def _unpacked(content: bytes, name: str, limits: Limits) -> bytes:
    """Expand gzip step by step, so that nothing larger than the limits is ever held."""
    allowed = max(limits.ratio * len(content), limits.ratio_from_bytes)
    parts: list[bytes] = []
    size = 0
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(content)) as stream:
            while part := stream.read(_STEP):
                parts.append(part)
                size += len(part)
                if size > min(allowed, limits.expanded_bytes):
                    raise _too_large(name, size, limits)
    except (OSError, EOFError, zlib.error) as error:
        raise DataError(
            f"the gzip file is damaged ({error})", where=name, expected="a gzip file"
        ) from None
    return b"".join(parts)


def _too_large(name: str, size: int, limits: Limits) -> DataError:
    return DataError(
        f"the text expands to {size:,} bytes or more",
        where=name,
        expected=f"at most {limits.expanded_bytes:,} bytes and {limits.ratio} times its size",
    )
