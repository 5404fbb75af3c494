# %% [markdown]
# # 11 · Frameworks
#
# **Question.** Four libraries train the same network. What must you tell each of them,
# what do they have in common, and how do you notice that one does something else than
# you think?
#
# **After this lecture you can**
#
# * write one network in NumPy, JAX, PyTorch and Keras, and carry its weights across;
# * say what each line of a training loop is for, and what happens without it;
# * measure what compiling buys, and what it costs;
# * recognize a softmax too many, and one too few, by the numbers;
# * write a log for TensorBoard and read it back;
# * read the documentation of a framework that you have never seen.
#
# 90 minutes. No cell takes longer than 10 seconds.

# %%
import os
import tempfile
import timeit

os.environ["KERAS_BACKEND"] = "jax"  # read once, when keras is imported

import jax
import jax.numpy as jnp
import keras
import numpy as np
import tensorboardX
import torch
from sklearn.datasets import load_digits
from sklearn.neural_network import MLPClassifier
from torch import nn

from nncourse import views, widgets
from nncourse.live import explore

# %% [markdown]
# ## Recall
#
# 1. What does Adam divide by what, and what does it correct first?
#    <details><summary>Answer</summary>A running mean of gradients by the root of one of
#    their squares. Both start at 0, so each is first divided by $1 - \beta^t$.</details>
# 2. PyTorch's dropout has $p = 0.2$. What does it do in training, and what in testing?
#    <details><summary>Answer</summary>It sets each number to 0 with probability 0.2 and
#    divides the others by 0.8. In testing it does nothing.</details>
# 3. Which Boolean functions of $n$ inputs can a network with one hidden layer represent?
#    <details><summary>Answer</summary>All of them: one hidden unit for each input on which
#    the function is 1.</details>
# 4. A linear fit has $N$ random features and $n$ examples. Where does its test error peak?
#    <details><summary>Answer</summary>At $N = n$: the fit just becomes exact.</details>
# 5. What does a triplet loss ask of an anchor, a positive and a negative?
#    <details><summary>Answer</summary>That the negative is farther from the anchor than the
#    positive is, by at least the margin.</details>
#
# ## One network, in NumPy
#
# Images of digits, 64 pixels each, go through 64 hidden ReLU units to 10 logits:
#
# $$h = \max(W_1 x + b_1, 0), \qquad z = W_2 h + b_2, \qquad
#   \ell = \log \sum_k e^{z_k} - z_y .$$
#
# The loss is the mean of $\ell$ over the examples. $W_1$ has shape (64, 64), $W_2$ has
# shape (10, 64). JAX, PyTorch and Keras compute in float32 unless they are told
# otherwise. We want to see differences that are not rounding, so we tell them.

# %%
jax.config.update("jax_enable_x64", True)
torch.set_default_dtype(torch.float64)
keras.config.set_floatx("float64")
torch.set_num_threads(1)  # small matrices: a second thread costs more than it brings

# %%
rng = np.random.default_rng(11)
images, digit = load_digits(return_X_y=True)
order = rng.permutation(len(digit))
X, y = images[order[:1000]] / 16, digit[order[:1000]]
X_test, y_test = images[order[1000:]] / 16, digit[order[1000:]]


def start(width):
    """He's random weights: [W1, b1, W2, b2]."""
    W1 = rng.standard_normal((width, 64)) * np.sqrt(2 / 64)
    W2 = rng.standard_normal((10, width)) * np.sqrt(2 / width)
    return [W1, np.zeros(width), W2, np.zeros(10)]


# %% [markdown]
# You have written the rest before, and it is all that a framework will do for us.


# %%
def forward(weights, X):
    """Logits, shape (n, 10), and the hidden layer, shape (n, width)."""
    W1, b1, W2, b2 = weights
    h = np.maximum(X @ W1.T + b1, 0)
    return h @ W2.T + b2, h


# %%
def loss(weights, X, y):
    z, _ = forward(weights, X)
    total = np.logaddexp.reduce(z, axis=1)
    return np.mean(total - z[np.arange(len(y)), y])


# %%
def gradient(weights, X, y):
    """The slopes of `loss`, a list like weights."""
    z, h = forward(weights, X)
    d2 = np.exp(z - np.logaddexp.reduce(z, axis=1)[:, None])
    d2[np.arange(len(y)), y] -= 1
    d2 /= len(y)
    d1 = (d2 @ weights[2]) * (h > 0)
    return [d1.T @ X, d1.sum(axis=0), d2.T @ h, d2.sum(axis=0)]


# %%
weights = start(64)
found = {"NumPy": (loss(weights, X, y), gradient(weights, X, y))}

print(f"loss {found['NumPy'][0]:.4f}; a guess has {np.log(10):.4f}")

# %% [markdown]
# ## JAX: functions of functions
#
# **JAX** (Google, 2018) is NumPy with a few functions that take a function and return
# another: `jax.grad` its gradient, `jax.jit` a compiled one. Layers and optimizers are
# left to other libraries. Write the loss, and ask for the rest.


# %%
def jax_loss(weights, X, y):
    W1, b1, W2, b2 = weights
    z = jax.nn.relu(X @ W1.T + b1) @ W2.T + b2
    return jnp.mean(jax.nn.logsumexp(z, axis=1) - z[jnp.arange(len(y)), y])


found["JAX"] = jax.value_and_grad(jax_loss)(weights, X, y)

# %% [markdown]
# The price is a promise: the function must be **pure**. It may change nothing outside, and
# its result may depend on nothing but its arguments. So a step of training *returns* new
# weights and leaves the old ones alone.


# %%
jax_gradient = jax.grad(jax_loss)


def sgd(weights, X, y, lr=0.1, gradient=jax_gradient):
    slopes = gradient(weights, X, y)
    return [w - lr * dw for w, dw in zip(weights, slopes, strict=True)]


# %% [markdown] tags=["row:S001-63"]
# ## PyTorch: objects that remember
#
# In **PyTorch** (Facebook, 2017) a tensor remembers what it was computed from, and a
# module owns its weights. For a stack of layers, `nn.Sequential` is enough.

# %% tags=["row:S004-28"]
net = nn.Sequential(nn.Linear(64, 64), nn.ReLU(), nn.Linear(64, 10))

for name, values in net.state_dict().items():
    print(f"{name:8}", tuple(values.shape))

# %% [markdown]
# The layout is ours, (out, in). What is no plain stack is a class: `__init__` makes the
# parts, `forward` says what becomes of an input. `nn.Module` finds the weights in the
# parts by itself.


# %% tags=["row:S004-33"]
class TwoLayerNet(nn.Module):
    def __init__(self, n_in, n_hidden, n_out):
        super().__init__()
        self.hidden = nn.Linear(n_in, n_hidden)
        self.output = nn.Linear(n_hidden, n_out)

    def forward(self, X):
        return self.output(torch.relu(self.hidden(X)))


def load(net, weights):
    with torch.no_grad():  # copying is nothing to differentiate
        for old, new in zip(net.parameters(), weights, strict=True):
            old.copy_(torch.tensor(new))
    return net


# %% [markdown]
# `nn.CrossEntropyLoss` takes *logits* and class numbers, and returns a mean. `backward`
# leaves each slope at its weight, in `.grad`.

# %% tags=["row:S004-30"]
A, target = torch.tensor(X), torch.tensor(y)
entropy = nn.CrossEntropyLoss()

for name, one in {"Sequential": net, "Module": TwoLayerNet(64, 64, 10)}.items():
    value = entropy(load(one, weights)(A), target)
    value.backward()
    slopes = [p.grad.numpy() for p in one.parameters()]
    found[f"PyTorch, {name}"] = value.item(), slopes

# %% [markdown]
# For regression there is `nn.MSELoss`. Its mean is over *all* numbers, examples and
# outputs: where each of three outputs is off by 2, it is 4, not 12.

# %% tags=["row:S004-30"]
print(nn.MSELoss()(torch.zeros(5, 3), torch.full((5, 3), 2.0)).item())

# %% [markdown] tags=["row:S001-64"]
# ## Keras: models that train themselves
#
# **Keras** (F. Chollet, 2015) describes a network and trains it on another library, its
# **backend**. The early Keras ran on Theano, then on TensorFlow as well, and slides of that time
# name these two. Keras 3 runs on TensorFlow, JAX or PyTorch, and for inference alone on
# OpenVINO. Ours runs on JAX, because the first cell said so *before* the import. The **Sequential** model is a list of layers.

# %% tags=["row:S001-66"]
Dense = keras.layers.Dense
stack = keras.Sequential(name="stack")
stack.add(keras.Input((64,)))
stack.add(Dense(64, activation="relu", name="hidden"))
stack.add(Dense(10, name="logits"))

# %%
for variable in stack.weights:
    print(f"{variable.path:20}", variable.shape)

# %% [markdown]
# Look at the last layer: its kernel is (64, 10), (in, out). Keras computes $XK + b$, so
# $K = W^\top$.

# %% jupyter={"source_hidden": true}
widgets.Predict(
    "You forget to transpose the first matrix, W₁. What will Keras do?",
    {
        "Raise an error about shapes": "Which shape does it expect, and which is given?",
        "Give the same loss": "Is $XW$ the same as $XW^T$? Try a 2 × 2 matrix.",
        "Give another loss, silently": "What would have made it raise an error?",
    },
)

# %%
W1, b1, W2, b2 = weights
keras_entropy = keras.losses.SparseCategoricalCrossentropy(from_logits=True)

for name, first in {"forgotten": W1, "transposed": W1.T}.items():
    stack.set_weights([first, b1, W2.T, b2])
    print(f"{name:10} {keras_entropy(y, stack(X)):.4f}")

# %% [markdown]
# A square matrix fits both ways, and both numbers look like a loss. Only a comparison with
# a known value tells.
#
# The **functional** interface has no list. You define an `Input` with its shape, call each
# layer on what it should see, and name both ends. First our own network; then one that
# uses a layer *twice*, on both halves of an image.

# %% tags=["row:S001-67", "row:S001-68"]
inputs = keras.Input((64,), name="pixels")
hidden = Dense(64, activation="relu", name="hidden")(inputs)
graph = keras.Model(inputs, Dense(10, name="logits")(hidden))

# %% tags=["row:S001-67"]
left, right = keras.Input((32,), name="left"), keras.Input((32,), name="right")
see = Dense(16, activation="relu", name="see")  # one set of weights
both = keras.layers.Concatenate(name="both")([see(left), see(right)])
halves = keras.Model([left, right], Dense(10, name="logits")(both), name="halves")

halves.summary(line_length=60)

# %% [markdown]
# The layer `see` has its $32 \cdot 16 + 16 = 528$ numbers once. **Move** the model: which of
# the two could not be a list?

# %% tags=["row:S001-68"]
models = {"one after the other": graph, "shared, two inputs": halves}
explore(views.Structure.of_models(models))

# %% [markdown] tags=["row:S001-69"]
# | | Sequential | functional | subclassed |
# | --- | --- | --- | --- |
# | you write | a list | calls on tensors | a class |
# | allows | one way in, one way out | several inputs and outputs, shared layers | any Python |
# | take it when | a list says it | the graph is no list, and fixed | the way depends on the data (but see below for `fit` on JAX) |
#
# Keras on JAX has no `.grad`. `stateless_call` makes of a model a pure function of its
# weights, and JAX does the rest.


# %%
def keras_loss(kernels, model, X, y):
    z, _ = model.stateless_call(kernels, [], X)
    return keras_entropy(y, z)


# %%
kernels = [w.T for w in weights]  # a vector's transpose is itself
for name, model in {"Sequential": stack, "functional": graph}.items():
    value, slopes = jax.value_and_grad(keras_loss)(kernels, model, X, y)
    found[f"Keras, {name}"] = value, [dk.T for dk in slopes]

# %% [markdown]
# Six networks, one set of weights. All losses should agree to $10^{-12}$ and all slopes to
# $10^{-10}$.

# %%
ours, slopes = found["NumPy"]
for name, (theirs, their_slopes) in found.items():
    pairs = zip(slopes, their_slopes, strict=True)
    off = max(np.max(abs(a - np.asarray(b))) for a, b in pairs)
    assert abs(theirs - ours) < 1e-12 and off < 1e-10
    print(f"{name:19} {theirs:.6f}  slopes agree")

# %% [markdown]
# A framework adds no mathematics. It adds conventions, and each of them has to be known:
# the layout, the type, what the loss expects, what it averages over.
#
# ## A training loop, line by line
#
# In PyTorch you write the loop. Each step has five lines: forward, loss, `zero_grad`,
# `backward`, `step`.


# %% tags=["row:S004-29"]
def step(net, optimizer, X, y, forget=False):
    """Train by one step; the loss before it."""
    logits = net(X)
    value = entropy(logits, y)
    if not forget:
        optimizer.zero_grad()
    value.backward()
    optimizer.step()
    return value.item()


# %%
def train(net, optimizer, steps, forget=False):
    """The loss before each step, on all training images."""
    return np.array([step(net, optimizer, A, target, forget) for _ in range(steps)])


# %% jupyter={"source_hidden": true}
widgets.Predict(
    "backward adds to .grad, and zero_grad clears it. Somebody forgets zero_grad. "
    "What will the training loss do, with SGD at rate 0.1?",
    {
        "Rise at once": "In step 1 there is nothing to clear. And in step 2?",
        "Fall more slowly": "The slopes add up. Does their sum get shorter or longer?",
        "Fall faster": "Then what would be wrong with it? Look for the first step uphill.",
    },
)

# %% tags=["row:S004-31"]
runs = {}
for name, forget in {"zero_grad": False, "forgotten": True}.items():
    net = load(TwoLayerNet(64, 64, 10), weights)
    descent = torch.optim.SGD(net.parameters(), lr=0.1)
    runs[name] = train(net, descent, 200, forget)

explore(views.Curves(np.arange(200), runs, "step", "training loss"), x=20)

# %% [markdown]
# **Move** the marker. The loop with the slip is ahead. A bug that looks like an improvement
# is the worst kind: nobody looks for it. What is it? The step is $-\eta$ times the sum of
# all slopes so far, so two steps in a row differ by one slope:
#
# $$\theta_{t+1} - \theta_t = (\theta_t - \theta_{t-1}) - \eta\, g_t .$$
#
# That is the momentum of lecture 6 with factor 1: a ball without friction. $\blacksquare$

# %%
net = load(TwoLayerNet(64, 64, 10), weights)
frictionless = torch.optim.SGD(net.parameters(), lr=0.1, momentum=1.0)
assert abs(train(net, frictionless, 200) - runs["forgotten"]).max() < 1e-9
assert (runs["forgotten"][2:] < runs["zero_grad"][2:]).all()

uphill = {name: np.count_nonzero(np.diff(run) > 0) for name, run in runs.items()}
assert uphill["zero_grad"] == 0 and uphill["forgotten"] > 10

# %% [markdown]
# And it goes uphill again and again, as the right loop does in none of these 200 steps.
#
# Keras has the loop inside. `compile` names optimizer and loss, `fit` trains, `evaluate`
# gives a loss on other data, `predict` the outputs. If `fit` is our loop, one batch of all
# images in the same order must give the same losses.

# %% tags=["row:S001-67"]
graph.set_weights(kernels)
graph.compile(keras.optimizers.SGD(0.1), keras_entropy)
history = graph.fit(X, y, batch_size=len(y), epochs=20, shuffle=False, verbose=0)
np.testing.assert_allclose(history.history["loss"], runs["zero_grad"][:20], rtol=1e-10)

tested = graph.evaluate(X_test, y_test, verbose=0)
z = graph.predict(X_test, verbose=0)
right = np.logaddexp.reduce(z, axis=1) - z[np.arange(len(y_test)), y_test]
assert abs(right.mean() - tested) < 1e-10

# %% [markdown] tags=["row:S001-63"]
# It is our loop. Unasked, `fit` takes batches of 32 and shuffles them.
#
# ## Who builds the graph, and when
#
# Backpropagation needs the graph of lecture 3. PyTorch records it while Python runs:
# **define by run**. So it may differ from input to input. Here a number is doubled until it
# reaches 8, and then squared. **Move** the input. `AccumulateGrad` is the end of the way
# back, where `.grad` is added to.


# %%
def double_and_square(x):
    while x < 8:
        x = 2 * x
    return x**2


starts = [torch.tensor(x, requires_grad=True) for x in (0.6, 1.1, 3.0, 5.0, 9.0)]
ends = {x.item(): double_and_square(x) for x in starts}
explore(views.Structure.of_tensors(ends, "input"))

# %% [markdown]
# Any Python will do, and each line runs at once: **eager**. The other way is **define and
# run**: describe the graph first, have it compiled, then feed it numbers. Theano and the first
# TensorFlow were built so. `jax.jit` is between the two. It calls your function once with a
# placeholder that knows its shape and type and has no value, records what happens (this is
# **tracing**), and compiles that.

# %% jupyter={"source_hidden": true}
widgets.Predict(
    "A jitted function appends a line to a list. It is called with arrays of shapes (4,), "
    "(4,), (5,). How long is the list?",
    {
        "3": "That is what plain Python does. Is it Python that runs the second call?",
        "2": "Which call leaves no line, and what would you see if it printed x?",
        "1": "Can code compiled for 4 numbers be used for 5?",
    },
)

# %%
traced = []


@jax.jit
def twice(x):
    traced.append(x.shape)
    return 2 * x


for x in (np.zeros(4), np.ones(4), np.ones(5)):
    twice(x)
print(traced)

# %% [markdown]
# Once for each shape and type. Whatever is not an operation on arrays, such as a print or an
# append, happens only while tracing: that is why JAX wants pure functions. And a `while` on
# a value has nothing to look at.

# %%
try:
    jax.jit(double_and_square)(1.1)
except jax.errors.TracerBoolConversionError as error:
    print(str(error).splitlines()[0])

# %% [markdown]
# Keras on JAX traces a model in `fit`. So a subclassed model whose way depends on a value can be
# called, and cannot be fitted there.


# %%
class Branch(keras.Model):
    def __init__(self):
        super().__init__()
        self.logits = Dense(10)

    def call(self, X):
        return self.logits(X if keras.ops.mean(X) > 0 else -X)


# %%
branch, refused = Branch(), False
assert branch(X).shape == (1000, 10)  # runs at once, so the mean is a number
branch.compile("sgd", keras_entropy)
try:
    branch.fit(X, y, verbose=0)
except (RuntimeError, jax.errors.TracerBoolConversionError):
    refused = True
print("fit refuses it:", refused)
assert refused

# %% [markdown]
# ## How fast, and what for
#
# We time one step on a batch of 64 images, for two widths. Timing has three traps. The
# first call may compile: look at it apart. A call may return before it is done, as JAX's
# do: wait. And a busy machine only ever makes a program slower: let them take turns, and
# keep the best of many.


# %%
def contestants(width):
    """One step each, as functions without arguments."""
    weights, few = start(width), (X[:64], y[:64])
    arrays, compiled = [jnp.asarray(w) for w in weights], jax.jit(sgd)
    net, tensors = TwoLayerNet(64, width, 10), [torch.tensor(a) for a in few]
    descent = torch.optim.SGD(net.parameters(), lr=0.1)
    model = keras.Sequential([Dense(width, activation="relu"), Dense(10)])
    model.compile(keras.optimizers.SGD(0.1), keras_entropy)
    return {
        "NumPy": lambda: sgd(weights, *few, gradient=gradient),
        "eager JAX": lambda: jax.block_until_ready(sgd(arrays, *few)),
        "compiled JAX": lambda: jax.block_until_ready(compiled(arrays, *few)),
        "eager PyTorch": lambda: step(net, descent, *tensors),
        "Keras on JAX": lambda: model.train_on_batch(*few),
    }


# %% jupyter={"source_hidden": true}
widgets.Predict(
    "One step of a network with 64 hidden units. Which of the five will be the slowest?",
    {
        "NumPy": "Its matrix products were compiled long ago. What else is in a step?",
        "Keras": "Its step is compiled as a whole. What is left to do in Python?",
        "JAX without jit": "It has the same products. What would it spend the time on?",
    },
)

# %%
firsts, rates = {}, {}
for width in (64, 1024):
    steps = contestants(width)
    times = {name: [] for name in steps}
    for name, run in 40 * list(steps.items()):
        times[name].append(timeit.timeit(run, number=1))
    firsts[width] = {name: seconds[0] for name, seconds in times.items()}
    rates[width] = {name: 1 / min(seconds[1:]) for name, seconds in times.items()}

assert rates[64]["compiled JAX"] > 10 * rates[64]["eager JAX"]
shown = {"steps a second": rates, "first call, in seconds": firsts}
explore(views.Measured(shown, "width"))

# %% [markdown]
# These are your machine's numbers. **Move** the width and what is shown. One gap is so wide
# that the cell checks it: at width 64, compiled JAX makes over ten times as many steps as
# eager JAX. For eager JAX handles each small operation by itself, at a fixed
# price. Compiling removes most of that price, and joins operations, so that fewer arrays go
# through memory. The large matrix products stay. So it pays most for many small operations. The
# first calls are its cost: for a handful of steps, NumPy is done before the step is compiled. (Eager
# JAX is not: in its first call it compiles each operation by itself.) NumPy's and PyTorch's prices
# are low.
# `torch.compile` (2023) lowers PyTorch's; it needs a C++ compiler on your machine.
#
# ## A softmax too many, a softmax too few
#
# A listing with a slip that is easily made. It runs without a complaint. With Adam at learning
# rate 0.01, from our weights, its loss falls at first, and then hardly any more.
#
# ```python
# net = nn.Sequential(
#     nn.Linear(64, 64), nn.ReLU(), nn.Linear(64, 10), nn.Softmax(dim=1)
# )
# loss = nn.CrossEntropyLoss()(net(X), y)
# ```

# %% jupyter={"source_hidden": true}
widgets.Predict(
    "In this run its loss stands near 1.6 after 100 steps. What would you look at first?",
    {
        "The number of steps, or the rate": "How far down can this loss go at all?",
        "The number of hidden units": "What would a network that is never wrong get?",
        "What the loss expects": "What would a perfect answer get? Compute it.",
    },
)


# %%
def with_last(module, weights=weights):
    """The losses of 100 steps with a last module, and the answers to new images."""
    net = nn.Sequential(load(TwoLayerNet(64, 64, 10), weights), module)
    losses = train(net, torch.optim.Adam(net.parameters(), lr=0.01), 100)
    return losses, net(torch.tensor(X_test)).argmax(dim=1).numpy()


# %%
twice_soft, answers = with_last(nn.Softmax(1))
logits, better = with_last(nn.Identity())
score, better = (np.mean(a == y_test) for a in (answers, better))
print(f"accuracy on new images: {score:.2f} with softmax, {better:.2f} from logits")

floor = np.full(100, np.log(np.e + 9) - 1)
ends = {"with softmax": twice_soft, "from logits": logits, "lowest possible": floor}
explore(views.Curves(np.arange(100), ends, "step", "training loss"), x=99)

# %% [markdown]
# `nn.CrossEntropyLoss` takes a softmax itself. Lecture 2 proved the floor: ten probabilities,
# taken for logits, cannot give less than $\log(e + 9) - 1 = 1.4612$. **A floor is a
# fingerprint**: compute the loss of a perfect answer before you turn any knob. Is 1.6 typical?
# Ten other starts, 100 steps each.

# %%
others = [with_last(nn.Softmax(1), start(64)) for _ in range(10)]
above = np.array([losses[-1] for losses, _ in others]) - floor[0]
silent = np.array([1 - np.isin(y, answers).mean() for _, answers in others])

assert len(set(answers)) == 9
print("starts from which some digit is not answered:", np.sum(silent > 0), "of 10")
assert (above > silent).all() and (above < silent + 0.06).all()
assert silent.min() == 0 and silent.max() > 0.08

# %% [markdown]
# Where all ten digits are answered, the loss stands just above the floor. Elsewhere there are
# digits that the network, after these 100 steps, does not give to any of the new images, and
# their share of the examples stands on top of the floor: our run leaves out one. The accuracy
# gives less away; it would pass for that of a weak network, or of a good one.
#
# Keras has the opposite default. `SparseCategoricalCrossentropy()` expects *probabilities*.
# Give it logits, and no error is raised either. What does it compute? A guess is worth
# something once it reproduces the number.

# %%
z, _ = forward(weights, X)
theirs = float(keras.losses.SparseCategoricalCrossentropy()(y, z))
share = np.clip(z / z.sum(axis=1, keepdims=True), 1e-7, 1 - 1e-7)
guess = -np.log(share[np.arange(len(y)), y]).mean()
assert abs(guess - theirs) < 1e-9
print(f"from logits {loss(weights, X, y):.3f}, as probabilities {theirs:.3f}")

# %% [markdown] tags=["row:S001-61"]
# It divides the logits by their sum and clips what is negative to $10^{-7}$. A clipped number
# has slope 0, so an example whose share is clipped teaches nothing.
#
# ## What a log is for
#
# **TensorBoard** is a page in your browser that draws what a training run has written to a
# log. It came with TensorFlow and does not need it: any program that writes **event files**
# can use it. `tensorboardX` writes them. Here is the full listing of a training in PyTorch,
# with its log.

# %% tags=["row:S004-31", "row:S004-32"]
folder = tempfile.mkdtemp()  # for your own work, name one that stays
net = load(TwoLayerNet(64, 64, 10), weights)
adam = torch.optim.Adam(net.parameters(), lr=0.01)

with tensorboardX.SummaryWriter(folder) as log:
    for k in range(100):
        value = entropy(net(A), target)
        adam.zero_grad()
        value.backward()
        adam.step()
        log.add_scalar("loss/train", value.item(), k)
        with torch.no_grad():
            unseen = entropy(net(torch.tensor(X_test)), torch.tensor(y_test))
        log.add_scalar("loss/test", unseen.item(), k)

# %% [markdown]
# Install `tensorboard` and run `tensorboard --logdir` with the folder, and you get the page.
# We read the log back ourselves. The file is a row of **records**: the length of the data in
# 8 bytes, a check sum of that in 4, the data, and a check sum of it in 4. The data is an
# `Event`, with a step and values under names, called tags.

# %%
Event = tensorboardX.proto.event_pb2.Event


# %%
def scalars(file):
    """What was logged, by tag: a list of numbers in the order of the file."""
    found = {}
    while file:
        size = int.from_bytes(file[:8], "little")
        for value in Event.FromString(file[12 : 12 + size]).summary.value:
            found.setdefault(value.tag, []).append(value.simple_value)
        file = file[16 + size :]
    return found


# %% [markdown]
# Read back, the training loss must be that of the same network above, up to float32, in which
# the log keeps it. **Move** the marker to see where the two losses part.

# %%
(name,) = os.listdir(folder)
with open(os.path.join(folder, name), "rb") as file:
    read = scalars(file.read())
logged = {tag: np.array(values) for tag, values in read.items()}
np.testing.assert_allclose(logged["loss/train"], logits, rtol=1e-6)

explore(views.Curves(np.arange(100), logged, "step", "loss", yscale="log"))

# %% [markdown] tags=["row:S001-60", "row:S001-62", "row:S001-65"]
# Three more names that you will meet:
#
# | name | what it is |
# | --- | --- |
# | **Theano** | Montréal, since 2008. You wrote a formula in Python, and it found the gradient and compiled both. Its makers stopped in 2017; a descendant, PyTensor, serves statistics. |
# | **TensorFlow** | Google, 2015. The same idea, for many machines at once. Version 2 (2019) is eager, and compiles with `tf.function`. |
# | **TensorFlow Serving** | A server: it loads *trained* models, answers requests over the network, and changes to a new version while it runs. It trains nothing. |
#
# ## Reading a framework you do not know
#
# The next framework will be none of these. Ask its documentation the same questions, and
# then do not believe the answers: reproduce one number.
#
# 1. **Shapes.** Are examples rows? Are weights (out, in) or (in, out)?
# 2. **Loss.** Logits or probabilities? Mean or sum, over what?
# 3. **Defaults.** Optimizer, rate, batch size, initialization: what happens unasked?
# 4. **Extras.** Which penalties, splits or stops are on by default?
# 5. **Type.** float32 or float64, and who converts?
# 6. **Chance.** Where is the seed?
# 7. **State.** What does a call change, and what does it return? Are training and testing
#    different modes?
#
# Try them on `MLPClassifier` of scikit-learn. Run `help(MLPClassifier)` in a cell of your
# own and answer the seven before you go on.
#
# <details><summary>The seven answers</summary>
#
# 1. Rows are examples; coefs_ holds (in, out), as Keras does, and the page does not say so.
# 2. You give class labels, it puts the softmax there itself; the loss is a mean.
# 3. Adam, 0.001, batches of min(200, n), 100 hidden ReLU units.
# 4. An L2 penalty, alpha = 0.0001, is on; early stopping is off, but it stops when the
#    training loss has improved by less than tol for 10 passes, and after 200 in any case.
# 5. It computes in the type of X, float32 or float64.
# 6. random_state; without it, NumPy's global generator: each run differs, unless
#    np.random.seed was called.
# 7. fit starts anew and returns itself; partial_fit goes on.
#
# </details>

# %% [markdown]
# Now reproduce one number. With our weights in its hands and `alpha=1`, its loss must be ours
# plus $\frac{1}{2n} \lVert W \rVert^2$. One wrong answer to 1, 2 or 4, and it is not. The first
# `partial_fit` only makes the weights that we replace.

# %%
few = X[:64], y[:64]
model = MLPClassifier((64,), alpha=1.0, solver="sgd", learning_rate_init=1e-15)
model.partial_fit(*few, classes=np.arange(10))
model.coefs_, model.intercepts_ = [W1.T, W2.T], [b1, b2]
model.partial_fit(*few)
penalty = (np.sum(W1**2) + np.sum(W2**2)) / (2 * 64)
assert abs(model.loss_ - loss(weights, *few) - penalty) < 1e-9

# %% [markdown] tags=["row:S000-73", "row:S004-34"]
# ## The map
#
# All lectures on one page: the question, one formula, and the picture to remember.
#
# | | question | formula | picture |
# | --- | --- | --- | --- |
# | 1 **neuron** | What can one neuron answer? | $\varphi(\langle w, x\rangle + b)$ | a line that cuts the plane |
# | 2 **layer**, outputs | Which function, which loss? | $\nabla_z \ell = \hat y - y$ | curves that go flat |
# | 3 **backpropagation** | How does one pass find all slopes? | $\delta_k = \sigma'(z_k) \circ W_{k+1}^\top \delta_{k+1}$ | values forward, slopes back |
# | 4 **MLP** | What does a hidden layer add? | $W_2\, \varphi(W_1 x + b_1) + b_2$ | the folded plane of XOR |
# | 5 initialization | Where to start? | $\operatorname{Var}(w) = 2 / n_\text{in}$ | signals through 50 layers |
# | 6 **training** | Which way down? | $\theta \leftarrow \theta - \eta\, \hat m / (\sqrt{\hat v} + \epsilon)$ | paths in a ravine |
# | 7 regularization | What if it learns by heart? | $L + \lambda \lVert w \rVert^2$ | two losses that part |
# | 8 **capacity** | What can it express? | $k$ layers, $2^k$ pieces | the sawtooth |
# | 9 **over-parametrization** | When does more hurt, and when not? | **NTK**: $\langle \nabla_\theta f(x), \nabla_\theta f(x')\rangle$ | **double descent**; the **lottery ticket** |
# | 10 metric learning | What is near? | $\max(0,\, d_+ - d_- + m)$ | digits that find their neighbours |
# | 11 frameworks | Who does the work, and how do you check it? | loss to $10^{-12}$, slopes to $10^{-10}$ | a curve that cannot fall below 1.46 |
#
# A **neuron** cuts, a **layer** bends, an **MLP** composes, **training** descends,
# **capacity** bounds what can be fitted. The rest is about why it works better than the bounds
# say: a wide network can be nearly linear in its weights (**NTK**), a sparse part of it, from
# the same start, would have sufficed (**lottery ticket**), and beyond the peak more parameters
# can help (**double descent**).
#
# ## Keep
#
# * Frameworks share the mathematics and differ in conventions: layout, type, logits or
#   probabilities, mean or sum.
# * Forward, loss, `zero_grad`, `backward`, `step`. Without `zero_grad` it is momentum with
#   factor 1.
# * PyTorch records while it runs. `jit` traces once for each shape and type, and wants pure
#   functions.
# * Compiling removes most of the price of each operation, not the matrix products. Time the first call
#   apart, wait for the result, take the best of many.
# * A square matrix passes a shape check transposed, too. Reproduce one number before you train.
# * A loss of $k$ classes that comes to rest just above $\log(e + k - 1) - 1$: look for a softmax
#   too many.
#
# ## Check yourself
#
# 1. `nn.Linear(20, 5).weight` and the kernel of `Dense(5)` on 20 inputs: which shapes?
#    <details><summary>Answer</summary>(5, 20) and (20, 5): each is the other's
#    transpose.</details>
# 2. A jitted function is called in a loop with batches of 64, and a last one of 40. How
#    often is it compiled?
#    <details><summary>Answer</summary>Twice, once for each shape.</details>
# 3. A network for four classes stalls just above 0.74. Your first question?
#    <details><summary>Answer</summary>Is there a softmax in front of the loss?
#    log(e + 3) − 1 = 0.7437.</details>
# 4. What does TensorFlow Serving do during training?
#    <details><summary>Answer</summary>Nothing. It answers requests with models that are
#    already trained.</details>
# 5. Two frameworks differ in the loss by 10⁻⁷. Is that a bug?
#    <details><summary>Answer</summary>In float32 it is rounding; in float64 look for
#    one. So compare in float64.</details>
#
# **Now do it yourself:** [problem set 11](../workspace/ps11_frameworks/ps11_frameworks.ipynb).
#
# **Where to go on.** [Deep Learning with PyTorch](https://docs.pytorch.org/tutorials/beginner/deep_learning_60min_blitz.html)
# and the other tutorials on pytorch.org; the
# [guides of ml4a](https://ml4a.github.io/guides/); [3Blue1Brown](https://www.3blue1brown.com/topics/neural-networks)
# for pictures that move; the [course on machine translation](https://mt-class.org/jhu/) at Johns
# Hopkins (JHU), whose slides take networks to language; S. Ruder's
# [survey of optimizers](https://www.ruder.io/optimizing-gradient-descent/) for lecture 6.
#
# <small>**Sources.** The Theano Development Team, “Theano: a Python framework for fast
# computation of mathematical expressions”, arXiv:1605.02688, 2016 (since 2008). P. Lamblin and
# Y. Bengio, message to the list theano-users, 28 September 2017. M. Abadi et al.,
# “TensorFlow: a system for large-scale machine learning”, OSDI 2016. C. Olston et al.,
# “TensorFlow-Serving: flexible, high-performance ML serving”, arXiv:1712.06139, 2017. R.
# Frostig, M. Johnson and C. Leary, “Compiling machine learning programs via high-level
# tracing”, SysML 2018. A. Paszke et al., “PyTorch: an imperative style, high-performance deep
# learning library”, NeurIPS 2019. J. Ansel et al., “PyTorch 2”, ASPLOS 2024. F. Chollet et al.,
# Keras, keras.io, 2015.</small>
