"""Each rejection in Japanese: why it was refused, and how to write it."""

import re
from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd

from renkei.intake.checking.cell_problems import problem_in_japanese
from renkei.intake.checking.contradictions import CONTRADICTIONS, contradiction_in_japanese
from renkei.intake.checking.file_problems import (
    file_problem_in_japanese,
    how_to_send,
    row_problem_in_japanese,
)
from renkei.intake.forms import FORMS
from renkei.intake.forms.form import Form
from renkei.intake.forms.question import Question
from renkei.intake.forms.returns import RETURNS

REASON, HOW = "理由", "正しい書き方"
_LONGEST = 60
_LONGEST_REASON = 300
_CODE = re.compile(r"(\d{6})(?: \((.+)\))?")
_CELL = re.compile(r'.*? is "(.*)" \((.+)\)', re.DOTALL)
_TOTAL = re.compile(r'(.*) of .* is ".*" but the rows make (.+)', re.DOTALL)
_KEY = "団体コードと市区町村名を確かめ、同じ団体のものにしてください。"
Said = tuple[str, str]
Rejection = Mapping[Any, Any]


def in_japanese(rejections: pd.DataFrame, form: Form | None = None) -> pd.DataFrame:
    """For each rejection why (理由) and how to write it (正しい書き方), as sentences.

    `rejections` is the frame of that name; the result has its index. `form` is the one that was
    sent out; without it a rejection without a round is of the form its file's name begins with.
    Nothing is English but what was written into the return itself.
    """
    rows = rejections.to_dict("records")
    said = [rejection_in_japanese(row, form or _form_of(row)) for row in rows]
    return pd.DataFrame(said, columns=[REASON, HOW], index=rejections.index, dtype="str")


def _form_of(rejection: Rejection) -> Form:
    """The returns form of a round; of a register the form that names its folder."""
    named = _text(rejection, "file").partition("/")[0]
    return FORMS.get(named, RETURNS) if pd.isna(rejection.get("round")) else RETURNS


def rejection_in_japanese(rejection: Rejection, form: Form) -> Said:
    """Why one rejection was refused, and how to write it: two Japanese texts, the last may be ""."""
    rule = str(rejection.get("rule") or "")
    say = _RULES.get(rule) or _KINDS.get(str(rejection.get("kind")), _unknown)
    reason, how = say(rejection, form)
    return shortened(reason, _LONGEST_REASON), how


def shortened(text: str, longest: int = _LONGEST) -> str:
    """A text on one line, cut with … where it is longer."""
    line = " ".join(text.split())
    return line if len(line) <= longest else line[:longest] + "…"


def how_to_write(question: Question) -> str:
    """How a cell of a question is written, as a Japanese sentence."""
    if question.kind == "completion":
        return "R3.7.31、7月中旬、7月末、未定 などで記入してください。"
    if question.kind == "period":
        return "R3.7、R3.7下旬、R3.7.1、未定 などで記入してください。"
    if question.kind == "day":
        return "R3.6.4 のように、年月日を一つ記入してください。"
    if question.kind == "share":
        return "0から100までの数値（％）で記入してください（例：87.5）。"
    if question.kind == "count":
        unit = f"（単位：{question.unit}）" if question.unit else ""
        return f"0以上の数値{unit}を一つ記入してください（例：1200）。"
    if question.kind == "choice":
        return f"{'、'.join(question.choices)}のどれかを記入してください。"
    return f"{question.prompt.removesuffix('。') or '自由に記入してください'}。"


def _cell(rejection: Rejection, form: Form) -> Said:
    """「終了見込み」に「R3.2.30」とあります（2月30日はありません）。"""
    match = _CELL.fullmatch(_text(rejection, "reason"))
    stands = shortened(match[1] if match else _text(rejection, "raw"))
    problem = ""
    if match:
        read_as = row_problem_in_japanese if _is_key(rejection) else problem_in_japanese
        problem = read_as(match[2])
    why = f"（{problem}）" if problem else ""
    said = f"「{stands}」とあります" if stands else "記入がありません"
    asked = form.by_name.get(_text(rejection, "question"))
    how = how_to_write(asked) if asked else ""
    return f"「{_title(rejection, form)}」に{said}{why}。", _nearest(rejection) + how


def _is_key(rejection: Rejection) -> bool:
    """Whether the cell names an area that there is not, as among those who propose an item."""
    return _text(rejection, "rule") == "unknown area"


def _against(rejection: Rejection, form: Form) -> Said:
    """A cell that contradicts others: 「累計回分」に「9」とありますが、4月12日までの合計は…"""
    said, how = contradiction_in_japanese(
        _text(rejection, "rule"), _text(rejection, "reason"), _text(rejection, "expected")
    )
    return f"「{_title(rejection, form)}」に{_stands(rejection)}とありますが、{said}。", how


def _nothing_to_carry(rejection: Rejection, form: Form) -> Said:
    reason = (
        f"「{_title(rejection, form)}」に{_stands(rejection)}とありますが、前回の回答がありません。"
    )
    asked = form.by_name.get(_text(rejection, "question"))
    return reason, how_to_write(asked) if asked else ""


def _total(rejection: Rejection, form: Form) -> Said:
    match = _TOTAL.fullmatch(_text(rejection, "reason"))
    label, sums = match.groups() if match else ("合計", "")
    asked = form.by_name.get(_text(rejection, "question"))
    counted = "記入のある行の数" if asked and asked.kind == "completion" else "各行の合計"
    reason = f"{label}の「{_title(rejection, form)}」に{_stands(rejection)}とありますが、"
    reason += f"{counted}は{sums}です。" if sums else f"{counted}と合いません。"
    return reason, "正しい数に直すか、空欄にしてください。"


def _key(rejection: Rejection, form: Form) -> Said:
    """A row of which it cannot be said whose it is, or which entry."""
    if _text(rejection, "question") in form.by_name:
        return _cell(rejection, form)
    meant = _CODE.fullmatch(_text(rejection, "expected"))
    near = f"「{meant[1]}」（{meant[2]}）ではありませんか。" if meant and meant[2] else ""
    reason = row_problem_in_japanese(_text(rejection, "reason"))
    return f"{reason}。", near + _nearest(rejection) + _KEY


def _twice(rejection: Rejection, form: Form) -> Said:
    reason = row_problem_in_japanese(_text(rejection, "reason"))
    return f"{reason}。", "正しい行を一つだけ残し、ほかの行は記入を全て消してください。"


def _stranger(rejection: Rejection, form: Form) -> Said:
    reason = row_problem_in_japanese(_text(rejection, "reason"))
    return f"{reason}。", "この行の記入を全て消してください。"


def _file(rejection: Rejection, form: Form) -> Said:
    rule = _text(rejection, "rule")
    reason = file_problem_in_japanese(rule, _text(rejection, "reason"))
    return f"{reason}。", how_to_send(reason) if rule == "unopened" else _HOW_FILE.get(rule, "")


def _no_header(rejection: Rejection, form: Form) -> Said:
    reason = file_problem_in_japanese("no header", _text(rejection, "reason"))
    groups = ["又は".join(f"「{form.by_name[one].title}」" for one in group) for group in form.core]
    return (
        f"{reason}。",
        f"調査票のシート「回答」の見出し（{'、'.join(groups)}）を変えずに記入してください。",
    )


def _unknown(rejection: Rejection, form: Form) -> Said:
    return f"{_stands(rejection)}は読み取れません。", ""


_HOW_FILE = {
    "unopened": "",
    "another workbook": "今回の照会でお送りした、貴都道府県の調査票に記入してください。",
    "does not add up": "お送りした調査票に、行や列を変えずに記入してください。",
    "leads out": "ファイルそのものを、受領日のフォルダに入れてください。",
    "no day received": "受領日（例：2021-06-01）のフォルダに入れてください。",
}
_RULES: dict[str, Callable[[Rejection, Form], Said]] = {
    "unreadable cell": _cell,
    "nothing to carry": _nothing_to_carry,
    "total": _total,
    **dict.fromkeys(CONTRADICTIONS, _against),
    "unknown area": _key,
    "ambiguous area": _key,
    "code and name differ": _key,
    "no key": _key,
    "another prefecture": _stranger,
    "stands twice": _twice,
    "no header": _no_header,
    **dict.fromkeys(_HOW_FILE, _file),
}
# What was refused by a rule without a word, as of records, which no municipality mends.
_KINDS: dict[str, Callable[[Rejection, Form], Said]] = {"file": _file, "cell": _cell}


def _text(rejection: Rejection, name: str) -> str:
    value = rejection.get(name)
    return value if isinstance(value, str) else ""


def _title(rejection: Rejection, form: Form) -> str:
    asked = form.by_name.get(_text(rejection, "question"))
    return asked.title if asked else "この欄"


def _stands(rejection: Rejection) -> str:
    return f"「{shortened(_text(rejection, 'raw'))}」"


def _nearest(rejection: Rejection) -> str:
    """「富山県滑川市」ではありませんか。 "" where there is no suggestion."""
    near = [one for one in _text(rejection, "suggestion").split(", ") if one]
    return f"{'、'.join(f'「{one}」' for one in near)}ではありませんか。" if near else ""
