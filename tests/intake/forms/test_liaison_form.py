"""The liaison log's own: the issue categories of the sources, its steps, whose entry."""

from renkei.intake.forms.liaison import CATEGORIES, LIAISON, STEPS

# 総務省説明資料 (令和5年1月), page ①: 次のような課題を聞き取り, 7 + 5 + 5.
FIRST_PHASE = (
    "マスク、防護服等の物資確保", "軽症者等宿泊療養施設の確保支援", "医療体制の強化",
    "検査体制の強化への支援", "日用品等の買い占めへの対応", "教育機関等の感染拡大防止等",
    "テレワーク、時差出勤等",
    "イベント等の中止", "情報提供・相談体制の強化", "避難所における感染拡大防止", "水際対策",
    "地域経済への影響",
    "財政措置", "新型コロナウイルス感染症緊急包括支援交付金", "地方創生臨時交付金",
    "新型インフル特措法", "特別定額給付金",
)  # fmt: skip
# Page ②: 連絡体制において聞き取ったワクチン以外の課題.
OTHER_THAN_VACCINE = (
    "軽症者等宿泊療養施設の確保支援", "教育機関等の感染拡大防止等", "地域経済への影響", "水際対策",
    "医療体制の強化", "テレワーク、時差出勤等", "財政措置・交付金", "検査体制の強化への支援",
    "情報提供・相談体制の強化", "新型インフル特措法",
)  # fmt: skip
MAIN = ("ワクチン供給", "医療従事者の確保", "追加接種・交互接種の有効性等の周知")


def test_categories_are_those_of_the_sources_without_duplicates_and_other() -> None:
    assert (len(FIRST_PHASE), len(OTHER_THAN_VACCINE)) == (17, 10)
    assert set(CATEGORIES) == {*FIRST_PHASE, *OTHER_THAN_VACCINE, *MAIN, "その他"}
    assert len(set(CATEGORIES)) == len(CATEGORIES) == 22
    assert CATEGORIES[-1] == "その他"


def test_the_category_is_closed_and_the_ministry_only_offered() -> None:
    assert LIAISON.by_name["category"].choices == CATEGORIES
    assert LIAISON.by_name["ministry"].choices == ()
    assert "厚生労働省" in LIAISON.by_name["ministry"].offered


def test_the_steps_are_days_in_the_order_of_the_columns() -> None:
    names = [one.name for one in LIAISON.questions]
    assert sorted(STEPS, key=names.index) == list(STEPS)
    assert {LIAISON.by_name[step].kind for step in STEPS} == {"day"}
    assert LIAISON.related == STEPS


def test_an_entry_is_known_by_its_area_and_number() -> None:
    assert LIAISON.key == ("area", "number")
    assert LIAISON.levels == ("prefecture", "municipality")


def test_persons_of_municipalities_are_contacts_and_nothing_else_is() -> None:
    assert LIAISON.contacts == ("section", "person", "phone")
