"""The bytes of a file in; its text, with every character that YAML readers disagree on reported and taken out, out."""

from __future__ import annotations

import re

from toolkit.errors import Problem
from toolkit.load.rules import problem

_MOST_CHARACTERS = 10
_LINE_END = re.compile(r"\r\n|\r|\n")
_ODD = re.compile("[^\t\n\r\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")


def lines_of(text: str) -> tuple[str, ...]:
    """The lines of ``text`` as editors count them."""
    return tuple(_LINE_END.split(text))


def decode(data: bytes, file: str, problems: list[Problem]) -> str | None:
    """Text with every character that YAML readers disagree on replaced by a space, after reporting it."""
    mend = "Save the file as 'UTF-8' (without BOM) in your editor."
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        problems.append(problem("file-is-utf-8", file, (1, 1), what="the file is saved as UTF-16.", mend=mend))
        return None
    if data.startswith(b"\xef\xbb\xbf"):
        problems.append(
            problem("file-is-utf-8", file, (1, 1), what="the file starts with a byte-order mark.", mend=mend)
        )
        data = data[3:]
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8")
        what = f"the byte {data[error.start]:#04x} is not UTF-8 text."
        problems.append(problem("file-is-utf-8", file, _line_and_column(before), what=what, mend=mend))
        text = data.decode("utf-8", errors="replace")
    for number, odd in enumerate(_ODD.finditer(text)):
        if number == _MOST_CHARACTERS:
            break
        what = f"the character U+{ord(odd.group()):04X} does not belong into a text file."
        at = _line_and_column(text[: odd.start()])
        problems.append(
            problem("file-has-plain-characters", file, at, what=what, mend="Delete it and type the line anew.")
        )
    return _ODD.sub(" ", text)


def _line_and_column(before: str) -> tuple[int, int]:
    lines = _LINE_END.split(before)
    return len(lines), len(lines[-1]) + 1
