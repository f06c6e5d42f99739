"""Whole kits: no PDF keeps anybody out, and read aloud, each goes down its pages, as another program sees it that shares no code with our audit."""

from __future__ import annotations

import io
from collections import Counter
from pathlib import Path

import pikepdf
import pytest
import typst

from tests.audit import spoiling as s
from tests.curricula import SMALL
from tests.logos import address, dots
from tests.samples import sample_document
from tests.trust.positions import Block, faults_of
from toolkit.audit.pdf import RULES, look
from toolkit.build import build_kit
from toolkit.export.pdf.guide import to_guide
from toolkit.export.registry import formats
from toolkit.kit.order import kit_order
from toolkit.load import load_curriculum
from toolkit.look.theme import DEFAULT
from toolkit.model.curriculum import Curriculum
from toolkit.model.look import Look
from toolkit.model.session import Session
from toolkit.progress import Progress

PDFS = tuple(row for row in formats().values() if row.suffix == ".pdf")
EVERYTHING = {
    "title": "An evening on safety", "minutes": 90, "start": "18:30", "participants": 24, "rooms": ("Room A", "Room B"), "take_turns": True, "place": "Room 2",
    "organization": "Łódź & Peña “Center”", "facilitators": ("Zoë Ångström", "D'Arcy O'Neil"),
    "look": Look(logo=address(dots()), logo_alt="Springfield Library", primary="#FFCC00", footer="Springfield Library, 12 Main Street"),
}  # fmt: skip
"""All that a session file can say, so that each thing is somewhere on paper."""


def stands_apart(block: Block) -> bool:
    """On a slide two things stand apart, and may be read before or after the rest.

    The foot is read first where it holds the heading of a section that begins. The way out of a story, in the upper right corner, is read last, after the
    choices: nobody wants to hear it before each scene.
    """
    return block.top < 45 or (block.kind == "Link" and block.left > 700 and block.bottom > 470)


def made(curriculum: Curriculum, module: str, out: Path) -> dict[str, bytes]:
    """All PDFs of a kit."""
    local = {contact.id: "555-0100" for contact in curriculum.contacts.values() if contact.local}
    session = Session(modules=(module,), date="2027-01-15", contacts=local, **EVERYTHING)
    order = kit_order(curriculum, "kit", session, PDFS, out)
    result = build_kit(curriculum, order, Progress(order.steps))
    assert result.failures == []
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in sorted(out.rglob("*.pdf"))}


@pytest.fixture(scope="module", params=["small", "shipped"])
def kit(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    if request.param == "small":
        return made(load_curriculum(SMALL), "course/1", tmp_path_factory.mktemp("small"))
    return made(request.getfixturevalue("curriculum"), "intro/1", tmp_path_factory.mktemp("shipped"))


def test_no_pdf_of_a_whole_kit_keeps_anybody_out(kit):
    found = {name: look(content) for name, content in kit.items()}
    assert {name: each.barriers for name, each in found.items() if each.barriers} == {}
    assert len(found) >= len(PDFS)
    counted = Counter[str]()
    for each in found.values():
        counted.update(dict(each.looked_at))
    assert [rule.id for rule in RULES if not counted[rule.id]] == []


def test_whatever_is_read_stands_below_or_beside_what_was_read_before(kit):
    total, faults = 0, {}
    for name, content in kit.items():
        count, found = faults_of(content, stands_apart if "slides" in name else None)
        total += count
        faults |= {name: found} if found else {}
    assert faults == {}
    assert total > 1000


# That this can fail ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("change", [s.swapped("TBody"), s.swapped("Document", at=4), s.swapped("L")])
def test_swapped_tags_are_seen_on_the_paper_too(change):
    guide = to_guide(sample_document(), DEFAULT)
    assert faults_of(guide)[1] == []
    found = faults_of(s.spoiled(guide, change))[1]
    assert found
    assert found[0].startswith("page ")


PAGES = {
    "what is written last is placed on top": ("#v(3cm)\nBelow.\n#place(top + left)[Above.]", 1),
    "the right column is written first": ("#place(top + right, par[Right.])\n#place(top + left, par[Left.])", 1),
    "two columns, each to its end": ("#columns(2)[One.\n\nTwo.\n#colbreak()\nThree.\n\nFour.]", 0),
    "two columns, row by row": ("#grid(columns: 2 * (1fr,))[One.][Two.][Three.][Four.]", 0),
}


@pytest.mark.parametrize("page", PAGES)
def test_a_page_drawn_in_the_wrong_order_is_seen_on_the_paper_alone(page):
    """Here tags and drawing agree, and both are wrong: only the places of the letters tell."""
    body, faults = PAGES[page]
    source = f'#set document(title: "A page in words")\n#set text(lang: "en")\n#set page(width: 12cm, height: 8cm)\n{body}'
    pdf = typst.compile(source.encode(), format="pdf", pdf_standards=["ua-1"])
    assert look(pdf).barriers == ()
    count, found = faults_of(pdf)
    assert (count >= 2, len(found)) == (True, faults)


def test_the_other_program_reads_what_we_read():
    guide = to_guide(sample_document(), DEFAULT)
    with pikepdf.open(io.BytesIO(guide)) as pdf:
        cells = len([tag for tag in s.tags(pdf, "TD", "TH") if s.kids_of(tag)])
    assert faults_of(guide)[0] > cells > 50
