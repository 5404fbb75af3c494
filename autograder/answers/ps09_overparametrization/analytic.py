# %% 4/4 the formula, with the cosine clipped
def analytic_kernel(X, Z):
    a, b = np.linalg.norm(X, axis=1)[:, None], np.linalg.norm(Z, axis=1)
    cos = np.clip(X @ Z.T / (a * b), -1, 1)
    t = np.arccos(cos)
    return a * b * (np.sin(t) + 2 * (np.pi - t) * cos) / np.pi


# %% 4/4 pair by pair
def analytic_kernel(X, Z):
    K = np.empty((len(X), len(Z)))
    for i, x in enumerate(X):
        for j, z in enumerate(Z):
            size = np.sqrt((x @ x) * (z @ z))
            c = max(-1.0, min(1.0, (x @ z) / size))
            t = np.arccos(c)
            K[i, j] = size * (np.sin(t) + (np.pi - t) * c) / np.pi
            K[i, j] += (x @ z) * (np.pi - t) / np.pi
    return K


# %% 4/4 the angle from the half chords, which loses no digits
def analytic_kernel(X, Z):
    a, b = np.linalg.norm(X, axis=1), np.linalg.norm(Z, axis=1)
    U, V = (X.T / a).T, (Z.T / b).T
    apart = np.linalg.norm(U[:, None] - V, axis=2)
    t = 2 * np.arctan2(apart, np.linalg.norm(U[:, None] + V, axis=2))
    return np.outer(a, b) / np.pi * (np.sin(t) + 2 * (np.pi - t) * np.cos(t))


# %% 4/4 the sine from the cosine
def analytic_kernel(X, Z):
    size = np.sqrt(np.outer((X**2).sum(1), (Z**2).sum(1)))
    c = np.minimum(np.maximum((X @ Z.T) / size, -1), 1)
    part = 1 - np.arccos(c) / np.pi
    return size * (np.sqrt(1 - c**2) / np.pi + 2 * c * part)


# %% 2/4 not clipped: nan where rounding makes the cosine larger than 1
def analytic_kernel(X, Z):
    size = np.outer(np.linalg.norm(X, axis=1), np.linalg.norm(Z, axis=1))
    t = np.arccos(X @ Z.T / size)
    return size * (np.sin(t) + 2 * (np.pi - t) * np.cos(t)) / np.pi


# %% 1/4 forgets the sizes: the kernel of the directions
def analytic_kernel(X, Z):
    X = X / np.linalg.norm(X, axis=1, keepdims=True)
    Z = Z / np.linalg.norm(Z, axis=1, keepdims=True)
    t = np.arccos(np.clip(X @ Z.T, -1, 1))
    return (np.sin(t) + 2 * (np.pi - t) * np.cos(t)) / np.pi


# %% 1/4 only the output weights: the first of both terms
def analytic_kernel(X, Z):
    size = np.outer(np.linalg.norm(X, axis=1), np.linalg.norm(Z, axis=1))
    t = np.arccos(np.clip(X @ Z.T / size, -1, 1))
    return size * (np.sin(t) + (np.pi - t) * np.cos(t)) / np.pi


# %% 0/4 only the hidden weights: the second term
def analytic_kernel(X, Z):
    size = np.outer(np.linalg.norm(X, axis=1), np.linalg.norm(Z, axis=1))
    t = np.arccos(np.clip(X @ Z.T / size, -1, 1))
    return X @ Z.T * (np.pi - t) / np.pi


# %% 3/4 the first inputs scaled in place
def analytic_kernel(X, Z):
    a = np.linalg.norm(X, axis=1)[:, None]
    b = np.linalg.norm(Z, axis=1)
    X /= a
    c = np.clip(X @ (Z / b[:, None]).T, -1, 1)
    t = np.arccos(c)
    return a * b * (np.sin(t) + 2 * (np.pi - t) * c) / np.pi


# %% 1/4 divided by 2π: without the factor 2 of the network
def analytic_kernel(X, Z):
    size = np.outer(np.linalg.norm(X, axis=1), np.linalg.norm(Z, axis=1))
    t = np.arccos(np.clip(X @ Z.T / size, -1, 1))
    return size * (np.sin(t) + 2 * (np.pi - t) * np.cos(t)) / (2 * np.pi)


# %% 0/4 in degrees
def analytic_kernel(X, Z):
    size = np.outer(np.linalg.norm(X, axis=1), np.linalg.norm(Z, axis=1))
    t = np.degrees(np.arccos(np.clip(X @ Z.T / size, -1, 1)))
    return size * (np.sin(t) + 2 * (np.pi - t) * np.cos(t)) / np.pi
