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


# %% 0/3 one step too many, and the loss after each
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


# %% 3/3 PyTorch's SGD with weight decay on w only
def train(X, y, gamma, lr, steps):
    import torch

    X, y = torch.tensor(X), torch.tensor(y)
    w = torch.zeros(X.shape[1], dtype=torch.float64, requires_grad=True)
    b = torch.zeros((), dtype=torch.float64, requires_grad=True)
    groups = [{"params": [w], "weight_decay": 2 * gamma}, {"params": [b]}]
    optimizer, losses = torch.optim.SGD(groups, lr=lr), []
    for _ in range(steps):
        optimizer.zero_grad()
        loss = torch.nn.functional.binary_cross_entropy_with_logits(X @ w + b, y)
        losses.append(loss.item() + gamma * (w @ w).item())
        loss.backward()
        optimizer.step()
    return w.detach().numpy(), b.item(), losses


# %% 3/3 a loop over examples and weights
def train(X, y, gamma, lr, steps):
    from math import exp, log1p

    (n, d), b = X.shape, 0.0
    w, losses = [0.0] * d, []
    for _ in range(steps):
        loss, dw, db = gamma * sum(a * a for a in w), [2 * gamma * a for a in w], 0.0
        for x, t in zip(X.tolist(), y.tolist(), strict=True):
            z = sum(a * c for a, c in zip(w, x, strict=True)) + b
            loss += (max(z, 0) + log1p(exp(-abs(z))) - t * z) / n
            p = 1 / (1 + exp(-z)) if z > -700 else 0.0
            for j in range(d):
                dw[j] += (p - t) * x[j] / n
            db += (p - t) / n
        losses.append(loss)
        w, b = [a - lr * g for a, g in zip(w, dw, strict=True)], b - lr * db
    return np.array(w), b, losses


# %% 3/3 expit, softplus as -log of it, and einsum
def train(X, y, gamma, lr, steps):
    from scipy.special import expit, log_expit

    w, b, losses = np.zeros(X.shape[1]), np.float64(0), np.empty(steps)
    for k in range(steps):
        z = np.einsum("ij,j->i", X, w) + b
        losses[k] = -np.average(y * log_expit(z) + (1 - y) * log_expit(-z))
        losses[k] += gamma * np.einsum("j,j->", w, w)
        off = expit(z) - y
        w = w - lr * (np.einsum("ij,i->j", X, off) / len(X) + 2 * gamma * w)
        b = b - lr * np.average(off)
    return w, b, losses


# %% 3/3 long doubles
def train(X, y, gamma, lr, steps):
    X, y = X.astype(np.longdouble), y.astype(np.longdouble)
    w, b, losses = np.zeros(X.shape[1], np.longdouble), np.longdouble(0), []
    for _ in range(steps):
        z = X @ w + b
        losses.append(np.mean(np.log1p(np.exp(z)) - y * z) + gamma * np.sum(w**2))
        error = 1 / (1 + np.exp(-z)) - y
        w = w - lr * (X.T @ error / len(y) + 2 * gamma * w)
        b = b - lr * error.mean()
    return w, b, np.array(losses)


# %% 3/3 the formula as the text has it, log(1 + e^z)
def train(X, y, gamma, lr, steps):
    w, b, losses = np.zeros(X.shape[1]), 0.0, []
    for _ in range(steps):
        z = X.dot(w) + b
        losses.append((np.log(1 + np.exp(z)) - y * z).mean() + gamma * (w**2).sum())
        p = np.exp(z) / (1 + np.exp(z))
        dw = ((p - y)[:, None] * X).mean(axis=0) + 2 * gamma * w
        db = (p - y).mean()
        w = w - lr * dw
        b = b - lr * db
    return w, b, losses


# %% 3/3 one vector in place, made here
def train(X, y, gamma, lr, steps):
    X1 = np.hstack([np.ones((len(X), 1)), X])
    theta, losses = np.zeros(X1.shape[1]), []
    for _ in range(steps):
        z = X1 @ theta
        losses.append(np.mean(np.logaddexp(0, z) - y * z))
        losses[-1] += gamma * theta[1:] @ theta[1:]
        slope = X1.T @ (0.5 * (1 + np.tanh(z / 2)) - y) / len(y)
        slope[1:] += 2 * gamma * theta[1:]
        theta -= lr * slope
    return theta[1:], theta[0], np.array(losses)


# %% 3/3 JAX's gradient, in 64 bits
def train(X, y, gamma, lr, steps):
    import jax
    import jax.numpy as jnp

    with jax.enable_x64(True):
        A, t = jnp.asarray(X), jnp.asarray(y)

        def loss(theta):
            z = A @ theta[:-1] + theta[-1]
            return (
                jnp.mean(jnp.logaddexp(0.0, z) - t * z)
                + gamma * theta[:-1] @ theta[:-1]
            )

        step = jax.jit(jax.value_and_grad(loss))
        theta, losses = jnp.zeros(X.shape[1] + 1), []
        for _ in range(steps):
            value, slope = step(theta)
            losses.append(float(value))
            theta = theta - lr * slope
        theta = np.array(theta)
    return theta[:-1], theta[-1], losses


# %% 3/3 matrix columns, and the mean as a product
def train(X, y, gamma, lr, steps):
    n, d = X.shape
    t, w, b, losses = y.reshape(n, 1), np.zeros((d, 1)), np.zeros((1, 1)), []
    mean = np.full((1, n), 1 / n)
    for _ in range(steps):
        z = X @ w + b
        losses.append((mean @ (np.logaddexp(0, z) - t * z) + gamma * w.T @ w).item())
        off = 1 / (1 + np.exp(-z)) - t
        w, b = w - lr * (X.T @ off / n + 2 * gamma * w), b - lr * mean @ off
    return w.ravel(), b.item(), losses


# %% 2/3 clips probabilities, and the loss with them, at 0.01
def train(X, y, gamma, lr, steps):
    w, b, losses = np.zeros(X.shape[1]), 0.0, []
    for _ in range(steps):
        z = X @ w + b
        p = np.clip(1 / (1 + np.exp(-z)), 0.01, 0.99)
        losses.append(-np.mean(y * np.log(p) + (1 - y) * np.log(1 - p)) + gamma * w @ w)
        error = np.exp(-np.logaddexp(0, -z)) - y
        w, b = w - lr * (X.T @ error / len(y) + 2 * gamma * w), b - lr * error.mean()
    return w, b, np.array(losses)


# %% 0/3 the sign of the gradient: it climbs
def train(X, y, gamma, lr, steps):
    w, b, losses = np.zeros(X.shape[1]), 0.0, []
    for _ in range(steps):
        z = X @ w + b
        losses.append(np.mean(np.logaddexp(0, z) - y * z) + gamma * w @ w)
        error = np.exp(-np.logaddexp(0, -z)) - y
        w, b = w + lr * (X.T @ error / len(y) + 2 * gamma * w), b + lr * error.mean()
    return w, b, np.array(losses)


# %% 0/3 the bias climbs
def train(X, y, gamma, lr, steps):
    w, b, losses = np.zeros(X.shape[1]), 0.0, []
    for _ in range(steps):
        z = X @ w + b
        losses.append(np.mean(np.logaddexp(0, z) - y * z) + gamma * w @ w)
        error = np.exp(-np.logaddexp(0, -z)) - y
        w, b = w - lr * (X.T @ error / len(y) + 2 * gamma * w), b + lr * error.mean()
    return w, b, np.array(losses)


# %% 0/3 the bias is never moved
def train(X, y, gamma, lr, steps):
    w, b, losses = np.zeros(X.shape[1]), 0.0, []
    for _ in range(steps):
        z = X @ w + b
        losses.append(np.mean(np.logaddexp(0, z) - y * z) + gamma * w @ w)
        error = np.exp(-np.logaddexp(0, -z)) - y
        w, b = w - lr * (X.T @ error / len(y) + 2 * gamma * w), b
    return w, b, np.array(losses)


# %% 1/3 the bias moves by a sum
def train(X, y, gamma, lr, steps):
    w, b, losses = np.zeros(X.shape[1]), 0.0, []
    for _ in range(steps):
        z = X @ w + b
        losses.append(np.mean(np.logaddexp(0, z) - y * z) + gamma * w @ w)
        error = np.exp(-np.logaddexp(0, -z)) - y
        w, b = w - lr * (X.T @ error / len(y) + 2 * gamma * w), b - lr * error.sum()
    return w, b, np.array(losses)


# %% 0/3 the weights move by a sum
def train(X, y, gamma, lr, steps):
    w, b, losses = np.zeros(X.shape[1]), 0.0, []
    for _ in range(steps):
        z = X @ w + b
        losses.append(np.mean(np.logaddexp(0, z) - y * z) + gamma * w @ w)
        error = np.exp(-np.logaddexp(0, -z)) - y
        w, b = w - lr * (X.T @ error + 2 * gamma * w), b - lr * error.mean()
    return w, b, np.array(losses)


# %% 0/3 the mean over weights, not examples
def train(X, y, gamma, lr, steps):
    w, b, losses = np.zeros(X.shape[1]), 0.0, []
    for _ in range(steps):
        z = X @ w + b
        losses.append(np.mean(np.logaddexp(0, z) - y * z) + gamma * w @ w)
        error = np.exp(-np.logaddexp(0, -z)) - y
        w, b = w - lr * (X.T @ error / len(w) + 2 * gamma * w), b - lr * error.mean()
    return w, b, np.array(losses)


# %% 0/3 the penalty's slope with the wrong sign
def train(X, y, gamma, lr, steps):
    w, b, losses = np.zeros(X.shape[1]), 0.0, []
    for _ in range(steps):
        z = X @ w + b
        losses.append(np.mean(np.logaddexp(0, z) - y * z) + gamma * w @ w)
        error = np.exp(-np.logaddexp(0, -z)) - y
        w, b = w - lr * (X.T @ error / len(y) - 2 * gamma * w), b - lr * error.mean()
    return w, b, np.array(losses)


# %% 2/3 the penalty subtracted from the loss
def train(X, y, gamma, lr, steps):
    w, b, losses = np.zeros(X.shape[1]), 0.0, []
    for _ in range(steps):
        z = X @ w + b
        losses.append(np.mean(np.logaddexp(0, z) - y * z) - gamma * w @ w)
        error = np.exp(-np.logaddexp(0, -z)) - y
        w, b = w - lr * (X.T @ error / len(y) + 2 * gamma * w), b - lr * error.mean()
    return w, b, np.array(losses)


# %% 2/3 half the penalty in the loss
def train(X, y, gamma, lr, steps):
    w, b, losses = np.zeros(X.shape[1]), 0.0, []
    for _ in range(steps):
        z = X @ w + b
        losses.append(np.mean(np.logaddexp(0, z) - y * z) + 0.5 * gamma * w @ w)
        error = np.exp(-np.logaddexp(0, -z)) - y
        w, b = w - lr * (X.T @ error / len(y) + 2 * gamma * w), b - lr * error.mean()
    return w, b, np.array(losses)


# %% 1/3 half the penalty in loss and slope
def train(X, y, gamma, lr, steps):
    w, b, losses = np.zeros(X.shape[1]), 0.0, []
    for _ in range(steps):
        z = X @ w + b
        losses.append(np.mean(np.logaddexp(0, z) - y * z) + 0.5 * gamma * w @ w)
        error = np.exp(-np.logaddexp(0, -z)) - y
        w, b = w - lr * (X.T @ error / len(y) + gamma * w), b - lr * error.mean()
    return w, b, np.array(losses)


# %% 2/3 the norm without its square in the loss
def train(X, y, gamma, lr, steps):
    w, b, losses = np.zeros(X.shape[1]), 0.0, []
    for _ in range(steps):
        z = X @ w + b
        losses.append(np.mean(np.logaddexp(0, z) - y * z) + gamma * np.linalg.norm(w))
        error = np.exp(-np.logaddexp(0, -z)) - y
        w, b = w - lr * (X.T @ error / len(y) + 2 * gamma * w), b - lr * error.mean()
    return w, b, np.array(losses)


# %% 0/3 a penalty of L1
def train(X, y, gamma, lr, steps):
    w, b, losses = np.zeros(X.shape[1]), 0.0, []
    for _ in range(steps):
        z = X @ w + b
        losses.append(np.mean(np.logaddexp(0, z) - y * z) + gamma * abs(w).sum())
        error = np.exp(-np.logaddexp(0, -z)) - y
        w, b = (
            w - lr * (X.T @ error / len(y) + gamma * np.sign(w)),
            b - lr * error.mean(),
        )
    return w, b, np.array(losses)


# %% 2/3 the bias pays in the loss only
def train(X, y, gamma, lr, steps):
    w, b, losses = np.zeros(X.shape[1]), 0.0, []
    for _ in range(steps):
        z = X @ w + b
        losses.append(np.mean(np.logaddexp(0, z) - y * z) + gamma * (w @ w + b * b))
        error = np.exp(-np.logaddexp(0, -z)) - y
        w, b = w - lr * (X.T @ error / len(y) + 2 * gamma * w), b - lr * error.mean()
    return w, b, np.array(losses)


# %% 1/3 the bias pays in the step only
def train(X, y, gamma, lr, steps):
    w, b, losses = np.zeros(X.shape[1]), 0.0, []
    for _ in range(steps):
        z = X @ w + b
        losses.append(np.mean(np.logaddexp(0, z) - y * z) + gamma * w @ w)
        error = np.exp(-np.logaddexp(0, -z)) - y
        w, b = (
            w - lr * (X.T @ error / len(y) + 2 * gamma * w),
            b - lr * (error.mean() + 2 * gamma * b),
        )
    return w, b, np.array(losses)


# %% 0/3 the loss after the step
def train(X, y, gamma, lr, steps):
    w, b, losses = np.zeros(X.shape[1]), 0.0, []
    for _ in range(steps):
        z = X @ w + b
        error = np.exp(-np.logaddexp(0, -z)) - y
        w, b = w - lr * (X.T @ error / len(y) + 2 * gamma * w), b - lr * error.mean()
        z = X @ w + b
        losses.append(np.mean(np.logaddexp(0, z) - y * z) + gamma * w @ w)
    return w, b, np.array(losses)


# %% 0/3 one step too few
def train(X, y, gamma, lr, steps):
    w, b, losses = np.zeros(X.shape[1]), 0.0, []
    for _ in range(steps - 1):
        z = X @ w + b
        losses.append(np.mean(np.logaddexp(0, z) - y * z) + gamma * w @ w)
        error = np.exp(-np.logaddexp(0, -z)) - y
        w, b = w - lr * (X.T @ error / len(y) + 2 * gamma * w), b - lr * error.mean()
    return w, b, np.array(losses)


# %% 0/3 one step too few, with the right number of losses
def train(X, y, gamma, lr, steps):
    w, b, losses = np.zeros(X.shape[1]), 0.0, []
    for _ in range(steps):
        z = X @ w + b
        losses.append(np.mean(np.logaddexp(0, z) - y * z) + gamma * w @ w)
        error = np.exp(-np.logaddexp(0, -z)) - y
        if len(losses) == steps:
            break
        w, b = w - lr * (X.T @ error / len(y) + 2 * gamma * w), b - lr * error.mean()
    return w, b, np.array(losses)


# %% 0/3 one step too many, without its loss
def train(X, y, gamma, lr, steps):
    w, b, losses = np.zeros(X.shape[1]), 0.0, []
    for _ in range(steps):
        z = X @ w + b
        losses.append(np.mean(np.logaddexp(0, z) - y * z) + gamma * w @ w)
        error = np.exp(-np.logaddexp(0, -z)) - y
        w, b = w - lr * (X.T @ error / len(y) + 2 * gamma * w), b - lr * error.mean()
    z = X @ w + b
    error = np.exp(-np.logaddexp(0, -z)) - y
    w, b = w - lr * (X.T @ error / len(y) + 2 * gamma * w), b - lr * error.mean()
    return w, b, np.array(losses)


# %% 0/3 losses before the first step and after each
def train(X, y, gamma, lr, steps):
    w, b, losses = np.zeros(X.shape[1]), 0.0, []
    for _ in range(steps):
        z = X @ w + b
        losses.append(np.mean(np.logaddexp(0, z) - y * z) + gamma * w @ w)
        error = np.exp(-np.logaddexp(0, -z)) - y
        w, b = w - lr * (X.T @ error / len(y) + 2 * gamma * w), b - lr * error.mean()
    z = X @ w + b
    losses.append(np.mean(np.logaddexp(0, z) - y * z) + gamma * w @ w)
    return w, b, np.array(losses)


# %% 1/3 stops when the loss falls by less than 1e-6
def train(X, y, gamma, lr, steps):
    w, b, losses = np.zeros(X.shape[1]), 0.0, []
    for _ in range(steps):
        z = X @ w + b
        losses.append(np.mean(np.logaddexp(0, z) - y * z) + gamma * w @ w)
        if len(losses) > 1 and losses[-2] - losses[-1] < 1e-6:
            break
        error = np.exp(-np.logaddexp(0, -z)) - y
        w, b = w - lr * (X.T @ error / len(y) + 2 * gamma * w), b - lr * error.mean()
    return w, b, np.array(losses)


# %% 1/3 stops at a small slope
def train(X, y, gamma, lr, steps):
    w, b, losses = np.zeros(X.shape[1]), 0.0, []
    for _ in range(steps):
        z = X @ w + b
        losses.append(np.mean(np.logaddexp(0, z) - y * z) + gamma * w @ w)
        error = np.exp(-np.logaddexp(0, -z)) - y
        if (
            abs(X.T @ error / len(y) + 2 * gamma * w).max() < 1e-9
            and abs(error.mean()) < 1e-9
        ):
            break
        w, b = w - lr * (X.T @ error / len(y) + 2 * gamma * w), b - lr * error.mean()
    return w, b, np.array(losses)


# %% 0/3 starts at small random weights
def train(X, y, gamma, lr, steps):
    w, b, losses = np.random.default_rng(0).normal(0, 0.01, X.shape[1]), 0.0, []
    for _ in range(steps):
        z = X @ w + b
        losses.append(np.mean(np.logaddexp(0, z) - y * z) + gamma * w @ w)
        error = np.exp(-np.logaddexp(0, -z)) - y
        w, b = w - lr * (X.T @ error / len(y) + 2 * gamma * w), b - lr * error.mean()
    return w, b, np.array(losses)


# %% 0/3 starts at ones
def train(X, y, gamma, lr, steps):
    w, b, losses = np.ones(X.shape[1]), 0.0, []
    for _ in range(steps):
        z = X @ w + b
        losses.append(np.mean(np.logaddexp(0, z) - y * z) + gamma * w @ w)
        error = np.exp(-np.logaddexp(0, -z)) - y
        w, b = w - lr * (X.T @ error / len(y) + 2 * gamma * w), b - lr * error.mean()
    return w, b, np.array(losses)


# %% 1/3 the bias starts at the log of the odds
def train(X, y, gamma, lr, steps):
    w, b, losses = np.zeros(X.shape[1]), np.log(y.mean() / (1 - y.mean())), []
    for _ in range(steps):
        z = X @ w + b
        losses.append(np.mean(np.logaddexp(0, z) - y * z) + gamma * w @ w)
        error = np.exp(-np.logaddexp(0, -z)) - y
        w, b = w - lr * (X.T @ error / len(y) + 2 * gamma * w), b - lr * error.mean()
    return w, b, np.array(losses)


# %% 0/3 moves the bias with the new weights
def train(X, y, gamma, lr, steps):
    w, b, losses = np.zeros(X.shape[1]), 0.0, []
    for _ in range(steps):
        z = X @ w + b
        losses.append(np.mean(np.logaddexp(0, z) - y * z) + gamma * w @ w)
        error = np.exp(-np.logaddexp(0, -z)) - y
        w = w - lr * (X.T @ error / len(y) + 2 * gamma * w)
        b = b - lr * (1 / (1 + np.exp(-(X @ w + b))) - y).mean()
    return w, b, np.array(losses)


# %% 0/3 decays after the step, not with it
def train(X, y, gamma, lr, steps):
    w, b, losses = np.zeros(X.shape[1]), 0.0, []
    for _ in range(steps):
        z = X @ w + b
        losses.append(np.mean(np.logaddexp(0, z) - y * z) + gamma * w @ w)
        error = np.exp(-np.logaddexp(0, -z)) - y
        w, b = (
            (1 - 2 * lr * gamma) * (w - lr * X.T @ error / len(y)),
            b - lr * error.mean(),
        )
    return w, b, np.array(losses)


# %% 0/3 decay without the rate
def train(X, y, gamma, lr, steps):
    w, b, losses = np.zeros(X.shape[1]), 0.0, []
    for _ in range(steps):
        z = X @ w + b
        losses.append(np.mean(np.logaddexp(0, z) - y * z) + gamma * w @ w)
        error = np.exp(-np.logaddexp(0, -z)) - y
        w, b = (1 - 2 * gamma) * w - lr * X.T @ error / len(y), b - lr * error.mean()
    return w, b, np.array(losses)


# %% 0/3 the rate 0.1 whatever it is told
def train(X, y, gamma, lr, steps):
    w, b, losses = np.zeros(X.shape[1]), 0.0, []
    for _ in range(steps):
        z = X @ w + b
        losses.append(np.mean(np.logaddexp(0, z) - y * z) + gamma * w @ w)
        error = np.exp(-np.logaddexp(0, -z)) - y
        w, b = w - 0.1 * (X.T @ error / len(y) + 2 * gamma * w), b - 0.1 * error.mean()
    return w, b, np.array(losses)


# %% 1/3 a rate that shrinks
def train(X, y, gamma, lr, steps):
    w, b, losses = np.zeros(X.shape[1]), 0.0, []
    for k in range(steps):
        z = X @ w + b
        losses.append(np.mean(np.logaddexp(0, z) - y * z) + gamma * w @ w)
        error = np.exp(-np.logaddexp(0, -z)) - y
        w, b = (
            w - lr / (1 + 0.01 * k) * (X.T @ error / len(y) + 2 * gamma * w),
            b - lr / (1 + 0.01 * k) * error.mean(),
        )
    return w, b, np.array(losses)


# %% 0/3 one example a step, in turn
def train(X, y, gamma, lr, steps):
    w, b, losses = np.zeros(X.shape[1]), 0.0, []
    for k in range(steps):
        z = X @ w + b
        losses.append(np.mean(np.logaddexp(0, z) - y * z) + gamma * w @ w)
        error = np.exp(-np.logaddexp(0, -z)) - y
        w, b = (
            w - lr * (X[k % len(y)] * error[k % len(y)] + 2 * gamma * w),
            b - lr * error.mean(),
        )
    return w, b, np.array(losses)


# %% 0/3 the slope of a squared error
def train(X, y, gamma, lr, steps):
    w, b, losses = np.zeros(X.shape[1]), 0.0, []
    for _ in range(steps):
        z = X @ w + b
        losses.append(np.mean(np.logaddexp(0, z) - y * z) + gamma * w @ w)
        p = np.exp(-np.logaddexp(0, -z))
        error = (p - y) * p * (1 - p)
        w, b = w - lr * (X.T @ error / len(y) + 2 * gamma * w), b - lr * error.mean()
    return w, b, np.array(losses)


# %% 0/3 the perceptron's error: 0 or 1
def train(X, y, gamma, lr, steps):
    w, b, losses = np.zeros(X.shape[1]), 0.0, []
    for _ in range(steps):
        z = X @ w + b
        losses.append(np.mean(np.logaddexp(0, z) - y * z) + gamma * w @ w)
        error = (z > 0) - y
        w, b = w - lr * (X.T @ error / len(y) + 2 * gamma * w), b - lr * error.mean()
    return w, b, np.array(losses)


# %% 0/3 target minus prediction, and descends
def train(X, y, gamma, lr, steps):
    w, b, losses = np.zeros(X.shape[1]), 0.0, []
    for _ in range(steps):
        z = X @ w + b
        losses.append(np.mean(np.logaddexp(0, z) - y * z) + gamma * w @ w)
        error = y - np.exp(-np.logaddexp(0, -z))
        w, b = w - lr * (X.T @ error / len(y) + 2 * gamma * w), b - lr * error.mean()
    return w, b, np.array(losses)


# %% 1/3 momentum
def train(X, y, gamma, lr, steps):
    w, b, losses = np.zeros(X.shape[1]), 0.0, []
    m = np.zeros(X.shape[1])
    for _ in range(steps):
        z = X @ w + b
        losses.append(np.mean(np.logaddexp(0, z) - y * z) + gamma * w @ w)
        error = np.exp(-np.logaddexp(0, -z)) - y
        m = 0.9 * m + X.T @ error / len(y) + 2 * gamma * w
        w, b = w - lr * m, b - lr * error.mean()
    return w, b, np.array(losses)


# %% 0/3 standardizes X first
def train(X, y, gamma, lr, steps):
    X = (X - X.mean(axis=0)) / (X.std(axis=0) + 1e-12)
    w, b, losses = np.zeros(X.shape[1]), 0.0, []
    for _ in range(steps):
        z = X @ w + b
        losses.append(np.mean(np.logaddexp(0, z) - y * z) + gamma * w @ w)
        error = np.exp(-np.logaddexp(0, -z)) - y
        w, b = w - lr * (X.T @ error / len(y) + 2 * gamma * w), b - lr * error.mean()
    return w, b, np.array(losses)


# %% 0/3 centres X in place
def train(X, y, gamma, lr, steps):
    X -= X.mean(axis=0)
    w, b, losses = np.zeros(X.shape[1]), 0.0, []
    for _ in range(steps):
        z = X @ w + b
        losses.append(np.mean(np.logaddexp(0, z) - y * z) + gamma * w @ w)
        error = np.exp(-np.logaddexp(0, -z)) - y
        w, b = w - lr * (X.T @ error / len(y) + 2 * gamma * w), b - lr * error.mean()
    return w, b, np.array(losses)


# %% 2/3 turns y into signs in place
def train(X, y, gamma, lr, steps):
    w, b, losses = np.zeros(X.shape[1]), 0.0, []
    for _ in range(steps):
        z = X @ w + b
        losses.append(np.mean(np.logaddexp(0, z) - y * z) + gamma * w @ w)
        error = np.exp(-np.logaddexp(0, -z)) - y
        w, b = w - lr * (X.T @ error / len(y) + 2 * gamma * w), b - lr * error.mean()
    y *= 2
    y -= 1
    return w, b, np.array(losses)


# %% 1/3 the bias as an array of one
def train(X, y, gamma, lr, steps):
    w, b, losses = np.zeros(X.shape[1]), np.zeros(1), []
    for _ in range(steps):
        z = X @ w + b
        losses.append(np.mean(np.logaddexp(0, z) - y * z) + gamma * w @ w)
        error = np.exp(-np.logaddexp(0, -z)) - y
        w, b = w - lr * (X.T @ error / len(y) + 2 * gamma * w), b - lr * error.mean()
    return w, b, np.array(losses)


# %% 0/3 w as a column
def train(X, y, gamma, lr, steps):
    w, b, losses = np.zeros(X.shape[1]), 0.0, []
    for _ in range(steps):
        z = X @ w + b
        losses.append(np.mean(np.logaddexp(0, z) - y * z) + gamma * w @ w)
        error = np.exp(-np.logaddexp(0, -z)) - y
        w, b = w - lr * (X.T @ error / len(y) + 2 * gamma * w), b - lr * error.mean()
    return w[:, None], b, np.array(losses)


# %% 0/3 bias and weights swapped
def train(X, y, gamma, lr, steps):
    w, b, losses = np.zeros(X.shape[1]), 0.0, []
    for _ in range(steps):
        z = X @ w + b
        losses.append(np.mean(np.logaddexp(0, z) - y * z) + gamma * w @ w)
        error = np.exp(-np.logaddexp(0, -z)) - y
        w, b = w - lr * (X.T @ error / len(y) + 2 * gamma * w), b - lr * error.mean()
    return b, w, np.array(losses)


# %% 0/3 the losses as a sum over examples
def train(X, y, gamma, lr, steps):
    w, b, losses = np.zeros(X.shape[1]), 0.0, []
    for _ in range(steps):
        z = X @ w + b
        losses.append(np.sum(np.logaddexp(0, z) - y * z) + gamma * w @ w)
        error = np.exp(-np.logaddexp(0, -z)) - y
        w, b = w - lr * (X.T @ error / len(y) + 2 * gamma * w), b - lr * error.mean()
    return w, b, np.array(losses)


# %% 0/3 the losses with log to the base 2
def train(X, y, gamma, lr, steps):
    w, b, losses = np.zeros(X.shape[1]), 0.0, []
    for _ in range(steps):
        z = X @ w + b
        losses.append(np.mean(np.logaddexp(0, z) - y * z) / np.log(2) + gamma * w @ w)
        error = np.exp(-np.logaddexp(0, -z)) - y
        w, b = w - lr * (X.T @ error / len(y) + 2 * gamma * w), b - lr * error.mean()
    return w, b, np.array(losses)


# %% 0/3 the last loss only
def train(X, y, gamma, lr, steps):
    w, b, losses = np.zeros(X.shape[1]), 0.0, []
    for _ in range(steps):
        z = X @ w + b
        losses.append(np.mean(np.logaddexp(0, z) - y * z) + gamma * w @ w)
        error = np.exp(-np.logaddexp(0, -z)) - y
        w, b = w - lr * (X.T @ error / len(y) + 2 * gamma * w), b - lr * error.mean()
    return w, b, losses[-1]


# %% 1/3 the penalty divided by two n
def train(X, y, gamma, lr, steps):
    w, b, losses = np.zeros(X.shape[1]), 0.0, []
    for _ in range(steps):
        z = X @ w + b
        losses.append(
            np.mean(np.logaddexp(0, z) - y * z) + gamma * w @ w / (2 * len(y))
        )
        error = np.exp(-np.logaddexp(0, -z)) - y
        w, b = (
            w - lr * (X.T @ error / len(y) + gamma * w / len(y)),
            b - lr * error.mean(),
        )
    return w, b, np.array(losses)
