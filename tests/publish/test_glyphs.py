"""Characters: shown when the fonts have them, marked when not, never lost."""

import pytest

from renkei.publish.glyphs import MissingGlyphs, em_width, mark_unseen


@pytest.mark.parametrize(
    "text", ["髙﨑𠮷野家①㈱", "行1\n行2", "　うち", "1,718（＋102）〜80%", "㋿"]
)
def test_what_the_fonts_have_stays_as_it_is(text):
    missing = MissingGlyphs()
    assert missing.replace(text) == text
    assert missing.sentence() == ""


@pytest.mark.parametrize(
    "character",
    [
        "\U0001f600",
        "\ufe0f",
        "\ue000",
        "\u202e",
        "\u2066",
        "\x00",
        "\x07",
        "\u200b",
        "\ufeff",
        "\ud800",
    ],
)
def test_what_the_fonts_lack_or_cannot_show_becomes_geta(character):
    missing = MissingGlyphs()
    assert missing.replace(f"前{character}後") == "前〓後"
    assert missing.sentence().endswith(f"（U+{ord(character):04X}）")


def test_a_variant_of_a_name_s_letter_that_both_fonts_draw_is_kept():
    assert MissingGlyphs().replace("葛\U000e0100城市") == "葛\U000e0100城市"


def test_a_variation_selector_no_font_draws_is_marked():
    assert MissingGlyphs().replace("あ\U000e0100") == "あ〓"


def test_voicing_marks_split_off_are_joined_again():
    assert MissingGlyphs().replace("か\u3099") == "が"


def test_odd_spaces_and_line_ends_become_plain_ones():
    assert MissingGlyphs().replace("a\u00a0b\tc\r\nd") == "a b c\nd"


def test_the_sentence_names_each_code_point_once_and_counts_the_rest():
    missing = MissingGlyphs()
    missing.replace("".join(chr(0x1F600 + n) for n in range(20)) * 2)
    sentence = missing.sentence(limit=2)
    assert sentence == "表示できない文字を〓に置き換えました（U+1F600 U+1F601 ほか18字）"


def test_widths_follow_the_font():
    assert em_width("都道府県") == 4
    assert 0.5 < em_width("1") < 0.65


def test_on_a_screen_only_deceiving_characters_are_marked():
    assert mark_unseen("😀\u202e\u200b\x08か\r\nき") == "😀〓〓〓か\nき"
