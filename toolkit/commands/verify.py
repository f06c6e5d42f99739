"""``facilitate verify``: whether a kit is still whole and up to date."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

from toolkit.errors import printable
from toolkit.kit.verify import open_kit

_TOLD = {
    "changed": "It is not the file that was made.",
    "missing": "It was made and is not here.",
    "extra": "It is not a part of the kit as it was made. Move it out, or keep it if you put it there.",
}


def verify(kit: Path, as_of: date | None) -> int:
    """Print one line for each thing that is not as it should be; 1 when there is any. ``as_of`` is today when left out."""
    day = as_of or date.today()  # noqa: DTZ011  # a person's day, not an instant
    manifest, differences = open_kit(kit)
    late = manifest.past_review(day)
    lines = [f"{each.what:<8} {each.path}: {_TOLD[each.what]}" for each in differences]
    lines += [f"review   {fact.id}, by {fact.review_by}: {fact.statement}" for fact in late]
    sys.stdout.write("".join(f"{printable(line)}\n" for line in lines))
    if any(each.what != "extra" for each in differences):
        sys.stdout.write("Export the kit again, or get a fresh copy of its zip.\n")
    if late:
        sys.stdout.write("Look at the facts to review in their sources before you use this kit on that day.\n")
    files, facts = f"{len(manifest.files)} files", f"{len(manifest.facts)} facts"
    if not lines:
        sys.stdout.write(f"{printable(manifest.name)} is whole: {files} as they were made, {facts} that may still be used on {day}.\n")
    sys.stdout.write(_still_open(len(manifest.unconfirmed)))
    return 1 if lines else 0


def _still_open(count: int) -> str:
    things = "1 thing is" if count == 1 else f"{count} things are"
    return f"{things} still to confirm before the day: see the top of its index.html.\n" if count else ""
