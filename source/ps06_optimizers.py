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
# Use NumPy in float64. Before you hand in, press **Validate**.
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
# Constant slope 1, lr 1, mu 1/2, from 0: on paper the steps are 1, 3/2 and 7/4.
theta, state, reached = np.zeros(1), {}, []
for _ in range(3):
    theta, state = momentum_step(theta, np.ones(1), state, 1.0, 0.5)
    reached.append(np.asarray(theta).item())
np.testing.assert_allclose(reached, [-1.0, -2.5, -4.25], rtol=1e-12)

# %% nbgrader={"grade_id": "test-momentum-walk", "points": 1}
# Hidden: walks over other gradients, rates and shapes.
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(601)
cases = [((4,), 0.1, 0.9, 12), ((2, 3), 0.5, 0.3, 6), ((), 2, 0, 5)]
for shape, lr, mu, steps in cases:
    start, grads = rng.standard_normal(shape), rng.standard_normal((steps, *shape))
    theta, state = start.copy(), {}
    for t in range(steps):
        theta, state = momentum_step(theta, grads[t].copy(), state, lr, mu)
        assert np.shape(theta) == shape, f"theta has shape {np.shape(theta)}"
    # gradient k has been walked 1 + mu + … + mu^(steps - 1 - k) times
    times = [sum(mu**j for j in range(steps - k)) for k in range(steps)]
    want = start - lr * sum(c * g for c, g in zip(times, grads, strict=True))
    note = f"after {steps} steps with lr {lr}, mu {mu}: how long does a gradient last?"
    np.testing.assert_allclose(theta, want, rtol=1e-10, atol=1e-10, err_msg=note)
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "test-momentum-arguments", "points": 1} examiner={"arguments": "returned"}
# Hidden: the arguments afterwards, and a step that is taken twice from the same state.
### BEGIN HIDDEN TESTS
theta, grad = np.array([1.0, -2.0]), np.array([0.5, 0.25])
given = theta.copy(), grad.copy()
reached, state = momentum_step(given[0], given[1], {}, 0.1, 0.9)
reached = np.array(reached)
assert np.array_equal(given[0], theta), "momentum_step changed its argument theta"
assert np.array_equal(given[1], grad), "momentum_step changed its argument grad"
# 0.1 g, and from there 0.1 (0.9 g + g), each time
for _ in range(2):
    again, _ = momentum_step(reached.copy(), grad.copy(), state, 0.1, 0.9)
    note = "the same step from the same state: does it know of earlier calls?"
    np.testing.assert_allclose(again, theta - 0.29 * grad, 1e-10, err_msg=note)
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade_id": "nesterov-text", "locked": true}
# ## 2 · Mend a look ahead (3 points, 25 minutes)
#
# This should be Nesterov's method. It has three slips, and one of them is a published
# one. Find them before you run anything.
#
# ```python
# def nesterov(gradient, theta, lr, mu, steps):
#     v, path = 0, [theta]
#     for _ in range(steps):
#         v = mu * v + gradient(theta - lr * v)
#         theta -= lr * v
#         path.append(theta)
#     return path
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
# L = θ²/2 from 1, lr 1/2, mu 1/2. On paper: v = 1, then 1/4 + 1/2 = 3/4.
path = np.asarray(nesterov(lambda p: p.copy(), np.ones(1), 0.5, 0.5, 2), dtype=float)
assert path.shape == (3, 1), f"shape {path.shape} for 2 steps in 1 dimension"
np.testing.assert_allclose(path[:, 0], [1.0, 0.5, 0.125], rtol=1e-12)

# %% nbgrader={"grade_id": "test-nesterov-roots", "points": 1}
# Hidden: bowls of other curvatures, against the powers of one matrix.
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(602)
for lr, mu, steps in [(0.1, 0.9, 20), (0.3, 0.5, 12), (0.05, 0.0, 6)]:
    curvature, start = rng.uniform(0.2, 4, 3), rng.standard_normal(3)
    path = nesterov(lambda p, c=curvature: c * p, start.copy(), lr, mu, steps)
    path = np.asarray(path, dtype=float)
    assert path.shape == (steps + 1, 3), f"shape {path.shape}, {steps} steps in 3-D"
    for j, c in enumerate(curvature):
        r = 1 - lr * c  # (theta, v) goes to matrix @ (theta, v)
        matrix = np.array([[r, -lr * mu * r], [c, mu * r]])
        want = [np.linalg.matrix_power(matrix, t)[0, 0] for t in range(steps + 1)]
        note = f"lr {lr}, mu {mu}, curvature {c:.2f}: where is the gradient taken?"
        np.testing.assert_allclose(
            path[:, j], start[j] * np.array(want), rtol=1e-9, atol=1e-10, err_msg=note
        )
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "test-nesterov-border", "points": 1} examiner={"arguments": "returned"}
# Hidden: near the largest stable rate, and the start afterwards.
### BEGIN HIDDEN TESTS
start = np.array([1.0, -1.0])
given = start.copy()
# The border for mu = 0.9 is lr = 3.8 / 2.8 = 1.357 on a bowl of curvature 1.
path = np.asarray(nesterov(lambda p: 1.0 * p, given, 1.3, 0.9, 60), dtype=float)
assert np.array_equal(given, start), "nesterov changed its argument theta"
assert path.shape == (61, 2), f"shape {path.shape} for 60 steps in 2 dimensions"
assert np.array_equal(path[0], start), "the first point of the path is not the start"
end = np.max(np.abs(path[-1]))
assert end < 0.5, f"|θ| = {end:.2g} after 60 steps, lr 1.3, mu 0.9: it should shrink"
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
np.testing.assert_allclose(theta, [-0.1, 0.1], rtol=1e-9, err_msg="the first step")
theta, state = adagrad_step(theta, np.array([4.0, 0.0]), state, 0.1)
np.testing.assert_allclose(theta, [-0.18, 0.1], rtol=1e-9, err_msg="the second step")

# %% nbgrader={"grade_id": "test-adagrad-units", "points": 1} examiner={"arguments": "returned"}
# Hidden: many steps, each coordinate in its own unit; the arguments afterwards.
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(603)
start, grads = rng.standard_normal((2, 3)), rng.standard_normal((15, 2, 3))
want = start.copy()
for t in range(15):
    for at in np.ndindex(2, 3):
        want[at] -= 0.2 * grads[t][at] / np.linalg.norm(grads[: t + 1, *at])
for unit in (1.0, np.array([1e-3, 1.0, 1e3])):
    theta, state = start.copy(), {}
    for t in range(15):
        given = theta.copy(), unit * grads[t]
        before = given[0].copy(), given[1].copy()
        theta, state = adagrad_step(*given, state, 0.2)
        assert np.array_equal(given[0], before[0]), "adagrad_step changed theta"
        assert np.array_equal(given[1], before[1]), "adagrad_step changed grad"
    assert np.shape(theta) == (2, 3), f"theta has shape {np.shape(theta)}, not (2, 3)"
    note = f"gradients times {unit}: which power of g is divided by which?"
    np.testing.assert_allclose(theta, want, rtol=0, atol=1e-5, err_msg=note)
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "test-adagrad-eps", "points": 1}
# Hidden: where eps is felt, and where a gradient is 0.
### BEGIN HIDDEN TESTS
theta, state = adagrad_step(np.zeros(2), np.array([3e-4, 0.0]), {}, 0.1, eps=1e-4)
assert np.isfinite(theta).all(), f"{theta}: what is 0 divided by?"
note = "a gradient of 3 eps: what is under the root, and what beside it?"
np.testing.assert_allclose(theta, [-0.075, 0.0], rtol=1e-9, atol=1e-12, err_msg=note)
theta, state = adagrad_step(theta, np.array([4e-4, 0.0]), state, 0.1, eps=1e-4)
want = [-0.075 - 0.1 * 4 / 6, 0.0]
np.testing.assert_allclose(theta, want, rtol=1e-9, atol=1e-12, err_msg=note)
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
np.testing.assert_allclose(theta, [0.99, 1.01], rtol=1e-7, strict=True)

# %% nbgrader={"grade_id": "test-adam-count", "points": 1}
# Hidden: a constant gradient, for which the averages must not depend on the step.
### BEGIN HIDDEN TESTS
for g, betas in [(2.0, (0.9, 0.999)), (-0.3, (0.5, 0.9)), (7.0, (0.0, 0.99))]:
    theta, state = np.zeros(1), {}
    for t in range(1, 26):
        theta, state = adam_step(theta, np.array([g]), state, 0.1, *betas)
        note = f"gradient {g:g} in each of {t} steps, betas {betas}: is each as long?"
        want = [-0.1 * t * np.sign(g)]
        np.testing.assert_allclose(theta, want, rtol=1e-4, err_msg=note)
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "test-adam-walk", "points": 1}
# Hidden: other gradients, shapes and factors, against weighted sums of all gradients.
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(604)
for shape, betas, lr in [((3,), (0.9, 0.999), 0.05), ((2, 2), (0.6, 0.8), 0.3)]:
    start, grads = rng.standard_normal(shape), rng.standard_normal((20, *shape))
    theta, state, want = start.copy(), {}, start.copy()
    for t in range(1, 21):
        theta, state = adam_step(theta, grads[t - 1].copy(), state, lr, *betas)
        means = []
        for beta, terms in zip(betas, (grads[:t], grads[:t] ** 2), strict=True):
            weights = beta ** np.arange(t - 1, -1, -1.0)
            means.append(np.tensordot(weights / weights.sum(), terms, 1))
        want = want - lr * means[0] / (np.sqrt(means[1]) + 1e-8)
        assert np.shape(theta) == shape, f"theta has shape {np.shape(theta)}"
        note = f"step {t} with betas {betas}: which average is weighted how?"
        np.testing.assert_allclose(theta, want, rtol=1e-5, atol=1e-5, err_msg=note)
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "test-adam-tiny", "points": 1}
# Hidden: gradients about as small as eps.
### BEGIN HIDDEN TESTS
for g, eps in [(1e-7, 1e-8), (3e-8, 1e-8), (1e-3, 1e-3)]:
    theta, state = np.zeros(1), {}
    for t in range(1, 6):
        theta, state = adam_step(theta, np.array([g]), state, 1.0, eps=eps)
        note = f"gradient {g:g}, eps {eps:g}, step {t}: where does eps stand?"
        np.testing.assert_allclose(theta, [-t * g / (g + eps)], 1e-6, err_msg=note)
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "test-adam-arguments", "points": 1} examiner={"arguments": "returned"}
# Hidden: the arguments afterwards, and two walks at the same time.
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(605)
starts, grads = rng.standard_normal((2, 3)), rng.standard_normal((6, 2, 3))


def alone(k):
    theta, state = starts[k].copy(), {}
    for t in range(6):
        theta, state = adam_step(theta, grads[t, k].copy(), state, 0.1)
    return np.array(theta)


want = [alone(0), alone(1)]
thetas, states = [starts[0].copy(), starts[1].copy()], [{}, {}]
for t in range(6):
    for k in range(2):
        given = thetas[k].copy(), grads[t, k].copy()
        before = given[0].copy(), given[1].copy()
        thetas[k], states[k] = adam_step(*given, states[k], 0.1)
        assert np.array_equal(given[0], before[0]), "adam_step changed theta"
        assert np.array_equal(given[1], before[1]), "adam_step changed grad"
for k in range(2):
    note = "two walks, step by step in turn: do they know of each other?"
    np.testing.assert_allclose(thetas[k], want[k], rtol=1e-10, err_msg=note)
    moved = np.max(np.abs(want[k] - starts[k]))
    assert 0.05 < moved < 0.7, f"moved by {moved:.2g} in 6 steps of rate 0.1"
### END HIDDEN TESTS

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
np.testing.assert_allclose(theta, [1.8, -2.0], rtol=1e-7, strict=True)

# %% nbgrader={"grade_id": "test-adamw-alone", "points": 1}
# Hidden: no gradient at all, and only the decay.
### BEGIN HIDDEN TESTS
for lr, decay in [(0.1, 0.5), (0.01, 2.0), (0.3, 0.0)]:
    start = np.array([1.0, -30.0, 0.001])
    theta, state = start.copy(), {}
    for t in range(1, 8):
        theta, state = adamw_step(theta, np.zeros(3), state, lr, decay)
        want = start * np.exp(t * np.log1p(-lr * decay))
        note = f"{t} steps without a gradient, lr {lr}, decay {decay}: what is left?"
        np.testing.assert_allclose(theta, want, rtol=1e-9, err_msg=note)
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "test-adamw-walk", "points": 1} examiner={"arguments": "returned"}
# Hidden: gradients and decay together, and the arguments afterwards.
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(606)
for lr, decay, betas in [(0.1, 0.7, (0.9, 0.999)), (0.02, 5.0, (0.5, 0.8))]:
    start, grads = 3 * rng.standard_normal(4), rng.standard_normal((15, 4))
    theta, state, want = start.copy(), {}, start.copy()
    for t in range(1, 16):
        given = np.array(theta), grads[t - 1].copy()
        before = given[0].copy()
        theta, state = adamw_step(*given, state, lr, decay, *betas)
        assert np.array_equal(given[0], before), "adamw_step changed theta"
        assert np.array_equal(given[1], grads[t - 1]), "adamw_step changed grad"
        means = []
        for beta, terms in zip(betas, (grads[:t], grads[:t] ** 2), strict=True):
            weights = beta ** np.arange(t - 1, -1, -1.0)
            means.append((weights / weights.sum()) @ terms)
        want = (1 - lr * decay) * want - lr * means[0] / (np.sqrt(means[1]) + 1e-8)
        note = f"step {t}, lr {lr}, decay {decay}: what enters the averages?"
        np.testing.assert_allclose(theta, want, rtol=1e-10, atol=1e-10, err_msg=note)
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade_id": "limit-text", "locked": true}
# ## 6 · How fast is too fast? (3 points, 20 minutes)
#
# The loss is $\frac12 \theta^\top H \theta$ with a symmetric matrix $H$, all of whose
# eigenvalues are above 0. Return the number $\eta^*$ below which every learning rate
# leads the momentum of exercise 1 to 0 from every start, and above which none does. For
# $\mu = 0$ that is plain descent.


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
# A ravine, without momentum: 1 % below the limit it shrinks, 1 % above it grows.
ravine = np.diag([4.0, 100.0])
limit = float(largest_rate(ravine.copy()))
assert np.isfinite(limit) and limit > 0, f"{limit} is not a rate"
for factor, arrives in ((0.99, True), (1.01, False)):
    theta = np.array([1.0, 1.0])
    for _ in range(2000):
        if abs(theta).max() < 1e6:
            theta = theta - factor * limit * ravine @ theta
    end = abs(theta).max()
    assert (end < 1e-3) == arrives, f"{factor} times {limit:.4g}: ends at {end:.2g}"

# %% nbgrader={"grade_id": "test-limit-turned", "points": 1} examiner={"arguments": "returned"}
# Hidden: without momentum, other matrices, also such that are not diagonal.
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(607)
for d in (1, 2, 5):
    for _ in range(3):
        Q = np.linalg.qr(rng.standard_normal((d, d)))[0]
        H = Q @ np.diag(rng.uniform(0.5, 20, d)) @ Q.T
        H = (H + H.T) / 2
        given = H.copy()
        limit = float(largest_rate(given))
        assert np.array_equal(given, H), "largest_rate changed its argument H"
        for factor, arrives in ((0.999, True), (1.001, False)):
            step = np.eye(d) - factor * limit * H
            grows = abs(np.linalg.eigvals(step)).max() > 1
            assert grows != arrives, f"{factor} times {limit:.4g}, {d = }: wrong side"
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "test-limit-momentum", "points": 1}
# Hidden: with momentum.
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(608)
for mu in (0.1, 0.5, 0.9, 0.99):
    A = rng.standard_normal((3, 3))
    H = A @ A.T + 0.5 * np.eye(3)
    limit = float(largest_rate(H.copy(), mu))
    for factor, arrives in ((0.999, True), (1.001, False)):
        lr = factor * limit  # (theta, v) goes to step @ (theta, v)
        one = np.eye(3)
        step = np.block([[one - lr * H, -lr * mu * one], [H, mu * one]])
        grows = abs(np.linalg.eigvals(step)).max() > 1
        assert grows != arrives, f"{factor} times {limit:.4g}, {mu = }: wrong side"
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade_id": "noise-text", "locked": true}
# ## 7 · Measure the noise (2 points, 15 minutes)
#
# `G` holds the gradient of each of n examples in its rows. Draw `draws` batches of `m`
# examples, each example independently of the others and with replacement, with the
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
# Two examples with gradients +1 and -1: the squared noise of one draw is 1, always.
G = np.array([[1.0], [-1.0]])
one = noise(G.copy(), 1, 50, np.random.default_rng(1))
np.testing.assert_allclose(one, 1.0, rtol=1e-9, err_msg="batches of 1")
# Batches of 4 have one quarter of it on average; 4000 draws say so to about 2 %.
four = noise(G.copy(), 4, 4000, np.random.default_rng(2))
assert 0.22 < four < 0.28, f"{four:.3f} for batches of 4"

# %% nbgrader={"grade_id": "test-noise-slope", "points": 1} examiner={"arguments": "returned"}
# Hidden: several dimensions, means other than 0, the slope over m, and another seed.
### BEGIN HIDDEN TESTS
G = np.random.default_rng(609).standard_normal((40, 6)) * [1, 2, 3, 1, 1, 0.1] + 5
exact = np.mean(np.sum((G - G.mean(axis=0)) ** 2, axis=1))  # for m = 1
sizes, found, given = np.array([1, 4, 16, 64]), [], G.copy()
for m in sizes:
    found.append(float(noise(given, int(m), 2000, np.random.default_rng(int(m)))))
    assert np.array_equal(given, G), "noise changed its argument G"
    off = found[-1] * m / exact - 1
    assert abs(off) < 0.12, f"batches of {m}: off by {off:+.0%}; squared, and summed?"
slope = np.polyfit(np.log(sizes), np.log(found), 1)[0]
assert abs(slope + 1) < 0.05, f"slope {slope:.3f} over the batch size"
again = [float(noise(G, 4, 200, np.random.default_rng(k))) for k in (1, 1, 2)]
assert again[0] == again[1], "the same generator, two answers: is rng used?"
assert again[0] != again[2], "two generators, the same answer: is rng used?"
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
