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
from pathlib import Path
from time import perf_counter

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

# %% [markdown]
# ## Recall
#
# 1. What does Adam divide by what, and what does it correct first?
#    <details><summary>Answer</summary>A running mean of gradients by the square root of a
#    running mean of their squares. Both start at 0, so each is first divided by
#    $1 - \beta^t$.</details>
# 2. PyTorch's dropout has $p = 0.2$. What does it do in training, and what in testing?
#    <details><summary>Answer</summary>It sets a fifth of the numbers to 0 and divides the
#    others by 0.8. In testing it does nothing.</details>
# 3. Which Boolean functions of $n$ inputs can a network with one hidden layer represent?
#    <details><summary>Answer</summary>All of them: one hidden unit for each input on which
#    the function is 1.</details>
# 4. A linear fit on $N$ random features and $n$ examples: at which $N$ does its test error
#    peak?
#    <details><summary>Answer</summary>At $N = n$, where the fit just becomes exact.
#    </details>
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
# shape (10, 64). Every library below gets the same weights, drawn here.

# %%
torch.set_num_threads(1)  # small matrices: a second thread costs more than it brings
rng = np.random.default_rng(11)

images, digit = load_digits(return_X_y=True)
order = rng.permutation(len(digit))
X, y = images[order[:1000]] / 16, digit[order[:1000]]
X_test, y_test = images[order[1000:]] / 16, digit[order[1000:]]


# %%
def start(width):
    """He's random weights: [W1, b1, W2, b2], in float64."""
    W1 = rng.standard_normal((width, 64)) * np.sqrt(2 / 64)
    W2 = rng.standard_normal((10, width)) * np.sqrt(2 / width)
    return [W1, np.zeros(width), W2, np.zeros(10)]


# %% [markdown]
# You have written all of this before: the loss of lecture 2, the recursion of lectures 3
# and 4. It is the whole of what a framework will do for us.


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
# another: `jax.grad` its gradient, `jax.jit` a compiled one. There are no layers and no
# optimizers in it. Write the loss, and ask for the rest.


# %%
def jax_loss(weights, X, y):
    W1, b1, W2, b2 = weights
    z = jax.nn.relu(X @ W1.T + b1) @ W2.T + b2
    return jnp.mean(jax.nn.logsumexp(z, axis=1) - z[jnp.arange(len(y)), y])


# %%
with jax.enable_x64(True):
    value, slopes = jax.value_and_grad(jax_loss)(weights, X, y)
    found["JAX"] = float(value), slopes

# %% [markdown]
# The price is a promise: the function must be **pure**. It may change nothing outside, and
# its result may depend on nothing but its arguments. So a step of training *returns* new
# weights and leaves the old ones alone.


# %%
def sgd(weights, X, y, lr=0.1):
    slopes = jax.grad(jax_loss)(weights, X, y)
    return [w - lr * dw for w, dw in zip(weights, slopes, strict=True)]


# %% [markdown]
# Such a function is also the fastest test of a formula on paper. A published slide trains
# $y = \varphi(w_2 \cdot h)$, $h = \varphi(W_1 x)$ on the loss $(y - t)^2$, and gives as the
# step for $W_1$ (up to a learning rate)
# $2(y - t)\,\frac{\partial}{\partial w_2}\varphi(w_2 \cdot h)\,h$. Its shape is that of
# $w_2$, not that of $W_1$. The chain rule says
#
# $$\frac{\partial \ell}{\partial W_1} = 2(y - t)\,\varphi'(a)\,
#   \bigl(w_2 \circ \varphi'(W_1 x)\bigr)\,x^\top, \qquad a = w_2 \cdot h.$$
#
# Ask the witness, with tanh, whose slope is $1 - \tanh^2$.

# %%
W1, w2, x, t = rng.standard_normal((3, 2)), rng.standard_normal(3), np.ones(2), 0.5
h = np.tanh(W1 @ x)
out = np.tanh(w2 @ h)
paper = 2 * (out - t) * (1 - out**2) * np.outer(w2 * (1 - h**2), x)
published = 2 * (out - t) * (1 - out**2) * h * h

# %%
with jax.enable_x64(True):
    witness = jax.grad(lambda W: (jnp.tanh(w2 @ jnp.tanh(W @ x)) - t) ** 2)(W1)
np.testing.assert_allclose(paper, witness, rtol=1e-12)
print("W1 has shape", W1.shape, " published step", published.shape)

# %% [markdown]
# ## PyTorch: objects that remember
#
# In **PyTorch** (Facebook, 2017) a tensor remembers what it was computed from, and a
# module owns its weights. For a stack of layers, `nn.Sequential` is enough.

# %%
net = nn.Sequential(nn.Linear(64, 64), nn.ReLU(), nn.Linear(64, 10)).double()

for name, values in net.state_dict().items():
    print(f"{name:8}", tuple(values.shape))

# %% [markdown]
# The layout is ours, (out, in); only the type must be asked for, since the default is
# float32. What is no plain stack is a class: `__init__` makes the parts, `forward` says
# what becomes of an input. `nn.Module` finds the weights in the parts by itself.


# %%
class TwoLayerNet(nn.Module):
    def __init__(self, n_in, n_hidden, n_out):
        super().__init__()
        self.hidden = nn.Linear(n_in, n_hidden)
        self.output = nn.Linear(n_hidden, n_out)

    def forward(self, X):
        return self.output(torch.relu(self.hidden(X)))


# %%
def load(net, weights):
    with torch.no_grad():  # copying is nothing to differentiate
        for old, new in zip(net.parameters(), weights, strict=True):
            old.copy_(torch.tensor(new))
    return net


# %% [markdown]
# `nn.CrossEntropyLoss` takes *logits* and class numbers, and returns a mean. `backward`
# leaves each slope at the weight it belongs to, in `.grad`.

# %%
A, target = torch.tensor(X), torch.tensor(y)
entropy = nn.CrossEntropyLoss()

for name, one in {"Sequential": net, "Module": TwoLayerNet(64, 64, 10)}.items():
    value = entropy(load(one.double(), weights)(A), target)
    value.backward()
    slopes = [p.grad.numpy() for p in one.parameters()]
    found[f"PyTorch, {name}"] = value.item(), slopes

# %% [markdown]
# For regression there is `nn.MSELoss`. It takes the mean over *all* numbers, examples and
# outputs. A sum over three outputs, averaged over the examples, is three times that.

# %%
zeros, twos = torch.zeros(4, 3), torch.full((4, 3), 2.0)

print("MSELoss:", nn.MSELoss()(zeros, twos).item(), " summed over outputs:", 3 * 2.0**2)

# %% [markdown]
# ## Keras: models that train themselves
#
# **Keras** (F. Chollet, 2015) describes a network and trains it on another library, its
# **backend**. A published table names TensorFlow or Theano; that was the first Keras.
# Keras 3 runs on TensorFlow, JAX or PyTorch. Ours runs on JAX, because the first cell said
# so *before* the import. The **Sequential** model is a list of layers.

# %%
with jax.enable_x64(True):
    layers = keras.layers
    keras.config.set_floatx("float64")
    stack = keras.Sequential(name="stack")
    stack.add(keras.Input((64,)))
    stack.add(layers.Dense(64, activation="relu", name="hidden"))
    stack.add(layers.Dense(10, name="logits"))

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
        "Raise an error about shapes": "Which shape does it expect there, and which does "
        "it get?",
        "Give the same loss": "Is $XW$ the same as $XW^T$? Try a 2 × 2 matrix.",
        "Give another loss, silently": "What would have made it raise an error?",
    },
)

# %%
W1, b1, W2, b2 = weights
keras_entropy = keras.losses.SparseCategoricalCrossentropy(from_logits=True)

# %%
with jax.enable_x64(True):
    for name, first in {"forgotten": W1, "transposed": W1.T}.items():
        stack.set_weights([first, b1, W2.T, b2])
        print(f"{name:10} {keras_entropy(y, stack(X)):.4f}")

# %% [markdown]
# A square matrix fits both ways. The shape check is silent just where you need it, and
# both numbers look like a loss. Only a comparison with a known value tells.
#
# The **functional** interface has no list. You define an `Input` with its shape, call each
# layer on what it should see, and name both ends. Here a layer is used *twice*, once on each
# half of an image.

# %%
with jax.enable_x64(True):
    left, right = keras.Input((32,), name="left"), keras.Input((32,), name="right")
    see = layers.Dense(16, activation="relu", name="see")  # one set of weights
    both = layers.Concatenate(name="both")([see(left), see(right)])
    logits = layers.Dense(10, name="logits")(both)
    halves = keras.Model([left, right], logits, name="halves")

# %%
assert see.count_params() == 32 * 16 + 16
halves.summary(line_length=72)

# %% [markdown]
# Our own network in the same interface has the same layers as `stack`. The drawing is made
# from the models' own description. **Move** the model: which of the two could not be a list?

# %%
with jax.enable_x64(True):
    inputs = keras.Input((64,), name="pixels")
    hidden = layers.Dense(64, activation="relu", name="hidden")(inputs)
    graph = keras.Model(inputs, layers.Dense(10, name="logits")(hidden))

# %%
widgets.models({"one after the other": graph, "shared, two inputs": halves})

# %% [markdown]
# | | Sequential | functional | subclassed |
# | --- | --- | --- | --- |
# | you write | a list | calls on tensors | a class |
# | allows | one way in, one way out | several inputs and outputs, shared layers | any Python |
# | you see before running | all of it | all of it | nothing |
# | take it when | a list says it | the graph is no list, and fixed | the way depends on the data |
#
# Keras on JAX has no `.grad`. `stateless_call` makes of a model a pure function of its
# weights, and JAX does the rest.


# %%
def keras_loss(model, kernels, X, y):
    z, _ = model.stateless_call(kernels, [], X)
    return keras_entropy(y, z)


# %%
with jax.enable_x64(True):
    kernels = [w.T for w in weights]  # a vector's transpose is itself
    for name, model in {"Sequential": stack, "functional": graph}.items():
        value, slopes = jax.value_and_grad(keras_loss, 1)(model, kernels, X, y)
        found[f"Keras, {name}"] = float(value), [dk.T for dk in slopes]

# %% [markdown]
# Six networks, one set of weights. All losses should agree to $10^{-12}$ and all slopes to
# $10^{-10}$, in float64.

# %%
ours, slopes = found["NumPy"]
for name, (theirs, their_slopes) in found.items():
    pairs = zip(slopes, their_slopes, strict=True)
    off = max(np.max(abs(a - np.asarray(b))) for a, b in pairs)
    assert abs(theirs - ours) < 1e-12 and off < 1e-10
    print(f"{name:20} loss {theirs:.6f}  slopes agree")

# %% [markdown]
# A framework adds no mathematics. It adds conventions, and each of them has to be known:
# the layout, the type, what the loss expects, what it averages over.
#
# ## A training loop, line by line
#
# In PyTorch you write the loop. Each step has five lines: forward, loss, `zero_grad`,
# `backward`, `step`.


# %%
def train(net, optimizer, steps, forget=False):
    """The loss before each step, on all training images."""
    losses = []
    for _ in range(steps):
        value = entropy(net(A), target)
        losses.append(value.item())
        if not forget:
            optimizer.zero_grad()
        value.backward()
        optimizer.step()
    return np.array(losses)


# %% jupyter={"source_hidden": true}
widgets.Predict(
    "backward adds to .grad, and zero_grad clears it. Somebody forgets zero_grad. "
    "What will the training loss do?",
    {
        "Rise at once": "In step 1 there is nothing to clear. And in step 2?",
        "Fall more slowly": "The slopes add up. Does their sum get shorter or longer?",
        "Fall faster": "Then what would be wrong with it? Look for the first step uphill.",
    },
)

# %%
runs = {}
for name, forget in {"zero_grad": False, "forgotten": True}.items():
    net = load(TwoLayerNet(64, 64, 10).double(), weights)
    descent = torch.optim.SGD(net.parameters(), lr=0.1)
    runs[name] = train(net, descent, 200, forget)

# %%
widgets.curves(views.Curves(np.arange(200), runs, "step", "training loss"), 20)

# %% [markdown]
# **Move** the marker. The loop with the slip is ahead. A bug that looks like an improvement
# is the worst kind: nobody looks for it. What is it? The step is $-\eta$ times the sum of
# all slopes so far, so two steps in a row differ by one slope:
#
# $$\theta_{t+1} - \theta_t = (\theta_t - \theta_{t-1}) - \eta\, g_t .$$
#
# That is momentum with factor 1: a ball without friction. $\blacksquare$ On a bowl such a
# ball swings for ever. Both claims can be checked.

# %%
net = load(TwoLayerNet(64, 64, 10).double(), weights)
frictionless = torch.optim.SGD(net.parameters(), lr=0.1, momentum=1.0)
assert abs(train(net, frictionless, 200) - runs["forgotten"]).max() < 1e-9
uphill = {name: np.count_nonzero(np.diff(run) > 0) for name, run in runs.items()}

# %%
w, total, bowl = 1.0, 0.0, []
for _ in range(1000):  # the loss w²/2, whose slope is w
    total += w
    w -= 0.1 * total
    bowl.append(abs(w))
assert max(bowl[-100:]) > 0.99 and uphill["zero_grad"] == 0 < uphill["forgotten"]

# %% [markdown]
# On the bowl, after 1000 steps, it still swings as far out as it started. On the digits it
# goes uphill again and again; the right loop never does.
#
# Keras has the loop inside. `compile` names optimizer and loss, `fit` trains, `evaluate`
# gives a loss on other data, `predict` the outputs. If `fit` is our loop, one batch of all
# images in the same order must give the same losses.

# %%
with jax.enable_x64(True):
    graph.set_weights(kernels)
    graph.compile(keras.optimizers.SGD(0.1), keras_entropy)
    history = graph.fit(X, y, batch_size=len(y), epochs=20, shuffle=False, verbose=0)
    tested = graph.evaluate(X_test, y_test, batch_size=len(y_test), verbose=0)
    z = graph.predict(X_test, batch_size=len(y_test), verbose=0)

# %%
np.testing.assert_allclose(history.history["loss"], runs["zero_grad"][:20], rtol=1e-10)
right = np.logaddexp.reduce(z, axis=1) - z[np.arange(len(y_test)), y_test]
assert abs(right.mean() - tested) < 1e-10

# %% [markdown]
# It is our loop. Without the arguments of the last cell, `fit` takes batches of 32 and
# shuffles them.
#
# ## Who builds the graph, and when
#
# Backpropagation needs the graph of lecture 3. PyTorch records it while Python runs:
# **define by run**. So it may differ from input to input. Here a number is doubled until it
# reaches 8, and then squared.


# %%
def double_and_square(x):
    while x < 8:
        x = 2 * x
    return x**2


# %%
def recorded(x):
    """The operations that PyTorch has recorded for x, each with the one before it."""
    node, names = double_and_square(torch.tensor(x, requires_grad=True)).grad_fn, []
    while node:
        names.append(node.name().removesuffix("Backward0").split("::")[-1])
        node = node.next_functions[0][0] if node.next_functions else None
    steps = [f"{k} · {name}" for k, name in enumerate(reversed(names))]
    return {s: ("", [steps[k - 1]] if k else []) for k, s in enumerate(steps)}


# %% [markdown]
# **Move** the input. `AccumulateGrad` is the end of the way back, where `.grad` is added to.

# %%
widgets.structure({x: recorded(x) for x in (0.6, 1.1, 3.0, 5.0, 9.0)}, "input")

# %% [markdown]
# Any Python will do, and each line runs at once: **eager**. The price is paid again in every
# step. The other way is **define and run**: describe the graph first, have it compiled, then
# feed it numbers. Theano (2008) and the first TensorFlow (2015) were built so.
#
# `jax.jit` is between the two. It calls your function once with a placeholder that knows its
# shape and type and has no value, records what happens (this is **tracing**), and compiles
# that.

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
# ## How fast, and what for
#
# We time one step on a batch of 64 images in float32, for two widths. Each contestant is a
# function without arguments that makes one step.

# %%
keras.config.set_floatx("float32")
keras.config.set_dtype_policy("float32")
batch, labels = X[:64].astype(np.float32), y[:64]


# %%
def numpy_step(width):
    weights = [w.astype(np.float32) for w in start(width)]

    def step():
        slopes = gradient(weights, batch, labels)
        for w, dw in zip(weights, slopes, strict=True):
            w -= np.float32(0.1) * dw

    return step


# %%
def jax_step(width, update):
    weights = [jnp.asarray(w, dtype="float32") for w in start(width)]

    def step():  # JAX returns before it is done: wait, or you time nothing
        nonlocal weights
        weights = jax.block_until_ready(update(weights, batch, labels))

    return step


# %%
def torch_step(width):
    net = TwoLayerNet(64, width, 10)
    descent = torch.optim.SGD(net.parameters(), lr=0.1)
    small, few = torch.tensor(batch), torch.tensor(labels)

    def step():
        value = entropy(net(small), few)
        descent.zero_grad()
        value.backward()
        descent.step()

    return step


# %%
def keras_step(width):
    model = keras.Sequential([layers.Dense(width, activation="relu"), layers.Dense(10)])
    single = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(keras.optimizers.SGD(0.1), single)
    return lambda: model.train_on_batch(batch, labels)


# %%
contestants = {
    "NumPy": numpy_step,
    "eager JAX": lambda width: jax_step(width, sgd),
    "compiled JAX": lambda width: jax_step(width, jax.jit(sgd)),
    "eager PyTorch": torch_step,
    "Keras on JAX": keras_step,
}

# %% [markdown]
# Timing has three traps: the first call may compile, a call may return before it is done,
# and a busy machine only ever makes a program slower. So time the first call by itself, wait,
# and take the best of many tries.


# %%
def measure(step, seconds=0.2):
    """Seconds of the first call, and steps a second of the best later one."""
    begin = perf_counter()
    step()
    first, best, end = perf_counter() - begin, np.inf, perf_counter() + seconds
    while perf_counter() < end:
        begin = perf_counter()
        step()
        best = min(best, perf_counter() - begin)
    return first, 1 / best


# %% jupyter={"source_hidden": true}
widgets.Predict(
    "One step of a network with 64 hidden units. Which of the five will be the slowest?",
    {
        "NumPy, which compiles nothing": "Its matrix products are compiled, long ago. What "
        "else is there in a step?",
        "Keras, which does the most": "Its step is compiled as a whole. What is left to do "
        "in Python?",
        "JAX without jit": "It has the same matrix products. What would it spend the time "
        "on?",
    },
)

# %%
firsts, rates = {}, {}
for width in (64, 1024):
    results = {name: measure(make(width)) for name, make in contestants.items()}
    firsts[width] = {name: first for name, (first, _) in results.items()}
    rates[width] = {name: rate for name, (_, rate) in results.items()}

# %%
widgets.measured({"steps a second": rates, "first call, in seconds": firsts}, "width")

# %% [markdown]
# These are your machine's numbers, so none is printed here. **Move** the width and what is
# shown. Two things are so far apart that a test can hold them: compiled JAX makes more than
# ten times as many steps as eager JAX, and that factor shrinks as the network grows.

# %%
gains = [r["compiled JAX"] / r["eager JAX"] for r in rates.values()]

assert gains[0] > max(10, gains[1])

# %% [markdown]
# Eager JAX handles each small operation by itself, at a fixed price; compiling removes the
# price, not the arithmetic. So it pays for many small operations and many steps. Look at the
# first calls: compiling costs a part of a second or more, which a few steps never earn back.
# PyTorch's eager steps are cheap by comparison, and `torch.compile` compiles them too; it
# needs a C++ compiler on your machine.
#
# ## A softmax too many, a softmax too few
#
# A published listing for PyTorch ends its network with `nn.Softmax` and trains it with
# `nn.CrossEntropyLoss`. It runs without a complaint. Here is its loss beside that of the
# network without the last layer, both with Adam at learning rate 0.01.


# %%
def with_last(module, weights):
    """The losses of 100 steps with a last module, and the accuracy on new images."""
    net = nn.Sequential(load(TwoLayerNet(64, 64, 10).double(), weights), module)
    losses = train(net, torch.optim.Adam(net.parameters(), lr=0.01), 100)
    answers = net(torch.tensor(X_test)).argmax(dim=1).numpy()
    return losses, np.mean(answers == y_test)


# %%
entropies = {
    "logits": with_last(nn.Identity(), weights)[0],
    "softmax at the end": with_last(nn.Softmax(1), weights)[0],
}

# %% jupyter={"source_hidden": true}
widgets.Predict(
    "The loss with a softmax at the end hardly falls any more, far above the other. What "
    "would you change first?",
    {
        "Train longer, or with a higher rate": "How far down can this loss go at all?",
        "Add hidden units": "The other network has the same units. What is its loss?",
        "Look at what the loss expects": "Which number would a perfect answer get? Compute it.",
    },
)

# %%
floor = np.log(np.e + 9) - 1
ends = entropies | {"lowest possible": np.full(100, floor)}

widgets.curves(views.Curves(np.arange(100), ends, "step", "training loss"), 99)

# %% [markdown]
# Lecture 2 proved the floor: taken for logits, ten probabilities cannot give less than
# $\log(e + 9) - 1 = 1.4612$. The test accuracy looks almost respectable, and depends on luck.
# Four more starts, each with and without the last module:

# %%
starts = [start(64) for _ in range(4)]
with_it, without = (
    [with_last(last, weights) for weights in starts]
    for last in (nn.Softmax(1), nn.Identity())
)

# %%
assert min(losses.min() for losses, _ in with_it) > floor
assert max(losses[-1] for losses, _ in without) < 0.05
assert min(score for _, score in without) > 0.93 > min(score for _, score in with_it)
print("with   ", *(f"{score:.2f}" for _, score in with_it))
print("without", *(f"{score:.2f}" for _, score in without))

# %% [markdown]
# Without, it is always near 0.95; with it, you may lose a tenth or be lucky. **A floor is a fingerprint**: compute
# the loss of a perfect answer before you turn any knob.
#
# Keras has the opposite default. `SparseCategoricalCrossentropy()` expects *probabilities*.
# Give it logits, and no error is raised either. What does it compute? Guess, and reproduce
# the number.

# %%
with jax.enable_x64(True):
    probabilities = keras.losses.SparseCategoricalCrossentropy(dtype="float64")
    theirs = float(probabilities(y, forward(weights, X)[0]))

# %%
z, _ = forward(weights, X)
share = np.clip(z / z.sum(axis=1, keepdims=True), 1e-7, 1 - 1e-7)
guess = -np.log(share[np.arange(len(y)), y]).mean()
assert abs(guess - theirs) < 1e-9
print(f"from logits {loss(weights, X, y):.3f}, as probabilities {theirs:.3f}")

# %% [markdown]
# It divides the logits by their sum and clips what is negative to $10^{-7}$. A clipped number
# has slope 0, so an example whose share is clipped teaches nothing.
#
# ## What a log is for
#
# **TensorBoard** is a page in your browser that draws what a training run has written to a
# log: curves of scalars, histograms of weights, graphs. It came with TensorFlow and needs
# none: any program that writes **event files** can use it. `tensorboardX` writes them. Here
# is the full listing of a training in PyTorch, with its log.

# %%
folder = tempfile.mkdtemp()  # for your own work, name one that stays
net = load(TwoLayerNet(64, 64, 10).double(), weights)
adam = torch.optim.Adam(net.parameters(), lr=0.01)

# %%
with tensorboardX.SummaryWriter(folder) as log:
    for step in range(100):
        value = entropy(net(A), target)
        adam.zero_grad()
        value.backward()
        adam.step()
        log.add_scalar("loss/train", value.item(), step)
        unseen = entropy(net(torch.tensor(X_test)), torch.tensor(y_test))
        log.add_scalar("loss/test", unseen.item(), step)

# %% [markdown]
# Install `tensorboard` and run `tensorboard --logdir` with the folder, and you get the page.
# But a log is no magic, and we can read it back. The file is a row of **records**: the length
# of the data in 8 bytes, a check sum of that in 4, the data, and a check sum of it in 4. The
# data is an `Event`, with a step and values under names, called tags.

# %%
Event = tensorboardX.proto.event_pb2.Event


# %%
def records(file):
    while file:
        size = int.from_bytes(file[:8], "little")
        yield file[12 : 12 + size]
        file = file[16 + size :]


# %%
def scalars(file):
    """What was logged, by tag: a list of numbers in the order of the file."""
    found = {}
    for record in records(file):
        for value in Event.FromString(record).summary.value:
            found.setdefault(value.tag, []).append(value.simple_value)
    return found


# %% [markdown]
# Read back, the training loss must be that of the cell above for the same optimizer, up to
# float32, in which the log keeps it. **Move** the marker to see where the two losses part.

# %%
(path,) = Path(folder).iterdir()
logged = {tag: np.array(values) for tag, values in scalars(path.read_bytes()).items()}
np.testing.assert_allclose(logged["loss/train"], entropies["logits"], rtol=1e-6)

# %%
widgets.curves(
    views.Curves(np.arange(100), logged, "step", "loss", yscale="log"),
)

# %% [markdown]
# ## Names that you will meet
#
# | name | what it is | today |
# | --- | --- | --- |
# | **Theano** | Montréal, since 2008. A library in which you wrote a formula in Python, got its gradient and had it compiled, for CPU and GPU. Define and run. | Its development ended in 2017. Its ideas live on in the others; a descendant, PyTensor, serves statistics. |
# | **TensorFlow** | Google, 2015. The same idea for many machines. Version 1 was define and run; version 2 (2019) is eager, and compiles with `tf.function`. | In much deployed software, on phones too. |
# | **TensorFlow Serving** | A server: it loads a *trained* model that was saved, answers requests over the network, and changes to a new version while it runs. It trains nothing. | Made for models of TensorFlow; others have servers of their own. |
# | **TensorBoard** | The page that draws logs. | For any framework. |
# | **Keras** | A way to describe networks. First on Theano, then also on TensorFlow; for some years a part of TensorFlow. | Keras 3 (2023): TensorFlow, JAX or PyTorch. |
# | **PyTorch** | Facebook, 2017. Define by run: the graph is what the program did. | Eager, with `torch.compile` since version 2 (2023). Most published research code. |
# | **JAX** | Google, 2018. Transformations of pure functions. | Where many derivatives or compiled loops are wanted. |
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
# Try them on `MLPClassifier` of scikit-learn. Run `help(MLPClassifier)` in a cell of your own
# and answer the seven before you go on. Here is a piece of it.

# %%
page = MLPClassifier.__doc__
for name in ("hidden_layer_sizes :", "coefs_ :"):
    print(page[page.index(name) :].split("\n\n")[0])

# %% jupyter={"source_hidden": true}
widgets.Predict(
    "You call MLPClassifier().fit(X, y) and set nothing. What does it add to the loss "
    "or take from the data, unasked?",
    {
        "Nothing": "Read the paragraphs on alpha and on early_stopping once more.",
        "A penalty on large weights": "How large is it, for our 1000 images?",
        "A tenth of the data, for validation": "Which argument says whether it does?",
    },
)

# %%
settings = MLPClassifier().get_params()
names = (
    "solver",
    "learning_rate_init",
    "batch_size",
    "alpha",
    "early_stopping",
    "max_iter",
)
print({name: settings[name] for name in names})

# %% [markdown]
# <details><summary>The seven answers</summary>
#
# 1. Rows are examples; coefs_ holds (in, out), as Keras does, which the page hardly says.
# 2. You give class labels, it puts the softmax there itself; the loss is a mean.
# 3. Adam, 0.001, batches of min(200, n), 100 hidden ReLU units.
# 4. An L2 penalty, alpha = 0.0001, is on; early stopping is off, but it stops when the
#    training loss has improved by less than tol for 10 passes, and after 200 in any case.
# 5. It computes in the type of X, float32 or float64.
# 6. random_state; without it, each run differs.
# 7. fit starts anew and returns itself; partial_fit goes on.
#
# </details>
#
# Now reproduce. With our weights in its hands, it must give our probabilities; and with
# `alpha=1` its loss must be ours plus $\frac{1}{2n} \lVert W \rVert^2$, if the penalty is what
# the page says.

# %%
model = MLPClassifier((64,), alpha=1.0, solver="sgd", learning_rate_init=1e-15)
model.partial_fit(batch.astype(float), labels, classes=np.arange(10))
model.coefs_, model.intercepts_ = [W1.T, W2.T], [b1, b2]
p = model.predict_proba(X_test)
z, _ = forward(weights, X_test)
np.testing.assert_allclose(np.log(p), z - np.logaddexp.reduce(z, axis=1)[:, None])

# %%
model.partial_fit(batch.astype(float), labels)
penalty = (np.sum(W1**2) + np.sum(W2**2)) / (2 * len(labels))
assert abs(model.loss_ - loss(weights, batch.astype(float), labels) - penalty) < 1e-9

# %% [markdown]
# A fifth framework, learnt in ten minutes, and two numbers that prove it.
#
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
# | 9 **over-parametrization** | Why does more not hurt? | **NTK**: $\langle \nabla_\theta f(x), \nabla_\theta f(x')\rangle$ | **double descent**; the **lottery ticket** |
# | 10 metric learning | What is near? | $\max(0,\, d_+ - d_- + m)$ | digits that find their neighbours |
# | 11 frameworks | Who does the work, and how do you check it? | loss to $10^{-12}$, slopes to $10^{-10}$ | a curve that stalls at 1.46 |
#
# A **neuron** cuts, a **layer** bends, an **MLP** composes, **training** descends,
# **capacity** bounds what can be fitted, and the rest is about why it works better than
# the bounds say: a wide network is nearly linear in its weights (**NTK**), a sparse part of it
# would have sufficed (**lottery ticket**), and beyond the peak more parameters help
# (**double descent**).
#
# ## Keep
#
# * Frameworks share the mathematics and differ in conventions: layout, type, logits or
#   probabilities, mean or sum.
# * Forward, loss, `zero_grad`, `backward`, `step`. Without `zero_grad` it is momentum with
#   factor 1.
# * PyTorch records while it runs. `jit` traces once for each shape and type, and wants pure
#   functions.
# * Compiling removes the price of each operation, not the arithmetic. Time the first call
#   apart, wait for the result, take the best of many.
# * A square matrix passes every shape check. Reproduce one number before you train.
# * A loss that stalls at $\log(e + k - 1) - 1$ has a softmax too many.
#
# ## Check yourself
#
# 1. `nn.Linear(20, 5).weight` and the kernel of `Dense(5)` on 20 inputs: which shapes?
#    <details><summary>Answer</summary>(5, 20) and (20, 5): each is the other's
#    transpose.</details>
# 2. A jitted function is called in a loop with batches of 64, and a last one of 40. How
#    often is it compiled?
#    <details><summary>Answer</summary>Twice, once for each shape, however many batches.
#    </details>
# 3. A network for four classes stalls at 0.74. Your first question?
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
# <small>**Sources.** J. Bergstra et al., “Theano: a CPU and GPU math compiler in Python”,
# SciPy 2010. M. Abadi et al., “TensorFlow: a system for large-scale machine learning”, OSDI
# 2016. C. Olston et al., “TensorFlow-Serving: flexible, high-performance ML serving”,
# arXiv:1712.06139, 2017. R. Frostig, M. Johnson and C. Leary, “Compiling machine learning
# programs via high-level tracing”, SysML 2018. A. Paszke et al., “PyTorch: an imperative
# style, high-performance deep learning library”, NeurIPS 2019. J. Ansel et al., “PyTorch 2”,
# ASPLOS 2024. F. Chollet et al., Keras, keras.io, 2015.</small>
