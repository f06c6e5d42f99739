"""Output of a cell that a person wrote in, document blocks out: pictures, tables, text, or an honest placeholder."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

from toolkit.export import document as d
from toolkit.export.read.markdown import blocks_of, without_controls
from toolkit.export.read.parts import picture_of
from toolkit.messages import Messages

if TYPE_CHECKING:
    from nbformat import NotebookNode

_ANSI = re.compile(r"\x1b\[[0-?]*[ -/]*[@-~]")
_MOST_LINES = 200
_LONGEST_LINE = 2000  # characters; what is longer is data, and nobody reads it on paper


def blocks_of_outputs(cell: NotebookNode, near: str, words: Messages) -> d.Blocks:
    """Blocks for every output of ``cell``. ``near`` is the heading above, for pictures that bring no alt text."""
    found: list[d.Block] = []
    for output in cell.get("outputs", []):
        if output.output_type == "stream":
            text = _printed(output.text)
            found += [d.CodeBlock(text)] if output.name == "stdout" and text else []
        elif output.output_type == "error":
            found.append(d.Placeholder(words("read.error-title"), words("read.error-text", name=output.ename)))
        else:
            found += _display(output.data, output.get("metadata", {}), near, words)
    return tuple(found)


def _printed(text: str | list[str]) -> str:
    """Text as a terminal would show it, cut where it is longer than anyone reads on paper."""
    lines = _ANSI.sub("", _joined(text)).rstrip().split("\n")
    kept = [without_controls(line.rstrip("\r").rpartition("\r")[2]).expandtabs() for line in lines[:_MOST_LINES]]
    cut = [line if len(line) <= _LONGEST_LINE else f"{line[:_LONGEST_LINE]}…" for line in kept]
    return "\n".join([*cut, *(["…"] if len(lines) > _MOST_LINES else [])])


def _display(data: dict[str, Any], metadata: dict[str, Any], near: str, words: Messages) -> d.Blocks:  # noqa: PLR0911  # a table of cases
    not_on_paper = d.Placeholder(words("read.widget-title"), words("read.widget-text"))
    for media in d.PICTURES:
        if media in data:
            alt = metadata.get("alt") or metadata.get(media, {}).get("alt") or words("read.picture-alt", near=near)
            picture = picture_of(media, _joined(data[media]))
            if picture:
                return (replace(picture, alt=str(alt)),)
    if "application/vnd.jupyter.widget-view+json" in data:
        return (not_on_paper,)
    if "text/markdown" in data:
        return blocks_of(_joined(data["text/markdown"]))
    if "text/html" in data:
        tables = _tables_in(_joined(data["text/html"]))
        if tables:
            return tables
        if "text/plain" not in data or "<script" in _joined(data["text/html"]).lower():
            return (not_on_paper,)
    if "text/plain" in data:
        text = _printed(data["text/plain"])
        return (d.CodeBlock(text),) if text else ()
    return (not_on_paper,)


def _joined(value: str | list[str]) -> str:
    return value if isinstance(value, str) else "".join(value)


class _TableParser(HTMLParser):
    """Collects the cells of plain HTML tables, such as a data frame's."""

    def __init__(self) -> None:
        super().__init__()
        self.tables: list[list[list[str]]] = []
        self._cell: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002  # the base's own signature
        if tag == "table":
            self.tables.append([])
        elif tag == "tr" and self.tables:
            self.tables[-1].append([])
        elif tag in ("td", "th") and self.tables and self.tables[-1]:
            self._cell = []

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th") and self._cell is not None:
            if self.tables[-1]:  # empty where a table stands inside a cell
                self.tables[-1][-1].append(" ".join("".join(self._cell).split()))
            self._cell = None

    def handle_data(self, data: str) -> None:
        if self._cell is not None:
            self._cell.append(data)


def _tables_in(markup: str) -> d.Blocks:
    parser = _TableParser()
    parser.feed(markup)
    found: list[d.Block] = []
    for rows in parser.tables:
        filled = [row for row in rows if row]
        if not filled:
            continue
        width = max(map(len, filled))
        even = [tuple((d.Span(text),) if text else () for text in [*row, *[""] * (width - len(row))]) for row in filled]
        found.append(d.Table(even[0], tuple(even[1:])))
    return tuple(found)
