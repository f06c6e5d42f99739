"""What a reader must not see is in no file that they get, however deep one looks: keys from participants, notes from learners."""

from __future__ import annotations

import dataclasses
import re
import shutil
import subprocess
import zipfile
import zlib
from pathlib import Path

import nbformat
import pytest

from tests.samples import WITH_KEY
from toolkit.build import run_notebook
from toolkit.cli import main
from toolkit.errors import UsageError
from toolkit.export.read import read
from toolkit.export.registry import formats
from toolkit.look.theme import DEFAULT
from toolkit.model.module import Module
from toolkit.model.session import Parameters, Session
from toolkit.self_study import composed_notebooks
from toolkit.study import Show

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def planted(tmp_path_factory):
    """A kit of a copy of the curriculum in which texts start with a word of their own: what practice tells, then what facilitators read."""
    folder = tmp_path_factory.mktemp("planted")
    shutil.copytree(ROOT / "curriculum", folder / "curriculum")
    module = folder / "curriculum/intro/1-recognizing.yaml"
    head, stories, tail = re.split(r"^(scenarios:\n(?:(?: .*)?\n)+)", module.read_text(encoding="utf-8"), maxsplit=1, flags=re.MULTILINE)
    stories = re.sub(r"^    audiences: .*\n", "", stories, flags=re.MULTILINE)  # in one kit they all are found
    text, told = _plant(head + stories + tail, "Quokka", *PRACTICE)
    text, private = _plant(text, "Wombat", *PRIVATE)
    module.write_text(text, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        assert main(["export", "--module", "intro/1"]) == 0
    return folder / "exports/intro-1", told, private


PRACTICE = (r"(?:feedback|feedback_true|feedback_false|reason):",)
"""Keys of what practice tells a learner, and a participant never."""
PRIVATE = (
    r"purpose:",
    r"kind: (?:say|ask|do|watch-for|transition)\n\s+text:",
    r"kind: (?:discuss|sort|exercise)\n(?:(?!\n +- kind:)(?s:.))*?\n\s+debrief:",
    r"\n(?:before|self_care):\n  -",
)
"""Keys of what is written for facilitators alone: purposes, spoken notes, debriefs of activities, lists of things to do."""


def _plant(text: str, start: str, *keys: str) -> tuple[str, list[str]]:
    """Adds a word to the text behind each of ``keys``."""
    words: list[str] = []

    def mark(match: re.Match[str]) -> str:
        word = start + "".join(chr(97 + int(digit)) for digit in f"{len(words):04d}")
        words.append(word)
        return f"{match[1]}{word} "

    for key in keys:
        text = re.sub(rf"({key} (?:[>|]-?\n\s+)?[\"']?)(?=\S)", mark, text)
    return text, words


def everything_in(path: Path) -> str:
    """Text, metadata and every stream of a PDF, decompressed; every part of an office file; of any other file, its bytes."""
    raw = path.read_bytes()
    if path.suffix in {".docx", ".pptx"}:
        with zipfile.ZipFile(path) as package:
            return b"\n".join(package.read(name) for name in package.namelist()).decode("latin-1")
    if path.suffix != ".pdf":
        return raw.decode("latin-1")
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
    kit, told, private = planted
    assert len(told) > 60
    assert len(private) > 60
    words = [*told, *private]
    if not shutil.which("pdftotext"):
        pytest.skip("pdftotext is not installed")
    guide = subprocess.run(
        ["pdftotext", str(kit / "for-facilitator/guide.pdf"), "-"], capture_output=True, text=True, check=True
    ).stdout
    missing = [word for word in words if word not in guide]
    assert len(missing) <= len(words) // 20, missing  # a word may be broken at the end of a line


def test_no_planted_word_is_in_any_participant_file(planted):
    kit, told, private = planted
    files = [path for path in (kit / "for-participants").rglob("*") if path.is_file()]
    assert files
    for path in files:
        content = everything_in(path)
        assert len(content) > 20_000
        assert not [word for word in (*told, *private) if word.lower() in content.lower()], path.name


def test_files_for_afterwards_hold_what_practice_tells_and_no_word_for_facilitators(planted):
    kit, told, private = planted
    files = [path for path in (kit / "for-afterwards").rglob("*") if path.is_file()]
    assert [path.name for path in files] == [row.file for row in formats().values() if row.reader == "learner"]
    for path in files:
        content = everything_in(path).lower()
        assert [word for word in told if word.lower() not in content] == [], path.name
        assert [word for word in private if word.lower() in content] == [], path.name


def test_file_names_and_the_index_hold_no_planted_word(planted):
    kit, told, private = planted
    names = " ".join(path.name for path in kit.rglob("*")) + (kit / "index.html").read_text(encoding="utf-8")
    assert not [word for word in (*told, *private) if word in names]


def test_moving_the_right_answers_changes_no_participant_file(curriculum):
    """Participant files say nothing about the key: with other answers marked right, they are the same bytes."""
    session = Session.model_validate({"modules": ["intro/1"], "date": "2027-01-15"})
    changed = dataclasses.replace(curriculum, modules={"intro/1": with_other_keys(curriculum.module("intro/1"))})
    notebooks = [run_notebook(one, session) for one in (curriculum, changed)]
    for row in formats().values():
        one, two = (row.exporter()(read(notebook, row.reader), DEFAULT) for notebook in notebooks)
        assert (one == two) == (row.name not in WITH_KEY), row.name


def with_other_keys(module):
    """The module with every key changed: answers, piles of sorted cards, and ratings of choices and endings."""
    quizzes = tuple(
        quiz.model_copy(update={"questions": tuple(map(other_key, quiz.questions))}) for quiz in module.quizzes
    )
    scenarios = tuple(
        scenario.model_copy(update={"scenes": tuple(map(other_safety, scenario.scenes))}) for scenario in module.scenarios
    )
    segments = tuple(
        segment.model_copy(update={"body": tuple(other_piles(b) if b.kind == "sort" else b for b in segment.body)})
        for segment in module.segments
    )
    changed = module.model_copy(update={"quizzes": quizzes, "scenarios": scenarios, "segments": segments})
    return Module.model_validate(changed.model_dump())  # a fresh noun: a copy would keep what the first one had cached


def other_key(question):
    if question.kind == "true-false":
        return question.model_copy(update={"answer": not question.answer})
    if question.kind == "ordering":
        return question.model_copy(update={"items": question.items[::-1]})
    if question.kind == "matching":
        rights = [pair.right for pair in question.pairs]
        moved = zip(question.pairs, rights[1:] + rights[:1], strict=True)
        return question.model_copy(update={"pairs": tuple(pair.model_copy(update={"right": r}) for pair, r in moved)})
    marks = [option.correct for option in question.options]
    moved = zip(question.options, marks[1:] + marks[:1], strict=True)
    return question.model_copy(update={"options": tuple(o.model_copy(update={"correct": m}) for o, m in moved)})


def other_safety(scene):
    other = {"safer": "riskier", "mixed": "safer", "riskier": "mixed"}
    if scene.kind == "ending":
        return scene.model_copy(update={"safety": other[scene.safety]})
    choices = tuple(choice.model_copy(update={"safety": other[choice.safety]}) for choice in scene.choices)
    return scene.model_copy(update={"choices": choices})


def other_piles(sort):
    ids = [category.id for category in sort.categories]
    other = dict(zip(ids, ids[1:] + ids[:1], strict=True))
    return sort.model_copy(update={"cards": tuple(c.model_copy(update={"category": other[c.category]}) for c in sort.cards)})


def restricted(curriculum):
    """The curriculum with its module marked as restricted."""
    module = curriculum.module("intro/1").model_copy(update={"access": "restricted"})
    return dataclasses.replace(curriculum, modules={"intro/1": module})


def test_nothing_is_made_of_a_restricted_module(curriculum):
    closed = restricted(curriculum)
    assert closed.open_modules() == ()
    with pytest.raises(UsageError, match="vetted public-safety professionals"):
        run_notebook(closed, Session(modules=("intro/1",)))
    with pytest.raises(UsageError, match="vetted public-safety professionals"):
        Show(closed, ["intro/1"], Parameters())
    assert [name for name in composed_notebooks(closed) if not name.startswith("pages/")] == []


def test_a_restricted_term_stands_in_no_glossary(curriculum):
    module = curriculum.module("intro/1")
    name = module.glossary[0]
    terms = {**curriculum.terms, name: curriculum.terms[name].model_copy(update={"access": "restricted", "term": "Quokkaterm"})}
    notebook = run_notebook(dataclasses.replace(curriculum, terms=terms), Session(modules=("intro/1",)))
    assert len(read(notebook, "participant").modules[0].glossary) == len(module.glossary) - 1
    assert "Quokkaterm" not in nbformat.writes(notebook)
