"""The catalogue of fixed words: every key is used, every key that code names exists, and values fill in."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from toolkit.errors import UsageError
from toolkit.messages import messages

ROOT = Path(__file__).parent.parent / "toolkit"
SOURCES = [path for kind in ("*.py", "*.typ", "*.js") for path in ROOT.rglob(kind)]
CODE = "\n".join(path.read_text(encoding="utf-8") for path in SOURCES)
BUILT = set(re.findall(r"""["'`]([a-z]+\.[a-z-]+)(?:\{|\$\{|["']\s*\+|(?<=-)["'],)""", CODE))
BUILT |= {f"engine.{start}" for start in re.findall(r"`([a-z]+-)\$\{", CODE)}
"""Starts of keys that code completes at run time, such as 'shared.kind-'."""


def test_the_sources_were_found():
    assert len(SOURCES) > 100


def is_used(key: str) -> bool:
    """Named in full, completed from a start such as 'shared.kind-', or named by its last part in quotes or in JavaScript."""
    name = key.partition(".")[2]
    return (
        key in CODE
        or any(key.startswith(start) for start in BUILT)
        or re.search(rf"""["'`]{re.escape(name)}["'`]|\b{name.replace("-", "_")}:""", CODE) is not None
    )


def test_every_key_is_used():
    assert [key for key in messages("en").all() if not is_used(key)] == []


def test_every_key_that_code_names_exists():
    areas = {key.partition(".")[0] for key in messages("en").all()}
    named = set(re.findall(r"""(?:words|word|say|_words)\(\s*["']([a-z]+\.[a-z0-9-]+)["']""", CODE))
    assert len(named) > 100
    known = messages("en").all()
    assert sorted(key for key in named if key.partition(".")[0] in areas and not key.endswith("-") and key not in known) == []


def test_a_missing_key_is_our_bug_and_an_unknown_language_is_not():
    with pytest.raises(KeyError):
        messages("en")("no.such-key")
    with pytest.raises(UsageError, match="Known: en"):
        messages("xx")
