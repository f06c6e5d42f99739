"""A finished file in, whether it says that it is for vetted readers only: the label that goes with it outside this program."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

from toolkit.messages import messages
from toolkit.model import cells


def says_restricted(path: Path) -> bool:
    """Whether a file of a kit, or a notebook, bears the mark: in its properties, or in the text of a page.

    A file that cannot be read bears none that anyone could see.
    """
    mark = messages("en")("shared.restricted").encode()
    try:
        if path.suffix == ".ipynb":
            return bool(json.loads(path.read_bytes())["metadata"][cells.KEY]["access"] == "restricted")
        if path.suffix in {".pptx", ".docx"}:
            with zipfile.ZipFile(path) as package:
                return mark in package.read("docProps/core.xml")
        return mark in path.read_bytes()
    except (OSError, zipfile.BadZipFile, LookupError, ValueError, TypeError):
        return False
