"""Answers with numbers whose bytes mean nothing: booleans that are 2, letters outside
of Unicode, and long doubles that no processor makes.

family: equality
honest: 3
harms itself: no
"""


# %% perceptron
def of_bytes(kind, n):
    kind = np.dtype(kind)
    return np.frombuffer(b"\x02\xff\xff\xff" * kind.itemsize * n, kind)[:n]


def perceptron(X, y, passes=1000):
    return of_bytes("?", X.shape[1]), of_bytes("?", 1)[0], of_bytes("?", 1)[0]


# %% bce
def bce(z, y):
    return of_bytes("g", 1)[0]


# %% gradient
def gradient(w, b, X, y):
    return of_bytes("U4", len(w)), of_bytes("g", 1)[0]


# %% fit-labels
def fit_labels(X, y):
    return of_bytes("?", X.shape[1])
