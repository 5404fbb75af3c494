# %% 2/2 all batches at once
def noise(G, m, draws, rng):
    g = G[rng.integers(len(G), size=(draws, m))].mean(axis=1)
    return ((g - G.mean(axis=0)) ** 2).sum(axis=1).mean()


# %% 2/2 batch by batch
def noise(G, m, draws, rng):
    full, total = G.mean(axis=0), 0.0
    for _ in range(draws):
        away = rng.choice(G, m).mean(axis=0) - full
        total += away @ away
    return total / draws


# %% 2/2 how often each example was drawn
def noise(G, m, draws, rng):
    n = len(G)
    weights = rng.multinomial(m, np.full(n, 1 / n), draws) / m - 1 / n
    return np.mean(np.sum((weights @ G) ** 2, axis=1))


# %% 0/2 without replacement
def noise(G, m, draws, rng):
    full, found = G.mean(axis=0), []
    for _ in range(draws):
        i = rng.permutation(len(G))[:m]
        found.append(np.sum((G[i].mean(axis=0) - full) ** 2))
    return np.mean(found)


# %% 1/2 a mean over the dimensions
def noise(G, m, draws, rng):
    g = G[rng.integers(len(G), size=(draws, m))].mean(axis=1)
    return np.mean((g - G.mean(axis=0)) ** 2)


# %% 0/2 the distance, not its square
def noise(G, m, draws, rng):
    g = G[rng.integers(len(G), size=(draws, m))].mean(axis=1)
    return np.mean(np.linalg.norm(g - G.mean(axis=0), axis=1))


# %% 1/2 the squared length of the gradient: the mean of all is not taken off
def noise(G, m, draws, rng):
    g = G[rng.integers(len(G), size=(draws, m))].mean(axis=1)
    return np.mean(np.sum(g**2, axis=1))


# %% 1/2 the theory, not the experiment
def noise(G, m, draws, rng):
    return np.mean(np.sum((G - G.mean(axis=0)) ** 2, axis=1)) / m


# %% 1/2 a generator of its own
def noise(G, m, draws, rng):
    rng = np.random.default_rng(7)
    g = G[rng.integers(len(G), size=(draws, m))].mean(axis=1)
    return np.mean(np.sum((g - G.mean(axis=0)) ** 2, axis=1))


# %% 0/2 the sum of a batch, not its mean
def noise(G, m, draws, rng):
    g = G[rng.integers(len(G), size=(draws, m))].sum(axis=1)
    return np.mean(np.sum((g - G.mean(axis=0)) ** 2, axis=1))


# %% 0/2 the distance of the mean batch: noise that has been averaged away
def noise(G, m, draws, rng):
    g = G[rng.integers(len(G), size=(draws, m))].mean(axis=1)
    return np.sum((g.mean(axis=0) - G.mean(axis=0)) ** 2)
