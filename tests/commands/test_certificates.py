"""``facilitate certificates``: what it writes, what it reports, and that nothing is left behind when something is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.export.test_slides_pdf import pages_of
from toolkit.cli import main
from toolkit.commands.certificates import file_names

SMALL = str(Path(__file__).parent.parent / "curricula" / "small")
SESSION = "modules: [course/1]\ntitle: One evening\nminutes: 30\nstart: '18:30'\ndate: 2027-01-15\n"


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "evening-1.yaml").write_text(SESSION, encoding="utf-8")
    return tmp_path


def make(roster: str, *more: str) -> int:
    Path("roster.csv").write_text(roster, encoding="utf-8")
    return main(["certificates", "evening-1.yaml", "roster.csv", "--curriculum", SMALL, *more])


def made(here: Path) -> list[str]:
    return sorted(path.relative_to(here / "exports").as_posix() for path in here.glob("exports/**/*") if path.is_file())


def test_all_stand_in_one_file_and_the_report_says_who_got_none(here, capsys):
    assert make("name,attended\nAna Ruiz,yes\nBo Li,no\nSam Lee,\nAna Ruiz,yes\n") == 0
    assert made(here) == ["evening-1-certificates/certificates.pdf"]
    pages = pages_of((here / "exports/evening-1-certificates/certificates.pdf").read_bytes())
    assert len(pages) == 2
    assert "Ana Ruiz" in pages[0]
    assert "January 15, 2027" in pages[0]
    told = capsys.readouterr().out
    for expected in ("2 certificates", "line 3 is marked as absent", "line 4 is not marked as present", "The same name stands in lines 2, 5"):
        assert expected in told
    assert make("name,attended\nAna Ruiz,yes\nBo Li,no\nSam Lee,\nAna Ruiz,yes\n") == 0
    assert "(unchanged)" in capsys.readouterr().out


def test_each_has_a_file_on_request_and_files_of_an_earlier_run_are_told(here, capsys):
    assert make("name\nNguyễn Thị\nAna Ruiz\nAna Ruiz\n", "--each") == 0
    names = ["certificate-ana-ruiz-2.pdf", "certificate-ana-ruiz.pdf", "certificate-nguyen-thi.pdf"]
    assert made(here) == [f"evening-1-certificates/{name}" for name in names]
    assert "Nguyễn" not in capsys.readouterr().err
    assert make("name\nAna Ruiz\n", "--each") == 0
    told = capsys.readouterr().out
    assert "made by an earlier run, and not by this one: certificate-ana-ruiz-2.pdf, certificate-nguyen-thi.pdf" in told


def test_nothing_is_written_when_a_line_is_wrong_and_earlier_files_stay(here, capsys):
    assert make("name\nAna\nกข\n") == 1
    assert made(here) == []
    assert "line 3: our fonts have no" in capsys.readouterr().err
    assert make("name\nAna\n") == 0
    before = (here / "exports/evening-1-certificates/certificates.pdf").read_bytes()
    for bad in ("name\nAna\n=1\n", "person\nAna\n", "", "name,hours\nAna,99\n"):
        assert make(bad) == 1
        assert make(bad, "--each") == 1
    assert (here / "exports/evening-1-certificates/certificates.pdf").read_bytes() == before
    assert made(here) == ["evening-1-certificates/certificates.pdf"]


def test_a_roster_on_which_nobody_came_makes_no_file(here, capsys):
    assert make("name,attended\nAna,no\n") == 1
    assert made(here) == []
    assert "0 certificates" in capsys.readouterr().out


def test_a_session_without_a_date_makes_certificates_with_a_line_for_it(here, capsys):
    (here / "evening-1.yaml").write_text(SESSION.replace("date: 2027-01-15\n", ""), encoding="utf-8")
    assert make("name\nAna\n") == 0
    assert "look at the date" in capsys.readouterr().out


def test_one_file_and_each_are_not_both(here, capsys):
    with pytest.raises(SystemExit):
        make("name\nAna\n", "--each", "--one-file")


def test_names_of_files_are_plain_safe_and_never_the_same():
    names = ["../../etc/passwd", "CON", "Łukasz Đặng", "Олена", "Ἀλέξανδρος", "A" * 160, "Ana 2", "Ana", "Ana", "ANA", "a/b:c*?"]
    found = file_names(names)
    assert len({name.casefold() for name in found}) == len(names)
    assert all(name.startswith("certificate-") and name.endswith(".pdf") and len(name) < 90 for name in found)
    assert all(name.isascii() and not set(name) & set('/\\:*?"<>| ') for name in found)
    assert found[:4] == ["certificate-etc-passwd.pdf", "certificate-con.pdf", "certificate-lukasz-dang.pdf", "certificate-person.pdf"]
    assert found[6:10] == ["certificate-ana-2.pdf", "certificate-ana.pdf", "certificate-ana-3.pdf", "certificate-ana-4.pdf"]
