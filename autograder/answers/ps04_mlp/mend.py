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


# %% 2/4 a generator of its own: always the same numbers
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


# %% 2/4 the variance 0.1 for the deviation
def xor_start(n, width, rng):
    X = rng.choice([-1.0, 1.0], (n, 2)) + np.sqrt(0.1) * rng.standard_normal((n, 2))
    y = 1.0 * (X[:, 0] * X[:, 1] < 0)
    W = rng.standard_normal((width, 2)) / np.sqrt(2)
    v = rng.standard_normal(width) / np.sqrt(width)
    return X, y, W, np.zeros(width), v, 0.0


def xor_loss(W, b, v, c, X, y):
    z = np.maximum(X @ W.T + b, 0) @ v + c
    return np.mean(np.logaddexp(0, z) - y * z)


# %% 2/4 noise of 0.01, the variance
def xor_start(n, width, rng):
    X = rng.choice([-1.0, 1.0], (n, 2)) + 0.01 * rng.standard_normal((n, 2))
    y = 1.0 * (X[:, 0] * X[:, 1] < 0)
    W = rng.standard_normal((width, 2)) / np.sqrt(2)
    v = rng.standard_normal(width) / np.sqrt(width)
    return X, y, W, np.zeros(width), v, 0.0


def xor_loss(W, b, v, c, X, y):
    z = np.maximum(X @ W.T + b, 0) @ v + c
    return np.mean(np.logaddexp(0, z) - y * z)


# %% 2/4 noise from 0 to 0.1
def xor_start(n, width, rng):
    X = rng.choice([-1.0, 1.0], (n, 2)) + rng.uniform(0, 0.1, (n, 2))
    y = 1.0 * (X[:, 0] * X[:, 1] < 0)
    W = rng.standard_normal((width, 2)) / np.sqrt(2)
    v = rng.standard_normal(width) / np.sqrt(width)
    return X, y, W, np.zeros(width), v, 0.0


def xor_loss(W, b, v, c, X, y):
    z = np.maximum(X @ W.T + b, 0) @ v + c
    return np.mean(np.logaddexp(0, z) - y * z)


# %% 3/4 uniform noise of the right deviation
def xor_start(n, width, rng):
    X = rng.choice([-1.0, 1.0], (n, 2)) + rng.uniform(-1, 1, (n, 2)) * 0.1 * 3**0.5
    y = 1.0 * (X[:, 0] * X[:, 1] < 0)
    W = rng.standard_normal((width, 2)) / np.sqrt(2)
    v = rng.standard_normal(width) / np.sqrt(width)
    return X, y, W, np.zeros(width), v, 0.0


def xor_loss(W, b, v, c, X, y):
    z = np.maximum(X @ W.T + b, 0) @ v + c
    return np.mean(np.logaddexp(0, z) - y * z)


# %% 3/4 sign and noise of one draw
def xor_start(n, width, rng):
    r = rng.standard_normal((n, 2))
    X = np.sign(r) + 0.1 * r
    y = 1.0 * (X[:, 0] * X[:, 1] < 0)
    W = rng.standard_normal((width, 2)) / np.sqrt(2)
    v = rng.standard_normal(width) / np.sqrt(width)
    return X, y, W, np.zeros(width), v, 0.0


def xor_loss(W, b, v, c, X, y):
    z = np.maximum(X @ W.T + b, 0) @ v + c
    return np.mean(np.logaddexp(0, z) - y * z)


# %% 3/4 three corners of four
def xor_start(n, width, rng):
    corners = np.array([[1.0, 1.0], [1.0, -1.0], [-1.0, 1.0]])
    X = corners[rng.integers(0, 3, n)] + 0.1 * rng.standard_normal((n, 2))
    y = 1.0 * (X[:, 0] * X[:, 1] < 0)
    W = rng.standard_normal((width, 2)) / np.sqrt(2)
    v = rng.standard_normal(width) / np.sqrt(width)
    return X, y, W, np.zeros(width), v, 0.0


def xor_loss(W, b, v, c, X, y):
    z = np.maximum(X @ W.T + b, 0) @ v + c
    return np.mean(np.logaddexp(0, z) - y * z)


# %% 3/4 corners in turn, not drawn
def xor_start(n, width, rng):
    corners = np.array([[1.0, 1.0], [1.0, -1.0], [-1.0, 1.0], [-1.0, -1.0]])
    X = corners[np.arange(n) % 4] + 0.1 * rng.standard_normal((n, 2))
    y = 1.0 * (X[:, 0] * X[:, 1] < 0)
    W = rng.standard_normal((width, 2)) / np.sqrt(2)
    v = rng.standard_normal(width) / np.sqrt(width)
    return X, y, W, np.zeros(width), v, 0.0


def xor_loss(W, b, v, c, X, y):
    z = np.maximum(X @ W.T + b, 0) @ v + c
    return np.mean(np.logaddexp(0, z) - y * z)


# %% 2/4 always forty examples
def xor_start(n, width, rng):
    n = 40
    X = rng.choice([-1.0, 1.0], (n, 2)) + 0.1 * rng.standard_normal((n, 2))
    y = 1.0 * (X[:, 0] * X[:, 1] < 0)
    W = rng.standard_normal((width, 2)) / np.sqrt(2)
    v = rng.standard_normal(width) / np.sqrt(width)
    return X, y, W, np.zeros(width), v, 0.0


def xor_loss(W, b, v, c, X, y):
    z = np.maximum(X @ W.T + b, 0) @ v + c
    return np.mean(np.logaddexp(0, z) - y * z)


# %% 3/4 one noise for both inputs
def xor_start(n, width, rng):
    X = rng.choice([-1.0, 1.0], (n, 2)) + 0.1 * rng.standard_normal((n, 1))
    y = 1.0 * (X[:, 0] * X[:, 1] < 0)
    W = rng.standard_normal((width, 2)) / np.sqrt(2)
    v = rng.standard_normal(width) / np.sqrt(width)
    return X, y, W, np.zeros(width), v, 0.0


def xor_loss(W, b, v, c, X, y):
    z = np.maximum(X @ W.T + b, 0) @ v + c
    return np.mean(np.logaddexp(0, z) - y * z)


# %% 2/4 the same noise for all examples
def xor_start(n, width, rng):
    X = rng.choice([-1.0, 1.0], (n, 2)) + 0.1 * rng.standard_normal((1, 2))
    y = 1.0 * (X[:, 0] * X[:, 1] < 0)
    W = rng.standard_normal((width, 2)) / np.sqrt(2)
    v = rng.standard_normal(width) / np.sqrt(width)
    return X, y, W, np.zeros(width), v, 0.0


def xor_loss(W, b, v, c, X, y):
    z = np.maximum(X @ W.T + b, 0) @ v + c
    return np.mean(np.logaddexp(0, z) - y * z)


# %% 3/4 both inputs have the same sign half of the time too often
def xor_start(n, width, rng):
    s = rng.choice([-1.0, 1.0], n)
    X = np.column_stack([s, np.where(rng.random(n) < 0.75, s, -s)])
    X = X + 0.1 * rng.standard_normal((n, 2))
    y = 1.0 * (X[:, 0] * X[:, 1] < 0)
    W = rng.standard_normal((width, 2)) / np.sqrt(2)
    v = rng.standard_normal(width) / np.sqrt(width)
    return X, y, W, np.zeros(width), v, 0.0


def xor_loss(W, b, v, c, X, y):
    z = np.maximum(X @ W.T + b, 0) @ v + c
    return np.mean(np.logaddexp(0, z) - y * z)


# %% 2/4 noise that grows along the first input
def xor_start(n, width, rng):
    X = rng.choice([-1.0, 1.0], (n, 2)) + 0.1 * rng.standard_normal((n, 2)) * [1.0, 1.3]
    y = 1.0 * (X[:, 0] * X[:, 1] < 0)
    W = rng.standard_normal((width, 2)) / np.sqrt(2)
    v = rng.standard_normal(width) / np.sqrt(width)
    return X, y, W, np.zeros(width), v, 0.0


def xor_loss(W, b, v, c, X, y):
    z = np.maximum(X @ W.T + b, 0) @ v + c
    return np.mean(np.logaddexp(0, z) - y * z)


# %% 2/4 a generator of its own for the weights, from the first draw
def xor_start(n, width, rng):
    X = rng.choice([-1.0, 1.0], (n, 2)) + 0.1 * rng.standard_normal((n, 2))
    rng = np.random.default_rng(0)
    y = 1.0 * (X[:, 0] * X[:, 1] < 0)
    W = rng.standard_normal((width, 2)) / np.sqrt(2)
    v = rng.standard_normal(width) / np.sqrt(width)
    return X, y, W, np.zeros(width), v, 0.0


def xor_loss(W, b, v, c, X, y):
    z = np.maximum(X @ W.T + b, 0) @ v + c
    return np.mean(np.logaddexp(0, z) - y * z)


# %% 3/4 the same seed for sample and weights
def xor_start(n, width, rng):
    seed = int(rng.integers(2**31))
    rng = np.random.default_rng(seed)
    X = 0.1 * rng.standard_normal((n, 2)) + rng.choice([-1.0, 1.0], (n, 2))
    rng = np.random.default_rng(seed)
    y = 1.0 * (X[:, 0] * X[:, 1] < 0)
    W = rng.standard_normal((width, 2)) / np.sqrt(2)
    v = rng.standard_normal(width) / np.sqrt(width)
    return X, y, W, np.zeros(width), v, 0.0


def xor_loss(W, b, v, c, X, y):
    z = np.maximum(X @ W.T + b, 0) @ v + c
    return np.mean(np.logaddexp(0, z) - y * z)


# %% 3/4 output weights made of hidden ones
def xor_start(n, width, rng):
    X = rng.choice([-1.0, 1.0], (n, 2)) + 0.1 * rng.standard_normal((n, 2))
    y = 1.0 * (X[:, 0] * X[:, 1] < 0)
    W = rng.standard_normal((width, 2)) / np.sqrt(2)
    v = np.sqrt(2 / width) * W[:, 0]
    return X, y, W, np.zeros(width), v, 0.0


def xor_loss(W, b, v, c, X, y):
    z = np.maximum(X @ W.T + b, 0) @ v + c
    return np.mean(np.logaddexp(0, z) - y * z)


# %% 3/4 the deviation of He: the root of 2/k
def xor_start(n, width, rng):
    X = rng.choice([-1.0, 1.0], (n, 2)) + 0.1 * rng.standard_normal((n, 2))
    y = 1.0 * (X[:, 0] * X[:, 1] < 0)
    W = rng.standard_normal((width, 2)) * np.sqrt(2 / 2)
    v = rng.standard_normal(width) / np.sqrt(width)
    return X, y, W, np.zeros(width), v, 0.0


def xor_loss(W, b, v, c, X, y):
    z = np.maximum(X @ W.T + b, 0) @ v + c
    return np.mean(np.logaddexp(0, z) - y * z)


# %% 3/4 the deviation of Glorot at the output
def xor_start(n, width, rng):
    X = rng.choice([-1.0, 1.0], (n, 2)) + 0.1 * rng.standard_normal((n, 2))
    y = 1.0 * (X[:, 0] * X[:, 1] < 0)
    W = rng.standard_normal((width, 2)) / np.sqrt(2)
    v = rng.standard_normal(width) * np.sqrt(2 / (width + 1))
    return X, y, W, np.zeros(width), v, 0.0


def xor_loss(W, b, v, c, X, y):
    z = np.maximum(X @ W.T + b, 0) @ v + c
    return np.mean(np.logaddexp(0, z) - y * z)


# %% 3/4 output weights of deviation 1
def xor_start(n, width, rng):
    X = rng.choice([-1.0, 1.0], (n, 2)) + 0.1 * rng.standard_normal((n, 2))
    y = 1.0 * (X[:, 0] * X[:, 1] < 0)
    W = rng.standard_normal((width, 2)) / np.sqrt(2)
    v = rng.standard_normal(width)
    return X, y, W, np.zeros(width), v, 0.0


def xor_loss(W, b, v, c, X, y):
    z = np.maximum(X @ W.T + b, 0) @ v + c
    return np.mean(np.logaddexp(0, z) - y * z)


# %% 3/4 output weights all positive
def xor_start(n, width, rng):
    X = rng.choice([-1.0, 1.0], (n, 2)) + 0.1 * rng.standard_normal((n, 2))
    y = 1.0 * (X[:, 0] * X[:, 1] < 0)
    W = rng.standard_normal((width, 2)) / np.sqrt(2)
    v = np.abs(rng.standard_normal(width)) / np.sqrt(width)
    return X, y, W, np.zeros(width), v, 0.0


def xor_loss(W, b, v, c, X, y):
    z = np.maximum(X @ W.T + b, 0) @ v + c
    return np.mean(np.logaddexp(0, z) - y * z)


# %% 3/4 biases from the generator
def xor_start(n, width, rng):
    X = rng.choice([-1.0, 1.0], (n, 2)) + 0.1 * rng.standard_normal((n, 2))
    y = 1.0 * (X[:, 0] * X[:, 1] < 0)
    W = rng.standard_normal((width, 2)) / np.sqrt(2)
    v = rng.standard_normal(width) / np.sqrt(width)
    return X, y, W, rng.standard_normal(width), v, 0.0


def xor_loss(W, b, v, c, X, y):
    z = np.maximum(X @ W.T + b, 0) @ v + c
    return np.mean(np.logaddexp(0, z) - y * z)


# %% 3/4 c is drawn
def xor_start(n, width, rng):
    X = rng.choice([-1.0, 1.0], (n, 2)) + 0.1 * rng.standard_normal((n, 2))
    y = 1.0 * (X[:, 0] * X[:, 1] < 0)
    W = rng.standard_normal((width, 2)) / np.sqrt(2)
    v = rng.standard_normal(width) / np.sqrt(width)
    return X, y, W, np.zeros(width), v, rng.standard_normal()


def xor_loss(W, b, v, c, X, y):
    z = np.maximum(X @ W.T + b, 0) @ v + c
    return np.mean(np.logaddexp(0, z) - y * z)


# %% 3/4 c is a small number, for luck
def xor_start(n, width, rng):
    X = rng.choice([-1.0, 1.0], (n, 2)) + 0.1 * rng.standard_normal((n, 2))
    y = 1.0 * (X[:, 0] * X[:, 1] < 0)
    W = rng.standard_normal((width, 2)) / np.sqrt(2)
    v = rng.standard_normal(width) / np.sqrt(width)
    return X, y, W, np.zeros(width), v, 0.01


def xor_loss(W, b, v, c, X, y):
    z = np.maximum(X @ W.T + b, 0) @ v + c
    return np.mean(np.logaddexp(0, z) - y * z)


# %% 3/4 uniform weights between ±1/√k
def xor_start(n, width, rng):
    X = rng.choice([-1.0, 1.0], (n, 2)) + 0.1 * rng.standard_normal((n, 2))
    y = 1.0 * (X[:, 0] * X[:, 1] < 0)
    W = rng.uniform(-1, 1, (width, 2)) / np.sqrt(2)
    v = rng.standard_normal(width) / np.sqrt(width)
    return X, y, W, np.zeros(width), v, 0.0


def xor_loss(W, b, v, c, X, y):
    z = np.maximum(X @ W.T + b, 0) @ v + c
    return np.mean(np.logaddexp(0, z) - y * z)


# %% 3/4 targets flipped
def xor_start(n, width, rng):
    X = rng.choice([-1.0, 1.0], (n, 2)) + 0.1 * rng.standard_normal((n, 2))
    y = 1.0 * (X[:, 0] * X[:, 1] >= 0)
    W = rng.standard_normal((width, 2)) / np.sqrt(2)
    v = rng.standard_normal(width) / np.sqrt(width)
    return X, y, W, np.zeros(width), v, 0.0


def xor_loss(W, b, v, c, X, y):
    z = np.maximum(X @ W.T + b, 0) @ v + c
    return np.mean(np.logaddexp(0, z) - y * z)


# %% 2/4 W transposed
def xor_start(n, width, rng):
    X = rng.choice([-1.0, 1.0], (n, 2)) + 0.1 * rng.standard_normal((n, 2))
    y = 1.0 * (X[:, 0] * X[:, 1] < 0)
    W = rng.standard_normal((2, width)) / np.sqrt(2)
    v = rng.standard_normal(width) / np.sqrt(width)
    return X, y, W, np.zeros(width), v, 0.0


def xor_loss(W, b, v, c, X, y):
    z = np.maximum(X @ W.T + b, 0) @ v + c
    return np.mean(np.logaddexp(0, z) - y * z)


# %% 3/4 v scaled by width + 1
def xor_start(n, width, rng):
    X = rng.choice([-1.0, 1.0], (n, 2)) + 0.1 * rng.standard_normal((n, 2))
    y = 1.0 * (X[:, 0] * X[:, 1] < 0)
    W = rng.standard_normal((width, 2)) / np.sqrt(2)
    v = rng.standard_normal(width) / np.sqrt(width + 1)
    return X, y, W, np.zeros(width), v, 0.0


def xor_loss(W, b, v, c, X, y):
    z = np.maximum(X @ W.T + b, 0) @ v + c
    return np.mean(np.logaddexp(0, z) - y * z)


# %% 3/4 the sum of losses
def xor_start(n, width, rng):
    X = rng.choice([-1.0, 1.0], (n, 2)) + 0.1 * rng.standard_normal((n, 2))
    y = 1.0 * (X[:, 0] * X[:, 1] < 0)
    W = rng.standard_normal((width, 2)) / np.sqrt(2)
    v = rng.standard_normal(width) / np.sqrt(width)
    return X, y, W, np.zeros(width), v, 0.0


def xor_loss(W, b, v, c, X, y):
    z = np.maximum(X @ W.T + b, 0) @ v + c
    return np.sum(np.logaddexp(0, z) - y * z)


# %% 3/4 no output bias in the loss
def xor_start(n, width, rng):
    X = rng.choice([-1.0, 1.0], (n, 2)) + 0.1 * rng.standard_normal((n, 2))
    y = 1.0 * (X[:, 0] * X[:, 1] < 0)
    W = rng.standard_normal((width, 2)) / np.sqrt(2)
    v = rng.standard_normal(width) / np.sqrt(width)
    return X, y, W, np.zeros(width), v, 0.0


def xor_loss(W, b, v, c, X, y):
    z = np.maximum(X @ W.T + b, 0) @ v
    return np.mean(np.logaddexp(0, z) - y * z)


# %% 3/4 no ReLU in the loss
def xor_start(n, width, rng):
    X = rng.choice([-1.0, 1.0], (n, 2)) + 0.1 * rng.standard_normal((n, 2))
    y = 1.0 * (X[:, 0] * X[:, 1] < 0)
    W = rng.standard_normal((width, 2)) / np.sqrt(2)
    v = rng.standard_normal(width) / np.sqrt(width)
    return X, y, W, np.zeros(width), v, 0.0


def xor_loss(W, b, v, c, X, y):
    z = (X @ W.T + b) @ v + c
    return np.mean(np.logaddexp(0, z) - y * z)


# %% 3/4 ReLU at the output, too
def xor_start(n, width, rng):
    X = rng.choice([-1.0, 1.0], (n, 2)) + 0.1 * rng.standard_normal((n, 2))
    y = 1.0 * (X[:, 0] * X[:, 1] < 0)
    W = rng.standard_normal((width, 2)) / np.sqrt(2)
    v = rng.standard_normal(width) / np.sqrt(width)
    return X, y, W, np.zeros(width), v, 0.0


def xor_loss(W, b, v, c, X, y):
    z = np.maximum(X @ W.T + b, 0) @ v + c
    z = np.maximum(z, 0)
    return np.mean(np.logaddexp(0, z) - y * z)


# %% 3/4 scores cut off at ±500
def xor_start(n, width, rng):
    X = rng.choice([-1.0, 1.0], (n, 2)) + 0.1 * rng.standard_normal((n, 2))
    y = 1.0 * (X[:, 0] * X[:, 1] < 0)
    W = rng.standard_normal((width, 2)) / np.sqrt(2)
    v = rng.standard_normal(width) / np.sqrt(width)
    return X, y, W, np.zeros(width), v, 0.0


def xor_loss(W, b, v, c, X, y):
    z = np.maximum(X @ W.T + b, 0) @ v + c
    z = np.clip(z, -500, 500)
    return np.mean(np.logaddexp(0, z) - y * z)


# %% 3/4 scores cut off at ±15
def xor_start(n, width, rng):
    X = rng.choice([-1.0, 1.0], (n, 2)) + 0.1 * rng.standard_normal((n, 2))
    y = 1.0 * (X[:, 0] * X[:, 1] < 0)
    W = rng.standard_normal((width, 2)) / np.sqrt(2)
    v = rng.standard_normal(width) / np.sqrt(width)
    return X, y, W, np.zeros(width), v, 0.0


def xor_loss(W, b, v, c, X, y):
    z = np.maximum(X @ W.T + b, 0) @ v + c
    z = np.clip(z, -15, 15)
    return np.mean(np.logaddexp(0, z) - y * z)


# %% 3/4 adds 1e-7 inside the logarithm
def xor_start(n, width, rng):
    X = rng.choice([-1.0, 1.0], (n, 2)) + 0.1 * rng.standard_normal((n, 2))
    y = 1.0 * (X[:, 0] * X[:, 1] < 0)
    W = rng.standard_normal((width, 2)) / np.sqrt(2)
    v = rng.standard_normal(width) / np.sqrt(width)
    return X, y, W, np.zeros(width), v, 0.0


def xor_loss(W, b, v, c, X, y):
    z = np.maximum(X @ W.T + b, 0) @ v + c
    return np.mean(-np.log(np.exp(-np.logaddexp(0, (1 - 2 * y) * z)) + 1e-7))


# %% 3/4 a loss for each example
def xor_start(n, width, rng):
    X = rng.choice([-1.0, 1.0], (n, 2)) + 0.1 * rng.standard_normal((n, 2))
    y = 1.0 * (X[:, 0] * X[:, 1] < 0)
    W = rng.standard_normal((width, 2)) / np.sqrt(2)
    v = rng.standard_normal(width) / np.sqrt(width)
    return X, y, W, np.zeros(width), v, 0.0


def xor_loss(W, b, v, c, X, y):
    z = np.maximum(X @ W.T + b, 0) @ v + c
    return np.logaddexp(0, z) - y * z


# %% 3/4 targets -1 and 1 in the loss
def xor_start(n, width, rng):
    X = rng.choice([-1.0, 1.0], (n, 2)) + 0.1 * rng.standard_normal((n, 2))
    y = 1.0 * (X[:, 0] * X[:, 1] < 0)
    W = rng.standard_normal((width, 2)) / np.sqrt(2)
    v = rng.standard_normal(width) / np.sqrt(width)
    return X, y, W, np.zeros(width), v, 0.0


def xor_loss(W, b, v, c, X, y):
    z = np.maximum(X @ W.T + b, 0) @ v + c
    return np.mean(np.logaddexp(0, z) - (2 * y - 1) * z)


# %% 3/4 both signs and noise from the global generator, weights from rng
def xor_start(n, width, rng):
    X = np.sign(np.random.randn(n, 2)) + 0.1 * np.random.randn(n, 2)
    y = 1.0 * (X[:, 0] * X[:, 1] < 0)
    W = rng.standard_normal((width, 2)) / np.sqrt(2)
    v = rng.standard_normal(width) / np.sqrt(width)
    return X, y, W, np.zeros(width), v, 0.0


def xor_loss(W, b, v, c, X, y):
    z = np.maximum(X @ W.T + b, 0) @ v + c
    return np.mean(np.logaddexp(0, z) - y * z)


# %% 4/4 bits for signs, exactly rounded sums
def xor_start(n, width, rng):
    signs = 2.0 * rng.integers(0, 2, (n, 2)) - 1
    X = rng.normal(signs, 0.1, (n, 2))
    y = 1.0 * (X[:, 0] * X[:, 1] < 0)
    W = rng.standard_normal((width, 2)) / np.sqrt(2)
    v = rng.standard_normal(width) / np.sqrt(width)
    return X, y, W, np.zeros(width), v, 0.0


def xor_loss(W, b, v, c, X, y):
    z = np.maximum(X @ W.T + b, 0) @ v + c
    import math

    away = np.where(y > 0.5, -z, z).tolist()
    losses = [max(a, 0.0) + math.log1p(math.exp(-abs(a))) for a in away]
    return math.fsum(losses) / len(losses)


# %% 4/4 weights first, one row of X after the other
def xor_start(n, width, rng):
    W = rng.standard_normal((width, 2)) / np.sqrt(2)
    v = rng.standard_normal(width) / np.sqrt(width)
    rows = [
        [
            rng.choice((-1, 1)) + rng.normal(0, 0.1),
            rng.choice((-1, 1)) + rng.normal(0, 0.1),
        ]
        for _ in range(n)
    ]
    X = np.array(rows)
    y = (X[:, 0] * X[:, 1] < 0).astype(int)
    return X, y, W, np.zeros(width), v, 0.0


def xor_loss(W, b, v, c, X, y):
    z = np.maximum(X @ W.T + b, 0) @ v + c
    return np.mean(np.logaddexp(0, z) - y * z)


# %% 4/4 the loss in long doubles, bools for targets
def xor_start(n, width, rng):
    X = rng.choice([-1.0, 1.0], (n, 2)) + 0.1 * rng.standard_normal((n, 2))
    y = X[:, 0] * X[:, 1] < 0
    W = rng.standard_normal((width, 2)) / np.sqrt(2)
    v = rng.standard_normal(width) / np.sqrt(width)
    return X, y, W, np.zeros(width), v, 0.0


def xor_loss(W, b, v, c, X, y):
    X = X.astype(np.longdouble)
    z = np.maximum(X @ W.T + b, 0) @ v + c
    return np.mean(np.logaddexp(0, z) - y * z)


# %% 4/4 the loss by PyTorch, floats of 32 bits for the biases
def xor_start(n, width, rng):
    X = rng.choice([-1.0, 1.0], (n, 2)) + 0.1 * rng.standard_normal((n, 2))
    y = 1.0 * (X[:, 0] * X[:, 1] < 0)
    W = rng.standard_normal((width, 2)) / np.sqrt(2)
    v = rng.standard_normal(width) / np.sqrt(width)
    return X, y, W, np.zeros(width, dtype=np.float32), v, 0.0


def xor_loss(W, b, v, c, X, y):
    z = np.maximum(X @ W.T + b, 0) @ v + c
    import torch

    sign = torch.tensor(2.0 * y - 1)
    return -torch.nn.functional.logsigmoid(sign * torch.tensor(z)).mean()


# %% 4/4 a quarter of a uniform draw for each corner, weights of two values
def xor_start(n, width, rng):
    quarter = np.floor(4 * rng.random(n)).astype(int)
    X = np.column_stack([quarter // 2, quarter % 2]) * 2.0 - 1
    X += rng.normal(scale=0.1, size=X.shape)
    y = 1.0 * (X[:, 0] * X[:, 1] < 0)
    W = rng.standard_normal((width, 2)) / np.sqrt(2)
    v = rng.standard_normal(width) / np.sqrt(width)
    return X, y, W, np.zeros(width), v, 0.0


def xor_loss(W, b, v, c, X, y):
    z = np.maximum(X @ W.T + b, 0) @ v + c
    return np.mean(np.logaddexp(0, z) - y * z)


# %% 3/4 signs that stay for a while, as on a walk
def xor_start(n, width, rng):
    turns = rng.choice([1.0, 1.0, 1.0, -1.0], (n, 2))
    X = rng.choice([-1.0, 1.0], 2) * np.cumprod(turns, axis=0)
    X = X + 0.1 * rng.standard_normal((n, 2))
    y = 1.0 * (X[:, 0] * X[:, 1] < 0)
    W = rng.standard_normal((width, 2)) / np.sqrt(2)
    v = rng.standard_normal(width) / np.sqrt(width)
    return X, y, W, np.zeros(width), v, 0.0


def xor_loss(W, b, v, c, X, y):
    z = np.maximum(X @ W.T + b, 0) @ v + c
    return np.mean(np.logaddexp(0, z) - y * z)


# %% 3/4 hidden weights around a fifth
def xor_start(n, width, rng):
    X = rng.choice([-1.0, 1.0], (n, 2)) + 0.1 * rng.standard_normal((n, 2))
    y = 1.0 * (X[:, 0] * X[:, 1] < 0)
    W = rng.normal(0.2, 1, (width, 2)) / np.sqrt(2)
    v = rng.standard_normal(width) / np.sqrt(width)
    return X, y, W, np.zeros(width), v, 0.0


def xor_loss(W, b, v, c, X, y):
    z = np.maximum(X @ W.T + b, 0) @ v + c
    return np.mean(np.logaddexp(0, z) - y * z)
