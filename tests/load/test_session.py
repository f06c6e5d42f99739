"""A session file becomes a session, or its faults are named."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.curricula import SMALL
from toolkit.errors import ContentError, Problem, UsageError
from toolkit.load import check_session, load_curriculum, load_session, sample_sessions
from toolkit.load.session import LONGEST_COVER_TEXT, LONGEST_NAME, MOST_FACILITATORS
from toolkit.look.fonts import Characters


def test_a_session_is_read_as_typed() -> None:
    session, marks = load_session(SMALL / "sessions/evening.yaml")
    assert session.facilitators == ("No", "A. Person")
    assert (session.start, session.minutes, session.date) == ("18:30", 30, date(2027, 1, 15))
    assert session.contacts == {"state-line": "555-0100"}
    assert marks.at(("start",)) == (5, 8)


def test_names_that_the_curriculum_does_not_have_are_named_with_their_line(tmp_path: Path) -> None:
    path = tmp_path / "s.yaml"
    path.write_text(
        "modules:\n  - course/1\n  - course/2\naudience: judiciary\ncontacts:\n  state-lime: 555-0100\n",
        encoding="utf-8",
    )
    session, marks = load_session(path)
    problems = check_session(session, marks, load_curriculum(SMALL))
    assert [(p.line, p.column, p.rule) for p in problems] == [
        (3, 5, "session-module-is-known"),
        (4, 11, "session-audience-is-known"),
        (6, 3, "session-contact-is-known"),
    ]
    assert "Did you mean 'course/1'?" in problems[0].mend
    assert "Did you mean 'state-line'?" in problems[2].mend


def test_a_missing_session_file_is_a_matter_of_usage(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="There is no session file"):
        load_session(tmp_path / "none.yaml")


@pytest.mark.parametrize(
    "content",
    [b"", b"\x00\x01", b"modules: [", b"- a\n", b"modules: []\n", b"modules: [intro/1]\nmodules: [intro/2]\n"],
)
def test_a_session_with_faults_is_refused_with_their_places(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "s.yaml"
    path.write_bytes(content)
    with pytest.raises(ContentError) as caught:
        load_session(path)
    assert caught.value.problems


def test_a_folder_is_no_session(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="not an ordinary file"):
        load_session(tmp_path)


def problems_of(folder: Path, text: str, printable: Characters | None = None) -> list[Problem]:
    path = folder / "s.yaml"
    path.write_text(f"modules: [course/1]\n{text}", encoding="utf-8")
    session, marks = load_session(path)
    return check_session(session, marks, load_curriculum(SMALL), printable)


def named(problems: list[Problem]) -> list[str]:
    return [f"{p.line}:{p.column} {p.rule}" for p in sorted(problems)]


def test_a_number_of_the_register_is_never_replaced(tmp_path: Path) -> None:
    problems = problems_of(tmp_path, 'contacts: {emergency: "112", state-line: 555-0100}\n')
    assert named(problems) == ["2:12 session-contact-is-local"]
    assert "Local contacts: state-line." in problems[0].mend


@pytest.mark.parametrize("value", ["call us", "12", "<b>555-0100</b>", "555-0100 " * 5, "www", "a.b c.d", "no.1"])
def test_a_contact_that_reaches_nobody_is_refused(tmp_path: Path, value: str) -> None:
    assert named(problems_of(tmp_path, f'contacts:\n  state-line: "{value}"\n')) == ["3:15 session-contact-is-a-number"]


@pytest.mark.parametrize("value", ["911", "555-0100", "(800) 555-0100, ext. 4", "example.org", "https://a.example.org/b", "Text 741741"])
def test_a_contact_that_reaches_someone_is_kept(tmp_path: Path, value: str) -> None:
    assert problems_of(tmp_path, f'contacts:\n  state-line: "{value}"\n') == []


@pytest.mark.parametrize(("text", "expected"), [
    ("minutes: 0\nparticipants: 0\n", ["2:10 session-has-time", "3:15 session-has-participants"]),
    ("minutes: 1441\n", ["2:10 session-has-time"]),
    ("minutes: 1440\nparticipants: 1\n", []),
])
def test_a_session_has_time_and_people(tmp_path: Path, text: str, expected: list[str]) -> None:
    assert named(problems_of(tmp_path, text)) == expected


@pytest.mark.parametrize(("text", "expected"), [
    ("vetted_by: Lt. R. Example\n", ["2:1 session-readers-are-vetted"]),
    ("audience: judiciary\nvetted_by: Lt. R. Example\n", ["3:1 session-readers-are-vetted"]),
    ("audience: law-enforcement\nvetted_by: Lt. R. Example\n", []),
    (f"audience: law-enforcement\nvetted_by: {'x' * (LONGEST_COVER_TEXT + 1)}\n", ["3:12 session-text-fits-cover"]),
])
def test_only_officers_are_vetted(tmp_path: Path, text: str, expected: list[str]) -> None:
    problems = [each for each in problems_of(tmp_path, text) if each.rule != "session-audience-is-known"]  # of a small curriculum
    assert named(problems) == expected


def test_text_that_no_cover_holds_is_refused_in_its_line(tmp_path: Path) -> None:
    long, name = "x" * (LONGEST_COVER_TEXT + 1), "y" * (LONGEST_NAME + 1)
    text = f"title: {long}\norganization: {long}\nplace: {long}\nfacilitators:\n  - {name}\n"
    expected = ["2:8", "3:15", "4:8", "6:5"]
    assert named(problems_of(tmp_path, text)) == [f"{at} session-text-fits-cover" for at in expected]
    many = "facilitators:\n" + "  - A. Person\n" * (MOST_FACILITATORS + 1)
    assert named(problems_of(tmp_path, many)) == ["15:5 session-text-fits-cover"]


def test_text_that_just_fits_the_cover_is_kept(tmp_path: Path) -> None:
    names = "".join(f"  - {'y' * LONGEST_NAME}\n" for _ in range(MOST_FACILITATORS))
    assert problems_of(tmp_path, f"title: {'x' * LONGEST_COVER_TEXT}\nfacilitators:\n{names}") == []


def test_characters_that_no_font_shows_are_named_in_every_text(tmp_path: Path) -> None:
    text = "title: Warm 🌞 welcome\nfacilitators:\n  - 北京\ncontacts:\n  state-line: 555-0100 ☎\n"
    problems = problems_of(tmp_path, text, Characters(frozenset(range(0x20, 0x7F))))
    assert named(problems) == [f"{at} text-can-be-printed" for at in ("2:13", "4:5", "6:24")]
    assert "U+1F31E sun with face" in problems[0].what


def test_sample_sessions_are_found_where_they_can_be_read() -> None:
    assert [session.title for session, _ in sample_sessions(SMALL)] == ["An evening"]
