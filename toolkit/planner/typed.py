"""A key of a session file and its value in, the lines of YAML that say it out."""

from __future__ import annotations

import json
import re
from typing import Any

_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9 _.,/()&'+-]*(?<! )")
_ID = re.compile(r"[a-z][a-z0-9/-]*")
_NUMBER = re.compile(r"[0-9]+|[0-9]{4}-[0-9]{2}-[0-9]{2}")
_OTHER_THINGS = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null", "nan"})
"""Words that other readers of YAML take for something else than text."""
_NUMBERS = frozenset({"minutes", "participants", "date"})
_LONGEST_LINE = 100


def entry_lines(key: str, value: Any, indent: int = 0) -> list[str]:
    """``key`` with ``value``: text, a list or a mapping, each as the ready-made sessions write it."""
    start = f"{' ' * indent}{scalar(key)}:"
    if isinstance(value, str):
        return [f"{start} {scalar(value, key)}"]
    short = f"{start} {_in_line(value)}"
    if len(short) <= _LONGEST_LINE and _is_short(value):
        return [short]
    if isinstance(value, dict):
        return [start, *(line for name, each in value.items() for line in entry_lines(name, each, indent + 2))]
    return [start, *(f"{' ' * indent}  - {scalar(each) if isinstance(each, str) else _in_line(each)}" for each in value)]


def scalar(text: str, key: str = "") -> str:
    """``text`` without quotation marks where every reader takes it for the same text."""
    if _NUMBER.fullmatch(text):
        return text if key in _NUMBERS else json.dumps(text)
    if key == "take_turns" and text in ("true", "false"):
        return text
    plain = _PLAIN.fullmatch(text) and text.lower() not in _OTHER_THINGS
    return text if plain else json.dumps(text, ensure_ascii=False)


def _is_short(value: Any) -> bool:
    """Whether it is read most easily on one line: ids, and the few facts of one break."""
    if isinstance(value, list):
        return all(isinstance(each, str) and _ID.fullmatch(each) for each in value)
    return bool(value) and set(value) <= {"at", "date", "start", "minutes"}


def _in_line(value: Any) -> str:
    if isinstance(value, dict):
        return f"{{{', '.join(f'{scalar(key)}: {_inside(each, key)}' for key, each in value.items())}}}"
    if isinstance(value, list):
        return f"[{', '.join(_inside(each) for each in value)}]"
    return _inside(value)


def _inside(value: Any, key: str = "") -> str:
    """Text within brackets, where a comma would end it."""
    if not isinstance(value, str):
        return _in_line(value)
    written = scalar(value, key)
    return json.dumps(value, ensure_ascii=False) if "," in written and not written.startswith('"') else written
