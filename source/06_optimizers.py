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
# * derive momentum, Nesterov, Adagrad, RMSprop, Adadelta, Adam, Nadam and AdamW, each
#   from a fault of one before it, and write each in a few lines;
# * read a picture in which optimizers race, and ask what it holds fixed;
# * say what happens to adaptive methods when the axes turn.
#
# 90 minutes. No cell takes longer than 10 seconds.

# %%
import jax
import jax.numpy as jnp
import numpy as np
import torch
from sklearn.datasets import load_digits

from nncourse import datasets, views, widgets

rng = np.random.default_rng(6)

# %% [markdown]
# ## Recall
#
# Answer from memory before you open an answer.
#
# 1. On separable data a loop of descent stops because its steps get short. Where is it?
#    <details><summary>Answer</summary>Nowhere in particular: the weights grow for ever,
#    and a smaller threshold stops later.</details>
# 2. What is the gradient of softmax with cross-entropy by the logits?
#    <details><summary>Answer</summary>Prediction minus target.</details>
# 3. What does the gradient by all parameters cost, in forward passes?
#    <details><summary>Answer</summary>At most three, however many parameters there
#    are.</details>
# 4. A narrow ReLU network on XOR has been at the same loss for 1000 steps. More steps?
#    <details><summary>Answer</summary>No. Units are silent, and silent units have no
#    gradient: start again, or add units.</details>
# 5. With which standard deviation do the weights of a ReLU layer start?
#    <details><summary>Answer</summary>He: the square root of 2 divided by the number of
#    its inputs.</details>
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
# against it. With a million to a hundred million examples, as is common, one step costs
# that many passes through the network. Yet $\nabla L$ is a mean, and a mean can be
# estimated from a few draws. **Mini-batch descent** has three steps:
#
# 1. draw a batch $B$ of $m$ examples;
# 2. estimate the gradient, $g = \frac1m \sum_{i \in B} \nabla \ell(\theta; x_i, y_i)$;
# 3. step, $\theta \leftarrow \theta - \eta\, g$.
#
# With $m = 1$ it is called **stochastic** or on-line descent, with $m = n$ full-batch
# or classical. Optimizers called SGD mean any $m$, and step after every batch, not, as
# a published version has it, every epoch. (An **epoch** is one way through all
# examples.)
#
# **Claim.** Drawn at random with replacement, $g$ is unbiased, $E[g] = \nabla L$, and
# its noise falls as the batch grows: $E|g - \nabla L|^2 = \frac{c}{m}$, where $c$ is
# the mean of $|\nabla \ell_i - \nabla L|^2$ over the examples.
#
# **Proof.** Each of the $m$ terms has mean $\nabla L$. The draws are independent, so
# the variances of the terms of $g$ add up: $m \cdot \frac{c}{m^2}$. $\blacksquare$

# %% jupyter={"source_hidden": true}
widgets.Predict(
    "A batch of 100 costs 100 times a batch of 1. How much closer is its gradient?",
    {
        "100 times": "That is what happens to the squared distance. And to its root?",
        "10 times": "Then which 100 steps would you rather make, with the same work?",
        "Not at all": "It is right on average at any size. How far off is one of them?",
    },
)

# %% [markdown]
# A network to measure on: the digits, 32 ReLU units, ten classes. All its 2410
# parameters lie in one vector, so that an optimizer need not know what they are.

# %%
images, digit = load_digits(return_X_y=True)
order = rng.permutation(len(digit))[:1000]
X, Y = images[order] / 16, np.eye(10)[digit[order]]


# %%
def layers(theta):
    """W1 (32, 64), b1 (32,), W2 (10, 32), b2 (10,) from one vector."""
    w1, b1, w2, b2 = np.split(theta, [2048, 2080, 2400])
    return w1.reshape(32, 64), b1, w2.reshape(10, 32), b2


# %%
def loss_and_gradient(theta, X, Y):
    W1, b1, W2, b2 = layers(theta)
    H = np.maximum(X @ W1.T + b1, 0)
    Z = H @ W2.T + b2
    Z = Z - Z.max(axis=1, keepdims=True)
    log_p = Z - np.log(np.exp(Z).sum(axis=1, keepdims=True))
    D = (np.exp(log_p) - Y) / len(Y)
    DH = (D @ W2) * (H > 0)
    slopes = DH.T @ X, DH.sum(axis=0), D.T @ H, D.sum(axis=0)
    return -np.mean((Y * log_p).sum(axis=1)), np.concatenate([*map(np.ravel, slopes)])


# %% [markdown]
# As always, two witnesses first.


# %%
def jax_loss(theta):
    W1, b1, W2, b2 = layers(theta)
    Z = jax.nn.relu(X @ W1.T + b1) @ W2.T + b2
    return -jnp.mean(jnp.sum(Y * jax.nn.log_softmax(Z), axis=1))


# %%
def torch_gradient(theta):
    t = torch.tensor(theta, requires_grad=True)
    W1, b1, W2, b2 = t.split([2048, 32, 320, 10])
    H = torch.relu(torch.tensor(X) @ W1.reshape(32, 64).T + b1)
    Z = H @ W2.reshape(10, 32).T + b2
    torch.nn.functional.cross_entropy(Z, torch.tensor(Y)).backward()
    return t.grad.numpy()


# %%
W1, W2 = rng.standard_normal((32, 64)) / np.sqrt(32), rng.standard_normal((10, 32)) / 4
start = np.concatenate([W1.ravel(), np.zeros(32), W2.ravel(), np.zeros(10)])

full = loss_and_gradient(start, X, Y)[1]
with jax.enable_x64(True):
    by_jax = np.asarray(jax.grad(jax_loss)(start))
assert max(abs(full - by_jax).max(), abs(full - torch_gradient(start)).max()) < 1e-12

# %% [markdown]
# Now 300 batches of each size. Look at the last column.

# %%
sizes, noise = np.array([1, 4, 16, 64, 256]), []
for m in sizes:
    batches = rng.integers(0, 1000, (300, m))
    draws = [loss_and_gradient(start, X[i], Y[i])[1] for i in batches]
    noise.append(np.mean([np.sum((g - full) ** 2) for g in draws]))
    print(f"m = {m:3}: noise {noise[-1]:6.2f}, times m {noise[-1] * m:3.0f}")

# %%
slope = np.polyfit(np.log(sizes), np.log(noise), 1)[0]
assert abs(slope + 1) < 0.05

# %% [markdown]
# The noise falls as $1/m$: its root, the distance, as $1/\sqrt{m}$. A hundredfold price
# buys a tenfold precision, and the first step needs little. What that means for
# training: five epochs with the same rate 0.1, each in a new random order.

# %%
for m in (1000, 50, 1):
    theta = start
    for _ in range(5):
        for batch in rng.permutation(1000).reshape(-1, m):
            theta = theta - 0.1 * loss_and_gradient(theta, X[batch], Y[batch])[1]
    end = loss_and_gradient(theta, X, Y)[0]
    print(f"m = {m:4}: {5000 // m:4} steps, loss {end:.1f}")

# %% [markdown]
# The same work, and the smallest batches get furthest: similar examples have similar
# gradients, and a classical step computes them all. So why not always $m = 1$? Here is
# the petal neuron of lecture 1. **Move** the step to the end: which of the three comes
# to rest?

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
    """Its gradient at one point, shape (2,), from the examples i."""
    return (1 / (1 + np.exp(-A[i] @ p)) - t[i]) @ A[i] / len(t[i])


# %%
paths = {}
for m in (1, 10, 100):
    path = [np.zeros(2)]
    for _ in range(400):
        batch = rng.choice(100, m, replace=False)
        path.append(path[-1] - 3 * petal_gradient(path[-1], batch))
    paths[f"batch {m}"] = np.array(path)

roam = [np.std(path[200:], axis=0).max() for path in paths.values()]
assert roam[0] > 2 * roam[1] and roam[2] < 0.01

# %%
heights = {name: petal_loss(path) for name, path in paths.items()}
ws, bs = np.linspace(-2, 12, 57), np.linspace(-6, 7, 53)
surface = petal_loss(np.stack(np.meshgrid(ws, bs), axis=-1))
ground = ws, bs, surface

widgets.trajectories(views.Trajectories(*ground, paths, heights, "weight w", "bias b"))

# %% [markdown]
# The smaller the batch, the wider it roams around the lowest point: a single example
# pulls with all its might, and an outlier hardest of all. Nor do single examples use a
# machine that multiplies whole matrices in parallel. **Mini-batches** of 50 to 256 are
# the usual middle.
#
# ## The ravine
#
# Three things make the loss of a network hard to descend. It is not convex: there are
# hills, saddles and several valleys. (In practice descent does well all the same, as on
# the digits just now; why is a question for lecture 9.) It has flat regions, where
# gradients are small. And its curvature differs from one direction to the next, so that
# one rate is too small here and too large there. That is easy to draw:
#
# $$f(x, y) = \tfrac12 (x^2 + 100\, y^2), \qquad \nabla f = (x, 100\, y).$$
#
# The ratio $\kappa = L / l$ of the largest to the smallest curvature is its **condition
# number**, here 100. **Find by hand** the largest rate at which descent still arrives.


# %%
H, square = np.diag([1.0, 100.0]), ((-1.3, 1.3), (-1.3, 1.3))


def ravine(p, H):
    return 0.5 * np.sum(p @ H * p, axis=-1)


# %%
def walk(optimizer, gradient, at, lr, steps, **options):
    """Points after 0, 1, … steps, shape (steps + 1, d)."""
    path, state = [np.array(at, dtype=float)], {}
    with np.errstate(over="ignore", invalid="ignore"):  # some will diverge
        for _ in range(steps):
            grad = gradient(path[-1])
            theta, state = optimizer(path[-1], grad, state, lr, **options)
            path.append(theta)
    return np.array(path)


# %%
def sgd(theta, grad, state, lr):
    return theta - lr * grad, state


def descend(lr):
    path = walk(sgd, lambda p: H @ p, (1.0, 0.3), lr, 100)
    return views.Race(lambda p: ravine(p, H), {"descent": path})


# %%
rate = widgets.slider("learning rate", 0.005, 0.0005, 0.025, 0.0005)

widgets.walks(descend, *square, lr=rate)

# %% [markdown]
# Below 0.01 it creeps along the floor; above, it jumps from wall to wall; at 0.02 it
# jumps for ever, and beyond it is lost.
#
# **Theorem.** On a quadratic with curvatures between $l > 0$ and $L$, descent arrives
# from everywhere if and only if $0 < \eta < 2/L$.
#
# **Proof.** In the coordinates of the eigenvectors each step multiplies the coordinate
# with curvature $\lambda$ by $1 - \eta\lambda$. It shrinks if and only if
# $|1 - \eta\lambda| < 1$, that is $0 < \eta < 2/\lambda$; the largest $\lambda$
# decides. $\blacksquare$
#
# The steepest direction sets the rate, and the flattest one waits: the factor along the
# floor is $1 - \eta l$. The best compromise is $\eta = 2/(L + l)$, where both ends
# shrink by $\frac{\kappa - 1}{\kappa + 1}$, here $\frac{99}{101}$. We count steps from
# $(10, 1)$ to $f < 10^{-4}$.


# %%
def steps_to(optimizer, lr, H=H, at=(10.0, 1.0), below=1e-4, **options):
    """How many steps it takes on a ravine; 5001 if 5000 are not enough."""
    path = walk(optimizer, lambda p: H @ p, at, lr, 5000, **options)
    return int(np.argmax(np.append(ravine(path, H), 0) < below))


# %%
assert steps_to(sgd, 0.0199) < 5000 <= steps_to(sgd, 0.0201)
print("descent at its best rate:", steps_to(sgd, 2 / 101), "steps")

# %% [markdown]
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
# $\mu = 0.9$, steps ten times as long.
#
# Every optimizer from here on is a function of the parameters, the gradient and what it
# remembers, and returns the first and the last anew.


# %%
def momentum(theta, grad, state, lr, mu=0.9):
    v = mu * state.get("v", 0) + grad
    return theta - lr * v, {"v": v}


# %% [markdown]
# Texts differ in spelling: some put $\eta$ into the velocity,
# $v \leftarrow \mu v + \eta g$, and some average, $v \leftarrow \mu v + (1 - \mu) g$,
# with a rate $1/(1 - \mu)$ times as large. At a constant rate it is the same walk.


# %%
def averaged(theta, grad, state, lr, mu=0.9):
    v = mu * state.get("v", 0) + (1 - mu) * grad
    return theta - lr / (1 - mu) * v, {"v": v}


same = [walk(f, lambda p: H @ p, (1.0, 0.3), 0.01, 50) for f in (momentum, averaged)]
np.testing.assert_allclose(*same, rtol=0, atol=1e-13)

# %% jupyter={"source_hidden": true}
widgets.Predict(
    "Descent on the ravine arrives for rates below 0.02. And momentum with μ = 0.9?",
    {
        "Below 0.002: its steps are ten times as long": "Are they, across the ravine?",
        "Below 0.02 as well": "Try 0.025 and 0.035 with μ = 0.9.",
        "Nearly up to 0.04": "And with μ = 0.5? Look for the rule.",
    },
)

# %% [markdown]
# **Move** both. For $\mu = 0$ the two panels are the same; for each other $\mu$, find
# the border again.


# %%
def with_inertia(lr, mu):
    def way(optimizer, **options):
        return walk(optimizer, lambda p: H @ p, (1.0, 0.3), lr, 100, **options)

    paths = {"descent": way(sgd), "momentum": way(momentum, mu=mu)}
    return views.Race(lambda p: ravine(p, H), paths)


# %%
widgets.walks(
    with_inertia,
    *square,
    lr=widgets.slider("learning rate", 0.01, 0.001, 0.04, 0.001),
    mu=widgets.slider("momentum", 0.5, 0.0, 0.95, 0.05),
)

# %% [markdown]
# Momentum tolerates *larger* rates.
#
# **Theorem.** On the same quadratic, momentum arrives if and only if
# $0 < \eta < 2(1 + \mu)/L$.
#
# **Proof.** For curvature $\lambda$, with $v$ inserted, one step is the matrix
#
# $$\begin{pmatrix} \theta \\ v \end{pmatrix} \leftarrow
#   \begin{pmatrix} 1 - \eta\lambda & -\eta\mu \\ \lambda & \mu \end{pmatrix}
#   \begin{pmatrix} \theta \\ v \end{pmatrix}$$
#
# with trace $T = 1 + \mu - \eta\lambda$ and determinant $D = \mu$.
# Its powers go to 0 if and only if both roots of $r^2 - Tr + D$ are smaller than 1 in
# absolute value. Complex roots have $|r|^2 = D = \mu < 1$. Real ones lie in $(-1, 1)$
# if and only if the parabola is positive at both ends (its product of roots is below
# 1): $1 - T + D = \eta\lambda > 0$ and $1 + T + D = 2(1 + \mu) - \eta\lambda > 0$.
# $\blacksquare$
#
# While the roots are complex, every curvature shrinks by the same factor $\sqrt\mu$.
# The best choice makes both ends just real,
# $\mu = \bigl(\frac{\sqrt\kappa - 1}{\sqrt\kappa + 1}\bigr)^2$ and
# $\eta = \frac{4}{(\sqrt L + \sqrt l)^2}$: what was $\kappa$ is now $\sqrt\kappa$.

# %%
assert steps_to(momentum, 0.0379) < 5000 <= steps_to(momentum, 0.0381)
print("momentum at its best:", steps_to(momentum, 4 / 121, mu=(9 / 11) ** 2), "steps")

# %% [markdown]
# ## Nesterov: look before you leap
#
# The ball is heavy. It notices that the ground rises only once it is there, and
# overshoots. But most of the coming step is known before the gradient is: $-\eta\mu v$.
# So ask for the slope at the end of it (Y. Nesterov, 1983):
#
# $$v \leftarrow \mu v + \nabla L(\theta - \eta\mu v), \qquad
#   \theta \leftarrow \theta - \eta v .$$
#
# A published version looks at $\theta - \eta v$, further than the known part of the
# step reaches: exercise 2 shows what that costs.
#
# Libraries want the gradient where the parameters are. So they store the point *ahead*,
# $\phi = \theta - \eta\mu v$, in place of $\theta$. With $g = \nabla L(\phi)$ and the
# new $v$, the next such point is
#
# $$\begin{aligned}
# \phi_\text{new} &= (\theta - \eta v_\text{new}) - \eta\mu v_\text{new} \\
#   &= \phi + \eta\mu v - (1 + \mu)\,\eta\, v_\text{new}
#   = \phi - \eta\,(g + \mu v_\text{new}),
# \end{aligned}$$
#
# since $\mu v = v_\text{new} - g$. $\blacksquare$


# %%
def nesterov(theta, grad, state, lr, mu=0.9):
    v = mu * state.get("v", 0) + grad
    return theta - lr * (grad + mu * v), {"v": v}


# %% [markdown]
# In that form we walk 100 steps, and check it against the formula of 1983.

# %%
theta, v, ahead = np.array([10.0, 1.0]), np.zeros(2), []
for _ in range(101):
    ahead.append(theta - 0.01 * 0.9 * v)
    v = 0.9 * v + H @ ahead[-1]
    theta = theta - 0.01 * v

stored = walk(nesterov, lambda p: H @ p, (10.0, 1.0), 0.01, 100)
np.testing.assert_allclose(stored, ahead, rtol=0, atol=1e-12)

# %% jupyter={"source_hidden": true}
widgets.Predict(
    "Momentum 0.9 arrives for rates below 3.8/L. What is the border for Nesterov?",
    {
        "Higher: it sees the wall coming": "What does it see when the look ahead "
        "crosses the valley?",
        "The same": "The determinant is μ(1 − ηλ) here. What is the trace?",
        "Lower, even than 2/L": "Then what is bought with it? Compare the wiggles.",
    },
)

# %% [markdown]
# Where the curvature is $\lambda$, the slope ahead is $\lambda(\theta - \eta\mu v)$.
# Write one step as a matrix again: $T = (1 + \mu)(1 - \eta\lambda)$ and
# $D = \mu(1 - \eta\lambda)$. From $1 + T + D > 0$ follows
# $\eta\lambda < \frac{2 + 2\mu}{1 + 2\mu}$, which is $1.36$ for $\mu = 0.9$.

# %%
assert steps_to(nesterov, 0.0135) < 5000 <= steps_to(nesterov, 0.0136)

for name, optimizer in {"momentum": momentum, "Nesterov": nesterov}.items():
    path = walk(optimizer, lambda p: H @ p, (0.0, 1.0), 0.005, 40)
    print(f"{name}: {abs(path[20:, 1]).max():.0e} left of the wiggle across")

# %% [markdown]
# A lower border, and wiggles that die sooner: $|r|^2 = \mu(1 - \eta\lambda)$ shrinks
# with the curvature, where momentum has the same $\mu$ for all.
#
# ## A rate for each parameter
#
# All three have one rate for all parameters, and the steepest sets it. In a network,
# slopes differ by orders of magnitude from layer to layer (lecture 5), and a weight
# whose input is mostly 0 rarely has one. **Adagrad** (J. Duchi, E. Hazan and Y. Singer,
# 2011) divides each coordinate of the gradient by the root of the sum of all its
# squares so far:
#
# $$s \leftarrow s + g^2, \qquad
#   \theta \leftarrow \theta - \eta\,\frac{g}{\sqrt{s} + \varepsilon},$$
#
# coordinate by coordinate; $\varepsilon$ keeps us from dividing by 0.


# %%
def adagrad(theta, grad, state, lr, eps=1e-10):
    s = state.get("s", 0) + grad**2
    return theta - lr * grad / (np.sqrt(s) + eps), {"s": s}


# %% jupyter={"source_hidden": true}
widgets.Predict(
    "Multiply the loss by 1000. What does Adagrad's path do, with the same rate?",
    {
        "Its steps are 1000 times as long": "That is descent. What is divided here?",
        "Nothing": "And if a version divided by the sum, without the root?",
        "Its steps are 1000 times as short": "Then g would be divided by g². Is it?",
    },
)


# %%
def published(theta, grad, state, lr):
    """Adagrad without the root."""
    s = state.get("s", 0) + grad**2
    return theta - lr * grad / s, {"s": s}


# %%
for optimizer in (adagrad, published):
    for k in (1, 1000):
        path = walk(optimizer, lambda p, k=k: k * H @ p, (1.0, 1.0), 0.1, 1)
        print(f"{optimizer.__name__:9} loss × {k:4}: first step to", path[1].round(3))

# %% [markdown]
# With the root, a factor of any coordinate's gradient cancels: the ravine's two
# directions are walked alike. A published version divides by the sum itself. Its steps
# are long where slopes are small, and hang on the unit of the loss.
#
# Adagrad's own fault is in the sum: it only grows. On a constant slope step $t$ has
# length $\eta/\sqrt t$.
#
# **RMSprop** (G. Hinton's lectures, 2012) lets old squares fade as momentum does with
# old gradients. It keeps an exponentially weighted mean of squares,
# $s \leftarrow \rho s + (1 - \rho) g^2$:


# %%
def rmsprop(theta, grad, state, lr, rho=0.99, eps=1e-8):
    s = rho * state.get("s", 0) + (1 - rho) * grad**2
    return theta - lr * grad / (np.sqrt(s) + eps), {"s": s}


# %% [markdown]
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
# It needs no learning rate; libraries have one all the same, 1 by default. (A published
# version says that it keeps the last $n$ gradients. It keeps two averages.) Its moves
# start from $\sqrt\varepsilon$, and take their time. On a constant slope of 5, with
# $\eta = 0.1$ for the others:

# %%
for optimizer in (adagrad, rmsprop, adadelta):
    lr = 1.0 if optimizer is adadelta else 0.1
    path = walk(optimizer, lambda p: np.full(1, 5.0), (0.0,), lr, 1000)[:, 0]
    lengths = -np.diff(path)[[0, 9, 99, 999]]
    print(f"{optimizer.__name__:8}", *(f"{v:.4f}" for v in lengths))

# %% [markdown]
# The lengths of steps 1, 10, 100 and 1000. Adagrad's shrink for ever. RMSprop's settle
# at $\eta$. But look at its first step, ten times too long: $s$ starts from 0, and
# after one step it is only $(1 - \rho)\,g^2$.
#
# ## Adam
#
# **Adam** (D. Kingma and J. Ba, 2015) is RMSprop with momentum, and mends that start.
# It averages gradients and squares,
#
# $$m \leftarrow \mu m + (1 - \mu)\, g, \qquad s \leftarrow \rho s + (1 - \rho)\, g^2,$$
#
# both from 0. Were every gradient the same, after $t$ steps
# $m = (1 - \mu)(1 + \mu + \dots + \mu^{t-1})\, g = (1 - \mu^t)\, g$, and likewise
# $s = (1 - \rho^t)\, g^2$. So divide by these factors, that is **correct the bias**:
#
# $$\theta \leftarrow \theta - \eta\,
#   \frac{m / (1 - \mu^t)}{\sqrt{s / (1 - \rho^t)} + \varepsilon}.$$
#
# (Its authors call $\mu$ and $\rho$ $\beta_1$ and $\beta_2$.) The $\varepsilon$ stands
# outside the root.


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
        "about 0.003": "That is what it would be without one of the corrections. Which?",
    },
)

# %%
for g in (1000.0, 1.0, -1e-6):
    moved = adam(0.0, g, {}, 0.001)[0]
    print(f"gradient {g:g}: first move {moved:+.5f}")

# %% [markdown]
# The first step is $-\eta \operatorname{sign}(g)$, whatever the size of $g$ (unless
# $\varepsilon$ is no longer small beside it: the last line moves 1 % less). Later steps
# are about as long while gradients agree. That makes $\eta$ a length, and a default
# such as 0.001 does not hang on the unit of the loss.
#
# A published version calls $s$ a *variance*. It is the mean square, taken about 0. Were
# it the variance, equal gradients would have $s = 0$, and a step without end.
#
# Two variants mend two more faults. Adam's $m$ looks back; **Nadam** (T. Dozat, 2016)
# puts Nesterov's look ahead in its place, with a $\mu_t$ that grows from about
# $\mu / 2$ on a schedule. The name alone is ambiguous: PyTorch has the schedule, Optax
# has not, and they walk different ways. Here is PyTorch's.


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
# |\theta|^2$ (lecture 7). Its gradient is $\alpha\theta$. In plain descent one may
# add it to $g$ or shrink the weights,
# $\theta \leftarrow (1 - \eta\alpha)\theta - \eta g$: that is the same. In Adam it is
# not, since what is added to $g$ is divided by $\sqrt{s}$ with it. **AdamW** (I.
# Loshchilov and F. Hutter, 2019) shrinks.


# %%
def adamw(theta, grad, state, lr, decay=0.01, **options):
    return adam((1 - lr * decay) * theta, grad, state, lr, **options)


# %% [markdown]
# Three weights start at 1. Their gradients are $\pm 0.01$, $\pm 1$ and $\pm 100$ in
# turn, so that only the penalty, $\alpha = 0.1$, has a direction. What is left after
# 300 steps?

# %%
penalized, decayed, states = np.ones(3), np.ones(3), [{}, {}]
for k in range(300):
    grad = (-1) ** k * np.array([0.01, 1, 100])
    penalized, states[0] = adam(penalized, grad + 0.1 * penalized, states[0], 0.01)
    decayed, states[1] = adamw(decayed, grad, states[1], 0.01, decay=0.1)

print("Adam with penalty:", penalized.round(2))
print("AdamW:            ", decayed.round(2))

# %% [markdown]
# AdamW takes the same share of each, about $1 - 0.999^{300} = 26\,\%$. Adam takes all
# of the weight with small gradients, and next to nothing of the one with large ones.
#
# ## Nine, checked
#
# Each is at most twelve lines. The witness is `torch.optim`: the same gradients for
# 300 steps, and the largest difference in any parameter.

# %%
optimizers = {
    "SGD": sgd, "momentum": momentum, "Nesterov": nesterov,
    "Adagrad": adagrad, "RMSprop": rmsprop, "Adadelta": adadelta,
    "Adam": adam, "Nadam": nadam, "AdamW": adamw,
}  # fmt: skip
names = {"momentum": "SGD", "Nesterov": "SGD", "Nadam": "NAdam"}  # PyTorch's
more = {"momentum": {"momentum": 0.9}, "Nesterov": {"momentum": 0.9, "nesterov": True}}


# %%
def torch_walk(name, gradient, at, lr, steps):
    theta = torch.tensor(at, requires_grad=True)
    optimizer = getattr(torch.optim, names.get(name, name))
    step = optimizer([theta], lr=lr, **more.get(name, {})).step
    for _ in range(steps):
        theta.grad = torch.tensor(gradient(theta.detach().numpy()))
        step()
    return theta.detach().numpy()


# %%
M, at = rng.standard_normal((30, 10)), rng.standard_normal(10)
goal = rng.standard_normal(30)


def gradient(theta):
    return M.T @ (M @ theta - goal) / 30


# %%
torch.set_default_dtype(torch.float64)  # NAdam keeps a product in this precision
for name, optimizer in optimizers.items():
    ours = walk(optimizer, gradient, at, 0.01, 300)[-1]
    assert abs(ours - torch_walk(name, gradient, at, 0.01, 300)).max() < 6e-15, name
torch.set_default_dtype(torch.float32)

# %% [markdown]
# All nine agree to fourteen digits.
#
# ## Turn the axes
#
# Now all nine at once on the ravine, with the same rate. The steep direction may stand
# at any angle; the start turns with it.


# %%
def race(gradient, at, lr, mu, steps):
    """Ways of all nine by name; lr is one rate, or one for each name."""
    paths = {}
    for name, optimizer in optimizers.items():
        inert = name in ("momentum", "Nesterov", "Adam", "Nadam", "AdamW")
        options = {"mu": mu} if inert else {}
        rate = lr[name] if isinstance(lr, dict) else lr
        paths[name] = walk(optimizer, gradient, at, rate, steps, **options)
    return paths


# %%
def turned(degrees):
    """The rotation by an angle, shape (2, 2)."""
    a = np.deg2rad(degrees)
    return np.array([[np.cos(a), -np.sin(a)], [np.sin(a), np.cos(a)]])


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
# **Move** the angle from 0 to 45 and compare the rows. Then find a rate that suits
# Adam.


# %%
def on_the_ravine(angle, lr, mu):
    R = turned(angle)
    tilted = R @ H @ R.T
    paths = race(lambda p: tilted @ p, R @ [-1.0, 0.3], lr, mu, 100)
    return views.Race(lambda p: ravine(p, tilted), paths)


# %%
rates = (0.001, 0.003, 0.01, 0.02, 0.03, 0.1, 0.3, 1.0)

widgets.walks(
    on_the_ravine,
    *square,
    angle=widgets.slider("angle", 0, 0, 90, 5),
    lr=widgets.choice("learning rate", rates, 0.01),
    mu=widgets.slider("momentum", 0.9, 0.0, 0.95, 0.05),
)

# %% [markdown]
# The first row turns with the valley. **Why:** its steps are sums of gradients, and the
# gradient of the turned loss at the turned point is the turned gradient. $\blacksquare$
# A square root coordinate by coordinate does not turn. Steps from $(10, 1)$ to
# $10^{-4}$, as it stands and turned by 45°:

# %%
R = turned(45)
for name, lr in {"SGD": 0.015, "momentum": 0.015, "RMSprop": 0.1, "Adam": 0.1}.items():
    straight = steps_to(optimizers[name], lr)
    tilted = steps_to(optimizers[name], lr, R @ H @ R.T, R @ [10.0, 1.0])
    print(f"{name:9} {straight:4} {tilted:4}")

# %% [markdown]
# A rate for each parameter helps where parameters are the directions of the ravine. The
# directions of a network's loss need not be.
#
# ## The famous picture, read honestly
#
# A well-known animation races optimizers away from a **saddle**, a point with gradient
# 0 that is lowest in one direction and highest in another. Descent hangs there long
# after the adaptive ones have left. Ours is $f(x, y) = \frac{x^2}{2} + \frac{y^4}{4} -
# \frac{y^2}{2}$: the saddle in the middle, minima at $(0, \pm 1)$. **Play** it at rate
# 0.01. Then move the rate.


# %%
def saddle(p):
    x, y = p[..., 0], p[..., 1]
    return x**2 / 2 + y**4 / 4 - y**2 / 2


def saddle_gradient(p):
    return np.array([p[0], p[1] ** 3 - p[1]])


# %%
def escape(optimizer, lr, y0=1e-3, limit=2000):
    """Steps from (1, y0) to height -0.2; limit + 1 if it takes more."""
    path = walk(optimizer, saddle_gradient, (1.0, y0), lr, limit)
    with np.errstate(over="ignore", invalid="ignore"):
        return int(np.argmax(np.append(saddle(path), -1) < -0.2))


# %%
grid = (0.01, 0.03, 0.1, 0.3, 0.5, 1.0, 1.5)
best = {
    name: min(grid, key=lambda lr: escape(optimizer, lr, limit=300))
    for name, optimizer in optimizers.items()
}


# %%
def off_the_saddle(lr, mu, y0):
    rate = best if lr == "each its best" else lr
    return views.Race(saddle, race(saddle_gradient, (1.0, y0), rate, mu, 200))


# %%
widgets.walks(
    off_the_saddle,
    *square,
    steps=200,
    lr=widgets.choice("learning rate", (*grid, "each its best"), 0.01),
    mu=widgets.slider("momentum", 0.9, 0.0, 0.95, 0.05),
    y0=widgets.choice("start y", (1e-6, 1e-3, 0.1, 0.5), 1e-3),
)

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
for name, optimizer in optimizers.items():
    same = [escape(optimizer, 0.01, y0) for y0 in (1e-3, 1e-6)]
    tuned = escape(optimizer, best[name])
    print(f"{name:9} at 0.01: {same[0]:4} {same[1]:4}   at {best[name]:4}: {tuned:3}")

# %% [markdown]
# (2001 means: not within 2000. The second number is for a start at $y = 10^{-6}$.) One
# thing is true: at the same small rate most adaptive methods leave sooner, and do not
# care how near the saddle they start. They step by about $\eta$ whatever the slope. In
# descent $y$ grows by a factor of $1 + \eta$ a step, and $10^{-6}$ is twice as many
# factors away as $10^{-3}$.
#
# But the picture holds the *number* $\eta$ fixed, and that is a factor of the gradient
# in the first row and a length in the others. With a rate of its own, plain descent
# needs 8 steps. (A single one is luck: a step of length 1 in both coordinates leads
# from the start to the minimum.) And RMSprop's lead at 0.01 is the start that Adam
# corrected. A published version concludes that adaptive methods and momentum are better
# at saddles. That holds at equal small rates, and the picture shows no more.
#
# ## On a real loss
#
# The petal neuron, all 100 examples, any start. **Move** the start to the far side and
# the rate up and down. Is there one rate at which all nine arrive?


# %%
def on_petals(lr, mu, w, b):
    return views.Race(petal_loss, race(petal_gradient, (w, b), lr, mu, 100))


# %%
rates = (0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0, 30.0)

widgets.walks(
    on_petals,
    *((-4.0, 12.0), (-8.0, 8.0)),
    lr=widgets.choice("learning rate", rates, 0.3),
    mu=widgets.slider("momentum", 0.9, 0.0, 0.95, 0.05),
    w=widgets.slider("start w", 0.0, -4.0, 12.0, 0.5),
    b=widgets.slider("start b", 5.0, -8.0, 8.0, 0.5),
)

# %%
for rate in (1.0, 30.0):
    ways = race(petal_gradient, (0.0, 5.0), rate, 0.9, 100)
    late = [name for name, path in ways.items() if petal_loss(path[-1]) > 0.3]
    print(f"rate {rate:g}: not there are {', '.join(late)}")

# %% [markdown]
# There is none: the rate that sets Adadelta going throws others out.
#
# Now the digits network with its 2410 parameters: each optimizer for 300 mini-batches
# of 50, the same for all, at ten rates. We note the loss over all 1000 examples at the
# end.

# %%
batches = np.concatenate([rng.permutation(1000).reshape(-1, 50) for _ in range(15)])
rates = 10.0 ** (np.arange(-7, 3) / 2)


def train(optimizer, lr):
    theta, state = start, {}
    for batch in batches:
        grad = loss_and_gradient(theta, X[batch], Y[batch])[1]
        theta, state = optimizer(theta, grad, state, lr)
    return loss_and_gradient(theta, X, Y)[0]


# %%
final = {k: np.array([train(f, lr) for lr in rates]) for k, f in optimizers.items()}

# %% [markdown]
# Five of them. **Move** the rate: which one is best?

# %%
shown = {k: final[k] for k in ("SGD", "momentum", "Adagrad", "RMSprop", "Adam")}

widgets.curves(
    views.Curves(
        rates, shown, "learning rate", "final loss", xscale="log", yscale="log"
    ),
    rates[3],
)

# %%
at_1 = {name: losses[7] for name, losses in final.items()}
assert rates[7] == 1 and min(at_1, key=at_1.get) == "SGD"

for name, losses in final.items():
    k = losses.argmin()
    assert losses[k] < 0.1
    print(f"{name:9} {losses[k]:.3f} at rate {rates[k]:.2g}")

# %% [markdown]
# At 0.01 Adam and RMSprop are far ahead, at 1 SGD is, and each of the nine gets below
# 0.1 at a rate of its own. Those rates are a factor of 1000 apart, from 0.01 to 10.
# "Optimizer A beats B" is a statement about two optimizers *and* the effort that went
# into their rates. What speaks for Adam is that its rate is a length, so that a guess
# carries over from one network to the next: "when in doubt, use Adam" is fair advice of
# that kind.
#
# ## Keep
#
# * A mini-batch gradient is right on average; its squared noise is $c/m$. Draw,
#   estimate, step, after every batch.
# * On a quadratic descent arrives for $\eta < 2/L$, momentum for $\eta < 2(1 + \mu)/L$.
#   At their best, they take steps in proportion to $\kappa$ and $\sqrt\kappa$.
# * Nesterov takes the gradient at $\theta - \eta\mu v$, where the coming step is known
#   to lead.
# * Adagrad divides by the root of a sum of squares, RMSprop of a fading mean, Adadelta
#   also multiplies by that of past moves. Adam adds momentum and corrects the bias; its
#   first step is $-\eta\operatorname{sign}(g)$. AdamW shrinks weights outside the
#   division.
# * SGD, momentum and Nesterov do not care how the axes lie; the others do.
# * Rates of different optimizers are different quantities. Compare each at its best.
#
# ## Check yourself
#
# 1. Batches of 50 instead of 200: what happens to the noise, and to the steps an epoch?
#    <details><summary>Answer</summary>The squared noise is four times as large, and
#    there are four times as many steps.</details>
# 2. The largest curvature is 40. Up to which rate does momentum 0.5 arrive?
#    <details><summary>Answer</summary>2 · 1.5 / 40 = 0.075.</details>
# 3. You scale the loss by 10. Which optimizers need a new rate?
#    <details><summary>Answer</summary>SGD, momentum and Nesterov: a tenth of it. The
#    others divide by the size of gradients.</details>
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
# <small>**Sources.** H. Robbins and S. Monro, “A stochastic approximation method”,
# Annals of Mathematical Statistics 22, 1951. B. Polyak, “Some methods of speeding up
# the convergence of iteration methods”, USSR Computational Mathematics and Mathematical
# Physics 4(5), 1964. Y. Nesterov, “A method of solving a convex programming problem
# with convergence rate O(1/k²)”, Soviet Mathematics Doklady 27, 1983. I. Sutskever et
# al., “On the importance of initialization and momentum in deep learning”, ICML 2013.
# J. Duchi, E. Hazan and Y. Singer, “Adaptive subgradient methods”, JMLR 12, 2011. M.
# Zeiler, “ADADELTA: an adaptive learning rate method”, arXiv:1212.5701, 2012. D. Kingma
# and J. Ba, “Adam: a method for stochastic optimization”, ICLR 2015. T. Dozat,
# “Incorporating Nesterov momentum into Adam”, ICLR workshop, 2016. I. Loshchilov and F.
# Hutter, “Decoupled weight decay regularization”, ICLR 2019.</small>
