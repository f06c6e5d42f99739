"""Rows that people typed in, sheets that can be counted out, and for each that cannot: its line, what is wrong, what to do."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import mean
from typing import Literal

from toolkit.assess.codes import LENGTH, first_form, other_form
from toolkit.assess.keys import UNSURE, Marking
from toolkit.assess.table import Row, as_csv
from toolkit.model.forms import FormName

When = Literal["before", "after"]

_WHEN: Mapping[str, When] = {
    "before": "before", "pre": "before", "pre-test": "before", "pretest": "before",
    "after": "after", "post": "after", "post-test": "after", "posttest": "after",
}  # fmt: skip
_FORMS: Mapping[str, FormName] = {"A": "A", "B": "B", "FORM A": "A", "FORM B": "B"}
_UNSURE = {UNSURE, "I DO NOT KNOW YET", "I DON'T KNOW YET", "I DON\u2019T KNOW YET", "DK", "IDK"}
_NOTHING = {"", "-", "\u2013", "\u2014", "N/A"}
_CODE = re.compile(r"(?=.*[0-9])(?!.*[A-Z]{3})[A-Z0-9]{4,6}")
"""What may be a code with a slip of the pen in it. A name with a number behind it is none: a code has no three letters in a row."""
_MARK = re.compile(r"[A-Z]|[A-H0-9\s,;.:/&+()=?-]*")
"""One letter is no name; few names have no letter beyond H, and those that have letters of another script only are no marks either."""
_MARKS = 5
"""The most signs that marks have: letters in a row."""
_JUDGED = {"TRUE": "A", "T": "A", "FALSE": "B", "F": "B"}


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of paper. ``code`` is '' where nobody wrote one; ``right`` counts the questions answered as the key says."""

    line: int
    code: str
    form: FormName
    when: When
    answers: tuple[str, ...]
    right: int


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that did not fit. ``left_out`` says whether the line is missing from the clean file."""

    line: int
    what: str
    mend: str
    left_out: bool = True


class RowError(Exception):
    """A row that cannot be used as it is."""

    def __init__(self, what: str, mend: str) -> None:
        super().__init__(what, mend)
        self.what = what
        self.mend = mend


@dataclass(frozen=True, slots=True)
class Results:
    """What a table gave. ``unused`` counts rows of the template that nobody filled in."""

    sheets: tuple[Sheet, ...]
    faults: tuple[Fault, ...]
    unused: int = 0

    def of(self, when: When, form: FormName | None = None) -> list[Sheet]:
        """The sheets before or after, of one form or of both."""
        return [sheet for sheet in self.sheets if sheet.when == when and form in (None, sheet.form)]

    @property
    def pairs(self) -> int:
        """How many codes have a sheet before and one after."""
        return len({sheet.code for sheet in self.of("before")} & {sheet.code for sheet in self.of("after")} - {""})

    def as_csv(self) -> bytes:
        """The clean file: a row for each sheet, with how many of its answers are right."""
        questions = len(self.sheets[0].answers) if self.sheets else 0
        heading = ["code", "form", "when", *(f"q{number}" for number in range(1, questions + 1)), "right"]
        return as_csv([heading, *([each.code, each.form, each.when, *each.answers, str(each.right)] for each in self.sheets)])


def mean_right(sheets: Sequence[Sheet]) -> float:
    """How many answers are right on a sheet, on average. Raises StatisticsError without sheets."""
    return mean(sheet.right for sheet in sheets)


def judge(rows: Sequence[Row], markings: Mapping[FormName, Sequence[Marking]], codes: Sequence[str]) -> Results:
    """Every row as a sheet or as a fault. ``codes`` are all that were ever printed, in order."""
    known = {code: first_form(place) for place, code in enumerate(codes)}
    sheets: dict[tuple[str, str], Sheet] = {}
    nameless: list[Sheet] = []
    faults: list[Fault] = []
    unused = 0
    for row in rows:
        if not row.more and all(cell in _NOTHING for name, cell in row.cells.items() if name.startswith("q")):
            unused += 1
            continue
        try:
            sheet = _sheet(row, markings, known)
        except RowError as error:
            faults.append(Fault(row.line, error.what, error.mend))
            continue
        if not sheet.code:
            nameless.append(sheet)
        elif (sheet.code, sheet.when) in sheets:
            faults.append(_twice(sheet, sheets[sheet.code, sheet.when]))
        else:
            sheets[sheet.code, sheet.when] = sheet
    places = {code: place for place, code in enumerate(codes)}
    ordered = sorted(sheets.values(), key=lambda each: (places[each.code], each.when == "after"))
    faults += [*_unpaired(sheets), *(_nameless(sheet) for sheet in nameless)]
    return Results((*ordered, *nameless), tuple(sorted(faults, key=lambda fault: fault.line)), unused)


def _unpaired(sheets: Mapping[tuple[str, str], Sheet]) -> list[Fault]:
    alone = [sheet for (code, when), sheet in sheets.items() if (code, "after" if when == "before" else "before") not in sheets]
    return [
        Fault(
            sheet.line, f"the code {sheet.code} has no sheet {'after' if sheet.when == 'before' else 'before'}.",
            "Nothing, if the person left early or came late. The sheet counts in the totals and not in the pairs.", left_out=False,
        )
        for sheet in alone
    ]  # fmt: skip


def _twice(sheet: Sheet, first: Sheet) -> Fault:
    return Fault(
        sheet.line, f"the code {sheet.code} is there twice '{sheet.when}'; line {first.line} has it first.",
        "Look at both sheets: one code was copied wrongly, or a sheet was typed in twice.",
    )  # fmt: skip


def _nameless(sheet: Sheet) -> Fault:
    return Fault(sheet.line, "there is no code.", "Nothing, if the sheet has none. It counts in the totals and not in the pairs.", left_out=False)


def _sheet(row: Row, markings: Mapping[FormName, Sequence[Marking]], known: Mapping[str, FormName]) -> Sheet:
    if row.more:
        raise RowError("there is more in it than columns.", "Delete what stands beyond the last question.")
    code = re.sub(r"[\s._-]", "", row.cells.get("code", "")).upper()
    if code and code not in known:
        near = _near(code, known)
        raise RowError(f"nobody was given {f'the code {code}' if _CODE.fullmatch(code) else 'such a code'}.", f"Did the sheet say {near}?" if near else "Look at the sheet again. If it cannot be read, leave the code empty.")
    form, when = _FORMS.get(row.cells.get("form", "").upper()), _WHEN.get(row.cells.get("when", "").casefold())
    if form is None:
        raise RowError(f"{_quoted(row.cells.get('form', ''))} is no form.", "Write A or B; it is on every page of the sheet.")
    if when is None:
        raise RowError(f"{_quoted(row.cells.get('when', ''))} is no time.", "Write before or after.")
    if code:
        expected = known[code] if when == "before" else other_form(known[code])
        if form != expected:
            raise RowError(
                f"the code {code} takes form {expected} {when} the workshop, and this says {form}.",
                "Look at the letter on the sheet. If the person did take the other form, leave the code empty: the same "
                "questions twice show memory, so the two sheets must not be compared.",
            )
    answers = tuple(_answer(number, row, marking) for number, marking in enumerate(markings[form], start=1))
    right = sum(bool(given) and marking.is_right(given) for given, marking in zip(answers, markings[form], strict=True))
    return Sheet(row.line, code, form, when, answers, right)


def _near(code: str, known: Mapping[str, FormName]) -> str:
    """The one code that differs in a single place; two codes never do, so it is what was meant."""
    same = (each for each in known if len(code) == LENGTH and sum(a != b for a, b in zip(each, code, strict=True)) == 1)
    return next(same, "")


def _answer(number: int, row: Row, marking: Marking) -> str:
    typed = row.cells.get(f"q{number}", "")
    given = " ".join(typed.upper().split())
    if given in _NOTHING:
        return ""
    if given in _UNSURE:
        return UNSURE
    if marking.kind == "true-false":
        given = _JUDGED.get(given, given)
    given = re.sub(r"[\s,;.:/&+()-]|\d+(?=[A-Z])", "", given)
    if not marking.fits(given):
        raise RowError(f"{_quoted(typed)} cannot be an answer to question {number}.", _wanted(marking))
    return "".join(sorted(given)) if marking.kind == "several-choices" else given


def _quoted(typed: str) -> str:
    """``typed`` in quotation marks where it looks like marks. Anything else may be words or a name of a person, and is told by its line alone."""
    return f"'{typed}'" if len(typed) <= _MARKS and _MARK.fullmatch(typed) else "what is typed"


def _wanted(marking: Marking) -> str:
    first, last = marking.letters[0], marking.letters[-1]
    match marking.kind:
        case "several-choices":
            return f"Write one or more letters from {first} to {last}, or ? or nothing."
        case "ordering" | "matching":
            return f"Write {len(marking.key)} letters from {first} to {last} in a row, for example {marking.letters[: len(marking.key)]}, or ? or nothing."
        case _:
            return f"Write one letter from {first} to {last}, or ? or nothing. Where two are marked on the sheet, write nothing."
