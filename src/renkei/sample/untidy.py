"""Untidiness that is still readable: how prefectures write codes and names, an extra title row."""

from typing import Any

from renkei.areas import Area
from renkei.intake.forms.form import SAMPLE_MARK
from renkei.intake.forms.issue import HEADER_ROW
from renkei.intake.forms.page import Value

_NUMBERS = {"01", "20"}  # codes as numbers: Hokkaido's lose their leading zero
_FIVE_DIGITS = {"16"}  # without the check digit
_WIDE_CODES = {"34"}
_WITH_COUNTY = {"06", "16"}
_EXTRA_TITLE = {"31"}
_WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
_OTHER_KE = str.maketrans("ヶケ", "ケヶ")


def code_as_written(area: Area) -> Value:
    """The code as that prefecture's offices write the whole column."""
    prefecture = area.prefecture_code
    if prefecture in _NUMBERS:
        return int(area.code)
    if prefecture in _FIVE_DIGITS:
        return area.code[:5]
    return area.code.translate(_WIDE) if prefecture in _WIDE_CODES else area.code


def name_as_written(area: Area) -> str:
    """The name with its county, or with the other of the two small ke, where it has one."""
    if area.prefecture_code in _WITH_COUNTY and area.county:
        return area.county + area.name
    return area.name.translate(_OTHER_KE)


def add_title_row(sheet: Any, prefecture: Area) -> None:
    """Some prefectures put their own line above the title, which moves every row down."""
    if prefecture.short in _EXTRA_TITLE:
        sheet.insert_rows(1)
        sheet["A1"] = f"【{prefecture.name}取りまとめ分】"
        sheet.print_title_rows = f"{HEADER_ROW + 1}:{HEADER_ROW + 1}"


def fill_wrong_sheet(sheet: Any, prefecture: Area) -> None:
    """A sheet of the office's own in place of the form: no header the form has."""
    sheet.title = "Sheet1"
    sheet["A1"] = f"{prefecture.name}\u3000接種見込み一覧\u3000{SAMPLE_MARK}"
    for column, text in enumerate(("番号", "団体", "時期", "備考"), start=1):
        sheet.cell(3, column, text)
