"""A kit as a whole: its zip and its manifest hold what belongs to it and nothing else, the same every time."""

from __future__ import annotations

import json
import os
import re
import shutil
import stat
import subprocess
import sys
import zipfile
from pathlib import Path

import jsonschema
import pytest

from tests.curricula import SMALL, copy_of_small
from toolkit.build import build_kit
from toolkit.cli import main
from toolkit.errors import OutputError, UsageError
from toolkit.export.office import same_zip
from toolkit.export.pdf import page as page_format
from toolkit.export.registry import formats
from toolkit.kit import pack, work
from toolkit.kit.order import kit_order
from toolkit.load import load_curriculum
from toolkit.model.session import Session
from toolkit.progress import Progress

ROOT = Path(__file__).parent.parent.parent
NAME = "Łódź evening"
SESSION = "title: An evening\nmodules: [course/1]\nparticipants: 12\ndate: 2027-03-01\nstart: '18:30'\nplace: Room Ω\n"
FORMATS = ("key", "page", "handout-docx", "calendar")


def export(folder: Path, *more: str, session: str = SESSION, curriculum: Path = SMALL) -> int:
    """Export ``session`` into ``folder``/exports with a few formats that are quick to make."""
    path = folder / f"{NAME}.yaml"
    path.write_text(session, encoding="utf-8")
    chosen = [] if "--format" in more else ["--format", *FORMATS]
    return main(["export", str(path), *chosen, "--curriculum", str(curriculum), "--out", str(folder / "exports"), *more])


def files_in(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def zipped(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


@pytest.fixture(scope="module")
def out(tmp_path_factory):
    """The exports folder of one run; tests that change something take a copy."""
    folder = tmp_path_factory.mktemp("made")
    assert export(folder) == 0
    return folder / "exports"


@pytest.fixture
def copied(out, tmp_path):
    return Path(shutil.copytree(out, tmp_path / "exports"))


def manifest_of(out: Path) -> dict:
    return json.loads((out / NAME / "manifest.json").read_text(encoding="utf-8"))


def test_the_zip_holds_the_kit_below_one_folder_of_its_name(out):
    held = files_in(out / NAME)
    assert {"index.html", "manifest.json", "for-facilitator/key.pdf", "for-participants/handout.docx"} < set(held)
    assert zipped(out / f"{NAME}.zip") == {f"{NAME}/{path}": content for path, content in held.items()}


def test_the_zip_says_nothing_of_the_day_the_machine_or_the_person(out):
    with zipfile.ZipFile(out / f"{NAME}.zip") as package:
        entries = package.infolist()
    assert [entry.filename for entry in entries] == sorted(entry.filename for entry in entries)
    for entry in entries:
        assert entry.date_time == (1980, 1, 1, 0, 0, 0)
        assert stat.filemode(entry.external_attr >> 16) == "-rw-r--r--"
        assert entry.flag_bits & 0x800, "a name that is not marked as UTF-8"
        assert not entry.extra


@pytest.mark.skipif(not shutil.which("unzip"), reason="unzip is not installed")
def test_another_program_opens_the_zip(out):
    done = subprocess.run(["unzip", "-t", str(out / f"{NAME}.zip")], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    assert "No errors detected" in done.stdout


def test_the_manifest_lists_every_file_as_it_is(out):
    manifest, held = manifest_of(out), files_in(out / NAME)
    assert {file["path"] for file in manifest["files"]} == set(held) - {"manifest.json"}
    by_path = {file["path"]: file for file in manifest["files"]}
    for path, file in by_path.items():
        assert file["bytes"] == len(held[path])
        assert (file["pages"] is not None) == path.endswith(".pdf")
    key = by_path["for-facilitator/key.pdf"]
    assert (key["format"], key["reader"], key["when"], key["copies"], key["access"]) == ("key", "facilitator", "day", "one", "open")
    assert by_path["for-participants/calendar.ics"]["when"] == "before"


def test_the_manifest_says_what_the_kit_rests_on_and_what_nobody_confirmed(out):
    manifest = manifest_of(out)
    assert manifest["workshop"]["days"] == [{"date": "2027-03-01", "start": "18:30:00", "minutes": manifest["workshop"]["days"][0]["minutes"]}]
    assert manifest["workshop"]["place"] == "Room Ω"
    facts = {fact["id"]: fact for fact in manifest["facts"]}
    assert facts["F-ONE-01"].keys() == {"id", "statement", "label", "as_of", "review_by"}
    assert any(contact["local"] and not contact["number"] for contact in manifest["contacts"])
    assert {"support-person", "state-law", "facilitators", "number"} <= {each["kind"] for each in manifest["unconfirmed"]}
    assert not {"date", "start", "place", "participants"} & {each["kind"] for each in manifest["unconfirmed"]}


def test_the_manifest_is_as_its_schema_says(out):
    schema = json.loads((ROOT / "docs/kit-manifest.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    assert [error.message for error in jsonschema.Draft202012Validator(schema).iter_errors(manifest_of(out))] == []


def test_nothing_in_the_kit_tells_where_or_when_it_was_made(out):
    for path in ("index.html", "manifest.json"):
        text = (out / NAME / path).read_text(encoding="utf-8")
        assert str(out.parent) not in text
        assert not re.search(r"\d{4}-\d\d-\d\dT|file:|/tmp/|\d\d:\d\d:\d\d\.\d", text)


def test_two_processes_make_the_same_zip(out, tmp_path):
    (tmp_path / f"{NAME}.yaml").write_text(SESSION, encoding="utf-8")
    call = [sys.executable, "-m", "toolkit", "export", f"{NAME}.yaml", "--format", *FORMATS, "--curriculum", str(SMALL)]
    seed = {"PYTHONHASHSEED": "4711", "PYTHONPATH": str(ROOT), "TZ": "Asia/Tokyo", "LC_ALL": "C.UTF-8"}
    done = subprocess.run(call, cwd=tmp_path, env={**os.environ, **seed}, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "exports" / f"{NAME}.zip").read_bytes() == (out / f"{NAME}.zip").read_bytes()


def test_an_unchanged_kit_leaves_its_zip_alone(copied, capsys):
    path = copied / f"{NAME}.zip"
    os.utime(path, (1, 1))
    assert export(copied.parent) == 0
    assert path.stat().st_mtime == 1
    assert re.search(r"evening\.zip .*\(unchanged\)", capsys.readouterr().out)


def test_the_zip_is_left_out_on_request(tmp_path, capsys):
    assert export(tmp_path, "--no-zip", "--format", "page") == 0
    assert [path.name for path in (tmp_path / "exports").glob("[!.]*")] == [NAME]
    assert ".zip" not in capsys.readouterr().out


def test_a_kit_with_a_gap_is_not_packed_and_the_earlier_zip_stays(copied, monkeypatch, capsys):
    before = (copied / f"{NAME}.zip").read_bytes()
    real = work.write_artifact

    def full(path, content):
        if path.name == "key.pdf":
            raise OutputError(path, "No space left on device", 28)
        return real(path, content)

    monkeypatch.setattr(work, "write_artifact", full)
    assert export(copied.parent, session=SESSION.replace("Room Ω", "Room 3")) == 1
    told = capsys.readouterr()
    assert "key.pdf: Could not write" in told.err
    assert f"{NAME}.zip: It is made of a whole kit only" in told.err
    assert "1 with gaps" not in told.out.partition("0 kits")[0]
    assert (copied / f"{NAME}.zip").read_bytes() == before
    assert "for-facilitator/key.pdf" not in {file["path"] for file in manifest_of(copied)["files"]}


def test_a_zip_that_cannot_be_written_is_named_and_the_folder_is_whole(tmp_path, monkeypatch, capsys):
    real = pack.write_artifact

    def full(path, content):
        if path.suffix == ".zip":
            raise OutputError(path, "No space left on device", 28)
        return real(path, content)

    monkeypatch.setattr(pack, "write_artifact", full)
    assert export(tmp_path, "--format", "page") == 1
    assert "Free some space" in capsys.readouterr().err
    assert main(["verify", str(tmp_path / "exports" / NAME), "--as-of", "2026-12-01"]) == 0


def test_what_an_earlier_run_made_from_the_same_stays_in_the_kit(copied):
    assert export(copied.parent, "--format", "page") == 0
    assert "for-facilitator/key.pdf" in {file["path"] for file in manifest_of(copied)["files"]}
    assert f"{NAME}/for-facilitator/key.pdf" in zipped(copied / f"{NAME}.zip")
    assert "Made by an earlier run" not in (copied / NAME / "index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("edited", [False, True])
def test_what_an_earlier_run_made_from_something_else_is_named_and_left_out(copied, edited):
    if edited:
        (copied / NAME / "for-facilitator/key.pdf").write_bytes(b"another")
    session = SESSION if edited else SESSION.replace("Room Ω", "Room 3")
    assert export(copied.parent, "--format", "page", session=session) == 0
    index = (copied / NAME / "index.html").read_text(encoding="utf-8")
    assert index.count("Made by an earlier run") == 1
    assert "<li>for-facilitator/key.pdf</li>" in index
    assert 'href="for-facilitator/key.pdf"' not in index
    assert "for-facilitator/key.pdf" not in {file["path"] for file in manifest_of(copied)["files"]}
    assert f"{NAME}/for-facilitator/key.pdf" not in zipped(copied / f"{NAME}.zip")


def test_a_manifest_of_vetted_readers_keeps_an_open_kit_out_of_its_folder(copied):
    path = copied / NAME / "manifest.json"
    for each in (copied / NAME).rglob("*.*"):
        if each.is_file() and each != path:
            each.unlink()
    manifest = {**json.loads(path.read_bytes()), "mark": "For vetted public-safety professionals"}
    path.write_text(json.dumps(manifest), encoding="utf-8")
    small = load_curriculum(SMALL)
    order = kit_order(small, NAME, Session(modules=("course/1",)), [formats()["page"]], copied)
    with pytest.raises(UsageError, match=r"manifest\.json"):
        build_kit(small, order, Progress(order.steps))


def test_a_zip_for_vetted_readers_keeps_an_open_kit_from_its_name(tmp_path):
    manifest = json.dumps({"mark": "For vetted public-safety professionals"}).encode()
    (tmp_path / f"{NAME}.zip").write_bytes(same_zip({f"{NAME}/manifest.json": manifest}))
    small = load_curriculum(SMALL)
    order = kit_order(small, NAME, Session(modules=("course/1",)), [formats()["page"]], tmp_path)
    with pytest.raises(UsageError, match=r"evening\.zip is a kit for vetted"):
        build_kit(small, order, Progress(order.steps))
    assert not (tmp_path / NAME).exists()


def test_kits_of_one_run_share_the_pages_that_are_the_same(tmp_path, monkeypatch):
    made = []
    real = page_format.to_page
    monkeypatch.setattr(page_format, "to_page", lambda document, theme: made.append(document.title) or real(document, theme))
    for name, place in (("one", "Room 1"), ("two", "Room 1"), ("three", "Room 3")):
        (tmp_path / f"{name}.yaml").write_text(f"modules: [course/1]\nplace: {place}\ncontacts: {{}}\n", encoding="utf-8")
    calls = [str(tmp_path / f"{name}.yaml") for name in ("one", "two", "three")]
    assert main(["export", *calls, "--format", "page", "--curriculum", str(SMALL), "--out", str(tmp_path / "out")]) == 0
    assert len(made) == 2
    assert len(list((tmp_path / "out").rglob("at-a-glance.pdf"))) == 3


def test_a_curriculum_with_an_error_is_refused_and_one_with_advice_is_not(tmp_path, capsys):
    root = copy_of_small(tmp_path)
    facts = root / "registers/facts.yaml"
    facts.write_text(re.sub(r"review_by: \S+", "review_by: soon", facts.read_text(encoding="utf-8"), count=1), encoding="utf-8")
    assert export(tmp_path, "--format", "page", curriculum=root) == 1
    assert "facts.yaml:" in capsys.readouterr().err
    assert not (tmp_path / "exports").exists()
