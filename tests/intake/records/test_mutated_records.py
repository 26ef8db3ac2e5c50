"""Real record files with a few characters changed: read, refused, never an unhandled error."""

import io
import random
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from renkei.errors import RenkeiError
from renkei.intake import ledger, read_records
from renkei.intake.records.prefectures import prefecture_table
from renkei.settings import Campaign

Open = Callable[..., Campaign]
SEEDS = {
    "kantei/KOREI-vaccination_data.xlsx": ("kantei", "programme"),
    "kantei/IRYO-vaccination_data.xlsx": ("kantei", "medical"),
    "kantei/medical_workers/2021-06-04.csv": ("kantei", "medical"),
    "mynumber/2021-12-01.csv": ("mynumber", "residents"),
}
SIGNS = '0123456789,"\n\r-富山市県－１/年\u2028\t\x00 '
CELLS = (
    "",
    "-1",
    "1.5",
    "44315",
    "1e400",
    "nan",
    "３",
    "合計",
    "(金)",
    "（13月40日時点）",
    "300.5",
)
NOBODY = pd.DataFrame({"area": ["16"], "cohort": "65-", "eligible": [3], "source": ""})


def changed_text(content: str, rnd: random.Random) -> str:
    signs = list("\n".join(content.split("\n")[:60]))
    for _ in range(rnd.choice([1, 2, 5, 20])):
        at = rnd.randrange(len(signs))
        if rnd.random() < 0.6:
            signs[at] = rnd.choice(SIGNS)
        else:
            del signs[at : at + rnd.randrange(1, 12)]
    return "".join(signs)


def changed_cells(part: str, rnd: random.Random) -> str:
    for _ in range(rnd.choice([1, 2, 4])):
        found = rnd.choice(list(re.finditer(r"(?<=<v>)[^<]*(?=</v>)|(?<=<t>)[^<]*(?=</t>)", part)))
        part = part[: found.start()] + rnd.choice(CELLS) + part[found.end() :]
    return part


def changed(file: Path, rnd: random.Random) -> bytes:
    """The file with a few characters, or the values of a few cells, changed."""
    if file.suffix == ".csv":
        return changed_text(file.read_text(encoding="utf-8-sig"), rnd).encode()
    stream = io.BytesIO()
    with zipfile.ZipFile(file) as given, zipfile.ZipFile(stream, "w") as package:
        for name in given.namelist():
            part = given.read(name)
            is_values = name.endswith(("sheet1.xml", "sharedStrings.xml"))
            edited = changed_cells(part.decode(), rnd).encode() if is_values else part
            package.writestr(name, edited)
    return stream.getvalue()


@pytest.mark.parametrize("seed", SEEDS)
def test_a_changed_file_ends_in_a_reconciled_result_or_a_clear_refusal(
    shared: Path, reading: Open, seed: str
) -> None:
    kind, measure = SEEDS[seed]
    rnd = random.Random(seed)
    campaign = reading(kind, measure, "one")
    folder = campaign.raw / "one"
    folder.mkdir()
    for _ in range(25):
        (folder / Path(seed).name).write_bytes(changed(shared / seed, rnd))
        try:
            records = read_records(campaign)
        except RenkeiError as error:
            assert "none of 1 snapshots can be used" in str(error)
            continue
        assert records.reconciliation["balanced"].all()
        assert all(one.startswith("one/") for one in ledger.sentences(records.rejected))
        assert len(prefecture_table(records, NOBODY, campaign)) == 48
