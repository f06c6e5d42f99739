"""What a participant must not see is in no file that participants get, however deep one looks."""

from __future__ import annotations

import re
import shutil
import subprocess
import zlib
from pathlib import Path

import pytest

from toolkit.cli import main

ROOT = Path(__file__).parent.parent
SECRET_KEYS = ("feedback", "reason", "feedback_true", "feedback_false", "likely", "purpose", "debrief", "safety")


@pytest.fixture(scope="module")
def planted(tmp_path_factory):
    """A copy of the curriculum in which every facilitator-only text starts with a word of its own, and its kit."""
    folder = tmp_path_factory.mktemp("planted")
    shutil.copytree(ROOT / "curriculum", folder / "curriculum")
    module = folder / "curriculum/intro/1-recognizing.yaml"
    text, words = _plant(module.read_text(encoding="utf-8"))
    module.write_text(text, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        assert main(["export", "--module", "intro/1"]) == 0
    return folder / "exports/intro-1", words


def _plant(text: str) -> tuple[str, list[str]]:
    """Adds a word to each option's feedback and each choice's reason, and to every spoken note."""
    words: list[str] = []

    def mark(match: re.Match[str]) -> str:
        word = "Quokka" + "".join(chr(97 + int(digit)) for digit in f"{len(words):04d}")
        words.append(word)
        return f"{match[1]}{word} "

    text = re.sub(r"((?:feedback|feedback_true|feedback_false|reason|purpose): (?:[>|]-?\n\s+)?[\"']?)(?=\S)", mark, text)
    text = re.sub(r"(kind: (?:say|ask|do|watch-for|transition)\n\s+text: (?:[>|]-?\n\s+)?[\"']?)(?=\S)", mark, text)
    return text, words


def everything_in(path: Path) -> str:
    """Text, metadata and every stream of a PDF, decompressed."""
    raw = path.read_bytes()
    streams = [raw]
    for match in re.finditer(rb"stream\r?\n(.*?)endstream", raw, re.DOTALL):
        try:
            streams.append(zlib.decompress(match[1]))
        except zlib.error:
            continue
    found = b"\n".join(streams).decode("latin-1")
    if shutil.which("pdftotext"):
        found += subprocess.run(["pdftotext", str(path), "-"], capture_output=True, text=True, check=True).stdout
    if shutil.which("qpdf"):
        call = ["qpdf", "--qdf", "--object-streams=disable", str(path), "-"]
        found += subprocess.run(call, capture_output=True, check=True).stdout.decode("latin-1")
    return found


def test_words_were_planted_and_reach_the_facilitator(planted):
    kit, words = planted
    assert len(words) > 120
    if not shutil.which("pdftotext"):
        pytest.skip("pdftotext is not installed")
    guide = subprocess.run(
        ["pdftotext", str(kit / "for-facilitator/guide.pdf"), "-"], capture_output=True, text=True, check=True
    ).stdout
    missing = [word for word in words if word not in guide]
    assert len(missing) <= len(words) // 20, missing  # a word may be broken at the end of a line


def test_no_planted_word_is_in_any_participant_file(planted):
    kit, words = planted
    files = [path for path in (kit / "for-participants").rglob("*") if path.is_file()]
    assert files
    for path in files:
        content = everything_in(path)
        assert len(content) > 20_000
        assert not [word for word in words if word.lower() in content.lower()], path.name


def test_file_names_and_the_index_hold_no_planted_word(planted):
    kit, words = planted
    names = " ".join(path.name for path in kit.rglob("*")) + (kit / "index.html").read_text(encoding="utf-8")
    assert not [word for word in words if word in names]


def test_moving_the_right_answer_changes_no_participant_file(tmp_path, monkeypatch):
    """Participant files say nothing about the key: with another answer marked right, they are the same bytes."""
    kits = []
    for flip in (False, True):
        folder = tmp_path / str(flip)
        shutil.copytree(ROOT / "curriculum", folder / "curriculum")
        module = folder / "curriculum/intro/1-recognizing.yaml"
        if flip:
            module.write_text(_flip_keys(module.read_text(encoding="utf-8")), encoding="utf-8")
        monkeypatch.chdir(folder)
        assert main(["export", "--module", "intro/1", "--format", "handout", "key"]) == 0
        kits.append(folder / "exports/intro-1")
    one, two = ((kit / "for-participants/handout.pdf").read_bytes() for kit in kits)
    assert one == two
    assert (kits[0] / "for-facilitator/key.pdf").read_bytes() != (kits[1] / "for-facilitator/key.pdf").read_bytes()


def _flip_keys(text: str) -> str:
    """Turns every true-false answer round, and moves 'correct' to a neighbour in single-choice questions."""
    text = re.sub(r"(answer: )(true|false)", lambda m: m[1] + ("false" if m[2] == "true" else "true"), text)
    out, block = [], []
    for line in text.splitlines(keepends=True):
        if re.match(r"\s+- kind: (single-choice|several-choices|true-false|ordering|matching)", line):
            out += _moved(block)
            block = []
        block.append(line)
    return "".join([*out, *_moved(block)])


def _moved(block: list[str]) -> list[str]:
    marks = [i for i, line in enumerate(block) if line.strip() == "correct: true"]
    if "single-choice" not in "".join(block[:1]) or len(marks) != 1:
        return block
    line = block.pop(marks[0])
    options = [i for i, text in enumerate(block) if re.match(r"\s+- text: ", text)]
    others = [i for i in options if not options or i != max((o for o in options if o < marks[0]), default=-1)]
    block.insert(others[0] + 1, line)
    return block
