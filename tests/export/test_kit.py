"""The index of a kit opens everything in it, needs no network and no mouse, and holds no answer."""

from __future__ import annotations

import datetime as dt
import re
import zipfile
from dataclasses import replace
from html import unescape
from pathlib import Path
from typing import get_args
from urllib.parse import unquote, urlsplit

import pytest

from tests.browser import needs_browser, open_browser, visit
from tests.samples import SECRETS, sample_document
from toolkit.export import document as d
from toolkit.export.kit import Kit, KitFile, to_accessibility, to_index
from toolkit.export.kit.files import count_pages
from toolkit.export.kit.printing import print_list
from toolkit.export.office import same_zip
from toolkit.export.registry import Copies, formats
from toolkit.look.theme import DEFAULT
from toolkit.messages import messages

PAGES = {"handout": 25, "guide": 40, "key": 3, "cards": 16}
FILES = tuple(KitFile(row.name, row.title, row.path_of("a-page"), pages=PAGES.get(row.name)) for row in formats().values())


def kit_of(document: d.Document | None = None, **more) -> Kit:
    document = document or sample_document()
    return Kit("evening", document, FILES, facts=document.facts, contacts=document.contacts, **more)


def index_of(kit: Kit) -> str:
    return unescape(to_index(kit, DEFAULT).decode())


def with_days(*days: str) -> d.Document:
    return replace(sample_document(), days=tuple(d.Day(dt.date.fromisoformat(day), dt.time(18), 60) for day in days))


@pytest.fixture(scope="module")
def browser():
    with open_browser() as opened:
        yield opened


@pytest.fixture
def page(tmp_path):
    path = tmp_path / "index.html"
    path.write_bytes(to_index(kit_of(), DEFAULT))
    return path


def section(text: str, name: str) -> str:
    return re.search(rf'<section aria-labelledby="{name}".*?</section>', text, re.DOTALL)[0]


def test_every_file_is_linked_with_what_to_print(page):
    text = unescape(page.read_text(encoding="utf-8"))
    for file in FILES:
        assert f'href="{file.path}"' in text
    assert "24 copies" in text
    assert "{{" not in text


def test_files_stand_where_they_are_used(page):
    text = section(unescape(page.read_text(encoding="utf-8")), "files")
    heads = [text.index(f"<caption>{head}</caption>") for head in ("Before the day", "On the day", "Afterwards")]
    assert heads == sorted(heads)
    spans = dict(zip(("before", "day", "after"), zip(heads, [*heads[1:], len(text)], strict=True), strict=True))
    for row in formats().values():
        start, end = spans[row.used]
        assert start < text.index(f'href="{row.path_of("a-page")}"') < end, row.name
    assert {row.used for row in formats().values()} == {"before", "day", "after"}


def test_what_holds_answers_for_everyone_is_for_afterwards(page):
    row = re.search(r"<tr>(?:(?!</tr>).)*study\.html.*?</tr>", page.read_text(encoding="utf-8"))[0]
    assert "for-afterwards/study.html" in row
    assert "everyone, after the workshop" in row
    assert "nothing to print" in row
    assert "share it when the workshop is over" in row


def test_every_way_of_counting_copies_has_its_words():
    words = messages("en").all()
    for way in get_args(Copies):
        assert f"index.print-{way}" in words
        if way not in ("none", "spare", "one", "once"):  # the first two are not in the list, of the others the number is known
            assert f"index.copies-{way}" in words


def test_the_print_list_counts_copies_and_sheets():
    jobs = {job.file.name: job for job in print_list(kit_of())}
    assert set(jobs) == set(PAGES)
    assert (jobs["handout"].copies, jobs["handout"].sheets) == (24, 24 * 13)
    assert (jobs["guide"].copies, jobs["guide"].sheets) == (2, 2 * 20), "one for each of the two facilitators, on both sides"
    assert (jobs["cards"].copies, jobs["cards"].sheets_each) == (None, 16), "cards have one side"
    text = section(index_of(kit_of()), "printing")
    assert f"{24 * 13 + 2 * 20 + 2 * 2} sheets of US Letter paper in all. Files without a number of copies are not counted." in text
    assert "<td>see its first page</td>" in text
    a4 = replace(sample_document(), paper="a4")
    assert "sheets of A4 paper" in section(index_of(kit_of(a4)), "printing")


def test_a_workshop_of_unknown_size_has_a_print_list_all_the_same():
    document = sample_document()
    document = replace(document, about=replace(document.about, participants=None))
    text = index_of(kit_of(document))
    assert "<td>1 for each participant</td><td>13 a copy</td>" in section(text, "printing")
    assert "44 sheets of" in section(text, "printing")
    assert "How many people will come:" in section(text, "open")
    assert "24" not in section(text, "printing")


def test_pages_are_counted_as_the_page_tree_says():
    assert count_pages(b"1 0 obj <</Type/Pages/Count 12/Kids[2 0 R]>>") == 12
    assert count_pages(b"<</Kids [2 0 R] /Count 3 /Type /Pages>> <</Type /Pages /Parent 1 0 R /Count 2>>") == 3
    assert count_pages(b"%PDF-1.7 /Type/ObjStm") is None


def test_what_nobody_confirmed_stands_on_top():
    text = section(index_of(kit_of()), "open")
    assert "Who the support person is:" in text
    assert "The state law insert: one page" in text
    assert "Your state’s child abuse line: the number for your area:" in text
    assert "NCMEC" not in text, "what somebody has checked is not asked for"
    for said in ("The date:", "The place:", "The start time:", "Who leads:"):
        assert said not in text


def test_what_the_session_does_not_say_is_asked_for():
    document = sample_document()
    about = replace(document.about, date="", place="", starts="", facilitators=())
    text = section(index_of(kit_of(replace(document, about=about, days=(d.Day(None, None, 60),)))), "open")
    for missing in ("The date:", "The place:", "The start time:", "Who leads:"):
        assert missing in text
    assert "the first of them by November 30, 2027" in text


@pytest.mark.parametrize(("days", "late"), [(("2027-11-30",), False), (("2027-11-30", "2027-12-01"), True)])
def test_facts_that_are_due_before_the_last_day_are_named(days, late):
    text = section(index_of(kit_of(with_days(*days))), "open")
    assert ("Look at these facts again before the workshop: F-A1-01, F-A1-02" in text) == late
    assert "the first of them by" not in text


def test_a_contact_that_was_checked_too_long_ago_says_when():
    contacts = (
        d.Contact("NCMEC", "p", "report", "1", "", "h", "", False, True, "January 2, 2026"),
        d.Contact("911", "p", "danger", "911", "", "h", "", False, True, ""),
    )
    text = section(index_of(replace(kit_of(), contacts=contacts)), "open")
    assert "NCMEC: compare it with its own website. It was last checked on January 2, 2026." in text
    assert "911: never test-call it." in text


def test_the_run_of_show_has_clock_times_and_the_days_of_a_longer_workshop():
    text = section(index_of(kit_of()), "run")
    assert "<td>18:06</td><td>10</td><td>Break</td>" in text
    document = with_days("2027-03-01", "2027-03-02")
    schedule = tuple(replace(row, day=1 + place // 2) for place, row in enumerate(document.schedule))
    text = section(index_of(kit_of(replace(document, schedule=schedule))), "run")
    assert "<caption>Day 1, March 1, 2027</caption>" in text
    assert text.index("Day 2, March 2, 2027") > text.index("Break")


def test_only_files_that_were_made_are_listed_and_older_ones_are_no_links():
    text = index_of(replace(kit_of(), files=FILES[:1], left=("for-facilitator/key.pdf",)))
    assert f'href="{FILES[0].path}"' in text
    assert FILES[1].path not in text
    assert "<li>for-facilitator/key.pdf</li>" in text
    assert 'href="for-facilitator/key.pdf"' not in text


def test_a_format_of_another_package_needs_nothing_but_its_row(monkeypatch):
    row = replace(formats()["handout"], name="a-poster", title="Poster & more", file="große Plakate/a b#1.pdf", when="before", copies="any")
    monkeypatch.setitem(formats(), row.name, row)
    text = index_of(replace(kit_of(), files=(KitFile(row.name, row.title, row.path, pages=1),)))
    assert 'href="for-participants/gro%C3%9Fe%20Plakate/a%20b%231.pdf">Poster & more</a>' in text
    assert "<caption>Before the day</caption>" in text
    assert "· 1 page<" in text
    assert "<td>as many as you like</td><td>1 a copy</td>" in text


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


@needs_browser()
def test_every_link_opens_in_an_unzipped_copy_in_a_folder_with_spaces_and_accents(browser, tmp_path):
    around = {"index.html": to_index(kit_of(), DEFAULT), "accessibility.html": to_accessibility(kit_of(), DEFAULT), "manifest.json": b"{}"}
    whole = {file.path: b"x" for file in FILES} | around
    (tmp_path / "evening.zip").write_bytes(same_zip({f"evening/{path}": content for path, content in whole.items()}))
    stick = tmp_path / "Büro Straße #1, 100 %" / "mémoire"
    with zipfile.ZipFile(tmp_path / "evening.zip") as package:
        package.extractall(stick)
    with visit(browser, stick / "evening/index.html", offline=True) as seen:
        links = seen.page.evaluate("[...document.links].map(link => link.href)")
        assert seen.complaints == []
    opened = {Path(unquote(urlsplit(link).path)).relative_to(stick.resolve() / "evening").as_posix() for link in links}
    assert opened == {*(file.path for file in FILES), "accessibility.html", "manifest.json"}
    assert all((stick / "evening" / path).is_file() for path in opened)


@needs_browser()
@pytest.mark.parametrize("paper", ["Letter", "A4"])
def test_it_prints_on_two_sheets(browser, page, paper):
    with visit(browser, page) as seen:
        assert 1 < (count_pages(seen.page.pdf(format=paper)) or 9) <= 4


def test_a_title_that_looks_like_a_gap_of_the_page_is_printed_as_it_stands():
    page = to_index(kit_of(replace(sample_document(), title="{{notice}} {{body}}")), DEFAULT).decode()
    assert "<title>{{notice}} {{body}}" in page
