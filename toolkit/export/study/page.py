"""A learner's Document in, the four landmarks of its page out: header, contents, main and footer."""

from __future__ import annotations

from dataclasses import dataclass

from toolkit.export.blocks import picture_html
from toolkit.export.markup import Html, element, join
from toolkit.export.study.back_matter import contacts_html, glossary_html, sources_html
from toolkit.export.study.module import ModuleHtml, module_html, notice_html
from toolkit.export.study.writer import Writer
from toolkit.export.vetting import mark, vetting_lines

_CROSS = Html(
    '<svg viewBox="0 0 24 24" aria-hidden="true" focusable="false"><path d="M6 6l12 12M18 6L6 18" fill="none" '
    'stroke="currentColor" stroke-width="3" stroke-linecap="round"></path></svg>'
)


@dataclass(frozen=True, slots=True)
class PageHtml:
    header: Html
    contents: Html
    main: Html
    footer: Html


def page_html(writer: Writer) -> PageHtml:
    """The page of a session: of its one module, or of a course."""
    document, words = writer.document, writer.words
    modules = [module_html(writer, module) for module in document.modules]
    back = (
        ("contacts", words("shared.contacts"), contacts_html(writer)),
        ("glossary", words("shared.glossary"), glossary_html(writer)),
        ("Sources", words("shared.sources"), sources_html(writer)),
    )
    shown = [(anchor, title, inner) for anchor, title, inner in back if inner]
    first = join(notice_html(writer, document.modules[0]) if writer.single and document.modules else "", _keeping(writer))
    sections = (element("section", element("h2", title), inner, id=anchor) for anchor, title, inner in shown)
    return PageHtml(
        header=_header(writer),
        contents=_contents(writer, modules, [(anchor, title) for anchor, title, _ in shown]),
        main=join(_without_script(writer), first, *(module.html for module in modules), *sections),
        footer=_footer(writer),
    )


def _without_script(writer: Writer) -> Html:
    """Stands until the script has brought everything to life, so it is also true of a browser too old for that."""
    return element("p", writer.words("study.no-script"), id="no-script", class_="callout tone-law")


def _header(writer: Writer) -> Html:
    """Quick exit comes first of all: first in the page, first for the keyboard, and always in reach."""
    document, words = writer.document, writer.words
    leave = element("a", _CROSS, words("study.quick-exit"), href="about:blank", class_="exit", id="exit", aria_describedby="exit-about", rel="noreferrer")
    about, vetting = document.about, vetting_lines(document, words)
    details = " · ".join(part for part in (about.organization, about.date) if part)
    return join(
        element(
            "div", leave, element("a", words("study.skip"), href="#main", class_="skip"),
            element("p", id="progress", hidden=True), class_="bar",
        ),
        element(
            "div",
            # Only what holds without scripts; the script puts the whole of it in its place (exit.js).
            element("p", words("study.exit-plain"), id="exit-about"),
            picture_html(document.look.logo, "logo") if document.look.logo else "",
            element("p", words("study.kicker"), class_="kicker"),
            element("h1", document.title),
            element("p", document.subtitle, class_="subtitle") if document.subtitle else "",
            element("p", details, class_="details") if details else "",
            element("p", " · ".join(vetting), class_="details") if vetting else "",
            element("p", element("a"), class_="continue", hidden=True),
            element("div", writer.prose.blocks(document.notice), class_="notice") if document.notice else "",
            class_="cover",
        ),
    )  # fmt: skip


def _contents(writer: Writer, modules: list[ModuleHtml], back: list[tuple[str, str]]) -> Html:
    """Where to go, and, once the script runs, what is done."""
    groups = [element("ol", *(_entry(*part) for part in module.parts)) for module in modules]
    listed = groups if writer.single else [
        element("li", _link(module.anchor, module.title), group) for module, group in zip(modules, groups, strict=True)
    ]  # fmt: skip
    front = listed if writer.single else [element("ul", *listed)]
    rest = element("ul", *(element("li", _link(*part)) for part in back)) if back else ""
    return join(element("h2", writer.words("study.contents"), id="contents"), *front, rest)


def _entry(anchor: str, title: str) -> Html:
    return element("li", _link(anchor, title), element("span", class_="state"), data_part=anchor)


def _link(anchor: str, title: str) -> Html:
    return element("a", title, href=f"#{anchor}")


def _keeping(writer: Writer) -> Html:
    """The question whether this browser may keep progress. Hidden until the script can act on the answer."""
    words = writer.words
    choices = [
        element(
            "label", element("input", type="radio", name="keep", value=value, checked=value == "no"),
            element("span", words(f"study.keep-{value}")),
        )
        for value in ("no", "yes")
    ]  # fmt: skip
    buttons = [
        element("button", words(f"study.{name}"), type="button", data_do=name) for name in ("download", "forget")
    ]
    return element(
        "section",
        element("h2", words("study.keep-title"), id="keeping-title"),
        element("p", words("study.keep-text")),
        element("p", words("study.keep-shared")),
        element("div", *choices, role="radiogroup", aria_labelledby="keeping-title", class_="choices"),
        element("p", role="status", class_="told"),
        element("div", *buttons, class_="actions"),
        element("p", words("study.download-about"), class_="small"),
        id="keeping", class_="keeping", aria_labelledby="keeping-title", hidden=True,
    )  # fmt: skip


def _footer(writer: Writer) -> Html:
    document, words = writer.document, writer.words
    return join(
        element("p", words("study.colophon", title=document.title, edition=document.edition, licence=document.licence))
        if document.edition else "",
        element("p", document.look.footer) if document.look.footer else "",
        element("p", words("shared.not-reporting-channel")),
        element("p", mark(document, words)) if mark(document, words) else "",
    )  # fmt: skip
