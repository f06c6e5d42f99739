"""A folder and a size in; a curriculum of that size, made of the shipped texts of one module, written there."""

from __future__ import annotations

import copy
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import yaml

from toolkit.load import find_curriculum

QUESTIONS_IN_A_QUIZ = 100
SEGMENTS_IN_A_MODULE = 25
DAYS = 5


class _Dumper(yaml.CSafeDumper):
    """Writes out what is used twice: the toolkit takes no aliases."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002  # the library asks for it
        return True


def many_questions(root: Path, size: int) -> None:
    """One module in which ``size`` questions stand, in quizzes of a hundred, all placed and all shown on slides."""
    module = _texts()
    pool = [question for quiz in module["quizzes"] for question in quiz["questions"]]
    asked = [{**pool[n % len(pool)], "id": f"{pool[n % len(pool)]['id']}-{n}"} for n in range(size)]
    starts = range(0, size, QUESTIONS_IN_A_QUIZ)
    quizzes = [
        {"id": f"bank-{n}", "title": f"Questions {n}", "intro": "Choose.", "questions": asked[at : at + QUESTIONS_IN_A_QUIZ]}
        for n, at in enumerate(starts, 1)
    ]
    holder = next(segment for segment in module["segments"] if segment["id"] == "define")
    holder["body"] += [{"kind": "quiz", "quiz": quiz["id"]} for quiz in quizzes]
    holder["slides"] += [{"kind": "activity", "activity": quiz["id"]} for quiz in quizzes]
    module["quizzes"] += quizzes
    session = {"modules": ["intro/1"], "audience": "community", "start": "18:30"}
    _write(root, [module], session)


def many_segments(root: Path, size: int) -> None:
    """``size`` segments in modules of 25, taught over five days by four people in turn; a little less time than usual."""
    counts = [min(SEGMENTS_IN_A_MODULE, size - at) for at in range(0, size, SEGMENTS_IN_A_MODULE)]
    modules = [_with_segments(number, count) for number, count in enumerate(counts, 1)]
    day = {"minutes": 60 + size * 7 // 10}
    session = {
        "modules": [module["id"] for module in modules], "audience": "community", "start": "11:30",
        "days": [day] * DAYS, "lunch": {"at": "12:00", "minutes": 45}, "participants": 20,
        "facilitators": ["A. Person", "B. Person", "C. Person", "D. Person"], "take_turns": True,
    }  # fmt: skip
    _write(root, modules, session)


MAKERS = {"questions": many_questions, "segments": many_segments}


def _texts() -> dict[str, Any]:
    return yaml.load((find_curriculum() / "intro" / "1-recognizing.yaml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)


def _with_segments(number: int, count: int) -> dict[str, Any]:
    module = {**_texts(), "id": f"intro/{number}", "title": f"Module {number}"}
    first, *inner, last = module["segments"]
    quizzes = {quiz["id"]: quiz for quiz in module["quizzes"]}
    module["quizzes"] = []
    segments = [first]
    for n in range(count - 2):
        segment = _renamed(inner[n % len(inner)], n, again=n >= len(inner))
        segment["minutes"] = {"minimum": 1, "typical": 3, "maximum": 5}
        segment["priority"] = "optional" if n % 3 == 2 else "core"
        segments.append(segment)
        placed = [block["quiz"] for block in segment["body"] if block["kind"] == "quiz"]
        module["quizzes"] += [_quiz(quizzes[name.rpartition("-")[0]], n) for name in placed]
    module["segments"] = [*segments, last]
    return module


def _renamed(written: dict[str, Any], number: int, *, again: bool) -> dict[str, Any]:
    """A segment with ids of its own; the stories of its module stand only once."""
    segment = copy.deepcopy(written)
    segment |= {"id": f"{segment['id']}-{number}", "title": f"{segment['title']} {number}"}
    stories = {block["scenario"] for block in segment["body"] if block["kind"] == "scenario"}
    if again:
        segment["body"] = [block for block in segment["body"] if block["kind"] != "scenario"]
        segment["slides"] = [slide for slide in segment["slides"] if slide.get("activity") not in stories]
    for block in [*segment["body"], *segment["slides"]]:
        for key in ("id", "quiz", "activity"):
            if block.get(key) and block[key] not in stories:
                block[key] = f"{block[key]}-{number}"
        if block.get("questions") and block["kind"] == "activity":
            block["questions"] = [f"{name}-{number}" for name in block["questions"]]
    return segment


def _quiz(written: dict[str, Any], number: int) -> dict[str, Any]:
    questions = [{**question, "id": f"{question['id']}-{number}"} for question in written["questions"]]
    return {**written, "id": f"{written['id']}-{number}", "questions": questions}


def _write(root: Path, modules: Iterable[dict[str, Any]], session: dict[str, Any]) -> None:
    """The files of a curriculum with the shipped registers, and nothing in it but ``modules`` and one session."""
    shipped = find_curriculum()
    shutil.copytree(shipped / "registers", root / "registers")
    catalogue = yaml.load((shipped / "catalogue.yaml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    course = next(course for course in catalogue["courses"] if course["id"] == "intro")
    course["modules"] = [module["id"] for module in modules]
    _dump(root / "catalogue.yaml", catalogue | {"courses": [course], "pages": []})
    for module in modules:
        _dump(root / "intro" / f"{module['id'].rpartition('/')[2]}-made.yaml", module)
    _dump(root / "sessions" / "whole.yaml", session)


def _dump(path: Path, content: Any) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(yaml.dump(content, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=120), encoding="utf-8")
