# %% [markdown] nbgrader={"grade_id": "intro", "locked": true}
# # Problem set 9 · More weights than examples
#
# Six exercises in code and one in words: 25 points, about two hours.
#
# Replace each `raise NotImplementedError()` with your code, and run the cells below it.
# They are tests: silence means that they pass, and a message says what they found. Some
# tests are hidden and run when your work is graded; they ask for nothing that the text
# does not ask for. Each test cell earns its points by itself.
#
# Write functions that take float64 arrays, return float64 arrays and change none of their
# arguments. NumPy is enough; JAX and PyTorch are allowed, in float64. Each exercise stands
# alone. Before you hand in, press **Validate**.
#
# [The lecture](../../notebooks/09_overparametrization.ipynb) | [Contents](../../notebooks/start.md)
#
# The network of exercises 1 and 3 is that of the lecture, without biases:
# $f(x) = \sqrt{2/m} \sum_{j=1}^m v_j \operatorname{ReLU}(\langle w_j, x\rangle)$, with the
# $w_j$ in the rows of $W$. In exercise 2 each hidden unit has a bias. No test has a
# pre-activation at 0.

# %% nbgrader={"grade_id": "imports", "locked": true}
import numpy as np
from sklearn.datasets import load_digits

# %% [markdown] nbgrader={"grade_id": "analytic-text", "locked": true}
# ## 1 · The kernel of infinite width (4 points, 20 minutes)
#
# In the lecture all weights are drawn with standard deviation 1, and the tangent kernel
# tends to
#
# $$\frac{|x||z|}{\pi}\bigl(\sin\theta + (\pi-\theta)\cos\theta\bigr)
#   + \langle x, z\rangle\,\frac{\pi - \theta}{\pi},$$
#
# with the angle $\theta \in [0, \pi]$ between $x$ and $z$. Here the $v_j$ have standard
# deviation $s$ = `spread`; the entries of $W$ are drawn as before. On paper first: which of
# the two terms changes with $s$, and how? What is the kernel at a right angle, at $x = z$
# and at $x = -z$?
#
# Return what it tends to, for each row of `X` with each row of `Z`. No row is 0. Rows may
# be equal or opposite, up to a positive factor, and rounding must not make a `nan` of them:
# there, an error of $10^{-7}(1 + s^2)|x||z|$ is good enough, elsewhere
# $10^{-10}(1 + s^2)|x||z|$ is asked for.


# %% nbgrader={"grade_id": "analytic", "solution": true}
def analytic_kernel(X, Z, spread):
    """Tangent kernel of the infinitely wide network.

    Args:
        X: inputs, shape (n, d), no row 0.
        Z: inputs, shape (k, d), no row 0.
        spread: standard deviation of the output weights, above 0.

    Returns:
        An array of shape (n, k).
    """
    ### BEGIN SOLUTION
    sizes = np.outer(np.linalg.norm(X, axis=1), np.linalg.norm(Z, axis=1))
    dot = X @ Z.T
    angle = np.arccos(np.clip(dot / sizes, -1, 1))
    bow = np.sin(angle) + (np.pi - angle) * np.cos(angle)
    return (sizes * bow + spread**2 * dot * (np.pi - angle)) / np.pi
    ### END SOLUTION


# %% nbgrader={"grade_id": "test-analytic-paper", "points": 1} examiner={"arguments": "returned"}
# Two inputs with three, at angles from 30 to 150 degrees.
X = np.array([[1.0, 0.0, 0.0], [-2.0, 0.0, 0.0]])
Z = np.array([[0.0, 1.0, 0.0], [1.5, 0.0, 1.5 * np.sqrt(3)], [-3.0, np.sqrt(3), 0.0]])
degrees = [[90, 60, 150], [90, 120, 30]]
given = X.copy(), Z.copy()
K = np.asarray(analytic_kernel(*given, 2.0), dtype=float)
assert np.array_equal(given[0], X), "analytic_kernel changed its argument X"
assert np.array_equal(given[1], Z), "analytic_kernel changed its argument Z"
assert K.shape == (2, 3), f"K has shape {K.shape}, expected (2, 3)"
want = [
    [0.3183098862, 5.8269933431, -1.9486711046],
    [0.6366197724, -3.3460133137, 26.1026577908],
]
for i, j in np.ndindex(2, 3):
    note = f"K of row {i} of X and row {j} of Z, at {degrees[i][j]} degrees, spread 2"
    assert abs(K[i, j] - want[i][j]) < 1e-9, f"{note}: {K[i, j]}, not {want[i][j]}"

# %% nbgrader={"grade_id": "test-analytic-random", "points": 1} examiner={"arguments": "returned"}
# Hidden: random inputs of several sizes and dimensions, pair by pair.
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(901)
for n, k, d, spread in [(1, 1, 2, 1.0), (4, 7, 3, 0.3), (6, 2, 10, 2.5)]:
    X, Z = 3 * rng.standard_normal((n, d)), 0.2 * rng.standard_normal((k, d))
    given = X.copy(), Z.copy()
    K = np.asarray(analytic_kernel(*given, spread), dtype=float)
    assert np.array_equal(given[0], X), "analytic_kernel changed its argument X"
    assert np.array_equal(given[1], Z), "analytic_kernel changed its argument Z"
    assert K.shape == (n, k), f"K has shape {K.shape}, expected {(n, k)}"
    for i, x in enumerate(X):
        for j, z in enumerate(Z):
            a, b = np.sqrt(x @ x), np.sqrt(z @ z)
            near, far = (np.sum((x / a + s * z / b) ** 2) for s in (-1, 1))
            t = 2 * np.arctan2(np.sqrt(near), np.sqrt(far))
            turn = (1 + spread**2) * (np.pi - t) * np.cos(t)
            want = a * b * (np.sin(t) + turn) / np.pi
            off = abs(K[i, j] - want) / (a * b) / (1 + spread**2)
            assert off < 1e-10, (
                f"K[{i}, {j}] at {d = }, {spread = } is off by {off:.1e}"
            )
### END HIDDEN TESTS


# %% nbgrader={"grade_id": "test-analytic-ends", "points": 1}
# Inputs that are equal, parallel or opposite.
def ends(X, spread, factor, wants):
    K = np.asarray(analytic_kernel(X.copy(), factor * X, spread), dtype=float)
    assert K.shape == (len(X), len(X)), f"shape {K.shape} for {len(X)} inputs"
    note = f"x with {factor}x, {spread = }"
    lost = np.sum(~np.isfinite(K))
    assert lost == 0, f"{note}: {lost} entries are no numbers. Which cosine?"
    size = (1 + spread**2) * abs(factor) * np.sum(X**2, axis=1)
    off = np.max(np.abs(K.diagonal() - wants) / size)
    assert off < 1e-7, f"{note}: off by {off:.1e} (1 + s²)|x||z|"


X = np.random.default_rng(90).standard_normal((200, 5))
X /= np.linalg.norm(X, axis=1)[:, None]
for factor, want in [(1, 2), (-1, 0), (3, 6), (-7, 0)]:
    ends(X, 1.0, factor, want)
ends(np.array([[1.0, 2.0, 2.0]]), 0.5, 2, 22.5)
# Hidden: the same for other inputs.
### BEGIN HIDDEN TESTS
X = np.random.default_rng(902).standard_normal((200, 5))
for factor, share in [(1, 3.25), (3, 9.75), (-1, 0), (1 / 7, 3.25 / 7)]:
    ends(X, 1.5, factor, share * np.sum(X**2, axis=1))
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "test-analytic-kernel", "points": 1}
# Hidden: what makes it a kernel, and what turning all inputs does to it.
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(903)
X = rng.standard_normal((40, 4))
K = np.array(analytic_kernel(X.copy(), X.copy(), 0.8), dtype=float)
assert K.shape == (40, 40) and np.isfinite(K).all(), "40 × 40 numbers"
assert np.abs(K - K.T).max() < 1e-9, "K(x, z) and K(z, x) differ"
low = np.linalg.eigvalsh((K + K.T) / 2).min()
assert low > -1e-6, f"not positive semidefinite: an eigenvalue is {low:.3f}"
turn = np.linalg.qr(rng.standard_normal((4, 4)))[0]
turned = np.asarray(analytic_kernel(X @ turn, X @ turn, 0.8), dtype=float)
assert np.abs(turned - K).max() < 1e-6, "K changed when all inputs were turned alike"
trace = np.trace(K) / np.sum(X**2)
assert abs(trace - 1.64) < 1e-6, "the sizes cannot be right"
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade_id": "tangent-text", "locked": true}
# ## 2 · The kernel of one network (4 points, 25 minutes)
#
# Here each hidden unit has a bias:
# $f(x) = \sqrt{2/m} \sum_j v_j \operatorname{ReLU}(\langle w_j, x\rangle + b_j)$. Return
# $K(x, z) = \langle \nabla f(x), \nabla f(z)\rangle$ for each row of `X` with each row
# of `Z`, where $\nabla$ is the gradient in all parameters: `W`, `b` and `v`. The factor
# $\sqrt{2/m}$ belongs to $f$.
#
# On paper first: write the gradient in $w_j$, in $b_j$ and in $v_j$. Which of them know $v$?


# %% nbgrader={"grade_id": "tangent", "solution": true}
def tangent_kernel(W, b, v, X, Z):
    """Tangent kernel of a network with one hidden layer.

    Args:
        W: hidden weights, shape (m, d).
        b: hidden biases, shape (m,).
        v: output weights, shape (m,).
        X: inputs, shape (n, d).
        Z: inputs, shape (k, d).

    Returns:
        An array of shape (n, k).
    """
    ### BEGIN SOLUTION
    p, q = X @ W.T + b, Z @ W.T + b
    hidden = (X @ Z.T + 1) * ((p > 0) * v**2 @ (q > 0).T)
    return 2 / len(v) * (np.maximum(p, 0) @ np.maximum(q, 0).T + hidden)
    ### END SOLUTION


# %% nbgrader={"grade_id": "test-tangent-paper", "points": 1} examiner={"arguments": "returned"}
# Three units, two inputs with three: find out which units are awake.
W, b = np.array([[1.0, 0.0], [0.0, -1.0], [1.0, 1.0]]), np.array([0.5, 1.0, -1.0])
v = np.array([3.0, -1.0, 2.0])
X = np.array([[2.0, 0.0], [1.0, 3.0]])
Z = np.array([[0.0, -1.0], [2.0, 2.0], [1.0, 2.0]])
old = [W, b, v, X, Z]
given = [a.copy() for a in old]
K = np.asarray(tangent_kernel(*given), dtype=float)
for a, kept, name in zip(given, old, "WbvXZ", strict=True):
    assert np.array_equal(a, kept), f"tangent_kernel changed its argument {name}"
assert K.shape == (2, 3), f"K has shape {K.shape}, expected (2, 3)"
awake = [["1 and 2", "1 and 3", "1 and 3"], ["1", "1 and 3", "1 and 3"]]
want = [[13.25, 74.25, 44.75], [-17.25, 129.75, 112.25]]  # times 2/3
for i, j in np.ndindex(2, 3):
    got, note = 3 / 2 * K[i, j], f"row {i} of X, row {j} of Z: awake at both"
    note = f"{note}: unit {awake[i][j]}; 3/2 K is {got:.4f}, expected {want[i][j]}"
    assert abs(got - want[i][j]) < 1e-9, note
# Far from 0 all three units are awake: 20.5 and 10.5, 1 and 1, 19 and 9.
K = tangent_kernel(W, b, v, np.array([[20.0, 0.0]]), np.array([[10.0, 0.0]]))
got = 3 / 2 * float(np.asarray(K)[0, 0])
assert abs(got - 3201.25) < 1e-6, f"(20, 0) and (10, 0): 3/2 K is {got}, not 3201.25"

# %% nbgrader={"grade_id": "test-tangent-differences", "points": 2} examiner={"arguments": "returned"}
# Hidden: against gradients by differences, at sizes you have not seen.
### BEGIN HIDDEN TESTS
rng, step = np.random.default_rng(904), 1e-5


def output(flat, m, d, x):
    W, b, v = np.split(flat, [m * d, m * d + m])
    return np.sqrt(2 / m) * (v @ np.maximum(W.reshape(m, d) @ x + b, 0))


for m, d, n, k in [(1, 1, 2, 2), (5, 2, 3, 4), (8, 3, 4, 1)]:
    W, b, v = (rng.standard_normal(shape) for shape in ((m, d), m, m))
    X, Z = rng.standard_normal((n, d)), rng.standard_normal((k, d))
    given = [a.copy() for a in (W, b, v, X, Z)]
    K = np.asarray(tangent_kernel(*given), dtype=float)
    for a, old, name in zip(given, (W, b, v, X, Z), "WbvXZ", strict=True):
        assert np.array_equal(a, old), f"tangent_kernel changed its argument {name}"
    assert K.shape == (n, k), f"K has shape {K.shape}, expected {(n, k)}"
    flat, rows = np.concatenate([W.ravel(), b, v]), []
    moves = step * np.eye(len(flat))
    for x in np.vstack([X, Z]):
        ends = [[output(flat + s * e, m, d, x) for e in moves] for s in (1, -1)]
        rows.append((np.array(ends[0]) - ends[1]) / (2 * step))
    rows = np.array(rows)
    want = rows[:n] @ rows[n:].T
    off = np.abs(K - want).max() / (1 + np.abs(want).max())
    assert off < 1e-6, f"off by {off:.1e} at {m = }, {d = }"
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "test-tangent-wide", "points": 1}
# Hidden: signs of v, copies of units, and a very wide network.
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(905)
W, b, v = rng.standard_normal((6, 3)), rng.standard_normal(6), rng.standard_normal(6)
X = rng.standard_normal((5, 3))
one = W.copy(), b.copy()
K = np.array(tangent_kernel(*one, v.copy(), X.copy(), X.copy()), dtype=float)
assert K.shape == (5, 5) and (K.diagonal() > 0).all(), "a sum of squares is above 0"
one = W.copy(), b.copy()
flipped = np.asarray(tangent_kernel(*one, -v, X.copy(), X.copy()), dtype=float)
assert np.abs(flipped - K).max() < 1e-10, "K depends on the sign of v"
double = np.tile(W, (2, 1)), np.tile(b, 2), np.tile(v, 2)
twice = np.asarray(tangent_kernel(*double, X.copy(), X.copy()), dtype=float)
assert np.abs(twice - K).max() < 1e-10, "every unit twice, and K is not the same"
W, v = rng.standard_normal((20_000, 2)), rng.standard_normal(20_000)
X, none = np.array([[1.0, 0.0], [0.0, 1.0]]), np.zeros(20_000)
K = np.asarray(tangent_kernel(W, none, v, X.copy(), X.copy()), dtype=float)
off = np.abs(K - np.array([[3, 1 / np.pi + 0.5], [1 / np.pi + 0.5, 3]])).max()
assert off < 0.2, f"off by {off:.2f} from the kernel of infinite width"
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade_id": "linearized-text", "locked": true}
# ## 3 · Mend a linearization (4 points, 25 minutes)
#
# This function should predict with the first-order Taylor expansion of the network around
# its first weights. One slip in it is a published one: the features are the gradient of
# the *loss*. There are four others. Find them before you run anything.
#
# ```python
# def linearized(W0, v0, W, v, X, y):
#     c = np.sqrt(2 / len(v))
#     z = X @ W.T
#     error = c * np.maximum(z, 0) @ v - y                     # squared error, halved
#     in_v = error[:, None] * c * np.maximum(z, 0)
#     in_W = error[:, None] * c * v * (z > 0)                  # times x, below
#     return in_v @ (v - v0) + np.einsum("nm,nd,md->n", in_W, X, W)
# ```
#
# Write what it should have been: $f(x; \theta_0) + \langle\nabla f(x; \theta_0),
# \theta - \theta_0\rangle$ with $\theta_0 = (W_0, v_0)$. It has no use for labels. `v0` is
# as long as `v`; the pre-activations at `W0` are not 0, those at `W` may be anything.


# %% nbgrader={"grade_id": "linearized", "solution": true}
def linearized(W0, v0, W, v, X):
    """Predictions of the network, linearized in its weights.

    Args:
        W0: first hidden weights, shape (m, d).
        v0: first output weights, shape (m,).
        W: hidden weights now, shape (m, d).
        v: output weights now, shape (m,).
        X: inputs, shape (n, d).

    Returns:
        An array of shape (n,).
    """
    ### BEGIN SOLUTION
    z = X @ W0.T
    hidden = np.maximum(z, 0)
    moved = hidden @ (v - v0) + ((z > 0) * (X @ (W - W0).T)) @ v0
    return np.sqrt(2 / len(v0)) * (hidden @ v0 + moved)
    ### END SOLUTION


# %% nbgrader={"grade_id": "test-linearized-paper", "points": 1} examiner={"arguments": "returned"}
# Three units, three inputs: some units sleep at first, and some wake up or fall asleep.
W0, v0 = np.array([[1.0, 0.0], [0.0, 1.0], [-1.0, 1.0]]), np.array([2.0, -1.0, 3.0])
W, v = np.array([[3.0, 1.0], [0.5, 1.0], [0.0, -2.0]]), np.array([1.0, 1.0, 2.0])
X = np.array([[1.0, 2.0], [-1.0, 3.0], [2.0, -1.0]])
old = [W0, v0, W, v, X]
given = [a.copy() for a in old]
got = np.asarray(linearized(*given), dtype=float)
for a, kept, name in zip(given, old, ("W0", "v0", "W", "v", "X"), strict=True):
    assert np.array_equal(a, kept), f"linearized changed its argument {name}"
assert got.shape == (3,), f"shape {got.shape}, expected (3,)"
start = np.asarray(linearized(W0.copy(), v0.copy(), W0.copy(), v0.copy(), X.copy()))
first = np.sqrt(2 / 3) * np.array([3.0, 9.0, 4.0])
assert np.allclose(start, first, 1e-9), (
    f"f at the first weights is {first}, not {start}"
)
for i, want in enumerate([-2.5, -18.5, 8.0]):
    note = f"{got[i] / np.sqrt(2 / 3):.4f} times the root of 2/3, expected {want}"
    assert abs(got[i] - np.sqrt(2 / 3) * want) < 1e-9, f"input {i}: {note}"

# %% nbgrader={"grade_id": "test-linearized-touches", "points": 2} examiner={"arguments": "returned"}
# Hidden: it touches the network at the first weights, in value and in slope.
### BEGIN HIDDEN TESTS
rng, step = np.random.default_rng(906), 1e-5


def network(W, v, X):
    return np.sqrt(2 / len(v)) * (np.maximum(X @ W.T, 0) @ v)


for m, d, n in [(1, 2, 3), (7, 3, 5), (30, 6, 4)]:
    W0, v0 = rng.standard_normal((m, d)), rng.standard_normal(m)
    dW, dv = rng.standard_normal((m, d)), rng.standard_normal(m)
    X = rng.standard_normal((n, d))
    given = [a.copy() for a in (W0, v0, W0 + dW, v0 + dv, X)]
    own = [a.copy() for a in given]
    got = np.array(linearized(*given), dtype=float)
    for a, old, name in zip(given, own, ("W0", "v0", "W", "v", "X"), strict=True):
        assert np.array_equal(a, old), f"linearized changed its argument {name}"
    assert got.shape == (n,), f"shape {got.shape}, expected {(n,)}"
    start = linearized(W0.copy(), v0.copy(), W0.copy(), v0.copy(), X.copy())
    start, want = np.asarray(start, dtype=float), network(W0, v0, X)
    assert np.abs(start - want).max() < 1e-9, "not the network where nothing moved"
    up, down = (network(W0 + s * step * dW, v0 + s * step * dv, X) for s in (1, -1))
    slope = (up - down) / (2 * step)
    off = np.abs(got - want - slope).max()
    assert off < 1e-6, f"the slope along a random way is off by {off:.1e} at {m = }"
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "test-linearized-line", "points": 1}
# Far from the first weights it is still a straight line: a million times as far.
W0, v0 = np.array([[1.0, 0.0], [0.0, 1.0], [-1.0, 1.0]]), np.array([2.0, -1.0, 3.0])
W, v = np.array([[3.0, 1.0], [0.5, 1.0], [0.0, -2.0]]), np.array([1.0, 1.0, 2.0])
X = np.array([[1.0, 2.0], [-1.0, 3.0], [2.0, -1.0]])
far = linearized(W0, v0, W0 + 1e6 * (W - W0), v0 + 1e6 * (v - v0), X)
far = np.asarray(far, dtype=float) / np.sqrt(2 / 3)
for i, (first, change) in enumerate([(3.0, -5.5), (9.0, -27.5), (4.0, 4.0)]):
    want = first + 1e6 * change
    note = f"input {i}: {far[i]:.1f} times the root of 2/3, expected {want}"
    assert abs(far[i] / want - 1) < 1e-6, note
# Hidden: the same for others.
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(907)
W0, v0 = rng.standard_normal((9, 2)), rng.standard_normal(9)
X = rng.standard_normal((6, 2))
dW, dv = 5 * rng.standard_normal((9, 2)), 5 * rng.standard_normal(9)
far = []
for s in (0, 1, 2, -3):
    given = W0.copy(), v0.copy(), W0 + s * dW, v0 + s * dv, X.copy()
    far.append(np.array(linearized(*given), dtype=float))
numbers = all(f.shape == (6,) and np.isfinite(f).all() for f in far)
moving = numbers and np.abs(far[1] - far[0]).max() > 1e-3
assert moving, "not six numbers, or none that moves with the weights"
for s, f in zip((2, -3), far[2:], strict=True):
    off = np.abs(f - far[0] - s * (far[1] - far[0])).max()
    assert off < 1e-8, f"not linear in the weights: off by {off:.1e}, {s} times as far"
h = np.sqrt(2 / 9) * np.maximum(X @ W0.T, 0)
only_v = linearized(W0.copy(), v0.copy(), W0.copy(), dv.copy(), X.copy())
off = np.abs(np.asarray(only_v, dtype=float) - h @ dv).max()
assert off < 1e-8, "in v alone the network is linear already"
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade_id": "shortest-text", "locked": true}
# ## 4 · The shortest fit (4 points, 20 minutes)
#
# Return the weights $c$ that minimise $\lVert Ac - y\rVert^2 + \lambda\lVert c\rVert^2$,
# with sums and not means. For $\lambda = 0$ return the limit $\lambda \to 0$: among all $c$ of
# the smallest $\lVert Ac - y\rVert$, the shortest. There, treat singular values of `A` below
# $10^{-10}$ times the largest as 0, and no others: a matrix that squares them, such as
# $A^\top A$, has lost the small ones. `A` may have more columns than rows, fewer, or as many,
# and rows or columns may repeat. The entries of `A` are of order 1, and `ridge` is 0 or at
# least $10^{-9}$.
#
# On paper first: $A = (1\;\;1)$, $y = 2$. Which exact fit is the shortest?


# %% nbgrader={"grade_id": "shortest", "solution": true}
def shortest_fit(A, y, ridge):
    """Ridge regression, down to the minimum-norm fit.

    Args:
        A: features, shape (n, N), not all 0.
        y: targets, shape (n,).
        ridge: 0, or at least 1e-9.

    Returns:
        An array of shape (N,).
    """
    ### BEGIN SOLUTION
    U, s, Vt = np.linalg.svd(A, full_matrices=False)
    kept = s >= 1e-10 * s.max()
    U, s, Vt = U[:, kept], s[kept], Vt[kept]
    return Vt.T @ (s / (s**2 + ridge) * (U.T @ y))
    ### END SOLUTION


# %% nbgrader={"grade_id": "test-shortest-paper", "points": 1} examiner={"arguments": "returned"}
# On paper: one equation with two unknowns; more equations; equations that repeat; columns
# that repeat. Each without a ridge and with a ridge of 2.
for rows, targets, plain, with_ridge in [
    ([[1, 1]], [2], [1, 1], [0.5, 0.5]),
    ([[1], [2], [2]], [1, 2, 5], [15 / 9], [15 / 11]),
    ([[3, 0, 4], [3, 0, 4]], [5, 10], [0.9, 0, 1.2], [225 / 260, 0, 300 / 260]),
    ([[1, 1, 0], [0, 0, 2], [1, 1, 0]], [2, 3, 4], [1.5, 1.5, 1.5], [1, 1, 1]),
]:
    A, y = np.array(rows, dtype=float), np.array(targets, dtype=float)
    for ridge, want in [(0, plain), (2.0, with_ridge)]:
        given = A.copy(), y.copy()
        c = np.asarray(shortest_fit(*given, ridge), dtype=float)
        assert np.array_equal(given[0], A), "shortest_fit changed its argument A"
        assert np.array_equal(given[1], y), "shortest_fit changed its argument y"
        assert c.shape == A.shape[1:], f"shape {c.shape}, expected {A.shape[1:]}"
        note = f"A = {rows}, y = {targets}, {ridge = }: c is {c}, expected {want}"
        assert np.allclose(c, want, 0, 1e-7), note

# %% nbgrader={"grade_id": "test-shortest-fits", "points": 1} examiner={"arguments": "returned"}
# Hidden: more columns than rows: an exact fit, and no other one is shorter.
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(908)
for n, N in [(3, 5), (20, 60), (30, 31)]:
    A, y = rng.standard_normal((n, N)), rng.standard_normal(n)
    given = A.copy(), y.copy()
    c = np.array(shortest_fit(*given, 0), dtype=float)
    assert np.array_equal(given[0], A), "shortest_fit changed its argument A"
    assert np.array_equal(given[1], y), "shortest_fit changed its argument y"
    assert c.shape == (N,), f"shape {c.shape}, expected {(N,)}"
    residual = np.sqrt(np.sum((A @ c - y) ** 2))
    assert residual < 1e-8, f"residual {residual:.1e} at {n = }, {N = }"
    free = np.linalg.svd(A)[2][n:]  # what A does not see
    for u in [*free, *(rng.standard_normal((5, N - n)) @ free)]:
        for sign in (0.01, -0.01):
            longer = np.sum((c + sign * u) ** 2) - np.sum(c**2)
            assert longer > 0, f"another exact fit is shorter at {n = }, {N = }"
### END HIDDEN TESTS


# %% nbgrader={"grade_id": "test-shortest-rank", "points": 1}
# A singular value of 3e-10, and one of 3e-11, where the largest is 1 or 20: is it 0?
def cut(A, y, want, what):
    c = np.asarray(shortest_fit(A.copy(), y.copy(), 0.0), dtype=float)
    assert c.shape == A.shape[1:], f"shape {c.shape}, expected {A.shape[1:]}"
    off = np.abs(c - want).max()
    assert off < 1e-4, f"A {A.shape}, {what}: off by {off:.1e}"


turn = np.array([[1.0, 1.0], [1.0, -1.0]]) / np.sqrt(2)
for top in (1.0, 20.0):
    for small, want in [(3e-10, [1.0, -2.0]), (3e-11, [-0.5, -0.5])]:
        A = turn @ np.diag([top, top * small]) @ turn
        cut(A, A @ [1.0, -2.0], want, f"singular values {top} and {top * small:g}")
# Hidden: the same for others; fewer columns than rows; rows or columns that repeat.
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(909)
for n, N in [(6, 4), (4, 6), (5, 5)]:
    left, right = (np.linalg.qr(rng.standard_normal((k, k)))[0] for k in (n, N))
    for small, known in [(3e-10, 1), (3e-11, 0)]:
        sizes = np.array([30.0, 7.0, 1.0, 30.0 * small])
        a, A = rng.standard_normal(4), (left[:, :4] * sizes) @ right[:4]
        want = (a * [1, 1, 1, known]) @ right[:4]
        cut(A, left[:, :4] @ (sizes * a), want, f"a singular value of {small:g}")
cases = [rng.standard_normal((12, 4)), rng.standard_normal((7, 7))]
narrow, flat = rng.standard_normal((9, 3)), rng.standard_normal((3, 8))
cases += [np.hstack([narrow, narrow]), np.vstack([flat, flat])]
cases += [np.outer(*cases[0].T[:2])]
for A in cases:
    y = rng.standard_normal(len(A))
    U, s, Vt = np.linalg.svd(A, full_matrices=False)
    r = np.linalg.matrix_rank(A)
    cut(A, y, Vt[:r].T @ ((U[:, :r].T @ y) / s[:r]), "rows or columns that repeat")
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "test-shortest-ridge", "points": 1}
# A ridge as large as the square of the small singular value halves what it alone fits.
for ridge, small in [(1e-8, 1e-4), (2.5e-9, 5e-5)]:
    A = np.array([[1.0, 0.0], [0.0, small], [0.0, 0.0]])
    c = np.asarray(shortest_fit(A, np.array([1.0, 1.0, 7.0]), ridge), dtype=float)
    want = [1.0, 0.5 / small]
    assert np.allclose(c, want, 1e-5), f"A = {A.tolist()}, {ridge = }: {c}, not {want}"
# Hidden: with a ridge: the gradient is 0 at the end, and the limit is the fit without.
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(910)
for n, N in [(5, 12), (12, 5), (8, 8)]:
    A, y = rng.standard_normal((n, N)), rng.standard_normal(n)
    for ridge in (1e-3, 0.7, 50.0):
        c = np.array(shortest_fit(A.copy(), y.copy(), ridge), dtype=float)
        assert c.shape == (N,), f"shape {c.shape}, expected {(N,)}"
        slope = np.abs(A.T @ (A @ c - y) + ridge * c).max()
        assert slope < 1e-8, f"gradient {slope:.1e} at {ridge = }, A {A.shape}"
A, y = rng.standard_normal((6, 15)), rng.standard_normal(6)
small, none = (
    np.array(shortest_fit(A.copy(), y.copy(), r), dtype=float) for r in (1e-9, 0)
)
assert np.abs(small - none).max() < 1e-4, "ridge 1e-9 and ridge 0 differ"
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade_id": "sweep-text", "locked": true}
# ## 5 · Find the peak (3 points, 20 minutes)
#
# Fit random features of growing number $N$ to $n$ examples, and return the mean squared error
# on new ones. The features are $a_j(x) = \sqrt{2/N}\cos(\langle w_j, x\rangle + b_j)$ for
# $j = 1, \ldots, N$, with the entries of $w_j$ normal with mean 0 and standard deviation
# `size`, and $b_j$ uniform on $[0, 2\pi]$. The fit is the shortest of the best fits, without
# a ridge. Make one `rng = np.random.default_rng(seed)` and draw from it; the same seed gives
# the same numbers, another seed others. Whether you draw anew for each $N$ or take the first
# $N$ of one draw is up to you.


# %% nbgrader={"grade_id": "sweep", "solution": true}
def sweep(X, y, X_new, y_new, counts, size, seed):
    """Error on new examples over the number of random features.

    Args:
        X: inputs, shape (n, d).
        y: targets, shape (n,).
        X_new: new inputs, shape (k, d).
        y_new: new targets, shape (k,).
        counts: numbers of features, a list of whole numbers up to 2000.
        size: standard deviation of the entries of the w's.
        seed: a whole number.

    Returns:
        An array of shape (len(counts),).
    """
    ### BEGIN SOLUTION
    rng, most = np.random.default_rng(seed), max(counts)
    W = size * rng.standard_normal((most, X.shape[1]))
    b = rng.uniform(0, 2 * np.pi, most)
    errors = []
    for N in counts:
        A, B = (np.sqrt(2 / N) * np.cos(x @ W[:N].T + b[:N]) for x in (X, X_new))
        c = np.linalg.lstsq(A, y, rcond=1e-12)[0]
        errors.append(np.mean((B @ c - y_new) ** 2))
    return np.array(errors)
    ### END SOLUTION


# %% nbgrader={"grade_id": "test-sweep-peak", "points": 1} examiner={"arguments": "returned"}
# 60 digits, is it below 5 or not: the error is largest with 60 features.
digits = load_digits()
X, y = digits.data / 16, np.where(digits.target < 5, 1.0, -1.0)
counts = [10, 400, 60, 120, 30]
old = [X[:60], y[:60], X[1000:], y[1000:], counts]
given = [part.copy() for part in old]
errors = np.asarray(sweep(*given, 0.15, 1), dtype=float)
names = ("X", "y", "X_new", "y_new", "counts")
for a, kept, name in zip(given, old, names, strict=True):
    assert np.array_equal(a, kept), f"sweep changed its argument {name}"
assert errors.shape == (5,), f"shape {errors.shape}, expected (5,)"
at = counts[int(np.argmax(errors))]
assert at == 60, f"the largest error is at {at} features: {errors.round(1)}"
assert 0.05 < errors[1] < 1.2, f"400 features: error {errors[1]:.2f} on new digits"
# On the 60 themselves: 60 features or more fit them exactly, fewer do not.
own = [part.copy() for part in (X[:60], y[:60], X[:60], y[:60], counts)]
again = sweep(*own, 0.15, 1)
for N, error in zip(counts, np.asarray(again, dtype=float), strict=True):
    exact = "0" if N >= 60 else "more than 0.01"
    note = f"{N} features, new points that are the old ones: {error:.1e}, not {exact}"
    assert error < 1e-12 if N >= 60 else error > 0.01, note

# %% nbgrader={"grade_id": "test-sweep-shape", "points": 1}
# Hidden: the peak at other sizes and seeds, how high it is, and how low both ends are.
### BEGIN HIDDEN TESTS
digits = load_digits()
rng = np.random.default_rng(912)
places, names = rng.permutation(64), rng.permutation(10)
X, y = digits.data[:, places] / 16, np.where(names[digits.target] < 5, 1.0, -1.0)
for n, seed in [(60, 2), (100, 3), (100, 4), (150, 5)]:
    counts = [n // 10, n // 2, n, 2 * n, 8 * n]
    own = [a.copy() for a in (X[:n], y[:n], X[1000:], y[1000:])]
    errors = np.asarray(sweep(*own, counts, 0.15, seed), dtype=float)
    assert errors.shape == (5,) and np.isfinite(errors).all(), f"{n = }: five numbers"
    at = counts[int(np.argmax(errors))]
    assert at == n, f"{n} examples: the largest error is at {at} features"
    assert 0.05 < errors[4] < 1.2, f"{n} examples: error {errors[4]:.2f} at {8 * n}"
### END HIDDEN TESTS


# %% nbgrader={"grade_id": "test-sweep-limit", "points": 1}
# One example, target 1. With very many features the prediction at a distance of r is
# exp(-size² r² / 2), and that at the mirror image too. Then seeds.
def limit(x, new, known, size, seed):
    """Error in the limit that is known, with one example at x, over five seeds."""
    own = x.copy(), np.ones(1), new.copy(), np.full(len(new), known), [2000]
    errors = [sweep(*own, size, s) for s in range(seed, seed + 5)]
    return float(np.mean(np.asarray(errors, dtype=float)))


def seeds(P, seed):
    """Whether seeds decide, for four targets of 1 and few features."""
    first, again, other = (
        np.asarray(sweep(P.copy(), np.ones(4), P + 0.3, np.ones(4), [3, 2], 1.0, s))
        for s in (seed, seed, seed + 1)
    )
    assert first.shape == (2,), f"shape {first.shape} for two counts"
    assert np.array_equal(first, again), "one seed, two results"
    assert not np.array_equal(first, other), "two seeds, one result"
    note = (
        "few features fit four targets of 1, and new ones too, exactly: an intercept?"
    )
    assert min(float(first[0]), float(first[1])) > 1e-12, note


x, directions = np.array([[2.0, -1.0]]), np.array([[1, 0], [-0.6, 0.8]])
for size in (1.0, 0.25):
    for step, tall in [(0.5, 0.882497), (1.0, 0.606531), (2.0, 0.135335)]:
        error = limit(x, x + step / size * directions, tall, size, 0)
        note = (
            f"{size = }, r = {step / size}: {error:.4f} from the limit {tall}, squared"
        )
        assert error < 0.006, note
error = limit(x, -x, 0.0, 1.0, 0)
assert error < 0.006, f"at -x, far away, a squared prediction of {error:.2f}: which b?"
seeds(np.array([[0.0, 0.0], [1.0, 0.0], [0.5, 1.0], [2.0, 2.0]]), 7)
# Hidden: the limit with more examples, and other seeds.
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(911)
X, X_new = rng.standard_normal((10, 3)), rng.standard_normal((50, 3))
y, y_new = np.sin(X).sum(axis=1), np.sin(X_new).sum(axis=1)


def gauss(size, P, Q):
    return np.exp(-(size**2) * np.sum((P[:, None] - Q) ** 2, axis=2) / 2)


for size in (0.7, 1.5):
    own = [a.copy() for a in (X, y, X_new, y_new)]
    got = np.asarray(sweep(*own, [5, 2000], size, 6), dtype=float)
    fit = gauss(size, X_new, X) @ np.linalg.solve(gauss(size, X, X), y)
    want = np.mean((fit - y_new) ** 2)
    ratio = got[1] / want
    assert 0.75 < ratio < 1.3, f"{size = }: {ratio:.2f} times the error of the kernel"
x = np.array([[3.0, 1.0, -2.0]])
assert limit(x, -x, 0.0, 1.0, 10) < 0.006, "something is known of a point far away"
seeds(rng.standard_normal((4, 3)), 17)
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade_id": "prune-text", "locked": true}
# ## 6 · Prune and rewind (3 points, 15 minutes)
#
# One round of iterative magnitude pruning for one layer. The new mask keeps exactly `count`
# of the weights that the old mask keeps: those whose **trained** value is largest in absolute
# value. If several are equal, keep any of them, as long as the count is right. What the old
# mask has cut stays cut, whatever stands there in `trained`. The new weights are the
# **first** ones where the new mask is true, and 0 elsewhere.


# %% nbgrader={"grade_id": "prune", "solution": true}
def prune(first, trained, mask, count):
    """One round of pruning, with rewinding.

    Args:
        first: the first weights, shape (m, d).
        trained: the weights after training, shape (m, d).
        mask: booleans, shape (m, d), true for weights that are left.
        count: how many to keep, 1 up to the number of true entries.

    Returns:
        The new mask, booleans of shape (m, d), and the rewound weights, shape (m, d).
    """
    ### BEGIN SOLUTION
    order = np.argsort(np.where(mask, -np.abs(trained), np.inf), axis=None)
    kept = np.zeros(mask.size, dtype=bool)
    kept[order[:count]] = True
    kept = kept.reshape(mask.shape)
    return kept, np.where(kept, first, 0.0)
    ### END SOLUTION


# %% nbgrader={"grade_id": "test-prune-paper", "points": 1} examiner={"arguments": "returned"}
# Six weights, one of them cut before. Which are kept, if it is 1, 2, 3, 4 or all 5?
first = np.array([[1.0, 2.0, 0.5], [4.0, 5.0, 6.0]])
trained = np.array([[0.1, -3.0, 0.1001], [9.0, 2.0, -1.0]])
mask = np.array([[True, True, True], [False, True, True]])
order = [(0, 1), (1, 1), (1, 2), (0, 2), (0, 0)]  # by size
for count in (2, 1, 3, 4, 5):
    given = first.copy(), trained.copy(), mask.copy()
    result = prune(*given, count)
    assert len(result) == 2, f"{len(result)} results, expected a mask and weights"
    kept, weights = (np.asarray(a) for a in result)
    names = ("first", "trained", "mask")
    for a, old, name in zip(given, (first, trained, mask), names, strict=True):
        assert np.array_equal(a, old), f"prune changed its argument {name}"
    assert kept.shape == weights.shape == (2, 3), (
        f"shapes {kept.shape}, {weights.shape}"
    )
    assert kept.dtype == bool, f"the mask is of {kept.dtype}, expected bool"
    want = [[(i, j) in order[:count] for j in range(3)] for i in range(2)]
    assert kept.tolist() == want, f"{count} to keep: mask {kept.tolist()}, not {want}"
    rewound = np.where(want, first, 0).tolist()
    assert weights.tolist() == rewound, f"weights {weights.tolist()}, not {rewound}"

# %% nbgrader={"grade_id": "test-prune-rounds", "points": 1} examiner={"arguments": "returned"}
# Hidden: many rounds: each mask lies in the one before, and the larger ones stay.
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(912)
for m, d in [(4, 3), (20, 30), (1, 50)]:
    first, mask = rng.standard_normal((m, d)), np.ones((m, d), dtype=bool)
    while mask.sum() > 1:
        count = int(max(1, 0.7 * mask.sum()))
        trained = rng.standard_normal((m, d))
        given = [a.copy() for a in (first, trained, mask)]
        kept, weights = (np.array(a) for a in prune(*given, count))
        names = ("first", "trained", "mask")
        for a, old, name in zip(given, (first, trained, mask), names, strict=True):
            assert np.array_equal(a, old), f"prune changed its argument {name}"
        assert kept.shape == weights.shape == (m, d), f"shapes {kept.shape}"
        assert kept.dtype == bool, f"the mask is of {kept.dtype}, expected bool"
        assert kept.sum() == count, f"{kept.sum()} weights are left, not {count}"
        assert not (kept & ~mask).any(), "a weight came back that had been cut"
        low, cut = np.abs(trained[kept]).min(), np.abs(trained[mask & ~kept])
        assert low >= cut.max(), "a weight was cut that is larger than one that is kept"
        assert np.array_equal(weights[kept], first[kept]), "not the first weights"
        assert not weights[~kept].any(), "a weight that was cut is not 0"
        mask = kept
### END HIDDEN TESTS


# %% nbgrader={"grade_id": "test-prune-ties", "points": 1}
# Weights of 0 that are left, weights of equal size, and large ones that had been cut.
def ties(first, trained, mask, count):
    result = prune(first.copy(), trained.copy(), mask.copy(), count)
    kept, weights = (np.asarray(a) for a in result)
    assert kept.shape == mask.shape, f"the mask has shape {kept.shape}"
    kept = kept.astype(bool)
    left, back = np.count_nonzero(kept), np.count_nonzero(kept & ~mask)
    assert left == count, f"{left} weights are left, not {count}"
    assert back == 0, f"{back} of them had been cut"
    size = np.sort(np.abs(trained[kept])).sum()
    most = np.sort(np.abs(trained[mask]))[-count:].sum()
    assert abs(size - most) < 1e-9, "a weight was cut that is larger than one kept"
    assert np.array_equal(weights, np.where(kept, first, 0)), "not rewound"


first, mask = np.arange(1.0, 9.0).reshape(2, 4), np.ones((2, 4), dtype=bool)
mask[0, :2] = False
for low, high in [(0.0, 0.0), (0.0, 1.0), (-1.0, 1.0)]:
    trained = np.array([[7.0, 0.0, low, high], [high, low, low, high]])
    for count in (1, 2, 4, 6):
        ties(first, trained, mask, count)
# Hidden: the same, larger.
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(913)
for values in ([0.0], [1.0], [0.0, 0.5], [-1.0, 1.0, 2.0]):
    trained = rng.choice(values, (6, 8))
    first, mask = rng.standard_normal((6, 8)), rng.random((6, 8)) < 0.5
    trained[~mask] = rng.choice([0.0, 7.0], np.count_nonzero(~mask))
    for count in (1, 5, int(mask.sum()) - 1, int(mask.sum())):
        ties(first, trained, mask, count)
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade_id": "report-text", "locked": true}
# ## 7 · One width (3 points, 15 minutes, read by a person)
#
# A published page asks, under the heading of double descent, whether larger networks
# systematically overfit. It trains one network, of 10,000 hidden units, on 200 noisy points of
# XOR, draws its decision map, and sums up at the end: "Extremely large models can avoid
# overfitting". That is true. In at most 120 words: why does the demo not show double descent,
# which experiment would, and where is there no second descent, or one that does not win?

# %% [markdown] nbgrader={"grade_id": "report", "solution": true, "points": 3}
# *One point for each of the three.*
#
# 1. One width has no shape: a descent, a peak and a second descent need a sweep over sizes.
#    No test loss is reported, and a map is not a number.
# 2. Train many widths, with the same data and several seeds, from far too few weights to far
#    more than are needed to fit the training set; report training and test loss of each,
#    trained to (nearly) zero training loss, without early stopping or penalty. The peak should
#    stand where the training loss reaches 0.
# 3. "Can" is not "will": with label noise the large end need not beat the best small model
#    (in the lecture, random features with 20 % noise lost on every seed, though they won with
#    other features); near the threshold large is worst; and with a ridge or early stopping
#    there may be no peak.
