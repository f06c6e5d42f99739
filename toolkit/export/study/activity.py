"""An activity in, its section of the study page out: a place where the engine makes it live, and the same for paper.

The paper version is what a participant's workbook has. It is read where no script runs, and it is
what prints; where the engine runs, the screen shows the living one instead.
"""

from __future__ import annotations

from toolkit.export import document as d
from toolkit.export.markup import Html, element, join
from toolkit.export.study.scenario import scenario_html
from toolkit.export.study.writer import Writer
from toolkit.export.typography import polished

_MOST_LINES = 12


def activity_html(writer: Writer, block: d.Interactive, place: tuple[str, str]) -> Html:
    """The section of ``block``. ``place`` is the module's id and the anchor of the segment it stands in."""
    activity = polished(block.activity)
    module, part = place
    anchor = writer.anchor(module, activity.id)
    number = writer.live(block)
    kind = type(activity).__name__.lower()
    kicker = element("span", writer.words(f"shared.{kind}"), element("span", ": ", class_="unseen"), class_="kicker")
    title = element(f"h{writer.level}", kicker, activity.title)
    paper = _paper(writer, activity, anchor)
    if number is None:
        return element("section", title, paper, id=anchor, class_=f"activity kind-{kind}")
    return element(
        "section", title, element("div", class_="live", data_activity=str(number)), element("div", paper, class_="on-paper"),
        id=anchor, class_=f"activity kind-{kind}", data_within=part,
    )  # fmt: skip


def _paper(writer: Writer, activity: d.Activity, anchor: str) -> Html:  # noqa: PLR0911  # a table of cases
    match activity:
        case d.Explain():
            return _explain(writer, activity)
        case d.Discuss():
            return _discuss(writer, activity)
        case d.Sort():
            return _sort(writer, activity)
        case d.Reflect():
            return join(writer.prose.blocks(activity.prompt), _room(writer, activity.lines))
        case d.Exercise():
            return join(
                writer.prose.blocks(activity.intro), _numbered(writer, activity.steps), _room(writer, activity.lines)
            )
        case d.Quiz():
            return join(writer.prose.blocks(activity.intro), *(_question(writer, each) for each in activity.questions))
        case d.Scenario():
            return scenario_html(writer, activity, anchor)


def _explain(writer: Writer, activity: d.Explain) -> Html:
    example = element(
        "div", element("p", writer.words("engine.example"), class_="kicker"), writer.prose.blocks(activity.example), class_="example"
    )
    return join(writer.prose.blocks(activity.blocks), example if activity.example else "")


def _discuss(writer: Writer, activity: d.Discuss) -> Html:
    items = (element("li", writer.prose.blocks(question), _lines(2)) for question in activity.questions)
    alone = element("p", writer.words("engine.discuss-alone"), class_="small alone")
    return join(writer.prose.blocks(activity.intro), element("ol", *items, class_="listing"), alone)


def _numbered(writer: Writer, steps: tuple[d.Blocks, ...]) -> Html:
    return element("ol", *(element("li", writer.prose.blocks(step)) for step in steps), class_="listing")


def _sort(writer: Writer, activity: d.Sort) -> Html:
    piles = [element("span", _box(), f" {pile}", class_="pile") for pile in activity.piles]
    cards = (element("li", element("p", card.text), element("p", *piles, class_="piles")) for card in activity.cards)
    return join(writer.prose.blocks(activity.intro), element("ul", *cards, class_="sorting"))


def _question(writer: Writer, question: d.Question) -> Html:
    number = element("span", f"{question.number}. ", class_="number")
    left = element("ol", *(element("li", _box(), writer.prose.inlines(each.text)) for each in question.left), class_="left")
    box = Html() if question.kind == "matching" else _box()
    options = element(
        "ol", *(element("li", box, writer.prose.inlines(each.text)) for each in question.options), class_="lettered"
    )
    return element(
        "div",
        element("div", number, writer.prose.blocks(question.prompt), class_="prompt"),
        element("p", writer.words(f"shared.kind-{question.kind}"), class_="small"),
        left if question.left else "", options, class_="question",
    )  # fmt: skip


def _box() -> Html:
    return element("span", class_="box", aria_hidden="true")


def _room(writer: Writer, lines: int) -> Html:
    """Lines to write on, with the word that nobody reads them."""
    return join(_lines(min(lines, _MOST_LINES)), element("p", writer.words("shared.not-reporting-channel"), class_="small"))


def _lines(count: int) -> Html:
    return element("div", *(element("i") for _ in range(count)), class_="lines", aria_hidden="true")
