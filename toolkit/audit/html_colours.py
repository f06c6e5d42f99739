"""A page in; the pairs of text and ground that its styles state, in light and in dark, and which of them cannot be read, out.

Looked at are pairs that need no browser: the colours of our theme, which a page names as properties (--ink on --paper), and a colour
that stands with its background in one rule or one element. What lies on what is seen in a browser, by the project's tests.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from toolkit.audit.html_nodes import Page
from toolkit.audit.html_structure import Found
from toolkit.look.contrast import TEXT, contrast
from toolkit.look.own import PAIRS

_LARGE, _LARGE_TEXT = 24, 3.0
"""Text of 24 px and more may stand out less (WCAG 2.2, 1.4.3)."""
_MORE_PAIRS = (
    ("on-band", "band"), ("on-band-soft", "band"), ("ink", "good-soft"), ("safer", "good-soft"), ("primary", "good-soft"), ("accent", "good-soft"),
)  # fmt: skip
_PAIRS = tuple((one.replace("_", "-"), other.replace("_", "-")) for one, other in PAIRS) + _MORE_PAIRS
_PAIRED = frozenset(name for pair in _PAIRS for name in pair)
_PIECE = re.compile(r"""/\*.*?(?:\*/|\Z)|url\([^)]*+\)?|"(?:[^"\\\n]|\\.)*+["\n]?|'(?:[^'\\\n]|\\.)*+['\n]?""", re.DOTALL | re.IGNORECASE)
_MARK = re.compile(r"[{};]")
_PROPERTY = re.compile(r"--([\w-]+)")
_VAR = re.compile(r"var\(\s*--([\w-]+)\s*\)")
_HEX = re.compile(r"#([0-9a-f]{3,8})(?=[\s!]|$)", re.IGNORECASE)
_PIXELS = re.compile(r"(\d{1,4}(?:\.\d+)?)px")
_ROOT = re.compile(r"(?::root|html|body)(?:[\[:.][^\s,>]*)*")
_DARK = re.compile(r"prefers-color-scheme:\s*dark|scheme=[\"']?dark|theme-light=[\"']?false", re.IGNORECASE)
_DEPTH_OF_VARIABLES = 8
_NAMED = {"white": "#ffffff", "black": "#000000"}


@dataclass(frozen=True, slots=True)
class Block:
    """The declarations of one rule, and what it is for: its selector, and whether a dark screen is asked for."""

    selector: str
    dark: bool
    values: Mapping[str, str]


def colours(page: Page) -> Found:
    """Each pair that is stated, with its contrast where that is too little."""
    for style in page.all("style"):
        blocks = list(_blocks("".join(each for each in style.inside if isinstance(each, str))))
        yield from ((style, wrong) for wrong in _of_properties(blocks))
        yield from ((style, wrong) for block in blocks for wrong in _together(block.values, block.selector))
    for node in page.elements:
        if "style" in node.attributes:
            yield from ((node, wrong) for wrong in _together(dict(_declarations(node.get("style").split(";"))), "this text"))


def _of_properties(blocks: list[Block]) -> Iterator[str]:
    """The theme of the page in light and in dark, then every part of it that has a theme of its own."""
    roots = [block for block in blocks if all(_ROOT.fullmatch(part.strip()) for part in block.selector.split(","))]
    light = {name: value for block in roots if not block.dark for name, value in _properties(block)}
    dark = light | {name: value for block in roots if block.dark for name, value in _properties(block)}
    yield from _pairs(light, "in light")
    if dark != light:
        yield from _pairs(dark, "in dark")
    for block in blocks:
        if block not in roots:
            yield from _pairs(dict(_properties(block)), f"in {'dark' if block.dark else 'light'}, for {block.selector[:60]}")


def _properties(block: Block) -> Iterator[tuple[str, str]]:
    for name, value in block.values.items():
        if found := _PROPERTY.fullmatch(name):
            yield found[1], value


def _pairs(values: Mapping[str, str], scheme: str) -> Iterator[str]:
    known = {name: found for name, value in values.items() if name in _PAIRED and (found := _colour(value, values))}
    for text, ground in _PAIRS if known else ():
        if text in known and ground in known:
            yield _wrong(f"--{text} on --{ground}, {scheme}", known[text], known[ground], TEXT)


def _together(values: Mapping[str, str], what: str) -> Iterator[str]:
    """A colour and the background that one rule states; gradients and pictures are not."""
    one, other = _colour(values.get("color", ""), {}), _colour(values.get("background-color", "") or values.get("background", ""), {})
    if one and other:
        pixels = _PIXELS.search(values.get("font-size", ""))
        yield _wrong(f"the text of {what[:60]}", one, other, _LARGE_TEXT if pixels and float(pixels[1]) >= _LARGE else TEXT)


def _wrong(what: str, one: str, other: str, least: float) -> str:
    ratio = contrast(one, other)
    if ratio >= least:
        return ""
    told = f"{one} on {other} has a contrast of {int(ratio * 10) / 10:.1f} to 1, and {least:g} is the least"
    return f"Hard to read, {what}: {told}. Make one of them darker or lighter."


def _colour(value: str, values: Mapping[str, str]) -> str:
    """#rrggbb of what a declaration states; '' where it states something else, or lets through what lies below."""
    for _ in range(_DEPTH_OF_VARIABLES):
        named = _VAR.fullmatch(value.strip())
        if not named:
            break
        value = values.get(named[1], "")
    value = _NAMED.get(value.strip().lower(), value.strip())
    found = _HEX.match(value)
    digits = found[1] if found else ""
    if len(digits) in (4, 8):
        digits = digits[: -len(digits) // 4] if set(digits[-len(digits) // 4 :].lower()) == {"f"} else ""
    if len(digits) == 3:  # noqa: PLR2004  # one digit a colour
        digits = "".join(digit * 2 for digit in digits)
    return f"#{digits.lower()}" if len(digits) == 6 else ""  # noqa: PLR2004


def _blocks(style: str) -> Iterator[Block]:
    """Rules with their declarations, those inside others as well. Texts and addresses in them are dropped first."""
    style = _PIECE.sub(lambda found: " " if found[0].startswith("/*") else '""' if found[0][:1] in "\"'" else "url()", style)
    around: list[tuple[str, bool, list[str]]] = [("", False, [])]
    place = 0
    for mark in _MARK.finditer(style):
        piece = style[place : mark.start()].strip()
        place = mark.end()
        if mark[0] == "{":
            dark = around[-1][1] or bool(_DARK.search(piece))
            around.append((around[-1][0] if piece.startswith("@") else piece, dark, []))
            continue
        around[-1][2].append(piece)
        if mark[0] == "}" and len(around) > 1:
            selector, dark, declared = around.pop()
            values = dict(_declarations(declared))
            if values:
                yield Block(selector, dark, values)


def _declarations(pieces: list[str]) -> Iterator[tuple[str, str]]:
    for piece in pieces:
        name, colon, value = piece.partition(":")
        if colon and value.strip():
            yield name.strip().lower(), value.replace("!important", "").strip()

