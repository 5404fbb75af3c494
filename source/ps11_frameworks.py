# %% [markdown] nbgrader={"grade_id": "intro", "locked": true}
# # Problem set 11 · Frameworks
#
# Five exercises in code and one in words: 25 points, about two hours.
#
# Replace each `raise NotImplementedError()` with your code, and run the cells below it.
# They are tests: silence means that they pass, and a message says what they found. Some
# tests are hidden and run when your work is graded; they ask for nothing that the text
# does not ask for. Each test cell earns its points by itself.
#
# All numbers are float64. In JAX, work inside `with jax.enable_x64(True):`, and make your
# arrays there too. A *network* is a list of layers, each a pair `(W, b)` with `W` of shape
# (out, in) and `b` of shape (out,). There is a ReLU after each layer but the last. Write
# functions that change none of their arguments and return NumPy arrays and plain numbers.
# Before you hand in, press **Validate**.

# %% nbgrader={"grade_id": "imports", "locked": true}
from itertools import pairwise

import jax
import jax.numpy as jnp
import numpy as np
import tensorboardX
import torch
from sklearn.datasets import load_digits

Event = tensorboardX.proto.event_pb2.Event
torch.set_num_threads(1)

# %% [markdown] nbgrader={"grade_id": "given-text", "locked": true}
# Five functions that the tests below use. They may serve you as well.


# %% nbgrader={"grade_id": "given", "locked": true}
def random_network(rng, *sizes):
    """A network with sizes[0] inputs and sizes[-1] outputs."""
    pairs = pairwise(sizes)
    return [(rng.standard_normal((m, n)), rng.standard_normal(m)) for n, m in pairs]


def copied(layers):
    return [(W.copy(), b.copy()) for W, b in layers]


def numpy_loss(layers, X, y):
    """Mean softmax cross-entropy of a network, from logits; y holds class numbers."""
    z = X
    for k, (W, b) in enumerate(layers):
        z = (np.where(z > 0, z, 0.0) if k else z) @ W.T + b
    return np.mean(np.logaddexp.reduce(z, axis=1) - z[np.arange(len(y)), y])


def differences(loss, layers, *data, h=1e-5):
    """The slopes of loss(layers, *data), pairs (dW, db), to about 1e-9."""
    slopes = [(np.zeros(W.shape), np.zeros(b.shape)) for W, b in layers]
    for k, part in [(k, part) for k in range(len(layers)) for part in (0, 1)]:
        for index in np.ndindex(slopes[k][part].shape):
            up, down = copied(layers), copied(layers)
            up[k][part][index] += h
            down[k][part][index] -= h
            slope = (loss(up, *data) - loss(down, *data)) / (2 * h)
            slopes[k][part][index] = slope
    return slopes


def record(step, **values):
    """A record of a log: an event with these values, and check sums that are none."""
    event = Event(step=step)
    for tag, value in values.items():
        event.summary.value.add(tag=tag, simple_value=value)
    data = event.SerializeToString()
    return len(data).to_bytes(8, "little") + b"sum1" + data + b"sum2"


# %% [markdown] nbgrader={"grade_id": "move-text", "locked": true}
# ## 1 · Carry weights across (3 points, 15 minutes)
#
# Keras keeps kernels of shape (in, out), and `model.set_weights` takes one flat list: kernel,
# bias, kernel, bias, … Return it for a network.
#
# PyTorch's `net.state_dict()` of an `nn.Sequential` is a dictionary such as
# `{"0.weight": …, "0.bias": …, "2.weight": …, "2.bias": …}`. The number is the place in the
# list of modules; a ReLU takes a place and has no entry. Return the network, its layers in the
# order of their places. The entries of the dictionary may stand in any order.
#
# What comes first, place 2 or place 10? And which test would notice a square matrix that
# nobody transposed?


# %% nbgrader={"grade_id": "move", "solution": true}
def to_keras(layers):
    """The flat list that a Keras model's set_weights takes.

    Args:
        layers: a network, a list of pairs (W, b).

    Returns:
        A list of arrays: kernel of shape (in, out), bias, kernel, bias, …
    """
    ### BEGIN SOLUTION
    return [a for W, b in layers for a in (W.T, b)]
    ### END SOLUTION


def from_torch(state):
    """The network in a state dictionary of nn.Sequential.

    Args:
        state: arrays by name, "<place>.weight" and "<place>.bias", in any order.

    Returns:
        A list of pairs (W, b), by place.
    """
    ### BEGIN SOLUTION
    places = sorted({int(name.split(".")[0]) for name in state})
    return [(state[f"{k}.weight"], state[f"{k}.bias"]) for k in places]
    ### END SOLUTION


# %% nbgrader={"grade_id": "test-move-paper", "points": 1}
# A network with 3 inputs, 2 hidden units and 1 output, there and here.
W1, b1 = np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]), np.array([7.0, 8.0])
W2, b2 = np.array([[9.0, 10.0]]), np.array([11.0])
flat = [np.array(a) for a in to_keras([(W1, b1), (W2, b2)])]
shapes = [a.shape for a in flat]
assert shapes == [(3, 2), (2,), (2, 1), (1,)], f"to_keras gives shapes {shapes}"
assert flat[1].tolist() == [7, 8], f"the first bias is {flat[1]}"
state = {"0.weight": W1, "0.bias": b1, "2.weight": W2, "2.bias": b2}
pairs = [(np.array(W), np.array(b)) for W, b in from_torch(state)]
shapes = [(W.shape, b.shape) for W, b in pairs]
assert shapes == [((2, 3), (2,)), ((1, 2), (1,))], f"from_torch gives {shapes}"
assert np.array_equal(pairs[0][0], W1), f"the first W is {pairs[0][0]}"

# %% nbgrader={"grade_id": "test-move-keras", "points": 1}
# Hidden: other networks for Keras, entry by entry.
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(1101)
for sizes in [(4, 4, 4), (2, 5, 3, 6), (3, 1)]:
    layers = random_network(rng, *sizes)
    flat = to_keras(copied(layers))
    assert len(flat) == 2 * len(layers), f"{len(flat)} arrays for {len(layers)} layers"
    for k, (W, b) in enumerate(layers):
        kernel, bias = np.asarray(flat[2 * k]), np.asarray(flat[2 * k + 1])
        assert kernel.shape == W.shape[::-1], f"kernel {k} has shape {kernel.shape}"
        assert np.array_equal(bias, b), f"bias {k} is not that of its layer"
        for i, j in np.ndindex(W.shape):
            where = f"layer {k}: which entry leads from input {j} to output {i}?"
            assert kernel[j, i] == W[i, j], where
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "test-move-torch", "points": 1}
# Hidden: many places, in any order.
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(1102)
for places in [(0, 2), (0, 2, 4, 6, 8, 10, 12), (1, 9, 10, 11, 100), (3,)]:
    whole, state = random_network(rng, *[3] * (len(places) + 1)), {}
    for k in rng.permutation(len(places)):
        pair = {"weight": whole[k][0].copy(), "bias": whole[k][1].copy()}
        for kind in rng.permutation(list(pair)):
            state[f"{places[k]}.{kind}"] = pair[str(kind)]
    layers = from_torch(state)
    assert len(layers) == len(places), f"{len(layers)} layers at places {places}"
    for (W, b), (W_old, b_old), place in zip(layers, whole, places, strict=True):
        assert np.array_equal(W, W_old), f"places {places}: not the weights of {place}"
        assert np.array_equal(b, b_old), f"places {places}: not the bias of {place}"
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade_id": "twice-text", "locked": true}
# ## 2 · One network, two frameworks (6 points, 30 minutes)
#
# Write the loss of a network once with JAX and once with PyTorch, and let each find the
# gradient. The loss is that of `numpy_loss` above. Return it and, for each layer, the pair of
# slopes `(dW, db)`. The two slopes must agree to $10^{-10}$, the loss to $10^{-12}$, and that
# also where logits are near 1000.


# %% nbgrader={"grade_id": "twice", "solution": true}
def by_jax(layers, X, y):
    """Loss and gradient of a network, by JAX.

    Args:
        layers: a network, a list of pairs (W, b).
        X: inputs, shape (n, in).
        y: class numbers, integers, shape (n,).

    Returns:
        The loss, a float, and a list of pairs (dW, db) of NumPy arrays, float64.
    """
    ### BEGIN SOLUTION

    def loss(layers):
        z = X
        for k, (W, b) in enumerate(layers):
            z = (jax.nn.relu(z) if k else z) @ W.T + b
        return jnp.mean(jax.nn.logsumexp(z, axis=1) - z[jnp.arange(len(y)), y])

    with jax.enable_x64(True):
        value, slopes = jax.value_and_grad(loss)(layers)
        return float(value), [(np.asarray(dW), np.asarray(db)) for dW, db in slopes]
    ### END SOLUTION


def by_torch(layers, X, y):
    """Loss and gradient of a network, by PyTorch; as by_jax."""
    ### BEGIN SOLUTION
    owned = [[torch.tensor(a, requires_grad=True) for a in layer] for layer in layers]
    z = torch.tensor(X)
    for k, (W, b) in enumerate(owned):
        z = (torch.relu(z) if k else z) @ W.T + b
    value = torch.nn.functional.cross_entropy(z, torch.tensor(y))
    value.backward()
    return value.item(), [(W.grad.numpy(), b.grad.numpy()) for W, b in owned]
    ### END SOLUTION


# %% nbgrader={"grade_id": "test-twice-paper", "points": 1}
# Weights of 0: each of 4 classes has probability 1/4. What are the two slopes of a bias?
X, y = np.array([[1.0, -2.0], [3.0, 0.5]]), np.array([2, 2])
for name, run in {"by_jax": by_jax, "by_torch": by_torch}.items():
    value, slopes = run([(np.zeros((4, 2)), np.zeros(4))], X.copy(), y.copy())
    assert abs(value - np.log(4)) < 1e-12, f"{name}: loss {value}, expected log 4"
    db = np.asarray(slopes[0][1])
    assert db.shape == (4,), f"{name}: db has shape {db.shape}, expected (4,)"
    assert np.allclose(db, [0.25, 0.25, -0.75, 0.25], rtol=0, atol=1e-12), (
        f"{name}: {db}"
    )

# %% nbgrader={"grade_id": "test-twice-jax", "points": 2}
# Hidden: by_jax on other networks, against differences of losses.
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(1103)
for sizes in [(4, 4), (4, 4, 4, 4)]:  # one shape: JAX compiles for each
    layers = random_network(rng, *sizes)
    X, y = rng.standard_normal((7, 4)), rng.integers(0, 4, 7)
    value, slopes = by_jax(copied(layers), X.copy(), y.copy())
    off = abs(value - numpy_loss(layers, X, y))
    assert off < 1e-12, f"the loss is {off:.0e} off: float64?"
    assert len(slopes) == len(layers), f"{len(slopes)} pairs for {len(layers)} layers"
    right = differences(numpy_loss, layers, X, y)
    for k, (got, want) in enumerate(zip(slopes, right, strict=True)):
        for a, b, name in zip(got, want, ("dW", "db"), strict=True):
            note, a = f"by_jax, {name} of layer {k}", np.asarray(a)
            assert a.dtype == np.float64, f"{note}: {a.dtype}"
            np.testing.assert_allclose(a, b, 0, 1e-8, strict=True, err_msg=note)
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "test-twice-torch", "points": 2}
# Hidden: by_torch on other networks, against differences of losses.
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(1104)
for sizes, n in [((3, 4), 2), ((3, 3, 3), 6), ((2, 4, 3, 5), 11)]:
    layers = random_network(rng, *sizes)
    X, y = rng.standard_normal((n, sizes[0])), rng.integers(0, sizes[-1], n)
    value, slopes = by_torch(copied(layers), X.copy(), y.copy())
    off = abs(value - numpy_loss(layers, X, y))
    assert off < 1e-12, f"the loss is {off:.0e} off: float64?"
    right = differences(numpy_loss, layers, X, y)
    for k, (got, want) in enumerate(zip(slopes, right, strict=True)):
        for a, b, name in zip(got, want, ("dW", "db"), strict=True):
            note = f"by_torch, {name} of layer {k} of {len(layers)}"
            a = np.asarray(a)
            np.testing.assert_allclose(a, b, 0, 1e-8, strict=True, err_msg=note)
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "test-twice-together", "points": 1} examiner={"arguments": "returned"}
# Hidden: both together, also where an answer is certain, and the arguments afterwards.
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(1105)
for scale in (1.0, 30.0, 1000.0):
    first, (W, b) = random_network(rng, 4, 4, 4)
    layers, results = [first, (scale * W, b)], []
    X, y = rng.standard_normal((7, 4)), rng.integers(0, 4, 7)
    for name, run in {"by_jax": by_jax, "by_torch": by_torch}.items():
        given = copied(layers), X.copy(), y.copy()
        results.append(run(*given))
        for (W, b), (W_old, b_old) in zip(given[0], layers, strict=True):
            assert np.array_equal(W, W_old), f"{name} changed a weight"
            assert np.array_equal(b, b_old), f"{name} changed a bias"
        assert np.array_equal(given[1], X), f"{name} changed its argument X"
        assert np.array_equal(given[2], y), f"{name} changed its argument y"
    (one, slopes), (two, others) = results
    assert np.isfinite([one, two]).all(), f"losses {one}, {two}: logits near 1000"
    assert abs(one - two) < 1e-12 * max(1, one), f"losses {one} and {two}"
    for first, second in zip(slopes, others, strict=True):
        for a, b in zip(first, second, strict=True):
            size = max(1.0, float(np.max(np.abs(b))))
            np.testing.assert_allclose(a, b, 0, 1e-10 * size, err_msg="jax and torch")
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade_id": "step-text", "locked": true}
# ## 3 · A step that changes nothing (3 points, 15 minutes)
#
# The cell below gives a loss in JAX: the mean squared error of a network with tanh. Write one
# step of descent with momentum for it, as a pure function:
#
# $$v' = \mu v - \eta \nabla L(\theta), \qquad \theta' = \theta + v',$$
#
# with the learning rate $\eta$ = `lr` and the momentum $\mu$ = `momentum`. Weights and
# velocities are networks of the same shapes. Return the new weights and the new velocities,
# and leave the old ones as they are.


# %% nbgrader={"grade_id": "step-given", "locked": true}
def mean_squared_error(layers, X, t):
    """Loss of a network with tanh after each layer but the last; t of shape (n, out)."""
    h = X
    for k, (W, b) in enumerate(layers):
        h = (jnp.tanh(h) if k else h) @ W.T + b
    return jnp.mean((h - t) ** 2)


# %% nbgrader={"grade_id": "step", "solution": true}
def momentum_step(layers, velocity, X, t, lr, momentum):
    """One step of descent with momentum on mean_squared_error.

    Args:
        layers: weights, a list of pairs (W, b).
        velocity: a list of pairs of the same shapes.
        X: inputs, shape (n, in).
        t: targets, shape (n, out).
        lr, momentum: two numbers.

    Returns:
        The new layers and the new velocity, lists of pairs of NumPy arrays, float64.
    """
    ### BEGIN SOLUTION
    with jax.enable_x64(True):
        slopes = jax.tree.map(np.asarray, jax.grad(mean_squared_error)(layers, X, t))
    moved = jax.tree.map(lambda v, d: momentum * v - lr * d, velocity, slopes)
    return jax.tree.map(np.add, layers, moved), moved
    ### END SOLUTION


# %% nbgrader={"grade_id": "test-step-paper", "points": 1}
# One weight w = 2, one example x = 1 with target 0: the loss is w², its slope 4.
one = [(np.array([[2.0]]), np.array([0.0]))]
still = [(np.array([[1.0]]), np.array([0.0]))]
point = np.array([[1.0]]), np.array([[0.0]])
layers, velocity = momentum_step(one, still, *point, 0.1, 0.5)
v, w = float(velocity[0][0][0, 0]), float(layers[0][0][0, 0])
assert abs(v - 0.1) < 1e-12, f"velocity {v}, expected 0.5 · 1 - 0.1 · 4 = 0.1"
assert abs(w - 2.1) < 1e-12, f"weight {w}, expected 2 + 0.1: which velocity moves it?"

# %% nbgrader={"grade_id": "test-step-path", "points": 1}
# Hidden: several steps in a row, against slopes found by differences.
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(1106)


def tanh_loss(layers, X, t):
    out = X
    for k, (W, b) in enumerate(layers):
        out = (np.tanh(out) if k else out) @ W.T + b
    return np.mean((out - t) ** 2)


for lr, momentum in [(0.1, 0.9), (0.3, 0.5)]:
    layers, velocity = random_network(rng, 2, 3, 2), random_network(rng, 2, 3, 2)
    X, t = rng.standard_normal((5, 2)), rng.standard_normal((5, 2))
    for step in range(3):
        slopes = differences(tanh_loss, layers, X, t)
        given = copied(layers), copied(velocity), X.copy(), t.copy()
        got, moved = momentum_step(*given, lr, momentum)
        got, moved = ([tuple(map(np.array, pair)) for pair in x] for x in (got, moved))
        for k, part in [(k, part) for k in range(2) for part in (0, 1)]:
            want = momentum * velocity[k][part] - lr * slopes[k][part]
            pairs = {
                "velocity": (moved, want),
                "weights": (got, layers[k][part] + want),
            }
            for name, (a, b) in pairs.items():
                note = f"{name} of layer {k}, {('W', 'b')[part]}, step {step}"
                np.testing.assert_allclose(a[k][part], b, 0, 1e-7, err_msg=note)
                assert a[k][part].shape == b.shape, f"{note}: {a[k][part].shape}"
        layers, velocity = got, moved
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "test-step-pure", "points": 1} examiner={"arguments": "returned"}
# Hidden: the arguments afterwards, and the same call twice.
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(1107)
layers, velocity = random_network(rng, 2, 3, 2), random_network(rng, 2, 3, 2)
X, t = rng.standard_normal((5, 2)), rng.standard_normal((5, 2))
found = []
for _ in range(2):
    weights, moves = copied(layers), copied(velocity)
    got, moved = momentum_step(weights, moves, X.copy(), t.copy(), 0.1, 0.9)
    for given, old in ((weights, layers), (moves, velocity)):
        for k, part in [(k, part) for k in range(2) for part in (0, 1)]:
            same = np.array_equal(given[k][part], old[k][part])
            assert same, "momentum_step changed the weights or velocity it was given"
    found.append(np.array(got[0][0]))
    for a in (*got[0], *moved[0]):
        assert np.asarray(a).dtype == np.float64, f"{np.asarray(a).dtype}, not float64"
assert np.isfinite(found).all(), "not a finite number"
assert np.array_equal(*found), "the same call twice gives two results"
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade_id": "train-text", "locked": true}
# ## 4 · Mend a training loop (5 points, 25 minutes)
#
# This code should train a network with one hidden layer. Its slips are modelled on published
# ones, and there are three. None of them raises an error. Find them before you run anything.
#
# ```python
# net = nn.Sequential(nn.Linear(64, 32), nn.ReLU(), nn.Linear(32, 10), nn.Softmax(dim=1))
# optimizer = torch.optim.SGD(net.parameters(), lr=0.1)
# cross_entropy = nn.CrossEntropyLoss()
# for step in range(steps):
#     loss = cross_entropy(net(X), y)
#     loss.backward()
#     optimizer.step()
#     losses.append(cross_entropy(net(X), y).item())
# ```
#
# Write the loop it should have been, for a given network of any depth: start from its weights,
# make exactly `steps` steps of plain descent on the mean cross-entropy over all of `X`, and
# record the loss *before* each step.


# %% nbgrader={"grade_id": "train", "solution": true}
def train(layers, X, y, lr, steps):
    """Train a network by full-batch gradient descent, in PyTorch.

    Args:
        layers: where to start, a list of pairs (W, b).
        X: inputs, shape (n, in).
        y: class numbers, integers, shape (n,).
        lr: learning rate, above 0.
        steps: number of steps.

    Returns:
        The trained layers, a list of pairs (W, b) of NumPy arrays, float64, and a list of
        `steps` losses, floats.
    """
    ### BEGIN SOLUTION
    modules = []
    for W, b in layers:
        linear = torch.nn.Linear(W.shape[1], W.shape[0], dtype=torch.float64)
        linear.load_state_dict({"weight": torch.tensor(W), "bias": torch.tensor(b)})
        modules += [linear, torch.nn.ReLU()]
    net = torch.nn.Sequential(*modules[:-1])
    optimizer = torch.optim.SGD(net.parameters(), lr=lr)
    X, y, losses = torch.tensor(X), torch.tensor(y), []
    for _ in range(steps):
        loss = torch.nn.functional.cross_entropy(net(X), y)
        losses.append(loss.item())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    trained = [p.detach().numpy() for p in net.parameters()]
    return list(zip(trained[::2], trained[1::2], strict=True)), losses
    ### END SOLUTION


# %% nbgrader={"grade_id": "test-train-shapes", "points": 1}
# Before the first step, weights of 0 say nothing: the loss is log 5. What comes back?
X, y = np.array([[1.0, 2.0], [0.5, -1.0], [3.0, 0.0]]), np.array([4, 0, 1])
start = [(np.ones((3, 2)), np.zeros(3)), (np.zeros((5, 3)), np.zeros(5))]
layers, losses = train(start, X.copy(), y.copy(), 0.1, 4)
assert len(losses) == 4, f"{len(losses)} losses for 4 steps"
assert abs(float(losses[0]) - np.log(5)) < 1e-12, f"the first loss is {losses[0]}"
shapes = [(np.shape(W), np.shape(b)) for W, b in layers]
assert shapes == [((3, 2), (3,)), ((5, 3), (5,))], f"weights of shapes {shapes}"

# %% nbgrader={"grade_id": "test-train-digits", "points": 1}
# 200 digits: how far down can the loss go, and does it ever go up on the way?
images, digit = load_digits(return_X_y=True)
X, y = images[:200] / 16, digit[:200]
rng = np.random.default_rng(4)
start = [(W / 6, b) for W, b in random_network(rng, 64, 32, 10)]
layers, losses = train(start, X.copy(), y.copy(), 0.2, 300)
assert losses[-1] < 0.5, f"loss {losses[-1]:.3f} after 300 steps: what is its floor?"
assert (np.diff(losses) < 0).all(), "the loss must fall at each step"

# %% nbgrader={"grade_id": "test-train-step", "points": 1}
# Hidden: one step, against slopes found by differences.
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(1108)
for sizes, n, lr in [((3, 4), 5, 0.5), ((2, 4, 3), 6, 0.1), ((3, 3, 4, 2), 8, 1.0)]:
    layers = random_network(rng, *sizes)
    X, y = rng.standard_normal((n, sizes[0])), rng.integers(0, sizes[-1], n)
    after, _ = train(copied(layers), X.copy(), y.copy(), lr, 1)
    slopes = differences(numpy_loss, layers, X, y)
    for k, part in [(k, part) for k in range(len(layers)) for part in (0, 1)]:
        want = layers[k][part] - lr * slopes[k][part]
        note = f"{('W', 'b')[part]} of layer {k} of {len(layers)} after one step"
        got = np.asarray(after[k][part], dtype=float)
        np.testing.assert_allclose(got, want, 0, 1e-6, strict=True, err_msg=note)
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "test-train-fresh", "points": 1}
# Hidden: five steps are five times one step.
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(1109)
for sizes, n, lr in [((4, 3), 6, 0.5), ((3, 5, 4), 9, 0.2)]:
    layers = random_network(rng, *sizes)
    X, y = rng.standard_normal((n, sizes[0])), rng.integers(0, sizes[-1], n)
    whole, _ = train(copied(layers), X.copy(), y.copy(), lr, 5)
    for _ in range(5):
        layers, _ = train(copied(layers), X.copy(), y.copy(), lr, 1)
        layers = [(np.array(W), np.array(b)) for W, b in layers]
    for (W, b), (W_one, b_one) in zip(whole, layers, strict=True):
        assert np.isfinite(W).all() and np.isfinite(b).all(), "not a finite number"
        note = "five steps differ from five times one: what is left over from a step?"
        np.testing.assert_allclose(W, W_one, 1e-9, 1e-12, err_msg=note)
        np.testing.assert_allclose(b, b_one, 1e-9, 1e-12, err_msg=note)
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "test-train-losses", "points": 1} examiner={"arguments": "returned"}
# Hidden: each loss, the types, and the arguments afterwards.
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(1110)
layers = random_network(rng, 3, 4, 3)
X, y = rng.standard_normal((7, 3)), rng.integers(0, 3, 7)
for steps in (1, 2, 6):
    given = copied(layers), X.copy(), y.copy()
    after, losses = train(*given, 0.3, steps)
    for (W, b), (W_old, b_old) in zip(given[0], layers, strict=True):
        assert np.array_equal(W, W_old), "train changed a weight that it was given"
        assert np.array_equal(b, b_old), "train changed a bias that it was given"
    assert np.array_equal(given[1], X), "train changed its argument X"
    assert np.array_equal(given[2], y), "train changed its argument y"
    assert len(losses) == steps, f"{len(losses)} losses for {steps} steps"
    kept = np.asarray(after[0][0]).dtype
    assert kept == np.float64, f"weights in {kept}, expected float64"
    before = copied(layers)
    if steps > 1:
        before, _ = train(before, X.copy(), y.copy(), 0.3, steps - 1)
    want = numpy_loss([(np.array(W), np.array(b)) for W, b in before], X, y)
    last = float(losses[-1])
    assert abs(last - want) < 1e-10, f"loss {steps} is not that before step {steps}"
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade_id": "scalars-text", "locked": true}
# ## 5 · Read a log (4 points, 25 minutes)
#
# A TensorBoard event file is a row of records. A record is the length $L$ of its data (8
# bytes, an unsigned integer, the least significant byte first), 4 bytes of check sum, $L$ bytes
# of data, and 4 bytes of check sum. You need not verify the check sums. The data is an `Event`
# (imported above): `event = Event.FromString(data)` has `event.step` and a list
# `event.summary.value`, each with `.tag` and `.simple_value`. Some events have an empty list,
# and some hold several values.
#
# Return all scalars by tag, each with its step, in the order of the file. A run may be still
# writing while you read: if the file ends in the middle of its last record, leave that record
# out.


# %% nbgrader={"grade_id": "scalars", "solution": true}
def scalars(file):
    """The scalars in an event file.

    Args:
        file: the bytes of the file.

    Returns:
        A dictionary from each tag to a list of pairs (step, value).
    """
    ### BEGIN SOLUTION
    found, at = {}, 0
    while at + 8 <= len(file):
        size = int.from_bytes(file[at : at + 8], "little")
        if at + 16 + size > len(file):
            break
        event = Event.FromString(file[at + 12 : at + 12 + size])
        for value in event.summary.value:
            pair = event.step, value.simple_value
            found.setdefault(value.tag, []).append(pair)
        at += 16 + size
    return found
    ### END SOLUTION


# %% nbgrader={"grade_id": "test-scalars-paper", "points": 1}
# One tag, two steps, written by hand.
found = scalars(record(0, loss=2.5) + record(10, loss=0.25))
assert list(found) == ["loss"], f"tags {list(found)}, expected loss alone"
pairs = [tuple(pair) for pair in found["loss"]]
assert pairs == [(0, 2.5), (10, 0.25)], f"loss: {pairs}"


# %% nbgrader={"grade_id": "test-scalars-tags", "points": 1}
# Hidden: several tags, by turns and together, with steps of their own.
### BEGIN HIDDEN TESTS
rng, file, want = np.random.default_rng(1111), b"", {}
for step in (0, 1, 5, 5, 70, 3):
    tags = rng.permutation(["loss", "rate", "norm"])[: rng.integers(1, 4)].tolist()
    values = {tag: float(rng.integers(0, 64)) / 8 for tag in tags}
    file += record(step, **values)
    for tag, value in values.items():
        want.setdefault(tag, []).append((step, value))
found = scalars(file)
assert set(found) == set(want), f"tags {sorted(found)}, expected {sorted(want)}"
for tag, pairs in want.items():
    got = [tuple(pair) for pair in found[tag]]
    assert got == pairs, f"{tag}: {got}, is each step and value where it belongs?"
### END HIDDEN TESTS


# %% nbgrader={"grade_id": "test-scalars-long", "points": 1}
# Hidden: empty files, events without a value, and records of all lengths.
### BEGIN HIDDEN TESTS
assert len(scalars(b"")) == 0, "an empty file holds no scalar"
assert len(scalars(record(0) + record(1))) == 0, "no value, and so no scalar"
for length in (1, 100, 250, 300, 70_000):
    one = record(length, **{"t" * length: 0.5})
    found = scalars(record(0) + record(1) + one + record(2) + one)
    assert len(found) == 1, f"{len(found)} tags, expected one, of {length} characters"
    pairs = [tuple(pair) for pair in found["t" * length]]
    assert pairs == [(length, 0.5)] * 2, f"a tag of {length} characters: {pairs}"
### END HIDDEN TESTS


# %% nbgrader={"grade_id": "test-scalars-cut", "points": 1}
# Hidden: a file that is still being written, cut at every byte of its last record.
### BEGIN HIDDEN TESTS
whole, last = record(1, loss=0.5) + record(2, loss=0.25), record(300, loss=0.125)
for cut in range(len(last)):
    found = scalars(whole + last[:cut])
    pairs = [tuple(pair) for pair in found["loss"]]
    assert pairs == [(1, 0.5), (2, 0.25)], f"cut after byte {cut}: {pairs}"
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade_id": "report-text", "locked": true}
# ## 6 · Four hundred times faster (4 points, 15 minutes, read by a person)
#
# A report says: "Library A makes 400 times as many training steps a second as library B." The
# network was 64-64-10 with batches of 64; A's step was compiled, B's was not; A's call returns
# before its result is ready, and nobody waited. In at most 120 words: name two things that are
# wrong with how it was measured, say what you would expect of the factor for a network 20 times
# as wide, and why.

# %% [markdown] nbgrader={"grade_id": "report", "solution": true, "points": 4}
# *One point for each of two faults, one for the expectation, one for its reason.*
#
# 1. The clock stops before A's work is done: wait for the result (`block_until_ready`).
# 2. Compiled is compared with not compiled: that compares two ways to run, not two libraries.
#    Compile both, or neither. (Also accepted: first call and best of several not told apart;
#    one size only; number of threads not said.)
# 3. The factor shrinks. B loses a fixed time at each operation; a wide network spends its time
#    in matrix products, which both do in much the same compiled code.
