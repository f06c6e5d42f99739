"""Jupyter's folders in; whether JupyterLab, its server, live activities and stock tools will find what they need, out."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import webbrowser
from collections.abc import Iterator, Mapping
from importlib.metadata import entry_points
from importlib.util import find_spec
from pathlib import Path

from toolkit.doctor.finding import INSTALL_AGAIN, Finding
from toolkit.doctor.probe import ENGINE, EXPORTERS

LAB_EXTENSIONS: Mapping[str, str] = {"@jupyter-widgets/jupyterlab-manager": "jupyterlab_widgets", "anywidget": "anywidget"}
"""What JupyterLab loads to show our activities, and the package that brings it."""
CONFIG = "jupyter_server_config.d/facilitator-toolkit.json"
_SECONDS = 60


def find_jupyterlab() -> Iterator[Finding]:
    """JupyterLab, its pages, its server, and whether it can be reached on this computer."""
    from jupyter_core.paths import jupyter_path  # the only one who knows where Jupyter looks

    missing = [name for name in ("jupyterlab", "jupyter_server") if find_spec(name) is None]
    if missing:
        yield Finding("JupyterLab", "problem", f"{' and '.join(missing)} cannot be found.", INSTALL_AGAIN)
    elif not any(Path(folder, "static", "index.html").is_file() for folder in jupyter_path("lab")):
        yield Finding("JupyterLab", "problem", "Its own pages are missing, so it would open empty.", "pip install --force-reinstall jupyterlab")
    else:
        yield Finding("JupyterLab", "ok", "It and its server are here.")
    try:
        with socket.create_server(("127.0.0.1", 0)):
            pass
    except OSError as error:
        what = f"No program may listen on this computer (127.0.0.1): {error}. JupyterLab and its kernels need that."
        yield Finding("JupyterLab", "problem", what, "Allow Python in the firewall, or ask whoever runs this computer. Kits are made without it.")


def find_live_activities() -> Iterator[Finding]:
    """What makes quizzes and scenarios live in a notebook, and what keeps a saved one readable."""
    from jupyter_core.paths import jupyter_config_path, jupyter_path

    for name, package in LAB_EXTENSIONS.items():
        if not any(Path(folder, name, "package.json").is_file() for folder in jupyter_path("labextensions")):
            what = f"JupyterLab does not find '{name}', so activities would not come alive."
            yield Finding("activities", "problem", what, f"pip install --force-reinstall {package}")
            return
    yield Finding("activities", "ok", "JupyterLab finds what shows them.")
    if not any(Path(folder, CONFIG).is_file() for folder in jupyter_config_path()):
        what = "Jupyter servers do not load our part, so a notebook that was saved shows 'model not found' when it is opened again."
        yield Finding("activities", "warning", what, INSTALL_AGAIN)


def find_kernel() -> Iterator[Finding]:
    """The kernel that notebooks ask for, 'python3', and whether it is this Python."""
    from jupyter_core.paths import jupyter_path

    if find_spec("ipykernel") is None:
        yield Finding("kernel", "problem", "ipykernel cannot be found, so no notebook can run.", INSTALL_AGAIN)
        return
    spec = next((path for folder in jupyter_path("kernels") if (path := Path(folder, "python3", "kernel.json")).is_file()), None)
    mend = "python -m ipykernel install --sys-prefix"
    if spec is None:
        yield Finding("kernel", "ok", "Jupyter offers this Python by itself.")
        return
    try:
        program = str(json.loads(spec.read_bytes())["argv"][0])
    except (OSError, ValueError, LookupError, TypeError):
        yield Finding("kernel", "problem", f"{spec} cannot be read.", mend)
        return
    if Path(program).is_absolute() and not _is_this_python(program):
        yield Finding("kernel", "warning", f"Notebooks run in another Python, {program}, which may lack the toolkit.", mend)
    else:
        yield Finding("kernel", "ok", "Notebooks run in this Python.")


def find_browser() -> Iterator[Finding]:
    """A browser. Nothing is made with one; JupyterLab, study pages and slides are looked at in one."""
    try:
        webbrowser.get()
    except webbrowser.Error:
        what = "No browser was found to open by itself. Kits are made without one."
        yield Finding("browser", "warning", what, "Use 'facilitate study --no-browser', and open the address that it tells in any browser.")
    else:
        yield Finding("browser", "ok", "One is here, to look at study pages, slides and JupyterLab. Nothing is made with it.")


def _is_this_python(program: str) -> bool:
    """Whether it stands in this environment. Not what it leads to: programs of two environments may be links to one."""
    folders = [os.path.normcase(Path(path).absolute().parent) for path in (program, sys.executable)]
    return folders[0] == folders[1]


def find_added_formats() -> Iterator[Finding]:
    """Formats of other packages: one that does not load would keep every export from starting."""
    from toolkit.program import FORMATS

    for point in entry_points(group=FORMATS):
        package = point.dist.name if point.dist else point.value
        try:
            point.load()
        except Exception as error:  # noqa: BLE001  # it is another package's code, which may fail in any way
            what = f"'{point.name}', which {package} adds, does not load: {type(error).__name__}: {error}"
            yield Finding("formats", "problem", what, f"pip install --upgrade {package}, or: pip uninstall {package}")
        else:
            yield Finding("formats", "ok", f"{package} adds '{point.name}'.")


class StockTools:
    """papermill's and nbconvert's side of the toolkit, looked at in a process that runs while other looks are taken."""

    def __init__(self) -> None:
        root = str(Path(__file__).parents[2])
        path = os.pathsep.join(filter(None, [root, os.environ.get("PYTHONPATH", "")]))
        call = [sys.executable, "-P", "-m", "toolkit.doctor.probe"]  # -P: no file of the folder at hand is taken for a module
        self._child = subprocess.Popen(  # noqa: S603  # our own interpreter, fixed arguments
            call, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={**os.environ, "PYTHONPATH": path}, text=True, encoding="utf-8"
        )

    def find(self) -> Iterator[Finding]:
        """Whether the engine and every exporter is registered and loads."""
        try:
            told, error = self._child.communicate(timeout=_SECONDS)
        except subprocess.TimeoutExpired:
            self._child.kill()
            self._child.communicate()
            yield Finding("stock tools", "problem", f"papermill and nbconvert did not start in {_SECONDS} seconds.", INSTALL_AGAIN)
            return
        if self._child.returncode:
            last = error.strip().rpartition("\n")[2] or f"it ended with {self._child.returncode}"
            yield Finding("stock tools", "problem", f"papermill and nbconvert do not start: {last}", INSTALL_AGAIN)
            return
        found: Mapping[str, Mapping[str, str]] = json.loads(told.rpartition("\n")[2])
        yield from _of_group("papermill", "engine", found[ENGINE], ("facilitate",))
        yield from _of_group("nbconvert", "exporter", found[EXPORTERS], _exporters())

    def close(self) -> None:
        """End it, where nobody asked what it found."""
        if self._child.poll() is None:
            self._child.kill()
            self._child.communicate()


def _exporters() -> tuple[str, ...]:
    from toolkit.export.registry import OURS

    return tuple(row.nbconvert for row in OURS)


def _of_group(tool: str, kind: str, loaded: Mapping[str, str], wanted: tuple[str, ...]) -> Iterator[Finding]:
    faults = {name: why for name, why in loaded.items() if why}
    missing = [] if tool in faults else [name for name in wanted if name not in loaded]
    for name, why in faults.items():
        yield Finding(tool, "problem", f"{kind} '{name}' does not load: {why.splitlines()[0]}", INSTALL_AGAIN)
    if missing:
        yield Finding(tool, "problem", f"It does not know our {kind} {', '.join(missing)}.", INSTALL_AGAIN)
    if not faults and not missing:
        yield Finding(tool, "ok", f"It knows our {kind}{'' if len(wanted) == 1 else f's, all {len(wanted)}'}.")
