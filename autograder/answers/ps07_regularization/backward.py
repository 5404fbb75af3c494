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


# %% 1/3 forgets the way through the variance
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


# %% 1/3 forgets eps
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


# %% 1/3 forgets gamma on the way to Z
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
