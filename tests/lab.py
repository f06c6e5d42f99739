"""A real Jupyter server for tests, with JupyterLab and Notebook 7 on it, and a reader who opens notebooks in Chromium."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.error import HTTPError, URLError

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

ROOT = Path(__file__).resolve().parents[1]
PATIENCE = 60_000  # milliseconds; a kernel may start on a busy machine


@dataclass
class Server:
    """Where it answers, the folder it shows, and the learner's record that its kernels write."""

    url: str
    folder: Path
    record: Path

    def kernels(self) -> list[dict[str, Any]]:
        try:
            with urllib.request.urlopen(f"{self.url}/api/kernels") as answer:  # noqa: S310  # our own server
                found: list[dict[str, Any]] = json.load(answer)
        except HTTPError as error:
            if error.code < 500:
                raise
            return []  # Jupyter trips over a kernel that goes while it counts them
        return found


    def stop_kernels(self) -> None:
        for kernel in self.kernels():
            self._ask("DELETE", f"/api/kernels/{kernel['id']}")

    def restart_kernels(self) -> None:
        for kernel in self.kernels():
            self._ask("POST", f"/api/kernels/{kernel['id']}/restart")

    def restore_notebooks(self) -> None:
        """The notebooks as they were composed."""
        shutil.rmtree(self.folder)
        shutil.copytree(ROOT / "notebooks", self.folder)

    def choose(self, plugin: str, **values: Any) -> None:
        """A choice in JupyterLab's settings, as its own dialog would write it."""
        path = self.folder.parent / "config" / "lab" / "user-settings" / "@jupyterlab" / f"{plugin}.jupyterlab-settings"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(values), encoding="utf-8")

    def _ask(self, method: str, path: str) -> None:
        with urllib.request.urlopen(urllib.request.Request(self.url + path, method=method)):  # noqa: S310  # our own server
            pass


@dataclass
class Axe:
    """What axe found wrong, as 'rule: element', and the rules that it tried and found kept."""

    violations: list[str]
    passed: set[str]


@contextmanager
def jupyter_server(folder: Path) -> Iterator[Server]:
    """A server on a copy of the shipped notebooks and curriculum, with settings and record of its own."""
    shutil.copytree(ROOT / "notebooks", folder / "notebooks")
    shutil.copytree(ROOT / "curriculum", folder / "curriculum")
    port = _free_port()
    own = {f"JUPYTER_{name}_DIR": str(folder / name.lower()) for name in ("CONFIG", "DATA", "RUNTIME")}
    environment = os.environ | own | {"FACILITATOR_TOOLKIT_DATA": str(folder / "record")}
    for name in ("JPY_PARENT_PID", "JPY_SESSION_NAME"):
        environment.pop(name, None)
    log = (folder / "server.log").open("wb")
    process = subprocess.Popen(
        [
            sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", f"--port={port}", "--ServerApp.port_retries=0",
            "--IdentityProvider.token=", "--ServerApp.disable_check_xsrf=True", str(folder / "notebooks"),
        ],
        env=environment, stdout=log, stderr=subprocess.STDOUT, cwd=folder,
    )  # fmt: skip
    server = Server(f"http://127.0.0.1:{port}", folder / "notebooks", folder / "record" / "record.sqlite3")
    server.choose("apputils-extension/notification", fetchNews="false", checkForUpdates=False)
    try:
        _wait_until_up(server, process, folder / "server.log")
        yield server
    finally:
        process.terminate()
        process.wait(30)
        log.close()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_until_up(server: Server, process: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(600):
        if process.poll() is not None:
            break
        try:
            server.kernels()
        except (URLError, OSError):
            time.sleep(0.1)
        else:
            return
    message = f"The Jupyter server did not come up:\n{log.read_text(encoding='utf-8', errors='replace')[-3000:]}"
    raise AssertionError(message)


@dataclass
class Reader:
    """One person with one browser, at one notebook."""

    page: Page
    server: Server
    complaints: list[str] = field(default_factory=list)

    def open_in_lab(self, notebook: str) -> None:
        self.page.goto(f"{self.server.url}/lab/tree/{notebook}?reset")
        self.page.locator(".jp-Notebook .jp-MarkdownOutput h1").first.wait_for(timeout=PATIENCE)
        self.wait_for_kernels()

    def open_beside(self, notebook: str) -> None:
        """Opens a notebook of the topmost folder in a tab of the same page, from the list of files."""
        self.page.locator(".jp-BreadCrumbs-home").click()
        self.page.locator(".jp-DirListing-item", has_text=notebook).dblclick()
        self.page.get_by_role("tab", name=notebook, selected=True).wait_for(timeout=PATIENCE)

    def open_in_notebook_7(self, notebook: str) -> None:
        self.page.goto(f"{self.server.url}/notebooks/{notebook}")
        self.page.locator(".jp-Notebook .jp-MarkdownOutput h1").first.wait_for(timeout=PATIENCE)
        self.wait_for_kernels()

    def wait_for_kernels(self, count: int = 1) -> None:
        """Until that many kernels are ready."""
        deadline = time.monotonic() + PATIENCE / 1000
        while time.monotonic() < deadline:
            if sum(kernel["execution_state"] == "idle" for kernel in self.server.kernels()) >= count:
                return
            self.page.wait_for_timeout(100)
        message = f"not {count} kernels came up"
        raise AssertionError(message)

    def menu(self, name: str, item: str) -> None:
        """Presses a command of the menu bar, for the notebook in front."""
        self.page.get_by_role("menuitem", name=name, exact=True).first.click()
        self.page.locator(f"#jp-mainmenu-{name.lower()}").get_by_text(item, exact=True).click()

    def run_all(self) -> None:
        self.menu("Run", "Run All Cells")

    def live(self) -> Locator:
        """Activities that are alive."""
        return self.page.locator(".jp-Notebook .tk")

    def wait_until_live(self, count: int = 1) -> None:
        self.page.wait_for_function("n => document.querySelectorAll('.jp-Notebook .tk').length >= n", arg=count, timeout=PATIENCE)

    def violations(self, within: str) -> Axe:
        """What axe says of the elements that the selector ``within`` names."""
        from axe_playwright_python.sync_playwright import Axe as Program  # type: ignore[import-untyped]

        self.page.wait_for_timeout(1)
        results: dict[str, Any] = Program().run(self.page, context=within).response
        return Axe(
            [f"{v['id']}: {n['target']} {n['failureSummary']}" for v in results["violations"] for n in v["nodes"]],
            {rule["id"] for rule in results["passes"]},
        )

    def cells(self) -> int:
        """How many cells the notebook has: fewer mean that a key has deleted one."""
        return self.page.locator(".jp-Notebook .jp-Cell").count()

    def save(self) -> dict[str, Any]:
        """The notebook as JupyterLab writes it."""
        before = {path: path.stat().st_mtime_ns for path in self.server.folder.rglob("*.ipynb")}
        self.page.keyboard.press("Control+s")
        for _ in range(200):
            self.page.wait_for_timeout(50)
            changed = [path for path, stamp in before.items() if path.stat().st_mtime_ns != stamp]
            if changed:
                self.page.wait_for_timeout(200)
                with contextlib.suppress(ValueError):  # JupyterLab empties the file before it writes, on a slow day for longer
                    found: dict[str, Any] = json.loads(changed[0].read_text(encoding="utf-8"))
                    return found
        message = "nothing was saved"
        raise AssertionError(message)


@contextmanager
def reader(browser: Browser, server: Server, **context_options: Any) -> Iterator[Reader]:
    """A new person: nothing is kept in this browser yet."""
    context = browser.new_context(viewport={"width": 1200, "height": 1000}, **context_options)
    try:
        page = context.new_page()
        found = Reader(page, server)
        page.on("pageerror", lambda error: found.complaints.append(str(error)))
        yield found
    finally:
        context.close()
