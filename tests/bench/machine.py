"""Nothing in; the machine and the versions that a result belongs to, out."""

from __future__ import annotations

import os
import platform
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import psutil

_LIBRARIES = ("typst", "python-pptx", "papermill", "nbconvert", "nbclient", "ipykernel", "playwright", "pydantic", "PyYAML")


def machine(browser: str) -> dict[str, str]:
    """What a reader must know to compare: by name, in words. ``browser`` says which one printed, or why none did."""
    memory = psutil.virtual_memory().total / 2**30
    return {
        "Cores": f"{cores()} for this run",
        "Processor": _processor(),
        "Memory": f"{memory:.0f} GiB",
        "System": f"{platform.system()} {platform.release().split('-')[0]}, {platform.machine()}",
        "Load before the run": f"{os.getloadavg()[0]:.1f} processes",
        "Python": f"{platform.python_implementation()} {platform.python_version()}",
        "Libraries": ", ".join(f"{name} {_version(name)}" for name in _LIBRARIES),
        "Browser for webpdf": browser,
    }


def cores() -> int:
    """How many this run may use."""
    return len(psutil.Process().cpu_affinity()) if hasattr(psutil.Process, "cpu_affinity") else os.cpu_count() or 1


class OtherPrograms:
    """How much of the cores everybody else used, from its making until ``share`` is asked."""

    def __init__(self) -> None:
        self._before = self._now()

    def share(self) -> str:
        """In words. Processes that this one did not wait for count as others."""
        (busy, whole, own), before = self._now(), self._before
        others = max(busy - before[0] - (own - before[2]), 0.0)
        return f"{100 * others / max(whole - before[1], 0.01):.0f} % of the cores during the run"

    @staticmethod
    def _now() -> tuple[float, float, float]:
        times = psutil.cpu_times()
        whole = sum(times) - getattr(times, "guest", 0.0) - getattr(times, "guest_nice", 0.0)
        return whole - times.idle - getattr(times, "iowait", 0.0), whole, sum(os.times()[:4])


def _processor() -> str:
    """Its model, as Linux tells it; elsewhere what Python knows."""
    told = Path("/proc/cpuinfo")
    lines = told.read_text(encoding="utf-8").splitlines() if told.is_file() else []
    named = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(named, "") or platform.processor() or "unknown"


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "absent"
