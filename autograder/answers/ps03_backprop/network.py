# %% 3/3 every line of the table
def network(x, W, v, label):
    h = 1 / (1 + np.exp(-W @ x))
    y = 1 / (1 + np.exp(-v @ h))
    J = -np.log(y) if label == 1 else -np.log(1 - y)
    dy = -1 / y if label == 1 else 1 / (1 - y)
    ds = dy * y * (1 - y)
    dz = ds * v * h * (1 - h)
    return J, np.outer(dz, x), ds * h, W.T @ dz


# %% 3/3 neuron by neuron, input by input
def network(x, W, v, label):
    m, d = W.shape
    z = [sum(W[j, i] * x[i] for i in range(d)) for j in range(m)]
    h = [1 / (1 + np.exp(-a)) for a in z]
    s = sum(v[j] * h[j] for j in range(m))
    ds = 1 / (1 + np.exp(-s)) - label
    dz = [ds * v[j] * h[j] * (1 - h[j]) for j in range(m)]
    dW = np.array([[dz[j] * x[i] for i in range(d)] for j in range(m)])
    dx = np.array([sum(W[j, i] * dz[j] for j in range(m)) for i in range(d)])
    return np.log1p(np.exp(s)) - label * s, dW, np.array([ds * a for a in h]), dx


# %% 3/3 as matrices, columns for vectors
def network(x, W, v, label):
    x, v = x[:, None], v[None, :]
    h = 1 / (1 + np.exp(-(W @ x)))
    s = (v @ h).item()
    sign = 1 if label else -1
    ds = -sign / (1 + np.exp(sign * s))
    dz = v.T * ds * h * (1 - h)
    return np.logaddexp(0, -sign * s), dz @ x.T, (ds * h.T)[0], (W.T @ dz)[:, 0]


# %% 3/3 by a library, in float64
def network(x, W, v, label):
    import torch

    x, W, v = (
        torch.tensor(a, dtype=torch.float64, requires_grad=True) for a in (x, W, v)
    )
    s = v @ torch.sigmoid(W @ x)
    J = torch.nn.functional.softplus(-s if label else s)
    J.backward()
    return J.item(), W.grad.numpy(), v.grad.numpy(), x.grad.numpy()


# %% 1/3 label 1 only: the loss and its slope never look at the label
def network(x, W, v, label):
    h = 1 / (1 + np.exp(-W @ x))
    y = 1 / (1 + np.exp(-v @ h))
    dz = (y - 1) * v * h * (1 - h)
    return -np.log(y), np.outer(dz, x), (y - 1) * h, W.T @ dz


# %% 0/3 in float32: the saturated slopes keep two digits
def network(x, W, v, label):
    x, W, v = (a.astype(np.float32) for a in (x, W, v))
    h = 1 / (1 + np.exp(-W @ x))
    s = v @ h
    ds = 1 / (1 + np.exp(-s)) - label
    dz = ds * v * h * (1 - h)
    return np.logaddexp(0, s) - label * s, np.outer(dz, x), ds * h, W.T @ dz


# %% 2/3 finite differences: a small slope has no nine digits
def network(x, W, v, label):
    def J(x, W, v):
        s = v @ (1 / (1 + np.exp(-W @ x)))
        return np.logaddexp(0, s) - label * s

    slopes = []
    for k, a in enumerate((x, W, v)):
        slope = np.zeros(a.shape)
        for at in np.ndindex(a.shape):
            ends = []
            for sign in (1, -1):
                moved = [x.copy(), W.copy(), v.copy()]
                moved[k][at] += sign * 1e-5
                ends.append(J(*moved))
            slope[at] = (ends[0] - ends[1]) / 2e-5
        slopes.append(slope)
    dx, dW, dv = slopes
    return J(x, W, v), dW, dv, dx


# %% 2/3 right, but scales v in place
def network(x, W, v, label):
    h = 1 / (1 + np.exp(-W @ x))
    s = v @ h
    ds = 1 / (1 + np.exp(-s)) - label
    v *= ds
    dz = v * h * (1 - h)
    return np.logaddexp(0, s) - label * s, np.outer(dz, x), ds * h, W.T @ dz


# %% 0/3 the hidden slope is missing: σ' of the first layer is left out
def network(x, W, v, label):
    h = 1 / (1 + np.exp(-W @ x))
    s = v @ h
    ds = 1 / (1 + np.exp(-s)) - label
    dz = ds * v
    return np.logaddexp(0, s) - label * s, np.outer(dz, x), ds * h, W.T @ dz


# %% 0/3 σ' at the output of the neuron, as a published formula has it
def network(x, W, v, label):
    h = 1 / (1 + np.exp(-W @ x))
    s = v @ h
    ds = 1 / (1 + np.exp(-s)) - label
    again = 1 / (1 + np.exp(-h))
    dz = ds * v * again * (1 - again)
    return np.logaddexp(0, s) - label * s, np.outer(dz, x), ds * h, W.T @ dz


# %% 0/3 the value of the loss where its derivative belongs
def network(x, W, v, label):
    h = 1 / (1 + np.exp(-W @ x))
    s = v @ h
    y = 1 / (1 + np.exp(-s))
    J = np.logaddexp(0, s) - label * s
    ds = J * y * (1 - y)
    dz = ds * v * h * (1 - h)
    return J, np.outer(dz, x), ds * h, W.T @ dz


# %% 0/3 W read as (in, out): its slope comes out transposed
def network(x, W, v, label):
    h = 1 / (1 + np.exp(-W @ x))
    s = v @ h
    ds = 1 / (1 + np.exp(-s)) - label
    dz = ds * v * h * (1 - h)
    return np.logaddexp(0, s) - label * s, np.outer(x, dz), ds * h, W.T @ dz


# %% 0/3 slopes that go downhill: target minus prediction
def network(x, W, v, label):
    h = 1 / (1 + np.exp(-W @ x))
    s = v @ h
    ds = label - 1 / (1 + np.exp(-s))
    dz = ds * v * h * (1 - h)
    return np.logaddexp(0, s) - label * s, np.outer(dz, x), ds * h, W.T @ dz


# %% 2/3 dx with W as it stands
def network(x, W, v, label):
    z = W @ x
    h = 1 / (1 + np.exp(-z))
    s = v @ h
    J = np.logaddexp(0, s) - label * s
    ds = 1 / (1 + np.exp(-s)) - label
    dz = ds * v * h / (1 + np.exp(z))
    return J, np.outer(dz, x), ds * h, W @ dz if W.shape[0] == W.shape[1] else W.T @ dz


# %% 0/3 dv without the error
def network(x, W, v, label):
    z = W @ x
    h = 1 / (1 + np.exp(-z))
    s = v @ h
    J = np.logaddexp(0, s) - label * s
    ds = 1 / (1 + np.exp(-s)) - label
    dz = ds * v * h / (1 + np.exp(z))
    return J, np.outer(dz, x), h, W.T @ dz


# %% 0/3 dv times v
def network(x, W, v, label):
    z = W @ x
    h = 1 / (1 + np.exp(-z))
    s = v @ h
    J = np.logaddexp(0, s) - label * s
    ds = 1 / (1 + np.exp(-s)) - label
    dz = ds * v * h / (1 + np.exp(z))
    return J, np.outer(dz, x), ds * h * v, W.T @ dz


# %% 0/3 the sign of dx
def network(x, W, v, label):
    z = W @ x
    h = 1 / (1 + np.exp(-z))
    s = v @ h
    J = np.logaddexp(0, s) - label * s
    ds = 1 / (1 + np.exp(-s)) - label
    dz = ds * v * h / (1 + np.exp(z))
    return J, np.outer(dz, x), ds * h, -W.T @ dz


# %% 0/3 no σ′ on the way to x
def network(x, W, v, label):
    z = W @ x
    h = 1 / (1 + np.exp(-z))
    s = v @ h
    J = np.logaddexp(0, s) - label * s
    ds = 1 / (1 + np.exp(-s)) - label
    dz = ds * v * h / (1 + np.exp(z))
    return J, np.outer(dz, x), ds * h, W.T @ (ds * v)


# %% 0/3 half the loss
def network(x, W, v, label):
    z = W @ x
    h = 1 / (1 + np.exp(-z))
    s = v @ h
    J = np.logaddexp(0, s) - label * s
    ds = 1 / (1 + np.exp(-s)) - label
    dz = ds * v * h / (1 + np.exp(z))
    return J / 2, np.outer(dz, x), ds * h, W.T @ dz


# %% 1/3 the label 0 is forgotten in the loss
def network(x, W, v, label):
    z = W @ x
    h = 1 / (1 + np.exp(-z))
    s = v @ h
    J = np.logaddexp(0, s) - s
    ds = 1 / (1 + np.exp(-s)) - label
    dz = ds * v * h / (1 + np.exp(z))
    return J, np.outer(dz, x), ds * h, W.T @ dz


# %% 0/3 scales x in place
def network(x, W, v, label):
    x *= 1.5
    z = W @ x / 1.5
    h = 1 / (1 + np.exp(-z))
    s = v @ h
    J = np.logaddexp(0, s) - label * s
    ds = 1 / (1 + np.exp(-s)) - label
    dz = ds * v * h / (1 + np.exp(z))
    return J, np.outer(dz, x), ds * h, W.T @ dz


# %% 0/3 dv as a row
def network(x, W, v, label):
    z = W @ x
    h = 1 / (1 + np.exp(-z))
    s = v @ h
    J = np.logaddexp(0, s) - label * s
    ds = 1 / (1 + np.exp(-s)) - label
    dz = ds * v * h / (1 + np.exp(z))
    return J, np.outer(dz, x), (ds * h)[None, :], W.T @ dz


# %% 0/3 v is missing in dz
def network(x, W, v, label):
    z = W @ x
    h = 1 / (1 + np.exp(-z))
    s = v @ h
    J = np.logaddexp(0, s) - label * s
    ds = 1 / (1 + np.exp(-s)) - label
    dz = ds * h / (1 + np.exp(z))
    return J, np.outer(dz, x), ds * h, W.T @ dz


# %% 0/3 the hidden slopes from their mean
def network(x, W, v, label):
    z = W @ x
    h = 1 / (1 + np.exp(-z))
    s = v @ h
    J = np.logaddexp(0, s) - label * s
    ds = 1 / (1 + np.exp(-s)) - label
    dz = ds * v * np.mean(h / (1 + np.exp(z)))
    return J, np.outer(dz, x), ds * h, W.T @ dz


# %% 3/3 by JAX, in float64
def network(x, W, v, label):
    import jax

    def loss(x, W, v):
        s = v @ jax.nn.sigmoid(W @ x)
        return jax.numpy.logaddexp(0.0, -s if label else s)

    with jax.enable_x64(True):
        arrays = [jax.numpy.asarray(a) for a in (x, W, v)]
        J, (dx, dW, dv) = jax.value_and_grad(loss, argnums=(0, 1, 2))(*arrays)
    return J, dW, dv, dx


# %% 3/3 in long doubles
def network(x, W, v, label):
    z = W.astype(np.longdouble) @ x
    h = 1 / (1 + np.exp(-z))
    s = v @ h
    J = np.logaddexp(0, s) - label * s
    ds = 1 / (1 + np.exp(-s)) - label
    dz = ds * v * h / (1 + np.exp(z))
    return J, np.outer(dz, x), ds * h, W.T @ dz
