"""What a look at this computer found: an area, how bad it is, what it is, and what to do about it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from toolkit.errors import ToolkitError, UsageError

Level = Literal["ok", "warning", "problem"]
"""ok: as it should be. warning: something is lacking that other work does without. problem: it stops work."""
INSTALL_AGAIN = "Install the toolkit again, in its folder: pip install --force-reinstall ."

_AGAIN = "Do what the line above says, then run 'facilitate doctor' again."


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at. ``mend`` is what to do; every problem and every warning has one."""

    area: str
    level: Level
    what: str
    mend: str = ""


Look = Callable[[], Iterable[Finding]]


def guarded(area: str, look: Look) -> Iterator[Finding]:
    """What ``look`` finds; where it breaks down, that it did, and why."""
    try:
        yield from look()
    except ModuleNotFoundError as error:
        yield Finding(area, "problem", f"This needs '{error.name}', which is not installed.", INSTALL_AGAIN)
    except UsageError as error:
        yield Finding(area, "problem", error.what, error.mend or _AGAIN)
    except ToolkitError as error:
        yield Finding(area, "problem", str(error), _AGAIN)
    except OSError as error:
        yield Finding(area, "problem", f"The system refuses: {error}", "Look at what is said below of folders and disk, and at who may read the files named.")
    except Exception as error:  # noqa: BLE001  # any fault of a broken environment is what a person came here to hear of
        yield Finding(area, "problem", f"This does not work: {type(error).__name__}: {error}".replace("\n", " "), INSTALL_AGAIN)
