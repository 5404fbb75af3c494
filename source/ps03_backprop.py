# %% [markdown] nbgrader={"grade_id": "intro", "locked": true}
# # Problem set 3 · Backpropagation by hand
#
# Seven exercises in code and one in words: 25 points, about two and a half hours.
#
# Replace each `raise NotImplementedError()` with your code, and run the cells below it.
# They are tests: silence means that they pass, and a message says what they found. Some
# tests are hidden and run when your work is graded; they ask for nothing that the text
# does not ask for. Each test cell earns its points by itself.
#
# Write functions that take arrays, return arrays and change none of their arguments.
# Use NumPy in float64. Rows of a batch are examples, weights have shape (out, in), and
# the slope by an array has the shape of that array. Before you hand in, press
# **Validate**.
#
# [The lecture](../../notebooks/03_backprop.ipynb) | [Contents](../../notebooks/start.md)

# %% nbgrader={"grade_id": "imports", "locked": true}
import numpy as np

# %% [markdown] nbgrader={"grade_id": "linear-text", "locked": true}
# ## 1 · Back through a linear layer (3 points, 15 minutes)
#
# A linear layer takes a batch `X` of shape (n, d) to $Z = X W^\top + b$ of shape (n, k).
# From the rest of the network comes `dZ`, the slope of the loss by each entry of $Z$.
# Return the slopes of the loss by `X`, by `W` and by `b`.
#
# If the loss is a mean over the batch, its $1/n$ is in `dZ` already. All rows share one
# $W$ and one $b$: what does the chain rule do with several ways to the same number?


# %% nbgrader={"grade_id": "linear-backward", "solution": true}
def linear_backward(dZ, X, W):
    """Slopes of the loss by the input and the parameters of Z = X Wᵀ + b.

    Args:
        dZ: slope by Z, shape (n, k).
        X: what the layer was given, shape (n, d).
        W: its weights, shape (k, d).

    Returns:
        dX of shape (n, d), dW of shape (k, d), db of shape (k,).
    """
    ### BEGIN SOLUTION
    return dZ @ W, dZ.T @ X, dZ.sum(axis=0)
    ### END SOLUTION


# %% nbgrader={"grade_id": "test-linear-paper", "points": 1}
# One neuron, three examples, on paper: z = 2 x1 - 3 x2 + b.
dZ = np.array([[10.0], [1.0], [-4.0]])
X, W = np.array([[5.0, 1.0], [0.0, 2.0], [1.0, 1.0]]), np.array([[2.0, -3.0]])
dX, dW, db = (np.asarray(a, dtype=float) for a in linear_backward(dZ, X, W))
for name, found, want, why in [
    (
        "dX",
        dX,
        [[20.0, -30.0], [2.0, -3.0], [-8.0, 12.0]],
        "which weights meet an input?",
    ),
    ("dW", dW, [[46.0, 8.0]], "what does an example add, and is 1/n in dZ already?"),
    ("db", db, [7.0], "what does an example add, and is 1/n in dZ already?"),
]:
    assert found.shape == np.shape(want), f"{name} has shape {found.shape}"
    assert np.allclose(found, want, 1e-9), f"{name} is {found.tolist()}: {why}"

# %% nbgrader={"grade_id": "test-linear-parameters", "points": 1} examiner={"arguments": "returned"}
# Two neurons, two examples, three inputs; and the arguments afterwards.
dZ, X = (
    np.array([[1.0, -2.0], [3.0, 0.5]]),
    np.array([[1.0, 0.0, 2.0], [-1.0, 4.0, 0.0]]),
)
W = np.array([[1.0, 2.0, 3.0], [0.0, -1.0, 1.0]])
given = dZ.copy(), X.copy(), W.copy()
_, dW, db = linear_backward(*given)
for now, old, name in zip(given, (dZ, X, W), ("dZ", "X", "W"), strict=True):
    assert np.array_equal(now, old), f"linear_backward changed its argument {name}"
for name, found, want in [
    ("dW", dW, [[-2.0, 12.0, 2.0], [-2.5, 2.0, -4.0]]),
    ("db", db, [4.0, -1.5]),
]:
    found = np.asarray(found, dtype=float)
    assert found.shape == np.shape(want), f"{name} has shape {found.shape}"
    note = f"{name} is {found.tolist()}, not {want}: what does an example add?"
    assert np.allclose(found, want, 1e-9), note
# Hidden: dW and db of batches of other sizes, and the arguments afterwards.
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(301)
for n, d, k in [(1, 1, 1), (4, 3, 2), (2, 5, 5), (7, 1, 4)]:
    dZ, X, W = (rng.standard_normal(s) for s in [(n, k), (n, d), (k, d)])
    given = dZ.copy(), X.copy(), W.copy()
    _, dW, db = linear_backward(*given)
    dW, db = np.asarray(dW, dtype=float), np.asarray(db, dtype=float)
    assert dW.shape == (k, d), f"dW has shape {dW.shape}, W has {(k, d)}"
    assert db.shape == (k,), f"db has shape {db.shape}, b has {(k,)}"
    for o in range(k):
        slopes = [*sum(dZ[r, o] * X[r] for r in range(n)), sum(dZ[:, o])]
        note = f"dW[{o}] and db[{o}] with {n} examples: do all of them count?"
        found = [*dW[o], db[o]]
        np.testing.assert_allclose(found, slopes, 1e-9, 1e-12, err_msg=note)
    for now, old, name in zip(given, (dZ, X, W), ("dZ", "X", "W"), strict=True):
        assert np.array_equal(now, old), f"linear_backward changed its argument {name}"
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "test-linear-input", "points": 1}
# As many inputs as neurons: the shape does not say which way W is used.
dZ, W = np.array([[1.0, 2.0], [0.0, -1.0]]), np.array([[1.0, 2.0], [3.0, 4.0]])
dX = np.asarray(linear_backward(dZ, np.zeros((2, 2)), W)[0], dtype=float)
assert dX.shape == (2, 2), f"dX has shape {dX.shape}, X has (2, 2)"
note = f"dX is {dX.tolist()}: by which weights does an input reach a neuron?"
assert np.allclose(dX, [[7.0, 10.0], [-3.0, -4.0]], 1e-9), note
# Hidden: dX, by what it is for: the change of the loss when X moves a little.
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(302)
for n, d, k in [(1, 2, 3), (5, 4, 4), (6, 3, 1)]:
    dZ, X, W = (rng.standard_normal(s) for s in [(n, k), (n, d), (k, d)])
    dX = np.asarray(linear_backward(dZ.copy(), X.copy(), W.copy())[0], dtype=float)
    assert dX.shape == (n, d), f"dX has shape {dX.shape}, X has {(n, d)}"
    for _ in range(3):
        move = rng.standard_normal((n, d))
        change = np.sum(dZ * (move @ W.T))  # the layer is linear: no error
        note = f"n = {n}, d = {d}, k = {k}: which weights does an input meet?"
        np.testing.assert_allclose(np.sum(dX * move), change, 1e-9, 1e-12, err_msg=note)
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade_id": "activation-text", "locked": true}
# ## 2 · Back through an activation (3 points, 15 minutes)
#
# Now $H = \varphi(Z)$, entry by entry. From the slope `dH` by $H$ and the pre-activations
# `Z`, return the slope by $Z$, for the sigmoid and for $\operatorname{ReLU}(z) =
# \max(z, 0)$. (At $z = 0$ the ReLU has no slope; the tests do not ask there.)
#
# The sigmoid's slope must be right to nine digits for every $z$ from $-700$ to $700$. In
# the lecture, one formula for it lost all but two digits at $z = 12$, in float32. In
# float64 the same happens at $z = 32$.


# %% nbgrader={"grade_id": "activation-backward", "solution": true}
def sigmoid_backward(dH, Z):
    """Slope of the loss by Z, where H is the sigmoid of Z.

    Args:
        dH: slope by H, any shape.
        Z: pre-activations between -700 and 700, the same shape.

    Returns:
        An array of that shape.
    """
    ### BEGIN SOLUTION
    e = np.exp(-np.abs(Z))
    return dH * e / (1 + e) ** 2
    ### END SOLUTION


def relu_backward(dH, Z):
    """Slope of the loss by Z, where H is the ReLU of Z; shapes as above."""
    ### BEGIN SOLUTION
    return np.where(Z > 0, dH, 0.0)
    ### END SOLUTION


# %% nbgrader={"grade_id": "test-activation-paper", "points": 1}
# Where you know them: σ'(0) = 1/4, and σ(log 3) = 3/4. A ReLU lets through or does not.
dH, Z = np.array([[8.0, 16.0]]), np.array([[0.0, np.log(3.0)]])
answer = np.asarray(sigmoid_backward(dH, Z), dtype=float)
np.testing.assert_allclose(answer, [[2.0, 3.0]], 1e-9, strict=True, err_msg="sigmoid")
dH, Z = np.array([[5.0, -7.0]]), np.array([[-0.1, 2.0]])
answer = np.asarray(relu_backward(dH, Z), dtype=float)
np.testing.assert_allclose(answer, [[0.0, -7.0]], 1e-9, strict=True, err_msg="ReLU")

# %% nbgrader={"grade_id": "test-activation-batch", "points": 1} examiner={"arguments": "returned"}
# Two rows, slopes of either sign, pre-activations as near to 0 as can be; the arguments.
dH = np.array([[2.0, -1.0, 4.0], [1.0, 8.0, -3.0]])
Z = np.array([[-2.0, 1e-9, 0.5], [12.0, -1e-9, -6.0]])
for name, student, want in [
    (
        "sigmoid",
        sigmoid_backward,
        [
            [0.209987170807, -0.250000000000, 0.940014848806],
            [6.144136851e-06, 2.000000000, -0.007399527874],
        ],
    ),
    ("ReLU", relu_backward, [[0.0, -1.0, 4.0], [1.0, 0.0, 0.0]]),
]:
    given = dH.copy(), Z.copy()
    answer = np.asarray(student(*given), dtype=float)
    assert np.array_equal(given[0], dH), f"{name}: changed its argument dH"
    assert np.array_equal(given[1], Z), f"{name}: changed its argument Z"
    assert answer.shape == (2, 3), f"{name}: shape {answer.shape} for (2, 3)"
    note = f"{name}: slopes by Z. What is multiplied by what?"
    np.testing.assert_allclose(answer, want, 1e-9, err_msg=note)
# Hidden: other shapes, to nine digits, and the arguments afterwards.
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(303)
slopes = {
    "sigmoid": (lambda z: 0.25 / np.cosh(z / 2) ** 2, sigmoid_backward),
    "ReLU": (lambda z: np.heaviside(z, np.nan), relu_backward),
}
for name, (slope, student) in slopes.items():
    for shape, reach in [((3,), 3), ((1, 1), 3), ((4, 6), 12), ((2, 3, 2), 12)]:
        dH, Z = rng.standard_normal(shape), rng.uniform(0.001, reach, shape)
        Z.flat[-1] = 1e-9  # and on both sides of 0, as near as can be
        Z *= rng.choice([-1.0, 1.0], shape)
        given = dH.copy(), Z.copy()
        answer = np.asarray(student(*given), dtype=float)
        note = f"{name}: slope by Z, shape {shape}. What is multiplied by what?"
        assert answer.shape == shape, f"{name}: shape {answer.shape} for {shape}"
        np.testing.assert_allclose(answer, dH * slope(Z), 1e-9, err_msg=note)
        assert np.array_equal(given[0], dH), f"{name}: changed its argument dH"
        assert np.array_equal(given[1], Z), f"{name}: changed its argument Z"
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "test-activation-tail", "points": 1}
# A saturated sigmoid, on both sides.
z = np.array([15.0, 20.0, 32.0, 40.0, 300.0, 700.0])
for sign in (1, -1):
    answer = np.asarray(sigmoid_backward(np.full(6, 3.0), sign * z), dtype=float)
    # The slope is e^-z (1 - 2 e^-z + …): the rest is below 1e-16 of it.
    want = 3.0 * np.exp(-z) * (1 - 2 * np.exp(-z))
    note = f"z = {sign * z}: small is not zero. Where are digits lost?"
    np.testing.assert_allclose(answer, want, 1e-9, strict=True, err_msg=note)

# %% [markdown] nbgrader={"grade_id": "entropy-text", "locked": true}
# ## 3 · Back through softmax and cross-entropy (3 points, 15 minutes)
#
# The rows of `Z`, shape (n, K), are logits. The loss is the *mean* over the batch of the
# negative log-likelihood $-\log \operatorname{softmax}(z_i)_{y_i}$. Return its slope by
# `Z`. Logits may be as large as 1000.
#
# Two properties to check before you run a test: what is the sum of each row of the
# answer, and why?


# %% nbgrader={"grade_id": "entropy-backward", "solution": true}
def entropy_backward(Z, y):
    """Slope by the logits of the mean cross-entropy of their softmax.

    Args:
        Z: logits, shape (n, K).
        y: classes, integers from 0 to K - 1, shape (n,).

    Returns:
        An array of shape (n, K).
    """
    ### BEGIN SOLUTION
    F = np.exp(Z - Z.max(axis=1, keepdims=True))
    F = F / F.sum(axis=1, keepdims=True)
    return (F - np.eye(Z.shape[1])[y]) / len(y)
    ### END SOLUTION


# %% nbgrader={"grade_id": "test-entropy-paper", "points": 1}
# Two examples, four equal logits: every class has probability 1/4.
answer = np.asarray(entropy_backward(np.zeros((2, 4)), np.array([2, 0])), dtype=float)
want = np.array([[1.0, 1.0, -3.0, 1.0], [-3.0, 1.0, 1.0, 1.0]]) / 8
assert answer.shape == (2, 4), f"shape {answer.shape} for logits of shape (2, 4)"
assert not np.allclose(answer, -want), "target minus prediction: which way is up?"
assert not np.allclose(answer, 2 * want), "the slope of a sum: the loss is a mean"
np.testing.assert_allclose(answer, want, rtol=1e-9, err_msg="equal logits")

# %% nbgrader={"grade_id": "test-entropy-batch", "points": 1} examiner={"arguments": "returned"}
# Probabilities (1/8, 2/8, 5/8) and (3/5, 1/5, 1/5), and the arguments afterwards.
Z, y = np.log([[1.0, 2.0, 5.0], [3.0, 1.0, 1.0]]), np.array([2, 1])
given = Z.copy(), y.copy()
answer = np.asarray(entropy_backward(*given), dtype=float)
assert np.array_equal(given[0], Z), "entropy_backward changed its argument Z"
assert np.array_equal(given[1], y), "entropy_backward changed its argument y"
assert answer.shape == (2, 3), f"shape {answer.shape} for logits of shape (2, 3)"
note = "targets 2 and 1, probabilities (1/8, 2/8, 5/8) and (3/5, 1/5, 1/5)"
want = [[0.0625, 0.125, -0.1875], [0.3, -0.4, 0.1]]
np.testing.assert_allclose(answer, want, 1e-9, 1e-12, err_msg=note)
# Hidden: batches, against differences of the mean loss, and the arguments afterwards.
### BEGIN HIDDEN TESTS
rng, h = np.random.default_rng(304), 1e-5


def mean_nll(Z, y):
    total = 0.0
    for row, k in zip(Z, y, strict=True):
        total += np.log(np.sum(np.exp(row))) - row[k]
    return total / len(y)


for n, K in [(2, 2), (5, 3), (3, 7)]:
    Z, y = rng.standard_normal((n, K)), rng.integers(0, K, n)
    given = Z.copy(), y.copy()
    answer = np.asarray(entropy_backward(*given), dtype=float)
    assert answer.shape == (n, K), f"shape {answer.shape} for logits of {(n, K)}"
    for i, k in np.ndindex(n, K):
        move = np.zeros((n, K))
        move[i, k] = h
        slope = (mean_nll(Z + move, y) - mean_nll(Z - move, y)) / (2 * h)
        note = f"entry [{i}, {k}] of a batch of {n} is not the slope of the mean loss"
        np.testing.assert_allclose(answer[i, k], slope, 0, 1e-6, err_msg=note)
    assert np.array_equal(given[0], Z), "entropy_backward changed its argument Z"
    assert np.array_equal(given[1], y), "entropy_backward changed its argument y"
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "test-entropy-large", "points": 1}
# Large logits, of all signs.
Z = np.array([[1000.0, 999.0, -1000.0], [-1000.0, -1000.0, -1000.0], [900.0, 0.0, 3.0]])
answer = np.asarray(entropy_backward(Z, np.array([0, 1, 2])), dtype=float)
assert np.isfinite(answer).all(), f"not a finite number: {answer}"
low = 1 / (1 + np.e)  # of two logits that differ by 1
want = np.array([[-low, low, 0.0], [1 / 3, -2 / 3, 1 / 3], [1.0, 0.0, -1.0]]) / 3
note = "a softmax sees only differences of logits"
np.testing.assert_allclose(answer, want, 1e-9, 1e-12, strict=True, err_msg=note)

# %% [markdown] nbgrader={"grade_id": "network-text", "locked": true}
# ## 4 · The whole network, forward and backward (3 points, 25 minutes)
#
# The network of the lecture, for any number of inputs and hidden neurons:
#
# $$z = Wx, \quad h = \sigma(z), \quad s = \langle v, h\rangle, \quad y = \sigma(s),$$
#
# without biases, with loss $J = -\log y$ for label 1 and $J = -\log(1 - y)$ for label 0.
# Return $J$ and its slopes by $W$, by $v$ and by $x$, all to nine digits. Here all
# pre-activations lie between $-15$ and $15$.


# %% nbgrader={"grade_id": "network", "solution": true}
def network(x, W, v, label):
    """Loss and slopes of a network with one hidden layer of sigmoids.

    Args:
        x: one input, shape (d,).
        W: weights of the hidden layer, shape (m, d).
        v: weights of the output, shape (m,).
        label: 0 or 1.

    Returns:
        The number J, dW of shape (m, d), dv of shape (m,) and dx of shape (d,).
    """
    ### BEGIN SOLUTION
    z = W @ x
    h = 1 / (1 + np.exp(-z))
    s = v @ h
    J = np.logaddexp(0, s) - label * s
    ds = 1 / (1 + np.exp(-s)) - label
    dz = ds * v * h / (1 + np.exp(z))
    return J, np.outer(dz, x), ds * h, W.T @ dz
    ### END SOLUTION


# %% tags=["row:S002-30"] nbgrader={"grade_id": "test-network-lecture", "points": 1}
# The example of the lecture, label 1, to nine digits.
x, v = np.array([5.0, 3.0]), np.array([0.1, 0.5, -0.1])
W = np.array([[1.0, 2.0], [-1.0, 2.0], [3.0, -1.0]])
J, dW, dv, dx = (np.asarray(a, dtype=float) for a in network(x, W, v, 1))
np.testing.assert_allclose(J, 0.5269922663580124, 1e-9, strict=True, err_msg="J")
want = [-0.40961515701529694, -0.2994576758418791, -0.40961948149601013]
np.testing.assert_allclose(dv, want, 1e-9, strict=True, err_msg="dv")
want = [0.040268357407066274, -0.08053819288953822]
np.testing.assert_allclose(dx, want, 1e-9, strict=True, err_msg="dx")
assert dW.shape == (3, 2), f"dW has shape {dW.shape}, W has (3, 2)"
note = "dW[1]: the neuron that is not saturated"
want = [-0.20134143245267552, -0.12080485947160532]
np.testing.assert_allclose(dW[1], want, 1e-9, strict=True, err_msg=note)

# %% nbgrader={"grade_id": "test-network-rest", "points": 1}
# The same example with label 0, with a neuron that is saturated.
x, v = np.array([5.0, 3.0]), np.array([0.1, 0.5, -0.1])
W = np.array([[1.0, 2.0], [-1.0, 2.0], [3.0, -1.0]])
J, dW, dv, dx = (np.asarray(a, dtype=float) for a in network(x, W, v, 0))
assert dW.shape == (3, 2), f"dW has shape {dW.shape}, W has (3, 2)"
for name, found, want in [
    ("J", J, 0.892520499948),
    ("dv", dv, [0.590368141563, 0.431600902788, 0.590374374329]),
    ("dx", dx, [-0.0580377823404, 0.116077694994]),
    ("dW[0]", dW[0], [4.92999368896e-06, 2.95799621338e-06]),
    ("dW[1]", dW[1], [0.290188400651, 0.174113040391]),
]:
    note = f"{name}, label 0: which factors know the label, and where are digits lost?"
    np.testing.assert_allclose(found, want, 1e-9, err_msg=note)
# Hidden: the other saturated neuron, and both labels.
### BEGIN HIDDEN TESTS
x, v = np.array([5.0, 3.0]), np.array([0.1, 0.5, -0.1])
W = np.array([[1.0, 2.0], [-1.0, 2.0], [3.0, -1.0]])
y = 0.5903780017149115
dz = np.array([-6.841155532628106e-07, -0.0402682864905351, 2.516773614777102e-07])
losses = {1: (0.5269922663580124, 1), 0: (0.8925204999482906, y / (y - 1))}
for label, (want, ratio) in losses.items():
    J, dW, _, _ = network(x.copy(), W.copy(), v.copy(), label)
    np.testing.assert_allclose(J, want, 1e-9, err_msg=f"J, label {label}")
    dW, note = np.asarray(dW, dtype=float), f"dW, label {label}: nine digits?"
    want = np.outer(ratio * dz, x)  # flipping the label changes one factor: ∂J/∂s
    np.testing.assert_allclose(dW, want, 1e-9, strict=True, err_msg=note)
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "test-network-sizes", "points": 1} examiner={"arguments": "returned"}
# Three inputs, two hidden neurons, label 1; the arguments afterwards.
x, v = np.array([1.0, -0.5, 2.0]), np.array([1.5, -1.0])
W = np.array([[0.2, -0.4, 0.1], [-0.3, 0.5, 0.6]])
given = x.copy(), W.copy(), v.copy()
J, dW, dv, dx = (np.asarray(a, dtype=float) for a in network(*given, 1))
for now, old, name in zip(given, (x, W, v), "xWv", strict=True):
    assert np.array_equal(now, old), f"network changed its argument {name}"
for name, found, want in [
    ("J", J, 0.549488481866),
    (
        "dW",
        dW,
        [
            [-0.145079520246, 0.0725397601231, -0.290159040493],
            [0.0952668717015, -0.0476334358507, 0.190533743403],
        ],
    ),
    ("dv", dv, [-0.272954427759, -0.277754454098]),
    ("dx", dx, [-0.0575959655597, 0.105665243949, 0.0426521709963]),
]:
    assert found.shape == np.shape(want), f"{name} has shape {found.shape}"
    note = f"{name}, three inputs and two hidden neurons"
    np.testing.assert_allclose(found, want, 1e-9, err_msg=note)
# Hidden: other sizes and both labels, against differences; the arguments afterwards.
### BEGIN HIDDEN TESTS
rng, step = np.random.default_rng(305), 1e-5


def loss_of(x, W, v, label):
    s = sum(v[j] / (1 + np.exp(-np.sum(W[j] * x))) for j in range(len(v)))
    return np.log(1 + np.exp(-s if label else s))


for d, m, label in [(1, 1, 1), (3, 4, 0), (4, 2, 1), (2, 2, 0)]:
    arrays = [rng.standard_normal(s) for s in [(d,), (m, d), (m,)]]
    given = [a.copy() for a in arrays]
    answer = network(*given, label)
    want = loss_of(*arrays, label)
    note = f"J for {d} inputs, {m} hidden neurons, label {label}"
    np.testing.assert_allclose(answer[0], want, 1e-9, err_msg=note)
    for k, (at_answer, name) in enumerate([(3, "x"), (1, "W"), (2, "v")]):
        slopes = np.asarray(answer[at_answer], dtype=float)
        assert np.array_equal(given[k], arrays[k]), f"network changed {name}"
        assert slopes.shape == arrays[k].shape, f"slope by {name}: {slopes.shape}"
        for at in np.ndindex(slopes.shape):
            ends = []
            for sign in (1, -1):
                moved = [a.copy() for a in arrays]
                moved[k][at] += sign * step
                ends.append(loss_of(*moved, label))
            slope = (ends[0] - ends[1]) / (2 * step)
            note = f"slope by {name}[{at}], {d} inputs, {m} hidden, label {label}"
            np.testing.assert_allclose(slopes[at], slope, 0, 1e-6, err_msg=note)
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade_id": "check-text", "locked": true}
# ## 5 · A checker of gradients (4 points, 25 minutes)
#
# Write the witness. `f` is a function that takes an array like `x`, of any shape, and
# returns a number; `gradient` takes the same and returns what should be its gradient, of
# the same shape. Return True if it is, and False if it is not.
#
# Compare every entry with the central difference at $h = 10^{-5}$, and allow an error of
# at most $10^{-6} \max(1, G)$, where $G$ is the largest absolute value among your
# differences. A gradient of another shape, or with an entry that is not a finite number,
# is wrong. Leave `x` as it was, and call `gradient` once, and `f` at most twice for each
# entry of `x`. `x` has at least one entry.


# %% nbgrader={"grade_id": "check", "solution": true}
def check(f, gradient, x):
    """Whether `gradient` is the gradient of `f` at x, by central differences.

    Args:
        f: takes an array of the shape of x, returns a number.
        gradient: takes an array of the shape of x, returns one of that shape.
        x: where to compare, any shape.

    Returns:
        True or False.
    """
    ### BEGIN SOLUTION
    claimed, h = np.asarray(gradient(x.copy()), dtype=float), 1e-5
    slopes = np.zeros(x.shape)
    for at in np.ndindex(x.shape):
        move = np.zeros(x.shape)
        move[at] = h
        slopes[at] = (f(x + move) - f(x - move)) / (2 * h)
    if claimed.shape != x.shape:
        return False
    tolerance = 1e-6 * max(1.0, np.abs(slopes).max())
    return bool(np.all(np.abs(claimed - slopes) <= tolerance))
    ### END SOLUTION


# %% nbgrader={"grade_id": "test-check-bowl", "points": 1}
# A bowl with its gradient, and gradients that are wrong in some way.
x = np.array([[0.5, -2.0, 3.0], [1.0, 0.0, -1.5]])
right = check(lambda x: np.sum(x**2), lambda x: 2 * x, x.copy())
assert bool(right), "called wrong, and is right: 2x, of the sum of x²"
e = np.zeros((2, 3))
e[1, 2] = 1e-4
for name, gradient in [
    ("4x", lambda x: 4 * x),
    ("-2x", lambda x: -2 * x),
    ("2x with its last entry off by 1e-4", lambda x: 2 * x + e),
    ("2x with its last entry off by -1e-4", lambda x: 2 * x - e),
    ("2x with nan where it is 0", lambda x: np.where(x == 0, np.nan, 2 * x)),
    ("2x as one long row", lambda x: 2 * x.ravel()),
]:
    wrong = check(lambda x: np.sum(x**2), gradient, x.copy())
    assert not bool(wrong), f"called right, and is wrong: {name}, of the sum of x²"

# %% nbgrader={"grade_id": "test-check-right", "points": 1} examiner={"arguments": "returned"}
# A curved function, a steep one and one far up, all with their gradients: x afterwards,
# and how often f and gradient are called.
calls, asked = [], []


def called(f, calls):
    def g(x):
        calls.append(np.shape(x))
        return f(x)

    return g


for name, f, gradient in [
    ("exp(20 x)", lambda x: np.sum(np.exp(20 * x)), lambda x: 20 * np.exp(20 * x)),
    ("-1000 x²", lambda x: -1000 * np.sum(x**2), lambda x: -2000 * x),
    ("a constant", lambda x: 5.0, lambda x: np.zeros(np.shape(x))),
]:
    x = np.array([[0.5, 0.25, 1.0], [0.75, -0.5, 0.125]])
    given = x.copy()
    calls.clear()
    asked.clear()
    right = check(called(f, calls), called(gradient, asked), given)
    assert bool(right), f"called wrong, and is right: {name}"
    assert np.array_equal(given, x), "check did not leave x as it was"
    assert len(calls) <= 12, f"{len(calls)} calls of f for 6 entries of x"
    assert len(asked) == 1, f"{len(asked)} calls of gradient"
    assert {*calls, *asked} == {(2, 3)}, "f or gradient got an array of another shape"
# Hidden: right gradients, of curved, steep and large functions; x and the number of calls.
### BEGIN HIDDEN TESTS
import math

rng = np.random.default_rng(306)
A = rng.standard_normal((3, 3))
calls, slow = [], []


def counted(f, calls):
    def g(x):
        calls.append(np.shape(x))
        return f(x)

    return g


def tilt(x):
    return np.linspace(-1, 1, x.size).reshape(x.shape)


def far_up(x):  # exact but for one rounding, of at most 4e-12
    return 6e4 + math.fsum((tilt(x) * x).ravel().tolist())


rights = {
    "a curved one": (lambda x: np.sum(np.exp(2 * x)), lambda x: 2 * np.exp(2 * x)),
    "a strongly curved one": (
        lambda x: np.sum(np.exp(60 * x - 60)),
        lambda x: 60 * np.exp(60 * x - 60),
    ),
    "a product": (lambda x: np.sum(np.sin(x @ A)), lambda x: np.cos(x @ A) @ A.T),
    "a large one": (lambda x: 3e4 * np.sum(x**2), lambda x: 6e4 * x),
    "one that falls": (lambda x: -3e4 * np.sum(x**2), lambda x: -6e4 * x),
    "a plane far up": (far_up, tilt),
    "a constant": (lambda x: 7.0, np.zeros_like),
}
for name, (f, gradient) in rights.items():
    for shape in [(2, 3), (4, 3)]:
        x = 0.7 + rng.uniform(0.2, 0.8, shape)
        given = x.copy()
        calls.clear()
        slow.clear()
        right = check(counted(f, calls), counted(gradient, slow), given)
        assert bool(right), f"called wrong, and is right: {name}"
        assert {*calls, *slow} == {shape}, "called with an array of another shape"
        assert np.array_equal(given, x), "check did not leave x as it was"
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "test-check-planted", "points": 1}
# Hidden: gradients of a layer with one slip each.
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(307)
X, W = rng.standard_normal((4, 3)), rng.standard_normal((3, 3))


def squares(W):
    return np.sum(np.tanh(X @ W.T) ** 2) / 8


def slope(W):
    H = np.tanh(X @ W.T)
    return (H * (1 - H**2)).T @ X / 4


slips = {
    "a factor 2": lambda W: 2 * slope(W),
    "transposed": lambda W: slope(W).T,
    "minus the gradient": lambda W: -slope(W),
    "the slope of tanh is missing": lambda W: np.tanh(X @ W.T).T @ X / 4,
    "one row too high": lambda W: np.roll(slope(W), 1, axis=0),
    "the first entry is missing": lambda W: slope(W) * (np.arange(9).reshape(3, 3) > 0),
}
assert bool(check(squares, slope, W.copy())), "called wrong, and is right"
for name, gradient in slips.items():
    assert not bool(check(squares, gradient, W.copy())), f"not noticed: {name}"
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "test-check-sly", "points": 1}
# Slips that are small, cancel in a sum, or are no numbers, and another shape; and
# errors just below and just above what is allowed.
x = np.array([[1.0, 2.0], [-1.0, 0.0]])
cubes, square = (lambda x: np.sum(x**3)), (lambda x: 3 * x**2)
assert bool(check(cubes, square, x.copy())), "called wrong, and is right"
sly = {
    "an entry off by 1e-4": lambda x: square(x) + np.array([[0, 0], [0, 1e-4]]),
    "all of it too small": lambda x: square(x) - 0.1,
    "errors that cancel": lambda x: square(x) + np.array([[0.1, -0.1], [0, 0]]),
    "an entry that is nan": lambda x: square(x) * np.array([[1, 1], [1, np.nan]]),
    "an entry that is nan and should be 0": lambda x: np.where(x, square(x), np.nan),
    "an entry that is inf": lambda x: square(x) + np.array([[0, np.inf], [0, 0]]),
    "an entry that is -inf": lambda x: square(x) - np.array([[0, 0], [np.inf, 0]]),
    "all of it nan": lambda x: np.full_like(x, np.nan),
    "another shape": lambda x: square(x).ravel(),
    "one number for all": lambda x: 0.0,
    "a row too many": lambda x: np.vstack([square(x), square(x)]),
}
for name, gradient in sly.items():
    assert not bool(check(cubes, gradient, x.copy())), f"not noticed: {name}"
plain = check(lambda x: 2 * np.sum(x), lambda x: 2.0, x.copy())
assert not bool(plain), "a number has not the shape of x"

# Planes, whose differences are exact to 1e-10: allowed is 1e-6 max(1, G).
mixed = np.array([1000.0, -0.001, 1.0, 0.0])
planes = {
    "slopes from 0 to 1000": mixed,
    "slopes from -1000 to 0": -mixed,
    "slopes of 1": np.array([1.0, -1.0, 1.0]),
    "slopes of 0.001": np.array([[0.001], [-0.001]]),
    "60 slopes of 1": np.where(np.arange(60) % 2, 1.0, -1.0),
}
for name, slopes in planes.items():
    allowed = 1e-6 * max(1.0, np.abs(slopes).max())
    for at in [0, slopes.size - 1, slopes.size // 2]:
        for share, inside in [(0.9, True), (-0.9, True), (1.1, False), (-1.1, False)]:
            claimed = slopes.copy()
            claimed.flat[at] += share * allowed
            found = check(
                lambda x, slopes=slopes: float(np.sum(slopes * x)),
                lambda x, claimed=claimed: claimed.copy(),
                np.linspace(0, 1, slopes.size).reshape(slopes.shape),
            )
            note = f"{name}, one entry off by {share} of what is allowed"
            assert bool(found) == inside, (
                f"called {'wrong' if inside else 'right'}: {note}"
            )

# %% [markdown] nbgrader={"grade_id": "autograd-text", "locked": true}
# ## 6 · Numbers that remember (4 points, 30 minutes)
#
# Write a class `Value` whose numbers remember what they were made of.
#
# * `Value(3.0)` holds a float in `.data`. Its `.grad` is a float, 0.0 at first.
# * `a + b` and `a * b` of two Values and `a.tanh()` of one make new Values.
# * `result.backward()` puts into `.grad` of every Value that `result` was made of,
#   directly or not, the slope of `result` by it; `result.grad` becomes 1.0.
#
# Each graph of numbers is walked back once, no number belongs to two graphs, and a walk
# leaves other graphs alone. A number may be used as often as one likes, at different
# depths: its slopes must add up, and none may be passed on before it is complete. So a
# walk visits each number once, however many ways lead to it: sixty doublings in a row are
# sixty numbers, and $2^{60}$ ways.


# %% nbgrader={"grade_id": "autograd", "solution": true}
class Value:
    """A number that remembers what it was made of.

    Attributes:
        data: the number, a float.
        grad: the slope by it of the Value on which `backward` was called, a float.
    """

    def __init__(self, data, made_of=()):
        ### BEGIN SOLUTION
        self.data, self.grad, self.made_of = float(data), 0.0, made_of
        ### END SOLUTION

    def __add__(self, other):
        ### BEGIN SOLUTION
        return Value(self.data + other.data, [(self, 1.0), (other, 1.0)])
        ### END SOLUTION

    def __mul__(self, other):
        ### BEGIN SOLUTION
        return Value(self.data * other.data, [(self, other.data), (other, self.data)])
        ### END SOLUTION

    def tanh(self):
        ### BEGIN SOLUTION
        t = np.tanh(self.data)
        return Value(t, [(self, 1 - t * t)])
        ### END SOLUTION

    def backward(self):
        ### BEGIN SOLUTION
        order, seen = [], set()

        def visit(value):
            if value not in seen:
                seen.add(value)
                for part, _ in value.made_of:
                    visit(part)
                order.append(value)

        visit(self)
        self.grad = 1.0
        for value in reversed(order):
            for part, slope in value.made_of:
                part.grad += float(slope * value.grad)
        ### END SOLUTION


# %% nbgrader={"grade_id": "test-autograd-lecture", "points": 1}
# The graph of the lecture: e = (a + b)(b + 1) at a = 2, b = 1.
a, b, one = Value(2.0), Value(1.0), Value(1.0)
c, d = a + b, b + one
e = c * d
for found, want, name in [(e.data, 6.0, "e.data"), (b.grad, 0.0, "b.grad at first")]:
    assert isinstance(found, int | float), (
        f"{name} is a {type(found).__name__}, not a number"
    )
    assert abs(found - want) < 1e-12, f"{name} is {found}, expected {want}"
e.backward()
slopes = [e.grad, c.grad, d.grad, a.grad, b.grad]
for found, want, name in zip(slopes, [1.0, 2.0, 3.0, 2.0, 5.0], "ecdab", strict=True):
    assert isinstance(found, int | float), (
        f"{name}.grad is a {type(found).__name__}, not a number"
    )
    assert abs(found - want) < 1e-12, f"∂e/∂{name} is {found}: how many ways lead to e?"

# %% nbgrader={"grade_id": "test-autograd-operations", "points": 1}
# One operation after the other, each number used once: tanh(ab + c).
a, b, c = Value(0.5), Value(-2.0), Value(0.25)
product = a * b
total = product + c
result = total.tanh()
assert abs(result.data - -0.635148952387) < 1e-9, f"tanh(ab + c) is {result.data}"
result.backward()
for found, want, name in [
    (result.grad, 1.0, "itself"),
    (total.grad, 0.596585808281, "ab + c"),
    (product.grad, 0.596585808281, "ab"),
    (a.grad, -1.193171616563, "a"),
    (b.grad, 0.298292904141, "b"),
    (c.grad, 0.596585808281, "c"),
]:
    assert abs(found - want) < 1e-9, f"slope of tanh(ab + c) by {name} is {found}"
# Hidden: each operation alone, and one after the other, each number used once.
### BEGIN HIDDEN TESTS
operations = {
    "a": (lambda a, b, c: a, lambda a, b, c: (1, 0, 0)),
    "a + b": (lambda a, b, c: a + b, lambda a, b, c: (1, 1, 0)),
    "a * b": (lambda a, b, c: a * b, lambda a, b, c: (b, a, 0)),
    "a.tanh()": (lambda a, b, c: a.tanh(), lambda a, b, c: (np.cosh(a) ** -2, 0, 0)),
    "(a * b + c).tanh()": (
        lambda a, b, c: (a * b + c).tanh(),
        lambda a, b, c: np.cosh(a * b + c) ** -2 * np.array([b, a, 1]),
    ),
}
results = {
    "a": lambda a, b, c: a,
    "a + b": lambda a, b, c: a + b,
    "a * b": lambda a, b, c: a * b,
    "a.tanh()": lambda a, b, c: np.tanh(a),
    "(a * b + c).tanh()": lambda a, b, c: np.tanh(a * b + c),
}
for numbers in [(0.3, -0.8, 0.1), (-1.2, 0.5, 0.9), (0.0, 2.0, -0.4)]:
    for name, (make, slopes) in operations.items():
        values = [Value(number) for number in numbers]
        result = make(*values)
        number = results[name](*numbers)
        result.backward()
        for value, want, by in zip(values, slopes(*numbers), "abc", strict=True):
            note = f"{name} and its slope by {by}, (a, b, c) = {numbers}"
            found, want = value.grad, [number, want]
            assert isinstance(found, int | float), f"{note}: not a number"
            found = [result.data, found]
            np.testing.assert_allclose(found, want, 1e-9, 1e-12, err_msg=note)
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "test-autograd-reuse", "points": 1}
# A number that is used several times in one operation after the other, numbers
# that happen to be equal, and two graphs.
x = Value(3.0)
(x * x + x).backward()
assert abs(x.grad - 7.0) < 1e-9, f"slope of x·x + x at 3 is {x.grad}: how many arrows?"
x, y = Value(2.0), Value(2.0)
p, q = x + y, x * y  # both 4
(p * q + x).backward()
found = [p.grad, q.grad, x.grad, y.grad]
assert np.allclose(found, [4, 4, 13, 12], 1e-9), "equal numbers are not the same number"
x = Value(0.4)
(x * x * x + x * x.tanh()).backward()
t = np.tanh(0.4)
want = 3 * 0.16 + t + 0.4 * (1 - t * t)
assert abs(x.grad - want) < 1e-9, "slope of x³ + x tanh x: each use must count"
x, u = Value(1.5), Value(-2.0)
m, second = x + x, u * u
first = m * x
first.backward()
second.backward()
found = [first.grad, m.grad, x.grad, second.grad, u.grad]
assert np.allclose(found, [1, 1.5, 6, 1, -4], 1e-9), "two graphs, one after the other"

# %% nbgrader={"grade_id": "test-autograd-depth", "points": 1}
# Sixty doublings: how often is each of sixty numbers visited? Lines of Python that run
# during the walk are counted, so that a walk along all ways ends here.
import sys

lines, tracing = [0], sys.gettrace()


def count(frame, event, what):
    lines[0] += event == "line"
    assert lines[0] < 50_000, "2^60 ways, 60 numbers: how often do you visit each?"
    return count


x = Value(1.0)
total = x
for _ in range(60):
    total = total + total
sys.settrace(count)
try:
    total.backward()
finally:
    sys.settrace(tracing)
assert x.grad == 2.0**60, f"doubled sixty times, and the slope is {x.grad}, not 2^60"
# m = x² is used at three depths: tanh(m), tanh(m) m, and m + tanh(m) m, either way round.
for first in (True, False):
    x = Value(0.8)
    m = x * x
    t = m.tanh()
    p = t * m
    (m + p if first else p + m).backward()
    for found, want, name in [
        (t.grad, 0.640000000000, "tanh(m)"),
        (m.grad, 2.000668189770, "m"),
        (x.grad, 3.201069103633, "x"),
    ]:
        note = "a slope was wrong, passed on before it was complete, or counted twice"
        assert abs(found - want) < 1e-9, f"m + m tanh(m) by {name}: {found}: {note}"
# Hidden: graphs in which numbers are used at different depths, and every number in them.
### BEGIN HIDDEN TESTS
rng, h = np.random.default_rng(309), 1e-5


def result_of(numbers, plan, at, by):
    """The last number of a graph, if the one at `at` is moved by `by`."""
    nodes = []
    for k in range(len(numbers) + len(plan)):
        if k < len(numbers):
            node = numbers[k]
        else:
            name, i, j = plan[k - len(numbers)]
            a, b = nodes[i], nodes[j]
            node = a + b if name == "+" else a * b if name == "*" else np.tanh(a)
        nodes.append(node + by if k == at else node)
    return nodes[-1]


names = ["+", "*", "tanh"]
plans = [[("*", 0, 0), ("tanh", 1, 0), ("*", 2, 1), ("+", 3, 1)]]  # m last
plans += [[("*", 0, 0), ("tanh", 1, 0), ("*", 2, 1), ("+", 1, 3)]]  # m first
for _ in range(8):
    picks = [
        (rng.integers(3), *rng.integers(max(k - 4, 0), k + 1, 2)) for k in range(9)
    ]
    plans.append([(names[a], int(i), int(j)) for a, i, j in picks])
for plan in plans:
    numbers = [float(rng.uniform(0.5, 1.5))]
    nodes = [Value(number) for number in numbers]
    for name, i, j in plan:
        a, b = nodes[i], nodes[j]
        nodes.append(a + b if name == "+" else a * b if name == "*" else a.tanh())
    nodes[-1].backward()
    for at, node in enumerate(nodes):
        ends = [result_of(numbers, plan, at, by) for by in (h, -h)]
        slope = (ends[0] - ends[1]) / (2 * h)
        off = abs(node.grad - slope)
        assert off < 1e-6 * max(1, abs(slope)), "was a slope passed on early, or twice?"
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade_id": "squared-text", "locked": true}
# ## 7 · Mend a backward pass (2 points, 20 minutes)
#
# For a network $\hat y = f_2(w_2 \cdot f_1(W_1 x))$ with squared error, a published
# update rule is
#
# $$\Delta W_1 = 2\,(y - \hat y)\; \frac{\partial f_2}{\partial w_2} \cdot h .$$
#
# It is not the slope by $W_1$ (up to sign and learning rate): the weights $w_2$, the slope
# of $f_1$ and the input $x$ are all missing. This function for networks of any depth is
# modelled on it, and has six slips.
#
# ```python
# def backward(X, y, params, activations, outputs):
#     gradient = []
#     dH = y[:, None] - outputs[-1]
#     for k in range(len(params)):
#         dZ = dH
#         gradient.insert(0, (dZ.T @ outputs[k], dZ))
#         dH = dZ @ params[k][0]
#     return gradient
# ```
#
# Write the function that it should have been. Layer $k$ has the parameters
# `params[k]`, a pair (W, b), and makes $f(X W^\top + b)$ of its input, with $f$ named by
# `activations[k]`: "tanh", "relu" or "linear". `outputs` holds the output of every
# layer. The loss is $\frac{1}{2n} \sum_i (\hat y_i - y_i)^2$. The function below gives the
# slope of an activation, read off its output.


# %% nbgrader={"grade_id": "slope", "locked": true}
def slope_of(activation, H):
    """The slope of an activation where its output is H, of the same shape."""
    if activation == "tanh":
        return 1 - H**2
    return (H > 0) * 1.0 if activation == "relu" else np.ones_like(H)


# %% nbgrader={"grade_id": "backward", "solution": true}
def backward(X, y, params, activations, outputs):
    """Slopes of half the mean squared error by the parameters of every layer.

    Args:
        X: inputs, shape (n, d).
        y: targets, shape (n,).
        params: (W, b) of every layer, shapes (out, in) and (out,); the last out is 1.
        activations: the name of every layer's activation.
        outputs: the output of every layer, shape (n, out).

    Returns:
        A list of pairs (dW, db), one for each layer, first layer first.
    """
    ### BEGIN SOLUTION
    gradient, dH = [], (outputs[-1] - y[:, None]) / len(y)
    for k in reversed(range(len(params))):
        dZ = dH * slope_of(activations[k], outputs[k])
        before = outputs[k - 1] if k else X
        gradient.insert(0, (dZ.T @ before, dZ.sum(axis=0)))
        dH = dZ @ params[k][0]
    return gradient
    ### END SOLUTION


# %% nbgrader={"grade_id": "test-squared-paper", "points": 1}
# Two layers, three examples, on paper. ReLU: its second unit is silent at examples 1, 3.
from copy import deepcopy

X, y = np.array([[1.0], [2.0], [-1.0]]), np.array([0.0, 1.0, 0.5])
first = (np.array([[1.0], [2.0]]), np.array([2.0, -3.0]))
second = (np.array([[0.15, 0.05]]), np.array([0.05]))
outputs = [
    np.array([[3.0, 0.0], [4.0, 1.0], [1.0, 0.0]]),
    np.array([[0.5], [0.7], [0.2]]),
]
given = deepcopy((X, y, [first, second], ["relu", "linear"], outputs))
answer = backward(*given)
assert len(answer) == 2, f"{len(answer)} pairs for 2 layers"
(dW1, db1), (dW2, db2) = answer
for found, want, name in [  # errors 0.5, -0.3 and -0.3
    (dW2, [[0.0, -0.1]], "dW of layer 2"),
    (db2, [-0.1 / 3], "db of layer 2"),
    (dW1, [[0.01], [-0.01]], "dW of layer 1"),
    (db1, [-0.005, -0.005], "db of layer 1"),
]:
    found, note = np.asarray(found, dtype=float), f"{name}, a linear output"
    np.testing.assert_allclose(found, want, 1e-9, 1e-12, strict=True, err_msg=note)
# The same outputs from a tanh, whose slopes there are 0.75, 0.51 and 0.96.
second = (
    np.array([[0.17328679513998635, 0.14470758822001184]]),
    np.array([0.0294457589]),
)
answer = backward(*deepcopy((X, y, [first, second], ["relu", "tanh"], outputs)))
for found, want, name in [
    (answer[1][0], [[0.075, -0.051]], "dW of layer 2"),
    (answer[1][1], [-0.022], "db of layer 2"),
    (answer[0][0], [[0.0206211286], [-0.0147601740]], "dW of layer 1"),
    (answer[0][1], [-0.0038123095, -0.0073800870], "db of layer 1"),
]:
    found, note = (
        np.asarray(found, dtype=float),
        f"{name}, tanh: whose slope is missing?",
    )
    np.testing.assert_allclose(found, want, 1e-7, 1e-9, strict=True, err_msg=note)

# %% nbgrader={"grade_id": "test-squared-depth", "points": 1} examiner={"arguments": "returned"}
# Three layers, four examples, a ReLU, a tanh and a linear output; the arguments too.
from copy import deepcopy

X, y = (
    np.array([[1.0, 0.5], [-1.0, 1.0], [0.5, -2.0], [2.0, 1.0]]),
    np.array([0.5, -1, 0, 2]),
)
params = [
    (np.array([[1.0, -0.5], [0.5, 1.0], [-1.0, 0.25]]), np.array([0.25, 0.0, 0.5])),
    (np.array([[0.5, -1.0, 1.0], [1.0, 0.5, -0.25]]), np.array([0.0, -0.5])),
    (np.array([[1.5, -1.0]]), np.array([0.2])),
]
outputs = [np.maximum(X @ params[0][0].T + params[0][1], 0)]
outputs.append(np.tanh(outputs[0] @ params[1][0].T + params[1][1]))
outputs.append(outputs[1] @ params[2][0].T + params[2][1])
given = deepcopy((X, y, params, outputs))
answer = backward(*given[:3], ["relu", "tanh", "linear"], given[3])
assert np.array_equal(given[0], X), "backward changed its argument X"
assert np.array_equal(given[1], y), "backward changed its argument y"
for now, old in zip(given[2], params, strict=True):
    assert all(map(np.array_equal, now, old)), "backward changed its argument params"
for now, old in zip(given[3], outputs, strict=True):
    assert np.array_equal(now, old), "backward changed its argument outputs"
assert len(answer) == 3, f"{len(answer)} pairs for 3 layers"
want = [
    (
        [
            [-0.499279732, -0.272101191],
            [2.255899492, 0.273145458],
            [-0.446285425, 0.446285425],
        ],
        [-0.279411229, 0.577961879, 0.446285425],
    ),
    (
        [
            [-1.286461397, -1.389181766, 0.564727318],
            [0.210148754, 0.023826876, -0.865088703],
        ],
        [-0.634210781, -0.295291578],
    ),
    ([[1.732931819, -1.681273132]], [-0.567593458]),
]
for layer, (slopes, wants) in enumerate(zip(answer, want, strict=True), start=1):
    for name, found, right in zip(("dW", "db"), slopes, wants, strict=True):
        found, note = np.asarray(found, dtype=float), f"{name} of layer {layer} of 3"
        assert found.shape == np.shape(right), f"{note} has shape {found.shape}"
        assert np.allclose(found, right, 1e-6, 1e-8), f"{note}: what is it reached by?"
# Hidden: one to four layers, all activations, against differences; the arguments too.
### BEGIN HIDDEN TESTS
from itertools import pairwise

rng, h = np.random.default_rng(308), 1e-5


def outputs_of(X, params, activations):
    found = []
    for (W, b), name in zip(params, activations, strict=True):
        X = X @ W.T + b
        X = {"tanh": np.tanh, "relu": lambda z: np.maximum(z, 0)}.get(name, np.copy)(X)
        found.append(X)
    return found


def half_mean(X, y, params, activations):
    return np.mean((outputs_of(X, params, activations)[-1][:, 0] - y) ** 2) / 2


for sizes, names in [
    ((3, 1), ["tanh"]),
    ((2, 4, 1), ["tanh", "linear"]),
    ((3, 5, 2, 1), ["relu", "tanh", "tanh"]),
    ((2, 3, 3, 2, 1), ["tanh", "relu", "tanh", "linear"]),
]:
    X, y = rng.standard_normal((6, sizes[0])), rng.standard_normal(6)
    shapes = [((k, d), k) for d, k in pairwise(sizes)]
    params = [tuple(map(rng.standard_normal, shape)) for shape in shapes]
    outputs = outputs_of(X, params, names)
    pairs = [(W.copy(), b.copy()) for W, b in params]
    given = X.copy(), y.copy(), pairs, list(names), [H.copy() for H in outputs]
    answer = backward(*given)
    assert len(answer) == len(params), f"{len(answer)} pairs for {len(params)} layers"
    for k, ((W, b), slopes) in enumerate(zip(params, answer, strict=True)):
        for j, (old, found, name) in enumerate(zip((W, b), slopes, "Wb", strict=True)):
            found = np.asarray(found, dtype=float)
            note = f"d{name} of layer {k + 1} of {len(params)}, {names}"
            assert found.shape == old.shape, f"{note}: shape {found.shape}"
            for at in np.ndindex(old.shape):
                ends = []
                for sign in (1, -1):
                    moved = [[W.copy(), b.copy()] for W, b in params]
                    moved[k][j][at] += sign * h
                    ends.append(half_mean(X, y, moved, names))
                want = (ends[0] - ends[1]) / (2 * h)
                np.testing.assert_allclose(found[at], want, 0, 1e-6, err_msg=note)
    assert np.array_equal(given[0], X), "backward changed its argument X"
    assert np.array_equal(given[1], y), "backward changed its argument y"
    for now, old in zip(pairs, params, strict=True):
        assert all(map(np.array_equal, now, old)), (
            "backward changed its argument params"
        )
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade_id": "playground-text", "locked": true}
# Once it passes, it can train. Copy the last two functions into a cell of the
# [playground](../../notebooks/playground.ipynb), and networks of tanh and ReLU units learn
# with them: `Playground(NumpyTrainer(backward=backward))`.

# %% [markdown] nbgrader={"grade_id": "falling-text", "locked": true}
# ## 8 · What does it prove? (3 points, 15 minutes, read by a person)
#
# A friend writes a backward pass, trains with it and sees the loss fall at every step
# from 1.03 to 0.11. JAX in float32, given the same formula, returns the same gradient to
# six digits. "So it is right," says the friend. In at most 120 words: why does the
# falling loss not prove it, why does JAX's answer not prove that the digits are right,
# and which check would you run, with which precision, step and tolerance?

# %% [markdown] nbgrader={"grade_id": "falling", "solution": true, "points": 3}
# *One point for each of the three.*
#
# 1. The loss falls along any direction at an angle below 90° to minus the gradient. A
#    wrong gradient with the right signs (a factor too many, a layer that is off) does
#    that too; the lecture's network with σ' applied twice fell at each step.
# 2. Both compute the same formula in the same precision, so both lose the same digits
#    (1 − h for h near 1). Agreement shows that they compute alike, and no more.
# 3. Central differences of the loss, which share no formula with the backward pass: in
#    float64, h about $10^{-5}$, tolerance about $10^{-6}$ (relative to the largest slope),
#    for every parameter or at random directions, at random weights and not at a kink of
#    ReLU. An independent float64 autodiff as well is fine.
