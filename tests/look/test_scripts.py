"""Which text needs the fonts of an extra, which of its stretches is in which language, and what is said where the extra is missing."""

from __future__ import annotations

import pytest

from tests.trust.naughty import MORE_LETTERS
from toolkit.look import scripts
from toolkit.look.fonts import by_family, extras_for, family_for, known_characters
from toolkit.look.measure import printed_width


@pytest.mark.parametrize("name", MORE_LETTERS)
def test_what_the_extra_is_for_can_be_shown_with_it_and_not_without_it(name, without_extra):
    assert not known_characters().can_show(MORE_LETTERS[name])
    without_extra.undo()
    scripts.characters.cache_clear()
    assert known_characters().can_show(MORE_LETTERS[name])


@pytest.fixture
def without_extra(monkeypatch):
    """As if the extra were not installed."""
    scripts.characters.cache_clear()
    monkeypatch.setattr(scripts, "font_file", lambda _script: None)
    yield monkeypatch
    scripts.characters.cache_clear()


@pytest.mark.parametrize(
    "sign",
    ["\u20e3", "\u2f00", "\uf900", "\u3164", "\uffa0", "\u3099", "\u302a", "\ufe0e", "\U000e0041", "\u0627", "\u05d0", "\u0e01", "\u0905", "\u1112"],
)
def test_what_does_not_read_back_or_cannot_be_seen_is_shown_by_no_extra(sign):
    """A digit's key, what stands for another ideograph, fillers, marks, tags; and letters of scripts that are not offered."""
    assert not known_characters().can_show(sign)
    assert "pip install" not in scripts.lacking(sign)


def test_each_character_that_is_offered_has_a_glyph_and_no_other_spelling():
    from unicodedata import category, normalize

    for script, least in ((scripts.EAST_ASIAN, 42_000), (scripts.EMOJI, 1_400)):
        shown = scripts.characters(script)
        assert len(shown) >= least
        assert all(normalize("NFC", chr(code)) == chr(code) for code in shown)
        assert {category(chr(code)) for code in shown} & {"Cc", "Cf", "Cs", "Co"} == set()


def test_the_table_that_is_read_here_is_the_one_that_fonttools_reads():
    from fontTools.ttLib import TTFont

    for script in scripts.SCRIPTS:
        path = scripts.font_file(script)
        assert path is not None
        with TTFont(path, fontNumber=script.face, lazy=True) as font:
            assert scripts.characters(script) == {code for code in font.getBestCmap() if script.holds(code)}
            assert script.families[0] in (font["name"].getDebugName(16), font["name"].getDebugName(1))


@pytest.mark.parametrize(("text", "names"), [("Café Ελληνικά", []), ("张伟", [scripts.EAST_ASIAN]), ("Sun 🌞", [scripts.EMOJI]), ("李娜 👩🏽\u200d🏫", list(scripts.SCRIPTS))])
def test_a_text_needs_the_fonts_of_its_own_letters_and_no_others(text, names):
    assert list(extras_for(text)) == names


def test_the_message_names_what_is_lacking_and_how_to_get_it(without_extra):
    told = scripts.lacking("Sun 🌞 李娜")
    assert told == "For Chinese, Japanese and Korean and emoji, install their fonts: pip install 'facilitator-toolkit[languages]'"
    assert scripts.lacking("Kim 김").startswith("For Chinese, Japanese and Korean, install")
    assert scripts.lacking("ก") == ""


@pytest.mark.parametrize("text", ["مريم", "ילד", "٣"])
def test_of_letters_from_right_to_left_it_is_said_why_no_font_helps(text):
    assert scripts.lacking(text).startswith("Write it in Latin letters: where letters run from right to left")


def test_stretches_are_chinese_unless_kana_or_hangul_are_in_them():
    text = "By 张伟、李娜（中心）, 山田コミュニティ and 김민준 (Kim)"
    assert list(scripts.stretches(text)) == [
        ("By ", ""), ("张伟、李娜（中心）", "zh"), (", ", ""), ("山田コミュニティ", "ja"), (" and ", ""), ("김민준", "ko"), (" (Kim)", ""),
    ]  # fmt: skip
    assert list(scripts.stretches("plain")) == [("plain", "")]
    assert list(scripts.stretches("")) == [("", "")]


def test_pieces_of_a_line_have_one_family_each_and_an_emoji_of_several_signs_stays_whole():
    text = "a 👩🏽\u200d🏫 中文 カナ b\u200dc"
    pieces = list(by_family(text))
    assert "".join(piece for piece, _ in pieces) == text
    assert [family for _, family in pieces] == ["", "Noto Emoji", "", "Noto Sans CJK SC", "", "Noto Sans CJK JP", ""]
    assert pieces[1][0] == "👩🏽\u200d🏫"


def test_wide_letters_and_pictures_are_measured_as_wide_as_they_are():
    assert printed_width("中文", 10) == pytest.approx(20)
    one = printed_width("😀", 10)
    assert one == pytest.approx(12.75)
    assert printed_width("👩🏽\u200d🏫", 10) == printed_width("🇺🇸", 10) == printed_width("❤\ufe0f", 10) == pytest.approx(one)


def test_a_name_takes_its_face_from_the_letters_that_no_extra_shows():
    assert family_for("张伟") == family_for("Ana 😀") == "Atkinson Hyperlegible"
    assert family_for("Nguyễn 张") == "Noto Sans"
