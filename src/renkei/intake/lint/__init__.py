"""Tables checked against the rules for machine-readable data: what, where, and how to mend it."""

from renkei.intake.lint.check import Checked, lint_file, lint_paths
from renkei.intake.lint.finding import NOTICE, RULES, VIOLATION, Finding, Place, Rule

__all__ = [
    "NOTICE",
    "RULES",
    "VIOLATION",
    "Checked",
    "Finding",
    "Place",
    "Rule",
    "lint_file",
    "lint_paths",
]
