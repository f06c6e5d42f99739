"""From a Document to a Deck: the finished slides that HTML, PPTX, PDF, the sheets to write on and the guide all show."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from toolkit.export import document as d
from toolkit.export.deck.activities import activity_slides
from toolkit.export.deck.parts import split_slide
from toolkit.export.deck.slide import Deck, Link, Slide
from toolkit.export.timetable import Pause, pauses_of, when
from toolkit.export.vetting import mark, vetting_lines
from toolkit.messages import Messages

MOST_NAMES = 4


def build_deck(document: d.Document, words: Messages, *, whole_scenes: bool = False) -> Deck:
    """The deck of a document. A facilitator's holds notes and keys; a participant's has what they see on the wall.

    In a participant's deck, the slides with keys are ``withheld``: each keeps its number, so that sheet and wall agree.
    ``whole_scenes`` leaves the scenes of scenarios as written, for a format with room of
    its own for them; the straight run is cut alike for every format, so that its numbers agree.
    """
    drafts = [_title_slide(document, words)]
    pauses = pauses_of(document, words)
    for module in document.modules:
        drafts += _module_opening(document, module, words)
        for segment in module.segments:
            drafts += _segment_slides(document, module, segment, words)
            drafts += (_pause_slide(pause, words) for pause in pauses.get((module.id, segment.id), ()))
    drafts.append(_closing_slide(document, words))
    slides = [
        part
        for draft in drafts
        for part in ((draft,) if whole_scenes and draft.branch else split_slide(draft, words))
    ]
    return Deck(
        title=document.title,
        subtitle=document.subtitle,
        language=document.language,
        access=document.access,
        footer=footer_of(document, words),
        slides=tuple(slide if document.reader == "facilitator" else replace(slide, notes=()) for slide in _link_endings_onward(slides, words)),
        logo=document.look.logo,
    )


def footer_of(document: d.Document, words: Messages) -> str:
    """What stands below every slide: who hosts the workshop, and for whom the slides are where not everyone may see them."""
    host = document.foot or document.title
    return words("deck.footer-restricted", host=host, mark=mark(document, words)) if mark(document, words) else host


def _title_slide(document: d.Document, words: Messages) -> Slide:
    about = document.about
    days = when(document, words) or (about.date,)
    details = [*vetting_lines(document, words), about.organization, _names(about.facilitators, words), *days, about.place]
    return Slide(
        anchor="start",
        layout="title",
        title=document.title,
        lead=(d.Span(document.subtitle),) if document.subtitle else (),
        points=tuple((d.Span(detail),) for detail in details if detail),
        blocks=document.notice,
    )


def _names(names: tuple[str, ...], words: Messages) -> str:
    """Names for a title slide: all of a few, else the first ones and how many more."""
    if len(names) <= MOST_NAMES:
        return ", ".join(names)
    shown = names[: MOST_NAMES - 1]
    return words("deck.and-more", names=", ".join(shown), count=len(names) - len(shown))


def _pause_slide(pause: Pause, words: Messages) -> Slide:
    """What stays on the wall while people are out: when to be back."""
    note = words("deck.pause-do" if pause.minutes is not None else "deck.night-do")
    return Slide(
        anchor=pause.anchor, layout="statement", title=pause.title, lead=(d.Span(pause.told),), pause=True,
        clock=pause.clock, minutes=pause.minutes, notes=(d.Note("do", (d.Paragraph((d.Span(note),)),)),),
    )  # fmt: skip


def _closing_slide(document: d.Document, words: Messages) -> Slide:
    # A notebook written by hand has no edition.
    colophon = [words("deck.colophon", edition=document.edition, licence=document.licence)] if document.edition else []
    return Slide(
        anchor="closing",
        layout="closing",
        title=words("deck.thanks"),
        lead=(d.Span(words("deck.take-care")),),
        blocks=document.notice,
        points=tuple((d.Span(line),) for line in filter(None, [mark(document, words), *colophon])),
    )


def _module_opening(document: d.Document, module: d.Module, words: Messages) -> Iterator[Slide]:
    key = module.id.replace("/", "-") or "notebook"
    if len(document.modules) > 1:
        lead = (d.Span(module.subtitle),) if module.subtitle else ()
        marks = tuple((d.Span(line),) for line in filter(None, [mark(document, words)]))  # a title slide has no footer
        yield Slide(anchor=f"{key}-title", layout="title", title=module.title, lead=lead, points=marks)
    if module.notice:
        yield Slide(
            anchor=f"{key}-notice", layout="notice", title=words("shared.content-notice"), kicker=module.title,
            blocks=module.notice,
        )  # fmt: skip
    if module.objectives:
        yield Slide(
            anchor=f"{key}-objectives", layout="agenda", title=words("shared.objectives"), kicker=module.title,
            points=tuple((d.Span(objective.text),) for objective in module.objectives),
        )  # fmt: skip


def _segment_slides(
    document: d.Document, module: d.Module, segment: d.Segment, words: Messages
) -> Iterator[Slide]:
    prefix = f"{module.id.replace('/', '-')}-{segment.id}".strip("-")
    activities = {block.id: block for block in segment.blocks if isinstance(block, d.Activity)}
    for number, source in enumerate(segment.slides, start=1):
        base = Slide(
            anchor=f"{prefix}-{number}",
            layout="blocks",
            title=source.title,
            kicker=segment.title if segment.title != source.title else "",
            segment=segment.id,
            notes=source.notes,
            clock=segment.clock or "",
            minutes=segment.minutes.planned if segment.minutes else None,
        )
        if source.kind == "activity":
            block = activities.get(source.activity or "")
            if block is not None:
                yield from activity_slides(block, base, source.questions, words)
        elif source.kind == "diagram":
            drawn = next((b for b in segment.blocks if isinstance(b, d.Diagram) and b.id == source.diagram), None)
            if drawn is not None:
                yield replace(base, layout="diagram", blocks=(drawn,))
        elif source.kind == "contacts":
            notes = (*base.notes, *_unconfirmed(document.contacts, words))
            yield replace(base, layout="contacts", contacts=tuple(_marked(contact, words) for contact in document.contacts), notes=notes)
        else:
            yield replace(
                base, layout=source.kind, lead=source.text, points=source.points, columns=source.columns,
                blocks=source.blocks,
            )  # fmt: skip


def _marked(contact: d.Contact, words: Messages) -> d.Contact:
    """What a slide has room for: the words that ask to confirm a number stand behind its hours."""
    told = (contact.hours, words("contacts.confirm") if contact.confirm else "")
    return replace(contact, hours=" · ".join(part for part in told if part))


def _unconfirmed(contacts: Sequence[d.Contact], words: Messages) -> Iterator[d.Note]:
    """What the facilitator must still check before a number goes on the wall."""
    names = [contact.name for contact in contacts if contact.confirm]
    if names:
        text = words("deck.confirm-contacts", names=", ".join(names))
        yield d.Note("do", (d.Paragraph((d.Span(text),)),))


def _link_endings_onward(slides: Sequence[Slide], words: Messages) -> Iterator[Slide]:
    """``slides``, where each ending that leads back also leads on to the next slide of the straight run."""
    straight = {slide.anchor for slide in slides if slide.branch is None}
    onward = ""
    linked: list[Slide] = []
    for slide in reversed(slides):
        if slide.layout == "ending" and onward and any(link.to in straight for link in slide.links):
            go_on = Link("", (d.Span(words("deck.go-on")),), onward)
            linked.append(replace(slide, links=(*slide.links, go_on)))
        else:
            linked.append(slide)
        if slide.branch is None:
            onward = slide.anchor
    yield from reversed(linked)
