"""What a facility may claim: thresholds reached exactly, missed by one, too late, or excluded."""

from pathlib import Path

import pandas as pd
import pytest

from renkei.deck import meeting
from renkei.deck.meeting.claims import claims, example_doses, total
from renkei.errors import DataError
from renkei.settings.content.meeting import read_meeting
from renkei.settings.content.support import Thresholds

MONDAY = pd.Timestamp("2021-06-07")


@pytest.fixture(scope="module")
def facts(project: Path):
    return read_meeting(project / "params" / "content" / "sample-meeting-2021.yaml")


@pytest.fixture(scope="module")
def rules(facts) -> Thresholds:
    return facts.support.thresholds


def weeks(*counts: int, kind: str = "診療所", begins=MONDAY, **more) -> pd.DataFrame:
    """A facility that gives so many doses in each week, 20 a day from Monday on."""
    rows = []
    for number, count in enumerate(counts):
        for day in range(7):
            given = min(20, max(count - 20 * day, 0)) if day < 6 else max(count - 120, 0)
            rows.append((begins + pd.Timedelta(days=7 * number + day), given))
    frame = pd.DataFrame(rows, columns=["date", "doses"])
    return frame.assign(facility="甲", kind=kind, **more)


def days(*counts: int, kind: str = "病院", begins=MONDAY, **more) -> pd.DataFrame:
    """A facility that gives so many doses on the Monday of each week, and none else."""
    dates = [begins + pd.Timedelta(weeks=number) for number in range(len(counts))]
    frame = pd.DataFrame({"date": dates, "doses": counts})
    return frame.assign(facility="乙", kind=kind, **more)


def found(doses: pd.DataFrame, rules: Thresholds) -> list[dict]:
    """The four schemes of the only facility: ① of 100, ① of 150, ②, ③."""
    return claims(doses, rules).to_dict("records")


def test_exactly_a_hundred_in_four_weeks_is_enough(rules):
    first, second, *_ = found(weeks(100, 100, 100, 100), rules)
    assert (first["claimed"], first["amount"], first["counted"]) == (True, 800_000, 4)
    assert first["reason"] == "週100回以上が4週"
    assert (second["met"], second["reason"]) == (False, "週150回以上が0週（4週が必要）")


def test_ninety_nine_in_one_of_four_weeks_is_not(rules):
    first, *_ = found(weeks(100, 99, 100, 100), rules)
    assert (first["met"], first["amount"]) == (False, 0)
    assert first["reason"] == "週100回以上が3週（4週が必要）"


def test_three_weeks_are_not_enough_however_many_doses(rules):
    first, second, *_ = found(weeks(140, 140, 140), rules)
    assert not first["met"]
    assert not second["met"]


def test_the_weeks_need_not_follow_each_other(rules):
    first, *_ = found(weeks(100, 20, 100, 20, 100, 100), rules)
    assert (first["claimed"], first["amount"]) == (True, 800_000)


def test_a_hundred_and_fifty_in_four_weeks_pays_the_higher_rate_alone(rules):
    first, second, *_ = found(weeks(150, 150, 150, 150), rules)
    assert (second["claimed"], second["amount"]) == (True, 1_800_000)
    assert (first["claimed"], first["amount"]) == (False, 0)
    assert first["reason"] == "全ての週が上の単価の対象"


def test_weeks_between_both_thresholds_are_paid_at_the_lower_rate(rules):
    own = claims(weeks(150, 150, 150, 150, 120), rules)
    assert own["amount"].tolist()[:2] == [240_000, 1_800_000]
    assert own["reason"].iloc[0] == "週100回以上が5週、うち1週に適用"
    assert total(own) == 2_040_000


def test_three_weeks_of_a_hundred_and_fifty_count_as_weeks_of_a_hundred(rules):
    first, second, *_ = found(weeks(150, 150, 150, 100), rules)
    assert (first["claimed"], first["amount"]) == (True, 550 * 2_000)
    assert not second["met"]


def test_doses_after_the_end_of_july_do_not_count(rules):
    first, *_ = found(weeks(100, 100, 100, 100, begins=pd.Timestamp("2021-07-12")), rules)
    assert not first["met"]
    assert first["counted"] == 3


def test_the_last_week_counts_with_its_days_up_to_the_end_of_july(rules):
    last = weeks(100, 100, 100, 120, begins=pd.Timestamp("2021-07-05"))
    first, *_ = found(last, rules)
    assert (first["claimed"], first["amount"]) == (True, 420 * 2_000)
    sunday = last["date"] == pd.Timestamp("2021-08-01")
    moved = last.assign(doses=last["doses"].where(~sunday, 50))
    assert found(moved, rules)[0]["amount"] == 420 * 2_000


def test_fifty_a_day_are_paid_by_the_day_and_forty_nine_are_not(rules):
    *_, daily, _ = found(days(50, 49, 51), rules)
    assert (daily["claimed"], daily["counted"], daily["amount"]) == (True, 2, 200_000)


def test_sessions_of_one_day_are_added_up(rules):
    twice = pd.concat([days(30), days(20)])
    assert found(twice, rules)[2]["claimed"]


def test_where_the_weeks_pay_more_the_days_are_not_paid(rules):
    weekly = days(100, 100, 100, 100, kind="診療所")
    first, _, daily, _ = found(weekly, rules)
    assert (first["claimed"], daily["met"], daily["claimed"]) == (True, True, False)
    assert daily["reason"] == "①と重複しない（①80万円、②40万円）"
    assert total(claims(weekly, rules)) == 800_000


def test_where_the_day_pays_more_the_weeks_are_not_paid(rules):
    often = pd.concat(
        [
            days(50, 50, 50, 50, kind="診療所", begins=MONDAY + pd.Timedelta(days=n))
            for n in range(2)
        ]
    )
    first, _, daily, _ = found(often, rules)
    assert (first["amount"], daily["amount"]) == (800_000, 800_000)
    assert (first["claimed"], daily["claimed"]) == (True, False)
    five = pd.concat([often, days(50, kind="診療所", begins=MONDAY + pd.Timedelta(weeks=9))])
    first, _, daily, _ = found(five, rules)
    assert (first["claimed"], daily["claimed"]) == (False, True)
    assert first["reason"] == "②と重複しない（②90万円、①80万円）"
    assert total(claims(five, rules)) == 900_000


def test_special_staff_of_a_hospital_is_added_to_the_day(rules):
    staffed = days(50, 50, 50, 50, special=True, doctor_hours=4.0, nurse_hours=10.0)
    first, _, daily, hours = found(staffed, rules)
    assert (first["met"], first["reason"]) == (False, "診療所のみ")
    assert (daily["claimed"], daily["amount"]) == (True, 400_000)
    assert (hours["claimed"], hours["amount"]) == (True, 16 * 7_550 + 40 * 2_760)
    assert total(claims(staffed, rules)) == 400_000 + 231_200


def test_special_staff_needs_a_hospital_four_weeks_and_days_with_it(rules):
    assert (
        found(days(50, 50, 50, 50, special=True, kind="診療所"), rules)[3]["reason"] == "病院のみ"
    )
    few = found(days(50, 50, 50, 49, special=True), rules)[3]
    assert few["reason"] == "特別な体制の50回以上が3週（4週が必要）"
    assert found(days(50, 50, 50, 50), rules)[3]["reason"] == "特別な体制の日がない"


def test_two_special_days_of_one_week_are_one_week(rules):
    twice = pd.concat([days(50, 50, 50, begins=MONDAY + pd.Timedelta(days=n)) for n in range(2)])
    hours = found(twice.assign(special=True, doctor_hours=1.0), rules)[3]
    assert (hours["met"], hours["counted"]) == (False, 3)


def test_without_hours_the_sum_is_unknown_and_said_so(facts, rules):
    staffed = claims(days(50, 50, 50, 50, special=True), rules)
    assert pd.isna(staffed["amount"].iloc[3])
    assert pd.isna(total(staffed))
    (row,) = meeting.claims_table(staffed, rules)["rows"]
    assert row[4]["text"].startswith("○ 時間数による")
    assert row[5]["text"] == "－"


def test_weekly_totals_are_read_and_say_nothing_of_days(rules):
    own = pd.DataFrame({"date": pd.date_range(MONDAY, periods=4, freq="7D"), "doses": 100})
    first, _, daily, _ = found(own.assign(facility="甲", kind="診療所", per="week"), rules)
    assert first["claimed"]
    assert (daily["met"], daily["reason"]) == (False, "日ごとの回数がない")


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"kind": "診療処"}, "kind '診療処'; expected 診療所 or 病院 (nearest: 診療所)"),
        ({"doses": -1}, "doses: -1; expected a number from 0 on"),
        ({"doses": "多数"}, "doses: 多数"),
        ({"date": "6月31日"}, "date: 6月31日; expected a day"),
        ({"per": "month"}, "per 'month'; expected day or week"),
    ],
)
def test_what_cannot_be_counted_is_refused(rules, change, told):
    with pytest.raises(DataError) as error:
        claims(days(50).assign(**change), rules)
    assert told in str(error.value)


def test_a_missing_column_is_named(rules):
    with pytest.raises(DataError, match="column 'kind' is missing"):
        claims(days(50).drop(columns="kind"), rules)


def test_no_facility_claims_nothing(rules):
    assert claims(days(50).head(0), rules).empty


def test_the_examples_show_every_verdict_and_say_that_they_are_invented(facts):
    own = claims(example_doses(facts.support), facts.support.thresholds)
    assert own.groupby("facility", sort=False)["claimed"].any().tolist() == [
        True, True, False, True, True, True
    ]  # fmt: skip
    page = meeting.claims_page(facts)
    assert page.heading == "架空の6施設で判定すると、5施設が追加支援の対象"
    assert all("見本" in row[0]["text"] for row in page.blocks[0]["rows"])
    sums = [row[-1]["text"] for row in page.blocks[0]["rows"]]
    assert sums == ["840,000", "2,130,000", "0", "960,000", "974,900", "300,000"]
    marks = {row[place]["text"][0] for row in page.blocks[0]["rows"] for place in range(1, 5)}
    assert marks == {"○", "△", "×"}
    assert "架空" in page.source


def test_a_facility_with_a_hostile_name_is_text(rules):
    name = '=HYPERLINK("x") <script>alert(1)</script> #panic() ※{doses}'
    block = meeting.claims_table(claims(days(50).assign(facility=name), rules), rules)
    assert block["rows"][0][0]["text"] == name
