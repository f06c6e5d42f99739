"""Text that is made to be slow stops no rule: how fast the check is otherwise, `python -m tests.bench.check` measures."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from time import perf_counter

import pytest

from toolkit.check import review_content
from toolkit.check.finding import AsOf
from toolkit.model.activity import Callout, Reflect
from toolkit.model.curriculum import Curriculum
from toolkit.model.module import Ask, Module, Say

TODAY = AsOf(date(2026, 11, 1))
LENGTH = 20_000
HANGS = 20
"""Seconds. What grows with the text takes a tenth of one; what grows with its square takes minutes."""

UNITS = (
    "a ", "a", "(", "(a ", "[@", "{", "<", "<a ", "<!--", "&a", '"', '"a ', "\N{LEFT DOUBLE QUOTATION MARK}", "1 ", "1", "1-", "1,", "1.", "1-800-",
    "$1 ", "%", "**a ", "*", "__a", "`a", "](", "# ", "\n# ", "\n", "a\n", "a.\n\n", "- ", " ", "\t", "a-", "a'", "a, ", "a. ", "a@", "a.b", "www.a.",
    "http://", "F-A1-03; ", "[@F-A1-03; ", "2021 ", "in 2021 ", "most ", "half of all ", "not ", "child ", "trafficked ", "Mr. ", "A. ", "Ann, 12, ",
    "Ann Street in Ohio ", "tell ", "have you ", "in your own ", "two or more ", "a score of ", "never ", "no graphic ", "you may step ", "not leave ",
    "Discord ", "tiktok", "50 dollars ", "in partnership with ", "falls through the ", "turn  a\n", "organis", "Our Centre ", "BCD ", "call BCD ", "e'", "ea",
)  # fmt: skip


def took(work: Callable[[], object]) -> float:
    start = perf_counter()
    work()
    return perf_counter() - start


def spoilt(module: Module, words: str) -> Module:
    """``module`` with ``words`` where rules look most closely: as prose, caution, question, script and notices."""
    segment = module.segments[0]
    prose = next(block for block in segment.body if block.kind == "prose").model_copy(update={"text": words})
    caution = Callout(kind="callout", tone="caution", title="Use with care", text="x").model_copy(update={"text": words})
    reflect = Reflect(kind="reflect", id="hostile", title="Think", prompt="x").model_copy(update={"prompt": words})
    say = Say(kind="say", text="x").model_copy(update={"text": words})
    ask = Ask(kind="ask", text="x", likely=("x",)).model_copy(update={"text": words, "likely": (words,)})
    slide = segment.slides[0].model_copy(update={"notes": (say, ask)})
    first = segment.model_copy(update={"body": (prose, caution, reflect), "slides": (slide,)})
    story = module.scenarios[0].model_copy(update={"notice": words})
    return module.model_copy(
        update={"content_notice": words, "content_notice_alone": words, "segments": (first, *module.segments[1:]), "scenarios": (story,)}
    )


@pytest.mark.parametrize("unit", UNITS, ids=repr)
def test_no_text_makes_a_rule_hang(curriculum: Curriculum, unit: str) -> None:
    name, module = next(iter(curriculum.modules.items()))
    alone = replace(curriculum, modules={name: spoilt(module, (unit * LENGTH)[:LENGTH])}, pages={})
    assert took(lambda: review_content(alone, TODAY)) < HANGS
