"""Fonts and Typst in; whether everything that we print with is here, proved by one sheet, out."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.metadata import files

from toolkit.doctor.finding import Finding

_FONTS = frozenset({".ttf", ".otf"})


def find_fonts() -> Iterator[Finding]:
    """Every face that we print with, in order of package: all that a package of fonts says that it brought."""
    from toolkit.look.fonts import PACKAGES, font_folders  # a package of fonts that is missing is a finding of its own

    count, broken = 0, False
    for folder, module in zip(font_folders(), PACKAGES, strict=True):
        package = module.replace("_", "-")
        sizes = {path.name: path.size for path in files(package) or () if path.suffix in _FONTS}
        missing = [name for name, size in sizes.items() if not (folder / name).is_file() or size != (folder / name).stat().st_size]
        count += len(sizes)
        if missing or not sizes:
            what = f"{package} brought no font." if not sizes else f"{package} lacks {', '.join(sorted(missing))}, or has a damaged one."
            yield Finding("fonts", "problem", what, f"pip install --force-reinstall {package}")
            broken = True
    if not broken:
        yield Finding("fonts", "ok", f"All {count} font files that we print with are here, whole.")
    yield from _more_scripts()


def _more_scripts() -> Iterator[Finding]:
    """What can be shown beyond Latin, Greek and Cyrillic letters, and how to have what cannot."""
    from toolkit.look.scripts import EXTRA, SCRIPTS, characters, font_file

    for script in SCRIPTS:
        path = font_file(script)
        sizes = {each.name: each.size for each in (files(script.package) or ())} if path else {}
        if path is None:
            yield Finding("fonts", "ok", f"{script.name} cannot be shown here, and is refused by name. To have it: pip install '{EXTRA}'")
        elif sizes.get(script.file) != path.stat().st_size:
            yield Finding("fonts", "problem", f"{script.package} has a damaged {script.file}.", f"pip install --force-reinstall {script.package}")
        else:
            yield Finding("fonts", "ok", f"{script.name} can be shown: {len(characters(script)):,} characters.")


def find_typst() -> Iterator[Finding]:
    """One sheet, typeset as an accessible PDF with our own fonts."""
    from tempfile import TemporaryDirectory

    import typst  # its library is built for each system; where that does not load, the sheet cannot be made

    from toolkit.look.fonts import FAMILIES, font_folders

    families = "(" + ", ".join(f'"{name}"' for name in FAMILIES) + ")"
    sheet = (
        f'#set document(title: "Test")\n#set text(lang: "en", font: {families})\n'
        "= A test sheet\nUpright, *bold* and _italic_.\n"
    )
    with TemporaryDirectory(prefix="doctor-") as folder:
        compiler = typst.Compiler(root=folder, font_paths=list(map(str, font_folders())), ignore_system_fonts=True)
        pdf, doubts = compiler.compile_with_warnings(sheet.encode(), format="pdf", pdf_standards=["ua-1"])
    if doubts or not isinstance(pdf, bytes) or not pdf.startswith(b"%PDF"):
        told = doubts[0].message if doubts else "it made no PDF"
        yield Finding("Typst", "problem", f"A test sheet did not come out: {told}.", "pip install --force-reinstall typst fontpkg-atkinson-hyperlegible fontpkg-noto-sans")
    else:
        yield Finding("Typst", "ok", "A test sheet was typeset as an accessible PDF.")
