"""A snapshot that is not what it seems: nothing is swallowed, doubled or used unsaid."""

import gzip
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from renkei.errors import DataError
from renkei.intake import read_records, sentences
from renkei.intake.opening.container import LIMITS, Limits, plain_text
from renkei.intake.records import account, reading
from renkei.intake.records.lines import Lines
from renkei.intake.records.snapshot import read_lines
from renkei.settings import Campaign

HEAD = "date,prefecture,gender,age,medical_worker,status,count"
GOOD = "2021-05-11,16,F,65-,false,1,5"
JSON = {"date": "2021-05-11", "area": "16", "age": "65-", "status": 1, "count": 5}
Writer = Callable[..., Path]


def given(records: reading.Records, area: str = "16", cohort: str = "programme") -> int:
    found = records.accepted
    return int(found.query("area == @area and cohort == @cohort")["count"].sum())


def days(count: int) -> list[str]:
    """Sound lines that all differ, of one dose each."""
    return [f"2021-05-{1 + number % 11:02},16,{number},65-,false,1,1" for number in range(count)]


@pytest.mark.parametrize(
    "quoted", ['2021-05-11,17,F,65-,false,1,"5', '2021-05-11,17,F,65-,fa"lse,1,5']
)
def test_a_quote_that_does_not_close_costs_its_own_line_only(
    campaign: Campaign, snapshot: Writer, quoted: str
) -> None:
    lines = days(52_230)
    lines.insert(10, quoted)
    lines.insert(40_000, "2021-05-11,17,F,65-")
    snapshot("2021-05-12.csv", [HEAD, *lines])
    records = read_records(campaign)
    account = records.reconciliation.iloc[0]
    assert (account["rows"], account["accepted"], account["rejected"]) == (52_233, 52_230, 2)
    assert account["balanced"]
    assert given(records) == 52_230
    assert records.rejected["row"].tolist() == [12, 40_002]
    assert records.rejected["reason"].tolist() == ["a quote that does not close", "4 fields"]


def test_a_value_over_two_lines_is_refused_with_both(campaign: Campaign, snapshot: Writer) -> None:
    over_two = ['2021-05-11,16,"F', 'x",65-,false,1,7']
    snapshot("2021-05-12.csv", [HEAD, GOOD, *over_two, GOOD.replace("F", "M")])
    records = read_records(campaign)
    assert records.rejected["row"].tolist() == [3, 4]
    assert given(records) == 10
    assert records.reconciliation["balanced"].all()


def test_quotes_around_whole_values_are_read_whatever_they_hold(
    campaign: Campaign, snapshot: Writer
) -> None:
    head = '"date","area","note","status","count"'
    noted = ['"2021-05-11",16,"a,b",1,"5"', '2021-05-11,16,"say ""x""",1,7', "2021-05-11,16,,1,1"]
    snapshot("2021-05-12.csv", [head, *noted])
    records = read_records(campaign)
    assert given(records) == 13
    assert records.rejected.empty


def test_a_very_long_line_is_kept_in_200_characters(campaign: Campaign, snapshot: Writer) -> None:
    long = "字" * 5_000
    lines = [GOOD, long, f'2021-05-11,16,F,65-,false,1,"{long}', f"{long},16,F,65-,false,1,5"]
    snapshot("2021-05-12.csv", [HEAD, *lines])
    snapshot("2021-05-13.ndjson", [JSON, "{" + long, JSON | {"area": long}])
    kept = read_records(campaign).rejected
    assert len(kept) == 5
    assert kept["raw"].str.len().max() <= 200


@pytest.mark.parametrize("falsified", ["a line lost", "a line too many"])
def test_lines_that_do_not_add_up_refuse_the_file_whole(
    campaign: Campaign, snapshot: Writer, monkeypatch: pytest.MonkeyPatch, falsified: str
) -> None:
    snapshot("2021-05-11.csv", [HEAD, "2021-05-10,16,F,65-,false,1,2"])
    snapshot("2021-05-12.csv", [HEAD, *days(9)])

    def misreading(content: bytes) -> Lines:
        lines = read_lines(content)
        if len(lines.line) == 9 and falsified == "a line lost":
            lines.without(np.arange(9) == 4)
        elif len(lines.line) == 9:
            lines.blank += 1
        return lines

    monkeypatch.setattr(reading, "read_lines", misreading)
    records = read_records(campaign)
    account = records.reconciliation.set_index("file")
    assert account["balanced"].tolist() == [True, False]
    assert account.loc["2021-05-12.csv", ["rows", "accepted", "rejected"]].tolist() == [10, 0, 10]
    assert given(records) == 2
    (sentence,) = sentences(records.rejected)
    found = 9 if falsified == "a line lost" else 11
    assert f"the lines do not add up: 10 in the file, {found} accounted for" in sentence
    assert "figures come from that of 2021-05-11" in sentence


def test_a_value_counted_though_unread_refuses_the_file_whole(
    campaign: Campaign, snapshot: Writer, monkeypatch: pytest.MonkeyPatch
) -> None:
    snapshot("2021-05-11.csv", [HEAD, "2021-05-10,16,F,65-,false,1,2"])
    snapshot("2021-05-12.csv", [HEAD, GOOD, "2021-05-11,16,M,65-,false,1,many"])

    def overlooking(lines: Lines, *_: object) -> np.ndarray[Any, Any]:
        return np.full(len(lines.line), "", dtype=object)

    monkeypatch.setattr(account, "reasons_of", overlooking)
    records = read_records(campaign)
    assert records.reconciliation["balanced"].tolist() == [True, False]
    assert given(records) == 2
    assert "12 values to read, 11 read" in sentences(records.rejected)[0]


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("2021-05-13.csv", HEAD, "no line of it can be used"),
        ("2021-05-13.csv", f"{HEAD}\n2021-05-12,99,F,65-,false,1,5", "no line of it can be used"),
        ("2021-05-13.csv", "", "no column date"),
        ("2021-05-13.csv", "日付,件数\nx,1", "no column date"),
        (
            "2021-05-13.csv",
            f"{HEAD}\r{GOOD}\r",
            "a carriage return that ends no line in the header",
        ),
        ("2021-05-13.csv", f'{HEAD},"x\n{GOOD},1', "a quote that does not close in the header"),
        ("2021-05-13.csv.gz", "not packed", "no column date"),
        (
            "2021-05-13.csv",
            f"{HEAD}\n2021-05-12,16,F,65-,true,1,5",
            "no line of it counts for programme",
        ),
    ],
)
def test_older_figures_never_stand_unsaid(
    campaign: Campaign, snapshot: Writer, name: str, content: str, reason: str
) -> None:
    snapshot("2021-05-12.csv", [HEAD, GOOD])
    snapshot(name, []).write_text(content, encoding="utf-8", newline="")
    records = read_records(campaign)
    assert given(records) == 5
    (refused,) = records.rejected.query("kind == 'file'").to_dict("records")
    assert (refused["file"], refused["corrected"]) == (name, False)
    stands = "the newest snapshot cannot be used; figures come from that of 2021-05-12"
    assert refused["reason"].startswith(reason)
    assert refused["reason"].endswith(stands)
    said = records.ledger[records.ledger["rule"] == "older snapshot used"]
    assert said["reading"].tolist() == [stands]


def test_a_damaged_file_is_refused_and_a_sound_one_of_the_same_day_is_used(
    campaign: Campaign, snapshot: Writer
) -> None:
    whole = snapshot("2021-05-12.csv", [HEAD, GOOD])
    damaged = snapshot("2021-05-12.a.csv.gz", [HEAD, GOOD])
    damaged.write_bytes(damaged.read_bytes()[:-12])
    records = read_records(campaign)
    assert whole.name == "2021-05-12.csv"
    assert given(records) == 5
    assert "the gzip file is damaged" in records.rejected["reason"].iloc[0]
    assert "newest" not in records.rejected["reason"].iloc[0]


def test_where_no_snapshot_can_be_used_the_folder_and_the_reasons_are_named(
    campaign: Campaign, snapshot: Writer
) -> None:
    snapshot("2021-05-11.csv", [HEAD])
    snapshot("2021-05-12.csv", ["日付"])
    snapshot("最新.csv", [HEAD, GOOD])
    snapshot("2021-06-30.csv", [HEAD, GOOD])
    with pytest.raises(DataError) as caught:
        read_records(campaign)
    said = str(caught.value)
    assert str(campaign.raw / "sample" / "records") in said
    assert "none of 3 snapshots can be used: 2021-05-11.csv: no line of it can be used" in said
    assert "2021-05-12.csv: no column date" in said
    assert "最新.csv: the name is no date" in said


def test_before_the_first_snapshot_there_are_no_records_and_the_ledger_says_so(
    campaign: Campaign, snapshot: Writer
) -> None:
    snapshot("2021-06-30.csv", [HEAD, GOOD])
    records = read_records(campaign)
    assert records.accepted.empty
    assert records.ledger["reading"].tolist() == [
        "no snapshot by 2021-05-17; the first is of 2021-06-30"
    ]


def test_the_same_line_twice_is_counted_once_and_said_so(
    campaign: Campaign, snapshot: Writer
) -> None:
    snapshot(
        "2021-05-12.csv", [HEAD, GOOD, GOOD.replace(",F,", ",M,"), GOOD, GOOD.replace(",5", ",05")]
    )
    records = read_records(campaign)
    assert given(records) == 10
    assert records.reconciliation["superseded"].tolist() == [2]
    assert records.ledger[["cell", "reading", "rule"]].values.tolist() == [
        ["line 4", "2 lines not counted", "the same line twice"]
    ]
    assert records.reconciliation["balanced"].all()


@pytest.mark.parametrize("kind", ["csv", "ndjson"])
def test_the_same_line_with_another_count_is_rejected_with_the_first(
    campaign: Campaign, snapshot: Writer, kind: str
) -> None:
    if kind == "csv":
        other = GOOD.replace(",16,", ",17,")
        snapshot("2021-05-12.csv", [HEAD, GOOD, other, GOOD[:-1] + "7"])
    else:
        lines = [JSON, JSON | {"area": "17"}, JSON | {"count": 7}]
        snapshot("2021-05-12.ndjson", lines)
    records = read_records(campaign)
    assert (given(records, "16"), given(records, "17")) == (0, 5)
    assert len(records.rejected) == 2
    first, second = (2, 4) if kind == "csv" else (1, 3)
    assert set(records.rejected["reason"]) == {
        f"count differs for the same day, area and group: 5 in line {first}, 7 in line {second}"
    }
    assert records.reconciliation["balanced"].all()


def test_lines_that_differ_in_a_column_renkei_does_not_know_are_not_the_same(
    campaign: Campaign, snapshot: Writer
) -> None:
    snapshot("2021-05-12.csv", [f"{HEAD},maker", f"{GOOD},a", f"{GOOD},b"])
    assert given(read_records(campaign)) == 10
    snapshot("2021-05-12.csv", []).unlink()
    snapshot("2021-05-12.ndjson", [JSON | {"maker": "a"}, JSON | {"maker": {"name": "b"}}])
    assert given(read_records(campaign)) == 10


@pytest.mark.parametrize(
    ("line", "read"),
    [
        (JSON | {"count": 5.0, "status": 1.0}, 5),
        (JSON | {"count": "5"}, 5),
        (JSON | {"count": 5.5}, None),
        (JSON | {"count": None}, None),
        (JSON | {"age": None}, None),
        (JSON | {"area": None}, None),
        (JSON | {"area": "\u2028"}, None),
        (JSON | {"note": "\u2028"}, 5),
        ('{"date":"2021-05-11","area":"16","note":"\u2028\x85","status":1,"count":5}', 5),
        ('{"date":"2021-05-11","area":"16","status":1,"count":5,"count":6}', None),
        ('{"date":"2021-05-11","area":"\\ud800","status":1,"count":5}', None),
        ('{"date":"2021-05-11","\\ud800":1}', None),
        ('{"date":"2021-05-11","area":"16","status":1,"count":5}', 5),
        (JSON | {"count": True}, None),
        (JSON | {"count": 10**30}, None),
        ("[" * 100_000, None),
    ],
)
@pytest.mark.parametrize(
    "neighbour",
    [JSON, JSON | {"count": 7.0}, JSON | {"age": None}, "{broken", "", "  ", JSON | {"count": "5"}],
)
def test_an_ndjson_line_reads_the_same_whatever_its_neighbours(
    campaign: Campaign, snapshot: Writer, line: Any, read: int | None, neighbour: Any
) -> None:
    beside = neighbour | {"area": "17"} if isinstance(neighbour, dict) else neighbour
    anchor = JSON | {"area": "13"}
    for name, lines in (
        ("2021-05-12.ndjson", [anchor, line]),
        ("2021-05-13.ndjson", [anchor, line, beside]),
    ):
        text = "\n".join(
            one if isinstance(one, str) else json.dumps(one, ensure_ascii=False) for one in lines
        )
        snapshot(name, []).write_text(text + "\n", encoding="utf-8", newline="")
    records = read_records(campaign)
    assert records.reconciliation["balanced"].all()
    accepted, refused = records.accepted, records.rejected
    for day in ("2021-05-12", "2021-05-13"):
        found = accepted[(accepted["snapshot"] == day) & (accepted["area"] == "16")]
        assert int(found.query("cohort == 'programme'")["count"].sum()) == (read or 0)
        lost = refused[(refused["file"] == f"{day}.ndjson") & (refused["row"] == 2)]
        assert len(lost) == (read is None)


def test_line_ends_of_windows_and_blank_lines_keep_the_numbers(
    campaign: Campaign, snapshot: Writer
) -> None:
    lines = [HEAD, "", GOOD, "", ",,,,,,", "bad", "", "2021-05-11,99,F,65-,false,1,5", 'x"y', "   "]
    content = "\r\n".join(lines)
    snapshot("2021-05-12.csv", []).write_text(content, encoding="utf-8", newline="")
    records = read_records(campaign)
    assert given(records) == 5
    assert records.rejected["row"].tolist() == [6, 8, 9, 10]
    account = records.reconciliation.iloc[0]
    assert (account["rows"], account["blank"], account["balanced"]) == (10, 4, True)


def test_a_carriage_return_within_a_line_costs_that_line(
    campaign: Campaign, snapshot: Writer
) -> None:
    lines = [HEAD, GOOD, f"{GOOD}\r{GOOD.replace('16', '17')}", GOOD.replace("F", "M")]
    snapshot("2021-05-12.csv", []).write_text("\n".join(lines), encoding="utf-8", newline="")
    records = read_records(campaign)
    assert (given(records), given(records, "17")) == (10, 0)
    assert records.rejected["reason"].tolist() == ["a carriage return that ends no line"]


@pytest.mark.parametrize(
    ("content", "limits", "said"),
    [
        (gzip.compress(b"\n" * 30_000_000, mtime=0), LIMITS, "times its size"),
        (gzip.compress(b"x" * 5_000, mtime=0), Limits(expanded_bytes=4_000), "at most 4,000 bytes"),
        (b"x" * 5_000, Limits(expanded_bytes=4_000), "at most 4,000 bytes"),
        (b"\n" * 5_000_001, LIMITS, "the text has 5,000,001 lines; expected at most 5,000,000"),
        (gzip.compress(b"\n" * 200, mtime=0), Limits(lines=199), "the text has 200 lines"),
        (b"\x1f\x8bxx", LIMITS, "the gzip file is damaged"),
        (b"\x81\x00", LIMITS, "the text is neither UTF-8 nor cp932"),
    ],
)
def test_a_text_is_weighed_before_it_is_parsed(content: bytes, limits: Any, said: str) -> None:
    with pytest.raises(DataError) as caught:
        plain_text(content, "2021-05-12.csv.gz", limits)
    assert said in str(caught.value)
    assert str(caught.value).startswith("2021-05-12.csv.gz: ")


def test_an_age_group_asked_for_and_not_told_leaves_older_figures_standing(
    campaign: Campaign, snapshot: Writer
) -> None:
    snapshot("2021-05-12.csv", [HEAD, GOOD])
    snapshot("2021-05-13.csv", ["date,area,status,count", "2021-05-12,16,1,9"])
    elderly = read_records(campaign.model_copy(update={"measure": "65-"}))
    assert "no line of it counts for 65-; the newest" in elderly.rejected["reason"].iloc[0]
    assert read_records(campaign).rejected.empty
    assert pd.Timestamp("2021-05-13") in set(elderly.accepted["snapshot"])
