"""Rows of ``tests.bench.scale`` in; how time grows with size, as a table for the screen and for the docs, out. Arithmetic only."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

LAST = 3
"""Sizes that the exponent is taken from: at small ones, what each step costs once hides the slope."""
Row = dict[str, Any]
"""``kind`` and ``size`` of what was made, the ``step``, its ``seconds``, and the most memory it held, ``peak_mb``."""


def exponent(points: Sequence[tuple[int, float]]) -> float:
    """The slope of log time over log size, by least squares; not a number where there is only one size."""
    logs = [(math.log(size), math.log(max(seconds, 1e-4))) for size, seconds in points[-LAST:]]
    middle_x, middle_y = (sum(values) / len(logs) for values in zip(*logs, strict=True))
    spread = sum((x - middle_x) ** 2 for x, _ in logs)
    return sum((x - middle_x) * (y - middle_y) for x, y in logs) / spread if spread else math.nan


def table(kind: str, rows: Sequence[Row]) -> str:
    """Seconds for each size, milliseconds per item and memory at the largest, and the exponent."""
    head, lines = _lines(kind, rows)
    return "\n".join("".join([f"{line[0]:20}", *(f"{cell:>10}" for cell in line[1:])]) for line in [head, *lines]) + "\n"


def as_markdown(kind: str, rows: Sequence[Row]) -> str:
    """The same for the docs."""
    head, lines = _lines(kind, rows)
    rule = ["---", *["--:"] * (len(head) - 1)]
    return "\n".join(f"| {' | '.join(line)} |" for line in [head, rule, *lines])


def _lines(kind: str, rows: Sequence[Row]) -> tuple[list[str], list[list[str]]]:
    found: dict[str, dict[int, Row]] = defaultdict(dict)
    for row in rows:
        found[row["step"]][row["size"]] = row
    sizes = sorted({row["size"] for row in rows})
    lines = []
    for step, by_size in found.items():
        cells = [f"{by_size[size]['seconds']:.2f}" if size in by_size else "-" for size in sizes]
        last = by_size[max(by_size)]
        slope = exponent([(size, by_size[size]["seconds"]) for size in sorted(by_size)])
        lines.append([step, *cells, f"{1000 * last['seconds'] / last['size']:.2f}", f"{last['peak_mb']:.0f}", f"{slope:.2f}"])
    return [kind, *map(str, sizes), "ms each", "peak MB", "exponent"], lines
