"""``facilitate study``: JupyterLab on the self-study notebooks."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from toolkit.artifacts import write_artifact
from toolkit.build import composed_notebooks, load_checked
from toolkit.commands.sessions import curriculum_folder
from toolkit.errors import UsageError
from toolkit.start_here import NAME


def study(curriculum: Path | None, *, browser: bool) -> int:
    """Open JupyterLab on start-here.ipynb in the folder 'notebooks', putting the notebooks there first where they are missing."""
    folder = Path("notebooks")
    notebooks = composed_notebooks(load_checked(curriculum_folder(curriculum)))
    for name, content in notebooks.items():
        path = folder / name
        if not path.exists():
            write_artifact(path, content)
            sys.stdout.write(f"wrote  {path}\n")
    call = [sys.executable, "-m", "jupyterlab", str(folder)]
    if notebooks:  # as the default address, not as the file to open, it is also the address printed for --no-browser
        call.append(f"--LabApp.default_url=/lab/tree/{NAME}")
    if not browser:
        call.append("--no-browser")
    try:
        return subprocess.call(call)  # noqa: S603  # our own interpreter, fixed arguments
    except OSError as error:
        raise UsageError(f"JupyterLab did not start: {error}.", "Install it with: pip install jupyterlab") from error
