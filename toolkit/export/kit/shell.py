"""What a page about a kit says in; one HTML page that needs no network and no script out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape

from toolkit.export.blocks import picture_html
from toolkit.export.document import Document
from toolkit.export.look import theme_of
from toolkit.export.markup import Html, element, join
from toolkit.export.web import asset, colours
from toolkit.look.theme import Theme

_GAP = re.compile(r"\{\{([a-z-]+)\}\}")


@dataclass(frozen=True, slots=True)
class KitPage:
    """A page called ``title`` under a smaller ``heading``. ``lines`` stand out at its top, ``notice`` is small at its foot."""

    title: str
    heading: str
    details: str
    lines: list[str]
    body: Html
    notice: Html


def kit_page(document: Document, theme: Theme, page: KitPage) -> bytes:
    """The page, in the look of the workshop's host."""
    look, theme = document.look, theme_of(document, theme)
    values = {
        "language": document.language,
        "title": escape(page.title),
        "logo": picture_html(look.logo, "logo") if look.logo else "",
        "foot": element("p", look.footer) if look.footer else "",
        "heading": escape(page.heading),
        "details": join(page.details),
        "vetting": join(*(element("p", line, class_="vetting") for line in page.lines if line)),
        "body": page.body,
        "notice": page.notice,
        "style": _style(theme),
    }
    return _GAP.sub(lambda gap: values[gap[1]], asset("index.html")).encode()


def _style(theme: Theme) -> str:
    """The page's own styles: the theme's colours for light and dark, then the rules."""
    dark = f"@media screen and (prefers-color-scheme:dark){{:root{{{colours(theme.dark)}}}}}"
    return f":root{{{colours(theme.palette)}}}{dark}{asset('index.css')}"
