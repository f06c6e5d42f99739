"""The generated schemas and pages are current, and editors accept what the toolkit accepts."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.curricula import MODULE, SMALL
from toolkit import check, load
from toolkit.schema import FILES, editor_schema, format_page, generated, rules_page, write_generated

PROJECT = Path(__file__).parent.parent
REGISTERS = {name: f"registers/{name}.yaml" for name in ("facts", "sources", "contacts", "glossary", "language")}
SMALL_FILES = {"catalogue": "catalogue.yaml", "module": MODULE, "session": "sessions/evening.yaml", "page": "pages/at-a-glance.yaml", "diagram": "diagrams/first-hour.yaml", **REGISTERS}


class EditorLoader(yaml.SafeLoader):
    """Reads YAML 1.2's core types, as editors do: times and dates stay text."""


EditorLoader.yaml_implicit_resolvers = {}
EditorLoader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(true|false)$"), None)
EditorLoader.add_implicit_resolver("tag:yaml.org,2002:int", re.compile("^-?[0-9]+$"), None)


def complaints(name: str, text: str) -> list[str]:
    import jsonschema

    schema: dict[str, Any] = json.loads(editor_schema(name))
    content = yaml.load(text, Loader=EditorLoader)  # noqa: S506  # a safe loader with fewer types
    return [error.message for error in jsonschema.Draft7Validator(schema).iter_errors(content)]


def test_generated_files_are_current() -> None:
    stale = [path for path, content in generated().items() if (PROJECT / path).read_bytes() != content]
    assert stale == [], "run: python -m toolkit.schema"


def test_writing_twice_changes_nothing_the_second_time(tmp_path: Path) -> None:
    assert len(write_generated(tmp_path)) == len(generated())
    assert write_generated(tmp_path) == []


@pytest.mark.parametrize("name", FILES)
def test_an_editor_accepts_a_good_file(name: str) -> None:
    assert complaints(name, (SMALL / SMALL_FILES[name]).read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("module", "minimum: 3", "minimum: three"),
        ("module", "minimum: 3", "minimum: -3"),
        ("module", "correct: true", "correct: maybe"),
        ("module", "priority: safety", "priority: safe"),
        ("module", "purpose:", "purpse:"),
        ("module", "title: Noticing", "title:"),
        ("module", "id: course/1", "id: Course 1"),
        ("module", "kind: ending", "kind: end"),
        ("session", "start: 18:30", "start: 6 pm"),
        ("session", "modules: [course/1]", "modules: []"),
        ("facts", "id: F-ONE-01", "id: one"),
    ],
)
def test_an_editor_refuses_what_the_toolkit_refuses(name: str, old: str, new: str) -> None:
    text = (SMALL / SMALL_FILES[name]).read_text(encoding="utf-8")
    assert old in text
    assert complaints(name, text.replace(old, new, 1))


def test_the_pages_name_every_rule_and_every_key_with_its_meaning() -> None:
    rules = rules_page()
    assert all(f"`{rule}`" in rules for rule in (*load.RULES, *check.RULES))
    page = format_page()
    assert "| `content_notice` | Markdown text | required | What will and will not appear" in page
    assert "|  |" not in page, "a key without a meaning"


def test_links_of_the_format_page_lead_to_its_headings() -> None:
    page = format_page()
    headings = {
        re.sub(r"[^a-z0-9 -]", "", line.lstrip("# ").lower()).replace(" ", "-")
        for line in page.splitlines()
        if line.startswith("#")
    }
    links = set(re.findall(r"\]\(#([a-z-]+)\)", page))
    assert links
    assert links <= headings
