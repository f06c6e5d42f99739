"""A kit with what the audit of each file found in; the page that tells it out, for whoever asks whether everyone can take part."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePath
from urllib.parse import quote

from toolkit import __version__
from toolkit.audit import KINDS, Audit, counts_of, rules_of
from toolkit.export.kit.files import Kit, KitFile
from toolkit.export.kit.index_day import section
from toolkit.export.kit.shell import KitPage, kit_page
from toolkit.export.markup import Html, element, join
from toolkit.export.typography import polished, typographic
from toolkit.export.vetting import vetting_lines
from toolkit.look.theme import Theme
from toolkit.messages import Messages, messages

_OTHER_FORMS = ("handout-docx", "slides", "slides-handout", "study")
"""Formats in which people who cannot use another one get the same."""
_SHOWN = 12
"""Barriers of one file that are told; one fault of a template may stand on every page."""


def to_accessibility(kit: Kit, theme: Theme) -> bytes:
    """One HTML page that needs no network and no script. It names files and quotes what is wrong in them; where nothing is, it quotes no text of theirs."""
    document, words = polished(kit.document), messages(kit.document.language)
    body = join(
        element("p", typographic(words("accessibility.about"))), element("p", element("strong", found(kit, words))), _barriers(kit, words),
        _files(kit, words), _promises(kit, words), _people(words), _other_forms(kit, words),
    )  # fmt: skip
    page = KitPage(
        title=words("accessibility.title"), heading=words("index.heading"),
        details=words("accessibility.details", title=document.title, version=__version__), lines=vetting_lines(document, words),
        body=body, notice=element("p", typographic(words("accessibility.standards"))),
    )  # fmt: skip
    return kit_page(document, theme, page)


def found(kit: Kit, words: Messages) -> str:
    """What was found in all files, in a sentence."""
    audits = [file.audit for file in kit.files if file.audit]
    count = sum(len(audit.barriers) for audit in audits)
    return words(f"accessibility.{'none' if not count else 'one' if count == 1 else 'some'}", files=len(audits), count=count)


def _barriers(kit: Kit, words: Messages) -> Html:
    groups: list[Html] = []
    for file in kit.files:
        if file.audit and file.audit.barriers:
            told = [": ".join(part for part in (barrier.where, barrier.what) if part) for barrier in file.audit.barriers]
            more = [words("accessibility.more", count=len(told) - _SHOWN)] if len(told) > _SHOWN else []
            groups += [element("h3", _link(file)), _list([*told[:_SHOWN], *more])]
    if not groups:
        return Html("")
    return section("open", words("accessibility.barriers"), element("p", words("accessibility.barriers-do")), *groups)


def _files(kit: Kit, words: Messages) -> Html:
    heads = (words("accessibility.file"), words("accessibility.looked-at"), words("accessibility.found"))
    rows = [_row(file, file.audit, words) for file in kit.files if file.audit]
    head = element("thead", element("tr", *(element("th", each, scope="col") for each in heads)))
    others = ", ".join(file.title for file in kit.files if not file.audit)
    rest = element("p", typographic(words("accessibility.not-looked-at", files=others))) if others else Html("")
    return section("files", words("accessibility.files"), element("table", head, element("tbody", *rows), class_="audit"), rest)


def _row(file: KitFile, audit: Audit, words: Messages) -> Html:
    count = len(audit.barriers)
    result = words(f"accessibility.{'no-barrier' if not count else 'barrier' if count == 1 else 'barriers-here'}", count=count)
    counted = " · ".join(f"{what}:\u00a0{number:,}" for what, number in counts_of(audit, _suffix(file)).items())
    return element(
        "tr",
        element("th", _link(file), element("span", file.path, class_="path"), scope="row"),
        element("td", counted, data_label=words("accessibility.looked-at")),
        element("td", element("strong", result) if count else result, data_label=words("accessibility.found")),
    )


def _link(file: KitFile) -> Html:
    return element("a", typographic(file.title), href=quote(file.path))


def _suffix(file: KitFile) -> str:
    return PurePath(file.path).suffix


def _promises(kit: Kit, words: Messages) -> Html:
    """The rules for each kind of file that the kit holds."""
    held = {_suffix(file) for file in kit.files if file.audit}
    groups: list[Html] = []
    for suffix in (kind for kind in KINDS if kind in held):
        rules = (element("li", f"{typographic(rule.promise)} ", element("span", rule.source, class_="source")) for rule in rules_of(suffix))
        groups += [element("h3", words(f"accessibility.kind-{suffix[1:]}")), element("ul", *rules)]
    return section("promises", words("accessibility.promises"), *groups, element("p", typographic(words("accessibility.browser"))))


def _people(words: Messages) -> Html:
    return section("people", words("accessibility.people"), _list(words(f"accessibility.people-{each}") for each in ("use", "words", "edit")))


def _other_forms(kit: Kit, words: Messages) -> Html:
    held = {file.name: file for file in kit.files}
    items = [element("li", typographic(words("accessibility.needs-ask")))]
    items += [element("li", _link(held[name]), f" {typographic(words(f'accessibility.needs-{name}'))}") for name in _OTHER_FORMS if name in held]
    return section("needs", words("accessibility.needs"), element("ul", *items))


def _list(lines: Iterable[str]) -> Html:
    return element("ul", *(element("li", typographic(line)) for line in lines))
