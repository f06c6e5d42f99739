"""A Document and a theme in, the theme in the colours of the Document's organisation out; and what its facilitator should know of them."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.errors import UsageError
from toolkit.export.document import Document
from toolkit.look.own import changes, in_colours_of
from toolkit.look.theme import Theme
from toolkit.model.look import Look


def theme_of(document: Document, theme: Theme) -> Theme:
    """``theme`` with the colours that the workshop's host asks for, made fit for text. Raises UsageError where that cannot be."""
    look = document.look
    try:
        return in_colours_of(theme, look.primary, look.accent)
    except ValueError as error:
        raise UsageError(f"The color {error} is too near to white to be read.", "Name a stronger one in the session file.") from error


def told_of(look: Look | None) -> Iterator[str]:
    """A sentence for each colour that is not used as it was given."""
    for change in changes(look.primary or "", look.accent or "") if look else ():
        ground = "white" if change.on_white else "colored panels"
        yield f"{change.given} is too pale for text on {ground} ({change.ratio:.1f}:1); {change.used} is used there instead"
