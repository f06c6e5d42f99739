"""A learner's home and certificate: a role that anybody can choose opens nothing; a notebook that a cleared person was given does."""

from __future__ import annotations

import base64
import json
from datetime import date
from pathlib import Path

import pytest

from tests.access.planting import Labelled, told
from tests.access.twins import OPEN, RESTRICTED_COURSE, RESTRICTED_PART
from tests.hunt import found_in
from toolkit.home import Home, as_markdown
from toolkit.messages import messages
from toolkit.model.clearance import seen
from toolkit.model.entry import Entry
from toolkit.record import Record
from toolkit.self_study import composed_notebooks

ROLES = ["", "community", "parents-guardians", "child-serving", "child-welfare", "law-enforcement", "judiciary"]


def home_in(labelled: Labelled, folder: Path, vetted_by: str) -> tuple[Home, Record]:
    """The home of a learner in a folder with the notebooks that ``facilitate study`` puts there."""
    for name, content in composed_notebooks(labelled.curriculum, vetted_by).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    record = Record(folder / "data/record.sqlite3")
    return Home(labelled.curriculum, record, folder, today=lambda: date(2027, 1, 15)), record


def found_in_all(home: Home, folder: Path, labelled: Labelled, *answers: object) -> set[str]:
    """The markers in what the page is told first, in what it says without a page, and in ``answers``."""
    data = home.data()
    path = folder / "told.json"
    path.write_text(json.dumps([data, as_markdown(data, messages("en")), *answers]), encoding="utf-8")
    return set(found_in(path, labelled.planted))


def finish_everything(labelled: Labelled, record: Record) -> None:
    for module in labelled.curriculum.modules.values():
        for name in module.activities:
            record.keep(Entry(module.id, name, "v1", 1, {"done": True}))


@pytest.mark.parametrize("role", ROLES)
def test_no_role_shows_anything_restricted_by_itself(labelled: Labelled, tmp_path, role):
    home, record = home_in(labelled, tmp_path, "")
    answers = home.hear({"type": "role", "role": role})
    finish_everything(labelled, record)
    answers += [*home.hear({"type": "hello"}), *home.hear({"type": "certificate", "course": "shut", "name": "A. Person"})]
    found = found_in_all(home, tmp_path, labelled, answers)
    assert told(found & labelled.restricted, labelled) == ""
    assert len(found) > 10
    assert all(answer["type"] in ("home", "refused") for answer in answers)


@pytest.mark.parametrize("role", ROLES)
def test_a_certificate_of_an_open_course_names_open_objectives_alone(labelled: Labelled, tmp_path, role):
    home, record = home_in(labelled, tmp_path, "")
    record.choose_role(role)
    for name in seen(labelled.curriculum, "open").modules[OPEN].activities:
        record.keep(Entry(OPEN, name, "v1", 1, {"done": True}))
    [answer] = home.hear({"type": "certificate", "course": "course", "name": "A. Person"})
    assert answer["type"] == "certificate", answer
    (tmp_path / "certificate.pdf").write_bytes(base64.b64decode(answer["base64"]))
    found = set(found_in(tmp_path / "certificate.pdf", labelled.planted))
    assert told(found & labelled.restricted, labelled) == ""
    assert {each.marker for each in labelled.texts if each.label == "open" and (each.owner, each.field) == ("Objective", "text")} <= found


@pytest.mark.parametrize("role", ROLES)
def test_restricted_notebooks_are_offered_in_one_role_alone(labelled: Labelled, tmp_path, role):
    home, _ = home_in(labelled, tmp_path, "A. Sheriff")
    answers = home.hear({"type": "role", "role": role})
    found = found_in_all(home, tmp_path, labelled, answers)
    titles = {each.marker for each in labelled.texts if (each.owner, each.field) in (("Module", "title"), ("Course", "title")) and each.label == "restricted"}
    assert len(titles) == 3
    if role == "law-enforcement":
        assert titles <= found
        offered = [module["id"] for course in answers[0]["data"]["courses"] for module in course["modules"]]
        assert offered == [OPEN, RESTRICTED_PART, RESTRICTED_COURSE]
    else:
        assert told(found & labelled.restricted, labelled) == ""
