"""What the tests of diagrams share: a curriculum that places one of each kind in a module and on a page, and its documents."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import yaml

from tests.curricula import MODULE, copy_of_small, plant
from tests.drawing.pictures import EXAMPLES, strings_of
from toolkit.load import load_curriculum
from toolkit.model.curriculum import Curriculum

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toolkit.model.base import Noun

ALT = 'What {} means to whoever does not see it, and to whoever does: somebody hears, somebody acts, and <nobody> is "alone".'
NOTE = "A *note* about it & its limits."


def with_diagrams(folder: Path) -> Curriculum:
    """The small curriculum with a diagram of each kind in its last segment, on its slides, and on its page."""
    root = copy_of_small(folder)
    placed = shown = on_page = ""
    for kind, picture in EXAMPLES.items():
        noun = {"id": f"our-{kind}", "title": f"Our {kind}", "alt": ALT.format(kind), "facts": ["F-ONE-01"], "note": NOTE}
        text = yaml.safe_dump({**noun, "picture": _bare(picture)}, sort_keys=False, allow_unicode=True)
        (root / f"diagrams/our-{kind}.yaml").write_text(text, encoding="utf-8")
        placed += f"      - kind: diagram\n        diagram: our-{kind}\n"
        on_page += f"      - kind: diagram\n        diagram: our-{kind}\n"
        shown += f"      - kind: diagram\n        title: Look at our {kind}\n        diagram: our-{kind}\n        notes:\n          - kind: say\n            text: Spoken about our {kind}.\n"
    plant(root, MODULE, "      - kind: quiz\n        quiz: check\n", f"{placed}      - kind: quiz\n        quiz: check\n")
    plant(root, MODULE, "    slides:\n      - kind: activity\n        activity: check\n", f"    slides:\n{shown}      - kind: activity\n        activity: check\n")
    plant(root, "pages/at-a-glance.yaml", "  - title: Whom to call\n", f"{on_page}  - title: Whom to call\n")
    return load_curriculum(root)


def _bare(noun: Noun) -> object:
    """``noun`` as a person would write it: without what is left out."""
    return noun.model_dump(mode="json", exclude_none=True)


def words_in(picture: Noun) -> Iterator[str]:
    """Every text that a picture holds."""
    return strings_of(picture)


def flat(text: str) -> str:
    """``text`` without blanks, in one case, and with typewriter's quotes, as drawings break lines where they must."""
    plain = text.replace("\u2019", "'").replace("\u2018", "'").replace("\u201c", '"').replace("\u201d", '"')
    return "".join(plain.split()).casefold()
