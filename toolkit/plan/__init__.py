"""A Curriculum and a Session in, a Plan out, and what to do when the day runs late."""

from toolkit.plan.clock import clock_at, offset_of
from toolkit.plan.cuts import catch_up, cuts_from, objectives_met, retimed, segment_at
from toolkit.plan.impossible import TooShortError
from toolkit.plan.make import make_plan
from toolkit.plan.pauses import BREAK_MINUTES

__all__ = [
    "BREAK_MINUTES", "TooShortError", "catch_up", "clock_at", "cuts_from", "make_plan", "objectives_met", "offset_of",
    "retimed", "segment_at",
]  # fmt: skip
