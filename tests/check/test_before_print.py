"""What would stop a kit later is named by ``facilitate check`` and before an export."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from toolkit.cli import main

ROOT = Path(__file__).parent.parent.parent
SESSION = "modules: [intro/1]\n"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_characters_that_no_font_shows_are_named_in_a_session(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "s.yaml").write_text(f"{SESSION}title: Welcome ก\nplace: กข\n", encoding="utf-8")
    assert main(["check", "s.yaml"]) == 1
    shown = capsys.readouterr().out
    assert "s.yaml:2:16  text-can-be-printed" in shown
    assert "s.yaml:3:8  text-can-be-printed" in shown
    assert main(["export", "s.yaml"]) == 1
    assert "s.yaml:2:16  text-can-be-printed" in capsys.readouterr().err
    assert not (here / "exports/s").exists()


def test_characters_that_no_font_shows_are_named_in_a_curriculum(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = Path(shutil.copytree(ROOT / "curriculum", here / "curriculum"))
    module = root / "intro/1-recognizing.yaml"
    module.write_text(module.read_text(encoding="utf-8").replace("Welcome", "Welcome ก", 1), encoding="utf-8")
    assert main(["check"]) == 1
    assert "text-can-be-printed" in capsys.readouterr().out


@pytest.mark.parametrize("minutes", ["0", "1", "1441"])
def test_minutes_that_hold_nothing_are_named_in_their_line(
    here: Path, capsys: pytest.CaptureFixture[str], minutes: str
) -> None:
    (here / "s.yaml").write_text(f"{SESSION}minutes: {minutes}\n", encoding="utf-8")
    assert main(["check", "s.yaml"]) == 1
    shown = capsys.readouterr().out
    assert "s.yaml:2:" in shown
    assert "session-has-time" in shown


def test_a_sample_session_without_time_is_named(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = Path(shutil.copytree(ROOT / "curriculum", here / "curriculum"))
    (root / "sessions/short.yaml").write_text(f"{SESSION}minutes: 5\n", encoding="utf-8")
    assert main(["check"]) == 1
    assert "curriculum/sessions/short.yaml:2:1  session-has-time" in capsys.readouterr().out


@pytest.mark.parametrize(("call", "words"), [
    (["export", "m60"], "There is no session file m60. Did you mean m60.yaml?"),
    (["plan", "m60.yml"], "There is no session file m60.yml. Did you mean m60.yaml?"),
    (["check", "m60"], "There is no file or folder m60. Did you mean m60.yaml?"),
    (["plan", "old"], "There is no session file old. Did you mean old.yml?"),
    (["plan", "folder"], "folder is a folder, not a session file."),
    (["plan", "absent"], "Make one with: facilitate new absent"),
])
def test_a_session_file_without_its_ending_is_recognized(
    here: Path, capsys: pytest.CaptureFixture[str], call: list[str], words: str
) -> None:
    (here / "m60.yaml").write_text(SESSION, encoding="utf-8")
    (here / "old.yml").write_text(SESSION, encoding="utf-8")
    (here / "folder").mkdir()
    assert main(call) == 1
    assert words in capsys.readouterr().err
