"""docs/privacy.md in; its lines, and for each of them the test that proves it, out."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs/privacy.md"
Test = TypeVar("Test", bound=Callable[..., object])
PROOFS: dict[str, str] = {}
"""A line of the page, by the test that proves it."""

LEARNING = "tests/interactive/test_engine_keeping.py"
ELSEWHERE = {
    "`facilitate study` starts JupyterLab without its questions to the network: no look for a newer version, no news, no list of extensions.":
        ("tests/test_start_here.py::test_study_lets_jupyterlab_ask_no_network_for_versions_news_or_extensions",),
    "Study pages and slides ask no server for anything.": (
        "tests/export/test_study_page.py::test_axe_finds_nothing_and_nothing_leaves_the_page_before_and_after_answering",
        "tests/export/test_study.py::test_the_policy_names_the_style_and_the_script_by_hash_and_nothing_else",
        "tests/export/test_slides.py::test_nothing_leaves_the_page_and_nothing_is_refused",
    ),
    "On Linux and macOS only your user account can read the file, and the folder where we made it.":
        ("tests/record/test_place.py::test_only_the_owner_can_read_it_and_what_stands_beside_it",),
    "Your browser holds a copy of the same, under the address of JupyterLab.":
        (f"{LEARNING}::test_answers_are_there_after_a_reload_and_gone_when_forgotten",),
    "What you write in words of your own stays in your browser, where you tick that it shall, and gets into no record.": (
        f"{LEARNING}::test_private_words_are_kept_only_after_a_tick_and_go_when_it_goes",
        f"{LEARNING}::test_the_record_never_takes_the_place_of_private_notes",
        "tests/export/test_study_keeping.py::test_notes_are_kept_by_a_tick_of_their_own_and_stand_in_no_record",
    ),
    "A notebook that is saved holds no answer of yours.": (
        "tests/test_home.py::test_nothing_of_what_was_done_stands_in_what_a_file_may_hold",
        "tests/test_server.py::test_saved_state_of_ours_goes_with_the_views_and_that_of_others_stays",
    ),
    "A certificate bears the name that you type for it, and the name is kept nowhere.": (
        "tests/test_home.py::test_a_certificate_names_the_course_its_modules_and_the_person_and_nothing_is_stored",
        "tests/interactive/test_engine_home.py::test_a_certificate_needs_a_name_and_keeps_none",
    ),
    "`start-here.ipynb` gives you all of the record as a file, in text that you can read.": (
        "tests/test_home.py::test_the_record_is_handed_over_as_readable_json",
        "tests/record/test_record.py::test_the_download_holds_everything_and_nothing_else",
    ),
    '"Forget me" erases the record on this computer and the copy in the browser that you use.': (
        "tests/test_jupyterlab.py::test_forget_me_leaves_no_answer_on_the_computer_and_none_in_the_page",
        "tests/interactive/test_engine_home.py::test_forgetting_empties_the_browser_and_the_record",
    ),
    "After it no byte of an answer is left in the file or beside it.":
        ("tests/record/test_database.py::test_forgetting_leaves_no_byte",),
    "Deleting the file alone does not do: the browser fills it again from its copy.":
        ("tests/record/test_record.py::test_a_lost_file_is_filled_from_the_browser_and_forgetting_covers_the_id_it_had",),
    "`study.html` keeps nothing until its reader says yes, and then in that browser only.":
        ("tests/export/test_study_keeping.py::test_nothing_is_kept_before_a_yes_and_a_reload_starts_anew",),
    '"Forget me on this device" clears all of it, notes included.':
        ("tests/export/test_study_keeping.py::test_forget_me_clears_the_page_and_the_browser_notes_included",),
    "The quick exit leaves an empty page, and no way back to it.":
        ("tests/export/test_study_page.py::test_the_quick_exit_leaves_nothing_to_see_and_no_way_back",),
    "Facilitators whom a session file names stand in its kit, and so does whoever is named in `vetted_by`.":
        ("tests/access/test_marked.py::test_the_index_says_for_whom_each_file_is_and_who_confirmed_it",),
    "The tests before and after have codes in place of names.":
        ("tests/export/test_forms.py::test_everyone_has_a_copy_with_a_code_of_their_own_and_the_slip_names_the_other_form",),
    "With `--each`, the name of a person is in the name of their certificate's file as well, which may be shown.":
        ("tests/commands/test_certificates.py::test_each_has_a_file_on_request_and_files_of_an_earlier_run_are_told",),
    "The evaluation asks for no name.": ("tests/export/test_evaluation.py::test_it_asks_for_no_name_and_gives_none",),
    "The sign-in sheet says why it asks for a name and who keeps it, and asks for no more.":
        ("tests/export/test_sheets.py::test_it_says_why_it_asks_and_who_keeps_it_and_asks_for_no_more",),
    "The command `results` refuses a table with a column that can say who somebody is.":
        ("tests/assess/test_results.py::test_a_column_that_can_say_who_somebody_is_is_refused",),
}  # fmt: skip


def proves(*lines: str) -> Callable[[Test], Test]:
    """Marks a test as the proof of these lines of the page."""

    def note(test: Test) -> Test:
        PROOFS.update(dict.fromkeys(lines, test.__name__))
        return test

    return note


def promises() -> list[str]:
    """Every line with a dot."""
    return re.findall(r"^- (.+)$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
