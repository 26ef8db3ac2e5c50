"""The supply form's own: its closed classes, what is totalled, what a delivery is known by."""

from renkei.intake.forms.supply import CLASSES, SUPPLY


def test_classes_are_closed() -> None:
    assert CLASSES == ("医療従事者等", "高齢者向け", "高齢者以降")
    assert SUPPLY.by_name["class"].choices == CLASSES


def test_a_delivery_is_known_by_area_day_and_class() -> None:
    assert SUPPLY.key == ("area", "day", "class")
    assert SUPPLY.others == ("day", "class")
    assert all(SUPPLY.by_name[name].needed for name in SUPPLY.others)


def test_boxes_and_doses_add_up_and_running_sums_do_not() -> None:
    assert {one.name for one in SUPPLY.questions if one.total} == {"boxes", "doses"}


def test_the_headers_of_the_printed_schedule_are_known() -> None:
    # 別紙1: 供給量(累計); 高齢者向け in 箱 and 回分
    assert SUPPLY.question_of("供給量(累計)") == "cumulative"
    assert SUPPLY.question_of("供給量（回分）") == "doses"
    assert SUPPLY.question_of("供給量累計") == "cumulative"
    assert SUPPLY.question_of("箱") == "boxes"
