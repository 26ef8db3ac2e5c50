"""Good practices of areas, gathered to be shown to the others."""

from renkei.intake.forms.form import Form
from renkei.intake.forms.open_area import OPEN_AREA
from renkei.intake.forms.question import Question

CATEGORIES = (
    "接種会場", "予約・受付", "医療従事者の確保", "移動支援", "巡回・個別接種", "周知・広報",
    "相談窓口", "広域連携", "デジタル化", "その他",
)  # fmt: skip

PRACTICES = Form(
    name="practices",
    title="特徴的な取組事例",
    rows="open",
    key=("area", "title"),
    core=(("code", "name", "prefecture"), ("title",), ("summary",)),
    levels=("prefecture", "municipality"),
    instruction="他の自治体の参考になる取組を1件1行に記入。都道府県自身の取組は、市区町村名を空欄とする。",
    questions=(
        *OPEN_AREA,
        Question(
            "title", "取組の名称", "text", ("事例名", "取組名", "件名", "タイトル", "名称"), width=24,
            prompt="取組の内容が分かる短い名称。",
            example="駅近での臨時接種会場の開設",
            needed=True,
        ),
        Question(
            "category", "分類", "choice", ("取組の分類", "区分", "分野"), width=14,
            prompt="一覧から選ぶ。当てはまるものがなければ「その他」とし、概要に具体的に記入。",
            example="接種会場",
            choices=CATEGORIES,
        ),
        Question(
            "summary", "概要", "text", ("取組の概要", "内容", "取組内容"), width=48,
            prompt="何を、誰が、どのように行い、どのような効果があったか。",
            example="企業と連携し、駅近に予約不要の会場を設けた。",
        ),
        Question(
            "source", "出典・URL", "text", ("出典", "URL", "参考URL", "掲載先"), width=26,
            prompt="公表している資料やページ。文字として記録し、開くことはない。",
            example="https://example.jp/",
        ),
        Question(
            "date", "実施日・公表日", "day", ("実施日", "公表日", "開始日", "日付"), width=11,
            prompt="取組を始めた日、または公表した日。例：R4.11.4",
            example="R4.11.4",
        ),
    ),
    notes=("※1 同じ団体の同じ名称の行は、最後に届いたものを用いる。",),
    guide=(
        "1 取組1件を1行に記入する。写真やちらしは添付せず、掲載先を出典・URLに記入する。",
        "2 複数の団体の取組は、代表する団体の行に記入し、概要に参加団体を書く。",
        "3 訂正は、同じ団体・同じ名称の行を送る。空欄は前の記入を消さない。",
    ),
)  # fmt: skip
