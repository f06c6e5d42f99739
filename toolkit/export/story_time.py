"""The time of a scene and the clocks that run there in; HTML for slides and pages out.

A bar is a drawing in minutes, since the policy of a page of ours lets no element bring a style of its own.
"""

from __future__ import annotations

from collections.abc import Callable

from toolkit.export import document as d
from toolkit.export.markup import Html, element

Text = Callable[[int, str], Html]
"""Writes the text of the clock with that number."""

_GAP = 0.012  # of the whole bar, before what has passed the limit


def story_time_html(time: d.SceneTime, write: Text) -> Html:
    """What time it is, and for each clock its text with a bar below it that says nothing that the text does not."""
    parts: list[Html] = []
    for number, clock in enumerate(time.clocks):
        text = write(number, clock.text)
        parts += [_line(time.now, text) if number == 0 else element("p", text), _bar(clock)]
    return element("div", *(parts or [_line(time.now)]), class_="story-time")


def _line(now: str, *text: Html) -> Html:
    return element("p", element("strong", now), " ", *text)


def _bar(clock: d.RunningClock) -> Html:
    whole = max(clock.elapsed, clock.limit)
    parts = [_part("limit", 0, clock.limit), _part("gone", 0, min(clock.elapsed, clock.limit))]
    if clock.elapsed > clock.limit:
        start = clock.limit + round(whole * _GAP)
        parts.append(_part("over", start, clock.elapsed - start))
    return element(
        "svg", *parts, class_="clock-bar", viewBox=f"0 0 {whole} 1", preserveAspectRatio="none", aria_hidden="true",
        focusable="false",
    )  # fmt: skip


def _part(kind: str, start: int, width: int) -> Html:
    return element("rect", class_=kind, x=str(start), width=str(max(0, width)), height="1")
