"""The study page as a file: whole, small, closed to anything outside, and without a word that is the facilitator's."""

from __future__ import annotations

import base64
import copy
import hashlib
import json
import re
from dataclasses import fields, is_dataclass, replace

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from tests.export.study_pages import hostile, learner_of, page_of, two_modules, words_in
from toolkit.build import run_notebook
from toolkit.export import document as d
from toolkit.export.activity_data import texts_of
from toolkit.export.outline import to_outline
from toolkit.export.read import read
from toolkit.export.study.back_matter import with_calls
from toolkit.look.theme import DEFAULT
from toolkit.model import cells
from toolkit.model.session import Parameters, Session
from toolkit.study import Show

LARGEST_FILE = 300_000


@pytest.fixture(scope="module")
def executed(curriculum):
    return run_notebook(curriculum, Session(modules=("intro/1",)))


@pytest.fixture(scope="module")
def document(executed):
    return read(executed, "learner")


@pytest.fixture(scope="module")
def page(document):
    return page_of(document)


def as_participant(value):
    """A learner's document with each activity that answers as a participant has it."""
    if isinstance(value, d.Interactive):
        return value.activity
    if isinstance(value, tuple):
        return tuple(map(as_participant, value))
    if is_dataclass(value):
        return replace(value, **{f.name: as_participant(getattr(value, f.name)) for f in fields(value)})
    return value


def without_a_room(document):
    """A participant's document without what only a room has: the wall, and tests on paper."""
    modules = (
        replace(module, segments=tuple(replace(segment, slides=()) for segment in module.segments)) for module in document.modules
    )
    return replace(document, modules=tuple(modules), forms=None)


def test_a_learner_gets_what_a_participant_gets_with_activities_that_answer(executed):
    executed = copy.deepcopy(executed)
    others = [cell.metadata["toolkit"].pop("alone") for cell in executed.cells if "alone" in cell.metadata["toolkit"]]
    assert len(others) > 5  # those who study alone read these in place of what is for a room
    participant, document = read(executed, "participant"), read(executed, "learner")
    blocks = [block for segment in document.modules[0].segments for block in segment.blocks]
    living = [block for block in blocks if isinstance(block, d.Interactive)]
    assert len(living) == 12
    assert not [block for block in blocks if isinstance(block, d.Activity)]
    assert as_participant(replace(document, reader="participant", sources=participant.sources)) == without_a_room(participant)
    assert {each.data["module"] for each in living} == {"intro/1"}
    assert all("words" not in each.data for each in living)


def test_scenarios_have_contacts_at_hand_though_the_notebook_shows_them_last(document):
    blocks = [block for segment in document.modules[0].segments for block in segment.blocks]
    scenarios = [block.data for block in blocks if isinstance(block, d.Interactive) and block.data["kind"] == "scenario"]
    assert len(scenarios) == 2
    assert all(any(contact["name"] == "911" for contact in data["contacts"]) for data in scenarios)


def test_sources_that_only_feedback_cites_are_listed_and_no_others(executed, document, page):
    listed = {source.number for source in document.sources}
    assert listed > {source.number for source in read(executed, "participant").sources}
    assert listed < {source.number for source in read(executed, "facilitator").sources}
    data = re.search(r'id="study-data">(.*?)</script>', page, re.DOTALL)[1]
    cited = {int(number) for number in re.findall(r'href=\\"#source-(\d+)\\"', data)}
    assert cited
    assert cited <= listed


def test_the_same_document_gives_the_same_bytes(document, page):
    assert page_of(document) == page


def test_the_page_of_a_module_is_small_enough_for_any_mail(page):
    assert 150_000 < len(page.encode()) < LARGEST_FILE


def test_the_policy_names_the_style_and_the_script_by_hash_and_nothing_else(page):
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page)[1].replace("&#x27;", "'")
    parts = re.findall(r'<style>(.*?)</style>|<script type="module">(.*?)</script>', page, re.DOTALL)
    assert len(parts) == 2
    for part in parts:
        assert base64.b64encode(hashlib.sha256("".join(part).encode()).digest()).decode() in policy
    assert re.sub(r" 'sha256-[^']+'", "", policy) == (
        "default-src 'none'; script-src; style-src; img-src data:; base-uri 'none'; form-action 'none'"
    )
    assert page.index("Content-Security-Policy") < page.index("<style>")
    assert "url(" not in page
    assert " style=" not in page


def test_quotes_are_set_as_in_print_wherever_a_reader_looks(page):
    shown = re.sub(r"<[^<>]*>", "", re.search(r"<main.*</main>", page, re.DOTALL)[0])
    data = json.loads(re.search(r'id="study-data">(.*?)</script>', page, re.DOTALL)[1])
    told = [re.sub(r"<[^<>]*>", "", text) for each in data["activities"] for text in texts_of(each)]
    assert len(told) > 200
    assert [line for line in [shown, *told, *data["page"].values()] if '"' in line or "'" in line] == []


def test_words_of_the_engine_stand_in_the_page_once(page):
    assert page.count('"show-why":') == 1


def test_every_place_has_a_name_of_its_own_and_every_link_leads_to_one(page):
    without_script = re.sub(r"<script.*?</script>", "", page, flags=re.DOTALL)
    names = re.findall(r' id="([^"]+)"', without_script)
    assert len(names) > 60
    assert len(names) == len(set(names))
    targets = set(re.findall(r'href=\\?"#([^"\\]+)', page))
    assert len(targets) > 60
    assert targets - set(names) == set()


def test_text_is_never_markup(document):
    page = page_of(hostile(document))
    assert len(re.findall(r"<script\b", page)) == 2
    assert len(re.findall(r"</script>", page)) == 2
    assert "<img" not in page
    assert "<svg onload" not in page
    assert "onerror=alert(1)&gt;" in page


def test_no_sentence_of_the_facilitator_is_in_the_page(curriculum, executed, page):
    module = curriculum.module("intro/1")
    private = [*module.materials, *module.before, *module.self_care]
    for segment in module.segments:
        private += [segment.purpose, *segment.materials]
        private += [note.text for slide in segment.slides for note in slide.notes]
        private += [likely for slide in segment.slides for note in slide.notes if note.kind == "ask" for likely in note.likely]
        private += [block.debrief for block in segment.body if block.kind in ("discuss", "sort", "exercise")]
    private += [fact.caution for fact in curriculum.facts.values() if fact.caution]
    plain = words_in(page)
    sentences = {s.strip() for text in private for s in re.split(r"(?<=[.?!])\s", words_in(text)) if len(s) > 40}
    handed_out = words_in(to_outline(read(executed, "participant"), DEFAULT).decode())
    sentences = {sentence for sentence in sentences if sentence not in handed_out}  # some are spoken and printed alike
    assert len(sentences) > 200
    assert [sentence for sentence in sentences if sentence in plain] == []
    guide = words_in(to_outline(read(executed, "facilitator"), DEFAULT).decode())
    assert len([sentence for sentence in sentences if sentence in guide]) > 100  # so they would be found


def test_a_number_that_can_be_called_is_a_link_and_the_rest_is_as_printed():
    assert with_calls("911") == '<a href="tel:911">911</a>'
    assert with_calls("1-800-THE-LOST (1-800-843-5678)") == '1-800-THE-LOST (<a href="tel:18008435678">1-800-843-5678</a>)'
    assert with_calls("1-800-RUNAWAY") == '<a href="tel:18007862929">1-800-RUNAWAY</a>'
    assert with_calls("988 · Text 988") == '<a href="tel:988">988</a> · Text <a href="sms:988">988</a>'
    assert with_calls("ask at the desk <b>") == "ask at the desk &lt;b&gt;"


def test_a_course_has_one_page_with_a_part_for_each_module(tmp_path):
    document = learner_of(two_modules(tmp_path), "course/1", "course/2", title="A small course")
    page = page_of(document)
    assert re.search(r"<h1>A small course</h1>", page)
    assert re.findall(r"<h2>(Noticing.*?)</h2>", page) == ["Noticing", "Noticing again"]
    data = json.loads(re.search(r'id="study-data">(.*?)</script>', page, re.DOTALL)[1])
    assert [(each["module"], each["id"]) for each in data["activities"]].count(("course/2", "check")) == 1
    assert data["level"] == 5


def test_a_module_under_a_title_of_the_session_still_says_its_own(curriculum):
    page = page_of(learner_of(curriculum, "intro/1", title="Keeping our kids safe"))
    assert "<h1>Keeping our kids safe</h1>" in page
    assert "<h2>Recognizing Child Sex Trafficking</h2>" in page


def test_a_notebook_that_a_person_wrote_becomes_a_page_too(curriculum):
    shown = Show(curriculum, ["intro/1"], Parameters()).bundle("intro/1/check-define")
    notebook = new_notebook(cells=[
        new_markdown_cell("# My evening\n\nHello."), new_markdown_cell("## A part\n\n| a | b |\n|---|---|\n| 1 | 2 |"),
        new_code_cell("show('intro/1/check-define')", outputs=[new_output("display_data", data=shown)]),
        new_markdown_cell("For me alone: quokka.", metadata={"tags": ["facilitator"]}),
    ])
    document = read(notebook, "learner")
    page = page_of(document)
    assert cells.MIME in shown
    assert "<h1>My evening</h1>" in page
    assert 'data-activity="0"' in page
    assert "quokka" not in page
    assert "tk-cite" not in json.dumps(document.modules[0].segments[-1].blocks[-1].data)  # it lists no sources to point to
