"""What a cell of a composed notebook calls: ``show = begin("intro/1", audience=...)``, then ``show("intro/1/check-define")``.

The same object answers a live kernel and the exporters, which ask it for bundles
without a kernel; so a notebook that was never run exports like one that was. Where a
person is looking, activities come alive; progress goes to the record on their computer.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, get_args

from toolkit.assess.choose import quizzes_of_module
from toolkit.errors import ToolkitError, UsageError
from toolkit.load import find_curriculum, load_curriculum
from toolkit.messages import messages
from toolkit.model import cells
from toolkit.model.clearance import seen, seen_module, seen_parameters
from toolkit.model.curriculum import Curriculum
from toolkit.model.entry import When
from toolkit.model.module import Module
from toolkit.model.quiz import Quiz
from toolkit.model.references import References
from toolkit.model.scenario import Scenario
from toolkit.model.session import Parameters, check_parameters, refuse_unknown_names
from toolkit.record import Record
from toolkit.widgets.bundle import bundle, keyless_bundle, readable, saved_bundle
from toolkit.widgets.live import front_end_listens


class Show:
    """Shows activities of some modules, by id, for one set of parameters."""

    def __init__(
        self, curriculum: Curriculum, modules: Sequence[str], parameters: Parameters, record: Record | None = None
    ) -> None:
        self._curriculum = seen(curriculum, parameters.clearance)
        self._modules = tuple(seen_module(curriculum, module_id, parameters.clearance) for module_id in modules)
        self._parameters = seen_parameters(curriculum, parameters)
        self._words = messages(parameters.language)
        self._record = record

    def __call__(self, shown_id: str, *, test: When | None = None) -> None:
        """Display ``shown_id`` in the running notebook: 'intro/1/check-define', 'intro/1/next-steps' or 'contacts'.

        ``test`` ('before' or 'after') shows a quiz as a test: no feedback, and the key stays in the kernel.
        Raises UsageError for an unknown id, and for a test of something that is not a quiz. Where a person is
        looking that is said in words instead: an error would stop Run All and leave the rest of the notebook dead.
        """
        from IPython.display import display

        try:
            fallback = self.bundle(shown_id, test=test)
        except UsageError as error:
            if self._record is None:
                raise
            display(readable(f"**{self._words('notebook.cannot-show')}** {error}"), raw=True)
            return
        if self._record is not None and isinstance(self._shown(shown_id), cells.INTERACTIVE):
            display(self._live(shown_id, fallback, test, self._record))
        else:
            display(fallback, raw=True)

    def bundle(self, shown_id: str, *, test: When | None = None) -> dict[str, Any]:
        """The MIME bundle of ``shown_id``. Raises UsageError, listing what there is, for an unknown id."""
        shown = self._shown(shown_id)
        if test is None:
            if self._is_form(shown_id, shown):
                raise UsageError(f"'{shown_id}' is a test.", f'Write show("{shown_id}", test="before"), or test="after".')
            return bundle(shown, self._words)
        if test not in get_args(When):
            raise UsageError(f"A test cannot be called '{test}'.", f"Known: {', '.join(get_args(When))}.")
        if not isinstance(shown, cells.ShownQuiz):
            raise UsageError(f"'{shown_id}' is not a quiz.", "Only a quiz can be shown as a test.")
        return keyless_bundle(shown, self._words)

    def _live(self, shown_id: str, fallback: dict[str, Any], test: When | None, record: Record) -> Any:
        from toolkit.interactive.client_data import client_data
        from toolkit.widgets.keeper import Keeper, Place, scoring_desk
        from toolkit.widgets.live import live_widget

        shown, module = self._shown(shown_id), shown_id.rpartition("/")[0]
        data = client_data(shown, self._words, module=module, contacts=self._shown("contacts"), test=test)
        place = Place(data["module"], data["id"], data["version"])
        keeper = Keeper(record, place, scoring_desk(record, shown.quiz, place, test) if test else None)
        return live_widget(data, saved_bundle(fallback, self._words), keeper.hear)

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
        activity = module.activities.get(name) or quizzes_of_module(module).get(name)
        if activity is None:
            known = ", ".join([*module.activities, "next-steps"])
            raise UsageError(f"Module {module_id} has no '{name}'.", f"It has: {known}.")
        activity = self._references.resolved(activity)
        if isinstance(activity, Quiz):
            return cells.ShownQuiz(quiz=activity)
        if isinstance(activity, Scenario):
            return cells.ShownScenario(scenario=activity)
        return cells.ShownActivity(activity=activity)

    def _is_form(self, shown_id: str, shown: Any) -> bool:
        """Whether ``shown`` is a form of a module's test, and not a quiz to practise with: only as a test it keeps its key."""
        module = next((module for module in self._modules if module.id == shown_id.rpartition("/")[0]), None)
        return isinstance(shown, cells.ShownQuiz) and module is not None and shown.quiz.id not in module.activities

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
    curriculum, checked = _opened(parameters)
    if not front_end_listens():
        return Show(curriculum, modules, checked)
    record = Record()
    return Show(curriculum, modules, _in_role(checked, curriculum, record), record)


def begin_unseen(modules: Sequence[str], parameters: Mapping[str, Any]) -> Show:
    """As ``begin`` where nobody is looking, for whoever reads a notebook's cells without running them."""
    curriculum, checked = _opened(parameters)
    return Show(curriculum, modules, checked)


def _opened(parameters: Mapping[str, Any]) -> tuple[Curriculum, Parameters]:
    curriculum = load_curriculum(find_curriculum(Path.cwd()))
    checked = check_parameters(parameters)
    local = [contact.id for contact in seen(curriculum, checked.clearance).contacts.values() if contact.local]
    unknown = [name for name in checked.contacts if name not in local]
    if unknown:
        raise UsageError(f"There is no local contact {', '.join(unknown)}.", f"Local contacts: {', '.join(local)}.")
    return curriculum, checked


def home() -> None:
    """Show the learner's home: role, courses, what is done, what comes next, certificate, record.

    A file that is saved holds the courses and nothing of what the learner did.
    """
    from IPython.display import display

    from toolkit.home import Home, as_markdown
    from toolkit.widgets.live import live_widget

    place = Home(load_curriculum(find_curriculum(Path.cwd())), Record(), Path.cwd())
    words = messages(Parameters().language)
    data = place.data()
    fallback = readable(as_markdown(data, words))
    if front_end_listens():
        display(live_widget(data, saved_bundle(fallback, words), place.hear))
    else:
        display(fallback, raw=True)


def _in_role(parameters: Parameters, curriculum: Curriculum, record: Record) -> Parameters:
    """``parameters`` for the role that the learner chose, where the notebook itself asks for no other."""
    if parameters.audience != Parameters().audience:
        return parameters
    try:
        role = record.role()
    except ToolkitError:  # a record that cannot be read is told of where it matters, in each activity
        return parameters
    known = {audience.id for audience in curriculum.catalogue.audiences}
    return parameters.model_copy(update={"audience": role}) if role in known else parameters


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
