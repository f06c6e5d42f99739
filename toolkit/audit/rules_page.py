"""The rules of every audit in; the page that lists them out."""

from __future__ import annotations

from toolkit.audit import KINDS, rules_of

_TITLES = {".pdf": "PDF", ".pptx": "Slides for PowerPoint", ".docx": "Documents for Word", ".html": "Web pages"}


def to_audit_page() -> str:
    """Every rule by kind of file, with what is counted and the clause that asks for it."""
    lines = [_HEAD]
    for suffix in KINDS:
        lines += ["", f"## {_TITLES[suffix]}", "", "| rule | what should be true | counted | asked for by |", "|---|---|---|---|"]
        for rule in rules_of(suffix):
            lines.append(f"| {' | '.join(map(_cell, (f'`{rule.id}`', rule.promise, rule.counts, rule.source)))} |")
    return "\n".join(lines) + "\n"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("<", "&lt;").replace("\n", " ")


_HEAD = """# Whom a file locks out, and how we find out

<!-- Generated from toolkit/audit by `python -m toolkit.schema`. -->

People listen to a page, feel it in braille, enlarge it, press keys because a mouse is no use to them, or see no difference between red
and green. Whatever `facilitate export` makes is looked at for what keeps them out, file by file, as it is made. What was found, and how
much was looked at, stands in the kit: open its `accessibility.html`. It holds no time and no name, so the same workshop gives the same
report. Where a file does lock somebody out, the export says so in its summary.

```sh
facilitate audit exports/my-workshop           # a kit, in its folder or its zip, looked at again
facilitate audit my-slides.pptx my-pages.pdf   # files that you have edited, or made yourself
```

It prints a line for each file with what it looked at, and below it each barrier with its place, what to do, and the rule, and exits with 1 when
there is one. It needs no network and no browser, and changes nothing.

A program sees that a picture has a description, not whether it is a good one. What only people can tell is listed in the report as
well. Beyond these rules, our tests try the templates of all pages in a browser, and every PDF by the place of its words on the paper:
see [what you can rely on](trust.md).

The standards are PDF/UA-1 (ISO 14289-1) and WCAG 2.2, level AA, whose success criteria are named by number. Text whose
color or ground no program can work out, for example on a picture, is counted as left to look at: a person has to."""
