"""What the tests of access share: the planted curriculum and its kits, each made once."""

from __future__ import annotations

import pytest

from tests.access.kits import Kits
from tests.access.planting import Labelled, make_labelled


@pytest.fixture(scope="session")
def labelled(tmp_path_factory: pytest.TempPathFactory) -> Labelled:
    """The curriculum of twins, with a marker in every text."""
    return make_labelled(tmp_path_factory.mktemp("labelled") / "curriculum")


@pytest.fixture(scope="session")
def kits(labelled: Labelled, tmp_path_factory: pytest.TempPathFactory) -> Kits:
    """The kit of each of the twelve sessions."""
    return Kits(labelled, tmp_path_factory.mktemp("kits"))
