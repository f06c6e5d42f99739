"""The hunter reads whole decks, notebooks and pages: every part of them, each with its name."""

from __future__ import annotations

import base64
import json
import time
import zipfile

import nbformat
from pptx import Presentation
from pptx.util import Inches

from tests.hunt import found_in, marker
from tests.test_hunt import RAW, WORD, png, zipped

COMMENT = "<?xml version='1.0'?><p:cm xmlns:p='p'><p:text>{}</p:text></p:cm>"


def test_every_part_of_a_deck_is_read(tmp_path):
    words = iter(marker(number) for number in range(1, 9))
    deck = Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[6])
    slide.notes_slide.notes_text_frame.text = next(words)
    box = slide.shapes.add_textbox(Inches(90), Inches(90), Inches(1), Inches(1))  # off the slide
    box.text_frame.text = next(words)
    box._element.nvSpPr.cNvPr.set("descr", next(words))
    box.name = next(words)
    torn = next(words)
    for piece in (torn[:6], torn[6:9], torn[9:]):
        box.text_frame.paragraphs[0].add_run().text = piece
    deck.core_properties.keywords = next(words)
    path = tmp_path / "deck.pptx"
    deck.save(path)
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("ppt/comments/comment1.xml", COMMENT.format(next(words)))
        archive.writestr(
            "ppt/embeddings/sheet.xlsx", zipped(("xl/sharedStrings.xml", f"<?xml?><t>{next(words)}</t>".encode()))
        )
    places = found_in(path, [marker(number) for number in range(99)])
    assert [places.get(marker(number)) for number in range(1, 9)] == [
        ["ppt/notesSlides/notesSlide1.xml > t"],
        ["ppt/slides/slide1.xml > t"],
        ["ppt/slides/slide1.xml > cNvPr descr"],
        ["ppt/slides/slide1.xml > cNvPr name"],
        ["ppt/slides/slide1.xml > without tags"],
        ["docProps/core.xml > keywords"],
        ["ppt/comments/comment1.xml > text"],
        ["ppt/embeddings/sheet.xlsx > xl/sharedStrings.xml > t"],
    ]
    assert not [word for word in places if word.encode() in path.read_bytes()]


def coded(word: str) -> str:
    return base64.b64encode(png((b"tEXt", b"Title\0" + word.encode()))).decode()


def test_every_place_of_a_notebook_is_read(tmp_path):
    """Words are coded where a notebook codes them, and otherwise torn in two by an end of a line."""
    torn = [f"{word[:9]}\n{word[9:]}" for word in map(marker, range(9))]
    data = {
        "text/html": f"<p>{torn[3]}</p>",
        "application/x-quiz+json": {"feedback": torn[4]},
        "image/png": coded(marker(5)),
    }
    notebook = nbformat.v4.new_notebook(
        metadata={
            "note": torn[0],
            "widgets": {"application/vnd.jupyter.widget-state+json": {"state": {"m": {"key": torn[1]}}}},
        },
        cells=[
            nbformat.v4.new_markdown_cell("a\n" + torn[2], attachments={"a.png": {"image/png": coded(marker(6))}}),
            nbformat.v4.new_code_cell(
                "1", outputs=[nbformat.v4.new_output("display_data", data)], metadata={"tags": ["a", torn[7]]}
            ),
            nbformat.v4.new_markdown_cell(f"![](data:image/png;base64,{coded(marker(8))})"),
        ],
    )
    path = tmp_path / "one.ipynb"
    nbformat.write(notebook, path)
    places = found_in(path, [marker(number) for number in range(99)])
    wanted = [
        "/metadata/note",
        "/metadata/widgets/application/vnd.jupyter.widget-state+json/state/m/key",
        "/cells/0/source",
        "/cells/1/outputs/0/data/text/html",
        "/cells/1/outputs/0/data/application/x-quiz+json/feedback",
        "/cells/1/outputs/0/data/image/png > base64",
        "/cells/0/attachments/a.png/image/png > base64",
        "/cells/1/metadata/tags",
        "/cells/2/source > base64",
    ]
    found = [places.get(marker(number), [""]) for number in range(9)]
    assert [
        one for one, inner in zip(wanted, found, strict=True) if not any(place.startswith(one) for place in inner)
    ] == []
    assert not [word for word in places if word.encode() in path.read_bytes()]


def test_a_picture_in_a_page_is_opened(tmp_path):
    path = tmp_path / "page.html"
    path.write_text(f"<p><img alt='' src='data:image/png;base64,{coded(WORD)}'></p>", encoding="utf-8")
    assert RAW not in path.read_bytes()
    assert "img src > base64" in found_in(path, [WORD])[WORD]


def test_thousands_of_words_take_no_longer_than_one(tmp_path):
    """A generous bound, so that a slow machine passes: word by word it would be minutes."""
    words = [marker(number) for number in range(5000)]
    path = tmp_path / "words.json"
    path.write_text(json.dumps(["A line of a page. " * 20, *words[::50]] * 100), encoding="utf-8")
    start = time.perf_counter()
    assert sorted(found_in(path, words)) == sorted(words[::50])
    assert time.perf_counter() - start < 20
