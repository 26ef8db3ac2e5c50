"""One slide as HTML, the same in JupyterLab and in the exported page."""

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from jinja2 import Environment
from markupsafe import Markup

from renkei.deck.svg import inline_svg
from renkei.errors import DataError
from renkei.wording.date_forms import month_day
from renkei.wording.text import phrases

MIME = "application/vnd.renkei.slide+json"  # what a notebook hands over a slide as
SAMPLE_BADGE = "見本（架空のデータ）"

STYLE = """
.renkei-slide { box-sizing: border-box; max-width: 76rem; margin: 0 auto 2rem; padding: 1.5rem 2rem;
  background: #fff; color: #1a1a1a; border: 1px solid #d5d8e8; line-height: 1.6; font-size: 1rem;
  font-family: 'Noto Sans CJK JP', 'Noto Sans JP', 'BIZ UDPGothic', 'Hiragino Sans', 'Yu Gothic',
  Meiryo, sans-serif; }
.renkei-slide * { box-sizing: border-box; }
.renkei-slide .rk-band { display: flex; gap: 1.5rem; align-items: flex-end;
  justify-content: space-between; border-bottom: 3px solid #0017c1; padding-bottom: .5rem; }
.renkei-slide .rk-heading { margin: 0; padding: 0; border: 0; font-size: 1.7rem; line-height: 1.35;
  font-weight: 700; color: #0017c1; word-break: keep-all; overflow-wrap: anywhere; text-wrap: balance; }
.renkei-slide .rk-stamp { flex: none; text-align: right; font-size: .95rem; max-width: 45%; }
.renkei-slide .rk-stamp p { margin: 0; }
.renkei-slide .rk-badge { display: inline-block; margin: 0 0 .2rem; padding: .05rem .6rem;
  border: 2px solid #fb5b01; background: #ffe9dd; color: #1a1a1a; font-weight: 700; }
.renkei-slide .rk-lead { margin: 1rem 0; padding: .7rem 1rem .7rem 1.2rem; background: #eef1ff;
  border-left: 8px solid #0017c1; font-size: 1.15rem; }
.renkei-slide .rk-lead ul { margin: 0; padding-left: 1.2rem; }
.renkei-slide .rk-lead li, .renkei-slide .rk-text p { margin: .15rem 0; }
.renkei-slide .rk-lead, .renkei-slide .rk-text, .renkei-slide .rk-note,
.renkei-slide .rk-foot p { white-space: pre-line; overflow-wrap: anywhere; }
.renkei-slide .rk-blocks { display: flex; flex-wrap: wrap; gap: 1.5rem 2rem; margin: 1rem 0; }
.renkei-slide .rk-block { flex: var(--rk-width, 1) 1 min(22rem, 100%); min-width: 0;
  max-width: 100%; margin: 0; overflow-x: auto; }
.renkei-slide .rk-table { flex-basis: auto; }
.renkei-slide .rk-caption { margin: 0 0 .4rem; padding: 0; text-align: left; font-weight: 700;
  font-size: 1.05rem; color: #1a1a1a; caption-side: top; }
.renkei-slide svg, .renkei-slide img { display: block; width: 100%; height: auto;
  max-height: 34rem; }
.renkei-slide table { width: 100%; margin: 0; border-collapse: collapse; font-size: 1rem;
  border: 0; border-bottom: 1px solid #8f97d8; }
.renkei-slide th, .renkei-slide td { padding: .3rem .7rem; border: 0; vertical-align: middle;
  text-align: left; font-weight: 400; background: none; color: #1a1a1a; }
.renkei-slide td, .renkei-slide th { white-space: pre; }
.renkei-slide td.rk-wide, .renkei-slide th.rk-wide { white-space: pre-line; min-width: 12rem;
  word-break: normal; overflow-wrap: break-word; }
.renkei-slide thead th { background: #d9defc; font-weight: 700; }
.renkei-slide thead tr + tr th { border-top: 1px solid #fff; }
.renkei-slide tbody tr:nth-child(even) { background: #f5f6fe; }
.renkei-slide tbody tr:nth-child(odd) { background: #fff; }
.renkei-slide tbody tr.rk-rule { border-top: 2px solid #0017c1; }
.renkei-slide .rk-right { text-align: right; font-variant-numeric: tabular-nums; }
.renkei-slide .rk-center { text-align: center; }
.renkei-slide .rk-strong { font-weight: 700; }
.renkei-slide .rk-boxes { display: flex; flex-wrap: wrap; gap: 1rem; list-style: none; padding: 0; }
.renkei-slide .rk-boxes li { flex: 1 1 11rem; margin: 0; padding: .8rem 1rem; background: #eef1ff;
  border-top: 5px solid #0017c1; }
.renkei-slide .rk-boxes span { display: block; }
.renkei-slide .rk-label { font-weight: 700; word-break: keep-all; overflow-wrap: anywhere; }
.renkei-slide .rk-value { font-size: 2rem; line-height: 1.3; font-weight: 700; color: #0017c1; }
.renkei-slide .rk-note { font-size: .92rem; }
.renkei-slide .rk-foot { margin-top: 1rem; font-size: .92rem; color: #333; }
.renkei-slide .rk-foot p { margin: .1rem 0; }
.renkei-slide .rk-place { text-align: right; color: #595959; }
.renkei-slide.rk-cover { border-left: 24px solid #0017c1; padding: 5rem 3rem 3rem; }
.renkei-slide.rk-cover .rk-heading { font-size: 2.4rem; }
.renkei-slide.rk-cover .rk-lead { background: none; border: 0; padding-left: 0; }
.renkei-slide.rk-cover .rk-lead ul { list-style: none; padding: 0; }
"""

TEMPLATE = """
{%- macro runs(line) -%}
  {%- for text, strong in line -%}
    {%- if strong -%}<strong>{{ text }}</strong>{%- else -%}{{ text }}{%- endif -%}
  {%- endfor -%}
{%- endmacro -%}
{%- macro caption(block) -%}
  {%- if block.caption %}<p class="rk-caption">{{ block.caption }}</p>{% endif -%}
{%- endmacro -%}
{%- macro cell_class(cell) -%}
  rk-{{ cell.align if cell.align in ("right", "center") else "left" }}
  {%- if cell.strong %} rk-strong{% endif -%}
  {%- if is_wide(cell.text) %} rk-wide{% endif -%}
{%- endmacro -%}
{%- macro table(block) -%}
<div class="rk-block rk-table" style="--rk-width: {{ (block.width or 1)|float(1) }}"><table>
{%- if block.caption %}<caption class="rk-caption">{{ block.caption }}</caption>{% endif %}
<thead>
{%- for row in block.head %}<tr>
{%- for cell in row %}<th scope="{{ 'colgroup' if (cell.colspan or 1) > 1 else 'col' }}"
{%- if (cell.colspan or 1) > 1 %} colspan="{{ cell.colspan }}"{% endif -%}
{%- if (cell.rowspan or 1) > 1 %} rowspan="{{ cell.rowspan }}"{% endif %} class="{{ cell_class(cell) }}">
{{- cell.text }}</th>{% endfor -%}
</tr>{% endfor -%}
</thead><tbody>
{%- for row in block.rows %}
<tr{% if loop.index0 in (block.rules or []) %} class="rk-rule"{% endif %}>
{%- for cell in row -%}
{%- if loop.first and block.row_header %}<th scope="row" class="{{ cell_class(cell) }}">{{ cell.text }}</th>
{%- else %}<td{% if (cell.colspan or 1) > 1 %} colspan="{{ cell.colspan }}"{% endif %} class="{{ cell_class(cell) }}">{{ cell.text }}</td>{% endif -%}
{%- endfor -%}
</tr>{% endfor %}
</tbody></table></div>
{%- endmacro -%}
{%- macro boxes(block) -%}
<ul class="rk-block rk-boxes" style="--rk-width: {{ (block.width or 1)|float(1) }}">
{%- for item in block["items"] %}<li><span class="rk-label">
{%- for phrase in phrases(item.label) %}{% if not loop.first %}<wbr>{% endif %}{{ phrase }}{% endfor -%}
</span>
<span class="rk-value">{{ item.value }}</span>
{%- if item.note %}<span class="rk-note">{{ item.note }}</span>{% endif %}</li>{% endfor -%}
</ul>
{%- endmacro -%}
<section class="renkei-slide{% if slide.kind == 'cover' %} rk-cover{% endif %}" id="{{ prefix }}" aria-labelledby="{{ prefix }}-heading">
<div class="rk-band"><{{ tag }} class="rk-heading" id="{{ prefix }}-heading">
{%- for phrase in phrases(slide.heading) %}{% if not loop.first %}<wbr>{% endif %}{{ phrase }}{% endfor -%}
</{{ tag }}><div class="rk-stamp">
{%- if slide.deck.sample %}<p class="rk-badge">{{ sample_badge }}</p>{% endif -%}
<p>{{ stamp }}</p></div></div>
{% if slide.lines %}<div class="rk-lead"><ul>
{%- for line in slide.lines %}<li>{{ runs(line) }}</li>{% endfor -%}
</ul></div>{% endif %}
{% if slide.blocks %}<div class="rk-blocks">
{%- for block in slide.blocks %}
{%- if block.type == "table" %}{{ table(block) }}
{%- elif block.type == "boxes" %}{{ boxes(block) }}
{%- elif block.type == "figure" %}
<figure class="rk-block" style="--rk-width: {{ (block.width or 1)|float(1) }}">
{%- if block.caption %}<figcaption class="rk-caption">{{ block.caption }}</figcaption>{% endif -%}
{{ figure(block, loop.index) }}</figure>
{%- elif block.type == "text" %}
<div class="rk-block rk-text" style="--rk-width: {{ (block.width or 1)|float(1) }}">{{ caption(block) }}
{%- for line in block.lines %}<p>{{ runs(line) }}</p>{% endfor %}</div>
{%- endif %}{% endfor %}
</div>{% endif %}
<div class="rk-foot">
{%- for note in slide.notes %}<p>{{ note }}</p>{% endfor -%}
{%- if slide.source %}<p>{{ slide.source }}</p>{% endif -%}
<p class="rk-place">{{ slide.deck.area_name }}{% if page %}　{{ page }}{% endif %}</p>
</div>
</section>
"""

LONGEST_LINE = 20  # characters of a cell that stay on one line
BLOCKS = ("table", "figure", "text", "boxes")
_template = Environment(autoescape=True).from_string(TEMPLATE)


def slide_html(slide: Mapping[str, Any]) -> str:
    """The slide as a piece of HTML with its own style, for a notebook's output.

    `slide` follows the slide contract, version 1; its strings are data and come out escaped.
    Raises DataError for a block of unknown type or a figure that is not SVG.
    """
    content = json.dumps(slide, sort_keys=True, ensure_ascii=True, default=str)
    prefix = "s" + hashlib.sha256(content.encode()).hexdigest()[:12]
    return f"<div><style>{STYLE}</style>{section_html(slide, prefix=prefix)}</div>"


def section_html(
    slide: Mapping[str, Any], *, prefix: str, tag: str = "h2", page: str = ""
) -> Markup:
    """The slide as a <section> whose ids start with `prefix`, its heading a `tag`."""

    def figure(block: Mapping[str, Any], index: int) -> Markup:
        label = str(block.get("alt") or block.get("caption") or "図")
        return Markup(inline_svg(block["svg"], label=label, prefix=f"{prefix}-{index}-"))

    for block in slide.get("blocks", ()):
        if block.get("type") not in BLOCKS:
            raise DataError(
                f"block type {block.get('type')!r}",
                where=str(slide.get("heading", "")),
                expected=" | ".join(BLOCKS),
            )
    section = _template.render(
        slide=slide,
        prefix=prefix,
        tag=tag,
        page=page,
        stamp=stamp(slide["deck"]),
        sample_badge=SAMPLE_BADGE,
        phrases=phrases,
        figure=figure,
        is_wide=is_wide,
    )
    return Markup(section)


def is_wide(text: str) -> bool:
    """Whether a cell's text is a sentence, which may break; a shorter one stays on its line."""
    return max(map(len, str(text).split("\n"))) > LONGEST_LINE


def stamp(deck: Mapping[str, Any]) -> str:
    """What the numbers stand for and when they were released: 6月2日時点・6月3日公表."""
    parts = []
    for key, word in (("as_of", "時点"), ("released", "公表")):
        if deck.get(key):
            day = date.fromisoformat(str(deck[key])[:10])
            parts.append(month_day(day) + word)
    return "・".join(parts)
