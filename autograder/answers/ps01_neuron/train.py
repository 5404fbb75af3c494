# %% 4/4 the column of ones, the stable loss, downhill
def train(X, y, lr, steps):
    X1 = np.hstack([X, np.ones((len(X), 1))])
    theta, losses = np.zeros(X1.shape[1]), []
    for _ in range(steps):
        z = X1 @ theta
        losses.append(np.logaddexp(0, z).mean() - (y * z).mean())
        theta = theta - lr * X1.T @ (0.5 * (1 + np.tanh(z / 2)) - y) / len(y)
    return theta, losses


# %% 4/4 weights and bias apart, joined at the end
def train(X, y, lr, steps):
    w, b, losses = np.zeros(X.shape[1]), 0.0, np.zeros(steps)
    for k in range(steps):
        z = X @ w + b
        losses[k] = np.mean(np.maximum(z, 0) - z * y + np.log1p(np.exp(-np.abs(z))))
        p = np.where(
            z > 0, 1 / (1 + np.exp(-np.abs(z))), 1 - 1 / (1 + np.exp(-np.abs(z)))
        )
        w, b = w - lr * X.T @ (p - y) / len(y), b - lr * np.mean(p - y)
    return np.append(w, b), losses


# %% 4/4 signs instead of targets: each example pulls by its own margin
def train(X, y, lr, steps):
    A = (2 * y - 1)[:, None] * np.column_stack([X, np.ones(len(X))])
    theta, losses = np.zeros(A.shape[1]), []
    for _ in range(steps):
        m = A @ theta
        losses.append(float(np.mean(np.logaddexp(0, -m))))
        theta = theta + lr * np.mean(A * np.exp(-np.logaddexp(0, m))[:, None], axis=0)
    return theta, losses


# %% 4/4 no trick for σ: exp may overflow to inf, and 1 / inf is 0
def train(X, y, lr, steps):
    X1 = np.column_stack([X, np.ones(len(X))])
    theta, losses = np.zeros(X1.shape[1]), []
    with np.errstate(over="ignore"):
        for _ in range(steps):
            z = X1 @ theta
            losses.append(np.mean(np.logaddexp(0, z) - y * z))
            theta = theta - lr * X1.T @ (1 / (1 + np.exp(-z)) - y) / len(y)
    return theta, losses


# %% 3/4 keeps the logarithm of the probability: nan once it rounds to 0 or 1
def train(X, y, lr, steps):
    X1 = np.column_stack([X, np.ones(len(X))])
    theta, losses = np.zeros(X1.shape[1]), []
    for _ in range(steps):
        p = 1 / (1 + np.exp(-X1 @ theta))
        losses.append(np.mean(-y * np.log(p) - (1 - y) * np.log(1 - p)))
        theta = theta - lr * X1.T @ (p - y) / len(y)
    return theta, losses


# %% 2/4 the sum of the gradients: a hidden learning rate, n times as large
def train(X, y, lr, steps):
    X1 = np.column_stack([X, np.ones(len(X))])
    theta, losses = np.zeros(X1.shape[1]), []
    for _ in range(steps):
        z = X1 @ theta
        losses.append(np.mean(np.logaddexp(0, z) - y * z))
        theta = theta - lr * X1.T @ (0.5 * (1 + np.tanh(z / 2)) - y)
    return theta, losses


# %% 2/4 the bias first: the text wants it last
def train(X, y, lr, steps):
    X1 = np.column_stack([np.ones(len(X)), X])
    theta, losses = np.zeros(X1.shape[1]), []
    for _ in range(steps):
        z = X1 @ theta
        losses.append(np.mean(np.logaddexp(0, z) - y * z))
        theta = theta - lr * X1.T @ (0.5 * (1 + np.tanh(z / 2)) - y) / len(y)
    return theta, losses


# %% 2/4 one step at the first example only, the loss of all
def train(X, y, lr, steps):
    X1 = np.column_stack([X, np.ones(len(X))])
    theta, losses = np.zeros(X1.shape[1]), []
    for k in range(steps):
        z = X1 @ theta
        losses.append(np.mean(np.logaddexp(0, z) - y * z))
        i = k % len(y)
        theta = theta - lr * X1[i] * (0.5 * (1 + np.tanh(z[i] / 2)) - y[i])
    return theta, losses


# %% 1/4 climbs: target minus prediction, subtracted
def train(X, y, lr, steps):
    X1 = np.column_stack([X, np.ones(len(X))])
    theta, losses = np.zeros(X1.shape[1]), []
    for _ in range(steps):
        z = X1 @ theta
        losses.append(np.mean(np.logaddexp(0, z) - y * z))
        theta = theta - lr * X1.T @ (y - 0.5 * (1 + np.tanh(z / 2))) / len(y)
    return theta, losses


# %% 0/4 no bias: two weights where three are asked for
def train(X, y, lr, steps):
    theta, losses = np.zeros(X.shape[1]), []
    for _ in range(steps):
        z = X @ theta
        losses.append(np.mean(np.logaddexp(0, z) - y * z))
        theta = theta - lr * X.T @ (0.5 * (1 + np.tanh(z / 2)) - y) / len(y)
    return theta, losses


# %% 2/4 records the loss after each step
def train(X, y, lr, steps):
    X1 = np.column_stack([X, np.ones(len(X))])
    theta, losses = np.zeros(X1.shape[1]), []
    for _ in range(steps):
        p = 0.5 * (1 + np.tanh(X1 @ theta / 2))
        theta = theta - lr * X1.T @ (p - y) / len(y)
        z = X1 @ theta
        losses.append(np.mean(np.logaddexp(0, z) - y * z))
    return theta, losses


# %% 0/4 the loop as it was printed
def train(X, y, lr, steps):
    step, theta = np.zeros(X.shape[1]), 0
    losses = []
    while step < steps:
        p = 1 / (1 + np.exp(-X @ theta))
        losses.append(np.mean(-y * np.log(p) - (1 - y) * np.log(1 - p)))
        theta = theta - lr * X.T @ (y - p) / len(y)
        step += 1
    return theta, losses


# %% 0/4 returns theta alone
def train(X, y, lr, steps):
    X1 = np.column_stack([X, np.ones(len(X))])
    theta = np.zeros(X1.shape[1])
    for _ in range(steps):
        theta = theta - lr * X1.T @ (1 / (1 + np.exp(-X1 @ theta)) - y) / len(y)
    return theta
