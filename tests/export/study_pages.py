"""What the tests of the study page share: documents of a learner, pages written to disk, and ways to use them."""

from __future__ import annotations

import re
import shutil
from dataclasses import fields, is_dataclass, replace
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.curricula import copy_of_small, plant
from toolkit.build import run_notebook
from toolkit.export import document as d
from toolkit.export.activity_data import with_texts
from toolkit.export.read import read
from toolkit.export.study.exporter import to_study
from toolkit.load import load_curriculum
from toolkit.look.theme import DEFAULT
from toolkit.model.curriculum import Curriculum
from toolkit.model.session import Session

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

HOSTILE = "</script></style></title>--><img src=x onerror=alert(1)><svg onload=alert(2)><b>\"'&{fact}${x}"
_AS_MADE = {
    "id", "kind", "language", "paper", "access", "reader", "tone", "need", "label", "href", "clock", "media_type", "number",
    "priority", "safety", "data", "modules",
}  # fmt: skip


def learner_of(curriculum: Curriculum, *modules: str, **session: Any) -> d.Document:
    """What a learner gets of a session."""
    notebook = run_notebook(curriculum, Session.model_validate({"modules": modules, **session}))
    return read(notebook, "learner")


def page_of(document: d.Document) -> str:
    return to_study(document, DEFAULT).decode()


def write(path: Path, document: d.Document) -> Path:
    path.write_bytes(to_study(document, DEFAULT))
    return path


def two_modules(folder: Path) -> Curriculum:
    """The small curriculum with its module twice, as a course of two."""
    root = copy_of_small(folder)
    shutil.copy(root / "course/1-noticing.yaml", root / "course/2-again.yaml")
    plant(root, "course/2-again.yaml", "id: course/1", "id: course/2")
    plant(root, "course/2-again.yaml", "title: Noticing", "title: Noticing again")
    plant(root, "catalogue.yaml", "modules: [course/1]", "modules: [course/1, course/2]")
    return load_curriculum(root)


def hostile(value: Any, inside: str = HOSTILE) -> Any:
    """``value`` with markup in every text that content can supply; ``inside`` is what the data of activities get."""
    if isinstance(value, str):
        return f"{value} {HOSTILE}"
    if isinstance(value, tuple):
        return tuple(hostile(item, inside) for item in value)
    if is_dataclass(value) and not isinstance(value, type):
        changed = {f.name: hostile(getattr(value, f.name), inside) for f in fields(value) if f.name not in _AS_MADE}
        if isinstance(value, d.Document):
            changed["modules"] = tuple(hostile(module, inside) for module in value.modules)
        if isinstance(value, d.Interactive):
            changed["data"] = with_texts(value.data, lambda text: f"{text} {inside}")
        return replace(value, **changed)
    return value


def words_in(text: str) -> str:
    """A text, or a page, as plain words: no tags, no Markdown, one kind of quotes, one space between words."""
    plain = unescape(re.sub(r"\[\[[\d, ]+\]\]\(#\w+\)|<[^<>]*>", " ", text.replace("\\u003c", "<").replace('\\"', '"')))
    plain = re.sub(r"\s?\[@[^\]]*\]", " ", plain)
    for typed, printed in (("'", "‘’"), ('"', "“”")):
        plain = re.sub(f"[{printed}]", typed, plain)
    return re.sub(r"[\s*\u00a0]+", " ", plain)


def activity(page: Page, name: str) -> Locator:
    """The section of an activity of module intro/1."""
    return page.locator(f"#intro-1-{name}")


def answer_first(page: Page, name: str) -> None:
    """Takes the first answer of every question of choices in a quiz, and checks each question there is."""
    for question in activity(page, name).locator(".tk-question").all():
        if question.locator(".tk-option").count():
            question.locator(".tk-option").first.click()
        for box in question.locator("select").all():
            box.select_option(index=1)
        question.get_by_role("button", name="Check").click()


def walk_to_the_end(page: Page, name: str) -> None:
    """Takes the first choice of each scene until there are none."""
    scene = activity(page, name)
    scene.get_by_role("button", name="Begin").click()
    while scene.locator(".tk-choice").count():
        scene.locator(".tk-choice").first.click()
