"""What is counted for the pages: pure, from a briefing to small tidy frames."""

from renkei.deck.measures.answers import (
    ALWAYS,
    BUCKETS,
    CONDITIONAL,
    Agreement,
    Tally,
    agreement,
    answer_counts,
    this_round,
)
from renkei.deck.measures.groups import Group, cohorts, elderly_alone
from renkei.deck.measures.order import likely_prefectures, municipal_list, prefectures_in_order
from renkei.deck.measures.progress import (
    Given,
    Outlook,
    adjusted_at_deadline,
    day,
    lately,
    left_out,
    outlook,
    outlook_of,
    share_ahead,
    target_share,
    uptakes,
)
from renkei.deck.measures.receipt import (
    own_answers,
    reconciliation,
    records_reconciliation,
    rejections,
    unread_resubmissions,
)

__all__ = [
    "ALWAYS",
    "BUCKETS",
    "CONDITIONAL",
    "Agreement",
    "Given",
    "Group",
    "Outlook",
    "Tally",
    "adjusted_at_deadline",
    "agreement",
    "answer_counts",
    "cohorts",
    "day",
    "elderly_alone",
    "lately",
    "left_out",
    "likely_prefectures",
    "municipal_list",
    "outlook",
    "outlook_of",
    "own_answers",
    "prefectures_in_order",
    "reconciliation",
    "records_reconciliation",
    "rejections",
    "share_ahead",
    "target_share",
    "this_round",
    "unread_resubmissions",
    "uptakes",
]
