"""A Plan in, a notebook out: Markdown cells for prose, one short code cell per activity, our metadata in each.

Nothing after this stage looks at the curriculum again, so everything an exporter needs
stands in the notebook: prose in cells, structure and facilitator notes in cell metadata.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from toolkit.assess.choose import ON_SCREEN, forms_of_module, forms_of_plan
from toolkit.messages import Messages, messages
from toolkit.model import cells
from toolkit.model.access import Access, Guarded, high_water, label_of, most_restrictive
from toolkit.model.activity import Callout, PlaceQuiz, PlaceScenario, Prose
from toolkit.model.as_typed import as_typed
from toolkit.model.clearance import seen, seen_parameters
from toolkit.model.curriculum import Curriculum
from toolkit.model.diagram import PlaceDiagram
from toolkit.model.entry import When
from toolkit.model.forms import FormName
from toolkit.model.module import Module, Segment
from toolkit.model.plan import Plan, Slot
from toolkit.model.references import References
from toolkit.model.session import Parameters
from toolkit.notebook_cells import (
    Cell,
    as_notebook,
    call,
    callout_cell,
    code_cell,
    diagram_cell,
    end_cells,
    markdown_cell,
    parameters_cell,
    quoted,
    quoted_notice,
    setup_cell,
)

if TYPE_CHECKING:
    from nbformat import NotebookNode


def compose(curriculum: Curriculum, plan: Plan, *, alone: bool = False) -> NotebookNode:
    """The notebook of a plan. The same plan gives the same notebook, cell ids included.

    ``alone`` makes it for somebody who studies by themselves: no text in it speaks of a room. Otherwise such
    texts travel beside those for the room, for the reader who takes the page home.
    """
    stated = seen_parameters(curriculum, plan.session.parameters())
    curriculum, words = seen(curriculum, stated.clearance), messages(stated.language)
    references = References(curriculum, plan.modules)
    composed = list(_all_cells(_Desk(curriculum, plan, references, words, alone), stated))
    if alone:
        _speak_to_one(composed)
    return as_notebook(_notebook_info(curriculum, plan), composed)


def _notebook_info(curriculum: Curriculum, plan: Plan) -> cells.NotebookInfo:
    catalogue = curriculum.catalogue
    single = plan.modules[0] if len(plan.modules) == 1 else None
    return cells.NotebookInfo(
        title=plan.title,
        subtitle=(single.subtitle or "") if single else "",
        edition=catalogue.edition,
        notice=catalogue.notice,
        licence=catalogue.licence,
        access=high_water(plan.modules),
        modules=tuple(module.id for module in plan.modules),
        audience_titles={audience.id: audience.title for audience in catalogue.audiences},
        minutes=plan.minutes,
        start=plan.start,
        end=plan.end,
        participants=plan.session.participants,
        schedule=tuple(_schedule_row(slot) for slot in plan.slots),
        cuts=_cuts(plan),
        days=_days(plan),
        forms=forms_of_plan(plan),
        rooms=tuple(
            cells.RoomInfo(name=room.name, participants=room.participants, facilitators=room.facilitators)
            for room in plan.rooms
        ),
        look=plan.session.look,
    )


def _days(plan: Plan) -> tuple[cells.DayInfo, ...]:
    """The days of a workshop that lasts several; the date of one day is a parameter of the notebook."""
    if len(plan.days) == 1:
        return ()
    return tuple(cells.DayInfo(date=day.date, start=day.start, minutes=day.minutes) for day in plan.days)


def _cuts(plan: Plan) -> tuple[cells.CutRow, ...]:
    labels = {(slot.module.id, slot.segment.id): label_of(slot.segment) for slot in plan.slots if slot.segment}
    return tuple(
        cells.CutRow(
            clock=cut.clock, title=cut.title, module=cut.module, segment=cut.segment, drop=cut.drop, saves=cut.saves,
            leaves=cut.leaves, step=cut.step, day=cut.day, access=labels[cut.module, cut.segment],
        )
        for cut in plan.cuts
    )  # fmt: skip


def _schedule_row(slot: Slot) -> cells.ScheduleRow:
    return cells.ScheduleRow(
        clock=slot.clock,
        minutes=slot.minutes,
        title=slot.segment.title if slot.segment else "",
        module=slot.module.id,
        segment=slot.segment.id if slot.segment else None,
        number=slot.number,
        priority=slot.segment.priority if slot.segment else "core",
        access=label_of(slot.segment) if slot.segment else "open",
        day=slot.day,
        leaders=slot.leaders,
        lunch=slot.lunch,
    )


def _all_cells(desk: _Desk, stated: Parameters) -> Iterator[Cell]:
    curriculum, plan, references, words, _ = desk
    yield _cover(curriculum, plan, references)
    if high_water(plan.modules) == "restricted":
        told = words("shared.vetted-by", name=as_typed(plan.session.vetted_by or ""))
        yield markdown_cell("help", f"> **{words('shared.restricted')}.** {told}.", "restricted", slide="skip")
    yield markdown_cell("help", f"> {words('notebook.help')}", "open", slide="skip")
    yield parameters_cell(stated, words)
    yield setup_cell([module.id for module in plan.modules], stated, words)
    for module in plan.modules:
        yield from _module_cells(desk, module)
    yield markdown_cell("contacts", f"## {words('shared.contacts')}", "open", slide="slide")
    yield code_cell("contacts", call("contacts", words("shared.contacts")), "open", id="contacts")
    yield from _back_matter(curriculum, plan, references, words)


def _cover(curriculum: Curriculum, plan: Plan, references: References) -> Cell:
    lines = [f"# {as_typed(plan.title)}"]
    label = most_restrictive(map(label_of, plan.modules))
    opened: dict[str, Any] = {}
    if len(plan.modules) == 1:
        module = references.resolved(plan.modules[0])
        lines += [f"*{as_typed(module.subtitle)}*"] if module.subtitle else []
        lines.append(module.summary.strip())
        opened = {"module": _module_info(module)}
    return markdown_cell("cover", "\n\n".join([*lines, quoted_notice(curriculum)]), label, slide="slide", **opened)


def _module_info(module: Module) -> dict[str, Any]:
    return cells.ModuleInfo(
        id=module.id, title=module.title, subtitle=module.subtitle or "", summary=module.summary,
        materials=module.materials, before=module.before, self_care=module.self_care,
    ).model_dump(mode="json")


class _Desk(NamedTuple):
    """What the cells of a notebook are written from."""

    curriculum: Curriculum
    plan: Plan
    references: References
    words: Messages
    alone: bool

    def stories_for_others(self, module: Module) -> frozenset[str]:
        """The scenarios of ``module`` that this notebook leaves out. Somebody who studies alone chooses for themselves."""
        audience = self.plan.session.audience
        return frozenset(story.id for story in module.scenarios if not self.alone and story.is_for_others(audience))


def _module_cells(desk: _Desk, written: Module) -> Iterator[Cell]:
    module = desk.references.resolved(written)
    plan, words = desk.plan, desk.words
    if len(plan.modules) > 1:  # a single module opens with the cover
        heading = f"# {as_typed(module.title)}\n\n{module.summary.strip()}"
        yield markdown_cell("module", heading, label_of(module), slide="slide", module=_module_info(module))
    title = f"## {words('shared.content-notice')}"
    other = module.content_notice_alone
    yield markdown_cell(
        "notice", f"{title}\n\n{module.content_notice.strip()}", label_of(module), slide="slide",
        **_for_one(f"{title}\n\n{other.strip()}" if other else None),
    )  # fmt: skip
    yield from _objectives(module, words)
    if desk.alone:
        yield from _test(module, "A", "before", words)
    for slot in plan.slots:
        if slot.segment and slot.module.id == module.id:
            yield from _segment_cells(desk, module, desk.references.resolved(slot.segment), slot)
    if desk.alone:
        yield from _test(module, "B", "after", words)
    points = "\n".join(f"- {_indent(point)}" for point in module.key_points)
    label = label_of(module)
    yield markdown_cell("key-points", f"## {words('shared.key-points')}\n\n{points}", label, slide="slide")
    yield markdown_cell("activity-title", f"## {words('shared.next-steps')}", label, slide="slide")
    name = f"{module.id}/next-steps"
    yield code_cell("next-steps", call(name, words("shared.next-steps")), label, id=name)


def _objectives(module: Module, words: Messages) -> Iterator[Cell]:
    """One list; what only some readers may see of it stands in a cell of its own."""
    numbered = list(enumerate(module.objectives, start=1))
    labels: list[Access] = ["open", "restricted"]
    heading = f"## {words('shared.objectives')}\n\n"
    for label in labels:
        these = [(number, objective) for number, objective in numbered if label_of(objective) == label]
        if these:
            listed = "\n".join(f"{number}. {as_typed(objective.text)}" for number, objective in these)
            yield markdown_cell(
                "objectives", heading + listed, label, slide="slide",
                objectives=[objective.model_dump(mode="json") for _, objective in these],
            )
            heading = ""


def _test(module: Module, form: FormName, when: When, words: Messages) -> Iterator[Cell]:
    """A test that somebody who studies alone may take or pass over. Nothing of it is in the notebook but its name."""
    forms = forms_of_module(module)
    if forms:
        label, name, title = label_of(module), f"{module.id}/{ON_SCREEN[form]}", words(f"test.alone-{when}")
        yield markdown_cell("test", f"### {title}\n\n{words(f'test.alone-{when}-how', count=len(forms.places))}", label)
        yield code_cell("test", call(name, title, when), label, id=f"{name}-{when}")


def _segment_cells(desk: _Desk, module: Module, segment: Segment, slot: Slot) -> Iterator[Cell]:
    words, others = desk.words, desk.stories_for_others(module)
    info = cells.SegmentInfo(
        id=segment.id, number=slot.number or 1, clock=slot.clock, minutes=segment.minutes, planned=slot.minutes,
        purpose=segment.purpose, priority=segment.priority, objectives=segment.objectives,
        materials=segment.materials,
        slides=tuple(slide for slide in segment.slides if getattr(slide, "activity", None) not in others),
    ).model_dump(mode="json", exclude_defaults=False)
    yield markdown_cell("segment", f"## {slot.number}. {as_typed(segment.title)}", label_of(segment), slide="slide", segment=info)
    for block in segment.body:
        match block:
            case Prose():
                yield markdown_cell("prose", block.text.strip(), label_of(block), **_for_one(block.alone and block.alone.strip()))
            case Callout():
                other = block.alone and quoted(block.title, block.alone)
                yield callout_cell(block, **_for_one(other))
            case PlaceDiagram():
                yield diagram_cell(desk.curriculum, desk.references, block, words)
            case PlaceQuiz():
                yield from _shown(module, block.quiz, block, words("shared.quiz"))
            case PlaceScenario() if block.scenario in others:
                continue
            case PlaceScenario():
                yield from _shown(module, block.scenario, block, words("shared.scenario"))
            case _:
                yield from _shown(module, block.id, block, words(f"shared.{block.kind}"))


def _for_one(text: str | None) -> dict[str, str]:
    """Our metadata for a cell that says something else to somebody who studies alone."""
    return {"alone": text} if text else {}


def _speak_to_one(composed: list[Cell]) -> None:
    for cell in composed:
        cell["source"] = cell["metadata"][cells.KEY].pop("alone", cell["source"])


def _shown(module: Module, activity: str, place: Guarded, kind: str) -> Iterator[Cell]:
    shown = module.activities[activity]
    label = most_restrictive((label_of(place), high_water((shown,))))
    yield markdown_cell("activity-title", f"### {kind}: {as_typed(shown.title)}", label, slide="subslide")
    name = f"{module.id}/{activity}"
    yield code_cell("activity", call(name, shown.title), label, id=name)


def _back_matter(
    curriculum: Curriculum, plan: Plan, references: References, words: Messages
) -> Iterator[Cell]:
    terms = [
        curriculum.terms[term]
        for module in plan.modules
        for term in module.glossary
        if term in curriculum.terms
    ]
    terms = sorted({term.id: references.resolved(term) for term in terms}.values(), key=lambda t: t.term.lower())
    if terms:
        lines = "\n".join(f"- **{as_typed(term.term)}.** {as_typed(term.meaning)}" for term in terms)
        yield markdown_cell(
            "glossary", f"## {words('shared.glossary')}\n\n{lines}", high_water(terms),
            terms=[term.model_dump(mode="json") for term in terms],
        )
    yield from end_cells(curriculum, references, words)


def _indent(text: str) -> str:
    return text.strip().replace("\n", "\n  ")
