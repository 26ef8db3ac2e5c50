"""The frames that pass from one notebook to the next: where they are kept."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow.parquet as pq

from renkei.errors import DataError, InputMissing
from renkei.released import refuse_released

_PROJECTED = ("projections", "paths", "components")
_GROUP = 32_768  # rows kept together: of many, a part is read without the others

Conditions = Sequence[tuple[str, str, Any]]  # such as ("area", "==", "162019")


def columns_of(name: str) -> list[str]:
    """The columns of a frame of that name, in order."""
    from renkei import schema  # pandera takes long to import, and who reads frames needs none

    return list(schema.COLUMNS[name])


def empty(name: str) -> pd.DataFrame:
    """A frame of that name without rows, with its columns and types."""
    from renkei import schema

    return schema.empty(name)


def check(name: str, frame: pd.DataFrame) -> pd.DataFrame:
    """Give a frame the columns, order and types of its name; see `renkei.schema.check`."""
    from renkei import schema

    return schema.check(name, frame)


def write(folder: Path, name: str, frame: pd.DataFrame) -> Path:
    """Check a frame and keep it as `<folder>/<name>.parquet`, unless a release stands there."""
    refuse_released(folder)
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{name}.parquet"
    check(name, frame).to_parquet(file, index=False, compression="zstd", row_group_size=_GROUP)
    return file


def read(folder: Path, name: str, where: Conditions = ()) -> pd.DataFrame:
    """Read a kept frame, or only its rows for which all conditions of `where` hold.

    InputMissing says which notebook writes it.
    """
    file = folder / f"{name}.parquet"
    if not (name.isidentifier() and file.is_file()):
        _known(name)
        maker = "2_project_completion" if name in _PROJECTED else "1_clean_returns"
        raise InputMissing("not made yet", where=str(file), expected=f"{maker} to have run")
    sys.audit("renkei.read", str(file))  # what a deck was made of is what it opened
    # By one thread: others take longer to start than these frames to read.
    if where:
        table = pq.read_table(file, filters=list(where), use_threads=False)
    else:
        with pq.ParquetFile(file) as kept:
            table = kept.read(use_threads=False)
    frame: pd.DataFrame = table.to_pandas(use_threads=False)
    return frame


def _known(name: str) -> None:
    from renkei import schema

    if name not in schema.COLUMNS:
        raise DataError(f"no frame {name!r}", expected=", ".join(schema.COLUMNS))
