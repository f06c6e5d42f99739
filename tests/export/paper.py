"""Scissors for tests: sheets of cards in, the cards out, cut where the marks at the edges of the paper say; and ways through a story."""

from __future__ import annotations

import io
import json
import re
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from html import unescape
from itertools import groupby, pairwise
from typing import Any, NamedTuple

from PIL import Image

_MARK = 13  # points from the edge of the paper, where nothing is printed but marks to cut by
_DARK = 128
_SLOT = re.compile(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</word>')
_PAGE = re.compile(r'<page width="([\d.]+)" height="([\d.]+)">(.*?)</page>', re.DOTALL)
Step = tuple[int, str]
Story = Mapping[int, Mapping[str, int]]
"""For each card, where each letter leads; an ending has no letters."""


class Word(NamedTuple):
    left: float
    top: float
    right: float
    bottom: float
    text: str


@dataclass(frozen=True)
class Card:
    """One piece of paper, with its edges in points on the sheet."""

    page: int
    edges: tuple[float, float, float, float]
    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        """Its words line by line, from left to right."""
        return " ".join(word.text for word in sorted(self.words, key=lambda word: (round(word.bottom), word.left)))

    @property
    def large(self) -> str:
        """What is printed largest and first: 'Card 7' or '3B'."""
        return " ".join(word.text for word in self.words if word.bottom - word.top > 22 and re.fullmatch(r"Card|\d+[A-D]?", word.text))

    def __str__(self) -> str:
        return f"page {self.page}: {self.text[:60]}"


@dataclass(frozen=True)
class Sheet:
    """A page; ``cards`` is empty where there is nothing to cut."""

    number: int
    size: tuple[float, float]
    words: tuple[Word, ...]
    cards: tuple[Card, ...]

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)


@cache
def sheets_of(pdf: bytes) -> list[Sheet]:
    """Every page, cut along its marks."""
    found = subprocess.run(["pdftotext", "-bbox", "-", "-"], input=pdf, capture_output=True, check=True).stdout.decode()
    sheets = []
    for number, (width, height, inside) in enumerate(_PAGE.findall(found), start=1):
        size = float(width), float(height)
        words = tuple(
            Word(float(left), float(top), float(right), float(bottom), unescape(text).replace("\u200b", ""))
            for left, top, right, bottom, text in _SLOT.findall(inside)
        )
        sheets.append(Sheet(number, size, words, tuple(_cards(number, size, words, *_marks(pdf, number)))))
    return sheets


def _marks(pdf: bytes, number: int) -> tuple[list[int], list[int]]:
    """Where marks stand along the upper edge, and along the left one."""
    one = ["-f", str(number), "-l", str(number)]
    drawn = subprocess.run(["pdftoppm", "-r", "72", "-gray", *one, "-"], input=pdf, capture_output=True, check=True).stdout
    picture = Image.open(io.BytesIO(drawn))
    across = [x for x in range(picture.width) if picture.getpixel((x, _MARK)) < _DARK]
    down = [y for y in range(picture.height) if picture.getpixel((_MARK, y)) < _DARK]
    band = len(across) > picture.width / 2 or len(down) > picture.height / 2  # the cover's colour, not a mark
    return ([], []) if band else (_apart(across), _apart(down))


def _apart(places: list[int]) -> list[int]:
    """Neighbours are one mark."""
    return [place for place in places if place - 1 not in places]


def _cards(number: int, size: tuple[float, float], words: tuple[Word, ...], across: list[int], down: list[int]) -> Iterator[Card]:
    if not across and not down:
        return
    columns, rows = (list(pairwise([0.0, *map(float, marks), end])) for marks, end in zip((across, down), size, strict=True))
    for top, bottom in rows:
        for left, right in columns:
            inside = [word for word in words if left <= (word.left + word.right) / 2 < right and top <= (word.top + word.bottom) / 2 < bottom]
            if inside:
                yield Card(number, (left, top, right, bottom), tuple(inside))


def written_order(pdf: bytes, first: int, last: int) -> str:
    """The text of some pages in the order in which it was written: down each column."""
    pages = ["-f", str(first), "-l", str(last)]
    done = subprocess.run(["pdftotext", "-raw", *pages, "-", "-"], input=pdf, capture_output=True, check=True)
    return " ".join(done.stdout.decode().split())


def cards_of(pdf: bytes) -> list[Card]:
    """Every card in the file."""
    return [card for sheet in sheets_of(pdf) for card in sheet.cards]


def stack_of(card: Card) -> int:
    """The number of the stack that a card's foot names."""
    return int(re.findall(r"Stack (\d+) ·", card.text)[-1])


# Ways through a story -----------------------------------------------------------------------------------------------------


def stories_on_paper(pdf: bytes) -> dict[int, Story]:
    """What the cards of each story say leads where, by stack. Knows nothing but what is printed."""
    stories: dict[int, dict[int, dict[str, int]]] = {}
    cards = cards_of(pdf)
    small = {(stack_of(card), card.large): card.text for card in cards if re.fullmatch(r"\d+[A-D]", card.large)}
    for (stack, large), group in groupby(cards, key=lambda card: (stack_of(card), card.large)):
        if large.startswith("Card "):
            text = " ".join(card.text for card in group)
            letters = re.findall(r"\d+([A-D])", re.search(r"Then take card (.*?)\.", text)[1]) if "Then take card" in text else []
            number = int(large.removeprefix("Card "))
            ways = {letter: int(re.search(r"Turn to card (\d+)", small[stack, f"{number}{letter}"])[1]) for letter in letters}
            stories.setdefault(stack, {})[number] = ways
    return stories


def stories_on_screen(page: str) -> dict[str, Story]:
    """What the finished study page gives its engine, by title."""
    data = json.loads(re.search(r'<script[^>]*id="study-data"[^>]*>(.*?)</script>', page, re.DOTALL)[1])
    scenarios: list[dict[str, Any]] = [each for each in data["activities"] if each["kind"] == "scenario"]
    return {
        f"{each['module']} {each['id']}": {
            place: {letter: choice["to"] + 1 for letter, choice in zip("ABCD", scene.get("choices", ()), strict=False)}
            for place, scene in enumerate(each["scenes"], start=1)
        }
        for each in scenarios
    }


def paths(story: Story) -> set[tuple[Step, ...]]:
    """Every way from card 1 to an ending, as (card, letter); loops are walked once."""
    found: set[tuple[Step, ...]] = set()
    open_ways: list[tuple[tuple[Step, ...], int]] = [((), 1)]
    while open_ways:
        way, card = open_ways.pop()
        if not story[card]:
            found.add((*way, (card, "")))
        seen = {number for number, _ in way} | {card}
        open_ways += [((*way, (card, letter)), to) for letter, to in story[card].items() if to not in seen]
    return found
