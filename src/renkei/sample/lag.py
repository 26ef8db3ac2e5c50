"""The reporting lag: which share of a day's doses the records show some days later."""

import datetime as dt
from statistics import NormalDist

import numpy as np

from renkei.sample.chance import Chance, Floats
from renkei.sample.municipalities import START, Municipalities

# Share of the final count visible k days after the day of vaccination: the nation's measured lag
# (domain fact: Vaccination Record System, residents 65+, first dose).
_DAYS = (1, 4, 7, 14, 28, 70)
_VISIBLE = (0.47, 0.70, 0.78, 0.87, 0.95, 1.0)
# A prefecture's curve is the nation's to a power. The powers lie round 1 so that the
# 5th-percentile prefecture shows 22 % after a day and 90 % after 28.
_SPREAD = 0.44
_CENTRE = 0.97
# Towns whose records stop for some days: nothing of these days is entered before the backlog is.
_GAP_DAYS = (dt.date(2021, 5, 28), dt.date(2021, 6, 4))
_GAP_ENTERED = dt.date(2021, 6, 10)
_GAP_TOWNS = ("163422", "325015", "404217")


def nation_curve(days: Floats) -> Floats:
    """Visible share after `days` (1 and more), smooth in the logarithm of the days."""
    return np.interp(np.log(np.maximum(days, 1.0)), np.log(_DAYS), _VISIBLE)


def draw_powers(places: Municipalities, days: int, seed: int) -> Floats:
    """The power of each municipality and record day (municipalities × days) on the nation's curve.

    Prefectures take the 47 even quantiles of one spread in a drawn order, so the spread does not
    depend on the seed; municipalities and days vary a little about their prefecture.
    """
    chance = Chance(seed, "lag")
    prefectures = sorted({area.prefecture_code for area in places.areas})
    order = dict(zip(prefectures, chance.order(len(prefectures)), strict=True))
    normal = NormalDist()
    rank = {code: (place + 0.5) / len(prefectures) for code, place in order.items()}
    power = {code: _CENTRE * np.exp(_SPREAD * normal.inv_cdf(rank[code])) for code in prefectures}
    own = np.array([power[area.prefecture_code] for area in places.areas])
    own = own * np.exp(0.15 * chance.bell(len(own)))
    own[places.early] = 0.05  # a small office that enters each dose at once
    return np.asarray(own[:, None] * np.exp(0.12 * chance.bell(len(own), days)))


def visible_share(places: Municipalities, powers: Floats, snapshot: dt.date) -> Floats:
    """The share of each record day's doses a snapshot shows (municipalities × days).

    A snapshot of day d holds record days to d - 1; later days have share 0.
    """
    age = (snapshot - START).days - np.arange(powers.shape[1], dtype=float)
    share = np.where(age >= 1, nation_curve(age)[None, :] ** powers, 0.0)
    if snapshot < _GAP_ENTERED:
        first, last = ((day - START).days for day in _GAP_DAYS)
        for code in _GAP_TOWNS:
            share[places.codes.index(code), first:last] = 0.0
    return share
