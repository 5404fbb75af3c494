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
# (out, in) and `b` of shape (out,). There is a ReLU after each layer but the last, where
# nothing else is said. Write functions that change none of their arguments and return NumPy arrays and plain numbers.
# Before you hand in, press **Validate**.
#
# [The lecture](../../notebooks/11_frameworks.ipynb) | [Contents](../../notebooks/start.md)

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
# Six functions that the tests below use. They may serve you as well.


# %% nbgrader={"grade_id": "given", "locked": true}
def random_network(rng, *sizes):
    """A network with sizes[0] inputs and sizes[-1] outputs."""
    pairs = pairwise(sizes)
    return [(rng.standard_normal((m, n)), rng.standard_normal(m)) for n, m in pairs]


def copied(layers):
    return [(W.copy(), b.copy()) for W, b in layers]


def relu(z):
    return np.where(z > 0, z, 0.0)


def numpy_loss(layers, X, y, activation=relu):
    """Mean softmax cross-entropy of a network, from logits; y holds class numbers."""
    z = X
    for k, (W, b) in enumerate(layers):
        z = (activation(z) if k else z) @ W.T + b
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


# %% nbgrader={"grade_id": "test-move-paper", "points": 1} examiner={"arguments": "returned"}
# A network with 3 inputs, 2 and 2 hidden units and 1 output, there and here.
W1, b1 = np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]), np.array([7.0, 8.0])
W2, b2 = np.array([[9.0, 10.0], [11.0, 12.0]]), np.array([13.0, 14.0])
W3, b3 = np.array([[15.0, 16.0]]), np.array([17.0])
network = [(W1, b1), (W2, b2), (W3, b3)]
given = copied(network)
flat = [np.array(a) for a in to_keras(given)]
for old, now in zip(network, given, strict=True):
    assert all(map(np.array_equal, old, now)), "to_keras changed the network"
shapes = [a.shape for a in flat]
want = [(3, 2), (2,), (2, 2), (2,), (2, 1), (1,)]
assert shapes == want, f"to_keras gives shapes {shapes}, expected {want}"
assert flat[0].tolist() == [[1, 4], [2, 5], [3, 6]], f"the first kernel is {flat[0]}"
assert flat[2].tolist() == [[9, 11], [10, 12]], f"the second kernel is {flat[2]}"
biases = [flat[k].tolist() for k in (1, 3, 5)]
assert biases == [[7, 8], [13, 14], [17]], f"the biases are {biases}"
W4, W5 = np.arange(20.0, 28.0).reshape(4, 2), np.arange(30.0, 34.0)[None]
b4 = np.arange(40.0, 44.0)
network = [(W2, b2), (W4, b4), (W5, b3)]
state = {"10.bias": b3, "2.bias": b4, "0.weight": W2}
state |= {"10.weight": W5, "2.weight": W4, "0.bias": b2}
given = {name: a.copy() for name, a in state.items()}
pairs = [(np.array(W), np.array(b)) for W, b in from_torch(given)]
for name, a in state.items():
    assert np.array_equal(given[name], a), f"from_torch changed {name}"
assert len(pairs) == 3, f"from_torch gives {len(pairs)} layers, expected 3"
for place, (W, b), (W_old, b_old) in zip((0, 2, 10), pairs, network, strict=True):
    assert W.tolist() == W_old.tolist(), f"place {place}: W is {W.tolist()}"
    assert b.tolist() == b_old.tolist(), f"place {place}: b is {b.tolist()}"

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
#
# `activation` stands after each layer but the last, for the ReLU: a function of JAX is given to
# `by_jax`, and one of PyTorch to `by_torch`. It takes an array, or a tensor, of any shape.


# %% nbgrader={"grade_id": "twice", "solution": true}
def by_jax(layers, X, y, activation=jax.nn.relu):
    """Loss and gradient of a network, by JAX.

    Args:
        layers: a network, a list of pairs (W, b).
        X: inputs, shape (n, in).
        y: class numbers, integers, shape (n,).
        activation: what follows each layer but the last, a function of JAX.

    Returns:
        The loss, a float, and a list of pairs (dW, db) of NumPy arrays, float64.
    """
    ### BEGIN SOLUTION

    def loss(layers):
        z = X
        for k, (W, b) in enumerate(layers):
            z = (activation(z) if k else jnp.asarray(z)) @ W.T + b
        return jnp.mean(jax.nn.logsumexp(z, axis=1) - z[jnp.arange(len(y)), y])

    with jax.enable_x64(True):
        value, slopes = jax.value_and_grad(loss)(layers)
        return float(value), [(np.asarray(dW), np.asarray(db)) for dW, db in slopes]
    ### END SOLUTION


def by_torch(layers, X, y, activation=torch.relu):
    """Loss and gradient of a network, by PyTorch; as by_jax."""
    ### BEGIN SOLUTION
    owned = [[torch.tensor(a, requires_grad=True) for a in layer] for layer in layers]
    z = torch.tensor(X)
    for k, (W, b) in enumerate(owned):
        z = (activation(z) if k else z) @ W.T + b
    value = torch.nn.functional.cross_entropy(z, torch.tensor(y))
    value.backward()
    return value.item(), [(W.grad.numpy(), b.grad.numpy()) for W, b in owned]
    ### END SOLUTION


# %% nbgrader={"grade_id": "test-twice-paper", "points": 1} examiner={"arguments": "returned"}
# Weights of 0: each of 4 classes has probability 1/4. What are the two slopes of a bias?
X, y = np.array([[1.0, -2.0], [3.0, 0.5]]), np.array([2, 2])
for name, run in {"by_jax": by_jax, "by_torch": by_torch}.items():
    given = [(np.zeros((4, 2)), np.zeros(4))], X.copy(), y.copy()
    value, slopes = run(*given)
    ((W, b),) = given[0]
    assert not W.any() and not b.any(), f"{name} changed the network"
    assert np.array_equal(given[1], X), f"{name} changed its argument X"
    assert np.array_equal(given[2], y), f"{name} changed its argument y"
    assert abs(value - np.log(4)) < 1e-12, f"{name}: loss {value}, expected log 4"
    assert len(slopes) == 1, f"{name}: {len(slopes)} pairs for one layer"
    dW, db = (np.asarray(a) for a in slopes[0])
    assert dW.dtype == db.dtype == np.float64, f"{name}: slopes in {dW.dtype}"
    shapes = dW.shape, db.shape
    assert shapes == ((4, 2), (4,)), f"{name}: dW and db have shapes {shapes}"
    assert np.allclose(db, [0.25, 0.25, -0.75, 0.25], 0, 1e-12), f"{name}: db is {db}"
    want = np.outer([0.25, 0.25, -0.75, 0.25], [2.0, -0.75])
    assert np.allclose(dW, want, 0, 1e-12), f"{name}: dW is {dW}, expected {want}"


# %% nbgrader={"grade_id": "test-twice-jax", "points": 2} examiner={"functions": "sent"}
# by_jax on other networks, against differences of losses; then with another activation.
def silu(z):
    return z / (1 + np.exp(-z))


def agree(name, run, seed, sizes, n, own=None):
    """Whether a function finds loss and slopes; own: its activation, if not ReLU."""
    rng, plain = np.random.default_rng(seed), silu if own else relu
    layers = random_network(rng, *sizes)
    X, y = rng.standard_normal((n, sizes[0])), rng.integers(0, sizes[-1], n)
    given = copied(layers), X.copy(), y.copy(), *([own] if own else [])
    value, slopes = run(*given)
    name = f"{name}, sizes {sizes}, {plain.__name__}"
    off = abs(value - numpy_loss(layers, X, y, plain))
    assert off < 1e-12 * max(1, value), f"{name}: the loss is {off:.0e} off"
    assert len(slopes) == len(layers), f"{name}: {len(slopes)} pairs of slopes"
    right = differences(numpy_loss, layers, X, y, plain)
    for k, (got, want) in enumerate(zip(slopes, right, strict=True)):
        for a, b, part in zip(got, want, ("dW", "db"), strict=True):
            note, a = f"{name}: {part} of layer {k}", np.asarray(a)
            assert a.dtype == np.float64, f"{note} is in {a.dtype}"
            assert a.shape == b.shape, f"{note} has shape {a.shape}, expected {b.shape}"
            off = np.abs(a - b).max()
            assert off < 1e-8, f"{note} is off by {off:.0e}"


agree("by_jax", by_jax, 1, (4, 4, 4, 4), 7)
agree("by_jax", by_jax, 2, (4, 4, 4, 4), 7, jax.nn.silu)
# Hidden: the same for others.
### BEGIN HIDDEN TESTS
for seed, sizes in [
    (1103, (4, 4)),
    (1104, (4, 4, 4, 4)),
]:  # JAX compiles for each shape
    agree("by_jax", by_jax, seed, sizes, 7)
agree("by_jax", by_jax, 1105, (4, 4, 4), 7, jax.nn.silu)
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "test-twice-torch", "points": 2} examiner={"functions": "sent"}
# by_torch in the same way.
agree("by_torch", by_torch, 3, (2, 4, 3, 5), 6)
agree("by_torch", by_torch, 4, (3, 5, 4), 7, torch.nn.functional.silu)
# Hidden: the same for others.
### BEGIN HIDDEN TESTS
for seed, sizes, n in [
    (1106, (3, 4), 2),
    (1107, (3, 3, 3), 6),
    (1108, (2, 4, 3, 5), 11),
]:
    agree("by_torch", by_torch, seed, sizes, n)
agree("by_torch", by_torch, 1109, (2, 3, 3, 4), 5, torch.nn.functional.silu)
### END HIDDEN TESTS


# %% nbgrader={"grade_id": "test-twice-together", "points": 1} examiner={"arguments": "returned"}
# Both together, where logits are near 1000, and the arguments afterwards.
def together(seed, scale):
    rng = np.random.default_rng(seed)
    first, (W, b) = random_network(rng, 4, 4, 4)
    layers, results = [first, (scale * W, b)], []
    X, y = rng.standard_normal((7, 4)), rng.integers(0, 4, 7)
    for name, run in {"by_jax": by_jax, "by_torch": by_torch}.items():
        given = copied(layers), X.copy(), y.copy()
        results.append(run(*given))
        for now, old in zip(given[0], layers, strict=True):
            assert all(map(np.array_equal, now, old)), f"{name} changed the network"
        assert np.array_equal(given[1], X), f"{name} changed its argument X"
        assert np.array_equal(given[2], y), f"{name} changed its argument y"
    (one, slopes), (two, others) = results
    assert np.isfinite([one, two]).all(), f"losses {one}, {two}: logits near 1000"
    assert abs(one - two) < 1e-12 * max(1, one), f"losses {one} and {two}"
    for first, second in zip(slopes, others, strict=True):
        for a, b in zip(first, second, strict=True):
            size = max(1.0, float(np.max(np.abs(b))))
            note = f"slopes of JAX and PyTorch, logits of size {scale:g}"
            np.testing.assert_allclose(a, b, 0, 1e-10 * size, err_msg=note)


together(5, 1000.0)
# Hidden: the same for others.
### BEGIN HIDDEN TESTS
for scale in (1.0, 30.0, 1000.0):
    together(1105, scale)
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


# %% nbgrader={"grade_id": "test-step-paper", "points": 1} examiner={"arguments": "returned"}
# One weight w = 2, one example x = 1 with target 0: the loss is w², its slope 4.
one = [(np.array([[2.0]]), np.array([0.0]))]
still = [(np.array([[1.0]]), np.array([0.5]))]
point = np.array([[1.0]]), np.array([[0.0]])
given = copied(one), copied(still), point[0].copy(), point[1].copy()
layers, velocity = momentum_step(*given, 0.1, 0.5)
for now, old, name in [(given[0], one, "weights"), (given[1], still, "velocity")]:
    same = all(map(np.array_equal, now[0], old[0]))
    assert same, f"momentum_step changed the {name} it was given"
for now, old, name in zip(given[2:], point, "Xt", strict=True):
    assert np.array_equal(now, old), f"momentum_step changed its argument {name}"
kinds = [np.asarray(a).dtype for a in (*layers[0], *velocity[0])]
assert all(kind == np.float64 for kind in kinds), f"arrays of {kinds}, not float64"
v, w = float(velocity[0][0][0, 0]), float(layers[0][0][0, 0])
assert abs(v - 0.1) < 1e-12, f"velocity {v}, expected 0.5 · 1 - 0.1 · 4 = 0.1"
assert abs(w - 2.1) < 1e-12, f"weight {w}, expected 2 + 0.1: which velocity moves it?"
v, b = float(velocity[0][1][0]), float(layers[0][1][0])
assert abs(v + 0.15) < 1e-12, f"velocity of the bias {v}, expected 0.5 · 0.5 - 0.1 · 4"
assert abs(b + 0.15) < 1e-12, f"bias {b}, expected 0 - 0.15"


# %% nbgrader={"grade_id": "test-step-path", "points": 1}
# Two steps in a row, against slopes found by differences.
def tanh_loss(layers, X, t):
    out = X
    for k, (W, b) in enumerate(layers):
        out = (np.tanh(out) if k else out) @ W.T + b
    return np.mean((out - t) ** 2)


def walk(seed, lr, momentum, steps):
    rng = np.random.default_rng(seed)
    layers, velocity = random_network(rng, 2, 3, 2), random_network(rng, 2, 3, 2)
    X, t = rng.standard_normal((5, 2)), rng.standard_normal((5, 2))
    for step in range(steps):
        slopes = differences(tanh_loss, layers, X, t)
        given = copied(layers), copied(velocity), X.copy(), t.copy()
        got, moved = momentum_step(*given, lr, momentum)
        got, moved = ([tuple(map(np.array, pair)) for pair in x] for x in (got, moved))
        for k, part in [(k, part) for k in range(2) for part in (0, 1)]:
            want = momentum * velocity[k][part] - lr * slopes[k][part]
            for name, a, b in [
                ("velocity", moved[k][part], want),
                ("weights", got[k][part], layers[k][part] + want),
            ]:
                note = f"{name} of layer {k}, {('W', 'b')[part]}, step {step}"
                assert a.shape == b.shape, f"{note}: shape {a.shape}, not {b.shape}"
                off = np.abs(a - b).max()
                assert off < 1e-7, f"{note}: off by {off:.0e}, {lr = }, {momentum = }"
        layers, velocity = got, moved


walk(6, 0.2, 0.7, 2)
# Hidden: the same for others.
### BEGIN HIDDEN TESTS
walk(1106, 0.1, 0.9, 3)
walk(1107, 0.3, 0.5, 3)
walk(1108, 0.03, 0.2, 1)
### END HIDDEN TESTS


# %% nbgrader={"grade_id": "test-step-pure", "points": 1} examiner={"arguments": "returned"}
# The arguments afterwards, and the same call twice.
def pure(seed):
    rng = np.random.default_rng(seed)
    layers, velocity = random_network(rng, 2, 3, 2), random_network(rng, 2, 3, 2)
    X, t = rng.standard_normal((5, 2)), rng.standard_normal((5, 2))
    found = []
    for _ in range(2):
        given = copied(layers), copied(velocity), X.copy(), t.copy()
        got, moved = momentum_step(*given, 0.1, 0.9)
        for now, old in zip(given[0] + given[1], layers + velocity, strict=True):
            same = all(map(np.array_equal, now, old))
            assert same, "momentum_step changed the weights or velocity it was given"
        assert np.array_equal(given[2], X), "momentum_step changed its argument X"
        assert np.array_equal(given[3], t), "momentum_step changed its argument t"
        found.append(np.array(got[0][0]))
        for a in (*got[0], *moved[0]):
            kind = np.asarray(a).dtype
            assert kind == np.float64, f"arrays of {kind}, not float64"
    assert np.isfinite(found).all(), "not a finite number"
    assert np.array_equal(*found), "the same call twice gives two results"


pure(7)
# Hidden: the same for others.
### BEGIN HIDDEN TESTS
pure(1107)
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
layers, losses = train(copied(start), X.copy(), y.copy(), 0.1, 4)
assert len(losses) == 4, f"{len(losses)} losses for 4 steps"
assert abs(float(losses[0]) - np.log(5)) < 1e-12, f"the first loss is {losses[0]}"
shapes = [(np.shape(W), np.shape(b)) for W, b in layers]
assert shapes == [((3, 2), (3,)), ((5, 3), (5,))], f"weights of shapes {shapes}"
# Nothing left to learn, or hardly a step: they are `steps` steps all the same.
sure = [(1e3 * np.eye(5, 2), np.zeros(5))]
X = np.array([[2.0, 1.0], [1.0, 3.0], [4.0, 0.0]])
for first, y, lr, why in [
    (sure, np.array([0, 1, 0]), 0.1, "where the loss is 0"),
    (start, np.array([4, 0, 1]), 1e-15, "at a rate of 1e-15"),
]:
    losses = train(copied(first), X.copy(), y.copy(), lr, 9)[1]
    assert len(losses) == 9, f"{len(losses)} losses for 9 steps, {why}"

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
# One step, against slopes found by differences.
def one_step(seed, sizes, n, lr, scale=1.0):
    rng = np.random.default_rng(seed)
    layers = random_network(rng, *sizes)
    X, y = scale * rng.standard_normal((n, sizes[0])), rng.integers(0, sizes[-1], n)
    after, losses = train(copied(layers), X.copy(), y.copy(), lr, 1)
    want = numpy_loss(layers, X, y)
    assert abs(float(losses[0]) - want) < 1e-10 * max(1, want), "the loss of one step"
    slopes = differences(numpy_loss, layers, X, y)
    for k, part in [(k, part) for k in range(len(layers)) for part in (0, 1)]:
        want = layers[k][part] - lr * slopes[k][part]
        note = f"{('W', 'b')[part]} of layer {k} of {len(layers)} after one step"
        got = np.asarray(after[k][part], dtype=float)
        assert got.shape == want.shape, f"{note} has shape {got.shape}"
        off = np.abs(got - want).max()
        assert off < 1e-6, f"{note}: off by {off:.0e}, {lr = }"


one_step(8, (3, 5, 4, 3), 7, 0.5)
one_step(9, (3, 4), 5, 0.3, 20.0)
# Hidden: the same for others.
### BEGIN HIDDEN TESTS
for seed, sizes, n, lr in [(1, (3, 4), 5, 0.5), (2, (2, 4, 3), 6, 0.1)]:
    one_step(1108 + seed, sizes, n, lr)
one_step(1111, (3, 3, 4, 2), 8, 1.0)
one_step(1112, (3, 6), 9, 0.7, 15.0)
### END HIDDEN TESTS


# %% nbgrader={"grade_id": "test-train-fresh", "points": 1}
# Five steps are five times one step.
def five(seed, sizes, n, lr):
    rng = np.random.default_rng(seed)
    layers = random_network(rng, *sizes)
    X, y = rng.standard_normal((n, sizes[0])), rng.integers(0, sizes[-1], n)
    whole, _ = train(copied(layers), X.copy(), y.copy(), lr, 5)
    for _ in range(5):
        layers, _ = train(copied(layers), X.copy(), y.copy(), lr, 1)
        layers = [(np.array(W), np.array(b)) for W, b in layers]
    for pair, fresh in zip(whole, layers, strict=True):
        for a, b in zip(pair, fresh, strict=True):
            assert np.isfinite(a).all(), "not a finite number"
            note = "five steps differ from five times one: what is left of a step?"
            np.testing.assert_allclose(a, b, 1e-9, 1e-12, err_msg=note)


five(10, (3, 4, 3), 8, 0.4)
# Hidden: the same for others.
### BEGIN HIDDEN TESTS
five(1109, (4, 3), 6, 0.5)
five(1110, (3, 5, 4), 9, 0.2)
### END HIDDEN TESTS


# %% nbgrader={"grade_id": "test-train-losses", "points": 1} examiner={"arguments": "returned"}
# Each loss, the types, and the arguments afterwards.
def before_each(seed, sizes, n, counts):
    rng = np.random.default_rng(seed)
    layers = random_network(rng, *sizes)
    X, y = rng.standard_normal((n, sizes[0])), rng.integers(0, sizes[-1], n)
    for steps in counts:
        given = copied(layers), X.copy(), y.copy()
        after, losses = train(*given, 0.3, steps)
        for now, old in zip(given[0], layers, strict=True):
            assert all(map(np.array_equal, now, old)), "train changed the given network"
        assert np.array_equal(given[1], X), "train changed its argument X"
        assert np.array_equal(given[2], y), "train changed its argument y"
        assert len(losses) == steps, f"{len(losses)} losses for {steps} steps"
        for a in (a for pair in after for a in pair):
            kind = np.asarray(a).dtype
            assert kind == np.float64, f"weights in {kind}, expected float64"
        before = copied(layers)
        if steps > 1:
            before, _ = train(before, X.copy(), y.copy(), 0.3, steps - 1)
        want = numpy_loss([(np.array(W), np.array(b)) for W, b in before], X, y)
        off = abs(float(losses[-1]) - want)
        assert off < 1e-10, (
            f"loss {steps} is not that before step {steps}: {off:.0e} off"
        )


before_each(11, (3, 5, 4), 6, (1, 4))
# Hidden: the same for others.
### BEGIN HIDDEN TESTS
before_each(1110, (3, 4, 3), 7, (1, 2, 6))
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
# Written by hand: one tag, two steps; then two tags, by turns and together.
found = scalars(record(0, loss=2.5) + record(10, loss=0.25))
assert list(found) == ["loss"], f"tags {list(found)}, expected loss alone"
pairs = [tuple(pair) for pair in found["loss"]]
assert pairs == [(0, 2.5), (10, 0.25)], f"loss: {pairs}"
shapes = [np.shape(part) for pair in pairs for part in pair]
assert shapes == [()] * 4, f"parts of shapes {shapes}, expected numbers"
file = record(7, loss=4.0, **{"val/loss": 0.5}) + record(7, **{"val/loss": 0.25})
file += record(3, loss=-1.0) + record(8) + record(9, **{"val/loss": 0.125, "loss": 0.0})
found = scalars(file)
want = {
    "loss": [(7, 4.0), (3, -1.0), (9, 0.0)],
    "val/loss": [(7, 0.5), (7, 0.25), (9, 0.125)],
}
for tag, pairs in want.items():
    got = [tuple(pair) for pair in found[tag]]
    assert got == pairs, f"{tag}: {got}, expected {pairs}"
assert len(found) == 2, f"tags {sorted(found)}, expected two"

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
# An empty file, events without a value, and records that are longer than 255 bytes.
def none(file):
    found = scalars(file)
    assert len(found) == 0, f"{len(found)} tags in a file without a value"


def long(length, step):
    tag = "t" * length
    one, two = record(step, **{tag: 0.5}), record(step + 1, **{tag: 0.25})
    found = scalars(record(0) + record(1) + one + record(2) + two)
    assert list(found) == [tag], f"{len(found)} tags, expected one of {length} letters"
    pairs = [tuple(pair) for pair in found[tag]]
    assert pairs == [(step, 0.5), (step + 1, 0.25)], f"a tag of {length} letters"


none(b"")
none(record(0) + record(1))
for length in (1, 280, 80_000):
    long(length, 300)
# Hidden: records of other lengths.
### BEGIN HIDDEN TESTS
none(record(5))
for length in (100, 250, 300, 70_000):
    long(length, length)
### END HIDDEN TESTS


# %% nbgrader={"grade_id": "test-scalars-cut", "points": 1}
# A file that is still being written, cut at every byte of its last record.
def cut(last, at):
    whole = record(1, loss=0.5) + record(2, loss=0.25)
    found = scalars(whole + last[:at])
    where = f"{at} of {len(last)} bytes of the next record are there"
    assert list(found) == ["loss"], f"{len(found)} tags, expected one; {where}"
    pairs = [tuple(pair) for pair in found["loss"]]
    assert pairs == [(1, 0.5), (2, 0.25)], f"{len(pairs)} pairs, expected 2; {where}"


last = record(300, loss=0.125)
for at in range(len(last)):
    cut(last, at)
# Hidden: another one, with a tag of its own.
### BEGIN HIDDEN TESTS
last = record(9, **{"n" * 300: 0.5})
for at in (0, 1, 7, 8, 9, 11, 12, 13, 256, 300, len(last) - 5, len(last) - 1):
    cut(last, at)
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
