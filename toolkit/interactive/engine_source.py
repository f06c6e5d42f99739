"""The engine's files in, one JavaScript module and one stylesheet out: what a widget carries and a page inlines.

The files are plain modules, and a browser that can load several needs nothing else. A notebook widget and a
single-file page have room for one: there each file becomes a function of its own, called in the order of
imports. Nothing is translated, so there is no build step.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).with_name("engine")
_IMPORT = re.compile(r'^import (\{ [\w, ]+ \}) from "(?:\./|\.\./\.\./interactive/engine/)([\w-]+)\.js";$', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=function (\w+))", re.MULTILINE)


@cache
def engine_module(first: str = "widget", *, beside: Path | None = None) -> str:
    """The file ``first`` and all that it imports, as one ES module that exports what they export.

    A file that is not the engine's own stands in the folder ``beside``.
    """
    order = _in_order(first, beside)
    parts = [f"const {_scope(name)} = (() => {{\n{_body(name, beside)}\n}})();" for name in order]
    public = {export: name for name in order for export in _exports(name, beside)}
    parts += [f"export const {export} = {_scope(name)}.{export};" for export, name in public.items()]
    if "render" in public:
        parts.append("export default { render };")
    return "\n".join(parts) + "\n"


@cache
def engine_css(*, home: bool = True) -> str:
    """The stylesheets as one: first the one that holds the colours, then, unless ``home`` is not shown, the others by name."""
    others = sorted(path for path in _FOLDER.glob("*.css") if path.stem != "engine") if home else []
    return "\n".join(path.read_text(encoding="utf-8") for path in (_FOLDER / "engine.css", *others))


def _text(name: str, beside: Path | None = None) -> str:
    own = _FOLDER / f"{name}.js"
    return (own if beside is None or own.is_file() else beside / f"{name}.js").read_text(encoding="utf-8")


def _body(name: str, beside: Path | None = None) -> str:
    inside = _IMPORT.sub(lambda found: f"const {found[1]} = {_scope(found[2])};", _text(name, beside))
    return f"{_EXPORT.sub('', inside).strip()}\nreturn {{ {', '.join(_exports(name, beside))} }};"


def _exports(name: str, beside: Path | None = None) -> list[str]:
    return [found[1] for found in _EXPORT.finditer(_text(name, beside))]


def _scope(name: str) -> str:
    return f"from_{name.replace('-', '_')}"


def _in_order(first: str, beside: Path | None = None) -> list[str]:
    """``first`` after all that it imports, each once."""
    found: list[str] = []

    def visit(name: str) -> None:
        for _, other in _IMPORT.findall(_text(name, beside)):
            visit(other)
        if name not in found:
            found.append(name)

    visit(first)
    return found
