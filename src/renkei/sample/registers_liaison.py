"""The invented liaison log: what areas asked, to whom it went, and what came back by a day."""

import datetime as dt
from dataclasses import dataclass

from renkei import areas
from renkei.intake.forms.page import Value
from renkei.sample.chance import Chance
from renkei.sample.municipalities import Municipalities
from renkei.sample.particulars import PERSONS, SECTIONS

Entry = dict[str, Value]
ENTRIES = 300
_BEGUN = dt.date(2021, 5, 6)
_DAYS = 24

# Category: how often, ministry, what was asked, what was answered.
_HEARD: dict[str, tuple[float, str, tuple[str, ...], str]] = {
    "ワクチン供給": (
        9.0, "厚生労働省",
        (
            "6月前半の配分見通しを早く示してほしい。予約枠を開けられない。",
            "配送日の連絡が前日になることがあり、会場の準備が間に合わない。",
            "小規模な離島向けに、箱より小さい単位で配送してほしい。",
        ),
        "次のクールの配分量と配送日を5月28日に示す。小分けの手順は手引きに追記する。",
    ),
    "医療従事者の確保": (
        8.0, "厚生労働省",
        (
            "休日の打ち手が足りない。他県からの看護師の派遣を調整してほしい。",
            "歯科医師が接種できる条件を具体的に示してほしい。",
            "医師会との単価の調整が難航している。\n国の考え方を示してほしい。",
        ),
        "歯科医師の協力に係る事務連絡を発出した。派遣の調整は都道府県と個別に行う。",
    ),
    "情報提供・相談体制の強化": (
        4.0, "厚生労働省",
        ("副反応の相談が市の窓口に集中している。国の広報を強めてほしい。", "予約の電話が集中し、相談窓口につながらない。"),
        "相談窓口の回線を増やし、政府広報で予約の分散を呼びかける。",
    ),
    "財政措置・交付金": (
        4.0, "厚生労働省",
        ("時間外の接種に係る費用の補助の上限を早く示してほしい。", "大規模会場の設営費が補助の対象となるか確認したい。"),
        "上限額の考え方を示した。会場の使用料は対象となる。",
    ),
    "地方創生臨時交付金": (2.0, "内閣府", ("接種会場への送迎バスに活用できるか。",), "活用できる。事例集に追加する。"),
    "軽症者等宿泊療養施設の確保支援": (2.0, "厚生労働省", ("施設の借上げ期間の延長に係る国費の扱いを確認したい。",), "延長分も対象となる。"),
    "検査体制の強化への支援": (2.0, "厚生労働省", ("高齢者施設の職員への定期検査の費用を支援してほしい。",), "集中的実施計画の期間を延長する。"),
    "教育機関等の感染拡大防止等": (1.0, "文部科学省", ("学校の体育館を会場とする間の授業の扱いを示してほしい。",), "事務連絡で取扱いを示した。"),
    "地域経済への影響": (1.5, "経済産業省", ("時短要請の協力金の支給が遅れている。手続を簡素にしてほしい。",), "申請書類を減らす見直しを行う。"),
    "水際対策": (0.5, "出入国在留管理庁", ("帰国者の待機の状況が市に伝わらない。",), "情報の提供の方法を検討する。"),
    "その他": (1.5, "総務省", ("住所地外で接種する方の届出を減らしたい。",), "届出を省ける場合を周知する。"),
}  # fmt: skip


@dataclass(frozen=True)
class _Steps:
    """The day of each step of an entry; those after a day have not come yet."""

    contacted: dt.date
    forwarded: dt.date
    replied: dt.date
    returned: dt.date
    closed: dt.date

    def by(self, day: dt.date, step: str) -> dt.date | None:
        """The day of a step, where it lies before `day`."""
        taken: dt.date = getattr(self, step)
        return taken if taken < day else None


def liaison_rows(
    places: Municipalities, seed: int, received: dt.date, *, slips: bool
) -> dict[str, list[Entry]]:
    """The entries of every prefecture (two digits) as they stood on the day before `received`."""
    chance = Chance(seed, "liaison")
    categories = chance.pick({name: one[0] for name, one in _HEARD.items()}, ENTRIES)
    steps = _draw_steps(chance)
    homes = _draw_homes(chance)
    texts, own = chance.uniform(ENTRIES), chance.uniform(ENTRIES)
    contacts = office_contacts(places, seed)
    entries: dict[str, list[Entry]] = {}
    numbers: dict[str, int] = {}
    for index in sorted(range(ENTRIES), key=lambda one: (steps[one].contacted, one)):
        area = _area(homes[index], float(own[index]))
        numbers[area.short] = numbers.get(area.short, 0) + 1
        if steps[index].contacted >= received:
            continue
        entry = _entry(area, numbers[area.short], categories[index], float(texts[index]))
        entry |= _taken(steps[index], categories[index], received) | contacts[area.short]
        entries.setdefault(homes[index], []).append(entry)
    return _with_slips(entries) if slips else entries


def _draw_homes(chance: Chance) -> list[str]:
    """The prefecture of each entry: every one a few times, some more often."""
    codes = [one.short for one in areas.prefectures()]
    turns = ENTRIES // len(codes)
    return codes * turns + chance.pick(dict.fromkeys(codes, 1.0), ENTRIES - turns * len(codes))


def _area(home: str, drawn: float) -> areas.Area:
    """The prefecture itself for three entries of ten, else one of its municipalities."""
    if drawn < 0.3:
        return areas.find(prefecture=home)
    inside = areas.municipalities(home)
    return inside[int((drawn - 0.3) / 0.7 * len(inside))]


def _draw_steps(chance: Chance) -> list[_Steps]:
    drawn = chance.uniform(5, ENTRIES)
    return [_one_entry(*(float(row[index]) for row in drawn)) for index in range(ENTRIES)]


def _one_entry(begun: float, on: float, answered: float, back: float, done: float) -> _Steps:
    contacted = _workday(_BEGUN + dt.timedelta(days=int(begun * _DAYS)))
    forwarded = _workday(contacted + dt.timedelta(days=int(on * 3)))
    replied = _workday(forwarded + dt.timedelta(days=2 + int(answered * 8)))
    returned = _workday(replied + dt.timedelta(days=int(back * 3)))
    return _Steps(
        contacted, forwarded, replied, returned, _workday(returned + dt.timedelta(int(done * 12)))
    )


def _workday(day: dt.date) -> dt.date:
    return day + dt.timedelta(days=max(0, 7 - day.weekday()) if day.weekday() > 4 else 0)


def _entry(area: areas.Area, number: int, category: str, drawn: float) -> Entry:
    texts = _HEARD[category][2]
    return {
        "code": area.code,
        "prefecture": area.prefecture,
        "name": None if area.level == "prefecture" else area.name,
        "number": number,
        "officer": f"見本リエゾン{area.prefecture_code}",
        "category": category,
        "text": texts[int(drawn * len(texts))],
    }


def _taken(steps: _Steps, category: str, received: dt.date) -> Entry:
    """The steps taken by the day before `received`, each in the way its office writes days."""
    ministry, reply = _HEARD[category][1], _HEARD[category][3]
    forwarded, replied = steps.by(received, "forwarded"), steps.by(received, "replied")
    return {
        "contacted": _short(steps.contacted),
        "ministry": ministry if forwarded else None,
        "forwarded": forwarded,
        "reply": reply if replied else None,
        "replied": replied,
        "returned": _short(steps.by(received, "returned")),
        "closed": steps.by(received, "closed"),
    }


def _short(day: dt.date | None) -> str | None:
    return f"R{day.year - 2018}.{day.month}.{day.day}" if day else None


def office_contacts(places: Municipalities, seed: int) -> dict[str, Entry]:
    """Section, person and telephone of every municipality, as in its returns, and prefecture."""
    office = Chance(seed, "offices")
    count = len(places.areas)
    sections, persons = office.pick(SECTIONS, count), office.pick(PERSONS, count)
    found: dict[str, Entry] = {
        area.short: {
            "section": sections[i], "person": persons[i], "phone": f"000-0000-{i:04d}",
        }
        for i, area in enumerate(places.areas)
    }  # fmt: skip
    for one in areas.prefectures():
        phone = f"000-0000-99{one.short}"
        found[one.short] = {"section": "感染症対策課", "person": "見本 県太郎", "phone": phone}
    return found


def _with_slips(entries: dict[str, list[Entry]]) -> dict[str, list[Entry]]:
    """The first version with its slips: a category, a day, a key, an entry that stands twice."""
    by_name = [one for one in entries["16"] if one["name"]]
    by_name[0]["category"] = "ワクチンの供給"
    answered = next(one for rows in entries.values() for one in rows if one["replied"])
    answered["replied"] = dt.date(2021, 4, 30)
    entries["27"][0]["category"] = "医療従事者"
    entries["40"][0]["contacted"] = "5月中旬"
    conflict = next(one for one in entries["13"] if one["name"])
    other = next(one for one in areas.municipalities("13") if one.name != conflict["name"])
    conflict["name"] = other.name
    entries["01"].append({**entries["01"][0], "text": "同じ整理番号で別の内容を記入したもの。"})
    return entries
