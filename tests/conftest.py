"""What tests share: the real curriculum, read once, and the switch that rewrites goldens."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from toolkit.load import load_curriculum
from toolkit.model.curriculum import Curriculum

ROOT = Path(__file__).parent.parent


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-goldens", action="store_true", help="rewrite the text goldens from today's output")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Files go to the two workers whole, and all of tests/access to one: its kits are dear, and made once."""
    from xdist.scheduler import LoadFileScheduling

    class WholeFiles(LoadFileScheduling):
        def _split_scope(self, nodeid: str) -> str:
            return "tests/access" if nodeid.startswith("tests/access/") else super()._split_scope(nodeid)

    return WholeFiles(config, log)


@pytest.fixture(autouse=True, scope="session")
def one_process():
    """Kits are made in the process of the test, where it can look on; what many processes make is tested apart."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FACILITATE_JOBS", "1")
        yield


@pytest.fixture(scope="session")
def curriculum() -> Curriculum:
    """The curriculum that ships."""
    return load_curriculum(ROOT / "curriculum")


@pytest.fixture
def golden(request: pytest.FixtureRequest):
    """``golden(name, text)`` compares text with tests/goldens/<name>, or rewrites it with --update-goldens."""

    def compare(name: str, text: str) -> None:
        path = ROOT / "tests" / "goldens" / name
        if request.config.getoption("--update-goldens"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        assert path.is_file(), f"no golden {name}; run pytest --update-goldens and read the diff"
        assert text == path.read_text(encoding="utf-8"), f"{name} changed; if that is right, run pytest --update-goldens"

    return compare
