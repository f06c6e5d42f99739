"""What a learner typed and finished, as one value: all that a certificate of completion says."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import Literal

from toolkit.errors import UsageError
from toolkit.model.access import Access

LONGEST_NAME = 160
"""Characters. Longer than any name that still is large on one sheet, and short enough to refuse a pasted letter."""

_RETYPE = "Type the name as it shall stand on the certificate."


@dataclass(frozen=True, slots=True)
class CertifiedModule:
    """One module that was finished. ``minutes`` is its planned length, since nobody times a learner."""

    title: str
    minutes: int
    finished: date


@dataclass(frozen=True, slots=True)
class Certificate:
    """A certificate of completion for one course, self-reported, with no credit in it.

    ``name`` stands as typed, markup signs and all, except for what nobody sees: it is composed (NFC), runs of white
    space and line breaks become one space, and zero-width and direction marks that come with pasting are dropped.
    Raises UsageError for a name that is blank, too long, or holds a control character.

    Every other text is plain: whoever makes a certificate has already resolved citations and light Markdown in
    ``objectives``. ``notice`` says who stands behind the curriculum and who does not; its first paragraph is printed.
    """

    name: str
    course: str
    modules: tuple[CertifiedModule, ...]
    objectives: tuple[str, ...]
    day: date
    language: str
    paper: Literal["letter", "a4"]
    curriculum: str
    edition: str
    notice: str
    licence: str
    access: Access

    def __post_init__(self) -> None:
        if not self.modules:
            raise ValueError(self.course)  # nothing was completed
        object.__setattr__(self, "name", tidy_name(self.name))

    @property
    def minutes(self) -> int:
        """The planned length of all its modules together."""
        return sum(module.minutes for module in self.modules)


def tidy_name(name: str) -> str:
    """``name`` with only what can be seen. Raises UsageError."""
    seen = "".join(sign for sign in name if unicodedata.category(sign) != "Cf")
    tidy = unicodedata.normalize("NFC", " ".join(seen.split()))
    for sign in tidy:
        if unicodedata.category(sign) in ("Cc", "Cs", "Cn", "Co"):
            raise UsageError(f"The name holds the character U+{ord(sign):04X}, which cannot be printed.", _RETYPE)
    if not tidy:
        raise UsageError("There is no name for the certificate.", _RETYPE)
    if len(tidy) > LONGEST_NAME:
        raise UsageError(f"The name has {len(tidy)} characters; there is room for {LONGEST_NAME}.", _RETYPE)
    return tidy
