"""Every kit tells what its files were looked at for, and what was found; it tells the truth, also of a file that locks people out."""

from __future__ import annotations

import re
import shutil
from html import unescape
from pathlib import Path
from urllib.parse import unquote

import pytest

from tests.curricula import SMALL
from toolkit import audit as audits
from toolkit.audit import KINDS, Audit, Barrier, UnreadableError, rules_of
from toolkit.cli import main
from toolkit.kit import work
from toolkit.kit.ledger import Ledger

SESSION = "title: An evening\nmodules: [course/1]\nparticipants: 12\ndate: 2027-03-01\n"
FORMATS = ("key", "page", "handout-docx", "slides", "calendar")
REPORT = "accessibility.html"


def export(folder: Path, *formats: str, jobs: int = 1) -> int:
    path = folder / "evening.yaml"
    path.write_text(SESSION, encoding="utf-8")
    chosen = ["--format", *(formats or FORMATS), "--jobs", str(jobs)]
    return main(["export", str(path), *chosen, "--curriculum", str(SMALL), "--out", str(folder / "exports")])


def rows_of(kit: Path) -> dict[str, tuple[str, str]]:
    """What the report says of each file: how much was looked at, and what was found, by path."""
    page = (kit / REPORT).read_text(encoding="utf-8")
    rows = re.findall(r'<a href="([^"]+)">[^<]*</a><span class="path">[^<]*</span></th><td[^>]*>(.*?)</td><td[^>]*>(.*?)</td>', page)
    return {unquote(path): (unescape(counted), re.sub("<[^>]+>", "", result)) for path, counted, result in rows}


@pytest.fixture(scope="module")
def out(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("report")
    assert export(folder) == 0
    return folder / "exports"


@pytest.fixture
def copied(out, tmp_path) -> Path:
    return Path(shutil.copytree(out, tmp_path / "exports"))


@pytest.fixture
def spoiled(monkeypatch) -> None:
    """Slides for a browser say no language, as if somebody had broken their template."""
    real = work.content_of

    def content_of(row, document, theme):
        content = real(row, document, theme)
        return content.replace(b"<html lang=", b"<html data-lang=") if row.name == "slides" else content

    monkeypatch.setattr(work, "content_of", content_of)


def test_it_tells_of_every_file_that_has_a_structure_itself_among_them(out) -> None:
    kit = out / "evening"
    held = {path.relative_to(kit).as_posix() for path in kit.rglob("*") if path.suffix in KINDS}
    rows = rows_of(kit)
    assert rows.keys() == held
    assert {"index.html", REPORT, "for-facilitator/key.pdf", "for-participants/handout.docx"} <= held
    assert {result for _, result in rows.values()} == {"no barrier"}
    assert all(re.search(r":\s[1-9]", counted) for counted, _ in rows.values()), "what was not looked at is no evidence"
    assert "Calendar entries" in (kit / REPORT).read_text(encoding="utf-8").partition("Not looked at:")[2]


def test_it_names_every_rule_for_the_kinds_of_files_that_are_there_and_no_other(out) -> None:
    page = unescape((out / "evening" / REPORT).read_text(encoding="utf-8"))
    for suffix in (".pdf", ".docx", ".html"):
        assert rules_of(suffix)
        assert [rule.id for rule in rules_of(suffix) if rule.source not in page] == []
    assert "In slides for PowerPoint" not in page


def test_the_index_leads_to_it_and_the_manifest_lists_it(out, capsys) -> None:
    index = (out / "evening/index.html").read_text(encoding="utf-8")
    assert re.search(rf'<a href="{REPORT}">Accessibility of this kit:</a> \d+ files were looked at, and no barrier was found\.', index)
    assert main(["verify", str(out / "evening"), "--as-of", "2026-12-01"]) == 0
    assert f"evening/{REPORT}" in zip_names(out / "evening.zip")


def zip_names(path: Path) -> list[str]:
    import zipfile

    with zipfile.ZipFile(path) as package:
        return package.namelist()


def test_a_barrier_stands_on_top_of_it_in_the_summary_and_in_the_next_one(spoiled, tmp_path, capsys) -> None:
    assert export(tmp_path) == 0
    told = capsys.readouterr().out
    assert "1 thing locks somebody out of a file: see accessibility.html" in told
    kit = tmp_path / "exports/evening"
    assert rows_of(kit)["for-facilitator/slides.html"][1] == "one barrier"
    page = (kit / REPORT).read_text(encoding="utf-8")
    assert page.index("What keeps people out") < page.index("File by file")
    assert "and one barrier was found" in page
    assert "and one barrier was found" in (kit / "index.html").read_text(encoding="utf-8")
    assert export(tmp_path) == 0
    again = capsys.readouterr().out
    assert "(unchanged)" in again
    assert "1 thing locks somebody out of a file" in again
    assert main(["audit", str(kit)]) == 1
    assert re.search(r"^barrier  for-facilitator/slides\.html", capsys.readouterr().out, re.MULTILINE)


def test_worker_processes_find_the_same(out, tmp_path) -> None:
    assert export(tmp_path, jobs=2) == 0
    assert (tmp_path / "exports/evening" / REPORT).read_bytes() == (out / "evening" / REPORT).read_bytes()


def test_what_an_earlier_run_found_is_kept_with_its_file(copied, monkeypatch) -> None:
    looked: list[str] = []
    real = audits.audit

    def audit(content, suffix):
        looked.append(suffix)
        return real(content, suffix)

    monkeypatch.setattr(work, "audit", audit)
    before = rows_of(copied / "evening")
    assert export(copied.parent, "key") == 0
    assert rows_of(copied / "evening") == before
    assert set(looked) & KINDS.keys() == {".html"}, "index and report alone are new"


def test_without_a_ledger_a_file_of_an_earlier_run_is_looked_at_again(copied) -> None:
    before = rows_of(copied / "evening")
    shutil.rmtree(copied / ".facilitate")
    assert export(copied.parent, "key") == 0
    assert rows_of(copied / "evening") == before


def test_the_ledger_keeps_no_word_of_a_file(spoiled, tmp_path, monkeypatch) -> None:
    barrier = Barrier("pdf-x", "page 1", "The title “Zebra evening” is no title.")
    monkeypatch.setattr(work, "audit", lambda *_: Audit((("pdf-x", 1),), (barrier,)))
    assert export(tmp_path) == 0
    assert "Zebra evening" in (tmp_path / "exports/evening" / REPORT).read_text(encoding="utf-8")
    kept = "".join(path.read_text(encoding="utf-8") for path in (tmp_path / "exports/.facilitate").rglob("*") if path.is_file())
    assert "key.pdf" in kept
    assert "Zebra" not in kept


@pytest.mark.parametrize("damage", ['"audit": 7', '"audit": [[["a"]], []]', '"audit": [[], [[1]]]', '"audit": "x"'])
def test_a_ledger_that_tells_nonsense_of_an_audit_counts_for_nothing(copied, damage) -> None:
    ledger = Ledger.of(copied / "evening")
    assert all(entry.audit for path, entry in ledger.entries.items() if path.endswith((".pdf", ".docx")))
    text = ledger.path.read_text(encoding="utf-8")
    ledger.path.write_text(re.sub(r'"audit": \[.*?\n   \]', damage, text, count=1, flags=re.DOTALL), encoding="utf-8")
    assert Ledger.of(copied / "evening").entries == {}
    assert export(copied.parent) == 0


def test_a_file_that_cannot_be_looked_at_is_a_barrier_and_not_a_gap(tmp_path, monkeypatch, capsys) -> None:
    def audit(content, suffix):
        if suffix == ".docx":
            raise UnreadableError("It is no document.")
        if suffix == ".pdf":
            raise MemoryError
        return Audit()

    monkeypatch.setattr(work, "audit", audit)
    assert export(tmp_path) == 0
    page = (tmp_path / "exports/evening" / REPORT).read_text(encoding="utf-8")
    assert "It is no document." in page
    assert "too large to be looked at" in page
    assert "lock somebody out of a file" in capsys.readouterr().out
