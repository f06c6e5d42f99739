"""A page in a browser in; a walk through it by Tab and back, and everything that would stop somebody without a mouse, out."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Page

SCRIPT = (Path(__file__).parent / "walk.js").read_text(encoding="utf-8")
_RING = 3.0
"""The least contrast of what shows the focus (WCAG 2.2, 1.4.11 and 2.4.13)."""
_NO_ROLES = {"", "generic", "none", "presentation", "GenericContainer", "StaticText", "InlineTextBox", "paragraph"}
_SLACK = 2  # pixels by which lines of text may overlap
_MORE = 20  # stops that were not there at the beginning


@dataclass
class Walk:
    """The stops as they were met, forward and back, and what is wrong, as 'what: where'."""

    stops: list[dict[str, Any]]
    forward: list[int] = field(default_factory=list)
    back: list[int] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def says(self, what: str) -> bool:
        """Whether one of the faults is of that kind."""
        return any(fault.startswith(f"{what}:") for fault in self.faults)


def walk(page: Page, by_arrows: str = "") -> Walk:
    """Presses Tab from the top until it comes round, then Shift+Tab back; looks at every stop on the way.

    ``by_arrows`` is what can be pressed with a mouse and is chosen with arrow keys instead.
    """
    made = Walk(page.evaluate("walk.begin()"))
    page.mouse.move(0, 0)
    made.faults += [f"for a mouse only: {each}" for each in page.evaluate("walk.mouseOnly", by_arrows)]
    made.faults += [f"too small: {each}" for each in page.evaluate("walk.small()")]
    made.faults += _unnamed(page, made)
    made.forward = _go(page, made, "Tab")
    made.back = _go(page, made, "Shift+Tab")
    made.faults += [*_never_reached(made), *_out_of_order(made)]
    if _groups(made, made.back) != _groups(made, made.forward)[::-1]:
        made.faults.append(f"another way back: {len(made.forward)} stops forward, {len(made.back)} back")
    made.faults = list(dict.fromkeys(made.faults))
    return made


def arrows(page: Page) -> list[str]:
    """Radio buttons that the arrow keys do not reach from the one where Tab stops. It changes the answers."""
    stops = page.evaluate("walk.begin()")
    members: dict[str, set[int]] = {}
    for number, stop in enumerate(stops):
        if stop["group"]:
            members.setdefault(stop["group"], set()).add(number)
    faults = []
    for numbers in members.values():
        page.evaluate("number => document.querySelector(`[data-walk='${number}']`).focus()", min(numbers))
        met = set()
        for _ in numbers:
            met.add(page.evaluate("walk.at()"))
            page.keyboard.press("ArrowDown")
        faults += [f"no arrow reaches: {stops[number]['said']}" for number in sorted(numbers - met)]
    return faults


def _go(page: Page, made: Walk, key: str) -> list[int]:
    """The stops that ``key`` meets until it comes round or the focus leaves the page."""
    met: list[int] = []
    outside = 0  # a dialog of one stop, and a walk that has just come round, begin with a step out of the page
    for _ in range(len(made.stops) + _MORE):
        page.keyboard.press(key)
        here = page.evaluate("walk.here()")
        if here is None:
            outside += 1
            if met or outside > 1:
                return met
            continue
        number = here["number"]
        if number < 0:
            if not here["scrolls"]:
                made.faults.append(f"unexpected stop: {here['said']}")
            continue
        if met and number == met[0] and len(met) > 1:
            return met
        if number in met:
            made.faults.append(f"trap: {key} stays at {here['said']}")
            return met
        met.append(number)
        _look(made, here, key)
    made.faults.append(f"trap: {key} does not come round, after {len(met)} stops")
    return met


def _look(made: Walk, here: dict[str, Any], key: str) -> None:
    shows = here["shows"]
    if not shows["visible"]:
        made.faults.append(f"focus does not show: {here['said']}")
    elif shows["ratio"] is not None and shows["ratio"] < _RING:
        made.faults.append(f"focus shows too little: {here['said']} {shows['ratio']:.1f} to 1")
    if not here["seen"]:
        made.faults.append(f"hidden when reached by {key}: {here['said']}")


def _groups(made: Walk, numbers: list[int]) -> list[str]:
    """The stops, a group of radio buttons being one: Tab enters it at either end."""
    return [made.stops[number]["group"] or str(number) for number in numbers]


def _never_reached(made: Walk) -> list[str]:
    met = set(_groups(made, made.forward))
    return [f"never reached: {stop['said']}" for number, stop in enumerate(made.stops) if (stop["group"] or str(number)) not in met]


def _out_of_order(made: Walk) -> list[str]:
    """Steps that lead up within a column, or to the left within a line; what stays in place while the page moves has no order."""
    faults = [f"out of order: {stop['said']} comes before everything else" for stop in made.stops if stop["first"]]
    met = [made.stops[number] for number in made.forward]
    for one, other in pairwise(met):
        if one["anchored"] or other["anchored"]:
            continue
        up = other["bottom"] <= one["top"] + _SLACK and other["left"] < one["right"] - _SLACK
        same_line = min(one["bottom"], other["bottom"]) - max(one["top"], other["top"]) > (other["bottom"] - other["top"]) / 2
        if up or (same_line and other["right"] <= one["left"] + _SLACK):
            faults.append(f"out of order: {one['said']}, then {other['said']}")
    return faults


def _unnamed(page: Page, made: Walk) -> list[str]:
    """Stops that the accessibility tree does not hold, or holds without a name or a role."""
    session = page.context.new_cdp_session(page)
    try:
        numbers: dict[int, int] = {}
        nodes = [session.send("DOM.getDocument", {"depth": -1})["root"]]
        while nodes:
            node = nodes.pop()
            pairs = dict(zip(node.get("attributes", [])[::2], node.get("attributes", [])[1::2], strict=True))
            if "data-walk" in pairs:
                numbers[node["backendNodeId"]] = int(pairs["data-walk"])
            nodes += node.get("children", [])
        tree = {node.get("backendDOMNodeId"): node for node in session.send("Accessibility.getFullAXTree")["nodes"]}
    finally:
        session.detach()
    faults = []
    for backend, number in numbers.items():
        node = tree.get(backend, {"ignored": True})
        said = made.stops[number]["said"] if number < len(made.stops) else ""
        if node.get("ignored") or node.get("role", {}).get("value", "") in _NO_ROLES:
            faults.append(f"no role: {said}")
        elif not str(node.get("name", {}).get("value", "")).strip():
            faults.append(f"no name: {said}")
    return faults
