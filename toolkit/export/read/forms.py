"""The forms that compose chose and the questions that a notebook shows in, the forms for one reader out.

A question is asked only while the notebook shows it to participants. Where a person took it out, or keeps its cell
for facilitators, its place falls out of both forms, so that they stay matched.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from toolkit.assess.codes import codes_for, first_form, seed_of
from toolkit.assess.keys import printed
from toolkit.export import document as d
from toolkit.export.read.activity import ActivityReader
from toolkit.export.read.labels import labelled
from toolkit.model import cells
from toolkit.model.access import high_water
from toolkit.model.forms import FormName, FormsInfo, Twins
from toolkit.model.quiz import Question

Asked = Mapping[tuple[str, str], Question]
"""Questions that a notebook shows, by module and id."""


def forms_of(info: cells.NotebookInfo, asked: Asked, modules: Sequence[d.Module], activities: ActivityReader) -> d.Forms | None:
    """Both forms as ``activities`` may show them. None where there are none, and for a learner, who has no paper."""
    if info.forms is None or activities.reader == "learner":
        return None
    places = [place for place in info.forms.places if {(place.module, place.a), (place.module, place.b)} <= asked.keys()]
    if not places:
        return None

    def form(name: FormName) -> d.Form:
        questions = (printed(asked[place.module, place.on(name)]) for place in places)
        return d.Form(name, tuple(activities.question(number, each) for number, each in enumerate(questions, start=1)))

    codes = codes_for(seed_of(info.title, info.modules), info.participants)
    forms = d.Forms(
        form("A"), form("B"),
        tuple(d.Pairing(code, first_form(number)) for number, code in enumerate(codes)),
        _aims(info.forms, places, modules) if activities.reader == "facilitator" else (),
    )  # fmt: skip
    return labelled(forms, high_water([asked[place.module, place.on(name)] for place in places for name in ("A", "B")]))


def _aims(info: FormsInfo, places: Sequence[Twins], modules: Sequence[d.Module]) -> tuple[d.Aim, ...]:
    """Every objective that is taught: those that are asked about first, each with its questions."""
    texts = {(module.id, objective.id): objective.text for module in modules for objective in module.objectives}
    named = dict.fromkeys((aim.module, aim.objective) for aim in (*places, *info.places, *info.untested))
    return tuple(
        d.Aim(
            module, texts.get((module, objective), objective),
            tuple(number for number, place in enumerate(places, start=1) if (place.module, place.objective) == (module, objective)),
        )
        for module, objective in named
    )  # fmt: skip
