"""Word files, checked in what was finished: another library opens them, two checkers find no fault, and nothing given is lost."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import ooxml_integrity
import pytest
from docx.oxml.ns import qn
from openxml_audit import OpenXmlValidator

from tests.contrast import contrast
from tests.drawing.pictures import EXAMPLES
from tests.export.test_handout import SVG, with_blocks
from tests.export.test_pptx import picture
from tests.export.word import Word, parts_of, property_of, text_of
from tests.samples import SECRETS, paragraph, sample_document, text
from tests.vetted import session_of
from toolkit.build import run_notebook
from toolkit.drawing.told import told
from toolkit.errors import ToolkitError, UsageError
from toolkit.export import document as d
from toolkit.export.docx.guide import to_guide_docx
from toolkit.export.docx.handout import to_handout_docx
from toolkit.export.docx.xml import ForbiddenCharacterError
from toolkit.export.finished import says_restricted
from toolkit.export.read import read
from toolkit.export.typography import polished
from toolkit.look.theme import DEFAULT
from toolkit.messages import messages
from toolkit.model.curriculum import Curriculum

MAKE = {"participant": to_handout_docx, "facilitator": to_guide_docx}
READERS: tuple[d.Reader, ...] = ("participant", "facilitator")
HOSTILE = "<w:t>&amp; {x} ${y} \"q\" 'r' ]]> %s \\n Ω 字 _x0007_ \U0001f33b"
LETTERS = 4.5  # WCAG 2.2, contrast of text


def made(document: d.Document) -> bytes:
    return MAKE[document.reader](document, DEFAULT)


def opened(document: d.Document) -> Word:
    return Word(made(document))


@pytest.fixture(scope="module")
def handout() -> Word:
    return opened(sample_document("participant"))


@pytest.fixture(scope="module")
def guide() -> Word:
    return opened(sample_document())


def two_modules(reader: d.Reader) -> d.Document:
    document = sample_document(reader)
    again = replace(document.modules[0], id="intro/2", title="A second module")
    return replace(document, modules=(document.modules[0], again))


def by_hand(reader: d.Reader) -> d.Document:
    """A notebook that somebody wrote: no minutes, no contacts, no sources, headings that skip levels."""
    blocks = (d.Heading(3, text("Deep")), *paragraph("My own words."), d.Heading(1, text("Up")), d.Heading(3, text("Deep again")))
    module = d.Module("", "", "", (), (), (), (d.Segment("part-1", "My own part", None, blocks),), (), (), ())
    return replace(
        sample_document(reader), subtitle="", about=d.About("", "", (), "", "", "", "", 0, None), modules=(module,), schedule=(),
        contacts=(), sources=(), facts=(), notice=(), edition="", licence="",
    )  # fmt: skip


def diagram() -> d.Diagram:
    picture = EXAMPLES["cycle"]
    lines = d.Listing(tuple(paragraph(line) for line in told(picture, messages("en"))), ordered=True)
    return d.Diagram("round", "A round", "Each step leads to the next.", text("A note"), lines, picture)


def rich(reader: d.Reader) -> d.Document:
    """Pictures of every kind, two tables in a row, lists in panels and in lists, a diagram, lines to fill in, some contacts."""
    document = with_blocks(
        d.Figure(picture(40, 3), "image/png", "A wide block", text("A caption")), d.Figure(SVG, "image/svg+xml", "A clay bar"),
        d.Table((text("What"), text("How")), ((text("Row"), text("Words")),)), d.Table((text("One"),), ((text("Cell"),),)),
        d.Callout("remember", "", (d.Listing((paragraph("In"), (*paragraph("First"), *paragraph("Then"), d.Listing((paragraph("Deep"),), ordered=True))), ordered=True),)),
        d.Listing((paragraph("Seventh"), paragraph("Eighth")), ordered=True, start=7),
        d.FillIn("Local numbers", ("School", "Clinic"), 2), d.WhomToCall("Call", sample_document().contacts[:2]),
        d.CodeBlock("x = 1\ny = 2"), d.Quotation(paragraph(HOSTILE)),
        diagram(),
    )  # fmt: skip
    return replace(document, reader=reader)


DOCUMENTS = [make(reader) for make in (sample_document, two_modules, by_hand, rich) for reader in READERS]
NAMES = [f"{make.__name__}, {reader}" for make in (sample_document, two_modules, by_hand, rich) for reader in READERS]


def assert_sound(data: bytes, folder: Path) -> Word:
    """What must be so in every file."""
    path = folder / "word.docx"
    path.write_bytes(data)
    result = OpenXmlValidator().validate(path)
    assert not result.errors, "\n".join(map(str, result.errors))
    assert not ooxml_integrity.check(path)
    word = Word(data)
    levels = word.levels
    assert levels[:1] == [1]
    assert all(lower <= upper + 1 for upper, lower in pairwise(levels))
    assert_links_lead_somewhere(word)
    for table in word.body.iter(qn("w:tbl")):
        rows = table.findall(qn("w:tr"))
        assert [row.find(f"./{qn('w:trPr')}/{qn('w:tblHeader')}") is not None for row in rows] == [True] + [False] * (len(rows) - 1)
        assert table.find(f"./{qn('w:tblPr')}/{qn('w:tblLook')}").get(qn("w:firstRow")) == "1"
        assert all(text_of(cell).strip() for cell in rows[0].iter(qn("w:tc")))
        assert table.find(f"./{qn('w:tblPr')}/{qn('w:tblCaption')}").get(qn("w:val")).strip()
    for shown in word.body.iter(qn("wp:docPr")):
        assert shown.get("descr").strip()
        assert not re.search(r"\.(?:png|jpe?g|svg|gif)\b", shown.get("descr"))
    return word


def assert_links_lead_somewhere(word: Word) -> None:
    names = [mark.get(qn("w:name")) for mark in word.body.iter(qn("w:bookmarkStart"))]
    ids = [mark.get(qn("w:id")) for mark in word.body.iter(qn("w:bookmarkStart"))]
    assert len(set(names)) == len(names)
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch(r"[A-Za-z]\w{0,39}", name) for name in names)
    links = list(word.body.iter(qn("w:hyperlink")))
    assert {link.get(qn("w:anchor")) for link in links} - {None} <= set(names)
    outside = [word.file.part.rels[link.get(qn("r:id"))] for link in links if link.get(qn("r:id"))]
    assert all(relation.is_external for relation in outside)


@pytest.mark.parametrize("document", DOCUMENTS, ids=NAMES)
def test_checkers_find_no_fault_and_the_structure_is_whole(document: d.Document, tmp_path: Path) -> None:
    assert_sound(made(document), tmp_path)


@pytest.mark.parametrize("reader", READERS)
def test_every_module_that_ships_makes_a_sound_file(reader: d.Reader, curriculum: Curriculum, tmp_path: Path) -> None:
    names = [module.id for module in curriculum.listed_modules()]
    assert names
    for name in names:
        word = assert_sound(made(read(run_notebook(curriculum, session_of(curriculum, name, start="18:30")), reader)), tmp_path)
        assert len(word.text) > 5000
        assert not re.findall(r"\[@|\{contact:|\{fact:|#Sources|\*\*", word.text)


@pytest.mark.parametrize("reader", READERS)
def test_what_is_read_back_is_as_agreed(reader: d.Reader, golden: Any) -> None:
    name = "handout" if reader == "participant" else "guide"
    golden(f"sample.{name}.docx.txt", opened(sample_document(reader)).outline())


def texts_in(value: object) -> Iterator[str]:
    """Every text that a reader may see; names by which parts are known, and how they are shown, left out."""
    known = {
        "id", "kind", "objective", "objectives", "reader", "language", "paper", "access", "tone", "need", "module", "segment", "href",
        "checked_on", "label", "media_type", "safety", "priority", "clock", "review_by", "activity", "grouping", "slides", "web",
    }  # fmt: skip
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from texts_in(item)
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            if field.name not in known:
                yield from texts_in(getattr(value, field.name))


def test_every_text_of_a_participants_document_is_in_the_workbook(handout: Word) -> None:
    document = polished(sample_document("participant"))
    whole = " ".join(handout.text.replace("\u00a0", " ").split())
    # The schedule is the guide's; hours are printed with a dash; numbers stand a way to a line.
    given = [piece for part in (document.title, document.subtitle, document.modules, document.sources, document.notice) for piece in texts_in(part)]
    given += [piece for contact in document.contacts for piece in (contact.name, contact.purpose, contact.hours, contact.note)]
    assert len(given) > 100
    missing = [piece for piece in given if " ".join(piece.replace("\u00a0", " ").split()) not in whole]
    assert not missing


def test_every_note_and_reason_of_a_facilitators_document_is_in_the_guide(guide: Word) -> None:
    document = polished(sample_document())
    whole = " ".join(guide.text.replace("\u00a0", " ").split())
    module = document.modules[0]
    quizzes = [block for segment in module.segments for block in segment.blocks if isinstance(block, d.Quiz | d.Sort)]
    notes = [note for segment in module.segments for slide in segment.slides for note in slide.notes]
    answers = [question.answer for block in quizzes if isinstance(block, d.Quiz) for question in block.questions if question.answer]
    given = [piece for part in (notes, [reason.blocks for answer in answers for reason in answer.reasons], document.facts) for one in part for piece in texts_in(one)]
    assert len(given) > 40
    assert not [piece for piece in given if " ".join(piece.replace("\u00a0", " ").split()) not in whole]
    assert not [secret for secret in SECRETS if secret not in whole]


def test_no_answer_and_no_note_is_anywhere_in_the_workbook() -> None:
    everything = b"\n".join(parts_of(made(sample_document("participant"))).values()).lower()
    assert len(everything) > 50_000
    assert not [secret for secret in SECRETS if secret.encode() in everything]


def test_a_participants_document_makes_no_guide() -> None:
    with pytest.raises(ValueError, match="participant"):
        to_guide_docx(sample_document("participant"), DEFAULT)


@pytest.mark.parametrize("document", DOCUMENTS, ids=NAMES)
def test_the_same_document_gives_the_same_bytes(document: d.Document) -> None:
    assert made(document) == made(document)


def test_lists_count_as_the_document_does(handout: Word) -> None:
    """Word writes the letters and numbers: each list begins again, and says what the key and the cards say."""
    labels = {line.text: line.label for line in handout.lines if line.label}
    quiz = next(block for block in sample_document().modules[0].segments[1].blocks if isinstance(block, d.Quiz))
    for question in quiz.questions:
        assert labels["".join(span.text for span in question.prompt[0].text)] == f"{question.number}."  # type: ignore[union-attr]
        for item in (*question.left, *question.options):
            # A text may be in two lists with one letter; ordering and matching leave room before it.
            assert labels["".join(span.text for span in item.text)].removeprefix("____  ") == f"{item.label}."
    steps = [line.label for line in handout.lines if line.text in {"Step one", "Step two", "Name one person.", "Write the number."}]
    assert steps == ["1.", "2.", "1.", "2."]


def test_a_list_that_begins_elsewhere_keeps_its_numbers_and_lists_in_panels_count_too() -> None:
    word = opened(rich("participant"))
    labels = {line.text: line.label for line in word.lines}
    assert [labels[name] for name in ("Seventh", "Eighth", "In", "First", "Deep")] == ["7.", "8.", "1.", "2.", "a."]


def test_each_choice_leads_to_what_happens_and_that_to_the_next_card(handout: Word) -> None:
    marks = {mark.get(qn("w:name")): text_of(mark.getparent()) for mark in handout.body.iter(qn("w:bookmarkStart"))}
    leads = {
        text_of(link): marks[link.get(qn("w:anchor"))] for link in handout.body.iter(qn("w:hyperlink")) if link.get(qn("w:anchor"))
    }
    assert leads["(look\u00a0up\u00a01A)"].startswith("1A\tThey look up and say")
    assert leads["Turn\u00a0to\u00a0card\u00a04"] == "\u00a0Card 4\u00a0  A small opening"
    assert leads["2"].startswith("DHS Blue Campaign. How You Can Help")  # the number of a source


def test_two_stories_of_one_name_keep_their_cards_apart(tmp_path: Path) -> None:
    assert_sound(made(two_modules("participant")), tmp_path)
    assert_sound(made(two_modules("facilitator")), tmp_path)


def test_every_run_names_its_language(handout: Word, guide: Word) -> None:
    for word in (handout, guide):
        assert word.file.styles.element.find(f".//{qn('w:docDefaults')}//{qn('w:lang')}").get(qn("w:val")) == "en-US"
        said = [run for run in word.body.iter(qn("w:r")) if run.find(qn("w:t")) is not None]
        assert len(said) > 100
        assert {run.find(f"./{qn('w:rPr')}/{qn('w:lang')}").get(qn("w:val")) for run in said} == {"en-US"}


def test_text_can_be_read_on_every_ground(guide: Word) -> None:
    paragraphs = [style for style in guide.file.styles if style.type == 1]
    letters = [style for style in guide.file.styles if style.type == 2]
    grounds = {ground_of(style) for style in paragraphs}
    assert len(grounds) > 6
    for style in paragraphs:
        assert contrast(ink_of(style), ground_of(style)) >= LETTERS, style.name
    for style in letters:
        own = property_of(style, "w:rPr/w:shd", "w:fill")
        for ground in [f"#{own}"] if own else ["#FFFFFF"]:
            assert contrast(ink_of(style), ground) >= LETTERS, style.name
    for tone in ("Remember", "Caution", "Support", "Law"):
        ground = ground_of(guide.styles[f"Callout{tone}"])
        for name in (f"{tone}Title", "Hyperlink", "Citation"):
            assert contrast(ink_of(guide.styles[name]), ground) >= LETTERS, (tone, name)


def ink_of(style: Any) -> str:
    return f"#{property_of(style, 'w:rPr/w:color', 'w:val') or DEFAULT.palette.ink.lstrip('#')}"


def ground_of(style: Any) -> str:
    return f"#{property_of(style, 'w:pPr/w:shd', 'w:fill') or 'FFFFFF'}"


def test_what_to_do_has_a_style_of_its_own_for_each_kind(guide: Word) -> None:
    found = {line.style: line.text for line in guide.lines}
    assert {"Say", "Ask", "Do", "Watch For", "Transition", "Debrief", "Key", "Likely Answers", "Slide Text", "Clock"} <= found.keys()
    assert "Say" not in {style.name for style in opened(sample_document("participant")).file.styles}


def test_styles_are_those_that_word_knows_and_all_that_is_used_is_defined(handout: Word) -> None:
    used = {line.style for line in handout.lines}
    assert {"Title", "Heading 1", "Heading 2", "Heading 3", "Heading 4", "List Bullet", "List Number", "Quote", "Header"} <= used | {"Header"}
    asked = {mark.get(qn("w:val")) for tag in ("w:pStyle", "w:rStyle", "w:tblStyle") for mark in handout.body.iter(qn(tag))}
    assert asked <= handout.styles.keys()


@pytest.mark.parametrize(("paper", "size"), [("letter", (12240, 15840)), ("a4", (11906, 16838))])
@pytest.mark.parametrize("reader", READERS)
def test_the_paper_is_the_one_asked_for_and_tables_fit_it(paper: str, size: tuple[int, int], reader: d.Reader) -> None:
    word = opened(replace(sample_document(reader), paper=paper))  # type: ignore[arg-type]
    section = word.file.sections[0]
    assert (section.page_width.twips, section.page_height.twips) == size
    room = size[0] - section.left_margin.twips - section.right_margin.twips
    for table in word.body.iter(qn("w:tbl")):
        assert sum(int(column.get(qn("w:w"))) for column in table.iter(qn("w:gridCol"))) == room


def test_head_and_foot_say_what_this_is_and_count_the_pages(handout: Word) -> None:
    section = handout.file.sections[0]
    assert text_of(section.header._element) == "Recognizing Child Sex Trafficking\tParticipant workbook"
    assert text_of(section.footer._element) == "Springfield Library\tPage 1 of 1"
    fields = [field.get(qn("w:instr")).strip() for field in section.footer._element.iter(qn("w:fldSimple"))]
    assert fields == ["PAGE", "NUMPAGES"]


@pytest.mark.parametrize("reader", READERS)
def test_a_restricted_file_says_so_on_every_page(reader: d.Reader, tmp_path: Path) -> None:
    mark = "For vetted public-safety professionals"
    data = made(replace(sample_document(reader), access="restricted"))
    word = Word(data)
    section = word.file.sections[0]
    assert section.different_first_page_header_footer
    assert mark in text_of(section.header._element)
    assert mark in text_of(section.first_page_header._element)
    path = tmp_path / "word.docx"
    path.write_bytes(data)
    assert says_restricted(path)
    path.write_bytes(made(sample_document(reader)))
    assert not says_restricted(path)
    assert mark not in text_of(Word(path.read_bytes()).file.sections[0].first_page_header._element)


def test_office_prints_the_mark_the_head_and_the_font_on_paper(tmp_path: Path) -> None:
    if not shutil.which("soffice") or not shutil.which("pdftotext"):
        pytest.skip("soffice or pdftotext is not installed")
    (tmp_path / "word.docx").write_bytes(made(replace(sample_document("participant"), access="restricted")))
    call = ["soffice", f"-env:UserInstallation=file://{tmp_path}/office", "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(tmp_path / "word.docx")]
    subprocess.run(call, capture_output=True, check=True, timeout=180)
    printed = subprocess.run(["pdftotext", "-layout", str(tmp_path / "word.pdf"), "-"], capture_output=True, text=True, check=True).stdout
    pages = printed.split("\f")[:-1]
    assert len(pages) > 5
    assert all("For vetted public-safety professionals" in page for page in pages)
    assert all(f"Page {number} of {len(pages)}" in page for number, page in enumerate(pages, start=1))
    fonts = subprocess.run(["pdffonts", str(tmp_path / "word.pdf")], capture_output=True, text=True, check=True).stdout
    assert "AtkinsonHyperlegible-Regular" in fonts


def test_the_font_travels_in_the_file_and_names_another_for_those_who_cannot_take_it(handout: Word) -> None:
    parts = parts_of(made(sample_document("participant")))
    table = parts["word/fontTable.xml"].decode()
    assert '<w:altName w:val="Verdana"/>' in table
    keys = re.findall(r'w:embed(\w+) r:id="rId(\d)" w:fontKey="\{([0-9A-F-]+)\}"', table)
    assert [style for style, _, _ in keys] == ["Regular", "Bold", "Italic", "BoldItalic"]
    for _, place, key in keys:
        font = parts[f"word/fonts/font{place}.odttf"]
        unlock = bytes.fromhex(key.replace("-", ""))[::-1]
        head = bytes(byte ^ unlock[at % 16] for at, byte in enumerate(font[:32]))
        assert head[:4] == b"\x00\x01\x00\x00"  # a TrueType font


def test_properties_name_the_workshop_and_nobody_else() -> None:
    data = made(sample_document())
    properties = Word(data).file.core_properties
    assert properties.title == "Facilitator guide: Recognizing Child Sex Trafficking"
    assert properties.subject == "Evening for foster parents"
    assert (properties.author, properties.last_modified_by) == ("A. Facilitator, B. Facilitator", "Springfield Library")
    assert (properties.language, properties.created.year) == ("en-US", 1980)
    assert b"python-docx" not in b"".join(parts_of(data).values())
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_pictures_keep_their_form_and_what_word_cannot_read_is_drawn_anew() -> None:
    word = opened(rich("participant"))
    room = word.file.sections[0].page_width - word.file.sections[0].left_margin - word.file.sections[0].right_margin
    shapes = list(word.file.inline_shapes)
    assert len(shapes) == 3
    assert shapes[0].width / shapes[0].height == pytest.approx(40 / 3, rel=0.02)
    assert shapes[1].width / shapes[1].height == pytest.approx(20 / 6, rel=0.05)
    assert all(shape.width <= room for shape in shapes)
    told = [shape._inline.docPr.get("descr") for shape in shapes]
    assert told[:2] == ["A wide block", "A clay bar"]
    assert len(told[2]) > 80  # a diagram says all that it holds
    assert {part.partname.ext for part in word.file.part.package.iter_parts() if "media" in part.partname} == {"png"}


def test_a_picture_that_reaches_outside_or_is_broken_is_refused() -> None:
    reaching = d.Figure(SVG.replace(b"</svg>", b'<image href="https://example.org/x.png"/></svg>'), "image/svg+xml", "A bar")
    with pytest.raises(UsageError, match="outside itself"):
        made(with_blocks(reaching))
    for media, data in (("image/png", b"\x89PNG\r\n\x1a\nbroken"), ("image/svg+xml", b"<svg")):
        with pytest.raises(ToolkitError, match="cannot be read"):
            made(with_blocks(d.Figure(data, media, "Broken")))  # type: ignore[arg-type]


def test_text_that_looks_like_markup_arrives_as_typed(tmp_path: Path) -> None:
    document = replace(with_blocks(*paragraph(HOSTILE), d.Heading(1, text(HOSTILE))), title=HOSTILE, subtitle=HOSTILE)
    word = assert_sound(made(document), tmp_path)
    assert word.text.count("<w:t>&amp; {x} ${y} “q” ‘r’ ]]> %s \\n Ω 字 _x0007_ \U0001f33b") >= 4


@pytest.mark.parametrize("character", ["\x07", "\x00", "\ud83d", "\uffff", "\x1b"])
def test_a_character_that_no_word_file_can_hold_is_refused_by_name(character: str) -> None:
    with pytest.raises(ForbiddenCharacterError) as refused:
        made(with_blocks(*paragraph(f"Please call{character} today")))
    assert f"U+{ord(character):04X}" in str(refused.value)
    assert "Please call" in str(refused.value)


@pytest.mark.parametrize(
    ("address", "kept"),
    [("https://example.org/a b?x=1&y=“2”", True), ("tel:988", True), ("javascript:alert(1)", False), ("file:///etc/passwd", False), ("#Sources", False)],
)
def test_only_addresses_that_are_safe_to_press_are_links(address: str, kept: bool, tmp_path: Path) -> None:
    word = assert_sound(made(with_blocks(d.Paragraph((d.Span("press here", href=address),)))), tmp_path)
    links = [link for link in word.body.iter(qn("w:hyperlink")) if text_of(link) == "press here"]
    assert bool(links) == kept
    assert "press here" in word.text


def test_the_list_of_contents_names_no_page_and_can_be_renewed(handout: Word) -> None:
    (field,) = [node.text for node in handout.body.iter(qn("w:instrText"))]
    assert field.split() == ["TOC", "\\o", '"1-2"', "\\n", "\\h", "\\z"]
    listed = [line.text for line in handout.lines if line.style in {"toc 1", "toc 2"}]
    headings = [line.text for line in handout.lines if line.style in {"Heading 1", "Heading 2"}]
    assert [re.sub(r"^\d  ", "", heading) for heading in headings] == listed


def test_the_run_of_show_has_the_clock_and_leads_to_each_segment(guide: Word) -> None:
    rows = [line.text for line in guide.lines if line.style == "Row"]
    assert "18:00 | 6 / 4 / 6 / 8 | 1. Welcome, and how we take care of each other | 4–5 | Name tags | Keep whole" in rows
    assert "18:06 | 10 | Break  Back at 18:16 | 6 |  | " in rows
    assert "19:00 |  | End |  |  | " in rows
    assert "18:16 | Shorten “What child sex trafficking is” to 5 min | 4\u00a0min | 4" in rows


def test_a_guide_says_once_what_several_modules_ask() -> None:
    document = sample_document()
    module = document.modules[0]
    other = replace(module, id="intro/2", title="Grooming", segments=(), before=(*module.before, paragraph("Keep the pause.")))
    lines = [line.text for line in opened(replace(document, modules=(module, other))).lines]
    both, own = (next(place for place, line in enumerate(lines) if part in line) for part in ("zebrabefore Confirm", "Keep the pause."))
    assert sum("zebrabefore Confirm" in line for line in lines) == 1
    assert sum("zebrabefore Debrief" in line for line in lines) == 1
    assert (lines[own - 1], own - both) == ("Grooming", 2)


def test_nothing_is_padded_with_empty_paragraphs(handout: Word, guide: Word) -> None:
    for word in (handout, guide):
        assert not [line for line in word.lines if not line.text and line.style not in {"Divider", "Table Gap"}]
