"""The fuzzer finds what is broken, tells how to try it again, stops when it is told to, and every target is alive."""

from __future__ import annotations

import json
import re
import shlex
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path
from unittest import mock

import pytest

from tests.trust import fuzz_texts, yaml_fuzz
from tests.trust.fuzz import MOST_SAVED, TARGETS, Fuzzing, main
from tests.trust.fuzz_target import NOTE, Case, Find, Target, attempt, saved
from tests.trust.sweep import is_whole, whole_only
from toolkit.export.read import read
from toolkit.model.entry import entry_from

ROOT = Path(__file__).parents[2]
FAST = [target for target in TARGETS if target.every == 1]
SLOW = [target for target in TARGETS if target.every > 1]
FEW = {"notebooks": 6, "kits": 10, "records": 6, "messages": 10}


def named(target):
    return target.name


@pytest.fixture
def said():
    return []


@pytest.mark.parametrize("target", FAST, ids=named)
def test_a_promise_holds_for_a_few_seeds(target, tmp_path, said):
    fuzzing = Fuzzing([target if is_whole() else replace(target, batch=FEW.get(target.name, 20))], tmp_path, said.append)
    fuzzing.run(seed=1, rounds=100 if is_whole() else 2)
    assert fuzzing.finds() == 0, said
    assert len(fuzzing.tallies[target.name].words) > 1, "some inputs are used, and some are not"


@whole_only
@pytest.mark.parametrize("target", SLOW, ids=named)
def test_a_promise_of_a_slow_target_holds(target, tmp_path, said):
    fuzzing = Fuzzing([target], tmp_path, said.append)
    fuzzing.run(seed=1, rounds=1)
    assert fuzzing.finds() == 0, said


@pytest.mark.parametrize("target", TARGETS, ids=named)
def test_a_seed_makes_the_same_inputs_again_and_another_one_others(target):
    few = replace(target, batch=3)
    assert list(few.cases(5)) == list(few.cases(5))
    assert list(few.cases(5)) != list(few.cases(6))


def other_tree(data, file, real=yaml_fuzz.parse_tree):
    parsed = real(data, file)
    return replace(parsed, tree={**parsed.tree, "x": "y"}) if isinstance(parsed.tree, dict) else parsed


PLANTED = {
    "curriculum": ("tests.trust.yaml_fuzz.parse_tree", other_tree),
    "sessions": ("tests.trust.fuzz_texts.session_problems", lambda *_: []),
    "rosters": ("toolkit.load.presence._quoted", repr),
    "answers": ("toolkit.assess.results._quoted", repr),
    "tables": ("toolkit.batch.matrix.as_one", lambda _: object()),
    "notebooks": ("tests.trust.fuzz_notebooks.read", lambda notebook, _: read(notebook, "facilitator")),
    "logos": ("toolkit.look.pictures._LOAD", re.compile(b"(?!)")),
    "kits": ("toolkit.kit.verify._same", lambda *_: True),
    "records": ("toolkit.record.rows._values_in", json.loads),
    "messages": ("toolkit.widgets.keeper.Keeper._mine", lambda _, given: entry_from(given) or (None, "")),
}
"""A fault for each target, and where to put it."""


@pytest.mark.parametrize("target", FAST, ids=named)
def test_a_fault_that_was_put_in_is_found_by_its_target(target, tmp_path, said):
    fuzzing = Fuzzing([replace(target, shrinks=False, batch=20)], tmp_path, said.append)
    assert next(target.cases(1)), "what inputs are made of is made without the fault"
    with mock.patch(*PLANTED[target.name]):
        for seed in range(60):
            fuzzing.run(seed, rounds=1)
            if fuzzing.finds():
                break  # a few seeds do
    assert fuzzing.finds(), fuzzing.tallies
    folder = next(tmp_path.iterdir())
    assert not isinstance(attempt(target, saved(folder)), Find), "without the fault the promise holds"


def broken(case: Case, _folder: Path) -> str:
    """No input says boom."""
    if b"boom" in case.data:
        raise ValueError("it said boom\nand more")
    return "quiet"


NOISY = Target("noisy", lambda chance: Case(chance.randbytes(900) + b"\nboom" * chance.randint(0, 1) + chance.randbytes(900), "as \u202e told"), broken, batch=20)


def test_a_find_is_made_smaller_saved_and_told_with_a_line_that_tries_it_again(tmp_path, capsys):
    assert main(["--rounds", "2", "--seed", "7", "--keep", str(tmp_path)], [NOISY]) == 1
    told = capsys.readouterr().out
    lines = re.findall(r"again: (python.* -m tests\.trust\.fuzz (.*))", told)
    assert len(lines) == MOST_SAVED == len(list(tmp_path.iterdir())), "the others are counted"
    again = shlex.split(lines[0][1])
    case = saved(Path(again[-1]))
    assert case == Case(b"boom", "as \u202e told"), "what does not matter is gone"
    note = (Path(again[-1]) / NOTE).read_text(encoding="utf-8")
    assert "seed:   7" in note
    assert lines[0][0] in note
    assert "Traceback" in note
    assert main(again, [NOISY]) == 1
    assert "ValueError: it said boom" in capsys.readouterr().out
    assert main(again, [replace(NOISY, hold=lambda *_: "quiet")]) == 0
    assert "The promise holds now" in capsys.readouterr().out
    assert re.search(r"noisy +2 +40 .* find \d+", told)


def test_an_input_on_which_something_hangs_is_a_find(tmp_path):
    def hang(_case, _folder):
        while True:
            try:
                time.sleep(1)
            except Exception:  # noqa: BLE001, S112  # code that catches everything is ended as well
                continue

    found = attempt(replace(NOISY, hold=hang, patience=0.2), Case(b""))
    assert isinstance(found, Find)
    assert "not done after 0.2 s" in found.what


def test_the_minutes_are_kept_also_by_targets_that_take_long(tmp_path, capsys):
    slow = replace(NOISY, name="slow", hold=lambda *_: time.sleep(0.05) or "slept", batch=10**6)
    long = replace(NOISY, name="long", hold=lambda *_: pytest.fail("there was no time for it"), needs=60)
    started = time.monotonic()
    assert main(["--minutes", "0.01", "--keep", str(tmp_path)], [slow, long]) == 0
    assert 0.5 < time.monotonic() - started < 3
    assert main(["--minutes", "0.01", "--keep", str(tmp_path)], [long]) == 0
    assert "slow" in capsys.readouterr().out


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")
@pytest.mark.parametrize("sign", [signal.SIGINT, pytest.param(signal.SIGTERM, marks=whole_only)])
def test_whoever_stops_it_gets_the_summary_and_no_traceback(sign, tmp_path):
    call = [sys.executable, "-m", "tests.trust.fuzz", "--only", "logos", "rosters", "--keep", str(tmp_path)]
    pipe = subprocess.PIPE
    with subprocess.Popen(call, cwd=ROOT, stdout=pipe, stderr=pipe, text=True) as process:
        assert process.stdout is not None
        assert "Ctrl-C ends it" in process.stdout.readline()
        time.sleep(1)
        process.send_signal(sign)
        told, wrong = process.communicate(timeout=60)
    assert (process.returncode, wrong) == (0, "")
    assert re.search(r"^logos +[1-9]", told, re.MULTILINE)


def test_a_line_that_cannot_be_used_says_so(tmp_path, capsys):
    for wrong in (["--try", str(tmp_path)], ["--minutes", "soon"], ["--only", "nothing"]):
        with pytest.raises(SystemExit, match="2"):
            main(wrong)
    capsys.readouterr()
    assert main(["--only", "logos", "--try", str(tmp_path)]) == 2
    assert "is no find" in capsys.readouterr().out


def test_the_page_shows_the_targets_and_promises_that_the_list_tells(capsys):
    assert main(["--list"]) == 0
    listed = dict(line.split(": ", 1) for line in capsys.readouterr().out.splitlines())
    page = (ROOT / "docs/fuzzing.md").read_text(encoding="utf-8")
    assert dict(re.findall(r"^\| `([a-z]+)` \| (.+?) \|$", page, re.MULTILINE)) == listed
    assert all(promise.endswith(".") and len(promise) < 200 for promise in listed.values())
    assert len(listed) == len(TARGETS) == len(PLANTED) + len(SLOW)


def test_names_stand_in_the_tables_that_must_not_tell_them():
    for target in TARGETS[2:4]:
        assert sum(fuzz_texts.PERSON.encode() in case.data for case in target.cases(3)) > 10
