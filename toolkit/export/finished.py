"""A finished file in, whether it says that it is for vetted readers only: the label that goes with it outside this program."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

from toolkit.messages import messages
from toolkit.model import cells
from toolkit.model.manifest import NAME


def says_restricted(path: Path) -> bool:
    """Whether a file of a kit, its zip, or a notebook, bears the mark: in its properties, in its manifest, or in the text of a page.

    A file that cannot be read bears none that anyone could see.
    """
    mark = messages("en")("shared.restricted").encode()
    try:
        if path.suffix == ".ipynb":
            return bool(json.loads(path.read_bytes())["metadata"][cells.KEY]["access"] == "restricted")
        if path.suffix in {".pptx", ".docx"}:
            with zipfile.ZipFile(path) as package:
                return mark in package.read("docProps/core.xml")
        if path.suffix == ".zip":
            with zipfile.ZipFile(path) as kit:
                return any(mark in kit.read(name) for name in kit.namelist() if name.endswith(f"/{NAME}"))
        return mark in path.read_bytes()
    except (OSError, zipfile.BadZipFile, LookupError, ValueError, TypeError):
        return False
