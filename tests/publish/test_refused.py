"""The list of refusals: open ones first, nothing in it is a formula."""

import csv
import io

import pandas as pd

from renkei import processed
from renkei.publish.refused import refused_csv


def rejections(*raws: str) -> pd.DataFrame:
    rows = [
        {"round": 3, "file": "16_富山県.xlsx", "cell": "E14", "raw": raw, "corrected": number == 0}
        for number, raw in enumerate(raws)
    ]
    frame = pd.DataFrame(rows).reindex(columns=processed.empty("rejections").columns)
    return processed.check("rejections", frame)


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


def test_those_still_open_come_first_and_say_so():
    listed = rows(refused_csv(rejections("R3.2.30", "13月")))
    assert [(row["書かれていたもの"], row["訂正"]) for row in listed] == [
        ("13月", "未訂正"),
        ("R3.2.30", "訂正済み"),
    ]
    assert listed[0]["照会"] == "3"
    assert listed[0]["セル"] == "E14"


def test_excel_runs_nothing_of_it():
    listed = rows(refused_csv(rejections("x", "=HYPERLINK(1)", "+1", "-1", "@a")))
    assert [row["書かれていたもの"] for row in listed[:4]] == [
        "'=HYPERLINK(1)",
        "'+1",
        "'-1",
        "'@a",
    ]


def test_excel_knows_the_text_as_utf8():
    assert refused_csv(rejections("x")).startswith("\ufeff照会,")
