"""The worked network and the chain of neurons: numbers read back from the pictures."""

import re
from itertools import pairwise
from xml.etree import ElementTree

import numpy as np
import pytest
import torch

from nncourse import theme, views
from nncourse.live import explore
from tests.support.svg_reader import SVG

X = np.array([5.0, 3.0])
W = np.array([[1.0, 2.0], [-1.0, 2.0], [3.0, -1.0]])
V = np.array([0.1, 0.5, -0.1])
WEIGHTS = {f"W{j}{i}": W[j - 1, i - 1] for j in (1, 2, 3) for i in (1, 2)}
WEIGHTS |= {f"V{j}": V[j - 1] for j in (1, 2, 3)}
DIGITS = str.maketrans("₀₁₂₃₄₅₆₇₈₉⁰¹²³⁴⁵⁶⁷⁸⁹⁻−", "01234567890123456789--")


def by_torch(x, W, V, label):
    """Both passes by a library, which keeps the slopes of all numbers on the way."""
    x, W, V = (torch.tensor(a, requires_grad=True) for a in (x, W, V))
    z = W @ x
    h = torch.sigmoid(z)
    s = V @ h
    y = torch.sigmoid(s)
    J = -torch.log(y if label else 1 - y)
    named = {"x": x, "W": W, "V": V, "z": z, "h": h, "s": s, "y": y, "J": J}
    for value in named.values():
        value.retain_grad()
    J.backward()
    values = {name: a.detach().numpy() for name, a in named.items()}
    gradients = {name: a.grad.numpy() for name, a in named.items()}
    return views.Passes(values, gradients, {"itself": 0.0})


@pytest.fixture(scope="module")
def view():
    return views.WorkedNetwork(X, W, V, by_torch)


def written(drawing):
    """What stands in the picture, in order."""
    root = ElementTree.fromstring(drawing.image)
    assert root.find(f"{SVG}title").text == drawing.caption
    return [t.text for t in root.iter(f"{SVG}text")]


def number(words):
    """The number in words such as '−6.8·10⁻⁷'."""
    mantissa, _, power = words.translate(DIGITS).partition("·10")
    return float(mantissa) * 10.0 ** int(power or 0)


def pairs(drawing):
    """By name, as in W21: the value and the slope that are written below each other."""
    found, last = {}, None
    for words in written(drawing):
        if words.startswith("∂"):
            found[last][1] = number(words[2:])
        else:
            name, _, value = words.partition(" = ")
            last = name.translate(DIGITS)
            found[last] = [number(value) if value else None, None]
    return found


@pytest.mark.parametrize("label", [0, 1])
@pytest.mark.parametrize(
    "moved", [{}, {"W11": -1.1, "V2": 0.0}, {"W32": 4.5, "V3": -5}]
)
def test_every_number_and_its_slope_are_where_they_belong(view, label, moved):
    weights = WEIGHTS | moved
    shown = pairs(view(12, label, **weights))
    passes = by_torch(
        X,
        np.array(
            [[weights[f"W{j}{i}"] for i in (1, 2)] for j in (1, 2, 3)], dtype=float
        ),
        np.array([weights[f"V{j}"] for j in (1, 2, 3)], dtype=float),
        label,
    )
    assert len(shown) == 2 + 9 + 6 + 3
    for name, (value, slope) in shown.items():
        letter, index = name[0], tuple(int(digit) - 1 for digit in name[1:])
        assert value == pytest.approx(float(passes.values[letter][index]), rel=0.06)
        if letter == "J":
            assert slope == 1.0
        else:
            want = float(passes.gradients[letter][index])
            assert slope == pytest.approx(want, rel=0.06, abs=1e-300), name


def test_values_come_forward_and_slopes_backward_one_name_a_step(view):
    known = []
    for step in range(len(view.ORDER) + 1):
        shown = pairs(view(step, 1, **WEIGHTS))
        values = {name[0] for name, (value, _) in shown.items() if value is not None}
        slopes = {name[0] for name, (_, slope) in shown.items() if slope is not None}
        known.append((values - set("xWV"), slopes))
    assert [len(values) for values, _ in known] == [0, 1, 2, 3, 4] + 8 * [5]
    order = [(b[1] - a[1] - {"J"}).pop() for a, b in pairwise(known[5:])]
    assert order == ["y", "s", "V", "h", "z", "W", "x"]
    assert known[5][1] == set() and known[6][1] == {"y", "J"}


def test_a_step_lights_what_it_crosses(view):
    def lit(step, color):
        image = view(step, 1, **WEIGHTS).image
        return len(re.findall(f'<polyline[^>]*stroke="{color}"', image))

    arrows = {1: 6, 2: 0, 3: 3, 4: 0, 5: 1, 6: 1, 7: 0, 8: 3, 9: 3, 10: 0, 11: 6, 12: 6}
    for step, count in arrows.items():
        color, other = theme.BLUE, theme.ORANGE
        if step > 5:
            color, other = other, color
        assert (lit(step, color), lit(step, other)) == (count, 0), step


def test_the_caption_says_the_rule_and_how_far_the_witnesses_are(view):
    says = [view(step, 1, **WEIGHTS).caption for step in range(13)]
    assert says[0] == "before the first step: x = (5, 3), label 1"
    assert says[4] == "forward, step 4 of 5: y = σ(s) = 0.590"
    assert says[6] == "backward, step 1 of 7: ∂J/∂y = −1 / y = −1.69"
    assert says[11].endswith("; largest difference from itself 0")
    assert "largest difference" not in says[10]
    other = view(6, 0, **WEIGHTS).caption
    assert other == "backward, step 1 of 7: ∂J/∂y = 1 / (1 − y) = 2.44"
    assert len(set(says)) == 13


def test_nothing_is_said_of_witnesses_where_there_are_none():
    def alone(*given):
        return by_torch(*given)._replace(checks={})

    says = views.WorkedNetwork(X, W, V, alone)(12, 1, **WEIGHTS).caption
    assert says == "backward, step 7 of 7: ∂J/∂x = Wᵀ ∂J/∂z = (0.0403, −0.0805)"


def test_a_weight_that_is_moved_changes_the_picture(view):
    network = explore(view, step=12)
    assert network.state == WEIGHTS | {"step": 12, "label": 1}
    before = network.drawing[0]
    network.move(W21=1.0)
    assert "W₂₁ = 1" in network.drawing[0] != before
    assert pairs(views.Drawing(*network.drawing))["z2"][0] == 11.0


def test_what_rounding_leaves_of_0_is_0(view):
    """Where 0.3 · 5 − 0.5 · 3 and slopes times 0 are; neither 5·10⁻¹⁷ nor −0."""
    moved = {"W11": 0.3, "W12": -0.5, "V1": 0.2, "V2": 0.0}
    shown = written(view(12, 1, **WEIGHTS | moved))
    assert "z₁ = 0" in shown
    assert shown[shown.index("h₂ = 0.731") + 1] == "∂ 0"


def test_a_chain_shows_its_slopes_as_powers_of_ten():
    ys = {"a": np.array([1.0, 0.1, 0.01]), "b": np.array([1.0, 1e3, 1e6])}
    view = views.Chain({2.0: ys, 3.0: {name: y**2 for name, y in ys.items()}}, limit=12)
    heights = {}
    for weight in (2.0, 3.0):
        drawing = view(weight)
        root = ElementTree.fromstring(drawing.image)
        lines = [
            np.array([p.split(",") for p in line.get("points").split()], dtype=float)
            for line in root.iter(f"{SVG}polyline")
        ]
        curves = [points for points in lines if len(points) == 3]
        heights[weight] = [points[0, 1] - points[-1, 1] for points in curves]
    (down, up), (down_2, up_2) = heights.values()
    assert up / down == pytest.approx(-3, rel=0.02), "6 powers up, 2 down"
    assert down_2 / down == pytest.approx(2, rel=0.02)
    assert up_2 / up == pytest.approx(2, rel=0.02)
    want = "w = 3, slope 2 back: a 1.0·10⁻⁴, b 1.0·10¹²"
    assert view(3.0).caption == want
