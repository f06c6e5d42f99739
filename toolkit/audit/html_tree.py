"""The bytes of an HTML page in, its elements in the order of the page out: what a browser would build, as far as an audit needs it.

It has a reader of its own because the usual ones can be made to run for hours by a page of a megabyte: here every character is looked
at a fixed number of times, and what is too much for a page is refused.
"""

from __future__ import annotations

import codecs
import re
from collections import Counter
from html import unescape

from toolkit.audit.finding import UnreadableError
from toolkit.audit.html_nodes import Node, Page

LARGEST, DEEPEST, MOST_TAGS = 64_000_000, 512, 200_000
"""Bytes; how deep elements may stand in one another, where browsers stop as well; tags in one page."""

_ATTRIBUTE = r"""[\s/]*+(?P<{0}>[^\s/>][^\s/>=]*+)(?:\s*+=\s*+(?:"(?P<{1}>[^"]*+)"|'(?P<{2}>[^']*+)'|(?P<{3}>[^\s>"'][^\s>]*+))?+)?+"""
_ONE = re.compile(_ATTRIBUTE.format("name", "double", "single", "bare"))
_MANY = re.sub(r"\?P<\{\d\}>", "?:", _ATTRIBUTE)
_TOKEN = re.compile(
    r"(?P<text>(?:[^<]++|<(?![a-zA-Z/!?]))++)"
    r"|<!--(?P<comment>-?>|.*?(?:--!?>|\Z))"
    rf"|<(?P<start>[a-zA-Z][^\s/>]*+)(?P<attributes>(?:{_MANY})*+)[\s/]*+(?P<closed>>?)"
    r"|</(?P<end>[a-zA-Z][^\s/>]*+)[^>]*+>?"
    r"|<(?P<other>[/!?][^>]*+)>?",
    re.DOTALL,
)
_RAW = frozenset({"script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes"})
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())  # noqa: SIM905  # as one says them
_BLOCKS = (
    "address article aside blockquote details dialog div dl fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr main "
    "menu nav ol p pre section search table ul"
)
_ENDS: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    **dict.fromkeys(_BLOCKS.split(), (frozenset({"p"}), frozenset({"button", "td", "th", "table", "li", "body"}))),
    "li": (frozenset({"li"}), frozenset({"ul", "ol", "menu"})),
    **dict.fromkeys(("dt", "dd"), (frozenset({"dt", "dd"}), frozenset({"dl"}))),
    **dict.fromkeys(("td", "th"), (frozenset({"td", "th"}), frozenset({"tr", "table"}))),
    "tr": (frozenset({"tr"}), frozenset({"table"})),
    **dict.fromkeys(("thead", "tbody", "tfoot"), (frozenset({"thead", "tbody", "tfoot", "caption"}), frozenset({"table"}))),
    "option": (frozenset({"option"}), frozenset({"select", "datalist"})),
    "optgroup": (frozenset({"optgroup"}), frozenset({"select"})),
    "body": (frozenset({"head"}), frozenset()),
}
"""For a start tag: which open elements it ends, and beyond which it ends none."""
_MAY_STAY_OPEN = frozenset("html head body p li dt dd tr td th thead tbody tfoot option optgroup colgroup caption rp rt".split())  # noqa: SIM905
_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?([\w.:-]{1,40})""", re.IGNORECASE)


def read_page(content: bytes) -> Page:
    """The elements of a page. Raises UnreadableError for what is no page, is cut off, or is more than a page can be."""
    if len(content) > LARGEST:
        raise UnreadableError(f"This page is larger than {LARGEST // 1_000_000} MB, which is too much to look through.")
    return _Reader(_decoded(content)).page()


def _decoded(content: bytes) -> str:
    if not content.strip():
        raise UnreadableError("This file is empty.")
    for mark, name in ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16")):
        if content.startswith(mark):
            return content.decode(name, errors="replace")
    if b"\0" in content:
        raise UnreadableError("This file is not text, so it is no HTML page.")
    declared = _CHARSET.search(content[:4096])
    for name in ("utf-8", declared[1].decode("ascii") if declared else "cp1252"):
        try:
            return content.decode(name)
        except (UnicodeError, LookupError):
            continue
    return content.decode("cp1252", errors="replace")


class _Reader:
    """One pass over the text, with a stack of the elements that are open."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.root = Node("", {}, None, 0)
        self.stack = [self.root]
        self.open: Counter[str] = Counter()
        self.elements: list[Node] = []
        self.ended = False

    def page(self) -> Page:
        """Reads all of it."""
        place, tags, doctype = 0, 0, False
        while place < len(self.text):
            token = _TOKEN.match(self.text, place)
            if token is None:  # a comment or a tag that never ends
                raise UnreadableError(_CUT_OFF)
            place = token.end()
            kind = token.lastgroup
            tags += kind != "text"
            if tags > MOST_TAGS:
                raise UnreadableError(f"This page holds more than {MOST_TAGS:,} tags, which is too much to look through.")
            if kind == "text":
                self.stack[-1].inside.append(_plain(token[0]))
            elif kind == "closed":
                place = self._start(token)
            elif kind == "end":
                self._end(token["end"].lower())
            elif kind == "other":
                doctype = doctype or token["other"].lower().startswith("!doctype html")
        self._look_at_the_end(doctype=doctype)
        return Page(self.text, tuple(self.elements))

    def _start(self, token: re.Match[str]) -> int:
        """Opens an element, and gives where to read on."""
        if not token["closed"]:
            raise UnreadableError(_CUT_OFF)
        tag = token["start"].lower()
        self._end_before(tag)
        node = Node(tag, _attributes(token["attributes"]), self.stack[-1], token.start())
        self.stack[-1].inside.append(node)
        self.elements.append(node)
        if tag in _VOID or (token[0].endswith("/>") and self.open["svg"] + self.open["math"]):
            return token.end()
        if tag not in _RAW or self.open["svg"]:
            self.stack.append(node)
            self.open[tag] += 1
            if len(self.stack) > DEEPEST:
                raise UnreadableError(f"Elements of this page stand in one another more than {DEEPEST} deep: no browser shows that.")
            return token.end()
        end = re.compile(rf"</{tag}(?=[\s/>])[^>]*>", re.IGNORECASE).search(self.text, token.end())
        if end is None:
            raise UnreadableError(_CUT_OFF)
        raw = self.text[token.end() : end.start()]
        node.inside.append(raw if tag in ("script", "style") else _plain(raw))
        return end.end()

    def _end(self, tag: str) -> None:
        self.ended = self.ended or tag in ("html", "body")
        if self.open[tag] and tag not in ("html", "body"):  # what follows the end of the body still belongs to it
            while self._pop().tag != tag:
                pass

    def _end_before(self, tag: str) -> None:
        ends, beyond = _ENDS.get(tag, (frozenset(), frozenset()))
        if not any(self.open[each] for each in ends):
            return
        for depth in range(len(self.stack) - 1, 0, -1):
            if self.stack[depth].tag in ends:
                while len(self.stack) > depth:
                    self._pop()
                return
            if self.stack[depth].tag in beyond:
                return

    def _pop(self) -> Node:
        node = self.stack.pop()
        self.open[node.tag] -= 1
        return node

    def _look_at_the_end(self, *, doctype: bool) -> None:
        if not doctype and not any(node.tag in ("html", "head", "body") for node in self.elements):
            raise UnreadableError("This is no HTML page: it says neither that it is one nor where its text begins.")
        if not self.ended and any(node.tag not in _MAY_STAY_OPEN for node in self.stack[1:]):
            raise UnreadableError(_CUT_OFF)


_CUT_OFF = "This page is cut off: it ends in the middle of something. Make or copy it again."


def _attributes(text: str) -> dict[str, str]:
    """Names in small letters; of two with one name the first counts, as in browsers."""
    found: dict[str, str] = {}
    if not text:
        return found
    for each in _ONE.finditer(text):
        value = each["double"] or each["single"] or each["bare"] or ""
        found.setdefault(each["name"].lower(), _plain(value))
    return found


def _plain(text: str) -> str:
    try:
        return unescape(text) if "&" in text else text
    except ValueError:  # a number of thousands of digits, where Python refuses
        return text
