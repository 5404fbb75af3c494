"""Raises what loops and debuggers take for an end: StopIteration, GeneratorExit,
BdbQuit, and KeyboardInterrupt.

family: exits
honest: 3
harms itself: no
"""

# %% perceptron
import bdb


def perceptron(X, y, passes=1000):
    raise StopIteration


# %% bce
def bce(z, y):
    raise bdb.BdbQuit


# %% gradient
def gradient(w, b, X, y):
    raise KeyboardInterrupt


# %% train
def train(X, y, lr, steps):
    raise GeneratorExit


# %% fit-labels
def fit_labels(X, y):
    raise StopAsyncIteration
