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


# %% 2/4 one mask for all rows: units go silent for the whole batch
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


# %% 3/4 the same draw for every seed
def dropout(H, rate, training, seed):
    if not training:
        return H.copy()
    return H * (np.random.default_rng(0).random(H.shape) >= rate) / (1 - rate)


# %% 3/4 divides by the rate
def dropout(H, rate, training, seed):
    if not training or rate == 0:
        return H.copy()
    return H * (np.random.default_rng(seed).random(H.shape) >= rate) / rate


# %% 3/4 scales by the share that happened to be kept
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


# %% 2/4 one draw for each example
def dropout(H, rate, training, seed):
    if not training:
        return H.copy()
    kept = np.random.default_rng(seed).random((len(H), 1)) >= rate
    return H * kept / (1 - rate)
