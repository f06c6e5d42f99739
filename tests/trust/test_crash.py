"""A batch that is killed: old files or new ones, nobody left over, and the next run makes it whole. The sweep is tests/trust/crash.py."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time

import pytest

from tests.trust.batch import Batch, alive, seconds_until_gone
from tests.trust.crash import NEW, kill_at_random, kill_workers
from toolkit.batch.underway import tidy, under_way
from toolkit.scratch import SUFFIX, scratch_folder, temporary_beside

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks at processes as Linux shows them")


def test_a_killed_batch_leaves_old_files_or_new_ones_and_the_next_run_makes_it_whole(tmp_path):
    found = kill_at_random(Batch(tmp_path, kits=2), 2, random.Random(4))  # noqa: S311
    assert max(found.changed) > 0
    assert min(found.changed) < 10


def test_what_a_killed_run_left_goes_and_what_a_running_one_writes_stays(tmp_path):
    kit = tmp_path / "kit" / "for-participants"
    kit.mkdir(parents=True)
    dead, (handle, used) = kit / f".a.pdf.x{SUFFIX}", temporary_beside(kit / "b.pdf")
    dead.write_bytes(b"half")
    tidy(tmp_path)
    assert dead.exists(), "without the note of a killed run nobody looks"
    with under_way(tmp_path):
        (note,) = (tmp_path / ".facilitate").iterdir()
        tidy(tmp_path)
        assert dead.exists(), "the other run still goes on"
        assert note.exists()
    assert not note.parent.exists(), "it was made for the note, and nothing else came into it"
    note.parent.mkdir()
    note.write_bytes(b"")  # as a killed run leaves it
    with under_way(tmp_path):
        assert not dead.exists()
        assert not note.exists()
        assert used.exists()
    os.close(handle)


def test_a_run_that_is_stopped_sweeps_behind_its_workers(tmp_path):
    left = tmp_path / f".a.pdf.x{SUFFIX}"


    def stopped():
        with under_way(tmp_path):
            left.write_bytes(b"half")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        stopped()
    assert not left.exists()


def test_a_folder_of_temporary_files_goes_with_the_next_one_when_its_process_was_killed(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    (tmp_path / "kits-dead").mkdir()
    (tmp_path / "kits-dead" / "key.pdf").write_bytes(b"half")
    (tmp_path / "kits-link").symlink_to(tmp_path)
    with scratch_folder("kits-") as first, scratch_folder("kits-") as second:
        assert sorted(path.name for path in tmp_path.iterdir()) == sorted([first.name, second.name, "kits-link"])
    assert [path.name for path in tmp_path.iterdir()] == ["kits-link"]


def test_a_folder_of_temporary_files_of_somebody_else_stays(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setattr("toolkit.scratch.os.geteuid", lambda: os.getuid() + 1)
    (tmp_path / "kits-dead").mkdir()
    with scratch_folder("kits-"):
        assert (tmp_path / "kits-dead").is_dir()


def test_workers_that_are_killed_all_the_time_cost_their_files_and_the_batch_ends(tmp_path):
    assert kill_workers(Batch(tmp_path, kits=8), 1, random.Random(2)).killed > 0  # noqa: S311


def test_a_batch_that_is_stopped_leaves_nobody(tmp_path):
    batch = Batch(tmp_path, kits=40).ask_for(NEW)
    with batch.start() as process:
        while not list(batch.kits_in.rglob("*.pdf")):
            assert process.poll() is None, process.communicate()
            time.sleep(0.05)
        assert len(alive(process.pid)) > 2, "the workers are seen"
        os.kill(process.pid, signal.SIGINT)
        assert seconds_until_gone(process.pid) < 30
        assert process.wait() != 0


def limited() -> None:
    import resource

    resource.setrlimit(resource.RLIMIT_FSIZE, (8_000, 8_000))


def test_a_limit_of_file_sizes_is_told_by_file_and_costs_no_other(tmp_path):
    batch = Batch(tmp_path, kits=1).ask_for(NEW)
    with batch.start(jobs=1, limit=limited) as process:
        told = "".join(process.communicate())
    assert process.returncode == 1
    assert "File too large" in told
    assert "out/kit-000/index.html: File too large" in told
    assert "name another folder in TMPDIR" in told, "what Typst is given is too large as well"
    assert "a fault of the program" not in told
    assert (batch.kits_in / "kit-000/for-facilitator/results-template.csv").is_file()
    assert not batch.strays()
    assert batch.here()[0] == 0
    assert not batch.broken()


def test_a_full_disk_keeps_what_was_there_and_says_which_file_it_refused(tmp_path):
    batch = Batch(tmp_path, kits=2).ask_for("Evening")
    batch.kits_in.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(batch.kits_in)], capture_output=True, check=False).returncode:
        pytest.skip("nobody may mount a small disk here")
    try:
        assert batch.here()[0] == 0
        old = batch.tree()
        (batch.kits_in / ".filler").write_bytes(bytes(os.statvfs(batch.kits_in).f_bavail * os.statvfs(batch.kits_in).f_bsize - 30_000))
        code, told = batch.ask_for(NEW).here()
        assert code == 1
        assert "No space left on device" in told
        assert "out/kit-00" in told
        assert set(old) <= set(batch.tree()), "each file is there"
        assert not batch.strays()
        (batch.kits_in / ".filler").unlink()
        assert batch.here()[0] == 0
        assert not batch.broken()
    finally:
        subprocess.run(["umount", str(batch.kits_in)], check=True)
