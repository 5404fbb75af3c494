# %% 2/2 all others at infinity
def targets(X, y, k, same):
    D = ((X[:, None] - X) ** 2).sum(-1)
    D = np.where((y[:, None] == y) == same, D, np.inf)
    D[np.arange(len(X)), np.arange(len(X))] = np.inf
    return np.argsort(D, axis=1)[:, :k]


# %% 2/2 class by class
def targets(X, y, k, same):
    T = np.zeros((len(X), k), dtype=int)
    for c in np.unique(y):
        own = np.flatnonzero(y == c)
        others = own if same else np.flatnonzero(y != c)
        D = np.linalg.norm(X[own][:, None] - X[others], axis=-1)
        if same:
            np.fill_diagonal(D, np.inf)
        T[own] = others[np.argsort(D, axis=1)[:, :k]]
    return T


# %% 2/2 a point at a time, sorted lists
def targets(X, y, k, same):
    rows = []
    for i in range(len(X)):
        own = [j for j in range(len(X)) if (y[j] == y[i]) == same and j != i]
        rows.append(sorted(own, key=lambda j: np.sum((X[i] - X[j]) ** 2))[:k])
    return rows


# %% 0/2 counts the point itself
def targets(X, y, k, same):
    D = np.linalg.norm(X[:, None] - X, axis=-1)
    D[(y[:, None] == y) != same] = np.inf
    return np.argsort(D, axis=1, kind="stable")[:, :k]


# %% 0/2 takes the first of the sorted for the point itself: not so where rows repeat
def targets(X, y, k, same):
    D = np.linalg.norm(X[:, None] - X, axis=-1)
    D[(y[:, None] == y) != same] = np.inf
    at = 1 if same else 0
    return np.argsort(D, axis=1, kind="stable")[:, at : k + at]


# %% 0/2 the nearest of any class
def targets(X, y, k, same):
    D = np.linalg.norm(X[:, None] - X, axis=-1)
    np.fill_diagonal(D, np.inf)
    return np.argsort(D, axis=1)[:, :k]


# %% 0/2 the nearest of the other classes
def targets(X, y, k, same):
    D = np.linalg.norm(X[:, None] - X, axis=-1)
    D[y[:, None] == y] = np.inf
    return np.argsort(D, axis=1)[:, :k]


# %% 0/2 the farthest of the class
def targets(X, y, k, same):
    D = np.linalg.norm(X[:, None] - X, axis=-1)
    D[(y[:, None] == y) != same] = -1
    return np.argsort(-D, axis=1)[:, :k]


# %% 0/2 indices within the class, not in X
def targets(X, y, k, same):
    T = np.zeros((len(X), k), dtype=int)
    for c in np.unique(y):
        own = np.flatnonzero(y == c)
        others = own if same else np.flatnonzero(y != c)
        D = np.linalg.norm(X[own][:, None] - X[others], axis=-1)
        if same:
            np.fill_diagonal(D, np.inf)
        T[own] = np.argsort(D, axis=1)[:, :k]
    return T


# %% 0/2 the right ones, not in order
def targets(X, y, k, same):
    D = np.linalg.norm(X[:, None] - X, axis=-1)
    D[(y[:, None] == y) != same] = np.inf
    np.fill_diagonal(D, np.inf)
    return np.argsort(D, axis=1)[:, :k][:, ::-1]


# %% 2/2 scikit-learn's brute-force neighbours, class by class
def targets(X, y, k, same):
    from sklearn.neighbors import NearestNeighbors

    T = np.zeros((len(X), k), dtype=int)
    for c in np.unique(y):
        own = np.flatnonzero(y == c)
        pool = own if same else np.flatnonzero(y != c)
        model = NearestNeighbors(algorithm="brute").fit(X[pool])
        found = model.kneighbors(X[own], min(len(pool), k + 1), return_distance=False)
        for i, row in zip(own, found):
            T[i] = [j for j in pool[row] if j != i][:k]
    return T


# %% 2/2 lexsort: first the kind of class, then the distance; tuples
def targets(X, y, k, same):
    rows = []
    for i in range(len(X)):
        d = np.sqrt(np.sum((X - X[i]) ** 2, axis=1))
        wrong = (y == y[i]) != same
        wrong[i] = True
        rows.append(tuple(int(j) for j in np.lexsort([d, wrong])[:k]))
    return tuple(rows)


# %% 0/2 copied from lecture 10: the same class, whatever is asked
def targets(X, y, k, same):
    D = np.sum((X[:, None] - X) ** 2, axis=-1)
    D[y[:, None] != y] = np.inf
    np.fill_diagonal(D, np.inf)
    return np.argsort(D, axis=1, kind="stable")[:, :k]


# %% 0/2 same is turned around
def targets(X, y, k, same):
    D = np.linalg.norm(X[:, None] - X, axis=-1)
    D[(y[:, None] == y) == same] = np.inf
    np.fill_diagonal(D, np.inf)
    return np.argsort(D, axis=1, kind="stable")[:, :k]


# %% 0/2 the other class of smallest distance to the mean
def targets(X, y, k, same):
    D = np.linalg.norm(X[:, None] - X.mean(axis=0), axis=-1) + np.zeros(
        (len(X), len(X))
    )
    D[(y[:, None] == y) != same] = np.inf
    np.fill_diagonal(D, np.inf)
    return np.argsort(D, axis=1, kind="stable")[:, :k]


# %% 0/2 Manhattan distances
def targets(X, y, k, same):
    D = np.abs(X[:, None] - X).sum(-1)
    D[(y[:, None] == y) != same] = np.inf
    np.fill_diagonal(D, np.inf)
    return np.argsort(D, axis=1, kind="stable")[:, :k]


# %% 0/2 one neighbour too many
def targets(X, y, k, same):
    D = np.linalg.norm(X[:, None] - X, axis=-1)
    D[(y[:, None] == y) != same] = np.inf
    np.fill_diagonal(D, np.inf)
    return np.argsort(D, axis=1, kind="stable")[:, : k + 1]


# %% 0/2 the k nearest of all, then those of the kind that was asked for
def targets(X, y, k, same):
    D = np.linalg.norm(X[:, None] - X, axis=-1)
    np.fill_diagonal(D, np.inf)
    near = np.argsort(D, axis=1, kind="stable")[:, :k]
    return [[j for j in row if (y[j] == y[i]) == same] for i, row in enumerate(near)]


# %% 0/2 equal rows are taken for the point itself
def targets(X, y, k, same):
    D = np.linalg.norm(X[:, None] - X, axis=-1)
    D[(y[:, None] == y) != same] = np.inf
    D[D == 0] = np.inf
    return np.argsort(D, axis=1, kind="stable")[:, :k]


# %% 0/2 the distances, not the indices
def targets(X, y, k, same):
    D = np.linalg.norm(X[:, None] - X, axis=-1)
    D[(y[:, None] == y) != same] = np.inf
    np.fill_diagonal(D, np.inf)
    return np.sort(D, axis=1)[:, :k]


# %% 0/2 the transposed shape
def targets(X, y, k, same):
    D = np.linalg.norm(X[:, None] - X, axis=-1)
    D[(y[:, None] == y) != same] = np.inf
    np.fill_diagonal(D, np.inf)
    return np.argsort(D, axis=1, kind="stable")[:, :k].T


# %% 0/2 the ranks of the points, not the points
def targets(X, y, k, same):
    D = np.linalg.norm(X[:, None] - X, axis=-1)
    D[(y[:, None] == y) != same] = np.inf
    np.fill_diagonal(D, np.inf)
    return np.argsort(np.argsort(D, axis=1), axis=1)[:, :k]


# %% 0/2 counted from 1
def targets(X, y, k, same):
    D = np.linalg.norm(X[:, None] - X, axis=-1)
    D[(y[:, None] == y) != same] = np.inf
    np.fill_diagonal(D, np.inf)
    return np.argsort(D, axis=1, kind="stable")[:, :k] + 1


# %% 0/2 cosine similarities
def targets(X, y, k, same):
    U = X / (np.linalg.norm(X, axis=1, keepdims=True) + 1e-12)
    D = -U @ U.T
    D[(y[:, None] == y) != same] = np.inf
    np.fill_diagonal(D, np.inf)
    return np.argsort(D, axis=1, kind="stable")[:, :k]


# %% 0/2 right, but sets the caller's classes to whole numbers from 0
def targets(X, y, k, same):
    y[:] = np.unique(y, return_inverse=True)[1] + 5
    D = np.linalg.norm(X[:, None] - X, axis=-1)
    D[(y[:, None] == y) != same] = np.inf
    np.fill_diagonal(D, np.inf)
    return np.argsort(D, axis=1, kind="stable")[:, :k]


# %% 0/2 right, but centres the caller's points
def targets(X, y, k, same):
    X -= X.mean(axis=0) + 1
    D = np.linalg.norm(X[:, None] - X, axis=-1)
    D[(y[:, None] == y) != same] = np.inf
    np.fill_diagonal(D, np.inf)
    return np.argsort(D, axis=1, kind="stable")[:, :k]


# %% 0/2 the nearest again and again, where it occurs twice
def targets(X, y, k, same):
    D = np.linalg.norm(X[:, None] - X, axis=-1)
    D[(y[:, None] == y) != same] = np.inf
    np.fill_diagonal(D, np.inf)
    near = np.sort(D, axis=1)[:, :k]
    return [[int(np.argmax(D[i] == d)) for d in near[i]] for i in range(len(X))]


# %% 0/2 always two neighbours
def targets(X, y, k, same):
    D = np.linalg.norm(X[:, None] - X, axis=-1)
    D[(y[:, None] == y) != same] = np.inf
    np.fill_diagonal(D, np.inf)
    return np.argsort(D, axis=1, kind="stable")[:, :2]
