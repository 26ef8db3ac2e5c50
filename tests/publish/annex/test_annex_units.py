"""Units and prefectures of the annex: what a page says beside its table is said in the columns."""

import pytest

from renkei.publish.annex.data import Data
from renkei.publish.annex.places import with_prefecture
from renkei.publish.annex.units import with_units
from renkei.wording.item_names import names_unit


@pytest.mark.parametrize(
    ("name", "caption", "told"),
    [
        ("日本との差", "2回の接種を終えた人の割合（%）", "日本との差（%）"),
        ("2022.2.10時点", "追加接種（人口100人当たり回）", "2022.2.10時点（人口100人当たり回）"),
        ("未完了", "聞き取り", "未完了（件）"),
        ("接種実績（6月2日現在）", "", "接種実績（6月2日現在）（回）"),
        ("回分", "供給量（箱・回分）", "回分数"),
        ("件数", "聞き取り（%）", "件数"),
        ("知られていないもの", "", "知られていないもの（数）"),
        ("順", "", "順"),
        ("区分", "次第", "番号"),
    ],
)
def test_a_column_of_numbers_says_what_they_are(name, caption, told):
    column = Data(name, [1, 2, "－"])
    with_units([column], caption)
    assert column.name == told
    assert names_unit(told) or told in ("順", "番号")


def test_words_have_no_unit():
    column = Data("理由", ["未完了", "3"])
    with_units([column], "割合（%）")
    assert column.name == "理由"


def test_the_prefecture_stands_before_names_that_another_one_has_too():
    names = Data("市町村", ["朝日町", "富山市", "全国"])
    found = with_prefecture([Data("順", [1, 2, 3]), names], "16")
    assert [one.name for one in found] == ["順", "都道府県", "市町村"]
    assert found[1].values == ["富山県", "富山県", "－"]
    assert len(with_prefecture([names], "00")) == 1
    assert len(with_prefecture([Data("役職", ["知事", "富山市長"])], "16")) == 1
