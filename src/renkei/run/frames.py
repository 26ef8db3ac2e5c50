"""The notebooks that make frames: executed, or taken from an earlier run that made the same."""

from pathlib import Path

from renkei.run import manifest
from renkei.run.earlier import NOTEBOOKS
from renkei.run.fingerprint import RAW, really
from renkei.run.record import Record
from renkei.run.survey import CLEAN, Step, Survey


def make_frames(survey: Survey, step: Step, parameters: dict[str, str], folder: Path) -> None:
    """Execute a notebook of frames into `folder`, and note what it was made of.

    `folder` is where the notebook writes its frames. Raises the errors of `execute`.
    """
    from renkei.run.engine import Clock  # papermill: for those alone who make frames
    from renkei.run.execute import execute

    plan = survey.plan
    before = _stamps(folder)
    executed = folder / NOTEBOOKS / f"{step.notebook}.ipynb"
    clock = Clock(survey.how.limits)
    notebook = plan.notebooks / f"{step.notebook}.ipynb"
    opened = execute(notebook, parameters, executed, plan.failed, clock)
    after = _stamps(folder)
    written = sorted(name for name, stamp in after.items() if before.get(name) != stamp)
    # Cleaning looks through whole folders: all that lies there is read, opened or not.
    always = (f"{RAW}/",) if step.notebook == CLEAN else ()
    made = really(step.made, opened, survey.roots(folder), always)
    record = Record(made, {name: manifest.sha256(folder / name) for name in written}, {})
    record.write(executed.with_suffix(".json"))
    survey.known(record)


def take_frames(survey: Survey, step: Step, folder: Path) -> None:
    """Put the frames that an earlier run made into `folder`."""
    assert step.source and step.record
    step.source.take_frames(step.notebook, step.record, folder)
    survey.known(step.record)


def _stamps(folder: Path) -> dict[str, tuple[int, int]]:
    """The frames that lie in a folder, with what tells one writing from the next."""
    files = ((path.name, path.stat()) for path in folder.glob("*.parquet"))
    return {name: (status.st_mtime_ns, status.st_ino) for name, status in files}
