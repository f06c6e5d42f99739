"""The look, as values: colours, type and spacing that every exporter draws from."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours as #RRGGBB. Every text colour has 4.5:1 or better on the surfaces it is used on."""

    ink: str = "#1d2730"  # body text
    muted: str = "#52606b"  # secondary text, 6.2:1 on paper
    paper: str = "#ffffff"
    mist: str = "#f2f6f5"  # quiet panels
    line: str = "#c9d3d3"  # hairlines
    primary: str = "#0b4f5c"  # deep teal: titles, bands; 9:1 on paper
    primary_soft: str = "#dcecec"  # teal panel, ink on it
    accent: str = "#a3461f"  # warm clay: small accents, 6:1 on paper
    stripe: str = "#a3461f"  # below covers; nothing is written on it or in it
    accent_soft: str = "#fbeee6"
    remember: str = "#0b4f5c"
    remember_soft: str = "#e3f0f0"
    caution: str = "#8a4b00"
    caution_soft: str = "#fdf3e1"
    support: str = "#5a3d82"
    support_soft: str = "#f1ecf8"
    law: str = "#33475b"
    law_soft: str = "#e9eef3"
    safer: str = "#1f6b45"
    mixed: str = "#8a4b00"
    riskier: str = "#9b2c2c"


def _dark() -> Palette:
    """The same roles for a dark screen. Text colours keep 4.5:1 on ``paper``, ``mist`` and their own soft panel."""
    return Palette(
        ink="#e9eff0",
        muted="#b0bec3",
        paper="#11191d",
        mist="#1a252a",
        line="#41525a",
        primary="#86d3dc",
        primary_soft="#16363d",
        accent="#f2a884",
        stripe="#f2a884",
        accent_soft="#3a251b",
        remember="#86d3dc",
        remember_soft="#16363d",
        caution="#f2c570",
        caution_soft="#352910",
        support="#cdb9f0",
        support_soft="#2b2341",
        law="#aec5de",
        law_soft="#1e2b39",
        safer="#82d6a8",
        mixed="#f2c570",
        riskier="#f4a9a9",
    )


@dataclass(frozen=True, slots=True)
class Theme:
    """One look for all formats. Sizes are in points."""

    name: str = "calm"
    palette: Palette = field(default_factory=Palette)
    dark: Palette = field(default_factory=_dark)  # screens only; paper is always light
    font: str = "Atkinson Hyperlegible"  # from an installed package; embedded in PDF and HTML
    office_font: str = "Verdana"  # PPTX cannot embed; wide, legible and on every office machine
    text_size: float = 11.0
    small_size: float = 9.0
    line_height: float = 1.35


DEFAULT = Theme()
