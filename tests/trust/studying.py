"""A folder with a curriculum in; what somebody did and saw who studies there in JupyterLab, in a network that leads nowhere, out as JSON.

``unshare -n python -m tests.trust.studying FOLDER TEMPORARY`` runs ``facilitate study`` under strace, which writes into TEMPORARY.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from urllib.error import URLError

from tests.browser import open_browser
from tests.lab import PATIENCE, Reader, Server, reader
from tests.trust.tracing import own_folders, watched
from toolkit.record import Record

PORT = 8888
"""Nobody else is in this network."""
NOTEBOOKS = ("start-here.ipynb", "course/1-noticing.ipynb")
_CHOICES = {"ip": "127.0.0.1", "port": PORT, "port_retries": 0, "allow_root": True}
_READY = ".jp-NotebookPanel:not(.lm-mod-hidden) .jp-Notebook-ExecutionIndicator[data-status='idle']"
_CLICKS, _LOOKS = 3, 250
"""How often all cells are run, and how often it is looked, a tenth of a second apart, until activities are alive or an answer is in the record."""


def study(folder: Path, temporary: Path) -> dict[str, object]:
    """Open two notebooks, run all of their cells, answer a question, save, and end JupyterLab."""
    subprocess.run(["ip", "link", "set", "lo", "up"], check=True)  # kernels are spoken with over 127.0.0.1
    record = temporary / "record"
    environment = own_folders(temporary) | {"FACILITATOR_TOOLKIT_DATA": str(record), "JUPYTER_CONFIG_DIR": str(temporary / "config")}
    (temporary / "config").mkdir()
    choices = {"ServerApp": {**_CHOICES, "disable_check_xsrf": True}, "IdentityProvider": {"token": ""}}
    (temporary / "config/jupyter_server_config.json").write_text(json.dumps(choices), encoding="utf-8")
    with (temporary / "told").open("wb") as told:
        process = subprocess.Popen(watched(temporary, "study", "--no-browser"), cwd=folder, env=environment, stdout=told, stderr=told, start_new_session=True)
        try:
            found = _at(Server(f"http://127.0.0.1:{PORT}", folder / "notebooks", record / "record.sqlite3"), process)
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
    return found | {"told": (temporary / "told").read_text(encoding="utf-8")}


def _at(server: Server, process: subprocess.Popen[bytes]) -> dict[str, object]:
    while not _answers(server):
        if process.poll() is not None:
            return {"returned": process.returncode}
        time.sleep(0.1)
    asked: list[str] = []
    with open_browser() as browser, reader(browser, server) as person:
        person.page.context.on("request", lambda request: asked.append(request.url))
        alive = []
        for notebook in NOTEBOOKS:
            person.open_in_lab(notebook)
            person.page.locator(_READY).first.wait_for(timeout=PATIENCE)
            _come_alive(person)
            alive.append(person.live().count())
        person.live().locator("input").first.check()
        for _ in range(_LOOKS):
            if Record(server.record).entries():
                break
            person.page.wait_for_timeout(100)
        person.save()
        complaints = person.complaints
    server._ask("POST", "/api/shutdown")
    answers = [entry.item for entry in Record(server.record).entries()]
    return {"returned": process.wait(30), "alive": alive, "asked": asked, "answers": answers, "complaints": complaints}


def _come_alive(person: Reader) -> None:
    """Run all cells, and again where a busy machine has lost the click on the menu."""
    for _ in range(_CLICKS):
        person.run_all()
        for _ in range(_LOOKS):
            if person.live().count():
                return
            person.page.wait_for_timeout(100)
    message = "no activity came alive"
    raise AssertionError(message)


def _answers(server: Server) -> bool:
    try:
        server.kernels()
    except (URLError, OSError):
        return False
    return True


if __name__ == "__main__":
    sys.stdout.write(json.dumps(study(Path(sys.argv[1]), Path(sys.argv[2]))))
