"""Two forms for any session of the real curriculum: matched place by place, apart from each other, and within what its readers see."""

from __future__ import annotations

from collections import Counter
from functools import cache

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.access.keys import with_other_keys
from tests.vetted import BY
from toolkit.assess.choose import LONGEST, SHORT, forms_of_module, forms_of_plan, quizzes_of_module
from toolkit.assess.keys import markings
from toolkit.errors import ToolkitError
from toolkit.load import find_curriculum, load_curriculum, load_session
from toolkit.model.access import may_see
from toolkit.model.activity import PlaceQuiz
from toolkit.model.clearance import seen
from toolkit.model.curriculum import Curriculum
from toolkit.model.plan import Plan
from toolkit.model.session import Session
from toolkit.plan import make_plan, objectives_met

IN_A_ROW = ("ordering", "matching")


@cache
def whole() -> Curriculum:
    return load_curriculum(find_curriculum())


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    """Any modules in any order, for any audience and length that can be planned."""
    modules = draw(st.lists(st.sampled_from(sorted(whole().modules)), min_size=1, max_size=4, unique=True))
    audience = draw(st.sampled_from(["community", "child-welfare", "parents-guardians", "law-enforcement"]))
    minutes = draw(st.sampled_from([None, 30, 60, 90, 180, 240]))
    session = Session(modules=tuple(modules), audience=audience, minutes=minutes, vetted_by=BY if audience == "law-enforcement" else None)
    try:
        return make_plan(whole(), session)
    except ToolkitError:
        assume(condition=False)
        raise


def questions_in(plan: Plan) -> dict[tuple[str, str], list]:
    """What the plan's own segments ask, by module and objective."""
    found: dict[tuple[str, str], list] = {}
    for slot in plan.slots:
        for block in slot.segment.body if slot.segment else ():
            if isinstance(block, PlaceQuiz):
                for question in slot.module.activities[block.quiz].questions:
                    found.setdefault((slot.module.id, question.objective), []).append(question)
    return found


@settings(max_examples=40, deadline=None)
@given(plans())
def test_forms_are_matched_place_by_place_and_share_no_question(plan: Plan) -> None:
    forms = forms_of_plan(plan)
    bank = questions_in(plan)
    known = {(aim[0], question.id): question for aim, questions in bank.items() for question in questions}
    taught = [(met.module, met.objective) for met in objectives_met(plan.modules, plan.slots)]
    enough = [aim for aim in taught if len(bank.get(aim, ())) > 1]
    if forms is None:
        assert not enough
        return
    asked = [(place.module, each) for place in forms.places for each in (place.a, place.b)]
    assert len(set(asked)) == len(asked)  # none on both forms, none twice on one
    assert set(asked) <= known.keys()  # so nothing is asked that its readers may not see, or that is for others
    assert all(known[place.module, each].objective == place.objective for place in forms.places for each in (place.a, place.b))
    assert {(place.module, place.objective) for place in forms.places} == set(enough)
    assert [(aim.module, aim.objective) for aim in forms.untested] == [aim for aim in taught if aim not in enough]
    assert len(forms.places) <= max(LONGEST, len(enough))
    if plan.minutes <= SHORT:
        assert len(forms.places) == len(enough)
    assert all(may_see(plan.session.clearance, known[each].access) for each in asked)
    assert forms_of_plan(plan) == forms


@settings(max_examples=25, deadline=None)
@given(plans())
def test_both_forms_mix_kinds_alike_and_their_keys_are_spread(plan: Plan) -> None:
    forms = forms_of_plan(plan)
    assume(forms is not None)
    marked = markings(forms, plan.modules)
    kinds = [Counter(each.kind for each in marked[name]) for name in ("A", "B")]
    more = sum(((kinds[0] - kinds[1]) + (kinds[1] - kinds[0])).values())
    assert more <= max(3, len(forms.places) // 2)
    for name in ("A", "B"):
        letters = Counter(each.key for each in marked[name] if each.kind == "single-choice")
        assert max(letters.values(), default=0) <= letters.total() // 3 + 2


@pytest.mark.parametrize("module", sorted(load_curriculum(find_curriculum()).modules))
def test_a_module_that_ships_has_questions_for_both_forms_on_every_objective(module: str) -> None:
    found = seen(whole(), "restricted").module(module)
    forms = forms_of_module(found)
    assert forms is not None
    assert forms.untested == ()
    quizzes = quizzes_of_module(found)
    assert [len(quiz.questions) for quiz in quizzes.values()] == [len(forms.places)] * 2


def test_letters_in_a_row_are_asked_only_where_there_is_nothing_else() -> None:
    for name in sorted(whole().modules):
        found = seen(whole(), "restricted").module(name)
        questions = [question for quiz in found.quizzes for question in quiz.questions]
        for place in forms_of_module(found).places:
            quick = [each for each in questions if each.objective == place.objective and each.kind not in IN_A_ROW]
            slow = [each for each in questions if each.id in (place.a, place.b) and each.kind in IN_A_ROW]
            assert not slow or len(quick) < 2, place


def test_ready_made_sessions_have_forms_of_a_length_that_people_will_fill_in() -> None:
    lengths = {}
    for path in sorted((whole().root / "sessions").glob("*.yaml")):
        session, _ = load_session(path)
        if session.audience == "law-enforcement":
            session = session.model_copy(update={"vetted_by": BY})
        plan = make_plan(whole(), session)
        lengths[path.stem] = len(forms_of_plan(plan).places)
    assert len(lengths) > 3
    assert all(3 <= length <= LONGEST for length in lengths.values()), lengths


@pytest.mark.parametrize("seed", [1, 2])
def test_the_forms_and_the_order_on_them_say_nothing_of_the_key(seed: int) -> None:
    other = with_other_keys(whole(), seed)
    session = Session(modules=("intro/1", "child-welfare/3"), minutes=180)
    one, two = (make_plan(each, session) for each in (whole(), other))
    assert forms_of_plan(one) == forms_of_plan(two)
    keys = [[each.key for each in markings(forms_of_plan(plan), plan.modules)["A"]] for plan in (one, two)]
    assert keys[0] != keys[1]


def test_an_objective_with_one_question_is_named_and_not_tested() -> None:
    module = whole().module("intro/1")
    quizzes = tuple(
        quiz.model_copy(update={"questions": tuple(each for each in quiz.questions if each.objective != "myths" or each.id == "myths-1")})
        for quiz in module.quizzes
    )
    segments = module.segments
    poorer = module.model_copy(update={"quizzes": quizzes, "segments": segments})
    forms = forms_of_module(poorer)
    assert [aim.objective for aim in forms.untested] == ["myths"]
    assert "myths" not in {place.objective for place in forms.places}
    bare = module.model_copy(update={"quizzes": tuple(quiz.model_copy(update={"questions": quiz.questions[:1]}) for quiz in quizzes)})
    assert forms_of_module(bare) is None or len(forms_of_module(bare).places) < len(forms.places)
