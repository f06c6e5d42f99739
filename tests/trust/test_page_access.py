"""Every page of a kit, in every state in which somebody meets it: seen by axe, walked by keyboard, enlarged, in forced colours."""

from __future__ import annotations

import re

import pytest

from tests.audit.pages import page as sample
from tests.browser import needs_browser, open_browser
from tests.logos import address, dots
from tests.trust import eyes
from tests.trust.keyboard import SCRIPT, arrows, walk
from tests.trust.page_states import LARGE_TEXT, STATES, State, halfway, in_overview, opened, to_layout
from tests.vetted import session_of
from toolkit.audit import audit
from toolkit.build import build_kit
from toolkit.export.registry import formats
from toolkit.kit.order import kit_order
from toolkit.model.session import Session
from toolkit.progress import Progress

OPEN = {
    "title": "An evening", "modules": ["intro/1"], "date": "2027-01-15", "start": "18:30", "place": "Room 2", "organization": "Springfield Library",
    "facilitators": ["A. Ruiz", "B. Tran"], "participants": 20, "contacts": {"state-line": "555-0100"},
    "look": {"logo": address(dots()), "logo_alt": "Springfield Library", "primary": "#1B3F8B", "accent": "#FFCC00", "footer": "12 Main Street"},
}  # fmt: skip


@pytest.fixture(scope="module")
def browser():
    with open_browser() as opened_browser:
        yield opened_browser


@pytest.fixture(scope="module")
def kits(curriculum, tmp_path_factory):
    """A kit for everyone with all that a session can say, and one for vetted readers: their pages, which need no other program to make."""
    out = tmp_path_factory.mktemp("kits")
    rows = [row for row in formats().values() if row.path.endswith(".html")]
    for name, session in (("open", Session.model_validate(OPEN)), ("vetted", session_of(curriculum, "law-enforcement/1"))):
        order = kit_order(curriculum, name, session, rows, out)
        assert build_kit(curriculum, order, Progress(order.steps)).failures == []
    return out


@pytest.fixture(scope="module")
def pages(kits, tmp_path_factory):
    """The pages by the names that states have. The index is that of a kit in every format."""
    found = {f"{kit}{path.stem}": path for kit, folder in (("", "open"), ("vetted ", "vetted")) for path in (kits / folder).rglob("*.html")}
    found["index"] = tmp_path_factory.mktemp("sample") / "index.html"
    found["index"].write_text(sample("index"), encoding="utf-8")
    return found


def test_every_page_of_a_kit_is_looked_at_in_some_state(pages):
    assert {name.removeprefix("vetted ") for name in pages} == {state.page.removeprefix("vetted ") for state in STATES}, "add it to STATES"


def test_the_audit_finds_nothing_in_any_page_of_the_kits(kits):
    barriers = {path.relative_to(kits).as_posix(): audit(path.read_bytes(), ".html").barriers for path in kits.rglob("*.html")}
    assert len(barriers) >= 6
    assert barriers == dict.fromkeys(barriers, ())


@needs_browser()
@pytest.mark.parametrize("state", STATES, ids=str)
def test_nobody_is_locked_out_of_a_page(browser, pages, state):
    with opened(browser, pages[state.page], state) as page:
        assert page.evaluate("walk.tooWide()") <= 0
        if state.look == "large text":
            assert page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)") >= LARGE_TEXT
        if not state.fits:
            assert eyes.faults(page, off=state.off) == []
        if state.walked:
            made = walk(page, state.by_arrows)
            assert made.faults == []
            assert len(made.forward) == len(made.back) > 0


def test_every_page_is_walked_in_light_dark_and_forced_colours_on_a_desk_and_on_a_phone():
    for kind in ("index", "slides", "study"):
        walked = " ".join(state.look for state in STATES if state.walked and kind in state.page)
        for look in ("light", "dark", "phone", "forced"):
            assert look in walked or (kind, look) == ("slides", "light"), (kind, look)
        assert any("large text" in state.look or "phone" in state.look for state in STATES if kind in state.page)


@needs_browser()
def test_every_press_of_a_button_is_told_to_those_who_listen_and_arrows_reach_every_choice(browser, pages):
    with opened(browser, pages["study"], State("study", "light")) as page:
        told = page.evaluate("walk.press()")
        assert told["silent"] == []
        assert told["heard"] >= 20
        assert arrows(page) == []


@needs_browser()
def test_the_speaker_window_can_be_used_by_keyboard_in_the_dark(browser, pages):
    with opened(browser, pages["slides"], State("slides", "dark", to_layout("points"))) as page:
        with page.expect_popup() as popup:
            page.keyboard.press("s")
        popup.value.evaluate(SCRIPT)
        assert eyes.faults(popup.value) == []
        made = walk(popup.value)
        assert made.faults == []
        assert len(made.forward) == 3


@needs_browser()
def test_in_the_overview_a_slide_is_chosen_by_arrows_and_by_a_press(browser, pages):
    with opened(browser, pages["slides"], State("slides", "light", to_layout("title"))) as page:
        for key in ("o", "ArrowRight", "ArrowRight", "Enter"):
            page.keyboard.press(key)
        assert page.locator(".overview").count() == 0
        assert page.url.endswith(page.locator("section.slide").nth(2).get_attribute("id"))
        page.keyboard.press("o")
        page.locator("section.slide").nth(4).click(position={"x": 30, "y": 30})
        assert page.url.endswith(page.locator("section.slide").nth(4).get_attribute("id"))
        assert page.locator(".overview").count() == 0
        assert page.evaluate("document.querySelectorAll('.face[inert]').length") == 0


@needs_browser()
def test_notes_can_be_read_on_a_phone_and_printed_as_before(browser, pages):
    with opened(browser, pages["slides"], State("slides", "phone", address="?notes")) as page:
        assert page.locator("aside.notes:visible").count() > 10
        page.set_viewport_size({"width": 360, "height": 700})
        page.wait_for_timeout(100)
        assert page.locator("aside.notes:visible").count() > 10
        narrow = page.pdf(prefer_css_page_size=True)
    with opened(browser, pages["slides"], State("slides", "light", address="?notes")) as page:
        wide = page.pdf(prefer_css_page_size=True)
    sheets = [len(re.findall(rb"/Type\s*/Page\b", each)) for each in (narrow, wide)]
    assert sheets[0] == sheets[1] > 10


@needs_browser()
@pytest.mark.parametrize("act", [to_layout("points"), in_overview], ids=["a slide", "the overview"])
def test_around_dark_slides_the_screen_is_dark(browser, pages, act):
    with opened(browser, pages["slides"], State("slides", "dark", act)) as page:
        shade = "name => getComputedStyle(document.querySelector(name)).backgroundColor"
        behind, slide = (page.evaluate(shade, name) for name in ("body", ".layout-points .face"))
        assert behind == slide != "rgb(255, 255, 255)"


# --- each fault, put into a copy of a real page, is caught

FREE = (r'<meta http-equiv="Content-Security-Policy"[^>]*>', "")
"""Scripts and styles that are put in run as they would in a page of a less careful maker."""


def script(text):
    return r"</body>", f"<script>{text}</script></body>"


def more(text):
    return r"</main>", f"{text}</main>"


HEARD = 'class: "tk-feedback", role: "status", "aria-live": "polite", "aria-atomic": "true"'
HIGH_HEAD = "body{padding-top:70vh}header{position:fixed;inset:0 0 auto;height:70vh;background:#fff}</style>"
TINY = '<button style="all:unset;font-size:9px;display:block">'
LABEL = r'<label>(<input type="radio" name="keep" value="no"[^>]*>)(.*?)</label>'
# What is put where into which page and screen, what catches it (the walk, axe, the width, the audit, the press of buttons), and what that says.
FAULTS = {
    "a focus that does not show": ("index", "light", [(r"a:focus-visible\{[^}]*\}", "a:focus-visible{outline:none}")], "walk", "focus does not show"),
    "a focus that shows too little": (
        "index", "dark", [(r"a:focus-visible\{outline:3px solid var\(--primary\)", "a:focus-visible{outline:3px solid #2a363b")],
        "walk", "focus shows too little",
    ),
    "a box that listens to the mouse": (
        "index", "light", [FREE, more("<div id=more>More</div>"), script("document.getElementById('more').addEventListener('click',()=>0)")],
        "walk", "for a mouse only",
    ),
    "a box that looks like a button": ("index", "light", [more('<div style="cursor:pointer">More</div>')], "walk", "for a mouse only"),
    "a stop that jumps the queue": ("index", "light", [(r'(<a href="for-afterwards)', r'<a tabindex="2" href="for-afterwards')], "walk", "out of order"),
    "an order of its own": (
        "index", "light", [more('<p style="display:flex;flex-direction:row-reverse"><a href="#files">One</a><a href="#run">Two</a></p>')],
        "walk", "out of order",
    ),
    "a trap": (
        "index", "light", [FREE, script("document.links[5].addEventListener('keydown',(e)=>{if(e.key==='Tab')e.preventDefault()})")], "walk", "trap",
    ),
    "no way back": (
        "index", "light", [FREE, script("addEventListener('keydown',(e)=>{if(e.shiftKey&&e.key==='Tab')e.preventDefault()})")],
        "walk", "another way back",
    ),
    "a link that Tab passes over": ("index", "light", [(r'(<a href="for-facilitator)', r'<a tabindex="-1" href="for-facilitator')], "walk", "never reached"),
    "a field without a name": ("index", "light", [more("<p>Name <input></p>")], "walk", "no name"),
    "a thing without a role": ("index", "light", [more('<p tabindex="0">Read me</p>')], "walk", "no role"),
    "a head that hides the focus": ("index", "light", [(r"</style>", HIGH_HEAD)], "walk", "hidden when reached by Shift+Tab"),
    "a list that covers the choices": (
        "vetted study", "phone", [FREE, (r"\.tk \.tk-scenario:has\([^{]*\{[^}]*\}", "")], "walk", "hidden when reached by Shift+Tab",
    ),
    "targets too near to each other": ("index", "light", [more(f"<div>{TINY}a</button>{TINY}b</button></div>")], "walk", "too small"),
    "colors in the dark": ("index", "dark", [(r"(dark\).*?--muted:)#[0-9a-f]{6}", r"\g<1>#555d62")], "axe", "color-contrast"),
    "colors on a ground that axe cannot see": (
        "index", "light", [more('<p style="background:linear-gradient(#fff,#eee);color:#ccc">Pale words</p>')], "axe", "color-contrast-open",
    ),
    "colors behind something": (
        "index", "light", [more('<p style="position:relative;color:#bbb">Pale words<span style="position:absolute;inset:0"></span></p>')],
        "axe", "color-contrast-open",
    ),
    "a picture without a text": ("index", "light", [more('<img src="data:," width="9">')], "axe", "image-alt"),
    "a box that is too wide": ("index", "phone", [more('<div style="width:400px">Wide</div>')], "width", ""),
    "a head of a table that is none": ("index", "light", [(r'<th scope="col">(.*?)</th>', r"<td>\1</td>")], "audit", "html-tables-have-heads"),
    "a label that is gone": ("study", "light", [(LABEL, r"<div>\1\2</div>")], "audit", "html-fields-have-names"),
    "a text that is a file's name": ("study", "light", [(r'alt="Springfield Library"', 'alt="logo.png"')], "audit", "html-pictures-have-words"),
    "feedback that nobody hears": ("study", "light", [FREE, (re.escape(HEARD), 'class: "tk-feedback"')], "press", "Check"),
}  # fmt: skip


@needs_browser()
@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_that_is_put_into_a_page_is_caught(browser, pages, tmp_path, name):
    kind, look, changes, by, what = FAULTS[name]
    text = pages[kind].read_text(encoding="utf-8")
    for pattern, inside in changes:
        text, count = re.subn(pattern, inside, text, count=1, flags=re.DOTALL)
        assert count, f"nothing to spoil: {pattern}"
    path = tmp_path / "spoiled.html"
    path.write_text(text, encoding="utf-8")
    if by == "audit":
        assert {barrier.rule for barrier in audit(path.read_bytes(), ".html").barriers} == {what}
        return
    with opened(browser, path, State(kind, look, halfway if kind == "vetted study" else None)) as page:
        if by == "walk":
            made = walk(page)
            assert made.says(what), made.faults
        elif by == "axe":
            found = eyes.faults(page)
            assert [fault for fault in found if fault.startswith(f"{what}:")], found
            assert not [fault for fault in found if not fault.startswith(f"{what}:")]
        elif by == "press":
            assert what in " ".join(page.evaluate("walk.press()")["silent"])
        else:
            assert page.evaluate("walk.tooWide()") > 0
