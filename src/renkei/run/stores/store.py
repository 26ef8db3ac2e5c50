"""A folder behind an address (s3://…, gs://…, memory://…): its files by name, whole."""

from __future__ import annotations

import importlib
import importlib.util
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import urlsplit

from renkei.errors import DataError, InputMissing, OutputError, RenkeiError, SettingsError, TryAgain

AT_ONCE = 8  # files under way
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)
_BY_OBSTORE = ("s3", "s3a", "gs", "gcs", "az", "abfs", "abfss")
_LONGEST = 300  # signs of what a store answers
_DENIED = ("PermissionDeniedError", "UnauthenticatedError")
_FORBIDDEN = re.compile(r"status code: 40[13]\b")
_MARKS = ("e_tag", "ETag", "etag", "md5Hash", "mtime", "LastModified", "last_modified", "created")


def is_address(text: str) -> bool:
    """Whether this is an address and no path of this machine."""
    return bool(_ADDRESS.match(text))


class Store:
    """Files below one address; names are relative, with `/`, and never lead out of it.

    Raises SettingsError for an address no package here reads, or with a password in it. Every
    method raises TryAgain where the store does not answer as it should.
    """

    def __init__(self, address: str) -> None:
        self.address = address.rstrip("/")
        _check(self.address)
        self._fs, root = _opened(self.address)
        self._root = root.rstrip("/")

    def names(self, below: str = "") -> dict[str, str]:
        """Every file below a folder, with a mark that changes with its content."""
        with self._asked(below, OutputError):
            self._fs.invalidate_cache()
            found = self._fs.find(self._path(below), detail=True)
        named = {self._name(path): about for path, about in sorted(found.items())}
        return {name: _mark(about) for name, about in named.items() if name}

    def folders(self, below: str = "") -> list[str]:
        """The names of the folders in a folder; none where there is no such folder."""
        with self._asked(below, OutputError):
            self._fs.invalidate_cache()
            try:
                found = self._fs.ls(self._path(below), detail=True)
            except FileNotFoundError:
                return []
        named = [self._name(one["name"]) for one in found if one["type"] == "directory"]
        return sorted(PurePosixPath(name).name for name in named if name and name != below)

    def read(self, name: str) -> bytes | None:
        """The content of a file; None where there is none."""
        with self._asked(name, InputMissing):
            try:
                return bytes(self._fs.cat_file(self._path(name)))
            except FileNotFoundError:
                return None

    def fetch(self, name: str, file: Path) -> None:
        """Bring a file here, whole or not at all. Raises InputMissing where there is none."""
        aside = file.with_name(f".{file.name}.part")
        with self._asked(name, InputMissing):
            file.parent.mkdir(parents=True, exist_ok=True)
            self._fs.get_file(self._path(name), str(aside))
            aside.replace(file)

    def write(self, name: str, content: bytes) -> None:
        """Put a file there, whole or not at all."""
        path = self._path(name)
        with self._asked(name, OutputError):
            if "file" not in _protocols(self._fs):
                self._fs.pipe_file(path, content)
                return
            aside = str(PurePosixPath(path).with_name(f".{PurePosixPath(path).name}.part"))
            self._fs.pipe_file(aside, content)
            Path(aside).replace(path)

    def put(self, file: Path, name: str) -> None:
        """Put a file of this machine there."""
        self.write(name, file.read_bytes())

    def remove(self, below: str) -> None:
        """Remove a folder with all that is in it; one that is gone already is no fault."""
        with self._asked(below, OutputError):
            try:
                self._fs.rm(self._path(below), recursive=True)
            except FileNotFoundError:
                return

    def _path(self, name: str) -> str:
        return f"{self._root}/{name}" if name else self._root

    def _name(self, path: str) -> str:
        """A name as the store has it; one that would lead out of a folder is refused."""
        name = path.removeprefix(self._root).strip("/")
        parts = PurePosixPath(name).parts
        if ".." in parts or "\\" in name or not name.isprintable() or name.startswith("/"):
            raise DataError(
                f"a file is named {name[:80]!a}",
                where=self.address,
                expected="names of folders and files without .., \\ and control signs",
            )
        return name

    @contextmanager
    def _asked(self, name: str, kind: type[RenkeiError]) -> Iterator[None]:
        """What a store answers, told in one sentence; `kind` is for a file that is not there."""
        where = f"{self.address}/{name}".rstrip("/")
        try:
            yield
        except RenkeiError:
            raise
        except FileNotFoundError:
            raise kind("no such file or folder", where=where) from None
        except PermissionError as error:
            raise kind(_line(error), where=where, expected="credentials that may do this") from None
        except Exception as error:  # each package has its own, of no common class
            if type(error).__name__ in _DENIED or _FORBIDDEN.search(str(error)):
                expected = "credentials that may do this"
                raise kind(_line(error), where=where, expected=expected) from None
            raise TryAgain(_line(error), where=where, expected="a store that answers") from None


def together(work: Callable[[str], None], names: Iterable[str]) -> None:
    """Do this for every name, a few at once; the first error ends it."""
    with ThreadPoolExecutor(AT_ONCE, thread_name_prefix="store") as pool:
        futures = [pool.submit(work, name) for name in names]
        try:
            for future in futures:
                future.result()
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise


def _check(address: str) -> None:
    parts = urlsplit(address)
    if parts.username is not None or "::" in address or parts.query or parts.fragment:
        raise SettingsError(
            "an address with a user, options or ::",
            where=f"{parts.scheme}://…",
            expected="s3://bucket/folder, and credentials in variables of the environment",
        )
    if not (parts.netloc or parts.path.strip("/")):
        raise SettingsError("names no bucket", where=f"{address}//", expected="s3://bucket/folder")


def _opened(address: str) -> tuple[Any, str]:
    """The file system of an address, and its root."""
    fsspec = importlib.import_module("fsspec")
    protocol = urlsplit(address).scheme.lower()
    if protocol in _BY_OBSTORE and importlib.util.find_spec("obstore"):
        importlib.import_module("obstore.fsspec").register(protocol)
    options = {"auto_mkdir": True} if protocol in ("file", "local") else {}
    try:
        fs, root = fsspec.core.url_to_fs(address, **options)
    except (ImportError, ValueError) as error:
        raise SettingsError(
            _line(error),
            where=address,
            expected="file, memory, or with the extra renkei[s3] s3, gs or az",
        ) from None
    except OSError as error:
        raise TryAgain(f"does not answer: {_line(error)}", where=address) from None
    return fs, str(root)


def _protocols(fs: Any) -> tuple[str, ...]:
    return (fs.protocol,) if isinstance(fs.protocol, str) else tuple(fs.protocol)


def _mark(about: Mapping[str, Any]) -> str:
    told = next((str(about[key]) for key in _MARKS if about.get(key)), "")
    return f"{about.get('size')} {told}"


def _line(error: BaseException) -> str:
    """What went wrong on one line, without what servers add."""
    line = " ".join(str(error).split()) or type(error).__name__
    plain = "".join(sign if sign.isprintable() else "�" for sign in line.split(": <")[0])
    return plain if len(plain) <= _LONGEST else f"{plain[:_LONGEST]}…"
