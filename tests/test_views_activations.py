"""The views of lecture 2 draw what their state says: read back from the SVG."""

import re

import numpy as np
import pytest

from nncourse import theme, views
from tests.support.moves import assert_all_controls_move
from tests.support.svg_reader import SVG, points, tree

Z = np.linspace(-5, 5, 101)
CURVES = {
    "parabola": (Z**2 / 5, 2 * Z / 5),
    "line": (Z / 2, np.full_like(Z, 0.5)),
}
SLOPES = {"bump": lambda z: np.exp(-(z**2)), "one": np.ones_like}
SAMPLE = np.array([-2.0, -1.0, -0.5, 0.0, 0.25, 1.0, 2.0, 4.0])
LOGITS, NAMES = np.array([2.0, 1.0, 0.5]), ["cat", "dog", "fish"]


def test_the_tangent_touches_and_has_the_slope_of_the_caption():
    view = views.Activation(Z, CURVES)
    for z, slope in ((-2.0, -0.8), (1.0, 0.4), (2.5, 1.0)):
        drawing = view("parabola", z)
        strokes = tree(drawing).iter(f"{SVG}polyline")
        lines = [p for p in strokes if p.get("stroke") == theme.GREEN]
        (a, b), legend = sorted(map(points, lines), key=lambda p: -np.ptp(p[:, 0]))
        assert np.ptp(legend[:, 1]) == 0
        unit = view.axes.at([0, 1], [0, 1])
        right, up = (unit[1] - unit[0]) * (1, -1)
        assert right == pytest.approx(up, abs=0.3), "a slope of 1 is 45 degrees"
        assert -(b - a)[1] / (b - a)[0] == pytest.approx(slope, abs=0.02)
        middle = view.axes.at(z, z**2 / 5)[0]
        np.testing.assert_allclose((a + b) / 2, middle, atol=0.11)
        said = float(drawing.caption.split("slope ")[1].replace("−", "-"))
        assert said == pytest.approx(slope, abs=1e-9)


def test_the_marks_lie_on_the_activation_and_its_derivative():
    view = views.Activation(Z, CURVES)
    circles = tree(view("line", 1.04)).iter(f"{SVG}circle")
    marks = {c.get("fill"): (float(c.get("cx")), float(c.get("cy"))) for c in circles}
    want = {theme.ORANGE: view.axes.at(1, 0.5)[0], theme.BLUE: view.axes.at(1, 0.5)[0]}
    for color, at in want.items():
        np.testing.assert_allclose(marks[color], at, atol=0.05)
    assert view("line", 1.04).caption == "line at z = 1: output 0.500, slope 0.500"


def test_every_activation_lies_faintly_behind():
    view = views.Activation(Z, CURVES)
    faint = tree(view("line", 0)).find(f".//{SVG}g[@opacity]")
    assert len(list(faint)) == len(CURVES)
    for mark, (phi, _) in zip(faint, CURVES.values(), strict=True):
        np.testing.assert_allclose(points(mark), view.axes.at(Z, phi), atol=0.051)


@pytest.mark.parametrize("scale", [0.5, 1, 3, 50])
def test_flat_slopes_are_squares_and_are_counted(scale):
    view = views.Saturation(SAMPLE, SLOPES)
    drawing = view("bump", scale)
    # exp(-s²) < 0.01 where |s| > sqrt(log 100)
    flat = np.count_nonzero(abs(scale * SAMPLE) > np.sqrt(np.log(100)))
    paths = {p.get("fill"): p.get("d") for p in tree(drawing).iter(f"{SVG}path")}
    assert paths.get(theme.ORANGE, "").count("M") == flat
    assert paths[theme.BLUE].count("M") == len(SAMPLE) - flat
    assert f"{flat / len(SAMPLE):.0%} of 8 slopes below 0.01 in size" in drawing.caption


def test_saturation_draws_each_slope_at_its_place_and_far_ones_at_the_edge():
    view = views.Saturation(SAMPLE, SLOPES)
    paths = tree(view("one", 10)).iter(f"{SVG}path")
    (path,) = (p.get("d") for p in paths if p.get("fill") == theme.BLUE)
    found = np.array(re.findall(r"M(\S+) (\S+?)m", path), dtype=float)
    want = view.axes.at(np.clip(10 * SAMPLE, -11.8, 11.8), 1.0)
    np.testing.assert_allclose(found, want, atol=0.051)
    assert "mean slope 1" in view("one", 10).caption


def bars(view, drawing, color):
    """The probabilities that the bars of one colour show."""
    marks = [p for p in tree(drawing).iter(f"{SVG}path") if p.get("fill") == color]
    path = marks[0].get("d")  # the second is in the legend
    ends = np.array(re.findall(r"H(\S+?)V", path), dtype=float)
    start, end = view.axes.at([0, 1], 0)[:, 0]
    return (ends - start) / (end - start)


@pytest.mark.parametrize("temperature", [0.2, 1, 5])
def test_the_bars_are_the_softmax_with_its_temperature(temperature):
    view = views.Softmax(LOGITS, NAMES)
    drawing = view(temperature, 0)
    ratios = np.exp((LOGITS[None] - LOGITS[:, None]) / temperature)
    want = 1 / ratios.sum(axis=1)
    for color in (theme.BLUE, theme.ORANGE):
        np.testing.assert_allclose(bars(view, drawing, color), want, atol=3e-4)
    for name, p in zip(NAMES, want, strict=True):
        assert f"{name} {p:.3f}" in drawing.caption
    assert "as written" not in drawing.caption


def test_a_shift_changes_nothing_until_the_written_formula_breaks():
    view = views.Softmax(LOGITS, NAMES)
    blue = {tuple(bars(view, view(1, s), theme.BLUE).round(3)) for s in (-150, 0, 150)}
    assert len(blue) == 1
    for shift, works in ((85, True), (90, False), (-90, True), (-150, False)):
        drawing = view(1, shift)
        assert len(bars(view, drawing, theme.ORANGE)) == (3 if works else 0)
        assert ("no number" in drawing.caption) is not works


def test_the_caption_owns_up_to_lost_digits():
    drawing = views.Softmax(LOGITS, NAMES)(1, -104)  # e^-102 is a subnormal float32
    safe, written = drawing.caption.split("; as written: ")
    assert "cat 0.629" in safe
    assert abs(float(written.split(",")[0]) - 0.629) > 1e-3


@pytest.mark.parametrize(
    "view",
    [
        views.Activation(Z, CURVES),
        views.Saturation(SAMPLE, SLOPES),
        views.Softmax(LOGITS, NAMES),
    ],
    ids=lambda view: type(view).__name__,
)
def test_every_control_moves_picture_and_words(view):
    assert_all_controls_move(view)
