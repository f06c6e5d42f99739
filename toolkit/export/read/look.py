"""The look that a notebook carries in; the Document's look, its logo a picture again, out."""

from __future__ import annotations

import base64
import re
from typing import cast, get_args

from toolkit.errors import UsageError
from toolkit.export import document as d
from toolkit.look.pictures import is_usable
from toolkit.model.look import Look

_ADDRESS = re.compile(r"data:([a-z/+]+);base64,([A-Za-z0-9+/=]+)")
_LARGEST = 400_000


def look_of(look: Look | None) -> d.Look:
    """What the documents of a session show of its host. Everyone may see it.

    Raises UsageError for a logo that is not, whole and plain, in the notebook itself.
    """
    if look is None:
        return d.Look()
    return d.Look(_logo(look), look.primary or "", look.accent or "", look.footer or "")


def _logo(look: Look) -> d.Figure | None:
    if look.logo is None:
        return None
    found = _ADDRESS.fullmatch(look.logo)
    if found is None or found[1] not in get_args(d.MediaType) or len(found[2]) > _LARGEST or not look.logo_alt:
        raise UsageError("The logo in this notebook cannot be used.", "Export the session anew, from its own file.")
    try:
        data = base64.b64decode(found[2], validate=True)
    except ValueError:
        data = b""
    if not is_usable(data, found[1]):
        raise UsageError("The logo in this notebook is damaged, or loads something.", "Export the session anew, from its own file.")
    return d.Figure(data, cast("d.MediaType", found[1]), look.logo_alt, access="open")
