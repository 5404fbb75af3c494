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


# %% 0/3 learns the labels of the inputs without their mean
def fit_labels(X, y):
    return np.linalg.lstsq(X - X.mean(axis=0), y, rcond=None)[0]


# %% 0/3 all weights 0: the sign of 0 is no label
def fit_labels(X, y):
    return np.zeros(X.shape[1])


# %% 3/3 ridge with a ridge that hardly counts
def fit_labels(X, y):
    return np.linalg.solve(X.T @ X + 1e-9 * np.eye(X.shape[1]), X.T @ y)


# %% 3/3 by SciPy, as a list
def fit_labels(X, y):
    from scipy.linalg import lstsq

    return lstsq(X, y)[0].tolist()


# %% 3/3 Rosenblatt's rule without a bias, until all is right
def fit_labels(X, y):
    Z = X / np.linalg.norm(X, axis=1, keepdims=True)
    w = np.zeros(X.shape[1])
    while True:
        wrong = np.flatnonzero(y * (Z @ w) <= 0)
        if wrong.size == 0:
            return w
        w = w + y[wrong[0]] * Z[wrong[0]]


# %% 3/3 by PyTorch, other targets of the same sign
def fit_labels(X, y):
    import torch

    A, t = torch.tensor(X), torch.tensor(3.0 * y)
    return torch.linalg.pinv(A) @ t


# %% 3/3 in long doubles, the weights scaled
def fit_labels(X, y):
    return 1000 * (np.linalg.pinv(X) @ y).astype(np.longdouble)


# %% 3/3 by a singular value decomposition
def fit_labels(X, y):
    U, s, V = np.linalg.svd(X, full_matrices=False)
    return V.T @ ((U.T @ y) / s)


# %% 0/3 fits a bias, and drops it
def fit_labels(X, y):
    X1 = np.column_stack([X, 30 * np.ones(len(X))])
    return np.linalg.lstsq(X1, y, rcond=None)[0][:-1]


# %% 0/3 one step of Hebb's rule on normalized inputs
def fit_labels(X, y):
    return (y[:, None] * X / np.linalg.norm(X, axis=1, keepdims=True)).sum(axis=0)


# %% 0/3 a hundred steps of descent
def fit_labels(X, y):
    w = np.zeros(X.shape[1])
    for _ in range(100):
        w = w - 0.01 * X.T @ (X @ w - y) / len(y)
    return w


# %% 0/3 solves for labels 0 and 1
def fit_labels(X, y):
    return np.linalg.lstsq(X, (y > 0) * 1.0, rcond=None)[0]


# %% 0/3 cuts off small singular values
def fit_labels(X, y):
    return np.linalg.pinv(X, rcond=0.3) @ y


# %% 0/3 the signs of the right weights
def fit_labels(X, y):
    return np.sign(np.linalg.pinv(X) @ y)


# %% 0/3 the opposite labels
def fit_labels(X, y):
    return -np.linalg.pinv(X) @ y


# %% 0/3 weights as a column
def fit_labels(X, y):
    return np.linalg.pinv(X) @ y[:, None]


# %% 0/3 ten passes of Rosenblatt's rule
def fit_labels(X, y):
    w = np.zeros(X.shape[1])
    for _ in range(10):
        for x, t in zip(X, y):
            if t * (w @ x) <= 0:
                w = w + t * x
    return w


# %% 2/3 turns the labels around in place
def fit_labels(X, y):
    y *= -1
    return -np.linalg.pinv(X) @ y


# %% 3/3 three times the solution by the Gram matrix
def fit_labels(X, y):
    return 3 * X.T @ np.linalg.solve(X @ X.T, y)


# %% 3/3 Gram-Schmidt, example by example
def fit_labels(X, y):
    w, basis = np.zeros(X.shape[1]), []
    for x, t in zip(X, y):
        v = x.astype(float).copy()
        for _ in range(2):
            for q in basis:
                v = v - (v @ q) * q
        v = v / np.linalg.norm(v)
        basis.append(v)
        w = w + (t - w @ x) / (v @ x) * v
    return w


# %% 1/3 the perceptron's rule, 100 passes
def fit_labels(X, y):
    w = np.zeros(X.shape[1])
    for _ in range(100):
        for x, t in zip(X, y):
            if t * (x @ w) <= 0:
                w = w + t * x
    return w


# %% 1/3 ridge with λ = 1
def fit_labels(X, y):
    return X.T @ np.linalg.solve(X @ X.T + np.eye(len(X)), y)


# %% 2/3 ridge with λ = 1e-6, by the normal equations
def fit_labels(X, y):
    return np.linalg.solve(X.T @ X + 1e-6 * np.eye(X.shape[1]), X.T @ y)
