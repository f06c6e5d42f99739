"""The check stays fast on the curriculum that ships, and on text that is made to be slow."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from time import perf_counter

import pytest

from toolkit.check import review_content
from toolkit.check.finding import AsOf
from toolkit.model.curriculum import Curriculum

TODAY = AsOf(date(2026, 11, 1))
LENGTH = 40_000
UNITS = (
    "a ", "a", "(", "(a ", "[@", "{", "<", "<a ", "<!--", "&a", '"', '"a ', "\N{LEFT DOUBLE QUOTATION MARK}", "1 ", "1", "1-", "1,", "1.", "1-800-",
    "$1 ", "%", "**a ", "*", "__a", "`a", "](", "# ", "\n# ", "\n", "a\n", "a.\n\n", "- ", " ", "\t", "a-", "a'", "a, ", "a. ", "a@", "a.b", "www.a.",
    "http://", "F-A1-03; ", "[@F-A1-03; ", "2021 ", "in 2021 ", "most ", "half of all ", "not ", "child ", "trafficked ", "Mr. ", "A. ", "Ann, 12, ",
)  # fmt: skip


def took(work: Callable[[], object]) -> float:
    start = perf_counter()
    work()
    return perf_counter() - start


def test_the_curriculum_is_checked_in_under_a_second(curriculum: Curriculum) -> None:
    assert len(curriculum.modules) >= 3
    assert min(took(lambda: review_content(curriculum, TODAY)) for _ in range(3)) < 1


@pytest.mark.parametrize("unit", UNITS, ids=repr)
def test_no_text_makes_a_rule_slow(curriculum: Curriculum, unit: str) -> None:
    name, module = next(iter(curriculum.modules.items()))
    segment = module.segments[0]
    prose = next(block for block in segment.body if block.kind == "prose")
    words = (unit * LENGTH)[:LENGTH]
    spoilt = module.model_copy(
        update={"segments": (segment.model_copy(update={"body": (prose.model_copy(update={"text": words}),)}), *module.segments[1:])}
    )
    alone = replace(curriculum, modules={name: spoilt}, pages={})
    assert took(lambda: review_content(alone, TODAY)) < 2
