"""Every style of our Word files as data: what it is called, what it comes from, and how it looks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

TONES = ("remember", "caution", "support", "law")
NOTES = ("say", "ask", "do", "watch-for", "transition", "debrief", "key")
NOTE_INKS = {
    "say": "primary", "ask": "accent", "do": "law", "watch-for": "caution", "transition": "muted", "debrief": "support",
    "key": "safer",
}  # fmt: skip
_SMALL, _FULL = 9.0, 10.5
_FRAME, INSET = 12, 18
_FILLED = {"watch-for": "caution_soft", "debrief": "support_soft"}


@dataclass(frozen=True, slots=True)
class Look:
    """A paragraph style. Lengths are in points, colours names of the palette; None takes what ``base`` has.

    ``level`` is that of a heading. ``bar`` is a line at the left, ``rule`` one below. ``leader`` draws lines to write on.
    """

    id: str
    name: str
    base: str = "Normal"
    then: str = ""  # style of the next paragraph that somebody types; '' is this one
    size: float | None = None
    ink: str | None = None
    bold: bool | None = None
    italic: bool | None = None
    before: float | None = None
    after: float | None = None
    line: float | None = None  # times the size
    exact: float | None = None  # points from line to line, whatever the size
    fill: str | None = None
    bar: str | None = None
    rule: str | None = None
    left: float | None = None
    hanging: float | None = None
    level: int | None = None
    stays: bool = False
    whole: bool = False
    opens: bool = False
    leader: bool = False
    mono: bool = False
    inset: float = 0  # how much further in than the frame it belongs to
    own: bool = True  # not one that Word knows


@dataclass(frozen=True, slots=True)
class Lettering:
    """A character style."""

    id: str
    name: str
    ink: str | None = None
    fill: str | None = None
    bold: bool = False
    italic: bool = False
    size: float | None = None
    underline: bool = False
    raised: bool = False
    capitals: bool = False
    mono: bool = False
    own: bool = True


def heading_looks() -> Iterator[Look]:
    """Titles of the document, and headings from the first to the sixth level."""
    yield Look("Title", "Title", then="Subtitle", size=30, ink="primary", bold=True, before=0, after=6, line=1.0, stays=True, own=False)
    yield Look("Subtitle", "Subtitle", then="Normal", size=14, ink="muted", before=0, after=16, rule="accent", own=False)
    sizes = ((22, 30, 10, "primary"), (15.5, 22, 8, "primary"), (12.5, 16, 6, "ink"), (11.5, 14, 5, "ink"), (10.5, 12, 4, "ink"), (10.5, 12, 4, "muted"))
    for level, (size, before, after, ink) in enumerate(sizes, start=1):
        yield Look(
            f"Heading{level}", f"heading {level}", then="Normal", size=size, ink=ink, bold=True, before=before, after=after,
            line=1.05, level=level, stays=True, whole=True, own=False,
        )  # fmt: skip
    # Headings that a table of contents leaves out: those of the first page and of a module's opening.
    for level in (1, 2):
        yield Look(f"QuietHeading{level}", f"Quiet Heading {level}", f"Heading{level}", "Normal", 13, "primary", before=16, after=6, level=level)
        yield Look(
            f"NoticeHeading{level}", f"Notice Heading {level}", f"Heading{level}", "CalloutSupport", 13, "support", before=16,
            after=0, level=level, fill="support_soft", bar="support", left=12,
        )  # fmt: skip
    yield Look("TOCHeading", "TOC Heading", "QuietHeading1", "Normal", level=1, own=False)
    yield Look("TOC1", "toc 1", bold=True, before=4, after=2, own=False)
    yield Look("TOC2", "toc 2", before=0, after=2, left=14, own=False)


def text_looks() -> Iterator[Look]:
    """Running text, lists, panels, and everything on which people write."""
    yield Look("Kicker", "Kicker", then="Normal", size=_SMALL, ink="accent", bold=True, before=0, after=3, stays=True)
    yield Look("ActivityKind", "Activity Kind", "Kicker", "Normal", before=18, after=0, stays=True)
    yield Look("Lead", "Lead", size=11.5)
    yield Look("Details", "Details", after=4, left=112, hanging=112)
    yield Look("ListBullet", "List Bullet", after=3, own=False)
    yield Look("ListNumber", "List Number", after=3, own=False)
    yield Look("ListContinue", "List Continue", after=3, own=False)
    yield Look("Checklist", "Checklist", after=4)
    yield Look("KeyPoint", "Key Point", after=4, fill="primary_soft", bar="primary", line=1.25)
    yield Look("Question", "Question", bold=True, before=14, after=3, stays=True, whole=True)
    yield Look("QuestionHow", "Question How", size=_SMALL, ink="muted", before=0, after=4, left=24, hanging=0, stays=True)
    yield Look("AnswerOption", "Answer Option", after=4, whole=True)
    yield Look("Quote", "Quote", italic=True, before=6, after=8, left=18, bar="accent", own=False)
    yield Look("Code", "Code", size=9.5, fill="mist", mono=True, after=8, left=12)
    yield Look("Divider", "Divider", then="Normal", before=0, after=12, rule="line", exact=12)
    yield Look("Caption", "caption", size=_SMALL, ink="muted", before=3, after=10, own=False)
    yield Look("TableCaption", "Table Caption", then="Normal", bold=True, before=10, after=4, stays=True)
    yield Look("Picture", "Picture", then="Caption", before=10, after=2, line=1.0, stays=True)
    yield Look("Callout", "Callout", before=0, after=4, fill="mist", bar="muted", left=12, line=1.25)
    for tone in TONES:
        yield Look(f"Callout{tone.title()}", f"Callout {tone.title()}", "Callout", fill=f"{tone}_soft", bar=tone, left=12)
    yield Look("CalloutExample", "Callout Example", "Callout", fill="accent_soft", bar="accent", left=12)
    yield Look("WritingLines", "Writing Lines", before=0, after=6, exact=25, ink="muted", leader=True)
    yield Look("FillIn", "Fill In", before=6, after=0, exact=22, leader=True)
    yield Look("Small", "Small", size=_SMALL, ink="muted")
    yield Look("SceneTime", "Scene Time", before=0, after=4, stays=True)
    yield Look("Outcome", "Outcome", after=5, left=26, hanging=26, whole=True)
    yield Look("Term", "Term", after=4, left=12, hanging=12)
    yield Look("Source", "Source", size=_SMALL, after=3)
    yield Look("TableHead", "Table Head", size=9.5, ink="primary", bold=True, before=2, after=2, stays=True)
    yield Look("TableText", "Table Text", size=9.5, before=2, after=2)
    yield Look("TableGap", "Table Gap", then="Normal", before=0, after=0, exact=10)
    yield Look("Header", "header", size=_SMALL, ink="muted", after=0, rule="line", own=False)
    yield Look("FirstHeader", "First Header", size=_SMALL, ink="accent", bold=True, after=0)
    yield Look("Footer", "footer", size=_SMALL, ink="muted", after=0, own=False)


def guide_looks() -> Iterator[Look]:
    """What only a facilitator guide has: slides, what to say and do with them, and the clock."""
    yield Look("Facts", "Facts", after=4, left=140, hanging=140, stays=True)
    yield Look("Clock", "Clock", then="Normal", size=12, ink="accent", bold=True, before=0, after=6, stays=True)
    yield Look("SlideText", "Slide Text", size=_SMALL, before=0, after=2, fill="mist", left=12, bar="line", whole=True)
    for note in NOTES:
        title = note.replace("-", " ").title()
        yield Look(
            title.replace(" ", ""), title, size=12 if note in {"say", "ask", "transition"} else _FULL, before=0, after=4,
            left=12, bar=None if note == "key" else NOTE_INKS[note], fill=_FILLED.get(note), bold=True if note == "ask" else None,
            italic=True if note == "transition" else None,
        )  # fmt: skip
    yield Look("Likely", "Likely Answers", "Ask", size=_FULL, bold=False)
    yield Look("Private", "Private", "CalloutExample", bold=True)


def insets(looks: Iterable[Look]) -> Iterator[Look]:
    """For each frame a style of text that stands further in, in a list, with the frame where it is."""
    for look in looks:
        if look.bar and look.left == _FRAME:
            yield Look(f"{look.id}Inset", f"{look.name} Inset", look.id, left=_FRAME + INSET, bar=look.bar, inset=INSET, fill=look.fill)


def letterings() -> Iterator[Lettering]:
    """Styles for words inside a paragraph."""
    yield Lettering("Strong", "Strong", bold=True, own=False)
    yield Lettering("Emphasis", "Emphasis", italic=True, own=False)
    yield Lettering("Hyperlink", "Hyperlink", ink="primary", underline=True, own=False)
    yield Lettering("Citation", "Citation", ink="accent", bold=True, raised=True)
    yield Lettering("InlineCode", "Inline Code", mono=True)
    yield Lettering("CardNumber", "Card Number", ink="paper", fill="primary", size=_FULL)
    yield Lettering("EndingNumber", "Ending Number", ink="paper", fill="accent", size=_FULL)
    yield Lettering("SegmentNumber", "Segment Number", ink="accent")
    yield Lettering("Label", "Label", ink="primary", bold=True)
    yield Lettering("Quiet", "Quiet", ink="muted", size=_SMALL)
    yield Lettering("TimeNow", "Time Now", ink="accent", bold=True)
    yield Lettering("Confirm", "Confirm Before Use", ink="accent", bold=True, size=8.5)
    yield Lettering("Number", "Number To Call", ink="primary", bold=True, size=12)
    yield Lettering("ExampleTitle", "Example Title", ink="accent", bold=True, size=_SMALL)
    for tone in TONES:
        yield Lettering(f"{tone.title()}Title", f"{tone.title()} Title", ink=tone, bold=True)
    for rating in ("safer", "mixed", "riskier"):
        yield Lettering(rating.title(), f"Rated {rating.title()}", ink=rating, bold=True)
    for note in NOTES:
        name = note.replace("-", " ").title()
        yield Lettering(f"{name.replace(' ', '')}Label", f"{name} Label", ink=NOTE_INKS[note], bold=True, size=9.5, capitals=True)


def note_style(kind: str) -> str:
    """Style of the text of a note; its label's has 'Label' at the end."""
    return kind.replace("-", " ").title().replace(" ", "")
