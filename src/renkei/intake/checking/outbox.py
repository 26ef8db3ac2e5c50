"""The folder results are written to: nothing in it is replaced but what an earlier check wrote."""

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

from renkei.errors import OutputError
from renkei.intake.checking.checked import Checked
from renkei.intake.checking.corrections import corrections
from renkei.intake.checking.letter import write_correction
from renkei.intake.checking.lists import CALL_LIST, UNANSWERED, write_call_list, write_unanswered
from renkei.intake.checking.of_round import RoundCheck

LISTING = ".renkei-check.json"


def write_results(
    folder: Path, checked: Sequence[Checked], of_round: RoundCheck | None
) -> list[str]:
    """Write what goes back to each prefecture and, for a round, the two lists; gives the names.

    The names of the corrections come first. `folder` is empty; nothing received names a file.
    """
    names: list[str] = []
    for correction in (one for each in checked for one in corrections(each)):
        stem = Path(correction.file_name).stem
        again = sum(name.startswith(stem) for name in names)
        names.append(f"{stem}_{again + 1}.xlsx" if again else correction.file_name)
        write_correction(folder / names[-1], correction)
    if of_round:
        desk = of_round.desk
        write_unanswered(folder / UNANSWERED, desk)
        write_call_list(folder / CALL_LIST, desk, of_round.contacts())
        names += [UNANSWERED, CALL_LIST]
    _list_ours(folder)
    return names


def refuse_others_files(folder: Path) -> None:
    """Raise OutputError where a folder holds anything an earlier check did not write as it stands.

    A file that was filled in since, or is open in Excel, is no longer ours.
    """
    if not folder.exists():
        return
    if not folder.is_dir():
        raise OutputError("a file is in the way", where=str(folder), expected="a folder")
    ours = _listed(folder / LISTING)
    for one in sorted(folder.iterdir()):
        if one.name != LISTING and (not one.is_file() or ours.get(one.name) != _digest(one)):
            known = one.name in ours
            raise OutputError(
                "was changed since an earlier check wrote it" if known else "is not of a check",
                where=str(one),
                expected="a new or empty folder, or one as an earlier check left it",
            )


def _list_ours(folder: Path) -> None:
    """Note in a folder which files in it were written by this check."""
    files = sorted(one for one in folder.iterdir() if one.name != LISTING)
    digests = {one.name: _digest(one) for one in files}
    text = json.dumps(digests, ensure_ascii=False, indent=1)
    (folder / LISTING).write_text(text + "\n", encoding="utf-8")


def _listed(file: Path) -> dict[str, str]:
    try:
        listed = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return listed if isinstance(listed, dict) else {}


def _digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()
