"""From the document's blocks and spans to HTML, for slides and pages alike."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable
from dataclasses import dataclass

from toolkit.drawing.told import sentences
from toolkit.export import document as d
from toolkit.export.diagrams import on_page
from toolkit.export.markup import Html, element, join, safe_address

Cite = Callable[[tuple[int, ...]], Html]
"""Writes the numbers of the sources that a place in the text points to."""

_LOWEST = 6


def no_citations(_numbers: tuple[int, ...]) -> Html:
    """For slides, which carry no footnotes."""
    return Html()


@dataclass(frozen=True, slots=True)
class BlockWriter:
    """Writes blocks. ``level`` is that of the first heading inside them: 3 below an h2.

    ``in_words`` is what a diagram's fold-out text is called; '' leaves it out, as slides do.
    """

    cite: Cite = no_citations
    level: int = 3
    in_words: str = ""

    def inlines(self, text: d.Inlines) -> Html:
        """Spans as text, emphasis, links and citations."""
        return join(*(self.cite(span.cites) if span.cites else _span(span) for span in text))

    def blocks(self, items: d.Blocks) -> Html:
        """Blocks one below the other."""
        return join(*map(self._block, items))

    def _block(self, block: d.Block) -> Html:  # noqa: C901, PLR0911, PLR0912  # a table of cases
        match block:
            case d.Heading():
                return element(f"h{min(_LOWEST, self.level + block.level - 1)}", self.inlines(block.text))
            case d.Paragraph():
                return element("p", self.inlines(block.text))
            case d.Listing():
                items = [element("li", self.blocks(item)) for item in block.items]
                start = block.start if block.ordered and block.start != 1 else None
                return element("ol" if block.ordered else "ul", *items, start=start, class_="listing")
            case d.Table():
                return self._table(block)
            case d.Figure():
                return self._figure(block)
            case d.Diagram():
                return self._diagram(block)
            case d.CodeBlock():
                return element("pre", element("code", block.text), tabindex="0")
            case d.Quotation():
                return element("blockquote", self.blocks(block.blocks))
            case d.Callout():
                title = element(f"h{self.level}", block.title)
                return element("div", title, self.blocks(block.blocks), class_=f"callout tone-{block.tone}")
            case d.Placeholder():
                title = element(f"h{self.level}", block.title)
                return element("div", title, element("p", block.text), class_="placeholder")
            case d.Rule():
                return element("hr")
            case d.Interactive():
                return self._block(block.activity)
            case _:  # an activity has slides, or a part of the page, of its own
                return element("p", element("strong", block.title))

    def _table(self, table: d.Table) -> Html:
        caption = [element("caption", self.inlines(table.caption))] if table.caption else []
        head = element("thead", element("tr", *(element("th", self.inlines(cell), scope="col") for cell in table.header)))
        rows = [element("tr", *(element("td", self.inlines(cell)) for cell in row)) for row in table.rows]
        return element("table", *caption, head, element("tbody", *rows))

    def _figure(self, figure: d.Figure) -> Html:
        picture = picture_html(figure)
        caption = [element("figcaption", self.inlines(figure.caption))] if figure.caption else []
        return element("figure", picture, *caption)

    def _diagram(self, diagram: d.Diagram) -> Html:
        """The drawing, its title and note, and all of it in words to fold out."""
        title = element("strong", f"{sentences(diagram.title)} ")
        caption = element("figcaption", title, self.inlines(diagram.note))
        folded = [element("details", element("summary", self.in_words), self._block(diagram.told))] if self.in_words else []
        return element("figure", on_page(diagram), caption, *folded, class_="diagram")


def picture_html(figure: d.Figure, class_: str = "") -> Html:
    """A picture with its bytes inside it, so that a page stays one file."""
    source = f"data:{figure.media_type};base64,{b64encode(figure.data).decode('ascii')}"
    return element("img", src=source, alt=figure.alt, class_=class_)


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
