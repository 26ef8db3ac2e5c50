"""A story as HTML: a table of counts, each a link to the rows it counts."""

import functools
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd
from jinja2 import Environment, Template

_TEMPLATE = """
<style>
.rk-story table { border-collapse: collapse; font-size: .9rem; }
.rk-story th, .rk-story td { padding: .15rem .6rem; text-align: left; border: 0;
  border-bottom: 1px solid #d5d8e8; white-space: pre-wrap; }
.rk-story td.rk-count { text-align: right; font-variant-numeric: tabular-nums; }
.rk-story tr.rk-total { font-weight: 700; border-top: 2px solid #0017c1; }
.rk-story summary { cursor: pointer; padding: .1rem 0; }
</style>
<div class="rk-story">
{%- if overview is not none %}
<table><thead><tr><th>{{ head }}</th>
{%- for name in overview.columns %}<th>{{ name }}</th>{% endfor %}</tr></thead><tbody>
{%- for row in overview.rows %}
<tr{% if loop.last %} class="rk-total"{% endif %}><th scope="row">{{ row.label }}</th>
{%- for count, link in row.counts %}<td class="rk-count">
{%- if link and count %}<a href="#{{ link }}">{{ count }}</a>{% else %}{{ count }}{% endif -%}
</td>{% endfor %}</tr>
{%- endfor %}</tbody></table>
{%- endif %}
{%- for group in groups %}
<details><summary>{{ group.label }}: {{ group.rows|length }}</summary>
<table id="{{ group.link }}"><thead><tr>
{%- for name in group.columns %}<th>{{ name }}</th>{% endfor %}</tr></thead><tbody>
{%- for row in group.rows %}
<tr>{% for cell in row %}<td>{{ cell }}</td>{% endfor %}</tr>
{%- endfor %}</tbody></table></details>
{%- endfor %}
</div>
"""


@dataclass(frozen=True)
class Overview:
    """Counts by prefecture and pile; the last row adds them up."""

    round: int
    table: pd.DataFrame

    def _repr_html_(self) -> str:
        if not self.round:
            return "<p>No round of this campaign has returns.</p>"
        rows = [
            {
                "label": label,
                "counts": [
                    (f"{count:,}" if count else "", _link(self.round, str(pile), str(label)))
                    for pile, count in counts.items()
                ],
            }
            for label, counts in self.table.iterrows()
        ]
        total = {"label": "全国", "counts": [(f"{n:,}", "") for n in self.table.sum()]}
        overview = {"columns": list(self.table.columns), "rows": [*rows, total]}
        return _page(overview=overview, head=f"round {self.round}", groups=[])


@dataclass(frozen=True)
class Listing:
    """The rows of one pile by prefecture, folded until one is wanted."""

    round: int
    pile: str
    groups: Mapping[str, pd.DataFrame]

    def _repr_html_(self) -> str:
        groups = [
            {
                "label": label,
                "link": _link(self.round, self.pile, label),
                "columns": list(rows.columns),
                "rows": [[_cell(value) for value in row] for row in rows.itertuples(index=False)],
            }
            for label, rows in self.groups.items()
        ]
        return _page(overview=None, groups=groups)


def _link(number: int, pile: str, label: str) -> str:
    """The name a count and its rows share; made of nothing that came in a file."""
    return f"round{number}-{pile}-{hashlib.sha256(label.encode()).hexdigest()[:8]}"


def _cell(value: object) -> str:
    if value is None or pd.isna(value):  # type: ignore[call-overload]
        return ""
    return value.date().isoformat() if isinstance(value, pd.Timestamp) else str(value)


@functools.cache
def _template() -> Template:
    return Environment(autoescape=True).from_string(_TEMPLATE)


def _page(**values: object) -> str:
    return _template().render(**values)
