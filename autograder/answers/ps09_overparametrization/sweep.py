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


# %% 0/3 other random features for the new examples
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


# %% 0/3 an exact fit that uses n features only, whatever N is
def sweep(X, y, X_new, y_new, counts, size, seed):
    rng = np.random.default_rng(seed)
    out = []
    for N in counts:
        N = min(N, len(y))
        W, b = size * rng.standard_normal((X.shape[1], N)), 2 * np.pi * rng.random(N)
        c = np.linalg.lstsq(np.cos(X @ W + b), y, rcond=None)[0]
        out.append(np.mean((np.cos(X_new @ W + b) @ c - y_new) ** 2))
    return np.array(out)


# %% 3/3 the kernel of the features where they are many, lists for the errors
def sweep(X, y, X_new, y_new, counts, size, seed):
    rng, errors = np.random.default_rng(seed), []
    for N in counts:
        b = rng.uniform(0, 2 * np.pi, N)
        W = rng.normal(scale=size, size=(N, X.shape[1]))
        A = np.sqrt(2 / N) * np.cos(X @ W.T + b)
        B = np.sqrt(2 / N) * np.cos(X_new @ W.T + b)
        c = np.linalg.lstsq(A, y, rcond=None)[0]
        errors.append(float(np.mean((B @ c - y_new) ** 2)))
    return np.array(errors)


# %% 3/3 features made by sines: a phase shifted by a quarter turn
def sweep(X, y, X_new, y_new, counts, size, seed):
    rng = np.random.default_rng(seed)
    out = np.empty(len(counts))
    for k, N in enumerate(counts):
        W, b = rng.standard_normal((X.shape[1], N)) * size, rng.uniform(0, 2 * np.pi, N)
        A = np.sin(X @ W + b + np.pi / 2)
        c = np.linalg.pinv(A) @ y
        out[k] = ((np.sin(X_new @ W + b + np.pi / 2) @ c - y_new) ** 2).mean()
    return out


# %% 3/3 long doubles for the features and the mean
def sweep(X, y, X_new, y_new, counts, size, seed):
    rng = np.random.default_rng(seed)
    out = []
    for N in counts:
        W, b = size * rng.standard_normal((X.shape[1], N)), 2 * np.pi * rng.random(N)
        c = np.linalg.lstsq(np.cos(X @ W + b), y, rcond=1e-13)[0]
        off = np.cos(X_new @ W + b).astype(np.longdouble) @ c - y_new
        out.append(np.mean(off**2))
    return np.array(out)


# %% 3/3 the dual where there are more features than examples
def sweep(X, y, X_new, y_new, counts, size, seed):
    rng, n = np.random.default_rng(seed), len(y)
    W = size * rng.standard_normal((max(counts), X.shape[1]))
    b = 2 * np.pi * rng.random(max(counts))
    out = []
    for N in counts:
        A, B = np.cos(X @ W[:N].T + b[:N]), np.cos(X_new @ W[:N].T + b[:N])
        Q, R = np.linalg.qr(A if n > N else A.T)
        c = np.linalg.solve(R, Q.T @ y) if n > N else Q @ np.linalg.solve(R.T, y)
        out.append(np.mean((B @ c - y_new) ** 2))
    return np.array(out)


# %% 2/3 an intercept: centred features and targets
def sweep(X, y, X_new, y_new, counts, size, seed):
    rng, out = np.random.default_rng(seed), []
    for N in counts:
        W, b = size * rng.standard_normal((X.shape[1], N)), 2 * np.pi * rng.random(N)
        A, B = np.cos(X @ W + b), np.cos(X_new @ W + b)
        c = np.linalg.lstsq(A - A.mean(0), y - y.mean(), rcond=1e-12)[0]
        out.append(np.mean(((B - A.mean(0)) @ c + y.mean() - y_new) ** 2))
    return np.array(out)


# %% 2/3 scikit-learn's LinearRegression, with its intercept
def sweep(X, y, X_new, y_new, counts, size, seed):
    from sklearn.linear_model import LinearRegression

    rng, out = np.random.default_rng(seed), []
    for N in counts:
        W, b = size * rng.standard_normal((X.shape[1], N)), 2 * np.pi * rng.random(N)
        model = LinearRegression().fit(np.cos(X @ W + b), y)
        out.append(np.mean((model.predict(np.cos(X_new @ W + b)) - y_new) ** 2))
    return np.array(out)


# %% 2/3 a column of ones among the features
def sweep(X, y, X_new, y_new, counts, size, seed):
    rng, out = np.random.default_rng(seed), []
    for N in counts:
        W, b = size * rng.standard_normal((X.shape[1], N)), 2 * np.pi * rng.random(N)
        A, B = (np.cos(x @ W + b) for x in (X, X_new))
        A, B = (np.column_stack([M, np.ones(len(M))]) for M in (A, B))
        c = np.linalg.lstsq(A, y, rcond=1e-12)[0]
        out.append(np.mean((B @ c - y_new) ** 2))
    return np.array(out)


# %% 2/3 a tiny ridge
def sweep(X, y, X_new, y_new, counts, size, seed):
    rng, out = np.random.default_rng(seed), []
    for N in counts:
        W, b = size * rng.standard_normal((X.shape[1], N)), 2 * np.pi * rng.random(N)
        A, B = (np.sqrt(2 / N) * np.cos(x @ W + b) for x in (X, X_new))
        c = np.linalg.solve(A.T @ A + 1e-6 * np.eye(N), A.T @ y)
        out.append(np.mean((B @ c - y_new) ** 2))
    return np.array(out)


# %% 1/3 small singular values are cut at a hundredth of the largest
def sweep(X, y, X_new, y_new, counts, size, seed):
    rng, out = np.random.default_rng(seed), []
    for N in counts:
        W, b = size * rng.standard_normal((X.shape[1], N)), 2 * np.pi * rng.random(N)
        c = np.linalg.lstsq(np.cos(X @ W + b), y, rcond=1e-2)[0]
        out.append(np.mean((np.cos(X_new @ W + b) @ c - y_new) ** 2))
    return np.array(out)


# %% 2/3 the phases uniform on [0, 1]
def sweep(X, y, X_new, y_new, counts, size, seed):
    rng, out = np.random.default_rng(seed), []
    for N in counts:
        W, b = size * rng.standard_normal((X.shape[1], N)), rng.random(N)
        c = np.linalg.lstsq(np.cos(X @ W + b), y, rcond=None)[0]
        out.append(np.mean((np.cos(X_new @ W + b) @ c - y_new) ** 2))
    return np.array(out)


# %% 2/3 the phases normal
def sweep(X, y, X_new, y_new, counts, size, seed):
    rng, out = np.random.default_rng(seed), []
    for N in counts:
        W, b = size * rng.standard_normal((X.shape[1], N)), rng.standard_normal(N)
        c = np.linalg.lstsq(np.cos(X @ W + b), y, rcond=None)[0]
        out.append(np.mean((np.cos(X_new @ W + b) @ c - y_new) ** 2))
    return np.array(out)


# %% 2/3 uniform frequencies of the same standard deviation
def sweep(X, y, X_new, y_new, counts, size, seed):
    rng, out = np.random.default_rng(seed), []
    for N in counts:
        W = rng.uniform(-size * 3**0.5, size * 3**0.5, (X.shape[1], N))
        b = 2 * np.pi * rng.random(N)
        c = np.linalg.lstsq(np.cos(X @ W + b), y, rcond=None)[0]
        out.append(np.mean((np.cos(X_new @ W + b) @ c - y_new) ** 2))
    return np.array(out)


# %% 0/3 uniform frequencies between 0 and size
def sweep(X, y, X_new, y_new, counts, size, seed):
    rng, out = np.random.default_rng(seed), []
    for N in counts:
        W, b = size * rng.random((X.shape[1], N)), 2 * np.pi * rng.random(N)
        c = np.linalg.lstsq(np.cos(X @ W + b), y, rcond=None)[0]
        out.append(np.mean((np.cos(X_new @ W + b) @ c - y_new) ** 2))
    return np.array(out)


# %% 1/3 divides by size: it is taken for a width
def sweep(X, y, X_new, y_new, counts, size, seed):
    rng, out = np.random.default_rng(seed), []
    for N in counts:
        W, b = rng.standard_normal((X.shape[1], N)) / size, 2 * np.pi * rng.random(N)
        c = np.linalg.lstsq(np.cos(X @ W + b), y, rcond=None)[0]
        out.append(np.mean((np.cos(X_new @ W + b) @ c - y_new) ** 2))
    return np.array(out)


# %% 2/3 ignores size
def sweep(X, y, X_new, y_new, counts, size, seed):
    rng, out = np.random.default_rng(seed), []
    for N in counts:
        W, b = 0.15 * rng.standard_normal((X.shape[1], N)), 2 * np.pi * rng.random(N)
        c = np.linalg.lstsq(np.cos(X @ W + b), y, rcond=None)[0]
        out.append(np.mean((np.cos(X_new @ W + b) @ c - y_new) ** 2))
    return np.array(out)


# %% 2/3 one phase for all features
def sweep(X, y, X_new, y_new, counts, size, seed):
    rng, out = np.random.default_rng(seed), []
    for N in counts:
        W, b = size * rng.standard_normal((X.shape[1], N)), 2 * np.pi * rng.random()
        c = np.linalg.lstsq(np.cos(X @ W + b), y, rcond=None)[0]
        out.append(np.mean((np.cos(X_new @ W + b) @ c - y_new) ** 2))
    return np.array(out)


# %% 0/3 ReLU features
def sweep(X, y, X_new, y_new, counts, size, seed):
    rng, out = np.random.default_rng(seed), []
    for N in counts:
        W, b = size * rng.standard_normal((X.shape[1], N)), 2 * np.pi * rng.random(N)
        c = np.linalg.lstsq(np.maximum(X @ W + b, 0), y, rcond=None)[0]
        out.append(np.mean((np.maximum(X_new @ W + b, 0) @ c - y_new) ** 2))
    return np.array(out)


# %% 0/3 the sum of the squares, not their mean
def sweep(X, y, X_new, y_new, counts, size, seed):
    rng, out = np.random.default_rng(seed), []
    for N in counts:
        W, b = size * rng.standard_normal((X.shape[1], N)), 2 * np.pi * rng.random(N)
        c = np.linalg.lstsq(np.cos(X @ W + b), y, rcond=None)[0]
        out.append(np.sum((np.cos(X_new @ W + b) @ c - y_new) ** 2))
    return np.array(out)


# %% 2/3 the root of the mean squared error
def sweep(X, y, X_new, y_new, counts, size, seed):
    rng, out = np.random.default_rng(seed), []
    for N in counts:
        W, b = size * rng.standard_normal((X.shape[1], N)), 2 * np.pi * rng.random(N)
        c = np.linalg.lstsq(np.cos(X @ W + b), y, rcond=None)[0]
        out.append(np.sqrt(np.mean((np.cos(X_new @ W + b) @ c - y_new) ** 2)))
    return np.array(out)


# %% 0/3 the share of wrong signs, not the squared error
def sweep(X, y, X_new, y_new, counts, size, seed):
    rng, out = np.random.default_rng(seed), []
    for N in counts:
        W, b = size * rng.standard_normal((X.shape[1], N)), 2 * np.pi * rng.random(N)
        c = np.linalg.lstsq(np.cos(X @ W + b), y, rcond=None)[0]
        out.append(np.mean(np.sign(np.cos(X_new @ W + b) @ c) != np.sign(y_new)))
    return np.array(out)


# %% 2/3 sorts the counts
def sweep(X, y, X_new, y_new, counts, size, seed):
    rng, out = np.random.default_rng(seed), []
    for N in sorted(counts):
        W, b = size * rng.standard_normal((X.shape[1], N)), 2 * np.pi * rng.random(N)
        c = np.linalg.lstsq(np.cos(X @ W + b), y, rcond=None)[0]
        out.append(np.mean((np.cos(X_new @ W + b) @ c - y_new) ** 2))
    return np.array(out)


# %% 2/3 sorts the caller's counts, and its errors back
def sweep(X, y, X_new, y_new, counts, size, seed):
    rng, wanted, found = np.random.default_rng(seed), list(counts), {}
    counts.sort()
    for N in counts:
        W, b = size * rng.standard_normal((X.shape[1], N)), 2 * np.pi * rng.random(N)
        c = np.linalg.lstsq(np.cos(X @ W + b), y, rcond=None)[0]
        found[N] = np.mean((np.cos(X_new @ W + b) @ c - y_new) ** 2)
    return np.array([found[N] for N in wanted])


# %% 2/3 the largest count is taken to be the last
def sweep(X, y, X_new, y_new, counts, size, seed):
    rng, most, out = np.random.default_rng(seed), counts[-1], []
    W, b = size * rng.standard_normal((X.shape[1], most)), 2 * np.pi * rng.random(most)
    for N in counts:
        c = np.linalg.lstsq(np.cos(X @ W[:, :N] + b[:N]), y, rcond=None)[0]
        B = np.cos(X_new @ W[:, :N] + b[:N])
        out.append(np.mean((B @ c - y_new) ** 2))
    return np.array(out)


# %% 2/3 standardizes the inputs first
def sweep(X, y, X_new, y_new, counts, size, seed):
    rng, out = np.random.default_rng(seed), []
    X_new = (X_new - X.mean(0)) / (X.std(0) + 1e-9)
    X = (X - X.mean(0)) / (X.std(0) + 1e-9)
    for N in counts:
        W, b = size * rng.standard_normal((X.shape[1], N)), 2 * np.pi * rng.random(N)
        c = np.linalg.lstsq(np.cos(X @ W + b), y, rcond=None)[0]
        out.append(np.mean((np.cos(X_new @ W + b) @ c - y_new) ** 2))
    return np.array(out)


# %% 2/3 the global generator, seeded once
np.random.seed(0)


def sweep(X, y, X_new, y_new, counts, size, seed):
    out = []
    for N in counts:
        W, b = size * np.random.randn(X.shape[1], N), 2 * np.pi * np.random.rand(N)
        c = np.linalg.lstsq(np.cos(X @ W + b), y, rcond=None)[0]
        out.append(np.mean((np.cos(X_new @ W + b) @ c - y_new) ** 2))
    return np.array(out)


# %% 0/3 fits to the new examples, and tests on the old
def sweep(X, y, X_new, y_new, counts, size, seed):
    rng, out = np.random.default_rng(seed), []
    for N in counts:
        W, b = size * rng.standard_normal((X.shape[1], N)), 2 * np.pi * rng.random(N)
        c = np.linalg.lstsq(np.cos(X_new @ W + b), y_new, rcond=None)[0]
        out.append(np.mean((np.cos(X @ W + b) @ c - y) ** 2))
    return np.array(out)


# %% 0/3 an exact fit with the first n features: not the shortest
def sweep(X, y, X_new, y_new, counts, size, seed):
    rng, n, out = np.random.default_rng(seed), len(y), []
    for N in counts:
        W, b = size * rng.standard_normal((X.shape[1], N)), 2 * np.pi * rng.random(N)
        A, B = np.cos(X @ W + b), np.cos(X_new @ W + b)
        c = np.zeros(N)
        c[:n] = np.linalg.lstsq(A[:, :n], y, rcond=None)[0]
        out.append(np.mean((B @ c - y_new) ** 2))
    return np.array(out)


# %% 3/3 one draw, first N, SVD
def sweep(X, y, X_new, y_new, counts, size, seed):
    rng = np.random.default_rng(seed)
    W, b = rng.normal(0, size, (2000, X.shape[1])), rng.uniform(0, 2 * np.pi, 2000)
    out = []
    for N in counts:
        c = np.sqrt(2 / N)
        A, B = c * np.cos(X @ W[:N].T + b[:N]), c * np.cos(X_new @ W[:N].T + b[:N])
        out.append(np.mean((B @ (np.linalg.pinv(A) @ y) - y_new) ** 2))
    return np.array(out)


# %% 3/3 anew for each N, biases first, lstsq
def sweep(X, y, X_new, y_new, counts, size, seed):
    rng = np.random.default_rng(seed)
    errors = {}
    for i, N in enumerate(counts):
        b = 2 * np.pi * rng.random(N)
        W = size * rng.standard_normal((X.shape[1], N))

        def f(P):
            return np.cos(P @ W + b) * (2 / N) ** 0.5

        w = np.linalg.lstsq(f(X), y, rcond=None)[0]
        errors[i] = ((f(X_new) @ w - y_new) ** 2).sum() / len(y_new)
    return np.array([errors[i] for i in range(len(counts))])


# %% 3/3 by the kernel where there are more features than examples
def sweep(X, y, X_new, y_new, counts, size, seed):
    rng, out = np.random.default_rng(seed), np.zeros(len(counts))
    for i, N in enumerate(counts):
        W, b = (
            rng.normal(scale=size, size=(N, X.shape[1])),
            rng.uniform(0, 2 * np.pi, size=N),
        )
        A, B = (np.sqrt(2 / N) * np.cos(P @ W.T + b) for P in (X, X_new))
        U, s, V = np.linalg.svd(A, full_matrices=False)
        k = s > 1e-12 * s[0]
        out[i] = np.mean((B @ V[k].T @ ((U[:, k].T @ y) / s[k]) - y_new) ** 2)
    return out


# %% 3/3 centres the inputs: the biases make up for it
def sweep(X, y, X_new, y_new, counts, size, seed):
    rng, out = np.random.default_rng(seed), []
    m = X.mean(axis=0)
    X, X_new = X - m, X_new - m
    for N in counts:
        W, b = rng.normal(0, size, (N, X.shape[1])), rng.uniform(0, 2 * np.pi, N)
        A, B = (np.sqrt(2 / N) * np.cos(P @ W.T + b) for P in (X, X_new))
        out.append(np.mean((B @ (np.linalg.pinv(A) @ y) - y_new) ** 2))
    return np.array(out)


# %% 2/3 the median of the squared errors
def sweep(X, y, X_new, y_new, counts, size, seed):
    rng, out = np.random.default_rng(seed), []
    for N in counts:
        W, b = rng.normal(0, size, (N, X.shape[1])), rng.uniform(0, 2 * np.pi, N)
        A, B = (np.sqrt(2 / N) * np.cos(P @ W.T + b) for P in (X, X_new))
        out.append(np.median((B @ (np.linalg.pinv(A) @ y) - y_new) ** 2))
    return np.array(out)
