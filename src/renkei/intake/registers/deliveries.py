"""Deliveries against each other: doses are boxes times doses per box, the cumulative their sum."""

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence

from renkei.intake.forms.supply import SUPPLY
from renkei.intake.sheets.settling import Standing
from renkei.intake.sheets.submission import Submission
from renkei.settings.model import SupplySource

_SLACK = 0.5  # doses: both figures are whole numbers read as floats


def check_delivery(one: Standing, source: SupplySource) -> None:
    """Refuse the doses of a delivery that are not its boxes times the doses a box held that day.

    So is the number of doses per box where the form says another. Both figures are in the reason;
    nothing is put in place of what is refused (source-documents.md, B5).
    """
    row = one.row
    boxes, held = row["boxes"], source.doses_on(row["day"])
    if held is not None and _differ(row["doses_per_box"], held):
        one.refuse(
            "doses_per_box",
            "doses per box differ",
            f'{_title("doses_per_box")} is "{one.written("doses_per_box")}" '
            f"but a box of {row['day']} holds {held:,}",
            f"{held:,}",
        )
    if math.isnan(boxes) or math.isnan(row["doses"]):
        return
    if held is None:
        one.refuse(
            "doses",
            "doses per box not known",
            f'{_title("doses")} is "{one.written("doses")}" but how many doses a box of '
            f"{row['day']} holds is not set",
            "sources.supply.doses_per_box to begin on or before that day",
        )
    elif _differ(row["doses"], boxes * held):
        one.refuse(
            "doses",
            "boxes and doses differ",
            f'{_title("doses")} is "{one.written("doses")}" '
            f"but {boxes:g} boxes of {held:,} make {boxes * held:,.0f}",
            f"{boxes * held:,.0f}, or another number of boxes",
        )


def check_running_sums(
    submissions: Sequence[Submission], standing: Sequence[Standing], source: SupplySource | None
) -> None:
    """Refuse each cumulative figure that is not the sum of the deliveries up to its day.

    By area and class, in the order of days. A delivery whose doses are blank or were refused counts
    as its boxes times the doses they hold; where that is not known either, the sum begins anew with
    the next cumulative figure. Nothing is said of an area of which a whole row was refused and not
    corrected since: one delivery is missing.
    """
    missing = {area for one in submissions for area in _refused(one) if area}
    for series in _by_series([one for one in standing if one.row["area"] not in missing]):
        _check_series(series, source, series)


def check_superseded_sums(
    submissions: Sequence[Submission], standing: Sequence[Standing], source: SupplySource | None
) -> None:
    """Refuse the cumulative figures of rows that no longer stand, by what stood when they came."""
    used = {id(row) for one in standing for _, row in one.kept.values()}
    latest: dict[tuple[str, ...], Standing] = {}
    for submission in submissions:
        own = [Standing(submission, row, {}) for row in submission.rows]
        latest |= {one.row["key"]: one for one in own}
        old = [one for one in own if not one.row["current"] and id(one.row) not in used]
        refused = set(_refused(submission, corrected=True))
        touched = {_series_of(one) for one in old if one.row["area"] not in refused}
        for series in _by_series([one for one in latest.values() if _series_of(one) in touched]):
            _check_series(series, source, old)


def _refused(submission: Submission, *, corrected: bool = False) -> Iterable[str]:
    """The areas of which a row of this file was refused, those put right since where asked."""
    rows = (one for one in submission.rejections if one["kind"] == "row")
    return [one.get("area", "") for one in rows if corrected or not one["corrected"]]


def _series_of(one: Standing) -> tuple[str, str]:
    return one.row["area"], one.row["class"]


def _by_series(rows: Iterable[Standing]) -> Iterable[list[Standing]]:
    """The deliveries of each area and class, in the order of days."""
    series: dict[tuple[str, str], list[Standing]] = defaultdict(list)
    for one in sorted(rows, key=lambda one: str(one.row["day"])):
        series[_series_of(one)].append(one)
    return series.values()


def _check_series(
    deliveries: Sequence[Standing], source: SupplySource | None, judged: Sequence[Standing]
) -> None:
    """Refuse each cumulative figure of `judged` that the deliveries of a series do not add up to."""
    mine = {id(one) for one in judged}
    total: float | None = 0.0
    for one in deliveries:
        given, delivered = one.row["cumulative"], _doses(one, source)
        total = None if total is None or delivered is None else total + delivered
        if total is None:
            total = None if math.isnan(given) else given
        elif _differ(given, total) and id(one) in mine:
            one.refuse(
                "cumulative",
                "not the running sum",
                f'{_title("cumulative")} is "{one.written("cumulative")}" '
                f"but the deliveries up to {one.row['day']} make {total:,.0f}",
                f"{total:,.0f}, or other deliveries before",
            )


def _doses(one: Standing, source: SupplySource | None) -> float | None:
    """The doses of a delivery as far as they are known."""
    doses, boxes = one.row["doses"], one.row["boxes"]
    held = source.doses_on(one.row["day"]) if source else None
    if not math.isnan(doses):
        return float(doses)
    return None if math.isnan(boxes) or held is None else float(boxes * held)


def _differ(given: float, expected: float) -> bool:
    return not math.isnan(given) and abs(given - expected) > _SLACK


def _title(question: str) -> str:
    return SUPPLY.by_name[question].title
