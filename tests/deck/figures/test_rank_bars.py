"""Countries in order: ranks, the own country marked, figures as published."""

import datetime as dt

import pytest
from matplotlib.text import Text

from renkei.deck import figures
from renkei.deck.figures.ranks import standing
from renkei.errors import SettingsError
from renkei.settings.content import read_content
from renkei.settings.content.ranking import Ranking, RankTable


@pytest.fixture(scope="module")
def ranking(project) -> Ranking:
    return read_content(project / "params/content/g7-2021.yaml", Ranking)


def told_in(drawing):
    return {text.get_text(): text for text in drawing.figure.findobj(Text) if text.get_text()}


def test_the_newest_comparison_by_the_day_is_drawn(ranking):
    drawing = figures.ranks(ranking, dt.date(2021, 12, 1))
    assert drawing.caption == "2回の接種を終えた人の割合（%、令和3年11月30日時点）"
    assert drawing.alt.startswith(f"{drawing.caption}の棒グラフ。1位日本77.3%、2位カナダ76.2%")


def test_the_own_country_stands_out_in_weight_and_fill(ranking):
    drawing = figures.ranks(ranking, dt.date(2022, 6, 1))
    assert drawing.caption.startswith("追加接種（3回目以降）の回数（人口100人当たり回、")
    bold = [text for text, one in told_in(drawing).items() if one.get_weight() == "bold"]
    assert sorted(bold) == ["3位　日本　　", "59.9回"]
    assert len({bar.get_facecolor() for bar in drawing.figure.axes[0].patches}) == 2


def test_bars_start_at_nought_and_agree_with_the_table(ranking, cells):
    drawing = figures.ranks(ranking, dt.date(2021, 6, 2))
    axes = drawing.figure.axes[0]
    widths = [bar.get_width() for bar in axes.patches]
    assert [bar.get_x() for bar in axes.patches] == [0] * 7
    assert [float(row[2]) for row in cells(drawing)] == widths == sorted(widths)[::-1]


def test_equal_figures_share_a_rank():
    table = RankTable(
        as_of="2021-06-02",
        title="割合",
        unit="%",
        of="人口",
        values={"甲": 1.0, "乙": 2.0, "丙": 2.0},
    )
    assert [(rank, name) for rank, name, _ in standing(table)] == [(1, "乙"), (1, "丙"), (3, "甲")]


def test_before_the_first_day_or_without_a_file_there_is_nothing(ranking):
    assert figures.ranks(ranking, dt.date(2021, 1, 1))["type"] == "text"
    assert figures.ranks(None, dt.date(2021, 12, 1))["type"] == "text"


def test_nothing_overlaps(ranking, overlaps):
    assert overlaps(figures.ranks(ranking, dt.date(2022, 6, 1))) == []


def test_a_hostile_country_is_printed_as_text(ranking, hostile, printed):
    one = ranking.tables[0]
    table = one.model_copy(update={"values": one.values | {hostile: 1.0}})
    block = figures.ranks(ranking.model_copy(update={"tables": [table]}), one.as_of).block()
    assert printed(block["svg"], hostile)


def test_the_typed_figures_are_those_of_the_source(ranking, shared):
    names = {"Canada": "カナダ", "France": "フランス", "Germany": "ドイツ", "Italy": "イタリア"}
    names |= {"Japan": "日本", "United Kingdom": "英国", "United States": "米国"}
    known = {}
    for file, column in (("two_doses.csv", 4), ("boosters.csv", 3)):
        rows = (shared / "g7" / file).read_text(encoding="utf-8").splitlines()[1:]
        cells = [row.split(",") for row in rows]
        known[file] = {(row[2], names[row[0]]): row[column] for row in cells}
    for table in ranking.tables:
        source = known["two_doses.csv" if table.unit == "%" else "boosters.csv"]
        for country, value in table.values.items():
            assert float(source[table.as_of.isoformat(), country]) == value
        assert len(table.values) == 7


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ("own: 独国", "'独国' has no figure"),
        ("tables: []", "tables"),
        ("own: 日本\nowner: 日本", "unknown key 'owner' .nearest: own"),
    ],
)
def test_a_wrong_file_is_refused_with_its_key(tmp_path, project, changed, told):
    text = (project / "params/content/g7-2021.yaml").read_text(encoding="utf-8")
    key = changed.split(":")[0]
    kept = text[: text.index("tables:")] if key == "tables" else text
    lines = [changed if line.startswith(f"{key}:") else line for line in kept.splitlines()]
    if key == "tables":
        lines.append(changed)
    file = tmp_path / "wrong.yaml"
    file.write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(SettingsError, match=told):
        read_content(file, Ranking)
