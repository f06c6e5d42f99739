"""Output of a cell that a person wrote in, document blocks out: pictures, tables, text, or an honest placeholder."""

from __future__ import annotations

import base64
import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

from toolkit.export import document as d
from toolkit.export.read.markdown import blocks_of
from toolkit.messages import Messages

if TYPE_CHECKING:
    from nbformat import NotebookNode

_ANSI = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")
_BINARY = ("image/png", "image/jpeg", "image/gif", "image/webp")


def blocks_of_outputs(cell: NotebookNode, near: str, words: Messages) -> d.Blocks:
    """Blocks for every output of ``cell``. ``near`` is the heading above, for pictures that bring no alt text."""
    found: list[d.Block] = []
    for output in cell.get("outputs", []):
        if output.output_type == "stream":
            if output.name == "stdout" and output.text.strip():
                found.append(d.CodeBlock(_ANSI.sub("", output.text).rstrip()))
        elif output.output_type == "error":
            found.append(d.Placeholder(words("read.error-title"), words("read.error-text", name=output.ename)))
        else:
            found += _display(output.data, output.get("metadata", {}), near, words)
    return tuple(found)


def _display(data: dict[str, Any], metadata: dict[str, Any], near: str, words: Messages) -> d.Blocks:  # noqa: PLR0911  # a table of cases
    for media in _BINARY:
        if media in data:
            details = metadata.get(media, {})
            alt = metadata.get("alt") or details.get("alt") or words("read.picture-alt", near=near)
            return (d.Figure(base64.b64decode(data[media]), media, str(alt)),)  # type: ignore[arg-type]  # one of the literals
    if "image/svg+xml" in data:
        alt = str(metadata.get("alt") or words("read.picture-alt", near=near))
        return (d.Figure(_joined(data["image/svg+xml"]).encode(), "image/svg+xml", alt),)
    if "application/vnd.jupyter.widget-view+json" in data:
        return (d.Placeholder(words("read.widget-title"), words("read.widget-text")),)
    if "text/markdown" in data:
        return blocks_of(_joined(data["text/markdown"]))
    if "text/html" in data:
        tables = _tables_in(_joined(data["text/html"]))
        if tables:
            return tables
        if "text/plain" not in data or "<script" in _joined(data["text/html"]).lower():
            return (d.Placeholder(words("read.widget-title"), words("read.widget-text")),)
    if "text/plain" in data:
        return (d.CodeBlock(_ANSI.sub("", _joined(data["text/plain"])).rstrip()),)
    return (d.Placeholder(words("read.widget-title"), words("read.widget-text")),)


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
            self.tables[-1][-1].append("".join(self._cell).strip())
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
