"""``facilitate new``: a session file that explains itself."""

from __future__ import annotations

import re
import sys
from importlib.resources import files
from pathlib import Path

from toolkit.artifacts import write_artifact
from toolkit.commands.sessions import curriculum_folder
from toolkit.errors import UsageError
from toolkit.load import load_curriculum
from toolkit.model.base import RESERVED


def new(name: str, curriculum: Path | None) -> int:
    """Write ``name``.yaml in this folder."""
    stem = name.removesuffix(".yaml")
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_-]{0,59}", stem) or stem.lower() in RESERVED:
        raise UsageError(f"'{name}' cannot be a file name here.", "Use letters, digits, hyphens and underscores.")
    path = Path(f"{stem}.yaml")
    if path.exists():
        raise UsageError(f"{path} exists already and was left alone.", "Choose another name, or edit that file.")
    found = load_curriculum(curriculum_folder(curriculum))
    modules = "\n".join(f"#   {module.id:<12} {module.title}" for module in found.open_modules())
    audiences = "\n".join(f"#   {audience.id:<18} {audience.title}" for audience in found.catalogue.audiences)
    local = "\n".join(f'  # {c.id}: "555-0100"' for c in found.contacts.values() if c.local)
    template = (files("toolkit.commands") / "session.yaml").read_text(encoding="utf-8")
    text = template.replace("{modules}", modules).replace("{audiences}", audiences).replace("{local}", local)
    write_artifact(path, text.replace("{first}", found.open_modules()[0].id).encode())
    sys.stdout.write(f"Wrote {path}. Fill it in, then run: facilitate export {path}\n")
    return 0
