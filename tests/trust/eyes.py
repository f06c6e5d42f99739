"""A page in a browser in; what axe finds wrong with it, out, and what axe leaves open of its colours, judged."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Page

OPTIONS = {"rules": {"target-size": {"enabled": True}}, "resultTypes": ["violations", "incomplete"]}
"""Every rule of axe, with that for the size of targets, which is off by itself."""


def faults(page: Page, *, off: tuple[str, ...] = ()) -> list[str]:
    """What axe finds, as 'rule: element'. Where axe cannot tell a colour from its ground, we work it out, or it counts as a fault.

    Colours that the system forces are always ours to work out: axe reads ``-webkit-text-fill-color``, which Chromium reports as it was
    before they were forced. The page needs ``keyboard.SCRIPT``, and colours that stand still.
    """
    from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]

    page.wait_for_timeout(1)
    options = {**OPTIONS, "rules": {**OPTIONS["rules"], **{rule: {"enabled": False} for rule in off}}}
    found: dict[str, Any] = Axe().run(page, options=options).response
    if not found["passes"]:
        message = "axe looked at nothing"
        raise AssertionError(message)
    forced = page.evaluate("matchMedia('(forced-colors: active)').matches")
    told, open_ = [], []
    for rule in [*found["violations"], *found["incomplete"]]:
        colour = rule["id"] == "color-contrast"
        if colour and (forced or rule in found["incomplete"]):
            open_ += rule["nodes"]
        elif rule in found["violations"]:
            told += [f"{rule['id']}: {node['target'][-1]} {node['failureSummary']}" for node in rule["nodes"]]
    return told + [said for node in open_ if (said := _open(page, node))]


def _open(page: Page, node: dict[str, Any]) -> str:
    """What is wrong with a colour that axe was not sure of; '' where it can be read all the same."""
    measured = page.evaluate("selector => walk.contrastOf(selector)", node["target"][-1])
    if measured is None:
        return f"color-contrast-open: {node['target'][-1]} {node['any'][0]['message']}"
    if measured["ratio"] < measured["least"]:
        return f"color-contrast-open: {node['target'][-1]} {measured['ratio']:.2f} to 1"
    return ""
