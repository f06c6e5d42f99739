"""The facilitator guide, checked by what the one who stands in front sees: text, tags, clock times, slide numbers."""

from __future__ import annotations

import re
import subprocess
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import page
import pytest

from tests.samples import SECRETS, paragraph, sample_document, text
from toolkit.export import document as d
from toolkit.export.deck import build_deck
from toolkit.export.guide_plan import guide_plan
from toolkit.export.pdf.guide import to_guide
from toolkit.export.told_once import ToldOnce
from toolkit.load import find_curriculum, load_curriculum
from toolkit.look.theme import DEFAULT
from toolkit.messages import messages
from toolkit.model.access import Access

WORDS = messages("en")
OF_EACH_MODULE = {
    "Choose the scenario.", "Plan a roll call (10 minutes).", "Plan the half hour or the long version.",
    "Have the state law insert cover this module, too:",
}  # fmt: skip
"""Leads behind which each module says its own."""


@pytest.fixture(scope="module")
def guide() -> bytes:
    return to_guide(sample_document(), DEFAULT)


@pytest.fixture(scope="module")
def shown(guide: bytes) -> str:
    return flat(pdf_text(guide))


def pdf_text(pdf: bytes) -> str:
    done = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True)
    return done.stdout.decode()


def flat(text_of_pages: str) -> str:
    return " ".join(text_of_pages.split())


def heading_levels(pdf: bytes) -> list[int]:
    done = subprocess.run(["pdfinfo", "-struct", "-"], input=pdf, capture_output=True, check=True)
    return [int(level) for level in re.findall(r"^\s*H(\d)\b", done.stdout.decode(), re.MULTILINE)]


def two_modules() -> d.Document:
    first = sample_document()
    module = first.modules[0]
    second = replace(module, id="intro/2", title="Vulnerabilities and Grooming", segments=module.segments[:1])
    row = replace(first.schedule[0], clock="18:25", module="intro/2")
    return replace(first, modules=(module, second), schedule=(*first.schedule, row))


def by_hand() -> d.Document:
    segment = d.Segment("part-1", "My own part", None, paragraph("My own words."))
    module = d.Module("", "", "", (), (), (), (segment,), (), (), ())
    return replace(
        sample_document(), subtitle="", about=d.About("", "", (), "", "", "", "", 0, None), modules=(module,),
        schedule=(), contacts=(), sources=(), facts=(), notice=(), edition="", licence="",
    )  # fmt: skip


def looping() -> d.Document:
    """A scenario in which one choice leads back, and one card has four choices."""
    document = sample_document()
    module = document.modules[0]
    segment = module.segments[1]
    scenario = segment.blocks[-1]
    assert isinstance(scenario, d.Scenario)
    way = scenario.cards[0].choices[0]
    back = replace(way, label="C", to=1, safety="mixed")
    card = replace(scenario.cards[1], choices=(*scenario.cards[1].choices, back, replace(way, label="D", to=4)))
    changed = replace(scenario, cards=(scenario.cards[0], card, *scenario.cards[2:]))
    segments = (module.segments[0], replace(segment, blocks=(*segment.blocks[:-1], changed)))
    return replace(document, modules=(replace(module, segments=segments),))


@pytest.mark.parametrize(
    "expected",
    [
        "Evening for foster parents",
        "Check the facts again by",
        "November 30, 2027",
        "Contacts checked",
        "Not yet checked: check each number before you print.",
        "CC BY 4.0",
        "Independent of NCMEC and not endorsed by it.",
        "60 minutes, breaks included",
        "Recall reporting practices (proposed by us)",
        "2. What child sex trafficking is: Cards; Pens",
        "Projector",
        "Never ask who has lived through this",
        "Opening agreements: segment 1, Welcome, and how we take care of each other.",
        "“Thank you for telling me.”",
        "“It was not your fault.”",
        "Protect the child’s identity.",
        "Your state’s child abuse line",
        "Keep whole",
        "Shorten “What child sex trafficking is” to 5 min",
        "Least, usual and most: 19, 25 and 30 minutes with the breaks of this plan.",
        "Taught in segment 2",
        "Break Back at 18:16",
        "planned 9 min (at least 5, at most 12)",
        "done by 18:06",
        "TRANSITION",
        "WATCH FOR",
        "Likely answers",
        "DEBRIEF",
        "Key: 1 A, 2 B, 3 C",
        "Map of the scenario “New phone, tired eyes”.",
        "Every card with its reasons stands in the answer key",
        "Activities without a slide",
        "All answers at a glance",
        "Card 3, ending: A closed door",
        "zebrabefore Debrief together.",
        "F-A1-02",
        "Take care: Older wording omits food.",
        "source date: 2023",
        "reported by someone other than the originator",
        "About this guide",
    ],
)  # fmt: skip
def test_the_guide_holds_what_a_facilitator_needs(shown: str, expected: str) -> None:
    assert expected in shown


def test_everything_that_is_for_the_facilitator_is_in_it(shown: str) -> None:
    assert not [secret for secret in SECRETS if secret not in shown]


def test_the_guide_is_pdf_ua_1(guide: bytes) -> None:
    report = page.validate_pdf_bytes(guide, profile="ua1")
    assert report.is_compliant, [failure.message for failure in report.failures]


def test_the_same_document_gives_the_same_bytes(guide: bytes) -> None:
    assert to_guide(sample_document(), DEFAULT) == guide


@pytest.mark.parametrize("document", [sample_document(), two_modules(), by_hand()], ids=["one", "two", "by hand"])
def test_headings_start_at_one_and_never_skip_a_level(document: d.Document) -> None:
    levels = heading_levels(to_guide(document, DEFAULT))
    assert levels[0] == 1
    assert len(levels) > 8
    assert all(lower <= upper + 1 for upper, lower in pairwise(levels))


def test_slide_numbers_are_those_of_the_deck(shown: str) -> None:
    straight = [slide for slide in build_deck(sample_document(), WORDS).slides if slide.branch is None]
    plan = guide_plan(sample_document(), WORDS)
    steps = [step for module in plan.segments for segment in module for step in segment.steps]
    frames = [*plan.openings[0], *steps, *plan.closing]
    counted = [number for frame in frames for number in range(frame.first, frame.last + 1)]
    breaks = [strip.slide for strips in plan.strips.values() for strip in strips]
    assert len(breaks) == 1
    assert sorted([*counted, *breaks]) == list(range(1, len(straight) + 1))
    assert [straight[frame.first - 1].title for frame in frames] == [frame.title for frame in frames]
    quiz = next(frame for frame in steps if frame.question == "define-1")
    assert f"Slides {quiz.first} and {quiz.last}" in shown


def test_continuation_pages_say_where_one_should_be(guide: bytes) -> None:
    heads = [flat(text_of_page)[:80] for text_of_page in pdf_text(guide).split("\f")]
    assert any(head.startswith("You should be here at 18:16, done by 18:25 · What child sex trafficking is") for head in heads)


def test_the_page_count_on_every_page_is_true(guide: bytes) -> None:
    pages = pdf_text(guide).split("\f")[:-1]
    assert all(
        f"Page {number} of {len(pages)}" in text_of_page for number, text_of_page in enumerate(pages, 1) if number > 1
    )


def test_a_workshop_of_two_modules_numbers_its_objectives_by_module() -> None:
    pdf = to_guide(two_modules(), DEFAULT)
    assert page.validate_pdf_bytes(pdf, profile="ua1").is_compliant
    words = flat(pdf_text(pdf))
    assert "2.1 Define child sex trafficking" in words
    assert "Module 2" in words


def asking(*lists: tuple[d.Blocks, ...], **more: Any) -> d.Document:
    """A workshop with one module for each list of what to do before the day."""
    module = replace(sample_document().modules[0], segments=(), **more)
    modules = tuple(replace(module, id=f"intro/{n}", title=f"Module {n}", before=items) for n, items in enumerate(lists, 1))
    return replace(sample_document(), modules=modules, schedule=())


def says(*texts: str, access: Access = "open") -> tuple[d.Blocks, ...]:
    return tuple((d.Paragraph(text(words), access=access),) for words in texts)


def told(once: ToldOnce) -> list[list[str]]:
    """The common words, and then the title and the words of each module."""
    groups = [("", once.common), *((module.title, module.items) for module in once.own)]
    return [[title, *(plain_text(blocks) for blocks in items)] for title, items in groups]


def plain_text(blocks: d.Blocks) -> str:
    return " ".join(span.text for block in blocks if isinstance(block, d.Paragraph) for span in block.text)


def test_what_several_modules_ask_stands_once_and_then_what_is_one_modules_alone() -> None:
    lists = says("Room.", "My story.", "Voice."), says("Voice.", "Pause.", "Room.")
    document = asking(*lists, self_care=says("Rest."))
    plan = guide_plan(document, WORDS)
    assert told(plan.before) == [["", "Room.", "Voice."], ["Module 1", "My story."], ["Module 2", "Pause."]]
    assert told(plan.care) == [["", "Rest."]]
    pdf = to_guide(document, DEFAULT)
    assert page.validate_pdf_bytes(pdf, profile="ua1").is_compliant
    shown = flat(pdf_text(pdf))
    assert re.findall(r"(Room|Voice|My story|Pause|Rest|Module \d)\b", shown[shown.index("Before the day") : shown.index("What to bring")]) == [
        "Room", "Voice", "Module 1", "My story", "Module 2", "Pause",
    ]  # fmt: skip
    assert shown.count("Rest.") == 1


def test_one_module_has_no_title_above_what_it_asks() -> None:
    plan = guide_plan(asking(says("Room.", "Voice.", "Room.")), WORDS)
    assert told(plan.before) == [["", "Room.", "Voice."]]


def test_the_same_words_with_another_source_are_another_text() -> None:
    plan = guide_plan(asking((paragraph("Room", 1),), (paragraph("Room", 2),), (paragraph("Room", 1),)), WORDS)
    cited = [[span.cites for block in item if isinstance(block, d.Paragraph) for span in block.text if span.cites] for item in plan.before.common]
    assert cited == [[(1,)]]
    assert [module.title for module in plan.before.own] == ["Module 2"]


def test_a_label_parts_no_words_and_stays() -> None:
    plan = guide_plan(asking(says("Room.", access="restricted"), says("Room.", "Voice.")), WORDS)
    assert told(plan.before) == [["", "Room."], ["Module 2", "Voice."]]
    [(block,)] = plan.before.common
    assert isinstance(block, d.Paragraph)
    assert block.access == "restricted"


def test_care_in_general_words_is_for_a_notebook_that_says_nothing_of_its_own(shown: str) -> None:
    general = "Retell nobody’s story."
    bare = tuple(replace(module, self_care=()) for module in sample_document("facilitator").modules)
    assert general not in shown
    assert general in flat(pdf_text(to_guide(replace(sample_document("facilitator"), modules=bare), DEFAULT)))


def test_a_notice_stands_once_for_all_modules_that_give_it() -> None:
    document = asking((), (), (), notice=paragraph("You have choices."))
    other = replace(document.modules[1], notice=paragraph("You have other choices."))
    plan = guide_plan(replace(document, modules=(document.modules[0], other, document.modules[2])), WORDS)
    assert [(notice.titles, plain_text(notice.text)) for notice in plan.notices] == [
        (("Module 1", "Module 3"), "You have choices."), (("Module 2",), "You have other choices."),
    ]  # fmt: skip


def test_modules_that_ask_the_same_ask_it_in_the_same_words() -> None:
    curriculum = load_curriculum(find_curriculum(Path(__file__).parent))
    asked: dict[str, set[str]] = {}
    for module in curriculum.modules.values():
        for item in (*module.before, *module.self_care):
            words = " ".join(item.split())
            asked.setdefault(words.split("**")[1], set()).add(words)
    assert len(asked) > 50
    assert {lead for lead, texts in asked.items() if len(texts) > 1} == OF_EACH_MODULE


def test_a_notebook_written_by_hand_makes_a_guide_too() -> None:
    pdf = to_guide(by_hand(), DEFAULT)
    assert page.validate_pdf_bytes(pdf, profile="ua1").is_compliant
    assert "My own words." in pdf_text(pdf)


def test_a_choice_that_leads_back_is_named_on_the_map() -> None:
    pdf = to_guide(looping(), DEFAULT)
    assert page.validate_pdf_bytes(pdf, profile="ua1").is_compliant
    assert "back to 1" in flat(pdf_text(pdf))


def test_cuts_stand_in_the_order_of_the_plan_with_what_they_win_together() -> None:
    document = sample_document()
    spare = d.Cut("18:06", "A spare part", "intro/1", "spare", drop=True, saves=9, leaves=0, step="optional")
    usual = replace(document.cuts[0], saves=2, leaves=7, step="usual")
    plan = guide_plan(replace(document, cuts=(usual, spare, document.cuts[0])), WORDS)
    [day] = plan.days
    assert [group.title for group in day.cuts] == [WORDS("late.usual"), WORDS("late.optional"), WORDS("late.least")]
    assert [(cut.told, cut.together) for group in day.cuts for cut in group.cuts] == [
        ("Shorten “What child sex trafficking is” to 7 min", 2), ("Drop “A spare part”", 11),
        ("Shorten “What child sex trafficking is” to 5 min", 15),
    ]  # fmt: skip


def test_an_objective_that_every_cut_would_take_is_told() -> None:
    document = sample_document()
    gone = replace(document.cuts[0], drop=True)
    assert guide_plan(replace(document, cuts=(gone,)), WORDS).served[0][0] == "Taught in segment 2; when you make every cut, in none"


def test_long_text_on_a_slide_is_cut_behind_a_word_in_its_frame() -> None:
    document = sample_document()
    module = document.modules[0]
    slide = d.SlideSource("statement", "Long", text=text("word " * 60))
    segment = replace(module.segments[0], slides=(slide,))
    plan = guide_plan(replace(document, modules=(replace(module, segments=(segment, module.segments[1])),)), WORDS)
    (line,) = plan.segments[0][0].steps[0].lines
    assert line.text[0].text.endswith("word…")


def test_a_participants_document_is_refused() -> None:
    with pytest.raises(ValueError, match="participant"):
        to_guide(sample_document("participant"), DEFAULT)
