# %% [markdown]
# # 4 · Layers of neurons
#
# **Question.** One neuron cannot answer XOR. What do several do that one cannot, and
# will they find out how by themselves?
#
# **After this lecture you can**
#
# * set the weights of a network that answers XOR, and prove that one hidden unit cannot;
# * read a hidden layer as a fold of the plane, and a stack of layers as matrices;
# * write the forward and the backward pass of any such stack in NumPy;
# * say why narrow networks get stuck where wide ones do not, and show it on 64 starts;
# * code classes without inventing an order, and read a confusion matrix.
#
# 90 minutes. No cell takes longer than 10 seconds.

# %%
from collections import Counter
from itertools import pairwise, product

import jax
import jax.numpy as jnp
import numpy as np
import torch
from sklearn.datasets import load_digits

from nncourse import datasets, figures, views, widgets
from nncourse.live import explore
from nncourse.playground import Playground

rng = np.random.default_rng(22)

# %% [markdown] tags=["row:S000-15"]
# ## Recall
#
# Answer aloud before you open the answer.
#
# 1. Why can no line answer XOR? (Lecture 1)
#    <details><summary>Answer</summary>The pre-activations of opposite corners add up to
#    $2b$, on both diagonals. They would have to be negative on one and positive on the
#    other.</details>
# 2. From what do you compute the binary cross-entropy, and why? (Lecture 1)
#    <details><summary>Answer</summary>From the pre-activation $z$. In float32
#    $1/(1 + e^{-17})$ comes out as 1, and the logarithm of $1 - \sigma$ is then minus
#    infinity.</details>
# 3. What does softmax return if 100 is added to all of its inputs? (Lecture 2)
#    <details><summary>Answer</summary>The same as before: numerator and denominator
#    both grow by the factor $e^{100}$.</details>
# 4. What is the slope of ReLU at $z = -3$, and what does that mean for a unit that is
#    negative on all examples? (Lecture 2)
#    <details><summary>Answer</summary>0. No gradient passes, so its incoming weights and
#    bias get none. If its inputs stay what they are, it stays silent.</details>
# 5. A layer computes $z = Wh + b$, and $\delta$ is the gradient with respect to $z$.
#    What are those with respect to $W$, $b$ and $h$? (Lecture 3)
#    <details><summary>Answer</summary>$\delta h^\top$, $\delta$ and
#    $W^\top \delta$.</details>
#
# ## The question again
#
# XOR is true where the two signs *differ*, that is, where their product is negative:
# there the label is $+1$. Look at which clusters are orange.

# %% tags=["row:S000-16"]
X, y = datasets.xor(200, noise=0.1, rng=rng)

figures.scatter(X, (y > 0) * 1.0, "x₁", "x₂", ("signs agree", "signs differ"))

# %% [markdown]
# A published version of this example labels the points by `x1 * x2 > 0`. On how many
# of the 200 does it agree with us?

# %%
published = np.where(X[:, 0] * X[:, 1] > 0, 1, -1)

print(np.count_nonzero(published == y), "of 200 labels agree")

# %% [markdown]
# On none: that is XNOR. A network learns it just as well, and no score gives it away.
# Labels are worth a check by hand.

# %% jupyter={"source_hidden": true}
widgets.Predict(
    "How many ReLU units does it take, in front of one output neuron, to answer XOR?",
    {
        "one": "A unit that is 0 on one side of a line: draw its values on the corners.",
        "two": "Write their weights down before you look at ours.",
        "four, one a corner": "Would each corner need its own? See what two can share.",
    },
)

# %% [markdown]
# ## By hand
#
# On the diagonal where the signs agree, $x_1 + x_2$ is $2$ or $-2$. On the other one it
# is 0. So what matters is whether $x_1 + x_2$ is *far from 0*, and each side can have a
# unit of its own:
#
# $$h_1 = \mathrm{ReLU}(x_1 + x_2), \qquad h_2 = \mathrm{ReLU}(-x_1 - x_2), \qquad
#   f(x) = 1 - h_1 - h_2 .$$
#
# The answer is the sign of the **score** $f(x)$. Check the four scores.


# %%
def relu(z):
    return np.maximum(z, 0)


# %%
W, b = np.array([[1.0, 1.0], [-1.0, -1.0]]), np.zeros(2)
v, c = np.array([-1.0, -1.0]), 1.0

for x in product([1, -1], repeat=2):
    h = relu(W @ x + b)
    print(f"x = {x!s:8}  h = {h}  f = {v @ h + c:+.0f}")

# %% [markdown] tags=["row:S001-04"]
# Each hidden unit is a neuron of lecture 1: it detects *both positive* or *both
# negative*. The output neuron recombines these concepts: *neither of the two*. The bias
# $c$ may lie anywhere between 0 and 2, but not *at* 0 or 2: a score of 0 has no sign.
#
# ## The hidden layer folds the plane
#
# The output neuron never sees $x$. It sees $(h_1, h_2)$, and cuts *that* plane with a
# line. So look at the sample from there. Our two units flatten the plane onto one bent
# line; to see more, take two that point in slightly different directions.

# %%
W, b, v = np.array([[1.0, 0.6], [-0.6, -1.0]]), np.zeros(2), np.array([-1.0, -1.0])

# %% [markdown]
# Instead of ReLU, take $h = \max(z, s \cdot z)$ with a slope $s$ that you can choose. At
# $s = 1$ it does nothing to $z$; at $s = 0$ it is ReLU.

# %% jupyter={"source_hidden": true}
widgets.Predict(
    "The corners (1, 1), (1, −1), (−1, 1), (−1, −1) arrive at z = (1.6, −1.6), (0.4, 0.4), "
    "(−0.4, −0.4), (−1.6, 1.6). From s = 1 on, we fold further and further. When do the "
    "two diagonals come apart?",
    {
        "at once, with the smallest bend": "Try 0.9, and all values of c.",
        "halfway": "Find the largest s at which some c gets all four clusters.",
        "only at s = 0": "Try 0.1. Is there really no line?",
    },
)

# %% [markdown]
# **Move** the slope down from 1, and slide the line with $c$ at each stop. The thin
# lines were a square grid in the plane of $x$.

# %%
explore(views.Folding(X, y, W, b, v))

# %% [markdown]
# At $s = 1$ the layer is linear: the diagonals still cross, and no line parts them. At
# $s = 0$ it has folded the plane twice, and one line is enough. When did that become
# possible? Here $f = c - (h_1 + h_2)$: the blue corners need a larger $h_1 + h_2$ than the
# orange ones. Measure the gap, with $a$ in the place of 0.6.

# %%
corners = datasets.CORNERS
target = -corners.prod(axis=1)  # +1 where the signs differ


def gap(s, a=0.6):
    z = corners @ np.array([[1, a], [-a, -1]]).T
    out = np.maximum(z, s * z).sum(axis=1)
    return out[target < 0].min() - out[target > 0].max()


for s in (1, 0.75, 0.6, 0.4, 0.25, 0):
    print(f"s = {s:<4}  gap {gap(s):+.2f}")

# %% [markdown]
# Halfway, for $a = 0.6$. Before that no line in any direction does it: the middle between
# the blue corners, at $\frac12(1 + a)(1 - s)$ on both axes, lies between the orange ones
# until it has passed $1 - a$. Other weights come apart at other $s$.

# %%
slopes = np.linspace(0, 1, 1001)

for a in (1.0, 0.9, 0.6, 0.3):
    apart = [s for s in slopes if gap(s, a) > 1e-9]
    border = 1 - 2 * (1 - a) / (1 + a)
    assert (len(apart) > 0) == (border > 0)
    assert not apart or abs(max(apart) - border) < 0.002
    print(f"a = {a}:", f"below s = {max(apart):.2f}" if apart else "never")

# %% [markdown]
# Our first two units, $a = 1$, part the diagonals with the smallest bend; $a = 0.3$ does
# not even at $s = 0$. A fold can do the work, and must lie in the right place.
#
# ## One hidden unit is not enough
#
# **Proof.** Let $f(x) = v\,\varphi(\langle w, x\rangle + b) + c$, where $\varphi$ never
# falls (ReLU, sigmoid, tanh, step). Then $f$ depends on $x$ through the number
# $s = \langle w, x\rangle$ alone, and never falls in $s$ (if $v \ge 0$) or never rises.
# So $f > 0$ holds on one side of some threshold in $s$, or everywhere, or nowhere: on one
# side of a line at most. Lecture 1 has shown that no line parts XOR. $\blacksquare$
#
# Do the dice agree? Look among 300,000 networks with random weights for those whose four
# scores all have the right sign.


# %%
def random_networks(width, n):
    """Scores of n networks at the four corners, shape (n, 4)."""
    W, b = rng.standard_normal((n, width, 2)), rng.standard_normal((n, width, 1))
    v, c = rng.standard_normal((n, width)), rng.standard_normal((n, 1))
    h = relu(W @ corners.T + b)
    return np.einsum("nk,nkj->nj", v, h) + c


# %%
for width in (1, 2, 3):
    right = (random_networks(width, 300_000) * target > 1e-6).all(axis=1)
    assert right.any() == (width > 1) and right.mean() < 0.004
    print(f"{width} hidden: {np.count_nonzero(right)} of 300,000 answer XOR")

# %% [markdown] tags=["row:S000-18", "row:S000-19", "row:S001-05", "row:S001-07", "row:S001-08", "row:S001-09", "row:S001-10", "row:S002-13", "row:S002-14", "row:S002-15", "row:S002-17"]
# None with one unit, about one in a thousand with two. And a ReLU unit with $(aw, ab,
# v/a)$ does what it does with $(w, b, v)$, for every $a > 0$: there is no *the* solution.
# Whoever grades such weights must test what they do.
#
# ## A layer is a matrix
#
# A **layer** is a set of neurons with the same inputs. Stack the weights of $m$ neurons
# as the rows $w_1, \dots, w_m$ of a matrix, and all of them fire in one product:
#
# $$x \in \mathbb{R}^p \;\mapsto\; g(Wx + b) =
#   \begin{bmatrix} g(\langle w_1, x\rangle + b_1) \\ \vdots \\
#   g(\langle w_m, x\rangle + b_m) \end{bmatrix}, \qquad
#   W \in \mathbb{R}^{m \times p}, \; b \in \mathbb{R}^m .$$
#
# Row $i$ is neuron $i$: $W$ has shape (out, in). For a batch with one input in each row,
# that is `X @ W.T + b`.
#
# A **network** is a composition of layers, $F = f_L \circ \dots \circ f_1$; it maps
# $\mathbb{R}^d$ to one number if its last layer has size one, and to $k$ numbers if that
# has size $k$. As a picture it is a directed graph: each neuron a node, each weight an
# arrow. The **input layer** only holds $x$, the **output layer** answers, those between
# are **hidden**. Ours are **dense**: every arrow exists. Others leave most away, such as
# **convolutional** layers, which share a few weights over the whole image, or lead some
# back, such as **recurrent** ones.
#
# With $h_0 = x$, every layer does the same two things, up to the last:
#
# $$z_l = W_l\, h_{l-1} + b_l, \qquad h_l = g(z_l), \qquad
#   f(x) = \mathrm{softmax}(z_L).$$
#
# Two hidden layers make seven stops: $x$, $z_1$, $h_1$, $z_2$, $h_2$, $z_3$, $f(x)$. We
# compute them one by one.

# %%
x = np.array([1.0, -0.5])
W1, b1 = np.array([[1.0, 2.0], [-1.0, 1.0], [0.5, -1.0]]), np.array([0.5, 0.0, -0.5])
W2, b2 = np.array([[1.0, -1.0, 2.0], [-1.0, 0.5, 1.0]]), np.array([0.0, 0.5])
W3, b3 = np.array([[2.0, -1.0], [0.0, 1.0], [-1.0, 0.5]]), np.zeros(3)

z1 = W1 @ x + b1
h1 = relu(z1)
z2 = W2 @ h1 + b2
h2 = relu(z2)
z3 = W3 @ h2 + b3
f = np.exp(z3) / np.exp(z3).sum()

# %% [markdown]
# **Move** through the seven stops, and compute each number in your head before it comes.
# A whole orange line is a weight above 0, a dashed blue one below. Activations have no
# weights; unlike ReLU, softmax looks at its whole column.

# %% tags=["row:S000-17", "row:S001-08", "row:S004-01"]
stages = [
    views.Stage("x", "given", x),
    views.Stage("z₁", "W₁x + b₁", z1, W1),
    views.Stage("h₁", "ReLU(z₁)", h1),
    views.Stage("z₂", "W₂h₁ + b₂", z2, W2),
    views.Stage("h₂", "ReLU(z₂)", h2),
    views.Stage("z₃", "W₃h₂ + b₃", z3, W3),
    views.Stage("f(x)", "softmax(z₃)", f),
]
explore(views.ForwardPass(stages))

# %% [markdown] tags=["row:S004-02"]
# Leave the ReLUs out, and all layers are one: that was lecture 2. And without the biases?
# A network such as $f_2(\langle w_2, f_1(W_1 x)\rangle)$ has none. Leave ours out, and
# follow the scores along a ray from 0.

# %%
for scale in (0, 1, 3):
    print(scale, W3 @ relu(W2 @ relu(W1 @ (scale * np.array([1.0, 1.0])))))

# %% [markdown] tags=["row:S001-17"]
# ReLU of $3z$ is three times ReLU of $z$. So without biases every score grows in
# proportion along a ray from 0, and keeps its sign there, however wide the layers.
#
# ## Forward and backward, for any stack
#
# A network is a list of layers $(W, b)$; its parameters are
# $\Theta = (W_1, b_1, \dots, W_L, b_L)$. The forward pass keeps what every layer puts
# out, because the backward pass of lecture 3 needs it.


# %% tags=["row:S002-16"]
def forward(params, X):
    """[X, h₁, …, z_L] for a batch X (n, d): ReLU between layers, none at the end."""
    H = [X]
    for W, b in params[:-1]:
        H.append(relu(H[-1] @ W.T + b))
    W, b = params[-1]
    return [*H, H[-1] @ W.T + b]


# %%
def backward(params, H, error):
    """Gradients in every (W, b), given the one in z_L, shape (n, k)."""
    grads = []
    for (W, _), h in zip(params[::-1], H[-2::-1], strict=True):
        grads.append((error.T @ h, error.sum(axis=0)))
        error = (error @ W) * (h > 0)  # of no use after the first layer
    return grads[::-1]


# %% [markdown]
# First weights are drawn at random. So that a sum of $k$ inputs does not grow with $k$, we
# divide by $\sqrt{k}$, the root of a neuron's number of *inputs*. Lecture 5 measures what
# such choices do.


# %%
def draw(sizes, *n):
    """Random layers for these sizes; n of them side by side, on a first axis."""
    layers = []
    for k, m in pairwise(sizes):
        W, b = rng.standard_normal((*n, m, k)), rng.standard_normal((*n, m))
        layers.append((W / np.sqrt(k), b / np.sqrt(k)))
    return layers


# %% [markdown]
# Compare it with JAX and PyTorch, in float64. The loss is lecture 1's: the mean of
# $\log(1 + e^z) - tz$ with targets $t \in \{0, 1\}$, computed from $z$.


# %%
def jax_logits(params, X):
    for W, b in params[:-1]:
        X = jax.nn.relu(X @ W.T + b)
    W, b = params[-1]
    return X @ W.T + b


# %%
@jax.jit
def jax_loss(params, X, T):
    z = jax_logits(params, X)
    return jnp.mean(jnp.logaddexp(0, z) - T * z)


# %%
def torch_gradients(params, X, T):
    layers = [[torch.tensor(a, requires_grad=True) for a in layer] for layer in params]
    h = torch.tensor(X)
    for W, b in layers[:-1]:
        h = torch.relu(h @ W.T + b)
    W, b = layers[-1]
    entropy = torch.nn.functional.binary_cross_entropy_with_logits
    entropy(h @ W.T + b, torch.tensor(T)).backward()
    return [[a.grad.numpy() for a in layer] for layer in layers]


# %% [markdown]
# The gradient with respect to $z_L$ is prediction minus target, over $n$. Try three hidden
# layers and random data.


# %%
def sigmoid(z):
    return np.exp(-np.logaddexp(0, -z))


def flat(grads):
    return np.concatenate([np.ravel(a) for layer in grads for a in layer])


# %%
params, Xr = draw((3, 5, 4, 6, 1)), rng.standard_normal((20, 3))
T = rng.integers(0, 2, (20, 1)).astype(float)
H = forward(params, Xr)
ours = flat(backward(params, H, (sigmoid(H[-1]) - T) / len(Xr)))
with jax.enable_x64(True):
    jaxs = flat(jax.grad(jax_loss)(params, Xr, T))
torchs = flat(torch_gradients(params, Xr, T))
assert max(abs(ours - jaxs).max(), abs(ours - torchs).max()) < 1e-12
print(f"{len(ours)} slopes, the same from all three to 12 decimal places")

# %% [markdown]
# ## Does it find the fold by itself?
#
# Train a 2-4-1 network: 2,500 steps of learning rate 0.1, each on a mini-batch of 64
# examples. We keep the parameters every 25 steps, to watch them.


# %%
def train(params, X, T, output, lr, batch, steps, every):
    """Parameters after 0, every, 2 every, … steps, by step."""
    kept = {0: params}
    for step in range(1, steps + 1):
        part = rng.choice(len(X), batch, replace=False)
        H = forward(params, X[part])
        grads = backward(params, H, (output(H[-1]) - T[part]) / batch)
        params = [
            (W - lr * dW, b - lr * db)
            for (W, b), (dW, db) in zip(params, grads, strict=True)
        ]
        if step % every == 0:
            kept[step] = params
    return kept


# %% tags=["row:S000-31", "row:S000-32"]
T = (y[:, None] + 1) / 2
frames = train(draw((2, 4, 1)), X, T, sigmoid, lr=0.1, batch=64, steps=2500, every=25)

history = []
for params in frames.values():
    z = forward(params, X)[-1]
    history.append(np.mean(np.logaddexp(0, z) - T * z))

figures.curves(np.array(list(frames)), {"loss": np.array(history)}, "step", "loss")

# %% [markdown]
# From this start the loss falls to nearly 0. What have the units become?
#
# Press play, or **move** the step. The square is the score: the darker, the surer. Below
# are the four hidden units: each is clear where it is silent, and darker where it puts
# out more.


# %%
def network(points, params):
    _, h, z = forward(params, points)
    return h, z[:, 0]


# %% tags=["row:S000-33", "row:S000-34"]
explore(views.UnitMaps(network, frames, X, y))

# %% [markdown]
# Each unit is a ramp that rises from a straight edge, its fold. Training turns the edges
# and slides them. At which corners does each fire in the end, and how
# does the output weigh it?

# %%
h, (weights, _) = forward(frames[2500], corners)[1], frames[2500][1]

for k in range(4):
    where = [(int(x1), int(x2)) for x1, x2 in corners[h[:, k] > 0]]
    print(
        f"unit {k + 1}: weight {weights[0, k]:+.0f}, fires at", *where or ["no corner"]
    )
assert (h > 0).sum(axis=1).tolist() == [2, 0, 0, 1] and (h > 0).sum(axis=0).max() == 1
assert (weights[0, (h > 0).any(axis=0)] < 0).all()

# %% [markdown] tags=["row:S001-11"]
# From this start descent has found our network: two units detect *both positive*, one
# *both negative*, and all three vote against. The fourth fires at no corner. Is that the
# rule? The next section takes many starts.
#
# In networks that look at photographs units recombine what earlier ones detect, too. In
# the one that M. Zeiler and R. Fergus made visible in 2014, the first layer finds edges,
# the second recombines edges to corners and contours, the third finds textures, the
# fourth parts of objects, the fifth whole objects. It is often found, and no law.
#
# ## Wide, or patient?
#
# Two units *can* answer XOR. Do they also learn it? One start is no evidence. Take 64 for
# each width: `jax.vmap` turns a function of one network into a function of 64, side by
# side.


# %% tags=["row:S000-31"]
@jax.jit
@jax.vmap
def train_many(params):
    """Parameters after 1000, 2000 and 3000 steps with learning rate 0.1."""

    def step(params, _):
        grads = jax.grad(jax_loss)(params, X[:40], T[:40])
        return jax.tree.map(lambda a, da: a - 0.1 * da, params, grads), None

    def thousand(params, _):
        params, _ = jax.lax.scan(step, params, length=1000)
        return params, params

    return jax.lax.scan(thousand, params, length=3)[1]


# %% jupyter={"source_hidden": true}
widgets.Predict(
    "Two hidden units, 64 random starts, 1000 steps each. How many answer XOR?",
    {
        "all of them": "Descent ends where the slope is 0. Only at solutions?",
        "40 to 63": "Read the curve at 2. How wide must it be for so many?",
        "fewer than 40": "Are the others slow, or stuck? Compare the two curves.",
    },
)


# %%
widths = np.array([1, 2, 4, 8, 16])

with jax.enable_x64(True):
    drawn = {m: draw((2, m, 1), 64) for m in widths.tolist()}
    runs = {m: train_many(params) for m, params in drawn.items()}
    logits = jax.vmap(jax.vmap(jax_logits, (0, None)), (0, None))
    z = np.array([logits(params, X) for params in runs.values()])

z.shape  # widths, starts, thousands of steps, examples, outputs

# %%
shares = np.all((z > 0) == (T > 0), axis=(3, 4)).mean(axis=1)  # (widths, thousands)
early, late = shares[:, 0], shares[:, 2]

assert late[0] == 0 and late[1] < 0.6 and late[4] == 1
assert abs(late - early).max() <= 1 / 64

both = {"after 1000 steps": early, "after 3000 steps": late}
names = "hidden units", "share that answers XOR"
explore(views.Curves(widths, both, *names, xscale="log"))

# %% [markdown]
# One unit answers from no start, as it must; two from fewer than six of ten, sixteen from
# all 64. Three times the steps have helped at most one start of each width: the others
# are **stuck, not slow**.
#
# On what? Call a corner *silent* if no hidden unit fires there. The output neuron gets
# the same zeros from all silent corners, and cannot tell them apart. If two corners of
# different label are silent, the best it can say there is one half: half of the points
# cost $\log 2$ each, and the loss cannot fall below $\frac12 \log 2$. With three silent
# corners the best is one third, or two thirds; with four it is one half everywhere.
#
# There is a second way. If each unit fires at all corners or at none, nothing bends
# there: the network is *linear* on them, and the best that a linear model can say of XOR
# is one half everywhere, too. Sort the 64 networks of two units.


# %%
def trained(m):
    """The 64 networks of width m after 3000 steps, by start."""
    layers = jax.tree.map(np.array, runs[m])
    return {i: [(W[i, -1], b[i, -1]) for W, b in layers] for i in range(64)}


starts = trained(2)
third = -(np.log(1 / 3) + 2 * np.log(2 / 3)) / 3  # what it costs to say one third
levels = np.array([0, np.log(2) / 2, 3 / 4 * third, np.log(2)])


# %%
def silent_corners(params):
    """Which corners are silent, shape (4,), and whether they have both labels."""
    silent = (forward(params, corners)[1] == 0).all(axis=1)
    return silent, len(set(target[silent])) == 2


def is_linear(params):
    """Whether no corner is silent, and each unit fires at all corners or at none."""
    fires = forward(params, corners)[1] > 0
    return fires.any() and bool((fires == fires[0]).all())


# %%
ends, first = Counter(), {}
for i, params in starts.items():
    z = forward(params, X)[-1]
    away = abs(np.mean(np.logaddexp(0, z) - T * z) - levels)
    silent, mixed = silent_corners(params)
    answers = bool(((z > 0) == (T > 0)).all())
    assert away.min() < 0.05 and answers != (mixed or is_linear(params))
    kind = "linear" if is_linear(params) else f"silent corners: {silent.sum()}"
    end = f"loss {levels[away.argmin()]:.2f}, {kind}"
    ends[end], first[end] = ends[end] + 1, first.get(end, i)

for end, n in sorted(ends.items()):
    print(f"{n:2} starts end at {end} (the first is start {first[end]})")

# %% [markdown]
# Every stuck network is on one of these levels, for one of the two reasons. Silent corners
# send no gradient to a hidden unit, since ReLU has slope 0 there. In the linear networks
# ReLU has slope 1 and gradients pass; but they add up to nearly 0, because a linear model
# can do no better. **Move** to one start of each kind.

# %%
for params in filter(is_linear, starts.values()):
    H = forward(params, X[:40])
    grads = backward(params, H, (sigmoid(H[-1]) - T[:40]) / 40)
    assert abs(flat(grads)).max() < 0.002

explore(views.UnitMaps(network, starts, X, y, what="start"), frame=0)

# %% [markdown]
# What does width change? Count the networks with silent corners of both labels, before
# training and after it.


# %%
mixed = {}
for m in runs:
    before = ([(W[i], b[i]) for W, b in drawn[m]] for i in range(64))
    both = before, trained(m).values()
    mixed[m] = [sum(silent_corners(params)[1] for params in some) for some in both]
    print(f"width {m:2}: {mixed[m][0]:2} before, {mixed[m][1]:2} after")

assert all(mixed[m][0] < mixed[m][1] for m in (1, 2, 4))
assert max(*mixed[8], *mixed[16]) <= 2

# %% [markdown]
# Training itself drives the units of narrow networks off corners. A wide one has units to
# spare: from width 8 on at most two starts of 64 leave corners of both labels silent.
# Width buys an easier search, not only a richer set of answers.
#
# Now back to the units. Some starts of width 4 answer XOR. What do their units detect?

# %% jupyter={"source_hidden": true}
widgets.Predict(
    "Take the starts of width 4 that end with the right answers. What do the four units "
    "detect?",
    {
        "one corner each": "Count the starts in which each corner has a unit of its own.",
        "mostly both positive and both negative, as ours do": "Count those that have no "
        "unit which fires elsewhere.",
        "many different things": "At how many corners may one unit fire?",
    },
)


# %%
def detectors(params):
    """The sets of corners, 0 to 3, at which hidden units fire; silent units left out."""
    fires = forward(params, corners)[1] > 0
    return frozenset(tuple(np.flatnonzero(unit).tolist()) for unit in fires.T) - {()}


found = Counter(
    detectors(params)
    for params in trained(4).values()
    if ((forward(params, X)[-1] > 0) == (T > 0)).all()
)

# %%
ours = found[frozenset({(0,), (3,)})]
each = sum(n for kinds, n in found.items() if kinds >= {(0,), (1,), (2,), (3,)})
wider = sum(n for kinds, n in found.items() if max(map(len, kinds)) > 1)
assert ours < 10 and each <= 2 and len(found) > 10 and wider > 0.6 * found.total()
print(f"{found.total()} starts answer XOR, {ours} with our two detectors alone,")
print(f"{each} with a unit for each corner; {len(found)} different sets of detectors")

# %% [markdown] tags=["row:S004-20", "row:S004-21", "row:S004-22", "row:S004-23"]
# Most starts end with units that fire at two or three corners. The answers are the same;
# what the units detect differs from start to start, and ours is one way out of many.
#
# ## From two names to many
#
# Regression predicts a number; classification, a name. One output with a threshold tells
# cats from dogs, in colour images from $128 \times 128 \times 3 = 49{,}152$ inputs. Then
# come fish and microwaves. The obvious code is one number, dog 0, cat 1, fish 2,
# microwave 3, and regression on it. The other one is **one-hot**, an output for each
# class: class 2 of 4 is $(0, 0, 1, 0)$, and the answer is the place of the largest output.
# Try both on ten digits, with least squares on the pixels.

# %%
images, digit = load_digits(return_X_y=True)
images, one_hot = images / 16, np.eye(10)[digit]
train_set, test_set = np.split(rng.permutation(len(digit)), [1000])

print("digit", digit[3], "as one-hot:", one_hot[3].astype(int))

# %% jupyter={"source_hidden": true}
widgets.Predict(
    "One-hot least squares gets over 90 % of new images right. And on numbers?",
    {
        "about as many": "What should it say of an image that may be a 1 or a 7?",
        "a little fewer": "Digits have an order. Does the ink have the same one?",
        "less than half as many": "Then shuffle the ten numbers. Should that matter?",
    },
)


# %%
A = np.column_stack([images, np.ones(len(images))])


def fit(targets):
    """What least squares on some targets says of the test images."""
    w = np.linalg.lstsq(A[train_set], targets[train_set], rcond=None)[0]
    return A[test_set] @ w


def score(codes):
    """The share of test images whose nearest code is that of their class."""
    away = ((fit(codes[digit])[:, None] - codes) ** 2).sum(axis=2)
    return np.mean(away.argmin(axis=1) == digit[test_set])


# %% [markdown]
# Ten times we shuffle which class has which number. There are two controls with nine
# outputs: one keeps the order, 3 is $(1, 1, 1, 0, 0, 0, 0, 0, 0)$; the other has ten codes
# that are all equally far apart.

# %% tags=["row:S004-23"]
by_one_hot = np.mean(fit(one_hot).argmax(axis=1) == digit[test_set])
orders = [rng.permutation(10)[:, None] for _ in range(10)]  # class k has orders[k]
by_number = [score(order.astype(float)) for order in orders]
by_steps = [score((np.arange(9) < order).astype(float)) for order in orders]

apart = score(np.linalg.svd(np.eye(10) - 0.1)[0][:, :9])

assert abs(apart - by_one_hot) < 0.005 and by_one_hot > 0.9 and max(by_number) < 0.45
assert max(by_number) + 0.2 < min(by_steps) and max(by_steps) < by_one_hot
for name, scores in (("one number", by_number), ("nine in order", by_steps)):
    print(f"{name}: {min(scores):.2f} to {max(scores):.2f}")
print(f"nine equally far apart: {apart:.2f}, one-hot: {by_one_hot:.2f}")

# %% [markdown]
# One number puts all classes on one line. An image that may as well be a 1 or a 7 gets
# their mean, a 4, and the score depends on who was given which number. Nine outputs undo
# most of that, even if they keep the order. What is still lost is due to the distances:
# some codes lie nearer each other, as if a dog were more of a cat than of a microwave. At
# equal distances nine outputs do as well as one-hot codes, which are equally far apart,
# too, whoever is called what.
#
# ## Ten digits
#
# Now 32 hidden units between the pixels and ten outputs. The last layer is softmax, the
# loss its cross-entropy, and the gradient with respect to $z_L$ is prediction minus target.


# %%
def softmax(z):
    e = np.exp(z - z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


part = images[train_set], one_hot[train_set]
frames = train(
    draw((64, 32, 10)), *part, softmax, lr=0.5, batch=50, steps=600, every=20
)

# %% [markdown]
# Accuracy is one number. The **confusion matrix** has all the others: row $i$, column $j$
# counts the images of class $i$ that were called $j$.


# %%
def confusion(true, called):
    counts = np.zeros((10, 10), dtype=int)
    np.add.at(counts, (true, called), 1)  # adds up where a pair comes again
    return counts


# %%
tables = {}
for step, params in frames.items():
    called = forward(params, images[test_set])[-1].argmax(axis=1)
    tables[step] = confusion(digit[test_set], called)

names = np.sort(tables[0].sum(axis=0)) / len(test_set)
assert names[-3:].sum() > 0.7
assert np.trace(tables[600]) / len(test_set) > 0.93
assert np.count_nonzero(tables[600]) < 50  # of 100 squares, 10 of them right

# %% [markdown]
# **Move** the step to 0 and press play: at first three names take most of the images.
# Which squares are left in the end?

# %%
explore(views.Confusion(tables, "0123456789"))

# %% [markdown]
# Most of the squares are empty. Here are the first eight errors, each titled *is → called*.

# %%
wrong = np.flatnonzero(called != digit[test_set])[:8]
titles = [f"{digit[test_set][i]} → {called[i]}" for i in wrong]

figures.images(images[test_set][wrong], titles)

# %% [markdown] tags=["row:S004-27"]
# Which of them would you have got wrong, too? They help to say what a score does not:
# whether to blame the network, the pixels or the label.
#
# ## A network to play with
#
# The TensorFlow Playground of D. Smilkov and S. Carter made networks something to play
# with. Ours trains in the notebook. **Task:** one hidden ReLU unit cannot answer XOR
# from $x_1$ and $x_2$. Switch on *one more feature* on the left, so that it can.

# %% jupyter={"source_hidden": true}
widgets.Predict(
    "Which extra feature lets one unit answer XOR?",
    {
        "x₁²": "What is x₁² on the two diagonals?",
        "x₁x₂": "Try it; then take the hidden layer away as well.",
        "none does": "The proof spoke of lines in which plane?",
    },
)

# %%
playground = Playground(dataset="xor", hidden=(1,), activations=("relu",), lr=0.1)
playground

# %% [markdown]
# The same from a cell; the picture above follows.

# %%
losses = {}
for extra in ("x1^2", "sin(x1)", "x1*x2"):
    playground.change(features=("x1", "x2", extra))
    playground.train(3000)
    losses[extra] = playground.losses[1]

assert losses["x1*x2"] < 0.1 and min(losses["x1^2"], losses["sin(x1)"]) > 0.25
print("the best extra feature:", min(losses, key=losses.get))

# %% [markdown]
# At the corners $x_1^2$ is always 1, and $\sin x_1$ is a multiple of $x_1$: the proof above
# still holds. But XOR *is* the sign of $-x_1 x_2$. With that feature no hidden layer is
# needed; but somebody had to know it. A hidden layer makes its own features. That is what
# it is for.
#
# ## Keep
#
# * A layer is $g(Wx + b)$, one neuron in each row of $W$; a network is a composition.
#   Without a bend in between, all its layers are one.
# * A hidden layer can move the plane so that a line suffices. XOR takes two ReLU units, not
#   one, and has many solutions: test what weights do, not what they are.
# * Backward through any stack, for a batch: prediction minus target at the end, then
#   $\delta_{l-1} = (\delta_l W_l) \circ g'(z_{l-1})$; the gradients are
#   $\delta_l^\top h_{l-1}$ and the column sums of $\delta_l$.
# * That weights exist does not mean that descent finds them. Narrow networks get stuck, on
#   silent corners or where nothing bends, and patience does not help; wide ones hardly do.
# * Classes without an order are coded one-hot. Read the confusion matrix, and look at
#   the errors.
#
# ## Check yourself
#
# 1. Why does the proof for one hidden unit fail for $\varphi(z) = z^2$?
#    <details><summary>Answer</summary>It falls and rises, so the positive side may be a
#    strip between two lines: $1 - (x_1 + x_2)^2 / 2$ answers XOR.</details>
# 2. A layer has 100 neurons and 20 inputs. What are the shapes of $W$ and $b$, and how
#    does a batch $X$ of 50 pass?
#    <details><summary>Answer</summary>(100, 20) and (100,). `X @ W.T + b` has shape
#    (50, 100).</details>
# 3. A narrow network on XOR has stayed at loss 0.35 for 1000 steps. More steps?
#    <details><summary>Answer</summary>Hardly: 0.35 is half of $\log 2$, so two corners of
#    different label are probably silent. Look, and start again, or add units.</details>
# 4. Your network scores 100 % on the published XOR labels. What is wrong?
#    <details><summary>Answer</summary>Nothing in the network. It has learnt XNOR, to
#    perfection.</details>
# 5. Ten classes are coded 0 to 9, and a network predicts the number. Why does it say 4,
#    5 and 6 so often?
#    <details><summary>Answer</summary>In doubt it says the mean of the numbers that come
#    into question, and means lie in the middle.</details>
#
# **Now do it yourself:** [problem set 4](../workspace/ps04_mlp/ps04_mlp.ipynb).
#
# <small>**Sources.** M. Minsky and S. Papert, *Perceptrons*, MIT Press, 1969.
# D. Rumelhart, G. Hinton and R. Williams, “Learning representations by back-propagating
# errors”, Nature 323, 1986. M. Zeiler and R. Fergus,
# “Visualizing and understanding convolutional networks”, ECCV 2014. D. Smilkov et al.,
# “Direct-manipulation visualization of deep networks”, ICML workshop on visualization,
# 2016 (the TensorFlow Playground).</small>
