"""Every promise of docs/privacy.md has a proof in one of these files, or names the test elsewhere that is one; and no part of the program calls anybody."""

from __future__ import annotations

import ast
import re

import pytest

from tests.trust import test_privacy_at_a_workshop, test_privacy_of_a_learner
from tests.trust.promises import ELSEWHERE, PAGE, PROOFS, ROOT, promises, proves
from tests.trust.watching import environment, run

LISTED = """
import psutil
ends = [end for each in psutil.Process().net_connections("inet") for end in (each.laddr, each.raddr) if end]
print(sorted({end.ip for end in ends}))
"""
"""Run in a kernel: the addresses at both ends of its connections, those included that are made below Python."""


def test_the_page_says_nothing_outside_of_its_lines_that_would_need_a_proof():
    parts = [part for part in PAGE.read_text(encoding="utf-8").split("\n\n") if not part.startswith(("#", "- "))]
    told = ("Workshops on harm to children", "What a cluster or a store gets to see stands in [", "**To erase it**, open", "**To erase a workshop**, delete")
    assert [part.partition("\n")[0] for part in parts if not part.startswith(told)] == []
    assert len(parts) == len(told)


def test_every_line_of_the_page_has_a_proof_and_every_proof_a_line():
    assert test_privacy_at_a_workshop.__name__ < test_privacy_of_a_learner.__name__, "both note their proofs when they are loaded"
    lines = promises()
    assert len(lines) > 30
    assert len(set(lines)) == len(lines)
    assert sorted(set(lines) - PROOFS.keys() - ELSEWHERE.keys()) == [], "these lines have no proof"
    assert sorted((PROOFS.keys() | ELSEWHERE.keys()) - set(lines)) == [], "these proofs have no line"


@pytest.mark.parametrize("named", sorted({test for tests in ELSEWHERE.values() for test in tests}))
def test_a_proof_elsewhere_is_there(named):
    file, _, name = named.partition("::")
    assert re.search(rf"^def {name}\(", (ROOT / file).read_text(encoding="utf-8"), re.MULTILINE), named


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


NETWORK = {"socket", "ssl", "urllib.request", "http", "ftplib", "smtplib", "telnetlib", "requests", "httpx", "aiohttp", "websocket", "tornado", "xmlrpc",
           "asyncio", "socketserver", "imaplib", "poplib", "nntplib", "urllib3", "pycurl", "paramiko"}
MAY = {"doctor/jupyter.py": {"socket"}, "batch/connection.py": {"asyncio"}}
"""Tries whether a program may listen, and waits for a cluster. Clusters and stores are reached through distributed and fsspec, where somebody names one."""


def reached(source: str) -> set[str]:
    """Modules by which ``source`` could speak to a network, however it loads them."""
    named: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            named |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            named |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
        elif isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) in ("__import__", "import_module"):
            named |= {part.value for part in node.args if isinstance(part, ast.Constant) and isinstance(part.value, str)}
    return {name for name in named if name in NETWORK or name.partition(".")[0] in NETWORK}


@pytest.mark.parametrize("source", [
    "import urllib.request", "from urllib import request", "from urllib.request import urlopen", "import socket as s", "from http.client import HTTPConnection",
    "__import__('socket')", "import importlib\nimportlib.import_module('requests')", "def f():\n    import asyncio",
])
def test_a_module_that_speaks_to_a_network_would_be_seen(source):
    assert reached(source)
    assert not reached("from urllib.parse import quote\nimport importlib\nimportlib.import_module('typst')")


@proves("No part of the program measures, counts or reports what anybody does.")
def test_no_module_can_speak_to_a_network_by_itself_and_no_script_can():
    reaching = {}
    modules = sorted((ROOT / "toolkit").rglob("*.py"))
    assert len(modules) > 200
    for path in modules:
        found = reached(path.read_text(encoding="utf-8"))
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
from toolkit.execute import execute, only_composed
from toolkit.home import Home
from toolkit.load import load_curriculum
from toolkit.record import Record
home = Home(load_curriculum(Path({str(ROOT / "curriculum")!r})), Record(), Path.cwd())
home.data()
print([answer["type"] for answer in home.hear({{"type": "hello", "entries": []}})])
cells = [new_code_cell("from toolkit.study import begin\\nshow = begin('intro/1')"), new_code_cell("show('intro/1/check-define')\\n" + {LISTED!r})]
own = new_notebook(cells=cells, metadata={{"kernelspec": {{"name": "python3", "display_name": "p", "language": "python"}}}})
assert not only_composed(own)
print(execute(own, {{}}, print).cells[1].outputs[-1].text)
"""
    assert run(code, tmp_path / "me", surroundings).startswith("['home']\n['127.0.0.1']\n")
    told = (tmp_path / "sockets").read_text(encoding="utf-8").splitlines() if (tmp_path / "sockets").exists() else []
    assert {line.partition(" ")[2] for line in told} <= {"127.0.0.1", "localhost", "::1"}
