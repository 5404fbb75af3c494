"""The views of lecture 8 say what their numbers say: read back from the SVG."""

import re

import numpy as np
import pytest

from nncourse import theme, views
from nncourse.live import explore
from tests.support.svg_reader import lines


def assert_drawn(view, drawing, color, x, y):
    """Whether one of the lines of a colour goes through these points."""
    wanted = view.axes.at(x, y)
    same = [p for p in lines(drawing, color) if p.shape == wanted.shape]
    assert any(np.allclose(p, wanted, rtol=0, atol=0.06) for p in same)


# --- separable labellings ---

POINTS = np.array([2, 4, 6, 8])
MEASURED = {1: np.array([0.5, 0.1, 0, 0]), 3: np.array([1, 0.9, 0.6, 0.2])}
FORMULA = {1: np.array([0.5, 0.125, 0, 0]), 3: np.array([1, 0.875, 0.5, 0.25])}


def test_measurement_and_formula_are_drawn_and_told():
    view = views.Separable(POINTS, MEASURED, FORMULA)
    drawing = view(3, 6)
    assert_drawn(view, drawing, theme.ORANGE, POINTS, MEASURED[3])
    assert_drawn(view, drawing, theme.BLUE, POINTS, FORMULA[3])
    assert drawing.caption == (
        "6 points, 3 weights, 2.00 points a weight: measured 0.60, formula 0.50"
    )
    cx, cy = re.search(r'<circle cx="([\d.]+)" cy="([\d.]+)"', drawing.image).groups()
    np.testing.assert_allclose(
        [float(cx), float(cy)], view.axes.at(6, 0.6)[0], atol=0.06
    )


@pytest.mark.parametrize("weights", [1, 3])
def test_the_dashed_line_stands_at_twice_the_weights(weights):
    view = views.Separable(POINTS, MEASURED, FORMULA)
    (across,) = lines(view(weights, 4), "currentColor")
    share = (across[0, 0] - view.axes.left) / (view.axes.right - view.axes.left)
    assert abs(8 * share - 2 * weights) < 0.01, "the axis goes from 0 to 8"
    assert across[0, 0] == across[1, 0], "upright"


# --- knots ---

X = np.linspace(0, 1, 9)
TARGET = X**2
FITS = {2: X, 4: X**2 + 0.5}


def test_a_fit_is_drawn_with_a_tick_at_each_knot():
    view = views.Knots(X, TARGET, FITS)
    drawing = view(4)
    assert_drawn(view, drawing, theme.ORANGE, X, FITS[4])
    assert_drawn(view, drawing, theme.BLUE, X, TARGET)
    ticks = re.findall(r"M([\d.]+) [\d.]+v-9", drawing.image)
    wanted = view.axes.at([0, 0.25, 0.5, 0.75], 0)[:, 0]
    np.testing.assert_allclose([float(t) for t in ticks], wanted, atol=0.06)


def test_both_errors_are_told():
    view = views.Knots(X, TARGET, FITS)
    assert view(4).caption == (
        "4 ReLUs: root mean square error 0.500, largest error 0.500"
    )
    squares = sum((a - a * a) ** 2 for a in X) / 9
    assert f"error {np.sqrt(squares):#.3g}, largest error 0.250" in view(2).caption


# --- sawtooth ---

TEETH = {1: 1 - abs(2 * X - 1), 2: np.array([0, 0.5, 1, 0.5, 0, 0.5, 1, 0.5, 0])}
FLAT = np.full(9, 0.5)
SHALLOW = {(k, m): FLAT if m == 2 else TEETH[k] for k in (1, 2) for m in (2, 4)}


def test_pieces_units_and_error_are_told():
    view = views.Sawtooth(X, TEETH, SHALLOW)
    # off by one half at five of nine points
    assert view(2, 2).caption == (
        f"4 ReLUs in tents: 4 pieces; 2 in one layer: error {0.5 * np.sqrt(5 / 9):#.3g}"
    )
    assert view(1, 4).caption == "2 ReLUs in tents: 2 pieces; 4 in one layer: error 0"


def test_the_sawtooth_and_the_layer_are_drawn():
    view = views.Sawtooth(X, TEETH, SHALLOW)
    drawing = view(2, 2)
    assert_drawn(view, drawing, theme.BLUE, X, TEETH[2])
    assert_drawn(view, drawing, theme.ORANGE, X, FLAT)


# --- label noise ---

STEPS = np.arange(20)
LOSSES = {
    0.0: np.array([0.5**STEPS, 0.4**STEPS]),
    1.0: np.array([0.8**STEPS, 0.85**STEPS]),
}
SEEN = {0.0: np.array([1.0, 1.0]), 1.0: np.array([0.995, 1.0])}
NEW = {0.0: np.array([0.95, 0.9]), 1.0: np.array([0.1, 0.08])}


def test_steps_and_accuracies_are_told():
    view = views.LabelNoise(LOSSES, SEEN, NEW)
    # 0.4³ = 0.064 and 0.5⁴ = 0.0625; 0.8¹¹ = 0.086 and 0.85¹⁵ = 0.087
    assert view(0.0).caption == (
        "0% random: 0.1 by step 3 to 4; right: seen 100%, new 90% to 95%"
    )
    assert "0.1 by step 11 to 15" in view(1.0).caption
    assert "new 8% to 10%" in view(1.0).caption


def test_every_run_is_drawn_in_colour_over_all_others():
    view = views.LabelNoise(LOSSES, SEEN, NEW)
    at = STEPS[:: view.EVERY]
    for run in LOSSES[1.0]:
        assert_drawn(view, view(1.0), theme.ORANGE, at, run[at])
    assert len(lines(view(1.0), theme.ORANGE)) == 2
    assert len(lines(view(1.0), "currentColor")) == 1 + 4, "the level, and all runs"


# --- controls ---


def test_the_controls_reach_every_state():
    chosen = explore(views.Separable(POINTS, MEASURED, FORMULA), weights=3, points=6)
    chosen.move(weights=1, points=4)
    assert chosen.caption.endswith("measured 0.10, formula 0.12")
    fits = explore(views.Knots(X, TARGET, FITS), knots=2)
    fits.move(knots=4)
    assert fits.caption.startswith("4 ReLUs")
    tooth = explore(views.Sawtooth(X, TEETH, SHALLOW), tents=1, units=2)
    tooth.move(units=4)
    assert "4 in one layer" in tooth.caption
    noise = explore(views.LabelNoise(LOSSES, SEEN, NEW), noise=0.0)
    noise.move(noise=1.0)
    assert noise.caption.startswith("100% random")
