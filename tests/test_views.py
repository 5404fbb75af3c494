"""Each view draws what its state says: read back from the SVG, by another route."""

import re
from xml.etree import ElementTree

import numpy as np
import pytest

from nncourse import datasets, svg, theme, views
from tests.support.svg_reader import SVG, lines, points, tree

rng = np.random.default_rng(0)
X, SIGNS = datasets.xor(40, noise=0.1, rng=rng)
Y = (SIGNS + 1) / 2


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
        ((0, 0, 0), "0.00 x₁ +0.00 x₂ +0.00 = 0: 50%"),  # says −1 to all
    ],
)
def test_the_caption_says_which_line_and_how_many_are_right(state, words):
    drawing = views.NeuronLine(X, SIGNS)(*state)
    assert drawing.caption == f"{words} of 40 points answered right"


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


def circles(drawing):
    """The middles of all circles, shape (m, 2), in pixels."""
    found = tree(drawing).iter(f"{SVG}circle")
    return np.array([(float(c.get("cx")), float(c.get("cy"))) for c in found])


def test_curves_are_read_off_at_the_nearest_x():
    x, y = np.array([1.0, 10.0, 100.0]), np.array([[1.0, 0.1, 0.01], [1, np.inf, 3]])
    ys = dict(zip(("train", "test"), y, strict=True))
    view = views.Curves(x, ys, "width", "loss", xscale="log", yscale="log", limit=10)
    drawing = view(100)
    assert drawing.caption == "width 100: train 0.0100, test 3"
    np.testing.assert_allclose(circles(drawing), view.axes.at(100, y[:, 2]), atol=0.06)
    assert view(12.0).caption == "width 10: train 0.100, test ∞"
    assert len(circles(view(10))) == 1, "infinity has no place"
    (train,) = (p for p in lines(drawing, theme.ORANGE) if len(p) == 3)
    np.testing.assert_allclose(train, view.axes.at(x, y[0]), atol=0.06)
    words = [t.text for t in tree(drawing).iter(f"{SVG}text")]
    assert {"train", "test", "width", "loss"} <= set(words)


def test_curves_refuse_what_they_cannot_tell_apart():
    many = {str(k): np.zeros(2) for k in range(6)}
    with pytest.raises(ValueError, match="6 curves, at most 5"):
        views.Curves(np.arange(2), many, "x", "y")
    with pytest.raises(ValueError, match="'a' has shape"):
        views.Curves(np.arange(2), {"a": np.zeros(3)}, "x", "y")


def ring(pts, w):
    """Positive inside the circle of radius w, in a plane of span 2."""
    return w - np.hypot(*pts.T)


def rings(path):
    """The closed polygons of an SVG path, each of shape (m, 2)."""
    for part in path.get("d").split("M")[1:]:
        numbers = np.array(part.replace("z", " ").split(), dtype=float)
        yield numbers.reshape(-1, 2)


@pytest.mark.parametrize("radius", [0.7, 1.3])
def test_regions_are_shaded_where_the_score_says(radius):
    X = np.array([[0.1, 0.0], [1.9, 1.9], [0.0, 1.0]])
    view = views.Regions(ring, {radius: radius}, X, np.array([1, -1, 1]), levels=(0,))
    drawing = view(radius)
    fills = {p.get("fill"): p for p in tree(drawing).iter(f"{SVG}path")
             if p.get("fill-rule") == "evenodd"}  # fmt: skip
    (circle,) = rings(fills[theme.ORANGE])
    middle = view.axes.at(0, 0)[0]
    size = np.hypot(*(view.axes.at(radius, 0)[0] - middle))
    # linear between grid points 0.05 apart: a chord is off by at most h² / 8r
    np.testing.assert_allclose(np.hypot(*(circle - middle).T), size, atol=0.5)
    assert len(list(rings(fills[theme.BLUE]))) == 2, "the square, and its hole"
    right = 3 if radius > 1 else 2
    assert f"{right / 3:.0%} of 3 points right" in drawing.caption
    share = int(drawing.caption.split("positive on ")[1].split("%")[0])
    assert abs(share / 100 - np.pi * radius**2 / 16) < 0.02


def test_images_stand_in_a_grid_with_their_titles():
    frames = {0: np.zeros((3, 4)), 5: np.array([[2.0, -1, 0, 0]] * 3)}
    view = views.Images(frames, ["a", "b", "c"], columns=2)
    drawing = view(5)
    assert drawing.caption == "step 5: 3 images of 2 × 2, values from −1 to 2"
    root = tree(drawing)
    titles = [(t.text, float(t.get("y"))) for t in root.iter(f"{SVG}text")]
    assert [name for name, _ in titles] == ["a", "b", "c"]
    assert titles[0][1] == titles[1][1] < titles[2][1]
    first, *_ = root.iter(f"{SVG}g")
    marks = {(p.get("fill"), p.get("opacity")): p.get("d") for p in first[:-1]}
    assert marks == {(theme.ORANGE, "1.00"): "M0 0h1v1h-1z",
                     (theme.BLUE, "0.53"): "M1 0h1v1h-1z"}  # fmt: skip
    assert len(list(tree(view(0)).iter(f"{SVG}path"))) == 3, "borders alone"


def test_images_refuse_frames_that_do_not_match():
    with pytest.raises(ValueError, match="different shapes"):
        views.Images({0: np.zeros((2, 4)), 1: np.zeros((2, 9))})
    with pytest.raises(ValueError, match="1 titles for 2 images"):
        views.Images({0: np.zeros((2, 4))}, ["one"])


# e = (a + b)(b + 1) at a = 2, b = 1: two ways lead from b to e
NODES = {"a": (0, 0, 2, 2), "b": (0, 1, 1, 5), "c": (1, 0, 3, 2), "d": (1, 1, 2, 3),
         "e": (2, 0, 6, 1)}  # fmt: skip
EDGES = [("a", "c", 1), ("b", "c", 1), ("b", "d", 1), ("c", "e", 2), ("d", "e", 3)]


def written(drawing):
    return {t.text for t in tree(drawing).iter(f"{SVG}text")}


def test_a_graph_shows_values_forward_and_gradients_backward():
    view = views.Graph(NODES, EDGES)
    assert view.steps == 10
    assert written(view(0)) == set(NODES)
    assert written(view(3)) == {"a = 2", "b = 1", "c = 3", "d", "e"}
    assert view(3).caption == "forward, step 3 of 5: c = 3, from a and b"
    assert "∂ 1" in written(view(6)) and "∂ 3" not in written(view(6))
    assert view(9).caption == "backward, step 4 of 5: ∂e/∂b = 1 × 2 + 1 × 3 = 5"
    assert {"e = 6", "∂ 2", "∂ 5", "× 2", "× 3"} <= written(view(10))
    captions = [view(step).caption for step in range(11)]
    assert len(set(captions)) == 11


def test_a_graph_lights_the_edges_of_the_step():
    view = views.Graph(NODES, EDGES)
    assert len(lines(view(3), theme.BLUE)) == 2, "into c"
    assert len(lines(view(9), theme.ORANGE)) == 2, "out of b"
    assert len(lines(view(9), "currentColor")) == 3
    for end in lines(view(3), theme.BLUE):
        assert end[1, 0] < view._middle("c")[0], "arrows stop at the box"


def test_a_graph_refuses_a_gradient_that_the_chain_rule_does_not_give():
    wrong = NODES | {"b": (0, 1, 1, 3)}  # only one of the two ways
    with pytest.raises(ValueError, match=r"gradient of b is given as 3.* says 5"):
        views.Graph(wrong, EDGES)
    with pytest.raises(ValueError, match="c is needed before a"):
        views.Graph(NODES, [("c", "a", 1)])


def test_trajectories_end_at_their_step_each_in_its_dash():
    grid = np.linspace(-1, 3, 9)
    bowl = np.add.outer(grid**2, (grid - 1) ** 2)
    path = np.array([[0.0, 0.0], [1.0, 1.0], [2.0, 0.0]])
    paths = {"SGD": path, "Adam": path[:, ::-1]}
    falls = {"SGD": np.array([3.0, 1.0, 2.0]), "Adam": np.array([3.0, 2.5, 0.25])}
    view = views.Trajectories(grid, grid, bowl, paths, falls, "x", "y")
    drawing = view(1)
    assert drawing.caption == "step 1: SGD 1, Adam 2.50"
    ends = [view.axes.at(*way[1])[0] for way in paths.values()]
    np.testing.assert_allclose(circles(drawing), ends, atol=0.06)
    legend, way = lines(view(2), theme.BLUE)[::-1]
    np.testing.assert_allclose(way, view.axes.at(*path[:, ::-1].T), atol=0.06)
    assert len(legend) == 2
    assert view(99).caption == "step 99: SGD 2, Adam 0.250", "it stays at the end"
    with pytest.raises(ValueError, match="same names"):
        views.Trajectories(grid, grid, bowl, paths, {"SGD": falls["SGD"]}, "", "")


def bars(drawing):
    """Left, foot, top and right of each bar, shape (m, 4), in pixels."""
    *_, path = tree(drawing).iter(f"{SVG}path")
    numbers = re.findall(r"M([\d.]+) ([\d.]+)V([\d.]+)H([\d.]+)V", path.get("d"))
    return np.array(numbers, dtype=float)


def test_histograms_stand_in_rows_and_count():
    layers = {"in": np.array([-1.0, -1, -1, 0.9]), "out": np.array([0.9, 5.0])}
    view = views.Histograms({1: layers}, "activation", what="gain", limit=1)
    drawing = view(1)
    assert drawing.caption == "gain 1: rms 0.976 in in, 3.59 in out"
    left, foot, top, _ = bars(drawing).T
    assert len(left) == 4, "0.9 and what lies beyond 1 have bars of their own"
    assert left[0] == view.axes.left, "-1 is in the first bar"
    heights = foot - top
    assert heights[1] == pytest.approx(heights[0] / 3, abs=0.2)
    assert (foot[:2] < foot[2:]).all(), "the first layer is on top"
    assert {"in", "out"} <= written(drawing)


def test_histograms_of_logarithms_leave_out_zeros():
    layers = {"a": np.array([0, 1e-6, -1e-6, 1e-3]), "b": np.array([0.0, 0.0])}
    drawing = views.Histograms({1: layers}, "|gradient|", log=True)(1)
    assert len(bars(drawing)) == 2
    assert "10⁻⁵" in written(drawing)


def test_an_embedding_points_at_the_nearest():
    Z = np.array([[0, 0], [1, 0], [0, 2], [3, 3], [-4, 0.0]])
    y = np.array([0, 0, 1, 1, 0])
    view = views.Embedding({0: Z, 10: -2 * Z}, y, ["cat", "dog"], k=2)
    drawing = view(0, 0)
    assert drawing.caption == (
        "step 0: 1 of the 2 points nearest to point 0 are, like it, cat"
    )
    assert view.nearest(0, 3).tolist() == [2, 1]
    ends = [line[1] for line in lines(drawing, "currentColor")]
    np.testing.assert_allclose(ends, view.axes.at(*Z[[1, 2]].T), atol=0.06)
    cats = next(t for t in tree(drawing).iter(f"{SVG}text") if t.text == "ccc")
    x = [float(v) for v in cats.get("x").split()]
    np.testing.assert_allclose(x, view.axes.at(*Z[y == 0].T)[:, 0], atol=0.06)
    np.testing.assert_allclose(circles(view(10, 3)), view.axes.at(-6, -6), atol=0.06)


def test_numbers_are_put_into_words():
    says = views.drawing.short
    assert [says(v) for v in (2, -1.5, 0.0312, 2.1e-8, -3.4e7, 0, np.inf, np.nan)] == [
        "2", "−1.50", "0.0312", "2.1·10⁻⁸", "−3.4·10⁷", "0", "∞", "no number",
    ]  # fmt: skip
    assert [views.drawing.count(v) for v in (10_000, -0.5, "Adam")] == [
        "10,000", "−0.5", "Adam",
    ]  # fmt: skip


@pytest.mark.parametrize("view", [
    views.Regions(ring, {1: 1.0}, X, SIGNS, n=20),
    views.Graph(NODES, EDGES),
    views.Images({1: np.eye(3)[None]}),
])  # fmt: skip
def test_the_same_state_gives_the_same_bytes(view):
    assert view(1) == view(1)


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
