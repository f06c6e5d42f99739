"""``facilitate verify`` finds every file that is not as it was made, and every fact that is due, and nothing else."""

from __future__ import annotations

import json
import shutil
import zipfile
from pathlib import Path

import pytest

from tests.kit.test_whole_kit import NAME, export
from toolkit.cli import main

DAY = "2026-12-01"


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("made")
    assert export(folder, "--format", "page", "handout-docx") == 0
    return folder / "exports"


@pytest.fixture
def out(made, tmp_path):
    return Path(shutil.copytree(made, tmp_path / "exports"))


def told(capsys, *call: str | Path) -> tuple[int, str]:
    capsys.readouterr()
    code = main(["verify", *map(str, call), "--as-of", DAY])
    caught = capsys.readouterr()
    return code, caught.out + caught.err


def repacked(path: Path, change) -> None:
    """The zip at ``path`` with ``change(name, content)`` done to each file; None takes it out."""
    with zipfile.ZipFile(path) as package:
        held = {name: change(name, package.read(name)) for name in package.namelist()}
    with zipfile.ZipFile(path, "w") as package:
        for name, content in held.items():
            if content is not None:
                package.writestr(name, content)


@pytest.mark.parametrize("kit", [NAME, f"{NAME}.zip"])
def test_a_kit_as_it_was_made_is_whole(out, capsys, kit):
    code, text = told(capsys, out / kit)
    assert code == 0, text
    assert f"{NAME} is whole" in text
    assert "still to confirm" in text


def test_one_flipped_bit_is_found_in_any_file(out, capsys):
    paths = [path for path in (out / NAME).rglob("*") if path.is_file() and path.name != "manifest.json"]
    assert len(paths) > 2
    for path in paths:
        good = path.read_bytes()
        path.write_bytes(good[:100] + bytes([good[100] ^ 1]) + good[101:])
        code, text = told(capsys, out / NAME)
        assert code == 1
        assert [line.split()[1] for line in text.splitlines() if line.startswith("changed")] == [f"{path.relative_to(out / NAME).as_posix()}:"]
        path.write_bytes(good)


def test_one_flipped_bit_is_found_in_a_zip(out, capsys):
    path = out / f"{NAME}.zip"
    repacked(path, lambda name, content: content[:100] + bytes([content[100] ^ 1]) + content[101:] if name.endswith(".docx") else content)
    assert told(capsys, path)[0] == 1
    assert "changed  for-participants/handout.docx" in told(capsys, path)[1]


def test_a_zip_that_was_damaged_on_its_way_is_no_traceback(out, capsys):
    path = out / f"{NAME}.zip"
    good = path.read_bytes()
    found = 0
    for place in range(60, len(good), len(good) // 25):
        path.write_bytes(good[:place] + bytes([good[place] ^ 0xFF]) + good[place + 1 :])
        code, text = told(capsys, path)
        assert code == 1 or "is whole" in text, place  # where a zip keeps what no file needs, a date for example
        found += code
    assert found > 15
    path.write_bytes(good[: len(good) // 2])
    assert "is not a zip that can be read" in told(capsys, path)[1]


def test_names_that_steer_a_terminal_are_told_by_their_numbers(out, capsys):
    with zipfile.ZipFile(out / f"{NAME}.zip", "a") as package:
        package.writestr(f"{NAME}/\x1b[2J\u202e.pdf", b"")
    code, report = told(capsys, out / f"{NAME}.zip")
    assert code == 1
    assert "extra    \\u001b[2J\\u202e.pdf" in report
    assert report.replace("\n", "").isprintable()


@pytest.mark.parametrize("kit", [NAME, f"{NAME}.zip"])
def test_missing_and_extra_files_are_named(out, capsys, kit):
    if kit == NAME:
        (out / NAME / "index.html").unlink()
        (out / NAME / "for-participants/key.pdf").write_bytes(b"the answers")
    else:
        repacked(out / kit, lambda name, content: None if name.endswith("index.html") else content)
        with zipfile.ZipFile(out / kit, "a") as package:
            package.writestr(f"{NAME}/for-participants/key.pdf", b"the answers")
    code, text = told(capsys, out / kit)
    assert code == 1
    assert "missing  index.html" in text
    assert "extra    for-participants/key.pdf" in text


def test_what_file_managers_leave_is_passed_over(out, capsys):
    for name in (".DS_Store", "for-participants/Thumbs.db", "._index.html"):
        (out / NAME / name).write_bytes(b"x")
    assert told(capsys, out / NAME)[0] == 0


def test_facts_that_are_due_are_named_on_the_day_and_not_before(out, capsys):
    facts = json.loads((out / NAME / "manifest.json").read_bytes())["facts"]
    day = min(fact["review_by"] for fact in facts)
    assert main(["verify", str(out / NAME), "--as-of", day]) == 0
    assert main(["verify", str(out / NAME), "--as-of", "3000-01-01"]) == 1
    text = capsys.readouterr().out
    assert all(f"review   {fact['id']}, by {fact['review_by']}: {fact['statement']}" in text for fact in facts)


@pytest.mark.parametrize("spoil", [
    lambda text: text[: len(text) // 2],
    lambda text: text.replace('"version": 1', '"version": 2'),
    lambda text: text.replace('"path": "index.html"', '"path": "../index.html"'),
    lambda text: text.replace('"path": "index.html"', '"path": "/index.html"'),
])
def test_a_manifest_that_cannot_be_used_is_said_to_be(out, capsys, spoil):
    path = out / NAME / "manifest.json"
    path.write_text(spoil(path.read_text(encoding="utf-8")), encoding="utf-8")
    code, text = told(capsys, out / NAME)
    assert code == 1
    assert "is damaged, or of another version" in text


def test_what_is_no_kit_is_said_to_be_none(tmp_path, capsys):
    (tmp_path / "notes.txt").write_text("hello", encoding="utf-8")
    for path, words in ((tmp_path, "holds no manifest.json"), (tmp_path / "notes.txt", "is not a zip"), (tmp_path / "no", "There is no kit at")):
        code, text = told(capsys, path)
        assert code == 1
        assert words in text


def test_a_file_that_would_unpack_to_more_than_it_says_is_not_unpacked(out, capsys, monkeypatch):
    path = out / f"{NAME}.zip"
    repacked(path, lambda name, content: bytes(50_000_000) if name.endswith(".docx") else content)
    read: list[str] = []
    real = zipfile.ZipFile.read
    monkeypatch.setattr(zipfile.ZipFile, "read", lambda self, entry, pwd=None: read.append(entry.filename) or real(self, entry, pwd))
    assert told(capsys, path)[0] == 1
    assert not [name for name in read if name.endswith(".docx")]
