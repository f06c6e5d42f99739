"""``facilitate results`` from end to end: the table is made, filled in, checked, counted, and nothing is lost on the way."""

from __future__ import annotations

import pytest

from toolkit.cli import main

SESSION = "modules: [intro/1]\nminutes: 90\nparticipants: 4\n"


@pytest.fixture
def workshop(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "evening.yaml").write_text(SESSION, encoding="utf-8")
    return tmp_path


def rows_of(path) -> list[list[str]]:
    return [line.split(",") for line in path.read_text(encoding="utf-8").splitlines()]


def filled(path, answers: list[str]) -> None:
    rows = rows_of(path)
    for row, answer in zip(rows[1:], answers, strict=False):
        row[3] = answer
    path.write_text("\n".join(",".join(row) for row in rows), encoding="utf-8")


def test_a_table_is_made_filled_in_checked_and_written_beside_the_kit(workshop, capsys) -> None:
    assert main(["results", "evening.yaml", "--template"]) == 0
    table = workshop / "evening-results.csv"
    filled(table, ["A", "B", "?"])
    before = table.read_bytes()
    assert main(["results", "evening.yaml", "evening-results.csv"]) == 0
    told = capsys.readouterr().out
    assert "3 sheets fit, 0 lines left out" in told
    assert "1 pair of sheets" in told
    assert "has no sheet after" in told
    clean = rows_of(workshop / "exports/evening-results/results.csv")
    assert clean[0] == ["code", "form", "when", "q1", "q2", "q3", "q4", "right"]
    assert [row[3] for row in clean[1:]] == ["A", "B", "?"]
    assert table.read_bytes() == before
    assert [path.name for path in (workshop / "exports/evening-results").iterdir()] == ["results.csv"]


def test_codes_stay_when_more_people_come_than_were_expected(workshop) -> None:
    main(["results", "evening.yaml", "--template", "few.csv"])
    (workshop / "evening.yaml").write_text(SESSION.replace("4", "30"), encoding="utf-8")
    main(["results", "evening.yaml", "--template", "many.csv"])
    few, many = rows_of(workshop / "few.csv"), rows_of(workshop / "many.csv")
    assert many[: len(few)] == few
    filled(workshop / "many.csv", ["A"] * 60)
    (workshop / "evening.yaml").write_text(SESSION, encoding="utf-8")
    assert main(["results", "evening.yaml", "many.csv"]) == 0


def test_a_line_that_does_not_fit_is_named_the_rest_is_written_and_the_exit_code_says_so(workshop, capsys) -> None:
    main(["results", "evening.yaml", "--template"])
    table = workshop / "evening-results.csv"
    filled(table, ["A", "Z"])
    table.write_text(table.read_text(encoding="utf-8") + "\nQ2Q2Q,A,before,A,,,\n", encoding="utf-8")
    assert main(["results", "evening.yaml", "evening-results.csv"]) == 1
    told = capsys.readouterr().out
    assert "line 3: 'Z' cannot be an answer to question 1." in told
    assert "line 18: nobody was given the code Q2Q2Q." in told
    assert len(rows_of(workshop / "exports/evening-results/results.csv")) == 2


@pytest.mark.parametrize(("content", "what"), [
    ("code,form,when,name,q1,q2,q3,q4\n", "can say who somebody is"),
    ("code,form,when,q1,q2,q3,q4\n", "There is no sheet to count"),
    ("nonsense", "There is no column code"),
])
def test_a_file_that_cannot_be_used_leaves_the_earlier_result_alone(workshop, capsys, content: str, what: str) -> None:
    kept = workshop / "exports/evening-results/results.csv"
    kept.parent.mkdir(parents=True)
    kept.write_text("earlier", encoding="utf-8")
    (workshop / "in.csv").write_text(content, encoding="utf-8")
    assert main(["results", "evening.yaml", "in.csv"]) == 1
    assert what in capsys.readouterr().err
    assert kept.read_text(encoding="utf-8") == "earlier"


def test_what_would_overwrite_answers_is_refused(workshop, capsys) -> None:
    main(["results", "evening.yaml", "--template"])
    filled(workshop / "evening-results.csv", ["A"])
    assert main(["results", "evening.yaml", "--template"]) == 1
    assert "is there already" in capsys.readouterr().err
    assert main(["results", "evening.yaml", "evening-results.csv"]) == 0
    assert main(["results", "evening.yaml", "exports/evening-results/results.csv"]) == 1
    assert "is the file that this command writes" in capsys.readouterr().err


def test_missing_names_say_what_to_do(workshop, capsys) -> None:
    assert main(["results", "evening.yaml"]) == 1
    assert "Name the file with the answers" in capsys.readouterr().err
    assert main(["results", "evening.yaml", "nowhere.csv"]) == 1
    assert "nowhere.csv cannot be read" in capsys.readouterr().err


def test_help_teaches_how_to_do_it(capsys) -> None:
    with pytest.raises(SystemExit):
        main(["results", "--help"])
    told = capsys.readouterr().out
    for words in ("codes and no names", "--template", "I do not know yet", "for example:", "your file is never changed"):
        assert words in told
