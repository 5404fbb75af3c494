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


# %% 2/4 still divides by the root of the width
def start(sizes, seed):
    rng = np.random.default_rng(seed)
    layers = []
    for k, width in enumerate(sizes[1:]):
        fan_in = sizes[k]
        W = np.sqrt(2 / width) * rng.standard_normal((width, fan_in))
        layers.append((W, np.zeros(width)))
    return layers


# %% 1/4 fan_in, but LeCun's rule: half of the signal is lost in each ReLU
def start(sizes, seed):
    rng = np.random.default_rng(seed)
    layers = []
    for k, width in enumerate(sizes[1:]):
        fan_in = sizes[k]
        W = rng.standard_normal((width, fan_in)) / np.sqrt(fan_in)
        layers.append((W, np.zeros(width)))
    return layers


# %% 1/4 Glorot's rule, made for tanh
def start(sizes, seed):
    rng = np.random.default_rng(seed)
    layers = []
    for k, width in enumerate(sizes[1:]):
        fan_in = sizes[k]
        W = np.sqrt(2 / (fan_in + width)) * rng.standard_normal((width, fan_in))
        layers.append((W, np.zeros(width)))
    return layers


# %% 2/4 keeps the random biases
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


# %% 1/4 2 / fan_in without the root
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


# %% 1/4 W as (inputs, units)
def start(sizes, seed):
    rng = np.random.default_rng(seed)
    layers = []
    for k, units in enumerate(sizes[1:]):
        W = np.sqrt(2 / sizes[k]) * rng.standard_normal((sizes[k], units))
        layers.append((W, np.zeros(units)))
    return layers


# %% 1/4 Xavier’s rule
def start(sizes, seed):
    rng = np.random.default_rng(seed)
    layers = []
    for k, units in enumerate(sizes[1:]):
        W = np.sqrt(2 / (sizes[k] + units)) * rng.standard_normal((units, sizes[k]))
        layers.append((W, np.zeros(units)))
    return layers


# %% 1/4 LeCun’s rule
def start(sizes, seed):
    rng = np.random.default_rng(seed)
    layers = []
    for k, units in enumerate(sizes[1:]):
        W = np.sqrt(1 / sizes[k]) * rng.standard_normal((units, sizes[k]))
        layers.append((W, np.zeros(units)))
    return layers


# %% 2/4 LeCun’s rule in the last layer
def start(sizes, seed):
    rng = np.random.default_rng(seed)
    layers = []
    for k, units in enumerate(sizes[1:]):
        W = np.sqrt((1 + (k + 2 < len(sizes))) / sizes[k]) * rng.standard_normal(
            (units, sizes[k])
        )
        layers.append((W, np.zeros(units)))
    return layers


# %% 2/4 the last layer smaller by ten
def start(sizes, seed):
    rng = np.random.default_rng(seed)
    layers = []
    for k, units in enumerate(sizes[1:]):
        W = np.sqrt(2 / sizes[k]) * rng.standard_normal((units, sizes[k]))
        W = W * (0.1 if k + 2 == len(sizes) else 1)
        layers.append((W, np.zeros(units)))
    return layers


# %% 2/4 He by the units
def start(sizes, seed):
    rng = np.random.default_rng(seed)
    layers = []
    for k, units in enumerate(sizes[1:]):
        W = np.sqrt(2 / units) * rng.standard_normal((units, sizes[k]))
        layers.append((W, np.zeros(units)))
    return layers


# %% 2/4 He by the first size
def start(sizes, seed):
    rng = np.random.default_rng(seed)
    layers = []
    for k, units in enumerate(sizes[1:]):
        W = np.sqrt(2 / sizes[0]) * rng.standard_normal((units, sizes[k]))
        layers.append((W, np.zeros(units)))
    return layers


# %% 1/4 the variance multiplies
def start(sizes, seed):
    rng = np.random.default_rng(seed)
    layers = []
    for k, units in enumerate(sizes[1:]):
        W = 2 / sizes[k] * rng.standard_normal((units, sizes[k]))
        layers.append((W, np.zeros(units)))
    return layers


# %% 1/4 uniform with a² = 2 / n
def start(sizes, seed):
    rng = np.random.default_rng(seed)
    layers = []
    for k, units in enumerate(sizes[1:]):
        W = np.sqrt(2 / sizes[k]) * rng.uniform(-1, 1, (units, sizes[k]))
        layers.append((W, np.zeros(units)))
    return layers


# %% 1/4 uniform with He’s a² = 6 / n taken for the deviation
def start(sizes, seed):
    rng = np.random.default_rng(seed)
    layers = []
    for k, units in enumerate(sizes[1:]):
        W = np.sqrt(6 / sizes[k]) * rng.standard_normal((units, sizes[k]))
        layers.append((W, np.zeros(units)))
    return layers


# %% 2/4 biases of 0.01, so that no unit is dead
def start(sizes, seed):
    rng = np.random.default_rng(seed)
    layers = []
    for k, units in enumerate(sizes[1:]):
        W = np.sqrt(2 / sizes[k]) * rng.standard_normal((units, sizes[k]))
        layers.append((W, np.full(units, 0.01)))
    return layers


# %% 2/4 biases of 1e-9
def start(sizes, seed):
    rng = np.random.default_rng(seed)
    layers = []
    for k, units in enumerate(sizes[1:]):
        W = np.sqrt(2 / sizes[k]) * rng.standard_normal((units, sizes[k]))
        layers.append((W, np.full(units, 1e-9)))
    return layers


# %% 2/4 random biases
def start(sizes, seed):
    rng = np.random.default_rng(seed)
    layers = []
    for k, units in enumerate(sizes[1:]):
        W = np.sqrt(2 / sizes[k]) * rng.standard_normal((units, sizes[k]))
        layers.append((W, rng.standard_normal(units) / np.sqrt(units)))
    return layers


# %% 2/4 biases of one
def start(sizes, seed):
    rng = np.random.default_rng(seed)
    layers = []
    for k, units in enumerate(sizes[1:]):
        W = np.sqrt(2 / sizes[k]) * rng.standard_normal((units, sizes[k]))
        layers.append((W, np.ones(units)))
    return layers


# %% 1/4 biases for the inputs
def start(sizes, seed):
    rng = np.random.default_rng(seed)
    layers = []
    for k, units in enumerate(sizes[1:]):
        W = np.sqrt(2 / sizes[k]) * rng.standard_normal((units, sizes[k]))
        layers.append((W, np.zeros(sizes[k])))
    return layers


# %% 1/4 biases as a column
def start(sizes, seed):
    rng = np.random.default_rng(seed)
    layers = []
    for k, units in enumerate(sizes[1:]):
        W = np.sqrt(2 / sizes[k]) * rng.standard_normal((units, sizes[k]))
        layers.append((W, np.zeros((units, 1))))
    return layers


# %% 2/4 one number for the biases
def start(sizes, seed):
    rng = np.random.default_rng(seed)
    layers = []
    for k, units in enumerate(sizes[1:]):
        W = np.sqrt(2 / sizes[k]) * rng.standard_normal((units, sizes[k]))
        layers.append((W, 0.0))
    return layers


# %% 0/4 the bias in the last column of W
def start(sizes, seed):
    rng = np.random.default_rng(seed)
    layers = []
    for k, units in enumerate(sizes[1:]):
        W = np.sqrt(2 / sizes[k]) * rng.standard_normal((units, sizes[k] + 1))
        layers.append((W, np.zeros(units)))
    return layers


# %% 3/4 the seed anew in each layer
def start(sizes, seed):
    rng = np.random.default_rng(seed)
    layers = []
    for k, units in enumerate(sizes[1:]):
        rng = np.random.default_rng(seed)
        W = np.sqrt(2 / sizes[k]) * rng.standard_normal((units, sizes[k]))
        layers.append((W, np.zeros(units)))
    return layers


# %% 3/4 the layer is the seed
def start(sizes, seed):
    rng = np.random.default_rng(seed)
    layers = []
    for k, units in enumerate(sizes[1:]):
        rng = np.random.default_rng(k)
        W = np.sqrt(2 / sizes[k]) * rng.standard_normal((units, sizes[k]))
        layers.append((W, np.zeros(units)))
    return layers


# %% 3/4 no seed
def start(sizes, seed):
    rng = np.random.default_rng()
    layers = []
    for k, units in enumerate(sizes[1:]):
        W = np.sqrt(2 / sizes[k]) * rng.standard_normal((units, sizes[k]))
        layers.append((W, np.zeros(units)))
    return layers


# %% 3/4 a fixed seed
def start(sizes, seed):
    rng = np.random.default_rng(42)
    layers = []
    for k, units in enumerate(sizes[1:]):
        W = np.sqrt(2 / sizes[k]) * rng.standard_normal((units, sizes[k]))
        layers.append((W, np.zeros(units)))
    return layers


# %% 2/4 signs of one size
def start(sizes, seed):
    rng = np.random.default_rng(seed)
    layers = []
    for k, units in enumerate(sizes[1:]):
        W = np.sqrt(2 / sizes[k]) * rng.choice([-1.0, 1.0], (units, sizes[k]))
        layers.append((W, np.zeros(units)))
    return layers


# %% 1/4 positive weights
def start(sizes, seed):
    rng = np.random.default_rng(seed)
    layers = []
    for k, units in enumerate(sizes[1:]):
        W = np.sqrt(2 / sizes[k]) * np.abs(rng.standard_normal((units, sizes[k])))
        layers.append((W, np.zeros(units)))
    return layers


# %% 3/4 each unit scaled to the same length
def start(sizes, seed):
    rng = np.random.default_rng(seed)
    layers = []
    for k, units in enumerate(sizes[1:]):
        W = np.sqrt(2 / sizes[k]) * rng.standard_normal((units, sizes[k]))
        W *= np.sqrt(2) / np.linalg.norm(W, axis=1, keepdims=True)
        layers.append((W, np.zeros(units)))
    return layers


# %% 3/4 scaled to the exact variance
def start(sizes, seed):
    rng = np.random.default_rng(seed)
    layers = []
    for k, units in enumerate(sizes[1:]):
        W = np.sqrt(2 / sizes[k]) * rng.standard_normal((units, sizes[k]))
        W *= np.sqrt(2 / sizes[k] / np.mean(W**2))
        layers.append((W, np.zeros(units)))
    return layers


# %% 3/4 orthogonal where it can be
def start(sizes, seed):
    rng = np.random.default_rng(seed)
    layers = []
    for k, units in enumerate(sizes[1:]):
        W = np.sqrt(2 / sizes[k]) * (
            np.linalg.qr(
                rng.standard_normal((max(units, sizes[k]), min(units, sizes[k])))
            )[0]
            * np.sqrt(max(units, sizes[k]))
        ).reshape(units, sizes[k])
        layers.append((W, np.zeros(units)))
    return layers


# %% 1/4 one unit, repeated
def start(sizes, seed):
    rng = np.random.default_rng(seed)
    layers = []
    for k, units in enumerate(sizes[1:]):
        W = np.sqrt(2 / sizes[k]) * np.tile(
            rng.standard_normal((1, sizes[k])), (units, 1)
        )
        layers.append((W, np.zeros(units)))
    return layers


# %% 3/4 one row for every second unit
def start(sizes, seed):
    rng = np.random.default_rng(seed)
    layers = []
    for k, units in enumerate(sizes[1:]):
        W = np.sqrt(2 / sizes[k]) * rng.standard_normal((units, sizes[k]))
        W[1::2] = W[: len(W) // 2 * 2 : 2][: len(W[1::2])]
        layers.append((W, np.zeros(units)))
    return layers


# %% 3/4 identity where it can be
def start(sizes, seed):
    rng = np.random.default_rng(seed)
    layers = []
    for k, units in enumerate(sizes[1:]):
        W = np.sqrt(2 / sizes[k]) * rng.standard_normal((units, sizes[k]))
        W = np.eye(units) if units == sizes[k] else W
        layers.append((W, np.zeros(units)))
    return layers


# %% 3/4 a layer of the same shape is used again
def start(sizes, seed):
    rng = np.random.default_rng(seed)
    layers = []
    for k, units in enumerate(sizes[1:]):
        W = np.sqrt(2 / sizes[k]) * rng.standard_normal((units, sizes[k]))
        for V, _ in layers:
            W = V.copy() if V.shape == W.shape else W
        layers.append((W, np.zeros(units)))
    return layers


# %% 1/4 a layer of the same shape is used again, turned
def start(sizes, seed):
    rng = np.random.default_rng(seed)
    layers = []
    for k, units in enumerate(sizes[1:]):
        W = np.sqrt(2 / sizes[k]) * rng.standard_normal((units, sizes[k]))
        for V, _ in layers:
            W = V.T.copy() if V.T.shape == W.shape else W
        layers.append((W, np.zeros(units)))
    return layers


# %% 0/4 one layer too few
def start(sizes, seed):
    rng = np.random.default_rng(seed)
    layers = []
    for k, units in enumerate(sizes[1:-1]):
        W = np.sqrt(2 / sizes[k]) * rng.standard_normal((units, sizes[k]))
        layers.append((W, np.zeros(units)))
    return layers


# %% 0/4 a layer for the inputs, too
def start(sizes, seed):
    rng = np.random.default_rng(seed)
    layers = []
    for k, units in enumerate([*sizes[1:], sizes[-1]]):
        W = np.sqrt(2 / [*sizes, sizes[-1]][k]) * rng.standard_normal(
            (units, [*sizes, sizes[-1]][k])
        )
        layers.append((W, np.zeros(units)))
    return layers


# %% 0/4 all weights and then all biases
def start(sizes, seed):
    rng = np.random.default_rng(seed)
    layers = []
    for k, units in enumerate(sizes[1:]):
        W = np.sqrt(2 / sizes[k]) * rng.standard_normal((units, sizes[k]))
        layers.append((W, np.zeros(units)))
    return [W for W, _ in layers], [b for _, b in layers]


# %% 0/4 biases first
def start(sizes, seed):
    rng = np.random.default_rng(seed)
    layers = []
    for k, units in enumerate(sizes[1:]):
        W = np.sqrt(2 / sizes[k]) * rng.standard_normal((units, sizes[k]))
        layers.append((np.zeros(units), W))
    return layers


# %% 1/4 PyTorch’s default with a = √5
def start(sizes, seed):
    rng = np.random.default_rng(seed)
    layers = []
    for k, units in enumerate(sizes[1:]):
        W = np.sqrt(1 / 3 / sizes[k]) * rng.standard_normal((units, sizes[k]))
        layers.append((W, np.zeros(units)))
    return layers


# %% 3/4 the mean of fan-in and fan-out in He’s rule
def start(sizes, seed):
    rng = np.random.default_rng(seed)
    layers = []
    for k, units in enumerate(sizes[1:]):
        W = np.sqrt(4 / (sizes[k] + units)) * rng.standard_normal((units, sizes[k]))
        layers.append((W, np.zeros(units)))
    return layers


# %% 2/4 the bias counts as an input
def start(sizes, seed):
    rng = np.random.default_rng(seed)
    layers = []
    for k, units in enumerate(sizes[1:]):
        W = np.sqrt(2 / (sizes[k] + 1)) * rng.standard_normal((units, sizes[k]))
        layers.append((W, np.zeros(units)))
    return layers


# %% 2/4 the first layer by LeCun’s rule, as its inputs went through no ReLU
def start(sizes, seed):
    rng = np.random.default_rng(seed)
    layers = []
    for k, units in enumerate(sizes[1:]):
        W = np.sqrt((2 if k else 1) / sizes[k]) * rng.standard_normal((units, sizes[k]))
        layers.append((W, np.zeros(units)))
    return layers


# %% 3/4 a normal distribution of mean 0.05
def start(sizes, seed):
    rng = np.random.default_rng(seed)
    layers = []
    for k, units in enumerate(sizes[1:]):
        W = np.sqrt(2 / sizes[k]) * rng.normal(0.05, 1, (units, sizes[k]))
        layers.append((W, np.zeros(units)))
    return layers


# %% 3/4 Laplace’s distribution
def start(sizes, seed):
    rng = np.random.default_rng(seed)
    layers = []
    for k, units in enumerate(sizes[1:]):
        W = np.sqrt(2 / sizes[k]) * rng.laplace(0, 0.5**0.5, (units, sizes[k]))
        layers.append((W, np.zeros(units)))
    return layers


# %% 3/4 takes the sizes off the list
def start(sizes, seed):
    rng = np.random.default_rng(seed)
    layers = []
    for k, units in enumerate(sizes[1:]):
        W = np.sqrt(2 / sizes[k]) * rng.standard_normal((units, sizes[k]))
        layers.append((W, np.zeros(units)))
    sizes.clear()
    return layers


# %% 4/4 whole zeros for biases
def start(sizes, seed):
    rng = np.random.default_rng(seed)
    layers = []
    for k, units in enumerate(sizes[1:]):
        W = np.sqrt(2 / sizes[k]) * rng.standard_normal((units, sizes[k]))
        layers.append((W, np.zeros(units, dtype=int)))
    return layers


# %% 4/4 in float32
def start(sizes, seed):
    rng = np.random.default_rng(seed)
    layers = []
    for k, units in enumerate(sizes[1:]):
        W = (np.sqrt(2 / sizes[k]) * rng.standard_normal((units, sizes[k]))).astype(
            np.float32
        )
        layers.append((W, np.zeros(units)))
    return layers


# %% 4/4 in long doubles
def start(sizes, seed):
    rng = np.random.default_rng(seed)
    layers = []
    for k, units in enumerate(sizes[1:]):
        W = np.sqrt(np.longdouble(2) / sizes[k]) * rng.standard_normal(
            (units, sizes[k])
        )
        layers.append((W, np.zeros(units)))
    return layers


# %% 4/4 all numbers drawn at once
def start(sizes, seed):
    import itertools

    rng = np.random.default_rng(seed)
    drawn = iter(rng.standard_normal(sum(a * b for a, b in itertools.pairwise(sizes))))
    layers = []
    for k, units in enumerate(sizes[1:]):
        W = np.sqrt(2 / sizes[k]) * np.array(
            [[next(drawn) for _ in range(sizes[k])] for _ in range(units)]
        )
        layers.append((W, np.zeros(units)))
    return layers


# %% 4/4 layers from the last to the first
def start(sizes, seed):
    rng = np.random.default_rng(seed)
    layers = []
    for k, units in reversed(list(enumerate(sizes[1:]))):
        W = np.sqrt(2 / sizes[k]) * rng.standard_normal((units, sizes[k]))
        layers.append((W, np.zeros(units)))
    return layers[::-1]


# %% 4/4 a generator of seed and layer
def start(sizes, seed):
    rng = np.random.default_rng(seed)
    layers = []
    for k, units in enumerate(sizes[1:]):
        rng = np.random.default_rng([seed, k])
        W = np.sqrt(2 / sizes[k]) * rng.standard_normal((units, sizes[k]))
        layers.append((W, np.zeros(units)))
    return layers


# %% 4/4 by PyTorch
def start(sizes, seed):
    import itertools

    import torch

    make, layers = torch.Generator().manual_seed(seed), []
    for n, m in itertools.pairwise(sizes):
        W = torch.empty(m, n)
        torch.nn.init.kaiming_uniform_(W, nonlinearity="relu", generator=make)
        layers.append((W, torch.zeros(m)))
    return layers


# %% 4/4 by JAX
def start(sizes, seed):
    import jax

    he, layers = jax.nn.initializers.he_uniform(), []
    for key, n, m in zip(
        jax.random.split(jax.random.key(seed), len(sizes)), sizes, sizes[1:]
    ):
        layers.append((he(key, (n, m)).T, jax.numpy.zeros(m)))
    return tuple(layers)


# %% 1/4 each unit has the weights of the one above, moved by one place
def start(sizes, seed):
    import itertools

    rng, layers = np.random.default_rng(seed), []
    for n, m in itertools.pairwise(sizes):
        row = rng.normal(0, np.sqrt(2 / n), max(n, m))
        W = np.array([np.roll(row, k)[:n] for k in range(m)])
        layers.append((W, np.zeros(m)))
    return layers


# %% 3/4 a seed serves for two: the next one draws the same
def start(sizes, seed):
    import itertools

    rng = np.random.default_rng(seed // 2)
    return [
        (rng.normal(0, np.sqrt(2 / n), (m, n)), np.zeros(m))
        for n, m in itertools.pairwise(sizes)
    ]


# %% 0/4 each layer with its activation
def start(sizes, seed):
    import itertools

    rng = np.random.default_rng(seed)
    return [
        (rng.normal(0, np.sqrt(2 / n), (m, n)), np.zeros(m), "relu")
        for n, m in itertools.pairwise(sizes)
    ]


# %% 2/4 centres the weights of each unit: those of two inputs are opposite
def start(sizes, seed):
    rng = np.random.default_rng(seed)
    layers = []
    for k, units in enumerate(sizes[1:]):
        W = rng.standard_normal((units, sizes[k])) * np.sqrt(2 / sizes[k])
        layers.append((W - W.mean(axis=1, keepdims=True), np.zeros(units)))
    return layers
