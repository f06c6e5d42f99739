"""The look of an organisation's own materials, as far as a workshop takes it over."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from toolkit.model.base import Line, Noun, Spelling

_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")


def _refuse_bad_colour(text: str) -> str:
    if not _COLOUR.fullmatch(text):
        raise PydanticCustomError("not_a_color", "'{text}' is not a color", {"text": text})
    return text


Colour = Annotated[str, AfterValidator(_refuse_bad_colour), Spelling("color", "#0B4F5C", _COLOUR.pattern)]


class Look(Noun):
    """Logo, colors and foot of the organization that hosts a workshop; its name is the session's 'organization'.

    What may be seen as text is made dark enough for it. Colors that carry a meaning are not changed.
    """

    logo: Line | None = Field(
        default=None, description="A PNG, JPEG or SVG picture, beside this file or below its folder; small on covers and title slides."
    )
    logo_alt: Line | None = Field(
        default=None, description="What the logo says, for people who do not see it: usually the organization's name; needed with a logo."
    )
    primary: Colour | None = Field(default=None, description="The main color, in quotation marks: titles, bands, links.")
    accent: Colour | None = Field(default=None, description="A second color, in quotation marks: small lines and signs.")
    footer: Line | None = Field(
        default=None, description="One line at the foot of pages and slides, in place of 'organization'; 80 characters at most."
    )
