"""The document holds what its reader may see, from composed notebooks and from those that people wrote."""

from __future__ import annotations

from dataclasses import replace

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from toolkit.build import run_notebook
from toolkit.compose import compose
from toolkit.execute import fill
from toolkit.export import document as d
from toolkit.export.outline import to_outline
from toolkit.export.read import read
from toolkit.look.theme import DEFAULT
from toolkit.model.session import Parameters, Session
from toolkit.plan import make_plan
from toolkit.study import Show

PIXEL = (  # one white pixel
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4//8/AAX+Av4N70a4AAAAAElFTkSuQmCC"
)


def outline(document) -> str:
    return to_outline(document, DEFAULT).decode()


@pytest.fixture(scope="module")
def executed(curriculum):
    return run_notebook(curriculum, Session.model_validate({"modules": ["intro/1"], "minutes": 90, "start": "18:30"}))


def test_a_facilitator_gets_everything(curriculum, executed):
    module = curriculum.module("intro/1")
    document = read(executed, "facilitator")
    got = document.modules[0]
    assert [segment.id for segment in got.segments] == [segment.id for segment in module.segments]
    others = sum(story.is_for_others("community") for story in module.scenarios)  # each has one slide, in kits of its audience
    assert sum(len(segment.slides) for segment in got.segments) == sum(len(s.slides) for s in module.segments) - others
    questions = [q for s in got.segments for b in s.blocks if isinstance(b, d.Quiz) for q in b.questions]
    assert len(questions) == sum(len(quiz.questions) for quiz in module.quizzes)
    assert all(question.answer for question in questions)
    assert document.schedule[0].clock == "6:30 PM"
    assert len(document.facts) > 20


def test_a_participant_gets_no_key_no_note_and_no_rating(executed):
    document = read(executed, "participant")
    assert document.modules[0].segments
    for segment in document.modules[0].segments:
        assert all(slide.notes == () for slide in segment.slides)
        assert segment.purpose == ""
        assert segment.materials == ()
        for block in segment.blocks:
            match block:
                case d.Quiz():
                    assert all(question.answer is None for question in block.questions)
                case d.Scenario():
                    assert all(card.safety is None for card in block.cards)
                    assert all(c.safety is None and c.reason == () for card in block.cards for c in card.choices)
                case d.Sort():
                    assert all(card.answer is None and card.reason is None for card in block.cards)
                    assert block.debrief == ()
                case d.Discuss() | d.Exercise():
                    assert block.debrief == ()
    assert document.facts == ()
    assert document.modules[0].before == ()
    assert document.modules[0].self_care == ()


def test_the_wall_is_the_same_for_everyone_in_the_room_and_who_studies_alone_has_none(executed):
    facilitator, participant, learner = (read(executed, r).modules[0].segments for r in ("facilitator", "participant", "learner"))
    for mine, theirs in zip(facilitator, participant, strict=True):
        assert mine.slides
        assert tuple(replace(slide, notes=()) for slide in mine.slides) == theirs.slides
    assert not [segment for segment in learner if segment.slides]


def test_every_citation_a_participant_sees_has_its_source(executed):
    document = read(executed, "participant")
    numbers = [source.number for source in document.sources]
    assert numbers == sorted(numbers)
    assert numbers[0] == 1
    assert len(numbers) > 10


def own_notebook() -> object:
    table = "<table><tr><th>Year</th><th>Reports</th></tr><tr><td>2021</td><td>some</td></tr></table>"
    return new_notebook(cells=[
        new_markdown_cell("# My evening\n\nAn opening line with **weight** and a [link](https://example.org)."),
        new_markdown_cell("## First part\n\n- one\n- two\n\n### A closer look\n\n| a | b |\n|---|---|\n| 1 | 2 |"),
        new_code_cell("plot()", outputs=[new_output("display_data", data={"image/png": PIXEL, "text/plain": "<Figure>"})]),
        new_code_cell("frame", outputs=[new_output("execute_result", data={"text/html": table, "text/plain": "x"}, execution_count=1)]),
        new_code_cell("slider", outputs=[new_output("display_data", data={"application/vnd.jupyter.widget-view+json": {}, "text/plain": "Slider()"})]),
        new_code_cell("boom", outputs=[new_output("error", ename="ValueError", evalue="no", traceback=["x"])]),
        new_markdown_cell("Say this slowly.", metadata={"slideshow": {"slide_type": "notes"}}),
        new_markdown_cell("Never shown.", metadata={"tags": ["remove-cell"]}),
        new_markdown_cell("## Second part\n\n![A door](missing.png)\n\n<script>alert(1)</script>\n\nText <b>kept</b>."),
    ])


def test_a_notebook_written_by_hand_reads_as_it_stands(golden):
    golden("own-notebook.facilitator.txt", outline(read(own_notebook(), "facilitator")))
    golden("own-notebook.participant.txt", outline(read(own_notebook(), "participant")))


def test_notes_of_a_hand_written_notebook_reach_facilitators_only():
    assert "Say this slowly" in outline(read(own_notebook(), "facilitator"))
    assert "Say this slowly" not in outline(read(own_notebook(), "participant"))
    assert "Never shown" not in outline(read(own_notebook(), "facilitator"))


def test_what_paper_cannot_show_says_so_and_script_is_gone():
    text = outline(read(own_notebook(), "participant"))
    assert "works on screen only" in text
    assert "ended with ValueError" in text
    assert "alert" not in text
    assert "Figure" in text
    assert "Table" in text


def test_an_empty_notebook_is_still_a_document():
    assert read(new_notebook(), "participant").title


def test_the_sample_module_reads_the_same_as_ever(golden, executed):
    text = outline(read(executed, "participant"))
    start = text.index("id: define")
    assert "SceneCard" in text
    golden("intro-1.objectives.txt", text[start : start + 600])


def test_who_studies_alone_reads_of_no_room_and_everybody_else_of_no_solitude(curriculum):
    plan = make_plan(curriculum, Session(modules=("intro/1",)))
    show = Show(curriculum, ["intro/1"], Parameters()).bundle
    executed = fill(compose(curriculum, plan), show)
    room, one = "Tell the facilitator quietly at once", "You do not have to finish this module first."
    seen = {reader: repr(read(executed, reader)) for reader in ("participant", "learner", "facilitator")}
    assert {reader: (room in text, one in text) for reader, text in seen.items()} == {
        "participant": (True, False), "facilitator": (True, False), "learner": (False, True),
    }  # fmt: skip
    notebook = compose(curriculum, plan, alone=True)
    sources = " ".join(" ".join(cell.source for cell in notebook.cells).replace(">", "").split())
    assert (room in sources, one in sources) == (False, True)
    for words in ("support person your facilitator", "camera", "put the card down", "ask your host"):
        assert words not in seen["learner"]
        assert not [cell.source for cell in notebook.cells if words in cell.source]
