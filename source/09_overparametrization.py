# %% [markdown]
# # 9 · More weights than examples
#
# **Question.** A network with far more weights than examples can fit anything. What is
# all that width good for, and why does the fit not have to be worthless?
#
# **After this lecture you can**
#
# * say how far the weights of a wide network move, and what that depends on;
# * linearize a network in its weights, and compute its tangent kernel two ways;
# * name functions that a kernel cannot see, and prove it;
# * find the peak of double descent, explain it, and remove it;
# * prune a network, rewind it, and say what a lottery ticket is and what is not shown.
#
# 90 minutes. No cell takes longer than 10 seconds. Run each cell with Shift+Enter;
# where it says *Predict*, answer before you go on.

# %%
from functools import partial

import jax
import jax.numpy as jnp
import numpy as np
import torch

from nncourse import datasets, views, widgets
from nncourse.data import make
from nncourse.live import explore

rng = np.random.default_rng(9)

# %% [markdown]
# ## Recall
#
# Answer from memory, then look.
#
# 1. An accuracy of 1.0 on 27 images with 64 pixels: what does it say?
#    <details><summary>Answer</summary>Nothing. With at most as many examples as
#    independent inputs, every labelling can be fitted (lecture 1).</details>
# 2. Why must the first weights of hidden units differ?
#    <details><summary>Answer</summary>Equal units have equal gradients and stay equal
#    (lecture 5).</details>
# 3. What does a layer of $n$ inputs multiply the size of a signal by?
#    <details><summary>Answer</summary>By √n times the standard deviation of its weights
#    (lecture 5).</details>
# 4. For which rates does descent arrive on a quadratic of largest curvature $L$?
#    <details><summary>Answer</summary>Below 2/L (lectures 1 and 6).</details>
# 5. A network learns coin-flip labels without an error. What does that say of what it
#    has learnt from true ones?
#    <details><summary>Answer</summary>Nothing good and nothing bad: capacity says what
#    is possible and not what is found (lecture 8).</details>
#
# ## Are larger networks easier to train?
#
# One hidden layer of $m$ ReLUs, $f(x) = \sum_j v_j \operatorname{ReLU}(\langle w_j,
# x\rangle) + c$, learns XOR; a third input, always 1, stands for the biases of the hidden
# units. A published version draws all weights and biases from $\mathcal{N}(0, 1)$ and divides
# them by $\sqrt m$. We do the same, from 24 seeds at each width.

# %%
X, y = datasets.xor(40, noise=0.1, rng=rng)
X, t = np.column_stack([X, np.ones(40)]), (y + 1) / 2


# %%
def published(p, X):
    """Outputs (n,) of a network p = (W, v, c), of shapes (m, d), (m,) and ()."""
    W, v, c = p
    return jax.nn.relu(X @ W.T) @ v + c


def loss(p, f, X, t):
    """Mean binary cross-entropy for targets t in {0, 1}."""
    z = f(p, X)
    return jnp.mean(jnp.logaddexp(0, z) - t * z)


# %% [markdown]
# One function trains them all at once: `jax.lax.scan` loops over the steps, `jax.vmap` over
# the seeds. A run whose loss has fallen to `stop` rests there.


# %%
@partial(jax.jit, static_argnames=("f", "steps"))
def train(p, f, X, t, lr, steps, stop=0.0):
    """Weights of each seed after the steps, and its loss before each."""

    def step(p, _):
        value, grads = jax.value_and_grad(loss)(p, f, X, t)
        rate = jnp.where(value > stop, lr, 0)
        return jax.tree.map(lambda a, g: a - rate * g, p, grads), value

    return jax.vmap(lambda p: jax.lax.scan(step, p, None, length=steps))(p)


# %%
def draw(width, d, seeds, size=1.0):
    """First weights of one network a seed: shapes (seeds, width, d), (seeds, width)."""
    rngs = [np.random.default_rng(seed) for seed in range(seeds)]
    W = [size * r.standard_normal((width, d)) for r in rngs]
    return np.stack(W), np.stack([size * r.standard_normal(width) for r in rngs])


# %%
widths = (2, 4, 8, 16, 32, 64, 128)
bias = np.random.default_rng(24).standard_normal(24)
starts = {m: (*draw(m, 3, 24, m**-0.5), m**-0.5 * bias) for m in widths}
runs = {m: train(starts[m], published, X, t, 0.1, 1000, stop=0.0) for m in widths}

# %% [markdown]
# **Move** the width. Each line is a run; the dashed line is the loss of a guess, $\log 2$.

# %% tags=["row:S000-47"]
at = np.linspace(0, 999, 51).astype(int)
losses = {f"width {m}": np.asarray(runs[m][1])[:, at] for m in widths}

view = views.Starts(at, losses, np.log(2), (1e-3, 3), what="network")
explore(view, start="width 4")

# %%
ends = {m: np.asarray(values)[:, -1] for m, (_, values) in runs.items()}
learnt = {m: np.mean(end < 0.1) for m, end in ends.items()}
print({m: f"{share:.0%}" for m, share in learnt.items()})
assert 0 < learnt[2] < 0.6 < learnt[4] and min(learnt[m] for m in widths[2:]) == 1

# %% [markdown]
# From width 8 on all runs succeed. Are the others slow, or stuck? Give width 2 ten times as
# many steps. And what does the output bias $c$ do? Leave it out.

# %%
longer = np.asarray(train(starts[2], published, X, t, 0.1, 10_000)[1])[:, -1]
assert ((longer < 0.1) == (ends[2] < 0.1)).all()


# %%
def unbiased(p, X):
    return published((*p, 0.0), X)


for m in widths[:3]:
    _, values = train(starts[m][:2], unbiased, X, t, 0.1, 1000)
    share = np.mean(np.asarray(values)[:, -1] < 0.1)
    print(f"width {m:2} without output bias: {share:.0%}")
    assert share < learnt[m] - 0.1

# %% [markdown] tags=["row:S000-49"]
# They are stuck: ten times the steps help none of them. Without $c$ fewer succeed at widths 2, 4
# and 8, and at width 2 none.
#
# **None can.** One of two ReLUs must count up and one down: $f = A - B$, with $A = \max(0, a)$,
# $B = \max(0, b)$, and $a$, $b$ affine. At the two opposite corners with $f > 0$, $A$ is not 0, so
# $A = a$ there. An affine function has the mean of two opposite corners at their centre, so
# the sum of $A$ over the two is $2a(0)$. There $A > B \ge b$, hence $a(0) > b(0)$. At the two
# corners with $f < 0$ all of it holds with the letters exchanged: $b(0) > a(0)$. $\blacksquare$
#
# So width 2 without $c$ is a matter of what *can* be represented. With $c$ seven of 24 runs
# succeed there: then, and from width 4 on, it is one of the start. Larger was easier, here.
#
# ## Do larger networks change less?
#
# So the published version asks next. Divide the way of each network by the length of its
# start, $\lVert W - W_0\rVert / \lVert W_0\rVert$, when its loss has come to 0.1.

# %% jupyter={"source_hidden": true}
widgets.Predict(
    "From width 8 to 128, each run ending at loss 0.1: the relative change of W",
    {
        "falls to a quarter, like 1/√m": "Measure it. What were the weights divided by?",
        "hardly changes": "How large is one weight, and how large is its gradient?",
        "grows": "Each weight gets smaller. What happens to its gradient?",
    },
)


# %% tags=["row:S000-50"]
def moved(start, end):
    """Mean over seeds of |W - W0| / |W0|."""
    way = np.linalg.norm(np.asarray(end[0]) - start[0], axis=(1, 2))
    return np.mean(way / np.linalg.norm(start[0], axis=(1, 2)))


# %%
short = {m: train(starts[m], published, X, t, 0.1, 1000, stop=0.1) for m in widths[2:]}
assert max(np.max(values[:, -1]) for _, values in short.values()) < 0.11
change = {m: moved(starts[m], p) for m, (p, _) in short.items()}
print({m: f"{value:.1f}" for m, value in change.items()})
assert 0.8 < change[128] / change[8] < 1

# %% [markdown]
# It hardly changes: sixteen times the width takes a tenth off. For this code the answer is no.
#
# Why? In that code a weight has size $1/\sqrt m$. Its gradient, $\partial f/\partial
# w_j = v_j\,[\langle w_j, x\rangle > 0]\,x$, has size $1/\sqrt m$ too. Their ratio, which is
# the relative change in a step, does not know $m$. Now take weights of size 1, and divide
# the *output*:
#
# $$\begin{gathered} f(x) = \sqrt{\tfrac{2}{m}} \sum_{j=1}^m v_j \operatorname{ReLU}(\langle w_j,
#   x\rangle), \\ v_j, w_{ji} \sim \mathcal{N}(0, 1). \end{gathered}$$
#
# This is the **NTK parametrization** (the 2 makes up for the ReLU, as in lecture 5). A
# gradient has size $1/\sqrt m$, a weight size 1: the relative change should fall like
# $m^{-1/2}$. We let every network arrive at loss 0.1 and compare.


# %%
def network(p, X):
    """The same in the NTK parametrization, without output bias."""
    return jnp.sqrt(2 / len(p[1])) * published((*p, 0.0), X)


# %%
wide = (16, 32, 64, 128, 256, 512, 1024)
first = {m: draw(m, 3, 8) for m in wide}
ntk = {m: train(first[m], network, X, t, 0.3, 400, stop=0.1) for m in wide}
assert max(np.max(values[:, -1]) for _, values in ntk.values()) < 0.11

# %%
kept = {m: moved(first[m], ntk[m][0]) for m in wide}
slope = np.polyfit(np.log(wide), np.log(list(kept.values())), 1)[0]
print(f"slope {slope:.2f}")
assert -0.6 < slope < -0.35

# %% [markdown]
# **Move** the width: on these axes a power of $m$ is a straight line.

# %% tags=["row:S000-50"]
sides = sorted({*widths[2:], *wide})
both = {"published": change, "NTK": kept}
lines = {k: np.array([c.get(m, np.nan) for m in sides]) for k, c in both.items()}
scales = {"xscale": "log", "yscale": "log"}
ways = views.Curves(np.array(sides), lines, "width m", "relative change of W", **scales)

explore(ways, x=128)

# %% [markdown] tags=["row:S000-51"]
# Same networks, same data; another parametrization, another answer. (But for the output bias;
# it is not what makes the difference.) "Larger networks change less" is true of the second,
# and of the first hardly.

# %%
bare = train(starts[128][:2], unbiased, X, t, 0.1, 1000, stop=0.1)[0]
assert 0.8 < moved(starts[128], bare) / change[128] < 1.25

# %% [markdown]
# The published version goes on: few neurons *need* to be changed to fit the data. Let 16 of 512
# learn, at a higher rate, and keep the others as they were drawn.


# %%
def sixteen(p, X):
    """`network`, of which only the first 16 units learn."""
    return network([jnp.append(a[:16], jax.lax.stop_gradient(a[16:]), 0) for a in p], X)


few, values = train(first[512], sixteen, X, t, 5, 400, stop=0.1)
assert np.max(values[:, -1]) < 0.11
assert (np.asarray(few[0])[:, 16:] == np.float32(first[512][0])[:, 16:]).all()

# %% [markdown]
# They are enough, from each of the eight seeds. And when all may learn, how many move by at least
# a tenth of the root mean square?

# %%
for m in (16, 128, 1024):
    step = np.linalg.norm(np.asarray(ntk[m][0][0]) - first[m][0], axis=2)
    share = np.mean(step > 0.1 * np.sqrt(np.mean(step**2, axis=1, keepdims=True)))
    print(f"width {m:4}: {share:.0%} of the units")
    assert share > 0.7

# %% [markdown] tags=["row:S000-52", "row:S000-53", "row:S000-56"]
# Here four units of five move, **most of them a little**: few need to change, and descent changes
# most. To change $f$ by 1, each of $m$ units moves by about $1/\sqrt m$.
#
# ## A network, linearized
#
# If weights hardly move, a first-order Taylor expansion at the start $\theta_0$ may be all
# there is to $f$:
#
# $$\begin{aligned} f(x; \theta) &\approx f(x; \theta_0) + \langle \phi(x),\, \theta -
#   \theta_0\rangle, \\ \phi(x) &= \nabla_\theta f(x; \theta_0). \end{aligned}$$
#
# A published version expands the *loss* of an example. That is another thing: its
# gradient holds the label, and a feature map must not. $\phi$ is the gradient of the
# **network**. The right-hand side is linear in $\theta$ and not in $x$: a linear model with
# features $\phi(x)$. Its kernel is the **neural tangent kernel** (A. Jacot, F. Gabriel and
# C. Hongler, 2018):
#
# $$K(x, z) = \langle \phi(x), \phi(z)\rangle .$$
#
# For our network, with $a_j = \langle w_j, x\rangle$ and $b_j = \langle w_j, z\rangle$,
#
# $$\begin{aligned} K(x, z) = {} &\frac2m \sum_j \operatorname{ReLU}(a_j)\operatorname{ReLU}(b_j)
#   \\ &+ \langle x, z\rangle\,\frac2m \sum_j v_j^2\,[a_j > 0]\,[b_j > 0]. \end{aligned}$$
#
# The first sum comes from the gradient in $v$, the second from that in $W$.


# %%
def kernel(p, X, Z):
    """Tangent kernel of `network` at p, shape (len(X), len(Z))."""
    W, v = p
    a, b = X @ W.T, Z @ W.T
    second = (X @ Z.T) * ((a > 0) * v**2 @ (b > 0).T)
    return 2 / len(v) * (np.maximum(a, 0) @ np.maximum(b, 0).T + second)


# %% [markdown]
# Three ways, as always: our formula, gradients by JAX and gradients by PyTorch.


# %%
def torch_features(p, X):
    """The gradient of the network in all weights, one row for each x."""
    W, v = (torch.tensor(a, requires_grad=True) for a in p)
    out = (2 / len(v)) ** 0.5 * (torch.relu(torch.tensor(X) @ W.T) @ v)
    rows = [torch.autograd.grad(f, (W, v), retain_graph=True) for f in out]
    return np.stack([np.append(W.ravel(), v) for W, v in rows])


# %%
p = rng.standard_normal((50, 3)), rng.standard_normal(50)
Z = rng.standard_normal((6, 3))

with jax.enable_x64(True):
    W_rows, v_rows = jax.jacobian(network)(p, Z)
    jax_rows = np.column_stack([W_rows.reshape(6, -1), v_rows])

for rows in (jax_rows, torch_features(p, Z)):
    assert abs(kernel(p, Z, Z) - rows @ rows.T).max() < 1e-12

# %% [markdown]
# As $m \to \infty$ the sums become expectations over $w \sim \mathcal{N}(0, I)$. Let
# $\theta$ be the angle between $x$ and $z$. Both are on the positive side of $w$ when $w$
# lies in a wedge of angle $\pi - \theta$ of the full turn $2\pi$, so
# $E\,[a > 0][b > 0] = (\pi - \theta)/2\pi$. The other one is Y. Cho and L. Saul's (2009):
# $E \operatorname{ReLU}(a)\operatorname{ReLU}(b) = |x||z|\,(\sin\theta + (\pi -
# \theta)\cos\theta)/2\pi$. With $E v^2 = 1$,
#
# $$\begin{aligned} K_\infty(x, z) = {} &\frac{|x||z|}{\pi}\bigl(\sin\theta +
#   (\pi-\theta)\cos\theta\bigr) \\ &+ \langle x, z\rangle\,\frac{\pi - \theta}{\pi},
#   \\ K_\infty(x, x) = {} &2|x|^2 . \end{aligned}$$


# %%
def analytic(X, Z):
    """What `kernel` tends to as the width grows."""
    sizes = np.outer(np.linalg.norm(X, axis=1), np.linalg.norm(Z, axis=1))
    dot = X @ Z.T
    angle = np.arccos(np.clip(dot / sizes, -1, 1))
    bow = np.sin(angle) + (np.pi - angle) * np.cos(angle)
    return sizes * bow / np.pi + dot * (np.pi - angle) / np.pi


# %% [markdown]
# Points on the unit circle have only an angle. **Move** the width: each faint line is the
# kernel of one random network, between a fixed point and all others.

# %%
turn = np.linspace(-np.pi, np.pi, 121)
circle = np.column_stack([np.cos(turn), np.sin(turn)])
here = np.array([[1.0, 0.0]])
sizes = [2**k for k in range(1, 15)]

# %%
drawn = {m: draw(m, 2, 8) for m in sizes}
circles = {
    m: np.stack([kernel(p, here, circle)[0] for p in zip(*both, strict=True)])
    for m, both in drawn.items()
}

explore(views.CircleKernel(turn, circles, analytic(here, circle)[0]), width=16)

# %%
error = [np.sqrt(np.mean((circles[m] - analytic(here, circle)) ** 2)) for m in sizes]
slope = np.polyfit(np.log(sizes), np.log(error), 1)[0]
print(f"the error falls with slope {slope:.1f}")
assert -0.7 < slope < -0.35

# %% [markdown]
# A narrow network has a kernel of its own, with steps where a unit wakes. A wide one has
# the kernel of all wide networks: the start is random, **the kernel no longer**.
#
# ## What a kernel does not see
#
# Features decide what can be learnt: a direction that no feature has is a **blind spot**.
# Our network has no bias now, unless we add the input 1.

# %% jupyter={"source_hidden": true}
widgets.Predict(
    "A million ReLUs, no bias, points on a circle: which target can they not learn?",
    {
        "cos 2θ": "It is the same at opposite points. What is |x₁| there?",
        "cos 3θ": "Compare opposite points. What is ReLU(a) − ReLU(−a)?",
        "Neither: a million is enough": "Width adds units. Does it add another kind?",
    },
)

# %% [markdown]
# **Proof.** $\operatorname{ReLU}(a) - \operatorname{ReLU}(-a) = a$, so at opposite points
# $f(x) - f(-x) = \sqrt{2/m}\sum_j v_j \langle w_j, x\rangle$: a linear function of $x$.
# But $\cos 3\theta$ changes its sign at the opposite point, so $f(x) - f(-x)$ would be
# $2\cos 3\theta$, which is not linear. $\blacksquare$ (R. Basri and others, 2019; the same
# holds for all odd frequencies but 1.)
#
# The kernel knows it before any training. Regress on its features, without the bias and
# with it: which share of the target is left? On the circle $\cos k\theta$ is an eigenvector of
# the kernel matrix; we print its eigenvalue, too.

# %%
angles = 2 * np.pi * np.arange(40) / 40
points = np.column_stack([np.cos(angles), np.sin(angles)])
inputs = {"without": points, "with": np.column_stack([points, np.ones(40)])}

for name, Z in inputs.items():
    K = analytic(Z, Z) / 40
    eigen, Q = np.linalg.eigh(K)
    seen = Q[:, eigen > 1e-9 * eigen.max()]
    for k in (1, 2, 3, 6):
        target = np.cos(k * angles) / np.sqrt(20)  # of length 1
        left, value = target - seen @ (seen.T @ target), target @ K @ target
        assert np.allclose(K @ target, value * target)
        print(
            f"{name:8} bias, cos {k}θ: {left @ left:.2f} left, eigenvalue {abs(value):.3f}"
        )
        assert (left @ left > 0.99) == (name == "without" and k == 3)

# %% [markdown] tags=["row:S000-55"]
# In the limit, descent learns the part of the target along an eigenvector of $K$ at a rate
# proportional to the eigenvalue. So the bias cures the blindness, and not the short sight: high
# frequencies come late. Basri and others compute these rates.
#
# One more blind spot is plainer. In descent on the squared error the first step of weight
# $i$ is proportional to $\sum_x e(x)\,\phi_i(x)$ with the errors $e(x)$: it is large for an
# influential weight, and 0 for one whose feature is 0 on all examples. On digits, a pixel that
# is white in all training images makes such features.

# %%
X, y = datasets.two_digits(3, 8)
X, y = X / np.linalg.norm(X, axis=1, keepdims=True), 2 * y - 1
order = rng.permutation(len(y))
seen, new = order[:60], order[60:260]

white = (X[seen] == 0).all(axis=0)
print(f"{np.mean(white):.0%} of the pixels are white in all: their weights cannot move")

# %% [markdown]
# ## Does a trained network follow its kernel?
#
# 60 threes and eights, squared error, 200 steps of descent: once with the kernel
# $K_\infty$, which needs no network at all, and once with networks of three widths, five
# seeds each. We follow $f - f_0$, so that both start from 0.

# %%
K = analytic(X[seen], X[seen])
dual = np.zeros(60)
for _ in range(200):
    dual -= 1 / 60 * (K @ dual - y[seen])

by_kernel = analytic(X[new], X[seen]) @ dual


# %%
@jax.jit
@jax.vmap
def fit(p0):
    """Weights after 200 steps, f - f0 for all images, and what the tangent says."""
    f0 = network(p0, X)

    def error(p):
        return jnp.mean((network(p, X[seen]) - f0[seen] - y[seen]) ** 2) / 2

    def step(_, p):
        return jax.tree.map(lambda a, g: a - g, p, jax.grad(error)(p))

    p = jax.lax.fori_loop(0, 200, step, p0)
    way = jax.tree.map(jnp.subtract, p, p0)
    return p, network(p, X) - f0, jax.jvp(lambda q: network(q, X), (p0,), (way,))[1]


# %%
nets = (64, 256, 1024)
before = {m: draw(m, 64, 5) for m in nets}
after = {m: jax.tree.map(np.asarray, fit(before[m])) for m in nets}
still = {m: after[m][0][0] == before[m][0].astype(np.float32) for m in nets}
assert all(same[:, :, white].all() and same.mean() > 0.25 for same in still.values())
answers = {m: f[:, new] for m, (_, f, _) in after.items()}

# %% [markdown]
# The weights of the white pixels are as they were drawn. So are those of the units that no
# training image wakes: in all, over a quarter of $W$ has not moved.
#
# **Move** the width. Each dot is a new image: what the kernel answers to the right, what a
# network answers upward. On the dashed line both agree.

# %%
explore(views.Agreement(by_kernel, {m: f[0] for m, f in answers.items()}, y[new]))


# %%
def drift(m):
    """Relative change of the kernel on the training images, in the mean over seeds."""
    ends = zip(*before[m], strict=True), zip(*after[m][0], strict=True)
    Ks = [[kernel(p, X[seen], X[seen]) for p in nets] for nets in ends]
    return np.mean(
        [np.linalg.norm(b - a) / np.linalg.norm(a) for a, b in zip(*Ks, strict=True)]
    )


def rms(values):
    return np.sqrt(np.mean(values**2))


# %%
table = {
    "W moved": [moved(before[m], after[m][0]) for m in nets],
    "kernel drifted": [drift(m) for m in nets],
    "tangent is off": [rms(after[m][1] - after[m][2]) for m in nets],
    "K∞ is off": [rms(answers[m] - by_kernel) for m in nets],
}
for name, row in table.items():
    slope = np.polyfit(np.log(nets), np.log(row), 1)[0]
    print(f"{name:15}", *(f"{value:7.2g}" for value in row), f"  slope {slope:.1f}")
    assert slope < -0.25

# %% [markdown] tags=["row:S000-54"]
# The wider, the closer: the weights move less, the kernel drifts less, the tangent is better,
# and in the limit training *is* regression with a fixed kernel. A linear model has one valley: very wide
# networks train reliably. The price: features that do not change are not learnt.
# L. Chizat, E. Oyallon and F. Bach (2019) call this training lazy, and measured that on
# images it does worse than training outside it.
#
# ## Do larger networks overfit?
#
# A demo with one width cannot tell. Here are five, from 2 to 10,000 units, on 200 points of
# XOR with noise 0.7: the four clusters overlap. **Move** the width; squares are trained on,
# circles are new.

# %% tags=["row:S000-60"]
X, sign = datasets.xor(400, noise=0.7, rng=rng)
X1, t = np.column_stack([X, np.ones(400)]), (sign + 1) / 2
bigger = (2, 10, 100, 1000, 10_000)
ends = {}
for m in bigger:
    p, _ = train(draw(m, 3, 1), network, X1[:200], t[:200], 0.3, 150)
    ends[m] = jax.tree.map(lambda a: np.asarray(a[0]), p)

# %% tags=["row:S000-61"]
side = np.linspace(-3.5, 3.5, 32)
grid = np.stack([*np.meshgrid(side, side), np.ones((32, 32))], axis=-1).reshape(-1, 3)
maps = {m: np.asarray(network(p, grid)).reshape(32, 32) for m, p in ends.items()}
hits = {m: (np.asarray(network(p, X1)) > 0) == t for m, p in ends.items()}
right = {m: (hit[:200].mean(), hit[200:].mean()) for m, hit in hits.items()}

assert np.ptp([right[m][1] for m in bigger[1:]]) < 0.1
assert max(seen for seen, _ in right.values()) < 0.93
explore(views.TrainTest(side, maps, X, t, 200, right))

# %%
many, truth = datasets.xor(100_000, noise=0.7, rng=np.random.default_rng(1))
print(f"wrong by the signs: {np.mean(-np.sign(many.prod(axis=1)) != truth):.0%}")

odd = -np.sign(X[:200].prod(axis=1)) != sign[:200]
assert max(hits[m][:200][odd].mean() for m in bigger[1:]) < 0.4

# %% [markdown]
# Nothing dramatic happens: from 10 units on, all are right on about as many new points. But
# look at the squares. After these 150 steps no network has more than 93 % of its *training*
# points right. The signs of the two inputs, the best that one can ask, are wrong on 14 %; of the
# training points that they get wrong no network from 10 units on has 40 % right, so none has
# learnt the noise. Large networks that are stopped early tell nothing about large networks that
# fit. For that one needs a model that fits its training data exactly, a sweep over its size, and
# its losses.
#
# ## The peak
#
# Take a model whose every fit can be computed, with no training at all: $N$ random
# features $\sqrt2\cos(\langle w_j, x\rangle + b_j)$ with fixed random $w_j$, $b_j$ (A. Rahimi
# and B. Recht, 2007), and least squares on top. With $A$ of shape (n, N), one row an
# example, and singular values $A/\sqrt N = U\operatorname{diag}(s)V^\top$, the weights
#
# $$c = V \operatorname{diag}\Bigl(\frac{s}{s^2 + \lambda}\Bigr) U^\top y$$
#
# minimise $\lVert Ac/\sqrt N - y\rVert^2 + \lambda\lVert c\rVert^2$. As $\lambda \to 0$ they are
# the best fit if $N < n$, and of all exact fits the one of **minimum norm** if $N > n$.

# %%
n, ridges = 100, (0.0, 1e-3, 1e-2, 1e-1)
counts = (10, 20, 30, 40, 50, 60, 70, 80, 90, 100, 110, 120, 150, 200, 300, 500, 1000)


# %%
def solve(A, Y, ridge):
    """Weights (N, k) for targets Y (n, k), ridges apart."""
    U, s, Vt = np.linalg.svd(A / np.sqrt(A.shape[1]), full_matrices=False)
    return [Vt.T @ ((s / (s**2 + r))[:, None] * (U.T @ Y)) for r in ridge]


# %% jupyter={"source_hidden": true}
widgets.Predict(
    "100 digits, N random features. At which N is the error on new digits largest?",
    {
        "at 10": "There are too few features. Is that the worst that can happen?",
        "at 100": "What do exact fits with as many unknowns as equations look like?",
        "at 1000": "Look at both ends of the curve. Which is lower?",
    },
)


# %%
def sweep(seed, noise, size=0.15):
    """Test and training loss and norm of c, shape (3, ridges, counts)."""
    r = np.random.default_rng(seed)
    X, digit, X_new, digit_new = datasets.noisy_digits(n, noise, r)
    W, b = size * r.standard_normal((1000, 64)), r.uniform(0, 2 * np.pi, 1000)
    A, B = (np.sqrt(2) * np.cos(x @ W.T + b) for x in (X, X_new))
    Y, Y_new, found = np.eye(10)[digit], np.eye(10)[digit_new], []
    for N in counts:
        for c in solve(A[:, :N], Y, ridges):
            fit = [M[:, :N] @ c / np.sqrt(N) - T for M, T in ((B, Y_new), (A, Y))]
            at = [np.mean(np.sum(off**2, axis=1)) for off in fit]
            found.append([*at, np.sqrt(np.sum(c**2))])
    return np.array(found).reshape(len(counts), len(ridges), 3).T


# %% [markdown]
# **Move** the number of features first, then the label noise (a share of the labels is
# replaced by chance), then the ridge $\lambda$. The loss is the squared distance to the
# one-hot digit, so 1 is what a model earns that always answers 0.

# %% tags=["row:S000-62"]
sweeps = {noise: np.array([sweep(s, noise) for s in range(6)]) for noise in (0, 0.2)}

explore(views.DoubleDescent(counts, sweeps, ridges, n))

# %%
for noise, rows in sweeps.items():
    test = rows[:, 0, 0]  # without a ridge; (seeds, counts)
    assert (test.argmax(axis=1) == counts.index(n)).all()
    assert (test.max(axis=1) > 10 * test[:, -1]).all()
    small = test[:, : counts.index(n)].min(axis=1)
    wins = np.count_nonzero(test[:, -1] < small)
    assert wins == (6 if noise == 0 else 0)
    ratio = np.median(test[:, -1] / small)
    print(f"noise {noise}: N = 1000 wins {wins} of 6, at {ratio:.2f} of the best small")
    assert (np.diff(rows[:, 2, 0, counts.index(n) :]) < 0).all()  # the norm of c
    ridge = rows[:, 0, -1]
    assert (ridge.max(axis=1) < 1.1 * ridge[:, 0]).all()

# %% [markdown] tags=["row:S000-59"]
# The peak stands at $N = n$, on each of the six seeds: **double descent** (M. Belkin and
# others, 2019). The training loss reaches 0 there and stays; the test loss falls a second
# time. Why there? A square random matrix has singular values near 0, and $s/(s^2 + 0) =
# 1/s$: the one exact fit needs enormous weights. With more features there are many exact
# fits, and the shortest gets shorter. Watch $\lVert c\rVert$ in the caption.
#
# A ridge bounds $s/(s^2 + \lambda)$ by $1/(2\sqrt\lambda)$, and at $\lambda = 0.1$ no peak is left. So
# the peak is no law of large models: it is what happens **without regularization**.
#
# Extremely large models *can* avoid overfitting. Without label noise, ten times as many
# features as examples beat every small model, on each of the six seeds. With noise they lose to
# the best small one, on each seed: they fit the wrong labels too. The features matter as well:

# %%
three = np.array([sweep(s, 0.2, size=0.5) for s in range(6)])[:, 0, 0]
assert (three.argmax(axis=1) == counts.index(n)).all()
wins = np.count_nonzero(three[:, -1] < three[:, : counts.index(n)].min(axis=1))
print(f"noise 0.2 and frequencies {0.5 / 0.15:.1f} times as high: wins {wins} of 6")
assert wins == 6

# %% [markdown]
# ## Which of the exact fits?
#
# With $N > n$ a bad exact fit always exists: add to $c$ any vector $u$ with $Au = 0$. The
# training loss is still 0. Whether descent finds a bad one depends on its start.
#
# **Descent from 0 finds the shortest exact fit.** The gradient of $\tfrac12\lVert Ac -
# y\rVert^2$ is $A^\top(Ac - y)$, a combination of the rows of $A$, so from 0 each $c$ is
# one. Let $c$ be such an exact fit and $c + u$ another. Then $Au = 0$, so $u$ is at a right
# angle to all rows, hence to $c$, and $\lVert c + u\rVert^2 = \lVert c\rVert^2 + \lVert
# u\rVert^2$. $\blacksquare$
#
# And what is at a right angle to the rows at the start stays for ever. Below, the same
# descent on 40 digits with 400 features, from 0 and from weights of size 3.

# %%
X, digit, X_new, digit_new = datasets.noisy_digits(40, 0.0, np.random.default_rng(0))
W, b = 0.3 * rng.standard_normal((400, 64)), rng.uniform(0, 2 * np.pi, 400)
A, B = (np.cos(x @ W.T + b) / np.sqrt(200) for x in (X, X_new))
Y = np.eye(10)[digit]
rate = 1 / np.linalg.norm(A, 2) ** 2

for size in (0, 3):
    c = size * rng.standard_normal((400, 10))
    for _ in range(20_000):
        c -= rate * A.T @ (A @ c - Y)
    wrong = np.mean((B @ c).argmax(axis=1) != digit_new)
    assert np.mean((A @ c - Y) ** 2) < 1e-6 and ((A @ c).argmax(axis=1) == digit).all()
    print(f"start {size}: wrong on {wrong:.0%} of the new digits")

# %% [markdown] tags=["row:S000-63"]
# Both have learnt the 40 digits. Overfitting solutions exist in plenty; descent from 0 does not
# go there, since it never leaves the span of the data. What a small start has outside it stays
# small.
#
# For a linearized network this is the same proof: the features are the $\phi(x_i)$, the weights
# $\theta - \theta_0$ start at 0, so descent finds the exact fit **nearest to the start**. For
# networks there are proofs about the logistic loss: where it goes to 0, the weights of a
# network such as ours (without output bias) grow in a direction that satisfies the conditions for
# a largest margin (K. Lyu and J. Li, 2020). And a start can be chosen from which SGD reaches
# bad minima (S. Liu, D. Papailiopoulos and D. Achlioptas, 2020).
#
# ## Networks with noisy labels
#
# Now a network in which all weights learn: one hidden layer of tanh, 200 digits, a fifth
# of the labels drawn anew, squared error, 3000 steps of Adam. Sixteen widths and five
# seeds take minutes; `nncourse/data/make.py` has done it, and we load what it found.
# **Move** the width.

# %%
store = np.load(make.FILE)
found = store["fits"]  # training loss, test loss, test error: (seeds, widths, 3)
names = ("training loss", "test loss", "test error")
curves = dict(zip(names, found.mean(axis=0).T, strict=True))
mlp = views.Curves(store["widths"], curves, "width h", "loss, or share", xscale="log")

explore(mlp, x=24)

# %%
test, error = found[:, :, 1], found[:, :, 2]
worst = test.argmax(axis=1)
valley = [row[:k].min() for row, k in zip(test, worst, strict=True)]

print("peak at width", store["widths"][worst])
print("peak of the mean at width", store["widths"][test.mean(axis=0).argmax()])
assert (test.max(axis=1) > 1.3 * test[:, -1]).all()
assert (test.max(axis=1) > 1.3 * np.array(valley)).all()
assert test[:, 2].mean() < test[:, -1].mean()
assert error[:, 2].mean() > error[:, -1].mean() and test.mean(axis=0).argmin() == 2

# %% [markdown]
# The test loss of each seed is highest between 16 and 40 units, in the mean at 40. A width $h$
# has $64h + h + 10h + 10$ weights, 1210 to 3010 in this range, and there are $200 \cdot 10$
# numbers to fit. Which end is better depends on what you ask: 8 units have the lowest loss, 256 the lower error.
#
# Do not trust a stored number: train two of these networks again.

# %%
for k in (2, 6):
    width, stored = store["widths"][k], found[0, k]
    live = make.fit_digits(width, seeds=[0])[0]
    print(f"width {width:2}: test loss {stored[1]:.2f}")
    assert abs(live / stored - 1).max() < 0.02

# %% [markdown]
# ## In time, too
#
# A descent, a rise and a second descent can also happen over *steps*, in one model (P. Nakkiran
# and others, 2020, who named it epoch-wise double descent). The clearest case is linear (R. Heckel and F. Yilmaz, 2021): 160 features of size 1 and 20 of
# size 0.03, which matter as much but are learnt a thousand times more slowly. Under
# gradient flow (descent with tiny steps), each eigendirection of $X^\top X/n$ with
# eigenvalue $\lambda$ has learnt the share $1 - e^{-\lambda t}$ at time $t$.


# %%
def risk(seed, slow, times):
    """Error on new data at each time, without their noise."""
    r = np.random.default_rng(seed)
    scale = np.r_[np.ones(160), np.full(20, slow)]
    w = r.standard_normal(180) / np.repeat([160, 20], [160, 20]) ** 0.5 / scale
    X = scale * r.standard_normal((240, 180))
    y = X @ w + 0.2 * r.standard_normal(240)
    eigen, Q = np.linalg.eigh(X.T @ X / 240)
    b = Q.T @ X.T @ y / 240
    ws = Q @ (b / eigen * (1 - np.exp(-eigen * times[:, None]))).T  # (180, times)
    return np.sum((scale[:, None] * (ws - w[:, None])) ** 2, axis=0)


# %%
times = np.logspace(-2, 6, 81)
scales = {"slow features 0.03": 0.03, "all features 1": 1.0}
flow = {k: np.array([risk(i, s, times) for i in range(10)]) for k, s in scales.items()}
mean = {name: rows.mean(axis=0) for name, rows in flow.items()}
hump = views.Curves(times, mean, "time t", "risk", xscale="log")

explore(hump, x=times[30])

# %%
for rows in flow["slow features 0.03"]:
    top = rows[20:].argmax() + 20
    assert rows[top] > 1.3 * rows[:top].min()
    assert rows[top] > 5 * rows[-1]
for rows in flow["all features 1"]:
    assert rows[rows.argmin() :].max() < 1.01 * rows[-1]

# %% [markdown] tags=["row:S000-57"]
# **Move** the time. The fast features first learn their part; then they are bent to explain
# what the slow ones would, and the risk rises; then the slow ones arrive. Two clocks make
# the hump. With one, the risk falls, may rise, and does not fall again.
#
# ## Lottery tickets
#
# J. Frankle and M. Carbin (2019) trained a network, kept the largest weights, and
# **rewound** those to where they had *begun*. Their
# **lottery ticket hypothesis**: a randomly initialized dense network contains a subnetwork
# which, trained alone from its own first weights, matches the accuracy of the whole in at
# most as many steps. E. Malach and others (2020) proved a *stronger* one: an over-wide random
# network contains a subnetwork that approximates a given target network with **no training at
# all**. They prove that it exists, and give no fast way to find it.
#
# Iterative magnitude pruning: train 500 steps; keep the largest 70 % of each layer (85 % of
# the last); rewind; repeat. The layers are 64, 100, 60 and 10 units wide, 13,000 weights.
# For comparison, the same mask with newly drawn weights, and a random mask with as many.

# %% jupyter={"source_hidden": true}
widgets.Predict(
    "2 % of the weights are left. The ticket keeps 90 %. Its mask with new weights?",
    {
        "About 90 % as well": "Then the mask alone would do. Move the round to 12.",
        "About 50 %": "What did the mask know that a random mask does not?",
        "About 10 %, a guess": "That is not far from a random mask. Compare the two.",
    },
)

# %% [markdown]
# **Move** the round. Each square on the right is a pixel of the digit. The fuller its colour, the
# more of its weights into the first layer are left, measured by the pixel with the most in that
# round. Which are cut off first?

# %%
left, accuracy = store["left"], store["accuracy"]  # (rounds,), (seeds, rounds, 4)
kinds = ("ticket", "new weights", "random mask", "ticket, untrained")
tickets = dict(zip(kinds, accuracy.mean(axis=0).T, strict=True))

explore(views.Tickets(left, tickets, store["mask"]))

# %%
ticket, new_weights, random_mask, untrained = np.moveaxis(accuracy, 2, 0)
few = 12  # rounds, 2 % of the weights

print(f"{left[few]:.3f} left:", {k: f"{v[few]:.2f}" for k, v in tickets.items()})
assert (ticket[:, few] - new_weights[:, few] > 0.15).all()
assert (new_weights[:, few] - random_mask[:, few] > 0.05).all()
assert (abs(ticket - ticket[:, :1])[:, left > 0.1] < 0.03).all()
assert (ticket.mean(axis=0) < ticket[:, 0].mean() + 0.005).all()
assert (abs(random_mask - ticket[:, :1])[:, left > 0.1] < 0.05).all()
assert (untrained[:, 3] > untrained[:, 0] + 0.3).all()
assert abs(untrained[:, 3].mean() - 0.75) < 0.02

# %%
white = (datasets.noisy_digits(1000, 0.0, np.random.default_rng(0))[0] == 0).all(axis=0)
of_white, of_all = (
    store["mask"][:, :, white].mean(axis=(1, 2)),
    store["mask"].mean((1, 2)),
)
assert (of_white[6:13] < of_all[6:13] / 2).all() and of_white[few] == 0

# %% [markdown] tags=["row:S000-58"]
# * Down to a tenth of the weights the ticket equals the dense network within 0.03. A random mask
#   does within 0.05: tickets stand out below that.
# * In no round is the ticket's mean accuracy above the dense network's by as much as 0.005.
#   (Frankle and Carbin report some that are more accurate, and learn faster.)
# * Sparse tickets need both: their mask (against the random one) and their first weights
#   (against new ones).
# * After three rounds the mask alone, on untrained weights, answers three quarters of the
#   digits, where the dense network guesses: pruning a random network can give a predictor.
#   But this mask was chosen *after* training.
# * Of the pixels that are white in all training images less is left than of others, and after 12
#   rounds nothing. Their weights get no gradient and stay as they were drawn.
# * To find a ticket of 2 % we trained 12 times, and once more to train it. In practice one trains
#   the full model.
# * Larger networks had to be rewound to an early step instead of the start (J. Frankle and
#   others, 2020).

# %% [markdown]
# One seed again, live: three rounds, three networks in each.

# %%
again = make.tickets(seeds=[0], rounds=3)[1][0]
assert abs(again - accuracy[0, :4]).max() < 0.02

# %% [markdown]
# ## Keep
#
# * On XOR, wider networks failed less often. Whether their weights move less depends on the
#   parametrization: in the NTK's, by $m^{-1/2}$, most units a little.
# * The tangent kernel is $\langle\nabla f, \nabla f\rangle$ of the network, at the start. In
#   wide NTK networks it hardly moves, and training is kernel regression. Without a bias it is
#   blind to odd frequencies from 3 on.
# * Without a ridge the test loss peaks where the exact fit becomes possible, $N = n$. More
#   features, or a ridge, bring it down. Whether the large end beats the best small model
#   depends on noise and features.
# * In a linear model, descent from 0 finds the shortest exact fit. Bad exact fits exist.
# * A sparse ticket is a mask *and* its first weights. It matched the dense network here, and was
#   not better.
#
# ## Check yourself
#
# 1. Why does the relative change hardly fall with the width if all weights are divided by √m?
#    <details><summary>Answer</summary>Weights and their gradients are both of size 1/√m:
#    their ratio does not depend on m.</details>
# 2. Of which function is φ(x) the gradient, in what, and where?
#    <details><summary>Answer</summary>Of the network's output for x, in the weights, at
#    their first values.</details>
# 3. You have 500 examples and see a terrible test loss with 500 features. Two remedies?
#    <details><summary>Answer</summary>A ridge, or far more features. (Far fewer is a
#    third.)</details>
# 4. A colleague shows one network of 10,000 units that does not overfit, and says "double
#    descent". What is missing?
#    <details><summary>Answer</summary>A sweep over widths with a peak; one width has no
#    shape.</details>
# 5. Who proved that good untrained subnetworks exist, and who conjectured that some train well?
#    <details><summary>Answer</summary>Malach and others (2020), for over-wide random
#    networks; Frankle and Carbin (2019), from experiments.</details>
#
# **Now do it yourself:** [problem set 9](../workspace/ps09_overparametrization/ps09_overparametrization.ipynb).
#
# <small>**Sources.** A. Jacot, F. Gabriel and C. Hongler, “Neural tangent kernel”, NeurIPS
# 2018. L. Chizat, E. Oyallon and F. Bach, “On lazy training in differentiable programming”,
# NeurIPS 2019 (scales). Y. Cho and L. Saul, “Kernel methods for deep learning”, NeurIPS 2009.
# R. Basri, D. Jacobs, Y. Kasten and S. Kritchman, “The convergence rate of neural networks for
# learned functions of different frequencies”, NeurIPS 2019. A. Rahimi and B. Recht, “Random
# features for large-scale kernel machines”, NeurIPS 2007. M. Belkin, D. Hsu, S. Ma and
# S. Mandal, “Reconciling modern machine-learning practice and the classical bias–variance
# trade-off”, PNAS 116(32), 2019. P. Nakkiran et al., “Deep double descent”, ICLR 2020. K. Lyu and
# J. Li, “Gradient descent maximizes the margin of homogeneous neural networks”, ICLR 2020. S. Liu, D. Papailiopoulos and D. Achlioptas, “Bad global
# minima exist and SGD can reach them”, NeurIPS 2020. R. Heckel and F. Yilmaz, “Early stopping
# in deep networks: double descent and how to eliminate it”, ICLR 2021. J. Frankle and M. Carbin,
# “The lottery ticket hypothesis”, ICLR 2019. J. Frankle, G. Dziugaite, D. Roy and M. Carbin,
# “Linear mode connectivity and the lottery ticket hypothesis”, ICML 2020. E. Malach, G. Yehudai,
# S. Shalev-Shwartz and O. Shamir, “Proving the lottery ticket hypothesis: pruning is all you
# need”, ICML 2020.</small>
