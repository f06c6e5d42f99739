"""A session file becomes a session, or its faults are named."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.curricula import SMALL
from toolkit.errors import ContentError, UsageError
from toolkit.load import check_session, load_curriculum, load_session


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
