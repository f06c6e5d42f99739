"""Kits that a Dask cluster makes: a real scheduler and two workers, elsewhere than the content, make the same bytes as one process."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from contextlib import ExitStack
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.curricula import SMALL
from toolkit.batch import cluster as clusters
from toolkit.batch import cluster_errors, connection, remote
from toolkit.batch.cluster import Cluster
from toolkit.batch.cluster_errors import ClusterError
from toolkit.batch.connection import Connection
from toolkit.batch.remote import Content, Parcel
from toolkit.build import build_kit
from toolkit.cli import main
from toolkit.errors import ToolkitError, UsageError
from toolkit.export.registry import Format, formats
from toolkit.kit.order import kit_order
from toolkit.load import load_curriculum
from toolkit.messages import messages
from toolkit.model.session import Session
from toolkit.progress import Progress

distributed = pytest.importorskip("distributed")

ROOT = Path(__file__).parents[2]
ROWS = [formats()[name] for name in ("handout", "pptx", "slides", "page")]
FIRST_DEATH = "FACILITATE_TEST_FIRST_DEATH"
TABLE = "kit,place\nadams,Room 1\nbrown,Room 2\n"


@dataclass
class Running:
    """The address of a cluster, its processes, and where the first of its workers to die leaves a sign."""

    address: str
    scheduler: subprocess.Popen[bytes]
    workers: list[subprocess.Popen[bytes]]
    death: Path

    def ask(self, function, *values):
        """What ``function`` says on each worker."""
        with distributed.Client(self.address, set_as_default=False) as client:
            return client.run(function, *values)


@pytest.fixture(scope="module")
def running(tmp_path_factory):
    """A scheduler and two workers, each in a folder of its own that holds nothing."""
    here = tmp_path_factory.mktemp("cluster")
    told, death = here / "scheduler.json", here / "death"
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]), FIRST_DEATH: str(death)}

    def start(name: str, *call: str) -> subprocess.Popen[bytes]:
        (here / name).mkdir()
        log = stack.enter_context((here / f"{name}.log").open("wb"))
        line = [sys.executable, "-m", "dask", *call, "--no-dashboard", "--host", "127.0.0.1", "--scheduler-file", str(told)]
        process = subprocess.Popen(line, cwd=here / name, env=environment, stdout=log, stderr=log, start_new_session=True)
        stack.callback(ended, process)
        return process

    with ExitStack() as stack:
        scheduler = start("scheduler", "scheduler", "--port", "0")
        workers = [start(name, "worker", "--nthreads", "1", "--local-directory", str(here / name)) for name in ("one", "two")]
        address = json.loads(waited_for(lambda: told.is_file() and told.read_text(encoding="utf-8")))["address"]
        with distributed.Client(address, set_as_default=False) as client:
            client.wait_for_workers(2, timeout=60)
        yield Running(address, scheduler, workers, death)


def ended(process: subprocess.Popen[bytes]) -> None:
    """End a process and all that it started."""
    process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def waited_for(what):
    for _ in range(600):
        if found := what():
            return found
        time.sleep(0.1)
    return pytest.fail("it never came")


@pytest.fixture(scope="module")
def small():
    return load_curriculum(SMALL)


def order_of(small, name, out, rows=ROWS[:1], **session):
    return kit_order(small, name, Session(modules=("course/1",), **session), rows, out)


def made_by(running, small, orders):
    with Cluster(running.address, small, Progress(1)) as cluster:
        return dict(cluster.kits(orders))


def digests(folder: Path) -> dict[str, str]:
    return {path.relative_to(folder).as_posix(): sha256(path.read_bytes()).hexdigest() for path in folder.rglob("*") if path.is_file() and ".facilitate" not in path.parts}


def executed(dask_worker) -> int:
    return dask_worker.state.executed_count


def contents_held() -> int:
    return len(remote._held)


def contents_forgotten() -> None:
    remote._held.clear()


def tasks_left(dask_scheduler) -> int:
    return len(dask_scheduler.tasks)


def dies_once(document, theme):
    """A format whose process is ended the first time, as a system that is short of memory ends it."""
    try:
        Path(os.environ[FIRST_DEATH]).touch(exist_ok=False)
    except FileExistsError:
        return b"made"
    return os.kill(os.getpid(), signal.SIGKILL)


def is_at_fault(document, theme):
    raise ZeroDivisionError("by a format")


def bad(function):
    return Format("key", "Key", "bad.pdf", "facilitator", "application/pdf", f"tests.batch.test_cluster:{function.__name__}", "key")


@pytest.fixture
def here(tmp_path, monkeypatch):
    """A folder with a table of two kits."""
    monkeypatch.chdir(tmp_path)
    Path("template.yaml").write_text("modules: [course/1]\n", encoding="utf-8")
    Path("counties.csv").write_text(TABLE, encoding="utf-8")
    return tmp_path


def export(out: str, *more: str) -> int:
    table = ["template.yaml", "--matrix", "counties.csv", "--format", *(row.name for row in ROWS)]
    return main(["export", *table, "--curriculum", str(SMALL), "--out", out, *more])


def test_a_cluster_makes_the_same_bytes_as_one_process_and_is_left_alone_when_nothing_changed(running, here, monkeypatch, capsys):
    before = running.ask(executed)
    assert export("one") == 0
    assert export("two", "--scheduler", running.address) == 0
    assert digests(here / "one") == digests(here / "two")
    assert {path.partition("/")[0] for path in digests(here / "two")} == {"adams", "adams.zip", "brown", "brown.zip"}
    assert {path.rpartition(".")[2] for path in digests(here / "two")} == {"pdf", "pptx", "html", "json", "zip"}
    assert [count > before[worker] for worker, count in running.ask(executed).items()] == [True, True]
    assert set(running.ask(contents_held).values()) == {0}

    handout, sent, real = here / "two/brown/for-participants/handout.pdf", [], clusters._written
    content = handout.read_bytes()
    handout.write_bytes(b"mine")
    monkeypatch.setattr(clusters, "_written", lambda order, made: sent.append((order.name, list(made.contents))) or real(order, made))
    capsys.readouterr()
    assert export("two", "--scheduler", running.address, "--explain") == 0
    assert sent == [("brown", [0])]
    assert handout.read_bytes() == content
    assert "made for-participants/handout.pdf: the file was changed or is gone" in capsys.readouterr().out

    monkeypatch.setattr(clusters, "Connection", None)
    assert export("two", "--scheduler", running.address, "--explain") == 0
    assert "made " not in capsys.readouterr().out


def test_a_worker_that_is_killed_costs_no_kit(running, small, tmp_path):
    rows = [*ROWS[:1], bad(dies_once)]
    results = made_by(running, small, [order_of(small, name, tmp_path, rows) for name in "abcd"])
    assert running.death.exists()
    assert {name: result.failures for name, result in results.items()} == {name: [] for name in "abcd"}
    assert all((tmp_path / name / "for-facilitator/bad.pdf").read_bytes() == b"made" for name in "abcd")


def test_a_worker_that_has_come_or_come_back_is_told_from_what_to_make_kits(running, small, tmp_path):
    names = [f"k{number}" for number in range(8)]
    with Cluster(running.address, small, Progress(1)) as cluster:
        kits = cluster.kits(order_of(small, name, tmp_path) for name in names)
        first = next(kits)
        running.ask(contents_forgotten)
        rest = list(kits)
    assert sorted(name for name, _ in [first, *rest]) == names
    assert not [result.failures for _, result in [first, *rest] if result.failures]


def test_what_is_wrong_with_a_kit_is_told_and_the_others_are_made(running, small, tmp_path):
    mark = messages("en")("shared.restricted")
    (tmp_path / "vetted/for-participants").mkdir(parents=True)
    (tmp_path / "vetted/for-participants/handout.pdf").write_text(mark, encoding="utf-8")
    orders = [
        order_of(small, "good", tmp_path), order_of(small, "short", tmp_path, minutes=1),
        order_of(small, "vetted", tmp_path), order_of(small, "fault", tmp_path, [*ROWS[:1], bad(is_at_fault)]),
    ]  # fmt: skip
    results = made_by(running, small, orders)
    assert results["good"].failures == []
    for name in ("short", "vetted"):
        with pytest.raises(ToolkitError) as caught:
            build_kit(small, next(order for order in orders if order.name == name), Progress(1))
        assert str(results[name]) == str(caught.value)
    assert (tmp_path / "vetted/for-participants/handout.pdf").read_text(encoding="utf-8") == mark
    (path, fault), (packed, _) = results["fault"].failures
    assert (path, packed) == ("for-facilitator/bad.pdf", "fault.zip")
    assert "ZeroDivisionError: by a format" in str(fault)
    assert "log of the worker at tcp://127.0.0.1:" in str(fault)
    assert (tmp_path / "fault/for-participants/handout.pdf").is_file()


def test_a_file_that_changes_while_its_kit_is_made_is_made_after_all(running, small, tmp_path, monkeypatch):
    order = replace(order_of(small, "a", tmp_path), ground="x")
    made_by(running, small, [order])
    file = tmp_path / "a/for-participants/handout.pdf"
    content, real = file.read_bytes(), clusters._written

    def changed(order, made):
        if not made.contents:
            file.write_bytes(b"mine")
        return real(order, made)

    monkeypatch.setattr(clusters, "_written", changed)
    results = made_by(running, small, [replace(order, ground="y")])
    assert results["a"].failures == []
    assert file.read_bytes() == content


def test_a_worker_of_another_version_is_named_with_what_differs_and_makes_nothing(running, here, monkeypatch, capsys):
    ours = remote.program_parts()
    monkeypatch.setattr(remote, "program_parts", lambda: {**ours, "typst": "0.0", "its own files": "others"})
    assert export("two", "--scheduler", running.address) == 1
    told = capsys.readouterr().err
    assert "facilitate: The worker at tcp://127.0.0.1:" in told
    assert f"the files of its toolkit are those of another version; typst is {ours['typst']} there and 0.0 here. Install the same" in told
    assert not list(here.glob("two/*"))


def test_who_stops_leaves_no_work_behind(running, small, tmp_path):
    def stopped():
        with Cluster(running.address, small, Progress(1)) as cluster:
            for _ in cluster.kits(order_of(small, f"k{number}", tmp_path) for number in range(50)):
                raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        stopped()
    with distributed.Client(running.address, set_as_default=False) as client:
        waited_for(lambda: client.run_on_scheduler(tasks_left) == 0)
        assert set(client.run(contents_held).values()) == {0}
    assert {path.name for path in tmp_path.iterdir() if path.suffix == ".zip"} <= {f"k{number}.zip" for number in range(4)}
    assert not list(tmp_path.rglob("*.part"))


@pytest.mark.parametrize(("address", "told"), [
    ("tcp://127.0.0.1:1", "No Dask scheduler answers at tcp://127.0.0.1:1 (Timed out"), ("nowhere", "(missing port number in address 'nowhere')"),
    ("http://127.0.0.1:1", "(unknown address scheme 'http'"), ("tls://127.0.0.1:1", "(TLS expects"), (" ", "--scheduler names no address."),
])  # fmt: skip
def test_where_no_scheduler_answers_that_is_told(here, monkeypatch, capsys, address, told):
    monkeypatch.setattr(connection, "CONNECT", 0.5)
    assert export("two", "--scheduler", address) == 1
    assert told in capsys.readouterr().err
    assert not list(here.glob("two/*"))


def test_without_the_extra_or_with_a_number_of_processes_the_call_is_refused(here, monkeypatch, capsys):
    assert export("two", "--scheduler", "tcp://127.0.0.1:1", "--jobs", "2") == 1
    assert "Leave out one of the two." in capsys.readouterr().err
    monkeypatch.setattr(cluster_errors, "find_spec", lambda _: None)
    assert export("two", "--scheduler", "tcp://127.0.0.1:1") == 1
    assert 'pip install "facilitator-toolkit[cluster]"' in capsys.readouterr().err


def test_a_kit_that_ended_each_of_its_workers_is_told_with_the_last_of_them():
    ended = cluster_errors.lost(distributed.KilledWorker("kit", SimpleNamespace(address="tcp://10.0.0.7:1"), 3))
    assert "may need more memory than a worker may have" in str(ended)
    assert "tcp://10.0.0.7:1" in str(ended)
    assert "ZeroDivisionError: of ours" in str(cluster_errors.lost(ZeroDivisionError("of ours")))


def test_a_worker_or_a_scheduler_without_the_toolkit_is_told(running, small, monkeypatch):
    def without(*_):
        raise ModuleNotFoundError("toolkit")

    with Connection(running.address, Content.of(small), print) as here, monkeypatch.context() as patch:
        patch.setattr(here._client, "run", lambda *_, workers, **__: {workers[0]: ModuleNotFoundError("toolkit")})
        with pytest.raises(UsageError, match=r"The worker at tcp://127\.0\.0\.1:\d+ has no facilitator toolkit"):
            here.begin()
        patch.setattr(here._client, "run_on_scheduler", without)
        with pytest.raises(UsageError, match="The scheduler at tcp://127"):
            here.begin()


def test_nobody_waits_forever_for_a_worker_or_for_a_kit(running, small, tmp_path, monkeypatch):
    told: list[str] = []
    with Connection(running.address, Content.of(small), told.append) as here:
        with monkeypatch.context() as patch:
            patch.setattr(connection, "NO_WORKER", 0.3)
            patch.setattr(here._client, "nthreads", dict)
            with pytest.raises(ClusterError, match=r"has had no worker for 0 seconds\. Start one with: dask worker tcp"):
                here.begin()
        assert set(told) == {f"waiting for a worker of {running.address}"}
        here.begin()
        late, good = (Parcel.of(order_of(small, name, tmp_path), here._content.key, {}) for name in ("late", "good"))
        key = here.ask(late)
        here._asked = dict.fromkeys(here._asked, -connection.LONGEST)
        given_up, why = here.next()
        assert (given_up, str(why)) == (key, "It took longer than 30 minutes and was given up. Is the content of a usual size?")
        key = here.ask(good)
        back, made = here.next()
        assert (back, made.packet.name) == (key, "good")
        monkeypatch.setattr(connection, "LONGEST", 0.0)
        with pytest.raises(ClusterError, match=r"Nothing has come back from .* Run the same line again"):
            here._look()


def test_when_the_scheduler_goes_kits_that_are_finished_stay(running, small, tmp_path, monkeypatch):
    """The last test: it ends the cluster."""
    monkeypatch.setattr(connection, "CONNECT", 3.0)  # so long a client calls for one that is gone
    with Cluster(running.address, small, Progress(1)) as cluster:
        kits = cluster.kits(order_of(small, f"k{number}", tmp_path) for number in range(50))
        name, result = next(kits)
        running.scheduler.kill()
        with pytest.raises(ClusterError, match="no longer answers"):
            list(kits)
    assert result.failures == []
    assert (tmp_path / f"{name}.zip").is_file()
    assert not list(tmp_path.rglob("*.part"))
