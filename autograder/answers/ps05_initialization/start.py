# %% 4/4 He's rule, one generator
def start(sizes, seed):
    rng = np.random.default_rng(seed)
    return [
        (rng.normal(0, np.sqrt(2 / sizes[k]), (m, sizes[k])), np.zeros(m))
        for k, m in enumerate(sizes[1:])
    ]


# %% 4/4 uniform
def start(sizes, seed):
    rng, layers = np.random.default_rng(seed), []
    for k in range(len(sizes) - 1):
        a = np.sqrt(6 / sizes[k])
        W = rng.uniform(-a, a, (sizes[k + 1], sizes[k]))
        layers.append((W, np.zeros(sizes[k + 1])))
    return layers


# %% 4/4 a generator for each layer, spawned from one seed
def start(sizes, seed):
    rngs = np.random.default_rng(seed).spawn(len(sizes) - 1)
    layers = []
    for rng, n, m in zip(rngs, sizes, sizes[1:]):
        layers.append([np.sqrt(2 / n) * rng.standard_normal((n, m)).T, np.zeros((m,))])
    return layers


# %% 0/4 the function as it was found
def start(sizes, seed):
    layers = []
    for k, width in enumerate(sizes[1:]):
        fan_in = sizes[k]
        rng = np.random.default_rng(seed)
        W = rng.standard_normal((fan_in, width)) / np.sqrt(width)
        b = rng.standard_normal(width) / np.sqrt(width)
        layers.append((W, b))
    return layers


# %% 3/4 still seeds anew in each layer: layers of one shape are one layer
def start(sizes, seed):
    layers = []
    for k, width in enumerate(sizes[1:]):
        fan_in = sizes[k]
        rng = np.random.default_rng(seed)
        W = np.sqrt(2 / fan_in) * rng.standard_normal((width, fan_in))
        layers.append((W, np.zeros(width)))
    return layers


# %% 3/4 still divides by the root of the width
def start(sizes, seed):
    rng = np.random.default_rng(seed)
    layers = []
    for k, width in enumerate(sizes[1:]):
        fan_in = sizes[k]
        W = np.sqrt(2 / width) * rng.standard_normal((width, fan_in))
        layers.append((W, np.zeros(width)))
    return layers


# %% 2/4 fan_in, but LeCun's rule: half of the signal is lost in each ReLU
def start(sizes, seed):
    rng = np.random.default_rng(seed)
    layers = []
    for k, width in enumerate(sizes[1:]):
        fan_in = sizes[k]
        W = rng.standard_normal((width, fan_in)) / np.sqrt(fan_in)
        layers.append((W, np.zeros(width)))
    return layers


# %% 2/4 Glorot's rule, made for tanh
def start(sizes, seed):
    rng = np.random.default_rng(seed)
    layers = []
    for k, width in enumerate(sizes[1:]):
        fan_in = sizes[k]
        W = np.sqrt(2 / (fan_in + width)) * rng.standard_normal((width, fan_in))
        layers.append((W, np.zeros(width)))
    return layers


# %% 3/4 keeps the random biases
def start(sizes, seed):
    rng = np.random.default_rng(seed)
    layers = []
    for k, width in enumerate(sizes[1:]):
        fan_in = sizes[k]
        W = np.sqrt(2 / fan_in) * rng.standard_normal((width, fan_in))
        layers.append((W, 0.1 * rng.standard_normal(width) / np.sqrt(width)))
    return layers


# %% 1/4 still (inputs, units): only square layers do not notice
def start(sizes, seed):
    rng = np.random.default_rng(seed)
    layers = []
    for k, width in enumerate(sizes[1:]):
        fan_in = sizes[k]
        W = np.sqrt(2 / fan_in) * rng.standard_normal((fan_in, width))
        layers.append((W, np.zeros(width)))
    return layers


# %% 2/4 2 / fan_in without the root
def start(sizes, seed):
    rng = np.random.default_rng(seed)
    layers = []
    for k, width in enumerate(sizes[1:]):
        fan_in = sizes[k]
        W = 2 / fan_in * rng.standard_normal((width, fan_in))
        layers.append((W, np.zeros(width)))
    return layers


# %% 1/4 a last layer of zeros, as some recipes have it: not what the text asks
def start(sizes, seed):
    rng = np.random.default_rng(seed)
    layers = []
    for k, width in enumerate(sizes[1:]):
        fan_in = sizes[k]
        W = np.sqrt(2 / fan_in) * rng.standard_normal((width, fan_in))
        layers.append((W, np.zeros(width)))
    W, b = layers[-1]
    return [*layers[:-1], (0 * W, b)]


# %% 0/4 all weights zero
def start(sizes, seed):
    return [(np.zeros((m, sizes[k])), np.zeros(m)) for k, m in enumerate(sizes[1:])]
