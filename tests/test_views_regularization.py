"""The views of lecture 7 say what their numbers say: read back from the SVG."""

import re

import numpy as np
import pytest

from nncourse import theme, views
from tests.support.moves import assert_all_controls_move
from tests.support.svg_reader import SVG, lines, tree

# --- a feature in other units ---

AXIS = np.linspace(-2, 2, 41)
GRID = np.stack(np.meshgrid(AXIS, AXIS), axis=-1)
PATH = np.array([[-1.0, 1.0], [0.0, 0.5], [0.5, 0.25]])


def rescaled():
    bowls = {s: 0.3 + (GRID[..., 0] - 1) ** 2 + (s * GRID[..., 1]) ** 2 for s in (1, 3)}
    heights = {s: np.array([5.0, 2.0, 0.5 * s]) for s in (1, 3)}
    ratios = {1: 1.0, 3: 9.0}
    return views.Rescaled(AXIS, AXIS, bowls, {1: PATH, 3: 2 * PATH}, heights, ratios)


def test_the_way_down_is_drawn_as_far_as_the_step():
    view = rescaled()
    for step in (0, 1, 2):
        (way,) = lines(view(3, step), theme.ORANGE)
        np.testing.assert_allclose(
            way, view.axes.at(*2 * PATH[: step + 1].T), atol=0.06
        )


def test_the_caption_tells_curvatures_and_losses():
    assert rescaled()(3, 2).caption == (
        "scale 3: curvatures 1 to 9; after step 2 loss 1.500, lowest 0.300"
    )


def test_the_ravine_is_narrower_than_the_bowl():
    """The innermost level line of the second scale is flat, that of the first round."""
    for scale, flat in [(1, False), (3, True)]:
        inner = lines(rescaled()(scale, 0), "currentColor")[0]
        wide, high = np.ptp(inner, axis=0)
        assert (high < 0.6 * wide) == flat


# --- penalties ---

WEIGHTS = np.array([0.0, 0.0005, -0.0005, 0.2, -0.3, 2.0, 0.0, 0.1])
LOSS = np.array([3.0, 2.0, 1.0, 0.5])


def penalties():
    def run(g):
        return views.Run(LOSS - g, LOSS + g, WEIGHTS * (1 + g))

    return views.Penalties({k: {g: run(g) for g in (0.0, 0.1)} for k in ("L2", "L1")})


def test_both_losses_are_drawn_to_scale():
    view = penalties()
    drawing = view(0.1, "L1")
    for color, want in ((theme.ORANGE, LOSS - 0.1), (theme.BLUE, LOSS + 0.1)):
        _, curve = sorted(lines(drawing, color), key=len)  # the first is in the legend
        np.testing.assert_allclose(curve, view.losses.at([1, 2, 3, 4], want), atol=0.06)


def test_what_lies_above_the_top_is_cut():
    run = views.Run(LOSS, np.array([9.0, 3.0, 2.0, 1.0]), WEIGHTS)
    drawing = views.Penalties({"L2": {0.0: run}})(0.0, "L2")
    curve = max(lines(drawing, theme.BLUE), key=len)
    assert len(curve) == 3


def test_the_bars_hold_all_weights():
    view = penalties()
    drawing = view(0.0, "L2")
    (path,) = [
        p for p in tree(drawing).iter(f"{SVG}path") if p.get("fill") == theme.BLUE
    ]
    bars = np.array(
        re.findall(r"M(\S+) (\S+)V(\S+)H(\S+)V", path.get("d")), dtype=float
    )
    shares = (bars[:, 1] - bars[:, 2]) / (view.spread.bottom - view.spread.top)
    assert len(bars) == view.BARS
    assert abs(shares.sum() - 1) < 0.01
    assert abs(shares[view.BARS // 2] - 4 / 8) < 0.01, "four weights are nearly 0"
    assert abs(shares[-1] - 1 / 8) < 0.01, "2.0 lies in the outermost bar"


def test_the_caption_tells_both_losses_and_the_small_weights():
    assert penalties()(0.1, "L2").caption == (
        "L2, γ = 0.1: at the end training loss 0.40, validation loss 0.60; "
        "50% of the weights are within ±0.001"
    )


# --- patience ---


def stop(values, patience):
    """A rule of its own: the end is where the patience says, whatever the losses."""
    return int(np.argmin(values[:patience])) + 1, patience


def test_what_was_made_is_drawn_and_what_was_saved_is_dashed():
    values = np.array([3.0, 1.0, 2.0, 2.5, 0.5])
    view = views.Patience(values, np.array([0.1, 0.7, 0.6, 0.5, 0.9]), stop)
    drawing = view(3)
    pixels = view.axes.at(np.arange(1, 6), values)
    (made,) = lines(drawing, theme.ORANGE)
    np.testing.assert_allclose(made, pixels[:3], atol=0.06)
    (saved,) = [line for line in lines(drawing, "currentColor") if len(line) == 3]
    np.testing.assert_allclose(saved, pixels[2:], atol=0.06)
    (kept,) = tree(drawing).iter(f"{SVG}circle")
    at = float(kept.get("cx")), float(kept.get("cy"))
    np.testing.assert_allclose(at, pixels[1], atol=0.06)
    assert drawing.caption == (
        "patience 3: stops after step 3, keeps the weights of step 2, validation loss "
        "1.00; 70% of new images right"
    )


# --- dropout ---

DRAWS = np.array([[0.1, 0.6, 0.3, 0.9, 0.5], [0.95, 0.96, 0.97, 0.98, 0.99]])


@pytest.mark.parametrize("rate, kept", [(0.0, 5), (0.3, 4), (0.55, 2), (0.95, 0)])
def test_units_below_the_rate_are_left_out_with_their_lines(rate, kept):
    drawing = views.Thinned((2, 2, 3, 1), DRAWS)(rate, 0)
    circles = list(tree(drawing).iter(f"{SVG}circle"))
    assert len(circles) == kept + 3, "and two inputs and the output"
    crosses = [p for p in tree(drawing).iter(f"{SVG}path") if "m-7" in p.get("d")]
    assert len(crosses) == 5 - kept
    first = np.sum(DRAWS[0, :2] >= rate)
    second = np.sum(DRAWS[0, 2:] >= rate)
    ways = 2 * first + first * second + second
    assert len(lines(drawing, "currentColor")) == ways


def test_the_caption_tells_what_is_kept_and_the_factor():
    view = views.Thinned((2, 2, 3, 1), DRAWS)
    caption = "drop rate 0.50: 3 of 5 hidden units kept, each times 2"
    assert view(0.5, 0).caption == caption
    assert "5 of 5" in view(0.95, 1).caption


def test_draws_must_fit_the_units():
    with pytest.raises(ValueError, match="4 numbers for 5 hidden units"):
        views.Thinned((2, 2, 3, 1), DRAWS[:, :4])


# --- controls ---


def test_every_control_changes_its_picture():
    bowl = rescaled()
    ends = {s: ground for s, ground in bowl.paths.items()}
    surfaces = {s: GRID[..., 0] ** 2 + s * GRID[..., 1] ** 2 for s in ends}
    values = np.linspace(3, 1, 200) ** 2
    for view in (
        views.Rescaled(AXIS, AXIS, surfaces, ends, bowl.heights, bowl.ratios),
        views.Penalties(penalties().runs),
        views.Patience(values, values / 9, stop),
    ):
        assert_all_controls_move(view)
    assert_all_controls_move(views.Thinned((2, 2, 3, 1), DRAWS), rate=0.5)
