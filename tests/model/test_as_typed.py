"""A line of plain text stays that, wherever in Markdown it stands."""

from __future__ import annotations

import pytest
from lxml import html
from markdown_it import MarkdownIt

from tests.trust.naughty import SHOWN
from toolkit.model.as_typed import address_as_typed, as_typed

PLACES = ["# {}", "{}", "- {}", "1. {}", "> **{}**\n>\n> x", "a *{}*", "**{}.** b", "[{}](x.ipynb)", "| {} |\n|---|\n| x |"]
LEADING = ["# a", "#", "a #", "- a", "+ a", "1. a", "2) a", "> a", "=", "---", "    a", "1.5", "2026.1"]


def shown(markdown: str) -> str:
    rendered = MarkdownIt("commonmark", {"html": True}).enable("table").render(markdown)
    return " ".join("".join(html.fragment_fromstring(rendered, create_parent=True).itertext()).split())


@pytest.mark.parametrize("place", PLACES)
def test_a_text_is_shown_as_it_was_typed(place):
    for text in [*SHOWN.values(), *LEADING]:
        plain = " ".join(text.split())
        written = as_typed(text).replace("|", "\\|") if place.startswith("|") else as_typed(text)
        assert shown(place.format(written)) == shown(place.format("QQQ")).replace("QQQ", plain), text


def test_what_needs_no_sign_gets_none():
    for text in ("Building Blocks & Healing", "1.5 million", "911 (24 hours)", "A-1: what, who?", "https://example.org/a"):
        assert as_typed(text) == text


def test_a_citation_stays_one():
    assert as_typed("A child [[1, 2]](#Sources), *really*") == "A child [[1, 2]](#Sources), \\*really\\*"


def test_an_address_is_a_link_and_anything_else_is_text():
    assert address_as_typed("https://example.org/a_b") == "<https://example.org/a_b>"
    assert address_as_typed("javascript:x()") == "javascript:x()"
    assert address_as_typed("https://x.org/>*a*") == "https://x.org/>\\*a\\*"
