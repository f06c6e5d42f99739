"""Kits in a store: those that are there as they would be made again are left alone, the others are made here and sent.

A kit is made in a folder of this machine, as it would be anywhere else, from what the store holds of it. Afterwards
what is new in it goes to the store. Its ledger goes last: until then the earlier one stands there, and the next run mends the rest.
"""

from __future__ import annotations

import shutil
from collections import deque
from collections.abc import Callable, Collection, Generator, Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path, PurePath

from toolkit.address import Address
from toolkit.artifacts import write_artifact
from toolkit.batch.run import Finished
from toolkit.errors import OutputError, ToolkitError
from toolkit.kit.earlier import known_paths, manifest_in
from toolkit.kit.ledger import FOLDER, Entry, Ledger, unchanged
from toolkit.kit.order import KitOrder, PagesOrder
from toolkit.kit.work import KitResult
from toolkit.model.manifest import NAME
from toolkit.progress import Progress
from toolkit.scratch import scratch_folder
from toolkit.store import Held, Store

THREADS = 4
"""Kits that are looked for, fetched or sent at once; the store is waited for meanwhile, not the processor."""
AHEAD = 4
"""Kits that are looked for before their turn, and kits that are made and not yet sent."""
GIVE_UP = 20
"""Kits in a row that a store did not give or take; nobody waits for the thousands behind them."""
_INDEX, _ACCESSIBILITY = "index.html", "accessibility.html"
Make = Callable[[Iterator[KitOrder]], Generator[Finished, None, None]]
"""What makes the kits of orders, and takes the next order when it has room for one."""


@contextmanager
def place_of(out: Path | Address) -> Iterator[tuple[Path, Store | None]]:
    """The folder in which kits are made, and the store that they go to from there; None where ``out`` is that folder.

    What lies in a folder that is on the way to a store is deleted in the end. Raises UsageError for an address of no
    use, and OutputError where one cannot write to the store.
    """
    if isinstance(out, Path):
        yield out, None
        return
    store = Store(out)
    store.check()
    with scratch_folder("facilitate-kits-") as folder:
        yield folder, store


@dataclass(slots=True)
class Mirror:
    """Kits of one run on their way between ``folder`` and ``store``. ``pages`` are ids of all pages of the curriculum.

    What comes of each kit is told to ``tell`` as soon as it is known, in the thread of the caller.
    """

    store: Store
    folder: Path
    pages: Collection[str]
    bar: Progress
    tell: Callable[[str, KitResult | ToolkitError], None]
    _lost: int = 0

    def kits(self, make: Make, orders: Iterable[KitOrder]) -> None:
        """Have ``make`` make the kits that are not in the store as they should be, and send them while it makes the next."""
        threads, sending = ThreadPoolExecutor(THREADS), deque[tuple[str, Future[KitResult | ToolkitError]]]()
        try:
            with closing(make(self._missing(threads, orders))) as made:
                for name, result in made:
                    sending.append((name, threads.submit(self._sent, name, result)))
                    while sending and (len(sending) > AHEAD or sending[0][1].done()):
                        self._note(*sending.popleft())
            self.bar.step("the last kits are on their way")
            for each in sending:
                self._note(*each)
        except BaseException:  # Ctrl-C too: what is on its way comes to an end, and then the folder is deleted
            self.store.stop()
            raise
        finally:
            threads.shutdown(cancel_futures=True)

    def loose(self, order: PagesOrder, make: Callable[[], KitResult]) -> KitResult:
        """Have ``make`` make pages on their own, and send those that are not in the store as they should be."""
        result = KitResult(order.name, order.out / order.name)
        names = {PurePath(row.path_of(page.id)).name for row in order.rows if row.of == "page" for page in order.pages}
        try:
            held = self.store.below(order.name)
            self.store.fetch({f"{order.name}/{path}": result.folder / path for path in held if path in names})
            result = self._outside(make())
            self._send(result, [each.path for each in result.made if each.written])
        except OutputError as error:
            result.failures.append((str(error.path).rpartition("/")[2], error))
        return result

    def _missing(self, threads: ThreadPoolExecutor, orders: Iterable[KitOrder]) -> Iterator[KitOrder]:
        """The orders whose kit is to be made; of each, what the store holds is in the folder by then."""
        ahead = deque[tuple[KitOrder, Future[KitResult | ToolkitError | None]]]()
        for order in orders:
            ahead.append((order, threads.submit(self._looked_for, order)))
            if len(ahead) > AHEAD:
                yield from self._unless_known(*ahead.popleft())
        while ahead:
            yield from self._unless_known(*ahead.popleft())

    def _unless_known(self, order: KitOrder, looked: Future[KitResult | ToolkitError | None]) -> Iterator[KitOrder]:
        if looked.result() is None:
            yield order
        else:
            self.bar.done(order.steps)
            self._note(order.name, looked)

    def _note(self, name: str, done: Future[KitResult | ToolkitError] | Future[KitResult | ToolkitError | None]) -> None:
        """Tell what came of a kit, and leave the store alone once it has refused too many of them."""
        found = done.result()
        self._lost = self._lost + 1 if isinstance(found, OutputError) else 0
        if self._lost >= GIVE_UP:
            self.store.stop()
        if found is not None:
            self.tell(name, found)

    def _looked_for(self, order: KitOrder) -> KitResult | ToolkitError | None:
        """What came of a kit that is in the store as it should be, or why nobody knows; None where it is to be made."""
        folder = order.out / order.name
        try:
            ledger = self.store.read(_ledger(order.name))
            held = self._held(order.name)
            if ledger is not None:
                write_artifact(order.out / _ledger(order.name), ledger)
            known = unchanged(order.name, folder, order.asked, lambda path, entry: _as_left(held, path, entry))
            if known is None:
                self._fetch(order, held)
                return None
        except OutputError as error:
            self._clear(order.name)
            return self._told(error)
        self._clear(order.name)
        known.url = self.store.url(order.name)
        return known

    def _held(self, name: str) -> dict[str, Held]:
        """What the store holds of a kit, by the paths that its ledger uses."""
        held, packed = self.store.below(name), self.store.one(f"{name}.zip")
        return held | ({f"../{name}.zip": packed} if packed else {})

    def _fetch(self, order: KitOrder, held: Mapping[str, Held]) -> None:
        """Copy files of a kit into the folder. A name in the store leads nowhere else: it must be one that we would give."""
        manifest = order.out / order.name / NAME
        if NAME in held:
            self.store.fetch({f"{order.name}/{NAME}": manifest})
        ours = {*known_paths(self.pages, manifest_in(manifest.parent)), _INDEX, _ACCESSIBILITY} - {NAME}
        wanted = {f"{order.name}/{path}": order.out / order.name / path for path in held if path in ours}
        packed = {f"{order.name}.zip": order.out / f"{order.name}.zip"} if f"../{order.name}.zip" in held else {}
        self.store.fetch(wanted | packed)

    def _sent(self, name: str, result: KitResult | ToolkitError) -> KitResult | ToolkitError:
        """What came of a kit that was made, once what is new in it is in the store."""
        try:
            if isinstance(result, ToolkitError):
                return self._told(result)
            packed = [result.packed] if result.packed else []
            files = [each.path for each in [*result.made, *packed] if each.written]
            self._send(self._outside(result), files)
            self._vouch(result, files)
        except OutputError as error:
            return self._told(error)
        finally:
            self._clear(name)
        return result

    def _send(self, result: KitResult, files: Collection[Path]) -> None:
        """Send files, and what tells of the others after them: a reader who finds that finds the others as well."""
        late = [result.folder / name for name in (_INDEX, _ACCESSIBILITY, NAME)]
        first = [path for path in files if path not in late and path != result.zip]
        for step in (first, [path for path in late if path in files], [path for path in files if path == result.zip]):
            self.store.send({path.relative_to(self.folder).as_posix(): path for path in step})

    def _vouch(self, result: KitResult, sent: Iterable[Path]) -> None:
        """Note how the store tells the files of a kit, and send its ledger. Raises OutputError where a file did not arrive."""
        ledger, held = Ledger.of(result.folder), self._held(result.name)
        for path in sent:
            found = held.get(f"../{path.name}" if path == result.zip else path.relative_to(result.folder).as_posix())
            if found is None or found.size != path.stat().st_size:
                url = self.store.url(path.relative_to(self.folder).as_posix())
                raise OutputError(url, "it is not there as it was sent", mend="Let one run finish, then run the same line again.")
        for name, entry in ledger.entries.items():
            ledger.entries[name] = replace(entry, mark=held[name].mark if name in held else "")
        ledger.save()
        if ledger.path.is_file():  # a disk that refuses it costs the next run time only
            self.store.send({_ledger(result.name): ledger.path})

    def _outside(self, result: KitResult) -> KitResult:
        """The result as it is told: where the kit is in the end, not where it was made."""
        result.url = self.store.url(result.name)
        result.failures[:] = [(path, self._told(error)) for path, error in result.failures]
        return result

    def _told(self, error: ToolkitError) -> ToolkitError:
        here, there = str(self.folder), self.store.url()
        if here not in str(error):
            return error
        if isinstance(error, OutputError) and not error.mend:
            mend = "Free some space on this machine, or set TMPDIR to another folder, then run the same line again."
            return OutputError(str(error.path).replace(here, there), f"{error.reason} in the temporary folder of this machine", error.code, mend)
        return ToolkitError(str(error).replace(here, there))

    def _clear(self, name: str) -> None:
        """Delete what lies in the folder of a kit."""
        shutil.rmtree(self.folder / name, ignore_errors=True)
        for path in (f"{name}.zip", _ledger(name)):
            with suppress(OSError):
                (self.folder / path).unlink()


def _ledger(name: str) -> str:
    return f"{FOLDER}/{name}.json"


def _as_left(held: Mapping[str, Held], path: str, entry: Entry) -> bool:
    found = held.get(path)
    return found is not None and (found.size, found.mark) == (entry.size, entry.mark)
