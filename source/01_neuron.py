# %% [markdown]
# # 1 · The neuron
#
# **Question.** One neuron weighs its inputs and answers yes or no. Which questions can
# it answer, how does it learn to, and when is a perfect score worth nothing?
#
# **After this lecture you can**
#
# * read a neuron as a line in the plane, and set its weights by hand;
# * prove that no choice of weights answers XOR;
# * derive the gradient of the logistic loss, and train a neuron with it in NumPy;
# * say why its weights grow for ever on data that a line can separate;
# * show that 27 images with coin-flip labels are learnt without an error.
#
# 90 minutes. No cell takes longer than 5 seconds. Run each cell with Shift+Enter;
# where it says *Predict*, answer before you go on.

# %%
from itertools import product

import jax
import jax.numpy as jnp
import numpy as np
import torch

from nncourse import datasets, figures, widgets

rng = np.random.default_rng(1)

# %% [markdown]
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

# %% [markdown]
# Only $(1, 1)$ lifts $z$ above 0. The neuron has *detected* something: both inputs at
# once. That is how to read any neuron: it fires where its concept is present.
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
# right angle to it, and $b$ slides it along $w$.

# %% jupyter={"source_hidden": true}
widgets.Predict(
    "What happens to this line when w and b are both multiplied by 10?",
    {
        "It turns": "A turn needs a new ratio w₁ : w₂. Check whether the ratio changed.",
        "It moves ten times as far out": "Its distance from 0 is |b| / |w|. Compute it.",
        "Nothing": "Then what is the length of w for? The next control shows it.",
    },
)

# %% [markdown]
# A step says yes or no and nothing about how sure it is. The **sigmoid**
# $\sigma(z) = 1/(1 + e^{-z})$ is a smooth threshold: near 0 it hesitates, far from 0 it
# decides. Compare it with the step, at three lengths of $w$.

# %%
z = np.linspace(-4, 4, 401)
sigmoids = {f"σ({k}z)": 1 / (1 + np.exp(-k * z)) for k in (1, 3, 10)}

figures.curves(z, {"step": (z > 0) * 1.0, **sigmoids}, "z", "output")

# %% [markdown]
# The longer $w$, the closer the sigmoid is to the step. Now **move** the scale over the
# blobs: watch the line, the accuracy and the shade.

# %%
widgets.certainty(X, y, w, b)

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

widgets.neuron_line(X, y)

# %% [markdown]
# Three clusters of four, and never more.
#
# **Proof.** Let $s(x) = \langle w, x\rangle + b$ be the pre-activation at the four
# centres $(\pm1, \pm1)$. Opposite corners cancel the weights, so both diagonals have the
# same total:
#
# $$s(1,1) + s(-1,-1) \;=\; 2b \;=\; s(1,-1) + s(-1,1).$$
#
# XOR wants both terms on the left negative and both on the right positive. $\blacksquare$
#
# A search over 180 directions and 41 biases should agree with the proof.

# %%
angle = np.linspace(0, 2 * np.pi, 180, endpoint=False)  # direction of w, in radians
directions = np.stack([np.cos(angle), np.sin(angle)])  # (2, 180)
biases = np.linspace(-2, 2, 41)

signs = np.sign((X @ directions)[:, :, None] + biases)  # (200, 180, 41)
accuracy = np.mean(signs == y[:, None, None], axis=0)
print(f"best of {accuracy.size} lines: {accuracy.max():.0%}")

# %% [markdown]
# The search is no proof, and the proof needed no search. Lecture 4 answers XOR with two
# neurons in front of a third.
#
# ## From yes or no to how likely
#
# The step has slope 0 wherever it has a slope: a small change of $w$ changes nothing, so
# no slope shows the way to better weights. Rosenblatt had a rule of his own for it: it is
# exercise 2 of the problem set. The sigmoid has a slope everywhere. Read its output as a
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
# It is low where the neuron is right, and grows with each wrong certainty. The formula
# is right and the obvious code is not: look what it says of a wrong answer at $z = 17$,
# in the precision that networks train in.

# %%
z, target = np.float32(17), np.float32(0)
p = 1 / (1 + np.exp(-z))

with np.errstate(divide="ignore", invalid="ignore"):
    print(
        "σ(z) =", p, " naive loss:", -target * np.log(p) - (1 - target) * np.log(1 - p)
    )
print("stable loss:", np.logaddexp(0, z) - target * z)

# %% [markdown]
# In float32 $\sigma(17)$ rounds to 1, and $\log(1 - 1)$ is minus infinity. Insert
# $\sigma$ into $\ell$ and the exponentials cancel: $\ell = \log(1 + e^z) - y z$, which
# `np.logaddexp(0, z) - y * z` computes without ever forming $\sigma$. That is the form
# to use, in NumPy and in every library. (Where the loss is nearly 0, its difference
# still loses digits; exercise 3 gets those back too.)


# %%
def loss(w, b, X, y):
    """Mean binary cross-entropy; w (d,), b a number, X (n, d), y (n,) in {0, 1}."""
    z = X @ w + b
    return np.mean(np.logaddexp(0, z) - y * z)


# %% [markdown]
# ## The gradient
#
# Differentiate $\ell = \log(1 + e^z) - yz$ in $z$. What remains is the error, the
# prediction minus the target:
#
# $$\frac{\partial \ell}{\partial z} = \sigma(z) - y,\qquad
#   \frac{\partial \ell}{\partial w} = (\sigma(z) - y)\, x,\qquad
#   \frac{\partial \ell}{\partial b} = \sigma(z) - y .$$
#
# Over a sample, take the mean. The gradient points *uphill*; training subtracts it.


# %%
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


# %%
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
# overlap, so there is a best weight and a best bias.

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
widgets.descent(ws, bs, surface, paths, losses)

# %% [markdown]
# Which rates have settled after 100 steps, that is, stopped changing the loss?

# %%
for lr, values in losses.items():
    uphill = np.count_nonzero(np.diff(values) > 1e-9) > 0
    settled = np.ptp(values[-10:]) < 1e-3
    print(f"{lr:5g}", "settled" if settled else "not yet", "uphill" if uphill else "")

# %% [markdown]
# Slow rates have not arrived yet, middle ones have, and the two largest jump uphill and
# never settle. The border between 30 and 60 is no accident: near the lowest point the loss is a bowl, and descent
# overshoots a bowl of curvature $\lambda$ once $\eta > 2/\lambda$. The largest curvature
# is the largest eigenvalue of the second derivative, $\frac1n \sum p(1-p)\,
# \tilde x \tilde x^\top$ with $\tilde x = (x, 1)$.

# %%
best = paths[15][-1]
x1 = np.column_stack([X, np.ones(len(X))])
p = sigmoid(x1 @ best)
curvature = np.linalg.eigvalsh(x1.T @ (x1 * (p * (1 - p))[:, None]) / len(x1)).max()

print(f"loss {losses[15][-1]:.4f} at w = {best[0]:.2f}, b = {best[1]:.2f}")
print(f"descent settles there for learning rates below {2 / curvature:.0f}")

# %% [markdown]
# ## Irises, and a loop that should not end
#
# Now two inputs: length and width of the *sepal* (columns 0 and 1 of Fisher's data; a
# published version of this example calls them petals). Setosa is class 0, the other two
# species are class 1.

# %%
X, species = datasets.iris("sepal length", "sepal width")
y = (species > 0) * 1.0

figures.scatter(X, y, "sepal length in cm", "sepal width in cm", ("setosa", "other"))

# %% [markdown]
# A trick saves writing $b$: give every example one more input that is always 1, and the
# bias becomes its weight, $\theta = (w_1, w_2, b)$. The usual loop stops when a step is
# shorter than a threshold.

# %% jupyter={"source_hidden": true}
widgets.Predict(
    "A line separates the two classes. Where do the weights go as we train on?",
    {
        "To the best line, and stop": "What would make the loss of that line the lowest?",
        "They keep growing": "What did a longer w do to the blobs above?",
        "They swing back and forth": "The learning rate is small. Look at the norm.",
    },
)

# %%
X1 = np.column_stack([X, np.ones(len(X))])
kept = (1, 10, 100, 1_000, 10_000, 100_000)
theta, step, size, path = np.zeros(3), 0, np.inf, {}

while size > 5e-5:
    move = 0.1 * X1.T @ (sigmoid(X1 @ theta) - y) / len(y)
    theta, step, size = theta - move, step + 1, np.sqrt(move @ move)
    if step in kept:
        path[step] = theta

path[step] = theta
print(
    f"stopped after {step / 1000:.0f} thousand steps, |θ| = {np.sqrt(theta @ theta):.1f}"
)

# %% [markdown]
# It did stop. But did it arrive? **Move** the step and watch three things: the line,
# the band in which the neuron is less than 95 % sure, and $|\theta|$.

# %%
widgets.boundary(X, y, path, "sepal length in cm", "sepal width in cm")

# %% [markdown]
# The band gets thinner for ever. The loop stopped because its steps got short, not
# because it was anywhere in particular: a smaller threshold stops later, with larger
# weights. There is nowhere to arrive.
#
# **Proof.** All 150 points end on their right side, as the next cell checks, so every
# margin $m_i = (2y_i - 1)\langle \theta, \tilde x_i\rangle$ is positive. The loss of
# $c\,\theta$ is the mean of $\log(1 + e^{-c\,m_i})$. It falls for every point as $c$
# grows, and tends to 0, which no finite weights reach. $\blacksquare$

# %%
margins = (2 * y - 1) * (X1 @ theta)
assert margins.min() > 0

for c in (1, 2, 4, 8):
    print(f"{c} θ: loss {loss(c * theta[:2], c * theta[2], X, y):.5f}")

# %% [markdown]
# On separable data, "converged" means "stopped by something else": a threshold, a step
# count, or a penalty on $|\theta|$ (lecture 7).
#
# ## A neuron that looks at images
#
# An image is a vector, one number a pixel. Our digits have $8 \times 8$ pixels and come
# with scikit-learn. With a network at hand, `source = "mnist"` downloads the
# $28 \times 28$ images of MNIST once, 784 inputs instead of 64, and all that follows
# runs on them.

# %%
source = "digits"
X, y = datasets.two_digits(3, 8, source)  # 0 stands for a three, 1 for an eight
order = rng.permutation(len(y))[:357]
train, test = order[:200], order[200:]

figures.images(X[train[:8]], [f"{(3, 8)[int(k)]}" for k in y[train[:8]]])

# %% jupyter={"source_hidden": true}
widgets.Predict(
    "A neuron learns to fire for 8 and not for 3. Where will its weights be positive?",
    {
        "On the whole shape of an 8": "Most of an 8 is also in a 3. What would that give?",
        "Where only an 8 has ink": "Which strokes does an 8 have that a 3 lacks?",
        "In the middle": "Find an image that has no ink there, and look at its z.",
    },
)

# %% [markdown]
# Train with 500 steps on all 200 training images, from small random weights. We keep
# the weights after every step, to watch them.

# %%
d = X.shape[1]
W, bias = np.zeros((501, d)), np.zeros(501)
W[0] = rng.standard_normal(d) / d

for t in range(500):
    dw, db = gradient(W[t], bias[t], X[train], y[train])
    W[t + 1], bias[t + 1] = W[t] - dw, bias[t] - db

# %% [markdown]
# A falling loss says that the loop works. The accuracy, with the threshold at
# probability one half, says what it is good for, and only on images it has not seen.

# %%
history = np.array([loss(W[t], bias[t], X[train], y[train]) for t in range(501)])

figures.curves(np.arange(501), {"training loss": history}, "step", "cross-entropy")


# %%
def accuracy(X, y, w, b):
    return np.mean((sigmoid(X @ w + b) > 0.5) == y)


for name, part in {"training": train, "test": test}.items():
    print(f"{name}: {accuracy(X[part], y[part], W[-1], bias[-1]):.3f} of {len(part)}")

# %% [markdown]
# **Move** the step to 0 and press play: the weights start too small to see, and turn into
# a picture. Then move the image, and read in the product which pixels spoke for 8 and which
# against.

# %%
widgets.template(X[test], y[test], W, bias, names=("three", "eight"))

# %% [markdown]
# Where do the positive weights lie?

# %%
side = round(d**0.5)
positive = np.maximum(W[-1], 0).reshape(side, side)

print(f"{positive[:, : side // 2].sum() / positive.sum():.0%} in the left half")

# %% [markdown]
# The neuron does not draw an 8. It looks at the left-hand strokes, which close the loops
# of an 8 and are missing in a 3, and ignores what both have. Its concept is the
# *difference*. The weight image is that concept, and $z$ says how much of it is there.
#
# ## A perfect score worth nothing
#
# A published demonstration trains this neuron on 27 images and reports accuracy 1.0. The
# score was measured on the same 27 images.

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
# **Why.** Let the rows of $X$ be $n \le d$ linearly independent images. Then $Xw = t$ has
# a solution $w$ for *every* $t \in \{-1, 1\}^n$, since $X$ has rank $n$, and the signs of
# $Xw$ are the labels, whatever they are. $\blacksquare$
#
# So solve, for real and for coin-flip labels, at growing $n$. `lstsq` finds an exact
# solution while there is one, and the best fit beyond. We look at the mean of 20 draws.


# %%
def fit(X, t):
    """Least-squares weights for targets t, shape (n,), in {-1, +1}."""
    return np.linalg.lstsq(X, t, rcond=None)[0]


def hits(X, t, w):
    return np.mean(np.sign(X @ w) == t)


# %%
sizes = np.array([5, 10, 20, 27, 40, 50, 55, 60, 80, 120, 160, 200])
A, t = np.column_stack([X, np.ones(len(X))]), 2 * y - 1

scores = np.zeros((20, len(sizes), 3))
for i, (k, n) in product(range(20), enumerate(sizes)):
    part = rng.permutation(len(y))
    seen, new = part[:n], part[n:]
    coins = rng.choice([-1.0, 1.0], len(y))
    real, random = fit(A[seen], t[seen]), fit(A[seen], coins[seen])
    scores[i, k] = (
        hits(A[seen], coins[seen], random),
        hits(A[new], t[new], real),
        hits(A[new], coins[new], random),
    )

# %%
names = ("coin labels, seen", "real labels, new", "coin labels, new")
curves = dict(zip(names, scores.mean(axis=0).T, strict=True))

coins_seen, real_new, coins_new = curves.values()
assert (scores[:, sizes <= 27, 0] == 1).all()
assert abs(coins_new - 0.5).max() < 0.06
assert real_new[sizes == 50] < real_new[sizes == 27] - 0.1
widgets.memorizing(sizes, curves, inputs=np.linalg.matrix_rank(A))

# %% [markdown]
# Below the dashed line, where there are fewer images than independent inputs, coin flips
# are learnt without an error, 20 times of 20; on new images they score what coins score.
# A training accuracy of 1.0 on 27 images in 64 dimensions therefore says nothing about
# learning. Accuracy on images the neuron has not seen does.
#
# Did you notice the dip of the real labels just at that line? More data makes it
# *worse* there. Lecture 9 is about that dip.
#
# ## Keep
#
# * A neuron is $\varphi(\langle w, x\rangle + b)$. It cuts space along a hyperplane: $w$
#   turns it, $b$ slides it, and the length of $w$ is its certainty.
# * XOR cannot be cut by a line: both diagonals total $2b$.
# * Binary cross-entropy is minus the log-likelihood. Compute it from $z$, never from
#   $\sigma(z)$. Its gradient is prediction minus target, times input.
# * Descent settles near a minimum for $\eta < 2/\lambda$. On separable data there is no
#   minimum, and the weights grow until something stops them.
# * With at most as many examples as independent inputs, every labelling can be fitted.
#
# ## Check yourself
#
# 1. Which of AND, OR and XOR can one neuron answer?
#    <details><summary>Answer</summary>AND and OR: each sets one corner of the square
#    against the rest, and a line can cut off a corner. XOR sets diagonal against
#    diagonal.</details>
# 2. Two neurons have the same line and different losses. What differs?
#    <details><summary>Answer</summary>The length of (w, b): their certainty.</details>
# 3. Your loss turns to `inf` in step 300. Where do you look first?
#    <details><summary>Answer</summary>At a logarithm of a probability: σ(z) has rounded
#    to 0 or 1. Compute the loss from z.</details>
# 4. A loop adds the gradient and the loss falls. How can that be?
#    <details><summary>Answer</summary>Its function returns minus the gradient: target
#    minus prediction. Two signs cancel, and the name lies.</details>
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
# Annals of Eugenics 7(2), 1936 (the irises). C. Zhang et al., “Understanding deep
# learning requires rethinking generalization”, ICLR 2017 (random labels).</small>
