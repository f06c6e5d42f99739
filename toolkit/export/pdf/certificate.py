"""From a Certificate to one printed sheet, landscape: who completed which self-study course, and what that does not mean."""

from __future__ import annotations

import re
from dataclasses import asdict
from typing import Any

from toolkit.export.pdf.typeset import compile_pdf
from toolkit.export.typography import typographic
from toolkit.look.fonts import family_for
from toolkit.look.theme import Theme
from toolkit.messages import Messages, messages
from toolkit.model.certificate import Certificate


def to_certificate(certificate: Certificate, theme: Theme) -> bytes:
    """The certificate as PDF/UA-1; its objectives move to a second sheet where they do not fit on the first.

    The name is in the page and nowhere else: not in the metadata, where it would travel unseen.
    Raises MissingGlyphError for a character that the fonts cannot show.
    """
    words = messages(certificate.language)
    title = typographic(words("certificate.document-title", course=certificate.course))
    return compile_pdf("certificate.typ", _data(certificate, theme, words), title=title)


def _data(certificate: Certificate, theme: Theme, words: Messages) -> dict[str, Any]:
    return {
        "theme": asdict(theme),
        "words": {key: typographic(text) for key, text in words.all().items()},
        "language": certificate.language,
        "paper": certificate.paper,
        "name": certificate.name,  # as typed, so no curly quotes
        "name_font": family_for(certificate.name),
        "course": typographic(certificate.course),
        "modules": [
            {
                "title": typographic(module.title),
                "minutes": module.minutes,
                "finished": module.finished.isoformat(),
            }
            for module in certificate.modules
        ],
        "minutes": certificate.minutes,
        "objectives": [typographic(objective) for objective in certificate.objectives],
        "day": certificate.day.isoformat(),
        "curriculum": typographic(certificate.curriculum),
        "edition": certificate.edition,
        "notice": typographic(_first_paragraph(certificate.notice)),
        "licence": certificate.licence,
        "access": certificate.access,
    }


def _first_paragraph(text: str) -> str:
    return " ".join(re.split(r"\n\s*\n", text.strip())[0].split())
