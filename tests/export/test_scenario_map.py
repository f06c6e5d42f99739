"""The drawn map of a scenario: rows by distance, lines that run down, loops left out."""

from __future__ import annotations

from toolkit.export import document as d
from toolkit.export.pdf.scenario_map import map_scenario


def cards(**ways: str) -> tuple[d.SceneCard, ...]:
    """``c1="2 3"`` makes card 1 with choice A to card 2 and choice B to card 3."""
    return tuple(
        d.SceneCard(
            int(name[1:]), name, (),
            tuple(
                d.ChoiceLine(label, (), int(to), (), "safer", ()) for label, to in zip("ABCD", goals.split(), strict=False)
            ),
            (), None,
        )
        for name, goals in ways.items()
    )  # fmt: skip


def test_a_card_stands_below_every_card_that_leads_to_it() -> None:
    drawn = map_scenario(cards(c1="2 3", c2="3 4", c3="", c4=""))
    rows = {station.number: station.row for station in drawn.stations}
    assert rows == {1: 0, 2: 1, 3: 2, 4: 2}
    assert drawn.rows == 3


def test_a_line_over_several_rows_passes_each_of_them_beside_the_cards() -> None:
    drawn = map_scenario(cards(c1="2 3", c2="3 4", c3="", c4=""))
    (long,) = [track for track in drawn.tracks if track.bends]
    assert (long.card, long.label, long.to) == (1, "B", 3)
    ((x, row),) = long.bends
    (beside,) = [station.x for station in drawn.stations if station.row == row]
    assert abs(x - beside) > 0.5


def test_a_choice_that_leads_back_has_no_line() -> None:
    drawn = map_scenario(cards(c1="2", c2="1 2 3", c3=""))
    assert [(track.card, track.label) for track in drawn.tracks] == [(1, "A"), (2, "C")]


def test_a_card_that_nothing_leads_to_is_still_on_the_map() -> None:
    drawn = map_scenario(cards(c1="2", c2="", c3=""))
    assert {station.number for station in drawn.stations} == {1, 2, 3}


def test_arrows_that_meet_at_a_card_arrive_side_by_side_from_the_left() -> None:
    drawn = map_scenario(cards(c1="2 3", c2="4", c3="4", c4=""))
    xs = {station.number: station.x for station in drawn.stations}
    arriving = sorted((track for track in drawn.tracks if track.to == 4), key=lambda track: track.port)
    assert [track.port for track in arriving] == [0, 1]
    assert xs[arriving[0].card] < xs[arriving[1].card]


def test_no_two_cards_share_a_place() -> None:
    drawn = map_scenario(cards(c1="2 3 4", c2="5 6", c3="5 7", c4="6 7", c5="", c6="", c7=""))
    for first in drawn.stations:
        for second in drawn.stations:
            assert first == second or first.row != second.row or abs(first.x - second.x) >= 1
    assert all(0.5 <= station.x <= drawn.width - 0.5 for station in drawn.stations)
