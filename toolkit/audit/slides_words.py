"""The pieces of text of one slide in, what is wrong with their language, colour, size and links out."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from toolkit.audit.office_words import cut, has_letters, is_language, link_fault, shortened
from toolkit.audit.slides_ground import Grounds, contrast_of, least, verdict
from toolkit.audit.slides_rules import CONTRAST, LANGUAGES, LINKS, SIZES, UNDECIDED, Found, in_short
from toolkit.audit.slides_text import Piece

SMALLEST = 12.0
"""Points. Below, a text is told of."""
_ROUNDING = 0.05
_SELECT = "In PowerPoint: select the text"


def find_languages(pieces: Sequence[Piece]) -> Found:
    """Only what has letters is read in a language."""
    spoken = [piece for piece in pieces if has_letters(piece.text)]
    wrong = [piece for piece in spoken if not is_language(piece.look.language)]
    what = [
        (piece, f"names “{shortened(piece.look.language)}” as its language, which is none" if piece.look.language else "does not say in which language it is") for piece in wrong
    ]
    return Found(LANGUAGES, len(spoken), _told(what, f"{_SELECT} > Review > Language > Set Proofing Language."))


def find_contrast(pieces: Sequence[Piece], grounds: Grounds) -> tuple[Found, Found]:
    """Decided, and left to a person."""
    decided, left, wrong = 0, 0, []
    for piece in pieces:
        below = grounds.below(piece)
        found = verdict(piece, below)
        if found is None:
            left += 1
            continue
        decided += 1
        if found < 1:
            worst, ground = min((contrast_of(piece.look.colour, ground), ground) for ground in below)
            wrong.append((piece, f"has a contrast of {cut(worst)} to 1 ({piece.look.colour} on {ground}); it needs {least(piece):g} to 1"))
    return Found(CONTRAST, decided, _told(wrong, f"{_SELECT} > Home > Font Color, and choose a darker or a lighter color.")), Found(UNDECIDED, left)


def find_sizes(pieces: Sequence[Piece]) -> Found:
    """Footers, dates and slide numbers are not meant for the room."""
    shown = [piece for piece in pieces if not piece.in_running]
    wrong = [(piece, f"is {piece.look.size:.3g} points small") for piece in shown if piece.look.size < SMALLEST - _ROUNDING]
    return Found(SIZES, len(shown), _told(wrong, f"{_SELECT} > Home > Font Size, and choose {SMALLEST:g} points or more; or move some of it to another slide."))


def find_links(pieces: Sequence[Piece]) -> Found:
    """Runs of one link side by side are one link."""
    looked, wrong = 0, []
    for (link, _), run in groupby(pieces, key=lambda piece: (piece.link, id(piece.paragraph))):
        if link is None:
            continue
        looked += 1
        run_pieces = list(run)
        fault = link_fault("".join(piece.text for piece in run_pieces))
        if fault:
            wrong.append((run_pieces[0], f"is a link that {fault}"))
    return Found(LINKS, looked, _told(wrong, "In PowerPoint: right-click the link > Edit Link > Text to display, and name the page it leads to."))


def _told(wrong: Sequence[tuple[Piece, str]], advice: str) -> tuple[str, ...]:
    """The same fault in a paragraph once."""
    once = {(id(piece.paragraph), fault): (piece, fault) for piece, fault in reversed(wrong)}
    return in_short([f"“{shortened(piece.text)}” {fault}." for piece, fault in reversed(once.values())], advice)
