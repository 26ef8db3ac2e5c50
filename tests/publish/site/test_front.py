"""reports/index.html: the newest run, what changed since, and all dates."""

import json

import pytest
from bs4 import BeautifulSoup

from renkei.errors import WriteError
from renkei.publish.site import write_front
from renkei.publish.site.changes import changes, in_a_line


@pytest.fixture
def reports(tmp_path, manifest):
    def keep(campaign, as_of, **parts):
        folder = tmp_path / campaign / as_of
        folder.mkdir(parents=True)
        content = manifest | {"campaign": campaign, "as_of": as_of, "released": as_of} | parts
        (folder / "manifest.json").write_text(json.dumps(content), encoding="utf-8")

    keep("sample", "2021-05-19", outlooks={"00": "on_plan", "16": "behind", "17": "no_data"})
    keep("sample", "2021-06-02", outlooks={"00": "behind", "16": "behind", "17": "ahead"})
    keep("older", "2021-04-01", title="古い施策")
    return tmp_path


def page_of(reports):
    return BeautifulSoup(write_front(reports).read_text(encoding="utf-8"), "html.parser")


def test_the_newest_run_is_shown_with_links_into_its_folder(reports):
    page = page_of(reports)
    assert "令和3年6月2日(水)時点" in page.header.text
    links = [link["href"] for link in page.main.find_all("a")]
    assert links[:2] == ["sample/2021-06-02/00/deck.html", "sample/2021-06-02/00/deck.pdf"]
    assert "sample/2021-06-02/manifest.json" in links


def test_every_date_is_listed_newest_first_by_campaign(reports):
    below = page_of(reports).find(id="all")
    assert [title.text for title in below.find_next_siblings("h3")] == [
        "高齢者接種の終了時期",
        "古い施策",
    ]
    links = [one["href"] for part in below.find_next_siblings("ul") for one in part.find_all("a")]
    assert links == [
        "sample/2021-06-02/index.html",
        "sample/2021-05-19/index.html",
        "older/2021-04-01/index.html",
    ]


def test_what_changed_since_the_earlier_date_is_told_by_direction(reports):
    page = page_of(reports)
    titles = [title.text for title in page.find_all("h3")][:2]
    assert titles == ["悪くなった（1）", "見通しの有無が変わった（1）"]
    assert [item.text for item in page.select(".turned li")] == [
        "全国：○計画どおり → ▲遅れ",
        "石川県：－データ不足 → ◎前倒し",
    ]


def test_other_campaigns_say_what_they_found_and_what_changed(reports, manifest):
    def keep(as_of, **outlooks):
        decks = [manifest["decks"][-1] | {"area": "00", "finding": f"<b>{as_of}の答え"}]
        content = manifest | {"campaign": "older", "as_of": as_of, "title": "古い施策"}
        content |= {"decks": decks, "outlooks": outlooks, "released": as_of}
        folder = reports / "older" / as_of
        folder.mkdir(exist_ok=True)
        (folder / "manifest.json").write_text(json.dumps(content), encoding="utf-8")

    keep("2021-04-01", **{"00": "ahead", "16": "behind", "17": "behind", "18": "ahead"})
    keep("2021-05-01", **{"00": "behind", "16": "ahead", "17": "on_plan", "18": "ahead"})
    lines = [line.text for line in page_of(reports).find(id="all").find_next_siblings("p")]
    assert lines == [
        "<b>2021-05-01の答え",
        "前回（4月1日時点）から：よくなった都道府県2、全国は◎前倒し→▲遅れ",
    ]


def test_a_change_in_a_line_says_that_there_is_none_or_nothing_to_compare(manifest):
    before = manifest | {"as_of": "2021-05-19"}
    assert "比べられない" in in_a_line(changes(manifest, before))
    known = {"outlooks": {"00": "behind"}}
    assert in_a_line(changes(manifest | known, before | known)) == (
        "前回（5月19日時点）から：全国と都道府県の見通しに変化はない"
    )
    assert in_a_line({}) == ""


def test_municipalities_and_rows_are_compared_by_number(manifest):
    before = manifest | {"as_of": "2021-05-19", "outlooks": {"162019": "behind"}}
    before["counts"] = {"returns": {"accepted": 1650}, "rejections_open": 12}
    step = changes(manifest | {"outlooks": {"162019": "on_plan"}}, before)
    assert step["municipalities"] == [("○計画どおり", "0", "1"), ("▲遅れ", "1", "0")]
    assert step["numbers"] == [("回答の採用（行）", "1,650", "1,700")]
    assert (step["since"], step["turned"]) == ("5月19日", [])


def test_a_first_run_has_nothing_to_compare_with(manifest):
    assert changes(manifest, None) == {}


def test_a_run_before_without_outlooks_is_said_to_be_incomparable(reports, manifest):
    folder = reports / "sample" / "2021-05-19"
    content = manifest | {"as_of": "2021-05-19"}
    (folder / "manifest.json").write_text(json.dumps(content), encoding="utf-8")
    assert "前回の見通しが記録されていないため、比べられない。" in page_of(reports).text


@pytest.mark.parametrize("broken", ["", "{", "[]", "{}", '{"as_of": "6月"}', '{"decks": [1]}'])
def test_a_folder_that_cannot_be_read_is_named_and_stops_nothing(reports, broken):
    (reports / "sample" / "2021-05-19" / "manifest.json").write_text(broken)
    page = page_of(reports)
    assert "sample/2021-05-19：実行の記録（manifest.json）を読み取れない" in page.text
    assert "令和3年6月2日(水)時点" in page.header.text


def test_a_folder_being_built_is_not_a_run(reports):
    (reports / "sample" / "2021-06-02").rename(reports / "sample" / ".building-2021-06-02")
    assert "令和3年5月19日(水)時点" in page_of(reports).header.text


def test_no_reports_give_a_page_that_says_so(tmp_path):
    assert "まだ資料がありません。" in page_of(tmp_path).main.text


def test_names_of_folders_become_links_that_stay_where_they_are(reports):
    (reports / "sample").rename(reports / 'a b"<#')
    page = page_of(reports)
    assert "a%20b%22%3C%23/2021-06-02/00/deck.html" in [a["href"] for a in page.find_all("a")]


def test_a_folder_that_takes_no_file_is_named(tmp_path):
    (tmp_path / "index.html").mkdir()
    with pytest.raises(WriteError, match="cannot write the front page"):
        write_front(tmp_path)


def test_a_correction_is_newer_than_what_it_corrects_and_leads_to_its_errata(reports):
    first = json.loads((reports / "sample/2021-06-02/manifest.json").read_text(encoding="utf-8"))
    folder = reports / "sample" / "2021-06-02-correction-1"
    folder.mkdir()
    told = {"correction": 1, "corrects": "2021-06-02", "errata": {"numbers": 29}}
    (folder / "manifest.json").write_text(json.dumps(first | told), encoding="utf-8")
    page = page_of(reports)
    assert "訂正版1" in page.header.text
    links = [link["href"] for link in page.main.find_all("a")]
    assert links[0] == "sample/2021-06-02-correction-1/errata.html"
    assert "数値29か所を訂正" in page.find(class_="warning").text
    dates = [one.text for one in page.find(id="all").find_next("ul").find_all("li")]
    assert [("訂正版1" in one) for one in dates] == [True, False, False]
