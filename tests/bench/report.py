"""Rows and standings in; a table to read on a screen, one for a page, and a CSV out."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence

from tests.bench.rows import ALL, MEGABYTE, SAME, TOTAL, UNCHANGED, Row, Standing

HEAD = ("route", "step", "wall s", "CPU s", "peak MB", "tree MB", "files")
TITLES = {
    "stock": "Stock commands, one process a file",
    "warm": "Stock libraries, one warm script",
    "ours": "facilitate, each from a cold start",
    "floor": "Typst and PPTX alone, warm",
}


def cells(row: Row) -> tuple[str, ...]:
    """A row as text, in the order of HEAD. A floor has no memory of its own, and its files are calls."""
    sizes = ("", "") if row.route == "floor" else (f"{row.peak / MEGABYTE:.0f}", f"{row.together / MEGABYTE:.0f}")
    return (row.route, row.step, f"{row.wall:.2f}", f"{row.cpu:.2f}", *sizes, str(row.files or ""))


def table(rows: Sequence[Row]) -> str:
    """All rows below their heads, numbers to the right."""
    return _aligned([HEAD, *map(cells, rows)], words=2)


def targets(found: Sequence[Standing]) -> str:
    """All standings, with what was wanted and whether it was reached."""
    return _aligned([("figure", "measured", "wanted", ""), *map(_told, found)], words=1)


def _told(found: Standing) -> tuple[str, str, str, str]:
    wanted = "" if found.target is None else f"{found.way} {found.target:g} {found.unit}"
    verdict = {True: "met", False: "MISSED", None: ""}[found.met]
    digits = 0 if found.unit in ("files", "MB") else 2
    return (found.what, f"{found.value:.{digits}f} {found.unit}", wanted, verdict)


def _aligned(lines: Sequence[Sequence[str]], words: int) -> str:
    """Lines in columns. The first ``words`` columns stand to the left, the others to the right."""
    wide = [max(len(line[column]) for line in lines) for column in range(len(lines[0]))]
    return "\n".join(
        "  ".join(text.ljust(width) if column < words else text.rjust(width) for column, (text, width) in enumerate(zip(line, wide, strict=True))).rstrip()
        for line in lines
    )


def as_csv(rows: Sequence[Row], found: Sequence[Standing]) -> str:
    """One value a line, so that a program needs no knowledge of the rest: what, quantity, value, unit, target."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(("route", "step", "quantity", "value", "unit", "target"))
    for row in rows:
        for quantity, value, unit in (("wall", row.wall, "s"), ("cpu", row.cpu, "s"), ("peak", row.peak, "B"), ("tree", row.together, "B"), ("files", row.files, "")):
            writer.writerow((row.route, row.step, quantity, round(value, 4), unit, ""))
    for each in found:
        writer.writerow(("standing", each.what, each.way if each.target is not None else "", round(each.value, 4), each.unit, each.target if each.target is not None else ""))
    return out.getvalue()


def as_markdown(rows: Sequence[Row], found: Sequence[Standing], about: Mapping[str, str], remarks: Sequence[str], modules: Sequence[str]) -> str:
    """The measured part of docs/speed.md: machine, times, targets and the sentence beside the picture."""
    listed = ", ".join(f"`{module}`" for module in modules)
    parts = [
        f"Modules: {listed}. " + " ".join(remarks),
        "\n".join(f"- {name}: {value}" for name, value in about.items()),
        _pipes(HEAD, [cells(row) for row in rows if row not in parts_of_floor(rows)], words=2),
        dearest(rows),
        _pipes(("figure", "measured", "wanted", "standing"), [_told(each) for each in found], words=1),
        verdict(found),
        "![Bars for the wall and CPU seconds of each route; the next sentence says what they show](speed.png)",
        alternative(rows),
    ]
    return "\n\n".join(part.strip() for part in parts if part)


def parts_of_floor(rows: Sequence[Row]) -> list[Row]:
    """The formats that the floor is made of, the dearest first."""
    whole = ("Typst", "PPTX", TOTAL, SAME)
    return sorted((row for row in rows if row.route == "floor" and row.step not in whole), key=lambda row: -row.cpu)


def dearest(rows: Sequence[Row]) -> str:
    """Where most of the floor goes, in one sentence; nothing where it was not measured."""
    told = ", ".join(f"{row.step} {row.cpu:.1f}" for row in parts_of_floor(rows)[:6])
    return f"CPU seconds of the floor by format, the dearest: {told}. The others are in [speed.csv](speed.csv)." if told else ""


def verdict(found: Sequence[Standing]) -> str:
    """Which targets are met and which are missed, in plain words."""
    met, missed = ([each.what for each in found if each.met is wanted] for wanted in (True, False))
    return f"Targets missed: {'; '.join(missed) or 'none'}. Targets met: {'; '.join(met) or 'none'}."


def _pipes(head: Sequence[str], lines: Sequence[Sequence[str]], words: int) -> str:
    rule = ["---" if column < words else "--:" for column in range(len(head))]
    return "\n".join(f"| {' | '.join(line)} |" for line in (head, rule, *lines))


def shown(rows: Sequence[Row]) -> list[tuple[str, Row]]:
    """What the picture shows, with the words for each, from the slowest route to the floor."""
    known = {(row.route, row.step): row for row in rows}
    wanted = (
        ("Stock commands", ("stock", TOTAL)), ("Stock libraries, warm script", ("warm", TOTAL)),
        ("facilitate, all formats", ("ours", ALL)), ("facilitate, formats both make", ("ours", SAME)),
        ("facilitate, nothing changed", ("ours", UNCHANGED)), ("Floor: Typst and PPTX alone", ("floor", TOTAL)),
    )  # fmt: skip
    return [(words, known[key]) for words, key in wanted if key in known]


def alternative(rows: Sequence[Row]) -> str:
    """What the picture says, in one sentence, for those who do not see it."""
    told = "; ".join(f"{words} {row.wall:.1f} s, CPU {row.cpu:.1f} s" for words, row in shown(rows))
    return f"Bar chart of wall and CPU seconds on a logarithmic scale: {told}."
