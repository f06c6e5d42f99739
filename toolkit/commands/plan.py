"""``facilitate plan``: the timetable of a session."""

from __future__ import annotations

import sys
from pathlib import Path

from toolkit.commands.sessions import checked_session, curriculum_folder
from toolkit.load import load_curriculum
from toolkit.model.plan import Plan
from toolkit.plan import make_plan


def plan(session: Path, curriculum: Path | None) -> int:
    """Print the timetable of ``session``."""
    found = load_curriculum(curriculum_folder(curriculum))
    made = make_plan(found, checked_session(session, found))
    sys.stdout.write("\n".join([made.title, _when(made), "", *_rows(made), "", *_advice(made)]).rstrip() + "\n")
    return 0


def _when(made: Plan) -> str:
    hours = f"{made.start} to {made.end}, " if made.start else ""
    return f"{hours}{made.minutes} minutes, for: {made.session.audience}"


def _rows(made: Plan) -> list[str]:
    rows = []
    for slot in made.slots:
        if slot.segment is None:
            rows.append(f"  {slot.clock:>6}  {slot.minutes:>3} min            Break")
            continue
        times = slot.segment.minutes
        span = f"({times.minimum}-{times.maximum})"
        mark = {"safety": "  [never cut]", "optional": "  [optional]"}.get(slot.segment.priority, "")
        rows.append(f"  {slot.clock:>6}  {slot.minutes:>3} min {span:>8}   {slot.segment.title}{mark}")
    return rows


def _advice(made: Plan) -> list[str]:
    lines = []
    if made.withheld:
        lines += [f"Left out, as it is for vetted public-safety professionals only: {', '.join(made.withheld)}.", ""]
    if made.dropped:
        lines += [f"Left out, as there is no time for it: {', '.join(made.dropped)}.", ""]
    if made.spare > 0:
        lines += [f"The longest version fills {made.minutes} minutes; {made.spare} of the minutes asked for stay free.", ""]
    if made.cuts:
        lines.append("When you run late, in this order:")
        lines += [f"  {'drop' if cut.drop else 'shorten'}: {cut.title} (saves {cut.saves} min)" for cut in made.cuts]
    return lines
