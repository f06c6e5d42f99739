"""One start-up: the interpreter, the command line, every exporter's module, Typst and python-pptx. Nothing is read or made."""

from __future__ import annotations

import pptx  # noqa: F401
import typst  # noqa: F401

import toolkit.commands.export  # noqa: F401
from toolkit.cli import _parser
from toolkit.export.registry import formats

if __name__ == "__main__":
    _parser()
    for row in formats().values():
        row.exporter()
