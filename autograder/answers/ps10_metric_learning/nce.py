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


# %% 0/4 softmax over the columns: from B to A
def info_nce(A, B, temperature):
    s = A @ B.T / temperature
    return np.mean(np.logaddexp.reduce(s, axis=0) - np.diag(s))


# %% 0/4 multiplies by the temperature
def info_nce(A, B, temperature):
    s = A @ B.T * temperature
    return np.mean(np.logaddexp.reduce(s, axis=1) - np.diag(s))


# %% 0/4 normalizes the rows
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


# %% 0/4 both directions, averaged, as CLIP does
def info_nce(A, B, temperature):
    s = A @ B.T / temperature
    both = np.logaddexp.reduce(s, axis=0) + np.logaddexp.reduce(s, axis=1)
    return np.mean(both / 2 - np.diag(s))


# %% 3/4 clips the exponent
def info_nce(A, B, temperature):
    s = np.clip(A @ B.T / temperature, -500, 500)
    return np.mean(np.logaddexp.reduce(s, axis=1) - np.diag(s))


# %% 4/4 long doubles, whose exponentials reach 11,000, and log1p beyond
def info_nce(A, B, temperature):
    s = A.astype(np.longdouble) @ B.T.astype(np.longdouble) / temperature
    s -= s.max(axis=1, keepdims=True)
    return np.mean(np.log1p(np.exp(s).sum(axis=1) - 1) - np.diag(s))


# %% 4/4 the temperature at A, and einsum
def info_nce(A, B, temperature):
    s = np.einsum("im,jm->ij", A / temperature, B)
    gaps = s - np.einsum("ii->i", s)[:, None]
    top = np.maximum(gaps.max(axis=1), 0)
    return np.mean(top + np.log(np.exp(gaps - top[:, None]).sum(axis=1)))


# %% 0/4 no temperature
def info_nce(A, B, temperature):
    s = A @ B.T
    return np.mean(np.logaddexp.reduce(s, axis=1) - np.diag(s))


# %% 0/4 the root of the temperature
def info_nce(A, B, temperature):
    s = A @ B.T / np.sqrt(temperature)
    return np.mean(np.logaddexp.reduce(s, axis=1) - np.diag(s))


# %% 0/4 the temperature below the softmax only
def info_nce(A, B, temperature):
    s = A @ B.T
    return np.mean(np.logaddexp.reduce(s / temperature, axis=1) - np.diag(s))


# %% 0/4 distances in place of inner products
def info_nce(A, B, temperature):
    s = -np.sum((A[:, None] - B) ** 2, axis=-1) / temperature
    return np.mean(np.logaddexp.reduce(s, axis=1) - np.diag(s))


# %% 0/4 A with itself
def info_nce(A, B, temperature):
    s = A @ A.T / temperature
    return np.mean(np.logaddexp.reduce(s, axis=1) - np.diag(s))


# %% 0/4 a softmax over all N² similarities
def info_nce(A, B, temperature):
    s = A @ B.T / temperature
    return np.logaddexp.reduce(s, axis=None) - np.mean(np.diag(s))


# %% 0/4 the mean of the exponentials: without log N
def info_nce(A, B, temperature):
    s = A @ B.T / temperature
    return np.mean(np.logaddexp.reduce(s, axis=1) - np.log(len(A)) - np.diag(s))


# %% 0/4 logarithms to base 2
def info_nce(A, B, temperature):
    s = A @ B.T / temperature
    return np.mean(np.logaddexp.reduce(s, axis=1) - np.diag(s)) / np.log(2)


# %% 0/4 the log of a softmax with 1e-12 added
def info_nce(A, B, temperature):
    s = A @ B.T / temperature
    e = np.exp(s - s.max(axis=1, keepdims=True))
    return -np.mean(np.log(np.diag(e) / e.sum(axis=1) + 1e-12))


# %% 3/4 the log of a stable softmax: infinite where it is sure and wrong
def info_nce(A, B, temperature):
    s = A @ B.T / temperature
    e = np.exp(s - s.max(axis=1, keepdims=True))
    return -np.mean(np.log(np.diag(e) / e.sum(axis=1)))


# %% 3/4 shifted by the largest of all: a row far below it is lost
def info_nce(A, B, temperature):
    s = A @ B.T / temperature
    s = s - s.max()
    return np.mean(np.log(np.exp(s).sum(axis=1)) - np.diag(s))


# %% 0/4 the diagonal alone is shifted wrongly: by the largest, not by its row's
def info_nce(A, B, temperature):
    s = A @ B.T / temperature
    top = s.max(axis=1, keepdims=True)
    return np.mean(np.log(np.exp(s - top).sum(axis=1)) - np.diag(s))


# %% 0/4 the probability, not its logarithm
def info_nce(A, B, temperature):
    s = A @ B.T / temperature
    e = np.exp(s - s.max(axis=1, keepdims=True))
    return 1 - np.mean(np.diag(e) / e.sum(axis=1))


# %% 0/4 a loss for each row, no mean
def info_nce(A, B, temperature):
    s = A @ B.T / temperature
    return np.logaddexp.reduce(s, axis=1) - np.diag(s)


# %% 0/4 an array of one number
def info_nce(A, B, temperature):
    s = A @ B.T / temperature
    return np.mean(np.logaddexp.reduce(s, axis=1) - np.diag(s), keepdims=True)


# %% 0/4 float32
def info_nce(A, B, temperature):
    s = (A.astype(np.float32) @ B.T.astype(np.float32)) / np.float32(temperature)
    return np.mean(np.logaddexp.reduce(s, axis=1) - np.diag(s))


# %% 1/4 right, but divides the caller's A by the temperature
def info_nce(A, B, temperature):
    A /= temperature
    s = A @ B.T
    return np.mean(np.logaddexp.reduce(s, axis=1) - np.diag(s))


# %% 1/4 right, but turns the caller's B around
def info_nce(A, B, temperature):
    s = A @ B.T / temperature
    B[:] = B[::-1].copy()
    return np.mean(np.logaddexp.reduce(s, axis=1) - np.diag(s))


# %% 0/4 the partner is the next row
def info_nce(A, B, temperature):
    s = A @ B.T / temperature
    return np.mean(np.logaddexp.reduce(s, axis=1) - np.diag(np.roll(s, -1, axis=1)))
