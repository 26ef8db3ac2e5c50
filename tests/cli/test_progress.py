"""How a run tells of itself: lines for people, JSON for machines, a bar on a terminal."""

import io
import json

import pytest
from rich.console import Console

from renkei.cli.progress import Bar, JsonLines, Lines, Log, reporter


def console(terminal: bool = False) -> Console:
    where = io.StringIO()
    return Console(file=where, force_terminal=terminal, highlight=False, soft_wrap=True)


def told(one) -> str:
    return one.console.file.getvalue()


def a_night(one) -> None:
    """A run of two frames and four decks, one unchanged and one that fails after a second try."""
    with one.shown():
        one.say("1_clean_returns", 7.5)
        one.tell("unchanged", {"step": "2_project_completion"})
        one.tell("decks", {"wanted": 3, "unchanged": 1})
        one.say("00 全国", 3.25)
        one.tell("retry", {"area": "16", "name": "富山県", "cause": "odd", "seconds": 2.0})
        one.tell("failed", {"area": "16", "name": "富山県", "cause": "odd"})
        one.say("13 東京都", 2.0)


def test_lines_count_only_what_is_to_be_done():
    one = reporter(Log.text, console(), "見通し", 6)
    a_night(one)
    assert isinstance(one, Lines)
    assert told(one).splitlines() == [
        "[1/6] 1_clean_returns  7.5 s",
        "unchanged: 1 decks",
        "[2/4] 00 全国  3.2 s",
        "16 富山県: odd; tried again in 2 s",
        "FAILED 16 富山県: odd",
        "[4/4] 13 東京都  2.0 s",
    ]


def test_each_line_of_json_has_event_area_counts_and_pace():
    one = reporter(Log.auto, console(), "見通し", 6)
    a_night(one)
    assert isinstance(one, JsonLines)
    lines = [json.loads(line) for line in told(one).splitlines()]
    assert [line["event"] for line in lines] == [
        *("done", "unchanged", "decks", "done", "retry", "failed", "done"),
    ]
    first, last = lines[0], lines[-1]
    assert (first["step"], first["area"], first["done"], first["of"]) == (
        *("1_clean_returns", None, 1, 6),
    )
    assert (last["area"], last["done"], last["of"], last["seconds_left"]) == ("13", 4, 4, 0.0)
    assert last["rate_per_minute"] > 0


def test_a_terminal_gets_a_bar_and_the_same_lines():
    one = reporter(Log.auto, console(terminal=True), "見通し", 6)
    a_night(one)
    assert isinstance(one, Bar)
    assert "decks/min" in told(one)
    assert "[4/4] 13 東京都" in told(one)


@pytest.mark.parametrize("title", ["[/b][red]見通し", "a\x1b[31mb"])
def test_markup_in_a_title_or_cause_stays_text(title):
    one = reporter(Log.text, console(), title, 1)
    one.tell("failed", {"area": "16", "name": "富山県", "cause": "[bold]odd[/bold]"})
    assert "[bold]odd[/bold]" in told(one)
