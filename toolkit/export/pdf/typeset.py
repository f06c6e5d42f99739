"""A Typst template and its data in, PDF/UA-1 bytes out: the one door to Typst."""

from __future__ import annotations

import json
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache, partial
from importlib.resources import files
from pathlib import Path
from tempfile import gettempdir
from typing import TYPE_CHECKING, Any

from toolkit.apart import apart, is_apart
from toolkit.errors import OutputError, ToolkitError
from toolkit.look.fonts import FAMILIES, font_folders, refuse_missing_glyphs
from toolkit.scratch import scratch_folder

if TYPE_CHECKING:
    import typst

_EPOCH = 946_684_800  # the first second of 2000 (UTC): a PDF wants a date, and the same input gives the same bytes
_GENERATIONS = 10
_ASSETS = files("toolkit.export") / "assets"


def compile_pdf(
    template: str, data: Mapping[str, Any], *, title: str, figures: Mapping[str, bytes] | None = None
) -> bytes:
    """The PDF of ``template`` ('handout.typ', beside base.typ in assets) filled with ``data``.

    ``title`` becomes the document's title in its metadata. Text travels as JSON, never
    as Typst source, and Typst sees a fresh folder that holds the templates and the
    ``figures`` (path to bytes) and nothing else. Raises MissingGlyphError, and
    ToolkitError for a picture that cannot be read.
    """
    payload = {**data, "meta": {"title": title, "fonts": list(FAMILIES)}}
    dumped = json.dumps(payload, ensure_ascii=False, sort_keys=True)
    refuse_missing_glyphs(payload, dumped)
    _fonts()  # at hand before a child process is forked
    with _scratch() as root:
        _stage(root, figures or {})
        pdf, doubts, refusal = apart(partial(_typeset, root, template, dumped))
    if refusal:
        raise ToolkitError(f"A picture in “{title}” cannot be read: {refusal}. Save it again.")
    for doubt in doubts:
        warnings.warn(f"{template}: {doubt}", stacklevel=2)
    return pdf


def _typeset(root: Path, template: str, data: str) -> tuple[bytes, list[str], str]:
    """The PDF, Typst's doubts, and why it refuses a picture."""
    import typst

    compiler = typst.Compiler(
        root=root,
        font_paths=_fonts(),
        ignore_system_fonts=True,
        package_path=root,
        package_cache_path=root,
    )
    try:
        pdf, doubts = compiler.compile_with_warnings(
            root / template,
            format="pdf",
            pdf_standards=["ua-1"],
            timestamp=_EPOCH,
            sys_inputs={"data": data},
        )
    except typst.TypstError as error:
        if "decode image" in error.message or "parse SVG" in error.message:
            return b"", [], error.message
        raise RuntimeError(error.message) from error
    if not isinstance(pdf, bytes):
        raise TypeError(type(pdf))
    return pdf, [doubt.message for doubt in doubts], ""


def draw_png(picture: bytes, suffix: str, title: str, density: int) -> bytes:
    """A picture ('svg' or 'webp') as PNG, for formats that cannot show it; its text is set in our own fonts.

    ``density`` is in pixels to an inch. Raises ToolkitError for a picture that cannot be read.
    """
    _fonts()
    with _scratch() as root:
        (root / f"picture.{suffix}").write_bytes(picture)
        sheet = root / "sheet.typ"
        sheet.write_text(f'#set page(width: auto, height: auto, margin: 0pt)\n#image("picture.{suffix}")', encoding="utf-8")
        drawn, refusal = apart(partial(_drawn, root, sheet, density))
    if refusal:
        raise ToolkitError(f"The picture “{title}” cannot be read: {refusal}. Save it again.")
    return drawn


def _drawn(root: Path, sheet: Path, density: int) -> tuple[bytes, str]:
    """The picture, or why it cannot be read."""
    import typst

    compiler = typst.Compiler(root=root, font_paths=_fonts(), ignore_system_fonts=True, package_path=root, package_cache_path=root)
    try:
        drawn = compiler.compile(sheet, format="png", ppi=float(density))
    except typst.TypstError as error:
        return b"", error.message
    if not isinstance(drawn, bytes):
        raise TypeError(type(drawn))
    return drawn, ""


def forget() -> None:
    """Give back the memory in which Typst keeps what it worked out for earlier documents.

    Typst drops a result that its last ten compilations had no use for, so a few of an empty page do it. Where documents are
    typeset apart, this process has kept nothing.
    """
    if is_apart():
        return
    import typst

    with _scratch() as root:
        sheet = root / "sheet.typ"
        sheet.write_text("", encoding="utf-8")
        compiler = typst.Compiler(root=root, font_paths=_fonts(), ignore_system_fonts=True)
        for _ in range(_GENERATIONS + 1):
            compiler.compile(sheet, format="svg")


@contextmanager
def _scratch() -> Iterator[Path]:
    """A fresh folder. Raises OutputError where the disk of temporary files takes no more."""
    try:
        with scratch_folder("facilitate-typeset-") as root:
            yield root
    except OSError as error:
        where, why = error.filename or gettempdir(), error.strerror or str(error)
        raise OutputError(where, why, error.errno, "Free some space there, or name another folder in TMPDIR, then run it again.") from error


def _stage(root: Path, figures: Mapping[str, bytes]) -> None:
    for asset in _ASSETS.iterdir():
        if asset.name.endswith(".typ"):
            (root / asset.name).write_bytes(asset.read_bytes())
    for name, picture in figures.items():
        target = root / name
        target.parent.mkdir(exist_ok=True)
        target.write_bytes(picture)


@cache
def _fonts() -> typst.Fonts:
    import typst

    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=True,  # for its monospaced font only
        font_paths=[str(folder) for folder in font_folders()],
    )
