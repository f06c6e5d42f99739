"""Every label, every audience, every format: no marker where it does not belong, and all of them where they do."""

from __future__ import annotations

from collections import defaultdict
from itertools import chain

import pytest

from tests.access.kits import (
    CLEARED,
    SESSION_SECRETS,
    SESSION_TEXTS,
    SITTINGS,
    UNCLEARED,
    VETTED_BY,
    Kit,
    Kits,
    Sitting,
)
from tests.access.planting import Labelled, Planted, told
from toolkit.export.registry import FOLDERS, formats

each_sitting = pytest.mark.parametrize("sitting", SITTINGS, ids=str)
each_uncleared = pytest.mark.parametrize("sitting", UNCLEARED, ids=str)

PRINTED_NOWHERE = {
    ("Objective", "tested_as"): "for those who write questions; no format prints it",
    ("Catalogue", "title"): "a kit is called by its session and its modules; notebooks print it",
    ("Catalogue", "language"): "a tag for programs",
    ("Course", "title"): "the learner's home and the first notebook print it",
    ("Course", "summary"): "the learner's home and the first notebook print it",
    ("Audience", "title"): "each kit prints the one of its own audience",
    ("Audience", "description"): "the learner's home prints it",
}
"""Fields that no file of a kit prints, and why that is right."""
UNUSED_FACT = "fact F-ONE-04"
"""Only contacts come from it, and they print no source."""
FIXED = {"for-facilitator/table-tents.pdf", "for-facilitator/results-template.csv", "for-participants/calendar.ics"}
"""Files that print nothing of the curriculum but a number or a title: their words are the toolkit's own."""
TESTS = {f"for-participants/{name}.pdf" for name in ("pre-test", "post-test")}
DRAWN = {*TESTS, "for-facilitator/test-key.pdf"}
"""Files that hold some questions of the bank, drawn so that each objective is asked once."""
NAME_ONE = {"for-facilitator/table-tents.pdf", "for-participants/evaluation.pdf", *TESTS}
"""Files that name one contact for danger or for support, and leave the others to the workbook."""
IN_THE_INDEX = ("Module", "materials")
"""The index tells the facilitator what to bring."""


def belongs(each: Planted, sitting: Sitting) -> bool:
    """Whether the kit of ``sitting`` must hold a marker."""
    seen = each.label == "open" or sitting.cleared
    return seen and each.is_for(sitting.audience) and (each.owner, each.field) not in PRINTED_NOWHERE and not each.root.startswith(UNUSED_FACT)


def wanted(labelled: Labelled, sitting: Sitting, *readers: str) -> set[str]:
    return {each.marker for each in labelled.texts if each.reader in readers and belongs(each, sitting)}


def leaks(kit: Kit, labelled: Labelled) -> dict[str, str]:
    """What of the restricted markers and of what a session says for cleared readers is in which file."""
    bad = labelled.restricted | SESSION_SECRETS
    return {path: told(held & bad, labelled) for path, held in kit.found.items() if held & bad}


def kept_from(kit: Kit, labelled: Labelled, folder: str, *readers: str) -> str:
    """The markers that are for ``readers`` alone and yet in a file of ``folder``."""
    return told(set().union(*(labelled.where(reader=reader) for reader in readers)) & kit.below(folder), labelled)


@each_sitting
def test_a_kit_holds_a_file_of_every_format(kits: Kits, sitting):
    found = set(kits[sitting].found)
    assert found >= {row.path for row in formats().values() if row.of == "session" and not row.needs_date} | {"index.html", "manifest.json"}
    pages = [path for path in found if path.startswith("for-participants/pages/")]
    assert len(pages) == (2 if sitting.cleared else 1)


@each_uncleared
def test_no_restricted_marker_is_anywhere_in_an_uncleared_kit(kits: Kits, labelled: Labelled, sitting):
    assert leaks(kits[sitting], labelled) == {}


@each_uncleared
def test_no_uncleared_file_depends_on_who_is_said_to_have_vetted_it(kits: Kits, sitting):
    other = kits[sitting._replace(vetted=False)]
    for path in kits[sitting].found:
        assert (kits[sitting].folder / path).read_bytes() == (other.folder / path).read_bytes(), path


@each_sitting
def test_everything_that_readers_may_see_is_in_their_kit(kits: Kits, labelled: Labelled, sitting):
    kit = kits[sitting]
    missing = {each.marker for each in labelled.texts if belongs(each, sitting)} - kit.everywhere
    assert told(missing, labelled) == ""
    assert kit.everywhere >= SESSION_TEXTS | ({VETTED_BY} if sitting.cleared else set())


@each_sitting
def test_participants_get_all_of_theirs_and_no_answer_and_no_note(kits: Kits, labelled: Labelled, sitting):
    kit = kits[sitting]
    assert kept_from(kit, labelled, FOLDERS["participant"], "practice", "facilitator", "alone") == ""
    assert told(wanted(labelled, sitting, "anyone", "group") - kit.below(FOLDERS["participant"]), labelled) == ""


@each_sitting
def test_learners_get_all_of_theirs_with_what_practice_tells_and_no_note(kits: Kits, labelled: Labelled, sitting):
    kit = kits[sitting]
    assert kept_from(kit, labelled, FOLDERS["learner"], "facilitator", "group") == ""
    of_modules = {each.marker for each in labelled.texts if not each.root.startswith(("page", "fact"))}
    missing = (wanted(labelled, sitting, "anyone", "alone", "practice") & of_modules) - kit.below(FOLDERS["learner"])
    assert told(missing, labelled) == ""


@each_sitting
def test_facilitators_get_every_note_every_answer_and_every_slide(kits: Kits, labelled: Labelled, sitting):
    kit = kits[sitting]
    guide = kit.found["for-facilitator/guide.pdf"]
    assert told(wanted(labelled, sitting, "facilitator") - guide, labelled) == ""
    assert told(wanted(labelled, sitting, "practice", "room") - kit.below(FOLDERS["facilitator"]), labelled) == ""
    for deck in ("slides.html", "slides.pptx"):
        slides = {each.marker for each in labelled.texts if ".slides." in f".{each.place}" and belongs(each, sitting)}
        assert told(slides - kit.found[f"for-facilitator/{deck}"], labelled) == "", deck


@each_sitting
def test_slides_on_paper_hold_every_slide_and_no_note(kits: Kits, labelled: Labelled, sitting):
    on_slides = [each for each in labelled.texts if ".slides." in f".{each.place}"]
    noted = {each.marker for each in on_slides if ".notes." in each.place}
    shown = {each.marker for each in on_slides if belongs(each, sitting)} - noted
    assert noted
    assert shown
    for path in ("for-facilitator/slides.pdf", "for-participants/slides-handout.pdf"):
        held = kits[sitting].found[path]
        assert told(shown - held, labelled) == "", path
        assert told(noted & held, labelled) == "", path


@each_sitting
def test_the_index_and_all_names_hold_no_note_and_no_answer(kits: Kits, labelled: Labelled, sitting):
    kit = kits[sitting]
    private = {each.marker for each in labelled.texts if each.reader in ("practice", "facilitator") and (each.owner, each.field) != IN_THE_INDEX}
    for page in ("index.html", "accessibility.html"):
        assert told(kit.found[page] & private, labelled) == "", page
    names = " ".join(str(path.relative_to(kit.folder.parent)) for path in kit.folder.rglob("*"))
    assert [word for word in chain(private, SESSION_SECRETS) if word in names] == []


FORMS = {f"for-facilitator/{name}" for name in ("sign-in.pdf", "certificate.pdf", "request-letter.pdf", "request-letter.docx")} | {"for-participants/calendar.ics", "accessibility.html"}
"""Files that say when and where something is held, or what was looked at, and almost nothing of what is in it."""


def test_what_a_cleared_file_shows_of_something_it_shows_of_all_its_twins(kits: Kits, labelled: Labelled):
    twins: dict[int, list[Planted]] = defaultdict(list)
    for each in labelled.texts:
        twins[each.stem].append(each)
    for path, held in kits[CLEARED].found.items():
        page = path.removeprefix("for-participants/pages/").removesuffix(".pdf") if "/pages/" in path else ""
        shown = [known for known in twins.values() if any(each.label == "open" and each.marker in held for each in known)]
        missing = {
            each.marker for known in shown for each in known
            if each.label == "restricted" and each.marker not in held and (not page or each.root in (f"page {page}", "contact", "source"))
            and (path not in NAME_ONE or each.owner != "Contact")
            and (path not in DRAWN or not each.place.startswith("quizzes."))
        }  # fmt: skip
        assert told(missing, labelled) == "", path
        assert page or path in FIXED | FORMS or len(shown) > 3, path
