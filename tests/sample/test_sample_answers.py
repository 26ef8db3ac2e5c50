"""The drawn answers: the published totals, a believable story, and wordings that mean them."""

import datetime as dt
from collections import Counter
from pathlib import Path

import pytest

from renkei.intake.forms.page import Shown
from renkei.sample.answers import Meant, draw_answers
from renkei.sample.municipalities import Municipalities, draw_municipalities
from renkei.sample.plan import BUCKETS, CAMPAIGN, DEADLINE, ROUNDS, TITLE
from renkei.sample.wordings import write_answer
from renkei.settings import read_params

PUBLISHED = {1: (1490, 185, 66), 2: (1616, 93, 32), 3: (1718, 21, 2), 4: (1741, 0, 0)}


def _totals(answers: list[Meant]) -> tuple[int, ...]:
    counted = Counter(one.bucket for one in answers)
    return tuple(counted[bucket] for bucket in BUCKETS)


@pytest.mark.parametrize("number", PUBLISHED)
def test_each_round_has_the_published_totals(answers: dict[int, list[Meant]], number: int) -> None:
    assert _totals(answers[number]) == PUBLISHED[number]


def test_another_seed_has_the_same_totals_but_other_answers(
    answers: dict[int, list[Meant]],
) -> None:
    others = draw_answers(draw_municipalities(7), 7)
    assert {number: _totals(one) for number, one in others.items()} == PUBLISHED
    assert others[1] != answers[1]


def test_most_keep_or_improve_and_a_few_slip_back(answers: dict[int, list[Meant]]) -> None:
    for number in (2, 3):
        pairs = zip(answers[number - 1], answers[number], strict=True)
        moved = [BUCKETS.index(new.bucket) - BUCKETS.index(old.bucket) for old, new in pairs]
        assert 1 <= sum(one > 0 for one in moved) <= 40
        assert sum(one < 0 for one in moved) > 50


def test_the_end_of_july_dominates_and_other_dates_occur(answers: dict[int, list[Meant]]) -> None:
    days = Counter(one.latest for one in answers[3] if one.bucket == "by_target")
    assert days[DEADLINE] > 1300
    assert len(days) >= 6
    assert min(day for day in days if day) < dt.date(2021, 7, 1)


def test_about_two_hundred_answers_of_round_three_are_conditional(
    answers: dict[int, list[Meant]],
) -> None:
    conditions = Counter(one.condition for one in answers[3] if one.condition)
    assert sum(conditions.values()) == 200
    assert set(conditions) == {"医療従事者の確保が前提", "ワクチンの供給が前提"}


def test_nothing_is_carried_over_into_the_first_round(answers: dict[int, list[Meant]]) -> None:
    assert not any(one.carried for one in answers[1])
    for number in (2, 3, 4):
        assert 100 < sum(one.carried for one in answers[number]) < 400


def test_a_carried_answer_repeats_the_day_before(answers: dict[int, list[Meant]]) -> None:
    for number in (2, 3, 4):
        for old, new in zip(answers[number - 1], answers[number], strict=True):
            if new.carried:
                assert (old.latest, old.open_from) == (new.latest, new.open_from)
                assert not new.condition


def test_one_place_reached_its_goal_early(
    answers: dict[int, list[Meant]], places: Municipalities
) -> None:
    assert [i for i, one in enumerate(answers[3]) if one.complete] == [places.early]


def test_params_name_the_dates_and_title_of_the_sample(project: Path) -> None:
    params = read_params(project / "params" / "sample.yaml")
    assert (params.campaign, params.title, params.deadline) == (CAMPAIGN, TITLE, DEADLINE)
    asked = [(one.number, one.as_of) for one in params.rounds]
    assert asked == [(one.number, one.as_of) for one in ROUNDS]
    assert all(one.opened <= plan.first for one, plan in zip(params.rounds, ROUNDS, strict=True))


@pytest.mark.parametrize(
    ("habit", "expected"),
    [
        ("part", "7月末"),
        ("part wide", "７月末"),
        ("part day", "7月末日"),
        ("part until", "7月末まで"),
        ("part about", "7月末頃"),
        ("part aim", "7月末目途"),
        ("reiwa short", "R3.7.31"),
        ("reiwa short wide", "Ｒ３．７．３１"),
        ("reiwa long", "令和3年7月31日"),
        ("reiwa long wide", "令和３年７月３１日"),
        ("plain", "7月31日"),
        ("within", "7月中"),
        ("third", "7月下旬"),
        ("range", "R3.7.20～R3.7.31"),
        ("cell", dt.date(2021, 7, 31)),
        ("cell month", Shown(dt.date(2021, 7, 1), 'm"月"')),
    ],
)
def test_the_end_of_july_as_each_habit_writes_it(habit: str, expected: object) -> None:
    written = write_answer(Meant(dt.date(2021, 7, 31)), habit, "変更なし", True)
    assert written == (expected, None)


@pytest.mark.parametrize(
    ("meant", "expected"),
    [
        (Meant(dt.date(2021, 7, 20)), "7月中旬"),
        (Meant(dt.date(2021, 7, 25)), "7月25日"),
        (Meant(dt.date(2021, 12, 31)), "年内"),
        (Meant(None, open_from=dt.date(2021, 9, 1)), "9月以降"),
        (Meant(None, complete=True), "完了"),
        (Meant(dt.date(2021, 7, 31), carried=True), "変更なし"),
        (
            Meant(dt.date(2021, 7, 31), condition="ワクチンの供給が前提"),
            "7月末（ワクチンの供給が前提）",
        ),
    ],
)
def test_other_answers_in_the_plain_habit(meant: Meant, expected: str) -> None:
    assert write_answer(meant, "part", "変更なし", True).answer == expected


def test_a_condition_stands_in_its_own_column_where_a_cell_is_a_date() -> None:
    meant = Meant(dt.date(2021, 7, 31), condition="ワクチンの供給が前提")
    written = write_answer(meant, "cell", "〃", True)
    assert written == (dt.date(2021, 7, 31), "ワクチンの供給が前提")
