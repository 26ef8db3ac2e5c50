"""Telephone numbers and mail addresses are masked in free text; dates and counts are not."""

import pytest

from renkei.wording.contacts import masked


@pytest.mark.parametrize(
    "text",
    [
        "076-444-1234",
        "０７６－４４４－１２３４",
        "090ー1234ー5678",
        "03(1234)5678",
        "a.b+c@city.example.jp",
    ],
)
def test_a_contact_is_masked_wherever_it_stands(text: str) -> None:
    assert masked(f"電話は{text}まで") == "電話は（連絡先）まで"


@pytest.mark.parametrize(
    "text",
    ["2021-05-31", "7月末", "1,200-1,500", "R3-07-31", "10-12", "0.5-0.8", "162019", "@", ""],
)
def test_everything_else_stays(text: str) -> None:
    assert masked(text) == text
