"""Two exports into one folder, and one while others read: nothing is torn. Six writers of one record stand in tests/record/test_database.py."""

from __future__ import annotations

import shutil
import sys
import time
import zipfile
from hashlib import sha256

import pytest

from tests.trust.batch import TELLING, Batch
from tests.trust.crash import NEW, OLD
from toolkit.export.kit import KitFile
from toolkit.kit.ledger import Ledger

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks at processes as Linux shows them")
KITS = 2


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """The trees of an evening and of a morning, and a folder with the kits of the evening."""
    found = {}
    for word in (NEW, OLD):
        batch = Batch(tmp_path_factory.mktemp(word), KITS).ask_for(word)
        assert batch.here()[0] == 0
        found[word] = batch.tree()
    return found, batch


@pytest.fixture
def batch(made, tmp_path):
    """The kits of the evening, to be written over."""
    shutil.copytree(made[1].kits_in, tmp_path / "out")
    return Batch(tmp_path, KITS).ask_for(NEW)


def gaps(batch: Batch) -> set[str]:
    """Files that say of a kit what is in it: a run that met with another one may have written that there is a gap."""
    return {f"kit-{number:03}/{name}" for number in range(KITS) for name in TELLING}


def test_two_runs_that_make_the_same_get_in_nobodys_way(batch, made):
    runs = [batch.start(), batch.start()]
    told = [run.communicate(timeout=120) for run in runs]
    assert [run.returncode for run in runs] == [0, 0], told
    assert batch.tree() == made[0][NEW]
    assert not batch.strays()
    assert not batch.broken()


def test_two_runs_that_make_something_else_tear_no_file_and_the_next_one_makes_it_whole(batch, made, tmp_path):
    (tmp_path / "other").mkdir()
    other = Batch(tmp_path / "other", KITS, str(batch.kits_in)).ask_for("Night")
    alone = Batch(tmp_path / "other", KITS, "alone")
    assert alone.here()[0] == 0
    known = made[0][OLD], made[0][NEW], alone.tree()
    runs = [batch.start(), other.start()]
    looks = 0
    while any(run.poll() is None for run in runs):
        assert set(batch.torn(*known)) <= gaps(batch), "at no moment"
        looks += 1
    told = [run.communicate(timeout=120) for run in runs]
    assert looks > 20
    assert {run.returncode for run in runs} <= {0, 1}
    assert "Traceback" not in str(told)
    assert set(batch.torn(*known)) <= gaps(batch)
    assert not batch.strays()
    assert batch.here()[0] == 0
    assert batch.tree() == made[0][NEW]
    assert not batch.broken()


def test_a_file_that_another_run_put_there_meanwhile_is_not_taken_for_ones_own(tmp_path):
    folder = tmp_path / "kit"
    folder.mkdir()
    (folder / "a.csv").write_bytes(b"Room 2")  # as long, and there before this run has noted its own
    ledger = Ledger.of(folder)
    ledger.note(folder, [(KitFile("results-template", "A", "a.csv").holding(b"Room 1"), {})])
    assert not ledger.entries
    ledger.note(folder, [(KitFile("results-template", "A", "a.csv").holding(b"Room 2"), {})])
    assert list(ledger.entries) == ["a.csv"]


def test_who_reads_meanwhile_reads_whole_files(batch, made):
    known = {path: {tree[path] for tree in made[0].values()} for path in made[0][NEW]}
    opened = (batch.kits_in / "kit-001.zip").open("rb")
    reads, new = 0, set()
    with opened, batch.start() as run:
        while run.poll() is None:
            for path, digest in batch.tree().items():
                assert digest in known[path], path
                new |= {path} if digest == made[0][NEW][path] else set()
                reads += 1
            time.sleep(0.001)
        assert sha256(opened.read()).hexdigest() == made[0][OLD]["kit-001.zip"], "who has opened the earlier one reads that to its end"
    assert reads > 50
    assert run.returncode == 0
    assert new, "some were read while others were still to come"
    with zipfile.ZipFile(batch.kits_in / "kit-001.zip") as packed:
        assert packed.testzip() is None
