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
#
# [The lecture](../../notebooks/07_regularization.ipynb) | [Contents](../../notebooks/start.md)

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
# Two layers on paper: 1 + 4 + 9 + 16 + 4 + 1 + 1 + 9 = 45, and without squares 17.
params = [
    (np.array([[1.0, -2.0, 3.0], [-4.0, 2.0, 1.0]]), np.array([5.0, -6.0])),
    (np.array([[-1.0, 3.0]]), np.array([7.0])),
]
for kind, gamma, want, slips in [
    ("l2", 0.1, 4.5, {15.5: "a bias has a price", 2.25: "½ of it", 45.0: "no γ in it"}),
    ("l2", 3.0, 135.0, {30.0: "the last layer alone", 105.0: "the first layer alone"}),
    ("l1", 0.1, 1.7, {3.5: "a bias has a price", 17.0: "no γ in it", 4.5: "squares"}),
    ("l1", 3.0, 51.0, {12.0: "the last layer alone", 39.0: "the first layer alone"}),
    ("l2", 0.0, 0.0, {}),
]:
    value, _ = penalty([(W.copy(), b.copy()) for W, b in params], gamma, kind)
    assert np.shape(value) == (), f"a value of shape {np.shape(value)}, not a number"
    for slip, note in slips.items():
        assert abs(value - slip) > 1e-6, f"{kind}, γ = {gamma}: {value:.6g}: {note}"
    note = f"{kind}, γ = {gamma}: {value:.6g}. What is added up, over which numbers?"
    assert abs(value - want) < 1e-9 * max(want, 1), note

# %% nbgrader={"grade_id": "test-penalty-gradient", "points": 1} examiner={"arguments": "returned"}
# The same two layers: the slope by every weight and every bias.
params = [
    (np.array([[1.0, -2.0, 3.0], [-4.0, 2.0, 1.0]]), np.array([5.0, -6.0])),
    (np.array([[-1.0, 3.0]]), np.array([7.0])),
]
slopes = {
    "l2": [[[6.0, -12.0, 18.0], [-24.0, 12.0, 6.0]], [[-6.0, 18.0]]],
    "l1": [[[3.0, -3.0, 3.0], [-3.0, 3.0, 3.0]], [[-3.0, 3.0]]],
}
for kind, wants in slopes.items():
    given = [(W.copy(), b.copy()) for W, b in params]
    _, grads = penalty(given, 3.0, kind)
    assert len(grads) == 2, f"{len(grads)} pairs for 2 layers"
    for k, want in enumerate(np.array(w) for w in wants):
        for a, old in zip(given[k], params[k], strict=True):
            assert np.array_equal(a, old), f"{kind}: penalty changed its argument"
        dW, db = (np.asarray(g, dtype=float) for g in grads[k])
        note = f"{kind}, γ = 3, layer {k + 1}: "
        assert dW.shape == want.shape, f"{note}dW has shape {dW.shape}"
        assert db.shape == params[k][1].shape, f"{note}db has shape {db.shape}"
        assert np.all(db == 0), f"{note}a bias has a slope; what does it cost?"
        assert not np.allclose(dW, -want), f"{note}which way does it grow?"
        assert not np.allclose(dW, want / 2), f"{note}half of it: there is no factor ½"
        assert not np.allclose(dW, want / 3), f"{note}a third of it: what does γ do?"
        assert np.allclose(dW, want, 1e-9), f"{note}dW is {dW.tolist()}"
# Hidden: other layers, against a difference of penalties.
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(701)
for kind, power, gamma in [("l2", 2, 0.7), ("l1", 1, 0.01), ("l1", 1, 2.0)]:
    params = []
    for m, k in [(2, 3), (1, 2), (4, 1), (3, 3)]:
        W = rng.choice([-1.0, 1.0], (m, k)) * rng.uniform(0.2, 2, (m, k))
        params.append((W, rng.uniform(1, 2, m)))
    given = [(W.copy(), b.copy()) for W, b in params]
    _, grads = penalty(given, gamma, kind)
    assert len(grads) == 4, f"{len(grads)} pairs for 4 layers"
    for k, ((W, b), (V, c)) in enumerate(zip(params, given, strict=True)):
        same = np.array_equal(W, V) and np.array_equal(b, c)
        assert same, f"{kind}: penalty changed its argument"
        dW, db = (np.asarray(g, dtype=float) for g in grads[k])
        shapes = [dW.shape, db.shape]
        assert shapes == [W.shape, b.shape], f"dW and db have shapes {shapes}"
        assert not db.any(), f"{kind}: a bias has a slope; what does it cost?"
        slope = gamma * (abs(W + 1e-6) ** power - abs(W - 1e-6) ** power) / 2e-6
        off = np.abs(dW - slope).max()
        assert off < 1e-6 * gamma, f"{kind}, layer {k}: dW is off by {off:.1e}"
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "test-penalty-layers", "points": 1}
# Hidden: the value for other layers and strengths, and biases that are large.
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(702)
for shapes in [[(3, 4), (2, 3)], [(2, 2)], [(5, 1), (3, 5), (1, 3)]]:
    params = [(rng.standard_normal(s), 100 + rng.random(s[0])) for s in shapes]
    weights = [w for W, _ in params for w in W.ravel()]
    total = {"l2": sum(w * w for w in weights), "l1": sum(abs(w) for w in weights)}
    for kind, gamma in [
        ("l2", 0.0),
        ("l2", 0.5),
        ("l2", 3.0),
        ("l1", 0.0),
        ("l1", 3.0),
    ]:
        value, _ = penalty([(W.copy(), b.copy()) for W, b in params], gamma, kind)
        value = np.asarray(value, dtype=float)
        assert value.shape == (), f"a value of shape {value.shape}, not a number"
        note = f"{kind}, γ = {gamma}: which numbers of a layer have a price?"
        np.testing.assert_allclose(value, gamma * total[kind], 1e-9, err_msg=note)
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


# %% nbgrader={"grade_id": "test-dropout-test-time", "points": 1} examiner={"arguments": "returned"}
# At test time, and at rate 0, nothing happens, and H stays as it is.
H = np.array([[1.0, -2.0, 0.5], [3.0, 0.0, -1.0]])
for rate, training in [(0.5, False), (0.9, False), (0.0, False), (0.0, True)]:
    given = H.copy()
    out = np.asarray(dropout(given, rate, training, 1), dtype=float)
    note = f"{rate = }, {training = }: "
    assert np.array_equal(given, H), f"{note}dropout changed its argument H"
    assert out.shape == (2, 3), f"{note}shape {out.shape} for H of shape (2, 3)"
    assert not np.allclose(out, (1 - rate) * H) or rate == 0, f"{note}who scales when?"
    assert not np.any((out == 0) & (H != 0)), f"{note}an entry was dropped"
    assert np.allclose(out, H, 1e-12, 0), f"{note}not what came in"

# %% nbgrader={"grade_id": "test-dropout-rate", "points": 1}
# Whether each entry is dropped by itself, how often, and how many: 6 ones for 400 seeds,
# then 6000 ones. All bounds are five standard errors from what chance does.
for rate in (0.2, 0.7):
    ones = [np.asarray(dropout(np.ones((2, 3)), rate, True, s)) for s in range(400)]
    drops, spread = np.array(ones, dtype=float) == 0, np.sqrt(rate * (1 - rate))
    assert drops.shape == (400, 2, 3), f"shape {drops.shape[1:]} for H of shape (2, 3)"
    assert np.isfinite(ones).all(), "inf or nan: by what do you divide?"
    assert (drops != drops[0]).any(), (
        f"rate {rate}: 400 seeds, the same entries dropped"
    )
    share = drops.mean(axis=0)
    note = f"rate {rate}: the entries of H are dropped in {share.tolist()} of 400 calls"
    kept = (abs(1 - share - rate) < 5 * spread / 20).all()
    assert not kept, f"{note}: is it the probability to drop?"
    assert (abs(share - rate) < 5 * spread / 20).all(), note
    rows, columns, each = (drops.mean(axis=a).std() for a in (2, 1, (1, 2)))
    note = f"rate {rate}: is each entry dropped by itself, or "
    assert columns < 1.2 * spread / np.sqrt(2), f"{note}a unit for the whole batch?"
    assert rows < 1.2 * spread / np.sqrt(3), f"{note}an example as a whole?"
    assert each < 1.2 * spread / np.sqrt(6), f"{note}all of them together?"
    assert each > 0.8 * spread / np.sqrt(6), f"{note}a fixed number of them?"

    kept = np.asarray(dropout(np.ones((60, 100)), rate, True, 5), dtype=float) != 0
    off = abs(kept.mean() - (1 - rate)) / spread * np.sqrt(6000)
    assert off < 5, f"rate {rate}: {kept.mean():.1%} of 6000 entries are kept"
# Hidden: other rates and sizes.
### BEGIN HIDDEN TESTS
for rate in (0.1, 0.3, 0.5, 0.8, 0.97):
    kept = np.asarray(dropout(np.ones((200, 150)), rate, True, 11)) != 0
    spread = np.sqrt(rate * (1 - rate))
    off = abs(kept.mean() - (1 - rate))
    assert off < 5 * spread / np.sqrt(kept.size), f"rate {rate}: {kept.mean():.1%} kept"
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "test-dropout-mean", "points": 1} examiner={"arguments": "returned"}
# What becomes of the entries that are kept, and of the argument.
for rate, want in [(0.3, 1.428571429), (0.75, 4.0)]:
    H = np.array([[0.5, -1.0, 2.0]] * 49)
    given = H.copy()
    out = np.asarray(dropout(given, rate, True, 2), dtype=float)
    assert np.array_equal(given, H), "dropout changed its argument H"
    assert out.shape == (49, 3), f"shape {out.shape} for H of shape (49, 3)"
    kept = out != 0
    count = kept.sum(axis=0)
    some = (count > 0).all() and (count < 49).all()
    assert some, f"rate {rate}: of 49 equal entries {count.tolist()} are kept"
    factor = out[kept] / H[kept]
    note = f"rate {rate}: an entry that is kept is multiplied by {factor[0]:.9g}"
    assert np.ptp(factor) < 1e-9, f"rate {rate}: not all are multiplied by the same"
    assert abs(factor[0] - 1) > 1e-9, f"{note}: what is its mean over all draws?"
    assert abs(factor[0] - 1 / rate) > 1e-9, f"{note}: how often is it kept?"
    assert abs(factor[0] - want) < 1e-9, f"{note}: its mean is not what it was"
# Hidden: other rates and sizes.
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(703)
for rate in (0.1, 0.3, 0.5, 0.9):
    H = rng.uniform(0.5, 2, (120, 80)) * rng.choice([-1, 1], (120, 80))
    given = H.copy()
    out = np.asarray(dropout(given, rate, True, 12), dtype=float)
    assert np.array_equal(given, H), "dropout changed its argument H"
    assert out.shape == H.shape, f"shape {out.shape}, expected {H.shape}"
    kept = out != 0
    assert 0 < kept.mean() < 1, f"rate {rate}: {kept.mean():.0%} kept"
    factor = out[kept] / H[kept]
    mean = factor * (1 - rate)  # the expectation of an entry that was 1
    note = f"rate {rate}: an entry is {mean[0]:.6g} times its old mean"
    assert np.abs(mean - 1).max() < 1e-9, note
    for sign in (-1, 1):  # 4800 entries or so: the share of the kept, to 5 errors
        share, error = kept[H * sign > 0].mean(), np.sqrt(rate * (1 - rate) / 4500)
        assert abs(share - (1 - rate)) < 5 * error, f"{share:.1%} kept of one sign"
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "test-dropout-seed", "points": 1}
# Seeds: the same result for the same one, another one for another.
H = np.ones((40, 50))
draws = {}
for seed in (0, 3, 4, 0, 3):
    dropped = np.asarray(dropout(H.copy(), 0.5, True, seed), dtype=float) == 0
    assert 0.3 < dropped.mean() < 0.7, f"{dropped.mean():.0%} dropped at rate 0.5"
    same = np.array_equal(draws.setdefault(seed, dropped), dropped)
    assert same, f"seed {seed}: two calls, two results"
for a, b in [(0, 3), (3, 4), (0, 4)]:
    same = np.mean(draws[a] == draws[b])
    assert 0.4 < same < 0.6, f"seeds {a} and {b} agree on {same:.0%} of the entries"
# Hidden: other seeds, and what rows and columns have in common.
### BEGIN HIDDEN TESTS
first, again, other = (
    np.asarray(dropout(np.ones((60, 30)), 0.5, True, s)) != 0 for s in (17, 17, 18)
)
assert np.array_equal(first, again), "one seed, two results"
for a, b, note in [
    (first, other, "two seeds have the same draws"),
    (first[:30], first[30:], "the rows of a batch share their draws"),
    (first[:, :15], first[:, 15:], "the units of a layer share their draws"),
]:
    assert 0.4 < np.mean(a == b) < 0.6, f"{note}, or nothing was dropped"
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
# Two units and three examples: mean (4, 1), variance (26/3, 14/3) with 1/n and (13, 7)
# with 1/(n-1). Here ε is large, so that one can see where it goes.
Z = np.array([[1.0, -2.0], [3.0, 2.0], [8.0, 3.0]])
gamma, beta = np.array([2.0, -1.0]), np.array([0.5, 1.0])
state = np.array([1.0, -1.0]), np.array([2.0, 4.0])
found = normalize(Z.copy(), gamma, beta, *(a.copy() for a in state), True, eps=0.5)
Y, mean, var = (np.asarray(a, dtype=float) for a in found)
shapes = [a.shape for a in (Y, mean, var)]
assert shapes == [(3, 2), (2,), (2,)], f"shapes {shapes}"
for slip, note in [
    (-1.132993, "v with 1/n divides, and 1/(n-1) counts for the running variance"),
    (-1.538098, "where is ε?"),
    (-1.242201, "ε stands under the root"),
    (-0.154545, "where is the root?"),
    (0.5, "in training the batch's own mean and variance count"),
    (
        0.183772,
        "in training the batch's own mean and variance count, not the new state",
    ),
    (2.309068, "each column is normalized, not each row"),
]:
    assert abs(Y[0, 0] - slip) > 1e-5, f"Y[0, 0] = {Y[0, 0]:.4f}: {note}"
want = [[-1.481734777, 2.319824035], [-0.160578259, 0.560058655]]
want += [[3.142313036, 0.12011731]]
assert np.allclose(Y, want, 1e-7), f"Y is {Y.tolist()}, expected {want}"
note = "how far, and towards what?"
assert abs(mean[0] - 3.7) > 1e-6, "the running mean moves by nine tenths of the way"
assert np.allclose(mean, [1.3, -0.8], 1e-9), f"running mean {mean.tolist()}: {note}"
assert abs(var[0] - 8 / 3) > 1e-6, "the running variance: which variance of the batch?"
assert np.allclose(var, [3.1, 4.3], 1e-9), f"running variance {var.tolist()}: {note}"

# %% nbgrader={"grade_id": "test-normalize-training", "points": 1} examiner={"arguments": "returned"}
# What was handed over is as it was.
Z, state = np.array([[1.0, -2.0], [3.0, 2.0]]), (np.zeros(2), np.ones(2))
arguments = Z, np.array([2.0, 3.0]), np.array([0.5, 1.0]), *state
for training in (True, False):
    given = [a.copy() for a in arguments]
    normalize(*given, training)
    names = "Z", "gamma", "beta", "running_mean", "running_var"
    for name, a, old in zip(names, given, arguments, strict=True):
        same = np.array_equal(a, old)
        assert same, f"{training = }: normalize changed its argument {name}"
# Hidden: batches of other sizes, units that hardly vary, running statistics.
### BEGIN HIDDEN TESTS
import statistics

rng = np.random.default_rng(704)
for n, d in [(2, 3), (5, 1), (4, 4), (30, 6)]:
    Z = rng.standard_normal((n, d)) * np.geomspace(1e-3, 10, d) + rng.standard_normal(d)
    gamma, beta = rng.uniform(0.5, 2, d), rng.standard_normal(d)
    mean, var = rng.standard_normal(d), rng.uniform(0.5, 2, d)
    given = [a.copy() for a in (Z, gamma, beta, mean, var)]
    found = normalize(*given, True)
    Y, new_mean, new_var = (np.asarray(a, dtype=float) for a in found)
    for a, old in zip(given, (Z, gamma, beta, mean, var), strict=True):
        assert np.array_equal(a, old), "normalize changed one of its arguments"
    shapes = [a.shape for a in (Y, new_mean, new_var)]
    assert shapes == [(n, d), (d,), (d,)], f"{n = }, {d = }: shapes {shapes}"
    for j, z in enumerate(Z.T.tolist()):
        m, s = statistics.fmean(z), (statistics.pvariance(z) + 1e-5) ** 0.5
        want = [gamma[j] * (a - m) / s + beta[j] for a in z]
        np.testing.assert_allclose(Y[:, j], want, 1e-7, 1e-9, err_msg=f"{n = }")
        want = 0.9 * mean[j] + 0.1 * m, 0.9 * var[j] + 0.1 * statistics.variance(z)
        moved, note = (new_mean[j], new_var[j]), f"running statistics, {n = }"
        np.testing.assert_allclose(moved, want, rtol=1e-9, atol=1e-12, err_msg=note)
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "test-normalize-test-time", "points": 1}
# Test time: one example or two, by the running mean (1, -1) and variance (2, 4).
gamma, beta = np.array([2.0, -1.0]), np.array([0.5, 1.0])
mean, var = np.array([1.0, -1.0]), np.array([2.0, 4.0])
want = np.array([[4.294733192, 0.057190958], [-3.294733192, -0.885618083]])
Z = np.array([[4.0, 1.0], [-2.0, 3.0]])
for n in (2, 1):
    state = [a.copy() for a in (gamma, beta, mean, var)]
    found = normalize(Z[:n].copy(), *state, False, eps=0.5)
    Y, new_mean, new_var = (np.asarray(a, dtype=float) for a in found)
    assert np.array_equal(new_mean, mean), "the running mean changed at test time"
    assert np.array_equal(new_var, var), "the running variance changed at test time"
    assert Y.shape == (n, 2), f"shape {Y.shape} for Z of shape {(n, 2)}"
    note = f"at test time, n = {n}: Y is {Y.tolist()}. By which statistics?"
    assert np.allclose(Y, want[:n], 1e-7), note
# Hidden: another batch, and an example that does not depend on its companions.
### BEGIN HIDDEN TESTS
rng, d = np.random.default_rng(705), 4
Z = rng.standard_normal((6, d)) * 3 + 1
gamma, beta = rng.uniform(0.5, 2, d), rng.standard_normal(d)
mean, var = rng.standard_normal(d), np.array([1e-4, 0.5, 2.0, 30.0])
state = [a.copy() for a in (gamma, beta, mean, var)]
found = normalize(Z.copy(), *state, False)
Y, new_mean, new_var = (np.asarray(a, dtype=float) for a in found)
assert np.array_equal(new_mean, mean), "the running mean changed at test time"
assert np.array_equal(new_var, var), "the running variance changed at test time"
want = [[(z[j] - mean[j]) / (var[j] + 1e-5) ** 0.5 for j in range(d)] for z in Z]
np.testing.assert_allclose(Y, gamma * want + beta, 1e-9, 1e-12, err_msg="test time")
state = [a.copy() for a in (gamma, beta, mean, var)]
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
# Two units and three examples. Here ε is large, so that one can see where it goes.
Z = np.array([[1.0, -2.0], [3.0, 2.0], [8.0, 3.0]])
dY = np.array([[1.0, 0.5], [-2.0, 1.0], [0.5, 3.0]])
found = normalize_backward(dY.copy(), Z.copy(), np.array([2.0, -1.0]), eps=0.5)
dZ, dgamma, dbeta = (np.asarray(a, dtype=float) for a in found)
shapes = [a.shape for a in (dZ, dgamma, dbeta)]
assert shapes == [(3, 2), (2,), (2,)], f"dZ, dgamma, dbeta have shapes {shapes}"
for name, found, slip, note in [
    ("dbeta[0]", dbeta[0], -1 / 6, "does each example add to it, or is it a mean?"),
    ("dgamma[0]", dgamma[0], -0.5, "are dgamma and dbeta swapped?"),
    ("dgamma[0]", dgamma[0], 0.339683, "where is ε?"),
    ("dgamma[0]", dgamma[0], 0.272166, "v is the variance with 1/n"),
    ("dgamma[0]", dgamma[0], 0.660578, "Y = γ · (…) + β: what stands next to γ?"),
    ("dgamma[0]", dgamma[0], 0.110096, "does each example add to it, or is it a mean?"),
    ("dZ[0, 0]", dZ[0, 0], 0.660578, "how do μ and v depend on Z?"),
    ("dZ[0, 0]", dZ[0, 0], 0.770675, "how does v depend on Z?"),
    ("dZ[0, 0]", dZ[0, 0], 0.732641, "how does μ depend on Z?"),
    ("dZ[0, 0]", dZ[0, 0], 0.421369, "what does γ do to a slope?"),
    ("dZ[0, 0]", dZ[0, 0], -0.842738, "which way does the loss grow?"),
]:
    assert abs(found - slip) > 1e-5, f"{name} is {found:.4f}: {note}"
assert np.allclose(dbeta, [-0.5, 4.5], 1e-9), f"dbeta is {dbeta.tolist()}"
assert np.allclose(dgamma, [0.33028913, 2.419677398], 1e-7), f"dgamma is {dgamma}"
shift = dZ.sum(axis=0)  # what a common shift of a column of Z does to the loss
assert np.abs(shift).max() < 1e-9, f"shift Z by 1: the loss changes by {shift.tolist()}"
want = [[0.842737718, -0.028383313], [-1.187039114, 0.376078892]]
want += [[0.344301396, -0.347695579]]
assert np.allclose(dZ, want, 1e-6), f"dZ is {dZ.tolist()}: which way is lost?"

# %% nbgrader={"grade_id": "test-backward-differences", "points": 1} examiner={"arguments": "returned"}
# What was handed over is as it was.
arguments = np.array([[0.5], [2.0], [1.0]]), np.array([[1.0], [3.0], [4.0]])
arguments += (np.array([2.0]),)
given = [a.copy() for a in arguments]
normalize_backward(*given)
for name, a, old in zip(("dY", "Z", "gamma"), given, arguments, strict=True):
    assert np.array_equal(a, old), f"normalize_backward changed its argument {name}"
# Hidden: every slope by Z against one that was found without your formula.
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(706)
for n, d in [(3, 2), (6, 4), (12, 1), (2, 3), (4, 4)]:
    Z, dY = rng.standard_normal((n, d)) * 2 + 1, rng.standard_normal((n, d))
    gamma = rng.uniform(0.5, 2, d) * rng.choice([-1, 1], d)
    given = dY.copy(), Z.copy(), gamma.copy()
    found = normalize_backward(*given)
    dZ, dgamma, dbeta = (np.asarray(a, dtype=float) for a in found)
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
# A unit that hardly varies: its deviation is 0.0008, and sqrt(ε) is 0.003.
Z, dY = np.array([[0.0], [0.001], [0.002]]), np.array([[1.0], [0.0], [2.0]])
dZ, dgamma, dbeta = normalize_backward(dY.copy(), Z.copy(), np.array([3.0]))
dZ = np.asarray(dZ, dtype=float)
want = np.array([[28.704957923], [-918.558653544], [889.853695620]])
assert np.allclose(dZ, want, 1e-6, 0), f"dZ is {dZ.ravel().tolist()}: where is ε?"
# Hidden: units that hardly vary, for all three slopes.
### BEGIN HIDDEN TESTS
rng, n, d = np.random.default_rng(707), 7, 3
for scale in (1e-3, 3e-3):
    Z, dY = scale * rng.standard_normal((n, d)), rng.standard_normal((n, d))
    gamma = rng.uniform(0.5, 2, d)
    found = normalize_backward(dY.copy(), Z.copy(), gamma.copy())
    dZ, dgamma, dbeta = (np.asarray(a, dtype=float) for a in found)
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
# The example of the text, with patience 2 and 3, and curves that are easy to follow.
for curve, patience, keep, end in [
    ([3.0, 2.0, 4.0, 5.0, 1.0], 2, 1, 3),
    ([3.0, 2.0, 4.0, 5.0, 1.0], 3, 4, 4),
    ([5.0, 4.0, 3.0, 2.0], 1, 3, 3),
    ([1.0, 2.0, 3.0, 4.0, 5.0], 2, 0, 2),
    ([5.0, 6.0, 4.0, 5.0, 3.0, 4.0, 2.0, 3.0], 2, 6, 7),
    ([9.0, 5.0, 8.0, 7.0, 6.0, 1.0], 3, 1, 4),
    ([4.0, 3.0, 7.0, 6.0, 5.0], 9, 1, 4),
]:
    found = stop(np.array(curve), patience)
    note = f"{curve}, patience {patience}: "
    assert len(found) == 2, f"{note}{len(found)} results, expected 2"
    assert np.asarray(found).dtype.kind in "iu", f"{note}epochs are ints, not {found}"
    kept, ended = (int(e) for e in found)
    swapped = keep != end and [kept, ended] == [end, keep]
    assert not swapped, f"{note}the epoch to keep comes first"
    assert ended == end, f"{note}training ends after epoch {ended}, not {end}"
    assert kept == keep, f"{note}keeps epoch {kept}, not {keep}"

# %% nbgrader={"grade_id": "test-stop-ends", "points": 1} examiner={"arguments": "returned"}
# Equal losses, a single epoch, sizes and signs, and the argument afterwards.
for curve, patience, want, note in [
    ([1.0, 1.0, 1.0, 1.0], 2, [0, 2], "is an equal loss lower?"),
    ([2.0, 1.0, 1.0, 0.5], 2, [3, 3], "when does the count begin anew?"),
    ([2.0, 1.0, 1.0, 1.0, 0.5], 2, [1, 3], "is an equal loss lower?"),
    ([0.7], 3, [0, 0], "which epochs are there?"),
    ([1.0, 1.0 - 1e-9, 1.0 - 2e-9], 1, [2, 2], "a little lower is lower"),
    ([5e9, 4e9, 3e9], 1, [2, 2], "the first loss may be large"),
    ([-1.0, -2.0, -2.0, -3.0], 1, [1, 2], "a loss may be below 0"),
]:
    given = np.array(curve)
    found = [int(e) for e in stop(given, patience)]
    assert np.array_equal(given, curve), "stop changed its argument losses"
    assert found == want, f"{curve}, patience {patience}: (keep, end) = {found}; {note}"
# Hidden: other sizes, signs and lengths.
### BEGIN HIDDEN TESTS
for curve, patience, want in [
    ([5e9, 4e9, 3e9, 2e9], 1, [3, 3]),
    ([-1.0, -2.0, -2.0, -3.0], 1, [1, 2]),
    ([1.0, 2.0, 3.0, 4.0], 2, [0, 2]),
    ([0.0, 0.0, 0.0], 1, [0, 1]),
    ([2.0, 1.0, 1.0, 0.5], 2, [3, 3]),
    ([2.0, 1.0, 1.0, 1.0, 0.5], 2, [1, 3]),
    ([1.0, 1.0 - 1e-12, 1.0 - 2e-12], 1, [2, 2]),
    ([0.7], 1, [0, 0]),
    ([2.0, 1.0, 3.0], 5, [1, 2]),
    ([3.0, 1.0], 1, [1, 1]),
]:
    found = [int(e) for e in stop(np.array(curve), patience)]
    assert found == want, f"{curve}, patience {patience}: (keep, end) = {found}"
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "test-stop-random", "points": 1}
# Hidden: long curves that jump, some of them with equal losses.
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(708)
for patience in (1, 2, 3, 7, 20):
    for number in range(20):
        curve = 2 + 0.3 * np.cumsum(rng.standard_normal(60))
        curve = np.round(curve, 1) if number % 2 else curve
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
# The first step on paper: from zero every z is 0, every p is 1/2, and the loss is log 2.
X = np.array([[1.0, 0.0], [2.0, 1.0], [4.0, 1.0], [0.0, 2.0], [1.0, 1.0]])
y = np.array([0.0, 1.0, 1.0, 0.0, 1.0])
w, b, losses = train(X.copy(), y.copy(), 0.5, 0.4, 1)
w, b, losses = (np.asarray(a, dtype=float) for a in (w, b, losses))
shapes = [a.shape for a in (w, b, losses)]
assert shapes == [(2,), (), (1,)], f"w, b and losses have shapes {shapes}"
assert np.allclose(losses, np.log(2), 1e-9), f"the first loss is {losses[0]:.6f}"
assert not w[0] < 0, f"w is {w.tolist()} after one step: which way is down?"
assert abs(w[0] - 1.2) > 1e-6, (
    "the first step is five times too long: a mean, or a sum?"
)
assert np.allclose(w, [0.24, 0.04], 1e-9), f"w is {w.tolist()} after one step"
assert np.allclose(b, 0.04, 1e-9), f"b is {b:.6f} after one step"
# Nothing to learn: each loss is log 2, and nothing moves, however many steps are made.
flat = train(np.zeros((4, 3)), np.array([0.0, 1.0, 1.0, 0.0]), 0.3, 0.5, 60)
w, b, losses = (np.asarray(a, dtype=float) for a in flat)
assert losses.shape == (60,), f"losses of shape {losses.shape} for 60 steps"
assert np.abs(w).max() < 1e-9 and abs(b) < 1e-9, "w and b start at 0, and stay there"
assert np.allclose(losses, np.log(2), 1e-9), "a loss is not log 2, with w and b at 0"
for gamma in (0.0, 0.1):
    _, _, losses = train(X.copy(), y.copy(), gamma, 0.1, 50)
    assert np.shape(losses) == (50,), f"{np.shape(losses)} losses for 50 steps"
    falls = np.diff(np.asarray(losses, dtype=float)) < 0
    assert falls.all(), f"γ = {gamma}: a loss is not lower than the one before"

# %% nbgrader={"grade_id": "test-ridge-step", "points": 1} examiner={"arguments": "returned"}
# Two steps at γ = 0.5. The penalty shows in the second, as w is 0 before the first.
X = np.array([[1.0, 0.0], [2.0, 1.0], [4.0, 1.0], [0.0, 2.0], [1.0, 1.0]])
y = np.array([0.0, 1.0, 1.0, 0.0, 1.0])
given = X.copy(), y.copy()
w, b, losses = (np.asarray(a, dtype=float) for a in train(*given, 0.5, 0.4, 2))
assert np.array_equal(given[0], X), "train changed its argument X"
assert np.array_equal(given[1], y), "train changed its argument y"
for slip, note in [
    (0.321825954, "the slope of the penalty is too small: half of it"),
    (0.369825954, "where is the penalty in the step?"),
    (0.350625954, "the penalty is no part of the mean over the examples"),
]:
    assert abs(w[0] - slip) > 1e-7, f"w[0] is {w[0]:.6f} after two steps: {note}"
assert np.allclose(w, [0.273825954, 0.022835608], 1e-7), (
    f"w is {w.tolist()} after two steps"
)
assert abs(b - 0.019669034) > 1e-7, f"b is {b:.6f} after two steps: what does b cost?"
assert np.allclose(b, 0.035669034, 1e-7), f"b is {b:.6f} after two steps"
assert abs(losses[1] - 0.579652029) > 1e-7, "the second loss lacks the penalty"
assert np.allclose(losses, [0.693147181, 0.609252029], 1e-7), (
    f"the losses of two steps are {losses.tolist()}"
)
# After one step one of three answers is wrong and certain: its z is 24.375.
_, _, losses = train(np.full((3, 1), 8.0), np.array([1.0, 1.0, 0.0]), 0.1, 2.25, 2)
assert abs(losses[1] - 9.025) < 1e-3, f"certain and wrong: a loss of {losses[1]:.4f}"
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
    w, b, v, c = (np.asarray(a, dtype=float) for a in (w, b, v, c))
    shapes = [a.shape for a in (v, c)]
    assert shapes == [(d,), ()], f"w and b have shapes {shapes}, {d} inputs"
    old, new = np.append(w, b), np.append(v, c)
    note = f"the loss before the last step, γ = {gamma}"
    want = penalized(old, X, y, gamma)
    np.testing.assert_allclose(losses[-1], want, rtol=1e-9, err_msg=note)
    ways = old + 1e-30j * np.eye(d + 1)  # an imaginary step along each axis
    slope = np.array([penalized(way, X, y, gamma).imag for way in ways]) / 1e-30
    off = np.abs(new - (old - lr * slope))
    part = "the bias" if off[-1] == off.max() else "a weight"
    assert off.max() < 1e-6, f"{part}, γ = {gamma}: not -lr times the slope of L"
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "test-ridge-minimum", "points": 1}
# Hidden: where it ends on separable data, and one step from zero.
### BEGIN HIDDEN TESTS
x = np.array([-3.0, -2.0, -1.0, 1.0, 2.0, 3.0])
X, y = np.column_stack([x + 5, 0.5 * x]), (x > 0) * 1.0
for gamma in (0.01, 0.1, 1.0):
    w, b, losses = train(X.copy(), y.copy(), gamma, 0.05, 6000)
    w, b, losses = (np.asarray(a, dtype=float) for a in (w, b, losses))
    assert w.shape == (2,), f"w has shape {w.shape}, expected (2,)"
    assert losses.shape == (6000,), f"losses of shape {losses.shape} for 6000 steps"
    assert np.isfinite(w).all() and np.isfinite(b), f"γ = {gamma}: inf or nan"
    p = 1 / (1 + np.exp(-(X @ w + b)))
    rest = X.T @ (p - y) / len(y) + 2 * gamma * w
    assert np.abs(rest).max() < 0.02, f"γ = {gamma}: the end is no minimum for w"
    assert abs(np.mean(p - y)) < 0.02, f"γ = {gamma}: the end is no minimum for b"
    w, b, losses = train(X.copy(), y.copy(), gamma, 0.05, 1)
    want = 0.025 * X.T @ (2 * y - 1) / len(y)
    np.testing.assert_allclose(w, want, 1e-9, 1e-12, err_msg="one step from zero: w")
    assert abs(b) < 1e-9, "one step from zero, half the targets are 1: b"
    note = "one step from zero: the losses"
    np.testing.assert_allclose(losses, [np.log(2)], 1e-9, err_msg=note)
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade_id": "careless-text", "locked": true}
# ## 7 · Careless labels (3 points, 40 minutes)
#
# You get 200 digits to train on and 200 for validation. A fifth of all labels is random. Train
# a network with 64 inputs, one hidden layer of 128 ReLU units and 10 logits, and hold it back
# by any means of the lecture. Return its weights. The validation digits may choose between
# networks, or say when to stop, but no step is made on them. All randomness comes from `seed`:
# the same seed gives the same weights, another seed other ones.
#
# The weights are tested on 1000 other digits with true labels. The hidden tests shuffle the
# order of the pixels and the names of the digits first, the same for all images of a sample.
# On the four hidden samples the same network, trained to the end without restraint, gets about
# 73 % right on average. Yours must get 77 %; a penalty or an early stop gets 85 %.
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
        seed: a whole number, for all that is random.

    Returns:
        W1, b1, W2, b2 of shapes (128, 64), (128,), (10, 128) and (10,).
    """
    ### BEGIN SOLUTION
    rng = np.random.default_rng(seed)
    W1, b1 = rng.standard_normal((128, 64)) * np.sqrt(2 / 64), np.zeros(128)
    W2, b2 = rng.standard_normal((10, 128)) * np.sqrt(2 / 128), np.zeros(10)

    def forward(X):
        H = np.maximum(X @ W1.T + b1, 0)
        Z = H @ W2.T + b2
        P = np.exp(Z - Z.max(axis=1, keepdims=True))
        return H, P / P.sum(axis=1, keepdims=True)

    kept, lowest, waited = (W1, b1, W2, b2), np.inf, 0
    for _ in range(600):  # plain descent, until the validation loss no longer falls
        H, P = forward(X_val)
        loss = -np.mean(np.log(P[np.arange(len(y_val)), y_val] + 1e-300))
        waited += 1
        if loss < lowest:
            kept, lowest, waited = (W1, b1, W2, b2), loss, 0
        if waited == 20:
            break
        H, P = forward(X)
        dZ = (P - np.eye(10)[y]) / len(y)
        dH = (dZ @ W2) * (H > 0)
        W1, b1 = W1 - 0.5 * dH.T @ X, b1 - 0.5 * dH.sum(axis=0)
        W2, b2 = W2 - 0.5 * dZ.T @ H, b2 - 0.5 * dZ.sum(axis=0)
    return kept
    ### END SOLUTION


# %% nbgrader={"grade_id": "test-careless-learns", "points": 1} examiner={"arguments": "returned"}
# It has learnt something: on one sample, at least 60 % of new digits. And what the seed and
# the validation digits are for: give them other labels, and the network does not know these.
*given, X_new, y_new = noisy_digits(1)
X_val, false = given[2], (given[3] + 1) % 10
copies = [a.copy() for a in given]
first = [np.asarray(a, dtype=float) for a in careless(*copies, 1)]
for name, a, old in zip(("X", "y", "X_val", "y_val"), copies, given, strict=True):
    assert np.array_equal(a, old), f"careless changed its argument {name}"
accuracy = right(first, X_new, y_new)
assert accuracy > 0.6, f"{accuracy:.0%} of 1000 new digits right"
again, other = (careless(*(a.copy() for a in given), seed) for seed in (1, 2))
same = all(np.array_equal(a, b) for a, b in zip(first, again, strict=True))
assert same, "the same seed, and other weights"
moved = all(not np.allclose(first[k], other[k]) for k in (0, 2))
assert moved, "another seed, and the same weights"
told = careless(*(a.copy() for a in given[:3]), false.copy(), 1)
known = right(told, X_val, false)
assert known < 0.35, (
    f"{known:.0%} of the validation digits get the label they were given"
)

# %% nbgrader={"grade_id": "test-careless-gain", "points": 2} examiner={"arguments": "returned"}
# Hidden: four other samples, with pixels and names in another order, and the same questions.
### BEGIN HIDDEN TESTS
found = []
for seed in (11, 12, 13, 14):
    X, y, X_val, y_val, X_new, y_new = noisy_digits(seed)
    order = np.random.default_rng(700 + seed)
    pixels, names = order.permutation(64), order.permutation(10)
    X, X_val, X_new = (a[:, pixels] for a in (X, X_val, X_new))
    y, y_val, y_new = (names[a] for a in (y, y_val, y_new))
    copies = [a.copy() for a in (X, y, X_val, y_val)]
    weights = careless(*copies, seed)
    found.append(right(weights, X_new, y_new))
    for a, old in zip(copies, (X, y, X_val, y_val), strict=True):
        assert np.array_equal(a, old), "careless changed one of its arguments"
mean = np.mean(found)
assert mean > 0.77, (
    f"{mean:.1%} of new digits right on average: what holds the network back?"
)
other = careless(X.copy(), y.copy(), X_val.copy(), y_val.copy(), 15)
same = np.allclose(np.asarray(weights[0], float), np.asarray(other[0], float))
assert not same, "another seed, and the same weights"
false = (y_val + 1) % 10
known = right(
    careless(X.copy(), y.copy(), X_val.copy(), false.copy(), 14), X_val, false
)
assert known < 0.35, (
    f"{known:.0%} of the validation digits get the label they were given"
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
