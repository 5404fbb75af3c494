# %% 3/3 the Jacobian, unit by unit
def normalize_backward(dY, Z, gamma, eps=1e-5):
    n, d = Z.shape
    dZ, dgamma = np.zeros((n, d)), np.zeros(d)
    for j in range(d):
        s = np.sqrt(np.var(Z[:, j]) + eps)
        zhat = (Z[:, j] - np.mean(Z[:, j])) / s
        jacobian = (np.eye(n) - 1 / n - np.outer(zhat, zhat) / n) / s
        dZ[:, j] = jacobian @ (gamma[j] * dY[:, j])
        dgamma[j] = dY[:, j] @ zhat
    return dZ, dgamma, dY.sum(axis=0)


# %% 3/3 through the mean and the variance, as the paper has it
def normalize_backward(dY, Z, gamma, eps=1e-5):
    n = len(Z)
    centred = Z - Z.mean(axis=0)
    var = np.mean(centred**2, axis=0)
    root = 1 / np.sqrt(var + eps)
    dhat = dY * gamma
    dvar = np.sum(dhat * centred, axis=0) * -0.5 * root**3
    dmean = -np.sum(dhat * root, axis=0) - 2 * dvar * centred.mean(axis=0)
    dZ = dhat * root + dvar * 2 * centred / n + dmean / n
    return dZ, np.sum(dY * centred * root, axis=0), np.sum(dY, axis=0)


# %% 3/3 a complex step, number by number: exact to the last digit
def normalize_backward(dY, Z, gamma, eps=1e-5):
    def loss(z, j, scale):
        centred = z - z.mean()
        return scale * np.sum(dY[:, j] * centred) / np.sqrt(np.mean(centred**2) + eps)

    dZ, dgamma = np.zeros(Z.shape), np.zeros(len(gamma))
    for i, j in np.ndindex(Z.shape):
        z = Z[:, j] + 1e-30j * (np.arange(len(Z)) == i)
        dZ[i, j] = loss(z, j, gamma[j]).imag / 1e-30
        dgamma[j] = loss(z, j, 1.0).real
    return dZ, dgamma, np.ones(len(Z)) @ dY


# %% 0/3 forgets that mean and variance depend on Z
def normalize_backward(dY, Z, gamma, eps=1e-5):
    s = np.sqrt(Z.var(axis=0) + eps)
    zhat = (Z - Z.mean(axis=0)) / s
    return gamma * dY / s, np.sum(dY * zhat, axis=0), dY.sum(axis=0)


# %% 0/3 forgets the way through the variance
def normalize_backward(dY, Z, gamma, eps=1e-5):
    s = np.sqrt(Z.var(axis=0) + eps)
    zhat, g = (Z - Z.mean(axis=0)) / s, gamma * dY
    return (g - g.mean(axis=0)) / s, np.sum(dY * zhat, axis=0), dY.sum(axis=0)


# %% 0/3 forgets the way through the mean
def normalize_backward(dY, Z, gamma, eps=1e-5):
    s = np.sqrt(Z.var(axis=0) + eps)
    zhat, g = (Z - Z.mean(axis=0)) / s, gamma * dY
    dZ = (g - zhat * np.mean(g * zhat, axis=0)) / s
    return dZ, np.sum(dY * zhat, axis=0), dY.sum(axis=0)


# %% 0/3 forgets eps
def normalize_backward(dY, Z, gamma, eps=1e-5):
    s = np.sqrt(Z.var(axis=0))
    zhat, g = (Z - Z.mean(axis=0)) / s, gamma * dY
    dZ = (g - g.mean(axis=0) - zhat * np.mean(g * zhat, axis=0)) / s
    return dZ, np.sum(dY * zhat, axis=0), dY.sum(axis=0)


# %% 0/3 the variance with n - 1
def normalize_backward(dY, Z, gamma, eps=1e-5):
    s = np.sqrt(Z.var(axis=0, ddof=1) + eps)
    zhat, g = (Z - Z.mean(axis=0)) / s, gamma * dY
    dZ = (g - g.mean(axis=0) - zhat * np.mean(g * zhat, axis=0)) / s
    return dZ, np.sum(dY * zhat, axis=0), dY.sum(axis=0)


# %% 0/3 forgets gamma on the way to Z
def normalize_backward(dY, Z, gamma, eps=1e-5):
    s = np.sqrt(Z.var(axis=0) + eps)
    zhat = (Z - Z.mean(axis=0)) / s
    dZ = (dY - dY.mean(axis=0) - zhat * np.mean(dY * zhat, axis=0)) / s
    return dZ, np.sum(dY * zhat, axis=0), dY.sum(axis=0)


# %% 0/3 means over the batch where sums belong, for gamma and beta
def normalize_backward(dY, Z, gamma, eps=1e-5):
    s = np.sqrt(Z.var(axis=0))
    zhat, g = (Z - Z.mean(axis=0)) / s, gamma * dY
    dZ = (g - g.mean(axis=0) - zhat * np.mean(g * zhat, axis=0)) / s
    return dZ, np.mean(dY * zhat, axis=0), dY.mean(axis=0)


# %% 0/3 slopes of gamma from the output, not from what was normalized
def normalize_backward(dY, Z, gamma, eps=1e-5):
    s = np.sqrt(Z.var(axis=0) + eps)
    zhat, g = gamma * (Z - Z.mean(axis=0)) / s, gamma * dY
    dZ = (g - g.mean(axis=0) - zhat * np.mean(g * zhat, axis=0)) / s
    return dZ, np.sum(dY * zhat, axis=0), dY.sum(axis=0)


# %% 2/3 uses dY as scratch paper
def normalize_backward(dY, Z, gamma, eps=1e-5):
    s = np.sqrt(Z.var(axis=0) + eps)
    zhat = (Z - Z.mean(axis=0)) / s
    dgamma, dbeta = np.sum(dY * zhat, axis=0), dY.sum(axis=0)
    dY *= gamma
    dZ = (dY - dY.mean(axis=0) - zhat * np.mean(dY * zhat, axis=0)) / s
    return dZ, dgamma, dbeta


# %% 3/3 PyTorch's gradients, in 64 bits
def normalize_backward(dY, Z, gamma, eps=1e-5):
    import torch

    Z, gamma = (
        torch.tensor(Z, requires_grad=True),
        torch.tensor(gamma, requires_grad=True),
    )
    beta = torch.zeros_like(gamma, requires_grad=True)
    v, m = torch.var_mean(Z, dim=0, correction=0)
    Y = gamma * (Z - m) / torch.sqrt(v + eps) + beta
    Y.backward(torch.tensor(dY))
    return Z.grad.numpy(), gamma.grad.numpy(), beta.grad.numpy()


# %% 3/3 JAX's vjp, in 64 bits
def normalize_backward(dY, Z, gamma, eps=1e-5):
    import jax
    import jax.numpy as jnp

    def forward(Z, gamma, beta):
        return gamma * (Z - Z.mean(axis=0)) / jnp.sqrt(Z.var(axis=0) + eps) + beta

    with jax.enable_x64(True):
        arrays = [jnp.asarray(a) for a in (Z, gamma, 0 * gamma)]
        _, back = jax.vjp(forward, *arrays)
        return tuple(np.array(a) for a in back(jnp.asarray(dY)))


# %% 3/3 einsum, n times the slope and one division at the end
def normalize_backward(dY, Z, gamma, eps=1e-5):
    n = len(Z)
    centred = Z - Z.mean(axis=0)
    inverse = (np.einsum("ij,ij->j", centred, centred) / n + eps) ** -0.5
    hat = np.einsum("ij,j->ij", centred, inverse)
    dbeta, dgamma = np.einsum("ij->j", dY), np.einsum("ij,ij->j", dY, hat)
    dZ = (n * dY - dbeta - hat * dgamma) * (gamma * inverse / n)
    return dZ, dgamma, dbeta


# %% 3/3 long doubles
def normalize_backward(dY, Z, gamma, eps=1e-5):
    dY, Z, gamma = (a.astype(np.longdouble) for a in (dY, Z, gamma))
    s = np.sqrt(Z.var(axis=0) + eps)
    hat, g = (Z - Z.mean(axis=0)) / s, gamma * dY
    dZ = (g - g.mean(axis=0) - hat * np.mean(g * hat, axis=0)) / s
    return dZ, (dY * hat).sum(axis=0), dY.sum(axis=0)


# %% 3/3 loops over all pairs of examples
def normalize_backward(dY, Z, gamma, eps=1e-5):
    n, d = Z.shape
    dZ, dgamma, dbeta = np.zeros((n, d)), [0.0] * d, [0.0] * d
    for j in range(d):
        m = sum(Z[:, j]) / n
        s = (sum((z - m) ** 2 for z in Z[:, j]) / n + eps) ** 0.5
        for i in range(n):
            dgamma[j] += dY[i, j] * (Z[i, j] - m) / s
            dbeta[j] += dY[i, j]
            for k in range(n):
                same = 1.0 if i == k else 0.0
                way = same - 1 / n - (Z[i, j] - m) * (Z[k, j] - m) / (n * s**2)
                dZ[k, j] += dY[i, j] * gamma[j] * way / s
    return dZ, np.array(dgamma), np.array(dbeta)


# %% 3/3 projections: the centring matrix twice
def normalize_backward(dY, Z, gamma, eps=1e-5):
    n = len(Z)
    C = np.eye(n) - np.full((n, n), 1 / n)
    c = C @ Z
    s = np.sqrt((c**2).mean(axis=0) + eps)
    back = dY * gamma / s - c * ((dY * gamma * c).mean(axis=0) / s**3)
    return C @ back, (dY * c / s).sum(axis=0), np.ones(n) @ dY


# %% 3/3 in place, on copies
def normalize_backward(dY, Z, gamma, eps=1e-5):
    hat = Z - Z.mean(axis=0)
    s = np.sqrt(np.square(hat).mean(axis=0) + eps)
    hat /= s
    dgamma, dbeta = (dY * hat).sum(axis=0), dY.sum(axis=0)
    dZ = dY.copy()
    dZ -= dbeta / len(Z)
    hat *= dgamma / len(Z)
    dZ -= hat
    dZ *= gamma
    dZ /= s
    return [dZ, dgamma, dbeta]


# %% 3/3 unit by unit, a list of three
def normalize_backward(dY, Z, gamma, eps=1e-5):
    columns, dgamma = [], []
    for g, dy, z in zip(gamma, dY.T, Z.T, strict=True):
        c = z - z.mean()
        s = (c @ c / len(c) + eps) ** 0.5
        dgamma.append(dy @ c / s)
        columns.append(g / s * (dy - dy.mean() - c * (c @ dy) / (len(c) * s * s)))
    return np.array(columns).T, np.array(dgamma), dY.sum(axis=0)


# %% 0/3 the way through the mean with the wrong sign
def normalize_backward(dY, Z, gamma, eps=1e-5):
    s = np.sqrt(Z.var(axis=0) + eps)
    Zhat = (Z - Z.mean(axis=0)) / s
    g = gamma * dY
    dZ = (g + g.mean(axis=0) - Zhat * np.mean(g * Zhat, axis=0)) / s
    return dZ, np.sum(dY * Zhat, axis=0), dY.sum(axis=0)


# %% 0/3 the way through the variance with the wrong sign
def normalize_backward(dY, Z, gamma, eps=1e-5):
    s = np.sqrt(Z.var(axis=0) + eps)
    Zhat = (Z - Z.mean(axis=0)) / s
    g = gamma * dY
    dZ = (g - g.mean(axis=0) + Zhat * np.mean(g * Zhat, axis=0)) / s
    return dZ, np.sum(dY * Zhat, axis=0), dY.sum(axis=0)


# %% 0/3 the way through the variance twice
def normalize_backward(dY, Z, gamma, eps=1e-5):
    s = np.sqrt(Z.var(axis=0) + eps)
    Zhat = (Z - Z.mean(axis=0)) / s
    g = gamma * dY
    dZ = (g - g.mean(axis=0) - 2 * Zhat * np.mean(g * Zhat, axis=0)) / s
    return dZ, np.sum(dY * Zhat, axis=0), dY.sum(axis=0)


# %% 0/3 half of the way through the variance
def normalize_backward(dY, Z, gamma, eps=1e-5):
    s = np.sqrt(Z.var(axis=0) + eps)
    Zhat = (Z - Z.mean(axis=0)) / s
    g = gamma * dY
    dZ = (g - g.mean(axis=0) - 0.5 * Zhat * np.mean(g * Zhat, axis=0)) / s
    return dZ, np.sum(dY * Zhat, axis=0), dY.sum(axis=0)


# %% 0/3 sums in place of means inside dZ
def normalize_backward(dY, Z, gamma, eps=1e-5):
    s = np.sqrt(Z.var(axis=0) + eps)
    Zhat = (Z - Z.mean(axis=0)) / s
    g = gamma * dY
    dZ = (g - g.sum(axis=0) - Zhat * np.sum(g * Zhat, axis=0)) / s
    return dZ, np.sum(dY * Zhat, axis=0), dY.sum(axis=0)


# %% 0/3 forgets to divide by the deviation
def normalize_backward(dY, Z, gamma, eps=1e-5):
    s = np.sqrt(Z.var(axis=0) + eps)
    Zhat = (Z - Z.mean(axis=0)) / s
    g = gamma * dY
    dZ = g - g.mean(axis=0) - Zhat * np.mean(g * Zhat, axis=0)
    return dZ, np.sum(dY * Zhat, axis=0), dY.sum(axis=0)


# %% 0/3 divides by the variance
def normalize_backward(dY, Z, gamma, eps=1e-5):
    s = np.sqrt(Z.var(axis=0) + eps)
    Zhat = (Z - Z.mean(axis=0)) / s
    g = gamma * dY
    dZ = (g - g.mean(axis=0) - Zhat * np.mean(g * Zhat, axis=0)) / s**2
    return dZ, np.sum(dY * Zhat, axis=0), dY.sum(axis=0)


# %% 0/3 multiplies by the deviation
def normalize_backward(dY, Z, gamma, eps=1e-5):
    s = np.sqrt(Z.var(axis=0) + eps)
    Zhat = (Z - Z.mean(axis=0)) / s
    g = gamma * dY
    dZ = (g - g.mean(axis=0) - Zhat * np.mean(g * Zhat, axis=0)) * s
    return dZ, np.sum(dY * Zhat, axis=0), dY.sum(axis=0)


# %% 0/3 gamma after the means, and once too often
def normalize_backward(dY, Z, gamma, eps=1e-5):
    s = np.sqrt(Z.var(axis=0) + eps)
    Zhat = (Z - Z.mean(axis=0)) / s
    g = gamma * dY
    dZ = (g - g.mean(axis=0) - Zhat * np.mean(g * Zhat, axis=0)) * gamma / s
    return dZ, np.sum(dY * Zhat, axis=0), dY.sum(axis=0)


# %% 0/3 gamma only on the direct way
def normalize_backward(dY, Z, gamma, eps=1e-5):
    s = np.sqrt(Z.var(axis=0) + eps)
    Zhat = (Z - Z.mean(axis=0)) / s
    g = gamma * dY
    dZ = (g - dY.mean(axis=0) - Zhat * np.mean(dY * Zhat, axis=0)) / s
    return dZ, np.sum(dY * Zhat, axis=0), dY.sum(axis=0)


# %% 0/3 the batch of rows: means over the units
def normalize_backward(dY, Z, gamma, eps=1e-5):
    s = np.sqrt(Z.var(axis=0) + eps)
    Zhat = (Z - Z.mean(axis=0)) / s
    g = gamma * dY
    dZ = (
        g
        - g.mean(axis=1, keepdims=True)
        - Zhat * np.mean(g * Zhat, axis=1, keepdims=True)
    ) / s
    return dZ, np.sum(dY * Zhat, axis=0), dY.sum(axis=0)


# %% 0/3 Zhat without its division, in dZ only
def normalize_backward(dY, Z, gamma, eps=1e-5):
    s = np.sqrt(Z.var(axis=0) + eps)
    Zhat = (Z - Z.mean(axis=0)) / s
    g = gamma * dY
    dZ = (g - g.mean(axis=0) - (Zhat * s) * np.mean(g * Zhat, axis=0)) / s
    return dZ, np.sum(dY * Zhat, axis=0), dY.sum(axis=0)


# %% 1/3 Z in place of Zhat for dgamma
def normalize_backward(dY, Z, gamma, eps=1e-5):
    s = np.sqrt(Z.var(axis=0) + eps)
    Zhat = (Z - Z.mean(axis=0)) / s
    g = gamma * dY
    dZ = (g - g.mean(axis=0) - Zhat * np.mean(g * Zhat, axis=0)) / s
    return dZ, np.sum(dY * Z, axis=0), dY.sum(axis=0)


# %% 1/3 centred Z in place of Zhat for dgamma
def normalize_backward(dY, Z, gamma, eps=1e-5):
    s = np.sqrt(Z.var(axis=0) + eps)
    Zhat = (Z - Z.mean(axis=0)) / s
    g = gamma * dY
    dZ = (g - g.mean(axis=0) - Zhat * np.mean(g * Zhat, axis=0)) / s
    return dZ, np.sum(dY * Zhat * s, axis=0), dY.sum(axis=0)


# %% 1/3 g in place of dY for dgamma
def normalize_backward(dY, Z, gamma, eps=1e-5):
    s = np.sqrt(Z.var(axis=0) + eps)
    Zhat = (Z - Z.mean(axis=0)) / s
    g = gamma * dY
    dZ = (g - g.mean(axis=0) - Zhat * np.mean(g * Zhat, axis=0)) / s
    return dZ, np.sum(g * Zhat, axis=0), dY.sum(axis=0)


# %% 1/3 g in place of dY for dbeta
def normalize_backward(dY, Z, gamma, eps=1e-5):
    s = np.sqrt(Z.var(axis=0) + eps)
    Zhat = (Z - Z.mean(axis=0)) / s
    g = gamma * dY
    dZ = (g - g.mean(axis=0) - Zhat * np.mean(g * Zhat, axis=0)) / s
    return dZ, np.sum(dY * Zhat, axis=0), g.sum(axis=0)


# %% 1/3 a mean for dgamma
def normalize_backward(dY, Z, gamma, eps=1e-5):
    s = np.sqrt(Z.var(axis=0) + eps)
    Zhat = (Z - Z.mean(axis=0)) / s
    g = gamma * dY
    dZ = (g - g.mean(axis=0) - Zhat * np.mean(g * Zhat, axis=0)) / s
    return dZ, np.mean(dY * Zhat, axis=0), dY.sum(axis=0)


# %% 1/3 a mean for dbeta
def normalize_backward(dY, Z, gamma, eps=1e-5):
    s = np.sqrt(Z.var(axis=0) + eps)
    Zhat = (Z - Z.mean(axis=0)) / s
    g = gamma * dY
    dZ = (g - g.mean(axis=0) - Zhat * np.mean(g * Zhat, axis=0)) / s
    return dZ, np.sum(dY * Zhat, axis=0), dY.mean(axis=0)


# %% 1/3 dgamma and dbeta swapped
def normalize_backward(dY, Z, gamma, eps=1e-5):
    s = np.sqrt(Z.var(axis=0) + eps)
    Zhat = (Z - Z.mean(axis=0)) / s
    g = gamma * dY
    dZ = (g - g.mean(axis=0) - Zhat * np.mean(g * Zhat, axis=0)) / s
    return dZ, dY.sum(axis=0), np.sum(dY * Zhat, axis=0)


# %% 0/3 dgamma, dbeta, dZ
def normalize_backward(dY, Z, gamma, eps=1e-5):
    s = np.sqrt(Z.var(axis=0) + eps)
    Zhat = (Z - Z.mean(axis=0)) / s
    g = gamma * dY
    dZ = (g - g.mean(axis=0) - Zhat * np.mean(g * Zhat, axis=0)) / s
    return np.sum(dY * Zhat, axis=0), dY.sum(axis=0), dZ


# %% 1/3 dgamma and dbeta as rows
def normalize_backward(dY, Z, gamma, eps=1e-5):
    s = np.sqrt(Z.var(axis=0) + eps)
    Zhat = (Z - Z.mean(axis=0)) / s
    g = gamma * dY
    dZ = (g - g.mean(axis=0) - Zhat * np.mean(g * Zhat, axis=0)) / s
    return dZ, np.sum(dY * Zhat, axis=0, keepdims=True), dY.sum(axis=0, keepdims=True)


# %% 1/3 dgamma summed over everything
def normalize_backward(dY, Z, gamma, eps=1e-5):
    s = np.sqrt(Z.var(axis=0) + eps)
    Zhat = (Z - Z.mean(axis=0)) / s
    g = gamma * dY
    dZ = (g - g.mean(axis=0) - Zhat * np.mean(g * Zhat, axis=0)) / s
    return dZ, np.sum(dY * Zhat), dY.sum(axis=0)


# %% 1/3 dbeta summed over the units
def normalize_backward(dY, Z, gamma, eps=1e-5):
    s = np.sqrt(Z.var(axis=0) + eps)
    Zhat = (Z - Z.mean(axis=0)) / s
    g = gamma * dY
    dZ = (g - g.mean(axis=0) - Zhat * np.mean(g * Zhat, axis=0)) / s
    return dZ, np.sum(dY * Zhat, axis=0), dY.sum(axis=1)


# %% 0/3 the sign of descent
def normalize_backward(dY, Z, gamma, eps=1e-5):
    s = np.sqrt(Z.var(axis=0) + eps)
    Zhat = (Z - Z.mean(axis=0)) / s
    g = gamma * dY
    dZ = (g - g.mean(axis=0) - Zhat * np.mean(g * Zhat, axis=0)) / s
    return -dZ, np.sum(dY * Zhat, axis=0), dY.sum(axis=0)


# %% 0/3 all signs of descent
def normalize_backward(dY, Z, gamma, eps=1e-5):
    s = np.sqrt(Z.var(axis=0) + eps)
    Zhat = (Z - Z.mean(axis=0)) / s
    g = gamma * dY
    dZ = (g - g.mean(axis=0) - Zhat * np.mean(g * Zhat, axis=0)) / s
    return -dZ, -np.sum(dY * Zhat, axis=0), -dY.sum(axis=0)


# %% 0/3 eps beside the root
def normalize_backward(dY, Z, gamma, eps=1e-5):
    s = np.sqrt(Z.var(axis=0)) + eps
    Zhat = (Z - Z.mean(axis=0)) / s
    g = gamma * dY
    dZ = (g - g.mean(axis=0) - Zhat * np.mean(g * Zhat, axis=0)) / s
    return dZ, np.sum(dY * Zhat, axis=0), dY.sum(axis=0)


# %% 2/3 a fixed eps
def normalize_backward(dY, Z, gamma, eps=1e-5):
    s = np.sqrt(Z.var(axis=0) + 1e-5)
    Zhat = (Z - Z.mean(axis=0)) / s
    g = gamma * dY
    dZ = (g - g.mean(axis=0) - Zhat * np.mean(g * Zhat, axis=0)) / s
    return dZ, np.sum(dY * Zhat, axis=0), dY.sum(axis=0)


# %% 0/3 eps squared
def normalize_backward(dY, Z, gamma, eps=1e-5):
    s = np.sqrt(Z.var(axis=0) + eps**2)
    Zhat = (Z - Z.mean(axis=0)) / s
    g = gamma * dY
    dZ = (g - g.mean(axis=0) - Zhat * np.mean(g * Zhat, axis=0)) / s
    return dZ, np.sum(dY * Zhat, axis=0), dY.sum(axis=0)


# %% 0/3 forgets eps in Zhat only
def normalize_backward(dY, Z, gamma, eps=1e-5):
    s = np.sqrt(Z.var(axis=0) + eps)
    Zhat = (Z - Z.mean(axis=0)) / Z.std(axis=0)
    g = gamma * dY
    dZ = (g - g.mean(axis=0) - Zhat * np.mean(g * Zhat, axis=0)) / s
    return dZ, np.sum(dY * Zhat, axis=0), dY.sum(axis=0)


# %% 0/3 forgets eps in the last division only
def normalize_backward(dY, Z, gamma, eps=1e-5):
    s = np.sqrt(Z.var(axis=0) + eps)
    Zhat = (Z - Z.mean(axis=0)) / s
    g = gamma * dY
    dZ = (g - g.mean(axis=0) - Zhat * np.mean(g * Zhat, axis=0)) / Z.std(axis=0)
    return dZ, np.sum(dY * Zhat, axis=0), dY.sum(axis=0)


# %% 0/3 n - 1 in the mean of g · Zhat
def normalize_backward(dY, Z, gamma, eps=1e-5):
    s = np.sqrt(Z.var(axis=0) + eps)
    Zhat = (Z - Z.mean(axis=0)) / s
    g = gamma * dY
    dZ = (g - g.mean(axis=0) - Zhat * np.sum(g * Zhat, axis=0) / (len(Z) - 1)) / s
    return dZ, np.sum(dY * Zhat, axis=0), dY.sum(axis=0)


# %% 0/3 divides everything by n once more
def normalize_backward(dY, Z, gamma, eps=1e-5):
    s = np.sqrt(Z.var(axis=0) + eps)
    Zhat = (Z - Z.mean(axis=0)) / s
    g = gamma * dY
    dZ = (g - g.mean(axis=0) - Zhat * np.mean(g * Zhat, axis=0)) / s / len(Z)
    return dZ, np.sum(dY * Zhat, axis=0), dY.sum(axis=0)


# %% 0/3 the slope of the mean of the loss over the batch
def normalize_backward(dY, Z, gamma, eps=1e-5):
    s = np.sqrt(Z.var(axis=0) + eps)
    Zhat = (Z - Z.mean(axis=0)) / s
    dY = dY / len(Z)
    g = gamma * dY
    dZ = (g - g.mean(axis=0) - Zhat * np.mean(g * Zhat, axis=0)) / s
    return dZ, np.sum(dY * Zhat, axis=0), dY.sum(axis=0)


# %% 0/3 treats the variance as given by running statistics of 1
def normalize_backward(dY, Z, gamma, eps=1e-5):
    s = np.ones(Z.shape[1])
    Zhat = (Z - Z.mean(axis=0)) / s
    g = gamma * dY
    dZ = (g - g.mean(axis=0) - Zhat * np.mean(g * Zhat, axis=0)) / s
    return dZ, np.sum(dY * Zhat, axis=0), dY.sum(axis=0)


# %% 0/3 forgets to centre
def normalize_backward(dY, Z, gamma, eps=1e-5):
    s = np.sqrt(Z.var(axis=0) + eps)
    Zhat = Z / s
    g = gamma * dY
    dZ = (g - g.mean(axis=0) - Zhat * np.mean(g * Zhat, axis=0)) / s
    return dZ, np.sum(dY * Zhat, axis=0), dY.sum(axis=0)


# %% 0/3 ReLU's mask on top
def normalize_backward(dY, Z, gamma, eps=1e-5):
    s = np.sqrt(Z.var(axis=0) + eps)
    Zhat = (Z - Z.mean(axis=0)) / s
    g = gamma * dY
    dZ = (g - g.mean(axis=0) - Zhat * np.mean(g * Zhat, axis=0)) / s
    dZ = dZ * (Zhat > 0)
    return dZ, np.sum(dY * Zhat, axis=0), dY.sum(axis=0)


# %% 0/3 adds gamma's own product: slope by the output times gamma twice
def normalize_backward(dY, Z, gamma, eps=1e-5):
    s = np.sqrt(Z.var(axis=0) + eps)
    Zhat = (Z - Z.mean(axis=0)) / s
    g = gamma**2 * dY
    dZ = (g - g.mean(axis=0) - Zhat * np.mean(g * Zhat, axis=0)) / s
    return dZ, np.sum(dY * Zhat, axis=0), dY.sum(axis=0)


# %% 0/3 one gamma for all units
def normalize_backward(dY, Z, gamma, eps=1e-5):
    s = np.sqrt(Z.var(axis=0) + eps)
    Zhat = (Z - Z.mean(axis=0)) / s
    g = gamma[0] * dY
    dZ = (g - g.mean(axis=0) - Zhat * np.mean(g * Zhat, axis=0)) / s
    return dZ, np.sum(dY * Zhat, axis=0), dY.sum(axis=0)


# %% 0/3 differences with a step of 1e-3
def normalize_backward(dY, Z, gamma, eps=1e-5):
    s = np.sqrt(Z.var(axis=0) + eps)
    Zhat = (Z - Z.mean(axis=0)) / s
    g = gamma * dY
    dZ = (g - g.mean(axis=0) - Zhat * np.mean(g * Zhat, axis=0)) / s
    h, dZ = 1e-3, np.zeros(Z.shape)

    def loss(Z):
        return np.sum(g * (Z - Z.mean(axis=0)) / np.sqrt(Z.var(axis=0) + eps))

    for at in np.ndindex(Z.shape):
        E = np.zeros(Z.shape)
        E[at] = h
        dZ[at] = (loss(Z + E) - loss(Z - E)) / (2 * h)
    return dZ, np.sum(dY * Zhat, axis=0), dY.sum(axis=0)


# %% 0/3 single precision
def normalize_backward(dY, Z, gamma, eps=1e-5):
    Z = Z.astype(np.float32)
    s = np.sqrt(Z.var(axis=0) + eps)
    Zhat = (Z - Z.mean(axis=0)) / s
    g = gamma * dY
    dZ = (g - g.mean(axis=0) - Zhat * np.mean(g * Zhat, axis=0)) / s
    return dZ, np.sum(dY * Zhat, axis=0), dY.sum(axis=0)


# %% 2/3 centres Z in place
def normalize_backward(dY, Z, gamma, eps=1e-5):
    s = np.sqrt(Z.var(axis=0) + eps)
    Z -= Z.mean(axis=0)
    Zhat = Z / s
    g = gamma * dY
    dZ = (g - g.mean(axis=0) - Zhat * np.mean(g * Zhat, axis=0)) / s
    return dZ, np.sum(dY * Zhat, axis=0), dY.sum(axis=0)


# %% 2/3 gamma divided by its size, in place
def normalize_backward(dY, Z, gamma, eps=1e-5):
    s = np.sqrt(Z.var(axis=0) + eps)
    Zhat = (Z - Z.mean(axis=0)) / s
    gamma /= 1.0 + 1e-12
    g = gamma * dY
    dZ = (g - g.mean(axis=0) - Zhat * np.mean(g * Zhat, axis=0)) / s
    return dZ, np.sum(dY * Zhat, axis=0), dY.sum(axis=0)


# %% 2/3 multiplies gamma in place
def normalize_backward(dY, Z, gamma, eps=1e-5):
    s = np.sqrt(Z.var(axis=0) + eps)
    Zhat = (Z - Z.mean(axis=0)) / s
    gamma *= 2
    g = gamma / 2 * dY
    dZ = (g - g.mean(axis=0) - Zhat * np.mean(g * Zhat, axis=0)) / s
    return dZ, np.sum(dY * Zhat, axis=0), dY.sum(axis=0)
