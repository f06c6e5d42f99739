"""Steps done in, a progress bar on standard error out; silent where nobody is watching."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

WIDTH = 24


class Progress:
    """A bar with the step at hand, drawn over itself. Says nothing when the stream is not a terminal."""

    def __init__(self, total: int, stream: TextIO | None = None) -> None:
        self._total = max(total, 1)
        self._done = 0
        self._stream = stream or sys.stderr
        self._live = self._stream.isatty()
        self._started = time.monotonic()

    def step(self, what: str) -> None:
        """Show that ``what`` is being made now."""
        self._draw(what)

    def done(self) -> None:
        """One more step is finished."""
        self._done += 1
        self._draw("")

    def close(self) -> None:
        """Wipe the bar, so that the summary starts on a clean line."""
        if self._live:
            self._stream.write("\r\x1b[2K")
            self._stream.flush()

    def _draw(self, what: str) -> None:
        if not self._live:
            return
        filled = WIDTH * self._done // self._total
        seconds = time.monotonic() - self._started
        self._stream.write(
            f"\r\x1b[2K[{'#' * filled}{'.' * (WIDTH - filled)}] {self._done}/{self._total} {seconds:4.1f} s  {what}"
        )
        self._stream.flush()


@contextmanager
def progress(total: int, stream: TextIO | None = None) -> Iterator[Progress]:
    """A Progress that is wiped at the end, also when the work fails."""
    bar = Progress(total, stream)
    try:
        yield bar
    finally:
        bar.close()
