"""Widgets carry values from controls to pictures; no browser, no kernel."""

import json
import subprocess
import zlib
from pathlib import Path
from types import SimpleNamespace

import ipywidgets as ipw
import numpy as np
import pytest
from playwright._impl._driver import compute_driver_executable

from nncourse import datasets, views, widgets
from nncourse.widgets import explorer

rng = np.random.default_rng(0)
X, SIGNS = datasets.xor(40, noise=0.1, rng=rng)
Y = (SIGNS + 1) / 2


def every_widget():
    """One of each widget of the lectures, on small data."""
    grid, path = np.linspace(-1, 1, 5), np.array([[0, 0], [0.5, 0.5], [1.0, 0]])
    losses = np.array([3.0, 2.0, 1.0])
    images, W = rng.random((6, 9)), rng.standard_normal((11, 9))
    curves = {name: np.array([1.0, 0.8, 0.6]) for name in ("a", "b", "c")}
    bowl, two = np.add.outer(grid**2, grid**2), {1: rng.random(3), 9: rng.random(3)}
    paths, falls = {0.1: path, 1: 2 * path}, {0.1: losses, 1: losses}
    ways, heights = {"SGD": path, "Adam": -path}, {"SGD": losses, "Adam": losses / 2}
    return {
        "neuron_line": widgets.neuron_line(X, SIGNS),
        "certainty": widgets.certainty(X, Y, np.array([1.0, 0.5]), 0.1),
        "boundary": widgets.boundary(X, Y, two, "p", "q"),
        "descent": widgets.descent(grid, grid, bowl, paths, falls),
        "template": widgets.template(images, Y[:6], W, rng.random(11), ("no", "yes")),
        "memorizing": widgets.memorizing(np.array([2, 4, 8]), curves, inputs=3),
        "curves": widgets.curves(views.Curves(np.array([1, 2, 4]), curves, "n", "y")),
        "regions": widgets.film(
            views.Regions(score, {0: (1, 0), 9: (0, 1), 10: (0, -1)}, X, Y, n=20)
        ),
        "images": widgets.film(views.Images({k: W[k:][:3] for k in range(4)})),
        "histograms": widgets.film(
            views.Histograms({g: {"first": W[0], "last": g * W[1]} for g in (1, 2)}, "")
        ),
        "embedding": widgets.embedding(
            views.Embedding({0: X[:9], 10: X[9:18]}, np.arange(9) % 2, "ab", k=3)
        ),
        "trajectories": widgets.trajectories(
            views.Trajectories(grid, grid, bowl, ways, heights, "x", "y")
        ),
        "graph": widgets.graph(views.Graph(NODES, EDGES)),
    }


NODES = {"a": (0, 0, 2, 3), "b": (0, 1, 3, 2), "a·b": (1, 0, 6, 1)}
EDGES = [("a", "a·b", 3), ("b", "a·b", 2)]


def score(points, w):
    return points @ w


def stops(control) -> list:
    """Minimum, middle and maximum of a slider, or each option of a choice."""
    if isinstance(control, ipw.SelectionSlider):
        return [value for _, value in control.options]
    middle = type(control.value)((control.min + control.max) / 2)
    return [control.min, middle, control.max]


@pytest.mark.parametrize("name", every_widget())
def test_every_control_moves_the_picture_at_every_stop(name):
    widget = every_widget()[name]
    for key, control in widget.controls.items():
        seen = set()
        for value in stops(control):
            control.value = value
            assert widget.screen.problem == "", widget.screen.problem
            assert widget.screen.image == widget.view(**widget.state()).image
            seen.add((widget.screen.image, widget.screen.caption))
        pictures, captions = (set(each) for each in zip(*seen, strict=True))
        assert len(pictures) > 1, f"{key} moves nothing"
        assert len(captions) > 1, f"{key} is not put into words"


@pytest.mark.parametrize("name", every_widget())
def test_the_text_alternative_follows(name):
    widget = every_widget()[name]
    for control in widget.controls.values():
        control.value = stops(control)[-1]
    caption = widget.view(**widget.state()).caption
    assert widget.screen.caption == caption
    assert f'aria-label="{caption}"' in widget.screen.image
    assert repr(widget).endswith(caption)


@pytest.mark.parametrize("name", every_widget())
def test_the_stored_output_has_a_still_and_the_state(name):
    widget = every_widget()[name]
    bundle = widget._repr_mimebundle_()
    assert bundle["image/svg+xml"] == widget.screen.image
    assert bundle["text/plain"] == repr(widget)
    assert "application/vnd.jupyter.widget-view+json" in bundle


@pytest.mark.parametrize("name", every_widget())
def test_every_control_is_labelled(name):
    for control in every_widget()[name].controls.values():
        assert control.description


def test_the_repr_is_the_state():
    widget = widgets.neuron_line(X, SIGNS, w=(1.0, -1.0), b=-1.0)
    assert repr(widget) == (
        "NeuronLine(w1=1.0, w2=-1.0, b=-1.0)\n"
        "1.00 x₁ −1.00 x₂ −1.00 = 0: 75% of 40 points answered right"
    )


def test_an_error_in_a_view_is_shown_and_the_picture_stays():
    def view(a):
        if a > 0:
            raise ValueError("a < b")
        return views.Drawing("<svg>picture</svg>", "words")

    widget = widgets.Explorer(view, a=widgets.slider("a", 0, 0, 5, 1))
    widget.controls["a"].value = 3
    assert "ValueError: a < b" in widget.screen.problem
    assert widget.screen.image == "<svg>picture</svg>"
    widget.controls["a"].value = 0
    assert widget.screen.problem == ""


@pytest.mark.parametrize("name", ["template", "regions", "embedding", "graph"])
def test_a_film_plays_all_of_its_first_control(name):
    widget = every_widget()[name]
    first = next(iter(widget.controls.values()))
    (column, _) = widget.children
    player = next(c for c in column.children if isinstance(c, widgets.Player))
    assert player.control is first
    setattr(first, player.moved, player.low)
    assert first.value == stops(first)[0]
    setattr(first, player.moved, player.high)
    assert first.value == stops(first)[-1]
    moves = (player.high - player.low) / player.stride
    assert moves * player.interval <= 11_000, "longer than anyone watches"


def test_picture_and_words_travel_in_one_message():
    widget = every_widget()["neuron_line"]
    sent = []
    widget.screen.comm.send = lambda data=None, buffers=None: sent.append(data["state"])
    widget.controls["w1"].value = -1.5
    assert [sorted(state) for state in sent] == [["caption", "image", "places"]]


def ask_ahead(widget, *wanted) -> list:
    """Ask as the page does, in JSON, and unpack the answer."""
    sent = []
    widget.screen.send = lambda content, buffers: sent.extend(buffers)
    content = json.loads(json.dumps(wanted))
    widget.screen._handle_custom_msg(content, buffers=[])
    (packed,) = sent
    return json.loads(zlib.decompress(packed))


@pytest.fixture
def no_time_passes(monkeypatch):
    """A busy machine would make any view a slow one, which is not drawn ahead."""
    clock = SimpleNamespace(perf_counter=lambda: 0.0)
    monkeypatch.setattr(explorer, "time", clock)


@pytest.mark.parametrize("name", every_widget())
def test_what_is_drawn_ahead_is_what_a_move_there_draws(no_time_passes, name):
    widget = every_widget()[name]
    before = widget.get_state(), widget.screen.get_state()
    places = []
    for control in widget.controls.values():
        last = len(getattr(control, "options", ())) - 1
        places.append(last if hasattr(control, "index") else control.max)
    # without its point, as JSON.stringify writes a whole number
    places = [int(p) if float(p).is_integer() else p for p in places]
    ((asked, drawing),) = ask_ahead(widget, places)
    assert asked == places
    assert (widget.get_state(), widget.screen.get_state()) == before, "something moved"
    for control in widget.controls.values():
        control.value = stops(control)[-1]
    assert drawing == [widget.screen.image, widget.screen.caption]
    assert widget.screen.places == places


def test_a_choice_without_labels_is_drawn_ahead_as_well(no_time_passes):
    def view(word, on):
        return views.Drawing(f"<svg>{word} {on}</svg>", word)

    radio = ipw.RadioButtons(options=["one", "two"])
    widget = widgets.Explorer(view, word=radio, on=ipw.Checkbox(value=False))
    ((_, drawing),) = ask_ahead(widget, [1, True])
    assert drawing == ["<svg>two True</svg>", "two"]


def test_an_error_ahead_waits_until_a_move_leads_there(no_time_passes):
    widget = widgets.Explorer(
        lambda a: views.Drawing(f"{1 / (a - 2)}", "words"),
        a=widgets.slider("a", 0, 0, 5, 1),
    )
    drawn = ask_ahead(widget, [1], [2], [3])
    assert drawn == [[[1], ["-1.0", "words"]], [[2], None], [[3], ["1.0", "words"]]]
    assert widget.screen.problem == ""
    widget.controls["a"].value = 2
    assert "ZeroDivisionError" in widget.screen.problem


def test_a_slow_view_is_not_drawn_ahead(monkeypatch):
    clock = [0.0]
    monkeypatch.setattr(
        explorer, "time", SimpleNamespace(perf_counter=lambda: clock[0])
    )

    def view(a):
        clock[0] += a
        return views.Drawing(f"{a}", f"{a}")

    widget = widgets.Explorer(view, a=widgets.slider("a", 0.02, 0.0, 1.0, 0.001))
    assert ask_ahead(widget, [0.001], [0.003]) == []
    widget.controls["a"].value = 0.001
    drawn = ask_ahead(widget, *[[0.001 + k / 1e3] for k in range(9)])
    seconds = [place for ((place,), _) in drawn]
    assert 0 < sum(seconds[:-1]) <= explorer.AHEAD < sum(seconds), (
        "one request too long"
    )


@pytest.mark.parametrize("name", ["screen", "keys"])
def test_the_page_s_half(name):
    """Right pictures and late answers; keys that are kept or let go: in node."""
    node, _ = compute_driver_executable()  # the one that playwright brings
    script = str(Path(__file__).with_name(f"{name}.test.mjs"))
    run = subprocess.run(
        [node, "--test", script], capture_output=True, encoding="utf-8"
    )
    assert run.returncode == 0, run.stdout[-3000:] + run.stderr


def test_a_choice_is_labelled_with_few_digits():
    control = widgets.choice("x", (1e-3, 1.124213, 12345, 12345.678, "all"), "all")
    assert [label for label, _ in control.options] == [
        *("0.001", "1.124", "12,345", "12,346", "all")
    ]


@pytest.fixture
def predict():
    return widgets.Predict("How many?", {"two": "Look at <w>.", "three": "And four?"})


def test_a_prediction_starts_without_an_answer(predict):
    assert predict.chosen.value is None
    assert "Choose one" in predict.reply.caption
    assert repr(predict) == "Predict. How many?\n( ) two\n( ) three"


def test_each_answer_leads_to_its_own_next_look(predict):
    predict.chosen.value = "two"
    assert "Look at <w>." in predict.reply.caption
    predict.chosen.value = "three"
    assert "And four?" in predict.reply.caption
    assert repr(predict) == "Predict. How many?\n( ) two\n(•) three"


def test_a_prediction_shows_its_question_without_a_kernel(predict):
    assert predict._repr_mimebundle_()["text/plain"] == repr(predict)
