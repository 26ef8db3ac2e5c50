"""The readiness form's own: one row a municipality, states that are closed, numbers with totals."""

from renkei.intake.forms.readiness import PREPARATIONS, READINESS, STATES, TESTING, days, states


def test_states_are_closed_and_the_same_for_every_preparation() -> None:
    assert STATES == ("済", "一部", "未", "対象外")
    assert {one.choices for one in PREPARATIONS} == {STATES}
    titles = [one.title for one in PREPARATIONS]
    assert titles[:5] == [
        "医師の確保", "看護師等の確保", "集団接種会場の確保", "予約受付体制", "移動手段の確保",
    ]  # fmt: skip


def test_every_municipality_has_one_row() -> None:
    assert (READINESS.rows, READINESS.key, READINESS.others) == ("areas", ("area",), ())


def test_numbers_have_units_and_totals() -> None:
    asked = {one.name: (one.unit, one.total) for one in READINESS.questions if one.kind == "count"}
    assert asked == {
        "clinics": ("か所", True), "sites": ("か所", True), "capacity": ("回/日", True),
    }  # fmt: skip


def test_days_are_asked_for_vouchers_and_bookings() -> None:
    days = {one.name: one.title for one in READINESS.questions if one.kind == "day"}
    assert days == {"vouchers_sent": "接種券の発送日", "booking_opened": "予約受付開始日"}


def test_a_later_campaign_asks_prefectures_for_the_day_each_capability_is_ready() -> None:
    assert (TESTING.register, TESTING.levels, states(TESTING)) == ("readiness", ("prefecture",), ())
    assert days(TESTING) == ("testing_sites", "self_test", "follow_up")
    assert TESTING.question_of("FUC") == "follow_up"
    assert days(READINESS) == ("vouchers_sent", "booking_opened")
