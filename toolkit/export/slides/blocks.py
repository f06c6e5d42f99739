"""From the document's blocks and spans to HTML for a slide; citations are left out, since slides carry no footnotes."""

from __future__ import annotations

from base64 import b64encode

from toolkit.export import document as d
from toolkit.export.slides.markup import Html, element, join, safe_address


def inlines(text: d.Inlines) -> Html:
    """Spans as text, emphasis and links."""
    return join(*(_span(span) for span in text if not span.cites))


def _span(span: d.Span) -> str:
    inner: str = span.text
    if span.code:
        inner = element("code", inner)
    if span.emphasis:
        inner = element("em", inner)
    if span.strong:
        inner = element("strong", inner)
    address = safe_address(span.href) if span.href else None
    return element("a", inner, href=address, rel="noreferrer") if address else inner


def blocks(items: d.Blocks) -> Html:
    """Blocks one below the other. An activity has slides of its own and never stands inside another slide."""
    return join(*(_block(item) for item in items))


def _block(block: d.Block) -> Html:  # noqa: C901, PLR0911  # a table of cases
    match block:
        case d.Heading():
            return element("h3", inlines(block.text))
        case d.Paragraph():
            return element("p", inlines(block.text))
        case d.Listing():
            items = [element("li", blocks(item)) for item in block.items]
            start = block.start if block.ordered and block.start != 1 else None
            return element("ol" if block.ordered else "ul", *items, start=start, class_="listing")
        case d.Table():
            return _table(block)
        case d.Figure():
            return _figure(block)
        case d.CodeBlock():
            return element("pre", element("code", block.text), tabindex="0")
        case d.Quotation():
            return element("blockquote", blocks(block.blocks))
        case d.Callout():
            title = element("h3", block.title)
            return element("div", title, blocks(block.blocks), class_=f"callout tone-{block.tone}")
        case d.Placeholder():
            return element("div", element("h3", block.title), element("p", block.text), class_="placeholder")
        case d.Rule():
            return element("hr")
        case _:
            return element("p", element("strong", block.title))


def _table(table: d.Table) -> Html:
    caption = [element("caption", inlines(table.caption))] if table.caption else []
    head = element("thead", element("tr", *(element("th", inlines(cell), scope="col") for cell in table.header)))
    rows = [element("tr", *(element("td", inlines(cell)) for cell in row)) for row in table.rows]
    return element("table", *caption, head, element("tbody", *rows))


def _figure(figure: d.Figure) -> Html:
    source = f"data:{figure.media_type};base64,{b64encode(figure.data).decode('ascii')}"
    picture = element("img", src=source, alt=figure.alt)
    caption = [element("figcaption", inlines(figure.caption))] if figure.caption else []
    return element("figure", picture, *caption)
