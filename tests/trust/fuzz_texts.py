"""Files that people type, spoiled, in: curricula, sessions, rosters, answers and tables of kits; each is read or refused with its place, out."""

from __future__ import annotations

import csv
import datetime as dt
import io
from contextlib import chdir
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from tests.curricula import SMALL
from tests.trust.fuzz_spoil import CELLS, spoiled_bytes, spoiled_table
from tests.trust.fuzz_target import Case
from tests.trust.yaml_fuzz import ROOT, files, reading_is_right, spoil
from toolkit.assess.choose import forms_of_plan
from toolkit.assess.codes import codes_for, first_form, other_form, seed_of
from toolkit.assess.keys import markings
from toolkit.assess.results import judge
from toolkit.assess.table import read_table as read_answers
from toolkit.batch.matrix import open_matrix
from toolkit.batch.matrix_names import as_one
from toolkit.batch.matrix_template import IN_TABLE
from toolkit.errors import ContentError, ToolkitError
from toolkit.kit.obstacles import session_problems
from toolkit.load import load_curriculum, load_session, read_roster
from toolkit.load.table import open_table
from toolkit.model.curriculum import Curriculum
from toolkit.model.roster import Held
from toolkit.model.session import Session
from toolkit.plan import make_plan

PERSON = "Quillfeather"
"""A name that stands in tables and must not be told."""


def yaml(chance: Random) -> Case:
    path = chance.choice(files())
    return Case(spoil(chance, path.read_bytes()), path.relative_to(ROOT).as_posix())


def hold_yaml(case: Case, _folder: Path) -> str:
    """A spoiled file of a curriculum is read as another reader of YAML reads it, or refused with its place and what to do."""
    return reading_is_right(ROOT / case.about, case.data)


_TIMES = ["18:30", "", "00:00", "23:59", "24:00", "12:00", "9:00", "06:61", "noon"]
_DATES = ["2027-01-15", "2028-02-29", "2027-02-29", "0001-01-01", "9999-12-31", "soon", ""]
_LINES: list[list[str]] = [
    ["modules: [course/1]", "modules: []", "modules: [course/1, course/1]", "modules: [course/9]", "modules: course/1"],
    ["audience: child-welfare", "audience: law-enforcement", "audience: parents-guardians", "audience: x"],
    ["minutes: 90", "minutes: 30", "minutes: 1", "minutes: 0", "minutes: -5", "minutes: 1440", "minutes: 999999999999999999999"],
    ["lunch: {at: '19:00', minutes: 30}", "lunch: {at: '12:00', minutes: 45}", "lunch: {at: '00:00', minutes: 1}", "lunch: {at: '23:59', minutes: 900}", "lunch: {}"],
    ["days: [{date: 2027-01-15}, {date: 2027-01-22}]", "days: [{}]", "days: [{date: 2027-01-22}, {date: 2027-01-15}]", "days: [{start: '23:59', minutes: 1440}]"],
    ["rooms: [One, Two]", "rooms: [One, One]", "rooms: []", f"rooms: [{', '.join('abcdefghijklmnopqrst')}]"],
    ["facilitators: [A, B]", "facilitators: []", "facilitators: [A, A]"], ["take_turns: true", "take_turns: maybe"],
    ["participants: 12", "participants: 0", "participants: 1", "participants: 100000"],
    ["contacts: {state-line: '555-0100'}", "contacts: {x: '1'}", "contacts: {state-line: '<b>'}"],
    ["look: {footer: x}", "look: {primary: '#000000', accent: '#ffffff'}", "look: {logo: gone.png, logo_alt: x}", "look: {logo: ../x.png, logo_alt: x}"],
    ["title: An evening", "vetted_by: A. Person", "title: ''", f"title: {'x' * 200}"], ["pages: []", "pages: [at-a-glance]", "pages: [x]"],
]  # fmt: skip


def session(chance: Random) -> Case:
    """A session that was typed line by line, or a ready-made one, both perhaps spoiled."""
    if chance.random() < 0.9:
        rest = [*_LINES[1:], [f'start: "{each}"' for each in _TIMES], [f"date: {each}" for each in _DATES]]
        lines = [each[0] if chance.random() < 0.8 else chance.choice(each) for each in (_LINES[0], *(each for each in rest if chance.random() < 0.4))]
        data = "\n".join(lines).encode()
    else:
        data = chance.choice([path for path in files() if path.parent.name == "sessions"]).read_bytes()
    return Case(spoil(chance, data) if chance.random() < 0.3 else data)


def hold_session(case: Case, folder: Path) -> str:
    """A session file is planned with every minute of its day in order, or refused with a sentence that tells the place and what to do."""
    path = folder / "session.yaml"
    path.write_bytes(case.data)
    try:
        found, marks = load_session(path)
    except ContentError as error:
        well_told(error, case.data)
        return "refused"
    problems = session_problems(found, marks, small())
    if [each for each in problems if each.severity == "error"]:
        well_told(ContentError(tuple(problems)), case.data)
        return "refused"
    plan = make_plan(small(), found)
    assert plan.slots
    assert all(slot.minutes >= 0 for slot in plan.slots)
    return "planned"


def well_told(error: ToolkitError, data: bytes, unsaid: str = "\0") -> None:
    """Raises AssertionError where a message steers a terminal or tells what must stay ``unsaid``, or a problem has no place in the file or no advice."""
    told = str(error).replace("\n", "")
    assert told
    assert told.isprintable()
    assert unsaid not in told
    lines = data.count(b"\n") + data.count(b"\r") + 2
    for problem in error.problems if isinstance(error, ContentError) else ():
        assert problem.what
        assert problem.mend
        assert problem.line <= lines or problem.line == IN_TABLE
        assert min(problem.line, problem.column) >= 1


HELD = Held((dt.date(2027, 1, 15), dt.date(2027, 1, 16)), {"course/1": "Noticing", "course/2": "Listening"}, {(1, "course/1"): 60, (2, "course/1"): 30, (2, "course/2"): 45})
_HEADS = ["name", "first name", "last name", "attended", "absent", "hours", "days", "modules", "agency", "Full Name", "e-mail"]


def roster(chance: Random) -> Case:
    heads = ["name", *chance.sample(_HEADS[1:], chance.randint(0, 5))]
    usual = {"attended": ["yes", "no", "", "x"], "hours": ["1", "1.5", "2:15", ""], "days": ["1", "1, 2", "2027-01-15", ""], "modules": ["course/1", "Listening", ""]}
    rows = [[f"{PERSON} {number}" if head == "name" else chance.choice(usual.get(head, CELLS)) for head in heads] for number in range(chance.randint(0, 8))]
    return Case(spoiled_table(chance, [heads, *rows]))


def hold_roster(case: Case, folder: Path) -> str:
    """Each row of a roster is a person with a certificate or one without, or the roster is refused by line; no name is told, and none is lost."""
    path = folder / "roster.csv"
    path.write_bytes(case.data)
    try:
        found = read_roster(path, HELD)
    except ToolkitError as error:
        well_told(error, case.data, PERSON)
        return "refused"
    told = " ".join(found.doubts)
    assert PERSON not in told
    lines = [row.line for row in open_table(case.data, path.name)][1:]
    assert sorted(each.line for each in (*found.attendees, *found.absent)) == lines
    for attendee in found.attendees:
        assert attendee.name.strip()
        assert attendee.name.isprintable()
        assert attendee.minutes is None or 0 < attendee.minutes <= HELD.counted(attendee.days, attendee.modules)
        assert set(attendee.days) <= {1, 2}
        assert set(attendee.modules) <= HELD.modules.keys()
    return "read"


@cache
def small() -> Curriculum:
    """The small curriculum."""
    return load_curriculum(SMALL)


@cache
def answer_key() -> tuple[Any, tuple[str, ...]]:
    """What answers are judged by: the markings of both forms, and the codes that were given."""
    plan = make_plan(small(), Session(modules=("course/1",)))
    forms = forms_of_plan(plan)
    assert forms is not None
    return markings(forms, plan.modules), codes_for(seed_of(plan.title, ["course/1"]), 12)


def answers(chance: Random) -> Case:
    marks, codes = answer_key()
    heads = ["code", "form", "when", *(f"q{number}" for number in range(1, len(marks["A"]) + 1))]
    rows = []
    for place, code in enumerate(codes):
        for when, form in (("before", first_form(place)), ("after", other_form(first_form(place)))):
            rows.append([code, form, when, *("".join(chance.sample(each.letters, min(len(each.key), len(each.letters)))) if chance.random() < 0.8
                                             else chance.choice(["", "?", PERSON, PERSON, chance.choice(CELLS)]) for each in marks[form])])  # fmt: skip
    return Case(spoiled_table(chance, [heads, *chance.sample(rows, chance.randint(0, len(rows)))]))


def hold_answers(case: Case, _folder: Path) -> str:
    """Each row of answers is a sheet, a fault by line or unused; what people wrote in words is not told; the clean table reads as the same sheets."""
    marks, codes = answer_key()
    try:
        held = read_answers(case.data, len(marks["A"]))
    except ToolkitError as error:
        well_told(error, case.data)
        return "refused"
    found = judge(held.rows, marks, codes)
    assert len(held.rows) == len(found.sheets) + sum(each.left_out for each in found.faults) + found.unused
    told = " ".join(f"{each.what} {each.mend}" for each in found.faults)
    assert PERSON not in told
    assert told.isprintable()
    if not found.sheets:
        return "no sheet"
    clean = found.as_csv()
    assert not [cell for row in csv.reader(io.StringIO(clean.decode())) for cell in row if cell[:1] in set("=+-@\t\r")]
    again = judge(read_answers(clean, len(marks["A"])).rows, marks, codes)
    assert [(each.code, each.form, each.when, each.answers, each.right) for each in again.sheets] == [
        (each.code, each.form, each.when, each.answers, each.right) for each in found.sheets if any(each.answers)
    ]
    assert not [each for each in again.faults if each.left_out]
    return "read"


TEMPLATE = "title: An evening\nmodules: [course/1]\naudience: child-welfare\nminutes: 30\nfacilitators: [A. Person]\n"
_COLUMNS = ["title", "place", "date", "start", "minutes", "participants", "facilitators", "contacts.state-line", "organization", "audience", "modules", "look.footer",
            "look.primary", "lunch.at", "lunch.minutes", "days.1.date", "days.2.date", "rooms", "take_turns", "vetted_by", "x"]  # fmt: skip
_VALUES = {"date": _DATES, "start": _TIMES, "minutes": ["30", "90", "-", "1"], "audience": ["child-welfare", "law-enforcement"], "modules": ["course/1", "x"], "look.primary": ["#102030", "red"]}


def matrix(chance: Random) -> Case:
    heads = ["kit", *chance.sample(_COLUMNS, chance.randint(0, 6))]
    rows = [[f"kit-{number}", *(chance.choice([*_VALUES.get(head, ["A text", "-"]), "", chance.choice(CELLS)]) for head in heads[1:])] for number in range(chance.randint(0, 6))]
    template = TEMPLATE.encode() if chance.random() < 0.9 else spoil(chance, TEMPLATE.encode())
    return Case(spoiled_table(chance, [heads, *rows]), template.decode("latin-1"))


def hold_matrix(case: Case, folder: Path) -> str:
    """Each row of a table of kits makes a kit of its own name or is refused alone, with its line and column; or the whole table is, before a kit is made."""
    (folder / "t.yaml").write_bytes(case.about.encode("latin-1"))
    (folder / "c.csv").write_bytes(case.data)
    try:
        with chdir(folder):
            opened = open_matrix(Path("t.yaml"), Path("c.csv"), small())
            found = list(opened)
    except ToolkitError as error:
        well_told(error, case.data + case.about.encode())
        return "refused"
    assert len(found) == len(opened)
    names = [as_one(name) for name, made in found if isinstance(made, Session)]
    assert len(set(names)) == len(names)
    for name, made in found:
        if isinstance(made, ContentError):
            well_told(made, case.data)
            assert made.problems
        else:
            assert not set(name) & set('/\\:*?"<>|\0')
            assert make_plan(small(), made).slots
    return f"{'no' if not names else 'some' if len(names) < len(found) else 'all'} rows used"


def junk(chance: Random, data: bytes) -> bytes:
    """``data``, or bytes of no kind."""
    return spoiled_bytes(chance, data) if chance.random() < 0.9 else chance.randbytes(chance.randint(0, 400))
