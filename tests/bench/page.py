"""The measured part of docs/speed.md in; the page with that part changed, and every other line as it was, out."""

from __future__ import annotations

from pathlib import Path

BEGIN = "<!-- measured: written by `python -m tests.bench --docs` -->"
END = "<!-- end of what was measured -->"


def put_between(page: str, measured: str) -> str:
    """``page`` with ``measured`` between its two marks. Raises ValueError where a mark is missing."""
    head, begin, rest = page.partition(BEGIN)
    _, end, tail = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"The page has lost a mark. It needs these two lines:\n{BEGIN}\n{END}")
    return f"{head}{BEGIN}\n\n{measured}\n\n{END}{tail}"


def put_into(path: Path, measured: str) -> None:
    """Change the page at ``path``."""
    path.write_text(put_between(path.read_text(encoding="utf-8"), measured), encoding="utf-8")
