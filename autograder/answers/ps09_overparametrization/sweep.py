# %% 3/3 the first N of one draw, by the pseudo-inverse
def sweep(X, y, X_new, y_new, counts, size, seed):
    rng = np.random.default_rng(seed)
    W = rng.normal(0, size, (max(counts), X.shape[1]))
    b = rng.uniform(0, 2 * np.pi, max(counts))
    out = []
    for N in counts:
        A = np.sqrt(2 / N) * np.cos(X @ W[:N].T + b[:N])
        B = np.sqrt(2 / N) * np.cos(X_new @ W[:N].T + b[:N])
        out.append(np.mean((B @ (np.linalg.pinv(A, rcond=1e-13) @ y) - y_new) ** 2))
    return np.array(out)


# %% 3/3 a new draw for each N
def sweep(X, y, X_new, y_new, counts, size, seed):
    rng = np.random.default_rng(seed)

    def error(N):
        W, b = size * rng.standard_normal((X.shape[1], N)), 2 * np.pi * rng.random(N)
        c = np.linalg.lstsq(np.cos(X @ W + b), y, rcond=None)[0]
        return np.mean((np.cos(X_new @ W + b) @ c - y_new) ** 2)

    return np.array([error(N) for N in counts])


# %% 3/3 singular values, and all examples' features at once
def sweep(X, y, X_new, y_new, counts, size, seed):
    rng, n = np.random.default_rng(seed), len(y)
    b = rng.uniform(0, 2 * np.pi, max(counts))
    W = size * rng.standard_normal((X.shape[1], max(counts)))
    F = np.cos(np.vstack([X, X_new]) @ W + b)
    errors = np.zeros(len(counts))
    for k, N in enumerate(counts):
        U, s, Vt = np.linalg.svd(F[:n, :N], full_matrices=False)
        c = Vt.T @ (U.T @ y / s)
        errors[k] = np.mean((F[n:, :N] @ c - y_new) ** 2)
    return errors


# %% 1/3 a ridge removes the peak
def sweep(X, y, X_new, y_new, counts, size, seed):
    rng = np.random.default_rng(seed)
    out = []
    for N in counts:
        W, b = size * rng.standard_normal((X.shape[1], N)), 2 * np.pi * rng.random(N)
        A, B = (np.sqrt(2 / N) * np.cos(x @ W + b) for x in (X, X_new))
        c = np.linalg.solve(A.T @ A + 1e-2 * np.eye(N), A.T @ y)
        out.append(np.mean((B @ c - y_new) ** 2))
    return np.array(out)


# %% 0/3 the error on the examples it was fitted to
def sweep(X, y, X_new, y_new, counts, size, seed):
    rng = np.random.default_rng(seed)
    out = []
    for N in counts:
        W, b = size * rng.standard_normal((X.shape[1], N)), 2 * np.pi * rng.random(N)
        A = np.cos(X @ W + b)
        out.append(np.mean((A @ np.linalg.lstsq(A, y, rcond=None)[0] - y) ** 2))
    return np.array(out)


# %% 1/3 other random features for the new examples
def sweep(X, y, X_new, y_new, counts, size, seed):
    rng = np.random.default_rng(seed)

    def features(X, N):
        W, b = size * rng.standard_normal((X.shape[1], N)), 2 * np.pi * rng.random(N)
        return np.sqrt(2 / N) * np.cos(X @ W + b)

    out = []
    for N in counts:
        c = np.linalg.lstsq(features(X, N), y, rcond=1e-12)[0]
        out.append(np.mean((features(X_new, N) @ c - y_new) ** 2))
    return np.array(out)


# %% 2/3 ignores the seed
def sweep(X, y, X_new, y_new, counts, size, seed):
    rng = np.random.default_rng(0)
    out = []
    for N in counts:
        W, b = size * rng.standard_normal((X.shape[1], N)), 2 * np.pi * rng.random(N)
        c = np.linalg.lstsq(np.cos(X @ W + b), y, rcond=None)[0]
        out.append(np.mean((np.cos(X_new @ W + b) @ c - y_new) ** 2))
    return np.array(out)


# %% 2/3 no seed at all: other numbers at each call
def sweep(X, y, X_new, y_new, counts, size, seed):
    rng = np.random.default_rng()
    out = []
    for N in counts:
        W, b = size * rng.standard_normal((X.shape[1], N)), 2 * np.pi * rng.random(N)
        c = np.linalg.lstsq(np.cos(X @ W + b), y, rcond=None)[0]
        out.append(np.mean((np.cos(X_new @ W + b) @ c - y_new) ** 2))
    return np.array(out)


# %% 2/3 no shifts b: cosines alone, another kernel
def sweep(X, y, X_new, y_new, counts, size, seed):
    rng = np.random.default_rng(seed)
    out = []
    for N in counts:
        W = size * rng.standard_normal((X.shape[1], N))
        c = np.linalg.lstsq(np.cos(X @ W), y, rcond=None)[0]
        out.append(np.mean((np.cos(X_new @ W) @ c - y_new) ** 2))
    return np.array(out)


# %% 2/3 size is taken for the variance
def sweep(X, y, X_new, y_new, counts, size, seed):
    rng = np.random.default_rng(seed)
    out = []
    for N in counts:
        W = np.sqrt(size) * rng.standard_normal((X.shape[1], N))
        b = 2 * np.pi * rng.random(N)
        c = np.linalg.lstsq(np.cos(X @ W + b), y, rcond=None)[0]
        out.append(np.mean((np.cos(X_new @ W + b) @ c - y_new) ** 2))
    return np.array(out)


# %% 1/3 an exact fit that uses n features only, whatever N is
def sweep(X, y, X_new, y_new, counts, size, seed):
    rng = np.random.default_rng(seed)
    out = []
    for N in counts:
        N = min(N, len(y))
        W, b = size * rng.standard_normal((X.shape[1], N)), 2 * np.pi * rng.random(N)
        c = np.linalg.lstsq(np.cos(X @ W + b), y, rcond=None)[0]
        out.append(np.mean((np.cos(X_new @ W + b) @ c - y_new) ** 2))
    return np.array(out)
