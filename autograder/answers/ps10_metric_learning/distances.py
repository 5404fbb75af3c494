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


# %% 2/3 the fast formula, clipped: no nan, and few digits where points are near
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


# %% 2/3 centres the caller's X in place
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
