"""A notice that lets readers go is known by its words, and one that only sounds like it is not."""

from __future__ import annotations

import time

import pytest

from toolkit.check.notices import lets_readers_go, says_what_is_not_shown


@pytest.mark.parametrize("text", [
    "You may stop after any card, and nobody asks why.",
    "It does not show harm, and you may **skip** a part.",
    "Leaving the room is fine at any time.",
    "Feel free to sit this one out.",
    "If any part is hard, skip it.",
    "Take care of yourself: pause, skip, or stop whenever you want.",
    "Skip this story if you would rather not.",
    "You never have to explain why you step out.",
    "You do not have to play this.",
    "You need not finish.",
    "It is okay not to continue.",
    "Nobody has to\nstay.",
    "You can walk away.",
    "You wait at the bus stop. You may leave it at any time, and this page too.",
])  # fmt: skip
def test_a_way_out_is_found(text: str) -> None:
    assert lets_readers_go(text)


@pytest.mark.parametrize("text", [
    "You wait at the bus stop.",
    "Everyone must stay until the end; do not leave.",
    "You may not step out.",
    "Please do not just skip it.",
    "Nobody may leave before the break.",
    "We leave out what you need not see.",
    "You see a boy leave home.",
    "You help to stop trafficking.",
    "You learn to stop and think.",
    "Make sure your child can stop using the app.",
    "Please do not stay silent.",
    "It shows how hard it is to pause.",
])  # fmt: skip
def test_what_only_sounds_like_a_way_out_is_none(text: str) -> None:
    assert not lets_readers_go(text)


@pytest.mark.parametrize(("text", "says"), [
    ("Nothing graphic.", True),
    ("You will **not** find\ngraphic detail.", True),
    ("There are no descriptions of abuse.", True),
    ("It never describes what was done.", True),
    ("It holds no detail of harm.", True),
    ("Explicit content is left out.", True),
    ("It contains graphic descriptions of abuse.", False),
    ("Trigger warning: abuse. There is no break.", False),
    ("You need no reason. It has pictures.", False),
])  # fmt: skip
def test_what_is_not_shown_is_said_or_not(text: str, says: bool) -> None:
    assert says_what_is_not_shown(text) is says


@pytest.mark.parametrize("text", ["not " * 50_000, "you may step " * 20_000, "no graphi " * 20_000, "graphic " * 25_000, "sit a b c " * 20_000, "not stop " * 20_000])
def test_long_nonsense_takes_no_time(text: str) -> None:
    started = time.perf_counter()
    lets_readers_go(text)
    says_what_is_not_shown(text)
    assert time.perf_counter() - started < 3
