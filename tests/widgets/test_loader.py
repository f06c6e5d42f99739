"""What each live activity loads: the engine once for all, and again where it could not be had the first time."""

from __future__ import annotations

import json
from importlib.resources import files

import pytest

from tests.browser import needs_browser, open_browser, visit

pytestmark = needs_browser()

_ENGINE = "export function render({ el }) { el.textContent = 'alive'; }"
_SCRIPT = """
window.asked = 0;
window.failing = true;
const carrier = { get: (name) => (name === "engine" ? ENGINE : "h1 { color: teal }") };
const widget_manager = {
  get_model() {
    asked += 1;
    return failing ? Promise.reject(new Error("the model is not there yet")) : Promise.resolve(carrier);
  },
};
window.show = (place, name = "c1") => render({ model: { get: () => name, widget_manager }, el: document.getElementById(place) });
"""


@pytest.fixture(scope="module")
def page_path(tmp_path_factory):
    path = tmp_path_factory.mktemp("loader") / "loader.html"
    loader = (files("toolkit.widgets") / "loader.js").read_text(encoding="utf-8")
    path.write_text(
        "<!doctype html><html lang=en><meta charset=utf-8><title>Loader</title><h1>Loader</h1><p id=one></p><p id=two></p>"
        f"<script type=module>{loader}{_SCRIPT.replace('ENGINE', json.dumps(_ENGINE))}</script>",
        encoding="utf-8",
    )
    return path


@pytest.fixture(scope="module")
def browser():
    with open_browser() as opened:
        yield opened


def test_a_load_that_failed_does_not_spoil_the_next(browser, page_path):
    with visit(browser, page_path) as seen:
        page = seen.page
        told = page.evaluate("show('one').then(() => 'nothing', (error) => error.message)")
        assert told == "the model is not there yet"
        page.evaluate("failing = false")
        page.evaluate("show('one')")
        page.evaluate("show('two')")
        assert page.locator("p").all_inner_texts() == ["alive", "alive"]


def test_many_activities_load_one_engine_and_one_style(browser, page_path):
    with visit(browser, page_path) as seen:
        page = seen.page
        page.evaluate("failing = false")
        page.evaluate("Promise.all([show('one'), show('two')])")
        assert page.locator("p").all_inner_texts() == ["alive", "alive"]
        assert page.evaluate("asked") == 1
        page.evaluate("show('one', 'of another kernel')")
        assert page.evaluate("asked") == 2
        assert page.locator("style").count() == 1
