"""The views of lecture 9 say what their numbers say: read back from the SVG."""

import re

import numpy as np

from nncourse import theme, views
from nncourse.live import explore
from tests.support.svg_reader import SVG, lines, tree


def dots(drawing):
    """Centres of circles, by colour."""
    return {
        c.get("fill"): (float(c.get("cx")), float(c.get("cy")))
        for c in tree(drawing).iter(f"{SVG}circle")
    }


# --- the kernel on the circle ---

ANGLE = np.linspace(-3, 3, 7)
LIMIT = 2 - abs(ANGLE) / 3


def circle():
    wide = np.stack([LIMIT, LIMIT])
    return views.CircleKernel(ANGLE, {2: np.stack([1.5 * LIMIT]), 64: wide}, LIMIT)


def test_each_network_has_its_line_under_the_limit():
    view = circle()
    wanted = view.axes.at(ANGLE, LIMIT)
    first, second, _ = lines(view(64), theme.ORANGE)
    for line in (first, second, lines(view(64), theme.BLUE)[0]):
        np.testing.assert_allclose(line, wanted, atol=0.06)


def test_the_error_is_relative_to_the_limit():
    assert "1 random networks, off by 50.0%" in circle()(2).caption
    assert "off by 0.0%" in circle()(64).caption


# --- network against kernel ---


def test_agreement_is_the_diagonal():
    kernel, y = np.array([-1.0, 0.5, 1.0]), np.array([-1, 1, 1])
    view = views.Agreement(kernel, {4: -kernel, 9: kernel}, y)
    assert view(9).caption == (
        "width 9: off by 0 (root mean square), the same sign on 100.0% of 3 images"
    )
    assert "the same sign on 0.0%" in view(4).caption
    (diagonal,) = lines(view(9), "currentColor")
    for x, y in view.axes.at(kernel, kernel):
        along = (x - diagonal[0, 0]) / (diagonal[1, 0] - diagonal[0, 0])
        at = diagonal[0, 1] + along * (diagonal[1, 1] - diagonal[0, 1])
        assert abs(at - y) < 0.2


# --- training and new points ---


def test_squares_are_trained_on_and_circles_are_new():
    side = np.linspace(-2, 2, 5)
    score = np.tile(side, (5, 1))
    X, y = np.array([[1.0, 0], [-1, 0], [1.5, 1]]), np.array([1.0, 0.0, 1.0])
    view = views.TrainTest(side, {3: score}, X, y, 2, {3: (0.5, 1.0)})
    drawing = view(3)
    assert "50% of the training points" in drawing.caption
    groups = re.findall(r'<path d="([^"]*)" fill="(#\w+)"/>', view.dots)
    shapes = {color: (d.count("h6v6"), d.count("a3 3")) for d, color in groups}
    assert shapes == {theme.BLUE: (1, 0), theme.ORANGE: (1, 2)}


# --- double descent ---

COUNTS = (10, 100, 1000)


def sweeps():
    plain = np.array([[1, 100, 0.5], [0.5, 1e-12, 1e-13], [3, 9, 4]])
    ridge = np.array([[1, 0.8, 0.5], [0.5, 0.2, 0.1], [1, 1, 1]])
    return {0: np.stack([plain, ridge], axis=1)[None]}


def test_the_marker_stands_on_both_curves():
    view = views.DoubleDescent(COUNTS, sweeps(), [0.0, 0.1], 100)
    drawing = view(100, 0, 0.0)
    wanted = view.axes.at(100, 100)[0]
    np.testing.assert_allclose(dots(drawing)[theme.ORANGE], wanted, atol=0.06)
    assert "loss 100 on new digits, below 0.001 in training" in drawing.caption
    assert "norm of c is 9" in drawing.caption
    border = lines(drawing, "currentColor")[0]
    np.testing.assert_allclose(border[:, 0], wanted[0], atol=0.06)


def test_a_ridge_has_its_own_curve():
    view = views.DoubleDescent(COUNTS, sweeps(), [0.0, 0.1], 100)
    assert "ridge 0.1: loss 0.800 on new digits, 0.200" in view(100, 0, 0.1).caption
    heights = lines(view(10, 0, 0.1), theme.ORANGE)[0][:, 1]
    assert (np.diff(heights) > 0).all(), "falls: further down is a larger y"


# --- tickets ---


def test_the_picture_shows_what_is_left_of_each_pixel():
    masks = np.zeros((2, 4, 4), dtype=bool)
    masks[0] = True
    masks[1, :2, 0] = True
    left, accuracy = np.array([1.0, 0.1]), {"ticket": np.array([0.9, 0.8])}
    view = views.Tickets(left, accuracy, masks)
    assert "ticket 0.80; 3 of 4 pixels cut off" in view(1).caption
    assert "0 of 4 pixels" in view(0).caption
    wanted = view.axes.at(0.1, 0.8)[0]
    np.testing.assert_allclose(dots(view(1))[theme.ORANGE], wanted, atol=0.06)
    squares = re.findall(rf'd="([^"]*)" fill="{theme.GREEN}"', view(1).image)
    assert sum(d.count("h1v1h-1z") for d in squares) == 1


def test_controls_lead_to_their_views():
    shown = explore(views.DoubleDescent(COUNTS, sweeps(), [0.0, 0.1], 100))
    shown.move(ridge=0.1)
    assert tuple(shown.drawing) == shown.view(10, 0, 0.1)
