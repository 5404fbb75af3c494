# %% 3/3 the four corners of the first two inputs, the others 1
def fooled(w, b, v, c):
    d = len(w)
    for first in [(-1, -1), (-1, 1), (1, -1), (1, 1)]:
        x = np.array(list(first) + [1] * (d - 2))
        f = v * np.maximum(np.dot(w, x) + b, 0) + c
        if -np.prod(x) * f <= 0:
            return x


# %% 3/3 the four corners of the last two inputs, the others -1, as a list
def fooled(w, b, v, c):
    d = len(w)
    for s in (-1, 1):
        for t in (-1, 1):
            x = [-1] * (d - 2) + [s, t]
            z = sum(a * u for a, u in zip(w, x)) + b
            parity = s * t * (-1) ** d
            if -parity * (v * max(z, 0) + c) <= 0:
                return x


# %% 3/3 sorts the four scores and finds the place where the order breaks
def fooled(w, b, v, c):
    X = np.ones((4, len(w)))
    X[:, :2] = [[1, 1], [1, -1], [-1, 1], [-1, -1]]
    f = v * np.maximum(X @ w + b, 0) + c
    target = np.array([-1, 1, 1, -1])
    return X[np.argmin(target * f)]


# %% 3/3 guesses until it is right: half of all corners refute a long network
def fooled(w, b, v, c):
    rng = np.random.default_rng(0)
    while True:
        x = rng.choice([-1.0, 1.0], len(w))
        if -np.prod(x) * (v * max(w @ x + b, 0) + c) <= 0:
            return x


# %% 2/3 right, but writes the counter-example into the weights
def fooled(w, b, v, c):
    old = w.copy()
    w[:] = 1
    for first in [(-1, -1), (-1, 1), (1, -1), (1, 1)]:
        w[:2] = first
        if -np.prod(w) * (v * max(old @ w + b, 0) + c) <= 0:
            return w


# %% 1/3 builds a corner of two inputs only
def fooled(w, b, v, c):
    for x in [(-1, -1), (-1, 1), (1, -1), (1, 1)]:
        if -x[0] * x[1] * (v * max(w[0] * x[0] + w[1] * x[1] + b, 0) + c) <= 0:
            return np.array(x)


# %% 0/3 always the corner of ones
def fooled(w, b, v, c):
    return np.ones(len(w))


# %% 0/3 takes the product itself for the target: refutes XNOR
def fooled(w, b, v, c):
    x = np.ones(len(w))
    for first in [(-1, -1), (-1, 1), (1, -1), (1, 1)]:
        x[:2] = first
        if np.prod(x) * (v * max(w @ x + b, 0) + c) <= 0:
            return x


# %% 1/3 forgets ReLU
def fooled(w, b, v, c):
    x = np.ones(len(w))
    for first in [(1, 1), (-1, -1), (-1, 1), (1, -1)]:
        x[:2] = first
        if -np.prod(x) * (v * (w @ x + b) + c) <= 0:
            return x


# %% 0/3 takes inputs 0 and 1
def fooled(w, b, v, c):
    x = np.zeros(len(w))
    for first in [(0, 0), (0, 1), (1, 0), (1, 1)]:
        x[:2] = first
        target = 1 if sum(first) == 1 else -1
        if target * (v * max(w @ x + b, 0) + c) <= 0:
            return x


# %% 0/3 the origin: a score of b alone, and no corner
def fooled(w, b, v, c):
    return np.zeros(len(w))


# %% 0/3 the direction in which the score grows, sign(w): often right, and 0 for a 0
def fooled(w, b, v, c):
    return np.sign(w)


# %% 0/3 answers that it exists
def fooled(w, b, v, c):
    return True


# %% 0/3 only two corners are looked at
def fooled(w, b, v, c):
    d = len(w)
    for first in [(-1, -1), (1, 1)]:
        x = np.array(list(first) + [1] * (d - 2))
        if -np.prod(x) * (v * max(w @ x + b, 0) + c) <= 0:
            return x


# %% 1/3 forgets v
def fooled(w, b, v, c):
    d = len(w)
    for first in [(-1, -1), (-1, 1), (1, -1), (1, 1)]:
        x = np.array(list(first) + [1] * (d - 2))
        if -np.prod(x) * (max(w @ x + b, 0) + c) <= 0:
            return x


# %% 0/3 forgets c
def fooled(w, b, v, c):
    d = len(w)
    for first in [(-1, -1), (-1, 1), (1, -1), (1, 1)]:
        x = np.array(list(first) + [1] * (d - 2))
        if -np.prod(x) * (v * max(w @ x + b, 0) + 0) <= 0:
            return x


# %% 2/3 forgets b
def fooled(w, b, v, c):
    d = len(w)
    for first in [(-1, -1), (-1, 1), (1, -1), (1, 1)]:
        x = np.array(list(first) + [1] * (d - 2))
        if -np.prod(x) * (v * max(w @ x, 0) + c) <= 0:
            return x


# %% 0/3 the other way round: a corner that is right
def fooled(w, b, v, c):
    d = len(w)
    for first in [(-1, -1), (-1, 1), (1, -1), (1, 1)]:
        x = np.array(list(first) + [1] * (d - 2))
        if -np.prod(x) * (v * max(w @ x + b, 0) + c) > 0:
            return x


# %% 2/3 the parity of the first two inputs only, the rest -1
def fooled(w, b, v, c):
    d = len(w)
    for first in [(-1, -1), (-1, 1), (1, -1), (1, 1)]:
        x = np.array(list(first) + [-1] * (d - 2))
        if -x[0] * x[1] * (v * max(w @ x + b, 0) + c) <= 0:
            return x


# %% 0/3 x as a column
def fooled(w, b, v, c):
    d = len(w)
    for first in [(-1, -1), (-1, 1), (1, -1), (1, 1)]:
        x = np.array(list(first) + [1] * (d - 2))
        if -np.prod(x) * (v * max(w @ x + b, 0) + c) <= 0:
            return x[:, None]


# %% 0/3 the answer of the network, not the input
def fooled(w, b, v, c):
    d = len(w)
    for first in [(-1, -1), (-1, 1), (1, -1), (1, 1)]:
        x = np.array(list(first) + [1] * (d - 2))
        if -np.prod(x) * (v * max(w @ x + b, 0) + c) <= 0:
            return v * max(w @ x + b, 0) + c


# %% 1/3 zeros for the other inputs
def fooled(w, b, v, c):
    d = len(w)
    for first in [(-1, -1), (-1, 1), (1, -1), (1, 1)]:
        x = np.array(list(first) + [0] * (d - 2))
        if -np.prod(x) * (v * max(w @ x + b, 0) + c) <= 0:
            return x


# %% 1/3 signs of w, and flips its last
def fooled(w, b, v, c):
    x = np.where(w > 0, 1.0, -1.0)
    if -np.prod(x) * (v * max(w @ x + b, 0) + c) > 0:
        x[-1] *= -1
    return x


# %% 3/3 flips one input after the other
def fooled(w, b, v, c):
    from itertools import product

    for x in product((1.0, -1.0), repeat=len(w)):
        x = np.array(x)
        if -np.prod(x) * (v * np.maximum(np.sum(w * x) + b, 0) + c) <= 0:
            return x


# %% 3/3 the worst of four, by PyTorch
def fooled(w, b, v, c):
    import torch

    X = torch.ones(4, len(w), dtype=torch.float64)
    X[1, 0] = X[2, 1] = X[3, 0] = X[3, 1] = -1
    f = v * torch.relu(X @ torch.tensor(w) + b) + c
    return X[torch.argmin(-X.prod(dim=1) * f)]


# %% 3/3 whole numbers of eight bits
def fooled(w, b, v, c):
    rng = np.random.default_rng(1)
    for _ in range(10_000):
        x = 2 * rng.integers(0, 2, len(w)).astype(np.int8) - 1
        if -np.prod(x) * (v * max(float(w @ x) + b, 0.0) + c) <= 0:
            return x
