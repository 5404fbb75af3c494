# %% [markdown]
# # Errata
#
# **Question.** What do the notes behind this course get wrong, what is right, and how
# does one know?
#
# The course grew out of four sets of lecture notes, and checked them:
#
# - **A**, slides with programs in JAX, from “Natural neuron” to “Neural Networks, take
#   home”;
# - **B**, “The fundamentals of Neural Networks”, by G. Ligner and C. Arvis;
# - **C**, notes with programs in NumPy, from a biological neuron to backpropagation,
#   with Fisher's irises;
# - **D**, “Machine Learning: Neural Networks 2”, III-Verano 2019.
#
# This page has 42 items, in the order of our lectures; the number of an item counts in
# the order of the notes. The line below a title names the notes and the place, and says
# what the item is:
#
# - an **error**: a cell proves it. `published` and `right` hold the two statements, and
#   a third number, found by another route, decides. Exchange the two, and the cell
#   fails; the tests of this page do so with every such cell. Where history is at issue,
#   the paper is named instead.
# - a **remark**: the notes are right, or right as far as they go, and we add something;
# - a **convention**: others do it otherwise;
# - a **change**: it was right when it was written.
#
# Read it beside a lecture, or cover the cell and find the proof yourself.

# %%
import importlib.util
from itertools import product
from pathlib import Path

import jax
import jax.numpy as jnp
import numpy as np
import torch
from scipy.optimize import linprog
from sklearn.datasets import load_iris
from sklearn.linear_model import SGDRegressor

from nncourse import datasets

rng = np.random.default_rng(42)

# %% [markdown]
# Three functions serve many cells. The last one is the witness for slopes: it only
# evaluates $f$.


# %%
def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def slope(z):
    return sigmoid(z) * (1 - sigmoid(z))


def differences(f, w, h=1e-5):
    """Slopes of f at w by central differences, to about 1e-9; the shape of w."""
    steps = h * np.eye(w.size).reshape(-1, *w.shape)
    return np.array([f(w + e) - f(w - e) for e in steps]).reshape(w.shape) / (2 * h)


# %% [markdown]
# ## [Lecture 1 · The neuron](01_neuron.ipynb)
#
# ### (17) Who made the artificial neuron, and small print
#
# *A, “Artificial Neuron (McCulloch & Pitts)”, “Training”, “Neural networks losses”:
# error.*
#
# The heading gives $\varphi(\langle w, x\rangle + \theta)$, with any $\varphi$, to W.
# McCulloch and W. Pitts. Theirs (Bull. Math. Biophysics 5, 1943) has inputs and output 0
# or 1 and a threshold; real weights that are learnt are F. Rosenblatt's perceptron
# (Psychological Review 65, 1958). In the formula of the minibatch gradient, a
# parenthesis of $\ell(y_i, f(x_i))$ is missing; in that of the softmax loss there is one
# too many.
#
# Its programs draw numbers without a seed: a second run shows other ones. And they go
# forward twice in each step, once for the loss that is kept and once inside the
# gradient. One pass is enough for both:

# %%
forward = []


def loss(w):
    forward.append(w)
    return w**2


loss(3.0), jax.grad(loss)(3.0)
passes = [len(forward)]
jax.value_and_grad(loss)(3.0)
passes.append(len(forward) - passes[0])
assert passes == [2, 1]

# %% [markdown]
# ### (7) Cross-entropy through the logarithm of a sigmoid
#
# *A, “Binary cross-entropy loss”: error.*
#
# The program computes the loss from $\sigma(z)$. In float32 $\sigma(17)$ is 1. With
# label 0 the loss is then infinite; with label 1, where the answer is right, it is not a
# number, since $0 \log 0$ is none; and the slope is no number either way. Computed from
# $z$, the loss is $\log(1 + e^z) - yz$, and the slope $\sigma(z) - y$.


# %%
def published(z, y):
    p = jax.nn.sigmoid(z)
    return -y * jnp.log(p) - (1 - y) * jnp.log(1 - p)


def right(z, y):
    return jnp.logaddexp(0, z) - y * z


for y in (0.0, 1.0):
    exact = np.logaddexp(0, 17.0) - y * 17.0, sigmoid(17.0) - y
    assert np.allclose(jax.value_and_grad(right)(17.0, y), exact, atol=1e-6)
    assert not np.isfinite(jax.value_and_grad(published)(17.0, y)).any()

# %% [markdown]
# ### (6) Accuracy 1.0
#
# *A, “Binary cross-entropy loss”: remark.*
#
# The accuracy of 1.0 is that of the images that it was trained on, and the notes claim
# no more. With more inputs than images it says little: coin flips in place of labels
# give the same score, and on new images the score of coins. Here are 27 images of 64
# pixels.

# %%
X, _ = datasets.two_digits(3, 8)
coins = rng.choice([-1.0, 1.0], len(X))
w = np.linalg.lstsq(X[:27], coins[:27], rcond=None)[0]
hits = np.sign(X @ w) == coins

assert hits[:27].all() and abs(hits[27:].mean() - 0.5) < 0.1

# %% [markdown]
# ### (29) A loop that does not start
#
# *C, gradient descent on the irises: error.*
#
# The loop starts with `iter, theta, theta_prev =
# np.zeros((3,)), np.ones((3,)), 0`: three names, of which the counter gets a vector.
# The first `if iter % 50000 == 0` is then an error, so this program cannot have printed
# what is shown below it. (Notebooks whose cells the tests run again cannot have this
# fault.)

# %%
published = np.zeros(3), np.ones(3), 0
right = 0, np.zeros(3), np.ones(3)


def starts(step, theta, theta_prev):
    try:
        return bool(step % 50_000 == 0)
    except ValueError:
        return False


assert starts(*right) and not starts(*published)

# %% [markdown]
# ### (30) Petals that are sepals
#
# *C, the first picture of the irises: error.*
#
# The program takes the first two columns of Fisher's table and writes *petal* on the
# axes. They are the sepal's, as a later picture of the same columns says. In the table,
# no petal of setosa is as long as 2 cm, and each sepal is longer than 4.

# %%
X = load_iris().data[:, :2]
parts = (
    datasets.iris(f"{part} length", f"{part} width") for part in ("petal", "sepal")
)
published, right = (columns for columns, _ in parts)

assert (right == X).all() and published[:50, 0].max() < 2 < 4 < X[:50, 0].min()

# %% [markdown]
# ### (31) A gradient with the wrong sign
#
# *C, `gradient` of the neuron: error.*
#
# The function called `gradient` returns the mean of $(y - p)\,x$, and its loop
# *adds* it. Two wrongs make a descent, but the function is minus the gradient, and the
# pseudocode of a later section subtracts.

# %%
X, theta = rng.standard_normal((20, 3)), rng.standard_normal(3)
y = rng.integers(0, 2, 20)
published = X.T @ (y - sigmoid(X @ theta)) / 20
right = X.T @ (sigmoid(X @ theta) - y) / 20

found = differences(lambda w: np.mean(np.logaddexp(0, X @ w) - y * (X @ w)), theta)
np.testing.assert_allclose(right, found, atol=1e-8)
assert abs(published - found).max() > 0.01

# %% [markdown]
# ### (32) Where a loop ends
#
# *C, gradient descent on the irises: remark.*
#
# The loop ends when a step is shorter than `threshold`. That is not the optimum: a line
# separates the two classes, as a linear program finds, and then every $\theta$ that
# separates them is beaten by $2\theta$. There is no best one, and a smaller threshold
# ends later.

# %%
X, species = datasets.iris("sepal length", "sepal width")
signed = np.column_stack([X, np.ones(150)]) * np.sign(species - 0.5)[:, None]
end = linprog(np.zeros(3), -signed, -np.ones(150), bounds=(None, None)).x

losses = [np.logaddexp(0, -signed @ (k * end)).mean() for k in (1, 2, 4)]
assert (signed @ end > 0).all() and losses[0] > losses[1] > losses[2]

# %% [markdown]
# ### (33) A neuron's range, and its bias
#
# *C, the artificial neuron: error.*
#
# A neuron is a model with values in $[0, 1]$, and two sections later its activation may
# be tanh or ReLU.

# %%
published, right = (0, 1), (-1, np.inf)
for value in (np.tanh(-1), np.maximum(0, 3)):
    assert right[0] <= value <= right[1] and not published[0] <= value <= published[1]

# %% [markdown]
# The formula of the perceptron, $\theta^\top x > 0$, shows no bias. The program has one:
# it appends a feature that is 1. Without it the neuron is silent at $x = 0$ whatever
# $\theta$ is, and NOT is out of reach.

# %%
weights, x = rng.standard_normal(1000), np.array([0.0, 1.0])
without = np.outer(weights, x) > 0
appended = np.outer(weights, x) + 0.5 > 0
is_not = [(answers == (x == 0)).all(axis=1).any() for answers in (without, appended)]
assert is_not == [False, True]

# %% [markdown]
# ## [Lecture 2 · Activations and outputs](02_activations.ipynb)
#
# ### (22) Differentiable everywhere
#
# *B, “Chain rule”: error.*
#
# The chain rule is said to hold everywhere since the blocks of networks are
# “differentiable everywhere”. Another page calls ReLU the default. At 0 its slope is 0 to the left and 1 to the right.

# %%
left, to_the_right = (np.maximum(0, h) / h for h in (-1e-6, 1e-6))

published, right = left == to_the_right, left != to_the_right
assert right and not published

# %% [markdown]
# ### (25) ReLU as the output of a regression
#
# *B, “Regression network”: remark.*
#
# “Usually we use an identity or a ReLU”: a ReLU serves where all targets are 0 or more,
# such as prices and counts. Below 0 the best that it can do is 0.

# %%
z = np.linspace(-5, 5, 1001)
outputs = {"ReLU": np.maximum(0, z), "identity": z}

least = {name: np.min((outputs[name] + 2) ** 2) for name in outputs}  # the target is -2
assert least["identity"] < 1e-9 and least["ReLU"] == 4

# %% [markdown]
# ### (26) Sigmoid and tanh, preferably as outputs
#
# *B, “Sigmoid and Hyperbolic tangent”: remark.*
#
# “Preferably used only as output units”, since both saturate: sound advice for hidden
# layers of the kind that the notes draw. Inside a recurrent cell the same two are the
# gates. With them we get what PyTorch's LSTM computes, with ReLU we do not.

# %%
torch.manual_seed(1)
cell, x, h, c = torch.nn.LSTMCell(3, 2), *torch.randn(7).split((3, 2, 2))
gates = x @ cell.weight_ih.T + cell.bias_ih + h @ cell.weight_hh.T + cell.bias_hh
i, f, g, o = gates.split(2)

sigmoid_tanh, relu = ((torch.sigmoid, torch.tanh), (torch.relu, torch.relu))
for (gate, squash), same in ((sigmoid_tanh, True), (relu, False)):
    state = gate(f) * c + gate(i) * squash(g)
    assert torch.allclose(gate(o) * squash(state), cell(x, (h, c))[0]) == same

# %% [markdown]
# ## [Lecture 3 · Backpropagation by hand](03_backprop.ipynb)
#
# ### (2) The slope through a chain of neurons
#
# *A, “Single neuron chain”: error.*
#
# With $z_t = w_t x_{t-1}$ and $x_t = \sigma(z_t)$, the formula evaluates $\sigma'$ at
# the output $x_t$, and ends with $x_k$. Right is
#
# $$\frac{\partial \ell}{\partial w_k} = \ell'\, \Bigl[\prod_{t=k+1}^{L} \sigma'(z_t)\,
#   w_t\Bigr]\, \sigma'(z_k)\, x_{k-1}.$$


# %%
def chain(w, x0=0.7):
    x, z = [x0], []
    for w_t in w:
        z.append(w_t * x[-1])
        x.append(sigmoid(z[-1]))
    return np.array(x), np.array(z)


w = np.array([1.5, -2.0, 0.8])
x, z = chain(w)
found = differences(lambda w: (chain(w)[0][-1] - 1) ** 2 / 2, w)[0]
published = (x[-1] - 1) * np.prod(slope(x[2:]) * w[1:]) * slope(x[1]) * x[1]
right = (x[-1] - 1) * np.prod(slope(z[1:]) * w[1:]) * slope(z[0]) * x[0]
assert abs(right - found) < 1e-9 < 1e-4 < abs(published - found)

# %% [markdown]
# ### (3) The slope in a neuron's own weight
#
# *A, “Single neuron chain”: error.*
#
# The recursion starts with the same slip: $\partial
# x_k/\partial w_k$ is $\sigma'(z_k)\,x_{k-1}$, and not $\sigma'(x_k)\,x_k$.

# %%
w, before = np.array([1.5]), 0.7
z = w * before
published = slope(sigmoid(z)) * sigmoid(z)
right = slope(z) * before

found = differences(lambda w: sigmoid(w * before).item(), w)
assert abs(right - found) < 1e-9 < 0.01 < abs(published - found)

# %% [markdown]
# ### (4) From layer to layer
#
# *A, “Fully connected network”: error.*
#
# The recursion starts from the *value* of the loss in place of its slope (which the
# algorithm below it names rightly), applies $\sigma'$ twice on the way, and multiplies entries where an outer product
# belongs. Right is $\delta_L = \ell' \circ \sigma'(z_L)$, $\delta_k = \sigma'(z_k)
# \circ (W_{k+1}^\top \delta_{k+1})$ and $\partial\ell/\partial W_k = \delta_k\,
# x_{k-1}^\top$.

# %%
W1 = np.array([[1.0, -2.0, 0.5], [0.3, 1.0, -1.0], [-1.0, 0.5, 2.0]])
W2, x0 = W1[::-1], np.array([0.5, -1.0, 2.0])
x1 = sigmoid(W1 @ x0)
x2 = sigmoid(W2 @ x1)

last = np.sum((x2 - 1) ** 2) / 2 * slope(x2)
published = W2.T @ (slope(x2) * last) * x1
last = (x2 - 1) * slope(W2 @ x1)
right = np.outer(slope(W1 @ x0) * (W2.T @ last), x0)

found = differences(lambda W: np.sum((sigmoid(W2 @ sigmoid(W @ x0)) - 1) ** 2) / 2, W1)
np.testing.assert_allclose(right, found, atol=1e-8)
assert np.shape(published) != found.shape

# %% [markdown]
# Each slip by itself is caught too, where the shapes agree: in the slope by the bias of
# the first layer, which is $\delta_1$.

# %%
value, d, s1, s2 = np.sum((x2 - 1) ** 2) / 2, x2 - 1, slope(W1 @ x0), slope(W2 @ x1)
published = [s1 * (W2.T @ (value * s2)), W2.T @ (s2 * s2 * d)]
right = [s1 * (W2.T @ (s2 * d))]

found = differences(
    lambda b: np.sum((sigmoid(W2 @ sigmoid(W1 @ x0 + b)) - 1) ** 2) / 2, np.zeros(3)
)
assert all(abs(delta - found).max() < 1e-8 for delta in right)
assert all(abs(delta - found).max() > abs(found).max() / 10 for delta in published)

# %% [markdown]
# ### (5) What makes slopes vanish
#
# *A, “Single neuron chain”, the note below: error.*
#
# Of the note's three cases, two speak of $w$ alone: with $w \ll 1$ gradients vanish, with
# $w \gg 1$ they explode. The factor of a neuron is $\sigma'(z)\,w$, and both of its parts count:
# a sigmoid has $\sigma' \le \frac14$, and a large weight drives it to where $\sigma'$
# is nearly 0. A chain of weights 100 does not explode. Its slope vanishes.

# %%
w = 100.0
published, right = w > 1, False  # does it explode?
start, end = (chain(np.full(20, w), x0)[0][-1] for x0 in (0.5, 0.5 + 1e-3))
assert (abs(end - start) / 1e-3 > 1) == right != published

# %% [markdown]
# The third case is “$\sigma'(\cdot) \approx 0$ … but not relu”. A ReLU with $z < 0$ has
# slope 0, which makes the whole product 0.

# %%
published, right = np.ones(3), np.array([1.0, 0.0, 1.0])  # slopes of three ReLUs
z, h = np.array([2.0, -0.1, 1.0]), 1e-6
found = (np.maximum(0, z + h) - np.maximum(0, z - h)) / (2 * h)
assert np.allclose(right, found) and np.prod(right) == 0 < np.prod(published)

# %% [markdown]
# ### (33) A worked example, and its notation
#
# *C, “Backpropagation”: remark.*
#
# A network with two inputs is called $f: \mathbb{R} \to \mathbb{R}$, the output of layer
# $l$ is written $f_l \circ f_{-1} \circ f_1(x)$ for $f_l \circ f_{l-1} \circ \dots \circ
# f_1(x)$, and $\hat y$ names the *target*, where most texts write it for the prediction.
# A layer is $\sigma(Wx)$ on one page and $\sigma(W^\top x)$ on another: in the example $W$
# has shape (2, 3), and $W^\top$ takes the two inputs. The example's numbers are right.

# %%
W, x = np.array([[1.0, -1.0, 3.0], [2.0, 2.0, -1.0]]), np.array([5.0, 3.0])
V = np.array([0.1, 0.5, -0.1])
h = sigmoid(W.T @ x)
slopes = differences(lambda W: -np.log(sigmoid(V @ sigmoid(W.T @ x))), W)

assert np.isclose(h[0], 0.99998329857) and np.isclose(sigmoid(V @ h), 0.590378)
assert np.allclose(slopes[:, 1], [-0.201341432, -0.120804859], atol=1e-7)

# %% [markdown]
# ### (34) The step for the first matrix
#
# *D, “Training”: error.*
#
# For $y = f_2(\langle w_2, f_1(W_1 x)\rangle)$ with target $\hat y$, the slide
# takes $2(y - \hat y)\,\frac{\partial}{\partial w_2} f_2(\langle w_2,
# h\rangle)\,h$ for the slope in $W_1$. With $a = \langle w_2, h\rangle$ it is $2(y -
# \hat y)\,f_2'(a)\,\bigl(w_2 \circ f_1'(W_1 x)\bigr)\,x^\top$.

# %%
W1, w2, x = rng.standard_normal((3, 3)), rng.standard_normal(3), np.ones(3)
h = sigmoid(W1 @ x)
y = sigmoid(w2 @ h)
published = 2 * (y - 1) * slope(w2 @ h) * np.outer(h, h)  # its kindest reading
right = 2 * (y - 1) * slope(w2 @ h) * np.outer(w2 * slope(W1 @ x), x)

found = differences(lambda W: (sigmoid(w2 @ sigmoid(W @ x)) - 1) ** 2, W1)
np.testing.assert_allclose(right, found, atol=1e-8)
assert abs(published - found).max() > abs(found).max() / 10

# %% [markdown]
# ## [Lecture 4 · Layers of neurons](04_mlp.ipynb)
#
# ### (1) The labels of XOR
#
# *A, “Non linearly separable problems”: error.*
#
# The program labels the points by $x_1 x_2 > 0$. XOR is true if its inputs
# differ, and then the product of their signs is negative. Its labels are those of XNOR.

# %%
bits = np.array(list(product((0, 1), repeat=2)))
x = 2 * bits - 1
published = x[:, 0] * x[:, 1] > 0
right = x[:, 0] * x[:, 1] < 0

assert (right == np.bitwise_xor(*bits.T)).all()
assert not (published == np.bitwise_xor(*bits.T)).any()

# %% [markdown]
# ## [Lecture 5 · Where to start](05_initialization.ipynb)
#
# ### (9) Divided by the root of what?
#
# *A, “Effect of width”: remark.*
#
# The program divides all weights by $\sqrt{\text{width}}$, and gives no reason. A sum
# over $n$ inputs keeps its size if its weights are divided by $\sqrt n$, the root of the
# *fan-in*. For the first layer that is 2, whatever the width.

# %%
X, W = rng.standard_normal((500, 2)), rng.standard_normal((2, 128))
by_width, by_fan_in = np.var(X @ W / np.sqrt(128)), np.var(X @ W / np.sqrt(2))
assert 0.7 < by_fan_in < 1.4 and by_width < 0.03

# %% [markdown]
# ### (19) Xavier's variance
#
# *B, “Initialization”: error.*
#
# “Xavier Glorot” is given as $\mathcal N(0, 1/n_\text{in})$. That is Y. LeCun's rule
# (*Efficient BackProp*, 1998, section 4.6). X. Glorot and Y. Bengio's (AISTATS 2010,
# equation 12) is $2/(n_\text{in} + n_\text{out})$. Ask PyTorch.

# %%
torch.manual_seed(1)
xavier = torch.nn.init.xavier_normal_(torch.empty(1200, 400)).var().item()

published, right = 1 / 400, 2 / (400 + 1200)
assert abs(xavier / right - 1) < 0.02 < 0.1 < abs(xavier / published - 1)

# %% [markdown]
# ### (20) All weights zero: no gradient
#
# *B, “Initialization”: error.*
#
# “At point zero network $f(x)$ is a constant: no gradient, no learning.” It is constant in $x$, not in its weights. Sigmoid units say
# $\frac12$ at 0, and the output weights learn; with tanh or ReLU only the output's bias
# does.


# %%
def zero_slopes(unit):
    """Slopes of an example's cross-entropy by 6 first weights, 3 last ones, a bias."""

    def loss(p):
        W, v, c = p[:6].reshape(2, 3), p[6:9], p[9]
        return np.logaddexp(0, -(unit(np.ones(2) @ W) @ v + c))

    return differences(loss, np.zeros(10))


# %%
found = zero_slopes(sigmoid)
published, right = np.zeros(3), np.full(3, -0.25)
assert not found[:6].any() and np.allclose(found[6:9], right)
assert not np.isclose(found[6:9], published).any()

published, right = 0.0, -0.5
for found in (zero_slopes(np.tanh), zero_slopes(lambda z: np.maximum(0, z))):
    assert not found[:9].any()
    assert np.isclose(found[9], right) and not np.isclose(found[9], published)

# %% [markdown]
# ### (41) All weights zero: the same gradient for all
#
# *D, “Initialization”: remark.*
#
# “All gradients of a layer are the same”: at zero they are, for all weights of a layer.
# After a step that holds for the **units** only. Each gets the same row of $\partial W$;
# the entries of a row differ, as a unit's inputs do. The units stay alike, which is what
# the slide is about.


# %%
def output(p, x):
    """A network of four sigmoid units without biases: W (4, 3), then v (4,)."""
    return p[12:] @ sigmoid(p[:12].reshape(4, 3) @ x)


x, p = np.array([1.0, -2.0, 0.5]), np.zeros(16)
first = differences(lambda p: (output(p, x) - 1) ** 2, p)
dW = differences(lambda p: (output(p, x) - 1) ** 2, p - 0.1 * first)[:12].reshape(4, 3)

assert np.ptp(first[:12]) < 1e-9 and np.ptp(first[12:]) < 1e-9
assert np.allclose(dW, dW[0], atol=1e-9) and np.ptp(dW[0]) > 0.01

# %% [markdown]
# ## [Lecture 6 · Optimizers](06_optimizers.ipynb)
#
# ### (37) When descent takes a step
#
# *D, “Optimizers”: error.*
#
# “SGD: perform the basic (stochastic) gradient descent update every epoch”; the slide on
# minibatches has it right. It updates after every example (H. Robbins and S. Monro, 1951), or every batch. scikit-learn counts.

# %%
X = rng.standard_normal((100, 2))
model = SGDRegressor(max_iter=1, tol=None).fit(X, X[:, 0])  # one epoch

published, right = 1, 100
assert model.n_iter_ == 1 and model.t_ - 1 == right != published

# %% [markdown]
# ### (23) What a minibatch saves
#
# *B, “A stochastic approach”: error.*
#
# A step's cost is said to fall from $o(n)$ to $o(m)$. It is $O(n)$
# and $O(m)$: proportional, where $o(n)$ would mean that the cost per example tends to
# 0. The compiler counts the operations.

# %%
gradient = jax.jit(jax.grad(lambda w, X: ((X @ w) ** 2).mean()))
sizes = 100, 10_000
costs = [gradient.lower(np.ones(5), np.ones((n, 5))).cost_analysis() for n in sizes]
per_example = [cost["flops"] / n for cost, n in zip(costs, sizes, strict=True)]

published, right = 0.01, 1.0  # by what the cost per example is multiplied, at most
factor = per_example[1] / per_example[0]
assert abs(factor / right - 1) < 0.1 and factor > 10 * published

# %% [markdown]
# ### (36) How far Nesterov looks ahead
#
# *D, “Other improvements”: error.*
#
# With steps $w \leftarrow w - \alpha v$ and $v \leftarrow \gamma v + \nabla L$, the
# formula takes the gradient at $w - \alpha v$. The part of the next step that
# is known is $\alpha\gamma v$, so it belongs at $w - \alpha\gamma v$. PyTorch keeps
# that point in place of $w$.

# %%
H, lr, gamma = np.array([1.0, 20.0]), 0.02, 0.9  # the gradient at w is H * w
published, right = lr, lr * gamma

theirs = torch.ones(2, dtype=torch.float64)
torchs = torch.optim.SGD([theirs], lr, momentum=gamma, nesterov=True)
paths = {ahead: (np.ones(2), np.zeros(2)) for ahead in (published, right)}
for _ in range(10):
    theirs.grad = torch.tensor(H) * theirs
    torchs.step()
    for ahead, (w, v) in paths.items():
        v = gamma * v + H * (w - ahead * v)
        paths[ahead] = w - lr * v, v
points = {ahead: w - lr * gamma * v for ahead, (w, v) in paths.items()}
assert np.allclose(points[right], theirs) and not np.allclose(points[published], theirs)

# %% [markdown]
# ### (38) Adagrad's root
#
# *D, “Optimizers”: error.*
#
# It “divides the learning rate by that value”, the *sum* of the squared gradients. It is
# the square root of the sum (J. Duchi, E. Hazan and Y. Singer, JMLR 12, 2011).

# %%
grads = rng.standard_normal((20, 3))


def torch_end(optimizer, **settings):
    """Where PyTorch's optimizer gets from 0 with these gradients."""
    theta = torch.zeros(3, dtype=torch.float64)
    torchs = optimizer([theta], **settings)
    for g in grads:
        theta.grad = torch.tensor(g)
        torchs.step()
    return theta.numpy()


sums = np.cumsum(grads**2, axis=0)
published = -0.1 * np.sum(grads / sums, axis=0)
right = -0.1 * np.sum(grads / np.sqrt(sums), axis=0)
found = torch_end(torch.optim.Adagrad, lr=0.1)
assert np.allclose(right, found) and not np.allclose(published, found, atol=0.01)

# %% [markdown]
# ### (39) What Adadelta remembers
#
# *D, “Optimizers”: remark.*
#
# “Only save the last $n$” gradients is the idea from which the paper starts. Its method
# saves none: it keeps an exponentially weighted mean of squares; and a second one, of
# past *steps*, stands above the line in place of a learning rate (M. Zeiler,
# arXiv:1212.5701, 2012, section 3 and algorithm 1).

# %%
s = u = method = window = 0
for t, g in enumerate(grads):
    s = 0.9 * s + 0.1 * g**2
    step = np.sqrt(u + 1e-6) / np.sqrt(s + 1e-6) * g
    u, method = 0.9 * u + 0.1 * step**2, method - step
    recent = np.mean(grads[max(0, t - 9) : t + 1] ** 2, axis=0)
    window = window - g / np.sqrt(recent + 1e-6)

found = torch_end(torch.optim.Adadelta, lr=1.0, rho=0.9, eps=1e-6)
assert np.allclose(method, found) and not np.allclose(window, found, atol=0.01)

# %% [markdown]
# ### (40) Adam's “variance”
#
# *D, “Optimizers”: remark.*
#
# “Estimates for the mean and variance”: the second is what the paper calls the
# *uncentered* variance, the mean square about 0 and not about the mean, and both are
# corrected for their start at 0 (D. Kingma and J. Ba, ICLR 2015, algorithm 1). It makes
# a difference.

# %%
m = square = variance = about_0 = about_mean = 0
for t, g in enumerate(grads, start=1):
    m = 0.9 * m + 0.1 * g
    square = 0.999 * square + 0.001 * g**2
    variance = 0.999 * variance + 0.001 * (g - m) ** 2
    up, fill = 0.1 * m / (1 - 0.9**t), 1 - 0.999**t
    about_0 = about_0 - up / (np.sqrt(square / fill) + 1e-8)
    about_mean = about_mean - up / (np.sqrt(variance / fill) + 1e-8)

found = torch_end(torch.optim.Adam, lr=0.1)
assert np.allclose(about_0, found) and not np.allclose(about_mean, found, atol=0.01)

# %% [markdown]
# ### (42) Which Nadam?
#
# *D, “Optimizers”: remark.*
#
# “Instead of vanilla momentum use the Nesterov accelerated gradient idea”: there are two. In T. Dozat's paper (ICLR workshop, 2016) the momentum may change from step to
# step. PyTorch lets it grow; Optax holds it at 0.9. Their steps differ: say which one
# you mean.

# %%
growing = 0.9 * (1 - 0.5 * 0.96 ** (np.arange(1, 22) * 0.004))
ends = {}
for name, mu in (("constant", np.full(21, 0.9)), ("growing", growing)):
    m, s, theta, kept = 0, 0, 0, np.cumprod(mu)
    for k, g in enumerate(grads):
        m, s = 0.9 * m + 0.1 * g, 0.999 * s + 0.001 * g**2
        ahead = mu[k + 1] * m / (1 - kept[k + 1]) + (1 - mu[k]) * g / (1 - kept[k])
        theta = theta - 0.1 * ahead / (np.sqrt(s / (1 - 0.999 ** (k + 1))) + 1e-8)
    ends[name] = theta

found = torch_end(torch.optim.NAdam, lr=0.1, betas=(0.9, 0.999))
assert np.allclose(ends["growing"], found)
assert not np.allclose(ends["constant"], found)

# %% [markdown]
# ### (28) The race at the saddle
#
# *B, “Optimizers comparison around a saddle point”: remark.*
#
# Momentum and adaptive rates “perform better at such critical point”. The caption names
# no rate and no start, and both count. With each method at the best of the same rates,
# plain descent needs more steps the nearer it starts, as $\log(1/y_0)$; Adam needs about
# as many from everywhere. So the caption is right near the saddle, and it needs the word
# *near*: from $y_0 = 0.1$ plain descent is off in three steps.


# %%
def fewest(y0, adam=False):
    """Steps from (1, y0) to height -0.2 beside the saddle x²/2 + y⁴/4 - y²/2.

    At the best of 20 rates from 0.01 to 1.8; at most 200.
    """
    lr = np.geomspace(0.01, 1.8, 20)
    x, y = np.ones(20), np.full(20, y0)
    m = s = np.zeros((2, 20))
    for t in range(1, 200):
        g = np.array([x, y**3 - y])
        m, s = 0.9 * m + 0.1 * g, 0.999 * s + 0.001 * g**2
        scaled = m / (1 - 0.9**t) / (np.sqrt(s / (1 - 0.999**t)) + 1e-8)
        x, y = np.array([x, y]) - lr * (scaled if adam else g)
        if (x**2 / 2 + y**4 / 4 - y**2 / 2 < -0.2).any():
            return t


# %%
starts = (1e-1, 1e-3, 1e-6, 1e-9)
descent = [fewest(y0) for y0 in starts]
adam = [fewest(y0, adam=True) for y0 in starts]
assert descent[0] < descent[1] < descent[2] < descent[3] and max(adam) < 8
assert descent[0] <= 4 and descent[3] > 2 * max(adam)

# %% [markdown]
# ## [Lecture 7 · Holding back](07_regularization.ipynb)
#
# ### (18) The sign of the data term
#
# *B, “Training the network”: error.*
#
# To be minimized is $-\frac1n \sum_i \ell_i + \gamma\,\Omega$, where $\ell_i$ is the
# *negative* log-likelihood. Minus twice is plus: that looks for the least likely
# weights. It is $+\frac1n \sum_i \ell_i$. Descend on both, for a neuron and 100 examples.

# %%
X = rng.standard_normal((100, 2))
y = (X[:, 0] > 0) * 1.0
published, right = -1, +1  # the sign before the mean


def likelihood(sign):
    """Mean probability of the labels after descent on sign * loss + 0.01 |w|²."""
    w = np.zeros(2)
    for _ in range(200):
        w = w - sign * X.T @ (sigmoid(X @ w) - y) / 100 - 0.02 * w
    return np.mean(np.abs(sigmoid(X @ w) - (1 - y)))


assert likelihood(right) > 0.6 > 0.4 > likelihood(published)

# %% [markdown]
# ### (21) Standardized is not normal
#
# *B, “Standardization”: remark.*
#
# “Standard normal distribution properties: mean = 0 and standard deviation = 1”. These
# two they have; no others come with them, and the shape stays what it was. Of a normal
# feature half lies below its mean; of waiting times, 63 %.

# %%
x = rng.exponential(size=100_000)
x = (x - x.mean()) / x.std()
assert abs(x.mean()) < 1e-12 and abs(x.var() - 1) < 1e-12
assert abs(np.mean(x < 0) - (1 - np.exp(-1))) < 0.01

# %% [markdown]
# ### (24) Dropout: keep, or drop?
#
# *B, “Regularization”: convention.*
#
# The notes keep a unit with probability $p$ and multiply by $p$ at test time, as N.
# Srivastava et al. do (JMLR 15, 2014). In PyTorch and Keras the argument is the
# probability to *drop*, and what is kept is divided by $1 - p$ in training; at test time
# nothing is done.

# %%
torch.manual_seed(1)
dropout = torch.nn.Dropout(p=0.2)
trained, tested = dropout(torch.ones(100_000)), dropout.eval()(torch.ones(3))

assert abs((trained > 0).double().mean().item() - 0.8) < 0.01
assert (trained.max().item(), tested.max().item()) == (1.25, 1.0)

# %% [markdown]
# ### (Also) Why batch normalization works
#
# *B, “Batch Normalization”: remark.*
#
# The notes give one account: all parameters move at once, and normalizing limits what
# comes of it. It is one hypothesis of several. S. Ioffe and C. Szegedy (ICML 2015) named
# *internal covariate shift*; S. Santurkar et al. (NeurIPS 2018) added shift on purpose,
# saw no harm, and argued for a smoother loss. The premise is true, and does not decide
# between them: what the slopes of ten weights promise together is not what a step of all
# of them gives.

# %%
w = np.ones(10)  # the output is their product, each slope is 1
promised, found = 1 - 0.1 * 10, np.prod(w - 0.1 * np.ones(10))
assert abs(found - 0.9**10) < 1e-12 and found - promised > 0.3

# %% [markdown]
# ## [Lecture 8 · What a network can represent](08_capacity.ipynb)
#
# ### (10) One hidden layer, and all functions of signs
#
# *A, “Neural networks capacity” and “Proof”: remark.*
#
# The theorem says “contains”, the sentence below it “can approximate”: it is the first.
# A network of one hidden layer **represents** any function $\{-1, 1\}^n \to \{-1, 1\}$
# without an error. There are $k$ units, one for each input that is answered with $+1$;
# the index of $u_i$ runs to $k$, and not to $n$. Look at all 256 functions of three
# inputs.

# %%
inputs = np.array(list(product((-1, 1), repeat=3)))


def errors(y):
    """Wrong answers for the table y, with a unit for each input answered with 1."""
    U = inputs[y > 0]
    hidden = np.where(inputs @ U.T - 3 + 1 > 0, 1, -1)
    return np.sum(np.where(hidden.sum(axis=1) + len(U) - 1 > 0, 1, -1) != y)


assert not any(errors(np.array(y)) for y in product((-1, 1), repeat=8))

# %% [markdown]
# “$2n$ neurons” must be $2^n$: the exponents of our copy are lost in other places, too.
# (The rarer answer will do, so $2^{n-1}$ is enough.) A threshold unit with $n$ inputs
# computes one of at most $2^{n^2}$ functions. So $2n$ hidden units and an output make
# at most $2^{2n \cdot n^2 + (2n)^2}$ functions: too few of the $2^{2^n}$.

# %%
n = 20
bits = [units * n**2 + units**2 for units in (2 * n, 2**n)]
assert bits[0] < 2**n < bits[1]

# %% [markdown]
# ### (11) Who proved that it takes exponentially many, and for what
#
# *A, “Neural network capacity”: error.*
#
# For “$s(n)$ is exponential” the notes send the reader to K. Hornik et al. and G.
# Cybenko. They proved, in 1989, that networks are *dense* in the continuous functions on
# a compact set (so not “any function” either). The theorem itself is by counting:
# S. Shalev-Shwartz and S. Ben-David, *Understanding Machine Learning*, 2014, theorem
# 20.2, where the graph has $|V| = s(n)$ nodes, not $n$. And it is about *all* functions
# at once. “Require an exponential number” holds for most single ones, not for each: parity answers $2^{n-1}$ inputs with “yes”, and $n$ hidden units are enough
# for it.

# %%
inputs = np.array(list(product((0, 1), repeat=8)))


def parity(units):
    """Unit j says whether at least j inputs are 1; their signs alternate."""
    steps = inputs.sum(axis=1)[:, None] >= np.arange(1, units + 1)
    return steps @ (-1) ** np.arange(units)


published, right = 2**7, 8
odd = inputs.sum(axis=1) % 2
enough = [units for units in range(1, 130) if (parity(units) == odd).all()]
assert enough[0] == right < published

# %% [markdown]
# ### (12) Deeper, so of higher capacity
#
# *A, “VC dimension”: remark.*
#
# The sentence stands below the bound $O(|E| \log |E|)$ for networks of signs, which has
# no depth in it. For ReLU there is one that has: at most $O(|E|\, L \log |E|)$ with $L$
# layers, and for some networks $\Omega(|E|\, L \log(|E| / L))$ (P. Bartlett, N. Harvey,
# C. Liaw and A. Mehrabian, JMLR 20(63), 2019, abstract; for piecewise constant units
# they note no dependence on depth). So the sentence is right of ReLU, and is no
# consequence of the bound above it.

# %% [markdown]
# ## [Lecture 9 · More weights than examples](09_overparametrization.ipynb)
#
# ### (8) Do larger networks change less?
#
# *A, “Effect of width”: remark.*
#
# The notes ask, below a picture: “Larger networks tend to change less than smaller
# networks?” Their program divides all weights by the root of the width $m$. There the
# relative change of the first layer hardly depends on $m$. It falls like $m^{-1/2}$ if
# weights of size 1 are drawn and the *output* is divided, the NTK parametrization. We
# train both to loss 0.1, on a sine.


# %%
def train(m, weight, output):
    """First and last W (m, 2) of output * v·ReLU(W x), trained on a sine."""
    W, v = weight * rng.standard_normal((m, 2)), weight * rng.standard_normal(m)
    X = np.column_stack([np.linspace(-2, 2, 20), np.ones(20)])
    first, error = W, np.ones(20)
    while np.mean(error**2) > 0.1:
        hidden = np.maximum(0, X @ W.T)
        error = output * hidden @ v - np.sin(2 * X[:, 0])
        back = output * error[:, None] * v * (hidden > 0)
        W, v = W - 0.1 * back.T @ X / 20, v - 0.1 * output * hidden.T @ error / 20
    return first, W


# %%
widths = (32, 128, 512)


def trend(scales):
    """Slope of log |W - W0| / |W0| over log m, for (weight, output) by width."""
    change = np.zeros(len(widths))
    for k, m in enumerate(widths):
        for _ in range(5):
            W0, W = train(m, *scales(m))
            change[k] += np.linalg.norm(W - W0) / np.linalg.norm(W0)
    return np.polyfit(np.log(widths), np.log(change), 1)[0]


by_width, ntk = (
    trend(lambda m: (1 / np.sqrt(m), 1)),
    trend(lambda m: (1, 1 / np.sqrt(m))),
)
assert -0.6 < ntk < -0.35 and abs(by_width) < 0.15

# %% [markdown]
# ### (13) What the neural tangent kernel linearizes
#
# *A, “Neural Tangent Kernel (Jacot et al, 2018)”: error.*
#
# Expanded is the *loss* of an example, $\phi(x) = \nabla_w \ell_x(w_0)$. In the paper it
# is the **network**, $\phi(x) = \nabla_w f(x, w_0)$
# (A. Jacot, F. Gabriel and C. Hongler, NeurIPS 2018). The other feature depends on the
# label, and is 0 for an example that is fitted. In the NTK parametrization with the
# ReLU's factor $\sqrt2$, a unit vector has $K(x, x) = 2$ as $m \to \infty$.

# %%
m, x = 20_000, np.array([0.6, 0.8])
W, v = rng.standard_normal((m, 2)), rng.standard_normal(m)
hidden = np.maximum(0, W @ x)
f = label = np.sqrt(2 / m) * hidden @ v

of_f = np.sqrt(2 / m) * np.append(hidden, np.outer(v * (W @ x > 0), x))
published, right = (f - label) * of_f, of_f  # slopes of (f - label)²/2 and of f
assert abs(right @ right - 2) < 0.1 and published @ published == 0

# %% [markdown]
# “Only few neurons need to be changed”, it says of very large models. Here it is the
# other way round: most of them move, each a little.

# %%
W0, W = train(512, 1, 1 / np.sqrt(512))
steps = np.linalg.norm(W - W0, axis=1)
share = np.mean(steps > 0.1 * np.sqrt(np.mean(steps**2)))

published, right = share < 0.1, share > 0.6
assert right and not published

# %% [markdown]
# ### (14) Whose lottery ticket?
#
# *A, “Lottery ticket hypothesis”: error.*
#
# The sentence, “a randomly-initialized, dense neural network contains a subnetwork that
# … when trained in isolation …”, is given to E. Malach et al., 2020. It is J. Frankle
# and M. Carbin's (“The lottery ticket hypothesis”, ICLR 2019). Malach, G. Yehudai, S.
# Shalev-Shwartz and O. Shamir (“Proving the lottery ticket hypothesis: pruning is all
# you need”, ICML 2020, abstract) prove a *stronger* one: a random network that is wide
# enough contains a subnetwork that is as good as the target **without** any training.
#
# ### (15) Double descent, unseen
#
# *A, “Double Descent” and “take home”: remark.*
#
# “Extremely large models can avoid overfitting”: they can. The program does not show it.
# It trains one width, 10,000, and prints no loss, and one width shows no descent, let
# alone two. Here is a sweep with random features and least squares of least norm, on 100
# digits, a fifth of them with random labels. The error on new digits is at its worst
# where there are as many features as examples. The largest model is far better than
# that, and here not the best.


# %%
def sweep(counts):
    """Mean squared error on new digits, by the number of random features."""
    X, y, X_new, y_new = datasets.noisy_digits(100, 0.2, rng)
    W, b = 0.15 * rng.standard_normal((1000, 64)), rng.uniform(0, 2 * np.pi, 1000)
    A, B = (np.cos(x @ W.T + b) for x in (X, X_new))
    fits = (np.linalg.lstsq(A[:, :N], np.eye(10)[y], rcond=None)[0] for N in counts)
    return [np.mean((B[:, : len(c)] @ c - np.eye(10)[y_new]) ** 2) for c in fits]


counts = (10, 20, 30, 50, 100, 200, 1000)
errors = np.mean([sweep(counts) for _ in range(5)], axis=0)
assert counts[np.argmax(errors)] == 100 and errors[4] > 10 * errors[-1]
assert counts[np.argmin(errors)] != 1000

# %% [markdown]
# ## [Lecture 10 · Learning a distance](10_metric_learning.ipynb)
#
# ### (16) Who must be pushed away
#
# *A, “Metric Learning” and “Large Margin Nearest Neighbor”: error.*
#
# In the objective with a margin the second sum runs over $x_p \in N(x)$ while its terms
# hold $x_n$: it is $x_n \in N(x)$, as in the objective above it. For LMNN, the notes
# take as negatives the examples of other classes among the $k$ nearest neighbours. K. Weinberger and L. Saul (JMLR 10, 2009, section 3) fix $k$ *targets* $j$ of
# the same class for each $i$ beforehand. An **impostor** $l$ is of another class and
# not a unit farther away than a target: the loss is $\max(0,\, 1 + d^2(i, j) - d^2(i,
# l))$, over triplets. One impostor is not among the nearest, and must be pushed all the
# same:

# %%
i, target, impostor, k = 0.0, 2.0, 2.1, 1
nearest = sorted((target, impostor), key=lambda x: abs(x - i))[:k]
published = max([0.0] + [2.0**2 - (x - i) ** 2 for x in nearest if x == impostor])
right = max(0.0, 1 + (target - i) ** 2 - (impostor - i) ** 2)

too_close = (impostor - i) ** 2 < 1 + (target - i) ** 2
assert (right > 0) == too_close != (published > 0)

# %% [markdown]
# ## [Lecture 11 · Frameworks](11_frameworks.ipynb)
#
# ### (35) A softmax before the cross-entropy
#
# *D, “Full code” and “Modules”: error.*
#
# Both listings for PyTorch end the network with `Softmax`, and the first trains it with
# `CrossEntropyLoss`, which takes logits and applies a softmax itself. Even a perfect
# answer of $K$ classes then costs $\log(e + K - 1) - 1$.

# %%
entropy = torch.nn.functional.cross_entropy
for K, floor in ((4, 0.7437), (10, 1.4612)):
    logits, label = 100.0 * torch.eye(K)[:1], torch.tensor([0])
    published, right = entropy(logits.softmax(dim=1), label), entropy(logits, label)
    assert (
        abs(published - floor) < 1e-4 and abs(np.log(np.e + K - 1) - 1 - floor) < 1e-4
    )
    assert right < 1e-6

# %% [markdown]
# ### (27) What Keras runs on
#
# *B, “Choosing a Framework”: change.*
#
# “Either TensorFlow or Theano as backend”: so it was. Keras 3 (2023) trains on
# TensorFlow, JAX or PyTorch: each has a folder in it, and Theano has none.

# %%
keras = Path(importlib.util.find_spec("keras").origin).parent
folders = {path.name for path in (keras / "src/backend").iterdir()}

assert {"tensorflow", "jax", "torch"} <= folders and "theano" not in folders
