"""Pictures of every kind with texts that nobody foresaw, and where the marks of a drawing really stand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from hypothesis import strategies as st

from toolkit.drawing.shapes import Box, Drawing, Path, Words
from toolkit.look.measure import printed_width
from toolkit.model.base import Noun
from toolkit.model.diagram import Cycle, Lane, Member, Picture, Ring, Rings, Station, Step, Steps, Timeline

_LETTERS = "abcdefghilmnorstuvwMWijéüßñŁØ0123456789&<>\"'“”’–—…§-/.,:;!?()[]{}*_`$#%@\u00a0"
_WORDS = st.one_of(
    st.text(_LETTERS, min_size=1, max_size=12).filter(str.strip),
    st.text("abcdeMWé", min_size=13, max_size=60),
    st.sampled_from(("A", "child", "police", "NCMEC", "Donaudampfschifffahrtsgesellschaft", "https://example.org/a/long/way", "24\u00a0hours")),
)


def lines(most: int) -> st.SearchStrategy[str]:
    """Lines of up to ``most`` words."""
    return st.lists(_WORDS, min_size=1, max_size=most).map(" ".join)


_SHORT, _LONG = lines(4), lines(16)
_HOURS = st.one_of(st.integers(0, 30), st.sampled_from((72, 720, 8760)))
_lanes = st.builds(
    Lane, title=_SHORT, starts=_LONG, acts=_SHORT, does=st.lists(_SHORT, min_size=1, max_size=3), hours=_HOURS.map(str),
    limit=st.one_of(_SHORT, _LONG), note=st.none() | _LONG,
)  # fmt: skip
_members = st.builds(Member, name=_SHORT, does=st.none() | _SHORT, through=st.none() | _SHORT)
_rings = st.builds(Ring, title=_SHORT, members=st.lists(_members, min_size=1, max_size=9))
_starts = st.builds(Station, title=_SHORT, text=_LONG)
_stations = st.builds(Station, title=_SHORT, text=_LONG, back=st.none() | _SHORT | _LONG)
_cycles = st.builds(
    Cycle, kind=st.just("cycle"), center=st.one_of(_SHORT, _LONG), both_ways=st.booleans(),
    stations=st.tuples(_starts, st.lists(_stations, min_size=2, max_size=5)).map(lambda pair: (pair[0], *pair[1])),
)  # fmt: skip
PICTURES: dict[str, st.SearchStrategy[Picture]] = {
    "timeline": st.builds(Timeline, kind=st.just("timeline"), axis=_LONG, now=_SHORT, lanes=st.lists(_lanes, min_size=2, max_size=4)),
    "cycle": _cycles,
    "rings": st.builds(Rings, kind=st.just("rings"), center=_SHORT, rings=st.lists(_rings, min_size=2, max_size=4)),
    "steps": st.builds(
        Steps, kind=st.just("steps"), steps=st.lists(st.builds(Step, title=_SHORT, text=st.none() | _LONG), min_size=3, max_size=8)
    ),
}


@dataclass(frozen=True)
class Area:
    """A rectangle on the sheet."""

    left: float
    top: float
    right: float
    bottom: float

    def inside(self, other: Area, spare: float = 0.6) -> bool:
        return (
            self.left >= other.left - spare and self.right <= other.right + spare
            and self.top >= other.top - spare and self.bottom <= other.bottom + spare
        )  # fmt: skip

    def apart(self, other: Area, spare: float = 0.6) -> bool:
        across = self.right <= other.left + spare or other.right <= self.left + spare
        return across or self.bottom <= other.top + spare or other.bottom <= self.top + spare


def boxes_of(drawing: Drawing) -> list[Area]:
    """Boxes that hold something: those with round corners. Bars and their ends have none, and dots are too small."""
    found = (mark for mark in drawing.marks if isinstance(mark, Box) and mark.radius and mark.width > 5)
    return [Area(box.left, box.top, box.right, box.bottom) for box in found]


def words_of(drawing: Drawing) -> list[Area]:
    """Where letters stand, from the top of a capital to the foot of a g."""
    return [_letters(mark) for mark in drawing.marks if isinstance(mark, Words)]


def lines_of(drawing: Drawing) -> list[Area]:
    """Straight pieces of arrows and joins; each is as thin as it is."""
    found: list[Area] = []
    for mark in drawing.marks:
        if isinstance(mark, Path):
            for (x, y), (u, v) in zip(mark.points, mark.points[1:], strict=False):
                found.append(Area(min(x, u), min(y, v), max(x, u), max(y, v)))
    return found


def everywhere(drawing: Drawing) -> Iterator[Area]:
    """Where each mark stands."""
    for mark in drawing.marks:
        match mark:
            case Box():
                yield Area(mark.left, mark.top, mark.right, mark.bottom)
            case Words():
                yield _letters(mark)
            case Path():
                xs, ys = [x for x, _ in mark.points], [y for _, y in mark.points]
                yield Area(min(xs), min(ys), max(xs), max(ys))


def _letters(words: Words) -> Area:
    widest = max(printed_width(line, words.size, bold=words.bold) for line in words.lines)
    left = words.at - {"start": 0.0, "middle": widest / 2, "end": widest}[words.anchor]
    foot = words.baseline + words.leading * (len(words.lines) - 1)
    return Area(left, words.baseline - 0.7 * words.size, left + widest, foot + 0.2 * words.size)


def strings_of(noun: Noun) -> Iterator[str]:
    """Every text that a picture's data hold, without its kind."""
    for name in type(noun).model_fields:
        value = getattr(noun, name)
        for one in value if isinstance(value, tuple) else (value,):
            if isinstance(one, Noun):
                yield from strings_of(one)
            elif isinstance(one, str) and name != "kind":
                yield one


EXAMPLES: dict[str, Picture] = {
    "timeline": Timeline.model_validate({
        "kind": "timeline", "axis": "Hours since each clock started", "now": "At once",
        "lanes": [
            {"title": "Clock 1: hearing", "starts": "The agency hears that a child is missing.", "acts": "The agency",
             "does": ["tells police", "tells the family"], "hours": "24", "limit": "24 hours at most"},
            {"title": "Clock 2: entry", "starts": "Police receive the report.", "acts": "Police", "does": ["enter it"],
             "hours": "2", "limit": "2 hours at most", "note": "An entry tells nobody else."},
        ],
    }),
    "cycle": Cycle.model_validate({
        "kind": "cycle", "center": "Somebody is glad", "both_ways": "true",
        "stations": [
            {"title": "Before", "text": "Make the plan together."}, {"title": "During", "text": "Tell those who look.", "back": "Too little was planned"},
            {"title": "After", "text": "Listen first.", "back": "Nothing changed"},
        ],
    }),
    "rings": Rings.model_validate({
        "kind": "rings", "center": "The child",
        "rings": [
            {"title": "Near", "members": [{"name": "A grandparent"}, {"name": "A friend", "does": "stays in touch"}]},
            {"title": "Around", "members": [{"name": "A coach"}]},
            {"title": "Further out", "members": [{"name": "A lawyer", "does": "speaks for the child", "through": "through the court alone"}]},
            {"title": "Far", "members": [{"name": "An office", "through": "through police"}]},
        ],
    }),
    "steps": Steps.model_validate({
        "kind": "steps",
        "steps": [{"title": "Look", "text": "Minutes, not hours."}, {"title": "Call", "text": "Say what you know."}, {"title": "Stay"}],
    }),
}  # fmt: skip
"""One of each kind, with everything that it may hold."""
