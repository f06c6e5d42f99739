"""Office files in, the same spoiled in one place out: for tests that put a fault in and want it found."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from typing import Any

from lxml import etree

Spoil = Callable[[Any], object]
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def parts_of(data: bytes) -> dict[str, bytes]:
    """Every part by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def packed(parts: Mapping[str, bytes], kind: int = zipfile.ZIP_STORED) -> bytes:
    """The file again; by default as quickly as can be."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", kind) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return out.getvalue()


def spoiled(data: bytes, **changes: Spoil) -> bytes:
    """``data`` with the parts changed that are named by the end of their name, '__' for the slash before it."""
    parts = parts_of(data)
    for ending, change in changes.items():
        name = next(name for name in parts if name.endswith(f"{ending.replace('__', '/')}.xml"))
        root = etree.fromstring(parts[name])
        change(root)
        parts[name] = etree.tostring(root)
    return packed(parts)


def one(root: Any, path: str) -> Any:
    """The first element at an XPath, with the usual prefixes; it has to be there."""
    spaces = {
        "a": A[1:-1], "p": P[1:-1], "w": W[1:-1], "dc": "http://purl.org/dc/elements/1.1/",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    }  # fmt: skip
    return root.xpath(path, namespaces=spaces)[0]


def removed(path: str) -> Spoil:
    """Takes the first element at ``path`` away."""

    def change(root: Any) -> None:
        found = one(root, path)
        found.getparent().remove(found)

    return change


def setting(path: str, attribute: str, value: str | None) -> Spoil:
    """Gives the first element at ``path`` an attribute, or takes it away."""

    def change(root: Any) -> None:
        found = one(root, path)
        if value is None:
            del found.attrib[attribute]
        else:
            found.set(attribute, value)

    return change


def put(path: str, xml: str, place: int | None = None) -> Spoil:
    """Puts an element into the first at ``path``, at its end or at ``place``."""

    def change(root: Any) -> None:
        spaces = f'xmlns:a="{A[1:-1]}" xmlns:p="{P[1:-1]}" xmlns:w="{W[1:-1]}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
        found, holder = one(root, path), etree.fromstring(f"<holder {spaces}>{xml}</holder>")
        for step, child in enumerate(list(holder)):
            found.insert(len(found) if place is None else place + step, child)

    return change


def each(path: str, change: Callable[[Any], object]) -> Spoil:
    """Does something to every element at ``path``."""

    def all_of_them(root: Any) -> None:
        found = root.xpath(path, namespaces={"a": A[1:-1], "p": P[1:-1], "w": W[1:-1]})
        assert found
        for element in found:
            change(element)

    return all_of_them
