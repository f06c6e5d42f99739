"""``facilitate new`` writes files that are sound from the first line, lose nothing, and say what comes next."""

from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path

import pytest

from tests.curricula import copy_of_small, plant
from tests.test_schema import complaints
from toolkit import check
from toolkit.cli import main
from toolkit.commands import new_content
from toolkit.errors import Problem
from toolkit.load import read_curriculum
from toolkit.model.diagram import Diagram
from toolkit.model.module import Module
from toolkit.model.page import Page

GROUP_OF = {rule.id: name for name, rules in check.GROUPS.items() for rule in rules}
TEMPLATES = Path(str(files("toolkit.commands")))


@pytest.fixture
def here(tmp_path, monkeypatch):
    """A folder with a curriculum of one's own."""
    copy_of_small(tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def problems_in(root: Path, file: str) -> list[Problem]:
    curriculum, problems = read_curriculum(root)
    assert curriculum is not None
    return [problem for problem in [*problems, *check.find_problems(curriculum)] if problem.file.endswith(file)]


def groups_of(problems: list[Problem]) -> set[str]:
    return {GROUP_OF.get(problem.rule, "Files and format") for problem in problems}


def test_a_new_module_is_sound_in_form_and_listed_as_incomplete(here):
    assert main(["new", "--module", "course/4", "--title", "Safe at home"]) == 0
    plant(here / "curriculum", "catalogue.yaml", "[course/1]", "[course/1, course/4]")
    found = problems_in(here / "curriculum", "course/4-safe-at-home.yaml")
    # That the small glossary explains 'child' is no fault of the skeleton.
    unfinished = [problem for problem in found if problem.rule not in ("text-is-written", "used-term-is-listed")]
    assert [str(p) for p in unfinished if GROUP_OF.get(p.rule, "Files and format") in ("Files and format", "Structure", "References")] == []
    rules = {problem.rule for problem in found}
    assert {"text-is-written", "objective-is-assessed"} <= rules
    assert len(groups_of(unfinished)) > 1


def test_every_placeholder_of_a_new_module_is_named_by_the_check(here):
    main(["new", "--module", "course/4"])
    plant(here / "curriculum", "catalogue.yaml", "[course/1]", "[course/1, course/4]")
    text = (here / "curriculum/course/4-module.yaml").read_text(encoding="utf-8")
    waiting = [number for number, line in enumerate(text.splitlines(), 1) if "Write here:" in line and not line.lstrip().startswith("#")]
    found = problems_in(here / "curriculum", "course/4-module.yaml")
    assert len([problem for problem in found if problem.rule == "text-is-written"]) == len(waiting) > 40


def test_a_new_page_is_sound_in_form_and_listed_as_incomplete(here):
    assert main(["new", "--page", "safe-numbers"]) == 0
    found = problems_in(here / "curriculum", "pages/safe-numbers.yaml")
    assert {problem.rule for problem in found} == {"text-is-written"}


def test_a_new_diagram_is_sound_in_form_and_asks_to_be_placed(here, capsys):
    assert main(["new", "--diagram", "our-way", "--title", "Our way"]) == 0
    found = problems_in(here / "curriculum", "diagrams/our-way.yaml")
    assert {problem.rule for problem in found} == {"text-is-written", "diagram-is-placed"}
    lines = re.search(r"reference page:\n\n(.*?)\n\n", capsys.readouterr().out, re.DOTALL)[1]
    plant(here / "curriculum", "pages/at-a-glance.yaml", "  - title: Whom to call\n", f"{lines}\n  - title: Whom to call\n")
    found = problems_in(here / "curriculum", "diagrams/our-way.yaml")
    assert {problem.rule for problem in found} == {"text-is-written"}
    text = (here / "curriculum/diagrams/our-way.yaml").read_text(encoding="utf-8")
    (here / "curriculum/diagrams/our-way.yaml").write_text(text.replace("Write here:", "Say"), encoding="utf-8")
    assert problems_in(here / "curriculum", ".yaml") == []


@pytest.mark.parametrize("kind", ["cycle", "rings", "timeline"])
def test_the_notes_of_a_new_diagram_show_the_other_kinds_as_they_are_written(here, kind):
    main(["new", "--diagram", "our-way"])
    path = here / "curriculum/diagrams/our-way.yaml"
    text = path.read_text(encoding="utf-8")
    own, _, others = text.partition("# The other kinds")
    shown = re.search(rf"^#   kind: {kind}\n(?:#   .*\n)+", others, re.MULTILINE)[0]
    path.write_text(f"{own[: own.index('picture:')]}picture:\n{re.sub('^# ', '', shown, flags=re.MULTILINE)}", encoding="utf-8")
    assert {problem.rule for problem in problems_in(here / "curriculum", path.name)} == {"text-is-written", "diagram-is-placed"}


@pytest.mark.parametrize(("name", "model"), [("module", Module), ("page", Page), ("diagram", Diagram)])
def test_a_template_explains_every_key_that_it_holds_and_holds_every_key(name, model, here):
    main(["new", "--module", "course/4"] if name == "module" else ["new", f"--{name}", "mine"])
    text = next((here / "curriculum").rglob("4-module.yaml" if name == "module" else "mine.yaml")).read_text(encoding="utf-8")
    assert text.startswith(f"# yaml-language-server: $schema=../schema/{name}.schema.json\n")
    assert (here / f"curriculum/schema/{name}.schema.json").is_file()
    for key in model.model_fields:
        assert re.search(rf"^# .*\n{key}:", text, re.MULTILINE), f"no note above '{key}'"
    assert complaints(name, text) == []


def test_a_new_module_holds_all_kinds_of_notes_and_the_frame_of_safety(here):
    main(["new", "--module", "course/4"])
    plant(here / "curriculum", "catalogue.yaml", "[course/1]", "[course/1, course/4]")
    curriculum, _ = read_curriculum(here / "curriculum")
    module = curriculum.modules["course/4"]
    assert [segment.priority for segment in module.segments] == ["safety", "core", "safety"]
    main_slide = module.segments[1].slides[0]
    assert [note.kind for note in main_slide.notes] == ["say", "ask", "do", "watch-for", "transition"]
    assert len(module.scenarios[0].scenes) == 3
    assert len(module.quizzes[0].questions) == 1
    for notice in (module.content_notice, module.content_notice_alone):
        assert "{contact:emergency}" in notice


def test_a_title_becomes_the_name_of_the_file_and_stays_as_typed_in_it(here):
    title = 'Jos\u00e9\'s "safe" home: what we can do, today and every other day of the year'
    assert main(["new", "--module", "course/2", "--title", title]) == 0
    path = here / "curriculum/course/2-joses-safe-home-what-we-can-do-today-and.yaml"
    assert path.is_file()
    plant(here / "curriculum", "catalogue.yaml", "[course/1]", "[course/1, course/2]")
    assert read_curriculum(here / "curriculum")[0].modules["course/2"].title == title


def test_the_line_to_change_is_shown_exactly_and_the_catalogue_left_alone(here, capsys):
    before = (here / "curriculum/catalogue.yaml").read_bytes()
    assert main(["new", "--module", "course/2"]) == 0
    shown = capsys.readouterr().out
    assert (here / "curriculum/catalogue.yaml").read_bytes() == before
    old, new = re.search(r"line 17 of curriculum/catalogue.yaml\n\n(.*)\n\nto\n\n(.*)\n", shown).groups()
    assert "module-has-file" in shown
    assert "module-has-file" in {problem.rule for problem in problems_in(here / "curriculum", "2-module.yaml")}
    plant(here / "curriculum", "catalogue.yaml", f"{old}\n", f"{new}\n")
    assert "module-has-file" not in {problem.rule for problem in problems_in(here / "curriculum", "2-module.yaml")}
    assert main(["new", "--module", "course/3"]) == 0
    assert "[course/1, course/2, course/3]" in capsys.readouterr().out


def test_a_line_is_shown_to_a_catalogue_that_lists_its_modules_one_below_the_other(here, capsys):
    plant(here / "curriculum", "catalogue.yaml", "modules: [course/1]", "modules:\n      - course/1  # the first")
    assert main(["new", "--module", "course/2"]) == 0
    shown = capsys.readouterr().out
    line = re.search(r"add this line below line 18 of curriculum/catalogue.yaml:\n\n(.*)\n", shown)[1]
    plant(here / "curriculum", "catalogue.yaml", "# the first\n", f"# the first\n{line}\n")
    assert list(read_curriculum(here / "curriculum")[0].course_of) == ["course/1", "course/2"]


def test_a_course_that_is_not_there_yet_is_shown_as_a_block_that_fits(here, capsys):
    assert main(["new", "--module", "families/1", "--title", "Listening"]) == 0
    shown = capsys.readouterr().out
    assert "no course 'families' yet; its courses are: course." in shown
    block = re.search(r"at the end of the courses in .*:\n\n(.*?)\n\n", shown, re.DOTALL)[1]
    catalogue = here / "curriculum/catalogue.yaml"
    catalogue.write_text(catalogue.read_text(encoding="utf-8") + block + "\n", encoding="utf-8")
    curriculum, problems = read_curriculum(here / "curriculum")
    assert problems == []
    assert curriculum.course_of["families/1"].id == "families"


def test_a_module_that_the_catalogue_names_already_needs_no_change(here, capsys):
    plant(here / "curriculum", "catalogue.yaml", "[course/1]", "[course/1, course/2]")
    assert main(["new", "--module", "course/2"]) == 0
    assert "names it already" in capsys.readouterr().out


def test_a_module_of_a_restricted_course_is_restricted(here):
    plant(here / "curriculum", "catalogue.yaml", "    modules: [course/1]", "    access: restricted\n    modules: [course/1, course/2]")
    assert main(["new", "--module", "course/2"]) == 0
    assert read_curriculum(here / "curriculum")[0].modules["course/2"].access == "restricted"
    assert "access-only-tightens" not in {problem.rule for problem in problems_in(here / "curriculum", "2-module.yaml")}


def test_mistakes_in_other_modules_do_not_stop_an_author(here, capsys):
    plant(here / "curriculum", "course/1-noticing.yaml", "title: Noticing", "titel: Noticing")
    assert main(["new", "--module", "course/2"]) == 0
    plant(here / "curriculum", "catalogue.yaml", "courses:", "courses: [")
    assert main(["new", "--module", "course/3"]) == 1
    assert "catalogue.yaml:" in capsys.readouterr().err


def test_an_own_schema_is_left_alone(here):
    schema = here / "curriculum/schema/module.schema.json"
    schema.parent.mkdir()
    schema.write_text("{}", encoding="utf-8")
    main(["new", "--module", "course/2"])
    assert schema.read_text(encoding="utf-8") == "{}"


@pytest.mark.parametrize(("call", "words"), [
    (["new"], "Say what to write. 'facilitate new my-workshop'"),
    (["new", "mine", "--module", "course/2"], "are two files"),
    (["new", "--module", "course/2", "--page", "mine"], "are two files"),
    (["new", "mine", "--title", "Mine"], "--title goes with"),
    (["new", "course/2"], "facilitate new --module course/2"),
    (["new", "--module", "course/1"], "holds course/1 already and was left alone. The next free one is course/2."),
    (["new", "--module", "Course 2"], "is not a module id: write course/number"),
    (["new", "--module", "../2"], "is not a module id"),
    (["new", "--module", ""], "is not a module id"),
    (["new", "--module", "pages/1"], "cannot be a course"),
    (["new", "--module", "course/2", "--title", " "], "is empty"),
    (["new", "--module", "course/2", "--title", "a\u202eb"], "cannot carry safely"),
    (["new", "--page", "At A Glance"], "is not an id"),
    (["new", "--diagram", "First Hour"], "is not an id"),
    (["new", "--diagram", "first-hour"], "exists already and was left alone"),
    (["new", "--diagram", "first-hour", "--page", "mine"], "are two files"),
    (["new", "--page", "at-a-glance"], "exists already and was left alone"),
])
def test_a_wrong_call_says_what_to_do_and_writes_nothing(here, capsys, call, words):
    before = {path: path.read_bytes() for path in here.rglob("*.*") if path.is_file()}
    assert main(call) == 1
    assert words in capsys.readouterr().err
    assert {path: path.read_bytes() for path in here.rglob("*.*") if path.is_file()} == before


def test_without_a_curriculum_of_ones_own_nothing_is_written(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert main(["new", "--module", "intro/9"]) == 1
    assert "belongs to no curriculum" in capsys.readouterr().err
    assert main(["new", "--page", "mine"]) == 1
    assert not list(tmp_path.iterdir())


def test_the_curriculum_inside_an_installed_package_is_left_alone(here, monkeypatch, capsys):
    monkeypatch.setattr(new_content, "files", lambda _: here)
    assert main(["new", "--module", "course/2", "--curriculum", "curriculum"]) == 1
    assert "the next update would overwrite" in capsys.readouterr().err
    assert not (here / "curriculum/course/2-module.yaml").exists()


def test_a_curriculum_can_be_named_from_elsewhere(here, tmp_path, monkeypatch, capsys):
    away = tmp_path / "away"
    away.mkdir()
    monkeypatch.chdir(away)
    assert main(["new", "--module", "course/2", "--curriculum", str(here / "curriculum")]) == 0
    assert (here / "curriculum/course/2-module.yaml").is_file()
    assert f"facilitate check {here / 'curriculum'}" in capsys.readouterr().out


def test_the_templates_stand_inside_the_package_that_is_installed():
    assert {path.name for path in TEMPLATES.glob("*.yaml")} == {"session.yaml", "module.yaml", "page.yaml", "diagram.yaml"}
