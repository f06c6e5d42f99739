"""Rules of the registers: facts are sourced, dated, counted by somebody and looked at again in time; advice says where it comes from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

from toolkit.check.finding import AsOf, Finding, RegisterRule
from toolkit.model.curriculum import Curriculum
from toolkit.model.registers import Fact

SOON_DAYS = 60
_DIGIT = re.compile(r"\d")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def years_of(text: str) -> set[str]:
    """The years that ``text`` names."""
    return set(_YEAR.findall(text))


def _overdue(curriculum: Curriculum, as_of: AsOf) -> Iterator[Finding]:
    for number, fact in enumerate(curriculum.facts.values()):
        if fact.review_by < as_of.today:
            yield _finding(
                number, "review_by", f"{fact.id} was due for review on {fact.review_by}.",
                "Look it up again, then set a new day.",
            )  # fmt: skip


def _soon_due(curriculum: Curriculum, as_of: AsOf) -> Iterator[Finding]:
    for number, fact in enumerate(curriculum.facts.values()):
        if as_of.today <= fact.review_by <= as_of.today + timedelta(SOON_DAYS):
            yield _finding(
                number, "review_by", f"{fact.id} is due for review on {fact.review_by}.",
                "Plan to look it up again before then.",
            )  # fmt: skip


def _unsourced_facts(curriculum: Curriculum, _as_of: AsOf) -> Iterator[Finding]:
    for number, fact in enumerate(curriculum.facts.values()):
        if fact.label in ("seen", "seed") and not fact.sources:
            yield _finding(number, "label", f"{fact.id} is '{fact.label}' but names no source.", "Add 'sources:'.")


def _figures(curriculum: Curriculum) -> Iterator[tuple[int, Fact]]:
    for number, fact in enumerate(curriculum.facts.values()):
        if _DIGIT.search(fact.value or ""):
            yield number, fact


def _uncounted(curriculum: Curriculum, _as_of: AsOf) -> Iterator[Finding]:
    for number, fact in _figures(curriculum):
        lacking = [key for key in ("unit", "counted_by") if getattr(fact, key) is None]
        if lacking:
            yield _finding(
                number, "value", f"the figure {fact.id} has no {' and no '.join(map(repr, lacking))}.",
                "Write what was counted (reports, cases, episodes or children) and who counted.",
            )  # fmt: skip


def _undated(curriculum: Curriculum, _as_of: AsOf) -> Iterator[Finding]:
    for number, fact in _figures(curriculum):
        if not years_of(fact.as_of):
            yield _finding(
                number, "as_of", f"the figure {fact.id} holds for no year: '{fact.as_of}'.",
                "Write the year it was counted for. Where the source gives none, leave 'value' out.",
            )  # fmt: skip


def _finding(number: int, key: str, what: str, mend: str) -> Finding:
    return Finding(("facts", number, key), what, mend, file="facts")


def _unsourced_wordings(curriculum: Curriculum, _as_of: AsOf) -> Iterator[Finding]:
    for number, wording in enumerate(curriculum.wordings.values()):
        if not wording.sources and wording.label != "proposed":
            yield Finding(
                ("wordings", number, "label"),
                f"{wording.id} is '{wording.label}' but names no source.",
                "Add 'sources:', or write 'label: proposed' where the advice is our own.",
                file="language",
            )


RULES = (
    RegisterRule(
        id="fact-is-current",
        says="A fact is looked at again by its review day.",
        severity="warning",
        why="Laws, numbers and services change.",
        source="F-LAW-04, F-CON-N1",
        find=_overdue,
    ),
    RegisterRule(
        id="fact-is-soon-due",
        says=f"No fact is due for review within {SOON_DAYS} days.",
        severity="advice",
        why="Looking a fact up takes time, and a kit that is printed now is used for months.",
        source="F-LAW-04, F-CON-N1",
        find=_soon_due,
    ),
    RegisterRule(
        id="fact-has-source",
        may_be_allowed=False,
        says="A fact that was read somewhere names where.",
        why="A reader must be able to look it up.",
        find=_unsourced_facts,
    ),
    RegisterRule(
        id="figure-has-unit-and-counter",
        says="A fact whose value is a number says what was counted and who counted.",
        severity="warning",
        why="Reports are not children: without its unit a number says more than anybody counted.",
        source="F-FIG-01, F-FIG-20",
        find=_uncounted,
    ),
    RegisterRule(
        id="figure-has-year",
        says="A fact whose value is a number names the year it holds for.",
        why="Counts change from year to year, and so does what is counted.",
        source="F-FIG-02, F-FIG-06",
        find=_undated,
    ),
    RegisterRule(
        id="wording-has-source",
        says="Advice on words names its source, or is labelled as proposed by us.",
        why="A facilitator must be able to say who asks for a word, or that we do.",
        find=_unsourced_wordings,
        needs=("language",),
    ),
)
