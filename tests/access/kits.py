"""A session for each audience, with and without someone who vetted it; its whole kit, and which markers are in which file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, get_args

from tests.access.planting import Labelled
from tests.hunt import found_in, marker
from tests.logos import address, dots
from toolkit.build import build_kit
from toolkit.export.registry import formats
from toolkit.kit.order import kit_order
from toolkit.model.base import AudienceId
from toolkit.model.curriculum import Curriculum
from toolkit.model.look import Look
from toolkit.model.session import Session
from toolkit.progress import Progress

_FIRST = 2_000_000
TITLE, ORGANIZATION, FACILITATOR, PLACE, NUMBER, SECRET_NUMBER, VETTED_BY, FOOT, LOGO = (marker(_FIRST + n) for n in range(9))
SESSION_TEXTS = {TITLE, ORGANIZATION, FACILITATOR, PLACE, NUMBER, FOOT, LOGO}
"""What a session file itself says, for everyone."""
SESSION_SECRETS = {SECRET_NUMBER, VETTED_BY}
"""What it says for cleared readers: the number of a restricted contact, and who vetted them."""


class Sitting(NamedTuple):
    """One of the twelve sessions."""

    audience: AudienceId
    vetted: bool

    @property
    def cleared(self) -> bool:
        """Whether its participants may see restricted material. Worked out here a second time, on purpose."""
        return self.vetted and self.audience == "law-enforcement"

    def __str__(self) -> str:
        return f"{self.audience}-{'vetted' if self.vetted else 'unvetted'}"


SITTINGS = [Sitting(audience, vetted) for audience in get_args(AudienceId) for vetted in (False, True)]
UNCLEARED = [sitting for sitting in SITTINGS if not sitting.cleared]
[CLEARED] = [sitting for sitting in SITTINGS if sitting.cleared]


@dataclass(frozen=True, slots=True)
class Kit:
    """A finished kit: for each file, by its path in the kit, the markers that are anywhere in it, its name included."""

    folder: Path
    found: Mapping[str, frozenset[str]]

    @property
    def everywhere(self) -> set[str]:
        return set().union(*self.found.values())

    def below(self, folder: str) -> set[str]:
        """The markers in all files of a folder."""
        return set().union(*(held for path, held in self.found.items() if path.startswith(folder)))


def session_of(curriculum: Curriculum, sitting: Sitting) -> Session:
    """All modules, in a session that says everything a session can say."""
    local = [contact for contact in curriculum.contacts.values() if contact.local]
    numbers = {each.id: f"555-0100 {SECRET_NUMBER if each.access == 'restricted' else NUMBER}" for each in local}
    return Session(
        title=f"A day {TITLE}", modules=tuple(curriculum.modules), audience=sitting.audience,
        vetted_by=f"Sheriff {VETTED_BY}" if sitting.vetted else None, date="2027-01-15", start="09:00", participants=5,
        place=f"Room {PLACE}", organization=f"Library {ORGANIZATION}", facilitators=(f"A. {FACILITATOR}",), contacts=numbers,
        look=Look(logo=address(dots()), logo_alt=f"Library {LOGO}", primary="#FFCC00", footer=f"Library {FOOT}"),
    )  # fmt: skip


def write_kit(curriculum: Curriculum, sitting: Sitting, out: Path) -> Path:
    """The folder of the kit in every format. Kits are all called the same, as a kit tells its name."""
    order = kit_order(curriculum, "kit", session_of(curriculum, sitting), tuple(formats().values()), out / str(sitting))
    result = build_kit(curriculum, order, Progress(order.steps))
    assert result.failures == []
    return result.folder


def searched(folder: Path, words: Iterable[str]) -> Kit:
    """The kit in ``folder`` after the hunt for ``words`` in each of its files."""
    wanted = [*words, *SESSION_TEXTS, *SESSION_SECRETS]
    paths = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    return Kit(folder, {path.relative_to(folder).as_posix(): frozenset(found_in(path, wanted)) for path in paths})


class Kits:
    """The kit of each session, made and searched when it is first asked for."""

    def __init__(self, labelled: Labelled, out: Path) -> None:
        self._labelled = labelled
        self._out = out
        self._made: dict[Sitting, Kit] = {}

    def __getitem__(self, sitting: Sitting) -> Kit:
        if sitting not in self._made:
            folder = write_kit(self._labelled.curriculum, sitting, self._out)
            self._made[sitting] = searched(folder, self._labelled.planted)
        return self._made[sitting]
