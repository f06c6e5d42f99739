"""From a scenario's cards to a drawn map: where each card stands, and how each choice runs to the next.

Cards stand in rows by how many choices lead to them. A choice that leads back to an earlier
card has no line: the card says 'back to' instead, so that all lines run down the page.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from toolkit.export import document as d

_SWEEPS = 6
_BEND_WIDTH = 0.4  # room that a passing line needs, in card widths

_Place = tuple[int, int]  # (card number, row); a line that passes a row has the negative number of its turn


@dataclass(frozen=True, slots=True)
class Station:
    """A card on the map. ``x`` is its centre in card widths from the left edge; rows count from 0."""

    number: int
    x: float
    row: int


@dataclass(frozen=True, slots=True)
class Track:
    """A choice on the map. ``bends`` are the (x, row) places it passes between its two cards.

    ``port`` is the place of its arrow among the ``ports`` arrows that arrive at the card.
    """

    card: int
    label: str
    to: int
    bends: tuple[tuple[float, int], ...]
    port: int
    ports: int


@dataclass(frozen=True, slots=True)
class ScenarioMap:
    """A whole map; ``width`` is in card widths."""

    width: float
    rows: int
    stations: tuple[Station, ...]
    tracks: tuple[Track, ...]


def map_scenario(cards: Sequence[d.SceneCard]) -> ScenarioMap:
    """The map of ``cards``, the first of which is the start."""
    steps = _forward_steps(cards)
    rows = _rows(cards, steps)
    chains = _chains(steps, rows)
    layers = _ordered(_layers(rows, chains), chains)
    xs, width = _positions(layers)
    arrivals = _arrivals(chains, xs)
    return ScenarioMap(
        width=width,
        rows=len(layers),
        stations=tuple(Station(card.number, xs[card.number, rows[card.number]], rows[card.number]) for card in cards),
        tracks=tuple(
            Track(
                card,
                label,
                chain[-1][0],
                tuple((xs[place], place[1]) for place in chain[1:-1]),
                arrivals[chain[-1]].index((card, label)),
                len(arrivals[chain[-1]]),
            )
            for (card, label), chain in chains.items()
        ),
    )


def _forward_steps(cards: Sequence[d.SceneCard]) -> dict[tuple[int, str], int]:
    """Choices as (card, label) -> next card, without those that lead back to a card already on the way."""
    by_number = {card.number: card for card in cards}
    steps: dict[tuple[int, str], int] = {}
    done: set[int] = set()

    def walk(card: d.SceneCard, above: frozenset[int]) -> None:
        if card.number in done:
            return
        for choice in card.choices:
            if choice.to in by_number and choice.to not in above | {card.number}:
                steps[card.number, choice.label] = choice.to
                walk(by_number[choice.to], above | {card.number})
        done.add(card.number)

    for card in cards:
        walk(card, frozenset())
    return steps


def _rows(cards: Sequence[d.SceneCard], steps: Mapping[tuple[int, str], int]) -> dict[int, int]:
    """Row of each card: the longest way to it."""
    rows = {card.number: 0 for card in cards}
    for _ in cards:
        for (card, _label), to in steps.items():
            rows[to] = max(rows[to], rows[card] + 1)
    return rows


def _chains(steps: Mapping[tuple[int, str], int], rows: Mapping[int, int]) -> dict[tuple[int, str], tuple[_Place, ...]]:
    """The places that each choice's line passes, a row at a time."""
    chains: dict[tuple[int, str], tuple[_Place, ...]] = {}
    for turn, ((card, label), to) in enumerate(steps.items(), start=1):
        passed = tuple((-turn, row) for row in range(rows[card] + 1, rows[to]))
        chains[card, label] = ((card, rows[card]), *passed, (to, rows[to]))
    return chains


def _layers(rows: Mapping[int, int], chains: Mapping[tuple[int, str], tuple[_Place, ...]]) -> list[list[_Place]]:
    layers: list[list[_Place]] = [[] for _ in range(max(rows.values()) + 1)]
    for number, row in rows.items():
        layers[row].append((number, row))
    for chain in chains.values():
        for place in chain[1:-1]:
            layers[place[1]].append(place)
    return layers


def _ordered(layers: list[list[_Place]], chains: Mapping[tuple[int, str], tuple[_Place, ...]]) -> list[list[_Place]]:
    """Layers reordered, down and up in turn, so that places stand near what they are joined to."""
    above: dict[_Place, list[_Place]] = {place: [] for layer in layers for place in layer}
    below: dict[_Place, list[_Place]] = {place: [] for layer in layers for place in layer}
    for chain in chains.values():
        for upper, lower in pairwise(chain):
            below[upper].append(lower)
            above[lower].append(upper)
    for sweep in range(_SWEEPS):
        joined, order = (above, layers) if sweep % 2 == 0 else (below, layers[::-1])
        for layer in order:
            spot = {place: (index + 0.5) / len(row) for row in layers for index, place in enumerate(row)}
            mean = {
                place: sum(spot[other] for other in joined[place]) / len(joined[place])
                if joined[place]
                else spot[place]
                for place in layer
            }
            layer.sort(key=lambda place: (mean[place], spot[place]))
    return layers


def _positions(layers: Sequence[Sequence[_Place]]) -> tuple[dict[_Place, float], float]:
    """Centre of each place, every row centred on the page, and the width of the widest row."""

    def room(place: _Place) -> float:
        return 1.0 if place[0] > 0 else _BEND_WIDTH

    width = max(sum(room(place) for place in layer) for layer in layers)
    xs: dict[_Place, float] = {}
    for layer in layers:
        left = (width - sum(room(place) for place in layer)) / 2
        for place in layer:
            xs[place] = round(left + room(place) / 2, 4)
            left += room(place)
    return xs, round(width, 4)


def _arrivals(
    chains: Mapping[tuple[int, str], tuple[_Place, ...]], xs: Mapping[_Place, float]
) -> dict[_Place, list[tuple[int, str]]]:
    """The choices that arrive at each card, from left to right."""
    arrivals: dict[_Place, list[tuple[int, str]]] = {}
    for choice, chain in chains.items():
        arrivals.setdefault(chain[-1], []).append(choice)
    for choices in arrivals.values():
        choices.sort(key=lambda choice: (xs[chains[choice][-2]], choice))
    return arrivals
