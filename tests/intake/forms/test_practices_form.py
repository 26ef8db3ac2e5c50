"""The form of good practices: what one is known by, and that it asks for no person."""

from renkei.intake.forms.practices import CATEGORIES, PRACTICES


def test_categories_are_closed_and_end_with_other() -> None:
    assert PRACTICES.by_name["category"].choices == CATEGORIES
    assert CATEGORIES[-1] == "その他"


def test_a_practice_is_known_by_its_area_and_title() -> None:
    assert PRACTICES.key == ("area", "title")
    assert PRACTICES.levels == ("prefecture", "municipality")


def test_the_source_is_text_and_no_person_is_asked_for() -> None:
    assert PRACTICES.by_name["source"].kind == "text"
    assert PRACTICES.contacts == ()
