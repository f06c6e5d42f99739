"""An environment in; the same, in which nbconvert's webpdf finds a Chromium, out, or the reason why it finds none.

nbconvert asks playwright for its own headless browser and takes no path to another. Playwright looks for it below
``PLAYWRIGHT_BROWSERS_PATH``; a folder of that shape, with a two-line script that starts the browser at hand, will do.
"""

from __future__ import annotations

import json
import os
import shlex
import shutil
import sys
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path

from tests.bench.measuring import FailedError, run

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = ("--host-resolver-rules=MAP * ~NOTFOUND",)
"""No name leads anywhere, so no page waits for a script on the web: the same on every line, and never slower than with one."""

_LOOK = """
import json, pathlib
from playwright.sync_api import sync_playwright
with sync_playwright() as playwright:
    path = playwright.chromium.executable_path
    try:
        playwright.chromium.launch(args=["--no-sandbox"]).close()
    except Exception as error:
        print(json.dumps([path, str(error).strip().splitlines()[0]]))
    else:
        print(json.dumps([path, ""]))
"""


def with_chromium(work: Path, env: Mapping[str, str]) -> tuple[dict[str, str] | None, str]:
    """``env`` with a Chromium that starts, and which one; or None, and why not.

    Looked for, in this order: what CHROMIUM names, playwright's own, the first on the path.
    """
    if find_spec("playwright") is None:
        return None, "playwright is not installed (it is in the extra 'bench')"
    named = env.get("CHROMIUM")
    path, wrong = _start(env)
    if not named and not wrong:
        return dict(env), "playwright's own Chromium"
    at_hand = named or next(filter(None, map(shutil.which, _NAMES)), None)
    if at_hand is None:
        return None, f"no Chromium: set CHROMIUM to one, or run 'playwright install chromium' ({wrong})"
    if not sys.platform.startswith("linux"):
        return None, "only playwright's own Chromium can be used here: run 'playwright install chromium'"
    prepared = {**env, "PLAYWRIGHT_BROWSERS_PATH": str(_stand_in(work / "browsers", Path(path), at_hand))}
    _, wrong = _start(prepared)
    return (None, f"{Path(at_hand).name} does not start: {wrong}") if wrong else (prepared, f"{Path(at_hand).name} of this machine")


def _start(env: Mapping[str, str]) -> tuple[str, str]:
    """Where playwright's own browser belongs, and what is wrong with starting one; nothing when it starts."""
    try:
        path, wrong = json.loads(run([sys.executable, "-c", _LOOK], env, Path.cwd()).output)
    except FailedError as error:
        return "", str(error).splitlines()[-1]
    return path, wrong


def _stand_in(folder: Path, own: Path, at_hand: str) -> Path:
    """A folder of browsers as playwright expects it, beside whose names stands the browser ``at_hand``."""
    revision = own.parent.parent.name.rpartition("-")[2]
    starter = f'#!/bin/sh\nexec {shlex.quote(at_hand)} "$@"\n'
    for name in (
        f"chromium-{revision}/{own.parent.name}/{own.name}",
        f"chromium_headless_shell-{revision}/chrome-headless-shell-linux64/chrome-headless-shell",
        f"chromium_headless_shell-{revision}/chrome-linux/headless_shell",
    ):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(starter, encoding="utf-8")
        os.chmod(path, 0o755)  # noqa: PTH101, S103  # whoever runs this starts it
    return folder
