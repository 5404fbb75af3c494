# %% [markdown] nbgrader={"grade_id": "intro", "locked": true}
# # Problem set 5 · Where to start
#
# Six exercises in code and one in words: 25 points, about two hours.
#
# Replace each `raise NotImplementedError()` with your code, and run the cells below it.
# They are tests: silence means that they pass, and a message says what they found. Some
# tests are hidden and run when your work is graded; they ask for nothing that the text
# does not ask for. Each test cell earns its points by itself.
#
# Write functions that take arrays, return arrays and change none of their arguments.
# Use NumPy. Where a function draws, it is given a whole number `seed` and makes its own
# `rng = np.random.default_rng(seed)`: the same seed gives the same numbers, another seed
# others. Each exercise stands alone. Before you hand in, press **Validate**.

# %% nbgrader={"grade_id": "imports", "locked": true}
import numpy as np
from sklearn.datasets import load_digits

# %% [markdown] nbgrader={"grade_id": "gradients-text", "locked": true}
# ## 1 · What equal units learn (4 points, 25 minutes)
#
# A network has one hidden layer of sigmoids and one logit, $h_i = \sigma(W x_i + b)$ and
# $z_i = \langle v, h_i\rangle + c$. Its loss is the mean over the $n$ examples of the
# binary cross-entropy $\log(1 + e^{z_i}) - y_i z_i$. Return the gradient of the loss in
# all four parameters: the direction in which it grows.
#
# On paper first: what is each gradient if all parameters are 0? And what do your
# formulas give to two hidden units with the same weights?


# %% nbgrader={"grade_id": "gradients", "solution": true}
def gradients(W, b, v, c, X, y):
    """Gradient of the mean binary cross-entropy of a network with one hidden layer.

    Args:
        W: weights of m hidden units, shape (m, d).
        b: their biases, shape (m,).
        v: weights of the output, shape (m,).
        c: its bias, a number.
        X: inputs, shape (n, d).
        y: targets in {0, 1}, shape (n,).

    Returns:
        dW of shape (m, d), db and dv of shape (m,), and the number dc.
    """
    ### BEGIN SOLUTION
    h = 1 / (1 + np.exp(-(X @ W.T + b)))
    error = (1 / (1 + np.exp(-(h @ v + c))) - y) / len(y)
    dz = np.outer(error, v) * h * (1 - h)
    return dz.T @ X, dz.sum(axis=0), h.T @ error, error.sum()
    ### END SOLUTION


# %% nbgrader={"grade_id": "test-gradients-zero", "points": 1}
# All zero, three ones and a zero: every error is on paper, and every h is 1/2.
X = np.array([[1.0, 2.0], [-1.0, 0.5], [0.3, -1.0], [2.0, 1.0]])
y = np.array([1.0, 1.0, 1.0, 0.0])
dW, db, dv, dc = gradients(np.zeros((3, 2)), np.zeros(3), np.zeros(3), 0.0, X, y)
assert np.shape(dW) == (3, 2), f"dW has shape {np.shape(dW)}, expected (3, 2)"
assert np.shape(db) == (3,), f"db has shape {np.shape(db)}, expected (3,)"
np.testing.assert_allclose(dc, -0.25, rtol=1e-9, err_msg="dc: the mean error")
np.testing.assert_allclose(dv, [-0.125] * 3, rtol=1e-9, err_msg="dv: error times h")
note = "which factor of the hidden gradients is 0?"
np.testing.assert_allclose(dW, 0, atol=1e-12, err_msg=f"dW: {note}")
np.testing.assert_allclose(db, 0, atol=1e-12, err_msg=f"db: {note}")

# %% nbgrader={"grade_id": "test-gradients-differences", "points": 2} examiner={"arguments": "returned"}
# Hidden: every slope against a difference of losses, at sizes you have not seen.
### BEGIN HIDDEN TESTS
rng, step = np.random.default_rng(501), 1e-5


def mean_loss(flat, m, d, X, y):
    W, b, v = flat[: m * d].reshape(m, d), flat[m * d : -m - 1], flat[-m - 1 : -1]
    z = (1 / (1 + np.exp(-(X @ W.T + b)))) @ v + flat[-1]
    return np.mean(np.logaddexp(0, z) - y * z)


for n, d, m in [(1, 1, 1), (5, 3, 2), (4, 2, 6), (20, 4, 3)]:
    flat = rng.standard_normal(m * d + 2 * m + 1)
    X, y = rng.standard_normal((n, d)), rng.integers(0, 2, n).astype(float)
    own = [flat[: m * d].reshape(m, d), flat[m * d : -m - 1], flat[-m - 1 : -1], X, y]
    given = [a.copy() for a in own]
    parts = gradients(*given[:3], flat[-1], *given[3:])
    names = ("dW", "db", "dv", "dc")
    for part, want, name in zip(parts, ((m, d), (m,), (m,), ()), names, strict=True):
        assert np.shape(part) == want, f"{name}: shape {np.shape(part)}, not {want}"
    for a, old, name in zip(given, own, ("W", "b", "v", "X", "y"), strict=True):
        assert np.array_equal(a, old), f"gradients changed its argument {name}"
    got = np.concatenate([np.ravel(p) for p in parts])
    names = ["dW"] * (m * d) + ["db"] * m + ["dv"] * m + ["dc"]
    for unit, slope, name in zip(np.eye(len(flat)), got, names, strict=True):
        up, down = (mean_loss(flat + s * step * unit, m, d, X, y) for s in (1, -1))
        difference = (up - down) / (2 * step)
        assert abs(slope - difference) < 1e-6, f"{name} at {n = }, {d = }, {m = }"
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "test-gradients-twins", "points": 1}
# Hidden: 30 steps of descent with your gradients, two units of four equal at the start.
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(502)
X = rng.standard_normal((30, 2))
y = (X[:, 0] * X[:, 1] > 0) * 1.0
W, b, v, c = rng.standard_normal((4, 2)), np.zeros(4), rng.standard_normal(4), 0.0
W[2], v[2] = W[0], v[0]
start, losses = W.copy(), []
for _ in range(30):
    z = (1 / (1 + np.exp(-(X @ W.T + b)))) @ v + c
    losses.append(np.mean(np.logaddexp(0, z) - y * z))
    dW, db, dv, dc = (
        np.array(g) for g in gradients(W.copy(), b, v.copy(), c, X, y.copy())
    )
    W, b, v, c = W - dW, b - db, v - dv, c - float(dc)
assert np.shape(W) == (4, 2), f"W has shape {np.shape(W)} after a step"
assert losses[-1] < losses[0], "the loss does not fall: which way is down?"
moved = np.abs(W - start).max(axis=1)
assert moved.min() > 1e-3, f"a unit moved by {moved.min():.1e} in all"
assert np.allclose(W[0], W[2], rtol=0, atol=1e-9), "equal units did not stay equal"
assert abs(v[0] - v[2]) < 1e-9, "equal units did not keep equal output weights"
assert np.abs(W[0] - W[1]).max() > 1e-3, "different units became equal"
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade_id": "part-text", "locked": true}
# ## 2 · Part the twins (4 points, 20 minutes)
#
# In a trained network $f(x) = \langle v, \varphi(Wx + b)\rangle$ some hidden units have
# become twins: the same row of $W$, the same bias and the same output weight. They would
# be twins for ever. Return new `W`, `b` and `v` of the same shapes such that
#
# * $f(x)$ is what it was, to ten digits, for every $x$ and for **every** activation
#   $\varphi$: do not use that some are odd, or linear;
# * any two units differ by more than $10^{-6}$ in a weight, the bias or the output weight.
#
# There may be several groups of twins of different sizes, or all units may be twins, with
# all numbers 0. Units that differ at all differ by more than $10^{-3}$; some of them may
# share $W_j$ and $b_j$ and differ only in $v_j$.
#
# On paper first: two units with the same $h$ contribute $v_1 h + v_2 h$. What may change?


# %% nbgrader={"grade_id": "part", "solution": true}
def part(W, b, v):
    """Make all hidden units different, and leave the network's function as it is.

    Args:
        W: weights of m hidden units, shape (m, d).
        b: their biases, shape (m,).
        v: weights of the output, shape (m,).

    Returns:
        New W, b and v, of the same shapes.
    """
    ### BEGIN SOLUTION
    v = v.copy()
    _, group = np.unique(np.column_stack([W, b]), axis=0, return_inverse=True)
    for k in range(group.max() + 1):
        members = np.flatnonzero(group == k)
        total = v[members].sum()
        spread = np.arange(len(members)) - (len(members) - 1) / 2
        v[members] = total / len(members) + spread
    return W.copy(), b.copy(), v
    ### END SOLUTION


# %% nbgrader={"grade_id": "test-part-two", "points": 1}
# Two twins and one more, under ReLU and cosine, at three inputs.
W, b, v = np.array([[1.0], [1.0], [2.0]]), np.zeros(3), np.array([0.5, 0.5, -1.0])
W1, b1, v1 = (np.asarray(a, dtype=float) for a in part(W.copy(), b.copy(), v.copy()))
assert W1.shape == (3, 1) and b1.shape == v1.shape == (3,), "shapes (3, 1), (3,), (3,)"
for x in (-1.0, 0.5, 2.0):
    for name, phi in [("ReLU", lambda z: np.maximum(z, 0)), ("cosine", np.cos)]:
        old, new = v @ phi(W[:, 0] * x + b), v1 @ phi(W1[:, 0] * x + b1)
        assert abs(old - new) < 1e-9, f"{name}: f({x}) was {old:.3f}, is {new:.3f}"
twins = np.array([W1[0, 0], b1[0], v1[0]]) - np.array([W1[1, 0], b1[1], v1[1]])
assert np.abs(twins).max() > 1e-6, "units 0 and 1 are still twins"

# %% nbgrader={"grade_id": "test-part-same", "points": 1} examiner={"arguments": "returned"}
# Hidden: the function, for groups of other sizes and other activations.
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(503)
shapes = [np.cos, np.exp, np.tanh, lambda z: np.maximum(z, 0), lambda z: z**2 + z]
for copies, d in [((2,), 1), ((3, 1, 2), 2), ((1, 1), 3), ((4, 4), 2)]:
    rows = np.repeat(np.arange(len(copies)), copies)
    W, b, v = (rng.standard_normal((len(copies), *s))[rows] for s in ((d,), (), ()))
    given = W.copy(), b.copy(), v.copy()
    W1, b1, v1 = (np.asarray(a, dtype=float) for a in part(*given))
    for a, old, name in zip(given, (W, b, v), ("W", "b", "v"), strict=True):
        assert np.array_equal(a, old), f"part changed its argument {name}"
    assert W1.shape == W.shape, f"W has shape {W1.shape}, expected {W.shape}"
    assert b1.shape == v1.shape == b.shape, f"b {b1.shape} and v {v1.shape}"
    differ = [
        max(np.abs(W1[i] - W1[j]).max(), abs(b1[i] - b1[j]), abs(v1[i] - v1[j]))
        for i in range(len(b))
        for j in range(i)
    ]
    assert min(differ) > 1e-6, f"twins are left in groups of {copies}"
    for x in rng.standard_normal((10, d)):
        for phi in shapes:
            old, new = v @ phi(W @ x + b), v1 @ phi(W1 @ x + b1)
            size = 1 + np.abs(v1) @ np.abs(phi(W1 @ x + b1))
            assert abs(old - new) < 1e-10 * size, f"f changed, groups of {copies}"
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "test-part-zero", "points": 1}
# Hidden: networks that start constant, or all zero.
### BEGIN HIDDEN TESTS
for m, value in [(2, 0.0), (5, 0.0), (4, 0.3), (3, -2.0)]:
    W, b, v = np.full((m, 2), value), np.full(m, value), np.full(m, value)
    W1, b1, v1 = (
        np.asarray(a, dtype=float) for a in part(W.copy(), b.copy(), v.copy())
    )
    units = np.column_stack([W1, b1, v1])
    assert units.shape == (m, 4), f"{units.shape}: one row for each of {m} units"
    gaps = np.abs(units[:, None] - units).max(axis=2) + np.eye(m)
    assert gaps.min() > 1e-6, f"{m} units that were all {value}: some are still twins"
    for x in np.array([[0.0, 0.0], [1.0, -0.5], [3.0, 2.0]]):
        old = m * value * np.cos(value * x.sum() + value)
        new = v1 @ np.cos(W1 @ x + b1)
        assert abs(old - new) < 1e-9, f"f changed: {m} units, all {value}"
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "test-part-step", "points": 1}
# Hidden: units that share W and b and not v, and what a step of descent does after you.
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(504)
for v in ([0.2, 0.2, 0.7], [0.2, 0.7, 0.2, 0.2], [0.5, 0.0, 0.5, 1.5, 0.0]):
    v, m = np.array(v), len(v)
    W, b = np.tile(rng.standard_normal(2), (m, 1)), np.full(m, 0.1)
    X, target = rng.standard_normal((8, 2)), rng.standard_normal(8)
    W1, b1, v1 = (
        np.asarray(a, dtype=float) for a in part(W.copy(), b.copy(), v.copy())
    )
    assert W1.shape == W.shape and b1.shape == v1.shape == (m,), "shapes changed"
    h = np.tanh(X @ W1.T + b1)
    old, new = np.tanh(X @ W.T + b) @ v, h @ v1
    assert np.allclose(old, new, rtol=0, atol=1e-9), f"f changed for {v = }"
    error = new - target
    dz = np.outer(error, v1) * (1 - h**2)
    units = np.column_stack([W1 - 0.1 * dz.T @ X, v1 - 0.1 * h.T @ error])
    gaps = np.abs(units[:, None] - units).max(axis=2) + np.eye(m)
    assert gaps.min() > 1e-7, f"twins after a step of descent, {v = }"
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade_id": "draw-text", "locked": true}
# ## 3 · Three rules (4 points, 15 minutes)
#
# Draw the first weights of a layer by one of the rules "lecun", "glorot" and "he", with
# the variances of the lecture. A row holds the weights of one unit: the shape is
# (fan_out, fan_in). All weights are independent and have mean 0; normal or uniform, as
# you like. Careful: what does `standard_normal` have to be multiplied by?


# %% nbgrader={"grade_id": "draw", "solution": true}
def draw(fan_in, fan_out, rule, seed):
    """First weights of a layer.

    Args:
        fan_in: number of inputs of each unit.
        fan_out: number of units.
        rule: "lecun", "glorot" or "he".
        seed: a whole number; the same seed gives the same weights.

    Returns:
        An array of shape (fan_out, fan_in).
    """
    ### BEGIN SOLUTION
    rng = np.random.default_rng(seed)
    variance = {
        "lecun": 1 / fan_in,
        "glorot": 2 / (fan_in + fan_out),
        "he": 2 / fan_in,
    }[rule]
    return np.sqrt(variance) * rng.standard_normal((fan_out, fan_in))
    ### END SOLUTION


# %% nbgrader={"grade_id": "test-draw-square", "points": 1}
# A square layer of 500 by 500: its variance, to 5 %.
for rule, want in [("lecun", 0.002), ("glorot", 0.002), ("he", 0.004)]:
    W = np.asarray(draw(500, 500, rule, 1))
    assert W.shape == (500, 500), f"{rule}: shape {W.shape}, expected (500, 500)"
    assert abs(W.var() / want - 1) < 0.05, f"{rule}: variance {W.var():.5f}, not {want}"

# %% nbgrader={"grade_id": "test-draw-shape", "points": 2}
# Hidden: layers that are not square.
### BEGIN HIDDEN TESTS
for fan_in, fan_out in [(200, 800), (900, 100), (1000, 400), (50, 2000)]:
    for rule in ("lecun", "glorot", "he"):
        W = np.asarray(draw(fan_in, fan_out, rule, 2))
        case = f"{rule}, fan_in {fan_in}, fan_out {fan_out}"
        assert W.shape == (fan_out, fan_in), f"shape {W.shape}: {case}"
        inverse = (fan_in + fan_out) / 2 if rule == "glorot" else fan_in
        if rule == "he":
            inverse /= 2
        ratio = np.mean(W**2) * inverse
        assert abs(ratio - 1) < 0.05, (
            f"variance {ratio:.2f} times what it should be: {case}"
        )
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "test-draw-random", "points": 1}
# Hidden: seeds, the mean, and whether every weight is a draw of its own.
### BEGIN HIDDEN TESTS
for rule in ("lecun", "glorot", "he"):
    W, again, other = (np.asarray(draw(300, 200, rule, s)) for s in (3, 3, 4))
    assert W.shape == (200, 300), f"{rule}: shape {W.shape}, expected (200, 300)"
    assert np.array_equal(W, again), f"{rule}: one seed, two results"
    same = np.mean(np.equal(W, other))
    assert same < 0.01, f"{rule}: two seeds share {same:.0%} of the weights"
    size = W.std()
    assert size > 0, f"{rule}: all weights are equal"
    mean = W.mean() / size
    assert abs(mean) < 0.02, (
        f"{rule}: the mean is {mean:.2f} standard deviations from 0"
    )
    rank = np.linalg.matrix_rank(W)
    assert rank == 200, f"{rule}: 200 units, of which {rank} are independent"
    sums = (
        W.sum(axis=1).std() / size / np.sqrt(300),
        W.sum(axis=0).std() / size / np.sqrt(200),
    )
    assert 0.8 < min(sums) <= max(sums) < 1.2, f"{rule}: weights depend on each other"
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade_id": "propagate-text", "locked": true}
# ## 4 · Down fifty layers (3 points, 20 minutes)
#
# Send a batch of inputs with $d$ features through `depth` layers of $d$ units each, without
# biases: $x_k = \varphi(W_k x_{k-1})$. Every layer has new weights, drawn from
# $\mathcal{N}(0, \text{gain}^2 / d)$; the second number is the variance. Return the root
# mean square over all examples and units after each layer, that of the inputs first.
#
# The tests compare with the theory of the lecture, to a factor of 10 in layer 50.


# %% nbgrader={"grade_id": "propagate", "solution": true}
def propagate(X, gain, depth, activation, seed):
    """Root mean square of a signal in each layer of a random network.

    Args:
        X: inputs, shape (n, d).
        gain: above 0.
        depth: number of layers.
        activation: "linear", "relu" or "tanh".
        seed: a whole number.

    Returns:
        An array of shape (depth + 1,).
    """
    ### BEGIN SOLUTION
    rng, d = np.random.default_rng(seed), X.shape[1]
    phi = {
        "linear": lambda z: z,
        "relu": lambda z: np.maximum(z, 0),
        "tanh": np.tanh,
    }[activation]
    sizes = [np.sqrt(np.mean(X**2))]
    for _ in range(depth):
        X = phi(X @ (gain / np.sqrt(d) * rng.standard_normal((d, d))).T)
        sizes.append(np.sqrt(np.mean(X**2)))
    return np.array(sizes)
    ### END SOLUTION


# %% nbgrader={"grade_id": "test-propagate-linear", "points": 1}
# Linear layers of 400 units: gain 1 keeps the size, gain 1/2 halves it, about.
X = 3 + 3 * np.random.default_rng(1).standard_normal((20, 400))
for gain in (1.0, 0.5):
    sizes = np.asarray(propagate(X.copy(), gain, 2, "linear", 5))
    assert sizes.shape == (3,), f"shape {sizes.shape} for 2 layers, expected (3,)"
    np.testing.assert_allclose(sizes[0], np.sqrt(np.mean(X**2)), rtol=1e-9)
    ratio = sizes[1] / sizes[0]
    assert abs(ratio / gain - 1) < 0.15, (
        f"gain {gain}: one layer multiplies by {ratio:.2f}"
    )

# %% nbgrader={"grade_id": "test-propagate-relu", "points": 1} examiner={"arguments": "returned"}
# Hidden: ReLU through 50 layers, at several gains and sizes of the input.
### BEGIN HIDDEN TESTS
rng, firsts = np.random.default_rng(505), []
for gain, size in [(1.0, 1.0), (np.sqrt(2), 1.0), (2.0, 0.1), (0.6, 30.0)]:
    X = size * rng.standard_normal((15, 256))
    given = X.copy()
    sizes = np.asarray(propagate(given, gain, 50, "relu", 7))
    assert np.array_equal(given, X), "propagate changed its argument X"
    assert sizes.shape == (51,), f"shape {sizes.shape} for 50 layers, expected (51,)"
    assert (sizes > 0).all() and np.isfinite(sizes).all(), f"gain {gain:.2f}: 0 or inf"
    theory = size * (gain / np.sqrt(2)) ** np.arange(51)
    off = np.abs(np.log10(sizes / theory))
    assert off.max() < 1, f"gain {gain:.2f}: off by a factor of {10 ** off.max():.1e}"
    firsts.append(sizes[1] / theory[1])
mean = np.mean(firsts)
assert abs(mean - 1) < 0.12, f"one layer: {mean:.2f} times what theory says, on average"
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "test-propagate-tanh", "points": 1}
# Hidden: tanh, against the expectation over a normal pre-activation; and the seeds.
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(506)
X = rng.standard_normal((15, 300))
grid = np.linspace(-8, 8, 800)
weight = np.exp(-(grid**2) / 2) / np.exp(-(grid**2) / 2).sum()
for gain in (0.7, 1.5, 3.0):
    sizes = np.asarray(propagate(X.copy(), gain, 40, "tanh", 8))
    assert sizes.shape == (41,), f"shape {sizes.shape} for 40 layers, expected (41,)"
    theory = [1.0]
    for _ in range(40):
        theory.append(np.sqrt(weight @ np.tanh(gain * theory[-1] * grid) ** 2))
    off = np.abs(np.log10(sizes / np.array(theory)))
    limit = 1 if gain < 1 else 0.05
    assert off.max() < limit, f"gain {gain}: off by a factor of {10 ** off.max():.2f}"
again, other = (np.asarray(propagate(X.copy(), 3.0, 40, "tanh", s)) for s in (8, 9))
assert np.array_equal(sizes, again), "one seed, two results"
assert not np.array_equal(sizes, other), "two seeds, one result"
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade_id": "gain-text", "locked": true}
# ## 5 · A gain for any activation (3 points, 15 minutes)
#
# In a wide layer the pre-activations $z$ are nearly normal. Suppose they have mean 0 and
# variance 1. The next layer gets $\varphi(z)$ as inputs and has weights of mean 0 and
# variance $\text{gain}^2 / n_\text{in}$. For which gain do its pre-activations have
# variance 1 again? Return it to 3 %, for any `phi`.
#
# `phi` takes an array of at most a million numbers and returns as many. Call it with
# arrays and not number by number.
#
# On paper first: what does $\operatorname{Var}(w x)$ depend on, the variance of $x$ or
# the mean of $x^2$?


# %% nbgrader={"grade_id": "gain", "solution": true}
def find_gain(phi):
    """The gain that keeps the variance of pre-activations at 1.

    Args:
        phi: an activation, from an array to an array of the same shape.

    Returns:
        A number above 0.
    """
    ### BEGIN SOLUTION
    z = np.linspace(-10, 10, 20_000)
    density = np.exp(-(z**2) / 2)
    return 1 / np.sqrt(np.sum(density * phi(z) ** 2) / np.sum(density))
    ### END SOLUTION


# %% nbgrader={"grade_id": "test-gain-known", "points": 1}
# Two that the lecture knows: linear and ReLU. And |z|, which ReLU is a half of.
for name, phi, want in [
    ("linear", lambda z: z, 1.0),
    ("ReLU", lambda z: np.maximum(z, 0), np.sqrt(2)),
    ("|z|", np.abs, 1.0),
]:
    gain = float(find_gain(phi))
    assert abs(gain / want - 1) < 0.03, f"{name}: gain {gain:.3f}, expected {want:.3f}"

# %% nbgrader={"grade_id": "test-gain-others", "points": 1}
# Hidden: activations that saturate, leak, stretch or oscillate.
### BEGIN HIDDEN TESTS
cases = [
    ("leaky ReLU", lambda z: np.where(z > 0, z, 0.2 * z), np.sqrt(2 / 1.04)),
    ("10 ReLU", lambda z: 10 * np.maximum(z, 0), np.sqrt(2) / 10),
    ("sine", np.sin, 1 / np.sqrt((1 - np.exp(-2)) / 2)),
    ("tanh", np.tanh, 1.5925),
    ("sign", np.sign, 1.0),
]
for name, phi, want in cases:
    gain = float(find_gain(phi))
    assert abs(gain / want - 1) < 0.03, f"{name}: gain {gain:.3f}, off by over 3 %"
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "test-gain-mean", "points": 1}
# Hidden: activations whose mean is not 0.
### BEGIN HIDDEN TESTS
cases = [
    ("z + 1", lambda z: z + 1, 1 / np.sqrt(2)),
    ("cosine", np.cos, 1 / np.sqrt((1 + np.exp(-2)) / 2)),
    ("1/2 everywhere", lambda z: 0 * z + 0.5, 2.0),
    ("a step", lambda z: (z > 0) * 1.0, np.sqrt(2)),
    ("sigmoid", lambda z: 1 / (1 + np.exp(-z)), 1.8462),
]
for name, phi, want in cases:
    gain = float(find_gain(phi))
    assert abs(gain / want - 1) < 0.03, f"{name}: gain {gain:.3f}, off by over 3 %"
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade_id": "start-text", "locked": true}
# ## 6 · Mend a start (4 points, 25 minutes)
#
# This function should make the first weights of a deep ReLU network. Two of its slips are
# published ones: it divides by the root of the width, and takes that for Xavier's rule,
# where ReLU wants He's. There are five in all. Find them before you run anything.
#
# ```python
# def start(sizes, seed):
#     layers = []
#     for fan_in, width in zip(sizes[:-1], sizes[1:]):
#         rng = np.random.default_rng(seed)
#         W = rng.standard_normal((fan_in, width)) / np.sqrt(width)  # Xavier
#         b = rng.standard_normal(width) / np.sqrt(width)
#         layers.append((W, b))
#     return layers
# ```
#
# Write what it should have been: for each layer a pair (W, b), with `W` of shape
# (units, inputs) drawn by He's rule, normal or uniform, the last layer too, and every bias
# 0. All weights are independent, also those of two layers. A hidden test trains a network
# of 12 layers from your start.


# %% nbgrader={"grade_id": "start", "solution": true}
def start(sizes, seed):
    """First parameters of a deep ReLU network.

    Args:
        sizes: numbers of inputs, of units in each hidden layer, and of outputs.
        seed: a whole number.

    Returns:
        A list of len(sizes) - 1 pairs (W, b), of shapes (units, inputs) and (units,).
    """
    ### BEGIN SOLUTION
    rng = np.random.default_rng(seed)
    layers = []
    for k, units in enumerate(sizes[1:]):
        W = np.sqrt(2 / sizes[k]) * rng.standard_normal((units, sizes[k]))
        layers.append((W, np.zeros(units)))
    return layers
    ### END SOLUTION


# %% nbgrader={"grade_id": "test-start-shapes", "points": 1}
# Three layers: their shapes and their biases.
layers = start([64, 32, 16, 10], 1)
assert len(layers) == 3, f"{len(layers)} layers for 4 sizes, expected 3"
for (W, b), want in zip(layers, [(32, 64), (16, 32), (10, 16)], strict=True):
    assert np.shape(W) == want, f"W has shape {np.shape(W)}, expected {want}"
    assert np.shape(b) == want[:1], f"b has shape {np.shape(b)}, expected {want[:1]}"
    assert not np.any(b), "a bias that is not 0"
    assert np.all(np.std(W, axis=1) > 0), "a unit whose weights are all equal"

# %% nbgrader={"grade_id": "test-start-sizes", "points": 1}
# Hidden: the variance of every layer, of many widths.
### BEGIN HIDDEN TESTS
sizes = [40, 900, 300, 1200, 60, 500]
layers = start(sizes, 2)
assert len(layers) == 5, f"{len(layers)} layers for 6 sizes, expected 5"
for k, (W, _) in enumerate(layers):
    W = np.asarray(W)
    want = (sizes[k + 1], sizes[k])
    assert W.shape == want, f"layer {k}: shape {W.shape}, expected {want}"
    ratio = np.mean(W**2) * sizes[k] / 2
    assert abs(ratio - 1) < 0.05, f"layer {k}, {want}: variance {ratio:.2f} times He's"
    mean = abs(W.mean()) / W.std()
    assert mean < 0.03, f"layer {k}: the mean is {mean:.2f} standard deviations from 0"
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "test-start-random", "points": 1}
# Hidden: seeds, and layers of the same shape.
### BEGIN HIDDEN TESTS
first, again, other = (
    [np.asarray(W) for W, _ in start([50] * 5, s)] for s in (3, 3, 4)
)
assert len(first) == 4, f"{len(first)} layers for 5 sizes, expected 4"
for W, V in zip(first, again, strict=True):
    assert np.array_equal(W, V), "one seed, two results"
for k, W in enumerate(first):
    for name, V in [("another seed", other[k]), ("the layer before", first[k - 1])]:
        for turned in (V, V.T):
            along = abs(np.sum(W * turned)) / np.sqrt(np.sum(W**2) * np.sum(V**2))
            assert along < 0.15, f"layer {k} follows {name}: correlation {along:.2f}"
    cross = W @ W.T / np.sum(W**2) * len(W) - np.eye(len(W))
    assert np.abs(cross).max() < 0.95, f"layer {k}: two of its units are alike"
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "test-start-trains", "points": 1}
# Hidden: 12 layers learn 200 digits, by 100 steps of descent.
### BEGIN HIDDEN TESTS
digits = load_digits()
X, labels = (digits.data[:200] - 4.9) / 6.0, digits.target[:200]
onehot = np.eye(10)[labels]
layers = [(np.array(W), np.array(b)) for W, b in start([64, *[64] * 11, 10], 5)]
shapes = [W.shape for W, _ in layers]
assert shapes == [*[(64, 64)] * 11, (10, 64)], f"shapes {shapes}"
for _ in range(101):
    xs = [X]
    for W, b in layers:
        xs.append(np.maximum(xs[-1] @ W.T + b, 0))
    z = xs[-2] @ layers[-1][0].T + layers[-1][1]
    z = z - z.max(axis=1, keepdims=True)
    log_p = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
    loss, delta = -np.mean(log_p[onehot > 0]), (np.exp(log_p) - onehot) / 200
    assert np.isfinite(loss), "the loss is no number any more: signals too large?"
    for k in reversed(range(12)):
        W, b = layers[k]
        layers[k] = W - 0.02 * delta.T @ xs[k], b - 0.02 * delta.sum(axis=0)
        delta = delta @ W * (xs[k] > 0)
assert loss < 1.2, f"loss {loss:.2f} after 100 steps; knowing nothing is 2.30"
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade_id": "report-text", "locked": true}
# ## 7 · No preconceptions? (3 points, 15 minutes, read by a person)
#
# A report says: "We start from random weights, so that the network has no preconceptions.
# Our result, a loss of 0.01 in one run, therefore does not depend on the start." In at most
# 120 words: what is wrong with the first sentence, which experiment tests the second, and
# what should be reported instead?

# %% [markdown] nbgrader={"grade_id": "report", "solution": true, "points": 3}
# *One point for each of the three.*
#
# 1. Random weights are a definite function, with an answer to every input, before any
#    training. Its preconceptions are not absent, they are unknown; the scale, the
#    architecture and the activation are chosen preconceptions too.
# 2. Train again from several seeds (ten, say) with everything else the same, data order
#    included, and compare the losses. In the lecture 40 of 60 starts learnt XOR; the others
#    stopped at a far higher loss.
# 3. The rule and scale of the start, the number of runs, and the spread of their results:
#    all of them, or median and range, with the failed runs counted; not the best one.
