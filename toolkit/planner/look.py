"""The text of a session file in; what is wrong with it and the day that it makes, as the page shows them, out.

The text is the one that would be saved, and it goes through the same doors as on the command line.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from toolkit.errors import ToolkitError
from toolkit.kit.obstacles import session_problems
from toolkit.load.validate import to_noun
from toolkit.load.yaml_tree import parse_tree
from toolkit.messages import Messages
from toolkit.messages.days import printed_clock
from toolkit.model.clearance import seen
from toolkit.model.curriculum import Curriculum
from toolkit.model.plan import Cut, Plan, PlanDay, Slot
from toolkit.model.session import Session
from toolkit.plan import cuts_from, make_plan, objectives_met
from toolkit.planner.files import Folder
from toolkit.planner.host import colors_of, with_picture
from toolkit.planner.offer import catalogue_for
from toolkit.planner.plain import told

Json = dict[str, Any]


def looked_at(text: str, tree: Json, curriculum: Curriculum, words: Messages, folder: Folder) -> Json:
    """What the page shows beside the form of ``tree``, which ``text`` says in YAML; a logo is looked for in ``folder``."""
    audience, vetted = str(tree.get("audience", "")), str(tree.get("vetted_by", ""))
    offer = catalogue_for(curriculum, audience, vetted, tree.get("date"), words) | {"pictures": folder.pictures()}
    if not tree.get("modules"):
        problem = {"field": "modules", "text": words("planner.no-modules"), "severity": "error", "least": ""}
        return {"problems": [problem], "plan": None, "catalogue": offer, "colors": {}}
    reading = to_noun(parse_tree(text.encode(), "session"), Session)
    problems, plan, colors = list(reading.problems), None, {}
    if reading.noun is not None and not problems:
        session, problems = with_picture(reading.noun, reading.marks, folder.path)
        problems = sorted([*problems, *session_problems(session, reading.marks, curriculum)])
        colors = colors_of(reading.noun)
        plan = _plan(curriculum, reading.noun)
    view = seen(curriculum, reading.noun.clearance if reading.noun is not None and not reading.problems else "open")
    return {
        "problems": [told(each, reading.marks, view, words) for each in problems],
        "plan": _shown(plan, words) if plan else None,
        "catalogue": offer,
        "colors": colors,
    }


def _plan(curriculum: Curriculum, session: Session) -> Plan | None:
    try:
        return make_plan(curriculum, session)
    except ToolkitError:  # it is among the problems, in the words of the check
        return None


def _shown(plan: Plan, words: Messages) -> Json:
    met = objectives_met(plan.modules, plan.slots)
    every = [(module.id, objective) for module in plan.modules for objective in module.objectives]
    taught = {(one.module, one.objective) for one in met}
    return {
        "title": plan.title,
        "sum": _sum(plan, words),
        "days": [_day(plan, day, words) for day in plan.days],
        "notes": _notes(plan, words),
        "met": [one.text for one in met],
        "unmet": [objective.text for module, objective in every if (module, objective.id) not in taught],
        "rooms": [_room(room, words) for room in plan.rooms],
    }


def _room(room: Any, words: Messages) -> str:
    """One group: where it is, and who leads there."""
    return " · ".join(filter(None, (room.name, room.participants and words("planner.people", count=room.participants), ", ".join(room.facilitators))))


def _sum(plan: Plan, words: Messages) -> str:
    """The plan in one sentence; it is also what is read out when something changes."""
    breaks = sum(slot.segment is None for slot in plan.slots)
    hours = _hours(plan.start, plan.end, words)
    days = words("planner.days", count=len(plan.days)) if len(plan.days) > 1 else ""
    rest = words(("planner.no-break", "planner.one-break")[breaks] if breaks < 2 else "planner.breaks", count=breaks)  # noqa: PLR2004  # singular and plural
    return " · ".join(filter(None, (hours, words("shared.minutes", count=plan.minutes), days, rest)))


def _hours(start: str, end: str, words: Messages) -> str:
    return words("planner.hours", start=printed_clock(start, words), end=printed_clock(end, words)) if start and end else ""


def _day(plan: Plan, day: PlanDay, words: Messages) -> Json:
    title = words("planner.day", number=day.number) if len(plan.days) > 1 else ""
    date = f"{day.date:%A}, {day.date:%B} {day.date.day}, {day.date.year}" if day.date else ""
    hours = _hours(day.start, day.end, words) if len(plan.days) > 1 else ""
    slots = plan.of_day(day.number)
    return {
        "title": " · ".join(filter(None, (title, date, hours))),
        "rows": [_row(slot, words) for slot in slots],
        "cuts": _cuts(tuple(cuts_from(plan, slots[0])), words),
    }


def _row(slot: Slot, words: Messages) -> Json:
    row = {"clock": printed_clock(slot.clock, words), "minutes": words("shared.minutes", count=slot.minutes), "kind": "break", "more": ""}
    if slot.segment is None:
        return row | {"title": words("shared.lunch" if slot.lunch else "shared.break")}
    mark = {"safety": words("planner.never-cut"), "optional": words("planner.optional")}.get(slot.segment.priority, "")
    more = " · ".join(filter(None, (mark, ", ".join(slot.leaders))))
    return row | {"title": slot.segment.title, "kind": "segment", "more": more}


def _cuts(cuts: Sequence[Cut], words: Messages) -> list[Json]:
    return [
        {
            "step": words(f"planner.step-{step}"),
            "cuts": [
                words("planner.drop" if cut.drop else "planner.shorten", title=cut.title, saves=cut.saves, leaves=cut.leaves)
                for cut in group
            ],
        }
        for step, group in groupby(cuts, key=lambda cut: cut.step)
    ]


def _notes(plan: Plan, words: Messages) -> list[str]:
    """What a person should know of a plan that is possible."""
    notes = []
    if plan.withheld:
        notes.append(words("planner.withheld", modules=", ".join(plan.withheld)))
    if plan.dropped:
        notes.append(words("planner.dropped", segments=", ".join(plan.dropped)))
    if plan.session.lunch and not any(slot.lunch for slot in plan.slots):
        notes.append(words("planner.no-lunch"))
    if plan.spare > 0:
        notes.append(words("planner.spare", minutes=plan.minutes, spare=plan.spare))
    return notes
