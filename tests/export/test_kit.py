"""The index of a kit opens everything in it, needs no network and no mouse, and holds no answer."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape

import pytest

from tests.browser import needs_browser, open_browser, visit
from tests.samples import SECRETS, sample_document
from toolkit.export.kit import KitFile, to_index
from toolkit.export.registry import formats
from toolkit.look.theme import DEFAULT

KIT = tuple(KitFile(row.name, row.title, row.path) for row in formats().values())


@pytest.fixture(scope="module")
def browser():
    with open_browser() as opened:
        yield opened


@pytest.fixture
def page(tmp_path):
    path = tmp_path / "index.html"
    path.write_bytes(to_index(sample_document(), KIT, DEFAULT))
    return path


def test_every_file_is_linked_with_what_to_print(page):
    text = unescape(page.read_text(encoding="utf-8"))
    for file in KIT:
        assert f'href="{file.path}"' in text
    assert "24 copies" in text
    assert "{{" not in text


def test_what_holds_answers_for_everyone_is_for_afterwards(page):
    row = re.search(r"<tr>(?:(?!</tr>).)*study\.html.*?</tr>", page.read_text(encoding="utf-8"))[0]
    assert "for-afterwards/study.html" in row
    assert "everyone, after the workshop" in row
    assert "nothing to print" in row
    assert "share it when the workshop is over" in row


def test_only_files_that_were_made_are_listed(tmp_path):
    text = to_index(sample_document(), KIT[:1], DEFAULT).decode()
    assert KIT[0].path in text
    assert KIT[1].path not in text


def test_the_index_holds_no_answer(page):
    text = page.read_text(encoding="utf-8")
    assert not [word for word in SECRETS if word in text]


def test_the_page_has_no_script_and_a_policy_against_them(page):
    text = page.read_text(encoding="utf-8")
    assert "<script" not in text
    assert re.search(r"Content-Security-Policy\" content=\"default-src 'none'", text)


@needs_browser()
@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 1280), ("light", 320), ("dark", 320)])
def test_axe_finds_nothing_and_nothing_leaves_the_page(browser, page, scheme, width):
    with visit(browser, page, color_scheme=scheme, viewport={"width": width, "height": 800}) as seen:
        assert seen.violations() == []
        assert seen.outside() == []
        assert seen.page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_title_that_looks_like_a_gap_of_the_page_is_printed_as_it_stands():
    page = to_index(replace(sample_document(), title="{{notice}} {{rows}}"), KIT, DEFAULT).decode()
    assert "<title>{{notice}} {{rows}}" in page
