"""A saved session in; its kit, made in a thread beside the kernel's own work, told of step by step, out.

The build is that of the command line. It is asked to stop between two of its steps, so what is on disk is always whole.
"""

from __future__ import annotations

import io
import os
import threading
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

from toolkit.build import build_kit, load_checked
from toolkit.commands.sessions import checked_session
from toolkit.errors import ToolkitError
from toolkit.export.registry import formats
from toolkit.kit.order import kit_order
from toolkit.kit.work import KitResult
from toolkit.messages import Messages
from toolkit.model.curriculum import Curriculum
from toolkit.planner.files import Draft, Folder
from toolkit.progress import Progress

Json = dict[str, Any]
Send = Callable[[Json], None]
OUT = "exports"
"""Where kits stand, below the folder of the session file, as on the command line."""


class StoppedError(ToolkitError):
    """Somebody pressed Stop."""


class Told(Progress):
    """A progress bar that somebody else draws. Raises StoppedError at the first step after ``stopped`` is set."""

    def __init__(self, total: int, send: Send, stopped: threading.Event) -> None:
        super().__init__(total, io.StringIO())
        self._send, self._stopped = send, stopped
        self._total, self._what, self._ready = total, "", 0

    def step(self, what: str) -> None:
        """Tell that ``what`` is being made now."""
        if self._stopped.is_set():
            raise StoppedError
        self._what = what.partition(": ")[2] or what
        self._tell()

    def done(self, steps: int = 1) -> None:
        """Tell that one more step is finished, or several."""
        self._ready += steps
        self._tell()

    def _tell(self) -> None:
        self._send({"type": "making", "what": self._what, "done": min(self._ready, self._total), "total": self._total})


class Making:
    """Makes one kit at a time."""

    def __init__(self, curriculum: Curriculum, cwd: Path, words: Messages) -> None:
        self._curriculum = curriculum
        self._cwd = cwd
        self._words = words
        self._stopped = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self, message: Json, draft: Draft, folder: Folder, send: Send) -> None:
        """Begin, and return at once. ``draft`` is saved already; what is made comes from its file."""
        if self._thread and self._thread.is_alive():
            send({"type": "unmade", "reason": self._words("planner.busy")})
            return
        self._stopped.clear()
        root = message.get("root")
        self._thread = threading.Thread(
            target=self._run, args=(draft, folder, send, root if isinstance(root, str) else ""), daemon=True
        )
        self._thread.start()

    def stop(self) -> None:
        """Let the step at hand finish, and no other begin."""
        self._stopped.set()

    def wait(self, seconds: float = 60) -> None:
        """Until nothing is being made."""
        if self._thread:
            self._thread.join(seconds)

    def _run(self, draft: Draft, folder: Folder, send: Send, root: str) -> None:
        try:
            result = self._make(draft, folder, send)
        except StoppedError:
            send({"type": "unmade", "reason": self._words("planner.stopped")})
        except ToolkitError as error:
            send({"type": "unmade", "reason": str(error)})
        except BaseException as error:
            send({"type": "unmade", "reason": self._words("planner.fault", error=f"{type(error).__name__}: {error}")})
            traceback.print_exc()
            raise
        else:
            send(self._made(result, root))

    def _make(self, draft: Draft, folder: Folder, send: Send) -> KitResult:
        name = folder.kit_name(draft)
        send({"type": "making", "what": self._words("planner.checking"), "done": 0, "total": 1})
        found = load_checked(self._curriculum.root)
        session = checked_session(self._cwd / draft.file, found)
        order = kit_order(found, name, session, list(formats().values()), self._cwd / OUT)
        return build_kit(found, order, Told(order.steps, send, self._stopped))

    def _made(self, result: KitResult, root: str) -> Json:
        files = [
            {"title": made.title, "path": made.path.relative_to(result.folder).as_posix()} for made in result.made
        ]
        return {
            "type": "made",
            "folder": result.folder.relative_to(self._cwd).as_posix(),
            "below": below(self._cwd, root),
            "files": sorted(files, key=lambda file: ("/" in file["path"], file["path"] != "index.html", file["path"])),
            "failures": [f"{piece}: {error}" for piece, error in result.failures],
            "withheld": list(result.withheld),
        }


def below(folder: Path, root: str) -> str | None:
    """``folder`` below ``root``, the server's own folder; None where it is not below it, and nothing in it can be linked to."""
    try:
        inside = os.path.relpath(folder.resolve(), Path(root).expanduser().resolve()) if root else None
    except (ValueError, OSError, RuntimeError):  # another machine's path, or no path at all
        return None
    if inside is None or inside.startswith(".."):
        return None
    return "" if inside == "." else Path(inside).as_posix()
