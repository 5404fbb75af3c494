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
#
# [The lecture](../../notebooks/05_initialization.ipynb) | [Contents](../../notebooks/start.md)

# %% nbgrader={"grade_id": "imports", "locked": true}
import numpy as np
from sklearn.datasets import load_digits

# %% [markdown] nbgrader={"grade_id": "gradients-text", "locked": true}
# ## 1 · What equal units learn (4 points, 25 minutes)
#
# A network has one hidden layer of sigmoids and one logit, $h_i = \sigma(W x_i + b)$ and
# $z_i = \langle v, h_i\rangle + c$. Its loss is the mean over the $n$ examples of the
# binary cross-entropy $\log(1 + e^{z_i}) - y_i z_i$. Return the gradient of the loss in
# all four parameters: the direction in which it grows. Five digits are enough.
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
found = gradients(np.zeros((3, 2)), np.zeros(3), np.zeros(3), 0.0, X.copy(), y.copy())
dW, db, dv, dc = (np.asarray(g, dtype=float) for g in found)
for part, want, name in [
    (dW, (3, 2), "dW"),
    (db, (3,), "db"),
    (dv, (3,), "dv"),
    (dc, (), "dc"),
]:
    assert part.shape == want, f"{name} has shape {part.shape}, expected {want}"
for wrong, slip in [
    (0.25, "the direction in which the loss grows, or falls?"),
    (-1.0, "the loss is a mean over the examples"),
    (0.0, "are all four examples in it?"),
]:
    assert not np.isclose(dc, wrong), f"dc is {dc:.4g}: {slip}"
np.testing.assert_allclose(dc, -0.25, rtol=1e-5, err_msg="dc: the mean error")
np.testing.assert_allclose(dv, [-0.125] * 3, rtol=1e-5, err_msg="dv: error times h")
note = "which factor of the hidden gradients is 0?"
np.testing.assert_allclose(dW, 0, atol=1e-9, err_msg=f"dW: {note}")
np.testing.assert_allclose(db, 0, atol=1e-9, err_msg=f"db: {note}")

# %% nbgrader={"grade_id": "test-gradients-differences", "points": 2} examiner={"arguments": "returned"}
# Three units, two inputs, two examples: the arguments afterwards, and numbers from a
# machine. All biases and output weights are different.
own = {
    "W": np.array([[1.0, -1.0], [0.5, 2.0], [0.0, -0.5]]),
    "b": np.array([0.5, -1.0, 0.25]),
    "v": np.array([2.0, -1.0, 0.5]),
    "X": np.array([[1.0, 2.0], [-1.0, 0.5]]),
    "y": np.array([1.0, 0.0]),
}
W, b, v, X, y = (a.copy() for a in own.values())
found = gradients(W, b, v, 0.3, X, y)
for a, (name, old) in zip((W, b, v, X, y), own.items(), strict=True):
    assert np.array_equal(a, old), f"gradients changed its argument {name}"
dW, db, dv, dc = (np.asarray(g, dtype=float) for g in found)
for part, want, name in [
    (dW, (3, 2), "dW"),
    (db, (3,), "db"),
    (dv, (3,), "dv"),
    (dc, (), "dc"),
]:
    assert part.shape == want, f"{name} has shape {part.shape}, expected {want}"
for wrong, slip in [
    (-0.115687, "the direction in which the loss grows, or falls?"),
    (0.23137399, "the loss is a mean over the examples"),
    (0.04368724, "the logit has a bias, c"),
    (-0.27796846, "the hidden units are sigmoids"),
]:
    assert not np.isclose(dc, wrong, 1e-4), "dc: " + slip
np.testing.assert_allclose(dc, 0.115687, 1e-5, err_msg="dc: the mean error")
want, note = [0.00726991, -0.08654972, 0.09718243], "dv: error times h, of each unit"
np.testing.assert_allclose(dv, want, 1e-5, err_msg=note)
for wrong, slip in [
    ([0.23137399, -0.115687, 0.0578435], "what is the slope of a sigmoid?"),
    ([0.0586694, -0.03714495, 0.01264144], "the slope of σ at z, and not at h"),
    ([0.01431648, 0.07253536, 0.03597045], "how much of an error reaches each unit?"),
    ([0.01453982, 0.08654972, 0.04859122], "what is the slope of a sigmoid?"),
]:
    assert not np.allclose(db, wrong, 1e-4), "db: " + slip
want, note = [0.02863295, -0.07253536, 0.01798522], "db: error, output weight, slope"
np.testing.assert_allclose(db, want, 1e-5, err_msg=note)
want = [
    [-0.23501451, -0.14046969],
    [0.08502916, -0.02689733],
    [-0.06582437, -0.02688675],
]
note = "dW: which inputs meet which units?"
np.testing.assert_allclose(dW, want, 1e-5, err_msg=note)
# Hidden: every slope against a difference of losses, at sizes you have not seen.
### BEGIN HIDDEN TESTS
rng, step = np.random.default_rng(501), 1e-5


def mean_loss(flat, m, d, X, y):
    W, b, v = flat[: m * d].reshape(m, d), flat[m * d : -m - 1], flat[-m - 1 : -1]
    z = (1 / (1 + np.exp(-(X @ W.T + b)))) @ v + flat[-1]
    return np.mean(np.logaddexp(0, z) - y * z)


for n, d, m in [(1, 1, 1), (5, 3, 2), (4, 2, 6), (3, 3, 3), (20, 4, 3)]:
    flat = 1.5 * rng.standard_normal(m * d + 2 * m + 1)
    X, y = rng.standard_normal((n, d)), rng.integers(0, 2, n).astype(float)
    own = [flat[: m * d].reshape(m, d), flat[m * d : -m - 1], flat[-m - 1 : -1]]
    parts = gradients(*(a.copy() for a in own), float(flat[-1]), X.copy(), y.copy())
    got = np.concatenate([np.ravel(np.asarray(p, dtype=float)) for p in parts])
    names = ["dW"] * (m * d) + ["db"] * m + ["dv"] * m + ["dc"]
    for unit, slope, name in zip(np.eye(len(flat)), got, names, strict=True):
        up, down = (mean_loss(flat + s * step * unit, m, d, X, y) for s in (1, -1))
        difference = (up - down) / (2 * step)
        off = abs(slope - difference) / max(1, abs(difference))
        assert off < 1e-5, f"{name} at {n = }, {d = }, {m = }"
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
    found = gradients(W.copy(), b.copy(), v.copy(), c, X.copy(), y.copy())
    dW, db, dv, dc = (np.asarray(g, dtype=float) for g in found)
    shapes = dW.shape, db.shape, dv.shape, dc.shape
    assert shapes == ((4, 2), (4,), (4,), ()), f"gradients of shapes {shapes}"
    W, b, v, c = W - dW, b - db, v - dv, c - float(dc)
assert losses[-1] < losses[0], "the loss does not fall: which way is down?"
moved = np.abs(W - start).max(axis=1)
assert moved.min() > 1e-3, f"a unit moved by {moved.min():.1e} in all"
apart = max(np.abs(W[0] - W[2]).max(), abs(b[0] - b[2]), abs(v[0] - v[2]))
assert apart < 1e-4, "two equal units did not stay equal"
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
# Twins side by side, twins apart, units that only seem to be twins, and all units equal,
# under ReLU, cosine and tanh, at three inputs.
for case, W, b, v in [
    ("twins 0 and 1", [1.1, 1.1, 2.3], [0.1, 0.1, 0.0], [1 / 3, 1 / 3, -1.0]),
    ("twins 0 and 3", [1.0, -1.0, 0.5, 1.0], [0.5] * 4, [0.5] * 4),
    ("W equal, b not", [1.0] * 4, [0.5, 0.75, 0.5, 0.25], [0.5] * 4),
    ("W and b equal, v not", [1.0] * 4, [0.5] * 4, [0.5, 1.0, 0.0, 0.5]),
    ("a third has v + 1", [1.0] * 3, [0.5] * 3, [0.25, 1.25, 0.25]),
    ("near, but no twins", [1.0] * 3, [0.502, 0.5, 0.5], [0.5] * 3),
    ("five of one kind", [1.0] * 5, [0.5] * 5, [0.5] * 5),
    ("all of it 0", [0.0] * 4, [0.0] * 4, [0.0] * 4),
]:
    W, b, v = np.array(W)[:, None], np.array(b), np.array(v)
    found = part(W.copy(), b.copy(), v.copy())
    W1, b1, v1 = (np.asarray(a, dtype=float) for a in found)
    assert W1.shape == W.shape, f"W has shape {W1.shape}, expected {W.shape}"
    assert b1.shape == v1.shape == v.shape, f"b {b1.shape} and v {v1.shape}"
    units = np.column_stack([W1, b1, v1])
    for i in range(len(v)):
        for j in range(i):
            apart = np.abs(units[i] - units[j]).max()
            assert apart > 1e-6, f"{case}: units {j} and {i} are twins afterwards"
    for x in (-1.0, 0.5, 2.0):
        for name, phi in [
            ("ReLU", lambda z: np.maximum(z, 0)),
            ("cosine", np.cos),
            ("tanh", np.tanh),
        ]:
            moved = v1 @ phi(W1[:, 0] * x + b1) - v @ phi(W[:, 0] * x + b)
            assert abs(moved) < 1e-9, f"{case}, {name}: f({x}) moved by {moved:.1e}"

# %% nbgrader={"grade_id": "test-part-same", "points": 1} examiner={"arguments": "returned"}
# The arguments afterwards: two twins, and one unit alone.
for units in (2, 1):
    W, b, v = np.ones((units, 3)), np.zeros(units), np.full(units, 0.5)
    given = W.copy(), b.copy(), v.copy()
    found = part(*given)
    for a, old, name in zip(given, (W, b, v), ("W", "b", "v"), strict=True):
        assert np.array_equal(a, old), f"part changed its argument {name}"
    W1, b1, v1 = (np.asarray(a, dtype=float) for a in found)
    assert W1.shape == (units, 3), f"W has shape {W1.shape}, expected {(units, 3)}"
# Two inputs: rows that hold the same numbers, in another order, are no twins.
W, b, v = (
    np.array([[2.0, 1.0], [1.0, 2.0], [1.0, 2.0], [1.0, 3.0]]),
    np.ones(4),
    np.ones(4),
)
found = part(W.copy(), b.copy(), v.copy())
W1, b1, v1 = (np.asarray(a, dtype=float) for a in found)
for x in ([1.0, 0.0], [0.5, -2.0]):
    moved = v1 @ np.cos(W1 @ x + b1) - v @ np.cos(W @ x + b)
    assert abs(moved) < 1e-9, f"cosine: f({x}) moved by {moved:.1e}: which are twins?"
# Hidden: the function, for groups of other sizes and other activations.
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(503)
shapes = [np.cos, np.exp, np.tanh, lambda z: np.maximum(z, 0), lambda z: z**2 + z]
groups = [
    ((2,), 1),
    ((3, 1, 2), 2),
    ((1, 1), 3),
    ((4, 4), 2),
    ((1,), 2),
    ((5, 2, 2), 1),
]
for copies, d in groups:
    rows = np.repeat(np.arange(len(copies)), copies)
    W, b, v = (rng.standard_normal((len(copies), *s)) for s in ((d,), (), ()))
    if len(copies) > 1:  # equal weights, and biases that differ a little
        W[1], b[1], v[1] = W[0], b[0] + 0.0011, v[0]
    if len(copies) > 2:  # and weights that differ a little
        W[2], b[2], v[2] = W[0], b[0], v[0]
        W[2, -1] -= 0.0011
    for order in (rows, rng.permutation(rows)):
        own = W[order], b[order], v[order]
        found = part(*(a.copy() for a in own))
        W1, b1, v1 = (np.asarray(a, dtype=float) for a in found)
        units = np.column_stack([W1, b1, v1])
        gaps = np.abs(units[:, None] - units).max(axis=2) + np.eye(len(units))
        assert gaps.min() > 1e-6, f"twins are left in groups of {copies}"
        for x in rng.standard_normal((10, d)):
            for phi in shapes:
                old, new = own[2] @ phi(own[0] @ x + own[1]), v1 @ phi(W1 @ x + b1)
                size = 1 + np.abs(v1) @ np.abs(phi(W1 @ x + b1))
                assert abs(old - new) < 1e-10 * size, f"f changed, groups of {copies}"
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "test-part-zero", "points": 1}
# Hidden: networks that start constant, or all zero.
### BEGIN HIDDEN TESTS
for m, value in [(2, 0.0), (5, 0.0), (4, 0.3), (3, -2.0), (1, 0.0), (30, 0.0)]:
    W, b, v = np.full((m, 2), value), np.full(m, value), np.full(m, value)
    found = part(W.copy(), b.copy(), v.copy())
    W1, b1, v1 = (np.asarray(a, dtype=float) for a in found)
    shapes = W1.shape, b1.shape, v1.shape
    assert shapes == ((m, 2), (m,), (m,)), f"shapes {shapes} for {m} units"
    units = np.column_stack([W1, b1, v1])
    gaps = np.abs(units[:, None] - units).max(axis=2) + np.eye(m)
    assert gaps.min() > 1e-6, f"{m} units that were all {value}: some are still twins"
    for x in np.array([[0.0, 0.0], [1.0, -0.5], [3.0, 2.0]]):
        for phi in (np.cos, np.sin, np.exp):
            old = m * value * phi(value * x.sum() + value)
            new = v1 @ phi(W1 @ x + b1)
            size = 1 + np.abs(v1) @ np.abs(phi(W1 @ x + b1))
            assert abs(old - new) < 1e-10 * size, f"f changed: {m} units, all {value}"
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "test-part-step", "points": 1}
# Hidden: units that share W and b and not v.
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(504)
for v in (
    [0.2, 0.2, 0.7],
    [0.2, 0.7, 0.2, 0.2],
    [0.5, 0.0, 0.5, 1.5, 0.0],
    [1.0, 2.0, 3.0, 2.0, 1.0],
    [0.25, 0.2511, 0.25],
    [1.0, 1.0, 2.0, 0.0, 1.5, 0.5],
):
    v, m = np.array(v), len(v)
    W, b = np.tile(rng.standard_normal(2), (m, 1)), np.full(m, 0.1)
    found = part(W.copy(), b.copy(), v.copy())
    W1, b1, v1 = (np.asarray(a, dtype=float) for a in found)
    assert W1.shape == W.shape and b1.shape == v1.shape == (m,), "shapes changed"
    units = np.column_stack([W1, b1, v1])
    gaps = np.abs(units[:, None] - units).max(axis=2) + np.eye(m)
    assert gaps.min() > 1e-6, "units that shared W and b: some are twins"
    for x in rng.standard_normal((5, 2)):
        for phi in (np.tanh, np.cos):
            old, new = v @ phi(W @ x + b), v1 @ phi(W1 @ x + b1)
            size = 1 + np.abs(v1) @ np.abs(phi(W1 @ x + b1))
            assert abs(old - new) < 1e-10 * size, "f changed"
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade_id": "draw-text", "locked": true}
# ## 3 · Three rules (4 points, 15 minutes)
#
# Draw the first weights of a layer by one of the rules "lecun", "glorot" and "he", with
# the variances of the lecture. A row holds the weights of one unit: the shape is
# (fan_out, fan_in). All weights are independent, also of those of another seed, and have
# mean 0; normal or uniform, as you like. The tests measure variances to 5 %. Careful:
# what does `standard_normal` have to be multiplied by?


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
    W = np.asarray(draw(500, 500, rule, 1), dtype=float)
    assert W.shape == (500, 500), f"{rule}: shape {W.shape}, expected (500, 500)"
    ratio = np.mean(W**2) / want
    fourth = np.mean(W**4) / np.mean(W**2) ** 2  # normal 3, uniform 1.8
    assert 1.7 < fourth < 3.2, f"{rule}: neither normal nor uniform numbers"
    for wrong, slip in [
        (want, "is it the variance that multiplies?"),
        (1 / 3, "what is the variance of uniform numbers in ±a?"),
        (1 / 12, "what is the variance of uniform numbers in ±a/2?"),
        (0.5, "a factor of 2 in the variance"),
        (2, "a factor of 2 in the variance"),
    ]:
        off = abs(ratio / wrong - 1)
        assert not off < 0.1, f"{rule}: {ratio:.3g} times the variance: {slip}"
    assert abs(ratio - 1) < 0.05, f"{rule}: {ratio:.3g} times the right variance"

# %% nbgrader={"grade_id": "test-draw-shape", "points": 2}
# Many units with few inputs, and few with many.
for fan_in, fan_out, wants in [
    (4, 20_000, {"lecun": 0.25, "glorot": 0.00009998, "he": 0.5}),
    (20_000, 4, {"lecun": 0.00005, "glorot": 0.00009998, "he": 0.0001}),
]:
    for rule, want in wants.items():
        W = np.asarray(draw(fan_in, fan_out, rule, 2), dtype=float)
        case = f"{rule}, {fan_in} inputs, {fan_out} units"
        assert W.shape == (fan_out, fan_in), f"shape {W.shape}: " + case
        ratio = np.mean(W**2) / want
        note = f"{ratio:.3g} times the variance: which size counts? "
        assert abs(ratio - 1) < 0.05, note + case
        share = W.mean() / W.std()
        assert abs(share) < 0.02, (
            f"the mean is {share:.2f} standard deviations: " + case
        )
# Hidden: other layers that are not square.
### BEGIN HIDDEN TESTS
for fan_in, fan_out in [(200, 800), (900, 100), (1000, 400), (50, 2000), (1, 50_000)]:
    for rule in ("lecun", "glorot", "he"):
        W = np.asarray(draw(fan_in, fan_out, rule, 2), dtype=float)
        case = f"{rule}, fan_in {fan_in}, fan_out {fan_out}"
        inverse = (fan_in + fan_out) / 2 if rule == "glorot" else fan_in
        if rule == "he":
            inverse /= 2
        ratio = np.mean(W**2) * inverse
        assert abs(ratio - 1) < 0.05, f"{ratio:.3g} times the variance: " + case
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "test-draw-random", "points": 1}
# Seeds, and 2 by 3 weights from each of 600 of them: is each a draw of its own?
for rule, want in [("lecun", 1 / 3), ("glorot", 0.4), ("he", 2 / 3)]:
    W, again = (np.asarray(draw(3, 2, rule, 3), dtype=float) for _ in range(2))
    assert W.shape == (2, 3), f"{rule}: shape {W.shape}, expected (2, 3)"
    assert np.array_equal(W, again), f"{rule}: one seed, two results"
    layers = [np.asarray(draw(3, 2, rule, s), dtype=float) for s in range(600)]
    drawn = np.array(layers).reshape(600, 6)
    assert np.ptp(drawn, axis=0).min() > 0, (
        f"{rule}: a weight is the same for all seeds"
    )
    mean = np.mean(drawn) / np.std(drawn)
    assert abs(mean) < 0.12, (
        f"{rule}: the mean is {mean:.2f} standard deviations from 0"
    )
    together = np.abs(np.corrcoef(drawn.T) - np.eye(6)).max()
    assert together < 0.3, f"{rule}: weights of one layer depend on each other"
    following = np.corrcoef(drawn[1:].T, drawn[:-1].T)[:6, 6:]
    assert np.abs(following).max() < 0.3, f"{rule}: seeds k and k + 1 share draws"
    sizes = np.mean(drawn**2, axis=1)
    ratio = np.mean(sizes) / want
    assert abs(ratio - 1) < 0.2, f"{rule}: {ratio:.2f} times the variance, over seeds"
    spread = np.std(sizes) / np.mean(sizes)
    assert spread > 0.2, f"{rule}: are the draws scaled by what was drawn?"
# Hidden: the weights of one large layer.
### BEGIN HIDDEN TESTS
for rule in ("lecun", "glorot", "he"):
    W, other = (np.asarray(draw(300, 200, rule, s), dtype=float) for s in (3, 4))
    same = np.mean(np.isin(W, other))
    assert same < 0.01, f"{rule}: two seeds share {same:.0%} of the weights"
    for V in (W, W.T):  # seven standard deviations of independent draws
        rows = np.abs(np.corrcoef(V) - np.eye(len(V)))
        assert rows.max() < 0.5, f"{rule}: two rows or columns depend on each other"
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade_id": "propagate-text", "locked": true}
# ## 4 · Down fifty layers (3 points, 20 minutes)
#
# Send a batch of inputs with $d$ features through `depth` layers of $d$ units each, without
# biases: $x_k = \varphi(W_k x_{k-1})$. Every layer has new weights, drawn from
# $\mathcal{N}(0, \text{gain}^2 / d)$; the second number is the variance. Return the root
# mean square over all examples and units after each layer, that of the inputs first.
# `depth` is 0 or more; five digits are enough.
#
# The tests compare with the theory of the lecture, to a factor of 10 in layer 50. Where
# little is left to chance, they look more closely.


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
X[0] = 0
for gain in (1.0, 0.5):
    sizes = np.asarray(propagate(X.copy(), gain, 2, "linear", 5), dtype=float)
    assert sizes.shape == (3,), f"shape {sizes.shape} for 2 layers, expected (3,)"
    for wrong, slip in [
        (X.std(), "the mean is not taken off"),
        (np.mean(X**2), "where is the root?"),
        (np.linalg.norm(X), "where is the mean?"),
        (np.mean(np.linalg.norm(X, axis=1)) / 20, "one mean, over all numbers"),
    ]:
        assert not np.isclose(sizes[0], wrong, 1e-5), f"the inputs: {slip}"
    np.testing.assert_allclose(sizes[0], 4.123973, 1e-5, err_msg="the inputs")
    for k in (0, 1):
        ratio = sizes[k + 1] / sizes[k] / gain
        note = f"gain {gain}: layer {k + 1} multiplies by {ratio:.3g} times the gain"
        assert abs(ratio - 1) < 0.2, note
sizes = np.asarray(propagate(X.copy(), 1.0, 0, "tanh", 5), dtype=float)
assert sizes.shape == (1,), f"shape {sizes.shape} for no layer, expected (1,)"
# One unit: each layer multiplies by the size of one new weight.
sizes = np.asarray(
    propagate(np.array([[1.0], [-2.0]]), 1.0, 6, "linear", 5), dtype=float
)
assert np.ptp(sizes[1:] / sizes[:-1]) > 1e-3, "all layers have the same weight"

# %% nbgrader={"grade_id": "test-propagate-relu", "points": 1} examiner={"arguments": "returned"}
# One layer of ReLU, gain 2: half of the square is left; and the argument afterwards.
X = np.random.default_rng(2).standard_normal((100, 500))
given = X.copy()
sizes = np.asarray(propagate(given, 2.0, 1, "relu", 5), dtype=float)
assert np.array_equal(given, X), "propagate changed its argument X"
assert sizes.shape == (2,), f"shape {sizes.shape} for 1 layer, expected (2,)"
ratio = sizes[1] / sizes[0]
for wrong, slip in [
    (2.0, "half of the numbers should be 0; gain is all that multiplies"),
    (1.17, "the mean is not taken off"),
    (2.83, "the gain is given, for ReLU as well"),
]:
    assert not abs(ratio / wrong - 1) < 0.08, f"ReLU multiplies by {ratio:.3g}: " + slip
assert abs(ratio / 1.414 - 1) < 0.08, f"ReLU with gain 2 multiplies by {ratio:.3g}"
# Hidden: ReLU through 50 layers, at several gains and sizes of the input.
### BEGIN HIDDEN TESTS
rng, firsts = np.random.default_rng(505), []
for gain, size in [(1.0, 1.0), (np.sqrt(2), 1.0), (2.0, 0.1), (0.6, 30.0)]:
    X = size * rng.standard_normal((15, 256))
    sizes = np.asarray(propagate(X.copy(), gain, 50, "relu", 7), dtype=float)
    assert (sizes > 0).all() and np.isfinite(sizes).all(), f"gain {gain:.2f}: 0 or inf"
    theory = size * (gain / np.sqrt(2)) ** np.arange(51)
    off = np.abs(np.log10(sizes / theory))
    assert off.max() < 1, f"gain {gain:.2f}: off by a factor of {10 ** off.max():.1e}"
    firsts.append(sizes[1] / theory[1])
mean = np.mean(firsts)
assert abs(mean - 1) < 0.12, f"one layer: {mean:.2f} times what theory says, on average"
# One unit: a weight below 0 silences it, in half of the layers.
one = np.array([[1.0]])
silent = [
    float(np.asarray(propagate(one, 1.0, 1, "relu", s))[1]) == 0 for s in range(200)
]
assert 0.3 < np.mean(silent) < 0.7, "are as many weights above 0 as below?"
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "test-propagate-tanh", "points": 1}
# Tanh with gain 3, where theory says 0.8632 for the first layer; and the seeds.
X = np.random.default_rng(3).standard_normal((100, 500))
sizes, again, other = (
    np.asarray(propagate(X.copy(), 3.0, 1, "tanh", s), dtype=float) for s in (8, 8, 9)
)
assert sizes.shape == (2,), f"shape {sizes.shape} for 1 layer, expected (2,)"
ratio = sizes[1] / sizes[0]
assert abs(ratio / 0.8632 - 1) < 0.05, f"tanh: {ratio:.3f} where theory says 0.863"
assert np.array_equal(sizes, again), "one seed, two results"
assert not np.array_equal(sizes, other), "two seeds, one result"
# Hidden: tanh, against the expectation over a normal pre-activation.
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(506)
X = rng.standard_normal((15, 300))
grid = np.linspace(-8, 8, 800)
weight = np.exp(-(grid**2) / 2) / np.exp(-(grid**2) / 2).sum()
for gain in (0.7, 1.5, 3.0):
    sizes = np.asarray(propagate(X.copy(), gain, 40, "tanh", 8), dtype=float)
    theory = [1.0]
    for _ in range(40):
        theory.append(np.sqrt(weight @ np.tanh(gain * theory[-1] * grid) ** 2))
    off = np.abs(np.log10(sizes / np.array(theory)))
    limit = 1 if gain < 1 else 0.08
    assert off.max() < limit, f"gain {gain}: off by a factor of {10 ** off.max():.2f}"
# One unit: each layer multiplies by the size of its weight.
one = np.array([[1.0], [-0.5]])
runs = [propagate(one.copy(), 1.5, 50, "linear", s) for s in range(60)]
runs = np.array([np.asarray(run, dtype=float) for run in runs])
weights = runs[:, 1:] / runs[:, :-1] / 1.5
variance, beyond = np.mean(weights**2), np.mean(weights > 2)
assert abs(variance - 1) < 0.15, f"one unit: variance {variance:.2f} times gain²"
assert 0.03 < beyond < 0.062, "normal weights are beyond two deviations in 4.6 %"
for one, two in [
    (weights[:, 1:], weights[:, :-1]),
    (weights[1:], weights[:-1]),
    (weights[:, 2:], weights[:, :-2]),
]:
    together = np.corrcoef(one.ravel(), two.ravel())[0, 1]
    assert abs(together) < 0.15, "weights of layers or seeds depend on each other"
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
    ("ReLU", lambda z: np.maximum(z, 0), 1.41421356),
    ("|z|", np.abs, 1.0),
]:
    calls = []

    def watched(z, phi=phi, calls=calls):
        calls.append(np.size(z))
        return phi(z)

    gain = np.asarray(find_gain(watched), dtype=float)
    assert gain.shape == (), f"{name}: shape {gain.shape}, expected a number"
    assert min(calls) > 1, f"{name}: phi was called with a single number"
    assert max(calls) <= 1_000_000, f"{name}: phi was called with {max(calls)} numbers"
    for wrong, slip in [
        (1.7129, "does Var(w x) depend on the variance of x?"),
        (1.6589, "does Var(w x) depend on the variance of x?"),
        (2.0, "variance or standard deviation?"),
        (0.70710678, "what the layer does, or what undoes it?"),
        (1.2533, "sizes, or squares?"),
        (2.5066, "sizes, or squares?"),
    ]:
        assert not abs(gain / wrong - 1) < 0.02, f"{name}: gain {gain:.3f}: {slip}"
    assert abs(gain / want - 1) < 0.03, f"{name}: gain {gain:.3f}, expected {want:.3f}"

# %% nbgrader={"grade_id": "test-gain-others", "points": 1}
# A sine, a ReLU that is ten times as steep, and a square.
for name, phi, want in [
    ("sine", np.sin, 1.5209),
    ("10 ReLU", lambda z: 10 * np.maximum(z, 0), 0.141421356),
    ("z²", np.square, 0.57735027),
]:
    gain = float(find_gain(phi))
    assert abs(gain / want - 1) < 0.03, f"{name}: gain {gain:.3f}, expected {want:.3f}"
# Hidden: activations that saturate, leak, stretch or oscillate.
### BEGIN HIDDEN TESTS
cases = [
    ("leaky ReLU", lambda z: np.where(z > 0, z, 0.2 * z), np.sqrt(2 / 1.04)),
    ("100 ReLU", lambda z: 100 * np.maximum(z, 0), np.sqrt(2) / 100),
    ("sin 3z", lambda z: np.sin(3 * z), 1 / np.sqrt((1 - np.exp(-18)) / 2)),
    ("tanh", np.tanh, 1.5925),
    ("sign", np.sign, 1.0),
    ("z² / 9", lambda z: z**2 / 9, 9 / np.sqrt(3)),
]
for name, phi, want in cases:
    gain = float(find_gain(phi))
    assert abs(gain / want - 1) < 0.03, f"{name}: gain {gain:.3f}, off by over 3 %"
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "test-gain-mean", "points": 1}
# Activations whose mean is not 0.
for name, phi, want in [
    ("z + 1", lambda z: z + 1, 0.70710678),
    ("cosine", np.cos, 1.3271),
    ("1/2 everywhere", lambda z: 0 * z + 0.5, 2.0),
]:
    gain = float(find_gain(phi))
    note = "is the variance of φ(z) what counts?"
    assert abs(gain / want - 1) < 0.03, f"{name}: gain {gain:.3f}, {note}"
# Hidden: others.
### BEGIN HIDDEN TESTS
cases = [
    ("z - 3", lambda z: z - 3, 1 / np.sqrt(10)),
    ("1 + sine", lambda z: 1 + np.sin(z), 1 / np.sqrt(1 + (1 - np.exp(-2)) / 2)),
    ("-5 everywhere", lambda z: 0 * z - 5, 0.2),
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


# %% nbgrader={"grade_id": "test-start-shapes", "points": 1} examiner={"arguments": "returned"}
# Three layers: their shapes and their biases.
sizes = [64, 32, 16, 10]
layers = start(sizes, 1)
assert sizes == [64, 32, 16, 10], "start changed its argument sizes"
assert len(layers) == 3, f"{len(layers)} layers for 4 sizes, expected 3"
for layer, want in zip(layers, [(32, 64), (16, 32), (10, 16)], strict=True):
    assert len(layer) == 2, f"a layer of {len(layer)} parts, expected a pair"
    W, b = (np.asarray(part, dtype=float) for part in layer)
    assert W.shape == want, f"W has shape {W.shape}, expected {want}"
    assert b.shape == want[:1], f"b has shape {b.shape}, expected {want[:1]}"
    assert np.all(b == 0), "a bias that is not 0"
    assert np.all(np.std(W, axis=1) > 0), "a unit whose weights are all equal"

# %% nbgrader={"grade_id": "test-start-sizes", "points": 1}
# Four layers, wider and narrower: the variance times fan_in / 2 is 1.
sizes = [400, 100, 900, 300, 50]
for k, (W, _) in enumerate(start(list(sizes), 2)):
    W, units, inputs = np.asarray(W, dtype=float), sizes[k + 1], sizes[k]
    assert W.shape == (units, inputs), f"layer {k}: shape {W.shape}"
    ratio = np.mean(W**2) * inputs / 2
    for wrong, slip in [
        (1 / 2, "whose rule has no 2?"),
        (inputs / units, "which of the two sizes counts?"),
        (inputs / units / 2, "which of the two sizes counts?"),
        (inputs / (inputs + units), "a rule for tanh"),
        (2 / inputs, "variance or standard deviation?"),
        (1 / 3, "what is the variance of uniform numbers in ±a?"),
    ]:
        off = abs(ratio / wrong - 1)
        assert not off < 0.1, f"layer {k}: {ratio:.3g} times He's variance: " + slip
    assert abs(ratio - 1) < 0.08, f"layer {k}: {ratio:.3g} times He's variance"
    fourth = np.mean(W**4) / np.mean(W**2) ** 2  # normal 3, uniform 1.8
    assert 1.6 < fourth < 3.4, f"layer {k}: neither normal nor uniform numbers"
# Hidden: other widths.
### BEGIN HIDDEN TESTS
for sizes in ([40, 900, 300, 1200, 60, 500], [2, 9000], [9000, 2], [1, 20_000, 1]):
    layers = start(list(sizes), 2)
    assert len(layers) == len(sizes) - 1, f"{len(layers)} layers, {len(sizes)} sizes"
    for k, (W, b) in enumerate(layers):
        W, b = np.asarray(W, dtype=float), np.asarray(b, dtype=float)
        assert b.shape == (sizes[k + 1],) and not b.any(), f"layer {k}: the biases"
        ratio = np.mean(W**2) * sizes[k] / 2
        assert abs(ratio - 1) < 0.08, f"layer {k}: variance {ratio:.2f} times He's"
        mean = abs(W.mean()) / W.std()
        assert mean < 0.05, f"layer {k}: the mean is {mean:.2f} deviations from 0"
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "test-start-random", "points": 1}
# Seeds, and layers of the same shape.
first, again, other = (
    [np.asarray(W, dtype=float) for W, _ in start([50] * 5, s)] for s in (3, 3, 4)
)
assert len(first) == 4, f"{len(first)} layers for 5 sizes, expected 4"
for W, V in zip(first, again, strict=True):
    assert np.array_equal(W, V), "one seed, two results"
for k, W in enumerate(first):
    pairs = [("another seed", V) for V in other]
    for name, V in [*pairs, *(("another layer", V) for V in first[:k])]:
        for turned in (V, V.T):
            along = abs(np.sum(W * turned)) / np.sqrt(np.sum(W**2) * np.sum(V**2))
            assert along < 0.15, f"layer {k} follows {name}: correlation {along:.2f}"
    for turned in (W, W.T):
        alike = np.abs(np.corrcoef(turned) - np.eye(50)).max()
        assert alike < 0.85, f"layer {k}: two of its units are alike"
# Hidden: twelve weights from each of 600 seeds.
### BEGIN HIDDEN TESTS
drawn = []
for seed in range(600):
    layers = start([2, 3, 2], seed)
    drawn.append(
        np.concatenate([np.ravel(np.asarray(W, dtype=float)) for W, _ in layers])
    )
drawn = np.array(drawn)
mean = np.abs(drawn.mean(axis=0) / drawn.std(axis=0)).max()
assert mean < 0.25, f"a weight whose mean over seeds is {mean:.2f} deviations from 0"
together = np.abs(np.corrcoef(drawn.T) - np.eye(12)).max()
assert together < 0.3, "two weights depend on each other"
following = np.corrcoef(drawn[1:].T, drawn[:-1].T)[:12, 12:]
assert np.abs(following).max() < 0.3, "seeds k and k + 1 depend on each other"
for part, want in [(drawn[:, :6], 1.0), (drawn[:, 6:], 2 / 3)]:
    sizes = np.mean(part**2, axis=1)
    assert abs(np.mean(sizes) / want - 1) < 0.2, "the variance, over many seeds"
    assert np.std(sizes) / np.mean(sizes) > 0.2, (
        "are the draws scaled by what was drawn?"
    )
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "test-start-trains", "points": 1}
# Hidden: 12 layers learn 200 digits, by 100 steps of descent.
### BEGIN HIDDEN TESTS
digits = load_digits()
X, labels = (digits.data[:200] - 4.9) / 6.0, digits.target[:200]
onehot = np.eye(10)[labels]
found = start([64, *[64] * 11, 10], 5)
layers = [tuple(np.array(part, dtype=float) for part in layer) for layer in found]
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
