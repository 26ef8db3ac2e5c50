"""The form of a round: when does each municipality expect to finish?"""

from dataclasses import dataclass

from renkei.intake.forms.form import Form
from renkei.intake.forms.page import Value
from renkei.intake.forms.question import Question

AREA = (
    Question(
        "code", "団体コード", "code",
        ("コード", "市区町村コード", "市町村コード", "全国地方公共団体コード", "自治体コード", "地方公共団体コード", "団体番号", "自治体番号", "団体CD", "コード番号"),
        width=9,
    ),
    Question("prefecture", "都道府県名", "prefecture", ("都道府県", "県名"), width=10),
    Question(
        "name", "市区町村名", "name",
        ("市町村名", "市区町村", "市町村", "自治体名", "自治体", "団体名", "団体", "市町名"),
        width=14,
    ),
)  # fmt: skip
_NOT_PUBLISHED = "照会にのみ用い、公表しない。"
CONTACTS = (
    Question(
        "section", "担当課", "contact", ("担当部署", "担当課名", "所属", "部署"), width=16,
        prompt=_NOT_PUBLISHED,
    ),
    Question(
        "person", "担当者", "contact", ("担当者名", "担当者氏名", "氏名", "ご担当者"), width=12,
        prompt=_NOT_PUBLISHED,
    ),
    Question(
        "phone", "電話番号", "contact", ("電話", "連絡先", "連絡先電話番号", "TEL"), width=15,
        prompt=_NOT_PUBLISHED,
    ),
)  # fmt: skip
ISSUES = (
    "医療従事者の確保", "ワクチンの供給量・時期", "会場の確保", "予約の受付体制", "接種券の発送",
    "移動手段の確保", "個別接種の拡大", "VRSへの入力", "特になし",
)  # fmt: skip

RETURNS = Form(
    name="returns",
    title="終了時期の見込み調査",
    rows="areas",
    key=("area",),
    core=(("code", "name"), ("answer",)),
    total="県計",
    instruction="「終了見込み」には年月日、旬、月末のいずれか（例：R3.7.31、7月中旬、7月末）を記入。見込みが立たない場合は「未定」。",
    questions=(
        *AREA,
        Question("previous", "前回の回答", "given", ("前回回答", "前回", "前回の終了見込み", "前回の完了見込み", "前回の見込み"), width=18),
        Question(
            "answer", "終了見込み", "completion",
            (
                "完了見込み", "終了見込", "完了見込", "終了時期", "完了時期", "終了予定", "完了予定",
                "終了見込み時期", "完了見込み時期", "終了時期の見込み", "完了時期の見込み",
                "終了予定時期", "完了予定時期", "接種終了見込み", "接種完了見込み", "今回の回答", "今回の終了見込み", "今回の完了見込み", "終了予定日", "完了予定日", "終了見込み日", "完了見込み日", "2回目接種の終了予定日", "2回目接種の終了見込み", "2回目接種の完了見込み", "2回目の終了見込み",
            ),
            width=18,
            prompt="年月日・旬・月末のいずれかを記入。例：R3.7.31、7月中旬、7月末。一覧からも選べる。",
            example="7月末",
            offered=("完了", "概ね完了", "変更なし", "未定"),
        ),
        Question(
            "condition", "前提条件", "text", ("条件", "前提", "見込みの前提"), width=24,
            prompt="見込みに前提があるときに記入。例：医療従事者の確保が前提。",
            example="医療従事者の確保が前提",
        ),
        Question(
            "wish_share", "希望者見込み（%）", "share",
            ("希望者見込", "希望者の割合", "希望者割合", "希望率", "接種希望率", "希望者見込み割合"),
            width=10,
            prompt="0から100までの数値（％）。例：87.5",
            example="87.5",
        ),
        Question(
            "capacity", "1日の接種可能回数", "count",
            ("1日当たりの接種可能回数", "接種可能回数", "1日接種可能回数", "1日あたりの接種可能回数", "1日あたり接種可能回数"),
            width=11,
            prompt="0以上の数値（回）。例：1200",
            example="1200",
            unit="回/日",
            total=True,
        ),
        Question(
            "issues", "主な課題", "text", ("課題", "現在の課題", "課題等"), width=26,
            prompt="一覧から選ぶか、自由に記入。",
            example="医療従事者の確保",
            offered=ISSUES,
        ),
        *CONTACTS,
    ),
    notes=(
        "※1 「終了見込み」は、希望する高齢者への2回目の接種を終える時期。",
        "※2 「希望者見込み」は、65歳以上の住民のうち接種を希望すると見込まれる方の割合（%）。",
        "注 県計の行は集計欄。行の追加・削除、列の移動はしないこと。",
    ),
    guide=(
        "1 都道府県は、市区町村の回答を1枚にまとめ、期日までに返送する。",
        "2 水色の欄は記入済み。白い欄（終了見込みから電話番号まで）に記入する。",
        "3 終了見込み：R3.7.31、令和3年7月31日、7月中旬、7月末、8月中 など。前回と同じときは「変更なし」。",
        "4 前提条件：見込みに前提があるときに記入する（例：医療従事者の確保が前提）。",
        "5 希望者見込み（%）：数値のみ（例：87.5）。1日の接種可能回数：数値のみ、単位は回。",
        "6 訂正があるときは、都道府県の全市区町村分をもう一度返送する。最後に届いた回答を用いる。",
        "7 担当課・担当者・電話番号は照会にのみ用い、公表しない。",
    ),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ReturnRow:
    """One municipality's row of the form, by question; every value may be raw text."""

    code: Value
    prefecture: Value
    name: Value
    previous: Value = None
    answer: Value = None
    condition: Value = None
    wish_share: Value = None
    capacity: Value = None
    issues: Value = None
    section: Value = None
    person: Value = None
    phone: Value = None

    def values(self) -> dict[str, Value]:
        """The row as a form is made out with."""
        return {name: getattr(self, name) for name in self.__slots__}
