"""A Word document in, what is wrong with the language, the colours and the links of its text, and what of it is hidden, out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from toolkit.audit.office import number
from toolkit.audit.office_words import cut, has_letters, is_language, link_fault, shortened
from toolkit.audit.word_read import Document, Paragraph, runs, text_of_run
from toolkit.audit.word_rules import CONTRAST, LANGUAGES, LINKS, SHOWN, UNDECIDED, Found
from toolkit.audit.word_styles import Styles, W, switched, value
from toolkit.look.contrast import contrast

TEXT, LARGE_TEXT = 4.5, 3.0
"""The least contrast (WCAG 2.2, 1.4.3); large is 18 points, or 14 in bold."""
_LARGE, _LARGE_BOLD = 36.0, 28.0  # half points
_USUAL = 20.0
_HIGHLIGHTS = {
    "black": "#000000", "blue": "#0000FF", "cyan": "#00FFFF", "green": "#00FF00", "magenta": "#FF00FF", "red": "#FF0000", "yellow": "#FFFF00", "white": "#FFFFFF",
    "darkBlue": "#000080", "darkCyan": "#008080", "darkGreen": "#008000", "darkMagenta": "#800080", "darkRed": "#800000", "darkYellow": "#808000",
    "darkGray": "#808080", "lightGray": "#C0C0C0",
}  # fmt: skip
_PAPER = "#FFFFFF"
_LANGUAGES = ("val", "eastAsia", "bidi")


class _Given(dict[str, Any]):
    """What letters take that say nothing themselves, worked out once for all that stand alike: from the style of the run, of the paragraph, of the table."""

    def __init__(self, styles: Styles, own: str, paragraph: Paragraph) -> None:
        super().__init__()
        self._styles, self._own, self._paragraph = styles, own, paragraph

    def __missing__(self, what: str) -> Any:
        styles = self._styles
        found = styles.letters(self._own, what) if self._own else None
        if found is None:
            found = styles.letters(self._paragraph.style, what)
        for cell in reversed(self._paragraph.cells if found is None else ()):
            found = styles.table(cell.style, cell.conditions, f"rPr/{what}") if found is None else found
        self[what] = styles.default(what) if found is None else found
        return self[what]


@dataclass(frozen=True, slots=True)
class _Piece:
    """One run, with what it says about itself and what it takes."""

    text: str
    own: dict[str, Any]
    given: _Given
    paragraph: Paragraph
    link: Any

    def letters(self, what: str) -> Any:
        """What is said of its letters, such as 'color', or None."""
        return self.own[what] if what in self.own else self.given[what]


def _pieces(document: Document) -> Iterator[_Piece]:
    known: dict[tuple[Any, ...], _Given] = {}
    for paragraph in document.paragraphs:
        place = paragraph.style, *((cell.style, cell.conditions) for cell in paragraph.cells)
        for run, link in runs(paragraph.element):
            text = text_of_run(run)
            if not text.strip():
                continue
            own = {child.tag.rpartition("}")[2]: child for properties in run.iterchildren(f"{W}rPr") for child in properties}
            style = value(own.get("rStyle"))
            key = style, *place
            if key not in known:
                known[key] = _Given(document.styles, style, paragraph)
            yield _Piece(text, own, known[key], paragraph, link)


def find_in_text(document: Document) -> Iterator[Found]:
    """Each piece of text that is shown, and those that are not."""
    pieces = list(_pieces(document))
    hidden = [piece for piece in pieces if switched(piece.letters("vanish"))]
    gone = {id(piece) for piece in hidden}
    shown = [piece for piece in pieces if id(piece) not in gone]
    yield _languages(shown)
    yield from _contrasts(shown, document)
    mend = "In Word: select it (Home > Show/Hide shows it) > Home > Font, and clear the tick at Hidden; or delete it."
    yield Found(SHOWN, len(pieces), _told([(piece, f"The text “{shortened(piece.text)}” is hidden: a screen reader leaves it out, and others can bring it back. {mend}") for piece in hidden]))
    yield _links(shown)


def _told(wrong: list[tuple[_Piece, str]]) -> tuple[tuple[str, str], ...]:
    """The same fault in a paragraph once."""
    once = {(id(piece.paragraph), fault): (piece.paragraph.where, fault) for piece, fault in reversed(wrong)}
    return tuple(reversed(once.values()))


def _languages(pieces: list[_Piece]) -> Found:
    spoken = [piece for piece in pieces if has_letters(piece.text)]
    wrong = []
    mend = "In Word: select it > Review > Language > Set Proofing Language."
    for piece in spoken:
        said = piece.letters("lang")
        named = [] if said is None else [said.get(f"{W}{name}") for name in _LANGUAGES if said.get(f"{W}{name}")]
        if not named:
            wrong.append((piece, f"The text does not say in which language it is. {mend}"))
        elif not is_language(named[0]):
            wrong.append((piece, f"The text names “{shortened(named[0])}” as its language, which is none. {mend}"))
    return Found(LANGUAGES, len(spoken), _told(wrong))


def _contrasts(pieces: list[_Piece], document: Document) -> Iterator[Found]:
    decided, left, wrong = 0, 0, []
    known: dict[tuple[str, str], float] = {}
    last, behind = None, None
    for piece in pieces:
        if piece.paragraph is not last:
            last, behind = piece.paragraph, _ground(piece.paragraph, document)
        ground, ink = _marked(piece), _ink(piece)
        ground = behind if ground == "" else ground
        if ground is None or ink == "":
            left += 1
            continue
        decided += 1
        if ink is None:
            continue  # Word chooses black or white itself
        if (ink, ground) not in known:
            known[ink, ground] = contrast(ink, ground)
        found = known[ink, ground]
        if found < TEXT and found < (needed := _least(piece)):
            mend = "In Word: select it > Home > Font Color, and choose a darker or a lighter color."
            wrong.append((piece, f"The text “{shortened(piece.text)}” has a contrast of {cut(found)} to 1 ({ink} on {ground}); it needs {needed:g} to 1. {mend}"))
    yield Found(CONTRAST, decided, _told(wrong))
    yield Found(UNDECIDED, left)


def _least(piece: _Piece) -> float:
    size = number(value(piece.letters("sz")), _USUAL)
    return LARGE_TEXT if size >= _LARGE or (size >= _LARGE_BOLD and switched(piece.letters("b"))) else TEXT


def _ink(piece: _Piece) -> str | None:
    """The colour of its letters; None where Word chooses, '' where it cannot be worked out."""
    said = value(piece.letters("color"))
    return None if said in {"", "auto"} else _colour(said)


def _marked(piece: _Piece) -> str | None:
    """The colour with which the piece itself is marked; '' where it is not."""
    marked = value(piece.letters("highlight"))
    if marked and marked != "none":
        return _HIGHLIGHTS.get(marked)
    return _shade(piece.letters("shd"))


def _ground(paragraph: Paragraph, document: Document) -> str | None:
    """The nearest colour behind a paragraph; None where it cannot be worked out."""
    styles = document.styles
    shades = [paragraph.element.find(f"{W}pPr/{W}shd"), styles.paragraph(paragraph.style, "shd")]
    for cell in reversed(paragraph.cells):
        shades += [cell.element.find(f"{W}tcPr/{W}shd"), styles.table(cell.style, cell.conditions, "tcPr/shd")]
    for shade in shades:
        found = _shade(shade)
        if found != "":
            return found
    return None if paragraph.boxed else _colour(document.ground) or _PAPER


def _shade(shade: Any) -> str | None:
    """The colour of a shading; '' where there is none, None for a pattern of two."""
    if shade is None:
        return ""
    pattern, fill = value(shade), shade.get(f"{W}fill", "auto")
    if pattern == "solid":
        return _colour(shade.get(f"{W}color", "")) or None
    if pattern not in {"clear", "nil", ""}:
        return None
    return "" if fill in {"", "auto"} else _colour(fill) or None


def _colour(written: str) -> str:
    plain = written.strip().lstrip("#").upper()
    return f"#{plain}" if len(plain) == 6 and all(sign in "0123456789ABCDEF" for sign in plain) else ""  # noqa: PLR2004  # two for each of three


def _links(pieces: list[_Piece]) -> Found:
    """A link may be of several runs."""
    whole: dict[int, list[_Piece]] = {}
    for piece in pieces:
        if piece.link is not None:
            whole.setdefault(id(piece.link), []).append(piece)
    wrong = []
    for parts in whole.values():
        fault = link_fault("".join(part.text for part in parts))
        if fault:
            wrong.append((parts[0], f"A link {fault}. In Word: right-click it > Edit Hyperlink > Text to display, and name the page it leads to."))
    return Found(LINKS, len(whole), _told(wrong))
