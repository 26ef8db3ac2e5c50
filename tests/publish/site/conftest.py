"""A manifest as a run would hand it over."""

import pytest

DIGEST = "0a" * 32


def deck(area: str, name: str, carried: bool = False, digest: str = DIGEST):
    html, pdf = f"{area}/deck.html", f"{area}/deck.pdf"
    return {
        "area": area,
        "name": name,
        "html": html,
        "pdf": pdf,
        "pages": 12,
        "carried": carried,
        "inputs_sha256": digest,
    }


@pytest.fixture
def manifest():
    return {
        "campaign": "sample",
        "title": "高齢者接種の終了時期",
        "as_of": "2021-06-02",
        "released": "2021-06-03",
        "sample": True,
        "inputs_sha256": DIGEST,
        "counts": {
            "returns": {
                "files": 47,
                "received": 1741,
                "accepted": 1700,
                "rejected": 41,
                "superseded": 0,
            },
            "records": {
                "files": 2,
                "received": 90_000,
                "accepted": 90_000,
                "rejected": 0,
                "superseded": 0,
            },
            "rejections_open": 12,
        },
        "decks": [
            deck("162019", "富山市"),
            deck("16", "富山県"),
            deck("011002", "札幌市"),
            deck("00", "全国"),
            deck("01", "北海道", carried=True, digest="0b" * 32),
            deck("17", "石川県", carried=True),
        ],
    }
