"""What people type in, read back: every oddity of a spreadsheet taken in stride, every row kept or named, nobody's name let in."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.assess.codes import codes_for, first_form, other_form
from toolkit.assess.keys import Marking
from toolkit.assess.results import judge
from toolkit.assess.table import read_table, template
from toolkit.errors import UsageError

CODES = codes_for("tests", 20)
MARKS = {
    "A": (Marking("single-choice", "ABCD", "C"), Marking("several-choices", "ABCDE", "AC"), Marking("true-false", "AB", "A"), Marking("ordering", "ABCD", "CADB")),
    "B": (Marking("single-choice", "ABC", "B"), Marking("several-choices", "ABCD", "BD"), Marking("true-false", "AB", "B"), Marking("matching", "ABC", "BCA")),
}
HEAD = "code,form,when,q1,q2,q3,q4"
ONE, TWO = CODES[:2]


def results_of(text: str | bytes):
    return judge(read_table(text if isinstance(text, bytes) else text.encode(), 4).rows, MARKS, CODES)


def told(text: str) -> list[tuple[int, str]]:
    return [(fault.line, fault.what) for fault in results_of(f"{HEAD}\n{text}").faults if fault.left_out]


GOOD = [
    (f"{HEAD}\n{ONE},A,before,C,AC,A,CADB\n{ONE},B,after,B,BD,?,BCA\n", "plain"),
    (f"\ufeff{HEAD}\r\n{ONE},A,before,C,AC,A,CADB\r\n{ONE},B,after,B,BD,?,BCA\r\n", "byte-order mark"),
    (f"{HEAD}\n\n{ONE.lower()},a,Before,c,c a,t,c a d b\n\n ,,,,,,\n{ONE},form b,POST,b,bd,?,bca".replace(",", ";"), "semicolons, lower case, blank lines"),
    (f"{HEAD}\n{ONE},A,pre,C,A C,TRUE,CADB\n{ONE},B,post,B,B D,I don't know yet,BCA".replace(",", "\t"), "tabs and words"),
    (f'sep=,\n"Code","Form","When","Q1","Question 2","3. Is this accurate?","q04"\n"{ONE[:2]} {ONE[2:]}","=""A""","before","\'C","A,C","True","C-A-D-B"\n{ONE},B,after,B,"B;D",dk,"1B 2C 3A"', "what Excel and form tools make of it"),
    (f"when,q4,q3,q2,q1,form,code\nbefore,CADB,A,CA,C,A,{ONE}\nafter,BCA,?,DB,B,B,{ONE}", "another order of columns"),
]


@pytest.mark.parametrize("text", [text for text, _ in GOOD], ids=[name for _, name in GOOD])
def test_the_same_sheets_come_of_every_way_to_save_them(text: str) -> None:
    for content in (text.encode(), text.encode("utf-16"), text.replace("\n", "\r").replace("\r\r", "\r").encode()):
        found = results_of(content)
        assert [(each.code, each.form, each.when, each.answers, each.right) for each in found.sheets] == [
            (ONE, "A", "before", ("C", "AC", "A", "CADB"), 4), (ONE, "B", "after", ("B", "BD", "?", "BCA"), 3),
        ]  # fmt: skip
        assert found.faults == ()
        assert found.pairs == 1


def test_an_old_encoding_of_windows_is_read() -> None:
    assert len(results_of(f"{HEAD},Bemerkung \xfc\n{ONE},A,before,C,,,,\n".encode("cp1252")).sheets) == 1


@pytest.mark.parametrize(("row", "what"), [
    ("Q9Q9Q,A,before,C,,,", "nobody was given the code Q9Q9Q."),
    (f"{ONE},A,before,E,,,", "'E' cannot be an answer to question 1."),
    (f"{ONE},A,before,AB,,,", "'AB' cannot be an answer to question 1."),
    (f"{ONE},A,before,,AA,,", "'AA' cannot be an answer to question 2."),
    (f"{ONE},A,before,,,C,", "'C' cannot be an answer to question 3."),
    (f"{ONE},A,before,,,,CAD", "'CAD' cannot be an answer to question 4."),
    (f"{ONE},A,before,C?,,,", "'C?' cannot be an answer to question 1."),
    (f"{ONE},A,before,=1+1,,,", "'=1+1' cannot be an answer to question 1."),
    (f"{ONE},C,before,A,,,", "'C' is no form."),
    (f"{ONE},A,later,A,,,", "what is typed is no time."),
    (f"{ONE},B,before,A,,,", f"the code {ONE} takes form A before the workshop, and this says B."),
    (f"{TWO},A,before,A,,,", f"the code {TWO} takes form B before the workshop, and this says A."),
    (f"{ONE},A,after,A,,,", f"the code {ONE} takes form B after the workshop, and this says A."),
    (f"{ONE},A,before,A,,,,A", "there is more in it than columns."),
])
def test_a_row_that_does_not_fit_is_named_by_its_line(row: str, what: str) -> None:
    assert told(f"\n{TWO},B,before,A,,,\n{row}") == [(4, what)]
    assert all(fault.mend for fault in results_of(f"{HEAD}\n{row}").faults)


@pytest.mark.parametrize("typed", ["MARIA", "王小明", "Ана", "JO 7", "MARIA1985", "ANA85"])
def test_a_name_in_a_wrong_column_is_told_by_its_line_and_not_repeated(typed: str) -> None:
    for row in (f"{typed},A,before,A,,,", f"{ONE},{typed},before,A,,,", f"{ONE},A,{typed},A,,,", f"{ONE},A,before,{typed},,,"):
        ((line, what),) = told(row)
        assert line == 2
        assert typed.replace(" ", "") not in what.replace(" ", ""), row


def test_a_code_that_is_there_twice_names_the_first_line() -> None:
    found = results_of(f"{HEAD}\n{ONE},A,before,C,,,\n{ONE},A,before,B,,,\n")
    assert [each.answers[0] for each in found.sheets] == ["C"]
    assert [(fault.line, fault.what) for fault in found.faults if fault.left_out] == [(3, f"the code {ONE} is there twice 'before'; line 2 has it first.")]


def test_a_slip_of_the_pen_in_a_code_is_recognized() -> None:
    wrong = ONE[:4] + ("D" if ONE[4] != "D" else "H")
    (fault,) = results_of(f"{HEAD}\n{wrong},A,before,C,,,\n").faults
    assert fault.mend == f"Did the sheet say {ONE}?"


def test_sheets_without_a_partner_or_a_code_are_counted_and_told_of() -> None:
    found = results_of(f"{HEAD}\n{ONE},A,before,C,,,\n,B,after,B,,,\n,B,after,A,,,\n")
    assert len(found.sheets) == 3
    assert found.pairs == 0
    assert [(fault.line, fault.left_out) for fault in found.faults] == [(2, False), (3, False), (4, False)]


@pytest.mark.parametrize("name", ["Name", "first name", "E-Mail", "email address", "Participant", "Initials", "Phone number", "User_Name"])
def test_a_column_that_can_say_who_somebody_is_is_refused(name: str) -> None:
    with pytest.raises(UsageError, match="can say who somebody is") as told_why:
        read_table(f"{HEAD},{name}\n".encode(), 4)
    assert "Codes take the place of names" in str(told_why.value)


def test_a_question_that_speaks_of_people_is_no_column_of_names() -> None:
    table = read_table(b"Timestamp,code,form,when,1. Who is the person?,q2,q3,q4\n2027,x,A,before,C,,,\n", 4)
    assert table.left_out == ("Timestamp",)
    assert "2027" not in table.rows[0].cells.values()


@pytest.mark.parametrize(("content", "what"), [
    (b"", "empty"), (b"\n\n", "empty"), (b"PK\x03\x04rest", "not a CSV file"), (b"code,form,q1,q2,q3,q4\n", "no column when"),
    (b"code,form,when,q1,q2,q3,q4,q5\n", "4 questions, and the file has a column q5"), (b"code,code,form,when,q1,q2,q3,q4\n", "two columns 'code'"),
    (b"modules: [intro/1]\n", "no column code"),
])  # fmt: skip
def test_a_file_that_cannot_be_used_says_what_to_do(content: bytes, what: str) -> None:
    with pytest.raises(UsageError, match=what) as told_why:
        read_table(content, 4)
    assert told_why.value.mend


def test_the_template_comes_back_empty_and_holds_no_formula() -> None:
    content = template(4, CODES)
    found = results_of(content)
    assert (found.sheets, found.faults, found.unused) == ((), (), 2 * len(CODES))
    cells = [cell for row in csv.reader(io.StringIO(content.decode())) for cell in row]
    assert not [cell for cell in cells if cell[:1] in ("=", "+", "-", "@", "\t", "\r")]


letters = {"A": ["", "?", "C", "B"], "B": ["", "?", "A", "B"]}


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(CODES), st.sampled_from(["before", "after"]), st.sampled_from(["", "?", "A", "B", "Z", "AB"]), st.booleans()), max_size=25))
def test_every_row_is_a_sheet_or_a_fault_or_empty_and_the_clean_file_reads_back(rows) -> None:
    lines = []
    for code, when, answer, right_form in rows:
        place = CODES.index(code)
        form = first_form(place) if when == "before" else other_form(first_form(place))
        lines.append(f"{code},{form if right_form else other_form(form)},{when},{answer},,,")
    found = results_of("\n".join([HEAD, *lines]))
    lost = [fault for fault in found.faults if fault.left_out]
    assert len(found.sheets) + len(lost) + found.unused == len(rows)
    assert len({(each.code, each.when) for each in found.sheets}) == len(found.sheets)
    if found.sheets:
        again = results_of(found.as_csv())
        assert [each.answers for each in again.sheets] == [each.answers for each in found.sheets]
        assert not [fault for fault in again.faults if fault.left_out]


@settings(max_examples=80, deadline=None)
@given(st.binary(max_size=200), st.text(max_size=200))
def test_rubbish_is_refused_or_read_and_never_breaks(content: bytes, text: str) -> None:
    for each in (content, text.encode("utf-8", "surrogatepass"), f"{HEAD}\n{text}".encode("utf-8", "surrogatepass")):
        try:
            judge(read_table(each, 4).rows, MARKS, CODES)
        except UsageError as error:
            assert error.mend  # noqa: PT017  # either is fine


def test_a_first_line_that_names_a_quotation_mark_as_separator_decides_nothing():
    assert read_table(b'sep="\ncode,form,when,q1\nA,B,C,D\n', 1).rows[0].cells == {"code": "A", "form": "B", "when": "C", "q1": "D"}
