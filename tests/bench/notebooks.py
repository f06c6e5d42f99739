"""Modules in, the notebooks that ``facilitate export`` composes for them out, as files: what every route begins with."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path

from toolkit.compose import compose
from toolkit.errors import ToolkitError
from toolkit.load import load_curriculum
from toolkit.model.clearance import seen_module
from toolkit.model.curriculum import Curriculum
from toolkit.model.session import Session
from toolkit.plan import make_plan

ROOT = Path(__file__).parent.parent.parent


def sessions(curriculum: Curriculum, modules: Sequence[str]) -> dict[str, Session]:
    """The session of each module, for those its course is made for first, as the export has it."""
    ids = modules or [module.id for module in curriculum.open_modules()]
    return {seen_module(curriculum, name, "open").id: _session(curriculum, name) for name in ids}


def _session(curriculum: Curriculum, module: str) -> Session:
    course = curriculum.course_of.get(module)
    return Session(modules=(module,), audience=course.audiences[0] if course and course.audiences else "community")


def main(folder: Path, modules: Sequence[str]) -> None:
    """Write the notebooks; print where each stands."""
    import nbformat

    curriculum = load_curriculum(ROOT / "curriculum")
    paths = {}
    for module, session in sessions(curriculum, modules).items():
        path = folder / f"{module.replace('/', '-')}.ipynb"
        path.write_text(nbformat.writes(compose(curriculum, make_plan(curriculum, session))), encoding="utf-8")
        paths[module] = str(path)
    sys.stdout.write(json.dumps(paths))


if __name__ == "__main__":
    try:
        main(Path(sys.argv[1]), sys.argv[2:])
    except ToolkitError as error:
        sys.exit(str(error))
