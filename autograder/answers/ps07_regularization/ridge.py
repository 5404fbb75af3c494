# %% 3/3 one vector, with a price list that spares the bias
def train(X, y, gamma, lr, steps):
    X1 = np.column_stack([X, np.ones(len(X))])
    price = np.append(np.full(X.shape[1], gamma), 0.0)
    theta, losses = np.zeros(X1.shape[1]), []
    for _ in range(steps):
        z = X1 @ theta
        losses.append(np.mean(np.logaddexp(0, z) - y * z) + price @ theta**2)
        slope = X1.T @ (1 / (1 + np.exp(-z)) - y) / len(y) + 2 * price * theta
        theta = theta - lr * slope
    return theta[:-1], theta[-1], losses


# %% 3/3 weight decay: shrink, then step
def train(X, y, gamma, lr, steps):
    w, b, losses = np.zeros(X.shape[1]), 0.0, []
    for _ in range(steps):
        z = X @ w + b
        nll = np.maximum(z, 0) - y * z + np.log1p(np.exp(-np.abs(z)))
        losses.append(nll.mean() + gamma * np.sum(w * w))
        error = (1 / (1 + np.exp(-z)) - y) / len(y)
        w = (1 - 2 * lr * gamma) * w - lr * (error @ X)
        b = b - lr * error.sum()
    return w, b, losses


# %% 3/3 signs ±1 and margins
def train(X, y, gamma, lr, steps):
    t, w, b, losses = 2 * y - 1, np.zeros(X.shape[1]), 0.0, []
    for _ in range(steps):
        m = t * (X @ w + b)
        losses.append(np.mean(np.logaddexp(0, -m)) + gamma * np.linalg.norm(w) ** 2)
        pull = t * np.exp(-np.logaddexp(0, m))
        w = w + lr * (X.T @ pull / len(y) - 2 * gamma * w)
        b = b + lr * pull.mean()
    return w, float(b), np.array(losses)


# %% 0/3 the loop as published, but for its three other slips: it climbs
def train(X, y, gamma, lr, steps):
    w, b, losses = np.zeros(X.shape[1]), 0.0, []
    for _ in range(steps):
        z = X @ w + b
        losses.append(-np.mean(np.logaddexp(0, z) - y * z) + gamma * w @ w)
        error = np.exp(-np.logaddexp(0, -z)) - y
        w = w - lr * (-X.T @ error / len(y) + 2 * gamma * w)
        b = b + lr * error.mean()
    return w, b, losses


# %% 1/3 biases pay
def train(X, y, gamma, lr, steps):
    X1 = np.column_stack([X, np.ones(len(X))])
    theta, losses = np.zeros(X1.shape[1]), []
    for _ in range(steps):
        z = X1 @ theta
        losses.append(np.mean(np.logaddexp(0, z) - y * z) + gamma * theta @ theta)
        error = np.exp(-np.logaddexp(0, -z)) - y
        theta = theta - lr * (X1.T @ error / len(y) + 2 * gamma * theta)
    return theta[:-1], theta[-1], losses


# %% 1/3 the slope of half the penalty
def train(X, y, gamma, lr, steps):
    w, b, losses = np.zeros(X.shape[1]), 0.0, []
    for _ in range(steps):
        z = X @ w + b
        losses.append(np.mean(np.logaddexp(0, z) - y * z) + gamma * w @ w)
        error = np.exp(-np.logaddexp(0, -z)) - y
        w, b = w - lr * (X.T @ error / len(y) + gamma * w), b - lr * error.mean()
    return w, b, losses


# %% 2/3 records the loss without its penalty
def train(X, y, gamma, lr, steps):
    w, b, losses = np.zeros(X.shape[1]), 0.0, []
    for _ in range(steps):
        z = X @ w + b
        losses.append(np.mean(np.logaddexp(0, z) - y * z))
        error = np.exp(-np.logaddexp(0, -z)) - y
        w, b = w - lr * (X.T @ error / len(y) + 2 * gamma * w), b - lr * error.mean()
    return w, b, losses


# %% 2/3 one step too many, and the loss after each
def train(X, y, gamma, lr, steps):
    w, b, losses = np.zeros(X.shape[1]), 0.0, []
    for _ in range(steps + 1):
        z = X @ w + b
        losses.append(np.mean(np.logaddexp(0, z) - y * z) + gamma * w @ w)
        error = np.exp(-np.logaddexp(0, -z)) - y
        w, b = w - lr * (X.T @ error / len(y) + 2 * gamma * w), b - lr * error.mean()
    return w, b, losses[1:]


# %% 0/3 returns the whole of theta as w
def train(X, y, gamma, lr, steps):
    X1 = np.column_stack([X, np.ones(len(X))])
    price = np.append(np.full(X.shape[1], gamma), 0.0)
    theta, losses = np.zeros(X1.shape[1]), []
    for _ in range(steps):
        z = X1 @ theta
        losses.append(np.mean(np.logaddexp(0, z) - y * z) + price @ theta**2)
        slope = X1.T @ (1 / (1 + np.exp(-z)) - y) / len(y) + 2 * price * theta
        theta = theta - lr * slope
    return theta, theta[-1], losses


# %% 1/3 the penalty shares in the mean over the batch
def train(X, y, gamma, lr, steps):
    w, b, losses, n = np.zeros(X.shape[1]), 0.0, [], len(y)
    for _ in range(steps):
        z = X @ w + b
        losses.append((np.sum(np.logaddexp(0, z) - y * z) + gamma * w @ w) / n)
        error = np.exp(-np.logaddexp(0, -z)) - y
        w, b = w - lr * (X.T @ error + 2 * gamma * w) / n, b - lr * error.mean()
    return w, b, losses


# %% 1/3 no penalty at all
def train(X, y, gamma, lr, steps):
    w, b, losses = np.zeros(X.shape[1]), 0.0, []
    for _ in range(steps):
        z = X @ w + b
        losses.append(np.mean(np.logaddexp(0, z) - y * z))
        error = np.exp(-np.logaddexp(0, -z)) - y
        w, b = w - lr * X.T @ error / len(y), b - lr * error.mean()
    return w, b, losses
