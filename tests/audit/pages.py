"""The pages of a kit as they are finished, made once: the index, the slides, and the page to study alone."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from tests.export.study_pages import learner_of
from tests.samples import sample_document
from toolkit.export.kit import Kit, KitFile, to_index
from toolkit.export.registry import formats
from toolkit.export.slides.exporter import to_slides
from toolkit.export.study.exporter import to_study
from toolkit.load import load_curriculum
from toolkit.look.theme import DEFAULT

CURRICULUM = Path(__file__).parents[2] / "curriculum"
KINDS = ("index", "slides", "study")


@cache
def page(kind: str) -> str:
    """One of KINDS: index and slides of a sample workshop with every kind of slide, the study page of a real module."""
    document = sample_document()
    if kind == "index":
        files = tuple(KitFile(row.name, row.title, row.path_of("a-page"), pages=4) for row in formats().values())
        return to_index(Kit("evening", document, files, facts=document.facts, contacts=document.contacts), DEFAULT).decode()
    if kind == "slides":
        return to_slides(document, DEFAULT).decode()
    return to_study(learner_of(load_curriculum(CURRICULUM), "intro/1"), DEFAULT).decode()
