"""``facilitate new``: a file that explains itself, to fill in: a session, a module, a reference page or a diagram."""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from toolkit.artifacts import write_artifact
from toolkit.commands.new_content import new_diagram, new_module, new_page
from toolkit.commands.sessions import curriculum_folder, ready_made
from toolkit.errors import UsageError
from toolkit.load import load_curriculum
from toolkit.model.base import RESERVED
from toolkit.model.clearance import HOW_TO_OPEN, seen
from toolkit.model.curriculum import Curriculum

_WAYS = (
    "'facilitate new my-workshop' writes a session file, 'facilitate new --module intro/4' a module, "
    "'facilitate new --page safe-numbers' a reference page, 'facilitate new --diagram first-hour' a diagram."
)
_TO_FILL_IN = (
    "# date: 2027-01-15",
    "# place: Where it is held",
    "# organization: Who hosts it",
    "# facilitators: [First name, Second name]",
    "# contacts:",
)
"""What a ready-made session leaves to its user."""


@dataclass(frozen=True)
class Asked:
    """What to make: a session called ``name``, a ``module``, a ``page`` or a ``diagram``; the last three may have a ``title``.

    ``like`` names the ready-made session that the new one starts from.
    """

    name: str | None = None
    module: str | None = None
    page: str | None = None
    diagram: str | None = None
    title: str | None = None
    like: str | None = None
    curriculum: Path | None = None


def new(asked: Asked) -> int:
    """Write the one file that was asked for. Raises UsageError for a call that names none, or more than one."""
    named = [text for text in (asked.name, asked.module, asked.page, asked.diagram) if text is not None]
    if len(named) > 1:
        raise UsageError(
            f"'{named[0]}' and '{named[1]}' are two files; this command writes one.",
            f"A title goes behind --title, in quotation marks. {_WAYS}",
        )
    if asked.like is not None and asked.name is None:
        raise UsageError("--like goes with a session.", f"Write: facilitate new my-workshop --like {asked.like}")
    if asked.module is not None:
        return new_module(asked.module, asked.title, asked.curriculum)
    if asked.page is not None:
        return new_page(asked.page, asked.title, asked.curriculum)
    if asked.diagram is not None:
        return new_diagram(asked.diagram, asked.title, asked.curriculum)
    if asked.name is None:
        raise UsageError("Say what to write.", _WAYS)
    if asked.title is not None:
        raise UsageError("--title goes with --module, --page or --diagram.", "Write a session's title in its file.")
    return _new_session(asked.name, asked.like, asked.curriculum)


def _new_session(name: str, like: str | None, curriculum: Path | None) -> int:
    stem = name.removesuffix(".yaml")
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_-]{0,59}", stem) or stem.lower() in RESERVED:
        meant = f" For a module write: facilitate new --module {name}" if re.fullmatch(r"[a-z-]+/\d+", name) else ""
        raise UsageError(
            f"'{name}' cannot be a file name here.", f"Use letters, digits, hyphens and underscores.{meant}"
        )
    path = Path(f"{stem}.yaml")
    if path.exists():
        raise UsageError(f"{path} exists already and was left alone.", "Choose another name, or edit that file.")
    found = load_curriculum(curriculum_folder(curriculum))
    write_artifact(path, (_explained(found) if like is None else _copied(like, found)).encode())
    sys.stdout.write(f"Wrote {path}. Fill it in, then run: facilitate export {path}\n")
    return 0


def _copied(like: str, found: Curriculum) -> str:
    """The ready-made session called ``like``, without the words above it, which speak of copying."""
    known = ready_made(found.root)
    if like not in known:
        raise UsageError(f"There is no ready-made session '{like}'.", f"Ready-made: {', '.join(known) or 'none'}.")
    lines = known[like].read_text(encoding="utf-8").splitlines()
    told = next((number for number, line in enumerate(lines) if not line.startswith("#")), 0)
    local = [f'#   {contact.id}: "555-0100"' for contact in seen(found, "open").contacts.values() if contact.local]
    return "\n".join([*lines[told:], "", *_TO_FILL_IN, *local]) + "\n"


def _explained(curriculum: Curriculum) -> str:
    """A session file with a note on every line. Raises UsageError when there is no module for everyone to begin with."""
    found = seen(curriculum, "open")
    first = next((module.id for module in found.listed_modules()), None)
    if first is None:
        raise UsageError("The curriculum has no module that everyone may see.", HOW_TO_OPEN)
    modules = "\n".join(f"#   {module.id:<12} {module.title}" for module in found.listed_modules())
    audiences = "\n".join(f"#   {audience.id:<18} {audience.title}" for audience in found.catalogue.audiences)
    local = "\n".join(f'  # {c.id}: "555-0100"' for c in found.contacts.values() if c.local)
    pages = "\n".join(f"#   {page.id:<24} {page.title}" for page in found.pages.values())
    template = (files("toolkit.commands") / "session.yaml").read_text(encoding="utf-8")
    text = template.replace("{modules}", modules).replace("{audiences}", audiences).replace("{local}", local)
    text = text.replace("{pages}", pages)
    return text.replace("{first}", first)
