# %% [markdown]
# # 5 · Where to start
#
# **Question.** The first weights of a network are chosen before it has seen an example.
# Why must they differ, how large should they be, and what does a wrong size cost?
#
# **After this lecture you can**
#
# * prove that hidden units which start equal stay equal, and say what zero weights learn;
# * tell when a gradient vanishes or explodes on its way through many layers;
# * derive the variances of LeCun, Glorot and He, and choose among them;
# * predict the size of a signal after 50 layers, and check it;
# * see from a loss curve that a network started in a bad place.
#
# 90 minutes. No cell takes longer than 15 seconds. Run each cell with Shift+Enter;
# where it says *Predict*, answer before you go on.

# %%
from itertools import pairwise

import jax
import jax.numpy as jnp
import numpy as np
import torch
from sklearn.datasets import load_digits

from nncourse import datasets, views, widgets
from nncourse.data import make_starts
from nncourse.live import explore

rng = np.random.default_rng(5)

# %% [markdown] tags=["row:S004-05"]
# ## Recall
#
# Answer from memory, then look.
#
# 1. What is the gradient of the binary cross-entropy in the pre-activation?
#    <details><summary>Answer</summary>The prediction minus the target,
#    σ(z) − y (lecture 1).</details>
# 2. How steep can a sigmoid be, and where?
#    <details><summary>Answer</summary>At most 1/4, at z = 0. Far from 0, where it is
#    saturated, its slope is nearly 0 (lecture 2).</details>
# 3. Which slope has a ReLU unit that is silent?
#    <details><summary>Answer</summary>Exactly 0. No gradient passes through it
#    (lecture 2).</details>
# 4. You know the gradient of the loss in the pre-activations of layer k + 1. How do you
#    get it for layer k?
#    <details><summary>Answer</summary>Multiply by the transposed weights of layer k + 1,
#    then, number by number, by the slope of the activation of layer k
#    (lecture 3).</details>
# 5. Which question does a hidden layer of two units answer that one neuron cannot?
#    <details><summary>Answer</summary>XOR: each unit draws its own line
#    (lectures 1 and 4).</details>
#
# ## The empty room
#
# A story told at MIT, after D. Hillis: the young Sussman was wiring a neural net at
# random, so that it would learn to play without preconceptions. Minsky heard this and
# shut his eyes. Why? So that the room would be empty.
#
# Closed eyes do not empty a room. Random weights do not empty a network: they are
# preconceptions too, and all we have given up is to know which. Look at some, of networks
# with two inputs, two hidden layers of 16 and one output, not trained.

# %%
X, y = datasets.xor(200, noise=0.1, rng=rng)
sizes = (2, 16, 16, 1)
shapes = list(zip(sizes[1:], sizes[:-1], strict=True))  # (fan_out, fan_in)


# %%
def untrained(rng):
    return [1.5 * rng.standard_normal(s) / np.sqrt(s[1]) for s in shapes]


# %%
def score(points, Ws):
    for W in Ws[:-1]:
        points = np.tanh(points @ W.T)
    return points @ Ws[-1][0]


# %% [markdown]
# **Move** the seed. Look at how sure each network is of its answer, and find two that
# agree and two that contradict each other.

# %%
nets = {seed: untrained(np.random.default_rng(seed)) for seed in range(12)}
at = np.array([score(datasets.CORNERS, Ws) for Ws in nets.values()])
assert np.allclose(at, -at[:, ::-1])  # (1, 1) against (-1, -1), (1, -1) against (-1, 1)

explore(views.Regions(score, nets, X, y, what="seed"), frame=0)

# %% [markdown]
# Each has an opinion on every point of the plane. On how much of the square do two of them
# agree?

# %%
square = np.stack(np.meshgrid(*[np.linspace(-1.3, 1.3, 41)] * 2), axis=-1).reshape(
    -1, 2
)
signs = np.array([np.sign(score(square, Ws)) for Ws in nets.values()])
agree = [np.mean(a == b) for k, a in enumerate(signs) for b in signs[:k]]
print(f"on {min(agree):.0%} to {max(agree):.0%} of it")
assert min(agree) < 0.15 and max(agree) > 0.95

# %% [markdown]
# Two of the twelve give nearly the same answers, and two give nearly opposite ones: what
# an untrained network says is the luck of the draw. Only one thing do we know: without
# biases $f(-x) = -f(x)$, so opposite corners get opposite answers, and half of XOR is wrong.
#
# To choose first weights is to choose what a network believes before it learns. Three
# beliefs are bad: that all units are the same, that nothing matters, and that
# everything matters enormously.
#
# ## All the same
#
# Take one hidden layer: $h = \varphi(Wx + b)$ with $W$ of shape (m, d), and a logit
# $z = \langle v, h\rangle + c$ under the binary cross-entropy, with targets
# $t \in \{0, 1\}$. With the error $e = \sigma(z) - t$, lecture 3 gives, for one example and
# unit $j$,
#
# $$\frac{\partial\ell}{\partial v_j} = e\,h_j,\qquad
#   \frac{\partial\ell}{\partial W_j} = e\,v_j\,\varphi'(z_j)\,x,\qquad
#   \frac{\partial\ell}{\partial b_j} = e\,v_j\,\varphi'(z_j),\qquad
#   \frac{\partial\ell}{\partial c} = e.$$


# %%
def sigmoid(z):
    return 1 / (1 + np.exp(-z))


ACTIVATIONS = {  # each with its derivative
    "ReLU": (lambda z: np.maximum(z, 0), lambda z: (z > 0) * 1.0),
    "tanh": (np.tanh, lambda z: 1 - np.tanh(z) ** 2),
    "sigmoid": (sigmoid, lambda z: sigmoid(z) * (1 - sigmoid(z))),
    "linear": (lambda z: z, np.ones_like),
}


# %%
def gradients(W, b, v, c, X, t, phi, slope):
    """Loss, and its gradients in W (m, d), b (m,), v (m,) and c, over X (n, d)."""
    z1 = X @ W.T + b  # (n, m)
    h = phi(z1)
    z = h @ v + c
    e = (sigmoid(z) - t) / len(t)
    dz1 = np.outer(e, v) * slope(z1)
    loss = np.mean(np.logaddexp(0, z) - t * z)
    return loss, dz1.T @ X, dz1.sum(axis=0), h.T @ e, e.sum()


# %% [markdown]
# As always, two more witnesses before we believe it: JAX and PyTorch, at random weights.


# %%
def jax_gradients(W, b, v, c, X, t):
    def loss(W, b, v, c):
        z = jax.nn.sigmoid(X @ W.T + b) @ v + c
        return jnp.mean(jnp.logaddexp(0, z) - t * z)

    return jax.grad(loss, argnums=(0, 1, 2, 3))(W, b, v, c)


# %%
def torch_gradients(W, b, v, c, X, t):
    given = [torch.tensor(p, requires_grad=True) for p in (W, b, v, c)]
    W, b, v, c = given
    z = torch.sigmoid(torch.tensor(X) @ W.T + b) @ v + c
    loss = torch.nn.functional.binary_cross_entropy_with_logits
    return torch.autograd.grad(loss(z, torch.tensor(t)), given)


# %%
def flat(parts):
    return np.concatenate([np.ravel(p) for p in parts])


t = (y + 1) / 2  # the targets 0 and 1
random = [rng.standard_normal(s) for s in [(3, 2), (3,), (3,), ()]]
ours = flat(gradients(*random, X, t, *ACTIVATIONS["sigmoid"])[1:])
with jax.enable_x64(True):
    jaxs = flat(jax_gradients(*random, X, t))
torchs = flat(torch_gradients(*random, X, t))

assert max(abs(ours - jaxs).max(), abs(ours - torchs).max()) < 1e-12
print("three gradients, equal to 12 digits:", ours[:4].round(4))

# %% [markdown]
# Now set every weight and every bias to 0, with a sample of three ones to one zero.

# %% jupyter={"source_hidden": true}
widgets.Predict(
    "All weights and biases are 0; the hidden units are sigmoids. What gets a gradient?",
    {
        "Nothing": "What does a sigmoid answer to 0? Then look at the formula for v.",
        "Every weight, all the same": "The gradient of W has v as a factor.",
        "Only the output layer": "Then compare the entries of its gradient.",
    },
)

# %%
few = np.array([[1.0, 2.0], [-1.0, 0.5], [0.3, -1.0], [2.0, 1.0]])
ones = np.array([1.0, 1.0, 1.0, 0.0])
zero = np.zeros((2, 2)), np.zeros(2), np.zeros(2), 0.0


# %%
for name in ("sigmoid", "tanh", "ReLU"):
    _, dW, db, dv, dc = gradients(*zero, few, ones, *ACTIVATIONS[name])
    print(f"{name:8} dW {dW.any():d}  db {db.any():d}  dv {dv}  dc {dc:.3f}")
    assert not dW.any() and not db.any() and dc != 0

# %% [markdown] tags=["row:S001-46", "row:S004-06"]
# One often reads that at zero there is no gradient and no learning. Not quite: sigmoids
# answer ½ to 0, so the output weights do learn. With tanh or ReLU, $\varphi(0) = 0$, and
# **only the output bias learns**: as long as $W$, $b$ and $v$ are 0, $h_j$ and $v_j$ are
# 0, and so are the first three gradients, at every step, and the network stays a constant.
# At zero, all gradients of a layer are the same. After that the weights of one unit
# differ, as its inputs do, but its neighbour has the same. A hundred steps show it:

# %%
for name in ("sigmoid", "tanh"):
    p = list(zero)
    for _ in range(100):
        grads = gradients(*p, few, ones, *ACTIVATIONS[name])[1:]
        p = [a - 0.5 * g for a, g in zip(p, grads, strict=True)]
    print(f"{name:8} W {p[0].round(2).tolist()}  v {p[2].round(2)}  c {p[3]:.2f}")
    assert (p[0][0] == p[0][1]).all() and p[2].any() == (name == "sigmoid")

# %% [markdown] tags=["row:S001-47"]
# Zero is only the clearest case of a wider trap.
#
# **Units that start equal stay equal.** Let two hidden units have the same $W_j$, $b_j$
# and $v_j$. Then they have the same $z_j$ on every example, hence the same $h_j$ and
# $\varphi'(z_j)$, hence the same three gradients above. A step of descent takes the same
# from both, so they are equal after it. By induction they are equal after every step.
# $\blacksquare$
#
# It needs no more than that: any activation, any batch, any rule that moves equal
# parameters with equal gradients alike. A constant start, whatever the constant, makes a
# layer of a thousand units as good as one. (What treats equal units unequally can part
# them: dropout, in lecture 7, silences one and not its twin, and a silent unit gets no
# gradient.)
#
# Two tanh units can answer XOR. We start them a distance apart in one weight, and train.


# %%
def train_twins(apart, steps=1000, lr=0.5):
    """Both units (w₁, w₂, b) after 0, 1, … steps, (steps + 1, 2, 3), and the losses."""
    W, b = np.array([[0.5, -0.3], [0.5 + apart, -0.3]]), np.full(2, 0.1)
    p = [W, b, np.full(2, 0.5), 0.0]
    units, losses = [], []
    for _ in range(steps + 1):
        loss, *grads = gradients(*p, X, t, *ACTIVATIONS["tanh"])
        units.append(np.column_stack(p[:2]))
        losses.append(loss)
        p = [a - lr * g for a, g in zip(p, grads, strict=True)]
    return np.array(units), np.array(losses)


# %% jupyter={"source_hidden": true}
widgets.Predict(
    "The two units start 0.001 apart, so they are not equal. Will they learn XOR?",
    {
        "Yes: any difference is enough": "The proof is silent here. Watch the distance.",
        "Yes, but late": "Play it to the end. Then see what 20,000 steps make of it.",
        "No, not even in 20,000 steps": "From which distance on do they? Try the others.",
    },
)

# %%
runs = {apart: train_twins(apart) for apart in (0, 0.001, 0.03, 0.1, 0.3, 0.5)}
units, losses = ({k: run[i] for k, run in runs.items()} for i in (0, 1))

explore(views.Twins(X, y, units, losses))

# %% [markdown]
# **Move** the distance, and play each run. Equal units draw one line at every step: dashed
# over solid. Units 0.001 apart nearly do: their distance grows fiftyfold, and almost stops,
# with one cluster of four on the wrong side. Others part, some early, 0.03 late, and put
# a diagonal between them.

# %%
for apart in runs:
    gap = np.linalg.norm(units[apart][-1][0] - units[apart][-1][1])
    print(f"apart {apart:<5} -> {gap:.2g}, loss {losses[apart][-1]:.2f}")

assert (units[0][:, 0] == units[0][:, 1]).all()
assert max(losses[apart][-1] for apart in (0.03, 0.1, 0.5)) < 0.1
assert min(train_twins(apart, 20_000)[1][-1] for apart in (0.001, 0.3)) > 0.4

# %% [markdown] tags=["row:S004-04"]
# A start must break the symmetry by enough; and even then, on this sample, 0.3 fails
# between 0.1 and 0.5, which succeed. The last line ran 20,000 steps for the two that fail:
# not slow, but stuck. In lecture 1 the loss was a bowl, and every start led to the same
# lowest point. Here the start decides the end: descent goes down into whatever valley or
# **local minimum** lies below it. How often does it end well, in 600 steps from weights
# drawn from $\mathcal{N}(0, 1)$?


# %%
def ends_well(seed):
    r = np.random.default_rng(seed)
    p = [r.standard_normal((2, 2)), np.zeros(2), r.standard_normal(2), 0.0]
    for _ in range(600):
        loss, *grads = gradients(*p, X, t, *ACTIVATIONS["tanh"])
        p = [a - 0.5 * g for a, g in zip(p, grads, strict=True)]
    return loss < 0.1


# %%
share = np.mean([ends_well(seed) for seed in range(60)])
assert 0.4 < share < 0.9
print(f"{60 * share:.0f} of 60 random starts learn XOR")

# %% [markdown] tags=["row:S001-49"]
# ## Biases
#
# Random weights already tell the units apart, so **biases usually start at a constant: 0**.
# One of them deserves thought. If a class makes up a share $p$ of the data, an output
# bias of $\log\frac{p}{1-p}$ makes a network whose other output weights are small say
# about $p$. It then need not spend its first steps to learn that the class is rare.

# %%
rare = (np.arange(1000) < 10) * 1.0  # 1 % of the examples
Z = rng.standard_normal((1000, 2)) + 2 * rare[:, None]

# %%
small = [0.1 * rng.standard_normal(s) for s in ((8, 2), 8, 8)]
curves = []
for c in (0.0, np.log(0.01 / 0.99)):
    p, curve = [*small, c], []
    for _ in range(301):
        loss, *grads = gradients(*p, Z, rare, *ACTIVATIONS["tanh"])
        p = [a - 0.5 * g for a, g in zip(p, grads, strict=True)]
        curve.append(loss)
    curves.append(np.array(curve)[[0, 30, 300]])
    print(f"c = {c:+.2f}: loss after 0, 30, 300 steps", *curves[-1].round(2))
assert (curves[0] > curves[1]).tolist() == [True, True, False]

# %% [markdown] tags=["row:S000-25"]
# The good bias starts where the other one is after 30 steps. It buys these steps, and no
# more: after 300 the other network is even ahead. Other constants (a small positive bias,
# so that no ReLU starts dead) are rules of thumb: they depend on the problem, and you should
# measure whether they help.
#
# ## A product of many factors
#
# Now the size. In a chain of $L$ single neurons, $x_k = \varphi(w x_{k-1})$, lecture 3
# gives the gradient as a product with one factor for each layer:
#
# $$\frac{\partial x_L}{\partial x_0} = \prod_{k=1}^{L} \varphi'(z_k)\,w .$$
#
# A product of 20 numbers well below 1 is tiny, of 20 numbers well above 1 huge: gradients
# **vanish** or **explode**. Is it enough to look at $w$: vanishing for $|w| \ll 1$, exploding
# for $|w| \gg 1$? With the sigmoid it was not (lecture 3). And with tanh? We start at
# $x_0 = 0.5$.

# %% jupyter={"source_hidden": true}
widgets.Predict(
    "tanh has slope 1 at 0. What becomes of the gradient behind 20 of them with w = 2, "
    "from x₀ = 0.5?",
    {
        "It explodes, like 2²⁰": "That is 2 times 1. Is z at 0, where the slope is 1?",
        "It vanishes": "For which w would it not? Look along the row of tanh.",
        "It keeps its size": "Then every slope would have to be ½. At which z is it?",
    },
)


# %%
def chain_gradient(w, phi, slope, x=0.5, depth=20):
    product = 1.0
    for _ in range(depth):
        z = np.float64(w * x)
        x, product = phi(z), product * slope(z) * w
    return product


# %%
for name in ("sigmoid", "tanh", "ReLU"):
    row = [chain_gradient(w, *ACTIVATIONS[name]) for w in (0.5, 1, 2, 3, 4, 8)]
    print(f"{name:8}", "  ".join(f"{value:7.0e}" for value in row))
    assert name == "ReLU" or (max(row) < 1 and row[2] > row[3] > row[4] > row[5])

near = chain_gradient(2, *ACTIVATIONS["tanh"], x=1e-6)
print(f"tanh, w = 2, from 0.000001: {near:.0e}")
assert near > 1e5

# %% [markdown] tags=["row:S000-26", "row:S000-27", "row:S001-48"]
# The factor is $\varphi'(z)\,w$, and both parts matter. From $w = 2$ on tanh **saturates**:
# $\varphi'(z)$ is nearly 0, and the gradient vanishes all the more as $w$ grows. (From
# $x_0 = 10^{-6}$ the signal needs most of the 20 layers to grow so large: there $w = 2$ makes
# the gradient explode.) ReLU does not saturate above 0, and explodes; for $z < 0$ its factor
# is exactly 0.
#
# ## The size of a sum
#
# A layer adds up many inputs: $z_j = \sum_{i=1}^{n} w_{ji} x_i$. Let the weights be
# independent, with mean 0 and the same variance, and independent of the inputs.
#
# $$\operatorname{Var}(z_j) \;=\; \sum_{i=1}^n \operatorname{Var}(w_{ji})\,E[x_i^2]
#   \;=\; n \operatorname{Var}(w)\, E[x^2],$$
#
# because mixed terms $E[w_{ji} w_{jk} x_i x_k]$ have mean 0. The number of inputs, $n$, is the
# **fan-in** of the layer. So one layer multiplies the size of a signal, its root mean
# square (rms), by $\sqrt{n}\cdot\operatorname{std}(w)$, and ten layers do so ten times.
#
# Recipes say: weights from $\mathcal{N}(0, 0.01)$. Is 0.01 the variance, or the standard
# deviation? Both readings are found.

# %% jupyter={"source_hidden": true}
widgets.Predict(
    "256 tanh units a layer, weights with std 0.01, inputs of rms 1. After 10 layers?",
    {
        "about 0.01": "What does one layer multiply by? Then ten?",
        "about 0.0001": "Compute 0.01 · √256. How often is it multiplied?",
        "about 0.00000001": "And how large is the gradient that comes back?",
    },
)

# %%
for std in (0.01, 0.1):
    x = rng.standard_normal((20, 256))
    for _ in range(10):
        x = np.tanh(x @ (std * rng.standard_normal((256, 256))).T)
    print(f"std {std}: rms {np.sqrt(np.mean(x**2)):.0e} after 10 layers")

# %% [markdown] tags=["row:S000-48", "row:S001-48"]
# $0.01\sqrt{256} = 0.16$, and $0.16^{10} \approx 10^{-8}$: the last layer hears nothing of the
# input. With *variance* 0.01 the factor is 1.6, and tanh is pushed towards saturation. No
# fixed number is right, because the factor depends on the width.
#
# **LeCun (1998).** Make the factor 1: $\operatorname{Var}(w) = 1/n_\text{in}$, weights of
# size $1/\sqrt{n_\text{in}}$. The normal distribution is not needed, and its rare extreme
# values can be avoided: uniform weights on $[-a, a]$ have variance $a^2/3$.
#
# Fan-in is what the layer sums over, and not its width. Take a first layer with two
# inputs, and divide it by the root of the width $m$ instead.

# %%
x = rng.standard_normal((500, 2))
for m in (8, 128, 2048):
    W = rng.standard_normal((20_480, 2))  # many layers of this width
    sizes = [np.sqrt(np.mean((x @ W.T / np.sqrt(n)) ** 2)) for n in (m, 2)]
    print(f"width {m:4}: divided by √width {sizes[0]:.2f}, by √fan_in {sizes[1]:.1f}")
    assert abs(sizes[0] / np.sqrt(2 / m) - 1) < 0.15 and abs(sizes[1] - 1) < 0.15

# %% [markdown]
# Divided by $\sqrt m$, the pre-activations shrink like $\sqrt{2/m}$: the wider the layer,
# the less it says.
#
# ## Fifty layers
#
# Now both directions at once, through 50 layers of 100 units. The gradient is that of the
# sum of the last layer, so it starts at 1 and comes backward by
# $W^\top(\varphi'(z)\circ g)$. We draw the weights once, and scale them by a **gain**:
# $w = \text{gain} \cdot \mathcal{N}(0, 1)/\sqrt{n_\text{in}}$.


# %%
def signal(W, X, phi, slope):
    """Rms of the activations and of the gradient in layers 0 to L, both (L + 1,)."""
    xs, zs = [X], []
    for layer in W:
        zs.append(xs[-1] @ layer.T)
        xs.append(phi(zs[-1]))
    gs = [np.ones_like(X)]
    for layer, z in zip(W[::-1], zs[::-1], strict=True):
        gs.append((gs[-1] * slope(z)) @ layer)
    size = [[np.sqrt(np.mean(v**2)) for v in vs] for vs in (xs, gs[::-1])]
    return np.array(size)


# %% [markdown]
# What should we expect? In a wide layer each $z_j$ is a sum of many independent terms, so
# it is nearly normal, with the standard deviation $s = \text{gain}\cdot\text{rms}(x)$. Then
# the next rms is $\sqrt{E[\varphi(z)^2]}$ for $z \sim \mathcal{N}(0, s^2)$, and the factor
# of the gradient is $\text{gain}\cdot\sqrt{E[\varphi'(z)^2]}$. This is called mean-field
# theory; the expectations are sums over a fine grid.


# %%
def theory(gain, phi, slope, depth):
    """What `signal` tends to in wide layers, for inputs of rms 1."""
    grid = np.linspace(-8, 8, 800)
    weight = np.exp(-(grid**2) / 2)
    weight /= weight.sum()
    forward, factors = [1.0], []
    for _ in range(depth):
        z = gain * forward[-1] * grid
        forward.append(np.sqrt(weight @ phi(z) ** 2))
        factors.append(gain * np.sqrt(weight @ slope(z) ** 2))
    return np.array(forward), np.append(np.cumprod(factors[::-1])[::-1], 1.0)


# %% [markdown]
# JAX should agree with our backward pass. Seven layers are enough to see a slip.

# %%
W = rng.standard_normal((50, 100, 100)) / np.sqrt(100)
inputs = rng.standard_normal((32, 100))

with jax.enable_x64(True):

    def total(x):
        for layer in W[:7]:
            x = jnp.tanh(x @ layer.T)
        return x.sum()

    grad = np.asarray(jax.grad(total)(inputs))

ours = signal(W[:7], inputs, *ACTIVATIONS["tanh"])[1][0]
assert abs(ours / np.sqrt(np.mean(grad**2)) - 1) < 1e-12

# %% [markdown]
# **Move** the gain. Start with ReLU: for which gain is the line level? Then find one for
# tanh at which *both* lines are nearly level. Is there one for the sigmoid, up to 3? Under
# the picture stand the signal of the last layer and the gradient of the first, each beside
# the theory.

# %%
explore(views.Propagation(signal, theory, W, inputs, ACTIVATIONS))

# %% [markdown] tags=["row:S004-08"]
# At gain 1 ReLU loses everything: $10^{-8}$ after 50 layers. Why? For a symmetric $z$,
# half of the outputs are 0, and
#
# $$E[\operatorname{ReLU}(z)^2] = \tfrac12 E[z^2],$$
#
# so each layer multiplies by $\text{gain}/\sqrt2$, and the gradient, which passes through
# half of the units, likewise. **He (2015).** Make up for the half:
# $\operatorname{Var}(w) = 2/n_\text{in}$, gain $\sqrt2$.

# %% jupyter={"source_hidden": true}
widgets.Predict(
    "The same 50 ReLU layers with gain √2 instead of 1: how much larger is the output?",
    {
        "√2 times": "That is one layer. What does ReLU do with a factor in front?",
        "50 √2, about 71 times": "Do the factors of layers add, or multiply?",
        "more than a million times": "Compute 2 to the power of 25.",
    },
)

# %%
lecun, he = (signal(g * W, inputs, *ACTIVATIONS["ReLU"])[0] for g in (1, 2**0.5))
print(f"{lecun[-1]:.0e} and {he[-1]:.1f}: {he[-1] / lecun[-1]:,.0f} times")

expected = theory(1.0, *ACTIVATIONS["ReLU"], 50)[0]
assert abs(np.log10(lecun / expected)).max() < 1

# %% [markdown]
# $(\sqrt2)^{50} = 2^{25}$, to the last digit: ReLU passes a positive factor on unchanged. The
# measured line strays from the theory, since 100 units are not many. How far, in 20 draws?

# %%
orders = np.zeros(20)
for seed in range(20):
    draw = np.random.default_rng(seed)
    Ws = draw.standard_normal((50, 100, 100)) / np.sqrt(100)
    out = signal(Ws, draw.standard_normal((32, 100)), *ACTIVATIONS["ReLU"])[0][-1]
    orders[seed] = abs(np.log10(out / 2**-25))

assert orders.max() < 1.5
print(f"off by a factor of {10 ** np.median(orders):.1f} in the median draw")

# %% [markdown]
# A small factor, where the wrong gain costs seven orders of magnitude. And the other two?
# The theory gives the gradient of the first layer; we keep to the gains of the slider.

# %%
tries = [("tanh", gain) for gain in (0.5, 1, 1.1, 5 / 3, 3)]
for name, gain in [*tries, ("sigmoid", 1), ("sigmoid", 3)]:
    size = signal(gain * W, inputs, *ACTIVATIONS[name])
    ideal = np.array(theory(gain, *ACTIVATIONS[name], 50))
    print(f"{name:7} {gain:.2f}  signal {size[0, -1]:.0e}  gradient {size[1, 0]:.0e}")
    assert abs(np.log10(size / ideal)).max() < 1

# %% [markdown]
# With tanh both lines fall far at gain 0.5. At 3 the signal settles and the gradient
# explodes: a signal that looks healthy says nothing about the gradient. Between them is a
# narrow band. In wide and ever deeper networks the border is gain 1 (B. Poole and others,
# 2016; S. Schoenholz and others, 2017): LeCun's start is right for tanh. Through 50 layers
# a little more keeps both lines nearer to 1. How much more, in 20 draws?

# %%
worst = {}
for name, gain in [*(("tanh", g) for g in (1, 1.1, 1.2, 1.3)), ("ReLU", 2**0.5)]:
    factors = np.zeros(20)
    for seed in range(20):
        draw = np.random.default_rng(seed)
        Ws = gain * draw.standard_normal((50, 100, 100)) / np.sqrt(100)
        size = signal(Ws, draw.standard_normal((32, 100)), *ACTIVATIONS[name])
        factors[seed] = 10 ** abs(np.log10(size)).max()
    worst[name, gain] = off = np.median(factors)
    print(f"{name} {gain:.1f}: off 1 by a factor of {off:.1f} at worst, in the median")
best = min(worst, key=worst.get)
assert best == ("tanh", 1.2) and worst["tanh", 1] > 3 * worst[best]
assert 0.5 < worst["tanh", 1.1] / worst["ReLU", 2**0.5] < 2

# %% [markdown]
# Of these, 1.2 is the most level for tanh, and 1.1 is about as level as ReLU at He's gain.
# With the sigmoid the signal is level at every gain of the slider, near ½, but the gradient
# falls by $10^{-32}$ at gain 1, and by $10^{-14}$ at 3. (We compute in float64. In float32
# the square of $10^{-32}$ is 0.) That is one reason why deep networks seldom use it inside.
# Here is the theory at 1, at He's gain and at 3; and far beyond the slider there is a gain
# for it as well:

# %%
for gain in (1, 2**0.5, 3, 10):
    _, back = theory(gain, *ACTIVATIONS["sigmoid"], 50)
    print(f"sigmoid, gain {gain:4.3g}: gradient {back[0]:.0e}")
assert 0.1 < back[0] < 10
assert torch.nn.init.calculate_gain("tanh") == 5 / 3
assert 80 < theory(5 / 3, *ACTIVATIONS["tanh"], 50)[1][0] < 100

# %% [markdown]
# The histograms show why the signal of tanh settles: **move** the gain, and look at the
# edges. (5/3 is what PyTorch's `calculate_gain` says for tanh. Through 50 layers it lets
# the gradient grow, seventyfold in the table above and about ninetyfold in theory.)

# %%
frames = {}
for gain in (0.5, 1, 5 / 3, 3, 6):
    x, frames[round(gain, 2)] = inputs, {}
    for k, layer in enumerate(W, start=1):
        x = np.tanh(gain * x @ layer.T)
        if k in (1, 5, 10, 25, 50):
            frames[round(gain, 2)][f"layer {k}"] = x


# %%
assert np.mean(abs(x) > 0.9) > 0.5  # the last layer at the last gain, 6
explore(views.Histograms(frames, "activation", what="gain", limit=1), frame=0.5)

# %% [markdown] tags=["row:S001-50", "row:S004-07", "row:S004-08"]
# Too small, and deep down all inputs look the same. Too large, and the units pile up at
# $\pm1$, saturated.
#
# ## Both ways at once
#
# The same sum, read backward, runs over the *outputs* of the layer: the gradient is
# multiplied by $\sqrt{n_\text{out} \operatorname{Var}(w)}$. A level signal asks for
# $\operatorname{Var}(w) = 1/n_\text{in}$, a level gradient for $1/n_\text{out}$. Unless the
# layer is square, they cannot both be had.
#
# **Glorot and Bengio (2010)** meet in the middle:
# $\operatorname{Var}(w) = \dfrac{2}{n_\text{in} + n_\text{out}}$. (Texts, and some code, give
# $1/n_\text{in}$ under their name, or Xavier's. That is LeCun's.)

# %%
variance = {
    "LeCun": lambda fan_in, fan_out: 1 / fan_in,
    "Glorot": lambda fan_in, fan_out: 2 / (fan_in + fan_out),
    "He": lambda fan_in, fan_out: 2 / fan_in,
}


# %%
for name, rule in variance.items():
    A = np.sqrt(rule(300, 100)) * rng.standard_normal((100, 300))
    x, g = rng.standard_normal((2000, 300)), rng.standard_normal((2000, 100))
    sizes = np.std(x @ A.T), np.std(g @ A)
    print(f"{name:6} forward {sizes[0]:.1f}, backward {sizes[1]:.2f}")
    ideal = np.sqrt(rule(300, 100) * np.array([300, 100]))
    np.testing.assert_allclose(sizes, ideal, rtol=0.05)

# %% [markdown]
# From 300 units to 100, before any activation, LeCun keeps the signal at 1 and shrinks the
# gradient to $\sqrt{1/3}$; Glorot splits the error. He is $\sqrt2$ too large here, on
# purpose: the ReLU after it takes the half back. PyTorch has all three, and agrees.

# %%
torch.manual_seed(5)
empty = torch.empty(100, 300)
for name, fill in {
    "LeCun": lambda w: torch.nn.init.kaiming_normal_(w, nonlinearity="linear"),
    "Glorot": torch.nn.init.xavier_normal_,
    "He": lambda w: torch.nn.init.kaiming_normal_(w, nonlinearity="relu"),
}.items():
    assert abs(fill(empty).var().item() / variance[name](300, 100) - 1) < 0.03

# %% [markdown]
# So choose by the activation:
#
# | units | start | why |
# | --- | --- | --- |
# | ReLU | He | each layer loses half of the mean square |
# | tanh | LeCun or Glorot | slope 1 at 0: gain 1, or a little more in deep networks |
# | sigmoid, inside | none of the three | in 50 layers the gradient falls to $10^{-32}$, at He's gain to $10^{-25}$ |
#
# ## Does it train?
#
# Sizes at the start are one thing. Do they matter after 600 steps? A network of 20 layers,
# 64 ReLU units in each but the last, learns the ten digits by plain descent at rate 0.01 on
# batches of 32. Only the start differs.

# %%
images, digit = load_digits(return_X_y=True)
images = (images - images.mean()) / images.std()
layers = [64] * 20 + [10]
pairs = list(pairwise(layers))
batches = np.random.default_rng(0).integers(0, len(digit), (600, 32))


# %%
starts = {
    "zero": lambda i, o, r: np.zeros((o, i)),
    "constant 1/fan_in": lambda i, o, r: np.full((o, i), 1 / i),
    "std 0.01": lambda i, o, r: 0.01 * r.standard_normal((o, i)),
    "LeCun": lambda i, o, r: np.sqrt(1 / i) * r.standard_normal((o, i)),
    "Glorot": lambda i, o, r: np.sqrt(2 / (i + o)) * r.standard_normal((o, i)),
    "He": lambda i, o, r: np.sqrt(2 / i) * r.standard_normal((o, i)),
    "twice LeCun": lambda i, o, r: 2 * np.sqrt(1 / i) * r.standard_normal((o, i)),
}

# %% jupyter={"source_hidden": true}
widgets.Predict(
    "From which of the seven starts will all of five runs reach a loss below 1?",
    {
        "All that are random": "Compute a factor for each layer, to the power of 19.",
        "LeCun, Glorot and He": "Per ReLU they keep 0.7, 0.7 and 1. Nineteen times?",
        "He alone": "Then see whether the others are stuck, or only slow.",
    },
)


# %%
def deep_loss(params, X, digit):
    *hidden, (W, b) = params
    for V, c in hidden:
        X = jax.nn.relu(X @ V.T + c)
    scores = jax.nn.log_softmax(X @ W.T + b)
    return -jnp.mean(jnp.take_along_axis(scores, digit[:, None], axis=1))


# %%
@jax.jit
@jax.vmap
def train(params):  # five runs at once
    def step(params, batch):
        x, labels = jnp.asarray(images)[batch], jnp.asarray(digit)[batch]
        loss, grads = jax.value_and_grad(deep_loss)(params, x, labels)
        return jax.tree.map(lambda p, g: p - 0.01 * g, params, grads), loss

    return jax.lax.scan(step, params, batches)[1]


# %%
def five(draw):
    """Parameters of five networks, each array with a first axis of 5."""
    rngs = [np.random.default_rng(seed) for seed in range(5)]
    Ws = [np.stack([draw(i, o, r) for r in rngs]) for i, o in pairs]
    return [(W, np.zeros(W.shape[:2])) for W in Ws]


# %%
with jax.enable_x64(True):
    deep = {name: np.asarray(train(five(starts[name]))) for name in ("Glorot", "He")}

for name, run in deep.items():
    below = np.sum(run[:, -50:].mean(axis=1) < 1)  # in the mean of the last 50 steps
    print(f"{name}: {below} of 5 runs end below 1")
    assert below == (5 if name == "He" else 0)

# %% [markdown]
# `nncourse/data/make_starts.py` has trained from all seven starts, and at four rates. We
# load what it found, since it takes minutes, and since the training from He's start
# amplifies rounding. Nudge all first weights by a factor of $1 + 10^{-14}$:

# %%
with jax.enable_x64(True):
    nudged = train([(W * (1 + 1e-14), b) for W, b in five(starts["He"])])
apart = abs(np.asarray(nudged) - deep["He"])
assert apart[:, :50].max() < 1e-8 and apart[:, -50:].max() > 1e-3

# %% [markdown]
# The losses are the same at first, and others at the end. Processors round sums in
# different orders, so yours may end with other losses than those below, which are one run
# of the script.

# %%
recorded = np.load(make_starts.FILE)
curves = dict(zip(starts, recorded["curves"], strict=True))
for name, run in deep.items():
    ours = make_starts.smooth(run)[:, :9]
    np.testing.assert_allclose(ours, curves[name][:, :9], rtol=1e-4)

explore(views.Starts(np.arange(0, 601, 10), curves, np.log(10), ylim=(0.05, 9000)))

# %% [markdown]
# **Move** the start. The dashed line is $\log 10$, the loss of a network that gives every
# digit the same probability; a cross is where the loss of a run stops being a number.
# At this rate the runs from one of seven starts have learnt. Are the others stuck, or slow?
# Here are the lowest and the highest loss of five runs at the end, for four learning rates.

# %%
print(" " * 17, *(f"rate {rate:<7g}" for rate in make_starts.RATES))
for name, runs in zip(starts, recorded["ends"], strict=True):
    print(f"{name:17}", *(f"{min(row):.2f} - {max(row):.2f}" for row in runs))

ends = dict(zip(starts, recorded["ends"], strict=True))
assert min(ends["zero"].min(), ends["std 0.01"].min()) > 2.29
assert ends["He"].max(axis=1).min() < 0.5
assert min(np.nanmin(ends[name]) for name in starts if name != "He") > 1
assert max(ends["LeCun"][3].min(), ends["Glorot"][3].min()) < 1.5
assert (curves["twice LeCun"][:, 0] > 100).all() and ends["twice LeCun"][0].max() < 2

# %% [markdown] tags=["row:S004-07"]
# Zero never leaves the dashed line: only the output bias learns. Weights of size 0.01 do
# not leave it either, at none of the four rates: each layer multiplies by 0.06. The constant
# start is a chain of single units, 20 long, and at large rates learns a little, as one unit
# can. LeCun and Glorot lose a factor $\sqrt2$ in each ReLU, $10^{-3}$ in all. They are slow,
# and not stuck: at ten times the rate some of their runs have come a good way. Twice LeCun
# starts with a loss of hundreds or thousands, and overflows; at a hundredth of the rate
# it trains. So each start has a rate of its own. Each at the best of four, He's is far
# ahead: it was made for ReLU.
#
# ## A way to depend on it less
#
# A start sets the scale of every layer once. **Batch normalization** (S. Ioffe and
# C. Szegedy, 2015) sets it again at every step: it shifts and scales each pre-activation to
# mean 0 and variance 1 over the batch. Lecture 7 builds it, and measures what it buys.
#
# ## Keep
#
# * Random weights are preconceptions. Choose their size, since you cannot choose their
#   content.
# * Equal units have equal gradients and stay equal. From zero, tanh and ReLU networks learn
#   only their output bias.
# * A gradient is a product of factors $\varphi'(z)\,w$: small weights and saturation make it
#   vanish, large weights can make it explode.
# * $\operatorname{Var}(z) = n_\text{in}\operatorname{Var}(w)\,E[x^2]$. LeCun: $1/n_\text{in}$;
#   Glorot: $2/(n_\text{in} + n_\text{out})$; He, for ReLU: $2/n_\text{in}$. Deep tanh
#   networks want the gain of LeCun or a little more.
# * Biases start at 0. A level signal does not promise a level gradient: look at both.
#
# ## Check yourself
#
# 1. All weights of a layer start at 0.3. What can its 100 units learn?
#    <details><summary>Answer</summary>As much as one unit: they have the same inputs and,
#    if the next layer starts constant too, the same gradients for ever.</details>
# 2. The first loss of your ten-class network is 40, not 2.3. What do you suspect?
#    <details><summary>Answer</summary>Weights that are too large: it is certain before it
#    has learnt anything, and mostly wrong.</details>
# 3. A layer has 1000 inputs, 10 outputs and ReLU. Which standard deviation would He give?
#    <details><summary>Answer</summary>√(2/1000), about 0.045. The outputs do not
#    count.</details>
# 4. Somebody scales the first layer (2 inputs, width m) by 1/√m. What happens as m grows?
#    <details><summary>Answer</summary>Its pre-activations shrink like √(2/m). The fan-in
#    is 2, whatever the width.</details>
# 5. In a deep tanh network every layer has rms 0.8. Is the start a good one?
#    <details><summary>Answer</summary>Look at the gradient first. At gain 3 the signal is
#    level and the gradient explodes.</details>
#
# **Now do it yourself:** [problem set 5](../workspace/ps05_initialization/ps05_initialization.ipynb).
#
# <small>**Sources.** “Some AI koans”, in E. S. Raymond (ed.), *The Jargon File*; composed by
# D. Hillis. Y. LeCun, L. Bottou, G. Orr and K.-R. Müller, “Efficient BackProp”, in *Neural
# Networks: Tricks of the Trade*, Springer, 1998. X. Glorot and Y. Bengio, “Understanding the
# difficulty of training deep feedforward neural networks”, AISTATS 2010. K. He, X. Zhang,
# S. Ren and J. Sun, “Delving deep into rectifiers”, ICCV 2015. B. Poole et al.,
# “Exponential expressivity in deep neural networks through transient chaos”, NeurIPS 2016,
# and S. Schoenholz et al., “Deep information propagation”, ICLR 2017 (mean-field theory).
# S. Ioffe and C. Szegedy, “Batch normalization”, ICML 2015.</small>
