"""The first row of a table of kits in; which key of a session file each column fills, or all that is wrong with it, out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from toolkit.errors import ContentError, Problem
from toolkit.load.explain import Advice
from toolkit.load.rules import problem
from toolkit.load.table import Row
from toolkit.load.timetable import MOST_DAYS
from toolkit.model.curriculum import Curriculum, Place
from toolkit.model.naming import close_match, did_you_mean
from toolkit.model.session import Session
from toolkit.model.shape import Shape, Tree, shape_of_noun

KIT = "kit"
_TEXT = Shape("text")


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name, its number from 1, and the place in a session file that it fills; none for the kit's name."""

    name: str
    number: int
    place: Place
    shape: Shape

    def value(self, cell: str) -> Tree:
        """What a session file would hold for ``cell``."""
        if self.shape.kind == "list":
            return [item for item in (part.strip() for part in cell.split(";")) if item]
        return cell.lower() if self.shape.kind == "flag" else cell  # spreadsheets write TRUE


def columns_of(head: Row, file: str, curriculum: Curriculum) -> dict[int, Column]:
    """The columns by their place in a row, from 0; those without a name are left out. Raises ContentError with all that is wrong."""
    found: dict[int, Column] = {}
    problems: list[Problem] = []
    for place, cell in enumerate(head.cells):
        column = _column(cell, place + 1, curriculum) if cell else None
        if isinstance(column, Column):
            twin = next((other for other in found.values() if other.place == column.place), None)
            if twin is None:
                found[place] = column
                continue
            column = Advice("key-is-written-once", f"'{cell}' fills what column {twin.number} fills already.", "Keep one of the two.")
        if column is not None:
            problems.append(problem(column.rule, file, (head.line, place + 1), what=column.what, mend=column.mend))
    if not any(column.name == KIT for column in found.values()):
        mend = f"Call one column '{KIT}'; it says how the folder of each row's kit is called, for example after its county."
        problems.append(problem("key-is-present", file, (head.line, 1), what=f"there is no column '{KIT}'.", mend=mend))
    if problems:
        raise ContentError(tuple(sorted(problems)))
    return found


def known_columns(curriculum: Curriculum) -> Iterator[str]:
    """The names that columns may have, of those that hold a number or a name of somebody's own one example each."""
    yield KIT
    for key in Session.model_fields:
        shape = shape_of_noun(Session).inside(key)
        if key == "contacts":
            yield from (f"contacts.{contact.id}" for contact in curriculum.contacts.values() if contact.local)
        elif key == "parts":
            yield "parts.First facilitator"
        elif shape is not None and _is_plain(shape):
            yield key
        elif shape is not None:
            block, before = (shape.item, f"{key}.1.") if shape.kind == "list" and shape.item else (shape, f"{key}.")
            yield from (f"{before}{inner}" for inner in block.noun.model_fields)


def _is_plain(shape: Shape) -> bool:
    """Whether one cell can hold it: a text, a number, a day, or a list of texts."""
    inner = shape.item if shape.kind == "list" and shape.item else shape
    return inner.kind not in ("noun", "mapping", "kinds", "list")


def _key(word: str) -> str:
    return re.sub(r"[ -]+", "_", word.strip().lower())


def _column(cell: str, number: int, curriculum: Curriculum) -> Column | Advice:
    first, dot, rest = cell.partition(".")
    key, rest = _key(first), rest.strip()
    shape = _TEXT if key == KIT else shape_of_noun(Session).inside(key)
    if shape is None or (dot and _is_plain(shape)):
        return _unknown(cell, curriculum)
    if _is_plain(shape):
        return Column(key, number, (key,) if key != KIT else (), shape)
    if not rest:
        names = ", ".join(name for name in known_columns(curriculum) if name.startswith(f"{key}.")) or "none"
        return Advice("value-has-right-shape", f"'{cell}' holds several things, and a column fills one of them.", f"Columns for it: {names}.")
    if key == "contacts":
        return _contact(rest, number, curriculum)
    return _inside(key, rest, number, shape) or _unknown(cell, curriculum)


def _contact(name: str, number: int, curriculum: Curriculum) -> Column | Advice:
    found = curriculum.contacts.get(name.lower())
    local = [contact.id for contact in curriculum.contacts.values() if contact.local]
    if found is None:
        return Advice("session-contact-is-known", f"there is no contact '{name}' in the curriculum.", did_you_mean(name, local))
    if not found.local:
        what = f"'{name}' is not a local contact; its number comes from the curriculum."
        return Advice("session-contact-is-local", what, f"Delete the column. Local contacts: {', '.join(local) or 'none'}.")
    return Column(f"contacts.{found.id}", number, ("contacts", found.id), _TEXT)


def _inside(key: str, rest: str, number: int, shape: Shape) -> Column | None:
    """The column for what stands inside a block, such as look.primary, days.2.date or parts.First facilitator."""
    if shape.kind == "mapping":
        return Column(f"{key}.{rest}", number, (key, rest), shape.item) if shape.item else None
    place: Place = (key,)
    name = key
    if shape.kind == "list":
        day, _, rest = rest.partition(".")
        if not re.fullmatch(r"[1-9][0-9]?", day) or int(day) > MOST_DAYS or shape.item is None:
            return None
        place, name, shape = (key, int(day) - 1), f"{key}.{day}", shape.item
    inner = shape.inside(_key(rest))
    return Column(f"{name}.{_key(rest)}", number, (*place, _key(rest)), inner) if inner else None


def _unknown(cell: str, curriculum: Curriculum) -> Advice:
    known = list(known_columns(curriculum))
    guess = close_match(cell, known) or close_match(cell.rpartition(".")[2], known)
    inner = {name.rpartition(".")[2]: name for name in known}  # 'footer' for 'look.footer'
    guess = guess or inner.get(close_match(cell, inner) or "")
    mend = f"Did you mean '{guess}'? " if guess else ""
    return Advice("key-is-known", f"there is no column '{cell}' that a session file has a key for.", f"{mend}Rename the column, or delete it.")
