"""What the HTML and the PDF exporter have in common."""

from typing import Any

from nbconvert.exporters.templateexporter import TemplateExporter
from nbformat import NotebookNode
from traitlets import default
from traitlets.config import Config

from renkei.publish.press import TEMPLATES
from renkei.publish.publication import read_publication
from renkei.publish.slides import Publication


class DeckExporter(TemplateExporter):
    """An exporter whose template lies in this room."""

    @property
    def default_config(self) -> Config:
        """nbconvert's own, and kernels (--execute) that no other user of the machine can reach."""
        config = Config({"KernelManager": {"transport": "ipc"}})
        config.merge(super().default_config)
        return config

    @default("template_name")
    def _template_name_default(self) -> str:
        return f"renkei-{self.file_extension.removeprefix('.')}"

    @default("extra_template_basedirs")
    def _default_extra_template_basedirs(self) -> list[str]:
        return [str(TEMPLATES)]

    def from_notebook_node(
        self, nb: NotebookNode, resources: dict[str, Any] | None = None, **kw: Any
    ) -> tuple[Any, dict[str, Any]]:
        """The file of `nb`, after the preprocessors (--execute) have run.

        Raises DataError when the notebook was not run, or a slide is malformed or has no room.
        """
        # The grandparent runs the preprocessors; the parent would render at once.
        ready, found = super(TemplateExporter, self).from_notebook_node(nb, resources, **kw)
        made, told = self.published(read_publication(ready, found))
        return made, {**found, **told}

    def published(self, publication: Publication) -> tuple[Any, dict[str, Any]]:
        """The file of a publication, and what the resources gain."""
        raise NotImplementedError
