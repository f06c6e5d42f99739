"""Pairing codes: nobody mistakes one for another, none is a word, and those that were printed stay."""

from __future__ import annotations

import re
from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.assess.codes import MOST, UNKNOWN, codes_for, first_form, other_form, seed_of

seeds = st.builds(seed_of, st.text(max_size=30), st.lists(st.sampled_from(["intro/1", "running/2"]), max_size=3))


@settings(max_examples=8, deadline=None)
@given(seeds)
def test_codes_can_be_read_and_differ_in_two_places_at_least(seed: str) -> None:
    codes = codes_for(seed, MOST)
    assert len(codes) == MOST
    assert all(re.fullmatch(r"([DHJMRTWXY])[2679](?!\1)([DHJMRTWXY])[2679](?!\1|\2)[DHJMRTWXY]", code) for code in codes)
    for place in range(5):
        assert len({code[:place] + code[place + 1:] for code in codes}) == MOST


@settings(max_examples=20, deadline=None)
@given(seeds, st.integers(0, 2 * MOST), st.integers(0, 2 * MOST))
def test_codes_that_were_printed_stay_when_more_people_come(seed: str, few: int, many: int) -> None:
    one, two = codes_for(seed, min(few, many)), codes_for(seed, max(few, many))
    assert two[: len(one)] == one
    assert MOST >= len(one) >= min(few, many, MOST)
    assert len(one) % 2 == 0  # half of the group begins with each form


def test_where_nobody_said_how_many_come_there_are_thirty() -> None:
    assert len(codes_for("any", None)) == UNKNOWN


def test_two_workshops_have_other_codes() -> None:
    assert not set(codes_for(seed_of("One", ["intro/1"]), 40)) & set(codes_for(seed_of("Two", ["intro/1"]), 40)[:1])
    assert codes_for(seed_of("One", ["intro/1"]), 40) != codes_for(seed_of("One", ["intro/2"]), 40)


def test_half_begins_with_each_form_and_takes_the_other_one_after() -> None:
    assert Counter(first_form(place) for place in range(30)) == {"A": 15, "B": 15}
    assert [other_form(form) for form in ("A", "B")] == ["B", "A"]
