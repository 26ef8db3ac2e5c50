"""docs/gallery.md: its pictures are there, and no page of either source is left out."""

import re
from pathlib import Path

import pytest


@pytest.fixture(scope="module")
def page(project: Path) -> str:
    return (project / "docs" / "gallery.md").read_text(encoding="utf-8")


def test_every_picture_it_leads_to_is_there(project, page):
    leads = re.findall(r"\]\(([^)]+)\)", page)
    assert len(leads) > 40
    assert [lead for lead in leads if not (project / "docs" / lead).is_file()] == []


def test_every_page_of_both_sources_has_a_row(page):
    rows = re.findall(r"(?m)^\| ([AB]\d+) \|", page)
    assert rows == [f"A{n}" for n in range(11)] + [f"B{n}" for n in range(1, 15)]
