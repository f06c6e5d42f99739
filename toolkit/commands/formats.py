"""``facilitate formats``: the table of formats."""

from __future__ import annotations

import sys

from toolkit.export.registry import formats as known


def formats() -> int:
    """Print one line a format."""
    head = ("name", "file in a kit", "jupyter nbconvert --to", "what it is")
    rows = [head, *((row.name, row.path, row.nbconvert, row.title) for row in known().values())]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        sys.stdout.write("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() + "\n")
    return 0
