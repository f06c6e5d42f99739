"""``facilitate compose``: the self-study notebooks, written or compared."""

from __future__ import annotations

import sys
from collections.abc import Collection
from pathlib import Path

from toolkit.artifacts import write_artifact
from toolkit.build import load_checked
from toolkit.commands.sessions import curriculum_folder
from toolkit.export.finished import says_restricted
from toolkit.model.curriculum import Curriculum
from toolkit.self_study import composed_notebooks


def compose(curriculum: Path | None, out: Path | None, *, only_check: bool, vetted_by: str = "") -> int:
    """Write every open module's notebook, and the restricted ones where ``vetted_by`` says who confirmed the reader; with ``only_check``, name the stale ones and exit with 1."""
    folder = out or Path("notebooks")
    found = load_checked(curriculum_folder(curriculum))
    notebooks = composed_notebooks(found, vetted_by)
    stale = _without_label(found, folder, notebooks)
    for name, content in notebooks.items():
        path = folder / name
        if only_check:
            if not path.is_file() or path.read_bytes() != content:
                stale += 1
                sys.stdout.write(f"{path} is out of date.\n")
        else:
            written = write_artifact(path, content)
            sys.stdout.write(f"{'wrote' if written else 'unchanged'}  {path}\n")
    if stale:
        sys.stdout.write("Run 'facilitate compose' and commit what it writes.\n")
    elif only_check:
        sys.stdout.write(f"{len(notebooks)} notebooks are current.\n" if len(notebooks) != 1 else "1 notebook is current.\n")
    return 1 if stale else 0


def _without_label(found: Curriculum, folder: Path, notebooks: Collection[str]) -> int:
    """Names the notebooks in ``folder`` of what has become restricted since they were made: they do not say so. Their number."""
    every = [*(found.notebook(name) for name in found.modules), *(found.page_notebook(name) for name in found.pages)]
    old = [folder / name for name in every if name not in notebooks and (folder / name).is_file()]
    open_still = [path for path in old if not says_restricted(path)]
    for path in open_still:
        sys.stdout.write(f"{path} is open, but what it was made of is restricted by now. Delete it.\n")
    return len(open_still)
