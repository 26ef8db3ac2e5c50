"""What the deliveries to an area amount to: how much has come, how much it is of what is needed."""

import pandas as pd

from renkei.deck import labels
from renkei.deck.briefing import Briefing
from renkei.deck.supply.chart import Need
from renkei.deck.supply.deliveries import known_until, left_out
from renkei.wording import dates, numbers


def need(view: Briefing, frame: pd.DataFrame) -> Need | None:
    """Every dose for every eligible resident of the area.

    None where nobody says who is eligible, or deliveries of several classes serve others too.
    """
    if frame["class"].nunique() > 1:
        return None
    eligible = view.eligible.get(view.area)
    if eligible is None or pd.isna(eligible) or not eligible:
        return None
    doses = len(view.campaign.dose_numbers)
    people = labels.people(int(eligible))
    return Need(float(eligible) * doses, f"対象者{people}の{doses}回分")


def headline(view: Briefing, frame: pd.DataFrame) -> str:
    """What has come by the day the register was received and what is planned; or nothing."""
    if frame.empty:
        return ""
    arrived = frame.loc[~frame["planned"], "doses"].sum()
    until = known_until(view)
    by = dates.month_day(until)
    old = f"（{by}受領分）" if until < view.campaign.as_of else ""
    told = f"{view.name}：{by}までに{numbers.count(arrived)}回分を供給{old}"
    planned = frame[frame["planned"]]
    wanted = need(view, frame)
    if len(planned):
        last = dates.month_day(planned["day"].max().date())
        told += f"、{last}までの予定を含め{numbers.count(frame['doses'].sum())}回分"
    if wanted is None:
        return told
    return f"{told}（{wanted.label}の{numbers.share(frame['doses'].sum() / wanted.doses)}）"


def notes(view: Briefing, frame: pd.DataFrame) -> list[str]:
    """How the figures hang together and what is not in them; nothing without deliveries."""
    if frame.empty:
        return []
    told = ["回分＝箱数×その日の1箱当たり回分。累計＝回分の合計。"]
    until = known_until(view)
    if until < view.campaign.as_of and frame["planned"].any():
        told.append(f"予定：{dates.month_day(until)}の受領時のもの。その後の実績は届いていない。")
    missing = left_out(view)
    if missing:
        told.append(
            f"回分のない、または箱数と合わず受け付けられなかった配送{missing}件は含まない。"
        )
    return told
