# %% 4/4 shifted by the largest
def info_nce(A, B, temperature):
    s = A @ B.T / temperature
    s = s - s.max(axis=1, keepdims=True)
    return np.mean(np.log(np.exp(s).sum(axis=1)) - np.diag(s))


# %% 4/4 NumPy's own log of a sum of exponentials
def info_nce(A, B, temperature):
    s = A @ B.T / temperature
    return float(np.mean(np.logaddexp.reduce(s, axis=1) - np.diagonal(s)))


# %% 4/4 differences to the partner, a row at a time
def info_nce(A, B, temperature):
    total = 0.0
    for a, partner in zip(A, B):
        gap = (B - partner) @ a / temperature
        total += gap.max() + np.log(np.sum(np.exp(gap - gap.max())))
    return total / len(A)


# %% 4/4 SciPy's log_softmax
def info_nce(A, B, temperature):
    from scipy.special import log_softmax

    return -np.trace(log_softmax(A @ B.T / temperature, axis=1)) / len(A)


# %% 3/4 the formula as written: overflows
def info_nce(A, B, temperature):
    e = np.exp(A @ B.T / temperature)
    return -np.mean(np.log(np.diag(e) / e.sum(axis=1)))


# %% 2/4 softmax over the columns: from B to A
def info_nce(A, B, temperature):
    s = A @ B.T / temperature
    return np.mean(np.logaddexp.reduce(s, axis=0) - np.diag(s))


# %% 1/4 multiplies by the temperature
def info_nce(A, B, temperature):
    s = A @ B.T * temperature
    return np.mean(np.logaddexp.reduce(s, axis=1) - np.diag(s))


# %% 1/4 normalizes the rows
def info_nce(A, B, temperature):
    A = A / np.linalg.norm(A, axis=1, keepdims=True)
    B = B / np.linalg.norm(B, axis=1, keepdims=True)
    s = A @ B.T / temperature
    return np.mean(np.logaddexp.reduce(s, axis=1) - np.diag(s))


# %% 0/4 leaves the partner out of the denominator
def info_nce(A, B, temperature):
    s = A @ B.T / temperature
    away = s.copy()
    np.fill_diagonal(away, -1e300)
    return np.mean(np.logaddexp.reduce(away, axis=1) - np.diag(s))


# %% 0/4 the sum over the pairs
def info_nce(A, B, temperature):
    s = A @ B.T / temperature
    return np.sum(np.logaddexp.reduce(s, axis=1) - np.diag(s))


# %% 0/4 the sign turned
def info_nce(A, B, temperature):
    s = A @ B.T / temperature
    return np.mean(np.diag(s) - np.logaddexp.reduce(s, axis=1))


# %% 2/4 both directions, averaged, as CLIP does
def info_nce(A, B, temperature):
    s = A @ B.T / temperature
    both = np.logaddexp.reduce(s, axis=0) + np.logaddexp.reduce(s, axis=1)
    return np.mean(both / 2 - np.diag(s))


# %% 3/4 clips the exponent
def info_nce(A, B, temperature):
    s = np.clip(A @ B.T / temperature, -500, 500)
    return np.mean(np.logaddexp.reduce(s, axis=1) - np.diag(s))
