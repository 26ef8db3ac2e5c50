"""What a run says of its typeface."""

import pytest

from renkei.deck import theme
from renkei.errors import SettingsError
from renkei.run.fonts import font_told


def test_a_typeface_that_is_missing_is_told_and_noto_stands_for_it(monkeypatch):
    monkeypatch.setitem(theme.TYPEFACES, "biz-ud", "No Such Family")
    told = font_told("biz-ud")
    assert told["font"] == {"asked": "biz-ud", "used": "noto"}
    (warning,) = told["warnings"]
    assert warning.startswith("font: biz-ud (No Such Family) is not installed on this machine; ")


def test_a_typeface_that_is_there_needs_no_warning(monkeypatch):
    monkeypatch.setitem(theme.TYPEFACES, "biz-ud", "DejaVu Sans")  # comes with matplotlib
    assert font_told("biz-ud") == {"font": {"asked": "biz-ud", "used": "biz-ud"}}
    assert font_told("noto") == {"font": {"asked": "noto", "used": "noto"}}


def test_a_name_that_is_no_typeface_is_refused():
    with pytest.raises(SettingsError, match="no typeface 'mincho'"):
        font_told("mincho")
