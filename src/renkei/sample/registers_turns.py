"""What went otherwise in the invented year of joint work: delays, a postponement, an event dropped."""

import datetime as dt

from renkei.intake.forms.page import Value

PROPOSED_ON = dt.date(2022, 1, 1)  # from when the plan names an item of the next year
_UNDER_WAY: dict[str, Value] = {
    "status": "実施中", "actual": None, "outcome": None, "carry_over": None, "next_year": None,
}  # fmt: skip

# What came of the bars that were done as planned; of nothing is said that a group met about it.
_CAME_OF = {
    "通報エリアの案づくり": "市町村境界ごとに通報エリアの案を作った。",
    "隣接市町村への通報の試行": "通報の手順を確かめ、見直す点を洗い出した。",
    "侵入防止柵の点検": "柵を点検し、補修の要る箇所を一覧にした。",
    "防止技術の実証": "実証の結果を取りまとめた。",
    "現状の把握": "市町村ごとの支払方法を一覧にした。",
    "関係団体との協議": "支払方法の統一について意見を聴いた。",
    "協定の案の作成": "協定の案を作った。",
    "全国の状況の調査": "他の都道府県の助成の対象を調べた。",
    "市町村別の排出量の推計": "市町村別の排出量を推計した。",
    "再生可能エネルギーの導入余地の調査": "導入余地を市町村別に取りまとめた。",
    "啓発の内容の検討": "共同で行う啓発の内容を決めた。",
    "一斉省エネの日の実施": "一斉省エネの日に共同で啓発を行った。",
    "避難の事例の検討": "広域の避難が要る事例を洗い出した。",
    "課題の確認": "被災者の支援の課題を整理した。",
    "連携する区間の検討": "連携して除雪する区間の案を作った。",
    "事業者の公募": "公募により事業者を決めた。",
    "申請の支援の準備": "申請を支援する体制を整えた。",
    "取得促進のイベント": "市町村ごとに取得促進のイベントを行った。",
}


def came_of(bar: str) -> str:
    """What came of a bar that was done as planned."""
    return f"見本：{_CAME_OF.get(bar, '計画どおり終えた。')}"


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
                "next_year": "次年度の総合防災訓練で広域避難を行う。",
            },
        ),
    ),
    # Nothing of what was postponed can be shared, and no policy that is not settled be told.
    "訓練の結果の共有": (
        (
            dt.date(2021, 10, 1),
            _UNDER_WAY
            | {
                "status": "延期",
                "outcome": "見本：総合防災訓練の延期に伴い延期した。",
                "carry_over": "見直して継続",
                "next_year": "次年度の訓練の後に、結果を共有する。",
            },
        ),
    ),
    "受給者への周知": (
        (
            dt.date(2022, 1, 1),
            {"status": "未着手", "next_year": "方針の決定の後に、受給者へ周知する。"},
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
    "仕様書の作成": (  # of the system chosen on 26 November
        (dt.date(2021, 8, 1), {"start": "R3.12"}),
        (dt.date(2021, 10, 1), {"status": "未着手"}),
        (dt.date(2021, 12, 1), {"status": "実施中"}),
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
