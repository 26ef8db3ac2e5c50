"""The annex exporter: `jupyter nbconvert --to renkei-annex notebook.ipynb`."""

from typing import Any

from nbformat import NotebookNode

from renkei.publish.annex.workbook import annex_bytes
from renkei.publish.exporter import DeckExporter


class DeckAnnexExporter(DeckExporter):
    """The tables and the figures' data of an executed notebook as a workbook."""

    file_extension = ".xlsx"
    output_mimetype = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    export_from_notebook = "Renkei annex"

    def from_notebook_node(  # type: ignore[override]
        self, nb: NotebookNode, resources: dict[str, Any] | None = None, **kw: Any
    ) -> tuple[bytes, dict[str, Any]]:
        """The workbook of `nb`; no template has a part in it.

        Raises DataError when the notebook was not run or a slide is malformed.
        """
        publication, resources = self.publication(nb, resources, **kw)
        return annex_bytes(publication), resources
