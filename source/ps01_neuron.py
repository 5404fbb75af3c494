# %% [markdown] nbgrader={"grade_id": "intro", "locked": true}
# # Problem set 1 · The neuron
#
# Six exercises in code and one in words: 25 points, about two hours.
#
# Replace each `raise NotImplementedError()` with your code, and run the cells below it.
# They are tests: silence means that they pass, and a message says what they found. Some
# tests are hidden and run when your work is graded; they ask for nothing that the text
# does not ask for. Each test cell earns its points by itself.
#
# Write functions that take arrays, return arrays and change none of their arguments.
# Use NumPy. Before you hand in, press **Validate**.
#
# [The lecture](../../notebooks/01_neuron.ipynb) | [Contents](../../notebooks/start.md)

# %% nbgrader={"grade_id": "imports", "locked": true}
import numpy as np
from sklearn.datasets import load_digits, load_iris

# %% [markdown] nbgrader={"grade_id": "fires-text", "locked": true}
# ## 1 · A batch through a neuron (3 points, 10 minutes)
#
# A perceptron fires for an input $x \in \mathbb{R}^d$ if its pre-activation
# $z = \langle w, x\rangle + b$ is above 0, and is silent otherwise. Answer for a whole
# batch at once: `X` holds one input in each row. Return one number for each row, 1 where
# the neuron fires and 0 where it does not.
#
# Mind the border: what does the text say of $z = 0$?


# %% nbgrader={"grade_id": "fires", "solution": true}
def fires(X, w, b):
    """Answers of a perceptron to a batch.

    Args:
        X: inputs, shape (n, d).
        w: weights, shape (d,).
        b: bias, a number.

    Returns:
        An array of shape (n,), 1 where z > 0 and 0 elsewhere.
    """
    ### BEGIN SOLUTION
    return np.where(X @ w + b > 0, 1, 0)
    ### END SOLUTION


# %% nbgrader={"grade_id": "test-fires-and", "points": 1}
# The AND neuron of the lecture, on its four inputs.
corners = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
answer = np.asarray(fires(corners, np.array([1.0, 1.0]), -1.5))
assert answer.shape == (4,), f"shape {answer.shape} for 4 inputs, expected (4,)"
assert answer.tolist() == [0, 0, 0, 1], f"AND answers {answer}: which row is off?"

# %% nbgrader={"grade_id": "test-fires-batch", "points": 1} examiner={"arguments": "returned"}
# One input alone, and the arguments afterwards.
X, w = np.array([[2.0, -1.0, 0.5]]), np.array([1.0, 3.0, 4.0])
given = X.copy(), w.copy()
answer = np.asarray(fires(*given, 1.0))
assert answer.shape == (1,), f"shape {answer.shape} for one input, expected (1,)"
assert np.array_equal(given[0], X), "fires changed its argument X"
assert np.array_equal(given[1], w), "fires changed its argument w"
# Hidden: batches of other sizes, one input at a time, and the arguments afterwards.
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(101)
for n, d in [(1, 1), (1, 5), (6, 3), (3, 3), (40, 2)]:
    X, w, b = rng.standard_normal((n, d)), rng.standard_normal(d), rng.standard_normal()
    given = X.copy(), w.copy()
    answer = np.asarray(fires(*given, b))
    assert answer.shape == (n,), f"shape {answer.shape} for {n} inputs of size {d}"
    for i in range(n):
        z = sum(X[i, j] * w[j] for j in range(d)) + b
        assert answer[i] == (1 if z > 0 else 0), f"wrong for an input with z = {z:.2f}"
    assert np.array_equal(given[0], X), "fires changed its argument X"
    assert np.array_equal(given[1], w), "fires changed its argument w"
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "test-fires-border", "points": 1}
# Inputs on the line itself, and on both sides of it as near as can be.
border = np.array([[1.0, 0.0], [3.0, 1.0], [-1.0, -1.0], [0.0, 0.0], [2.0, 0.0]])
answer = np.asarray(fires(border, np.array([1.0, -2.0]), -1.0))
assert answer.shape == (5,), f"shape {answer.shape} for 5 inputs, expected (5,)"
assert answer[3:].tolist() == [0, 1], f"{answer[3:]} where z is -1 and 1"
assert (answer[:3] == 0).all(), "what does the text say of z = 0?"
near = np.array([[1e-3], [1e-9], [1e-20], [-1e-20], [-1e-9], [-1e-3]])
answer = np.asarray(fires(near, np.array([1.0]), 0.0))
assert answer.tolist() == [1, 1, 1, 0, 0, 0], "z is above 0, or below, by very little"

# %% [markdown] nbgrader={"grade_id": "perceptron-text", "locked": true}
# ## 2 · Rosenblatt's rule (4 points, 20 minutes)
#
# The step function has no useful slope, so the perceptron learns from its mistakes.
# Labels are $y \in \{-1, +1\}$ here. Start from $w = 0$, $b = 0$ and go through the
# examples again and again, one at a time. Whenever $y(\langle w, x\rangle + b) \le 0$
# with the $w$ and $b$ of that moment, that is a mistake, and at once
#
# $$w \leftarrow w + y\,x, \qquad b \leftarrow b + y .$$
#
# Stop after a full pass without a mistake, or after `passes` passes, whichever comes
# first. Visit the examples in any order. Return the weights, the bias and the number of
# all mistakes made on the way, an integer.
#
# A. Novikoff proved in 1962 that on separable data this number is at most $(R/\gamma)^2$.
# Here $R$ is the length of the longest $(x, 1)$, and $\gamma$ the smallest
# $y(\langle w, x\rangle + b)$ of any $(w, b)$ that separates the classes and has length 1
# *as a vector of $d + 1$ numbers*. (That is not the distance to the line, which divides
# by the length of $w$ alone.)


# %% nbgrader={"grade_id": "perceptron", "solution": true}
def perceptron(X, y, passes=1000):
    """Learn a separating line by Rosenblatt's rule.

    Args:
        X: inputs, shape (n, d).
        y: labels in {-1, +1}, shape (n,).
        passes: how often to go through the examples at most.

    Returns:
        w of shape (d,), the number b, and the number of mistakes, an int.
    """
    ### BEGIN SOLUTION
    w, b, mistakes = np.zeros(X.shape[1]), 0.0, 0
    for _ in range(passes):
        before = mistakes
        for x, label in zip(X, y, strict=True):
            if label * (w @ x + b) <= 0:
                w, b, mistakes = w + label * x, b + label, mistakes + 1
        if mistakes == before:
            break
    return w, b, mistakes
    ### END SOLUTION


# %% nbgrader={"grade_id": "test-perceptron-and", "points": 1}
# AND, with labels -1 and +1: every corner on its side. Then three samples on paper, which
# have one answer in whatever order they are visited.
corners = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
labels = np.array([-1.0, -1.0, -1.0, 1.0])
w, b, mistakes = perceptron(corners.copy(), labels.copy())
assert np.shape(w) == (2,), f"w has shape {np.shape(w)}, expected (2,)"
scores = corners @ np.asarray(w) + np.asarray(b)
assert (labels * scores > 0).all(), f"pre-activations {scores} for labels {labels}"
for X, y, want, count, why in [
    (
        [[3, -2], [3, -2]],
        [-1, -1],
        [-3, 2, -1],
        1,
        "the same example twice, one mistake",
    ),
    (
        [[0, 0], [0, 0]],
        [1, 1],
        [0, 0, 1],
        1,
        "b = 1 is right for x = 0: nothing to add",
    ),
    ([[0.3, -0.1], [-0.1, 0.2]], [1, -1], [0.4, -0.3, 0], 2, "each is a mistake once"),
]:
    w, b, mistakes = perceptron(np.array(X, dtype=float), np.array(y, dtype=float))
    w, b = np.asarray(w, dtype=float), np.asarray(b, dtype=float)
    assert b.shape == (), f"b has shape {b.shape}, expected a number"
    assert np.allclose([*w, b], want, 1e-5, 1e-6), f"w = {w}, b = {b} for {X}: {why}"
    assert mistakes == count, f"{mistakes} mistakes for {X}: {why}"

# %% nbgrader={"grade_id": "test-perceptron-iris", "points": 1}
# Setosa against the other irises, by their petals: separable, so no error may be left.
iris = load_iris()
X, y = iris.data[:, 2:], np.where(iris.target == 0, -1.0, 1.0)
w, b, mistakes = perceptron(X.copy(), y.copy())
left = int(np.sum(~(y * (X @ np.asarray(w) + np.asarray(b)) > 0)))  # nan is wrong, too
assert left == 0, f"{left} of 150 flowers are on the wrong side"
assert np.shape(mistakes) == (), f"mistakes has shape {np.shape(mistakes)}"
assert np.asarray(mistakes).dtype.kind in "iu", "the number of mistakes is an integer"
assert 1 <= mistakes <= 748, f"{mistakes} mistakes; Novikoff allows 1 to 748"
# No line is right for both of these: each pass makes two mistakes, and the last pass
# that is allowed is the end.
X, y = np.array([[2.0], [2.0]]), np.array([1.0, -1.0])
for passes in (1, 3):
    mistakes = perceptron(X.copy(), y.copy(), passes)[2]
    assert mistakes == 2 * passes, f"{mistakes} mistakes for {passes = }, two in each"

# %% nbgrader={"grade_id": "test-perceptron-bias", "points": 1}
# Hidden: classes that only a line away from 0 can separate.
### BEGIN HIDDEN TESTS
for shift in (-6.0, 3.0, 8.0):
    X = shift + np.array([[-1.5], [-1.0], [-0.7], [0.6], [1.1], [1.4]])
    for y in (np.array([-1.0, -1, -1, 1, 1, 1]), np.array([1.0, 1, 1, -1, -1, -1])):
        w, b, _ = perceptron(X.copy(), y.copy(), passes=5000)
        wrong = int(np.sum(~(y * (X @ np.asarray(w) + np.asarray(b)) > 0)))
        assert wrong == 0, f"{wrong} of 6 wrong, one input, border near {shift:g}"
for x, label in [([1.0, 4.0, -2.0], -1.0), ([0.5, 0.0, 7.0], 1.0)]:
    w, b, mistakes = perceptron(np.array([x]), np.array([label]))
    theta = np.array([*np.asarray(w, dtype=float), float(b)])
    want = label * np.array([*x, 1.0])
    assert np.allclose(theta, want, 1e-5), "one example, one mistake: by how much?"
    assert mistakes == 1, f"{mistakes} mistakes for one example"
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "test-perceptron-count", "points": 1} examiner={"arguments": "returned"}
# Four examples that are hard to tell apart, and the arguments afterwards.
X = np.array([[9.0, 1.0, 0.0], [9.0, 0.0, 1.0], [8.0, 1.0, 1.0], [9.0, 1.0, 1.0]])
y, given = np.array([1.0, -1.0, 1.0, -1.0]), X.copy()
labels = y.copy()
w, b, mistakes = perceptron(given, labels, 3)
assert np.array_equal(given, X), "perceptron changed its argument X"
assert np.array_equal(labels, y), "perceptron changed its argument y"
assert np.shape(w) == (3,), f"w has shape {np.shape(w)}, expected (3,)"
# Three passes are too few here. No example is a sum of the others, so that w and b at the
# end tell how often each was added or taken away.
last = np.array([*np.asarray(w, dtype=float), float(b)])
times = np.linalg.solve((y[:, None] * np.column_stack([X, np.ones(4)])).T, last)
near = f"each example was added {np.round(times, 2)} times in 3 passes"
assert np.allclose(times, np.round(times), 0, 1e-2), f"{near}: by how much is a step?"
assert (times > -0.5).all(), f"{near}: a label is -1 or +1"
assert round(times.sum()) == mistakes, (
    f"{near}, but {mistakes} mistakes: are these the last w and b, and all mistakes?"
)
# Hidden: what the rule promises of its result and of the number of mistakes.
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(102)
for n, d in [(20, 2), (30, 4), (50, 3)]:
    X, direction = rng.standard_normal((n, d)), rng.standard_normal(d)
    direction /= np.linalg.norm(direction)
    y = np.where(X @ direction + 0.2 > 0, 1.0, -1.0)
    X += 0.3 * y[:, None] * direction  # so that the margin is at least 0.3
    gamma = np.min(y * (X @ direction + 0.2)) / np.hypot(1.0, 0.2)
    bound = np.max(np.sum(X**2, axis=1) + 1) / gamma**2
    given = X.copy(), y.copy()
    w, b, mistakes = perceptron(*given)
    w, b = np.asarray(w, dtype=float), np.asarray(b, dtype=float)
    assert np.array_equal(given[0], X), "perceptron changed its argument X"
    assert np.array_equal(given[1], y), "perceptron changed its argument y"
    assert (y * (X @ w + b) > 0).all(), "a mistake is left on separable data"
    assert 1 <= mistakes <= bound, f"{mistakes} mistakes, Novikoff's bound {bound:.0f}"
# d + 1 examples in general position: (w, b) tells how often each was a mistake.
for d in (1, 2, 3, 5):
    X = np.vstack([2 * np.eye(d), -np.ones(d)]) + rng.uniform(-0.3, 0.3, (d + 1, d))
    y = np.resize([1.0, -1.0], d + 1)
    w, b, mistakes = perceptron(X.copy(), y.copy())
    theta = np.array([*np.asarray(w, dtype=float), float(b)])
    signed = y[:, None] * np.column_stack([X, np.ones(d + 1)])
    times = np.linalg.solve(signed.T, theta)
    whole = np.allclose(times, np.round(times), 0, 1e-2) and (times > -0.5).all()
    counted = whole and round(times.sum()) == mistakes
    assert counted, (
        f"(w, b) is not the sum of {mistakes} examples, each times its label"
    )
# Never separable: the same input with both labels, two mistakes a pass.
X, y = np.array([[1.0, -3.0]] * 2), np.array([-1.0, 1.0])
for passes in (1, 2, 5):
    w, b, mistakes = perceptron(X.copy(), y.copy(), passes=passes)
    assert mistakes == 2 * passes, (
        f"{mistakes} mistakes in {passes} passes, two in each"
    )
assert perceptron(X.copy(), y.copy())[2] == 2000, "passes is 1000 if nobody says more"
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade_id": "bce-text", "locked": true}
# ## 3 · A loss that does not break (4 points, 15 minutes)
#
# The binary cross-entropy of a pre-activation $z$ and a target $y \in \{0, 1\}$ is
#
# $$\ell(z, y) = -y \log \sigma(z) - (1 - y)\log(1 - \sigma(z)).$$
#
# Return its mean over a batch. It must be right to nine digits for every $z$ from
# $-1000$ to $1000$, where it is large and where it is tiny: for $z = -40$ and $y = 0$ it
# is $4.248 \cdot 10^{-18}$, not 0.
#
# On paper first: what is $\ell$ without $\sigma$? And which of $e^{z}$ and $e^{-z}$ can
# you afford?


# %% nbgrader={"grade_id": "bce", "solution": true}
def bce(z, y):
    """Mean binary cross-entropy, from pre-activations.

    Args:
        z: pre-activations between -1000 and 1000, shape (n,).
        y: targets in {0, 1}, shape (n,).

    Returns:
        A number, 0 or more.
    """
    ### BEGIN SOLUTION
    away = np.where(y == 1, -z, z)  # how far z is on the wrong side
    return np.mean(np.maximum(away, 0) + np.log1p(np.exp(-np.abs(away))))
    ### END SOLUTION


# %% nbgrader={"grade_id": "test-bce-paper", "points": 1}
# At z = 0 the neuron does not know: log 2, whatever the target. One more by hand.
loss = np.asarray(bce(np.zeros(2), np.array([0.0, 1.0])), dtype=float)
assert loss.shape == (), f"shape {loss.shape} for a batch of 2, expected one number"
np.testing.assert_allclose(loss, np.log(2), rtol=1e-9, err_msg="z = 0")
loss = bce(np.array([np.log(3.0)]), np.array([1.0]))  # σ(log 3) = 3/4
np.testing.assert_allclose(loss, np.log(4 / 3), 1e-9, err_msg="z = log 3")

# %% nbgrader={"grade_id": "test-bce-mean", "points": 1} examiner={"arguments": "returned"}
# A batch of three with both targets, and the arguments afterwards.
z, y = np.array([2.0, -1.0, 0.5]), np.array([1.0, 0.0, 0.0])
given = z.copy(), y.copy()
note = "three losses, 0.1269280110, 0.3132616875 and 0.9740769842: what is their mean?"
np.testing.assert_allclose(bce(*given), 0.47142222757, 1e-9, err_msg=note)
assert np.array_equal(given[0], z), "bce changed its argument z"
assert np.array_equal(given[1], y), "bce changed its argument y"
# Hidden: the formula itself, where it is harmless, on batches of other sizes.
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(103)
for n in (1, 3, 50):
    z, y = rng.uniform(-4, 4, n), rng.integers(0, 2, n).astype(float)
    given, want = (z.copy(), y.copy()), 0.0
    loss = np.asarray(bce(*given), dtype=float)
    for a, target in zip(z, y, strict=True):
        likelihood = 1 / (1 + np.exp(-a if target else a))
        want -= np.log(likelihood) / n
    assert loss.shape == (), f"shape {loss.shape} for a batch of {n}"
    np.testing.assert_allclose(loss, want, 1e-9, err_msg=f"a batch of {n}")
    assert np.array_equal(given[0], z), "bce changed its argument z"
    assert np.array_equal(given[1], y), "bce changed its argument y"
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "test-bce-large", "points": 1}
# A wrong answer, and very sure of it: the loss is |z|, to all digits.
for z, y in [(40.0, 0.0), (-40.0, 1.0), (1000.0, 0.0), (-1000.0, 1.0)]:
    loss = np.asarray(bce(np.array([z]), np.array([y])), dtype=float)
    assert loss.shape == (), f"shape {loss.shape} for a batch of 1, expected one number"
    note = f"z = {z:g}, y = {y:g}"
    np.testing.assert_allclose(loss, abs(z), rtol=1e-9, err_msg=note)
# Less sure, nine digits are more than |z|.
loss, note = bce(np.array([16.0]), np.zeros(1)), "z = 16, y = 0: nine digits"
np.testing.assert_allclose(loss, 16.000000112535, rtol=1e-9, err_msg=note)
# A sure one, a doubtful one and a tiny one in one batch.
loss = bce(np.array([1000.0, 0.0, -40.0]), np.zeros(3))
np.testing.assert_allclose(loss, (1000 + np.log(2)) / 3, 1e-9, err_msg="a mixed batch")

# %% nbgrader={"grade_id": "test-bce-tiny", "points": 1}
# A right answer, and ever surer of it: small is not zero.
for z, y, want in [
    (-18.0, 0.0, 1.5229979e-8),
    (20.0, 1.0, 2.0611536e-9),
    (-25.0, 0.0, 1.3887944e-11),
    (-40.0, 0.0, 4.2483543e-18),
    (-700.0, 0.0, 9.8596765e-305),
]:
    loss = float(np.asarray(bce(np.array([z]), np.array([y])), dtype=float))
    assert abs(loss / want - 1) < 1e-7, (
        f"{z = :g}, {y = :g}: {loss:.8g}, not {want:.8g}"
    )
# Hidden: the same for other z, and all z in between.
### BEGIN HIDDEN TESTS
import math

for a in (20.0, 36.0, 40.0, 100.0, 700.0, 1000.0):
    for z, y in [(-a, 0.0), (a, 1.0)]:
        loss = np.asarray(bce(np.array([z]), np.array([y])), dtype=float)
        # The next term of the series is smaller by exp(-a) / 2: 1e-9 for a = 20.
        assert loss.shape == (), f"shape {loss.shape} for a batch of 1"
        note = f"z = {z:g}, y = {y:g}: small is not zero"
        np.testing.assert_allclose(loss, np.exp(-a), 3e-9, 1e-306, err_msg=note)
edges = [
    -30,
    -25,
    -18,
    -15,
    -12,
    -9,
    -6,
    -1e-9,
    1e-9,
    6,
    9,
    12,
    15,
    16,
    17,
    18,
    25,
    600,
]
for away in edges:
    want = max(away, 0) + math.log1p(math.exp(-abs(away)))
    for z, y in [(away, 0.0), (-away, 1.0)]:
        loss = bce(np.array([float(z)]), np.array([y]))
        note = f"z = {z:g}, y = {y:g}: nine digits?"
        np.testing.assert_allclose(loss, want, 1e-9, err_msg=note)
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade_id": "gradient-text", "locked": true}
# ## 4 · Its gradient (4 points, 20 minutes)
#
# Now $z_i = \langle w, x_i\rangle + b$ for the rows $x_i$ of `X`, again from $-1000$ to
# $1000$, and the loss is the mean of $\ell(z_i, y_i)$. Return its gradient with respect
# to $w$ and to $b$: the direction in which the loss *grows*. Five digits are enough.


# %% nbgrader={"grade_id": "gradient", "solution": true}
def gradient(w, b, X, y):
    """Gradient of the mean binary cross-entropy of a logistic neuron.

    Args:
        w: weights, shape (d,).
        b: bias, a number.
        X: inputs, shape (n, d).
        y: targets in {0, 1}, shape (n,).

    Returns:
        dw of shape (d,), and the number db.
    """
    ### BEGIN SOLUTION
    error = 1 / (1 + np.exp(-(X @ w + b))) - y
    return X.T @ error / len(y), np.mean(error)
    ### END SOLUTION


# %% nbgrader={"grade_id": "test-gradient-shapes", "points": 1}
# Four inputs of size three: as many slopes as there are weights, and one for the bias.
dw, db = gradient(np.zeros(3), 0.0, np.ones((4, 3)), np.array([1.0, 0.0, 1.0, 1.0]))
assert np.shape(dw) == (3,), f"dw has shape {np.shape(dw)}, expected (3,)"
assert np.shape(db) == (), f"db has shape {np.shape(db)}, expected a number"
assert np.isfinite(dw).all() and np.isfinite(db), "not a finite number"

# %% nbgrader={"grade_id": "test-gradient-paper", "points": 1}
# Three examples on paper. With w = 0 and b = log 3 all outputs are 3/4: what are the
# three errors?
X, y = np.array([[2.0, 1.0], [6.0, 0.0], [1.0, 4.0]]), np.array([1.0, 0.0, 0.0])
dw, db = gradient(np.zeros(2), np.log(3.0), X, y)
for name, got, want in [("dw", dw, [4.75 / 3, 2.75 / 3]), ("db", db, 1.25 / 3)]:
    got, want = np.asarray(got, dtype=float), np.array(want)
    assert not np.allclose(got, -want), (
        f"{name}: in which direction does the loss grow?"
    )
    assert not np.allclose(got, 3 * want), f"{name}: a sum where the mean belongs"
    note = f"{name}: errors times inputs for w, the errors for b; is b in z?"
    np.testing.assert_allclose(got, want, rtol=1e-5, err_msg=note)
# With w = (2, -1) and b = -3, two certain answers are wrong and one is open: z is 797,
# -803 and 0, and the errors are 1, -1 and -1/2.
X, y = np.array([[400.0, 0.0], [0.0, 800.0], [1.5, 0.0]]), np.array([0.0, 1.0, 1.0])
with np.errstate(over="ignore"):  # the sigmoid is 0 there, and may say how
    dw, db = gradient(np.array([2.0, -1.0]), -3.0, X, y)
for name, got, want in [("dw", dw, [399.25 / 3, -800 / 3]), ("db", db, -0.5 / 3)]:
    note = f"{name} where z is 797, -803 and 0, and the targets are 0, 1 and 1"
    np.testing.assert_allclose(np.asarray(got, float), want, 1e-5, err_msg=note)

# %% nbgrader={"grade_id": "test-gradient-differences", "points": 2} examiner={"arguments": "returned"}
# The arguments afterwards.
w, X, y = np.array([1.0, -2.0]), np.array([[2.0, 1.0]] * 3), np.array([1.0, 0.0, 1.0])
given = [a.copy() for a in (w, X, y)]
gradient(given[0], 0.5, given[1], given[2])
for a, old, name in zip(given, (w, X, y), ("w", "X", "y"), strict=True):
    assert np.array_equal(a, old), f"gradient changed its argument {name}"
# Hidden: every slope against a difference of losses, at sizes you have not seen.
### BEGIN HIDDEN TESTS
rng, h = np.random.default_rng(104), 1e-5
for n, d in [(1, 1), (5, 2), (3, 6), (30, 4)]:
    X, w, b = rng.standard_normal((n, d)), rng.standard_normal(d), rng.standard_normal()
    y = rng.integers(0, 2, n).astype(float)
    given = [a.copy() for a in (w, X, y)]
    dw, db = gradient(given[0], b, given[1], given[2])
    assert np.shape(dw) == (d,), f"dw has shape {np.shape(dw)}, expected {(d,)}"
    for a, old, name in zip(given, (w, X, y), ("w", "X", "y"), strict=True):
        assert np.array_equal(a, old), f"gradient changed its argument {name}"
    for j, unit in enumerate(np.eye(d + 1)):
        ends = []
        for sign in (1, -1):
            z = X @ (w + sign * h * unit[:d]) + b + sign * h * unit[d]
            ends.append(np.mean(np.logaddexp(0, z) - y * z))
        slope = (ends[0] - ends[1]) / (2 * h)
        got, name = (dw[j], f"dw[{j}]") if j < d else (db, "db")
        assert abs(got - slope) < 1e-5, f"{name} at {n = }, {d = } is not the slope"
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade_id": "train-text", "locked": true}
# ## 5 · Mend a training loop (4 points, 25 minutes)
#
# This loop should train a logistic neuron by gradient descent. Its slips are modelled on
# a published one, and there are four. Find them before you run anything.
#
# ```python
# def train(X, y, lr, steps):
#     step, theta = np.zeros(X.shape[1]), 0
#     losses = []
#     while step < steps:
#         p = 1 / (1 + np.exp(-X @ theta))
#         losses.append(np.mean(-y * np.log(p) - (1 - y) * np.log(1 - p)))
#         theta = theta - lr * X.T @ (y - p) / len(y)
#         step += 1
#     return theta, losses
# ```
#
# Write the loop it should have been. Give each input a last entry of 1, so that the last
# entry of `theta` is the bias. Start from zero, make exactly `steps` steps with the mean
# gradient, also where nothing is left to learn, and record the loss *before* each step.
# It must also train well beyond the point where `p` rounds to 0 or 1, and say there what
# a certain answer costs if it is wrong. Five digits are enough for weights and losses.


# %% nbgrader={"grade_id": "train", "solution": true}
def train(X, y, lr, steps):
    """Train a logistic neuron by full-batch gradient descent from zero.

    Args:
        X: inputs, shape (n, d), without the column of ones.
        y: targets in {0, 1}, shape (n,).
        lr: learning rate, above 0.
        steps: number of steps.

    Returns:
        theta of shape (d + 1,), the bias last, and `steps` losses.
    """
    ### BEGIN SOLUTION
    X1 = np.column_stack([X, np.ones(len(X))])
    theta, losses = np.zeros(X1.shape[1]), []
    for _ in range(steps):
        z = X1 @ theta
        losses.append(np.mean(np.logaddexp(0, z) - y * z))
        p = np.exp(-np.logaddexp(0, -z))  # σ(z), without overflow
        theta = theta - lr * X1.T @ (p - y) / len(y)
    return theta, np.array(losses)
    ### END SOLUTION


# %% nbgrader={"grade_id": "test-train-start", "points": 1}
# Before the first step the neuron knows nothing, so the first loss is log 2. The first
# step on paper: all outputs are 1/2.
X, y = np.array([[1.0, 0.0], [2.0, 1.0], [4.0, 1.0]]), np.array([0.0, 1.0, 1.0])
theta, losses = (np.asarray(a, dtype=float) for a in train(X.copy(), y.copy(), 0.1, 5))
assert theta.shape == (3,), f"theta has shape {theta.shape}, expected (3,)"
assert losses.shape == (5,), f"losses of shape {losses.shape} for 5 steps"
np.testing.assert_allclose(losses[0], np.log(2), rtol=1e-5, err_msg="the first loss")
theta, want = (
    np.asarray(train(X.copy(), y.copy(), 0.6, 1)[0], dtype=float),
    np.array([0.5, 0.2, 0.1]),
)
assert not np.allclose(theta, -want), "the first step goes up: which way is down?"
assert not np.allclose(theta, 3 * want), "the first step: a sum where the mean belongs"
assert not np.allclose(theta, want[[2, 0, 1]]), "where does the text want the bias?"
np.testing.assert_allclose(theta, want, 1e-5, err_msg="theta after the first step")
# The second step, where the outputs are σ(0.6), σ(1.3) and σ(2.3).
theta, losses = train(X.copy(), y.copy(), 0.6, 2)
note = "the loss before the second step: all three, after the first"
np.testing.assert_allclose(losses[1], 0.4580140, 1e-5, err_msg=note)
note = "theta after two steps, though the first is right"
np.testing.assert_allclose(theta, [0.5294331, 0.2610576, 0.0319263], 1e-5, err_msg=note)
# One input with both labels: nothing to learn, and 7 steps are 7 steps.
theta, losses = train(np.array([[2.0], [2.0]]), np.array([0.0, 1.0]), 0.1, 7)
assert np.shape(losses) == (7,), f"{np.shape(losses)} losses for 7 steps: who stops?"

# %% nbgrader={"grade_id": "test-train-iris", "points": 1}
# Setosa against the others, by petals: the loss falls at each step, and no error is left.
iris = load_iris()
X, y = iris.data[:, 2:], (iris.target > 0) * 1.0
theta, losses = (np.asarray(a) for a in train(X.copy(), y.copy(), 0.1, 2000))
rises = np.flatnonzero(~(np.diff(losses) < 0))
assert rises.size == 0, (
    f"the loss rises at step {rises[0]}: is it -lr times the mean slope?"
)
right = np.mean((X @ theta[:2] + theta[2] > 0) == y)
assert right == 1.0, f"{right:.1%} of the flowers right"

# %% nbgrader={"grade_id": "test-train-steps", "points": 1} examiner={"arguments": "returned"}
# The arguments afterwards.
X, y = np.array([[2.0, -1.0], [4.0, 3.0], [6.0, 1.0]]), np.array([1.0, 0.0, 1.0])
given = X.copy(), y.copy()
train(*given, 0.1, 3)
assert np.array_equal(given[0], X), "train changed its argument X"
assert np.array_equal(given[1], y), "train changed its argument y"
# Hidden: one more step, and by how much it moves.
### BEGIN HIDDEN TESTS
rng, h = np.random.default_rng(105), 1e-5


def mean_loss(theta, X, y):
    z = X @ theta[:-1] + theta[-1]
    return np.mean(np.logaddexp(0, z) - y * z)


for n, d, lr, steps in [(8, 1, 0.5, 3), (20, 3, 0.1, 10), (5, 5, 1.0, 1)]:
    X, y = rng.standard_normal((n, d)), rng.integers(0, 2, n).astype(float)
    given = X.copy(), y.copy()
    before = np.asarray(train(*given, lr, steps)[0], dtype=float)
    after, losses = (np.asarray(a) for a in train(*given, lr, steps + 1))
    assert np.array_equal(given[0], X), "train changed its argument X"
    assert np.array_equal(given[1], y), "train changed its argument y"
    slope = np.zeros(d + 1)
    for j, unit in enumerate(np.eye(d + 1)):
        ends = [mean_loss(before + move * unit, X, y) for move in (h, -h)]
        slope[j] = (ends[0] - ends[1]) / (2 * h)
    assert after.shape == (d + 1,), f"theta has shape {after.shape}"
    assert losses.shape == (steps + 1,), f"{losses.shape} losses for {steps + 1} steps"
    off = np.max(np.abs(after - (before - lr * slope)))
    assert off < 1e-5, f"a step that is not -lr times the slope, {n = }, {d = }"
    note = "the last loss is not that before the last step"
    np.testing.assert_allclose(losses[-1], mean_loss(before, X, y), 1e-5, err_msg=note)
# Nothing left to learn: all is right and certain, or no step leads down.
for X, y, last in [
    ([[-99.0], [99.0]], [0.0, 1.0], 0.0),
    ([[1.0]] * 2, [1.0, 0.0], 0.693147),
]:
    losses = np.asarray(train(np.array(X), np.array(y), 1.0, 40)[1])
    assert losses.shape == (40,), f"{losses.shape} losses for 40 steps"
    assert abs(losses[-1] - last) < 1e-5, "the loss where nothing is left to learn"
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "test-train-certain", "points": 1}
# Inputs so large that the neuron is certain after one step: right, then half wrong.
X = np.array([[-300.0], [-200.0], [200.0], [300.0]])
theta, losses = train(X.copy(), np.array([0.0, 0.0, 1.0, 1.0]), 1.0, 4)
assert np.shape(theta) == (2,), f"theta has shape {np.shape(theta)}, expected (2,)"
assert np.isfinite(losses).all() and np.isfinite(theta).all(), "inf or nan on the way"
assert np.shape(losses) == (4,), f"{np.shape(losses)} losses for 4 steps: who stops?"
note = "errors of 1/2 at ±300 and ±200, then none"
np.testing.assert_allclose(theta, [125, 0], 1e-5, 1e-6, err_msg=note)
assert abs(losses[-1]) < 1e-6, f"loss {losses[-1]} where all is right and certain"
# No line is right for these labels. After a step z is ±7500 and ±5000, then ±22500 and
# ±15000. What does a certain and wrong answer cost?
losses = train(X.copy(), np.array([1.0, 0.0, 1.0, 0.0]), 1.0, 3)[1]
note = "the loss where certain answers are wrong"
np.testing.assert_allclose(losses, [0.693147, 2500, 11250], 1e-5, err_msg=note)

# %% [markdown] nbgrader={"grade_id": "labels-text", "locked": true}
# ## 6 · Learn any labels by heart (3 points, 10 minutes)
#
# The rows of `X`, of shape (n, d) with $n \le d$, are linearly independent. Somebody
# gives each a label $-1$ or $+1$, by whatever rule or none. Return weights `w` such that
# the sign of $\langle w, x_i\rangle$ is the label of every row, with no bias.


# %% nbgrader={"grade_id": "fit-labels", "solution": true}
def fit_labels(X, y):
    """Weights that reproduce any labels of at most d independent inputs.

    Args:
        X: inputs, shape (n, d), n <= d, rows linearly independent.
        y: labels in {-1, +1}, shape (n,).

    Returns:
        w of shape (d,) with sign(X @ w) equal to y.
    """
    ### BEGIN SOLUTION
    return np.linalg.lstsq(X, y, rcond=None)[0]
    ### END SOLUTION


# %% nbgrader={"grade_id": "test-labels-digits", "points": 1}
# 27 images of digits, with labels by coin flip.
X = load_digits().data[:27] / 16
y = np.random.default_rng(27).choice([-1.0, 1.0], 27)
w = np.asarray(fit_labels(X.copy(), y.copy()))
assert w.shape == (64,), f"w has shape {w.shape}, expected one weight a pixel: (64,)"
wrong = int(np.sum(np.sign(X @ w) != y))
assert wrong == 0, f"{wrong} of 27 labels are not reproduced"

# %% nbgrader={"grade_id": "test-labels-wide", "points": 1} examiner={"arguments": "returned"}
# Four inputs that are nearly alike, in two units of length, and the arguments afterwards.
alike = np.array([[5.0, 0, 0, 1], [5, 1, 0, 0], [5, 0, 0, 0], [9, 0, 0.1, 0]])
y = np.array([1.0, -1.0, -1.0, 1.0])
for X, what in [(alike, "nearly alike"), (alike / 1000, "nearly alike, and faint")]:
    signs = np.sign(X @ np.asarray(fit_labels(X.copy(), y.copy())))
    assert np.array_equal(signs, y), f"four inputs, {what}: signs {signs}, labels {y}"
X, y = np.array([[3.0, 0.0, 4.0], [0.0, 2.0, 1.0]]), np.array([1.0, -1.0])
given = X.copy(), y.copy()
fit_labels(*given)
assert np.array_equal(given[0], X), "fit_labels changed its argument X"
assert np.array_equal(given[1], y), "fit_labels changed its argument y"
# Hidden: far more inputs than examples, twenty labellings.
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(106)
X = rng.standard_normal((27, 784)) + 1.0
X *= np.geomspace(0.01, 1.0, 27)[:, None]  # some images are fainter than others
for _ in range(20):
    y = rng.choice([-1.0, 1.0], 27)
    given = X.copy(), y.copy()
    w = np.asarray(fit_labels(*given))
    assert w.shape == (784,), f"w has shape {w.shape}, expected (784,)"
    assert (np.sign(X @ w) == y).all(), "a labelling of 27 inputs in 784 dimensions"
    assert np.array_equal(given[0], X), "fit_labels changed its argument X"
    assert np.array_equal(given[1], y), "fit_labels changed its argument y"
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "test-labels-square", "points": 1}
# Hidden: as many examples as inputs, all 2^n labellings.
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(107)
for n in (1, 2, 5):
    X = rng.standard_normal((n, n)) + 2 * np.eye(n) + 0.5
    for k in range(2**n):
        y = np.array([1.0 if k >> i & 1 else -1.0 for i in range(n)])
        w = np.asarray(fit_labels(X.copy(), y.copy()))
        assert w.shape == (n,), f"w has shape {w.shape}, expected {(n,)}"
        assert (np.sign(X @ w) == y).all(), (
            f"one of the {2**n} labellings of {n} inputs"
        )
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade_id": "accuracy-text", "locked": true}
# ## 7 · What does it prove? (3 points, 15 minutes, read by a person)
#
# A report says: "Our neuron classifies $28 \times 28$ images with accuracy 1.0." It was
# trained on 27 images. In at most 120 words: why does this number prove nothing so far,
# which experiment with the same 27 images shows that, and what should be measured
# instead?

# %% [markdown] nbgrader={"grade_id": "accuracy", "solution": true, "points": 3}
# *One point for each of the three.*
#
# 1. Why: 27 linearly independent images in 784 dimensions can be given any labels by
#    some $w$, because $Xw = t$ is solvable for every $t$. The accuracy was measured on
#    the training images, so it would be 1.0 whether or not there is anything to learn.
# 2. Experiment: train again with labels from coin flips (or shuffled). It reaches 1.0 as
#    well.
# 3. Instead: accuracy on images that were not used in training or in any choice, with
#    their number or an interval, compared with a baseline such as the larger class.
