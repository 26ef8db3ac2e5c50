"""The work plan of a prefecture and its municipalities: items, bars, milestones, what came of them."""

from renkei.intake.forms.form import Form
from renkei.intake.forms.open_area import PREFECTURE
from renkei.intake.forms.question import Question

STATUSES = ("未着手", "実施中", "完了", "延期", "中止")
CARRY_OVER = ("継続", "見直して継続", "終了", "未定")

WORK_PLAN = Form(
    name="work_plan",
    title="連携推進項目の取組計画・進捗",
    rows="open",
    key=("area", "item", "group", "bar"),
    core=(("item",), ("bar",), ("start", "milestone_on", "status")),
    levels=("prefecture",),
    related=("proposers", "start", "end"),
    instruction="取組1つを1行に記入。開始・終了は年月、旬または年月日（例：R3.7、R3.8下旬、R3.7.1）。決まっていなければ「未定」。",
    questions=(
        PREFECTURE,
        Question(
            "item", "連携項目名", "text", ("連携推進項目", "連携事項名", "連携項目", "項目名"), width=18,
            prompt="連携推進項目の名称。項目のすべての行に記入。",
            example="自治体行政のデジタル化",
            needed=True,
        ),
        Question(
            "proposers", "提案市町村", "text", ("提案市区町村", "提案団体", "提案者"), width=14,
            prompt="提案した市区町村名を「、」で区切って記入。例：射水市、氷見市",
            example="射水市、氷見市",
        ),
        Question(
            "working_group", "WG設置区分", "text", ("WG", "ワーキンググループ", "WG区分"), width=14,
            prompt="検討するワーキンググループの名称。",
            example="基幹系クラウド協議会",
        ),
        Question(
            "departments", "担当部署", "text", ("県担当課", "県担当室課", "担当課", "担当部局"), width=14,
            prompt="県の担当課。複数あれば「、」で区切る。",
            example="デジタル化推進室",
        ),
        Question(
            "group", "取組項目", "text", ("項目", "取組み項目", "取り組み項目", "取組区分"), width=16,
            prompt="取組のまとまり。",
            example="電子入札システムの共同調達",
        ),
        Question(
            "bar", "取組内容", "text", ("取組", "取組み", "取り組み", "取組み内容", "取り組み内容"), width=20,
            prompt="取組の内容。同じ取組項目のなかで重ならないようにする。",
            example="業者選定",
            needed=True,
        ),
        Question(
            "start", "開始", "period", ("開始時期", "着手", "着手時期", "開始月"), width=9,
            prompt="年月、旬または年月日。例：R3.7、R3.7上旬、R3.7.1。決まっていなければ「未定」。",
            example="R3.5",
        ),
        Question(
            "end", "終了", "period", ("終了時期", "完了時期", "終了月", "期限"), width=9,
            prompt="年月、旬または年月日。開始より前にならない。例：R3.9、R4年度以降。",
            example="R3.7",
        ),
        Question(
            "milestone", "節目", "text", ("マイルストーン", "主な節目", "会議・説明会等"), width=14,
            prompt="会議、説明会、決定など、期日のある出来事。",
            example="業者決定",
        ),
        Question(
            "milestone_on", "節目の時期", "period", ("節目の日", "マイルストーンの時期", "開催日", "開催時期"), width=9,
            prompt="年月、旬または年月日。例：R3.7下旬",
            example="R3.7下旬",
        ),
        Question(
            "status", "進捗", "choice", ("進捗状況", "状況", "ステータス"), width=9,
            prompt="一覧から選ぶ（未着手・実施中・完了・延期・中止）。",
            example="実施中",
            choices=STATUSES,
        ),
        Question(
            "actual", "実施日", "day", ("実績日", "完了日", "実際の日"), width=10,
            prompt="完了した日、または節目を実施した日。例：R3.7.20",
            example="R3.7.20",
        ),
        Question(
            "outcome", "成果", "text", ("結果", "取組結果", "成果・結果"), width=20,
            prompt="取組の結果、決まったこと。",
            example="11市町で共同調達する業者を選定",
        ),
        Question(
            "carry_over", "次年度の扱い", "choice", ("次年度への継続", "次年度", "継続の有無"), width=10,
            prompt="一覧から選ぶ（継続・見直して継続・終了・未定）。",
            example="継続",
            choices=CARRY_OVER,
        ),
        Question(
            "next_year", "次年度以降の取組", "text", ("次年度の取組", "R4年度（以降）", "翌年度以降"), width=16,
            prompt="次年度以降に行うこと。",
            example="運用開始",
        ),
    ),
    notes=(
        "※1 行は、連携項目名・取組項目・取組内容の組で見分ける。進捗を書き足すときは、この3つを変えない。",
        "※2 〃や空欄で上の行を示さず、すべての行に記入する。",
    ),
    guide=(
        "1 都道府県は、連携推進項目ごとの取組（工程表の線1本）を1行に記入し、進捗のたびに全行を送る。",
        "2 提案市町村は、同じ都道府県の市区町村名を「、」で区切って記入する。",
        "3 開始・終了・節目の時期：R3.7、令和3年7月、R3.8下旬、R3.7.1、R4年度以降 など。決まっていなければ「未定」。",
        "4 終了が開始より前になる行は、終了の欄を受け付けない。",
        "5 進捗：未着手・実施中・完了・延期・中止。次年度の扱い：継続・見直して継続・終了・未定。",
    ),
)  # fmt: skip
