"""What a learner left, as rows: an Entry or a TestResult in, checked columns out, and back again."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, cast, get_args

from toolkit.errors import UsageError
from toolkit.model.entry import Entry, TestResult, When

MAX_VALUE = 256 * 1024  # bytes of JSON
MAX_DEPTH = 64
MAX_NAME = 200
MAX_COUNT = 2**53 - 1  # what a browser can count to

Row = tuple[Any, ...]


def entry_row(entry: Entry) -> Row:
    """Columns module, item, version, revision, value. Raises UsageError for what cannot be kept."""
    names = [plain(name) for name in (entry.module, entry.item, entry.version)]
    return (*names, whole(entry.revision), as_json(entry.value))


def entry_of(row: Sequence[Any]) -> Entry:
    """The Entry in such columns. Raises ValueError where the file holds something else."""
    module, item, version = map(text_in, row[:3])
    return Entry(module, item, version, _number_in(row[3]), _values_in(row[4]))


def entry_data(entry: Entry) -> dict[str, Any]:
    """The Entry as a learner downloads it."""
    place = {"module": entry.module, "item": entry.item}
    return {**place, "version": entry.version, "revision": entry.revision, "value": entry.value}


def result_row(result: TestResult) -> Row:
    """Columns module, item, name, version, answers, score, questions, day. Raises UsageError."""
    if result.name not in get_args(When):
        raise UsageError(f"A test is 'before' or 'after', not {result.name!r}.")
    if not isinstance(result.score, int | float) or not math.isfinite(result.score):
        raise UsageError("The score of a test is a number.")
    names = [plain(name) for name in (result.module, result.item, result.name, result.version)]
    day = date(result.day.year, result.day.month, result.day.day)  # a datetime would tell the time of day
    return (*names, as_json(result.answers), float(result.score), whole(result.questions), day.isoformat())


def result_of(row: Sequence[Any]) -> TestResult:
    """The TestResult in such columns. Raises ValueError where the file holds something else."""
    (module, item, name, version), (answers, score, questions, day) = map(text_in, row[:4]), row[4:]
    if name not in get_args(When) or not isinstance(score, int | float):
        raise ValueError("no test")
    return TestResult(module, item, cast("When", name), version, _values_in(answers), score, _number_in(questions), day_in(day))


def text_in(value: object) -> str:
    """``value`` of a column of text. SQLite keeps anything in any column, so another program or a bad disk may have. Raises ValueError."""
    if not isinstance(value, str):
        raise ValueError("no text")  # noqa: TRY004  # what the file holds is wrong, not what was called
    return value


def day_in(value: object) -> date:
    """A day as ISO writes it. Raises ValueError."""
    return date.fromisoformat(text_in(value))


def _number_in(value: object) -> int:
    if not isinstance(value, int):
        raise ValueError("no number")  # noqa: TRY004  # as above
    return value


def _values_in(text: object) -> dict[str, Any]:
    try:
        found = json.loads(text_in(text))
    except RecursionError as error:
        raise ValueError("nested too deeply") from error
    if not isinstance(found, dict):
        raise ValueError("no named values")  # noqa: TRY004  # as above
    return found


def result_data(result: TestResult) -> dict[str, Any]:
    """The TestResult as a learner downloads it."""
    return {
        "module": result.module,
        "item": result.item,
        "name": result.name,
        "version": result.version,
        "answers": result.answers,
        "score": result.score,
        "questions": result.questions,
        "day": result.day.isoformat(),
    }


def plain(name: str) -> str:
    """``name`` where it can be a column. Raises UsageError."""
    if not is_plain(name):
        raise UsageError(f"{ascii(name)[:80]} is no name of an activity, version or role.")
    return name


def is_plain(name: object) -> bool:
    """Whether it is text of a bearable length, without NUL and half characters."""
    return isinstance(name, str) and len(name) <= MAX_NAME and not re.search("[\0\ud800-\udfff]", name)


def is_id(name: object) -> bool:
    """Whether it can be the id of a record; a browser may send anything."""
    return isinstance(name, str) and re.fullmatch(r"[\w.-]{1,64}", name, re.ASCII) is not None


def whole(number: int) -> int:
    """``number`` where it counts something. Raises UsageError."""
    if type(number) is not int or not 0 <= number <= MAX_COUNT:
        raise UsageError(f"{ascii(number)[:80]} is no whole number from 0 up.")
    return number


def as_json(value: Mapping[str, Any]) -> str:
    """``value`` as JSON in ASCII, so that half characters (lone surrogates) come through. Raises UsageError."""
    if not isinstance(value, Mapping):
        raise UsageError("What is kept of an activity is a set of named values.")
    try:
        text = json.dumps(dict(value), allow_nan=False, separators=(",", ":"))
    except (TypeError, ValueError, RecursionError) as error:
        raise UsageError(f"What is kept of an activity must be JSON: {ascii(str(error))[:200]}.") from error
    if len(text) > MAX_VALUE:
        raise UsageError(f"This is too much to keep: {len(text)} bytes; the limit is {MAX_VALUE} for an activity.")
    if _is_too_deep(value):
        raise UsageError(f"This is nested too deeply to keep; the limit is {MAX_DEPTH} levels.")
    return text


def _is_too_deep(value: object) -> bool:
    # Python could write such a value and then fail to read it back from deeper in its own stack.
    level = [value]
    for _ in range(MAX_DEPTH):
        level = [child for parent in level for child in _children(parent)]
    return bool(level)


def _children(value: object) -> Sequence[object]:
    if isinstance(value, Mapping):
        return tuple(value.values())
    return value if isinstance(value, list | tuple) else ()
