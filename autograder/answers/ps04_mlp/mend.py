# %% 4/4 the four slips mended
def xor_start(n, width, rng):
    X = np.sign(rng.standard_normal((n, 2))) + 0.1 * rng.standard_normal((n, 2))
    y = 1.0 * (X[:, 0] * X[:, 1] < 0)
    W = rng.standard_normal((width, 2)) / np.sqrt(2)
    v = rng.standard_normal(width) / np.sqrt(width)
    return X, y, W, np.zeros(width), v, 0.0


def xor_loss(W, b, v, c, X, y):
    z = np.maximum(X @ W.T + b, 0) @ v + c
    return np.mean(np.maximum(z, 0) - z * y + np.log1p(np.exp(-np.abs(z))))


# %% 4/4 labels before the noise, uniform weights of the same deviation, whole numbers
def xor_start(n, width, rng):
    signs = rng.integers(0, 2, (n, 2))
    y = (signs[:, 0] != signs[:, 1]).astype(int)
    X = rng.normal(2.0 * signs - 1, 0.1)
    W = rng.uniform(-np.sqrt(1.5), np.sqrt(1.5), (width, 2))
    v = rng.uniform(-1, 1, width) * np.sqrt(3 / width)
    return X, y, W, np.zeros(width), v, 0


def xor_loss(W, b, v, c, X, y):
    total = 0.0
    for x, t in zip(X, y):
        z = float(v @ np.maximum(W @ x + b, 0) + c)
        total += np.logaddexp(0, -z if t == 1 else z)
    return total / len(y)


# %% 4/4 corners in turn, weights that are plus or minus one deviation
def xor_start(n, width, rng):
    corners = np.array([(1, 1), (1, -1), (-1, 1), (-1, -1)])
    k = rng.integers(0, 4, n)
    X = corners[k] + 0.1 * rng.standard_normal((n, 2))
    W = rng.choice([-1, 1], (width, 2)) / 2**0.5
    v = rng.choice([-1, 1], width) / width**0.5
    return X, np.array([0.0, 1.0, 1.0, 0.0])[k], W, 0 * v, v, 0.0


def xor_loss(W, b, v, c, X, y):
    z = c + sum(v[j] * np.maximum(X @ W[j] + b[j], 0) for j in range(len(v)))
    m = z * (2 * y - 1)
    return float(np.mean(np.maximum(-m, 0) + np.log1p(np.exp(-abs(m)))))


# %% 3/4 still XNOR
def xor_start(n, width, rng):
    X = rng.choice([-1.0, 1.0], (n, 2)) + 0.1 * rng.standard_normal((n, 2))
    y = 1.0 * (X[:, 0] * X[:, 1] > 0)
    W = rng.standard_normal((width, 2)) / np.sqrt(2)
    v = rng.standard_normal(width) / np.sqrt(width)
    return X, y, W, np.zeros(width), v, 0.0


def xor_loss(W, b, v, c, X, y):
    z = np.maximum(X @ W.T + b, 0) @ v + c
    return np.mean(np.logaddexp(0, z) - y * z)


# %% 3/4 still drawn from the global generator
def xor_start(n, width, rng):
    X = np.sign(np.random.randn(n, 2)) + 0.1 * np.random.randn(n, 2)
    y = 1.0 * (X[:, 0] * X[:, 1] < 0)
    W = np.random.randn(width, 2) / np.sqrt(2)
    v = np.random.randn(width) / np.sqrt(width)
    return X, y, W, np.zeros(width), v, 0.0


def xor_loss(W, b, v, c, X, y):
    z = np.maximum(X @ W.T + b, 0) @ v + c
    return np.mean(np.logaddexp(0, z) - y * z)


# %% 3/4 a generator of its own: always the same numbers
def xor_start(n, width, rng):
    rng = np.random.default_rng(0)
    X = rng.choice([-1.0, 1.0], (n, 2)) + 0.1 * rng.standard_normal((n, 2))
    y = 1.0 * (X[:, 0] * X[:, 1] < 0)
    W = rng.standard_normal((width, 2)) / np.sqrt(2)
    v = rng.standard_normal(width) / np.sqrt(width)
    return X, y, W, np.zeros(width), v, 0.0


def xor_loss(W, b, v, c, X, y):
    z = np.maximum(X @ W.T + b, 0) @ v + c
    return np.mean(np.logaddexp(0, z) - y * z)


# %% 3/4 still scales W by its own width
def xor_start(n, width, rng):
    X = rng.choice([-1.0, 1.0], (n, 2)) + 0.1 * rng.standard_normal((n, 2))
    y = 1.0 * (X[:, 0] * X[:, 1] < 0)
    W = rng.standard_normal((width, 2)) / np.sqrt(width)
    v = rng.standard_normal(width) / np.sqrt(width)
    return X, y, W, np.zeros(width), v, 0.0


def xor_loss(W, b, v, c, X, y):
    z = np.maximum(X @ W.T + b, 0) @ v + c
    return np.mean(np.logaddexp(0, z) - y * z)


# %% 3/4 mends the scale of W and spoils that of v, which has width inputs
def xor_start(n, width, rng):
    X = rng.choice([-1.0, 1.0], (n, 2)) + 0.1 * rng.standard_normal((n, 2))
    y = 1.0 * (X[:, 0] * X[:, 1] < 0)
    W = rng.standard_normal((width, 2)) / np.sqrt(2)
    v = rng.standard_normal(width) / np.sqrt(2)
    return X, y, W, np.zeros(width), v, 0.0


def xor_loss(W, b, v, c, X, y):
    z = np.maximum(X @ W.T + b, 0) @ v + c
    return np.mean(np.logaddexp(0, z) - y * z)


# %% 3/4 takes 1/k for the deviation: that is the variance
def xor_start(n, width, rng):
    X = rng.choice([-1.0, 1.0], (n, 2)) + 0.1 * rng.standard_normal((n, 2))
    y = 1.0 * (X[:, 0] * X[:, 1] < 0)
    W = rng.normal(0, 1 / 2, (width, 2))
    v = rng.normal(0, 1 / width, width)
    return X, y, W, np.zeros(width), v, 0.0


def xor_loss(W, b, v, c, X, y):
    z = np.maximum(X @ W.T + b, 0) @ v + c
    return np.mean(np.logaddexp(0, z) - y * z)


# %% 3/4 the loss still goes through the sigmoid
def xor_start(n, width, rng):
    X = rng.choice([-1.0, 1.0], (n, 2)) + 0.1 * rng.standard_normal((n, 2))
    y = 1.0 * (X[:, 0] * X[:, 1] < 0)
    W = rng.standard_normal((width, 2)) / np.sqrt(2)
    v = rng.standard_normal(width) / np.sqrt(width)
    return X, y, W, np.zeros(width), v, 0.0


def xor_loss(W, b, v, c, X, y):
    p = 1 / (1 + np.exp(-(np.maximum(X @ W.T + b, 0) @ v + c)))
    return np.mean(-y * np.log(p) - (1 - y) * np.log(1 - p))


# %% 3/4 clips the probability: wrong beyond 27
def xor_start(n, width, rng):
    X = rng.choice([-1.0, 1.0], (n, 2)) + 0.1 * rng.standard_normal((n, 2))
    y = 1.0 * (X[:, 0] * X[:, 1] < 0)
    W = rng.standard_normal((width, 2)) / np.sqrt(2)
    v = rng.standard_normal(width) / np.sqrt(width)
    return X, y, W, np.zeros(width), v, 0.0


def xor_loss(W, b, v, c, X, y):
    p = 1 / (1 + np.exp(-(np.maximum(X @ W.T + b, 0) @ v + c)))
    p = np.clip(p, 1e-12, 1 - 1e-12)
    return np.mean(-y * np.log(p) - (1 - y) * np.log(1 - p))


# %% 3/4 forgets the hidden biases in the loss
def xor_start(n, width, rng):
    X = rng.choice([-1.0, 1.0], (n, 2)) + 0.1 * rng.standard_normal((n, 2))
    y = 1.0 * (X[:, 0] * X[:, 1] < 0)
    W = rng.standard_normal((width, 2)) / np.sqrt(2)
    v = rng.standard_normal(width) / np.sqrt(width)
    return X, y, W, np.zeros(width), v, 0.0


def xor_loss(W, b, v, c, X, y):
    z = np.maximum(X @ W.T, 0) @ v + c
    return np.mean(np.logaddexp(0, z) - y * z)


# %% 3/4 targets -1 and 1: the labels of the lecture, not those of this loss
def xor_start(n, width, rng):
    X = rng.choice([-1.0, 1.0], (n, 2)) + 0.1 * rng.standard_normal((n, 2))
    y = -np.sign(X[:, 0] * X[:, 1])
    W = rng.standard_normal((width, 2)) / np.sqrt(2)
    v = rng.standard_normal(width) / np.sqrt(width)
    return X, y, W, np.zeros(width), v, 0.0


def xor_loss(W, b, v, c, X, y):
    z = np.maximum(X @ W.T + b, 0) @ v + c
    return np.mean(np.logaddexp(0, z) - y * z)


# %% 0/4 the published functions, with rng for an ornament
def xor_start(n, width, rng):
    X = np.sign(np.random.randn(n, 2)) + 0.1 * np.random.randn(n, 2)
    y = 1.0 * (X[:, 0] * X[:, 1] > 0)
    W = np.random.randn(width, 2) / np.sqrt(width)
    v = np.random.randn(width) / np.sqrt(width)
    return X, y, W, np.zeros(width), v, 0.0


def xor_loss(W, b, v, c, X, y):
    p = 1 / (1 + np.exp(-(np.maximum(X @ W.T + b, 0) @ v + c)))
    return np.mean(-y * np.log(p) - (1 - y) * np.log(1 - p))
