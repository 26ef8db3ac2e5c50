"""Issues heard: how texts are sorted, what goes with delay, what became of what liaisons heard."""

import pandas as pd
import pytest

from renkei.deck import headlines, measures, notes, tables
from renkei.deck.measures.issue_words import named, of_liaison, of_practice
from renkei.deck.measures.issues import Delay, Heard, newcombe
from renkei.intake.forms.liaison import CATEGORIES
from renkei.intake.forms.practices import CATEGORIES as PRACTICES
from renkei.intake.forms.returns import ISSUES


def texts(block):
    return [[cell["text"] for cell in row] for row in block["rows"]]


@pytest.mark.parametrize(
    ("text", "issues"),
    [
        ("医療従事者の確保", ("医療従事者の確保",)),
        ("供給が未定で会場も不足", ("ワクチンの供給量・時期", "会場の確保")),
        ("ＶＲＳへの入力", ("記録システムへの入力",)),
        ("基礎疾患のある方の時期", ("その他",)),
        ("特になし", ()),
        ("　－　", ()),
        ("", ()),
    ],
)
def test_a_text_names_several_issues_one_or_none(text, issues):
    assert named(text) == issues


def test_every_choice_of_the_form_is_known_by_its_words():
    assert all(named(one) != ("その他",) for one in ISSUES)
    assert named("特になし") == ()


def test_categories_of_other_forms_lead_to_the_same_issues():
    assert of_liaison("ワクチン供給") == "ワクチンの供給量・時期"
    assert of_liaison("水際対策") == "水際対策" and of_liaison("") == "その他"
    assert all(of_liaison(one) for one in CATEGORIES)
    assert of_practice("移動支援") == ("移動手段の確保",)
    assert {one for one in PRACTICES if not of_practice(one)} == {"広域連携", "その他"}


def naming(frames, text, areas):
    returns = frames["returns"].copy()
    mine = (returns["round"] == 3) & returns["area"].isin(areas)
    returns["issues"] = "特になし"
    returns.loc[mine, "issues"] = text
    return returns


@pytest.fixture
def split(frames):
    """Whether each municipality is behind, by its number in code order: every second one."""
    made = frames["projections"].copy()
    own = made["area"].str.len() == 6
    made.loc[own, "p_deadline"] = [0.1 if place % 2 else 0.9 for place in range(int(own.sum()))]
    return made


def test_shares_behind_count_those_naming_and_the_others(view, frames, split):
    own = split.loc[split["area"].str.len() == 6, "area"].tolist()
    naming_it = own[1:80:2] + own[0:20:2]  # forty behind, ten not
    shown = view(projections=split, returns=naming(frames, "会場の確保", naming_it))
    (found,) = measures.issues(shown)
    assert (found.name, len(found.areas)) == ("会場の確保", 50)
    delay = found.delay
    assert (delay.naming, delay.behind) == (50, 40)
    assert delay.others == 1741 - 50 and delay.others_behind == 870 - 40
    assert delay.clear
    assert headlines.issues(shown, [found], []).endswith("挙げた団体に遅れが多いのは「会場の確保」")
    assert texts(tables.issues(shown, [found], 5)) == [
        ["会場の確保", "50", "2.9%", "80.0%", "49.1%", "+31"]
    ]


def heard_of(name, behind, naming):
    return Heard(name, ("162019",), Delay(naming, behind, 1000, 500))


def test_the_heading_tells_every_difference_in_bold_by_its_direction(view):
    late, early, plain = (
        heard_of("会場の確保", 80, 100), heard_of("接種券の発送", 20, 100), heard_of("移動手段の確保", 50, 100)
    )  # fmt: skip
    shown = view()
    told = [headlines.issues(shown, one, []) for one in ([late, early], [early, plain], [plain])]
    assert told[0].endswith("挙げた団体に遅れが多いのは「会場の確保」、少ないのは「接種券の発送」")
    assert told[1].endswith("挙げた団体に遅れが多い課題はなく、少ないのは「接種券の発送」")
    assert told[2].endswith("遅れと関連の見られる課題はない")
    rows = tables.issues(shown, [late, early, plain], 5)["rows"]
    assert [row[5]["strong"] for row in rows] == [True, True, False]


def test_who_answered_is_counted_as_on_the_page_about_the_data(view, frames):
    answers = frames["answers"].copy()
    now = answers["round"] == 3
    answers.loc[now & answers["area"].isin(["162019"]), "bucket"] = "unreadable"
    answers.loc[now & answers["area"].isin(["162027"]), "bucket"] = "not_answered"
    shown = view("16", answers=answers, returns=naming(frames, "会場の確保", ["162019", "162035"]))
    assert len(measures.naming(shown)) == 13 and "162019" not in measures.naming(shown)
    assert "回答した13市町村" in notes.by_key(shown)["returned"]()
    assert "15市町村中13" in headlines.data_notes(shown)


def test_of_fewer_than_ten_no_share_is_shown(view, frames, split):
    own = split.loc[split["area"].str.len() == 6, "area"].tolist()
    returns = naming(frames, "会場の確保", own[1:200:2])
    mine = (returns["round"] == 3) & returns["area"].isin(own[:9])
    returns.loc[mine, "issues"] = "接種券の発送"
    shown = view(projections=split, returns=returns)
    rows = {row[0]: row[3:] for row in texts(tables.issues(shown, measures.issues(shown), 9))}
    assert rows["接種券の発送"] == ["－（n<10）", "－（n<10）", "－"]
    assert rows["会場の確保"][0].endswith("%")


def test_where_all_are_few_names_stand_in_place_of_shares(view, frames):
    shown = view("16", returns=naming(frames, "会場の確保", ["162019", "162027"]))
    found = measures.issues(shown)
    assert texts(tables.issues(shown, found, 9)) == [["会場の確保", "2", "13.3%", "富山市、高岡市"]]
    assert notes.issues(found) == [
        "課題と遅れの関連は、挙げた団体がいずれも10未満（n<10）のため示さない。"
    ]


def test_the_page_speaks_of_association_never_of_causes(view):
    told = notes.by_key(view())["delay"]()
    assert "関連であり、原因を示すものではない" in told


def test_chance_makes_no_association():
    assert not Delay(40, 30, 1700, 1190).clear
    assert Delay(400, 300, 1300, 850).clear
    assert not Delay(9, 9, 1700, 10).clear


def test_the_interval_is_newcombes():
    # Newcombe (1998), table II, method 10, of 56/70 and 48/80 at 95 %.
    low, high = newcombe((56, 70), (48, 80), 0.95)
    assert (round(low, 4), round(high, 4)) == (0.0524, 0.3339)
    wide = newcombe((56, 70), (48, 80))
    assert wide[0] < low and wide[1] > high


def entry(area, number, **days):
    given = {name: pd.Timestamp(day) for name, day in days.items() if name != "text"}
    return {
        "area": area, "number": str(number), "category": "ワクチン供給", "ministry": "厚生労働省",
        "text": days.get("text", "配分を早く示してほしい"), **given,
    }  # fmt: skip


@pytest.fixture
def log(kept):
    return kept(
        "liaison",
        entry("162019", 1, contacted="2021-05-06", forwarded="2021-05-07"),
        entry("162019", 2, contacted="2021-05-20"),
        entry("162027", 1, contacted="2021-05-10", forwarded="2021-05-11", replied="2021-05-12"),
        entry("16", 1, contacted="2021-05-01", returned="2021-05-03", closed="2021-05-04"),
        entry("172014", 1, contacted="2021-05-08", text="#panic() <script>"),
        entry("162019", 9, contacted="2021-06-05"),
        {**entry("162035", 1, contacted="2021-04-01"), "current": False},
    )


def test_entries_are_counted_by_the_last_step_taken(view, log):
    shown = view("16", liaison=log)
    (found,) = measures.logged(shown)
    assert found.name == "ワクチンの供給量・時期"
    assert found.stages == {"heard": 1, "forwarded": 1, "replied": 1, "returned": 0, "closed": 1}
    assert (found.entries, found.open) == (4, 3)
    assert (found.oldest.isoformat(), found.oldest_area) == ("2021-05-06", "162019")
    assert texts(tables.logged(shown, [found], 5)) == [
        ["ワクチンの供給量・時期", "4", "3", "27日前（富山市）"]
    ]
    assert headlines.responses(shown, [found]).startswith("富山県：聞き取り4件のうち未完了3件")


def test_an_older_log_is_told_as_of_the_day_it_was_received(view, log):
    shown = view("16", liaison=log.assign(received=pd.Timestamp("2021-05-21")))
    found = measures.logged(shown)
    block = tables.logged(shown, found, 5)
    assert block["caption"] == "リエゾンが聞き取った課題（5月21日受領時点）"
    assert texts(block)[0][-1] == "15日前（富山市）"
    told = headlines.responses(shown, found)
    assert told.startswith("富山県：聞き取り4件のうち未完了3件（5月21日受領分）、最多は")
    today = view("16", liaison=log.assign(received=pd.Timestamp("2021-06-02")))
    assert "受領分" not in headlines.responses(today, found)
    later = log.assign(received=[pd.Timestamp("2021-05-21")] * 2 + [pd.Timestamp("2021-05-28")] * 5)
    mixed = view("16", liaison=later)
    assert "（5月28日までの受領分）" in headlines.responses(mixed, found)


def test_stages_add_up_to_the_entries(view, log):
    counts = tables.stages(measures.logged(view(liaison=log)))
    assert sum(counts.values()) == 5
    assert notes.stages(counts)[0][1] == ("5件", True)
    assert notes.stages(tables.stages([])) == []


def test_the_newest_reply_stands_beside_what_was_heard(view, kept):
    frame = kept(
        "liaison",
        {**entry("162019", 1, replied="2021-05-10"), "reply": "検討する"},
        {**entry("162027", 1, replied="2021-05-20"), "reply": "5月28日に示す"},
        entry("162035", 1),
        {**entry("162043", 1, text="小分けを"), "reply": "5月28日に示す"},
    )
    found = measures.responses(view("16", liaison=frame))
    assert [(one.entries, one.unanswered, one.reply) for one in found] == [
        (3, 1, "5月28日に示す"), (1, 0, "5月28日に示す")
    ]  # fmt: skip
    log = measures.logged(view("16", liaison=frame))
    rows = texts(tables.responses(found, log, 5))
    assert rows[0][5] == "5月28日に示す（厚生労働省、R3.5.20）"


def test_the_same_reply_again_is_a_ditto(view, kept):
    same = {"reply": "示す", "ministry": ""}
    frame = kept("liaison", entry("162019", 1) | same, entry("162027", 1, text="別の件") | same)
    shown = view("16", liaison=frame)
    rows = texts(tables.responses(measures.responses(shown), measures.logged(shown), 5))
    assert [row[5] for row in rows] == ["示す", "〃"]
    assert [row[0] for row in rows] == ["ワクチンの供給量・時期\n（計2、未完了2）", ""]


def test_every_issue_has_its_text_and_the_rows_add_up_to_the_log(view, kept):
    many = [entry("162019", place, text=f"供給{place // 3}") for place in range(9)]
    other = entry("162027", 1, closed="2021-05-30", text="周知") | {
        "category": "情報提供・相談体制の強化"
    }
    shown = view("16", liaison=kept("liaison", *many, other))
    log = measures.logged(shown)
    rows = texts(tables.responses(measures.responses(shown), log, 3))
    assert [row[0].split("\n")[0] for row in rows] == [
        "ワクチンの供給量・時期", "", "周知・相談", "ほか"
    ]  # fmt: skip
    assert sum(int(row[2]) for row in rows) == sum(one.entries for one in log) == 10
    assert sum(int(row[3]) for row in rows) == sum(one.open for one in log) == 9


def test_issues_that_share_the_first_place_are_named_together(view, kept):
    second = entry("162027", 1) | {"category": "情報提供・相談体制の強化"}
    shown = view("16", liaison=kept("liaison", entry("162019", 1), second))
    told = headlines.responses(shown, measures.logged(shown))
    assert told.endswith("最多は「ワクチンの供給量・時期」と「周知・相談」の各1件")


def test_without_issues_or_log_the_pages_are_left_out(view):
    shown = view("16")
    assert headlines.issues(shown, measures.issues(shown), measures.logged(shown)) == ""
    assert headlines.responses(shown, measures.logged(shown)) == ""
    assert tables.issues(shown, [], 5)["type"] == tables.logged(shown, [], 5)["type"] == "text"
