"""A module in, its part of the study page out: summary, objectives, segments, key points and next steps."""

from __future__ import annotations

from dataclasses import dataclass

from toolkit.export import document as d
from toolkit.export.markup import Html, element, join
from toolkit.export.study.activity import activity_html
from toolkit.export.study.writer import Writer

Part = tuple[str, str]
"""An anchor and the title that stands there."""


@dataclass(frozen=True, slots=True)
class ModuleHtml:
    anchor: str
    title: str
    parts: tuple[Part, ...]
    html: Html


def module_html(writer: Writer, module: d.Module) -> ModuleHtml:
    """The module. On a page of its own its title is the page's."""
    anchor = writer.anchor("module", module.id)
    segments = [(_segment_anchor(writer, module, segment), segment) for segment in module.segments]
    points = (writer.anchor(anchor, "key-points"), writer.words("shared.key-points"))
    steps = (writer.anchor(anchor, "next-steps"), writer.words("shared.next-steps"))
    subtitle = element("p", module.subtitle, class_="small") if module.subtitle else ""
    opening = [] if writer.single else [element("h2", module.title), subtitle, notice_html(writer, module)]
    body = [
        *opening,
        element("div", writer.prose.blocks(module.summary), class_="summary") if module.summary else "",
        _objectives(writer, module),
        *(_segment(writer, module, each, where) for where, each in segments),
        _part(writer, points, _listed(writer, module.key_points)) if module.key_points else "",
        _part(writer, steps, _next_steps(writer, module)) if module.next_steps else "",
    ]
    parts = [(where, f"{each.number}. {each.title}" if each.number else each.title) for where, each in segments]
    parts += [points] if module.key_points else []
    parts += [steps] if module.next_steps else []
    return ModuleHtml(anchor, module.title, tuple(parts), element("div", *body, id=anchor, class_="module"))


def notice_html(writer: Writer, module: d.Module) -> Html:
    """What will and will not appear, before anything does."""
    if not module.notice:
        return Html()
    title = element(_heading(writer), writer.words("shared.content-notice"))
    return element("div", title, writer.prose.blocks(module.notice), class_="callout tone-support before")


def _segment_anchor(writer: Writer, module: d.Module, segment: d.Segment) -> str:
    return writer.anchor(module.id, segment.id)


def _heading(writer: Writer) -> str:
    """The tag of a segment's title, and of whatever stands beside segments."""
    return f"h{writer.level - 1}"


def _objectives(writer: Writer, module: d.Module) -> Html:
    if not module.objectives:
        return Html()
    proposed = f" ({writer.words('shared.objective-proposed')})"
    items = (element("li", each.text, element("span", proposed, class_="small") if each.proposed else "") for each in module.objectives)
    title = element(_heading(writer), writer.words("shared.objectives"))
    return element("div", title, element("ul", *items, class_="listing"), class_="objectives")


def _segment(writer: Writer, module: d.Module, segment: d.Segment, anchor: str) -> Html:
    number = element("span", f"{segment.number} ", class_="number") if segment.number else ""
    body = (
        activity_html(writer, block, (module.id, anchor)) if isinstance(block, d.Interactive) else writer.prose.blocks((block,))
        for block in segment.blocks
    )
    title = element(_heading(writer), number, segment.title)
    return element("section", title, *body, id=anchor, class_="segment")


def _part(writer: Writer, part: Part, body: Html) -> Html:
    anchor, title = part
    return element("section", element(_heading(writer), title), body, id=anchor)


def _listed(writer: Writer, items: tuple[d.Blocks, ...]) -> Html:
    return element("ul", *(element("li", writer.prose.blocks(item)) for item in items), class_="listing points")


def _next_steps(writer: Writer, module: d.Module) -> Html:
    return join(*(
        join(element(f"h{writer.level}", group.title), _listed(writer, group.steps)) for group in module.next_steps
    ))  # fmt: skip
