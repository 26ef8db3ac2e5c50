"""Runs in a store: each in a folder of its own that never changes, and one file that names it.

`<campaign>/<date>/current.json` says which folder `<campaign>/<date>@<digest>` stands; it is put
there last, in one piece. Until then the run before stands, whole; so no half run is ever seen.
"""

import hashlib
import json
import re
from dataclasses import asdict, dataclass
from pathlib import Path

from renkei.errors import DataError, TryAgain
from renkei.run.editions import edition_of
from renkei.run.stores.store import Store, together

CURRENT, MANIFEST, EXPORT = "current.json", "manifest.json", "prov.json"
_SHORT = 16  # digits of the digest in a folder's name
_DIGEST = re.compile("[0-9a-f]{64}")


@dataclass(frozen=True)
class Current:
    """Which run stands under a name: the digest of its manifest, and of the one before it."""

    manifest_sha256: str
    previous: str = ""

    def folder(self, campaign: str, name: str) -> str:
        """The folder the run lies in."""
        return folder_of(campaign, name, self.manifest_sha256)


def folder_of(campaign: str, name: str, digest: str) -> str:
    """The folder of one run: it stands beside that of its name, so that links upwards hold."""
    return f"{campaign}/{name}@{digest[:_SHORT]}"


def current(store: Store, campaign: str, name: str) -> Current | None:
    """What stands in a store under a name. Raises DataError where that cannot be read."""
    where = f"{campaign}/{name}/{CURRENT}"
    content = store.read(where)
    if content is None:
        return None
    try:
        told = Current(**json.loads(content))
        if not _DIGEST.fullmatch(told.manifest_sha256):
            raise ValueError
    except (ValueError, TypeError):
        raise DataError(
            "does not say which run stands",
            where=f"{store.address}/{where}",
            expected="the file as it was written",
        ) from None
    return told


def editions(store: Store, campaign: str, as_of: str) -> list[str]:
    """The names of the runs of a date that stand in a store, the first edition first."""
    found = {one: name for name in store.folders(campaign) if (one := edition_of(name))}
    names = [name for one, name in sorted(found.items()) if one[0].isoformat() == as_of]
    return [name for name in names if current(store, campaign, name)]


def digest_of(folder: Path) -> str:
    """The digest of a run's manifest."""
    return hashlib.sha256((folder / MANIFEST).read_bytes()).hexdigest()


def send_files(store: Store, folder: Path, target: str, names: list[str], last: str = "") -> None:
    """Put files of a finished folder into a folder of the store, `last` after all others."""
    together(lambda name: store.put(folder / name, f"{target}/{name}"), [*names])
    if last:
        store.put(folder / last, f"{target}/{last}")


def send_run(store: Store, folder: Path, campaign: str, known: Current | None) -> Current:
    """Send a finished run, then say that it stands; `known` is what stood when it began.

    Raises TryAgain where another run has come to stand meanwhile: that one stays.
    """
    name, digest = folder.name, digest_of(folder)
    if known and known.manifest_sha256 == digest:
        return known
    manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    also = [EXPORT] if (folder / EXPORT).is_file() else []
    target = folder_of(campaign, name, digest)
    send_files(store, folder, target, [*manifest["outputs"], *also], last=MANIFEST)
    if current(store, campaign, name) != known:
        raise TryAgain("another run was sent meanwhile", where=f"{store.address}/{campaign}/{name}")
    now = Current(digest, known.manifest_sha256 if known else "")
    page = _forward(f"../{target.split('/')[1]}/index.html")
    store.write(f"{campaign}/{name}/index.html", page.encode())
    store.write(f"{campaign}/{name}/{CURRENT}", (json.dumps(asdict(now)) + "\n").encode())
    return now


def prune(store: Store, campaign: str, name: str, now: Current) -> None:
    """Remove the folders of runs that stand no more, but the one before, which is being read."""
    keep = {folder_of(campaign, name, one) for one in (now.manifest_sha256, now.previous) if one}
    there = [f"{campaign}/{one}" for one in store.folders(campaign) if one.startswith(f"{name}@")]
    for folder in there:
        if folder not in keep:
            store.remove(folder)


def _forward(target: str) -> str:
    """A page that leads on to the run that stands."""
    from renkei.publish.policy import policy

    return (
        '<!doctype html>\n<html lang="ja">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy("")}">\n'
        f'<meta http-equiv="refresh" content="0; url={target}">\n<title>資料の一覧</title>\n'
        f'</head>\n<body><p><a href="{target}">最新の資料を開く</a></p></body>\n</html>\n'
    )
