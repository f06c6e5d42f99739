"""The measured part of docs/speed.md in; the page with that part changed, and every other line as it was, out."""

from __future__ import annotations

from pathlib import Path

BEGIN = "<!-- measured: written by `python -m tests.bench --docs` -->"
BEGIN_SCALE = "<!-- growth: written by `python -m tests.bench.scale --docs` -->"
END = "<!-- end of what was measured -->"


def put_between(page: str, measured: str, mark: str = BEGIN) -> str:
    """``page`` with ``measured`` between ``mark`` and the end mark behind it. Raises ValueError where one is missing."""
    head, begin, rest = page.partition(mark)
    _, end, tail = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"The page has lost a mark. It needs these two lines:\n{mark}\n{END}")
    return f"{head}{mark}\n\n{measured}\n\n{END}{tail}"


def put_into(path: Path, measured: str, mark: str = BEGIN) -> None:
    """Change the page at ``path``."""
    path.write_text(put_between(path.read_text(encoding="utf-8"), measured, mark), encoding="utf-8")
