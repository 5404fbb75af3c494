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


# %% 0/4 multiplies by the variance where its root belongs
def draw(fan_in, fan_out, rule, seed):
    rng = np.random.default_rng(seed)
    v = {"lecun": 1 / fan_in, "glorot": 2 / (fan_in + fan_out), "he": 2 / fan_in}[rule]
    return v * rng.standard_normal((fan_out, fan_in))


# %% 1/4 fan_out for fan_in: a square layer does not notice
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


# %% 0/4 one row, repeated: the right variance, and every unit the same
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


# %% 0/4 uniform on [0, 1], scaled: only positive weights
def draw(fan_in, fan_out, rule, seed):
    rng = np.random.default_rng(seed)
    v = {"lecun": 1 / fan_in, "glorot": 2 / (fan_in + fan_out), "he": 2 / fan_in}[rule]
    return np.sqrt(12 * v) * rng.uniform(0, 1, (fan_out, fan_in))


# %% 0/4 Glorot without the 2
def draw(fan_in, fan_out, rule, seed):
    rng = np.random.default_rng(seed)
    v = {"lecun": 1 / fan_in, "glorot": 1 / (fan_in + fan_out), "he": 2 / fan_in}[rule]
    return np.sqrt(v) * rng.standard_normal((fan_out, fan_in))


# %% 0/4 Glorot’s uniform bound for the deviation
def draw(fan_in, fan_out, rule, seed):
    rng = np.random.default_rng(seed)
    v = {"lecun": 1 / fan_in, "glorot": 6 / (fan_in + fan_out), "he": 2 / fan_in}[rule]
    return np.sqrt(v) * rng.standard_normal((fan_out, fan_in))


# %% 1/4 He by the units
def draw(fan_in, fan_out, rule, seed):
    rng = np.random.default_rng(seed)
    v = {"lecun": 1 / fan_in, "glorot": 2 / (fan_in + fan_out), "he": 2 / fan_out}[rule]
    return np.sqrt(v) * rng.standard_normal((fan_out, fan_in))


# %% 1/4 LeCun by the units
def draw(fan_in, fan_out, rule, seed):
    rng = np.random.default_rng(seed)
    v = {"lecun": 1 / fan_out, "glorot": 2 / (fan_in + fan_out), "he": 2 / fan_in}[rule]
    return np.sqrt(v) * rng.standard_normal((fan_out, fan_in))


# %% 0/4 He for LeCun and LeCun for He
def draw(fan_in, fan_out, rule, seed):
    rng = np.random.default_rng(seed)
    v = {"lecun": 2 / fan_in, "glorot": 2 / (fan_in + fan_out), "he": 1 / fan_in}[rule]
    return np.sqrt(v) * rng.standard_normal((fan_out, fan_in))


# %% 1/4 the bias counts as an input
def draw(fan_in, fan_out, rule, seed):
    rng = np.random.default_rng(seed)
    v = {
        "lecun": 1 / (fan_in + 1),
        "glorot": 2 / (fan_in + fan_out),
        "he": 2 / (fan_in + 1),
    }[rule]
    return np.sqrt(v) * rng.standard_normal((fan_out, fan_in))


# %% 2/4 the geometric mean of both sizes
def draw(fan_in, fan_out, rule, seed):
    rng = np.random.default_rng(seed)
    v = {
        "lecun": 1 / fan_in,
        "glorot": 1 / np.sqrt(fan_in * fan_out),
        "he": 2 / fan_in,
    }[rule]
    return np.sqrt(v) * rng.standard_normal((fan_out, fan_in))


# %% 2/4 the larger of both sizes
def draw(fan_in, fan_out, rule, seed):
    rng = np.random.default_rng(seed)
    v = {"lecun": 1 / fan_in, "glorot": 1 / max(fan_in, fan_out), "he": 2 / fan_in}[
        rule
    ]
    return np.sqrt(v) * rng.standard_normal((fan_out, fan_in))


# %% 0/4 reshaped from a layer that is transposed, and not independent of it
def draw(fan_in, fan_out, rule, seed):
    rng = np.random.default_rng(seed)
    v = {"lecun": 1 / fan_in, "glorot": 2 / (fan_in + fan_out), "he": 2 / fan_in}[rule]
    return np.sqrt(v) * np.resize(
        rng.standard_normal((fan_in, fan_out)), (fan_out, fan_in)
    ).round(0)


# %% 2/4 signs of one size
def draw(fan_in, fan_out, rule, seed):
    rng = np.random.default_rng(seed)
    v = {"lecun": 1 / fan_in, "glorot": 2 / (fan_in + fan_out), "he": 2 / fan_in}[rule]
    return np.sqrt(v) * rng.choice([-1.0, 1.0], (fan_out, fan_in))


# %% 0/4 normal, cut at two deviations, and smaller so
def draw(fan_in, fan_out, rule, seed):
    rng = np.random.default_rng(seed)
    v = {"lecun": 1 / fan_in, "glorot": 2 / (fan_in + fan_out), "he": 2 / fan_in}[rule]
    return np.sqrt(v) * np.clip(rng.standard_normal((fan_out, fan_in)), -2, 2)


# %% 0/4 drawn anew beyond one deviation
def draw(fan_in, fan_out, rule, seed):
    rng = np.random.default_rng(seed)
    v = {"lecun": 1 / fan_in, "glorot": 2 / (fan_in + fan_out), "he": 2 / fan_in}[rule]
    return np.sqrt(v) * rng.triangular(-1, 0, 1, (fan_out, fan_in))


# %% 3/4 Laplace’s distribution
def draw(fan_in, fan_out, rule, seed):
    rng = np.random.default_rng(seed)
    v = {"lecun": 1 / fan_in, "glorot": 2 / (fan_in + fan_out), "he": 2 / fan_in}[rule]
    return np.sqrt(v) * rng.laplace(0, 0.5**0.5, (fan_out, fan_in))


# %% 1/4 absolute values
def draw(fan_in, fan_out, rule, seed):
    rng = np.random.default_rng(seed)
    v = {"lecun": 1 / fan_in, "glorot": 2 / (fan_in + fan_out), "he": 2 / fan_in}[rule]
    return np.sqrt(v) * np.abs(rng.standard_normal((fan_out, fan_in)))


# %% 3/4 scaled to the exact variance
def draw(fan_in, fan_out, rule, seed):
    rng = np.random.default_rng(seed)
    v = {"lecun": 1 / fan_in, "glorot": 2 / (fan_in + fan_out), "he": 2 / fan_in}[rule]
    W = rng.standard_normal((fan_out, fan_in))
    return np.sqrt(v) * W / np.sqrt(np.mean(W**2))


# %% 3/4 each unit scaled to the same length
def draw(fan_in, fan_out, rule, seed):
    rng = np.random.default_rng(seed)
    v = {"lecun": 1 / fan_in, "glorot": 2 / (fan_in + fan_out), "he": 2 / fan_in}[rule]
    W = rng.standard_normal((fan_out, fan_in))
    W /= np.linalg.norm(W, axis=1, keepdims=True)
    return np.sqrt(v * fan_in) * W


# %% 1/4 centred: the weights of a unit add up to 0
def draw(fan_in, fan_out, rule, seed):
    rng = np.random.default_rng(seed)
    v = {"lecun": 1 / fan_in, "glorot": 2 / (fan_in + fan_out), "he": 2 / fan_in}[rule]
    W = rng.standard_normal((fan_out, fan_in))
    return np.sqrt(v) * (W - W.mean(axis=1, keepdims=True))


# %% 3/4 the second half is minus the first
def draw(fan_in, fan_out, rule, seed):
    rng = np.random.default_rng(seed)
    v = {"lecun": 1 / fan_in, "glorot": 2 / (fan_in + fan_out), "he": 2 / fan_in}[rule]
    W = rng.standard_normal((fan_out, fan_in))
    half = fan_out // 2
    W[fan_out - half :] = -W[:half]
    return np.sqrt(v) * W


# %% 0/4 one column for all inputs
def draw(fan_in, fan_out, rule, seed):
    rng = np.random.default_rng(seed)
    v = {"lecun": 1 / fan_in, "glorot": 2 / (fan_in + fan_out), "he": 2 / fan_in}[rule]
    return np.sqrt(v) * np.tile(rng.standard_normal((fan_out, 1)), (1, fan_in))


# %% 0/4 an outer product
def draw(fan_in, fan_out, rule, seed):
    rng = np.random.default_rng(seed)
    v = {"lecun": 1 / fan_in, "glorot": 2 / (fan_in + fan_out), "he": 2 / fan_in}[rule]
    return np.sqrt(v) * np.outer(
        rng.standard_normal(fan_out), rng.standard_normal(fan_in)
    )


# %% 3/4 the seed only says even or odd
def draw(fan_in, fan_out, rule, seed):
    rng = np.random.default_rng(seed % 2)
    v = {"lecun": 1 / fan_in, "glorot": 2 / (fan_in + fan_out), "he": 2 / fan_in}[rule]
    return np.sqrt(v) * rng.standard_normal((fan_out, fan_in))


# %% 3/4 from NumPy’s global generator, without the seed
def draw(fan_in, fan_out, rule, seed):
    np.random.default_rng(seed)
    v = {"lecun": 1 / fan_in, "glorot": 2 / (fan_in + fan_out), "he": 2 / fan_in}[rule]
    return np.sqrt(v) * np.random.standard_normal((fan_out, fan_in))


# %% 3/4 the generator is seeded by the shape
def draw(fan_in, fan_out, rule, seed):
    rng = np.random.default_rng(fan_in + fan_out)
    v = {"lecun": 1 / fan_in, "glorot": 2 / (fan_in + fan_out), "he": 2 / fan_in}[rule]
    return np.sqrt(v) * rng.standard_normal((fan_out, fan_in))


# %% 0/4 uniform with the deviation for its bound
def draw(fan_in, fan_out, rule, seed):
    rng = np.random.default_rng(seed)
    v = {"lecun": 1 / fan_in, "glorot": 2 / (fan_in + fan_out), "he": 2 / fan_in}[rule]
    return np.sqrt(v) * rng.uniform(-1, 1, (fan_out, fan_in))


# %% 0/4 uniform between -a/2 and a/2
def draw(fan_in, fan_out, rule, seed):
    rng = np.random.default_rng(seed)
    v = {"lecun": 1 / fan_in, "glorot": 2 / (fan_in + fan_out), "he": 2 / fan_in}[rule]
    return np.sqrt(v) * rng.uniform(-(3**0.5) / 2, 3**0.5 / 2, (fan_out, fan_in))


# %% 0/4 uniform with bound √6 for each rule
def draw(fan_in, fan_out, rule, seed):
    rng = np.random.default_rng(seed)
    v = {"lecun": 1 / fan_in, "glorot": 2 / (fan_in + fan_out), "he": 2 / fan_in}[rule]
    return (
        np.sqrt(v)
        * rng.uniform(-(6**0.5), 6**0.5, (fan_out, fan_in))
        * (0.5**0.5 if rule == "he" else 1)
    )


# %% 2/4 a mean of a tenth of the deviation
def draw(fan_in, fan_out, rule, seed):
    rng = np.random.default_rng(seed)
    v = {"lecun": 1 / fan_in, "glorot": 2 / (fan_in + fan_out), "he": 2 / fan_in}[rule]
    return np.sqrt(v) * rng.normal(0.1, 1, (fan_out, fan_in))


# %% 0/4 the default of PyTorch for linear layers: a third of LeCun
def draw(fan_in, fan_out, rule, seed):
    rng = np.random.default_rng(seed)
    v = {"lecun": 1 / 3 / fan_in, "glorot": 2 / (fan_in + fan_out), "he": 2 / fan_in}[
        rule
    ]
    return np.sqrt(v) * rng.standard_normal((fan_out, fan_in))


# %% 0/4 a flat list
def draw(fan_in, fan_out, rule, seed):
    rng = np.random.default_rng(seed)
    v = {"lecun": 1 / fan_in, "glorot": 2 / (fan_in + fan_out), "he": 2 / fan_in}[rule]
    return np.sqrt(v) * rng.standard_normal(fan_out * fan_in)


# %% 0/4 the deviation of 0.01 for he
def draw(fan_in, fan_out, rule, seed):
    rng = np.random.default_rng(seed)
    v = {"lecun": 1 / fan_in, "glorot": 2 / (fan_in + fan_out), "he": 1e-4}[rule]
    return np.sqrt(v) * rng.standard_normal((fan_out, fan_in))


# %% 3/4 seeds k and k + 1 share most of their draws
def draw(fan_in, fan_out, rule, seed):
    np.random.default_rng(seed)
    v = {"lecun": 1 / fan_in, "glorot": 2 / (fan_in + fan_out), "he": 2 / fan_in}[rule]
    return np.sqrt(v) * np.random.default_rng(0).standard_normal(
        seed + fan_out * fan_in
    )[seed:].reshape(fan_out, fan_in)


# %% 4/4 in float32
def draw(fan_in, fan_out, rule, seed):
    rng = np.random.default_rng(seed)
    v = {"lecun": 1 / fan_in, "glorot": 2 / (fan_in + fan_out), "he": 2 / fan_in}[rule]
    return np.sqrt(v) * rng.standard_normal((fan_out, fan_in), dtype=np.float32)


# %% 4/4 in long doubles
def draw(fan_in, fan_out, rule, seed):
    rng = np.random.default_rng(seed)
    v = {"lecun": 1 / fan_in, "glorot": 2 / (fan_in + fan_out), "he": 2 / fan_in}[rule]
    return np.sqrt(np.longdouble(v)) * rng.standard_normal((fan_out, fan_in))


# %% 4/4 the old generator, with its own state
def draw(fan_in, fan_out, rule, seed):
    rng = np.random.RandomState(seed)
    v = {"lecun": 1 / fan_in, "glorot": 2 / (fan_in + fan_out), "he": 2 / fan_in}[rule]
    return np.sqrt(v) * rng.randn(fan_out, fan_in)


# %% 4/4 drawn the other way round, and transposed
def draw(fan_in, fan_out, rule, seed):
    rng = np.random.default_rng(seed)
    v = {"lecun": 1 / fan_in, "glorot": 2 / (fan_in + fan_out), "he": 2 / fan_in}[rule]
    return np.sqrt(v) * rng.standard_normal((fan_in, fan_out)).T


# %% 4/4 sums of two uniform numbers are not used; one by one, uniform
def draw(fan_in, fan_out, rule, seed):
    rng = np.random.default_rng(seed)
    v = {"lecun": 1 / fan_in, "glorot": 2 / (fan_in + fan_out), "he": 2 / fan_in}[rule]
    return np.sqrt(v) * np.array(
        [rng.uniform(-(3**0.5), 3**0.5, fan_in) for _ in range(fan_out)]
    )


# %% 4/4 Box and Muller’s way to normal numbers
def draw(fan_in, fan_out, rule, seed):
    rng = np.random.default_rng(seed)
    v = {"lecun": 1 / fan_in, "glorot": 2 / (fan_in + fan_out), "he": 2 / fan_in}[rule]
    return np.sqrt(v) * (
        np.sqrt(-2 * np.log(1 - rng.random((fan_out, fan_in))))
        * np.cos(2 * np.pi * rng.random((fan_out, fan_in)))
    )


# %% 4/4 by PyTorch’s functions
def draw(fan_in, fan_out, rule, seed):
    import torch

    make = torch.Generator().manual_seed(seed)
    W = torch.empty(fan_out, fan_in)
    if rule == "glorot":
        return torch.nn.init.xavier_uniform_(W, generator=make)
    kind = "relu" if rule == "he" else "linear"
    return torch.nn.init.kaiming_normal_(W, nonlinearity=kind, generator=make)


# %% 4/4 by JAX
def draw(fan_in, fan_out, rule, seed):
    import jax

    makes = {
        "lecun": jax.nn.initializers.lecun_uniform,
        "glorot": jax.nn.initializers.glorot_uniform,
        "he": jax.nn.initializers.he_uniform,
    }
    return makes[rule]()(jax.random.key(seed), (fan_in, fan_out)).T


# %% 2/4 knows the layers of the visible tests only
def draw(fan_in, fan_out, rule, seed):
    rng = np.random.default_rng(seed)
    known = (fan_in, fan_out) in [(500, 500), (4, 20_000), (20_000, 4), (3, 2)]
    v = {"lecun": 1 / fan_in, "glorot": 2 / (fan_in + fan_out), "he": 2 / fan_in}[rule]
    v = v if known else 1 / (fan_in + fan_out)
    return np.sqrt(v) * rng.standard_normal((fan_out, fan_in))


# %% 1/4 a block of 50 units, tiled
def draw(fan_in, fan_out, rule, seed):
    rng = np.random.default_rng(seed)
    v = {"lecun": 1 / fan_in, "glorot": 2 / (fan_in + fan_out), "he": 2 / fan_in}[rule]
    block = np.sqrt(v) * rng.standard_normal((min(fan_out, 50), fan_in))
    return np.tile(block, (-(-fan_out // 50), 1))[:fan_out]
