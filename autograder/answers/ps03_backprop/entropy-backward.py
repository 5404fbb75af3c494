# %% 3/3 softmax, minus 1 at the class, over n
def entropy_backward(Z, y):
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    dZ = E / E.sum(axis=1, keepdims=True)
    dZ[np.arange(len(y)), y] -= 1
    return dZ / len(y)


# %% 3/3 row by row
def entropy_backward(Z, y):
    rows = []
    for z, k in zip(Z, y):
        e = np.exp(z - max(z))
        f = e / sum(e)
        f[k] = f[k] - 1
        rows.append(f / len(y))
    return np.array(rows)


# %% 3/3 through the Jacobian of the softmax
def entropy_backward(Z, y):
    n, K = Z.shape
    answer = np.zeros((n, K))
    for i in range(n):
        e = np.exp(Z[i] - Z[i].max())
        f = e / e.sum()
        # log f_y has slope 1 at y, minus f: no division by a tiny f_y
        answer[i] = -(np.eye(K)[y[i]] - f)
    return answer / n


# %% 3/3 from the logarithms of the probabilities
def entropy_backward(Z, y):
    top = Z.max(axis=1, keepdims=True)
    logs = Z - top - np.log(np.exp(Z - top).sum(axis=1, keepdims=True))
    return (np.exp(logs) - (np.arange(Z.shape[1]) == y[:, None])) / len(Z)


# %% 2/3 exp of the logits themselves: overflows at 710
def entropy_backward(Z, y):
    F = np.exp(Z) / np.exp(Z).sum(axis=1, keepdims=True)
    return (F - np.eye(Z.shape[1])[y]) / len(y)


# %% 2/3 takes the largest logit of the batch away: rows far below it are 0 / 0
def entropy_backward(Z, y):
    E = np.exp(Z - Z.max())
    return (E / E.sum(axis=1, keepdims=True) - np.eye(Z.shape[1])[y]) / len(y)


# %% 2/3 right, but takes the largest logits away in place
def entropy_backward(Z, y):
    Z -= Z.max(axis=1, keepdims=True)
    E = np.exp(Z)
    return (E / E.sum(axis=1, keepdims=True) - np.eye(Z.shape[1])[y]) / len(y)


# %% 0/3 the sum over the batch: the 1/n of the mean is missing
def entropy_backward(Z, y):
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True) - np.eye(Z.shape[1])[y]


# %% 0/3 target minus prediction
def entropy_backward(Z, y):
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return (np.eye(Z.shape[1])[y] - E / E.sum(axis=1, keepdims=True)) / len(y)


# %% 0/3 divides by all entries, n times K
def entropy_backward(Z, y):
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return (E / E.sum(axis=1, keepdims=True) - np.eye(Z.shape[1])[y]) / Z.size


# %% 0/3 the slope by the probabilities: stops before the softmax
def entropy_backward(Z, y):
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    F = E / E.sum(axis=1, keepdims=True)
    return -np.eye(Z.shape[1])[y] / F / len(y)


# %% 0/3 the slope of the softmax entry by entry, f (1 - f), as if it were a sigmoid
def entropy_backward(Z, y):
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    F = E / E.sum(axis=1, keepdims=True)
    return -np.eye(Z.shape[1])[y] / F * F * (1 - F) / len(y)


# %% 0/3 a softmax over the examples instead of the classes
def entropy_backward(Z, y):
    E = np.exp(Z - Z.max(axis=0))
    return (E / E.sum(axis=0) - np.eye(Z.shape[1])[y]) / len(y)


# %% 0/3 takes the logits for probabilities: a softmax is missing
def entropy_backward(Z, y):
    return (Z - np.eye(Z.shape[1])[y]) / len(y)


# %% 0/3 adds 1e-8 to the sum
def entropy_backward(Z, y):
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return (E / (E.sum(axis=1, keepdims=True) + 1e-3) - np.eye(Z.shape[1])[y]) / len(y)


# %% 0/3 the class of the first example for all
def entropy_backward(Z, y):
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return (E / E.sum(axis=1, keepdims=True) - np.eye(Z.shape[1])[y[0]]) / len(y)


# %% 0/3 classes counted from 1
def entropy_backward(Z, y):
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return (E / E.sum(axis=1, keepdims=True) - np.eye(Z.shape[1])[y - 1]) / len(y)


# %% 0/3 a sigmoid for each logit
def entropy_backward(Z, y):
    return (1 / (1 + np.exp(-Z)) - np.eye(Z.shape[1])[y]) / len(y)


# %% 0/3 only the entry of the class
def entropy_backward(Z, y):
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    Y = np.eye(Z.shape[1])[y]
    return Y * (E / E.sum(axis=1, keepdims=True) - 1) / len(y)


# %% 1/3 divides by the number of classes
def entropy_backward(Z, y):
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return (E / E.sum(axis=1, keepdims=True) - np.eye(Z.shape[1])[y]) / Z.shape[1]


# %% 2/3 cuts the logits off at ±500
def entropy_backward(Z, y):
    E = np.exp(np.clip(Z, -500, 500))
    return (E / E.sum(axis=1, keepdims=True) - np.eye(Z.shape[1])[y]) / len(y)


# %% 0/3 the answer transposed
def entropy_backward(Z, y):
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return ((E / E.sum(axis=1, keepdims=True) - np.eye(Z.shape[1])[y]) / len(y)).T


# %% 3/3 by PyTorch
def entropy_backward(Z, y):
    import torch

    z = torch.tensor(Z, requires_grad=True)
    torch.nn.functional.cross_entropy(z, torch.tensor(y)).backward()
    return z.grad


# %% 3/3 by JAX, in float64
def entropy_backward(Z, y):
    import jax

    def loss(Z):
        return -jax.nn.log_softmax(Z, axis=1)[np.arange(len(y)), y].mean()

    with jax.enable_x64(True):
        return jax.grad(loss)(jax.numpy.asarray(Z))
