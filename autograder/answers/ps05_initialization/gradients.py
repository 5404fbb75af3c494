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
