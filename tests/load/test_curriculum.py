"""A folder of files becomes a curriculum, or every problem of every file is named in one run."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from tests.curricula import MODULE, SMALL, copy_of_small, line_of, plant
from toolkit.check import find_problems
from toolkit.check.finding import AsOf
from toolkit.errors import ContentError, Problem, UsageError
from toolkit.load import find_curriculum, load_curriculum, read_curriculum

TODAY = AsOf(date(2026, 11, 1))


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return copy_of_small(tmp_path)


def everything(root: Path) -> list[Problem]:
    curriculum, problems = read_curriculum(root)
    return sorted(set(problems + (find_problems(curriculum, TODAY) if curriculum else [])))


def rules(root: Path) -> list[str]:
    return [f"{problem.file.removeprefix('curriculum/')} {problem.rule}" for problem in everything(root)]


def test_a_good_curriculum_is_loaded_with_the_place_of_every_value() -> None:
    curriculum = load_curriculum(SMALL)
    assert list(curriculum.modules) == ["course/1"]
    assert set(curriculum.marks) == {"catalogue", "facts", "sources", "contacts", "glossary", "language", "course/1", "pages/at-a-glance", "diagrams/first-hour"}
    line, column = curriculum.marks["course/1"].at(("segments", 1, "title"))
    assert line == line_of(SMALL, MODULE, "title: What adults may notice")
    assert column == len("    title: ") + 1


def test_ten_mistakes_of_ten_sorts_are_all_named_in_one_run(root: Path) -> None:
    planted = [
        (MODULE, "    purpose: People can report.", "    purpse: People can report.", "key-is-known", "purpse"),
        (MODULE, "priority: core\n    weight", "priority: coer\n    weight", "value-is-allowed", "coer"),
        (MODULE, "minimum: 3", "minimum: three", "number-is-whole", "three"),
        (MODULE, "role: You are a neighbor.", "role: You: a neighbor.", "file-is-yaml", "role: You"),
        (
            MODULE,
            "objective: report\n        prompt: Who",
            "objective: reporting\n        prompt: Who",
            "objective-is-known",
            "objective: reporting",
        ),
        (
            MODULE,
            "            correct: true\n            feedback: Yes, it starts",
            "            feedback: Yes, it starts",
            "question-has-correct-answer",
            "- kind: single-choice",
        ),
        (
            MODULE,
            "Thank you for coming.",
            "Thank you. Call 1-800-555-0100.",
            "contact-is-a-placeholder",
            "1-800-555-0100",
        ),
        (MODULE, "to: safe", "to: save", "scene-is-known", "to: save"),
        (
            "registers/facts.yaml",
            "review_by: 2999-01-01",
            "review_by: next year",
            "date-is-year-month-day",
            "next year",
        ),
        ("catalogue.yaml", "modules: [course/1]", "modules: [course/1, course/2]", "module-has-file", "course/2"),
    ]
    for file, old, new, _, _ in planted:
        plant(root, file, old, new)
    expected = {(f"curriculum/{file}", line_of(root, file, words), rule) for file, _, _, rule, words in planted}
    found = {(problem.file, problem.line, problem.rule) for problem in everything(root)}
    assert expected <= found, found
    assert found - expected == {
        ("curriculum/course/1-noticing.yaml", line_of(root, MODULE, "id: safe"), "scene-is-reachable")
    }


def test_a_file_that_cannot_be_read_stops_no_other_and_raises_no_echo(root: Path) -> None:
    (root / "registers/facts.yaml").write_text("facts: [\n", encoding="utf-8")
    plant(root, MODULE, "to: safe", "to: save")
    assert [line for line in rules(root) if "reachable" not in line] == [
        "course/1-noticing.yaml scene-is-known",
        "registers/facts.yaml file-is-yaml",
    ]


def test_a_broken_catalogue_stops_no_other(root: Path) -> None:
    (root / "catalogue.yaml").write_text("# nothing\n", encoding="utf-8")
    plant(root, MODULE, "to: safe", "to: save")
    assert "course/1-noticing.yaml scene-is-known" in rules(root)
    assert [line for line in rules(root) if line.startswith("catalogue")] == ["catalogue.yaml file-is-not-empty"]


def _link_outside(root: Path) -> None:
    (root / "course/2-linked.yaml").symlink_to(SMALL / MODULE)


def _loop(root: Path) -> None:
    (root / "course/2-loop.yaml").symlink_to(root / "course/2-loop.yaml")


def _pipe(root: Path) -> None:
    os.mkfifo(root / "course/2-pipe.yaml")


MESS: list[tuple[Callable[[Path], object], list[str]]] = [
    (lambda root: (root / "registers/glossary.yaml").unlink(), ["registers/glossary.yaml register-exists"]),
    (lambda root: (root / MODULE).unlink(), ["catalogue.yaml module-has-file"]),
    (
        lambda root: (root / "course/2-other.yaml").write_bytes(
            (root / MODULE).read_bytes().replace(b"id: course/1", b"id: course/2")
        ),
        ["course/2-other.yaml module-has-file"],
    ),
    (
        lambda root: (root / "course/1-other.yaml").write_bytes((root / MODULE).read_bytes()),
        ["course/1-other.yaml module-has-file"],
    ),
    (lambda root: plant(root, MODULE, "id: course/1", "id: course/3"), ["course/1-noticing.yaml id-agrees-with-path"]),
    (
        lambda root: plant(root, "catalogue.yaml", "[course/1]", "[course/1, other/1]"),
        ["catalogue.yaml id-agrees-with-path", "catalogue.yaml module-has-file"],
    ),
    (
        lambda root: plant(root, "catalogue.yaml", "[course/1]", "[course/1, course/1]"),
        ["catalogue.yaml entry-is-unique"],
    ),
    (
        lambda root: plant(root, "catalogue.yaml", "id: child-welfare", "id: community"),
        ["catalogue.yaml entry-is-unique", "course/1-noticing.yaml audience-is-known", "sessions/evening.yaml session-audience-is-known"],
    ),
    (lambda root: (root / "course/notes.yaml").write_text("a: b"), ["course/notes.yaml file-has-a-place"]),
    (lambda root: (root / "course/1-noticing.yml").write_text("a: b"), ["course/1-noticing.yml file-has-a-place"]),
    (lambda root: (root / "registers/words.yaml").write_text("a: b"), ["registers/words.yaml file-has-a-place"]),
    (
        lambda root: (root / "course/1-Noticing.yaml").write_bytes((root / MODULE).read_bytes()),
        ["course/1-Noticing.yaml file-has-a-place", "course/1-noticing.yaml file-name-is-unique"],
    ),
    (_link_outside, ["course/2-linked.yaml file-stays-inside"]),
    (_loop, ["course/2-loop.yaml file-can-be-read", "course/2-loop.yaml module-has-file"]),
    (_pipe, ["course/2-pipe.yaml file-can-be-read", "course/2-pipe.yaml module-has-file"]),
    (lambda root: (root / "linked").symlink_to(SMALL, target_is_directory=True), ["linked file-stays-inside"]),
    (lambda root: (root / MODULE).write_bytes(b"#" * 20_000_001), ["course/1-noticing.yaml file-is-small"]),
    (
        lambda root: plant(root, "sessions/evening.yaml", "state-line", "state-lane"),
        ["sessions/evening.yaml session-contact-is-known"],
    ),
    (
        lambda root: plant(root, "sessions/evening.yaml", "paper: a4", "papper: a4"),
        ["sessions/evening.yaml key-is-known"],
    ),
    (lambda root: (root / "README.md").write_text("# Notes"), []),
    (lambda root: (root / ".hidden.yaml").write_text("x"), []),
]


@pytest.mark.parametrize(("spoil", "expected"), MESS)
def test_a_mess_in_the_folder_is_named(root: Path, spoil: Callable[[Path], object], expected: list[str]) -> None:
    spoil(root)
    assert rules(root) == expected


def test_an_id_that_is_given_twice_is_named_and_shifts_no_line(root: Path) -> None:
    plant(root, "registers/facts.yaml", "id: F-ONE-02", "id: F-ONE-01")
    plant(root, "registers/facts.yaml", "sources: [retold-page]", "sources: [lost-page]")
    plant(root, MODULE, "{fact:F-ONE-02}", "{fact:F-ONE-04}")
    found = {(problem.rule, problem.line) for problem in everything(root) if problem.file.endswith("facts.yaml")}
    file = "registers/facts.yaml"
    assert found == {
        ("entry-is-unique", line_of(root, file, "F-ONE-01", 2)),
        ("source-is-known", line_of(root, file, "lost-page")),
    }


def test_loading_raises_every_problem_at_once(root: Path) -> None:
    plant(root, MODULE, "title: Noticing", "titel: Noticing")
    plant(root, "registers/facts.yaml", "label: recalled", "label: recaled")
    with pytest.raises(ContentError) as caught:
        load_curriculum(root)
    assert [problem.rule for problem in caught.value.problems] == ["key-is-known", "value-is-allowed"]
    assert str(caught.value).startswith("curriculum/course/1-noticing.yaml:3:1  key-is-known")


def test_a_folder_without_a_catalogue_is_named(tmp_path: Path) -> None:
    curriculum, problems = read_curriculum(tmp_path)
    assert curriculum is None
    assert [problem.rule for problem in problems] == ["file-can-be-read"]


def test_the_nearest_curriculum_upward_is_found(root: Path, tmp_path: Path) -> None:
    (tmp_path / "a/b").mkdir(parents=True)
    assert find_curriculum(tmp_path / "a/b") == root
    assert find_curriculum(root) == root
    assert find_curriculum(root / "course") == root
    assert find_curriculum() == root


def test_without_a_curriculum_of_its_own_a_folder_uses_the_bundled_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert (find_curriculum(tmp_path) / "catalogue.yaml").is_file()
    monkeypatch.setattr("toolkit.location.files", lambda _: tmp_path / "nothing" / "toolkit")
    with pytest.raises(UsageError, match="no curriculum"):
        find_curriculum(tmp_path)
