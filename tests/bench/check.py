"""How long the check of the shipped curriculum takes, start-up aside: ``python -m tests.bench.check``.

The stock way to read the same files, PyYAML's own safe loaders, is measured in the same run: its fast one, in C, and
the one that most scripts use. They judge nothing; the ratios say what judging costs beside reading.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from datetime import date

import yaml

from toolkit.check import GROUPS, review_content
from toolkit.check.finding import AsOf
from toolkit.load import find_curriculum, load_curriculum

ROUNDS = 5


def seconds(work: Callable[[], object]) -> float:
    """The median of a few runs."""
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def main() -> None:
    """Print seconds and ratios."""
    root = find_curriculum()
    texts = [path.read_text(encoding="utf-8") for path in sorted(root.rglob("*.yaml"))]
    as_of = AsOf(date(2026, 11, 1))
    stock = seconds(lambda: [yaml.load(text, Loader=yaml.CSafeLoader) for text in texts])
    plain = seconds(lambda: [yaml.safe_load(text) for text in texts])
    loaded = seconds(lambda: load_curriculum(root))
    curriculum = load_curriculum(root)
    checked = seconds(lambda: review_content(curriculum, as_of))
    rules = sum(map(len, GROUPS.values()))
    sys.stdout.write(
        f"{len(texts)} files, {sum(map(len, texts)) / 1e6:.2f} million characters, {rules} rules\n"
        f"PyYAML, C loader       {stock:6.2f} s\n"
        f"PyYAML, plain loader   {plain:6.2f} s\n"
        f"load                   {loaded:6.2f} s\n"
        f"check                  {checked:6.2f} s\n"
        f"load and check         {loaded + checked:6.2f} s, {(loaded + checked) / stock:.1f} times the C loader, "
        f"{(loaded + checked) / plain:.2f} times the plain one\n"
    )


if __name__ == "__main__":
    main()
