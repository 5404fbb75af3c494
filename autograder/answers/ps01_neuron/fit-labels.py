# %% 3/3 the shortest exact solution
def fit_labels(X, y):
    return np.linalg.pinv(X) @ y


# %% 3/3 a combination of the inputs: coefficients from their Gram matrix
def fit_labels(X, y):
    return X.T @ np.linalg.solve(X @ X.T, y)


# %% 3/3 an orthonormal basis of the rows, then back substitution
def fit_labels(X, y):
    Q, R = np.linalg.qr(X.T)
    return Q @ np.linalg.solve(R.T, y)


# %% 3/3 descent on the squared error in the span of the inputs
def fit_labels(X, y):
    G, a = X @ X.T, np.zeros(len(y))
    residual = y - G @ a
    direction = residual.copy()
    for _ in range(50 * len(y)):  # conjugate gradients
        if residual @ residual < 1e-16:
            break
        rate = residual @ residual / (direction @ G @ direction)
        a = a + rate * direction
        new = residual - rate * G @ direction
        direction = new + (new @ new) / (residual @ residual) * direction
        residual = new
    return X.T @ a


# %% 2/3 keeps the first n inputs only, which in these images are mostly blank
def fit_labels(X, y):
    n, d = X.shape
    w = np.zeros(d)
    w[:n] = np.linalg.lstsq(X[:, :n], y, rcond=None)[0]
    return w


# %% 2/3 right, but normalizes the inputs in place: the caller's X is spoilt
def fit_labels(X, y):
    X /= np.linalg.norm(X, axis=1, keepdims=True)
    return np.linalg.pinv(X) @ y


# %% 1/3 np.linalg.solve: only as many examples as inputs
def fit_labels(X, y):
    return np.linalg.solve(X, y)


# %% 0/3 each input times its label, added up: inputs that overlap disturb each other
def fit_labels(X, y):
    return X.T @ y


# %% 0/3 the difference of the class means: enough for real classes, not for coin flips
def fit_labels(X, y):
    plus = X[y > 0].sum(axis=0) / max(1, np.sum(y > 0))
    minus = X[y < 0].sum(axis=0) / max(1, np.sum(y < 0))
    return plus - minus


# %% 0/3 a strong ridge: keeps the weights short and misses labels
def fit_labels(X, y):
    return np.linalg.solve(X.T @ X + 1e5 * np.eye(X.shape[1]), X.T @ y)


# %% 0/3 one coefficient an example, where one weight an input is asked for
def fit_labels(X, y):
    return np.linalg.solve(X @ X.T, y)


# %% 1/3 learns the labels of the inputs without their mean
def fit_labels(X, y):
    return np.linalg.lstsq(X - X.mean(axis=0), y, rcond=None)[0]


# %% 0/3 all weights 0: the sign of 0 is no label
def fit_labels(X, y):
    return np.zeros(X.shape[1])
