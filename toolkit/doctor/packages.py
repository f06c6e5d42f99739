"""The metadata of what is installed in; whether Python and every package are as new as the toolkit needs them, out.

Nothing but Python's own library is imported: this must work where nothing else does.
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

from toolkit.doctor.finding import Finding
from toolkit.program import NAME

AREA = "packages"
OLDEST_PYTHON = (3, 11)
SECURITY: Mapping[str, str] = {
    "jinja2": "a template could run any code (CVE-2025-27516)",
    "jupyter-server": "a web address could run script with your rights (CVE-2026-44727)",
    "jupyterlab": "one click in a stranger's notebook could hand over your files (CVE-2026-40171)",
    "mistune": "a text could bring script into a page (CVE-2026-115350)",
    "nbconvert": "a stranger's notebook could copy your files into the page made from it (CVE-2026-39378)",
    "notebook": "one click in a stranger's notebook could hand over your files (CVE-2026-40171)",
}
"""What could happen with a release older than the floor, where that is one marked 'security' in pyproject.toml."""
EXTRAS: Mapping[str, str] = {
    "cluster": "making kits on a Dask cluster, --scheduler",
    "store": "writing kits to a place on the network, --out with an address",
    "languages": "names and titles in Chinese, Japanese and Korean, and emoji",
    "s3": "writing kits to an object store, --out with an address that begins with s3://",
    "bench": "measuring how fast the toolkit is",
}
"""What each extra is for that people who use the toolkit may want."""
_NEED = re.compile(r"\s*(?P<name>[A-Za-z0-9._-]+)\s*(?:\[[^]]*\])?\s*(?P<limits>[^;]*)(?:;(?P<when>.*))?")
_EXTRA = re.compile(r"""extra\s*==\s*["']([\w-]+)["']""")
_VERSION = re.compile(r"(?:\d+!)?(\d+(?:\.\d+)*)[-_.]?((?:a|b|c|rc|alpha|beta|pre|preview|dev)[-_.]?\d*)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Need:
    """One package that is needed: '>=3.1.6' and '<4' are ``limits``. ``extra`` is '' where it is always needed."""

    name: str
    limits: tuple[str, ...]
    extra: str = ""

    def asked(self) -> str:
        """As pip takes it."""
        return f'"{self.name}{",".join(self.limits)}"'


def find_python() -> Iterator[Finding]:
    """Whether Python is new enough."""
    here, oldest = ".".join(map(str, sys.version_info[:3])), ".".join(map(str, OLDEST_PYTHON))
    if sys.version_info[:2] >= OLDEST_PYTHON:
        yield Finding("Python", "ok", f"{here}, from {oldest} on will do.")
    else:
        yield Finding("Python", "problem", f"{here} is too old.", f"Install Python {oldest} or newer from python.org, then the toolkit in it.")


def find_packages() -> Iterator[Finding]:
    """Every package that is always needed, against what the toolkit asks of it: the faults, then one line for all that is well."""
    needs, installed = known_needs()
    if not installed:
        what = "The toolkit is run from its folder and was never installed: stock Jupyter tools do not know its formats."
        yield Finding(AREA, "warning", what, "In the toolkit's folder: pip install .")
    always = [need for need in needs if not need.extra]
    faults = [finding for need in always for finding in _faults(need)]
    yield from faults
    held = [need.name for need in always if need.name in SECURITY]
    if always and not faults:
        yield Finding(AREA, "ok", f"{len(always)} packages are as new as they must be; {len(held)} of them are held to the release that closed a security hole.")


def find_extras() -> Iterator[Finding]:
    """What the extras bring, as far as it is there. None is needed for a kit."""
    needs, _ = known_needs()
    for extra, use in EXTRAS.items():
        wanted = [need for need in needs if need.extra == extra]
        missing = [need.name for need in wanted if _installed(need.name) is None]
        if not wanted or missing:  # extras share packages, so one that is there in part was not asked for
            lacking = f" ({', '.join(missing)})" if len(missing) < len(wanted) else ""
            yield Finding("extras", "ok", f"{extra} is not installed{lacking}; it is needed only for {use}.")
            continue
        faults = [finding for need in wanted for finding in _faults(need)]
        yield from (Finding("extras", "warning", f"{extra}: {each.what}", each.mend) for each in faults)
        if not faults:
            yield Finding("extras", "ok", f"{extra} is installed, for {use}.")


def known_needs() -> tuple[list[Need], bool]:
    """What the toolkit needs, and whether it is installed. A copy run from its folder says so in pyproject.toml."""
    try:
        return [need for text in requires(NAME) or [] if (need := need_of(text))], True
    except PackageNotFoundError:
        project = Path(__file__).parents[2] / "pyproject.toml"
        if not project.is_file():
            return [], False
        told = tomllib.loads(project.read_text(encoding="utf-8"))["project"]
        extras = told.get("optional-dependencies", {})
        texts = [*told["dependencies"], *(f"{text}; extra == '{name}'" for name, texts in extras.items() for text in texts)]
        return [need for text in texts if (need := need_of(text))], False


def need_of(text: str) -> Need | None:
    """A line of metadata such as 'typst<0.16,>=0.15.2; extra == "x"'. None where it names no package."""
    found = _NEED.fullmatch(text)
    if found is None:
        return None
    extra = _EXTRA.search(found["when"] or "")
    limits = tuple(sorted(part.strip().strip("()") for part in found["limits"].split(",") if part.strip(" ()")))
    name = re.sub(r"[-_.]+", "-", found["name"]).lower()
    return Need(name, limits, extra[1] if extra else "")


def fits(installed: str, limits: tuple[str, ...]) -> bool:
    """Whether a version is within limits such as '>=3.1.6' and '<4'; a limit of another kind is left to pip."""
    return all(_fits(installed, limit) for limit in limits)


def _fits(installed: str, limit: str) -> bool:
    if limit.startswith(">="):
        return _order(installed) >= _order(limit[2:])
    if limit.startswith("<") and not limit.startswith("<="):
        return _order(installed)[0] < _order(limit[1:])[0]
    return True


def _order(text: str) -> tuple[tuple[int, ...], bool]:
    """What to sort a version by: its numbers without trailing noughts, then whether it is a release or comes before one."""
    found = _VERSION.match(text.strip())
    if found is None:
        return (), False
    numbers = [int(number) for number in found[1].split(".")]
    while numbers and not numbers[-1]:
        numbers.pop()
    return tuple(numbers), not found[2]


def _faults(need: Need) -> Iterator[Finding]:
    there = _installed(need.name)
    if there is None:
        yield Finding(AREA, "problem", f"{need.name} is not installed.", f"pip install {need.asked()}")
    elif not fits(there, need.limits):
        why = SECURITY.get(need.name)
        told = f" With an older one, {why}." if why else ""
        yield Finding(AREA, "problem", f"{need.name} {there} is not {' and '.join(need.limits)}.{told}", f"pip install --upgrade {need.asked()}")


def _installed(name: str) -> str | None:
    try:
        return version(name) or "of no known version"
    except PackageNotFoundError:
        return None
