"""The colours, measured: contrast as WCAG 2 counts it, distance as CIEDE2000 does."""

import re
import sys
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from coloraide import Color

from nncourse import svg, theme

THEMES = Path(sys.prefix) / "share" / "jupyter" / "lab" / "themes" / "@jupyterlab"
VARIABLE = r"--jp-{}:\s*([^;]+);"
TEXT, GRAPHICS = 4.5, 3.0  # WCAG 2.1, criteria 1.4.3 and 1.4.11
# Of two colours that mean different things. About 2 can just be told apart side by
# side; 25 is more than a tenth of the way from black to white, and easy in passing.
APART = 25


def jupyter(name: str, variable: str) -> str:
    """A variable of one of JupyterLab's own themes, as installed."""
    sheet = (THEMES / f"theme-{name}-extension" / "index.css").read_text(
        encoding="utf-8"
    )
    # the first is the theme's; some sheets also hold the inverse, for other uses
    return re.search(VARIABLE.format(variable), sheet)[1]


GROUNDS = {name: jupyter(name, "layout-color0") for name in ("light", "dark")}
GROUNDS["still"] = re.search(r"#\w+", theme.LIVE_GROUND)[0]
INKS = {name: jupyter(name, "ui-font-color1") for name in ("light", "dark")}
INKS["still"] = re.search(r"#\w+", theme.LIVE_INK)[0]
COLORS = {name: getattr(theme, name) for name in ("BLUE", "ORANGE", "GREEN", "PURPLE")}
assert {c for c, _ in theme.SERIES} <= {*COLORS.values(), "currentColor"}


def over(color: str, ground: str, opacity: float = 1) -> Color:
    """A colour painted on a ground, as the screen shows it."""
    paint = Color(color)
    paint["alpha"] = paint.alpha() * opacity
    return Color.layer([paint, Color(ground)], space="srgb")


def grounds(name: str):
    """The bare ground of a theme, and the same under the tint of each class."""
    yield "bare", Color(GROUNDS[name])
    for label in (0, 1):
        tint = over(theme.COLOR[label], GROUNDS[name], theme.TINT)
        yield f"tinted for {label}", tint


def contrast(color: str, ground: Color, opacity: float = 1) -> float:
    return over(color, ground.to_string(), opacity).contrast(ground, method="wcag21")


def test_the_grounds_are_those_we_think_of():
    assert Color(GROUNDS["light"]).luminance() > 0.95
    assert Color(GROUNDS["dark"]).luminance() < 0.05


@pytest.mark.parametrize("name", GROUNDS)
def test_text_can_be_read(name):
    for where, ground in grounds(name):
        assert contrast(INKS[name], ground) >= TEXT, where


@pytest.mark.parametrize("name", GROUNDS)
@pytest.mark.parametrize("color", COLORS)
def test_every_colour_stands_out(name, color):
    for where, ground in grounds(name):
        assert contrast(COLORS[color], ground) >= GRAPHICS, where


@pytest.mark.parametrize("name", GROUNDS)
def test_faint_lines_can_be_seen(name):
    assert contrast(INKS[name], Color(GROUNDS[name]), theme.FAINT) >= GRAPHICS


@pytest.mark.parametrize("vision", [None, "protan", "deutan", "tritan"])
def test_the_classes_differ_for_every_eye(vision):
    seen = [Color(theme.COLOR[label]) for label in (0, 1)]
    if vision:  # Brettel, Viénot and Mollon (1997), without the sense altogether
        seen = [color.filter(vision, 1, method="brettel") for color in seen]
    assert seen[0].delta_e(seen[1], method="2000") >= APART


def test_nothing_rests_on_colour_alone():
    dashes = [dash for _, dash in theme.SERIES]
    assert len(set(dashes)) == len(dashes)
    for one, other in combinations((0, 1), 2):
        assert theme.MARKER[one] != theme.MARKER[other]


def test_points_have_a_rim_of_the_page():
    """So that they keep their contrast where shades lie on shades."""
    marks = svg.dots(np.array([[5.0, 5.0]]), np.array([1]))
    assert theme.LIVE_GROUND in marks and 'paint-order="stroke"' in marks
