"""A page for tests: the engine inlined in one file, with activities mounted one below the other."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from toolkit.interactive.client_data import client_data
from toolkit.interactive.engine_source import engine_css, engine_module
from toolkit.messages import messages
from toolkit.model import cells
from toolkit.model.entry import When
from toolkit.study import Show

if TYPE_CHECKING:
    from playwright.sync_api import Page

QUIZZES = ("intro/1/check-define", "intro/1/check-indicators", "intro/1/check-report")

# The policy that a stand-alone page of ours has: nothing may be asked of any address.
_POLICY = "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'"
_START = """
const data = JSON.parse(document.getElementById("data").textContent);
const { options, allowed } = JSON.parse(document.getElementById("how").textContent);
window.events = [];
window.store = createStore({ allowed });
window.engine = { mount, createStore, browserStorage, score, keptInOrder, stepFrom, render, fill, together };
window.handles = data.map((each, place) =>
  mount(document.getElementById(`activity-${place}`), each,
    { store: window.store, onEvent: (event) => window.events.push(event), ...options }));
"""


def write_page(
    path: Path, activities: Sequence[dict[str, Any]], *, options: dict[str, Any] | None = None, allowed: bool = True
) -> Path:
    """Writes a page that shows ``activities`` and gives back its path."""
    shown = "".join(
        f'<h3>{place + 1}</h3><div id="activity-{place}"></div>' for place, _ in enumerate(activities)
    )
    path.write_text(
        "<!doctype html><html lang=en><head><meta charset=utf-8>"
        f'<meta http-equiv=Content-Security-Policy content="{_POLICY}">'
        "<meta name=viewport content='width=device-width'><title>Activities</title>"
        f"<style>html{{color-scheme:light dark}}body{{margin:1rem}}h1,h2,h3{{font:700 1rem sans-serif}}</style>"
        f"<style>{engine_css()}</style></head><body><main><h1>Activities</h1><h2>Module</h2>{shown}</main>"
        f"<script type=application/json id=data>{_inert(activities)}</script>"
        f"<script type=application/json id=how>{_inert({'options': options or {}, 'allowed': allowed})}</script>"
        f"<script type=module>{engine_module()}{_START}</script></body></html>",
        encoding="utf-8",
    )
    return path


def real_activities(show: Show, names: Sequence[str], test: When | None = None) -> list[dict[str, Any]]:
    """Data of activities of the shipped curriculum, by their full ids."""
    contacts = shown(show, "contacts")
    return [
        client_data(shown(show, name), messages("en"), module=name.rpartition("/")[0], contacts=contacts, test=test)
        for name in names
    ]


def shown(show: Show, name: str) -> Any:
    """What a notebook cell would show for ``name``."""
    return cells.SHOWN.validate_python(show.bundle(name)[cells.MIME])


def _inert(value: Any) -> str:
    return json.dumps(value).replace("<", "\\u003c")


def focused(page: Page, what: str = "e.textContent") -> Any:
    """What JavaScript says of the element in focus, there called e."""
    return page.evaluate(f"(() => {{ const e = document.activeElement; return {what}; }})()")


def press_until(page: Page, key: str, test: str, most: int = 30) -> None:
    """Presses a key until the element in focus passes a test."""
    for _ in range(most):
        page.keyboard.press(key)
        if focused(page, test):
            return
    raise AssertionError(f"{most} times {key} never reached {test}; stopped at {focused(page, 'e.outerHTML.slice(0, 200)')}")


def stored(page: Page) -> list[str]:
    """Names under which the engine keeps something in the browser."""
    return page.evaluate("Object.keys(localStorage).filter(name => name.startsWith('facilitator-toolkit'))")
