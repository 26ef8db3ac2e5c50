"""No deck of the sample is stopped by its own data: all 48 are made, on paper and for a screen."""

from pathlib import Path

import pytest

from renkei.run import plan, run
from renkei.settings import open_campaign


@pytest.mark.slow
@pytest.mark.parametrize("as_of", ["2021-05-31", "2021-06-02", "2021-06-16"])
def test_all_decks_of_a_date_are_made(home: Path, sample_raw: Path, monkeypatch, as_of):
    monkeypatch.setenv("RENKEI_HOME", str(home))
    for density in ("handout", "projected"):
        campaign = open_campaign("sample", as_of, raw=str(sample_raw))
        finished = run(plan(campaign, "all", density))
        assert [one.sentence for one in finished.failed] == []
        assert len(finished.made) == 48
