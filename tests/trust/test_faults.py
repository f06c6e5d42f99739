"""A disk that fails at one step, or from one step on: a sample of the sweep in tests/trust/faults.py."""

from __future__ import annotations

import random

import pytest

from tests.trust.batch import Batch
from tests.trust.faults import KINDS, fail_at, trees


@pytest.fixture
def batch(tmp_path):
    return Batch(tmp_path, kits=1)


def test_each_file_is_flushed_before_it_takes_the_place_of_another(batch):
    disk = trees(batch)[2]
    assert disk.counts["rename"] >= 7
    assert disk.counts["fsync"] == 2 * disk.counts["rename"], "the file, and its folder"
    assert not disk.unflushed


def test_a_step_that_fails_is_told_by_file_and_the_next_run_makes_it_whole(batch):
    chance = random.Random(9)  # noqa: S311
    places = [(kind, place, chance.random() < 0.3) for kind in KINDS for place in sorted(chance.sample(range(1, 8), 4))]
    found = fail_at(batch, places)
    assert found.steps == 12
    assert found.failures > 6
