"""Entry points in; for each of ours whether it loads, as JSON on the standard output: run as a process of its own.

What loads them is heavy, may break down in any way, and takes two seconds, which pass while the other looks are taken.
"""

from __future__ import annotations

import json
import sys
from importlib.metadata import entry_points

ENGINE, EXPORTERS = "papermill.engine", "nbconvert.exporters"


def main() -> None:
    """Write {group: {name: why it does not load, or ''}}."""
    told = {ENGINE: _engine(), EXPORTERS: _loaded(EXPORTERS, "toolkit.")}
    sys.stdout.write(json.dumps(told))


def _engine() -> dict[str, str]:
    """Every engine is loaded as papermill is imported: one that fails, be it another package's, keeps it from starting."""
    try:
        import papermill.engines  # noqa: F401
    except Exception as error:  # noqa: BLE001  # whatever it is, it is what the doctor was asked for
        return {"papermill": f"{type(error).__name__}: {error}"}
    return _loaded(ENGINE, "toolkit.")


def _loaded(group: str, ours: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for point in entry_points(group=group):
        if point.value.startswith(ours):
            try:
                point.load()
                found[point.name] = ""
            except Exception as error:  # noqa: BLE001  # as above
                found[point.name] = f"{type(error).__name__}: {error}"
    return found


if __name__ == "__main__":
    main()
