"""``facilitate export``: kits for sessions, for modules, for courses, for the rows of a table, or for the whole open catalogue."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from functools import cache, partial
from itertools import chain, islice
from pathlib import Path

from toolkit.address import Address
from toolkit.batch.mirror import Mirror, place_of
from toolkit.batch.pool import Pool, usual_jobs, warm_up
from toolkit.batch.run import Finished, Run
from toolkit.batch.unchanged import ground_of
from toolkit.batch.underway import under_way
from toolkit.batch.worker import stay_small
from toolkit.build import build_kit, build_pages, refuse_errors
from toolkit.commands.asked import Asked
from toolkit.commands.export_told import PAGES, REMEMBERED, Summary
from toolkit.commands.sessions import curriculum_folder
from toolkit.commands.wanted import formats_of_pages, wanted
from toolkit.errors import ContentError, ToolkitError, UsageError
from toolkit.export.registry import Format, format_named, formats
from toolkit.kit.order import KitOrder, PagesOrder, kit_order
from toolkit.kit.work import Shelf
from toolkit.load import load_curriculum
from toolkit.model.clearance import seen
from toolkit.model.curriculum import Curriculum
from toolkit.model.session import Parameters, Session
from toolkit.progress import Progress, progress
from toolkit.scratch import sweep_below
from toolkit.store import Store

_FEW = 4
"""Steps that are sooner done in this process than by others."""


def export(asked: Asked, names: Sequence[str], out: Path | Address, curriculum: Path | None) -> int:
    """Write the kits asked for; 1 when a piece of one failed, after the others are made."""
    started = time.monotonic()
    with place_of(out) as place:
        return _export(asked, names, place, curriculum, started)


def _export(asked: Asked, names: Sequence[str], place: tuple[Path, Store | None], curriculum: Path | None, started: float) -> int:
    if asked.jobs is not None and asked.jobs < 1:
        raise UsageError(f"{asked.jobs} processes can make no kit.", "Give --jobs 1 or more.")
    if asked.scheduler is not None:
        _refuse_scheduler(asked.scheduler, asked.jobs)
    jobs = asked.jobs or usual_jobs()
    if jobs > 1 and not asked.scheduler:
        warm_up()
    call = asked.call(names, place[0], curriculum)
    rows = [format_named(name) for name in dict.fromkeys(names)] or list(formats().values())
    found = load_curriculum(curriculum_folder(curriculum))
    makers = _Makers(found, asked.scheduler or jobs, cache(partial(refuse_errors, found)))
    try:
        summary, kits = _made(asked, rows, place, makers)
    except ContentError:
        raise
    except Exception:  # errors in the content may stop the work before it is checked, and then they are what is to be told
        makers.sure()
        raise
    sys.stdout.write(f"{summary.told()} in {time.monotonic() - started:.1f} s.\n")
    sys.stderr.writelines(f"{line}\n" for line in summary.failed())
    if not summary.failures and not place[1] and kits <= REMEMBERED:
        call.remember(summary.told_unchanged(), summary.files())
    return 1 if summary.failures else 0


def _made(asked: Asked, rows: Sequence[Format], place: tuple[Path, Store | None], makers: _Makers) -> tuple[Summary, int]:
    """What came of all that is asked for, and of how many kits."""
    (out, store), found = place, makers.found
    pairs, kits = wanted(asked, found)
    summary = Summary(kits, why=asked.explain)
    orders = _Orders(found, rows, out, asked, summary).of(pairs)
    pages = tuple(seen(found, "open").page(name) for name in dict.fromkeys(asked.pages))
    loose = PagesOrder(PAGES, formats_of_pages(rows) if pages else (), out, pages, Parameters())
    first = list(islice(orders, 1 if asked.matrix else None))  # rows of a table are alike: the first tells how long it takes
    steps = first[0].steps * kits if asked.matrix and first else sum(order.steps for order in first)
    with ExitStack() as noted, progress(steps + loose.steps) as bar:

        @cache
        def begin() -> None:
            makers.sure()
            if not store:
                noted.enter_context(under_way(out))

        make = partial(makers.kits, bar=bar, few=steps <= _FEW, begin=begin)
        make_pages = partial(build_pages, found, loose, bar)
        if store:
            begin()
            mirror = Mirror(store, out, found.pages, bar, summary.add)
            mirror.kits(make, chain(first, orders))
        else:
            for name, result in make(chain(first, orders)):
                summary.add(name, result)
        if pages:
            summary.add_pages(mirror.loose(loose, make_pages) if store else make_pages())
    if summary.failures and not store:
        sweep_below(out)  # a worker that was ended left what it was writing
    summary.sort([] if asked.matrix else [order.name for order in first])
    return summary, kits


@dataclass(frozen=True, slots=True)
class _Orders:
    """Sessions in, what to make of each out; those of which nothing can be made are told to ``summary``."""

    found: Curriculum
    rows: Sequence[Format]
    out: Path
    asked: Asked
    summary: Summary

    def of(self, pairs: Iterable[tuple[str, Session | ToolkitError]]) -> Iterator[KitOrder]:
        ground = ground_of(self.found.root)
        for name, session in pairs:
            try:
                if isinstance(session, ToolkitError):
                    raise session
                order = kit_order(self.found, name, session, self.rows, self.out)
            except ToolkitError as error:
                self.summary.add(name, error)
            else:
                yield replace(order, zipped=self.asked.zipped, ground=ground)


def _refuse_scheduler(address: str, jobs: int | None) -> None:
    if not address.strip():
        raise UsageError("--scheduler names no address.", "Write the one that 'dask scheduler' tells, for example tcp://10.0.0.5:8786.")
    if jobs is not None:
        what = "--jobs counts processes of this computer, and with --scheduler the workers of a cluster make the kits."
        raise UsageError(what, "Leave out one of the two.")
    from toolkit.batch.cluster_errors import refuse_without_distributed

    refuse_without_distributed()


@dataclass(frozen=True, slots=True)
class _Makers:
    """Who makes kits of ``found``: as many processes as ``jobs`` says, or the cluster at that address.

    ``sure`` checks the content, and costs nothing when it is called again.
    """

    found: Curriculum
    jobs: int | str
    sure: Callable[[], None]

    def kits(self, orders: Iterable[KitOrder], bar: Progress, begin: Callable[[], None], *, few: bool) -> Generator[Finished, None, None]:
        """What comes of each order; ``few`` of them are made in this process. ``begin`` is called before the first is written."""
        if isinstance(self.jobs, str):
            from toolkit.batch.cluster import Cluster

            begin()
            with Cluster(self.jobs, self.found, bar) as cluster:
                yield from cluster.kits(orders)
        elif self.jobs > 1 and not few:
            with Pool(self.found, self.jobs) as pool:
                yield from Run(pool, bar, begin).kits(orders)
        else:
            begin()
            yield from self._here(orders, bar)

    def _here(self, orders: Iterable[KitOrder], bar: Progress) -> Iterator[Finished]:
        shelf = Shelf()
        for order in orders:
            try:
                yield order.name, build_kit(self.found, order, bar, shelf=shelf)
            except ToolkitError as error:
                yield order.name, error
            stay_small()
