"""A word and the known ones in; the one that was probably meant, and a sentence that says so, out."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

_MOST_NAMED = 15


def close_match(word: str, known: Iterable[str]) -> str | None:
    """The word of ``known`` that was probably meant."""
    by_lower = {name.lower(): name for name in known}
    found = get_close_matches(word.lower()[:100], by_lower, n=1)
    return by_lower[found[0]] if found else None


def did_you_mean(word: str, known: Iterable[str], label: str = "Known") -> str:
    """A sentence that names the likeliest of ``known``, and all of them where they are few."""
    names = list(known)
    match = close_match(word, names)
    guess = f"Did you mean '{match}'? " if match else ""
    if len(names) > _MOST_NAMED:
        return guess.strip() or f"Choose one of the {len(names)} that exist, or add it."
    return f"{guess}{label}: {', '.join(names) or 'none'}."
