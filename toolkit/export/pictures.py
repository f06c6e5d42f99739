"""A picture of a document in; refused where it reaches outside itself."""

from __future__ import annotations

from toolkit.errors import UsageError
from toolkit.export.document import Figure
from toolkit.look.pictures import reaches_outside


def refuse_outside(figure: Figure) -> None:
    """Raises UsageError for an SVG picture that reaches outside itself: it would show other things on other machines."""
    if figure.media_type == "image/svg+xml" and reaches_outside(figure.data):
        raise UsageError(
            f"The SVG picture '{figure.alt}' loads something from outside itself.",
            "Save it with everything inside it (no links, no scripts), or use a PNG.",
        )
