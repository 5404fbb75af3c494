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


# %% 3/4 through the kernel, a row for each example: small values, squared, are lost
def shortest_fit(A, y, ridge):
    eigen, Q = np.linalg.eigh(A @ A.T)
    kept = eigen > 1e-13 * eigen[-1]
    dual = Q[:, kept] @ ((Q[:, kept].T @ y) / (eigen[kept] + ridge))
    return A.T @ dual


# %% 0/4 the normal equations, as they are: singular with more columns than rows
def shortest_fit(A, y, ridge):
    return np.linalg.solve(A.T @ A + ridge * np.eye(A.shape[1]), A.T @ y)


# %% 0/4 a small ridge in place of the limit
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


# %% 2/4 the formula for wide matrices, also for tall and repeated ones
def shortest_fit(A, y, ridge):
    if ridge > 0:
        return np.linalg.solve(A.T @ A + ridge * np.eye(A.shape[1]), A.T @ y)
    return A.T @ np.linalg.solve(A @ A.T, y)


# %% 2/4 right, but centres the caller's targets
def shortest_fit(A, y, ridge):
    U, s, Vt = np.linalg.svd(A, full_matrices=False)
    kept = s > 1e-10 * s.max()
    U, s, Vt = U[:, kept], s[kept], Vt[kept]
    c = Vt.T @ (s / (s**2 + ridge) * (U.T @ y))
    y -= y.mean()
    return c


# %% 2/4 tiny singular values are kept: rounding decides
def shortest_fit(A, y, ridge):
    U, s, Vt = np.linalg.svd(A, full_matrices=False)
    return Vt.T @ (s / (s**2 + ridge) * (U.T @ y))


# %% 4/4 SciPy's lstsq, and SciPy's solve with a ridge
def shortest_fit(A, y, ridge):
    import scipy.linalg

    if ridge == 0:
        return scipy.linalg.lstsq(A, y, cond=1e-10)[0]
    gram = A.T @ A + ridge * np.identity(A.shape[1])
    return scipy.linalg.solve(gram, A.T @ y, assume_a="pos")


# %% 4/4 the dual with a ridge, singular values without
def shortest_fit(A, y, ridge):
    n = len(A)
    if ridge:
        return A.T @ np.linalg.solve(A @ A.T + ridge * np.eye(n), y)
    U, s, Vt = np.linalg.svd(A)
    r = int(np.sum(s >= 1e-10 * s[0]))
    return sum((U[:, k] @ y) / s[k] * Vt[k] for k in range(r))


# %% 4/4 the polar route: a complete orthogonal decomposition by two QRs
def shortest_fit(A, y, ridge):
    if ridge > 0:
        A = np.vstack([A, np.sqrt(ridge) * np.eye(A.shape[1])])
        y = np.append(y, np.zeros(A.shape[1]))
    Q, R = np.linalg.qr(A)
    U, s, Vt = np.linalg.svd(R)
    kept = s >= 1e-10 * s.max()
    k = len(s)
    return Vt[:k][kept].T @ ((U[:, :k][:, kept].T @ (Q.T @ y)) / s[kept])


# %% 3/4 the pseudo-inverse with its own tolerance
def shortest_fit(A, y, ridge):
    if ridge == 0:
        return np.linalg.pinv(A) @ y
    return np.linalg.solve(A.T @ A + ridge * np.eye(A.shape[1]), A.T @ y)


# %% 3/4 lstsq with its own tolerance
def shortest_fit(A, y, ridge):
    if ridge == 0:
        return np.linalg.lstsq(A, y, rcond=None)[0]
    return np.linalg.solve(A.T @ A + ridge * np.eye(A.shape[1]), A.T @ y)


# %% 3/4 the limit as an absolute number
def shortest_fit(A, y, ridge):
    U, s, Vt = np.linalg.svd(A, full_matrices=False)
    kept = s > 1e-10
    U, s, Vt = U[:, kept], s[kept], Vt[kept]
    return Vt.T @ (s / (s**2 + ridge) * (U.T @ y))


# %% 3/4 cuts at 1e-8 of the largest
def shortest_fit(A, y, ridge):
    U, s, Vt = np.linalg.svd(A, full_matrices=False)
    kept = s > 1e-8 * s.max()
    U, s, Vt = U[:, kept], s[kept], Vt[kept]
    return Vt.T @ (s / (s**2 + ridge) * (U.T @ y))


# %% 3/4 cuts at 1e-12 of the largest
def shortest_fit(A, y, ridge):
    U, s, Vt = np.linalg.svd(A, full_matrices=False)
    kept = s > 1e-12 * s.max()
    U, s, Vt = U[:, kept], s[kept], Vt[kept]
    return Vt.T @ (s / (s**2 + ridge) * (U.T @ y))


# %% 2/4 the square of the ridge
def shortest_fit(A, y, ridge):
    U, s, Vt = np.linalg.svd(A, full_matrices=False)
    kept = s > 1e-10 * s.max()
    U, s, Vt = U[:, kept], s[kept], Vt[kept]
    return Vt.T @ (s / (s**2 + ridge**2) * (U.T @ y))


# %% 2/4 the ridge itself below the features, not its root
def shortest_fit(A, y, ridge):
    N = A.shape[1]
    if ridge > 0:
        A = np.vstack([A, ridge * np.eye(N)])
        y = np.append(y, np.zeros(N))
    return np.linalg.lstsq(A, y, rcond=1e-10)[0]


# %% 2/4 half the ridge, from a loss that was halved
def shortest_fit(A, y, ridge):
    U, s, Vt = np.linalg.svd(A, full_matrices=False)
    kept = s > 1e-10 * s.max()
    U, s, Vt = U[:, kept], s[kept], Vt[kept]
    return Vt.T @ (s / (s**2 + ridge / 2) * (U.T @ y))


# %% 0/4 1/(s² + λ) without the s in front
def shortest_fit(A, y, ridge):
    U, s, Vt = np.linalg.svd(A, full_matrices=False)
    kept = s > 1e-10 * s.max()
    U, s, Vt = U[:, kept], s[kept], Vt[kept]
    return Vt.T @ ((U.T @ y) / (s**2 + ridge))


# %% 2/4 a negative ridge
def shortest_fit(A, y, ridge):
    if ridge == 0:
        return np.linalg.pinv(A, rcond=1e-10) @ y
    return np.linalg.solve(A.T @ A - ridge * np.eye(A.shape[1]), A.T @ y)


# %% 0/4 an intercept: centred features and targets
def shortest_fit(A, y, ridge):
    A, y = A - A.mean(axis=0), y - y.mean()
    U, s, Vt = np.linalg.svd(A, full_matrices=False)
    kept = s > 1e-10 * max(s.max(), 1e-9)
    U, s, Vt = U[:, kept], s[kept], Vt[kept]
    return Vt.T @ (s / (s**2 + ridge) * (U.T @ y))


# %% 0/4 the predictions, not the weights
def shortest_fit(A, y, ridge):
    U, s, Vt = np.linalg.svd(A, full_matrices=False)
    kept = s > 1e-10 * s.max()
    U, s, Vt = U[:, kept], s[kept], Vt[kept]
    return A @ (Vt.T @ (s / (s**2 + ridge) * (U.T @ y)))


# %% 0/4 a column of weights
def shortest_fit(A, y, ridge):
    if ridge == 0:
        return np.linalg.pinv(A, rcond=1e-10) @ y[:, None]
    return np.linalg.solve(A.T @ A + ridge * np.eye(A.shape[1]), A.T @ y[:, None])


# %% 2/4 LU for tall A, the kernel for wide ones: repeated rows are lost
def shortest_fit(A, y, ridge):
    n, N = A.shape
    if n < N:
        return A.T @ np.linalg.solve(A @ A.T + ridge * np.eye(n), y)
    return np.linalg.solve(A.T @ A + ridge * np.eye(N), A.T @ y)


# %% 1/4 a ridge of 1e-9 for 0
def shortest_fit(A, y, ridge):
    ridge = max(ridge, 1e-9)
    return np.linalg.solve(A.T @ A + ridge * np.eye(A.shape[1]), A.T @ y)


# %% 1/4 gradient descent from 0, a thousand steps
def shortest_fit(A, y, ridge):
    c, rate = np.zeros(A.shape[1]), 1 / (np.linalg.norm(A, 2) ** 2 + ridge)
    for _ in range(1000):
        c = c - rate * (A.T @ (A @ c - y) + ridge * c)
    return c


# %% 2/4 divides the caller's A by its largest entry
def shortest_fit(A, y, ridge):
    top = np.abs(A).max()
    A /= top
    U, s, Vt = np.linalg.svd(A, full_matrices=False)
    kept = s > 1e-10 * s.max()
    U, s, Vt = U[:, kept], s[kept], Vt[kept]
    return Vt.T @ (s / (s**2 + ridge / top**2) * (U.T @ y)) / top


# %% 0/4 float32
def shortest_fit(A, y, ridge):
    U, s, Vt = np.linalg.svd(A.astype(np.float32), full_matrices=False)
    kept = s > 1e-10 * s.max()
    U, s, Vt = U[:, kept], s[kept], Vt[kept]
    return Vt.T @ (s / (s**2 + np.float32(ridge)) * (U.T @ y.astype(np.float32)))


# %% 0/4 shortest in the sum of sizes: an exact fit with the fewest features
def shortest_fit(A, y, ridge):
    if ridge > 0:
        return np.linalg.solve(A.T @ A + ridge * np.eye(A.shape[1]), A.T @ y)
    c = np.zeros(A.shape[1])
    left = []
    for _ in range(min(A.shape)):
        left.append(int(np.argmax(np.abs(A.T @ (y - A @ c)))))
        c[:] = 0
        c[left] = np.linalg.lstsq(A[:, left], y, rcond=1e-10)[0]
    return c


# %% 4/4 SVD with filter factors
def shortest_fit(A, y, ridge):
    U, s, V = np.linalg.svd(A, full_matrices=False)
    keep = s >= 1e-10 * s[0]
    f = s[keep] / (s[keep] ** 2 + ridge)
    return V[keep].T @ (f * (U[:, keep].T @ y))


# %% 4/4 lstsq of the stacked system
def shortest_fit(A, y, ridge):
    if ridge == 0:
        return np.linalg.lstsq(A, y, rcond=1e-10)[0]
    N = A.shape[1]
    return np.linalg.lstsq(
        np.vstack([A, np.sqrt(ridge) * np.eye(N)]),
        np.append(y, np.zeros(N)),
        rcond=None,
    )[0]


# %% 4/4 pinv with a threshold, and QR for the ridge
def shortest_fit(A, y, ridge):
    if not ridge:
        return np.linalg.pinv(A, rcond=1e-10) @ y
    N = A.shape[1]
    Q, R = np.linalg.qr(np.r_[A, ridge**0.5 * np.eye(N)])
    return np.linalg.solve(R, Q.T @ np.r_[y, np.zeros(N)])


# %% 4/4 scipy's lstsq
def shortest_fit(A, y, ridge):
    from scipy.linalg import lstsq

    if ridge > 0:
        N = A.shape[1]
        A, y = (
            np.concatenate([A, np.diag(np.full(N, ridge**0.5))]),
            np.concatenate([y, np.zeros(N)]),
        )
        return lstsq(A, y)[0]
    return lstsq(A, y, cond=1e-10)[0]


# %% 3/4 takes a ridge below 1e-6 for none
def shortest_fit(A, y, ridge):
    if ridge < 1e-6:
        ridge = 0
    U, s, V = np.linalg.svd(A, full_matrices=False)
    keep = s > 1e-10 * s[0]
    return V[keep].T @ (s[keep] / (s[keep] ** 2 + ridge) * (U[:, keep].T @ y))
