"""What the gallery invents, for components whose facts the project does not carry: 見本（架空）.

A square for each municipality of Toyama in place of its boundaries, and a seating plan by rule.
"""

import json
import re
from pathlib import Path

import yaml

from renkei import areas

AREA, WEST, SOUTH, SIDE, ROW = "16", 136.8, 36.3, 0.15, 5  # degrees, and squares in a row
MAP = "maps/gallery.topojson"
MEETING = "gallery-seats"


def put_in(params: Path, raw: Path) -> None:
    """Give a campaign the invented boundaries, and where it has a meeting the invented seats."""
    text = params.read_text(encoding="utf-8")
    (raw / MAP).parent.mkdir(exist_ok=True)
    (raw / MAP).write_text(json.dumps(boundaries()), encoding="utf-8")
    system = "見本の境界（架空）"
    with_map = re.sub(
        "(?m)^sources:.*$", f"sources:\n  map: {{path: {MAP}, system: {system}}}", text
    )
    named = re.sub("(?m)^meeting:.*$", f"meeting: {MEETING}", with_map)
    params.write_text(named, encoding="utf-8")
    facts = yaml.safe_dump(meeting(), allow_unicode=True)
    (params.parent / "content" / f"{MEETING}.yaml").write_text(facts, encoding="utf-8")


def boundaries() -> dict[str, object]:
    """A TopoJSON of squares in rows of five."""
    step = ((0, 0), (1, 0), (1, 1), (0, 1), (0, 0))
    arcs, shapes = [], []
    for number, one in enumerate(areas.municipalities(AREA)):
        x, y = WEST + SIDE * (number % ROW), SOUTH + SIDE * (number // ROW)
        arcs.append([[round(x + SIDE * a, 4), round(y + SIDE * b, 4)] for a, b in step])
        code = {"lg_code": one.short}
        shapes.append({"type": "Polygon", "arcs": [[number]], "properties": code})
    objects = {"squares": {"type": "GeometryCollection", "geometries": shapes}}
    return {"type": "Topology", "arcs": arcs, "objects": objects}


def meeting() -> dict[str, object]:
    """The chair in front, ten members on two sides, and a row behind; no other facts."""
    members = [(side, row) for row in range(1, 6) for side in (1, 5)]
    seats = [{"x": 3, "y": 0, "role": "本部長", "name": "見本 一郎"}]
    seats += [
        {"x": x, "y": y, "role": f"見本市町村{number}の長", "name": f"架空 {number}"}
        for number, (x, y) in enumerate(members, 1)
    ]
    seats += [{"x": x, "y": 6.5, "role": "事務局", "name": f"見本 {x}"} for x in range(2, 5)]
    return {
        "body": "見本連携推進本部会議",
        "session": "令和3年度第1回",
        "date": "2021-06-04",
        "starts": "10:00",
        "ends": "11:00",
        "venue": "見本会議室",
        "seating": {"source": "見本（架空の配席）", "seats": seats, "generated": True},
    }
