"""Boundaries out of TopoJSON: read as the specification says, and nothing else is believed."""

import json
from pathlib import Path

import numpy as np
import pytest

from renkei.errors import DataError, InputMissing
from renkei.intake.boundaries import Boundaries, boundaries_of
from renkei.settings.limits import Limits

SQUARE = [[137000, 36500], [100, 0], [0, 100], [-100, 0], [0, -100]]
BESIDE = [[137100, 36500], [100, 0], [0, 100], [-100, 0], [0, -100]]


def topology(**changed: object) -> dict[str, object]:
    shapes = [
        {"type": "Polygon", "arcs": [[0]], "properties": {"lg_code": "162019"}},
        {"type": "MultiPolygon", "arcs": [[[1]], [[~0]]], "properties": {"lg_code": "162027"}},
        {"type": None, "properties": {"lg_code": "162043"}},
    ]
    whole = {
        "type": "Topology",
        "transform": {"scale": [0.001, 0.001], "translate": [0, 0]},
        "arcs": [SQUARE, BESIDE],
        "objects": {"towns": {"type": "GeometryCollection", "geometries": shapes}},
    }
    return whole | changed


def shape(**changed: object) -> dict[str, object]:
    one = {"type": "Polygon", "arcs": [[0]], "properties": {"lg_code": "162019"}} | changed
    return {"towns": {"type": "GeometryCollection", "geometries": [one]}}


@pytest.fixture
def read(tmp_path: Path):
    def made(content: object, limits: Limits = Limits()) -> Boundaries:  # noqa: B008
        file = tmp_path / "map.topojson"
        text = content if isinstance(content, str) else json.dumps(content)
        file.write_text(text, encoding="utf-8")
        return boundaries_of(file, limits, tmp_path)

    return made


def test_steps_are_added_up_and_scaled(read):
    known = read(topology())
    first = known.points[known.starts[0] : known.starts[1]]
    assert first.tolist() == [[137, 36.5], [137.1, 36.5], [137.1, 36.6], [137, 36.6], [137, 36.5]]
    assert known.rings == {"162019": [(0,)], "162027": [(1,), (~0,)], "162043": []}


def test_without_a_transform_positions_stand_as_they_are(read):
    square = [[137, 36.5, 9], [137.1, 36.5, 9], [137.1, 36.6, 9], [137, 36.5, 9]]
    known = read(topology(transform=None, arcs=[square], objects=shape()))
    assert np.allclose(known.points, [one[:2] for one in square])


def test_five_digits_and_other_names_of_the_code_are_known(read):
    for properties, given in (({}, "16201"), ({"N03_007": "16201"}, None), ({"code": "162019"}, 1)):
        known = read(topology(objects=shape(properties=properties, id=given)))
        assert set(known.rings) == {"162019"}


def test_wards_stand_with_their_city(read):
    ward = {"type": "Polygon", "arcs": [[0]], "properties": {"lg_code": "141011"}}
    other = {"type": "Polygon", "arcs": [[1]], "properties": {"lg_code": "141020"}}
    objects = {"wards": {"type": "GeometryCollection", "geometries": [ward, other]}}
    assert read(topology(objects=objects)).rings == {"141003": [(0,), (1,)]}


def test_what_is_no_municipality_stands_apart(read):
    geometries = [
        {"type": "Polygon", "arcs": [[0]], "properties": {"lg_code": "162019"}},
        {"type": "Polygon", "arcs": [[1]], "properties": {"lg_code": "016951"}},  # 色丹村
    ]
    objects = {"towns": {"type": "GeometryCollection", "geometries": geometries}}
    assert read(topology(objects=objects)).rings == {"162019": [(0,)], "": [(1,)]}


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("", "not JSON"),
        ("[" * 100_000, "not JSON"),
        ('{"type": "Topology", "arcs": [[[1e999, 1]]]}', "no objects|outside"),
        ('{"type": "Topology", "arcs": [[[NaN, 1]]]}', "NaN is no number"),
        ("[]", "not a topology"),
        ('{"type": "FeatureCollection"}', "not a topology"),
        (topology(arcs=[]), "no municipality|not there|arcs"),
        (topology(arcs=None), "arcs missing"),
        (topology(arcs=[[]]), "arcs missing or empty"),
        (topology(arcs=[[["1", "2"]]]), "something else than positions"),
        (topology(arcs=[[[1]]]), "something else than positions"),
        (topology(arcs=[[[True, 1]]]), "something else than positions"),
        (topology(arcs=[[[10**400, 1]]]), "something else than positions"),
        (topology(transform={}), "transform.scale"),
        (topology(transform={"scale": [1, "x"], "translate": [0, 0]}), "transform.scale"),
        (topology(transform={"scale": [1, 1], "translate": [0, 0]}), "outside of Japan"),
        (topology(objects={}), "no objects"),
        (topology(objects={"a": {"type": "Polygon"}}), "has no geometries"),
        (topology(objects=shape(type="Point")), "type 'Point'"),
        (topology(objects=shape(type="GeometryCollection")), "GeometryCollection"),
        (topology(objects=shape(arcs="x")), "Polygon or MultiPolygon with arcs"),
        (topology(objects=shape(arcs=[["a"]])), "a ring that is none"),
        (topology(objects=shape(arcs=[[2]])), "an arc that is not there"),
        (topology(objects=shape(arcs=[[-3]])), "an arc that is not there"),
        (topology(objects=shape(properties={"lg_code": "9" * 10**6})), "no municipality"),
        (
            topology(objects=shape(properties={"lg_code": {"$ref": "file:///etc/passwd"}})),
            "no munic",
        ),
    ],
)
def test_what_is_not_a_map_of_municipalities_is_refused_by_name(read, content, told):
    with pytest.raises(DataError, match=told) as refused:
        read(content)
    assert "map.topojson" in str(refused.value)
    assert len(str(refused.value)) < 600


def test_large_files_are_refused_before_they_are_read(read):
    with pytest.raises(DataError, match="expected at most 100"):
        read(topology(), Limits(map_bytes=100))
    with pytest.raises(DataError, match="10 points; expected at most 9"):
        read(topology(), Limits(map_points=9))


def test_arcs_drawn_over_and_over_are_counted(read):
    many = shape(arcs=[[0] * 1000])
    with pytest.raises(DataError, match="5,000 points to draw"):
        read(topology(objects=many), Limits(map_points=4999))


def test_a_file_outside_of_the_raw_folder_is_not_followed(tmp_path):
    (tmp_path / "raw").mkdir()
    (tmp_path / "map.json").write_text(json.dumps(topology()))
    (tmp_path / "raw" / "map.json").symlink_to(tmp_path / "map.json")
    with pytest.raises(InputMissing, match="not followed"):
        boundaries_of(tmp_path / "raw" / "map.json", inside=tmp_path / "raw")


def test_a_file_that_is_not_there_says_so(tmp_path):
    with pytest.raises(InputMissing, match="No such file"):
        boundaries_of(tmp_path / "none.topojson")


def test_the_real_map_has_every_municipality(shared):
    known = boundaries_of(shared / "maps" / "ja_municipality_area.topojson")
    assert len(set(known.rings) - {""}) == 1741
    assert known.points[:, 0].min() > 122.9 and known.points[:, 1].max() < 45.6
