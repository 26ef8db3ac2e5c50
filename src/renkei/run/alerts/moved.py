"""Numbers of two runs side by side: which moved by more than a set amount."""

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from renkei import areas
from renkei.errors import RenkeiError
from renkei.run.editions import edition_of
from renkei.settings import Campaign
from renkei.settings.alerts import Moved
from renkei.wording import date_forms

_LABELS = {
    "p_deadline": "期限までに完了する確率",
    "d50": "完了日の見込み（中央値）",
    "first_share": "1回目接種率（報告分）",
    "second_share": "2回目接種率（報告分）",
    "first_share_adjusted": "1回目接種率（補正後）",
    "second_share_adjusted": "2回目接種率（補正後）",
    "pace": "現在のペース（1日当たり）",
    "required": "必要なペース（1日当たり）",
    "eligible": "対象者数",
    "accepted": "受理した行数",
    "rejections_open": "未訂正の不備",
}
_COUNTS = ("accepted", "rejections_open")
_SHARES = ("p_deadline", *(name for name in _LABELS if "share" in name))
Value = float | None


@dataclass(frozen=True)
class Figures:
    """The watched numbers of one run, by number and area; None where a run gives none."""

    as_of: dt.date
    values: dict[tuple[str, str], Value]


@dataclass(frozen=True)
class Move:
    """A number that moved: shares between 0 and 1, d50 as the ordinal of its day."""

    number: str
    area: str
    before: Value
    after: Value

    def sentence(self) -> str:
        """・富山県　期限までに完了する確率：81.0%→52.0%（29.0ポイント減）."""
        shown = f"{self._shown(self.before)}→{self._shown(self.after)}"
        by = f"（{self._by()}）" if self.before is not None and self.after is not None else ""
        return f"・{_name(self.area)}　{_LABELS[self.number]}：{shown}{by}"

    def data(self) -> dict[str, Any]:
        """The move as data; days as ISO dates."""
        return {
            "area": self.area,
            "name": _name(self.area),
            "number": self.number,
            "before": self._datum(self.before),
            "after": self._datum(self.after),
        }

    def amount(self) -> float:
        """How far it moved, in the unit of the setting `by`; infinite where it came or went."""
        if self.before is None or self.after is None:
            return 0.0 if self.before is self.after else float("inf")
        change = abs(self.after - self.before)
        if self.number in _SHARES:
            return round(change * 100, 9)
        if self.number == "d50" or self.number in _COUNTS:
            return change
        if not self.before:
            return float("inf") if change else 0.0
        return round(change / abs(self.before) * 100, 9)

    def _shown(self, value: Value) -> str:
        if value is None:
            return "算出なし"
        if self.number == "d50":
            return date_forms.short(dt.date.fromordinal(int(value)))
        return f"{value:.1%}" if self.number in _SHARES else f"{value:,.0f}"

    def _by(self) -> str:
        more = (self.after or 0) > (self.before or 0)
        if self.number == "d50":
            return f"{self.amount():.0f}日{'遅く' if more else '早く'}"
        way = "増" if more else "減"
        if self.number in _SHARES:
            return f"{self.amount():.1f}ポイント{way}"
        if self.number in _COUNTS:
            return f"{self.amount():,.0f}件{way}"
        return f"{self.amount():.0f}%{way}" if self.before else way

    def _datum(self, value: Value) -> float | str | None:
        if value is not None and self.number == "d50":
            return dt.date.fromordinal(int(value)).isoformat()
        return value


def figures(reports: Path, campaign: Campaign, watched: Sequence[Moved]) -> Figures | None:
    """The watched numbers of the campaign's newest run up to its as-of date; None without one.

    A run is a folder of reports with a manifest, of one date its last correction; its frames lie
    under the same name in the folder of processed frames. One that cannot be read is passed by.
    """
    runs = reports / campaign.campaign
    for (day, _), name in sorted(_editions(runs, campaign.as_of).items(), reverse=True):
        try:
            return Figures(day, _values(runs / name, campaign, watched))
        except (RenkeiError, OSError, ValueError, KeyError, TypeError):
            continue
    return None


def moves(before: Figures, after: Figures, watched: Sequence[Moved]) -> list[Move]:
    """What moved by more than each setting allows, the largest of a number first."""
    found = []
    for one in watched:
        keys = sorted(key for key in {*before.values, *after.values} if _wanted(one, key))
        pairs = [Move(*key, before.values.get(key), after.values.get(key)) for key in keys]
        told = [move for move in pairs if move.amount() > one.by]
        found += sorted(told, key=lambda move: -move.amount())
    return list(dict.fromkeys(found))


def _wanted(one: Moved, key: tuple[str, str]) -> bool:
    number, area = key
    if number != one.number:
        return False
    return number in _COUNTS or one.areas == "all" or area in one.areas.split(",")


def _editions(runs: Path, until: dt.date) -> dict[tuple[dt.date, int], str]:
    """The names of the runs that stand, by date and correction."""
    names = [file.parent.name for file in runs.glob("[!.]*/manifest.json")]
    found = {one: name for name in names if (one := edition_of(name))}
    return {one: name for one, name in found.items() if one[0] <= until}


def _values(
    run: Path, campaign: Campaign, watched: Sequence[Moved]
) -> dict[tuple[str, str], Value]:
    names = {one.number for one in watched}
    manifest = json.loads((run / "manifest.json").read_text(encoding="utf-8"))
    values: dict[tuple[str, str], Value] = {
        (name, areas.NATION): float(manifest["counts"][name]) for name in _COUNTS if name in names
    }
    columns = sorted(name for name in names if name not in _COUNTS)
    if columns:
        values |= _projected(campaign, campaign.folder.parent / run.name, columns)
    return values


def _projected(
    campaign: Campaign, folder: Path, columns: Sequence[str]
) -> dict[tuple[str, str], Value]:
    # A service sleeps nearly all its life, and should not hold pandas in memory meanwhile.
    import pandas as pd

    from renkei import processed

    table = processed.read(folder, "projections")
    mine = table[table["cohort"] == campaign.measure]
    return {
        (name, str(row["area"])): None if pd.isna(row[name]) else _value(row[name])
        for _, row in mine.iterrows()
        for name in columns
    }


def _value(cell: Any) -> float:
    return float(cell.toordinal() if isinstance(cell, dt.date) else cell)


def _name(area: str) -> str:
    try:
        return areas.label(area)
    except RenkeiError:
        return area
