"""Markdown text in, document Blocks out. Raw HTML is shown as its text; nothing is fetched."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from toolkit.export import document as d
from toolkit.model.as_typed import SOURCES_ANCHOR

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.tree import SyntaxTreeNode

Pictures = Callable[[str], d.Figure | d.Placeholder | None]
"""Finds the picture that an image address names, or what to say where it cannot be had offline."""

_CITATION_TEXT = re.compile(r"\[(\d+(?:, \d+)*)\]")
_CITATION_LINK = re.compile(rf"\s?\[\[(\d+(?:, \d+)*)\]\]\({SOURCES_ANCHOR}\)")
_LINE_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_TEXTS, _LONG = 4096, 20_000
"""Texts without pictures that a process keeps parsed, since each is read for three readers; longer ones, in characters, are not kept."""
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


def no_pictures(_address: str) -> None:
    """For text that cannot hold pictures."""


def blocks_of(text: str, pictures: Pictures = no_pictures) -> d.Blocks:
    """The blocks of ``text``, in order."""
    return _parsed(text, pictures) if "![" in text or len(text) > _LONG else _in_words(text)


@lru_cache(maxsize=_TEXTS)
def _in_words(text: str) -> d.Blocks:
    return _parsed(text, no_pictures)


def _parsed(text: str, pictures: Pictures) -> d.Blocks:
    from markdown_it.tree import SyntaxTreeNode

    return _blocks(SyntaxTreeNode(_parser().parse(without_controls(text))), pictures)


def without_controls(text: str) -> str:
    """``text`` without the characters that steer a terminal; no font can show them. Line ends become newlines."""
    return _CONTROLS.sub("", re.sub(r"\r\n?", "\n", text))


def line_of(text: str) -> d.Inlines:
    """The spans of a plain line: numbered citations are recognised, everything else is text as typed."""
    spans: list[d.Span] = []
    position = 0
    for match in _CITATION_LINK.finditer(text):
        spans += [d.Span(text[position : match.start()])] if match.start() > position else []
        spans.append(d.Span("", cites=tuple(map(int, match[1].split(", ")))))
        position = match.end()
    return (*spans, d.Span(text[position:])) if position < len(text) else tuple(spans)


def plain(spans: d.Inlines) -> str:
    """The words of ``spans``, without citations."""
    return "".join(span.text for span in spans)


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    class Parser(MarkdownIt):
        def validateLink(self, url: str) -> bool:  # noqa: N802  # the library's own name
            """A drawing inside its own address is as good as a photograph; links are looked at where they are read."""
            return super().validateLink(url) or url.startswith("data:image/svg+xml;base64,")

    return Parser("commonmark", {"html": True}).enable("table")


def _blocks(parent: SyntaxTreeNode, pictures: Pictures) -> d.Blocks:
    found: list[d.Block] = []
    for node in parent.children:
        found += _block(node, pictures)
    return tuple(found)


def _block(node: SyntaxTreeNode, pictures: Pictures) -> list[d.Block]:  # noqa: PLR0911  # a table of cases
    match node.type:
        case "paragraph":
            return _paragraph(node, pictures)
        case "heading":
            spans = _inlines(node)
            return [*([d.Heading(int(node.tag[1]), spans)] if plain(spans).strip() else []), *_figures(node, pictures)]
        case "bullet_list" | "ordered_list":
            items = tuple(_blocks(item, pictures) for item in node.children)
            start = int(node.attrs.get("start", 1))
            return [d.Listing(items, ordered=node.type == "ordered_list", start=start)]
        case "blockquote":
            return [d.Quotation(_blocks(node, pictures))]
        case "fence" | "code_block":
            return [d.CodeBlock(node.content.rstrip("\n").expandtabs(4))]
        case "hr":
            return [d.Rule()]
        case "table":
            return [_table(node)]
        case "html_block":
            words = _text_of_html(node.content)
            return [d.Paragraph((d.Span(words),))] if words else []
        case _:
            raise AssertionError(f"unknown Markdown block {node.type}")


def _paragraph(node: SyntaxTreeNode, pictures: Pictures) -> list[d.Block]:
    """A paragraph; pictures inside it become figures after its text."""
    spans = _inlines(node)
    told = plain(spans).strip() or any(span.cites for span in spans)
    return [*([d.Paragraph(spans)] if told else []), *_figures(node, pictures)]


def _figures(node: SyntaxTreeNode, pictures: Pictures) -> list[d.Block]:
    found: list[d.Block] = []
    for image in (child for child in node.walk() if child.type == "image"):
        address, alt = str(image.attrs.get("src", "")), image.content or str(image.attrs.get("alt", ""))
        picture = pictures(address)
        match picture:
            case d.Figure():
                found.append(replace(picture, alt=alt or picture.alt))
            case d.Placeholder():
                found.append(replace(picture, title=alt or picture.title))
            case None:
                found.append(d.Placeholder(alt or address, address))
    return found


def _table(node: SyntaxTreeNode) -> d.Table:
    rows = [tuple(_inlines(cell) for cell in row.children) for part in node.children for row in part.children]
    return d.Table(rows[0], tuple(rows[1:]))


def _inlines(node: SyntaxTreeNode) -> d.Inlines:
    spans: list[d.Span] = []
    for child in node.children:
        if child.type == "inline":
            for part in child.children:
                _add(part, d.Span(""), spans)
    return _trimmed(spans)


def _trimmed(spans: list[d.Span]) -> d.Inlines:
    """Without the space before a citation: a superscript clings to the word it follows."""
    done: list[d.Span] = []
    for span in spans:
        if span.cites and done and done[-1].text.endswith(" "):
            done[-1] = _with(done[-1], done[-1].text[:-1])
        if span.text or span.cites:
            done.append(span)
    return tuple(done)


def _with(style: d.Span, text: str) -> d.Span:
    return replace(style, text=text)


def _add(node: SyntaxTreeNode, style: d.Span, spans: list[d.Span]) -> None:
    match node.type:
        case "text":
            spans.append(_with(style, node.content.replace("\t", " ")))
        case "softbreak" | "hardbreak":
            spans.append(_with(style, " "))
        case "code_inline":
            spans.append(replace(style, text=node.content, code=True))
        case "strong":
            _add_all(node, replace(style, strong=True), spans)
        case "em":
            _add_all(node, replace(style, emphasis=True), spans)
        case "link":
            _add_link(node, style, spans)
        case "html_inline":
            words = " " if _LINE_BREAK.fullmatch(node.content) else _text_of_html(node.content)
            spans.extend([_with(style, words)] if words else [])
        case "image":
            return  # told by the paragraph, as a figure
        case _:
            raise AssertionError(f"unknown Markdown span {node.type}")


def _add_all(node: SyntaxTreeNode, style: d.Span, spans: list[d.Span]) -> None:
    for child in node.children:
        _add(child, style, spans)


def _add_link(node: SyntaxTreeNode, style: d.Span, spans: list[d.Span]) -> None:
    address = str(node.attrs.get("href", ""))
    words = "".join(child.content for child in node.walk() if child.type == "text")
    cited = _CITATION_TEXT.fullmatch(words)
    if address == SOURCES_ANCHOR and cited:
        spans.append(d.Span("", cites=tuple(map(int, cited[1].split(", ")))))
        return
    safe = address if re.match(r"(https?:|mailto:|tel:)", address) else None
    _add_all(node, replace(style, href=safe), spans)


def _text_of_html(markup: str) -> str:
    without = re.sub(r"<!--.*?-->|<(script|style)\b.*?</\1\s*>", "", markup, flags=re.DOTALL | re.IGNORECASE)
    return html.unescape(re.sub(r"<[^>]*>", " ", without)).strip()
