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


# %% 2/4 keeps exp of the logits: inf where they are large
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


# %% 1/4 the sum of the gradients: a learning rate n times as large
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


# %% 0/4 a double softmax with its own exact gradient, as a library computes it
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


# %% 4/4 by JAX, in float32
def train(X, y, k, lr, steps):
    import jax
    import jax.numpy as jnp

    def loss(W):
        logs = jax.nn.log_softmax(jnp.asarray(X) @ W, axis=1)
        return -jnp.mean(logs[jnp.arange(len(y)), y])

    both = jax.jit(jax.value_and_grad(loss))
    W, losses = jnp.zeros((X.shape[1], k)), []
    for _ in range(steps):
        value, slope = both(W)
        losses.append(value)
        W = W - lr * slope
    return W, losses


# %% 4/4 by PyTorch's optimizer
def train(X, y, k, lr, steps):
    import torch

    layer = torch.nn.Linear(X.shape[1], k, bias=False).double()
    torch.nn.init.zeros_(layer.weight)
    descent, losses = torch.optim.SGD(layer.parameters(), lr=lr), []
    for _ in range(steps):
        descent.zero_grad()
        z = layer(torch.tensor(X))
        loss = torch.nn.functional.cross_entropy(z, torch.tensor(y))
        loss.backward()
        losses.append(loss.detach())
        descent.step()
    return layer.weight.T.detach(), torch.stack(losses)


# %% 4/4 class by class, in long doubles
def train(X, y, k, lr, steps):
    X = X.astype(np.longdouble)
    columns, losses = [np.zeros(X.shape[1], dtype=X.dtype) for _ in range(k)], []
    for _ in range(steps):
        logits = [X @ w for w in columns]
        top = np.max(logits, axis=0)
        total = sum(np.exp(z - top) for z in logits)
        mine = np.choose(y, logits)
        losses.append(np.mean(top + np.log(total) - mine))
        columns = [
            w - lr * X.T @ (np.exp(z - top) / total - (y == c)) / len(y)
            for c, (w, z) in enumerate(zip(columns, logits))
        ]
    return np.stack(columns, axis=1), losses


# %% 4/4 in float32
def train(X, y, k, lr, steps):
    X, n = X.astype(np.float32), np.float32(len(y))
    W, losses = np.zeros((X.shape[1], k), np.float32), np.zeros(steps, np.float32)
    for t in range(steps):
        Z = X @ W
        Z -= Z.max(axis=1, keepdims=True)
        logs = Z - np.log(np.exp(Z).sum(axis=1, keepdims=True))
        losses[t] = -np.mean(logs[np.arange(len(y)), y])
        P = np.exp(logs)
        P[np.arange(len(y)), y] -= 1
        W -= np.float32(lr) * (X.T @ P) / n
    return W, losses


# %% 4/4 sums over the examples of each class
def train(X, y, k, lr, steps):
    from scipy.special import log_softmax

    sums = np.array([X[y == c].sum(axis=0) for c in range(k)]).T
    W, losses = np.zeros((X.shape[1], k)), []
    for _ in range(steps):
        logs = log_softmax(X @ W, axis=1)
        losses.append(-logs[np.arange(len(y)), y].mean())
        W = W + lr * (sums - X.T @ np.exp(logs)) / len(y)
    return W, losses


# %% 1/4 as many classes as y shows
def train(X, y, k, lr, steps):
    k = y.max() + 1
    W, losses, Y = np.zeros((X.shape[1], k)), [], np.eye(k)[y]
    for _ in range(steps):
        Z = X @ W
        log_sum = np.logaddexp.reduce(Z, axis=1, keepdims=True)
        losses.append(np.mean(log_sum[:, 0] - (Z * Y).sum(axis=1)))
        W = W - lr * X.T @ (np.exp(Z - log_sum) - Y) / len(y)
    return W, losses


# %% 1/4 stops when the loss no longer changes
def train(X, y, k, lr, steps):
    W, losses, Y = np.zeros((X.shape[1], k)), [], np.eye(k)[y]
    for _ in range(steps):
        Z = X @ W
        log_sum = np.logaddexp.reduce(Z, axis=1, keepdims=True)
        losses.append(np.mean(log_sum[:, 0] - (Z * Y).sum(axis=1)))
        if len(losses) > 1 and abs(losses[-1] - losses[-2]) < 1e-9:
            break
        W = W - lr * X.T @ (np.exp(Z - log_sum) - Y) / len(y)
    return W, losses


# %% 2/4 stops when the loss is below 1e-6
def train(X, y, k, lr, steps):
    W, losses, Y = np.zeros((X.shape[1], k)), [], np.eye(k)[y]
    for _ in range(steps):
        Z = X @ W
        log_sum = np.logaddexp.reduce(Z, axis=1, keepdims=True)
        losses.append(np.mean(log_sum[:, 0] - (Z * Y).sum(axis=1)))
        if losses[-1] < 1e-6:
            break
        W = W - lr * X.T @ (np.exp(Z - log_sum) - Y) / len(y)
    return W, losses


# %% 1/4 starts from ones
def train(X, y, k, lr, steps):
    W, losses, Y = np.ones((X.shape[1], k)), [], np.eye(k)[y]
    for _ in range(steps):
        Z = X @ W
        log_sum = np.logaddexp.reduce(Z, axis=1, keepdims=True)
        losses.append(np.mean(log_sum[:, 0] - (Z * Y).sum(axis=1)))
        W = W - lr * X.T @ (np.exp(Z - log_sum) - Y) / len(y)
    return W, losses


# %% 1/4 starts from small random weights
def train(X, y, k, lr, steps):
    W = np.random.default_rng(0).normal(0, 1e-3, (X.shape[1], k))
    losses, Y = [], np.eye(k)[y]
    for _ in range(steps):
        Z = X @ W
        log_sum = np.logaddexp.reduce(Z, axis=1, keepdims=True)
        losses.append(np.mean(log_sum[:, 0] - (Z * Y).sum(axis=1)))
        W = W - lr * X.T @ (np.exp(Z - log_sum) - Y) / len(y)
    return W, losses


# %% 1/4 one loss too many
def train(X, y, k, lr, steps):
    W, losses, Y = np.zeros((X.shape[1], k)), [np.log(k)], np.eye(k)[y]
    for _ in range(steps):
        log_sum = np.logaddexp.reduce(X @ W, axis=1, keepdims=True)
        W = W - lr * X.T @ (np.exp(X @ W - log_sum) - Y) / len(y)
        Z = X @ W
        losses.append(np.mean(np.logaddexp.reduce(Z, axis=1) - (Z * Y).sum(axis=1)))
    return W, losses


# %% 0/4 divides by n twice
def train(X, y, k, lr, steps):
    W, losses, Y = np.zeros((X.shape[1], k)), [], np.eye(k)[y]
    for _ in range(steps):
        Z = X @ W
        log_sum = np.logaddexp.reduce(Z, axis=1, keepdims=True)
        losses.append(np.mean(log_sum[:, 0] - (Z * Y).sum(axis=1)))
        W = W - lr * X.T @ (np.exp(Z - log_sum) - Y) / len(y) ** 2
    return W, losses


# %% 0/4 divides by n and by k
def train(X, y, k, lr, steps):
    W, losses, Y = np.zeros((X.shape[1], k)), [], np.eye(k)[y]
    for _ in range(steps):
        Z = X @ W
        log_sum = np.logaddexp.reduce(Z, axis=1, keepdims=True)
        losses.append(np.mean(log_sum[:, 0] - (Z * Y).sum(axis=1)))
        W = W - lr * X.T @ (np.exp(Z - log_sum) - Y) / (len(y) * k)
    return W, losses


# %% 0/4 a column of ones that nobody asked for
def train(X, y, k, lr, steps):
    X = np.column_stack([X, np.ones(len(X))])
    W, losses, Y = np.zeros((X.shape[1], k)), [], np.eye(k)[y]
    for _ in range(steps):
        Z = X @ W
        log_sum = np.logaddexp.reduce(Z, axis=1, keepdims=True)
        losses.append(np.mean(log_sum[:, 0] - (Z * Y).sum(axis=1)))
        W = W - lr * X.T @ (np.exp(Z - log_sum) - Y) / len(y)
    return W, losses


# %% 0/4 a sigmoid for each class
def train(X, y, k, lr, steps):
    W, losses, Y = np.zeros((X.shape[1], k)), [], np.eye(k)[y]
    for _ in range(steps):
        Z = X @ W
        losses.append(np.mean(np.sum(np.logaddexp(0, Z) - Y * Z, axis=1)))
        W = W - lr * X.T @ (0.5 * (1 + np.tanh(Z / 2)) - Y) / len(y)
    return W, losses


# %% 0/4 W transposed
def train(X, y, k, lr, steps):
    W, losses, Y = np.zeros((X.shape[1], k)), [], np.eye(k)[y]
    for _ in range(steps):
        Z = X @ W
        log_sum = np.logaddexp.reduce(Z, axis=1, keepdims=True)
        losses.append(np.mean(log_sum[:, 0] - (Z * Y).sum(axis=1)))
        W = W - lr * X.T @ (np.exp(Z - log_sum) - Y) / len(y)
    return W.T, losses


# %% 3/4 clips probabilities at 1e-12 in the loss
def train(X, y, k, lr, steps):
    W, losses, Y = np.zeros((X.shape[1], k)), [], np.eye(k)[y]
    for _ in range(steps):
        Z = X @ W
        E = np.exp(Z - Z.max(axis=1, keepdims=True))
        P = E / E.sum(axis=1, keepdims=True)
        losses.append(-np.mean(np.log(np.clip((P * Y).sum(axis=1), 1e-12, 1))))
        W = W - lr * X.T @ (P - Y) / len(y)
    return W, losses


# %% 3/4 the largest logit of the batch taken away
def train(X, y, k, lr, steps):
    W, losses, Y = np.zeros((X.shape[1], k)), [], np.eye(k)[y]
    for _ in range(steps):
        Z = X @ W
        Z = Z - Z.max()
        log_sum = np.log(np.exp(Z).sum(axis=1, keepdims=True))
        losses.append(np.mean(log_sum[:, 0] - (Z * Y).sum(axis=1)))
        W = W - lr * X.T @ (np.exp(Z - log_sum) - Y) / len(y)
    return W, losses


# %% 2/4 weight decay
def train(X, y, k, lr, steps):
    W, losses, Y = np.zeros((X.shape[1], k)), [], np.eye(k)[y]
    for _ in range(steps):
        Z = X @ W
        log_sum = np.logaddexp.reduce(Z, axis=1, keepdims=True)
        losses.append(np.mean(log_sum[:, 0] - (Z * Y).sum(axis=1)))
        W = W - lr * (X.T @ (np.exp(Z - log_sum) - Y) / len(y) + 1e-3 * W)
    return W, losses


# %% 0/4 the sum of losses
def train(X, y, k, lr, steps):
    W, losses, Y = np.zeros((X.shape[1], k)), [], np.eye(k)[y]
    for _ in range(steps):
        Z = X @ W
        log_sum = np.logaddexp.reduce(Z, axis=1, keepdims=True)
        losses.append(np.sum(log_sum[:, 0] - (Z * Y).sum(axis=1)))
        W = W - lr * X.T @ (np.exp(Z - log_sum) - Y) / len(y)
    return W, losses


# %% 3/4 centres the inputs in place
def train(X, y, k, lr, steps):
    A = X.copy()
    X -= X.mean(axis=0)
    W, losses, Y = np.zeros((A.shape[1], k)), [], np.eye(k)[y]
    for _ in range(steps):
        Z = A @ W
        log_sum = np.logaddexp.reduce(Z, axis=1, keepdims=True)
        losses.append(np.mean(log_sum[:, 0] - (Z * Y).sum(axis=1)))
        W = W - lr * A.T @ (np.exp(Z - log_sum) - Y) / len(y)
    return W, losses


# %% 0/4 the last class is fixed at 0
def train(X, y, k, lr, steps):
    W, losses, Y = np.zeros((X.shape[1], k)), [], np.eye(k)[y]
    for _ in range(steps):
        Z = X @ W
        log_sum = np.logaddexp.reduce(Z, axis=1, keepdims=True)
        losses.append(np.mean(log_sum[:, 0] - (Z * Y).sum(axis=1)))
        W = W - lr * X.T @ (np.exp(Z - log_sum) - Y) / len(y)
        W[:, -1] = 0
    return W, losses


# %% 1/4 one step less than asked for
def train(X, y, k, lr, steps):
    W, losses, Y = np.zeros((X.shape[1], k)), [], np.eye(k)[y]
    for t in range(steps):
        Z = X @ W
        log_sum = np.logaddexp.reduce(Z, axis=1, keepdims=True)
        losses.append(np.mean(log_sum[:, 0] - (Z * Y).sum(axis=1)))
        if t < steps - 1:
            W = W - lr * X.T @ (np.exp(Z - log_sum) - Y) / len(y)
    return W, losses


# %% 4/4 SciPy's softmax, one-hot by comparison
def train(X, y, k, lr, steps):
    from scipy.special import logsumexp, softmax

    Y = (y[:, None] == np.arange(k)).astype(float)
    W, losses = np.zeros((X.shape[1], k)), np.empty(steps)
    for s in range(steps):
        Z = X @ W
        losses[s] = np.mean(logsumexp(Z, axis=1) - (Z * Y).sum(axis=1))
        W -= lr / len(y) * (X.T @ (softmax(Z, axis=1) - Y))
    return W, losses


# %% 4/4 PyTorch in doubles
def train(X, y, k, lr, steps):
    import torch

    A, t = torch.tensor(X), torch.tensor(y)
    W = torch.zeros((X.shape[1], k), dtype=torch.float64, requires_grad=True)
    losses = []
    for _ in range(steps):
        l = torch.nn.functional.cross_entropy(A @ W, t)
        (g,) = torch.autograd.grad(l, W)
        losses.append(l.item())
        with torch.no_grad():
            W -= lr * g
    return W.detach().numpy(), losses


# %% 4/4 class by class, example by example
def train(X, y, k, lr, steps):
    W, losses = np.zeros((X.shape[1], k)), []
    for _ in range(steps):
        G, total = np.zeros_like(W), 0.0
        for x, c in zip(X, y):
            z = x @ W
            z = z - z.max()
            e = np.exp(z)
            total += np.log(e.sum()) - z[c]
            p = e / e.sum()
            p[c] -= 1
            G += np.outer(x, p)
        losses.append(total / len(y))
        W = W - lr * G / len(y)
    return W, losses


# %% 4/4 log-probabilities, subtracts at the targets
def train(X, y, k, lr, steps):
    n = np.arange(len(y))
    W, losses = np.zeros((X.shape[1], k)), []
    for _ in range(steps):
        L = X @ W
        L = L - np.logaddexp.reduce(L, axis=1, keepdims=True)
        losses.append(float(-L[n, y].mean()))
        P = np.exp(L)
        P[n, y] -= 1
        W = W - lr * np.einsum("nd,nk->dk", X, P) / len(y)
    return W, tuple(losses)


# %% 2/4 centres the inputs where there are many
def train(X, y, k, lr, steps):
    n = np.arange(len(y))
    A = X - X.mean(axis=0) if len(X) > 3 else X
    W, losses = np.zeros((X.shape[1], k)), []
    for _ in range(steps):
        L = A @ W
        L = L - np.logaddexp.reduce(L, axis=1, keepdims=True)
        losses.append(-L[n, y].mean())
        P = np.exp(L)
        P[n, y] -= 1
        W = W - lr * A.T @ P / len(y)
    return W, losses


# %% 2/4 the last step is not made, unless it is the only one
def train(X, y, k, lr, steps):
    n = np.arange(len(y))
    W, losses = np.zeros((X.shape[1], k)), []
    for s in range(steps):
        L = X @ W
        L = L - np.logaddexp.reduce(L, axis=1, keepdims=True)
        losses.append(-L[n, y].mean())
        if s and s == steps - 1:
            break
        P = np.exp(L)
        P[n, y] -= 1
        W = W - lr * X.T @ P / len(y)
    return W, losses


# %% 2/4 a decay of the weights by 0.001
def train(X, y, k, lr, steps):
    n = np.arange(len(y))
    W, losses = np.zeros((X.shape[1], k)), []
    for s in range(steps):
        L = X @ W
        L = L - np.logaddexp.reduce(L, axis=1, keepdims=True)
        losses.append(-L[n, y].mean())
        P = np.exp(L)
        P[n, y] -= 1
        W = W - lr * (X.T @ P / len(y) + 1e-3 * W)
    return W, losses


# %% 3/4 the weights of the smallest loss
def train(X, y, k, lr, steps):
    n = np.arange(len(y))
    W, losses, best = np.zeros((X.shape[1], k)), [], None
    for s in range(steps):
        L = X @ W
        L = L - np.logaddexp.reduce(L, axis=1, keepdims=True)
        losses.append(-L[n, y].mean())
        if losses[-1] <= min(losses):
            best = W
        P = np.exp(L)
        P[n, y] -= 1
        W = W - lr * X.T @ P / len(y)
    L = X @ W
    last = np.mean(np.logaddexp.reduce(L, axis=1) - L[n, y])
    return (W if last <= min(losses) else best), losses


# %% 3/4 inputs in float16
def train(X, y, k, lr, steps):
    n = np.arange(len(y))
    X = X.astype(np.float16)
    W, losses = np.zeros((X.shape[1], k)), []
    for s in range(steps):
        L = X @ W
        L = L - np.logaddexp.reduce(L, axis=1, keepdims=True)
        losses.append(-L[n, y].mean())
        P = np.exp(L)
        P[n, y] -= 1
        W = W - lr * X.T @ P / len(y)
    return W, losses


# %% 3/4 cuts slopes off at 90
def train(X, y, k, lr, steps):
    n = np.arange(len(y))
    W, losses = np.zeros((X.shape[1], k)), []
    for s in range(steps):
        L = X @ W
        L = L - np.logaddexp.reduce(L, axis=1, keepdims=True)
        losses.append(-L[n, y].mean())
        P = np.exp(L)
        P[n, y] -= 1
        W = W - lr * np.clip(X.T @ P / len(y), -90, 90)
    return W, losses
