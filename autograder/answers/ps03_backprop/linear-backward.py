# %% 3/3 three products
def linear_backward(dZ, X, W):
    return np.dot(dZ, W), np.dot(dZ.T, X), np.ones(len(dZ)) @ dZ


# %% 3/3 example by example
def linear_backward(dZ, X, W):
    dX, dW, db = np.zeros(X.shape), np.zeros(W.shape), np.zeros(len(W))
    for i, (dz, x) in enumerate(zip(dZ, X)):
        dX[i] = W.T @ dz
        dW += np.outer(dz, x)
        db += dz
    return dX, dW, db


# %% 3/3 sums over named axes
def linear_backward(dZ, X, W):
    dX = np.einsum("nk,kd->nd", dZ, W)
    dW = np.einsum("nk,nd->kd", dZ, X)
    return dX, dW, np.einsum("nk->k", dZ)


# %% 3/3 the bias as the weight of an input that is always 1
def linear_backward(dZ, X, W):
    both = dZ.T @ np.column_stack([X, np.ones(len(X))])
    return dZ @ W, both[:, :-1], both[:, -1]


# %% 1/3 the mean over the batch, whose 1/n is in dZ already
def linear_backward(dZ, X, W):
    return dZ @ W, dZ.T @ X / len(X), dZ.mean(axis=0)


# %% 1/3 takes the bias slope of the first example for all
def linear_backward(dZ, X, W):
    return dZ @ W, dZ.T @ X, dZ[0]


# %% 2/3 right, but leaves dX in the array X
def linear_backward(dZ, X, W):
    dW, db = dZ.T @ X, dZ.sum(axis=0)
    X[:] = dZ @ W
    return X, dW, db


# %% 1/3 dW of shape (in, out), as libraries with X W have it
def linear_backward(dZ, X, W):
    return dZ @ W, X.T @ dZ, dZ.sum(axis=0)


# %% 0/3 forgets the transpose of the weights: W where dZ W belongs
def linear_backward(dZ, X, W):
    return dZ @ W.T, dZ.T @ X, dZ.sum(axis=0)


# %% 1/3 db has one number for each entry of the batch
def linear_backward(dZ, X, W):
    return dZ @ W, dZ.T @ X, dZ


# %% 0/3 the local slopes alone: dZ is left out
def linear_backward(dZ, X, W):
    ones = np.ones(dZ.shape)
    return ones @ W, ones.T @ X, ones.sum(axis=0)


# %% 1/3 the slope by the input of all examples together
def linear_backward(dZ, X, W):
    return np.tile((dZ @ W).sum(axis=0), (len(X), 1)), dZ.T @ X, dZ.sum(axis=0)


# %% 1/3 the slopes of the parameters, and none by the input
def linear_backward(dZ, X, W):
    return np.zeros(X.shape), dZ.T @ X, dZ.sum(axis=0)


# %% 3/3 in long doubles, rows in a loop
def linear_backward(dZ, X, W):
    dZ = dZ.astype(np.longdouble)
    dW = sum(dz[:, None] * x[None, :] for dz, x in zip(dZ, X))
    return np.array([dz @ W for dz in dZ]), dW, dZ.sum(axis=0)


# %% 3/3 by PyTorch
def linear_backward(dZ, X, W):
    import torch

    x, w = (torch.tensor(a, requires_grad=True) for a in (X, W))
    b = torch.zeros(len(W), dtype=torch.float64, requires_grad=True)
    torch.nn.functional.linear(x, w, b).backward(torch.tensor(dZ))
    return x.grad, w.grad, b.grad


# %% 3/3 by JAX, in float64
def linear_backward(dZ, X, W):
    import jax

    with jax.enable_x64(True):
        b = np.zeros(len(W))
        pull = jax.vjp(lambda X, W, b: X @ W.T + b, *map(jax.numpy.asarray, (X, W, b)))[
            1
        ]
        return pull(jax.numpy.asarray(dZ))


# %% 0/3 minus all slopes
def linear_backward(dZ, X, W):
    return -dZ @ W, -dZ.T @ X, -dZ.sum(axis=0)


# %% 1/3 db summed over outputs
def linear_backward(dZ, X, W):
    return dZ @ W, dZ.T @ X, np.resize(dZ.sum(axis=1), len(W))


# %% 1/3 db divided by n
def linear_backward(dZ, X, W):
    return dZ @ W, dZ.T @ X, dZ.mean(axis=0)


# %% 1/3 dX divided by n
def linear_backward(dZ, X, W):
    return dZ @ W / len(X), dZ.T @ X, dZ.sum(axis=0)


# %% 1/3 db as a row, shape (1, k)
def linear_backward(dZ, X, W):
    return dZ @ W, dZ.T @ X, dZ.sum(axis=0, keepdims=True)


# %% 0/3 dW and dX exchanged
def linear_backward(dZ, X, W):
    return dZ.T @ X, dZ @ W, dZ.sum(axis=0)


# %% 1/3 absolute values in db
def linear_backward(dZ, X, W):
    return dZ @ W, dZ.T @ X, np.abs(dZ).sum(axis=0)


# %% 1/3 the largest slope for db
def linear_backward(dZ, X, W):
    return dZ @ W, dZ.T @ X, dZ.max(axis=0)


# %% 1/3 dW of the first example
def linear_backward(dZ, X, W):
    return dZ @ W, np.outer(dZ[0], X[0]), dZ.sum(axis=0)


# %% 1/3 W in the place of X in dW
def linear_backward(dZ, X, W):
    return dZ @ W, dZ.T @ dZ @ W, dZ.sum(axis=0)


# %% 1/3 in float32
def linear_backward(dZ, X, W):
    dZ, X, W = (a.astype(np.float32) for a in (dZ, X, W))
    return dZ @ W, dZ.T @ X, dZ.sum(axis=0)


# %% 2/3 sums dZ in place
def linear_backward(dZ, X, W):
    dZ[0] = dZ.sum(axis=0)
    return (
        (dZ - np.vstack([dZ[1:].sum(axis=0), 0 * dZ[1:]])) @ W,
        (dZ - np.vstack([dZ[1:].sum(axis=0), 0 * dZ[1:]])).T @ X,
        dZ[0].copy(),
    )
