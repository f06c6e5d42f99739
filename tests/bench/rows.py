"""What was measured in; totals, ratios and where they stand against the targets out. Arithmetic only."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

MEGABYTE = 1_000_000
ALL, SAME, UNCHANGED, EDITED, HELP, CHECK, START = (
    "all formats", "formats both make", "nothing changed", "one module edited", "--help", "check", "start-up",
)  # fmt: skip
"""Steps of our own route."""
TOTAL = "total"


@dataclass(frozen=True, slots=True)
class Row:
    """One step of one route. Times are in seconds, sizes in bytes; ``files`` counts those written, or touched, by it.

    ``peak`` is the largest process and ``together`` all processes at one moment; pages that processes share count for each.
    ``beyond`` counts files touched of kits that do not depend on what was changed.
    """

    route: str
    step: str
    wall: float
    cpu: float
    peak: int = 0
    together: int = 0
    files: int = 0
    beyond: int = 0


@dataclass(frozen=True, slots=True)
class Standing:
    """A figure that has a target, or one that is told beside them and has none."""

    what: str
    value: float
    unit: str
    target: float | None = None
    way: Literal["at least", "at most"] = "at most"

    @property
    def met(self) -> bool | None:
        """Whether the target is met; None where there is none."""
        if self.target is None:
            return None
        return self.value >= self.target if self.way == "at least" else self.value <= self.target


def added(route: str, step: str, rows: Sequence[Row]) -> Row:
    """Steps that ran one after the other as one: times and files add up, of memory the largest counts."""
    return Row(
        route, step, sum(row.wall for row in rows), sum(row.cpu for row in rows),
        max((row.peak for row in rows), default=0), max((row.together for row in rows), default=0),
        sum(row.files for row in rows),
    )  # fmt: skip


def middle(rows: Sequence[Row]) -> Row:
    """The same step, run several times, as one: the median of its times, the most of its memory. Raises ValueError for none."""
    if not rows:
        raise ValueError("no runs")
    wall, cpu = statistics.median(row.wall for row in rows), statistics.median(row.cpu for row in rows)
    return replace(rows[0], wall=wall, cpu=cpu, peak=max(row.peak for row in rows), together=max(row.together for row in rows))


def standings(rows: Sequence[Row], cores: int) -> list[Standing]:
    """The ratios and limits that ``rows`` allow on so many ``cores``; those whose routes did not run are left out."""
    known = {(row.route, row.step): row for row in rows}
    every, same, floor = known.get(("ours", ALL)), known.get(("ours", SAME)), known.get(("floor", TOTAL))
    told: list[Standing] = []
    for route, target_all, target_same in (("stock", 25.0, 25.0), ("warm", None, 8.0)):
        whole = known.get((route, TOTAL))
        if whole and every:
            told.append(Standing(f"{route} / ours, all formats: wall", _ratio(whole.wall, every.wall), "times", target_all, "at least"))
        if whole and same:
            told.append(Standing(f"{route} / ours, formats both make: wall", _ratio(whole.wall, same.wall), "times", target_same, "at least"))
            told.append(Standing(f"{route} / ours, formats both make: CPU", _ratio(whole.cpu, same.cpu), "times"))
    start = known.get(("ours", START))
    if every and floor and start:
        told.append(Standing("ours, all formats, less one start-up / floor: CPU", _ratio(every.cpu - start.cpu, floor.cpu), "times", 1.5))
    return told + _allowed(known, cores) + _limits(known)


def _allowed(known: dict[tuple[str, str], Row], cores: int) -> list[Standing]:
    """The most that a ratio can reach as long as documents are typeset as they are: the floor spread over all cores, after one start-up."""
    told, start = [], known.get(("ours", START))
    for route, step, part in (("stock", ALL, TOTAL), ("stock", SAME, SAME), ("warm", SAME, SAME)):
        whole, floor = known.get((route, TOTAL)), known.get(("floor", part))
        if whole and floor and start:
            told.append(Standing(f"{route} / floor on {cores} cores and one start-up, {step}: wall", _ratio(whole.wall, floor.cpu / cores + start.wall), "times"))
    return told


def _limits(known: dict[tuple[str, str], Row]) -> list[Standing]:
    """What has a limit of its own, whatever the others take."""
    told = []
    limits = ((UNCHANGED, "export again, nothing changed", 0.5), (HELP, "facilitate --help", 0.2), (CHECK, "facilitate check", 1.5))
    for step, what, seconds in limits:
        row = known.get(("ours", step))
        if row:
            told.append(Standing(f"{what}: wall", row.wall, "s", seconds))
        if row and step == UNCHANGED:
            told.append(Standing("files touched when nothing changed", row.files, "files", 0))
    if ("ours", EDITED) in known:
        told.append(Standing("files touched of kits without the edited module", known["ours", EDITED].beyond, "files", 0))
    if ("ours", ALL) in known:
        told.append(Standing("largest process of an export", known["ours", ALL].peak / MEGABYTE, "MB", 350))
    return told


def _ratio(more: float, less: float) -> float:
    """``more`` in units of ``less``; not a number where nothing was measured."""
    return more / less if less > 0 else float("nan")
