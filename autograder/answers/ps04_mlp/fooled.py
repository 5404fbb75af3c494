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


# %% 2/3 forgets ReLU
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
