"""Why a cell could not be read, said in Japanese for whoever filled it in."""

import re
from collections.abc import Callable

Said = str | Callable[[re.Match[str]], str]

_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September",
           "October", "November", "December")  # fmt: skip
_MONTH = f"(?P<month>{'|'.join(_MONTHS)})"
_STATUSES = {
    "undecided": "未定",
    "near_complete": "概ね完了",
    "complete": "完了",
    "carry_forward": "変更なし",
}


def _month(match: re.Match[str]) -> int:
    return _MONTHS.index(match["month"]) + 1


def _no_day(match: re.Match[str]) -> str:
    year = f"{match['year']}年" if match["year"] else ""
    return f"{year}{_month(match)}月{match['day']}日はありません"


def _no_part(match: re.Match[str]) -> str:
    year = f"{match['year']}年" if match["year"] else ""
    return f"{year}{_month(match)}月に{match['part']}はありません"


def _far(match: re.Match[str]) -> str:
    return f"「{match[1]}」と読めますが、時点から{match[2]}年離れています"


def _not_one_day(match: re.Match[str]) -> str:
    return f"「{_STATUSES.get(match[1], match[1])}」では、一日に決まりません"


def _not_a_time(match: re.Match[str]) -> str:
    return f"「{_STATUSES.get(match[1], match[1])}」は時期ではありません"


# What the readers of dates and numbers say, and the same for an office: (pattern, Japanese).
_PROBLEMS: tuple[tuple[str, Said], ...] = (
    (r"the formula was never computed", "計算結果が保存されていない数式です"),
    (r"the unit of the column is (.+)", r"列の単位が「\1」です"),
    (r"a single digit follows 万, 千 or 百, which may be cut short", "「3万5」のような書き方は、二通りに読めます"),
    (r"a unit stands without a number", "単位だけで、数がありません"),
    (rf"{_MONTH} has no (?P<day>\d+)\w\w day(?: in (?P<year>\d+))?", _no_day),
    (rf"{_MONTH}(?: (?P<year>\d+))? has no (?P<part>.+)", _no_part),
    (r"there is no month (\d+)", r"\1月という月はありません"),
    (r"there is no day (\d+)", r"\1日という日はありません"),
    (r"an era has no year 0; .*", "元号に0年はありません。最初の年は元年です"),
    (r"an era has no year (.+)", r"元号の年に「\1」はありません"),
    (r"the year (\d+) is out of range", r"\1年は範囲の外です"),
    (r"no year fits", "当てはまる年がありません"),
    (r"the years (\d+) and (\d+) do not agree", r"年が合いません（\1年と\2年）"),
    (r"the year (\d+) has no era", r"\1年が西暦か和暦か分かりません"),
    (r"(.+) can be a day or a range of months", r"「\1」は、日とも月の期間とも読めます"),
    (r'"(.*)" is left over after the date', r"「\1」の部分が読み取れません"),
    (r"a number alone is not a date", "数字だけでは日付と分かりません"),
    (r"a range cannot also have an open end", "期間と「以降」が両方書かれています"),
    (r"no date, 旬 or known word was found", "時期が書かれていません"),
    (r"there is more than one answer", "答えが二つ以上書かれています"),
    (r"there is more than one date", "日付が二つ以上書かれています"),
    (r"the remark beside the date holds another date", "添え書きに別の日付があります"),
    (r"the range ends before it begins", "期間の終わりが始まりより前です"),
    (r"(\d+) after the range sign has no unit", r"「～」の後の「\1」が月か日か分かりません"),
    (r"(\d+) before the range sign has no unit", r"「～」の前の「\1」が月か日か分かりません"),
    (r"the end of the range has no month", "期間の終わりの月がありません"),
    (r"the cell holds no text and no date|the cell holds no date", "日付ではありません"),
    (r"the text is too long for an answer|the text is too long for a number", "文が長すぎます"),
    (r"the digits are of another script", "読み取れない種類の数字です"),
    (r"(\S+) lies (\d+) years from the as-of date", _far),
    (r"(\S+) is not one day", _not_one_day),
    (r"(undecided|near_complete|complete|carry_forward|no_answer|unreadable) is no time", _not_a_time),
    (r"without it the row has no key", "この欄がないと、どの行か決まりません"),
    (r"it only repeats the row above", "上の行と同じという書き方は読み取れません"),
    (r"the unit is (.+)", r"単位が「\1」です"),
    (r"1 may be 1 % or 100 %", "1％とも100％とも読めます"),
    (r"out of range", "0から100までの外です"),
    (r"below 0", "0より小さい数です"),
    (
        r"one cell for rows (\d+)–(\d+): each or together\?",
        r"\1行目から\2行目までが一つの欄で、行ごとの数か合計か分かりません",
    ),
    (r"not one of the choices", "選択肢にない答えです"),
    (
        r"a logical value is not a number|the cell holds neither text nor a number"
        r"|the cell holds no number of a usual size|infinity is not a count",
        "数ではありません",
    ),
    (r"a space stands between digits", "数字の間に空白があります"),
    (r"the text is not one number with at most one unit", "一つの数として読めません"),
    (r"two digits side by side may be a range.*", "一つの数か、幅のある数か分かりません"),
    (r"the digits and 万, 千, 百 do not make one number", "万・千・百の書き方が一つの数になりません"),
    (r"± stands before a number other than 0", "「±」が付いています"),
)  # fmt: skip
_COMPILED = tuple((re.compile(pattern, re.DOTALL), said) for pattern, said in _PROBLEMS)


def problem_in_japanese(problem: str) -> str:
    """A reader's reason in Japanese, without a full stop; "" where it has no translation."""
    for pattern, said in _COMPILED:
        match = pattern.fullmatch(problem)
        if match:
            return match.expand(said) if isinstance(said, str) else said(match)
    return ""
