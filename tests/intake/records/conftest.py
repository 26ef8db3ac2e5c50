"""Campaigns whose records are Kantei's files or tables of My Number cards."""

from collections.abc import Callable
from pathlib import Path

import pytest

from renkei.settings import Campaign, open_campaign

_PARAMS = """
campaign: under-test
title: 題
office: 課
as_of: {as_of}
released: {as_of}
deadline: 2023-03-31
cohort_label: 対象者
measure: {measure}
doses: {doses}
sources:
  records: {{kind: {kind}, path: {path}, system: 記録, start: 2016-01-01}}
  population: {{path: population.csv, system: 台帳, as_of: 2020-01-01}}
"""


@pytest.fixture
def reading(
    tmp_path: Path, project: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., Campaign]:
    """Open a campaign that is not projected, on `raw` or a folder of the test's own."""
    monkeypatch.setenv("RENKEI_HOME", str(project))

    def opening(
        kind: str,
        measure: str,
        path: str,
        *,
        as_of: str = "2021-12-01",
        raw: Path | None = None,
    ) -> Campaign:
        doses = 1 if kind == "mynumber" else 2
        file = tmp_path / "params.yaml"
        text = _PARAMS.format(kind=kind, measure=measure, path=path, as_of=as_of, doses=doses)
        file.write_text(text, encoding="utf-8")
        folder = raw or tmp_path / "raw"
        folder.mkdir(exist_ok=True)
        return open_campaign(str(file), raw=str(folder), processed=str(tmp_path / "kept"))

    return opening
