# %% 4/4 the log of a sum of exponentials
def bce(z, y):
    return np.mean(np.logaddexp(0, np.where(y == 1, -z, z)))


# %% 4/4 the two cases apart, with log1p
def bce(z, y):
    total = 0.0
    for a, t in zip(z, y):
        a = -a if t == 1 else a
        total += np.log1p(np.exp(a)) if a < 0 else a + np.log1p(np.exp(-a))
    return total / len(z)


# %% 4/4 minus the log of the probability of the label, each sigmoid on its safe side
def bce(z, y):
    m = z * (2 * y - 1)
    small = np.log1p(np.exp(-np.abs(m)))
    return float(np.mean(np.where(m > 0, small, small - m)))


# %% 3/4 the usual max(z, 0) - z y: right but where z - z should leave a tiny number
def bce(z, y):
    return np.mean(np.logaddexp(0, z) - y * z)


# %% 3/4 log(1 + small) loses what log1p keeps
def bce(z, y):
    away = np.where(y == 1, -z, z)
    return np.mean(np.maximum(away, 0) + np.log(1 + np.exp(-np.abs(away))))


# %% 2/4 the formula as it stands: infinite as soon as σ rounds to 0 or 1
def bce(z, y):
    p = 1 / (1 + np.exp(-z))
    return np.mean(-y * np.log(p) - (1 - y) * np.log(1 - p))


# %% 2/4 clips the probability: never infinite, and wrong beyond 27
def bce(z, y):
    p = np.clip(1 / (1 + np.exp(-z)), 1e-12, 1 - 1e-12)
    return np.mean(-y * np.log(p) - (1 - y) * np.log(1 - p))


# %% 2/4 the sum over the batch where the mean belongs
def bce(z, y):
    return np.logaddexp(0, np.where(y == 1, -z, z)).sum()


# %% 2/4 affords e to the power z, which overflows at 710
def bce(z, y):
    return np.mean(np.log(1 + np.exp(z)) - y * z)


# %% 0/4 adds 1e-7 inside the logarithms, as a library once did: nine digits become six
def bce(z, y):
    p = 1 / (1 + np.exp(-z))
    return np.mean(-y * np.log(p + 1e-7) - (1 - y) * np.log(1 - p + 1e-7))


# %% 0/4 one loss an example, no mean
def bce(z, y):
    return np.logaddexp(0, np.where(y == 1, -z, z))


# %% 0/4 takes z for a probability
def bce(z, y):
    return np.mean(-y * np.log(z) - (1 - y) * np.log(1 - z))


# %% 0/4 base 2 instead of e
def bce(z, y):
    return np.mean(np.logaddexp(0, np.where(y == 1, -z, z))) / np.log(2)


# %% 0/4 the squared error of the probability
def bce(z, y):
    return np.mean((1 / (1 + np.exp(-z)) - y) ** 2)


# %% 0/4 only the examples of class 1 count
def bce(z, y):
    return np.mean(y * np.logaddexp(0, -z))
