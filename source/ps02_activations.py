# %% [markdown] nbgrader={"grade_id": "intro", "locked": true}
# # Problem set 2 · Activations and outputs
#
# Six exercises in code and one in words: 25 points, about two hours.
#
# Replace each `raise NotImplementedError()` with your code, and run the cells below it.
# They are tests: silence means that they pass, and a message says what they found. Some
# tests are hidden and run when your work is graded; they ask for nothing that the text
# does not ask for. Each test cell earns its points by itself.
#
# Write functions that take arrays, return arrays and change none of their arguments.
# Use NumPy. Each exercise stands alone: do not call your answer to another one. Before
# you hand in, press **Validate**.
#
# [The lecture](../../notebooks/02_activations.ipynb) | [Contents](../../notebooks/start.md)

# %% nbgrader={"grade_id": "imports", "locked": true}
import numpy as np
from sklearn.datasets import load_iris

# %% [markdown] nbgrader={"grade_id": "activate-text", "locked": true}
# ## 1 · Five activations and their slopes (4 points, 20 minutes)
#
# For a batch of pre-activations return $\varphi(z)$ and $\varphi'(z)$. The names are
# "sigmoid", "tanh", "relu", "leaky" for $\max(0.1 z, z)$, and "elu" for $z$ where
# $z > 0$ and $e^z - 1$ elsewhere.
#
# Both must be right to nine digits or to $10^{-12}$, whichever is less strict, for every
# $z$ from $-1000$ to $1000$. A warning costs nothing, `inf` and `nan` do. The slopes of
# the last three at $z = 0$ are not asked for.
#
# On paper first: which exponentials can you afford, and what is `inf / inf`?


# %% nbgrader={"grade_id": "activate", "solution": true}
def activate(name, z):
    """An activation and its derivative.

    Args:
        name: "sigmoid", "tanh", "relu", "leaky" or "elu".
        z: pre-activations between -1000 and 1000, shape (n,).

    Returns:
        The values and the slopes, two arrays of shape (n,).
    """
    ### BEGIN SOLUTION
    if name == "sigmoid":
        p = np.exp(-np.logaddexp(0, -z))
        return p, p * np.exp(-np.logaddexp(0, z))
    if name == "tanh":
        return np.tanh(z), 1 - np.tanh(z) ** 2
    if name == "relu":
        return np.maximum(z, 0), np.where(z > 0, 1.0, 0.0)
    if name == "leaky":
        return np.maximum(0.1 * z, z), np.where(z > 0, 1.0, 0.1)
    below = np.minimum(z, 0)
    return np.where(z > 0, z, np.expm1(below)), np.exp(below)
    ### END SOLUTION


# %% nbgrader={"grade_id": "test-activate-paper", "points": 1}
# Both sides of 0, on paper: e to the log 3 is 3.
z = np.array([-np.log(3.0), np.log(3.0)])
for name, values, slopes in [
    ("sigmoid", [1 / 4, 3 / 4], [3 / 16, 3 / 16]),
    ("tanh", [-4 / 5, 4 / 5], [9 / 25, 9 / 25]),
    ("relu", [0.0, np.log(3.0)], [0.0, 1.0]),
    ("leaky", [-0.1 * np.log(3.0), np.log(3.0)], [0.1, 1.0]),
    ("elu", [-2 / 3, np.log(3.0)], [1 / 3, 1.0]),
]:
    phi, slope = (np.asarray(a, dtype=float) for a in activate(name, z.copy()))
    assert phi.shape == slope.shape == (2,), f"{name}: {phi.shape} and {slope.shape}"
    note = f"values of {name} at ±log 3"
    np.testing.assert_allclose(phi, values, 1e-9, 1e-12, err_msg=note)
    note = f"slopes of {name} at ±log 3"
    np.testing.assert_allclose(slope, slopes, 1e-9, 1e-12, err_msg=note)

# %% nbgrader={"grade_id": "test-activate-values", "points": 1} examiner={"arguments": "returned"}
# Both signs in one batch, at points that are not on paper, and z afterwards.
z = np.array([3.0, -2.0, 0.5, -9.0, 0.0])
for name, values in [
    (
        "sigmoid",
        [0.952574126822, 0.119202922022, 0.622459331202, 0.000123394575986, 0.5],
    ),
    ("tanh", [0.995054753687, -0.964027580076, 0.462117157260, -0.999999969540, 0.0]),
    ("relu", [3.0, 0.0, 0.5, 0.0, 0.0]),
    ("leaky", [3.0, -0.2, 0.5, -0.9, 0.0]),
    ("elu", [3.0, -0.864664716763, 0.5, -0.999876590196, 0.0]),
]:
    given = z.copy()
    phi = np.asarray(activate(name, given)[0], dtype=float)
    assert np.array_equal(given, z), f"activate({name!r}, z) changed z"
    note = f"values of {name} at 3, -2, 1/2, -9 and 0"
    np.testing.assert_allclose(phi, values, 1e-9, 1e-12, err_msg=note)
# Hidden: values on batches of other sizes, and the arguments afterwards.
### BEGIN HIDDEN TESTS
import math

rng = np.random.default_rng(201)
formulas = {
    "sigmoid": lambda a: 1 / (1 + math.exp(-a)),
    "tanh": math.tanh,
    "relu": lambda a: a if a > 0 else 0.0,
    "leaky": lambda a: a if a > 0 else a / 10,
    "elu": lambda a: a if a > 0 else math.expm1(a),
}
for name, formula in formulas.items():
    for n, reach in [(1, 6), (2, 6), (30, 6), (31, 40)]:
        z = rng.uniform(-reach, reach, n)
        z[n // 2] *= n < 31  # and 0 itself
        want = np.array([formula(a) for a in z])
        given = z.copy()
        phi = np.asarray(activate(name, given)[0], dtype=float)
        assert phi.shape == (n,), f"{name}: shape {phi.shape} for {n} pre-activations"
        note = f"values of {name}, {n} pre-activations"
        np.testing.assert_allclose(phi, want, 1e-9, 1e-12, err_msg=note)
        assert np.array_equal(given, z), f"activate({name!r}, z) changed z"
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "test-activate-slopes", "points": 1}
# Small slopes are not 0: nine digits, or 1e-12.
z = np.array([22.0, -2.0, 0.5, -9.0])
for name, slopes in [
    ("sigmoid", [2.78946809e-10, 0.104993585404, 0.235003712202, 0.000123379349765]),
    ("tanh", [0.0, 0.0706508248532, 0.786447732966, 6.09199171e-8]),
    ("relu", [1.0, 0.0, 1.0, 0.0]),
    ("leaky", [1.0, 0.1, 1.0, 0.1]),
    ("elu", [1.0, 0.135335283237, 1.0, 0.000123409804087]),
]:
    slope = np.asarray(activate(name, z.copy())[1], dtype=float)
    note = f"slopes of {name} at 22, -2, 1/2 and -9"
    np.testing.assert_allclose(slope, slopes, 1e-9, 1e-12, err_msg=note)
# Hidden: slopes, away from corners.
### BEGIN HIDDEN TESTS
import math

rng = np.random.default_rng(202)
slopes = {
    "sigmoid": lambda a: 0.25 / math.cosh(a / 2) ** 2,
    "tanh": lambda a: 1 / math.cosh(a) ** 2,
    "relu": lambda a: 1.0 if a > 0 else 0.0,
    "leaky": lambda a: 1.0 if a > 0 else 0.1,
    "elu": lambda a: 1.0 if a > 0 else math.exp(a),
}
for name, formula in slopes.items():
    for n, reach in [(1, 3), (25, 5), (30, 40)]:
        z = rng.uniform(0.01, reach, n) * rng.choice([-1, 1], n)
        if name in ("sigmoid", "tanh"):
            z[-1] = 0.0
        want = np.array([formula(a) for a in z])
        slope = np.asarray(activate(name, z.copy())[1], dtype=float)
        assert slope.shape == (n,), f"{name}: slopes have shape {slope.shape} for {n}"
        note = f"slopes of {name}, {n} pre-activations"
        np.testing.assert_allclose(slope, want, 1e-9, 1e-12, err_msg=note)
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "test-activate-large", "points": 1}
# Far out on both sides.
for a in (40.0, 400.0, 720.0, 1000.0):
    z = np.array([-a, a])
    for name, values, slopes in [
        ("sigmoid", [0, 1], [0, 0]),
        ("tanh", [-1, 1], [0, 0]),
        ("relu", [0, a], [0, 1]),
        ("leaky", [-a / 10, a], [0.1, 1]),
        ("elu", [-1, a], [0, 1]),
    ]:
        phi, slope = activate(name, z.copy())
        for what, got, want in (("value", phi, values), ("slope", slope, slopes)):
            got, note = np.asarray(got, dtype=float), f"{name} at z = ±{a:g}: {what}"
            assert np.isfinite(got).all(), f"{note} {got} is not finite"
            np.testing.assert_allclose(got, want, 1e-9, 1e-12, err_msg=note)

# %% [markdown] nbgrader={"grade_id": "softmax-text", "locked": true}
# ## 2 · Softmax, one row at a time (3 points, 10 minutes)
#
# `Z` holds the logits of one example in each row. Return the softmax of each row of
# $Z / T$, for a temperature $T > 0$. It must be right to nine digits, or to $10^{-12}$,
# for all logits from $-10^4$ to $10^4$ and all $T$ from $10^{-3}$ to $10^3$.
#
# Along which axis do you sum? Which number may you add to a row for nothing?


# %% nbgrader={"grade_id": "softmax", "solution": true}
def softmax(Z, temperature=1.0):
    """Probabilities of k exclusive classes, for a batch.

    Args:
        Z: logits, shape (n, k).
        temperature: above 0; the logits are divided by it.

    Returns:
        An array of shape (n, k) whose rows sum to 1.
    """
    ### BEGIN SOLUTION
    Z = Z / temperature
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)
    ### END SOLUTION


# %% nbgrader={"grade_id": "test-softmax-paper", "points": 1}
# Two examples, three classes, on paper; then a temperature of 2.
P = np.asarray(
    softmax(np.array([[0.0, 0.0, 0.0], [np.log(2.0), 0.0, 0.0]])), dtype=float
)
want = np.array([[1 / 3, 1 / 3, 1 / 3], [1 / 2, 1 / 4, 1 / 4]])
assert P.shape == (2, 3), f"shape {P.shape} for 2 examples and 3 classes"
np.testing.assert_allclose(P, want, 1e-9, err_msg="see the text: rows")
P = softmax(np.array([[2 * np.log(2.0), 0.0, 0.0], [0.0, 2 * np.log(6.0), 0.0]]), 2.0)
want = np.array([[1 / 2, 1 / 4, 1 / 4], [1 / 8, 3 / 4, 1 / 8]])
np.testing.assert_allclose(P, want, 1e-9, err_msg="temperature 2: what does it divide?")

# %% nbgrader={"grade_id": "test-softmax-batch", "points": 1} examiner={"arguments": "returned"}
# The argument afterwards.
Z = np.array([[1.0, 2.0, 4.0], [0.0, -1.0, 5.0]])
given = Z.copy()
softmax(given, 2.0)
assert np.array_equal(given, Z), "softmax changed its argument Z"
# Hidden: other sizes and temperatures, and the arguments afterwards.
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(203)
for n, k, T in [(1, 2, 1.0), (4, 4, 0.5), (5, 3, 2.0), (2, 10, 7.0), (3, 1, 1.0)]:
    Z = rng.normal(0, 2, (n, k))
    given = Z.copy()
    P = np.asarray(softmax(given, T), dtype=float)
    note = f"{n} examples, {k} classes, temperature {T:g}"
    assert P.shape == (n, k), f"shape {P.shape} for {note}"
    for i in range(n):
        for j in range(k):
            want = 1 / sum(np.exp((Z[i, m] - Z[i, j]) / T) for m in range(k))
            assert abs(P[i, j] / want - 1) < 1e-9, f"a wrong probability: {note}"
    assert np.array_equal(given, Z), "softmax changed its argument Z"
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "test-softmax-large", "points": 1}
# Logits as large as the text allows, in rows that have nothing in common; temperatures.
high, low = 0.73105857863, 0.26894142137  # e and 1, divided by their sum
for Z, T, want in [
    ([[1e4, -1e4, 9999], [-1e4, 9999, 1e4]], 1.0, [[high, 0, low], [0, low, high]]),
    (
        [[1e4, 9999], [-1e4, -9999], [0, 1]],
        1.0,
        [[high, low], [low, high], [low, high]],
    ),
    ([[9200, 1e4], [-1e4, -9200]], 1000.0, [[0.31002551887, 0.68997448113]] * 2),
    ([[0, 0.02]], 0.01, [[0.11920292202, 0.88079707798]]),
]:
    P = np.asarray(softmax(np.array(Z, dtype=float), T), dtype=float)
    assert np.isfinite(P).all(), f"{Z}, temperature {T:g}: not a finite number"
    assert np.allclose(P, want, 1e-9, 1e-12), f"{Z}, temperature {T:g}: {P.tolist()}"
# Hidden: the same with other rows.
### BEGIN HIDDEN TESTS
Z = np.array([[0.0, 1.0, 3.0], [1.0, 0.0, 0.0], [-2.0, 0.5, 0.0], [0.0, 0.0, 0.0]])
far = np.array([[9990.0], [-9990.0], [700.0], [0.0]])
want = np.exp(Z) / np.exp(Z).sum(axis=1)[:, None]
P = np.asarray(softmax(Z.copy()), dtype=float)
np.testing.assert_allclose(P, want, 1e-9, err_msg="harmless logits, temperature 1")
Q = np.asarray(softmax(Z + far), dtype=float)
assert np.isfinite(Q).all(), "not a finite number where the logits are large"
note = "each row plus its own number: what should that change?"
np.testing.assert_allclose(Q, want, 1e-9, err_msg=note)
R = softmax(np.array([[1e4, -1e4, 9999.0], [-1e4, 9999.0, 1e4]]))
want = np.array([[np.e, 0, 1], [0, 1, np.e]]) / (np.e + 1)
note = "a difference of 20,000 in a row, and one of 1"
np.testing.assert_allclose(R, want, 1e-9, 1e-12, err_msg=note)
# (0, -800) / 1000: what is 0 before it is divided stays 0.
R = softmax(np.array([[1e4, 9.2e3], [-9.2e3, -1e4]]), 1000.0)
want = np.array([1.0, np.exp(-0.8)]) / (1 + np.exp(-0.8))
note = "a temperature of 1000"
np.testing.assert_allclose(R, [want, want], 1e-9, err_msg=note)
R = softmax(np.array([[1e4, -1e4, 1e4]]), 0.01)
note = "a temperature of 0.01"
np.testing.assert_allclose(R, [[0.5, 0, 0.5]], 1e-9, 1e-12, err_msg=note)
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade_id": "entropy-text", "locked": true}
# ## 3 · Cross-entropy from logits (3 points, 10 minutes)
#
# Return the mean over the batch of
#
# $$\ell(z, y) = -\log \operatorname{softmax}(z)_y ,$$
#
# where `y` holds class numbers, not one-hot vectors. It must be right to nine digits, or
# to $10^{-12}$, for all logits from $-10^4$ to $10^4$, also where the probability of the
# target is too small for any float.


# %% nbgrader={"grade_id": "cross-entropy", "solution": true}
def cross_entropy(Z, y):
    """Mean cross-entropy of k exclusive classes.

    Args:
        Z: logits, shape (n, k).
        y: class numbers from 0 to k - 1, integers of shape (n,).

    Returns:
        A number, 0 or more.
    """
    ### BEGIN SOLUTION
    Z = Z - Z.max(axis=1, keepdims=True)
    return np.mean(np.log(np.exp(Z).sum(axis=1)) - Z[np.arange(len(y)), y])
    ### END SOLUTION


# %% nbgrader={"grade_id": "test-entropy-paper", "points": 1}
# Equal logits know nothing: log k. Then (1/2, 1/4, 1/4) and (3/4, 1/8, 1/8).
loss = np.asarray(cross_entropy(np.zeros((2, 5)), np.array([0, 3])), dtype=float)
assert loss.shape == (), f"shape {loss.shape} for a batch of 2, expected one number"
np.testing.assert_allclose(loss, np.log(5), 1e-9, err_msg="equal logits")
Z, y = np.array([[np.log(2.0), 0, 0], [np.log(6.0), 0, 0]]), np.array([0, 1])
note = "the mean of log 2 and log 8"
np.testing.assert_allclose(cross_entropy(Z, y), np.log(4), 1e-9, err_msg=note)

# %% nbgrader={"grade_id": "test-entropy-batch", "points": 1} examiner={"arguments": "returned"}
# Three examples, two of one class and none of another, and the arguments afterwards.
Z, y = (
    np.array([[1.0, 2.0, 4.0], [0.0, -1.0, 5.0], [2.0, 2.0, 0.0]]),
    np.array([2, 0, 2]),
)
given = Z.copy(), y.copy()
note = "three losses, 0.16984602, 5.00917448 and 2.75862368: what is their mean?"
np.testing.assert_allclose(cross_entropy(*given), 2.645881393276, 1e-9, err_msg=note)
assert np.array_equal(given[0], Z), "cross_entropy changed its argument Z"
assert np.array_equal(given[1], y), "cross_entropy changed its argument y"
# Hidden: batches of other sizes, and the arguments afterwards.
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(204)
for n, k in [(1, 2), (3, 3), (40, 2), (7, 10)]:
    Z, y, want = rng.normal(0, 2, (n, k)), rng.integers(0, k, n), 0.0
    for i in range(n):
        want += np.log(sum(np.exp(Z[i, j] - Z[i, y[i]]) for j in range(k))) / n
    given = Z.copy(), y.copy()
    loss = np.asarray(cross_entropy(*given), dtype=float)
    note = f"a batch of {n} with {k} classes"
    assert loss.shape == (), f"shape {loss.shape} for {note}"
    np.testing.assert_allclose(loss, want, 1e-9, 1e-12, err_msg=note)
    assert np.array_equal(given[0], Z), "cross_entropy changed its argument Z"
    assert np.array_equal(given[1], y), "cross_entropy changed its argument y"
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "test-entropy-large", "points": 1}
# Wrong and certain, right and certain, and rows that have nothing in common.
for Z, y, want in [
    ([[1e4, -1e4], [-1e4, 9000]], [1, 0], 19500),
    ([[15.5, 0]], [0], 1.8553913e-7),
    ([[100, 0]], [0], 0),
    ([[1e4, 9999], [-1e4, -9999]], [0, 0], 0.813261687518),
    ([[16, 0, 0]], [1], 16.00000022507),
    ([[0, 740]], [0], 740),
    ([[0, 0, 744]], [1], 744),
]:
    loss = np.asarray(cross_entropy(np.array(Z, dtype=float), np.array(y)), float)
    assert abs(loss - want) < 1e-9 * want + 1e-12, (
        f"{Z}, targets {y}: {loss}, not {want}"
    )
# Hidden: the same with other rows.
### BEGIN HIDDEN TESTS
for a in (16.0, 20.0, 50.0, 800.0, 1e4):
    Z = np.array([[a, 0.0, 0.0]])
    loss, note = (
        cross_entropy(Z.copy(), np.array([1])),
        f"logits ({a:g}, 0, 0), target 1",
    )
    want = a + np.log1p(2 * np.exp(-a))
    np.testing.assert_allclose(loss, want, 1e-9, err_msg=note)
    loss, note = (
        cross_entropy(Z.copy(), np.array([0])),
        f"logits ({a:g}, 0, 0), target 0",
    )
    want = np.log1p(2 * np.exp(-a))
    np.testing.assert_allclose(loss, want, 1e-9, 1e-12, err_msg=note)
loss = cross_entropy(np.array([[-1e4, 1e4, 0.0]]), np.array([0]))
np.testing.assert_allclose(loss, 2e4, 1e-9, err_msg="logits from -10,000 to 10,000")
# Rows that have nothing in common: each is (log 2, 0, 0) and a number of its own.
Z = np.array([[np.log(2.0), 0.0, 0.0]]) + np.array(
    [[-9990.0], [800.0], [9990.0], [0.0]]
)
loss, note = cross_entropy(Z, np.array([2, 1, 0, 2])), "a number added to each row"
np.testing.assert_allclose(loss, 1.75 * np.log(2), 1e-9, err_msg=note)
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade_id": "choose-text", "locked": true}
# ## 4 · Which output, which loss? (4 points, 15 minutes)
#
# Six tasks. For each, choose the output of the network and the loss that is minus the
# log-likelihood of the targets.
#
# * `"spam"`: is this message spam? Yes or no, one logit.
# * `"digit"`: which of the ten digits is in the image? There is exactly one.
# * `"findings"`: which of 14 findings does an X-ray show? There may be none or several.
# * `"species"`: to which of three species does a flower belong? To exactly one.
# * `"frost"`: by how many degrees Celsius will tonight be warmer than last night? The
#   change is normally distributed around the prediction, always with the same variance.
# * `"delay"`: how many minutes after the timetable does a train arrive? Some come early.
#   The deviation from the prediction has a Laplace distribution: now and then it is huge.
#
# Outputs: "identity", "relu", "sigmoid", "softmax". With several logits, all but softmax
# act on each by itself. Losses: "binary cross-entropy", which is summed over the logits
# if there are several, "cross-entropy", "squared error", "absolute error". Return a
# dictionary with an entry for each task, such as `"spam": ("output", "loss")`.


# %% nbgrader={"grade_id": "choose", "solution": true}
def choose():
    """The output and the loss for each of six tasks.

    Returns:
        A dictionary from the name of a task to a pair of strings: output, loss.
    """
    ### BEGIN SOLUTION
    return {
        "spam": ("sigmoid", "binary cross-entropy"),
        "digit": ("softmax", "cross-entropy"),
        "findings": ("sigmoid", "binary cross-entropy"),
        "species": ("softmax", "cross-entropy"),
        "frost": ("identity", "squared error"),
        "delay": ("identity", "absolute error"),
    }
    ### END SOLUTION


# %% nbgrader={"grade_id": "test-choose-contrasts", "points": 1}
# Words from the lists, and tasks that differ in what the text says of their targets.
outputs = {"identity", "relu", "sigmoid", "softmax"}
losses = {"binary cross-entropy", "cross-entropy", "squared error", "absolute error"}
chosen = choose()
for task in ("spam", "digit", "findings", "species", "frost", "delay"):
    assert task in chosen, f"no entry for {task!r}"
    output, loss = chosen[task]
    assert output in outputs, f"{task}: {output!r} is not one of {sorted(outputs)}"
    assert loss in losses, f"{task}: {loss!r} is not one of {sorted(losses)}"
for one, other, why in [
    ("digit", "findings", "exactly one is true, or any number: which is which?"),
    ("frost", "delay", "normal and Laplace: what are their logarithms?"),
]:
    same = tuple(chosen[one]) == tuple(chosen[other])
    assert not same, f"the same answer for {one} and {other}: {why}"
for one, other, why in [
    ("digit", "species", "both have exactly one class: what else sets them apart?"),
    ("spam", "findings", "yes or no, once or 14 times: what sets them apart?"),
]:
    same = tuple(chosen[one]) == tuple(chosen[other])
    assert same, f"different answers for {one} and {other}: {why}"

# %% nbgrader={"grade_id": "test-choose-exclusive", "points": 1}
# Hidden: tasks where exactly one name is right.
### BEGIN HIDDEN TESTS
chosen = choose()
for task in ("digit", "species"):
    pair = tuple(chosen[task])
    assert pair[0] == "softmax", f"{task}: does this output sum to 1 over the classes?"
    assert pair[1] == "cross-entropy", f"{task}: is this minus the log of one entry?"
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "test-choose-binary", "points": 1}
# Hidden: tasks made of questions with yes or no.
### BEGIN HIDDEN TESTS
chosen = choose()
for task in ("spam", "findings"):
    pair = tuple(chosen[task])
    assert pair[0] == "sigmoid", f"{task}: is this output a probability for each logit?"
    assert pair[1] == "binary cross-entropy", f"{task}: is this Bernoulli's logarithm?"
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "test-choose-regression", "points": 1}
# A change and a delay: both targets can be below 0, and above 1.
chosen = choose()
same = chosen["frost"][0] == chosen["delay"][0]
assert same, "two outputs for frost and delay: which numbers must each of them reach?"
# Hidden: tasks whose targets are numbers.
### BEGIN HIDDEN TESTS
chosen = choose()
for task, loss in [("frost", "squared error"), ("delay", "absolute error")]:
    pair = tuple(chosen[task])
    assert pair[0] == "identity", f"{task}: which targets can this output not reach?"
    assert pair[1] == loss, f"{task}: is this minus the log of the density in the text?"
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade_id": "tags-text", "locked": true}
# ## 5 · Independent classes and their gradient (4 points, 20 minutes)
#
# An image may carry any of $k$ tags. With a sigmoid for each, the loss of one example is
# the *sum* of its $k$ binary cross-entropies. Return the *mean* of that over the batch,
# and its gradient in the logits: as many slopes as there are logits, in the direction in
# which the loss grows.
#
# Loss and gradient must be right to nine digits, or to $10^{-12}$, for all logits from
# $-1000$ to $1000$.


# %% nbgrader={"grade_id": "tags-loss", "solution": true}
def tags_loss(Z, Y):
    """Loss of k independent classes, and its gradient.

    Args:
        Z: logits between -1000 and 1000, shape (n, k).
        Y: targets in {0, 1}, floats of shape (n, k).

    Returns:
        The loss, a number, and the gradient in Z, shape (n, k).
    """
    ### BEGIN SOLUTION
    loss = np.sum(np.logaddexp(0, Z) - Y * Z) / len(Z)
    return loss, (np.exp(-np.logaddexp(0, -Z)) - Y) / len(Z)
    ### END SOLUTION


# %% nbgrader={"grade_id": "test-tags-paper", "points": 1}
# Two examples, three tags, all logits 0: each tag costs log 2. What is each error?
Y = np.array([[1.0, 0.0, 0.0], [0.0, 1.0, 1.0]])
loss, gradient = (np.asarray(a, dtype=float) for a in tags_loss(np.zeros((2, 3)), Y))
assert loss.shape == (), f"the loss has shape {loss.shape}, expected a number"
assert gradient.shape == (2, 3), f"the gradient has shape {gradient.shape}"
note = "log 2 for each of three tags, the mean of two examples"
np.testing.assert_allclose(loss, 2.0794415416798357, 1e-9, err_msg=note)
want = np.array([[-0.25, 0.25, 0.25], [0.25, -0.25, -0.25]])
assert not np.allclose(gradient, -want), "in which direction does the loss grow?"
assert not np.allclose(gradient, 2 * want), "the gradient of which mean?"
note = "the gradient of the mean over two examples"
np.testing.assert_allclose(gradient, want, 1e-9, err_msg=note)

# %% nbgrader={"grade_id": "test-tags-loss", "points": 1} examiner={"arguments": "returned"}
# Two examples that differ, and the arguments afterwards.
Z = np.array([[22.0, -1.0, 0.5], [-25.0, 3.0, 2.0]])
Y = np.array([[1.0, 0.0, 1.0], [1.0, 0.0, 0.0]])
given = Z.copy(), Y.copy()
loss, note = tags_loss(*given)[0], "examples that cost 0.78733867 and 30.17551536"
np.testing.assert_allclose(loss, 15.481427017304, 1e-9, err_msg=note)
assert np.array_equal(given[0], Z), "tags_loss changed its argument Z"
assert np.array_equal(given[1], Y), "tags_loss changed its argument Y"
# Hidden: the loss at other sizes, and the arguments afterwards.
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(205)
for n, k in [(1, 1), (1, 4), (6, 2), (3, 3), (2, 9)]:
    Z, Y = rng.uniform(-4, 4, (n, k)), rng.integers(0, 2, (n, k)).astype(float)
    likelihood = np.ones(n)
    for i in range(n):
        for c in range(k):
            likelihood[i] /= 1 + np.exp(-Z[i, c] if Y[i, c] else Z[i, c])
    given = Z.copy(), Y.copy()
    loss = np.asarray(tags_loss(*given)[0], dtype=float)
    note = f"{n} examples with {k} tags each"
    assert loss.shape == (), f"the loss has shape {loss.shape} for {note}"
    want = -np.log(likelihood).mean()
    np.testing.assert_allclose(loss, want, 1e-9, err_msg=note)
    assert np.array_equal(given[0], Z), "tags_loss changed its argument Z"
    assert np.array_equal(given[1], Y), "tags_loss changed its argument Y"
for a in (9.0, 14.0, 17.0, 22.0, 28.0, 33.0):
    loss = tags_loss(np.array([[a], [-a]]), np.array([[1.0], [0.0]]))[0]
    note = f"logits ±{a:g}, right"
    np.testing.assert_allclose(loss, np.log1p(np.exp(-a)), 1e-9, 1e-12, err_msg=note)
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "test-tags-gradient", "points": 1}
# Two examples that differ: small slopes are not 0, and each is that of the mean.
Z = np.array([[22.0, -1.0, 0.5], [-25.0, 3.0, 2.0]])
gradient = tags_loss(Z, np.array([[1.0, 0.0, 1.0], [1.0, 0.0, 0.0]]))[1]
want = [
    [-1.39473405e-10, 0.134470710685, -0.188770334399],
    [-0.499999999993, 0.476287063411, 0.440398538989],
]
note = "slopes at (22, -1, 1/2) and (-25, 3, 2), targets (1, 0, 1) and (1, 0, 0)"
np.testing.assert_allclose(gradient, want, 1e-9, 1e-12, err_msg=note)
# Hidden: every slope, at sizes you have not seen.
### BEGIN HIDDEN TESTS
import math

rng = np.random.default_rng(206)
for n, k, reach in [(1, 1, 2), (4, 2, 4), (2, 5, 8), (3, 3, 20), (7, 2, 40)]:
    Z = rng.uniform(-reach, reach, (n, k))
    Y = rng.integers(0, 2, (n, k)).astype(float)
    gradient = np.asarray(tags_loss(Z.copy(), Y.copy())[1], dtype=float)
    assert gradient.shape == (n, k), f"shape {gradient.shape} for {(n, k)} logits"
    for i in range(n):
        for c in range(k):
            # the probability of the wrong answer, with the sign of the way to it
            sign = -1 if Y[i, c] else 1
            slope = sign / (1 + math.exp(-sign * Z[i, c])) / n
            off = abs(gradient[i, c] - slope)
            right = off < 1e-9 * abs(slope) + 1e-12
            assert right, f"not the slope of the mean loss, {n = }, {k = }"
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "test-tags-large", "points": 1}
# Certain tags, right and wrong.
for a in (40.0, 750.0, 1000.0):
    Z = np.array([[a, a, -a], [a, a, -a]])
    Y = np.array([[1.0, 1.0, 0.0], [0.0, 0.0, 1.0]])
    loss, gradient = tags_loss(Z.copy(), Y.copy())
    note = f"logits ±{a:g}: one example all right, one all wrong"
    np.testing.assert_allclose(loss, 1.5 * a, 1e-9, err_msg=note)
    want = np.array([[0.0, 0.0, 0.0], [0.5, 0.5, -0.5]])
    np.testing.assert_allclose(gradient, want, 1e-9, 1e-12, err_msg=note)

# %% [markdown] nbgrader={"grade_id": "train-text", "locked": true}
# ## 6 · Mend a classifier (4 points, 25 minutes)
#
# This should train one layer with $k$ outputs by gradient descent on the cross-entropy.
# It has three slips. A published one stands in two lines, another shows only on large
# numbers. Find all of them before you run anything.
#
# ```python
# def probabilities(Z):
#     E = np.exp(Z - Z.max(axis=1, keepdims=True))
#     return E / E.sum(axis=1, keepdims=True)
#
#
# def entropy(Z, y):  # expects logits
#     E = np.exp(Z)
#     return np.mean(-np.log(E[np.arange(len(y)), y]) / E.sum(axis=1))
#
#
# def train(X, y, k, lr, steps):
#     W, losses = np.zeros((X.shape[1], k)), []
#     Y = np.eye(k)[y]
#     for _ in range(steps):
#         P = probabilities(X @ W)
#         losses.append(entropy(P, y))
#         W = W - lr * X.T @ (probabilities(P) - Y) / len(y)
#     return W, losses
# ```
#
# Write the `train` it should have been. Start from zero, make exactly `steps` steps with
# the gradient of the mean cross-entropy of the logits $XW$, also where nothing is left to
# learn, and record that loss *before* each step. There is no bias, and some of the $k$
# classes may be missing in `y`. It must also train where some probabilities round to 0.
# Five digits are enough for weights and losses. Other functions that you need go into the
# same cell; give them names of their own.


# %% nbgrader={"grade_id": "train", "solution": true}
def train(X, y, k, lr, steps):
    """Train a layer of k outputs by full-batch gradient descent from zero.

    Args:
        X: inputs, shape (n, d).
        y: class numbers from 0 to k - 1, integers of shape (n,).
        k: the number of classes.
        lr: learning rate, above 0.
        steps: number of steps.

    Returns:
        W of shape (d, k), and `steps` losses.
    """
    ### BEGIN SOLUTION
    W, losses, rows = np.zeros((X.shape[1], k)), [], np.arange(len(y))
    for _ in range(steps):
        Z = X @ W
        Z = Z - Z.max(axis=1, keepdims=True)
        total = np.exp(Z).sum(axis=1, keepdims=True)
        losses.append(np.mean(np.log(total[:, 0]) - Z[rows, y]))
        W = W - lr * X.T @ (np.exp(Z) / total - np.eye(k)[y]) / len(y)
    return W, np.array(losses)
    ### END SOLUTION


# %% nbgrader={"grade_id": "test-train-start", "points": 1}
# Before the first step the layer knows nothing, so the first loss is log k. Of the five
# classes two are missing here. The first step on paper: all probabilities are 1/5.
X, y = np.array([[1.0, 0.0], [0.0, 1.0], [1.0, 1.0]]), np.array([0, 1, 3])
W, losses = (np.asarray(a, dtype=float) for a in train(X.copy(), y.copy(), 5, 0.1, 6))
assert W.shape == (2, 5), f"W has shape {W.shape}, expected (2, 5)"
assert losses.shape == (6,), f"losses of shape {losses.shape} for 6 steps"
np.testing.assert_allclose(losses[0], 1.6094379, rtol=1e-5, err_msg="the first loss")
assert (np.diff(losses) < 0).all(), (
    "the loss must fall at each step: which way is down?"
)
W = np.asarray(train(X.copy(), y.copy(), 5, 1.5, 1)[0], dtype=float)
want = np.array([[0.3, -0.2, -0.2, 0.3, -0.2], [-0.2, 0.3, -0.2, 0.3, -0.2]])
assert not np.allclose(W, 3 * want), "the first step: a sum where the mean belongs"
np.testing.assert_allclose(W, want, 1e-5, err_msg="W after the first step, from zero")
# One input with both labels: nothing to learn, and 7 steps are 7 steps.
losses = train(np.array([[2.0], [2.0]]), np.array([0, 1]), 2, 0.1, 7)[1]
assert np.shape(losses) == (7,), f"{np.shape(losses)} losses for 7 steps: who stops?"

# %% nbgrader={"grade_id": "test-train-iris", "points": 1}
# Three species of iris. A double softmax cannot get below log(e + 2) - 1 = 0.551.
iris = load_iris()
X = (iris.data - iris.data.mean(axis=0)) / iris.data.std(axis=0)
X = np.column_stack([X, np.ones(len(X))])
W, losses = (np.asarray(a) for a in train(X.copy(), iris.target, 3, 2.0, 80))
double = 0.55 < losses[-1] < 0.85
assert not double, f"loss {losses[-1]:.3f}: how many softmaxes are there?"
assert losses[-1] < 0.15, f"loss {losses[-1]:.3f} after 80 steps, expected below 0.15"
right = np.mean(np.argmax(X @ W, axis=1) == iris.target)
assert right > 0.95, f"{right:.1%} of the flowers right"

# %% nbgrader={"grade_id": "test-train-steps", "points": 1} examiner={"arguments": "returned"}
# Two steps whose results are known, and the arguments afterwards.
X, y = np.array([[0.3, -1.0], [0.7, 0.2], [-0.4, 0.9]]), np.array([2, 0, 2])
given = X.copy(), y.copy()
W, losses = (np.asarray(a, dtype=float) for a in train(*given, 3, 0.9, 2))
assert np.array_equal(given[0], X), "train changed its argument X"
assert np.array_equal(given[1], y), "train changed its argument y"
note = "the losses before the first and the second step"
np.testing.assert_allclose(losses, [1.09861229, 1.05712628], 1e-5, err_msg=note)
want = [[0.29128972, -0.11591601, -0.17537370], [0.09848276, -0.02122807, -0.07725469]]
np.testing.assert_allclose(W, want, 1e-5, err_msg="W after two steps")
# Hidden: one more step, by how much it moves, and the arguments afterwards.
### BEGIN HIDDEN TESTS
rng, h = np.random.default_rng(207), 1e-5


def expected_loss(W, X, y):
    Z = X @ W
    return np.mean(np.log(np.exp(Z).sum(axis=1)) - Z[np.arange(len(y)), y])


for n, d, k, lr, steps in [(6, 2, 3, 0.5, 3), (20, 3, 4, 0.1, 10), (5, 4, 7, 1.0, 1)]:
    X, y = rng.standard_normal((n, d)), rng.integers(0, k - k // 4, n)  # some missing
    given = X.copy(), y.copy()
    before = np.asarray(train(*given, k, lr, steps)[0], dtype=float)
    assert np.array_equal(given[0], X), "train changed its argument X"
    assert np.array_equal(given[1], y), "train changed its argument y"
    after, losses = (np.asarray(a) for a in train(*given, k, lr, steps + 1))
    assert after.shape == before.shape == (d, k), f"W has shape {after.shape}"
    assert losses.shape == (steps + 1,), f"{losses.shape} losses for {steps + 1} steps"
    slope = np.zeros((d, k))
    for i in range(d):
        for c in range(k):
            step = np.zeros((d, k))
            step[i, c] = h
            ends = (
                expected_loss(before + step, X, y),
                expected_loss(before - step, X, y),
            )
            slope[i, c] = (ends[0] - ends[1]) / (2 * h)
    off = np.max(np.abs(after - (before - lr * slope)))
    want = expected_loss(before, X, y)
    right = off < 1e-5 and abs(losses[-1] / want - 1) < 1e-5
    note = f"{n = }, {d = }, {k = }, step {steps + 1}"
    assert right, (
        f"{note} is not -lr times the slope, or its loss is not that before it"
    )
# Nothing left to learn: all is right and certain, or no step leads down.
for X, y, last in [([[-99.0], [99.0]], [0, 1], 0.0), ([[1.0]] * 2, [1, 0], 0.6931472)]:
    losses = np.asarray(train(np.array(X), np.array(y), 2, 1.0, 40)[1])
    assert losses.shape == (40,), f"{losses.shape} losses for 40 steps"
    assert abs(losses[-1] - last) < 1e-5, "the loss where nothing is left to learn"
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "test-train-certain", "points": 1}
# Inputs so large that the layer is certain after one step.
X, y = 300 * np.array([[1.0, 0.0], [0.0, 1.0], [-1.0, -1.0]]), np.array([0, 1, 2])
W, losses = train(X, y, 3, 1.0, 4)
assert np.isfinite(losses).all() and np.isfinite(W).all(), "inf or nan on the way"
assert np.shape(losses) == (4,), f"{np.shape(losses)} losses for 4 steps: who stops?"
assert losses[-1] < 1e-6, f"loss {losses[-1]} where every answer is right and certain"
# One input three times, with the targets 0, 0 and 1: after a step the logits are 90,000
# times (1/3, 0, -1/3), so that one example of three costs 30,000.
X, y = np.array([[300.0], [300.0], [300.0]]), np.array([0, 0, 1])
W, losses = train(X, y, 3, 1.0, 3)
assert np.isfinite(losses).all(), "inf or nan where a certain answer is wrong"
note = "the cost of a certain and wrong answer, after one step"
np.testing.assert_allclose(losses[1], 1e4, rtol=1e-5, err_msg=note)
note = "W after three steps, by way of (100, 0, -100) and (0, 100, -100)"
np.testing.assert_allclose(W, [[200, -100, -100]], 1e-5, 1e-6, err_msg=note)

# %% [markdown] nbgrader={"grade_id": "squared-text", "locked": true}
# ## 7 · Why not the squared error? (3 points, 15 minutes, read by a person)
#
# Somebody trains a network with a sigmoid output on the squared error
# $(\sigma(z) - y)^2$, because "it is a distance, and distances are easy to explain". In
# at most 120 words: what is its gradient in $z$, what goes wrong on an example with
# $y = 1$ and $z = -8$, and why does the cross-entropy not have this problem?

# %% [markdown] nbgrader={"grade_id": "squared", "solution": true, "points": 3}
# *One point for each of the three.*
#
# 1. Gradient: $2(\sigma(z) - y)\,\sigma'(z) = 2(p - y)\,p(1 - p)$ with $p = \sigma(z)$
#    (the factor 2 is not needed for the point, the factor $\sigma'$ is).
# 2. At $z = -8$: the sigmoid is saturated, $p(1 - p) \approx 3 \cdot 10^{-4}$, so the
#    gradient is about $7 \cdot 10^{-4}$ although the error is nearly 1. The network
#    hardly learns from the example on which it is most wrong.
# 3. Cross-entropy: its logarithm undoes the exponential, the factor $\sigma'$ cancels,
#    and the gradient is $p - y$, here nearly $-1$. Also right: it is minus the
#    log-likelihood of a Bernoulli target, and grows like $|z|$ where the squared error
#    stays below 1.
