"""Facts and texts typed from published documents, each with its source, beside the params."""

from renkei.settings.content.reading import content_file, read_content

__all__ = ["content_file", "read_content"]
