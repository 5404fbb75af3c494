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
# Hidden: inputs on the line itself.
### BEGIN HIDDEN TESTS
border = np.array([[1.0, 0.0], [3.0, 1.0], [-1.0, -1.0], [0.0, 0.0], [2.0, 0.0]])
answer = np.asarray(fires(border, np.array([1.0, -2.0]), -1.0))
assert answer.shape == (5,), f"shape {answer.shape} for 5 inputs, expected (5,)"
assert answer[3:].tolist() == [0, 1], "wrong where z is -1 and 1"
assert (answer[:3] == 0).all(), "what does the text say of z = 0?"
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade_id": "perceptron-text", "locked": true}
# ## 2 · Rosenblatt's rule (4 points, 20 minutes)
#
# The step function has no useful slope, so the perceptron learns from its mistakes.
# Labels are $y \in \{-1, +1\}$ here. Start from $w = 0$, $b = 0$ and go through the
# examples again and again. Whenever $y(\langle w, x\rangle + b) \le 0$, that is a
# mistake:
#
# $$w \leftarrow w + y\,x, \qquad b \leftarrow b + y .$$
#
# Stop after a full pass without a mistake, or after `passes` passes. Visit the examples
# in any order. Return the weights, the bias and the number of mistakes made on the way.
#
# A. Novikoff proved in 1962 that on separable data this number is at most $(R/\gamma)^2$,
# where $R$ is the longest $(x, 1)$ and $\gamma$ the margin of any separating line.


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
# AND, with labels -1 and +1: every corner on its side.
corners = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
labels = np.array([-1.0, -1.0, -1.0, 1.0])
w, b, mistakes = perceptron(corners.copy(), labels.copy())
scores = corners @ np.asarray(w) + b
assert scores.shape == (4,), f"w has shape {np.shape(w)}, expected (2,)"
assert (labels * scores > 0).all(), f"pre-activations {scores} for labels {labels}"

# %% nbgrader={"grade_id": "test-perceptron-iris", "points": 1}
# Setosa against the other irises, by their petals: separable, so no error may be left.
iris = load_iris()
X, y = iris.data[:, 2:], np.where(iris.target == 0, -1.0, 1.0)
w, b, mistakes = perceptron(X.copy(), y.copy())
left = int(np.sum(~(y * (X @ np.asarray(w) + b) > 0)))  # nan is wrong, too
assert left == 0, f"{left} of 150 flowers are on the wrong side"
assert 1 <= mistakes <= 748, f"{mistakes} mistakes; Novikoff allows 1 to 748"

# %% nbgrader={"grade_id": "test-perceptron-bias", "points": 1}
# Hidden: classes that only a line away from 0 can separate.
### BEGIN HIDDEN TESTS
for shift in (-6.0, 3.0, 8.0):
    X = shift + np.array([[-1.5], [-1.0], [-0.7], [0.6], [1.1], [1.4]])
    for y in (np.array([-1.0, -1, -1, 1, 1, 1]), np.array([1.0, 1, 1, -1, -1, -1])):
        w, b, _ = perceptron(X.copy(), y.copy(), passes=5000)
        wrong = int(np.sum(~(y * (X @ np.asarray(w) + b) > 0)))
        assert wrong == 0, f"{wrong} of 6 wrong, one input, border near {shift:g}"
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "test-perceptron-count", "points": 1} examiner={"arguments": "returned"}
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
    w = np.asarray(w, dtype=float)
    assert np.array_equal(given[0], X), "perceptron changed its argument X"
    assert np.array_equal(given[1], y), "perceptron changed its argument y"
    assert (y * (X @ w + b) > 0).all(), "a mistake is left on separable data"
    assert 1 <= mistakes <= bound, f"{mistakes} mistakes, Novikoff's bound {bound:.0f}"
    # b is a sum of as many +1 and -1 as there were mistakes.
    assert abs(b) <= mistakes, f"b = {b} after {mistakes} mistakes: is each counted?"
    assert (b - mistakes) % 2 == 0, f"b = {b} after {mistakes} mistakes: each is ±1"
    longest = np.max(np.sum(X**2, axis=1) + 1)
    assert w @ w + b * b <= mistakes * longest + 1e-9, "(w, b) too long for the count"
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
loss = bce(np.zeros(2), np.array([0.0, 1.0]))
np.testing.assert_allclose(loss, np.log(2), rtol=1e-9, strict=True, err_msg="z = 0")
loss = bce(np.array([np.log(3.0)]), np.array([1.0]))  # σ(log 3) = 3/4
np.testing.assert_allclose(loss, np.log(4 / 3), 1e-9, strict=True, err_msg="z = log 3")

# %% nbgrader={"grade_id": "test-bce-mean", "points": 1} examiner={"arguments": "returned"}
# Hidden: the formula itself, where it is harmless, on batches of other sizes.
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(103)
for n in (1, 3, 50):
    z, y = rng.uniform(-4, 4, n), rng.integers(0, 2, n).astype(float)
    given = z.copy(), y.copy()
    loss, want = bce(*given), 0.0
    for a, target in zip(z, y, strict=True):
        likelihood = 1 / (1 + np.exp(-a if target else a))
        want -= np.log(likelihood) / n
    np.testing.assert_allclose(loss, want, 1e-9, strict=True, err_msg=f"a batch of {n}")
    assert np.array_equal(given[0], z), "bce changed its argument z"
    assert np.array_equal(given[1], y), "bce changed its argument y"
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "test-bce-large", "points": 1}
# A wrong answer, and very sure of it: the loss is |z|, to all digits.
for z, y in [(40.0, 0.0), (-40.0, 1.0), (1000.0, 0.0), (-1000.0, 1.0)]:
    loss = bce(np.array([z]), np.array([y]))
    note = f"z = {z:g}, y = {y:g}"
    np.testing.assert_allclose(loss, abs(z), rtol=1e-9, strict=True, err_msg=note)

# %% nbgrader={"grade_id": "test-bce-tiny", "points": 1}
# Hidden: a right answer, and very sure of it.
### BEGIN HIDDEN TESTS
for a in (20.0, 36.0, 40.0, 100.0):
    for z, y in [(-a, 0.0), (a, 1.0)]:
        loss = bce(np.array([z]), np.array([y]))
        # The next term of the series is smaller by exp(-a) / 2: 1e-9 for a = 20.
        note = f"z = {z:g}, y = {y:g}: small is not zero"
        np.testing.assert_allclose(loss, np.exp(-a), 3e-9, strict=True, err_msg=note)
for z, y in [(-1000.0, 0.0), (1000.0, 1.0)]:
    loss = bce(np.array([z]), np.array([y]))
    assert 0 <= loss < 1e-300, f"loss {loss} at z = {z:g}, y = {y:g}"
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade_id": "gradient-text", "locked": true}
# ## 4 · Its gradient (4 points, 20 minutes)
#
# Now $z_i = \langle w, x_i\rangle + b$ for the rows $x_i$ of `X`, and the loss is the
# mean of $\ell(z_i, y_i)$. Return its gradient in $w$ and in $b$: the direction in which
# the loss *grows*.


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
# Two examples on paper. At w = 0, b = 0 both outputs are 1/2: what are the two errors?
dw, db = gradient(np.zeros(1), 0.0, np.array([[2.0], [6.0]]), np.array([1.0, 0.0]))
np.testing.assert_allclose(dw, [1.0], rtol=1e-9, err_msg="dw: errors times inputs")
np.testing.assert_allclose(db, 0.0, atol=1e-12, err_msg="db: the errors themselves")

# %% nbgrader={"grade_id": "test-gradient-differences", "points": 2} examiner={"arguments": "returned"}
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
        assert abs(got - slope) < 1e-6, f"{name} at {n = }, {d = } is not the slope"
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
# gradient, and record the loss *before* each step. It must also train well beyond the
# point where `p` rounds to 0 or 1.


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
# Before the first step the neuron knows nothing, so the first loss is log 2.
X, y = np.array([[1.0, 0.0], [2.0, 1.0], [4.0, 1.0]]), np.array([0.0, 1.0, 1.0])
theta, losses = train(X, y, 0.1, 5)
assert np.shape(theta) == (3,), f"theta has shape {np.shape(theta)}, expected (3,)"
assert np.shape(losses) == (5,), f"{np.shape(losses)} losses for 5 steps"
np.testing.assert_allclose(losses[0], np.log(2), rtol=1e-9, err_msg="the first loss")

# %% nbgrader={"grade_id": "test-train-iris", "points": 1}
# Setosa against the others, by petals: the loss falls at each step, and no error is left.
iris = load_iris()
X, y = iris.data[:, 2:], (iris.target > 0) * 1.0
theta, losses = train(X.copy(), y.copy(), 0.1, 2000)
assert (np.diff(losses) < 0).all(), (
    "the loss must fall at each step: which way is down?"
)
right = np.mean((X @ theta[:2] + theta[2] > 0) == y)
assert right == 1.0, f"{right:.1%} of the flowers right"

# %% nbgrader={"grade_id": "test-train-steps", "points": 1} examiner={"arguments": "returned"}
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
    after, losses = train(*given, lr, steps + 1)
    assert np.array_equal(given[0], X), "train changed its argument X"
    assert np.array_equal(given[1], y), "train changed its argument y"
    slope = np.zeros(d + 1)
    for j, unit in enumerate(np.eye(d + 1)):
        ends = [mean_loss(before + move * unit, X, y) for move in (h, -h)]
        slope[j] = (ends[0] - ends[1]) / (2 * h)
    assert np.shape(after) == (d + 1,), f"theta has shape {np.shape(after)}"
    off = np.max(np.abs(after - (before - lr * slope)))
    assert off < 1e-6, f"a step that is not -lr times the slope, {n = }, {d = }"
    note = "the last loss is not that before the last step"
    np.testing.assert_allclose(losses[-1], mean_loss(before, X, y), 1e-9, err_msg=note)
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "test-train-certain", "points": 1}
# Hidden: inputs so large that the neuron is certain after one step.
### BEGIN HIDDEN TESTS
X, y = np.array([[-300.0], [-200.0], [200.0], [300.0]]), np.array([0.0, 0.0, 1.0, 1.0])
theta, losses = train(X, y, 1.0, 4)
assert np.shape(theta) == (2,), f"theta has shape {np.shape(theta)}, expected (2,)"
assert np.isfinite(losses).all() and np.isfinite(theta).all(), "inf or nan on the way"
assert np.abs(theta).max() > 100, "one step with such inputs is a long one"
assert abs(losses[-1]) < 1e-9, "the last loss, where all is right and certain"
theta, losses = train(X, 1 - y[[0, 3, 2, 1]], 1.0, 2)  # no line is right for all four
assert np.isfinite(losses).all(), "inf or nan where a certain answer is wrong"
### END HIDDEN TESTS

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
