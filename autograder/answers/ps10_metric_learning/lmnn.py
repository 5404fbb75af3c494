# %% 4/4 pairs counted in one matrix
def lmnn(L, X, T, y, c):
    Z, rows = X @ L.T, np.arange(len(X))[:, None]
    d2 = ((Z[:, None] - Z) ** 2).sum(-1)
    pull = d2[rows, T]
    hinge = np.maximum(0, 1 + pull[:, :, None] - d2[:, None, :])
    hinge = hinge * (y[:, None] != y)[:, None, :]
    w = -2 * c * hinge.sum(axis=1)
    np.add.at(w, (rows, T), 1 + 2 * c * hinge.sum(axis=2))
    away = X[:, None] - X
    G = np.einsum("ij,ija,ijb->ab", w, away, away)
    return pull.sum() + c * (hinge**2).sum(), 2 * L @ G


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
                        h = 1 + near - far
                        E, G = E + c * h**2, G + 2 * c * h * (slope - other)
    return E, G


# %% 4/4 back through Z, then to L
def lmnn(L, X, T, y, c):
    Z, rows = X @ L.T, np.arange(len(X))[:, None]
    away = Z[:, None] - Z
    d2 = (away**2).sum(-1)
    hinge = np.maximum(0, 1 + d2[rows, T][:, :, None] - d2[:, None, :])
    hinge = np.where((y[:, None] != y)[:, None, :], hinge, 0)
    w = -2 * c * hinge.sum(axis=1)
    for k in range(T.shape[1]):
        w[np.arange(len(X)), T[:, k]] += 1 + 2 * c * hinge[:, k].sum(axis=1)
    dZ = 2 * ((w + w.T)[:, :, None] * away).sum(axis=1)
    return d2[rows, T].sum() + c * (hinge**2).sum(), dZ.T @ X


# %% 1/4 half the gradient: the 2 of the square is lost, the objective is right
def lmnn(L, X, T, y, c):
    E, G = 0.0, np.zeros((X.shape[1],) * 2)
    for i in range(len(X)):
        u = X[i] - X
        d2 = ((u @ L.T) ** 2).sum(1)
        for j in T[i]:
            h = np.where(y != y[i], np.maximum(0, 1 + d2[j] - d2), 0)
            E += d2[j] + c * (h**2).sum()
            G += (1 + 2 * c * h.sum()) * np.outer(u[j], u[j])
            G -= 2 * c * (u.T * h) @ u
    return E, L @ G


# %% 1/4 the impostors' own distance has no slope
def lmnn(L, X, T, y, c):
    E, G = 0.0, np.zeros((X.shape[1],) * 2)
    for i in range(len(X)):
        u = X[i] - X
        d2 = ((u @ L.T) ** 2).sum(1)
        for j in T[i]:
            h = np.where(y != y[i], np.maximum(0, 1 + d2[j] - d2), 0)
            E += d2[j] + c * (h**2).sum()
            G += (1 + 2 * c * np.sum(h)) * np.outer(u[j], u[j])
    return E, 2 * L @ G


# %% 1/4 the pull of a target counted once, however many impostors there are
def lmnn(L, X, T, y, c):
    E, G = 0.0, np.zeros((X.shape[1],) * 2)
    for i in range(len(X)):
        u = X[i] - X
        d2 = ((u @ L.T) ** 2).sum(1)
        for j in T[i]:
            h = np.where(y != y[i], np.maximum(0, 1 + d2[j] - d2), 0)
            E += d2[j] + c * (h**2).sum()
            G += np.outer(u[j], u[j]) - 2 * c * (u.T * h) @ u
    return E, 2 * L @ G


# %% 0/4 a margin for pairs: impostors within distance 1, no triples
def lmnn(L, X, T, y, c):
    E, G = 0.0, np.zeros((X.shape[1],) * 2)
    for i in range(len(X)):
        u = X[i] - X
        d2 = ((u @ L.T) ** 2).sum(1)
        h = np.where(y != y[i], np.maximum(0, 1 - d2), 0)
        E += d2[T[i]].sum() + c * (h**2).sum()
        G += u[T[i]].T @ u[T[i]] - 2 * c * (u.T * h) @ u
    return E, 2 * L @ G


# %% 0/4 points of the same class are impostors as well
def lmnn(L, X, T, y, c):
    E, G = 0.0, np.zeros((X.shape[1],) * 2)
    for i in range(len(X)):
        u = X[i] - X
        d2 = ((u @ L.T) ** 2).sum(1)
        for j in T[i]:
            h = np.maximum(0, 1 + d2[j] - d2)
            E += d2[j] + c * (h**2).sum()
            G += (1 + 2 * c * h.sum()) * np.outer(u[j], u[j])
            G -= 2 * c * (u.T * h) @ u
    return E, 2 * L @ G


# %% 0/4 the mean over the points
def lmnn(L, X, T, y, c):
    E, G = 0.0, np.zeros((X.shape[1],) * 2)
    for i in range(len(X)):
        u = X[i] - X
        d2 = ((u @ L.T) ** 2).sum(1)
        for j in T[i]:
            h = np.where(y != y[i], np.maximum(0, 1 + d2[j] - d2), 0)
            E += d2[j] + c * (h**2).sum()
            G += (1 + 2 * c * h.sum()) * np.outer(u[j], u[j])
            G -= 2 * c * (u.T * h) @ u
    return E / len(X), 2 * L @ G / len(X)


# %% 0/4 c weighs the pull, too
def lmnn(L, X, T, y, c):
    E, G = 0.0, np.zeros((X.shape[1],) * 2)
    for i in range(len(X)):
        u = X[i] - X
        d2 = ((u @ L.T) ** 2).sum(1)
        for j in T[i]:
            h = np.where(y != y[i], np.maximum(0, 1 + d2[j] - d2), 0)
            E += c * (d2[j] + (h**2).sum())
            G += (1 + 2 * h.sum()) * np.outer(u[j], u[j]) - 2 * (u.T * h) @ u
    return E, 2 * c * L @ G


# %% 4/4 the graph's Laplacian, as in the lecture, with hinges for counts
def lmnn(L, X, T, y, c):
    Z, rows = X @ L.T, np.arange(len(X))[:, None]
    d2 = np.sum((Z[:, None] - Z) ** 2, axis=-1)
    hinge = np.maximum(1 + d2[rows, T][:, :, None] - d2[:, None, :], 0)
    hinge = hinge * (y[:, None] != y)[:, None, :]
    w = -2 * c * hinge.sum(axis=1)
    w[rows, T] += 1 + 2 * c * hinge.sum(axis=2)
    both = w + w.T
    gradient = 2 * L @ X.T @ (np.diag(both.sum(axis=1)) - both) @ X
    return d2[rows, T].sum() + c * (hinge**2).sum(), gradient


# %% 4/4 in M first, in long doubles: dE/dL = 2 L dE/dM
def lmnn(L, X, T, y, c):
    L, X = L.astype(np.longdouble), X.astype(np.longdouble)
    M, E, G = L.T @ L, np.longdouble(0), np.zeros((X.shape[1],) * 2, np.longdouble)
    for i, row in enumerate(T):
        for j in row:
            u = X[i] - X[j]
            E, G = E + u @ M @ u, G + np.outer(u, u)
            for l in np.flatnonzero(y != y[i]):
                v = X[i] - X[l]
                h = 1 + u @ M @ u - v @ M @ v
                if h > 0:
                    E += c * h * h
                    G += 2 * c * h * (np.outer(u, u) - np.outer(v, v))
    return E, 2 * L @ G


# %% 0/4 copied from lecture 10: the hinge is not squared
def lmnn(L, X, T, y, c):
    Z, rows = X @ L.T, np.arange(len(X))[:, None]
    d2 = np.sum((Z[:, None] - Z) ** 2, axis=-1)
    hinge = 1 + d2[rows, T][:, :, None] - d2[:, None, :]
    hinge = np.maximum(hinge, 0) * (y[:, None] != y)[:, None, :]
    active = hinge > 0
    w = -c * active.sum(axis=1).astype(float)
    w[rows, T] += 1 + c * active.sum(axis=2)
    both = w + w.T
    gradient = 2 * L @ X.T @ (np.diag(both.sum(axis=1)) - both) @ X
    return d2[rows, T].sum() + c * hinge.sum(), gradient


# %% 1/4 the objective is squared, and the gradient is that of the lecture
def lmnn(L, X, T, y, c):
    Z, rows = X @ L.T, np.arange(len(X))[:, None]
    d2 = np.sum((Z[:, None] - Z) ** 2, axis=-1)
    hinge = 1 + d2[rows, T][:, :, None] - d2[:, None, :]
    hinge = np.maximum(hinge, 0) * (y[:, None] != y)[:, None, :]
    active = hinge > 0
    w = -c * active.sum(axis=1).astype(float)
    w[rows, T] += 1 + c * active.sum(axis=2)
    both = w + w.T
    gradient = 2 * L @ X.T @ (np.diag(both.sum(axis=1)) - both) @ X
    return d2[rows, T].sum() + c * (hinge**2).sum(), gradient


# %% 1/4 the 2 of the squared hinge is lost in the gradient
def lmnn(L, X, T, y, c):
    E, G = 0.0, np.zeros((X.shape[1],) * 2)
    for i in range(len(X)):
        u = X[i] - X
        d2 = ((u @ L.T) ** 2).sum(1)
        for j in T[i]:
            h = np.where(y != y[i], np.maximum(0, 1 + d2[j] - d2), 0)
            E += d2[j] + c * (h**2).sum()
            G += (1 + c * h.sum()) * np.outer(u[j], u[j]) - c * (u.T * h) @ u
    return E, 2 * L @ G


# %% 0/4 no impostors at all
def lmnn(L, X, T, y, c):
    E, G = 0.0, np.zeros((X.shape[1],) * 2)
    for i in range(len(X)):
        for j in T[i]:
            u = X[i] - X[j]
            E, G = E + np.sum((L @ u) ** 2), G + np.outer(u, u)
    return E, 2 * L @ G


# %% 0/4 c ignored: it is 1
def lmnn(L, X, T, y, c):
    E, G = 0.0, np.zeros((X.shape[1],) * 2)
    for i in range(len(X)):
        u = X[i] - X
        d2 = ((u @ L.T) ** 2).sum(1)
        for j in T[i]:
            h = np.where(y != y[i], np.maximum(0, 1 + d2[j] - d2), 0)
            E += d2[j] + (h**2).sum()
            G += (1 + 2 * h.sum()) * np.outer(u[j], u[j]) - 2 * (u.T * h) @ u
    return E, 2 * L @ G


# %% 0/4 only the nearest target
def lmnn(L, X, T, y, c):
    E, G = 0.0, np.zeros((X.shape[1],) * 2)
    for i in range(len(X)):
        u = X[i] - X
        d2 = ((u @ L.T) ** 2).sum(1)
        for j in T[i][:1]:
            h = np.where(y != y[i], np.maximum(0, 1 + d2[j] - d2), 0)
            E += d2[j] + c * (h**2).sum()
            G += (1 + 2 * c * h.sum()) * np.outer(u[j], u[j]) - 2 * c * (u.T * h) @ u
    return E, 2 * L @ G


# %% 0/4 no margin: impostors are those that stand nearer
def lmnn(L, X, T, y, c):
    E, G = 0.0, np.zeros((X.shape[1],) * 2)
    for i in range(len(X)):
        u = X[i] - X
        d2 = ((u @ L.T) ** 2).sum(1)
        for j in T[i]:
            h = np.where(y != y[i], np.maximum(0, d2[j] - d2), 0)
            E += d2[j] + c * (h**2).sum()
            G += (1 + 2 * c * h.sum()) * np.outer(u[j], u[j]) - 2 * c * (u.T * h) @ u
    return E, 2 * L @ G


# %% 0/4 distances, not their squares
def lmnn(L, X, T, y, c):
    E, G = 0.0, np.zeros((X.shape[1],) * 2)
    for i in range(len(X)):
        u = X[i] - X
        d2 = np.sqrt(((u @ L.T) ** 2).sum(1))
        for j in T[i]:
            h = np.where(y != y[i], np.maximum(0, 1 + d2[j] - d2), 0)
            E += d2[j] + c * (h**2).sum()
            G += (1 + 2 * c * h.sum()) * np.outer(u[j], u[j]) - 2 * c * (u.T * h) @ u
    return E, 2 * L @ G


# %% 0/4 the sign of the impostors turned
def lmnn(L, X, T, y, c):
    E, G = 0.0, np.zeros((X.shape[1],) * 2)
    for i in range(len(X)):
        u = X[i] - X
        d2 = ((u @ L.T) ** 2).sum(1)
        for j in T[i]:
            h = np.where(y != y[i], np.maximum(0, 1 - d2[j] + d2), 0)
            E += d2[j] + c * (h**2).sum()
            G += (1 - 2 * c * h.sum()) * np.outer(u[j], u[j]) + 2 * c * (u.T * h) @ u
    return E, 2 * L @ G


# %% 0/4 no max: far points pay as well
def lmnn(L, X, T, y, c):
    E, G = 0.0, np.zeros((X.shape[1],) * 2)
    for i in range(len(X)):
        u = X[i] - X
        d2 = ((u @ L.T) ** 2).sum(1)
        for j in T[i]:
            h = np.where(y != y[i], 1 + d2[j] - d2, 0)
            E += d2[j] + c * (h**2).sum()
            G += (1 + 2 * c * h.sum()) * np.outer(u[j], u[j]) - 2 * c * (u.T * h) @ u
    return E, 2 * L @ G


# %% 1/4 the gradient in M
def lmnn(L, X, T, y, c):
    E, G = 0.0, np.zeros((X.shape[1],) * 2)
    for i in range(len(X)):
        u = X[i] - X
        d2 = ((u @ L.T) ** 2).sum(1)
        for j in T[i]:
            h = np.where(y != y[i], np.maximum(0, 1 + d2[j] - d2), 0)
            E += d2[j] + c * (h**2).sum()
            G += (1 + 2 * c * h.sum()) * np.outer(u[j], u[j]) - 2 * c * (u.T * h) @ u
    return E, G


# %% 1/4 the gradient transposed
def lmnn(L, X, T, y, c):
    E, G = 0.0, np.zeros((X.shape[1],) * 2)
    for i in range(len(X)):
        u = X[i] - X
        d2 = ((u @ L.T) ** 2).sum(1)
        for j in T[i]:
            h = np.where(y != y[i], np.maximum(0, 1 + d2[j] - d2), 0)
            E += d2[j] + c * (h**2).sum()
            G += (1 + 2 * c * h.sum()) * np.outer(u[j], u[j]) - 2 * c * (u.T * h) @ u
    return E, 2 * G @ L.T


# %% 1/4 downhill: the sign of the gradient turned
def lmnn(L, X, T, y, c):
    E, G = 0.0, np.zeros((X.shape[1],) * 2)
    for i in range(len(X)):
        u = X[i] - X
        d2 = ((u @ L.T) ** 2).sum(1)
        for j in T[i]:
            h = np.where(y != y[i], np.maximum(0, 1 + d2[j] - d2), 0)
            E += d2[j] + c * (h**2).sum()
            G += (1 + 2 * c * h.sum()) * np.outer(u[j], u[j]) - 2 * c * (u.T * h) @ u
    return E, -2 * L @ G


# %% 0/4 the square of the sum of the hinges
def lmnn(L, X, T, y, c):
    E, G = 0.0, np.zeros((X.shape[1],) * 2)
    for i in range(len(X)):
        u = X[i] - X
        d2 = ((u @ L.T) ** 2).sum(1)
        for j in T[i]:
            h = np.where(y != y[i], np.maximum(0, 1 + d2[j] - d2), 0)
            E += d2[j] + c * h.sum() ** 2
            s, on = 2 * c * h.sum(), h > 0
            G += (1 + s * on.sum()) * np.outer(u[j], u[j]) - s * (u.T * on) @ u
    return E, 2 * L @ G


# %% 1/4 right, but maps the caller's points
def lmnn(L, X, T, y, c):
    E, G = 0.0, np.zeros((X.shape[1],) * 2)
    X -= X[0] + 1
    for i in range(len(X)):
        u = X[i] - X
        d2 = ((u @ L.T) ** 2).sum(1)
        for j in T[i]:
            h = np.where(y != y[i], np.maximum(0, 1 + d2[j] - d2), 0)
            E += d2[j] + c * (h**2).sum()
            G += (1 + 2 * c * h.sum()) * np.outer(u[j], u[j]) - 2 * c * (u.T * h) @ u
    return E, 2 * L @ G


# %% 1/4 right, but takes the step in the caller's L
def lmnn(L, X, T, y, c):
    E, G = 0.0, np.zeros((X.shape[1],) * 2)
    for i in range(len(X)):
        u = X[i] - X
        d2 = ((u @ L.T) ** 2).sum(1)
        for j in T[i]:
            h = np.where(y != y[i], np.maximum(0, 1 + d2[j] - d2), 0)
            E += d2[j] + c * (h**2).sum()
            G += (1 + 2 * c * h.sum()) * np.outer(u[j], u[j]) - 2 * c * (u.T * h) @ u
    slope = 2 * L @ G
    L -= 0.1 * slope
    return E, slope


# %% 0/4 results swapped
def lmnn(L, X, T, y, c):
    E, G = 0.0, np.zeros((X.shape[1],) * 2)
    for i in range(len(X)):
        u = X[i] - X
        d2 = ((u @ L.T) ** 2).sum(1)
        for j in T[i]:
            h = np.where(y != y[i], np.maximum(0, 1 + d2[j] - d2), 0)
            E += d2[j] + c * (h**2).sum()
            G += (1 + 2 * c * h.sum()) * np.outer(u[j], u[j]) - 2 * c * (u.T * h) @ u
    return 2 * L @ G, E
