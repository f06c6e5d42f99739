"""The models and rules in; JSON Schemas for editors and the authors' reference pages out.

``python -m toolkit.schema`` rewrites them in a checkout; a test fails when they are stale.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, get_args

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue

from toolkit import check, load
from toolkit.artifacts import write_artifact
from toolkit.audit.rules_page import to_audit_page
from toolkit.check.grounds import Grounds
from toolkit.check.rules_page import to_rules_page
from toolkit.model.base import Noun
from toolkit.model.curriculum import Catalogue
from toolkit.model.diagram import Diagram
from toolkit.model.manifest import Manifest
from toolkit.model.module import Module
from toolkit.model.page import Page
from toolkit.model.registers import ContactRegister, FactRegister, Glossary, LanguageGuide, SourceRegister
from toolkit.model.session import Session
from toolkit.model.shape import Shape, shape_of_field

PROJECT = Path(__file__).resolve().parent.parent
FILES: Mapping[str, tuple[type[Noun], str]] = {
    "catalogue": (Catalogue, "`catalogue.yaml`: what is on offer, and for whom."),
    "module": (Module, "`course/number-name.yaml`, for example `intro/1-recognizing.yaml`: one module of a course."),
    "page": (Page, "`pages/name.yaml`, for example `pages/reporting-card.yaml`: one reference page."),
    "diagram": (Diagram, "`diagrams/name.yaml`, for example `diagrams/three-clocks.yaml`: one diagram, drawn from data for every format."),
    "session": (Session, "Any file of your own, or `sessions/name.yaml`: one workshop."),
    "facts": (FactRegister, "`registers/facts.yaml`: every fact that content may cite."),
    "sources": (SourceRegister, "`registers/sources.yaml`: every source that facts name."),
    "contacts": (ContactRegister, "`registers/contacts.yaml`: whom to call, in printing order."),
    "glossary": (Glossary, "`registers/glossary.yaml`: words that readers may not know."),
    "language": (LanguageGuide, "`registers/language.yaml`: words to avoid and to prefer."),
}
"""What each kind of file holds, and where it stands."""


def generated() -> dict[str, bytes]:
    """Every generated file by its path below the project's folder."""
    pages = {"docs/curriculum-format.md": format_page(), "docs/rules.md": rules_page(), "docs/accessibility.md": to_audit_page()}
    schemas = {f"curriculum/schema/{name}.schema.json": editor_schema(name) for name in FILES}
    kits = {"docs/kit-manifest.md": manifest_page(), "docs/kit-manifest.schema.json": manifest_schema()}
    return {path: text.encode() for path, text in {**pages, **schemas, **kits}.items()}


def write_generated(project: Path) -> list[Path]:
    """Bring the generated files of a checkout up to date; the paths that changed."""
    return [project / path for path, content in generated().items() if write_artifact(project / path, content)]


class _ForEditors(GenerateJsonSchema):
    """Schemas as an editor needs them: a key that may be left out may not be null."""

    def nullable_schema(self, schema: Any) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])

    def default_schema(self, schema: Any) -> JsonSchemaValue:
        made = super().default_schema(schema)
        if made.get("default", ...) in (None, [], {}):
            made.pop("default", None)
        return made


def editor_schema(name: str) -> str:
    """JSON Schema of one kind of file, as text."""
    model, _ = FILES[name]
    schema = model.model_json_schema(schema_generator=_ForEditors)
    _drop_titles(schema)
    head = {"$schema": "http://json-schema.org/draft-07/schema#", "title": f"{name} file of a curriculum"}
    return json.dumps({**head, **schema}, indent=2, ensure_ascii=False) + "\n"


def _drop_titles(schema: Any) -> None:
    """Take out the titles that pydantic makes from field names: editors show the key itself."""
    if isinstance(schema, dict):
        if isinstance(schema.get("title"), str):
            del schema["title"]
        for value in schema.values():
            _drop_titles(value)
    elif isinstance(schema, list):
        for value in schema:
            _drop_titles(value)


def format_page() -> str:
    """The authors' reference: every file, block and key with its meaning."""
    lines = [*_FORMAT_HEAD, ""]
    told: set[type[Noun]] = set()
    for name, (model, path) in FILES.items():
        lines += [f"## The {name} file", "", f"{path}", ""]
        for noun in _nouns_below(model):
            if noun not in told:
                told.add(noun)
                lines += _noun_section(noun, top=noun is model)
    return "\n".join(lines).rstrip() + "\n"


def _nouns_below(noun: type[Noun]) -> Iterator[type[Noun]]:
    """``noun`` and every noun inside it, each once, in order of first mention."""
    found: dict[type[Noun], None] = {noun: None}
    todo = [noun]
    while todo:
        for info in todo.pop(0).model_fields.values():
            new = [inner for inner in _nouns_of(shape_of_field(info)) if inner not in found]
            found |= dict.fromkeys(new)
            todo += new
    return iter(found)


def _nouns_of(shape: Shape) -> Iterable[type[Noun]]:
    return _nouns_of(shape.item) if shape.item else tuple(shape.nouns.values())


def _noun_section(noun: type[Noun], *, top: bool) -> list[str]:
    kind = noun.model_fields.get("kind")
    title = f"`kind: {shape_of_field(kind).values[0]}`" if kind else _words(noun.__name__)
    about = " ".join((noun.__doc__ or "").split())
    lines = [] if top else [f"### {title}", "", about, ""]
    lines += ["| key | holds | | meaning |", "|---|---|---|---|"]
    for name, info in noun.model_fields.items():
        if name != "kind":
            need = "required" if info.is_required() else _default(info.default)
            lines.append(f"| `{name}` | {_holds(shape_of_field(info))} | {need} | {_cell(info.description or '')} |")
    return [*lines, ""]


def _default(value: object) -> str:
    plain = {True: "true", False: "false"}.get(value) if isinstance(value, bool) else value
    return f"`{plain}` when left out" if plain not in (None, ()) and isinstance(plain, str | int) else "optional"


def _holds(shape: Shape) -> str:
    """A shape in a table cell, with links to the blocks it may hold."""
    match shape.kind:
        case "list":
            limits = {
                (True, True): f"{shape.least} to {shape.most}",
                (True, False): f"{shape.least} or more",
                (False, True): f"up to {shape.most}",
            }.get((bool(shape.least), shape.most is not None), "")
            return f"list{f' of {limits}' if limits else ''}: {_holds(shape.item)}" if shape.item else "list"
        case "mapping":
            return "block of id: text" if shape.item else "block"
        case "noun":
            name = _words(shape.noun.__name__)
            return f"[{name}](#{name.replace(' ', '-')})"
        case "kinds":
            return "`kind:` " + ", ".join(f"[{kind}](#kind-{kind})" for kind in shape.nouns)
        case "choice":
            return " or ".join(f"`{value}`" for value in shape.values)
        case _:
            return shape.called().removeprefix("a ").removeprefix("an ")


def _words(name: str) -> str:
    return "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in name).strip()


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def manifest_schema() -> str:
    """JSON Schema of a kit's manifest, as it is written, as text."""
    schema = Manifest.model_json_schema(mode="serialization")
    _drop_titles(schema["properties"])
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "manifest.json of a kit"}
    return json.dumps({**schema, **head}, indent=2, ensure_ascii=False) + "\n"


def manifest_page() -> str:
    """The reference of a kit's manifest: every key with its meaning."""
    lines = [*_MANIFEST_HEAD, ""]
    for noun in _nouns_held(Manifest):
        lines += [f"## {_words(noun.__name__).capitalize()}", "", " ".join((noun.__doc__ or "").split()), "", "| key | meaning |", "|---|---|"]
        lines += [f"| `{key}` | {_cell(info.description or '')} |" for key, info in noun.model_fields.items()]
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"


def _nouns_held(noun: type[Noun]) -> Iterator[type[Noun]]:
    """``noun`` and those that its keys hold, as they are written."""
    yield noun
    for info in noun.model_fields.values():
        for held in (info.annotation, *get_args(info.annotation)):
            if isinstance(held, type) and issubclass(held, Noun):
                yield from _nouns_held(held)


def rules_page() -> str:
    """Every rule that ``facilitate check`` applies, with its reason and the sources that our own curriculum's registers name."""
    found, _ = load.read_curriculum(PROJECT / "curriculum")
    return to_rules_page({"Files and format": load.RULES.values(), **check.GROUPS}, Grounds.in_curriculum(found))


_FORMAT_HEAD: tuple[str, ...] = (
    "# The curriculum format",
    "",
    "<!-- Generated from toolkit/model by `python -m toolkit.schema`. -->",
    "",
    "A curriculum is a folder of YAML files with Markdown in them. This page names every key. Editors that know JSON Schema",
    "complete and check files while you type when a file starts with a line like this one:",
    "",
    "```yaml",
    "# yaml-language-server: $schema=../schema/module.schema.json",
    "```",
    "",
    "`facilitate new` writes a file with that line in it; [How to write a module](writing-a-module.md) shows the way from there.",
    "Then run `facilitate check`, which knows more: see [the rules](rules.md).",
    "",
    "- **Text arrives as you typed it.** `No`, `12:30`, `017` and `2027-01-15` stay text where text is expected. There are no",
    "  anchors, aliases, tags or merge keys, no empty values, and no key is written twice.",
    "- **Put text in quotation marks** when it holds a colon with a space, or starts with one of `* & ! @ % [ { - ?`.",
    "  For paragraphs write `|` after the key and the text below it, indented.",
    "- **Markdown text** may hold paragraphs, lists, `**bold**`, `*emphasis*` and, in prose, `###` headings. No HTML, no pictures.",
    "- **Facts** are cited as `[@F-A1-03]`, several as `[@F-A1-02; @F-A1-06]`. `{fact:F-FIG-01}` prints a fact's value.",
    "- **Contacts** are never typed: `{contact:cybertipline}` prints the register's name and number.",
    "- **Ids** are lower-case words joined by hyphens.",
)


_MANIFEST_HEAD: tuple[str, ...] = (
    "# The manifest of a kit",
    "",
    "<!-- Generated from toolkit/model/manifest.py by `python -m toolkit.schema`. -->",
    "",
    "Every kit that `facilitate export` makes holds a `manifest.json`. It says what the kit holds, what that was made of, which facts it",
    "rests on and by when each must be looked at again, whom it tells people to call, and what nobody has confirmed. It holds no time",
    "at which it was made, so the same workshop gives the same bytes. [A JSON Schema](kit-manifest.schema.json) describes it too.",
    "",
    "```sh",
    "facilitate verify exports/my-workshop                        # the folder, or exports/my-workshop.zip, against its manifest",
    "facilitate verify exports/my-workshop --as-of 2027-01-15     # and its facts, as on the day of the workshop",
    "```",
    "",
    "It prints a line for each file that changed, is missing or does not belong to the kit, and for each fact that is due, and exits with",
    "1 when there is one. It finds accidents and is no seal: whoever changes a file on purpose can change the manifest too.",
    "",
    "A kit's zip holds the files that the manifest lists, and the manifest, in one folder. A file that an earlier run left in the kit's",
    "folder still belongs to the kit when `made_from` was the same then and the file is as it was. Any other is named in the index",
    "page as older, and stays out of the manifest and out of the zip. A kit that lacks a file is not packed.",
)


if __name__ == "__main__":
    write_generated(PROJECT)
