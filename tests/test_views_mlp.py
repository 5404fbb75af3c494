"""The views of lecture 4 draw what their numbers say: read back from the SVG."""

import re

import numpy as np
import pytest

from nncourse import datasets, theme, views
from tests.support.svg_reader import SVG, tree

X, signs = datasets.xor(40, noise=0.1, rng=np.random.default_rng(0))
W1 = np.array([[1.0, 2.0], [-1.0, 0.0], [0.0, -3.0]])
STAGES = [
    views.Stage("x", "given", np.array([1.0, -0.5])),
    views.Stage("z", "Wx", np.array([0.0, -1.0, 1.5]), W1),
    views.Stage("h", "ReLU(z)", np.array([0.0, 0.0, 1.5])),
]


def words(root):
    """What is written, by where it stands."""
    marks = root.iter(f"{SVG}text")
    return {(float(m.get("x")), float(m.get("y"))): m.text for m in marks}


def places(path):
    """Where the marks of a path begin, shape (m, 2), in pixels."""
    pairs = re.findall(r"M([\d.-]+) ([\d.-]+)", path)
    return np.array(pairs, dtype=float)


# --- the forward pass ---


@pytest.mark.parametrize("step, shown", [(0, 2), (1, 5), (2, 8)])
def test_numbers_appear_stage_by_stage(step, shown):
    view = views.ForwardPass(STAGES)
    root = tree(view(step))
    seen = words(root)
    assert len(seen) == len(STAGES) + shown, "names and numbers"
    for k, stage in enumerate(STAGES[: step + 1]):
        for unit, value in enumerate(stage.values):
            x, y = view.middle(k, unit)
            said = seen[round(x, 1), round(y + 4, 1)].replace("−", "-")
            assert float(said) == value
    thick = [c for c in root.iter(f"{SVG}circle") if c.get("stroke-width") == "3"]
    assert len(thick) == len(STAGES[step].values), "the newest stage stands out"


def test_the_weights_into_a_stage_are_told_by_colour_and_dash():
    root = tree(views.ForwardPass(STAGES)(1))
    lit = [p for p in root.iter(f"{SVG}polyline") if p.get("stroke-width") == "2.5"]
    kinds = [(p.get("stroke"), p.get("stroke-dasharray") is not None) for p in lit]
    assert kinds.count((theme.ORANGE, False)) == np.count_nonzero(W1 > 0)
    assert kinds.count((theme.BLUE, True)) == np.count_nonzero(W1 < 0)
    assert len(kinds) == np.count_nonzero(W1), "a weight of 0 is no arrow"


def test_an_activation_connects_each_unit_with_itself():
    view = views.ForwardPass(STAGES)
    root = tree(view(2))
    lit = [p for p in root.iter(f"{SVG}polyline") if p.get("stroke-width") == "2.5"]
    heights = [{p.split(",")[1] for p in mark.get("points").split()} for mark in lit]
    assert [len(h) for h in heights] == [1, 1, 1], "three level lines"
    assert view(2).caption == "step 2 of 2: h, ReLU(z): (0, 0, 1.50)"


@pytest.mark.parametrize("weights", [W1.T, W1[:2], None])
def test_weights_that_do_not_fit_are_refused(weights):
    stage = views.Stage("z", "Wx", np.zeros(3), weights)
    with pytest.raises(ValueError, match=r"must have shape \(3, 2\)"):
        views.ForwardPass([STAGES[0], stage])


# --- the fold ---

FOLD = (np.array([[1.0, 0.6], [-0.6, -1.0]]), np.array([0.0, 0.1]), (-1.0, -1.0))


@pytest.mark.parametrize("slope", [1.0, 0.4, 0.0])
def test_points_stand_where_the_hidden_units_put_them(slope):
    view = views.Folding(X, signs, *FOLD)
    W, b, _ = FOLD
    paths = [p.get("d") for p in tree(view(slope, 0.5)).iter(f"{SVG}path")]
    for label, mark in ((-1, "0a3 3"), (1, "-3h6")):
        (path,) = [p for p in paths if p and mark in p]
        want = []
        for x in X[signs == label]:
            z = [W[k] @ x + b[k] for k in (0, 1)]
            want.append(view.axes.at(*(u if u > 0 else slope * u for u in z))[0])
        np.testing.assert_allclose(places(path), want, atol=0.051)


def test_the_caption_counts_what_the_line_gets_right():
    view = views.Folding(X, signs, *FOLD)
    assert "slope 0.00, c = 1.30: 100% of 40" in view(0.0, 1.3).caption
    best = max(
        int(re.search(r"(\d+)% of 40", view(1.0, c).caption)[1])
        for c in np.linspace(-2, 2, 41)
    )
    assert best <= 75, "without a fold no line gets more than three clusters"


def test_the_names_of_the_corners_stay_in_the_frame():
    view = views.Folding(X, signs, *FOLD)
    before = {"start": 0, "middle": 0.5, "end": 1}  # the share of a name left of its x
    for slope in (1.0, 0.5, 0.0):
        names = [t for t in tree(view(slope, 0.0)).iter(f"{SVG}text") if "," in t.text]
        assert len(names) == 4
        for name in names:
            wide = 6 * len(name.text)  # of 11 px type, on average
            left = float(name.get("x")) - before[name.get("text-anchor")] * wide
            assert view.axes.left < left and left + wide < view.axes.right
            assert view.axes.top + 11 < float(name.get("y")) < view.axes.bottom


# --- the maps ---


def ramps(points, params):
    """Units that rise from x1 = 0 to the right and from x2 = 1 up; a score of both."""
    h = np.column_stack([points[:, 0], points[:, 1] - 1, 0 * points[:, 0] - 1])
    h = np.maximum(params * h, 0)
    return h, h[:, 0] - 0.5


def test_a_unit_is_shaded_where_it_fires():
    view = views.UnitMaps(ramps, {3: 1.0}, X, signs, span=2.0, n=41)
    filled = [
        (p.get("fill"), places(p.get("d")))
        for p in tree(view(3)).iter(f"{SVG}path")
        if p.get("fill-opacity") == "0.1"
    ]
    marks = np.vstack([at for fill, at in filled if fill == theme.ORANGE])
    assert not [at for fill, at in filled if fill == theme.BLUE], "outputs are no signs"
    first = marks[marks[:, 0] < 10 + view.SMALL]
    assert first[:, 0].min() >= 10 + view.SMALL / 2 - 0.1, "silent left of x1 = 0"
    second = marks[marks[:, 0] > 10 + view.SMALL + view.GAP - 1]
    assert second[:, 1].max() <= 316 + view.SMALL / 4 + 0.1, "silent below x2 = 1"


def test_the_caption_of_the_maps_counts_points_and_silent_units():
    view = views.UnitMaps(ramps, {0: 1.0, 7: -1.0}, X, signs)
    right = sum((x[0] > 0.5) == (s > 0) for x, s in zip(X, signs, strict=True))
    assert view(0).caption == (
        f"step 0: {right / 40:.0%} of 40 points right; "
        "1 of 3 units silent on the whole square"
    )
    assert "step 7:" in view(7).caption and "0 of 3 units" in view(7).caption


# --- the confusion matrix ---

COUNTS = np.array([[5, 0, 2], [0, 7, 0], [1, 0, 9]])


def test_each_count_stands_in_its_row_and_column():
    view = views.Confusion({0: COUNTS}, "abc")
    root = tree(view(0))
    seen = words(root)
    for i, j in np.ndindex(COUNTS.shape):
        at = (view.LEFT + view.CELL * (j + 0.5), view.TOP + view.CELL * (i + 0.5) + 4)
        assert int(seen.get(at, 0)) == COUNTS[i, j]
    tints = {
        (float(r.get("y")), float(r.get("x"))): r.get("fill")
        for r in root.iter(f"{SVG}rect")
        if r.get("fill-opacity")
    }
    assert sum(fill == theme.BLUE for fill in tints.values()) == 3
    assert tints[view.TOP, view.LEFT + 2 * view.CELL] == theme.ORANGE


def test_the_caption_names_the_most_frequent_error():
    view = views.Confusion({20: COUNTS, 40: np.diag([7, 7, 10])}, "abc")
    assert view(20).caption == (
        "step 20: 21 of 24 right; the most frequent error: a called c, 2 times"
    )
    assert view(40).caption == "step 40: 24 of 24 right"
