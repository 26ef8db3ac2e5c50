"""A table is as high as the heights of its rows say, for by them its size is chosen."""

import json

import pytest
import typst

from renkei.publish.blocks import Table
from renkei.publish.press import MAIN, fonts
from renkei.publish.typefaces import NOTO
from renkei.publish.typeset import Typesetter

DOCUMENT = b"""
#import "table.typ": column-widths, table-height, table-of
#import "say.typ": described
#let block = json(bytes(sys.inputs.block))
#let document = (title: "t", description: "d", keywords: (), author: "")
#described(document, context {
  let found = ()
  for (total, size, pad) in ((250pt, 11pt, 1.2pt), (320pt, 13pt, 3pt), (700pt, 15pt, 9pt)) {
    let columns = column-widths((block.natural, block.least), total, size)
    if columns != none {
      let whole = measure(table-of(block, columns, size, pad), width: total).height
      found.push((whole.pt(), table-height(block, columns, size, pad).pt()))
    }
  }
  [#metadata(found) <found>]
})
"""
LONG = "予約専用の窓口を年齢ごとに三日ずらし、初日の電話を減らした（前回から）。"
HEAD = [[{"text": "市町村"}, {"text": "接種した人の数と割合", "colspan": 2}]]
PLAIN = [[{"text": "富山市"}, {"text": "1,234"}, {"text": "98.7%"}]]


def heights(head: list, rows: list) -> list[tuple[float, float]]:
    """The heights Typst finds and those the template reckons, at several sizes."""
    table = Table.model_validate({"type": "table", "head": head, "rows": rows})
    block = Typesetter()._block(table)
    compiler = typst.Compiler(
        DOCUMENT,
        root=str(MAIN.parent),
        font_paths=fonts(NOTO),
        sys_inputs={"block": json.dumps(block), "fonts": json.dumps(NOTO.families)},
    )
    return json.loads(compiler.query("<found>", field="value"))[0]


@pytest.mark.parametrize(
    "rows",
    [
        PLAIN * 3,
        [[{"text": LONG}, {"text": LONG, "strong": True}, {"text": "－"}], *PLAIN],
        [[{"text": ""}, {"text": ""}, {"text": ""}], *PLAIN],
        [[{"text": "一\n二\n三"}, {"text": "\n"}, {"text": "終わり\n"}], *PLAIN],
        [[{"text": LONG, "colspan": 2}, {"text": "○"}], *PLAIN],
        [[{"text": LONG * 2, "rowspan": 2}, {"text": "1"}, {"text": "2"}], PLAIN[0][1:]],
        [[{"text": "県", "rowspan": 3}, *PLAIN[0][1:]], PLAIN[0][1:], PLAIN[0][1:]],
        [[{"text": LONG, "rowspan": 2, "colspan": 2}, {"text": LONG}], [{"text": "2"}]],
    ],
    ids=["plain", "wrapped", "empty", "lines", "across", "down", "group", "both"],
)
def test_the_height_of_a_table_is_that_of_its_rows(rows):
    found = heights(HEAD, rows)
    assert found
    for measured, reckoned in found:
        assert reckoned == pytest.approx(measured, abs=1e-6)
