"""The events of a case of the YAML test suite in; the tree of texts that they stand for, and what of them this format forbids, out."""

from __future__ import annotations

import re
from typing import Any

_SCALAR = re.compile(r"=VAL (?:(?P<anchor>&\S+) )?(?:(?P<tag><[^>]*>) )?(?P<style>.)(?P<text>.*)", re.DOTALL)
_ESCAPES = {"n": "\n", "t": "\t", "b": "\b", "r": "\r", "\\": "\\"}


class _Mapping(dict[str, Any]):
    """A mapping that is being filled, with the key whose value comes next."""

    key: str | None = None


class Told:
    """``documents`` are trees of mappings, lists and text; ``forbidden`` are words for what a curriculum's file may not hold."""

    def __init__(self, events: str) -> None:
        self.documents: list[Any] = []
        self.forbidden: set[str] = set()
        self._stack: list[Any] = []
        for line in events.splitlines():
            self._take(line.lstrip(" "))
        if len(self.documents) != 1:
            self.forbidden.add("documents")

    def _take(self, event: str) -> None:
        kind = event[:4]
        if kind == "=ALI":
            self.forbidden.add("alias")
            self._put("*")
        elif kind == "=VAL":
            found = _SCALAR.fullmatch(event)
            assert found, event
            self.forbidden |= {name for name in ("anchor", "tag") if found[name]}
            self._put(re.sub(r"\\(.)", lambda match: _ESCAPES.get(match[1], match[0]), found["text"]))
        elif kind in ("+MAP", "+SEQ"):
            self.forbidden |= {name for name, sign in (("anchor", " &"), ("tag", " <")) if sign in event}
            held: Any = _Mapping() if kind == "+MAP" else []
            self._put(held)
            self._stack.append(held)
        elif kind in ("-MAP", "-SEQ"):
            self._stack.pop()

    def _put(self, value: Any) -> None:
        around = self._stack[-1] if self._stack else self.documents
        if isinstance(around, _Mapping) and around.key is None:
            self._put_key(around, value)
            return
        if value == "":
            self.forbidden.add("no value")
        if isinstance(around, _Mapping):
            around[around.key or ""], around.key = value, None
        else:
            around.append(value)

    def _put_key(self, around: _Mapping, key: Any) -> None:
        if not isinstance(key, str) or not key.strip() or key == "<<" or key in around:
            self.forbidden.add("key")
        around.key = key if isinstance(key, str) else f"? {len(around)}"
