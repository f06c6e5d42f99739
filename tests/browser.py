"""A real browser for tests: one Chromium for the run, pages from files, every request that leaves a page, and axe."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_ARGUMENTS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip


@cache
def chromium_path() -> str | None:
    """Where Chromium is installed: what CHROMIUM names, else the first on the path, else what playwright brings."""
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, _NAMES)), None)
    if found:
        return found
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        bundled = playwright.chromium.executable_path
    return bundled if Path(bundled).is_file() else None


def needs_browser() -> pytest.MarkDecorator:
    """Skips a test where there is no Chromium; on CI it runs, and fails, all the same."""
    absent = not os.environ.get("CI") and chromium_path() is None
    return pytest.mark.skipif(absent, reason="Chromium is not installed (CI is not set, so this is no failure)")


@contextmanager
def open_browser() -> Iterator[Browser]:
    """One headless Chromium; make it a fixture of module or session scope."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=list(_ARGUMENTS))
        yield browser
        browser.close()


@dataclass
class Visit:
    """A page that is open, with what it asked for, what of that was refused, and what it complained about."""

    page: Page
    requests: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def outside(self) -> list[str]:
        """Requests for anything but files and data inside the page."""
        return [url for url in self.requests if not url.startswith(("file://", "data:", "about:"))]

    def files(self) -> list[str]:
        """Files that were read: the page itself, and nothing else when it is whole."""
        return sorted({url.split("#")[0].split("?")[0] for url in self.requests if url.startswith("file://")})

    def violations(self, *, within: str | None = None) -> list[str]:
        """What axe finds wrong with the page as it stands, as 'rule: element'."""
        from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]

        self.page.wait_for_timeout(1)
        results: dict[str, Any] = Axe().run(self.page, context=within).response
        if not results["passes"]:
            message = "axe looked at nothing"
            raise AssertionError(message)
        return [
            f"{violation['id']}: {node['target']} {node['failureSummary']}"
            for violation in results["violations"]
            for node in violation["nodes"]
        ]


@contextmanager
def visit(browser: Browser, path: Path, *, address: str = "", **context_options: Any) -> Iterator[Visit]:
    """``path`` opened from disk, ``address`` ('?notes', '#/closing') added. Options go to the browser context."""
    context: BrowserContext = browser.new_context(bypass_csp=False, **context_options)
    try:
        page = context.new_page()
        seen = Visit(page)
        context.on("request", lambda request: seen.requests.append(request.url))
        context.on("requestfailed", lambda request: seen.refused.append(f"{request.url} {request.failure}"))
        page.on("console", lambda message: seen.complaints.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: seen.complaints.append(str(error)))
        page.goto(path.resolve().as_uri() + address)
        page.wait_for_load_state()
        yield seen
    finally:
        context.close()
