"""``facilitate plan``: the timetable of a session, and what to drop when it runs late."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from toolkit.commands.sessions import checked_session, curriculum_folder
from toolkit.errors import UsageError
from toolkit.load import load_curriculum
from toolkit.messages import messages
from toolkit.messages.late import told_cut
from toolkit.model.plan import Cut, Plan, PlanDay, Slot
from toolkit.plan import catch_up, clock_at, make_plan, objectives_met, offset_of, retimed, segment_at

_COLUMNS = "   clock  planned (least/usual/most)"


@dataclass(frozen=True, slots=True)
class Late:
    """``minutes`` behind at the time ``at`` of the day numbered ``day``. Without ``at``, from the start on."""

    minutes: int
    at: str | None = None
    day: int = 1


def plan(session: Path, curriculum: Path | None, late: Late | None = None) -> int:
    """Print the timetable of ``session``, or what to drop now when it is ``late``."""
    found = load_curriculum(curriculum_folder(curriculum))
    made = make_plan(found, checked_session(session, found))
    lines = _late_lines(made, late) if late else [made.title, _when(made), "", *_rows(made), "", *_advice(made)]
    sys.stdout.write("\n".join(lines).rstrip() + "\n")
    return 0


def _when(made: Plan) -> str:
    hours = f"{made.start} to {made.end}, " if made.start and made.end else ""
    days = f" on {len(made.days)} days" if len(made.days) > 1 else ""
    return f"{hours}{made.minutes} minutes{days}, for: {made.session.audience}"


def _rows(made: Plan) -> list[str]:
    rows = [
        f"  {room.name}: {f'{room.participants} participants' if room.participants else 'a group'}"
        f"{', with ' + ' and '.join(room.facilitators) if room.facilitators else ''}"
        for room in made.rooms
    ]
    rows += [""] * bool(rows)
    for day in made.days:
        if len(made.days) > 1:
            rows += [*[""] * (day.number > 1), _day_line(day)]
        rows += _slot_rows(made.of_day(day.number))
    return rows


def _day_line(day: PlanDay) -> str:
    date = f", {day.date:%A} {day.date}" if day.date else ""
    hours = f", {day.start} to {day.end}" if day.start else ""
    return f"Day {day.number}{date}{hours}, {day.minutes} minutes"


def _slot_rows(slots: tuple[Slot, ...]) -> list[str]:
    rows = [_COLUMNS]
    for slot in slots:
        if slot.segment is None:
            rows.append(f"  {slot.clock:>6}  {slot.minutes:>3} min{'':17}{'Lunch' if slot.lunch else 'Break'}")
            continue
        times = slot.segment.minutes
        span = f"({times.minimum}/{times.typical}/{times.maximum})"
        mark = {"safety": "  [never cut]", "optional": "  [optional]"}.get(slot.segment.priority, "")
        led = f"  {' | '.join(slot.leaders)}" if slot.leaders else ""
        rows.append(f"  {slot.clock:>6}  {slot.minutes:>3} min {span:>13}   {slot.segment.title}{mark}{led}")
    return rows


def _advice(made: Plan) -> list[str]:
    lines = []
    if made.withheld:
        lines += [f"Left out, as it is for vetted public-safety professionals only: {', '.join(made.withheld)}.", ""]
    if made.dropped:
        lines += [f"Left out, as there is no time for it: {', '.join(made.dropped)}.", ""]
    if made.spare > 0:
        lines += [f"The longest version fills {made.minutes} minutes; {made.spare} of the minutes asked for stay free.", ""]
    lines += [*_shares(made), *_objectives(made)]
    if made.cuts:
        lines.append("Behind? Cut in this order until the minutes won are as many as you are late:")
        for day in made.days:
            lines += [f"  Day {day.number}"] * (len(made.days) > 1)
            lines += _cut_lines(made, tuple(cut for cut in made.cuts if cut.day == day.number))
        lines += ["", "Late on the day? Ask what to drop now: facilitate plan SESSION --late 15 --at 18:55"]
    return lines


def _shares(made: Plan) -> list[str]:
    """Who leads how long, where every segment has one leader."""
    names = list(dict.fromkeys(name for slot in made.slots for name in slot.leaders))
    led = [
        f"{name} {sum(slot.minutes for slot in made.slots if name in slot.leaders)} min" for name in names
    ]
    return [f"Each leads: {', '.join(led)}.", ""] if led else []


def _objectives(made: Plan) -> list[str]:
    met = objectives_met(made.modules, made.slots)
    lines = [f"Objectives met ({len(met)} of {sum(len(module.objectives) for module in made.modules)}):"]
    lines += [f"  {one.module}  {one.text}" for one in met]
    lines += [
        f"  not met: {module.id}  {objective.text}"
        for module in made.modules
        for objective in module.objectives
        if (module.id, objective.id) not in {(one.module, one.objective) for one in met}
    ]
    if made.cuts:
        lines.append(f"Still met when you make every cut below: {len(objectives_met(made.modules, made.slots, made.cuts))} of {len(met)}.")
    return [*lines, ""]


def _cut_lines(made: Plan, cuts: tuple[Cut, ...]) -> list[str]:
    """The cuts of one day, with the minutes that are won so far, in the words of the guide."""
    words = messages(made.session.language)
    lines, won = [], 0
    for number, (step, group) in enumerate(groupby(cuts, key=lambda cut: cut.step), start=1):
        lines.append(f"  {number}. {words(f'late.{step}')}:")
        for cut in group:
            won += cut.saves
            lines.append(f"     {_told(made, cut)}, {won} together")
    return lines


def _told(made: Plan, cut: Cut) -> str:
    words = messages(made.session.language)
    return f"{cut.clock:>6}  {told_cut(cut.title, cut.leaves, words, drop=cut.drop)}: {words('late.wins', count=cut.saves)}"


def _late_lines(made: Plan, late: Late) -> list[str]:
    """What to do now, and the rest of the day as it goes then."""
    day = next((day for day in made.days if day.number == late.day), None)
    if day is None:
        raise UsageError(f"There is no day {late.day}.", f"This session has {len(made.days)}.")
    slot = _reached(made, day, late)
    cuts = catch_up(made, slot, late.minutes)
    rest = retimed(made, slot, late.minutes, cuts)
    won = sum(cut.saves for cut in cuts)
    end = f" You end at {day.end}, as planned." if day.start else ""
    if won < late.minutes:
        over = late.minutes - won
        end = f" {over} of {late.minutes} minutes cannot be won back; no more can go without an objective or somebody's safety."
        end += f" Tell people that you end at {clock_at(day.start, day.minutes + over)}, or ask them now." if day.start else ""
    lines = [f"{late.minutes} minutes behind, with '{slot.segment.title if slot.segment else 'the break'}' to come."]
    lines += ["In this order:", *(f"  {place}. {_told(made, cut)}" for place, cut in enumerate(cuts, 1))] if cuts else []
    lines += [f"That saves {won} minutes.{end}", "", "The rest of the day:", *_slot_rows(rest)]
    lost = len(objectives_met(made.modules, made.slots)) - len(objectives_met(made.modules, made.slots, cuts))
    return [*lines, "", "Every objective is still met." if not lost else f"{lost} objectives are no longer met."]


def _reached(made: Plan, day: PlanDay, late: Late) -> Slot:
    """The first slot that has not begun: at ``late.at`` the plan stands where it should have been that much earlier."""
    now = offset_of(late.at, day.start or None) if late.at else late.minutes
    if now is None:
        start = f"a time such as {day.start}" if day.start else "the time since the start, such as +0:25"
        raise UsageError(f"'{late.at}' is no time of this session.", f"Write {start}.")
    slot = segment_at(made.of_day(day.number), now - late.minutes)
    if slot is None or now > day.minutes + late.minutes:
        raise UsageError(f"At {late.at}, {late.minutes} minutes behind, nothing of the plan is ahead.", "Close, and end kindly.")
    return slot
