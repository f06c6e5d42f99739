"""A Document in, certificates of a workshop out (PDF/UA-1): a blank one to fill in by hand, or one sheet for each person who attended."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from toolkit.export import document as d
from toolkit.export.attendance import attended, days_as_printed, held, hours_as_printed
from toolkit.export.pdf.form_data import logo_of
from toolkit.export.pdf.typeset import compile_pdf
from toolkit.export.pdf.typst_data import document_data
from toolkit.export.read.markdown import plain
from toolkit.export.typography import typographic
from toolkit.look.fonts import family_for
from toolkit.look.theme import Theme
from toolkit.messages import Messages, messages
from toolkit.model.roster import Attendee, Held

_NOBODY = Attendee("")


def to_blank_certificate(document: d.Document, theme: Theme) -> bytes:
    """One certificate with a line for the name, for people who attended all of the workshop."""
    return to_certificates(document, theme, (_NOBODY,))


def to_certificates(document: d.Document, theme: Theme, attendees: Sequence[Attendee]) -> bytes:
    """A sheet for each of ``attendees`` in their order, in one file; where there are several, with a bookmark for each name.

    Names stand on the pages and in those bookmarks, and never in the metadata, where they would travel unseen. Raises
    MissingGlyphError for a character that the fonts cannot show.
    """
    words = messages(document.language)
    data = document_data(_bare(document), theme, words)
    workshop = held(document)
    data["people"] = [_person(document, workshop, attendee, words) for attendee in attendees]
    data["plain_notice"] = typographic(_first_paragraph(document.notice))
    key = "certificate.workshop-title" if len(attendees) == 1 else "certificate.workshop-titles"
    return compile_pdf("certificates.typ", data, title=typographic(words(key, title=document.title)), figures=logo_of(document, theme))


def _person(document: d.Document, workshop: Held, attendee: Attendee, words: Messages) -> dict[str, Any]:
    took = attended(workshop, attendee)
    return {
        "name": attendee.name,  # as typed, so no curly quotes
        "name_font": family_for(attendee.name),
        "whole": took.whole,
        "days": typographic(days_as_printed(document, took.days, words)),
        "hours": typographic(hours_as_printed(took.minutes, words)) if took.minutes else "",
        "recorded": took.recorded,
        "modules": [{"title": typographic(title), "minutes": minutes} for title, minutes in took.modules],
    }


def _bare(document: d.Document) -> d.Document:
    """The document without its content, which no certificate shows and a template need not carry."""
    return replace(document, modules=(), schedule=(), contacts=(), sources=(), facts=(), notice=(), days=())


def _first_paragraph(blocks: d.Blocks) -> str:
    return next((plain(block.text) for block in blocks if isinstance(block, d.Paragraph)), "")
