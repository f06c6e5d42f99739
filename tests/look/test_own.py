"""An organization's colors: whatever they are, what is written in them and on them can be read, or they are refused."""

from __future__ import annotations

from dataclasses import asdict

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.contrast import contrast
from toolkit.look.contrast import from_lch, to_lch
from toolkit.look.own import PAIRS, changes, in_colours_of, is_white
from toolkit.look.theme import DEFAULT, Theme

DIFFICULT = {
    "yellow": ("#FFCC00", "#FFCC00"), "pale pink": ("#FFD1DC", "#F8BBD0"), "near-black navy": ("#0A0F1E", "#10182B"),
    "pure red": ("#FF0000", "#00FF00"), "gray": ("#999999", "#777777"), "equal": ("#6A1B9A", "#6A1B9A"), "black": ("#000000", "#000000"),
    "the usual": ("#0b4f5c", "#a3461f"), "one alone": ("#00FFFF", ""), "the other alone": ("", "#00FFFF"),
}  # fmt: skip
MEANING = (
    "caution", "caution_soft", "support", "support_soft", "law", "law_soft", "safer", "mixed", "riskier", "ink", "muted", "paper",
)  # fmt: skip
COLORS = st.integers(0, 0xFFFFFF).map("#{:06X}".format)


def weak(theme: Theme) -> dict[tuple[str, str], float]:
    """Pairs of both palettes that cannot be read, measured by the tests' own ruler."""
    ratios = {
        (text, ground): min(contrast(getattr(palette, text), getattr(palette, ground)) for palette in (theme.palette, theme.dark))
        for text, ground in PAIRS
    }
    assert len(ratios) > 90
    return {pair: ratio for pair, ratio in ratios.items() if ratio < 4.5}


def test_the_usual_colors_can_be_read():
    assert weak(DEFAULT) == {}


@pytest.mark.parametrize(("primary", "accent"), DIFFICULT.values(), ids=list(DIFFICULT))
def test_text_in_and_on_difficult_colors_can_be_read(primary: str, accent: str):
    theme = in_colours_of(DEFAULT, primary, accent)
    assert weak(theme) == {}
    for light, mine in ((DEFAULT.palette, theme.palette), (DEFAULT.dark, theme.dark)):
        assert {name: asdict(mine)[name] for name in MEANING} == {name: asdict(light)[name] for name in MEANING}
        assert mine.remember == mine.primary


@settings(max_examples=60, deadline=None)
@given(primary=COLORS, accent=COLORS)
def test_any_two_colors_give_a_palette_that_can_be_read_or_a_refusal(primary: str, accent: str):
    if is_white(primary) or is_white(accent):
        with pytest.raises(ValueError, match="#"):
            in_colours_of(DEFAULT, primary, accent)
    else:
        assert weak(in_colours_of(DEFAULT, primary, accent)) == {}


@settings(max_examples=60, deadline=None)
@given(color=COLORS)
def test_a_color_goes_to_lightness_and_hue_and_comes_back(color: str):
    assert from_lch(to_lch(color)) == color


@pytest.mark.parametrize("color", ["#FFFFFF", "#ffffff", "#F5F5F5", "#FFFFFA", "#FDFDFF"])
def test_white_is_refused_since_nothing_would_be_left_of_it(color: str):
    with pytest.raises(ValueError, match=color):
        in_colours_of(DEFAULT, "", color)


@pytest.mark.parametrize("color", ["#FFCC00", "#FFD1DC", "#00FFFF", "#FF0000", "#7CFC00", "#FFA500"])
def test_a_darker_color_keeps_its_hue_and_is_no_darker_than_it_must_be(color: str):
    [change] = changes(color, "")
    _, chroma, hue = to_lch(change.used)
    assert abs(hue - to_lch(color)[2]) < 0.06  # radians: three degrees
    assert chroma > 0.06
    assert change.on_white
    assert change.ratio == pytest.approx(contrast(color, "#FFFFFF"))
    ground = in_colours_of(DEFAULT, color, "").palette.primary_soft
    assert 4.5 <= contrast(change.used, ground) < 4.75


def test_a_color_that_can_be_read_is_used_as_it_is_given():
    theme = in_colours_of(DEFAULT, "#1B3F8B", "#8A3B12")
    assert (theme.palette.primary, theme.palette.accent, theme.palette.stripe) == ("#1B3F8B", "#8A3B12", "#8A3B12")
    assert list(changes("#1b3f8b", "#8a3b12")) == []


def test_what_was_given_and_is_too_pale_for_text_is_still_seen_where_nothing_is_written():
    assert in_colours_of(DEFAULT, "#1B3F8B", "#FFCC00").palette.stripe == "#FFCC00"
    assert in_colours_of(DEFAULT, "#FFCC00", "").palette.stripe == "#FFCC00"
    assert in_colours_of(DEFAULT, "#1B3F8B", "").palette.stripe == DEFAULT.palette.stripe


def test_no_colors_change_nothing():
    assert in_colours_of(DEFAULT, "", "") is DEFAULT


def test_a_color_that_is_dark_enough_for_white_but_not_for_panels_is_changed_a_little():
    [change] = changes("#757575", "")
    assert not change.on_white
    assert contrast(change.given, "#FFFFFF") >= 4.5
    assert change.ratio < 4.5
