"""``facilitate formats``: the table of formats."""

from __future__ import annotations

import sys

from toolkit.export.registry import formats as known


def formats() -> int:
    """Print one line a format."""
    sys.stdout.write(f"{'name':<10} {'file in a kit':<32} {'jupyter nbconvert --to':<24} what it is\n")
    for row in known().values():
        sys.stdout.write(f"{row.name:<10} {row.path:<32} {row.nbconvert:<24} {row.title}\n")
    return 0
