"""The modules asked for in; where a run works, with which notebooks and which environment, out."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.bench.measuring import run

ROOT = Path(__file__).parent.parent.parent
_SCRIPTS = Path(sys.executable).parent


@dataclass(frozen=True, slots=True)
class Place:
    """Where a run works. ``notebooks`` are the composed ones by module, and every route begins with them."""

    work: Path
    notebooks: Mapping[str, Path]
    env: Mapping[str, str]

    def folder(self, name: str) -> Path:
        """A fresh folder for one step."""
        path = self.work / name
        path.mkdir(parents=True)
        return path

    def cold(self, name: str) -> dict[str, str]:
        """The environment of somebody whose caches are empty."""
        return {**self.env, "XDG_CACHE_HOME": str(self.folder(f"cache-{name}"))}


def script(name: str) -> Path:
    """A command of this environment. Raises FileNotFoundError where it is not installed."""
    path = _SCRIPTS / name
    if not path.is_file():
        raise FileNotFoundError(f"There is no '{name}' beside {Path(sys.executable).name}: install the toolkit with its extra 'bench'.")
    return path


def prepare(work: Path, modules: Sequence[str]) -> Place:
    """Compose the notebooks of ``modules``, of all open ones when there is none. Raises FailedError for an unknown one."""
    env = _environment(work)
    run([sys.executable, "-m", "compileall", "-q", "toolkit"], env, ROOT)  # as an installer does for every library
    folder = work / "notebooks"
    folder.mkdir()
    done = run([sys.executable, "-m", "tests.bench.notebooks", folder, *modules], env, ROOT)
    return Place(work, {module: Path(path) for module, path in json.loads(done.output).items()}, env)


def count(folder: Path) -> int:
    """How many files ``folder`` holds, at any depth."""
    return sum(path.is_file() for path in folder.rglob("*"))


def _environment(work: Path) -> dict[str, str]:
    """This tree first on every path, and nothing written to the person's own folders: no record, no history, no cache."""
    own = {name: str(work / name.lower()) for name in ("XDG_CACHE_HOME", "XDG_DATA_HOME", "IPYTHONDIR", "JUPYTER_RUNTIME_DIR")}
    path = os.pathsep.join(filter(None, [str(_SCRIPTS), os.environ.get("PATH", "")]))
    return {**os.environ, **own, "PATH": path, "PYTHONPATH": str(ROOT), "FACILITATOR_TOOLKIT_NOBODY_LOOKS": "1"}
