"""What went otherwise in the invented year of joint work: delays, a postponement, an event dropped."""

import datetime as dt

from renkei.intake.forms.page import Value

PROPOSED_ON = dt.date(2022, 1, 1)  # from when the plan names an item of the next year
_UNDER_WAY: dict[str, Value] = {
    "status": "実施中", "actual": None, "outcome": None, "carry_over": None, "next_year": None,
}  # fmt: skip


def _done(actual: str, outcome: str) -> dict[str, Value]:
    return {"status": "完了", "actual": actual, "outcome": outcome, "carry_over": "終了"}


# What went otherwise, by bar: from which day on its row says so (a later turn stands on the earlier).
_TURNS: dict[str, tuple[tuple[dt.date, dict[str, Value]], ...]] = {
    "導入するシステムの比較": (
        (dt.date(2021, 8, 1), {"end": "R3.11"}),
        (dt.date(2021, 10, 1), _UNDER_WAY),
        (dt.date(2021, 12, 1), _done("R3.11.26", "見本：2つのシステムを比べ、候補を1つに絞った。")),
    ),
    "影響額の試算": (
        (dt.date(2021, 10, 1), _UNDER_WAY),
        (dt.date(2021, 12, 1), _done("R3.11.12", "見本：3つの案の影響額を試算した。")),
    ),
    "総合防災訓練での広域避難": (
        (
            dt.date(2021, 9, 27),
            _UNDER_WAY
            | {
                "status": "延期",
                "outcome": "見本：会場の都合により延期した。",
                "carry_over": "見直して継続",
                "next_year": "次年度の総合防災訓練で行う。",
            },
        ),
    ),
    "環境イベントへの共同出展": (
        (
            dt.date(2021, 10, 1),
            _UNDER_WAY
            | {
                "status": "中止",
                "outcome": "見本：イベントが中止となった。",
                "carry_over": "終了",
            },
        ),
    ),
    "方針の取りまとめ": (
        (
            dt.date(2022, 1, 1),
            _UNDER_WAY
            | {
                "carry_over": "見直して継続",
                "next_year": "影響額の試算を踏まえ、方針を取りまとめる。",
            },
        ),
    ),
    "仕様書の作成": (
        (dt.date(2022, 1, 1), {"carry_over": "継続", "next_year": "共同調達を行う。"}),
    ),
    "職員研修の共同開催": ((dt.date(2022, 1, 1), {"carry_over": "未定"}),),
}


def turned(bar: str, received: dt.date) -> dict[str, Value]:
    """What a bar's row says otherwise on a day."""
    told: dict[str, Value] = {}
    for since, changes in _TURNS.get(bar, ()):
        if since <= received:
            told |= changes
    return told
