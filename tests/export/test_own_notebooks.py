"""What people really write in notebooks reaches paper, or says honestly that it cannot."""

from __future__ import annotations

import base64
import io

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from PIL import Image

from toolkit.export import document as d
from toolkit.export.outline import to_outline
from toolkit.export.pdf.handout import to_handout
from toolkit.export.pptx.exporter import to_pptx
from toolkit.export.read import read
from toolkit.export.read.own import own_text
from toolkit.export.slides.exporter import to_slides
from toolkit.look.pictures import is_usable
from toolkit.look.theme import DEFAULT
from toolkit.messages import messages

WORDS = messages("en")


def png() -> bytes:
    held = io.BytesIO()
    Image.new("RGB", (8, 8), "white").save(held, "PNG")
    return held.getvalue()


def outline(*cells, reader="participant", pictures=lambda _address: None) -> str:
    return to_outline(read(new_notebook(cells=list(cells)), reader, pictures), DEFAULT).decode()


@pytest.mark.parametrize("source", [
    "some text", "- a\n- b", "| a |\n|---|\n| 1 |", "![logo](pic.png)\n\n# T", "---\n\n# T", "# ", "", "<span>x</span>\n\n# T",
])
def test_any_opening_makes_every_format(source):
    notebook = new_notebook(cells=[new_markdown_cell(source)])
    assert to_handout(read(notebook, "participant"), DEFAULT).startswith(b"%PDF")
    assert to_pptx(read(notebook, "facilitator"), DEFAULT).startswith(b"PK")
    assert to_slides(read(notebook, "facilitator"), DEFAULT).startswith(b"<!doctype html>")


def test_a_picture_without_a_description_gets_the_heading_it_stands_under():
    cell = new_markdown_cell("# T\n\n## The garden\n\n![](pic.png)")
    text = outline(cell, pictures=lambda _address: d.Figure(png(), "image/png", ""))
    assert "The garden" in text.split("alt: ")[1].splitlines()[0]


@pytest.mark.parametrize(("data", "media"), [
    (b"not a picture", "image/png"),
    (b"", "image/jpeg"),
    (b"<svg", "image/svg+xml"),
    (b'<svg xmlns="http://www.w3.org/2000/svg"><a href="https://example.org"/></svg>', "image/svg+xml"),
    (b'<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>', "image/svg+xml"),
    (b'<!DOCTYPE x [<!ENTITY a "b">]><svg>&a;</svg>', "image/svg+xml"),
])
def test_a_damaged_or_reaching_picture_is_not_used(data, media):
    assert not is_usable(data, media)
    output = new_output("display_data", data={media: data.decode() if "svg" in media else base64.b64encode(data).decode()})
    assert "works on screen only" in outline(new_markdown_cell("# T"), new_code_cell("x", outputs=[output]))


def test_a_sound_picture_is_used():
    assert is_usable(png(), "image/png")
    assert is_usable(b'<svg xmlns="http://www.w3.org/2000/svg"><rect width="1" height="1"/></svg>', "image/svg+xml")


@pytest.mark.parametrize(("typed", "kept"), [
    ("Energy $E = m_1 * c_2 * x$ here", "`E = m_1 * c_2 * x`"),
    (r"$$\alpha\,\{x\}$$", "\\alpha\\,\\{x\\}"),
    ("\\begin{align}a&=b\\\\c\\end{align}", "\\begin{align}a&=b\\\\c\\end{align}"),
    ("It costs $5 and then $10.", "It costs $5 and then $10."),
    ("`$not math$` and ```\n$code$\n```", "$not math$"),
])
def test_formulas_stay_as_typed(typed, kept):
    assert kept in own_text(typed, WORDS, full=False)
    assert kept.strip("`") in outline(new_markdown_cell(f"# T\n\n{typed}")).replace("  ", "")


def test_what_is_folded_away_is_for_the_facilitator():
    cell = new_markdown_cell("# T\n\n<details><summary>Answer</summary>\n\nHIDDENANSWER\n\n</details>\n\nAfter")
    participant, facilitator = outline(cell), outline(cell, reader="facilitator")
    assert "HIDDENANSWER" not in participant
    assert "HIDDENANSWER" in facilitator
    assert "Answer" in participant
    assert "After" in participant


def test_html_pictures_and_embeds_are_told():
    cell = new_markdown_cell('# T\n\n<img src="pic.png" alt="a circle">\n\n<iframe src="https://example.org"></iframe>')
    text = outline(cell, pictures=lambda _address: d.Figure(png(), "image/png", ""))
    assert "alt: a circle" in text
    assert "works on screen only" in text


def test_a_cell_marked_skip_is_on_paper_and_not_on_slides():
    cells = [new_markdown_cell("# T\n\n## Part"), new_markdown_cell("ONLYPAPER", metadata={"slideshow": {"slide_type": "skip"}})]
    document = read(new_notebook(cells=cells), "facilitator")
    assert "ONLYPAPER" in to_outline(document, DEFAULT).decode()
    assert b"ONLYPAPER" not in to_slides(document, DEFAULT)
