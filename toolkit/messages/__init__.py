"""Every fixed word that a file shows, one catalogue per language: a new language is a new file, no code."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from toolkit.errors import UsageError


class Messages:
    """Fixed words of one language, by key. A missing key is our bug and raises KeyError."""

    def __init__(self, language: str, words: dict[str, str]) -> None:
        self.language = language
        self._words = words

    def __call__(self, key: str, /, **values: object) -> str:
        """The words for ``key`` with ``{names}`` filled from ``values``."""
        return self._words[key].format(**values)

    def all(self) -> dict[str, str]:
        """Every key with its words, for templates that look them up themselves."""
        return dict(self._words)


@cache
def messages(language: str) -> Messages:
    """The catalogue of ``language`` ('en'). Raises UsageError when there is none."""
    import yaml

    catalogue = files("toolkit.messages") / f"{language}.yaml"
    if not catalogue.is_file():
        raise UsageError(f"There is no message catalogue for the language '{language}'.", "Known: en.")
    words = yaml.load(catalogue.read_text(encoding="utf-8"), Loader=yaml.CBaseLoader)  # noqa: S506  # strings only
    return Messages(language, words)
