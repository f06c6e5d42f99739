"""The session files of one folder: which there are, one opened as a draft, and a draft written back.

A draft is what the page holds: ``tree`` (every value as typed), the ``base`` that it began as, the file's name and a
``stamp`` of what that file held. So a kernel that is started again knows all it needs from the page.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from toolkit.artifacts import write_artifact
from toolkit.commands.sessions import ready_made
from toolkit.errors import ContentError, OutputError, Problem, UsageError
from toolkit.load.files import read_content
from toolkit.load.yaml_tree import parse_tree
from toolkit.messages import Messages
from toolkit.model.base import RESERVED
from toolkit.planner.rewrite import Tree, merged, rewritten, tree_of

MOST_FILES = 200
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,59}")
_KIT_NAME = re.compile(r"\w[\w .-]{0,98}\w|\w")
_DEEPEST = 4
_PICTURES = frozenset({".png", ".jpg", ".jpeg", ".svg"})
_CAN_BE_MENDED = frozenset({"value-is-present"})


@dataclass(frozen=True)
class Draft:
    """What somebody is writing. ``name`` is the file's name without its ending; ``like`` the ready-made session it began as."""

    tree: Tree
    base: Tree
    name: str = ""
    file: str = ""
    stamp: str = ""
    like: str = ""

    def as_json(self) -> dict[str, Any]:
        """The draft as the page keeps it."""
        return {
            "tree": self.tree, "base": self.base, "name": self.name, "file": self.file, "stamp": self.stamp, "like": self.like,
        }  # fmt: skip


class ChangedError(UsageError):
    """The file is not what it was when it was opened; ``stamp`` is that of what it holds now."""

    stamp = ""


def draft_from(given: Any) -> Draft:
    """The draft that the page sent. What no session file can hold is left out."""
    found = given if isinstance(given, dict) else {}
    text = {name: found[name] for name in ("name", "file", "stamp", "like") if isinstance(found.get(name), str)}
    return Draft(tree=_clean_tree(found.get("tree")), base=_clean_tree(found.get("base")), **text)


def _clean_tree(value: Any) -> Tree:
    tree = _clean(value, 0)
    return {key: each for key, each in tree.items() if each not in ("", None, {})} if isinstance(tree, dict) else {}


def _clean(value: Any, depth: int) -> Any:
    if isinstance(value, str):
        return value.encode("utf-8", "ignore").decode()
    if isinstance(value, list) and depth < _DEEPEST:
        return [each for each in (_clean(item, depth + 1) for item in value) if each is not None]
    if isinstance(value, dict) and depth < _DEEPEST:
        return {str(key): each for key, item in value.items() if (each := _clean(item, depth + 1)) is not None}
    return None


class Folder:
    """The session files in the folder ``path``, and the ready-made ones that come with the curriculum below ``root``."""

    def __init__(self, path: Path, root: Path, words: Messages) -> None:
        self.path = path
        self._ready = ready_made(root)
        self._words = words

    def names(self) -> list[str]:
        """Files here that may be sessions, a broken one too: whoever opens it is told where it is broken."""
        try:
            every = sorted(each for each in self.path.iterdir() if each.suffix in (".yaml", ".yml"))
        except OSError:
            return []
        return [each.name for each in every if each.is_file() and not each.name.startswith(".") and _seems_one(each)][:MOST_FILES]

    def pictures(self) -> list[str]:
        """Files here that may be a logo, by their endings; whether one is a picture is looked at once it is chosen."""
        try:
            every = sorted(each for each in self.path.iterdir() if each.suffix.lower() in _PICTURES)
        except OSError:
            return []
        return [each.name for each in every if each.is_file() and not each.name.startswith(".")][:MOST_FILES]

    def ready(self) -> dict[str, str]:
        """Titles of the ready-made sessions by name."""
        return {name: str(tree_of(path.read_text(encoding="utf-8")).get("title", name)) for name, path in self._ready.items()}

    def open(self, name: str) -> Draft:
        """A file of this folder. Raises ContentError, which names file and line, where it cannot be read."""
        text, stamp = self._read(self._path(name))
        tree = tree_of(text)
        return Draft(tree, tree, Path(name).stem, name, stamp)

    def begin_like(self, ready: str) -> Draft:
        """A copy of a ready-made session, not yet saved."""
        tree = tree_of(self._pattern(ready))
        return Draft(tree, tree, like=ready, name=f"my-{ready}")

    def text_of(self, draft: Draft) -> tuple[str, str]:
        """What the draft would write, and the stamp of the file as it is; '' where there is none.

        Raises ContentError where the file on disk can no longer be read.
        """
        if draft.file and (path := self._path(draft.file)).exists():
            text, stamp = self._read(path)
            return rewritten(text, merged(draft.base, draft.tree, tree_of(text))), stamp
        return rewritten(self._pattern(draft.like) if draft.like else "", draft.tree), ""

    def save(self, draft: Draft, *, agreed: str = "") -> Draft:
        """Write the draft; the draft as it stands now.

        Raises ChangedError where the file was changed meanwhile and ``agreed``, the stamp of what somebody was told
        of, is not that of the file; UsageError for a name that cannot be one; OutputError when it cannot be written.
        """
        name = draft.file if draft.file and Path(draft.file).stem == draft.name else self._new_name(draft)
        same = name == draft.file
        text, stamp = self.text_of(draft)
        if same and stamp not in (draft.stamp, agreed):
            raise self._changed(name, stamp)
        path = self._path(name)
        try:
            write_artifact(path, text.encode())
        except OutputError as error:
            raise OutputError(Path(name), error.reason, error.code, self._words("planner.not-written")) from error
        return self.open(name)

    def kit_name(self, draft: Draft) -> str:
        """What the kit of the draft's file is called. Raises UsageError where that cannot be a folder."""
        stem = Path(draft.file).stem
        if not _KIT_NAME.fullmatch(stem) or stem.split(".")[0].lower() in RESERVED:
            raise UsageError(self._words("planner.bad-name", name=stem))
        return stem

    def _changed(self, name: str, stamp: str) -> ChangedError:
        error = ChangedError(self._words("planner.changed", file=name))
        error.stamp = stamp
        return error

    def _new_name(self, draft: Draft) -> str:
        if not _NAME.fullmatch(draft.name) or draft.name.lower() in RESERVED:
            raise UsageError(self._words("planner.bad-name", name=draft.name))
        there = [each for each in (f"{draft.name}.yaml", f"{draft.name}.yml") if (self.path / each).exists()]
        if there:
            raise UsageError(self._words("planner.name-taken", file=there[0]))
        return f"{draft.name}.yaml"

    def _path(self, name: str) -> Path:
        if Path(name).name != name or Path(name).suffix not in (".yaml", ".yml"):
            raise UsageError(self._words("planner.bad-name", name=name))
        return self.path / name

    def _pattern(self, ready: str) -> str:
        """The text of a ready-made session, without the words above it, which speak of copying."""
        if ready not in self._ready:
            raise UsageError(self._words("planner.no-ready", name=ready))
        lines = self._ready[ready].read_text(encoding="utf-8").splitlines(keepends=True)
        told = next((number for number, line in enumerate(lines) if not line.startswith("#")), 0)
        return "".join(lines[told:])

    def _read(self, path: Path) -> tuple[str, str]:
        data = read_content(path)
        if isinstance(data, Problem):
            raise ContentError((data,))
        parsed = parse_tree(data, path.name)
        problems = tuple(sorted(each for each in parsed.problems if each.rule not in _CAN_BE_MENDED))
        if problems or not isinstance(parsed.tree, dict):
            raise ContentError(problems) if problems else UsageError(self._words("planner.no-session", file=path.name))
        return data.decode(), hashlib.sha256(data).hexdigest()


def _seems_one(path: Path) -> bool:
    data = read_content(path)
    if isinstance(data, Problem):
        return True
    parsed = parse_tree(data, path.name)
    return parsed.tree is None or (isinstance(parsed.tree, dict) and "modules" in parsed.tree)
