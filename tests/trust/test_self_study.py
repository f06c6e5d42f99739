"""Whoever studies in JupyterLab is alone with it: in a network that leads nowhere all is there, and no address but the computer's own is called."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from tests.browser import needs_browser
from tests.curricula import copy_of_small
from tests.trust.tracing import ALONE, Trace, needs_namespaces, needs_strace, own_folders, strayed, trace_in

pytestmark = [needs_browser(), needs_strace(), needs_namespaces()]
LOOKED_UP = {"read /etc/passwd", "read /etc/resolv.conf"}
"""What JupyterLab's own parts look up: who one is, and, in Node.js, where names would be asked for. Nobody is asked."""


@dataclass(frozen=True)
class Sitting:
    """What somebody did and saw, and all that ``facilitate study`` did meanwhile."""

    seen: dict[str, Any]
    trace: Trace
    work: Path
    own: Path


@pytest.fixture(scope="module")
def sitting(tmp_path_factory: pytest.TempPathFactory) -> Sitting:
    """Two notebooks opened and run, and a question answered, with no network at all."""
    folder = tmp_path_factory.mktemp("study")
    work, own = folder / "work", folder / "own"
    work.mkdir()
    copy_of_small(work)
    call = [*ALONE, sys.executable, "-m", "tests.trust.studying", str(work), str(own)]
    done = subprocess.run(call, cwd=work, env=own_folders(folder / "browser") | {"HOME": str(folder)}, capture_output=True, text=True, timeout=240, check=False)
    assert done.returncode == 0, done.stderr
    seen = json.loads(done.stdout)
    return Sitting(seen, trace_in(own, work, seen["returned"], seen["told"]), work, own)


def test_without_a_network_notebooks_come_alive_and_answers_are_kept(sitting):
    assert sitting.seen["returned"] == 0, sitting.seen["told"]
    assert all(count > 0 for count in sitting.seen["alive"])
    assert len(sitting.seen["alive"]) == 2
    assert sitting.seen["answers"]
    assert sitting.seen["complaints"] == []


def test_the_browser_asks_nobody_but_jupyterlab_on_this_computer(sitting):
    asked = {url for url in sitting.seen["asked"] if not url.startswith(("data:", "blob:http://127.0.0.1:8888/"))}
    assert len(asked) > 50
    assert [url for url in asked if not url.startswith("http://127.0.0.1:8888/")] == []


def test_no_address_is_called_but_those_of_this_computer(sitting):
    assert "127.0.0.1" in sitting.trace.addresses, "JupyterLab and its kernels speak"
    assert sitting.trace.addresses <= {"127.0.0.1", "::1"}


def test_nothing_outside_the_folders_of_the_reader_is_read_or_written(sitting):
    assert any(path.name == "record.sqlite3" for path in sitting.trace.written)
    assert sitting.work / "notebooks/course/1-noticing.ipynb" in sitting.trace.written
    quiet = replace(sitting.trace, called=())
    assert set(strayed(quiet, reads=(sitting.work,), writes=(sitting.work / "notebooks", sitting.own))) <= LOOKED_UP
