"""The annex exporter: `jupyter nbconvert --to renkei-annex notebook.ipynb`."""

from typing import Any

from renkei.publish.annex.workbook import annex_bytes
from renkei.publish.exporter import DeckExporter
from renkei.publish.slides import Publication


class DeckAnnexExporter(DeckExporter):
    """The tables and the figures' data of an executed notebook as a workbook."""

    file_extension = ".xlsx"
    output_mimetype = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    export_from_notebook = "Renkei annex"

    def published(self, publication: Publication) -> tuple[bytes, dict[str, Any]]:
        """The workbook; no template has a part in it."""
        return annex_bytes(publication), {}
