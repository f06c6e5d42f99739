"""``facilitate audit``: any file, folder or zip is looked at, what is wrong is told with its place, and nothing strange stops it."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from toolkit.audit import Audit, Barrier, files
from toolkit.cli import main

SOUND = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Our evening</title>
<meta name="viewport" content="width=device-width, initial-scale=1"></head>
<body><main><h1>Our evening</h1><p>Welcome.</p></main></body></html>"""
SPOILED = SOUND.replace('lang="en"', "")


def audit(capsys: pytest.CaptureFixture[str], *paths: Path) -> tuple[int, str, str]:
    code = main(["audit", *map(str, paths)])
    told = capsys.readouterr()
    return code, told.out, told.err


def test_a_sound_file_is_told_with_what_was_looked_at(tmp_path, capsys) -> None:
    (tmp_path / "page.html").write_text(SOUND, encoding="utf-8")
    code, out, _ = audit(capsys, tmp_path / "page.html")
    assert code == 0
    assert out.startswith("ok       page.html  ")
    assert "headings: 1" in out
    assert out.endswith("1 file looked at: no barrier found.\n")


def test_a_barrier_is_told_with_its_rule_and_the_exit_code_says_so(tmp_path, capsys) -> None:
    (tmp_path / "page.HTML").write_text(SPOILED, encoding="utf-8")
    code, out, _ = audit(capsys, tmp_path / "page.HTML")
    assert code == 1
    assert out.startswith("barrier  page.HTML  ")
    assert "[html-" in out
    assert "1 file looked at: 1 barrier." in out


def test_a_folder_and_its_zip_are_told_alike_and_what_is_hidden_or_a_link_is_left_alone(tmp_path, capsys) -> None:
    folder = tmp_path / "kit"
    (folder / "in").mkdir(parents=True)
    (folder / "in/b.html").write_text(SPOILED, encoding="utf-8")
    (folder / "a.html").write_text(SOUND, encoding="utf-8")
    (folder / "table.csv").write_text("a,b\n", encoding="utf-8")
    (folder / ".hidden.html").write_text(SPOILED, encoding="utf-8")
    with zipfile.ZipFile(tmp_path / "kit.zip", "w") as package:
        for path in sorted(folder.rglob("*")):
            package.write(path, path.relative_to(folder).as_posix())
    (folder / "link.html").symlink_to(folder / "in/b.html")
    code, out, _ = audit(capsys, folder)
    assert (code, audit(capsys, tmp_path / "kit.zip")[1]) == (1, out)
    assert [line.split()[1] for line in out.splitlines() if line.startswith(("ok", "barrier"))] == ["a.html", "in/b.html"]


@pytest.mark.parametrize("name", ["none.pdf", "none", "none.zip"])
def test_what_is_not_there_is_named(tmp_path, capsys, name) -> None:
    code, out, err = audit(capsys, tmp_path / name)
    assert (code, out) == (1, "")
    assert name in err
    assert "Name a kit" in err


def test_what_holds_nothing_to_look_at_is_named(tmp_path, capsys) -> None:
    (tmp_path / "table.csv").write_text("a,b\n", encoding="utf-8")
    for path in (tmp_path, tmp_path / "table.csv"):
        code, _, err = audit(capsys, path)
        assert code == 1
        assert "holds nothing that can be audited" in err


@pytest.mark.parametrize("suffix", [".pdf", ".pptx", ".docx", ".html", ".zip"])
@pytest.mark.parametrize("content", [b"", b"\0" * 400, b"PK\x03\x04 and no more", b"%PDF-1.7\n%%EOF", b"\xff\xfe<\0h\0"])
def test_a_damaged_file_is_a_barrier_or_named_and_never_a_traceback(tmp_path, capsys, suffix, content) -> None:
    (tmp_path / f"bad{suffix}").write_bytes(content)
    code, out, err = audit(capsys, tmp_path / f"bad{suffix}")
    assert code == 1
    assert "Traceback" not in out + err
    assert f"bad{suffix}" in out + err


def test_a_file_in_a_zip_that_unpacks_to_more_than_any_memory_is_not_opened(tmp_path, capsys, monkeypatch) -> None:
    monkeypatch.setattr(files, "LARGEST", 1000)
    with zipfile.ZipFile(tmp_path / "kit.zip", "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("large.html", SOUND + " " * 100_000)
    (tmp_path / "large.html").write_text(SOUND + " " * 100_000, encoding="utf-8")
    for path in (tmp_path / "kit.zip", tmp_path / "large.html"):
        code, out, _ = audit(capsys, path)
        assert code == 1
        assert "is not opened" in out


def test_what_a_file_says_does_not_steer_the_terminal(tmp_path, capsys) -> None:
    (tmp_path / "page.html").write_text(SOUND.replace("<p>", '<p id="a\x1b[2J\u202e"></p><p id="a\x1b[2J\u202e">'), encoding="utf-8")
    _, out, _ = audit(capsys, tmp_path / "page.html")
    assert "\x1b" not in out
    assert "\u202e" not in out


def test_the_place_of_a_barrier_does_not_steer_it_either(tmp_path, capsys, monkeypatch) -> None:
    (tmp_path / "page.html").write_text(SOUND, encoding="utf-8")
    monkeypatch.setattr(files, "audit", lambda *_: Audit((), (Barrier("html-x", "slide 1, \x1b[2Jtitle", "It is wrong."),)))
    _, out, _ = audit(capsys, tmp_path / "page.html")
    assert "slide 1, \\u001b[2Jtitle: It is wrong.  [html-x]" in out
