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


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to be in, with a learner's record in it that does not begin before something is kept."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("FACILITATOR_TOOLKIT_DATA", str(tmp_path / "record"))
    return tmp_path
