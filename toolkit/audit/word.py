"""A finished Word file in, what locks people out of it out, with the heading under which it stands."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.audit.finding import Audit
from toolkit.audit.office_words import is_language, shortened
from toolkit.audit.word_blocks import find_headings, find_lists, find_tables
from toolkit.audit.word_objects import find_forms, find_objects
from toolkit.audit.word_read import Document, read_document
from toolkit.audit.word_rules import HAS_LANGUAGE, HAS_TITLE, RULES, Found
from toolkit.audit.word_styles import W
from toolkit.audit.word_text import find_in_text

__all__ = ["RULES", "look"]


def look(content: bytes) -> Audit:
    """Raises UnreadableError for what is no Word document, or is damaged."""
    found = {one.rule.id: one for one in _all_found(read_document(content))}
    return Audit(tuple((rule.id, found[rule.id].looked_at) for rule in RULES), tuple(barrier for rule in RULES for barrier in found[rule.id].barriers()))


def _all_found(document: Document) -> Iterator[Found]:
    lacking = "The document has no title in its properties. In Word: File > Info > Properties > Title."
    yield Found(HAS_TITLE, 1, () if document.title else (("", lacking),))
    yield _language(document)
    yield from find_headings(document)
    yield from find_tables(document)
    yield from find_objects(document)
    yield find_lists(document)
    yield from find_in_text(document)
    yield find_forms(document)


def _language(document: Document) -> Found:
    said = document.styles.default("lang")
    named = document.language or ("" if said is None else said.get(f"{W}val", "")) or document.theme_language
    mend = "In Word: Ctrl+A > Review > Language > Set Proofing Language > Set As Default."
    if not named:
        return Found(HAS_LANGUAGE, 1, (("", f"The document does not say in which language it is. {mend}"),))
    return Found(HAS_LANGUAGE, 1, () if is_language(named) else (("", f"The document names “{shortened(named)}” as its language, which is none. {mend}"),))
