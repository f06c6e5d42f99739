"""Text goldens at the boundary of each stage, so that a diff names the stage that changed."""

from __future__ import annotations

import json
import re
from pathlib import Path

import nbformat
import pytest

from toolkit.build import run_notebook
from toolkit.compose import compose
from toolkit.export.outline import to_outline
from toolkit.export.pdf.typst_data import document_data
from toolkit.export.read import read
from toolkit.export.slides.exporter import to_slides
from toolkit.export.study.exporter import to_study
from toolkit.load import load_curriculum
from toolkit.look.theme import DEFAULT
from toolkit.messages import messages
from toolkit.model.session import Session
from toolkit.plan import make_plan

SMALL = Path(__file__).parent / "curricula" / "small"


@pytest.fixture(scope="module")
def small():
    return load_curriculum(SMALL)


@pytest.fixture(scope="module")
def session(small):
    return Session.model_validate({"modules": list(small.modules), "start": "09:00", "date": "2027-01-15"})


@pytest.fixture(scope="module")
def executed(small, session):
    return run_notebook(small, session)


def test_compose_gives_the_notebook_it_gave(small, session, golden):
    golden("small.ipynb", nbformat.writes(compose(small, make_plan(small, session))) + "\n")


@pytest.mark.parametrize("reader", ["participant", "facilitator", "learner"])
def test_read_gives_the_document_it_gave(executed, reader, golden):
    golden(f"small.{reader}.txt", to_outline(read(executed, reader), DEFAULT).decode())


def test_typst_gets_the_data_it_got(executed, golden):
    data = document_data(read(executed, "participant"), DEFAULT, messages("en"))
    kept = {name: value for name, value in data.items() if name not in ("words", "theme")}
    golden("small.typst.json", json.dumps(kept, indent=1, ensure_ascii=False, sort_keys=True) + "\n")


def test_slides_hold_the_markup_they_held(executed, golden):
    golden("small.slides.html", body_of(to_slides(read(executed, "facilitator"), DEFAULT)))


def test_the_study_page_holds_the_markup_it_held(executed, golden):
    golden("small.study.html", body_of(to_study(read(executed, "learner"), DEFAULT)))


def body_of(page: bytes) -> str:
    """What a reader sees of a page, a line for each tag."""
    body = re.search(r"<body.*?</body>", page.decode(), re.DOTALL)[0]
    body = re.sub(r"<script.*?</script>", "", body, flags=re.DOTALL)
    return re.sub(r">\s*<", ">\n<", body) + "\n"
