"""What a kit holds in, its index page out: what is here and for when, what to print, what to bring, what is still open."""

from __future__ import annotations

from urllib.parse import quote

from toolkit.export.document import Document
from toolkit.export.kit.accessibility import found
from toolkit.export.kit.files import ACCESSIBILITY, Kit, KitFile
from toolkit.export.kit.index_day import day_sections, section
from toolkit.export.kit.printing import copies_of, print_list
from toolkit.export.kit.shell import KitPage, kit_page
from toolkit.export.kit.unconfirmed import unconfirmed
from toolkit.export.markup import Html, element, join
from toolkit.export.registry import FOLDERS, When
from toolkit.export.timetable import pauses_told, rooms_told, when
from toolkit.export.typography import polished, typographic
from toolkit.export.vetting import mark, vetting_lines
from toolkit.look.theme import Theme
from toolkit.messages import Messages, messages
from toolkit.model.manifest import NAME

_WHEN: tuple[When, ...] = ("before", "day", "after")
_READERS = ("facilitator", "participant", "learner")


def to_index(kit: Kit, theme: Theme) -> bytes:
    """One HTML page that needs no network and no script. It holds no answer, though the kit is the facilitator's."""
    document, words = polished(kit.document), messages(kit.document.language)
    left_out = words("index.withheld", modules=", ".join(kit.withheld)) if kit.withheld else ""
    page = KitPage(
        title=document.title, heading=words("index.heading"),
        details=" · ".join(part for part in _details(document, words) if part), lines=[*vetting_lines(document, words), left_out],
        body=join(_open(kit, words), _files(kit, words), _printing(kit, words), day_sections(document, words)),
        notice=join(*_notices(kit, words)),
    )  # fmt: skip
    return kit_page(document, theme, page)


def _details(document: Document, words: Messages) -> list[str]:
    about = document.about
    days = when(document, words)
    hours = words("shared.hours", starts=about.starts, ends=about.ends) if about.starts and not days else words("shared.minutes", count=about.minutes)
    dates = [*days, hours] if days else [about.date, hours, *pauses_told(document, words)]
    people = words("index.people", count=about.participants) if about.participants is not None else ""
    return [
        about.organization, ", ".join(about.facilitators), *dates, about.place, about.audience, people,
        *rooms_told(document, words),
    ]  # fmt: skip


def _open(kit: Kit, words: Messages) -> Html:
    """What nobody has confirmed, with room to write where the answer is short."""
    items = [
        element("li", typographic(each.about), class_="write-in" if each.write_in else None)
        for each in unconfirmed(kit, words)
    ]
    return section("open", words("index.open"), element("ul", *items, class_="boxes"))


def _files(kit: Kit, words: Messages) -> Html:
    """The files by when they are used, then by whom."""
    groups: list[Html] = []
    for moment in _WHEN:
        files = sorted((file for file in kit.files if file.when == moment), key=lambda file: _READERS.index(file.reader))
        if files:
            head = _row_of_heads(words("index.file"), words("index.for"), words("index.print"))
            rows = join(*(_row(file, kit, words) for file in files))
            caption = element("caption", words(f"index.used-{moment}"))
            groups.append(element("table", caption, element("thead", head), element("tbody", rows)))
    if kit.left:
        older = join(*(element("li", path) for path in kit.left))
        groups += [element("p", words("index.earlier")), element("ul", older, class_="paths")]
    return section("files", words("index.files"), *groups)


def _row_of_heads(*heads: str) -> Html:
    return element("tr", *(element("th", head, scope="col") for head in heads))


def _row(file: KitFile, kit: Kit, words: Messages) -> Html:
    document = polished(kit.document)
    known = f"index.what-{file.name}"
    what = file.about or (words(known) if known in words.all() else "")
    passing_on = ""
    if document.access == "restricted":
        passing_on = mark(document, words) if file.access == "restricted" else words("index.for-anyone")
    length = "" if file.pages is None else words("index.one-page") if file.pages == 1 else words("index.pages", count=file.pages)
    name = element(
        "th",
        element("a", typographic(file.title), href=quote(file.path)),
        element("span", " · ".join(part for part in (file.path, length) if part), class_="path"),
        element("span", typographic(what)) if what else "",
        element("strong", passing_on) if passing_on else "",
        scope="row",
    )
    reader = element("td", _reader(file, words), data_label=words("index.for"))
    return element("tr", name, reader, element("td", _amount(file, document, words), data_label=words("index.print")))


def _reader(file: KitFile, words: Messages) -> str:
    if file.access == "restricted" and file.reader == "learner":
        return words("index.for-afterwards-restricted")
    return words(f"index.{FOLDERS[file.reader]}")


def _amount(file: KitFile, document: Document, words: Messages) -> str:
    copies = copies_of(file, document)
    if file.copies == "each" and not copies:
        return words("index.print-each-unknown")
    return words(f"index.print-{file.copies}", count=copies)


def _printing(kit: Kit, words: Messages) -> Html:
    """The list to print from, with the paper that it takes."""
    jobs = print_list(kit)
    if not jobs:
        return Html("")
    heads = ("file", "print-pages", "print-sides", "print-copies", "print-sheets")
    rows: list[Html] = []
    for job in jobs:
        copies = str(job.copies) if job.copies is not None else words(f"index.copies-{job.file.copies}")
        sheets = str(job.sheets) if job.sheets is not None else words("index.sheets-each", count=job.sheets_each)
        sides = words("index.both-sides" if job.both_sides else "index.one-side")
        title = element("th", element("span", typographic(job.file.title)), scope="row")
        rows.append(element("tr", title, *(element("td", cell) for cell in (str(job.pages), sides, copies, sheets))))
    paper = words(f"index.paper-{kit.document.paper}")
    total = sum(job.sheets for job in jobs if job.sheets is not None)
    told = words("index.total", count=total, paper=paper)
    more = words("index.total-more") if any(job.sheets is None for job in jobs) else ""
    table = element(
        "table", element("thead", _row_of_heads(*(words(f"index.{head}") for head in heads))), element("tbody", *rows), class_="jobs"
    )
    return section("printing", words("index.to-print"), table, element("p", typographic(f"{told} {more}".strip()), class_="total"))


def _notices(kit: Kit, words: Messages) -> list[Html]:
    manifest = element("a", NAME, href=NAME)
    report = element("a", words("index.accessibility"), href=f"{ACCESSIBILITY}.html")
    return [
        element("p", report, f" {typographic(found(kit, words))}"),
        element("p", typographic(words("index.notice", edition=kit.document.edition))),
        element("p", typographic(words("index.zip", name=f"{kit.name}.zip"))),
        element("p", manifest, f" {words('index.manifest')}"),
    ]
