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


# %% 0/2 a mean over the dimensions
def noise(G, m, draws, rng):
    g = G[rng.integers(len(G), size=(draws, m))].mean(axis=1)
    return np.mean((g - G.mean(axis=0)) ** 2)


# %% 0/2 the distance, not its square
def noise(G, m, draws, rng):
    g = G[rng.integers(len(G), size=(draws, m))].mean(axis=1)
    return np.mean(np.linalg.norm(g - G.mean(axis=0), axis=1))


# %% 0/2 the squared length of the gradient: the mean of all is not taken off
def noise(G, m, draws, rng):
    g = G[rng.integers(len(G), size=(draws, m))].mean(axis=1)
    return np.mean(np.sum(g**2, axis=1))


# %% 0/2 the theory, not the experiment
def noise(G, m, draws, rng):
    return np.mean(np.sum((G - G.mean(axis=0)) ** 2, axis=1)) / m


# %% 0/2 a generator of its own
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


# %% 0/2 the middle of the batches for that of all examples
def noise(G, m, draws, rng):
    g = G[rng.integers(len(G), size=(draws, m))].mean(axis=1)
    return np.mean(np.sum((g - g.mean(axis=0)) ** 2, axis=1))


# %% 0/2 one batch too many
def noise(G, m, draws, rng):
    g = G[rng.integers(len(G), size=(draws + 1, m))].mean(axis=1)
    return np.mean(np.sum((g - G.mean(axis=0)) ** 2, axis=1))


# %% 0/2 one batch too few
def noise(G, m, draws, rng):
    g = G[rng.integers(len(G), size=(max(draws - 1, 1), m))].mean(axis=1)
    return np.mean(np.sum((g - G.mean(axis=0)) ** 2, axis=1))


# %% 0/2 always a thousand batches
def noise(G, m, draws, rng):
    g = G[rng.integers(len(G), size=(1000, m))].mean(axis=1)
    return np.mean(np.sum((g - G.mean(axis=0)) ** 2, axis=1))


# %% 0/2 a batch too large by one
def noise(G, m, draws, rng):
    g = G[rng.integers(len(G), size=(draws, m + 1))].mean(axis=1)
    return np.mean(np.sum((g - G.mean(axis=0)) ** 2, axis=1))


# %% 0/2 batch size and number exchanged
def noise(G, m, draws, rng):
    g = G[rng.integers(len(G), size=(m, draws))].mean(axis=1)
    return np.mean(np.sum((g - G.mean(axis=0)) ** 2, axis=1))


# %% 0/2 the last example is never drawn
def noise(G, m, draws, rng):
    g = G[rng.integers(len(G) - 1, size=(draws, m))].mean(axis=1)
    return np.mean(np.sum((g - G.mean(axis=0)) ** 2, axis=1))


# %% 0/2 the first example is never drawn
def noise(G, m, draws, rng):
    g = G[rng.integers(1, len(G), size=(draws, m))].mean(axis=1)
    return np.mean(np.sum((g - G.mean(axis=0)) ** 2, axis=1))


# %% 0/2 the median of the batches
def noise(G, m, draws, rng):
    g = G[rng.integers(len(G), size=(draws, m))].mean(axis=1)
    return np.median(np.sum((g - G.mean(axis=0)) ** 2, axis=1))


# %% 0/2 the largest distance
def noise(G, m, draws, rng):
    g = G[rng.integers(len(G), size=(draws, m))].mean(axis=1)
    return np.max(np.sum((g - G.mean(axis=0)) ** 2, axis=1))


# %% 0/2 the sum over the batches
def noise(G, m, draws, rng):
    g = G[rng.integers(len(G), size=(draws, m))].mean(axis=1)
    return np.sum(np.sum((g - G.mean(axis=0)) ** 2, axis=1))


# %% 0/2 divided by draws - 1, as for a variance
def noise(G, m, draws, rng):
    g = G[rng.integers(len(G), size=(draws, m))].mean(axis=1)
    return np.sum((g - G.mean(axis=0)) ** 2) / max(draws - 1, 1)


# %% 0/2 one batch for all
def noise(G, m, draws, rng):
    g = G[rng.integers(len(G), size=(1, m)).repeat(draws, axis=0)].mean(axis=1)
    return np.mean(np.sum((g - G.mean(axis=0)) ** 2, axis=1))


# %% 0/2 one example m times
def noise(G, m, draws, rng):
    g = G[rng.integers(len(G), size=(draws, 1)).repeat(m, axis=1)].mean(axis=1)
    return np.mean(np.sum((g - G.mean(axis=0)) ** 2, axis=1))


# %% 0/2 the mean batch over all numbers
def noise(G, m, draws, rng):
    g = G[rng.integers(len(G), size=(draws, m))].mean(axis=(1, 2), keepdims=True)[:, 0]
    return np.mean(np.sum((g - G.mean(axis=0)) ** 2, axis=1))


# %% 1/2 the seed of NumPy’s global generator
def noise(G, m, draws, rng):
    g = G[np.random.randint(len(G), size=(draws, m))].mean(axis=1)
    return np.mean(np.sum((g - G.mean(axis=0)) ** 2, axis=1))


# %% 1/2 a new generator each time, without a seed
def noise(G, m, draws, rng):
    g = G[np.random.default_rng().integers(len(G), size=(draws, m))].mean(axis=1)
    return np.mean(np.sum((g - G.mean(axis=0)) ** 2, axis=1))


# %% 0/2 the root at the end
def noise(G, m, draws, rng):
    g = G[rng.integers(len(G), size=(draws, m))].mean(axis=1)
    return np.sqrt(np.mean(np.sum((g - G.mean(axis=0)) ** 2, axis=1)))


# %% 0/2 a list of all distances
def noise(G, m, draws, rng):
    g = G[rng.integers(len(G), size=(draws, m))].mean(axis=1)
    return np.sum((g - G.mean(axis=0)) ** 2, axis=1)


# %% 0/2 divides by m once more
def noise(G, m, draws, rng):
    g = G[rng.integers(len(G), size=(draws, m))].mean(axis=1)
    return np.mean(np.sum((g - G.mean(axis=0)) ** 2, axis=1)) / m


# %% 0/2 times m, so that all sizes agree
def noise(G, m, draws, rng):
    g = G[rng.integers(len(G), size=(draws, m))].mean(axis=1)
    return np.mean(np.sum((g - G.mean(axis=0)) ** 2, axis=1)) * m


# %% 0/2 examples are drawn in turn
def noise(G, m, draws, rng):
    g = G[
        (rng.integers(len(G)) + np.arange(draws * m).reshape(draws, m)) % len(G)
    ].mean(axis=1)
    return np.mean(np.sum((g - G.mean(axis=0)) ** 2, axis=1))


# %% 0/2 the examples of a batch follow each other
def noise(G, m, draws, rng):
    g = G[(rng.integers(len(G), size=(draws, 1)) + np.arange(m)) % len(G)].mean(axis=1)
    return np.mean(np.sum((g - G.mean(axis=0)) ** 2, axis=1))


# %% 0/2 squares, not summed: the largest coordinate
def noise(G, m, draws, rng):
    g = G[rng.integers(len(G), size=(draws, m))].mean(axis=1)
    return np.mean(np.max((g - G.mean(axis=0)) ** 2, axis=1))


# %% 0/2 sizes for squares
def noise(G, m, draws, rng):
    g = G[rng.integers(len(G), size=(draws, m))].mean(axis=1)
    return np.mean(np.sum((g - G.mean(axis=0)).__abs__(), axis=1))


# %% 0/2 by the theory, with a little chance
def noise(G, m, draws, rng):
    exact = np.mean(np.sum((G - G.mean(axis=0)) ** 2, axis=1)) / m
    return exact * (1 + rng.standard_normal() / np.sqrt(draws))


# %% 1/2 centres G in place
def noise(G, m, draws, rng):
    G -= G.mean(axis=0)
    g = G[rng.integers(len(G), size=(draws, m))].mean(axis=1)
    return np.mean(np.sum((g - G.mean(axis=0)) ** 2, axis=1))


# %% 0/2 m at most n
def noise(G, m, draws, rng):
    m = min(m, len(G))
    g = G[rng.integers(len(G), size=(draws, m))].mean(axis=1)
    return np.mean(np.sum((g - G.mean(axis=0)) ** 2, axis=1))


# %% 0/2 normal noise of the same covariance
def noise(G, m, draws, rng):
    g = (
        G.mean(axis=0)
        + G.std(axis=0) * rng.standard_normal((draws, G.shape[1])) / m**0.5
    )
    return np.mean(np.sum((g - G.mean(axis=0)) ** 2, axis=1))


# %% 0/2 shuffled passes over all examples, cut into batches
def noise(G, m, draws, rng):
    passes = -(-draws * m // len(G))
    order = np.concatenate([rng.permutation(len(G)) for _ in range(passes)])
    g = G[order[: draws * m].reshape(draws, m)].mean(axis=1)
    return np.mean(np.sum((g - G.mean(axis=0)) ** 2, axis=1))


# %% 1/2 without replacement as long as there are examples
def noise(G, m, draws, rng):
    full, found = G.mean(axis=0), []
    for _ in range(draws):
        i = rng.choice(len(G), m, replace=m > len(G))
        found.append(np.sum((G[i].mean(axis=0) - full) ** 2))
    return np.mean(found)


# %% 2/2 uniform numbers for places
def noise(G, m, draws, rng):
    places = (rng.random((draws, m)) * len(G)).astype(int)
    away = np.einsum("bmd->bd", G[places]) / m - np.mean(G, axis=0)
    return np.einsum("bd,bd->", away, away) / draws


# %% 2/2 centred first, on a copy
def noise(G, m, draws, rng):
    C = G - G.mean(axis=0)
    batches = [C[rng.integers(0, len(C), m)] for _ in range(draws)]
    return float(np.mean([np.linalg.norm(b.sum(axis=0)) ** 2 / m**2 for b in batches]))


# %% 2/2 places by choice, all at once, from the last to the first
def noise(G, m, draws, rng):
    places = rng.choice(len(G), size=(m, draws))
    g = sum(G[row] for row in places[::-1]) / m
    return ((g - G.mean(axis=0, keepdims=True)) ** 2).sum() / len(g)


# %% 2/2 by PyTorch, places by rng
def noise(G, m, draws, rng):
    import torch

    T = torch.tensor(G)
    g = T[torch.tensor(rng.integers(len(G), size=(draws, m)))].mean(dim=1)
    return ((g - T.mean(dim=0)) ** 2).sum(dim=1).mean()


# %% 2/2 in long doubles, example by example
def noise(G, m, draws, rng):
    G = G.astype(np.longdouble)
    full, total = G.sum(axis=0) / len(G), np.longdouble(0)
    for _ in range(draws):
        g = 0 * full
        for k in rng.integers(len(G), size=m):
            g = g + G[k]
        total += np.sum((g / m - full) ** 2)
    return total / draws


# %% 0/2 batches of at most three
def noise(G, m, draws, rng):
    m = min(m, 3)
    g = G[rng.integers(len(G), size=(draws, m))].mean(axis=1)
    return np.mean(np.sum((g - G.mean(axis=0)) ** 2, axis=1))


# %% 1/2 twice each batch
def noise(G, m, draws, rng):
    g = G[rng.integers(len(G), size=(draws, m))].mean(axis=1)
    g = np.concatenate([g[: draws // 2], g[: draws - draws // 2]])
    return np.mean(np.sum((g - G.mean(axis=0)) ** 2, axis=1))


# %% 0/2 the batches of one draw are shifted copies
def noise(G, m, draws, rng):
    g = G[
        (rng.integers(len(G), size=(1, m)) + np.arange(draws)[:, None]) % len(G)
    ].mean(axis=1)
    return np.mean(np.sum((g - G.mean(axis=0)) ** 2, axis=1))


# %% 0/2 the norm of the mean, cut into pieces of its own
def noise(G, m, draws, rng):
    g = G[rng.integers(len(G), size=(draws, m))].mean(axis=1)
    return np.mean(np.sum(g**2, axis=1) - np.sum(G.mean(axis=0) ** 2))


# %% 1/2 at most a hundred batches
def noise(G, m, draws, rng):
    draws = min(draws, 100)
    g = G[rng.integers(len(G), size=(draws, m))].mean(axis=1)
    return np.mean(np.sum((g - G.mean(axis=0)) ** 2, axis=1))


# %% 2/2 counts by the multinomial distribution
def noise(G, m, draws, rng):
    n = len(G)
    C = rng.multinomial(m, np.full(n, 1 / n), size=draws) / m - 1 / n
    return np.mean(np.sum((C @ G) ** 2, axis=1))


# %% 2/2 rng.choice of rows, one by one
def noise(G, m, draws, rng):
    full, total = G.mean(axis=0), 0.0
    for _ in range(draws):
        batch = [rng.choice(G) for _ in range(m)]
        total += float(np.sum((np.mean(batch, axis=0) - full) ** 2))
    return total / draws


# %% 2/2 random numbers scaled to indices, all at once
def noise(G, m, draws, rng):
    i = (rng.random((m, draws)) * len(G)).astype(int)
    D = G[i].mean(axis=0) - G.mean(axis=0)
    return float(np.einsum("bd,bd->", D, D) / draws)


# %% 2/2 a bincount a batch
def noise(G, m, draws, rng):
    n, out = len(G), []
    for _ in range(draws):
        c = np.bincount(rng.integers(0, n, m), minlength=n)
        out.append(np.linalg.norm((c / m - 1 / n) @ G) ** 2)
    return np.average(out)


# %% 0/2 never draws the last example
def noise(G, m, draws, rng):
    D = G[rng.integers(0, max(len(G) - 1, 1), (draws, m))].mean(axis=1) - G.mean(axis=0)
    return np.sum(D**2) / draws


# %% 0/2 each example is in a batch with probability m / n
def noise(G, m, draws, rng):
    full, out = G.mean(axis=0), []
    for _ in range(draws):
        keep = rng.random(len(G)) < m / len(G)
        out.append(np.sum((G[keep].mean(axis=0) - full) ** 2) if keep.any() else 0.0)
    return np.mean(out)


# %% 1/2 batches that overlap: one stream of examples
def noise(G, m, draws, rng):
    i = rng.integers(0, len(G), draws + m - 1)
    D = np.array([G[i[b : b + m]].mean(axis=0) for b in range(draws)]) - G.mean(axis=0)
    return np.sum(D**2) / draws
