# %% [markdown] nbgrader={"grade_id": "intro", "locked": true}
# # Problem set 4 · Layers of neurons
#
# Six exercises in code and one in words: 25 points, about two hours.
#
# Replace each `raise NotImplementedError()` with your code, and run the cells below it.
# They are tests: silence means that they pass, and a message says what they found. Some
# tests are hidden and run when your work is graded; they ask for nothing that the text
# does not ask for. Each test cell earns its points by itself.
#
# Write functions that take arrays, return arrays and change none of their arguments.
# Use NumPy. Weights of a layer have shape (out, in) throughout. Before you hand in,
# press **Validate**.
#
# [The lecture](../../notebooks/04_mlp.ipynb) | [Contents](../../notebooks/start.md)

# %% nbgrader={"grade_id": "imports", "locked": true}
import numpy as np
from sklearn.datasets import load_digits

# %% [markdown] tags=["row:S000-20"] nbgrader={"grade_id": "xor-text", "locked": true}
# ## 1 · XOR by hand, in any coding (3 points, 15 minutes)
#
# Two inputs are each either `low` or `high`, two numbers with `high` at least 0.1 above
# `low`, both between $-10$ and $10$. Choose the weights of
#
# $$f(x) = \langle v, \mathrm{ReLU}(Wx + b)\rangle + c$$
#
# with two hidden units, so that $f(x) > 0$ where the two inputs differ and $f(x) < 0$
# where they are equal. The score must not be nearer to 0 than $10^{-6}$. No training:
# ask what $x_1 + x_2$ is at the four corners.


# %% tags=["row:S000-20"] nbgrader={"grade_id": "xor-weights", "solution": true}
def xor_weights(low, high):
    """Weights of a 2-2-1 ReLU network that answers XOR.

    Args:
        low, high: the two values that an input can have, low < high.

    Returns:
        W of shape (2, 2), b (2,), v (2,) and the number c.
    """
    ### BEGIN SOLUTION
    W, b = np.array([[1.0, 1.0], [-1.0, -1.0]]), (low + high) * np.array([-1.0, 1.0])
    return W, b, np.array([-1.0, -1.0]), (high - low) / 2
    ### END SOLUTION


# %% nbgrader={"grade_id": "test-xor-signs", "points": 1}
# Inputs coded -1 and +1, as in the lecture.
W, b, v, c = (np.asarray(a, dtype=float) for a in xor_weights(-1.0, 1.0))
shapes = W.shape, b.shape, v.shape, c.shape
assert shapes == ((2, 2), (2,), (2,), ()), f"shapes {shapes} of W, b, v and c"
for x in [(-1.0, -1.0), (-1.0, 1.0), (1.0, -1.0), (1.0, 1.0)]:
    score = v @ np.maximum(W @ x + b, 0) + c
    side = 1 if x[0] != x[1] else -1
    assert np.isfinite(score), f"score {score} at {x}"
    assert side * score > 1e-6, f"score {score:g} at {x}: which sign does XOR want?"

# %% nbgrader={"grade_id": "test-xor-bits", "points": 1}
# Inputs coded 0 and 1, and 2 and 5.
for low, high in [(0.0, 1.0), (2.0, 5.0)]:
    W, b, v, c = (np.asarray(a, dtype=float) for a in xor_weights(low, high))
    shapes = W.shape, b.shape, v.shape, c.shape
    assert shapes == ((2, 2), (2,), (2,), ()), f"shapes {shapes} of W, b, v and c"
    for x in [(low, low), (low, high), (high, low), (high, high)]:
        score = v @ np.maximum(W @ x + b, 0) + c
        assert np.isfinite(score), f"score {score} at {x}"
        side = 1 if x[0] != x[1] else -1
        assert side * score > 1e-6, f"score {score:g} at {x}: is its sign an answer?"

# %% nbgrader={"grade_id": "test-xor-codings", "points": 1}
# Hidden: other values, far apart and close together.
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(401)
pairs = [
    (-1.0, 3.0),
    (2.0, 2.5),
    (-10.0, -9.9),
    (-10.0, 10.0),
    (9.9, 10.0),
    (-0.1, 0.0),
]
pairs += [tuple(np.sort(pair).tolist()) for pair in rng.uniform(-10, 10, (20, 2))]
for low, high in pairs:
    if high - low < 0.1:
        continue
    W, b, v, c = (np.asarray(a, dtype=float) for a in xor_weights(low, high))
    shapes = W.shape, b.shape, v.shape, c.shape
    assert shapes == ((2, 2), (2,), (2,), ()), f"shapes {shapes} of W, b, v and c"
    for x in [(low, low), (low, high), (high, low), (high, high)]:
        score = v @ np.maximum(W @ x + b, 0) + c
        assert np.isfinite(score), f"score {score} at {x}"
        side = 1 if x[0] != x[1] else -1
        assert side * score > 1e-6, (
            f"score {score:g} at {x}, inputs {low:g} or {high:g}"
        )
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade_id": "fooled-text", "locked": true}
# ## 2 · Refute one hidden unit (3 points, 15 minutes)
#
# **Parity** is XOR for $d \ge 2$ inputs $x \in \{-1, 1\}^d$: the target is $+1$ if the
# product of all inputs is negative, and $-1$ if it is positive. Somebody claims that
#
# $$f(x) = v\,\mathrm{ReLU}(\langle w, x\rangle + b) + c$$
#
# answers it with the sign of $f$. Whatever the numbers, it does not. Return a
# counter-example: an $x$ at which target times $f(x)$ is 0 or negative.
#
# With 60 inputs there are $2^{60}$ corners. How few of them are enough to look at? The
# proof in the lecture names four.


# %% nbgrader={"grade_id": "fooled", "solution": true}
def fooled(w, b, v, c):
    """An input whose parity a network with one hidden unit gets wrong.

    Args:
        w: weights of the hidden unit, shape (d,), d at least 2.
        b, v, c: its bias, the output weight and the output bias, numbers.

    Returns:
        x of shape (d,) with entries -1 and 1.
    """
    ### BEGIN SOLUTION
    for x1, x2 in ((1, 1), (1, -1), (-1, 1), (-1, -1)):
        x = np.ones(len(w))
        x[:2] = x1, x2
        if -x1 * x2 * (v * max(w @ x + b, 0) + c) <= 0:
            return x
    ### END SOLUTION


# %% nbgrader={"grade_id": "test-fooled-two", "points": 1}
# Two inputs, and three networks that are right at three corners of four.
for w, b, v, c in [
    ((1, 1), 0.0, -1.0, 0.5),
    ((1, -1), 0.0, 1.0, -1.0),
    ((1, 1), 1, 1, -2),
]:
    x = np.asarray(fooled(np.array(w, dtype=float), b, v, c), dtype=float)
    assert x.shape == (2,), f"x has shape {x.shape}, expected (2,)"
    assert (abs(x) == 1).all(), f"x = {x} is no corner of the square"
    score, target = v * max(w @ x + b, 0) + c, -np.prod(x)
    assert target * score <= 0, (
        f"f = {score:g} at {x}, target {target:+g}: that is right"
    )

# %% nbgrader={"grade_id": "test-fooled-corner", "points": 1} examiner={"arguments": "returned"}
# Hidden: random networks of two to five inputs, of either sign and with zeros.
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(402)
for k in range(40):
    w = rng.integers(-2, 3, 2 + k % 4).astype(float)
    b, v, c = rng.standard_normal(3) * (1, 1, k % 3)
    given = w.copy()
    x = np.asarray(fooled(given, b, v, c), dtype=float)
    assert np.array_equal(given, w), "fooled changed its argument w"
    assert x.shape == w.shape, f"x has shape {x.shape}, expected {w.shape}"
    assert (abs(x) == 1).all(), f"x = {x} has an entry other than -1 and 1"
    score, target = v * max(w @ x + b, 0) + c, -np.prod(x)
    assert target * score <= 0, f"f = {score:g} at {x}, target {target:+g}: right"
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "test-fooled-long", "points": 1}
# Hidden: many inputs, of which the network looks at two, or at all.
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(403)
networks = []
for d in (24, 60):
    for s1, s2 in [(1, 1), (1, -1), (-1, 1), (-1, -1)]:
        w = np.zeros(d)
        w[:2] = s1, s2
        networks.append((w, -1.0, -s1 * s2 * 2.0, s1 * s2 * 1.0))
        networks.append((rng.normal(0, 1, d), rng.normal(), -1.0 * s1, 0.5 * s2))
for w, b, v, c in networks:
    d = len(w)
    x = np.asarray(fooled(w.copy(), b, v, c), dtype=float)
    assert x.shape == (d,), f"x has shape {x.shape}, expected {(d,)}"
    assert (abs(x) == 1).all(), "x has an entry other than -1 and 1"
    score, target = v * max(w @ x + b, 0) + c, -np.prod(x)
    assert target * score <= 0, f"f = {score:g}, target {target:+g}, {d} inputs: right"
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade_id": "forward-text", "locked": true}
# ## 3 · Forward through any stack (4 points, 15 minutes)
#
# A network is a list of layers $(W_l, b_l)$, $l = 1, \dots, L$. With $h_0 = x$,
#
# $$z_l = W_l h_{l-1} + b_l, \qquad h_l = \mathrm{ReLU}(z_l) \;\text{ for } l < L .$$
#
# The last layer has no activation: return $z_L$, for a whole batch at once. `X` holds
# one input in each row, and so does the answer. There may be a single layer, and all
# layers may have the same size. Five digits are enough.


# %% nbgrader={"grade_id": "forward", "solution": true}
def forward(params, X):
    """The last pre-activations of a ReLU network.

    Args:
        params: a list of pairs: W of shape (out, in) and b of shape (out,).
        X: inputs, shape (n, d).

    Returns:
        An array of shape (n, k), where k is the size of the last layer.
    """
    ### BEGIN SOLUTION
    *hidden, (W, b) = params
    for V, a in hidden:
        X = np.maximum(X @ V.T + a, 0)
    return X @ W.T + b
    ### END SOLUTION


# %% nbgrader={"grade_id": "test-forward-paper", "points": 1}
# Two inputs through two hidden units to one output, on paper; and a single layer.
params = [
    (np.array([[1.0, 2.0], [-1.0, 1.0]]), np.array([0.0, 1.0])),
    (np.array([[10.0, 100.0]]), np.array([-1.0])),
]
z = np.asarray(forward(params, np.array([[1.0, 1.0], [3.0, 0.0], [0.0, -2.0]])))
assert z.shape == (3, 1), f"shape {z.shape} for 3 inputs and 1 output, expected (3, 1)"
want = [[129.0], [29.0], [-1.0]]  # hidden: (3, 1), (3, 0) and (0, 0)
np.testing.assert_allclose(z, want, rtol=1e-5, err_msg="which way does W go?")
z = np.asarray(
    forward([(np.array([[1.0, -2.0]]), np.zeros(1))], np.array([[1.0, 1.0]]))
)
assert z.tolist() == [[-1.0]], f"a single layer: {z.tolist()}, expected [[-1.0]]"

# %% nbgrader={"grade_id": "test-forward-last", "points": 1}
# Hidden: where the last layer wants to be negative, also if it is the only one.
### BEGIN HIDDEN TESTS
params = [(np.array([[1.0], [-1.0]]), np.array([-5.0, 0.0]))]
z = np.asarray(forward(params, np.array([[2.0], [-2.0]])))
note = "a single layer: what does the text say of the last one?"
np.testing.assert_allclose(z, [[-3.0, -2.0], [-7.0, 2.0]], rtol=1e-5, err_msg=note)
params = [(np.eye(2), np.ones(2)), (-np.eye(2), -np.ones(2))]
z = np.asarray(forward(params, np.array([[1.0, -3.0]])))
np.testing.assert_allclose(z, [[-3.0, -1.0]], rtol=1e-5, err_msg="two layers")
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "test-forward-stack", "points": 2} examiner={"arguments": "returned"}
# Hidden: stacks of other depths and widths, unit by unit, and the arguments afterwards.
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(404)
for n, sizes in [
    (1, (3, 3, 3)),
    (5, (2, 7, 4, 3)),
    (4, (4, 4, 4, 4, 4)),
    (3, (6, 1, 2)),
]:
    params = []
    for m in range(1, len(sizes)):
        W = rng.standard_normal((sizes[m], sizes[m - 1]))
        params.append((W, rng.standard_normal(sizes[m])))
    X = rng.standard_normal((n, sizes[0]))
    copies = [(W.copy(), b.copy()) for W, b in params]
    given = X.copy()
    z = np.asarray(forward(copies, given))
    assert z.shape == (n, sizes[-1]), f"shape {z.shape} for {n} inputs, sizes {sizes}"
    assert np.array_equal(given, X), "forward changed its argument X"
    for (W, b), (V, a) in zip(copies, params, strict=True):
        assert np.array_equal(W, V), "forward changed the weights"
        assert np.array_equal(b, a), "forward changed the biases"
    for i in range(n):
        h = X[i].tolist()
        for layer, (W, b) in enumerate(params):
            h = [sum(w * u for w, u in zip(row, h, strict=True)) for row in W]
            h = [u + a for u, a in zip(h, b, strict=True)]
            if layer < len(params) - 1:
                h = [max(u, 0.0) for u in h]
        note = f"input {i} of {n}, sizes {sizes}"
        np.testing.assert_allclose(z[i], h, rtol=1e-5, atol=1e-5, err_msg=note)
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade_id": "classes-text", "locked": true}
# ## 4 · Classes without an order (4 points, 20 minutes)
#
# Classes are called $0, \dots, k - 1$, which are names and not numbers. Write two
# functions.
#
# `one_hot` returns targets for a network with $k$ outputs: row $i$ is 1 in column
# $y_i$ and 0 elsewhere, as floats (of any width).
#
# `confusion` returns the confusion matrix of the lecture, as integers: row $i$, column
# $j$ counts the examples *of* class $i$ that were *called* $j$, however many they are.
#
# A class may be missing in a sample; it keeps its row and its column.


# %% nbgrader={"grade_id": "classes", "solution": true}
def one_hot(y, k):
    """Targets for k outputs.

    Args:
        y: classes 0 to k - 1, integers, shape (n,).
        k: the number of classes.

    Returns:
        An array of floats of shape (n, k).
    """
    ### BEGIN SOLUTION
    return np.eye(k)[y]
    ### END SOLUTION


def confusion(true, called, k):
    """How often each class was called what.

    Args:
        true, called: classes 0 to k - 1, integers, shape (n,).
        k: the number of classes.

    Returns:
        An array of integers of shape (k, k).
    """
    ### BEGIN SOLUTION
    counts = np.zeros((k, k), dtype=int)
    np.add.at(counts, (true, called), 1)
    return counts
    ### END SOLUTION


# %% nbgrader={"grade_id": "test-classes-hot", "points": 1}
# Dog 0, cat 1, fish 2, microwave 3.
targets = np.asarray(one_hot(np.array([2, 0, 3]), 4))
assert targets.shape == (3, 4), f"shape {targets.shape} for 3 examples of 4 classes"
assert targets.tolist() == [[0, 0, 1, 0], [1, 0, 0, 0], [0, 0, 0, 1]], f"{targets}"
assert targets.dtype.kind == "f", f"targets of type {targets.dtype}, expected floats"
targets = np.asarray(one_hot(np.array([1, 0]), 4))
assert targets.shape == (2, 4), f"shape {targets.shape}: cats and dogs only, 4 classes"

# %% nbgrader={"grade_id": "test-classes-missing", "points": 1} examiner={"arguments": "returned"}
# Hidden: samples in which classes are missing, and other sizes.
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(405)
for n, k, top in [(1, 3, 1), (6, 5, 3), (50, 10, 9), (4, 1, 1), (7, 7, 2)]:
    y = rng.integers(0, top, n)
    given = y.copy()
    targets = np.asarray(one_hot(given, k))
    assert np.array_equal(given, y), "one_hot changed its argument y"
    assert targets.shape == (n, k), (
        f"shape {targets.shape} for {n} examples, {k} classes"
    )
    assert targets.dtype.kind == "f", (
        f"targets of type {targets.dtype}, expected floats"
    )
    for i in range(n):
        row = [1.0 if j == y[i] else 0.0 for j in range(k)]
        assert targets[i].tolist() == row, f"class {y[i]} of {k} is coded {targets[i]}"
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "test-classes-confusion", "points": 1}
# Five examples. The only fish (2) was called a microwave (3). Then 300 dogs, all found.
counts = np.asarray(confusion(np.array([0, 0, 1, 2, 0]), np.array([0, 1, 1, 3, 0]), 4))
assert counts.shape == (4, 4), f"shape {counts.shape} for 4 classes"
assert counts.sum() == 5, f"{counts.sum()} counts for 5 examples"
assert counts.tolist() == [[2, 1, 0, 0], [0, 1, 0, 0], [0, 0, 0, 1], [0, 0, 0, 0]], (
    f"{counts}: what is a row, and what a column?"
)
assert counts.dtype.kind in "iu", f"counts of type {counts.dtype}, expected integers"
dogs = np.zeros(300, dtype=int)
counts = np.asarray(confusion(dogs, dogs, 2))
assert counts.shape == (2, 2), f"shape {counts.shape}: dogs only, of 2 classes"
assert counts[0, 0] == 300, f"{counts[0, 0]} dogs of 300 were called dogs"

# %% nbgrader={"grade_id": "test-classes-counts", "points": 1} examiner={"arguments": "returned"}
# Hidden: larger samples, with missing classes.
### BEGIN HIDDEN TESTS
from collections import Counter

rng = np.random.default_rng(406)
for n, k, top in [(1, 2, 1), (30, 4, 4), (200, 10, 7), (12, 6, 2), (70_000, 3, 1)]:
    true, called = rng.integers(0, top, n), rng.integers(0, top, n)
    given = true.copy(), called.copy()
    counts = np.asarray(confusion(*given, k))
    assert np.array_equal(given[0], true), "confusion changed its argument true"
    assert np.array_equal(given[1], called), "confusion changed its argument called"
    assert counts.shape == (k, k), f"shape {counts.shape} for {k} classes"
    assert counts.dtype.kind in "iu", f"counts of type {counts.dtype}"
    seen = Counter(zip(true.tolist(), called.tolist(), strict=True))
    for i, j in np.ndindex(k, k):
        assert counts[i, j] == seen[i, j], f"{counts[i, j]} of class {i} called {j}"
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade_id": "mend-text", "locked": true}
# ## 5 · Mend a published start (4 points, 25 minutes)
#
# The first function draws an XOR sample, with targets 1 for *true* and 0 for *false*, and
# the first weights of a 2-width-1 ReLU network whose biases start at 0. The second is its
# mean binary cross-entropy. Four slips of published versions are in them: in the
# targets, in the drawing, in a scale and in the loss. Find them before you run anything.
#
# ```python
# def xor_start(n, width, rng):
#     X = np.sign(np.random.randn(n, 2)) + 0.1 * np.random.randn(n, 2)
#     y = 1.0 * (X[:, 0] * X[:, 1] > 0)
#     W = np.random.randn(width, 2) / np.sqrt(width)
#     v = np.random.randn(width) / np.sqrt(width)
#     return X, y, W, np.zeros(width), v, 0.0
#
# def xor_loss(W, b, v, c, X, y):
#     p = 1 / (1 + np.exp(-(np.maximum(X @ W.T + b, 0) @ v + c)))
#     return np.mean(-y * np.log(p) - (1 - y) * np.log(1 - p))
# ```
#
# Write what they should have been. For each example a corner of $(\pm 1, \pm 1)$ is
# drawn, each with probability 1/4, and independent normal noise with mean 0 and standard
# deviation 0.1 is added to both inputs. All draws are independent and come from `rng`,
# and the same state of it gives the same sample and weights. The weights of a neuron with
# $k$ inputs have mean 0 and standard deviation $1/\sqrt{k}$, for any width. The loss must
# be right to nine digits or to $10^{-12}$, whichever is less strict, for all scores from
# $-1000$ to $1000$.


# %% nbgrader={"grade_id": "mend", "solution": true}
def xor_start(n, width, rng):
    """A sample of XOR and the first weights of a network for it.

    Args:
        n: the number of examples.
        width: the number of hidden units.
        rng: a numpy.random.Generator.

    Returns:
        X of shape (n, 2), corners (±1, ±1) with noise of standard deviation 0.1;
        y of shape (n,), targets in {0, 1}; W of shape (width, 2), b (width,),
        v (width,) and the number c.
    """
    ### BEGIN SOLUTION
    X = rng.choice([-1.0, 1.0], (n, 2)) + 0.1 * rng.standard_normal((n, 2))
    y = 1.0 * (X[:, 0] * X[:, 1] < 0)
    W = rng.standard_normal((width, 2)) / np.sqrt(2)
    v = rng.standard_normal(width) / np.sqrt(width)
    return X, y, W, np.zeros(width), v, 0.0
    ### END SOLUTION


def xor_loss(W, b, v, c, X, y):
    """Mean binary cross-entropy of the network, a number; shapes as above."""
    ### BEGIN SOLUTION
    z = np.maximum(X @ W.T + b, 0) @ v + c
    return np.mean(np.logaddexp(0, z) - y * z)
    ### END SOLUTION


# %% nbgrader={"grade_id": "test-mend-targets", "points": 1}
# Forty examples: targets 1 where the signs differ. Seven, of another width.
for n, width in [(40, 3), (7, 4)]:
    X, y, W, b, v, c = xor_start(n, width, np.random.default_rng(5))
    shapes = [np.shape(a) for a in (X, y, W, b, v, c)]
    want = [(n, 2), (n,), (width, 2), (width,), (width,), ()]
    assert shapes == want, f"shapes {shapes} for {n = }, {width = }"
    X, y = np.asarray(X, dtype=float), np.asarray(y)
    assert (abs(abs(X) - 1) < 0.6).all(), "an example far from all corners"
    for (x1, x2), target in zip(X, y, strict=True):
        assert target in (0, 1), f"target {target}, expected 0 or 1"
        differ = (x1 > 0) != (x2 > 0)
        assert target == differ, (
            f"target {target} at ({x1:.1f}, {x2:.1f}): is XOR true?"
        )
# A thousand: how far from their corners?
X = np.asarray(xor_start(1000, 3, np.random.default_rng(5))[0], dtype=float)
spread = (X - np.sign(X)).std()
assert abs(spread - 0.1) < 0.01, f"a deviation of {spread:.3f} around the corners"

# %% nbgrader={"grade_id": "test-mend-drawing", "points": 1}
# Hidden: the same and another state of rng, and what is drawn from it.
### BEGIN HIDDEN TESTS
one, two, other = (xor_start(30, 5, np.random.default_rng(s)) for s in (7, 7, 8))
for name, k in [("X", 0), ("y", 1), ("W", 2), ("v", 4)]:
    a, same, new = (np.asarray(r[k], dtype=float) for r in (one, two, other))
    assert np.array_equal(a, same), f"{name} differs between equal states of rng"
    assert not np.array_equal(a, new), f"{name} is the same for another state of rng"
rng, n = np.random.default_rng(407), 20_000
X, y, W, _, v, _ = (np.asarray(a, dtype=float) for a in xor_start(n, n, rng))
corner = np.sign(X)
noise = X - corner
for signs in [(1, 1), (1, -1), (-1, 1), (-1, -1)]:
    here = (corner == signs).all(axis=1)
    assert abs(here.mean() - 0.25) < 0.02, f"{here.mean():.1%} at corner {signs}"
    middle, spread = noise[here].mean(axis=0), noise[here].std(axis=0)
    assert (abs(middle) < 0.01).all(), f"the noise at {signs} has another mean than 0"
    assert (abs(spread - 0.1) < 0.005).all(), f"the noise at {signs} has another size"
beyond = np.mean(abs(noise) > 0.2)
assert 0.035 < beyond < 0.056, "normal noise is beyond two deviations in 4.6 %"
# Draws that should have nothing to do with each other: 0.05 is seven deviations.
drawn = np.column_stack([corner, noise, W, v])
together = np.corrcoef(drawn.T) - np.eye(drawn.shape[1])
assert (abs(together) < 0.05).all(), "two of the draws depend on each other"
following = [np.corrcoef(a[1:], a[:-1])[0, 1] for a in drawn.T]
assert (np.abs(following) < 0.05).all(), "a draw depends on the one before"
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "test-mend-scale", "points": 1}
# Hidden: how large the first weights are, at two widths.
### BEGIN HIDDEN TESTS
for width in (3, 5000, 20000):
    seeds = range(-(-2100 // width))
    starts = [xor_start(4, width, np.random.default_rng((width, k))) for k in seeds]
    W, b, v, c = (np.array([np.asarray(s[k]) for s in starts]) for k in (2, 3, 4, 5))
    for name, weights, inputs in [("W", W, 2), ("v", v, width)]:
        share = weights.std() * np.sqrt(inputs)
        assert abs(share - 1) < 0.06, f"{name}: {share:.3g} times the stated deviation"
        assert abs(weights.mean()) < 0.1 / np.sqrt(inputs), f"{name}: its mean is not 0"
    assert not b.any() and not c.any(), "the biases do not start at 0"
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "test-mend-loss", "points": 1} examiner={"arguments": "returned"}
# Hidden: the loss of small scores, and of scores up to 1000.
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(408)
for n, width in [(1, 1), (7, 3), (20, 2)]:
    X, y = rng.standard_normal((n, 2)), rng.integers(0, 2, n).astype(float)
    W, b = rng.standard_normal((width, 2)), rng.standard_normal(width)
    v, c, want = rng.standard_normal(width), 0.3, 0.0
    given = [a.copy() for a in (W, b, v, X, y)]
    loss = xor_loss(given[0], given[1], given[2], c, given[3], given[4])
    for a, old in zip(given, (W, b, v, X, y), strict=True):
        assert np.array_equal(a, old), "xor_loss changed one of its arguments"
    for x, target in zip(X, y, strict=True):
        hidden = [max(W[k] @ x + b[k], 0) for k in range(width)]
        z = sum(v[k] * hidden[k] for k in range(width)) + c
        want -= np.log(1 / (1 + np.exp(-z if target else z))) / n
    np.testing.assert_allclose(loss, want, 1e-9, 1e-12, err_msg=f"{n} examples")
W, b, v = np.eye(2), np.zeros(2), np.array([1.0, -1.0])
for away in [1000.0, 700.0, 40.0, 16.0, 12.0, 0.0, -9.0, -16.0, -20.0, -40.0, -1000.0]:
    for z, target in [(away, 0.0), (-away, 1.0)]:
        X = np.array([[max(z, 0.0), max(-z, 0.0)]])
        loss = np.asarray(xor_loss(W, b, v, 0.0, X, np.array([target])), dtype=float)
        assert loss.shape == (), f"a loss of shape {loss.shape}"
        want, note = np.logaddexp(0, away), f"z = {z:g}, y = {target:g}"
        np.testing.assert_allclose(loss, want, 1e-9, 1e-12, err_msg=note)
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade_id": "train-text", "locked": true}
# ## 6 · Ten digits, from scratch (4 points, 30 minutes)
#
# First the backward pass. `gradients` returns the slopes of the mean cross-entropy of a
# list of layers, as in exercise 3: ReLU between layers, none at the end, and a softmax
# over the outputs in the loss. Five digits are enough.
#
# Then train such a network, with at least one hidden layer and ten outputs, in NumPy:
# first weights, mini-batches, forward, backward, step. The answer to an image is the
# place of its largest output.
#
# You get 1000 images. About half of them are *negatives*: of each pixel $x$ they show
# $1 - x$, so that no linear model gets far. At least 85 % of 797 images that you do not
# get must be answered right. The hidden tests shuffle the order of the pixels and the
# names of the digits first, the same for all images. Sizes, learning rate, batch and
# number of steps are yours; training may take 20 seconds, and needs less than one. All
# randomness comes from `rng`: the same state of it and the same images give the same
# network, and another state another one.


# %% nbgrader={"grade_id": "train", "solution": true}
def gradients(params, X, y):
    """Slopes of the mean cross-entropy of a ReLU network, layer by layer.

    Args:
        params: a list of pairs: W of shape (out, in) and b of shape (out,).
        X: inputs, shape (n, d).
        y: classes from 0 to k - 1, integers, shape (n,); k is the size of the last layer.

    Returns:
        A list of pairs (dW, db), shaped like params, first layer first.
    """
    ### BEGIN SOLUTION
    H = [X]
    for W, b in params[:-1]:
        H.append(np.maximum(H[-1] @ W.T + b, 0))
    z = H[-1] @ params[-1][0].T + params[-1][1]
    e = np.exp(z - z.max(axis=1, keepdims=True))
    error = e / e.sum(axis=1, keepdims=True)
    error[np.arange(len(y)), y] -= 1
    error /= len(y)
    found = []
    for (W, _), h in zip(params[::-1], H[::-1], strict=True):
        found.append((error.T @ h, error.sum(axis=0)))
        error = (error @ W) * (h > 0)
    return found[::-1]
    ### END SOLUTION


def train_digits(X, y, rng):
    """Train a ReLU network to name digits.

    Args:
        X: images, shape (n, 64), values in [0, 1].
        y: digits 0 to 9, integers, shape (n,).
        rng: a numpy.random.Generator.

    Returns:
        A list of at least two pairs: W of shape (out, in) and b of shape (out,).
    """
    ### BEGIN SOLUTION
    params = [
        (rng.standard_normal((m, k)) / np.sqrt(k), np.zeros(m))
        for k, m in ((64, 48), (48, 10))
    ]
    for _ in range(30):
        for part in np.array_split(rng.permutation(len(X)), max(len(X) // 50, 1)):
            slopes = gradients(params, X[part], y[part])
            params = [
                (W - 0.5 * dW, b - 0.5 * db)
                for (W, b), (dW, db) in zip(params, slopes, strict=True)
            ]
    return params
    ### END SOLUTION


# %% nbgrader={"grade_id": "test-train-gradients", "points": 1}
# Two inputs, two hidden units, three classes, two examples: on paper, but for e.
params = [
    (np.array([[1.0, 2.0], [-1.0, 1.0]]), np.array([0.0, 1.0])),
    (np.array([[0.5, -1.0], [0.0, 1.0], [-0.5, 0.0]]), np.array([0.0, 0.1, -0.1])),
]
X, y = np.array([[1.0, 1.0], [3.0, 0.5]]), np.array([2, 0])
want = [
    (
        [[0.206993209, 0.304919791], [0.139598879, 0.139598879]],
        [0.285334474, 0.139598879],
    ),
    (
        [
            [0.224469373, 0.169803779],
            [1.184726834, 0.309402657],
            [-1.409196207, -0.479206436],
        ],
        [0.098568288, 0.373532373, -0.472100661],
    ),
]
found = gradients(params, X, y)
assert len(found) == 2, f"{len(found)} pairs for 2 layers"
for layer, (slopes, wants) in enumerate(zip(found, want, strict=True), start=1):
    for name, slope, right in zip(("dW", "db"), slopes, wants, strict=True):
        slope, right = np.asarray(slope, dtype=float), np.array(right)
        note = f"{name} of layer {layer}"
        assert slope.shape == right.shape, f"{note} has shape {slope.shape}"
        assert not np.allclose(slope, -right), f"{note}: which way does the loss grow?"
        assert not np.allclose(slope, 2 * right), f"{note}: the loss is a mean"
        assert np.allclose(slope, right, 1e-5, 1e-7), f"{note}: by what is it reached?"

# %% nbgrader={"grade_id": "test-train-shapes", "points": 1}
# A list of layers that fit together, and better than guessing on its own images.
images, digits = load_digits(return_X_y=True)
rng = np.random.default_rng(6)
order = rng.permutation(len(digits))
X, y = images[order] / 16, digits[order]
negative = rng.random(len(X)) < 0.5
X[negative] = 1 - X[negative]
layers = train_digits(X[:1000].copy(), y[:1000].copy(), np.random.default_rng(1))
sizes = [64, *(np.shape(b)[0] for _, b in layers)]
assert len(sizes) > 2, "there is no hidden layer"
assert sizes[-1] == 10, f"the last layer has size {sizes[-1]}, expected 10"
h = X
for (W, b), k, m in zip(layers, sizes[:-1], sizes[1:], strict=True):
    assert np.shape(W) == (m, k), f"W has shape {np.shape(W)} between {k} and {m} units"
    z = h @ np.asarray(W, dtype=float).T + np.asarray(b, dtype=float)
    h = np.maximum(z, 0)
right = np.mean(z[:1000].argmax(axis=1) == y[:1000])
assert right > 0.5, f"{right:.1%} of its own images: does the loss fall?"

# %% nbgrader={"grade_id": "test-train-depth", "points": 1} examiner={"arguments": "returned"}
# Hidden: slopes of one to four layers, with silent units, against differences of losses.
### BEGIN HIDDEN TESTS
from itertools import pairwise

rng, h = np.random.default_rng(411), 1e-5


def mean_loss(params, X, y):
    for W, b in params[:-1]:
        X = np.maximum(X @ W.T + b, 0)
    z = X @ params[-1][0].T + params[-1][1]
    return np.mean(np.log(np.exp(z).sum(axis=1)) - z[np.arange(len(y)), y])


for n, sizes in [(3, (4, 3)), (1, (2, 5, 3)), (7, (3, 4, 4, 2)), (4, (5, 3, 6, 4, 3))]:
    params = [
        (rng.standard_normal((m, k)), rng.standard_normal(m) / 2)
        for k, m in pairwise(sizes)
    ]
    X, y = rng.standard_normal((n, sizes[0])), rng.integers(0, sizes[-1], n)
    given = [(W.copy(), b.copy()) for W, b in params], X.copy(), y.copy()
    found = gradients(*given)
    assert np.array_equal(given[1], X), "gradients changed its argument X"
    assert np.array_equal(given[2], y), "gradients changed its argument y"
    assert len(found) == len(params), f"{len(found)} pairs for {len(params)} layers"
    for k, (W, b) in enumerate(params):
        same = np.array_equal(given[0][k][0], W) and np.array_equal(given[0][k][1], b)
        assert same, "gradients changed its argument params"
        for name, array, slopes in zip("Wb", (W, b), found[k], strict=True):
            slopes = np.asarray(slopes, dtype=float)
            note = f"slope by {name} of layer {k + 1} of {len(params)}"
            assert slopes.shape == array.shape, f"{note}: shape {slopes.shape}"
            for at in np.ndindex(array.shape):
                old = array[at]
                array[at] = old + h
                up = mean_loss(params, X, y)
                array[at] = old - h
                down = mean_loss(params, X, y)
                array[at] = old
                off = abs(slopes[at] - (up - down) / (2 * h))
                assert off < 2e-5, f"{note}, {n} examples: what stands in between?"
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "test-train-new", "points": 1} examiner={"arguments": "returned"}
# Hidden: images that it did not get, of two other divisions. Try yours on X[1000:]. And
# the same again, on a few images without a 9, and the arguments afterwards.
### BEGIN HIDDEN TESTS
images, digits = load_digits(return_X_y=True)
for seed in (409, 410):
    rng = np.random.default_rng(seed)
    order = rng.permutation(len(digits))
    X, y = (
        images[order][:, rng.permutation(64)] / 16,
        rng.permutation(10)[digits[order]],
    )
    negative = rng.random(len(X)) < 0.5
    X[negative] = 1 - X[negative]
    h, given = X[1000:], (X[:1000].copy(), y[:1000].copy())
    for W, b in train_digits(*given, np.random.default_rng(seed)):
        z = h @ np.asarray(W, dtype=float).T + np.asarray(b, dtype=float)
        h = np.maximum(z, 0)
    assert np.array_equal(given[0], X[:1000]), "train_digits changed its argument X"
    assert np.array_equal(given[1], y[:1000]), "train_digits changed its argument y"
    assert z.shape == (797, 10), f"outputs of shape {z.shape} for 797 images"
    right = np.mean(z.argmax(axis=1) == y[1000:])
    assert right >= 0.85, f"{right:.1%} of 797 new images right, expected 85 %"
few, names = images[digits < 9][:300] / 16, digits[digits < 9][:300]
one, two, other = (
    train_digits(few.copy(), names.copy(), np.random.default_rng(s)) for s in (3, 3, 4)
)
assert np.shape(one[-1][0])[0] == 10, "ten outputs, also if a class is missing"
for (W, b), (V, a) in zip(one, two, strict=True):
    W, b, V, a = (np.asarray(v, dtype=float) for v in (W, b, V, a))
    assert np.array_equal(W, V) and np.array_equal(b, a), "equal rng, other network"
first, last = (np.asarray(layers[0][0], dtype=float) for layers in (one, other))
assert not np.array_equal(first, last), "another state of rng, the same network"
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade_id": "stuck-text", "locked": true}
# ## 7 · Slow or stuck? (3 points, 15 minutes, read by a person)
#
# A report says: "We trained a 2-2-1 ReLU network on XOR, from one random start. After
# 1000 steps the loss is 0.48 and three corners of four are right. The network can answer
# XOR, as our hand-made weights show; so we shall train it for a million steps." In at
# most 120 words: why will that not help, how can they see it in the network they have,
# and what should they do and report instead?

# %% [markdown] nbgrader={"grade_id": "stuck", "solution": true, "points": 3}
# *One point for each of the three.*
#
# 1. Why: that weights exist does not mean that descent from this start reaches them. 0.48
#    is the lowest loss of a network that gives three corners the same score; where no
#    hidden unit fires, the slope of ReLU is 0, so the weights have no reason to move.
#    (Also right: over 64 starts the share of successes is the same after 1000 and after
#    3000 steps.)
# 2. How to see it: look at the hidden units at the four corners (or draw their maps).
#    Three corners are silent, or: the gradient is practically 0 while the loss is not.
# 3. Instead: more hidden units, or other starts; and report the share of many starts that
#    succeed, with their number, rather than one run.
