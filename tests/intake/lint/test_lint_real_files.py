"""Real files of offices, counted by hand; and the product's own form."""

from collections import Counter

import pytest

from renkei.intake.lint import lint_file, lint_paths


def counted(file, sheet=None):
    """Places by rule and severity."""
    counts = Counter()
    for one in lint_file(file):
        if sheet in (None, one.sheet):
            counts[one.rule.number, one.severity] += len(one.places)
    return dict(counts)


def test_korei_by_hand(shared):
    # Row 3 has the item names: A3 with a full-width space before, C3 to E3 with one of no break.
    # Formulas: B5:B22, C4:C22, D4 and E4. "内１回目" and "内２回目" say no unit.
    file = shared / "kantei" / "KOREI-vaccination_data.xlsx"
    assert counted(file) == {
        ("1-5", "violation"): 4,
        ("1-7", "violation"): 18 + 19 + 2,
        ("1-9", "notice"): 2,
    }
    slip = [p.value for one in lint_file(file) for p in one.places if p.where == "E4"]
    assert slip == ["=SUM(E7:E22)"]


def test_iryo_by_hand(shared):
    # As KOREI, with formulas in B12:B17 and C4:C17 only.
    assert counted(shared / "kantei" / "IRYO-vaccination_data.xlsx") == {
        ("1-5", "violation"): 4,
        ("1-7", "violation"): 6 + 14,
        ("1-9", "notice"): 2,
    }


def test_the_kobe_sheet_by_hand(shared):
    # Spaces after B1, C1, E1; a break in J1; A1 blank over the days; F1 to J1 without a unit;
    # B107 and D89, D92, D95:D97, D99:D107 blank in columns that have zeros.
    assert counted(shared / "messy" / "kansensya_pcr.xlsx", "kobe") == {
        ("1-5", "violation"): 4,
        ("1-6", "violation"): 1,
        ("1-9", "notice"): 5,
        ("L1-09", "notice"): 1 + 14,
    }


def test_the_pictures_of_the_data_model_by_hand(shared):
    # xl/drawings: 6, 2, 1, 1, 2, 3, 1, 1 and 1 pictures in nine drawings.
    found = [
        one for one in lint_file(shared / "messy" / "gif-438.xlsx") if one.rule.number == "1-8"
    ]
    assert [(one.sheet, len(one.places)) for one in found] == [
        ("個人", 6), ("法人", 2), ("住所", 1), ("子供預かり情報", 1), ("土地", 2), ("建物", 3),
        ("設備", 1), ("役割関与情報型", 1), ("関連組織情報型", 1),
    ]  # fmt: skip
    assert {one.what for one in found} == {"画像が置かれています"}


def test_the_list_of_codes_has_half_width_kana_and_coloured_prefectures(shared):
    found = lint_file(shared / "messy" / "mic-000730858.xlsx")
    kana = [one for one in found if one.rule.number == "1-10"]
    assert [len(one.places) for one in kana] == [1795, 1748, 392]
    first = next(one for one in found if one.rule.number == "L1-11")
    assert len(first.places) == 47 * 5  # one row of A to E for each prefecture
    assert first.range.startswith("A2:E2,A188:E188")


def test_an_old_table_of_projections(shared):
    found = lint_file(shared / "messy" / "10-1.xls")
    assert (found[0].rule.number, found[0].severity) == ("1-1", "notice")
    assert ("1-5", "A3") in [(one.rule.number, one.range) for one in found]
    assert "1-11" not in {one.rule.number for one in found}  # 平成 27 stands beside 2015


def test_a_csv_without_item_names(shared):
    assert counted(shared / "messy" / "13104.csv") == {("1-6", "violation"): 3}


@pytest.mark.parametrize("folder", ["messy", "kantei"])
def test_every_file_is_read_to_its_end(folder, shared):
    checked = list(lint_paths([shared / folder]))
    assert len(checked) > 8
    refused = [one for c in checked for one in c.findings if "開けません" in one.what]
    assert refused == []


def test_the_products_own_sample_returns_show_only_how_they_were_answered(sample_raw):
    # Spellings of numbers and days, 〃, codes: what municipalities write. The form adds nothing.
    file = sorted((sample_raw / "sample" / "returns" / "round-1").rglob("16_富山県.xlsx"))[0]
    rules = {one.rule.number for one in lint_file(file) if one.severity == "violation"}
    assert rules <= {"1-2", "1-3", "1-6", "1-11"}
