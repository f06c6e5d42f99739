"""Naughty texts in every field of a curriculum and a session, through every format. ``python -m tests.trust.hostile_text`` tries them all."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import nbformat
from lxml import etree
from markdown_it import MarkdownIt

from tests.browser import open_browser
from tests.trust.browsing import faults_and_text
from tests.trust.naughty import SHOWN
from tests.trust.planting import Planter, Text
from tests.trust.reading import found_in, texts_of
from toolkit.build import build_kit, run_notebook
from toolkit.export.registry import formats
from toolkit.kit.order import kit_order
from toolkit.load import load_curriculum
from toolkit.model.curriculum import Curriculum
from toolkit.model.session import Session
from toolkit.progress import Progress
from toolkit.self_study import composed_notebooks

if TYPE_CHECKING:
    from playwright.sync_api import Browser

NOWHERE = 24
"""Texts that neither the kit nor the notebooks of this session print, such as the titles of other audiences: tests/access names them."""
_SAFE_LINK = re.compile(r"(?:https?://|mailto:|tel:|#)")


@dataclass(frozen=True)
class Made:
    """Everything that was made of the texts ``planted``: a kit, the notebooks to study alone, and the one that ran."""

    folder: Path
    planted: list[Text]

    @cached_property
    def texts(self) -> dict[Path, list[str]]:
        """The texts of each file."""
        return {path: texts_of(path) for path in self.files}

    @property
    def files(self) -> list[Path]:
        return [path for path in sorted(self.folder.rglob("*")) if path.is_file() and path.suffix in READ]


READ = frozenset({".html", ".pdf", ".pptx", ".docx", ".ipynb", ".ics", ".csv", ".json"})


def make(folder: Path, first: int, *, escaped: bool = True, names: Sequence[str] = ()) -> Made:
    """Plant the texts from the one at ``first`` on, and make the formats called ``names``, or all there is to make. Raises AssertionError where a format fails."""
    planter = Planter(SHOWN, first, escaped)
    curriculum = load_curriculum(planter.write(folder / "curriculum"))
    session = planter.session(tuple(curriculum.modules), [each.id for each in curriculum.contacts.values() if each.local])
    out = folder / "out"
    order = kit_order(curriculum, "kit", session, [row for row in formats().values() if row.name in (names or formats())], out)
    result = build_kit(curriculum, order, Progress(order.steps))
    assert result.failures == []
    for name, content in _notebooks(curriculum, session).items():
        path = out / "notebooks" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        path.with_suffix(".html").write_text("".join(_markup_of(content, cells=escaped)), encoding="utf-8")
    return Made(out, planter.planted)


def _notebooks(curriculum: Curriculum, session: Session) -> dict[str, bytes]:
    found = dict(composed_notebooks(curriculum, "Sheriff A. Bee"))
    found["executed.ipynb"] = nbformat.writes(run_notebook(curriculum, session)).encode()
    return {name: content for name, content in found.items() if name.endswith(".ipynb")}


def _markup_of(notebook: bytes, *, cells: bool) -> Iterator[str]:
    """A page of all HTML that a notebook shows and, with ``cells``, of its Markdown: nothing is cleaned, as a tool may clean nothing."""
    read = MarkdownIt("commonmark", {"html": True}).enable("table").render
    yield "<!doctype html><html lang=en><meta charset=utf-8><title>A notebook</title><body>"
    for cell in json.loads(notebook)["cells"]:
        if cell["cell_type"] == "markdown" and cells:
            yield read("".join(cell["source"]))
        for output in cell.get("outputs", ()):
            yield "".join(output.get("data", {}).get("text/html", ""))


def misread(made: Made, unseen: int = NOWHERE) -> list[str]:
    """Each text that a file does not show as it was typed. Raises AssertionError where more than ``unseen`` of them are in no file at all."""
    everywhere: set[int] = set()
    faults: list[str] = []
    for path, texts in made.texts.items():
        here, wrong = found_in(texts, made.planted)
        everywhere |= here
        faults += [f"{path.relative_to(made.folder)}: {made.planted[number]} reads {read[:80]!r}" for number, read in wrong.items()]
    assert len(made.planted) - len(everywhere) <= unseen
    return faults


def ran_or_asked(made: Made, browser: Browser, *, texts: bool = True) -> list[str]:
    """What ran, was asked for or could be run in a page; and each text that a browser does not show as it was typed."""
    faults: list[str] = []
    for path in made.files:
        if path.suffix != ".html":
            continue
        wrong, told = faults_and_text(browser, path, "")
        faults += [f"{path.name}: {each}" for each in wrong]
        if texts:
            faults += [f"{path.name}: {made.planted[number]} shows {read[:80]!r}" for number, read in found_in(told, made.planted)[1].items()]
    return faults


def links_that_run(made: Made, fewest: int = 6) -> list[str]:
    """Every link that is none to a page, a mail or a call; and every part of an office file that is fetched when it is opened.

    Raises AssertionError where there are fewer than ``fewest`` links to look at.
    """
    links = [(path, link) for path in made.files for link in _links(path)]
    assert len(links) >= fewest
    return [f"{path.name}: {link}" for path, link in links if not _SAFE_LINK.match(link)]


def _links(path: Path) -> Iterator[str]:
    if path.suffix == ".pdf":
        call = ["qpdf", "--json=2", "--json-key=qpdf", "--json-stream-data=none", str(path)]
        told = subprocess.run(call, capture_output=True, check=True).stdout.decode()
        yield from (json.loads(f'"{link}"').removeprefix("u:") for link in re.findall(r'"/URI": "(u:(?:[^"\\]|\\.)*)"', told))
        yield from (f"action {action}" for action in re.findall(r'"/(JavaScript|Launch|SubmitForm|GoToR|ImportData)"', told))
    elif path.suffix in (".docx", ".pptx"):
        with zipfile.ZipFile(path) as package:
            for name in package.namelist():
                if name.endswith(".rels"):
                    for relation in etree.fromstring(package.read(name)):
                        if relation.get("TargetMode") == "External":
                            yield relation.get("Target") if relation.get("Type").endswith("/hyperlink") else f"fetched {relation.get('Target')}"


def main() -> int:
    """Every text in every field once, typed and raw; prints each fault."""
    shifts = range(0, len(SHOWN), int(sys.argv[1]) if len(sys.argv) > 1 else 1)
    faults: list[str] = []
    read = 0
    with open_browser() as browser:
        for first in shifts:
            for escaped in (True, False):
                with tempfile.TemporaryDirectory() as folder:
                    made = make(Path(folder), first, escaped=escaped)
                    found = [*ran_or_asked(made, browser, texts=escaped), *links_that_run(made), *(misread(made) if escaped else ())]
                    read += len(made.files)
                    faults += found
                    told = f"{first}, {'as text' if escaped else 'as Markdown'}: {len(made.planted)} texts, {len(made.files)} files, {len(found)} faults"
                    sys.stdout.write("\n  ".join([told, *found]) + "\n")
                    sys.stdout.flush()
    sys.stdout.write(f"{2 * len(shifts)} kits, {read} files, {len(faults)} faults\n")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
