"""Practice cards: who could use a practice, whose deck shows it, texts as data."""

import pandas as pd
import pytest

from renkei.deck import headlines, measures, notes, tables


@pytest.fixture
def shown(view, frames, kept):
    """A deck in which two municipalities of Toyama lack a hall, and four practices are known."""

    def made(area="16", **changed):
        returns = frames["returns"].copy()
        mine = (returns["round"] == 3) & returns["area"].isin(["162019", "162027"])
        returns.loc[mine, "issues"] = "会場の確保"
        practices = kept(
            "practices",
            {"area": "011002", "title": "駅の会場", "category": "接種会場", "summary": "空き店舗"},
            {"area": "16", "title": "県の説明動画", "category": "周知・広報", "summary": "手話"},
            {"area": "04", "title": "枠の共有", "category": "広域連携", "summary": ""},
            {
                "area": "20",
                "title": "まだ先のこと",
                "category": "接種会場",
                "date": pd.Timestamp("2021-07-01"),
            },
        )
        return view(area, **({"returns": returns, "practices": practices} | changed))

    return made


def test_users_are_those_naming_an_issue_the_practice_answers(shown):
    found = measures.practices(shown())
    assert [one.title for one in found] == ["駅の会場", "県の説明動画"]
    assert found[0].users == tuple(
        sorted(["162019", "162027"], key=lambda one: -shown().eligible[one])
    )
    assert found[1].users == ()
    assert "「駅の会場」（富山県の2市町村）" in headlines.practices(shown(), found)


def test_practices_received_before_the_as_of_date_say_so(shown):
    frame = shown().frames["practices"].assign(received=pd.Timestamp("2021-05-21"))
    view = shown(practices=frame)
    told = headlines.practices(view, measures.practices(view))
    assert told.startswith("取組事例2件（5月21日受領分）、最も多くの団体の課題に応えるのは")


def test_the_nation_has_them_all_those_most_could_use_first(shown):
    found = measures.practices(shown("00"))
    assert [one.title for one in found] == ["駅の会場", "枠の共有", "県の説明動画"]
    card = tables.practices(shown("00"), found, 2)["items"][0]
    assert card["label"] == "北海道札幌市" and card["title"] == "駅の会場"
    assert card["foot"].startswith("「会場の確保」を調査票又は聞き取りで挙げた2市区町村（富山県")


def test_an_open_entry_of_the_log_names_an_issue_too(shown, kept):
    log = kept("liaison", {"area": "162043", "number": "1", "category": "情報提供・相談体制の強化"})
    found = measures.practices(shown(liaison=log))
    assert ("県の説明動画", ("162043",)) in [(one.title, one.users) for one in found]
    done = log.assign(closed=pd.Timestamp("2021-05-31"))
    assert measures.practices(shown(liaison=done))[1].users == ()


def test_who_has_done_it_is_no_user_of_it(shown, kept):
    own = kept("practices", {"area": "162019", "title": "体育館", "category": "接種会場"})
    assert measures.practices(shown(practices=own))[0].users == ("162027",)


def test_what_has_no_card_is_told_in_a_note(shown):
    found = measures.practices(shown("00"))
    naming, others = notes.practices(found, 2)
    assert others == "ほかの事例：富山県「県の説明動画」。"
    assert naming.startswith("挙げた団体：今回の調査票で挙げた団体と、未完了の聞き取りがある団体")
    assert notes.practices(found, 3) == [naming]


def test_without_practices_the_page_is_left_out(shown, kept):
    view = shown(practices=kept("practices"))
    assert headlines.practices(view, measures.practices(view)) == ""


def test_texts_of_others_are_cut_and_stay_text(shown, kept):
    hostile = '#panic("x") <script>alert(1)</script> =1+1\n' + "長" * 300
    one = {"area": "162019", "title": hostile, "category": hostile, "summary": hostile}
    view = shown(practices=kept("practices", one))
    (card,) = tables.practices(view, measures.practices(view), 5)["items"]
    assert card["title"].startswith('#panic("x") <script>') and card["title"].endswith("…")
    assert all(len(text) <= 90 for line in card["lines"] for text, _ in line)
