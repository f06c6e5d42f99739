"""Who opens restricted material answers for it by name; and what was made for vetted readers never stands beside the rest."""

from __future__ import annotations

from pathlib import Path

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from tests.curricula import MODULE, copy_of_small, plant
from tests.vetted import BY
from toolkit.cli import main
from toolkit.errors import ContentError, UsageError
from toolkit.export.finished import says_restricted
from toolkit.export.read import read
from toolkit.export.registry import formats
from toolkit.load import load_curriculum
from toolkit.model.access import names_someone
from toolkit.model.curriculum import Curriculum
from toolkit.model.session import Parameters, check_parameters
from toolkit.self_study import composed_notebooks
from toolkit.study import Show

CLEARED = f"modules: [course/1]\naudience: law-enforcement\nvetted_by: {BY}\n"
OPEN = "modules: [course/1]\n"
OFFICERS = "  - id: law-enforcement\n    title: Officers\n    description: Vetted ones.\n"


def with_officers(folder: Path, *edits: tuple[str, str, str]) -> Path:
    """The small curriculum with officers among its audiences, and ``edits`` of its files."""
    root = copy_of_small(folder)
    plant(root, "catalogue.yaml", "courses:\n", f"{OFFICERS}courses:\n")
    for file, old, new in edits:
        plant(root, file, old, new)
    return root


SLIDE = (MODULE, "      - kind: contacts\n        title: Whom to call\n", "      - kind: contacts\n        access: restricted\n        title: Whom to call\n")
COURSE = ("catalogue.yaml", "    summary: One module.", "    summary: One module.\n    access: restricted")


@pytest.mark.parametrize(
    "text", ["", " ", "no", "NO", "false", "null", "~", "0", "1.5", "-", "--", "TODO", "tbd", "n/a", "Name, office", "\u200b\u2060", "\u00ad", "x"]
)
def test_what_names_nobody_opens_nothing(text: str) -> None:
    assert not names_someone(text)
    if text.strip("\u200b\u2060\u00ad "):
        with pytest.raises(UsageError, match="names nobody"):
            check_parameters({"audience": "law-enforcement", "vetted_by": text})


@pytest.mark.parametrize("text", [BY, "Ana", "Zoë Ångström", "王小明 李", "Капитан Иванов"])
def test_a_name_in_any_script_is_one(text: str) -> None:
    assert names_someone(text)
    assert Parameters(audience="law-enforcement", vetted_by=text).clearance == "restricted"
    assert Parameters(audience="community", vetted_by=text).clearance == "open"


@pytest.mark.parametrize("option", [["compose"], ["study", "--no-browser"]])
def test_the_commands_refuse_nobody_as_well(
    option: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main([*option, "--vetted-by", "todo", "--curriculum", str(with_officers(tmp_path))]) == 1
    assert "names nobody" in capsys.readouterr().err


def test_a_ready_made_session_cannot_say_that_somebody_vetted_its_participants(tmp_path: Path) -> None:
    root = with_officers(tmp_path)
    (root / "sessions/officers.yaml").write_text(CLEARED, encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        load_curriculum(root)
    assert [(problem.rule, problem.line) for problem in caught.value.problems] == [("session-readers-are-vetted", 3)]


def test_a_kit_for_everyone_is_not_written_over_one_for_vetted_readers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with_officers(tmp_path, SLIDE, ("pages/at-a-glance.yaml", "id: at-a-glance\n", "id: at-a-glance\naccess: restricted\n"))
    monkeypatch.chdir(tmp_path)
    session, kit = tmp_path / "day.yaml", tmp_path / "exports/day"
    session.write_text(CLEARED, encoding="utf-8")
    assert main(["export", "day.yaml"]) == 0
    made = {path: path.read_bytes() for path in kit.rglob("*") if path.is_file()}
    assert {path.name for path in made if says_restricted(path)} >= {row.file for row in formats().values() if row.of == "session" and not row.needs_date and row.suffix != ".csv"}
    session.write_text(OPEN, encoding="utf-8")
    capsys.readouterr()
    assert main(["export", "day.yaml", "--format", "handout"]) == 1
    told = capsys.readouterr().err
    assert "guide.pdf" in told
    assert "Move that folder away" in told
    assert {path: path.read_bytes() for path in kit.rglob("*") if path.is_file()} == made
    kit.rename(tmp_path / "elsewhere")
    assert main(["export", "day.yaml"]) == 1
    assert "day.zip is a kit for vetted" in capsys.readouterr().err
    kit.with_name("day.zip").unlink()
    assert main(["export", "day.yaml"]) == 0
    assert not [path for path in kit.rglob("*") if path.is_file() and says_restricted(path)]
    assert not (kit / "for-participants/pages/at-a-glance.pdf").exists()


def test_a_notebook_of_what_has_become_restricted_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    root = with_officers(tmp_path)
    monkeypatch.chdir(tmp_path)
    assert main(["compose"]) == 0
    assert main(["compose", "--check"]) == 0
    plant(root, *COURSE)
    capsys.readouterr()
    assert main(["compose", "--check"]) == 1
    assert "1-noticing.ipynb is open, but" in capsys.readouterr().out
    assert main(["compose", "--vetted-by", BY]) == 0  # it says now for whom it is
    assert main(["compose", "--check"]) == 0


def test_a_page_that_not_everyone_may_see_is_left_out_and_the_other_kits_are_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with_officers(tmp_path, ("pages/at-a-glance.yaml", "id: at-a-glance\n", "id: at-a-glance\naccess: restricted\n"))
    monkeypatch.chdir(tmp_path)
    Path("one.yaml").write_text(f"{OPEN}pages: [at-a-glance]\n", encoding="utf-8")
    Path("two.yaml").write_text(OPEN, encoding="utf-8")
    assert main(["export", "one.yaml", "two.yaml", "--format", "page", "handout"]) == 0
    assert "left out: at-a-glance" in capsys.readouterr().out
    assert not list((tmp_path / "exports").rglob("at-a-glance.pdf"))
    assert main(["export", "--page", "at-a-glance"]) == 1


def test_nothing_can_be_begun_where_everything_is_restricted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    root = with_officers(tmp_path, COURSE, ("pages/at-a-glance.yaml", "id: at-a-glance\n", "id: at-a-glance\naccess: restricted\n"))
    monkeypatch.chdir(tmp_path)
    assert main(["new", "ours"]) == 1
    assert "no module that everyone may see" in capsys.readouterr().err
    assert composed_notebooks(load_curriculum(root)) == {}


def test_what_a_cell_of_ones_own_shows_bears_its_own_label(tmp_path: Path) -> None:
    curriculum = load_curriculum(with_officers(tmp_path, COURSE))
    for name in ("piles", "check", "bus-stop", "next-steps"):
        with pytest.raises(UsageError, match="vetted public-safety professionals"):
            read(own(curriculum, name), "participant")
    for reader in ("participant", "facilitator", "learner"):
        with pytest.raises(UsageError, match="vetted public-safety professionals"):
            read(own(curriculum, "check", test="before"), reader)  # type: ignore[arg-type]


def own(curriculum: Curriculum, name: str, **options: str) -> object:
    """A notebook that a person wrote, and ran for vetted readers."""
    show = Show(curriculum, ["course/1"], Parameters(audience="law-enforcement", vetted_by=BY))
    cell = new_code_cell(f'show("course/1/{name}")')
    cell.outputs = [new_output("display_data", data=show.bundle(f"course/1/{name}", **options))]  # type: ignore[arg-type]
    return new_notebook(cells=[new_markdown_cell("# Mine"), cell])
