"""How much memory this process holds, and how what it no longer needs goes back to the system."""

from __future__ import annotations

import ctypes
import os
from pathlib import Path

_STATE = Path("/proc/self/statm")


def memory() -> int:
    """What this process holds in memory, in bytes; 0 where the system does not tell in the way of Linux."""
    try:
        return int(_STATE.read_text(encoding="ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError, IndexError, AttributeError):
        return 0


def give_back() -> None:
    """Return freed memory to the system, where its C library can be asked to: that of Linux keeps it otherwise."""
    try:
        trim = ctypes.CDLL(None).malloc_trim
    except (OSError, AttributeError, TypeError):
        return
    trim(0)
