"""Answers that are no date, as municipal offices write them."""

import pytest

STATUSES = {
    "undecided": [
        "未定です",
        "現在検討中",
        "現在調整中です。",
        "時期未定",
        "終了予定：未定",
        "回答不可",
        "医師が確保できないため未定",
        "終了時期未定",
        "具体的な時期は未定",
        "未定（調整中）",
        "未定（ワクチン供給による）",
        "ワクチン供給量が不明なため未定",
        "ワクチンの供給スケジュールが示されていないため、回答できない",
        "供給次第のため未定",
        "ワクチンの供給次第",
        "国の供給スケジュールによる",
        "ワクチン供給状況による。",
        "わかりません",
        "分からない",
        "お答えできません",
        "回答できません",
        "見通しが立っていない",
        "目途がたたない",
        "めどがつかない",
        "未定※",
        "検 討 中",
        "計画策定中",
        "集計中",
    ],
    "undecided note": ["未定（変更なし）", "変更なし（未定）", "検討中（前回と同じ）"],
    "undecided season": [
        "夏頃",
        "お盆前",
        "お盆明け",
        "盆明け頃",
        "今夏",
        "来春まで",
        "秋以降",
        "夏から秋",
        "年末年始",
        "年明け早々",
        "GW明け",
        "ＧＷ明け",
        "ゴールデンウィーク明け",
        "令和３年夏",
        "夏休み中",
        "初秋",
    ],
    "undecided date_mentioned": [
        "7月末完了に向け調整中",
        "7月末を目標に調整中",
        "７月未定",
        "7月31日は未定",
        "7月末～未定",
        "7月31日現在未定",
        "６月１日時点で未定",
        "7月末までの供給が不明なため未定",
    ],
    "undecided date_mentioned note": ["未定（7月末を目指す）", "検討中（8月予定）"],
    "complete": [
        "完了済",
        "接種済み",
        "既に完了",
        "すでに終了しました",
        "全て完了",
        "全員完了",
        "希望者全員接種完了",
        "希望者への接種は完了",
        "2回目接種完了",
        "終了しております",
        "完了いたしました。",
        "完 了",
        "【完了】",
        "完了※",
    ],
    "complete note": ["変更なし（完了）", "完了（100％）", "完了（変更なし）", "完了（希望者のみ）", "完了（希望しない者を除く）"],
    "near_complete": ["概ね完了", "ほぼ完了済み", "おおむね接種完了", "大部分が終了", "ほぼ終わった"],
    "near_complete note": ["ほぼ完了（95%）", "完了（95％）", "概ね完了（残りはキャンセル分）", "完了（一部除く）", "完了（施設入所者を除く）"],
    "near_complete date_mentioned note": ["概ね完了（7月末完了予定）"],
    "carry_forward": [
        "変更無",
        "前回と変わらず",
        "前回どおり",
        "前回回答のとおり",
        "前回の報告と同じ",
        "変わりなし",
        "変更ありません",
        "前回回答から変更なし",
        "変更点なし",
        "″",
        "〃　",
    ],
    "no_answer": ["　", "\n", "―", "…", "ー", "－－", "Ｎ／Ａ", "該当なし", "対象外", "未記入", "NULL"],
}  # fmt: skip


@pytest.mark.parametrize(
    ("written", "reading"), [(word, reading) for reading in STATUSES for word in STATUSES[reading]]
)
def test_words_that_are_no_date(written, reading, expect):
    answer = expect(written, reading)
    assert (answer.earliest, answer.latest, answer.conditional) == (None, None, False)


def test_what_an_undecided_answer_depends_on_is_kept(expect):
    assert expect("ワクチンの供給次第", "undecided").condition == "ワクチンの供給次第"
    assert expect("未定（ワクチン供給による）", "undecided").condition == "ワクチン供給による"
    because = expect("ワクチン供給量が不明なため未定", "undecided")
    assert because.condition == "ワクチン供給量が不明なため"


# Words that look like one of the above and are not: nothing is done yet, or nothing is said.
REFUSED = [
    "完了の見込み",
    "完了の予定",
    "完了予定",
    "完了見込み",
    "完了（予定）",
    "完了（調整中）",
    "完了（8月に集計）",
    "完了※下旬",
    "完了（見込み）",
    "完了（ワクチンが届けば）",
    "ワクチンが届けば完了",
    "完了（ワクチン供給次第）",
    "終了の目途",
    "概ね完了の見込み",
    "概ね完了（予定）",
    "順調なら完了",
    "未完了",
    "未了",
    "完了していない",
    "完了しない",
    "完了？",
    "完了x",
    "完了1",
    "一部完了",
    "1回目完了",
    "開始済み",
    "未済",
    "変更あり",
    "変更なしx",
    "未定×",
    "未定2",
    "同上",
    "同左",
    "同じ",
    "○",
    "×",
    "？",
    "別紙のとおり",
    "別途回答",
    "0",
    "なし（変更なし）",
    "実施中",
    "#REF!",
    "#VALUE!",
    "<b>完了</b>",
    "=1+1",
]


@pytest.mark.parametrize("written", REFUSED)
def test_a_word_that_only_looks_like_an_answer_is_refused(written, expect):
    assert expect(written, "unreadable").reason
