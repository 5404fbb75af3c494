# %% [markdown]
# # 6 · Optimizers
#
# **Question.** A gradient says which way is down here. How far should one go, on how
# much data should one ask, and what do nine optimizers with nine names do better than
# plain descent?
#
# **After this lecture you can**
#
# * train on mini-batches, and say how their noise depends on their size;
# * find the largest stable learning rate of descent and of momentum, and prove it;
# * derive eight optimizers, each from a fault of one before it, in a few lines each;
# * say what happens to adaptive methods when the axes turn;
# * read a picture in which optimizers race, and ask what it holds fixed.
#
# 90 minutes. No cell takes longer than 15 seconds.

# %%
from functools import cache, partial
from itertools import pairwise

import jax
import numpy as np
import torch
from sklearn.datasets import load_digits

from nncourse import datasets, views, widgets
from nncourse.live import explore

rng = np.random.default_rng(6)

# %% [markdown] tags=["row:S000-09", "row:S000-21", "row:S001-23", "row:S001-24", "row:S001-25", "row:S002-20", "row:S004-09", "row:S004-10", "row:S004-14"]
# ## Recall
#
# Answer from memory before you open an answer.
#
# 1. On separable data a loop of descent stops because its steps get short. Where is it?
#    <details><summary>Answer</summary>Nowhere in particular: the weights grow for ever,
#    and a smaller threshold stops later.</details>
# 2. What is the gradient of softmax with cross-entropy in the logits?
#    <details><summary>Answer</summary>Prediction minus target.</details>
# 3. What does the gradient in all parameters cost, in forward passes?
#    <details><summary>Answer</summary>At most three, for any number of them.</details>
# 4. A narrow ReLU network on XOR has been at the same loss for 1000 steps. More steps?
#    <details><summary>Answer</summary>Look first: silent units have no gradient, and
#    more steps do not wake them. Start again, or add units.</details>
# 5. With which standard deviation do the weights of a ReLU layer start?
#    <details><summary>Answer</summary>√(2 / number of inputs) (He).</details>
#
# ## How much data for one step?
#
# What we want is a low loss on all data that may come, $E[\ell(\theta; x, y)]$. What we
# have is a sample, and its mean loss, the **empirical risk**
# $L(\theta) = \frac1n \sum_i \ell(\theta; x_i, y_i)$. **Gradient descent** repeats
#
# $$\theta \leftarrow \theta - \eta\, \nabla L(\theta),$$
#
# in words: start somewhere; until done, compute the gradient on *all* data and step
# against it. With a million to a hundred million examples, one step costs that many
# passes through the network. Yet $\nabla L$ is a mean, and a mean can be
# estimated from a few draws. **Mini-batch descent** has three steps:
#
# 1. draw a batch $B$ of $m$ examples;
# 2. estimate the gradient, $g = \frac1m \sum_{i \in B} \nabla \ell(\theta; x_i, y_i)$;
# 3. step, $\theta \leftarrow \theta - \eta\, g$.
#
# With $m = 1$ it is called **stochastic** or on-line descent, with $m = n$ full-batch
# or classical. Optimizers called SGD mean any $m$, and step after every batch: many
# times in an **epoch**, one way through all examples.
#
# **Claim.** Drawn at random with replacement, $g$ is unbiased, $E[g] = \nabla L$, and
# its noise falls as the batch grows: $E|g - \nabla L|^2 = \frac{c}{m}$, where $c$ is
# the mean of $|\nabla \ell_i - \nabla L|^2$ over the examples.
#
# **Proof.** Each of the $m$ terms has mean $\nabla L$. The draws are independent, so
# the variances of the terms of $g$ add up: $m \cdot \frac{c}{m^2}$. $\blacksquare$
#
# We measure on the petal neuron of lecture 1, which also checked its gradient.

# %%
petal, species = datasets.iris("petal width")
x = petal[species > 0, 0]
A = np.column_stack([(x - x.mean()) / x.std(), np.ones(100)])  # petal width and 1
t = species[species > 0] - 1.0  # 1 is virginica, 0 is versicolor


# %%
def petal_loss(p):
    """Mean cross-entropy at points p = (w, b), shape (..., 2)."""
    z = p @ A.T
    return np.mean(np.logaddexp(0, z) - t * z, axis=-1)


def petal_gradient(p, i=slice(None)):
    """Its gradient, shape (..., 2), from the examples i."""
    return (1 / (1 + np.exp(-p @ A[i].T)) - t[i]) @ A[i] / len(t[i])


# %% [markdown]
# Draw 2000 batches of each size, and look at the last column: it should be $c$.

# %%
p = np.array([2.0, -1.0])
each = np.array([petal_gradient(p, [i]) for i in range(100)])
c = np.mean(np.sum((each - petal_gradient(p)) ** 2, axis=1))
sizes, noise = np.array([1, 4, 16, 64, 256]), []
for m in sizes:
    batches = rng.integers(0, 100, (2000, m))
    off = np.array([petal_gradient(p, i) for i in batches]) - petal_gradient(p)
    noise.append(np.mean(np.sum(off**2, axis=1)))
    print(f"m = {m:3}: noise {noise[-1]:.4f}, times m {noise[-1] * m:.2f}, c {c:.2f}")
np.testing.assert_allclose(noise, c / sizes, rtol=0.15)

# %% [markdown]
# The noise falls as $1/m$: its root, the distance, as $1/\sqrt{m}$. A hundredfold price
# buys a tenfold precision. **Play** one walk of each size at rate 3. How far down is it
# after ten steps, and at how many examples has it looked by then? Which comes to rest?


# %%
def batch_walk(m):
    path = [np.zeros(2)]
    for _ in range(400):
        batch = rng.choice(100, m, replace=False)
        path.append(path[-1] - 3 * petal_gradient(path[-1], batch))
    return np.array(path)


# %%
many = {m: np.array([batch_walk(m) for _ in range(20)]) for m in (1, 10, 100)}
paths = {f"batch {m}": walks[0] for m, walks in many.items()}
race = views.Race(petal_loss, paths)
explore(views.Walks(lambda: race, (-2, 12), (-6, 7), steps=400))

# %% [markdown]
# One walk may be luck. Of 20 walks of each size: how many have a loss below 0.3 after ten
# steps (they start at 0.69, and 0.17 is the lowest), and how far does one roam?

# %%
for m, walks in many.items():
    down = np.sum(petal_loss(walks[:, 10]) < 0.3)
    roam = np.std(walks[:, 200:], axis=1).max(axis=1).mean()
    print(f"batch {m:3}, {10 * m:4} examples: {down} of 20 down; roams by {roam:.3f}")
    assert down > 12 if m == 1 else down == 20
    assert roam > (0.6, 0.2, 0)[int(np.log10(m))] and (m < 100 or roam < 0.01)

pulls = [np.linalg.norm(petal_gradient(many[100][0, -1], [i])) for i in range(100)]
print(
    f"the largest of 100 gradients is {max(pulls) / np.median(pulls):.0f} medians long"
)
assert max(pulls) > 30 * np.median(pulls)

# %% [markdown] tags=["row:S000-74", "row:S001-26", "row:S004-11"]
# After ten steps most walks are most of the way down, for 10, 100 and 1000 examples:
# similar examples have similar gradients, and a classical step computes them all. But
# the smaller the batch, the wider it roams around the lowest point: a single example
# pulls with all its might, an outlier hardest, as the last line says for the lowest
# point. Nor do single examples use a machine that multiplies matrices in parallel.
# **Mini-batches** of 50 to 256 are common (S. Ruder, 2016).
#
# ## The ravine
#
# Three things make the loss of a network hard to descend. It is not convex: there are
# saddles and several valleys. (In practice descent does well all the same;
# why is a question for lecture 9.) It has flat regions, where gradients are small. And
# its curvature differs from one direction to the next:
#
# $$f(x, y) = \tfrac12 (x^2 + 100\, y^2), \qquad \nabla f = (x, 100\, y).$$
#
# The ratio $\kappa = L / l$ of the largest to the smallest curvature is its **condition
# number**, here 100. An optimizer is a function of the parameters, the gradient and a
# state, which is what it remembers; it returns new parameters and a new state.

# %%
H, square = np.diag([1.0, 100.0]), ((-1.3, 1.3), (-1.3, 1.3))


def ravine(p, H=H):
    return 0.5 * np.sum(p @ H * p, axis=-1)


# %%
def sgd(theta, grad, state, lr):
    return theta - lr * grad, state


# %%
def walk(optimizer, gradient, at, lr, steps, **options):
    """Points after 0, 1, … steps, shape (steps + 1, …)."""
    path, state = [np.array(at, dtype=float)], {}
    with np.errstate(over="ignore", invalid="ignore"):  # some will diverge
        for _ in range(steps):
            grad = gradient(path[-1])
            theta, state = optimizer(path[-1], grad, state, lr, **options)
            path.append(theta)
    return np.array(path)


# %% [markdown]
# **Find by hand** the largest rate at which descent still converges.


# %%
def descend(lr):
    path = walk(sgd, lambda p: p @ H, (1.0, 0.3), lr, 100)
    return views.Race(ravine, {"descent": path})


# %%
rate = views.Slide("learning rate", 0.005, 0.0005, 0.025, 0.0005)
explore(views.Walks(descend, *square, lr=rate))

# %% [markdown]
# Below 0.01 it creeps along the floor; above, it jumps from wall to wall; at 0.02 it
# jumps for ever, and beyond it is lost.
#
# **Theorem.** On a quadratic with curvatures between $l > 0$ and $L$, descent converges
# from everywhere if and only if $0 < \eta < 2/L$.
#
# **Proof.** Each step multiplies the coordinate along an eigenvector with curvature
# $\lambda$ by $1 - \eta\lambda$. It shrinks if and only if $|1 - \eta\lambda| < 1$, that
# is $0 < \eta < 2/\lambda$; the largest $\lambda$ decides. $\blacksquare$
#
# The steepest direction sets the rate, and the flattest waits: its factor is
# $1 - \eta l$. The worst of all factors is smallest at $\eta = 2/(L + l)$, where both ends
# shrink by $\frac{\kappa - 1}{\kappa + 1}$. We count steps from $(10, 1)$ to $f < 10^{-4}$.


# %%
def steps_to(optimizer, lr, H=H, at=(10.0, 1.0), below=1e-4, **options):
    """How many steps it takes on a ravine; 5001 if 5000 are not enough."""
    path = walk(optimizer, lambda p: p @ H, at, lr, 5000, **options)
    return int(np.argmax(np.append(ravine(path, H), 0) < below))


# %%
assert steps_to(sgd, 0.0199) < 5000 <= steps_to(sgd, 0.0201)
print("descent at 2/(L + l):", steps_to(sgd, 2 / 101), "steps")

# %% [markdown] tags=["row:S001-27", "row:S001-29", "row:S004-12"]
# ## Momentum
#
# Descent forgets. Across the ravine its gradients change sign from step to step and
# nearly cancel; along it they agree. So add them up, and let old ones fade:
#
# $$v \leftarrow \mu v + g, \qquad \theta \leftarrow \theta - \eta v .$$
#
# That is **momentum** (B. Polyak, 1964): a ball that rolls downhill, with inertia and
# friction. $v$ is its velocity, and $\mu \in [0, 1)$ says how much of it is kept;
# $\mu = 0$ is plain descent. Along a constant slope $v$ grows to $g / (1 - \mu)$: with
# $\mu = 0.9$, steps ten times as long. (Some texts average, $v \leftarrow \mu v +
# (1 - \mu) g$. That is our $v$ times $1 - \mu$, and wants a larger rate.)


# %% tags=["row:S004-12"]
def momentum(theta, grad, state, lr, mu=0.9):
    v = mu * state.get("v", 0) + grad
    return theta - lr * v, {"v": v}


# %% jupyter={"source_hidden": true}
widgets.Predict(
    "Descent on the ravine converges for rates below 0.02. And momentum with μ = 0.9?",
    {
        "Below 0.002: its steps are ten times as long": "Are they, across the ravine?",
        "Below 0.02 as well": "Try 0.025 and 0.035 with μ = 0.9.",
        "Nearly up to 0.04": "And with μ = 0.5? Look for the rule.",
    },
)

# %% [markdown]
# **Move** both, and for each $\mu$ find the border again.


# %%
def with_inertia(lr, mu):
    start, slope = (1.0, 0.3), lambda p: p @ H
    fast = walk(momentum, slope, start, lr, 100, mu=mu)
    paths = {"descent": walk(sgd, slope, start, lr, 100), "momentum": fast}
    return views.Race(ravine, paths)


# %% tags=["row:S001-28"]
rate = views.Slide("learning rate", 0.01, 0.001, 0.04, 0.001)
kept = views.Slide("momentum", 0.5, 0.0, 0.95, 0.05)
explore(views.Walks(with_inertia, *square, lr=rate, mu=kept))

# %% [markdown]
# Momentum tolerates *larger* rates.
#
# **Theorem.** On such a quadratic momentum converges from everywhere if and only if
# $0 < \eta < 2(1 + \mu)/L$.
#
# **Proof.** For curvature $\lambda$, with $v$ inserted, one step is the matrix
#
# $$\begin{pmatrix} \theta \\ v \end{pmatrix} \leftarrow
#   \begin{pmatrix} 1 - \eta\lambda & -\eta\mu \\ \lambda & \mu \end{pmatrix}
#   \begin{pmatrix} \theta \\ v \end{pmatrix}$$
#
# with trace $T = 1 + \mu - \eta\lambda$ and determinant $D = \mu$. Its powers go to 0 if
# and only if both roots of $r^2 - Tr + D$ are smaller than 1 in absolute value. Complex
# roots have $|r|^2 = D < 1$. Real ones, whose product is $D < 1$, lie in $(-1, 1)$ if and
# only if the parabola is positive at both ends: $1 - T + D = \eta\lambda > 0$ and
# $1 + T + D = 2(1 + \mu) - \eta\lambda > 0$. $\blacksquare$
#
# While the roots are complex, every curvature shrinks by the same factor $\sqrt\mu$. The
# worst factor is smallest where both ends are just real, $\eta = 4 / (\sqrt L + \sqrt l)^2$
# and $\sqrt\mu = \frac{\sqrt\kappa - 1}{\sqrt\kappa + 1}$: what was $\kappa$ is now
# $\sqrt\kappa$. With $\kappa$ four times as large, descent should take four times as many
# steps, and momentum twice as many.

# %%
assert steps_to(momentum, 0.0379) < 5000 <= steps_to(momentum, 0.0381)
counts = []
for L in (100, 400):
    bowl, root = np.diag([1.0, L]), L**0.5
    lr, mu = 4 / (root + 1) ** 2, ((root - 1) / (root + 1)) ** 2
    counts += [(steps_to(sgd, 2 / (L + 1), bowl), steps_to(momentum, lr, bowl, mu=mu))]
    print(
        f"curvatures 1 and {L}: descent {counts[-1][0]} steps, momentum", counts[-1][1]
    )
np.testing.assert_allclose(np.divide(*counts[::-1]), [4, 2], rtol=0.25)

# %% [markdown] tags=["row:S004-13"]
# ## Nesterov: look before you leap
#
# The ball is heavy. It notices that the ground rises only once it is there. But most of
# the coming step is known before the gradient is: $-\eta\mu v$. So ask for the slope at
# the end of it (Y. Nesterov, 1983):
#
# $$v \leftarrow \mu v + \nabla L(\theta - \eta\mu v), \qquad
#   \theta \leftarrow \theta - \eta v .$$
#
# To look at $\theta - \eta v$, further than the known part of the step reaches, is a slip:
# exercise 2 shows what it costs.
#
# Libraries want the gradient where the parameters are. So they store the point *ahead*,
# $\phi = \theta - \eta\mu v$, in place of $\theta$. With $g = \nabla L(\phi)$, the new
# velocity $v' = \mu v + g$ and $\theta' = \theta - \eta v'$, the next such point is
#
# $$\phi' = \theta' - \eta\mu v' = \phi + \eta\mu v - \eta v' - \eta\mu v'
#   = \phi - \eta\,(g + \mu v'). \qquad \blacksquare$$


# %% tags=["row:S004-13"]
def nesterov(theta, grad, state, lr, mu=0.9):
    v = mu * state.get("v", 0) + grad
    return theta - lr * (grad + mu * v), {"v": v}


# %% [markdown]
# Does it bear a larger rate, knowing of the wall before it gets there? The slope ahead is
# $\lambda(\theta - \eta\mu v)$, so $T = (1 + \mu)(1 - \eta\lambda)$ and
# $D = \mu(1 - \eta\lambda)$ for the matrix of a step, and $1 + T + D > 0$ says
# $\eta\lambda < \frac{2 + 2\mu}{1 + 2\mu}$, which is $1.36$ for $\mu = 0.9$: less than plain
# descent bears. But wiggles die sooner: complex roots have $|r|^2 = D$, which is smaller
# the larger the curvature, where momentum has $\mu$ for all.

# %%
assert steps_to(nesterov, 0.0135) < 5000 <= steps_to(nesterov, 0.0136)
left = [walk(f, lambda p: p @ H, (0, 1), 0.005, 40)[20:] for f in (momentum, nesterov)]
left = [abs(p).max() for p in left]
print("of a wiggle is left: {:.0e}, {:.0e}".format(*left))
assert left[0] > 100 * left[1]

# %% [markdown] tags=["row:S004-15"]
# ## A rate for each parameter
#
# All three have one rate for all parameters, and the steepest sets it. In a network,
# slopes differ by orders of magnitude from layer to layer (lecture 5), and a weight whose
# input is mostly 0 rarely has one. **Adagrad** (J. Duchi, E. Hazan and Y. Singer, 2011)
# adds up the squares of all gradients so far, coordinate by coordinate, and divides by
# the root of the sum; $\varepsilon$ keeps us from dividing by 0.


# %%
def adagrad(theta, grad, state, lr, eps=1e-10):
    s = state.get("s", 0) + grad**2
    return theta - lr * grad / (np.sqrt(s) + eps), {"s": s}


# %% [markdown]
# A factor of any coordinate's gradient cancels, so both directions of the ravine are
# walked alike. (Divided by the sum itself, without the root, steps would be long where
# slopes are small: exercise 3.)

# %%
alike = walk(adagrad, lambda p: p @ H, (1.0, 1.0), 0.1, 50)
np.testing.assert_allclose(alike[:, 0], alike[:, 1], rtol=1e-6)

# %% [markdown] tags=["row:S001-30", "row:S004-15"]
# Adagrad's own fault is in the sum: it only grows. On a constant slope step $t$ has
# length $\eta/\sqrt t$. **RMSprop** (G. Hinton's lectures, 2012) lets old squares fade
# as momentum does with old gradients. It keeps an exponentially weighted mean of squares,
# $s \leftarrow \rho s + (1 - \rho) g^2$:


# %%
def rmsprop(theta, grad, state, lr, rho=0.99, eps=1e-8):
    s = rho * state.get("s", 0) + (1 - rho) * grad**2
    return theta - lr * grad / (np.sqrt(s) + eps), {"s": s}


# %% [markdown] tags=["row:S004-16"]
# **Adadelta** (M. Zeiler, 2012) starts from the same fault, and sees another one. A
# step of Adagrad or RMSprop has no unit: $g/\sqrt{s}$ is a plain number, whatever
# $\theta$ is measured in, and $\eta$ must bring the unit. But past *moves* have it. So
# multiply by their root mean square:


# %%
def adadelta(theta, grad, state, lr=1.0, rho=0.9, eps=1e-6):
    s = rho * state.get("s", 0) + (1 - rho) * grad**2
    move = np.sqrt(state.get("d", 0) + eps) / np.sqrt(s + eps) * grad
    d = rho * state.get("d", 0) + (1 - rho) * move**2
    return theta - lr * move, {"s": s, "d": d}


# %% [markdown]
# Its author needs no learning rate; libraries have one all the same, PyTorch's is 1.
# (It keeps two averages, and no list of past gradients.) **Move** the step: how long is
# it on a constant slope, with $\eta = 0.1$ for the other two?

# %%
steps, lengths = np.unique(np.geomspace(1, 1000, 40).astype(int)), {}
for optimizer, lr in {adagrad: 0.1, rmsprop: 0.1, adadelta: 1.0}.items():
    path = walk(optimizer, lambda p: np.full(1, 5.0), (0.0,), lr, 1000)[:, 0]
    lengths[optimizer.__name__] = path[steps - 1] - path[steps]

np.testing.assert_allclose(lengths["adagrad"], 0.1 / np.sqrt(steps))
np.testing.assert_allclose(lengths["rmsprop"][[0, -1]], [1, 0.1], rtol=1e-3)
np.testing.assert_allclose(lengths["adadelta"][0], np.sqrt(10 * 1e-6), rtol=1e-3)
assert (np.diff(lengths["adadelta"]) > 0).all()
lines = views.Curves(steps, lengths, "step", "length", xscale="log", yscale="log")
explore(lines)

# %% [markdown] tags=["row:S001-31"]
# Adagrad's steps shrink for ever. RMSprop's settle at $\eta$, but its first is ten times
# too long: $s$ starts from 0, and after one step it is only $(1 - \rho)\,g^2$. Adadelta's
# first is $\sqrt{\varepsilon / (1 - \rho)}$ long, 0.003, for the same reason $\sqrt{10}$ times
# $\sqrt\varepsilon$; then they grow slowly.
#
# ## Adam
#
# **Adam** (D. Kingma and J. Ba, 2015) is RMSprop with momentum, and mends that start.
# It averages gradients, $m \leftarrow \mu m + (1 - \mu)\, g$, and squares, both from 0.
# Were every gradient the same, after $t$ steps
# $m = (1 - \mu)(1 + \mu + \dots + \mu^{t-1})\, g = (1 - \mu^t)\, g$, and likewise
# $s = (1 - \rho^t)\, g^2$. So divide by these factors, that is **correct the bias**:
#
# $$\theta \leftarrow \theta - \eta\, \frac{\hat m}{\sqrt{\hat s} + \varepsilon}, \qquad
#   \hat m = \frac{m}{1 - \mu^t}, \quad \hat s = \frac{s}{1 - \rho^t}.$$
#
# (Its authors call $\mu$ and $\rho$ $\beta_1$ and $\beta_2$.)


# %%
def adam(theta, grad, state, lr, mu=0.9, rho=0.999, eps=1e-8):
    t = state.get("t", 0) + 1
    m = mu * state.get("m", 0) + (1 - mu) * grad
    s = rho * state.get("s", 0) + (1 - rho) * grad**2
    m_hat, s_hat = m / (1 - mu**t), s / (1 - rho**t)
    return theta - lr * m_hat / (np.sqrt(s_hat) + eps), {"t": t, "m": m, "s": s}


# %% jupyter={"source_hidden": true}
widgets.Predict(
    "Adam, rate 0.001. The first gradient is 1000. How long is the first step?",
    {
        "1": "That is descent. Insert t = 1 into both corrections.",
        "0.001": "And for a gradient of 0.000001? What is left of g?",
        "about 0.003": "That is what it would be with neither correction. Insert them.",
    },
)

# %% [markdown]
# The first steps for two gradients, and what is left of them without the corrections:

# %%
for g in (1000.0, 1e-3):
    first = abs(adam(0.0, g, {}, 0.001)[0])
    left = {"m": 0.1, "s": 1 / 0.001**0.5, "both": 0.1 / 0.001**0.5}
    wrong = [f"without {k} {0.001 * factor:.4f}" for k, factor in left.items()]
    print(f"gradient {g:g}: {first:.4f};", ", ".join(wrong))
    assert abs(first / 0.001 - 1) < 1e-4

# %% [markdown] tags=["row:S004-18"]
# At $t = 1$ the corrected averages are $g$ and $g^2$. So the first step is
# $-\eta \operatorname{sign}(g)$, whatever the size of $g$ (unless $\varepsilon$ is no longer
# small beside it), and later ones are about as long while gradients agree. That makes
# $\eta$ a length, and a default such as 0.001 does not hang on the unit of the loss.
#
# Some texts call $s$ a *variance*. It is the mean square, taken about 0: a constant
# gradient has variance 0, and its step would be as long as $\varepsilon$ lets it.
#
# Adam's $m$ looks back. **Nadam** (T. Dozat, 2016) puts Nesterov's look ahead in its
# place. In library form, Nesterov steps along $g + \mu v'$, where momentum steps along
# $v' = g + \mu v$. So replace Adam's $m' = (1 - \mu)g + \mu m$ by $(1 - \mu)g + \mu m'$. Let
# $\mu$ change from step to step: $g$ belongs to this one and gets $1 - \mu_t$, $m'$ to the
# next and gets $\mu_{t+1}$. Each is corrected for the bias of its step,
#
# $$\theta \leftarrow \theta - \frac{\eta}{\sqrt{\hat s} + \varepsilon} \Bigl(
#   \frac{1 - \mu_t}{1 - \mu_1 \cdots \mu_t}\, g +
#   \frac{\mu_{t+1}}{1 - \mu_1 \cdots \mu_{t+1}}\, m' \Bigr).$$
#
# (In PyTorch $\mu_t$ grows from about $\mu / 2$ on a schedule, in Optax it does not: one
# name, two walks. Here is PyTorch's.)


# %%
def nadam(theta, grad, state, lr, mu=0.9, rho=0.999, eps=1e-8):
    t = state.get("t", 0) + 1
    now, soon = (mu * (1 - 0.5 * 0.96 ** (0.004 * k)) for k in (t, t + 1))
    seen = state.get("seen", 1) * now
    m = mu * state.get("m", 0) + (1 - mu) * grad
    s = rho * state.get("s", 0) + (1 - rho) * grad**2
    ahead = (1 - now) / (1 - seen) * grad + soon / (1 - seen * soon) * m
    root = np.sqrt(s / (1 - rho**t)) + eps
    return theta - lr * ahead / root, {"t": t, "m": m, "s": s, "seen": seen}


# %% [markdown]
# The last fault appears with a penalty on the size of the weights, $\frac\alpha2
# |\theta|^2$ (lecture 7). Its gradient is $\alpha\theta$. In plain descent one may add it
# to $g$ or shrink the weights, $\theta \leftarrow (1 - \eta\alpha)\theta - \eta g$: that
# is the same. In Adam it is not: what is added to $g$ is divided by $\sqrt{s}$ with it, so
# that weights with large gradients are hardly penalized. **AdamW** (I. Loshchilov and F.
# Hutter, 2019) shrinks all alike. Watch three weights that start at 1, with gradients
# that only push to and fro, of size 0.1, 1 and 10.


# %%
def adamw(theta, grad, state, lr, decay=0.01, **options):
    return adam((1 - lr * decay) * theta, grad, state, lr, **options)


# %%
def to_and_fro(optimizer, penalty):
    push = iter(np.tile([1, -1], 1000))

    def gradient(p):
        return next(push) * np.array([0.1, 1, 10]) + penalty * p

    return walk(optimizer, gradient, np.ones(3), 0.001, 2000)[-1]


coupled, free = to_and_fro(adam, 0.1), to_and_fro(partial(adamw, decay=0.1), 0)
print("added to g:", coupled.round(2), "  AdamW:", free.round(2))
assert coupled[0] < 0.3 and coupled[2] > 0.95 and np.ptp(free) < 0.01

# %% [markdown]
# ## Nine, checked
#
# The witness is `torch.optim`, given the same gradients for 300 steps.

# %%
nine = sgd, momentum, nesterov, adagrad, rmsprop, adadelta, adam, nadam, adamw
names = "SGD", "momentum", "Nesterov", "Adagrad", "RMSprop", "Adadelta", "Adam", "Nadam"
optimizers = dict(zip((*names, "AdamW"), nine, strict=True))
theirs = {"momentum": "SGD", "Nesterov": "SGD", "Nadam": "NAdam"}  # PyTorch's names
more = {"momentum": {"momentum": 0.9}, "Nesterov": {"momentum": 0.9, "nesterov": True}}


# %%
def torch_walk(name, gradient, at, lr, steps):
    theta = torch.tensor(at, requires_grad=True)
    optimizer = getattr(torch.optim, theirs.get(name, name))
    step = optimizer([theta], lr=lr, **more.get(name, {})).step
    for _ in range(steps):
        theta.grad = torch.tensor(gradient(theta.detach().numpy()))
        step()
    return theta.detach().numpy()


# %%
torch.set_default_dtype(torch.float64)  # NAdam keeps a product in this precision
for name, optimizer in optimizers.items():
    ends = (
        walk(optimizer, petal_gradient, (0.0, 5.0), 0.01, 300)[-1],
        torch_walk(name, petal_gradient, (0.0, 5.0), 0.01, 300),
    )
    np.testing.assert_allclose(*ends, rtol=0, atol=1e-13, err_msg=name)

# %% [markdown]
# All nine agree to 13 digits.
#
# ## Turn the axes
#
# Now all nine at once on the ravine, which may stand at any angle. The start turns too.


# %%
def step_of_each(theta, grad, state, lr, mu):
    """One step of all nine; theta and grad have shape (9, 2)."""
    moved, states = np.empty_like(theta), {}
    for k, (name, optimizer) in enumerate(optimizers.items()):
        inert = name in ("momentum", "Nesterov", "Adam", "Nadam", "AdamW")
        given = theta[k], grad[k], state.get(name, {}), lr
        moved[k], states[name] = optimizer(*given, **{"mu": mu} if inert else {})
    return moved, states


# %%
def race(gradient, at, lr, mu, steps):
    """Ways of all nine by name; gradient takes their nine points at once."""
    ways = walk(step_of_each, gradient, np.tile(at, (9, 1)), lr, steps, mu=mu)
    return dict(zip(optimizers, ways.swapaxes(0, 1), strict=True))


# %% jupyter={"source_hidden": true}
widgets.Predict(
    "Turn the ravine, and the start with it, by 45°. Whose way changes its shape?",
    {
        "Nobody's: it is the same valley": "Who treats each coordinate by itself?",
        "Everybody's": "Which formulas use only sums of gradients?",
        "That of all but the first row": "Does it change for better or for worse?",
    },
)

# %% [markdown]
# **Move** the angle to 45 and compare the rows. Then find a rate that suits Adam.


# %%
def turned(degrees):
    """The rotation by an angle, shape (2, 2), and the ravine's matrix H after it."""
    c, s = np.cos(np.deg2rad(degrees)), np.sin(np.deg2rad(degrees))
    R = np.array([[c, -s], [s, c]])
    return R, R @ H @ R.T


# %%
def on_the_ravine(angle, lr, mu, y0):
    R, tilted = turned(angle)
    ways = race(lambda p: p @ tilted, R @ [-1.0, y0], lr, mu, 60)
    return views.Race(lambda p: ravine(p, tilted), ways)


# %%
lr = views.Choose("learning rate", 0.01, (0.003, 0.01, 0.02, 0.03, 0.1, 0.3))
mu = views.Slide("momentum", 0.9, 0.0, 0.95, 0.05)
y0 = views.Slide("start y", 0.3, 0.0, 1.0, 0.1)
angle = views.Slide("angle", 0, 0, 90, 5)
explore(views.Walks(on_the_ravine, *square, angle=angle, lr=lr, mu=mu, y0=y0))

# %% [markdown]
# The first row turns with the valley. **Why:** its steps are sums of gradients, and the
# gradient of the turned loss at the turned point is the turned gradient. $\blacksquare$
# A square root coordinate by coordinate does not turn. What does that cost? We count the
# steps from $(10, 1)$ until $f < 10^{-4}$, as it stands and turned by 45°, for each at the
# best of 33 rates.

# %%
R, tilted = turned(45)
lrs = 10.0 ** np.arange(-2, 2.01, 0.125)


def fewest(optimizer, H, at):
    """The fewest steps to f < 1e-4 (2001: more than 2000), and the rate it takes."""
    start = np.tile(at, (len(lrs), 1))
    path = walk(optimizer, lambda p: p @ H, start, lrs[:, None], 2000)
    with np.errstate(over="ignore", invalid="ignore"):
        low = np.append(ravine(path, H) < 1e-4, np.full((1, len(lrs)), True), axis=0)
    first = low.argmax(axis=0)
    return first.min(), lrs[first.argmin()], low[-2].any()  # is one low at the end?


# %%
cost = {}
for name in ("SGD", "Adagrad", "RMSprop", "Adam"):
    (stands, lr, stays), (tilts, other, _) = (
        fewest(optimizers[name], M, at)
        for M, at in ((H, np.array([10.0, 1.0])), (tilted, R @ [10.0, 1.0]))
    )
    cost[name] = tilts / stands
    print(f"{name:8} {stands:4} (rate {lr:.2g}), turned {tilts:4} (rate {other:.2g})")
    assert stays == (name != "RMSprop")
assert cost["SGD"] == 1 and min(cost["Adagrad"], cost["RMSprop"]) > 20
assert cost["Adam"] < 3

# %% [markdown]
# A rate for each parameter helps where parameters are the directions of the ravine: there
# Adagrad and RMSprop need a handful of steps. (RMSprop only passes by: its steps do not
# get shorter, and at none of the rates is it below $10^{-4}$ after 2000.) Turned by 45°,
# they need about as many as descent. In a network the directions need not be the
# parameters. Adam gains less here, and loses little. (At one rate for both, 0.1, it would
# seem to lose half: 261 and 535 steps.)

# %%
both = steps_to(adam, 0.1), steps_to(adam, 0.1, tilted, R @ [10.0, 1.0])
print("Adam at 0.1:", both)

# %% [markdown]
# ## The famous picture, read honestly
#
# A well-known animation races optimizers away from a **saddle**, a point with gradient
# 0 that is lowest in one direction and highest in another. Descent hangs there long
# after the adaptive ones have left. Ours has the saddle in the middle and minima at
# $(0, \pm 1)$. **Play** it at rate 0.01. Then move the rate.


# %%
def saddle(p):
    x, y = p[..., 0], p[..., 1]
    return x**2 / 2 + y**4 / 4 - y**2 / 2


def saddle_gradient(p):
    x, y = p[..., 0], p[..., 1]
    return np.stack([x, y**3 - y], axis=-1)


# %%
def off_the_saddle(lr, mu, y0):
    return views.Race(saddle, race(saddle_gradient, (1.0, y0), lr, mu, 100))


# %% tags=["row:S001-32", "row:S004-19"]
grid = (0.01, 0.03, 0.1, 0.3, 0.5, 1.0, 3.0, 10.0)
lr = views.Choose("learning rate", 0.01, grid)
mu = views.Slide("momentum", 0.9, 0.0, 0.95, 0.05)
y0 = views.Choose("start y", 1e-3, (1e-6, 1e-3, 0.1, 0.5))
explore(views.Walks(off_the_saddle, *square, steps=100, lr=lr, mu=mu, y0=y0))

# %% jupyter={"source_hidden": true}
widgets.Predict(
    "SGD takes 705 steps off this saddle at rate 0.01. How many at its best rate?",
    {
        "about 350": "By how much may its rate grow before it is unstable here?",
        "about 70": "What does y grow by in a step of rate 0.01? And of rate 1?",
        "about 10": "Then what did the race at rate 0.01 compare?",
    },
)


# %%
def leaves(optimizer, lr, y0, steps=2000, x0=1.0):
    """When the way from (x0, y0) is below -0.2 for good; steps + 1 if it is not.

    lr and y0 may be arrays: the answer has their shape after broadcasting.
    """
    lr, y0 = np.broadcast_arrays(lr, y0)
    at = np.stack([np.full(y0.shape, x0), y0], axis=-1)
    path = walk(optimizer, saddle_gradient, at, lr[..., None], steps)
    with np.errstate(over="ignore", invalid="ignore"):
        above = np.append(np.full((1, *y0.shape), True), ~(saddle(path) < -0.2), axis=0)
    return steps + 1 - np.argmax(above[::-1], axis=0)


# %%
lrs, y0s = 10.0 ** np.arange(-2, 2.01, 0.125), np.array([0.1, 1e-3, 1e-6])
best = {}
for name, optimizer in optimizers.items():
    same = leaves(optimizer, 0.01, y0s[1:])
    tuned = leaves(optimizer, lrs, y0s[:, None])
    best[name], k = tuned.min(axis=1), tuned[1].argmin()
    print(
        f"{name:9} 0.01: {same[0]:4} {same[1]:4}  best:", *best[name], f" {lrs[k]:.2g}"
    )
    assert 0 < k < len(lrs) - 1  # the best rate lies inside the grid

# %% [markdown]
# The first two numbers are steps at rate 0.01, from $y = 10^{-3}$ and from $10^{-6}$ (2001:
# not within 2000). The next three are steps from $0.1$, $10^{-3}$ and $10^{-6}$, each at the
# best of 33 rates from 0.01 to 100; the last is the rate that is best from $10^{-3}$.
#
# The race at 0.01 says little: it holds the *number* $\eta$ fixed, and that is a factor
# of the gradient in the first row, and a length in RMSprop, Adam and their kin. (Adagrad's
# steps start with that length and shrink, Adadelta's start far below it.) At its own best
# rate, 1, descent doubles $y$ in each step, and $2^{10} \approx 1000$: ten steps
# from $10^{-3}$, fewer than Adam. But start nearer to the saddle.
#
# **Descent's time grows with $\log(1/y_0)$ at every rate.** One step makes $y$ into
# $y(1 + \eta(1 - y^2))$, so it grows at most by the factor $1 + \eta$ while $|y| < 1$. And
# $\eta < 2$, or $x$, which is multiplied by $1 - \eta$, does not come down. To get
# below $-0.2$, $|y|$ must pass 0.74. So it takes at least $\log(0.74/y_0)/\log 3$ steps.
# $\blacksquare$ Momentum and Nesterov, sums of gradients too, also take longer from nearer.
#
# The adaptive ones divide by the size of the gradients so far. Does a gradient of $10^{-6}$
# make about the same first step as one of 1?

# %%
for name in list(optimizers)[3:]:
    tiny, plain = (abs(optimizers[name](0.0, g, {}, 1.0)[0]) for g in (1e-6, 1.0))
    print(f"{name:8} {tiny:.2g} and {plain:.2g}")
    assert (tiny > 0.8 * plain) == (name != "Adadelta")

late = leaves(adadelta, lrs, y0s[:, None], x0=0.0).min(axis=1)
assert (np.diff(late) > 0).all()
print("Adadelta from x = 0:", *late, "steps")

# %% [markdown]
# With all but Adadelta it does, and they do not care, as long as $\varepsilon$ is small
# beside the gradient. Adadelta's stands under the root, $10^{-6}$ beside a square of
# $10^{-12}$. It too leaves later from nearer, as the last line shows; from $x = 1$ the time
# that $x$ takes hides it. So what is often read off the picture, that momentum and adaptive methods do
# better at such a point, holds for some of them and near enough to the saddle. From
# $y = 0.1$ descent needs 4 steps and Adam 11, from $10^{-6}$ it is 20 and 12, each at its
# best; and momentum with $\mu = 0.9$ is slower than plain descent from all three starts.

# %%
far, middle, near = np.array(list(best.values())).T  # rows 0 to 2 are sums
assert (near[:3] > middle[:3]).all() and (middle[:3] > far[:3]).all()
assert abs(near - middle)[3:].max() <= 1
assert (far[0], middle[0], near[0]) == (4, 10, 20)
assert far[0] < far[6] and near[6] < near[0] and (best["momentum"] > best["SGD"]).all()

# %% [markdown]
# Adagrad and RMSprop need two or three steps. Tuning has made their first step, the same
# in both coordinates, about half as long as the way to the minimum, which lies 1 away.
# Stretch the plane tenfold, so that it lies 10 away: who needs another rate for the
# same way?


# %%
def stretched(p):
    return 10 * saddle_gradient(p / 10)


for name, lr, other in [("SGD", 1, 1), ("Adagrad", 0.5, 5), ("RMSprop", 0.05, 0.5)]:
    way = walk(optimizers[name], saddle_gradient, (1.0, 1e-3), lr, 20)
    far = walk(optimizers[name], stretched, (10.0, 1e-2), other, 20)
    np.testing.assert_allclose(far, 10 * way, rtol=0.01, atol=0.01)
    print(f"{name:8} walks the same way at {lr:4} and at {other:4}")

# %% [markdown]
# For SGD the rate is a factor, the same for both; for the others it is a length, ten
# times as long.
#
# ## On a real loss
#
# The petal neuron, all 100 examples, any start. **Move** the start. Then find the rate
# that gets Adadelta going: who is thrown out by it?


# %%
def on_petals(lr, mu, w, b):
    return views.Race(petal_loss, race(petal_gradient, (w, b), lr, mu, 60))


# %%
lr = views.Choose("learning rate", 0.3, (0.03, 0.1, 0.3, 1.0, 3.0, 10.0, 30.0))
mu = views.Slide("momentum", 0.9, 0.0, 0.95, 0.05)
w = views.Slide("start w", 0.0, -4.0, 12.0, 0.5)
b = views.Slide("start b", 5.0, -8.0, 8.0, 0.5)
explore(views.Walks(on_petals, (-4, 12), (-8, 8), lr=lr, mu=mu, w=w, b=b))

# %% [markdown]
# Is there one rate for all nine on a network? Digits, 32 ReLU units, ten classes, all 2410
# parameters in one vector; 300 mini-batches of 50; twelve rates side by side.


# %%
def network_loss(theta, X, Y, sizes):
    """Cross-entropy of a ReLU network; theta holds W and b of each layer in turn."""
    for k, (n, m) in enumerate(pairwise(sizes)):
        W, b, theta = (
            theta[: n * m].reshape(m, n),
            theta[n * m :][:m],
            theta[n * m + m :],
        )
        X = (jax.nn.relu(X) if k else X) @ W.T + b
    return -(Y * jax.nn.log_softmax(X)).sum() / len(Y)


# %%
def he_start(sizes, rng):
    """He's weights, and biases 0, in one vector."""
    pairs = list(pairwise(sizes))
    Ws = [rng.standard_normal((m, n)) * np.sqrt(2 / n) for n, m in pairs]
    return np.concatenate([v for W in Ws for v in (W.ravel(), np.zeros(len(W)))])


# %%
images, digit = load_digits(return_X_y=True)
images, Y = images[:1000] / 16, np.eye(10)[digit[:1000]]
batches = np.concatenate([rng.permutation(1000).reshape(-1, 50) for _ in range(15)])
rates = 10.0 ** (np.arange(-7, 5) / 2)


@cache
def gradients(sizes):
    one = jax.grad(partial(network_loss, sizes=sizes))
    return jax.jit(jax.vmap(one, (0, None, None)))


# %%
def train(optimizer, sizes=(64, 32, 10), X=images):
    """The losses at the end, one for each rate."""
    first = he_start(sizes, np.random.default_rng(6))
    theta, state = np.tile(first, (len(rates), 1)), {}
    with jax.enable_x64(True), np.errstate(over="ignore", invalid="ignore"):
        for batch in batches:
            grad = np.asarray(gradients(sizes)(theta, X[batch], Y[batch]))
            theta, state = optimizer(theta, grad, state, rates[:, None])
        losses = np.array([network_loss(row, X, Y, sizes) for row in theta])
    return np.nan_to_num(losses, nan=np.inf)


# %%
final = {name: train(optimizer) for name, optimizer in optimizers.items()}

# %%
for name, losses in final.items():
    k = losses.argmin()
    print(f"{name:9} {losses[k]:.3f} at {rates[k]:5.2g}; at 0.01 {losses[3]:.2f}")
    assert 0 < k < len(rates) - 1  # the best lies inside the grid
early, late = ({n: losses[k] for n, losses in final.items()} for k in (3, 7))
kin = "RMSprop", "Adam", "Nadam", "AdamW"
assert max(early[n] for n in kin) < 0.15 and early["SGD"] > 1
assert max(late["SGD"], late["Adadelta"]) < 0.5 and min(late[n] for n in kin) > 1
assert late["Adagrad"] < 1
assert 1 / 4 < final["momentum"].min() / final["Adam"].min() < 4
assert np.max(list(final.values()), axis=0).min() > 1  # one is bad at each rate

# %% [markdown]
# There is none. At 0.01 RMSprop, Adam and their kin are far ahead, at 1 SGD and Adadelta
# are, and Adagrad, by less; each gets low at a rate of its own, from 0.01 to 10. At its
# best, momentum gets about as low as Adam. "Optimizer A beats B" is a statement about two
# optimizers *and* the effort that went into their rates.
#
# What speaks for Adam, then? Try five networks: the same, a narrow, a wider and a deep one,
# and one that gets its pixels as numbers from 0 to 16. Each has a rate of its own that is
# best. How much is lost if all five share one?

# %%
five = {
    "64-32-10": ((64, 32, 10), images),
    "64-8-10": ((64, 8, 10), images),
    "64-64-10": ((64, 64, 10), images),
    "64-32-32-32-10": ((64, 32, 32, 32, 10), images),
    "pixels to 16": ((64, 32, 10), 16 * images),
}
ends = {
    name: np.array([train(optimizers[name], *net) for net in five.values()])
    for name in ("SGD", "momentum", "Adam")
}

# %%
shared, four = {}, {}
for name, table in ends.items():
    own = [f"{rates[k]:.2g}" for k in table.argmin(axis=1)]
    middle = np.exp(np.log(table).mean(axis=0))  # the geometric mean over the networks
    k, alone = middle.argmin(), np.exp(np.log(table.min(axis=1)).mean())
    shared[name] = middle[k]
    four[name] = np.exp(np.log(table[:4]).mean(axis=0)).min()
    print(f"{name:8} own rates {', '.join(own)}: {alone:.3f};", end=" ")
    print(f"{rates[k]:.2g} for all: {middle[k]:.2f}, first four: {four[name]:.2f}")
behind = [np.array([of["SGD"], of["momentum"]]) / of["Adam"] for of in (shared, four)]
assert min(behind[0]) > 2 and (behind[1] < 0.75 * behind[0]).all()

# %% [markdown] tags=["row:S004-17"]
# With rates of their own, momentum and Adam end about equally low. With one for all, Adam
# loses least: its rate is a length, and a guess carries over from one network to the next.
# The last one, whose pixels have another unit, shows that most: over the first four alone
# the others are about half as far behind. In that sense "when in doubt, use Adam" is fair advice.
#
# ## Keep
#
# * A mini-batch gradient is right on average; its squared noise is $c/m$. Draw,
#   estimate, step, after every batch.
# * On a quadratic descent converges for $\eta < 2/L$, momentum for $\eta < 2(1 + \mu)/L$.
#   At their best, they take steps in proportion to $\kappa$ and $\sqrt\kappa$.
# * Nesterov takes the gradient at $\theta - \eta\mu v$, where the coming step is known
#   to lead.
# * Adagrad divides by the root of a sum of squares, RMSprop of a fading mean; Adadelta
#   also multiplies by that of past moves. Adam adds momentum and corrects the bias; its
#   first step is $-\eta\operatorname{sign}(g)$. AdamW shrinks weights undivided.
# * SGD, momentum and Nesterov do not care how the axes lie; the others do. The nearer to a
#   saddle they start, the longer the three, and Adadelta, take to leave it; those with a
#   small $\varepsilon$ hardly do.
# * Rates of different optimizers are different quantities. Compare each at its best.
#
# ## Check yourself
#
# 1. Batches of 50 instead of 200: what happens to the noise, and to the steps an epoch?
#    <details><summary>Answer</summary>The squared noise is four times as large, and
#    there are four times as many steps.</details>
# 2. The largest curvature is 40. Up to which rate does momentum 0.5 converge?
#    <details><summary>Answer</summary>2 · 1.5 / 40 = 0.075.</details>
# 3. You scale the loss by 10. Which optimizers need a new rate?
#    <details><summary>Answer</summary>SGD, momentum and Nesterov: a tenth of it. The
#    others divide by the size of gradients (Adadelta only where that is large beside
#    √ε = 0.001).</details>
# 4. Your Adam starts with steps three times the rate. What did you forget?
#    <details><summary>Answer</summary>The bias corrections: (1 − 0.9)/√(1 − 0.999) is
#    3.16.</details>
# 5. A paper's new optimizer beats SGD, both at rate 0.001. What do you ask?
#    <details><summary>Answer</summary>How SGD does at its best rate, and how many rates
#    were tried for each.</details>
#
# **Now do it yourself:**
# [problem set 6](../workspace/ps06_optimizers/ps06_optimizers.ipynb).
#
# <small>**Sources.** B. Polyak, “Some methods of speeding up the convergence of
# iteration methods”, USSR Computational Mathematics and Mathematical Physics 4(5),
# 1964. Y. Nesterov, “A method of solving a convex programming problem with convergence
# rate O(1/k²)”, Soviet Mathematics Doklady 27, 1983. I. Sutskever et al., “On the
# importance of initialization and momentum in deep learning”, ICML 2013. J. Duchi, E.
# Hazan and Y. Singer, “Adaptive subgradient methods for online learning and stochastic
# optimization”, JMLR 12, 2011. T. Tieleman and G. Hinton, lecture 6.5 of “Neural
# networks for machine learning”, Coursera, 2012. S. Ruder, “An overview of gradient
# descent optimization algorithms”, arXiv:1609.04747, 2016. M. Zeiler, “ADADELTA: an
# adaptive learning rate method”, arXiv:1212.5701, 2012. D. Kingma and J. Ba, “Adam: a
# method for stochastic optimization”, ICLR 2015. T. Dozat, “Incorporating Nesterov
# momentum into Adam”, ICLR workshop, 2016. I. Loshchilov and F. Hutter, “Decoupled
# weight decay regularization”, ICLR 2019.</small>
