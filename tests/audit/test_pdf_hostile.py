"""PDFs that are none, that are damaged or locked, that want to do harm, or that other programs made: told in words, soon, and in little memory."""

from __future__ import annotations

import gc
import random
import re
import resource
import time
import zlib
from contextlib import suppress

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from tests.audit import spoiling as s
from tests.browser import needs_browser, open_browser
from tests.samples import sample_document
from toolkit.audit import UnreadableError
from toolkit.audit.pdf import look
from toolkit.export.pdf.guide import to_guide
from toolkit.export.registry import formats
from toolkit.look.theme import DEFAULT


@pytest.fixture(scope="module")
def guide() -> bytes:
    return to_guide(sample_document(), DEFAULT)


def own_page_tree(pdf):
    pdf.Root.Pages.Kids = Array([pdf.Root.Pages])


def own_number_tree(pdf):
    tree = pdf.Root.StructTreeRoot
    tree.ParentTree = pdf.make_indirect(tree.ParentTree)
    tree.ParentTree.Kids = Array([tree.ParentTree] * 50)


def own_list(pdf):
    """Each tag in a list holds that list: ten to the power of as many levels as somebody is ready to go down."""
    held = pdf.make_indirect(Array([]))
    for _ in range(10):
        held.append(Dictionary(Type=Name.StructElem, S=Name.P, K=held))
    s.first(pdf, "Document").K = held


def huge_table(pdf):
    s.first(pdf, "TD").A.append(Dictionary(O=Name.Table, ColSpan=2_000_000_000, RowSpan=2_000_000_000))


def nested_value(pdf):
    held = Array([])
    for _ in range(450):
        held = Array([held])
    s.first(pdf, "P").Deep = held


def unpacks_to_gigabytes(pdf):
    zeros = zlib.compress(bytes(64_000_000), 9)
    stream = pikepdf.Stream(pdf, zlib.compress(zeros, 9), Filter=Array([Name.FlateDecode, Name.FlateDecode]))
    for page in pdf.pages:
        page.Contents = pdf.make_indirect(stream)


def form_in_itself(pdf):
    form = pdf.make_stream(b"/Me Do /Me Do /Me Do", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 9, 9]))
    form.Resources = Dictionary(XObject=Dictionary(Me=form))
    page = pdf.pages[0]
    page.Contents = pdf.make_stream(b"/Me Do")
    page.Resources = form.Resources


HARMLESS = {"a number tree in itself", "450 lists in one another"}
"""They keep nothing from anybody: the way back is read once, and what no program asks for is read over."""
HOSTILE = {
    "a page tree in itself": own_page_tree,
    "a number tree in itself": own_number_tree,
    "tags whose list holds them": own_list,
    "a document in a paragraph": s.own_ancestor,
    "5,000 tags in one another": s.deep(5000),
    "a cell of two billion columns": huge_table,
    "450 lists in one another": nested_value,
    "pages that unpack to gigabytes": unpacks_to_gigabytes,
    "a form in itself": form_in_itself,
}


@pytest.mark.parametrize("how", HOSTILE)
def test_a_hostile_file_is_told_in_words_and_soon(how, guide):
    hostile = s.spoiled(guide, HOSTILE[how])
    began, before = time.process_time(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    try:
        told = " ".join(barrier.what for barrier in look(hostile).barriers)
    except UnreadableError as error:
        told = str(error)
    assert (told == "") if how in HARMLESS else told.endswith("."), told
    assert time.process_time() - began < 10
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 600_000


NO_PDF = (b"", b"%PDF-1.7", b"<html><body>Hello</body></html>", bytes(range(256)) * 40, b"%PDF-1.7\n%%EOF\n", b"PK\x03\x04" + bytes(99))


@pytest.mark.parametrize("content", NO_PDF)
def test_what_is_no_pdf_is_refused_in_a_sentence(content):
    with pytest.raises(UnreadableError, match=r"^This .*\. Make it again\.$"):
        look(content)


def test_a_locked_file_is_refused_and_one_that_anybody_may_open_is_looked_at(guide):
    with pytest.raises(UnreadableError, match=r"^This .*\.$"):
        look(s.spoiled(guide, s.nothing, encryption=pikepdf.Encryption(owner="one", user="two")))
    opened = look(s.spoiled(guide, s.nothing, encryption=pikepdf.Encryption(owner="one", user="")))
    assert opened.barriers == ()
    assert dict(opened.looked_at)["pdf-tables-have-headers"] > 5


def test_looking_leaves_the_memory_keeper_of_python_as_it_was(guide):
    """It rests meanwhile."""
    for content in (guide, b"%PDF-1.7"):
        for wanted in (True, False):
            (gc.enable if wanted else gc.disable)()
            try:
                with suppress(UnreadableError):
                    look(content)
                assert gc.isenabled() == wanted
            finally:
                gc.enable()


def test_a_file_packed_by_another_program_is_read_the_same(guide):
    packed = s.spoiled(guide, s.nothing, object_stream_mode=pikepdf.ObjectStreamMode.generate, linearize=True)
    assert packed != guide
    assert look(packed) == look(guide)


def test_a_file_cut_off_or_spoiled_at_random_never_ends_in_a_traceback(guide):
    """Whatever comes of it is a barrier or a sentence; with the same seed it is always the same."""
    chance = random.Random(20_270_115)  # noqa: S311  (chance, not secrecy)
    refusals = []
    small = formats()["wallet-card"].exporter()(sample_document("participant"), DEFAULT)
    for content in [guide[: len(guide) * part // 7] for part in range(1, 7)] + [spoiled_at_random(small, chance) for _ in range(150)]:
        try:
            assert isinstance(look(content).barriers, tuple)
        except UnreadableError as error:
            refusals.append(str(error))
    assert 6 < len(refusals) < 150
    assert [said for said in refusals if not re.fullmatch(r"Th(is|e) .*\.", said)] == []


def spoiled_at_random(content, chance):
    """Some bytes changed, some taken out, some put in twice; half the time in what is not packed, where names and references are."""
    held = bytearray(content)
    for _ in range(chance.randint(1, 12)):
        at = chance.randrange(len(held))
        if chance.random() < 0.5 and (found := held.find(b" R", at)) > 0:
            at = found - chance.randint(0, 6)
        kind = chance.random()
        if kind < 0.6:
            held[at] = chance.choice(b"0123456789/<>[]()R x\x00\xff")
        elif kind < 0.8:
            del held[at : at + chance.randint(1, 40)]
        else:
            held[at:at] = held[at : at + chance.randint(1, 200)]
    return bytes(held)


def test_values_of_another_kind_never_end_in_a_traceback():
    """A number where a list should be, a list of itself, a tag where a page should be: told in sentences, or harmless."""
    chance = random.Random(20_270_116)  # noqa: S311  (chance, not secrecy)
    key = formats()["key"].exporter()(sample_document(), DEFAULT)
    told = 0
    for _ in range(80):
        try:
            told += bool(look(s.spoiled(key, lambda pdf: put_at_random(pdf, chance), fix_metadata_version=False)).barriers)
        except UnreadableError:
            told += 1
    assert told > 40


def put_at_random(pdf, chance):
    """Three entries of the catalog, the root of tags, or any object become something else."""
    objects = [each for each in pdf.objects if isinstance(each, Dictionary)]
    values = [True, 7, -1, 10**18, pikepdf.String("x"), Name.TD, Name.MCR, Array([]), Array([7, Dictionary()]), Dictionary()]
    for _ in range(3):
        held = chance.choice([pdf.Root, pdf.Root.get("/StructTreeRoot"), *(chance.choice(objects) for _ in range(4))])
        if isinstance(held, Dictionary) and (keys := [key for key in held.keys() if key not in ("/Type", "/Pages")]):  # noqa: SIM118
            held[chance.choice(keys)] = chance.choice([*values, chance.choice(objects), Dictionary(dict(chance.choice(objects).items()))])


@needs_browser()
def test_a_page_printed_by_a_browser_is_told_what_it_lacks():
    with open_browser() as browser:
        page = browser.new_page()
        page.set_content("<title>Hello</title><h1>One</h1><h3>Three</h3><a href='https://example.org'>x</a>")
        printed = page.pdf(tagged=True)
    told = {barrier.rule for barrier in look(printed).barriers}
    assert told >= {"pdf-conforms-to-pdf-ua-1", "pdf-heading-levels-have-no-gap", "pdf-links-say-where-they-lead"}
