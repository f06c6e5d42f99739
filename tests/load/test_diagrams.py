"""A diagram's file that is wrong says so in its own line, in the words of the format."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.curricula import copy_of_small, plant
from toolkit.load import read_curriculum

FILE = "diagrams/first-hour.yaml"


@pytest.mark.parametrize(("old", "new", "found"), [
    ("kind: steps", "kind: stairs", "8:3  kind-is-known  error: the kind 'stairs' is not known here.  Kinds: timeline, cycle, rings, steps."),
    ("  kind: steps\n", "", "8:3  kind-is-known  error: 'picture' has no 'kind'."),
    ("    - title: Stay\n", "", "10:5  list-has-right-length  error: 'steps' has 2 items; it needs at least 3."),
    ("      text: The", "      txt: The", "11:7  key-is-known  error: 'txt' is not a key of item 1 of 'steps'.  Did you mean 'text'?"),
    ("alt: ", "# ", "2:1  key-is-present  error: 'alt' is missing in the file."),
    ("id: first-hour", "id: last-hour", "2:5  id-agrees-with-path  error: the id is last-hour, but the file is that of first-hour."),
    ("kind: steps", "kind: cycle", "9:3  key-is-known  error: 'steps' is not a key of 'picture'.  Known: kind, center, both_ways, stations."),
    (
        "  kind: steps\n  steps:\n",
        "  kind: timeline\n  axis: Hours\n  now: At once\n  lanes:\n    - {title: x, starts: y, acts: z, does: [a], hours: 2.5, limit: soon}\n  steps:\n",
        "12:56  number-is-whole  error: '2.5' is not a whole number.",
    ),
    (
        "  kind: steps\n  steps:\n",
        "  kind: timeline\n  axis: Hours\n  now: At once\n  lanes:\n    - {title: x, starts: y, acts: z, does: [a], hours: 2, limit: soon}\n  steps:\n",
        "12:5  list-has-right-length  error: 'lanes' has 1 item; it needs at least 2.",
    ),
])  # fmt: skip
def test_a_mistake_is_named_with_its_line(tmp_path: Path, old: str, new: str, found: str) -> None:
    root = copy_of_small(tmp_path)
    plant(root, FILE, old, new)
    _, problems = read_curriculum(root)
    assert any(f"{FILE}:{found}" in str(problem) for problem in problems), "\n".join(map(str, problems))


@pytest.mark.parametrize(("moved", "mend"), [
    ("diagrams/First-hour.yaml", "Diagram files are called diagrams/name.yaml"),
    ("diagrams/deep/first-hour.yaml", "Diagram files are called diagrams/name.yaml"),
    ("diagrams/first-hour.yml", "End its name in .yaml."),
    ("first-hour.yaml", "Module files are called course/number-name.yaml"),
])
def test_a_file_in_a_wrong_place_is_named_and_told_where_to_go(tmp_path: Path, moved: str, mend: str) -> None:
    root = copy_of_small(tmp_path)
    (root / moved).parent.mkdir(exist_ok=True)
    (root / FILE).rename(root / moved)
    curriculum, problems = read_curriculum(root)
    assert curriculum is not None
    assert curriculum.diagrams == {}
    [problem] = problems
    assert problem.rule == "file-has-a-place"
    assert problem.file.endswith(moved)
    assert mend in problem.mend
