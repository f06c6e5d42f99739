"""Whatever people do to a file, they get problems with places, never a traceback."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.curricula import MODULE, SMALL
from toolkit.check import find_problems
from toolkit.load import read_curriculum
from toolkit.load.yaml_tree import parse_tree

FILES = sorted(path.relative_to(SMALL).as_posix() for path in SMALL.rglob("*.yaml"))
SNIPPETS = [
    b"",
    b"\n",
    b"  ",
    b"\t",
    b": ",
    b"- ",
    b"? ",
    b"[",
    b"]",
    b"{",
    b"}",
    b'"',
    b"'",
    b"&a ",
    b"*a",
    b"!!x ",
    b"<<: *a\n",
    b"---\n",
    b"# ",
    b"|\n",
    b">-\n",
    b"\x00",
    b"\xff",
    b"\xef\xbb\xbf",
    b"\\",
    b'"\\ud800"',
    b"kind: scene\n",
    b"id: x\n",
    b"[@F-",
    b"{fact:",
    b"~",
    b"null",
    b"0",
]
FUZZ = settings(
    max_examples=200, derandomize=True, deadline=None, database=None, suppress_health_check=list(HealthCheck)
)


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(shutil.copytree(SMALL, tmp_path_factory.mktemp("fuzz") / "curriculum"))


@st.composite
def spoiled(draw: st.DrawFn) -> tuple[str, bytes]:
    file = draw(st.sampled_from([MODULE, *FILES]))
    data = (SMALL / file).read_bytes()
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(data)))
        gone = draw(st.sampled_from([0, 1, 3, 12, 80]))
        data = data[:start] + draw(st.sampled_from(SNIPPETS)) + data[start + gone :]
    if draw(st.booleans()):
        lines = data.split(b"\n")
        first, second = draw(st.integers(0, len(lines) - 1)), draw(st.integers(0, len(lines) - 1))
        lines[first], lines[second] = lines[second], lines[first]
        data = b"\n".join(lines)
    return file, data


@FUZZ
@given(spoiled())
def test_a_spoiled_curriculum_never_gives_a_traceback(root: Path, change: tuple[str, bytes]) -> None:
    file, data = change
    try:
        (root / file).write_bytes(data)
        curriculum, problems = read_curriculum(root)
        assert curriculum is not None
        for problem in problems + find_problems(curriculum):
            assert problem.line >= 1
            assert problem.column >= 1
            assert problem.what
            assert problem.mend
            assert str(problem).isprintable()
    finally:
        (root / file).write_bytes((SMALL / file).read_bytes())


@FUZZ
@given(st.binary(max_size=200))
def test_no_bytes_at_all_give_a_traceback(data: bytes) -> None:
    parsed = parse_tree(data, "x.yaml")
    assert parsed.tree is not None or parsed.problems
