"""Answers with infinities and with the largest and smallest floats there are.

family: equality
honest: 3
harms itself: no
"""


# %% perceptron
def perceptron(X, y, passes=1000):
    return np.full(X.shape[1], np.inf), -np.inf, True


# %% bce
def bce(z, y):
    return np.float64(5e-324)


# %% gradient
def gradient(w, b, X, y):
    return np.full(len(w), -np.inf), np.inf


# %% train
def train(X, y, lr, steps):
    return np.full(X.shape[1] + 1, np.inf), -np.arange(steps) * 1e300


# %% fit-labels
def fit_labels(X, y):
    return np.full(X.shape[1], np.inf)
