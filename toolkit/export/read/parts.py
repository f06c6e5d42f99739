"""Small pieces of reading: what a cell shows, its heading and text, times and days as printed, contacts."""

from __future__ import annotations

import base64
import contextlib
import copy
import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Literal, cast
from urllib.parse import unquote

from pydantic import ValidationError

from toolkit.errors import UsageError
from toolkit.export import document as d
from toolkit.export.read.labels import refuse_false_labels
from toolkit.export.read.markdown import Pictures, blocks_of, line_of, plain
from toolkit.export.read.marks import is_hidden, is_private
from toolkit.look.pictures import is_usable
from toolkit.messages import Messages
from toolkit.messages.days import printed_clock, printed_day
from toolkit.model import cells
from toolkit.model.access import Access, fully_labelled, seen_part
from toolkit.model.module import Objective
from toolkit.model.registers import Contact
from toolkit.model.session import Parameters

if TYPE_CHECKING:
    from nbformat import NotebookNode

_INSIDE = re.compile(r"data:(image/[a-z+]+);base64,([A-Za-z0-9+/=]+)")
_SHOWS = re.compile(r"""(?:#.*\n|\s)*show\(\s*["']""")
"""The code of a cell that shows an activity."""
_LONGEST_ADDRESS = 80  # characters; a picture written into its address is thousands


def in_todays_format(notebook: NotebookNode) -> NotebookNode:
    """A copy as format 4 has it, with text that is kept as a list of lines joined."""
    from nbformat import convert
    from nbformat.v4.rwbase import rejoin_lines

    return rejoin_lines(convert(copy.deepcopy(notebook), to_version=4))


def later(machine: str, minutes: int) -> str:
    """``minutes`` after a time of day or an offset, written as it is; times past midnight wrap."""
    found = re.fullmatch(r"(\+?)(\d+):(\d\d)", machine)
    if not found:
        return ""
    total = int(found[2]) * 60 + int(found[3]) + minutes
    return f"+{total // 60}:{total % 60:02d}" if found[1] else f"{total // 60 % 24:02d}:{total % 60:02d}"


def about_of(info: cells.NotebookInfo | None, parameters: Parameters, words: Messages) -> d.About:
    """The workshop's details, as printed."""
    return d.About(
        audience=info.audience_titles.get(parameters.audience, "") if info else "",
        organization=parameters.organization,
        facilitators=parameters.facilitators,
        date=printed_day(parameters.date, words),
        place=parameters.place,
        starts=printed_clock(info.start, words) if info else "",
        ends=printed_clock(info.end, words) if info else "",
        minutes=info.minutes if info else 0,
        participants=info.participants if info else None,
        vetted_by=parameters.vetted_by if parameters.clearance == "restricted" else "",
    )


def contact_of(contact: Contact, numbers: Mapping[str, str], day: str, words: Messages) -> d.Contact:
    """A contact with the local number that the session gives it, to be called on the workshop's ``day`` ('' if unknown)."""
    on = None
    with contextlib.suppress(ValueError):  # a facilitator may have written 'next Friday'
        on = dt.date.fromisoformat(day)
    checked = contact.checked_on.isoformat() if contact.checked_on else ""
    reach = numbers.get(contact.id) or contact.phone or ""
    number = " · ".join(part for part in (reach, contact.text or "") if part)
    return d.Contact(
        contact.title, contact.purpose, contact.need, number, contact.web or "", contact.hours, contact.note or "",
        contact.local, contact.asks_to_confirm(on), printed_day(checked, words), contact.languages,
        contact.checked_on, access=contact.access,
    )


def source_of(entry: cells.SourceEntry) -> d.SourceNote:
    """A source under the number that text cites it by."""
    source = entry.source
    return d.SourceNote(entry.number, source.publisher, source.title, source.url, source.as_of, source.secondary, access=source.access)


def fact_of(entry: cells.FactEntry) -> d.FactNote:
    """A fact with the numbers of its sources; for facilitators only."""
    fact = entry.fact
    return d.FactNote(
        fact.id, fact.statement, fact.label, fact.as_of, fact.review_by.isoformat(), fact.caution or "", entry.sources,
        access=fact.access,
    )


def callout_of(source: str, tone: Literal["remember", "caution", "support", "law"], pictures: Pictures) -> d.Blocks:
    """A boxed text as Markdown quotes it; nothing where a person emptied it."""
    text = re.sub(r"^> ?", "", source, flags=re.MULTILINE)
    title, _, rest = text.partition("\n")
    return (d.Callout(tone, words_of(title), blocks_of(rest, pictures)),) if text.strip() else ()


def module_of(info: cells.ModuleInfo, source: str, *, full: bool) -> d.Module:
    """A module with nothing in it yet. What only facilitators need is there for a ``full`` document alone."""
    return d.Module(
        id=info.id, title=info.title, subtitle=info.subtitle, summary=summary_of(source, info.subtitle),
        notice=(), objectives=(), segments=(), key_points=(), next_steps=(), glossary=(),
        materials=info.materials if full else (),
        before=tuple(map(blocks_of, info.before)) if full else (),
        self_care=tuple(map(blocks_of, info.self_care)) if full else (),
    )  # fmt: skip


def own_segment(title: str, so_far: int) -> d.Segment:
    """A segment for what a person wrote; it has no minutes, as nobody planned it."""
    return d.Segment(id=f"part-{so_far + 1}", title=title, number=None, blocks=())


def shown_in(cell: NotebookNode) -> list[cells.Shown]:
    """What our own outputs in ``cell`` hold.

    Raises UsageError for one that is not as we wrote it, labels included, and for one that a tool has left nothing of but text: it holds the answers.
    """
    name = next(iter(cell.source.splitlines()), "").lstrip("# ")
    shown = [output.data for output in cell.get("outputs", []) if output.output_type in ("display_data", "execute_result")]
    held = [data[cells.MIME] for data in shown if cells.MIME in data]
    lost = [data for data in shown if cells.MIME not in data]  # or what code of a person's own in the same cell shows
    if _SHOWS.match(cell.source) and lost and (not held or any("text/markdown" in data for data in lost)):
        raise UsageError(f"What the cell '{name}' shows has lost our part of it.", "Clear its output in the notebook, or run the cell again.")
    refuse_false_labels(held, f"What the cell '{name}' shows")
    try:
        return [fully_labelled(cells.SHOWN.validate_python(each)) for each in held]
    except ValidationError:
        raise UsageError(
            f"What the cell '{name}' shows was changed, or made by another version.",
            "Clear its output in the notebook, or run the cell again.",
        ) from None


def contacts_in(notebook: NotebookNode, clearance: Access) -> cells.ShownContacts | None:
    """Whom to call, as the notebook shows it to all readers with this clearance: mostly in a cell behind the activities."""
    open_cells = (c for c in notebook.cells if c.cell_type == "code" and not is_hidden(c) and not is_private(c))
    shown = (item for cell in open_cells for item in shown_in(cell))
    found = next((item for item in shown if isinstance(item, cells.ShownContacts)), None)
    return found and seen_part(found, "open", clearance)


def has_heading(source: str) -> bool:
    """Whether a cell's text starts with a heading."""
    return source.lstrip().startswith("#")


def heading(source: str) -> str:
    """The words of a cell's first line, without its number signs."""
    return words_of(source.lstrip().splitlines()[0].lstrip("#")) if source.strip() else ""


def words_of(line: str) -> str:
    """The words of one line of Markdown."""
    return "".join(plain(block.text) for block in blocks_of(f"# {line.strip()}") if isinstance(block, d.Heading))


def below_heading(source: str) -> str:
    """A cell's text without its heading, where it has one."""
    return source.lstrip().partition("\n")[2].strip() if has_heading(source) else source


def summary_of(source: str, subtitle: str) -> d.Blocks:
    """The summary in a cell that opens a module: without the title and ``subtitle`` above it and the quoted notice below."""
    blocks = blocks_of(below_heading(source))
    match blocks:
        case (d.Paragraph(text), *_) if subtitle and plain(text) == subtitle:
            blocks = blocks[1:]
    return blocks[:-1] if blocks and isinstance(blocks[-1], d.Quotation) else blocks


def items_of(blocks: d.Blocks) -> tuple[d.Blocks, ...]:
    """Items of every list in ``blocks``; anything that a person wrote beside a list is an item of its own."""
    items: list[d.Blocks] = []
    for block in blocks:
        items += block.items if isinstance(block, d.Listing) else [(block,)]
    return tuple(items)


def objectives_of(source: str, known: Sequence[Objective]) -> tuple[d.Objective, ...]:
    """Objectives as the cell lists them, with the id and status of the ``known`` ones.

    One that a person reworded keeps its id and one they added gets one; neither is as it was published.
    """
    blocks = blocks_of(below_heading(source))
    listed = tuple(block for block in blocks if isinstance(block, d.Listing)) or blocks
    texts = [" ".join(" ".join(plain(block.text) for block in item if isinstance(block, d.Paragraph)).split()) for item in items_of(listed)]
    by_text = {" ".join(plain(line_of(objective.text)).split()): objective for objective in known}
    found: list[d.Objective] = []
    for place, text in enumerate(texts):
        if text in by_text:
            same = by_text[text]
            found.append(d.Objective(same.id, same.text, same.status == "proposed", access=same.access))
        elif len(texts) == len(known):
            found.append(d.Objective(known[place].id, text, proposed=True))
        else:
            found.append(d.Objective(f"own-{place + 1}", text, proposed=True))
    return tuple(found)


def lower_headings(blocks: d.Blocks, *, by: int) -> d.Blocks:
    """Headings with the segment's own level taken off: '###' in a cell is level 1 in the document."""
    return tuple(
        replace(block, level=max(1, block.level - by)) if isinstance(block, d.Heading) else block for block in blocks
    )


def attached(attachments: Mapping[str, Mapping[str, str]], address: str) -> d.Figure | None:
    """The picture that a Markdown cell carries inside itself, where ``address`` names one or is one."""
    inside = _INSIDE.fullmatch(address)
    if inside:
        return _decoded(cast("d.MediaType", inside[1]), inside[2]) if inside[1] in d.PICTURES else None
    if not address.startswith("attachment:"):
        return None
    held = attachments.get(unquote(address.removeprefix("attachment:")), {})
    return next((picture_of(media, held[media]) for media in d.PICTURES if media in held), None)


def missing_picture(address: str, words: Messages) -> d.Placeholder:
    """What stands in place of the picture at ``address``, where there is none."""
    shown = address if len(address) < _LONGEST_ADDRESS else f"{address[:_LONGEST_ADDRESS]}…"
    return d.Placeholder(words("read.picture-title"), words("read.picture-missing", address=shown))


def picture_of(media: d.MediaType, content: str) -> d.Figure | None:
    """The picture that a notebook holds as text: SVG as it stands, all others in base64. None when it is damaged or reaches outside itself."""
    if media == "image/svg+xml":
        data = content.encode()
        return d.Figure(data, media, "") if is_usable(data, media) else None
    return _decoded(media, content)


def _decoded(media: d.MediaType, content: str) -> d.Figure | None:
    try:
        data = base64.b64decode(content)
    except ValueError:
        return None
    return d.Figure(data, media, "") if is_usable(data, media) else None


def with_caption(blocks: d.Blocks) -> d.Blocks:
    """``blocks`` in which a bold line directly above a table is the table's caption."""
    done: list[d.Block] = []
    for block in blocks:
        match (done[-1] if done else None, block):
            case (d.Paragraph(text), d.Table()) if all(span.strong for span in text):
                done[-1] = replace(block, caption=tuple(replace(span, strong=False) for span in text))
            case _:
                done.append(block)
    return tuple(done)


def with_alt(blocks: d.Blocks, alt: str) -> d.Blocks:
    """``blocks`` in which every picture has alternative text: its own, or ``alt``."""

    def described(block: d.Block) -> d.Block:
        match block:
            case d.Figure():
                return block if block.alt.strip() else replace(block, alt=alt)
            case d.Listing():
                return replace(block, items=tuple(with_alt(item, alt) for item in block.items))
            case d.Quotation() | d.Callout():
                return replace(block, blocks=with_alt(block.blocks, alt))
            case _:
                return block

    return tuple(map(described, blocks))
