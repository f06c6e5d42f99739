"""Our formats as nbconvert exporters: ``jupyter nbconvert --to handout notebook.ipynb``, and JupyterLab's export menu."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from nbconvert.exporters import Exporter

from toolkit.export.document import Figure, MediaType
from toolkit.export.registry import format_named
from toolkit.look.pictures import is_usable

if TYPE_CHECKING:
    from nbformat import NotebookNode

_PICTURES: dict[str, MediaType] = {
    ".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".svg": "image/svg+xml", ".gif": "image/gif",
    ".webp": "image/webp",
}


class _OurExporter(Exporter):  # type: ignore[misc]  # nbconvert ships no types
    """Reads a notebook, run or not, and writes one of our formats."""

    format_name = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        row = format_named(self.format_name)
        self.file_extension = row.suffix
        self.export_from_notebook = row.title
        self.output_mimetype = row.media_type

    def from_notebook_node(
        self, nb: NotebookNode, resources: Any = None, **_options: Any
    ) -> tuple[bytes, dict[str, Any]]:
        """The file's bytes and nbconvert's resources. Runs nothing but our own activities."""
        from toolkit.execute import fill
        from toolkit.export.read import read
        from toolkit.export.read.damage import told_if_damaged
        from toolkit.look.theme import DEFAULT
        from toolkit.notebook_show import show_for

        row = format_named(self.format_name)
        resources = self._init_resources(resources)
        resources["output_extension"] = row.suffix
        name = row.name.removesuffix("-docx")
        if name != "handout" and row.suffix != ".pptx":
            _name_apart(resources, name)
        folder = Path(resources.get("metadata", {}).get("path") or ".")
        with told_if_damaged(nb):
            notebook = fill(nb, show_for(nb, folder))
        document = read(notebook, row.reader, lambda address: _picture(folder, address))
        return row.exporter()(document, DEFAULT), resources


def _name_apart(resources: dict[str, Any], name: str) -> None:
    """Put the format's ``name`` into the file's: several end in .pdf, and a guide must never replace the workbook.

    nbconvert adds a suffix of its own accord only where the file goes beside the notebook, not with --output-dir.
    """
    key = resources.get("unique_key")
    if key is not None and key == resources.get("metadata", {}).get("name"):  # else a person chose it with --output
        resources["unique_key"] = f"{key}-{name}"
    else:
        resources["output_suffix"] = f"-{name}"


def _picture(folder: Path, address: str) -> Figure | None:
    """The picture file at a relative address inside the notebook's own folder; nothing is fetched."""
    media = _PICTURES.get(Path(address).suffix.lower())
    if media is None or ":" in address:
        return None
    path = (folder / unquote(address)).resolve()
    if not path.is_relative_to(folder.resolve()) or not path.is_file():
        return None
    data = path.read_bytes()
    return Figure(data, media, "") if is_usable(data, media) else None


def _for(format_name: str, class_name: str) -> type[_OurExporter]:
    """The exporter of one format. nbconvert and its configuration know it by its class's name."""
    row = format_named(format_name)
    values = {"format_name": format_name, "export_from_notebook": row.title, "__doc__": f"{row.title}.", "__module__": __name__}
    return type(class_name, (_OurExporter,), values)


HandoutExporter = _for("handout", "HandoutExporter")
HandoutDocxExporter = _for("handout-docx", "HandoutDocxExporter")
GuideDocxExporter = _for("guide-docx", "GuideDocxExporter")
CardsExporter = _for("cards", "CardsExporter")
PageExporter = _for("page", "PageExporter")
GuideExporter = _for("guide", "GuideExporter")
KeyExporter = _for("key", "KeyExporter")
OfflineSlidesExporter = _for("slides", "OfflineSlidesExporter")
PptxExporter = _for("pptx", "PptxExporter")
CalendarExporter = _for("calendar", "CalendarExporter")
SlidePagesExporter = _for("slides-pdf", "SlidePagesExporter")
SlideSheetsExporter = _for("slides-handout", "SlideSheetsExporter")
EvaluationExporter = _for("evaluation", "EvaluationExporter")
WalletCardExporter = _for("wallet-card", "WalletCardExporter")
PosterExporter = _for("poster", "PosterExporter")
TableTentsExporter = _for("table-tents", "TableTentsExporter")
StudyExporter = _for("study", "StudyExporter")
SignInExporter = _for("sign-in", "SignInExporter")
CertificateExporter = _for("certificate", "CertificateExporter")
SelfCareExporter = _for("self-care", "SelfCareExporter")
RequestLetterExporter = _for("request-letter", "RequestLetterExporter")
RequestLetterDocxExporter = _for("request-letter-docx", "RequestLetterDocxExporter")
PreTestExporter = _for("pre-test", "PreTestExporter")
PostTestExporter = _for("post-test", "PostTestExporter")
TestKeyExporter = _for("test-key", "TestKeyExporter")
ScoringSheetExporter = _for("scoring-sheet", "ScoringSheetExporter")
ResultsTemplateExporter = _for("results-template", "ResultsTemplateExporter")
