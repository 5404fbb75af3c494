"""The playground's engine: settings, data, gradients, optimizers, two trainers."""

import json
import threading
from itertools import pairwise

import jax
import numpy as np
import patience
import pytest
import torch

from nncourse.playground import (
    JaxTrainer,
    NumpyTrainer,
    config,
    data,
    network,
    trainers,
)
from nncourse.playground.config import Config

DRAWN = config.DATASETS[:-1]
SMALL = Config(hidden=(3,), activations=("tanh",))


def started(trainer, settings=SMALL):
    trainer.start(settings, data.make(settings))
    return trainer


def flat(trainer):
    return network.pack(trainer.params, trainer.config.sizes)


# Settings


@pytest.mark.parametrize(
    "fields, words",
    [
        ({"dataset": "moons"}, "dataset is 'moons'"),
        ({"noise": 0.6}, "noise is 0.6, not between 0 and 0.5"),
        ({"noise": float("nan")}, "noise is nan"),
        ({"train_share": 0.95}, "train_share is 0.95"),
        ({"batch": 0}, "batch is 0, not between 1 and 100"),
        ({"batch": 2.5}, "batch is 2.5, not a whole number"),
        ({"batch": True}, "batch is True"),
        ({"lr": 0}, "lr is 0"),
        ({"lr": "fast"}, "lr is 'fast', not a number"),
        ({"l1": -1}, "l1 is -1"),
        ({"dropout": 1.0}, "dropout is 1.0"),
        ({"seed": -1}, "seed is -1"),
        ({"init": "orthogonal"}, "init is 'orthogonal'"),
        ({"optimizer": "lion"}, "optimizer is 'lion'"),
        ({"features": ()}, "at least one"),
        ({"features": ("x1", "x1")}, "none twice"),
        ({"features": ("x3",)}, "feature is 'x3'"),
        ({"hidden": [4, 2]}, "not a tuple"),
        ({"hidden": (9,), "activations": ("relu",)}, "units is 9"),
        ({"hidden": (1,) * 7, "activations": ("relu",) * 7}, "more than 6"),
        ({"hidden": (4,)}, "2 activations do not fit 1 hidden"),
        ({"activations": ("relu", "gelu")}, "activation is 'gelu'"),
        ({"points": ((0, 0, 0.5),)}, "y of a point is 0.5"),
        ({"points": ((7, 0, 1),)}, "x1 of a point is 7"),
        ({"points": ((0, 1),)}, "not a tuple"),
        ({"points": ((0, 0, 1),) * 2001}, "more than 2000"),
    ],
)
def test_what_is_out_of_range_is_named(fields, words):
    with pytest.raises(ValueError, match=words) as caught:
        Config(**fields)
    assert str(caught.value).endswith(".")


def test_a_config_survives_json():
    made = Config(dataset="own", points=((1.5, -2, 1), (0, 0, -1)), hidden=(3, 3))
    assert Config.from_dict(json.loads(json.dumps(made.to_dict()))) == made
    assert len({made, Config.from_dict(made.to_dict())}) == 1, "one hash"
    with pytest.raises(ValueError, match="no field 'colour'"):
        Config.from_dict({"colour": "red"})


def test_activations_follow_the_hidden_layers():
    made = Config(hidden=(4, 2), activations=("relu", "elu"))
    assert made.change(hidden=(8,)).activations == ("relu",)
    assert made.change(hidden=(1, 2, 3, 4)).activations == ("relu", *["elu"] * 3)
    assert made.change(hidden=()).change(hidden=(5,)).activations == ("tanh",)
    assert made.sizes == (2, 4, 2, 1) and made.change(hidden=()).sizes == (2, 1)
    assert made.layer_activations == ("relu", "elu", "tanh")
    assert made.change(dataset="plane").layer_activations[-1] == "linear"


# Data


@pytest.mark.parametrize("name", DRAWN)
def test_data_are_repeatable_and_split(name):
    made = Config(dataset=name, train_share=0.3)
    drawn, again = data.make(made), data.make(made)
    assert drawn.X_train.shape == (150, 2) and drawn.y_test.shape == (350,)
    assert all(array.dtype == np.float32 for array in drawn)
    for array, same in zip(drawn, again, strict=True):
        np.testing.assert_array_equal(array, same)
    assert not np.array_equal(drawn.X_train, data.make(made.change(seed=1)).X_train)
    y = np.concatenate([drawn.y_train, drawn.y_test])
    if made.regression:
        assert -1.5 < y.min() < -0.5 and 0.5 < y.max() < 1.5
    else:
        assert set(y) == {-1, 1} and 0.4 < (y > 0).mean() < 0.6


def test_without_noise_the_labels_follow_the_rule():
    (X, y, *_), (C, c, *_), (P, p, *_), (W, w, *_) = (
        data.make(Config(dataset=name, noise=0))
        for name in ("xor", "circle", "plane", "waves")
    )
    np.testing.assert_array_equal(y, np.where(X[:, 0] * X[:, 1] < 0, 1, -1))
    assert abs(X).min() >= 0.3, "the gap along the axes"
    np.testing.assert_array_equal(c, np.where(np.hypot(*C.T) < 3, 1, -1))
    np.testing.assert_allclose(p, P.sum(axis=1) / 10, atol=1e-6)
    np.testing.assert_allclose(w, np.sin(W).sum(axis=1) / 2, atol=1e-6)


def test_noise_moves_the_points_by_a_known_amount():
    for name, most in (("xor", 2.5), ("circle", 2.5), ("spirals", 1.0)):
        draw, calm, noisy = data.DRAW[name], *map(np.random.default_rng, (0, 0))
        off = draw(100, 0.5, noisy)[0] - draw(100, 0, calm)[0]
        assert 0.9 * most < abs(off).max() <= most


def test_own_points_are_all_there():
    points = tuple((k / 10, -k / 10, (-1) ** k) for k in range(5))
    drawn = data.make(Config(dataset="own", points=points, train_share=0.9))
    assert len(drawn.y_train) == 4, "one is left to test with"
    X = np.concatenate([drawn.X_train, drawn.X_test])
    assert sorted((10 * X[:, 0]).round().tolist()) == [0, 1, 2, 3, 4]
    with pytest.raises(ValueError, match="at least two"):
        data.make(Config(dataset="own", points=points[:1]))


def test_features_are_what_they_are_called():
    X = np.array([[2.0, -3.0]], np.float32)
    made = data.features(X, config.FEATURES)
    expected = [2, -3, 4, 9, -6, np.sin(2), np.sin(-3)]
    np.testing.assert_allclose(made, [expected], rtol=1e-6)
    assert made.dtype == np.float32


# Gradients and optimizers


def random_case(seed: int):
    """A random network, batch and masks in float64, for any of the settings."""
    rng = np.random.default_rng(seed)
    hidden = rng.integers(1, 9, rng.integers(0, 7)).tolist()
    sizes, n = [int(rng.integers(1, 8)), *hidden, 1], int(rng.choice([1, 10, 33, 100]))
    shapes = list(pairwise(sizes))
    # Weights of an ordinary size: in a saturated net 1 - tanh² is all rounding error.
    params = [
        (rng.normal(size=(o, i)) / np.sqrt(i), rng.normal(size=o)) for i, o in shapes
    ]
    names = (
        *rng.choice(config.ACTIVATIONS, len(hidden)),
        rng.choice(["tanh", "linear"]),
    )
    drop = rng.choice([0, 0.3])
    masks = [(rng.random((n, h)) >= drop) / (1 - drop) for h in hidden]
    l1, l2 = rng.choice([0, 0.01], 2)
    X, y = rng.normal(size=(n, sizes[0])), rng.normal(size=n)
    return params, X, y, tuple(map(str, names)), float(l1), float(l2), masks


def torch_gradient(params, X, y, names, l1, l2, masks):
    functions = {
        "relu": torch.relu,
        "tanh": torch.tanh,
        "sigmoid": torch.sigmoid,
        "linear": lambda z: z,
        "elu": torch.nn.functional.elu,
    }
    layers = [[torch.tensor(a, requires_grad=True) for a in layer] for layer in params]
    H = torch.tensor(X)
    for k, ((W, b), name) in enumerate(zip(layers, names, strict=True)):
        H = functions[name](H @ W.T + b)
        H = H * torch.tensor(masks[k]) if k < len(masks) else H
    loss = ((H[:, 0] - torch.tensor(y)) ** 2).mean() / 2
    loss = loss + sum(l1 * W.abs().sum() + l2 / 2 * (W**2).sum() for W, _ in layers)
    loss.backward()
    return [tuple(a.grad.numpy() for a in layer) for layer in layers]


def far(gradient, expected) -> float:
    """The largest distance of a layer's gradient, relative to its norm."""
    pairs = zip(sum(map(tuple, gradient), ()), sum(expected, ()), strict=True)
    return max(
        np.linalg.norm(np.asarray(a) - b) / max(np.linalg.norm(b), 1e-12)
        for a, b in pairs
    )


def test_random_cases_use_everything():
    cases = [random_case(seed) for seed in range(20)]
    assert {name for case in cases for name in case[3]} == set(config.ACTIVATIONS)
    assert {len(case[0]) for case in cases} >= {1, 2, 7}
    assert any(case[4] for case in cases) and any(case[5] for case in cases)
    assert any((mask == 0).any() for case in cases for mask in case[6])
    assert {len(case[2]) <= 32 for case in cases} == {True, False}, "both products"


@pytest.mark.parametrize("seed", range(20))
def test_gradients_agree_with_torch(seed):
    params, X, y, names, l1, l2, masks = case = random_case(seed)
    expected = torch_gradient(*case)
    with jax.enable_x64(True):
        gradient = jax.jit(jax.grad(network.loss), static_argnums=3)(*case)
        assert gradient[0][0].dtype == np.float64
        assert far(gradient, expected) < 1e-6
    outputs = network.forward(X, params, names, masks)
    by_hand = network.backward(X, y, params, names, outputs, masks)
    pairs = zip(by_hand, params, strict=True)
    by_hand = [(dW + l1 * np.sign(W) + l2 * W, db) for (dW, db), (W, _) in pairs]
    assert far(by_hand, expected) < 1e-6


@pytest.mark.parametrize("name", config.ACTIVATIONS)
def test_activations_keep_finite_and_have_the_torch_slope_at_zero(name):
    z = np.array([-1e4, -1.0, 0.0, 1.0, 1e4])
    h = network.activate(name, z)
    assert np.isfinite(h).all()
    case = [(np.ones((1, 1)), np.zeros(1))], np.zeros((1, 1)), np.ones(1), (name,)
    expected = torch_gradient(*case, 0.0, 0.0, [])
    outputs = network.forward(case[1], case[0], case[3])
    by_hand = network.backward(*case[1:3], case[0], case[3], outputs)
    np.testing.assert_allclose(by_hand[0][1], expected[0][1])
    np.testing.assert_allclose(jax.grad(network.loss)(*case)[0][1], expected[0][1])


@pytest.mark.parametrize("name", config.OPTIMIZERS)
def test_optimizers_agree_with_torch(name):
    made = {
        "sgd": lambda p: torch.optim.SGD(p, 0.1),
        "momentum": lambda p: torch.optim.SGD(p, 0.1, momentum=0.9),
        "nesterov": lambda p: torch.optim.SGD(p, 0.1, momentum=0.9, nesterov=True),
        "adagrad": lambda p: torch.optim.Adagrad(p, 0.1),
        "rmsprop": lambda p: torch.optim.RMSprop(p, 0.1),
        "adam": lambda p: torch.optim.Adam(p, 0.1),
    }[name]
    rng = np.random.default_rng(0)
    w, m, v = rng.normal(size=5), np.zeros(5), np.zeros(5)
    other = torch.tensor(w, requires_grad=True)
    optimizer = made([other])
    # The last one is tiny: an epsilon in the wrong place would show.
    for t, g in enumerate(rng.normal(size=(50, 5)) * [1, 1, 1, 1, 1e-7], 1):
        w, m, v = network.update(name, w, g, m, v, 0.1, t)
        other.grad = torch.tensor(g)
        optimizer.step()
    np.testing.assert_allclose(w, other.detach().numpy(), rtol=1e-9)


@pytest.mark.parametrize(
    "init, variance",
    [("lecun", 1 / 7), ("glorot", 2 / 15), ("he", 2 / 7), ("constant", 0), ("zero", 0)],
)
def test_first_weights_have_the_variance_of_their_init(init, variance):
    made = Config(features=config.FEATURES, init=init).change(hidden=(8,))
    drawn = [network.first_params(made.change(seed=k))[0] for k in range(200)]
    W = np.array([W for W, b in drawn])
    assert W.var() == pytest.approx(variance, rel=0.05)
    assert W.mean() == pytest.approx(0.5 if init == "constant" else 0, abs=0.02)
    assert not any(b.any() for W, b in drawn)


# Batches


def test_batches_are_epochs_laid_end_to_end():
    rows = trainers.Batches(7, seed=0).take(14, 3).ravel()
    for k in range(6):
        assert sorted(rows[7 * k : 7 * k + 7]) == list(range(7))
    assert not np.array_equal(rows[:7], rows[7:14])
    parts = trainers.Batches(7, seed=0)
    again = [parts.take(k, 3).ravel() for k in (1, 0, 9, 4)]
    np.testing.assert_array_equal(np.concatenate(again), rows)


def test_masks_keep_the_mean():
    masks = trainers.draw_masks(np.random.default_rng(0), 0.2, (1000, 50))
    assert set(np.unique(masks)) == {0, np.float32(1.25)}
    assert masks.mean() == pytest.approx(1, abs=0.01)


# Trainers


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"dropout": 0.3, "l1": 0.001, "l2": 0.01},
        {"optimizer": "adam", "features": config.FEATURES, "lr": 0.003},
        {"dataset": "waves", "hidden": (), "activations": (), "batch": 40},
    ],
)
def test_numpy_follows_jax(fields):
    made = SMALL.change(**fields)
    ours, compiled = started(NumpyTrainer(), made), started(JaxTrainer(), made)
    ours.run(50)
    compiled.run(50)
    assert not np.allclose(
        flat(ours), network.pack(network.first_params(made), made.sizes)
    )
    np.testing.assert_allclose(flat(ours), flat(compiled), rtol=1e-4, atol=1e-5)


@pytest.mark.parametrize("make", [JaxTrainer, NumpyTrainer])
def test_runs_are_repeatable_bit_for_bit_in_any_pieces(make):
    made = SMALL.change(dropout=0.2, optimizer="adam")
    whole, pieces = started(make(), made), started(make(), made)
    whole.run(700)
    for steps in (1, 0, 499, 200):
        pieces.run(steps)
    np.testing.assert_array_equal(flat(whole), flat(pieces))
    first = flat(whole)
    started(whole, made).run(700)
    np.testing.assert_array_equal(flat(whole), first)
    started(whole, made.change(seed=1)).run(700)
    assert not np.array_equal(flat(whole), first)


@pytest.fixture
def compiled():
    """What JAX compiles while a test runs: a list that grows."""
    names = []

    def listen(event, seconds, **details):
        if event == "/jax/core/compile/backend_compile_duration":
            names.append(details.get("fun_name", "?"))

    jax.monitoring.register_event_duration_secs_listener(listen)
    yield names
    jax.monitoring.clear_event_listeners()


def test_only_the_shape_of_the_network_compiles(compiled):
    odd = SMALL.change(hidden=(5,))  # a shape that no other test uses
    trainer = started(JaxTrainer(), odd)
    trainer.run(1)
    assert len(compiled) == 1
    for fields in ({"lr": 0.1}, {"l1": 0.1}, {"l2": 0.1}, {"dropout": 0.5}):
        trainer.change(odd.change(**fields))
        trainer.run(3)
    for fields in ({"seed": 5}, {"train_share": 0.9}, {"dataset": "xor"}):
        started(trainer, odd.change(**fields)).run(501)
    trainer.params = network.first_params(odd)
    trainer.run(1)
    trainer.evaluate()
    assert len(compiled) == 1, compiled


def test_change_keeps_the_weights_and_takes_effect():
    trainer = started(NumpyTrainer(), SMALL.change(optimizer="momentum"))
    trainer.run(10)
    before = flat(trainer)
    trainer.change(trainer.config.change(lr=1e-6))
    np.testing.assert_array_equal(flat(trainer), before)
    trainer.run(1)
    assert 0 < abs(flat(trainer) - before).max() < 1e-5
    trainer.change(trainer.config.change(optimizer="adam", lr=0.01))
    before = flat(trainer)
    trainer.run(1)
    off = abs(flat(trainer) - before)
    np.testing.assert_allclose(off, 0.01, rtol=1e-3, err_msg="Adam's first step is lr")
    with pytest.raises(ValueError, match="can change without a start"):
        trainer.change(trainer.config.change(hidden=(4,)))


def test_params_can_be_set_and_are_copies():
    trainer = started(JaxTrainer())
    trainer.run(5)
    params = trainer.params
    assert [(W.shape, b.shape) for W, b in params] == [((3, 2), (3,)), ((1, 3), (1,))]
    assert all(array.dtype == np.float32 for layer in params for array in layer)
    params[0][0][:] = 7
    assert not (trainer.params[0][0] == 7).any()
    trainer.params = params
    assert (trainer.params[0][0] == 7).all()
    with pytest.raises(
        ValueError, match=r"W of layer 2 has shape \(3, 1\), not \(1, 3"
    ):
        trainer.params = [params[0], (params[1][0].T, params[1][1])]
    with pytest.raises(ValueError, match="of 1 layers, not 2"):
        trainer.params = params[:1]


def test_the_maps_lie_the_right_way_up():
    trainer = started(NumpyTrainer(), Config(hidden=(2,), activations=("linear",)))
    trainer.params = [(np.eye(2), np.zeros(2)), (np.array([[0, 0.1]]), np.zeros(1))]
    x1, x2, output = trainer.evaluate().maps
    np.testing.assert_allclose(x1[:, 0], -6, rtol=1e-6, err_msg="left")
    np.testing.assert_allclose(x2[0], 6, rtol=1e-6, err_msg="top")
    np.testing.assert_allclose(output, np.tanh(0.1 * x2), rtol=1e-5)
    assert output.shape == (config.GRID, config.GRID) and output.dtype == np.float32


def test_an_evaluation_holds_the_losses_and_the_gradient():
    made = Config(l1=0.01, l2=0.1, dropout=0.5)
    trainer, drawn = started(JaxTrainer(), made), data.make(made)
    found, names = trainer.evaluate(), made.layer_activations
    for X, y, value in (
        (drawn.X_train, drawn.y_train, found.train_loss),
        (drawn.X_test, drawn.y_test, found.test_loss),
    ):
        assert value == pytest.approx(float(network.loss(trainer.params, X, y, names)))
    gradient = torch_gradient(
        [tuple(np.float64(a) for a in layer) for layer in trainer.params],
        *map(np.float64, drawn[:2]), names, 0.01, 0.1, [],
    )  # fmt: skip
    norms = [np.linalg.norm(dW) for dW, _ in gradient]
    np.testing.assert_allclose(found.grad_norms, norms, rtol=1e-5)
    assert found.maps.shape == (4 + 2 + 1, 50, 50)


@pytest.mark.parametrize("make", [JaxTrainer, NumpyTrainer])
def test_a_net_that_blows_up_is_no_error(make):
    made = Config(dataset="plane", features=("x1^2", "x2^2"), lr=10)
    trainer = started(make(), made.change(hidden=(3,), activations=("linear",)))
    trainer.run(100)
    assert not np.isfinite(trainer.evaluate().train_loss)


@pytest.mark.parametrize(
    "fields, below",
    [
        ({"dataset": "xor"}, 0.15),
        ({"dataset": "circle"}, 0.1),
        ({"dataset": "gauss"}, 0.05),
        ({"dataset": "plane"}, 0.005),
        ({"dataset": "waves", "features": ("sin(x1)", "sin(x2)")}, 0.01),
        ({"dataset": "spirals", "noise": 0, "features": config.FEATURES}, 0.1),
    ],
)
def test_every_data_set_can_be_learnt(fields, below):
    made = Config(hidden=(8,), activations=("tanh",), optimizer="adam", lr=0.01)
    trainer = started(JaxTrainer(), made.change(**fields))
    trainer.run(10_000)
    assert trainer.evaluate().test_loss < below


@pytest.mark.parametrize("make", [JaxTrainer, NumpyTrainer])
def test_a_trainer_says_what_is_wrong(make):
    trainer = make()
    for use in (
        lambda: trainer.run(1),
        trainer.evaluate,
        lambda: trainer.params,
        lambda: trainer.change(SMALL),
    ):
        with pytest.raises(RuntimeError, match="call start first"):
            use()
    with pytest.raises(ValueError, match="steps is -1"):
        started(trainer).run(-1)


def test_threads_may_train_set_and_look_at_once():
    trainer, problems = started(JaxTrainer()), []
    trainer.run(1)

    def repeat(act):
        try:
            for k in range(40):
                act(k)
        except Exception as problem:  # a thread's exception is lost otherwise
            problems.append(problem)

    def settle(k):
        trainer.params = [(W + 0.01, b) for W, b in trainer.params]
        trainer.change(SMALL.change(lr=0.01 + k / 1000, l2=k / 1000, dropout=k / 100))

    acts = (lambda k: trainer.run(50), settle, lambda k: trainer.evaluate())
    threads = [threading.Thread(target=repeat, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not problems
    assert trainer._age == 2001, "a step is lost, or counted twice"
    assert np.isfinite(flat(trainer)).all()


def test_nobody_sees_half_a_run():
    inside, go_on = threading.Event(), threading.Event()

    def slow_forward(*args):
        inside.set()
        assert go_on.wait(patience.SECONDS)
        return network.forward(*args)

    trainer = started(NumpyTrainer(slow_forward))
    wanted = np.zeros_like(flat(trainer))
    settle = [(np.zeros((3, 2)), np.zeros(3)), (np.zeros((1, 3)), np.zeros(1))]
    run = threading.Thread(target=trainer.run, args=(3,))
    write = threading.Thread(target=setattr, args=(trainer, "params", settle))
    run.start()
    assert inside.wait(patience.SECONDS)
    write.start()
    write.join(0.1)
    assert write.is_alive(), "waits for the run"
    go_on.set()
    run.join()
    write.join()
    np.testing.assert_array_equal(flat(trainer), wanted)


# One's own functions


def own_forward(X, params, activations):
    """As a student would write it: tanh and linear only, float64, no masks."""
    outputs = []
    for (W, b), name in zip(params, activations, strict=True):
        z = np.float64(X) @ W.T + b
        X = np.tanh(z) if name == "tanh" else z
        outputs.append(X)
    return outputs


def own_backward(X, y, params, activations, outputs):
    d, gradient = (outputs[-1][:, 0] - y)[:, None] / len(y), []
    for k in range(len(params) - 1, -1, -1):
        d = d * (1 - outputs[k] ** 2 if activations[k] == "tanh" else 1)
        gradient.append((d.T @ (outputs[k - 1] if k else X), d.sum(0)))
        d = d @ params[k][0]
    return gradient[::-1]


def test_own_functions_drive_the_playground():
    made = SMALL.change(l2=0.01)
    own = started(NumpyTrainer(own_forward, own_backward), made)
    ours = started(NumpyTrainer(), made)
    own.run(50)
    ours.run(50)
    np.testing.assert_allclose(flat(own), flat(ours), rtol=1e-4, atol=1e-6)
    assert own.params[0][0].dtype == np.float32
    found, expected = own.evaluate(), ours.evaluate()
    assert found.train_loss == pytest.approx(expected.train_loss, rel=1e-4)
    np.testing.assert_allclose(found.maps, expected.maps, atol=1e-4)


def test_what_own_functions_do_wrong_is_said():
    def flat_forward(X, params, activations):
        outputs = own_forward(X, params, activations)
        return [*outputs[:-1], outputs[-1][:, 0]]

    def turned_backward(*args):
        return [(dW.T, db) for dW, db in own_backward(*args)]

    with pytest.raises(ValueError, match=r"forward returns the shapes .*\(10,\)"):
        started(NumpyTrainer(flat_forward, own_backward)).run(1)
    turned = started(NumpyTrainer(own_forward, turned_backward))
    for use in (lambda: turned.run(1), turned.evaluate):
        with pytest.raises(ValueError, match="dW of layer 1 has shape"):
            use()
    with pytest.raises(ValueError, match="forward takes no masks: set dropout to 0"):
        started(NumpyTrainer(own_forward, own_backward), SMALL.change(dropout=0.1))
