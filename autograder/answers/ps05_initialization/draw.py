# %% 4/4 normal, with the root of the variance
def draw(fan_in, fan_out, rule, seed):
    n = {"lecun": fan_in, "glorot": (fan_in + fan_out) / 2, "he": fan_in / 2}[rule]
    return np.random.default_rng(seed).normal(0, n**-0.5, (fan_out, fan_in))


# %% 4/4 uniform: [-a, a] has variance a²/3
def draw(fan_in, fan_out, rule, seed):
    variance = 1 / fan_in
    if rule == "glorot":
        variance = 2 / (fan_in + fan_out)
    elif rule == "he":
        variance = 2 / fan_in
    a = np.sqrt(3 * variance)
    return np.random.default_rng(seed).uniform(-a, a, size=(fan_out, fan_in))


# %% 4/4 unit by unit
def draw(fan_in, fan_out, rule, seed):
    rng = np.random.default_rng(seed)
    if rule == "glorot":
        std = np.sqrt(2 / (fan_in + fan_out))
    else:
        std = np.sqrt((2 if rule == "he" else 1) / fan_in)
    return np.stack([std * rng.standard_normal(fan_in) for _ in range(fan_out)])


# %% 1/4 multiplies by the variance where its root belongs
def draw(fan_in, fan_out, rule, seed):
    rng = np.random.default_rng(seed)
    v = {"lecun": 1 / fan_in, "glorot": 2 / (fan_in + fan_out), "he": 2 / fan_in}[rule]
    return v * rng.standard_normal((fan_out, fan_in))


# %% 2/4 fan_out for fan_in: a square layer does not notice
def draw(fan_in, fan_out, rule, seed):
    rng = np.random.default_rng(seed)
    v = {"lecun": 1 / fan_out, "glorot": 2 / (fan_in + fan_out), "he": 2 / fan_out}[
        rule
    ]
    return np.sqrt(v) * rng.standard_normal((fan_out, fan_in))


# %% 2/4 1 / fan_in under Glorot's name, as a published version has it
def draw(fan_in, fan_out, rule, seed):
    rng = np.random.default_rng(seed)
    v = 2 / fan_in if rule == "he" else 1 / fan_in
    return np.sqrt(v) * rng.standard_normal((fan_out, fan_in))


# %% 1/4 inputs in rows, units in columns
def draw(fan_in, fan_out, rule, seed):
    rng = np.random.default_rng(seed)
    v = {"lecun": 1 / fan_in, "glorot": 2 / (fan_in + fan_out), "he": 2 / fan_in}[rule]
    return np.sqrt(v) * rng.standard_normal((fan_in, fan_out))


# %% 3/4 forgets the seed: other weights at each call
def draw(fan_in, fan_out, rule, seed):
    rng = np.random.default_rng()
    v = {"lecun": 1 / fan_in, "glorot": 2 / (fan_in + fan_out), "he": 2 / fan_in}[rule]
    return np.sqrt(v) * rng.standard_normal((fan_out, fan_in))


# %% 3/4 one seed for all: two layers of a network would be the same
def draw(fan_in, fan_out, rule, seed):
    rng = np.random.default_rng(0)
    v = {"lecun": 1 / fan_in, "glorot": 2 / (fan_in + fan_out), "he": 2 / fan_in}[rule]
    return np.sqrt(v) * rng.standard_normal((fan_out, fan_in))


# %% 3/4 one row, repeated: the right variance, and every unit the same
def draw(fan_in, fan_out, rule, seed):
    rng = np.random.default_rng(seed)
    v = {"lecun": 1 / fan_in, "glorot": 2 / (fan_in + fan_out), "he": 2 / fan_in}[rule]
    row = rng.standard_normal(fan_in)
    row = np.sqrt(v) * row / np.sqrt(np.mean(row**2))
    return np.tile(row, (fan_out, 1))


# %% 0/4 uniform on [-a, a] with a² the variance: a third of it
def draw(fan_in, fan_out, rule, seed):
    rng = np.random.default_rng(seed)
    v = {"lecun": 1 / fan_in, "glorot": 2 / (fan_in + fan_out), "he": 2 / fan_in}[rule]
    W = rng.uniform(-np.sqrt(v), np.sqrt(v), (fan_out, fan_in))
    return W + 0.1 * np.sqrt(v)


# %% 1/4 uniform on [0, 1], scaled: only positive weights
def draw(fan_in, fan_out, rule, seed):
    rng = np.random.default_rng(seed)
    v = {"lecun": 1 / fan_in, "glorot": 2 / (fan_in + fan_out), "he": 2 / fan_in}[rule]
    return np.sqrt(12 * v) * rng.uniform(0, 1, (fan_out, fan_in))
