"""The liaison log: what was heard from an area, to whom it was passed on, and what came back."""

from renkei.intake.forms.form import Form
from renkei.intake.forms.open_area import OPEN_AREA
from renkei.intake.forms.question import Question
from renkei.intake.forms.returns import CONTACTS

CATEGORIES = (
    # 連絡体制において聞き取った主な課題 (総務省説明資料, ②③)
    "ワクチン供給", "医療従事者の確保", "追加接種・交互接種の有効性等の周知",
    # 次のような課題を聞き取り (①): 17
    "マスク、防護服等の物資確保", "軽症者等宿泊療養施設の確保支援", "医療体制の強化",
    "検査体制の強化への支援", "日用品等の買い占めへの対応", "教育機関等の感染拡大防止等",
    "テレワーク、時差出勤等", "イベント等の中止", "情報提供・相談体制の強化",
    "避難所における感染拡大防止", "水際対策", "地域経済への影響", "財政措置",
    "新型コロナウイルス感染症緊急包括支援交付金", "地方創生臨時交付金", "新型インフル特措法",
    "特別定額給付金",
    # ワクチン以外の課題 (②): 10, of which nine stand above
    "財政措置・交付金",
    "その他",
)  # fmt: skip
MINISTRIES = (
    "厚生労働省", "内閣官房", "内閣府", "デジタル庁", "総務省", "消防庁", "文部科学省", "財務省",
    "経済産業省", "国土交通省", "観光庁", "出入国在留管理庁",
)  # fmt: skip
STEPS = ("contacted", "forwarded", "replied", "returned", "closed")
"""The days of an entry, none of which may lie before the one that precedes it."""

LIAISON = Form(
    name="liaison",
    title="リエゾン聞き取り記録",
    rows="open",
    key=("area", "number"),
    core=(("code", "name", "prefecture"), ("number",), ("text",)),
    levels=("prefecture", "municipality"),
    related=STEPS,
    instruction="聞き取り1件を1行に記入。整理番号は団体ごとに重ならないように付け、経過が進んだら同じ番号の行に書き足して送る。",
    questions=(
        *OPEN_AREA,
        Question(
            "number", "整理番号", "text", ("番号", "No.", "通し番号", "受付番号"), width=8,
            prompt="団体ごとに重ならない番号。一度付けた番号は変えない。",
            example="3",
            needed=True,
        ),
        Question(
            "contacted", "聞き取り日", "day", ("聴取日", "聞取日", "聞き取り年月日", "対応日", "日付", "年月日"), width=10,
            prompt="自治体から聞き取った日。例：R3.5.20",
            example="R3.5.20",
        ),
        Question(
            "officer", "リエゾン", "text", ("リエゾン名", "聞き取り者", "総務省担当者"), width=10,
            prompt="聞き取った総務省リエゾン。",
            example="リエゾン16",
        ),
        Question(
            "category", "課題分類", "choice", ("課題の分類", "分類", "課題区分", "区分"), width=18,
            prompt="一覧から選ぶ。当てはまるものがなければ「その他」とし、内容に具体的に記入。",
            example="ワクチン供給",
            choices=CATEGORIES,
        ),
        Question(
            "text", "内容", "text", ("聞き取り内容", "課題の内容", "課題", "要望", "要望内容"), width=34,
            prompt="聞き取った課題や要望。個人の氏名は書かない。",
            example="6月前半の配分見通しを早く示してほしい。",
        ),
        Question(
            "ministry", "照会先府省", "text", ("関係府省", "照会先", "フィードバック先", "関係省庁"), width=12,
            prompt="フィードバックした府省。一覧から選ぶか、自由に記入。",
            example="厚生労働省",
            offered=MINISTRIES,
        ),
        Question(
            "forwarded", "照会日", "day", ("フィードバック日", "照会年月日", "伝達日"), width=10,
            prompt="関係府省に伝えた日。聞き取り日以後の日。",
            example="R3.5.21",
        ),
        Question(
            "reply", "府省の回答", "text", ("回答内容", "関係府省の回答", "回答"), width=26,
            prompt="関係府省の回答の要点。",
            example="第8クールの配分見通しを5月28日に提示する。",
        ),
        Question(
            "replied", "回答日", "day", ("府省回答日", "回答年月日", "回答受領日"), width=10,
            prompt="関係府省から回答があった日。照会日以後の日。",
            example="R3.5.26",
        ),
        Question(
            "returned", "自治体への回答日", "day", ("自治体回答日", "自治体への連絡日", "還元日"), width=10,
            prompt="回答を自治体に伝えた日。回答日以後の日。",
            example="R3.5.27",
        ),
        Question(
            "closed", "完了日", "day", ("対応完了日", "終了日", "終結日"), width=10,
            prompt="対応を終えた日。続いている間は空欄。",
            example="R3.5.31",
        ),
        *CONTACTS,
    ),
    notes=(
        "※1 課題分類は選択肢のシートの一覧から選ぶ。",
        "※2 日付は聞き取り日、照会日、回答日、自治体への回答日、完了日の順に、前の日付より前にならない。",
    ),
    guide=(
        "1 リエゾンは、担当する自治体から聞き取った課題・要望を1件1行で記録する。",
        "2 団体コード、市区町村名のどちらかを記入する。都道府県自身の課題は、都道府県名だけを記入する。",
        "3 整理番号は団体ごとに1から付ける。追記や訂正は同じ番号の行に行い、記録の全件を送る。最後に届いた記録を用い、空欄は前の記録を消さない。",
        "4 課題分類は一覧から選ぶ。一覧にないものは「その他」とし、内容に書き分ける。",
        "5 日付は年月日（例：R3.5.20）。聞き取り日→照会日→回答日→自治体への回答日→完了日の順が逆になる日付は受け付けない。",
        "6 担当課・担当者・電話番号は自治体の連絡先。照会にのみ用い、公表しない。",
    ),
)  # fmt: skip
