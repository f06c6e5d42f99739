"""The table of formats: one row each. The command line, nbconvert, the kit and the docs all derive from it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.metadata import entry_points
from typing import Literal

from toolkit.errors import UsageError
from toolkit.export.document import Document, Reader
from toolkit.export.look import theme_of
from toolkit.look.theme import Theme
from toolkit.program import FORMATS

Exporter = Callable[[Document, Theme], bytes]

Copies = Literal["each", "one", "once", "spare", "as-told", "any", "room", "table", "none"]
"""How many to print: one for each participant; for each facilitator; one in all; a spare at most; as its first page says; as many as you like; for each room; for each table; none."""

When = Literal["before", "day", "after"]
"""When a file is used: before the day of the workshop, on it, or afterwards."""

FOLDERS: dict[Reader, str] = {
    "participant": "for-participants", "facilitator": "for-facilitator", "learner": "for-afterwards",
}  # fmt: skip
"""Where the files of each reader stand in a kit. What answers is for when the workshop is over."""


@dataclass(frozen=True, slots=True)
class Format:
    """One output. ``function`` is 'module:name', imported only when the format is made.

    ``of`` says what it is made of: the session's own notebook, or each of the reference pages that its kit
    holds; then ``file`` has '{page}' where a page's id belongs. ``sides`` says how it is printed. ``when`` is left out
    where ``used`` tells it from the reader.
    """

    name: str
    title: str
    file: str
    reader: Reader
    media_type: str
    function: str
    nbconvert: str
    of: Literal["session", "page"] = "session"
    needs_date: bool = False
    needs_forms: bool = False
    copies: Copies = "none"
    sides: Literal["one", "both"] = "both"
    when: When | None = None

    @property
    def used(self) -> When:
        """When it is used: on the day, but for what a reader takes home, unless the row says otherwise."""
        return self.when or ("after" if self.reader == "learner" else "day")

    @property
    def path(self) -> str:
        """Where it stands in a kit."""
        return f"{FOLDERS[self.reader]}/{self.file}"

    def path_of(self, page: str) -> str:
        """Where the file of one page stands in a kit."""
        return self.path.format(page=page)

    def suits(self, document: Document) -> bool:
        """Whether ``document`` holds what it cannot be made without."""
        dated = not self.needs_date or any(day.date for day in document.days)
        return dated and (not self.needs_forms or document.forms is not None)

    @property
    def suffix(self) -> str:
        """The ending of its files, dot included."""
        return f".{self.file.rpartition('.')[2]}"

    def exporter(self) -> Exporter:
        """The function that makes it, in the colours of the document's own organisation."""
        module, _, name = self.function.partition(":")
        found: Exporter = getattr(import_module(module), name)
        return lambda document, theme: found(document, theme_of(document, theme))


_PDF = "application/pdf"
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"

OURS = (
    Format("handout", "Participant workbook", "handout.pdf", "participant", _PDF,
           "toolkit.export.pdf.handout:to_handout", "handout", copies="each"),
    Format("handout-docx", "Participant workbook for Word", "handout.docx", "participant", _DOCX,
           "toolkit.export.docx.handout:to_handout_docx", "handout-docx"),
    Format("cards", "Cards and worksheets", "cards.pdf", "participant", _PDF,
           "toolkit.export.pdf.cards:to_cards", "cards", copies="as-told", sides="one"),
    Format("page", "Reference page", "pages/{page}.pdf", "participant", _PDF,
           "toolkit.export.pdf.page:to_page", "reference-page", of="page", copies="any"),
    Format("guide", "Facilitator guide", "guide.pdf", "facilitator", _PDF,
           "toolkit.export.pdf.guide:to_guide", "guide", copies="one", when="before"),
    Format("guide-docx", "Facilitator guide for Word", "guide.docx", "facilitator", _DOCX,
           "toolkit.export.docx.guide:to_guide_docx", "guide-docx", when="before"),
    Format("key", "Answer key", "key.pdf", "facilitator", _PDF,
           "toolkit.export.pdf.key:to_key", "key", copies="one"),
    # nbconvert keeps the name 'slides' for itself.
    Format("slides", "Slides for a browser", "slides.html", "facilitator", "text/html",
           "toolkit.export.slides.exporter:to_slides", "slides-offline"),
    Format("pptx", "Slides for PowerPoint", "slides.pptx", "facilitator", _PPTX,
           "toolkit.export.pptx.exporter:to_pptx", "pptx"),
    Format("slides-pdf", "Slides as pages", "slides.pdf", "facilitator", _PDF,
           "toolkit.export.pdf.slides_pdf:to_slides_pdf", "slides-pdf", copies="spare"),
    Format("slides-handout", "Slides to write on", "slides-handout.pdf", "participant", _PDF,
           "toolkit.export.pdf.slides_handout:to_slides_handout", "slides-handout", copies="each"),
    Format("evaluation", "Evaluation form", "evaluation.pdf", "participant", _PDF,
           "toolkit.export.pdf.evaluation:to_evaluation", "evaluation", copies="each"),
    Format("wallet-card", "Wallet cards", "wallet-card.pdf", "participant", _PDF,
           "toolkit.export.pdf.wallet_card:to_wallet_card", "wallet-card", copies="as-told"),
    Format("poster", "Poster for the room", "poster.pdf", "facilitator", _PDF,
           "toolkit.export.pdf.poster:to_poster", "poster", copies="room", sides="one"),
    Format("table-tents", "Table tents", "table-tents.pdf", "facilitator", _PDF,
           "toolkit.export.pdf.table_tents:to_table_tents", "table-tents", copies="table", sides="one"),
    Format("study", "Self-study page", "study.html", "learner", "text/html",
           "toolkit.export.study.exporter:to_study", "study"),
    Format("sign-in", "Sign-in sheet", "sign-in.pdf", "facilitator", _PDF,
           "toolkit.export.pdf.sheets:to_sign_in", "sign-in", copies="once"),
    Format("certificate", "Certificate to fill in by hand", "certificate.pdf", "facilitator", _PDF,
           "toolkit.export.pdf.certificates:to_blank_certificate", "certificate", copies="any", sides="one", when="after"),
    Format("self-care", "After the workshop", "self-care.pdf", "facilitator", _PDF,
           "toolkit.export.pdf.sheets:to_self_care", "self-care", copies="one", when="after"),
    Format("request-letter", "Letter to the host", "request-letter.pdf", "facilitator", _PDF,
           "toolkit.export.pdf.request_letter:to_request_letter", "request-letter", copies="once", when="before"),
    Format("request-letter-docx", "Letter to the host for Word", "request-letter.docx", "facilitator", _DOCX,
           "toolkit.export.docx.request_letter:to_request_letter_docx", "request-letter-docx", when="before"),
    Format("pre-test", "Test before the workshop", "pre-test.pdf", "participant", _PDF,
           "toolkit.export.pdf.forms:to_pre_test", "pre-test", needs_forms=True, copies="once"),
    Format("post-test", "Test after the workshop", "post-test.pdf", "participant", _PDF,
           "toolkit.export.pdf.forms:to_post_test", "post-test", needs_forms=True, copies="as-told"),
    Format("test-key", "Key to the tests", "test-key.pdf", "facilitator", _PDF,
           "toolkit.export.pdf.form_key:to_test_key", "test-key", needs_forms=True, copies="one", when="after"),
    Format("scoring-sheet", "Scoring sheet", "scoring-sheet.pdf", "facilitator", _PDF,
           "toolkit.export.pdf.form_key:to_scoring_sheet", "scoring-sheet", needs_forms=True, copies="one", when="after"),
    Format("results-template", "Table for test results", "results-template.csv", "facilitator", "text/csv",
           "toolkit.export.results_template:to_results_template", "results-template", needs_forms=True, when="after"),
    Format("calendar", "Calendar entries", "calendar.ics", "participant", "text/calendar",
           "toolkit.export.calendar:to_calendar", "calendar", needs_date=True, when="before"),
)


@cache
def formats() -> dict[str, Format]:
    """Every format by name: ours first, then those of installed packages."""
    rows = {row.name: row for row in OURS}
    for point in entry_points(group=FORMATS):
        row = point.load()
        rows.setdefault(row.name, row)
    return rows


def format_named(name: str) -> Format:
    """The row called ``name``. Raises UsageError, listing the known ones."""
    rows = formats()
    if name not in rows:
        raise UsageError(f"There is no format '{name}'.", f"Known formats: {', '.join(rows)}.")
    return rows[name]
