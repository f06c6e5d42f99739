"""A call that was made before in; what it told, if nothing that it depends on has changed since, out.

Only the standard library is needed for that, so that a call with nothing to do is over at once.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from toolkit.artifacts import write_artifact
from toolkit.errors import OutputError, UsageError
from toolkit.location import curriculum_at, find_curriculum
from toolkit.program import program_digest

KEPT = 12
"""Calls that are remembered in one folder of kits."""
_FILE = ".facilitate/calls.json"
_LOGO = re.compile(r"""^\s*logo:\s*["']?([^"'\n#]+)""", re.MULTILINE)
_ANY_LOGO = re.compile(r"\blogo\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Call:
    """What ``facilitate export`` was asked: its words, session files and tables among them, where to write, and from which curriculum."""

    words: Mapping[str, Any]
    sessions: tuple[Path, ...]
    out: Path
    curriculum: Path | None
    tables: tuple[Path, ...] = ()

    def told_before(self) -> str | None:
        """What this call told when it was made last; None where anything may have changed since."""
        last = _held(self.out).get(self._key())
        try:
            if last and last["made_from"] == self._made_from() and all(_as_left(self.out, *file) for file in last["files"]):
                return str(last["told"])
        except (KeyError, TypeError, ValueError):  # not as this version writes it
            return None
        return None

    def remember(self, told: str, files: Iterable[Path]) -> None:
        """Keep that the call was made, what it ``told``, and how it left ``files``. A disk that refuses costs the next call time only."""
        made_from = self._made_from()
        if made_from is None:
            return
        left = [(path.relative_to(self.out).as_posix(), found.st_size, found.st_mtime_ns) for path in files if (found := path.stat())]
        calls = {key: call for key, call in _held(self.out).items() if key != self._key()}
        calls[self._key()] = {"made_from": made_from, "told": told, "files": left}
        latest = dict(list(calls.items())[-KEPT:])
        try:
            write_artifact(self.out / _FILE, json.dumps(latest, ensure_ascii=False).encode())
        except OutputError:
            return

    def _key(self) -> str:
        asked = [sorted(self.words.items()), [str(path) for path in (*self.sessions, *self.tables)], str(self.curriculum)]
        return sha256(repr(asked).encode()).hexdigest()

    def _made_from(self) -> str | None:
        """SHA-256 over the ground, and over session files and their logos; None where one of them cannot be read."""
        try:
            root = curriculum_at(self.curriculum) if self.curriculum else find_curriculum()
            if any(_ANY_LOGO.search(table.read_text(encoding="utf-8-sig").partition("\n")[0]) for table in self.tables):
                return None  # each row may name another picture
            files = [*self.tables]
            for session in self.sessions:
                if session.is_file():  # another is a ready-made one, in the curriculum
                    logos = _logos(session)
                    if logos is None:
                        return None
                    files += [session, *logos]
            day = dt.datetime.now(tz=dt.UTC).astimezone().date()  # rules look at the day
            return _digest(f"{ground_of(root)} {day}", [(str(path), path) for path in files])
        except (OSError, UnicodeError, UsageError):
            return None


def ground_of(root: Path) -> str:
    """SHA-256 over what all kits of a run share: the program, and the curriculum at ``root``, wherever that stands. Raises OSError."""
    files = {path.relative_to(root).as_posix(): path for path in root.rglob("*") if path.is_file()}
    return _digest(program_digest(), sorted(files.items()))


def _digest(before: str, files: Iterable[tuple[str, Path]]) -> str:
    found = sha256(before.encode())
    for name, path in files:
        found.update(name.encode() + b"\0" + sha256(path.read_bytes()).digest())
    return found.hexdigest()


def _logos(session: Path) -> list[Path] | None:
    """The pictures that a session file names, each in a line of its own; None where it may name one in another way."""
    text = session.read_text(encoding="utf-8")
    names = _LOGO.findall(text)
    if len(names) != len(re.findall(r"\blogo\b[\"']?\s*:", text)):
        return None
    return [session.parent / name.strip() for name in names if not name.startswith("data:")]


def _held(out: Path) -> dict[str, Any]:
    try:
        held = json.loads((out / _FILE).read_bytes())
    except (OSError, ValueError):
        return {}
    return held if isinstance(held, dict) else {}


def _as_left(out: Path, path: str, size: int, mtime_ns: int) -> bool:
    try:
        found = (out / path).stat()
    except OSError:
        return False
    return (found.st_size, found.st_mtime_ns) == (size, mtime_ns)
