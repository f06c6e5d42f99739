"""A URL is told from a folder and shown without its password; what is wrong with a store is told with what to do."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from fsspec import register_implementation

from tests.remote import Counted, Torn
from toolkit import store
from toolkit.address import Address, destination
from toolkit.errors import OutputError, UsageError
from toolkit.scratch import sweep_once, temporary_beside
from toolkit.store import Store


@pytest.fixture(autouse=True)
def opened(monkeypatch):
    monkeypatch.setattr(store, "WAITS", (0, 0))
    register_implementation("counted", Counted, clobber=True)
    register_implementation("torn", Torn, clobber=True)
    Counted.begin()


@pytest.mark.parametrize("text", ["exports", "C:\\kits", "C:/kits", "C://kits", "s3", "a:b", "s3:/bucket", "./s3://x", "a::b"])
def test_a_folder_is_no_url(text):
    assert destination(text) == Path(text)


@pytest.mark.parametrize(("url", "shown"), [
    ("s3://bucket/kits/", "s3://bucket/kits"), ("ftp://me:pw@host/kits", "ftp://me:***@host/kits"), ("ftp://me:p@w@host/kits", "ftp://me:***@host/kits"),
    ("sftp://me:p/w@host/k", "sftp://me:***@host/k"), ("sftp://host:22/a@b", "sftp://host:22/a@b"), ("abfs://box@account.x/k", "abfs://box@account.x/k"),
    ("memory://", "memory://"), ("sftp://:pw@host/k", "sftp://:***@host/k"), ("file:///a:b@c", "file:///a:b@c"),
])  # fmt: skip
def test_a_url_is_shown_without_its_password(url, shown):
    found = destination(url)
    assert (str(found), repr(found)) == (shown, shown)


def test_a_password_is_hidden_in_what_a_back_end_says():
    assert Address("ftp://me:a%21b@host/k").hide("530 me a!b (a%21b) refused") == "530 me *** (***) refused"


def test_a_server_that_is_not_there_is_told_without_the_password():
    with pytest.raises(OutputError) as caught:
        Store(Address("ftp://me:secret@127.0.0.1:1/kits"))
    assert str(caught.value).startswith("Could not use ftp://me:***@127.0.0.1:1/kits: Connection refused. Check the connection")
    assert "secret" not in repr(caught.value)


@pytest.mark.parametrize(("url", "told"), [
    ("nosuch://bucket/kits", "Nobody knows what 'nosuch://' means. Name a folder, or a URL such as s3://bucket/kits."),
    ("memory://", "memory:// names no bucket, or no folder in it."),
    ("zip://a.zip::s3://bucket/kits", "names one store inside another."),
])  # fmt: skip
def test_a_url_of_no_use_is_a_matter_of_usage(url, told):
    with pytest.raises(UsageError) as caught:
        Store(Address(url))
    assert told in str(caught.value)


def test_a_package_that_is_missing_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "smbclient", None)
    with pytest.raises(UsageError, match="needs a package that is not there") as caught:
        Store(Address("smb://host/share/kits"))
    assert "smbprotocol" in str(caught.value)
    for name in [name for name in sys.modules if name.partition(".")[0] == "fsspec"]:
        monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(UsageError) as caught:
        Store(Address("s3://bucket/kits"))
    assert str(caught.value) == "s3://bucket/kits needs the package fsspec. pip install 'facilitator-toolkit[store]'"


def test_a_file_that_is_half_written_takes_nobodys_place(tmp_path):
    (tmp_path / "kits").mkdir()
    (tmp_path / "kits/a.txt").write_bytes(b"earlier")
    (tmp_path / "b.txt").write_bytes(b"of today")
    with pytest.raises(OutputError, match=r"No space left on device\. Free some space, there and"):
        Store(Address(f"torn://{tmp_path}/kits")).send({"a.txt": tmp_path / "b.txt"})
    assert {path.name: path.read_bytes() for path in (tmp_path / "kits").iterdir()} == {"a.txt": b"earlier"}


KILLED = """
import os, signal, sys
from pathlib import Path
from fsspec.implementations.local import LocalFileSystem
from toolkit.address import Address
from toolkit.store import Store

def half(files, local, aside, **_more):
    Path(aside).write_bytes(Path(local).read_bytes()[:3])
    os.kill(os.getpid(), signal.SIGKILL)

LocalFileSystem.put_file = half
Store(Address(sys.argv[1])).send({"one/a.txt": Path(sys.argv[2])})
"""


@pytest.mark.skipif(os.name != "posix", reason="Windows has no such locks")
def test_what_a_killed_run_left_on_a_disk_of_this_computer_goes_and_what_another_is_sending_stays(tmp_path):
    (tmp_path / "b.txt").write_bytes(b"of today")
    url, folder = f"file://{tmp_path}/kits", tmp_path / "kits/one"
    folder.mkdir(parents=True)
    (folder / "a.txt").write_bytes(b"earlier")
    done = subprocess.run([sys.executable, "-c", KILLED, url, str(tmp_path / "b.txt")], cwd=Path(__file__).parents[1], capture_output=True, check=False)
    assert done.returncode == -9, done.stderr
    assert len(list(folder.iterdir())) == 2, "half a file is left"
    assert (folder / "a.txt").read_bytes() == b"earlier"
    handle, used = temporary_beside(folder / "c.txt")
    sweep_once.cache_clear()
    Store(Address(url)).send({"one/a.txt": tmp_path / "b.txt"})
    os.close(handle)
    assert sorted(path.name for path in folder.iterdir()) == sorted(["a.txt", used.name])
    assert (folder / "a.txt").read_bytes() == b"of today"
    assert (folder / "a.txt").stat().st_mode == (tmp_path / "b.txt").stat().st_mode


def test_a_folder_that_cannot_be_listed_is_not_taken_for_an_empty_one(monkeypatch):
    opened = Store(Address("counted://bucket/kits"))
    opened.check()
    Counted().pipe_file("/bucket/kits/one/for-facilitator/key.pdf", b"x")
    assert opened.below("one")["for-facilitator/key.pdf"].size == 1
    assert opened.below("two") == {}

    def listed(self, path, detail=True, real=Counted.ls, **kwargs):
        if path.endswith("for-facilitator"):
            raise OSError(5, "Input/output error")
        return real(self, path, detail=detail, **kwargs)

    monkeypatch.setattr(Counted, "ls", listed)
    with pytest.raises(OutputError, match="counted://bucket/kits/one: Input/output error"):
        opened.below("one")


def test_a_store_that_was_stopped_does_nothing_more():
    opened = Store(Address("counted://bucket/kits"))
    opened.stop()
    with pytest.raises(OutputError, match="it was not tried any more"):
        opened.check()
    assert Counted.files() == {}
