"""The bytes of a PDF in; what an independent validator says of them against PDF/UA-1, in plain words, out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from toolkit.audit.finding import UnreadableError

if TYPE_CHECKING:
    import page

Finding = tuple[int, str]
_PAGE = re.compile(r"\bpage (\d+)\b")
_LEADS = (
    (r"FONT|TRUETYPE|CMAP|CID|NOTDEF", "Letters may be read aloud as others, or not be shown"),
    (r"LANGUAGE", "Text may be read aloud in a wrong language"),
    (r"METADATA|-ID-|VIEWER|HEADER", "The file does not say of itself what programs look for"),
    (r"TABLE|-T[RHD]-|THEAD|TBODY|TFOOT", "A table cannot be followed cell by cell"),
    (r"HEADING", "The way through the headings is broken"),
    (r"-L-|-LI-|LBODY|TOC", "A list cannot be followed item by item"),
    (r"ALT|FIGURE|FORMULA", "Something that is not text has no words"),
    (r"LINK|ANNOTATION|PAGE-TABS|TRAPNET|FORM-FIELD|WIDGET", "A link or field cannot be used without a mouse, or without eyes"),
    (r"CONTENT-TAGGING|ARTIFACT|TAGGED|STRUCT|SUSPECTS", "What is text and what is decoration is not clear"),
    (r"ENCRYPTION", "Screen readers are locked out"),
)


def validate(content: bytes) -> page.ValidationReport:
    """Raises UnreadableError where the validator cannot read the file. That also keeps out files that unpack to more than memory holds."""
    import page

    try:
        return page.validate_pdf_bytes(content, profile="ua1")
    except page.SafetyLimitError as error:
        if "depth" in str(error):
            raise UnreadableError("The parts of this PDF lead to one another without end, or too deep for programs to follow. Make it again.") from error
        raise UnreadableError("This PDF unpacks to more than can be looked at safely. Make it again, or split it into several files.") from error
    except page.PageError as error:
        raise UnreadableError("This is no PDF that can be read: it is damaged, locked or of another kind. Make it again.") from error


def conformance(report: page.ValidationReport, page_of: Mapping[int, int]) -> tuple[int, list[Finding]]:
    """How many rules were tried, and what breaks them. ``page_of`` tells on which page the object with a number is."""
    found = []
    for failure in report.failures:
        said = _PAGE.search(failure.message)
        at = failure.object_id.object_number if failure.object_id else 0
        found.append((int(said[1]) if said else page_of.get(at, 0), _in_words(failure.rule_id, failure.message)))
    return report.rules.total, list(dict.fromkeys(found))


def _in_words(rule: str, message: str) -> str:
    """The validator's own words, after what they mean for people."""
    lead = next((words for pattern, words in _LEADS if re.search(pattern, rule)), "The file breaks a rule of PDF/UA-1")
    return f"{lead}: {message.strip().rstrip('.')} ({rule})."
