# %% 2/2 scikit-learn's scaler and classifier
def compare(X, y, n_train, seed):
    from sklearn.neighbors import KNeighborsClassifier
    from sklearn.preprocessing import StandardScaler

    order = np.random.default_rng(seed).permutation(len(X))
    a, b = order[:n_train], order[n_train:]
    scale = StandardScaler().fit(X[a])
    result = []
    for A in (X, scale.transform(X)):
        model = KNeighborsClassifier(1).fit(A[a], y[a])
        result.append(1 - model.score(A[b], y[b]))
    return result


# %% 2/2 a point at a time
def compare(X, y, n_train, seed):
    order = np.random.default_rng(seed).permutation(len(X))
    a, b = order[:n_train], order[n_train:]
    errors = []
    for unit in (np.ones(X.shape[1]), X[a].std(axis=0)):
        wrong = 0
        for i in b:
            d = np.linalg.norm((X[a] - X[i]) / unit, axis=1)
            wrong += int(y[a[d.argmin()]] != y[i])
        errors.append(wrong / len(b))
    return errors[0], errors[1]


# %% 2/2 the variances in the distance
def compare(X, y, n_train, seed):
    order = np.random.default_rng(seed).permutation(len(X))
    a, b = order[:n_train], order[n_train:]
    gaps = (X[b][:, None] - X[a]) ** 2
    near = [gaps.sum(-1).argmin(1), (gaps / X[a].var(0)).sum(-1).argmin(1)]
    return np.array([np.mean(y[a][j] != y[b]) for j in near])


# %% 0/2 standardizes with all points, the new ones included
def compare(X, y, n_train, seed):
    order = np.random.default_rng(seed).permutation(len(X))
    a, b = order[:n_train], order[n_train:]
    gaps = (X[b][:, None] - X[a]) ** 2
    near = [gaps.sum(-1).argmin(1), (gaps / X.var(0)).sum(-1).argmin(1)]
    return tuple(np.mean(y[a][j] != y[b]) for j in near)


# %% 0/2 standardizes each part by its own numbers
def compare(X, y, n_train, seed):
    order = np.random.default_rng(seed).permutation(len(X))
    a, b = order[:n_train], order[n_train:]
    errors = []
    for f in (lambda A: A, lambda A: (A - A.mean(0)) / A.std(0)):
        A, B = f(X[a]), f(X[b])
        j = ((B[:, None] - A) ** 2).sum(-1).argmin(1)
        errors.append(np.mean(y[a][j] != y[b]))
    return tuple(errors)


# %% 0/2 the error on the training part
def compare(X, y, n_train, seed):
    a = np.random.default_rng(seed).permutation(len(X))[:n_train]
    errors = []
    for A in (X[a], X[a] / X[a].std(0)):
        j = ((A[:, None] - A) ** 2).sum(-1).argmin(1)
        errors.append(np.mean(y[a][j] != y[a]))
    return tuple(errors)


# %% 0/2 the share that is right
def compare(X, y, n_train, seed):
    order = np.random.default_rng(seed).permutation(len(X))
    a, b = order[:n_train], order[n_train:]
    gaps = (X[b][:, None] - X[a]) ** 2
    near = [gaps.sum(-1).argmin(1), (gaps / X[a].var(0)).sum(-1).argmin(1)]
    return tuple(np.mean(y[a][j] == y[b]) for j in near)


# %% 0/2 subtracts the mean only: no distance changes
def compare(X, y, n_train, seed):
    order = np.random.default_rng(seed).permutation(len(X))
    a, b = order[:n_train], order[n_train:]
    errors = []
    for A in (X, X - X[a].mean(0)):
        j = ((A[b][:, None] - A[a]) ** 2).sum(-1).argmin(1)
        errors.append(np.mean(y[a][j] != y[b]))
    return tuple(errors)


# %% 0/2 divides by the variance, not by its root
def compare(X, y, n_train, seed):
    order = np.random.default_rng(seed).permutation(len(X))
    a, b = order[:n_train], order[n_train:]
    gaps = (X[b][:, None] - X[a]) ** 2
    near = [gaps.sum(-1).argmin(1), (gaps / X[a].var(0) ** 2).sum(-1).argmin(1)]
    return tuple(np.mean(y[a][j] != y[b]) for j in near)


# %% 0/2 the training part is the rest, not the first
def compare(X, y, n_train, seed):
    order = np.random.default_rng(seed).permutation(len(X))
    b, a = order[:n_train], order[n_train:]
    gaps = (X[b][:, None] - X[a]) ** 2
    near = [gaps.sum(-1).argmin(1), (gaps / X[a].var(0)).sum(-1).argmin(1)]
    return tuple(np.mean(y[a][j] != y[b]) for j in near)


# %% 2/2 SciPy's cdist, "seuclidean" with the training variances
def compare(X, y, n_train, seed):
    from scipy.spatial.distance import cdist

    order = np.random.default_rng(seed).permutation(len(X))
    A, B, label, new = (
        X[order[:n_train]],
        X[order[n_train:]],
        y[order[:n_train]],
        y[order[n_train:]],
    )
    plain = label[cdist(B, A).argmin(axis=1)] != new
    scaled = label[cdist(B, A, "seuclidean", V=A.var(axis=0)).argmin(axis=1)] != new
    return np.mean(plain), np.mean(scaled)


# %% 2/2 np.split, numbers in a list
def compare(X, y, n_train, seed):
    order = np.random.default_rng(seed).permutation(len(X))
    A, B = np.split(X[order], [n_train])
    s, t = np.split(y[order], [n_train])
    unit = np.sqrt(np.mean((A - A.mean(axis=0)) ** 2, axis=0))
    wrong = [0, 0]
    for x, label in zip(B, t):
        for k, u in enumerate((1.0, unit)):
            wrong[k] += int(s[np.argmin(np.sum(((A - x) / u) ** 2, axis=1))] != label)
    return [w / len(t) for w in wrong]


# %% 2/2 long doubles, a dictionary's values
def compare(X, y, n_train, seed):
    order = np.random.default_rng(seed).permutation(len(X))
    a, b = order[:n_train], order[n_train:]
    P = X.astype(np.longdouble)
    both = {"raw": P, "standardized": (P - P[a].mean(axis=0)) / P[a].std(axis=0)}
    for name, Q in both.items():
        D = ((Q[b][:, None] - Q[a]) ** 2).sum(-1)
        both[name] = np.mean(y[a][D.argmin(axis=1)] != y[b], dtype=np.longdouble)
    return tuple(both.values())


# %% 0/2 results swapped
def compare(X, y, n_train, seed):
    order = np.random.default_rng(seed).permutation(len(X))
    a, b = order[:n_train], order[n_train:]
    gaps = (X[b][:, None] - X[a]) ** 2
    near = [(gaps / X[a].var(0)).sum(-1).argmin(1), gaps.sum(-1).argmin(1)]
    return tuple(np.mean(y[a][j] != y[b]) for j in near)


# %% 0/2 three neighbours
def compare(X, y, n_train, seed):
    from sklearn.neighbors import KNeighborsClassifier

    order = np.random.default_rng(seed).permutation(len(X))
    a, b = order[:n_train], order[n_train:]
    result = []
    for A in (X, (X - X[a].mean(0)) / X[a].std(0)):
        model = KNeighborsClassifier(3).fit(A[a], y[a])
        result.append(1 - model.score(A[b], y[b]))
    return tuple(result)


# %% 0/2 Manhattan distances
def compare(X, y, n_train, seed):
    order = np.random.default_rng(seed).permutation(len(X))
    a, b = order[:n_train], order[n_train:]
    gaps = np.abs(X[b][:, None] - X[a])
    near = [gaps.sum(-1).argmin(1), (gaps / X[a].std(0)).sum(-1).argmin(1)]
    return tuple(np.mean(y[a][j] != y[b]) for j in near)


# %% 0/2 scaled to between 0 and 1 by the training part
def compare(X, y, n_train, seed):
    order = np.random.default_rng(seed).permutation(len(X))
    a, b = order[:n_train], order[n_train:]
    gaps = (X[b][:, None] - X[a]) ** 2
    width = np.ptp(X[a], axis=0)
    near = [gaps.sum(-1).argmin(1), (gaps / width**2).sum(-1).argmin(1)]
    return tuple(np.mean(y[a][j] != y[b]) for j in near)


# %% 0/2 one deviation for all features
def compare(X, y, n_train, seed):
    order = np.random.default_rng(seed).permutation(len(X))
    a, b = order[:n_train], order[n_train:]
    result = []
    for A in (X, (X - X[a].mean()) / X[a].std()):
        j = ((A[b][:, None] - A[a]) ** 2).sum(-1).argmin(1)
        result.append(np.mean(y[a][j] != y[b]))
    return tuple(result)


# %% 0/2 standardized by the new points
def compare(X, y, n_train, seed):
    order = np.random.default_rng(seed).permutation(len(X))
    a, b = order[:n_train], order[n_train:]
    gaps = (X[b][:, None] - X[a]) ** 2
    near = [gaps.sum(-1).argmin(1), (gaps / X[b].var(0)).sum(-1).argmin(1)]
    return tuple(np.mean(y[a][j] != y[b]) for j in near)


# %% 0/2 the split is not drawn: the first n_train as they stand
def compare(X, y, n_train, seed):
    a, b = np.arange(n_train), np.arange(n_train, len(X))
    gaps = (X[b][:, None] - X[a]) ** 2
    near = [gaps.sum(-1).argmin(1), (gaps / X[a].var(0)).sum(-1).argmin(1)]
    return tuple(np.mean(y[a][j] != y[b]) for j in near)


# %% 0/2 ignores the seed
def compare(X, y, n_train, seed):
    order = np.random.default_rng(0).permutation(len(X))
    a, b = order[:n_train], order[n_train:]
    gaps = (X[b][:, None] - X[a]) ** 2
    near = [gaps.sum(-1).argmin(1), (gaps / X[a].var(0)).sum(-1).argmin(1)]
    return tuple(np.mean(y[a][j] != y[b]) for j in near)


# %% 0/2 another draw for the labels than for the points
def compare(X, y, n_train, seed):
    rng = np.random.default_rng(seed)
    X, y = X[rng.permutation(len(X))], y[rng.permutation(len(X))]
    A, B, s, t = X[:n_train], X[n_train:], y[:n_train], y[n_train:]
    gaps = (B[:, None] - A) ** 2
    near = [gaps.sum(-1).argmin(1), (gaps / A.var(0)).sum(-1).argmin(1)]
    return tuple(np.mean(s[j] != t) for j in near)


# %% 0/2 the last n_train indices for the training part
def compare(X, y, n_train, seed):
    order = np.random.default_rng(seed).permutation(len(X))
    a, b = order[-n_train:], order[:-n_train]
    gaps = (X[b][:, None] - X[a]) ** 2
    near = [gaps.sum(-1).argmin(1), (gaps / X[a].var(0)).sum(-1).argmin(1)]
    return tuple(np.mean(y[a][j] != y[b]) for j in near)


# %% 0/2 train_test_split of scikit-learn
def compare(X, y, n_train, seed):
    from sklearn.model_selection import train_test_split

    A, B, s, t = train_test_split(X, y, train_size=n_train, random_state=seed)
    gaps = (B[:, None] - A) ** 2
    near = [gaps.sum(-1).argmin(1), (gaps / A.var(0)).sum(-1).argmin(1)]
    return tuple(np.mean(s[j] != t) for j in near)


# %% 0/2 in percent
def compare(X, y, n_train, seed):
    order = np.random.default_rng(seed).permutation(len(X))
    a, b = order[:n_train], order[n_train:]
    gaps = (X[b][:, None] - X[a]) ** 2
    near = [gaps.sum(-1).argmin(1), (gaps / X[a].var(0)).sum(-1).argmin(1)]
    return tuple(100 * np.mean(y[a][j] != y[b]) for j in near)


# %% 0/2 how many are wrong
def compare(X, y, n_train, seed):
    order = np.random.default_rng(seed).permutation(len(X))
    a, b = order[:n_train], order[n_train:]
    gaps = (X[b][:, None] - X[a]) ** 2
    near = [gaps.sum(-1).argmin(1), (gaps / X[a].var(0)).sum(-1).argmin(1)]
    return tuple(np.sum(y[a][j] != y[b]) for j in near)


# %% 0/2 divided by the number of all points
def compare(X, y, n_train, seed):
    order = np.random.default_rng(seed).permutation(len(X))
    a, b = order[:n_train], order[n_train:]
    gaps = (X[b][:, None] - X[a]) ** 2
    near = [gaps.sum(-1).argmin(1), (gaps / X[a].var(0)).sum(-1).argmin(1)]
    return tuple(np.sum(y[a][j] != y[b]) / len(X) for j in near)


# %% 0/2 only the standardized error
def compare(X, y, n_train, seed):
    order = np.random.default_rng(seed).permutation(len(X))
    a, b = order[:n_train], order[n_train:]
    gaps = (X[b][:, None] - X[a]) ** 2 / X[a].var(0)
    return (np.mean(y[a][gaps.sum(-1).argmin(1)] != y[b]),)


# %% 0/2 a third number, the gain
def compare(X, y, n_train, seed):
    order = np.random.default_rng(seed).permutation(len(X))
    a, b = order[:n_train], order[n_train:]
    gaps = (X[b][:, None] - X[a]) ** 2
    near = [gaps.sum(-1).argmin(1), (gaps / X[a].var(0)).sum(-1).argmin(1)]
    raw, scaled = (np.mean(y[a][j] != y[b]) for j in near)
    return raw, scaled, raw - scaled


# %% 0/2 standardizes the caller's X
def compare(X, y, n_train, seed):
    order = np.random.default_rng(seed).permutation(len(X))
    a, b = order[:n_train], order[n_train:]
    errors = []
    for _ in range(2):
        j = ((X[b][:, None] - X[a]) ** 2).sum(-1).argmin(1)
        errors.append(np.mean(y[a][j] != y[b]))
        mean, std = X[a].mean(0), X[a].std(0)
        X -= mean
        X /= std
    return tuple(errors)


# %% 0/2 whitened by the training covariance
def compare(X, y, n_train, seed):
    order = np.random.default_rng(seed).permutation(len(X))
    a, b = order[:n_train], order[n_train:]
    M = np.linalg.pinv(np.cov(X[a].T))
    gaps = X[b][:, None] - X[a]
    near = [
        (gaps**2).sum(-1).argmin(1),
        np.einsum("ijk,kl,ijl->ij", gaps, M, gaps).argmin(1),
    ]
    return tuple(np.mean(y[a][j] != y[b]) for j in near)


# %% 0/2 the nearest of all points but itself
def compare(X, y, n_train, seed):
    order = np.random.default_rng(seed).permutation(len(X))
    a, b = order[:n_train], order[n_train:]
    errors = []
    for unit in (1.0, X[a].std(0)):
        D = (((X[:, None] - X) / unit) ** 2).sum(-1)
        np.fill_diagonal(D, np.inf)
        errors.append(np.mean(y[D.argmin(1)][b] != y[b]))
    return tuple(errors)
