"""``facilitate study``: JupyterLab on the self-study notebooks."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from toolkit.artifacts import write_artifact
from toolkit.build import load_checked
from toolkit.commands.sessions import curriculum_folder
from toolkit.errors import UsageError
from toolkit.self_study import composed_notebooks
from toolkit.start_here import NAME

_STAY_HERE = (
    "--LabApp.check_for_updates_class=jupyterlab.handlers.announcements.NeverCheckForUpdate",
    "--LabApp.news_url=None",
    "--LabApp.extension_manager=readonly",
)
"""JupyterLab would ask the network for its newest version, for news, and for extensions to install. Whoever studies is told that nothing leaves."""


def study(curriculum: Path | None, *, browser: bool, vetted_by: str = "") -> int:
    """Open JupyterLab on start-here.ipynb in the folder 'notebooks', putting the notebooks there first where they are missing.

    ``vetted_by`` names whoever confirmed that the reader is a vetted public-safety professional; restricted notebooks come with it.
    """
    folder = Path("notebooks")
    notebooks = composed_notebooks(load_checked(curriculum_folder(curriculum)), vetted_by)
    for name, content in notebooks.items():
        path = folder / name
        if not path.exists():
            write_artifact(path, content)
            sys.stdout.write(f"wrote  {path}\n")
        elif not _says_the_same(path, content):
            sys.stdout.write(f"kept   {path}: it is not the one of this edition. Move it away to get that one.\n")
    call = [sys.executable, "-m", "jupyterlab", str(folder), *_STAY_HERE]
    if notebooks:  # as the default address, not as the file to open, it is also the address printed for --no-browser
        call.append(f"--LabApp.default_url=/lab/tree/{NAME}")
    if not browser:
        call.append("--no-browser")
    try:
        return subprocess.call(call)  # noqa: S603  # our own interpreter, fixed arguments
    except OSError as error:
        raise UsageError(f"JupyterLab did not start: {error}.", "Install the toolkit again, in a fresh environment.") from error


def _says_the_same(path: Path, content: bytes) -> bool:
    """Whether the notebook at ``path`` has the cells of ``content``, run or not."""
    try:
        there = json.loads(path.read_bytes())
        return _sources(there) == _sources(json.loads(content))
    except (OSError, ValueError, LookupError, TypeError):
        return False


def _sources(notebook: dict[str, Any]) -> list[str]:
    return ["".join(cell["source"]) for cell in notebook["cells"]]
