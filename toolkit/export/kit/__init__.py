"""A kit as a whole: its index page, its report on accessibility, its manifest, what to print, and what nobody has confirmed."""

from toolkit.export.kit.accessibility import to_accessibility
from toolkit.export.kit.files import Kit, KitFile
from toolkit.export.kit.index import to_index
from toolkit.export.kit.manifest import to_manifest

__all__ = ["Kit", "KitFile", "to_accessibility", "to_index", "to_manifest"]
