"""Figures show what their docstrings say; no golden images."""

import numpy as np
import pytest
from matplotlib.contour import ContourSet

from nncourse import datasets, figures

X, y = datasets.xor(40, noise=0.1, rng=np.random.default_rng(0))


def boundary(picture):
    """Vertices of the boundary a picture shows, shape (m, 2)."""
    (contour,) = picture.findobj(ContourSet)
    return np.vstack([path.vertices for path in contour.get_paths()])


@pytest.mark.parametrize("w, b", [((1, 0), 0.3), ((1, -1), 0), ((0.2, 1), -0.7)])
def test_the_boundary_of_a_neuron_is_exact(w, b):
    picture = figures.decision_regions(lambda x: x @ w + b, X, y)
    np.testing.assert_allclose(boundary(picture) @ w + b, 0, atol=1e-12)


def test_the_boundary_of_a_circle_keeps_the_stated_error():
    picture = figures.decision_regions(lambda x: (x**2).sum(axis=1) - 1, X, y)
    off = abs(np.linalg.norm(boundary(picture), axis=1) - 1)
    h, curvature, slope = 4 / 100, 2, 2
    assert 0.5 < off.max() / (h**2 * curvature / (8 * slope)) < 1.05


def test_the_caption_counts_the_sample():
    picture = figures.decision_regions(lambda x: -x.prod(axis=1), X, y)
    assert repr(picture) == "decision regions: 100% of 40 points right"


@pytest.mark.parametrize("bad_X, bad_y", [(X.T, y), (X, y[:-1]), (X, (y + 1) / 2)])
def test_bad_input_is_refused(bad_X, bad_y):
    with pytest.raises(ValueError):
        figures.decision_regions(lambda x: x[:, 0], bad_X, bad_y)


def test_curves_are_drawn_as_given_and_told_apart_without_colour():
    x = np.linspace(0, 1, 5)
    picture = figures.curves(x, {"a": x, "b": 2 - x}, "t", "height")
    lines = picture.axes[0].get_lines()
    np.testing.assert_array_equal(lines[1].get_ydata(), 2 - x)
    assert len({line.get_linestyle() for line in lines}) == 2
    assert repr(picture) == (
        "height over t: a from 0.000 to 1.000; b from 2.000 to 1.000"
    )


def test_a_scatter_counts_each_class():
    picture = figures.scatter(X, (y > 0) * 1.0, "p in cm", "q in cm", ("no", "yes"))
    assert repr(picture) == "p in cm and q in cm: 20 no, 20 yes"
    assert [len(c.get_offsets()) for c in picture.axes[0].collections] == [20, 20]


def test_images_keep_their_orientation():
    image = np.zeros((2, 9))
    image[0, 2] = 1  # upper right
    picture = figures.images(image, ["one", "none"])
    np.testing.assert_array_equal(picture.axes[0].images[0].get_array()[0], [0, 0, 1])
    assert repr(picture) == "2 images of 3 × 3 pixels: one none"


def test_a_picture_is_the_same_bytes_each_time():
    first, second = (figures.scatter(X, (y > 0) * 1.0, "p", "q", "ab") for _ in "12")
    assert first.png() == second.png()
