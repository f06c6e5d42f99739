"""A finished file and planted words in; which of the words are anywhere in it, and where, out.

It reads as someone would who wants to find something: names, packed parts, metadata, what is coded, escaped or torn
apart. Every test that says 'this must not be in that file' can ask here, with as many words as it likes: one
expression finds all markers at once. It sees no picture of a word, and nothing locked with a password.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from hashlib import blake2b, sha256
from pathlib import Path

from tests.hunt_inside import named_places, packed
from tests.hunt_pdf import glyphs_read, is_pdf, pdf_parts
from tests.hunt_views import SHORTEST, decoded, marks, views

_DEPTH = 6
"""How deep things in things are followed: an HTML file with a deck in base64 with a sheet in it takes four steps."""
_TEXTS = {"", "unescaped", "without tags", "unescaped without tags"}
"""The readings of a text in which base64 and hex digits may stand."""
Places = dict[str, frozenset[str]]
_known: dict[tuple[bytes, int], Places] = {}
"""What was found in which content: fonts and pictures are the same in many files."""


def marker(number: int) -> str:
    """A word that is nowhere by chance: 'zq', 14 letters that follow from the number, 'qz'."""
    letters = (chr(97 + byte % 26) for byte in sha256(str(number).encode()).digest()[:14])
    return f"zq{''.join(letters)}qz"


def found_in(path: Path, words: Collection[str]) -> dict[str, list[str]]:
    """Those of ``words``, made by ``marker``, that are in a file or in any file of a folder; for each, the places."""
    wanted = set(words)
    strange = [word for word in wanted if marks(word.encode()) != {word}]
    if strange:
        raise ValueError(f"not made by marker(): {strange[:3]}")
    found: dict[str, set[str]] = {}
    for place, held in _held(path):
        for word in wanted & held.keys():
            found.setdefault(word, set()).update(_joined(place, inner) or "bytes" for inner in held[word])
    return {word: sorted(places) for word, places in sorted(found.items())}


def _held(path: Path) -> Iterator[tuple[str, Places]]:
    """The markers in the path's own names; then those in its bytes or, each with its name in front, in its files."""
    names = "\n".join(path.parts)
    yield "name", search(names.encode("utf-8", "surrogateescape"))
    if path.is_file():
        yield "", search(path.read_bytes())
    for inner in sorted(path.rglob("*")) if path.is_dir() else ():
        name = str(inner.relative_to(path))
        yield "name", search(name.encode("utf-8", "surrogateescape"))
        if inner.is_file():
            yield name, search(inner.read_bytes())


def search(data: bytes, depth: int = _DEPTH) -> Places:
    """Every marker in the bytes, with its places."""
    key = blake2b(data).digest(), depth
    if key not in _known:
        _known[key] = _in_places(data, depth) if len(data) >= SHORTEST else {}
    return _known[key]


def _in_places(data: bytes, depth: int) -> Places:
    found = _in_texts(data, depth)
    if depth:
        if found:
            named = _merged((name, search(text, depth - 1)) for name, text in named_places(data))
            found |= named  # 'img alt' says more than 'bytes'
        found = _merged([("", found), *((name, search(content, depth - 1)) for name, content in _parts(data))])
    return found


def _in_texts(data: bytes, depth: int) -> Places:
    """What the readings of the bytes say, each word in the first that says it; else what is coded in them."""
    found: Places = {}
    texts = list(views(data))
    for name, text in texts:
        found = dict.fromkeys(marks(text), frozenset({name})) | found
    coded = decoded([text for name, text in texts if name in _TEXTS]) if depth else ()
    return _merged((name, search(content, depth - 1)) for name, content in coded) | found


def _parts(data: bytes) -> list[tuple[str, bytes]]:
    """What is packed in the bytes, and what the objects and the fonts of a PDF say."""
    parts = list(packed(data))
    if is_pdf(data):
        parts = [*pdf_parts(data), *parts]
        parts += glyphs_read(dict.fromkeys(content for _, content in parts))
    return parts


def _merged(found: Iterable[tuple[str, Places]]) -> Places:
    """All places of each word, each with the name of what it is in."""
    places: dict[str, set[str]] = {}
    for name, held in found:
        for word, inner in held.items():
            places.setdefault(word, set()).update(_joined(name, one) for one in inner)
    return {word: frozenset(all_of) for word, all_of in places.items()}


def _joined(place: str, inner: str) -> str:
    return " > ".join(part for part in (place, inner) if part)
