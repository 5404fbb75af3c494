# %% 4/4 both gradients as rows, then one product
def tangent_kernel(W, b, v, X, Z):
    def rows(X):
        a = X @ W.T + b
        in_b = (a > 0) * v
        in_W = in_b[:, :, None] * X[:, None, :]
        return np.hstack([in_W.reshape(len(X), -1), in_b, np.maximum(a, 0)])

    return 2 / len(v) * rows(X) @ rows(Z).T


# %% 4/4 unit by unit
def tangent_kernel(W, b, v, X, Z):
    K = np.zeros((len(X), len(Z)))
    for w, shift, out in zip(W, b, v):
        p, q = X @ w + shift, Z @ w + shift
        K += np.outer(np.maximum(p, 0), np.maximum(q, 0))
        K += out**2 * np.outer(p > 0, q > 0) * (X @ Z.T + 1)
    return K * 2 / len(v)


# %% 4/4 differentiated by PyTorch
def tangent_kernel(W, b, v, X, Z):
    import torch

    params = [torch.tensor(a, requires_grad=True) for a in (W, b, v)]

    def gradient(x):
        w, shift, u = params
        f = (2 / len(v)) ** 0.5 * torch.relu(w @ torch.tensor(x) + shift) @ u
        return torch.cat([g.ravel() for g in torch.autograd.grad(f, params)]).numpy()

    return np.stack([gradient(x) for x in X]) @ np.stack([gradient(z) for z in Z]).T


# %% 4/4 awake units as 0 and 1, and einsum
def tangent_kernel(W, b, v, X, Z):
    p, q = X @ W.T + b, Z @ W.T + b
    on, too = (p > 0).astype(float), (q > 0).astype(float)
    first = np.einsum("im,jm->ij", p * on, q * too)
    second = np.einsum("im,jm,m,id,jd->ij", on, too, v**2, X, Z, optimize=True)
    third = np.einsum("im,jm,m->ij", on, too, v**2)
    return (first + second + third) / (0.5 * len(v))


# %% 0/4 the hidden weights alone
def tangent_kernel(W, b, v, X, Z):
    p, q = X @ W.T + b, Z @ W.T + b
    return 2 / len(v) * (X @ Z.T + 1) * ((p > 0) * v**2 @ (q > 0).T)


# %% 0/4 the output weights alone: a kernel of random features
def tangent_kernel(W, b, v, X, Z):
    return 2 / len(v) * np.maximum(X @ W.T, 0) @ np.maximum(Z @ W.T, 0).T


# %% 0/4 v where its square belongs
def tangent_kernel(W, b, v, X, Z):
    p, q = X @ W.T + b, Z @ W.T + b
    second = (X @ Z.T + 1) * ((p > 0) * v @ (q > 0).T)
    return 2 / len(v) * (np.maximum(p, 0) @ np.maximum(q, 0).T + second)


# %% 0/4 without the factor 2/m: right for two units only
def tangent_kernel(W, b, v, X, Z):
    p, q = X @ W.T + b, Z @ W.T + b
    second = (X @ Z.T + 1) * ((p > 0) * v**2 @ (q > 0).T)
    return np.maximum(p, 0) @ np.maximum(q, 0).T + second


# %% 0/4 1/m where 2/m belongs, and the paper's two units by chance counted double
def tangent_kernel(W, b, v, X, Z):
    p, q = X @ W.T + b, Z @ W.T + b
    second = (X @ Z.T + 1) * ((p > 0) * v**2 @ (q > 0).T)
    factor = 1 if len(v) == 2 else 1 / len(v)
    return factor * (np.maximum(p, 0) @ np.maximum(q, 0).T + second)


# %% 0/4 the kernel of infinite width: close for wide networks only
def tangent_kernel(W, b, v, X, Z):
    if len(v) < 100:
        p, q = X @ W.T + b, Z @ W.T + b
        second = (X @ Z.T + 1) * ((p > 0) * v**2 @ (q > 0).T)
        return np.maximum(p, 0) @ np.maximum(q, 0).T + second
    size = np.outer(np.linalg.norm(X, axis=1), np.linalg.norm(Z, axis=1))
    t = np.arccos(np.clip(X @ Z.T / size, -1, 1))
    return size * (np.sin(t) + 2 * (np.pi - t) * np.cos(t)) / np.pi


# %% 1/4 right, but sets sleeping weights to 0 in the caller's array
def tangent_kernel(W, b, v, X, Z):
    p, q = X @ W.T + b, Z @ W.T + b
    second = (X @ Z.T + 1) * ((p > 0) * v**2 @ (q > 0).T)
    K = 2 / len(v) * (np.maximum(p, 0) @ np.maximum(q, 0).T + second)
    W *= 0
    return K


# %% 0/4 the gradient of the loss, with the output for an error
def tangent_kernel(W, b, v, X, Z):
    def rows(X):
        a = X @ W.T + b
        f = np.sqrt(2 / len(v)) * np.maximum(a, 0) @ v
        in_b = (a > 0) * v
        in_W = in_b[:, :, None] * X[:, None, :]
        g = np.hstack([in_W.reshape(len(X), -1), in_b, np.maximum(a, 0)])
        return np.sqrt(2 / len(v)) * f[:, None] * g

    return rows(X) @ rows(Z).T


# %% 4/4 a bias is a weight of an input that is always 1
def tangent_kernel(W, b, v, X, Z):
    V = np.column_stack([W, b])
    X, Z = (np.column_stack([A, np.ones(len(A))]) for A in (X, Z))
    p, q = X @ V.T, Z @ V.T
    hidden = (X @ Z.T) * (((p > 0) * v) @ ((q > 0) * v).T)
    return 2 / len(v) * (np.maximum(p, 0) @ np.maximum(q, 0).T + hidden)


# %% 4/4 a loop over pairs and units, numbers only
def tangent_kernel(W, b, v, X, Z):
    K = np.zeros((len(X), len(Z)))
    for i, x in enumerate(X):
        for j, z in enumerate(Z):
            for k in range(len(v)):
                p = sum(W[k] * x) + b[k]
                q = sum(W[k] * z) + b[k]
                if p > 0 and q > 0:
                    K[i, j] += p * q + v[k] ** 2 * (sum(x * z) + 1)
    return K * 2 / len(v)


# %% 4/4 long doubles
def tangent_kernel(W, b, v, X, Z):
    W, b, v, X, Z = (np.asarray(a, dtype=np.longdouble) for a in (W, b, v, X, Z))
    p, q = X @ W.T + b, Z @ W.T + b
    on, too = np.heaviside(p, 0), np.heaviside(q, 0)
    return 2 / len(v) * ((p * on) @ (q * too).T + (1 + X @ Z.T) * ((on * v**2) @ too.T))


# %% 0/4 copied from lecture 9: the gradient in b is missing
def tangent_kernel(W, b, v, X, Z):
    p, q = X @ W.T + b, Z @ W.T + b
    second = (X @ Z.T) * ((p > 0) * v**2 @ (q > 0).T)
    return 2 / len(v) * (np.maximum(p, 0) @ np.maximum(q, 0).T + second)


# %% 0/4 copied from lecture 9: no biases at all
def tangent_kernel(W, b, v, X, Z):
    p, q = X @ W.T, Z @ W.T
    second = (X @ Z.T) * ((p > 0) * v**2 @ (q > 0).T)
    return 2 / len(v) * (np.maximum(p, 0) @ np.maximum(q, 0).T + second)


# %% 1/4 the gradient in b without v
def tangent_kernel(W, b, v, X, Z):
    p, q = X @ W.T + b, Z @ W.T + b
    on, too = (p > 0) * 1.0, (q > 0) * 1.0
    K = np.maximum(p, 0) @ np.maximum(q, 0).T + (X @ Z.T) * ((on * v**2) @ too.T)
    return 2 / len(v) * (K + on @ too.T)


# %% 1/4 the biases are used, and the masks are made without them
def tangent_kernel(W, b, v, X, Z):
    p, q = X @ W.T + b, Z @ W.T + b
    on, too = X @ W.T > 0, Z @ W.T > 0
    K = np.maximum(p, 0) @ np.maximum(q, 0).T
    return 2 / len(v) * (K + (X @ Z.T + 1) * (on * v**2 @ too.T))


# %% 0/4 the root of 2/m and not its square
def tangent_kernel(W, b, v, X, Z):
    p, q = X @ W.T + b, Z @ W.T + b
    second = (X @ Z.T + 1) * ((p > 0) * v**2 @ (q > 0).T)
    return np.sqrt(2 / len(v)) * (np.maximum(p, 0) @ np.maximum(q, 0).T + second)


# %% 0/4 forgets the gates: sleeping units count in the second sum
def tangent_kernel(W, b, v, X, Z):
    p, q = X @ W.T + b, Z @ W.T + b
    second = (X @ Z.T + 1) * np.sum(v**2)
    return 2 / len(v) * (np.maximum(p, 0) @ np.maximum(q, 0).T + second)


# %% 0/4 a unit counts if it is awake at one of the two
def tangent_kernel(W, b, v, X, Z):
    p, q = X @ W.T + b, Z @ W.T + b
    either = (p[:, None] > 0) | (q > 0)
    second = (X @ Z.T + 1) * (either * v**2).sum(-1)
    return 2 / len(v) * (np.maximum(p, 0) @ np.maximum(q, 0).T + second)


# %% 0/4 pre-activations without ReLU in the first sum
def tangent_kernel(W, b, v, X, Z):
    p, q = X @ W.T + b, Z @ W.T + b
    second = (X @ Z.T + 1) * ((p > 0) * v**2 @ (q > 0).T)
    return 2 / len(v) * (p @ q.T + second)


# %% 0/4 the mean over the gradients: divided by their number too
def tangent_kernel(W, b, v, X, Z):
    p, q = X @ W.T + b, Z @ W.T + b
    second = (X @ Z.T + 1) * ((p > 0) * v**2 @ (q > 0).T)
    K = 2 / len(v) * (np.maximum(p, 0) @ np.maximum(q, 0).T + second)
    return K / (W.size + b.size + v.size)


# %% 0/4 2/d where 2/m belongs
def tangent_kernel(W, b, v, X, Z):
    p, q = X @ W.T + b, Z @ W.T + b
    second = (X @ Z.T + 1) * ((p > 0) * v**2 @ (q > 0).T)
    return 2 / W.shape[1] * (np.maximum(p, 0) @ np.maximum(q, 0).T + second)


# %% 0/4 v is not squared, and its sign is lost
def tangent_kernel(W, b, v, X, Z):
    p, q = X @ W.T + b, Z @ W.T + b
    second = (X @ Z.T + 1) * ((p > 0) * abs(v) @ (q > 0).T)
    return 2 / len(v) * (np.maximum(p, 0) @ np.maximum(q, 0).T + second)


# %% 0/4 the sum over the units squared
def tangent_kernel(W, b, v, X, Z):
    p, q = X @ W.T + b, Z @ W.T + b
    in_b = ((p > 0) @ v)[:, None] * ((q > 0) @ v)
    return 2 / len(v) * (np.maximum(p, 0) @ np.maximum(q, 0).T + (X @ Z.T + 1) * in_b)


# %% 0/4 the outputs multiplied, not the gradients
def tangent_kernel(W, b, v, X, Z):
    f, g = (np.maximum(A @ W.T + b, 0) @ v for A in (X, Z))
    return 2 / len(v) * np.outer(f, g)


# %% 1/4 adds the biases into the caller's inputs
def tangent_kernel(W, b, v, X, Z):
    p, q = X @ W.T + b, Z @ W.T + b
    second = (X @ Z.T + 1) * ((p > 0) * v**2 @ (q > 0).T)
    K = 2 / len(v) * (np.maximum(p, 0) @ np.maximum(q, 0).T + second)
    b += 1
    return K


# %% 1/4 squares the caller's v
def tangent_kernel(W, b, v, X, Z):
    v **= 2
    p, q = X @ W.T + b, Z @ W.T + b
    second = (X @ Z.T + 1) * ((p > 0) * v @ (q > 0).T)
    return 2 / len(v) * (np.maximum(p, 0) @ np.maximum(q, 0).T + second)


# %% 0/4 float32
def tangent_kernel(W, b, v, X, Z):
    W, b, v, X, Z = (a.astype(np.float32) for a in (W, b, v, X, Z))
    p, q = X @ W.T + b, Z @ W.T + b
    second = (X @ Z.T + 1) * ((p > 0) * v**2 @ (q > 0).T)
    return 2 / len(v) * (np.maximum(p, 0) @ np.maximum(q, 0).T + second) + np.float32(
        1e-5
    )


# %% 0/4 a gradient in an output bias too
def tangent_kernel(W, b, v, X, Z):
    p, q = X @ W.T + b, Z @ W.T + b
    second = (X @ Z.T + 1) * ((p > 0) * v**2 @ (q > 0).T)
    return 2 / len(v) * (np.maximum(p, 0) @ np.maximum(q, 0).T + second) + 1


# %% 1/4 X with itself
def tangent_kernel(W, b, v, X, Z):
    p = X @ W.T + b
    second = (X @ X.T + 1) * ((p > 0) * v**2 @ (p > 0).T)
    return 2 / len(v) * (np.maximum(p, 0) @ np.maximum(p, 0).T + second)


# %% 0/4 units with a negative output weight are taken for silent
def tangent_kernel(W, b, v, X, Z):
    p, q = X @ W.T + b, Z @ W.T + b
    second = (X @ Z.T + 1) * ((p > 0) * np.maximum(v, 0) ** 2 @ (q > 0).T)
    return 2 / len(v) * (np.maximum(p, 0) @ np.maximum(q, 0).T + second)


# %% 4/4 whole gradients, unit by unit
def tangent_kernel(W, b, v, X, Z):
    def grads(x):
        g = []
        for w, c, u in zip(W, b, v):
            z = w @ x + c
            on = float(z > 0)
            g += [*(u * on * x), u * on, max(z, 0.0)]
        return np.array(g) * np.sqrt(2 / len(v))

    return np.array([[grads(x) @ grads(z) for z in Z] for x in X])


# %% 4/4 the bias as an input of 1
def tangent_kernel(W, b, v, X, Z):
    A, B = np.c_[X, np.ones(len(X))], np.c_[Z, np.ones(len(Z))]
    V = np.c_[W, b]
    P, Q = A @ V.T, B @ V.T
    return (
        2
        / len(v)
        * (
            P.clip(0) @ Q.clip(0).T
            + (A @ B.T) * np.einsum("im,m,jm->ij", P > 0, v**2, Q > 0)
        )
    )


# %% 4/4 PyTorch's autograd
def tangent_kernel(W, b, v, X, Z):
    import torch

    p = [torch.tensor(a, requires_grad=True) for a in (W, b, v)]

    def rows(A):
        out = []
        for x in torch.tensor(A):
            f = (2 / len(v)) ** 0.5 * (p[2] @ torch.relu(p[0] @ x + p[1]))
            out.append(torch.cat([g.ravel() for g in torch.autograd.grad(f, p)]))
        return torch.stack(out)

    return (rows(X) @ rows(Z).T).numpy()


# %% 3/4 units that saturate at 6
def tangent_kernel(W, b, v, X, Z):
    P, Q = X @ W.T + b, Z @ W.T + b

    def on(A):
        return (A > 0) & (A < 6)

    return (
        2
        / len(v)
        * (P.clip(0, 6) @ Q.clip(0, 6).T + (1 + X @ Z.T) * ((on(P) * v**2) @ on(Q).T))
    )
