"""Each view draws what its state says: read back from the SVG, by another route."""

from xml.etree import ElementTree

import numpy as np
import pytest

from nncourse import datasets, svg, theme, views

SVG = "{http://www.w3.org/2000/svg}"
rng = np.random.default_rng(0)
X, SIGNS = datasets.xor(40, noise=0.1, rng=rng)
Y = (SIGNS + 1) / 2


def tree(drawing):
    root = ElementTree.fromstring(drawing.image)
    assert root.find(f"{SVG}title").text == drawing.caption, "the text alternative"
    assert root.get("role") == "img" and root.get("aria-label") == drawing.caption
    return root


def points(element):
    """The points of a polyline or polygon, shape (m, 2), in pixels."""
    return np.array([p.split(",") for p in element.get("points").split()], dtype=float)


def inside(polygon, pixel):
    """Whether a pixel lies in a convex polygon given by its corners."""
    edges = np.roll(polygon, -1, axis=0) - polygon
    to = pixel - polygon
    cross = edges[:, 0] * to[:, 1] - edges[:, 1] * to[:, 0]
    return (cross > 0).all() or (cross < 0).all()


@pytest.mark.parametrize("w", [(1, 0), (0, -2), (1, 1), (-0.3, 1.7)])
@pytest.mark.parametrize("b", [-1.0, 0.0, 0.5])
def test_the_orange_side_is_where_the_score_is_positive(w, b):
    view = views.NeuronLine(X, SIGNS)
    sides = {p.get("fill"): points(p) for p in tree(view(*w, b)).iter(f"{SVG}polygon")}
    for x in rng.uniform(-1.4, 1.4, (50, 2)):
        pixel, score = view.axes.at(*x)[0], x @ w + b
        assert inside(sides[theme.ORANGE], pixel) == (score > 0)
        assert inside(sides[theme.BLUE], pixel) == (score < 0)


def test_a_neuron_without_weights_answers_the_same_everywhere():
    view = views.NeuronLine(X, SIGNS)
    for b, color in ((1.0, theme.ORANGE), (-1.0, theme.BLUE)):
        fills = [r.get("fill") for r in tree(view(0.0, 0.0, b)).iter(f"{SVG}rect")]
        assert fills[-1] == color


@pytest.mark.parametrize(
    "state, words",
    [
        ((1, 0, 0), "1.00 x₁ +0.00 x₂ +0.00 = 0: 50%"),
        ((1, -1, -1), "1.00 x₁ −1.00 x₂ −1.00 = 0: 75%"),
    ],
)
def test_the_caption_says_which_line_and_how_many_are_right(state, words):
    drawing = views.NeuronLine(X, SIGNS)(*state)
    assert drawing.caption == f"{words} of 40 points on the right side"


def test_the_scale_moves_the_certainty_and_nothing_else():
    blobs, labels = datasets.two_blobs(60, noise=0.7, rng=np.random.default_rng(1))
    view = views.Certainty(blobs, labels, (1.0, 0.5), 0.0)
    lines, words = [], []
    for scale in (0.1, 1, 10):
        drawing = view(scale)
        (edge,) = tree(drawing).iter(f"{SVG}polyline")
        lines.append(edge.get("points"))
        words.append(drawing.caption)
    assert len(set(lines)) == 1
    assert len({caption.split(":")[1].split(",")[0] for caption in words}) == 1
    sure = [int(caption.split("average ")[1].split("%")[0]) for caption in words]
    assert 50 <= sure[0] < 60 < sure[1] < sure[2] <= 100


def test_the_shade_is_a_level_of_the_sigmoid():
    view = views.Certainty(X, Y, (2.0, 0.0), 0.0)
    orange = [p for p in tree(view(1.0)).iter(f"{SVG}polygon")
              if p.get("fill") == theme.ORANGE]  # fmt: skip
    for x1 in np.linspace(-1.4, 1.4, 21):
        p = 1 / (1 + np.exp(-2 * x1))
        layers = sum(inside(points(o), view.axes.at(x1, 0.3)[0]) for o in orange)
        assert layers == sum(p > 1 - level for level in view.LEVELS)


def test_the_band_of_the_boundary_is_95_percent():
    theta = np.array([3.0, -1.0, 0.5])
    view = views.Boundary(X, Y, {7: theta}, "p", "q")
    drawing = view(7)
    edge, *band = list(tree(drawing).iter(f"{SVG}polyline"))
    for mark, p in zip((edge, *band), (0.5, 0.05, 0.95), strict=True):
        offset = np.log(p / (1 - p))
        want = [view.axes.at(x, (offset - 0.5 - 3 * x) / -1)[0] for x in (-1, 1)]
        a, b = points(mark)
        for w in want:  # on the line through a and b
            across = (b - a)[0] * (w - a)[1] - (b - a)[1] * (w - a)[0]
            assert abs(across) / np.hypot(*(b - a)) < 0.1
    wrong = np.count_nonzero((X @ theta[:2] + 0.5 > 0) != Y)
    assert drawing.caption == f"after step 7: |θ| = 3.2, {wrong} of 40 wrong"


def test_descent_draws_the_first_steps_and_counts_those_uphill():
    path = np.array([[0.0, 0.0], [1.0, 1.0], [2.0, 0.0]])
    grid = np.linspace(-1, 3, 9)
    bowl = np.add.outer(grid**2, (grid - 1) ** 2)
    losses = {0.5: np.array([3.0, 1.0, 2.0])}
    view = views.Descent(grid, grid, bowl, {0.5: path}, losses)
    drawing = view(0.5, 2)
    way = [p for p in tree(drawing).iter(f"{SVG}polyline")
           if p.get("stroke") == theme.ORANGE]  # fmt: skip
    np.testing.assert_allclose(points(way[0]), view.axes.at(*path.T), atol=0.05)
    assert drawing.caption == (
        "learning rate 0.5, step 2: loss 2.000; 1 of 2 steps went uphill"
    )
    assert "loss 1.000; 0 of 1" in view(0.5, 1).caption


def test_descent_marks_the_lowest_point_of_the_grid():
    grid = np.linspace(-1, 3, 9)
    bowl = np.add.outer((grid + 0.5) ** 2, (grid - 1) ** 2)  # b = -0.5, w = 1
    view = views.Descent(grid, grid, bowl, {1: np.zeros((1, 2))}, {1: np.zeros(1)})
    x, y = view.axes.at(1.0, -0.5)[0]
    assert f"M{x:.1f} {y:.1f}m" in view.lowest


def test_the_template_shows_weights_and_product_in_their_places():
    image, W = np.zeros((1, 4)), np.zeros((2, 4))
    image[0] = [1, 0.5, 0, 0]
    W[1] = [2, -2, 2, 0]
    view = views.Template(image, np.ones(1), W, np.array([0.0, -1.0]), ("no", "yes"))
    drawing = view(1, 0)
    assert drawing.caption == "step 1: for this yes, z = 0.00 and P(yes) = 0.50"
    groups = [g for g in tree(drawing).iter(f"{SVG}g")]
    squares = [
        {(p.get("fill"), p.get("opacity")): p.get("d") for p in g[:-1]} for g in groups
    ]
    assert squares[0] == {("currentColor", "0.53"): "M1 0h1v1h-1z",
                          ("currentColor", "1.00"): "M0 0h1v1h-1z"}  # fmt: skip
    assert squares[1][(theme.ORANGE, "1.00")] == "M0 0h1v1h-1zM0 1h1v1h-1z"
    assert squares[1][(theme.BLUE, "1.00")] == "M1 0h1v1h-1z"
    assert squares[2][(theme.BLUE, "0.53")] == "M1 0h1v1h-1z"


def test_memorizing_reads_off_every_curve():
    curves = {"a": np.array([1.0, 0.5]), "b": np.array([0.6, 0.7]), "c": np.zeros(2)}
    view = views.Memorizing(np.array([5, 50]), curves, inputs=20)
    drawing = view(50)
    assert drawing.caption == "50 images: a 50%, b 70%, c 0%"
    dots = [(c.get("cx"), c.get("cy")) for c in tree(drawing).iter(f"{SVG}circle")]
    x, y = view.axes.at(50, 0.7)[0]
    assert dots[1] == (f"{x:.1f}", f"{y:.1f}")


def test_axes_map_the_limits_to_the_frame():
    axes = svg.Axes((1, 100), (-2, 2), "steps", "loss", xscale="log")
    np.testing.assert_allclose(axes.at([1, 10, 100], [-2, 0, 2]), [
        (axes.left, axes.bottom),
        ((axes.left + axes.right) / 2, (axes.top + axes.bottom) / 2),
        (axes.right, axes.top),
    ])  # fmt: skip


def test_words_are_escaped():
    image = svg.picture(10, 10, svg.text(0, 0, "a < b & c"), 'say "<b>"')
    root = ElementTree.fromstring(image)
    assert root.find(f"{SVG}title").text == 'say "<b>"'
    assert root.find(f"{SVG}text").text == "a < b & c"
