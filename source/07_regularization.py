# %% [markdown]
# # 7 · Holding back
#
# **Question.** A network with ten thousand weights learns 200 images by heart, wrong labels
# included. What keeps it from that, what evens its way down, and did it help?
#
# **After this lecture you can**
#
# * scale features, and say what a wrong unit does to descent;
# * write a penalized loss with the right sign, and its gradient;
# * stop training on a validation split, and say what the test set is still for;
# * switch dropout on and off without a wrong factor, in both conventions;
# * take batch normalization forward and backward, and say what it does not promise.
#
# 90 minutes. No cell takes longer than 10 seconds. Where it says *Predict*, answer before
# you go on.

# %%
from functools import partial
from itertools import pairwise

import jax
import jax.numpy as jnp
import numpy as np
import torch
from sklearn.datasets import load_breast_cancer, load_digits, load_wine
from sklearn.model_selection import ShuffleSplit, cross_val_score
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
#    of every point.</details>
# 2. Ten exclusive classes: which loss, and what is its gradient in the logits?
#    <details><summary>Answer</summary>The cross-entropy of a softmax; prediction minus
#    one-hot target.</details>
# 3. You wrote a backward pass. With what do you compare it, and in which precision?
#    <details><summary>Answer</summary>With central differences of the loss, $h = 10^{-5}$,
#    in float64; or with another library.</details>
# 4. By how much do six sigmoids in a row, joined by weights of 1, multiply a slope at best?
#    <details><summary>Answer</summary>By $4^{-6}$: no slope of a sigmoid is above ¼.</details>
# 5. A bowl has curvatures 1 and 100. Which learning rates settle, and how fast is the flat
#    direction then?
#    <details><summary>Answer</summary>Those below 2/100. The flat direction then keeps at
#    least 98 % of its distance at every step.</details>
#
# ## Features have units
#
# The gradient of a logistic neuron has the feature itself as a factor:
#
# $$\frac{\partial L}{\partial w_j} = \frac1n \sum_i (\sigma(z_i) - y_i)\, x_{ij} .$$
#
# Write a length in millimetres instead of centimetres, and $x_{ij}$ is ten times as large.
# The slope in $w_j$ grows tenfold, while the weight that is needed shrinks tenfold.

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
        path.append(path[-1] - lr * X.T @ (sigmoid(X @ path[-1]) - y) / len(y))
    return np.array(path)


# %% [markdown]
# Two features in the same unit, and then the second one times 2, 3, 5 and 10. The limit of the
# learning rate is $2/\lambda$, with the largest curvature $\lambda$ at the lowest point, as in
# lecture 1. Each descent gets an eighth of its own limit.

# %%
X, y = datasets.two_blobs(200, noise=1.2, rng=rng)
X = X - X.mean(axis=0)
best = descend(X, y, np.zeros(2), 1.0, 2000)[-1]

p = sigmoid(X @ best)
bowl = X.T @ (X * (p * (1 - p))[:, None]) / len(X)  # the second derivative at `best`

# %%
w1, w2 = np.linspace(-1.5, 2.5, 101), np.linspace(-1.5, 1.5, 101)
grid = np.stack(np.meshgrid(w1, w2), axis=-1)
surfaces, paths, heights, ratios = {}, {}, {}, {}

for s in (1, 2, 3, 5, 10):
    low, high = np.linalg.eigvalsh(bowl * np.outer([1, s], [1, s]))
    surfaces[s], ratios[s] = loss(X * [1, s], y, grid), high / low
    paths[s] = descend(X * [1, s], y, np.array([-1.0, 1.0]), 0.25 / high, 60)
    heights[s] = loss(X * [1, s], y, paths[s])
    print(f"scale {s:2}: settles for learning rates below {2 / high:.2g}")

widgets.rescaled(w1, w2, surfaces, paths, heights, ratios)

# %% [markdown]
# A hundredth: curvature goes with the *square* of the unit. **Move** the scale from 1 to 10 and
# see the round bowl turn into a ravine. Then put the step to 0 and play: $w_2$ soon lies at the
# bottom of the ravine, and $w_1$ crawls, because the rate must be small enough for $w_2$.
#
# So undo the units, feature by feature:
#
# * **Standardization**: $x' = (x - \mu)/\sigma$ with mean $\mu = \frac1n \sum_i x_i$ and
#   standard deviation $\sigma = \sqrt{\frac1n \sum_i (x_i - \mu)^2}$.
# * **Min-max scaling**: $x' = (x - x_{\min})/(x_{\max} - x_{\min})$, which lies in $[0, 1]$.
#
# Distances have units too. Of the 13 measurements of a wine, proline in mg/l goes over a
# thousand, hue stays below 2. Look what three nearest neighbours make of 60 new wines, in 20
# splits.

# %%
splits, right = ShuffleSplit(20, test_size=60, random_state=0), []

for scaler in ("passthrough", StandardScaler(), MinMaxScaler()):
    model = make_pipeline(scaler, KNeighborsClassifier(3))
    right.append(cross_val_score(model, *load_wine(return_X_y=True), cv=splits))
    print(f"{scaler!s:16} {right[-1].mean():.0%} right")

assert (np.minimum(*right[1:]) > right[0] + 0.05).all()

# %% [markdown]
# Better on every one of the 20. The pipeline learns $\mu$ and $\sigma$ from the training wines
# alone and uses *those* on the new ones: computed from all wines, they would let the test set
# look into the training.
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
print(f"standardized from {z.min():.1f} to {z.max():.1f}, {np.mean(z < 0):.0%} below 0")

typo = np.append(area, 100 * area.max())  # one value without its decimal point
for name, v in {"as it is": area, "with a typo": typo}.items():
    low, high = np.quantile((v - v.min()) / np.ptp(v), [0.05, 0.95])
    print(f"min-max {name:11} nine tenths of the values share {high - low:.2%}")

# %% [markdown]
# Mean 0, variance 1, and a largest value of 11: to shift and to divide changes no shape. With
# min-max scaling no outlier can cause a huge slope, but it hangs on the two most extreme
# values: one typo, and all others look alike. Standardization is the usual default, above all
# where distances count.
#
# ## What a network should not learn
#
# **Generalization** is what a model does on examples it has not seen. **Regularization** is
# whatever lowers the error there, even where it raises the one on the training set. To see it
# work we need something to unlearn: 200 digits for training, a fifth of them with a random
# label, as careless annotators give them. 200 more, by the same annotators, are for
# **validation**: for all choices that we make. 600 others with their true labels are the test,
# at which no choice may look.

# %%
images, digit = load_digits(return_X_y=True)
images = (images / 16).astype(np.float32)


# %%
def noisy_digits(seed, noise=0.2):
    """Images and labels for training, validation and test, which has the true ones."""
    r = np.random.default_rng(seed)
    order = r.permutation(len(digit))[:1000]
    careless = np.where(r.random(1000) < noise, r.integers(0, 10, 1000), digit[order])
    careless[400:] = digit[order[400:]]
    parts = np.split(order, [200, 400]), np.split(careless, [200, 400])
    return [(images[i], labels) for i, labels in zip(*parts, strict=True)]


# %% [markdown]
# The network is 64-128-10 with ReLU: 9,610 parameters. It starts as lecture 5 says, and learns
# with lecture 6's Adam. `watch` is what we look at after each step.


# %%
def start(sizes, seed):
    """He's first weights and zero biases."""
    r, params = np.random.default_rng(seed), []
    for k, m in pairwise(sizes):
        W = np.sqrt(2 / k) * r.standard_normal((m, k))
        params.append((W.astype(np.float32), np.zeros(m, np.float32)))
    return params


# %%
def logits(X, params):
    *hidden, (V, c) = params
    for W, b in hidden:
        Z = X @ W.T + b
        X = Z * (Z > 0)  # ReLU, of NumPy or of JAX
    return X @ V.T + c


# %%
def nll(z, y):
    """Negative log-likelihood of each label y, shape (n,), from logits."""
    return -jnp.take_along_axis(jax.nn.log_softmax(z), y[:, None], axis=1)[:, 0]


# %%
def adam(loss, watch, params, keys, lr):
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
# $$L(\Theta) = +\frac1n \sum_i \ell_i + \gamma\,\Omega(\Theta),$$
#
# where $\Omega = \sum W_{l,jk}^2$ (**L2**, ridge) or $\Omega = \sum |W_{l,jk}|$ (**L1**, lasso),
# over all weights of all layers.
#
# Biases are left out: shifting a line is not what we want to hinder. The gradients of the
# penalties are $2\gamma W$ and $\gamma \operatorname{sign}(W)$; at 0, where $|W|$ has a corner,
# any slope in $[-\gamma, \gamma]$ is a **subgradient**, and we take 0.
#
# In the code `sign` is that of the first term. With `share` below 1, each example takes part
# in a step with that probability only, which makes mini-batches.


# %%
@jax.jit
def train(params, data, keys, l2, l1, sign, share):
    X, y = data[0]

    def loss(p, key):
        squares, sizes = (sum(jnp.sum(f(W)) for W, _ in p) for f in (jnp.square, abs))
        part = jax.random.uniform(key, y.shape) < share
        mean = jnp.mean(part * nll(logits(X, p), y)) / share
        return sign * mean + l2 * squares + l1 * sizes

    def watch(p):
        losses = (nll(logits(A, p), a).mean() for A, a in data[:2])
        right = (jnp.mean(logits(A, p).argmax(axis=1) == a) for A, a in data[::2])
        return *losses, *right

    return adam(loss, watch, params, keys, lr=5e-3)


# %%
def fit(seed, l2=0.0, l1=0.0, sign=1.0, share=1.0, noise=0.2):
    """Weights; after each of 300 steps training and validation loss, then training and
    test accuracy."""
    keys = jax.random.split(jax.random.key(seed), 300)
    data, params = noisy_digits(seed, noise), start((64, 128, 10), seed)
    ends, seen = train(params, data, keys, l2, l1, sign, share)
    return np.concatenate([W.ravel() for W, _ in ends]), *map(np.asarray, seen)


# %% [markdown]
# A published version writes $L = -\frac1n \sum_i \ell_i + \gamma\,\Omega$, where its $\ell_i$
# is the negative log-likelihood already. Say what descent on that will do, then look.

# %%
_, losses, *_, right = fit(0, l2=0.001, sign=-1.0)
assert losses[-1] > 1000 and right[-1] < 0.2
print(f"mean ℓ {losses[0]:.1f} after one step, over 1000 at the end; under 20 % right")

# %% [markdown]
# That loss falls for ever, and the network is sure of wrong answers: a falling loss, as in
# lecture 3, proves nothing. Now the right sign, at first with nothing that holds back.

# %%
plain = [fit(seed) for seed in range(5)]
unheld = np.array([right[-1] for *_, right in plain])

for _, _, validation, seen, _ in plain:
    assert seen[-1] == 1 and 2 * validation.min() < validation[-1]
print(f"all of the training labels, and {unheld.mean():.0%} of the new images")

# %% [markdown]
# All 200, five times of five. It has learnt some 36 wrong labels by heart, and pays for that
# on new images: that is **overfitting**.
#
# **Move** the strength, for both penalties, and watch three things: where the dashed
# validation loss turns, how high it ends, and the shape of the weights.

# %%
gammas = [0.0, 0.001, 0.003, 0.01, 0.03, 0.1]


def run(**penalty):
    weights, losses, validation, *_ = fit(0, **penalty)
    return views.Run(losses, validation, weights)


runs = {"L2": {g: run(l2=g) for g in gammas}, "L1": {g: run(l1=g) for g in gammas}}
assert min(gammas, key=lambda g: runs["L2"][g].validation[-1]) == 0.01
widgets.penalties(runs)

# %% [markdown]
# At 0 the validation loss is lowest after some 25 steps and then more than doubles. At L2's
# 0.01 it stays down: of the six strengths, validation chooses that one. At 0.1 the network
# fits neither the training set nor any other, it **underfits**. Now the accuracy on new
# images: of five samples, and of three where no label is wrong.

# %%
held = np.array([fit(seed, l2=0.01)[-1][-1] for seed in range(5)])
clean = [[fit(k, l2=g, noise=0.0)[-1][-1] for k in range(3)] for g in (0.0, 0.01)]

assert (held - unheld).min() > 0.04 and np.mean(clean[1]) < np.mean(clean[0]) + 0.01
print(f"wrong labels: without {unheld.mean():.2f}, with L2 {held.mean():.2f}")
print(f"clean labels: without {np.mean(clean[0]):.2f}, with L2 {np.mean(clean[1]):.2f}")

# %% [markdown]
# L2 gains on each of the five noisy samples, eleven points on average, and nothing on the clean
# ones, where there is little to unlearn. Whether a restraint helps must be measured.
#
# The two penalties leave different weights behind. Take one weight that the loss alone would
# put at $a$, in a bowl $\tfrac12 (w - a)^2$:
#
# $$\text{L2:}\; w = \frac{a}{1 + 2\gamma},$$
#
# $$\text{L1:}\; w = \operatorname{sign}(a)\,\max(|a| - \gamma,\, 0).$$
#
# **Proof.** L2: set $w - a + 2\gamma w$ to 0. L1: for $w > 0$ the slope is $w - a + \gamma$,
# which is 0 at $w = a - \gamma$ if that is positive; $w < 0$ likewise. For $|a| \le \gamma$ the
# slope is at most 0 left of 0 and at least 0 right of it, and the corner is lowest.
# $\blacksquare$
#
# L2 takes a *share* of each weight and never all. L1 takes the same *amount* from each, and
# the small ones become 0: the weights are **sparse**. (Adam jumps about 0, so we count what is
# below 0.001.)

# %%
for kind, g in [("L2", 0), ("L2", 0.01), ("L1", 0.003), ("L1", 0.01)]:
    small = np.mean(abs(runs[kind][g].weights) < 1e-3)
    print(f"{kind} {g:<5} {small:4.0%} below 0.001")

# %% [markdown]
# **A constraint in disguise.** Instead of a price one may set a limit: minimise the loss alone,
# $L_0$, subject to $\Omega \le r$. Its generalized Lagrangian is $L_0 + \gamma(\Omega - r)$ with
# $\gamma \ge 0$, and $-\gamma r$ does not depend on $\Theta$. Indeed, if $\Theta^*$ minimises
# $L_0 + \gamma\Omega$, it minimises $L_0$ among all $\Theta$ with
# $\Omega(\Theta) \le \Omega(\Theta^*)$: one of them with a lower $L_0$ would have a lower sum.
# $\blacksquare$
#
# ## Stop early
#
# The plain network was at its best after some 25 steps of 300. **Early stopping** watches the
# validation loss, stops when it has not fallen below its lowest value for `patience` steps in
# a row, and returns the weights of that lowest value, not the last ones.


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
# On the full batch the validation loss is smooth, and any patience will do. Here is a run on
# mini-batches of about eight, where it jumps. **Move** the patience from 1 upwards: the circle
# is what is kept, the cross is where training ends.

# %%
_, _, validation, _, right = fit(0, share=0.04)

widgets.patience(validation, right, stop)

# %% [markdown]
# With too little, the first unlucky batches end it; each further step of patience costs a step.
# And the five runs on the full batch:

# %%
stopped = np.zeros(5)
for seed, (_, _, validation, _, right) in enumerate(plain):
    best, last = stop(validation, patience=20)
    stopped[seed] = right[best - 1]
    assert last < 60 and stopped[seed] > right[-1] + 0.03

print(f"patience 20: {stopped.mean():.2f} instead of {unheld.mean():.2f}")

# %% [markdown]
# Nearly as good as the penalty, in a fifth of the steps. The wrong labels of the two sets are
# *different* ones: who learns some by heart becomes no better at the others.
#
# The lowest of 300 validation losses was chosen *because* it is low, so it flatters. Report
# that of a third set, which has chosen nothing: not the step, the strength or the patience.
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
# missing in the next pass, so that a concept only gets through if several find it:
# **redundancy** in place of co-dependence.
#
# At test time nothing is dropped, and a sum over all inputs would be larger than in training.
# There are two ways to make up for that, and two names that get mixed up:
#
# | convention | training | test |
# | --- | --- | --- |
# | test-time scaling (the 2014 paper; its $p$ is the probability to **keep**) | $m \circ h$ | $q\,h$ |
# | inverted (PyTorch's `p`, Keras's `rate`: the probability to **drop**) | $m \circ h / q$ | $h$ |
#
# Here $m_i$ is 1 with probability $q$ and else 0, and $E[m_i h_i / q] = h_i$. A published
# version calls the keeping probability $p$; copied into a library, its 0.8 keeps a fifth. And
# whoever follows both rows scales twice.

# %%
dropout, h = torch.nn.functional.dropout, torch.ones(1_000_000)
torch.manual_seed(7)

for p in (0.2, 0.8):
    out = dropout(h, p, training=True)
    print(f"p = {p}: kept {(out > 0).float().mean():.2f}, mean {out.mean():.2f}")
assert torch.equal(dropout(h, 0.8, training=False), h)

# %% [markdown]
# The mean stays 1 for both, and so the mean of every sum is right. Behind the next activation
# it is not: the mean of $\sigma(z)$ is not $\sigma$ of the mean. The scaling is exact up to there
# and an approximation from there on.
#
# How much dropout? Here are 150 points, 15 % of them with the wrong colour: the class is the
# inside of a circle. The network is 2-64-64-1.


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
        H, (*hidden, (V, c)) = X, p
        for W, b in hidden:
            key, now = jax.random.split(key)
            kept = jax.random.uniform(now, (len(X), len(b))) >= rate
            H = kept / (1 - rate) * jax.nn.relu(H @ W.T + b)
        z = (H @ V.T + c)[:, 0]
        return jnp.mean(jnp.logaddexp(0, z) - y * z)

    keys = jax.random.split(jax.random.key(2), 500)
    return adam(loss, lambda p: (), params, keys, lr=0.01)[0]


# %%
rates, nets = [0.0, 0.2, 0.5, 0.8, 0.95], {}
for seed in range(3):
    X, y, _ = ring(seed, 150)
    for rate in (0.0, 0.5) if seed else rates:
        trained = train_dropped(start((2, 64, 64, 1), seed), X, y, rate)
        nets[seed, rate] = jax.tree.map(np.asarray, trained)

# %%
X, y, _ = ring(0, 150)
frames = {rate: nets[0, rate] for rate in rates}


def score(X, params):
    return logits(X, params)[:, 0]  # nothing is dropped, nothing is scaled


widgets.film(views.Regions(score, frames, X, y, span=2.8, what="drop rate"), value=0)

# %% [markdown]
# **Move** the rate through its five values. At 0 the border bends around single points: it
# fits the noise. In the middle it is nearly the circle. At 0.95, three units of 64 have to do
# at a time, and it misses the training set too. On 1000 new points with true labels:

# %%
X_new, _, y_new = ring(99, 1000)
right = {k: np.mean((score(X_new, net) > 0) == y_new) for k, net in nets.items()}

assert all(right[k, 0.5] > right[k, 0] + 0.03 for k in range(3))
for rate in rates:
    print(f"rate {rate:<4} {right[0, rate]:.1f} right")

# %% [markdown]
# None: overfitting. Some: better, on each of three samples. Too much: underfitting.
#
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
#   \hat z_k\, \overline{g \hat z}\Bigr),$$
#
# $$\frac{\partial \ell}{\partial \gamma} = \sum_i \frac{\partial \ell}{\partial y_i}
#   \hat z_i, \qquad
#   \frac{\partial \ell}{\partial \beta} = \sum_i \frac{\partial \ell}{\partial y_i},$$
#
# where a bar is the mean over the batch. $\blacksquare$ Who forgets that $\mu$ and $v$ depend
# on $z_k$ loses the second and the third term.


# %%
def normalize(Z, gamma, beta, fixed=None):
    """Batch normalization of Z (n, d), or with a mean and a variance that are fixed."""
    mean, var = fixed or (Z.mean(axis=0), Z.var(axis=0))
    return gamma * (Z - mean) / (var + 1e-5) ** 0.5 + beta


# %%
def normalize_backward(dY, Z, gamma):
    """Slopes by Z, gamma and beta."""
    s = np.sqrt(Z.var(axis=0) + 1e-5)
    Zhat, g = (Z - Z.mean(axis=0)) / s, gamma * dY
    dZ = (g - g.mean(axis=0) - Zhat * np.mean(g * Zhat, axis=0)) / s
    return dZ, np.sum(dY * Zhat, axis=0), dY.sum(axis=0)


# %% [markdown]
# Three gradients. One of the units hardly varies, for on ordinary numbers hardly a digit would
# tell of a forgotten $\varepsilon$.

# %%
Z = rng.standard_normal((8, 3)) * [1, 5, 1e-3]
gamma, beta, dY = 1 + rng.random(3), rng.random(3), rng.standard_normal((8, 3))
ours = normalize_backward(dY, Z, gamma)


# %%
def against(Z, gamma, beta):
    return jnp.sum(dY * normalize(Z, gamma, beta))  # its slope by Y is dY


with jax.enable_x64(True):
    by_jax = jax.jit(jax.grad(against, argnums=(0, 1, 2)))(Z, gamma, beta)

# %%
t = [torch.tensor(a, requires_grad=True) for a in (Z, gamma, beta)]
out = torch.nn.functional.batch_norm(t[0], None, None, *t[1:], training=True)
out.backward(torch.tensor(dY))

# %%
for a, b, c in zip(ours, by_jax, t, strict=True):
    off = abs(a - np.asarray(b)).max(), abs(a - c.grad.numpy()).max()
    assert max(off) < 1e-9 * abs(a).max()
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

# %%
print("slopes by Z, summed over the batch:", abs(ours[0].sum(axis=0)).round(6))

# %% [markdown]
# A common shift of all $z_i$ goes into $\mu$ and is gone. **A bias before batch normalization
# has gradient 0**; leave it out, $\beta$ takes its place. Nor do the slopes have a part along
# $\hat z$, up to $\varepsilon$. Every part of the gradient that
# would only move the mean or the size of a unit is removed.
#
# So the length of a unit's weights does nothing either: $cW$ gives $cz$ and, up to
# $\varepsilon$, the same $\hat z$ and the same loss for every $c > 0$. A loss that is the same
# at $cW$ has there $1/c$ of the slope: the length sets the pace of learning. An L2 penalty on
# such a layer does not restrain what it can say; it keeps the pace up (T. van Laarhoven, 2017).
#
# **At test time** there may be no batch, and one example should not change the answer to
# another. So training keeps running averages of $\mu$ and $v$, and the finished network uses
# them as constants. In PyTorch they start at 0 and 1, and after each batch
#
# $$\text{running} \leftarrow 0.9\,\text{running} + 0.1\,\text{batch},$$
#
# where the batch's variance is the *unbiased* one, with $1/(n - 1)$. It normalizes by the one
# with $1/n$.

# %%
layer = torch.nn.BatchNorm1d(3, dtype=torch.float64)  # momentum 0.1
mean, var = np.zeros(3), np.ones(3)

for _ in range(5):
    Z = 2 + 3 * rng.standard_normal((6, 3))
    layer(torch.tensor(Z))
    mean = 0.9 * mean + 0.1 * Z.mean(axis=0)
    var = 0.9 * var + 0.1 * Z.var(axis=0, ddof=1)

assert np.allclose(mean, layer.running_mean) and np.allclose(var, layer.running_var)

# %% [markdown]
# ## What it buys
#
# Six hidden layers of 64 sigmoids, from LeCun's start, learn 1000 clean digits: 300 steps of
# plain descent, on batches of 64. Lecture 5 says what becomes of a gradient there.


# %%
def deep(params, X, normed, fixed=None):
    """Logits, and the mean and variance of each hidden layer."""
    used = []
    for k, (W, gamma, beta) in enumerate(params[:-1]):
        Z = X @ W.T
        used.append(fixed[k] if fixed else (Z.mean(axis=0), Z.var(axis=0)))
        Z = normalize(Z, gamma, beta, used[-1]) if normed else Z + beta
        X = 1 / (1 + np.e**-Z)  # of NumPy or of JAX
    W, _, beta = params[-1]
    return X @ W.T + beta, used


# %%
@partial(jax.jit, static_argnames="normed")
def train_deep(params, X, y, lr, batches, normed):
    """Parameters after a step of descent for each batch, and the losses."""

    def loss(p, part):
        return nll(deep(p, X[part], normed)[0], y[part]).mean()

    def step(p, part):
        value, slopes = jax.value_and_grad(loss)(p, part)
        return jax.tree.map(lambda a, g: a - lr * g, p, slopes), value

    return jax.lax.scan(step, params, batches)


# %%
X, curves = (images - images.mean()) / images.std(), {}
batches = np.random.default_rng(0).integers(0, 1000, (300, 64))

for normed, lr in [(n, lr) for n in (False, True) for lr in (0.1, 1.0, 3.0)]:
    name, right = f"{'normalized' if normed else 'plain'}, rate {lr:g}", []
    curves[name] = np.zeros((3, 30))
    for seed in range(3):
        he = start((64,) * 7 + (10,), seed)
        lecun = [(W / np.float32(np.sqrt(2)), np.ones_like(b), b) for W, b in he]
        end = train_deep(lecun, X[:1000], digit[:1000], lr, batches, normed)
        p, losses = jax.tree.map(np.asarray, end)
        z, fixed = deep(p, X[:1000], normed)
        right.append(np.mean(z.argmax(axis=1) == digit[:1000]))
        curves[name][seed] = losses[::10]
    assert min(right) > 0.9 if normed else max(right) < 0.3
    print(f"{name:20} {np.mean(right):.1f} of the training digits")

# %%
view = views.Starts(np.arange(0, 300, 10), curves, np.log(10), ylim=(0.003, 8))

widgets.Explorer(view, start=widgets.choice("network", list(curves), "plain, rate 0.1"))

# %% [markdown]
# **Move** through the six. The plain network never leaves $\log 10$, the loss of a guess, at
# any rate. Normalized, all three rates will do.
#
# Deep networks train that did not train: that much is measured. *Why* is not settled. A
# published version gives one account as fact: a gradient says what happens if one parameter
# moves and all others stay, but **all parameters move at once**. The premise is true: let ten
# weights of 1 be multiplied, and move each by $-0.1$. Their slopes of 1 promise $1 - 1 = 0$; the
# product is $0.9^{10} \approx 0.35$.
#
# That batch normalization helps *because* it damps this is a hypothesis. Its authors had another
# one: less **internal covariate shift**, which is that the inputs of a layer shift as the layers
# before it learn. S. Santurkar et al. (2018) added shifts on purpose, found training as good,
# and propose a third: a smoother loss. Ioffe and Szegedy also say that it regularizes: each
# example meets other companions each time, which is noise, as in dropout. Measure that on your
# data.
#
# One trap is left: to forget to switch the finished network from the statistics of each batch
# to fixed ones, here those of all 1000 training digits.

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
new, found = np.arange(1000, len(digit)), np.zeros(2)
for k in range(10):
    batch = X[new[digit[new] == k][:60]]
    for i, statistics in enumerate((fixed, None)):
        z, _ = deep(p, batch, True, statistics)
        found[i] += np.mean(z.argmax(axis=1) == k) / 10
print(f"fixed statistics {found[0]:.1f}, those of each batch {found[1]:.1f}")

one, other = (deep(p, X[[i]], True)[0] for i in (0, 1))
assert np.array_equal(one, other)

# %% [markdown]
# The mean of a batch of zeros is what makes a zero, and it is subtracted. A batch of one is
# its own mean: $\hat z = 0$ in every layer, and the same answer to every image. Frameworks
# have a switch for dropout and batch normalization (`model.eval()`, `training=False`). Whoever
# forgets it gets no error message.
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
# 4. You report the validation loss of the step at which you stopped. What is wrong with it?
#    <details><summary>Answer</summary>The step was chosen for its being low. Report the test
#    loss of that step.</details>
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
# normalization”, ICML 2015. T. van Laarhoven, “L2 regularization versus batch and weight
# normalization”, arXiv:1706.05350, 2017. S. Santurkar et al., “How does batch normalization
# help optimization?”, NeurIPS 2018. I. Goodfellow, Y. Bengio and A. Courville, *Deep
# Learning*, MIT Press, 2016, chapter 7 (penalties as constraints).</small>
