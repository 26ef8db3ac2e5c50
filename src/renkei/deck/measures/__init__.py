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
from renkei.deck.measures.order import likely_prefectures, municipal_list, prefectures_in_order
from renkei.deck.measures.progress import (
    Outlook,
    day,
    elderly_alone,
    left_out,
    outlook,
    share_at_deadline,
    target_share,
    weekly,
)
from renkei.deck.measures.receipt import (
    own_answers,
    reconciliation,
    rejections,
    unread_resubmissions,
)

__all__ = [
    "ALWAYS",
    "BUCKETS",
    "CONDITIONAL",
    "Agreement",
    "Outlook",
    "Tally",
    "agreement",
    "answer_counts",
    "day",
    "elderly_alone",
    "left_out",
    "likely_prefectures",
    "municipal_list",
    "outlook",
    "own_answers",
    "prefectures_in_order",
    "reconciliation",
    "rejections",
    "share_at_deadline",
    "target_share",
    "this_round",
    "unread_resubmissions",
    "weekly",
]
