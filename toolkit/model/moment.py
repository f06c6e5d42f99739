"""A weekday and a time of day as prose writes them in; minutes to count with out, and the moment that a count arrives at."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Annotated

from pydantic import AfterValidator
from pydantic_core import PydanticCustomError

from toolkit.model.base import Spelling

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
DAY = 24 * 60
"""Minutes of a day."""
_HALF_DAY = 12
_MOMENT = re.compile(rf"({'|'.join(WEEKDAYS)}) (1[0-2]|[1-9])(:[0-5][0-9])? ([ap])\.m\.")


def _refuse_bad_moment(text: str) -> str:
    if not _MOMENT.fullmatch(text):
        raise PydanticCustomError(
            "not_a_moment",
            "'{text}' is no weekday with a time; write it like Friday 8:10 p.m. or Saturday 5 p.m.",
            {"text": text},
        )
    return text


Moment = Annotated[
    str, AfterValidator(_refuse_bad_moment), Spelling("weekday and time", "Friday 8:10 p.m.", _MOMENT.pattern)
]
"""When something happens in a story that lasts less than a week."""


@dataclass(frozen=True, slots=True)
class Instant:
    """A moment to count with: the place of its ``weekday`` (Monday is 0) and the ``minute`` of that day."""

    weekday: int
    minute: int

    @classmethod
    def of(cls, moment: Moment) -> Instant:
        """The instant that ``moment`` names. Raises ValueError for text that is no moment."""
        found = _MOMENT.fullmatch(moment)
        if not found:
            raise ValueError(moment)
        hour = int(found[2]) % _HALF_DAY + (_HALF_DAY if found[4] == "p" else 0)
        return cls(WEEKDAYS.index(found[1]), hour * 60 + int((found[3] or ":0")[1:]))

    def counted_from(self, weekday: int) -> int:
        """Minutes since midnight at the start of the last ``weekday``: weekdays count forward from it."""
        return (self.weekday - weekday) % len(WEEKDAYS) * DAY + self.minute

    def later(self, minutes: int) -> Instant:
        """The instant ``minutes`` from this one."""
        days, minute = divmod(self.minute + minutes, DAY)
        return Instant((self.weekday + days) % len(WEEKDAYS), minute)

    @property
    def hour(self) -> int:
        """The hour as a 12-hour clock shows it, 1 to 12."""
        return (self.minute // 60 - 1) % _HALF_DAY + 1

    @property
    def before_noon(self) -> bool:
        return self.minute < DAY // 2
