"""Steps done in, a progress bar on standard error out; silent where nobody is watching."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

WIDTH = 24
_SURE = 3
"""Steps, and seconds, after which a rate means something."""
_LONG = 120


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

    def done(self, steps: int = 1) -> None:
        """One more step is finished, or several."""
        self._done += steps
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
        shown = f"[{'#' * filled}{'.' * (WIDTH - filled)}] {self._done}/{self._total} {seconds:4.1f} s{self._left(seconds)}  {what}"
        self._stream.write(f"\r\x1b[2K{shown[:_width(self._stream)]}")
        self._stream.flush()

    def _left(self, seconds: float) -> str:
        """How long the rest takes at the rate so far; nothing while that is a guess."""
        if self._done < _SURE or seconds < _SURE:
            return ""
        left = round(seconds * (self._total - self._done) / self._done)
        return f", about {left} s left" if left < _LONG else f", about {round(left / 60)} min left"


def _width(stream: TextIO) -> int:
    """Columns of the terminal less one: a longer line would be wrapped, and no longer wiped."""
    try:
        return os.get_terminal_size(stream.fileno()).columns - 1
    except (OSError, ValueError):
        return 1000


@contextmanager
def progress(total: int, stream: TextIO | None = None) -> Iterator[Progress]:
    """A Progress that is wiped at the end, also when the work fails."""
    bar = Progress(total, stream)
    try:
        yield bar
    finally:
        bar.close()
