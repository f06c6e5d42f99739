"""A template and a table make the sessions that as many session files would; a wrong row is named by its cell and keeps only itself back."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.curricula import SMALL
from tests.logos import address, dots
from toolkit.batch import matrix
from toolkit.batch.matrix import matrix_sessions, open_matrix
from toolkit.batch.matrix_columns import known_columns
from toolkit.commands.sessions import checked_session
from toolkit.errors import ContentError, UsageError
from toolkit.load import load_curriculum
from toolkit.model.curriculum import Curriculum
from toolkit.model.session import Session

ROOT = Path(__file__).parents[2]
TEMPLATE = """\
title: An evening
modules: [course/1]
audience: child-welfare
minutes: 30
facilitators: [A. Person, B. Person]
contacts:
  state-line: 555-0100
"""


@pytest.fixture(scope="module")
def small() -> Curriculum:
    return load_curriculum(SMALL)


@pytest.fixture
def made(tmp_path: Path, small: Curriculum, monkeypatch: pytest.MonkeyPatch):
    """The sessions of a table by kit, and each failure as lines of its problems."""
    monkeypatch.chdir(tmp_path)

    def make(table: str | bytes, template: str = TEMPLATE, curriculum: Curriculum = small) -> tuple[dict[str, Session], dict[str, list[str]]]:
        Path("t.yaml").write_text(template, encoding="utf-8")
        Path("c.csv").write_bytes(table if isinstance(table, bytes) else table.encode())
        found, failures = matrix_sessions(Path("t.yaml"), Path("c.csv"), curriculum)
        return found, {name: str(error).splitlines() for name, error in failures}

    return make


def refused(make, *args, **named) -> list[str]:
    with pytest.raises(ContentError) as caught:
        make(*args, **named)
    return str(caught.value).splitlines()


TABLE = "kit{0}Title{0}facilitators\nDoña Ana{0}An evening in Mesilla{0}No; C. Person\nlincoln{0}{0}\n"


@pytest.mark.parametrize("separator", [",", "\t", "|"])
@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_every_way_to_save_a_table_gives_the_same_sessions(made, separator, coding, end):
    found, failures = made(f"{TABLE.format(separator)}\n{separator}\n".replace("\n", end).encode(coding))
    assert not failures
    assert {name: (each.title, each.facilitators) for name, each in found.items()} == {
        "Doña Ana": ("An evening in Mesilla", ("No", "C. Person")),
        "lincoln": ("An evening", ("A. Person", "B. Person")),
    }


def test_a_table_with_semicolons_holds_lists_in_quotation_marks(made):
    found, _ = made('kit;facilitators;place\nlincoln;"No; C. Person";"Room 2; left"\n')
    assert (found["lincoln"].facilitators, found["lincoln"].place) == (("No", "C. Person"), "Room 2; left")


def test_an_empty_cell_leaves_what_the_template_says_and_a_hyphen_takes_it_away(made):
    template = TEMPLATE.replace("30", "300") + 'lunch: {at: "12:00", minutes: 30}\nlook: {footer: Our library, primary: "#1B3F8B"}\nstart: "09:00"\n'
    head = "kit,title,minutes,contacts.state-line,facilitators,lunch.at,lunch.minutes,look.footer\n"
    found, failures = made(f"{head}as-it-is,,,,,,,\nbare,-,–,—,-,-,-,-\n", template)
    assert not failures
    kept, bare = found["as-it-is"], found["bare"]
    assert (kept.title, kept.minutes, kept.contacts, kept.look.footer) == ("An evening", 300, {"state-line": "555-0100"}, "Our library")
    assert (bare.title, bare.minutes, bare.contacts, bare.facilitators, bare.lunch) == (None, None, {}, (), None)
    assert (bare.look.footer, bare.look.primary) == (None, "#1B3F8B")


def test_rows_do_not_change_the_template_or_one_another(made):
    found, _ = made("kit,contacts.state-line,title\na,555-0111,One\nb,,\nc,-,Two\nd,,\n")
    assert [(each.title, each.contacts.get("state-line")) for each in found.values()] == [
        ("One", "555-0111"), ("An evening", "555-0100"), ("Two", None), ("An evening", "555-0100"),
    ]  # fmt: skip


def test_days_rooms_parts_and_flags_come_from_cells_too(made):
    head = "kit,days.2.date,Days.1.Date,take turns,facilitators,rooms,minutes,parts.A. Person\n"
    found, failures = made(f"{head}two,2027-01-16,2027-01-15,TRUE,A;B;C;D,East; West,240,\nled,,,,,,,course/1\n")
    assert not failures
    assert [str(day.date) for day in found["two"].days] == ["2027-01-15", "2027-01-16"]
    assert (found["two"].take_turns, found["two"].rooms, found["two"].minutes) == (True, ("East", "West"), 240)
    assert found["led"].parts == {"A. Person": ("course/1",)}


def test_a_logo_is_looked_for_beside_the_template_and_read_once(made, tmp_path, monkeypatch):
    (tmp_path / "own.png").write_bytes(dots())
    (tmp_path / "other.png").write_bytes(dots(ground="#999999"))
    read: list[str] = []
    ours = matrix.whole_session.__globals__["with_logo"].__globals__
    plain = ours["_read"]
    monkeypatch.setitem(ours, "_read", lambda folder, name: read.append(name) or plain(folder, name))
    found, failures = made(
        "kit,look.logo,look.logo_alt\n" + "".join(f"k{n},{logo},\n" for n, logo in enumerate(["", "other.png", "", "other.png", "../own.png"])) + "k5,-,-\n",
        TEMPLATE + "look: {logo: own.png, logo_alt: Our library}\n",
    )  # fmt: skip
    logos = [each.look.logo if each.look else None for each in found.values()]
    assert logos[0] == logos[2] != logos[1] == logos[3]
    assert logos[0].startswith(address(b""))
    assert logos[4] is None
    assert sorted(read) == ["../own.png", "other.png", "own.png", "own.png"]  # once for the template, once for its rows
    assert "column 'look.logo': '../own.png' lies outside" in failures["k4"][0]


WRONG = [
    ("minutes", "0", "a session cannot last 0 minutes.", "Write 1 to 1440, or write '-' in the cell."),
    ("minutes", "1", "These modules need at least", "Set 'minutes: "),
    ("minutes", "an hour", "'an hour' is not a whole number.", "Write plain digits, for example 12."),
    ("audience", "child welfare", "'audience' cannot be 'child welfare'.", "Did you mean 'child-welfare'?"),
    ("audience", "judiciary", "there is no audience 'judiciary' in the curriculum.", "Known: community, child-welfare."),
    ("date", "1/15/2027", "'1/15/2027' is not a date; write it year-month-day", "Write it like 2027-01-15."),
    ("start", "9:00", "'9:00' is not a time of day", "Write it like 18:30."),
    ("modules", "course/1; course/2", "there is no module 'course/2' in the curriculum.", "Did you mean 'course/1'?"),
    ("modules", "course/1, course/2", "'course/1, course/2' is not a module id", "Write it like 'intro/1'. Items of a list have semicolons between them."),
    ("modules", "-", "'modules' is missing in the file.", "Fill in the column 'modules'"),
    ("modules", "course/1;course/1", "lists course/1 twice.", "Keep one of them."),
    ("contacts.state-line", "call us", "'call us' is no telephone number and no web address.", "Write a number with three digits or more"),
    ("look.primary", "blue", "'blue' is not a color.", "Write # and six digits from 0 to F, like #0B4F5C."),
    ("look.logo", "none.png", "there is no file 'none.png' in the folder of the session file.", "Name a PNG"),
    ("look.footer", "Endorsed by NCMEC", "would make the material look like", "Name your own organisation alone"),
    ("look.logo_alt", "Library", "there is no logo that these words could stand for.", "Add 'logo:'"),
    ("place", "Room \u0e01", "the fonts of the printed files cannot show", "Write it in words"),
    ("paper", "A3", "'paper' cannot be 'A3'.", "Allowed: letter, a4."),
    ("vetted_by", "yes", "'yes' names nobody; write who confirmed it", ""),
    ("vetted_by", "Lt. R. Example", "restricted modules never reach the audience 'child-welfare'", "or write '-' in the cell."),
    ("take_turns", "maybe", "neither true nor false", "Write true or false."),
    ("days.2.date", "2027-01-16", "a day is filled in, and the one before it is not.", "Fill in the days in their order."),
    ("organization", "#REF!", "'#REF!' is an error of the spreadsheet.", "Type it again"),
    ("contacts.state-line", "1.80056E+10", "'1.80056E+10' is a number that the spreadsheet has shortened.", "formatted as text"),
    ("contacts.state-line", '=""0800""', "is a formula of the spreadsheet.", "Type it again"),
]  # fmt: skip


@pytest.mark.parametrize(("column", "cell", "what", "mend"), WRONG)
def test_a_wrong_cell_is_named_by_line_and_column_and_the_other_rows_go_on(made, column, cell, what, mend):
    found, failures = made(f"place of,kit,{column}\n".replace("place of", "title") + f'before,a,\n,b,"{cell}"\nafter,c,\n')
    assert list(found) == ["a", "c"]
    (told,) = failures["b"]
    assert told.startswith("c.csv:3:3  ")
    assert f"error: column '{column}': " in told
    assert what in told
    assert mend.replace("Add 'logo:'", "Fill in the column 'look.logo'") in told


def test_words_are_those_of_a_session_file(made, tmp_path, small):
    """What is wrong with a value is said alike, wherever the value stands."""
    for column, cell, *_ in WRONG:
        if "." in column or cell in ("-", "#REF!") or column == "modules":
            continue
        path = tmp_path / "s.yaml"
        tree = yaml.safe_load(TEMPLATE) | {column: cell}
        path.write_text(yaml.safe_dump(tree), encoding="utf-8")
        with pytest.raises(ContentError) as caught:
            checked_session(path, small)
        _, failures = made(f"kit,{column}\nb,{cell}\n")
        (ours,), (theirs,) = failures["b"], caught.value.problems
        assert ours.split("  ")[1] == theirs.rule
        assert theirs.what.partition(", or delete the line")[0] in ours


def test_all_that_is_wrong_with_a_row_is_named_at_once(made):
    _, failures = made("kit,minutes,date,place\ncon,an hour,soon,#N/A,more\n")
    (name, told), = failures.items()
    assert name == "c.csv, line 2"
    assert [line.split("  ")[0] for line in told] == [f"c.csv:2:{column}" for column in range(1, 6)]
    assert [line.split("  ")[1] for line in told] == [
        "id-is-well-formed", "number-is-whole", "date-is-year-month-day", "value-is-valid", "key-is-known",
    ]  # fmt: skip


def test_what_the_template_says_is_blamed_in_its_own_line_when_a_row_does_not_agree_with_it(made):
    found, failures = made("kit,facilitators\na,\nb,C. Person\n", TEMPLATE + "parts:\n  A. Person: [course/1]\n")
    assert list(found) == ["a"]
    assert failures["b"][0].startswith("c.csv:3:1  session-part-is-known  error: with this row, t.yaml:9:3 breaks the rule: 'A. Person' is not one")


@pytest.mark.parametrize("name", ["con", "a/b", "..", "a.", "x" * 101, "-", "a.zip", "", "a:b", "ż" * 101, "漢" * 90, "LPT1.x"])
def test_a_kit_is_called_as_a_file_may_be_on_every_system(made, name):
    found, failures = made(f"kit,title\n{name},One\nfine,Two\n")
    assert list(found) == ["fine"]
    assert "column 'kit': " in next(iter(failures.values()))[0]


@pytest.mark.parametrize("twin", ["Lincoln", "LINCOLN", "lincoln"])
def test_two_kits_of_one_name_are_told_apart_without_regard_to_case(made, twin):
    found, failures = made(f"kit\nlincoln\n{twin}\nSão\nSa\u0303o\n")
    assert list(found) == ["lincoln", "São"]
    assert "the kit of line 2 is called 'lincoln'" in failures[twin][0].lower() or f"'{twin}'" in failures[twin][0]
    assert len(failures) == 2


def test_a_template_may_lack_what_a_column_fills(made):
    found, failures = made("kit,modules\na,course/1\nb,\n", "minutes: 30\ndate: 2027-01-15\naudience: child-welfare\n")
    assert list(found) == ["a"]
    assert "'modules' is missing" in failures["b"][0]


@pytest.mark.parametrize(("template", "table", "told"), [
    ("minutes: 30\n", "kit,title\na,\n", "t.yaml:1:1  key-is-present"),
    ("modules: [course/1\n", "kit\na\n", "t.yaml:1:10  file-is-yaml"),
    ("- a\n", "kit\na\n", "t.yaml:1:1  value-has-right-shape"),
    (TEMPLATE + "titel: x\n", "kit\na\n", "t.yaml:8:1  key-is-known"),
    (TEMPLATE + "date: soon\n", "kit\na\n", "t.yaml:8:7  date-is-year-month-day"),
    (TEMPLATE.replace("555-0100", "none"), "kit\na\n", "t.yaml:7:15  session-contact-is-a-number"),
    (TEMPLATE + "look: {logo: none.png, logo_alt: Ours}\n", "kit\na\n", "t.yaml:8:14  session-logo-is-a-picture"),
    (TEMPLATE + "place: Room \u0e01\n", "kit\na\n", "t.yaml:8:13  text-can-be-printed"),
    (TEMPLATE + "vetted_by: Lt. R. Example\n", "kit,vetted_by\na,Capt. X. Example\n", "t.yaml:8:1  session-readers-are-vetted"),
    (TEMPLATE, "kit,titel\na,\n", "c.csv:1:2  key-is-known  error: there is no column 'titel' that a session file has a key for.  Did you mean 'title'?"),
    (TEMPLATE, "kit,footer\na,\n", "Did you mean 'look.footer'?"),
    (TEMPLATE, "kit,look.foot\na,\n", "Did you mean 'look.footer'?"),
    (TEMPLATE, "kit,look\na,\n", "c.csv:1:2  value-has-right-shape  error: 'look' holds several things, and a column fills one of them.  Columns for it: look.logo,"),
    (TEMPLATE, "kit,contacts.state-lime\na,\n", "c.csv:1:2  session-contact-is-known"),
    (TEMPLATE, "kit,contacts.emergency\na,\n", "c.csv:1:2  session-contact-is-local"),
    (TEMPLATE, "kit,days.0.date\na,\n", "c.csv:1:2  key-is-known"),
    (TEMPLATE, "title,\na,\n", "c.csv:1:1  key-is-present  error: there is no column 'kit'."),
    (TEMPLATE, "kit,title,Title\na,,\n", "c.csv:1:3  key-is-written-once  error: 'Title' fills what column 2 fills already."),
    (TEMPLATE, "kit,KIT\na,b\n", "c.csv:1:2  key-is-written-once"),
    (TEMPLATE, "kit\nSão\n".encode("cp1252"), "c.csv:1:1  file-is-utf-8"),
])  # fmt: skip
def test_a_template_or_a_first_row_that_no_row_could_mend_is_refused_at_once(made, template, table, told):
    assert any(told in line for line in refused(made, table, template))


def test_a_value_that_every_row_replaces_may_be_wrong_in_the_template(made):
    found, failures = made("kit,date,contacts.state-line\na,2027-01-15,555-0111\nb,,\n", TEMPLATE.replace("555-0100", "none") + "date: soon\n")
    assert list(found) == ["a"]
    assert failures["b"][0].startswith("c.csv:3:1  date-is-year-month-day  error: with this row, t.yaml:8:7 breaks the rule: 'soon'")


@pytest.mark.parametrize(("table", "told"), [
    ("", "no row for a kit"), ("kit,title\n", "no row for a kit"), (b"PK\x03\x04 a workbook", "is a spreadsheet"),
    ('kit\na\n"b\n', "c.csv, line 3: the row cannot be read"),
])  # fmt: skip
def test_what_is_no_table_is_refused(made, table, told):
    with pytest.raises(UsageError, match=told):
        made(table)


def test_a_file_that_is_not_there_or_too_large_is_a_matter_of_usage(made, tmp_path, small, monkeypatch):
    made("kit\na\n")
    with pytest.raises(UsageError, match=r"There is no file none\.yaml"):
        open_matrix(Path("none.yaml"), Path("c.csv"), small)
    with pytest.raises(UsageError, match="is a folder"):
        open_matrix(Path("t.yaml"), tmp_path, small)
    monkeypatch.setattr(matrix, "LARGEST", 3)
    with pytest.raises(UsageError, match="is larger than"):
        made("kit\na\n")


def test_sessions_come_one_by_one_as_often_as_they_are_asked_for(made, small):
    made("kit,title\n" + "".join(f"k{n},{'-' if n % 3 else n}\n" for n in range(300)))
    opened = open_matrix(Path("t.yaml"), Path("c.csv"), small)
    assert len(opened) == 300
    walk = iter(opened)
    assert next(walk) == ("k0", Session.model_validate({**yaml.safe_load(TEMPLATE), "title": "0"}))
    assert next(iter(opened))[0] == "k0"
    assert dict(opened) == dict([("k0", next(iter(opened))[1]), *walk])


def test_restricted_material_opens_row_by_row_and_never_for_the_row_beside(made, curriculum):
    template = "modules: [law-enforcement/1, intro/1]\naudience: law-enforcement\nminutes: 240\n"
    table = 'kit,vetted_by,audience,modules\na,"Lt. R. Example, Training",,\nb,,,\nc,-,,\nd,Lt. R. Example,judiciary,\ne,Lt. R. Example,,law-enforcement/1\nf,,,law-enforcement/1\n'
    found, failures = made(table, template, curriculum)
    assert {name: each.clearance for name, each in found.items()} == {"a": "restricted", "b": "open", "c": "open", "e": "restricted"}
    assert "session-readers-are-vetted" in failures["d"][0]
    assert failures["f"][0].startswith("c.csv:7:4  session-readers-are-vetted  error: column 'modules': every module is restricted")
    assert "facilitate new" not in failures["f"][0]


LINE = st.text(st.characters(codec="latin-1", categories=("L", "N", "P", "S")), min_size=1, max_size=20).map(lambda text: f"x{text}")
NAMES = st.lists(LINE.map(lambda name: name.replace(";", "")), min_size=1, max_size=4, unique=True).map(tuple)
FIELDS = st.fixed_dictionaries({}, optional={
    "title": LINE, "place": LINE, "organization": LINE, "facilitators": NAMES, "minutes": st.integers(30, 600), "participants": st.integers(4, 90),
    "date": st.dates(), "start": st.times().map(lambda time: f"{time:%H:%M}"), "paper": st.sampled_from(["letter", "a4"]),
    "rooms": st.just(("East", "West")), "take_turns": st.just(value=False),
})  # fmt: skip


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(FIELDS, min_size=1, max_size=4), separator=st.sampled_from(",;\t|"))
def test_a_row_makes_what_a_session_file_with_the_same_values_makes(tmp_path, small, rows, separator):
    template, table, single = tmp_path / "t.yaml", tmp_path / "c.csv", tmp_path / "s.yaml"
    template.write_text(TEMPLATE, encoding="utf-8")
    names = list(Session.model_fields)
    text = io.StringIO()
    write = csv.writer(text, delimiter=separator)
    write.writerow(["kit", *(name for name in names if any(name in row for row in rows))])
    for number, row in enumerate(rows):
        cells = ["; ".join(value) if isinstance(value, tuple) else str(value) for value in (row.get(name, "") for name in names if any(name in each for each in rows))]
        write.writerow([f"k{number}", *cells])
    table.write_text(text.getvalue(), encoding="utf-8", newline="")
    found, failures = matrix_sessions(template, table, small)
    assert not failures
    for number, row in enumerate(rows):
        tree = yaml.safe_load(TEMPLATE) | {name: list(value) if isinstance(value, tuple) else value for name, value in row.items()}
        single.write_text(yaml.safe_dump(tree, allow_unicode=True), encoding="utf-8")
        assert found[f"k{number}"] == checked_session(single, small)


def test_the_example_of_the_page_makes_the_kits_that_it_names(made, curriculum):
    page = (ROOT / "docs/many-kits.md").read_text(encoding="utf-8")
    (template,), (table,) = (re.findall(rf"```{kind}\n(.*?)```", page, re.DOTALL) for kind in ("yaml", "csv"))
    found, failures = made(table, template, curriculum)
    assert not failures
    assert ", ".join(f"`{name}`" for name in list(found)[:-1]) + f" and `{list(found)[-1]}`" in page
    assert {name: (each.start, each.audience, each.look.footer) for name, each in found.items() if each.look} == {
        "adams": ("18:30", "parents-guardians", "State Office for Children, 12 Main Street"),
        "brown-morning": ("09:00", "child-serving", "Brown County, 3 School Lane"),
        "clark": ("19:00", "community", "State Office for Children, 12 Main Street"),
    }
    assert all(each.contacts["state-line"] == "555-0100" for each in found.values())
    _, failures = made(table.replace("2027-01-16,,", "1/16/2027,,"), template, curriculum)
    (told,) = re.findall(r"```text\n(.*?)\n```", page)
    assert failures["brown-evening"] == [told.replace("counties.csv", "c.csv")]


def test_the_page_names_every_column(curriculum):
    page = (ROOT / "docs/many-kits.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`([a-z_.0-9-]+)`", page))
    known = {name for name in known_columns(curriculum) if not name.startswith(("contacts.", "days.1.", "parts."))}
    assert known <= named


CELL = st.one_of(st.sampled_from(["", "-", ";", "0", "30", "course/1", "12:00", "2027-01-15", "child-welfare", "A. Person"]), st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=12))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_whatever_stands_in_a_cell_a_row_is_a_session_or_named_errors(tmp_path, small, data):
    columns = data.draw(st.lists(st.sampled_from([*(name for name in known_columns(small) if name != "kit"), "days.2.start", "Days.3.date"]), max_size=5, unique=True))
    rows = data.draw(st.lists(st.tuples(*[CELL for _ in columns]), min_size=1, max_size=3))
    text = io.StringIO()
    csv.writer(text).writerows([["kit", *columns], *([f"k{number}", *row] for number, row in enumerate(rows))])
    (tmp_path / "t.yaml").write_text(TEMPLATE, encoding="utf-8")
    (tmp_path / "c.csv").write_bytes(text.getvalue().encode())
    found, failures = matrix_sessions(tmp_path / "t.yaml", tmp_path / "c.csv", small)
    assert len(found) + len(failures) == len(rows)
    for _, error in failures:
        assert isinstance(error, ContentError)
        assert all(each.file.endswith("c.csv") and each.line > 1 and each.column <= len(columns) + 1 for each in error.problems)
