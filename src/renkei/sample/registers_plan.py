"""The invented work plan of one prefecture: five items, forty bars, how far each has come in a year."""

import calendar
import datetime as dt
from typing import NamedTuple

from renkei import areas
from renkei.intake.forms.page import Value
from renkei.sample.registers_turns import PROPOSED_ON, came_of, turned
from renkei.wording import dates

HOME = "16"


class Bar(NamedTuple):
    """One bar: what is done from which month (of the calendar, from April) to which."""

    name: str
    start: int
    end: int | None
    milestone: str = ""
    when: str = ""


# Item, proposers, working group, departments, then groups of bars. End None: into the next year.
Item = tuple[str, str, str, str, dict[str, tuple[Bar, ...]]]
_ITEMS: tuple[Item, ...] = (
    (
        "見本①鳥獣被害の広域対策", "富山市", "広域捕獲部会", "自然保護担当課、農村振興担当課",
        {
            "出没情報の共有": (
                Bar("通報エリアの案づくり", 4, 6, "担当者会議", "R3.5.18"),
                Bar("隣接市町村への通報の試行", 7, 11, "一斉通報訓練", "R3.10中旬"),
                Bar("試行の検証と見直し", 12, 2),
                Bar("通報の本格運用", 4, None),
            ),
            "農作物被害の防止": (
                Bar("被害情報の共有", 4, 3),
                Bar("侵入防止柵の点検", 4, 5, "一斉点検の日", "R3.5.16"),
                Bar("防止技術の実証", 6, 12, "現地研修会", "R3.9下旬"),
                Bar("処分方法の検討", 8, 2, "検討会", "R4.1"),
            ),
        },
    ),
    (
        "見本②医療費助成制度の見直し", "富山市、射水市、黒部市", "医療費助成部会", "健康担当課、障害福祉担当課",
        {
            "窓口での支払いの統一": (
                Bar("現状の把握", 4, 5, "担当課長会議", "R3.5.14"),
                Bar("関係団体との協議", 6, 10),
                Bar("協定の案の作成", 10, 12),
                Bar("システムの改修の準備", 1, None),
            ),
            "助成の対象の検討": (
                Bar("全国の状況の調査", 5, 7),
                Bar("影響額の試算", 7, 9),
                Bar("方針の取りまとめ", 10, 12, "方針の決定", "R3.12下旬"),
                Bar("受給者への周知", 1, None),
            ),
        },
    ),
    (
        "見本③脱炭素の共同推進", "魚津市、南砺市", "脱炭素部会", "環境政策担当課",
        {
            "排出量の把握": (
                Bar("市町村別の排出量の推計", 4, 8),
                Bar("再生可能エネルギーの導入余地の調査", 6, 11),
                Bar("見える化の資料の作成", 11, 2, "資料の公表", "R4.2"),
                Bar("計画への反映", 4, None),
            ),
            "共同の啓発": (
                Bar("啓発の内容の検討", 4, 6, "部会", "R3.5.20"),
                Bar("一斉省エネの日の実施", 7, 7, "一斉省エネの日", "R3.7.7"),
                Bar("環境イベントへの共同出展", 10, 10, "環境イベント", "R3.10中旬"),
                Bar("支援制度の一覧の発信", 5, 3),
            ),
        },
    ),
    (
        "見本④防災体制の連携", "富山市、高岡市、砺波市", "防災部会", "危機管理担当課、道路担当課",
        {
            "広域の避難": (
                Bar("避難の事例の検討", 5, 12, "事例検討会", "R3.8下旬"),
                Bar("総合防災訓練での広域避難", 9, 9, "総合防災訓練", "R3.9.26"),
                Bar("訓練の結果の共有", 10, 12),
                Bar("避難所の情報の一元化", 6, None),
            ),
            "被災者の支援": (
                Bar("課題の確認", 4, 5, "担当課長会議", "R3.4.30"),
                Bar("導入するシステムの比較", 6, 9),
                Bar("仕様書の作成", 10, 3),
            ),
            "除雪の連携": (
                Bar("連携する区間の検討", 5, 9, "除雪担当者会議", "R3.4.28"),
                Bar("雪捨て場の共同利用", 12, 3),
            ),
        },
    ),
    (
        "見本⑤行政手続のデジタル化", "射水市、氷見市、砺波市", "基幹系クラウド部会", "デジタル化担当課",
        {
            "共同調達": (
                Bar("事業者の公募", 4, 5, "事業者の決定", "R3.5.28"),
                Bar("システムの構築", 6, 3),
                Bar("運用の準備と開始", 4, None, "運用開始", "R4.7"),
            ),
            "普及の促進": (
                Bar("申請の支援の準備", 4, 6),
                Bar("取得促進のイベント", 7, 12),
                Bar("利活用の方策の検討", 8, 2),
                Bar("職員研修の共同開催", 10, 2, "研修会", "R3.11"),
            ),
        },
    ),
)  # fmt: skip


# Proposed for the next year by the last meeting of this one.
_PROPOSED: Item = (
    "見本⑥公共施設の共同利用", "滑川市、上市町", "公共施設部会", "市町村支援担当課",
    {"共同利用の検討": (Bar("利用の実態の調査", 4, None),)},
)  # fmt: skip


def plan_rows(received: dt.date, *, slips: bool) -> list[dict[str, Value]]:
    """Every bar of the plan with its progress on the day it is received."""
    prefecture = areas.find(prefecture=HOME).name
    proposed = (_PROPOSED,) if received >= PROPOSED_ON else ()
    rows = [
        {
            "prefecture": prefecture,
            "item": item,
            "proposers": proposers,
            "working_group": group_name,
            "departments": departments,
            "group": group,
            **_bar(bar, received),
        }
        for item, proposers, group_name, departments, groups in (*_ITEMS, *proposed)
        for group, bars in groups.items()
        for bar in bars
    ]
    return _with_slips(rows) if slips else rows


def _bar(bar: Bar, received: dt.date) -> dict[str, Value]:
    year = 2022 if bar.start < 4 or (bar.end is None and bar.start == 4) else 2021
    start = dt.date(year, bar.start, 1)
    end = _month_end(bar.end) if bar.end else None
    done = end is not None and end <= received
    begun = start <= received
    planned: dict[str, Value] = {
        "bar": bar.name,
        "start": f"R{year - 2018}.{bar.start}",
        "end": f"R{end.year - 2018}.{end.month}" if end else "R4年度以降",
        "milestone": bar.milestone or None,
        "milestone_on": bar.when or None,
        "status": "完了" if done else "実施中" if begun else "未着手",
        "actual": _finished(bar, end) if done and end else _held(bar, received),
        "outcome": came_of(bar.name) if done else None,
        "carry_over": "終了" if done else "継続" if end is None else None,
        "next_year": f"{bar.name}を{'行う' if year == 2022 else '続ける'}。"
        if end is None
        else None,
    }
    return planned | turned(bar.name, received)


def _finished(bar: Bar, end: dt.date) -> dt.date:
    """The day a bar was done: that of its milestone where both are one event of a month."""
    event = dates.read_answer(bar.when, end).latest if bar.start == bar.end and bar.when else None
    return event or end - dt.timedelta(days=3)


def _held(bar: Bar, received: dt.date) -> dt.date | None:
    """The day a milestone was held, once that is over."""
    latest = dates.read_answer(bar.when, received).latest if bar.when else None
    return latest if latest and latest < received else None


def _month_end(month: int) -> dt.date:
    """The last day of a month of fiscal year 2021."""
    year = 2022 if month < 4 else 2021
    return dt.date(year, month, calendar.monthrange(year, month)[1])


def _with_slips(rows: list[dict[str, Value]]) -> list[dict[str, Value]]:
    """The first version with its slips: an end before its start, a status, a proposer unknown."""
    by_name = {row["bar"]: row for row in rows}
    by_name["隣接市町村への通報の試行"]["end"] = "R3.1"
    by_name["関係団体との協議"]["status"] = "進行中"
    by_name["システムの構築"]["proposers"] = "射水市、氷見町、砺波市"
    by_name["仕様書の作成"]["end"] = "未定"
    return rows
