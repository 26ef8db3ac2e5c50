"""The page: one file that asks for nothing, reads well aloud, and shows text as text."""

import base64
import hashlib
import re

import nbformat
import pytest
from bs4 import BeautifulSoup

from renkei.publish.html import DeckHTMLExporter

DIGEST = "0123456789abcdef" * 4
ELSEWHERE = re.compile(
    r"(?:src|href|action|data|poster)\s*=\s*[\"']?(?:https?:)?//|url\(|@import", re.I
)


def page_of(nb) -> str:
    page, _ = DeckHTMLExporter().from_notebook_node(nb)
    return page


@pytest.fixture
def page(make, notebook) -> str:
    slides = [make["cover"](), make["answers"](), make["answers"](), make["boxes"]()]
    return page_of(notebook(*slides, renkei={"inputs_sha256": DIGEST}))


def digest_of(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def test_the_page_asks_for_nothing(page):
    outside = re.sub(r"url\(#[\w-]+\)", "", page)
    assert not ELSEWHERE.search(outside)
    assert not re.search(r"<(?:link|iframe|object|embed)\b|<script[^>]", page)


def test_the_page_runs_its_one_script_and_nothing_else(page):
    soup = BeautifulSoup(page, "html.parser")
    policy = soup.find("meta", {"http-equiv": True})["content"].split("; ")
    (script,) = soup.find_all("script")
    assert policy[0] == "default-src 'none'"
    assert f"script-src 'sha256-{digest_of(script.string)}'" in policy
    (style,) = soup.find_all("style")
    assert f"style-src-elem 'sha256-{digest_of(style.string)}'" in policy


def test_a_notebook_without_slides_has_no_script():
    nb = nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell("# 点検")])
    soup = BeautifulSoup(page_of(nb), "html.parser")
    assert soup.h1.text == "点検"
    assert soup.find("script") is None
    assert "script-src" not in soup.find("meta", {"http-equiv": True})["content"]


def test_what_only_the_script_can_do_is_hidden_without_it(page):
    soup = BeautifulSoup(page, "html.parser")
    for name in ("present", "steps"):
        assert soup.find(id=name).has_attr("hidden")
    assert not soup.find(id="present").find_parent("section")


def test_landmarks_are_where_a_reader_looks_for_them(page):
    soup = BeautifulSoup(page, "html.parser")
    outside = [tag.name for tag in soup.body.find_all(recursive=False)]
    assert outside == ["a", "header", "nav", "main", "footer", "script"]
    assert len(soup.find_all("h1")) == 1


def test_every_id_is_unique_and_what_points_at_it_is_there(page):
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert len(ids) == len(set(ids)) > 10
    aimed = re.findall(r'(?:href="#|url\(#|aria-labelledby=")([^")]+)', page)
    assert set(aimed) <= set(ids)


def test_every_slide_carries_the_sample_badge_and_its_dates(page):
    slides = BeautifulSoup(page, "html.parser").find_all("section")
    assert len(slides) == 4
    for slide in slides:
        assert slide.find(class_="rk-badge").text == "見本（架空のデータ）"
        assert "6月2日時点・6月3日公表" in slide.text


def test_the_table_of_contents_names_every_slide(page):
    soup = BeautifulSoup(page, "html.parser")
    named = [link.text for link in soup.nav.find_all("a")]
    headings = [slide.find(["h1", "h2"]).text for slide in soup.find_all("section")]
    assert named == headings
    assert soup.find("a", class_="skip")["href"] == "#main"


def test_tables_say_what_their_head_cells_are_for(page):
    table = BeautifulSoup(page, "html.parser").find("table")
    assert {cell["scope"] for cell in table.thead.find_all("th")} == {"col"}
    assert {cell["scope"] for cell in table.tbody.find_all("th")} == {"row"}
    assert table.caption.text == "今回の回答（終了時期の見込み）"
    ruled = ["rk-rule" in row.get("class", []) for row in table.tbody.find_all("tr")]
    assert ruled == [False] * 5 + [True]


def test_figures_are_inline_and_read_out_by_their_description(page):
    figure = BeautifulSoup(page, "html.parser").find("figure")
    assert figure.svg["role"] == "img"
    assert figure.svg["aria-label"] == "接種率の折れ線。2回目は期限までに76%の見込み"
    assert "2回目（記録）" in figure.svg.text


def test_the_digest_is_in_a_meta_and_in_the_footer(page):
    soup = BeautifulSoup(page, "html.parser")
    assert soup.find("meta", {"name": "inputs-sha256"})["content"] == DIGEST
    assert f"入力の指紋（SHA-256）：{DIGEST}" in soup.body.find("footer", recursive=False).text


def test_a_page_written_by_hand_says_that_it_has_no_digest(make, notebook):
    page = page_of(notebook(make["cover"]()))
    assert "入力の指紋：なし（手元での書き出し）" in page
    assert "inputs-sha256" not in page


def test_the_same_notebook_gives_the_same_page(make, notebook):
    assert page_of(notebook(make["answers"]())) == page_of(notebook(make["answers"]()))


def test_code_and_the_notebook_s_own_html_are_not_exported(page):
    assert "secret_input" not in page
    assert "never exported" not in page


def test_a_cell_tagged_working_is_not_exported(make, notebook):
    nb = notebook(make["cover"](), make["slide"]("点検用の一枚"))
    nb.cells[1].metadata["tags"] = ["working"]
    page = page_of(nb)
    assert "点検用の一枚" not in page
    assert "高齢者接種" in page


def test_hostile_text_is_escaped_everywhere(make, notebook):
    evil = "<script>alert(1)</script>\"' onload=x {{ 7*7 }}"
    cell = make["cell"]
    blocks = [
        {"type": "table", "caption": evil, "head": [[cell(evil)]], "rows": [[cell(evil)]]},
        {"type": "text", "caption": evil, "lines": [[[evil, True]]]},
        {"type": "boxes", "items": [{"value": evil, "label": evil, "note": evil}]},
        {
            "type": "figure",
            "caption": evil,
            "alt": evil,
            "svg": make["answers"]()["blocks"][1]["svg"],
        },
    ]
    slide = make["slide"](
        evil,
        lines=[[[evil, False]]],
        blocks=blocks,
        notes=[evil],
        source=evil,
        deck={"title": evil, "office": evil, "area_name": evil},
    )
    page = page_of(notebook(slide, slide))
    soup = BeautifulSoup(page, "html.parser")
    assert [tag.name for tag in soup.find_all("script")] == ["script"]
    assert "alert" not in soup.script.text
    assert not [tag for tag in soup.find_all(True) if any(k.startswith("on") for k in tag.attrs)]
    assert soup.find("td").text == evil
    assert soup.find("figure").svg["aria-label"] == evil
    assert soup.title.text.startswith(evil)


def test_characters_that_deceive_are_marked(make, notebook):
    page = page_of(notebook(make["slide"]("逆\u202e順\ue000", notes=["\x07鈴"])))
    assert "逆〓順〓" in BeautifulSoup(page, "html.parser").h1.text
    assert "〓鈴" in page
    assert "\u202e" not in page
