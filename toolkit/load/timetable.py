"""A session in; what is wrong with its days, its lunch, its rooms and with who leads what, out."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.errors import Problem
from toolkit.load.rules import problem
from toolkit.model.clearance import seen
from toolkit.model.curriculum import Curriculum, Marks, Place
from toolkit.model.naming import did_you_mean
from toolkit.model.session import Session, minutes_of_day

MOST_DAYS = 14
MOST_ROOMS = 12
_LUNCH_MINUTES = range(15, 181)


def timetable_problems(session: Session, marks: Marks, curriculum: Curriculum) -> list[Problem]:
    """What keeps the days, rooms and leaders of ``session`` from being planned."""
    return [
        *_disordered_days(session, marks),
        *_lunch_at_no_time(session, marks),
        *_unknown_parts(session, marks, curriculum),
        *_nobody_to_turn_to(session, marks),
        *_unfit_rooms(session, marks),
    ]


def _disordered_days(session: Session, marks: Marks) -> Iterator[Problem]:
    def wrong(place: Place, what: str, mend: str) -> Problem:
        return problem("session-days-are-in-order", marks.file, marks.at(place), what=what, mend=mend)

    if len(session.days) > MOST_DAYS:
        what = f"there are {len(session.days)} days; one plan holds {MOST_DAYS}."
        yield wrong(("days", MOST_DAYS), what, "Write a session file for each part.")
    first = session.days[0].date if session.days else None
    if first and session.date and first != session.date:
        what = f"the session's date is {session.date}, and its first day is {first}."
        yield wrong(("days", 0, "date"), what, "Write the same day, or delete one of the two lines.")
    last = None
    for number, day in enumerate(session.held_on):
        if last and day.date and day.date <= last:
            what = f"{day.date} does not come after {last}."
            yield wrong(("days", number, "date"), what, "Put the days in order; parts of one day go without 'days'.")
        last = day.date or last


def _lunch_at_no_time(session: Session, marks: Marks) -> Iterator[Problem]:
    if session.lunch is None:
        return

    def wrong(name: str, what: str, mend: str) -> Problem:
        return problem("session-lunch-fits", marks.file, marks.at(("lunch", name)), what=what, mend=mend)

    lunch, at = session.lunch, minutes_of_day(session.lunch.at)
    if lunch.minutes not in _LUNCH_MINUTES:
        what = f"lunch cannot last {lunch.minutes} minutes."
        yield wrong("minutes", what, f"Write {_LUNCH_MINUTES[0]} to {_LUNCH_MINUTES[-1]}.")
    starts = [(minutes_of_day(day.start), day.minutes) for day in session.held_on if day.start]
    if not starts:
        yield wrong("at", "no day says when it starts, so nobody knows when lunch is.", "Write 'start:', or delete the lunch.")
    elif all(at <= start or (minutes is not None and at >= start + minutes) for start, minutes in starts):
        what = f"{lunch.at} is not within the hours of any day."
        yield wrong("at", what, "Write a time between a day's start and its end, or delete the lunch.")


def _unknown_parts(session: Session, marks: Marks, curriculum: Curriculum) -> Iterator[Problem]:
    def wrong(at: tuple[int, int], what: str, mend: str) -> Problem:
        return problem("session-part-is-known", marks.file, at, what=what, mend=mend)

    view = seen(curriculum, session.clearance).modules
    modules = [view[name] for name in session.modules if name in view]
    withheld = tuple(f"{name}/" for name in session.modules if name in curriculum.modules and name not in view)
    inside = {module.id: [f"{module.id}/{segment.id}" for segment in module.segments] for module in modules}
    taken: dict[str, str] = {}
    for name, listed in session.parts.items():
        if name not in session.facilitators:
            mend = did_you_mean(name, session.facilitators) if session.facilitators else "List the name under 'facilitators:'."
            yield wrong(marks.at_key(("parts", name)), f"'{name}' is not one of the session's facilitators.", mend)
        for number, part in enumerate(listed):
            at = marks.at(("parts", name, number))
            meant = inside.get(part) or [part for parts in inside.values() if part in parts]
            if not meant and not f"{part}/".startswith(withheld):
                known = [*inside, *(each for parts in inside.values() for each in parts)]
                yield wrong(at, f"'{part}' is no segment and no module of this session.", did_you_mean(part, known))
            again = next((each for each in meant if each in taken), None)
            if again:
                yield wrong(at, f"'{again}' is led by {taken[again]} already.", "Give each segment to one facilitator.")
            taken |= dict.fromkeys(meant, name)


def _nobody_to_turn_to(session: Session, marks: Marks) -> Iterator[Problem]:
    needed = 2 * max(1, len(session.rooms))
    if session.take_turns and len(session.facilitators) < needed:
        there = len(session.facilitators)
        what = f"taking turns needs {needed} facilitators, two in a room, and the session lists {there or 'none'}."
        mend = "List them under 'facilitators:', or delete the line."
        yield problem("session-part-is-known", marks.file, marks.at_key(("take_turns",)), what=what, mend=mend)


def _unfit_rooms(session: Session, marks: Marks) -> Iterator[Problem]:
    def wrong(place: Place, what: str, mend: str) -> Problem:
        return problem("session-rooms-differ", marks.file, marks.at(place), what=what, mend=mend)

    rooms = session.rooms
    if len(rooms) == 1:
        yield wrong(("rooms", 0), "one room is no group beside another.", "Write it as 'place:', or name every room.")
    if len(rooms) > MOST_ROOMS:
        yield wrong(("rooms", MOST_ROOMS), f"there are {len(rooms)} rooms; one plan holds {MOST_ROOMS}.", "Name fewer.")
    for number, room in enumerate(rooms):
        if room in rooms[:number]:
            yield wrong(("rooms", number), f"'{room}' is listed twice.", "Give each room a name of its own.")
    if session.participants and len(rooms) > session.participants:
        what = f"{len(rooms)} rooms are too many for {session.participants} participants."
        yield wrong(("rooms",), what, "Name fewer rooms.")
    if len(rooms) > 1 and session.parts:
        what = "the rooms are used at the same time, and 'parts' says who leads in one."
        yield wrong(("parts",), what, "Delete 'parts' or 'rooms'; without 'parts', facilitators are dealt to the rooms in order.")
