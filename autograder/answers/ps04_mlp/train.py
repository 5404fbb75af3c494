# %% 4/4 any list of layers, forward and backward as in the lecture
def gradients(params, X, y):
    H = [X]
    for W, b in params[:-1]:
        H.append(np.maximum(H[-1] @ W.T + b, 0))
    e = np.exp(H[-1] @ params[-1][0].T + params[-1][1])
    error = (e / e.sum(axis=1, keepdims=True) - np.eye(e.shape[1])[y]) / len(y)
    slopes = []
    for (W, _), h in zip(params[::-1], H[::-1]):
        slopes.insert(0, (error.T @ h, error.sum(axis=0)))
        error = (error @ W) * (h > 0)
    return slopes


def train_digits(X, y, rng):
    T = np.eye(10)[y]
    params = [
        (rng.standard_normal((m, k)) / np.sqrt(k), np.zeros(m))
        for k, m in ((64, 32), (32, 10))
    ]
    for _ in range(800):
        part = rng.choice(len(X), 50, replace=False)
        H = [X[part]]
        for W, b in params[:-1]:
            H.append(np.maximum(H[-1] @ W.T + b, 0))
        W, b = params[-1]
        z = H[-1] @ W.T + b
        e = np.exp(z - z.max(axis=1, keepdims=True))
        error = (e / e.sum(axis=1, keepdims=True) - T[part]) / len(part)
        new = []
        for (W, b), h in zip(params[::-1], H[::-1]):
            new.append((W - 0.5 * error.T @ h, b - 0.5 * error.sum(axis=0)))
            error = (error @ W) * (h > 0)
        params = new[::-1]
    return params


# %% 4/4 two hidden layers, with momentum
def gradients(params, X, y):
    n, slopes = len(y), [[np.zeros(W.shape), np.zeros(b.shape)] for W, b in params]
    for x, target in zip(X, y):
        hs = [x]
        for W, b in params[:-1]:
            hs.append(np.maximum(W @ hs[-1] + b, 0))
        W, b = params[-1]
        z = W @ hs[-1] + b
        d = np.exp(z - z.max())
        d = d / d.sum()
        d[target] -= 1
        for k in range(len(params) - 1, -1, -1):
            slopes[k][0] += np.outer(d, hs[k]) / n
            slopes[k][1] += d / n
            d = (params[k][0].T @ d) * (hs[k] > 0)
    return slopes


def train_digits(X, y, rng):
    sizes, T = ((64, 40), (40, 24), (24, 10)), np.eye(10)[y]
    Ws = [rng.normal(0, np.sqrt(2 / k), (m, k)) for k, m in sizes]
    bs = [np.zeros(m) for _, m in sizes]
    vW, vb = [0 * W for W in Ws], [0 * b for b in bs]
    for _ in range(20):
        for part in np.array_split(rng.permutation(len(X)), 20):
            H = [X[part]]
            for k in range(3):
                z = H[-1] @ Ws[k].T + bs[k]
                H.append(np.maximum(z, 0) if k < 2 else z)
            p = np.exp(H[-1] - H[-1].max(axis=1, keepdims=True))
            d = (p / p.sum(axis=1, keepdims=True) - T[part]) / len(part)
            for k in (2, 1, 0):
                gW, gb = d.T @ H[k], d.sum(axis=0)
                d = (d @ Ws[k]) * (H[k] > 0)
                vW[k], vb[k] = 0.9 * vW[k] - 0.05 * gW, 0.9 * vb[k] - 0.05 * gb
                Ws[k], bs[k] = Ws[k] + vW[k], bs[k] + vb[k]
    return list(zip(Ws, bs))


# %% 4/4 all images at every step
def gradients(params, X, y):
    import torch

    leaves = [[torch.tensor(a, requires_grad=True) for a in pair] for pair in params]
    h = torch.tensor(X)
    for k, (W, b) in enumerate(leaves):
        h = torch.nn.functional.linear(torch.relu(h) if k else h, W, b)
    torch.nn.functional.cross_entropy(h, torch.tensor(y)).backward()
    return [(W.grad.numpy(), b.grad.numpy()) for W, b in leaves]


def train_digits(X, y, rng):
    n, T = len(X), np.eye(10)[y]
    W1, b1 = 0.15 * rng.standard_normal((32, 64)), np.zeros(32)
    W2, b2 = 0.15 * rng.standard_normal((10, 32)), np.zeros(10)
    for _ in range(150):
        h = np.maximum(X @ W1.T + b1, 0)
        p = np.exp(h @ W2.T + b2)
        d = (p / p.sum(axis=1, keepdims=True) - T) / n
        back = (d @ W2) * (h > 0)
        W1, b1 = W1 - 0.8 * back.T @ X, b1 - 0.8 * back.sum(axis=0)
        W2, b2 = W2 - 0.8 * d.T @ h, b2 - 0.8 * d.sum(axis=0)
    return [(W1, b1), (W2, b2)]


# %% 4/4 squared error on one-hot targets works too
def gradients(params, X, y):
    def back(params, h):
        (W, b), rest = params[0], params[1:]
        z = h @ W.T + b
        if rest:
            dh, slopes = back(rest, np.where(z > 0, z, 0))
            dz = np.where(z > 0, dh, 0)
        else:
            p = np.exp(z - np.logaddexp.reduce(z, axis=1, keepdims=True))
            dz, slopes = (p - (np.arange(z.shape[1]) == y[:, None])) / len(y), []
        return dz @ W, [(np.einsum("no,ni->oi", dz, h), dz.sum(0)), *slopes]

    return back(list(params), X)[1]


def train_digits(X, y, rng):
    T = np.eye(10)[y]
    W1, b1 = rng.standard_normal((48, 64)) / 8, np.zeros(48)
    W2, b2 = rng.standard_normal((10, 48)) / 7, np.zeros(10)
    for _ in range(600):
        part = rng.integers(0, len(X), 40)
        h = np.maximum(X[part] @ W1.T + b1, 0)
        d = (h @ W2.T + b2 - T[part]) / len(part)
        back = (d @ W2) * (h > 0)
        W2, b2 = W2 - 0.15 * d.T @ h, b2 - 0.15 * d.sum(axis=0)
        W1, b1 = W1 - 0.15 * back.T @ X[part], b1 - 0.15 * back.sum(axis=0)
    return [(W1, b1), (W2, b2)]


# %% 3/4 draws its first weights from the global generator
def gradients(params, X, y):
    H = [X]
    for W, b in params[:-1]:
        H.append(np.maximum(H[-1] @ W.T + b, 0))
    e = np.exp(H[-1] @ params[-1][0].T + params[-1][1])
    error = (e / e.sum(axis=1, keepdims=True) - np.eye(e.shape[1])[y]) / len(y)
    slopes = []
    for (W, _), h in zip(params[::-1], H[::-1]):
        slopes.insert(0, (error.T @ h, error.sum(axis=0)))
        error = (error @ W) * (h > 0)
    return slopes


def train_digits(X, y, rng):
    T = np.eye(10)[y]
    W1, b1 = np.random.randn(48, 64) / 8, np.zeros(48)
    W2, b2 = np.random.randn(10, 48) / 7, np.zeros(10)
    for _ in range(600):
        part = rng.integers(0, len(X), 50)
        h = np.maximum(X[part] @ W1.T + b1, 0)
        p = np.exp(h @ W2.T + b2)
        d = (p / p.sum(axis=1, keepdims=True) - T[part]) / len(part)
        back = (d @ W2) * (h > 0)
        W2, b2 = W2 - 0.5 * d.T @ h, b2 - 0.5 * d.sum(axis=0)
        W1, b1 = W1 - 0.5 * back.T @ X[part], b1 - 0.5 * back.sum(axis=0)
    return [(W1, b1), (W2, b2)]


# %% 3/4 as many outputs as the images show classes
def gradients(params, X, y):
    H = [X]
    for W, b in params[:-1]:
        H.append(np.maximum(H[-1] @ W.T + b, 0))
    e = np.exp(H[-1] @ params[-1][0].T + params[-1][1])
    error = (e / e.sum(axis=1, keepdims=True) - np.eye(e.shape[1])[y]) / len(y)
    slopes = []
    for (W, _), h in zip(params[::-1], H[::-1]):
        slopes.insert(0, (error.T @ h, error.sum(axis=0)))
        error = (error @ W) * (h > 0)
    return slopes


def train_digits(X, y, rng):
    k = y.max() + 1
    T = np.eye(k)[y]
    W1, b1 = rng.standard_normal((48, 64)) / 8, np.zeros(48)
    W2, b2 = rng.standard_normal((k, 48)) / 7, np.zeros(k)
    for _ in range(600):
        part = rng.integers(0, len(X), 50)
        h = np.maximum(X[part] @ W1.T + b1, 0)
        p = np.exp(h @ W2.T + b2)
        d = (p / p.sum(axis=1, keepdims=True) - T[part]) / len(part)
        back = (d @ W2) * (h > 0)
        W2, b2 = W2 - 0.5 * d.T @ h, b2 - 0.5 * d.sum(axis=0)
        W1, b1 = W1 - 0.5 * back.T @ X[part], b1 - 0.5 * back.sum(axis=0)
    return [(W1, b1), (W2, b2)]


# %% 3/4 right, but centres the images in place: the caller's X is spoilt
def gradients(params, X, y):
    H = [X]
    for W, b in params[:-1]:
        H.append(np.maximum(H[-1] @ W.T + b, 0))
    e = np.exp(H[-1] @ params[-1][0].T + params[-1][1])
    error = (e / e.sum(axis=1, keepdims=True) - np.eye(e.shape[1])[y]) / len(y)
    slopes = []
    for (W, _), h in zip(params[::-1], H[::-1]):
        slopes.insert(0, (error.T @ h, error.sum(axis=0)))
        error = (error @ W) * (h > 0)
    return slopes


def train_digits(X, y, rng):
    T = np.eye(10)[y]
    mean = X.mean(axis=0)
    X -= mean
    W1, b1 = rng.standard_normal((48, 64)) / 8, np.zeros(48)
    W2, b2 = rng.standard_normal((10, 48)) / 7, np.zeros(10)
    for _ in range(600):
        part = rng.integers(0, len(X), 50)
        h = np.maximum(X[part] @ W1.T + b1, 0)
        p = np.exp(h @ W2.T + b2)
        d = (p / p.sum(axis=1, keepdims=True) - T[part]) / len(part)
        back = (d @ W2) * (h > 0)
        W2, b2 = W2 - 0.5 * d.T @ h, b2 - 0.5 * d.sum(axis=0)
        W1, b1 = W1 - 0.5 * back.T @ X[part], b1 - 0.5 * back.sum(axis=0)
    return [(W1, b1 - W1 @ mean), (W2, b2)]


# %% 3/4 too few steps: the loss was still falling
def gradients(params, X, y):
    H = [X]
    for W, b in params[:-1]:
        H.append(np.maximum(H[-1] @ W.T + b, 0))
    e = np.exp(H[-1] @ params[-1][0].T + params[-1][1])
    error = (e / e.sum(axis=1, keepdims=True) - np.eye(e.shape[1])[y]) / len(y)
    slopes = []
    for (W, _), h in zip(params[::-1], H[::-1]):
        slopes.insert(0, (error.T @ h, error.sum(axis=0)))
        error = (error @ W) * (h > 0)
    return slopes


def train_digits(X, y, rng):
    T = np.eye(10)[y]
    W1, b1 = rng.standard_normal((48, 64)) / 8, np.zeros(48)
    W2, b2 = rng.standard_normal((10, 48)) / 7, np.zeros(10)
    for _ in range(35):
        part = rng.integers(0, len(X), 50)
        h = np.maximum(X[part] @ W1.T + b1, 0)
        p = np.exp(h @ W2.T + b2)
        d = (p / p.sum(axis=1, keepdims=True) - T[part]) / len(part)
        back = (d @ W2) * (h > 0)
        W2, b2 = W2 - 0.5 * d.T @ h, b2 - 0.5 * d.sum(axis=0)
        W1, b1 = W1 - 0.5 * back.T @ X[part], b1 - 0.5 * back.sum(axis=0)
    return [(W1, b1), (W2, b2)]


# %% 3/4 learns one fixed batch by heart
def gradients(params, X, y):
    H = [X]
    for W, b in params[:-1]:
        H.append(np.maximum(H[-1] @ W.T + b, 0))
    e = np.exp(H[-1] @ params[-1][0].T + params[-1][1])
    error = (e / e.sum(axis=1, keepdims=True) - np.eye(e.shape[1])[y]) / len(y)
    slopes = []
    for (W, _), h in zip(params[::-1], H[::-1]):
        slopes.insert(0, (error.T @ h, error.sum(axis=0)))
        error = (error @ W) * (h > 0)
    return slopes


def train_digits(X, y, rng):
    X, T = X[:60], np.eye(10)[y[:60]]
    W1, b1 = rng.standard_normal((48, 64)) / 8, np.zeros(48)
    W2, b2 = rng.standard_normal((10, 48)) / 7, np.zeros(10)
    for _ in range(400):
        h = np.maximum(X @ W1.T + b1, 0)
        p = np.exp(h @ W2.T + b2)
        d = (p / p.sum(axis=1, keepdims=True) - T) / len(X)
        back = (d @ W2) * (h > 0)
        W2, b2 = W2 - 0.5 * d.T @ h, b2 - 0.5 * d.sum(axis=0)
        W1, b1 = W1 - 0.5 * back.T @ X, b1 - 0.5 * back.sum(axis=0)
    return [(W1, b1), (W2, b2)]


# %% 2/4 adds the gradient
def gradients(params, X, y):
    H = [X]
    for W, b in params[:-1]:
        H.append(np.maximum(H[-1] @ W.T + b, 0))
    e = np.exp(H[-1] @ params[-1][0].T + params[-1][1])
    error = (e / e.sum(axis=1, keepdims=True) - np.eye(e.shape[1])[y]) / len(y)
    slopes = []
    for (W, _), h in zip(params[::-1], H[::-1]):
        slopes.insert(0, (error.T @ h, error.sum(axis=0)))
        error = (error @ W) * (h > 0)
    return slopes


def train_digits(X, y, rng):
    T = np.eye(10)[y]
    W1, b1 = rng.standard_normal((48, 64)) / 8, np.zeros(48)
    W2, b2 = rng.standard_normal((10, 48)) / 7, np.zeros(10)
    for _ in range(20):
        part = rng.integers(0, len(X), 50)
        h = np.maximum(X[part] @ W1.T + b1, 0)
        z = h @ W2.T + b2
        p = np.exp(z - z.max(axis=1, keepdims=True))
        d = (p / p.sum(axis=1, keepdims=True) - T[part]) / len(part)
        back = (d @ W2) * (h > 0)
        W2, b2 = W2 + 0.1 * d.T @ h, b2 + 0.1 * d.sum(axis=0)
        W1, b1 = W1 + 0.1 * back.T @ X[part], b1 + 0.1 * back.sum(axis=0)
    return [(W1, b1), (W2, b2)]


# %% 2/4 one output that predicts the number
def gradients(params, X, y):
    H = [X]
    for W, b in params[:-1]:
        H.append(np.maximum(H[-1] @ W.T + b, 0))
    e = np.exp(H[-1] @ params[-1][0].T + params[-1][1])
    error = (e / e.sum(axis=1, keepdims=True) - np.eye(e.shape[1])[y]) / len(y)
    slopes = []
    for (W, _), h in zip(params[::-1], H[::-1]):
        slopes.insert(0, (error.T @ h, error.sum(axis=0)))
        error = (error @ W) * (h > 0)
    return slopes


def train_digits(X, y, rng):
    W1, b1 = rng.standard_normal((48, 64)) / 8, np.zeros(48)
    W2, b2 = rng.standard_normal((1, 48)) / 7, np.zeros(1)
    for _ in range(600):
        part = rng.integers(0, len(X), 50)
        h = np.maximum(X[part] @ W1.T + b1, 0)
        d = (h @ W2.T + b2 - y[part, None]) / len(part)
        back = (d @ W2) * (h > 0)
        W2, b2 = W2 - 0.01 * d.T @ h, b2 - 0.01 * d.sum(axis=0)
        W1, b1 = W1 - 0.01 * back.T @ X[part], b1 - 0.01 * back.sum(axis=0)
    return [(W1, b1), (W2, b2)]


# %% 2/4 no hidden layer: good enough on digits, and not what is asked for
def gradients(params, X, y):
    H = [X]
    for W, b in params[:-1]:
        H.append(np.maximum(H[-1] @ W.T + b, 0))
    e = np.exp(H[-1] @ params[-1][0].T + params[-1][1])
    error = (e / e.sum(axis=1, keepdims=True) - np.eye(e.shape[1])[y]) / len(y)
    slopes = []
    for (W, _), h in zip(params[::-1], H[::-1]):
        slopes.insert(0, (error.T @ h, error.sum(axis=0)))
        error = (error @ W) * (h > 0)
    return slopes


def train_digits(X, y, rng):
    T = np.eye(10)[y]
    W, b = rng.standard_normal((10, 64)) / 8, np.zeros(10)
    for _ in range(600):
        part = rng.integers(0, len(X), 50)
        p = np.exp(X[part] @ W.T + b)
        d = (p / p.sum(axis=1, keepdims=True) - T[part]) / len(part)
        W, b = W - 0.5 * d.T @ X[part], b - 0.5 * d.sum(axis=0)
    return [(W, b)]


# %% 2/4 first weights all 0: no hidden unit ever fires
def gradients(params, X, y):
    H = [X]
    for W, b in params[:-1]:
        H.append(np.maximum(H[-1] @ W.T + b, 0))
    e = np.exp(H[-1] @ params[-1][0].T + params[-1][1])
    error = (e / e.sum(axis=1, keepdims=True) - np.eye(e.shape[1])[y]) / len(y)
    slopes = []
    for (W, _), h in zip(params[::-1], H[::-1]):
        slopes.insert(0, (error.T @ h, error.sum(axis=0)))
        error = (error @ W) * (h > 0)
    return slopes


def train_digits(X, y, rng):
    T = np.eye(10)[y]
    W1, b1, W2, b2 = np.zeros((48, 64)), np.zeros(48), np.zeros((10, 48)), np.zeros(10)
    for _ in range(300):
        part = rng.integers(0, len(X), 50)
        h = np.maximum(X[part] @ W1.T + b1, 0)
        p = np.exp(h @ W2.T + b2)
        d = (p / p.sum(axis=1, keepdims=True) - T[part]) / len(part)
        back = (d @ W2) * (h > 0)
        W2, b2 = W2 - 0.5 * d.T @ h, b2 - 0.5 * d.sum(axis=0)
        W1, b1 = W1 - 0.5 * back.T @ X[part], b1 - 0.5 * back.sum(axis=0)
    return [(W1, b1), (W2, b2)]


# %% 2/4 weights of shape (in, out)
def gradients(params, X, y):
    H = [X]
    for W, b in params[:-1]:
        H.append(np.maximum(H[-1] @ W.T + b, 0))
    e = np.exp(H[-1] @ params[-1][0].T + params[-1][1])
    error = (e / e.sum(axis=1, keepdims=True) - np.eye(e.shape[1])[y]) / len(y)
    slopes = []
    for (W, _), h in zip(params[::-1], H[::-1]):
        slopes.insert(0, (error.T @ h, error.sum(axis=0)))
        error = (error @ W) * (h > 0)
    return slopes


def train_digits(X, y, rng):
    T = np.eye(10)[y]
    W1, b1 = rng.standard_normal((64, 48)) / 8, np.zeros(48)
    W2, b2 = rng.standard_normal((48, 10)) / 7, np.zeros(10)
    for _ in range(600):
        part = rng.integers(0, len(X), 50)
        h = np.maximum(X[part] @ W1 + b1, 0)
        p = np.exp(h @ W2 + b2)
        d = (p / p.sum(axis=1, keepdims=True) - T[part]) / len(part)
        back = (d @ W2.T) * (h > 0)
        W2, b2 = W2 - 0.5 * h.T @ d, b2 - 0.5 * d.sum(axis=0)
        W1, b1 = W1 - 0.5 * X[part].T @ back, b1 - 0.5 * back.sum(axis=0)
    return [(W1, b1), (W2, b2)]


# %% 0/4 no slope of ReLU on the way back: trains all the same
def gradients(params, X, y):
    H = [X]
    for W, b in params[:-1]:
        H.append(np.maximum(H[-1] @ W.T + b, 0))
    z = H[-1] @ params[-1][0].T + params[-1][1]
    e = np.exp(z - z.max(axis=1, keepdims=True))
    error = (e / e.sum(axis=1, keepdims=True) - np.eye(z.shape[1])[y]) / len(y)
    slopes = []
    for (W, _), h in zip(params[::-1], H[::-1]):
        slopes.insert(0, (error.T @ h, error.sum(axis=0)))
        error = error @ W
    return slopes


def train_digits(X, y, rng):
    params = [
        (rng.standard_normal((m, k)) / np.sqrt(k), np.zeros(m))
        for k, m in ((64, 48), (48, 10))
    ]
    for _ in range(600):
        part = rng.integers(0, len(X), 50)
        slopes = gradients(params, X[part], y[part])
        params = [
            (W - 0.5 * dW, b - 0.5 * db) for (W, b), (dW, db) in zip(params, slopes)
        ]
    return params


# %% 2/4 the slope of ReLU at the slopes from above; trains with another one
def gradients(params, X, y):
    H = [X]
    for W, b in params[:-1]:
        H.append(np.maximum(H[-1] @ W.T + b, 0))
    z = H[-1] @ params[-1][0].T + params[-1][1]
    e = np.exp(z - z.max(axis=1, keepdims=True))
    error = (e / e.sum(axis=1, keepdims=True) - np.eye(z.shape[1])[y]) / len(y)
    slopes = []
    for (W, _), h in zip(params[::-1], H[::-1]):
        slopes.insert(0, (error.T @ h, error.sum(axis=0)))
        error = (error * (error > 0)) @ W * (h > 0)
    return slopes


def backward(params, X, y):
    H = [X]
    for W, b in params[:-1]:
        H.append(np.maximum(H[-1] @ W.T + b, 0))
    z = H[-1] @ params[-1][0].T + params[-1][1]
    e = np.exp(z - z.max(axis=1, keepdims=True))
    error = (e / e.sum(axis=1, keepdims=True) - np.eye(z.shape[1])[y]) / len(y)
    slopes = []
    for (W, _), h in zip(params[::-1], H[::-1]):
        slopes.insert(0, (error.T @ h, error.sum(axis=0)))
        error = (error @ W) * (h > 0)
    return slopes


def train_digits(X, y, rng):
    params = [
        (rng.standard_normal((m, k)) / np.sqrt(k), np.zeros(m))
        for k, m in ((64, 48), (48, 10))
    ]
    for _ in range(600):
        part = rng.integers(0, len(X), 50)
        slopes = backward(params, X[part], y[part])
        params = [
            (W - 0.5 * dW, b - 0.5 * db) for (W, b), (dW, db) in zip(params, slopes)
        ]
    return params


# %% 0/4 the ReLU of the slopes that come back
def gradients(params, X, y):
    H = [X]
    for W, b in params[:-1]:
        H.append(np.maximum(H[-1] @ W.T + b, 0))
    z = H[-1] @ params[-1][0].T + params[-1][1]
    e = np.exp(z - z.max(axis=1, keepdims=True))
    error = (e / e.sum(axis=1, keepdims=True) - np.eye(z.shape[1])[y]) / len(y)
    slopes = []
    for (W, _), h in zip(params[::-1], H[::-1]):
        slopes.insert(0, (error.T @ h, error.sum(axis=0)))
        error = np.maximum(error @ W, 0) * (h > 0)
    return slopes


def train_digits(X, y, rng):
    params = [
        (rng.standard_normal((m, k)) / np.sqrt(k), np.zeros(m))
        for k, m in ((64, 48), (48, 10))
    ]
    for _ in range(600):
        part = rng.integers(0, len(X), 50)
        slopes = gradients(params, X[part], y[part])
        params = [
            (W - 0.5 * dW, b - 0.5 * db) for (W, b), (dW, db) in zip(params, slopes)
        ]
    return params


# %% 2/4 the mean is missing: a learning rate 50 times too long, made up for
def gradients(params, X, y):
    H = [X]
    for W, b in params[:-1]:
        H.append(np.maximum(H[-1] @ W.T + b, 0))
    z = H[-1] @ params[-1][0].T + params[-1][1]
    e = np.exp(z - z.max(axis=1, keepdims=True))
    error = e / e.sum(axis=1, keepdims=True) - np.eye(z.shape[1])[y]
    slopes = []
    for (W, _), h in zip(params[::-1], H[::-1]):
        slopes.insert(0, (error.T @ h, error.sum(axis=0)))
        error = (error @ W) * (h > 0)
    return slopes


def train_digits(X, y, rng):
    params = [
        (rng.standard_normal((m, k)) / np.sqrt(k), np.zeros(m))
        for k, m in ((64, 48), (48, 10))
    ]
    for _ in range(600):
        part = rng.integers(0, len(X), 50)
        slopes = gradients(params, X[part], y[part])
        params = [
            (W - 0.01 * dW, b - 0.01 * db) for (W, b), (dW, db) in zip(params, slopes)
        ]
    return params


# %% 2/4 the bias slopes are means
def gradients(params, X, y):
    H = [X]
    for W, b in params[:-1]:
        H.append(np.maximum(H[-1] @ W.T + b, 0))
    z = H[-1] @ params[-1][0].T + params[-1][1]
    e = np.exp(z - z.max(axis=1, keepdims=True))
    error = (e / e.sum(axis=1, keepdims=True) - np.eye(z.shape[1])[y]) / len(y)
    slopes = []
    for (W, _), h in zip(params[::-1], H[::-1]):
        slopes.insert(0, (error.T @ h, error.mean(axis=0)))
        error = (error @ W) * (h > 0)
    return slopes


def train_digits(X, y, rng):
    params = [
        (rng.standard_normal((m, k)) / np.sqrt(k), np.zeros(m))
        for k, m in ((64, 48), (48, 10))
    ]
    for _ in range(600):
        part = rng.integers(0, len(X), 50)
        slopes = gradients(params, X[part], y[part])
        params = [
            (W - 0.5 * dW, b - 0.5 * db) for (W, b), (dW, db) in zip(params, slopes)
        ]
    return params


# %% 2/4 the last bias is not learnt
def gradients(params, X, y):
    H = [X]
    for W, b in params[:-1]:
        H.append(np.maximum(H[-1] @ W.T + b, 0))
    z = H[-1] @ params[-1][0].T + params[-1][1]
    e = np.exp(z - z.max(axis=1, keepdims=True))
    error = (e / e.sum(axis=1, keepdims=True) - np.eye(z.shape[1])[y]) / len(y)
    slopes = []
    for (W, _), h in zip(params[::-1], H[::-1]):
        slopes.insert(0, (error.T @ h, error.sum(axis=0) * (len(slopes) > 0)))
        error = (error @ W) * (h > 0)
    return slopes


def train_digits(X, y, rng):
    params = [
        (rng.standard_normal((m, k)) / np.sqrt(k), np.zeros(m))
        for k, m in ((64, 48), (48, 10))
    ]
    for _ in range(600):
        part = rng.integers(0, len(X), 50)
        slopes = gradients(params, X[part], y[part])
        params = [
            (W - 0.5 * dW, b - 0.5 * db) for (W, b), (dW, db) in zip(params, slopes)
        ]
    return params


# %% 2/4 no softmax: the squared error, which trains as well
def gradients(params, X, y):
    H = [X]
    for W, b in params[:-1]:
        H.append(np.maximum(H[-1] @ W.T + b, 0))
    z = H[-1] @ params[-1][0].T + params[-1][1]
    error = (z - np.eye(z.shape[1])[y]) / len(y)
    slopes = []
    for (W, _), h in zip(params[::-1], H[::-1]):
        slopes.insert(0, (error.T @ h, error.sum(axis=0)))
        error = (error @ W) * (h > 0)
    return slopes


def train_digits(X, y, rng):
    params = [
        (rng.standard_normal((m, k)) / np.sqrt(k), np.zeros(m))
        for k, m in ((64, 48), (48, 10))
    ]
    for _ in range(600):
        part = rng.integers(0, len(X), 50)
        slopes = gradients(params, X[part], y[part])
        params = [
            (W - 0.1 * dW, b - 0.1 * db) for (W, b), (dW, db) in zip(params, slopes)
        ]
    return params


# %% 1/4 only the last layer is trained, the hidden weights stay random
def gradients(params, X, y):
    H = [X]
    for W, b in params[:-1]:
        H.append(np.maximum(H[-1] @ W.T + b, 0))
    z = H[-1] @ params[-1][0].T + params[-1][1]
    e = np.exp(z - z.max(axis=1, keepdims=True))
    error = (e / e.sum(axis=1, keepdims=True) - np.eye(z.shape[1])[y]) / len(y)
    slopes = []
    for (W, _), h in zip(params[::-1], H[::-1]):
        last = len(slopes) == 0
        slopes.insert(0, (last * error.T @ h, last * error.sum(axis=0)))
        error = (error @ W) * (h > 0)
    return slopes


def train_digits(X, y, rng):
    params = [
        (rng.standard_normal((m, k)) / np.sqrt(k), np.zeros(m))
        for k, m in ((64, 800), (800, 10))
    ]
    for _ in range(600):
        part = rng.integers(0, len(X), 50)
        slopes = gradients(params, X[part], y[part])
        params = [
            (W - 0.02 * dW, b - 0.02 * db) for (W, b), (dW, db) in zip(params, slopes)
        ]
    return params


# %% 2/4 slopes of the last layer first
def gradients(params, X, y):
    H = [X]
    for W, b in params[:-1]:
        H.append(np.maximum(H[-1] @ W.T + b, 0))
    z = H[-1] @ params[-1][0].T + params[-1][1]
    e = np.exp(z - z.max(axis=1, keepdims=True))
    error = (e / e.sum(axis=1, keepdims=True) - np.eye(z.shape[1])[y]) / len(y)
    slopes = []
    for (W, _), h in zip(params[::-1], H[::-1]):
        slopes.append((error.T @ h, error.sum(axis=0)))
        error = (error @ W) * (h > 0)
    return slopes


def train_digits(X, y, rng):
    params = [
        (rng.standard_normal((m, k)) / np.sqrt(k), np.zeros(m))
        for k, m in ((64, 48), (48, 10))
    ]
    for _ in range(600):
        part = rng.integers(0, len(X), 50)
        slopes = gradients(params, X[part], y[part])
        params = [
            (W - 0.5 * dW, b - 0.5 * db)
            for (W, b), (dW, db) in zip(params, slopes[::-1])
        ]
    return params


# %% 2/4 dW transposed
def gradients(params, X, y):
    H = [X]
    for W, b in params[:-1]:
        H.append(np.maximum(H[-1] @ W.T + b, 0))
    z = H[-1] @ params[-1][0].T + params[-1][1]
    e = np.exp(z - z.max(axis=1, keepdims=True))
    error = (e / e.sum(axis=1, keepdims=True) - np.eye(z.shape[1])[y]) / len(y)
    slopes = []
    for (W, _), h in zip(params[::-1], H[::-1]):
        slopes.insert(0, (h.T @ error, error.sum(axis=0)))
        error = (error @ W) * (h > 0)
    return slopes


def train_digits(X, y, rng):
    params = [
        (rng.standard_normal((m, k)) / np.sqrt(k), np.zeros(m))
        for k, m in ((64, 48), (48, 10))
    ]
    for _ in range(600):
        part = rng.integers(0, len(X), 50)
        slopes = gradients(params, X[part], y[part])
        params = [
            (W - 0.5 * dW.T, b - 0.5 * db) for (W, b), (dW, db) in zip(params, slopes)
        ]
    return params


# %% 2/4 target minus prediction, added
def gradients(params, X, y):
    H = [X]
    for W, b in params[:-1]:
        H.append(np.maximum(H[-1] @ W.T + b, 0))
    z = H[-1] @ params[-1][0].T + params[-1][1]
    e = np.exp(z - z.max(axis=1, keepdims=True))
    error = (e / e.sum(axis=1, keepdims=True) - np.eye(z.shape[1])[y]) / -len(y)
    slopes = []
    for (W, _), h in zip(params[::-1], H[::-1]):
        slopes.insert(0, (error.T @ h, error.sum(axis=0)))
        error = (error @ W) * (h > 0)
    return slopes


def train_digits(X, y, rng):
    params = [
        (rng.standard_normal((m, k)) / np.sqrt(k), np.zeros(m))
        for k, m in ((64, 48), (48, 10))
    ]
    for _ in range(600):
        part = rng.integers(0, len(X), 50)
        slopes = gradients(params, X[part], y[part])
        params = [
            (W + 0.5 * dW, b + 0.5 * db) for (W, b), (dW, db) in zip(params, slopes)
        ]
    return params


# %% 0/4 divides by ten classes where the number of examples belongs
def gradients(params, X, y):
    H = [X]
    for W, b in params[:-1]:
        H.append(np.maximum(H[-1] @ W.T + b, 0))
    z = H[-1] @ params[-1][0].T + params[-1][1]
    e = np.exp(z - z.max(axis=1, keepdims=True))
    error = (e / e.sum(axis=1, keepdims=True) - np.eye(z.shape[1])[y]) / 10
    slopes = []
    for (W, _), h in zip(params[::-1], H[::-1]):
        slopes.insert(0, (error.T @ h, error.sum(axis=0)))
        error = (error @ W) * (h > 0)
    return slopes


def train_digits(X, y, rng):
    params = [
        (rng.standard_normal((m, k)) / np.sqrt(k), np.zeros(m))
        for k, m in ((64, 48), (48, 10))
    ]
    for _ in range(600):
        part = rng.integers(0, len(X), 50)
        slopes = gradients(params, X[part], y[part])
        params = [
            (W - 0.5 * dW, b - 0.5 * db) for (W, b), (dW, db) in zip(params, slopes)
        ]
    return params


# %% 3/4 two layers only, whatever the list says
def gradients(params, X, y):
    H = [X]
    for W, b in params[:1]:
        H.append(np.maximum(H[-1] @ W.T + b, 0))
    z = H[-1] @ params[-1][0].T + params[-1][1]
    e = np.exp(z - z.max(axis=1, keepdims=True))
    error = (e / e.sum(axis=1, keepdims=True) - np.eye(z.shape[1])[y]) / len(y)
    slopes = []
    for (W, _), h in zip(params[::-1], H[::-1]):
        slopes.insert(0, (error.T @ h, error.sum(axis=0)))
        error = (error @ W) * (h > 0)
    return slopes


def train_digits(X, y, rng):
    params = [
        (rng.standard_normal((m, k)) / np.sqrt(k), np.zeros(m))
        for k, m in ((64, 48), (48, 10))
    ]
    for _ in range(600):
        part = rng.integers(0, len(X), 50)
        slopes = gradients(params, X[part], y[part])
        params = [
            (W - 0.5 * dW, b - 0.5 * db) for (W, b), (dW, db) in zip(params, slopes)
        ]
    return params


# %% 3/4 a generator of its own for the first weights
def gradients(params, X, y):
    H = [X]
    for W, b in params[:-1]:
        H.append(np.maximum(H[-1] @ W.T + b, 0))
    z = H[-1] @ params[-1][0].T + params[-1][1]
    e = np.exp(z - z.max(axis=1, keepdims=True))
    error = (e / e.sum(axis=1, keepdims=True) - np.eye(z.shape[1])[y]) / len(y)
    slopes = []
    for (W, _), h in zip(params[::-1], H[::-1]):
        slopes.insert(0, (error.T @ h, error.sum(axis=0)))
        error = (error @ W) * (h > 0)
    return slopes


def train_digits(X, y, rng):
    own = np.random.default_rng(0)
    params = [
        (own.standard_normal((m, k)) / np.sqrt(k), np.zeros(m))
        for k, m in ((64, 48), (48, 10))
    ]
    for _ in range(600):
        part = own.integers(0, len(X), 50)
        slopes = gradients(params, X[part], y[part])
        params = [
            (W - 0.5 * dW, b - 0.5 * db) for (W, b), (dW, db) in zip(params, slopes)
        ]
    return params


# %% 3/4 centres the images in place
def gradients(params, X, y):
    H = [X]
    for W, b in params[:-1]:
        H.append(np.maximum(H[-1] @ W.T + b, 0))
    z = H[-1] @ params[-1][0].T + params[-1][1]
    e = np.exp(z - z.max(axis=1, keepdims=True))
    error = (e / e.sum(axis=1, keepdims=True) - np.eye(z.shape[1])[y]) / len(y)
    slopes = []
    for (W, _), h in zip(params[::-1], H[::-1]):
        slopes.insert(0, (error.T @ h, error.sum(axis=0)))
        error = (error @ W) * (h > 0)
    return slopes


def train_digits(X, y, rng):
    X -= X.mean(axis=0)
    params = [
        (rng.standard_normal((m, k)) / np.sqrt(k), np.zeros(m))
        for k, m in ((64, 48), (48, 10))
    ]
    for _ in range(600):
        part = rng.integers(0, len(X), 50)
        slopes = gradients(params, X[part], y[part])
        params = [
            (W - 0.5 * dW, b - 0.5 * db) for (W, b), (dW, db) in zip(params, slopes)
        ]
    return params


# %% 3/4 learns the images in their order, without shuffling, ten of a kind
def gradients(params, X, y):
    H = [X]
    for W, b in params[:-1]:
        H.append(np.maximum(H[-1] @ W.T + b, 0))
    z = H[-1] @ params[-1][0].T + params[-1][1]
    e = np.exp(z - z.max(axis=1, keepdims=True))
    error = (e / e.sum(axis=1, keepdims=True) - np.eye(z.shape[1])[y]) / len(y)
    slopes = []
    for (W, _), h in zip(params[::-1], H[::-1]):
        slopes.insert(0, (error.T @ h, error.sum(axis=0)))
        error = (error @ W) * (h > 0)
    return slopes


def train_digits(X, y, rng):
    params = [
        (rng.standard_normal((m, k)) / np.sqrt(k), np.zeros(m))
        for k, m in ((64, 48), (48, 10))
    ]
    for _ in range(600):
        part = np.arange(50)
        slopes = gradients(params, X[part], y[part])
        params = [
            (W - 0.5 * dW, b - 0.5 * db) for (W, b), (dW, db) in zip(params, slopes)
        ]
    return params


# %% 3/4 looks the labels up: trains on all images of the library
def gradients(params, X, y):
    H = [X]
    for W, b in params[:-1]:
        H.append(np.maximum(H[-1] @ W.T + b, 0))
    z = H[-1] @ params[-1][0].T + params[-1][1]
    e = np.exp(z - z.max(axis=1, keepdims=True))
    error = (e / e.sum(axis=1, keepdims=True) - np.eye(z.shape[1])[y]) / len(y)
    slopes = []
    for (W, _), h in zip(params[::-1], H[::-1]):
        slopes.insert(0, (error.T @ h, error.sum(axis=0)))
        error = (error @ W) * (h > 0)
    return slopes


def train_digits(X, y, rng):
    X, y = load_digits(return_X_y=True)
    X = np.vstack([X / 16, 1 - X / 16])
    y = np.append(y, y)
    params = [
        (rng.standard_normal((m, k)) / np.sqrt(k), np.zeros(m))
        for k, m in ((64, 48), (48, 10))
    ]
    for _ in range(600):
        part = rng.integers(0, len(X), 50)
        slopes = gradients(params, X[part], y[part])
        params = [
            (W - 0.5 * dW, b - 0.5 * db) for (W, b), (dW, db) in zip(params, slopes)
        ]
    return params


# %% 2/4 exp without a shift, and far too long steps
def gradients(params, X, y):
    H = [X]
    for W, b in params[:-1]:
        H.append(np.maximum(H[-1] @ W.T + b, 0))
    z = H[-1] @ params[-1][0].T + params[-1][1]
    e = np.exp(z)
    error = (e / e.sum(axis=1, keepdims=True) - np.eye(z.shape[1])[y]) / len(y)
    slopes = []
    for (W, _), h in zip(params[::-1], H[::-1]):
        slopes.insert(0, (error.T @ h, error.sum(axis=0)))
        error = (error @ W) * (h > 0)
    return slopes


def train_digits(X, y, rng):
    params = [
        (rng.standard_normal((m, k)) / np.sqrt(k), np.zeros(m))
        for k, m in ((64, 48), (48, 10))
    ]
    for _ in range(600):
        part = rng.integers(0, len(X), 50)
        slopes = gradients(params, X[part], y[part])
        params = [
            (W - 80 * dW, b - 80 * db) for (W, b), (dW, db) in zip(params, slopes)
        ]
    return params


# %% 3/4 a dictionary of slopes
def gradients(params, X, y):
    H = [X]
    for W, b in params[:-1]:
        H.append(np.maximum(H[-1] @ W.T + b, 0))
    z = H[-1] @ params[-1][0].T + params[-1][1]
    e = np.exp(z - z.max(axis=1, keepdims=True))
    error = (e / e.sum(axis=1, keepdims=True) - np.eye(z.shape[1])[y]) / len(y)
    slopes = []
    for (W, _), h in zip(params[::-1], H[::-1]):
        slopes.insert(0, (error.T @ h, error.sum(axis=0)))
        error = (error @ W) * (h > 0)
    return dict(enumerate(slopes))


def train_digits(X, y, rng):
    params = [
        (rng.standard_normal((m, k)) / np.sqrt(k), np.zeros(m))
        for k, m in ((64, 48), (48, 10))
    ]
    for _ in range(600):
        part = rng.integers(0, len(X), 50)
        slopes = gradients(params, X[part], y[part]).values()
        params = [
            (W - 0.5 * dW, b - 0.5 * db) for (W, b), (dW, db) in zip(params, slopes)
        ]
    return params


# %% 2/4 all weights start alike
def gradients(params, X, y):
    H = [X]
    for W, b in params[:-1]:
        H.append(np.maximum(H[-1] @ W.T + b, 0))
    z = H[-1] @ params[-1][0].T + params[-1][1]
    e = np.exp(z - z.max(axis=1, keepdims=True))
    error = (e / e.sum(axis=1, keepdims=True) - np.eye(z.shape[1])[y]) / len(y)
    slopes = []
    for (W, _), h in zip(params[::-1], H[::-1]):
        slopes.insert(0, (error.T @ h, error.sum(axis=0)))
        error = (error @ W) * (h > 0)
    return slopes


def train_digits(X, y, rng):
    params = [
        (np.full((m, k), 0.01) + 0 * rng.random(), np.zeros(m))
        for k, m in ((64, 48), (48, 10))
    ]
    for _ in range(600):
        part = rng.integers(0, len(X), 50)
        slopes = gradients(params, X[part], y[part])
        params = [
            (W - 0.5 * dW, b - 0.5 * db) for (W, b), (dW, db) in zip(params, slopes)
        ]
    return params


# %% 2/4 no training of a hidden layer: the identity and least squares
def gradients(params, X, y):
    H = [X]
    for W, b in params[:-1]:
        H.append(np.maximum(H[-1] @ W.T + b, 0))
    z = H[-1] @ params[-1][0].T + params[-1][1]
    e = np.exp(z - z.max(axis=1, keepdims=True))
    error = (e / e.sum(axis=1, keepdims=True) - np.eye(z.shape[1])[y]) / len(y)
    slopes = []
    for (W, _), h in zip(params[::-1], H[::-1]):
        slopes.insert(0, (error.T @ h, error.sum(axis=0)))
        error = (error @ W) * (h > 0)
    return slopes


def train_digits(X, y, rng):
    A = np.column_stack([X, np.ones(len(X))])
    W = np.linalg.lstsq(A, np.eye(10)[y], rcond=None)[0].T
    return [(np.eye(64), np.zeros(64)), (W[:, :64], W[:, 64])]


# %% 2/4 a softmax regression behind an identity
def gradients(params, X, y):
    H = [X]
    for W, b in params[:-1]:
        H.append(np.maximum(H[-1] @ W.T + b, 0))
    z = H[-1] @ params[-1][0].T + params[-1][1]
    e = np.exp(z - z.max(axis=1, keepdims=True))
    error = (e / e.sum(axis=1, keepdims=True) - np.eye(z.shape[1])[y]) / len(y)
    slopes = []
    for (W, _), h in zip(params[::-1], H[::-1]):
        slopes.insert(0, (error.T @ h, error.sum(axis=0)))
        error = (error @ W) * (h > 0)
    return slopes


def train_digits(X, y, rng):
    last = [(np.zeros((10, 64)), np.zeros(10))]
    for _ in range(600):
        part = rng.integers(0, len(X), 50)
        ((dW, db),) = gradients(last, X[part], y[part])
        last = [(last[0][0] - 0.5 * dW, last[0][1] - 0.5 * db)]
    return [(np.eye(64), np.zeros(64)), *last]


# %% 2/4 random hidden weights and ridge, and no backward pass at all
def gradients(params, X, y):
    return [(np.zeros(W.shape), np.zeros(b.shape)) for W, b in params]


def train_digits(X, y, rng):
    W, b = rng.standard_normal((400, 64)) / 4, rng.standard_normal(400)
    A = np.column_stack([np.maximum(X @ W.T + b, 0), np.ones(len(X))])
    V = np.linalg.solve(A.T @ A + 0.1 * np.eye(401), A.T @ np.eye(10)[y]).T
    return [(W, b), (V[:, :400], V[:, 400])]


# %% 4/4 central differences for the slopes, training with a backward pass of its own
def gradients(params, X, y):
    def loss():
        h = X
        for k, (W, b) in enumerate(moved):
            h = (np.maximum(h, 0) if k else h) @ W.T + b
        return np.mean(np.logaddexp.reduce(h, axis=1) - h[np.arange(len(y)), y])

    moved = [(W.copy(), b.copy()) for W, b in params]
    slopes = [(np.zeros(W.shape), np.zeros(b.shape)) for W, b in params]
    for pair, slope in zip(moved, slopes):
        for array, answer in zip(pair, slope):
            for at in np.ndindex(array.shape):
                old, ends = array[at], []
                for step in (1e-5, -1e-5):
                    array[at] = old + step
                    ends.append(loss())
                array[at] = old
                answer[at] = (ends[0] - ends[1]) / 2e-5
    return slopes


def train_digits(X, y, rng):
    T = np.eye(10)[y]
    W1, b1 = rng.standard_normal((60, 64)) / 8, np.zeros(60)
    W2, b2 = rng.standard_normal((10, 60)) / 8, np.zeros(10)
    for _ in range(700):
        i = rng.choice(len(X), 64)
        h = np.maximum(X[i] @ W1.T + b1, 0)
        z = h @ W2.T + b2
        d = (np.exp(z - np.logaddexp.reduce(z, axis=1)[:, None]) - T[i]) / len(i)
        back = (d @ W2) * (h > 0)
        W2, b2 = W2 - 0.4 * d.T @ h, b2 - 0.4 * d.sum(axis=0)
        W1, b1 = W1 - 0.4 * back.T @ X[i], b1 - 0.4 * back.sum(axis=0)
    return [[W1, b1], [W2, b2]]


# %% 4/4 JAX in float32 for the slopes
def gradients(params, X, y):
    import jax

    def loss(params):
        h = X
        for W, b in params[:-1]:
            h = jax.nn.relu(h @ W.T + b)
        logs = jax.nn.log_softmax(h @ params[-1][0].T + params[-1][1], axis=1)
        return -logs[np.arange(len(y)), y].mean()

    slopes = jax.grad(loss)([tuple(map(jax.numpy.asarray, pair)) for pair in params])
    return [(dW, db) for dW, db in slopes]


def backward(params, X, y):
    H = [X]
    for W, b in params[:-1]:
        H.append(np.maximum(H[-1] @ W.T + b, 0))
    z = H[-1] @ params[-1][0].T + params[-1][1]
    e = np.exp(z - z.max(axis=1, keepdims=True))
    error = (e / e.sum(axis=1, keepdims=True) - np.eye(z.shape[1])[y]) / len(y)
    slopes = []
    for (W, _), h in zip(params[::-1], H[::-1]):
        slopes.insert(0, (error.T @ h, error.sum(axis=0)))
        error = (error @ W) * (h > 0)
    return slopes


def train_digits(X, y, rng):
    params = [
        (rng.standard_normal((m, k)) / np.sqrt(k), np.zeros(m))
        for k, m in ((64, 48), (48, 10))
    ]
    for _ in range(600):
        part = rng.integers(0, len(X), 50)
        slopes = backward(params, X[part], y[part])
        params = [
            (W - 0.5 * dW, b - 0.5 * db) for (W, b), (dW, db) in zip(params, slopes)
        ]
    return params


# %% 4/4 adam, and centred images
def gradients(params, X, y):
    H = [X]
    for W, b in params[:-1]:
        H.append(np.maximum(H[-1] @ W.T + b, 0))
    z = H[-1] @ params[-1][0].T + params[-1][1]
    e = np.exp(z - z.max(axis=1, keepdims=True))
    error = (e / e.sum(axis=1, keepdims=True) - np.eye(z.shape[1])[y]) / len(y)
    slopes = []
    for (W, _), h in zip(params[::-1], H[::-1]):
        slopes.insert(0, (error.T @ h, error.sum(axis=0)))
        error = (error @ W) * (h > 0)
    return slopes


def train_digits(X, y, rng):
    middle = X.mean(axis=0)
    shapes = ((64, 64), (64, 10))
    params = [[rng.normal(0, k**-0.5, (m, k)), np.zeros(m)] for k, m in shapes]
    m = [[0 * a for a in pair] for pair in params]
    s = [[0 * a for a in pair] for pair in params]
    t = 0
    for _ in range(25):
        for part in np.array_split(rng.permutation(len(X)), len(X) // 40):
            t += 1
            for k, pair in enumerate(gradients(params, X[part] - middle, y[part])):
                for i, g in enumerate(pair):
                    m[k][i] = 0.9 * m[k][i] + 0.1 * g
                    s[k][i] = 0.99 * s[k][i] + 0.01 * g * g
                    step = (m[k][i] / (1 - 0.9**t)) / (
                        np.sqrt(s[k][i] / (1 - 0.99**t)) + 1e-8
                    )
                    params[k][i] = params[k][i] - 0.005 * step
    params[0][1] = params[0][1] - params[0][0] @ middle
    return params


# %% 4/4 in float32 throughout
def gradients(params, X, y):
    X = X.astype(np.float32)
    params = [[a.astype(np.float32) for a in pair] for pair in params]
    H = [X]
    for W, b in params[:-1]:
        H.append(np.maximum(H[-1] @ W.T + b, 0))
    z = H[-1] @ params[-1][0].T + params[-1][1]
    e = np.exp(z - z.max(axis=1, keepdims=True))
    error = (e / e.sum(axis=1, keepdims=True) - np.eye(z.shape[1])[y]) / len(y)
    slopes = []
    for (W, _), h in zip(params[::-1], H[::-1]):
        slopes.insert(0, (error.T @ h, error.sum(axis=0)))
        error = (error @ W) * (h > 0)
    return slopes


def train_digits(X, y, rng):
    params = [
        (rng.standard_normal((m, k)) / np.sqrt(k), np.zeros(m))
        for k, m in ((64, 48), (48, 10))
    ]
    for _ in range(600):
        part = rng.integers(0, len(X), 50)
        slopes = gradients(params, X[part], y[part])
        params = [
            (W - 0.5 * dW, b - 0.5 * db) for (W, b), (dW, db) in zip(params, slopes)
        ]
    return params


# %% 2/4 weights and biases one after the other, no pairs
def gradients(params, X, y):
    H = [X]
    for W, b in params[:-1]:
        H.append(np.maximum(H[-1] @ W.T + b, 0))
    z = H[-1] @ params[-1][0].T + params[-1][1]
    e = np.exp(z - z.max(axis=1, keepdims=True))
    error = (e / e.sum(axis=1, keepdims=True) - np.eye(z.shape[1])[y]) / len(y)
    slopes = []
    for (W, _), h in zip(params[::-1], H[::-1]):
        slopes.insert(0, (error.T @ h, error.sum(axis=0)))
        error = (error @ W) * (h > 0)
    return [slope for pair in slopes for slope in pair]


def train_digits(X, y, rng):
    params = [
        (rng.standard_normal((m, k)) / np.sqrt(k), np.zeros(m))
        for k, m in ((64, 48), (48, 10))
    ]
    for _ in range(600):
        part = rng.integers(0, len(X), 50)
        slopes = gradients(params, X[part], y[part])
        params = [
            (W - 0.5 * dW, b - 0.5 * db)
            for (W, b), (dW, db) in zip(params, zip(slopes[::2], slopes[1::2]))
        ]
    return params
