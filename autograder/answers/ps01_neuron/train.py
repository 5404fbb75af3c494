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


# %% 2/4 keeps the logarithm of the probability: nan once it rounds to 0 or 1
def train(X, y, lr, steps):
    X1 = np.column_stack([X, np.ones(len(X))])
    theta, losses = np.zeros(X1.shape[1]), []
    for _ in range(steps):
        p = 1 / (1 + np.exp(-X1 @ theta))
        losses.append(np.mean(-y * np.log(p) - (1 - y) * np.log(1 - p)))
        theta = theta - lr * X1.T @ (p - y) / len(y)
    return theta, losses


# %% 0/4 the sum of the gradients: a hidden learning rate, n times as large
def train(X, y, lr, steps):
    X1 = np.column_stack([X, np.ones(len(X))])
    theta, losses = np.zeros(X1.shape[1]), []
    for _ in range(steps):
        z = X1 @ theta
        losses.append(np.mean(np.logaddexp(0, z) - y * z))
        theta = theta - lr * X1.T @ (0.5 * (1 + np.tanh(z / 2)) - y)
    return theta, losses


# %% 0/4 the bias first: the text wants it last
def train(X, y, lr, steps):
    X1 = np.column_stack([np.ones(len(X)), X])
    theta, losses = np.zeros(X1.shape[1]), []
    for _ in range(steps):
        z = X1 @ theta
        losses.append(np.mean(np.logaddexp(0, z) - y * z))
        theta = theta - lr * X1.T @ (0.5 * (1 + np.tanh(z / 2)) - y) / len(y)
    return theta, losses


# %% 0/4 one step at the first example only, the loss of all
def train(X, y, lr, steps):
    X1 = np.column_stack([X, np.ones(len(X))])
    theta, losses = np.zeros(X1.shape[1]), []
    for k in range(steps):
        z = X1 @ theta
        losses.append(np.mean(np.logaddexp(0, z) - y * z))
        i = k % len(y)
        theta = theta - lr * X1[i] * (0.5 * (1 + np.tanh(z[i] / 2)) - y[i])
    return theta, losses


# %% 0/4 climbs: target minus prediction, subtracted
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


# %% 1/4 records the loss after each step
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


# %% 4/4 by JAX, in float32
def train(X, y, lr, steps):
    import jax
    import jax.numpy as jnp

    X1 = jnp.column_stack([X, jnp.ones(len(X))])

    @jax.jit
    def loss(theta):
        z = X1 @ theta
        away = jnp.where(y == 1, -z, z)
        return jnp.mean(jnp.logaddexp(0.0, away))

    both = jax.jit(jax.value_and_grad(loss))
    theta, losses = jnp.zeros(X1.shape[1]), []
    for _ in range(steps):
        value, slope = both(theta)
        losses.append(value)
        theta = theta - lr * slope
    return theta, jnp.array(losses)


# %% 4/4 by PyTorch's optimizer
def train(X, y, lr, steps):
    import torch

    layer = torch.nn.Linear(X.shape[1], 1, dtype=torch.float64)
    torch.nn.init.zeros_(layer.weight)
    torch.nn.init.zeros_(layer.bias)
    descent = torch.optim.SGD(layer.parameters(), lr=lr)
    losses = []
    for _ in range(steps):
        z = layer(torch.tensor(X))[:, 0]
        loss = torch.nn.functional.binary_cross_entropy_with_logits(z, torch.tensor(y))
        descent.zero_grad()
        loss.backward()
        losses.append(loss.item())
        descent.step()
    return torch.cat([layer.weight[0], layer.bias]).detach().numpy(), losses


# %% 4/4 example by example, in plain Python
def train(X, y, lr, steps):
    import math

    rows = [([*map(float, x), 1.0], float(t)) for x, t in zip(X, y)]
    theta, losses = [0.0] * (X.shape[1] + 1), []
    for _ in range(steps):
        slope, loss = [0.0] * len(theta), 0.0
        for x, t in rows:
            z = sum(a * c for a, c in zip(theta, x))
            small = math.exp(-abs(z))
            p = 1 / (1 + small) if z > 0 else small / (1 + small)
            loss += (max(z, 0) - t * z + math.log1p(small)) / len(rows)
            slope = [s + (p - t) * c / len(rows) for s, c in zip(slope, x)]
        losses.append(loss)
        theta = [a - lr * s for a, s in zip(theta, slope)]
    return theta, losses


# %% 4/4 all losses at the end, from the thetas on the way, in long doubles
def train(X, y, lr, steps):
    X1 = np.column_stack([X, np.ones(len(X))]).astype(np.longdouble)
    path = [np.zeros(X1.shape[1], dtype=np.longdouble)]
    for _ in range(steps):
        z = X1 @ path[-1]
        p = np.exp(-np.logaddexp(0, -z))
        path.append(path[-1] + lr * X1.T @ (y - p) / len(y))
    Z = X1 @ np.array(path[:-1]).T
    return path[-1], np.mean(np.logaddexp(0, Z) - y[:, None] * Z, axis=0)


# %% 4/4 in float32
def train(X, y, lr, steps):
    X1 = np.column_stack([X, np.ones(len(X))]).astype(np.float32)
    y, lr = y.astype(np.float32), np.float32(lr)
    theta, losses = np.zeros(X1.shape[1], np.float32), []
    for _ in range(steps):
        z = X1 @ theta
        losses.append(np.mean(np.logaddexp(np.float32(0), np.where(y == 1, -z, z))))
        p = np.float32(0.5) * (1 + np.tanh(z / 2))
        theta = theta - lr * (X1.T @ (p - y) / np.float32(len(y)))
    return theta, np.array(losses)


# %% 4/4 a while loop, as in the text
def train(X, y, lr, steps):
    X1 = np.column_stack([X, np.ones(len(X))])
    step, theta, losses = 0, np.zeros(X1.shape[1]), []
    while step < steps:
        z = X1 @ theta
        losses.append(np.mean(np.maximum(z, 0) - y * z + np.log1p(np.exp(-abs(z)))))
        p = 1 / (1 + np.exp(-np.clip(z, -700, 700)))
        theta = theta - lr * X1.T @ (p - y) / len(y)
        step += 1
    return theta, np.array(losses)


# %% 3/4 clips p at 1e-12: a certain and wrong answer costs 27.6
def train(X, y, lr, steps):
    X1 = np.column_stack([X, np.ones(len(X))])
    theta, losses = np.zeros(X1.shape[1]), []
    for _ in range(steps):
        p = 1 / (1 + np.exp(-X1 @ theta))
        q = np.clip(p, 1e-12, 1 - 1e-12)
        losses.append(np.mean(-y * np.log(q) - (1 - y) * np.log(1 - q)))
        theta = theta - lr * X1.T @ (p - y) / len(y)
    return theta, losses


# %% 3/4 xlogy: a certain and wrong answer costs inf
def train(X, y, lr, steps):
    from scipy.special import xlogy

    X1 = np.column_stack([X, np.ones(len(X))])
    theta, losses = np.zeros(X1.shape[1]), []
    for _ in range(steps):
        p = 1 / (1 + np.exp(-X1 @ theta))
        losses.append(np.mean(-xlogy(y, p) - xlogy(1 - y, 1 - p)))
        theta = theta - lr * X1.T @ (p - y) / len(y)
    return theta, losses


# %% 2/4 stops when the loss is below 1e-6
def train(X, y, lr, steps):
    X1 = np.column_stack([X, np.ones(len(X))])
    theta, losses = np.zeros(X1.shape[1]), []
    for _ in range(steps):
        z = X1 @ theta
        losses.append(np.mean(np.logaddexp(0, z) - y * z))
        if losses[-1] < 1e-6:
            break
        theta = theta - lr * X1.T @ (0.5 * (1 + np.tanh(z / 2)) - y) / len(y)
    return theta, losses


# %% 1/4 stops when the loss no longer changes
def train(X, y, lr, steps):
    X1 = np.column_stack([X, np.ones(len(X))])
    theta, losses = np.zeros(X1.shape[1]), []
    for _ in range(steps):
        z = X1 @ theta
        losses.append(np.mean(np.logaddexp(0, z) - y * z))
        if len(losses) > 1 and abs(losses[-1] - losses[-2]) < 1e-9:
            break
        theta = theta - lr * X1.T @ (0.5 * (1 + np.tanh(z / 2)) - y) / len(y)
    return theta, losses


# %% 1/4 one loss more than steps: the last one too
def train(X, y, lr, steps):
    X1 = np.column_stack([X, np.ones(len(X))])
    theta, losses = np.zeros(X1.shape[1]), []
    for k in range(steps + 1):
        z = X1 @ theta
        losses.append(np.mean(np.logaddexp(0, z) - y * z))
        if k < steps:
            theta = theta - lr * X1.T @ (0.5 * (1 + np.tanh(z / 2)) - y) / len(y)
    return theta, losses


# %% 2/4 one step too few
def train(X, y, lr, steps):
    X1 = np.column_stack([X, np.ones(len(X))])
    theta, losses = np.zeros(X1.shape[1]), []
    for k in range(steps):
        z = X1 @ theta
        losses.append(np.mean(np.logaddexp(0, z) - y * z))
        if k < steps - 1:
            theta = theta - lr * X1.T @ (0.5 * (1 + np.tanh(z / 2)) - y) / len(y)
    return theta, losses


# %% 2/4 starts from small random weights
def train(X, y, lr, steps):
    X1 = np.column_stack([X, np.ones(len(X))])
    theta, losses = np.random.default_rng(0).normal(0, 0.01, X1.shape[1]), []
    for _ in range(steps):
        z = X1 @ theta
        losses.append(np.mean(np.logaddexp(0, z) - y * z))
        theta = theta - lr * X1.T @ (0.5 * (1 + np.tanh(z / 2)) - y) / len(y)
    return theta, losses


# %% 1/4 the sum of losses
def train(X, y, lr, steps):
    X1 = np.column_stack([X, np.ones(len(X))])
    theta, losses = np.zeros(X1.shape[1]), []
    for _ in range(steps):
        z = X1 @ theta
        losses.append(np.sum(np.logaddexp(0, z) - y * z))
        theta = theta - lr * X1.T @ (0.5 * (1 + np.tanh(z / 2)) - y) / len(y)
    return theta, losses


# %% 1/4 the bias step n times too long
def train(X, y, lr, steps):
    w, b, losses = np.zeros(X.shape[1]), 0.0, []
    for _ in range(steps):
        z = X @ w + b
        losses.append(np.mean(np.logaddexp(0, z) - y * z))
        error = 0.5 * (1 + np.tanh(z / 2)) - y
        w, b = w - lr * X.T @ error / len(y), b - lr * error.sum()
    return np.append(w, b), losses


# %% 1/4 a learning rate that falls with the steps
def train(X, y, lr, steps):
    X1 = np.column_stack([X, np.ones(len(X))])
    theta, losses = np.zeros(X1.shape[1]), []
    for k in range(steps):
        z = X1 @ theta
        losses.append(np.mean(np.logaddexp(0, z) - y * z))
        slope = X1.T @ (0.5 * (1 + np.tanh(z / 2)) - y) / len(y)
        theta = theta - lr / (1 + 0.01 * k) * slope
    return theta, losses


# %% 0/4 normalizes the inputs first
def train(X, y, lr, steps):
    X = (X - X.mean(axis=0)) / (X.std(axis=0) + 1e-12)
    X1 = np.column_stack([X, np.ones(len(X))])
    theta, losses = np.zeros(X1.shape[1]), []
    for _ in range(steps):
        z = X1 @ theta
        losses.append(np.mean(np.logaddexp(0, z) - y * z))
        theta = theta - lr * X1.T @ (0.5 * (1 + np.tanh(z / 2)) - y) / len(y)
    return theta, losses


# %% 3/4 cuts the pre-activation off at ±500, in the loss as well
def train(X, y, lr, steps):
    X1 = np.column_stack([X, np.ones(len(X))])
    theta, losses = np.zeros(X1.shape[1]), []
    for _ in range(steps):
        z = np.clip(X1 @ theta, -500, 500)
        losses.append(np.mean(np.logaddexp(0, z) - y * z))
        theta = theta - lr * X1.T @ (0.5 * (1 + np.tanh(z / 2)) - y) / len(y)
    return theta, losses


# %% 3/4 cuts a gradient that is longer than 1
def train(X, y, lr, steps):
    X1 = np.column_stack([X, np.ones(len(X))])
    theta, losses = np.zeros(X1.shape[1]), []
    for _ in range(steps):
        z = X1 @ theta
        losses.append(np.mean(np.logaddexp(0, z) - y * z))
        slope = X1.T @ (0.5 * (1 + np.tanh(z / 2)) - y) / len(y)
        theta = theta - lr * slope / max(1.0, np.linalg.norm(slope))
    return theta, losses


# %% 1/4 the gradient of the squared error
def train(X, y, lr, steps):
    X1 = np.column_stack([X, np.ones(len(X))])
    theta, losses = np.zeros(X1.shape[1]), []
    for _ in range(steps):
        z = X1 @ theta
        p = 0.5 * (1 + np.tanh(z / 2))
        losses.append(np.mean(np.logaddexp(0, z) - y * z))
        theta = theta - lr * X1.T @ (2 * (p - y) * p * (1 - p)) / len(y)
    return theta, losses


# %% 2/4 replaces an infinite loss by the one before
def train(X, y, lr, steps):
    X1 = np.column_stack([X, np.ones(len(X))])
    theta, losses = np.zeros(X1.shape[1]), []
    for _ in range(steps):
        p = 1 / (1 + np.exp(-X1 @ theta))
        loss = np.mean(-y * np.log(p) - (1 - y) * np.log(1 - p))
        losses.append(loss if np.isfinite(loss) else losses[-1])
        theta = theta - lr * X1.T @ (p - y) / len(y)
    return theta, losses


# %% 1/4 the bias is not trained
def train(X, y, lr, steps):
    w, losses = np.zeros(X.shape[1]), []
    for _ in range(steps):
        z = X @ w
        losses.append(np.mean(np.logaddexp(0, z) - y * z))
        w = w - lr * X.T @ (0.5 * (1 + np.tanh(z / 2)) - y) / len(y)
    return np.append(w, 0.0), losses


# %% 2/4 updates the bias with the new weights
def train(X, y, lr, steps):
    w, b, losses = np.zeros(X.shape[1]), 0.0, []
    for _ in range(steps):
        z = X @ w + b
        losses.append(np.mean(np.logaddexp(0, z) - y * z))
        w = w - lr * X.T @ (0.5 * (1 + np.tanh(z / 2)) - y) / len(y)
        z = X @ w + b
        b = b - lr * np.mean(0.5 * (1 + np.tanh(z / 2)) - y)
    return np.append(w, b), losses


# %% 3/4 scales the inputs in place
def train(X, y, lr, steps):
    X1 = np.column_stack([X, np.ones(len(X))])
    X *= 1.5
    theta, losses = np.zeros(X1.shape[1]), []
    for _ in range(steps):
        z = X1 @ theta
        losses.append(np.mean(np.logaddexp(0, z) - y * z))
        theta = theta - lr * X1.T @ (0.5 * (1 + np.tanh(z / 2)) - y) / len(y)
    return theta, losses


# %% 0/4 momentum
def train(X, y, lr, steps):
    X1 = np.column_stack([X, np.ones(len(X))])
    theta, speed, losses = np.zeros(X1.shape[1]), 0, []
    for _ in range(steps):
        z = X1 @ theta
        losses.append(np.mean(np.logaddexp(0, z) - y * z))
        speed = 0.9 * speed + X1.T @ (0.5 * (1 + np.tanh(z / 2)) - y) / len(y)
        theta = theta - lr * speed
    return theta, losses


# %% 4/4 SciPy's expit and logaddexp
def train(X, y, lr, steps):
    from scipy.special import expit

    A = np.c_[X, np.ones(len(X))]
    theta, losses = np.zeros(A.shape[1]), []
    for _ in range(steps):
        z = A @ theta
        losses.append(np.logaddexp(0, np.where(y == 1, -z, z)).mean())
        theta = theta - lr * (expit(z) - y) @ A / len(y)
    return theta, losses


# %% 4/4 PyTorch's SGD in doubles
def train(X, y, lr, steps):
    import torch

    A = torch.tensor(np.column_stack([X, np.ones(len(X))]), dtype=torch.float64)
    t = torch.tensor(y, dtype=torch.float64)
    theta = torch.zeros(A.shape[1], dtype=torch.float64, requires_grad=True)
    opt = torch.optim.SGD([theta], lr=lr)
    losses = []
    for _ in range(steps):
        opt.zero_grad()
        l = torch.nn.functional.binary_cross_entropy_with_logits(A @ theta, t)
        losses.append(l.item())
        l.backward()
        opt.step()
    return theta.detach().numpy(), losses


# %% 4/4 w and b apart, errors by tanh, losses in an array
def train(X, y, lr, steps):
    w, b, losses = np.zeros(X.shape[1]), 0.0, np.zeros(steps)
    for s in range(steps):
        z = X @ w + b
        losses[s] = np.mean(np.maximum(z, 0) - y * z + np.log1p(np.exp(-abs(z))))
        e = 0.5 + 0.5 * np.tanh(z / 2) - y
        w, b = w - lr * np.mean(e[:, None] * X, axis=0), b - lr * e.mean()
    return np.append(w, b), losses


# %% 4/4 rows turned by their label; losses in a tuple
def train(X, y, lr, steps):
    A = np.insert(X, X.shape[1], 1.0, axis=1)
    S = A * (1 - 2 * y)[:, None]
    theta, out = np.zeros(A.shape[1]), []
    while len(out) < steps:
        m = S @ theta
        out.append(float(np.logaddexp(0.0, m).sum() / len(m)))
        theta -= lr * np.exp(-np.logaddexp(0, -m)) @ S / len(m)
    return theta, tuple(out)


# %% 2/4 the weights before the last step
def train(X, y, lr, steps):
    A = np.c_[X, np.ones(len(X))]
    theta, losses = np.zeros(A.shape[1]), []
    for s in range(steps):
        z = A @ theta
        losses.append(np.logaddexp(0, (1 - 2 * y) * z).mean())
        if s < steps - 1 or steps == 1:
            theta = theta - lr * (0.5 + 0.5 * np.tanh(z / 2) - y) @ A / len(y)
    return theta, losses


# %% 1/4 scales the inputs, and the weights back
def train(X, y, lr, steps):
    s = X.std(axis=0)
    s = np.where(s > 0, s, 1)
    A = np.c_[X / s, np.ones(len(X))]
    theta, losses = np.zeros(A.shape[1]), []
    for _ in range(steps):
        z = A @ theta
        losses.append(np.logaddexp(0, (1 - 2 * y) * z).mean())
        theta = theta - lr * (0.5 + 0.5 * np.tanh(z / 2) - y) @ A / len(y)
    theta[:-1] /= s
    return theta, losses


# %% 3/4 inputs in float16
def train(X, y, lr, steps):
    A = np.c_[X, np.ones(len(X))].astype(np.float16)
    theta, losses = np.zeros(A.shape[1]), []
    for _ in range(steps):
        z = A @ theta
        losses.append(np.logaddexp(0, (1 - 2 * y) * z).mean())
        theta = theta - lr * (0.5 + 0.5 * np.tanh(z / 2) - y) @ A / len(y)
    return theta, losses


# %% 1/4 a loss more than steps: also after the last
def train(X, y, lr, steps):
    A = np.c_[X, np.ones(len(X))]
    theta, losses = np.zeros(A.shape[1]), []
    for s in range(steps + 1):
        z = A @ theta
        losses.append(np.logaddexp(0, (1 - 2 * y) * z).mean())
        if s < steps:
            theta = theta - lr * (0.5 + 0.5 * np.tanh(z / 2) - y) @ A / len(y)
    return theta, losses


# %% 3/4 cuts gradients that are longer than 100
def train(X, y, lr, steps):
    A = np.c_[X, np.ones(len(X))]
    theta, losses = np.zeros(A.shape[1]), []
    for s in range(steps):
        z = A @ theta
        losses.append(np.logaddexp(0, (1 - 2 * y) * z).mean())
        g = (0.5 + 0.5 * np.tanh(z / 2) - y) @ A / len(y)
        g = g / max(1, np.linalg.norm(g) / 100)
        theta = theta - lr * g
    return theta, losses


# %% 4/4 probabilities within 1e-7 of 0 and 1: right to five digits
def train(X, y, lr, steps):
    A = np.c_[X, np.ones(len(X))]
    theta, losses = np.zeros(A.shape[1]), []
    for s in range(steps):
        z = A @ theta
        p = np.clip(0.5 + 0.5 * np.tanh(z / 2), 1e-7, 1 - 1e-7)
        losses.append(np.logaddexp(0, (1 - 2 * y) * z).mean())
        theta = theta - lr * (p - y) @ A / len(y)
    return theta, losses
