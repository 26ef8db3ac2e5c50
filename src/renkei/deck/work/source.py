"""What was read otherwise than it is printed in the papers, and what else to know of them."""

from collections.abc import Sequence

from renkei.deck.tables.cells import Block, block, cell
from renkei.deck.work.plan import WorkPlan
from renkei.deck.work.register import MEETINGS
from renkei.deck.work.sheet import differ
from renkei.deck.work.status import SILENT, not_met, since, since_when
from renkei.settings.content.meeting import Meeting
from renkei.settings.content.work import Reading


def group_notes(plan: WorkPlan) -> list[str]:
    """The ※ notes under the table of working groups."""
    told = [f"※ {text}" for text in plan.content.group_notes]
    if not_met(plan, since(plan)):
        told.insert(0, f"{SILENT}は{since_when(plan)}開催のないWG。")
    if len(plan.now):
        words = "・".join(MEETINGS)
        told.append(f"※ WGの開催は、名称に{words}とある節目のうち、実施日の報告があるもの。")
    return [*told, *proposer_notes(plan)]


def proposer_notes(plan: WorkPlan) -> list[str]:
    """The ※ notes of items whose own sheet names more proposers than the overview does."""
    told = []
    for item in plan.items:
        if differ(item):
            more = [one for one in item.sheet_proposers if one not in item.proposers]
            told.append(f"※ {item.title}：個票の提案市町村には{'、'.join(more)}もある。")
    return told


def readings(plan: WorkPlan, facts: Meeting | None = None) -> list[Reading]:
    """Words the scan of the papers damaged: those of the meeting's own facts, then of the work."""
    return [*(facts.readings if facts else ()), *plan.content.readings]


def readings_table(words: Sequence[Reading]) -> Block:
    """Damaged words as printed, and as read here."""
    head = [cell("原資料の箇所"), cell("原資料の文字"), cell("読み替え")]
    rows = [[cell(one.page), cell(one.printed), cell(one.read)] for one in words]
    return block("原資料の文字の読み替え", [head], rows)


def papers(plan: WorkPlan, facts: Meeting | None = None) -> str:
    """Where damaged words stand, for the foot of their page."""
    if facts is None or not facts.readings:
        return plan.source
    return f"出典：{facts.session}{facts.body}の配布資料"
