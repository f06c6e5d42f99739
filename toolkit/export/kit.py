"""What a kit holds in, its index page out: what is here, what to print, how many copies, what to bring."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape

from toolkit.export.document import Document
from toolkit.export.registry import formats
from toolkit.export.typography import polished, typographic
from toolkit.export.vetting import mark, vetting_lines
from toolkit.export.web import asset, colours
from toolkit.look.theme import Theme
from toolkit.messages import Messages, messages
from toolkit.model.access import Access


@dataclass(frozen=True, slots=True)
class KitFile:
    """One file of a kit, as the index lists it.

    ``about`` says what it is where the format's own sentence does not; ``path`` is relative to the index; ``earlier`` marks what an earlier run made and this one did not.
    """

    name: str
    title: str
    path: str
    about: str = ""
    earlier: bool = False
    access: Access | None = None  # unknown for what an earlier run made


def to_index(document: Document, kit: tuple[KitFile, ...], theme: Theme, withheld: tuple[str, ...] = ()) -> bytes:
    """One HTML page that needs no network and no script.

    ``document`` is the facilitator's: the page lies in the facilitator's folder of the kit. ``withheld`` are
    ids of modules that were left out, as the participants may not see them.
    """
    words = messages(document.language)
    document = polished(document)
    about = document.about
    details = [about.organization, ", ".join(about.facilitators), about.date, about.place, about.audience]
    hours = words("shared.hours", starts=about.starts, ends=about.ends) if about.starts else words("shared.minutes", count=about.minutes)
    copies = about.participants
    rows = "".join(_row(file, copies, _passing_on(file, document, words), words) for file in kit)
    left_out = words("index.withheld", modules=", ".join(withheld)) if withheld else ""
    steps = "".join(f"<li>{escape(words(f'index.step-{n}'))}</li>" for n in range(1, 6))
    materials = dict.fromkeys(item for module in document.modules for item in module.materials)
    bring = "".join(f"<li>{escape(item)}</li>" for item in materials)
    local = "".join(
        f"<li><strong>{escape(contact.name)}</strong>: "
        f"{escape(contact.number or words('shared.local-number-missing'))}</li>"
        for contact in document.contacts if contact.local
    )
    shell = asset("index.html")
    values = {
        "language": document.language,
        "title": escape(document.title),
        "heading": escape(words("index.heading")),
        "details": " · ".join(escape(part) for part in [*details, hours] if part),
        "vetting": "".join(f'<p class="vetting">{escape(line)}</p>' for line in [*vetting_lines(document, words), left_out] if line),
        "files": escape(words("index.files")),
        "file-head": escape(words("index.file")),
        "for-head": escape(words("index.for")),
        "print-head": escape(words("index.print")),
        "rows": rows,
        "do": escape(words("index.do")),
        "steps": steps,
        "bring-head": escape(words("index.bring")),
        "bring": bring,
        "local-head": escape(words("index.local")),
        "local": local,
        "notice": escape(words("index.notice", edition=document.edition)),
        "style": _style(theme),
    }
    return re.sub(r"\{\{([a-z-]+)\}\}", lambda gap: values[gap[1]], shell).encode()


def _passing_on(file: KitFile, document: Document, words: Messages) -> str:
    """Who may have a file, in a kit that not everyone may have."""
    if document.access == "open" or file.access is None:
        return ""
    return mark(document, words) if file.access == "restricted" else words("index.for-anyone")


def _row(file: KitFile, copies: int | None, passing_on: str, words: Messages) -> str:
    folder = file.path.partition("/")[0]
    told = formats()[file.name].copies
    count_unknown = told == "each" and not copies
    amount = words("index.print-each-unknown") if count_unknown else words(f"index.print-{told}", count=copies)
    for_some = file.access == "restricted" and folder == "for-afterwards"
    reader = words("index.for-afterwards-restricted") if for_some else words(f"index.{folder}")
    known = f"index.what-{file.name}"
    what = file.about or (words(known) if known in words.all() else "")
    if file.earlier:
        what = words("index.earlier")
    note = f"<strong>{escape(passing_on)}</strong>" if passing_on else ""
    return (
        f'<tr><th scope="row"><a href="{escape(file.path)}">{escape(typographic(file.title))}</a>'
        f"<span>{escape(typographic(what))}</span>{note}</th><td>{escape(reader)}</td><td>{escape(amount)}</td></tr>"
    )


def _style(theme: Theme) -> str:
    """The page's own styles: the theme's colours for light and dark, then the rules."""
    dark = f"@media (prefers-color-scheme:dark){{:root{{{colours(theme.dark)}}}}}"
    return f":root{{{colours(theme.palette)}}}{dark}{asset('index.css')}"
