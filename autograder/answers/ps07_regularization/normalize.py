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


# %% 2/3 the running variance is the biased one
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


# %% 1/3 running statistics move at test time, and eps is forgotten
def normalize(Z, gamma, beta, running_mean, running_var, training, eps=1e-5):
    mean, var = Z.mean(axis=0), Z.var(axis=0)
    new_mean = 0.9 * running_mean + 0.1 * mean
    new_var = 0.9 * running_var + 0.1 * var * len(Z) / max(len(Z) - 1, 1)
    if not training:
        mean, var = running_mean, running_var
    return gamma * (Z - mean) / np.sqrt(var) + beta, new_mean, new_var


# %% 1/3 eps beside the root, not under it
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
