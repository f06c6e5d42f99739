"""The planner's page: it is told of restricted modules, pages, contacts and texts only once a session says who vetted its participants."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.access.planting import Labelled, told
from tests.hunt import found_in
from toolkit.planner.desk import Desk

AUDIENCES = ("community", "parents-guardians", "child-serving", "child-welfare", "law-enforcement", "judiciary")


def found_after(labelled: Labelled, folder: Path, **keys: str) -> set[str]:
    """The markers in all that the page hears of a session that lists every module there is, long and short."""
    desk, heard = Desk(labelled.curriculum, folder), []
    for minutes in ("600", "15"):
        tree = {"modules": list(labelled.curriculum.modules), "minutes": minutes, "start": "09:00", **keys}
        desk.hear({"type": "look", "number": "a-1", "draft": {"tree": tree, "base": {}}}, heard.append)
    assert [answer["type"] for answer in heard] == ["seen", "seen"]
    path = folder / "told.json"
    path.write_text(json.dumps([desk.data(), *heard]), encoding="utf-8")
    return set(found_in(path, labelled.planted))


@pytest.mark.parametrize("audience", AUDIENCES)
@pytest.mark.parametrize("vetted_by", ["", "nobody", "A. Sheriff"])
def test_only_a_vetted_audience_is_told_of_anything_restricted(labelled: Labelled, tmp_path, audience, vetted_by):
    found = found_after(labelled, tmp_path, audience=audience, vetted_by=vetted_by)
    cleared = audience == "law-enforcement" and vetted_by == "A. Sheriff"
    assert bool(told(found & labelled.restricted, labelled)) is cleared
    assert len(found - labelled.restricted) > 10
