"""Fonts and Typst in; whether everything that we print with is here, proved by one sheet, out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from toolkit.doctor.finding import Finding

FACES: Mapping[str, tuple[str, ...]] = {
    "fontpkg-atkinson-hyperlegible": (
        "AtkinsonHyperlegible-Bold.ttf", "AtkinsonHyperlegible-BoldItalic.ttf",
        "AtkinsonHyperlegible-Italic.ttf", "AtkinsonHyperlegible-Regular.ttf",
    ),
    "fontpkg-noto-sans": ("NotoSans-Italic[wdth,wght].ttf", "NotoSans[wdth,wght].ttf"),
}  # fmt: skip
"""The files of every face by the package that brings them, in the order of ``look.fonts.PACKAGES``."""


def find_fonts() -> Iterator[Finding]:
    """Every face that we print with, in order of package."""
    from toolkit.look.fonts import font_folders  # a package of fonts that is missing is a finding of its own

    count = 0
    for folder, (package, names) in zip(font_folders(), FACES.items(), strict=True):
        missing = [name for name in names if not (folder / name).is_file() or not (folder / name).stat().st_size]
        count += len(names) - len(missing)
        if missing:
            yield Finding("fonts", "problem", f"{package} lacks {', '.join(missing)}.", f"pip install --force-reinstall {package}")
    if count == sum(map(len, FACES.values())):
        yield Finding("fonts", "ok", f"All {count} font files that we print with are here.")


def find_typst() -> Iterator[Finding]:
    """One sheet, typeset as an accessible PDF with our own fonts."""
    from tempfile import TemporaryDirectory

    import typst  # its library is built for each system; where that does not load, the sheet cannot be made

    from toolkit.look.fonts import FAMILIES, font_folders

    sheet = (
        f'#set document(title: "Test")\n#set text(lang: "en", font: ("{FAMILIES[0]}", "{FAMILIES[1]}"))\n'
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
