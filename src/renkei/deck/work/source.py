"""What was read otherwise than it is printed in the papers, and what else to know of them."""

from renkei.deck.tables.cells import Block, block, cell
from renkei.deck.work.plan import WorkPlan
from renkei.deck.work.register import MEETINGS


def group_notes(plan: WorkPlan) -> list[str]:
    """The ※ notes under the table of working groups."""
    told = [f"※ {text}" for text in plan.content.group_notes]
    if len(plan.now):
        words = "・".join(MEETINGS)
        told.append(f"※ WGの開催は、名称に{words}とある節目のうち、実施日の報告があるもの。")
    for item in plan.items:
        if item.sheet_proposers and item.sheet_proposers != item.proposers:
            more = [one for one in item.sheet_proposers if one not in item.proposers]
            told.append(f"※ {item.title}：個票の提案市町村には{'、'.join(more)}もある。")
    return told


def readings(plan: WorkPlan) -> Block:
    """Words the scan of the papers damaged: as printed, and as read here."""
    head = [cell("原資料の箇所"), cell("原資料の文字"), cell("読み替え")]
    rows = [[cell(one.page), cell(one.printed), cell(one.read)] for one in plan.content.readings]
    return block("原資料の文字の読み替え", [head], rows)
