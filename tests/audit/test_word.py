"""Word files that lock people out: one fault at a time in a good file of ours, files that others made, and what is none of our business."""

from __future__ import annotations

import io
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.enum.text import WD_COLOR_INDEX
from docx.shared import Inches, Pt, RGBColor

from tests.audit.packages import Spoil, W, each, one, put, removed, setting, spoiled
from tests.export.test_docx import made, rich
from tests.export.test_pptx import picture
from toolkit.audit import Audit, Barrier, audit, rules_of

RULES = [rule.id for rule in rules_of(".docx")]
TEXT = "//w:p[.//w:t[starts-with(., 'Under 18 plus value')]]"
PLAIN = "//w:p[w:pPr/w:pStyle/@w:val='Lead']"


@pytest.fixture(scope="module")
def good() -> bytes:
    """A workbook with a logo, pictures, a drawing, tables, lists, panels and links."""
    document = rich("participant")
    return made(replace(document, look=replace(document.look, logo=document.modules[0].segments[1].blocks[0])))


def found_in(data: bytes) -> Audit:
    found = audit(data, ".docx")
    assert found is not None
    return found


def only(data: bytes, rule: str) -> list[Barrier]:
    """The barriers, all of that one rule."""
    barriers = found_in(data).barriers
    assert {barrier.rule for barrier in barriers} == {rule}, barriers
    return list(barriers)


def test_a_good_file_has_no_barrier_and_every_rule_is_looked_at_in_it(good: bytes) -> None:
    found = found_in(good)
    assert not found.barriers
    assert [rule for rule, _ in found.looked_at] == RULES
    # It is short, and holds no form and no text that cannot be worked out; those are looked at below.
    assert {rule for rule, count in found.looked_at if not count} == {
        "docx-has-headings", "docx-layout-tables-are-seen-by-a-person", "docx-contrast-is-seen-by-a-person", "docx-form-fields-have-names",
    }  # fmt: skip


def _say(words: str) -> Any:
    def change(element: Any) -> None:
        element.text = words

    return change


def _lines(*words: str, style: str = "", letters: str = "") -> Spoil:
    """Paragraphs before the key points."""
    named = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    lines = "".join(f"<w:p>{named}<w:r><w:rPr>{letters}</w:rPr><w:t>{line}</w:t></w:r></w:p>" for line in words)

    def change(root: Any) -> None:
        body = one(root, "//w:body")
        put("//w:body", lines, body.index(one(root, TEXT)))(root)

    return change


def _floating(root: Any) -> None:
    found = one(root, "//wp:inline")
    found.tag = found.tag.replace("inline", "anchor")


CONTROL = "<w:p><w:sdt><w:sdtPr>{name}<w:text/></w:sdtPr><w:sdtContent><w:r><w:t>Click here to enter text</w:t></w:r></w:sdtContent></w:sdt></w:p>"
FIELD = '<w:p><w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:name w:val="Text1"/>{help}<w:textInput/></w:ffData></w:fldChar></w:r><w:r><w:t>School</w:t></w:r></w:p>'
FAULTS: list[tuple[str, str, str, dict[str, Spoil]]] = [
    ("docx-names-itself", "", "File > Info > Properties > Title", {"docProps__core": removed("//dc:title")}),
    ("docx-names-its-language", "", "“klingonese” as its language", {"docProps__core": each("//*[local-name()='language']", _say("klingonese"))}),
    ("docx-headings-are-styles", "“Read this first”, under “Key points”", "looks like a heading", {"word__document": _lines("Read this first", letters='<w:b/><w:sz w:val="32"/>')}),
    ("docx-headings-are-styles", "“Read this first”, under “Key points”", "looks like a heading", {"word__document": _lines("Read this first", letters='<w:sz w:val="44"/>')}),
    ("docx-headings-are-styles", "an empty heading", "without words", {"word__document": _lines("", style="Heading3")}),
    ("docx-heading-levels-follow", "the heading “Too deep”", "A Heading 4 follows a Heading 2, so a level is missing", {"word__document": _lines("Too deep", style="Heading4")}),
    ("docx-heading-levels-follow", "the heading “Before you start”", "The first heading is a Heading 3", {"word__document": setting("//w:pStyle[@w:val='NoticeHeading1']", f"{W}val", "Heading3")}),
    ("docx-tables-have-header-rows", "table 1, under “2 What child sex trafficking is”", "Repeat Header Rows", {"word__document": removed("//w:tblHeader")}),
    ("docx-tables-have-header-rows", "table 1, under “2 What child sex trafficking is”", "Column 2 has no words", {"word__document": each("(//w:tbl)[1]/w:tr[1]/w:tc[2]//w:t", _say(""))}),
    ("docx-tables-have-header-rows", "table 1, under “2 What child sex trafficking is”", "The first row of the table is empty", {"word__document": each("(//w:tbl)[1]/w:tr[1]//w:t", _say(""))}),
    ("docx-tables-are-simple", "table 1, under “2 What child sex trafficking is”", "merged over several rows", {"word__document": put("(//w:tbl)[1]//w:tr[2]/w:tc[1]/w:tcPr", '<w:vMerge w:val="restart"/>')}),
    ("docx-tables-are-simple", "table 1, under “2 What child sex trafficking is”", "Not all rows", {"word__document": removed("(//w:tbl)[1]//w:tr[2]/w:tc[2]")}),
    ("docx-pictures-have-alternative-text", "under “2 What child sex trafficking is”", "no alternative text", {"word__document": setting("(//wp:docPr)[2]", "descr", "")}),
    ("docx-pictures-have-alternative-text", "under “2 What child sex trafficking is”", "name of a file", {"word__document": setting("(//wp:docPr)[2]", "descr", "block.png")}),
    ("docx-pictures-stand-in-the-text", "at the beginning", "floats over the page", {"word__document": _floating}),
    ("docx-lists-are-lists", "“• Bring a pen”, under “Key points”", "bullets were typed by hand", {"word__document": _lines("• Bring a pen", "• Bring water")}),
    ("docx-lists-are-lists", "“- Bring a pen”, under “Key points”", "bullets were typed by hand", {"word__document": _lines("- Bring a pen", "- Bring water", "- Bring time")}),
    ("docx-lists-are-lists", "“1. Bring a pen”, under “Key points”", "numbers were typed by hand", {"word__document": _lines("1. Bring a pen", "2. Bring water", "3. Bring time")}),
    ("docx-lists-are-lists", "“a) Bring a pen”, under “Key points”", "numbers were typed by hand", {"word__document": _lines("a) Bring a pen", "b) Bring water")}),
    ("docx-text-names-its-language", "“What it is, how it shows up, what to do.”, under “Recognizing Child Sex Trafficking”", "names “zxx”", {"word__document": setting(f"{PLAIN}//w:lang", f"{W}val", "zxx")}),
    ("docx-text-stands-out", "“What it is, how it shows up, what to do.”, under “Recognizing Child Sex Trafficking”", "(#999999 on #FFFFFF); it needs 4.5 to 1", {"word__document": put(f"{PLAIN}//w:rPr", '<w:color w:val="999999"/>')}),
    ("docx-text-stands-out", "“What it is, how it shows up, what to do.”, under “Recognizing Child Sex Trafficking”", "on #800000", {"word__document": put(f"{PLAIN}//w:rPr", '<w:highlight w:val="darkRed"/>')}),
    ("docx-no-text-is-hidden", "“What it is, how it shows up, what to do.”, under “Recognizing Child Sex Trafficking”", "is hidden", {"word__document": put(f"{PLAIN}//w:rPr", "<w:vanish/>")}),
    ("docx-links-tell-where-they-lead", "“A child is anyone under 18, always1,2. See click here.”, under “What the words mean”", "says only “click here”", {"word__document": each("(//w:hyperlink//w:t[.='report.cybertip.org'])[1]", _say("click here"))}),
    ("docx-form-fields-have-names", "the field at “Click here to enter text”", "has no name", {"word__document": put("//w:body", CONTROL.format(name=""), 20)}),
    ("docx-form-fields-have-names", "the field at “School”", "has no help text", {"word__document": put("//w:body", FIELD.format(help=""), 20)}),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "where", "told", "changes"), FAULTS, ids=[f"{rule[5:]}, {told[:24]}" for rule, _, told, _ in FAULTS])
def test_one_fault_in_a_good_file_is_found_alone_and_in_its_place(rule: str, where: str, told: str, changes: Mapping[str, Spoil], good: bytes) -> None:
    barriers = only(spoiled(good, **changes), rule)
    assert [barrier.where for barrier in barriers] == [where]
    assert told in barriers[0].what


def test_a_long_file_without_headings_is_told_so(good: bytes) -> None:
    long = _lines(*["A line of running text that says something about the subject of the evening. " * 2] * 60)
    assert dict(found_in(spoiled(good, word__document=long)).looked_at)["docx-has-headings"] == 1
    plain = {"word__document": long, "word__styles": each("//w:outlineLvl", lambda found: found.set(f"{W}val", "9"))}
    # Headings of Word itself are known by their names too, so both have to go.
    unnamed = each("//w:style[starts-with(w:name/@w:val, 'heading ')]/w:name", lambda found: found.set(f"{W}val", "Big letters"))

    def both(root: Any) -> None:
        plain["word__styles"](root)
        unnamed(root)

    assert only(spoiled(good, word__document=long, word__styles=both), "docx-has-headings")[0].what.startswith("The document has no headings")


def test_every_rule_that_can_be_broken_is_broken_above() -> None:
    left_to_people = {"docx-layout-tables-are-seen-by-a-person", "docx-contrast-is-seen-by-a-person"}
    assert {rule for rule, *_ in FAULTS} | {"docx-has-headings"} == {*RULES} - left_to_people


def test_fields_that_say_what_belongs_into_them_are_no_barrier(good: bytes) -> None:
    named = CONTROL.format(name='<w:alias w:val="Your school"/>') + FIELD.format(help='<w:helpText w:type="text" w:val="Your school"/>')
    found = found_in(spoiled(good, word__document=put("//w:body", named, 20)))
    assert not found.barriers
    assert dict(found.looked_at)["docx-form-fields-have-names"] == 2


def test_one_line_that_begins_with_a_dash_or_a_number_is_no_list(good: bytes) -> None:
    for lines in (("– A quotation is set like this.",), ("1. January is a holiday.", "Nothing else."), ("2. One", "2. Two"), ("A dash - inside", "and - another")):
        assert not found_in(spoiled(good, word__document=_lines(*lines))).barriers, lines


def test_lists_that_were_switched_off_are_none(good: bytes) -> None:
    off = '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="0"/></w:numPr></w:pPr><w:r><w:t>* Bring a pen</w:t></w:r></w:p>'
    only(spoiled(good, word__document=put("//w:body", off * 2, 20)), "docx-lists-are-lists")


def test_pictures_of_old_files_are_looked_at_too(good: bytes) -> None:
    old = (
        '<w:p><w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml" id="Old 1" style="position:absolute;width:9pt"{alt}>{inside}</v:shape></w:pict></w:r></w:p>'
    )  # fmt: skip
    bare = found_in(spoiled(good, word__document=put("//w:body", old.format(alt="", inside="<v:imagedata/>"), 20))).barriers
    assert {barrier.rule for barrier in bare} == {"docx-pictures-have-alternative-text", "docx-pictures-stand-in-the-text"}
    only(spoiled(good, word__document=put("//w:body", old.format(alt=' alt="A door that stands open"', inside="<v:imagedata/>"), 20)), "docx-pictures-stand-in-the-text")
    only(spoiled(good, word__document=put("//w:body", old.format(alt="", inside='<v:textpath string="Draft, not for use"/>'), 20)), "docx-pictures-stand-in-the-text")


def test_text_boxes_are_read_and_what_was_deleted_is_not(good: bytes) -> None:
    box = (
        '<w:p><w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
        'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"><mc:Choice Requires="wps"><w:drawing><wp:anchor><wp:docPr id="90" name="Text Box 9"/><a:graphic>'
        '<wps:wsp><wps:txbx><w:txbxContent><w:p><w:r><w:t>Words in a box</w:t></w:r></w:p></w:txbxContent></wps:txbx></wps:wsp></a:graphic></wp:anchor></w:drawing></mc:Choice>'
        "<mc:Fallback><w:pict/></mc:Fallback></mc:AlternateContent></w:r></w:p>"
        '<w:p><w:del><w:r><w:rPr><w:vanish/></w:rPr><w:delText>Gone</w:delText></w:r></w:del></w:p>'
    )  # fmt: skip
    changed = spoiled(good, word__document=put("//w:body", box, 20))
    barriers = only(changed, "docx-pictures-stand-in-the-text")
    assert "The text box “Text Box 9” floats" in barriers[0].what
    assert dict(found_in(changed).looked_at)["docx-contrast-is-seen-by-a-person"] == 1


def test_colours_are_followed_through_styles_cells_and_tables(good: bytes) -> None:
    faded = each("//w:style[@w:styleId='TableText']", put(".", '<w:rPr><w:color w:val="AAAAAA"/></w:rPr>'))
    assert all("(#AAAAAA on #FFFFFF)" in barrier.what for barrier in only(spoiled(good, word__styles=faded), "docx-text-stands-out"))
    dark = each("(//w:tbl)[1]//w:tr[2]//w:tcPr", put(".", '<w:shd w:val="clear" w:fill="333333"/>'))
    assert len(only(spoiled(good, word__document=dark), "docx-text-stands-out")) == 2
    head = each("//w:tblStylePr[@w:type='firstRow']/w:tcPr/w:shd", lambda found: found.set(f"{W}fill", "222222"))
    assert len(only(spoiled(good, word__styles=head), "docx-text-stands-out")) > 4
    panel = each("//w:style[@w:styleId='CalloutLaw']//w:shd", lambda found: found.set(f"{W}fill", "1F3864"))
    assert {barrier.where for barrier in only(spoiled(good, word__styles=panel), "docx-text-stands-out")} >= {"“Federal law, in short.”, under “What the words mean”"}


def test_text_whose_ground_cannot_be_worked_out_is_counted_apart(good: bytes) -> None:
    pattern = put(f"{PLAIN}//w:rPr", '<w:shd w:val="pct50" w:fill="000000" w:color="FFFFFF"/>')
    found = found_in(spoiled(good, word__document=pattern))
    assert not found.barriers
    assert dict(found.looked_at)["docx-contrast-is-seen-by-a-person"] == 1


def test_a_row_from_end_to_end_is_simple_and_a_table_in_a_table_is_not(good: bytes) -> None:
    whole = '<w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr><w:p><w:r><w:t>Both</w:t></w:r></w:p></w:tc></w:tr>'
    assert not found_in(spoiled(good, word__document=put("(//w:tbl)[1]", whole))).barriers
    inner = "<w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>"
    barriers = only(spoiled(good, word__document=put("(//w:tbl)[1]//w:tr[2]/w:tc[1]", inner)), "docx-tables-are-simple")
    assert "stands in a cell of another table" in barriers[0].what


def foreign() -> bytes:
    """As somebody makes it who starts from an empty file."""
    file = docx.Document()
    file.core_properties.title = ""
    file.add_heading("Our evening", 0)
    file.add_heading("First", 1)
    file.add_paragraph("Some text that says what it is about.")
    file.add_heading("Deep", 3)
    file.add_picture(io.BytesIO(picture(40, 30)), Inches(1))
    table = file.add_table(2, 2, style="Table Grid")
    for cell, words in zip((cell for row in table.rows for cell in row.cells), ("What", "How", "One", "Two"), strict=True):
        cell.text = words
    frame = file.add_table(1, 2)
    frame.cell(0, 0).text, frame.cell(0, 1).text = "On the left", "On the right"
    file.add_paragraph("* Bring a pen")
    file.add_paragraph("* Bring water")
    file.add_paragraph("A real item", style="List Bullet")
    feigned = file.add_paragraph().add_run("What to bring")
    feigned.bold, feigned.font.size = True, Pt(16)
    grey = file.add_paragraph("Read this ").add_run("in pale grey")
    grey.font.color.rgb = RGBColor(0xBB, 0xBB, 0xBB)
    file.add_paragraph().add_run("marked").font.highlight_color = WD_COLOR_INDEX.YELLOW
    file.add_paragraph().add_run("only for me").font.hidden = True
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()


EXPECTED = {
    ("docx-names-itself", ""), ("docx-headings-are-styles", "“What to bring”, under “Deep”"), ("docx-heading-levels-follow", "the heading “Deep”"),
    ("docx-tables-have-header-rows", "table 1, under “Deep”"), ("docx-pictures-have-alternative-text", "under “Deep”"), ("docx-lists-are-lists", "“* Bring a pen”, under “Deep”"),
    ("docx-text-stands-out", "“Read this in pale grey”, under “Deep”"), ("docx-no-text-is-hidden", "“only for me”, under “Deep”"),
    ("docx-text-stands-out", "the heading “Deep”"),  # python-docx's own Heading 3, of 11 points in pale blue
}  # fmt: skip


def test_a_file_that_others_made_is_told_what_it_lacks_and_no_more() -> None:
    found = found_in(foreign())
    assert {(barrier.rule, barrier.where) for barrier in found.barriers} == EXPECTED
    assert len(found.barriers) == len(EXPECTED)
    assert dict(found.looked_at)["docx-layout-tables-are-seen-by-a-person"] == 1


def test_files_that_libreoffice_saved_are_read_as_well(good: bytes, tmp_path: Path) -> None:
    if not shutil.which("soffice"):
        pytest.skip("soffice is not installed")
    (tmp_path / "ours.docx").write_bytes(good)
    (tmp_path / "theirs.docx").write_bytes(foreign())
    call = ["soffice", f"-env:UserInstallation=file://{tmp_path}/office", "--headless", "--convert-to", "docx", "--outdir", str(tmp_path / "out"), str(tmp_path / "ours.docx"), str(tmp_path / "theirs.docx")]
    subprocess.run(call, capture_output=True, check=True, timeout=180)
    assert {(barrier.rule, barrier.where) for barrier in found_in((tmp_path / "out" / "theirs.docx").read_bytes()).barriers} == EXPECTED
    ours = found_in((tmp_path / "out" / "ours.docx").read_bytes())
    assert not ours.barriers
    assert dict(ours.looked_at)["docx-heading-levels-follow"] == dict(found_in(good).looked_at)["docx-heading-levels-follow"]
