"""What was asked for and cannot be done in; an error out that says the least that works, and what fits instead."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from toolkit.errors import ToolkitError
from toolkit.plan.days import Hours, least_minutes, over_days
from toolkit.plan.lengths import spans_of
from toolkit.plan.parts import Part, shorter_and_shorter

_LONGEST_DAY = 24 * 60


class TooShortError(ToolkitError):
    """The time asked for cannot hold what must not be dropped."""


def too_short(parts: tuple[Part, ...], days: Sequence[Hours]) -> TooShortError:
    """The error for ``parts`` that do not fit into ``days``, with numbers to choose by."""
    if len(days) > len(parts):
        return TooShortError(
            f"There are {len(days)} days and only {len(parts)} segments. Ask for fewer days, or for more modules."
        )
    fits = _what_fits(parts, days)
    if len(days) == 1:
        least = least_minutes(_shortest(parts), days[0])
        return TooShortError(
            f"These modules need at least {least} minutes, breaks included, even in their shortest version. "
            f"Set 'minutes: {least}' or more, or choose fewer modules. {fits}"
        )
    lengths = _listed([str(day.asked) for day in days if day.asked is not None])
    each = _least_each(_shortest(parts), days)
    way = (
        "Ask for more days, or choose fewer modules."
        if each is None
        else f"Give each of them at least {each} minutes, or choose fewer modules."
    )
    return TooShortError(
        f"These modules do not fit into {len(days)} days of {lengths} minutes, breaks included, even in their shortest version. "
        f"{way} {fits}"
    )


def _shortest(parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """``parts`` without all that may be dropped."""
    return list(shorter_and_shorter(parts))[-1][0]


def _least_each(parts: tuple[Part, ...], days: Sequence[Hours]) -> int | None:
    """The shortest length that lets ``parts`` fit when no day is shorter than it."""
    low, high = 1, _LONGEST_DAY

    def fits(minutes: int) -> bool:
        longer = [replace(day, asked=None if day.asked is None else max(day.asked, minutes)) for day in days]
        return over_days(parts, longer) is not None

    if not fits(high):
        return None
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if fits(middle) else (middle + 1, high)
    return low


def _what_fits(parts: tuple[Part, ...], days: Sequence[Hours]) -> str:
    """A sentence on which modules fit, taken in order, and in which version."""
    asked = sum(day.asked or 0 for day in days)
    time = f"{asked} minutes" if len(days) == 1 else f"these {len(days)} days"
    modules = list(dict.fromkeys(part.module.id for part in parts))
    chosen: list[str] = []
    for name in modules:
        if len(days) <= len(some := _of([*chosen, name], parts)) and over_days(_shortest(some), days):
            chosen.append(name)
    if not chosen:
        each = {name: least_minutes(_shortest(_of([name], parts)), days[0]) for name in modules}
        if len(modules) == 1 or len(days) > 1:
            return f"Nothing of them fits into {time} as it is."
        nearest = min(modules, key=lambda name: each[name])
        return f"None of them fits into {time}; the shortest, {nearest}, needs {each[nearest]}."
    some = _of(chosen, parts)
    spans = spans_of(some)
    whole = Hours(None, None, None).pauses(0)
    usual = sum(span.usual for span in spans)
    version = "the usual" if len(days) == 1 and usual + whole.minutes(whole.for_content(usual)) <= asked else "a short"
    least = f" ({least_minutes(_shortest(some), days[0])} minutes at least)" if len(days) == 1 else ""
    return f"Into {time} {'fits' if len(chosen) == 1 else 'fit'} {_listed(chosen)} in {version} version{least}."


def _of(names: Sequence[str], parts: tuple[Part, ...]) -> tuple[Part, ...]:
    return tuple(part for part in parts if part.module.id in names)


def _listed(words: Sequence[str]) -> str:
    return " and ".join(filter(None, (", ".join(words[:-1]), words[-1]))) if words else ""
