"""A folder and a curriculum in, everything that was found on this computer out, area by area."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path

from toolkit.doctor import content, jupyter, packages, paper, places
from toolkit.doctor.finding import Finding, guarded


def examine(here: Path, curriculum: Path | None, day: date) -> Iterator[Finding]:
    """Every finding. No look keeps another from being taken, and none goes out to a network.

    ``here`` is where kits and notebooks would be written. ``day`` is that on which facts must still be good.
    """
    tools = jupyter.StockTools()  # first: it takes longest, and goes on by itself
    try:
        for area, look in (
            ("Python", packages.find_python),
            (packages.AREA, packages.find_packages),
            ("extras", packages.find_extras),
            ("fonts", paper.find_fonts),
            ("Typst", paper.find_typst),
            ("folders", partial(places.find_folders, here)),
            ("record", places.find_record),
            ("terminal", places.find_terminal),
            (content.AREA, partial(content.find_curriculum_health, curriculum, day)),
            ("formats", jupyter.find_added_formats),
            ("JupyterLab", jupyter.find_jupyterlab),
            ("activities", jupyter.find_live_activities),
            ("kernel", jupyter.find_kernel),
            ("browser", jupyter.find_browser),
            ("stock tools", tools.find),
        ):
            yield from guarded(area, look)
    finally:
        tools.close()
