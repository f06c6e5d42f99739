"""What docs/privacy.md promises to people at a workshop: looked for in all that the commands say, write and call."""

from __future__ import annotations

import json
import re
import zipfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from tests.curricula import SMALL
from tests.hunt import search
from tests.trust.promises import ROOT, proves
from tests.trust.watching import (
    ABSENT,
    ACCOUNT,
    ANSWER,
    COMMENT,
    COMPUTER,
    FACILITATOR,
    FOLDER,
    HOST,
    LEARNER,
    PLACE,
    environment,
    run,
)

COMMANDS = """
import sys
from toolkit.cli import main
for call in {calls}:
    print("$", *call)
    code = main(call if call[0] == "verify" else [*call, "--curriculum", {small!r}])
    if code != {codes}.get(call[0], 0):
        sys.exit(f"{{call}}: {{code}}")
print("Reached out with:", sorted({{"distributed", "fsspec", "s3fs"}} & set(sys.modules)))
"""


@dataclass(frozen=True)
class Ran:
    """What a row of commands left: all that they said, the addresses that they used, and the folder that they ran in."""

    told: str
    sockets: str
    home: Path
    here: Path


@pytest.fixture(scope="module")
def ran(tmp_path_factory):
    """Every command that makes or looks at something, with two processes, in a folder and by an account whose names can be found again."""
    folder = tmp_path_factory.mktemp("privacy")
    here = folder / FOLDER
    surroundings = environment(folder, here)
    (here / "evening.yaml").write_text(f"modules: [course/1]\nminutes: 30\nparticipants: 4\nfacilitators: [{FACILITATOR}]\nplace: {PLACE}\norganization: {HOST}\ndate: 2027-01-15\n", encoding="utf-8")
    (here / "roster.csv").write_text(f"name,attended\n{LEARNER},yes\n{LEARNER},yes\n{ABSENT},no\n", encoding="utf-8")
    (here / "wrong.csv").write_text(f"name,attended\n{LEARNER},{ABSENT}\n=1{LEARNER},yes\n{LEARNER} \u0e01,yes\n", encoding="utf-8")
    calls = [
        ["check"], ["plan", "evening.yaml"], ["compose", "--out", "composed"], ["export", "evening.yaml", "--jobs", "2"], ["export", "evening.yaml"],
        ["verify", "exports/evening"], ["results", "evening.yaml", "--template"], ["certificates", "evening.yaml", "roster.csv"],
    ]  # fmt: skip
    told = run(COMMANDS.format(calls=calls, codes={}, small=str(SMALL)), here, surroundings)
    spoil(here / "evening-results.csv")
    bad = [["results", "evening.yaml", "evening-results.csv"], ["certificates", "evening.yaml", "wrong.csv"]]
    told += run(COMMANDS.format(calls=bad, codes={"results": 1, "certificates": 1}, small=str(SMALL)), here, surroundings)
    sockets = folder / "sockets"
    return Ran(told, sockets.read_text(encoding="utf-8") if sockets.exists() else "", here, here)


def spoil(table: Path) -> None:
    """Answers as people write them: a letter, and in other rows words, in each column where they do not belong."""
    head, *rows = table.read_text(encoding="utf-8").splitlines()
    cells = [row.split(",") for row in rows]
    cells[0][3] = "A"
    cells[1][3] = ANSWER
    cells[2][1], cells[2][3] = COMMENT, "A"
    cells[3][2], cells[3][3] = COMMENT, "A"
    cells[4][0], cells[4][3] = ANSWER, "A"
    cells[5] += [COMMENT]
    cells[5][3] = "A"
    table.write_text("\n".join([head, *(",".join(row) for row in cells), ""]), encoding="utf-8")


@proves("Check, plan, compose, export, verify, results and certificates open no connection to any other computer.")
def test_no_command_uses_a_network(ran):
    assert ran.told.count("$ ") == 10
    assert ran.sockets == ""


@proves("Kits go to another computer only where you name it, with `--scheduler` or with an address for `--out`.")
def test_what_reaches_other_computers_is_loaded_only_where_one_is_named(ran):
    assert ran.told.count("Reached out with: []") == 2
    doors = {path.relative_to(ROOT / "toolkit").as_posix() for path in (ROOT / "toolkit").rglob("*.py")
             if re.search(r"^\s*(?:import|from) (?:distributed|fsspec)\b", path.read_text(encoding="utf-8"), re.MULTILINE)}  # fmt: skip
    assert doors
    assert all(door.startswith("batch/") or door == "store.py" for door in doors), doors


@proves("A kit holds the names, numbers and places that you wrote into the session file, and nothing about the computer or the account on which it was made.")
def test_a_kit_holds_the_names_of_its_session_and_none_of_the_computer(ran):
    kit = ran.here / "exports/evening"
    files = [path for path in kit.rglob("*") if path.is_file()]
    assert len(files) > 25
    assert {FACILITATOR, PLACE, HOST} <= found_in_content(kit / "for-facilitator/guide.pdf")
    for path in files:
        assert not {ACCOUNT, COMPUTER, FOLDER, LEARNER, ABSENT} & found_in_content(path), path.name
    with zipfile.ZipFile(kit.with_name("evening.zip")) as packed:
        assert not [name for name in packed.namelist() if FOLDER in name or ACCOUNT in name]
        assert not packed.comment


@cache
def found_in_content(path: Path) -> frozenset[str]:
    """Planted words in what a file holds, its own path aside."""
    return frozenset(search(path.read_bytes()))


@proves(
    "The command `certificates` puts names on certificates and nowhere else: not into the kit, and not into the notes beside it.",
    "Certificates and results stand in folders of their own beside the kit, so that a kit can be passed on without them.",
)
def test_names_stand_on_certificates_alone(ran):
    made = {path.relative_to(ran.here / "exports").as_posix(): found_in_content(path) for path in (ran.here / "exports").rglob("*") if path.is_file()}
    assert [name for name, words in made.items() if LEARNER in words] == ["evening-certificates/certificates.pdf"]
    assert [name for name, words in made.items() if ABSENT in words] == []
    folders = {name.partition("/")[0] for name in made}
    assert folders == {"evening", "evening.zip", "evening-certificates", "evening-results", ".facilitate"}


@proves("Messages on the screen tell lines of a table, and no name and no words that somebody wrote there; of answers only what looks like marks, such as 'AC'.")
def test_messages_tell_lines_and_nothing_that_somebody_wrote(ran):
    assert ran.told.count("line ") > 8
    for word in ("line 4 is marked as absent", "The same name stands in lines 2, 3", "line 2: what is typed does not say", "3 lines cannot be used"):
        assert word in ran.told
    assert "cannot be an answer to question 1" in ran.told
    for word in (LEARNER, ABSENT, ANSWER, COMMENT):
        assert word.casefold() not in ran.told.casefold()


@proves("No log is written.", "Nothing of it stands anywhere else: no copy in your user folder, none in the temporary folder.")
def test_nothing_is_left_but_what_was_asked_for(ran):
    assert {path.name for path in ran.here.iterdir()} == {
        "home", "passing", "exports", "composed", "evening.yaml", "roster.csv", "wrong.csv", "evening-results.csv",
    }  # fmt: skip
    assert [path for name in ("home", "passing") for path in (ran.here / name).rglob("*")] == []


@proves("The hidden folder `.facilitate` beside the kits holds digests and names of files, and no name of a person, place or organization in a session file.")
def test_the_notes_beside_kits_hold_nothing_of_a_session(ran):
    notes = [path for path in (ran.here / "exports/.facilitate").rglob("*") if path.is_file()]
    assert len(notes) > 1
    for path in notes:
        assert json.loads(path.read_bytes())
        assert not {FACILITATOR, PLACE, HOST, ACCOUNT, COMPUTER, LEARNER} & found_in_content(path), path.name
