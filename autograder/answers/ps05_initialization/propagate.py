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


# %% 1/3 never looks at the seed
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


# %% 0/3 one weight matrix for all layers
def propagate(X, gain, depth, activation, seed):
    rng, d = np.random.default_rng(seed), X.shape[1]
    sizes = [np.sqrt(np.mean(X**2))]
    W = rng.standard_normal((d, d))
    for _ in range(depth):
        X = X @ (gain / d**0.5 * W)
        X = {"linear": X, "relu": np.maximum(X, 0), "tanh": np.tanh(X)}[activation]
        sizes.append(np.sqrt(np.mean(X**2)))
    return np.array(sizes)


# %% 0/3 the same seed in each layer
def propagate(X, gain, depth, activation, seed):
    rng, d = np.random.default_rng(seed), X.shape[1]
    sizes = [np.sqrt(np.mean(X**2))]
    for _ in range(depth):
        rng = np.random.default_rng(seed)
        X = X @ (gain / d**0.5 * rng.standard_normal((d, d)))
        X = {"linear": X, "relu": np.maximum(X, 0), "tanh": np.tanh(X)}[activation]
        sizes.append(np.sqrt(np.mean(X**2)))
    return np.array(sizes)


# %% 0/3 one layer too few
def propagate(X, gain, depth, activation, seed):
    rng, d = np.random.default_rng(seed), X.shape[1]
    sizes = [np.sqrt(np.mean(X**2))]
    for _ in range(depth - 1):
        X = X @ (gain / d**0.5 * rng.standard_normal((d, d)))
        X = {"linear": X, "relu": np.maximum(X, 0), "tanh": np.tanh(X)}[activation]
        sizes.append(np.sqrt(np.mean(X**2)))
    return np.array(sizes)


# %% 0/3 one layer too many
def propagate(X, gain, depth, activation, seed):
    rng, d = np.random.default_rng(seed), X.shape[1]
    sizes = [np.sqrt(np.mean(X**2))]
    for _ in range(depth + 1):
        X = X @ (gain / d**0.5 * rng.standard_normal((d, d)))
        X = {"linear": X, "relu": np.maximum(X, 0), "tanh": np.tanh(X)}[activation]
        sizes.append(np.sqrt(np.mean(X**2)))
    return np.array(sizes)


# %% 0/3 the mean square without its root
def propagate(X, gain, depth, activation, seed):
    rng, d = np.random.default_rng(seed), X.shape[1]
    sizes = [np.mean(X**2)]
    for _ in range(depth):
        X = X @ (gain / d**0.5 * rng.standard_normal((d, d)))
        X = {"linear": X, "relu": np.maximum(X, 0), "tanh": np.tanh(X)}[activation]
        sizes.append(np.mean(X**2))
    return np.array(sizes)


# %% 0/3 the mean size
def propagate(X, gain, depth, activation, seed):
    rng, d = np.random.default_rng(seed), X.shape[1]
    sizes = [np.mean(np.abs(X))]
    for _ in range(depth):
        X = X @ (gain / d**0.5 * rng.standard_normal((d, d)))
        X = {"linear": X, "relu": np.maximum(X, 0), "tanh": np.tanh(X)}[activation]
        sizes.append(np.mean(np.abs(X)))
    return np.array(sizes)


# %% 0/3 the largest size
def propagate(X, gain, depth, activation, seed):
    rng, d = np.random.default_rng(seed), X.shape[1]
    sizes = [np.abs(X).max()]
    for _ in range(depth):
        X = X @ (gain / d**0.5 * rng.standard_normal((d, d)))
        X = {"linear": X, "relu": np.maximum(X, 0), "tanh": np.tanh(X)}[activation]
        sizes.append(np.abs(X).max())
    return np.array(sizes)


# %% 0/3 the norm
def propagate(X, gain, depth, activation, seed):
    rng, d = np.random.default_rng(seed), X.shape[1]
    sizes = [np.linalg.norm(X)]
    for _ in range(depth):
        X = X @ (gain / d**0.5 * rng.standard_normal((d, d)))
        X = {"linear": X, "relu": np.maximum(X, 0), "tanh": np.tanh(X)}[activation]
        sizes.append(np.linalg.norm(X))
    return np.array(sizes)


# %% 0/3 the norm over √d only
def propagate(X, gain, depth, activation, seed):
    rng, d = np.random.default_rng(seed), X.shape[1]
    sizes = [np.linalg.norm(X) / d**0.5]
    for _ in range(depth):
        X = X @ (gain / d**0.5 * rng.standard_normal((d, d)))
        X = {"linear": X, "relu": np.maximum(X, 0), "tanh": np.tanh(X)}[activation]
        sizes.append(np.linalg.norm(X) / d**0.5)
    return np.array(sizes)


# %% 2/3 the mean over examples of their rms
def propagate(X, gain, depth, activation, seed):
    rng, d = np.random.default_rng(seed), X.shape[1]
    sizes = [np.mean(np.sqrt(np.mean(X**2, axis=1)))]
    for _ in range(depth):
        X = X @ (gain / d**0.5 * rng.standard_normal((d, d)))
        X = {"linear": X, "relu": np.maximum(X, 0), "tanh": np.tanh(X)}[activation]
        sizes.append(np.mean(np.sqrt(np.mean(X**2, axis=1))))
    return np.array(sizes)


# %% 2/3 the first example only
def propagate(X, gain, depth, activation, seed):
    rng, d = np.random.default_rng(seed), X.shape[1]
    sizes = [np.sqrt(np.mean(X[0] ** 2))]
    for _ in range(depth):
        X = X @ (gain / d**0.5 * rng.standard_normal((d, d)))
        X = {"linear": X, "relu": np.maximum(X, 0), "tanh": np.tanh(X)}[activation]
        sizes.append(np.sqrt(np.mean(X[0] ** 2)))
    return np.array(sizes)


# %% 1/3 measured before the activation
def propagate(X, gain, depth, activation, seed):
    rng, d = np.random.default_rng(seed), X.shape[1]
    sizes = [np.sqrt(np.mean(X**2))]
    for _ in range(depth):
        X = X @ (gain / d**0.5 * rng.standard_normal((d, d)))
        sizes.append(np.sqrt(np.mean(X**2)))
        X = {"linear": X, "relu": np.maximum(X, 0), "tanh": np.tanh(X)}[activation]
    return np.array(sizes)


# %% 0/3 gain is not used
def propagate(X, gain, depth, activation, seed):
    rng, d = np.random.default_rng(seed), X.shape[1]
    sizes = [np.sqrt(np.mean(X**2))]
    for _ in range(depth):
        X = X @ (1 / d**0.5 * rng.standard_normal((d, d)))
        X = {"linear": X, "relu": np.maximum(X, 0), "tanh": np.tanh(X)}[activation]
        sizes.append(np.sqrt(np.mean(X**2)))
    return np.array(sizes)


# %% 0/3 gain squared
def propagate(X, gain, depth, activation, seed):
    rng, d = np.random.default_rng(seed), X.shape[1]
    sizes = [np.sqrt(np.mean(X**2))]
    for _ in range(depth):
        X = X @ (gain**2 / d**0.5 * rng.standard_normal((d, d)))
        X = {"linear": X, "relu": np.maximum(X, 0), "tanh": np.tanh(X)}[activation]
        sizes.append(np.sqrt(np.mean(X**2)))
    return np.array(sizes)


# %% 0/3 the root of the gain
def propagate(X, gain, depth, activation, seed):
    rng, d = np.random.default_rng(seed), X.shape[1]
    sizes = [np.sqrt(np.mean(X**2))]
    for _ in range(depth):
        X = X @ (gain**0.5 / d**0.5 * rng.standard_normal((d, d)))
        X = {"linear": X, "relu": np.maximum(X, 0), "tanh": np.tanh(X)}[activation]
        sizes.append(np.sqrt(np.mean(X**2)))
    return np.array(sizes)


# %% 0/3 divides by d
def propagate(X, gain, depth, activation, seed):
    rng, d = np.random.default_rng(seed), X.shape[1]
    sizes = [np.sqrt(np.mean(X**2))]
    for _ in range(depth):
        X = X @ (gain / d * rng.standard_normal((d, d)))
        X = {"linear": X, "relu": np.maximum(X, 0), "tanh": np.tanh(X)}[activation]
        sizes.append(np.sqrt(np.mean(X**2)))
    return np.array(sizes)


# %% 0/3 divides by the sum of both sizes
def propagate(X, gain, depth, activation, seed):
    rng, d = np.random.default_rng(seed), X.shape[1]
    sizes = [np.sqrt(np.mean(X**2))]
    for _ in range(depth):
        X = X @ (gain / (2 * d) ** 0.5 * rng.standard_normal((d, d)))
        X = {"linear": X, "relu": np.maximum(X, 0), "tanh": np.tanh(X)}[activation]
        sizes.append(np.sqrt(np.mean(X**2)))
    return np.array(sizes)


# %% 2/3 uniform weights of this deviation
def propagate(X, gain, depth, activation, seed):
    rng, d = np.random.default_rng(seed), X.shape[1]
    sizes = [np.sqrt(np.mean(X**2))]
    for _ in range(depth):
        X = X @ (gain / d**0.5 * rng.uniform(-(3**0.5), 3**0.5, (d, d)))
        X = {"linear": X, "relu": np.maximum(X, 0), "tanh": np.tanh(X)}[activation]
        sizes.append(np.sqrt(np.mean(X**2)))
    return np.array(sizes)


# %% 0/3 uniform weights with the deviation for a bound
def propagate(X, gain, depth, activation, seed):
    rng, d = np.random.default_rng(seed), X.shape[1]
    sizes = [np.sqrt(np.mean(X**2))]
    for _ in range(depth):
        X = X @ (gain / d**0.5 * rng.uniform(-1, 1, (d, d)))
        X = {"linear": X, "relu": np.maximum(X, 0), "tanh": np.tanh(X)}[activation]
        sizes.append(np.sqrt(np.mean(X**2)))
    return np.array(sizes)


# %% 1/3 signs
def propagate(X, gain, depth, activation, seed):
    rng, d = np.random.default_rng(seed), X.shape[1]
    sizes = [np.sqrt(np.mean(X**2))]
    for _ in range(depth):
        X = X @ (gain / d**0.5 * rng.choice([-1.0, 1.0], (d, d)))
        X = {"linear": X, "relu": np.maximum(X, 0), "tanh": np.tanh(X)}[activation]
        sizes.append(np.sqrt(np.mean(X**2)))
    return np.array(sizes)


# %% 0/3 positive weights
def propagate(X, gain, depth, activation, seed):
    rng, d = np.random.default_rng(seed), X.shape[1]
    sizes = [np.sqrt(np.mean(X**2))]
    for _ in range(depth):
        X = X @ (gain / d**0.5 * np.abs(rng.standard_normal((d, d))))
        X = {"linear": X, "relu": np.maximum(X, 0), "tanh": np.tanh(X)}[activation]
        sizes.append(np.sqrt(np.mean(X**2)))
    return np.array(sizes)


# %% 0/3 orthogonal weights
def propagate(X, gain, depth, activation, seed):
    rng, d = np.random.default_rng(seed), X.shape[1]
    sizes = [np.sqrt(np.mean(X**2))]
    for _ in range(depth):
        X = X @ (gain * np.linalg.qr(rng.standard_normal((d, d)))[0])
        X = {"linear": X, "relu": np.maximum(X, 0), "tanh": np.tanh(X)}[activation]
        sizes.append(np.sqrt(np.mean(X**2)))
    return np.array(sizes)


# %% 2/3 symmetric weights
def propagate(X, gain, depth, activation, seed):
    rng, d = np.random.default_rng(seed), X.shape[1]
    sizes = [np.sqrt(np.mean(X**2))]
    for _ in range(depth):
        S = rng.standard_normal((d, d))
        S = (S + S.T) / 2**0.5
        X = X @ (gain / d**0.5 * S)
        X = {"linear": X, "relu": np.maximum(X, 0), "tanh": np.tanh(X)}[activation]
        sizes.append(np.sqrt(np.mean(X**2)))
    return np.array(sizes)


# %% 1/3 one weight for each unit, on the diagonal
def propagate(X, gain, depth, activation, seed):
    rng, d = np.random.default_rng(seed), X.shape[1]
    sizes = [np.sqrt(np.mean(X**2))]
    for _ in range(depth):
        X = X @ (gain / d**0.5 * np.diag(rng.standard_normal(d)) * d**0.5)
        X = {"linear": X, "relu": np.maximum(X, 0), "tanh": np.tanh(X)}[activation]
        sizes.append(np.sqrt(np.mean(X**2)))
    return np.array(sizes)


# %% 0/3 biases as well
def propagate(X, gain, depth, activation, seed):
    rng, d = np.random.default_rng(seed), X.shape[1]
    sizes = [np.sqrt(np.mean(X**2))]
    for _ in range(depth):
        X = X @ (gain / d**0.5 * rng.standard_normal((d, d)))
        X = X + rng.standard_normal(d)
        X = {"linear": X, "relu": np.maximum(X, 0), "tanh": np.tanh(X)}[activation]
        sizes.append(np.sqrt(np.mean(X**2)))
    return np.array(sizes)


# %% 2/3 absolute values for ReLU
def propagate(X, gain, depth, activation, seed):
    rng, d = np.random.default_rng(seed), X.shape[1]
    sizes = [np.sqrt(np.mean(X**2))]
    for _ in range(depth):
        X = X @ (gain / d**0.5 * rng.standard_normal((d, d)))
        X = {"linear": X, "relu": np.abs(X), "tanh": np.tanh(X)}[activation]
        sizes.append(np.sqrt(np.mean(X**2)))
    return np.array(sizes)


# %% 2/3 a ReLU that leaks
def propagate(X, gain, depth, activation, seed):
    rng, d = np.random.default_rng(seed), X.shape[1]
    sizes = [np.sqrt(np.mean(X**2))]
    for _ in range(depth):
        X = X @ (gain / d**0.5 * rng.standard_normal((d, d)))
        X = {"linear": X, "relu": np.maximum(X, 0.1 * X), "tanh": np.tanh(X)}[
            activation
        ]
        sizes.append(np.sqrt(np.mean(X**2)))
    return np.array(sizes)


# %% 2/3 ReLU also for tanh
def propagate(X, gain, depth, activation, seed):
    rng, d = np.random.default_rng(seed), X.shape[1]
    sizes = [np.sqrt(np.mean(X**2))]
    for _ in range(depth):
        X = X @ (gain / d**0.5 * rng.standard_normal((d, d)))
        X = {"linear": X, "relu": np.maximum(X, 0), "tanh": np.maximum(X, 0)}[
            activation
        ]
        sizes.append(np.sqrt(np.mean(X**2)))
    return np.array(sizes)


# %% 2/3 a sigmoid for tanh
def propagate(X, gain, depth, activation, seed):
    rng, d = np.random.default_rng(seed), X.shape[1]
    sizes = [np.sqrt(np.mean(X**2))]
    for _ in range(depth):
        X = X @ (gain / d**0.5 * rng.standard_normal((d, d)))
        X = {"linear": X, "relu": np.maximum(X, 0), "tanh": 1 / (1 + np.exp(-X))}[
            activation
        ]
        sizes.append(np.sqrt(np.mean(X**2)))
    return np.array(sizes)


# %% 1/3 the activation of the inputs first
def propagate(X, gain, depth, activation, seed):
    rng, d = np.random.default_rng(seed), X.shape[1]
    X = {"linear": X, "relu": np.maximum(X, 0), "tanh": np.tanh(X)}[activation]
    sizes = [np.sqrt(np.mean(X**2))]
    for _ in range(depth):
        X = X @ (gain / d**0.5 * rng.standard_normal((d, d)))
        X = {"linear": X, "relu": np.maximum(X, 0), "tanh": np.tanh(X)}[activation]
        sizes.append(np.sqrt(np.mean(X**2)))
    return np.array(sizes)


# %% 0/3 each layer brought back to its size
def propagate(X, gain, depth, activation, seed):
    rng, d = np.random.default_rng(seed), X.shape[1]
    sizes = [np.sqrt(np.mean(X**2))]
    for _ in range(depth):
        X = X @ (gain / d**0.5 * rng.standard_normal((d, d)))
        X = {"linear": X, "relu": np.maximum(X, 0), "tanh": np.tanh(X)}[activation]
        X = X / max(np.sqrt(np.mean(X**2)), 1e-300) * sizes[0]
        sizes.append(np.sqrt(np.mean(X**2)))
    return np.array(sizes)


# %% 1/3 ratios, not sizes
def propagate(X, gain, depth, activation, seed):
    rng, d = np.random.default_rng(seed), X.shape[1]
    sizes = [np.sqrt(np.mean(X**2))]
    for _ in range(depth):
        X = X @ (gain / d**0.5 * rng.standard_normal((d, d)))
        X = {"linear": X, "relu": np.maximum(X, 0), "tanh": np.tanh(X)}[activation]
        sizes.append(np.sqrt(np.mean(X**2)))
    return np.array(sizes) / sizes[0]


# %% 0/3 the inputs last
def propagate(X, gain, depth, activation, seed):
    rng, d = np.random.default_rng(seed), X.shape[1]
    sizes = [np.sqrt(np.mean(X**2))]
    for _ in range(depth):
        X = X @ (gain / d**0.5 * rng.standard_normal((d, d)))
        X = {"linear": X, "relu": np.maximum(X, 0), "tanh": np.tanh(X)}[activation]
        sizes.append(np.sqrt(np.mean(X**2)))
    return np.array(sizes)[::-1]


# %% 0/3 in a column
def propagate(X, gain, depth, activation, seed):
    rng, d = np.random.default_rng(seed), X.shape[1]
    sizes = [np.sqrt(np.mean(X**2))]
    for _ in range(depth):
        X = X @ (gain / d**0.5 * rng.standard_normal((d, d)))
        X = {"linear": X, "relu": np.maximum(X, 0), "tanh": np.tanh(X)}[activation]
        sizes.append(np.sqrt(np.mean(X**2)))
    return np.array(sizes)[:, None]


# %% 1/3 the seed is not used
def propagate(X, gain, depth, activation, seed):
    rng, d = np.random.default_rng(1), X.shape[1]
    sizes = [np.sqrt(np.mean(X**2))]
    for _ in range(depth):
        X = X @ (gain / d**0.5 * rng.standard_normal((d, d)))
        X = {"linear": X, "relu": np.maximum(X, 0), "tanh": np.tanh(X)}[activation]
        sizes.append(np.sqrt(np.mean(X**2)))
    return np.array(sizes)


# %% 2/3 no seed at all
def propagate(X, gain, depth, activation, seed):
    rng, d = np.random.default_rng(), X.shape[1]
    sizes = [np.sqrt(np.mean(X**2))]
    for _ in range(depth):
        X = X @ (gain / d**0.5 * rng.standard_normal((d, d)))
        X = {"linear": X, "relu": np.maximum(X, 0), "tanh": np.tanh(X)}[activation]
        sizes.append(np.sqrt(np.mean(X**2)))
    return np.array(sizes)


# %% 1/3 the standard deviation where the mean is not 0
def propagate(X, gain, depth, activation, seed):
    rng, d = np.random.default_rng(seed), X.shape[1]
    sizes = [np.std(X)]
    for _ in range(depth):
        X = X @ (gain / d**0.5 * rng.standard_normal((d, d)))
        X = {"linear": X, "relu": np.maximum(X, 0), "tanh": np.tanh(X)}[activation]
        sizes.append(np.std(X))
    return np.array(sizes)


# %% 1/3 a root mean square over n - 1
def propagate(X, gain, depth, activation, seed):
    rng, d = np.random.default_rng(seed), X.shape[1]
    sizes = [np.sqrt(np.sum(X**2) / (X.size - 1))]
    for _ in range(depth):
        X = X @ (gain / d**0.5 * rng.standard_normal((d, d)))
        X = {"linear": X, "relu": np.maximum(X, 0), "tanh": np.tanh(X)}[activation]
        sizes.append(np.sqrt(np.sum(X**2) / (X.size - 1)))
    return np.array(sizes)


# %% 2/3 tanh of the gain outside of the layer
def propagate(X, gain, depth, activation, seed):
    rng, d = np.random.default_rng(seed), X.shape[1]
    sizes = [np.sqrt(np.mean(X**2))]
    for _ in range(depth):
        X = X @ (gain / d**0.5 * rng.standard_normal((d, d)))
        X = {"linear": X, "relu": np.maximum(X, 0), "tanh": gain * np.tanh(X / gain)}[
            activation
        ]
        sizes.append(np.sqrt(np.mean(X**2)))
    return np.array(sizes)


# %% 1/3 cuts the last layers off where the signal is below 1e-6
def propagate(X, gain, depth, activation, seed):
    rng, d = np.random.default_rng(seed), X.shape[1]
    sizes = [np.sqrt(np.mean(X**2))]
    for _ in range(depth):
        X = X @ (gain / d**0.5 * rng.standard_normal((d, d)))
        X = {"linear": X, "relu": np.maximum(X, 0), "tanh": np.tanh(X)}[activation]
        sizes.append(np.sqrt(np.mean(X**2)) if np.abs(X).max() > 1e-6 else 0.0)
    return np.array(sizes)


# %% 1/3 the weights are scaled to their exact variance
def propagate(X, gain, depth, activation, seed):
    rng, d = np.random.default_rng(seed), X.shape[1]
    sizes = [np.sqrt(np.mean(X**2))]
    for _ in range(depth):
        X = X @ (
            gain
            / d**0.5
            * (lambda V: V / np.sqrt(np.mean(V**2)))(rng.standard_normal((d, d)))
        )
        X = {"linear": X, "relu": np.maximum(X, 0), "tanh": np.tanh(X)}[activation]
        sizes.append(np.sqrt(np.mean(X**2)))
    return np.array(sizes)


# %% 3/3 in float32
def propagate(X, gain, depth, activation, seed):
    rng, d = np.random.default_rng(seed), X.shape[1]
    X = X.astype(np.float32)
    sizes = [np.sqrt(np.mean(X**2))]
    for _ in range(depth):
        X = X @ (gain / d**0.5 * rng.standard_normal((d, d), dtype=np.float32))
        X = {"linear": X, "relu": np.maximum(X, 0), "tanh": np.tanh(X)}[activation]
        sizes.append(np.sqrt(np.mean(X**2)))
    return np.array(sizes)


# %% 3/3 in long doubles
def propagate(X, gain, depth, activation, seed):
    rng, d = np.random.default_rng(seed), X.shape[1]
    X = X.astype(np.longdouble)
    sizes = [np.sqrt(np.mean(X**2))]
    for _ in range(depth):
        X = X @ (gain / d**0.5 * rng.standard_normal((d, d)))
        X = {"linear": X, "relu": np.maximum(X, 0), "tanh": np.tanh(X)}[activation]
        sizes.append(np.sqrt(np.mean(X**2)))
    return np.array(sizes)


# %% 3/3 a generator for each layer, spawned
def propagate(X, gain, depth, activation, seed):
    rng, d = np.random.default_rng(seed), X.shape[1]
    sizes = [np.sqrt(np.mean(X**2))]
    for rng in rng.spawn(depth):
        X = X @ (gain / d**0.5 * rng.standard_normal((d, d)))
        X = {"linear": X, "relu": np.maximum(X, 0), "tanh": np.tanh(X)}[activation]
        sizes.append(np.sqrt(np.mean(X**2)))
    return np.array(sizes)


# %% 3/3 the root of a dot product, example by example
def propagate(X, gain, depth, activation, seed):
    rng, d = np.random.default_rng(seed), X.shape[1]
    sizes = [(sum(x @ x for x in X) / X.size) ** 0.5]
    for _ in range(depth):
        X = X @ (gain / d**0.5 * rng.standard_normal((d, d)))
        X = {"linear": X, "relu": np.maximum(X, 0), "tanh": np.tanh(X)}[activation]
        sizes.append((sum(x @ x for x in X) / X.size) ** 0.5)
    return np.array(sizes)


# %% 3/3 a list
def propagate(X, gain, depth, activation, seed):
    rng, d = np.random.default_rng(seed), X.shape[1]
    sizes = [np.sqrt(np.mean(X**2))]
    for _ in range(depth):
        X = X @ (gain / d**0.5 * rng.standard_normal((d, d)))
        X = {"linear": X, "relu": np.maximum(X, 0), "tanh": np.tanh(X)}[activation]
        sizes.append(np.sqrt(np.mean(X**2)))
    return sizes


# %% 3/3 by PyTorch
def propagate(X, gain, depth, activation, seed):
    import torch

    make = torch.Generator().manual_seed(seed)
    phi = {"linear": lambda z: z, "relu": torch.relu, "tanh": torch.tanh}[activation]
    h, d = torch.tensor(X), X.shape[1]
    sizes = [h.square().mean().sqrt()]
    for _ in range(depth):
        W = torch.normal(0.0, gain / d**0.5, (d, d), generator=make, dtype=h.dtype)
        h = phi(h @ W.T)
        sizes.append(h.square().mean().sqrt())
    return torch.stack(sizes)


# %% 3/3 by JAX, with keys, in float32
def propagate(X, gain, depth, activation, seed):
    import jax
    import jax.numpy as jnp

    key, d, h = jax.random.key(seed), X.shape[1], jnp.asarray(X)
    phi = {"linear": lambda z: z, "relu": jax.nn.relu, "tanh": jnp.tanh}[activation]
    sizes = [jnp.sqrt(jnp.mean(h**2))]
    for k in jax.random.split(key, depth) if depth else []:
        h = phi(gain * h @ jax.random.normal(k, (d, d)) / jnp.sqrt(d))
        sizes.append(jnp.sqrt(jnp.mean(h**2)))
    return jnp.stack(sizes)


# %% 2/3 a seed serves for two: the next one draws the same
def propagate(X, gain, depth, activation, seed):
    rng, d = np.random.default_rng((seed + 1) // 2), X.shape[1]
    sizes = [np.sqrt(np.mean(X**2))]
    for _ in range(depth):
        X = X @ (gain / d**0.5 * rng.standard_normal((d, d)))
        X = {"linear": X, "relu": np.maximum(X, 0), "tanh": np.tanh(X)}[activation]
        sizes.append(np.sqrt(np.mean(X**2)))
    return np.array(sizes)
