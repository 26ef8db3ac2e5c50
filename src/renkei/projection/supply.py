"""No more doses than are there: the cap by stock and deliveries, and what it does to each dose.

Where more than 85 % of what was delivered is used, deliveries lead: the projection is averaged
with what they would bring at the lag and yield of the last three weeks. Deliveries come in lumps
and are used evenly, so a trailing mean of 14 days is taken of them first. Then comes the hard cap:
doses given of all numbers stay below 97 % of those delivered. In 2021 Italy, Germany and the
United States used at most 97, 93 and 86 %, half of their regions less than 90 %. A few used up to
104 %, by transfers and one more dose in a vial: such an area has no stock left, but goes on with
what arrives. Source: domain/projection.md, part 6; figures: benchmarks/skill/supply_cap.py.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from renkei.projection.completion import NEVER, WHOLE_DOSE, Days
from renkei.projection.course import WEEK, Doses

Marks = npt.NDArray[np.bool_]

USABLE = 0.97
COVERED = 1.1  # more used than this of what was delivered: the deliveries are not the whole supply
TIGHT = 0.85
FLOW_WEIGHT = 0.5
FLOW_WEEKS = 3
LONGEST_LAG = 21
SMOOTHED_DAYS = 14
LEAST_YIELD, MOST_YIELD = 0.5, 1.2
SAME = 1e-9
KNOWN_DAYS = 28  # beyond the schedule deliveries go on at the mean of its last four weeks


@dataclass(frozen=True)
class Supplied:
    """A projection under its supply.

    `path` is [areas, horizon] cumulative doses of all numbers; `short_from` [areas] how many days
    ahead the pace first asks for more than is there, NEVER where it does not; `assumed` [horizon]
    the days beyond the schedule's end, whose deliveries nobody has announced; `known` [areas]
    whether there are deliveries to cap by.
    """

    path: Doses
    short_from: Days
    assumed: Marks
    known: Marks

    @property
    def short(self) -> Marks:
        """Areas whose binding constraint is supply: [areas]."""
        short: Marks = self.short_from != NEVER
        return short


def capped(path: Doses, given: Doses, delivered: Doses) -> Supplied:
    """Hold a projection of all doses to stock and deliveries.

    `path` is [areas, horizon] and `given` [areas, days], cumulative doses of all numbers and all
    cohorts that share the supply; `delivered` [areas, days + scheduled] cumulative doses
    delivered, as far as the schedule goes. An area without deliveries, with an unknown one, or
    with far more given than delivered is left as it is: its deliveries are not its supply.
    Never falls, never below what is given. Raises ValueError where the areas differ in number.
    """
    if not len(path) == len(given) == len(delivered):
        rows = f"{len(path)}, {len(given)} and {len(delivered)}"
        raise ValueError(f"path, given and delivered have {rows} areas; expected the same")
    days, horizon = given.shape[1], path.shape[1]
    known = _covered(given[:, -1], delivered[:, : days + horizon], days)
    supply, assumed = extended(np.where(known[:, None], delivered, 0.0), days + horizon)
    most = _most(given[:, -1], supply, horizon)
    asked = np.where(known[:, None], path > most + WHOLE_DOSE, False)
    tight = known & (given[:, -1] > TIGHT * supply[:, days - 1])
    flow = delivery_flow(given, supply, known)
    mixed = path if flow is None else FLOW_WEIGHT * flow + (1 - FLOW_WEIGHT) * path
    led = np.where(tight[:, None], mixed, path)
    return Supplied(
        path=np.where(known[:, None], np.minimum(led, most), path),
        short_from=np.where(asked.any(axis=1), np.argmax(asked, axis=1) + 1, NEVER),
        assumed=assumed[days:],
        known=known,
    )


def extended(delivered: Doses, columns: int) -> tuple[Doses, Marks]:
    """Cumulative deliveries over `columns` days, and which of those days are assumed.

    Beyond the last known day they go on at the mean of the last four known weeks. A cumulative
    count that falls is doses that leave again: they cannot be given before they do.
    """
    known = delivered[:, :columns]
    known = np.minimum.accumulate(known[:, ::-1], axis=1)[:, ::-1]
    last = known.shape[1] - 1
    since = max(last - KNOWN_DAYS, 0)
    pace = (known[:, last] - known[:, since]) / max(last - since, 1)
    ahead = np.arange(1, columns - last)
    later = known[:, [last]] + pace[:, None] * ahead
    return np.concatenate([known, later], axis=1), np.arange(columns) > last


def delivery_flow(given: Doses, delivered: Doses, known: Marks) -> Doses | None:
    """Cumulative doses [areas, horizon] if deliveries are used at the lag and yield seen lately.

    `given` is [areas, days], `delivered` [areas, days + horizon]. Lag, up to 21 days, and yield
    are those that fit the last three weeks of the `known` areas best, week by week; None where
    the records are too short to say.
    """
    days = given.shape[1]
    smooth = _trailing_mean(delivered)
    ends = days - 1 - WEEK * np.arange(FLOW_WEEKS + 1)
    longest = min(LONGEST_LAG, int(ends[-1]))
    if longest < 0 or not known.any():
        return None
    used = -np.diff(given[known][:, ends], axis=1)
    fits = [
        _fit(used, -np.diff(smooth[known][:, ends - lag], axis=1)) for lag in range(longest + 1)
    ]
    least = min(miss for miss, _ in fits)
    # The shortest of those that fit alike: sums of the same counts differ in their last digits.
    lag = next(lag for lag, (miss, _) in enumerate(fits) if miss <= least + SAME * used.sum())
    start = days - 1 - lag
    brought = smooth[:, start + 1 : delivered.shape[1] - lag] - smooth[:, [start]]
    return given[:, [-1]] + fits[lag][1] * brought


def in_step(part: Doses, part_given: Doses, asked: Doses, given: Doses, held: Doses) -> Doses:
    """One dose's path when all doses are held back as the cap holds them: [areas, horizon].

    `part` and `asked` are the paths [areas, horizon] of this dose and of all doses before the cap,
    `part_given` and `given` [areas] what has been given of them, `held` the path of all doses
    under the cap. Each dose comes on the day on which the path of all doses would have reached the
    capped count: in the order planned, only later (sooner where deliveries run ahead). The parts
    sum to the cap, each still rises, and none passes its own path's end, nor dose 2 dose 1.
    """
    moved = np.flatnonzero((np.abs(held - asked) > WHOLE_DOSE).any(axis=1))
    whole = np.concatenate([given[:, None], asked], axis=1)
    mine = np.concatenate([part_given[:, None], part], axis=1)
    path = part.copy()
    for area in moved:
        path[area] = np.interp(held[area], whole[area], mine[area])
    return path


def _covered(given: Doses, delivered: Doses, days: int) -> Marks:
    """Areas whose deliveries are known and can be the whole of their supply."""
    arrived = delivered[:, min(days, delivered.shape[1]) - 1]
    whole = np.isfinite(delivered).all(axis=1) & (delivered[:, -1] > 0)
    covered: Marks = whole & (given <= COVERED * arrived)
    return covered


def _most(given: Doses, delivered: Doses, horizon: int) -> Doses:
    """Most doses that can have been given by each coming day: [areas, horizon]."""
    arrived = USABLE * delivered[:, -horizon - 1 :]
    stock = np.maximum(arrived[:, 0] - given, 0.0)
    return (given + stock)[:, None] + arrived[:, 1:] - arrived[:, :1]


def _fit(used: Doses, delivered: Doses) -> tuple[float, float]:
    """How far doses used are missed by deliveries [areas, weeks] at the pooled yield; the yield."""
    total = max(float(delivered.sum()), WHOLE_DOSE)
    rate = float(np.clip(used.sum() / total, LEAST_YIELD, MOST_YIELD))
    return float(np.abs(used - rate * delivered).sum()), rate


def _trailing_mean(counts: Doses) -> Doses:
    """Mean of each day's cumulative count and those of the days before it: [areas, days]."""
    before = np.repeat(counts[:, :1], SMOOTHED_DAYS, axis=1)
    total = np.cumsum(np.concatenate([before, counts], axis=1), axis=1)
    mean: Doses = (total[:, SMOOTHED_DAYS:] - total[:, :-SMOOTHED_DAYS]) / SMOOTHED_DAYS
    return mean
