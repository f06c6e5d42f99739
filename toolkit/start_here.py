"""A curriculum in, the notebook out that a learner opens first: a welcome, whom to call, every course, and their home."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from toolkit.compose_planner import NAME as PLANNER
from toolkit.messages import Messages, messages
from toolkit.model import cells
from toolkit.model.as_typed import as_typed
from toolkit.model.clearance import seen
from toolkit.model.completion import studied_segments
from toolkit.model.curriculum import Course, Curriculum
from toolkit.model.references import contact_in_text
from toolkit.model.registers import NEEDS, Contact
from toolkit.notebook_cells import Cell, as_notebook, code_cell, edition_line, markdown_cell, quoted_notice

if TYPE_CHECKING:
    from nbformat import NotebookNode

NAME = "start-here.ipynb"
"""Its place below ``notebooks/``."""


def compose_start_here(curriculum: Curriculum) -> NotebookNode:
    """The notebook. It can be read, and its links followed, without running anything."""
    curriculum, words = seen(curriculum, "open"), messages("en")
    catalogue = curriculum.catalogue
    info = cells.NotebookInfo(
        title=words("home.title"), subtitle=catalogue.title, edition=catalogue.edition, notice=catalogue.notice,
        licence=catalogue.licence, access="open", modules=(), minutes=0, schedule=(),
        audience_titles={audience.id: audience.title for audience in catalogue.audiences},
    )  # fmt: skip
    return as_notebook(info, list(_cells(curriculum, words)))


def _cells(curriculum: Curriculum, words: Messages) -> Iterator[Cell]:
    catalogue = curriculum.catalogue
    welcome = words("home.welcome", title=as_typed(catalogue.title))
    yield markdown_cell("cover", f"# {words('home.title')}\n\n{welcome}\n\n{quoted_notice(curriculum)}", "open", slide="slide")
    yield markdown_cell("help", _how_it_works(curriculum, words), "open", slide="skip")
    yield markdown_cell("help", f"## {words('home.yours')}\n\n{words('home.yours-how')}", "open", slide="skip")
    yield code_cell("home", f"# {words('home.code')}\nfrom toolkit.study import home\n\nhome()", "open")
    yield markdown_cell("help", "\n\n".join(_courses(curriculum, words)), "open", slide="skip")
    if curriculum.pages:
        yield markdown_cell("help", "\n\n".join(_pages(curriculum, words)), "open", slide="skip")
    planner = f"## {words('home.planner')}\n\n{words('home.planner-how', notebook=PLANNER)}"
    yield markdown_cell("help", planner, "open", slide="skip")
    yield markdown_cell("contacts", "\n\n".join(_whom_to_call(curriculum, words)), "open", slide="skip")
    yield markdown_cell("colophon", edition_line(curriculum), "open")


def _how_it_works(curriculum: Curriculum, words: Messages) -> str:
    danger = [as_typed(contact_in_text(each)) for each in _on_cards(curriculum) if each.need == "danger"]
    rows = [
        words("home.how-run"), words("home.how-keys"), words("home.how-breaks"), words("home.how-kept"),
        words("home.how-alone"),
    ]  # fmt: skip
    listed = "\n".join(f"- {row}" for row in rows)
    call = words("home.how-danger", contacts=", ".join(danger)) if danger else ""
    return f"## {words('home.how')}\n\n{listed}\n\n> {words('home.no-reports')} {call}".rstrip()


def _courses(curriculum: Curriculum, words: Messages) -> Iterator[str]:
    yield f"## {words('home.courses')}"
    yield words("home.courses-how")
    every = curriculum.open_modules()
    for course in curriculum.catalogue.courses:
        lines = [_module_line(curriculum, module.id, words) for module in every if module.id in course.modules]
        if lines:
            yield f"### {as_typed(course.title)}"
            yield from filter(None, (_made_for(curriculum, course, words), course.summary.strip(), "\n".join(lines)))


def _pages(curriculum: Curriculum, words: Messages) -> Iterator[str]:
    yield f"## {words('home.pages')}"
    yield words("home.pages-how")
    yield "\n".join(
        f"- [{as_typed(page.title)}]({curriculum.page_notebook(page.id)}). {as_typed(page.subtitle or '')}".rstrip(". ")
        for page in curriculum.pages.values()
    )


def _made_for(curriculum: Curriculum, course: Course, words: Messages) -> str:
    titles = [as_typed(each.title) for each in curriculum.catalogue.audiences if each.id in course.audiences]
    return f"*{words('home.made-for', audiences=', '.join(titles))}*" if titles else ""


def _module_line(curriculum: Curriculum, module_id: str, words: Messages) -> str:
    module = curriculum.module(module_id)
    minutes = words("shared.minutes", count=sum(segment.minutes.typical for segment in studied_segments(module)))
    about = f". {as_typed(module.subtitle)}" if module.subtitle else ""
    return f"- [{as_typed(module.title)}]({curriculum.notebook(module_id)}) ({minutes}){about}"


def _whom_to_call(curriculum: Curriculum, words: Messages) -> Iterator[str]:
    yield f"## {words('shared.contacts')}"
    groups: dict[str, list[Contact]] = {}
    for contact in _on_cards(curriculum):
        groups.setdefault(contact.need, []).append(contact)
    order = [need for need in NEEDS if need in groups]
    yield "\n".join(
        f"- **{words(f'shared.need-{need}')}:** {'; '.join(_reach(each, words) for each in groups[need])}." for need in order
    )
    yield words("home.confirm")


def _on_cards(curriculum: Curriculum) -> list[Contact]:
    return [contact for contact in curriculum.contacts.values() if contact.card]


def _reach(contact: Contact, words: Messages) -> str:
    return f"{as_typed(contact.name)} ({words('notebook.local-number')})" if contact.local else as_typed(contact_in_text(contact))
