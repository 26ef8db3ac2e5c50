"""Areas in order: prefectures by where they will be, municipalities by concern."""

from functools import lru_cache

import pandas as pd

from renkei import areas
from renkei.deck.briefing import Briefing
from renkei.deck.measures.progress import flags_of, outlook_of, share_ahead, target_share
from renkei.deck.measures.receipt import unread_resubmissions


def prefectures_in_order(briefing: Briefing) -> pd.DataFrame:
    """Prefectures with records, the lowest share on the day the pages tell first.

    Columns: area, name, share (reported), low, middle, high (share on that day: 10, 50, 90 %),
    p_deadline, target, outlook (of the deck: see `outlook_of`), flags (tuples), done (bool).
    """
    rows = []
    for area, row in briefing.prefectures.iterrows():
        low, middle, high = share_ahead(briefing, str(area)) or (float("nan"),) * 3
        rows.append(
            {
                "area": area,
                "name": areas.label(str(area)),
                "share": row[f"{briefing.terms.last.column}_share"],
                "low": low,
                "middle": middle,
                "high": high,
                "p_deadline": row["p_deadline"],
                "target": target_share(briefing, row),
                "outlook": outlook_of(row),
                "flags": flags_of(row),
                "done": "complete" in flags_of(row),
            }
        )
    columns = ["area", "name", "share", "low", "middle", "high", "p_deadline", "target"]
    frame = pd.DataFrame(rows, columns=[*columns, "outlook", "flags", "done"])
    return frame.sort_values(["middle", "p_deadline", "area"], ignore_index=True)


_OUTLOOK_ORDER = {"behind": 0, "on_plan": 1, "ahead": 2, "beyond": 3, "no_data": 4}
_PROJECTED = [
    *("eligible", "count", "share", "adjusted_share", "d10", "d50", "d90", "p_deadline"),
    *("pace", "pace_reported", "required", "binding", "bound_since", "flags", "outlook"),
]


def municipal_list(briefing: Briefing) -> pd.DataFrame:
    """The deck's municipalities, those of most concern first, those without a projection last.

    Columns: area, name, status, bucket, latest, conditional, previous_*, condition, eligible,
    count, share (reported, of the dose that completes), adjusted_share (NaN where nothing is
    adjusted), d10, d50, d90, p_deadline, pace, pace_reported, required, binding, bound_since, outlook, flags
    (tuples), recorded (bool), done (bool: complete already), unread (bool: a later return was
    refused, an earlier stands).
    """
    return _listed(briefing).copy(deep=False)


@lru_cache(maxsize=1)  # several pages of a deck begin with it
def _listed(briefing: Briefing) -> pd.DataFrame:
    number = briefing.round.number if briefing.round else 0
    frame = pd.DataFrame({"area": list(briefing.municipalities)}, dtype="str")
    now = briefing.answers[briefing.answers["round"] == number]
    answer_columns = ["status", "bucket", "latest", "conditional"]
    frame = frame.merge(
        now[["area", *answer_columns, "previous_bucket", "previous_latest"]], on="area", how="left"
    ).merge(_conditions(briefing, number), on="area", how="left")
    frame = frame.merge(_municipal(briefing), on="area", how="left")
    frame["name"] = [areas.label(area) for area in frame["area"]]
    frame["recorded"] = frame["eligible"].notna()
    frame["flags"] = [one if isinstance(one, tuple) else () for one in frame["flags"]]
    frame["done"] = ["complete" in one for one in frame["flags"]]
    frame["unread"] = frame["area"].isin(unread_resubmissions(briefing))
    frame["outlook"] = frame["outlook"].fillna("no_data")
    frame["concern"] = frame["outlook"].map(_OUTLOOK_ORDER)
    return frame.sort_values(["concern", "p_deadline", "share", "area"], ignore_index=True)


def _municipal(briefing: Briefing) -> pd.DataFrame:
    """The projections of the deck's municipalities, in the columns of `municipal_list`."""
    frame, column = briefing.municipal.reset_index(drop=True), briefing.terms.last.column
    adjusted = frame[f"{column}_share_adjusted"]
    rows = frame[["flags", "outlook"]].to_dict("records")
    frame = frame.assign(
        count=frame[column],
        share=frame[f"{column}_share"],
        adjusted_share=adjusted if briefing.lag == "adjusted" else float("nan"),
        outlook=pd.Series([outlook_of(row) for row in rows], dtype="str"),
    )
    frame["flags"] = pd.Series([flags_of(row) for row in rows], dtype=object)
    return frame[["area", *_PROJECTED]]


def _conditions(briefing: Briefing, number: int) -> pd.DataFrame:
    """The condition each municipality wrote in its newest return of a round."""
    returns = briefing.frames["returns"]
    newest = returns.loc[(returns["round"] == number) & returns["current"], ["area", "condition"]]
    return newest.drop_duplicates("area", keep="last")
