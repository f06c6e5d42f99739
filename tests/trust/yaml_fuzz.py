"""A file of a curriculum in; what somebody, or something, made of it, out. ``python -m tests.trust.yaml_fuzz`` tries ten thousand."""

from __future__ import annotations

import os
import resource
import sys
import time
from collections import Counter
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.curricula import LABELLED, SMALL
from tests.trust.naughty import REFUSED, SHOWN
from toolkit.load.validate import to_noun
from toolkit.load.yaml_tree import Parsed, parse_tree
from toolkit.model.curriculum import Catalogue
from toolkit.model.diagram import Diagram
from toolkit.model.module import Module
from toolkit.model.page import Page
from toolkit.model.registers import ContactRegister, FactRegister, Glossary, LanguageGuide, SourceRegister
from toolkit.model.session import Session

ROOT = Path(__file__).parent.parent.parent
_REGISTERS: dict[str, type] = {"facts": FactRegister, "sources": SourceRegister, "contacts": ContactRegister, "glossary": Glossary, "language": LanguageGuide}
_FOLDERS: dict[str, type] = {"pages": Page, "diagrams": Diagram, "sessions": Session}
SIGNS = ["", "\n", "\n\n", "  ", "\t", " ", ": ", ":", "- ", "-", "? ", "[", "]", "{", "}", ",", '"', "'", "''", "#", " #", ",#", "&a ", "*a", "!!x ", "!", "<<: *a\n", "---\n", "...\n",
         "%YAML 1.2\n", "|", "|\n", ">-\n", ">+2\n", "@", "`", "~", "null", "\r\n", "\r", "\u00a0", "\u0085", "\u2028", "\ufeff", "\x00", "\x1b", "\\", "\\ud800", "\\x41", "=", "No",
         "kind: scene\n", "id: x\n", "[@F-", "{fact:", "0"]  # fmt: skip
LONG = ["[" * 2000, "{a: " * 300, "- " * 2000, "x" * 200_000, " " * 50_000, "\n" * 20_000, "a: b: c\n" * 500, "- &a [*a, *a]\n" * 300, '"' * 3001, "? " * 900, "\t" * 3000, "k: v\n" * 5000, "!!a" * 3000]
TEXTS = [*SHOWN.values(), *REFUSED.values()]


@cache
def files() -> list[Path]:
    """Every file of the curriculum that comes along, and of two small ones."""
    return sorted(path for root in (ROOT / "curriculum", SMALL, LABELLED) for path in root.rglob("*.yaml"))


def model_of(path: Path) -> type[Any]:
    """The noun that the file describes."""
    if path.stem == "catalogue":
        return Catalogue
    return _REGISTERS[path.stem] if path.parent.name == "registers" else _FOLDERS.get(path.parent.name, Module)


def spoil(chance: Random, data: bytes) -> bytes:
    """A file after up to six changes: signs and texts put in, parts taken out or moved, lines indented, ends of lines, bytes."""
    for _ in range(chance.randint(1, 6)):
        data = chance.choice(_CHANGES)(chance, data)
    return data


@st.composite
def spoiled(draw: st.DrawFn) -> tuple[Path, bytes]:
    """A file of the curriculum, spoiled."""
    chance = draw(st.randoms(use_true_random=False))
    path = chance.choice(files())
    return path, spoil(chance, path.read_bytes())


def _put_in(chance: Random, data: bytes) -> bytes:
    place, gone = chance.randint(0, len(data)), chance.choice([0, 0, 1, 3, 12, 80, 4000])
    return data[:place] + chance.choice(SIGNS).encode() + data[place + gone :]


def _put_text_in(chance: Random, data: bytes) -> bytes:
    """A naughty text in place of a value, in quotation marks or without."""
    lines = data.split(b"\n")
    number = chance.randint(0, len(lines) - 1)
    key, colon, _ = lines[number].partition(b": ")
    mark = chance.choice(["", '"', "'"])
    lines[number] = key + (colon or b": ") + f"{mark}{chance.choice(TEXTS)}{mark}".encode()
    return b"\n".join(lines)


def _move(chance: Random, data: bytes) -> bytes:
    lines = data.split(b"\n")
    first, many, to = chance.randint(0, len(lines) - 1), chance.choice([1, 2, 7]), chance.randint(0, len(lines) - 1)
    moved = lines[first : first + many]
    if chance.random() < 0.5:
        del lines[first : first + many]
    return b"\n".join([*lines[:to], *moved, *lines[to:]])


def _indent(chance: Random, data: bytes) -> bytes:
    lines = data.split(b"\n")
    number = chance.randint(0, len(lines) - 1)
    lines[number] = chance.choice([b" ", b"  ", b"\t", b"   "]) + lines[number] if chance.random() < 0.5 else lines[number].lstrip(b" ")
    return b"\n".join(lines)


def _long(chance: Random, data: bytes) -> bytes:
    place = chance.randint(0, len(data))
    return data[:place] + chance.choice(LONG).encode() + data[place:]


def _whole(chance: Random, data: bytes) -> bytes:
    return chance.choice([
        data.replace(b"\n", b"\r\n"), data.replace(b"\n", b"\r"), b"\xef\xbb\xbf" + data, data.replace(b"  ", b"\t"), data[: len(data) // 2], data * 2,
        data.decode(errors="replace").encode("utf-16"), data.replace(b'"', b"'"), data.replace(b": ", b":"), data.rstrip(),
    ])  # fmt: skip


def _bytes(chance: Random, data: bytes) -> bytes:
    place = chance.randint(0, len(data))
    return data[:place] + chance.randbytes(chance.randint(1, 8)) + data[place + 2 :]


_CHANGES = [_put_in, _put_in, _put_in, _put_text_in, _put_text_in, _move, _indent, _long, _whole, _bytes]


class Texts(yaml.BaseLoader):
    """PyYAML's own loader in Python, which shares no code with libyaml: every value is the text that was typed."""


def reading_is_right(path: Path, data: bytes) -> str:
    """What came of a file. Raises AssertionError unless each problem has its place and advice, or the tree is as another reader has it."""
    parsed = parse_tree(data, "x.yaml")
    if not parsed.problems:
        assert parsed.tree == _read_by_another(parsed, data)
    reading = to_noun(parsed, model_of(path))  # which mends the tree, so it comes second
    lines = len(parsed.marks.source) or 1
    for problem in reading.problems:
        assert 1 <= problem.line <= lines + 1, problem
        assert problem.column >= 1
        assert problem.what
        assert problem.mend
        assert str(problem).isprintable()
    assert reading.noun is not None or reading.problems
    if parsed.problems:
        return "refused"
    return "read, and refused as no noun" if reading.problems else "read"


def _read_by_another(parsed: Parsed, data: bytes) -> Any:
    if len(data) > 100_000:  # a second to read
        return parsed.tree
    try:
        return yaml.load(data.decode(), Texts)  # noqa: S506  # it makes nothing but texts
    except yaml.YAMLError:  # it knows less of YAML 1.2, such as '?' at the end of an item in brackets
        return parsed.tree


def fuzz(examples: int, seed: int | None) -> tuple[Counter[str], float]:
    """Try so many; how many were read and refused, and the seconds that the slowest took. Raises AssertionError, with the file, for a wrong one."""
    counts: Counter[str] = Counter()
    slowest = 0.0

    def one(change: tuple[Path, bytes]) -> None:
        nonlocal slowest
        path, data = change
        started = time.process_time()
        parsed = parse_tree(data, "x.yaml")
        to_noun(parsed, model_of(path))
        slowest = max(slowest, time.process_time() - started)
        counts[reading_is_right(path, data)] += 1

    checks = list(HealthCheck)
    limits = settings(max_examples=examples, derandomize=seed is None, deadline=None, database=None, suppress_health_check=checks)
    tried = given(spoiled())(one)
    if seed is not None:
        from hypothesis import seed as seeded

        tried = seeded(seed)(tried)
    limits(tried)()
    return counts, slowest


def main() -> int:
    """As many files as the first argument says, from the seed that the second one is."""
    examples = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else int.from_bytes(os.urandom(4), "big")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    counts, slowest = fuzz(examples, seed)
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1000
    sys.stdout.write(f"seed {seed}: {sum(counts.values())} files, {dict(counts)}; the slowest took {slowest:.2f} s, all of them {grown:.0f} MB\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
