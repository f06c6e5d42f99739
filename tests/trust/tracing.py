"""A command in; every file that it opened, every file that it wrote and every address that it called, out: seen by strace.

The interpreter's own look at things (``sys.addaudithook``) would miss what Typst, Pillow and child processes do.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
_CALL = re.compile(r"^(?:\d+ +)?(\w+)\((.*)\) += +(-?\d+)")
_PATH = re.compile(r'"((?:[^"\\]|\\.)*)"')
_AT = re.compile(r"(AT_FDCWD|\d+)<((?:[^>\\]|\\.)*)>")
_CHANGES = frozenset({"rename", "renameat", "renameat2", "unlink", "unlinkat", "mkdir", "mkdirat", "rmdir", "link", "linkat", "symlink", "symlinkat",
                      "chmod", "fchmodat", "truncate", "creat", "mknod", "mknodat", "utimensat", "chown", "fchownat"})  # fmt: skip
_OPENS = frozenset({"open", "openat", "openat2"})


@dataclass(frozen=True)
class Trace:
    """What a command did. Paths are whole, with no link left in them."""

    returned: int
    told: str
    read: frozenset[Path]
    written: frozenset[Path]
    called: tuple[str, ...]


def needs_strace() -> pytest.MarkDecorator:
    """Skips a test where strace is not installed, or may not look on; on CI it runs, and fails, all the same."""
    absent = not os.environ.get("CI") and (shutil.which("strace") is None or subprocess.run(["strace", "-e", "none", "true"], capture_output=True, check=False).returncode != 0)
    return pytest.mark.skipif(absent, reason="strace is not installed (CI is not set, so this is no failure)")


def traced(folder: Path, *arguments: str, temporary: Path) -> Trace:
    """``facilitate`` with these arguments in ``folder``, and what it did. Everything it keeps for itself goes below ``temporary``."""
    log = temporary / "trace"
    for name in ("home", "tmp"):
        (temporary / name).mkdir(parents=True, exist_ok=True)
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "HOME": str(temporary / "home"), "TMPDIR": str(temporary / "tmp"), "PYTHONDONTWRITEBYTECODE": "1"}
    call = ["strace", "-f", "-y", "-qq", "-s", "4096", "-e", "trace=%file,%network", "-e", "signal=none", "-o", str(log), sys.executable, "-m", "toolkit", *arguments]
    done = subprocess.run(call, cwd=folder, env=environment, capture_output=True, text=True, timeout=300, check=False)
    return _read(log.read_text(encoding="utf-8", errors="surrogateescape"), folder, done)


def _read(log: str, folder: Path, done: subprocess.CompletedProcess[str]) -> Trace:
    read: set[Path] = set()
    written: set[Path] = set()
    called: list[str] = []
    for line in _whole(log):
        found = _CALL.match(line)
        if found is None:
            continue
        name, arguments, result = found[1], found[2], int(found[3])
        if name in ("connect", "bind", "sendto", "sendmsg", "listen") and "AF_INET" in arguments:
            called.append(line)
        if result < 0:
            continue
        if name == "socket" and "AF_INET" in arguments:
            called.append(line)
        for path in _paths(arguments, folder) if name in _CHANGES or name in _OPENS else ():
            if name in _OPENS and not re.search(r"O_WRONLY|O_RDWR|O_CREAT", arguments):
                read.add(path)
            else:
                written.add(path)
    return Trace(done.returncode, done.stdout + done.stderr, frozenset(read), frozenset(written), tuple(called))


def _whole(log: str) -> list[str]:
    """Calls that were interrupted by another process's are put together again."""
    begun: dict[str, str] = {}
    lines: list[str] = []
    for line in log.splitlines():
        process, _, rest = line.partition(" ")
        if rest.endswith("<unfinished ...>"):
            begun[process] = rest.removesuffix("<unfinished ...>").strip()
        elif " resumed>" in rest:
            lines.append(f"{process} {begun.pop(process, '')}{rest.partition(' resumed>')[2]}")
        else:
            lines.append(line)
    return lines


def _paths(arguments: str, folder: Path) -> list[Path]:
    """The files that a call names: relative to the folder that it names before, or to the current one."""
    home, found = str(folder), []
    for part in re.finditer(rf"{_AT.pattern}|{_PATH.pattern}", arguments):
        if part[1]:
            home = part[2] or home
        else:
            written = part[3].encode("latin-1", "replace").decode("unicode_escape").encode("latin-1", "replace").decode("utf-8", "replace")
            found.append(Path(os.path.realpath(Path(home) / written)))
    return found
