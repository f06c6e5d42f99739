"""A folder of kits while a run writes there: what a run left that was killed, the next one knows of and sweeps away.

A run leaves a note in the folder, locked as long as it lasts. Without such a note of a killed run nobody looks through
thousands of kits.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from toolkit.scratch import owned_file, sweep, sweep_below

_PLACE = ".facilitate"
_NOTE = "run-"


def tidy(out: Path) -> None:
    """Delete what runs that were killed left in ``out``. What another run is writing is left alone."""
    notes = sorted((out / _PLACE).glob(f"{_NOTE}*"))
    if notes and sweep(notes):
        sweep_below(out)


@contextlib.contextmanager
def under_way(out: Path) -> Iterator[None]:
    """Note that a run writes to ``out``. One that is stopped sweeps up behind its workers, which were ended as they were."""
    tidy(out)
    place = out / _PLACE
    new = [folder for folder in (place, *place.parents) if not folder.exists()]
    with contextlib.ExitStack() as noted:
        noted.callback(_drop_empty, new)
        with contextlib.suppress(OSError):  # the first file will say so too, by its name
            (out / _PLACE).mkdir(parents=True, exist_ok=True)
            handle, note = owned_file(out / _PLACE, _NOTE)
            noted.callback(os.close, handle)
            noted.callback(_drop, note)
        try:
            yield
        except BaseException:
            sweep_below(out)
            raise


def _drop_empty(folders: Iterable[Path]) -> None:
    """Take back folders in which nothing was made after all."""
    with contextlib.suppress(OSError):
        for folder in folders:
            folder.rmdir()


def _drop(note: Path) -> None:
    with contextlib.suppress(OSError):
        note.unlink()
