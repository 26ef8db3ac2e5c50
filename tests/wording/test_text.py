"""Folding text to one spelling, and where a line may break."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from renkei.wording.text import fold, fold_name, phrases


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Ｒ３．８", "R3.8"),
        ("㋿３年", "令和3年"),
        ("７月〜８月", "7月~8月"),
        ("７月～８月", "7月~8月"),
        ("－", "-"),
        ("−", "-"),
        ("―", "-"),
        ("ー", "-"),
        ("R3ー7ー31", "R3-7-31"),
        ("センター", "センター"),
        ("ﾜｸﾁﾝ", "ワクチン"),
        ("7月\n末　まで ", "7月 末 まで"),
        ("7月\u200b末\ufeff", "7月末"),
        ("葛\U000e0100城市", "葛城市"),
        ("①7月末", "①7月末"),
        ("7月末²", "7月末²"),
        ("", ""),
    ],
)
def test_text_is_folded_to_one_spelling(written: str, folded: str) -> None:
    assert fold(written) == folded


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_names_are_folded_further_for_comparing() -> None:
    assert fold_name("鎌ヶ谷市") == fold_name("鎌ケ谷市") == fold_name("鎌 が谷市")
    assert fold_name("髙岡市") == "高岡市"
    assert fold_name("【富山市】※") == "富山市"


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("前回から増えて1,718（＋102）となり、予定どおり進んでいます。", "1,718（＋102）"),
        ("令和3年7月31日(土)までに完了する見込みです。", "令和3年7月31日(土)"),
        ("R3.7.31～R3.8.10の間に照会を実施した。", "R3.7.31"),
        ("高齢者への接種は7月末までに終わる見込みである。", "7月末"),
        ("8月中旬以降と回答した市町村は少ない。", "8月中旬"),
        ("全国の市区町村の93％（1,620団体）が終える。", "93％（1,620団体）"),
        ("1日100万回の目標に向けて都道府県別に確認した。", "都道府県"),
        ("約3万9千人の医療従事者等に接種した。", "約3万9千人"),
        ("59,333（約18%）が1回目を終えた。", "59,333（約18%）"),
        ("茨城県のかすみがうら市では未定と回答した。", "かすみがうら市"),
        ("北海道の上ノ国町と京都府の南丹市が遅れている。", "上ノ国町"),
        ("6月2日15時30分から会議を開催した。", "15時30分"),
    ],
)
def test_dates_numbers_and_names_stay_on_one_line(text: str, whole: str) -> None:
    pieces = phrases(text)
    assert any(whole in piece for piece in pieces), pieces
    assert len(pieces) > 1


def test_words_to_keep_are_kept() -> None:
    text = "むかわ町とひたちなか市に連絡した。"
    assert any("ひたちなか市" in piece for piece in phrases(text, keep=["ひたちなか市"]))


@given(st.text(alphabet="富山県の7月末、（約18%）「」。1,718R3.～あアA \n", max_size=40))
def test_phrases_join_to_the_text_and_obey_kinsoku(text: str) -> None:
    pieces = phrases(text)
    assert "".join(pieces) == text
    assert all(pieces)
    assert not any(piece[0] in "、。）」" for piece in pieces[1:])
    assert not any(piece[-1] in "（「" for piece in pieces[:-1])


def test_a_long_title_may_break_where_the_script_changes_but_not_inside_a_name() -> None:
    title = "高齢者向け新型コロナワクチン接種の見通し"
    assert phrases(title) == ["高齢者向け", "新型コロナワクチン", "接種の", "見通し"]


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("検査体制確保の状況", ["検査体制確保の", "状況"]),
        ("障がい者の就労", ["障がい者の", "就労"]),
        ("ワンチームとやま推進室", ["ワンチームとやま推進室"]),
        ("「ワンチームとやま」連携推進本部会議", ["「ワンチームとやま」", "連携推進本部会議"]),
        ("オミクロン株対応の接種", ["オミクロン株対応の", "接種"]),
        ("1・2回目の接種", ["1・2回目の", "接種"]),
        ("体制の連携・強化：災害廃棄物関係", ["体制の", "連携・強化：", "災害廃棄物関係"]),
        ("取組8のうち最も長いものは", ["取組8のうち", "最も長いものは"]),
        ("392／1,741（22.5%）に", ["392／1,741（22.5%）に"]),
        ("10:30から", ["10:30から"]),
        ("医療用資材の確保 －（n<10）", ["医療用資材の", "確保 －（n<10）"]),
        ("看護師等の派遣", ["看護師等の", "派遣"]),
        ("実績は451,594（約1.7%）※4、補正後", ["実績は", "451,594（約1.7%）※4、", "補正後"]),
    ],
)
def test_words_the_phrase_model_tears_apart_stay_whole(text: str, pieces: list[str]) -> None:
    assert phrases(text) == pieces


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        (
            "感染症対応地方創生臨時交付金の",
            ["感染症", "対応", "地方", "創生", "臨時", "交付金の"],
        ),
        ("新型コロナウイルスワクチン", ["新型コロナウイルス", "ワクチン"]),
        ("新型コロナワクチン4回目接種の", ["新型コロナワクチン", "4回目接種の"]),
        ("デジタル化推進等地方連携推進本部", ["デジタル化", "推進等地方連携推進本部"]),
        ("後期高齢者医療費負担割合検討会", ["後期", "高齢者", "医療費", "負担", "割合", "検討会"]),
        ("デジタルトランスフォーメーション", ["デジタルトランスフォーメーション"]),
        ("47,612,171（約38%）", ["47,612,171（約38%）"]),
    ],
)
def test_a_phrase_too_long_for_a_line_breaks_between_its_words(
    text: str, pieces: list[str]
) -> None:
    assert phrases(text) == pieces


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("健康フォローアップセンター：", ["健康フォローアップセンター："]),
        ("カーボンニュートラル推進課", ["カーボンニュートラル推進課"]),
        ("直近1か月（5月2日以降）に", ["直近1か月（5月2日以降）に"]),
        ("（時間外：+730円、休日：+2,130円）", ["（時間外：+730円、", "休日：+2,130円）"]),
    ],
)
def test_offices_and_what_is_added_stay_on_one_line(text: str, pieces: list[str]) -> None:
    assert phrases(text) == pieces


def test_an_office_too_long_for_a_narrow_line_is_cut() -> None:
    assert len(phrases("カーボンニュートラル推進課", longest=6)) > 1


def test_a_narrower_line_asks_for_shorter_words() -> None:
    assert phrases("検査体制確保の状況", longest=5) == ["検査", "体制", "確保の", "状況"]
