"""Small pieces of reading: what a cell shows, its heading and text, times and days as printed, contacts."""

from __future__ import annotations

import base64
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from toolkit.export import document as d
from toolkit.messages import Messages
from toolkit.model import cells
from toolkit.model.session import Parameters

if TYPE_CHECKING:
    from nbformat import NotebookNode


def clock(machine: str, words: Messages) -> str:
    """A time as printed: '18:30' becomes '6:30 PM'; an offset such as '+0:40' stays."""
    found = re.fullmatch(r"(\d\d):(\d\d)", machine)
    if not found:
        return machine
    hours, minutes = int(found[1]), found[2]
    half = words("shared.am" if hours < 12 else "shared.pm")  # noqa: PLR2004  # noon
    return words("shared.clock", hours=hours % 12 or 12, minutes=minutes, half=half)


def about_of(info: cells.NotebookInfo | None, parameters: Parameters, words: Messages) -> d.About:
    """The workshop's details, as printed."""
    return d.About(
        audience=info.audience_titles.get(parameters.audience, "") if info else "",
        organization=parameters.organization,
        facilitators=parameters.facilitators,
        date=_printed_day(parameters.date, words),
        place=parameters.place,
        starts=clock(info.start, words) if info else "",
        ends=clock(info.end, words) if info else "",
        minutes=info.minutes if info else 0,
        participants=info.participants if info else None,
    )


def _printed_day(day: str, words: Messages) -> str:
    found = re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})", day)
    if not found or not 1 <= int(found[2]) <= 12:  # noqa: PLR2004  # months
        return day
    month = words("shared.months").split(",")[int(found[2]) - 1].strip()
    return words("shared.day", month=month, day=int(found[3]), year=found[1])


def contact_of(contact: Any, numbers: dict[str, str]) -> d.Contact:
    """A contact with the local number that the session gives it."""
    reach = numbers.get(contact.id) or contact.phone or ""
    number = " · ".join(part for part in (reach, contact.text or "") if part)
    name = contact.name[0].upper() + contact.name[1:]  # the register writes names as they stand in a sentence
    return d.Contact(
        name, contact.purpose, contact.need, number, contact.web or "", contact.hours, contact.note or "",
        contact.local, contact.confirm, contact.checked_on,
    )


def own_segment(title: str, so_far: int) -> d.Segment:
    """A segment for what a person wrote; it has no minutes, as nobody planned it."""
    return d.Segment(id=f"part-{so_far + 1}", title=title, number=None, blocks=())


def shown_in(cell: NotebookNode) -> list[Any]:
    """What our own outputs in ``cell`` hold. Raises pydantic's error for one that was tampered with."""
    return [
        cells.SHOWN.validate_python(output.data[cells.MIME])
        for output in cell.get("outputs", [])
        if output.output_type in ("display_data", "execute_result") and cells.MIME in output.data
    ]


def heading(source: str) -> str:
    """The text of a cell's first line, without its number signs."""
    return source.lstrip().splitlines()[0].lstrip("#").strip() if source.strip() else ""


def below_heading(source: str) -> str:
    """A cell's text without its heading, where it has one."""
    first, _, rest = source.lstrip().partition("\n")
    return rest.strip() if first.startswith("#") else source


def items_of(blocks: d.Blocks) -> tuple[d.Blocks, ...]:
    """Items of every list in ``blocks``."""
    return tuple(item for block in blocks if isinstance(block, d.Listing) for item in block.items)


def lower_headings(blocks: d.Blocks, *, by: int) -> d.Blocks:
    """Headings with the segment's own level taken off: '###' in a cell is level 1 in the document."""
    return tuple(
        replace(block, level=max(1, block.level - by)) if isinstance(block, d.Heading) else block for block in blocks
    )


def attached(attachments: Any, address: str) -> d.Figure | None:
    """The picture that a Markdown cell carries inside itself, where ``address`` names one."""
    if not address.startswith("attachment:"):
        return None
    for media, data in attachments.get(address.removeprefix("attachment:"), {}).items():
        if media.startswith("image/"):
            return d.Figure(base64.b64decode(data), media, "")
    return None
