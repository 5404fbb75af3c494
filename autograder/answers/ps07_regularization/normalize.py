# %% 3/3 unit by unit
def normalize(Z, gamma, beta, running_mean, running_var, training, eps=1e-5):
    n, d = Z.shape
    Y = np.zeros((n, d))
    mean, var = running_mean.copy(), running_var.copy()
    for j in range(d):
        m, v = running_mean[j], running_var[j]
        if training:
            m, v = np.mean(Z[:, j]), np.var(Z[:, j])
            mean[j] += 0.1 * (m - mean[j])
            var[j] += 0.1 * (v * n / (n - 1) - var[j])
        Y[:, j] = gamma[j] * (Z[:, j] - m) / np.sqrt(v + eps) + beta[j]
    return Y, mean, var


# %% 3/3 scale and shift as one line
def normalize(Z, gamma, beta, running_mean, running_var, training, eps=1e-5):
    if training:
        m = Z.sum(axis=0) / len(Z)
        squares = ((Z - m) ** 2).sum(axis=0)
        v = squares / len(Z)
        running_mean = running_mean * 0.9 + m * 0.1
        running_var = running_var * 0.9 + squares / (len(Z) - 1) * 0.1
    else:
        m, v = running_mean, running_var
    slope = gamma * (v + eps) ** -0.5
    return [slope * (Z - m) + beta, running_mean, running_var]


# %% 3/3 variance as the mean square less the squared mean, of centred numbers
def normalize(Z, gamma, beta, running_mean, running_var, training, eps=1e-5):
    if not training:
        return (
            (Z - running_mean) / (running_var + eps) ** 0.5 * gamma + beta,
            running_mean,
            running_var,
        )
    n, shift = len(Z), Z[0]
    mean = shift + (Z - shift).mean(axis=0)
    var = ((Z - shift) ** 2).mean(axis=0) - (mean - shift) ** 2
    Y = (Z - mean) / (var + eps) ** 0.5 * gamma + beta
    new_var = running_var + (var * n / (n - 1) - running_var) / 10
    return Y, running_mean + (mean - running_mean) / 10, new_var


# %% 1/3 the running variance is the biased one
def normalize(Z, gamma, beta, running_mean, running_var, training, eps=1e-5):
    mean, var = running_mean, running_var
    if training:
        mean, var = Z.mean(axis=0), Z.var(axis=0)
        running_mean = 0.9 * running_mean + 0.1 * mean
        running_var = 0.9 * running_var + 0.1 * var
    return gamma * (Z - mean) / np.sqrt(var + eps) + beta, running_mean, running_var


# %% 1/3 normalizes by the unbiased variance
def normalize(Z, gamma, beta, running_mean, running_var, training, eps=1e-5):
    mean, var = running_mean, running_var
    if training:
        mean, var = Z.mean(axis=0), Z.var(axis=0, ddof=1)
        running_mean = 0.9 * running_mean + 0.1 * mean
        running_var = 0.9 * running_var + 0.1 * var
    return gamma * (Z - mean) / np.sqrt(var + eps) + beta, running_mean, running_var


# %% 1/3 momentum the other way round: nine tenths of the way to the batch
def normalize(Z, gamma, beta, running_mean, running_var, training, eps=1e-5):
    mean, var = running_mean, running_var
    if training:
        mean, var = Z.mean(axis=0), Z.var(axis=0)
        running_mean = 0.1 * running_mean + 0.9 * mean
        running_var = 0.1 * running_var + 0.9 * Z.var(axis=0, ddof=1)
    return gamma * (Z - mean) / np.sqrt(var + eps) + beta, running_mean, running_var


# %% 2/3 batch statistics at test time too
def normalize(Z, gamma, beta, running_mean, running_var, training, eps=1e-5):
    mean, var = Z.mean(axis=0), Z.var(axis=0)
    if training:
        running_mean = 0.9 * running_mean + 0.1 * mean
        running_var = 0.9 * running_var + 0.1 * Z.var(axis=0, ddof=1)
    return gamma * (Z - mean) / np.sqrt(var + eps) + beta, running_mean, running_var


# %% 0/3 running statistics move at test time, and eps is forgotten
def normalize(Z, gamma, beta, running_mean, running_var, training, eps=1e-5):
    mean, var = Z.mean(axis=0), Z.var(axis=0)
    new_mean = 0.9 * running_mean + 0.1 * mean
    new_var = 0.9 * running_var + 0.1 * var * len(Z) / max(len(Z) - 1, 1)
    if not training:
        mean, var = running_mean, running_var
    return gamma * (Z - mean) / np.sqrt(var) + beta, new_mean, new_var


# %% 0/3 eps beside the root, not under it
def normalize(Z, gamma, beta, running_mean, running_var, training, eps=1e-5):
    mean, var = running_mean, running_var
    if training:
        mean, var = Z.mean(axis=0), Z.var(axis=0)
        running_mean = 0.9 * running_mean + 0.1 * mean
        running_var = 0.9 * running_var + 0.1 * Z.var(axis=0, ddof=1)
    return gamma * (Z - mean) / (np.sqrt(var) + eps) + beta, running_mean, running_var


# %% 0/3 normalizes the rows
def normalize(Z, gamma, beta, running_mean, running_var, training, eps=1e-5):
    mean, var = Z.mean(axis=1, keepdims=True), Z.var(axis=1, keepdims=True)
    Y = gamma * (Z - mean) / np.sqrt(var + eps) + beta
    return Y, 0.9 * running_mean + 0.1 * mean, 0.9 * running_var + 0.1 * var


# %% 1/3 normalizes by the running statistics in training as well
def normalize(Z, gamma, beta, running_mean, running_var, training, eps=1e-5):
    Y = gamma * (Z - running_mean) / np.sqrt(running_var + eps) + beta
    if training:
        running_mean = 0.9 * running_mean + 0.1 * Z.mean(axis=0)
        running_var = 0.9 * running_var + 0.1 * Z.var(axis=0, ddof=1)
    return Y, running_mean, running_var


# %% 2/3 changes the running statistics in place
def normalize(Z, gamma, beta, running_mean, running_var, training, eps=1e-5):
    mean, var = running_mean, running_var
    if training:
        mean, var = Z.mean(axis=0), Z.var(axis=0)
        running_mean *= 0.9
        running_mean += 0.1 * mean
        running_var *= 0.9
        running_var += 0.1 * Z.var(axis=0, ddof=1)
    return gamma * (Z - mean) / np.sqrt(var + eps) + beta, running_mean, running_var


# %% 3/3 PyTorch's batch_norm, in 64 bits
def normalize(Z, gamma, beta, running_mean, running_var, training, eps=1e-5):
    import torch

    Z, gamma, beta, mean, var = (
        torch.tensor(a) for a in (Z, gamma, beta, running_mean, running_var)
    )
    Y = torch.nn.functional.batch_norm(Z, mean, var, gamma, beta, training, 0.1, eps)
    return Y.numpy(), mean.numpy(), var.numpy()


# %% 3/3 einsum and Bessel's correction
def normalize(Z, gamma, beta, running_mean, running_var, training, eps=1e-5):
    n, mean, var = len(Z), running_mean, running_var
    if training:
        mean = np.einsum("ij->j", Z) / n
        var = np.einsum("ij,ij->j", Z - mean, Z - mean) / n
        running_mean = running_mean - 0.1 * (running_mean - mean)
        running_var = running_var - 0.1 * (running_var - var * n / (n - 1))
    hat = np.einsum("ij,j->ij", Z - mean, 1 / np.sqrt(var + eps))
    return np.einsum("j,ij->ij", gamma, hat) + beta, running_mean, running_var


# %% 3/3 JAX, in 64 bits
def normalize(Z, gamma, beta, running_mean, running_var, training, eps=1e-5):
    import jax
    import jax.numpy as jnp

    with jax.enable_x64(True):
        Z, mean, var = (jnp.asarray(a) for a in (Z, running_mean, running_var))
        m, v = (Z.mean(axis=0), Z.var(axis=0)) if training else (mean, var)
        Y = jnp.asarray(gamma) * (Z - m) * jax.lax.rsqrt(v + eps) + jnp.asarray(beta)
        if training:
            mean = 0.9 * mean + 0.1 * m
            var = 0.9 * var + 0.1 * jnp.var(Z, axis=0, ddof=1)
        return np.array(Y), np.array(mean), np.array(var)


# %% 3/3 long doubles
def normalize(Z, gamma, beta, running_mean, running_var, training, eps=1e-5):
    Z, gamma, beta, mean, var = (
        a.astype(np.longdouble) for a in (Z, gamma, beta, running_mean, running_var)
    )
    m, v = mean, var
    if training:
        m, v = Z.mean(axis=0), Z.var(axis=0)
        mean, var = mean + (m - mean) / 10, var + (Z.var(axis=0, ddof=1) - var) / 10
    return gamma * ((Z - m) / np.sqrt(v + eps)) + beta, mean, var


# %% 3/3 the statistics module, column by column, results as lists
def normalize(Z, gamma, beta, running_mean, running_var, training, eps=1e-5):
    import statistics

    columns, means, variances = [], list(running_mean), list(running_var)
    for j, column in enumerate(Z.T.tolist()):
        m, v = means[j], variances[j]
        if training:
            m, v = statistics.fmean(column), statistics.pvariance(column)
            means[j] = 0.9 * means[j] + 0.1 * m
            variances[j] = 0.9 * variances[j] + 0.1 * statistics.variance(column)
        root = (v + eps) ** 0.5
        columns.append([gamma[j] * (z - m) / root + beta[j] for z in column])
    return np.array(columns).T, np.array(means), np.array(variances)


# %% 3/3 scikit-learn's partial sums, in place on a copy
def normalize(Z, gamma, beta, running_mean, running_var, training, eps=1e-5):
    Y, mean, var = Z.copy(), running_mean.copy(), running_var.copy()
    if training:
        Y -= Y.mean(axis=0)
        scatter = np.diag(Y.T @ Y)
        mean *= 0.9
        mean += Z.mean(axis=0) / 10
        var *= 0.9
        var += scatter / (10 * (len(Z) - 1))
        Y /= np.sqrt(scatter / len(Z) + eps)
    else:
        Y -= mean
        Y /= np.sqrt(var + eps)
    Y *= gamma
    Y += beta
    return Y, mean, var


# %% 3/3 covariance's diagonal
def normalize(Z, gamma, beta, running_mean, running_var, training, eps=1e-5):
    if not training:
        hat = (Z - running_mean[None, :]) / np.sqrt(running_var[None, :] + eps)
        return hat * gamma[None, :] + beta[None, :], running_mean, running_var
    m = np.average(Z, axis=0)
    u = np.atleast_1d(np.atleast_2d(np.cov(Z, rowvar=False)).diagonal())
    v = u * (len(Z) - 1) / len(Z)
    Y = (Z - m) / np.sqrt(v + eps) * gamma + beta
    return (
        Y,
        np.average([running_mean, m], axis=0, weights=[9, 1]),
        0.9 * running_var + 0.1 * u,
    )


# %% 3/3 SciPy's z-scores, rescaled
def normalize(Z, gamma, beta, running_mean, running_var, training, eps=1e-5):
    from scipy.stats import zscore

    if training:
        v = Z.var(axis=0)
        hat = zscore(Z, axis=0) * np.sqrt(v / (v + eps))
        running_mean = running_mean * 9 / 10 + np.mean(Z, axis=0) / 10
        running_var = running_var * 9 / 10 + np.var(Z, axis=0, ddof=1) / 10
    else:
        hat = (Z - running_mean) * np.power(running_var + eps, -0.5)
    return beta + gamma * hat, running_mean, running_var


# %% 1/3 the running mean is left as it was
def normalize(Z, gamma, beta, running_mean, running_var, training, eps=1e-5):
    mean, var = running_mean, running_var
    if training:
        mean, var = Z.mean(axis=0), Z.var(axis=0)
        running_var = 0.9 * running_var + 0.1 * Z.var(axis=0, ddof=1)
    return gamma * (Z - mean) / np.sqrt(var + eps) + beta, running_mean, running_var


# %% 1/3 the running variance is left as it was
def normalize(Z, gamma, beta, running_mean, running_var, training, eps=1e-5):
    mean, var = running_mean, running_var
    if training:
        mean, var = Z.mean(axis=0), Z.var(axis=0)
        running_mean = 0.9 * running_mean + 0.1 * mean
    return gamma * (Z - mean) / np.sqrt(var + eps) + beta, running_mean, running_var


# %% 1/3 returns the batch's statistics as the running ones
def normalize(Z, gamma, beta, running_mean, running_var, training, eps=1e-5):
    mean, var = running_mean, running_var
    if training:
        mean, var = Z.mean(axis=0), Z.var(axis=0)
        running_mean = mean
        running_var = Z.var(axis=0, ddof=1)
    return gamma * (Z - mean) / np.sqrt(var + eps) + beta, running_mean, running_var


# %% 1/3 Keras's momentum: a hundredth of the way
def normalize(Z, gamma, beta, running_mean, running_var, training, eps=1e-5):
    mean, var = running_mean, running_var
    if training:
        mean, var = Z.mean(axis=0), Z.var(axis=0)
        running_mean = 0.99 * running_mean + 0.01 * mean
        running_var = 0.99 * running_var + 0.01 * Z.var(axis=0, ddof=1)
    return gamma * (Z - mean) / np.sqrt(var + eps) + beta, running_mean, running_var


# %% 1/3 moves by a tenth and does not shrink the old
def normalize(Z, gamma, beta, running_mean, running_var, training, eps=1e-5):
    mean, var = running_mean, running_var
    if training:
        mean, var = Z.mean(axis=0), Z.var(axis=0)
        running_mean = running_mean + 0.1 * mean
        running_var = running_var + 0.1 * Z.var(axis=0, ddof=1)
    return gamma * (Z - mean) / np.sqrt(var + eps) + beta, running_mean, running_var


# %% 1/3 momentum the other way round for the mean only
def normalize(Z, gamma, beta, running_mean, running_var, training, eps=1e-5):
    mean, var = running_mean, running_var
    if training:
        mean, var = Z.mean(axis=0), Z.var(axis=0)
        running_mean = 0.1 * running_mean + 0.9 * mean
        running_var = 0.9 * running_var + 0.1 * Z.var(axis=0, ddof=1)
    return gamma * (Z - mean) / np.sqrt(var + eps) + beta, running_mean, running_var


# %% 1/3 momentum the other way round for the variance only
def normalize(Z, gamma, beta, running_mean, running_var, training, eps=1e-5):
    mean, var = running_mean, running_var
    if training:
        mean, var = Z.mean(axis=0), Z.var(axis=0)
        running_mean = 0.9 * running_mean + 0.1 * mean
        running_var = 0.1 * running_var + 0.9 * Z.var(axis=0, ddof=1)
    return gamma * (Z - mean) / np.sqrt(var + eps) + beta, running_mean, running_var


# %% 1/3 the running deviation in place of the variance
def normalize(Z, gamma, beta, running_mean, running_var, training, eps=1e-5):
    mean, var = running_mean, running_var
    if training:
        mean, var = Z.mean(axis=0), Z.var(axis=0)
        running_mean = 0.9 * running_mean + 0.1 * mean
        running_var = 0.9 * running_var + 0.1 * Z.std(axis=0, ddof=1)
    return gamma * (Z - mean) / np.sqrt(var + eps) + beta, running_mean, running_var


# %% 1/3 normalizes by the moved running statistics
def normalize(Z, gamma, beta, running_mean, running_var, training, eps=1e-5):
    mean, var = running_mean, running_var
    if training:
        mean, var = Z.mean(axis=0), Z.var(axis=0)
        running_mean = 0.9 * running_mean + 0.1 * mean
        running_var = 0.9 * running_var + 0.1 * Z.var(axis=0, ddof=1)
    mean, var = running_mean, running_var
    return gamma * (Z - mean) / np.sqrt(var + eps) + beta, running_mean, running_var


# %% 0/3 no root
def normalize(Z, gamma, beta, running_mean, running_var, training, eps=1e-5):
    mean, var = running_mean, running_var
    if training:
        mean, var = Z.mean(axis=0), Z.var(axis=0)
        running_mean = 0.9 * running_mean + 0.1 * mean
        running_var = 0.9 * running_var + 0.1 * Z.var(axis=0, ddof=1)
    return gamma * (Z - mean) / (var + eps) + beta, running_mean, running_var


# %% 1/3 the unbiased variance everywhere
def normalize(Z, gamma, beta, running_mean, running_var, training, eps=1e-5):
    mean, var = running_mean, running_var
    if training:
        mean, var = Z.mean(axis=0), Z.var(axis=0, ddof=1)
        running_mean = 0.9 * running_mean + 0.1 * mean
        running_var = 0.9 * running_var + 0.1 * Z.var(axis=0, ddof=1)
    return gamma * (Z - mean) / np.sqrt(var + eps) + beta, running_mean, running_var


# %% 0/3 eps twice: under the root and beside it
def normalize(Z, gamma, beta, running_mean, running_var, training, eps=1e-5):
    mean, var = running_mean, running_var
    if training:
        mean, var = Z.mean(axis=0), Z.var(axis=0)
        running_mean = 0.9 * running_mean + 0.1 * mean
        running_var = 0.9 * running_var + 0.1 * Z.var(axis=0, ddof=1)
    return (
        gamma * (Z - mean) / (np.sqrt(var + eps) + eps) + beta,
        running_mean,
        running_var,
    )


# %% 0/3 the root of eps: eps squared under it
def normalize(Z, gamma, beta, running_mean, running_var, training, eps=1e-5):
    mean, var = running_mean, running_var
    if training:
        mean, var = Z.mean(axis=0), Z.var(axis=0)
        running_mean = 0.9 * running_mean + 0.1 * mean
        running_var = 0.9 * running_var + 0.1 * Z.var(axis=0, ddof=1)
    return gamma * (Z - mean) / np.sqrt(var + eps**2) + beta, running_mean, running_var


# %% 1/3 a fixed eps of 1e-5
def normalize(Z, gamma, beta, running_mean, running_var, training, eps=1e-5):
    mean, var = running_mean, running_var
    if training:
        mean, var = Z.mean(axis=0), Z.var(axis=0)
        running_mean = 0.9 * running_mean + 0.1 * mean
        running_var = 0.9 * running_var + 0.1 * Z.var(axis=0, ddof=1)
    return gamma * (Z - mean) / np.sqrt(var + 1e-5) + beta, running_mean, running_var


# %% 1/3 eps in the running variance
def normalize(Z, gamma, beta, running_mean, running_var, training, eps=1e-5):
    mean, var = running_mean, running_var
    if training:
        mean, var = Z.mean(axis=0), Z.var(axis=0)
        running_mean = 0.9 * running_mean + 0.1 * mean
        running_var = 0.9 * running_var + 0.1 * (Z.var(axis=0, ddof=1) + eps)
    return gamma * (Z - mean) / np.sqrt(var + eps) + beta, running_mean, running_var


# %% 0/3 forgets eps
def normalize(Z, gamma, beta, running_mean, running_var, training, eps=1e-5):
    mean, var = running_mean, running_var
    if training:
        mean, var = Z.mean(axis=0), Z.var(axis=0)
        running_mean = 0.9 * running_mean + 0.1 * mean
        running_var = 0.9 * running_var + 0.1 * Z.var(axis=0, ddof=1)
    return gamma * (Z - mean) / np.sqrt(var) + beta, running_mean, running_var


# %% 2/3 forgets eps at test time only
def normalize(Z, gamma, beta, running_mean, running_var, training, eps=1e-5):
    mean, var = running_mean, running_var
    if training:
        mean, var = Z.mean(axis=0), Z.var(axis=0)
        running_mean = 0.9 * running_mean + 0.1 * mean
        running_var = 0.9 * running_var + 0.1 * Z.var(axis=0, ddof=1)
    return (
        gamma * (Z - mean) / np.sqrt(var + eps * training) + beta,
        running_mean,
        running_var,
    )


# %% 0/3 the largest of variance and eps
def normalize(Z, gamma, beta, running_mean, running_var, training, eps=1e-5):
    mean, var = running_mean, running_var
    if training:
        mean, var = Z.mean(axis=0), Z.var(axis=0)
        running_mean = 0.9 * running_mean + 0.1 * mean
        running_var = 0.9 * running_var + 0.1 * Z.var(axis=0, ddof=1)
    return (
        gamma * (Z - mean) / np.sqrt(np.maximum(var, eps)) + beta,
        running_mean,
        running_var,
    )


# %% 0/3 forgets beta
def normalize(Z, gamma, beta, running_mean, running_var, training, eps=1e-5):
    mean, var = running_mean, running_var
    if training:
        mean, var = Z.mean(axis=0), Z.var(axis=0)
        running_mean = 0.9 * running_mean + 0.1 * mean
        running_var = 0.9 * running_var + 0.1 * Z.var(axis=0, ddof=1)
    return gamma * (Z - mean) / np.sqrt(var + eps), running_mean, running_var


# %% 0/3 forgets gamma
def normalize(Z, gamma, beta, running_mean, running_var, training, eps=1e-5):
    mean, var = running_mean, running_var
    if training:
        mean, var = Z.mean(axis=0), Z.var(axis=0)
        running_mean = 0.9 * running_mean + 0.1 * mean
        running_var = 0.9 * running_var + 0.1 * Z.var(axis=0, ddof=1)
    return (Z - mean) / np.sqrt(var + eps) + beta, running_mean, running_var


# %% 0/3 gamma and beta swapped
def normalize(Z, gamma, beta, running_mean, running_var, training, eps=1e-5):
    mean, var = running_mean, running_var
    if training:
        mean, var = Z.mean(axis=0), Z.var(axis=0)
        running_mean = 0.9 * running_mean + 0.1 * mean
        running_var = 0.9 * running_var + 0.1 * Z.var(axis=0, ddof=1)
    return beta * (Z - mean) / np.sqrt(var + eps) + gamma, running_mean, running_var


# %% 0/3 beta before gamma: the shift is scaled
def normalize(Z, gamma, beta, running_mean, running_var, training, eps=1e-5):
    mean, var = running_mean, running_var
    if training:
        mean, var = Z.mean(axis=0), Z.var(axis=0)
        running_mean = 0.9 * running_mean + 0.1 * mean
        running_var = 0.9 * running_var + 0.1 * Z.var(axis=0, ddof=1)
    return gamma * ((Z - mean) / np.sqrt(var + eps) + beta), running_mean, running_var


# %% 0/3 divides by gamma
def normalize(Z, gamma, beta, running_mean, running_var, training, eps=1e-5):
    mean, var = running_mean, running_var
    if training:
        mean, var = Z.mean(axis=0), Z.var(axis=0)
        running_mean = 0.9 * running_mean + 0.1 * mean
        running_var = 0.9 * running_var + 0.1 * Z.var(axis=0, ddof=1)
    return (Z - mean) / gamma / np.sqrt(var + eps) + beta, running_mean, running_var


# %% 1/3 mean over the whole batch, all units together
def normalize(Z, gamma, beta, running_mean, running_var, training, eps=1e-5):
    mean, var = running_mean, running_var
    if training:
        mean, var = Z.mean() + 0 * Z[0], Z.var() + 0 * Z[0]
        running_mean = 0.9 * running_mean + 0.1 * mean
        running_var = 0.9 * running_var + 0.1 * Z.var(axis=0, ddof=1)
    return gamma * (Z - mean) / np.sqrt(var + eps) + beta, running_mean, running_var


# %% 0/3 test and training swapped
def normalize(Z, gamma, beta, running_mean, running_var, training, eps=1e-5):
    mean, var = running_mean, running_var
    if not training:
        mean, var = Z.mean(axis=0), Z.var(axis=0)
        running_mean = 0.9 * running_mean + 0.1 * mean
        running_var = 0.9 * running_var + 0.1 * Z.var(axis=0, ddof=1)
    return gamma * (Z - mean) / np.sqrt(var + eps) + beta, running_mean, running_var


# %% 2/3 training whatever it is told
def normalize(Z, gamma, beta, running_mean, running_var, training, eps=1e-5):
    mean, var = running_mean, running_var
    if True:
        mean, var = Z.mean(axis=0), Z.var(axis=0)
        running_mean = 0.9 * running_mean + 0.1 * mean
        running_var = 0.9 * running_var + 0.1 * Z.var(axis=0, ddof=1)
    return gamma * (Z - mean) / np.sqrt(var + eps) + beta, running_mean, running_var


# %% 1/3 test time whatever it is told
def normalize(Z, gamma, beta, running_mean, running_var, training, eps=1e-5):
    mean, var = running_mean, running_var
    if False:
        mean, var = Z.mean(axis=0), Z.var(axis=0)
        running_mean = 0.9 * running_mean + 0.1 * mean
        running_var = 0.9 * running_var + 0.1 * Z.var(axis=0, ddof=1)
    return gamma * (Z - mean) / np.sqrt(var + eps) + beta, running_mean, running_var


# %% 0/3 running results swapped
def normalize(Z, gamma, beta, running_var, running_mean, training, eps=1e-5):
    mean, var = running_mean, running_var
    if training:
        mean, var = Z.mean(axis=0), Z.var(axis=0)
        running_mean = 0.9 * running_mean + 0.1 * mean
        running_var = 0.9 * running_var + 0.1 * Z.var(axis=0, ddof=1)
    return gamma * (Z - mean) / np.sqrt(var + eps) + beta, running_var, running_mean


# %% 0/3 results in another order: the output last
def normalize(Z, gamma, beta, running_mean, running_var, training, eps=1e-5):
    mean, var = running_mean, running_var
    if training:
        mean, var = Z.mean(axis=0), Z.var(axis=0)
        running_mean = 0.9 * running_mean + 0.1 * mean
        running_var = 0.9 * running_var + 0.1 * Z.var(axis=0, ddof=1)
    return running_mean, running_var, gamma * (Z - mean) / np.sqrt(var + eps) + beta


# %% 0/3 returns the output only
def normalize(Z, gamma, beta, running_mean, running_var, training, eps=1e-5):
    mean, var = running_mean, running_var
    if training:
        mean, var = Z.mean(axis=0), Z.var(axis=0)
        running_mean = 0.9 * running_mean + 0.1 * mean
        running_var = 0.9 * running_var + 0.1 * Z.var(axis=0, ddof=1)
    return gamma * (Z - mean) / np.sqrt(var + eps) + beta


# %% 1/3 running statistics with an axis of length 1
def normalize(Z, gamma, beta, running_mean, running_var, training, eps=1e-5):
    mean, var = running_mean, running_var
    if training:
        mean, var = Z.mean(axis=0), Z.var(axis=0)
        running_mean = 0.9 * running_mean + 0.1 * Z.mean(axis=0, keepdims=True)
        running_var = 0.9 * running_var + 0.1 * Z.var(axis=0, ddof=1, keepdims=True)
    return gamma * (Z - mean) / np.sqrt(var + eps) + beta, running_mean, running_var


# %% 2/3 centres in place
def normalize(Z, gamma, beta, running_mean, running_var, training, eps=1e-5):
    mean, var = running_mean, running_var
    if training:
        mean, var = Z.mean(axis=0), Z.var(axis=0)
        Z -= mean
        Z += mean
        running_mean = 0.9 * running_mean + 0.1 * mean
        running_var = 0.9 * running_var + 0.1 * Z.var(axis=0, ddof=1)
    Z -= mean
    return gamma * Z / np.sqrt(var + eps) + beta, running_mean, running_var


# %% 2/3 scales gamma in place
def normalize(Z, gamma, beta, running_mean, running_var, training, eps=1e-5):
    mean, var = running_mean, running_var
    if training:
        mean, var = Z.mean(axis=0), Z.var(axis=0)
        running_mean = 0.9 * running_mean + 0.1 * mean
        running_var = 0.9 * running_var + 0.1 * Z.var(axis=0, ddof=1)
    gamma /= np.sqrt(var + eps)
    return gamma * (Z - mean) + beta, running_mean, running_var


# %% 1/3 Bessel's correction upside down
def normalize(Z, gamma, beta, running_mean, running_var, training, eps=1e-5):
    mean, var = running_mean, running_var
    if training:
        mean, var = Z.mean(axis=0), Z.var(axis=0)
        running_mean = 0.9 * running_mean + 0.1 * mean
        running_var = 0.9 * running_var + 0.1 * Z.var(axis=0) * (len(Z) - 1) / len(Z)
    return gamma * (Z - mean) / np.sqrt(var + eps) + beta, running_mean, running_var


# %% 1/3 Bessel's correction of n + 1
def normalize(Z, gamma, beta, running_mean, running_var, training, eps=1e-5):
    mean, var = running_mean, running_var
    if training:
        mean, var = Z.mean(axis=0), Z.var(axis=0)
        running_mean = 0.9 * running_mean + 0.1 * mean
        running_var = 0.9 * running_var + 0.1 * Z.var(axis=0) * (len(Z) + 1) / len(Z)
    return gamma * (Z - mean) / np.sqrt(var + eps) + beta, running_mean, running_var


# %% 1/3 the second moment as the variance
def normalize(Z, gamma, beta, running_mean, running_var, training, eps=1e-5):
    mean, var = running_mean, running_var
    if training:
        mean, var = Z.mean(axis=0), np.mean(Z**2, axis=0)
        running_mean = 0.9 * running_mean + 0.1 * mean
        running_var = 0.9 * running_var + 0.1 * Z.var(axis=0, ddof=1)
    return gamma * (Z - mean) / np.sqrt(var + eps) + beta, running_mean, running_var


# %% 1/3 the squared mean as a variance of zero
def normalize(Z, gamma, beta, running_mean, running_var, training, eps=1e-5):
    mean, var = running_mean, running_var
    if training:
        mean, var = Z.mean(axis=0), np.mean(Z**2, axis=0) + Z.mean(axis=0) ** 2
        running_mean = 0.9 * running_mean + 0.1 * mean
        running_var = 0.9 * running_var + 0.1 * Z.var(axis=0, ddof=1)
    return gamma * (Z - mean) / np.sqrt(var + eps) + beta, running_mean, running_var


# %% 1/3 the variance round the running mean
def normalize(Z, gamma, beta, running_mean, running_var, training, eps=1e-5):
    mean, var = running_mean, running_var
    if training:
        mean, var = Z.mean(axis=0), np.mean((Z - running_mean) ** 2, axis=0)
        running_mean = 0.9 * running_mean + 0.1 * mean
        running_var = 0.9 * running_var + 0.1 * Z.var(axis=0, ddof=1)
    return gamma * (Z - mean) / np.sqrt(var + eps) + beta, running_mean, running_var


# %% 1/3 the median for the mean
def normalize(Z, gamma, beta, running_mean, running_var, training, eps=1e-5):
    mean, var = running_mean, running_var
    if training:
        mean, var = np.median(Z, axis=0), Z.var(axis=0)
        running_mean = 0.9 * running_mean + 0.1 * mean
        running_var = 0.9 * running_var + 0.1 * Z.var(axis=0, ddof=1)
    return gamma * (Z - mean) / np.sqrt(var + eps) + beta, running_mean, running_var


# %% 1/3 the mean absolute deviation
def normalize(Z, gamma, beta, running_mean, running_var, training, eps=1e-5):
    mean, var = running_mean, running_var
    if training:
        mean, var = Z.mean(axis=0), np.mean(abs(Z - Z.mean(axis=0)), axis=0) ** 2
        running_mean = 0.9 * running_mean + 0.1 * mean
        running_var = 0.9 * running_var + 0.1 * Z.var(axis=0, ddof=1)
    return gamma * (Z - mean) / np.sqrt(var + eps) + beta, running_mean, running_var


# %% 1/3 layer normalization: each row
def normalize(Z, gamma, beta, running_mean, running_var, training, eps=1e-5):
    mean, var = running_mean, running_var
    if training:
        mean, var = Z.mean(axis=1, keepdims=True), Z.var(axis=1, keepdims=True)
        running_mean = 0.9 * running_mean + 0.1 * Z.mean(axis=0)
        running_var = 0.9 * running_var + 0.1 * Z.var(axis=0, ddof=1)
    return gamma * (Z - mean) / np.sqrt(var + eps) + beta, running_mean, running_var


# %% 1/3 the state of the first call for all calls
def normalize(Z, gamma, beta, running_mean, running_var, training, eps=1e-5, kept=[]):
    kept.append((running_mean, running_var))
    running_mean, running_var = kept[0]
    mean, var = running_mean, running_var
    if training:
        mean, var = Z.mean(axis=0), Z.var(axis=0)
        running_mean = 0.9 * running_mean + 0.1 * mean
        running_var = 0.9 * running_var + 0.1 * Z.var(axis=0, ddof=1)
    return gamma * (Z - mean) / np.sqrt(var + eps) + beta, running_mean, running_var


# %% 0/3 single precision
def normalize(Z, gamma, beta, running_mean, running_var, training, eps=1e-5):
    Z = Z.astype(np.float32)
    mean, var = running_mean, running_var
    if training:
        mean, var = Z.mean(axis=0), Z.var(axis=0)
        running_mean = 0.9 * running_mean + 0.1 * mean
        running_var = 0.9 * running_var + 0.1 * Z.var(axis=0, ddof=1)
    return gamma * (Z - mean) / np.sqrt(var + eps) + beta, running_mean, running_var


# %% 2/3 the mean of squares less the squared mean, in single precision: it cancels
def normalize(Z, gamma, beta, running_mean, running_var, training, eps=1e-5):
    mean, var = running_mean, running_var
    if training:
        mean, var = (
            Z.mean(axis=0),
            np.mean(Z.astype(np.float32) ** 2, axis=0)
            - np.mean(Z.astype(np.float32), axis=0) ** 2,
        )
        running_mean = 0.9 * running_mean + 0.1 * mean
        running_var = 0.9 * running_var + 0.1 * Z.var(axis=0, ddof=1)
    return gamma * (Z - mean) / np.sqrt(var + eps) + beta, running_mean, running_var


# %% 2/3 test time uses the batch where there is more than one example
def normalize(Z, gamma, beta, running_mean, running_var, training, eps=1e-5):
    mean, var = running_mean, running_var
    if training or len(Z) > 1:
        mean, var = Z.mean(axis=0), Z.var(axis=0)
        running_mean = 0.9 * running_mean + 0.1 * mean
        running_var = 0.9 * running_var + 0.1 * Z.var(axis=0, ddof=1)
    return gamma * (Z - mean) / np.sqrt(var + eps) + beta, running_mean, running_var


# %% 0/3 clips what it normalized to ±1
def normalize(Z, gamma, beta, running_mean, running_var, training, eps=1e-5):
    mean, var = running_mean, running_var
    if training:
        mean, var = Z.mean(axis=0), Z.var(axis=0)
        running_mean = 0.9 * running_mean + 0.1 * mean
        running_var = 0.9 * running_var + 0.1 * Z.var(axis=0, ddof=1)
    return (
        gamma * np.clip((Z - mean) / np.sqrt(var + eps), -1, 1) + beta,
        running_mean,
        running_var,
    )
