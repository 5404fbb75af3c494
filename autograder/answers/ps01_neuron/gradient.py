# %% 4/4 errors times inputs, averaged
def gradient(w, b, X, y):
    error = 1 / (1 + np.exp(-(X @ w + b))) - y
    return error @ X / len(X), error.mean()


# %% 4/4 example by example
def gradient(w, b, X, y):
    dw, db = np.zeros(X.shape[1]), 0.0
    for x, t in zip(X, y):
        p = 1 / (1 + np.exp(-(x @ w + b)))
        dw += (p - t) * x / len(y)
        db += (p - t) / len(y)
    return dw, db


# %% 4/4 the bias as the weight of an input that is always 1
def gradient(w, b, X, y):
    X1 = np.column_stack([X, np.ones(len(X))])
    z = X1 @ np.append(w, b)
    g = X1.T @ (0.5 * (1 + np.tanh(z / 2)) - y) / len(y)
    return g[:-1], g[-1]


# %% 4/4 differentiated by a library
def gradient(w, b, X, y):
    import torch

    w1 = torch.tensor(w, dtype=torch.float64, requires_grad=True)
    b1 = torch.tensor(float(b), dtype=torch.float64, requires_grad=True)
    z = torch.tensor(X) @ w1 + b1
    loss = torch.nn.functional.softplus(z) - torch.tensor(y) * z
    loss.mean().backward()
    return w1.grad.numpy(), b1.grad.item()


# %% 1/4 averages dw and forgets to average db
def gradient(w, b, X, y):
    error = 1 / (1 + np.exp(-(X @ w + b))) - y
    return X.T @ error / len(y), error.sum()


# %% 1/4 forgets the bias inside the pre-activation
def gradient(w, b, X, y):
    error = 1 / (1 + np.exp(-(X @ w))) - y
    return X.T @ error / len(y), error.mean()


# %% 2/4 right, but leaves the errors in y
def gradient(w, b, X, y):
    y -= 1 / (1 + np.exp(-(X @ w + b)))
    return -X.T @ y / len(y), -y.mean()


# %% 1/4 the step function where the sigmoid belongs, 1/2 at 0
def gradient(w, b, X, y):
    error = np.heaviside(X @ w + b, 0.5) - y
    return X.T @ error / len(y), error.mean()


# %% 1/4 target minus prediction: minus the gradient, as a published loop has it
def gradient(w, b, X, y):
    error = y - 1 / (1 + np.exp(-(X @ w + b)))
    return X.T @ error / len(y), error.mean()


# %% 1/4 the sum over the batch: its length grows with the batch
def gradient(w, b, X, y):
    error = 1 / (1 + np.exp(-(X @ w + b))) - y
    return X.T @ error, error.sum()


# %% 1/4 the gradient of the squared error: a factor p (1 - p) too many
def gradient(w, b, X, y):
    p = 1 / (1 + np.exp(-(X @ w + b)))
    error = 2 * (p - y) * p * (1 - p)
    return X.T @ error / len(y), error.mean()


# %% 0/4 dw as a column, shape (d, 1)
def gradient(w, b, X, y):
    error = 1 / (1 + np.exp(-(X @ w + b))) - y
    return (X.T @ error / len(y)).reshape(-1, 1), error.mean()


# %% 0/4 errors in the place of the mean: db has one number an example
def gradient(w, b, X, y):
    error = 1 / (1 + np.exp(-(X @ w + b))) - y
    return X.T @ error / len(y), error


# %% 0/4 forgets db
def gradient(w, b, X, y):
    error = 1 / (1 + np.exp(-(X @ w + b))) - y
    return X.T @ error / len(y)


# %% 4/4 by JAX, in float32
def gradient(w, b, X, y):
    import jax
    import jax.numpy as jnp

    def loss(w, b):
        z = jnp.asarray(X) @ w + b
        return jnp.mean(jnp.logaddexp(0.0, z) - y * z)

    return jax.grad(loss, argnums=(0, 1))(jnp.asarray(w), jnp.asarray(float(b)))


# %% 4/4 central differences
def gradient(w, b, X, y):
    def loss(theta):
        z = X @ theta[:-1] + theta[-1]
        return np.mean(np.logaddexp(0, z) - y * z)

    theta, h = np.append(w, b), 1e-5
    ends = [(loss(theta + h * e), loss(theta - h * e)) for e in np.eye(len(theta))]
    slopes = [(up - down) / (2 * h) for up, down in ends]
    return slopes[:-1], slopes[-1]


# %% 4/4 in long doubles
def gradient(w, b, X, y):
    X = X.astype(np.longdouble)
    error = 1 / (1 + np.exp(-(X @ w + b))) - y
    return (error[:, None] * X).mean(axis=0), error.mean()


# %% 4/4 in float32
def gradient(w, b, X, y):
    X, w, y = (a.astype(np.float32) for a in (X, w, y))
    error = 1 / (1 + np.exp(-(X @ w + np.float32(b)))) - y
    return X.T @ error / np.float32(len(y)), error.mean()


# %% 4/4 labels as signs
def gradient(w, b, X, y):
    s = 2 * y - 1
    g = -s / (1 + np.exp(s * (X @ w + b)))
    return g @ X / len(g), np.mean(g)


# %% 1/4 divides by the number of inputs instead of examples
def gradient(w, b, X, y):
    error = 1 / (1 + np.exp(-(X @ w + b))) - y
    return X.T @ error / X.shape[1], error.sum() / X.shape[1]


# %% 1/4 divides dw by all entries of X
def gradient(w, b, X, y):
    error = 1 / (1 + np.exp(-(X @ w + b))) - y
    return X.T @ error / X.size, error.mean()


# %% 1/4 dw is a sum, db a mean
def gradient(w, b, X, y):
    error = 1 / (1 + np.exp(-(X @ w + b))) - y
    return X.T @ error, error.mean()


# %% 1/4 errors times the mean input
def gradient(w, b, X, y):
    error = 1 / (1 + np.exp(-(X @ w + b))) - y
    return error.mean() * X.mean(axis=0), error.mean()


# %% 1/4 targets -1 and 1 in the error
def gradient(w, b, X, y):
    error = 1 / (1 + np.exp(-(X @ w + b))) - (2 * y - 1)
    return X.T @ error / len(y), error.mean()


# %% 1/4 the pre-activation where its sigmoid belongs
def gradient(w, b, X, y):
    error = X @ w + b - y
    return X.T @ error / len(y), error.mean()


# %% 1/4 db has the other sign
def gradient(w, b, X, y):
    error = 1 / (1 + np.exp(-(X @ w + b))) - y
    return X.T @ error / len(y), -error.mean()


# %% 0/4 db first
def gradient(w, b, X, y):
    error = 1 / (1 + np.exp(-(X @ w + b))) - y
    return error.mean(), X.T @ error / len(y)


# %% 1/4 db is 0: the bias is a constant, it says
def gradient(w, b, X, y):
    error = 1 / (1 + np.exp(-(X @ w + b))) - y
    return X.T @ error / len(y), 0.0


# %% 1/4 b subtracted in z
def gradient(w, b, X, y):
    error = 1 / (1 + np.exp(-(X @ w - b))) - y
    return X.T @ error / len(y), error.mean()


# %% 1/4 adds a decay of the weights
def gradient(w, b, X, y):
    error = 1 / (1 + np.exp(-(X @ w + b))) - y
    return X.T @ error / len(y) + 0.01 * w, error.mean()


# %% 3/4 an array with one number for db
def gradient(w, b, X, y):
    error = 1 / (1 + np.exp(-(X @ w + b))) - y
    return X.T @ error / len(y), error.mean(keepdims=True)


# %% 1/4 the gradient of one random example
def gradient(w, b, X, y):
    i = np.random.default_rng(0).integers(len(y))
    error = 1 / (1 + np.exp(-(X[i] @ w + b))) - y[i]
    return X[i] * error, error


# %% 2/4 scales w in place
def gradient(w, b, X, y):
    w *= 2
    error = 1 / (1 + np.exp(-(X @ w / 2 + b))) - y
    return X.T @ error / len(y), error.mean()


# %% 4/4 differentiated by PyTorch, its own loss
def gradient(w, b, X, y):
    import torch

    wt = torch.tensor(w, requires_grad=True)
    bt = torch.tensor(float(b), dtype=torch.float64, requires_grad=True)
    l = torch.nn.functional.binary_cross_entropy_with_logits(
        torch.tensor(X) @ wt + bt, torch.tensor(y)
    )
    l.backward()
    return wt.grad.numpy(), bt.grad.item()


# %% 4/4 errors by tanh, input by input
def gradient(w, b, X, y):
    dw, db, n = [0.0] * len(w), 0.0, len(y)
    for x, t in zip(X, y):
        e = 0.5 * (1 + np.tanh(0.5 * (np.dot(w, x) + b))) - t
        for j in range(len(w)):
            dw[j] += e * x[j] / n
        db += e / n
    return np.array(dw), db


# %% 4/4 the mean of errors times inputs, the bias first
def gradient(w, b, X, y):
    from scipy.special import expit

    A = np.column_stack([np.ones(len(X)), X])
    g = np.mean((expit(A @ np.r_[b, w]) - y)[:, None] * A, axis=0)
    return g[1:], g[0]


# %% 4/4 differences of logaddexp by h = 1e-6
def gradient(w, b, X, y):
    def loss(v):
        return np.mean(np.logaddexp(0, (1 - 2 * y) * (X @ v[:-1] + v[-1])))

    v = np.append(w, b).astype(float)
    g = np.zeros_like(v)
    for i in range(len(v)):
        e = np.zeros_like(v)
        e[i] = 1e-6
        g[i] = (loss(v + e) - loss(v - e)) / 2e-6
    return g[:-1], g[-1]


# %% 4/4 a list of means
def gradient(w, b, X, y):
    e = 1 / (1 + np.exp(-(X @ w + b))) - y
    return [float(np.mean(e * X[:, j])) for j in range(X.shape[1])], float(np.mean(e))


# %% 3/4 differences of a loss whose probabilities are clipped at 0.001
def gradient(w, b, X, y):
    def loss(w, b):
        p = np.clip(1 / (1 + np.exp(-(X @ w + b))), 1e-3, 1 - 1e-3)
        return np.mean(-y * np.log(p) - (1 - y) * np.log(1 - p))

    h = 1e-6
    dw = np.array(
        [(loss(w + h * e, b) - loss(w - h * e, b)) / 2 / h for e in np.eye(len(w))]
    )
    return dw, (loss(w, b + h) - loss(w, b - h)) / 2 / h


# %% 3/4 exp(z) / (1 + exp(z)): nan for large z
def gradient(w, b, X, y):
    z = X @ w + b
    p = np.exp(z) / (1 + np.exp(z))
    e = p - y
    return X.T @ e / len(y), e.mean()


# %% 1/4 a decay of the weights by 0.01
def gradient(w, b, X, y):
    e = 1 / (1 + np.exp(-(X @ w + b))) - y
    return X.T @ e / len(y) + 1e-2 * w, e.mean()
