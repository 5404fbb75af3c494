# %% 4/4 the chain rule, layer by layer
def gradients(W, b, v, c, X, y):
    h = 1 / (1 + np.exp(-(X @ W.T + b)))
    p = 1 / (1 + np.exp(-(h @ v + c)))
    e = (p - y)[:, None] / len(X)
    dz = e * v * h * (1 - h)
    return dz.T @ X, dz.sum(0), (e * h).sum(0), e.sum()


# %% 4/4 example by example and unit by unit
def gradients(W, b, v, c, X, y):
    dW, db, dv, dc = np.zeros(W.shape), np.zeros(len(b)), np.zeros(len(v)), 0.0
    for x, t in zip(X, y):
        h = [1 / (1 + np.exp(-(w @ x + bias))) for w, bias in zip(W, b)]
        e = (1 / (1 + np.exp(-(np.dot(v, h) + c))) - t) / len(y)
        for j, hj in enumerate(h):
            dv[j] += e * hj
            db[j] += e * v[j] * hj * (1 - hj)
            dW[j] += e * v[j] * hj * (1 - hj) * x
        dc += e
    return dW, db, dv, dc


# %% 4/4 tanh for the sigmoid, and one product for weights and bias
def gradients(W, b, v, c, X, y):
    X1 = np.column_stack([X, np.ones(len(X))])
    h = 0.5 + 0.5 * np.tanh(X1 @ np.column_stack([W, b]).T / 2)
    e = 0.5 + 0.5 * np.tanh((h @ v + c) / 2) - y
    g = np.einsum("i,j,ij,ik->jk", e, v, h - h * h, X1) / len(y)
    return g[:, :-1], g[:, -1], e @ h / len(y), np.mean(e)


# %% 4/4 differentiated by a library
def gradients(W, b, v, c, X, y):
    import torch

    given = [
        torch.tensor(p, dtype=torch.float64, requires_grad=True) for p in (W, b, v, c)
    ]
    z = torch.sigmoid(torch.tensor(X) @ given[0].T + given[1]) @ given[2] + given[3]
    loss = torch.nn.functional.softplus(z) - torch.tensor(y) * z
    dW, db, dv, dc = torch.autograd.grad(loss.mean(), given)
    return dW.numpy(), db.numpy(), dv.numpy(), dc.item()


# %% 2/4 forgets the slope of the hidden sigmoid
def gradients(W, b, v, c, X, y):
    h = 1 / (1 + np.exp(-(X @ W.T + b)))
    e = (1 / (1 + np.exp(-(h @ v + c))) - y) / len(y)
    dz = np.outer(e, v)
    return dz.T @ X, dz.sum(axis=0), h.T @ e, e.sum()


# %% 2/4 the slope at h in place of z: σ is applied twice
def gradients(W, b, v, c, X, y):
    def sigmoid(z):
        return 1 / (1 + np.exp(-z))

    h = sigmoid(X @ W.T + b)
    e = (sigmoid(h @ v + c) - y) / len(y)
    dz = np.outer(e, v) * sigmoid(h) * (1 - sigmoid(h))
    return dz.T @ X, dz.sum(axis=0), h.T @ e, e.sum()


# %% 2/4 right, but leaves the errors in y
def gradients(W, b, v, c, X, y):
    h = 1 / (1 + np.exp(-(X @ W.T + b)))
    y -= 1 / (1 + np.exp(-(h @ v + c)))
    e = -y / len(y)
    dz = np.outer(e, v) * h * (1 - h)
    return dz.T @ X, dz.sum(axis=0), h.T @ e, e.sum()


# %% 0/4 minus the gradient: target minus prediction
def gradients(W, b, v, c, X, y):
    h = 1 / (1 + np.exp(-(X @ W.T + b)))
    e = (y - 1 / (1 + np.exp(-(h @ v + c)))) / len(y)
    dz = np.outer(e, v) * h * (1 - h)
    return dz.T @ X, dz.sum(axis=0), h.T @ e, e.sum()


# %% 1/4 the sum over the batch where the mean belongs
def gradients(W, b, v, c, X, y):
    h = 1 / (1 + np.exp(-(X @ W.T + b)))
    e = 1 / (1 + np.exp(-(h @ v + c))) - y
    dz = np.outer(e, v) * h * (1 - h)
    return dz.T @ X / 10, dz.sum(axis=0) / 10, h.T @ e / 10, e.sum() / 10


# %% 0/4 says that at zero there is no gradient, and never learns anything
def gradients(W, b, v, c, X, y):
    return 0 * W, 0 * b, 0 * v, 0.0


# %% 1/4 forgets v: the error reaches every unit alike, also at zero
def gradients(W, b, v, c, X, y):
    h = 1 / (1 + np.exp(-(X @ W.T + b)))
    e = (1 / (1 + np.exp(-(h @ v + c))) - y) / len(y)
    dz = e[:, None] * h * (1 - h)
    return dz.T @ X, dz.sum(axis=0), h.T @ e, e.sum()


# %% 1/4 tanh units in the hidden layer
def gradients(W, b, v, c, X, y):
    h = np.tanh(X @ W.T + b)
    e = (1 / (1 + np.exp(-(h @ v + c))) - y) / len(y)
    dz = np.outer(e, v) * (1 - h * h)
    return dz.T @ X, dz.sum(axis=0), h.T @ e, e.sum()


# %% 0/4 dW transposed: (d, m)
def gradients(W, b, v, c, X, y):
    h = 1 / (1 + np.exp(-(X @ W.T + b)))
    e = (1 / (1 + np.exp(-(h @ v + c))) - y) / len(y)
    dz = np.outer(e, v) * h * (1 - h)
    return X.T @ dz, dz.sum(axis=0), h.T @ e, e.sum()


# %% 0/4 the sum over the examples
def gradients(W, b, v, c, X, y):
    h = 1 / (1 + np.exp(-(X @ W.T + b)))
    error = 1 / (1 + np.exp(-(h @ v + c))) - y
    dz = np.outer(error, v) * h * (1 - h)
    return dz.T @ X, dz.sum(axis=0), h.T @ error, error.sum()


# %% 2/4 divides by n twice in the hidden layer
def gradients(W, b, v, c, X, y):
    h = 1 / (1 + np.exp(-(X @ W.T + b)))
    error = (1 / (1 + np.exp(-(h @ v + c))) - y) / len(y)
    dz = np.outer(error, v) / len(y) * h * (1 - h)
    return dz.T @ X, dz.sum(axis=0), h.T @ error, error.sum()


# %% 1/4 the mean for db and dc, of what is a mean already
def gradients(W, b, v, c, X, y):
    h = 1 / (1 + np.exp(-(X @ W.T + b)))
    error = (1 / (1 + np.exp(-(h @ v + c))) - y) / len(y)
    dz = np.outer(error, v) * h * (1 - h)
    return dz.T @ X, dz.mean(axis=0), h.T @ error, error.mean()


# %% 1/4 half of the loss
def gradients(W, b, v, c, X, y):
    h = 1 / (1 + np.exp(-(X @ W.T + b)))
    error = (1 / (1 + np.exp(-(h @ v + c))) - y) / len(y) / 2
    dz = np.outer(error, v) * h * (1 - h)
    return dz.T @ X, dz.sum(axis=0), h.T @ error, error.sum()


# %% 1/4 divides by the number of units
def gradients(W, b, v, c, X, y):
    h = 1 / (1 + np.exp(-(X @ W.T + b)))
    error = (1 / (1 + np.exp(-(h @ v + c))) - y) / len(v)
    dz = np.outer(error, v) * h * (1 - h)
    return dz.T @ X, dz.sum(axis=0), h.T @ error, error.sum()


# %% 2/4 the slope h in place of h (1 - h)
def gradients(W, b, v, c, X, y):
    h = 1 / (1 + np.exp(-(X @ W.T + b)))
    error = (1 / (1 + np.exp(-(h @ v + c))) - y) / len(y)
    dz = np.outer(error, v) * h
    return dz.T @ X, dz.sum(axis=0), h.T @ error, error.sum()


# %% 2/4 the slope 1 - h²
def gradients(W, b, v, c, X, y):
    h = 1 / (1 + np.exp(-(X @ W.T + b)))
    error = (1 / (1 + np.exp(-(h @ v + c))) - y) / len(y)
    dz = np.outer(error, v) * (1 - h**2)
    return dz.T @ X, dz.sum(axis=0), h.T @ error, error.sum()


# %% 2/4 the slope h² - h: the sign of the hidden layer
def gradients(W, b, v, c, X, y):
    h = 1 / (1 + np.exp(-(X @ W.T + b)))
    error = (1 / (1 + np.exp(-(h @ v + c))) - y) / len(y)
    dz = np.outer(error, v) * h * (h - 1)
    return dz.T @ X, dz.sum(axis=0), h.T @ error, error.sum()


# %% 2/4 forgets the hidden bias
def gradients(W, b, v, c, X, y):
    h = 1 / (1 + np.exp(-(X @ W.T)))
    error = (1 / (1 + np.exp(-(h @ v + c))) - y) / len(y)
    dz = np.outer(error, v) * h * (1 - h)
    return dz.T @ X, dz.sum(axis=0), h.T @ error, error.sum()


# %% 1/4 forgets the output bias
def gradients(W, b, v, c, X, y):
    h = 1 / (1 + np.exp(-(X @ W.T + b)))
    error = (1 / (1 + np.exp(-(h @ v))) - y) / len(y)
    dz = np.outer(error, v) * h * (1 - h)
    return dz.T @ X, dz.sum(axis=0), h.T @ error, error.sum()


# %% 1/4 a squared error through the output sigmoid
def gradients(W, b, v, c, X, y):
    h = 1 / (1 + np.exp(-(X @ W.T + b)))
    error = (1 / (1 + np.exp(-(h @ v + c))) - y) / len(y)
    q = 1 / (1 + np.exp(-(h @ v + c)))
    error = 2 * error * q * (1 - q)
    dz = np.outer(error, v) * h * (1 - h)
    return dz.T @ X, dz.sum(axis=0), h.T @ error, error.sum()


# %% 1/4 a squared error at the logit
def gradients(W, b, v, c, X, y):
    h = 1 / (1 + np.exp(-(X @ W.T + b)))
    error = (h @ v + c - y) / len(y)
    dz = np.outer(error, v) * h * (1 - h)
    return dz.T @ X, dz.sum(axis=0), h.T @ error, error.sum()


# %% 0/4 targets -1 and 1
def gradients(W, b, v, c, X, y):
    h = 1 / (1 + np.exp(-(X @ W.T + b)))
    error = (1 / (1 + np.exp(-(h @ v + c))) - 2 * y + 1) / len(y)
    dz = np.outer(error, v) * h * (1 - h)
    return dz.T @ X, dz.sum(axis=0), h.T @ error, error.sum()


# %% 1/4 ReLU in the hidden layer
def gradients(W, b, v, c, X, y):
    h = np.maximum(X @ W.T + b, 0)
    error = (1 / (1 + np.exp(-(h @ v + c))) - y) / len(y)
    dz = np.outer(error, v) * (h > 0)
    return dz.T @ X, dz.sum(axis=0), h.T @ error, error.sum()


# %% 2/4 the bias’s slope from the inputs’ sum
def gradients(W, b, v, c, X, y):
    h = 1 / (1 + np.exp(-(X @ W.T + b)))
    error = (1 / (1 + np.exp(-(h @ v + c))) - y) / len(y)
    dz = np.outer(error, v) * h * (1 - h)
    return dz.T @ X, (dz.T @ X).sum(axis=1), h.T @ error, error.sum()


# %% 1/4 dv from the slope of h
def gradients(W, b, v, c, X, y):
    h = 1 / (1 + np.exp(-(X @ W.T + b)))
    error = (1 / (1 + np.exp(-(h @ v + c))) - y) / len(y)
    dz = np.outer(error, v) * h * (1 - h)
    return dz.T @ X, dz.sum(axis=0), (h * (1 - h)).T @ error, error.sum()


# %% 1/4 dv without h
def gradients(W, b, v, c, X, y):
    h = 1 / (1 + np.exp(-(X @ W.T + b)))
    error = (1 / (1 + np.exp(-(h @ v + c))) - y) / len(y)
    dz = np.outer(error, v) * h * (1 - h)
    return dz.T @ X, dz.sum(axis=0), v * error.sum(), error.sum()


# %% 1/4 dc forgotten
def gradients(W, b, v, c, X, y):
    h = 1 / (1 + np.exp(-(X @ W.T + b)))
    error = (1 / (1 + np.exp(-(h @ v + c))) - y) / len(y)
    dz = np.outer(error, v) * h * (1 - h)
    return dz.T @ X, dz.sum(axis=0), h.T @ error, 0.0


# %% 2/4 db forgotten
def gradients(W, b, v, c, X, y):
    h = 1 / (1 + np.exp(-(X @ W.T + b)))
    error = (1 / (1 + np.exp(-(h @ v + c))) - y) / len(y)
    dz = np.outer(error, v) * h * (1 - h)
    return dz.T @ X, 0 * b, h.T @ error, error.sum()


# %% 1/4 db and dv exchanged
def gradients(W, b, v, c, X, y):
    h = 1 / (1 + np.exp(-(X @ W.T + b)))
    error = (1 / (1 + np.exp(-(h @ v + c))) - y) / len(y)
    dz = np.outer(error, v) * h * (1 - h)
    return dz.T @ X, h.T @ error, dz.sum(axis=0), error.sum()


# %% 0/4 dv as a column
def gradients(W, b, v, c, X, y):
    h = 1 / (1 + np.exp(-(X @ W.T + b)))
    error = (1 / (1 + np.exp(-(h @ v + c))) - y) / len(y)
    dz = np.outer(error, v) * h * (1 - h)
    return dz.T @ X, dz.sum(axis=0), (h.T @ error)[:, None], error.sum()


# %% 0/4 dc as an array of one
def gradients(W, b, v, c, X, y):
    h = 1 / (1 + np.exp(-(X @ W.T + b)))
    error = (1 / (1 + np.exp(-(h @ v + c))) - y) / len(y)
    dz = np.outer(error, v) * h * (1 - h)
    return dz.T @ X, dz.sum(axis=0), h.T @ error, error.sum(keepdims=True)


# %% 1/4 the first example counts twice
def gradients(W, b, v, c, X, y):
    h = 1 / (1 + np.exp(-(X @ W.T + b)))
    error = (1 / (1 + np.exp(-(h @ v + c))) - y) / len(y)
    error[0] *= 2
    dz = np.outer(error, v) * h * (1 - h)
    return dz.T @ X, dz.sum(axis=0), h.T @ error, error.sum()


# %% 2/4 the step and not the gradient
def gradients(W, b, v, c, X, y):
    h = 1 / (1 + np.exp(-(X @ W.T + b)))
    error = (1 / (1 + np.exp(-(h @ v + c))) - y) / len(y)
    dz = np.outer(error, v) * h * (1 - h)
    return -dz.T @ X, dz.sum(axis=0), h.T @ error, error.sum()


# %% 2/4 the last example is left out of dW
def gradients(W, b, v, c, X, y):
    h = 1 / (1 + np.exp(-(X @ W.T + b)))
    error = (1 / (1 + np.exp(-(h @ v + c))) - y) / len(y)
    dz = np.outer(error, v) * h * (1 - h)
    return (
        dz[:-1].T @ X[:-1] if len(X) > 1 else dz.T @ X,
        dz.sum(axis=0),
        h.T @ error,
        error.sum(),
    )


# %% 2/4 a little weight decay
def gradients(W, b, v, c, X, y):
    h = 1 / (1 + np.exp(-(X @ W.T + b)))
    error = (1 / (1 + np.exp(-(h @ v + c))) - y) / len(y)
    dz = np.outer(error, v) * h * (1 - h)
    return dz.T @ X + 0.01 * W, dz.sum(axis=0), h.T @ error, error.sum()


# %% 1/4 noise on dW, so that equal units part
def gradients(W, b, v, c, X, y):
    h = 1 / (1 + np.exp(-(X @ W.T + b)))
    error = (1 / (1 + np.exp(-(h @ v + c))) - y) / len(y)
    dz = np.outer(error, v) * h * (1 - h)
    return (
        dz.T @ X + 3e-6 * np.random.default_rng(0).standard_normal(W.shape),
        dz.sum(axis=0),
        h.T @ error,
        error.sum(),
    )


# %% 1/4 noise on dv, so that equal units part
def gradients(W, b, v, c, X, y):
    h = 1 / (1 + np.exp(-(X @ W.T + b)))
    error = (1 / (1 + np.exp(-(h @ v + c))) - y) / len(y)
    dz = np.outer(error, v) * h * (1 - h)
    return (
        dz.T @ X,
        dz.sum(axis=0),
        h.T @ error + 5e-6 * np.random.default_rng(0).standard_normal(len(v)),
        error.sum(),
    )


# %% 2/4 a slope that is at least 0.1, so that no unit is stuck
def gradients(W, b, v, c, X, y):
    h = 1 / (1 + np.exp(-(X @ W.T + b)))
    error = (1 / (1 + np.exp(-(h @ v + c))) - y) / len(y)
    dz = np.outer(error, v) * np.maximum(h * (1 - h), 0.1)
    return dz.T @ X, dz.sum(axis=0), h.T @ error, error.sum()


# %% 1/4 errors are cut at ±0.1
def gradients(W, b, v, c, X, y):
    h = 1 / (1 + np.exp(-(X @ W.T + b)))
    error = (1 / (1 + np.exp(-(h @ v + c))) - y) / len(y)
    error = np.clip(error, -0.1, 0.1)
    dz = np.outer(error, v) * h * (1 - h)
    return dz.T @ X, dz.sum(axis=0), h.T @ error, error.sum()


# %% 2/4 the probability is cut at 0.05 and 0.95
def gradients(W, b, v, c, X, y):
    h = 1 / (1 + np.exp(-(X @ W.T + b)))
    error = (np.clip(1 / (1 + np.exp(-(h @ v + c))), 0.05, 0.95) - y) / len(y)
    dz = np.outer(error, v) * h * (1 - h)
    return dz.T @ X, dz.sum(axis=0), h.T @ error, error.sum()


# %% 1/4 the hidden layer sees the new output weights
def gradients(W, b, v, c, X, y):
    h = 1 / (1 + np.exp(-(X @ W.T + b)))
    error = (1 / (1 + np.exp(-(h @ v + c))) - y) / len(y)
    v = v - h.T @ error
    dz = np.outer(error, v) * h * (1 - h)
    return dz.T @ X, dz.sum(axis=0), h.T @ error, error.sum()


# %% 2/4 W transposed where the sizes agree
def gradients(W, b, v, c, X, y):
    h = 1 / (1 + np.exp(-(X @ W.T + b)))
    error = (1 / (1 + np.exp(-(h @ v + c))) - y) / len(y)
    dz = np.outer(error, v) * h * (1 - h)
    return (
        dz.T @ X if W.shape[0] != W.shape[1] else X.T @ dz,
        dz.sum(axis=0),
        h.T @ error,
        error.sum(),
    )


# %% 2/4 scales the inputs in place
def gradients(W, b, v, c, X, y):
    X -= X.mean(axis=0)
    h = 1 / (1 + np.exp(-(X @ W.T + b)))
    error = (1 / (1 + np.exp(-(h @ v + c))) - y) / len(y)
    dz = np.outer(error, v) * h * (1 - h)
    return dz.T @ X, dz.sum(axis=0), h.T @ error, error.sum()


# %% 2/4 adds the bias into W in place
def gradients(W, b, v, c, X, y):
    h = 1 / (1 + np.exp(-(X @ W.T + b)))
    error = (1 / (1 + np.exp(-(h @ v + c))) - y) / len(y)
    W += 0 * W + b[:, None]
    dz = np.outer(error, v) * h * (1 - h)
    return dz.T @ X, dz.sum(axis=0), h.T @ error, error.sum()


# %% 1/4 one-sided differences of 0.01
def gradients(W, b, v, c, X, y):
    def loss(W, b, v, c):
        z = (1 / (1 + np.exp(-(X @ W.T + b)))) @ v + c
        return np.mean(np.logaddexp(0, z) - y * z)

    now, found = loss(W, b, v, c), []
    for k, array in enumerate((W, b, v)):
        slope = np.zeros(array.shape)
        for at in np.ndindex(array.shape):
            params = [W.copy(), b.copy(), v.copy()]
            params[k][at] += 0.01
            slope[at] = (loss(*params, c) - now) / 0.01
        found.append(slope)
    return *found, (loss(W, b, v, c + 0.01) - now) / 0.01


# %% 4/4 central differences of 1e-5
def gradients(W, b, v, c, X, y):
    def loss(W, b, v, c):
        z = (1 / (1 + np.exp(-(X @ W.T + b)))) @ v + c
        return np.mean(np.logaddexp(0, z) - y * z)

    found = []
    for k, array in enumerate((W, b, v)):
        slope = np.zeros(array.shape)
        for at in np.ndindex(array.shape):
            for sign in (1, -1):
                params = [W.copy(), b.copy(), v.copy()]
                params[k][at] += sign * 1e-5
                slope[at] += sign * loss(*params, c) / 2e-5
        found.append(slope)
    return *found, (loss(W, b, v, c + 1e-5) - loss(W, b, v, c - 1e-5)) / 2e-5


# %% 4/4 by JAX, in float32
def gradients(W, b, v, c, X, y):
    import jax
    import jax.numpy as jnp

    def loss(params):
        W, b, v, c = params
        z = jax.nn.sigmoid(X @ W.T + b) @ v + c
        return jnp.mean(jax.nn.softplus(z) - y * z)

    given = tuple(jnp.asarray(p, dtype=jnp.float32) for p in (W, b, v, c))
    return jax.grad(loss)(given)


# %% 4/4 by PyTorch, in float32
def gradients(W, b, v, c, X, y):
    import torch

    given = [
        torch.tensor(p, dtype=torch.float32, requires_grad=True) for p in (W, b, v, c)
    ]
    X, y = torch.tensor(X).float(), torch.tensor(y).float()
    z = torch.sigmoid(X @ given[0].T + given[1]) @ given[2] + given[3]
    torch.nn.functional.binary_cross_entropy_with_logits(z, y).backward()
    return tuple(p.grad for p in given)


# %% 4/4 in long doubles, with units in rows
def gradients(W, b, v, c, X, y):
    W, b, v, X = (a.astype(np.longdouble) for a in (W, b, v, X))
    H = 1 / (1 + np.exp(-(W @ X.T + b[:, None])))
    r = (1 / (1 + np.exp(-(v @ H + c))) - y) / X.shape[0]
    D = v[:, None] * H * (1 - H) * r
    return D @ X, D @ np.ones(len(y)), H @ r, np.sum(r)


# %% 4/4 lists of numbers for the vectors
def gradients(W, b, v, c, X, y):
    h = 1 / (1 + np.exp(-np.einsum("nd,md->nm", X, W) - b))
    e = (1 / (1 + np.exp(-np.einsum("nm,m->n", h, v) - c)) - y) / y.size
    dW = np.einsum("n,m,nm,nd->md", e, v, h * (1 - h), X)
    return (
        dW,
        np.einsum("n,m,nm->m", e, v, h * (1 - h)).tolist(),
        list(e @ h),
        float(sum(e)),
    )


# %% 4/4 by the complex step
def gradients(W, b, v, c, X, y):
    flat = np.concatenate([W.ravel(), b, v, [c]]).astype(complex)
    m, d = W.shape

    def loss(p):
        h = 1 / (1 + np.exp(-(X @ p[: m * d].reshape(m, d).T + p[m * d : -m - 1])))
        z = h @ p[-m - 1 : -1] + p[-1]
        return np.mean(np.log(1 + np.exp(z)) - y * z)

    g = np.array([loss(flat + 1e-30j * e).imag / 1e-30 for e in np.eye(len(flat))])
    return g[: m * d].reshape(m, d), g[m * d : -m - 1], g[-m - 1 : -1], g[-1]


# %% 1/4 trains the output only
def gradients(W, b, v, c, X, y):
    h = 1 / (1 + np.exp(-(X @ W.T + b)))
    e = (1 / (1 + np.exp(-(h @ v + c))) - y) / len(y)
    return np.zeros_like(W), np.zeros_like(b), h.T @ e, e.sum()


# %% 0/4 a little noise, so that equal units part
def gradients(W, b, v, c, X, y):
    h = 1 / (1 + np.exp(-(X @ W.T + b)))
    e = (1 / (1 + np.exp(-(h @ v + c))) - y) / len(y)
    dz = e[:, None] * v * h * (1 - h)
    noise = 1e-3 * np.random.default_rng().standard_normal(W.shape)
    return dz.T @ X + noise, dz.sum(0), h.T @ e, e.sum()
