"""What takes minutes: ``python -m tests.trust.sweep test_paths.py`` runs a file's tests with those that CI leaves out."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

_WHOLE = "FACILITATE_TRUST"

whole_only = pytest.mark.skipif(not os.environ.get(_WHOLE), reason="takes long: python -m tests.trust.sweep")
"""For a test that is run by the sweep alone."""


def is_whole() -> bool:
    """Whether the sweep is running."""
    return bool(os.environ.get(_WHOLE))


def main(names: list[str]) -> int:
    """Run the tests in the files called so in this folder, or in all of them."""
    os.environ[_WHOLE] = "1"
    here = Path(__file__).parent
    return int(pytest.main(["-n", "0", "--durations=5", *(str(here / name) for name in names or ["."])]))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
