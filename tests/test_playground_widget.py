"""The playground without a browser: each wish of the page, thread, errors, stills."""

import gc
import json
import re
import subprocess
import sys
import threading
import time
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import patience
import pytest
from playwright._impl._driver import compute_driver_executable

from nncourse.playground import NumpyTrainer, Playground, session, widget
from nncourse.playground import config as known
from nncourse.playground import page as page_files
from nncourse.playground.session import LONGEST, SPEEDS, Session, to_bytes

HERE = Path(__file__).parent
FILES = list(page_files.HERE.glob("*.js"))
POINTS = ((1.0, 2.0, 1), (-1.0, -2.0, -1), (3.0, 3.0, 1))


class Page:
    """What a view in the page would send and receive."""

    def __init__(self, playground):
        self.playground, self.got = playground, []
        playground.send = lambda content, buffers=None: self.got.append(
            (json.loads(json.dumps(content, allow_nan=False)), buffers)
        )

    def ask(self, wish, **fields):
        """Send a wish, as it comes through JSON."""
        message = json.loads(json.dumps({"do": wish, "view": "view", **fields}))
        self.playground._handle_custom_msg(message, [])

    def news(self, kind):
        """All that came of a kind."""
        return [content for content, _ in self.got if content["is"] == kind]

    def draw(self):
        """Acknowledge the newest frame."""
        self.ask("ack", seq=self.news("frame")[-1]["seq"])


@pytest.fixture
def page():
    playground = Playground(NumpyTrainer(), hidden=(3,), activations=("tanh",))
    yield Page(playground)
    playground.close()


def until(condition):
    """Wait until a condition is true, as long as the playground's thread computes."""
    patience.until(condition, pause=lambda seconds: time.sleep(seconds / 10))


# --- each control at each stop ---

STOPS = {
    **{
        name: [low, kind_value, high]
        for name, low, kind_value, high in (
            ("noise", 0, 0.25, 0.5),
            ("train_share", 0.1, 0.5, 0.9),
            ("batch", 1, 50, 100),
            ("l1", 0, 0.01, 10),
            ("l2", 0, 0.01, 10),
            ("dropout", 0, 0.5, 0.9),
            ("lr", 1e-6, 0.1, 10),
            ("seed", 0, 7, 2**31 - 1),
        )
    },
    "dataset": [name for name in known.DATASETS if name != "own"],
    "init": list(known.INITS),
    "optimizer": list(known.OPTIMIZERS),
    "activations": [[name] for name in known.ACTIVATIONS],
    "features": [["x1"], ["x1", "x2"], list(known.FEATURES)],
    "hidden": [[], [1], [8], [4, 2], [8] * 6],
}


@pytest.mark.parametrize("name", STOPS)
def test_every_control_at_every_stop(name, page):
    for value in STOPS[name]:
        page.ask("change", fields={name: value})
        assert page.playground.problem == ""
        kept = page.playground.config.to_dict()[name]
        assert kept == value
        assert page.news("state")[-1]["config"][name] == value
        page.ask("step")
        head = page.news("frame")[-1]
        assert head["step"] >= 1
        maps, params, history = page.got[-1][1]
        sizes = page.playground.config.sizes
        assert len(maps) == sum(sizes[1:]) * known.GRID**2
        weights = sum((a + 1) * b for a, b in pairwise(sizes))
        assert len(params) == 4 * weights
        assert len(history) % 12 == 0


def test_the_stops_are_the_ends_of_the_ranges():
    for name, (_, low, high) in known.RANGES.items():
        assert STOPS[name][0] == low
        assert STOPS[name][-1] == high


def test_own_points(page):
    page.ask("change", fields={"dataset": "own", "points": [list(p) for p in POINTS]})
    assert page.playground.problem == ""
    data = [buffers for content, buffers in page.got if content["is"] == "data"][-1]
    shown = np.concatenate([np.frombuffer(b, "<f4") for b in data]).reshape(-1, 3)
    assert sorted(map(tuple, shown)) == sorted(POINTS)


def test_a_weight_and_a_bias_are_set(page):
    page.ask("weight", layer=0, unit=2, input=1, value=1.5)
    page.ask("weight", layer=1, unit=0, input=None, value=-0.5)
    assert page.playground.problem == ""
    (W, _), (_, b) = page.playground._session.trainer.params
    assert (W[2, 1], b[0]) == (1.5, -0.5)
    params = np.frombuffer(page.got[-1][1][1], "<f4")
    assert params[2 * 2 + 1] == 1.5, "by unit, then by input"
    assert params[-1] == -0.5


@pytest.mark.parametrize("name", ["lr", "optimizer", "batch", "l1", "l2", "dropout"])
def test_what_is_gentle_keeps_the_weights(page, name):
    page.ask("step")
    before = page.playground._session.trainer.params
    page.ask("change", fields={name: STOPS[name][1]})
    after = page.playground._session.trainer.params
    assert all(
        np.array_equal(W, V) for (W, _), (V, _) in zip(before, after, strict=True)
    )
    assert page.news("state")[-1]["version"] == page.news("state")[0]["version"]


@pytest.mark.parametrize(
    "kind, word", [("numpy", "np"), ("jax", "jax"), ("torch", "torch")]
)
def test_the_code_is_shown(page, kind, word):
    page.ask("code", kind=kind)
    (news,) = page.news("code")
    assert news["kind"] == kind
    assert word in news["text"]


def test_hello_tells_all_there_is(page):
    page.ask("hello")
    assert [content["is"] for content, _ in page.got] == ["state", "data", "frame"]


# --- errors ---


@pytest.mark.parametrize(
    "wish, fields, words",
    [
        ("change", {"fields": {"lr": 1000}}, "lr is 1000"),
        ("change", {"fields": {"dataset": "moons"}}, "moons"),
        ("change", {"fields": {"dataset": "own"}}, "two points"),
        ("change", {"fields": {"features": []}}, "features"),
        ("change", {"fields": {"width": 3}}, "width"),
        ("speed", {"speed": "light"}, "speed is 'light'"),
        ("code", {"kind": "cobol"}, "kind is 'cobol'"),
        ("weight", {"layer": 9, "unit": 0, "input": 0, "value": 1}, "IndexError"),
        ("weight", {"layer": 0, "unit": 0, "input": 0, "value": "much"}, "much"),
        ("no such wish", {}, "KeyError"),
    ],
)
def test_an_error_is_shown_and_changes_nothing(page, wish, fields, words):
    before = page.playground.config
    page.ask(wish, **fields)
    assert words in page.news("problem")[-1]["text"]
    assert words in page.playground.problem
    assert page.playground.config == before
    page.ask("step")
    assert page.playground.problem == "", "it goes on"


def test_no_callback_fails_silently(page, monkeypatch):
    """Whatever breaks inside, each wish says so."""

    def broken(*_, **__):
        raise RuntimeError("broken")

    for name in ("run", "restart", "change", "set", "frame", "advance"):
        monkeypatch.setattr(Session, name, broken)
    asked = {
        "step": {},
        "reset": {},
        "hello": {},
        "change": {"fields": {"lr": 0.1}},
        "weight": {"layer": 0, "unit": 0, "input": 0, "value": 1},
    }
    for wish, fields in asked.items():
        page.got.clear()
        page.ask(wish, **fields)
        assert "broken" in page.news("problem")[-1]["text"], wish
        assert "Traceback" in page.news("problem")[-1]["details"], wish


def test_an_error_in_the_thread_is_shown(page, monkeypatch):
    def broken(*_):
        raise RuntimeError("broken in the thread")

    monkeypatch.setattr(NumpyTrainer, "run", broken)
    page.ask("play")
    until(lambda: page.news("problem"))
    assert "broken in the thread" in page.playground.problem
    until(lambda: not page.playground.playing)
    assert page.news("state")[-1]["playing"] is False


def test_divergence_is_put_into_words(page):
    page.ask("change", fields={"dataset": "plane", "activations": ["linear"], "lr": 10})
    page.ask("play")
    until(lambda: not page.playground.playing)
    assert "beyond all numbers" in page.playground.problem
    assert page.news("frame")[-1]["train_loss"] is None


# --- the thread ---


def test_play_pause_step_reset(page):
    page.ask("play")
    until(lambda: len(page.news("frame")) >= 2)
    page.draw()
    until(lambda: len(page.news("frame")) >= 4)
    page.ask("pause")
    assert not page.playground.playing
    steps = page.playground._session.steps
    time.sleep(0.05)
    assert page.playground._session.steps == steps
    assert page.playground.state["config"] == page.playground.config.to_dict()
    page.ask("step")
    assert page.news("frame")[-1]["step"] == steps + 1
    page.ask("reset")
    assert page.news("frame")[-1]["step"] == 0


def test_the_view_s_files_are_all_joined_each_after_what_it_imports():
    assert {f"{part}.js" for part in page_files.FILES} == {
        *(path.name for path in FILES),
        "../../labextension/nncourse/static/keys.js",
    }
    for place, part in enumerate(page_files.FILES):
        text = (page_files.HERE / f"{part}.js").read_text("utf-8")
        imported = re.findall(r'from "(?:\./)?([./\w]+)\.js"', text)
        assert set(imported) <= set(page_files.FILES[:place]), part
    assert not re.search(r"^import ", page_files.bundle(), re.MULTILINE)


def test_the_view_s_files_export_what_others_import():
    node, _ = compute_driver_executable()  # the one that playwright brings
    code = f"import({(page_files.HERE / 'playground.js').as_uri()!r})"
    run = subprocess.run([node, "-e", code], capture_output=True, encoding="utf-8")
    assert (run.returncode, run.stderr) == (0, "")


def test_the_joined_view_is_a_program(tmp_path):
    """No name stands in two files: one of them would be lost, or nothing would run."""
    (tmp_path / "bundle.mjs").write_text(page_files.bundle(), "utf-8")
    node, _ = compute_driver_executable()
    run = subprocess.run(
        [node, "--check", tmp_path / "bundle.mjs"],
        capture_output=True,
        encoding="utf-8",
    )
    assert (run.returncode, run.stderr) == (0, "")


def test_so_many_frames_are_under_way_and_no_more(page):
    page.ask("play")
    until(lambda: len(page.news("frame")) == widget.IN_FLIGHT)
    time.sleep(0.2)
    assert len(page.news("frame")) == widget.IN_FLIGHT
    page.draw()
    until(lambda: len(page.news("frame")) == 2 * widget.IN_FLIGHT)


def test_the_page_answers_before_the_kernel_waits():
    every = re.search(r"^const ACK_EVERY = (\d+);", page_files.bundle(), re.MULTILINE)
    assert 0 < int(every[1]) <= widget.IN_FLIGHT // 2


@pytest.mark.parametrize(
    "other, train",
    [
        (0.001, session.TURN[1]),
        (session.PICTURE - 0.005, 0.005),
        (0.2, session.TURN[0]),
    ],
)
def test_training_takes_what_the_pictures_leave(monkeypatch, other, train):
    """By a clock of its own: a step takes 0.1 ms, a picture `other` seconds."""
    clock = [0.0]
    monkeypatch.setattr(session, "time", SimpleNamespace(perf_counter=lambda: clock[0]))
    training = Session(NumpyTrainer(), known.Config())

    def run(steps):
        clock[0] += 1e-4 * steps

    monkeypatch.setattr(session, "CHUNK", 1)
    monkeypatch.setattr(training.trainer, "run", run)
    for _ in range(50):
        begin = clock[0]
        training.advance("fastest")
        took = clock[0] - begin
        clock[0] += other
    assert took == pytest.approx(train, abs=2e-4)


def test_it_stops_when_nobody_draws(page, monkeypatch):
    monkeypatch.setattr(widget, "PATIENCE", 0.2)
    page.ask("play")
    until(lambda: not page.playground.playing)


def test_it_stops_when_the_last_view_goes(page):
    page.ask("hello")
    page.ask("play")
    page.ask("bye")
    assert not page.playground.playing


def test_it_stops_when_it_is_closed(page):
    page.ask("play")
    page.playground.close()
    assert not page.playground.playing


def test_an_interrupt_stops_it(page):
    page.ask("play")
    widget._after_cell(SimpleNamespace(error_in_exec=KeyboardInterrupt()))
    until(lambda: not page.playground.playing)


def test_another_error_in_a_cell_does_not_stop_it(page):
    page.ask("play")
    widget._after_cell(SimpleNamespace(error_in_exec=ValueError()))
    time.sleep(0.1)
    assert page.playground.playing


def test_changes_while_it_trains(page):
    """Each kind of change many times, from two threads, with a page that draws."""
    stop = threading.Event()

    def draw():
        while not stop.is_set():
            if page.news("frame"):
                page.draw()
            time.sleep(0.002)

    drawing = threading.Thread(target=draw)
    page.ask("play")
    drawing.start()
    for k in range(10):
        page.ask("change", fields={"hidden": [1 + k % 8] * (k % 3)})
        page.ask("change", fields={"lr": 0.01 * (k + 1)})
        page.ask("weight", layer=0, unit=0, input=0, value=k)
        page.ask("speed", speed=list(SPEEDS)[k % 5])
        page.playground.train(3)
    assert page.playground.playing
    assert page.playground.problem == ""
    page.ask("pause")
    stop.set()
    drawing.join()


def test_the_interpreter_gets_its_turns_back(page):
    before = sys.getswitchinterval()
    page.ask("play")
    until(lambda: sys.getswitchinterval() < before)
    page.ask("pause")
    assert sys.getswitchinterval() == before


def test_nothing_holds_a_closed_playground():
    for _ in range(3):
        page = Page(Playground(NumpyTrainer()))
        page.ask("play")
        page.playground.close()
    assert not [t for t in threading.enumerate() if t.name.endswith("(_run)")]
    del page
    gc.collect()


# --- what is drawn ---


def test_the_loss_curve_stays_short(page):
    session = page.playground._session
    for _ in range(3 * LONGEST):
        session.steps += 1
        session.evaluate()
    steps = [row[0] for row in session.history]
    assert len(steps) <= LONGEST + 1
    assert steps == sorted(set(steps))
    assert (steps[0], steps[-1]) == (0, session.steps)


def test_bytes_of_maps():
    maps = np.array([[[0, 1], [-1, 0.5]], [[0, 4], [-2, np.nan]]])
    assert to_bytes(maps).tolist() == [
        [[128, 255], [1, 192]],
        [[128, 255], [64, 128]],
    ]


# --- without a page ---


def test_the_still_is_the_same_each_time():
    bundles = [Playground(NumpyTrainer(), seed=2)._repr_mimebundle_()[0] for _ in "ab"]
    for kind in ("image/svg+xml", "text/plain", page_files.MIME):
        assert bundles[0][kind] == bundles[1][kind]
    assert "application/vnd.jupyter.widget-view+json" in bundles[0]
    json.dumps(bundles[0], allow_nan=False)


def test_the_repr_is_the_state_in_words():
    playground = Playground(NumpyTrainer(), hidden=(3,), activations=("relu",))
    first, second = repr(playground).splitlines()
    assert first == "Playground: circle; x1, x2; hidden layers: 3 relu; sgd, lr 0.03"
    pattern = r"Step 0: training loss \d\.\d{3}, test loss \d\.\d{3}\."
    assert re.fullmatch(pattern, second)


@pytest.mark.parametrize("hidden", [(), (8,) * 6])
def test_every_network_has_a_still(hidden):
    playground = Playground(NumpyTrainer(), hidden=hidden, features=known.FEATURES)
    assert playground._still().startswith("<svg")


def test_a_saved_page_names_no_other_place(tmp_path):
    text = Playground(NumpyTrainer()).save_html(tmp_path / "p.html").read_text("utf-8")
    found = set(re.findall(r"(?:https?:)?//[\w.-]+\.\w+[\w./-]*", text))
    assert found <= {"http://www.w3.org/2000/svg"}, found
    assert text.count("</script>") == 1


def test_the_view_is_one_file():
    text = page_files.bundle()
    assert "import {" not in text
    assert text.count("export default") == 1


def test_settings_that_do_not_exist_are_refused():
    with pytest.raises(TypeError):
        Playground(NumpyTrainer(), width=3)
    with pytest.raises(ValueError, match="speed is"):
        Playground(NumpyTrainer(), speed="light")


def test_the_engine_of_the_page():
    """Gradients against finite differences, and every data set, in node."""
    node, _ = compute_driver_executable()  # the one that playwright brings
    run = subprocess.run(
        [node, "--test", str(HERE / "engine.test.mjs")],
        capture_output=True,
        encoding="utf-8",
    )
    assert run.returncode == 0, run.stdout[-3000:] + run.stderr
