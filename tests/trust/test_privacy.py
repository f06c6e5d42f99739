"""Every promise of docs/privacy.md has a proof here, or names the test elsewhere that is one."""

from __future__ import annotations

import ast
import json
import os
import re
import sqlite3
import subprocess
import sys
import zipfile
from contextlib import closing
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from tests.curricula import SMALL
from tests.hunt import marker, search
from toolkit.load import load_curriculum
from toolkit.model.entry import Entry
from toolkit.record import Record
from toolkit.self_study import composed_notebooks

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs/privacy.md"
ACCOUNT, FOLDER, FACILITATOR, LEARNER, ABSENT, ANSWER, COMMENT, COMPUTER, PLACE, HOST = (marker(number) for number in range(900, 910))

WATCH = """
import os, platform, socket, sys
name = os.environ["COMPUTER"]
socket.gethostname = socket.getfqdn = platform.node = lambda *_: name
def watch(event, args):
    if event in ("socket.connect", "socket.bind", "socket.sendto", "socket.getaddrinfo", "socket.gethostbyname", "socket.getnameinfo"):
        address = args[1] if event in ("socket.connect", "socket.bind", "socket.sendto") else args[0]
        if isinstance(address, (tuple, str)) and getattr(args[0], "family", 0) != 1:
            handle = os.open(os.environ["SOCKETS_TOLD"], os.O_WRONLY | os.O_CREAT | os.O_APPEND)
            os.write(handle, f"{event} {address[0] if isinstance(address, tuple) else address}\\n".encode())
            os.close(handle)
sys.addaudithook(watch)
"""
"""Loaded by every Python process that a test starts, and by those that these start: tells of every address of a network, and calls the computer by a name that can be found again."""
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
LISTED = """
import psutil
ends = [end for each in psutil.Process().net_connections("inet") for end in (each.laddr, each.raddr) if end]
print(sorted({end.ip for end in ends}))
"""
"""Run in a kernel: the addresses at both ends of its connections, those included that are made below Python."""
PROOFS: dict[str, str] = {}
"""A line of the page, by the test that proves it."""

LEARNING = "tests/interactive/test_engine_keeping.py"
ELSEWHERE = {
    "`facilitate study` starts JupyterLab without its questions to the network: no look for a newer version, no news, no list of extensions.":
        ("tests/test_start_here.py::test_study_lets_jupyterlab_ask_no_network_for_versions_news_or_extensions",),
    "Study pages and slides ask no server for anything.": (
        "tests/export/test_study_page.py::test_axe_finds_nothing_and_nothing_leaves_the_page_before_and_after_answering",
        "tests/export/test_study.py::test_the_policy_names_the_style_and_the_script_by_hash_and_nothing_else",
        "tests/export/test_slides.py::test_nothing_leaves_the_page_and_nothing_is_refused",
    ),
    "On Linux and macOS only your user account can read the file, and the folder where we made it.":
        ("tests/record/test_place.py::test_only_the_owner_can_read_it_and_what_stands_beside_it",),
    "Your browser holds a copy of the same, under the address of JupyterLab.":
        (f"{LEARNING}::test_answers_are_there_after_a_reload_and_gone_when_forgotten",),
    "What you write in words of your own stays in your browser, where you tick that it shall, and gets into no record.": (
        f"{LEARNING}::test_private_words_are_kept_only_after_a_tick_and_go_when_it_goes",
        f"{LEARNING}::test_the_record_never_takes_the_place_of_private_notes",
        "tests/export/test_study_keeping.py::test_notes_are_kept_by_a_tick_of_their_own_and_stand_in_no_record",
    ),
    "A notebook that is saved holds no answer of yours.": (
        "tests/test_home.py::test_nothing_of_what_was_done_stands_in_what_a_file_may_hold",
        "tests/test_server.py::test_saved_state_of_ours_goes_with_the_views_and_that_of_others_stays",
    ),
    "A certificate bears the name that you type for it, and the name is kept nowhere.": (
        "tests/test_home.py::test_a_certificate_names_the_course_its_modules_and_the_person_and_nothing_is_stored",
        "tests/interactive/test_engine_home.py::test_a_certificate_needs_a_name_and_keeps_none",
    ),
    "`start-here.ipynb` gives you all of the record as a file, in text that you can read.": (
        "tests/test_home.py::test_the_record_is_handed_over_as_readable_json",
        "tests/record/test_record.py::test_the_download_holds_everything_and_nothing_else",
    ),
    '"Forget me" erases the record on this computer and the copy in the browser that you use.': (
        "tests/test_jupyterlab.py::test_forget_me_leaves_no_answer_on_the_computer_and_none_in_the_page",
        "tests/interactive/test_engine_home.py::test_forgetting_empties_the_browser_and_the_record",
    ),
    "After it no byte of an answer is left in the file or beside it.":
        ("tests/record/test_database.py::test_forgetting_leaves_no_byte",),
    "Deleting the file alone does not do: the browser fills it again from its copy.":
        ("tests/record/test_record.py::test_a_lost_file_is_filled_from_the_browser_and_forgetting_covers_the_id_it_had",),
    "`study.html` keeps nothing until its reader says yes, and then in that browser only.":
        ("tests/export/test_study_keeping.py::test_nothing_is_kept_before_a_yes_and_a_reload_starts_anew",),
    '"Forget me on this device" clears all of it, notes included.':
        ("tests/export/test_study_keeping.py::test_forget_me_clears_the_page_and_the_browser_notes_included",),
    "The quick exit leaves an empty page, and no way back to it.":
        ("tests/export/test_study_page.py::test_the_quick_exit_leaves_nothing_to_see_and_no_way_back",),
    "Facilitators whom a session file names stand in its kit, and so does whoever is named in `vetted_by`.":
        ("tests/access/test_marked.py::test_the_index_says_for_whom_each_file_is_and_who_confirmed_it",),
    "The tests before and after have codes in place of names.":
        ("tests/export/test_forms.py::test_everyone_has_a_copy_with_a_code_of_their_own_and_the_slip_names_the_other_form",),
    "With `--each`, the name of a person is in the name of their certificate's file as well, which may be shown.":
        ("tests/commands/test_certificates.py::test_each_has_a_file_on_request_and_files_of_an_earlier_run_are_told",),
    "The evaluation asks for no name.": ("tests/export/test_evaluation.py::test_it_asks_for_no_name_and_gives_none",),
    "The sign-in sheet says why it asks for a name and who keeps it, and asks for no more.":
        ("tests/export/test_sheets.py::test_it_says_why_it_asks_and_who_keeps_it_and_asks_for_no_more",),
    "The command `results` refuses a table with a column that can say who somebody is.":
        ("tests/assess/test_results.py::test_a_column_that_can_say_who_somebody_is_is_refused",),
}  # fmt: skip


def proves(*lines):
    def note(test):
        PROOFS.update(dict.fromkeys(lines, test.__name__))
        return test

    return note


def promises() -> list[str]:
    return re.findall(r"^- (.+)$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)


def test_the_page_says_nothing_outside_of_its_lines_that_would_need_a_proof():
    parts = [part for part in PAGE.read_text(encoding="utf-8").split("\n\n") if not part.startswith(("#", "- "))]
    told = ("Workshops on harm to children", "What a cluster or a store gets to see stands in [", "**To erase it**, open", "**To erase a workshop**, delete")
    assert [part.partition("\n")[0] for part in parts if not part.startswith(told)] == []
    assert len(parts) == len(told)


def test_every_line_of_the_page_has_a_proof_and_every_proof_a_line():
    lines = promises()
    assert len(lines) > 30
    assert len(set(lines)) == len(lines)
    assert sorted(set(lines) - PROOFS.keys() - ELSEWHERE.keys()) == [], "these lines have no proof"
    assert sorted((PROOFS.keys() | ELSEWHERE.keys()) - set(lines)) == [], "these proofs have no line"


@pytest.mark.parametrize("named", sorted({test for tests in ELSEWHERE.values() for test in tests}))
def test_a_proof_elsewhere_is_there(named):
    file, _, name = named.partition("::")
    assert re.search(rf"^def {name}\(", (ROOT / file).read_text(encoding="utf-8"), re.MULTILINE), named


@dataclass(frozen=True)
class Ran:
    """What a row of commands left: all that they said, the addresses that they used, and the folder that they ran in."""

    told: str
    sockets: str
    home: Path
    here: Path


def environment(folder: Path, home: Path) -> dict[str, str]:
    """That of somebody with an account and folders of their own, in which every address of a network is told."""
    (folder / "watch").mkdir()
    (folder / "watch/sitecustomize.py").write_text(WATCH, encoding="utf-8")
    for name in ("home", "passing"):
        (home / name).mkdir(parents=True)
    own = dict.fromkeys(("USER", "LOGNAME", "USERNAME"), ACCOUNT) | {"HOME": str(home / "home"), "TMPDIR": str(home / "passing")}
    own |= {"COMPUTER": COMPUTER, "PYTHONPATH": os.pathsep.join([str(folder / "watch"), str(ROOT)]), "SOCKETS_TOLD": str(folder / "sockets")}
    left = {name: value for name, value in os.environ.items() if not name.startswith(("XDG_", "JUPYTER", "JPY_", "FACILITAT"))}
    return left | own


@pytest.fixture(scope="module")
def ran(tmp_path_factory):
    """Every command that makes or looks at something, with two processes, in a folder and by an account whose names can be found again."""
    folder = tmp_path_factory.mktemp("privacy")
    here = folder / FOLDER
    surroundings = environment(folder, here)
    (here / "evening.yaml").write_text(f"modules: [course/1]\nminutes: 30\nparticipants: 4\nfacilitators: [{FACILITATOR}]\nplace: {PLACE}\norganization: {HOST}\ndate: 2027-01-15\n", encoding="utf-8")
    (here / "roster.csv").write_text(f"name,attended\n{LEARNER},yes\n{LEARNER},yes\n{ABSENT},no\n", encoding="utf-8")
    (here / "wrong.csv").write_text(f"name,attended\n{LEARNER},{ABSENT}\n=1{LEARNER},yes\n{LEARNER} \u5f20,yes\n", encoding="utf-8")
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


def run(code: str, here: Path, surroundings: dict[str, str]) -> str:
    done = subprocess.run([sys.executable, "-c", code], cwd=here, env=surroundings, capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


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


def test_an_address_of_a_network_would_be_seen(tmp_path):
    surroundings = environment(tmp_path, tmp_path / "me")
    run("import socket; socket.socket().connect_ex(('127.0.0.1', 9)); socket.socket(socket.AF_UNIX).connect_ex('x')", tmp_path, surroundings)
    assert (tmp_path / "sockets").read_text(encoding="utf-8") == "socket.connect 127.0.0.1\n"


@proves("`facilitate doctor` opens none either; it only tries whether a program may listen on this computer.")
def test_the_doctor_listens_on_this_computer_and_asks_nobody(tmp_path):
    surroundings = environment(tmp_path, tmp_path / "me")
    call = "import sys\nfrom toolkit.cli import main\nmain(['doctor'])"
    assert "JupyterLab" in run(call, tmp_path / "me", surroundings)
    assert set((tmp_path / "sockets").read_text(encoding="utf-8").split()) <= {"socket.bind", "127.0.0.1", "::1"}


NETWORK = {"socket", "ssl", "urllib.request", "http", "ftplib", "smtplib", "telnetlib", "requests", "httpx", "aiohttp", "websocket", "tornado", "xmlrpc"}
MAY = {"doctor/jupyter.py": {"socket"}}
"""Tries whether a program may listen. Clusters and stores are reached through distributed and fsspec, where somebody names one."""


@proves("No part of the program measures, counts or reports what anybody does.")
def test_no_module_can_speak_to_a_network_by_itself_and_no_script_can():
    reaching = {}
    modules = sorted((ROOT / "toolkit").rglob("*.py"))
    assert len(modules) > 200
    for path in modules:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        named = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
        named |= {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module}
        found = {name for name in named if name in NETWORK or name.partition(".")[0] in NETWORK}
        if found - MAY.get(path.relative_to(ROOT / "toolkit").as_posix(), set()):
            reaching[path.name] = found
    assert reaching == {}
    scripts = sorted((ROOT / "toolkit").rglob("*.js"))
    assert len(scripts) > 30
    asking = re.compile(r"\b(?:fetch|XMLHttpRequest|WebSocket|EventSource|sendBeacon|importScripts|RTCPeerConnection)\b")
    assert [path.name for path in scripts if asking.search(path.read_text(encoding="utf-8"))] == []


@proves(
    "None of our pages sets a cookie, and they keep nothing in a browser but what is named here.",
    "What is typed into `plan-a-workshop.ipynb` and not saved yet stays in that tab of the browser, and goes when it is saved or the tab is closed.",
)
def test_what_browsers_keep_is_kept_by_three_files_that_the_page_tells_of():
    scripts = {path.name: path.read_text(encoding="utf-8") for path in (ROOT / "toolkit").rglob("*.js")}
    assert [name for name, text in scripts.items() if re.search(r"document\.cookie|indexedDB|caches\.|serviceWorker", text)] == []
    keeping = {name: set(re.findall(r"localStorage|sessionStorage|browserStorage", text)) for name, text in scripts.items()}
    assert {name: how for name, how in keeping.items() if how} == {
        "progress.js": {"browserStorage", "localStorage"}, "keeping.js": {"browserStorage"}, "plan-draft.js": {"sessionStorage"},
    }  # fmt: skip
    assert re.search(r"if \(isChanged\(\)\) sessionStorage\.setItem\(.*\n\s*else sessionStorage\.removeItem", scripts["plan-draft.js"])


@proves("A kernel and whoever runs notebooks in it talk to each other over addresses of this computer (127.0.0.1), which is the only kind of connection in self-study.")
def test_a_kernel_and_the_home_of_a_learner_use_addresses_of_this_computer_alone(tmp_path):
    surroundings = environment(tmp_path, tmp_path / "me")
    code = f"""
from pathlib import Path
from nbformat.v4 import new_code_cell, new_notebook
from toolkit.execute import executed
from toolkit.home import Home
from toolkit.load import load_curriculum
from toolkit.record import Record
home = Home(load_curriculum(Path({str(ROOT / "curriculum")!r})), Record(), Path.cwd())
home.data()
print([answer["type"] for answer in home.hear({{"type": "hello", "entries": []}})])
cells = [new_code_cell("from toolkit.study import begin\\nshow = begin('intro/1')"), new_code_cell("show('intro/1/check-define')\\n" + {LISTED!r})]
done = executed(new_notebook(cells=cells, metadata={{"kernelspec": {{"name": "python3", "display_name": "p", "language": "python"}}}}), {{}}, print)
assert done.in_kernel
print(done.notebook.cells[1].outputs[-1].text)
"""
    assert run(code, tmp_path / "me", surroundings).startswith("['home']\n['127.0.0.1']\n")
    told = (tmp_path / "sockets").read_text(encoding="utf-8").splitlines() if (tmp_path / "sockets").exists() else []
    assert {line.partition(" ")[2] for line in told} <= {"127.0.0.1", "localhost", "::1"}


@proves("Kits go to another computer only where you name it, with `--scheduler` or with an address for `--out`.")
def test_what_reaches_other_computers_is_loaded_only_where_one_is_named(ran):
    assert ran.told.count("Reached out with: []") == 2
    doors = {path.relative_to(ROOT / "toolkit").as_posix() for path in (ROOT / "toolkit").rglob("*.py")
             if re.search(r"^\s*(?:import|from) (?:distributed|fsspec)\b", path.read_text(encoding="utf-8"), re.MULTILINE)}  # fmt: skip
    assert doors
    assert all(door.startswith("batch/") or door == "store.py" for door in doors), doors


@pytest.fixture
def record(tmp_path, monkeypatch):
    """The record of somebody who did all that can be kept."""
    from datetime import date

    from toolkit.model.entry import TestResult

    monkeypatch.setenv("FACILITATOR_TOOLKIT_DATA", str(tmp_path / "data"))
    kept = Record()
    kept.keep(Entry("intro/1", "check-define", "v1", 1, {"questions": {"define-1": {"answer": [1]}}, "done": True}))
    kept.hand_in(TestResult("intro/1", "test", "before", "v1", {"a": [0]}, 1, 4, date(2027, 1, 15)))
    kept.choose_role("community")
    return kept


@proves("What you do is kept in one file, `record.sqlite3`, in the data folder of your user account (on Linux `~/.local/share/facilitator-toolkit`), or in the folder that `FACILITATOR_TOOLKIT_DATA` names.")
def test_the_record_is_one_file_where_the_page_says(record, tmp_path):
    assert [path.name for path in (tmp_path / "data").iterdir()] == ["record.sqlite3"]
    surroundings = environment(tmp_path, tmp_path / "me")
    told = run("from toolkit.record import record_path; print(record_path())", tmp_path, surroundings).strip()
    assert Path(told).parts[-2:] == ("facilitator-toolkit", "record.sqlite3")
    if sys.platform == "linux":
        assert told == str(tmp_path / "me/home/.local/share/facilitator-toolkit/record.sqlite3")


@proves("The file holds your answers, what you finished and on which day, the results of your tests, the role that you chose, and random ids.")
def test_the_record_has_room_for_what_the_page_says_and_for_nothing_else(record, tmp_path):
    with closing(sqlite3.connect(tmp_path / "data/record.sqlite3")) as db:
        tables = [name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        columns = {name: {row[1] for row in db.execute(f"PRAGMA table_info({name})")} for name in tables}
        settings = {name for (name,) in db.execute("SELECT name FROM setting")}
        ids = [name for (name,) in db.execute("SELECT id FROM identity")]
    assert columns == {
        "entry": {"module", "item", "version", "revision", "value", "touch"},
        "done": {"module", "item", "day"},
        "test": {"id", "module", "item", "name", "version", "answers", "score", "questions", "day"},
        "setting": {"name", "value"},
        "identity": {"id", "state"},
    }
    assert settings == {"role"}
    assert all(re.fullmatch("[0-9a-f]{32}", each) for each in ids)


@proves("The file holds no name of yours, no name of this computer or of your account, and no time of day.")
def test_the_record_names_nobody_and_tells_no_time(tmp_path):
    surroundings = environment(tmp_path, tmp_path / "me")
    code = (
        "from toolkit.model.entry import Entry\nfrom toolkit.record import Record, record_path\n"
        "Record().keep(Entry('intro/1', 'a', 'v', 1, {'done': True}))\nprint(record_path())"
    )
    file = Path(run(code, tmp_path, surroundings).strip())
    content = file.read_bytes()
    assert b"intro/1" in content
    for name in (ACCOUNT, COMPUTER, str(tmp_path)):
        assert name.encode() not in content
    assert not re.search(rb"\d\d:\d\d|20\d\d-\d\d-\d\dT|\b1[789]\d{8}\b", content)


@proves("The code of cells in our notebooks is the same for everybody and holds no answer, so a history of what was run tells nothing of you.")
def test_the_code_of_cells_is_the_same_for_everybody():
    import nbformat

    from toolkit.execute import only_composed

    small = load_curriculum(SMALL)
    assert composed_notebooks(small) == composed_notebooks(small)
    notebooks = sorted((ROOT / "notebooks").rglob("*.ipynb"))
    assert len(notebooks) > 15
    own = {path.name for path in notebooks if not only_composed(nbformat.read(path, as_version=4))}
    assert own == {"start-here.ipynb", "plan-a-workshop.ipynb"}  # whose one line of code opens a page


@proves("Notebooks for vetted readers are the exception: they name who confirmed the reader.")
def test_notebooks_for_vetted_readers_name_who_confirmed_them(curriculum):
    made = {name: FACILITATOR in content.decode() for name, content in composed_notebooks(curriculum, FACILITATOR).items()}
    assert all(named for name, named in made.items() if name.startswith("law-enforcement/"))
    assert not made["intro/1-recognizing.ipynb"]


@proves("JupyterLab that you start by yourself, without `facilitate study`, looks on the network for a newer version of itself; that is its own setting.")
def test_jupyterlab_by_itself_looks_for_a_newer_version():
    from jupyterlab.handlers.announcements import CheckForUpdate
    from jupyterlab.labapp import LabApp

    assert LabApp.class_traits()["check_for_updates_class"].default_value is CheckForUpdate


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
        assert not {FACILITATOR, PLACE, HOST, ACCOUNT, LEARNER} & found_in_content(path), path.name
