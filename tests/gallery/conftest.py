"""Every page of the national briefing and of the coordination meeting, by the name of its section.

The frames behind the national pages are those of tests/deck, made by rule, with the sample's
registers: what the projection or the sample's returns come to does not move a picture.
"""

import importlib.util
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
import pandas as pd
import pytest
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output

from renkei import processed
from renkei.deck import slides
from renkei.deck.markup import MIME
from renkei.intake.registers import read_registers
from renkei.publish.slides import Publication, Slide
from renkei.sample.municipalities import draw_municipalities
from renkei.sample.registers import write_registers
from renkei.settings import Campaign, open_campaign

PROJECT = Path(__file__).resolve().parents[2]
REGISTERS = ("liaison", "supply", "readiness", "practices", "work_plan")
MOST = 4  # pictures of one section, where it has a page an item


def _module(file: str) -> Any:
    """A module of the tests: the fixtures of another folder, what this one invents."""
    spec = importlib.util.spec_from_file_location(file, PROJECT / "tests" / file)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


_browser, _invented = _module("publish/browser/conftest.py"), _module("gallery/invented.py")
_frames = _module("deck/conftest.py")
campaign, frames, browser_address, tab = (
    _frames.campaign,
    _frames.frames,
    _browser.browser_address,
    _browser.tab,
)


@dataclass(frozen=True)
class Shown:
    """A page: the name of its picture and what the notebook handed over."""

    name: str
    content: dict[str, Any]


@dataclass(frozen=True)
class Part:
    """Which pages of a notebook are shown, of which campaign; all sections where none is named."""

    kind: str
    notebook: str
    params: str
    as_of: str = ""
    content: str = ""  # facts of another document in place of the campaign's own
    area: str = ""
    sections: str = ".*"
    invented: bool = False  # with the boundaries and the seats of tests/gallery/invented.py


FACTS = "What has been published|What it came to|Phases|What was done when|.*as published|Support.*"
PARTS = (
    Part("national", "3_national_briefing", "sample"),
    Part("prefecture", "4_prefecture_briefing", "sample", area="16",
         sections="What the deck counts|Its municipalities.*|What stands in the way",
         invented=True),
    Part("meeting", "5_coordination_meeting", "one-team-toyama-2021"),
    Part("progress", "5_coordination_meeting", "sample-meeting", as_of="2021-10-29",
         sections="What .*|The joint.*|The next.*"),
    Part("claims", "5_coordination_meeting", "sample-meeting",
         sections="National support: what .*"),
    Part("seats", "5_coordination_meeting", "sample-meeting", sections="Seating", invented=True),
    Part("later", "3_national_briefing", "sample", "2022-06-01", "national-third-dose-2022",
         sections=FACTS),
    Part("omicron", "3_national_briefing", "sample", "2023-01-20", "national-omicron-2022",
         sections=FACTS),
)  # fmt: skip


@pytest.fixture(scope="session")
def gallery(
    frames: dict[str, pd.DataFrame], tmp_path_factory: pytest.TempPathFactory
) -> list[Shown]:
    """All pages of the gallery."""
    raw = tmp_path_factory.mktemp("gallery")
    write_registers(raw / "sample", draw_municipalities(1), 1)
    return [page for part in PARTS for page in _shown(part, _campaign(part, frames, raw))]


@pytest.fixture(scope="session")
def publication_of(gallery: list[Shown]) -> Callable[[str], tuple[list[str], Publication]]:
    """Gives the names and the publication of the pages of one deck."""

    def made(kind: str) -> tuple[list[str], Publication]:
        mine = [one for one in gallery if one.name.startswith(f"{kind}-")]
        pages = [Slide.model_validate(one.content) for one in mine]
        return [one.name for one in mine], Publication(kind, slides=pages)

    return made


def _campaign(part: Part, frames: dict[str, pd.DataFrame], raw: Path) -> Campaign:
    """The campaign with its frames written, those of the registers read from the sample's forms."""
    folder = raw / part.kind
    shutil.copytree(PROJECT / "params", folder / "params")
    file = folder / "params" / f"{part.params}.yaml"
    if part.content:
        text = re.sub("(?m)^content:.*$", f"content: {part.content}", file.read_text("utf-8"))
        file.write_text(text, encoding="utf-8")
    if part.invented:
        _invented.put_in(file, raw)
    made = str(folder / "processed")
    campaign = open_campaign(str(file), as_of=part.as_of, raw=str(raw), processed=made)
    read = read_registers(campaign)
    registers = {name: processed.check(name, getattr(read, name)) for name in REGISTERS}
    for name, frame in ((frames if part.params == "sample" else {}) | registers).items():
        processed.write(campaign.folder, name, frame)
    return campaign


def _shown(part: Part, campaign: Campaign) -> Iterator[Shown]:
    given = {"params": campaign.file, "raw": campaign.raw, "processed": campaign.processed}
    given |= {"as_of": part.as_of} | ({"area": part.area} if part.area else {})
    section, count, wanted = "", 0, True
    shell = InteractiveShell.instance()
    for cell in nbformat.read(PROJECT / "notebooks" / f"{part.notebook}.ipynb", as_version=4).cells:
        title = re.match(r"## (.+)", cell.source)
        if cell.cell_type == "markdown" and title:
            section, count = re.sub(r"[^a-z0-9]+", "-", title[1].lower()).strip("-"), 0
            wanted = bool(re.fullmatch(part.sections, title[1]))
        if cell.cell_type != "code" or not wanted:
            continue
        with capture_output() as caught:
            done = shell.run_cell(cell.source)
        done.raise_error()
        if "parameters" in cell.metadata.get("tags", []):
            shell.push({key: str(value) for key, value in given.items()})
        shown = [output.data[MIME] for output in caught.outputs if MIME in output.data]
        shown += [done.result.content] if isinstance(done.result, slides.Slide) else []
        for content in shown[: MOST - count]:
            count += 1
            end = f"-{count}" if count > 1 else ""
            yield Shown(f"{part.kind}-{section}{end}", content)
