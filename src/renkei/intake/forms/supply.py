"""Deliveries of vaccine: boxes, doses and the running sum, by day, class and area."""

from renkei.intake.forms.form import Form
from renkei.intake.forms.open_area import OPEN_AREA
from renkei.intake.forms.question import Question

CLASSES = ("医療従事者等", "高齢者向け", "高齢者以降")

SUPPLY = Form(
    name="supply",
    title="ワクチン供給実績・予定",
    rows="open",
    key=("area", "day", "class"),
    core=(("code", "name", "prefecture"), ("day",), ("class",), ("boxes", "doses")),
    levels=("prefecture", "municipality"),
    related=("doses_per_box", "doses", "cumulative"),
    instruction="1回の配送を1行に記入。回分は、箱数にその日の1箱当たり回分を掛けた数。累計は、その団体・区分の最初の配送からの合計。",
    questions=(
        *OPEN_AREA,
        Question(
            "day", "配送日（週の初日）", "day", ("配送日", "供給日", "配送週", "週", "週の初日", "到着日", "納入日"), width=13,
            prompt="配送の日。週で示すときはその週の月曜日。例：R3.4.5",
            example="R3.4.5",
            needed=True,
        ),
        Question(
            "class", "区分", "choice", ("対象者区分", "対象", "対象者", "供給区分"), width=14,
            prompt="一覧から選ぶ。",
            example="高齢者向け",
            choices=CLASSES,
            needed=True,
        ),
        Question(
            "boxes", "箱数", "count", ("箱", "供給箱数", "配送箱数"), width=9,
            prompt="0以上の数値（箱）。例：10",
            example="10",
            unit="箱",
            total=True,
        ),
        Question(
            "doses_per_box", "1箱当たり回分", "count", ("1箱当たり", "1箱あたり回分", "1箱当たり回数", "回分/箱"), width=11,
            prompt="その配送の1箱当たりの回分。例：975",
            example="975",
            unit="回/箱",
        ),
        Question(
            "doses", "回分", "count", ("供給回数", "供給回分", "供給量", "回数"), width=12,
            prompt="箱数×1箱当たり回分。例：9750",
            example="9750",
            unit="回",
            total=True,
        ),
        Question(
            "cumulative", "累計回分", "count", ("累計", "供給量（累計）", "供給量累計", "供給累計"), width=12,
            prompt="その団体・区分の最初の配送からこの配送までの回分の合計。例：11700",
            example="11700",
            unit="回",
        ),
        Question("remarks", "備考", "text", ("摘要", "注記"), width=26, prompt="自由に記入。", example="予定"),
    ),
    notes=(
        "※1 都道府県全体の配送は、市区町村名を空欄とする。",
        "※2 回分が箱数×1箱当たり回分と、累計回分が回分の合計と合わないときは、その欄を受け付けない。",
    ),
    guide=(
        "1 1回の配送（団体・配送日・区分ごと）を1行に記入する。予定も記入してよい。",
        "2 区分は一覧から選ぶ（医療従事者等、高齢者向け、高齢者以降）。",
        "3 1箱当たり回分は、配送日によって異なる。照会文に示された数を用いる。",
        "4 回分＝箱数×1箱当たり回分。累計回分＝最初の配送からの回分の合計。合わない欄は、両方の数を示して返す。",
        "5 訂正・追加は、最初の配送からの全行を送る。同じ団体・配送日・区分の行は、最後に届いたものを用いる。",
    ),
)  # fmt: skip
