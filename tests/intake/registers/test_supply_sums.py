"""Supply: doses are boxes times doses per box on that day, the cumulative is the running sum."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from renkei.intake import Registers
from renkei.intake.forms.supply import SUPPLY
from renkei.intake.registers import settle_register
from renkei.intake.sheets.inquiry import Inquiry
from renkei.intake.sheets.reading import read_file

Arrive = Callable[..., Path]
Read = Callable[[], Registers]
Said = Callable[[Registers], list[str]]

# Source-documents.md, B5: the row of cumulative figures is exact (610 boxes, 699,270 doses).
DAYS = ("R3.4.5", "R3.4.12", "R3.4.19", "R3.4.26", "R3.5.3", "R3.5.10", "R3.5.24", "R3.6.7", "R3.6.21")  # fmt: skip
BOXES = (2, 10, 10, 15, 37, 121, 129, 136, 150)
CUMULATIVE = (1950, 11700, 21450, 36075, 72150, 213720, 364650, 523770, 699270)


def toyama(**changed: dict[int, Any]) -> list[dict[str, Any]]:
    """The deliveries of B5 as a prefecture fills them in; `changed` by question and delivery."""
    rows: list[dict[str, Any]] = []
    for number, (day, boxes, cumulative) in enumerate(zip(DAYS, BOXES, CUMULATIVE, strict=True)):
        held = 975 if number < 5 else 1170
        row = {"prefecture": "富山県", "day": day, "class": "高齢者向け", "boxes": boxes,
               "doses_per_box": held, "doses": boxes * held, "cumulative": cumulative}  # fmt: skip
        rows.append(row | {name: by[number] for name, by in changed.items() if number in by})
    return rows


def test_the_exact_row_of_the_source_is_accepted_to_the_last_dose(
    arrive: Arrive, read: Read
) -> None:
    arrive("supply", toyama())
    registers = read()
    assert registers.rejected.empty
    supply = registers.supply
    assert supply["boxes"].sum() == 610
    assert supply["doses"].sum() == 699_270 == supply["cumulative"].iloc[-1]
    assert supply["cumulative"].tolist() == list(CUMULATIVE)
    assert set(supply["area"]) == {"16"}
    assert str(supply["day"].iloc[0]) == "2021-04-05 00:00:00"


def test_wrong_doses_are_refused_with_both_figures_and_nothing_is_repaired(
    arrive: Arrive, read: Read, said: Said
) -> None:
    arrive("supply", toyama(doses={1: 9570}))
    registers = read()
    assert said(registers) == [
        '回答!H7: 回分 is "9570" but 10 boxes of 975 make 9,750; '
        "expected 9,750, or another number of boxes"
    ]
    row = registers.supply.iloc[1]
    assert np.isnan(row["doses"])
    assert (row["boxes"], row["cumulative"]) == (10, 11700)
    assert registers.rejected["rule"].tolist() == ["boxes and doses differ"]


def test_a_wrong_cumulative_figure_is_refused_alone(arrive: Arrive, read: Read, said: Said) -> None:
    arrive("supply", toyama(cumulative={5: 213270}))
    registers = read()
    assert said(registers) == [
        '回答!I11: 累計回分 is "213270" but the deliveries up to 2021-05-10 make 213,720; '
        "expected 213,720, or other deliveries before"
    ]
    given = registers.supply["cumulative"]
    assert given.isna().tolist() == [number == 5 for number in range(9)]
    assert registers.supply["doses"].sum() == 699_270


def test_the_weekly_cells_that_the_scan_invented_are_all_refused(
    arrive: Arrive, read: Read
) -> None:
    # B5: 17 → 16,075, 21 → 19,170, … are no multiples of 975 or 1,170.
    invented = {4: (17, 16075), 5: (21, 19170), 6: (28, 23610), 7: (36, 36075), 8: (44, 49530)}
    rows = toyama(
        boxes={number: boxes for number, (boxes, _) in invented.items()},
        doses={number: doses for number, (_, doses) in invented.items()},
        cumulative=dict.fromkeys(range(9)),
    )
    arrive("supply", rows)
    refused = read().rejected
    assert refused["rule"].tolist() == ["boxes and doses differ"] * 5


def test_doses_per_box_are_those_of_the_day_of_delivery(
    arrive: Arrive, read: Read, said: Said
) -> None:
    arrive("supply", toyama(doses_per_box={4: 1170}, doses={4: 37 * 1170}))
    registers = read()
    assert said(registers) == [
        '回答!G10: 1箱当たり回分 is "1170" but a box of 2021-05-03 holds 975; expected 975',
        '回答!H10: 回分 is "43290" but 37 boxes of 975 make 36,075; '
        "expected 36,075, or another number of boxes",
    ]
    assert registers.supply["cumulative"].notna().all()


def test_a_delivery_before_the_first_setting_cannot_be_checked_and_says_so(
    arrive: Arrive, read: Read, said: Said
) -> None:
    row = toyama()[0] | {"day": "R3.3.22", "doses_per_box": None}
    arrive("supply", [row])
    assert said(read()) == [
        '回答!H6: 回分 is "1950" but how many doses a box of 2021-03-22 holds is not set; '
        "expected sources.supply.doses_per_box to begin on or before that day",
    ]


def test_after_a_delivery_not_known_sums_go_on_from_the_next_figure(
    arrive: Arrive, read: Read, said: Said
) -> None:
    rows = toyama(boxes={2: None}, doses={2: None}, cumulative={8: 699271})
    arrive("supply", rows)
    assert [one[:9] for one in said(read())] == ["回答!I14: 累"]


def test_classes_and_areas_have_sums_of_their_own(arrive: Arrive, read: Read) -> None:
    other = [row | {"class": "高齢者以降"} for row in toyama()]
    city = [row | {"name": "富山市"} for row in toyama()]
    arrive("supply", toyama() + other + city)
    registers = read()
    assert registers.rejected.empty
    assert registers.supply.groupby(["area", "class"]).size().tolist() == [9, 9, 9]
    assert set(registers.supply["area"]) == {"16", "162019"}


def test_weekly_files_add_up_in_whatever_order_they_come(arrive: Arrive, read: Read) -> None:
    for number in (1, 0, 3, 2):
        arrive("supply", toyama()[number : number + 1], received=f"2021-05-0{number + 1}")
    arrive("supply", toyama()[4:], received="2021-04-01")
    registers = read()
    assert registers.rejected.empty
    assert registers.supply["current"].all()


def test_a_refused_row_leaves_the_sums_of_its_area_alone_until_it_is_put_right(
    arrive: Arrive, read: Read
) -> None:
    arrive("supply", toyama(**{"class": {1: "高齢者"}}), received="2021-05-20")
    assert read().rejected[["rule", "question", "area", "corrected"]].to_numpy().tolist() == [
        ["no key", "class", "16", False]
    ]
    arrive("supply", toyama(), received="2021-05-21")
    registers = read()
    assert registers.rejected["corrected"].tolist() == [True]
    assert registers.supply["current"].sum() == 9


def test_a_figure_put_right_by_a_later_file_is_still_reported(arrive: Arrive, read: Read) -> None:
    arrive("supply", toyama(cumulative={3: 36057}), received="2021-05-20")
    arrive("supply", toyama(), received="2021-05-21")
    registers = read()
    assert registers.rejected[["rule", "corrected"]].to_numpy().tolist() == [
        ["not the running sum", True]
    ]
    standing = registers.supply[registers.supply["current"]]
    assert standing["cumulative"].tolist() == list(CUMULATIVE)


def test_sums_count_what_stands_not_what_was_replaced(arrive: Arrive, read: Read) -> None:
    arrive("supply", toyama()[:3], received="2021-05-20")
    fewer = [{"prefecture": "富山県", "day": "R3.4.12", "class": "高齢者向け", "boxes": 9, "doses": 8775,
              "cumulative": 10725}]  # fmt: skip
    arrive("supply", fewer, received="2021-05-21")
    registers = read()
    assert registers.rejected[["cell", "raw", "corrected"]].to_numpy().tolist() == [
        ["I8", "21450", False]
    ]


def test_a_blank_keeps_the_boxes_and_new_doses_are_held_against_them(
    arrive: Arrive, read: Read, said: Said
) -> None:
    arrive("supply", toyama()[:1], received="2021-05-20")
    later = [{"prefecture": "富山県", "day": "R3.4.5", "class": "高齢者向け", "doses": 2925}]
    arrive("supply", later, received="2021-05-21")
    registers = read()
    standing = registers.supply[registers.supply["current"]].iloc[0]
    assert (standing["boxes"], standing["cumulative"]) == (2, 1950)
    assert np.isnan(standing["doses"])
    assert said(registers)[0].startswith('回答!H6: 回分 is "2925" but 2 boxes of 975 make 1,950')


@pytest.mark.parametrize(
    ("written", "value"),
    [("２箱", 2), ("約2", 2), (" 2 ", 2), ("2.0", 2)],
)
def test_boxes_are_read_as_offices_write_them(
    arrive: Arrive, read: Read, written: str, value: float
) -> None:
    arrive("supply", [toyama()[0] | {"boxes": written, "doses": "1,950回分"}])
    registers = read()
    assert registers.rejected.empty
    assert registers.supply[["boxes", "doses"]].to_numpy().tolist() == [[value, 1950]]


def test_without_the_setting_only_the_sums_are_checked(arrive: Arrive) -> None:
    file = arrive("supply", toyama(doses={0: 2000}, cumulative={0: 2000}))
    submission = read_file(file, file.name, None, 0, Inquiry(SUPPLY, dt.date(2021, 6, 1)))
    settle_register(SUPPLY, [submission])
    refused = submission.rejections
    assert {one["rule"] for one in refused} == {"not the running sum"}
    assert [one["raw"] for one in refused] == [str(one) for one in CUMULATIVE[1:]]


def test_a_total_below_the_deliveries_is_held_against_them(
    arrive: Arrive, read: Read, said: Said
) -> None:
    def edit(book: Any) -> None:
        sheet = book["回答"]
        for column, value in zip("BFH", ("計", 610, 699271), strict=True):
            sheet[f"{column}15"] = value
        sheet["C15"] = "計"
        sheet["B15"] = None

    arrive("supply", toyama(), edit=edit)
    registers = read()
    assert said(registers) == [
        '回答!H15: 計 of 回分 is "699271" but the rows make 699270; expected the sum of the rows'
    ]
