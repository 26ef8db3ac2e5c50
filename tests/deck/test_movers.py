"""What changed: every municipality in one line, the farthest movers, nothing where nothing moved."""

import pandas as pd
import pytest

from renkei.deck import headlines, measures, notes, tables

TOWNS = ["162019", "162027", "162043", "162051", "162060"]


@pytest.fixture
def answers(frames):
    """Two rounds in which Toyama's municipalities all say 7月末."""
    frame = frames["answers"]
    frame = frame[frame["area"].str.startswith("16")].copy()
    frame["latest"] = frame["earliest"] = pd.Timestamp("2021-07-31")
    return frame.assign(bucket="by_target", status="dated", conditional=False, raw="7月末")


def said(answers, area, **values):
    """The answers with one municipality saying something else in the newest round."""
    mine = (answers["area"] == area) & (answers["round"] == 3)
    changed = answers.copy()
    for name, value in values.items():
        changed.loc[mine, name] = value
    if "latest" in values:
        changed.loc[mine, "earliest"] = values["latest"]
    return changed


def texts(block):
    return [[cell["text"] for cell in row] for row in block["rows"]]


def test_the_lines_add_up_to_all_asked(view, frames):
    shown = view("16")
    moved = measures.moved(shown)
    rows = texts(tables.moves(shown, moved))
    whole = next(place for place, row in enumerate(rows) if row[0] == "計")
    lines = [int(row[1].replace(",", "")) for row in rows[:whole]]
    assert sum(lines) == int(rows[whole][1]) == 15
    assert len(moved) == 15 and moved["area"].is_unique


def test_the_farthest_movers_are_those_of_most_days_times_people(view, answers):
    later = pd.Timestamp("2021-08-10")
    changed = said(said(answers, "162019", latest=later), "162027", latest=later)
    changed = said(changed, "162043", latest=pd.Timestamp("2021-07-01"))
    shown = view("16", answers=changed)
    moved = measures.moved(shown)
    slipped = measures.farthest(moved, "slipped", 5)
    size = shown.eligible
    assert slipped["area"].tolist() == sorted(["162019", "162027"], key=lambda one: -size[one])
    assert (slipped["weight"] == 10 * slipped["eligible"]).all()
    rows = texts(tables.movers(shown, moved, 4))
    assert [row[0] for row in rows if row[0]] == ["遅れた", "早まった"]
    assert rows[0][2:5] == ["7月末", "8月上旬", "+10"]
    assert rows[-1][2:5] == ["7月末", "7月1日", "−30"]
    assert "遅れたのは2市町村" in headlines.changes(shown, moved)


def test_of_equal_weight_the_lower_code_comes_first(view, answers, frames):
    population = frames["population"].copy()
    population.loc[population["area"].isin(TOWNS), "eligible"] = 100
    changed = answers
    for town in reversed(TOWNS[:3]):
        changed = said(changed, town, latest=pd.Timestamp("2021-08-10"))
    shown = view("16", answers=changed, population=population)
    order = measures.farthest(measures.moved(shown), "slipped", 3)
    assert order["area"].tolist() == TOWNS[:3]


def test_an_answer_taken_back_stands_first_and_has_no_days(view, answers):
    changed = said(answers, "162051", status="undecided", bucket="undecided", latest=pd.NaT)
    changed = said(changed, "162060", latest=pd.Timestamp("2021-08-31"), bucket="next_month")
    shown = view("16", answers=changed)
    rows = texts(tables.movers(shown, measures.moved(shown), 6))
    assert rows[0][0] == "取り下げ等" and rows[0][3:5] == ["未定", "－"]
    assert rows[1][0] == "遅れた"
    assert "取り下げ1" in headlines.changes(shown, measures.moved(shown))


def test_a_condition_is_a_change_without_days(view, answers):
    shown = view("16", answers=said(answers, "162019", conditional=True))
    rows = texts(tables.movers(shown, measures.moved(shown), 6))
    assert rows[0][:4] == ["条件を付けた", "富山市", "7月末", "7月末（条件付き）"]
    told = "富山県：前回から早まった市町村も遅れた市町村もない、条件を付けたのは1"
    assert headlines.changes(shown, measures.moved(shown)) == told


def test_conditions_that_came_with_a_move_are_told_beside_those_alone(view, answers):
    changed = said(answers, "162019", conditional=True)
    changed = said(changed, "162027", latest=pd.Timestamp("2021-07-01"), conditional=True)
    shown = view("16", answers=changed)
    told = "「早まった」「遅れた」等に条件も付けた1市町村を含む。条件付きは差引き+2。"
    assert notes.changes(shown, measures.moved(shown)) == [told]
    alone = view("16", answers=said(answers, "162019", conditional=True))
    assert notes.changes(alone, measures.moved(alone)) == []


def test_two_answers_of_one_round_are_listed_only_where_something_changed(view, answers):
    shown = view("16", answers=answers)
    again = measures.moved(shown)
    again["revised"] = again["area"] == "162019"
    assert tables.movers(shown, again, 6)["type"] == "text"
    other = view("16", answers=said(answers, "162019", conditional=True))
    moved = measures.moved(other)
    moved["revised"] = moved["area"] == "162019"
    assert texts(tables.movers(other, moved, 6))[0][0] == "再提出で変更"


def test_where_no_answer_moved_the_page_is_left_out(view, answers):
    shown = view("16", answers=answers)
    moved = measures.moved(shown)
    assert headlines.changes(shown, moved) == ""
    assert tables.movers(shown, moved, 5)["type"] == "text"


def test_without_two_rounds_of_returns_nothing_is_compared(view, open_data, open_frames, frames):
    shown = view(campaign=open_data, **open_frames)
    assert measures.moved(shown).empty and headlines.changes(shown, measures.moved(shown)) == ""
    first = frames["answers"][frames["answers"]["round"] == 3]
    assert measures.moved(view("16", answers=first)).empty


def test_room_not_taken_by_one_part_goes_to_the_other(view, answers):
    changed = answers
    for town in TOWNS:
        changed = said(changed, town, latest=pd.Timestamp("2021-07-10"))
    shown = view("16", answers=changed)
    rows = texts(tables.movers(shown, measures.moved(shown), 5))
    assert len(rows) == 5 and rows[0][0] == "早まった"
