"""Words that somebody gave to a picture, a link or a language in; what is wrong with them, or nothing, out."""

from __future__ import annotations

import math
import re

_FILE = re.compile(r"[^\s/\\]+\.(?:png|jpe?g|gif|svg|bmp|tiff?|emf|wmf|webp|heic|eps|pdf)", re.IGNORECASE)
_CAMERA = re.compile(r"(?:img|dsc|dscn|pict?|image|scan|screenshot|unnamed|download)[-_ ]?\d*", re.IGNORECASE)
_NAMED = re.compile(
    r"(?:content placeholder|picture placeholder|picture|image|graphic|graphics|shape|group|chart|diagram|object|photo|figure|grafik|bild|table|smartart"
    r"|straight (?:arrow )?connector|connector|text ?box|rectangle|oval|freeform(?:: shape)?|google shape;\d+;[\w;]+|alt text|description|untitled|n/?a|none)[ #:]*\d*",
    re.IGNORECASE,
)
_MADE = re.compile(r"(?:description|alt text) automatically generated|ai-generated content may be incorrect", re.IGNORECASE)
_TAG = re.compile(r"(?P<language>[a-z]{2,3})(?:-[A-Za-z]{4})?(?:-(?:[A-Za-z]{2}|\d{3}))?(?:-(?:[A-Za-z0-9]{5,8}|\d[A-Za-z0-9]{3}))*(?:-x-[A-Za-z0-9-]+)?", re.IGNORECASE)
_NO_LANGUAGE = frozenset({"zxx", "und", "mul", "mis"})
_VAGUE = frozenset({
    "click here", "click", "here", "link", "this link", "this", "more", "read more", "learn more", "see here", "see more", "go", "this page", "this website", "website",
    "click this", "click for more", "details", "info", "more info", "more information", "continue", "follow this link", "page", "url",
})  # fmt: skip
_SHOWN = 60


def alternative_fault(told: str) -> str:
    """What is wrong with an alternative text, to follow 'it'; '' where nothing is. Whether it fits the picture only a person can say."""
    words = " ".join(told.split())
    if not any(letter.isalnum() for letter in words):
        return "has no alternative text, so people who cannot see it get nothing"
    if _FILE.fullmatch(words) or words.lower().startswith(("http://", "https://", "file:")):
        return f"has the name of a file in place of alternative text (“{shortened(words)}”)"
    if _NAMED.fullmatch(words) or _CAMERA.fullmatch(words):
        return f"has an alternative text that says nothing (“{shortened(words)}”)"
    if _MADE.search(words):
        return "has an alternative text that a program guessed and nobody has confirmed"
    return ""


def is_language(tag: str) -> bool:
    """Whether ``tag`` can be the language of text (BCP 47), such as 'en-US'. Whether it is the right one, only a reader knows."""
    found = _TAG.fullmatch(tag.strip())
    return found is not None and found["language"].lower() not in _NO_LANGUAGE


def link_fault(words: str) -> str:
    """What is wrong with the words of a link, to follow 'a link'; '' where nothing is."""
    plain = " ".join(words.split()).strip(" .:>»→[]()").casefold()
    if not plain:
        return "has no words"
    return f"says only “{shortened(words)}”, which does not tell where it leads" if plain in _VAGUE else ""


def has_letters(text: str) -> bool:
    """Whether there is something in ``text`` that is read aloud in a language: signs and numbers alone are not."""
    return any(letter.isalpha() for letter in text)


def shortened(text: str) -> str:
    """A text to point at: its beginning, on one line, and nothing that steers a terminal."""
    words = " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())
    return words if len(words) <= _SHOWN else f"{words[: _SHOWN - 1].rstrip()}\u2026"


def cut(contrast: float) -> str:
    """A contrast in a message: 4.49 is not 4.5."""
    return f"{math.floor(contrast * 10) / 10:.1f}"
