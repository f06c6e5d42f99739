"""Quotes and spaces, as a printer would set them."""

from __future__ import annotations

import pytest

from toolkit.export.document import CodeBlock, Contact, Paragraph, Span
from toolkit.export.typography import polished, typographic, typographic_spans


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ('"Yes," she said.', "“Yes,” she said."),
        ("it's the child's", "it’s the child’s"),
        ("the parents' phone", "the parents’ phone"),
        ("in the '90s", "in the ’90s"),
        ("'tis", "’tis"),
        ("he said 'no'", "he said ‘no’"),
        ('("quoted")', "(“quoted”)"),
        ("already “curly” it’s", "already “curly” it’s"),
        ('"\'Inner\' first"', "“‘Inner’ first”"),
        ("18 U.S.C. § 1591", "18\u00a0U.S.C.\u00a0§\u00a01591"),
        ("from 6 p.m. for 90 min", "from 6\u00a0p.m. for 90\u00a0min"),
        ("cafe\u0301", "café"),
        ("", ""),
    ],
)
def test_typed_text_is_printed_properly(typed: str, printed: str) -> None:
    assert typographic(typed) == printed


def test_a_quote_opened_in_one_span_closes_in_another() -> None:
    spans = (Span('say "'), Span("no", strong=True), Span('" today'))
    assert "".join(span.text for span in typographic_spans(spans)) == "say “no” today"


def test_code_addresses_and_numbers_stay_as_typed() -> None:
    assert polished(CodeBlock('print("x")')) == CodeBlock('print("x")')
    assert polished(Paragraph((Span('a "b"', code=True),))) == Paragraph((Span('a "b"', code=True),))
    contact = Contact("Your state's line", "A child's safety", "report", "1 'x'", "a.org/'x'", "", "", True, False, "")
    shown = polished(contact)
    assert (shown.name, shown.purpose) == ("Your state’s line", "A child’s safety")
    assert (shown.number, shown.web) == ("1 'x'", "a.org/'x'")
