"""What a call of ``facilitate export`` names, before anything is read."""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from toolkit.address import Address
from toolkit.batch.unchanged import Call
from toolkit.batch.underway import tidy


@dataclass(frozen=True, slots=True)
class Asked:
    """What a call names: session files and the ids of modules, courses and pages. Nothing at all means every open module.

    ``jobs`` is how many processes make the kits; None leaves it to the machine. ``explain`` says why each file is made. ``matrix``
    is a table with a row for each kit, for which the one session file is the template. ``scheduler`` is the address of a Dask
    cluster that makes them; None makes them here.
    """

    sessions: Sequence[Path]
    modules: Sequence[str]
    courses: Sequence[str]
    pages: Sequence[str] = ()
    zipped: bool = True
    jobs: int | None = None
    explain: bool = False
    matrix: Path | None = None
    scheduler: str | None = None

    def call(self, names: Sequence[str], out: Path, curriculum: Path | None) -> Call:
        """The call as a whole, by which it is known again."""
        words = {name: getattr(self, name) for name in ("modules", "courses", "pages", "zipped")}
        return Call(words | {"formats": list(names)}, tuple(self.sessions), out, curriculum, (self.matrix,) if self.matrix else ())


def export_if_changed(asked: Asked, names: Sequence[str], out: Path | Address, curriculum: Path | None) -> int:
    """Make what is asked for, unless the same call was made before and nothing that it depends on has changed since."""
    started = time.monotonic()
    if isinstance(out, Path):
        tidy(out)
    told = None if asked.explain or isinstance(out, Address) else asked.call(names, out, curriculum).told_before()
    if told is not None:
        sys.stdout.write(f"{told} in {time.monotonic() - started:.1f} s.\n")
        return 0
    from toolkit.commands.export import export

    return export(asked, names, out, curriculum)
