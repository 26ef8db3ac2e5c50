"""The front page of all runs in a store, made from the manifests of those that stand."""

import shutil
from pathlib import Path

from renkei.run.editions import edition_of
from renkei.run.stores import kept
from renkei.run.stores.store import Store


def send_front(store: Store, folder: Path) -> None:
    """Write `index.html` of a store anew; `folder` keeps the manifests, which never change."""
    from renkei.publish.site import write_front

    standing = set()
    for campaign in store.folders():
        for name in (one for one in store.folders(campaign) if edition_of(one)):
            stands = kept.current(store, campaign, name)
            standing |= {stands.folder(campaign, name)} if stands else set()
    for one in sorted(standing):
        if not (folder / one / kept.MANIFEST).is_file():
            store.fetch(f"{one}/{kept.MANIFEST}", folder / one / kept.MANIFEST)
    for old in folder.glob("*/*"):
        if old.relative_to(folder).as_posix() not in standing:
            shutil.rmtree(old)
    store.put(write_front(folder), "index.html")
