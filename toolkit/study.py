"""What a cell of a composed notebook calls: ``show = begin("intro/1", audience=...)``, then ``show("intro/1/check-define")``.

The same object answers a live kernel and the exporters, which ask it for bundles
without a kernel; so a notebook that was never run exports like one that was.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from toolkit.errors import UsageError
from toolkit.load import find_curriculum, load_curriculum
from toolkit.messages import messages
from toolkit.model import cells
from toolkit.model.curriculum import Curriculum
from toolkit.model.module import Module
from toolkit.model.quiz import Quiz
from toolkit.model.references import References
from toolkit.model.scenario import Scenario
from toolkit.model.session import Parameters, check_parameters, refuse_unknown_names
from toolkit.widgets.bundle import bundle


class Show:
    """Shows activities of some modules, by id, for one set of parameters."""

    def __init__(self, curriculum: Curriculum, modules: Sequence[str], parameters: Parameters) -> None:
        self._curriculum = curriculum
        self._modules = tuple(curriculum.module(module_id) for module_id in modules)
        self._parameters = parameters

    def __call__(self, shown_id: str) -> None:
        """Display ``shown_id`` in the running notebook: 'intro/1/check-define', 'intro/1/next-steps' or 'contacts'."""
        from IPython.display import display

        display(self.bundle(shown_id), raw=True)

    def bundle(self, shown_id: str) -> dict[str, Any]:
        """The MIME bundle of ``shown_id``. Raises UsageError, listing what there is, for an unknown id."""
        return bundle(self._shown(shown_id), messages(self._parameters.language))

    @cached_property
    def _references(self) -> References:
        return References(self._curriculum, self._modules)

    def _shown(self, shown_id: str) -> Any:
        if shown_id == "contacts":
            contacts = tuple(c for c in self._curriculum.contacts.values() if c.card)
            return cells.ShownContacts(contacts=contacts, numbers=self._parameters.contacts)
        module_id, _, name = shown_id.rpartition("/")
        module = next((module for module in self._modules if module.id == module_id), None)
        if module is None:
            known = ", ".join(module.id for module in self._modules)
            raise UsageError(f"'{shown_id}' is not in this notebook.", f"Its modules are: {known}.")
        if name == "next-steps":
            return self._next_steps(module)
        activity = module.activities.get(name)
        if activity is None:
            known = ", ".join([*module.activities, "next-steps"])
            raise UsageError(f"Module {module_id} has no '{name}'.", f"It has: {known}.")
        activity = self._references.resolved(activity)
        if isinstance(activity, Quiz):
            return cells.ShownQuiz(quiz=activity)
        if isinstance(activity, Scenario):
            return cells.ShownScenario(scenario=activity)
        return cells.ShownActivity(activity=activity)

    def _next_steps(self, module: Module) -> cells.ShownNextSteps:
        audience = self._parameters.audience
        return cells.ShownNextSteps(
            sets=tuple(
                self._references.resolved(group)
                for group in module.next_steps
                if not group.audiences or audience in group.audiences
            )
        )


def begin(*modules: str, **parameters: Any) -> Show:
    """Open ``modules`` for showing, with the values of the notebook's parameters cell.

    Raises UsageError for a parameter that a notebook cannot be told, listing those it can.
    """
    _refuse_injected_names()
    curriculum = load_curriculum(find_curriculum(Path.cwd()))
    checked = check_parameters(parameters)
    local = [contact.id for contact in curriculum.contacts.values() if contact.local]
    unknown = [name for name in checked.contacts if name not in local]
    if unknown:
        raise UsageError(f"There is no local contact {', '.join(unknown)}.", f"Local contacts: {', '.join(local)}.")
    return Show(curriculum, modules, checked)


def _refuse_injected_names() -> None:
    """Papermill injects unknown parameter names with no more than a warning; this makes them an error."""
    try:
        from IPython import get_ipython
    except ImportError:
        return
    shell = get_ipython()
    history: list[str] = shell.user_ns.get("In", []) if shell else []
    injected = [source for source in history if source.lstrip().startswith("# Parameters")]
    if injected:  # the last one: an earlier one may have been mended in the same kernel
        refuse_unknown_names(cells.assigned_values(injected[-1]))
