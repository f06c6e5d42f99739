"""Kits in a store are those that a folder would hold; only what is new is sent, and what went wrong is mended by the next call."""

from __future__ import annotations

import json
import shutil
import tempfile
from multiprocessing.util import get_temp_dir
from pathlib import Path

import pytest
from fsspec import register_implementation

from tests.batch.test_run import bytes_below
from tests.batch.test_unchanged import SESSION, counted, fails
from tests.curricula import SMALL
from tests.remote import Counted
from toolkit import store
from toolkit.batch import mirror
from toolkit.batch.mirror import AHEAD
from toolkit.cli import main
from toolkit.commands import export as command
from toolkit.kit import work
from toolkit.messages import messages

FORMATS = ("--format", "key", "page")
KITS = "counted://bucket/kits"


@pytest.fixture
def here(tmp_path, monkeypatch):
    """A folder with a curriculum and two sessions; whatever is made on the way to a store is made in ``staging``."""
    shutil.copytree(SMALL, tmp_path / "curriculum")
    (tmp_path / "one.yaml").write_text(SESSION, encoding="utf-8")
    (tmp_path / "two.yaml").write_text(SESSION.replace("Room 1", "Room 2"), encoding="utf-8")
    (tmp_path / "staging").mkdir()
    monkeypatch.chdir(tmp_path)
    get_temp_dir()  # that of worker processes; it stays for the tests that follow
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "staging"))
    monkeypatch.setattr(store, "WAITS", (0, 0))
    register_implementation("counted", Counted, clobber=True)
    Counted.begin()
    yield tmp_path
    assert list((tmp_path / "staging").iterdir()) == []


def run(*more: str, out: str = KITS, sessions: tuple[str, ...] = ("one.yaml",)) -> int:
    return main(["export", *sessions, *FORMATS, "--out", out, *more])


def kits() -> dict[str, bytes]:
    """What the store holds of kits, notes on them aside."""
    return {path.removeprefix("bucket/kits/"): held for path, held in Counted.files().items() if ".facilitate" not in path}


def sent() -> set[str]:
    return {path.removeprefix("bucket/kits/") for path in Counted.sent}


def here_made(here: Path) -> dict[str, bytes]:
    """The same call, into a folder."""
    shutil.rmtree(here / "plain", ignore_errors=True)
    assert run(out="plain") == 0
    return bytes_below(here / "plain")


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_store_holds_what_a_folder_would(here, capsys, jobs):
    both, more = ("one.yaml", "two.yaml"), ("--jobs", jobs)
    assert run(*more, sessions=both) == 0
    told = capsys.readouterr()
    assert run(*more, sessions=both, out=f"file://{here}/there") == 0
    assert run(sessions=both, out="plain") == 0
    assert kits() == bytes_below(here / "plain") == bytes_below(here / "there")
    assert "Stored at counted://bucket/kits/one/index.html\n" in told.out
    assert all("staging" not in text for text in (told.out, told.err))
    assert not [path for path, held in Counted.files().items() if b"staging" in held]
    assert {path.name for path in (here / "there").iterdir()} == {".facilitate", "one", "one.zip", "two", "two.zip"}


def test_a_second_call_makes_fetches_and_sends_nothing(here, capsys, monkeypatch):
    both = ("one.yaml", "two.yaml")
    assert run(sessions=both) == 0
    first = capsys.readouterr().out
    Counted.forget()
    made = counted(monkeypatch)
    monkeypatch.setattr(command, "build_kit", None)
    assert run(sessions=both) == 0
    assert (made, Counted.sent, Counted.fetched) == ([], [], [])
    assert capsys.readouterr().out.replace("  (unchanged)", "").rpartition(" in ")[0] == first.rpartition(" in ")[0]


def test_the_same_curriculum_in_another_place_is_known_again(here, monkeypatch):
    assert run() == 0
    Counted.forget()
    shutil.move(here / "curriculum", here / "elsewhere")
    assert main(["export", "one.yaml", *FORMATS, "--out", KITS, "--curriculum", "elsewhere"]) == 0
    assert (Counted.sent, Counted.fetched) == ([], [])


def test_a_page_that_changes_is_sent_alone_with_what_tells_of_it_last(here, capsys, monkeypatch):
    assert run() == 0
    Counted.forget()
    page, made = here / "curriculum/pages/at-a-glance.yaml", counted(monkeypatch)
    page.write_text(page.read_text(encoding="utf-8").replace("\ntitle: ", "\ntitle: More ", 1), encoding="utf-8")
    assert run("--explain") == 0
    assert made == ["page"]
    assert Counted.sent[0].endswith("at-a-glance.pdf")
    assert {path.rpartition("/")[2] for path in Counted.sent[1:4]} == {"index.html", "accessibility.html", "manifest.json"}
    assert Counted.sent[4:] == ["bucket/kits/one.zip", "bucket/kits/.facilitate/kits/one.json"]
    assert "made for-participants/pages/at-a-glance.pdf: its text changed" in capsys.readouterr().out
    assert kits() == here_made(here)


@pytest.mark.parametrize(("path", "how"), [
    ("one/for-facilitator/key.pdf", "as long"), ("one/for-facilitator/key.pdf", "gone"), ("one/manifest.json", "longer"), ("one.zip", "as long"), ("one.zip", "gone"),
])  # fmt: skip
def test_a_file_that_somebody_deleted_or_changed_is_mended(here, path, how):
    assert run() == 0
    before, key = kits(), f"/bucket/kits/{path}"
    if how == "gone":
        del Counted.store[key]
    else:
        Counted().pipe_file(key, before[path] + b"x" if how == "longer" else b"x" * len(before[path]))
    Counted.forget()
    assert run() == 0
    assert kits() == before
    assert path in sent()
    assert sent() <= {path, "one/index.html", "one/manifest.json", "one.zip", ".facilitate/kits/one.json"}


def test_without_its_notes_a_kit_is_looked_through_and_not_sent_again(here):
    assert run() == 0
    before = kits()
    del Counted.store["/bucket/kits/.facilitate/kits/one.json"]
    Counted.forget()
    assert run() == 0
    assert kits() == before
    assert sent() == {".facilitate/kits/one.json"}


@pytest.mark.parametrize("last", ["key.pdf", "index.html", "one.zip", "one.json"])
def test_an_upload_that_stops_leaves_the_earlier_notes_and_the_next_call_finishes_it(here, capsys, last):
    assert run() == 0
    notes = Counted.files()["bucket/kits/.facilitate/kits/one.json"]
    (here / "one.yaml").write_text(f"title: Another\n{SESSION}", encoding="utf-8")

    def refuse(path):
        if path.endswith(last):
            raise ConnectionResetError(104, "Connection reset by peer")

    Counted.refuse = staticmethod(refuse)
    assert run() == 1
    told = capsys.readouterr().err
    assert "failed  one: Could not use counted://bucket/kits/" in told
    assert "Connection reset by peer. Check the connection, then run the same line again" in told
    assert "staging" not in told
    assert Counted.files()["bucket/kits/.facilitate/kits/one.json"] == notes
    Counted.refuse = staticmethod(lambda _: None)
    assert run() == 0
    assert kits() == here_made(here)
    assert json.loads(Counted.files()["bucket/kits/.facilitate/kits/one.json"])["last"]["asked"]


def test_what_failed_once_is_tried_again(here):
    left = ["/bucket/kits/.facilitate/about.txt", "/bucket/kits/one.zip"]

    def refuse(path):
        if path in left:
            left.remove(path)
            raise TimeoutError

    Counted.refuse = staticmethod(refuse)
    assert run() == 0
    assert left == []
    assert kits() == here_made(here)


def test_a_kit_that_cannot_be_sent_or_looked_for_costs_no_other(here, capsys, monkeypatch):
    (here / "three.yaml").write_text(SESSION.replace("Room 1", "Room 3"), encoding="utf-8")

    def refuse(path):
        if "/one/" in path:
            raise PermissionError(13, "Access Denied")

    def look(self, path, real=Counted.cat_file, **kwargs):
        if path.endswith("two.json"):
            raise PermissionError(13, "Access Denied")
        return real(self, path, **kwargs)

    Counted.refuse = staticmethod(refuse)
    monkeypatch.setattr(Counted, "cat_file", look)
    assert run(sessions=("one.yaml", "two.yaml", "three.yaml")) == 1
    told = capsys.readouterr()
    assert "1 kit in" in told.out
    assert "failed  one: Could not use counted://bucket/kits/one/for-" in told.err
    assert "failed  two: Could not use counted://bucket/kits/.facilitate/kits/two.json: Access Denied. Check which credentials" in told.err
    assert {path.partition("/")[0] for path in kits()} == {"three", "three.zip"}


def test_a_store_that_refuses_one_kit_after_the_other_is_left_alone(here, capsys, monkeypatch):
    names = [f"s{number}.yaml" for number in range(30)]
    for name in names:
        (here / name).write_text(SESSION, encoding="utf-8")
    asked = []

    def look(self, path, real=Counted.cat_file, **kwargs):
        if not path.endswith(".json"):
            return real(self, path, **kwargs)
        asked.append(path)
        raise PermissionError(13, "Access Denied")

    monkeypatch.setattr(Counted, "cat_file", look)
    monkeypatch.setattr(mirror, "GIVE_UP", 3)
    assert run(sessions=tuple(names)) == 1
    told = capsys.readouterr().err.splitlines()
    assert {line.split()[1] for line in told} == {f"s{number}:" for number in range(30)}
    assert len(asked) < 20
    assert "it was not tried any more. Mend what failed before, then run the same line again." in told[-1]


def test_a_store_that_takes_nothing_is_told_before_anything_is_made(here, capsys, monkeypatch):
    def refuse(path):
        raise PermissionError(13, "Access Denied")

    Counted.refuse = staticmethod(refuse)
    monkeypatch.setattr(command, "load_curriculum", None)
    assert run() == 1
    assert "Could not use counted://bucket/kits/.facilitate/about.txt: Access Denied. Check which credentials" in capsys.readouterr().err
    assert Counted.files() == {}


def test_a_format_that_fails_leaves_the_kit_as_a_folder_would(here, capsys, monkeypatch):
    assert run() == 0
    assert run(out="plain") == 0
    before, real = kits(), work.content_of
    (here / "one.yaml").write_text(SESSION.replace("Room 1", "Room 3"), encoding="utf-8")
    with monkeypatch.context() as patch:
        patch.setattr(work, "content_of", lambda row, document, theme: fails() if row.name == "key" else real(row, document, theme))
        assert run() == 1
        assert run(out="plain") == 1
    assert kits() == bytes_below(here / "plain")
    assert kits()["one.zip"] == before["one.zip"]
    assert run() == 0
    assert kits() == here_made(here)


def test_what_else_lies_there_stays_and_is_not_even_fetched(here):
    foreign = {
        "bucket/kits/one/notes.txt": b"a", "bucket/kits/other/x": b"b", "bucket/kits/one2/index.html": b"c", "bucket/elsewhere": b"d",
        "bucket/kits/one/../../../evil": b"e", "bucket/kits/one/for-facilitator/../../../../evil": b"f",
    }  # fmt: skip
    for path, content in foreign.items():
        Counted().pipe_file(f"/{path}", content)
    Counted.forget()
    assert run() == 0
    (here / "one.yaml").write_text(SESSION.replace("Room 1", "Room 3"), encoding="utf-8")
    assert run() == 0
    assert foreign.items() <= Counted.files().items()
    assert not set(foreign) & {*Counted.fetched, *Counted.sent}
    assert set(kits()) - set(here_made(here)) == {path.removeprefix("bucket/kits/") for path in foreign}


def test_a_kit_is_not_put_among_files_for_vetted_readers(here, capsys):
    Counted().pipe_file("/bucket/kits/one/for-facilitator/key.pdf", messages("en")("shared.restricted").encode())
    before = Counted.files()
    assert run() == 1
    told = capsys.readouterr().err
    assert "failed  one: counted://bucket/kits/one holds files for vetted public-safety professionals: for-facilitator/key.pdf." in told
    assert before.items() <= Counted.files().items()
    assert set(kits()) == {"one/for-facilitator/key.pdf"}


def test_pages_on_their_own_are_sent_where_they_are_new(here, capsys):
    call = ["export", "--page", "at-a-glance", "--format", "page", "--out", KITS]
    assert main(call) == 0
    assert set(kits()) == {"pages/at-a-glance.pdf"}
    Counted.forget()
    assert main(call) == 0
    assert "(unchanged)" in capsys.readouterr().out
    assert Counted.sent == []
    Counted().pipe_file("/bucket/kits/pages/at-a-glance.pdf", b"mine")

    def refuse(path):
        raise ConnectionResetError(104, "Connection reset by peer")

    Counted.refuse = staticmethod(refuse)
    assert main(call) == 1
    assert "failed  pages/at-a-glance.pdf: Could not use counted://bucket/kits/pages/at-a-glance.pdf: Connection" in capsys.readouterr().err


def test_ctrl_c_leaves_the_earlier_kit_and_nothing_on_this_machine(here, monkeypatch, capsys):
    assert run() == 0
    before, real = Counted.files(), command.build_kit

    def interrupted(found, order, bar, shelf):
        if order.name == "two":
            raise KeyboardInterrupt
        return real(found, order, bar, shelf=shelf)

    monkeypatch.setattr(command, "build_kit", interrupted)
    assert run(sessions=("one.yaml", "two.yaml")) == 130
    assert "Stopped." in capsys.readouterr().err
    assert Counted.files() == before


def test_a_disk_that_is_full_here_is_not_taken_for_the_store(here, monkeypatch, capsys):
    monkeypatch.setattr("toolkit.artifacts.os.fsync", lambda _: (_ for _ in ()).throw(OSError(28, "No space left on device")))
    assert run() == 1
    told = capsys.readouterr().err
    assert "No space left on device in the temporary folder of this machine. Free some space" in told
    assert "staging" not in told
    assert not {path for path in kits() if not path.startswith("one/")}


def test_the_folder_on_the_way_never_holds_more_than_a_few_kits(here, monkeypatch):
    for number in range(8):
        (here / f"s{number}.yaml").write_text(SESSION.replace("Room 1", f"Room {number}"), encoding="utf-8")
    most, real = [], command.build_kit

    def build(*args, **named):
        (folder,) = (here / "staging").iterdir()
        most.append(sum(path.is_dir() and not path.name.startswith(".") for path in folder.iterdir()))
        return real(*args, **named)

    monkeypatch.setattr(command, "build_kit", build)
    assert main(["export", *(f"s{number}.yaml" for number in range(8)), "--format", "key", "--out", KITS]) == 0
    assert len(most) == 8
    assert max(most) <= AHEAD + 2
