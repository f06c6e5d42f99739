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
_ADDRESS = re.compile(r'inet_addr\("([^"]+)"\)|inet_pton\(AF_INET6, "([^"]+)"')
_MADE = re.compile(r"(?:\d+ +)?(?:socket\(AF_INET|listen\()")
"""A socket that is made, or that listens where it was bound: neither names an address."""
_CHANGES = frozenset({"rename", "renameat", "renameat2", "unlink", "unlinkat", "mkdir", "mkdirat", "rmdir", "link", "linkat", "symlink", "symlinkat",
                      "chmod", "fchmodat", "truncate", "creat", "mknod", "mknodat", "utimensat", "chown", "fchownat"})  # fmt: skip
ALONE = ("unshare", "-n") if sys.platform == "linux" and os.geteuid() == 0 else ("unshare", "-r", "-n")
"""Before a command: it runs in a network of its own, in which there is nobody."""
_OPENS = frozenset({"open", "openat", "openat2"})

SYSTEM = tuple(map(Path, ("/usr", "/lib", "/lib64", "/etc", "/proc", "/sys", "/dev", "/opt")))
PRIVATE = frozenset(map(Path, ("/etc/passwd", "/etc/shadow", "/etc/hosts", "/etc/hostname", "/etc/resolv.conf", "/etc/machine-id")))
KEPT = (Path("/dev/null"), Path("/dev/shm"))  # semaphores of processes that work together  # noqa: S108


@dataclass(frozen=True)
class Trace:
    """What a command did. Paths are whole, with no link left in them."""

    returned: int
    told: str
    read: frozenset[Path]
    written: frozenset[Path]
    called: tuple[str, ...]

    @property
    def addresses(self) -> set[str]:
        """The addresses of a network that were called or listened on; one that asks for names (port 53) with its port, and a call that names none whole."""
        found: set[str] = set()
        for call in self.called:
            named = _ADDRESS.search(call)
            if named:
                found.add((named[1] or named[2]) + (":53" if "htons(53)" in call else ""))
            elif not _MADE.match(call):
                found.add(call)
        return found


def needs_strace() -> pytest.MarkDecorator:
    """Skips a test where strace is not installed, or may not look on; on CI it runs, and fails, all the same."""
    absent = not os.environ.get("CI") and (shutil.which("strace") is None or subprocess.run(["strace", "-e", "none", "true"], capture_output=True, check=False).returncode != 0)
    return pytest.mark.skipif(absent, reason="strace is not installed (CI is not set, so this is no failure)")


def needs_namespaces() -> pytest.MarkDecorator:
    """Skips a test where no process may leave the network, as in some containers."""
    leaves = shutil.which("unshare") is not None and subprocess.run([*ALONE, "true"], capture_output=True, check=False).returncode == 0
    return pytest.mark.skipif(not leaves, reason="a process may not leave the network here")


def traced(folder: Path, *arguments: str, temporary: Path) -> Trace:
    """``facilitate`` with these arguments in ``folder``, and what it did. Everything it keeps for itself goes below ``temporary``."""
    own = own_folders(temporary)
    done = subprocess.run(watched(temporary, *arguments), cwd=folder, env=own, capture_output=True, text=True, timeout=120, check=False)
    return trace_in(temporary, folder, done.returncode, done.stdout + done.stderr)


def own_folders(temporary: Path) -> dict[str, str]:
    """An environment in which whatever a program keeps for itself goes below ``temporary``."""
    for name in ("home", "tmp"):
        (temporary / name).mkdir(parents=True, exist_ok=True)
    return {**os.environ, "PYTHONPATH": str(ROOT), "HOME": str(temporary / "home"), "TMPDIR": str(temporary / "tmp"), "PYTHONDONTWRITEBYTECODE": "1"}


def watched(temporary: Path, *arguments: str) -> list[str]:
    """The call of ``facilitate`` with these arguments that writes what it does to a file in ``temporary``."""
    look = ["strace", "-f", "--seccomp-bpf", "-y", "-qq", "-s", "4096", "-e", "trace=%file,%network", "-e", "signal=none", "-o", str(temporary / "trace")]
    return [*look, sys.executable, "-m", "toolkit", *arguments]


def trace_in(temporary: Path, folder: Path, returned: int, told: str) -> Trace:
    """What a watched command did in ``folder``, which has ended."""
    log = (temporary / "trace").read_text(encoding="utf-8", errors="surrogateescape")
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
    return Trace(returned, told, frozenset(read), frozenset(written), tuple(called))


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


def program() -> tuple[Path, ...]:
    """Where Python, its packages and the toolkit are."""
    return tuple({Path(os.path.realpath(each)) for each in (sys.prefix, sys.base_prefix, ROOT, *filter(None, sys.path))})


def below(path: Path, *folders: Path) -> bool:
    return any(path == folder or folder in path.parents for folder in folders)


def strayed(trace: Trace, *, reads: tuple[Path, ...], writes: tuple[Path, ...]) -> list[str]:
    """Every file outside the folders that a command was given, its own program and the system's libraries aside."""
    found = [f"read {path}" for path in trace.read if path in PRIVATE or not below(path, *reads, *writes, *SYSTEM, *program())]
    found += [f"wrote {path}" for path in trace.written if not below(path, *writes, *KEPT)]
    return sorted([*found, *(f"called {call}" for call in trace.called)])


def refused_without_a_look(trace: Trace, outside: Path) -> None:
    """Raises AssertionError unless the command ended with 1, in words, and opened nothing below ``outside``."""
    assert trace.returned == 1, trace.told
    assert "Traceback" not in trace.told
    assert [path for path in (*trace.read, *trace.written) if below(path, outside)] == []


def bait(folder: Path, name: str, content: bytes) -> Path:
    """A file that is there to be taken."""
    path = folder / name
    path.write_bytes(content)
    return path


def asked_for(*names: str) -> list[str]:
    """Words of a command that ask for formats."""
    return [part for name in names for part in ("--format", name)]
