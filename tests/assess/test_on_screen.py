"""The same forms for somebody who studies alone: offered before and after, passed over at will, and without a key in the notebook."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from toolkit.assess.choose import ON_SCREEN, forms_of_module, quizzes_of_module
from toolkit.errors import UsageError
from toolkit.execute import fill
from toolkit.export.read import read
from toolkit.interactive.client_data import client_data, model_answer
from toolkit.messages import messages
from toolkit.model import cells
from toolkit.model.clearance import seen
from toolkit.model.curriculum import Curriculum
from toolkit.model.session import Parameters
from toolkit.self_study import composed_notebooks
from toolkit.study import Show

MODULE = "intro/1"


@pytest.fixture(scope="module")
def composed(curriculum: Curriculum):
    import nbformat

    notebooks = composed_notebooks(curriculum)
    return {name: nbformat.reads(content.decode(), as_version=4) for name, content in notebooks.items() if not name.startswith(("pages", "start", "plan"))}


@pytest.fixture(scope="module")
def show(curriculum: Curriculum) -> Show:
    return Show(curriculum, [MODULE], Parameters())


def kind_of(cell) -> str:
    return cell.metadata[cells.KEY]["kind"]


def test_every_module_offers_form_a_before_its_first_segment_and_form_b_before_its_key_points(composed) -> None:
    assert len(composed) > 5
    for notebook in composed.values():
        kinds = [kind_of(cell) for cell in notebook.cells]
        tests = [place for place, kind in enumerate(kinds) if kind == "test" and notebook.cells[place].cell_type == "code"]
        assert len(tests) == 2
        assert tests[0] < kinds.index("segment")
        assert max(place for place, kind in enumerate(kinds) if kind == "segment") < tests[1] < kinds.index("key-points")
        sources = [notebook.cells[place].source for place in tests]
        assert '/form-a", test="before")' in sources[0]
        assert '/form-b", test="after")' in sources[1]
        assert all("skip it and read on" in notebook.cells[place - 1].source for place in tests)


def test_what_such_a_cell_shows_holds_every_question_and_no_key(curriculum: Curriculum, show: Show) -> None:
    module = seen(curriculum, "open").module(MODULE)
    for name, when in zip(ON_SCREEN.values(), ("before", "after"), strict=True):
        quiz = quizzes_of_module(module)[name]
        bundle = show.bundle(f"{MODULE}/{name}", test=when)
        assert bundle[cells.MIME] == {"access": "open", "kind": "test"}
        told = json.dumps(bundle)
        for question in quiz.questions:
            assert question.prompt.strip()[:40] in bundle["text/markdown"]
            for words in (getattr(question, "feedback", ""), *(option.feedback for option in getattr(question, "options", ()))):
                assert not words or words[:40] not in told
        data = client_data(cells.ShownQuiz(quiz=quiz), messages("en"), module=MODULE, test=when)
        del data["words"]
        assert data["mode"] == "test"
        assert not {"key", "feedback", "correct", "why"} & {key for question in data["questions"] for key in question}


@pytest.mark.parametrize("name", ON_SCREEN.values())
def test_a_form_is_never_shown_with_its_key(show: Show, name: str) -> None:
    with pytest.raises(UsageError, match="is a test"):
        show.bundle(f"{MODULE}/{name}")
    with pytest.raises(UsageError, match="has no 'form-c'"):
        show.bundle(f"{MODULE}/form-c", test="before")


def test_what_is_handed_in_is_scored_by_the_order_on_the_screen(curriculum: Curriculum) -> None:
    for quiz in quizzes_of_module(seen(curriculum, "open").module(MODULE)).values():
        for question in quiz.questions:
            right = list(question.key) if hasattr(question, "key") else [int(question.answer)]
            assert question.score(model_answer(question, right)) == 1.0


def test_paper_from_a_self_study_notebook_asks_the_same_and_does_not_print_the_screen(composed, show: Show, curriculum: Curriculum) -> None:
    notebook = fill(composed["intro/1-recognizing.ipynb"], show.bundle)
    forms = forms_of_module(seen(curriculum, "open").module(MODULE))
    for reader in ("participant", "facilitator", "learner"):
        document = read(notebook, reader)
        assert "a few questions before you start" not in str(document.modules)
        if reader != "learner":
            assert [question.id for question in document.forms.a.questions] == [place.a for place in forms.places]


def test_the_start_page_asks_for_no_test() -> None:
    start = (Path(__file__).parents[2] / "notebooks/start-here.ipynb").read_text(encoding="utf-8")
    assert "form-a" not in start
