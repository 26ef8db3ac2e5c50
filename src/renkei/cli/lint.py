"""`renkei lint`: workbooks and CSV files against the rules for machine-readable data."""

import json
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.text import Text

from renkei.cli.console import app, near, out
from renkei.errors import DataError

if TYPE_CHECKING:
    from renkei.intake.lint import Checked, Finding

_SEVERITIES = {"violation": ("違反", "red"), "notice": ("参考", "yellow")}
_SHOWN_RANGES = 4
_SHOWN_VALUES = 3
_SHOWN_CHARACTERS = 30
_SHOWN_SENTENCE = 160


class Format(StrEnum):
    """How findings are written."""

    text = "text"
    json = "json"


@app.command()
def lint(
    paths: Annotated[
        list[Path], typer.Argument(metavar="PATH", help="Workbooks, CSV files or folders.")
    ],
    written: Annotated[
        Format, typer.Option("--format", help="text for readers, json for programs.")
    ] = Format.text,
) -> None:
    """Check workbooks and CSV files against the rules for machine-readable data.

    Rules 1-1 to 1-12 are those of 統計表における機械判読可能なデータの表記方法の統一ルール (2020), rules L1-09,
    L1-11, L1-13, L2-04, L2-05 and L3-09 those of 行政データにおける機械可読性に関するルール (2026).

    違反 (violation) is seen in the sheet, 参考 (notice) can only be supposed.

    Exit code 0: nothing found.  65: something found, 違反 or 参考.  66: no such path, or a folder
    without workbook or CSV.
    """
    from renkei.intake.lint import lint_paths

    results = lint_paths(paths)
    if written is Format.json:
        findings = [one for checked in results for one in checked.findings]
        print(_as_json(findings))
    else:
        findings = _tell(results)
    if findings:
        raise typer.Exit(DataError.exit_code)


def _as_json(findings: Sequence["Finding"]) -> str:
    """The findings as a JSON list; every sign no terminal should be sent is written as \\uXXXX."""
    entries = [
        {
            "rule": one.rule.number,
            "slug": one.rule.slug,
            "rule_name": one.rule.name,
            "severity": one.severity,
            "file": one.file,
            "sheet": one.sheet,
            "range": one.range,
            "count": len(one.places),
            "what": one.what,
            "fix": one.fix,
            "places": [{"cell": place.where, "value": place.value} for place in one.places],
        }
        for one in findings
    ]
    text = json.dumps(entries, ensure_ascii=False, indent=1)
    return "".join(sign if sign.isprintable() or sign == "\n" else _escaped(sign) for sign in text)


def _escaped(sign: str) -> str:
    return json.dumps(sign)[1:-1]


def _tell(results: Iterable["Checked"]) -> list["Finding"]:
    """Print the findings file by file as they are made, then the count of each rule."""
    findings: list[Finding] = []
    files = 0
    for checked in results:
        files += 1
        findings += checked.findings
        if checked.findings:
            out.print(Text(_plain(near(checked.file)), style="bold"))
        sheet = None
        for one in checked.findings:
            if one.sheet and one.sheet != sheet:
                out.print(Text(f"  シート「{_plain(one.sheet)}」"))
            sheet = one.sheet
            out.print(_line(one))
            out.print(Text(f"             → {one.fix}", style="dim"))
        if checked.findings:
            out.print()
    _count(findings, files)
    return findings


def _line(finding: "Finding") -> Text:
    name, colour = _SEVERITIES[finding.severity]
    line = Text(f"    {finding.rule.number:<5} ")
    line.append(name, style=colour)
    where = _where(finding)
    line.append(f"  {where}  {_plain(finding.what)}" if where else f"  {_plain(finding.what)}")
    line.append(_examples(finding), style="cyan")
    return line


def _where(finding: "Finding") -> str:
    """The range, cut short where it has many pieces, with the number of cells."""
    ranges = finding.range.split(",") if finding.range else []
    shown = ", ".join(ranges[:_SHOWN_RANGES]) + (" ほか" if len(ranges) > _SHOWN_RANGES else "")
    count = len(finding.places)
    return f"{shown}（{count:,}か所）" if shown and count > 1 else shown


def _examples(finding: "Finding") -> str:
    """What stands there, a few of them; what is said of a whole file at greater length."""
    values = list(dict.fromkeys(place.value for place in finding.places if place.value))
    most = _SHOWN_CHARACTERS if finding.range else _SHOWN_SENTENCE
    shown = "".join(f"「{_cut(value, most)}」" for value in values[:_SHOWN_VALUES])
    more = "など" if len(values) > _SHOWN_VALUES else ""
    return f"　{shown}{more}" if shown else ""


def _cut(value: str, most: int) -> str:
    plain = _plain(value)
    return plain if len(plain) <= most else plain[:most] + "…"


def _plain(value: object) -> str:
    """A text on one line, its spaces and breaks visible, nothing in it a terminal would obey."""
    seen = re.sub(r"\r\n|\r|\n", "⏎", str(value))
    seen = "".join("□" if sign != " " and sign.isspace() else sign for sign in seen)
    return "".join(sign if sign.isprintable() else "\ufffd" for sign in seen)


def _count(findings: Sequence["Finding"], files: int) -> None:
    """The count of each rule, and of all."""
    if not findings:
        out.print(Text(f"問題は見つかりませんでした（{files:,}ファイル）"))
        return
    counts: dict[str, Counter[str]] = {}
    rules: dict[str, Any] = {}
    for one in findings:
        rules[one.rule.number] = one.rule
        counts.setdefault(one.rule.number, Counter())[one.severity] += len(one.places)
    out.print(Text("規則ごとの件数（か所）", style="bold"))
    out.print(Text("    規則      違反      参考"))
    for number in _in_order(rules):
        seen, supposed = (counts[number][severity] for severity in _SEVERITIES)
        out.print(Text(f"    {number:<5} {seen:>8,}  {supposed:>8,}  {rules[number].name}"))
    seen, supposed = (sum(one[severity] for one in counts.values()) for severity in _SEVERITIES)
    out.print(Text(f"    計    {seen:>8,}  {supposed:>8,}  （{files:,}ファイル）"))


def _in_order(numbers: Iterable[str]) -> list[str]:
    from renkei.intake.lint import RULES

    return [number for number in RULES if number in set(numbers)]
