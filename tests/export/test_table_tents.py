"""Table tents, checked in the finished file: the same words upright on both faces, and the agreements that the modules make."""

from __future__ import annotations

from dataclasses import replace

import page
import pytest
from PIL import Image, ImageChops

from tests.export.forms import MARK, PAPERS, bare, drawn, read_out, size_of, words_of
from tests.export.test_certificate import flat, sheets_and_words
from tests.samples import SECRETS, sample_document
from toolkit.export.pdf.table_tents import to_table_tents
from toolkit.look.theme import DEFAULT
from toolkit.messages import messages
from toolkit.model.curriculum import Curriculum

AGREEMENTS = ("listen", "children", "privacy", "adults", "care")
RIDGE = 12  # points on each side of the fold, where its marks are


@pytest.fixture(scope="module", params=[(paper, access) for paper in PAPERS for access in ("open", "restricted")], ids=" ".join)
def tents(request: pytest.FixtureRequest) -> tuple[str, str, bytes]:
    paper, access = request.param
    return paper, access, to_table_tents(replace(sample_document(), paper=paper, access=access), DEFAULT)


def test_both_faces_of_each_tent_are_the_same_and_upright_when_folded(tents: tuple[str, str, bytes]) -> None:
    paper, _, pdf = tents
    sheets, _words = sheets_and_words(pdf)
    assert [(sheet.width, sheet.height) for sheet in sheets] == [pytest.approx(PAPERS[paper], abs=0.5)] * 2
    for number in (1, 2):
        picture = drawn(pdf, number)
        width, height = picture.size
        lower = picture.crop((0, height // 2 + RIDGE, width, height))
        upper = picture.rotate(180).crop((0, height // 2 + RIDGE, width, height))
        ink = sum(lower.histogram()[:128])
        assert ink > 3000
        coarse = [half.resize((half.width // 6, half.height // 6), Image.Resampling.BOX) for half in (lower, upper)]
        darkest = max(value for value, count in enumerate(ImageChops.difference(*coarse).histogram()) if count)
        assert darkest < 90  # letters are drawn a fraction of a pixel apart, and no line is


def test_it_is_read_once_and_in_large_type(tents: tuple[str, str, bytes]) -> None:
    paper, access, pdf = tents
    told = read_out(pdf)
    assert told.count("How we work together") == 2  # the heading's own name, and its text
    assert told.count("H1") == 2
    for number in (1, 2):
        half = PAPERS[paper][1] / 2
        lower = [word for word in words_of(pdf, number) if word.top > half + RIDGE and word.bottom < 2 * half - 42]
        assert min(size_of(word) for word in lower) > 14
        assert max(word.right for word in words_of(pdf, number)) < PAPERS[paper][0] - 12
    assert (MARK in flat(pdf)) == (access == "restricted")
    assert not [secret for secret in SECRETS if secret in flat(pdf)]


def test_every_agreement_is_one_that_a_module_makes_and_privacy_is_that_of_all(curriculum: Curriculum) -> None:
    say = messages("en")
    plain = {
        name: " ".join(str(module.segments[0].body).replace("\\n", " ").replace("**", "").replace('\\"', '"').split())
        for name, module in curriculum.modules.items()
    }
    texts = "".join(plain.values()).replace('"', "”")
    for name in AGREEMENTS:
        assert say(f"tents.{name}") in texts, name
    for name in ("listen", "children", "care"):
        assert say(f"tents.{name}-text") in texts, name
    assert len(plain) > 10
    for name, body in plain.items():
        key = "privacy-restricted" if curriculum.access_of(name) == "restricted" else "privacy-text"
        first = say(f"tents.{key}").partition(". ")[0].replace("’", "'")
        assert first in body.replace("’", "'").replace("\\'", "'"), name


def test_they_say_what_people_may_do_and_how_to_ask(tents: tuple[str, str, bytes]) -> None:
    _, access, pdf = tents
    text = flat(pdf)
    for expected in (
        "Step out at any time.", "You owe no one your story.", "Ask about situations, not about people.", "Say “a child who was exploited”.",
        "If a child is in danger this minute, call 911.", "If a facilitator hears that a child may be in danger", "Recognizing Child Sex Trafficking · Springfield Library",
    ):  # fmt: skip
        assert expected in text
    assert ("or the law says otherwise" in text) == (access == "restricted")


def test_they_are_pdf_ua_1_and_the_same_each_time(tents: tuple[str, str, bytes]) -> None:
    paper, access, pdf = tents
    assert page.validate_pdf_bytes(pdf, profile="ua1").is_compliant
    assert to_table_tents(replace(sample_document(), paper=paper, access=access), DEFAULT) == pdf
    without = to_table_tents(bare("facilitator"), DEFAULT)
    assert "call" not in flat(without)
    assert page.validate_pdf_bytes(without, profile="ua1").is_compliant
