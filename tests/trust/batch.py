"""A batch of kits, made by processes of its own that can be killed, and what is to be seen of it from outside."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from contextlib import chdir, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from unittest import mock

from tests.curricula import SMALL
from toolkit import scratch
from toolkit.cli import main as facilitate
from toolkit.kit.verify import open_kit
from toolkit.scratch import SUFFIX

ROOT = Path(__file__).parents[2]
FORMATS = ("results-template", "evaluation")
FILES = 6
"""Documents of each kit: these two, its index, its report on accessibility, its manifest and its zip."""
TELLING = ("index.html", "accessibility.html", "manifest.json")
"""Files of a kit that tell of the others."""
PYTHONS_OWN = re.compile(r"pymp-\w+")
"""A folder in which multiprocessing keeps a socket of no length."""
Tree = Mapping[str, str]
"""SHA-256 of each file by its path below the folder of kits."""


@dataclass(frozen=True)
class Batch:
    """A table of ``kits`` kits in ``folder``, whose kits go to ``out`` there. ``word`` is in every document."""

    folder: Path
    kits: int
    out: str = "out"

    @property
    def kits_in(self) -> Path:
        return self.folder / self.out

    @property
    def scratch(self) -> Path:
        """What it has for a folder of temporary files."""
        return self.folder / "tmp"

    def ask_for(self, word: str) -> Batch:
        """Write the table."""
        self.scratch.mkdir(exist_ok=True)
        (self.folder / "kits.yaml").write_text("modules: [course/1]\n", encoding="utf-8")
        rows = "".join(f"kit-{number:03},{word} {number}\n" for number in range(self.kits))
        (self.folder / "kits.csv").write_text(f"kit,title\n{rows}", encoding="utf-8")
        return self

    def call(self, jobs: int = 2) -> list[str]:
        """The words of the command."""
        table = ["export", "kits.yaml", "--matrix", "kits.csv", "--format", *FORMATS, "--curriculum", str(SMALL)]
        return [*table, "--out", self.out, "--jobs", str(jobs)]

    def start(self, jobs: int = 2, limit: Callable[[], None] | None = None) -> subprocess.Popen[str]:
        """Begin to make it, in a session of processes of its own."""
        environment = os.environ | {"PYTHONPATH": str(ROOT), "TMPDIR": str(self.scratch)}
        pipe = subprocess.PIPE
        return subprocess.Popen(
            [sys.executable, "-m", "toolkit", *self.call(jobs)], cwd=self.folder, env=environment, text=True,
            stdin=subprocess.DEVNULL, stdout=pipe, stderr=pipe, start_new_session=True, preexec_fn=limit,  # noqa: PLW1509  # no threads
        )  # fmt: skip

    def here(self) -> tuple[int, str]:
        """Make it in this process, as if it had just begun: the exit code, and what it told."""
        told = io.StringIO()
        for remembered in (scratch.sweep_once, scratch._sweep_scratch):
            remembered.cache_clear()
        with mock.patch.object(tempfile, "tempdir", str(self.scratch)), chdir(self.folder), redirect_stdout(told), redirect_stderr(told):
            return facilitate(self.call(jobs=1)), told.getvalue()

    def tree(self) -> dict[str, str]:
        """All files in the folder of kits, those aside that are notes of the program or temporary."""
        found = {}
        for path in sorted(self.kits_in.rglob("*")):
            name = path.relative_to(self.kits_in).as_posix()
            if not name.startswith(".facilitate/") and not name.endswith(SUFFIX) and path.is_file():
                found[name] = sha256(path.read_bytes()).hexdigest()
        return found

    def strays(self) -> list[str]:
        """Temporary files: in the folder of kits, and among those of the system."""
        strays = [path.name for path in self.kits_in.rglob("*") if SUFFIX in path.name or path.name.startswith("run-")]
        return strays + [path.name for path in self.scratch.iterdir() if not PYTHONS_OWN.fullmatch(path.name)]

    def torn(self, *known: Tree) -> list[str]:
        """Files that are as none of the runs makes them, and files of the first that are gone."""
        found = self.tree()
        torn = [path for path, digest in found.items() if digest not in [tree.get(path) for tree in known]]
        return torn + [path for path in known[0] if path not in found]

    def broken(self) -> list[str]:
        """Kits, and zips of kits, that are not as their manifest says."""
        kits = [self.kits_in / f"kit-{number:03}{end}" for number in range(self.kits) for end in ("", ".zip")]
        return [kit.name for kit in kits if open_kit(kit)[1]]


def alive(session: int) -> dict[int, int]:
    """The processes of a session that have not ended, each with the one that has begun it."""
    found = {}
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            state, parent, _, own = (entry / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()[:4]
        except OSError:
            continue  # it has ended meanwhile
        if int(own) == session and state not in "ZX":
            found[int(entry.name)] = int(parent)
    return found


def seconds_until_gone(session: int, patience: float = 30) -> float:
    """How long it takes until no process of a session is left; raises AssertionError where some stay."""
    started = time.monotonic()
    while left := alive(session):
        assert time.monotonic() - started < patience, f"still there: {left}"
        time.sleep(0.02)
    return time.monotonic() - started
