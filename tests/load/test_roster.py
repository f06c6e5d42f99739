"""Rosters as people save them: every kind of table is read, and whatever cannot be used is named with its line."""

from __future__ import annotations

import datetime as dt
import time
from pathlib import Path

import pytest

from toolkit.errors import UsageError
from toolkit.load import read_roster
from toolkit.model.roster import Attendee, Held, Roster

HELD = Held(
    (dt.date(2027, 1, 15), dt.date(2027, 1, 16), dt.date(2027, 1, 17)), {"intro/1": "Noticing", "intro/2": "Listening, and then?"},
    {(1, "intro/1"): 60, (2, "intro/1"): 30, (2, "intro/2"): 45, (3, "intro/2"): 75},
)  # fmt: skip
ONE_DAY = Held((None,), {"intro/1": "Noticing"}, {(1, "intro/1"): 80})


@pytest.fixture
def roster(tmp_path: Path):
    def read(content: str | bytes, held: Held = HELD) -> Roster:
        path = tmp_path / "roster.csv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return read_roster(path, held)

    return read


def names(found: Roster) -> list[str]:
    return [attendee.name for attendee in found.attendees]


TABLE = "Name{0}Agency\nMaría López{0}Library\nNguyễn Thị Minh Khai{0}\n"


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_way_to_save_a_table_gives_the_same_names(roster, separator, coding, end):
    found = roster(TABLE.format(separator).replace("\n", end).encode(coding))
    assert names(found) == ["María López", "Nguyễn Thị Minh Khai"]
    assert [attendee.line for attendee in found.attendees] == [2, 3]
    assert not found.doubts


def test_a_first_line_of_the_spreadsheet_and_blank_rows_are_passed_over_and_lines_still_count(roster):
    found = roster("sep=;\n;;\nname;note\n\n ; \nAna Ruiz;x, y\n;;\n\nMinh Tran;\n")
    assert [(each.name, each.line) for each in found.attendees] == [("Ana Ruiz", 6), ("Minh Tran", 9)]


def test_letters_of_windows_are_guessed_and_the_guess_is_told(roster):
    found = roster("name\nJosé Núñez\nAnn Lee\n".encode("cp1252"))
    assert names(found) == ["José Núñez", "Ann Lee"]
    assert "lines 2." in found.doubts[0]


@pytest.mark.parametrize("head", ["name", " Full Name ", "PARTICIPANT", "\ufeffAttendee name"])
def test_a_column_of_names_may_be_called_several_things(roster, head):
    assert names(roster(f"note,{head}\n,Ana Ruiz\n")) == ["Ana Ruiz"]


def test_first_and_last_names_are_joined_and_names_are_tidied(roster):
    assert names(roster('Last name,First-name\nLópez,  Maria\n"de la\nVega",Jose\u0301\u200b\n')) == ["Maria López", "José de la Vega"]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("", "is empty"),
        ("\n ,\n", "is empty"),
        ("name\n\n", "names nobody"),
        ("Ana Ruiz\nMinh Tran\n", r"no column for names: its first row, in line 1, calls none of its 1 columns so\."),
        ("\nTeilnehmer;Ort\nAna;B\n", "in line 2, calls none of its 2 columns so"),
        ("first name,email\nAna,x\n", "no column for names"),
        ("name,full name\nAna,B\n", "two columns for the same thing: 'full name'"),
        ('name\nAna\n"Minh\n', "line 3: the row cannot be read"),
        (b"PK\x03\x04rest of a workbook", "is a spreadsheet"),
        (b"\xff\xfen\x00a\x00m", "damaged"),
        (b"name\nAna\x81\n", "no text in UTF-8"),
        (b"name\nA\x00n\n", "no text"),
    ],
)  # fmt: skip
def test_what_is_no_roster_is_refused_and_named(roster, content, told):
    with pytest.raises(UsageError, match=told):
        roster(content)


def test_a_roster_that_is_not_there_is_named(tmp_path):
    with pytest.raises(UsageError, match=r"nobody\.csv cannot be read"):
        read_roster(tmp_path / "nobody.csv", HELD)


@pytest.mark.parametrize("typed", ["=1+1", "+CMD", "-", "@SUM(A1)", '"=HYPERLINK(""x"")"', "#REF!", "\uff1dx"])
def test_what_begins_like_a_formula_is_no_name(roster, typed):
    with pytest.raises(UsageError, match=r"line 2: .* begins like a formula"):
        roster(f"name\n{typed}\n")


def test_all_that_is_wrong_is_named_at_once_with_its_line(roster):
    with pytest.raises(UsageError) as raised:
        roster(f"name,hours\nAna,1\n,2\nกข,1\nLopez, Maria,1\n{'x' * 200},1\nMinh,many\n")
    told = str(raised.value)
    assert "5 lines cannot be used" in told
    for expected in ("line 3: there is no name", "line 4: our fonts have no sign for some letters", "line 5: it has 3 cells", "line 6: The name has 200", "line 7: what is typed is no number"):
        assert expected in told
    assert "Ana" not in told


def test_a_name_of_somebody_who_did_not_come_need_not_be_printable(roster):
    found = roster("name,attended\nกข,no\nAna,yes\n")
    assert names(found) == ["Ana"]
    assert [(each.name, each.line, each.marked) for each in found.absent] == [("กข", 2, True)]


@pytest.mark.parametrize("said", ["no", "N", "absent", "No-show", "0", "FALSE"])
def test_whoever_is_marked_as_absent_is_left_out(roster, said):
    assert roster(f"name,attended\nAna,{said}\nMinh,x\n").absent[0].line == 2
    assert names(roster(f"name,status\nAna,{said}\nMinh,Present\n")) == ["Minh"]


def test_a_blank_mark_says_nothing_and_gives_no_certificate(roster):
    found = roster("name,attended\nAna,\nMinh,yes\n")
    assert names(found) == ["Minh"]
    assert not found.absent[0].marked
    assert names(roster("name,absent\nAna,\nMinh,yes\nBo,no\n")) == ["Ana", "Bo"]
    with pytest.raises(UsageError, match="line 2: what is typed does not say"):
        roster("name,attended\nAna,maybe\n")


@pytest.mark.parametrize("column", ["attended", "hours", "days", "modules"])
@pytest.mark.parametrize(("cell", "told"), [
    ("Ana Ruiz 2", "what is typed"), ("ana.ruiz2@example.org", "what is typed"), ("Room 3", "what is typed"), ("\u200f555 0100", "what is typed"),
    ("to/1 " * 40 + "x", "what is typed"), ("7-8 9999", "'7-8 9999'"), ("99 days", "'99 days'"),
])  # fmt: skip
def test_what_stands_in_a_wrong_column_is_told_only_where_it_is_made_of_figures(roster, column, cell, told):
    with pytest.raises(UsageError, match=f"line 2: {told} "):
        roster(f'name,{column}\nAna,"{cell}"\n')


@pytest.mark.parametrize("line", ['sep="\n', "sep=\r\n"])
def test_a_first_line_that_names_no_usable_separator_is_a_row_like_any_other(roster, line):
    with pytest.raises(UsageError, match="no column for names"):
        roster(f"{line}name\nAna\n")


@pytest.mark.parametrize(("cell", "minutes"), [("2.5", 150), ('"2,5"', 150), ("2:30", 150), ("3.5 hours", 210), ("", None), ("0.33", 20)])
def test_hours_are_read_as_people_write_them(roster, cell, minutes):
    assert roster(f"name,hours\nAna,{cell}\n").attendees[0].minutes == minutes


def test_hours_never_say_more_than_the_timetable_and_none_is_absent(roster):
    assert roster("name,hours\nAna,1.33\n", ONE_DAY).attendees[0].minutes == 80
    with pytest.raises(UsageError, match=r"'1.5' hours are more than the 1.33"):
        roster("name,hours\nAna,1.5\n", ONE_DAY)
    with pytest.raises(UsageError, match="more than the 1 that"):
        roster("name,hours,days\nAna,2,day 1\n")
    assert roster("name,hours\nAna,0\nMinh,1\n").absent[0].name == "Ana"


@pytest.mark.parametrize(
    ("cell", "days"),
    [("1 and 3", (1, 3)), ('"3, 1"', (1, 3)), ("day 2", (2,)), ("2-3", (2, 3)), ("1 to 2", (1, 2)), ("2027-01-16", (2,)), ("all", ()), ("", ())],
)
def test_days_are_named_by_number_or_date(roster, cell, days):
    assert roster(f"name,days attended\nAna,{cell}\n").attendees[0].days == days


def test_a_number_that_could_be_a_day_or_so_many_days_is_refused(roster):
    with pytest.raises(UsageError, match="'2' could mean day 2 or 2 days"):
        roster("name,days\nAna,2\n")
    assert roster("name,days\nAna,1\n", ONE_DAY).attendees[0].days == (1,)
    assert roster("name,days\nAna,none\nMinh,all\n").absent[0].name == "Ana"
    for cell in ("4 and 5", "Friday", "2026-01-01", "3-1", "day 0"):
        with pytest.raises(UsageError, match=r"line 2: .* does not name days"):
            roster(f"name,days\nAna,{cell}\n")


@pytest.mark.parametrize("column", ["attended", "hours", "days", "modules"])
@pytest.mark.parametrize("cell", ["Ana Ruiz 3", "Ruiz 555-0100", "Ана 2", "王小明 1", "Room 4"])
def test_a_name_in_a_wrong_column_is_told_by_its_line_and_not_repeated(roster, column, cell):
    with pytest.raises(UsageError, match="line 2: what is typed") as caught:
        roster(f"name,{column}\nMinh,{cell}\n")
    assert cell.split()[0] not in str(caught.value)


def test_modules_are_named_by_id_or_title(roster):
    found = roster('name,modules\nAna,intro/2\nMinh,"Listening, and then?; Noticing"\nBo,"INTRO/1, intro/2"\n')
    assert [each.modules for each in found.attendees] == [("intro/2",), ("intro/1", "intro/2"), ("intro/1", "intro/2")]
    with pytest.raises(UsageError, match=r"'intro/9' is no module .* intro/1 \(Noticing\)"):
        roster("name,modules\nAna,intro/9\n")
    with pytest.raises(UsageError, match="none of the modules named is held on the days"):
        roster("name,modules,days\nAna,intro/2,day 1\n")


def test_two_of_a_name_are_kept_and_told(roster):
    found = roster("name\nAna Ruiz\nBo\nANA RUIZ\n")
    assert len(found.attendees) == 3
    assert found.doubts == ("The same name stands in lines 2, 4. Each has a certificate; delete those that are one person.",)


def test_a_long_roster_is_read_at_once(roster):
    started = time.process_time()
    assert len(roster("name\n" + "".join(f"Person {n}\n" for n in range(5000))).attendees) == 5000
    assert time.process_time() - started < 3


def test_an_attendee_who_only_came_is_no_exception():
    assert not Attendee("Ana").is_exception
    assert Attendee("Ana", days=(1,)).is_exception
