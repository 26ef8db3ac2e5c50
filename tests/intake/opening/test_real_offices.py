"""Real files of Japanese offices: each is opened with its values, or refused with a sentence."""

from pathlib import Path

import pytest

from renkei.errors import DataError
from renkei.intake.opening.workbook import open_workbook


def test_every_messy_file_is_read(shared: Path) -> None:
    heights = {}
    for file in sorted((shared / "messy").iterdir()):
        book = open_workbook(file)
        grids = [book.grid(sheet) for sheet in book.sheets]
        heights[file.name] = sum(len(grid.rows) for grid in grids)
        assert all(grid.height == len(grid.rows) for grid in grids)
    assert heights == {
        "020526-kansensya_pcr.xlsx": 50 + 105 + 80,
        "020526sodan.xlsx": 122,
        "1-9a.xls": 5 * 60 + 34,
        "10-1.xls": 57,
        "13104.csv": 93,
        "gif-438.xlsx": 403,
        "kansensya_pcr.xlsx": 52 + 108 + 83,
        "mic-000730858.xlsx": 1795 + 196,
        "sodan.xlsx": 126,
    }


def test_every_file_of_the_prime_ministers_office_is_read(shared: Path) -> None:
    files = sorted(file for file in (shared / "kantei").rglob("*") if file.is_file())
    kinds = [open_workbook(file).kind for file in files]
    assert (kinds.count("xlsx"), kinds.count("csv")) == (2, len(files) - 2)
    medical = open_workbook(shared / "kantei" / "IRYO-vaccination_data.xlsx").grid("医療従事者")
    elderly = open_workbook(shared / "kantei" / "KOREI-vaccination_data.xlsx").grid("高齢者等")
    assert (len(medical.formulas), len(elderly.formulas)) == (20, 39)
    assert medical.rows[3][2:] == (3348013.0, 2352255.0, 995758.0)
    # The slip of the source: the second doses leave out two days that the first ones count.
    assert [elderly.formulas[3, column] for column in (3, 4)] == ["SUM(D5:D22)", "SUM(E7:E22)"]


def test_the_census_tables_of_the_statistics_bureau_keep_merged_titles_and_formats(
    shared: Path,
) -> None:
    book = open_workbook(shared / "messy" / "10-1.xls")
    grid = book.grid("表10-1")
    assert len(set(grid.merged.values())) == 5
    assert book.epoch == 1900


def test_a_link_that_a_published_workbook_forgot_does_not_matter(shared: Path) -> None:
    book = open_workbook(shared / "population" / "juki-2020-000701583.xls")
    grid = book.grid(book.sheets[0])
    assert (len(grid.rows), grid.height, len(grid.formulas)) == (6836, 6836, 0)


def test_packed_records_are_no_workbook(shared: Path) -> None:
    file = next(iter(sorted((shared / "vrs").glob("*.csv.gz"))))
    with pytest.raises(DataError, match=r"the file is a gzip archive; expected .* unpacked"):
        open_workbook(file)
