"""Slides for PowerPoint: what a reader of the file finds, and what two checkers and the layout's own edges say."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from copy import deepcopy
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from ooxml_integrity.pptx_checks import check_pptx
from openxml_audit import validate_pptx
from pptx import Presentation

from tests.samples import SECRETS, paragraph, sample_document, text
from tests.vetted import session_of
from toolkit.build import run_notebook
from toolkit.export import document as d
from toolkit.export.deck import build_deck
from toolkit.export.pptx.exporter import place_pages, to_pptx
from toolkit.export.pptx.fit import fitting_size
from toolkit.export.pptx.notes import TEXT_SLOT, note_paragraphs
from toolkit.export.read import read
from toolkit.look.scripts import stretches
from toolkit.look.theme import DEFAULT
from toolkit.messages import messages
from toolkit.model.curriculum import Curriculum

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
P14 = "{http://schemas.microsoft.com/office/powerpoint/2010/main}"
EDGE = 2  # EMU; rounding of inches
WORDS = messages("en")
HOSTILE = "<a:t>&amp; {x} ${y} \"q\" 'r' ]]> %s \\n Ω 字"


def presentation(document: d.Document) -> Any:
    return Presentation(io.BytesIO(to_pptx(document, DEFAULT)))


@pytest.fixture(scope="module")
def sample() -> Any:
    return presentation(sample_document())


def with_slides(*slides: d.SlideSource) -> d.Document:
    """The sample document with these slides in its last segment."""
    document = sample_document()
    module = document.modules[0]
    segments = (module.segments[0], replace(module.segments[1], slides=slides))
    return replace(document, modules=(replace(module, segments=segments),))


def with_scenario(change: Any) -> d.Document:
    document = sample_document()
    module = document.modules[0]
    blocks = tuple(change(block) if isinstance(block, d.Scenario) else block for block in module.segments[1].blocks)
    segments = (module.segments[0], replace(module.segments[1], blocks=blocks))
    return replace(document, modules=(replace(module, segments=segments),))


def picture(width: int, height: int) -> bytes:
    """A small teal PNG."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    rows = b"".join(b"\0" + b"\x0b\x4f\x5c" * width for _ in range(height))
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def rich_document() -> d.Document:
    """Slides with pictures, tables, lists and long texts, as a notebook written by hand may have."""
    long = "She waits by the door and says nothing for a while, and you wait as well. "
    tall = d.Figure(picture(4, 9), "image/png", "A tall block", text("A caption"))
    wide = d.Figure(picture(40, 3), "image/png", "A wide block")
    drawn = d.Figure(b"<svg/>", "image/svg+xml", "A drawing")
    rows = tuple((text(f"Row {n}"), text("Some words in a cell that may need two lines")) for n in range(5))
    table = d.Table((text("What"), text("How")), rows, text("Five rows"))
    nested = d.Listing((paragraph("One"), (*paragraph("Two"), d.Listing((paragraph("Below"),), ordered=True))))
    callout = d.Callout("remember", "Hold on to this", paragraph("A short reminder."))
    return with_slides(
        d.SlideSource("blocks", "A picture", blocks=(tall,)),
        d.SlideSource("blocks", "Words and a picture", blocks=(*paragraph(long), wide)),
        d.SlideSource("blocks", "A drawing", blocks=(drawn,)),
        d.SlideSource("blocks", "A table", blocks=(table,)),
        d.SlideSource("blocks", "Words and a table", blocks=(*paragraph("Short."), replace(table, rows=rows[:2]))),
        d.SlideSource(
            "blocks", "Lists", blocks=(d.Heading(1, text("Head")), nested, callout, d.CodeBlock("x = 1\ny = 2"))
        ),
        d.SlideSource("points", "Too much", points=tuple(text(long) for _ in range(9))),
        d.SlideSource("statement", "Long", text=text(long * 4)),
        d.SlideSource("points", HOSTILE, points=(text(HOSTILE),)),
    )


def long_scenario(scenario: d.Scenario) -> d.Scenario:
    long = "She waits by the door and says nothing for a while, and you wait as well. "
    blocks = tuple(block for _ in range(9) for block in paragraph(long * 2))
    first, *others = scenario.cards
    return replace(scenario, cards=(replace(first, blocks=blocks), *(replace(card, blocks=blocks) for card in others)))


def texts(slide: Any) -> list[str]:
    """Everything a slide shows, alternative texts included."""
    found = [run.text or "" for run in slide.element.iter(f"{A}t")]
    return found + [shape.get("descr") or "" for shape in slide.element.iter("{*}cNvPr")]


def sections(prs: Any) -> list[tuple[str, list[str]]]:
    return [
        (section.get("name"), [entry.get("id") for entry in section.iter(f"{P14}sldId")])
        for section in prs.element.iter(f"{P14}section")
    ]


def outline(prs: Any) -> str:
    """The deck as PowerPoint's outline view has it, with layouts, links and notes."""
    named = {slide_id: name for name, ids in sections(prs) for slide_id in ids}
    out: list[str] = []
    for number, (slide, entry) in enumerate(zip(prs.slides, prs.element.sldIdLst, strict=True), start=1):
        hidden = ", hidden" if slide.element.get("show") == "0" else ""
        out.append(
            f"{number}. {slide.shapes.title.text_frame.text!r} [{slide.slide_layout.name}{hidden}] <{named[entry.get('id')]}>"
        )
        for shape in slide.shapes:
            out += _shape_lines(shape, slide)
        out += [f"    | {line}" for line in slide.notes_slide.notes_text_frame.text.splitlines()]
    return "\n".join(out) + "\n"


def _shape_lines(shape: Any, slide: Any) -> list[str]:
    if shape.has_text_frame and shape != slide.shapes.title:
        target = shape.click_action.target_slide
        leads = f" -> {target.shapes.title.text_frame.text}" if target is not None else ""
        return [f"    {'  ' * para.level}{para.text}{leads}" for para in shape.text_frame.paragraphs]
    if getattr(shape, "has_table", False) and shape.has_table:
        return [f"    {' | '.join(cell.text for cell in row.cells)}" for row in shape.table.rows]
    return [] if shape.has_text_frame else [f"    ({shape.element.xpath('.//p:cNvPr/@descr')[0]})"]


def spelled_out(prs: Any, path: Path) -> Path:
    """A copy in which each placeholder says what it inherits: the checker looks up the first of its type instead."""
    for slide in prs.slides:
        parents = {shape.placeholder_format.idx: shape.element for shape in slide.slide_layout.placeholders}
        for shape in slide.placeholders:
            parent = parents[shape.placeholder_format.idx]
            shape.left, shape.top, shape.width, shape.height = shape.left, shape.top, shape.width, shape.height
            own = shape.element.find("{*}txBody")
            if own is None:
                continue
            body = parent.find("{*}txBody")
            properties = own.find(f"{A}bodyPr")
            for key, value in body.find(f"{A}bodyPr").attrib.items():
                properties.set(key, value)
            styles = deepcopy(body.find(f"{A}lstStyle"))
            for inherited in styles:
                level = own.find(f"{A}lstStyle").find(inherited.tag)
                if level is not None:
                    inherited.find(f"{A}defRPr").set("sz", level.find(f"{A}defRPr").get("sz"))
            own.replace(own.find(f"{A}lstStyle"), styles)
    prs.save(str(path))
    return path


def assert_sound(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "deck.pptx"
    path.write_bytes(data)
    assert not validate_pptx(path).errors
    findings = [
        finding for finding in check_pptx(spelled_out(Presentation(io.BytesIO(data)), tmp_path / "spelled.pptx"))
        if finding.code not in {"PPT002", "PPT007"}  # fits, tightly; the face is not installed here
    ]  # fmt: skip
    assert not findings, "\n".join(map(str, findings))


def assert_inside(prs: Any) -> None:
    for slide in prs.slides:
        for shape in (*slide.shapes, *slide.slide_layout.shapes):
            assert shape.left >= 0, shape.name
            assert shape.top >= 0, shape.name
            assert shape.left + shape.width <= prs.slide_width + EDGE, shape.name
            assert shape.top + shape.height <= prs.slide_height + EDGE, shape.name


def assert_links_lead_somewhere(prs: Any) -> None:
    slides = {slide.slide_id for slide in prs.slides}
    for slide in prs.slides:
        for shape in slide.placeholders:
            if shape.element.xpath(".//a:hlinkClick[@action]"):
                assert shape.click_action.target_slide.slide_id in slides


def test_the_outline_of_the_sample_is_as_agreed(sample: Any, golden: Any) -> None:
    golden("sample.pptx.txt", outline(sample))


def test_the_same_document_gives_the_same_bytes() -> None:
    assert to_pptx(sample_document(), DEFAULT) == to_pptx(sample_document(), DEFAULT)


@pytest.mark.parametrize(
    "document", [sample_document(), rich_document(), with_scenario(long_scenario)], ids=["sample", "rich", "long"]
)
def test_checkers_find_no_fault_and_nothing_lies_outside_the_slide(document: d.Document, tmp_path: Path) -> None:
    data = to_pptx(document, DEFAULT)
    assert_sound(data, tmp_path)
    prs = Presentation(io.BytesIO(data))
    assert_inside(prs)
    assert_links_lead_somewhere(prs)


def test_every_module_that_ships_fits_its_slides(curriculum: Curriculum, tmp_path: Path) -> None:
    assert curriculum.modules
    for name in curriculum.modules:
        document = read(run_notebook(curriculum, session_of(curriculum, name)), "facilitator")
        data = to_pptx(document, DEFAULT)
        assert_sound(data, tmp_path)
        assert_links_lead_somewhere(Presentation(io.BytesIO(data)))


def test_every_slide_has_a_title_of_its_own_in_a_title_placeholder(sample: Any) -> None:
    titles = [slide.shapes.title.text_frame.text for slide in (*sample.slides, *presentation(rich_document()).slides)]
    assert all(title.strip() for title in titles)
    own = [slide.shapes.title.text_frame.text for slide in sample.slides]
    assert len(set(own)) == len(own)


def test_slides_without_scenes_are_numbered_like_the_deck_of_every_other_format() -> None:
    for document in (sample_document(), with_scenario(long_scenario)):
        straight = [slide.anchor for slide in build_deck(document, WORDS).slides if slide.branch is None]
        pages = [item.page.anchor for item in place_pages(document, WORDS) if item.page.slide.branch is None]
        assert pages == straight


def test_scenes_stand_hidden_behind_the_straight_run_and_no_stray_click_leaves_them(sample: Any) -> None:
    hidden = [slide.element.get("show") == "0" for slide in sample.slides]
    assert hidden == sorted(hidden)
    assert any(hidden)
    for slide, is_hidden in zip(sample.slides, hidden, strict=True):
        assert bool(slide.element.xpath("./p:transition[@advClick='0']")) == is_hidden


def test_each_choice_leads_to_its_scene_and_each_ending_back_to_the_start(sample: Any) -> None:
    where = {slide.shapes.title.text_frame.text: slide for slide in sample.slides}

    def leads(title: str) -> list[str]:
        targets = [shape.click_action.target_slide for shape in where[title].placeholders]
        return [target.shapes.title.text_frame.text for target in targets if target is not None]

    assert leads("New phone, tired eyes") == ["At the lockers"]
    assert leads("At the lockers")[:2] == ["After class", "A closed door"]
    assert leads("After class")[:2] == ["A small opening", "A closed door"]
    for ending in ("A closed door", "A small opening"):
        assert leads(ending)[:2] == ["New phone, tired eyes: talk about it", "New phone, tired eyes"]


def test_sections_hold_every_slide_once_and_scenarios_have_their_own(sample: Any) -> None:
    listed = [slide_id for _, ids in sections(sample) for slide_id in ids]
    assert listed == [entry.get("id") for entry in sample.element.sldIdLst]
    names = [name for name, _ in sections(sample)]
    assert names[-2:] == ["Closing", "Scenes: New phone, tired eyes"]
    assert "Welcome, and how we take care of each other" in names


def test_what_is_for_the_facilitator_stands_in_the_notes_and_never_on_a_slide(sample: Any) -> None:
    shown = "\n".join("\n".join(texts(slide)) for slide in sample.slides)
    noted = "\n".join(slide.notes_slide.notes_text_frame.text for slide in sample.slides)
    assert not [secret for secret in SECRETS if secret in shown]
    assert "zebrasay" in noted
    assert "zebrafeedback" in noted


def test_the_key_marks_the_right_answer_in_more_ways_than_colour(sample: Any) -> None:
    answer = next(slide for slide in sample.slides if slide.shapes.title.text_frame.text.startswith("Answer: B"))
    tick = next(shape for shape in answer.shapes if shape.name == "Tick")
    assert tick.element.xpath("./p:nvGrpSpPr/p:cNvPr/@descr") == ["right answer"]
    right = next(shape for shape in answer.placeholders if "something of value" in shape.text_frame.text)
    assert all(run.font.bold for run in right.text_frame.paragraphs[0].runs)


def test_notes_open_with_the_time_and_label_what_to_do(sample: Any) -> None:
    notes = next(slide for slide in sample.slides if slide.shapes.title.text_frame.text == "How we take care")
    lines = notes.notes_slide.notes_text_frame.text.splitlines()
    assert lines[0] == "18:00 · 6\u00a0min"
    labels = [line.split("  ")[0] for line in lines if "  " in line]
    assert labels == ["SAY", "ASK", "DO", "WATCH FOR", "TRANSITION"]
    assert "You may hear:" in lines


def test_long_notes_are_set_smaller_so_that_the_notes_page_holds_them() -> None:
    slide = build_deck(sample_document(), WORDS).slides[3]
    note = d.Note("say", paragraph("We go on for quite a while here, calmly. " * 70))
    paras = note_paragraphs(replace(slide, notes=(note,)), WORDS)
    size = fitting_size(paras, TEXT_SLOT.setting)
    assert size is not None
    assert size < TEXT_SLOT.sizes[0]


def test_every_run_names_its_language_and_every_picture_has_words(sample: Any) -> None:
    for prs in (sample, presentation(rich_document())):
        for slide in prs.slides:
            for run in slide.element.iter(f"{A}r"):
                [(_, language)] = stretches(run.findtext(f"{A}t"))
                assert run.find(f"{A}rPr").get("lang") == {"zh": "zh-CN"}.get(language, "en-US")
            for shape in slide.shapes:
                if not shape.has_text_frame:
                    assert shape.element.xpath(".//p:cNvPr/@descr")[0].strip()


def test_pictures_are_whole_and_tables_have_a_header_row() -> None:
    prs = presentation(rich_document())
    pictures = [shape for slide in prs.slides for shape in slide.placeholders if hasattr(shape, "image")]
    assert len(pictures) == 2  # the tall and the wide one
    for shape in pictures:
        wide, tall = shape.image.size
        assert shape.width / shape.height == pytest.approx(wide / tall, rel=0.01)
        assert shape.crop_left == shape.crop_top == 0
    tables = [shape.table for slide in prs.slides for shape in slide.shapes if shape.has_table]
    assert tables
    assert all(table.first_row for table in tables)


def test_text_that_looks_like_markup_arrives_as_typed() -> None:
    prs = presentation(rich_document())
    found = [slide for slide in prs.slides if "<a:t>" in slide.shapes.title.text_frame.text]
    assert len(found) == 1
    assert "&amp; {x} ${y} “q” ‘r’ ]]> %s \\n Ω 字" in found[0].shapes.title.text_frame.text


def test_properties_name_the_workshop_and_nobody_else() -> None:
    data = to_pptx(sample_document(), DEFAULT)
    properties = Presentation(io.BytesIO(data)).core_properties
    assert properties.title == "Recognizing Child Sex Trafficking"
    assert (properties.author, properties.last_modified_by) == ("Springfield Library", "Springfield Library")
    assert (properties.language, properties.comments) == ("en-US", "")
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        names = parts.namelist()
        everything = b"".join(parts.read(name) for name in names)
        assert {entry.date_time for entry in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert not [name for name in names if "thumbnail" in name or "printerSettings" in name]
    for leftover in (b"Steve Canny", b"python-pptx", b"Calibri", b"Click to edit Master title"):
        assert leftover not in everything, leftover


def test_a_restricted_deck_says_so_at_the_foot_of_its_slides() -> None:
    prs = presentation(replace(sample_document(), access="restricted"))
    assert any("For vetted public-safety professionals" in piece for slide in prs.slides for piece in texts(slide))


def test_layouts_are_named_by_purpose_and_families_are_there_only_when_used(sample: Any) -> None:
    names = [layout.name for layout in sample.slide_layouts]
    assert len(set(names)) == len(names)
    assert {"Title", "Points", "Statement", "Discuss", "Contacts", "Question, 3 answers"} <= set(names)
    assert "Question, 8 answers" not in names
