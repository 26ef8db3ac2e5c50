"""Readiness: what each municipality has for a campaign of doses, or each prefecture for testing."""

from renkei.intake.forms.form import Form
from renkei.intake.forms.open_area import OPEN_AREA
from renkei.intake.forms.question import Question
from renkei.intake.forms.returns import AREA, CONTACTS

STATES = ("済", "一部", "未", "対象外")
_STATE = "一覧から選ぶ：済（整った）、一部（一部のみ整った）、未（これから）、対象外（不要）。"


def _state(name: str, title: str, *known_as: str) -> Question:
    return Question(
        name, title, "choice", known_as, width=10, prompt=_STATE, example="一部", choices=STATES
    )


PREPARATIONS = (
    _state("doctors", "医師の確保", "医師", "接種を行う医師の確保"),
    _state("nurses", "看護師等の確保", "看護師の確保", "看護師", "看護師等"),
    _state("venues", "集団接種会場の確保", "会場の確保", "会場", "接種会場の確保"),
    _state("booking", "予約受付体制", "予約の受付体制", "予約受付体制の整備", "予約体制"),
    _state("transport", "移動手段の確保", "移動手段", "移動支援", "送迎"),
    _state(
        "off_hours", "時間外・休日の接種体制", "時間外休日の接種体制", "休日の接種体制", "休日体制"
    ),
    _state("facilities", "高齢者施設等の巡回接種", "巡回接種", "施設の巡回接種", "高齢者施設"),
)
"""What a municipality has ready, wholly or in part."""

READINESS = Form(
    name="readiness",
    title="接種体制の整備状況調査",
    rows="areas",
    key=("area",),
    core=(("code", "name"), tuple(one.name for one in PREPARATIONS)),
    total="県計",
    instruction="各項目の整備状況を「済・一部・未・対象外」から選ぶ。日付は年月日、数は数値のみ。",
    questions=(
        *AREA,
        *PREPARATIONS,
        Question(
            "vouchers_sent", "接種券の発送日", "day", ("接種券発送日", "接種券の発送", "接種券発送", "発送日"), width=11,
            prompt="65歳以上の住民への接種券の発送を終えた（終える）日。例：R3.4.20",
            example="R3.4.20",
        ),
        Question(
            "booking_opened", "予約受付開始日", "day", ("予約開始日", "予約の受付開始日", "受付開始日"), width=11,
            prompt="予約の受付を始めた（始める）日。例：R3.5.6",
            example="R3.5.6",
        ),
        Question(
            "clinics", "個別接種医療機関数", "count", ("個別接種の医療機関数", "医療機関数", "個別接種機関数"), width=10,
            prompt="個別接種を行う医療機関の数。0以上の数値。例：42",
            example="42",
            unit="か所",
            total=True,
        ),
        Question(
            "sites", "集団接種会場数", "count", ("会場数", "接種会場数", "集団会場数"), width=9,
            prompt="集団接種の会場の数。0以上の数値。例：3",
            example="3",
            unit="か所",
            total=True,
        ),
        Question(
            "capacity", "1日当たり最大接種可能数", "count", ("最大接種可能数", "1日最大接種可能数", "1日あたり最大接種可能数", "1日の最大接種可能回数"), width=12,
            prompt="集団・個別を合わせた1日の最大の接種回数。0以上の数値（回）。例：1200",
            example="1200",
            unit="回/日",
            total=True,
        ),
        Question(
            "remarks", "特記事項", "text", ("備考", "課題等", "特記"), width=24,
            prompt="整備が遅れている理由、必要な支援など。自由に記入。",
            example="6月から大学病院の医師の派遣を受ける。",
        ),
        *CONTACTS,
    ),
    notes=(
        "※1 済：整った、一部：一部のみ整った、未：これから整える、対象外：その団体では必要がない。",
        "注 県計の行は集計欄。行の追加・削除、列の移動はしないこと。",
    ),
    guide=(
        "1 都道府県は、市区町村の状況を1枚にまとめ、期日までに返送する。",
        "2 水色の欄は記入済み。白い欄に記入する。",
        "3 整備状況：済・一部・未・対象外から選ぶ。分からないときは空欄とし、特記事項に書く。",
        "4 接種券の発送日、予約受付開始日：年月日（例：R3.4.20）。複数回に分けたときは最後の発送日。",
        "5 個別接種医療機関数、集団接種会場数、1日当たり最大接種可能数：数値のみ。",
        "6 訂正があるときは、都道府県の全市区町村分をもう一度返送する。最後に届いたものを用い、空欄は前の回答を消さない。",
        "7 担当課・担当者・電話番号は照会にのみ用い、公表しない。",
    ),
)  # fmt: skip


def _ready(name: str, title: str, prompt: str, *known_as: str) -> Question:
    return Question(
        name, title, "day", known_as, width=15, prompt=f"{prompt}日（予定を含む）。例：R4.8.5",
        example="R4.8.5",
    )  # fmt: skip


TESTING = Form(
    name="testing",
    title="検査・療養体制の整備状況調査",
    rows="open",
    key=("area",),
    core=(("code", "prefecture"), ("testing_sites", "self_test", "follow_up")),
    levels=("prefecture",),
    answers_to=READINESS.name,
    instruction="都道府県ごとに1行。体制が整った日（予定を含む）を年月日で記入。見込みが立たないときは空欄。",
    questions=(
        *OPEN_AREA,
        _ready(
            "testing_sites", "臨時検査拠点の設置日", "主要な駅・空港等に臨時検査拠点を設けた",
            "臨時検査拠点", "検査拠点の設置日", "検査体制",
        ),
        _ready(
            "self_test", "自己検査の登録開始日", "発熱外来自己検査の結果の登録を始めた",
            "発熱外来自己検査", "自己検査登録", "自己検査体制の開始日",
        ),
        _ready(
            "follow_up", "健康フォローアップセンター設置日", "健康フォローアップセンターを設けた",
            "健康フォローアップセンター", "フォローアップセンター", "FUC設置日", "FUC",
        ),
        Question(
            "remarks", "特記事項", "text", ("備考", "課題等", "特記"), width=28,
            prompt="整備が遅れている理由、必要な支援など。自由に記入。",
            example="9月に委託先を決める。",
        ),
    ),
    notes=("※1 市区町村名は空欄とする。", "※2 同じ都道府県の行は、最後に届いたものを用いる。"),
    guide=(
        "1 都道府県は、自らの体制を1行に記入し、期日までに返送する。",
        "2 体制が整った日を年月日で記入する（例：R4.8.5）。予定の日でもよい。",
        "3 見込みが立たないときは空欄とし、特記事項に理由を書く。",
    ),
)  # fmt: skip
"""What the later campaigns asked prefectures for: 総務省説明資料（令和5年1月）④."""

BY_FORM = {one.name: one for one in (READINESS, TESTING)}
"""The forms a campaign may ask for readiness with; `form` of its `sources.readiness` names one."""


def states(form: Form) -> tuple[str, ...]:
    """The capabilities that are in place, in part, or not yet."""
    return tuple(one.name for one in form.questions if one.choices == STATES)


def days(form: Form) -> tuple[str, ...]:
    """The capabilities of which the day they are ready is asked."""
    return tuple(one.name for one in form.questions if one.kind == "day")
