"""The look that a session takes over in; what keeps it from being printed out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from toolkit.errors import Problem
from toolkit.load.rules import problem
from toolkit.look.own import is_white
from toolkit.model.curriculum import Marks
from toolkit.model.look import Look

LONGEST_FOOTER, LONGEST_ALT = 80, 120
_FILE_NAME = re.compile(r"\S*[\w-]\.(?:png|jpe?g|svg|gif|webp|bmp|tiff?|pdf)", re.IGNORECASE)
_SAYS_NOTHING = re.compile(r"(?:(?:the|our|a|an|my|new|company|organi[sz]ation'?s?)\s)*(?:logo|image|picture|photo|graphic|icon|img|alt|text|none|tbd|n/a)?[\s\d\W_]*", re.IGNORECASE)


def look_problems(look: Look | None, marks: Marks) -> Iterator[Problem]:
    """Every breach of a rule in ``look``, with its line and column."""
    if look is None:
        return
    for key, rule, what, mend in (*_alt(look), *_colours(look), *_footer(look)):
        yield problem(rule, marks.file, marks.at(("look", key)), what=what, mend=mend)


_Found = Iterator[tuple[str, str, str, str]]


def _alt(look: Look) -> _Found:
    rule, mend = "session-logo-is-described", "Write what the logo says, for example the organization's name."
    alt = " ".join((look.logo_alt or "").split())
    if look.logo and not alt:
        yield "logo", rule, "the logo has no 'logo_alt': people who do not see it would not know whose it is.", mend.replace("Write", "Add 'logo_alt:' with", 1)
    elif alt and not look.logo:
        yield "logo_alt", rule, "there is no logo that these words could stand for.", "Add 'logo:', or delete the line."
    elif alt and (_FILE_NAME.fullmatch(alt) or _SAYS_NOTHING.fullmatch(alt)):
        yield "logo_alt", rule, f"'{alt}' tells nobody what the logo says.", mend
    elif len(alt) > LONGEST_ALT:
        yield "logo_alt", rule, f"this has {len(alt)} characters; {LONGEST_ALT} are enough for a logo.", "Shorten it."


def _colours(look: Look) -> _Found:
    for key, colour in (("primary", look.primary), ("accent", look.accent)):
        if colour and is_white(colour):
            what = f"{colour} is white, or nearly so: nothing of it would be left in a color that can be read on white."
            yield key, "session-color-can-be-read", what, "Name a stronger color, or delete the line to keep the usual one."


def _footer(look: Look) -> _Found:
    if look.footer and len(look.footer) > LONGEST_FOOTER:
        what = f"this has {len(look.footer)} characters; the foot of a page holds {LONGEST_FOOTER}."
        yield "footer", "session-text-fits-cover", what, "Shorten it."
