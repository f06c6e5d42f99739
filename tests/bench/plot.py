"""Rows in; a bar chart as PNG out, readable in black and white."""

from __future__ import annotations

import io
from collections.abc import Sequence

from tests.bench.report import shown
from tests.bench.rows import Row

_DARK, _LIGHT = "#1f3a4d", "#c9d6de"
_LEAST = 0.1  # seconds at which the scale begins


def picture(rows: Sequence[Row], heading: str) -> bytes:
    """The PNG of wall and CPU seconds of each route. The same rows give the same bytes. Raises ImportError without matplotlib."""
    from matplotlib.figure import Figure

    bars = shown(rows)
    figure = Figure(figsize=(7.5, 0.62 * len(bars) + 1.5), layout="constrained")
    axes = figure.subplots()
    places = range(len(bars))
    for shift, name, color, hatch, values in (
        (-0.2, "wall", _DARK, "", [row.wall for _, row in bars]),
        (0.2, "CPU, all processes", _LIGHT, "///", [row.cpu for _, row in bars]),
    ):
        drawn = axes.barh([place + shift for place in places], values, 0.38, label=name, color=color, hatch=hatch, edgecolor=_DARK)
        axes.bar_label(drawn, labels=[f"{value:.1f}" if value < 100 else f"{value:.0f}" for value in values], padding=3, fontsize=9)
    axes.set_yticks(list(places), [words for words, _ in bars])
    axes.invert_yaxis()
    axes.set_xscale("log")
    top = max((max(row.wall, row.cpu) for _, row in bars), default=1.0)
    axes.set_xlim(_LEAST, max(top, 1.0) * 3)
    axes.xaxis.set_major_formatter(lambda value, _: f"{value:g}")
    axes.set_xlabel("seconds, logarithmic scale")
    axes.set_title(heading, loc="left", fontsize=11)
    axes.spines[["top", "right"]].set_visible(False)
    figure.legend(loc="outside upper right", ncols=2, frameon=False)
    out = io.BytesIO()
    figure.savefig(out, format="png", dpi=150, metadata={"Software": None})
    return out.getvalue()
