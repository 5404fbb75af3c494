"""The views of lecture 5 say what their numbers say: read back from the SVG."""

import re
from xml.etree import ElementTree

import numpy as np
import pytest

from nncourse import datasets, theme, views
from nncourse.data import make_starts
from nncourse.live import explore
from tests.support.svg_reader import SVG, lines

rng = np.random.default_rng(0)
X, y = datasets.xor(40, noise=0.1, rng=rng)


# --- twins ---

EQUAL = np.array([[[1.0, -2.0, 0.5], [1.0, -2.0, 0.5]]])
APART = np.array([[[1.0, -2.0, 0.5], [1.0, -2.0, 0.5 + 3]]])


def twins():
    return views.Twins(
        X, y, {0: EQUAL, 3: APART}, {0: np.array([0.5]), 3: np.array([0.25])}
    )


def test_each_unit_is_drawn_where_it_is_0():
    view = twins()
    drawing = view(0, 3)
    for color, (w1, w2, b) in zip((theme.GREEN, theme.PURPLE), APART[0], strict=True):
        ((start, end),) = lines(drawing, color)
        for x1 in (-1.0, 0.0, 1.0):
            pixel = view.axes.at(x1, -(w1 * x1 + b) / w2)[0]
            across = (end - start)[0] * (pixel - start)[1]
            across -= (end - start)[1] * (pixel - start)[0]
            assert abs(across) / np.hypot(*(end - start)) < 0.2


def test_equal_units_draw_one_line_and_both_show():
    drawing = twins()(0, 0)
    (one,), (other,) = lines(drawing, theme.GREEN), lines(drawing, theme.PURPLE)
    np.testing.assert_array_equal(one, other)
    dashed = re.findall(rf'stroke="{theme.PURPLE}"[^>]*stroke-dasharray', drawing.image)
    assert len(dashed) == 1
    assert drawing.image.index(theme.GREEN) < drawing.image.index(theme.PURPLE)


def test_the_caption_tells_the_distance_and_the_loss():
    assert twins()(0, 3).caption == (
        "apart 3 at the start; step 0: apart 3, loss 0.250"
    )
    assert "apart 0, loss 0.500" in twins()(0, 0).caption


# --- propagation ---

LINEAR = (lambda z: z, np.ones_like)
NOTHING = (lambda z: 0 * z, np.zeros_like)


def signal(W, X, phi, slope):
    """Exact for weights that are multiples of the identity."""
    factor = np.array([1.0, *np.cumprod([phi(layer[0, 0]) for layer in W])])
    return factor, factor[::-1]


def theory(gain, phi, slope, depth):
    return np.full(depth + 1, gain), np.full(depth + 1, 2 * gain)


def propagation():
    W = np.tile(np.eye(3), (4, 1, 1))
    kinds = {"linear": LINEAR, "nothing": NOTHING}
    return views.Propagation(signal, theory, W, np.ones((2, 3)), kinds)


def test_both_signals_are_drawn_on_a_log_scale_with_the_theory_under_them():
    view = propagation()
    drawing = view(2.0, "linear")
    layers = np.arange(5)
    forward, _ = lines(drawing, theme.ORANGE)  # the second is in the legend
    np.testing.assert_allclose(forward, view.axes.at(layers, 2.0**layers), atol=0.06)
    backward, _ = lines(drawing, theme.BLUE)
    wanted = view.axes.at(layers, 2.0 ** layers[::-1])
    np.testing.assert_allclose(backward, wanted, atol=0.06)
    ahead, behind, _ = lines(drawing, theme.GREEN)
    assert np.ptp(ahead[:, 1]) == np.ptp(behind[:, 1]) == 0
    assert ahead[0, 1] > behind[0, 1], "4 is above 2"
    up = forward[:-1, 1] - forward[1:, 1]
    np.testing.assert_allclose(up, up[0], atol=0.11)  # a factor a layer is a slope
    assert drawing.caption == (
        "linear, gain 2.00: signal 16 (theory 2), gradient 16 (theory 4)"
    )


def test_every_tick_lies_on_the_axis():
    view = propagation()
    root = ElementTree.fromstring(view(1.0, "linear").image)
    ticks = [t for t in root.iter(f"{SVG}text") if t.get("text-anchor") == "end"]
    assert "1" in [t.text for t in ticks]
    heights = np.array([float(t.get("y")) - 4 for t in ticks])
    assert (heights >= view.axes.top).all() and (heights <= view.axes.bottom).all()


def test_a_signal_of_0_is_left_out_and_said():
    drawing = propagation()(1.0, "nothing")
    forward, _ = lines(drawing, theme.ORANGE)
    assert len(forward) == 1, "the input alone"
    assert "signal 0 (theory 1)" in drawing.caption


def test_the_signal_is_asked_for_with_scaled_weights():
    asked = []

    def spy(W, X, phi, slope):
        asked.append(W[0, 0, 0])
        return signal(W, X, phi, slope)

    W = np.tile(np.eye(3), (4, 1, 1))
    X = np.ones((2, 3))
    shown = explore(views.Propagation(spy, theory, W, X, {"linear": LINEAR}))
    shown.move(gain=2.5)
    assert asked == [1.0, 2.5]
    assert (W[0] == np.eye(3)).all(), "the caller's weights are as they were"


# --- starts ---

LOSSES = {
    "good": np.array([[2.0, 1.0, 0.5], [2.0, 1.0, 0.25]]),
    "large": np.array([[900.0, np.nan, np.nan], [900.0, np.inf, np.nan]]),
    "mixed": np.array([[2.0, 2.0, 2.0], [900.0, 5.0, np.nan]]),
}


@pytest.mark.parametrize(
    "start, words",
    [
        ("good", "2 of 2 runs end from 0.25 to 0.50"),
        ("large", "2 of 2 runs end in no number"),
        ("mixed", "1 of 2 runs end at 2.00"),
    ],
)
def test_the_caption_counts_the_runs(start, words):
    view = views.Starts(np.array([1, 2, 3]), LOSSES, 2.303, (0.1, 1000))
    assert view(start).caption == f"{start}: {words}; knowing nothing is 2.30"


def test_every_run_of_the_start_is_drawn_in_colour():
    steps = np.array([1, 2, 3])
    view = views.Starts(steps, LOSSES, 2.303, (0.1, 1000))
    runs = lines(view("good"), theme.ORANGE)
    for run, losses in zip(runs, LOSSES["good"], strict=True):
        np.testing.assert_allclose(run, view.axes.at(steps, losses), atol=0.06)
    assert [len(run) for run in lines(view("large"), theme.ORANGE)] == [1, 1]
    crosses = re.findall(r"M([\d.]+) ([\d.]+)m-5 -5l", view("mixed").image)
    at = view.axes.at([1, 1, 2], [900.0, 900.0, 5.0])  # where three of six runs end
    assert {(float(x), float(y)) for x, y in crosses} == {
        (x, y) for x, y in np.round(at, 1).tolist()
    }
    faint = lines(view("good"), "currentColor")
    assert len(faint) == 1 + 6, "the level, and all runs of all starts"


def test_the_controls_reach_every_state():
    units, losses = {0: EQUAL, 3: APART}, {0: np.array([0.5]), 3: np.array([0.25])}
    film = explore(views.Twins(X, y, units, losses))
    film.move(apart=3)
    assert "loss 0.250" in film.caption
    chosen = explore(views.Starts(np.array([1, 2, 3]), LOSSES, 2.303, (0.1, 1000)))
    chosen.move(start="large")
    assert chosen.caption.startswith("large: 2 of 2")


# --- the recorded runs ---


@pytest.mark.parametrize("start", ["LeCun", "He", "twice LeCun"])
def test_the_first_steps_of_a_recorded_run_are_made_again(start):
    stored = np.load(make_starts.FILE)["curves"][list(make_starts.STARTS).index(start)]
    again = make_starts.smooth(make_starts.train(start, 0.01, seeds=[2], steps=50))
    np.testing.assert_allclose(again[0], stored[2, :6], rtol=1e-5)


def test_every_start_was_run_five_times_at_every_rate():
    stored = np.load(make_starts.FILE)
    assert stored["ends"].shape == (7, len(make_starts.RATES), 5)
    assert stored["curves"].shape == (7, 5, 1 + make_starts.STEPS // 10)
    assert make_starts.FILE.stat().st_size < 20_000
