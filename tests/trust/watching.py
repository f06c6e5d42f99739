"""Code in; what it said, and every address of a network that it used, out: run by an account, on a computer and in a folder with names that can be found again."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.hunt import marker
from tests.trust.promises import ROOT

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


def run(code: str, here: Path, surroundings: dict[str, str]) -> str:
    done = subprocess.run([sys.executable, "-c", code], cwd=here, env=surroundings, capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr
