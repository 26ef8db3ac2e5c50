"""Kept runs at an address, brought here to be verified, traced and released."""

import json
from pathlib import Path

from renkei.errors import UsageError
from renkei.run.editions import edition_of
from renkei.run.stores import kept
from renkei.run.stores.places import Places, places
from renkei.run.stores.store import is_address

_SHAPE = "s3://bucket/reports/<campaign>/<date>"


def kept_places(run: str, *, raw: str = "", processed: str = "") -> tuple[str, Places]:
    """A kept run at an address, brought here with its frames and inputs: its folder, and places.

    A path stays as it is. Raises UsageError where the address names no run.
    """
    if not is_address(run):
        return run, places(raw=raw, processed=processed)
    home, campaign, name = _parts(run)
    edition = edition_of(name)
    if edition is None:
        raise UsageError("names no run", where=run, expected=_SHAPE)
    found = places(raw=raw, processed=processed, reports=home)
    found.fetch_runs(campaign, edition[0])
    found.fetch_run(campaign, name)
    folder = Path(found.reports or "") / campaign / name
    if (folder / kept.MANIFEST).is_file():
        listed = json.loads((folder / kept.MANIFEST).read_text(encoding="utf-8"))["inputs"]
        found.fetch_listed([str(one) for one in listed.get("inputs", {})])
    return str(folder), found


def kept_log(place: str) -> Path:
    """The folder of a campaign or run whose log of releases is asked for, brought here."""
    if not is_address(place):
        return Path(place).resolve()
    if edition_of(place.rstrip("/").rpartition("/")[2].partition("@")[0]):
        return Path(kept_places(place)[0])
    home, campaign, _ = _parts(f"{place.rstrip('/')}/-")
    found = places(reports=home)
    found.fetch_log(campaign)
    return Path(found.reports or "") / campaign


def _parts(run: str) -> tuple[str, str, str]:
    """The address of all reports, the campaign, and the run, of the address of a run."""
    home, _, name = run.rstrip("/").rpartition("/")
    home, _, campaign = home.rpartition("/")
    if not campaign or home.endswith((":", ":/")):
        raise UsageError("names no run", where=run, expected=_SHAPE)
    return home, campaign, name.partition("@")[0]
