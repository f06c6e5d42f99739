"""What is promised of slides, as data: each rule with the clause that asks for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from toolkit.audit.finding import Barrier, Rule
from toolkit.audit.office_words import shortened
from toolkit.audit.slides_nouns import Slide

_MOST = 3  # faults of one kind on a slide that are told one by one
_MICROSOFT = "Microsoft Accessibility Checker"
HAS_TITLE = Rule(
    "pptx-names-itself", "The presentation has a title in its properties, which a screen reader says when it opens.", "presentations", "WCAG 2.2, 2.4.2 Page Titled"
)
HAS_LANGUAGE = Rule(
    "pptx-names-its-language", "The presentation says in which language it is.", "presentations", "WCAG 2.2, 3.1.1 Language of Page"
)
TITLES = Rule(
    "pptx-slides-have-titles", "Every slide has a title in the title's place, by which people find their way without seeing it.", "slides",
    f"WCAG 2.2, 2.4.2 Page Titled and 2.4.6 Headings and Labels; {_MICROSOFT}: All slides have titles",
)  # fmt: skip
UNIQUE = Rule(
    "pptx-slide-titles-differ", "No two slides have the same title, hidden ones included.", "titles",
    f"WCAG 2.2, 2.4.6 Headings and Labels; {_MICROSOFT}: Slide titles are unique",
)  # fmt: skip
PICTURES = Rule(
    "pptx-pictures-have-alternative-text", "Every picture, chart, drawing and group is told in words, or marked as decoration.", "pictures, charts and drawings",
    f"WCAG 2.2, 1.1.1 Non-text Content; {_MICROSOFT}: All objects have alternative text",
)  # fmt: skip
ORDER = Rule(
    "pptx-reading-order-is-that-of-the-eye", "What is on a slide is read aloud in an order in which one would look at it, the title first.", "slides with more than one thing on them",
    f"WCAG 2.2, 1.3.2 Meaningful Sequence; {_MICROSOFT}: Objects are read in a logical order",
)  # fmt: skip
TABLES = Rule(
    "pptx-tables-have-header-rows", "Every table has a header row that says what its columns hold.", "tables",
    f"WCAG 2.2, 1.3.1 Info and Relationships; {_MICROSOFT}: Tables specify column header information",
)  # fmt: skip
LANGUAGES = Rule(
    "pptx-text-names-its-language", "All text says in which language it is, so that it is read aloud in the right voice.", "pieces of text", "WCAG 2.2, 3.1.2 Language of Parts"
)
CONTRAST = Rule(
    "pptx-text-stands-out", "Text stands out from its ground: 4.5 to 1 at least, and 3 to 1 where it is large.", "pieces of text on a known ground",
    f"WCAG 2.2, 1.4.3 Contrast (Minimum); {_MICROSOFT}: Hard-to-read text contrast",
)  # fmt: skip
UNDECIDED = Rule(
    "pptx-contrast-is-seen-by-a-person", "Text on pictures, gradients and other grounds that no program can work out: a person has to look at it.",
    "pieces of text left to look at", "WCAG 2.2, 1.4.3 Contrast (Minimum)",
)  # fmt: skip
SIZES = Rule(
    "pptx-text-is-large-enough", "No text is so small that it cannot be read on a screen in a room.", "pieces of text, without footers and numbers",
    "No clause: WCAG 2.2 gives no least size; Microsoft advises 18 points and more for slides",
)  # fmt: skip
LINKS = Rule(
    "pptx-links-tell-where-they-lead", "The words of every link tell where it leads.", "links",
    f"WCAG 2.2, 2.4.4 Link Purpose (In Context); {_MICROSOFT}: Hyperlink text is meaningful",
)  # fmt: skip
TIMING = Rule(
    "pptx-slides-wait", "Every slide stays until somebody goes on.", "slides", "WCAG 2.2, 2.2.1 Timing Adjustable and 2.2.2 Pause, Stop, Hide"
)
MEDIA = Rule("pptx-nothing-plays-by-itself", "No film or sound begins by itself.", "slides", "WCAG 2.2, 1.4.2 Audio Control")
RULES = (HAS_TITLE, HAS_LANGUAGE, TITLES, UNIQUE, PICTURES, ORDER, TABLES, LANGUAGES, CONTRAST, UNDECIDED, SIZES, LINKS, TIMING, MEDIA)


@dataclass(frozen=True, slots=True)
class Found:
    """What came of one rule on one slide, or on the deck as a whole at slide 0: how many things were looked at, and what is wrong."""

    rule: Rule
    looked_at: int
    faults: tuple[str, ...] = ()


def place_of(slide: Slide) -> str:
    """'slide 7, “The title”'."""
    title = "" if slide.title is None else " ".join(slide.title.words.split())
    hidden = " (hidden)" if slide.hidden else ""
    return f"slide {slide.number}{hidden}, “{shortened(title)}”" if title else f"slide {slide.number}{hidden}"


def in_short(faults: Sequence[str], advice: str) -> tuple[str, ...]:
    """The first few faults of a slide one by one, the rest as a number, each with what to do."""
    rest = len(faults) - _MOST
    more = f"So it is in {rest} more {'place' if rest == 1 else 'places'} on this slide. {advice}"
    return (*(f"{fault} {advice}" for fault in faults[:_MOST]), *([more] if rest > 0 else []))


def barriers(slide: Slide | None, found: Found) -> list[Barrier]:
    """The faults of a rule, with their place."""
    return [Barrier(found.rule.id, "" if slide is None else place_of(slide), fault) for fault in found.faults]
