# %% 3/3 the theorem
def largest_rate(H, mu=0.0):
    return 2 * (1 + mu) / np.linalg.eigvalsh(H)[-1]


# %% 3/3 the spectral norm: all eigenvalues are above 0
def largest_rate(H, mu=0.0):
    return (2 + 2 * mu) / np.linalg.norm(H, 2)


# %% 3/3 bisection on the roots of one step
def largest_rate(H, mu=0.0):
    d, low, high = len(H), 0.0, 4 / np.max(np.diag(H))
    for _ in range(40):
        lr = (low + high) / 2
        A = np.eye(d) - lr * H
        step = np.block([[A, -lr * mu * np.eye(d)], [H, mu * np.eye(d)]])
        if np.abs(np.linalg.eigvals(step)).max() < 1:
            low = lr
        else:
            high = lr
    return low


# %% 3/3 the power method
def largest_rate(H, mu=0.0):
    x = np.random.default_rng(0).standard_normal(len(H))
    for _ in range(5000):
        x = H @ x
        x /= np.sqrt(x @ x)
    return 2 * (1 + mu) / (x @ H @ x)


# %% 2/3 without momentum
def largest_rate(H, mu=0.0):
    return 2 / np.linalg.eigvalsh(H).max()


# %% 2/3 steps are 1 / (1 - mu) times as long, so the limit is as much lower
def largest_rate(H, mu=0.0):
    return 2 * (1 - mu) / np.linalg.eigvalsh(H).max()


# %% 2/3 Nesterov's limit
def largest_rate(H, mu=0.0):
    return (2 + 2 * mu) / (1 + 2 * mu) / np.linalg.eigvalsh(H).max()


# %% 1/3 the largest entry on the diagonal
def largest_rate(H, mu=0.0):
    return 2 * (1 + mu) / np.max(np.diag(H))


# %% 0/3 the best rate, not the largest
def largest_rate(H, mu=0.0):
    values = np.linalg.eigvalsh(H)
    return 2 / (values[0] + values[-1])


# %% 0/3 one over the curvature: safe, and half of the limit
def largest_rate(H, mu=0.0):
    return (1 + mu) / np.linalg.eigvalsh(H).max()


# %% 0/3 the flattest direction decides
def largest_rate(H, mu=0.0):
    return 2 * (1 + mu) / np.linalg.eigvalsh(H).min()


# %% 0/3 the trace
def largest_rate(H, mu=0.0):
    return 2 * (1 + mu) / np.trace(H)
