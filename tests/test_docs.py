"""What the pages say is so: every excerpt is sound, every command exists, every link leads somewhere."""

from __future__ import annotations

import re
import shlex
import shutil
from datetime import date
from pathlib import Path

import pytest

from tests.excerpts import Excerpt, excerpts_of, put, scenes_of
from toolkit import check, load
from toolkit.check.finding import AsOf
from toolkit.cli import _parser, main
from toolkit.errors import Problem
from toolkit.export.registry import formats

ROOT = Path(__file__).parent.parent
HOW_TO = (ROOT / "docs/writing-a-module.md").read_text(encoding="utf-8")
WRITTEN = sorted([ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").glob("*.md")])
MODULE = "intro/4-when-a-child-tells-you-something.yaml"
TODAY = AsOf(date(2026, 12, 1))
RULES = {**load.RULES, **check.RULES}


def problems_of(root: Path) -> list[Problem]:
    curriculum, problems = load.read_curriculum(root)
    assert curriculum is not None
    return [*problems, *check.find_problems(curriculum, TODAY)]


def carry_out(root: Path, excerpt: Excerpt) -> None:
    """What a reader of the page does with an excerpt."""
    where = excerpt.where
    if excerpt.kind == "excerpt":
        put(root / where.get("file", MODULE), excerpt)
    elif excerpt.kind == "adds":
        with (root / where["to"]).open("a", encoding="utf-8") as file:
            file.write(f"\n{excerpt.yaml}")
    elif excerpt.kind == "shown":
        assert excerpt.yaml in (root / where["from"]).read_text(encoding="utf-8"), excerpt.yaml
    else:
        (root / where["file"]).write_text(excerpt.yaml, encoding="utf-8")


@pytest.fixture(scope="module")
def followed(tmp_path_factory) -> tuple[Path, dict[str, list[Problem]]]:
    """A curriculum in which somebody did what the page says, step by step, and what the check said to its bad examples."""
    here = tmp_path_factory.mktemp("author")
    root = Path(shutil.copytree(ROOT / "curriculum", here / "curriculum"))
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(here)
        for command in re.findall(r"^ *(facilitate new --.*)$", HOW_TO, re.MULTILINE):
            assert main(shlex.split(command)[1:]) == 0
        put(root / MODULE, Excerpt("excerpt", {"in": "- id: practice-main"}, scenes_of(HOW_TO)))
        broken: dict[str, list[Problem]] = {}
        for excerpt in excerpts_of(HOW_TO):
            kept = (root / MODULE).read_text(encoding="utf-8")
            carry_out(root, excerpt)
            if "breaks" in excerpt.where:
                broken[excerpt.where["breaks"]] = problems_of(root)
                (root / MODULE).write_text(kept, encoding="utf-8")
        return root, broken


def test_what_the_how_to_shows_makes_a_module_that_only_waits_for_the_texts_it_does_not_show(followed):
    root, _ = followed
    ours = (root / MODULE, root / "pages/when-a-child-tells.yaml", root / "diagrams/when-a-child-tells.yaml", root / "registers/facts.yaml", root / "catalogue.yaml")
    found = [problem for problem in problems_of(root) if Path(problem.file).name in {path.name for path in ours}]
    assert [str(problem) for problem in found if problem.rule != "text-is-written"] == []
    assert any(problem.rule == "text-is-written" for problem in found)


def test_the_bad_examples_break_the_rules_that_the_page_says(followed):
    _, broken = followed
    assert broken
    for rules, problems in broken.items():
        found = {problem.rule for problem in problems if problem.file.endswith(MODULE)}
        assert set(rules.split()) <= found, rules


def test_the_how_to_names_every_kind_of_note_slide_and_block_that_it_promises():
    for kind in ("say", "ask", "do", "watch-for", "transition", "prose", "sort", "statement", "compare", "contacts", "fill-in"):
        assert f"`{kind}`" in HOW_TO or f"kind: {kind}" in HOW_TO, kind


def test_the_minutes_of_the_steps_make_an_hour_and_agree_with_their_headings():
    table = {name: int(minutes) for minutes, name in re.findall(r"^\| (\d+) \| \[(.+?)\]", HOW_TO, re.MULTILINE)}
    headings = {name: int(minutes) for name, minutes in re.findall(r"^## (.+) \((\d+) minutes\)$", HOW_TO, re.MULTILINE)}
    assert table == headings
    assert sum(table.values()) == 60


def commands_in(page: str) -> list[str]:
    blocks = re.findall(r"^ *```sh\n(.*?)^ *```$", page, re.MULTILINE | re.DOTALL)
    lines = [line.strip() for block in blocks for line in block.splitlines()]
    inline = re.findall(r"`(facilitate [^`\n]+)`", page)
    return [line for line in [*lines, *inline] if line.startswith("facilitate ")]


@pytest.mark.parametrize("path", WRITTEN, ids=lambda path: path.name)
def test_every_command_of_a_page_exists(path, capsys):
    for command in commands_in(path.read_text(encoding="utf-8")):
        call = shlex.split(re.sub(r"\s(?:>|\|) .*", "", command), comments=True)[1:]
        try:
            options = _parser().parse_args(call)
        except SystemExit:
            pytest.fail(f"{command}: {capsys.readouterr().err}")
        rule = options.explain if options.command == "check" else None
        assert rule in (None, "RULE") or rule in RULES, command
        if options.command == "export":
            assert set(options.format) <= set(formats()), command


def test_the_pages_hold_commands_to_look_at():
    assert len(commands_in(HOW_TO)) > 8
    assert any(commands_in(path.read_text(encoding="utf-8")) for path in WRITTEN if path.name == "README.md")


def anchors_of(page: str) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", re.sub(r"```.*?```", "", page, flags=re.DOTALL), re.MULTILINE)
    named = re.findall(r'<a (?:id|name)="([^"]+)"', page)
    return {*named, *(re.sub(r"[^a-z0-9 _-]", "", heading.lower()).replace(" ", "-") for heading in headings)}


@pytest.mark.parametrize("path", WRITTEN, ids=lambda path: path.name)
def test_every_link_of_a_page_leads_somewhere(path):
    page = path.read_text(encoding="utf-8")
    for target, anchor in re.findall(r"\]\((?!<?https?:|mailto:)([^)#\s]*)(?:#([^)\s]+))?\)", page):
        file = path.parent / target if target else path
        assert file.exists(), target
        if anchor:
            assert anchor in anchors_of(file.read_text(encoding="utf-8")), f"{target}#{anchor}"
