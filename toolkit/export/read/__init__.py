"""From a notebook to the document of one reader."""

from toolkit.export.read.notebook import read

__all__ = ["read"]
