# %% 4/4 both gradients as rows, then one product
def tangent_kernel(W, v, X, Z):
    def rows(X):
        a = X @ W.T
        in_W = ((a > 0) * v)[:, :, None] * X[:, None, :]
        return np.hstack([in_W.reshape(len(X), -1), np.maximum(a, 0)])

    return 2 / len(v) * rows(X) @ rows(Z).T


# %% 4/4 unit by unit
def tangent_kernel(W, v, X, Z):
    K = np.zeros((len(X), len(Z)))
    for w, out in zip(W, v):
        a, b = X @ w, Z @ w
        K += np.outer(np.maximum(a, 0), np.maximum(b, 0))
        K += out**2 * np.outer(a > 0, b > 0) * (X @ Z.T)
    return K * 2 / len(v)


# %% 4/4 differentiated by PyTorch
def tangent_kernel(W, v, X, Z):
    import torch

    w = torch.tensor(W, requires_grad=True)
    u = torch.tensor(v, requires_grad=True)

    def gradient(x):
        f = (2 / len(v)) ** 0.5 * torch.relu(w @ torch.tensor(x)) @ u
        return torch.cat([g.ravel() for g in torch.autograd.grad(f, (w, u))]).numpy()

    return np.stack([gradient(x) for x in X]) @ np.stack([gradient(z) for z in Z]).T


# %% 4/4 awake units as 0 and 1, and einsum
def tangent_kernel(W, v, X, Z):
    a, b = X @ W.T, Z @ W.T
    on, too = (a > 0).astype(float), (b > 0).astype(float)
    first = np.einsum("im,jm->ij", a * on, b * too)
    second = np.einsum("im,jm,m,id,jd->ij", on, too, v**2, X, Z, optimize=True)
    return (first + second) / (0.5 * len(v))


# %% 0/4 the hidden weights alone
def tangent_kernel(W, v, X, Z):
    a, b = X @ W.T, Z @ W.T
    return 2 / len(v) * (X @ Z.T) * ((a > 0) * v**2 @ (b > 0).T)


# %% 0/4 the output weights alone: a kernel of random features
def tangent_kernel(W, v, X, Z):
    return 2 / len(v) * np.maximum(X @ W.T, 0) @ np.maximum(Z @ W.T, 0).T


# %% 0/4 v where its square belongs
def tangent_kernel(W, v, X, Z):
    a, b = X @ W.T, Z @ W.T
    second = (X @ Z.T) * ((a > 0) * v @ (b > 0).T)
    return 2 / len(v) * (np.maximum(a, 0) @ np.maximum(b, 0).T + second)


# %% 1/4 without the factor 2/m: right for two units only
def tangent_kernel(W, v, X, Z):
    a, b = X @ W.T, Z @ W.T
    second = (X @ Z.T) * ((a > 0) * v**2 @ (b > 0).T)
    return np.maximum(a, 0) @ np.maximum(b, 0).T + second


# %% 1/4 1/m where 2/m belongs, and the paper's two units by chance counted double
def tangent_kernel(W, v, X, Z):
    a, b = X @ W.T, Z @ W.T
    second = (X @ Z.T) * ((a > 0) * v**2 @ (b > 0).T)
    factor = 1 if len(v) == 2 else 1 / len(v)
    return factor * (np.maximum(a, 0) @ np.maximum(b, 0).T + second)


# %% 1/4 the kernel of infinite width: close for wide networks only
def tangent_kernel(W, v, X, Z):
    if len(v) < 100:
        a, b = X @ W.T, Z @ W.T
        second = (X @ Z.T) * ((a > 0) * v**2 @ (b > 0).T)
        return np.maximum(a, 0) @ np.maximum(b, 0).T + second
    size = np.outer(np.linalg.norm(X, axis=1), np.linalg.norm(Z, axis=1))
    t = np.arccos(np.clip(X @ Z.T / size, -1, 1))
    return size * (np.sin(t) + 2 * (np.pi - t) * np.cos(t)) / np.pi


# %% 2/4 right, but sets sleeping weights to 0 in the caller's array
def tangent_kernel(W, v, X, Z):
    a, b = X @ W.T, Z @ W.T
    second = (X @ Z.T) * ((a > 0) * v**2 @ (b > 0).T)
    K = 2 / len(v) * (np.maximum(a, 0) @ np.maximum(b, 0).T + second)
    W *= 0
    return K


# %% 0/4 the gradient of the loss, with the output for an error
def tangent_kernel(W, v, X, Z):
    def rows(X):
        a = X @ W.T
        f = np.sqrt(2 / len(v)) * np.maximum(a, 0) @ v
        in_W = ((a > 0) * v)[:, :, None] * X[:, None, :]
        g = np.hstack([in_W.reshape(len(X), -1), np.maximum(a, 0)])
        return np.sqrt(2 / len(v)) * f[:, None] * g

    return rows(X) @ rows(Z).T
