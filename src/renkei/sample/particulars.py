"""The other columns of a return: wish share, capacity, issues and plainly invented contacts."""

from dataclasses import dataclass

from renkei.intake.forms.page import Value
from renkei.sample.answers import Meant
from renkei.sample.chance import Chance
from renkei.sample.municipalities import Municipalities

# Written by one municipality so that every export shows it as text, whatever it looks like.
HOSTILE = '#panic("x") <script>alert(1)</script> =1+1'
HOSTILE_AT = "162060"

_ISSUES = {
    "特になし": 26.0,
    "医療従事者の確保": 12.0,
    "看護師の確保が難しい": 5.0,
    "休日・夜間の打ち手（医師）の確保": 4.0,
    "ワクチン供給量と時期が見通せない": 9.0,
    "供給量が確定しないため7月後半の予約枠を開けられない": 3.0,
    "会場の確保（小学校体育館は夏休みまで使用不可）": 3.0,
    "集団接種会場の確保": 5.0,
    "予約の電話がつながりにくい": 6.0,
    "予約システムの改修、二重予約の整理": 3.0,
    "移動手段のない高齢者の送迎": 5.0,
    "離島・山間部への巡回接種の日程調整": 2.0,
    "施設入所者と在宅の方の日程調整": 3.0,
    "個別接種を行う診療所の拡大": 4.0,
    "キャンセル発生時の余剰ワクチンの扱い": 3.0,
    "VRS入力に時間を要している": 3.0,
    "基礎疾患のある方の予約時期と重なる": 2.0,
    "接種券の再発行への対応": 1.0,
}
_BY_CONDITION = {"医療": "医療従事者の確保", "ワクチン": "ワクチン供給量と時期が見通せない"}
SECTIONS = {
    "ワクチン接種推進室": 6.0,
    "健康増進課": 2.0,
    "保健センター": 1.0,
    "新型コロナワクチン接種対策室": 1.0,
}
PERSONS = {f"見本 {name}": 1.0 for name in ("太郎", "花子", "一郎", "次郎", "三郎", "桜子", "梅子")}
_WIDE = str.maketrans("0123456789%,.", "０１２３４５６７８９％，．")


@dataclass(frozen=True)
class Particulars:
    """One municipality's other columns in one round, as its office writes them."""

    wish_share: Value
    capacity: Value
    issues: Value
    section: Value
    person: Value
    phone: Value


def draw_particulars(
    places: Municipalities, meant: list[Meant], round_number: int, seed: int
) -> list[Particulars]:
    """Every office's other columns in one round; section, person and telephone do not change."""
    count = len(places.areas)
    office = Chance(seed, "offices")
    sections, persons = office.pick(SECTIONS, count), office.pick(PERSONS, count)
    chance = Chance(seed, f"particulars {round_number}")
    issues = chance.pick(_ISSUES, count)
    drift, habit, left_out = chance.bell(count), office.uniform(count), chance.uniform(count)
    return [
        Particulars(
            wish_share=None
            if left_out[i] < 0.03
            else _wish(float(places.wish[i]) + 0.004 * float(drift[i]), float(habit[i])),
            capacity=_capacity(float(places.peak[i]), float(drift[i]), float(habit[i])),
            issues=_issues(places.codes[i], meant[i], issues[i]),
            section=sections[i],
            person=persons[i],
            phone=f"000-0000-{i:04d}",
        )
        for i in range(count)
    ]


def _wish(share: float, habit: float) -> Value:
    """Mostly a number in percent; some write a sign, 約 or full-width digits."""
    percent = min(max(share * 100, 80.0), 95.0)
    if habit < 0.45:
        return round(percent)
    if habit < 0.80:
        return round(percent, 1)
    if habit < 0.88:
        return f"{percent:.0f}%"
    if habit < 0.94:
        return f"{percent:.0f}".translate(_WIDE)
    return "約9割" if percent >= 87.5 else f"約{percent:.0f}%"


def _capacity(peak: float, drift: float, habit: float) -> Value:
    """Doses a day, rounded as offices round; a few write text."""
    doses = max(peak * (1.1 + 0.1 * drift), 5.0)
    step = 5 if doses < 50 else 10 if doses < 300 else 50 if doses < 2000 else 100
    whole = max(step, round(doses / step) * step)
    if habit < 0.85:
        return whole
    if habit < 0.90:
        return f"{whole:,}"
    if habit < 0.94:
        return f"{whole:,}".translate(_WIDE)
    return f"約{whole:,}" if habit < 0.97 else f"{whole:,}回"


def _issues(code: str, meant: Meant, drawn: str) -> Value:
    if code == HOSTILE_AT:
        return HOSTILE
    for word, issue in _BY_CONDITION.items():
        if meant.condition.startswith(word):
            return issue
    if drawn == "特になし" and meant.bucket != "by_target":
        return "接種体制の拡充"
    return drawn
