"""Whatever the doctor finds is a line with what to do below it, and it dies of nothing."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.trust.looks import put, seen
from toolkit.cli import main
from toolkit.doctor import examine
from toolkit.doctor.finding import Finding

ROOT = Path(__file__).parents[2]


def test_a_look_that_breaks_down_in_any_way_is_a_line_and_no_traceback():
    def breaks(error):
        def look():
            yield Finding("area", "ok", "so far")
            raise error

        return look

    for error in (ZeroDivisionError("x"), OSError(5, "Input/output error"), ModuleNotFoundError("No module named 'a'", name="a"), RecursionError("deep")):
        assert [finding.level for finding in seen(breaks(error))] == ["ok", "problem"]


@pytest.fixture
def only(monkeypatch):
    """``only(findings)`` lets the command find these and look at nothing."""
    return lambda *found: monkeypatch.setattr(examine, "examine", lambda *_asked: iter(found))


WELL, LACKING, BROKEN = Finding("a", "ok", "fine."), Finding("b", "warning", "less.", "do b"), Finding("c", "problem", "no.", 'pip install "c>=1"')


@pytest.mark.parametrize(("found", "code", "last"), [
    ((WELL,), 0, "All is well."),
    ((WELL, LACKING), 0, "0 problems, 1 warning. Nothing here stops work."),
    ((BROKEN, LACKING, LACKING), 1, "1 problem, 2 warnings. A problem stops work; mend it first."),
])
def test_a_line_for_each_finding_with_a_sign_and_a_word_and_what_to_do_below_it(only, capsys, found, code, last):
    only(*found)
    assert main(["doctor"]) == code
    lines = capsys.readouterr().out.splitlines()
    assert last in lines
    words = {"ok": "\u2713 ok ", "warning": "! warning ", "problem": "\u2717 problem "}
    for finding in found:
        at = next(number for number, line in enumerate(lines) if line.endswith(f"{finding.area}: {finding.what}"))
        assert lines[at].startswith(words[finding.level])
        assert not finding.mend or lines[at + 1].strip() == f"What to do: {finding.mend}"
    assert lines[-1].endswith("-m pip") == (BROKEN in found)


def test_in_a_broken_environment_everything_is_still_looked_at(here):
    """pydantic, Typst and Jupyter's folders are broken here, each in another way."""
    put(here / "broken/pydantic.py", "raise ModuleNotFoundError(\"No module named 'pydantic'\", name='pydantic')\n")
    put(here / "broken/typst.py", "raise OSError('cannot open shared object file')\n")
    put(here / "broken/jupyter_core.py", "raise SyntaxError('torn')\n")
    path = os.pathsep.join([str(here / "broken"), str(ROOT)])
    environment = {**os.environ, "PYTHONPATH": path, "PYTHONIOENCODING": "ascii"}
    done = subprocess.run([sys.executable, "-m", "toolkit", "doctor"], env=environment, cwd=here, capture_output=True, text=True, check=False)
    assert done.returncode == 1, done.stderr
    assert "Traceback" not in done.stdout + done.stderr
    for line in (
        "x problem Typst: The system refuses: cannot open shared object file",
        "x problem curriculum: This needs 'pydantic', which is not installed.",
        "x problem kernel: This does not work: SyntaxError: torn",
        "+ ok      fonts: All 6 font files",
        "! warning terminal: It shows ascii only",
    ):
        assert line in done.stdout, done.stdout
    assert {path.name for path in here.iterdir()} == {"broken"}, "it left something behind"
