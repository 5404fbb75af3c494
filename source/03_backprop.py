# %% [markdown]
# # 3 · Backpropagation by hand
#
# **Question.** A small network has 79,510 parameters. How can one pass from its loss
# backwards find the slope by each of them, and how do you know that the slopes are
# right?
#
# **After this lecture you can**
#
# * use the chain rule for numbers and for vectors, on any graph of computations;
# * take a network with nine weights forward and backward, number by number;
# * derive the recursion for layers, with its shapes, and write it in NumPy;
# * test a gradient, and say when a test of gradients is itself wrong;
# * build automatic differentiation in some thirty lines, and say why slopes add up there.
#
# 90 minutes. On a laptop no cell takes longer than about 5 seconds. Run each cell with Shift+Enter;
# where it says *Predict*, answer before you go on.

# %%
import jax
import jax.numpy as jnp
import numpy as np
import torch

from nncourse import views, widgets
from nncourse.live import explore

# %% [markdown] tags=["row:S002-19", "row:S002-21"]
# ## Recall
#
# Answer from memory before you open an answer.
#
# 1. Near its lowest point the largest curvature of a loss is 0.5. For which learning rates
#    does descent settle there?
#    <details><summary>Answer</summary>Below 2 / 0.5 = 4.</details>
# 2. 27 linearly independent images of 64 pixels get labels by coin flips. Which training
#    accuracy can one neuron reach?
#    <details><summary>Answer</summary>1.0: no more examples than inputs, and independent
#    ones, so some weights fit any labels.</details>
# 3. What can three layers without an activation between them do that one cannot?
#    <details><summary>Answer</summary>Nothing: the product of their matrices is one
#    matrix.</details>
# 4. How steep can a sigmoid be, and where? And a ReLU?
#    <details><summary>Answer</summary>The sigmoid 1/4, at z = 0. The ReLU has slope 0
#    below 0 and 1 above.</details>
# 5. What have the sigmoid with binary cross-entropy and the softmax with cross-entropy in
#    common?
#    <details><summary>Answer</summary>Their gradient with respect to the logits:
#    prediction minus target.</details>
#
# ## One slope at a time
#
# Let $J(\theta)$ be the loss of a network with parameters $\theta \in \mathbb{R}^p$. Its
# **gradient** is the vector of all partial derivatives,
#
# $$\nabla J = \Bigl(\frac{\partial J}{\partial \theta_1}, \dots,
#   \frac{\partial J}{\partial \theta_p}\Bigr).$$
#
# Lecture 1 had $p = 3$ and a formula. A network with 784 inputs, 100 hidden neurons and
# 10 outputs has $p = 79{,}510$, and nobody writes 79,510 formulas by hand. But anybody can
# nudge one parameter by a small $h$ and see what the loss does:
#
# $$\frac{\partial J}{\partial \theta_i} \approx
#   \frac{J(\theta + h e_i) - J(\theta - h e_i)}{2h}.$$
#
# That is a **central difference**. It has an error: measure it where the slope is known,
# beside that of the one-sided $(J(\theta + h e_i) - J(\theta)) / h$. The slope of $x^3$ is
# $3x^2$. We take the largest error at 101 points between 3 and 4.


# %%
def cube(x):
    return x * x * x  # products are rounded alike on every processor, powers are not


x, h = np.linspace(3, 4, 101)[:, None], 2.0 ** np.arange(-34, 1)
one_sided = (cube(x + h) - cube(x)) / h
central = (cube(x + h) - cube(x - h)) / (2 * h)
found = {"one-sided": one_sided, "central": central}

errors = {name: abs(ours - 3 * x * x).max(axis=0) for name, ours in found.items()}

# %% [markdown]
# Which $h$ would you take? **Move** it, and read off both errors.

# %%
for name, error in errors.items():
    best, power = {"one-sided": (1e-8, 1), "central": (1e-5, 2)}[name]
    assert best / 4 < h[error.argmin()] < best * 4
    for part, rate in ((slice(-12, -2), power), (slice(8), -1)):
        grows = np.polyfit(np.log(h[part]), np.log(error[part]), 1)[0]
        assert abs(grows - rate) < 0.15

scales = {"xscale": "log", "yscale": "log"}
explore(views.Curves(h, errors, "step h", "error", **scales), x=h[20])

# %% [markdown] tags=["row:S000-23", "row:S001-33", "row:S001-34", "row:S001-35", "row:S002-22"]
# On the right the formula is too coarse: the one-sided error grows like $h$, the central
# one like $h^2$. On the left the two losses share most of their digits, and their
# difference loses them: both errors grow like $1/h$. The best step is near $10^{-8}$ for
# the one, near $10^{-5}$ for the other. So a central difference is a good *witness*, in
# float64 with $h = 10^{-5}$ and, for slopes near 1, a tolerance of $10^{-6}$. It is a poor
# way to train: at two forward passes a parameter, one step takes 159,020.
#
# ## The chain rule
#
# If $y = f(u)$ and $u = g(x)$, small changes multiply. Two notations say the same:
#
# $$\frac{dy}{dx} = \frac{dy}{du}\,\frac{du}{dx}, \qquad
#   (f \circ g)'(x) = f'(g(x))\; g'(x).$$
#
# The first is Leibniz's and is short. The second says where to evaluate: $f'$ at $g(x)$,
# the number that *went into* $f$.
#
# When $x \in \mathbb{R}^m$ goes to $v = g(x) \in \mathbb{R}^n$ and $v$ to a number
# $J$, a change of $x_i$ reaches $J$ through every $v_j$, and the ways add up:
#
# $$\frac{\partial J}{\partial x_i} = \sum_{j} \frac{\partial J}{\partial v_j}\,
#   \frac{\partial v_j}{\partial x_i}, \qquad
#   \nabla_x J = \Bigl(\frac{\partial v}{\partial x}\Bigr)^{\!\top} \nabla_v J .$$
#
# The Jacobian $\partial v / \partial x$ has shape $(n, m)$, so its transpose takes $n$
# slopes to $m$. **Multiply along a way, add over the ways**: that is the chain rule.
# Backpropagation adds an order: no number passes a slope on before its own sum is
# complete. Here is a small graph with two ways, $e = (a + b)(b + 1)$ at $a = 2$, $b = 1$.

# %% jupyter={"source_hidden": true}
widgets.Predict(
    "c = a + b = 3 and d = b + 1 = 2, then e = c·d = 6. What is ∂e/∂b?",
    {
        "2": "That is one way from b to e. Look for another arrow that leaves b.",
        "5": "Raise b to 1.1 and compute e by hand. Does it grow by what you expect?",
        "6": "Slopes along one way multiply. Are c and d on the same way?",
    },
)

# %% [markdown]
# **Play** the graph: values go forward, slopes come back. Stop where $b$ gets its slope,
# and read the sum below the picture.

# %% tags=["row:S001-37"]
# column, row, value, slope of e by it
nodes = {"a": (0, 0, 2, 2), "b": (0, 1, 1, 5), "c": (1, 0, 3, 2), "d": (1, 1, 2, 3)}
nodes["e"] = 2, 0.5, 6, 1
edges = [("a", "c", 1), ("b", "c", 1), ("b", "d", 1), ("c", "e", 2), ("d", "e", 3)]

explore(views.Graph(nodes, edges))

# %% [markdown] tags=["row:S000-22", "row:S000-24", "row:S002-23"]
# $b$ waits until both of its arrows have brought a slope: $1 \cdot 2 + 1 \cdot 3 = 5$. A
# walk *forward* from $b$ finds $\partial e/\partial b$, and must start again for $a$. One
# walk backward finds the slope of $e$ by every number in the graph.
#
# ## A chain of neurons
#
# Put $L$ neurons with one input each in a row. With $x_0 = x$,
#
# $$x_0 \xrightarrow{w_1,\, b_1} x_1 \xrightarrow{w_2,\, b_2} x_2 \;\cdots\;
#   \xrightarrow{w_L,\, b_L} x_L \longrightarrow \ell$$
#
# $$z_k = w_k x_{k-1} + b_k, \quad x_k = \sigma(z_k), \quad F(x) = x_L .$$
#
# Cut the chain after neuron $k$ and call the rest its **tail** $g_k$: then
# $F(x) = g_k(x_k) = g_k(\sigma(w_k x_{k-1} + b_k))$ for every $k$. For a loss
# $\ell(x_L)$, one factor a neuron leads back:
#
# $$\frac{\partial x_t}{\partial x_{t-1}} = \sigma'(z_t)\, w_t, \qquad
#   \frac{\partial x_k}{\partial w_k} = \sigma'(z_k)\, x_{k-1},$$
#
# $$\frac{\partial \ell}{\partial w_k} = \ell'(x_L)
#   \Bigl[\prod_{t=k+1}^{L} \sigma'(z_t)\, w_t\Bigr] \sigma'(z_k)\, x_{k-1}.$$
#
# Neighbours share all factors that lie behind the later one. So keep their product in a
# variable $\delta$, walk from the last neuron to the first, and multiply
# $\sigma'(z_t)\, w_t$ in at each. (A published version writes $\sigma'(x_t)$ for
# $\sigma'(z_t)$, and $x_k$ for the last $x_{k-1}$. Ask what went into each function on the
# way forward.)
#
# Each neuron on the way back multiplies the slope by $\sigma'(z_t)\, w_t$. Let twenty
# neurons have the same weight $w$.

# %% jupyter={"source_hidden": true}
widgets.Predict(
    "Twenty sigmoid neurons without bias, each with weight 8, from the input 0.5. How "
    "steep is the output by the input?",
    {
        "about 8²⁰ ≈ 10¹⁸": "The weight is one part of the factor. How large is the other?",
        "about 2²⁰ ≈ 10⁶": "That takes σ′ = 1/4 at every neuron. At which z is that?",
        "nearly 0": "Which part of the factor would have to be tiny, and why would it be?",
    },
)


# %%
def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def slope(z):
    """The derivative of the sigmoid; σ(z)(1 − σ(z)), without the difference."""
    return sigmoid(z) * sigmoid(-z)


# %%
def product(w, b, x=0.5):
    """∂x_20 / ∂x_(20 - k) for k = 0 to 20, in a chain from x_0 = x."""
    factors = []
    for _ in range(20):
        z = w * x + b
        x = sigmoid(z)
        factors.append(slope(z) * w)
    return np.cumprod([1, *reversed(factors)])


# %% [markdown]
# Beside it stand a chain whose biases $-w/2$ hold every $z$ at 0, where the sigmoid is
# steepest, and one of ReLUs with positive inputs. **Move** $w$ to its ends.

# %%
products = {
    w: {
        "sigmoid": product(w, 0.0),
        "centred": product(w, -w / 2),
        "ReLU": w ** np.arange(21),
    }
    for w in (0.25, 0.5, 1.0, 2.0, 3.0, 4.0, 5.0, 8.0)
}

# %%
for w, slopes in products.items():
    assert slopes["sigmoid"][-1] < 1e-10
    np.testing.assert_allclose(slopes["centred"][-1], (w / 4) ** 20)
assert all(product(w, 0.0)[-1] < 1e-10 for w in np.geomspace(0.01, 40, 200))

explore(views.Chain(products), frame=1.0)

# %% [markdown]
# The ReLUs multiply by $w$: their product vanishes below $w = 1$ and explodes above. The
# plain sigmoid's product vanishes at every $w$ from 0.01 to 40: with $w$ small the factor
# is about $w/4$; with $w$ large the neurons saturate, and $\sigma'(z)$ falls faster than
# $w$ grows. The centred one has the factor $w/4$ throughout, and explodes above $w = 4$:
# what lecture 2 said of ten sigmoids in a row counted $\sigma'$ alone.
#
# A published note has three lines: "if $w_t \ll 1$: vanishing", "if $w_t \gg 1$:
# exploding", and "if $\sigma'(\cdot) \approx 0$: vanishing gradient (sigmoid, tanh, but
# not relu)". None decides alone: the factor is the product $\varphi'(z)\, w$. The plain
# chain has $w = 8$ and vanishes. And a ReLU with $z < 0$ has slope 0, which makes the
# whole product exactly 0. Of a sigmoid we know more:
#
# **Claim.** If $|w_t| < 4$ for all $t$, every factor of a sigmoid chain is below 1.
#
# **Proof.** $\sigma'(z) = \sigma(z)(1 - \sigma(z)) \le 1/4$, since $p(1-p)$ is largest
# at $p = 1/2$. So $|\sigma'(z_t) w_t| \le |w_t|/4 < 1$. $\blacksquare$
#
# ## A network by hand
#
# Two inputs, three hidden neurons, one output, sigmoids, no biases. Weights have shape
# (out, in), so each row is a neuron and $W_{21}$ leads from input 1 to neuron 2.
#
# $$x = \begin{pmatrix} 5 \\ 3 \end{pmatrix},\quad
#   W = \begin{pmatrix} 1 & 2 \\ -1 & 2 \\ 3 & -1 \end{pmatrix},$$
#
# $$V = \begin{pmatrix} 0.1 & 0.5 & -0.1 \end{pmatrix},$$
#
# $$z = Wx, \quad h = \sigma(z), \quad s = Vh, \quad y = \sigma(s),$$
#
# and the label is 1, so the loss is $J = -\log y$. (For label 0 it is
# $-\log(1 - y)$.) Take a sheet of paper: what is $z$, and roughly $h$?

# %% tags=["row:S002-25"]
x = np.array([5.0, 3.0])
W = np.array([[1.0, 2.0], [-1.0, 2.0], [3.0, -1.0]])
V = np.array([0.1, 0.5, -0.1])


# %%
def values_of(x, W, V, label):
    """The forward pass of the 2-3-1 network, by name."""
    z = W @ x
    h = sigmoid(z)
    s = V @ h
    y = sigmoid(s)
    J = -np.log(y) if label else -np.log(1 - y)
    return {"z": z, "h": h, "s": s, "y": y, "J": J}


# %% tags=["row:S002-26"]
z, h, s, y, J = values_of(x, W, V, 1).values()

print("z =", z, " h =", *(f"{v:.8f}" for v in h))
print(f"y = {y:.6f}  J = {J:.6f}  ∂J/∂y = {-1 / y:.5f}")

# %% [markdown]
# $h_1$ is close to 1, and $h_3$ closer still. Remember both.
#
# Backward, one line for each line forward, in reverse:
#
# | forward | backward |
# | --- | --- |
# | $J = -\log y$ | $\partial y = -1/y$ |
# | $y = \sigma(s)$ | $\partial s = \partial y \cdot y(1 - y)$, which is $y - 1$ |
# | $s = V h$ | $\partial V = \partial s \cdot h^\top$ and $\partial h = V^\top \partial s$ |
# | $h = \sigma(z)$ | $\partial z = \partial h \circ h \circ (1 - h)$ |
# | $z = W x$ | $\partial W = \partial z\, x^\top$ and $\partial x = W^\top \partial z$ |
#
# ($\partial y$ is short for $\partial J / \partial y$, and $\circ$ multiplies entry by
# entry.)

# %% jupyter={"source_hidden": true}
widgets.Predict(
    "Which row of W will get the largest slopes?",
    {
        "row 1, with z = 11": "A slope must pass σ′(11). How much of it gets through?",
        "row 2, with z = 1": "What do the three rows share, and what do they not?",
        "row 3, with z = 12": "It has the largest weight, too. Does a weight of its own "
        "stand in its slope?",
    },
)


# %%
def slopes_of(x, W, V, label, values):
    """The backward pass: slopes of J by every number, by name."""
    h, y = values["h"], values["y"]
    dy = -1 / y if label else 1 / (1 - y)
    ds = dy * y * (1 - y)
    dV, dh = ds * h, ds * V
    dz = dh * h * (1 - h)
    dW, dx = np.outer(dz, x), W.T @ dz
    return {"y": dy, "s": ds, "V": dV, "h": dh, "z": dz, "W": dW, "x": dx}


# %% [markdown]
# Three others shall check the slopes by $W$ and $V$: finite differences, `jax.grad`
# and `torch.autograd`. JAX and PyTorch start from $\ell = \log(1 + e^s) - \text{label}
# \cdot s$, which is the same loss.


# %%
def differences_by_weights(x, W, V, label, h=1e-5):
    """Central differences of J by the weights, W and V in one vector of nine."""
    theta = np.append(W, V)

    def J(theta):
        return values_of(x, theta[:6].reshape(3, 2), theta[6:], label)["J"]

    return np.array([J(theta + e) - J(theta - e) for e in h * np.eye(9)]) / (2 * h)


# %%
@jax.jit
def jax_by_weights(x, W, V, label):
    def loss(W, V):
        s = V @ jax.nn.sigmoid(W @ x)
        return jnp.logaddexp(0, s) - label * s

    return jax.grad(loss, argnums=(0, 1))(W, V)


# %%
def torch_by_weights(x, W, V, label):
    x, W, V = map(torch.tensor, (x, W, V))
    W.requires_grad = V.requires_grad = True
    s = V @ torch.sigmoid(W @ x)
    (torch.nn.functional.softplus(s) - label * s).backward()
    return W.grad.numpy(), V.grad.numpy()


# %%
def checked_passes(x, W, V, label):
    """Both passes, and how far their slopes by the weights are from the witnesses'."""
    values = values_of(x, W, V, label)
    slopes = slopes_of(x, W, V, label, values)
    found = {"differences": differences_by_weights(x, W, V, label)}
    with jax.enable_x64(True):
        found["JAX"] = np.append(*jax_by_weights(x, W, V, label))
    found["PyTorch"] = np.append(*torch_by_weights(x, W, V, label))

    ours = np.append(slopes["W"], slopes["V"])
    off = {name: abs(ours - theirs).max() for name, theirs in found.items()}
    return views.Passes(values, slopes, off)


# %% [markdown]
# **Play** the two passes. The walk back begins at the loss, whose slope by itself is 1, and
# writes each slope below its number. Then **change** weights at any step, or flip the
# label. Once you have run the cell, the caption also says, at the last two steps, how far
# off the three witnesses are.

# %% tags=["row:S002-25"]
explore(views.WorkedNetwork(x, W, V, checked_passes), step=5)

# %% [markdown]
# Three things to try. Set $W_{11}$ and $W_{12}$ so that $z_1$ is near 0: its row wakes
# up. Set $V_2$ to 0: which slopes vanish, and which one does not? Set everything as it
# was and flip the label: which slopes change their sign? Here are the numbers once more.

# %%
passes = checked_passes(x, W, V, 1)
rows = abs(passes.gradients["W"]).max(axis=1)
assert max(passes.checks.values()) < 1e-9
assert rows[1] > 50_000 * max(rows[0], rows[2])
np.testing.assert_allclose(rows[1] / rows[0], V[1] / V[0] * slope(1) / slope(11))
assert slope(1) / slope(11) > 10_000

# %%
print("by V:", *(f"{v:.6f}" for v in passes.gradients["V"]))
for row in passes.gradients["W"]:
    print("by a row of W:", *(f"{v:.4g}" for v in row))
print(f"σ'(11) = {slope(11):.2g}")

# %% [markdown] tags=["row:S002-27"]
# The slopes of row 2 are at least 50,000 times those of the others, though $h_1$ and $h_3$
# are larger than $h_2$. A factor 5 of that is $V_2$, five times the size of $V_1$ and
# $V_3$. The rest, more than 10,000, is $z_1 = 11$ and $z_3 = 12$: they **saturate** the
# sigmoid, and what comes back is multiplied by $\sigma'(z) < 2 \cdot 10^{-5}$.
#
# ## When the witnesses agree and all are wrong
#
# JAX computes in float32 unless told otherwise, and PyTorch makes its own numbers in
# float32: seven digits.

# %% jupyter={"source_hidden": true}
widgets.Predict(
    "In float32 our code, JAX and PyTorch give the same slope by W₃₁, to five digits. By "
    "how much is it off?",
    {
        "about 0.00001 %": "That is the rounding of one operation. Look for an operation "
        "that magnifies it.",
        "about 1 %": "Where could five digits be lost? Look at 1 − h₃.",
        "it is right, three times over": "What do the three have in common?",
    },
)

# %%
small = [v.astype(np.float32) for v in (x, W, V)]
answers = {
    "ours": slopes_of(*small, 1, values_of(*small, 1))["W"],
    "JAX": jax_by_weights(*small, 1.0)[0],
    "PyTorch": torch_by_weights(*small, 1)[0],
}

# %%
right = passes.gradients["W"][2, 0]
z3 = np.float32(12)
assert slope(z3).dtype == np.float32 and abs(slope(z3) / slope(12) - 1) < 1e-6
assert 5e-8 < np.spacing(sigmoid(z3)) < 7e-8

for name, dW in answers.items():
    print(f"{name:8} {dW[2, 0]:.5g}, off by {abs(dW[2, 0] / right - 1):.2%}")
    assert 0.005 < abs(dW[2, 0] / right - 1) < 0.02
    assert abs(dW[2, 0] / answers["ours"][2, 0] - 1) < 1e-5

# %% [markdown] tags=["row:S001-36"]
# All three compute $\sigma'(z_3)$ as $h_3(1 - h_3)$ from $h_3 = 0.99999386$. In float32,
# numbers just below 1 are $6 \cdot 10^{-8}$ apart, so $1 - h_3 = 6 \cdot 10^{-6}$ keeps
# two digits. The formula is right; it *cancels*. The remedy is that of lecture 1: go back
# to $z$. Since $1 - \sigma(z) = \sigma(-z)$, nothing need be subtracted. Our `slope` does
# so, and is right to six digits in float32 too.
#
# Two rules follow. Check gradients in **float64**. And do not take three answers for
# three witnesses when they share a formula: a difference of losses has no backward
# formula to share.
#
# ## What slopes are for
#
# Backpropagation *computes* slopes. What to do with them is another algorithm's
# business: here gradient descent with $\eta = 0.1$, 100 steps on the one example. On
# demand it puts something else in the place of the slopes by $W$.


# %% tags=["row:S002-29"]
def descend(label=1, slip=lambda dW, z: dW, lr=0.1, lr_V=0.1):
    """The losses of 100 steps, each before its step."""
    W1, V1, losses = W, V, []
    for _ in range(100):
        values = values_of(x, W1, V1, label)
        slopes = slopes_of(x, W1, V1, label, values)
        W1 = W1 - lr * slip(slopes["W"], values["z"])
        V1 = V1 - lr_V * slopes["V"]
        losses.append(values["J"])
    return np.array(losses)


# %% jupyter={"source_hidden": true}
widgets.Predict(
    "All six slopes by W get the wrong sign, so W goes uphill. The slopes by V are right. "
    "What will the loss do in 100 steps?",
    {
        "rise at every step": "W climbs. Does anything else move?",
        "fall first, then rise": "Which of the two moves the output more, at each step?",
        "fall at every step": "If so, what does a falling loss say about your gradient?",
    },
)

# %% [markdown]
# **Move** the step, and compare, for label 1: the right slopes; a common slip, $\sigma'$
# twice on the way to $W$; $W$ left as it is; and $W$ uphill. One curve has label 0.


# %% tags=["row:S002-31"]
def uphill(dW, z):
    return -dW


losses = {
    "right": descend(),
    "σ' twice": descend(slip=lambda dW, z: dW * slope(z)[:, None]),
    "W fixed": descend(slip=lambda dW, z: 0 * dW),
    "W uphill": descend(slip=uphill),
    "label 0": descend(label=0),
}

# %%
ends = [values[-1] for values in losses.values()]
assert all((np.diff(values) < 0).all() for values in losses.values())
assert ends[:4] == sorted(ends[:4]) and ends[3] < 0.06
print(", ".join(f"{name} {end:.4f}" for name, end in zip(losses, ends, strict=True)))

without_V = descend(lr_V=0.0), descend(slip=uphill, lr_V=0.0)  # V held fast
assert without_V[0][-1] > 10 * ends[2] and (np.diff(without_V[1]) > 0).all()
for name, alone in zip(("right", "W uphill"), without_V, strict=True):
    print(f"{name} without V: from {alone[0]:.3f} to {alone[-1]:.3f}")

explore(views.Curves(np.arange(100), losses, "step", "loss J"), x=99)

# %% [markdown]
# The network adapts to either label. The slip costs little, and so does leaving $W$ as it
# is: $V$ does most of the work. With $V$ held fast, the right slopes by $W$ only get to
# 0.48. Even with $W$ uphill the loss falls at every step here; only without $V$ does it
# rise. **A falling loss does not prove a gradient**, not even the signs in it. What does a
# comparison with differences say of the same slips, and of one slope that is missing?

# %%
dW, theirs = passes.gradients["W"], differences_by_weights(x, W, V, 1)[:6].reshape(3, 2)
slips = {"right": dW, "σ' twice": dW * slope(z)[:, None], "uphill": -dW}
slips["W₃₂ missing"] = dW * [[1, 1], [1, 1], [1, 0]]

off = {name: abs(slip - theirs).max() for name, slip in slips.items()}
print(", ".join(f"{name} {most:.1e}" for name, most in off.items()))
assert off["right"] < 1e-9 and min(off["σ' twice"], off["uphill"]) > 0.1
assert 1e-7 < off["W₃₂ missing"] < 1e-6

# %% [markdown] tags=["row:S000-28", "row:S000-29", "row:S002-24", "row:S004-03"]
# It needs no training to see both slips. But it sees nothing below its tolerance: with
# $10^{-6}$ the missing slope passes, since it is small itself. So compare each difference
# with the size of its slope, too.
#
# ## Layer by layer
#
# The table above never used that the network was small. For $L$ layers with
# $x_k \in \mathbb{R}^{n_k}$, let $F = f_L \circ f_{L-1} \circ \dots \circ f_1$, a function
# of vectors, with
#
# $$z_k = W_k x_{k-1} + b_k, \qquad x_k = f_k(x_{k-1}) = \sigma(z_k),$$
#
# and $W_k$ of shape $(n_k, n_{k-1})$. Write $\delta_k = \partial \ell / \partial z_k$, of
# shape $(n_k,)$. One layer is a block that passes values to the right and slopes to the
# left:
#
# $$\begin{array}{ccccc}
#   x_{k-1} & \xrightarrow{\;W_k,\, b_k\;} & z_k & \xrightarrow{\quad\sigma\quad} & x_k \\[1ex]
#   \partial x_{k-1} & \xleftarrow{\;W_k^\top \delta_k\;} & \delta_k &
#     \xleftarrow{\;\circ\,\sigma'(z_k)\;} & \partial x_k \\
#   & & \downarrow & & \\
#   & & \partial W_k,\ \partial b_k & &
# \end{array}$$
#
# $$\delta_L = \sigma'(z_L) \circ \nabla_{x_L}\ell, \qquad
#   \delta_k = \sigma'(z_k) \circ (W_{k+1}^\top \delta_{k+1}),$$
#
# $$\frac{\partial \ell}{\partial W_k} = \delta_k\, x_{k-1}^\top, \qquad
#   \frac{\partial \ell}{\partial b_k} = \delta_k .$$
#
# **Proof.** $x_k$ reaches $\ell$ only through $z_{k+1} = W_{k+1} x_k + b_{k+1}$, whose
# Jacobian is $W_{k+1}$; so $\nabla_{x_k} \ell = W_{k+1}^\top \delta_{k+1}$. Entry $i$ of
# $x_k$ depends on entry $i$ of $z_k$ alone: a factor $\sigma'(z_{k,i})$. And
# $W_{k,ij}$ only enters $z_{k,i}$, with slope $x_{k-1,j}$. $\blacksquare$
#
# Shapes catch many slips: $\delta_k x_{k-1}^\top$ is $(n_k, 1)(1, n_{k-1})$, the shape of
# $W_k$, and $\delta_k \circ x_k$ is not. They do not catch the *value* of the loss in place
# of its derivative, nor $\sigma'$ twice from layer to layer. For one hidden layer, an output
# $y = f_2(z_2)$ and the squared distance to a target $t$, the recursion says
#
# $$\frac{\partial}{\partial W_1}(y - t)^2 = 2\,(y - t)\, f_2'(z_2)\,
#   \bigl(w_2 \circ f_1'(z_1)\bigr)\, x^\top .$$
#
# **A batch** $X$ of shape $(n, n_0)$ holds an example in each row. Then $Z = X W^\top + b$,
# each row of $\Delta$ is a $\delta$, and since all rows use the same $W$, their slopes add
# up: $\partial W = \Delta^\top X$, $\partial b = \sum_i \Delta_i$, $\partial X = \Delta W$.
# The $1/n$ of a mean belongs to the loss: it is in $\Delta$ already. Look how forward
# stores what backward needs.


# %% tags=["row:S002-28"]
class Layer:
    """A linear layer and a sigmoid; rows are examples, W has shape (out, in)."""

    def __init__(self, W, b):
        self.W, self.b = W, b

    def forward(self, X):
        self.X, self.Z = X, X @ self.W.T + self.b
        return sigmoid(self.Z)

    def backward(self, dH):
        dZ = dH * slope(self.Z)
        self.dW, self.db = dZ.T @ self.X, dZ.sum(axis=0)
        return dZ @ self.W


# %% [markdown]
# Two layers in a row, with the weights of the example and biases 0, get a batch: the
# example twice. They must find the slopes that we found by hand, and twice those where
# both rows share a number.

# %% tags=["row:S002-29"]
first, last = Layer(W, np.zeros(3)), Layer(V[None], np.zeros(1))
output = last.forward(first.forward(np.array([x, x])))
dX = first.backward(last.backward(-1 / output))

for found, name in ((first.dW / 2, "W"), (last.dW[0] / 2, "V"), (dX[0], "x")):
    np.testing.assert_allclose(found, passes.gradients[name], rtol=1e-9)
print("∂W has shape", first.dW.shape, "∂V", last.dW.shape, "and ∂X", dX.shape)

# %% [markdown] tags=["row:S001-38", "row:S001-39", "row:S001-40", "row:S001-41", "row:S001-42"]
# ## Softmax at the end
#
# With $K$ classes the last layer is a softmax, $f = \operatorname{softmax}(z)$, and the
# loss $\ell = -\log f_y$ is the negative log-likelihood. By the outputs,
# $\partial \ell / \partial f_i = -1_{y = i} / f_y$: only the right class is asked. By the
# logits every class is, since $\partial f_y / \partial z_i = f_y (1_{y=i} - f_i)$:
#
# $$\frac{\partial \ell}{\partial z_i} = -\frac{1}{f_y}\, f_y\, (1_{y=i} - f_i)
#   = f_i - 1_{y=i}, \qquad \nabla_z \ell = f - e(y),$$
#
# where $e(y)$ is 1 at $y$ and 0 elsewhere: prediction minus target, the theorem of
# lecture 2. The division by $f_y$ has cancelled.
#
# With one hidden layer in front, the rest is the recursion, from right to left:
#
# $$x \xrightarrow{W^h,\, b^h} z^h \xrightarrow{\;\sigma\;} h \xrightarrow{W^o,\, b^o} z^o
#   \xrightarrow{\text{softmax}} f \xrightarrow{-\log f_y} \ell$$
#
# $$\nabla_{b^o} \ell = f - e(y),\quad \nabla_{W^o} \ell = (f - e(y))\, h^\top,\quad
#   \nabla_h \ell = W^{o\top}(f - e(y)),$$
#
# $$\nabla_{z^h} \ell = \nabla_h \ell \circ \sigma'(z^h),\quad
#   \nabla_{W^h} \ell = \nabla_{z^h} \ell \; x^\top,\quad
#   \nabla_{b^h} \ell = \nabla_{z^h} \ell .$$
#
# And what does all of this cost? Count the multiplications in the products of the
# 784-100-10 network, on one example.

# %%
forward = 784 * 100 + 100 * 10  # W x
backward = forward + 100 * 10  # δ xᵀ, and Wᵀ δ of the last layer
slopes = forward + 100 + 10  # by all weights and biases

assert 2 * slopes == 159_020
print(f"{slopes:,} slopes: forward {forward:,}, backward {backward:,}")

# %% [markdown]
# All 79,510 slopes for hardly more than one further forward pass. In general a layer does
# one product forward and at most two of the same size backward, so that, counted in these
# products, loss and gradient together cost at most three forward passes, whatever $p$ is.
# The differences needed 159,020.
#
# ## Let the machine keep the books
#
# Nothing in the walk needs layers. If every number remembers which numbers it was made
# of, and the slope by each, a program can walk back by itself. That is **reverse-mode
# automatic differentiation**. We build it in four steps. First, a number that remembers:


# %%
class Value:
    """A number, and what it was made of: pairs of a Value and the slope by it."""

    def __init__(self, data, made_of=()):
        self.data, self.made_of = data, made_of
        self.grad = 0.0


# %% [markdown]
# Second, operations. Each computes its number and notes its local slopes.


# %%
def add(a, b):
    return Value(a.data + b.data, [(a, 1.0), (b, 1.0)])


def multiply(a, b):
    return Value(a.data * b.data, [(a, b.data), (b, a.data)])


Value.__add__, Value.__mul__ = add, multiply


# %%
def squash(a):
    """The sigmoid."""
    return Value(sigmoid(a.data), [(a, slope(a.data))])


def log(a):
    return Value(np.log(a.data), [(a, 1 / a.data)])


# %% [markdown]
# Third, an order in which every number comes after those that it was made of. A number is
# listed once all its parts are.


# %%
def ordered(result):
    order, seen = [], set()

    def visit(value):
        if value not in seen:
            seen.add(value)
            for part, _ in value.made_of:
                visit(part)
            order.append(value)

    visit(result)
    return order


# %% [markdown]
# Fourth, the walk back. It is the chain rule for vectors in two lines.


# %%
def backward(result):
    result.grad = 1.0
    for value in reversed(ordered(result)):
        for part, local in value.made_of:
            part.grad += local * value.grad


Value.backward = backward

# %% jupyter={"source_hidden": true}
widgets.Predict(
    "Suppose the last line had = in place of +=. What slope would x·x + x give at x = 3?",
    {
        "7": "Follow x.grad line by line: how often is it written?",
        "3": "Three slopes come back to x. Which of them is the last?",
        "1": "Which slope reaches x first, and what is written after it?",
    },
)


# %%
def forgetful(result):
    """`backward` with = where += belongs."""
    result.grad = 1.0
    for value in reversed(ordered(result)):
        for part, local in value.made_of:
            part.grad = local * value.grad


for walk in (backward, forgetful):
    u = Value(3.0)
    walk(u * u + u)
    print(f"{walk.__name__}: {u.grad:g}")

# %% [markdown]
# The derivative is $2x + 1 = 7$. Three slopes come back to $x$, two of them from the same
# product, and each must *add* its share. PyTorch goes on adding from one walk to the next,
# which is why its training loops clear `.grad` before each step.
#
# Now the worked network, number by number, with nine weights.

# %%
w_values = [[Value(v) for v in row] for row in W]
v1, v2, v3 = map(Value, V)
x1, x2 = map(Value, x)

h1, h2, h3 = (squash(a * x1 + b * x2) for a, b in w_values)
J = log(squash(v1 * h1 + v2 * h2 + v3 * h3)) * Value(-1.0)
J.backward()

# %%
auto = [[value.grad for value in row] for row in w_values]
np.testing.assert_allclose(auto, passes.gradients["W"], rtol=1e-9)
np.testing.assert_allclose([x1.grad, x2.grad], passes.gradients["x"], rtol=1e-9)
print("graph of", len(ordered(J)), "numbers, all slopes as by hand")

# %% [markdown] tags=["row:S000-30"]
# The libraries do this with arrays in place of numbers. PyTorch notes each operation
# while it runs, as `Value` does; TensorFlow does so inside a `GradientTape`; JAX runs the
# function on stand-ins for its arguments, which note the operations. None of them will
# notice that $h(1 - h)$ has lost its digits.
#
# ## Keep
#
# * Multiply slopes along a way, add over the ways. Evaluate $f'$ at what went *into* $f$.
# * $\delta_k = \sigma'(z_k) \circ (W_{k+1}^\top \delta_{k+1})$, $\;\partial W_k = \delta_k
#   x_{k-1}^\top$, $\;\partial b_k = \delta_k$; over a batch, add up.
# * Softmax with cross-entropy: $\nabla_z \ell = f - e(y)$, times $1/n$ for a mean.
# * Loss and gradient cost at most three forward passes, counted in matrix products.
#   Differences cost $2p$, and are the witness: float64, $h = 10^{-5}$, tolerance $10^{-6}$,
#   smaller for small slopes.
# * Each sigmoid on the way back multiplies by $\sigma'(z)\,w$, which is below 1 where
#   $|w| < 4$. A ReLU multiplies by 0 or $w$.
# * A falling loss does not prove a gradient, not even its signs. Neither do two libraries
#   in float32.
#
# ## Check yourself
#
# 1. $y = x^2$ feeds $u = 3y$ and $v = y^2$, and $J = u + v$. What is $dJ/dx$ at
#    $x = 1$?
#    <details><summary>Answer</summary>By y: 3 + 2y = 5. By x: 5 · 2x = 10.</details>
# 2. A layer has 4 inputs, 3 outputs and a batch of 5. What are the shapes of δ, ∂W, ∂b and
#    ∂X?
#    <details><summary>Answer</summary>(5, 3), (3, 4), (3,) and (5, 4): each has the shape
#    of what it is a slope by.</details>
# 3. Your check with h = 10⁻¹² says that a gradient is off by 10⁻⁴. Is it wrong?
#    <details><summary>Answer</summary>That says nothing: at this step the difference of
#    losses near 1 is itself off by up to about 10⁻⁴. Take h = 10⁻⁵.</details>
# 4. All weights of a sigmoid chain are 3. Can its slopes explode?
#    <details><summary>Answer</summary>No. Every factor is at most 3/4.</details>
# 5. Why must the forward pass keep x and z?
#    <details><summary>Answer</summary>The way back needs σ′ at z, and x for the slope by
#    W. Memory is the price of its speed.</details>
#
# **Now do it yourself:** [problem set 3](../workspace/ps03_backprop/ps03_backprop.ipynb).
#
# <small>**Sources.** S. Linnainmaa, “Taylor expansion of the accumulated rounding error”,
# BIT 16, 1976 (reverse mode). D. Rumelhart, G. Hinton and R. Williams, “Learning
# representations by back-propagating errors”, Nature 323, 1986. Y. Bengio, P. Simard and
# P. Frasconi, “Learning long-term dependencies with gradient descent is difficult”, IEEE
# Trans. Neural Networks 5(2), 1994 (vanishing products). A. Griewank and A. Walther,
# *Evaluating Derivatives*, SIAM, 2008 (the cost of a gradient).</small>
