"""Figures: each takes a frame and returns one finished Drawing that says itself in words."""

from renkei.deck.figures.fan import fan
from renkei.deck.figures.paces import paces
from renkei.deck.figures.prefectures import prefectures
from renkei.deck.figures.ranks import ranks
from renkei.deck.figures.rates import rates, rates_by_group
from renkei.deck.figures.regions import municipal_map
from renkei.deck.figures.rounds import rounds
from renkei.deck.figures.tiles import share_tiles, tiles

__all__ = [
    "fan",
    "municipal_map",
    "paces",
    "prefectures",
    "ranks",
    "rates",
    "rates_by_group",
    "rounds",
    "share_tiles",
    "tiles",
]
