# %% 4/4 one softmax, and a loss from the logits
def train(X, y, k, lr, steps):
    W, losses = np.zeros((X.shape[1], k)), []
    Y = np.eye(k)[y]
    for _ in range(steps):
        Z = X @ W
        log_sum = np.logaddexp.reduce(Z, axis=1)
        losses.append(np.mean(log_sum - (Z * Y).sum(axis=1)))
        W = W - lr * X.T @ (np.exp(Z - log_sum[:, None]) - Y) / len(y)
    return W, losses


# %% 4/4 the functions mended, and kept apart
def probabilities(Z):
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def entropy(Z, y):
    Z = Z - Z.max(axis=1, keepdims=True)
    return np.mean(np.log(np.exp(Z).sum(axis=1)) - Z[np.arange(len(y)), y])


def train(X, y, k, lr, steps):
    W, losses = np.zeros((X.shape[1], k)), []
    Y = np.eye(k)[y]
    for _ in range(steps):
        losses.append(entropy(X @ W, y))
        W = W - lr * X.T @ (probabilities(X @ W) - Y) / len(y)
    return W, losses


# %% 4/4 example by example
def train(X, y, k, lr, steps):
    W, losses = np.zeros((X.shape[1], k)), np.zeros(steps)
    for t in range(steps):
        G = np.zeros_like(W)
        for x, target in zip(X, y):
            z = x @ W
            z = z - z.max()
            total = np.exp(z).sum()
            losses[t] += (np.log(total) - z[target]) / len(y)
            error = np.exp(z) / total
            error[target] -= 1
            G += np.outer(x, error) / len(y)
        W -= lr * G
    return W, losses


# %% 4/4 differentiated by a library
def train(X, y, k, lr, steps):
    import torch

    torch.set_num_threads(1)
    W = torch.zeros((X.shape[1], k), dtype=torch.float64, requires_grad=True)
    A, target, losses = torch.tensor(X), torch.tensor(y), []
    for _ in range(steps):
        loss = torch.nn.functional.cross_entropy(A @ W, target)
        losses.append(loss.item())
        (slope,) = torch.autograd.grad(loss, W)
        W = (W - lr * slope).detach().requires_grad_()
    return W.detach().numpy(), losses


# %% 3/4 keeps exp of the logits: inf where they are large
def train(X, y, k, lr, steps):
    W, losses = np.zeros((X.shape[1], k)), []
    for _ in range(steps):
        E = np.exp(X @ W)
        P = E / E.sum(axis=1, keepdims=True)
        losses.append(np.mean(-np.log(P[np.arange(len(y)), y])))
        W = W - lr * X.T @ (P - np.eye(k)[y]) / len(y)
    return W, losses


# %% 3/4 the logarithm of a safe softmax: infinite where a certain answer is wrong
def train(X, y, k, lr, steps):
    W, losses = np.zeros((X.shape[1], k)), []
    for _ in range(steps):
        Z = X @ W
        E = np.exp(Z - Z.max(axis=1, keepdims=True))
        P = E / E.sum(axis=1, keepdims=True)
        losses.append(np.mean(-np.log(P[np.arange(len(y)), y])))
        W = W - lr * X.T @ (P - np.eye(k)[y]) / len(y)
    return W, losses


# %% 1/4 records the loss after each step
def train(X, y, k, lr, steps):
    W, losses = np.zeros((X.shape[1], k)), []
    Y = np.eye(k)[y]
    for _ in range(steps):
        log_sum = np.logaddexp.reduce(X @ W, axis=1, keepdims=True)
        W = W - lr * X.T @ (np.exp(X @ W - log_sum) - Y) / len(y)
        Z = X @ W
        losses.append(np.mean(np.logaddexp.reduce(Z, axis=1) - (Z * Y).sum(axis=1)))
    return W, losses


# %% 2/4 the sum of the gradients: a learning rate n times as large
def train(X, y, k, lr, steps):
    W, losses = np.zeros((X.shape[1], k)), []
    Y = np.eye(k)[y]
    for _ in range(steps):
        Z = X @ W
        log_sum = np.logaddexp.reduce(Z, axis=1, keepdims=True)
        losses.append(np.mean(log_sum[:, 0] - (Z * Y).sum(axis=1)))
        W = W - lr * X.T @ (np.exp(Z - log_sum) - Y)
    return W, losses


# %% 1/4 a double softmax in loss and step, the parentheses mended
def train(X, y, k, lr, steps):
    W, losses = np.zeros((X.shape[1], k)), []
    Y = np.eye(k)[y]
    for _ in range(steps):
        Z = X @ W
        P = np.exp(Z - np.logaddexp.reduce(Z, axis=1, keepdims=True))
        log_sum = np.logaddexp.reduce(P, axis=1, keepdims=True)
        losses.append(np.mean(log_sum[:, 0] - (P * Y).sum(axis=1)))
        W = W - lr * X.T @ (np.exp(P - log_sum) - Y) / len(y)
    return W, losses


# %% 1/4 a double softmax with its own exact gradient, as a library computes it
def train(X, y, k, lr, steps):
    W, losses = np.zeros((X.shape[1], k)), []
    Y = np.eye(k)[y]
    for _ in range(steps):
        Z = X @ W
        P = np.exp(Z - np.logaddexp.reduce(Z, axis=1, keepdims=True))
        log_sum = np.logaddexp.reduce(P, axis=1, keepdims=True)
        losses.append(np.mean(log_sum[:, 0] - (P * Y).sum(axis=1)))
        error = np.exp(P - log_sum) - Y
        error = P * (error - (P * error).sum(axis=1, keepdims=True))
        W = W - lr * X.T @ error / len(y)
    return W, losses


# %% 0/4 climbs: target minus prediction, subtracted
def train(X, y, k, lr, steps):
    W, losses = np.zeros((X.shape[1], k)), []
    Y = np.eye(k)[y]
    for _ in range(steps):
        Z = X @ W
        log_sum = np.logaddexp.reduce(Z, axis=1, keepdims=True)
        losses.append(np.mean(log_sum[:, 0] - (Z * Y).sum(axis=1)))
        W = W - lr * X.T @ (Y - np.exp(Z - log_sum)) / len(y)
    return W, losses


# %% 1/4 the parentheses still missing in the loss it records
def train(X, y, k, lr, steps):
    W, losses = np.zeros((X.shape[1], k)), []
    Y = np.eye(k)[y]
    for _ in range(steps):
        Z = X @ W
        E = np.exp(Z - Z.max(axis=1, keepdims=True))
        losses.append(np.mean(-np.log((E * Y).sum(axis=1)) / E.sum(axis=1)))
        W = W - lr * X.T @ (E / E.sum(axis=1, keepdims=True) - Y) / len(y)
    return W, losses


# %% 0/4 the code as it was printed
def probabilities(Z):
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def entropy(Z, y):
    E = np.exp(Z)
    return np.mean(-np.log(E[np.arange(len(y)), y]) / E.sum(axis=1))


def train(X, y, k, lr, steps):
    W, losses = np.zeros((X.shape[1], k)), []
    Y = np.eye(k)[y]
    for _ in range(steps):
        P = probabilities(X @ W)
        losses.append(entropy(P, y))
        W = W - lr * X.T @ (probabilities(P) - Y) / len(y)
    return W, losses


# %% 0/4 returns W alone
def train(X, y, k, lr, steps):
    W = np.zeros((X.shape[1], k))
    for _ in range(steps):
        Z = X @ W
        P = np.exp(Z - np.logaddexp.reduce(Z, axis=1, keepdims=True))
        W = W - lr * X.T @ (P - np.eye(k)[y]) / len(y)
    return W
