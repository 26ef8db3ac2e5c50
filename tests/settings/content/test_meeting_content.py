"""The facts of the Toyama meeting: what of the papers can be checked is checked."""

import datetime as dt
from pathlib import Path

import pytest
import yaml

from renkei.errors import SettingsError
from renkei.settings.content.meeting import Meeting, read_meeting
from renkei.wording import dates, numbers


@pytest.fixture(scope="module")
def file(project: Path) -> Path:
    return project / "params" / "content" / "toyama-2021-06-04.yaml"


@pytest.fixture(scope="module")
def meeting(file: Path) -> Meeting:
    return read_meeting(file)


@pytest.fixture
def changed(file: Path, tmp_path: Path):
    """Read the facts with one text replaced; those of the invented meeting for what only it has."""

    def read(old: str, new: str) -> Meeting:
        both = file, file.with_name("sample-meeting-2021.yaml")
        text = next(text for one in both if old in (text := one.read_text(encoding="utf-8")))
        other = tmp_path / "changed.yaml"
        other.write_text(text.replace(old, new, 1), encoding="utf-8")
        return read_meeting(other)

    return read


def test_weekdays_are_those_of_the_calendar(meeting):
    assert dates.long(meeting.date, weekday=True) == "令和3年6月4日(金)"
    first = meeting.schedule.sessions[0]
    assert dates.long(first.day, weekday=True) == "令和3年1月10日(日)"
    assert {one.week.weekday() for one in meeting.supply.deliveries} == {0}


def test_seventeen_came_from_each_side(meeting):
    sides = {one.label: len(one.members) for one in meeting.attendance.groups}
    assert sides == {"市町村等": 17, "県": 17}
    roles = [one.role for one in meeting.attendance.groups[0].members]
    kinds = [sum(role.endswith(end) for role in roles) for end in ("市長", "町長", "村長")]
    assert kinds == [10, 4, 1]
    assert roles[-2:] == ["市長会事務局長", "町村会常務理事"]


def test_the_proxy_is_kept_as_printed_and_given_to_no_mayor(meeting):
    cities, prefecture = meeting.attendance.groups
    (proxy,) = cities.proxies
    assert (proxy.role, proxy.name, proxy.kana) == ("副市長", "上坂", "かみさか")
    assert not any(one.proxy for one in (*cities.members, *prefecture.members))
    assert (cities.proxy_count, prefecture.proxy_count) == (1, 0)


def test_every_printed_share_follows_from_its_target_but_those_of_a_rounded_one(meeting):
    rows = [(table, row) for table in meeting.doses.tables for row in table.rows]
    odd = [
        (table.system, row.area, dose.share)
        for table, row in rows
        for dose in row.doses
        if not row.reproduced(dose)
    ]
    system = "ワクチン接種円滑化システム(V-SYS)"
    assert odd == [(system, "富山県", "100%"), (system, "富山県", "約77%")]
    assert sum(len(row.doses) for _, row in rows) == 8


def test_one_denominator_gives_both_odd_shares_and_is_printed_as_the_target(meeting):
    row = meeting.doses.tables[0].rows[0]
    assert numbers.rounded(39_366, unit="人") == numbers.rounded(row.target, unit="人")
    assert [numbers.share(one.count / 39_366) for one in row.doses] == ["100%", "約77%"]
    assert numbers.share(row.doses[1].count / row.target) == "約78%"


def test_the_two_record_systems_stand_apart(meeting):
    systems = [one.system for one in meeting.doses.tables]
    assert [one.split("(")[1] for one in systems] == ["V-SYS)", "VRS)"]
    assert [one.started for one in meeting.doses.tables] == [
        dt.date(2021, 3, 4),
        dt.date(2021, 4, 12),
    ]


def test_boxes_doses_and_running_sums_hold(meeting):
    given = meeting.supply.deliveries
    assert sum(one.boxes for one in given) == 610
    assert given[-1].cumulative == sum(one.doses for one in given) == 699_270
    assert [one.doses_per_box for one in given] == [195 * 5] * 5 + [195 * 6] * 4
    needed = meeting.supply.people * meeting.supply.doses_each
    assert numbers.percent(given[-1].cumulative / needed, 1) == "104.4%"
    assert given[3].boxes == 15  # one for each municipality


def test_only_the_weeks_the_press_told_are_not_assumed(meeting):
    told = [one.week for one in meeting.supply.deliveries if one.week_from == "printed"]
    assert told == [dt.date(2021, 4, 5), dt.date(2021, 4, 12), dt.date(2021, 4, 19)]


def test_the_budget_sums_to_what_is_not_printed(meeting):
    assert [one.thousand_yen for one in meeting.budget.items] == [499_440, 18_000]
    assert (meeting.budget.total, meeting.budget.computed) == (None, 517_440)
    rates = {one.rate for item in meeting.budget.items for m in item.measures for one in m.funding}
    assert rates == {"国10/10", ""}


def test_prices_and_least_sums_hold(meeting):
    prices = [yen for _, _, yen in meeting.support.unit_price.rows()]
    assert prices == [2_070, 2_800, 4_200]
    least = [one.least_pay for one in meeting.support.thresholds.weekly]
    assert least == [800_000, 1_800_000]
    assert [one.hundred_million_yen for one in meeting.support.funds] == [4_319, 3_439, None]


def test_the_year_is_in_order_and_parts_of_months_print_as_they_stand(meeting):
    sessions = meeting.schedule.sessions
    assert [one.when for one in sessions] == [
        "R3.1.10", "R3.1.19", "R3.2.22", "R3.5.14", "R3.6.4", "R3.8下旬", "R3.10下旬", "R4.1下旬"
    ]  # fmt: skip
    assert [one.fiscal_year for one in sessions] == [2020] * 3 + [2021] * 5
    assert [one.adhoc for one in sessions] == [True, False, True, True] + [False] * 4
    assert sessions[5].days == (dt.date(2021, 8, 21), dt.date(2021, 8, 31))


def test_nothing_the_machine_misread_is_left(file):
    content = yaml.safe_load(file.read_text(encoding="utf-8"))
    content.pop("readings")  # they tell what it misread
    facts = yaml.safe_dump(content, allow_unicode=True)
    for wrong in ("上乘せ", "上上げ", "もとまだった", "16,075", "19170", "453535", "6/29", "15日 "):
        assert wrong not in facts
    assert "底上げ" in facts


def test_a_part_that_is_absent_is_none(tmp_path):
    file = tmp_path / "short.yaml"
    file.write_text(
        'body: 会議\nsession: 第2回\ndate: 2021-08-25\nstarts: "10:00"\nends: "11:00"\nvenue: WEB\n',
        encoding="utf-8",
    )
    one = read_meeting(file)
    assert (one.agenda, one.doses, one.schedule, one.starts) == (None, None, None, dt.time(10))


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("約77%", "約88%", "約88% of 富山県 is not 30,327 of about 39,000; expected 約78%"),
        ("約18%", "約81%", "expected 約18%"),
        ("cumulative: 36075", "cumulative: 36057", "delivery 4 is 36,057"),
        ("boxes: 121", "boxes: 112", "make 203,190"),
        ("count: 17", "count: 18", "18 printed, but 17 are listed"),
        ('starts: "15:30"', 'starts: "25:30"', 'no time of day like "15:30"'),
        ('ends: "17:15"', 'ends: "15:15"', "15:15 is not after starts 15:30"),
        ("venue: ", "venu: ", "nearest: venue"),
        ("{day: 2021-01-19, ", "{", "day or around: expected one of them"),
        ("{day: 2021-01-19, ", "{day: 2021-03-19, ", "R3.2.22 stands after R3.3.19"),
        ("begins: 2021-07-05", "begins: 2021-07-06", "is no Monday"),
        ("見本診療所C", "みなと診療所", "does not say 見本"),
    ],
)
def test_facts_that_contradict_each_other_are_refused(changed, old, new, told):
    with pytest.raises(SettingsError, match=r"changed\.yaml") as error:
        changed(old, new)
    assert told in str(error.value)


def test_a_printed_total_that_is_not_the_sum_is_refused(changed):
    with pytest.raises(SettingsError, match="517,441 printed, but the items make 517,440"):
        changed("  title: 令和3年5月補正予算\n", "  title: 令和3年5月補正予算\n  total: 517441\n")


def test_two_on_one_seat_are_refused(changed):
    seats = "seating: {source: 配席図, seats: [{x: 1, y: 1, name: 甲}, {x: 1, y: 1, name: 乙}]}\n"
    with pytest.raises(SettingsError, match="two at x 1, y 1"):
        changed("agenda:\n", f"{seats}agenda:\n")
