"""Which questions the two forms of a workshop's test ask, by name: what compose writes into a notebook, keys left out."""

from __future__ import annotations

from typing import Literal

from toolkit.model.base import Id, ModuleId, Noun

FormName = Literal["A", "B"]


class Aim(Noun):
    """An objective of a module."""

    module: ModuleId
    objective: Id


class Twins(Aim):
    """The two questions that stand in one place of form A and of form B. Both assess the same objective."""

    a: Id
    b: Id

    def on(self, form: FormName) -> str:
        """The id of the one that stands on ``form``."""
        return self.a if form == "A" else self.b


class FormsInfo(Noun):
    """Forms A and B, place by place, and the objectives that the session teaches and has no two questions for."""

    places: tuple[Twins, ...]
    untested: tuple[Aim, ...] = ()
