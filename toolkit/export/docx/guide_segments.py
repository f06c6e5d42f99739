"""The pages to stand in front with: each segment slide by slide, with what to say, ask and do, and the key."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from toolkit.export import document as d
from toolkit.export.docx.answers import answer_detail, numbered, scenario_key, sort_table
from toolkit.export.docx.book import Book
from toolkit.export.docx.front import fact
from toolkit.export.docx.guide_run import segment_key
from toolkit.export.docx.looks import NOTES, note_style
from toolkit.export.docx.nouns import Para, Part, Place, panel
from toolkit.export.docx.xml import Xml, join
from toolkit.export.guide_plan import GuidePlan, SegmentPlan, Strip
from toolkit.export.guide_steps import Step

_LATER = (d.Quiz, d.Scenario)
"""Without a slide, these stand in the workbook, and in the key at the end; what else has none is run from here."""
_ACTIVITIES = (d.Explain, d.Discuss, d.Sort, d.Reflect, d.Exercise, *_LATER)


def module_pages(book: Book, plan: GuidePlan, place: int, module: d.Module) -> Iterator[Part]:
    """A module: what opens it, then its segments."""
    several = len(book.document.modules) > 1
    chip = book.run(f"{book.word('shared.module', number=place + 1)}  ", "SegmentNumber") if several else None
    yield book.page(module.title or book.document.title, before=chip)
    if module.subtitle:
        yield book.text(module.subtitle, "Subtitle")
    yield from book.blocks(module.summary, Place("Lead"))
    if place == 0:
        yield from _signs(book)
    if plan.openings[place]:
        yield book.heading(2, book.word("guide.module-slides" if place else "guide.opening-slides"), style="QuietHeading")
        for step in plan.openings[place]:
            yield from _slide(book, step)
    for segment, entry in zip(module.segments, plan.segments[place], strict=True):
        yield from _segment(book, plan, module, segment, entry)


def _signs(book: Book) -> Iterator[Part]:
    yield book.heading(2, book.word("guide.signs"), style="QuietHeading")
    for kind in NOTES:
        yield Para(join(_label(book, kind), book.run("  "), book.run(book.word(f"guide.sign-{kind}"))), "Term")


def _label(book: Book, kind: str) -> Xml:
    return book.run(book.word(f"guide.{kind}"), f"{note_style(kind)}Label")


def _segment(book: Book, plan: GuidePlan, module: d.Module, segment: d.Segment, entry: SegmentPlan) -> Iterator[Part]:
    name = f"{module.id}:{segment.id}"
    yield book.heading(2, numbered(segment), segment_key(name))
    if segment.clock:  # Word lays out its pages itself, so only a heading can say where one should be
        ends = plan.ends.get(name, "")
        when = [segment.clock, *([book.word("guide.done-by", ends=ends)] if ends else [])]
        yield book.text(plan.here.get(name) or " \u00b7 ".join(when), "Clock")
    yield from fact(book, "led", " \u00b7 ".join(plan.led.get(name, ())))
    yield from _facts(book, segment, entry)
    if segment.slides:
        for step in entry.steps:
            yield from _step(book, module, segment, step)
        yield from _unseen(book, segment, entry)
    else:
        yield from book.blocks(segment.blocks, Place(level=3, room=False))
    for strip in plan.strips.get(name, ()):
        yield from _strip(book, strip)


def _strip(book: Book, strip: Strip) -> Iterator[Part]:
    """A break or the end of a day, which stands between two segments."""
    slide = [] if strip.slide is None else [book.word("guide.slide", number=strip.slide)]
    told = " \u00b7 ".join(part for part in (strip.clock, strip.told, *slide) if part)
    place = Place().inside("Callout")
    yield from panel((book.para(join(book.run(f"{strip.title}  ", strong=True), book.run(told)), place),))


def _facts(book: Book, segment: d.Segment, entry: SegmentPlan) -> Iterator[Part]:
    parts = [
        "".join(span.text for span in block.text) if isinstance(block, d.Heading) else block.title
        for block in segment.blocks
        if isinstance(block, d.Heading | _UNION)
    ]
    later = [block.title for block in _without_slide(segment, entry) if isinstance(block, _LATER)] if segment.slides else []
    rows = (
        ("time", _minutes(book, segment)), ("purpose", segment.purpose), ("objectives-short", ", ".join(entry.objectives)),
        ("materials", "; ".join(segment.materials)),
        ("workbook", " \u00b7 ".join(part for part in parts if part) if segment.slides else ""),
        ("not-on-slide", "; ".join(book.word("guide.not-on-slide-quiz", title=title) for title in later)),
    )  # fmt: skip
    for key, value in rows:
        yield from fact(book, key, value)


def _minutes(book: Book, segment: d.Segment) -> str:
    if segment.minutes is None:
        return ""
    minutes = segment.minutes
    fixed = minutes.minimum == minutes.maximum
    told = book.word(
        "guide.planned" if fixed else "guide.planned-range", count=minutes.planned, minimum=minutes.minimum, maximum=minutes.maximum
    )
    return f"{told}. {book.word(f'guide.priority-{segment.priority}')}"


def _without_slide(segment: d.Segment, entry: SegmentPlan) -> list[d.Activity]:
    return [block for block in segment.blocks if isinstance(block, _UNION) and block.id not in entry.shown]


_UNION = d.Explain | d.Discuss | d.Sort | d.Reflect | d.Exercise | d.Quiz | d.Scenario


def _unseen(book: Book, segment: d.Segment, entry: SegmentPlan) -> Iterator[Part]:
    rest = [block for block in _without_slide(segment, entry) if not isinstance(block, _LATER)]
    if rest:
        yield book.heading(3, book.word("guide.no-slide"))
    for block in rest:
        yield from book.blocks((block,), Place(level=4, room=False))
        yield from _debrief(book, block)


def _slide(book: Book, step: Step) -> Iterator[Part]:
    """Which slides these are, and their first words as a reminder."""
    name = book.word("guide.slide", number=step.first)
    if step.last > step.first:
        key = "guide.slide-range" if step.last == step.first + 1 else "guide.slide-range-long"
        name = book.word(key, first=step.first, last=step.last)
    yield book.heading(3, book.word("docx.slide-title", slide=name, title=step.title))
    place = Place().inside("SlideText")
    shown: list[Part] = []
    number = book.numbering.begin("bullet")
    for line in step.lines:
        runs = book.spans(line.text)
        if line.mark == "-":
            shown.append(book.listed(runs, "bullet", number, place))
        else:
            lead = book.run(f"{line.mark}  ", strong=True) if line.mark else Xml()
            shown.append(book.para(join(lead, runs), place))
    if step.more:
        shown.append(book.para(book.run("\u2026"), place))
    yield from panel(shown)


def _step(book: Book, module: d.Module, segment: d.Segment, step: Step) -> Iterator[Part]:
    yield from _slide(book, step)
    for note in step.notes:
        yield from _note(book, note)
    activity = next((block for block in segment.blocks if isinstance(block, _UNION) and block.id == step.activity), None)
    if activity is not None:
        yield from _step_key(book, module, activity, step)
    for note in step.bridges:
        yield from _note(book, note)


def _note(book: Book, note: d.Note) -> Iterator[Part]:
    place = Place().inside(note_style(note.kind))
    parts = [*book.blocks(note.blocks, place)]
    if note.likely:
        below = Place().inside("Likely")
        parts.append(book.para(book.run(book.word("guide.likely"), strong=True), below, stays=True))
        parts += book.items(note.likely, "bullet", below)
    yield from framed(book, note.kind, parts)


def framed(book: Book, kind: str, parts: Sequence[Part], head: Xml | None = None) -> Iterator[Part]:
    """A note below its label, in the frame of its kind."""
    label = join(_label(book, kind), book.run("   ") if head else Xml(), head or Xml())
    whole = [replace(part, whole=True) if isinstance(part, Para) else part for part in parts]
    yield from panel((book.para(label, Place().inside(note_style(kind)), stays=True), *whole))


def _step_key(book: Book, module: d.Module, activity: d.Activity, step: Step) -> Iterator[Part]:
    if isinstance(activity, d.Quiz):
        question = next((question for question in activity.questions if question.id == step.question), None)
        if question and question.answer:
            reasons = tuple(answer_detail(book, question, question.answer, Place().inside("Key")))
            yield from framed(book, "key", reasons, book.run(question.answer.key, strong=True))
    elif isinstance(activity, d.Sort):
        yield Para(_label(book, "key"), stays=True)
        yield sort_table(book, activity)
        yield from _debrief(book, activity)
    elif isinstance(activity, d.Scenario):
        if step.closes:
            inner = Place().inside("Debrief")
            see = book.inside(scenario_key(module.id, activity), book.run(book.word("guide.see-map"), "Hyperlink"))
            yield from framed(book, "debrief", (*book.items(activity.questions, "bullet", inner), book.para(see, inner)))
    else:
        yield from _debrief(book, activity)


def _debrief(book: Book, activity: d.Activity) -> Iterator[Part]:
    if isinstance(activity, d.Discuss | d.Sort | d.Exercise) and activity.debrief:
        yield from framed(book, "debrief", book.blocks(activity.debrief, Place().inside("Debrief")))
