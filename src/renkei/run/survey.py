"""What of a plan has to be made, and why; what earlier runs made that would be the same."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from renkei import areas
from renkei.run import manifest
from renkei.run.earlier import Earlier, earlier
from renkei.run.fingerprint import CONTENT, FRAMES, RAW, Basis, Made, reasons
from renkei.run.how import How
from renkei.run.plan import FRAME_NOTEBOOKS, Plan
from renkei.run.record import Record

FORCED = "asked for by --force"
CLEAN = FRAME_NOTEBOOKS[0]


@dataclass(frozen=True)
class Step:
    """One notebook of a run: what it would be made of, and why it has to be executed.

    `area` is empty for one that makes frames. Without `why` it is taken from `source`, whose note
    is `record`.
    """

    area: str
    notebook: str
    made: Made
    why: tuple[str, ...] = ()
    source: Earlier | None = None
    record: Record | None = None

    @property
    def label(self) -> str:
        """What it is called."""
        return f"{self.area} {areas.label(self.area)}" if self.area else self.notebook


@dataclass
class Survey:
    """A plan compared with what earlier runs left.

    `frames` grows by the digests of the frames as they are made or taken, under `frames/…`.
    """

    plan: Plan
    how: How
    inputs: dict[str, Any]
    frames: dict[str, str] = field(default_factory=dict)

    @cached_property
    def earlier(self) -> list[Earlier]:
        """What earlier runs left, the one that stands first."""
        return earlier(self.plan)

    @cached_property
    def digest(self) -> str:
        """The digest of `inputs.json`."""
        return manifest.text_sha256(manifest.as_json(self.inputs))

    @cached_property
    def basis(self) -> Basis:
        """What every notebook rests on."""
        return Basis.of(self.inputs)

    def frame_step(self, name: str) -> Step:
        """What there is to do for a notebook of frames, after the ones before it."""
        made = Made(self.basis, self._notebook(name), {}, self._readable(""))
        return self._step("", name, made, (f"{RAW}/",) if name == CLEAN else ())

    def deck_step(self, area: str) -> Step:
        """What there is to do for a deck, when all frames are there."""
        name = self.plan.notebook_for(area)
        more = {"area": area, "density": self.plan.density}
        made = Made(self.basis, self._notebook(name), more, self._readable(area))
        return self._step(area, name, made, ())

    def steps(self) -> Iterator[Step]:
        """Every notebook of the plan, with what is known before anything is executed.

        Where frames are to be made anew, the later notebooks are compared with the frames of the
        run that stands: without `why` they follow only where a frame comes out otherwise.
        """
        for name in self.plan.frame_notebooks:
            step = self.frame_step(name)
            record = step.record or (self.earlier[0].frames_of(name) if self.earlier else None)
            if record:
                self.known(record)
            yield step
        yield from map(self.deck_step, self.plan.areas)

    def known(self, record: Record) -> None:
        """Take note of the frames of a notebook."""
        self.frames |= {f"{FRAMES}/{name}": one for name, one in record.files.items()}

    def roots(self, folder: Path) -> dict[str, Path]:
        """The folders that names of inputs are of, where the frames lie in `folder`."""
        campaign = self.plan.campaign
        return {
            RAW: campaign.raw.resolve(),
            CONTENT: campaign.file.resolve().parent,
            FRAMES: folder.resolve(),
        }

    def unchanged(self, step: Step) -> bool:
        """Whether nothing has to be done for a step, for it stands already."""
        return not step.why and bool(self.earlier) and step.source is self.earlier[0]

    def _step(self, area: str, name: str, made: Made, listed: tuple[str, ...]) -> Step:
        if self.how.force:
            return Step(area, name, made, (FORCED,))
        first: tuple[str, ...] = ()
        for one in self.earlier:
            record = one.deck(area) if area else one.frames_of(name)
            why = reasons(record.made if record else None, made, listed)
            folder = one.pages / area if area else one.frames
            if record and not why and not record.holds(folder):
                why = ["a file of it is not as it was made"]
            if record and not why:
                return Step(area, name, made, (), one, record)
            if not first or (record and first == ("first run",)):
                first = tuple(why)
        return Step(area, name, made, first or ("first run",))

    def _readable(self, area: str) -> dict[str, str]:
        """Every file that a notebook could read by now, by name; outlines are drawn in decks."""
        kinds = ((RAW, self.inputs["inputs"]), (CONTENT, self.inputs["content"]))
        found = {f"{kind}/{name}": one for kind, files in kinds for name, one in files.items()}
        outlines = self.plan.campaign.map_file()
        if outlines and not area:
            found.pop(f"{RAW}/{outlines.relative_to(self.plan.campaign.raw).as_posix()}", None)
        return found | self.frames

    def _notebook(self, name: str) -> str:
        return str(self.inputs["notebooks"].get(f"{name}.ipynb", ""))
