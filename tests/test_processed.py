"""Frames between notebooks: what is kept comes back, what does not fit is refused."""

import pandas as pd
import pytest

from renkei import processed
from renkei.errors import DataError, InputMissing
from renkei.schema import COLUMNS


def population(**changed: object) -> pd.DataFrame:
    row = {"area": "162019", "cohort": "65-", "eligible": 100, "source": "x"} | changed
    return pd.DataFrame([row])


@pytest.mark.parametrize("name", list(COLUMNS))
def test_an_empty_frame_of_every_name_is_kept(tmp_path, name):
    processed.write(tmp_path, name, processed.empty(name))
    assert list(processed.read(tmp_path, name).columns) == list(processed.empty(name).columns)


def test_a_frame_comes_back_as_it_was(tmp_path):
    processed.write(tmp_path, "population", population())
    assert processed.read(tmp_path, "population").to_dict("records") == population().to_dict(
        "records"
    )


@pytest.mark.parametrize("changed", [{"area": "1620"}, {"eligible": -1}, {"eligible": "many"}])
def test_a_value_that_does_not_fit_is_refused(tmp_path, changed):
    with pytest.raises(DataError, match="population: not the agreed shape"):
        processed.write(tmp_path, "population", population(**changed))


def test_a_missing_column_is_named(tmp_path):
    with pytest.raises(DataError, match="column 'eligible' is missing"):
        processed.write(tmp_path, "population", population().drop(columns="eligible"))


def test_a_frame_not_made_yet_names_its_notebook(tmp_path):
    with pytest.raises(InputMissing, match="2_project_completion"):
        processed.read(tmp_path, "paths")


def test_a_part_of_a_frame_is_read_alone(tmp_path):
    both = pd.concat([population(), population(area="162027", eligible=50)])
    processed.write(tmp_path, "population", both)
    found = processed.read(tmp_path, "population", [("eligible", "<", 100)])
    assert found.to_dict("records") == population(area="162027", eligible=50).to_dict("records")


@pytest.mark.parametrize("changed", [{"area": "1620"}, {"eligible": -1}])
def test_a_frame_of_the_right_types_is_still_refused_for_its_values(changed):
    typed = processed.check("population", population())
    with pytest.raises(DataError, match="population: not the agreed shape"):
        processed.check("population", typed.assign(**changed))
