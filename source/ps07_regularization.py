# %% [markdown] nbgrader={"grade_id": "intro", "locked": true}
# # Problem set 7 · Holding back
#
# Seven exercises in code and one in words: 25 points, about three hours.
#
# Replace each `raise NotImplementedError()` with your code, and run the cells below it.
# They are tests: silence means that they pass, and a message says what they found. Some
# tests are hidden and run when your work is graded; they ask for nothing that the text
# does not ask for. Each test cell earns its points by itself.
#
# Write functions that take arrays, return arrays and change none of their arguments.
# Use NumPy, in float64. Before you hand in, press **Validate**.

# %% nbgrader={"grade_id": "imports", "locked": true}
import numpy as np
from sklearn.datasets import load_digits

# %% [markdown] nbgrader={"grade_id": "penalty-text", "locked": true}
# ## 1 · The price of weights (3 points, 15 minutes)
#
# The parameters of a network are a list of layers `(W, b)`. A penalty adds to the loss
#
# $$\gamma \sum_l \sum_{j,k} W_{l,jk}^2 \;\;(\text{kind "l2"}) \qquad\text{or}\qquad
#   \gamma \sum_l \sum_{j,k} |W_{l,jk}| \;\;(\text{kind "l1"}).$$
#
# There is no factor ½, and biases cost nothing. Return its value and its gradient, the
# gradient as a list of pairs with the shapes of `params`. No weight of the tests is 0.


# %% nbgrader={"grade_id": "penalty", "solution": true}
def penalty(params, gamma, kind):
    """A penalty on the weights of a network, and its gradient.

    Args:
        params: pairs (W, b) of shapes (m, k) and (m,), one a layer.
        gamma: strength, 0 or more.
        kind: "l2" or "l1".

    Returns:
        A number, and a list of pairs (dW, db), each of the shape of its W and b.
    """
    ### BEGIN SOLUTION
    if kind == "l2":
        value = sum(np.sum(W**2) for W, _ in params)
        slopes = [2 * gamma * W for W, _ in params]
    else:
        value = sum(np.sum(np.abs(W)) for W, _ in params)
        slopes = [gamma * np.sign(W) for W, _ in params]
    biases = [np.zeros_like(b) for _, b in params]
    return gamma * value, list(zip(slopes, biases, strict=True))
    ### END SOLUTION


# %% nbgrader={"grade_id": "test-penalty-paper", "points": 1}
# One layer on paper: 1 + 4 + 9 + 16 = 30, and 1 + 2 + 3 + 4 = 10.
layer = np.array([[1.0, -2.0], [-3.0, 4.0]]), np.array([5.0, -6.0])
for kind, want in [("l2", 3.0), ("l1", 1.0)]:
    value, _ = penalty([layer], 0.1, kind)
    np.testing.assert_allclose(value, want, rtol=1e-9, err_msg=f"{kind}, γ = 0.1")

# %% nbgrader={"grade_id": "test-penalty-gradient", "points": 1} examiner={"arguments": "returned"}
# Hidden: the slope by every weight and every bias, against a difference of penalties.
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(701)
for kind, power, gamma in [("l2", 2, 0.7), ("l1", 1, 0.01), ("l1", 1, 2.0)]:
    params = []
    for m, k in [(2, 3), (1, 2), (4, 1)]:
        W = rng.choice([-1.0, 1.0], (m, k)) * rng.uniform(0.2, 2, (m, k))
        params.append((W, rng.uniform(1, 2, m)))
    given = [(W.copy(), b.copy()) for W, b in params]
    _, grads = penalty(given, gamma, kind)
    assert len(grads) == 3, f"{len(grads)} pairs for 3 layers"
    for k, ((W, b), (V, c)) in enumerate(zip(params, given, strict=True)):
        same = np.array_equal(W, V) and np.array_equal(b, c)
        assert same, f"{kind}: penalty changed its argument"
        dW, db = (np.asarray(g, dtype=float) for g in grads[k])
        assert dW.shape == W.shape, f"dW has shape {dW.shape}, W {W.shape}"
        assert db.shape == b.shape, f"db has shape {db.shape}, b {b.shape}"
        assert not db.any(), f"{kind}: a bias has a slope; what does it cost?"
        slope = gamma * (abs(W + 1e-6) ** power - abs(W - 1e-6) ** power) / 2e-6
        off = np.abs(dW - slope).max()
        assert off < 1e-6 * gamma, f"{kind}, layer {k}: dW is off by {off:.1e}"
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "test-penalty-layers", "points": 1}
# Hidden: several layers, other strengths, and biases that are large.
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(702)
params = [(rng.standard_normal(s), 100 + rng.random(s[0])) for s in [(3, 4), (2, 3)]]
weights = [w for W, _ in params for w in W.ravel()]
total = {"l2": sum(w * w for w in weights), "l1": sum(abs(w) for w in weights)}
for kind, gamma in [("l2", 0.0), ("l2", 0.5), ("l2", 3.0), ("l1", 0.5), ("l1", 3.0)]:
    value, _ = penalty([(W.copy(), b.copy()) for W, b in params], gamma, kind)
    note = f"{kind}, γ = {gamma}: which numbers of a layer have a price?"
    np.testing.assert_allclose(value, gamma * total[kind], rtol=1e-9, err_msg=note)
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade_id": "dropout-text", "locked": true}
# ## 2 · Dropout, inverted (4 points, 20 minutes)
#
# In training, drop each entry of `H` by itself with probability `rate`: it becomes 0. Scale
# the entries that are kept such that the expectation of each entry is what it was. At test
# time return what came in. `rate` is the probability to **drop**, as in PyTorch.
#
# All randomness comes from `seed`: the same seed gives the same result, another seed
# another one.


# %% nbgrader={"grade_id": "dropout", "solution": true}
def dropout(H, rate, training, seed):
    """Inverted dropout.

    Args:
        H: activations, shape (n, d).
        rate: probability to drop an entry, 0 <= rate < 1.
        training: True in training, False at test time.
        seed: a whole number.

    Returns:
        An array of shape (n, d).
    """
    ### BEGIN SOLUTION
    if not training:
        return H.copy()
    kept = np.random.default_rng(seed).random(H.shape) >= rate
    return H * kept / (1 - rate)
    ### END SOLUTION


# %% nbgrader={"grade_id": "test-dropout-test-time", "points": 1}
# At test time, and at rate 0, nothing happens.
H = np.array([[1.0, -2.0, 0.5], [3.0, 0.0, -1.0]])
for rate, training in [(0.5, False), (0.9, False), (0.0, True)]:
    out = np.asarray(dropout(H.copy(), rate, training, 1))
    note = f"{rate = }, {training = }: who scales when?"
    np.testing.assert_allclose(out, H, rtol=1e-12, err_msg=note)

# %% nbgrader={"grade_id": "test-dropout-rate", "points": 1}
# Hidden: how many entries are kept, at several rates, to four standard errors.
### BEGIN HIDDEN TESTS
for rate in (0.1, 0.3, 0.5, 0.8):
    kept = np.asarray(dropout(np.ones((200, 150)), rate, True, 11)) != 0
    assert kept.shape == (200, 150), f"shape {kept.shape} for H of shape (200, 150)"
    spread = np.sqrt(rate * (1 - rate))
    off = abs(kept.mean() - (1 - rate))
    assert off < 4 * spread / np.sqrt(kept.size), f"rate {rate}: {kept.mean():.1%} kept"
    rows, columns = kept.mean(axis=1).std(), kept.mean(axis=0).std()
    assert rows > 0.5 * spread / np.sqrt(150), "every row keeps the same number"
    assert columns < 2 * spread / np.sqrt(200), "is each entry dropped by itself?"
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "test-dropout-mean", "points": 1} examiner={"arguments": "returned"}
# Hidden: what becomes of the entries that are kept, and of the argument.
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(703)
for rate in (0.2, 0.5, 0.75):
    H = rng.uniform(0.5, 2, (120, 80)) * rng.choice([-1, 1], (120, 80))
    given = H.copy()
    out = np.asarray(dropout(given, rate, True, 12))
    assert np.array_equal(given, H), "dropout changed its argument H"
    assert out.shape == H.shape, f"shape {out.shape}, expected {H.shape}"
    kept = out != 0
    assert 0 < kept.mean() < 1, f"rate {rate}: {kept.mean():.0%} kept"
    factor = out[kept] / H[kept]
    assert np.ptp(factor) < 1e-9, "entries that are kept have different factors"
    mean = factor[0] * (1 - rate)  # the expectation of an entry that was 1
    note = f"rate {rate}: an entry is {mean:.2f} times its old mean"
    assert abs(mean - 1) < 1e-9, note
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "test-dropout-seed", "points": 1}
# Hidden: seeds.
### BEGIN HIDDEN TESTS
H = np.ones((40, 50))
first, again, other = (
    np.asarray(dropout(H.copy(), 0.5, True, s)) != 0 for s in (3, 3, 4)
)
assert np.array_equal(first, again), "one seed, two results"
for a, b, note in [
    (first, other, "two seeds have the same draws"),
    (first[:20], first[20:], "the rows of a batch share their draws"),
    (first[:, :25], first[:, 25:], "the units of a layer share their draws"),
]:
    assert 0.4 < np.mean(a == b) < 0.6, note
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade_id": "normalize-text", "locked": true}
# ## 3 · Batch normalization, forward (3 points, 20 minutes)
#
# Normalize each column of `Z` and return $\gamma\,(z - \mu)/\sqrt{v + \varepsilon} + \beta$
# and the running statistics, with PyTorch's convention.
#
# * In training, $\mu$ and $v$ are mean and variance of the batch, $v$ with $1/n$. The
#   running statistics move by a tenth of the way towards the batch:
#   $\text{running} \leftarrow 0.9\,\text{running} + 0.1\,\text{batch}$, where the batch's
#   variance is the unbiased one, with $1/(n-1)$.
# * At test time, $\mu$ and $v$ are the running ones, and these are returned as they came.


# %% nbgrader={"grade_id": "normalize", "solution": true}
def normalize(Z, gamma, beta, running_mean, running_var, training, eps=1e-5):
    """Batch normalization of pre-activations.

    Args:
        Z: pre-activations, shape (n, d), n at least 2 in training.
        gamma, beta: scale and shift of each unit, shape (d,).
        running_mean, running_var: statistics so far, shape (d,).
        training: True in training, False at test time.
        eps: added to the variance under the root.

    Returns:
        The output of shape (n, d), and the new running mean and running variance, both of
        shape (d,): three arrays.
    """
    ### BEGIN SOLUTION
    mean, var = running_mean, running_var
    if training:
        mean, var = Z.mean(axis=0), Z.var(axis=0)
        running_mean = 0.9 * running_mean + 0.1 * mean
        running_var = 0.9 * running_var + 0.1 * Z.var(axis=0, ddof=1)
    return gamma * (Z - mean) / np.sqrt(var + eps) + beta, running_mean, running_var
    ### END SOLUTION


# %% nbgrader={"grade_id": "test-normalize-paper", "points": 1}
# Two units and two examples, on paper: mean (2, 0), variance (1, 4).
Z, state = np.array([[1.0, -2.0], [3.0, 2.0]]), (np.zeros(2), np.ones(2))
gamma, beta = np.array([1.0, 3.0]), np.array([0.0, 1.0])
Y, mean, var = normalize(Z, gamma, beta, *state, True, eps=1e-12)
np.testing.assert_allclose(Y, [[-1, -2], [1, 4]], rtol=1e-9, err_msg="the output")
np.testing.assert_allclose(mean, [0.2, 0], 1e-9, 1e-12, err_msg="running mean")

# %% nbgrader={"grade_id": "test-normalize-training", "points": 1} examiner={"arguments": "returned"}
# Hidden: batches of other sizes, units that hardly vary, running statistics.
### BEGIN HIDDEN TESTS
import statistics

rng = np.random.default_rng(704)
for n, d in [(2, 3), (5, 1), (4, 4), (30, 6)]:
    Z = rng.standard_normal((n, d)) * np.geomspace(1e-3, 10, d) + rng.standard_normal(d)
    gamma, beta = rng.uniform(0.5, 2, d), rng.standard_normal(d)
    mean, var = rng.standard_normal(d), rng.uniform(0.5, 2, d)
    given = [a.copy() for a in (Z, gamma, beta, mean, var)]
    Y, new_mean, new_var = (np.asarray(a) for a in normalize(*given, True))
    for a, old in zip(given, (Z, gamma, beta, mean, var), strict=True):
        assert np.array_equal(a, old), "normalize changed one of its arguments"
    for j, z in enumerate(Z.T.tolist()):
        m, s = statistics.fmean(z), (statistics.pvariance(z) + 1e-5) ** 0.5
        want = [gamma[j] * (a - m) / s + beta[j] for a in z]
        np.testing.assert_allclose(Y[:, j], want, 1e-7, 1e-9, err_msg=f"{n = }")
        want = 0.9 * mean[j] + 0.1 * m, 0.9 * var[j] + 0.1 * statistics.variance(z)
        found, note = (new_mean[j], new_var[j]), f"running statistics, {n = }"
        np.testing.assert_allclose(found, want, rtol=1e-9, atol=1e-12, err_msg=note)
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "test-normalize-test-time", "points": 1}
# Hidden: test time, where an example does not depend on its companions.
### BEGIN HIDDEN TESTS
rng, d = np.random.default_rng(705), 4
Z = rng.standard_normal((6, d)) * 3 + 1
gamma, beta = rng.uniform(0.5, 2, d), rng.standard_normal(d)
mean, var = rng.standard_normal(d), np.array([1e-4, 0.5, 2.0, 30.0])
state = [a.copy() for a in (gamma, beta, mean, var)]
Y, new_mean, new_var = (np.asarray(a) for a in normalize(Z.copy(), *state, False))
assert np.array_equal(new_mean, mean), "the running mean changed at test time"
assert np.array_equal(new_var, var), "the running variance changed at test time"
want = [[(z[j] - mean[j]) / (var[j] + 1e-5) ** 0.5 for j in range(d)] for z in Z]
np.testing.assert_allclose(Y, gamma * want + beta, 1e-9, 1e-12, err_msg="test time")
alone = np.asarray(normalize(Z[:1].copy(), *state, False)[0])
np.testing.assert_allclose(alone, Y[:1], rtol=1e-9, atol=1e-12, err_msg="one example")
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade_id": "backward-text", "locked": true}
# ## 4 · Batch normalization, backward (3 points, 30 minutes)
#
# In training, $Y = \gamma\,(Z - \mu)/\sqrt{v + \varepsilon} + \beta$, where $\mu$ and $v$
# come from `Z` itself, $v$ with $1/n$. A loss that you do not know has the slope `dY` by
# `Y`. Return its slopes by `Z`, `gamma` and `beta`.
#
# The tests have units that hardly vary. On paper first: along which three ways does $z_k$
# reach $y_i$?


# %% nbgrader={"grade_id": "backward", "solution": true}
def normalize_backward(dY, Z, gamma, eps=1e-5):
    """Slopes of batch normalization in training.

    Args:
        dY: slope of the loss by the output, shape (n, d).
        Z: what was normalized, shape (n, d).
        gamma: scale of each unit, shape (d,).
        eps: added to the variance under the root.

    Returns:
        dZ of shape (n, d), and dgamma and dbeta of shape (d,).
    """
    ### BEGIN SOLUTION
    s = np.sqrt(Z.var(axis=0) + eps)
    Zhat = (Z - Z.mean(axis=0)) / s
    g = gamma * dY
    dZ = (g - g.mean(axis=0) - Zhat * np.mean(g * Zhat, axis=0)) / s
    return dZ, np.sum(dY * Zhat, axis=0), dY.sum(axis=0)
    ### END SOLUTION


# %% nbgrader={"grade_id": "test-backward-paper", "points": 1}
# Two parameters, and what a common shift of a column of Z may do to the loss: nothing.
Z, dY = np.array([[1.0], [3.0]]), np.array([[0.5], [2.0]])
dZ, dgamma, dbeta = normalize_backward(dY, Z, np.array([2.0]), eps=1e-12)
np.testing.assert_allclose(dgamma, [1.5], rtol=1e-9, err_msg="dgamma: -0.5 + 2")
np.testing.assert_allclose(dbeta, [2.5], rtol=1e-9, err_msg="dbeta")
assert np.shape(dZ) == (2, 1), f"dZ has shape {np.shape(dZ)}, expected (2, 1)"
assert abs(np.sum(dZ)) < 1e-9, (
    f"shift Z by 1: the loss would change by {np.sum(dZ):.2f}"
)

# %% nbgrader={"grade_id": "test-backward-differences", "points": 1} examiner={"arguments": "returned"}
# Hidden: every slope by Z against one that was found without your formula.
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(706)
for n, d in [(3, 2), (6, 4), (12, 1)]:
    Z, dY = rng.standard_normal((n, d)) * 2 + 1, rng.standard_normal((n, d))
    gamma = rng.uniform(0.5, 2, d)
    given = dY.copy(), Z.copy(), gamma.copy()
    dZ, dgamma, dbeta = (np.asarray(a) for a in normalize_backward(*given))
    for a, old in zip(given, (dY, Z, gamma), strict=True):
        assert np.array_equal(a, old), "normalize_backward changed one of its arguments"
    assert dZ.shape == (n, d), f"dZ has shape {dZ.shape}, expected {(n, d)}"
    for i in range(n):
        z = Z.astype(complex)
        z[i] += 1e-30j  # an imaginary step: no difference that could cancel
        z -= z.mean(axis=0)
        y = gamma * z / np.sqrt(np.mean(z**2, axis=0) + 1e-5)
        off = np.abs(dZ[i] - np.sum(dY * y, axis=0).imag / 1e-30).max()
        assert off < 1e-6, f"dZ[{i}] at {n = }: off by {off:.1e}; which way is lost?"
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "test-backward-flat", "points": 1}
# Hidden: units that hardly vary, for all three slopes.
### BEGIN HIDDEN TESTS
rng, n, d = np.random.default_rng(707), 7, 3
for scale in (1e-3, 3e-3):
    Z, dY = scale * rng.standard_normal((n, d)), rng.standard_normal((n, d))
    gamma = rng.uniform(0.5, 2, d)
    found = normalize_backward(dY.copy(), Z.copy(), gamma.copy())
    dZ, dgamma, dbeta = (np.asarray(a) for a in found)
    shapes = [a.shape for a in (dZ, dgamma, dbeta)]
    assert shapes == [(n, d), (d,), (d,)], f"dZ, dgamma, dbeta have shapes {shapes}"
    note = f"standard deviation {scale}: "
    for i in range(n):
        z = Z.astype(complex)
        z[i] += 1e-30j
        z -= z.mean(axis=0)
        y = gamma * z / np.sqrt(np.mean(z**2, axis=0) + 1e-5)
        slope = np.sum(dY * y, axis=0).imag / 1e-30
        off = np.abs(dZ[i] - slope).max() / np.abs(dZ).max()
        assert off < 1e-6, f"{note}dZ is off by {off:.1e} of its size"
    want = np.sum(dY * y.real / gamma, axis=0)
    np.testing.assert_allclose(dgamma, want, 1e-9, err_msg=note + "dgamma")
    np.testing.assert_allclose(dbeta, dY.sum(axis=0), 1e-9, err_msg=note + "dbeta")
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade_id": "stop-text", "locked": true}
# ## 5 · When to stop (3 points, 15 minutes)
#
# After each epoch you get a validation loss. Training stops as soon as `patience` epochs in
# a row have passed without a loss *below* the lowest one so far; an equal loss is no
# improvement. If that never happens, it ends with the last epoch. Return the epoch whose
# weights you keep, that of the lowest loss seen until then, and the epoch after which
# training ended. Epochs count from 0.
#
# `[3, 2, 4, 5, 1]` with patience 2 keeps epoch 1 and ends after epoch 3; nobody ever sees
# the 1.


# %% nbgrader={"grade_id": "stop", "solution": true}
def stop(losses, patience):
    """Early stopping.

    Args:
        losses: validation loss after each epoch, shape (T,), T at least 1.
        patience: epochs to wait for a lower loss, at least 1.

    Returns:
        The epoch to keep and the last epoch made, two ints, counted from 0.
    """
    ### BEGIN SOLUTION
    best = 0
    for epoch, loss in enumerate(losses):
        if loss < losses[best]:
            best = epoch
        if epoch - best == patience:
            break
    return best, epoch
    ### END SOLUTION


# %% nbgrader={"grade_id": "test-stop-paper", "points": 1}
# The example of the text, with patience 2 and 3.
curve = np.array([3.0, 2.0, 4.0, 5.0, 1.0])
for patience, want in [(2, [1, 3]), (3, [4, 4])]:
    found = [int(e) for e in stop(curve.copy(), patience)]
    assert found == want, f"patience {patience}: (keep, end) = {found}, expected {want}"

# %% nbgrader={"grade_id": "test-stop-ends", "points": 1}
# Hidden: curves that never rise, only rise, are flat, or of one epoch.
### BEGIN HIDDEN TESTS
for curve, patience, want in [
    ([5.0, 4.0, 3.0, 2.0], 1, [3, 3]),
    ([1.0, 2.0, 3.0, 4.0], 2, [0, 2]),
    ([1.0, 1.0, 1.0, 1.0], 2, [0, 2]),
    ([2.0, 1.0, 1.0, 0.5], 2, [3, 3]),
    ([0.7], 3, [0, 0]),
    ([2.0, 1.0, 3.0], 5, [1, 2]),
]:
    found = [int(e) for e in stop(np.array(curve), patience)]
    assert found == want, f"{curve}, patience {patience}: (keep, end) = {found}"
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "test-stop-random", "points": 1}
# Hidden: long curves that jump.
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(708)
for patience in (1, 3, 7, 20):
    for _ in range(10):
        curve = 2 + 0.3 * np.cumsum(rng.standard_normal(60))
        keep, end = (int(e) for e in stop(curve.copy(), patience))
        lowest = [int(np.argmin(curve[: e + 1])) for e in range(60)]
        ends = [e for e in range(60) if e - lowest[e] >= patience]
        want = ends[0] if ends else 59
        assert end == want, f"patience {patience}: ends after {end}, not {want}"
        want = lowest[want]
        assert keep == want, f"patience {patience}: keeps {keep}, a lowest is {want}"
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade_id": "ridge-text", "locked": true}
# ## 6 · Mend a penalized loss (3 points, 25 minutes)
#
# This loop should train a logistic neuron with an L2 penalty on
#
# $$L(w, b) = \frac1n \sum_i \ell_i + \gamma\,\lVert w \rVert^2, \qquad
#   \ell_i = \log(1 + e^{z_i}) - y_i z_i, \quad z_i = \langle w, x_i\rangle + b .$$
#
# Its first slip is a published one: a minus in front of losses that are negative
# log-likelihoods already. There are four, some of them in two places. Find them before you run
# anything.
#
# ```python
# def train(X, y, gamma, lr, steps):
#     X1 = np.column_stack([X, np.ones(len(X))])
#     theta, losses = np.zeros(X1.shape[1]), []
#     for _ in range(steps):
#         z = X1 @ theta
#         nll = np.logaddexp(0, z) - y * z
#         losses.append(-np.mean(nll) + gamma * np.sum(theta ** 2))
#         slope = -X1.T @ (1 / (1 + np.exp(-z)) - y) / len(y) + gamma * theta
#         theta -= lr * slope
#     return theta, theta[-1], losses
# ```
#
# Write the loop it should have been. Start from zero, make `steps` steps of descent on $L$
# with the full batch, and record $L$ *before* each step. Return `w`, `b` and the losses.


# %% nbgrader={"grade_id": "ridge", "solution": true}
def train(X, y, gamma, lr, steps):
    """Train a logistic neuron with an L2 penalty on its weights.

    Args:
        X: inputs, shape (n, d).
        y: targets in {0, 1}, shape (n,).
        gamma: strength of the penalty, 0 or more.
        lr: learning rate, above 0.
        steps: number of steps.

    Returns:
        w of shape (d,), the number b, and `steps` losses.
    """
    ### BEGIN SOLUTION
    w, b, losses = np.zeros(X.shape[1]), 0.0, []
    for _ in range(steps):
        z = X @ w + b
        losses.append(np.mean(np.logaddexp(0, z) - y * z) + gamma * w @ w)
        error = np.exp(-np.logaddexp(0, -z)) - y
        w, b = w - lr * (X.T @ error / len(y) + 2 * gamma * w), b - lr * error.mean()
    return w, b, np.array(losses)
    ### END SOLUTION


# %% nbgrader={"grade_id": "test-ridge-start", "points": 1}
# Before the first step the loss is log 2, and every step lowers it.
X = np.array([[1.0, 0.0], [2.0, 1.0], [4.0, 1.0], [0.0, 3.0]])
y = np.array([0.0, 1.0, 1.0, 0.0])
for gamma in (0.0, 0.1):
    w, b, losses = train(X.copy(), y.copy(), gamma, 0.1, 50)
    assert np.shape(w) == (2,), f"w has shape {np.shape(w)}, expected (2,)"
    assert np.shape(losses) == (50,), f"{np.shape(losses)} losses for 50 steps"
    np.testing.assert_allclose(losses[0], np.log(2), 1e-9, err_msg="the first loss")
    note = "the loss must fall at each step: which sign is up?"
    assert (np.diff(losses) < 0).all(), note

# %% nbgrader={"grade_id": "test-ridge-step", "points": 1} examiner={"arguments": "returned"}
# Hidden: one more step, and by how much it moves each weight and the bias.
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(709)


def penalized(theta, X, y, gamma):
    z = X @ theta[:-1] + theta[-1]
    return np.mean(np.log(1 + np.exp(z)) - y * z) + gamma * np.sum(theta[:-1] ** 2)


for n, d, gamma, lr in [(8, 1, 0.5, 0.3), (20, 3, 0.05, 0.5), (6, 4, 0.0, 0.2)]:
    X, y = rng.standard_normal((n, d)) + 1, rng.integers(0, 2, n).astype(float)
    y[0] = 1 - y[1]
    given = X.copy(), y.copy()
    (w, b, _), (v, c, losses) = (train(*given, gamma, lr, steps) for steps in (6, 7))
    assert np.array_equal(given[0], X), "train changed its argument X"
    assert np.array_equal(given[1], y), "train changed its argument y"
    old, new = np.append(np.asarray(w), b), np.append(np.asarray(v), c)
    note = f"the loss before the last step, γ = {gamma}"
    want = penalized(old, X, y, gamma)
    np.testing.assert_allclose(losses[-1], want, rtol=1e-9, err_msg=note)
    ways = old + 1e-30j * np.eye(d + 1)  # an imaginary step along each axis
    slope = np.array([penalized(way, X, y, gamma).imag for way in ways]) / 1e-30
    off = np.abs(new - (old - lr * slope))
    note = f"a weight, γ = {gamma}: the step is not -lr times the slope"
    assert off[:-1].max() < 1e-6, note
    assert off[-1] < 1e-6, f"the bias, γ = {gamma}: does it have a price?"
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "test-ridge-minimum", "points": 1}
# Hidden: where it ends on separable data, and what a stronger penalty does.
### BEGIN HIDDEN TESTS
x = np.array([-3.0, -2.0, -1.0, 1.0, 2.0, 3.0])
X, y = np.column_stack([x + 5, 0.5 * x]), (x > 0) * 1.0
lengths = []
for gamma in (0.01, 0.1, 1.0):
    w, b, losses = train(X.copy(), y.copy(), gamma, 0.05, 6000)
    w = np.asarray(w, dtype=float)
    assert w.shape == (2,), f"w has shape {w.shape}, expected (2,)"
    assert np.isfinite(w).all() and np.isfinite(b), f"γ = {gamma}: inf or nan"
    p = 1 / (1 + np.exp(-(X @ w + b)))
    rest = X.T @ (p - y) / len(y) + 2 * gamma * w
    assert np.abs(rest).max() < 0.02, f"γ = {gamma}: the end is no minimum for w"
    assert abs(np.mean(p - y)) < 0.02, f"γ = {gamma}: the end is no minimum for b"
    lengths.append(float(np.sqrt(w @ w)))
assert lengths[0] > lengths[1] > lengths[2], f"|w| = {lengths} for growing γ"
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade_id": "careless-text", "locked": true}
# ## 7 · Careless labels (3 points, 40 minutes)
#
# You get 200 digits to train on and 200 for validation. A fifth of all labels is random. Train
# a network with 64 inputs, one hidden layer of 128 ReLU units and 10 logits, and hold it back
# by any means of the lecture. Return its weights. They are tested on 1000 other digits with
# true labels. On the four hidden samples the same network, trained to the end without
# restraint, gets 73 % right on average. Yours must get 77 %; the lecture's best means get 85 %.
#
# Take at most 5 seconds a call: 400 steps of Adam on the full batch take about half a second.
# Everything that is installed may be used, `sklearn.neural_network` too.


# %% nbgrader={"grade_id": "careless-data", "locked": true}
def noisy_digits(seed):
    """Images and labels for training and validation, then 1000 with true labels."""
    rng = np.random.default_rng(seed)
    digits = load_digits()
    order = rng.permutation(len(digits.target))[:1400]
    X, y = digits.data[order] / 16, digits.target[order]
    noisy = np.where(rng.random(1400) < 0.2, rng.integers(0, 10, 1400), y)
    return X[:200], noisy[:200], X[200:400], noisy[200:400], X[400:], y[400:]


# %% nbgrader={"grade_id": "careless-score", "locked": true}
def right(weights, X, y):
    """Share of digits that a 64-128-10 ReLU network gets right."""
    W1, b1, W2, b2 = (np.asarray(a, dtype=float) for a in weights)
    shapes = [a.shape for a in (W1, b1, W2, b2)]
    assert shapes == [(128, 64), (128,), (10, 128), (10,)], f"shapes {shapes}"
    Z = np.maximum(X @ W1.T + b1, 0) @ W2.T + b2
    assert np.isfinite(Z).all(), "the network answers with inf or nan"
    return np.mean(Z.argmax(axis=1) == y)


# %% nbgrader={"grade_id": "careless", "solution": true}
def careless(X, y, X_val, y_val, seed):
    """Train a 64-128-10 ReLU network on labels of which a fifth is random.

    Args:
        X, X_val: images, shape (200, 64), values in [0, 1].
        y, y_val: labels 0 to 9 with noise, shape (200,), ints.
        seed: a whole number, for the first weights.

    Returns:
        W1, b1, W2, b2 of shapes (128, 64), (128,), (10, 128) and (10,).
    """
    ### BEGIN SOLUTION
    rng = np.random.default_rng(seed)
    W1, b1 = rng.standard_normal((128, 64)) * np.sqrt(2 / 64), np.zeros(128)
    W2, b2 = rng.standard_normal((10, 128)) * np.sqrt(2 / 128), np.zeros(10)
    for _ in range(300):  # plain descent, with an L2 penalty of strength 0.01
        H = np.maximum(X @ W1.T + b1, 0)
        Z = H @ W2.T + b2
        P = np.exp(Z - Z.max(axis=1, keepdims=True))
        dZ = (P / P.sum(axis=1, keepdims=True) - np.eye(10)[y]) / len(y)
        dH = (dZ @ W2) * (H > 0)
        W1, b1 = W1 - 0.3 * (dH.T @ X + 0.02 * W1), b1 - 0.3 * dH.sum(axis=0)
        W2, b2 = W2 - 0.3 * (dZ.T @ H + 0.02 * W2), b2 - 0.3 * dZ.sum(axis=0)
    return W1, b1, W2, b2
    ### END SOLUTION


# %% nbgrader={"grade_id": "test-careless-learns", "points": 1}
# It has learnt something: on one sample, at least 60 % of new digits.
*given, X_new, y_new = noisy_digits(1)
accuracy = right(careless(*given, 1), X_new, y_new)
assert accuracy > 0.6, f"{accuracy:.0%} of 1000 new digits right"

# %% nbgrader={"grade_id": "test-careless-gain", "points": 2} examiner={"arguments": "returned"}
# Hidden: four other samples.
### BEGIN HIDDEN TESTS
found = []
for seed in (11, 12, 13, 14):
    *given, X_new, y_new = noisy_digits(seed)
    copies = [a.copy() for a in given]
    found.append(right(careless(*copies, seed), X_new, y_new))
    for a, old in zip(copies, given, strict=True):
        assert np.array_equal(a, old), "careless changed one of its arguments"
mean = np.mean(found)
assert mean > 0.77, (
    f"{mean:.1%} of new digits right on average: what holds the network back?"
)
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade_id": "report-text", "locked": true}
# ## 8 · The best of ten (3 points, 15 minutes, read by a person)
#
# A report says: "We tried ten drop rates. The best one, $p = 0.8$, reached 97.2 % on our test
# set, against 96.9 % without dropout. Dropout therefore improves generalization." The authors
# used PyTorch. In at most 120 words: what is wrong with how 97.2 % was obtained, what must be
# known before you believe the comparison, and what should you ask about $p$?

# %% [markdown] nbgrader={"grade_id": "report", "solution": true, "points": 3}
# *One point for each of the three.*
#
# 1. The rate was chosen on the test set: the best of ten flatters. Choose on a validation set,
#    and report the test accuracy of that one choice.
# 2. Three tenths of a point may be chance: the number of test images, several seeds (first
#    weights, splits) for both networks and the spread of the difference; the same effort of
#    tuning for both.
# 3. Whether 0.8 is the probability to keep, as in the paper, or to drop, as PyTorch's `p` is:
#    then only a fifth is kept. (Also right: whether dropout was switched off for the test.)
