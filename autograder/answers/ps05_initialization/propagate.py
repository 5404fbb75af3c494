# %% 3/3 a loop over layers, fresh weights in each
def propagate(X, gain, depth, activation, seed):
    rng, n = np.random.default_rng(seed), X.shape[1]
    out = [np.sqrt((X**2).mean())]
    for _ in range(depth):
        Z = X @ rng.normal(0, gain / np.sqrt(n), (n, n))
        X = {"linear": Z, "relu": Z * (Z > 0), "tanh": np.tanh(Z)}[activation]
        out.append(np.sqrt((X**2).mean()))
    return np.array(out)


# %% 3/3 all weights drawn at once
def propagate(X, gain, depth, activation, seed):
    d = X.shape[1]
    W = np.random.default_rng(seed).standard_normal((depth, d, d)) * gain / d**0.5
    rms = np.zeros(depth + 1)
    for k in range(depth + 1):
        rms[k] = np.linalg.norm(X) / np.sqrt(X.size)
        if k < depth:
            X = X @ W[k].T
            if activation == "relu":
                X = np.maximum(X, 0)
            elif activation == "tanh":
                X = np.tanh(X)
    return rms


# %% 3/3 examples in columns
def propagate(X, gain, depth, activation, seed):
    rng = np.random.default_rng(seed)
    phi = {"linear": np.array, "relu": lambda z: z.clip(0), "tanh": np.tanh}[activation]
    x, sizes = X.T, []
    for _ in range(depth):
        sizes.append(np.mean(np.square(x)) ** 0.5)
        x = phi(gain * rng.standard_normal((len(x), len(x))) @ x / np.sqrt(len(x)))
    return np.array([*sizes, np.mean(np.square(x)) ** 0.5])


# %% 0/3 reads the variance as the standard deviation
def propagate(X, gain, depth, activation, seed):
    rng, d = np.random.default_rng(seed), X.shape[1]
    sizes = [np.sqrt(np.mean(X**2))]
    for _ in range(depth):
        X = X @ (gain**2 / d * rng.standard_normal((d, d)))
        X = {"linear": X, "relu": np.maximum(X, 0), "tanh": np.tanh(X)}[activation]
        sizes.append(np.sqrt(np.mean(X**2)))
    return np.array(sizes)


# %% 0/3 starts the list after the first layer
def propagate(X, gain, depth, activation, seed):
    rng, d = np.random.default_rng(seed), X.shape[1]
    sizes = []
    for _ in range(depth):
        X = X @ (gain / d**0.5 * rng.standard_normal((d, d)))
        X = {"linear": X, "relu": np.maximum(X, 0), "tanh": np.tanh(X)}[activation]
        sizes.append(np.sqrt(np.mean(X**2)))
    return np.array(sizes)


# %% 1/3 the standard deviation for the root mean square: ReLU has a mean
def propagate(X, gain, depth, activation, seed):
    rng, d = np.random.default_rng(seed), X.shape[1]
    sizes = [X.std()]
    for _ in range(depth):
        X = X @ (gain / d**0.5 * rng.standard_normal((d, d)))
        X = {"linear": X, "relu": np.maximum(X, 0), "tanh": np.tanh(X)}[activation]
        sizes.append(X.std())
    return np.array(sizes)


# %% 2/3 He's factor on top of the gain, for ReLU only
def propagate(X, gain, depth, activation, seed):
    rng, d = np.random.default_rng(seed), X.shape[1]
    if activation == "relu":
        gain = gain * np.sqrt(2)
    sizes = [np.sqrt(np.mean(X**2))]
    for _ in range(depth):
        X = X @ (gain / d**0.5 * rng.standard_normal((d, d)))
        X = {"linear": X, "relu": np.maximum(X, 0), "tanh": np.tanh(X)}[activation]
        sizes.append(np.sqrt(np.mean(X**2)))
    return np.array(sizes)


# %% 1/3 forgets the activation
def propagate(X, gain, depth, activation, seed):
    rng, d = np.random.default_rng(seed), X.shape[1]
    sizes = [np.sqrt(np.mean(X**2))]
    for _ in range(depth):
        X = X @ (gain / d**0.5 * rng.standard_normal((d, d)))
        sizes.append(np.sqrt(np.mean(X**2)))
    return np.array(sizes)


# %% 2/3 never looks at the seed
def propagate(X, gain, depth, activation, seed):
    rng, d = np.random.default_rng(5), X.shape[1]
    sizes = [np.sqrt(np.mean(X**2))]
    for _ in range(depth):
        X = X @ (gain / d**0.5 * rng.standard_normal((d, d)))
        X = {"linear": X, "relu": np.maximum(X, 0), "tanh": np.tanh(X)}[activation]
        sizes.append(np.sqrt(np.mean(X**2)))
    return np.array(sizes)


# %% 0/3 divides by the number of examples
def propagate(X, gain, depth, activation, seed):
    rng, (n, d) = np.random.default_rng(seed), X.shape
    sizes = [np.sqrt(np.mean(X**2))]
    for _ in range(depth):
        X = X @ (gain / n**0.5 * rng.standard_normal((d, d)))
        X = {"linear": X, "relu": np.maximum(X, 0), "tanh": np.tanh(X)}[activation]
        sizes.append(np.sqrt(np.mean(X**2)))
    return np.array(sizes)


# %% 1/3 normalizes the inputs first
def propagate(X, gain, depth, activation, seed):
    rng, d = np.random.default_rng(seed), X.shape[1]
    X = X / np.sqrt(np.mean(X**2))
    sizes = [1.0]
    for _ in range(depth):
        X = X @ (gain / d**0.5 * rng.standard_normal((d, d)))
        X = {"linear": X, "relu": np.maximum(X, 0), "tanh": np.tanh(X)}[activation]
        sizes.append(np.sqrt(np.mean(X**2)))
    return np.array(sizes)


# %% 2/3 right, but works inside the caller's X
def propagate(X, gain, depth, activation, seed):
    rng, d = np.random.default_rng(seed), X.shape[1]
    sizes = [np.sqrt(np.mean(X**2))]
    for _ in range(depth):
        X[:] = X @ (gain / d**0.5 * rng.standard_normal((d, d)))
        if activation == "relu":
            np.maximum(X, 0, out=X)
        elif activation == "tanh":
            np.tanh(X, out=X)
        sizes.append(np.sqrt(np.mean(X**2)))
    return np.array(sizes)
