"""Scoring is one truth: the same vectors run against the nouns and against the engine in a browser."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from pydantic import TypeAdapter

from tests.browser import needs_browser, visit
from tests.interactive.engine_page import write_page
from toolkit.interactive.client_data import client_data, model_answer
from toolkit.messages import messages
from toolkit.model import cells
from toolkit.model.entry import When
from toolkit.model.quiz import Matching, Ordering, Question, Quiz
from toolkit.model.scenario import Scenario

VECTORS = json.loads((Path(__file__).parent / "scoring_vectors.json").read_text(encoding="utf-8"))
QUESTIONS = {name: TypeAdapter(Question).validate_python(each) for name, each in VECTORS["questions"].items()}
SCENARIO = Scenario.model_validate(VECTORS["scenario"])


def engine_questions(test: When | None = None) -> dict[str, dict]:
    quiz = Quiz(id="q", title="T", intro="i", questions=tuple(QUESTIONS.values()))
    data = client_data(cells.ShownQuiz(quiz=quiz), messages("en"), module="m/1", test=test)
    return dict(zip(QUESTIONS, data["questions"], strict=True))


def places_of(question, answer: list[int]) -> list[int]:
    """The answer as the engine gives it."""
    if not isinstance(question, Ordering | Matching):
        return answer
    return [question.shown.index(item) if item >= 0 else -1 for item in answer]


@pytest.mark.parametrize("vector", VECTORS["answers"], ids=lambda v: f"{v['question']}, {v['title']}")
def test_the_noun_scores_as_written(vector):
    question = QUESTIONS[vector["question"]]
    assert question.score(vector["answer"]) == vector["score"]
    assert model_answer(question, places_of(question, vector["answer"])) == vector["answer"]


@pytest.mark.parametrize("vector", VECTORS["steps"], ids=lambda v: f"{v['scene']} {v['choice']}")
def test_the_scenario_steps_as_written(vector):
    if vector["to"] is None:
        with pytest.raises(IndexError):
            SCENARIO.step(vector["scene"], vector["choice"])
    else:
        assert SCENARIO.step(vector["scene"], vector["choice"]).id == vector["to"]


def test_every_kind_of_question_has_vectors():
    kinds = {QUESTIONS[vector["question"]].kind for vector in VECTORS["answers"]}
    assert kinds == {"single-choice", "several-choices", "true-false", "ordering", "matching"}


def test_an_answer_from_a_page_may_be_anything():
    for question in QUESTIONS.values():
        for answer in ([99], [-5, 3], [0] * 50):
            assert 0 <= question.score(model_answer(question, answer)) < 1


@needs_browser()
def test_the_engine_scores_and_steps_alike(browser, tmp_path):
    questions = engine_questions()
    cases = [
        [questions[v["question"]], places_of(QUESTIONS[v["question"]], v["answer"])] for v in VECTORS["answers"]
    ]
    scenario = client_data(cells.ShownScenario(scenario=SCENARIO), messages("en"), module="m/1")
    ids = [scene.id for scene in SCENARIO.scenes]
    steps = [[ids.index(v["scene"]), v["choice"]] for v in VECTORS["steps"]]
    with visit(browser, write_page(tmp_path / "page.html", [])) as seen:
        scores = seen.page.evaluate("cases => cases.map(([q, a]) => engine.score(q, a))", cases)
        found = seen.page.evaluate("([s, steps]) => steps.map(([a, b]) => engine.stepFrom(s, a, b))", [scenario, steps])
        without_key = seen.page.evaluate("q => engine.score(q, [0])", engine_questions("before")["single"])
    assert scores == pytest.approx([vector["score"] for vector in VECTORS["answers"]])
    assert [None if to is None else ids[to] for to in found] == [vector["to"] for vector in VECTORS["steps"]]
    assert without_key is None


@needs_browser()
def test_only_steps_out_of_order_are_pointed_at(browser, tmp_path):
    with visit(browser, write_page(tmp_path / "page.html", [])) as seen:
        kept = "([key, answer]) => engine.keptInOrder(key, answer)"
        assert seen.page.evaluate(kept, [[2, 0, 1, 3], [2, 0, 1, 3]]) == [2, 0, 1, 3]
        assert seen.page.evaluate(kept, [[0, 1, 2, 3], [3, 0, 1, 2]]) == [0, 1, 2]
        assert len(seen.page.evaluate(kept, [[0, 1, 2, 3], [3, 2, 1, 0]])) == 1
