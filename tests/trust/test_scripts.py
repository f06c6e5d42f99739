"""Chinese, Japanese and Korean, and emoji: read back from every file as typed, said to be in their language, or refused with what to install."""

from __future__ import annotations

import re
import subprocess
import zipfile
from dataclasses import replace

import page
import pytest

from tests.curricula import MODULE, copy_of_small, line_of, plant
from tests.export.test_handout import with_blocks
from tests.trust.naughty import MORE_LETTERS
from toolkit.cli import main
from toolkit.export import document as d
from toolkit.export.docx.handout import to_handout_docx
from toolkit.export.pdf import typeset
from toolkit.export.pdf.handout import to_handout
from toolkit.export.pptx.exporter import to_pptx
from toolkit.look import scripts
from toolkit.look.fonts import MissingGlyphError
from toolkit.look.theme import DEFAULT


@pytest.fixture
def no_extra(monkeypatch):
    """As if the extra were not installed."""
    scripts.characters.cache_clear()
    monkeypatch.setattr(scripts, "font_file", lambda _script: None)
    monkeypatch.setattr(typeset, "font_file", lambda _script: None)
    yield
    scripts.characters.cache_clear()


def stressed(*texts):
    """A document with each text upright, bold, italic, both, and as code."""
    looks = ({}, {"strong": True}, {"emphasis": True}, {"strong": True, "emphasis": True}, {"code": True})
    return with_blocks(*(d.Paragraph((d.Span(text, **look),)) for text in texts for look in looks))


def told(pdf):
    return subprocess.run(["pdftotext", "-raw", "-", "-"], input=pdf, capture_output=True, check=True).stdout.decode()


def fonts_of(pdf):
    listed = subprocess.run(["pdffonts", "-"], input=pdf, capture_output=True, check=True).stdout.decode().splitlines()[2:]
    return {line.split()[0].split("+")[-1].split("-")[0] for line in listed}


def languages_of(pdf, tmp_path):
    path = tmp_path / "x.pdf"
    path.write_bytes(pdf)
    objects = subprocess.run(["qpdf", "--json=2", "--json-key=qpdf", "--json-stream-data=none", str(path)], capture_output=True, check=True)
    return set(re.findall(r'"/Lang": "u:([^"]*)"', objects.stdout.decode()))


# -- PDF -----------------------------------------------------------------------------------


def test_characters_from_all_over_both_fonts_read_back_in_every_style_and_keep_the_file_accessible():
    signs = [chr(code) for script in scripts.SCRIPTS for code in sorted(scripts.characters(script))[:: 97 if script.alone else 7]]
    lines = ["".join(signs[start : start + 12]) for start in range(0, len(signs), 12)]
    assert len(signs) > 600
    lines += MORE_LETTERS.values()
    pdf = to_handout(stressed(*lines), DEFAULT)
    read = re.sub(r"[\s\u200b]", "", told(pdf))
    assert [line for line in lines if read.count(re.sub(r"\s", "", line)) < 5] == []
    report = page.validate_pdf_bytes(pdf, profile="ua1")
    assert report.is_compliant, [failure.message for failure in report.failures]


def test_each_language_is_said_and_has_the_glyphs_that_its_readers_know(tmp_path):
    pdf = to_handout(stressed("中文", "カナ文字", "한국어"), DEFAULT)
    assert languages_of(pdf, tmp_path) >= {"zh", "ja", "ko"}
    assert fonts_of(pdf) >= {"NotoSansCJKsc", "NotoSansCJKjp", "NotoSansCJKkr"}
    plain = to_handout(stressed("plain"), DEFAULT)
    assert languages_of(plain, tmp_path) & {"zh", "ja", "ko"} == set()


def test_no_line_of_a_long_text_begins_with_what_ends_a_sentence():
    """As it would if places to break were put into it, as they are into a long word of letters."""
    read = told(to_handout(with_blocks(d.Paragraph((d.Span("儿童中心老师，" * 40),))), DEFAULT))
    assert "\u200b" not in read
    assert read.count("老师") >= 35
    assert not [line for line in read.splitlines() if line.startswith("，")]


def test_a_row_of_pictures_of_several_signs_each_is_broken_between_them_only():
    family = "\U0001f468\u200d\U0001f469\u200d\U0001f467"
    pdf = to_handout(with_blocks(d.Paragraph((d.Span(family * 30),))), DEFAULT)
    assert told(pdf).count(family) == 30


def test_no_blank_comes_between_a_letter_and_an_ideograph():
    assert "A张伟B在2026年11月" in told(to_handout(with_blocks(d.Paragraph((d.Span("A张伟B在2026年11月"),))), DEFAULT))


def test_a_document_brings_the_fonts_that_it_needs_and_no_others():
    assert fonts_of(to_handout(stressed("plain 555-0100"), DEFAULT)) & {"NotoSansCJKsc", "NotoEmoji"} == set()
    assert fonts_of(to_handout(stressed("Sun 🌞"), DEFAULT)) >= {"NotoEmoji"}
    assert "NotoEmoji" not in fonts_of(to_handout(stressed("中文"), DEFAULT))


def test_where_a_system_makes_no_links_the_font_is_copied(monkeypatch):
    def refused(*_args, **_more):
        raise OSError

    linked = to_handout(stressed("Sun 🌞"), DEFAULT)
    monkeypatch.setattr(typeset.Path, "symlink_to", refused)
    assert to_handout(stressed("Sun 🌞"), DEFAULT) == linked


def test_a_text_without_such_letters_gives_the_same_bytes_with_the_extra_and_without_it(request):
    document = stressed("plain words", "Ελληνικά, Дети, Những", "a" * 60)
    made = (to_handout(document, DEFAULT), to_handout_docx(document, DEFAULT), to_pptx(document, DEFAULT))
    request.getfixturevalue("no_extra")
    assert (to_handout(document, DEFAULT), to_handout_docx(document, DEFAULT), to_pptx(document, DEFAULT)) == made


# -- Word and PowerPoint -------------------------------------------------------------------


def parts_of(data, tmp_path):
    path = tmp_path / "x.zip"
    path.write_bytes(data)
    with zipfile.ZipFile(path) as package:
        return "".join(package.read(name).decode() for name in package.namelist() if re.search(r"document\.xml$|slides/slide\d+\.xml$", name))


def test_a_word_file_says_language_and_face_of_each_stretch_and_sets_none_in_italics(tmp_path):
    told = parts_of(to_handout_docx(stressed("By 张伟 and カナ, 김"), DEFAULT), tmp_path)
    runs = re.findall(r"<w:r><w:rPr>(.*?)</w:rPr><w:t[^>]*>([^<]*)</w:t>", told)
    for text, face, language in (("张伟", "Microsoft YaHei", "zh-CN"), ("カナ", "Yu Gothic", "ja-JP"), ("김", "Malgun Gothic", "ko-KR")):
        found = [properties for properties, run in runs if run == text]
        assert len(found) == 5
        assert all(f'<w:rFonts w:eastAsia="{face}" w:hint="eastAsia"/>' in each and f'w:eastAsia="{language}"' in each for each in found)
        assert not [each for each in found if "<w:i/>" in each]
    assert all("w:eastAsia" not in properties for properties, run in runs if run == "By ")


def test_a_presentation_says_language_and_face_of_each_stretch(tmp_path):
    told = parts_of(to_pptx(replace(with_blocks(), title="By 张伟 and カナ"), DEFAULT), tmp_path)
    runs = {text: properties for properties, text in re.findall(r"<a:r><a:rPr(.*?)</a:rPr><a:t>([^<]*)</a:t>", told)}
    assert 'lang="zh-CN"' in runs["张伟"]
    assert '<a:ea typeface="Microsoft YaHei"/>' in runs["张伟"]
    assert 'lang="ja-JP"' in runs["カナ"]


# -- refused -------------------------------------------------------------------------------


def test_without_the_extra_the_check_names_file_line_character_and_what_to_install(no_extra, tmp_path, monkeypatch, capsys):
    root = copy_of_small(tmp_path)
    plant(root, MODULE, "Thank you for coming.", "Thank you 🌞 张")
    monkeypatch.chdir(tmp_path)
    assert main(["check", "--curriculum", str(root)]) == 1
    told = capsys.readouterr().out
    assert f":{line_of(root, MODULE, '🌞')}:" in told
    assert "U+1F31E sun with face" in told
    assert "U+5F20" in told
    assert told.count("pip install 'facilitator-toolkit[languages]'") == 2
    assert main(["export", "--curriculum", str(root)]) == 1
    assert not (tmp_path / "exports").exists()


def test_with_the_extra_the_check_finds_nothing_to_say(tmp_path, monkeypatch, capsys):
    root = copy_of_small(tmp_path)
    plant(root, MODULE, "Thank you for coming.", "Thank you 🌞 张")
    monkeypatch.chdir(tmp_path)
    main(["check", "--curriculum", str(root)])
    assert "text-can-be-printed" not in capsys.readouterr().out


@pytest.mark.parametrize("name", MORE_LETTERS)
def test_without_the_extra_nothing_comes_to_typst(no_extra, name):
    with pytest.raises(MissingGlyphError, match=re.escape("pip install 'facilitator-toolkit[languages]'")):
        typeset.compile_pdf("handout.typ", {"title": MORE_LETTERS[name]}, title="x")
