"""The data of a learner's home in, Markdown out that says the same where nothing is alive: courses, links, what is done."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from toolkit.messages import Messages, messages


def as_markdown(data: Mapping[str, Any], language: str = "en") -> str:
    """Every course with its modules, each a link to its notebook, with words on how far the learner is."""
    words = messages(language)
    return "\n\n".join(_parts(data, words)) + "\n"


def _parts(data: Mapping[str, Any], words: Messages) -> Iterator[str]:
    upcoming = data["next"]
    if upcoming:
        yield f"**{words(_NEXT[upcoming['why']])}:** {_link(upcoming)}"
    for course in data["courses"]:
        yield f"**{course['title']}**"
        yield "\n".join(f"- {_link(module)}. {_how_far(module, words)}" for module in course["modules"])


_NEXT = {"continue": "engine.home-continue", "start": "engine.home-start", "next": "engine.home-next"}


def _link(module: Mapping[str, Any]) -> str:
    return f"[{module['title']}]({module['path']})"


def _how_far(module: Mapping[str, Any], words: Messages) -> str:
    length = words("shared.minutes", count=module["minutes"])
    done, total = len(module["done"]), len(module["items"])
    if module["finished"]:
        return f"{length}. {words('engine.home-finished-on', day=_day(module['finished'], words))}."
    return f"{length}. {words('engine.home-done', count=done, total=total) if done else words('engine.home-not-started')}."


def _day(iso: str, words: Messages) -> str:
    year, month, day = iso.split("-")
    name = words("shared.months").split(",")[int(month) - 1].strip()
    return words("shared.day", month=name, day=int(day), year=year)
