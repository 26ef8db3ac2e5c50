"""What a run's manifest proves of its pages, in sentences an official can read."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

KINDS = {"returns": "回答", "records": "記録", "registers": "名簿・計画"}
COUNTS = {
    "files": "ファイル",
    "received": "受領（行）",
    "accepted": "採用",
    "superseded": "差し替え前",
    "rejected": "読み取れず",
    "cells_rejected": "読み取れないセル",
}
PARTS = ("accepted", "superseded", "rejected")


@dataclass(frozen=True)
class Check:
    """One thing looked at: its name, whether it holds, and what was found."""

    name: str
    passed: bool
    found: str

    @property
    def word(self) -> str:
        """How it came out, in a word beside the mark."""
        return "○ 合っている" if self.passed else "× 確認が必要"


def counted(manifest: Mapping[str, Any]) -> Iterator[tuple[str, list[str]]]:
    """One line of numbers for each kind of input that was received."""
    counts = manifest.get("counts") or {}
    for kind, word in KINDS.items():
        if (counts.get(kind) or {}).get("files"):
            yield word, [f"{int(counts[kind].get(key, 0)):,}" for key in COUNTS]


def checks(manifest: Mapping[str, Any]) -> list[Check]:
    """The reconciliation, the inputs behind the decks, and what validators said.

    `checks` in the manifest, when there, lists `{name, passed, found}` of further checks (the
    validators of the PDFs), `warnings` what an analyst should look at.
    """
    found = [*_reconciled(manifest), _same_inputs(manifest)]
    for one in manifest.get("checks") or []:
        found.append(Check(str(one["name"]), bool(one["passed"]), str(one.get("found", ""))))
    if "warnings" in manifest:
        count = len(manifest["warnings"])
        said = f"{count}件の注意あり" if count else "注意なし"
        found.append(Check("資料の作成時の注意", not count, said))
    return found


def _reconciled(manifest: Mapping[str, Any]) -> Iterator[Check]:
    """Whether every row received is accounted for, of each kind of input."""
    counts = manifest.get("counts") or {}
    for kind, word in KINDS.items():
        numbers = counts.get(kind) or {}
        if numbers.get("files") and set(PARTS) <= set(numbers):
            parts = [int(numbers[part]) for part in PARTS]
            sums = "＋".join(f"{COUNTS[part]}{int(numbers[part]):,}" for part in PARTS)
            received = int(numbers["received"])
            yield Check(
                f"{word}の行数の照合", sum(parts) == received, f"受領{received:,}行＝{sums}"
            )


def _same_inputs(manifest: Mapping[str, Any]) -> Check:
    digest = manifest.get("inputs_sha256")
    decks = manifest["decks"]
    other = sum(deck.get("inputs_sha256") != digest for deck in decks)
    if other:
        said = f"{len(decks)}件のうち{other}件は入力の異なる前回の資料"
    else:
        said = f"{len(decks)}件すべてが同じ入力から作られた"
    return Check("資料のもとになった入力", not other, said)
