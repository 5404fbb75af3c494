# %% [markdown]
# # 7 · Holding back
#
# **Question.** A network with ten thousand weights learns 200 images by heart, wrong labels
# included. What keeps it from doing that, what evens its way down, and how do you tell
# whether it helped?
#
# **After this lecture you can**
#
# * scale features, and say what a wrong unit does to the loss and to descent;
# * write a penalized loss with the right sign, and its gradient;
# * stop training on a validation split, and say what the test set is still for;
# * switch dropout on and off without a wrong factor, in both conventions;
# * take batch normalization forward and backward, and say what it does not promise.
#
# 90 minutes. No cell takes longer than 15 seconds. Run each cell with Shift+Enter;
# where it says *Predict*, answer before you go on.

# %%
from functools import partial
from itertools import pairwise

import jax
import jax.numpy as jnp
import numpy as np
import torch
from sklearn.datasets import load_breast_cancer, load_digits, load_wine
from sklearn.neighbors import KNeighborsClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import MinMaxScaler, StandardScaler

from nncourse import datasets, views, widgets

rng = np.random.default_rng(7)

# %% [markdown]
# ## Recall
#
# Answer from memory, then look.
#
# 1. A line separates your data. Where do the weights of a logistic neuron go, and why?
#    <details><summary>Answer</summary>They grow for ever: scaling them up lowers the loss
#    of every point (lecture 1).</details>
# 2. Ten exclusive classes: which loss, and what is its gradient in the logits?
#    <details><summary>Answer</summary>The cross-entropy of a softmax; prediction minus
#    one-hot target (lecture 2).</details>
# 3. You wrote a backward pass. With what do you compare it, and in which precision?
#    <details><summary>Answer</summary>With central differences of the loss, $h = 10^{-5}$,
#    in float64; or with another library (lecture 3).</details>
# 4. By how much does a layer with $n$ inputs multiply the size of a signal?
#    <details><summary>Answer</summary>By $\sqrt n$ times the standard deviation of its
#    weights, so that both directions of error are possible: it vanishes or explodes
#    (lecture 5).</details>
# 5. A bowl has curvatures 1 and 100. Which learning rates settle, and how fast is the flat
#    direction then?
#    <details><summary>Answer</summary>Those below 2/100. The flat direction then keeps at
#    least 98 % of its distance at every step (lecture 6).</details>
#
# ## Features have units
#
# The gradient of a logistic neuron has the feature itself as a factor:
#
# $$\frac{\partial L}{\partial w_j} = \frac1n \sum_i (\sigma(z_i) - y_i)\, x_{ij} .$$
#
# Write a length in millimetres instead of centimetres, and $x_{ij}$ is ten times as large.
# The slope in $w_j$ grows tenfold, while the weight that is needed shrinks tenfold. Nothing
# about the world has changed.

# %% jupyter={"source_hidden": true}
widgets.Predict(
    "One of two features is written in mm instead of cm. What happens to the largest "
    "learning rate with which descent settles?",
    {
        "Nothing": "It is 2 divided by the largest curvature. Has that changed?",
        "10 times smaller": "How often does the feature stand in the second derivative?",
        "100 times smaller": "Then how long does the other weight take to arrive?",
    },
)


# %%
def sigmoid(z):
    return np.exp(-np.logaddexp(0, -z))


def loss(X, y, w):
    """Mean binary cross-entropy; weights w of shape (…, 2), one loss for each."""
    z = w @ X.T
    return np.mean(np.logaddexp(0, z) - y * z, axis=-1)


# %%
def descend(X, y, w, lr, steps):
    path = [w]
    for _ in range(steps):
        w = w - lr * X.T @ (sigmoid(X @ w) - y) / len(y)
        path.append(w)
    return np.array(path)


# %%
def curvatures(X, w):
    """Smallest and largest eigenvalue of the second derivative, as in lecture 1."""
    p = sigmoid(X @ w)
    return np.linalg.eigvalsh(X.T @ (X * (p * (1 - p))[:, None]) / len(X))


# %% [markdown]
# Two features in the same unit, and then the second one times 2, 3, 5 and 10. Each descent
# gets the largest learning rate that is safe everywhere on its surface.

# %%
X, y = datasets.two_blobs(200, noise=1.2, rng=rng)
X = X - X.mean(axis=0)
best = descend(X, y, np.zeros(2), 1.0, 2000)[-1]

# %%
paths, ratios = {}, {}
for s in (1, 2, 3, 5, 10):
    Xs = X * [1, s]
    safe = 1 / np.linalg.eigvalsh(Xs.T @ Xs / (4 * len(X)))[-1]
    paths[s] = descend(Xs, y, np.array([-1.0, 1.0]), safe, 60)
    low, high = curvatures(Xs, best / [1, s])
    ratios[s] = high / low

# %%
w1, w2 = np.linspace(-1.5, 2.5, 101), np.linspace(-1.5, 1.5, 101)
grid = np.stack(np.meshgrid(w1, w2), axis=-1)
surfaces = {s: loss(X * [1, s], y, grid) for s in paths}
heights = {s: loss(X * [1, s], y, path) for s, path in paths.items()}

widgets.rescaled(w1, w2, surfaces, paths, heights, ratios)

# %% [markdown]
# **Move** the scale from 1 to 10 and see the round bowl turn into a ravine. Then put the
# step to 0 and play. The first step throws $w_2$ to the bottom of the ravine; from there
# $w_1$ crawls, because the learning rate must be small enough for $w_2$.

# %%
left = {s: heights[s][-1] - surfaces[s].min() for s in heights}
assert left[1] < 1e-3 and left[10] > 0.2
print(f"after 60 steps {left[10]:.2f} above the lowest loss at scale 10")

# %% [markdown]
# The curvature goes with the *square* of the unit. Wines are measured in 13 units at once:
# proline in mg/l goes over a thousand, hue stays below 2. So undo the units:
#
# * **Standardization**: $x' = (x - \mu)/\sigma$ with mean
#   $\mu = \frac1n \sum_i x_i$ and standard deviation
#   $\sigma = \sqrt{\frac1n \sum_i (x_i - \mu)^2}$, feature by feature.
# * **Min-max scaling**: $x' = (x - x_{\min})/(x_{\max} - x_{\min})$, which lies in $[0, 1]$.

# %%
wines, cultivar = load_wine(return_X_y=True)
standard = (wines - wines.mean(axis=0)) / wines.std(axis=0)

for name, A in {"raw": wines - wines.mean(axis=0), "standardized": standard}.items():
    low, *_, high = np.linalg.eigvalsh(A.T @ A / len(A))
    print(f"{name:12} curvatures of squared error 1 to {high / low:.0e}")

# %% [markdown]
# Millions to one, and then about fifty to one. Distances have units too: nearest neighbours
# look at proline and hardly at anything else.


# %%
def errors(*scaler):
    """Errors of 3 nearest neighbours on 60 wines, for 20 splits."""
    model, found = make_pipeline(*scaler, KNeighborsClassifier(3)), []
    for seed in range(20):
        order = np.random.default_rng(seed).permutation(len(wines))
        seen, new = order[60:], order[:60]
        model.fit(wines[seen], cultivar[seen])
        found.append(1 - model.score(wines[new], cultivar[new]))
    return np.array(found)


# %%
raw, scaled, squeezed = errors(), errors(StandardScaler()), errors(MinMaxScaler())
assert (raw > scaled + 0.05).all() and (raw > squeezed + 0.05).all()

for name, e in {"raw": raw, "standardized": scaled, "min-max": squeezed}.items():
    print(f"{name:13} error {e.mean():.0%}")

# %% [markdown]
# Better on every one of 20 splits. The pipeline learns $\mu$ and $\sigma$ from the training
# wines alone and uses *those* on the new ones: to compute them from all wines would let the
# test set look into the training. (And a feature that never changes has $\sigma = 0$;
# `StandardScaler` leaves it at 0.)
#
# A published version says that standardized features have a standard normal distribution.

# %% jupyter={"source_hidden": true}
widgets.Predict(
    "A feature has a long tail to the right. Standardize it: what becomes of the tail?",
    {
        "It is gone: the values are normal": "Of a normal variable, two values in a "
        "billion lie beyond ±6. Count them here.",
        "It stays, in another unit": "Then which numbers of a distribution do change?",
        "It is cut off": "Which operation of the formula could cut?",
    },
)

# %%
tumours = load_breast_cancer()
area = tumours.data[:, list(tumours.feature_names).index("area error")]
z = (area - area.mean()) / area.std()

assert abs(z.mean()) < 1e-12 and abs(z.std() - 1) < 1e-12
print(f"from {z.min():.1f} to {z.max():.1f}, {np.mean(z < 0):.0%} below the mean")

# %% [markdown]
# Mean 0 and variance 1, and a largest value of 11. To shift and to divide changes no shape.
# Min-max scaling changes none either, and its two numbers come from the two most extreme
# values. Let one of the 569 areas be typed without its decimal point:

# %%
typo = np.append(area, 100 * area.max())

for name, v in {"as it is": area, "with a typo": typo}.items():
    inner = np.ptp(np.quantile((v - v.min()) / np.ptp(v), [0.05, 0.95]))
    print(f"{name:11} nine tenths of the values share {inner:.2%} of [0, 1]")

# %% [markdown]
# A fixed range keeps outliers from causing huge slopes, and all else from being seen. New
# data may also leave $[0, 1]$. Standardization is the usual default, above all for
# distances, where larger gaps may matter.
#
# ## What a network should not learn
#
# **Generalization** is what a model does on examples it has not seen. **Regularization** is
# whatever lowers that error, even where it raises the error on the training set. To see it
# work we need a network that has something to unlearn: 200 digits for training, of which a
# fifth got a random label, as careless annotators give them. 200 more, labelled by the same
# annotators, are for **validation**: for all choices that we make. The true labels of 600
# others are the test, at which no choice may look.

# %%
images, digit = load_digits(return_X_y=True)
images = (images / 16).astype(np.float32)


# %%
def noisy_digits(seed, noise=0.2):
    """Images and labels for training, validation and test, which has the true ones."""
    r = np.random.default_rng(seed)
    order = r.permutation(len(digit))[:1000]
    careless = np.where(r.random(1000) < noise, r.integers(0, 10, 1000), digit[order])
    careless[400:] = digit[order][400:]
    parts = np.split(order, [200, 400]), np.split(careless, [200, 400])
    return [(images[i], labels) for i, labels in zip(*parts, strict=True)]


# %% [markdown]
# The network is 64-128-10 with ReLU: 9,610 parameters for 200 images. It starts as lecture 5
# says, and learns with lecture 6's Adam, full batch, 400 steps. `watch` is what we look at
# after each step.


# %%
def start(sizes, seed):
    """He's first weights and zero biases."""
    r, params = np.random.default_rng(seed), []
    for k, m in pairwise(sizes):
        W = np.sqrt(2 / k) * r.standard_normal((m, k))
        params.append((W.astype(np.float32), np.zeros(m, np.float32)))
    return params


# %%
def logits(params, X):
    for W, b in params[:-1]:
        X = jax.nn.relu(X @ W.T + b)
    W, b = params[-1]
    return X @ W.T + b


# %%
def nll(z, y):
    """Mean negative log-likelihood of the labels y, from logits."""
    return -jnp.mean(jnp.take_along_axis(jax.nn.log_softmax(z), y[:, None], axis=1))


# %%
def adam(loss, watch, params, keys, lr=5e-3):
    """Parameters after one step for each key, and what `watch` saw after each."""

    def step(state, now):
        p, m, v = state
        t, key = now
        g = jax.grad(loss)(p, key)
        m = jax.tree.map(lambda m, g: 0.9 * m + 0.1 * g, m, g)
        v = jax.tree.map(lambda v, g: 0.999 * v + 0.001 * g**2, v, g)
        scale = lr * jnp.sqrt(1 - 0.999**t) / (1 - 0.9**t)
        p = jax.tree.map(lambda p, m, v: p - scale * m / (jnp.sqrt(v) + 1e-8), p, m, v)
        return (p, m, v), watch(p)

    zero = jax.tree.map(jnp.zeros_like, params)
    steps = jnp.arange(1.0, len(keys) + 1)
    (params, _, _), seen = jax.lax.scan(step, (params, zero, zero), (steps, keys))
    return params, seen


# %% [markdown]
# ## The price of a weight
#
# The oldest restraint makes large weights cost something. With parameters $\Theta$, negative
# log-likelihoods $\ell_i = -\log p(y_i \mid x_i)$ and a **strength** $\gamma \ge 0$,
#
# $$L(\Theta) = +\frac1n \sum_i \ell_i + \gamma\,\Omega(\Theta), \qquad
#   \Omega = \sum_{l,j,k} W_{l,jk}^2 \;\;(\text{L2, ridge})\quad\text{or}\quad
#   \sum_{l,j,k} |W_{l,jk}| \;\;(\text{L1, lasso}).$$
#
# Biases are left out: they do not multiply an input, and shifting a line is not what we want
# to hinder. The gradients are $2\gamma W$ and $\gamma \operatorname{sign}(W)$; at 0, where
# $|W|$ has a corner, any slope in $[-\gamma, \gamma]$ is a **subgradient**, and we take 0.
# Three witnesses, in float64:

# %%
W = rng.standard_normal((4, 3))
omegas = {
    "L2": (lambda W: (W**2).sum(), lambda W: 2 * W),
    "L1": (lambda W: abs(W).sum(), np.sign),
}

# %%
for omega, slope in omegas.values():
    with jax.enable_x64(True):
        by_jax = np.asarray(jax.grad(omega)(W))
    t = torch.tensor(W, requires_grad=True)
    omega(t).backward()
    assert max(abs(slope(W) - by_jax).max(), abs(by_jax - t.grad.numpy()).max()) < 1e-12

# %% [markdown]
# A published version writes $L = -\frac1n \sum_i \ell_i + \gamma\,\Omega$, where its $\ell_i$
# is the negative log-likelihood already.

# %% jupyter={"source_hidden": true}
widgets.Predict(
    "We descend on that loss, with two minus signs. What will the training accuracy be?",
    {
        "as before: signs cancel": "What does the first term reward?",
        "about 10 %, like a guess": "A guess is unsure. How sure will this network be?",
        "about 50 %": "Which half, and why? Write down what the first term rewards.",
    },
)

# %%
(X0, y0), _, _ = noisy_digits(0)
params, keys = start((64, 128, 10), 0), jax.random.split(jax.random.key(0), 100)


def published(p, key):
    return -nll(logits(p, X0), y0) + 0.001 * sum(jnp.sum(W**2) for W, _ in p)


# %%
end, values = adam(published, lambda p: published(p, None), params, keys)
right = np.mean(logits(end, X0).argmax(axis=1) == y0)
assert values[-1] < -500 and right < 0.12
print(f"{right:.0%} right, and the loss has fallen below -500")

# %% [markdown]
# The loss falls for ever, and nearly all answers are wrong: a falling loss, as in lecture 3,
# proves nothing. Now the right sign, for both penalties.


# %%
def watching(data):
    """What we look at: training loss, validation loss, accuracy on the test images."""
    (X, y), (X_val, y_val), (X_new, y_new) = data

    def watch(p):
        accuracy = jnp.mean(logits(p, X_new).argmax(axis=1) == y_new)
        return nll(logits(p, X), y), nll(logits(p, X_val), y_val), accuracy

    return watch


# %%
@jax.jit
def penalized(params, data, l2, l1, keys):
    def loss(p, key):
        squares, sizes = (sum(jnp.sum(f(W)) for W, _ in p) for f in (jnp.square, abs))
        X, y = data[0]
        return nll(logits(p, X), y) + l2 * squares + l1 * sizes

    return adam(loss, watching(data), params, keys)


# %%
keys = jax.random.split(jax.random.key(1), 400)


def fit(seed, l2=0.0, l1=0.0, noise=0.2):
    """Weights, and after each step training loss, validation loss and accuracy."""
    data = noisy_digits(seed, noise)
    ends, seen = penalized(start((64, 128, 10), seed), data, l2, l1, keys)
    return ends, *map(np.asarray, seen)


plain = [fit(seed) for seed in range(5)]

# %% [markdown]
# First the network that nothing holds back, with $\gamma = 0$.

# %% jupyter={"source_hidden": true}
widgets.Predict(
    "A fifth of the 200 labels are random. How many of the 200 will it get right?",
    {
        "about 82 %, all that are true": "Has it any way to tell which these are?",
        "about 90 %": "Count its parameters, and remember the coins of lecture 1.",
        "all": "Then what will it say of an image that it has not seen?",
    },
)

# %%
for seed, (ends, _, validation, _) in enumerate(plain):
    X, y = noisy_digits(seed)[0]
    assert (logits(ends, X).argmax(axis=1) == y).all()
    assert validation[-1] > 2 * validation.min() and validation.argmin() < 60

print(
    f"{np.mean([accuracy[-1] for *_, accuracy in plain]):.2f} of the new images right"
)

# %% [markdown]
# It gets all 200 right, five times of five: it has learnt some 36 wrong labels by heart, and
# pays for that on new images. That is **overfitting**. **Move** the strength, for both
# penalties, and watch three things: where the dashed validation loss turns, how high it ends,
# and the shape of the weights.

# %%
gammas = [0.0, 0.001, 0.003, 0.01, 0.03, 0.1]


def run(kind, gamma):
    ends, train, validation, _ = fit(0, **{kind.lower(): gamma})
    weights = np.concatenate([np.ravel(W) for W, _ in ends])
    return views.Run(train, validation, weights)


runs = {kind: {g: run(kind, g) for g in gammas} for kind in ("L2", "L1")}
widgets.penalties(runs)

# %% [markdown]
# At 0 the validation loss is lowest after some 25 steps and then more than doubles. At L2's
# 0.01 it stays down: of the six strengths, validation chooses that one. At 0.1 the network hardly dares to have weights: it fits neither the training
# set nor any other, it **underfits**. Accuracy on the true labels of 600 new images, mean
# and worst of five samples:

# %%
unheld = np.array([accuracy[-1] for *_, accuracy in plain])
held = {"none": unheld}
for kind in ("l2", "l1"):
    held[kind] = np.array([fit(seed, **{kind: 0.01})[-1][-1] for seed in range(5)])

# %%
for kind, accuracy in held.items():
    print(f"{kind:4}  mean {accuracy.mean():.2f}  worst {accuracy.min():.2f}")
assert min(gammas, key=lambda g: runs["L2"][g].validation[-1]) == 0.01
assert (held["l2"] - unheld).min() > 0.04 and fit(0, l2=0.1)[-1][-1] < 0.5

# %% [markdown]
# L2 at 0.01 gains on each of the five samples, about ten points on average. And with true
# labels?

# %%
clean = [[fit(k, l2=g, noise=0.0)[-1][-1] for k in range(3)] for g in (0, 0.01)]
gain = np.subtract(*clean[::-1])

assert gain.mean() < 0.01
print(f"without {np.mean(clean[0]):.2f}, with {np.mean(clean[1]):.2f}")

# %% [markdown]
# It gains nothing: there is little to unlearn. Whether a restraint helps must be measured
# where it is used.
#
# The two penalties leave different weights behind. Take one weight that the loss alone would
# put at $a$, in a bowl $\tfrac12 (w - a)^2$:
#
# $$\text{L2:}\; w = \frac{a}{1 + 2\gamma}$$
#
# $$\text{L1:}\; w = \operatorname{sign}(a)\,\max(|a| - \gamma,\, 0)$$
#
# **Proof.** L2: set $w - a + 2\gamma w$ to 0. L1: for $w > 0$ the slope is
# $w - a + \gamma$, which is 0 at $w = a - \gamma$ if that is positive; $w < 0$ likewise. For
# $|a| \le \gamma$ neither side has a zero, the slope is negative on the left of 0 and
# positive on the right, and the corner is lowest. $\blacksquare$
#
# L2 takes a *share* of each weight and never all. L1 takes the same *amount* from each, and
# so the small ones become 0: the weights are **sparse**. Adam jumps about 0 by its step
# size; count weights below 0.001.

# %%
for kind, g in [("L2", 0), ("L2", 0.01), ("L1", 0.003), ("L1", 0.01)]:
    small = np.mean(abs(runs[kind][g].weights) < 1e-3)
    print(f"{kind} {g:<5} {small:4.0%} below 0.001")

# %% [markdown]
# Sparse does not mean better: here L1 gains less than L2. It tells which inputs it can do
# without.
#
# **A constraint in disguise.** Instead of a price one may set a limit: minimise $L$ subject
# to $\Omega \le r$. Its generalized Lagrangian is $L + \gamma(\Omega - r)$ with a multiplier
# $\gamma \ge 0$, and $-\gamma r$ does not depend on $\Theta$. In one direction the two always
# agree:
#
# **Claim.** If $\Theta^*$ minimises $L + \gamma\Omega$, it minimises $L$ among all $\Theta$
# with $\Omega(\Theta) \le \Omega(\Theta^*)$.
#
# **Proof.** For such a $\Theta$,
#
# $$L(\Theta) + \gamma\Omega(\Theta) \ge L(\Theta^*) + \gamma\Omega(\Theta^*)$$
#
# $$\ge L(\Theta^*) + \gamma\Omega(\Theta).$$
#
# Subtract $\gamma\Omega(\Theta)$. $\blacksquare$
#
# So a penalty is a soft constraint, whose limit we do not know beforehand. It also answers
# lecture 1: with a penalty on $|\theta|$, separable data have a minimum.
#
# ## Stop early
#
# The plain network was at its best after some 25 steps of 400. **Early stopping** watches the
# validation loss and stops when it has not fallen below its lowest value for `patience` steps in a
# row; it returns the weights of that lowest value, not the last ones.


# %%
def stop(validation, patience):
    """Steps, counted from 1, of the lowest loss seen and of the last one made."""
    best = 0
    for t, value in enumerate(validation):
        if value < validation[best]:
            best = t
        if t - best == patience:
            break
    return best + 1, t + 1


# %% jupyter={"source_hidden": true}
widgets.Predict(
    "The labels for validation are as careless as those for training. Can they tell when "
    "to stop?",
    {
        "No: a fifth is wrong": "Do the wrong labels of one set tell about the other's?",
        "Only with much patience": "Move the patience, and find the smallest that works.",
        "Yes": "Then compare what is kept with what the last step would give.",
    },
)

# %% [markdown]
# On the full batch the validation loss is smooth, and any patience will do. So here is a run
# on mini-batches of ten, where it jumps.


# %%
@jax.jit
def in_batches(params, data, keys):
    def loss(p, key):
        X, y = data[0]
        part = jax.random.randint(key, (10,), 0, len(y))
        return nll(logits(p, X[part]), y[part])

    return adam(loss, watching(data), params, keys)[1]


# %%
jumpy = in_batches(start((64, 128, 10), 0), noisy_digits(0), keys)
_, validation, accuracy = map(np.asarray, jumpy)

widgets.patience(validation, accuracy, stop)

# %% [markdown]
# **Move** the patience from 1 upwards. The circle is what is kept, the cross is where training
# ends. With too little, the first unlucky batches end it; from about ten on there is little to
# win, and each step of patience costs a step. Below, this run, and then the five on the full
# batch.

# %%
for k in (1, 10, 50):
    print(
        f"patience {k:2}: {accuracy[stop(validation, k)[0] - 1]:.2f} of the new images"
    )

# %%
stopped = np.zeros(5)
for seed, (_, _, validation, accuracy) in enumerate(plain):
    best, last = stop(validation, patience=20)
    stopped[seed] = accuracy[best - 1]
    assert last < 80

assert (stopped - unheld).min() > 0.03
print(f"patience 20: mean {stopped.mean():.2f}  worst {stopped.min():.2f}")

# %% [markdown]
# As much as the best penalty, in a fifth of the steps or less. The wrong labels of the two
# sets are *different* ones: who learns some by heart becomes no better at the others.
#
# A warning. The lowest of 400 validation losses was chosen *because* it is low, so it
# flatters. The number to report is that of a third set, which has chosen nothing: neither the
# step, nor the strength, nor the patience.
#
# ## Dropout
#
# **Dropout** (N. Srivastava et al., 2014) leaves out hidden units at random: for each forward
# and backward pair, each unit of each example is kept with probability $q$ and silenced with
# probability $p = 1 - q$. **Move** both sliders.

# %%
widgets.thinned((4, 6, 6, 2), rng.random((12, 12)))

# %% [markdown]
# Each draw is another network, and all share their weights. What one unit has found may be
# missing in the next pass, so that no unit can rely on another one, and a concept only gets
# through if several find it: **redundancy** in place of co-dependence.
#
# At test time nothing is dropped, and a sum of $k$ inputs would be larger than it ever was
# in training. There are two ways to make up for that, and two names that get mixed up:
#
# | convention | training | test |
# | --- | --- | --- |
# | test-time scaling (the 2014 paper; its $p$ is the probability to **keep**) | $m \circ h$ | $q\,h$ |
# | inverted (PyTorch's `p`, Keras's `rate`: the probability to **drop**) | $m \circ h / q$ | $h$ |
#
# Here $m_i$ is 1 with probability $q$ and else 0. Either way the next layer expects what it
# gets: $E[m_i h_i / q] = h_i$. A published version calls the keeping probability $p$; copied
# into a library, its 0.8 keeps a fifth. And whoever follows both rows scales twice.

# %%
h = torch.ones(100_000)
torch.manual_seed(7)

for p in (0.2, 0.8):
    out = torch.nn.functional.dropout(h, p, training=True)
    print(f"p = {p}: kept {(out > 0).float().mean():.2f}, mean {out.mean():.2f}")

assert torch.equal(torch.nn.functional.dropout(h, 0.8, training=False), h)

# %% [markdown]
# The mean stays 1 for both. For each input, the variance of what is passed on is
# $\frac{p}{1-p} h_i^2$: the noise is what regularizes. Now the fine print: the mean of a sum
# is right. Is the mean of what comes out *behind* it?

# %% jupyter={"source_hidden": true}
widgets.Predict(
    "100 units feed a sigmoid, half of them dropped in training, with inverted scaling. Is "
    "the sigmoid's mean over all draws its value at test time?",
    {
        "Yes, that is what the scaling is for": "Which mean does it keep, and what comes "
        "after?",
        "No, it is nearer to ½": "Where does a sigmoid answer a swing with less, and where "
        "would both agree?",
        "No, it is nearer to 0 or 1": "Draw two values around z = 3, and their sigmoids.",
    },
)

# %%
h, w = rng.random(100), rng.normal(0, 0.7, 100)
w += (3 - h @ w) / h.sum()  # z is 3 at test time
kept = rng.random((20_000, 100)) < 0.5
z = (kept * h / 0.5) @ w

assert abs(z.mean() - h @ w) < 4 * z.std() / np.sqrt(len(z))
assert abs(z.var() / np.sum((h * w) ** 2) - 1) < 0.05  # p / (1 - p) is 1
assert sigmoid(z).mean() < sigmoid(3) - 0.05
print(f"mean of the sigmoid {sigmoid(z).mean():.1f}, at test time {sigmoid(h @ w):.2f}")

# %% [markdown]
# The scaling is exact up to the next activation and not behind it. It is an approximation,
# which works well enough.
#
# How much dropout? Here are 150 points, of which a seventh or so have the wrong colour: the
# class is the inside of a circle. The network is 2-64-64-1. We train it with several drop
# rates, 500 steps each.


# %%
def dropped(params, X, rate, key):
    """Logits, with inverted dropout on every hidden layer."""
    for W, b in params[:-1]:
        key, now = jax.random.split(key)
        X = jax.nn.relu(X @ W.T + b)
        X = X * (jax.random.uniform(now, X.shape) >= rate) / (1 - rate)
    W, b = params[-1]
    return X @ W.T + b


# %%
def ring(seed, n):
    """Points, labels of which 15 % are turned, and the true labels."""
    r = np.random.default_rng(seed)
    X = r.standard_normal((n, 2))
    y = (np.sum(X**2, axis=1) < 1.2) * 1.0
    return X, np.where(r.random(n) < 0.15, 1 - y, y), y


# %%
@jax.jit
def train_dropped(params, X, y, rate):
    def loss(p, key):
        z = dropped(p, X, rate, key)[:, 0]
        return jnp.mean(jnp.logaddexp(0, z) - y * z)

    keys = jax.random.split(jax.random.key(2), 500)
    return adam(loss, lambda p: (), params, keys, lr=0.01)[0]


# %%
def score(X, params):
    """Logits of shape (n,) in NumPy: nothing is dropped, nothing is scaled."""
    for W, b in params[:-1]:
        X = np.maximum(X @ W.T + b, 0)
    return (X @ params[-1][0].T + params[-1][1])[:, 0]


# %%
rates = [0, 0.2, 0.5, 0.8, 0.95]
nets = {}
for seed in range(5):
    X, y, _ = ring(seed, 150)
    for rate in rates if seed == 0 else (0, 0.5):
        trained = train_dropped(start((2, 64, 64, 1), seed), X, y, rate)
        nets[seed, rate] = [(np.asarray(W), np.asarray(b)) for W, b in trained]

# %%
X, y, _ = ring(0, 150)
frames = {rate: nets[0, rate] for rate in rates}

widgets.film(views.Regions(score, frames, X, y, span=2.8, what="drop rate"), value=0)

# %% [markdown]
# **Move** the rate through its five values. At 0 the border bends around single points: it
# fits the noise. In the middle it is nearly the circle. At 0.95, three units of 64
# have to do at a time, and it misses the training set too. On 1000 new points with true
# labels:

# %%
X_new, _, y_new = ring(99, 1000)
right = {k: np.mean((score(X_new, net) > 0) == y_new) for k, net in nets.items()}

for rate in rates:
    print(f"rate {rate:<4}  {right[0, rate]:.2f}")

# %%
gain = np.array([right[k, 0.5] - right[k, 0] for k in range(5)])
assert gain.min() > 0 and gain.mean() > 0.03
assert right[0, 0.95] < right[0, 0] - 0.1
print(f"rate 0.5 on five samples: {gain.mean():+.2f} on average")

# %% [markdown]
# None: overfitting. Some: better on each of five samples. Too much: underfitting. And the
# redundancy? Silence half of the first hidden layer of the finished networks, for good, and
# see who misses it.


# %%
def survives(net):
    """Share of answers that stay when half of the first layer is silent, 20 draws."""
    (W, b), *others = net
    answers, same = score(X_new, net) > 0, []
    for _ in range(20):
        there = 2.0 * (rng.random(len(b)) < 0.5)
        thinned = score(X_new, [(W * there[:, None], b * there), *others]) > 0
        same.append(np.mean(thinned == answers))
    return np.mean(same)


# %%
without, with_dropout = ([survives(nets[k, p]) for k in range(5)] for p in (0, 0.5))
assert min(with_dropout) > max(without) + 0.1
print(f"stay: {np.mean(without):.0%} without, {np.mean(with_dropout):.0%} with dropout")

# %% [markdown]
# ## Batch normalization
#
# We standardize the features of the first layer. Why not of every layer? Their inputs change
# at each step, so it must be done inside the network, at each step, and backpropagation must
# go through it. That is **batch normalization** (S. Ioffe and C. Szegedy, 2015). For one unit
# and a batch of $n$ examples, with pre-activations $z_1, \dots, z_n$:
#
# | | forward |
# | --- | --- |
# | 1 | $\mu = \frac1n \sum_i z_i$ |
# | 2 | $v = \frac1n \sum_i (z_i - \mu)^2$ |
# | 3 | $\hat z_i = (z_i - \mu)/s$ with $s = \sqrt{v + \varepsilon}$ |
# | 4 | $y_i = \gamma\,\hat z_i + \beta$ |
#
# The small $\varepsilon$ keeps a unit that never changes from a division by 0. $\gamma$ and
# $\beta$ are learnt (this $\gamma$ is no penalty): the network can have any other mean and
# size back, but as two parameters of its own and no longer as a by-product of all others.
#
# **Backward.** An example $z_k$ reaches every $\hat z_i$: by itself if $i = k$, through $\mu$,
# and through $v$. With $\partial \mu/\partial z_k = 1/n$ and
# $\partial s/\partial z_k = \hat z_k/n$,
#
# $$\frac{\partial \hat z_i}{\partial z_k} = \frac1s\Bigl(1_{i=k} - \frac1n -
#   \frac{\hat z_i \hat z_k}{n}\Bigr).$$
#
# Let $g_i = \gamma\,\partial \ell/\partial y_i$, the slope by $\hat z_i$, and sum over $i$:
#
# $$\frac{\partial \ell}{\partial z_k} = \frac1s\Bigl(g_k - \overline{g} -
#   \hat z_k\, \overline{g \hat z}\Bigr), \qquad
#   \frac{\partial \ell}{\partial \gamma} = \sum_i \frac{\partial \ell}{\partial y_i}
#   \hat z_i, \qquad
#   \frac{\partial \ell}{\partial \beta} = \sum_i \frac{\partial \ell}{\partial y_i},$$
#
# where a bar is the mean over the batch. $\blacksquare$ Who forgets that $\mu$ and $v$ depend
# on $z_k$ loses the second and the third term.


# %%
def normalize(Z, gamma, beta, eps=1e-5):
    """Batch normalization of Z (n, d), unit by unit; and what the way back needs."""
    s = np.sqrt(Z.var(axis=0) + eps)
    Zhat = (Z - Z.mean(axis=0)) / s
    return gamma * Zhat + beta, (Zhat, s)


# %%
def normalize_backward(dY, gamma, Zhat, s):
    """Slopes by Z, gamma and beta."""
    g = gamma * dY
    dZ = (g - g.mean(axis=0) - Zhat * np.mean(g * Zhat, axis=0)) / s
    return dZ, np.sum(dY * Zhat, axis=0), dY.sum(axis=0)


# %% [markdown]
# Three gradients. One of the units hardly varies, with standard deviation 0.001: on ordinary
# numbers hardly a digit would tell of a forgotten $\varepsilon$.

# %%
Z = rng.standard_normal((8, 3)) * [1, 5, 1e-3]
gamma, beta, dY = 1 + rng.random(3), rng.random(3), rng.standard_normal((8, 3))
ours = normalize_backward(dY, gamma, *normalize(Z, gamma, beta)[1])


def jax_normalize(Z, gamma, beta):
    return gamma * (Z - Z.mean(axis=0)) / jnp.sqrt(Z.var(axis=0) + 1e-5) + beta


# %%
with jax.enable_x64(True):
    by_jax = jax.vjp(jax_normalize, Z, gamma, beta)[1](jnp.asarray(dY))
    by_jax = [np.asarray(a) for a in by_jax]

# %%
t = [torch.tensor(a, requires_grad=True) for a in (Z, gamma, beta)]
out = torch.nn.functional.batch_norm(t[0], None, None, *t[1:], training=True)
out.backward(torch.tensor(dY))

# %%
for a, b, c in zip(ours, by_jax, t, strict=True):
    size = abs(a).max()
    assert max(abs(a - b).max(), abs(a - c.grad.numpy()).max()) < 1e-9 * size
print("three gradients, equal to 9 digits")

# %% jupyter={"source_hidden": true}
widgets.Predict(
    "Before it is normalized, a layer computes Z = XWᵀ + b. What is the slope of the loss by "
    "b?",
    {
        "The sum of the slopes by Z": "Then add up the formula for these over the batch.",
        "That of β": "Then what would the network do with both? Look at step 1.",
        "0": "Find the term of the formula that sees to it.",
    },
)

# %% [markdown]
# Look at the sum over the batch.

# %%
print("slopes by Z, summed:", abs(ours[0].sum(axis=0)).round(6))

# %% [markdown]
# The slopes by $z$ sum to 0: a common shift of all $z_i$ goes into $\mu$ and is
# gone. **A bias before batch normalization has gradient 0**; leave it out, $\beta$ takes its
# place. Nor do they have a part along $\hat z$, up to $\varepsilon$. Every part of the gradient
# that would only move the mean or the size of a unit is removed, since that would change
# nothing.
#
# For the same reason the length of a unit's weights does nothing: $cW$ gives $cz$, and
# $\hat z$ is the same for every $c > 0$. If a loss does not change along $W$, its gradient
# stands at a right angle to $W$. Check both, up to $\varepsilon$.

# %%
X, W = rng.standard_normal((50, 4)), rng.standard_normal((3, 4))
target = rng.standard_normal((50, 3))
gamma, beta = np.ones(3), np.zeros(3)


def loss_and_slope(W):
    Y, kept = normalize(X @ W.T, gamma, beta)
    dZ = normalize_backward(Y - target, gamma, *kept)[0]
    return np.sum((Y - target) ** 2) / 2, dZ.T @ X


# %%
(once, slope), (thrice, slope3) = loss_and_slope(W), loss_and_slope(3 * W)
assert abs(thrice / once - 1) < 1e-4 and np.allclose(3 * slope3, slope, atol=1e-3)
across = np.sum(W * slope, axis=1)
assert (abs(across) < 1e-3 * np.linalg.norm(slope)).all()
print(f"loss {once:.3f} with W, {thrice:.3f} with 3W; slope at 3W is a third")

# %% [markdown]
# A third of the slope for three times the weight: so the length of $W$ sets the pace of
# learning and nothing else. (An L2 penalty on such a layer does not restrain what it can say.
# It keeps the pace up.)
#
# **At test time** there may be no batch, and one example should not change the answer to
# another. So training keeps running averages of $\mu$ and $v$, and the finished network uses
# them as constants. PyTorch's convention: after each batch
#
# $$\text{running} \leftarrow 0.9\,\text{running} + 0.1\,\text{batch},$$
#
# from 0 for the mean and 1 for the variance, where the batch's variance is the *unbiased* one,
# with $n - 1$. It normalizes by the one with $n$.

# %%
layer = torch.nn.BatchNorm1d(3, dtype=torch.float64)  # momentum 0.1
mean, var = np.zeros(3), np.ones(3)

# %%
for _ in range(5):
    Z = 2 + 3 * rng.standard_normal((6, 3))
    layer(torch.tensor(Z))
    mean = 0.9 * mean + 0.1 * Z.mean(axis=0)
    var = 0.9 * var + 0.1 * Z.var(axis=0, ddof=1)

assert np.allclose(mean, layer.running_mean) and np.allclose(var, layer.running_var)

# %% [markdown]
# ## What it buys
#
# Six hidden layers of 64 sigmoids, from LeCun's start, learn 1000 clean digits with plain
# descent, 300 batches of 64. Lecture 5 says what becomes of a gradient there. `fixed` are the
# statistics of a finished network.


# %%
def deep(params, X, normed, fixed=None, phi=jax.nn.sigmoid):
    """Logits, and the mean and variance that each hidden layer was normalized by."""
    used = []
    for k, (W, gamma, beta) in enumerate(params[:-1]):
        Z = X @ W.T
        if normed:
            mean, var = fixed[k] if fixed else (Z.mean(axis=0), Z.var(axis=0))
            used.append((mean, var))
            Z = gamma * (Z - mean) / jnp.sqrt(var + 1e-5)
        X = phi(Z + beta)
    W, _, beta = params[-1]
    return X @ W.T + beta, used


# %%
@partial(jax.jit, static_argnames=("normed", "phi"))
def train_deep(params, X, y, lr, batches, normed, phi=jax.nn.sigmoid):
    """Parameters after a step of descent for each batch, and the losses."""

    def loss(p, part):
        return nll(deep(p, X[part], normed, phi=phi)[0], y[part])

    def step(p, part):
        value, slopes = jax.value_and_grad(loss)(p, part)
        return jax.tree.map(lambda a, g: a - lr * g, p, slopes), value

    return jax.lax.scan(step, params, batches)


# %%
def deep_start(sizes, seed, gain=1.0):
    """LeCun's weights times gain, γ = 1 and β = 0."""
    gain = np.float32(gain / np.sqrt(2))  # `start` has He's
    return [(gain * W, np.ones_like(b), b) for W, b in start(sizes, seed)]


X = (images - images.mean()) / images.std()
seen, new, sizes = slice(1000), slice(1000, None), (64,) * 7 + (10,)
batches = np.random.default_rng(0).integers(0, 1000, (300, 64))

# %% jupyter={"source_hidden": true}
widgets.Predict(
    "At which learning rate will the plain network of six sigmoid layers learn the digits?",
    {
        "0.1": "What is a tenth of almost nothing? Then look at the largest.",
        "3": "Six slopes of at most ¼: which layer could make use of a large rate?",
        "At none of 0.1, 1 and 3": "Then is it the digits, or the way to them?",
    },
)

# %%
curves, right = {}, {}
for normed, lr in [(n, lr) for n in (False, True) for lr in (0.1, 1.0, 3.0)]:
    name, found = f"{'normalized' if normed else 'plain'}, rate {lr:g}", []
    for seed in range(3):
        p, losses = train_deep(
            deep_start(sizes, seed), X[seen], digit[seen], lr, batches, normed
        )
        z, _ = deep(p, X[seen], normed)
        found.append((np.mean(z.argmax(axis=1) == digit[seen]), losses))
    right[name] = np.array([accuracy for accuracy, _ in found])
    curves[name] = np.array([losses[::10] for _, losses in found])

# %%
view = views.Starts(np.arange(0, 300, 10), curves, np.log(10), ylim=(0.003, 8))
names = list(curves)

widgets.Explorer(view, start=widgets.choice("network", names, names[0]))

# %% [markdown]
# **Move** through the six. The plain network never leaves $\log 10$, the loss of a guess, at
# any rate. Normalized, every rate will do.

# %%
for name, accuracy in right.items():
    print(
        f"{name:20} {accuracy.min():.2f} to {accuracy.max():.2f} of the training digits"
    )
    assert (
        accuracy.min() > 0.9 if name.startswith("normalized") else accuracy.max() < 0.3
    )

# %% [markdown]
# And from a start ten times smaller, and one ten times larger, at the smallest rate:

# %%
for gain in (0.1, 1, 10):
    share = {}
    for normed in (False, True):
        p = deep_start(sizes, 0, gain)
        p, _ = train_deep(p, X[seen], digit[seen], 0.1, batches, normed)
        z, _ = deep(p, X[seen], normed)
        share[normed] = np.mean(z.argmax(axis=1) == digit[seen])
    assert share[True] > 0.9
    print(f"gain {gain:<3}  plain {share[False]:.2f}  normalized {share[True]:.2f}")

# %% [markdown]
# The plain network has a start from which it trains, far from LeCun's. Who normalizes need
# not know it.
#
# Deep networks train that did not train, over a wide range of rates and starts: that much is
# measured, here and everywhere. *Why* is not settled. A published version gives one account as
# fact: a gradient says what happens if one parameter moves and all others stay, but **all
# parameters move at once**. The premise is true. Take ten weights of 1 in a row, and one step:

# %%
w = np.ones(10)  # the output is their product, so every slope is 1

expected = w.prod() - 0.1 * len(w)  # what ten slopes promise together
print(f"promised {expected:.2f}, got {np.prod(w - 0.1):.2f}")

# %% [markdown]
# That batch normalization helps *because* it damps this is a hypothesis. Its authors had
# another one, that it keeps the inputs of each layer from shifting; S. Santurkar et al. (2018)
# added shifts on purpose, found training as good, and propose a third: a smoother loss.
#
# A second claim is that it regularizes. Each example is seen with other companions each time,
# which is noise, as in dropout. Enough noise? Back to the careless labels, 64-128-10 with ReLU
# and batches of 50:

# %%
change = np.zeros(3)
batches = np.random.default_rng(1).integers(0, 200, (300, 50))
for seed in range(3):
    (X_seen, y_seen), _, (X_new, y_new) = noisy_digits(seed)
    for normed in (False, True):
        p = deep_start((64, 128, 10), seed, np.sqrt(2))
        p, _ = train_deep(p, X_seen, y_seen, 0.3, batches, normed, jax.nn.relu)
        _, fixed = deep(p, X_seen, normed, phi=jax.nn.relu)
        z, _ = deep(p, X_new, normed, fixed, jax.nn.relu)
        change[seed] += (2 * normed - 1) * np.mean(z.argmax(axis=1) == y_new)

# %%
assert abs(change).max() < 0.06 and abs(change.mean()) < 0.03
print("within 6 points of the plain network on each of three samples")

# %% [markdown]
# Not here. L2 gained about ten. It may on other data: measure it.
#
# One trap is left. We take a normalized network that is trained, and forget to switch it from
# batch statistics to fixed ones.

# %% jupyter={"source_hidden": true}
widgets.Predict(
    "It classifies the test digits in batches: first all zeros, then all ones, and so on. "
    "With the statistics of each batch, how good is it?",
    {
        "As good as ever": "What do all images of a batch have in common, and where does "
        "that go?",
        "A little worse": "Of what a zero has, what is left when all others are zeros too?",
        "Much worse": "Then what would a batch of a single image get?",
    },
)

# %%
batches = np.random.default_rng(0).integers(0, 1000, (300, 64))
p, _ = train_deep(deep_start(sizes, 0), X[seen], digit[seen], 1.0, batches, True)
_, fixed = deep(p, X[seen], True)
X_new, y_new = X[new], digit[new]

by_class = np.stack([np.flatnonzero(digit[new] == k)[:60] for k in range(10)])
X_new, y_new = X[new][by_class], digit[new][by_class]  # ten batches of 60

# %%
answers = {
    "fixed statistics": jax.vmap(lambda x: deep(p, x, True, fixed)[0])(X_new),
    "of each batch": jax.vmap(lambda x: deep(p, x, True)[0])(X_new),
    "one by one": jax.vmap(jax.vmap(lambda x: deep(p, x[None], True)[0][0]))(X_new),
}
for name, z in answers.items():
    print(f"{name:16} {np.mean(z.argmax(axis=2) == y_new):.2f}")

# %% [markdown]
# The mean of a batch of zeros is what makes a zero, and it is subtracted. A batch of one is
# its own mean: $\hat z = 0$ in every layer, and the same answer to every image. Frameworks
# have a switch for that (`model.eval()`, `training=False`), for dropout and batch
# normalization alike. Whoever forgets it gets no error message.
#
# ## Keep
#
# * The curvature of a loss goes with the square of a feature's unit. Standardize with the
#   statistics of the training set: mean 0, variance 1, the same shape.
# * $L = +\frac1n \sum \ell_i + \gamma\,\Omega$, biases excluded. L2 takes a share of each
#   weight, L1 an amount, and makes zeros. Too much underfits.
# * Stop on the validation loss, keep the best weights. A set that chose something cannot
#   report.
# * Dropout: know whether $p$ keeps or drops, scale once. Exact only up to the next activation.
# * Batch normalization backward: $\frac1s (g - \overline g - \hat z\,\overline{g\hat z})$.
#   No bias before it; the length of weights before it only sets the pace. Batch statistics in
#   training, running ones after.
# * Measure what a method buys on your data. What helps against wrong labels may do nothing on
#   right ones.
#
# ## Check yourself
#
# 1. A feature is converted from metres to kilometres. What happens to its curvature, and to
#    nearest neighbours?
#    <details><summary>Answer</summary>The curvature shrinks by a million, so its weight
#    hardly moves; distances ignore it.</details>
# 2. Your training loss with a penalty is higher than without. Is something wrong?
#    <details><summary>Answer</summary>No: that is the price. Ask the validation loss, without
#    the penalty term.</details>
# 3. After dropout with rate 0.8 in PyTorch, which units are scaled by which factor, and when?
#    <details><summary>Answer</summary>A fifth is kept, times 5, in training only.</details>
# 4. You report the lowest of 400 validation accuracies' losses as your result. What is wrong?
#    <details><summary>Answer</summary>It was chosen for being low. Report the test loss of
#    that step.</details>
# 5. A gradient check says that a bias before batch normalization has a relative error of 10.
#    Is the backward pass wrong?
#    <details><summary>Answer</summary>The true slope is 0, so both numbers are rounding.
#    Compare with the size of the largest slope.</details>
#
# **Now do it yourself:** [problem set 7](../workspace/ps07_regularization/ps07_regularization.ipynb).
#
# <small>**Sources.** A. Hoerl and R. Kennard, “Ridge regression”, Technometrics 12(1), 1970.
# R. Tibshirani, “Regression shrinkage and selection via the lasso”, J. Royal Statistical
# Society B 58(1), 1996. L. Prechelt, “Early stopping – but when?”, in *Neural Networks:
# Tricks of the Trade*, Springer, 1998. N. Srivastava et al., “Dropout: a simple way to prevent
# neural networks from overfitting”, JMLR 15, 2014. S. Ioffe and C. Szegedy, “Batch
# normalization”, ICML 2015. S. Santurkar et al., “How does batch normalization help
# optimization?”, NeurIPS 2018. I. Goodfellow, Y. Bengio and A. Courville, *Deep Learning*,
# MIT Press, 2016, chapter 7 (penalties as constraints).</small>
