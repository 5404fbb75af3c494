# %% [markdown] nbgrader={"grade_id": "intro", "locked": true}
# # Problem set 6 · Optimizers
#
# Seven exercises in code and one in words: 25 points, about two and a half hours.
#
# Replace each `raise NotImplementedError()` with your code, and run the cells below it.
# They are tests: silence means that they pass, and a message says what they found. Some
# tests are hidden and run when your work is graded; they ask for nothing that the text
# does not ask for. Each test cell earns its points by itself.
#
# Write functions that take arrays, return arrays and change none of their arguments.
# Use NumPy. Steps and walks must be right to nine digits: compute in float64 or finer.
# Before you hand in, press **Validate**.
#
# [The lecture](../../notebooks/06_optimizers.ipynb) | [Contents](../../notebooks/start.md)
#
# **Steps.** Exercises 1, 3, 4 and 5 ask for one step of an optimizer. It is given the
# parameters `theta`, an array of any shape, the gradient `grad` there, of the same shape,
# and `state`, a dict with all that it wants to remember. The first state is `{}`. It
# returns the new `theta` and a new state, which it is given at the next step. What you
# keep in a state, numbers or arrays, and under which names, is up to you; the state you
# were given is an argument, too, and stays as it was. Rates and factors are the same in
# all steps of one walk.

# %% nbgrader={"grade_id": "imports", "locked": true}
import numpy as np

# %% [markdown] nbgrader={"grade_id": "momentum-text", "locked": true}
# ## 1 · A step with momentum (3 points, 15 minutes)
#
# $$v \leftarrow \mu v + g, \qquad \theta \leftarrow \theta - \eta v,$$
#
# with the learning rate $\eta$ = `lr`, $\mu$ = `mu` in $[0, 1)$ and $v = 0$ before the first
# step. Any spelling that walks the same way is welcome. On a constant slope, how long
# are the steps in the end?


# %% nbgrader={"grade_id": "momentum-step", "solution": true}
def momentum_step(theta, grad, state, lr, mu):
    """One step of descent with momentum.

    Args:
        theta: parameters, an array of any shape.
        grad: the gradient there, of the same shape.
        state: {} at the first step, and then what the last step returned.
        lr: learning rate.
        mu: share of the velocity that is kept, in [0, 1).

    Returns:
        The new parameters, and the new state, a dict.
    """
    ### BEGIN SOLUTION
    v = mu * state.get("v", 0) + grad
    return theta - lr * v, {"v": v}
    ### END SOLUTION


# %% nbgrader={"grade_id": "test-momentum-paper", "points": 1}
# Gradients 1, 1, 1 in one coordinate and 4, 0, 0 in the other; lr 0.1, mu 3/4, from 0. On
# paper the velocities are 1, 1.75, 2.3125 and 4, 3, 2.25.
theta, state, reached = np.zeros(2), {}, []
for slope in [4.0, 0.0, 0.0]:
    given = theta.copy(), np.array([1.0, slope]), state
    theta, state = momentum_step(*given, 0.1, 0.75)
    theta = np.array(theta, dtype=float)
    assert theta.shape == (2,), f"theta has shape {theta.shape}, expected (2,)"
    reached.append(theta)
for step, wrong, slip in [
    (0, [0.1, 0.4], "which way is down?"),
    (0, [-0.025, -0.1], "is g added to the velocity as it is?"),
    (0, [-0.075, -0.3], "is g added to the velocity as it is?"),
    (0, [-0.175, -0.7], "one velocity, and not two: Nesterov has another exercise"),
    (0, [0.0, 0.0], "nothing moves: is it the new velocity that moves theta?"),
    (0, [-0.01, -0.04], "how often is it multiplied by lr?"),
    (1, [-0.2, -0.4], "what is left of the last velocity?"),
]:
    assert not np.allclose(reached[step], wrong), f"step {step + 1}: {slip}"
for step, want in enumerate([[-0.1, -0.4], [-0.275, -0.7], [-0.50625, -0.925]]):
    note = f"step {step + 1}: how much of each velocity is kept?"
    np.testing.assert_allclose(reached[step], want, rtol=1e-9, err_msg=note)

# %% nbgrader={"grade_id": "test-momentum-walk", "points": 1}
# Two steps of shape (2, 2), with gradients 1, 2, 3, 400 and then 0; lr 2, mu 1/4.
theta, state = np.zeros((2, 2)), {}
for grad in [np.array([[1.0, 2.0], [3.0, 400.0]]), np.zeros((2, 2))]:
    theta, state = momentum_step(theta, grad, state, 2.0, 0.25)
    theta = np.array(theta, dtype=float)
    assert theta.shape == (2, 2), f"theta has shape {theta.shape}, expected (2, 2)"
want, note = [[-2.5, -5.0], [-7.5, -1000.0]], "each entry walks by itself"
np.testing.assert_allclose(theta, want, rtol=1e-9, err_msg=note)
# Hidden: walks over other gradients, rates and shapes.
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(601)
cases = [
    ((4,), 0.1, 0.9, 12),
    ((2, 3), 0.5, 0.3, 6),
    ((), 2.0, 0.0, 5),
    ((1,), 1e-3, 0.99, 40),
]
for shape, lr, mu, steps in cases:
    start, grads = rng.standard_normal(shape), rng.standard_normal((steps, *shape))
    theta, state = np.array(start), {}
    for t in range(steps):
        theta, state = momentum_step(theta, np.array(grads[t]), state, lr, mu)
        theta = np.array(theta, dtype=float)
        assert theta.shape == shape, f"theta has shape {theta.shape}, expected {shape}"
    # gradient k has been walked 1 + mu + … + mu^(steps - 1 - k) times
    times = [sum(mu**j for j in range(steps - k)) for k in range(steps)]
    want = start - lr * sum(c * g for c, g in zip(times, grads, strict=True))
    note = f"after {steps} steps with lr {lr}, mu {mu}: how long does a gradient last?"
    np.testing.assert_allclose(theta, want, rtol=1e-9, atol=1e-9, err_msg=note)
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "test-momentum-arguments", "points": 1} examiner={"arguments": "returned"}
# The arguments afterwards, and steps that are taken twice.
theta, state = np.array([1.0, -2.0]), {}
for grad in [np.array([0.5, 0.25]), np.array([-1.0, 0.75]), np.array([0.5, 0.5])]:
    empty, one, two = {}, (theta.copy(), grad.copy()), (theta.copy(), grad.copy())
    momentum_step(*one, empty, 0.1, 0.9)
    assert empty == {}, "momentum_step changed the state {} that it was given"
    once, new = momentum_step(*two, state, 0.1, 0.9)
    once = np.array(once, dtype=float)
    for given in (one, two):
        assert np.array_equal(given[0], theta), "momentum_step changed theta"
        assert np.array_equal(given[1], grad), "momentum_step changed grad"
    twice, _ = momentum_step(theta.copy(), grad.copy(), state, 0.1, 0.9)
    note = "the same step from the same state: is all it knows in there?"
    np.testing.assert_allclose(twice, once, 1e-9, 1e-12, err_msg=note)
    theta, state = once, new
# 0.1 times the velocities, which are (0.5, 0.25), (-0.55, 0.975) and (0.005, 1.3775)
note = "three steps, between which others were taken"
np.testing.assert_allclose(theta, [1.0045, -2.26025], 1e-9, err_msg=note)

# %% [markdown] nbgrader={"grade_id": "nesterov-text", "locked": true}
# ## 2 · Mend a look ahead (3 points, 25 minutes)
#
# This should be Nesterov's method. Two of its lines are wrong: one is a published slip,
# and the other spoils two things at once. Find them before you run anything.
#
# ```python
# def nesterov(gradient, theta, lr, mu, steps):
#     v, path = 0, [theta]
#     for _ in range(steps):
#         v = mu * v + gradient(theta - lr * v)
#         theta -= lr * v
#         path.append(theta)
#     return np.array(path)
# ```
#
# Write what it should have been: the gradient is taken where the known part of the step
# leads,
#
# $$v \leftarrow \mu v + \nabla L(\theta - \eta \mu v), \qquad
#   \theta \leftarrow \theta - \eta v .$$
#
# Start with $v = 0$. Return the points $\theta$ (not the points looked at) after 0, 1, …,
# `steps` steps, as an array of shape (steps + 1, d). For the list, and for whoever called,
# what is the difference between `theta -= …` and `theta = theta - …`?


# %% nbgrader={"grade_id": "nesterov", "solution": true}
def nesterov(gradient, theta, lr, mu, steps):
    """Walk down by Nesterov's method.

    Args:
        gradient: maps parameters of shape (d,) to the gradient there, shape (d,).
        theta: where to start, shape (d,).
        lr: learning rate.
        mu: share of the velocity that is kept, in [0, 1).
        steps: how many steps to make.

    Returns:
        The points after 0, 1, …, steps steps, shape (steps + 1, d).
    """
    ### BEGIN SOLUTION
    v, path = np.zeros_like(theta), [theta]
    for _ in range(steps):
        v = mu * v + gradient(path[-1] - lr * mu * v)
        path.append(path[-1] - lr * v)
    return np.array(path)
    ### END SOLUTION


# %% nbgrader={"grade_id": "test-nesterov-paper", "points": 1}
# L = (θ1 - 1)²/2 + θ2² from (3, -1), lr 0.2, mu 3/4, on paper: v = (2, -2), and the next
# gradient is taken at (2.3, -0.3).
path = nesterov(
    lambda p: np.asarray(p) * [1, 2] - [1, 0], np.array([3.0, -1.0]), 0.2, 0.75, 3
)
path = np.array(path, dtype=float)
assert path.shape == (4, 2), f"shape {path.shape} for 3 steps in 2 dimensions"
assert path[0].tolist() == [3.0, -1.0], (
    "the first point is not the start: whose are they?"
)
assert not np.allclose(path[1], [3.4, -1.4]), "the first step: which way is down?"
assert not np.allclose(path[1], [2.3, -0.3]), "is that θ, or the point looked at?"
np.testing.assert_allclose(path[1], [2.6, -0.6], rtol=1e-9, err_msg="the first step")
for wrong, slip in [
    ([2.06, -0.22], "it looks as far ahead as the whole last step"),
    ([1.98, -0.06], "it does not look ahead"),
    ([1.92, 0.06], "it looks back"),
    ([2.28, -0.66], "it looks ahead without the rate"),
    ([2.34, -0.48], "what is left of the last velocity?"),
]:
    assert not np.allclose(path[2], wrong), f"the second step: {slip}"
np.testing.assert_allclose(path[2], [2.04, -0.18], rtol=1e-9, err_msg="the second step")
note = "the third step, with gradient (0.62, 0.27)"
np.testing.assert_allclose(path[3], [1.496, 0.081], rtol=1e-9, err_msg=note)

# %% nbgrader={"grade_id": "test-nesterov-roots", "points": 1}
# No momentum: plain descent, here two steps on θ²/2. And no step at all.
path = np.array(nesterov(np.copy, np.array([0.008]), 0.25, 0.0, 2), dtype=float)
assert path.shape == (3, 1), f"shape {path.shape} for 2 steps in 1 dimension"
want = [[0.008], [0.006], [0.0045]]
np.testing.assert_allclose(path, want, rtol=1e-9, err_msg="mu = 0 is plain descent")
path = np.array(nesterov(np.copy, np.array([8.0, 1.0]), 0.25, 0.9, 0), dtype=float)
assert path.tolist() == [[8.0, 1.0]], "0 steps: the path holds the start alone"
# Hidden: other losses, rates and sizes, against the form with two points.
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(602)
A = rng.standard_normal((3, 3)) / 2
slopes = {
    "a bowl": lambda p: np.asarray(p, dtype=float) * [0.3, 1.1, 2.9],
    "a turned bowl": lambda p: A @ A.T @ p - [1.0, -2.0, 0.5],
    "a plane": lambda p: 0 * np.asarray(p, dtype=float) + [1.0, 2.0, -3.0],
    "no bowl": lambda p: np.sin(3 * np.asarray(p, dtype=float)) + 0.5,
}
for name, slope in slopes.items():
    for lr, mu, steps in [
        (0.1, 0.9, 20),
        (0.3, 0.5, 12),
        (0.05, 0.0, 6),
        (0.2, 0.3, 1),
    ]:
        start = rng.standard_normal(3)
        path = np.array(nesterov(slope, start.copy(), lr, mu, steps), dtype=float)
        points = [start, start]
        for _ in range(steps):
            ahead = (1 + mu) * points[-1] - mu * points[-2]
            points.append(ahead - lr * slope(ahead))
        note = f"{name}, lr {lr}, mu {mu}: where is the gradient taken?"
        np.testing.assert_allclose(path, points[1:], 1e-8, 1e-9, err_msg=note)
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "test-nesterov-border", "points": 1} examiner={"arguments": "returned"}
# Whoever called still has the start, and another call finds nothing of this one.
start = np.array([1.0, -1.0])
given = start.copy()
paths = [nesterov(np.copy, given, 0.5, 0.9, 6) for _ in range(2)]
assert np.array_equal(given, start), "nesterov changed its argument theta"
one, two = (np.array(path, dtype=float) for path in paths)
assert np.allclose(one, two, 1e-9), "the same walk twice, and two paths"
want = [1.0, 0.5, 0.025, -0.20125, -0.2024375, -0.101753125, -0.00556859375]
np.testing.assert_allclose(
    one[:, 0], want, rtol=1e-9, err_msg="through the bottom and back"
)
# Hidden: many steps near the largest stable rate, which is 3.8 / 2.8 = 1.357 here.
### BEGIN HIDDEN TESTS
path = np.array(nesterov(np.copy, start.copy(), 1.3, 0.9, 60), dtype=float)
assert path.shape == (61, 2), f"shape {path.shape} for 60 steps in 2 dimensions"
points = [start, start]
for _ in range(60):
    points.append(-0.3 * (1.9 * points[-1] - 0.9 * points[-2]))
note = "60 steps with lr 1.3, mu 0.9"
np.testing.assert_allclose(path, points[1:], 1e-7, 1e-9, err_msg=note)
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade_id": "adagrad-text", "locked": true}
# ## 3 · Adagrad (3 points, 15 minutes)
#
# Adagrad adds up the squares of all gradients so far, each coordinate by itself, and
# divides the step by the root of that sum:
#
# $$s \leftarrow s + g^2, \qquad
#   \theta \leftarrow \theta - \eta\,\frac{g}{\sqrt{s} + \varepsilon},$$
#
# with $s = 0$ before the first step; `eps` stands outside the root. A published version
# divides by the sum itself. What becomes of its first step, and of yours, if all gradients
# are a thousand times as large?


# %% nbgrader={"grade_id": "adagrad-step", "solution": true}
def adagrad_step(theta, grad, state, lr, eps=1e-10):
    """One step of Adagrad.

    Args:
        theta: parameters, an array of any shape.
        grad: the gradient there, of the same shape.
        state: {} at the first step, and then what the last step returned.
        lr: learning rate.
        eps: added to the root.

    Returns:
        The new parameters, and the new state, a dict.
    """
    ### BEGIN SOLUTION
    s = state.get("s", 0) + grad**2
    return theta - lr * grad / (np.sqrt(s) + eps), {"s": s}
    ### END SOLUTION


# %% nbgrader={"grade_id": "test-adagrad-paper", "points": 1}
# Gradients 3 and then 4, from 0: the roots are 3 and 5, so the steps are 1 and 4/5 of lr.
# Another coordinate has gradients -1 and 0.
theta, state = adagrad_step(np.zeros(2), np.array([3.0, -1.0]), {}, 0.1)
theta = np.array(theta, dtype=float)
assert theta.shape == (2,), f"theta has shape {theta.shape}, expected (2,)"
for wrong, slip in [
    ([0.1, -0.1], "which way is down?"),
    ([-0.1 / 3, 0.1], "is it divided by the sum, or by its root?"),
    ([-0.0948683298, 0.0316227766], "each coordinate has a sum of its own"),
    ([-0.1341640786, 0.0447213595], "each coordinate has a sum of its own"),
    ([-1.0, 1.0], "it is a sum, not an average that fades"),
]:
    assert not np.allclose(theta, wrong), f"the first step: {slip}"
assert np.abs(theta).max() < 1, (
    "the first step: does the sum hold its gradient already?"
)
np.testing.assert_allclose(theta, [-0.1, 0.1], rtol=1e-9, err_msg="the first step")
theta, state = adagrad_step(theta, np.array([4.0, 0.0]), state, 0.1)
theta = np.array(theta, dtype=float)
for wrong, slip in [
    ([-0.1571428571, 0.1], "sizes are added up where squares should be"),
    ([-0.2, 0.1], "what is left of the first gradient?"),
    ([-0.2131370850, 0.1], "a sum, not a mean"),
]:
    assert not np.allclose(theta, wrong), f"the second step: {slip}"
np.testing.assert_allclose(theta, [-0.18, 0.1], rtol=1e-9, err_msg="the second step")

# %% nbgrader={"grade_id": "test-adagrad-units", "points": 1} examiner={"arguments": "returned"}
# The arguments afterwards, and steps that are taken twice. Roots: 3, 5, 13 and 2, 2, 2.5.
theta, state = np.array([[1.0], [2.0]]), {}
for grad in [
    np.array([[3.0], [-2.0]]),
    np.array([[4.0], [0.0]]),
    np.array([[12.0], [1.5]]),
]:
    empty, one, two = {}, (theta.copy(), grad.copy()), (theta.copy(), grad.copy())
    adagrad_step(*one, empty, 0.65)
    assert empty == {}, "adagrad_step changed the state {} that it was given"
    once, new = adagrad_step(*two, state, 0.65)
    once = np.array(once, dtype=float)
    assert once.shape == (2, 1), f"theta has shape {once.shape}, expected (2, 1)"
    for given in (one, two):
        assert np.array_equal(given[0], theta), "adagrad_step changed theta"
        assert np.array_equal(given[1], grad), "adagrad_step changed grad"
    twice, _ = adagrad_step(theta.copy(), grad.copy(), state, 0.65)
    note = "the same step from the same state: is all it knows in there?"
    np.testing.assert_allclose(twice, once, 1e-9, 1e-12, err_msg=note)
    theta, state = once, new
note = "three steps, between which others were taken"
np.testing.assert_allclose(theta, [[-0.77], [2.26]], 1e-9, err_msg=note)
# Hidden: many steps, each coordinate in its own unit.
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(603)
start, grads = rng.standard_normal((2, 3)), rng.standard_normal((15, 2, 3))
grads[0, 0, 0] = grads[3, 1] = 0
want = start.copy()
for t in range(15):
    for at in np.ndindex(2, 3):
        want[at] -= 0.2 * grads[t][at] / max(np.linalg.norm(grads[: t + 1, *at]), 1e-9)
for unit in (1.0, np.array([1e-3, 1.0, 1e3])):
    theta, state = start.copy(), {}
    for t in range(15):
        theta, state = adagrad_step(theta, unit * grads[t], state, 0.2, 1e-15)
        theta = np.array(theta, dtype=float)
    note = f"gradients times {unit}: which power of g is divided by which?"
    np.testing.assert_allclose(theta, want, 1e-8, 1e-8, err_msg=note)
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "test-adagrad-eps", "points": 1}
# Where eps is felt: a gradient of 3 eps, then one of 4 eps. And where all gradients are 0.
for eps in (1e-4, None):
    size, known = (1e-10, {}) if eps is None else (eps, {"eps": eps})
    theta, state = adagrad_step(
        np.zeros(2), np.array([3 * size, 0.0]), {}, 0.1, **known
    )
    theta = np.array(theta, dtype=float)
    assert np.isfinite(theta).all(), "a gradient of 0: what is divided by 0?"
    case = "default eps" if eps is None else f"eps {eps}"
    assert not np.allclose(theta[0], -0.0948683298), f"{case}: it stands under the root"
    assert not np.allclose(theta[0], -0.1), f"{case}: is it there?"
    note = f"a gradient of 3 eps, {case}: what is under the root, and what beside it?"
    np.testing.assert_allclose(theta, [-0.075, 0.0], 1e-8, 1e-12, err_msg=note)
    theta, _ = adagrad_step(theta, np.array([4 * size, 0.0]), state, 0.1, **known)
    note = f"a gradient of 4 eps, after one of 3, {case}"
    want = [-0.14166666667, 0.0]
    np.testing.assert_allclose(theta, want, 1e-8, 1e-12, err_msg=note)
# Hidden: other sizes of it.
### BEGIN HIDDEN TESTS
for eps, g in [(1e-2, 0.5), (1.0, -2.0), (1e-12, 5e-12), (3.0, 1e-3)]:
    theta, state = np.zeros(()), {}
    for _ in range(3):
        theta, state = adagrad_step(theta, np.array(g), state, 0.1, eps)
        theta = np.array(theta, dtype=float)
    want = -0.1 * sum(g / (np.sqrt(t) * abs(g) + eps) for t in (1, 2, 3))
    note = f"three gradients {g}, eps {eps}"
    np.testing.assert_allclose(theta, want, 1e-8, err_msg=note)
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade_id": "adam-text", "locked": true}
# ## 4 · Adam (5 points, 25 minutes)
#
# $$m \leftarrow \beta_1 m + (1 - \beta_1)\, g, \qquad
#   s \leftarrow \beta_2 s + (1 - \beta_2)\, g^2,$$
#
# $$\theta \leftarrow \theta - \eta\,
#   \frac{m / (1 - \beta_1^t)}{\sqrt{s / (1 - \beta_2^t)} + \varepsilon},$$
#
# coordinate by coordinate, with $m = s = 0$ before the first step, whose $t$ is 1. `eps`
# stands outside the root. It matters: some of the hidden gradients are as small as it is.


# %% nbgrader={"grade_id": "adam-step", "solution": true}
def adam_step(theta, grad, state, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    """One step of Adam.

    Args:
        theta: parameters, an array of any shape.
        grad: the gradient there, of the same shape.
        state: {} at the first step, and then what the last step returned.
        lr: learning rate.
        beta1, beta2: shares of both averages that are kept, in [0, 1).
        eps: added to the root.

    Returns:
        The new parameters, and the new state, a dict.
    """
    ### BEGIN SOLUTION
    t = state.get("t", 0) + 1
    m = beta1 * state.get("m", 0) + (1 - beta1) * grad
    s = beta2 * state.get("s", 0) + (1 - beta2) * grad**2
    root = np.sqrt(s / (1 - beta2**t)) + eps
    return theta - lr * m / (1 - beta1**t) / root, {"t": t, "m": m, "s": s}
    ### END SOLUTION


# %% nbgrader={"grade_id": "test-adam-first", "points": 1}
# The first step, on paper: what is left of g in both corrected averages?
theta, state = adam_step(np.array([1.0, 1.0]), np.array([100.0, -0.5]), {}, 0.01)
theta = np.array(theta, dtype=float)
assert theta.shape == (2,), f"theta has shape {theta.shape}, expected (2,)"
for wrong, slip in [
    ([1.01, 0.99], "which way is down?"),
    ([0.9683772234, 1.0316227766], "the averages are not corrected"),
    ([0.999, 1.001], "the first average is not corrected"),
    ([0.6837722340, 1.3162277660], "the second average is not corrected"),
    ([0.9925586301, 1.0074413699], "which number is t in the first step?"),
    ([0.9858580411, 1.0000707098], "each coordinate has its own averages"),
    ([0.9900001250, 1.0000499994], "each coordinate has its own averages"),
]:
    assert not np.allclose(theta, wrong, 0, 1e-7), f"the first step: {slip}"
np.testing.assert_allclose(theta, [0.99, 1.01], rtol=1e-9, err_msg="the first step")

# %% nbgrader={"grade_id": "test-adam-count", "points": 1}
# Gradient 2 in each of twelve steps: each is as long as the first.
theta, state = np.array([0.0]), {}
for t in range(12):
    theta, state = adam_step(theta, np.array([2.0]), state, 0.1, 0.5, 0.75)
    theta = np.array(theta, dtype=float)
    if t == 1:
        assert not np.allclose(theta, -0.2133893419), "step 2: does t grow?"
note = "twelve equal gradients: the averages must not depend on the step"
np.testing.assert_allclose(theta, [-1.2], rtol=1e-7, err_msg=note)
# Hidden: other constant gradients.
### BEGIN HIDDEN TESTS
for g, betas in [
    (2.0, (0.9, 0.999)),
    (-0.3, (0.5, 0.9)),
    (7.0, (0.0, 0.99)),
    (3, (0.7, 0.0)),
]:
    theta, state = np.zeros(1), {}
    for t in range(1, 26):
        theta, state = adam_step(theta, np.array([float(g)]), state, 0.1, *betas)
        theta = np.array(theta, dtype=float)
        note = f"gradient {g:g} in each of {t} steps, betas {betas}: is each as long?"
        want = [-0.1 * t * np.sign(g)]
        np.testing.assert_allclose(theta, want, rtol=1e-7, err_msg=note)
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "test-adam-walk", "points": 1}
# Gradients (2, -1), (-1, -1) and (0, 3) in a column, from 0 with lr 0.1: with the betas of
# the first line, and with others.
for betas, want in [
    ((), [[-0.0999999995, 0.099999999], [-0.126633703298, 0.199999998]]),
    ((0.5, 0.75), [[-0.0999999995, 0.099999999], [-0.0999999995, 0.199999998]]),
    ((0.0, 0.5), [[-0.0999999995, 0.099999999], [-0.0292893218813, 0.199999998]]),
    ((0.5, 0.0), [[-0.0999999995, 0.099999999], [-0.0999999995, 0.199999998]]),
]:
    third = {
        (): [-0.147221633497, 0.175149978789],
        (0.5, 0.75): [-0.0999999995, 0.139115972764],
        (0.0, 0.5): [-0.0292893218813, 0.072902216678],
        (0.5, 0.0): [-0.0999999995, 0.157142855286],
    }[betas]
    theta, state = np.zeros((2, 1)), {}
    for step, grad in enumerate([[2.0, -1.0], [-1.0, -1.0], [0.0, 3.0]]):
        grad = np.array(grad)[:, None]
        theta, state = adam_step(theta, grad, state, 0.1, *betas)
        theta = np.array(theta, dtype=float)
        assert theta.shape == (2, 1), f"theta has shape {theta.shape}, expected (2, 1)"
        note = (
            f"step {step + 1}, betas {betas or 'not said'}: what is averaged, and how?"
        )
        wants = [*want, third][step]
        np.testing.assert_allclose(theta[:, 0], wants, rtol=2e-9, err_msg=note)
# A large gradient, then none at all, then one the other way: what is remembered?
theta, state = np.zeros(2), {}
for grad, want in [
    ([300.0, -0.5], [-0.099999999997, 0.099999998000]),
    ([0.0, 0.0], [-0.167005825407, 0.167005821518]),
    ([-1.0, 40.0], [-0.218588084494, 0.103776190123]),
]:
    theta, state = adam_step(theta, np.array(grad), state, 0.1)
    theta = np.array(theta, dtype=float)
    note = f"gradients (300, -1/2), (0, 0) and (-1, 40), after {grad}"
    np.testing.assert_allclose(theta, want, rtol=2e-9, err_msg=note)
# Hidden: other gradients, shapes and factors, against weighted sums of all gradients.
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(604)
cases = [
    ((3,), (), 0.05),
    ((2, 2), (0.6, 0.8), 0.3),
    ((), (0.8, 0.6), 0.1),
    ((4, 1), (0.0, 0.5), 0.2),
    ((2,), (0.5, 0.0), 0.2),
]
for shape, betas, lr in cases:
    start, grads = rng.standard_normal(shape), rng.standard_normal((20, *shape))
    theta, state, want = np.array(start), {}, start.copy()
    for t in range(1, 21):
        theta, state = adam_step(theta, np.array(grads[t - 1]), state, lr, *betas)
        theta = np.array(theta, dtype=float)
        means = []
        for beta, power in zip(betas or (0.9, 0.999), (1, 2), strict=True):
            weights = beta ** np.arange(t - 1, -1, -1.0)
            means.append(np.tensordot(weights / weights.sum(), grads[:t] ** power, 1))
        want = want - lr * means[0] / (np.sqrt(means[1]) + 1e-8)
        assert theta.shape == shape, f"theta has shape {theta.shape}, expected {shape}"
        note = f"step {t} with betas {betas}: which average is weighted how?"
        np.testing.assert_allclose(theta, want, 1e-8, 1e-8, err_msg=note)
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "test-adam-tiny", "points": 1}
# A gradient of 3 eps, with the eps of the first line, and with eps 1/2.
for case, g, eps in [("its default", 3e-8, {}), ("1/2", 1.5, {"eps": 0.5})]:
    theta, state = np.zeros(2), {}
    for step in (1, 2):
        theta, state = adam_step(theta, np.array([g, 0.0]), state, 1.0, **eps)
        theta = np.array(theta, dtype=float)
        assert np.isfinite(theta).all(), "a gradient of 0: what is divided by 0?"
        for wrong, slip in [
            ([-0.9486832981], "it stands under the root"),
            ([-0.0003, -0.9045340337], "it stands under the root"),
            ([-0.0866481266], "it stands beside a root that is not corrected yet"),
            ([-1.0], "is it there?"),
        ]:
            clear = not any(np.allclose(theta[0] / step, w, 1e-6) for w in wrong)
            assert clear, f"a gradient of 3 eps, and eps is {case}: " + slip
        note = (
            f"step {step} of gradient 3 eps, and eps is {case}: where does eps stand?"
        )
        np.testing.assert_allclose(theta, [-0.75 * step, 0], 1e-9, err_msg=note)
# Hidden: other gradients about as small as eps.
### BEGIN HIDDEN TESTS
for g, eps in [(1e-7, 1e-8), (3e-8, 1e-8), (1e-3, 1e-3), (1e-11, 1e-12), (-2.0, 4.0)]:
    theta, state = np.zeros(1), {}
    for t in range(1, 6):
        theta, state = adam_step(theta, np.array([g]), state, 1.0, eps=eps)
        theta = np.array(theta, dtype=float)
        note = f"gradient {g:g}, eps {eps:g}, step {t}: where does eps stand?"
        np.testing.assert_allclose(theta, [-t * g / (abs(g) + eps)], 1e-7, err_msg=note)
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "test-adam-arguments", "points": 1} examiner={"arguments": "returned"}
# The arguments afterwards, and steps that are taken twice; gradients as in the walk above.
theta, state = np.zeros(2), {}
for grad in [np.array([2.0, -1.0]), np.array([-1.0, -1.0]), np.array([0.0, 3.0])]:
    empty, one, two = {}, (theta.copy(), grad.copy()), (theta.copy(), grad.copy())
    adam_step(*one, empty, 0.1)
    assert empty == {}, "adam_step changed the state {} that it was given"
    once, new = adam_step(*two, state, 0.1)
    once = np.array(once, dtype=float)
    for given in (one, two):
        assert np.array_equal(given[0], theta), "adam_step changed theta"
        assert np.array_equal(given[1], grad), "adam_step changed grad"
    twice, _ = adam_step(theta.copy(), grad.copy(), state, 0.1)
    note = "the same step from the same state: is all it knows in there?"
    np.testing.assert_allclose(twice, once, 1e-9, 1e-12, err_msg=note)
    theta, state = once, new
note = "three steps, between which others were taken"
want = [-0.147221633497, 0.175149978789]
np.testing.assert_allclose(theta, want, 2e-9, err_msg=note)

# %% [markdown] nbgrader={"grade_id": "adamw-text", "locked": true}
# ## 5 · AdamW is not Adam with a penalty (3 points, 20 minutes)
#
# A penalty $\frac{\alpha}{2} |\theta|^2$ adds $\alpha\theta$ to the gradient. In Adam that
# is divided with the gradient. AdamW leaves the gradient alone and shrinks the weights:
#
# $$\theta \leftarrow (1 - \eta\alpha)\,\theta - \eta\,
#   \frac{m / (1 - \beta_1^t)}{\sqrt{s / (1 - \beta_2^t)} + \varepsilon},$$
#
# with $m$, $s$, $t$ and `eps` as in exercise 4, $\alpha$ = `decay`, and $\theta$ on the
# right from before the step.


# %% nbgrader={"grade_id": "adamw-step", "solution": true}
def adamw_step(theta, grad, state, lr, decay, beta1=0.9, beta2=0.999, eps=1e-8):
    """One step of AdamW.

    Args:
        theta: parameters, an array of any shape.
        grad: the gradient there, of the same shape, without any penalty.
        state: {} at the first step, and then what the last step returned.
        lr: learning rate.
        decay: α, 0 or more.
        beta1, beta2: shares of both averages that are kept, in [0, 1).
        eps: added to the root.

    Returns:
        The new parameters, and the new state, a dict.
    """
    ### BEGIN SOLUTION
    t = state.get("t", 0) + 1
    m = beta1 * state.get("m", 0) + (1 - beta1) * grad
    s = beta2 * state.get("s", 0) + (1 - beta2) * grad**2
    move = m / (1 - beta1**t) / (np.sqrt(s / (1 - beta2**t)) + eps)
    return theta - lr * (move + decay * theta), {"t": t, "m": m, "s": s}
    ### END SOLUTION


# %% nbgrader={"grade_id": "test-adamw-first", "points": 1}
# A first step on paper: 2 shrinks by lr times decay, and moves by lr against the sign.
theta, state = adamw_step(np.array([2.0, -2.0]), np.array([5.0, 0.1]), {}, 0.1, 0.5)
theta = np.array(theta, dtype=float)
assert theta.shape == (2,), f"theta has shape {theta.shape}, expected (2,)"
for wrong, slip in [
    ([1.9, -1.9], "the decay went through the averages"),
    ([1.9, -2.1], "no weight shrinks"),
    ([0.9, -1.1], "the decay is not multiplied by the rate"),
    ([2.0, -2.2], "the weights grow"),
    ([1.805, -1.995], "which θ shrinks: before the step, or after it?"),
    ([1.795, -2.005], "which θ shrinks: before the step, or after it?"),
    ([1.85, -2.05], "a factor of 1/2 too many"),
    ([1.89, -2.09], "the decay is multiplied by the rate twice"),
    ([2.0, -1.8], "which way is down?"),
]:
    assert not np.allclose(theta, wrong, 0, 1e-7), f"the first step: {slip}"
np.testing.assert_allclose(theta, [1.8, -2.0], rtol=1e-7, err_msg="the first step")

# %% nbgrader={"grade_id": "test-adamw-alone", "points": 1}
# No gradient at all: after two steps of lr 0.1 and decay 2 there is 0.8² of each weight,
# whatever the shape.
for shape in [(2,), (1, 2), (2, 1, 1)]:
    theta, state = np.reshape([1.0, -30.0], shape), {}
    for _ in range(2):
        theta, state = adamw_step(theta, np.zeros(shape), state, 0.1, 2.0)
        theta = np.array(theta, dtype=float)
    note = f"no gradient, shape {shape}: what is left of the weights?"
    want = np.reshape([0.64, -19.2], shape)
    np.testing.assert_allclose(theta, want, rtol=1e-9, err_msg=note)
# And where eps is felt: a gradient of 3 eps moves by 3/4 of lr, without decay.
for case, g, eps in [("its default", 3e-8, {}), ("1/2", 1.5, {"eps": 0.5})]:
    theta, state = np.zeros(1), {}
    for step in range(1, 13):
        theta, state = adamw_step(theta, np.array([g]), state, 0.1, 0.0, **eps)
        theta = np.array(theta, dtype=float)
        note = (
            f"step {step} of gradient 3 eps, and eps is {case}: where does eps stand?"
        )
        np.testing.assert_allclose(theta, [-0.075 * step], 1e-9, err_msg=note)
# Hidden: other rates and decays, and other eps.
### BEGIN HIDDEN TESTS
for lr, decay in [(0.1, 0.5), (0.01, 2.0), (0.3, 0.0), (2.0, 0.25)]:
    start = np.array([1.0, -30.0, 0.001])
    theta, state = start.copy(), {}
    for t in range(1, 8):
        theta, state = adamw_step(theta, np.zeros(3), state, lr, decay)
        theta = np.array(theta, dtype=float)
        want = start * np.exp(t * np.log1p(-lr * decay))
        note = f"{t} steps without a gradient, lr {lr}, decay {decay}: what is left?"
        np.testing.assert_allclose(theta, want, rtol=1e-9, err_msg=note)
for g, eps in [(1e-7, 1e-8), (1e-3, 1e-3), (-2.0, 4.0)]:
    theta, state = np.zeros(()), {}
    for t in range(1, 6):
        theta, state = adamw_step(theta, np.array(g), state, 1.0, 0.0, eps=eps)
        theta = np.array(theta, dtype=float)
        note = f"gradient {g:g}, eps {eps:g}, step {t}, no decay: where does eps stand?"
        np.testing.assert_allclose(theta, -t * g / (abs(g) + eps), 1e-7, err_msg=note)
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "test-adamw-walk", "points": 1} examiner={"arguments": "returned"}
# Gradients (2, -1), (-1, -1) and (0, 3) in a column, from (1, -1), lr 0.1, decay 1/2. Each
# step is taken twice, and the arguments are looked at.
for betas, want in [
    ((), [0.721235051645, -0.696975021063]),
    ((0.5, 0.75), [0.767125000451, -0.733009027088]),
    ((0.0, 0.5), [0.834300144189, -0.799222783174]),
    ((0.5, 0.0), [0.767125000451, -0.714982144567]),
]:
    theta, state = np.array([[1.0], [-1.0]]), {}
    for grad in [[2.0, -1.0], [-1.0, -1.0], [0.0, 3.0]]:
        grad, empty = np.array(grad)[:, None], {}
        one, two = (theta.copy(), grad.copy()), (theta.copy(), grad.copy())
        adamw_step(*one, empty, 0.1, 0.5, *betas)
        assert empty == {}, "adamw_step changed the state {} that it was given"
        once, new = adamw_step(*two, state, 0.1, 0.5, *betas)
        once = np.array(once, dtype=float)
        assert once.shape == (2, 1), f"theta has shape {once.shape}, expected (2, 1)"
        for given in (one, two):
            assert np.array_equal(given[0], theta), "adamw_step changed theta"
            assert np.array_equal(given[1], grad), "adamw_step changed grad"
        twice, _ = adamw_step(theta.copy(), grad.copy(), state, 0.1, 0.5, *betas)
        note = "the same step from the same state: is all it knows in there?"
        np.testing.assert_allclose(twice, once, 1e-9, 1e-12, err_msg=note)
        theta, state = once, new
    note = f"three steps, betas {betas or 'not said'}: what is averaged, and how?"
    np.testing.assert_allclose(theta[:, 0], want, rtol=2e-9, err_msg=note)
# Hidden: other gradients, shapes, rates and decays.
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(606)
for shape, lr, decay, betas in [
    ((4,), 0.1, 0.7, ()),
    ((2, 2), 0.02, 5.0, (0.5, 0.8)),
    ((), 0.1, 1.0, (0.0, 0.6)),
]:
    start, grads = 3 * rng.standard_normal(shape), rng.standard_normal((15, *shape))
    theta, state, want = np.array(start), {}, np.array(start)
    for t in range(1, 16):
        grad = np.array(grads[t - 1])
        theta, state = adamw_step(theta, grad, state, lr, decay, *betas)
        theta = np.array(theta, dtype=float)
        assert theta.shape == shape, f"theta has shape {theta.shape}, expected {shape}"
        means = []
        for beta, power in zip(betas or (0.9, 0.999), (1, 2), strict=True):
            weights = beta ** np.arange(t - 1, -1, -1.0)
            means.append(np.tensordot(weights / weights.sum(), grads[:t] ** power, 1))
        want = (1 - lr * decay) * want - lr * means[0] / (np.sqrt(means[1]) + 1e-8)
        note = f"step {t}, lr {lr}, decay {decay}: what enters the averages?"
        np.testing.assert_allclose(theta, want, 1e-8, 1e-8, err_msg=note)
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade_id": "limit-text", "locked": true}
# ## 6 · How fast is too fast? (3 points, 20 minutes)
#
# The loss is $\frac12 \theta^\top H \theta$ with a symmetric matrix $H$, all of whose
# eigenvalues are above 0. Return the number $\eta^*$ below which every learning rate
# leads the momentum of exercise 1 to 0 from every start, and above which none does so. It
# must be right to 0.1 %. For $\mu = 0$ that is plain descent.


# %% nbgrader={"grade_id": "largest-rate", "solution": true}
def largest_rate(H, mu=0.0):
    """Below which learning rate descent with momentum converges.

    Args:
        H: symmetric, with eigenvalues above 0, shape (d, d).
        mu: share of the velocity that is kept, in [0, 1).

    Returns:
        A number above 0.
    """
    ### BEGIN SOLUTION
    return 2 * (1 + mu) / np.linalg.eigvalsh(H).max()
    ### END SOLUTION


# %% nbgrader={"grade_id": "test-limit-ravine", "points": 1}
# A ravine, without momentum: the steep direction allows rates up to 0.02.
limit = np.asarray(largest_rate(np.diag([4.0, 100.0])), dtype=float)
assert limit.shape == (), f"{limit} has shape {limit.shape}, expected a number"
assert limit > 0, f"{limit} is not a rate above 0"
for wrong, slip in [
    (0.01, "a step of this rate ends at the bottom, and a longer one may overshoot"),
    (0.5, "the steep direction grows at this rate"),
    (0.0192307692, "what have flatter directions to do with it?"),
    (0.0002, "a curvature, or its square?"),
]:
    assert not np.isclose(limit, wrong, 1e-3), f"{limit:.4g}: {slip}"
theta, steep = np.array([1.0, 1.0]), np.array([4.0, 100.0])
for factor, arrives in ((0.999, True), (1.001, False)):
    theta = np.array([1.0, 1.0])
    for _ in range(4000):
        if abs(theta).max() < 1e6:
            theta = theta - factor * limit * steep * theta
    end = abs(theta).max()
    note = (
        f"{factor} times {limit:.4g}: after 4000 steps it is {end:.2g} from the bottom"
    )
    assert (end < 0.01) == arrives, note

# %% nbgrader={"grade_id": "test-limit-turned", "points": 1} examiner={"arguments": "returned"}
# A ravine that lies across: along (1, -1) the curvature is 3, along (1, 1) it is 1.
H = np.array([[2.0, -1.0], [-1.0, 2.0]])
given = H.copy()
limit = float(largest_rate(given))
assert np.array_equal(given, H), "largest_rate changed its argument H"
for wrong, slip in [
    (1.0, "the curvatures along the axes are not the largest"),
    (2.0, "the curvature along (1, 1) is not the largest"),
    (0.5, "the curvatures do not add up"),
]:
    assert not np.isclose(limit, wrong, 1e-3), f"{limit:.4g}: " + slip
assert abs(limit - 2 / 3) < 6e-4, f"{limit:.4g}: how steep is it along (1, -1)?"
limit = float(largest_rate(np.array([[1.0, 1.0], [1.0, 3.0]])))
assert not np.isclose(limit, 0.5, 1e-3), "the sum of a row is not the largest curvature"
note = f"{limit:.4g}: the largest curvature of [[1, 1], [1, 3]] is 3.414"
assert abs(limit / 0.58578644 - 1) < 1e-3, note
# Three directions that are nearly as steep: 98.586, 100 and 101.414.
limit = float(largest_rate(np.array([[100.0, -1, 0], [-1, 100, -1], [0, -1, 100]])))
note = f"{limit:.6g}: the largest of three curvatures is 101.414, all are near 100"
assert abs(limit / 0.0197211015 - 1) < 1e-3, note
# Hidden: other matrices.
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(607)
for d in (1, 2, 3, 5):
    for k in range(4):
        Q = np.linalg.qr(rng.standard_normal((d, d)))[0]
        curvatures = rng.uniform(0.5, 18, d)
        if k == 0:  # the steepest across (1, 1, …, 1)
            Q = np.linalg.qr(np.column_stack([np.eye(d)[0] - np.eye(d)[-1], Q]))[0]
            curvatures[0] = 20
        H = Q @ np.diag(curvatures) @ Q.T
        H = (H + H.T) / 2
        limit = float(largest_rate(H.copy()))
        for factor, arrives in ((0.999, True), (1.001, False)):
            step = np.eye(d) - factor * limit * H
            grows = abs(np.linalg.eigvals(step)).max() > 1
            assert grows != arrives, f"{factor} times the rate, {d = }: wrong side"
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "test-limit-momentum", "points": 1}
# With momentum 1/2, one direction of curvature 3; and 3/4 across the ravine.
for H, mu, want in [
    (np.array([[3.0]]), 0.5, 1.0),
    (np.array([[2.0, -1.0], [-1.0, 2.0]]), 0.75, 7 / 6),
]:
    limit = float(largest_rate(H.copy(), mu))
    for wrong, slip in [
        (2 / 3, "momentum changes it"),
        (2 / 3 * (1 - mu), "a velocity that turns around at each step is not long"),
        (
            2 / 3 / (1 - mu),
            "of velocities that turn around at each step little is left",
        ),
        (2 / 3 * (1 + mu) / (1 + 2 * mu), "that is Nesterov's"),
    ]:
        assert not np.isclose(limit, wrong, 1e-3), f"{limit:.4g} with mu {mu}: " + slip
    assert abs(limit / want - 1) < 1e-3, f"{limit:.4g} with mu {mu}"
# Hidden: other matrices and momenta.
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(608)
for mu in (0.0, 0.1, 0.5, 0.9, 0.99):
    A = rng.standard_normal((3, 3))
    H = A @ A.T + 0.5 * np.eye(3)
    limit = float(largest_rate(H.copy(), mu))
    for factor, arrives in ((0.999, True), (1.001, False)):
        lr = factor * limit  # (theta, v) goes to step @ (theta, v)
        one = np.eye(3)
        step = np.block([[one - lr * H, -lr * mu * one], [H, mu * one]])
        grows = abs(np.linalg.eigvals(step)).max() > 1
        assert grows != arrives, f"{factor} times the rate, {mu = }: wrong side"
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade_id": "noise-text", "locked": true}
# ## 7 · Measure the noise (2 points, 15 minutes)
#
# `G` holds the gradient of each of n examples in its rows. Draw `draws` batches of `m`
# examples, each example independently of all others and with replacement, with the
# generator `rng`. Return how far a batch's mean gradient lies from that of all
# examples: the mean over the batches of the *squared* distance $|g - \nabla L|^2$.


# %% nbgrader={"grade_id": "noise", "solution": true}
def noise(G, m, draws, rng):
    """Mean squared distance of a mini-batch gradient from the full one, by experiment.

    Args:
        G: gradients of n examples, shape (n, d).
        m: batch size, at least 1; it may be larger than n.
        draws: how many batches to draw.
        rng: a numpy.random.Generator.

    Returns:
        A number, 0 or more.
    """
    ### BEGIN SOLUTION
    batches = G[rng.integers(0, len(G), (draws, m))].mean(axis=1)
    return np.mean(np.sum((batches - G.mean(axis=0)) ** 2, axis=1))
    ### END SOLUTION


# %% nbgrader={"grade_id": "test-noise-size", "points": 1}
# Two examples with gradients (1, 0.4) and (-1, 0): each is 1.04 from their mean, squared.
G = np.array([[1.0, 0.4], [-1.0, 0.0]])
one = np.asarray(noise(G.copy(), 1, 50, np.random.default_rng(1)), dtype=float)
assert one.shape == (), f"a result of shape {one.shape}, expected a number"
for wrong, slip in [
    (0.52, "the squares of both coordinates are added"),
    (1.0198039027, "the distance, and not its square"),
]:
    assert not np.isclose(one, wrong), f"{one:.4g} for batches of 1: {slip}"
np.testing.assert_allclose(
    one, 1.04, rtol=1e-9, err_msg="batches of 1 lie 1.04 away, whichever it is"
)
# The mean of three of them lies 1.04 or 1.04/9 from the mean: five times one of the two.
units, found = [], []
for seed in range(30):
    found.append(float(noise(G.copy(), 3, 5, np.random.default_rng(seed))))
    units.append(found[-1] / 1.04 * 45)
    whole = abs(units[-1] - round(units[-1])) < 1e-6 and 5 <= round(units[-1]) <= 45
    steps = round(units[-1] - 5) % 8 == 0
    assert whole and steps, (
        f"{found[-1]:.4g}: the mean of 5 numbers that are 1.04 or 1.04/9?"
    )
seen = {round(unit) for unit in units}
for wrong, slip in [
    ({45}, "a batch of 3 lies as far as one example: are they drawn one by one?"),
    ({5}, "no batch holds one example three times: with replacement?"),
    ({5, 45}, "its five batches are always the same: are they drawn one by one?"),
]:
    assert seen != wrong, slip
assert len(seen) > 2, "30 generators, and hardly two answers: are they used?"
# Batches of 4 have one quarter of 1.04 on average; 4000 draws say so to about 2 %.
four = float(noise(G.copy(), 4, 4000, np.random.default_rng(2)))
assert 0.23 < four < 0.29, f"{four:.3f} for batches of 4, expected about 0.26"

# %% nbgrader={"grade_id": "test-noise-slope", "points": 1} examiner={"arguments": "returned"}
# Three examples, a batch of one, three of them: each can be any, also one that was there.
G = np.array([[0.0], [0.0], [3.0]])
given = G.copy()
found = [float(noise(given, 1, 3, np.random.default_rng(s))) for s in range(30)]
assert np.array_equal(given, G), "noise changed its argument G"
some = [float(noise(given, 3, 1, np.random.default_rng(s))) for s in range(30)]
assert max(some) > 0.5, "three of three, and always at the mean: with replacement?"
assert np.ptp(found) > 0.5, "three draws of three, and each once: with replacement?"
G = np.sqrt([[2.0], [3.0], [5.0], [7.0], [11.0]])
again = [float(noise(G.copy(), 3, 50, np.random.default_rng(1))) for _ in range(2)]
assert again[0] == again[1], "equal generators, two answers: is rng used for all?"
# Hidden: several dimensions, means other than 0, and many batch sizes.
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(609)
for n, d, scale, sizes in [
    (40, 6, 1.0, (1, 2, 4, 16, 64)),
    (3, 2, 1.0, (1, 16)),
    (200, 1, 1e-3, (1, 16)),
]:
    G = (rng.standard_normal((n, d)) * rng.uniform(0.1, 3, d) + 5) * scale
    exact = np.mean(np.sum((G - G.mean(axis=0)) ** 2, axis=1))  # for m = 1
    for m in sizes:
        found = float(noise(G.copy(), m, 1500, np.random.default_rng(m)))
        off = found * m / exact - 1
        assert abs(off) < 0.16, f"batches of {m} of {n}: off by {off:+.0%}"
# The mean of 997 numbers that are 1 or 1/9.
G = np.array([[1.0], [-1.0]])
units = float(noise(G.copy(), 3, 997, np.random.default_rng(7))) * 9 * 997
whole = round(units)
assert abs(units - whole) < 1e-6 and (whole - 997) % 8 == 0, "997 batches of 3"
# Means of few batches scatter: by how much, says how independent they are.
G = np.array([[0.0], [0.0], [0.0], [4.0]])  # squared distances 1, 1, 1 and 9
for m, draws, want in [(1, 4, 3.0), (1, 25, 12 / 25), (1, 1, 12.0)]:
    some = [
        float(noise(G.copy(), m, draws, np.random.default_rng(s))) for s in range(200)
    ]
    ratio = np.var(some) / want
    assert 0.6 < ratio < 1.5, f"{draws} batches of {m}, 200 runs: are they independent?"
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade_id": "report-text", "locked": true}
# ## 8 · A race at rate 0.01 (3 points, 15 minutes, read by a person)
#
# A report says: "We ran SGD and Adam from the same start near a saddle, both with learning
# rate 0.01. Adam left it after 83 steps, SGD after 705. Adaptive methods are therefore
# better at saddles." In at most 120 words: what does the experiment hold fixed, and why
# is that not the same thing for both methods? What is nevertheless true of Adam here?
# Which experiment would support a conclusion?

# %% [markdown] nbgrader={"grade_id": "report", "solution": true, "points": 3}
# *One point for each of the three.*
#
# 1. It fixes the number $\eta$. In SGD that is a factor of the gradient, which is tiny
#    near a saddle; in Adam it is about the length of a step. At rate 1 SGD doubles its
#    distance from the saddle in each step, and leaves after 10.
# 2. At a given small rate Adam's time hardly depends on how near the saddle it starts,
#    since it divides by the size of the gradient; SGD's grows like $\log(1/y_0)$.
# 3. Tune the rate of each over the same grid, with the same effort; several starts and
#    losses, also turned axes; compare the best, or the whole curve over rates. (A held-out
#    measure on a real network is welcome too.)
