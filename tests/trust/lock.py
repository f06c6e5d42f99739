"""pyproject.toml and the package index in; requirements.lock, one version of every package with the checksums of all its files, out.

``python -m tests.trust.lock`` keeps the versions that are locked as far as pyproject.toml lets it, and ``--upgrade`` takes the newest. It is the one
thing here that asks the package index, through uv (``pip install uv``), which is no dependency of the toolkit. Another index is uv's own setting; no
address is written into the file. Then ``python -m tests.trust.licences``.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from packaging.markers import Marker

ROOT = Path(__file__).parents[2]
LOCK = ROOT / "requirements.lock"
HEAD = """\
# One version of every package, chosen together, with the checksums of its files for every system. Made by python -m tests.trust.lock; see docs/licences.md.
# Use: pip install --require-hashes -r requirements.lock, then pip install --no-deps --no-build-isolation .
"""
_PIN = re.compile(r"(?P<name>[a-z0-9]+(?:-[a-z0-9]+)*)==(?P<version>[0-9][0-9a-z.]*)(?: ; (?P<when>[^\\]+?))?((?: --hash=sha256:[0-9a-f]{64})+)")


@dataclass(frozen=True, slots=True)
class Pin:
    """One version of a package. ``when`` is the marker of where it is installed, '' for everywhere; ``hashes`` are SHA-256 of its files."""

    name: str
    version: str
    when: str
    hashes: tuple[str, ...]

    def is_for_here(self) -> bool:
        """Whether pip installs it on this machine."""
        return not self.when or Marker(self.when).evaluate()


def pins(text: str) -> Iterator[Pin]:
    """What a lock file asks for. Raises ValueError, with the line, for anything else than a version with checksums."""
    for line in text.replace(" \\\n", "").splitlines():
        words = re.sub(r" +", " ", line)
        if not words or words.startswith("#"):
            continue
        found = _PIN.fullmatch(words)
        if found is None:
            raise ValueError(f"no version with checksums: {words[:120]}")
        yield Pin(found["name"], found["version"], found["when"] or "", tuple(re.findall(r"[0-9a-f]{64}", found[4])))


def call(uv: str, *, upgrade: bool) -> list[str]:
    """The words of the command: all extras, all systems, from the oldest Python that will do."""
    oldest = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["requires-python"].removeprefix(">=")
    asked = ["--universal", "--generate-hashes", "--all-extras", "--python-version", oldest, "--no-header", "--no-annotate", "--no-emit-index-url", "--quiet"]
    return [uv, "pip", "compile", *asked, *(["--upgrade"] if upgrade else []), str(ROOT / "pyproject.toml"), "--output-file", str(LOCK)]


def main(arguments: list[str]) -> int:
    """Write the file anew."""
    uv = shutil.which("uv", path=str(Path(sys.executable).parent)) or shutil.which("uv")
    if uv is None:
        sys.stderr.write("uv is not installed: pip install uv\n")
        return 1
    code = subprocess.run(call(uv, upgrade="--upgrade" in arguments), stdout=subprocess.DEVNULL, check=False).returncode
    if code:
        return code
    made = LOCK.read_text(encoding="utf-8")
    LOCK.write_text(HEAD + made, encoding="utf-8")
    found = list(pins(made))
    sys.stdout.write(f"{len({pin.name for pin in found})} packages, {sum(len(pin.hashes) for pin in found)} checksums in {LOCK.name}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
