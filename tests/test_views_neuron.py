"""The boundary of lecture 1 shows where training turns to: read back from the SVG."""

from xml.etree import ElementTree

import numpy as np
import pytest

from nncourse import theme, views
from tests.support.moves import assert_all_controls_move
from tests.support.svg_reader import SVG

X = np.array([[0.0, 0.0], [4.0, 0.0], [0.0, 3.0], [4.0, 3.0]])
Y = np.array([0.0, 1.0, 0.0, 1.0])
WIDEST = np.array([1.0, 0.0, -2.0])  # half way between x₁ = 0 and x₁ = 4
PATH = {1: np.array([0.0, 1.0, 0.0]), 10: np.array([3.0, 0.0, -6.0])}


def green(drawing):
    """The ends of the green line, shape (2, 2), in pixels; None if there is none."""
    root = ElementTree.fromstring(drawing.image)
    assert root.get("aria-label") == drawing.caption
    lines = [p for p in root.iter(f"{SVG}polyline") if p.get("stroke") == theme.GREEN]
    if not lines:
        return None
    (line,) = lines
    assert line.get("stroke-dasharray"), "told apart without colour"
    return np.array([p.split(",") for p in line.get("points").split()], dtype=float)


@pytest.mark.parametrize("step", PATH)
def test_the_widest_margin_is_a_green_line_that_stays(step):
    view = views.Boundary(X, Y, PATH, "p", "q", WIDEST)
    ends = green(view(step))
    np.testing.assert_allclose(ends[:, 0], view.axes.at(2, 0)[0, 0], atol=0.06)


def test_the_caption_says_how_far_the_weights_are_off():
    view = views.Boundary(X, Y, PATH, "p", "q", WIDEST)
    assert view(1).caption.endswith("90° from the widest margin")
    assert view(10).caption.endswith(" 0° from the widest margin")


def test_the_length_of_the_widest_margin_does_not_matter():
    short, long = (
        views.Boundary(X, Y, PATH, "p", "q", k * WIDEST)(1) for k in (0.1, 50)
    )
    assert short == long


def test_without_a_widest_margin_there_is_no_green_line():
    drawing = views.Boundary(X, Y, PATH, "p", "q")(10)
    assert green(drawing) is None and "widest" not in drawing.caption


def test_the_control_moves_picture_and_words():
    assert_all_controls_move(views.Boundary(X, Y, PATH, "p", "q", WIDEST))
