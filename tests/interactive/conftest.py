"""What the engine's tests share: one browser, and pages that show activities of the shipped module."""

from __future__ import annotations

import pytest

from tests.browser import open_browser
from tests.interactive.engine_page import QUIZZES, real_activities, write_page
from toolkit.model.session import Parameters
from toolkit.study import Show


@pytest.fixture(scope="module")  # two browsers of the synchronous kind cannot be open at once
def browser():
    with open_browser() as opened:
        yield opened


@pytest.fixture(scope="session")
def show(curriculum):
    return Show(curriculum, ["intro/1"], Parameters())


@pytest.fixture(scope="session")
def pages(show, tmp_path_factory):
    folder = tmp_path_factory.mktemp("engine")
    every = ("intro/1/two-questions", "intro/1/who-is-near", "intro/1/sort-the-cards", "intro/1/my-reporting-plan",
             "intro/1/check-define", "intro/1/check-report", "intro/1/new-phone", "intro/1/somewhere-to-stay")  # fmt: skip
    return {
        "all": write_page(folder / "all.html", real_activities(show, every)),
        "quizzes": write_page(folder / "quizzes.html", real_activities(show, QUIZZES)),
        "test": write_page(folder / "test.html", real_activities(show, QUIZZES[2:], "before")),
        "sort": write_page(folder / "sort.html", real_activities(show, ["intro/1/sort-the-cards"])),
        "reflect": write_page(folder / "reflect.html", real_activities(show, ["intro/1/one-next-step"])),
        "scenario": write_page(folder / "scenario.html", real_activities(show, ["intro/1/new-phone"])),
        "asking": write_page(folder / "asking.html", real_activities(show, QUIZZES[:1]), allowed=False),
    }
