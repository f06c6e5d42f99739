"""Characters that no font can show are named where they stand, all at once."""

from __future__ import annotations

from pathlib import Path

from tests.curricula import MODULE, SMALL, copy_of_small, line_of, plant
from toolkit.load import find_unprintable, load_curriculum, read_curriculum
from toolkit.load.printing import unprintable_in
from toolkit.load.yaml_tree import parse_tree
from toolkit.look.fonts import Characters

PLAIN = Characters(frozenset({0x0A, *range(0x20, 0x7F)}))


def found_in(text: str) -> list[tuple[int, int]]:
    parsed = parse_tree(text.encode(), "x.yaml")
    assert not parsed.problems
    return sorted((problem.line, problem.column) for problem in unprintable_in(parsed.tree, parsed.marks, PLAIN))


def test_every_place_is_named_with_its_column() -> None:
    assert found_in("a: x 🌞 y 🌞\nb: |\n  one\n  two 北京 three\n  🌞\n") == [(1, 6), (1, 10), (4, 7), (5, 3)]


def test_what_stands_in_a_note_is_not_text() -> None:
    assert found_in("# 🌞\na: some words  # 🌞\n") == []


def test_a_character_written_as_an_escape_is_named_at_its_text() -> None:
    assert found_in('a: "x \\U0001F31E"\n') == [(1, 4)]


def test_a_tab_between_words_is_named_and_one_that_indents_is_not() -> None:
    assert found_in("a: |\n  one\n  \ttwo\nb: one\ttwo\n") == [(4, 7)]


def test_a_curriculum_is_searched_in_every_file(tmp_path: Path) -> None:
    root = copy_of_small(tmp_path)
    planted = [
        (MODULE, "Thank you for coming.", "Thank you 🌞"),
        ("catalogue.yaml", "edition: ", "edition: 🌞 "),
        ("registers/contacts.yaml", "purpose: You suspect", "purpose: 🌞 You suspect"),
        ("registers/facts.yaml", "statement: ", "statement: 🌞 "),
        ("pages/at-a-glance.yaml", "title: Use with care", "title: 🌞 Use with care"),
        ("diagrams/first-hour.yaml", "title: Stay", "title: 🌞 Stay"),
    ]
    for file, old, new in planted:
        plant(root, file, old, new)
    printable = Characters(frozenset(set(range(0x20, 0x3000)) | {0x0A}))
    found = {(Path(p.file).name, p.line) for p in find_unprintable(load_curriculum(root), printable)}
    assert found == {(Path(file).name, line_of(root, file, "🌞")) for file, _, _ in planted}


def test_nothing_is_said_about_stand_ins(tmp_path: Path) -> None:
    root = copy_of_small(tmp_path)
    plant(root, MODULE, "title: Noticing", "titel: Noticing")
    curriculum, _ = read_curriculum(root)
    assert curriculum is not None
    printable = Characters(frozenset(set(range(0x20, 0x3000)) | {0x0A}) - {0x2026})
    assert find_unprintable(load_curriculum(SMALL), printable) == find_unprintable(curriculum, printable)
