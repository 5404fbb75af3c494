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
from itertools import pairwise, product

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
from nncourse.live import explore

rng = np.random.default_rng(7)

# %% [markdown] tags=["row:S001-43"]
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

explore(views.Rescaled(w1, w2, surfaces, paths, heights, ratios))

# %% [markdown]
# A hundredth: curvature goes with the *square* of the unit. (A hundredth is the most that it can
# be; it is less where the largest curvature belonged to the other feature.) **Move** the scale
# from 1 to 10 and see the round bowl turn into a ravine. Then put the step to 0 and play. The
# share of its way that each weight still has before it at the end, at scale 10:

# %%
lowest = best / [1, 10]
left = abs((paths[10][-1] - lowest) / (paths[10][0] - lowest))
print(f"w₁ {left[0]:.0%}, w₂ {left[1]:.0%}")
assert left[0] > 0.7 and left[1] < 0.1

# %% [markdown] tags=["row:S001-44", "row:S001-45"]
# $w_2$ is nearly at the bottom of the ravine and $w_1$ crawls, because the rate must be small
# enough for $w_2$.
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
assert abs(right[1].mean() - right[2].mean()) < 0.02

# %% [markdown]
# Either scaling is better on each of the 20, and between the two there is nothing to choose
# here. The pipeline learns $\mu$ and $\sigma$ from the training wines
# alone and uses *those* on the new ones: computed from all wines, they would let the test set
# look into the training.
#
# A standardized feature has mean 0 and variance 1. So has a standard normal variable.

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
    low, high = np.quantile(v, [0.05, 0.95])
    spans = (high - low) / np.ptp(v), (high - low) / v.std()
    print("nine tenths, {}: min-max {:.4f}, standardized {:.4f}".format(name, *spans))

assert spans[0] < 0.003 and spans[1] < 0.1  # with the typo

# %% [markdown] tags=["row:S001-45", "row:S001-54"]
# Mean 0, variance 1, and a largest value of 11: to shift and to divide changes no shape. With
# min-max scaling no training value is larger than 1, but the scale hangs on the two most
# extreme values: one typo, and all others look alike. Standardization does not save them: the
# typo is in $\sigma$ too, and nine tenths of the values end within a tenth of one unit. Which
# of the two serves better depends on the data: try both, on validation data.
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
images = images / 16


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
# with lecture 6's Adam. `watch` is what we look at after each step. All trainings of this
# lecture are in float64: rounding then is too small to change what is printed or drawn.


# %%
def start(sizes, seed):
    """He's first weights and zero biases."""
    r, params = np.random.default_rng(seed), []
    for k, m in pairwise(sizes):
        params.append((np.sqrt(2 / k) * r.standard_normal((m, k)), np.zeros(m)))
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

        def move(p, m, v):
            return p - lr * m / (1 - 0.9**t) / (jnp.sqrt(v / (1 - 0.999**t)) + 1e-8)

        return (jax.tree.map(move, p, m, v), m, v), watch(p)

    zero = jax.tree.map(jnp.zeros_like, params)
    steps = jnp.arange(1.0, len(keys) + 1)
    (params, _, _), seen = jax.lax.scan(step, (params, zero, zero), (steps, keys))
    return params, seen


# %% [markdown] tags=["row:S001-19", "row:S001-55"]
# ## The price of a weight
#
# An old restraint makes large weights cost something. With parameters $\Theta$, negative
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
    """Parameters; after each of 300 steps training and validation loss, then training
    and test accuracy."""
    keys = jax.random.split(jax.random.key(seed), 300)
    data, params = noisy_digits(seed, noise), start((64, 128, 10), seed)
    with jax.enable_x64(True):
        ends, seen = train(params, data, keys, l2, l1, sign, share)
    return jax.tree.map(np.asarray, (ends, *seen))


# %% [markdown]
# A published version writes $L = -\frac1n \sum_i \ell_i + \gamma\,\Omega$, where its $\ell_i$
# is the negative log-likelihood already. Say what descent on that will do, then look.

# %%
_, losses, *_, right = fit(0, l2=0.001, sign=-1.0)
assert losses[-1] > 1000 and right[-1] < 0.2
print(f"mean ℓ {losses[0]:.1f} after one step, over 1000 at the end; under 20 % right")

# %% [markdown]
# That loss has no lowest value: an output bias has no price, and makes the $\ell_i$ of all
# other classes as large as you like. The network is sure of wrong answers: a falling loss, as
# in lecture 3, proves nothing. Now the right sign, at first with nothing that holds back. Ten
# samples, ten starts:

# %%
plain = [fit(seed) for seed in range(10)]
unheld = np.array([right[-1] for *_, right in plain])
lowest = [1 + validation.argmin() for _, _, validation, *_ in plain]

for _, _, validation, seen, _ in plain:
    assert seen[-1] == 1 and 1.6 * validation.min() < validation[-1]
print(f"all of the training labels, and {unheld.mean():.0%} of the new images")
assert max(lowest) <= 40
print(f"validation loss lowest after {min(lowest)} to {max(lowest)} steps of 300")

# %%
wrong = []
for seed in range(10):
    (_, given), (_, true) = noisy_digits(seed)[0], noisy_digits(seed, noise=0)[0]
    wrong.append(np.count_nonzero(given != true))
print(f"wrong among 200 training labels: {min(wrong)} to {max(wrong)}")

# %% [markdown]
# All 200, in each of the ten runs. A network has learnt its wrong labels by heart, and is
# worse on new images than it was earlier: that is **overfitting**.
#
# **Move** the strength, for both penalties, and watch three things: where the dashed
# validation loss turns, how high it ends, and the shape of the weights.

# %%
gammas = [0.0, 0.001, 0.003, 0.01, 0.03, 0.1]


def run(params, losses, validation, *_):
    weights = np.concatenate([W.ravel() for W, _ in params])
    return views.Run(losses, validation, weights)


fits = {("L2", g): fit(0, l2=g) for g in gammas} | {
    ("L1", g): fit(0, l1=g) for g in gammas
}
runs = {k: {g: run(*fits[k, g]) for g in gammas} for k in ("L2", "L1")}
explore(views.Penalties(runs))

# %%
last = {g: [losses[-1] for losses in runs["L2"][g][:2]] for g in gammas}
assert min(gammas, key=lambda g: last[g][1]) == 0.01
assert min(last[0.1]) > 2  # both losses; log 10 = 2.3 is a guess

# %% [markdown]
# At 0 the validation loss soon turns, and about doubles. At L2's 0.01 it stays down: of the six
# strengths, validation chooses that one. At 0.1 the network fits neither the training set nor
# any other, it **underfits**. Now the accuracy on new images: of ten samples, and of five where
# no label is wrong.

# %%
held = np.array([fit(seed, l2=0.01)[-1][-1] for seed in range(10)])
gain = held - unheld
assert gain.min() > 0.02 and gain.mean() > 0.07

print(f"without {unheld.mean():.0%} right, L2 adds {100 * gain.mean():.0f} points")

# %%
clean = {}
for g in (0.0, 0.001, 0.01):
    clean[g] = np.mean([fit(seed, l2=g, noise=0.0)[-1][-1] for seed in range(5)])
    print(f"clean labels, L2 {g:<5} {clean[g]:.2f}")

assert abs(clean[0.001] - clean[0.0]) < 0.015 and clean[0.01] < clean[0.0] + 0.005

# %% [markdown]
# With a fifth of the labels random, L2 gains on each of the ten samples, ten points on average.
# On clean labels, where there is little to unlearn, a tenth of that strength changes next to
# nothing, and the same strength gains nothing. Whether a restraint helps must be measured.
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
# In this bowl L2 takes a *share* of $a$, and not all of it. L1 takes the same *amount* of each,
# and the small ones become 0: the weights are **sparse**. Does the network do the same? It has
# weights that the loss does not feel: those of a pixel that is black in all training images, and
# those of a unit that is silent on all of them. So we count twice: among all weights, and among
# the others. (Adam jumps about 0, so we count what is within ±0.001.)


# %%
def felt(params, X):
    """Whether a weight takes part in some output on X; all weights, one after another."""
    (W, b), (V, _) = params
    on = (X @ W.T + b > 0).any(axis=0)
    return np.append(np.outer(on, X.any(axis=0)), np.tile(on, (len(V), 1)))


# %%
among = {}
for kind, g in [("L2", 0.0), ("L2", 0.01), ("L1", 0.003), ("L1", 0.01)]:
    small = abs(runs[kind][g].weights) < 1e-3
    among[kind, g] = small[felt(fits[kind, g][0], noisy_digits(0)[0][0])]
    print(f"{kind} {g:<5} {small.mean():.1f} of all weights are small")
    if kind == "L2" and g:
        assert among[kind, g].sum() < small.sum() / 2

assert among["L2", 0.01].mean() < 0.1 and among["L1", 0.003].mean() > 0.5

black = ~noisy_digits(0)[0][0].any(axis=0)  # in all training images
(W, _), _ = fit(0, l2=1e-6)[0]
assert black.any() and abs(W[:, black]).max() < 1e-3

# %% [markdown]
# Most of L2's small weights are not felt: on these the penalty works alone. It stands in the
# loss, so Adam divides its gradient too, as lecture 6 says, and the strength drops out: about
# the learning rate is taken off at each step. With $10^{-6}$ in place of 0.01 the weights of the
# black pixels end as near to 0. Among the weights that the loss does feel, fewer than a tenth are
# small with L2, and more than half with L1.

# %% [markdown] tags=["row:S001-55"]
# **A constraint in disguise.** Instead of a price one may set a limit: minimise the loss alone,
# $L_0$, subject to $\Omega \le r$. Its generalized Lagrangian is $L_0 + \gamma(\Omega - r)$ with
# $\gamma \ge 0$, and $-\gamma r$ does not depend on $\Theta$. Indeed, if $\Theta^*$ minimises
# $L_0 + \gamma\Omega$, it minimises $L_0$ among all $\Theta$ with
# $\Omega(\Theta) \le \Omega(\Theta^*)$: one of them with a lower $L_0$ would have a lower sum.
# $\blacksquare$
#
# ## Stop early
#
# The plain networks were at their best within 40 of the 300 steps. **Early stopping** watches the
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
# On the full batch the validation loss is smooth, and little patience is needed. Here is a run
# on mini-batches of about eight, where it jumps. **Move** the patience from 1 upwards: the
# circle is what is kept, the cross is where training ends.

# %%
_, _, validation, _, right = fit(0, share=0.04)
assert stop(validation, 1)[1] < 10 and validation.argmin() > 30

explore(views.Patience(validation, right, stop))

# %% [markdown]
# With too little, the first unlucky batches end this run; each further step of patience costs a step.
# And the ten runs on the full batch, with a patience of 1 and of 20:

# %%
for patience in (1, 20):
    ends = [stop(run[2], patience) for run in plain]
    stopped = np.array(
        [r[-1][best - 1] for r, (best, _) in zip(plain, ends, strict=True)]
    )
    assert max(last for _, last in ends) < 60 and (stopped - unheld).min() > 0.02
    print(f"patience {patience}: {stopped.mean():.2f} instead of {unheld.mean():.2f}")

assert abs(stopped.mean() - held.mean()) < 0.03

# %% [markdown] tags=["row:S001-56"]
# Nearly as good as the penalty, in a fifth of the steps. The wrong labels of the two sets are
# *different* ones: who learns some by heart becomes no better at the others.
#
# The lowest of the validation losses was chosen *because* it is low. Over many samples the mean
# of the lowest is at most the lowest of the means, so as a report it flatters. Report the loss
# of a third set, which has chosen nothing: not the step, the strength or the patience.
#
# ## Dropout
#
# **Dropout** (N. Srivastava et al., 2014) leaves out hidden units at random: for each forward
# and backward pair, each unit of each example is kept with probability $q$ and silenced with
# probability $p = 1 - q$. **Move** both sliders.

# %% tags=["row:S001-56"]
explore(views.Thinned((4, 6, 6, 2), rng.random((12, 12))))

# %% [markdown] tags=["row:S001-57", "row:S001-58"]
# Each draw is another network, and all share their weights. What one unit has found may be
# missing in the next pass. The idea of the authors: a concept gets through reliably only if
# several units find it, **redundancy** in place of co-dependence.
#
# At test time nothing is dropped, and a sum over all inputs would be $1/q$ times what it was on
# average in training.
# There are two ways to make up for that, and two names that get mixed up:
#
# | convention | training | test |
# | --- | --- | --- |
# | test-time scaling (the 2014 paper; its $p$ is the probability to **keep**) | $m \circ h$ | $q\,h$ |
# | inverted (PyTorch's `p`, Keras's `rate`: the probability to **drop**) | $m \circ h / q$ | $h$ |
#
# Here $m_i$ is 1 with probability $q$ and else 0, and $E[m_i h_i / q] = h_i$. A paper's 0.8 for
# keeping, copied into a library, keeps a fifth. And whoever follows both rows scales twice.

# %%
dropout, h = torch.nn.functional.dropout, torch.ones(1_000_000)
torch.manual_seed(7)

for p in (0.2, 0.8):
    out = dropout(h, p, training=True)
    print(f"p = {p}: kept {(out > 0).float().mean():.2f}, mean {out.mean():.2f}")
assert torch.equal(dropout(h, 0.8, training=False), h)

# %% [markdown]
# The mean stays 1 for both, and so the mean of every sum of the next layer is right. Here is
# such a sum $z$ of 50 units, by the 2014 paper's convention: 100,000 draws of the mask in
# training, the scaled units at test time.

# %%
h, w, keep = rng.random(50), 2 * rng.standard_normal(50), 0.5
z, scaled = (rng.random((100_000, 50)) < keep) * h @ w, keep * h @ w

error = z.std() / np.sqrt(len(z))  # the standard error of the mean
assert abs(z.mean() - scaled) < 4 * error
print(f"z: mean in training {z.mean():.2f} ± {error:.2f}, at test time {scaled:.2f}")
print(f"σ(z): {sigmoid(z).mean():.2f} and {sigmoid(scaled):.2f}")
assert abs(sigmoid(z).mean() - sigmoid(scaled)) > 0.05

# %% [markdown]
# Before the next activation both agree. Behind it they need not: the mean of $\sigma(z)$ is not
# $\sigma$ of the mean. The scaling is exact up to there and an approximation from there on.
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
for seed, rate in product(range(3), rates):
    X, y, _ = ring(seed, 150)
    with jax.enable_x64(True):
        trained = train_dropped(start((2, 64, 64, 1), seed), X, y, rate)
    nets[seed, rate] = jax.tree.map(np.asarray, trained)

# %% tags=["row:S001-59"]
X, y, _ = ring(0, 150)
frames = {rate: nets[0, rate] for rate in rates}


def score(X, params):
    return logits(X, params)[:, 0]  # nothing is dropped, nothing is scaled


explore(views.Regions(score, frames, X, y, span=2.8, what="drop rate"), frame=0)

# %% [markdown]
# **Move** the rate through its five values. At 0 the border bends around single points: it
# fits the noise. In the middle it is nearly the circle. At 0.8 it misses the training set too.
# At 0.95, with three units of 64 at a time, it has learnt nothing in these 500 steps. The share
# of right answers on the 150 training points, with their labels as given, and on 1000 new points
# with true ones:

# %%
X_new, _, y_new = ring(99, 1000)
found = {}
for (seed, rate), net in nets.items():
    X, y, _ = ring(seed, 150)
    seen, new = (np.mean((score(A, net) > 0) == a) for A, a in ((X, y), (X_new, y_new)))
    found[seed, rate] = seen, new

for rate in rates:
    seen, new = np.mean([found[seed, rate] for seed in range(3)], axis=0)
    print(f"rate {rate:<4} training {seen:.2f}, new {new:.2f}")

# %%
for seed in range(3):
    none, _, some, much, most = (np.array(found[seed, rate]) for rate in rates)
    assert none[0] > some[0] + 0.03 and none[1] < some[1] - 0.02
    assert (much < some).all()
    assert most[1] < max(y_new.mean(), 1 - y_new.mean()) + 0.05
print(f"outside of the circle: {1 - y_new.mean():.2f} of the new points")

# %% [markdown] tags=["row:S001-52"]
# None: overfitting. Some: better, on each of three samples. Too much: underfitting. And the
# last rate does no better on new points than to say *outside* everywhere.
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
# Three gradients. One of the units hardly varies: on ordinary numbers a forgotten
# $\varepsilon$ changes only the sixth digit or so, here the first.

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

# %% [markdown] tags=["row:S001-53"]
# A common shift of all $z_i$ goes into $\mu$ and is gone. **A bias before batch normalization
# has gradient 0**; leave it out, $\beta$ takes its place. Nor do the slopes have a part along
# $\hat z$, up to $\varepsilon$. Every part of the gradient that
# would only move the mean or the size of a unit is removed.
#
# So the length of a unit's weights does nothing either: $cW$ gives $cz$ and, up to
# $\varepsilon$, the same $\hat z$ and the same loss for every $c > 0$. A loss that is the same
# at $cW$ has there $1/c$ of the slope: the length sets the pace of learning. Three times the
# weights, and all weights of a layer:

# %%
A, W = rng.standard_normal((20, 5)), rng.standard_normal((4, 5))
G, one, zero = rng.standard_normal((20, 4)), np.ones(4), np.zeros(4)


def slopes(W):
    """Of sum(G · normalize(A Wᵀ)) by W."""
    return normalize_backward(G, A @ W.T, one)[0].T @ A


assert np.allclose(
    normalize(A @ W.T, one, zero), normalize(3 * A @ W.T, one, zero), 1e-4
)
assert np.allclose(3 * slopes(3 * W), slopes(W), atol=1e-4 * abs(slopes(W)).max())

# %% [markdown]
# An L2 penalty on such a layer does not restrain what it can say. By making the weights
# shorter it keeps the pace up (T. van Laarhoven, 2017).
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
# Lecture 5 promised it: normalization makes a network depend less on its start. Six hidden
# layers of 64 ReLUs learn 1000 clean digits: 300 steps of plain descent, on batches of 32. He's
# weights are taken times 0.1, 1 and 10, with eight learning rates, once plain and once
# normalized. Among them stands the plain network that is started well, at its best rate. (A
# loss that leaves the numbers makes all outputs NaN, and the network a guess.)

# %% jupyter={"source_hidden": true}
widgets.Predict(
    "He's start is made for this network. All weights are drawn ten times as large, and "
    "nothing is normalized. Can it learn?",
    {
        "Not at any rate": "The logits are 10⁷ times as large. How large are the slopes, "
        "and what could undo that?",
        "Yes, at about the same rate": "Then what does one step do to the loss?",
        "Yes, at a far smaller rate": "How much smaller? And if the weights were ten "
        "times too small?",
    },
)


# %%
def deep(params, X, normed, fixed=None):
    """Logits, and the mean and variance of each hidden layer."""
    used = []
    for k, (W, gamma, beta) in enumerate(params[:-1]):
        Z = X @ W.T
        used.append(fixed[k] if fixed else (Z.mean(axis=0), Z.var(axis=0)))
        Z = normalize(Z, gamma, beta, used[-1]) if normed else Z + beta
        X = Z * (Z > 0)
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
mean, sd = images[:1000].mean(), images[:1000].std()  # of the training images alone
X, y = (images - mean) / sd, digit[:1000]


def learn(gain, lr, normed, seed=0):
    """The share of the training images that is right in the end, and the parameters."""
    he = start((64,) * 7 + (10,), seed)
    params = [(gain * W, np.ones_like(b), b) for W, b in he]
    batches = np.random.default_rng(seed).integers(0, 1000, (300, 32))
    with jax.enable_x64(True):
        params, _ = train_deep(params, X[:1000], y, lr, batches, normed)
        guess = deep(params, X[:1000], normed)[0].argmax(axis=1)
    return np.mean(np.asarray(guess) == y), jax.tree.map(np.asarray, params)


# %%
gains, rates = (0.1, 1.0, 10.0), 10.0 ** np.arange(-7, 1)
learnt = {k: learn(*k) for k in product(gains, rates.tolist(), (False, True))}
table = {
    (n, g): np.array([learnt[g, r, n][0] for r in rates.tolist()])
    for g, n in product(gains, (False, True))
}

for (normed, gain), right in table.items():
    print(f"{'normalized' if normed else 'plain':10} He × {gain:<4}", right.round(1))

# %%
lines = {
    f"{'normalized' if n else 'plain'}, He × {g:g}": table[n, g].round(1)
    for n, g in ((False, 0.1), (False, 1.0), (False, 10.0), (True, 0.1), (True, 10.0))
}
view = views.Curves(rates, lines, "rate", "training accuracy", xscale="log")
explore(view, x=0.1)

# %%
small, well, large = (table[False, gain] for gain in gains)
assert well[6] > 0.95 and max(well[0], well[7]) < 0.3  # at its best at rate 0.1
assert small.max() < 0.3 and large[1] > 0.8 and large[3:].max() < 0.3
assert min(table[True, gain][6] for gain in gains) > 0.85

# %% [markdown] tags=["row:S001-51", "row:S001-53"]
# **Move** the rate. Started well, the plain network learns at rate 0.1. Ten times too large, it
# still learns nine tenths, but at a rate of $10^{-6}$: whoever knew that could do without the
# normalization. Ten times too small, it learns at none of the eight. Normalized, all three
# starts learn at rate 0.1: before a normalization the length of the weights sets only the
# pace, as shown above. So this is what it buys here, in one draw of weights and batches: no
# better fit than that of a good start at a good rate, but a wide choice of both.
#
# *Why* it helps is not settled. A published version gives one account as fact: a gradient says
# what happens if one parameter moves and all others stay, but **all parameters move at once**.
# The premise is true: let ten weights of 1 be multiplied, and move each by $-0.1$. Their slopes
# of 1 promise $1 - 1 = 0$; the product is $0.9^{10} \approx 0.35$.
#
# That batch normalization helps *because* it damps this is a hypothesis. Its authors had another
# one: less **internal covariate shift**, which is that the inputs of a layer shift as the layers
# before it learn. S. Santurkar et al. (2018) added shifts on purpose, found training as good,
# and propose a third: a smoother loss. Ioffe and Szegedy also say that it regularizes: each
# example meets other companions each time, which is noise, as in dropout. Measure that on your
# data, here on the 797 digits that are left, with the statistics of all training digits.


# %%
def unseen(normed, seed, lr=0.1):
    """The shares of old and of new digits that are right, from He's start."""
    seen, params = learn(1.0, lr, normed, seed)
    _, fixed = deep(params, X[:1000], normed)
    z, _ = deep(params, X[1000:], normed, fixed)
    return seen, np.mean(z.argmax(axis=1) == digit[1000:])


ten = np.array([[unseen(n, seed) for n in (False, True)] for seed in range(10)])
(_, plain_new), (_, normed_new) = np.median(ten, axis=0)
print(f"new digits, median of ten draws: {plain_new:.2f}, normalized {normed_new:.2f}")

assert ten[:, 1, 0].min() > 0.95 and np.sum(ten[:, 0, 0] > 0.95) >= 8
assert abs(normed_new - plain_new) < 0.04 and (ten[:, 0, 1] > ten[:, 1, 1]).any()

# %% [markdown]
# All ten normalized networks have learnt the 1000, and at least eight of the ten plain ones.
# On new digits the difference is a point or two at this rate, and not in each draw for the same
# one. Is the rate fair to both? Twice as large:

# %%
draws = [[unseen(n, seed, 0.2)[1] for n in (False, True)] for seed in range(10)]
plain_fast, normed_fast = np.median(draws, axis=0)
print(f"rate 0.2, median of ten draws: {plain_fast:.2f}, normalized {normed_fast:.2f}")

assert 0 < normed_fast - max(plain_fast, plain_new) < 0.045

# %% [markdown]
# Two or three points, each at its better rate: here, hardly enough to call it a regularizer.
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
p = learnt[1.0, 0.1, True][1]
_, fixed = deep(p, X[:1000], True)
new, found = np.arange(1000, len(digit)), np.zeros(3)
mixed = rng.permutation(new)
for k in range(10):
    alike, others = new[digit[new] == k][:60], mixed[60 * k : 60 * k + 60]
    for i, (b, used) in enumerate([(alike, fixed), (alike, None), (others, None)]):
        found[i] += (
            np.mean(deep(p, X[b], True, used)[0].argmax(axis=1) == digit[b]) / 10
        )
print("fixed {:.1f}, those of the batch {:.1f}, of a mixed batch {:.1f}".format(*found))
assert found[0] > 0.85 and found[1] < 0.4 and found[2] > 0.85

one, other = (deep(p, X[[i]], True)[0] for i in (0, 1))
assert np.array_equal(one, other)

# %% [markdown]
# The mean of a batch of zeros is what makes a zero, and it is subtracted; in a mixed batch of
# 60 the statistics do little harm. A batch of one is
# its own mean: $\hat z = 0$ in every layer, and the same answer to every image. Frameworks
# have a switch for dropout and batch normalization (`model.eval()`, `training=False`). Whoever
# forgets it gets an error message at best for a batch of one, as from PyTorch:

# %%
try:
    torch.nn.BatchNorm1d(3)(torch.ones(1, 3))
except ValueError as error:
    print(error)

# %% [markdown]
# For larger batches it answers, from whatever the batch holds.
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
#   No bias before it; the length of weights before it only sets the pace, so that one rate
#   serves many starts. Batch statistics in training, running ones after.
# * Measure what a method buys on your data. What helps against wrong labels may do nothing on
#   right ones.
#
# ## Check yourself
#
# 1. A feature is converted from metres to kilometres. What happens to its curvature, and to
#    nearest neighbours?
#    <details><summary>Answer</summary>The curvature shrinks to a millionth, so at the rate of
#    the other weights its own hardly moves; in distances it counts a thousandth.</details>
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
