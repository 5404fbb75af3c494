# %% [markdown]
# # 2 · Activations and outputs
#
# **Question.** A neuron weighs its inputs and passes the sum through a function. Which
# functions serve inside a network and which at its end, which loss belongs to each
# output, and at which numbers do the formulas break?
#
# **After this lecture you can**
#
# * write nine activations with their derivatives, and say where each goes flat;
# * prove that layers without an activation between them are one layer;
# * choose the output for a task, and derive its loss from a likelihood;
# * compute each loss from logits, and say at which logit the naive formula breaks;
# * prove that the gradient of each such pair is prediction minus target.
#
# 90 minutes. On a laptop no cell takes longer than about 5 seconds.

# %%
from functools import partial
from math import erfc

import jax
import jax.numpy as jnp
import numpy as np
import torch
import torch.nn.functional as F

from nncourse import figures, views, widgets
from nncourse.live import explore

rng = np.random.default_rng(2)

# %% [markdown]
# ## Recall
#
# 1. What is a pre-activation?
#    <details><summary>Answer</summary>The weighted sum with its bias,
#    $z = \langle w, x\rangle + b$, before the activation.</details>
# 2. Why can no neuron with a threshold compute XOR?
#    <details><summary>Answer</summary>The pre-activations of both diagonals have the
#    same total, $2b$; XOR wants one negative and the other positive.</details>
# 3. What is the gradient of the binary cross-entropy with respect to $w$, for one example?
#    <details><summary>Answer</summary>Prediction minus target, times the input:
#    $(\sigma(z) - y)\,x$.</details>
# 4. Why is the loss infinite at $z = 17$, $y = 0$ in float32, and what helps?
#    <details><summary>Answer</summary>1/(1 + e⁻¹⁷) comes out as 1, and log(1 − 1) is −∞. Compute
#    the loss from $z$: $\log(1 + e^z) - yz$.</details>
# 5. A line separates your data. Where do the weights of a logistic neuron go?
#    <details><summary>Answer</summary>They grow until something stops them, and turn
#    towards the widest margin.</details>
#
# ## Why a function at all
#
# A **layer** is several neurons side by side: $x \mapsto \varphi(Wx + b)$, where the
# rows of $W$ are their weights and $\varphi$ acts on each number by itself.

# %% jupyter={"source_hidden": true}
widgets.Predict(
    "Ten layers in a row, and φ is left out. What can they answer that one cannot?",
    {
        "XOR": "Multiply two layers out and look for the shape of the result.",
        "Nothing": "Then where does a network get its strength from?",
        "Curved borders": "A linear map keeps lines straight. Where would a curve begin?",
    },
)

# %% [markdown] tags=["row:S001-12"]
# Take two of them and multiply out:
#
# $$W_2(W_1 x + b_1) + b_2 \;=\; (W_2W_1)\,x + (W_2b_1 + b_2).$$
#
# That is one layer; so of three layers the first two are one, and so on. $\blacksquare$
# However many you stack, each neuron at the end is one neuron on the input: with a
# threshold it cuts space along a hyperplane. Element-wise activations are the only part
# of such a network that is not linear (or affine, with the biases). In numbers, for 100
# inputs:

# %%
W1, b1 = rng.standard_normal((5, 3)), rng.standard_normal(5)
W2, b2 = rng.standard_normal((2, 5)), rng.standard_normal(2)
X = rng.standard_normal((100, 3))

two = (X @ W1.T + b1) @ W2.T + b2
one = X @ (W2 @ W1).T + (W2 @ b1 + b2)
assert np.allclose(two, one)

# %% [markdown] tags=["row:S000-04"]
# The **identity** $\varphi(z) = z$ adds nothing inside a network. At its end it has a
# place, as we shall see. Four classics, as JAX has them: look at what each does far from
# 0.

# %% tags=["row:S000-08", "row:S002-08"]
z = np.linspace(-3, 3, 241)
names = ("identity", "relu", "sigmoid", "tanh")

figures.curves(z, {name: getattr(jax.nn, name)(z) for name in names}, "z", "output")

# %% [markdown] tags=["row:S000-05", "row:S000-06", "row:S000-07", "row:S001-02", "row:S001-06"]
# Sigmoid and tanh squash: they level off on both sides. **ReLU** (rectified linear
# unit), $\max(0, z)$, cuts one side off and leaves the other as it is.
#
# ## Nine activations
#
# | name | $\varphi(z)$ | range | flat |
# | --- | --- | --- | --- |
# | step | 1 if $z > 0$, else 0 | $\{0, 1\}$ | both |
# | identity | $z$ | $\mathbb{R}$ | none |
# | sigmoid | $\sigma(z) = 1 / (1 + e^{-z})$ | $(0, 1)$ | both |
# | tanh | $\frac{e^z - e^{-z}}{e^z + e^{-z}}$ | $(-1, 1)$ | both |
# | ReLU | $\max(0, z)$ | $[0, \infty)$ | left |
# | LeakyReLU | $\max(0.1 z, z)$ | $\mathbb{R}$ | none |
# | ELU | $z$ if $z > 0$, else $e^z - 1$ | $(-1, \infty)$ | left |
# | softplus | $\log(1 + e^z)$ | $(0, \infty)$ | left |
# | GELU | $z\,\Phi(z)$ | $[-0.17, \infty)$ | left |
#
# $\Phi$ is the distribution function of the standard normal. (LeakyReLU's 0.1 is a
# choice; JAX and PyTorch take 0.01.) The code is the table, written so that no exponential
# overflows and no digits cancel far out on the left.


# %%
def sigmoid(z):
    return np.exp(-np.logaddexp(0, -z))


def normal_cdf(z):
    return 0.5 * np.vectorize(erfc)(-z / np.sqrt(2))


# %%
activations = {
    "step": lambda z: (z > 0) * 1.0,
    "identity": lambda z: z,
    "sigmoid": sigmoid,
    "tanh": np.tanh,
    "ReLU": lambda z: np.maximum(z, 0),
    "LeakyReLU": lambda z: np.maximum(0.1 * z, z),
    "ELU": lambda z: np.where(z > 0, z, np.expm1(np.minimum(z, 0))),
    "softplus": lambda z: np.logaddexp(0, z),
    "GELU": lambda z: z * normal_cdf(z),
}

# %% [markdown]
# Training uses the derivatives. Differentiate on paper before you read on: each is one
# line. For the sigmoid the chain rule gives $\sigma' = \sigma(1 - \sigma)$, and
# $1 - \sigma(z) = \sigma(-z)$. The slope of tanh is $1 - \tanh^2 z = 1/\cosh^2 z$, of
# which the second form keeps its digits.

# %%
slopes = {
    "step": np.zeros_like,
    "identity": np.ones_like,
    "sigmoid": lambda z: sigmoid(z) * sigmoid(-z),
    "tanh": lambda z: 1 / np.cosh(z) ** 2,
    "ReLU": lambda z: (z > 0) * 1.0,
    "LeakyReLU": lambda z: np.where(z > 0, 1.0, 0.1),
    "ELU": lambda z: np.exp(np.minimum(z, 0)),
    "softplus": sigmoid,
    "GELU": lambda z: normal_cdf(z) + z * np.exp(-(z**2) / 2) / np.sqrt(2 * np.pi),
}

# %% [markdown]
# **Move** the tangent, then the activation. Find the steepest point of each, and the
# places where the tangent lies flat.

# %%
z = np.linspace(-5, 5, 101)
both = {name: (activations[name](z), slopes[name](z)) for name in activations}

explore(views.Activation(z, both), name="sigmoid")

# %% [markdown]
# The ends of each, far out: compare them with the ranges of the table.

# %%
far = np.linspace(-30, 30, 6001)

for name, phi in activations.items():
    print(f"{name:10} {phi(far).min():6.2f} {phi(far).max():6.2f}")

# %% [markdown]
# **Proof** that the sigmoid's slope is at most $\tfrac14$. With $p = \sigma(z)$,
# $\sigma' = p(1 - p) = \tfrac14 - (p - \tfrac12)^2 \le \tfrac14$, with equality at
# $z = 0$. $\blacksquare$
#
# Tanh is a sigmoid in another unit, $\tanh z = 2\,\sigma(2z) - 1$: multiply numerator and
# denominator of $2/(1 + e^{-2z}) - 1$ by $e^z$. By the chain rule its slope is
# $4\,\sigma'(2z)$, at most 1. Below: the identity, and what ten slopes in a row leave at
# best.

# %%
assert np.allclose(np.tanh(z), 2 * sigmoid(2 * z) - 1, rtol=0, atol=1e-15)

for name in ("sigmoid", "tanh", "ReLU"):
    print(f"{name:8} {slopes[name](z).max() ** 10:.1e}")

# %% [markdown] tags=["row:S002-08"]
# Ten sigmoids in a row let through at most a millionth of a slope, weights apart. This is
# one reason why inside deep networks tanh and ReLU work better than the sigmoid. X. Glorot
# and Y. Bengio (2010) found another: its outputs have a mean near one half, which can drive
# the last hidden layer to where it is flat; with A. Bordes (2011) they took ReLU. Lecture 5
# measures how much gets through where there are weights.
#
# Derivatives by hand want witnesses. Here are seven of the nine, as two libraries have
# them; those of the step and the identity are constants.

# %%
leaky = jax.nn.leaky_relu, F.leaky_relu
libraries = {
    "sigmoid": (jax.nn.sigmoid, F.sigmoid),
    "tanh": (jnp.tanh, F.tanh),
    "ReLU": (jax.nn.relu, F.relu),
    "LeakyReLU": tuple(partial(f, negative_slope=0.1) for f in leaky),
    "ELU": (jax.nn.elu, F.elu),
    "softplus": (jax.nn.softplus, F.softplus),
    "GELU": (partial(jax.nn.gelu, approximate=False), F.gelu),
}


# %%
def three_slopes(name, z):
    """φ′ at the points z, shape (m,): by hand, by JAX and by PyTorch; shape (3, m)."""
    in_jax, in_torch = libraries[name]
    with jax.enable_x64(True):
        by_jax = jax.vmap(jax.grad(in_jax))(z)
    t = torch.tensor(z, requires_grad=True)
    in_torch(t).sum().backward()
    return np.array([slopes[name](z), by_jax, t.grad.numpy()])


# %%
z = np.linspace(-5, 5, 100)  # without 0
off = max(np.ptp(three_slopes(name, z), axis=0).max() for name in libraries)
assert off < 1e-12

# %% [markdown]
# They agree at these 100 points. The point 0 is not among them.
#
# ## A corner is no place for a slope
#
# ReLU is not differentiable everywhere: at 0 its slope is 0 on the left and 1 on the
# right.

# %% jupyter={"source_hidden": true}
widgets.Predict(
    "What does automatic differentiation answer for the slope of max(0, z) at 0?",
    {
        "0, in every spelling": "How else could max(0, z) be written? Ask that, too.",
        "1/2, in every spelling": "The mean of both sides. Who chooses it, and where?",
        "It depends on how max(0, z) is written": "Then which numbers would you accept?",
        "An error": "A program differentiates what is written. Each step has a rule.",
    },
)

# %% [markdown]
# Three spellings of the same function, in two libraries. Look along the rows and down the
# columns.

# %%
spellings = {
    "relu(z)": (jax.nn.relu, F.relu),
    "max(z, 0)": (lambda z: jnp.maximum(z, 0.0), lambda z: z.maximum(torch.zeros(()))),
    "(z + |z|) / 2": (lambda z: (z + abs(z)) / 2, lambda z: (z + abs(z)) / 2),
}

answers = set()
for name, (in_jax, in_torch) in spellings.items():
    t = torch.tensor(0.0, requires_grad=True)
    in_torch(t).backward()
    by_jax, by_torch = jax.grad(in_jax)(0.0), t.grad
    print(f"{name:14} JAX {by_jax:.1f}   PyTorch {by_torch:.1f}")
    answers |= {float(by_jax), float(by_torch)}

assert len(answers) > 1 and all(0 <= slope <= 1 for slope in answers)

# %% [markdown]
# Each number between 0 and 1 is the slope of a line that touches the corner from below,
# and each rule picks one. It matters where $z$ is exactly 0: where all inputs and the
# bias are, say. So compare gradients away from corners. ELU, softplus and GELU have none.
#
# ## Saturation
#
# Where an activation is flat, it passes next to no slope on, and the weights before it
# learn next to nothing: it is **saturated**. How much of a layer is that? Here are 200 pre-activations
# from a standard normal distribution. **Move** the spread, as growing weights would, for
# sigmoid and tanh, then for ReLU. Squares are slopes below 0.01.

# %% tags=["row:S001-14"]
sample = rng.standard_normal(200)

explore(views.Saturation(sample, slopes), name="sigmoid")

# %% [markdown]
# With growing spread the dots fall to the floor. ReLU's never change their height: about
# half lie on 1 and the rest on 0, whatever the spread. The share of slopes below 0.01 at
# spreads 1, 5 and 50:

# %%
for name in ("sigmoid", "tanh", "ReLU"):
    flat = [np.mean(abs(slopes[name](s * sample)) < 0.01) for s in (1, 5, 50)]
    print(f"{name:8}", *(f"{share:5.0%}" for share in flat))
    assert flat[0] == flat[2] if name == "ReLU" else flat[0] < flat[1] < flat[2]

# %% [markdown] tags=["row:S001-13", "row:S001-14"]
# This makes ReLU the default inside fully connected and convolutional networks. Where it
# is awake it is linear, and passes a slope on whole. Elsewhere its output is exactly 0, so
# that an input for which some units sleep uses only part of the layer: its answer is
# **sparse**. X. Glorot, A. Bordes and Y. Bengio showed in 2011 that deep networks train
# well with it.
#
# Sigmoid and tanh are at the output of many networks, and at work inside, too: a sigmoid
# wherever a network needs a **gate**, a number between 0 and 1, times a signal. The LSTM
# of S. Hochreiter and J. Schmidhuber (1997) is built of such gates, and GELU
# (D. Hendrycks and K. Gimpel, 2016) is one: $\Phi(z)$ says how much of $z$ may pass. Many
# transformers have GELU or its relative SiLU, $z\,\sigma(z)$, in the place of ReLU
# (N. Shazeer, 2020).
#
# ## The neuron that never wakes
#
# ReLU has a trap of its own. This neuron should learn $y = \max(0, x_1 + x_2)$ by
# descent on the squared error. It starts with a bias of $-10$, so that $z < 0$ on every
# one of its 200 examples.

# %% jupyter={"source_hidden": true}
widgets.Predict(
    "The ReLU neuron is silent on all examples. Where is it after 3000 steps?",
    {
        "It has learnt the function": "Write down its gradient. Which factor has it?",
        "On its way, slowly": "By how much does one step move it, exactly?",
        "Where it started": "Then what would one tenth of a slope on the left change?",
    },
)

# %%
X = rng.standard_normal((200, 2))
y = np.maximum(X.sum(axis=1), 0)

w = np.array([0.5, 0.2])
assert (X @ w - 10 < 0).all()


# %%
def train(name, w, b, lr=0.3, steps=3000):
    for _ in range(steps):
        z = X @ w + b
        delta = (activations[name](z) - y) * slopes[name](z)
        w, b = w - lr * X.T @ delta / len(y), b - lr * delta.mean()
    return np.append(w, b)


# %%
for name in ("ReLU", "LeakyReLU", "softplus"):
    w1, w2, b = train(name, w, -10.0)
    print(f"{name:9} w = ({w1:.2f}, {w2:.2f}), b = {b:.2f}")
    moved = abs(b + 10)
    assert moved == 0 if name == "ReLU" else (moved < 0.5) == (name == "softplus")

# %% [markdown]
# The ReLU neuron is **dead**. Each part of its gradient has the factor
# $\varphi'(z) = 0$, exactly and on all examples, so it never moves. One tenth of a slope
# on the left brings LeakyReLU back; softplus, whose slope at $-10$ is $\sigma(-10)$, is
# on its way and has hardly moved. A published version lists whose slopes vanish: "sigmoid,
# tanh, but not relu". On its left side, ReLU's slope is not small but 0.
#
# ## Several classes
#
# A network for cats, dogs and fish has three outputs, one a class. Pre-activations at
# the end of a network are called **logits**. Let each go through a sigmoid:

# %%
logits = np.array([2.0, 1.0, 0.5])

print("sigmoids:", sigmoid(logits).round(3), "sum", sigmoid(logits).sum().round(3))

# %% [markdown] tags=["row:S000-37", "row:S001-16", "row:S004-24"]
# Every number is between 0 and 1, and yet these are not the probabilities of a picture
# that shows one of the three: their sum is 2.2. **Softmax** divides exponentials by their
# sum:
#
# $$\operatorname{softmax}(z)_c = \frac{e^{z_c}}{\sum_j e^{z_j}} = P(Y = c \mid x).$$
#
# All entries are in $(0, 1)$, and they sum to 1. One may divide all logits by a
# **temperature** $T > 0$ before.

# %% jupyter={"source_hidden": true}
widgets.Predict(
    "Add 100 to all three logits. What happens to their softmax?",
    {
        "The largest takes all": "That is what a low temperature does. Try both.",
        "They become equal": "That is what a high temperature does. Try both.",
        "Nothing": "On paper. Move what is added to 100 and look at the orange bars.",
    },
)

# %% [markdown]
# **Move** the temperature first. Then put it back to 1 and move what is added to all.
# The orange bars are the formula as it is written, the blue ones a better way.

# %%
explore(views.Softmax(logits, ["cat", "dog", "fish"]))

# %% [markdown]
# A cold softmax names the largest logit, a hot one shares evenly. Adding a number changes
# nothing on paper, but at 90 the formula as written gives no number at all: the bars are
# computed in float32, and $e^{92}$ is too large for it. (NumPy's own float64 ends at
# $e^{709}$.)
#
# **Proof** that nothing changes. $e^{z_c + s} = e^s e^{z_c}$: the factor $e^s$ is in the
# numerator and in every term of the denominator. $\blacksquare$
#
# So choose $s = -\max_j z_j$: every exponent is 0 or less, and one is exactly 0. Nothing
# overflows, and the sum is at least 1. Look at logits around ten thousand, too large for
# float64 as well.


# %%
def softmax(z):
    """Softmax along the last axis, for finite logits of any size."""
    e = np.exp(z - z.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


# %%
with np.errstate(over="ignore", invalid="ignore"):
    print("as written:", np.exp(logits + 1e4) / np.exp(logits + 1e4).sum())
print("shifted:   ", softmax(logits + 1e4).round(3))

# %% [markdown]
# The sigmoid is a softmax of two: divide by $e^{z}$ in
# $\operatorname{softmax}(z, 0)_1 = e^z / (e^z + 1)$ to get $1/(1 + e^{-z})$. Two classes
# need one logit, the difference of two.

# %%
for a, b in rng.normal(0, 5, (50, 2)):
    assert np.isclose(softmax(np.array([a, b]))[0], sigmoid(a - b), rtol=1e-12)

# %% [markdown] tags=["row:S000-35", "row:S000-36", "row:S000-38", "row:S001-15", "row:S001-18", "row:S001-20", "row:S001-21", "row:S001-22", "row:S004-26"]
# ## Which loss? Ask for the likelihood
#
# Read the output as the parameter of a distribution of $Y$, and choose the weights that
# make the targets likely. That is to **minimise the negative log-likelihood**,
# $\sum_i -\log p(y_i \mid x_i)$. The distribution is an assumption about the world, and
# the loss follows from it.
#
# **Two classes: Bernoulli.** $p(y) = \sigma(z)^y (1 - \sigma(z))^{1 - y}$ for
# $y \in \{0, 1\}$. Minus the logarithm is the binary cross-entropy of lecture 1,
# $\ell = \log(1 + e^z) - yz$.
#
# **Exclusive classes: categorical.** Exactly one of $k$ classes, with
# $p(y) = \operatorname{softmax}(z)_y$. Minus the logarithm is the **cross-entropy**
#
# $$\ell = -\log p_y = -\log \frac{e^{z_y}}{\sum_j e^{z_j}}
#   = \log \sum_j e^{z_j} - z_y .$$
#
# The log undoes the exponential of the output: the logit comes out as it is, and with it
# a slope that does not vanish where the answer is wrong: with respect to $z_y$ it is
# $p_y - 1$, nearly $-1$ where $p_y$ is nearly 0.
#
# **Independent classes: one Bernoulli each.** Any number of $k$ labels may be true.
# Independent probabilities multiply, logarithms add: $\ell = \sum_c \log(1 + e^{z_c}) -
# y_c z_c$, a sigmoid and a binary cross-entropy for each class.
#
# **Regression: Gaussian.** $Y$ is normal around $z$ with variance 1, so
# $p(y) = e^{-(y - z)^2/2} / \sqrt{2\pi}$. Minus the logarithm is the **squared error**
# ($\ell_2$ loss) $\tfrac12 (z - y)^2$, plus a constant; with another fixed variance it is
# divided by that. The output is the identity. With a Laplace distribution,
# $p(y) = \tfrac12 e^{-|y - z|}$, it is the **absolute error** ($\ell_1$ loss) $|z - y|$.
#
# In code, each for one example:


# %%
def exclusive(z, y):
    """Cross-entropy of logits z, shape (k,), for the class number y."""
    return z.max() + np.log(np.exp(z - z.max()).sum()) - z[y]


def independent(z, y):
    """Sum of binary cross-entropies; logits and targets in {0, 1} of shape (k,)."""
    return np.sum(np.logaddexp(0, z) - y * z)


def gaussian(z, y):
    """Half the squared error, summed; shapes (k,)."""
    return 0.5 * np.sum((z - y) ** 2)


# %% [markdown]
# PyTorch knows these distributions by name. The two columns should agree: our loss (for
# the Gaussian with its constant), and minus the log-likelihood.

# %%
z, tags, numbers = rng.normal(0, 3, 4), np.array([1.0, 0, 1, 0]), rng.normal(0, 3, 4)
t, D = torch.tensor(z), torch.distributions
likelihoods = {
    "categorical": (exclusive(z, 2), D.Categorical(logits=t), 2),
    "Bernoulli": (independent(z, tags), D.Bernoulli(logits=t), tags),
    "Gaussian": (gaussian(z, numbers) + 2 * np.log(2 * np.pi), D.Normal(t, 1), numbers),
}

# %%
for name, (ours, p, y) in likelihoods.items():
    theirs = -p.log_prob(torch.tensor(y)).sum().item()
    assert abs(ours - theirs) < 1e-12
    print(f"{name:12} {ours:7.4f} {theirs:7.4f}")

# %% jupyter={"source_hidden": true}
widgets.Predict(
    "A photo may show a cat, a dog, both or neither. Which output for cat and dog?",
    {
        "Softmax of two": "What does it say of a photo that shows both?",
        "A sigmoid each": "What does it say of a photo that shows neither?",
        "One sigmoid": "How many answers are there, and how many can one number give?",
    },
)

# %% [markdown]
# Both are surely there: both logits are high. Neither: both are low.

# %%
for name, z in {"both": [6.0, 6.0], "neither": [-6.0, -6.0]}.items():
    z = np.array(z)
    print(f"{name:8} softmax {softmax(z).round(3)} σ {sigmoid(z).round(3)}")

# %% [markdown]
# Softmax cannot tell the two apart, by its shift invariance: it only knows differences.
# Use it if exactly one class is true, and a sigmoid each if any number may be.
#
# The two losses of regression differ in what they aim at. One number should predict all
# of these five targets. Which is best?

# %%
targets = np.array([1.0, 2, 3, 4, 100])
guess = np.linspace(0, 100, 1001)
away = guess[:, None] - targets

print(f"squared error: {guess[np.argmin((away**2).sum(axis=1))]:.1f}")
print(f"absolute error: {guess[np.argmin(abs(away).sum(axis=1))]:.1f}")

# %% [markdown]
# The mean, 22, and the median, 3: the squared error runs after the outlier, the absolute
# error does not. Sometimes ReLU is the output of a regression. It can serve where no
# target is negative. Otherwise:

# %%
x = np.linspace(-1, 1, 201)  # the target is x itself
w = np.linspace(-2, 2, 81)
z = w[:, None, None] * x + w[None, :, None]  # weights, biases, examples

for name in ("identity", "ReLU"):
    errors = np.mean((activations[name](z) - x) ** 2, axis=2)
    print(f"{name:8} best mean squared error {errors.min():.3f}")

# %% [markdown]
# For a target below 0 the best that ReLU can do is 0, and its slope there is 0: the example
# pushes $z$ below 0, and goes unheard while $z$ is there.
#
# ## Where float32 breaks
#
# Lecture 1 showed an infinite loss at $z = 17$. Where exactly is the border, and has
# softmax the same? Take the wrong answer with logit $z$: sigmoid with target 0, or
# softmax of $(z, 0)$ with the second class as target. Both losses are
# $\log(1 + e^z)$. Here are four ways to compute it: from the sigmoid, from the softmax as
# written, from the softmax with the largest logit subtracted, from the logits.

# %% jupyter={"source_hidden": true}
widgets.Predict(
    "−log(softmax(z, 0)₂) in float32, as it is written: from which z on is it infinite?",
    {
        "17, like the sigmoid": "Which number rounds to 1 there? Is it in this formula?",
        "about 90": "Which of the exponentials is it, and what if it were shifted?",
        "10,000": "That number has thousands of digits. How large can float32 be?",
    },
)

# %%
z = np.arange(0, 120.25, 0.25)
f = z.astype(np.float32)
exact = np.logaddexp(0, z)  # in float64

with np.errstate(all="ignore"):
    up, down = np.exp(f), np.exp(-f)
    losses = {
        "sigmoid": -np.log(1 - 1 / (1 + down)),
        "softmax": -np.log(1 / (up + 1)),
        "shifted": -np.log(down / (1 + down)),
        "logits": np.logaddexp(np.float32(0), f),
    }
    digits = {
        k: np.clip(-np.log10(abs(v / exact - 1)), 0, 4) for k, v in losses.items()
    }

# %% [markdown]
# The right digits of each loss; we count to four. **Move** $z$, and find the three places
# where a way has none left, to a quarter.

# %%
ways = views.Curves(z, digits, "logit z", "right digits of the loss")

explore(ways, x=8.0)

# %% [markdown]
# The sigmoid's way loses digits long before it breaks: up to $z = 9$ all four are right,
# at 15 about two, because $1 - \sigma$ cancels. Three numbers of float32 predict the
# borders:

# %%
info = np.finfo(np.float32)
borders = {
    "sigmoid": -np.log(info.eps / 2),  # 1 + e^-z rounds to 1
    "softmax": np.log(info.max),  # e^z overflows
    "shifted": -np.log(float(info.smallest_subnormal) / 2),  # e^-z rounds to 0
}

# %%
for name, at in borders.items():
    first = z[~np.isfinite(losses[name])][0]
    assert first - 0.25 < at <= first
    print(f"{name:8} breaks at {at:.1f}, seen at {first:.2f}")

assert digits["sigmoid"][z <= 9].min() == 4 and digits["sigmoid"][z == 15] < 2.5
assert abs(losses["logits"] / exact - 1).max() < 1e-6

# %% [markdown]
# Subtracting the largest logit moves NumPy's border from 88.7 to 104, and does not remove
# it: a softmax that is right can still round to 0, and the logarithm of 0 is not the loss.
# Does it even move everywhere? Between $10^{-38}$ and $10^{-45}$ float32 has *subnormal*
# numbers, with fewer digits the smaller they are, and not every library keeps them. The
# loss from each library's own softmax, which subtracts, beside the formula as written:


# %%
def first_infinite(losses):
    return z[~np.isfinite(np.asarray(losses))][0]


pairs = np.stack([f, np.zeros_like(f)], axis=1)
t, j = torch.tensor(pairs), jnp.array(pairs)
own = {
    "PyTorch": (torch.exp(t), torch.softmax(t, dim=1), torch.log),
    "JAX": (jnp.exp(j), jax.nn.softmax(j, axis=1), jnp.log),
}

# %%
numpys = "softmax", "shifted"
for name, (exps, p, log) in own.items():
    written = first_infinite(-log(1 / (exps[:, 0] + 1)))
    shifted = first_infinite(-log(p[:, 1]))
    print(f"{name:8} as written {written:.2f}, its softmax {shifted:.2f}")
    if name == "PyTorch":
        assert [written, shifted] == [first_infinite(losses[k]) for k in numpys]

smallest = -np.log(float(info.smallest_normal))
print(f"numbers with all digits end at {smallest:.2f}")
assert shifted - 0.25 < smallest <= shifted == written
assert written < first_infinite(losses["softmax"])

# %% [markdown]
# PyTorch breaks where NumPy does. JAX's compiler, on this kind of processor, takes
# subnormal numbers for 0: there the subtraction moves nothing, and both ways break *earlier*
# than NumPy's formula as written. Of the four ways only the last holds throughout, since
# it forms no probability. In libraries it is called `logsumexp`, `log_softmax` or "with
# logits".
#
# Because such a loss takes logits, its network must *end* with logits. A published network
# ends with softmax and hands that to PyTorch's cross-entropy, which takes it for logits: a
# **double softmax**. No error is raised. Look at its loss for a perfect answer.

# %%
for k in (4, 10):
    perfect, target = 1e4 * torch.eye(k, dtype=torch.float64)[:1], torch.tensor([0])
    right = F.cross_entropy(perfect, target)
    double = F.cross_entropy(torch.softmax(perfect, dim=1), target)
    assert abs(double - (np.log(np.e + k - 1) - 1)) < 1e-12
    print(f"{k:2} classes: logits {right:.4f}, double softmax {double:.4f}")

# %% [markdown]
# Taken for logits, probabilities differ by at most 1. So each term of
# $\ell = \log(1 + \sum_{j \ne y} e^{p_j - p_y})$ is at least $e^{-1}$, and the loss at
# least $\log(1 + (k - 1)/e) = \log(e + k - 1) - 1$. $\blacksquare$ If a loss gets stuck at
# 1.46 with ten classes, count the softmaxes. The problem set mends one.
#
# ## Prediction minus target
#
# All these losses but the absolute error have one form,
# $\ell(z) = A(z) - \langle y, z\rangle$ plus what does not depend on $z$. Here $y$ is the
# target as a vector: for a class its **one-hot** vector, 1 at the class and 0 elsewhere.
#
# | task | output $\hat y$ | $A(z)$ |
# | --- | --- | --- |
# | two classes | $\sigma(z)$ | $\log(1 + e^z)$ |
# | exclusive classes | $\operatorname{softmax}(z)$ | $\log \sum_j e^{z_j}$ |
# | independent classes | $\sigma(z)$, each | $\sum_c \log(1 + e^{z_c})$ |
# | regression | $z$ | $\tfrac12 \lVert z\rVert^2$ |
#
# **Theorem.** For each row, $\nabla_z\, \ell = \hat y - y$: prediction minus target.
#
# **Proof.** $\nabla_z \langle y, z\rangle = y$, so it is left to show
# $\nabla A = \hat y$. The derivative of $\log(1 + e^z)$ is
# $e^z/(1 + e^z) = \sigma(z)$: that is the first row, and the third, class by class. That
# of $\log \sum_j e^{z_j}$ with respect to $z_c$ is $e^{z_c} / \sum_j e^{z_j}$. That of
# $\tfrac12 \lVert z \rVert^2$ is $z$. $\blacksquare$
#
# Now three ways: the theorem, `jax.grad` of the loss, PyTorch's own losses.

# %%
one_hot = np.eye(4)[2]
pairs = {
    "exclusive": (softmax, one_hot, F.cross_entropy),
    "independent": (sigmoid, tags, F.binary_cross_entropy_with_logits),
    "gaussian": (lambda z: z, numbers, F.mse_loss),
}

# %%
jax_losses = {
    "exclusive": lambda z, y: jax.nn.logsumexp(z) - z @ y,
    "independent": lambda z, y: jnp.sum(jnp.logaddexp(0, z) - y * z),
    "gaussian": lambda z, y: jnp.sum((z - y) ** 2) / 2,
}

# %%
z = rng.normal(0, 3, 4)
for name, (output, y, torch_loss) in pairs.items():
    ours = output(z) - y
    with jax.enable_x64(True):
        by_jax = np.asarray(jax.grad(jax_losses[name])(z, y))
    t = torch.tensor(z, requires_grad=True)
    factor = 0.5 if name == "gaussian" else 1  # PyTorch leaves out the 1/2
    (factor * torch_loss(t, torch.tensor(y), reduction="sum")).backward()
    assert max(abs(ours - by_jax).max(), abs(ours - t.grad.numpy()).max()) < 1e-12
    print(f"{name:12}", ours.round(3))

# %% [markdown] tags=["row:S004-25"]
# ## Why not the squared error of a probability?
#
# It looks natural: $\ell = (p - y)^2$ with $p = \sigma(z)$. The chain rule gives
# $2(p - y)\,\sigma'(z) = 2(p - y)\,p(1 - p)$. The sigmoid's slope is back. **Move** $z$
# for the target 1, from right (at the right) to very wrong (at the left).

# %%
z = np.linspace(-10, 10, 161)
p = sigmoid(z)
pull = {"cross-entropy": 1 - p, "squared error": 2 * (1 - p) * p * (1 - p)}

explore(views.Curves(z, pull, "logit z", "pull towards the target"), x=0.0)

# %% [markdown]
# The further the neuron is off, the harder the cross-entropy pulls, up to 1. The squared
# error pulls hardest at $p = \tfrac13$ and lets go again where the neuron is more wrong
# than that. How much weaker is the pull at $z = -8$ than at its strongest?

# %%
for name, values in pull.items():
    at_8 = values[z == -8].item()
    print(
        f"{name}: {values.max():.2f} against {at_8:.5f}, {values.max() / at_8:.0f} to 1"
    )

assert (np.diff(pull["cross-entropy"]) < 0).all()
assert abs(p[pull["squared error"].argmax()] - 1 / 3) < 0.02

# %% [markdown]
# Now take both from this mistake, $z = -8$, to 90 %, and count the steps, at several
# learning rates.

# %%
counted = {}
for lr in (0.1, 1, 10, 100):
    counts = counted[lr] = []
    for name in pull:
        at, steps = -8.0, 0
        while (p := sigmoid(at)) < 0.9:
            at += lr * (1 - p if name == "cross-entropy" else 2 * (1 - p) ** 2 * p)
            steps += 1
        counts.append(steps)
    print(f"rate {lr:5}: {counts[0]:5} steps, squared error {counts[1]:5}")
    assert counts[1] > 10 * counts[0]
assert all(counted[100 * lr][1] <= counted[lr][0] for lr in (0.1, 1))

# %% [markdown]
# A rate a hundred times as large makes up for it, for this one example. But one rate
# serves all examples, and an example at $p = \tfrac13$ is pulled hundreds of times as hard
# as this one.
#
# %% [markdown]
# ## Keep
#
# * Without an activation between them, layers are one layer. ReLU is the default inside
#   fully connected and convolutional networks: slope 1 or exactly 0, undefined at 0; a
#   neuron with $z < 0$ on all examples gets no gradient.
# * $\sigma' = \sigma(1 - \sigma) \le \tfrac14$; $\tanh z = 2\,\sigma(2z) - 1$. Both
#   saturate on both sides.
# * Softmax sums to 1, ignores what is added to all logits, and for two is a sigmoid.
# * The task names the distribution, the distribution the output and the loss: sigmoid
#   (two classes, or each of several independent ones), softmax (exactly one of several),
#   identity (regression).
# * Compute losses from logits. In float32 the sigmoid's breaks at 16.6, the log of a
#   softmax at 88.7, shifted at 104; both at 87.3 where subnormal numbers count as 0.
# * Each of these pairs has the gradient prediction minus target. Other pairs may
#   saturate.
#
# ## Check yourself
#
# 1. A colleague stacks three layers and forgets the activations. What can the network
#    do that one layer cannot?
#    <details><summary>Answer</summary>Nothing: the product of its matrices is one
#    matrix.</details>
# 2. Ten sigmoid units in a row. How large can the product of their slopes σ′ be?
#    <details><summary>Answer</summary>At most (1/4)¹⁰, about a millionth.</details>
# 3. A film may belong to any of 12 genres. Which output, which loss, which likelihood?
#    <details><summary>Answer</summary>A sigmoid each; the sum of 12 binary
#    cross-entropies; independent Bernoullis.</details>
# 4. Softmax subtracts its largest logit. Why is its logarithm still unsafe?
#    <details><summary>Answer</summary>The probability itself can round to 0: in float32
#    from a difference of 104 on, of 87.3 where subnormal numbers count as 0. Use the
#    logarithm of the sum of exponentials.</details>
# 5. Your loss with ten classes stays above 1.46 whatever you try. What do you look for?
#    <details><summary>Answer</summary>A softmax in front of a loss that expects logits:
#    $\log(e + 9) - 1 = 1.461$.</details>
#
# **Now do it yourself:** [problem set 2](../workspace/ps02_activations/ps02_activations.ipynb).
#
# <small>**Sources.** X. Glorot and Y. Bengio, “Understanding the difficulty of training
# deep feedforward neural networks”, AISTATS 2010. X. Glorot, A. Bordes and Y. Bengio,
# “Deep sparse rectifier neural networks”, AISTATS 2011. A. Maas, A. Hannun and A. Ng, “Rectifier nonlinearities improve
# neural network acoustic models”, ICML 2013 workshop (LeakyReLU). D.-A. Clevert,
# T. Unterthiner and S. Hochreiter, “Fast and accurate deep network learning by
# exponential linear units (ELUs)”, ICLR 2016. D. Hendrycks and K. Gimpel, “Gaussian error
# linear units (GELUs)”, arXiv:1606.08415, 2016. N. Shazeer, “GLU variants improve
# transformer”, arXiv:2002.05202, 2020. S. Hochreiter and J. Schmidhuber, “Long
# short-term memory”, Neural Computation 9(8), 1997. J. Bridle, “Probabilistic
# interpretation of feedforward classification network outputs”, in *Neurocomputing*,
# Springer 1990 (softmax).</small>
