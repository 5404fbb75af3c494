# %% 4/4 a binomial mask
def dropout(H, rate, training, seed):
    if not training or rate == 0:
        return H
    mask = np.random.default_rng(seed).binomial(1, 1 - rate, H.shape)
    return mask * H / (1 - rate)


# %% 4/4 choice, with the scale in the mask
def dropout(H, rate, training, seed):
    rng = np.random.default_rng(seed)
    keep = 1 - rate
    mask = rng.choice([0.0, 1 / keep], size=H.shape, p=[rate, keep])
    return H * mask if training else np.array(H)


# %% 4/4 the old random state, and where
def dropout(H, rate, training, seed):
    draw = np.random.RandomState(seed).uniform(size=H.shape)
    return np.where(draw < rate, 0.0, H / (1 - rate)) if training else 1.0 * H


# %% 2/4 takes the rate for the probability to keep
def dropout(H, rate, training, seed):
    if not training or rate == 0:
        return H.copy()
    kept = np.random.default_rng(seed).random(H.shape) < rate
    return H * kept / rate


# %% 3/4 keeps at the rate asked for, and does not scale
def dropout(H, rate, training, seed):
    if not training:
        return H.copy()
    return H * (np.random.default_rng(seed).random(H.shape) >= rate)


# %% 2/4 scales at test time, as the paper does, and not in training
def dropout(H, rate, training, seed):
    if not training:
        return H * (1 - rate)
    return H * (np.random.default_rng(seed).random(H.shape) >= rate)


# %% 3/4 scales twice, in training and at test time
def dropout(H, rate, training, seed):
    if not training:
        return H * (1 - rate)
    return H * (np.random.default_rng(seed).random(H.shape) >= rate) / (1 - rate)


# %% 3/4 drops at test time too
def dropout(H, rate, training, seed):
    kept = np.random.default_rng(seed).random(H.shape) >= rate
    return H * kept / (1 - rate)


# %% 1/4 one mask for all rows: units go silent for the whole batch
def dropout(H, rate, training, seed):
    if not training:
        return H.copy()
    kept = np.random.default_rng(seed).random(H.shape[1]) >= rate
    return H * kept / (1 - rate)


# %% 3/4 no seed: a new draw at each call
def dropout(H, rate, training, seed):
    if not training:
        return H.copy()
    return H * (np.random.default_rng().random(H.shape) >= rate) / (1 - rate)


# %% 2/4 the same draw for every seed
def dropout(H, rate, training, seed):
    if not training:
        return H.copy()
    return H * (np.random.default_rng(0).random(H.shape) >= rate) / (1 - rate)


# %% 3/4 divides by the rate
def dropout(H, rate, training, seed):
    if not training or rate == 0:
        return H.copy()
    return H * (np.random.default_rng(seed).random(H.shape) >= rate) / rate


# %% 2/4 scales by the share that happened to be kept
def dropout(H, rate, training, seed):
    if not training or rate == 0:
        return H.copy()
    kept = np.random.default_rng(seed).random(H.shape) >= rate
    return H * kept / kept.mean()


# %% 3/4 works in place
def dropout(H, rate, training, seed):
    if training:
        H *= (np.random.default_rng(seed).random(H.shape) >= rate) / (1 - rate)
    return H


# %% 1/4 one draw for each example
def dropout(H, rate, training, seed):
    if not training:
        return H.copy()
    kept = np.random.default_rng(seed).random((len(H), 1)) >= rate
    return H * kept / (1 - rate)


# %% 4/4 number by number
def dropout(H, rate, training, seed):
    rng = np.random.default_rng(seed)
    out = np.array(H, dtype=float)
    if training:
        for i in range(len(out)):
            for j in range(out.shape[1]):
                out[i, j] = 0.0 if rng.random() < rate else out[i, j] / (1 - rate)
    return out


# %% 4/4 Python's random numbers, column by column
def dropout(H, rate, training, seed):
    import random

    if not training:
        return H
    draw, (n, d) = random.Random(seed), H.shape
    columns = [[draw.random() >= rate for _ in range(n)] for _ in range(d)]
    return np.array(columns).T * H * (1 / (1 - rate))


# %% 4/4 PyTorch's dropout, in 64 bits
def dropout(H, rate, training, seed):
    import torch

    torch.manual_seed(seed)
    return torch.nn.functional.dropout(torch.tensor(H), rate, training).numpy()


# %% 4/4 JAX's coin flips
def dropout(H, rate, training, seed):
    import jax

    if not training:
        return H.copy()
    kept = jax.random.bernoulli(jax.random.key(seed), 1 - rate, H.shape)
    return np.where(np.asarray(kept), H / (1 - rate), 0.0)


# %% 4/4 the global generator, seeded, and its randint
def dropout(H, rate, training, seed):
    if not training or rate == 0:
        return H.copy()
    np.random.seed(seed)
    draw = np.random.randint(0, 2**31, H.shape) / 2**31
    return np.where(draw < rate, 0, H) / (1 - rate)


# %% 4/4 keeps where one minus the draw is small, in place on a copy
def dropout(H, rate, training, seed):
    out = H.copy()
    if training and rate > 0:
        rng = np.random.default_rng(seed)
        out[1 - rng.random(out.shape) > 1 - rate] = 0
        out /= 1 - rate
    return out


# %% 4/4 a normal draw under its quantile
def dropout(H, rate, training, seed):
    from scipy.stats import norm

    if not training or rate == 0:
        return 1.0 * H
    z = np.random.default_rng(seed).standard_normal(H.shape)
    return H * (z > norm.ppf(rate)) / (1 - rate)


# %% 4/4 long doubles
def dropout(H, rate, training, seed):
    wide = H.astype(np.longdouble)
    if not training:
        return wide
    kept = np.random.default_rng(seed).random(H.shape) >= rate
    return np.where(kept, wide / (1 - np.longdouble(rate)), 0)


# %% 4/4 one stream for a row each
def dropout(H, rate, training, seed):
    if not training:
        return np.array(H)
    streams = np.random.default_rng(seed).spawn(len(H))
    kept = [stream.random(H.shape[1]) >= rate for stream in streams]
    return H * np.array(kept) / (1 - rate)


# %% 3/4 scales by the rate in place of dividing
def dropout(H, rate, training, seed):
    if not training:
        return H.copy()
    kept = np.random.default_rng(seed).random(H.shape) >= rate
    return H * kept * (1 - rate)


# %% 2/4 multiplies by the rate
def dropout(H, rate, training, seed):
    if not training:
        return H.copy()
    kept = np.random.default_rng(seed).random(H.shape) >= rate
    return H * kept * rate


# %% 3/4 divides by the root: keeps the mean square
def dropout(H, rate, training, seed):
    if not training:
        return H.copy()
    kept = np.random.default_rng(seed).random(H.shape) >= rate
    return H * kept / np.sqrt(1 - rate)


# %% 3/4 adds the rate: 1 + p
def dropout(H, rate, training, seed):
    if not training:
        return H.copy()
    kept = np.random.default_rng(seed).random(H.shape) >= rate
    return H * kept * (1 + rate)


# %% 1/4 drops what it should keep, and scales as asked
def dropout(H, rate, training, seed):
    if not training:
        return H.copy()
    kept = np.random.default_rng(seed).random(H.shape) < rate
    return H * kept / (1 - rate)


# %% 0/4 training and test time swapped
def dropout(H, rate, training, seed):
    if training:
        return H.copy()
    kept = np.random.default_rng(seed).random(H.shape) >= rate
    return H * kept / (1 - rate)


# %% 3/4 a fixed number of entries of the batch
def dropout(H, rate, training, seed):
    if not training:
        return H.copy()
    rng = np.random.default_rng(seed)
    kept = rng.permutation(H.size).reshape(H.shape) >= round(rate * H.size)
    return H * kept / (1 - rate)


# %% 3/4 a fixed number of units for each example
def dropout(H, rate, training, seed):
    if not training:
        return H.copy()
    draw = np.random.default_rng(seed).random(H.shape)
    kept = draw.argsort(axis=1).argsort(axis=1) >= round(rate * H.shape[1])
    return H * kept / (1 - rate)


# %% 3/4 a fixed number of examples for each unit
def dropout(H, rate, training, seed):
    if not training:
        return H.copy()
    draw = np.random.default_rng(seed).random(H.shape)
    kept = draw.argsort(axis=0).argsort(axis=0) >= round(rate * len(H))
    return H * kept / (1 - rate)


# %% 1/4 drops the smallest entries
def dropout(H, rate, training, seed):
    if not training:
        return H.copy()
    kept = np.abs(H) > np.quantile(np.abs(H), rate)
    return H * kept / (1 - rate)


# %% 0/4 a uniform draw from -1 to 1
def dropout(H, rate, training, seed):
    if not training:
        return H.copy()
    kept = np.random.default_rng(seed).uniform(-1, 1, H.shape) >= rate
    return H * kept / (1 - rate)


# %% 1/4 a normal draw against the rate
def dropout(H, rate, training, seed):
    if not training:
        return H.copy()
    kept = np.random.default_rng(seed).standard_normal(H.shape) >= rate
    return H * kept / (1 - rate)


# %% 1/4 the rate fixed at one half
def dropout(H, rate, training, seed):
    if not training:
        return H.copy()
    rate = 0.5
    kept = np.random.default_rng(seed).random(H.shape) >= rate
    return H * kept / (1 - rate)


# %% 1/4 one coin for the whole batch
def dropout(H, rate, training, seed):
    if not training:
        return H.copy()
    kept = np.random.default_rng(seed).random() >= rate
    return H * kept / (1 - rate)


# %% 3/4 seed 0 means no seed
def dropout(H, rate, training, seed):
    if not training:
        return H.copy()
    kept = np.random.default_rng(seed or None).random(H.shape) >= rate
    return H * kept / (1 - rate)


# %% 3/4 a generator outside of the function, seeded at its first use
def dropout(H, rate, training, seed, rng=[]):
    rng = rng or rng.append(np.random.default_rng(seed)) or rng
    if not training:
        return H.copy()
    kept = rng[0].random(H.shape) >= rate
    return H * kept / (1 - rate)


# %% 2/4 the seed of the first call for all calls
def dropout(H, rate, training, seed, first=[]):
    first.append(seed)
    seed = first[0]
    if not training:
        return H.copy()
    kept = np.random.default_rng(seed).random(H.shape) >= rate
    return H * kept / (1 - rate)


# %% 2/4 a seed that is even or odd
def dropout(H, rate, training, seed):
    if not training:
        return H.copy()
    kept = np.random.default_rng(seed % 2).random(H.shape) >= rate
    return H * kept / (1 - rate)


# %% 2/4 the seed in tens
def dropout(H, rate, training, seed):
    if not training:
        return H.copy()
    kept = np.random.default_rng(seed // 10).random(H.shape) >= rate
    return H * kept / (1 - rate)


# %% 2/4 the seed from the numbers in H
def dropout(H, rate, training, seed):
    if not training:
        return H.copy()
    kept = np.random.default_rng(int(abs(H).sum()) + 7).random(H.shape) >= rate
    return H * kept / (1 - rate)


# %% 2/4 returns the mask
def dropout(H, rate, training, seed):
    if not training:
        return H.copy()
    kept = np.random.default_rng(seed).random(H.shape) >= rate
    return kept / (1 - rate)


# %% 0/4 returns output and mask
def dropout(H, rate, training, seed):
    if not training:
        return H.copy()
    kept = np.random.default_rng(seed).random(H.shape) >= rate
    return H * kept / (1 - rate), kept


# %% 0/4 leaves the kept entries out of the array: another shape
def dropout(H, rate, training, seed):
    if not training:
        return H.copy()
    kept = np.random.default_rng(seed).random(H.shape) >= rate
    return H[kept] / (1 - rate)


# %% 0/4 a mask of the transposed shape
def dropout(H, rate, training, seed):
    if not training:
        return H.copy()
    kept = (
        np.random.default_rng(seed).random(H.shape[::-1]).reshape(H.shape[::-1]) >= rate
    )
    return H * kept / (1 - rate)


# %% 1/4 adds noise in place of dropping
def dropout(H, rate, training, seed):
    if not training:
        return H.copy()
    kept = 1 - rate + rate * np.random.default_rng(seed).standard_normal(H.shape)
    return H * kept / (1 - rate)


# %% 2/4 the same draws for the upper and the lower half of the batch
def dropout(H, rate, training, seed):
    if not training:
        return H.copy()
    n = (len(H) + 1) // 2
    half = np.random.default_rng(seed).random((n, H.shape[1])) >= rate
    kept = np.vstack([half, half])[: len(H)]
    return H * kept / (1 - rate)


# %% 3/4 a mask for the sum of two neighbours
def dropout(H, rate, training, seed):
    if not training:
        return H.copy()
    kept = (
        np.random.default_rng(seed).random(H.shape).repeat(2, axis=1)[:, : H.shape[1]]
        >= rate
    )
    return H * kept / (1 - rate)


# %% 3/4 works in place at test time: sets nothing, and in training on H
def dropout(H, rate, training, seed):
    if not training:
        return H.copy()
    kept = np.random.default_rng(seed).random(H.shape) >= rate
    H[~kept] = 0
    return H / (1 - rate)


# %% 2/4 drops with the rate to two digits in tenths
def dropout(H, rate, training, seed):
    if not training:
        return H.copy()
    kept = np.random.default_rng(seed).random(H.shape) >= round(rate, 1)
    return H * kept / (1 - round(rate, 1))


# %% 3/4 scales only where the rate is above one half
def dropout(H, rate, training, seed):
    if not training:
        return H.copy()
    kept = np.random.default_rng(seed).random(H.shape) >= rate
    return H * kept / (1 - rate if rate > 0.5 else 1)


# %% 3/4 the share kept per row as the scale
def dropout(H, rate, training, seed):
    if not training:
        return H.copy()
    kept = np.random.default_rng(seed).random(H.shape) >= rate
    return H * kept / np.maximum(kept.mean(axis=1, keepdims=True), 1e-9)


# %% 3/4 drops in single precision
def dropout(H, rate, training, seed):
    if not training:
        return H.copy()
    kept = np.random.default_rng(seed).random(H.shape) >= rate
    return (H * kept / (1 - rate)).astype(np.float32)


# %% 2/4 integers: rounds what it returns
def dropout(H, rate, training, seed):
    if not training:
        return H.copy()
    kept = np.random.default_rng(seed).random(H.shape) >= rate
    return np.round(H * kept / (1 - rate))


# %% 3/4 drops only what is positive
def dropout(H, rate, training, seed):
    if not training:
        return H.copy()
    kept = np.random.default_rng(seed).random(H.shape) >= np.where(H > 0, rate, 0)
    return H * kept / (1 - rate)


# %% 1/4 nan for what is dropped
def dropout(H, rate, training, seed):
    if not training:
        return H.copy()
    kept = np.random.default_rng(seed).random(H.shape) >= rate
    return np.where(kept, H / (1 - rate), np.nan)


# %% 3/4 test time of the original paper: scales by the rate
def dropout(H, rate, training, seed):
    if not training:
        return H * rate
    kept = np.random.default_rng(seed).random(H.shape) >= rate
    return H * kept / (1 - rate)


# %% 2/4 a rate above the one asked for, by 3 %
def dropout(H, rate, training, seed):
    if not training:
        return H.copy()
    kept = np.random.default_rng(seed).random(H.shape) >= rate + 0.03
    return H * kept / (1 - rate)


# %% 2/4 beta distribution: draws that cluster in the middle
def dropout(H, rate, training, seed):
    if not training:
        return H.copy()
    kept = np.random.default_rng(seed).beta(2, 2, H.shape) >= rate
    return H * kept / (1 - rate)


# %% 2/4 drops in blocks of the batch
def dropout(H, rate, training, seed):
    if not training:
        return H.copy()
    kept = np.random.default_rng(seed).random(H.shape).round(1) >= rate
    return H * kept / (1 - rate)


# %% 1/4 alpha dropout of SELU: drops to a value that is not 0
def dropout(H, rate, training, seed):
    if not training:
        return H.copy()
    kept = np.random.default_rng(seed).random(H.shape) >= rate
    return np.where(kept, H, -1.7581) / (1 - rate)


# %% 3/4 a rate of 0 divides by 0
def dropout(H, rate, training, seed):
    if not training:
        return H.copy()
    kept = np.random.default_rng(seed).random(H.shape) >= rate
    return np.where(kept, H / rate * (rate / (1 - rate)), 0)


# %% 1/4 draws two numbers, and uses them in turn: a chess board
def dropout(H, rate, training, seed):
    if not training:
        return H.copy()
    draws = np.random.default_rng(seed).random(2)
    return H * (np.resize(draws, H.shape) >= rate) / (1 - rate)


# %% 3/4 the kept share of the batch itself, not 1 - rate, as the scale
def dropout(H, rate, training, seed):
    if not training:
        return H.copy()
    kept = np.random.default_rng(seed).random(H.shape) >= rate
    return H * kept / max(kept.mean(), 1e-9)
