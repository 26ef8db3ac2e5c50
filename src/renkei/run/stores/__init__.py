"""Folders in object storage: fetched before a run, and its result sent whole after it."""

from renkei.run.stores.opened import kept_log, kept_places
from renkei.run.stores.places import Places, places
from renkei.run.stores.store import Store, is_address

__all__ = ["Places", "Store", "is_address", "kept_log", "kept_places", "places"]
