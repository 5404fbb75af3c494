"""Structures and measurements: read back from the pictures, by another route."""

import json
import re

import numpy as np
import pytest
import torch

from nncourse import views
from nncourse.live import MIME, explore
from tests.support.svg_reader import SVG, tree

DIAMOND = {
    "in": ("", []),
    "left": ("Dense", ["in"]),
    "right": ("Dense", ["in"]),
    "out": ("Add", ["left", "right"]),
}
STEPS = {
    "steps a second": {1: {"fast": 1e4, "slow": 10.0}, 2: {"fast": 2e3, "slow": 8.0}},
    "first call, in seconds": {
        1: {"fast": 0.5, "slow": 3.0},
        2: {"fast": 0.6, "slow": 2.0},
    },
}


def boxes(drawing):
    """By the first words in it: left, top, right and bottom of each box."""
    root, found = tree(drawing), {}
    texts = [t for t in root.iter(f"{SVG}text") if t.text]
    for rect in root.iter(f"{SVG}rect"):
        if rect.get("x") is None:
            continue  # the ground
        x, y, w, h = (float(rect.get(name)) for name in ("x", "y", "width", "height"))
        inside = [
            t.text
            for t in texts
            if x < float(t.get("x")) < x + w and y < float(t.get("y")) < y + h
        ]
        found[inside[0]] = np.array([x, y, x + w, y + h])
    return found


def arrows(drawing):
    """Where each arrow starts and ends, in pixels."""
    shafts = [p.get("points") for p in tree(drawing).iter(f"{SVG}polyline")]
    heads = [p.get("points") for p in tree(drawing).iter(f"{SVG}polygon")]
    ends = [(s.split()[0], h.split()[0]) for s, h in zip(shafts, heads, strict=True)]
    return [[np.array(p.split(","), dtype=float) for p in pair] for pair in ends]


def at(point, found):
    """The box whose border is nearest to a point."""
    gaps = {
        n: np.hypot(*(np.clip(point, b[:2], b[2:]) - point)) for n, b in found.items()
    }
    return min(gaps, key=gaps.get)


def test_arrows_lead_from_what_is_needed_to_what_needs_it():
    drawing = views.Structure({"diamond": DIAMOND}, what="model")("diamond")
    found = boxes(drawing)
    ways = {(at(a, found), at(b, found)) for a, b in arrows(drawing)}
    assert ways == {(n, m) for m, (_, needs) in DIAMOND.items() for n in needs}


def test_boxes_do_not_touch_and_stand_below_what_they_need():
    drawing = views.Structure({"diamond": DIAMOND}, what="model")("diamond")
    found = boxes(drawing)
    for name, (_, needs) in DIAMOND.items():
        assert all(found[name][1] > found[other][3] for other in needs)
    left, right = found["left"], found["right"]
    assert left[1] == right[1] and left[2] < right[0]
    width = float(tree(drawing).get("viewBox").split()[2])
    assert all(box[0] > 0 and box[2] < width for box in found.values())


def test_a_caption_says_every_way():
    says = views.Structure({3: DIAMOND}, what="input")(3).caption
    assert says == ("input 3, 4 boxes: in → left, in → right, left → out, right → out")


def test_what_is_needed_must_come_first():
    upside_down = dict(reversed(DIAMOND.items()))
    with pytest.raises(ValueError, match="left is needed before out"):
        views.Structure({0: upside_down}, what="model")


class Model:
    """What Keras says of a model, and how many numbers a layer holds."""

    def __init__(self, entries):
        self.entries = entries

    def get_config(self):
        return json.loads(json.dumps({"layers": self.entries}))

    def get_layer(self, name):
        return type("Layer", (), {"count_params": lambda self: 100 * len(name)})()


def entry(name, kind, *calls):
    nodes = [
        {
            "args": [[{"config": {"keras_history": [n, 0, 0]}} for n in call]],
            "kwargs": {},
        }
        for call in calls
    ]
    return {"class_name": kind, "config": {"name": name}, "inbound_nodes": nodes}


def test_a_layer_that_is_used_twice_is_one_box():
    model = Model(
        [
            entry("a", "InputLayer"),
            entry("b", "InputLayer"),
            entry("see", "Dense", ["a"], ["b"]),
            entry("both", "Concatenate", ["see", "see"]),
        ]
    )
    image, caption = explore(views.Structure.of_models({"shared": model})).drawing
    ways = "a → see, b → see, see → both"
    assert caption == f"model shared, 4 boxes: {ways}"
    assert "Dense, 300 numbers" in image
    assert "InputLayer<" in image


def test_in_a_list_each_layer_needs_the_one_before():
    entries = [entry("x", "InputLayer"), entry("h", "Dense"), entry("z", "Dense")]
    for one in entries:
        del one["inbound_nodes"]
    view = views.Structure.of_models({"list": Model(entries)})
    assert view("list").caption.endswith("x → h, h → z")


def test_what_pytorch_recorded_is_what_was_computed():
    """Each operation on its own box, and a number that is used twice is one box."""
    a, b = (torch.tensor(x, requires_grad=True) for x in (2.0, 3.0))
    product = a * b
    results = {2.0: product.exp() + product, 0.0: a + 1}
    caption = explore(views.Structure.of_tensors(results, "input")).caption
    names = dict(re.findall(r"(\d+) · (\w+)", caption))
    ways = re.findall(r"(\d+) · \w+ → (\d+) · \w+", caption)
    assert sorted(names.values()) == ["AccumulateGrad"] * 2 + ["Add", "Exp", "Mul"]
    kinds = sorted((names[a], names[b]) for a, b in ways)
    assert kinds == [
        *[("AccumulateGrad", "Mul")] * 2,
        *[("Exp", "Add"), ("Mul", "Add"), ("Mul", "Exp")],
    ]
    assert caption.startswith("input 2, 5 boxes")


@pytest.mark.parametrize("show", STEPS)
@pytest.mark.parametrize("size", [1, 2])
def test_a_ten_times_larger_number_is_one_decade_further(show, size):
    view = views.Measured(STEPS, "width")
    drawing = view(show, size)
    dots = [float(c.get("cx")) for c in tree(drawing).iter(f"{SVG}circle")]
    fast, slow = STEPS[show][size].values()
    decade = np.diff(view.axes[show].at([1.0, 10.0], 0)[:, 0])[0]
    assert dots[0] - dots[1] == pytest.approx(decade * np.log10(fast / slow), abs=0.2)
    assert view.axes[show].left < min(dots) < max(dots) < view.axes[show].right - 40


def test_a_caption_says_every_number():
    says = views.Measured(STEPS, "width")("steps a second", 2).caption
    assert says == "steps a second, width 2: fast 2,000, slow 8"


def test_the_longest_number_has_room_beside_its_dot():
    drawing = views.Measured({"speed": {1: {"a": 17_049.2, "b": 3.0}}}, "size")(
        "speed", 1
    )
    assert "a 17,000, b 3" in drawing.caption
    (label,) = (t for t in tree(drawing).iter(f"{SVG}text") if t.text == "17,000")
    width = float(tree(drawing).get("viewBox").split()[2])
    assert float(label.get("x")) + 7 * len(label.text) < width


def test_what_is_stored_of_a_measurement_holds_no_time():
    """Times differ from run to run, and a lecture is built to the same bytes."""
    stored = []
    for factor in (1.0, 3.7):
        numbers = {
            show: {
                size: {name: factor * value for name, value in row.items()}
                for size, row in by_size.items()
            }
            for show, by_size in STEPS.items()
        }
        shown = explore(views.Measured(numbers, "width"))
        bundle, _ = shown._repr_mimebundle_()
        view = {k: v for k, v in bundle[MIME].items() if k != "name"}
        stored.append([bundle["image/svg+xml"], bundle["text/plain"], view])
        assert re.search(r"\d", shown.caption), "the live one does"
    assert stored[0] == stored[1]
    assert "fast, slow: run the cell to measure them here" in stored[0][1]
    assert "<circle" not in stored[0][0]
