"""The ready-made sessions: they fill their time, become whole kits, and can be called and copied by name."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from tests.curricula import copy_of_small
from tests.test_leaks import everything_in
from tests.vetted import BY
from toolkit.cli import main
from toolkit.commands.sessions import ready_made
from toolkit.load import find_curriculum, load_curriculum, load_session
from toolkit.plan import make_plan

READY = sorted((find_curriculum(Path(__file__).parent) / "sessions").glob("*.yaml"))
NAMES = [path.stem for path in READY]
IN_PART = {"intro-day", "parents-evening", "youth-serving-half-day"}
"""Their modules become whole kits elsewhere; here each is written in a format for either reader, and on its wall."""


def test_there_are_sessions_for_the_commonest_jobs() -> None:
    assert {
        "community-evening", "parents-evening", "youth-serving-half-day", "intro-day", "foster-parent-evening", "staff-meeting",
        "in-service", "half-day-with-partners",
    } <= set(NAMES)  # fmt: skip


@pytest.mark.parametrize("path", READY, ids=NAMES)
def test_a_ready_made_session_fills_its_time_and_drops_nothing(path: Path) -> None:
    session, _ = load_session(path)
    if path.stem == "in-service":
        session = session.model_copy(update={"vetted_by": BY})
    plan = make_plan(load_curriculum(find_curriculum(Path(__file__).parent)), session)
    assert len(plan.dropped) == (1 if path.stem == "in-service" else 0)  # a sort has no place in half an hour
    assert session.minutes is not None
    assert session.minutes - 5 <= plan.minutes <= session.minutes
    assert plan.slots[0].segment is not None
    assert plan.slots[0].segment.priority == plan.slots[-1].segment.priority == "safety"


@pytest.mark.parametrize("name", sorted(IN_PART))
def test_a_ready_made_session_is_written_for_either_reader(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["export", name, "--format", "handout", "guide", "slides"]) == 0
    assert {path.name for path in (tmp_path / "exports" / name).rglob("*.*")} >= {"handout.pdf", "guide.pdf", "slides.html"}


@pytest.mark.parametrize("name", [name for name in NAMES if name not in IN_PART])
def test_a_ready_made_session_becomes_a_whole_kit_by_its_name(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    if name == "in-service":
        vetted_copy(name)
    assert main(["export", f"{name}.yaml" if name == "in-service" else name]) == 0
    kit = tmp_path / "exports" / name
    session, _ = load_session(READY[NAMES.index(name)])
    assert {path.name for path in kit.rglob("*.*")} >= {
        "handout.pdf", "guide.pdf", "key.pdf", "slides.html", "slides.pptx", "study.html", "index.html", "handout.docx",
        "guide.docx",
    }  # fmt: skip
    sheets = {path.stem for path in kit.glob("for-participants/pages/*.pdf")}
    assert sheets == set(session.pages or sheets)
    assert sheets


def vetted_copy(name: str) -> None:
    """A copy of a ready-made session, here, that says who confirmed its participants."""
    assert main(["new", name, "--like", name]) == 0
    path = Path(f"{name}.yaml")
    text = path.read_text(encoding="utf-8")
    assert '# vetted_by: "Name, office"' in text
    path.write_text(text.replace('# vetted_by: "Name, office"', f'vetted_by: "{BY}"'), encoding="utf-8")


def test_nothing_is_made_for_officers_until_somebody_confirmed_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(tmp_path)
    for call in (["export", "in-service"], ["plan", "in-service"], ["export", "--module", "law-enforcement/1"]):
        assert main(call) == 1
        told = capsys.readouterr().err
        assert "vetted_by" in told
    assert main(["export", "--course", "law-enforcement"]) == 1
    assert "no open course" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


def test_a_mixed_room_gets_only_what_all_may_see(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["export", "half-day-with-partners", "--format", "handout"]) == 0
    assert "left out: law-enforcement/3" in capsys.readouterr().out
    index = (tmp_path / "exports/half-day-with-partners/index.html").read_text(encoding="utf-8")
    assert "Not in this kit: law-enforcement/3." in index
    module = load_curriculum(find_curriculum(Path(__file__).parent)).modules["law-enforcement/3"]
    assert module.title not in index
    assert module.title not in everything_in(tmp_path / "exports/half-day-with-partners/for-participants/handout.pdf")


def test_a_file_of_ones_own_comes_before_a_ready_made_session(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(tmp_path)
    Path("staff-meeting").write_text("title: Ours\nmodules: [child-welfare/2]\nminutes: 30\n", encoding="utf-8")
    assert main(["plan", "staff-meeting"]) == 0
    assert capsys.readouterr().out.startswith("Ours\n")


def test_a_copy_that_was_filled_in_does_not_lose_to_its_original(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["new", "staff-meeting", "--like", "staff-meeting"]) == 0
    assert main(["plan", "staff-meeting"]) == 1
    assert "Did you mean staff-meeting.yaml?" in capsys.readouterr().err


def test_a_kit_beside_it_does_not_hide_a_ready_made_session(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("staff-meeting").mkdir()
    assert main(["plan", "staff-meeting"]) == 0


def test_only_session_files_of_the_curriculum_are_ready_made(tmp_path: Path) -> None:
    root = copy_of_small(tmp_path)
    folder = root / "sessions"
    folder.mkdir(exist_ok=True)
    (folder / "ours.yaml").write_text("modules: [course/1]\n", encoding="utf-8")
    (folder / ".draft.yaml").write_text("modules: [course/1]\n", encoding="utf-8")
    (folder / "folder.yaml").mkdir()
    (tmp_path / "outside.yaml").write_text("modules: [course/1]\n", encoding="utf-8")
    (folder / "link.yaml").symlink_to(tmp_path / "outside.yaml")
    known = ready_made(root)
    assert "ours" in known
    assert not {".draft", "folder", "link"} & set(known)


def test_a_curriculum_may_have_no_ready_made_sessions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    root = copy_of_small(tmp_path)
    shutil.rmtree(root / "sessions", ignore_errors=True)
    monkeypatch.chdir(tmp_path)
    assert main(["new", "ours", "--like", "staff-meeting", "--curriculum", str(root)]) == 1
    assert "Ready-made: none." in capsys.readouterr().err


def test_a_copy_can_be_planned_and_leaves_the_details_open(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["new", "our-evening", "--like", "foster-parent-evening"]) == 0
    text = Path("our-evening.yaml").read_text(encoding="utf-8")
    assert "Copy it" not in text
    Path("our-evening.yaml").write_text(text.replace("# contacts:", "contacts:").replace("#   state-line", "  state-line"), encoding="utf-8")
    capsys.readouterr()
    assert main(["plan", "our-evening.yaml"]) == 0
    assert re.search(r"18:00 to 2\d:\d\d, 1[78]\d minutes, for: parents-guardians", capsys.readouterr().out)


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (["plan", "staff-meetings"], "or use a ready-made one: community-evening"),
        (["new", "ours", "--like", "nothing"], "Ready-made: community-evening"),
        (["new", "--like", "staff-meeting"], "facilitate new my-workshop --like staff-meeting"),
        (["new", "--page", "ours", "--like", "staff-meeting"], "--like goes with a session"),
    ],
)
def test_a_wrong_name_says_which_there_are(
    call: list[str], words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(call) == 1
    assert words in capsys.readouterr().err
    assert not list(tmp_path.iterdir())
