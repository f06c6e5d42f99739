"""The pages of a kit in, every state of them in which somebody meets them out: how the screen is set, and what was done before."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.trust.keyboard import SCRIPT

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

LARGE_TEXT = 32  # pixels, twice what browsers start with
_SCREEN = {"viewport": {"width": 1280, "height": 800}, "reduced_motion": "reduce"}
LOOKS: dict[str, dict[str, Any]] = {
    "light": {},
    "dark": {"color_scheme": "dark"},
    "phone": {"viewport": {"width": 320, "height": 640}},
    "phone, dark": {"viewport": {"width": 320, "height": 640}, "color_scheme": "dark"},
    "forced colors": {"forced_colors": "active"},
    "forced colors, dark": {"forced_colors": "active", "color_scheme": "dark"},
    "zoomed twice": {"viewport": {"width": 640, "height": 400}, "device_scale_factor": 2},
    "large text": {},
    "print": {},
}
Act = Callable[["Page"], Any]


def answered(page: Page) -> None:
    """Every question and card has an answer that was checked, every scenario was walked to an end, everything is folded out."""
    page.evaluate("""async () => {
      const pause = () => new Promise((done) => setTimeout(done));
      for (const each of document.querySelectorAll("details")) each.open = true;
      const groups = new Map();
      for (const each of document.querySelectorAll("input[type=radio], input[type=checkbox]"))
        if (each.name !== "keep" && !groups.has(each.name || each)) groups.set(each.name || each, each);
      for (const each of groups.values()) each.click();
      for (const each of document.querySelectorAll("select")) { each.selectedIndex = 1; each.dispatchEvent(new Event("change", { bubbles: true })); }
      const press = async (test) => {
        for (let round = 0; round < 30; round++) {
          const next = [...document.querySelectorAll(".activity button")].filter((each) => each.checkVisibility() && test(each));
          if (!next.length) return;
          for (const each of next) if (each.isConnected) each.click();
          await pause();
        }
      };
      const done = new Set();
      await press((each) => each.textContent === "Check" && !done.has(each) && done.add(each));
      await press((each) => each.textContent === "Begin" || each.matches(".tk-choice:first-of-type, li:first-child > .tk-choice"));
      await press((each) => each.getAttribute("aria-expanded") === "false");
    }""")
    if not page.locator(".tk-feedback:not(:empty)").count() or not page.locator(".tk-path").count():
        message = "nothing was answered"
        raise AssertionError(message)


def halfway(page: Page) -> None:
    """Scenarios are open at a scene, with the list of whom to call folded out."""
    page.evaluate("""() => {
      for (const each of document.querySelectorAll(".activity button")) if (each.textContent === "Begin") each.click();
      for (const each of document.querySelectorAll(".activity button")) if (each.textContent === "Whom to call") each.click();
    }""")
    if not page.locator(".tk-choice").count():
        message = "no scene is open"
        raise AssertionError(message)


def to_layout(layout: str) -> Act:
    """The first slide of that layout."""

    def act(page: Page) -> None:
        page.wait_for_selector(".reveal.ready")
        page.evaluate("layout => { location.hash = '#/' + document.querySelector(`[data-layout=${layout}]`).id; }", layout)
        page.wait_for_selector(f"html[data-layout={layout}]")

    return act


def pressed(*keys: str) -> Act:
    """The slides, after these keys."""

    def act(page: Page) -> None:
        page.wait_for_selector(".reveal.ready")
        for key in keys:
            page.keyboard.press(key)
        page.wait_for_timeout(50)

    return act


def in_overview(page: Page) -> None:
    """All slides, small, with those of a scenario in the middle."""
    to_layout("scenario")(page)
    pressed("o")(page)


@dataclass(frozen=True)
class State:
    """A page of the kit, a look of the screen, and what was done; ``walked`` by keyboard as well, where no other state has the same stops."""

    page: str
    look: str
    act: Act | None = None
    done: str = ""
    address: str = ""
    walked: bool = False
    fits: bool = False
    """Nothing but whether all of it fits the screen, as colours and names are those of another state."""
    off: tuple[str, ...] = ()
    """Rules of axe that make no sense here."""
    by_arrows: str = ""
    """What the mouse can press and Tab does not reach, as arrow keys and Enter choose it; a test of its own shows that they do."""

    def __str__(self) -> str:
        return f"{self.page}, {self.look}{f', {self.done}' if self.done else ''}"

    def options(self) -> dict[str, Any]:
        """What a browser context is opened with."""
        return {**_SCREEN, **LOOKS[self.look]}


STATES = (
    State("index", "light", walked=True),
    State("index", "phone, dark", walked=True),
    State("index", "forced colors", walked=True),
    State("index", "zoomed twice", fits=True),
    State("index", "large text", fits=True),
    State("index", "print", off=("target-size",)),
    State("vetted index", "dark", walked=True),
    State("accessibility", "light", walked=True),
    State("vetted accessibility", "phone, dark", walked=True),
    State("accessibility", "forced colors"),
    State("accessibility", "large text", fits=True),
    State("study", "light", walked=True),
    State("study", "dark", answered, "answered"),
    State("study", "forced colors", answered, "answered"),
    State("study", "large text", answered, "answered", fits=True),
    State("study", "print", answered, "answered", off=("target-size",)),
    State("vetted study", "phone, dark", halfway, "halfway", walked=True),
    State("vetted study", "forced colors, dark", walked=True),
    State("slides", "light", to_layout("title"), "at the title", walked=True),
    State("slides", "dark", to_layout("scenario"), "at a scenario", walked=True),
    State("slides", "forced colors", to_layout("scene"), "at a scene", walked=True),
    State("slides", "dark", pressed("?"), "with help", walked=True),
    State("slides", "light", in_overview, "at a scenario, in the overview", walked=True, by_arrows="section.slide", off=("page-has-heading-one",)),
    State("slides", "forced colors", done="as pages", address="?print-pdf"),
    State("vetted slides", "dark", done="with notes", address="?notes"),
    State("vetted slides", "phone", done="with notes", address="?notes", fits=True),
    State("vetted slides", "phone, dark", done="to read", walked=True),
)
"""What the tests of each page do not look at already: the cover slide of the overview is small, so its main heading is not the page's."""


@contextmanager
def opened(browser: Browser, path: Path, state: State) -> Iterator[Page]:
    """The page in that state."""
    context = browser.new_context(**state.options())
    try:
        context.add_init_script(SCRIPT)
        page = context.new_page()
        if state.look == "large text":
            context.new_cdp_session(page).send("Page.setFontSizes", {"fontSizes": {"standard": LARGE_TEXT, "fixed": LARGE_TEXT}})
        page.goto(path.resolve().as_uri() + state.address)
        page.wait_for_load_state()
        if state.act:
            state.act(page)
        if state.look == "print":  # nothing on paper can be pressed
            page.emulate_media(media="print")
        yield page
    finally:
        context.close()
