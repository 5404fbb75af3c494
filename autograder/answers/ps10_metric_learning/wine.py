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


# %% 1/2 standardizes with all points, the new ones included
def compare(X, y, n_train, seed):
    order = np.random.default_rng(seed).permutation(len(X))
    a, b = order[:n_train], order[n_train:]
    gaps = (X[b][:, None] - X[a]) ** 2
    near = [gaps.sum(-1).argmin(1), (gaps / X.var(0)).sum(-1).argmin(1)]
    return tuple(np.mean(y[a][j] != y[b]) for j in near)


# %% 1/2 standardizes each part by its own numbers
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


# %% 1/2 divides by the variance, not by its root
def compare(X, y, n_train, seed):
    order = np.random.default_rng(seed).permutation(len(X))
    a, b = order[:n_train], order[n_train:]
    gaps = (X[b][:, None] - X[a]) ** 2
    near = [gaps.sum(-1).argmin(1), (gaps / X[a].var(0) ** 2).sum(-1).argmin(1)]
    return tuple(np.mean(y[a][j] != y[b]) for j in near)


# %% 1/2 the training part is the rest, not the first
def compare(X, y, n_train, seed):
    order = np.random.default_rng(seed).permutation(len(X))
    b, a = order[:n_train], order[n_train:]
    gaps = (X[b][:, None] - X[a]) ** 2
    near = [gaps.sum(-1).argmin(1), (gaps / X[a].var(0)).sum(-1).argmin(1)]
    return tuple(np.mean(y[a][j] != y[b]) for j in near)
