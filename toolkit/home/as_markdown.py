"""The data of a learner's home in, Markdown out for where nothing is alive: every course with links to its notebooks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from toolkit.messages import Messages
from toolkit.model.as_typed import as_typed


def as_markdown(data: Mapping[str, Any], words: Messages) -> str:
    """A place to start, then every course with its modules. How far the learner is stands in no file, so not here either."""
    return "\n\n".join(_parts(data, words)) + "\n"


def _parts(data: Mapping[str, Any], words: Messages) -> Iterator[str]:
    if data["next"]:
        yield f"**{words('engine.home-start')}:** {_link(data['next'])}"
    for course in data["courses"]:
        yield f"**{as_typed(course['title'])}**"
        yield "\n".join(
            f"- {_link(module)} ({words('shared.minutes', count=module['minutes'])})" for module in course["modules"]
        )


def _link(module: Mapping[str, Any]) -> str:
    return f"[{as_typed(module['title'])}]({module['path']})"
