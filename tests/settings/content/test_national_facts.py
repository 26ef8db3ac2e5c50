"""The national files of facts: every number, date and count in them that can be checked."""

import datetime as dt
import re
from pathlib import Path

import pytest

from renkei.settings import read_params
from renkei.settings.content.facts import known
from renkei.settings.content.meeting import read_meeting
from renkei.settings.content.national import National, Phase, read_national
from renkei.wording import dates, numbers

NAMES = ("national-2021", "national-third-dose-2022", "national-omicron-2022")
PAST = ("菅総理", "武田大臣", "金子大臣", "寺田大臣", "田畑副大臣")  # in January 2023


@pytest.fixture(scope="module")
def facts(project: Path) -> National:
    """All five phases."""
    return read_national(project / "params" / "sample.yaml", "national-omicron-2022")


@pytest.fixture(scope="module")
def texts(project: Path) -> str:
    """The three files as they are typed, without what they say of themselves."""
    folder = project / "params" / "content"
    typed = "".join((folder / f"{name}.yaml").read_text(encoding="utf-8") for name in NAMES)
    return "\n".join(line for line in typed.splitlines() if not line.lstrip().startswith("#"))


def phase(facts: National, mark: str) -> Phase:
    return next(one for one in facts.history if one.mark == mark)


def test_five_phases_with_ten_dated_events_in_two_lanes(facts: National) -> None:
    assert [one.mark for one in facts.history] == list("①②③④⑤")
    lanes = [one.lane for one in facts.events]
    assert (lanes.count("government"), lanes.count("ministry")) == (6, 4)


def test_the_events_are_those_of_the_source(facts: National) -> None:
    government = [dates.short(e.date) for e in facts.events if e.lane == "government"]
    ministry = [dates.short(e.date) for e in facts.events if e.lane == "ministry"]
    assert government == ["R2.2.25", "R3.2.17", "R3.4.12", "R3.12.1", "R4.5.25", "R4.9.20"]
    assert ministry == ["R2.2.26", "R3.4.27", "R3.7.1", "R3.7.1"]


def test_every_event_lies_within_its_phase(facts: National) -> None:
    ends = [one.start for one in facts.history[1:]] + [dt.date.max]
    for one, end in zip(facts.history, ends, strict=True):
        assert all(one.start <= event.date < end for event in one.events), one.mark
        assert one.events[0].date == one.start


def test_the_first_phase_has_17_categories_in_columns_of_7_5_and_5(facts: National) -> None:
    heard = phase(facts, "①").heard
    assert heard
    assert [len(column) for column in heard.columns] == [7, 5, 5]
    assert len({name for column in heard.columns for name in column}) == 17
    assert heard.open


def test_the_second_phase_has_10_other_categories(facts: National) -> None:
    heard = phase(facts, "②").heard
    assert heard
    assert sum(len(column) for column in heard.columns) == 10
    assert heard.open


def test_the_quotation_is_of_its_day(facts: National) -> None:
    said = phase(facts, "①").quotation
    assert said
    assert said.since == dt.date(2020, 5, 21)
    assert dates.short(said.since) in said.title
    assert "四月三十日" in "".join(piece.text for line in said.lines for piece in line)


def test_intervals_add_up_and_follow_their_notices(facts: National) -> None:
    rules = phase(facts, "③").rules
    assert rules
    shortened = [rule.before - rule.after for rule in rules.items]
    assert shortened == [2, 2, 1, 1, 1]
    assert all(rule.notified and rule.notified < rule.effective for rule in rules.items)
    twice = [rule for rule in rules.items if rule.group == "その他高齢者"]
    assert twice[0].after == twice[1].before == 7
    omicron = phase(facts, "⑤").rules
    assert omicron
    assert (omicron.items[0].before, omicron.items[0].after) == (5, 3)


def test_intervals_are_those_the_campaign_is_projected_by(project: Path, facts: National) -> None:
    params = read_params(project / "params" / "third-dose-2022.yaml")
    rules = phase(facts, "③").rules
    assert params.eligibility
    assert rules
    for cohort in params.eligibility.cohorts:
        told = [rule for rule in rules.items if rule.group == cohort.label]
        cuts = cohort.rules[1:]
        assert [(r.after, r.effective, r.notified) for r in told] == [
            (one.months, one.effective, one.notified) for one in cuts
        ]
        assert told[0].before == cohort.rules[0].months


def test_rounded_sizes_do_not_make_the_figure_named_and_no_total_is_told(
    facts: National, texts: str
) -> None:
    rules = phase(facts, "③").rules
    assert rules
    sizes = {rule.group: numbers.read_number(rule.size).value for rule in rules.items}
    elderly = ("医療従事者等", "高齢者施設等入所者等", "その他高齢者")
    assert sum(sizes[group] for group in elderly) != 31_000_000
    assert "3,200万" not in texts
    assert any("合計は示さない" in note for note in rules.notes)


def test_the_bodies_were_called_upon_on_nine_days(facts: National) -> None:
    contacts = phase(facts, "③").contacts
    assert contacts
    assert [len(one.dates) for one in contacts.items] == [3, 3, 3]
    days = [day for one in contacts.items for day in one.dates]
    assert all(day.year == 2022 and day.weekday() < 5 for day in days)
    assert [f"{d.month}.{d.day}" for d in contacts.items[0].dates] == ["1.17", "2.17", "4.7"]


def test_the_days_of_the_tokyo_site_are_the_weekdays_printed(facts: National) -> None:
    practices = phase(facts, "⑤").practices
    assert practices
    assert practices.items[0].area == "東京都"
    days = [dates.long(day, weekday=True)[-2] for day in practices.items[0].days]
    assert days == ["金", "金", "月", "木"]


def test_the_headquarters_is_as_large_as_printed(facts: National) -> None:
    assert facts.organisation
    people = {one.role: len(one.people) for one in facts.organisation.headquarters.members}
    assert (people["副本部長"], people["本部長員"], people["幹事"]) == (6, 8, 16)
    assert len(facts.organisation.arrows) == 3
    assert [len(group) for group in facts.organisation.areas.groups] == [3, 3, 3]


def test_past_ministers_are_told_as_such(texts: str) -> None:
    told = re.findall(rf"({'|'.join(PAST)})(.{{4}})", texts)
    others = {f"{name}{after}" for name, after in told if after != "(当時)"}
    assert len(told) > len(others) == 1
    assert "金子大臣・田畑副大臣(当時)" in texts


def test_nothing_damaged_in_the_source_is_told(texts: str) -> None:
    for damaged in ("22歳以上", "有楽線", "接種の交わり", "11/22日", "G7で1位"):
        assert damaged not in texts


@pytest.mark.parametrize(
    ("day", "marks", "outcomes"),
    [("2021-06-03", "①②", 0), ("2022-02-11", "①②③", 1), ("2023-01-19", "①②③④⑤", 3)],
)
def test_nothing_is_told_before_its_day(
    facts: National, day: str, marks: str, outcomes: int
) -> None:
    until = dt.date.fromisoformat(day)
    seen = known(facts, until)
    assert "".join(one.mark for one in seen.history) == marks
    assert all(event.date <= until for event in seen.events)
    assert sum(len(one.lines) for one in seen.achieved) == outcomes


def test_who_talks_to_whom_changes_with_each_reorganisation(facts: National) -> None:
    names = []
    for day in ("2021-04-26", "2021-04-27", "2021-07-01", "2022-04-01"):
        one = known(facts, dt.date.fromisoformat(day)).organisation
        names.append(one.headquarters.name.split()[1] if one else "")
    assert names[0] == ""
    assert names[1] == "新型コロナワクチン接種地方支援本部（令和3年4月27日設置）"
    assert names[2] == "新型コロナウイルス感染症対策等地方連携推進本部（令和3年7月1日改組）"
    assert names[3] == "新型コロナウイルス感染症対策・デジタル化推進等地方連携推進本部"


def test_the_number_of_rounds_is_told_when_there_had_been_so_many(facts: National) -> None:
    asked = [p for one in phase(facts, "②").log for p in one.text if "計4回" in p.text]
    assert asked[0].since == dt.date(2021, 6, 11)


def test_the_law_is_told_as_printed(facts: National) -> None:
    assert facts.statute
    assert facts.statute.title == "◎総務省設置法(平成十一年法律第九十一号)"
    assert [one.text[:3] for one in facts.statute.articles] == ["第三条", "第四条", "十八 "]
    assert facts.statute.articles[2].strong


def test_a_file_that_says_nothing_again_keeps_what_was_told_before(project: Path) -> None:
    file = project / "params" / "sample.yaml"
    first, third = (read_national(file, name) for name in NAMES[:2])
    assert third.lanes == first.lanes
    assert third.statute == first.statute
    assert third.before == first.phases


def test_the_first_contacts_are_told_with_their_four_issues(facts: National) -> None:
    first = next(event for event in facts.events if event.date == dt.date(2020, 2, 26))
    issues = first.points[-1].removeprefix("特に、次の課題に対応：").split("、")
    assert issues == [
        "マスク・防護服等の確保",
        "宿泊療養施設の確保",
        "病床の確保",
        "検査体制の確保",
    ]


def test_prices_and_thresholds_are_those_of_the_paper(project: Path, facts: National) -> None:
    paper = read_meeting(project / "params" / "content" / "toyama-2021-06-04.yaml")
    told = phase(facts, "②").support
    assert told
    assert paper.support
    assert told.since == paper.date
    assert told.unit_price.rows() == [
        ("時間内", 0, 2070),
        ("時間外", 730, 2800),
        ("休日", 2130, 4200),
    ]
    for name in ("lead", "funds", "unit_price", "thresholds"):
        assert getattr(told, name) == getattr(paper.support, name), name
    sample = read_meeting(project / "params" / "content" / "sample-meeting-2021.yaml").support
    assert sample
    for name in ("unit_price", "thresholds", "examples"):
        assert getattr(told, name) == getattr(sample, name), name
    assert all("架空" in one.name for one in told.examples)
    assert known(phase(facts, "②"), dt.date(2021, 6, 3)).support is None


def test_what_an_entry_says_in_short_holds_no_number_of_its_own(facts: National) -> None:
    entries = [e for p in facts.history for e in (*p.log, *(e for t in p.themes for e in t.log))]
    short = [one for one in entries if one.short]
    assert len(short) > 20
    for one in short:
        text = "".join(piece.text for piece in one.text)
        assert set(re.findall(r"\d+", one.short or "")) <= set(re.findall(r"\d+", text)), one.short
