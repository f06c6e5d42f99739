"""A Typst template and its data in, PDF/UA-1 bytes out: the one door to Typst."""

from __future__ import annotations

import json
import shutil
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache, partial
from importlib.resources import files
from pathlib import Path
from tempfile import gettempdir
from typing import TYPE_CHECKING, Any

from toolkit.apart import apart, is_apart
from toolkit.errors import OutputError, ToolkitError
from toolkit.look.fonts import FAMILIES, extras_for, font_folders, refuse_missing_glyphs
from toolkit.look.scripts import EAST_ASIAN, Script, east_asian_runs, font_file
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
    extras = extras_for(dumped + _lettering(figures or {}))
    if extras:
        payload["meta"] |= {"fonts": [*FAMILIES, *(name for script in extras for name in script.families)]}
        payload["meta"] |= {"east_asian": east_asian_runs()} if EAST_ASIAN in extras else {}
        dumped = json.dumps(payload, ensure_ascii=False, sort_keys=True)
    with _scratch() as root:
        _stage(root, figures or {})
        fonts = _fonts_for(root, extras)
        pdf, doubts, refusal = apart(partial(_typeset, root, template, dumped, fonts))
    if refusal:
        raise ToolkitError(f"A picture in “{title}” cannot be read: {refusal}. Save it again.")
    for doubt in doubts:
        warnings.warn(f"{template}: {doubt}", stacklevel=2)
    return pdf


def _typeset(root: Path, template: str, data: str, fonts: typst.Fonts) -> tuple[bytes, list[str], str]:
    """The PDF, Typst's doubts, and why it refuses a picture."""
    import typst

    compiler = typst.Compiler(
        root=root,
        font_paths=fonts,
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
    with _scratch() as root:
        fonts = _fonts_for(root, extras_for(_lettering({suffix: picture})))
        (root / f"picture.{suffix}").write_bytes(picture)
        sheet = root / "sheet.typ"
        sheet.write_text(f'#set page(width: auto, height: auto, margin: 0pt)\n#image("picture.{suffix}")', encoding="utf-8")
        drawn, refusal = apart(partial(_drawn, root, sheet, density, fonts))
    if refusal:
        raise ToolkitError(f"The picture “{title}” cannot be read: {refusal}. Save it again.")
    return drawn


def _drawn(root: Path, sheet: Path, density: int, fonts: typst.Fonts) -> tuple[bytes, str]:
    """The picture, or why it cannot be read."""
    import typst

    compiler = typst.Compiler(root=root, font_paths=fonts, ignore_system_fonts=True, package_path=root, package_cache_path=root)
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


def _lettering(figures: Mapping[str, bytes]) -> str:
    """The text of all drawings."""
    return "".join(picture.decode(errors="ignore") for name, picture in figures.items() if name.endswith("svg"))


def _stage(root: Path, figures: Mapping[str, bytes]) -> None:
    for asset in _ASSETS.iterdir():
        if asset.name.endswith(".typ"):
            (root / asset.name).write_bytes(asset.read_bytes())
    for name, picture in figures.items():
        target = root / name
        target.parent.mkdir(exist_ok=True)
        target.write_bytes(picture)


def _fonts_for(root: Path, extras: Sequence[Script]) -> typst.Fonts:
    """Those of every document, and those of ``extras``: Typst takes folders only, so a font that stands among others gets one in ``root``."""
    whole, staged = [], []
    for path, script in ((font_file(script), script) for script in extras):
        if path and script.alone:
            whole.append(path.parent)
        elif path:
            target = root / script.module / path.name
            target.parent.mkdir()
            try:
                target.symlink_to(path)
            except OSError:  # Windows asks for a right to make links
                shutil.copyfile(path, target)
            staged.append(target.parent)
    return _load((*whole, *staged)) if staged else _fonts(tuple(whole))


@cache
def _fonts(more: tuple[Path, ...] = ()) -> typst.Fonts:
    """The same for all documents that need them, so that each font is read once."""
    return _load(more)


def _load(more: tuple[Path, ...]) -> typst.Fonts:
    import typst

    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=True,  # for its monospaced font only
        font_paths=[str(folder) for folder in (*font_folders(), *more)],
    )
