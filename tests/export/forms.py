"""What tests of printed forms share: words with their size and place, and documents that are hard to print."""

from __future__ import annotations

import io
import subprocess
from dataclasses import replace
from functools import cache

from PIL import Image

from tests.export.test_certificate import Word, sheets_and_words
from tests.samples import sample_document
from toolkit.build import run_notebook
from toolkit.export import document as d
from toolkit.export.read import read
from toolkit.load import find_curriculum, load_curriculum
from toolkit.model.session import Session

PAPERS = {"letter": (612.0, 792.0), "a4": (595.28, 841.89)}
MARK = "For vetted public-safety professionals"
_LINE = 1.24
"""The height of a line of our font, in times its size."""


def size_of(word: Word) -> float:
    """The type size in points."""
    return (word.bottom - word.top) / _LINE


@cache
def words_of(pdf: bytes, page: int) -> list[Word]:
    """The words of one page, from 1."""
    return [word for word in sheets_and_words(pdf)[1] if word.page == page]


def read_out(pdf: bytes) -> str:
    """What a screen reader is told, with its tags: artifacts are not in it."""
    done = subprocess.run(["pdfinfo", "-struct-text", "-"], input=pdf, capture_output=True, check=True)
    return done.stdout.decode(errors="replace")


@cache
def drawn(pdf: bytes, page: int) -> Image.Image:
    """A page in grey, a pixel to the point."""
    one = ["-f", str(page), "-l", str(page)]
    return Image.open(io.BytesIO(subprocess.run(["pdftoppm", "-r", "72", "-gray", *one, "-"], input=pdf, capture_output=True, check=True).stdout))


@cache
def shipped(reader: d.Reader = "participant") -> d.Document:
    """Two modules that ship, with the state's number filled in and the local police's not."""
    told = {"modules": ["intro/1", "intro/2"], "title": "An evening", "participants": 23, "contacts": {"state-line": "1-800-555-0100"}, "date": "2027-01-15"}
    notebook = run_notebook(load_curriculum(find_curriculum()), Session.model_validate(told))
    return read(notebook, reader)


def with_contacts(count: int, reader: d.Reader = "participant") -> d.Document:
    """The sample with many contacts, each with a long purpose."""
    document = sample_document(reader)
    more = tuple(
        replace(document.contacts[4], name=f"Helpline number {n}", number=f"1-800-555-{n:04}", purpose=f"Somebody wants to talk for the reason {n}, and no other line is open to them at that hour.")
        for n in range(count)
    )
    return replace(document, contacts=(*document.contacts, *more))


def bare(reader: d.Reader = "participant") -> d.Document:
    """A notebook that a person wrote: no objectives, nobody to call, no day and no place."""
    document = sample_document(reader)
    about = d.About("", "", (), "", "", "", "", 0, None)
    return replace(document, title="A notebook", modules=(replace(document.modules[0], id="", title="", objectives=()),), contacts=(), about=about)


LONG = "Wort" * 30
"""A single word of 120 letters."""


def with_long_words() -> d.Document:
    """The shipped numbers, with one word of 120 letters in every text that a form shows."""
    document = shipped()
    contacts = tuple(replace(each, name=LONG, number=LONG, web=LONG, purpose=LONG) for each in document.contacts)
    objectives = tuple(d.Objective(f"o{n}", LONG, proposed=False) for n in range(2))
    modules = tuple(replace(each, title=LONG, objectives=objectives) for each in document.modules)
    return replace(document, title=LONG, contacts=contacts, modules=modules, about=replace(document.about, place=LONG, organization=LONG))


def off_the_paper(pdf: bytes, room: float) -> list[Word]:
    """Words that reach further than ``room`` points to a side of their page, or over it."""
    sheets, words = sheets_and_words(pdf)
    sides = [(sheet.width - room, sheet.height - 8) for sheet in sheets]
    return [word for word in words if word.left < room or word.right > sides[word.page - 1][0] or not 0 < word.top < word.bottom < sides[word.page - 1][1]]


def letters_of(pdf: bytes) -> str:
    """All that the pages say, without blanks and places to break."""
    return "".join(word.text for word in sheets_and_words(pdf)[1]).replace("\u200b", "")
