"""A YAML syntax error in; where it is, what it means in plain words and how to mend it out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import yaml

STAND_IN = '"…"'
_QUOTE_IT = "Put the whole text in quotation marks, or use '>-' and write it on the next line."
_ALIGN = "Line it up with its neighbors, with spaces only, and check that the line above ends as it should."
_VALUE = re.compile(r"(\s*(?:- +)*[A-Za-z_][\w-]*: +|\s*(?:- +)+)\S.*")


@dataclass(frozen=True)
class SyntaxFault:
    """Where a syntax error stands (line and column from 1) and what it is.

    ``one_value`` tells that only one value is lost by it, ``by_tab`` that a tab indents the line.
    """

    line: int
    column: int
    what: str
    mend: str
    one_value: bool = False
    by_tab: bool = False


@dataclass(frozen=True)
class QuotedText:
    """A quoted text that spans lines; when reading stops right after it, its closing mark is missing."""

    line: int
    column: int
    last_line: int


def explain_syntax(error: yaml.YAMLError, lines: Sequence[str], quoted: QuotedText | None = None) -> SyntaxFault:
    """What ``error`` means. ``quoted`` is the last text read, when it was quoted and spans lines."""
    problem = str(getattr(error, "problem", None) or getattr(error, "reason", None) or "it cannot be read")
    context = str(getattr(error, "context", None) or "")
    line, column = _position(getattr(error, "problem_mark", None), lines)
    start = _position(getattr(error, "context_mark", None), lines) if context else (line, column)
    text = lines[line - 1]
    if "quoted scalar" in context and "escape" not in problem:
        return _never_closed(*start)
    if "expected key" in problem and quoted and quoted.last_line == line:
        return _never_closed(quoted.line, quoted.column)
    for sign, what, mend, one_value in _BY_CONTEXT:
        if re.search(sign, context) or re.search(sign, problem):
            return SyntaxFault(*start, what, mend, one_value=one_value and start[0] == line)
    for sign, explain in _BY_PROBLEM:
        if sign in problem or sign in context:
            return explain(line, column, text)
    return SyntaxFault(line, column, f"this is not valid YAML: {problem}.", _ALIGN)


def stopped_at(line: int) -> str:
    """The sentence that keeps people from thinking that the rest of a file was found good."""
    return f"Nothing after line {line} was read; mend this and check again."


def without_value(line: str) -> str | None:
    """``line`` with a stand-in for its value, or None when it holds no 'key: value' or '- item'."""
    found = _VALUE.fullmatch(line)
    return found[1] + STAND_IN if found else None


def _position(mark: yaml.Mark | None, lines: Sequence[str]) -> tuple[int, int]:
    """Line and column of ``mark``; the end of the last line where the reader had run past it."""
    if mark is None:
        return 1, 1
    return (mark.line + 1, mark.column + 1) if mark.line < len(lines) else (len(lines), len(lines[-1]) + 1)


def _never_closed(line: int, column: int) -> SyntaxFault:
    return SyntaxFault(
        line,
        column,
        "a quotation mark is opened here and never closed.",
        "Close it at the end of the text.",
        one_value=True,
    )


def _colon_in_text(line: int, column: int, text: str) -> SyntaxFault:
    if ": " in text[: column - 1].lstrip():
        return SyntaxFault(
            line, column, "a colon with a space after it stands in unquoted text.", _QUOTE_IT, one_value=True
        )
    return SyntaxFault(
        line,
        column,
        "this line does not belong to what stands above it: it is indented too deep, "
        "or the line above is no 'key: value'.",
        _ALIGN,
    )


def _bad_start(line: int, column: int, text: str) -> SyntaxFault:
    sign = text[column - 1 : column]
    if sign == "\t":
        return _tab(line, column, text)
    return SyntaxFault(line, column, f"unquoted text cannot start with '{sign}'.", _QUOTE_IT, one_value=True)


def _tab(line: int, column: int, _text: str) -> SyntaxFault:
    return SyntaxFault(
        line,
        column,
        "the line is indented with a tab.",
        "Use two spaces for each level, here and in every other line that starts with a tab.",
        by_tab=True,
    )


def _escape(line: int, column: int, _text: str) -> SyntaxFault:
    return SyntaxFault(
        line,
        column,
        "a backslash in double quotes starts an escape that is not allowed.",
        "Type the character itself, or use single quotes.",
        one_value=True,
    )


def _dash_in_value(line: int, column: int, _text: str) -> SyntaxFault:
    return SyntaxFault(
        line,
        column,
        "a list starts on the line of its key.",
        "Put each item on a line of its own, after '- '.",
        one_value=True,
    )


def _indentation(line: int, column: int, text: str) -> SyntaxFault:
    if text[: column - 1].strip():
        return SyntaxFault(
            line,
            column,
            "the text goes on after its closing quotation mark.",
            "Use the other kind of quotation marks around the text.",
            one_value=True,
        )
    return SyntaxFault(line, column, "this line is not in line with its neighbors.", _ALIGN)


_BY_CONTEXT = (
    (
        "flow (sequence|mapping)",
        "a list or block in brackets is not closed, or a comma is missing.",
        "Add the closing bracket or the comma, or write one item a line, each after '- '.",
        True,
    ),
    ("(scanning|parsing) an? (alias|anchor|tag)", "unquoted text cannot start with '*', '&' or '!'.", _QUOTE_IT, True),
    (
        "could not find expected ':'",
        "this line has no colon after its key.",
        "Write 'key: value', or indent the line if it continues the text above.",
        False,
    ),
)


def _beside_bar(line: int, column: int, _text: str) -> SyntaxFault:
    return SyntaxFault(
        line,
        column,
        "text stands on the same line as '|' or '>'.",
        "Start the text on the next line, indented by two spaces.",
    )


_BY_PROBLEM = (
    ("scanning a block scalar", _beside_bar),
    ("mapping values are not allowed", _colon_in_text),
    ("tab character", _tab),
    ("cannot start any token", _bad_start),
    ("escape", _escape),
    ("hexdecimal", _escape),
    ("block sequence entries are not allowed", _dash_in_value),
    ("expected key", _indentation),
    ("expected '-' indicator", _indentation),
    ("expected <document start>", _indentation),
)
