"""What tests of trust share: a folder of somebody's, and another one that is no business of ours."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.curricula import copy_of_small


@pytest.fixture
def work(tmp_path: Path) -> Path:
    """A folder of somebody's with a curriculum; things beside it, in ``outside``, are no business of ours."""
    folder = tmp_path / "work"
    folder.mkdir()
    copy_of_small(folder)
    (tmp_path / "outside").mkdir()
    return folder
