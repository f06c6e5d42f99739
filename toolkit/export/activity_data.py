"""The data of an activity that answers in, its texts out: to be read, or each one changed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

CITATION = re.compile(r'<a [^<>]*class="tk-cite"[^<>]*>(\d+(?:, \d+)*)</a>|<sup>(\d+(?:, \d+)*)</sup>')
"""Where a text points to sources: with a link, or with bare numbers where no link can stand."""

_AS_MADE = frozenset({"kind", "id", "module", "mode", "version", "safety", "need", "web"})


def texts_of(data: Any) -> Iterator[str]:
    """Every text that a reader may see, as safe HTML."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, list):
        for item in data:
            yield from texts_of(item)
    elif isinstance(data, dict):
        for name, item in data.items():
            if name not in _AS_MADE:
                yield from texts_of(item)


def with_texts(data: Any, change: Callable[[str], str]) -> Any:
    """A copy in which ``change`` has been made to every text that a reader may see."""
    if isinstance(data, str):
        return change(data)
    if isinstance(data, list):
        return [with_texts(item, change) for item in data]
    if isinstance(data, dict):
        return {name: item if name in _AS_MADE else with_texts(item, change) for name, item in data.items()}
    return data
