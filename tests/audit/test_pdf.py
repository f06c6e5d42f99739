"""Good PDFs pass with honest counts; each thing that is spoiled in them is told on its page by its rule, and by no other."""

from __future__ import annotations

import io

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from tests.audit import spoiling as s
from tests.samples import sample_document
from toolkit.audit import audit, rules_of
from toolkit.audit.pdf import RULES, look
from toolkit.export.pdf.guide import to_guide
from toolkit.export.registry import formats
from toolkit.look.theme import DEFAULT

_OF_A_PLAN = {"pre-test", "post-test", "test-key", "scoring-sheet"}
ALL = [row for row in formats().values() if row.suffix == ".pdf" and row.of == "session" and row.name not in _OF_A_PLAN]
"""Those that a sample can fill; the others are in whole kits."""
UA = "pdf-conforms-to-pdf-ua-1"
TITLE, LANGUAGE, TAGS = "pdf-has-title", "pdf-has-language", "pdf-has-tags"
CONTENT, ORDER = "pdf-content-is-tagged-or-decoration", "pdf-reading-order-is-drawing-order"
LEVELS, HEADINGS, BOOKMARKS = "pdf-heading-levels-have-no-gap", "pdf-long-text-has-headings", "pdf-long-file-has-bookmarks"
HEADERS, ROWS, FIGURES, LISTS = "pdf-tables-have-headers", "pdf-table-rows-are-regular", "pdf-figures-have-words", "pdf-lists-have-items"
LINKS, TABS = "pdf-links-say-where-they-lead", "pdf-tab-order-is-reading-order"
LEVELS_OF_HEADINGS = ("H1", "H2", "H3", "H4", "H5", "H6")


@pytest.fixture(scope="module")
def guide() -> bytes:
    return to_guide(sample_document(), DEFAULT)


@pytest.fixture(scope="module")
def slides() -> bytes:
    """A file of more than 20 pages."""
    row = formats()["slides-pdf"]
    return row.exporter()(sample_document(row.reader), DEFAULT)


@pytest.mark.parametrize("row", ALL, ids=lambda row: row.name)
def test_a_good_file_has_no_barrier(row):
    found = audit(row.exporter()(sample_document(row.reader), DEFAULT), ".pdf")
    assert found.barriers == ()
    assert [rule for rule, _ in found.looked_at] == [rule.id for rule in rules_of(".pdf")]


def test_the_guide_has_something_for_every_rule_to_look_at(guide):
    counts = dict(look(guide).looked_at)
    with pikepdf.open(io.BytesIO(guide)) as pdf:
        pages = len(pdf.pages)
        assert counts[HEADERS] == len(list(s.tags(pdf, "Table"))) > 5
        assert counts[ROWS] == len(list(s.tags(pdf, "TR"))) > 20
        assert counts[LEVELS] == len(list(s.tags(pdf, *LEVELS_OF_HEADINGS))) > 30
        assert counts[FIGURES] == len(list(s.tags(pdf, "Figure"))) > 0
        assert counts[LISTS] == len(list(s.tags(pdf, "L"))) > 10
        assert counts[LINKS] == len(list(s.links(pdf))) > 5
        assert counts[TAGS] == len(list(s.tags(pdf))) > 1000
        assert counts[TABS] == sum("/Annots" in page for page in pdf.pages) > 1
    assert counts[UA] > 100
    assert (counts[TITLE], counts[LANGUAGE], counts[HEADINGS]) == (1, 1, pages)
    assert counts[CONTENT] > counts[ORDER] > 500


def test_one_page_needs_no_heading_and_a_short_file_no_bookmarks(guide):
    def one_page(pdf):
        del pdf.pages[1:]
        del pdf.Root["/Outlines"]

    counts = dict((found := look(s.spoiled(guide, one_page))).looked_at)
    assert counts[HEADINGS] == counts[BOOKMARKS] == 0
    assert not {HEADINGS, BOOKMARKS} & {barrier.rule for barrier in found.barriers}


def without(*keys):
    def change(entry):
        for key in keys:
            del entry[key]

    return change


def endless(bookmark):
    bookmark.Next = bookmark


def wordless(bookmark):
    bookmark.Title = " "


def empty_heading(pdf):
    document = s.first(pdf, "Document")
    document.K = Array([*s.kids_of(document), pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.H1, P=document))])


def mute_figure(pdf):
    del s.first(pdf, "Figure")["/Alt"]


def no_outline_of_slides(pdf):
    del pdf.Root["/Outlines"]


FAULTS = {
    "not said to be PDF/UA": (s.metadata(b"pdfuaid:part", b"pdfuaid:past"), {UA}, "PDF/UA part"),
    "a font is not in the file": (s.without_font_file, {UA}, "Letters may be"),
    "no title": (s.metadata(b"dc:title", b"dc:tattle"), {UA, TITLE}, "has no title"),
    "a file name for a title": (s.metadata(b"</rdf:li></rdf:Alt></dc:title>", b" v2.pdf</rdf:li></rdf:Alt></dc:title>"), {TITLE}, "v2.pdf"),
    "the window shows the file name": (s.title_hidden, {UA, TITLE}, "DisplayDocTitle"),
    "no language": (s.on_catalog("/Lang"), {UA, LANGUAGE}, "in which language it is"),
    "a language that is none": (s.on_catalog("/Lang", "English"), {LANGUAGE}, "“English” is no language"),
    "a language left open": (s.on_catalog("/Lang", "und"), {LANGUAGE}, "“und” is no language"),
    "a part in no language": (lambda pdf: s.first(pdf, "P").__setitem__("/Lang", "en_US"), {LANGUAGE, UA}, "“en_US”"),
    "no tags": (s.on_catalog("/StructTreeRoot"), {UA, TAGS}, "has no tags"),
    "a tag in two places": (s.in_two_places, {TAGS}, "stands in two places"),
    "an unknown kind of tag": (s.retag(("P",), "Paragraf", 1), {UA, TAGS}, "(Paragraf)"),
    "tags without end": (s.deep(105), {TAGS}, "100 levels"),
    "a piece leads to another tag": (s.wrong_way_back, {TAGS}, "ParentTree"),
    "text without a tag": (s.drawn_too(b" BT FONT 9 Tf 40 40 Td <0005> Tj ET "), {UA, CONTENT}, "(text)"),
    "a line without a tag": (s.drawn_too(b" 0 0 m 9 9 l S "), {UA, CONTENT}, "(lines or areas)"),
    "a picture without a tag": (s.drawn_too(b" q BI /W 1 /H 1 /BPC 8 /CS /G ID x EI Q "), {CONTENT}, "(a picture)"),
    "a piece that no tag holds": (s.dropped_piece, {CONTENT}, "belong to no tag, so nobody hears them"),
    "instructions that cannot be unpacked": (s.packed_by(Name.FlateDecode), {CONTENT}, "cannot be followed"),
    "instructions packed as a picture": (s.packed_by(Name.JBIG2Decode), {CONTENT}, "cannot be followed"),
    "an instruction without what it is about": (s.drawn_too(b" Do "), {CONTENT}, "cannot be followed"),
    "pieces of a paragraph swapped": (s.swapped("P"), {ORDER}, "is drawn before it"),
    "parts of the document swapped": (s.swapped("Document", at=4), {ORDER}, "is drawn before it"),
    "rows of a table swapped": (s.swapped("TBody"), {ORDER}, "A cell is read after a cell"),
    "the last page is read first": (s.last_page_first, {ORDER}, "order of the pages"),
    "a piece is read twice": (s.heard_twice, {ORDER, TAGS}, "two tags"),
    "a tag of what is not there": (s.beyond_the_page, {ORDER, TAGS}, "not drawn there"),
    "a level skipped": (s.retag(("H3",), "H6", 1), {UA, LEVELS}, "A heading of level 6"),
    "the first heading is of level 2": (s.retag(("H1",), "H2", 1), {UA, LEVELS}, "is the first"),
    "headings without levels": (s.retag(("H6", "H5", "H4", "H3", "H2", "H1"), "H"), {UA, LEVELS}, "does not say its level"),
    "an empty heading": (empty_heading, {LEVELS}, "has nothing in it"),
    "no heading": (s.retag(LEVELS_OF_HEADINGS, "P"), {HEADINGS}, "and no heading"),
    "a bookmark without words": (s.on_bookmark(wordless), {BOOKMARKS}, "has no words"),
    "a bookmark that leads nowhere": (s.on_bookmark(without("/Dest")), {BOOKMARKS}, "leads nowhere"),
    "bookmarks without end": (s.on_bookmark(endless), {BOOKMARKS}, "cannot be followed"),
    "header cells turned into others": (s.retag(("TH",), "TD"), {HEADERS}, "has no header cells"),
    "no scope": (s.without_scope, {UA, HEADERS}, "for which cells they stand"),
    "a header that is not there": (s.headers_lost, {HEADERS}, "1 header cell that it does not have"),
    "a cell as wide as two": (s.wide_cell, {UA, ROWS}, "different numbers of cells"),
    "a table without rows": (s.retag(("TR",), "Div"), {UA, ROWS, HEADERS}, "has no rows"),
    "a figure without words": (mute_figure, {UA, FIGURES}, "has no alternative text"),
    "a file name for words": (s.with_words("pictures/map of the story.svg"), {FIGURES}, "is the name of a file"),
    "words that say nothing": (s.with_words("Image 3"), {FIGURES}, "says nothing"),
    "a picture within a paragraph": (s.picture_in_text, {FIGURES}, "tagged as text"),
    "a list without items": (s.retag(("LI",), "P"), {UA, LISTS}, "no items"),
    "an item without its text": (s.retag(("LBody",), "P", 1), {UA, LISTS}, "Lbl and LBody"),
    "something between items": (s.retag(("LI",), "P", 1), {UA, LISTS}, "beside its items (P)"),
    "an item outside of a list": (s.retag(("L",), "Div", 1), {UA, LISTS}, "outside of any list"),
    "a link without a description": (s.on_link("/Contents", " "), {LINKS}, "Describe it"),
    "a link that leads nowhere": (s.on_link("/Dest"), {LINKS}, "leads nowhere"),
    "a link out of the tags": (s.link_out_of_tags, {LINKS}, "not among the tags"),
    "links that no tag can lead to": (s.links_in_the_page, {LINKS}, "not among the tags"),
    "no tab order": (s.no_tab_order, {UA, TABS}, "Tab key"),
}  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS)
def test_what_is_spoiled_is_told_by_its_rule_and_no_other(fault, guide):
    change, rules, words = FAULTS[fault]
    barriers = look(s.spoiled(guide, change)).barriers
    assert {barrier.rule for barrier in barriers} == rules, barriers
    assert any(words in barrier.what for barrier in barriers), barriers


def test_of_a_file_without_tags_nothing_is_said_to_have_been_looked_at(guide):
    counts = dict(look(s.spoiled(guide, s.on_catalog("/StructTreeRoot"))).looked_at)
    assert {rule for rule, count in counts.items() if count} == {UA, TITLE, LANGUAGE, CONTENT, BOOKMARKS, LINKS, TABS}


def test_what_a_file_says_cannot_steer_a_terminal(guide):
    [barrier] = look(s.spoiled(guide, s.with_words("map\x1b[2J\u202e.svg"))).barriers
    assert barrier.what.isprintable()
    assert "“map\\u001b[2J\\u202e.svg”" in barrier.what


def test_every_rule_has_a_fault_that_shows_it():
    assert {rule for _, rules, _ in FAULTS.values() for rule in rules} == {rule.id for rule in RULES}


def test_a_barrier_says_on_which_page_it_is(guide):
    """Also where the validator names only the object: the sentence before the number of its rule is of that page."""
    found = look(s.spoiled(guide, mute_figure)).barriers
    assert len({barrier.where for barrier in found}) == 1
    assert found[0].where.startswith("page ")


@pytest.mark.parametrize(("change", "on"), [(no_outline_of_slides, ""), (s.no_tab_order, "page ")])
def test_a_long_file_needs_bookmarks(slides, change, on):
    assert look(slides).barriers == ()
    [barrier] = [each for each in look(s.spoiled(slides, change)).barriers if each.rule != UA]
    assert (barrier.rule == BOOKMARKS) == (not on)
    assert barrier.where.startswith(on)
