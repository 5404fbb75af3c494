"""Returns a number of ten million digits, an array of a gigabyte without its memory,
and a string of 100 MB.

family: values
honest: 3
harms itself: no
"""


# %% perceptron
def perceptron(X, y, passes=1000):
    return np.broadcast_to(0.0, (2**27,)), 1 << 2**25, "x" * (100 * 2**20)


# %% bce
def bce(z, y):
    return np.broadcast_to(np.float64(0.0), (2**14, 2**14))


# %% fit-labels
def fit_labels(X, y):
    return [0.0] * 10_000_000
