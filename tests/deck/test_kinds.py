"""Campaigns that are not of two doses: a later dose by its name, and cards without a deadline in view."""

import json

import pandas as pd
import pytest

from renkei import areas, processed
from renkei.deck import figures, headlines, labels, lead, measures, notes, tables, verdicts
from renkei.deck.marks import mark
from renkei.deck.terms import terms
from renkei.settings import open_campaign

AREAS = ("00", "16", "162019")
OF_DOCUMENTS = ("出典：総務省説明資料", "出典：Our World in Data")  # pages of published facts
LEVELS = {"00": 6, "16": 7, "162019": 2}


@pytest.fixture(scope="module")
def open_kind(project, tmp_path_factory):
    """Open one of the params files with empty folders."""
    folder = tmp_path_factory.mktemp("kinds")

    def opened(name):
        params = str(project / "params" / f"{name}.yaml")
        return open_campaign(params, raw=str(folder), processed=str(folder))

    return opened


@pytest.fixture(scope="module")
def third(open_kind, frames):
    """The third dose, with the frames of the two doses told as its own."""
    campaign = open_kind("third-dose-2022")
    return campaign, later_frames(frames, campaign)


@pytest.fixture(scope="module")
def cards(open_kind, frames):
    """My Number cards, whose deadline is further off than anything is projected."""
    campaign = open_kind("mynumber-2021")
    return campaign, card_frames(frames, campaign)


def single(frames, campaign, number):
    """The frames of a campaign of one dose that asks nobody."""
    moved = pd.Timestamp(campaign.as_of) - pd.Timestamp("2021-06-02")
    projections = frames["projections"].assign(
        cohort=campaign.measure, first=0, first_share=0.0, first_adjusted=0,
        first_share_adjusted=0.0, plan=pd.NaT, snapshot=pd.Timestamp(campaign.released),
        bound_since=pd.NaT,
    )  # fmt: skip
    for day in ("d025", "d10", "d25", "d50", "d75", "d90", "d975"):
        projections[day] += moved
    paths = frames["paths"]
    paths = paths[paths["dose"] == 2].assign(dose=number, date=lambda one: one["date"] + moved)
    names = ("answers", "returns", "published", "rejections", "ledger", "records")
    empty = {name: processed.empty(name) for name in names}
    files = pd.DataFrame({"file": ["2022-02-10.csv", "2022-02-11.csv"], "rows": [90, 101]})
    row = frames["reconciliation"].iloc[0].to_dict() | {"round": pd.NA, "notes": 1, "blank": 0}
    received = files.assign(**{key: row[key] for key in row if key not in files})
    received["accepted"] = received["rows"] - 1
    received["subtotals"] = 0
    population = frames["population"].assign(cohort=campaign.measure)
    made = {"projections": projections, "paths": paths, "reconciliation": received}
    return frames | empty | made | {"population": population}


def later_frames(frames, campaign):
    made = single(frames, campaign, 3)
    made["projections"] = made["projections"].assign(binding="eligibility")
    half = (made["population"]["eligible"] // 2).astype(int)
    parts = [made["population"]]
    parts += [
        made["population"].assign(cohort=one, eligible=half) for one in ("medical", "general")
    ]
    made["population"] = pd.concat(parts)
    nation = made["projections"].query("area == '00'")["eligible"].item()
    made["components"] = pd.DataFrame(
        {
            "area": "00", "dose": 3, "day": pd.Timestamp(campaign.deadline),
            "part": ["uptake_lower", "queue", "uptake_higher", "median"],
            "doses": [nation * share for share in (0.6, 0.7, 0.8, 0.65)], "used": None,
        }
    )  # fmt: skip
    made["records"] = pd.DataFrame(
        {
            "area": ["162019", "172014"], "snapshot": pd.Timestamp(campaign.released),
            "date": pd.Timestamp(campaign.as_of), "cohort": "medical", "dose": 3, "count": 500,
        }
    )  # fmt: skip
    return made


def card_frames(frames, campaign):
    made = single(frames, campaign, 1)
    made["projections"] = made["projections"].assign(
        p_deadline=None, outlook="no_data", binding="", flags="beyond_horizon"
    )
    own = [one.short for one in areas.municipalities()][:3]
    days = [pd.Timestamp(day) for day in ("2021-10-01", "2021-11-01", "2021-12-01")]
    made["totals"] = pd.DataFrame(
        [
            {"area": area, "snapshot": day, "date": day, "cohort": "residents", "dose": 1,
             "count": 5, "eligible": 9, "eligible_as_of": day, "system": "", "file": "", "row": 1}
            for area in own for day in days
        ]
    )  # fmt: skip
    return made


@pytest.mark.parametrize("kind", ["third", "cards"])
@pytest.mark.parametrize("area", AREAS)
def test_each_kind_gets_its_pages_and_nothing_of_two_doses(request, show_notebook, kind, area):
    campaign, made = request.getfixturevalue(kind)
    for name, frame in made.items():
        processed.write(campaign.folder, name, frame)
    every = show_notebook(area, campaign)
    slides = [one for one in every if not one.content["source"].startswith(OF_DOCUMENTS)]
    text = json.dumps([one.content for one in slides], ensure_ascii=False)
    # Whom to call is told where a deadline is in view, what stands in the way too.
    within = kind == "third" and area != "162019"
    expected = LEVELS[area] + (area != "162019") + within - (kind == "cards" and area == "16")
    assert len(slides) == expected
    for word in ("1回目", "2回目", "65歳", "高齢者等（", "回答", "照会", "※{"):
        assert word not in text
    assert ("3回目" if kind == "third" else "交付率") in text


def test_doses_are_called_as_the_campaign_calls_them(open_kind, campaign):
    assert [one.name for one in terms(campaign).doses] == ["1回目", "2回目"]
    assert terms(campaign).together == "（1・2回目の計）"
    omicron = terms(open_kind("omicron-2022"))
    assert (omicron.last.number, omicron.last.name) == (5, "オミクロン株対応")
    assert omicron.rate == "オミクロン株対応ワクチン接種率"
    assert terms(open_kind("fourth-dose-2022")).rate == "4回目接種率"
    assert terms(open_kind("mynumber-2021")).unit == "枚"


def test_a_later_dose_says_how_far_it_is_then_where_it_leads(view, third):
    campaign, made = third
    shown = view("16", campaign=campaign, **made)
    counts = measures.answer_counts(shown)
    heading = headlines.briefing(shown, counts)
    assert heading.startswith("富山県の3回目接種率は報告分で約")
    assert "、期限までに完了する確率は" in heading
    lines = ["".join(text for text, _ in one) for one in lead.three_lines(shown, counts)]
    assert [one[:5] for one in lines] == ["3回目の実", "5月31日", "期限に間に"]
    assert "主な制約は対象者の時期（接種間隔）。" in lines[2]


def test_the_span_over_the_uptake_stands_under_the_projected_share(view, third):
    campaign, made = third
    shown = view("00", campaign=campaign, **made)
    said = measures.agreement(shown, measures.answer_counts(shown))
    rows = [[cell["text"] for cell in row] for row in tables.plan_and_pace(shown, said)["rows"]]
    place = rows.index(["", f"　接種間隔だけから見た率{mark('uptake')}", "70%"])
    assert rows[place + 1] == ["", "　　受ける割合が±10ポイントなら", "60～80%"]
    assert rows[0][0] == "見込み"
    assert "10ポイント低く、または高く" in notes.by_key(shown)["uptake"]()
    assert measures.uptakes(shown, "16") is None


def test_cohorts_stand_on_lines_of_their_own_with_their_own_eligible(view, third):
    campaign, made = third
    shown = view("16", campaign=campaign, **made)
    eligible = made["population"].query("area == '162019' and cohort == 'medical'")["eligible"]
    medical, *_, general = measures.cohorts(shown)
    assert (medical.name, medical.counts) == ("医療従事者等", (500,))
    assert medical.eligible == eligible.item()
    assert general.counts == (0,)
    labels_of = [row[0]["text"] for row in tables.rates(shown)["rows"]]
    assert f"うち医療従事者等{mark('cohorts')}" in labels_of
    assert labels_of[-1] == "参考：全国"
    meanings = dict(notes.meanings(shown))
    assert meanings["対象"].startswith("医療従事者等は6か月後（90%）")
    assert "その他高齢者は7か月後→R4.3.1から6か月後（" in meanings["対象"]


def test_records_received_are_reconciled_where_there_are_no_returns(view, third):
    campaign, made = third
    block = tables.received(view("00", campaign=campaign, **made))
    rows = [[cell["text"] for cell in row] for row in block["rows"]]
    assert rows == [
        ["全2ファイル", "191", "189", "0", "2", "一致"],
        ["うち最新", "101", "100", "0", "1", "一致"],
    ]


def test_a_deadline_out_of_view_is_neither_missed_nor_for_want_of_data(view, cards):
    campaign, made = cards
    shown = view("00", campaign=campaign, **made)
    assert shown.day_ahead.isoformat() == "2022-03-31"
    counts = measures.answer_counts(shown)
    order = measures.prefectures_in_order(shown)
    said = measures.agreement(shown, counts)
    told = headlines.briefing(shown, counts) + headlines.prefectures(shown, order)
    told += str(tables.plan_and_pace(shown, said)) + str(lead.three_lines(shown, counts))
    told += figures.prefectures(shown, order).alt
    assert lead.layout(shown) == "stack"
    boxes = lead.boxes(shown, said)["items"]
    assert [one["label"] for one in boxes][-1] == "都道府県の交付率"
    assert "90%は出典になく、この資料での仮定" in notes.by_key(shown)["complete"]()
    assert "公表日の記載はない" in str(notes.meanings(shown))
    for claim in ("データ不足", "遅れ", "完了しない見込み", "都道府県中", "確率"):
        assert claim not in told
    assert "期限（令和5年3月31日）は見込みの範囲（120日）を超える" in told
    assert verdicts.OUTLOOKS[measures.outlook(shown, "00").outlook] == "見込みの範囲外"


def test_totals_are_told_on_their_own_days_and_unadjusted(view, cards):
    campaign, made = cards
    shown = view("16", campaign=campaign, **made)
    assert shown.lag == "none"
    assert labels.period(shown) == "11月1日～12月1日"
    rows = tables.rates(shown)["rows"]
    assert labels.day_ahead(shown) == "R4.3.31"
    told = [
        "".join(text for text, _ in one)
        for one in lead.three_lines(shown, measures.answer_counts(shown))
    ]
    assert "R4.3.31（120日後）の見込みは" in told[1]
    assert [row[0]["text"] for row in rows[:3]] == ["12月1日現在", "11月1日現在", "10月1日現在"]
    block = tables.municipalities(shown, measures.municipal_list(shown))
    assert [one["text"] for one in block["head"][1]] == [
        "実績", "現在\n（約）", "必要\n（約）", "差\n（約）"
    ]  # fmt: skip
    assert all("補正" not in one for one in notes.municipalities(shown))
