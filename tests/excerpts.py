"""A page of the docs in; its YAML excerpts, each with where it belongs, and a file with an excerpt put into it, out.

An excerpt says where it belongs in a comment above it, which readers do not see:

    <!-- excerpt in="- id: main" -->                     keys that replace those of the block 'main'
    <!-- excerpt in="- id: main" replaces="text" -->     an item that replaces the one that holds the text
    <!-- excerpt ... breaks="rule rule" -->              a bad example, and the rules that say so
    <!-- adds to="registers/facts.yaml" -->              entries at the end of a file
    <!-- shown from="registers/sources.yaml" -->         lines that stand in a file
    <!-- whole file="pages/name.yaml" -->                      a whole file
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

_EXCERPT = re.compile(r"^( *)<!-- (\w+) ?([^\n]*?) ?-->\n\1```yaml\n(.*?)^\1```$", re.MULTILINE | re.DOTALL)
_SCENES = re.compile(r"<!-- scenes -->\n(.*?)\n\n", re.DOTALL)
_CHOICE = re.compile(r"(.+?) → `([a-z-]+)` \((safer|mixed|riskier)\)")


@dataclass(frozen=True)
class Excerpt:
    """YAML of a page, and what the comment above it says."""

    kind: str
    where: dict[str, str]
    yaml: str


def excerpts_of(page: str) -> list[Excerpt]:
    """Every YAML excerpt of a page, in order. One without a comment is a mistake in the page."""
    found = [
        Excerpt(kind, dict(re.findall(r'(\w+)="([^"]*)"', where)), re.sub(f"^{indent}", "", text, flags=re.MULTILINE))
        for indent, kind, where, text in _EXCERPT.findall(page)
    ]
    assert len(found) == page.count("```yaml"), "an excerpt without the comment that says where it belongs"
    return found


def scenes_of(page: str) -> str:
    """The scenes that the page draws as a table, as YAML with stand-ins for the texts."""
    table = _SCENES.search(page)
    assert table
    rows = [[cell.strip() for cell in row.strip("|").split("|")] for row in table[1].splitlines()[2:]]
    return "    scenes:\n" + "".join(_scene(name.strip("`"), text, leads) for name, text, leads in rows)


def _scene(name: str, text: str, leads: str) -> str:
    head = f"- kind: {{}}\n  id: {name}\n  title: Card {name}\n  text: >-\n    {text}\n"
    ending = re.fullmatch(r"ending \((\w+)\)", leads)
    if ending:
        words = f"On the way to {name} you did what many people would do. " * 3
        scene = head.format("ending") + f"  safety: {ending[1]}\n  debrief: >-\n    {words}\n"
    else:
        scene = head.format("scene") + "  choices:\n" + "".join(_choice(name, part) for part in leads.split("<br>"))
    return "".join(f"      {line}\n" for line in scene.splitlines())


def _choice(scene: str, written: str) -> str:
    found = _CHOICE.fullmatch(written)
    assert found, f"'{written}' is no choice, where it leads and how safe that is"
    text, target, safety = found.groups()
    told = f"From {scene} the story goes on to {target}."
    return (
        f"    - text: >-\n        {text}\n      to: {target}\n      safety: {safety}\n"
        f"      consequence: {told}\n      reason: It is {safety}, for the child goes from {scene} to {target}.\n"
    )


def put(file: Path, excerpt: Excerpt) -> None:
    """Put the excerpt into ``file``: in place of the keys or of the item that it stands for."""
    lines = file.read_text(encoding="utf-8").splitlines()
    new = excerpt.yaml.splitlines()
    depth = _depth(new[0])
    start = _line(lines, excerpt.where["in"]) if "in" in excerpt.where else 0
    if "replaces" in excerpt.where:
        head = _line(lines, excerpt.where["replaces"], start)
        while not (_depth(lines[head]) == depth and lines[head].lstrip().startswith("- ")):
            head -= 1
        lines[head : _end(lines, head)] = new
    else:
        for number in reversed([number for number, line in enumerate(new) if line and _depth(line) == depth]):
            key = new[number].strip().partition(":")[0]
            head = _line(lines, f"{' ' * depth}{key}:", start)
            lines[head : _end(lines, head)] = new[number:]
            new = new[:number]
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _line(lines: list[str], text: str, start: int = 0) -> int:
    for number in range(start, len(lines)):
        if lines[number].startswith(text) or lines[number].strip() == text:
            return number
    raise AssertionError(f"no line '{text}'")


def _end(lines: list[str], head: int) -> int:
    """Where the block that starts in line ``head`` ends."""
    depth = _depth(lines[head])
    for number in range(head + 1, len(lines)):
        if lines[number].strip() and _depth(lines[number]) <= depth:
            return number
    return len(lines)


def _depth(line: str) -> int:
    return len(line) - len(line.lstrip())
