"""Areas in order: prefectures by where they will be, municipalities by concern."""

import pandas as pd

from renkei import areas
from renkei.deck.briefing import Briefing
from renkei.deck.measures.progress import share_at_deadline, target_share
from renkei.deck.measures.receipt import unread_resubmissions


def likely_prefectures(briefing: Briefing) -> int:
    """Prefectures that complete by the deadline with P >= 50 %."""
    return int((briefing.prefectures["p_deadline"] >= 0.5).sum())


def prefectures_in_order(briefing: Briefing) -> pd.DataFrame:
    """Prefectures with records, least likely to finish first.

    Columns: area, name, second_share (reported), low, middle, high (share on the deadline: 10, 50,
    90 %), p_deadline, target, outlook.
    """
    rows = []
    for area, row in briefing.prefectures.iterrows():
        low, middle, high = share_at_deadline(briefing, str(area)) or (float("nan"),) * 3
        rows.append(
            {
                "area": area,
                "name": areas.label(str(area)),
                "second_share": row["second_share"],
                "low": low,
                "middle": middle,
                "high": high,
                "p_deadline": row["p_deadline"],
                "target": target_share(briefing, row),
                "outlook": row["outlook"],
            }
        )
    columns = ["area", "name", "second_share", "low", "middle", "high", "p_deadline", "target"]
    frame = pd.DataFrame(rows, columns=[*columns, "outlook"])
    return frame.sort_values(["middle", "p_deadline", "area"], ignore_index=True)


_OUTLOOK_ORDER = {"behind": 0, "on_plan": 1, "ahead": 2, "no_data": 3}


def municipal_list(briefing: Briefing) -> pd.DataFrame:
    """The deck's municipalities, those of most concern first, those without a projection last.

    Columns: area, name, status, bucket, latest, conditional, previous_*, condition, eligible,
    second, second_share, d10, d50, d90, p_deadline, pace, required, outlook, recorded (bool),
    done (bool: complete already), unread (bool: a later return was refused, an earlier stands).
    """
    number = briefing.round.number if briefing.round else 0
    frame = pd.DataFrame({"area": list(briefing.municipalities)}, dtype="str")
    now = briefing.answers[briefing.answers["round"] == number]
    answer_columns = ["status", "bucket", "latest", "conditional"]
    frame = frame.merge(
        now[["area", *answer_columns, "previous_bucket", "previous_latest"]], on="area", how="left"
    ).merge(_conditions(briefing, number), on="area", how="left")
    columns = ["eligible", "second", "second_share", "d10", "d50", "d90", "p_deadline", "pace"]
    frame = frame.merge(
        briefing.municipal[["area", *columns, "required", "outlook", "flags"]].reset_index(
            drop=True
        ),
        on="area",
        how="left",
    )
    frame["name"] = [areas.label(area) for area in frame["area"]]
    frame["recorded"] = frame["eligible"].notna()
    frame["done"] = frame["flags"].fillna("").str.split(";").map(lambda one: "complete" in one)
    frame["unread"] = frame["area"].isin(unread_resubmissions(briefing))
    frame["outlook"] = frame["outlook"].fillna("no_data")
    frame["concern"] = frame["outlook"].map(_OUTLOOK_ORDER)
    return frame.sort_values(["concern", "p_deadline", "area"], ignore_index=True)


def _conditions(briefing: Briefing, number: int) -> pd.DataFrame:
    """The condition each municipality wrote in its newest return of a round."""
    returns = briefing.frames["returns"]
    newest = returns[(returns["round"] == number) & returns["current"]]
    return newest[["area", "condition"]].drop_duplicates("area", keep="last")
