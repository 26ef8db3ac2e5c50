"""The four alerts as officials read them: failure, late data, moved numbers, a trial."""

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from renkei.run.alerts.alert import About, Alert
from renkei.run.alerts.failures import Failure, last_lines
from renkei.run.alerts.moved import Figures, moves
from renkei.settings import Campaign, iso_date
from renkei.settings.alerts import Moved
from renkei.wording import date_forms

_SHOWN = 20  # lines; the data hold all
_MEANINGS = {
    64: "コマンドの指定に誤りがあります。",
    65: "入力の内容に誤りがあります。名前の挙がったファイルを直してください。",
    66: "入力が見つかりません。置き場所とファイル名を確かめてください。",
    70: "プログラム又はノートブックの中で失敗しました。",
    73: "出力先を作れません。権限を確かめてください。",
    74: "出力を書き込めません。空き容量を確かめてください。",
    75: "別の処理が使用中であるなど、後で成功する可能性があります。",
    78: "設定（paramsのファイル）に誤りがあります。",
    127: "処理を開始できませんでした。",
    130: "途中で中断されました。",
    137: "強制終了されました。メモリ不足の可能性があります。",
    143: "途中で終了させられました。",
}
_STEPS = {
    "before": "開始前の処理（hooks.before）が失敗したため、実行していません。",
    "after": "資料はできましたが、後の処理（hooks.after）が失敗しました。",
}


def failed(about: About, step: str, cause: str, failures: Sequence[Failure], log: Path) -> Alert:
    """That a run failed: each area with its cell and cause, or the last lines the run printed."""
    code = about.exit_code
    meaning = _MEANINGS.get(code or 0, "")
    lines = [f"結果：終了コード{code}　{_STEPS.get(step) or meaning}"]
    lines += [f"原因：{cause}"] if cause else []
    if failures:
        told = [line for one in failures for line in _failure(one)]
        lines += [f"失敗した資料：{len(failures)}件", *_first(told, 2 * _SHOWN, 2)]
    elif not cause:
        lines += ["最後の出力：", *(f"　{line}" for line in last_lines(log))]
    if step != "after":
        lines += ["", "前回までに完成した資料は、そのまま残っています。"]
    return Alert("failure", about, lines, [one.data() for one in failures])


def _failure(one: Failure) -> tuple[str, str]:
    cell = f"　セル[{one.cell}]" if one.cell is not None else ""
    return f"・{one.area} {one.name}　{one.notebook}{cell}", f"　　原因：{one.cause}"


def late(about: About, campaign: Campaign, days: int) -> Alert | None:
    """That the newest snapshot is older than so many days before the release date, where it is.

    Snapshots published after that date are not counted, as the run does not read them.
    """
    if not campaign.sources.has_records:
        return None
    newest = _newest(campaign)
    age = (campaign.released - newest).days if newest else None
    if age is not None and age <= days:
        return None
    released = date_forms.long(campaign.released)
    standing = (
        f"最新は{date_forms.long(newest)}公表分で、{age}日前です。"
        if newest
        else "1件もありません。"
    )
    lines = [
        f"実績データ（{campaign.sources.records.system}）：{standing}",
        f"基準：公表日（{released}）の{days}日前までに届いていること",
        "このまま作成した資料は、古い実績によるものです。提供元に御確認ください。",
    ]
    finding: dict[str, Any] = {
        "newest": newest.isoformat() if newest else None,
        "age_days": age,
        "limit_days": days,
        "released": campaign.released.isoformat(),
    }
    return Alert("late", about, lines, [finding])


def _newest(campaign: Campaign) -> dt.date | None:
    days = []
    for file in campaign.snapshots():
        try:
            days.append(iso_date(file.name[:10]))
        except ValueError:
            continue
    return max((day for day in days if day <= campaign.released), default=None)


def moved(about: About, before: Figures, after: Figures, watched: Sequence[Moved]) -> Alert | None:
    """That numbers moved by more than was set since the run before, where some did."""
    found = moves(before, after, watched)
    if not found:
        return None
    earlier = date_forms.long(before.as_of)
    since = "同じ時点の前回の処理" if before.as_of == after.as_of else f"{earlier}時点"
    told = [one.sentence() for one in found]
    lines = [f"{since}から、設定した幅を超えて動いた数値：{len(found)}件", *_first(told, _SHOWN)]
    return Alert("moved", about, lines, [one.data() for one in found])


def trial(about: About) -> Alert:
    """That alerts arrive."""
    return Alert("trial", about, ["この通知が届けば、設定は正しく働いています。"])


def _first(lines: list[str], most: int, each: int = 1) -> list[str]:
    left = (len(lines) - most) // each
    return lines[:most] + ([f"　ほか{left}件"] if left > 0 else [])
