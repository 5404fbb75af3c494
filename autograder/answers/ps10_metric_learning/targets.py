# %% 2/2 all others at infinity
def targets(X, y, k):
    D = ((X[:, None] - X) ** 2).sum(-1)
    D = np.where(y[:, None] == y, D, np.inf)
    D[np.arange(len(X)), np.arange(len(X))] = np.inf
    return np.argsort(D, axis=1)[:, :k]


# %% 2/2 class by class
def targets(X, y, k):
    T = np.zeros((len(X), k), dtype=int)
    for c in np.unique(y):
        own = np.flatnonzero(y == c)
        D = np.linalg.norm(X[own][:, None] - X[own], axis=-1)
        np.fill_diagonal(D, np.inf)
        T[own] = own[np.argsort(D, axis=1)[:, :k]]
    return T


# %% 2/2 a point at a time, sorted lists
def targets(X, y, k):
    rows = []
    for i in range(len(X)):
        own = [j for j in range(len(X)) if y[j] == y[i] and j != i]
        rows.append(sorted(own, key=lambda j: np.sum((X[i] - X[j]) ** 2))[:k])
    return rows


# %% 0/2 counts the point itself
def targets(X, y, k):
    D = np.linalg.norm(X[:, None] - X, axis=-1)
    D[y[:, None] != y] = np.inf
    return np.argsort(D, axis=1, kind="stable")[:, :k]


# %% 1/2 takes the first of the sorted for the point itself: not so where rows repeat
def targets(X, y, k):
    D = np.linalg.norm(X[:, None] - X, axis=-1)
    D[y[:, None] != y] = np.inf
    return np.argsort(D, axis=1, kind="stable")[:, 1 : k + 1]


# %% 0/2 the nearest of any class
def targets(X, y, k):
    D = np.linalg.norm(X[:, None] - X, axis=-1)
    np.fill_diagonal(D, np.inf)
    return np.argsort(D, axis=1)[:, :k]


# %% 0/2 the nearest of the other classes
def targets(X, y, k):
    D = np.linalg.norm(X[:, None] - X, axis=-1)
    D[y[:, None] == y] = np.inf
    return np.argsort(D, axis=1)[:, :k]


# %% 0/2 the farthest of the class
def targets(X, y, k):
    D = np.linalg.norm(X[:, None] - X, axis=-1)
    D[y[:, None] != y] = -1
    return np.argsort(-D, axis=1)[:, :k]


# %% 0/2 indices within the class, not in X
def targets(X, y, k):
    T = np.zeros((len(X), k), dtype=int)
    for c in np.unique(y):
        own = np.flatnonzero(y == c)
        D = np.linalg.norm(X[own][:, None] - X[own], axis=-1)
        np.fill_diagonal(D, np.inf)
        T[own] = np.argsort(D, axis=1)[:, :k]
    return T


# %% 0/2 the right ones, not in order
def targets(X, y, k):
    D = np.linalg.norm(X[:, None] - X, axis=-1)
    D[y[:, None] != y] = np.inf
    np.fill_diagonal(D, np.inf)
    return np.argsort(D, axis=1)[:, :k][:, ::-1]
