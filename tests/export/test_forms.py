"""The tests on paper, read from the finished files: a code and a slip for everyone, forms that cannot be mixed up, no key for participants."""

from __future__ import annotations

import csv
import io
import re
import subprocess
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

import page
import pytest

from tests.export.test_handout import flat, pdf_text, unpacked
from tests.samples import SECRETS, sample_document
from tests.vetted import session_of
from toolkit.assess.choose import forms_of_plan
from toolkit.assess.codes import LENGTH, other_form
from toolkit.assess.keys import markings
from toolkit.build import run_notebook
from toolkit.errors import UsageError
from toolkit.export import document as d
from toolkit.export.pdf.form_key import letters_of, to_scoring_sheet, to_test_key
from toolkit.export.pdf.forms import to_post_test, to_pre_test
from toolkit.export.read import read
from toolkit.export.registry import formats
from toolkit.export.results_template import to_results_template
from toolkit.look.theme import DEFAULT
from toolkit.model.curriculum import Curriculum
from toolkit.plan import make_plan

PAPER = {"pre-test": to_pre_test, "post-test": to_post_test, "test-key": to_test_key, "scoring-sheet": to_scoring_sheet}
MARK = "For vetted public-safety professionals"
CODE = re.compile(rf"\b[DHJMRTWXY2679]{{{LENGTH}}}\b")


@pytest.fixture(scope="module")
def session(curriculum: Curriculum):
    return session_of(curriculum, "intro/1", minutes=90, participants=5)


@pytest.fixture(scope="module")
def documents(curriculum: Curriculum, session) -> dict[str, d.Document]:
    notebook = run_notebook(curriculum, session)
    return {reader: read(notebook, reader) for reader in ("participant", "facilitator", "learner")}


@pytest.fixture(scope="module")
def made(documents: dict[str, d.Document]) -> dict[str, bytes]:
    return {name: write(documents[formats()[name].reader], DEFAULT) for name, write in PAPER.items()}


def sample(reader: d.Reader) -> d.Document:
    """The sample with one of every kind of question on each form."""
    document = sample_document(reader)
    quiz = next(block for segment in document.modules[0].segments for block in segment.blocks if isinstance(block, d.Quiz))
    aims = (d.Aim("intro/1", "Define child sex trafficking", (1, 2, 3)), d.Aim("intro/1", "Recall reporting practices", ())) if reader == "facilitator" else ()
    codes = tuple(d.Pairing(code, form) for code, form in (("D2H6J", "A"), ("M2R6T", "B")))
    aims = aims and (replace(aims[0], numbers=(1, 2, 3, 4, 5)), aims[1])
    return replace(document, forms=d.Forms(d.Form("A", quiz.questions), d.Form("B", quiz.questions), codes, aims))


def copies_in(pdf: bytes) -> Iterator[tuple[str, str, str]]:
    """For each copy of the test before: its form, its code, and all of its text."""
    pages = [flat(text) for text in pdf_text(pdf).split("\f")]
    starts = [place for place, text in enumerate(pages) if "Before the workshop: form" in text]
    for first, after in zip(starts, [*starts[1:], len(pages)], strict=True):
        text = " ".join(pages[first:after])
        yield re.search(r"Before the workshop: form ([AB])", text)[1], CODE.search(text)[0], text


def read_in_order(pdf: bytes) -> str:
    return subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True).stdout.decode()


def squeezed(words: str) -> str:
    return re.sub(r"[\"'“”‘’\s]", "", words)


def words_of(blocks) -> str:
    return "".join(span.text for block in blocks for span in block.text)


def test_everyone_has_a_copy_with_a_code_of_their_own_and_the_slip_names_the_other_form(documents, made) -> None:
    copies = list(copies_in(made["pre-test"]))
    forms = documents["participant"].forms
    assert [(form, code) for form, code, _ in copies] == [(pairing.first, pairing.code) for pairing in forms.pairings]
    assert len(copies) == 10
    assert Counter(form for form, _, _ in copies) == {"A": 5, "B": 5}
    for form, code, text in copies:
        assert set(CODE.findall(text)) == {code}
        assert text.count(code) >= 4  # in the text, on each page, and on the slip
        assert f"Then take form {other_form(form)}" in text
        assert f"Then take form {form}" not in text


def test_both_forms_ask_what_the_document_says_and_offer_not_to_know(documents, made) -> None:
    forms = documents["participant"].forms
    asked = {form: text for form, _, text in copies_in(made["pre-test"])}
    after = flat(pdf_text(made["post-test"]))
    for form in (forms.a, forms.b):
        for question in form.questions:
            assert squeezed(words_of(question.prompt)) in squeezed(asked[form.name])
            assert squeezed(words_of(question.prompt)) in squeezed(after)
            assert all(squeezed("".join(span.text for span in option.text)) in squeezed(asked[form.name]) for option in question.options)
        assert asked[form.name].count("? I do not know yet") == len(form.questions)


def test_the_test_after_has_room_for_the_code_and_bears_none(made, documents) -> None:
    text = flat(pdf_text(made["post-test"]))
    assert not [pairing.code for pairing in documents["participant"].forms.pairings if pairing.code in text]
    for form in "AB":
        assert f"After the workshop: form {form}" in text
        assert f"Take form {form} only if your slip says {form}." in text
    assert "Print 5 of each form" in text


@pytest.mark.parametrize("name", ["pre-test", "post-test"])
def test_each_form_says_that_it_is_voluntary_no_channel_and_where_to_find_support(made, name: str) -> None:
    for text in [flat(each) for each in pdf_text(made[name]).split("\f") if re.search("the workshop: form", each)]:
        assert "This is voluntary." in text
        assert "not a reporting channel" in text
        assert "988" in text
        assert "no name" in text.lower()


def test_a_slip_can_be_torn_off_whatever_is_printed_on_the_back(made) -> None:
    """Nothing but the words for the slip stands in the strip at the foot of the second page, which is behind it."""
    found = subprocess.run(["pdftotext", "-bbox", "-f", "3", "-l", "4", "-", "-"], input=made["pre-test"], capture_output=True, check=True).stdout.decode()
    front, back = re.findall(r"<page.*?</page>", found, re.DOTALL)
    strip = min(float(y) for y, word in re.findall(r'yMin="([\d.]+)"[^>]*>([^<]*)</word>', front) if word == "Tear" and float(y) > 400)
    low = [word for y, word in re.findall(r'yMax="([\d.]+)"[^>]*>([^<]*)</word>', back) if float(y) > strip]
    assert low
    assert " ".join(low).startswith("This was the back of a slip.")


def test_no_key_is_in_a_participants_file(tmp_path) -> None:
    for write in (to_pre_test, to_post_test):
        pdf = write(sample("participant"), DEFAULT)
        raw = unpacked(pdf, tmp_path)
        assert len(raw) > 20_000
        assert not [secret for secret in SECRETS if secret in pdf_text(pdf) or secret.encode() in raw]
        assert "Write a number" not in pdf_text(pdf)


def test_the_wrong_reader_and_a_notebook_without_questions_are_refused(documents) -> None:
    for name, write in PAPER.items():
        other = "facilitator" if formats()[name].reader == "participant" else "participant"
        with pytest.raises(ValueError, match=other):
            write(documents[other], DEFAULT)
        with pytest.raises(UsageError, match="no questions to make a test of"):
            write(sample_document(formats()[name].reader), DEFAULT)
        assert not formats()[name].suits(sample_document(formats()[name].reader))
    with pytest.raises(UsageError):
        to_results_template(sample_document("facilitator"), DEFAULT)
    assert documents["learner"].forms is None


def test_the_key_on_paper_is_the_one_that_answers_are_scored_by(curriculum, session, documents, made) -> None:
    plan = make_plan(curriculum, session)
    marked = markings(forms_of_plan(plan), plan.modules)
    forms = documents["facilitator"].forms
    for form in (forms.a, forms.b):
        assert [letters_of(question) for question in form.questions] == [each.key for each in marked[form.name]]
    for name in ("test-key", "scoring-sheet"):
        text = flat(pdf_text(made[name]))
        assert all(each.key in text for each in (*marked["A"], *marked["B"]))
        assert all(squeezed(aim.text) in squeezed(read_in_order(made[name])) for aim in forms.aims)
    key = squeezed(read_in_order(made["test-key"]))
    for question in (*forms.a.questions, *forms.b.questions):
        assert all(squeezed(words_of(reason.blocks[:1])) in key for reason in question.answer.reasons if reason.right)


def test_keys_of_every_kind_are_printed_as_letters() -> None:
    questions = sample("facilitator").forms.a.questions
    assert [letters_of(question) for question in questions] == ["B", "ABC", "B", "BCA", "ABC"]
    text = flat(pdf_text(to_test_key(sample("facilitator"), DEFAULT)))
    assert "Taught, and not asked about" in text
    assert "zebrafeedback" in text


def test_the_scoring_sheet_has_two_rows_for_each_code_and_the_table_too(documents, made) -> None:
    text = flat(pdf_text(made["scoring-sheet"]))
    rows = list(csv.DictReader(io.StringIO(to_results_template(documents["facilitator"], DEFAULT).decode())))
    for pairing in documents["facilitator"].forms.pairings:
        assert text.count(pairing.code) == 1
        own = [(row["form"], row["when"]) for row in rows if row["code"] == pairing.code]
        assert own == [(pairing.first, "before"), (other_form(pairing.first), "after")]
    for words in ("no measure of a person", "With fewer than about 20 pairs", "also come up as practice", "no half points"):
        assert words in text
    assert len(rows) == 20


@pytest.mark.parametrize("paper", ["letter", "a4"])
@pytest.mark.parametrize("name", PAPER)
def test_every_file_is_pdf_ua(name: str, paper: str) -> None:
    pdf = PAPER[name](replace(sample(formats()[name].reader), paper=paper), DEFAULT)
    report = page.validate_pdf_bytes(pdf, profile="ua1")
    assert report.is_compliant, report
    info = subprocess.run(["pdfinfo", "-"], input=pdf, capture_output=True, check=True).stdout.decode()
    assert ("A4" if paper == "a4" else "letter") in info


def test_every_page_of_a_restricted_test_bears_the_mark(curriculum: Curriculum) -> None:
    notebook = run_notebook(curriculum, session_of(curriculum, "law-enforcement/1", participants=2))
    for name, write in PAPER.items():
        pages = [flat(text) for text in pdf_text(write(read(notebook, formats()[name].reader), DEFAULT)).removesuffix("\f").split("\f")]
        assert len(pages) > 1
        assert not [number for number, text in enumerate(pages, start=1) if MARK not in text], name


def test_a_quiz_that_is_kept_from_participants_is_on_no_form_and_both_stay_matched(curriculum, session) -> None:
    notebook = run_notebook(curriculum, session)
    whole = read(notebook, "participant").forms
    gone = whole.a.questions[0].id
    cell = next(cell for cell in notebook.cells if cell.cell_type == "code" and f'"{gone}"' in str(cell.outputs).replace("'", '"'))
    cell.metadata["slideshow"] = {"slide_type": "notes"}
    forms = [read(notebook, reader).forms for reader in ("participant", "facilitator")]
    for one in forms:
        asked = [each.id for each in (*one.a.questions, *one.b.questions)] if one else []
        assert gone not in asked
        if one:
            assert [each.objective for each in one.a.questions] == [each.objective for each in one.b.questions]
    ids = [one and [each.id for each in (*one.a.questions, *one.b.questions)] for one in forms]
    assert ids[0] == ids[1]
