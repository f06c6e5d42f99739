"""What is promised of Word files, as data: each rule with the clause that asks for it."""

from __future__ import annotations

from dataclasses import dataclass

from toolkit.audit.finding import Barrier, Rule

_MICROSOFT = "Microsoft Accessibility Checker"
_STRUCTURE = "WCAG 2.2, 1.3.1 Info and Relationships"
HAS_TITLE = Rule(
    "docx-names-itself", "The document has a title in its properties, which a screen reader says when it opens.", "documents", "WCAG 2.2, 2.4.2 Page Titled"
)
HAS_LANGUAGE = Rule("docx-names-its-language", "The document says in which language it is.", "documents", "WCAG 2.2, 3.1.1 Language of Page")
HEADINGS = Rule(
    "docx-has-headings", "A document of some length has headings, by which people find their way without seeing them.", "documents of more than two pages or so",
    f"WCAG 2.2, 2.4.10 Section Headings and 1.3.1; {_MICROSOFT}: Documents use heading styles",
)  # fmt: skip
REAL_HEADINGS = Rule(
    "docx-headings-are-styles", "What looks like a heading is one, and no heading is empty.", "paragraphs", f"{_STRUCTURE}; {_MICROSOFT}: Documents use heading styles"
)
STEPS = Rule(
    "docx-heading-levels-follow", "Headings begin with a title or Heading 1, and go down one level at a time.", "headings",
    "WCAG 2.2, 1.3.1 Info and Relationships and 2.4.6 Headings and Labels",
)  # fmt: skip
HEADERS = Rule(
    "docx-tables-have-header-rows", "Every table has a header row that says what its columns hold.", "tables of more than one row and column",
    f"{_STRUCTURE}; {_MICROSOFT}: Tables specify column header information",
)  # fmt: skip
SIMPLE = Rule(
    "docx-tables-are-simple", "No table has merged or split cells, or a table in it.", "tables", f"{_STRUCTURE}; {_MICROSOFT}: Table has a simple structure"
)
LAYOUT = Rule(
    "docx-layout-tables-are-seen-by-a-person", "A table of one row or one column without a header only places things: a person has to see that it is read in a good order.",
    "tables left to look at", "WCAG 2.2, 1.3.2 Meaningful Sequence",
)  # fmt: skip
PICTURES = Rule(
    "docx-pictures-have-alternative-text", "Every picture, chart and drawing is told in words, or marked as decoration.", "pictures, charts and drawings",
    f"WCAG 2.2, 1.1.1 Non-text Content; {_MICROSOFT}: All objects have alternative text",
)  # fmt: skip
INLINE = Rule(
    "docx-pictures-stand-in-the-text", "Every picture and text box stands in line with the text, so that it is read where it belongs.", "pictures, drawings and text boxes",
    f"WCAG 2.2, 1.3.2 Meaningful Sequence; {_MICROSOFT}: Object not inline",
)  # fmt: skip
LISTS = Rule("docx-lists-are-lists", "Bullets and numbers are those of a list, not typed by hand.", "paragraphs", _STRUCTURE)
LANGUAGES = Rule(
    "docx-text-names-its-language", "All text says in which language it is, so that it is read aloud in the right voice.", "pieces of text", "WCAG 2.2, 3.1.2 Language of Parts"
)
CONTRAST = Rule(
    "docx-text-stands-out", "Text stands out from its ground: 4.5 to 1 at least, and 3 to 1 where it is large.", "pieces of text on a known ground",
    f"WCAG 2.2, 1.4.3 Contrast (Minimum); {_MICROSOFT}: Hard-to-read text contrast",
)  # fmt: skip
UNDECIDED = Rule(
    "docx-contrast-is-seen-by-a-person", "Text in text boxes, on patterns and on other grounds that no program can work out: a person has to look at it.",
    "pieces of text left to look at", "WCAG 2.2, 1.4.3 Contrast (Minimum)",
)  # fmt: skip
SHOWN = Rule(
    "docx-no-text-is-hidden", "No text is there that some readers get and others do not.", "pieces of text", "WCAG 2.2, 1.3.1 Info and Relationships"
)
LINKS = Rule(
    "docx-links-tell-where-they-lead", "The words of every link tell where it leads.", "links",
    f"WCAG 2.2, 2.4.4 Link Purpose (In Context); {_MICROSOFT}: Hyperlink text is meaningful",
)  # fmt: skip
FORMS = Rule(
    "docx-form-fields-have-names", "Every field to fill in says what belongs into it.", "form fields", "WCAG 2.2, 3.3.2 Labels or Instructions and 4.1.2 Name, Role, Value"
)
RULES = (
    HAS_TITLE, HAS_LANGUAGE, HEADINGS, REAL_HEADINGS, STEPS, HEADERS, SIMPLE, LAYOUT, PICTURES, INLINE, LISTS, LANGUAGES, CONTRAST, UNDECIDED, SHOWN, LINKS, FORMS,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Found:
    """What came of one rule: how many things were looked at, and each fault with its place."""

    rule: Rule
    looked_at: int
    faults: tuple[tuple[str, str], ...] = ()

    def barriers(self) -> list[Barrier]:
        """The faults as the audit tells them."""
        return [Barrier(self.rule.id, where, what) for where, what in self.faults]
