"""pyproject.toml, the lock file and the metadata of what is installed in; docs/licences.md out.

``python -m tests.trust.licences`` writes the page anew, after a change of dependencies; read the diff. What is not installed
keeps the licence that the page tells.
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from importlib.metadata import PackageNotFoundError, metadata, version
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from tests.trust.lock import LOCK, pins
from toolkit.doctor.packages import SECURITY

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs/licences.md"

GOOD = frozenset({
    "0BSD", "Apache-2.0", "BSD", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "ISC", "MIT", "MIT-0", "MIT-CMU", "MPL-2.0", "OFL-1.1",
    "PSF-2.0", "Zlib",
})  # fmt: skip
"""Licences that let anybody use, pass on and sell what is made with a package; MPL asks only for changes to the package's own files."""
AS_A_LIBRARY = {"pebble": "LGPL-3.0"}
"""Good as long as the package is imported as it came, which is how it is used here."""
_SAID = {
    "appnope": "BSD-2-Clause",  # for macOS alone; so its metadata says
    "axe-playwright-python": "MIT",  # its metadata names none; the file LICENSE in it is the MIT licence
    "colorama": "BSD",  # for Windows alone; so its classifier says
    "pebble": "LGPL-3.0",  # its classifier names no version; the file LICENSE in it is version 3
    "pypdfium2": "BSD-3-Clause AND Apache-2.0",  # its metadata name them side by side, with those of what PDFium is made of
    "pywinpty": "MIT",  # for Windows alone; so its classifier says
}
_WORDS = (
    (r"MIT License|MIT license", "MIT"), (r"BSD License|new BSD|Modified BSD|BSD 3-Clause( License)?", "BSD"), (r"3-Clause BSD( License)?", "BSD-3-Clause"),
    (r"Apache Software License|Apache License,? (Version )?2\.0|Apache(-| )?2(\.0)?", "Apache-2.0"), (r"ISC License \(ISCL\)|ISC License", "ISC"),
    (r"Mozilla Public License 2\.0 \(MPL 2\.0\)", "MPL-2.0"), (r"Python Software Foundation License|PSF", "PSF-2.0"),
)  # fmt: skip
FOR: Mapping[str, str] = {
    "anywidget": "live activities in a notebook", "fontpkg-atkinson-hyperlegible": "the font of everything that is printed",
    "fontpkg-noto-sans": "signs that the first font lacks", "fonttools": "which signs a font has, and parts of fonts for web pages",
    "icalendar": "calendar entries", "ipykernel": "the kernel of the notebooks", "ipython": "shows activities in a cell",
    "ipywidgets": "live activities in a notebook", "jinja2": "templates of Jupyter, for its security floor",
    "jupyter-core": "where Jupyter keeps its files, and how its clients wait", "jupyter-server": "JupyterLab's server", "jupyterlab": "where notebooks are opened",
    "lxml": "the XML inside office files",
    "manimgx-fonts": "emoji, as pictures in one colour", "manimgx-fonts-cjk": "Chinese, Japanese and Korean",
    "markdown-it-py": "Markdown in the curriculum", "mistune": "Markdown in nbconvert, for its security floor", "nbconvert": "our formats as its exporters",
    "nbclient": "ends a cell that hangs or floods", "nbformat": "notebooks", "pikepdf": "looks into finished PDFs",
    "pillow": "reads logos and makes them small", "papermill": "runs notebooks, with our engine or a kernel", "pebble": "processes that make kits, each ended when it takes too long",
    "platformdirs": "where a user's data belongs", "pydantic": "the nouns of the curriculum",
    "pydantic-core": "what pydantic says of a wrong value", "pyreveal": "brings reveal.js, for slides in a browser",
    "python-pptx": "slides for PowerPoint", "pyyaml": "the curriculum's files",
    "pyzmq": "bounds what a kernel may send", "traitlets": "what a live activity and its page share", "typst": "typesets every PDF",
    "matplotlib": "draws the curves of docs/speed.md", "psutil": "measures memory", "playwright": "looks at pages in a real browser",
    "distributed": "kits on a Dask cluster", "fsspec": "kits in a place on the network", "s3fs": "kits in an object store",
    "axe-playwright-python": "accessibility of pages", "hatchling": "builds the package that the tests look into", "hypothesis": "finds cases that nobody thought of",
    "import-linter": "imports point down", "mypy": "types", "notebook": "activities are tried in Notebook 7 too", "ooxml-integrity": "Word and PowerPoint files are sound",
    "openxml-audit": "Word and PowerPoint files are sound", "packaging": "compares versions", "page-validation": "PDFs are accessible (PDF/UA)",
    "pypdfium2": "tells where each word of a PDF stands", "pytest": "runs the tests", "pytest-xdist": "runs them two at a time", "python-docx": "reads Word files back", "ruff": "style",
    "types-pyyaml": "types of PyYAML",
}  # fmt: skip


def project() -> dict[str, list[Requirement]]:
    """What pyproject.toml asks for: '' is always needed, the others are extras by name."""
    told = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    groups = {"": told["dependencies"], **told["optional-dependencies"]}
    return {extra: [Requirement(text) for text in texts] for extra, texts in groups.items()}


def locked() -> dict[str, str]:
    """The version of each package in the lock file: of several the one for this machine, of one for other systems alone that one."""
    found = list(pins(LOCK.read_text(encoding="utf-8")))
    return {pin.name: pin.version for pin in sorted(found, key=lambda pin: (pin.name, pin.is_for_here()))}


def licence_of(name: str) -> str | None:
    """The licence that an installed package tells of itself; None where it is not installed."""
    if name in _SAID:
        return _SAID[name]
    try:
        told = metadata(name)
    except PackageNotFoundError:
        return None
    expression, words = told.get("License-Expression"), (told.get("License") or "").strip().split("\n")[0]
    classifiers = [line.rpartition("::")[2].strip() for line in told.get_all("Classifier") or () if line.startswith("License ::")]
    named = [line for line in classifiers if line != "OSI Approved"]
    return tidy(expression or " OR ".join(sorted(named)) or words)


def tidy(text: str) -> str:
    """A licence in the short form of SPDX, as far as its words are known here."""
    for pattern, short in _WORDS:
        text = re.sub(rf"(?<![\w-])(?:{pattern})(?![\w-])", short, text)
    return " OR ".join(dict.fromkeys(text.split(" OR ")))


def is_good(name: str, licence: str) -> bool:
    """Whether a package may be used here: one of the licences it offers, with all its parts."""
    if AS_A_LIBRARY.get(name) == licence:
        return True
    return any(all(part.strip(" ()") in GOOD for part in offer.split(" AND ")) for offer in licence.split(" OR "))


def rows() -> dict[str, str]:
    """The licence of each package that the page tells, by name."""
    found: dict[str, str] = {}
    head = ""
    for line in PAGE.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")] if line.startswith("|") else []
        head = line if cells and not head else head if cells else ""
        if line == head or not cells or set(line) <= set("|-"):
            continue
        if head == _HEAD:
            found[cells[0]] = cells[2]
        elif head == _FAMILIES:
            found |= dict.fromkeys(cells[1].split(", "), cells[0])
    return found


def page(licences: Mapping[str, str]) -> str:
    """The page, from the ``licences`` of all packages in the lock file."""
    return "\n".join(_lines(licences)) + "\n"


def _lines(licences: Mapping[str, str]) -> Iterator[str]:
    groups = project()
    direct = {canonicalize_name(need.name) for needs in groups.values() for need in needs}
    yield from _BEGINNING
    for extra, heading in _GROUPS.items():
        yield from ("", heading, "", _HEAD, "|---|---|---|---|")
        for need in sorted(groups[extra], key=lambda need: canonicalize_name(need.name)):
            name = canonicalize_name(need.name)
            yield f"| {name} | {floor_of(need)} | {licences[name]} | {FOR[name]} |"
    yield from ("", *_SECURITY, "", "| package | from version | what could happen before |", "|---|---|---|")
    floors = {canonicalize_name(need.name): floor_of(need) for needs in groups.values() for need in needs}
    yield from (f"| {name} | {floors[name]} | {why} |" for name, why in sorted(SECURITY.items()))
    yield from ("", *_ALONG, "", _FAMILIES, "|---|---|")
    families: dict[str, list[str]] = defaultdict(list)
    for name in sorted(locked().keys() - direct):
        families[licences[name]].append(name)
    yield from (f"| {licence} | {', '.join(names)} |" for licence, names in sorted(families.items()))
    yield from ("", *_END)


def floor_of(need: Requirement) -> str:
    """The oldest version that will do."""
    return next(str(Version(limit.version)) if limit.version.count(".") > 1 else limit.version for limit in need.specifier if limit.operator == ">=")


_HEAD, _FAMILIES = "| package | from version | licence | what for |", "| licence | packages |"
_BEGINNING = (
    "# Licences and versions", "",
    "<!-- Made by python -m tests.trust.licences; do not edit. -->", "",
    "The toolkit's code is Apache-2.0, its curriculum CC BY 4.0. Both may be used, changed, passed on and sold by anybody who says where they come",
    "from. This page lists what others made: everything here may be used in the same ways, and nothing asks you to publish what you make with it.",
    "`tests/trust/test_licences.py` compares the page with what is installed.", "",
    "## What goes into the files you make", "",
    "| what | licence | where |", "|---|---|---|",
    "| Atkinson Hyperlegible, Braille Institute of America | OFL-1.1 | in every PDF, and parts of it in web pages |",
    "| Noto Sans, the Noto Project Authors | OFL-1.1 | in PDFs with signs that the first font lacks |",
    "| reveal.js, Hakim El Hattab and contributors | MIT | in `slides.html` |",
    "| our engine, templates and styles | Apache-2.0 | in web pages and documents |",
    "| the curriculum | CC BY 4.0 | the text of everything |", "",
    "The Open Font License lets a font stand in any document, also in one that is sold. What it forbids is to sell the font by itself.", "",
    "**Pebble** is the one package under the Lesser General Public License (LGPL-3.0). It is imported as it came, unchanged, and is no part of our",
    "package or of any file that is made: whoever likes can put another version in its place with pip.",
)  # fmt: skip
_GROUPS = {
    "": "## What the toolkit needs", "languages": "## Extra `languages`", "cluster": "## Extra `cluster`", "s3": "## Extra `s3`", "store": "## Extra `store`",
    "bench": "## Extra `bench`", "test": "## For tests",
}  # fmt: skip
_SECURITY = (
    "## Versions that close security holes", "",
    "Below these versions a known hole is open, so pip refuses older ones, a test holds what is installed to them, and `facilitate doctor` names them.",
)
_ALONG = ("## What these bring along", "", "Packages that the ones above need, in the versions of `requirements.lock`.")
_END = (
    "## The same versions again", "",
    "`requirements.lock`, at the top of the project, names one version of every package on this page, all of which were chosen together, and the SHA-256",
    "checksums of all files that the package index has of it, for every system and every Python from 3.11 on. With it an installation can be repeated, and a",
    "file that was changed since is refused:", "",
    "```sh", "pip install --require-hashes -r requirements.lock", "pip install --no-deps --no-build-isolation .", "```", "",
    "That includes what the tests need. `python -m tests.trust.lock` makes the file anew: it asks the package index, through uv, and keeps each version that",
    "`pyproject.toml` still allows. The file was installed on Linux with Python 3.11; what it says of other systems and Pythons was worked out, not tried.",
)  # fmt: skip


def _licence_of_locked(name: str, pinned: str, before: Mapping[str, str]) -> str:
    """What the installed package says; where another version of it is installed, which may have changed its licence, the page comes first."""
    try:
        same = Version(version(name)) == Version(pinned)
    except PackageNotFoundError:
        same = False
    told = licence_of(name)
    return (told if same else before.get(name) or told) or before.get(name, "unknown")


def main() -> int:
    """Write the page from what is installed."""
    before = rows() if PAGE.is_file() else {}
    licences = {name: _licence_of_locked(name, pinned, before) for name, pinned in locked().items()}
    PAGE.write_text(page(licences), encoding="utf-8")
    unknown = sorted(name for name, licence in licences.items() if not is_good(name, licence))
    sys.stdout.write(f"wrote {PAGE.name}; to look at: {', '.join(unknown) or 'nothing'}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
