"""A session file that goes through the planner: the same bytes where nothing changes, and no note or unknown key lost where something does."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.planner.rewrite import merged, rewritten, tree_of

READY = sorted((Path(__file__).parents[2] / "curriculum" / "sessions").glob("*.yaml"))
FULL = """\
# at the top
modules: [intro/1]  # which
# about the numbers
contacts:
  # our state
  state-line: "555-0100"  # called in May
  police-non-emergency: '555-0101'

rooms: [East, West]
facilitators:
  - Ana Ruiz  # leads
  # second
  - Bo

minutes: 90  # with a break
title: >-
  A long
  title
mystery: kept
# at the end
"""


@pytest.mark.parametrize("path", READY, ids=lambda path: path.stem)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_every_ready_made_session_comes_back_byte_for_byte(path, end):
    text = path.read_text(encoding="utf-8").replace("\n", end)
    assert len(tree_of(text)) > 4
    assert rewritten(text, tree_of(text)) == text


def test_only_the_lines_of_what_changes_are_written_anew():
    wanted = tree_of(FULL) | {"minutes": "120", "contacts": {"state-line": "555-9", "police-non-emergency": "555-0101"}}
    before, after = FULL.splitlines(), rewritten(FULL, wanted).splitlines()
    changed = [(one, other) for one, other in zip(before, after, strict=True) if one != other]
    assert changed == [
        ('  state-line: "555-0100"  # called in May', '  state-line: "555-9"  # called in May'),
        ("minutes: 90  # with a break", "minutes: 120  # with a break"),
    ]


def test_notes_stay_when_what_they_stand_beside_goes():
    wanted = {key: value for key, value in tree_of(FULL).items() if key not in ("contacts", "facilitators", "title")}
    after = rewritten(FULL, wanted)
    for note in ("# at the top", "# which", "# our state", "# called in May", "# leads", "# second", "# with a break", "# at the end"):
        assert after.count(note) == 1
    assert tree_of(after) == wanted


def test_a_new_key_stands_where_the_format_has_it():
    after = rewritten('# mine\nmodules: [intro/1]\nstart: "18:30"\nplace: Library', tree_of("modules: [intro/1]") | {
        "start": "18:30", "place": "Library", "title": "An evening: ours", "date": "2027-01-15", "lunch": {"at": "12:00", "minutes": "45"},
        "paper": "a4", "facilitators": ["Ana", "No"],
    })  # fmt: skip
    assert after.splitlines() == [
        "# mine", 'title: "An evening: ours"', "modules: [intro/1]", 'start: "18:30"', "date: 2027-01-15", 'lunch: {at: "12:00", minutes: 45}',
        "place: Library", "facilitators:", "  - Ana", '  - "No"', "paper: a4",
    ]  # fmt: skip


def test_a_file_from_nothing_and_one_in_braces_are_written_whole():
    assert rewritten("", {"modules": ["intro/1"], "pages": []}) == "modules: [intro/1]\npages: []\n"
    assert rewritten("# mine\n{modules: [intro/1]}\n", {"modules": ["intro/2"]}) == "# mine\nmodules: [intro/2]\n"


def test_a_key_without_a_value_goes_when_the_file_is_saved():
    assert rewritten("modules: [intro/1]\nplace:\n", {"modules": ["intro/1"]}) == "modules: [intro/1]\n"


LOOK = """\
modules: [intro/1]
look:  # from the office
  # asked in May
  primary: "#0B4F5C"  # the web site's
  footer: 'Library'

paper: a4
"""


def test_of_a_look_only_the_line_that_changes_is_written_anew():
    look = tree_of(LOOK)["look"]
    assert rewritten(LOOK, tree_of(LOOK)) == LOOK
    assert rewritten(LOOK, tree_of(LOOK) | {"look": look | {"primary": "#7A1F5C"}}) == LOOK.replace("#0B4F5C", "#7A1F5C")
    more = rewritten(LOOK, tree_of(LOOK) | {"look": look | {"accent": "#7A1F5C"}})
    assert more == LOOK.replace("  footer", '  accent: "#7A1F5C"\n  footer')
    none = rewritten(LOOK, {key: value for key, value in tree_of(LOOK).items() if key != "look"})
    assert tree_of(none) == {"modules": ["intro/1"], "paper": "a4"}
    assert "# asked in May" in none


def test_a_color_that_yaml_took_for_a_note_stays_a_note():
    text = "modules: [intro/1]\nlook:\n  primary: #FFCC00\n  footer: Library\n"
    assert tree_of(text)["look"] == {"footer": "Library"}
    assert rewritten(text, tree_of(text)) == "modules: [intro/1]\nlook:\n  #FFCC00\n  footer: Library\n"
    assert tree_of(rewritten("modules: [intro/1]\nlook:\n  primary: #FFCC00\n", {"modules": ["intro/1"]})) == {"modules": ["intro/1"]}


def test_what_neither_window_showed_and_what_the_other_changed_stays():
    base = {"minutes": "60", "contacts": {"a": "1", "b": "2"}}
    mine = {"minutes": "90", "contacts": {"a": "9", "b": "2"}}
    there = {"minutes": "60", "contacts": {"a": "1", "b": "3"}, "rooms": ["East", "West"]}
    assert merged(base, mine, there) == {"minutes": "90", "contacts": {"a": "9", "b": "3"}, "rooms": ["East", "West"]}


LINE = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp", "Cn", "Co", "Cf")), min_size=1, max_size=30)


@given(title=LINE, names=st.lists(LINE, min_size=1, max_size=3), number=LINE)
@settings(max_examples=60, deadline=None)
def test_whatever_is_typed_is_what_the_file_says(title, names, number):
    wanted = tree_of(FULL) | {"title": title, "facilitators": names, "contacts": {"state-line": number}}
    assert tree_of(rewritten(FULL, wanted)) == wanted
