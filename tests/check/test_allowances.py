"""A note '# allow:' silences one rule in one place, is listed, and is never mistaken for text."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.curricula import MODULE, copy_of_small, line_of, plant
from toolkit.check import RULES, find_problems, review_content
from toolkit.check.allowances import Review, notes_of
from toolkit.check.finding import AsOf
from toolkit.load import load_curriculum
from toolkit.load.yaml_tree import parse_tree

TODAY = AsOf(date(2026, 11, 1))
RULE = "figure-is-sourced"
NOTE = f"# allow: {RULE} the number is invented"
WATCHED = {RULE, "line-is-plain", "contact-is-a-placeholder", "allowance-is-needed", "allowance-is-well-formed"}
CLAIM = "In 1999 all of it changed."


def reviewed(tmp_path: Path, *edits: tuple[str, str]) -> tuple[Path, Review]:
    """What is found of the rules that these tests plant breaches of."""
    root = copy_of_small(tmp_path)
    for old, new in edits:
        plant(root, MODULE, old, new)
    found = review_content(load_curriculum(root), TODAY)
    return root, replace(found, problems=tuple(problem for problem in found.problems if problem.rule in WATCHED))


def rules_of(found: Review) -> list[str]:
    return [problem.rule for problem in found.problems]


PREMISE = "    premise: A boy of 14 sits at the stop, late.\n"
PROSE = "        text: |\n          Thank you for coming.\n"


@pytest.mark.parametrize("new", [
    f"    premise: {CLAIM}  {NOTE}\n",
    f"    premise: '{CLAIM}'  {NOTE}\n",
    f"    {NOTE}\n    premise: {CLAIM}\n",
    f"    {NOTE}\n    # allow: answers-differ never breaks here\n    premise: {CLAIM}\n",
    f"    # A word of its own.\n    {NOTE}\n    # Another word.\n    premise: {CLAIM}\n",
    f"    premise:  {NOTE}\n      {CLAIM}\n",
    f"    premise:\n      {NOTE}\n      {CLAIM}\n",
    f"    premise: >-  {NOTE}\n      He waits.\n      {CLAIM}\n",
    f"    {NOTE}\n    premise: |\n      He waits.\n\n      {CLAIM}\n",
    f'    premise: "He waits.\n      {CLAIM}"  {NOTE}\n',
    f"    premise: He waits.\n      {CLAIM}  {NOTE}\n",
    f"    premise: It's late, he said. {CLAIM}  {NOTE}\n",
    f"    premise: {CLAIM}  # ALLOW: {RULE}: - the number is invented\n",
    f"    premise: 'It''s late, # allow: {RULE} no note. {CLAIM}'  {NOTE}\n",
    f'    premise: "A \\" # allow: {RULE} no note. {CLAIM}"  {NOTE}\n',
])  # fmt: skip
def test_a_note_silences_its_rule_and_is_listed_with_its_reason(tmp_path: Path, new: str) -> None:
    root, found = reviewed(tmp_path, (PREMISE, new))
    assert set(rules_of(found)) <= {"allowance-is-needed"}, found
    assert [one.problem.rule for one in found.allowed] == [RULE]
    allowed = found.allowed[0]
    assert allowed.reason == "the number is invented"
    lines = (root / MODULE).read_text(encoding="utf-8").splitlines()
    assert "the number is invented" in lines[allowed.noted - 1]


@pytest.mark.parametrize("new", [
    f"    premise: |\n      {CLAIM}\n      {NOTE}\n",
    f"    premise: |\n      {NOTE}\n      {CLAIM}\n",
    f"    premise: >-\n      {CLAIM}  {NOTE}\n",
    f"    premise: '{CLAIM}  {NOTE}'\n",
    f'    premise: "{CLAIM}  {NOTE}"\n',
    f'    premise: "He waits.\n      {NOTE}\n      {CLAIM}"\n',
    f"    premise: '{CLAIM}\n\n      {NOTE}'\n",
    f"    premise: {CLAIM}#allow:{RULE} the number is invented\n",
])  # fmt: skip
def test_text_that_reads_like_a_note_allows_nothing_and_is_no_faulty_note(tmp_path: Path, new: str) -> None:
    _, found = reviewed(tmp_path, (PREMISE, new))
    assert found.allowed == ()
    assert RULE in rules_of(found)
    assert not {"allowance-is-needed", "allowance-is-well-formed"} & set(rules_of(found)), found


@pytest.mark.parametrize("new", [
    f"    {NOTE}\n\n    premise: {CLAIM}\n",
    f"    premise: {CLAIM}\n    {NOTE}\n",
    f"    # A thought. {NOTE}\n    premise: {CLAIM}\n",
    f"    # allow {RULE} the number is invented\n    premise: {CLAIM}\n",
])  # fmt: skip
def test_a_note_elsewhere_silences_nothing(tmp_path: Path, new: str) -> None:
    _, found = reviewed(tmp_path, (PREMISE, new))
    assert found.allowed == ()
    assert RULE in rules_of(found)


def test_a_note_speaks_of_one_line_only(tmp_path: Path) -> None:
    edits = ((PREMISE, f"    premise: {CLAIM}  {NOTE}\n"), ("role: You are a neighbor.", f"role: {CLAIM}"))
    root, found = reviewed(tmp_path, *edits)
    assert [(problem.rule, problem.line) for problem in found.problems] == [(RULE, line_of(root, MODULE, "role: In"))]
    assert len(found.allowed) == 1


def test_a_note_speaks_of_one_rule_only(tmp_path: Path) -> None:
    _, found = reviewed(tmp_path, (PREMISE, f"    premise: {CLAIM} Call 1-800-555-0199.  {NOTE}\n"))
    assert rules_of(found) == ["contact-is-a-placeholder"]


def test_two_notes_above_one_line_silence_two_rules(tmp_path: Path) -> None:
    title = "# allow: line-is-plain the stars belong to the name"
    new = f"    {NOTE}\n    {title}\n    title: 'At **the** stop. {CLAIM}'\n"
    _, found = reviewed(tmp_path, ("    title: At the bus stop\n", new))
    assert found.problems == ()
    assert {one.problem.rule for one in found.allowed} == {RULE, "line-is-plain"}


@pytest.mark.parametrize(("note", "words"), [
    ("# allow:", "names no rule"),
    (f"# allow: {RULE}", "no reason"),
    (f"# allow: {RULE} invented", "no reason"),
    (f"# allow: {RULE}, line-is-plain both are fine", "more than one rule"),
    ("# allow: figure-is-source the number is invented", "there is no rule 'figure-is-source'"),
    ("# allow: key-is-known the key is mine", "there is no rule 'key-is-known'"),
    ("# allow: allowance-is-needed it is needed later", "cannot be allowed"),
    ("# allow: fact-is-publishable the fact is known", "cannot be allowed"),
])  # fmt: skip
def test_a_faulty_note_is_an_error_where_it_stands_and_silences_nothing(tmp_path: Path, note: str, words: str) -> None:
    root, found = reviewed(tmp_path, (PREMISE, f"    premise: {CLAIM}  {note}\n"))
    fault = next(problem for problem in found.problems if problem.rule == "allowance-is-well-formed")
    line = line_of(root, MODULE, note)
    typed = (root / MODULE).read_text(encoding="utf-8").splitlines()[line - 1]
    assert (fault.line, fault.column) == (line, typed.index("#") + 1)
    assert words in fault.what
    assert fault.severity == "error"
    assert RULE in rules_of(found)
    assert found.allowed == ()


def test_what_endangers_a_child_or_a_kit_cannot_be_allowed() -> None:
    never = {name for name, rule in RULES.items() if not rule.may_be_allowed}
    assert {
        "access-only-tightens", "contact-is-a-placeholder", "content-is-plain-markdown", "fact-is-known", "fact-is-publishable",
        "id-is-unique", "scene-leads-to-an-ending", "module-has-safety-segment",
    } <= never  # fmt: skip


def test_no_note_is_called_needless_while_a_file_is_not_read_whole(tmp_path: Path) -> None:
    root = copy_of_small(tmp_path)
    plant(root, MODULE, PREMISE, f"{PREMISE.rstrip()}  {NOTE}\n")
    assert "allowance-is-needed" in {problem.rule for problem in find_problems(load_curriculum(root), TODAY)}
    plant(root, MODULE, "minimum: 3,", "minimum: three,")
    from toolkit.load import read_curriculum

    curriculum, _ = read_curriculum(root)
    assert curriculum is not None
    assert "allowance-is-needed" not in {problem.rule for problem in find_problems(curriculum, TODAY)}


LIKE_A_NOTE = " # allow: a-rule some reason"
VALUES = st.sampled_from([
    "plain", "it's \"so\"", "'single'", "'it''s'", '"double"', '"a \\" b"', "[a, 'b', \"c\"]", "{a: 'b # c', d: e}", "12",
    "|\n    block\n    two", ">-\n    folded\n\n    two", "|2\n     deep", "'runs\n    on'", '"runs \\\n    on"', "plain\n    runs on",
    "\n    below", "\n    - one\n    - 'two'",
])  # fmt: skip


@given(st.lists(VALUES, min_size=1, max_size=5), st.data())
@settings(max_examples=300, deadline=None)
def test_a_note_is_what_yaml_reads_over(values: list[str], data: st.DataObject) -> None:
    text = "".join(f"k{number}: {value}\n" for number, value in enumerate(values))
    ends = [index for index, sign in enumerate(text) if sign == "\n"]
    at = data.draw(st.one_of(st.sampled_from(ends), st.integers(0, len(text))))
    inserted = data.draw(st.sampled_from([f"{LIKE_A_NOTE}\n", LIKE_A_NOTE, f"\n   {LIKE_A_NOTE}\n", f"\n{LIKE_A_NOTE[1:]}\n"]))
    spoilt = text[:at] + inserted + text[at:]
    try:
        tree = yaml.load(spoilt, Loader=yaml.BaseLoader)  # noqa: S506  # strings only
    except yaml.YAMLError:
        return
    parsed = parse_tree(spoilt.encode(), "f.yaml")
    if parsed.refused or (parsed.problems and any(problem.rule != "text-is-not-cut" for problem in parsed.problems)):
        return
    notes = list(notes_of(parsed.marks))
    in_text = "allow: a-rule" in str(tree)
    assert bool(notes) != in_text, spoilt
