"""The code that the playground shows runs, learns, and gives the trainer's losses."""

import ast
import inspect
from functools import cache

import pytest
import torch

from nncourse.playground import NumpyTrainer, code, config, data
from nncourse.playground.config import Config

torch.set_num_threads(1)

WRITERS = {"numpy": code.numpy_code, "jax": code.jax_code, "torch": code.torch_code}
OWN = tuple((k / 4 - 3, (k * 7 % 13) / 3 - 2, (-1) ** (k % 3 == 0)) for k in range(30))
ALL = {"hidden": (8,) * 6, "features": config.FEATURES, "l1": 1e-4, "l2": 1e-3}
CASES = {
    "as it starts": {},
    "no hidden layer": {"dataset": "plane", "hidden": (), "init": "zero"},
    "no hidden layer, dropout": {"dataset": "gauss", "hidden": (), "dropout": 0.5},
    "momentum": {"optimizer": "momentum", "dataset": "xor", "init": "lecun"},
    "nesterov": {"optimizer": "nesterov", "dataset": "waves", "lr": 0.01},
    "adagrad": {"optimizer": "adagrad", "dataset": "spirals", "features": ("x1*x2",)},
    "rmsprop": {"optimizer": "rmsprop", "lr": 0.003, "init": "constant"},
    "adam": {"optimizer": "adam", "lr": 0.01, "init": "he", "hidden": (8, 8)},
    "zeros": {"init": "zero", "dataset": "gauss"},
    "l1": {"l1": 0.003, "seed": 11},
    "l2": {"l2": 0.01, "batch": 33, "train_share": 0.33},
    "own points": {"dataset": "own", "points": OWN, "batch": 100, "noise": 0.4},
    "relu": {"activations": ("relu", "sigmoid"), "init": "he"},
    "linear": {"activations": ("elu", "linear"), "features": ("x1^2", "x2^2")},
    "dropout": {"dropout": 0.2, "optimizer": "adam", "lr": 0.01, "hidden": (8, 8)},
    "everything": {
        **ALL,
        "dataset": "spirals",
        "activations": ("relu", "elu", "tanh", "sigmoid", "elu", "linear"),
        "optimizer": "adam",
        "dropout": 0.1,
        "init": "he",
        "lr": 0.01,
    },
}
MADE = {name: Config().change(**fields) for name, fields in CASES.items()}


def run(text: str) -> tuple[float, float]:
    names = {}
    exec(compile(text, "<cell>", "exec"), names)
    return float(names["train_loss"]), float(names["test_loss"])


@cache
def trained(name: str, steps: int) -> tuple[float, float]:
    """The losses of the trainer; test_playground_engine ties it to the compiled one."""
    trainer = NumpyTrainer()
    trainer.start(MADE[name], data.make(MADE[name]))
    trainer.run(steps)
    return trainer.evaluate()[:2]


def test_the_cases_use_every_choice():
    made = MADE.values()
    assert {one.dataset for one in made} == set(config.DATASETS)
    assert {one.optimizer for one in made} == set(config.OPTIMIZERS)
    assert {one.init for one in made} == set(config.INITS)
    assert {name for one in made for name in one.activations} == set(config.ACTIVATIONS)
    assert {name for one in made for name in one.features} == set(config.FEATURES)


@pytest.mark.parametrize("framework", WRITERS)
@pytest.mark.parametrize("name", CASES)
def test_the_cell_learns_as_the_trainer_does(name, framework, capsys):
    made, write = MADE[name], WRITERS[framework]
    drops = made.dropout and made.hidden  # then each has masks of its own
    losses = run(write(made, 200 if drops else 20))
    assert losses[0] < trained(name, 0)[0]
    if not drops:
        assert losses == pytest.approx(trained(name, 20), rel=1e-4)
    assert capsys.readouterr().out.endswith(
        f"train loss {losses[0]:.4f}, test loss {losses[1]:.4f}\n"
    )


@pytest.mark.parametrize("framework", WRITERS)
@pytest.mark.parametrize("name", CASES)
def test_the_cell_is_short_and_holds_only_what_it_uses(name, framework):
    made = MADE[name]
    text = WRITERS[framework](made)
    lines = [line for line in text.splitlines() if line.strip()]
    assert max(map(len, lines)) <= 88 and not text.endswith("\n\n")
    drawn = data.DRAW.get(made.dataset)
    points = inspect.getsource(drawn).splitlines() if drawn else [10 * "line"]
    assert len(lines) - len(points) - 2 <= 60
    drops = bool(made.dropout and made.hidden)
    words = {"drop": drops, "l1": bool(made.l1), "l2": bool(made.l2)}
    words |= {"kept": drops and framework != "torch"}
    for word, used in words.items():
        assert (word in text) == used, word
    loaded = [
        node.id
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)
    ]
    for line in ast.parse(text).body:  # what is made at the top is used below
        if isinstance(line, ast.FunctionDef):
            assert line.name in loaded, line.name
        if isinstance(line, ast.Assign):
            for target in ast.walk(line.targets[0]):
                assert not isinstance(target, ast.Name) or target.id in loaded, (
                    target.id
                )


def test_too_few_own_points_are_refused():
    for write in WRITERS.values():
        with pytest.raises(ValueError, match="at least two"):
            write(Config(dataset="own"))


def test_a_cell_is_the_same_each_time_and_needs_no_steps():
    for write in WRITERS.values():
        assert write(Config()) == write(Config())
        assert run(write(Config(), 0)) == pytest.approx(trained("as it starts", 0))
