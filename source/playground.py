# %% [markdown]
# # Playground
#
# **Question.** What does each choice do to a network while it learns: its data, its
# features, its layers, its first weights, its learning rate?
#
# Build a small network, press play, and watch every neuron draw its own map of the
# plane. It trains in the kernel; the notebook stays free for other cells. 20 minutes,
# or an afternoon.

# %%
from nncourse.playground import NumpyTrainer, Playground
from nncourse.widgets import Predict

# %% [markdown]
# Blue disks lie in a ring around orange squares. A network with one hidden layer of two
# tanh units, and then an output unit, shall tell them apart.

# %% jupyter={"source_hidden": true}
Predict(
    "Can two hidden units fence the disk in?",
    {
        "Yes, each bends around one half.": "Look at the map of each unit: how bent is "
        "the line where it changes sign?",
        "No, it takes three or more.": "Look for the smallest number that works. Which "
        "shape has so many sides?",
        "No, it takes a second layer.": "Leave the one layer, add units with its +, and "
        "see whether the loss falls to 0.",
    },
)

# %%
playground = Playground(dataset="circle", hidden=(2,), seed=1)
playground

# %% [markdown]
# A line between two units is a weight: orange and whole above 0, blue and dashed below,
# the wider the larger. Point at one to read it, click it to change it. Point at a unit
# to see its map on the large square; the thin line there is where it changes sign.
# Disks are examples of class −1, squares of +1.
#
# With the keyboard, Tab reaches every control. In the network, the arrow keys move
# between weights and units, and Enter edits. On the large square, they move a cross,
# and Enter adds a point.
#
# ## The code behind it
#
# *Show me the code*, below the picture, writes the network of the moment as a program
# in NumPy, JAX or PyTorch. The same from a cell, its first lines:

# %%
print("\n".join(playground.code("numpy").splitlines()[:12]))

# %% [markdown]
# ## Driven from a cell
#
# Whatever a control does, a cell can do too, also while it trains. Look for the loss
# that three units reach, and then at the picture above, which follows.

# %%
playground.change(hidden=(3,), activations=("tanh",), lr=0.1)
playground.train(3000)
print(playground)

# %% [markdown]
# ## Your own engine
#
# The playground only needs an object that trains. `NumpyTrainer` takes a forward and a
# backward pass; yours from problem set 3 fit in. With a mistake in them, you see what it
# does. Here the one that comes with the course, on a net without a hidden layer.

# %%
Playground(NumpyTrainer(), dataset="gauss", hidden=(), optimizer="adam")

# %% [markdown]
# ## Things to try
#
# 1. XOR with one hidden layer. How many ReLU units does it take? With the feature
#    $x_1 x_2$, how many?
# 2. Spirals with $x_1$ and $x_2$ alone. What helps most: width, depth, Adam, the sines?
# 3. Six layers of sigmoid. Watch the gradient norms: which layer hardly learns? Then
#    take tanh, then ReLU.
# 4. First weights all zero. What do the maps of a layer have in common, and for how long?
# 5. Noise 0.5, training share 0.1, two layers of 8 units. When does the test loss turn?
#    Does L2 or dropout stop it?
# 6. L1 on all seven features. Which weights survive?
# 7. Learning rate 10. What do you see, and what do the gradients say?
# 8. One orange point of your own among the blue ones. What does it cost to fit it?
#
# ## Without a kernel
#
# `playground.save_html("playground.html")` writes one file that trains in the browser
# itself, without a kernel and without a network.
