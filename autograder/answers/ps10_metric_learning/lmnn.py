# %% 4/4 pairs counted in one matrix
def lmnn(L, X, T, y, c):
    Z, rows = X @ L.T, np.arange(len(X))[:, None]
    d2 = ((Z[:, None] - Z) ** 2).sum(-1)
    pull = d2[rows, T]
    hinge = np.maximum(0, 1 + pull[:, :, None] - d2[:, None, :])
    hinge = hinge * (y[:, None] != y)[:, None, :]
    w = -c * (hinge > 0).sum(axis=1).astype(float)
    np.add.at(w, (rows, T), 1 + c * (hinge > 0).sum(axis=2))
    away = X[:, None] - X
    G = np.einsum("ij,ija,ijb->ab", w, away, away)
    return pull.sum() + c * hinge.sum(), 2 * L @ G


# %% 4/4 a triple at a time
def lmnn(L, X, T, y, c):
    E, G = 0.0, np.zeros(L.shape)

    def add(i, j):
        u = X[i] - X[j]
        return np.sum((L @ u) ** 2), 2 * np.outer(L @ u, u)

    for i in range(len(X)):
        for j in T[i]:
            near, slope = add(i, j)
            E, G = E + near, G + slope
            for l in range(len(X)):
                if y[l] != y[i]:
                    far, other = add(i, l)
                    if 1 + near > far:
                        E, G = E + c * (1 + near - far), G + c * (slope - other)
    return E, G


# %% 4/4 back through Z, then to L
def lmnn(L, X, T, y, c):
    Z, rows = X @ L.T, np.arange(len(X))[:, None]
    away = Z[:, None] - Z
    d2 = (away**2).sum(-1)
    hinge = np.maximum(0, 1 + d2[rows, T][:, :, None] - d2[:, None, :])
    hinge = np.where((y[:, None] != y)[:, None, :], hinge, 0)
    w = -c * (hinge > 0).sum(axis=1).astype(float)
    for k in range(T.shape[1]):
        w[np.arange(len(X)), T[:, k]] += 1 + c * (hinge[:, k] > 0).sum(axis=1)
    dZ = 2 * ((w + w.T)[:, :, None] * away).sum(axis=1)
    return d2[rows, T].sum() + c * hinge.sum(), dZ.T @ X


# %% 1/4 half the gradient: the 2 of the square is lost, the objective is right
def lmnn(L, X, T, y, c):
    E, G = 0.0, np.zeros((X.shape[1],) * 2)
    for i in range(len(X)):
        u = X[i] - X
        d2 = ((u @ L.T) ** 2).sum(1)
        for j in T[i]:
            h = np.where(y != y[i], np.maximum(0, 1 + d2[j] - d2), 0)
            E += d2[j] + c * h.sum()
            a = u[h > 0]
            G += (1 + c * len(a)) * np.outer(u[j], u[j]) - c * a.T @ a
    return E, L @ G


# %% 2/4 the impostors' own distance has no slope
def lmnn(L, X, T, y, c):
    E, G = 0.0, np.zeros((X.shape[1],) * 2)
    for i in range(len(X)):
        u = X[i] - X
        d2 = ((u @ L.T) ** 2).sum(1)
        for j in T[i]:
            h = np.where(y != y[i], np.maximum(0, 1 + d2[j] - d2), 0)
            E += d2[j] + c * h.sum()
            G += (1 + c * np.sum(h > 0)) * np.outer(u[j], u[j])
    return E, 2 * L @ G


# %% 2/4 the pull of a target counted once, however many impostors there are
def lmnn(L, X, T, y, c):
    E, G = 0.0, np.zeros((X.shape[1],) * 2)
    for i in range(len(X)):
        u = X[i] - X
        d2 = ((u @ L.T) ** 2).sum(1)
        for j in T[i]:
            h = np.where(y != y[i], np.maximum(0, 1 + d2[j] - d2), 0)
            E += d2[j] + c * h.sum()
            a = u[h > 0]
            G += np.outer(u[j], u[j]) - c * a.T @ a
    return E, 2 * L @ G


# %% 1/4 a margin for pairs: impostors within distance 1, no triples
def lmnn(L, X, T, y, c):
    E, G = 0.0, np.zeros((X.shape[1],) * 2)
    for i in range(len(X)):
        u = X[i] - X
        d2 = ((u @ L.T) ** 2).sum(1)
        h = np.where(y != y[i], np.maximum(0, 1 - d2), 0)
        E += d2[T[i]].sum() + c * h.sum()
        a = u[h > 0]
        G += u[T[i]].T @ u[T[i]] - c * a.T @ a
    return E, 2 * L @ G


# %% 1/4 points of the same class are impostors as well
def lmnn(L, X, T, y, c):
    E, G = 0.0, np.zeros((X.shape[1],) * 2)
    for i in range(len(X)):
        u = X[i] - X
        d2 = ((u @ L.T) ** 2).sum(1)
        for j in T[i]:
            h = np.maximum(0, 1 + d2[j] - d2)
            E += d2[j] + c * h.sum()
            a = u[h > 0]
            G += (1 + c * len(a)) * np.outer(u[j], u[j]) - c * a.T @ a
    return E, 2 * L @ G


# %% 0/4 the mean over the points
def lmnn(L, X, T, y, c):
    E, G = 0.0, np.zeros((X.shape[1],) * 2)
    for i in range(len(X)):
        u = X[i] - X
        d2 = ((u @ L.T) ** 2).sum(1)
        for j in T[i]:
            h = np.where(y != y[i], np.maximum(0, 1 + d2[j] - d2), 0)
            E += d2[j] + c * h.sum()
            a = u[h > 0]
            G += (1 + c * len(a)) * np.outer(u[j], u[j]) - c * a.T @ a
    return E / len(X), 2 * L @ G / len(X)


# %% 0/4 c weighs the pull, too
def lmnn(L, X, T, y, c):
    E, G = 0.0, np.zeros((X.shape[1],) * 2)
    for i in range(len(X)):
        u = X[i] - X
        d2 = ((u @ L.T) ** 2).sum(1)
        for j in T[i]:
            h = np.where(y != y[i], np.maximum(0, 1 + d2[j] - d2), 0)
            E += c * (d2[j] + h.sum())
            a = u[h > 0]
            G += (1 + len(a)) * np.outer(u[j], u[j]) - a.T @ a
    return E, 2 * c * L @ G
