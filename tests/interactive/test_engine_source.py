"""The engine's files: small, plain, offline by construction, in the colours and words of the rest."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

from toolkit.interactive import engine_source
from toolkit.interactive.client_data import client_words
from toolkit.interactive.engine_source import engine_css, engine_module
from toolkit.look.theme import DEFAULT
from toolkit.messages import messages

FOLDER = Path(engine_source.__file__).with_name("engine")
FILES = {path.stem: path.read_text(encoding="utf-8") for path in sorted(FOLDER.glob("*.js"))}
COMPUTED = re.compile(r"^(kind|safety|ending|need)-")


def test_every_file_is_part_of_the_widget_or_of_the_study_page():
    assert len(FILES) > 10
    parts = {first: engine_source._in_order(first) for first in ("widget", "page")}
    assert {name for names in parts.values() for name in names} == set(FILES)
    for first, names in parts.items():
        assert len(names) == len(set(names))
        assert engine_module(first).count("const from_") == len(names)
        assert "import " not in re.sub(r"/\*.*?\*/|//.*", "", engine_module(first), flags=re.DOTALL)


def test_the_study_page_carries_nothing_that_only_a_notebook_needs():
    assert not [name for name in engine_source._in_order("page") if name.startswith(("home", "link", "widget"))]


def test_files_are_short_and_ask_nothing_of_any_address_or_clock():
    for name, text in FILES.items():
        assert len(text.splitlines()) < 250, name
        # Only what waits for a kernel, and what hands a key on to the notebook, has to do with time.
        clock = r"|setTimeout" if name not in ("link", "dom", "arrive") else ""
        forbidden = r"fetch\(|XMLHttpRequest|WebSocket|sendBeacon|setInterval|innerHTML|insertAdjacent|\beval\b" + clock
        assert not re.search(forbidden, text), name
        assert text.startswith("/**"), name
    assert "</script" not in engine_module()
    assert "url(" not in engine_css()
    assert "@import" not in engine_css()


def test_every_word_that_is_said_exists_and_every_word_is_said():
    known = set(client_words(messages("en")))
    quoted = set(re.findall(r'"([a-z][a-z-]+)"', "".join(FILES.values())))
    said = {key for text in FILES.values() for key in re.findall(r'say\("([\w-]+)"', text)}
    assert len(said) > 40
    assert said <= known
    assert {key for key in known if not COMPUTED.match(key)} - {"source", "local-number"} <= quoted


def test_colours_are_those_of_the_theme():
    blocks = re.findall(r"\{([^{}]*--ink:[^{}]*)\}", engine_css())
    assert len(blocks) == 4
    palettes = [DEFAULT.palette, DEFAULT.dark, DEFAULT.palette, DEFAULT.dark]
    for block, palette in zip(blocks, palettes, strict=True):
        written = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", block))
        of_theme = {field.name.replace("_", "-"): getattr(palette, field.name) for field in fields(palette)}
        assert written.pop("good-soft") == of_theme["remember-soft"]
        assert written == {name: of_theme[name] for name in written}
        assert len(written) > 12
