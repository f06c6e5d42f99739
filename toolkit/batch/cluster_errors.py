"""What can go wrong with a cluster, told to whoever asked for kits: what is wrong, and what to do."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.util import find_spec

from toolkit.errors import ToolkitError, UsageError


class ClusterError(ToolkitError):
    """The cluster cannot go on."""


class LostKitError(ToolkitError):
    """A kit did not come back from the workers."""


def refuse_without_distributed() -> None:
    """Raises UsageError where the extra is not installed."""
    if find_spec("distributed") is None:
        raise UsageError("--scheduler needs Dask, which is not installed.", 'Install it with: pip install "facilitator-toolkit[cluster]"')


def no_scheduler(address: str, why: Exception) -> UsageError:
    """Where nobody answers."""
    told = str(why).partition("\n")[0] or "what answers is something else"
    mend = "Start one with 'dask scheduler', and write its address like tcp://10.0.0.5:8786."
    return UsageError(f"No Dask scheduler answers at {address} ({told}).", mend)


def lost(why: BaseException) -> LostKitError:
    """Why a kit did not come back."""
    from distributed import KilledWorker

    if isinstance(why, KilledWorker):
        what = "Each worker that was to make it ended before it was there; it may need more memory than a worker may have."
        return LostKitError(f"{what} The others went on. See the log of the worker at {why.last_worker.address}.")
    told = f"It stopped each time on a fault of the program, not yours ({type(why).__name__}: {why})."
    return LostKitError(f"{told} Please report it with the lines in the logs of the workers.")


def without_toolkit(who: str) -> UsageError:
    """Where a worker or the scheduler does not know this program."""
    return UsageError(f"{who} has no facilitator toolkit, or an old one.", "Install the same version there as here, and start it again.")


def another_version(address: str, own: Mapping[str, str], found: Mapping[str, str]) -> UsageError:
    """What differs between a worker's program and ours."""
    differing = [name for name in sorted({*own, *found}) if own.get(name) != found.get(name)]
    told = [_told(name, own.get(name, "missing"), found.get(name, "missing")) for name in differing]
    what = f"The worker at {address} would make other files than this computer: {'; '.join(told)}."
    return UsageError(what, "Install the same there as here, start it again, and run the same line again.")


def _told(name: str, here: str, there: str) -> str:
    if name == "its own files":
        return "the files of its toolkit are those of another version"
    return f"{name} is {there} there and {here} here"
