"""The decks of real and invented meetings: what validators find in them, and that all has room."""

import ast
import datetime as dt
import io
import re
from collections.abc import Callable
from pathlib import Path

import nbformat
import outloud
import page as page_validation
import pandas as pd
import pytest
from outloud.model import Document
from outloud.rules.tables import grids
from pypdf import PdfReader

from renkei import processed
from renkei.deck import work
from renkei.deck.slides import Slide
from renkei.intake.forms.work_plan import STATUSES
from renkei.publish.grid import free_columns
from renkei.publish.pdf import DeckPDFExporter
from renkei.settings import open_campaign
from renkei.wording import dates

WIDTHS = {"PDFUA1-FONT-GLYPH-WIDTH-001", "PDFA2A-TRUETYPE-GLYPH-WIDTH-001"}
SPANS = {"TBL-004", "TBL-015"}  # outloud does not follow cells that reach down
ELSEWHERE = {"TBL-014", "PAG-001", "FIG-012"}  # a table's page; a source each slide names; numbers
DENSITIES = ("handout", "projected")
Printed = Callable[..., bytes]


@pytest.fixture(scope="module")
def printed(project: Path, tmp_path_factory: pytest.TempPathFactory, notebook) -> Printed:
    """The PDF of a meeting: printed("sample-meeting", "2021-08-27", "handout", frame)."""

    def made(params: str, as_of: str, density: str, register: pd.DataFrame | None = None) -> bytes:
        folder = str(tmp_path_factory.mktemp("meeting"))
        file = str(project / "params" / f"{params}.yaml")
        campaign = open_campaign(file, as_of=as_of, raw=folder, processed=folder)
        campaign.folder.mkdir(parents=True)
        if register is not None:
            processed.write(campaign.folder, "work_plan", register)
        given = {"params": file, "as_of": as_of, "raw": folder, "processed": folder}
        slides = displayed(
            project / "notebooks/5_coordination_meeting.ipynb", given | {"density": density}
        )
        pdf, _ = DeckPDFExporter().from_notebook_node(notebook(*(one.content for one in slides)))
        return pdf

    return made


def displayed(file: Path, given: dict[str, str]) -> list[Slide]:
    """The slides that a notebook's cells show."""
    names: dict[str, object] = {}
    shown: list[object] = []
    for cell in nbformat.read(file, as_version=4).cells:
        if cell.cell_type != "code" or "working" in cell.metadata.get("tags", []):
            continue
        *body, last = ast.parse(cell.source).body
        body += [] if isinstance(last, ast.Expr) else [last]
        exec(compile(ast.Module(body, []), file.name, "exec"), names)
        if "parameters" in cell.metadata.get("tags", []):
            names |= given
        if isinstance(last, ast.Expr):
            one = eval(compile(ast.Expression(last.value), file.name, "eval"), names)
            shown += one if isinstance(one, work.Pages) else [one]
    return [one for one in shown if isinstance(one, Slide)]


def text_of(pdf: bytes) -> str:
    return re.sub(
        r"\s", "", "".join(one.extract_text() for one in PdfReader(io.BytesIO(pdf)).pages)
    )


@pytest.fixture(scope="module", params=DENSITIES)
def toyama(request, printed: Printed, tmp_path_factory) -> Path:
    """The real meeting of 4 June 2021 as a file."""
    path = tmp_path_factory.mktemp("pdf") / "deck.pdf"
    path.write_bytes(printed("one-team-toyama-2021", "", request.param))
    return path


def test_validators_find_nothing_in_the_real_deck_but_what_is_explained(toyama: Path) -> None:
    """Widths: test_pdf_checked. Spans: the next test. PAG-001 takes a source that several slides
    share for a running foot; FIG-012 takes an alternative text with many numbers for none."""
    result = outloud.check(str(toyama))
    assert result.error is None
    assert {found.rule for found in result.sorted_findings()} <= SPANS | ELSEWHERE
    for profile in ("ua1", "2a"):
        report = page_validation.validate_pdf_bytes(toyama.read_bytes(), profile=profile)
        assert {failure.rule_id for failure in report.failures} <= WIDTHS


def test_every_table_of_the_real_deck_has_heads_with_words_and_closes(toyama: Path) -> None:
    document = Document(str(toyama))
    tables = grids(document)
    assert len(tables) > 20
    for table in tables:
        heads = [cell for cell in table.cells if cell.kind == "TH"]
        assert heads and all(cell.text for cell in heads)
        count = sum(cell.colspan for cell in table.rows[0])
        assert set(free_columns(table.rows, count)) == {0}
    document.close()


def test_the_agenda_has_a_head(toyama: Path) -> None:
    document = Document(str(toyama))
    agenda = next(one for one in grids(document) if one.rows[0][0].text == "番号")
    assert [(cell.kind, cell.text) for cell in agenda.rows[0]] == [("TH", "番号"), ("TH", "次第")]
    assert len(agenda.rows) == 10
    document.close()


@pytest.fixture(scope="module")
def big_register() -> pd.DataFrame:
    """Forty items of a bar or two, one of them with forty; most times are not decided yet."""
    keys = [(item, bar) for item in range(40) for bar in range(40 if item == 8 else 1 + item % 2)]
    rows = [one for key in keys for one in (version(*key, "未着手"), reported(*key))]
    return processed.check("work_plan", pd.DataFrame(rows))


def version(item: int, bar: int, status: str, **more: object) -> dict[str, object]:
    row = {
        "area": "16", "received": dt.date(2021, 6, 1), "file": "f.xlsx", "sheet": "回答", "row": 6,
        "item": f"項目{item + 1:02}　広域連携の推進と公共施設の共同利用", "proposers": "富山市、高岡市、射水市、魚津市、氷見市、滑川市",
        "working_group": f"第{item + 1}部会", "departments": "見本課、別の課", "group": f"まとまり{bar // 30}",
        "bar": f"取組の内容{bar + 1}の検討", "start": f"R3.{4 + bar % 6}" if item % 8 == 0 else "未定", "end": f"R3.{6 + bar % 7}" if item % 8 == 0 else "未定",
        "milestone": "担当者会議" if bar % 4 == 0 else "", "milestone_on": "R3.7" if bar % 4 == 0 else "",
        "status": status, "actual": pd.NaT, "outcome": "", "carry_over": "", "next_year": "", "current": True,
    } | more  # fmt: skip
    for name in ("start", "end", "milestone_on"):
        read = dates.read_answer(str(row[name]), dt.date(2021, 6, 1))
        row |= {f"{name}_earliest": read.earliest, f"{name}_latest": read.latest}
    return row


def reported(item: int, bar: int) -> dict[str, object]:
    status = STATUSES[(item + bar) % 5]
    told = f"見本：{'長い結果の報告がここに続く。' * (12 if (item + bar) % 9 == 0 else 1)}"
    more = {"outcome": told if status in ("完了", "延期", "中止") else ""}
    more |= {"carry_over": "継続" if bar % 2 else "未定", "next_year": told}
    return version(item, bar, status, received=dt.date(2021, 10, 27), **more)


def test_a_register_of_forty_items_has_room_and_loses_nothing(
    printed: Printed, big_register: pd.DataFrame
) -> None:
    text = text_of(printed("sample-meeting", "2021-10-29", "projected", big_register))
    assert re.search(r"ほか3[45]項目", text)
    for item in range(40):
        assert text.count(f"項目{item + 1:02}広域連携の推進と公共施設の共同利用") >= 4
    for bar in range(40):
        assert text.count(f"取組の内容{bar + 1}の検討") >= 2
    assert "まとまり0（続き）" in text
