"""One cut of a plan in; what to do, in the words that the guide and the command line share, out."""

from __future__ import annotations

from toolkit.messages import Messages


def told_cut(title: str, leaves: int, words: Messages, *, drop: bool) -> str:
    """'Drop “Practice”', or 'Shorten “Practice” to 5 min'."""
    return words("late.drop", title=title) if drop else words("late.shorten", title=title, count=leaves)
