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


# %% 2/3 2 + mu
def largest_rate(H, mu=0.0):
    return (2 + mu) / np.linalg.eigvalsh(H).max()


# %% 2/3 (1 + √mu)², from the best heavy ball
def largest_rate(H, mu=0.0):
    return 2 * (1 + np.sqrt(mu)) ** 2 / (1 + (mu > 0)) / np.linalg.eigvalsh(H).max()


# %% 0/3 the best heavy ball
def largest_rate(H, mu=0.0):
    return 2 * (1 + mu) / np.sqrt(np.linalg.eigvalsh(H)).sum() ** 2 * 2


# %% 2/3 over 1 - mu
def largest_rate(H, mu=0.0):
    return 2 / (1 - mu) / np.linalg.eigvalsh(H).max()


# %% 2/3 over 1 - mu²
def largest_rate(H, mu=0.0):
    return 2 * (1 + mu) / (1 - mu**2) / np.linalg.eigvalsh(H).max()


# %% 1/3 the largest entry
def largest_rate(H, mu=0.0):
    return 2 * (1 + mu) / H.max()


# %% 1/3 the largest row sum of sizes: safe, and too small
def largest_rate(H, mu=0.0):
    return 2 * (1 + mu) / np.abs(H).sum(axis=1).max()


# %% 1/3 the largest row sum
def largest_rate(H, mu=0.0):
    return 2 * (1 + mu) / H.sum(axis=1).max()


# %% 1/3 the root of the sum of squares
def largest_rate(H, mu=0.0):
    return 2 * (1 + mu) / np.linalg.norm(H)


# %% 0/3 the mean curvature
def largest_rate(H, mu=0.0):
    return 2 * (1 + mu) / np.linalg.eigvalsh(H).mean()


# %% 0/3 the median curvature
def largest_rate(H, mu=0.0):
    return 2 * (1 + mu) / np.median(np.linalg.eigvalsh(H))


# %% 0/3 the determinant
def largest_rate(H, mu=0.0):
    return 2 * (1 + mu) / np.linalg.det(H)


# %% 1/3 the first eigenvalue of the unordered ones
def largest_rate(H, mu=0.0):
    return 2 * (1 + mu) / np.linalg.eig(H)[0][0]


# %% 0/3 the curvature along (1, 1, …)
def largest_rate(H, mu=0.0):
    return 2 * (1 + mu) / np.mean(H.sum(axis=0))


# %% 0/3 one half of a percent too small, to be safe
def largest_rate(H, mu=0.0):
    return 0.995 * 2 * (1 + mu) / np.linalg.eigvalsh(H).max()


# %% 0/3 two in a thousand too large
def largest_rate(H, mu=0.0):
    return 1.002 * 2 * (1 + mu) / np.linalg.eigvalsh(H).max()


# %% 0/3 the square of the curvature
def largest_rate(H, mu=0.0):
    return 2 * (1 + mu) / np.linalg.eigvalsh(H @ H).max()


# %% 0/3 the root of the curvature
def largest_rate(H, mu=0.0):
    return 2 * (1 + mu) / np.linalg.eigvalsh(H).max() ** 0.5


# %% 0/3 rates of all directions
def largest_rate(H, mu=0.0):
    return 2 * (1 + mu) / np.linalg.eigvalsh(H)


# %% 1/3 rounded to two digits
def largest_rate(H, mu=0.0):
    return float(f"{2 * (1 + mu) / np.linalg.eigvalsh(H).max():.2g}")


# %% 1/3 two digits after the point
def largest_rate(H, mu=0.0):
    return round(2 * (1 + mu) / np.linalg.eigvalsh(H).max(), 2)


# %% 1/3 Gershgorin’s smallest bound
def largest_rate(H, mu=0.0):
    return (
        2 * (1 + mu) / (np.diag(H) + np.abs(H - np.diag(np.diag(H))).sum(axis=1)).max()
    )


# %% 2/3 mu is 0.9
def largest_rate(H, mu=0.0):
    mu = 0.9 if mu else 0
    return 2 * (1 + mu) / np.linalg.eigvalsh(H).max()


# %% 1/3 mu has another default
def largest_rate(H, mu=0.9):
    return 2 * (1 + mu) / np.linalg.eigvalsh(H).max()


# %% 0/3 the largest singular value of half of the matrix
def largest_rate(H, mu=0.0):
    return 2 * (1 + mu) / np.linalg.eigvalsh(H / 2).max()


# %% 3/3 the root of the largest eigenvalue of HH
def largest_rate(H, mu=0.0):
    return 2 * (1 + mu) / np.linalg.eigvalsh(H @ H).max() ** 0.5


# %% 3/3 in float32: three digits are asked for
def largest_rate(H, mu=0.0):
    return 2 * (1 + mu) / np.linalg.eigvalsh(H.astype(np.float32)).max()


# %% 3/3 four hundredths of a percent too small
def largest_rate(H, mu=0.0):
    return 0.9996 * 2 * (1 + mu) / np.linalg.eigvalsh(H).max()


# %% 3/3 singular values
def largest_rate(H, mu=0.0):
    return 2 * (1 + mu) / np.linalg.svd(H)[1][0]


# %% 3/3 all eigenvalues, without symmetry
def largest_rate(H, mu=0.0):
    return 2 * (1 + mu) / np.linalg.eigvals(H).real.max()


# %% 3/3 trace of a high power
def largest_rate(H, mu=0.0):
    size = np.trace(H)
    P = H / size
    for _ in range(14):
        P = P @ P
        size = size * np.trace(P) ** (0.5 ** (_ + 1))
        P = P / np.trace(P)
    return 2 * (1 + mu) / (np.trace(H @ P) / np.trace(P))


# %% 3/3 by PyTorch
def largest_rate(H, mu=0.0):
    import torch

    return 2 * (1 + mu) / torch.linalg.eigvalsh(torch.tensor(H)).max()


# %% 3/3 by simulation and bisection
def largest_rate(H, mu=0.0):
    d = len(H)
    low, high = 0.0, 4.0 / np.trace(H) * d

    def grows(lr):
        S = np.block([[np.eye(d) - lr * H, -lr * mu * np.eye(d)], [H, mu * np.eye(d)]])
        log = 0.0
        for _ in range(18):
            S = S @ S
            size = np.abs(S).max()
            if size == 0:
                return False
            log = 2 * log + np.log(size)
            S = S / size
        return log > 0

    while not grows(high):
        high *= 2
    for _ in range(25):
        mid = (low + high) / 2
        low, high = (low, mid) if grows(mid) else (mid, high)
    return mid


# %% 1/3 the power method from ones
def largest_rate(H, mu=0.0):
    x = np.ones(len(H))
    for _ in range(2000):
        x = H @ x
        x /= np.linalg.norm(x)
    return 2 * (1 + mu) / (x @ H @ x)


# %% 1/3 the power method from the first axis, ten steps
def largest_rate(H, mu=0.0):
    x = np.eye(len(H))[0]
    for _ in range(10):
        x = H @ x
    return 2 * (1 + mu) * np.linalg.norm(x) / np.linalg.norm(H @ x)


# %% 2/3 scales H in place
def largest_rate(H, mu=0.0):
    top = np.linalg.eigvalsh(H).max()
    H /= top
    return 2 * (1 + mu) / top


# %% 0/3 with a sign turned
def largest_rate(H, mu=0.0):
    return -2 * (1 + mu) / np.linalg.eigvalsh(H).max()


# %% 1/3 largest in size of all entries, of a matrix with a larger row elsewhere
def largest_rate(H, mu=0.0):
    return 2 * (1 + mu) / np.abs(H).max()


# %% 1/3 the largest pivot of the elimination
def largest_rate(H, mu=0.0):
    return 2 * (1 + mu) / np.diag(np.linalg.cholesky(H)).max() ** 2


# %% 0/3 the condition number
def largest_rate(H, mu=0.0):
    return 2 * (1 + mu) / np.linalg.cond(H)


# %% 0/3 a mean of safe bounds
def largest_rate(H, mu=0.0):
    return 2 * (1 + mu) / (np.abs(H).sum(axis=1).max() + np.diag(H).max()) / 2


# %% 2/3 1 + mu²
def largest_rate(H, mu=0.0):
    return 2 * (1 + mu**2) / np.linalg.eigvalsh(H).max()


# %% 3/3 the norm of order 2
def largest_rate(H, mu=0.0):
    return 2 * (1 + mu) / np.linalg.norm(H, 2)


# %% 3/3 power iteration from a random start
def largest_rate(H, mu=0.0):
    v = np.random.default_rng(0).standard_normal(len(H))
    for _ in range(20000):
        v = H @ v
        v = v / np.linalg.norm(v)
    return 2 * (1 + mu) / (v @ H @ v)


# %% 3/3 bisection on the spectral radius of the walk's matrix
def largest_rate(H, mu=0.0):
    I = np.eye(len(H))

    def radius(lr):
        M = np.block([[(1 + mu) * I - lr * H, -mu * I], [I, 0 * I]])
        return np.abs(np.linalg.eigvals(M)).max()

    low, high = 0.0, 8 / np.max(np.diag(H))
    for _ in range(60):
        mid = (low + high) / 2
        low, high = (mid, high) if radius(mid) < 1 else (low, mid)
    return low


# %% 3/3 singular values; as a float
def largest_rate(H, mu=0.0):
    return float((2 + 2 * mu) / np.linalg.svd(H, compute_uv=False)[0])


# %% 3/3 traces of powers, squared again and again
def largest_rate(H, mu=0.0):
    A = H / np.trace(H)
    scale = np.trace(H)
    log = 0.0
    for k in range(14):
        A = A @ A
        c = np.trace(A)
        A = A / c
        log = 2 * log + np.log(c)
    top = scale * np.exp((log + np.log(np.trace(A))) / 2**14)
    return 2 * (1 + mu) / top


# %% 2/3 ten steps of the power method
def largest_rate(H, mu=0.0):
    v = np.random.default_rng(0).standard_normal(len(H))
    for _ in range(10):
        v = H @ v
        v = v / np.linalg.norm(v)
    return 2 * (1 + mu) / (v @ H @ v)


# %% 1/3 rounds to three places
def largest_rate(H, mu=0.0):
    return round(2 * (1 + mu) / np.linalg.eigvalsh(H)[-1], 3)


# %% 1/3 the formula for two directions, of the corners of H
def largest_rate(H, mu=0.0):
    if len(H) == 1:
        return 2 * (1 + mu) / H[0, 0]
    a, b, c = H[0, 0], H[0, -1], H[-1, -1]
    return 2 * (1 + mu) / ((a + c) / 2 + np.sqrt((a - c) ** 2 / 4 + b * b))
