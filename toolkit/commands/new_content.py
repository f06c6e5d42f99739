"""The id of a module, page or diagram that is not there yet in; its skeleton in the author's own curriculum, and what to do next, out."""

from __future__ import annotations

import json
import re
import sys
import unicodedata
from importlib.resources import files
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from toolkit.artifacts import write_artifact
from toolkit.commands.catalogue_entry import how_to_list
from toolkit.errors import ContentError, UsageError
from toolkit.load import curriculum_around, curriculum_at, find_curriculum, read_curriculum
from toolkit.load.files import shown
from toolkit.load.layout import NO_COURSES
from toolkit.model.base import Id, Line, ModuleId
from toolkit.model.clearance import seen
from toolkit.model.curriculum import Curriculum
from toolkit.schema import editor_schema

_LONGEST_NAME = 40
_IN_PLACE_OF_CONTACTS = {"danger": "your emergency number", "report": "your child abuse line", "support": "somebody you trust"}


def new_module(module_id: str, title: str | None, option: Path | None) -> int:
    """Write the skeleton of ``module_id`` beside its course's other modules. The catalogue is left to its author."""
    _keep(ModuleId, module_id)
    course, _, number = module_id.partition("/")
    if course in NO_COURSES:
        raise UsageError(f"'{course}' is a folder of its own and cannot be a course.", "Choose another course, for example intro.")
    heading = _title(title)
    root = _own_curriculum(option)
    found = _readable(root)
    if module_id in found.marks:
        raise UsageError(
            f"{found.marks[module_id].file} holds {module_id} already and was left alone.",
            f"The next free one is {course}/{_next_number(found, course)}.",
        )
    path = root / course / f"{number}-{_file_name(title)}.yaml"
    known = next((one for one in found.catalogue.courses if one.id == course), None)
    _write(path, "module", {"id": module_id, "access": (known and known.access) or "open", "title": heading}, found)
    sys.stdout.write(f"\n{how_to_list(found, module_id)}\n{_next_step(option, root)}")
    return 0


def new_page(page_id: str, title: str | None, option: Path | None) -> int:
    """Write the skeleton of the reference page ``page_id``."""
    _keep(Id, page_id)
    heading = _title(title)
    root = _own_curriculum(option)
    _write(root / "pages" / f"{page_id}.yaml", "page", {"id": page_id, "title": heading}, _readable(root))
    sys.stdout.write(f"\n{_next_step(option, root)}")
    return 0


def new_diagram(diagram_id: str, title: str | None, option: Path | None) -> int:
    """Write the skeleton of the diagram ``diagram_id``. Where it stands is up to the modules and pages that place it."""
    _keep(Id, diagram_id)
    heading = _title(title)
    root = _own_curriculum(option)
    _write(root / "diagrams" / f"{diagram_id}.yaml", "diagram", {"id": diagram_id, "title": heading}, _readable(root))
    sys.stdout.write(
        "\nPlace it in the 'body' of a segment of a module, or of a section of a reference page:\n\n"
        f"      - kind: diagram\n        diagram: {diagram_id}\n\n{_next_step(option, root)}"
    )
    return 0


def _keep(kind: Any, text: str) -> None:
    """Raises UsageError, in the words of the check, when ``text`` is not well formed."""
    try:
        TypeAdapter(kind).validate_python(text)
    except ValidationError as error:
        raise UsageError(f"{error.errors()[0]['msg']}.") from error


def _title(title: str | None) -> str:
    """The title as YAML; a placeholder where there is none yet."""
    if title is None:
        return '"Write here: the title, in a few words"'
    _keep(Line, title)
    return json.dumps(" ".join(title.split()), ensure_ascii=False)


def _file_name(title: str | None) -> str:
    plain = unicodedata.normalize("NFKD", title or "").encode("ascii", "ignore").decode().lower().replace("'", "")
    name = ""
    for word in re.findall(r"[a-z0-9]+", plain):
        if len(f"{name}-{word}") > _LONGEST_NAME:
            break
        name = f"{name}-{word}" if name else word
    return name or "module"


def _own_curriculum(option: Path | None) -> Path:
    """The curriculum that the current folder belongs to, or the one that was named; never the one in the package."""
    package = Path(str(files("toolkit"))).resolve()
    root = curriculum_at(option) if option else curriculum_around()
    if root is None:
        raise UsageError(
            "This folder belongs to no curriculum, and the one that came with the toolkit is left alone.",
            "Go to the folder that holds your 'curriculum' folder, or name it with --curriculum DIR. "
            f"To begin with a copy of the toolkit's own, copy the folder {shown(find_curriculum())} to here.",
        )
    if root.resolve().is_relative_to(package):
        raise UsageError(
            f"{shown(root)} came with the toolkit: the next update would overwrite what you write there.",
            "Copy that folder to a place of your own and call the copy 'curriculum'; then run this beside it.",
        )
    return root


def _readable(root: Path) -> Curriculum:
    """The curriculum as far as it can be read: an author at work may have mistakes in other files. Raises ContentError."""
    found, problems = read_curriculum(root)
    if found is None or not found.marks["catalogue"].whole:
        raise ContentError(tuple(problem for problem in problems if Path(problem.file).name == "catalogue.yaml"))
    return found


def _next_number(found: Curriculum, course: str) -> int:
    taken = [name.partition("/")[2] for name in (*found.marks, *found.course_of) if name.startswith(f"{course}/")]
    return max(int(number) for number in taken) + 1


def _write(path: Path, kind: str, values: dict[str, str], found: Curriculum) -> None:
    """Fill the template of ``kind`` in and write it to ``path``, with the schema that its first line names."""
    if path.exists() or path.is_symlink():
        raise UsageError(f"{shown(path)} exists already and was left alone.", "Choose another name, or edit that file.")
    text = (files("toolkit.commands") / f"{kind}.yaml").read_text(encoding="utf-8")
    for need, without in _IN_PLACE_OF_CONTACTS.items():
        first = next((contact.id for contact in seen(found, "open").contacts.values() if contact.need == need), None)
        text = text.replace(f"{{{need}}}", f"{{contact:{first}}}" if first else without)
    for key, value in values.items():
        text = text.replace(f"{{{key}}}", value)
    schema = found.root / "schema" / f"{kind}.schema.json"
    if not schema.exists():
        write_artifact(schema, editor_schema(kind).encode())
    write_artifact(path, text.encode())
    sys.stdout.write(f"Wrote {shown(path)}.\n")


def _next_step(option: Path | None, root: Path) -> str:
    call = f"facilitate check {shown(root)}" if option else "facilitate check"
    return f"Fill it in, and run as often as you like: {call}\nIt lists every text that still starts with 'Write here:'.\n"
