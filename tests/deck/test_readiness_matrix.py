"""The readiness matrix: marks by share, days when all are ready, capacity against need."""

import pandas as pd
import pytest

from renkei import areas
from renkei.deck import headlines, measures, notes, tables
from renkei.settings import open_campaign

TOYAMA = [one.short for one in areas.municipalities("16")]


@pytest.fixture
def answered(kept):
    """Every municipality of Toyama with everything in place; some fields changed by area."""

    def made(**changed):
        plain = dict.fromkeys(measures.PREPARED, "済") | {
            "vouchers_sent": pd.Timestamp("2021-05-10"),
            "booking_opened": pd.Timestamp("2021-05-20"),
            "capacity": 100.0,
        }
        return kept(
            "readiness",
            *({"area": one, **plain, **changed.get(f"at_{one}", {})} for one in TOYAMA),
        )

    return made


def only(view, frame, area="00"):
    found = measures.readiness(view(area, readiness=frame))
    return next(one for one in found if one.area in ("16", "162019"))


def test_a_prefectures_mark_is_the_share_of_its_municipalities(view, answered):
    some = {f"at_{one}": {"doctors": "一部"} for one in TOYAMA[:4]}  # 11 of 15 in place
    few = {f"at_{one}": {"doctors": "未"} for one in TOYAMA[:8]}
    assert only(view, answered()).standings["doctors"].mark == "all"
    assert only(view, answered(**some)).standings["doctors"].mark == "most"
    assert only(view, answered(**few)).standings["doctors"].mark == "few"


def test_what_is_not_needed_is_in_no_share(view, answered):
    none = {f"at_{one}": {"transport": "対象外"} for one in TOYAMA}
    assert only(view, answered(**none)).standings["transport"].mark == "none"
    one = {f"at_{TOYAMA[0]}": {"transport": "未"}} | {
        f"at_{town}": {"transport": "対象外"} for town in TOYAMA[2:]
    }
    standing = only(view, answered(**one)).standings["transport"]
    assert (standing.share, standing.given) == (0.5, 2)


def test_a_municipalitys_mark_is_its_own_word(view, answered):
    own = {"at_162019": {"doctors": "済", "nurses": "一部", "venues": "未", "booking": "対象外"}}
    row = only(view, answered(**own), "16")
    assert [row.standings[one].mark for one in ("doctors", "nurses", "venues", "booking")] == [
        "all", "most", "few", "none"
    ]  # fmt: skip
    cells = tables.readiness(view("16", readiness=answered(**own)), [row])[0]["rows"][0]
    assert [(one["text"], one["shade"]) for one in cells[1:5]] == [
        ("◎", 0), ("○", 1), ("△", 2), ("－", 0)
    ]  # fmt: skip


def test_the_day_is_the_last_of_all_and_none_where_one_is_silent(view, answered):
    last = {"at_162019": {"vouchers_sent": pd.Timestamp("2021-05-17")}}
    assert only(view, answered(**last)).standings["vouchers_sent"].ready.isoformat() == "2021-05-17"
    silent = {"at_162019": {"vouchers_sent": pd.NaT}}
    standing = only(view, answered(**silent)).standings["vouchers_sent"]
    assert standing.ready is None and standing.mark == "most" and standing.given == 14


def test_a_day_to_come_is_told_as_planned(view, answered):
    planned = {"at_162019": {"booking_opened": pd.Timestamp("2021-06-07")}}
    row = only(view, answered(**planned))
    cells = tables.readiness(view(readiness=answered(**planned)), [row])[0]["rows"][0]
    assert (cells[9]["text"], cells[9]["shade"]) == ("6/7予", 1)


def test_capacity_short_of_the_need_is_shaded(view, answered, frames):
    projections = frames["projections"].copy()
    projections.loc[projections["area"] == "16", "required"] = 2000.0
    shown = view(readiness=answered(), projections=projections)
    row = next(one for one in measures.readiness(shown) if one.area == "16")
    cell = tables.readiness(shown, [row])[0]["rows"][0][-1]
    assert (row.capacity, cell["text"], cell["shade"]) == (1500.0, "75%", 2)


def test_the_nations_47_stand_in_two_halves(view, answered):
    shown = view(readiness=answered())
    halves = tables.readiness(shown, measures.readiness(shown))
    assert [len(one["rows"]) for one in halves] == [24, 23]
    assert [one["text"] for one in halves[0]["rows"][0][1:3]] == ["…", "…"]


def test_not_needed_and_not_answered_have_marks_of_their_own_and_the_note_tells_both(
    view, answered
):
    own = {"at_162019": {"doctors": "", "nurses": "対象外", "vouchers_sent": pd.NaT}}
    shown = view("16", readiness=answered(**own))
    row = tables.readiness(shown, measures.readiness(shown))[0]["rows"][0]
    assert [row[at]["text"] for at in (1, 2, 8)] == ["…", "－", "…"]
    assert "－対象外、…回答なし" in notes.readiness(shown)[0]
    assert "－対象外、…回答なし" in notes.readiness(view(readiness=answered()))[0]


def test_without_a_need_there_is_no_column_of_capacity(view, answered, frames):
    projections = frames["projections"].assign(required=float("nan"))
    none = view(readiness=answered(), projections=projections)
    halves = tables.readiness(none, measures.readiness(none))
    assert all("能力" not in one["text"] for half in halves for one in half["head"][0])
    assert {len(row) for half in halves for row in half["rows"]} == {10}
    shown = view(readiness=answered())
    heads = tables.readiness(shown, measures.readiness(shown))[0]["head"][0]
    assert heads[-1]["text"].startswith("能力")


def test_a_day_after_the_answer_came_is_a_plan_though_it_has_gone_by(view, answered):
    came = pd.Timestamp("2021-05-15")
    frame = answered().assign(received=came)
    shown = view("16", readiness=frame)
    (row, *_) = measures.readiness(shown)
    assert row.standings["vouchers_sent"].planned is False
    assert row.standings["booking_opened"].planned is True
    cells = tables.readiness(shown, [row])[0]["rows"][0]
    assert [one["text"] for one in cells[8:10]] == ["5/10", "5/20予"]
    assert headlines.readiness(shown, [row]).endswith("すべての市町村で整った（5月15日受領分）")


def test_capabilities_that_share_the_last_place_are_named_together(view, answered):
    few = {f"at_{one}": {"off_hours": "未", "transport": "未"} for one in TOYAMA[:8]}
    shown = view("16", readiness=answered(**few))
    told = headlines.readiness(shown, measures.readiness(shown))
    assert (
        "「移動手段の確保」と「時間外・休日の接種体制」、整ったのはいずれも15市町村中7（46.7%）"
        in told
    )
    few = {
        f"at_{one}": {"off_hours": "未", "transport": "未", "venues": "未"} for one in TOYAMA[:8]
    }
    shown = view("16", readiness=answered(**few))
    told = headlines.readiness(shown, measures.readiness(shown))
    assert "「集団接種会場の確保」など3項目、整ったのはいずれも" in told
    few |= {f"at_{TOYAMA[14]}": {"venues": "対象外"}, f"at_{TOYAMA[13]}": {"venues": "対象外"}}
    shown = view("16", readiness=answered(**few))  # of venues 5 of 13
    assert "整ったのは13市町村中5（38.5%）" in headlines.readiness(shown, measures.readiness(shown))


def test_the_heading_names_what_fewest_have(view, answered):
    few = {f"at_{one}": {"off_hours": "未"} for one in TOYAMA[:8]}
    shown = view("16", readiness=answered(**few))
    told = headlines.readiness(shown, measures.readiness(shown))
    assert (
        told
        == "富山県：整備が最も遅れているのは「時間外・休日の接種体制」、整ったのは15市町村中7（46.7%）"
    )
    whole = view("16", readiness=answered())
    assert headlines.readiness(whole, measures.readiness(whole)).endswith("すべての市町村で整った")


def test_without_answers_the_page_is_left_out(view):
    shown = view("16")
    assert measures.readiness(shown) == [] and tables.readiness(shown, []) == []
    assert headlines.readiness(shown, []) == ""


READY = {"testing_sites": "2022-08-01", "self_test": "2022-08-03", "follow_up": "2022-09-01"}


@pytest.fixture
def testing(kept, project, tmp_path):
    """The fourth dose's campaign, and what its prefectures told of the days they are ready."""
    params = str(project / "params" / "fourth-dose-2022.yaml")
    campaign = open_campaign(params, processed=str(tmp_path), raw=str(tmp_path))

    def made(**changed):
        rows = [
            {"area": one.short} | {k: pd.Timestamp(v) for k, v in READY.items()}
            for one in areas.prefectures()
        ]
        for row in rows:
            row |= changed.get(f"at_{row['area']}", {})
        return campaign, kept("readiness", *rows)

    return made


def test_a_later_campaign_asks_prefectures_for_days_of_its_own_capabilities(view, testing):
    campaign, frame = testing(at_16={"follow_up": pd.NaT})
    seen = view(campaign=campaign, readiness=frame)
    found = measures.readiness(seen)
    assert len(found) == len(areas.prefectures())
    halves = tables.readiness(seen, found)
    assert [one["text"] for one in halves[0]["head"][0]] == [
        "都道府県", "臨時\n検査拠点", "自己検査\nの登録", "健康フォロー\nアップセンター",
    ]  # fmt: skip
    assert [one["text"] for one in halves[0]["rows"][0]] == ["北海道", "8/1", "8/3", "9/1予"]
    toyama = halves[0]["rows"][15]
    assert [one["text"] for one in toyama] == ["富山県", "8/1", "8/3", "－"]
    assert "－日が決まっていない" in notes.readiness(seen)[0]
    silent = view(campaign=campaign, readiness=frame[frame["area"] != "16"])
    toyama = tables.readiness(silent, measures.readiness(silent))[0]["rows"][15]
    assert [one["text"] for one in toyama] == ["富山県", "…", "…", "…"]
    assert headlines.readiness(seen, found) == (
        "整備が最も遅れているのは「健康フォローアップセンター」、整ったのは47都道府県中0（0%）"
    )


def test_days_after_a_prefectures_answer_are_plans(view, testing):
    campaign, frame = testing()
    frame["received"] = pd.Timestamp("2022-08-02")
    seen = view(campaign=campaign, readiness=frame)
    found = measures.readiness(seen)
    row = tables.readiness(seen, found)[0]["rows"][0]
    assert [one["text"] for one in row] == ["北海道", "8/1", "8/3予", "9/1予"]
    assert measures.in_place(seen)["self_test"] == (0, 47)
    assert headlines.readiness(seen, found) == (
        "整備が最も遅れているのは「自己検査の登録」と「健康フォローアップセンター」、"
        "整ったのはいずれも47都道府県中0（0%、8月2日受領分）"
    )


def test_where_all_are_ready_the_heading_says_so_and_a_prefectures_deck_has_no_such_page(
    view, testing
):
    campaign, frame = testing(
        **{
            f"at_{one.short}": {"follow_up": pd.Timestamp("2022-08-05")}
            for one in areas.prefectures()
        }
    )
    seen = view(campaign=campaign, readiness=frame)
    found = measures.readiness(seen)
    assert headlines.readiness(seen, found) == "検査・療養体制はすべての都道府県で整った"
    assert measures.readiness(view("16", campaign=campaign, readiness=frame)) == []
    assert notes.register(seen, "readiness").startswith("出典：検査・療養体制の整備状況調査")
