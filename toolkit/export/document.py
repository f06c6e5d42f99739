"""The neutral document: what one reader may see, in the order they see it, free of any format.

``read`` makes it from an executed notebook and leaves out everything its reader must
not see. Exporters turn it into bytes; they cannot leak what is not in it. Fields that
only a facilitator may see are ``None`` or empty in anyone else's document; they are
marked (facilitator) below.

A participant sits in the workshop, and gets no answers. A learner studies alone, and gets
what a participant gets with activities that answer: see Interactive.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any, Literal, get_args

from toolkit.model.access import Access
from toolkit.model.diagram import Picture
from toolkit.model.registers import Need

Reader = Literal["participant", "facilitator", "learner"]


@dataclass(frozen=True, slots=True)
class Part:
    """A part that bears a label of its own. ``read`` gives one to every part; None in parts that were made elsewhere."""

    access: Access | None = field(default=None, kw_only=True, compare=False)


@dataclass(frozen=True, slots=True)
class Span:
    """A run of text in one style. ``cites`` holds the numbers of the sources it points to, and then ``text`` is ''."""

    text: str
    strong: bool = False
    emphasis: bool = False
    code: bool = False
    href: str | None = None
    cites: tuple[int, ...] = ()


Inlines = tuple[Span, ...]
MediaType = Literal["image/png", "image/jpeg", "image/gif", "image/webp", "image/svg+xml"]
PICTURES: tuple[MediaType, ...] = get_args(MediaType)
"""The kinds of pictures that every format can show."""


@dataclass(frozen=True, slots=True)
class Heading(Part):
    """A heading inside a segment. Level 1 stands directly below the segment's own title."""

    level: int
    text: Inlines


@dataclass(frozen=True, slots=True)
class Paragraph(Part):
    text: Inlines


@dataclass(frozen=True, slots=True)
class Listing(Part):
    """A bulleted or numbered list; each item is a tuple of blocks."""

    items: tuple[Blocks, ...]
    ordered: bool = False
    start: int = 1


@dataclass(frozen=True, slots=True)
class Table(Part):
    """A data table whose first row is its header."""

    header: tuple[Inlines, ...]
    rows: tuple[tuple[Inlines, ...], ...]
    caption: Inlines = ()


@dataclass(frozen=True, slots=True)
class Figure(Part):
    """A picture with the text that stands for it."""

    data: bytes
    media_type: MediaType
    alt: str
    caption: Inlines = ()


@dataclass(frozen=True, slots=True)
class Diagram(Part):
    """A picture that each format draws from ``picture`` to its own measure. ``told`` says in words all that is drawn."""

    id: str
    title: str
    alt: str
    note: Inlines
    told: Listing
    picture: Picture


@dataclass(frozen=True, slots=True)
class CodeBlock(Part):
    """Preformatted text, for example the output of a cell that a person wrote."""

    text: str


@dataclass(frozen=True, slots=True)
class Quotation(Part):
    blocks: Blocks


@dataclass(frozen=True, slots=True)
class Rule(Part):
    """A thematic break."""


@dataclass(frozen=True, slots=True)
class Placeholder(Part):
    """An honest word in place of something this format cannot show."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Callout(Part):
    tone: Literal["remember", "caution", "support", "law"]
    title: str
    blocks: Blocks


@dataclass(frozen=True, slots=True)
class Explain(Part):
    id: str
    title: str
    blocks: Blocks
    example: Blocks


@dataclass(frozen=True, slots=True)
class Discuss(Part):
    id: str
    title: str
    grouping: str
    intro: Blocks
    questions: tuple[Blocks, ...]
    debrief: Blocks  # (facilitator)


@dataclass(frozen=True, slots=True)
class SortCard:
    text: str
    answer: str | None  # (facilitator) title of the pile
    reason: str | None  # (facilitator)


@dataclass(frozen=True, slots=True)
class Sort(Part):
    """Cards in the order readers see them."""

    id: str
    title: str
    intro: Blocks
    piles: tuple[str, ...]
    cards: tuple[SortCard, ...]
    debrief: Blocks  # (facilitator)


@dataclass(frozen=True, slots=True)
class Reflect(Part):
    id: str
    title: str
    prompt: Blocks
    lines: int


@dataclass(frozen=True, slots=True)
class Exercise(Part):
    id: str
    title: str
    intro: Blocks
    steps: tuple[Blocks, ...]
    lines: int
    debrief: Blocks  # (facilitator)


@dataclass(frozen=True, slots=True)
class Labelled:
    """A letter or number with its text: an answer to choose, a step to order, a thing to match."""

    label: str
    text: Inlines


@dataclass(frozen=True, slots=True)
class Reason:
    """Feedback on one answer. ``right`` says whether that answer belongs to the key."""

    label: str
    text: str
    right: bool
    blocks: Blocks


@dataclass(frozen=True, slots=True)
class Answer:
    """The key of a question, as printed ('B', 'A, C', 'True', 'C, A, D, B', '1 C, 2 A'), and why."""

    key: str
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Question(Part):
    """One question. ``left`` is filled for matching only; ``options`` are in the order readers see."""

    id: str
    number: int
    kind: Literal["single-choice", "several-choices", "true-false", "ordering", "matching"]
    objective: str
    prompt: Blocks
    options: tuple[Labelled, ...]
    left: tuple[Labelled, ...]
    answer: Answer | None  # (facilitator)


@dataclass(frozen=True, slots=True)
class Quiz(Part):
    id: str
    title: str
    intro: Blocks
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class ChoiceLine:
    """One choice on a scene card. On paper, readers turn from '3B' to its consequence, then to card ``to``."""

    label: str
    text: Inlines
    to: int
    consequence: Blocks
    safety: str | None  # (facilitator) safer, mixed or riskier
    reason: Blocks  # (facilitator)


@dataclass(frozen=True, slots=True)
class RunningClock:
    """A time limit that runs in a scene. ``text`` says it all; the minutes, ``elapsed`` of ``limit``, are for a bar beside it."""

    text: str
    elapsed: int
    limit: int


@dataclass(frozen=True, slots=True)
class SceneTime:
    """What time it is in a scene, as printed ('Friday, 8:25 p.m.'), and the clocks that run there."""

    now: str
    clocks: tuple[RunningClock, ...]


@dataclass(frozen=True, slots=True)
class SceneCard:
    """A numbered card: a scene with choices, or an ending with a debrief and no choices."""

    number: int
    title: str
    blocks: Blocks
    choices: tuple[ChoiceLine, ...]
    debrief: Blocks
    safety: str | None  # (facilitator) of an ending
    time: SceneTime | None = None  # only in stories with clocks


@dataclass(frozen=True, slots=True)
class Scenario(Part):
    id: str
    title: str
    role: str
    premise: Blocks
    notice: Blocks
    questions: tuple[Blocks, ...]
    cards: tuple[SceneCard, ...]


Activity = Explain | Discuss | Sort | Reflect | Exercise | Quiz | Scenario


@dataclass(frozen=True, slots=True)
class Interactive(Part):
    """(learner) An activity that answers. ``activity`` is what a participant gets, ``data`` what the engine shows.

    ``data`` is JSON in which text is safe HTML. It holds the key and the feedback of practice, and
    nothing that is written for facilitators.
    """

    activity: Activity
    data: dict[str, Any]


@dataclass(frozen=True, slots=True)
class WhomToCall(Part):
    """Some of the document's contacts, in the midst of a text."""

    title: str
    contacts: tuple[Contact, ...]


@dataclass(frozen=True, slots=True)
class FillIn(Part):
    """Labelled lines to write on."""

    title: str
    labels: tuple[str, ...]
    lines: int


Block = (
    Heading | Paragraph | Listing | Table | Figure | Diagram | CodeBlock | Quotation | Rule | Placeholder | Callout
    | Explain | Discuss | Sort | Reflect | Exercise | Quiz | Scenario | Interactive | WhomToCall | FillIn
)
Blocks = tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Note(Part):
    """One facilitator note. ``likely`` is filled for ask only."""

    kind: Literal["say", "ask", "do", "watch-for", "transition"]
    blocks: Blocks
    likely: tuple[Blocks, ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    title: str
    points: tuple[Inlines, ...]


@dataclass(frozen=True, slots=True)
class SlideSource(Part):
    """A slide as the segment describes it; ``deck`` turns it into finished slides."""

    kind: Literal["points", "statement", "compare", "diagram", "activity", "contacts", "blocks"]
    title: str
    points: tuple[Inlines, ...] = ()
    text: Inlines = ()
    columns: tuple[Column, ...] = ()
    activity: str | None = None
    diagram: str | None = None
    questions: tuple[str, ...] = ()
    blocks: Blocks = ()
    notes: tuple[Note, ...] = ()  # (facilitator)


@dataclass(frozen=True, slots=True)
class Minutes:
    minimum: int
    typical: int
    maximum: int
    planned: int


@dataclass(frozen=True, slots=True)
class Segment(Part):
    """A stretch of the workshop. A notebook written by hand becomes segments without minutes."""

    id: str
    title: str
    number: int | None
    blocks: Blocks
    clock: str | None = None  # '18:40', or '+0:40' where no start time is known
    minutes: Minutes | None = None
    purpose: str = ""  # (facilitator)
    priority: Literal["safety", "core", "optional"] = "core"
    objectives: tuple[str, ...] = ()  # ids
    materials: tuple[str, ...] = ()  # (facilitator)
    slides: tuple[SlideSource, ...] = ()  # what the wall shows; none for a learner, who has no wall


@dataclass(frozen=True, slots=True)
class Objective(Part):
    id: str
    text: str
    proposed: bool


@dataclass(frozen=True, slots=True)
class RoleSteps(Part):
    title: str
    steps: tuple[Blocks, ...]


@dataclass(frozen=True, slots=True)
class Term(Part):
    term: str
    meaning: Inlines


@dataclass(frozen=True, slots=True)
class Module(Part):
    """One module. ``id`` is '' for a notebook written by hand."""

    id: str
    title: str
    subtitle: str
    summary: Blocks
    notice: Blocks
    objectives: tuple[Objective, ...]
    segments: tuple[Segment, ...]
    key_points: tuple[Blocks, ...]
    next_steps: tuple[RoleSteps, ...]
    glossary: tuple[Term, ...]
    materials: tuple[str, ...] = ()  # (facilitator)
    before: tuple[Blocks, ...] = ()  # (facilitator)
    self_care: tuple[Blocks, ...] = ()  # (facilitator)


@dataclass(frozen=True, slots=True)
class ScheduleRow(Part):
    """One line of the run-of-show: a segment or a break."""

    clock: str
    minutes: int
    title: str
    module: str
    segment: str | None  # None for a break
    number: int | None
    priority: str
    day: int | None = None  # None where the workshop has one day
    leaders: tuple[str, ...] = ()  # one name for each room
    ends: str = ""  # as printed, like ``clock``
    lunch: bool = False


@dataclass(frozen=True, slots=True)
class Cut(Part):
    """(facilitator) One way to win back time, in the order of the plan. ``leaves`` is what the segment takes then."""

    clock: str
    title: str
    module: str
    segment: str
    drop: bool
    saves: int
    leaves: int
    step: Literal["usual", "optional", "least", "last-resort"]
    day: int = 1


@dataclass(frozen=True, slots=True)
class Day:
    """One day of the workshop, as a calendar counts it. ``date`` is None where the session does not say, ``start`` as well.

    ``day``, ``starts`` and ``ends`` are the same as printed: 'Friday, January 15, 2027', '9:00 AM'; '' where they are not known.
    """

    date: dt.date | None
    start: dt.time | None
    minutes: int
    day: str = ""
    starts: str = ""
    ends: str = ""


@dataclass(frozen=True, slots=True)
class Room:
    """One of the groups that follow the schedule at the same time."""

    name: str
    participants: int | None
    facilitators: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Contact(Part):
    """Whom to call. ``number`` is how to reach them; '' leaves a line to write a local number on."""

    name: str
    purpose: str
    need: Need
    number: str
    web: str
    hours: str
    note: str
    local: bool
    confirm: bool
    checked_on: str  # as printed; '' until somebody has
    languages: tuple[str, ...] = ()
    checked: dt.date | None = None  # the same day, for programs


@dataclass(frozen=True, slots=True)
class SourceNote(Part):
    number: int
    publisher: str
    title: str
    url: str
    as_of: str
    secondary: bool


@dataclass(frozen=True, slots=True)
class FactNote(Part):
    """(facilitator) What a claim rests on, and when it must be checked again."""

    id: str
    statement: str
    label: str
    as_of: str
    review_by: str
    caution: str
    sources: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Form(Part):
    """One form of the test before and after a workshop. What stands in one place of both asks about the same objective."""

    name: Literal["A", "B"]
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class Pairing(Part):
    """What joins two sheets of one person without a name: a code, and the form to take before; the other one is for after."""

    code: str
    first: Literal["A", "B"]


@dataclass(frozen=True, slots=True)
class Aim(Part):
    """An objective, with the numbers of the questions that ask about it; none where it is not asked about."""

    module: str
    text: str
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Forms(Part):
    """The test before and after a workshop. Not for a learner, who has no paper."""

    a: Form
    b: Form
    pairings: tuple[Pairing, ...]
    aims: tuple[Aim, ...]  # (facilitator)


@dataclass(frozen=True, slots=True)
class About:
    """The workshop this document is for. Empty strings where the session does not say."""

    audience: str
    organization: str
    facilitators: tuple[str, ...]
    date: str  # as printed, 'January 15, 2027'
    place: str
    starts: str
    ends: str
    minutes: int
    participants: int | None
    vetted_by: str = ""


@dataclass(frozen=True, slots=True)
class Look:
    """What the organisation that hosts the workshop wants to be known by. Colours as it gave them: '' for those of the theme."""

    logo: Figure | None = None
    primary: str = ""
    accent: str = ""
    footer: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """Everything one reader gets."""

    reader: Reader
    title: str
    subtitle: str
    language: str
    paper: Literal["letter", "a4"]
    access: Access
    edition: str
    notice: Blocks  # who stands behind it and who does not
    licence: str
    about: About
    modules: tuple[Module, ...]
    schedule: tuple[ScheduleRow, ...]
    contacts: tuple[Contact, ...]
    sources: tuple[SourceNote, ...]
    facts: tuple[FactNote, ...]  # (facilitator)
    days: tuple[Day, ...] = ()
    rooms: tuple[Room, ...] = ()
    forms: Forms | None = None
    cuts: tuple[Cut, ...] = ()  # (facilitator)
    look: Look = Look()

    @property
    def foot(self) -> str:
        """What the organisation says at the foot of every page."""
        return self.look.footer or self.about.organization
