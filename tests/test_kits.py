"""The kits that ship: no PDF keeps anybody out, on both papers, at every length, and no text is left unresolved."""

from __future__ import annotations

import re
import shutil
import subprocess

import pytest

from tests.vetted import session_of
from toolkit.audit.pdf import look
from toolkit.build import run_notebook
from toolkit.export.read import read
from toolkit.export.registry import formats
from toolkit.load import find_curriculum, load_curriculum
from toolkit.look.theme import DEFAULT

PDFS = [row for row in formats().values() if row.suffix == ".pdf" and row.of == "session"]
SHORT = {"evaluation", "wallet-card", "poster", "table-tents", "sign-in", "certificate", "self-care", "request-letter", "scoring-sheet"}
"""Forms: a sheet or two, mostly to be written on or to be read from afar."""
SESSIONS = {
    "letter, 90 minutes, filled in": {
        "minutes": 90, "start": "18:30", "date": "2027-01-15", "place": "Room 2", "organization": "Łódź & Peña “Center”",
        "facilitators": ["Zoë Ångström", "D'Arcy O'Neil"], "participants": 24, "contacts": {"state-line": "555-0100"},
    },
    "a4, 30 minutes, bare": {"minutes": 30, "paper": "a4", "audience": "law-enforcement"},
}


MODULES = [module.id for module in load_curriculum(find_curriculum()).listed_modules()]


@pytest.fixture(scope="module", params=[(module, name) for module in MODULES for name in SESSIONS], ids=" ".join)
def kit(request, curriculum, tmp_path_factory):
    """Every PDF of one session with one module, by format name."""
    module, name = request.param
    notebook = run_notebook(curriculum, session_of(curriculum, module, **SESSIONS[name]))
    folder = tmp_path_factory.mktemp("kit")
    paths = {}
    for row in PDFS:
        paths[row.name] = folder / f"{row.name}.pdf"
        paths[row.name].write_bytes(row.exporter()(read(notebook, row.reader), DEFAULT))
    return paths


@pytest.mark.parametrize("name", [row.name for row in PDFS])
def test_no_pdf_keeps_anybody_out(kit, name):
    """All rules of PDF/UA-1 by an independent validator, and those of our own audit."""
    assert look(kit[name].read_bytes()).barriers == ()


@pytest.mark.parametrize("name", [row.name for row in PDFS])
def test_no_text_is_left_unresolved(kit, name):
    if not shutil.which("pdftotext"):
        pytest.skip("pdftotext is not installed")
    text = subprocess.run(["pdftotext", "-layout", str(kit[name]), "-"], capture_output=True, text=True, check=True).stdout
    assert len(text) > (500 if name in SHORT else 5000)
    assert not re.findall(r"\[@|\{contact:|\{fact:|#Sources|\*\*", text)
