"""A finished file in; its texts, each in one piece as its readers get it, out."""

from __future__ import annotations

import ast
import csv
import io
import json
import re
import subprocess
import tempfile
import unicodedata
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from lxml import etree, html

from tests.trust.planting import Text

_SOFT = re.compile(r"[\s\u00ad\u200b]+")
_QUOTES = str.maketrans("\u2018\u2019\u201c\u201d", "''\"\"")
_PARAGRAPHS = ("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}p", "{http://schemas.openxmlformats.org/drawingml/2006/main}p")
_RUNS = ("}t", "}instrText")
_PLANTED = re.compile(r"Qa(\d{4})q(.*?)(?:qz(\d{4})Q|(?=Qa\d{4}q)|$)", re.DOTALL)


def as_compared(text: str) -> str:
    """``text`` without what typography and the end of a line may change: blanks, soft hyphens, the bend of quotation marks, accents apart."""
    return _SOFT.sub("", unicodedata.normalize("NFC", text)).translate(_QUOTES)


def found_in(texts: Iterable[str], planted: Sequence[Text]) -> tuple[set[int], dict[int, str]]:
    """The numbers of the planted texts that stand in ``texts``; and of those that are never as they were typed, how they do read.

    Some of what is for programs stands there as markup, so one good reading is enough. A list may shorten a text, with three dots.
    """
    good: set[int] = set()
    bad: dict[int, str] = {}
    for text in texts:
        for match in _PLANTED.finditer(as_compared(text)):
            wanted = as_compared(planted[int(match[1])].typed)
            shortened, dots, _ = match[2].rpartition("…")
            if (match[2] == wanted and match[3] == match[1]) or (dots and not match[3] and f"{wanted}qz{match[1]}Q".startswith(shortened)):
                good.add(int(match[1]))
            else:
                bad[int(match[1])] = match[2]
    return good | set(bad), {number: read for number, read in bad.items() if number not in good}


def texts_of(path: Path) -> list[str]:
    """Every text of a file. Raises KeyError for a kind of file that nobody can read yet."""
    return list(_READERS[path.suffix](path.read_bytes()))


def _of_html(data: bytes) -> Iterator[str]:
    """What the page says, each of its attributes, and the data that it brings for its script."""
    tree = html.document_fromstring(data.decode())
    for element in tree.iter():
        if isinstance(element.tag, str):
            yield from element.attrib.values()
    for script in tree.xpath("//script | //style"):
        if "json" in script.get("type", ""):
            for text in _leaves(json.loads(script.text)):
                yield from _meant(text)
        script.text = ""
    yield from (str(each) for each in tree.xpath("//title//text()"))
    yield "".join(tree.itertext())


def _of_office(data: bytes) -> Iterator[str]:
    """Each paragraph, its runs joined; every attribute; every text of the properties."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for name in sorted(package.namelist()):
            if not name.endswith((".xml", ".rels")):
                continue
            for element in etree.fromstring(package.read(name)).iter():
                yield from element.attrib.values()
                if element.tag in _PARAGRAPHS:
                    yield "".join(each.text or "" for each in element.iter() if str(each.tag).endswith(_RUNS))
                elif not len(element) and element.text:
                    yield element.text


def _of_pdf(data: bytes) -> Iterator[str]:
    """The text in the order in which it is drawn, and every string of the objects: titles, alternative texts, bookmarks."""
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(data)
        file.flush()
        yield _told("pdftotext", "-raw", file.name, "-")
        objects = json.loads(_told("qpdf", "--json=2", "--json-key=qpdf", "--json-stream-data=none", file.name))
    yield from (text.removeprefix("u:") for text in _leaves(objects) if text.startswith("u:"))


def _told(*call: str) -> str:
    return subprocess.run(call, capture_output=True, check=True).stdout.decode()


def _of_notebook(data: bytes) -> Iterator[str]:
    """Each cell as Jupyter shows it: Markdown read, HTML read, other text as it is."""
    from markdown_it import MarkdownIt

    read = MarkdownIt("commonmark", {"html": True}).enable("table").render
    for cell in json.loads(data)["cells"]:
        source = "".join(cell["source"])
        if cell["cell_type"] == "markdown":
            yield _shown(read(source))
        else:
            yield from (line for line in source.splitlines() if line.startswith("#"))
            yield from (str(node.value) for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Constant))
        for output in cell.get("outputs", ()):
            for media, content in output.get("data", {}).items():
                text = "".join(content) if isinstance(content, list) else content
                if media in ("text/markdown", "text/html"):
                    yield _shown(read(text) if media == "text/markdown" else text)
                else:
                    for leaf in _leaves(text):
                        yield from _meant(leaf)


def _meant(text: str) -> Iterator[str]:
    """A text of ours for a program, in each of the ways that it can be meant: as typed, as HTML, as Markdown."""
    from markdown_it import MarkdownIt

    yield text
    yield _shown(text)
    yield _shown(MarkdownIt("commonmark").render(text))


def _shown(markup: str) -> str:
    return "".join(html.fragment_fromstring(markup, create_parent=True).itertext())


def _of_calendar(data: bytes) -> Iterator[str]:
    from icalendar import Calendar

    for part in Calendar.from_ical(data).walk():
        yield from (str(value) for _, value in part.property_items())


def _of_table(data: bytes) -> Iterator[str]:
    for row in csv.reader(io.StringIO(data.decode())):
        yield from row


def _leaves(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for key, each in value.items():
            yield key
            yield from _leaves(each)
    elif isinstance(value, list):
        for each in value:
            yield from _leaves(each)
    elif isinstance(value, str):
        yield value


_READERS: dict[str, Callable[[bytes], Iterator[str]]] = {
    ".html": _of_html, ".docx": _of_office, ".pptx": _of_office, ".pdf": _of_pdf, ".ipynb": _of_notebook, ".ics": _of_calendar,
    ".csv": _of_table, ".json": lambda data: _leaves(json.loads(data)),
}  # fmt: skip
