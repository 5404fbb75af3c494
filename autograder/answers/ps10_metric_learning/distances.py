# %% 3/3 all differences at once
def distances(X):
    return np.linalg.norm(X[:, None, :] - X[None, :, :], axis=2)


# %% 3/3 a loop over the features, never over pairs
def distances(X):
    total = np.zeros((len(X), len(X)))
    for column in X.T:
        total += np.subtract.outer(column, column) ** 2
    return np.sqrt(total)


# %% 3/3 a row at a time
def distances(X):
    return np.stack([np.sqrt(((X - x) ** 2).sum(axis=1)) for x in X])


# %% 3/3 SciPy's, from differences too
def distances(X):
    from scipy.spatial.distance import pdist, squareform

    return squareform(pdist(X))


# %% 1/3 the fast formula, clipped: no nan, and a point is not quite at itself
def distances(X):
    s = (X**2).sum(1)
    return np.sqrt(np.maximum(0, s[:, None] - 2 * X @ X.T + s))


# %% 0/3 squares, without the root
def distances(X):
    D = ((X[:, None] - X) ** 2).sum(-1)
    return D


# %% 0/3 the sum of absolute differences: Manhattan's distance
def distances(X):
    return np.abs(X[:, None] - X).sum(-1)


# %% 0/3 a small number under the root, for its slope at 0: the diagonal is not 0
def distances(X):
    return np.sqrt(((X[:, None] - X) ** 2).sum(-1) + 1e-6)


# %% 0/3 centres the caller's X in place
def distances(X):
    X -= X.mean(axis=0)
    return np.linalg.norm(X[:, None] - X, axis=-1)


# %% 0/3 only pairs with i < j
def distances(X):
    return np.triu(np.linalg.norm(X[:, None] - X, axis=-1))


# %% 0/3 a vector of the pairs
def distances(X):
    i, j = np.triu_indices(len(X), 1)
    return np.linalg.norm(X[i] - X[j], axis=1)


# %% 0/3 the plus of the binomial formula
def distances(X):
    s = (X**2).sum(1)
    return np.sqrt(np.abs(s[:, None] + 2 * X @ X.T + s))


# %% 3/3 a Python loop over the pairs
def distances(X):
    import math

    rows = X.tolist()
    return np.array([[math.dist(x, z) for z in rows] for x in rows])


# %% 3/3 complex numbers in the plane, else the rows of a broadcast
def distances(X):
    n, d = X.shape
    if d == 2:
        z = X[:, 0] + 1j * X[:, 1]
        return np.abs(z[:, None] - z)
    away = X.reshape(n, 1, d) - X.reshape(1, n, d)
    return np.sqrt(np.einsum("ijk,ijk->ij", away, away))


# %% 3/3 long doubles
def distances(X):
    X = X.astype(np.longdouble)
    return np.sqrt(((X[:, None] - X) ** 2).sum(axis=-1))


# %% 3/3 the upper half, mirrored
def distances(X):
    n = len(X)
    D = np.zeros((n, n))
    for i in range(n - 1):
        D[i, i + 1 :] = np.sqrt(((X[i + 1 :] - X[i]) ** 2).sum(axis=1))
    return D + D.T


# %% 3/3 hypot, feature by feature
def distances(X):
    D = np.zeros((len(X), len(X)))
    for column in X.T:
        D = np.hypot(D, column[:, None] - column)
    return D


# %% 1/3 the fast formula: nan where rounding makes a square negative
def distances(X):
    s = (X**2).sum(1)
    return np.sqrt(s[:, None] - 2 * X @ X.T + s)


# %% 2/3 the fast formula with absolute values, and 0 on the diagonal
def distances(X):
    s = (X**2).sum(1)
    D = np.sqrt(np.abs(s[:, None] - 2 * X @ X.T + s))
    np.fill_diagonal(D, 0)
    return D


# %% 2/3 scikit-learn's euclidean_distances, by the fast formula
def distances(X):
    from sklearn.metrics import euclidean_distances

    return euclidean_distances(X)


# %% 0/3 float32
def distances(X):
    X = X.astype(np.float32)
    return np.sqrt(((X[:, None] - X) ** 2).sum(-1))


# %% 0/3 rounded to six digits
def distances(X):
    return np.round(np.linalg.norm(X[:, None] - X, axis=-1), 6)


# %% 0/3 the largest difference of a coordinate
def distances(X):
    return np.abs(X[:, None] - X).max(-1)


# %% 0/3 the mean over the features below the root
def distances(X):
    return np.sqrt(((X[:, None] - X) ** 2).mean(-1))


# %% 0/3 the norm over the wrong axis
def distances(X):
    return np.linalg.norm(X[:, None] - X, axis=1)


# %% 0/3 from the first point only
def distances(X):
    return np.tile(np.linalg.norm(X - X[0], axis=1), (len(X), 1))


# %% 1/3 equal points are kept a little apart
def distances(X):
    D = np.linalg.norm(X[:, None] - X, axis=-1)
    D = np.maximum(D, 1e-8)
    np.fill_diagonal(D, 0)
    return D


# %% 0/3 infinity on the diagonal, as neighbours need it
def distances(X):
    D = np.linalg.norm(X[:, None] - X, axis=-1)
    np.fill_diagonal(D, np.inf)
    return D


# %% 0/3 distances of the columns
def distances(X):
    return np.linalg.norm(X.T[:, None] - X.T, axis=-1)


# %% 0/3 the roots of the distances
def distances(X):
    return np.sqrt(np.linalg.norm(X[:, None] - X, axis=-1))


# %% 0/3 the angle between the points
def distances(X):
    size = np.linalg.norm(X, axis=1) + 1e-12
    return np.arccos(np.clip(X @ X.T / np.outer(size, size), -1, 1))


# %% 0/3 one row too few: the neighbours in the list only
def distances(X):
    return np.linalg.norm(np.diff(X, axis=0), axis=1)


# %% 1/3 squares the caller's X
def distances(X):
    D = np.linalg.norm(X[:, None] - X, axis=-1)
    X **= 2
    return D


# %% 0/3 the signs of a first coordinate kept: negative below the diagonal
def distances(X):
    D = np.linalg.norm(X[:, None] - X, axis=-1)
    return np.triu(D) - np.tril(D)


# %% 2/3 the fast formula after the mean is taken off
def distances(X):
    X = X - X.mean(axis=0)
    s = (X**2).sum(1)
    D = np.sqrt(np.maximum(0, s[:, None] - 2 * X @ X.T + s))
    np.fill_diagonal(D, 0)
    return D
