"""Views that live before a kernel does: what is stored, what draws in the page."""

import gzip
import json
import re
import subprocess
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest
from playwright._impl._driver import compute_driver_executable

from autograder.authoring import compare
from nncourse import datasets, live, views
from nncourse.live import frames
from nncourse.live.live_view import FRAMES, PAGE
from nncourse.views.controls import Choose, Slide
from nncourse.views.drawing import count, short
from tests.support.moves import assert_all_controls_move

ROOT = Path(__file__).parents[1]
rng = np.random.default_rng(0)
X, SIGNS = datasets.xor(40, noise=0.1, rng=rng)


def in_node(script: str, given) -> list:
    """What a module prints as JSON; it has `given` and may import what the page has."""
    node, _ = compute_driver_executable()
    code = f"const given = {json.dumps(given)};\n{script}"
    command = [node, "--input-type=module", "--eval", code]
    done = subprocess.run(
        command, cwd=PAGE, capture_output=True, encoding="utf-8", timeout=600
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout)


class Steps:
    """A view of three controls, one of each kind."""

    def __init__(self, last: int = 30):
        self.controls = {
            "a": Slide("a", 0.1, -0.5, 0.5, 0.1),
            "k": Slide("k", 7, 0, last, 1, plays=True),
            "name": Choose("name", "two", ["one", "two"]),
        }

    def __call__(self, a: float, k: int, name: str) -> views.Drawing:
        """Its marks depend on all three."""
        image = f'<svg viewBox="0 0 9 9"><path d="M{a} {k}"/><text>{name}</text></svg>'
        return views.Drawing(image, f"a = {a}, k = {k}, {name}")


class TestControls:
    def test_a_slider_s_values_have_the_digits_of_its_step(self):
        assert Slide("a", 0.0, -0.3, 0.3, 0.1).values() == [
            *(-0.3, -0.2, -0.1, 0.0, 0.1, 0.2, 0.3)
        ]
        whole = Slide("k", 0, 0, 6, 2).values()
        assert whole == [0, 2, 4, 6]
        assert all(isinstance(value, int) for value in whole)

    @pytest.mark.parametrize("value, stop", [(0.26, 0.3), (-9, -0.5), (9, 0.5), (0, 0)])
    def test_a_number_goes_to_the_nearest_stop(self, value, stop):
        assert Slide("a", 0.1, -0.5, 0.5, 0.1).nearest(value) == stop

    @pytest.mark.parametrize("value", ["1", None, float("nan"), float("inf"), [1]])
    def test_what_is_no_number_is_refused(self, value):
        with pytest.raises(ValueError, match="rate is a number, not"):
            Slide("rate", 1.0, 0.0, 2.0, 0.5).nearest(value)

    def test_a_choice_takes_its_options_only(self):
        choose = Choose("width", 8, np.array([2, 8, 32]))
        assert choose.nearest(8.0) == 8
        with pytest.raises(ValueError, match=r"width is one of \[2, 8, 32\], not 9"):
            choose.nearest(9)

    def test_a_choice_is_labelled_with_few_digits(self):
        options = (-1e-6, 2.5e-5, 1e-3, 1.124213, 12345, 12345.678, "all")
        assert Choose("x", "all", options).spec()["labels"] == [
            *("−10⁻⁶", "2.5·10⁻⁵", "0.001", "1.124", "12,345", "12,346", "all")
        ]

    @pytest.mark.parametrize(
        "options, kind",
        [
            (["L1", "L2"], "choose"),
            ([0, 1], "choose"),
            ([0, 1, 2], "walk"),
            (["a", "b", "c", "d", "e", "f"], "walk"),
            (["a network of eight layers", "one of twenty layers"], "walk"),
        ],
    )
    def test_a_few_words_and_two_numbers_stand_beside_each_other(self, options, kind):
        assert Choose("x", options[0], options).spec()["kind"] == kind


class TestGrid:
    def test_it_is_whole_where_it_is_small(self):
        view = Steps()
        axes = live.grid(view.controls, {"a": 0.1, "k": 7, "name": "two"})
        assert axes == {name: c.values() for name, c in view.controls.items()}

    def test_a_large_one_is_thinned_and_keeps_both_ends_and_the_start(self):
        view = Steps(last=100_000)
        start = {"a": 0.2, "k": 31_415, "name": "one"}
        axes = live.grid(view.controls, start)
        sizes = [len(values) for values in axes.values()]
        assert 0.5 * live.MOST_FRAMES < np.prod(sizes) <= live.MOST_FRAMES
        for name, values in axes.items():
            every = view.controls[name].values()
            assert {every[0], every[-1], start[name]} <= set(values)
            assert values == [value for value in every if value in set(values)]


def stored(view, path: Path) -> dict:
    start = {name: control.start for name, control in view.controls.items()}
    frames.write(path, view, view.controls, start)
    return json.loads(gzip.decompress(path.read_bytes()))


DRAWN = """\
import { Frames } from "./frames.js";
const frames = new Frames(given.content);
const drawn = given.states.map((state) => [frames.nearest(state), frames.draw(state)]);
console.log(JSON.stringify([drawn, frames.coarse]));"""


def test_the_page_shows_of_each_stored_state_what_the_view_draws(tmp_path):
    view = Steps()
    content = stored(view, tmp_path / "frames.json.gz")
    grid = {name: control.values() for name, control in view.controls.items()}
    states = [
        {"a": a, "k": k, "name": name}
        for a in grid["a"]
        for k in grid["k"]
        for name in grid["name"]
    ]
    drawn, coarse = in_node(DRAWN, {"content": content, "states": states})
    assert drawn == [[state, list(view(**state))] for state in states]
    assert not coarse


def test_of_other_states_the_page_shows_the_nearest(tmp_path):
    view = Steps(last=100_000)
    content = stored(view, tmp_path / "frames.json.gz")
    states = [{"a": 0.3, "k": k, "name": "one"} for k in rng.integers(0, 100_000, 50)]
    states = [state | {"k": int(state["k"])} for state in states]
    drawn, coarse = in_node(DRAWN, {"content": content, "states": states})
    assert coarse
    values = np.array(dict(content["grid"])["k"])
    for state, (nearest, drawing) in zip(states, drawn, strict=True):
        assert abs(nearest["k"] - state["k"]) == abs(values - state["k"]).min()
        assert drawing == list(view(**nearest))


MOVED = """\
import { Frames } from "./frames.js";
const frames = new Frames(given.content);
const stops = given.moves.map(([from, to]) => frames.step("k", from, to));
console.log(JSON.stringify(stops));"""


def test_without_a_kernel_a_key_goes_to_the_next_stored_stop(tmp_path):
    content = stored(Steps(last=100_000), tmp_path / "frames.json.gz")
    values = dict(content["grid"])["k"]
    first, second, last = values[0], values[1], values[-1]
    moves = [[first, first + 1], [second, second - 1], [last, last + 1], [first, last]]
    assert in_node(MOVED, {"content": content, "moves": moves}) == [
        *(second, first, last, last)
    ]


def test_of_large_images_fewer_are_stored(tmp_path, monkeypatch):
    one = len(Steps()(a=0.1, k=7, name="two").image)
    monkeypatch.setattr(frames, "MOST_CHARACTERS", 100 * one)
    content = stored(Steps(), tmp_path / "frames.json.gz")
    assert 50 <= len(content["frames"]) <= 100 and content["coarse"]
    monkeypatch.setattr(frames, "MOST_CHARACTERS", 0)  # larger than all the room
    (only,) = stored(Steps(), tmp_path / "frames.json.gz")["frames"]
    assert only[-1] == "a = 0.1, k = 7, two"


def test_frames_are_the_same_bytes_each_time(tmp_path):
    one, other = tmp_path / "one.gz", tmp_path / "other.gz"
    stored(Steps(), one)
    stored(Steps(), other)
    assert one.read_bytes() == other.read_bytes()


def passes(x, W, V, label):
    """Both passes of lecture 3, without witnesses."""
    h = 1 / (1 + np.exp(-W @ x))
    s = V @ h
    y = 1 / (1 + np.exp(-s))
    dy = -1 / y if label else 1 / (1 - y)
    ds = dy * y * (1 - y)
    dz = ds * V * h * (1 - h)
    values = {"z": W @ x, "h": h, "s": s, "y": y, "J": -np.log(y if label else 1 - y)}
    slopes = {"y": dy, "s": ds, "V": ds * h, "h": ds * V, "z": dz}
    return views.Passes(values, slopes | {"W": np.outer(dz, x), "x": W.T @ dz}, {})


WEIGHTS = np.array([[1.0, 2.0], [-1.0, 2.0], [3.0, -1.0]]), np.array([0.1, 0.5, -0.1])
MODULES = {
    "NeuronLine": (views.NeuronLine(X, SIGNS), "neuron_line"),
    "WorkedNetwork": (
        views.WorkedNetwork(np.array([5.0, 3.0]), *WEIGHTS, passes),
        "worked_network",
    ),
}
AGREE = """\
const { view } = await import(`./views/${given.module}.js`);
const page = view(given.data);
console.log(JSON.stringify(given.states.map((state) => page.draw(state))));"""


@pytest.mark.parametrize("name", MODULES)
def test_a_view_s_module_draws_what_the_view_draws(name):
    view, module = MODULES[name]
    every = {key: control.values() for key, control in view.controls.items()}
    corners = [{key: values[end] for key, values in every.items()} for end in (0, -1)]
    states = corners + [
        {key: values[rng.integers(len(values))] for key, values in every.items()}
        for _ in range(200)
    ]
    states.append({key: 0 if 0 in each else each[0] for key, each in every.items()})
    agree(view, module, states)


def test_both_passes_agree_at_every_step_and_where_numbers_end():
    """Weights 0, ±5, and halves that round to the even digit: V = 2.5 gives 0.3125."""
    view, module = MODULES["WorkedNetwork"]
    step, *weights, label = view.controls
    states = [
        dict.fromkeys(weights, 0.0) | given | {step: k, label: one}
        for given in (
            {},
            dict.fromkeys(weights, 5.0),
            dict.fromkeys(weights, -5.0),
            {"V1": 2.5, "V2": -2.5, "V3": 0.1},
            {"W11": 0.3, "W12": -0.5, "V1": -0.0, "V2": 4.1},  # sums that are 0
            {"W11": 5.0, "W12": 5.0, "V1": 5.0, "V2": -5.0},
        )
        for k in view.controls[step].values()
        for one in view.controls[label].values()
    ]
    agree(view, module, states)


def agree(view, module: str, states: list[dict]) -> None:
    """Fail if the view and its module draw a state differently."""
    given = {"module": module, "data": view.data(), "states": states}
    for state, (image, caption) in zip(states, in_node(AGREE, given), strict=True):
        drawing = view(**state)
        assert caption == drawing.caption, state
        assert compare.same_svg(image, drawing.image), state


def test_every_module_of_the_page_is_tried():
    modules = {path.stem for path in (PAGE / "views").glob("*.js")}
    assert modules == {module for _, module in MODULES.values()}


SAID = """\
import { count, short } from "./svg.js";
const said = { short: given.short.map(short), count: given.count.map(count) };
console.log(JSON.stringify(said));"""


def test_the_page_puts_numbers_into_words_as_the_views_do():
    halves = [k / 32 for k in range(-200, 200)] + [0.5**k for k in range(40)]
    spread = rng.standard_normal(300) * 10.0 ** rng.integers(-300, 5, 300)
    values = [*halves, *spread, 0.0, -0.0, 1e5, 99_999.5, 999.5, 0.0009999, 12_345]
    values = [float(value) for value in values]
    usual = [v for v in values if v.is_integer() or 1e-3 < abs(v) < 1e4]
    said = in_node(SAID, {"short": values, "count": usual})
    assert said["short"] == [short(value + 0.0) for value in values]
    assert said["count"] == [count(value) for value in usual]


ALLOWED = """\
import { ATTRIBUTES, ELEMENTS, STYLES } from "./harmless.js";
console.log(JSON.stringify([ELEMENTS, ATTRIBUTES, STYLES]));"""


def test_the_page_refuses_no_mark_of_the_lectures_pictures():
    elements, attributes, styles = map(set, in_node(ALLOWED, None))
    outputs = [
        output
        for path in sorted((ROOT / "notebooks").glob("[0-9]*.ipynb"))
        for cell in json.loads(path.read_text("utf-8"))["cells"]
        for output in cell.get("outputs", [])
    ]
    stills = [output.get("data", {}).get("image/svg+xml") for output in outputs]
    for still in filter(None, stills):
        for node in ElementTree.fromstring("".join(still)).iter():
            assert node.tag.rpartition("}")[2] in elements
            assert set(node.attrib) <= attributes
            given = re.findall(r"([\w-]+):", node.get("style", ""))
            assert set(given) <= styles
            for name in set(node.attrib) - {"aria-label"}:
                calls = re.findall(r"[\w-]*\(", node.get(name))
                assert set(calls) <= {"var(", "translate(", "scale(", "rotate("}


PULL = """\
const { view } = await import("./views/neuron_line.js");
const page = view(given.data);
const to = given.states.map((state, k) => {
  const handle = k % 2;
  const moved = { ...state, ...page.pull(state, handle, given.pixels[k]) };
  return [moved, page.handles(moved)[handle]];
});
console.log(JSON.stringify(to));"""


def test_a_dragged_handle_stays_under_the_hand():
    """The tip of w, and a point of the line; neither changes what the other is for."""
    view = MODULES["NeuronLine"][0]
    states = [
        {"w1": float(w1), "w2": float(w2), "b": float(b)}
        for w1, w2, b in rng.uniform(-2, 2, (60, 3))
    ]
    pixels = rng.uniform(80, 260, (60, 2)).round(1).tolist()
    given = {"data": view.data(), "states": states, "pixels": pixels}
    axes = view.data()["axes"]
    (x0, x1), (y0, y1) = axes["limits"]
    left, top, right, bottom = axes["box"]
    for k, (moved, handle) in enumerate(in_node(PULL, given)):
        px, py = pixels[k]
        x = x0 + (px - left) / (right - left) * (x1 - x0)
        y = y0 + (bottom - py) / (bottom - top) * (y1 - y0)
        if k % 2:  # the line goes through the point; w stays
            assert moved["w1"] == states[k]["w1"]
            z = moved["w1"] * x + moved["w2"] * y + moved["b"]
            assert abs(z) < 1e-9
        elif x**2 + y**2 + 2 * moved["b"] >= 0:  # else no w has its tip there
            assert moved["b"] == states[k]["b"]
            assert np.allclose(handle, pixels[k], atol=1e-6)


def every_view():
    """One of each view that several lectures share, on small data."""
    grid, path = np.linspace(-1, 1, 5), np.array([[0, 0], [0.5, 0.5], [1.0, 0]])
    losses, Y = np.array([3.0, 2.0, 1.0]), (SIGNS + 1) / 2
    images, W = rng.random((6, 9)), rng.standard_normal((11, 9))
    curves = {name: np.array([1.0, 0.8, 0.6]) for name in ("a", "b", "c")}
    bowl, two = np.add.outer(grid**2, grid**2), {1: rng.random(3), 9: rng.random(3)}
    paths, falls = {0.1: path, 1: 2 * path}, {0.1: losses, 1: losses}
    ways, heights = {"SGD": path, "Adam": -path}, {"SGD": losses, "Adam": losses / 2}
    nodes = {"a": (0, 0, 2, 3), "b": (0, 1, 3, 2), "a·b": (1, 0, 6, 1)}
    edges, weights = [("a", "a·b", 3), ("b", "a·b", 2)], {0: (1, 0), 10: (0, -1)}
    layers = {g: {"first": W[0], "last": g * W[1]} for g in (1, 2)}
    return [
        views.NeuronLine(X, SIGNS),
        views.Certainty(X, Y, np.array([1.0, 0.5]), 0.1),
        views.Boundary(X, Y, two, "p", "q"),
        views.Descent(grid, grid, bowl, paths, falls),
        views.Template(images, Y[:6], W, rng.random(11), ("no", "yes")),
        views.Memorizing(np.array([2, 4, 8]), curves, inputs=3),
        views.Curves(np.array([1, 2, 4]), curves, "n", "y"),
        views.Regions(lambda points, w: points @ w, weights, X, Y, n=20),
        views.Images({k: W[k:][:3] for k in range(4)}),
        views.Histograms(layers, ""),
        views.Embedding({0: X[:9], 10: X[9:18]}, np.arange(9) % 2, "ab", k=3),
        views.Trajectories(grid, grid, bowl, ways, heights, "x", "y"),
        views.Graph(nodes, edges),
    ]


@pytest.mark.parametrize("view", every_view(), ids=lambda view: type(view).__name__)
def test_every_control_moves_the_picture_and_the_words(view):
    assert_all_controls_move(view)


@pytest.mark.parametrize("view", every_view(), ids=lambda view: type(view).__name__)
def test_every_view_can_be_stored(view, tmp_path):
    content = stored(view, tmp_path / "frames.json.gz")
    assert [name for name, _ in content["grid"]] == list(view.controls)


class TestLiveView:
    def test_it_shows_its_start_and_follows(self):
        view = live.explore(Steps(), k=3)
        assert view.caption == "a = 0.1, k = 3, two"
        view.move(a=-0.2, name="one")
        assert view.caption == "a = -0.2, k = 3, one"
        assert view.drawn == view.state == {"a": -0.2, "k": 3, "name": "one"}
        assert repr(view) == "Steps(a=-0.2, k=3, name='one')\na = -0.2, k = 3, one"

    def test_a_start_that_cannot_be_is_refused(self):
        with pytest.raises(TypeError, match="Steps moves a, k, name, not q"):
            live.explore(Steps(), q=1)
        with pytest.raises(ValueError, match="name is one of"):
            live.explore(Steps(), name="three")

    @pytest.mark.parametrize("wrong", [{"name": "three"}, {"a": "x"}, {"k": None}, {}])
    def test_what_a_page_may_not_ask_changes_no_picture(self, wrong):
        view = live.explore(Steps())
        before = view.drawing
        view.state = (view.state | wrong) if wrong else {}
        assert view.problem
        assert view.drawing == before
        view.state = view.state | {"a": 0.2, "k": 1, "name": "one"}
        assert view.problem == ""
        assert view.caption == "a = 0.2, k = 1, one"

    def test_an_error_in_a_view_is_shown_and_the_picture_stays(self):
        class Fails(Steps):
            def __call__(self, a, k, name):
                return super().__call__(1 / (a + 0.5), k, name)

        view = live.explore(Fails())
        before = view.drawing
        with pytest.raises(ValueError, match="ZeroDivisionError"):
            view.move(a=-0.5)
        assert view.drawing == before
        view.move(a=0.5)
        assert view.problem == ""

    def test_its_output_has_the_view_a_still_and_words(self, monkeypatch):
        monkeypatch.delenv(FRAMES, raising=False)
        view = live.explore(views.NeuronLine(X, SIGNS))
        data, _ = view._repr_mimebundle_()
        spec = data[live.MIME]
        controls = json.loads(spec["controls"])
        assert [name for name, _ in controls] == ["w1", "w2", "b"]
        assert spec["state"] == {"w1": 1.0, "w2": 0.5, "b": -0.5}
        assert spec["module"] == "neuron_line"
        assert spec["caption"] == view.caption
        assert data["image/svg+xml"] == view.drawing[0]
        assert data["text/plain"] == repr(view)
        assert "application/vnd.jupyter.widget-view+json" in data

    def test_the_build_gets_the_frames_of_what_is_shown(self, monkeypatch, tmp_path):
        monkeypatch.setenv(FRAMES, str(tmp_path))
        steps = live.explore(Steps())
        steps._repr_mimebundle_()
        live.explore(views.NeuronLine(X, SIGNS))._repr_mimebundle_()  # has a module
        assert [path.name for path in tmp_path.iterdir()] == [f"{steps.name}.json.gz"]


class TestStored:
    """An output that says the same as the stored one is not written again."""

    def settled(self, ours: dict, saved: dict) -> bool:
        output, stored = {"data": {live.MIME: ours}}, {"data": {live.MIME: saved}}
        compare.settle(output, stored)
        return output == stored

    @pytest.fixture
    def spec(self):
        data, _ = live.explore(views.NeuronLine(X, SIGNS))._repr_mimebundle_()
        return data[live.MIME]

    def test_names_and_rounding_do_not_count(self, spec):
        data = json.loads(spec["data"])
        data["X"][0][0] += 1e-12
        data["dots"] = re.sub(r"M(\d+)\.1 ", r"M\1.2 ", data["dots"])
        saved = {key: spec[key] for key in spec if key != "name"}
        assert json.dumps(data) != saved["data"]
        assert self.settled(spec | {"data": json.dumps(data)}, saved)

    @pytest.mark.parametrize(
        "changed",
        [{"state": {"w1": 1.0, "w2": 0.5, "b": 0.5}}, {"caption": "Nothing."}, {}],
    )
    def test_all_else_does(self, spec, changed):
        if not changed:
            data = json.loads(spec["data"])
            data["X"][0][0] += 0.1
            changed = {"data": json.dumps(data)}
        assert not self.settled(spec | changed, spec)
        assert not self.settled(spec, {k: spec[k] for k in spec if k != "controls"})
