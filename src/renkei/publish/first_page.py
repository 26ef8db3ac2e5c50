"""Imported for what a first page leaves behind in a process that workers are forked from.

Templates are compiled, the typeface's tables and the phrase model are opened, and the register of
areas is read. Typst is not called: its threads would not live through a fork.
"""

import datetime as dt

from renkei import areas
from renkei.publish.exporting import exporters
from renkei.publish.slides import Publication, Slide
from renkei.publish.typeset import Typesetter

_DAY = dt.date(2021, 6, 2)


def _publication() -> Publication:
    names = [[{"text": one.name}] for one in areas.prefectures()]
    slide = Slide.model_validate(
        {
            "version": 1,
            "deck": {"title": "見通し", "area": "16", "area_name": "富山県", "as_of": _DAY},
            "heading": "富山県：期限に間に合うのは15市町村のうち3",
            "blocks": [
                {"type": "table", "caption": "都道府県", "head": [[{"text": "名"}]], "rows": names}
            ],
            "notes": ["見込みの（　）内は80%区間です。"],
        }
    )
    return Publication("見通し", slides=[slide])


_pages, _, _tables = exporters()
_pages.published(_publication())
_tables.published(_publication())
Typesetter().pages(_publication())
areas.municipalities()
