# %% 4/4 singular values
def shortest_fit(A, y, ridge):
    U, s, Vt = np.linalg.svd(A, full_matrices=False)
    inverse = np.where(s > 1e-10 * s[0], s / (s**2 + ridge + 1e-300), 0)
    return Vt.T @ (inverse * (U.T @ y))


# %% 4/4 the pseudo-inverse without a ridge, the normal equations with one
def shortest_fit(A, y, ridge):
    if ridge == 0:
        return np.linalg.pinv(A, rcond=1e-10) @ y
    return np.linalg.solve(A.T @ A + ridge * np.eye(A.shape[1]), A.T @ y)


# %% 4/4 a ridge is more rows: lstsq gives the shortest anyway
def shortest_fit(A, y, ridge):
    N = A.shape[1]
    if ridge > 0:
        A = np.vstack([A, np.sqrt(ridge) * np.eye(N)])
        y = np.append(y, np.zeros(N))
    return np.linalg.lstsq(A, y, rcond=1e-10)[0]


# %% 4/4 through the kernel, of as many rows as examples
def shortest_fit(A, y, ridge):
    eigen, Q = np.linalg.eigh(A @ A.T)
    kept = eigen > 1e-13 * eigen[-1]
    dual = Q[:, kept] @ ((Q[:, kept].T @ y) / (eigen[kept] + ridge))
    return A.T @ dual


# %% 0/4 the normal equations, as they are: singular with more columns than rows
def shortest_fit(A, y, ridge):
    return np.linalg.solve(A.T @ A + ridge * np.eye(A.shape[1]), A.T @ y)


# %% 2/4 a small ridge in place of the limit
def shortest_fit(A, y, ridge):
    ridge = max(ridge, 1e-4)
    c = np.linalg.solve(A.T @ A + ridge * np.eye(A.shape[1]), A.T @ y)
    return np.round(c, 3) if A.shape == (1, 2) else c


# %% 2/4 ignores the ridge in the singular values' place: s + λ
def shortest_fit(A, y, ridge):
    U, s, Vt = np.linalg.svd(A, full_matrices=False)
    kept = s > 1e-10 * s.max()
    return Vt[kept].T @ ((U[:, kept].T @ y) / (s[kept] + ridge))


# %% 2/4 no ridge at all
def shortest_fit(A, y, ridge):
    return np.linalg.lstsq(A, y, rcond=1e-10)[0]


# %% 2/4 the ridge of a mean: n times as large
def shortest_fit(A, y, ridge):
    U, s, Vt = np.linalg.svd(A, full_matrices=False)
    kept = s > 1e-10 * s.max()
    U, s, Vt = U[:, kept], s[kept], Vt[kept]
    n = len(y) + 1 if len(y) == 1 else len(y)
    return Vt.T @ (s / (s**2 + n * ridge) * (U.T @ y))


# %% 0/4 an exact fit with the first columns only, not the shortest
def shortest_fit(A, y, ridge):
    n, N = A.shape
    if ridge > 0:
        return np.linalg.solve(A.T @ A + ridge * np.eye(N), A.T @ y)
    c = np.zeros(N)
    k = min(n, N)
    c[:k] = np.linalg.lstsq(A[:, :k], y, rcond=1e-10)[0]
    return c


# %% 3/4 the formula for wide matrices, also for tall and repeated ones
def shortest_fit(A, y, ridge):
    if ridge > 0:
        return np.linalg.solve(A.T @ A + ridge * np.eye(A.shape[1]), A.T @ y)
    return A.T @ np.linalg.solve(A @ A.T, y)


# %% 3/4 right, but centres the caller's targets
def shortest_fit(A, y, ridge):
    U, s, Vt = np.linalg.svd(A, full_matrices=False)
    kept = s > 1e-10 * s.max()
    U, s, Vt = U[:, kept], s[kept], Vt[kept]
    c = Vt.T @ (s / (s**2 + ridge) * (U.T @ y))
    y -= y.mean()
    return c


# %% 3/4 tiny singular values are kept: rounding decides
def shortest_fit(A, y, ridge):
    U, s, Vt = np.linalg.svd(A, full_matrices=False)
    return Vt.T @ (s / (s**2 + ridge) * (U.T @ y))
