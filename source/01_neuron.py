# %% [markdown]
# # 1 · The neuron
#
# **Question.** One neuron weighs its inputs and answers yes or no. Which questions can
# it answer, how does it learn to, and when is a perfect score worth nothing?
#
# **After this lecture you can**
#
# * read a neuron as a line in the plane, and set its weights by hand;
# * say which of AND, OR and XOR it can compute, and prove it;
# * derive the gradient of the logistic loss, and train a neuron with it in NumPy;
# * say where its weights go on data that a line can separate;
# * say how many coin-flip labels it can learn, and what accuracy 1.0 is worth then.
#
# 90 minutes. On a laptop no cell takes longer than about 5 seconds. Run each cell with Shift+Enter;
# where it says *Predict*, answer before you go on.

# %%
from itertools import product

import jax
import jax.numpy as jnp
import numpy as np
import torch
from scipy.optimize import nnls

from nncourse import datasets, figures, views, widgets
from nncourse.live import explore

rng = np.random.default_rng(1)

# %% [markdown] tags=["row:S000-01", "row:S000-02", "row:S000-03", "row:S001-01", "row:S002-03", "row:S002-04", "row:S002-05"]
# ## From a cell to a formula
#
# ![A nerve cell above and an artificial neuron below. Dendrites carry signals in, the
# cell body adds them up, the axon fires or not; inputs times weights and a bias are
# summed, and an activation turns the sum into the output.](../assets/neuron.svg)
#
# A nerve cell gathers signals through its dendrites. If together they are strong
# enough, it fires along its axon; otherwise it stays silent. W. McCulloch and W. Pitts
# made a formula of that in 1943: inputs and output are 0 or 1, and a threshold decides.
# F. Rosenblatt's perceptron (1958) gave each input a real weight, and learnt it.
#
# Today's neuron has three steps, for an input $x \in \mathbb{R}^d$, weights
# $w \in \mathbb{R}^d$ and a bias $b$:
#
# 1. weigh: the dot product $\langle w, x\rangle$;
# 2. shift: the **pre-activation** $z = \langle w, x\rangle + b$;
# 3. decide: the **activation** $\varphi(z)$. For a perceptron it is the step function:
#    1 if $z > 0$, else 0.
#
# Here is one that should answer AND. Look at the sign of $z$ in each row.

# %%
w, b = np.array([1.0, 1.0]), -1.5

for x in product([0, 1], repeat=2):
    z = w @ x + b
    print(x, f"z = {z:+.1f}  fires: {int(z > 0)}")

# %% [markdown] tags=["row:S001-03", "row:S002-01"]
# Only $(1, 1)$ lifts $z$ above 0. The neuron has *detected* something: both inputs at
# once. One reads a neuron like that: it fires where its concept is present.
#
# ## A neuron is a line
#
# **Supervised learning** looks for $f: \mathcal{X} \to \mathcal{Y}$ from examples
# $(x, y)$. When $\mathcal{Y}$ is a finite set of names, that is **classification**;
# with two names, $\mathcal{Y} = \{0, 1\}$, it is **binary**. A neuron is such an $f$,
# and its answer changes only where $z = 0$. In the plane, look for the shape of that
# place.

# %%
X, y = datasets.two_blobs(60, noise=0.7, rng=rng)
w, b = np.array([1.0, 0.5]), 0.0

figures.decision_regions(lambda x: x @ w + b, X, 2 * y - 1, span=2.8)

# %% [markdown]
# A straight line: all $x$ with $\langle w, x\rangle = -b$. The vector $w$ stands at a
# right angle to it, and a larger $b$ slides it against $w$.

# %% jupyter={"source_hidden": true}
widgets.Predict(
    "What happens to this line when w and b are both multiplied by 10?",
    {
        "It turns": "A turn needs a new ratio w₁ : w₂. Check whether the ratio changed.",
        "It moves ten times as far out": "Its distance from 0 is |b| / |w|. Compute it.",
        "Nothing": "Then what is the length of w for? The next control shows it.",
    },
)

# %% [markdown] tags=["row:S002-07"]
# A step says yes or no and nothing about how sure it is. The **sigmoid**
# $\sigma(z) = 1/(1 + e^{-z})$ is a smooth threshold: near 0 it hesitates, far from 0 it
# decides. Compare it with the step, at three lengths of $w$.

# %% tags=["row:S002-06"]
z = np.linspace(-4, 4, 401)
sigmoids = {f"σ({k}z)": 1 / (1 + np.exp(-k * z)) for k in (1, 3, 10)}

figures.curves(z, {"step": (z > 0) * 1.0, **sigmoids}, "z", "output")

# %% [markdown]
# The longer $w$, the closer the sigmoid is to the step, except at 0. Now **move** the scale over the
# blobs: watch the line, the accuracy and the shade.

# %%
explore(views.Certainty(X, y, w, b))

# %% [markdown]
# The line and the accuracy stay where they are. Only the certainty moves, on the right
# side of the line and on the wrong one alike. Keep this in mind for the irises below.
#
# ## The question it cannot answer
#
# XOR asks whether two signs differ: its four clusters are $+1$ on one diagonal and $-1$
# on the other.

# %% jupyter={"source_hidden": true}
widgets.Predict(
    "How many of the four clusters can one line get right at once?",
    {
        "two": "Try to cut off a single corner: how many are right then?",
        "three": "Find a line that gets three. Then try for the last one.",
        "four": "Find it. If you cannot, ask what the two diagonals have in common.",
    },
)

# %% [markdown]
# **Move** the three numbers of the neuron. The green arrow is $w$.

# %%
X, y = datasets.xor(200, noise=0.1, rng=rng)

explore(views.NeuronLine(X, y))

# %% [markdown]
# Three clusters of four, and no line does better.
#
# **Proof.** Let $s(x) = \langle w, x\rangle + b$ be the pre-activation at the four
# centres $(\pm1, \pm1)$. Opposite corners cancel the weights, so both diagonals have the
# same total:
#
# $$s(1,1) + s(-1,-1) \;=\; 2b \;=\; s(1,-1) + s(-1,1).$$
#
# XOR wants both terms on the left negative and both on the right positive. Then the
# totals would have different signs, and they are equal. $\blacksquare$
#
# A search over 180 directions and 41 biases should agree with the proof.

# %%
angle = np.linspace(0, 2 * np.pi, 180, endpoint=False)  # direction of w, in radians
directions = np.stack([np.cos(angle), np.sin(angle)])  # (2, 180)
biases = np.linspace(-2, 2, 41)

signs = np.sign((X @ directions)[:, :, None] + biases)  # (200, 180, 41)
accuracy = np.mean(signs == y[:, None, None], axis=0)
print(f"best of {accuracy.size} lines: {accuracy.max():.0%}")
assert accuracy.max() == 0.75

# %% [markdown] tags=["row:S000-11", "row:S002-02", "row:S002-07"]
# The search is no proof, and the proof needed no search. Lecture 4 answers XOR with two
# neurons in front of a third.
#
# ## From yes or no to how likely
#
# The step has slope 0 wherever it has a slope: a small enough change of $w$ changes no
# answer, so no slope shows the way to better weights. Rosenblatt had a rule of his own
# for it: it is in the problem set. The slope of the sigmoid is 0 nowhere. Read its output as a
# probability, and the neuron becomes **logistic regression**:
#
# $$P(y = 1 \mid x) = \sigma(z), \qquad z = \langle w, x\rangle + b.$$
#
# Good weights make the labels we saw likely. One example with $y \in \{0, 1\}$ has
# likelihood $\sigma(z)^{y} (1 - \sigma(z))^{1-y}$; minus its logarithm is the **binary
# cross-entropy**
#
# $$\ell = -y \log \sigma(z) - (1 - y) \log(1 - \sigma(z)).$$
#
# It is low where the neuron is sure and right, and has no upper bound where it is sure
# and wrong. The formula is right and the obvious code is not: look what it says of a
# wrong answer at $z = 17$ in float32, in which JAX and PyTorch compute by default.

# %%
z, target = np.float32(17), np.float32(0)
p = 1 / (1 + np.exp(-z))

with np.errstate(divide="ignore", invalid="ignore"):
    print(
        "σ(z) =", p, " naive loss:", -target * np.log(p) - (1 - target) * np.log(1 - p)
    )
print("stable loss:", np.logaddexp(0, z) - target * z)

# %% [markdown]
# In float32 $1/(1 + e^{-17})$ comes out as 1, and $\log(1 - 1)$ is minus infinity. Insert
# $\sigma$ into $\ell$ and the exponentials cancel: $\ell = \log(1 + e^z) - y z$, which
# `np.logaddexp(0, z) - y * z` computes without ever forming $\sigma$. Use this form in
# NumPy; in a library, use the loss that takes $z$. (Where the loss is nearly 0, its
# difference still loses digits; the problem set gets those back too.)


# %%
def loss(w, b, X, y):
    """Mean binary cross-entropy; w (d,), b a number, X (n, d), y (n,) in {0, 1}."""
    z = X @ w + b
    return np.mean(np.logaddexp(0, z) - y * z)


# %% [markdown]
# ## The gradient
#
# Differentiate $\ell = \log(1 + e^z) - yz$ with respect to $z$. The derivative of
# $\log(1 + e^z)$ is $e^z / (1 + e^z) = \sigma(z)$, that of $yz$ is $y$: what remains is
# the error, the prediction minus the target. And $z = \langle w, x\rangle + b$ has the
# derivatives $x$ and 1, so by the chain rule:
#
# $$\frac{\partial \ell}{\partial z} = \sigma(z) - y,\qquad
#   \frac{\partial \ell}{\partial w} = (\sigma(z) - y)\, x,\qquad
#   \frac{\partial \ell}{\partial b} = \sigma(z) - y .$$
#
# Over a sample, take the mean. The gradient points *uphill*; training subtracts it.


# %% tags=["row:S002-10"]
def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def gradient(w, b, X, y):
    """Gradient of `loss` in w, shape (d,), and in b, a number."""
    error = sigmoid(X @ w + b) - y
    return X.T @ error / len(y), error.mean()


# %% [markdown]
# Never trust a gradient that has not been compared with another one. JAX differentiates
# the loss by itself; `argnums=(0, 1)` names what to differentiate in, `jax.jit` compiles
# it. PyTorch is a second witness.


# %% tags=["row:S000-12"]
@jax.jit
def jax_gradient(w, b, X, y):
    def loss(w, b):
        z = X @ w + b
        return jnp.mean(jnp.logaddexp(0, z) - y * z)

    return jax.grad(loss, argnums=(0, 1))(w, b)


# %%
def torch_gradient(w, b, X, y):
    w, b = (torch.tensor(v, dtype=torch.float64, requires_grad=True) for v in (w, b))
    z = torch.tensor(X) @ w + b
    entropy = torch.nn.functional.binary_cross_entropy_with_logits
    entropy(z, torch.tensor(y)).backward()
    return w.grad.numpy(), b.grad.item()


# %% [markdown]
# Twenty random examples with three inputs, three gradients: the largest difference in
# any number should be rounding.

# %%
Xr, yr = rng.standard_normal((20, 3)), rng.integers(0, 2, 20).astype(float)
wr, br = rng.standard_normal(3), 0.5

with jax.enable_x64(True):
    ours, jaxs = (np.append(*g(wr, br, Xr, yr)) for g in (gradient, jax_gradient))
torchs = np.append(*torch_gradient(wr, br, Xr, yr))
assert max(abs(ours - jaxs).max(), abs(ours - torchs).max()) < 1e-12
print("three gradients, equal to 12 digits:", ours.round(4))

# %% [markdown]
# ## Down the slope
#
# **Gradient descent** repeats one line: $\theta \leftarrow \theta - \eta \nabla L(\theta)$
# with a **learning rate** $\eta$. We try it where the whole loss can be drawn: a neuron
# with one input, the width of a petal, that tells two iris species apart. The species
# overlap, so no threshold separates them, and there is a best weight and a best bias.

# %%
X, species = datasets.iris("petal width")
X, y = X[species > 0], species[species > 0] - 1  # 1 is virginica, 0 is versicolor
X = (X - X.mean()) / X.std()


# %%
def descend(lr, steps):
    """The path of (w, b) from (0, 0), shape (steps + 1, 2), and the loss along it."""
    path, losses = [np.zeros(2)], []
    for _ in range(steps):
        dw, db = gradient(path[-1][:1], path[-1][1], X, y)
        path.append(path[-1] - lr * np.append(dw, db))
    losses = [loss(p[:1], p[1], X, y) for p in path]
    return np.array(path), np.array(losses)


# %% jupyter={"source_hidden": true}
widgets.Predict(
    "Learning rate 1 walks down slowly and surely. What will 100 do?",
    {
        "Arrive 100 times sooner": "Count the steps that went uphill.",
        "Fly off to infinity": "The slope of this loss is bounded. Watch what it does.",
        "Jump about and not settle": "From which rate on? Look for the first that does.",
    },
)

# %%
rates = [0.1, 0.3, 1, 3, 10, 15, 30, 60, 100]
runs = {lr: descend(lr, 100) for lr in rates}
paths, losses = ({lr: run[i] for lr, run in runs.items()} for i in (0, 1))

ws, bs = np.linspace(-2, 14, 81), np.linspace(-6, 8, 71)
surface = np.array([[loss(np.array([w]), b, X, y) for w in ws] for b in bs])
explore(views.Descent(ws, bs, surface, paths, losses))

# %% [markdown]
# Which rates have settled after 100 steps? Say: the loss changed by less than 0.0003 in
# the last ten.

# %%
settled = [lr for lr in rates if np.ptp(losses[lr][-10:]) < 3e-4]
uphill = [lr for lr in rates if np.diff(losses[lr]).max() > 1e-9]

print("settled:", *settled)
print("uphill: ", *uphill)
assert settled == [3, 10, 15, 30] and uphill == [60, 100]

# %% [markdown]
# Slow rates have not arrived yet, middle ones have, and the two largest jump uphill and
# have not settled. The border between 30 and 60 is no accident. Near its lowest point the
# loss is a bowl; at the distance $e$ from the bottom of a bowl of curvature $\lambda$ the
# slope is $\lambda e$, so one step turns $e$ into $(1 - \eta\lambda)\,e$. Once
# $\eta > 2/\lambda$, it lands further away on the other side. The largest curvature is the
# largest eigenvalue of the second derivative,
# $\frac1n \sum p(1-p)\, \tilde x \tilde x^\top$ with $\tilde x = (x, 1)$. A tenth below
# the border and a tenth above, how far does the loss still swing after 1000 steps?

# %%
best = paths[15][-1]
x1 = np.column_stack([X, np.ones(len(X))])
p = sigmoid(x1 @ best)
curvature = np.linalg.eigvalsh(x1.T @ (x1 * (p * (1 - p))[:, None]) / len(x1)).max()

print(f"loss {losses[15][-1]:.4f} at w = {best[0]:.2f}, b = {best[1]:.2f}")
print(f"the border 2/λ is {2 / curvature:.0f}")

# %%
swings = {k: np.ptp(descend(k * 2 / curvature, 1000)[1][-10:]) for k in (0.9, 1.1)}

print(*(f"{k} of the border: {swing:.4f}" for k, swing in swings.items()), sep="\n")
assert swings[0.9] < 1e-9 and swings[1.1] > 1e-3

# %% [markdown]
# Further away the loss may be curved more, but there is a bound, since
# $p(1 - p) \le \tfrac14$ for every $p$. While $\eta$ is below $2/\lambda$ for *this*
# $\lambda$, no step goes uphill. We shall take half of that, $\eta = 1/\lambda$, wherever
# we have not tried rates: it follows from the data.


# %%
def safe_rate(X):
    """1/λ for the largest curvature λ that the loss of examples X (n, d) can have."""
    X1 = np.column_stack([X, np.ones(len(X))])
    return 4 * len(X) / np.linalg.eigvalsh(X1.T @ X1).max()


print(f"no step goes uphill for learning rates up to {2 * safe_rate(X):.0f}")

# %% [markdown]
# ## Irises, and a loop that should not end
#
# Now two inputs: length and width of the *sepal*, columns 0 and 1 of Fisher's data.
# Setosa is class 0, the other two species are class 1.

# %% tags=["row:S002-09"]
X, species = datasets.iris("sepal length", "sepal width")
y = (species > 0) * 1.0

figures.scatter(X, y, "sepal length in cm", "sepal width in cm", ("setosa", "other"))

# %% [markdown]
# A trick saves writing $b$: give every example one more input that is always 1, and the
# bias becomes its weight, $\theta = (w_1, w_2, b)$. A common loop stops when a step is
# shorter than a threshold. Its learning rate of 0.1 is below $2/\lambda$.

# %% jupyter={"source_hidden": true}
widgets.Predict(
    "A line separates the two classes. Where do the weights go as we train on?",
    {
        "To the best line, and stop": "What would make the loss of that line the lowest?",
        "They keep growing": "What did a longer w do to the blobs above? And the line?",
        "They swing back and forth": "The learning rate is small. Look at the norm.",
    },
)

# %% tags=["row:S002-11"]
assert 2 * safe_rate(X) > 0.1
X1 = np.column_stack([X, np.ones(len(X))])
kept = (1, 10, 100, 1_000, 10_000, 100_000)
theta, step, size, path = np.zeros(3), 0, np.inf, {}

while size > 5e-5:
    move = 0.1 * X1.T @ (sigmoid(X1 @ theta) - y) / len(y)
    theta, step, size = theta - move, step + 1, np.sqrt(move @ move)
    if step in kept:
        path[step] = theta

path[step] = theta
print(f"stopped after {step / 1000:.0f} thousand steps")

# %% [markdown]
# It did stop. But did it arrive? Call $m_i = (2y_i - 1)\langle \theta, \tilde x_i\rangle$
# the **margin** of an example: it is positive where the answer is right. Among all
# $\theta$ of one length, one makes the smallest margin as wide as it can be. The next cell
# computes it; you may skip its code.


# %% jupyter={"source_hidden": true}
def widest_margin(S):
    """The shortest θ, shape (k,), whose margins S θ, shape (n,), are all at least 1.

    Raises a RuntimeError if no θ has only positive margins. Source: C. Lawson and
    R. Hanson, Solving Least Squares Problems, 1974, chapter 23 (least distance).
    """
    E = np.vstack([S.T, np.ones(len(S))])
    f = np.append(np.zeros(S.shape[1]), 1.0)
    r = E @ nnls(E, f)[0] - f
    if r @ r < 1e-20:
        raise RuntimeError("no line separates these classes")
    return -r[:-1] / r[-1]


# %%
signed = (2 * y - 1)[:, None] * X1  # the margins of θ are signed @ θ
widest = widest_margin(signed)
assert (signed @ widest).min() > 1 - 1e-9

# %% [markdown]
# **Move** the step and watch four things: the line, the band in which the neuron is less
# than 95 % sure, $|\theta|$, and the way to the green line, which has the widest margin.

# %% tags=["row:S002-12"]
sepals = "sepal length in cm", "sepal width in cm"
explore(views.Boundary(X, y, path, *sepals, widest))

# %% [markdown]
# Two things happen at once: $\theta$ gets longer, and it turns towards the green line. In
# numbers, with the smallest margin in units of $|\theta|$, which is at most that of the
# green line:

# %%
norms, turns = [], []
best = (signed @ widest).min() / np.sqrt(widest @ widest)
for step, theta in path.items():
    norms.append(np.sqrt(theta @ theta))
    cosine = theta @ widest / norms[-1] / np.sqrt(widest @ widest)
    turns.append(np.degrees(np.arccos(cosine)))
    margin = (signed @ theta).min() / norms[-1]
    print(f"{step:6} |θ| {norms[-1]:4.1f}, {turns[-1]:2.0f}° off, margin {margin:.3f}")

print(f"green line: margin {best:.3f}")
assert (np.diff(norms) > 0).all() and (np.diff(turns) < 0).all() and margin < best
assert turns[-3] / turns[-1] > 2 * np.log(step) / np.log(10_000)

# %% [markdown]
# The loop stopped because its steps got short. At the stop every flower is on its right
# side, as a positive margin says; a hundred thousand steps had not been enough for that.
# And the line was still turning. A smaller threshold stops later, with longer weights:
# the length has nowhere to arrive.
#
# **Proof.** Let $\theta^*$ be the green line's. By the formula of the gradient,
#
# $$\langle -\nabla L(\theta),\, \theta^*\rangle
#   \;=\; \frac1n \sum_i \sigma(-m_i)\, m_i^* \;\ge\; \frac1n \sum_i \sigma(-m_i)
#   \;>\; 0,$$
#
# since all of its margins $m_i^*$ are at least 1. So the gradient is 0 nowhere, and no
# $\theta$ is the lowest point. Below $2/\lambda$ each step lowers the loss by at least
# $(\eta - \eta^2\lambda/2)\,|\nabla L|^2$, and the loss cannot fall below 0, so the
# gradient tends to 0. Then by the inequality every $\sigma(-m_i)$ does, every margin grows
# without bound, and $|\theta|$ with it. $\blacksquare$
#
# Both lines of the proof, along the path:

# %%
for theta in path.values():
    uphill = X1.T @ (sigmoid(X1 @ theta) - y) / len(y)  # the gradient
    assert -uphill @ widest >= sigmoid(-signed @ theta).mean() > 0
    after = theta - 0.1 * uphill
    fall = loss(theta[:2], theta[2], X, y) - loss(after[:2], after[2], X, y)
    assert fall >= (0.1 - 0.1**2 / safe_rate(X) / 2) * uphill @ uphill

# %% [markdown]
# The *direction* has somewhere to arrive: descent on separable data turns towards the
# widest margin, as D. Soudry and others proved in 2018. In the end it turns slowly: the
# angle that is left falls about like one over the logarithm of the number of steps. (The
# table ends before that: from step 10,000 on, its angle fell faster.) So on separable data such a loop ends because
# something stops it, a threshold or a step count. (A penalty on $|\theta|$, in lecture 7,
# gives the loss a lowest point again.)
#
# ## A neuron that looks at images
#
# An image is a vector, one number a pixel. Our digits have $8 \times 8$ pixels and come
# with scikit-learn. With a network at hand, `source = "mnist"` downloads the
# $28 \times 28$ images of MNIST once, 784 inputs instead of 64. All that follows runs on
# them, too, the last experiment for some minutes; the numbers in the text are those of
# the small digits.

# %% tags=["row:S000-10"]
source = "digits"
X, y = datasets.two_digits(3, 8, source)  # 0 stands for a three, 1 for an eight
order = rng.permutation(len(y))[:357]
train, test = order[:200], order[200:]

figures.images(X[train[:8]], [f"{(3, 8)[int(k)]}" for k in y[train[:8]]])

# %% jupyter={"source_hidden": true}
widgets.Predict(
    "A neuron learns to fire for 8, not for 3. Where will most positive weight be?",
    {
        "Where both have ink": "What does such a pixel add to z for a 3?",
        "Where only an 8 has ink": "Which strokes does an 8 have that a 3 lacks?",
        "Evenly over the shape of an 8": "Most of an 8 is also in a 3. Can that decide?",
    },
)

# %% [markdown]
# Train with 500 steps on all 200 training images, from small random weights, at the rate
# that follows from the data. We keep the weights after every step, to watch them.

# %% tags=["row:S000-13"]
d = X.shape[1]
W, bias = np.zeros((501, d)), np.zeros(501)
W[0] = rng.standard_normal(d) / d
lr = safe_rate(X[train])

for t in range(500):
    dw, db = gradient(W[t], bias[t], X[train], y[train])
    W[t + 1], bias[t + 1] = W[t] - lr * dw, bias[t] - lr * db

# %% tags=["row:S000-13"]
history = np.array([loss(W[t], bias[t], X[train], y[train]) for t in range(501)])
assert (np.diff(history) < 0).all()

figures.curves(np.arange(501), {"training loss": history}, "step", "cross-entropy")

# %% [markdown]
# The loss fell in every step, as it must at this rate. What the neuron is good for is
# another question: that says the accuracy, with the threshold at probability one half, on
# images the neuron has not seen.


# %% tags=["row:S000-14"]
def accuracy(X, y, w, b):
    return np.mean((sigmoid(X @ w + b) > 0.5) == y)


for name, part in {"training": train, "test": test}.items():
    print(f"{name}: {accuracy(X[part], y[part], W[-1], bias[-1]):.3f} of {len(part)}")

# %% [markdown]
# **Move** the step to 0 and press play: the weights start too small to see, and turn into
# a picture. Then move the image, and read in the product which pixels spoke for 8 and which
# against.

# %%
explore(views.Template(X[test], y[test], W, bias, names=("three", "eight")))

# %% [markdown]
# Where does the weight lie? Say that a digit has ink where its mean image exceeds one
# half. Compare the pixels where only an 8 has ink with those where both have.

# %%
w, positive = W[-1], np.maximum(W[-1], 0) / np.maximum(W[-1], 0).sum()
three, eight = (X[train][y[train] == k].mean(axis=0) for k in (0, 1))
both, only_8 = np.minimum(three, eight) > 0.5, (eight > 0.5) & (three <= 0.5)

for name, part in {"in both": both, "in an 8 only": only_8}.items():
    print(f"ink {name}: {part.mean():.0%} of the pixels,", end=" ")
    print(f"{positive[part].sum():.0%} of the positive weight,", end=" ")
    print(f"{abs(w[part]).sum() / abs(w).sum():.0%} of all weight")
assert positive[only_8].sum() > 0.5 > 2 * positive[both].sum() or source == "mnist"

# %% [markdown]
# And on which side does it lie, for each sign?

# %%
side = round(d**0.5)
halves = np.arange(d) % side < side // 2, np.arange(d) % side >= side // 2
for sign, name in ((1, "positive"), (-1, "negative")):
    part = np.maximum(sign * w, 0)
    left, right = (part[half].sum() / part.sum() for half in halves)
    print(f"{name}: {left:.0%} in the left half, {right:.0%} in the right half")
    assert (left > right) == (sign > 0) or source == "mnist"

# %% [markdown]
# And which picture do the weights resemble? The correlation with the mean 8, and with the
# mean 8 minus the mean 3:

# %%
likeness = [np.corrcoef(w, picture)[0, 1] for picture in (eight, eight - three)]
share = abs(w[both]).sum() / abs(w).sum() / both.mean()

print("mean 8: {:.2f}, difference: {:.2f}".format(*likeness))
assert likeness[1] > likeness[0] + 0.3
assert 2 / 3 < share < 3 / 2 or source == "mnist"

# %% [markdown]
# The neuron does not draw an 8. More than half of its positive weight is where only an 8
# has ink: in the left half, with the strokes that close the loops. Most of the negative is
# in the right half. Its concept is much more the *difference* than the 8. Yet it does not
# ignore what both have: those pixels get about their share of the weight, counting both signs. A weight says what its pixel adds to
# all the others, and neighbours know much of each other; it does not say what its pixel
# would tell alone.
#
# ## A perfect score worth nothing
#
# A published demonstration trains such a neuron and reports accuracy 1.0, measured on the
# images it was trained on. What is that worth? Make it as bad as it can be: labels that
# mean nothing.

# %% jupyter={"source_hidden": true}
widgets.Predict(
    "Give 27 images labels by coin flip, and train. Accuracy on those 27 images?",
    {
        "about 50 %": "That is what it will be on new images. And on these?",
        "about 75 %": "Count: how many equations, and how many unknowns?",
        "100 %": "So what does 100 % with the true labels tell you?",
    },
)

# %% [markdown]
# Ten draws of 27 images and 27 coins. In how many is every label learnt after so many
# steps?

# %%
milestones = (100, 500, 1000, 4000)
perfect = dict.fromkeys(milestones, 0)

for _ in range(10):
    part, coins = rng.permutation(len(y))[:27], rng.integers(0, 2, 27)
    w, b, lr = np.zeros(d), 0.0, safe_rate(X[part])
    for step in range(1, 4001):
        dw, db = gradient(w, b, X[part], coins)
        w, b = w - lr * dw, b - lr * db
        if step in milestones:
            perfect[step] += accuracy(X[part], coins, w, b) == 1

print(*(f"{hits} of 10 after {step} steps" for step, hits in perfect.items()), sep="\n")
assert perfect[4000] == 10

# %% [markdown]
# All of them, given time. **Why.** Let the rows of $X$ be $n \le d$ linearly independent
# images. Then $Xw = t$ has a solution $w$ for *every* $t \in \{-1, 1\}^n$, since $X$ has
# rank $n$, and the signs of $Xw$ are the labels, whatever they are. So coin flips are
# separable, and on separable data descent makes every margin positive, by the proof
# above. $\blacksquare$
#
# How far does that go? Descent would need ever more steps, so now we solve. `lstsq` finds
# an exact solution while there is one, and the best fit beyond; it also says how many of
# the images are independent. Sizes go from a tenth of the rank of all images to three
# times it, with 20 draws of each.


# %%
def hits(X, t, w):
    """The share of targets t, shape (n, k), in {-1, +1}, with the sign of X @ w."""
    return np.mean(np.sign(X @ w) == t, axis=0)


# %%
A, t = np.column_stack([X, np.ones(len(X))]), 2 * y - 1
rank = np.linalg.matrix_rank(A)
parts = np.array([0.1, 0.2, 0.35, 0.5, 0.7, 0.85, 0.9, 0.95, 1, 1.1, 1.2, 1.5, 2, 3])
sizes = np.round(parts * rank).astype(int)
parts, sizes = (v[sizes < 0.7 * len(X)] for v in (parts, sizes))

# %%
draws = 20
scores, full = np.zeros((draws, len(sizes), 4)), np.zeros((draws, len(sizes)), bool)
for i, (k, n) in product(range(draws), enumerate(sizes)):
    part = rng.permutation(len(y))
    seen, new = part[:n], part[n:]
    T = np.column_stack([rng.choice([-1.0, 1.0], len(y)), t])  # coins, and real labels
    w, _, independent, _ = np.linalg.lstsq(A[seen], T[seen], rcond=None)
    full[i, k] = independent == n
    scores[i, k] = *hits(A[seen], T[seen], w), *hits(A[new], T[new], w)

# %%
coins_seen, _, coins_new, real_new = scores.mean(axis=0).T
names = ("coin labels, seen", "real labels, new", "coin labels, new")
curves = dict(zip(names, (coins_seen, real_new, coins_new), strict=True))

explore(views.Memorizing(sizes, curves, inputs=rank))

# %% [markdown]
# The dashed line is the rank of all images, each with the 1 of its bias. How often are that
# many images, or fewer, independent?

# %%
for n, share in zip(sizes[parts <= 1], full[:, parts <= 1].mean(axis=0), strict=True):
    print(f"{n:3} images: independent in {share:4.0%} of the draws")

assert (scores[full][:, 0] == 1).all() and full[:, parts <= 0.7].all()
assert abs(coins_new - 0.5).max() < 0.06

# %% [markdown]
# Wherever the images were independent, coin flips were fitted without an error, in each
# draw; on new images they score what coins score. A training accuracy of 1.0 on 27
# images in 64 dimensions can be had without anything to learn. Accuracy on images the
# neuron has not seen cannot.
#
# Did you notice the dip of the real labels, just before that line?

# %%
near = (parts >= 0.5) & (parts <= 1.2)
lowest = sizes[near][real_new[near].argmin()]

half = real_new[parts == 0.5].item()
print(f"learnt from {sizes[parts == 0.5].item()} images: {half:.0%} of new ones right")
print(f"learnt from {lowest} images: {real_new[near].min():.0%}")
assert real_new[near].min() < half - 0.1
assert 0.8 * rank < lowest < rank or source == "mnist"

# %% [markdown]
# More data makes the least-squares neuron *worse* there. Lecture 9 is about that dip.
#
# ## Keep
#
# * A neuron is $\varphi(\langle w, x\rangle + b)$. With a step or a sigmoid it cuts space
#   along a hyperplane: $w$ turns it, $b$ slides it, and the length of $w$ is its
#   certainty.
# * XOR cannot be cut by a line: both diagonals total $2b$.
# * Binary cross-entropy is minus the log-likelihood. Compute it from $z$, never from
#   $\sigma(z)$. Its gradient is prediction minus target, times input.
# * Near a minimum, descent settles for $\eta < 2/\lambda$. On separable data there is no
#   minimum: the weights grow until something stops them, and turn towards the widest
#   margin.
# * A neuron can fit every labelling of linearly independent examples. So what counts is
#   the accuracy on examples it has not seen.
#
# ## Check yourself
#
# 1. Which of AND, OR and XOR can one neuron answer?
#    <details><summary>Answer</summary>AND and OR: each sets one corner of the square
#    against the rest, and a line can cut off a corner. XOR sets diagonal against
#    diagonal.</details>
# 2. Two neurons have the same line and different losses. What differs?
#    <details><summary>Answer</summary>The length of (w, b), which is their certainty, or
#    the side: (w, b) and (−w, −b) have one line and opposite answers.</details>
# 3. Your loss turns to `inf` in step 300. Where do you look first?
#    <details><summary>Answer</summary>At a logarithm of a probability: σ(z) has rounded
#    to 0 or 1. Compute the loss from z.</details>
# 4. A loop adds the gradient and the loss falls. How can that be?
#    <details><summary>Answer</summary>Look whether its function returns minus the
#    gradient: target minus prediction. Two signs cancel, and the name lies.</details>
# 5. Training accuracy 1.0: what must you ask before you are glad?
#    <details><summary>Answer</summary>How many examples, how many inputs, and what the
#    accuracy is on examples it has not seen.</details>
#
# **Now do it yourself:** [problem set 1](../workspace/ps01_neuron/ps01_neuron.ipynb).
#
# <small>**Sources.** W. McCulloch and W. Pitts, “A logical calculus of the ideas immanent
# in nervous activity”, Bull. Math. Biophysics 5, 1943. F. Rosenblatt, “The perceptron”,
# Psychological Review 65(6), 1958. M. Minsky and S. Papert, *Perceptrons*, MIT Press,
# 1969 (XOR). R. A. Fisher, “The use of multiple measurements in taxonomic problems”,
# Annals of Eugenics 7(2), 1936 (the irises). D. Soudry et al., “The implicit bias of
# gradient descent on separable data”, JMLR 19(70), 2018. C. Zhang et al., “Understanding deep
# learning requires rethinking generalization”, ICLR 2017 (random labels).</small>
