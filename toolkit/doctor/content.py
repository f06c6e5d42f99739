"""The folder of a curriculum in; whether it can be used, and what in it is due for another look, out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from toolkit.doctor.finding import Finding

AREA = "curriculum"


def find_curriculum_health(chosen: Path | None, day: date) -> Iterator[Finding]:
    """The errors that ``facilitate check`` finds, and the facts whose day of review is before ``day``.

    Not its warnings: they take as long to find as all the rest here. ``chosen`` left out is the nearest curriculum.
    """
    from toolkit import check, load  # pydantic and the YAML reader, which may be what is missing
    from toolkit.location import curriculum_at, find_curriculum

    root = curriculum_at(chosen) if chosen else find_curriculum()
    found, problems = load.read_curriculum(root)
    if found is not None:
        problems = [*problems, *check.find_errors(found)]
    errors = sum(problem.severity == "error" for problem in problems)
    call = f"facilitate check{f' --curriculum {chosen}' if chosen else ''}"
    if errors:
        yield Finding(AREA, "problem", f"{root} has {_many(errors, 'error')}, and no kit is made from it.", f"{call} names each with its line and what to do.")
    elif found is not None:
        yield Finding(AREA, "ok", f"{root} has no errors: {_many(len(found.modules), 'module')}, {_many(len(found.facts), 'fact')}. '{call}' also tells of warnings.")
    late = [fact.id for fact in found.facts.values() if fact.review_by < day] if found else []
    if late:
        what = f"{_many(len(late), 'fact')} {'was' if len(late) == 1 else 'were'} to be looked at again before {day}: {', '.join(late[:3])}{' ...' if late[3:] else ''}."
        yield Finding(AREA, "warning", what, "Look them up in their sources, then set a new day in registers/facts.yaml.")


def _many(count: int, what: str) -> str:
    return f"{count} {what}" if count == 1 else f"{count} {what}s"
