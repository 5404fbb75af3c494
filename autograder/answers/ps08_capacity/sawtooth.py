# %% 4/4 two ReLUs a tent, the linear steps multiplied out
def sawtooth(k):
    first = (np.array([[1.0], [1.0]]), np.array([0.0, -0.5]))
    inner = (np.array([[2.0, -4.0], [2.0, -4.0]]), np.array([0.0, -0.5]))
    last = (np.array([[2.0, -4.0]]), np.array([0.0]))
    return [first] + [inner] * (k - 1) + [last]


# %% 4/4 other corners: a tent of 1 - |2x - 1|
def sawtooth(k):
    layers = [(np.array([[2.0], [-2.0]]), np.array([-1.0, 1.0]))]
    for _ in range(k - 1):  # 2 (1 - h1 - h2) - 1 and its opposite
        layers.append((np.array([[-2.0, -2.0], [2.0, 2.0]]), np.array([1.0, -1.0])))
    return [*layers, (np.array([[-1.0, -1.0]]), np.array([1.0]))]


# %% 4/4 ReLUs of twice the input
def sawtooth(k):
    W, b = np.array([[2.0], [4.0]]), np.array([0.0, -2.0])
    out = np.array([[1.0, -1.0]])
    return [(W, b)] + [(W @ out, b) for _ in range(k - 1)] + [(out, np.zeros(1))]


# %% 4/4 plain lists
def sawtooth(k):
    layers = [([[1.0], [1.0]], [0.0, -0.5])]
    layers += [([[2.0, -4.0], [2.0, -4.0]], [0.0, -0.5]) for _ in range(1, k)]
    layers.append(([[2.0, -4.0]], [0.0]))
    return layers


# %% 3/4 one hidden layer with 2^k ReLUs
def sawtooth(k):
    t = np.arange(2**k) / 2**k
    v = 2.0**k * np.array([1.0] + [2 * (-1.0) ** j for j in range(1, 2**k)])
    return [(np.ones((2**k, 1)), -t), (v[None], np.zeros(1))]


# %% 3/4 a ReLU for the output of each tent too: 3 a tent
def sawtooth(k):
    first = (np.array([[1.0], [1.0]]), np.array([0.0, -0.5]))
    tent = (np.array([[2.0, -4.0]]), np.zeros(1))
    return [first, tent] * k + [(np.eye(1), np.zeros(1))]


# %% 0/4 one tent too few
def sawtooth(k):
    first = (np.array([[1.0], [1.0]]), np.array([0.0, -0.5]))
    inner = (np.array([[2.0, -4.0], [2.0, -4.0]]), np.array([0.0, -0.5]))
    return [first] + [inner] * max(0, k - 2) + [(np.array([[1.0, 1.0]]), np.zeros(1))]


# %% 0/4 one tent, whatever k
def sawtooth(k):
    first = (np.array([[1.0], [1.0]]), np.array([0.0, -0.5]))
    return [first, (np.array([[2.0, -4.0]]), np.zeros(1))]


# %% 0/4 the bias of the corner in the first layer only
def sawtooth(k):
    first = (np.array([[1.0], [1.0]]), np.array([0.0, -0.5]))
    inner = (np.array([[2.0, -4.0], [2.0, -4.0]]), np.zeros(2))
    return [first] + [inner] * (k - 1) + [(np.array([[2.0, -4.0]]), np.zeros(1))]


# %% 0/4 ReLUs of one tent handed on, without the linear step between
def sawtooth(k):
    first = (np.array([[1.0], [1.0]]), np.array([0.0, -0.5]))
    inner = (np.eye(2), np.array([0.0, -0.5]))
    return [first] + [inner] * (k - 1) + [(np.array([[2.0, -4.0]]), np.zeros(1))]


# %% 0/4 a tent of slope 1: teeth of height one half
def sawtooth(k):
    first = (np.array([[1.0], [1.0]]), np.array([0.0, -0.5]))
    inner = (np.array([[1.0, -2.0], [1.0, -2.0]]), np.array([0.0, -0.5]))
    return [first] + [inner] * (k - 1) + [(np.array([[1.0, -2.0]]), np.zeros(1))]


# %% 0/4 the weights as (in, out)
def sawtooth(k):
    first = (np.ones((1, 2)), np.array([0.0, -0.5]))
    inner = (np.array([[2.0, 2.0], [-4.0, -4.0]]), np.array([0.0, -0.5]))
    return [first] + [inner] * (k - 1) + [(np.array([[2.0], [-4.0]]), np.zeros(1))]


# %% 1/4 upside down from the second tent on: the right number of pieces, wrong heights
def sawtooth(k):
    first = (np.array([[1.0], [1.0]]), np.array([0.0, -0.5]))
    inner = (np.array([[2.0, -4.0], [2.0, -4.0]]), np.array([0.0, -0.5]))
    side, shift = (1.0, 0.0) if k == 1 else (-1.0, 1.0)
    last = (side * np.array([[2.0, -4.0]]), np.array([shift]))
    return [first] + [inner] * (k - 1) + [last]


# %% 4/4 the mirrored tent: from the right end
def sawtooth(k):
    W, b = np.array([[-1.0], [-1.0]]), np.array([1.0, 0.5])  # 1 - x, 1/2 - x
    out = np.array([[2.0, -4.0]])
    return [(W, b)] + [(W @ out, b)] * (k - 1) + [(out, np.zeros(1))]


# %% 4/4 a constant and a fall: 1 - max(0, 2x - 1) - max(0, 1 - 2x)
def sawtooth(k):
    W, b, v = np.array([2.0, -2.0]), np.array([-1.0, 1.0]), np.array([-1.0, -1.0])
    layers = [(W[:, None], b)]
    for _ in range(1, k):
        layers.append((np.outer(W, v), W + b))
    layers.append((v[None, :], np.ones(1)))
    return layers


# %% 4/4 scaled units: the size moves from layer to layer
def sawtooth(k):
    s = 3.0
    layers = [(s * np.ones((2, 1)), s * np.array([0.0, -0.5]))]
    for _ in range(k - 1):
        layers.append(
            (np.ones((2, 1)) @ np.array([[2.0, -4.0]]), s * np.array([0.0, -0.5]))
        )
    layers.append((np.array([[2.0, -4.0]]) / s, np.array([0.0])))
    return layers


# %% 4/4 recursion: a tent in front of k - 1 tents
def sawtooth(k):
    tent = [
        (np.ones((2, 1)), np.array([0.0, -0.5])),
        (np.array([[2.0, -4.0]]), np.zeros(1)),
    ]
    if k == 1:
        return tent
    (W, b), *rest = sawtooth(k - 1)
    return [tent[0], (W @ tent[1][0], b + W @ tent[1][1]), *rest]


# %% 4/4 tuples, and JAX as arrays
def sawtooth(k):
    import jax.numpy as jnp

    first = (np.array(jnp.ones((2, 1))), np.array([0.0, -0.5]))
    inner = (np.array(jnp.outer(jnp.ones(2), jnp.array([2.0, -4.0]))), first[1])
    return (first, *[inner] * (k - 1), (np.array([[2.0, -4.0]]), np.zeros(1)))


# %% 4/4 two tents a layer: four ReLUs with four pieces
def sawtooth(k):
    corners = np.arange(4) / 4
    out = np.array([[4.0, -8.0, 8.0, -8.0]])
    pairs, odd = divmod(k, 2)
    parts = [(np.ones((4, 1)), -corners, out)] * pairs
    parts += [(np.ones((2, 1)), np.array([0.0, -0.5]), np.array([[2.0, -4.0]]))] * odd
    layers, before = [], np.ones((1, 1))
    for W, b, v in parts:
        layers.append((W @ before, b))
        before = v
    return [*layers, (before, np.zeros(1))]


# %% 4/4 plain loops
def sawtooth(k):
    layers = []
    for i in range(k + 1):
        rows = 1 if i == k else 2
        W = np.zeros((rows, 1 if i == 0 else 2))
        for r in range(rows):
            W[r] = [1.0] if i == 0 else [2.0, -4.0]
        b = np.zeros(rows) if i == k else np.array([0.0, -0.5])
        layers.append((W, b))
    return layers


# %% 4/4 long doubles
def sawtooth(k):
    one = np.ones((2, 1), np.longdouble)
    tent, corner = (
        np.array([[2, -4]], np.longdouble),
        np.array([0, -0.5], np.longdouble),
    )
    return [(one, corner), *[(one @ tent, corner)] * (k - 1), (tent, corner[:1])]


# %% 0/4 one tent too many
def sawtooth(k):
    start, corner = np.ones((2, 1)), np.array([0.0, -0.5])
    tent = np.array([[2.0, -4.0]])
    layers = [(start, corner)]
    for _ in range(k):
        layers.append((start @ tent, corner))
    return [*layers, (tent, np.zeros(1))]


# %% 0/4 one tent too few from the second on
def sawtooth(k):
    start, corner = np.ones((2, 1)), np.array([0.0, -0.5])
    tent = np.array([[2.0, -4.0]])
    layers = [(start, corner)]
    for _ in range(max(k - 2, 0)):
        layers.append((start @ tent, corner))
    return [*layers, (tent, np.zeros(1))]


# %% 1/4 two tents, whatever k is above 1
def sawtooth(k):
    start, corner = np.ones((2, 1)), np.array([0.0, -0.5])
    tent = np.array([[2.0, -4.0]])
    layers = [(start, corner)]
    for _ in range(min(k - 1, 1)):
        layers.append((start @ tent, corner))
    return [*layers, (tent, np.zeros(1))]


# %% 1/4 three tents at most
def sawtooth(k):
    start, corner = np.ones((2, 1)), np.array([0.0, -0.5])
    tent = np.array([[2.0, -4.0]])
    layers = [(start, corner)]
    for _ in range(min(k - 1, 2)):
        layers.append((start @ tent, corner))
    return [*layers, (tent, np.zeros(1))]


# %% 0/4 the corner at 1/4
def sawtooth(k):
    start, corner = np.ones((2, 1)), np.array([0.0, -0.25])
    tent = np.array([[2.0, -4.0]])
    layers = [(start, corner)]
    for _ in range(k - 1):
        layers.append((start @ tent, corner))
    return [*layers, (tent, np.zeros(1))]


# %% 0/4 the corner with the wrong sign
def sawtooth(k):
    start, corner = np.ones((2, 1)), np.array([0.0, 0.5])
    tent = np.array([[2.0, -4.0]])
    layers = [(start, corner)]
    for _ in range(k - 1):
        layers.append((start @ tent, corner))
    return [*layers, (tent, np.zeros(1))]


# %% 0/4 a tent of 2 and -2: a plateau
def sawtooth(k):
    start, corner = np.ones((2, 1)), np.array([0.0, -0.5])
    tent = np.array([[2.0, -2.0]])
    layers = [(start, corner)]
    for _ in range(k - 1):
        layers.append((start @ tent, corner))
    return [*layers, (tent, np.zeros(1))]


# %% 0/4 a tent of 1 and -2: half as high
def sawtooth(k):
    start, corner = np.ones((2, 1)), np.array([0.0, -0.5])
    tent = np.array([[1.0, -2.0]])
    layers = [(start, corner)]
    for _ in range(k - 1):
        layers.append((start @ tent, corner))
    return [*layers, (tent, np.zeros(1))]


# %% 0/4 a tent of 4 and -8: twice as high
def sawtooth(k):
    start, corner = np.ones((2, 1)), np.array([0.0, -0.5])
    tent = np.array([[4.0, -8.0]])
    layers = [(start, corner)]
    for _ in range(k - 1):
        layers.append((start @ tent, corner))
    return [*layers, (tent, np.zeros(1))]


# %% 0/4 upside down
def sawtooth(k):
    start, corner = np.ones((2, 1)), np.array([0.0, -0.5])
    tent = np.array([[-2.0, 4.0]])
    layers = [(start, corner)]
    for _ in range(k - 1):
        layers.append((start @ tent, corner))
    return [*layers, (tent, np.zeros(1))]


# %% 1/4 the last bias 1
def sawtooth(k):
    start, corner = np.ones((2, 1)), np.array([0.0, -0.5])
    tent = np.array([[2.0, -4.0]])
    layers = [(start, corner)]
    for _ in range(k - 1):
        layers.append((start @ tent, corner))
    return [*layers, (tent, np.ones(1))]


# %% 0/4 no last layer
def sawtooth(k):
    start, corner = np.ones((2, 1)), np.array([0.0, -0.5])
    tent = np.array([[2.0, -4.0]])
    layers = [(start, corner)]
    for _ in range(k - 1):
        layers.append((start @ tent, corner))
    return layers


# %% 3/4 a tent's output and its ReLU: three a tent
def sawtooth(k):
    start, corner = np.ones((2, 1)), np.array([0.0, -0.5])
    tent = np.array([[2.0, -4.0]])
    layers = [(start, corner)]
    for _ in range(k - 1):
        layers += [(tent, np.zeros(1)), (start, corner)]
    return [*layers, (tent, np.zeros(1))]


# %% 0/4 weights as (in, out)
def sawtooth(k):
    start, corner = np.ones((2, 1)), np.array([0.0, -0.5])
    tent = np.array([[2.0, -4.0]])
    layers = [(start, corner)]
    for _ in range(k - 1):
        layers.append(((start @ tent).T, corner))
    return [*layers, (tent, np.zeros(1))]


# %% 0/4 weights of the first layer as (in, out)
def sawtooth(k):
    start, corner = np.ones((2, 1)), np.array([0.0, -0.5])
    tent = np.array([[2.0, -4.0]])
    layers = [(start.T, corner)]
    for _ in range(k - 1):
        layers.append((start @ tent, corner))
    return [*layers, (tent, np.zeros(1))]


# %% 0/4 the last W as a vector
def sawtooth(k):
    start, corner = np.ones((2, 1)), np.array([0.0, -0.5])
    tent = np.array([[2.0, -4.0]])
    layers = [(start, corner)]
    for _ in range(k - 1):
        layers.append((start @ tent, corner))
    return [*layers, (tent[0], np.zeros(1))]


# %% 0/4 biases as columns
def sawtooth(k):
    start, corner = np.ones((2, 1)), np.array([[0.0], [-0.5]])
    tent = np.array([[2.0, -4.0]])
    layers = [(start, corner)]
    for _ in range(k - 1):
        layers.append((start @ tent, corner))
    return [*layers, (tent, np.zeros(1))]


# %% 0/4 one bias for both units: broadcast
def sawtooth(k):
    start, corner = np.array([[1.0], [-1.0]]), np.array([0.0])
    tent = np.array([[2.0, -4.0]])
    layers = [(start, corner)]
    for _ in range(k - 1):
        layers.append((start @ tent, corner))
    return [*layers, (tent, np.zeros(1))]


# %% 0/4 pairs as (b, W)
def sawtooth(k):
    start, corner = np.ones((2, 1)), np.array([0.0, -0.5])
    tent = np.array([[2.0, -4.0]])
    layers = [(start, corner)]
    for _ in range(k - 1):
        layers.append((start @ tent, corner))
    return [*layers, (np.zeros(1), tent)]


# %% 0/4 Ws and bs as two lists
def sawtooth(k):
    start, corner = np.ones((2, 1)), np.array([0.0, -0.5])
    tent = np.array([[2.0, -4.0]])
    layers = [(start, corner)]
    for _ in range(k - 1):
        layers.append((start @ tent, corner))
    layers.append((tent, np.zeros(1)))
    return [list(part) for part in zip(*layers)]


# %% 0/4 the network as a function
def sawtooth(k):
    start, corner = np.ones((2, 1)), np.array([0.0, -0.5])
    tent = np.array([[2.0, -4.0]])
    layers = [(start, corner)]
    for _ in range(k - 1):
        layers.append((start @ tent, corner))
    return lambda x: x


# %% 0/4 the identity between the tents
def sawtooth(k):
    start, corner = np.ones((2, 1)), np.array([0.0, -0.5])
    tent = np.array([[2.0, -4.0]])
    layers = [(start, corner)]
    for _ in range(k - 1):
        layers.append((np.eye(2), corner))
    return [*layers, (tent, np.zeros(1))]


# %% 0/4 only the first unit is handed on
def sawtooth(k):
    start, corner = np.ones((2, 1)), np.array([0.0, -0.5])
    tent = np.array([[2.0, -4.0]])
    layers = [(start, corner)]
    for _ in range(k - 1):
        layers.append((start @ tent * np.array([[1.0], [0.0]]), corner))
    return [*layers, (tent, np.zeros(1))]


# %% 0/4 the units of the next tent swapped, the corners not
def sawtooth(k):
    start, corner = np.ones((2, 1)), np.array([0.0, -0.5])
    tent = np.array([[2.0, -4.0]])
    layers = [(start, corner)]
    for _ in range(k - 1):
        layers.append((start @ tent[:, ::-1], corner))
    return [*layers, (tent, np.zeros(1))]


# %% 0/4 corners that move as in one hidden layer
def sawtooth(k):
    start, corner = np.ones((2, 1)), np.array([0.0, -0.5])
    tent = np.array([[2.0, -4.0]])
    layers = [(start, corner)]
    for _ in range(k - 1):
        layers.append((start @ tent, corner / 2))
    return [*layers, (tent, np.zeros(1))]


# %% 3/4 a hidden layer of 2^k units: one layer, no depth
def sawtooth(k):
    start, corner = np.ones((2, 1)), np.array([0.0, -0.5])
    tent = np.array([[2.0, -4.0]])
    layers = [(start, corner)]
    for _ in range(k - 1):
        layers.append((start @ tent, corner))
    t = np.arange(2**k) / 2**k
    v = 2.0**k * np.array([1.0] + [2 * (-1.0) ** j for j in range(1, 2**k)])
    return [(np.ones((2**k, 1)), -t), (v[None], np.zeros(1))]


# %% 1/4 2k teeth in one hidden layer of 2k units
def sawtooth(k):
    start, corner = np.ones((2, 1)), np.array([0.0, -0.5])
    tent = np.array([[2.0, -4.0]])
    layers = [(start, corner)]
    for _ in range(k - 1):
        layers.append((start @ tent, corner))
    m = 2 * k
    v = m * np.array([1.0] + [2 * (-1.0) ** j for j in range(1, m)])
    return [(np.ones((m, 1)), -np.arange(m) / m), (v[None], np.zeros(1))]


# %% 3/4 a unit more that is always 0
def sawtooth(k):
    start, corner = np.ones((3, 1)), np.array([0.0, -0.5, -9.0])
    tent = np.array([[2.0, -4.0, 0.0]])
    layers = [(start, corner)]
    for _ in range(k - 1):
        layers.append((start @ tent, corner))
    return [*layers, (tent, np.zeros(1))]


# %% 2/4 hides units behind a bias of length 1
def sawtooth(k):
    start, corner = np.ones((2, 1)), np.array([0.0, -0.5])
    tent = np.array([[2.0, -4.0]])
    layers = [(start, corner)]
    for _ in range(k - 1):
        layers.append((start @ tent, corner))
    t = np.arange(2**k) / 2**k
    v = 2.0**k * np.array([1.0] + [2 * (-1.0) ** j for j in range(1, 2**k)])
    W = np.ones((2**k, 1))
    shift = (np.eye(2**k), -t)
    return [(W, np.zeros(1)), shift, (v[None], np.zeros(1))]


# %% 3/4 a ReLU on the output: two outputs, one of them unused
def sawtooth(k):
    start, corner = np.ones((2, 1)), np.array([0.0, -0.5])
    tent = np.array([[2.0, -4.0]])
    layers = [(start, corner)]
    for _ in range(k - 1):
        layers.append((start @ tent, corner))
    return [*layers, (np.vstack([tent, -tent]), np.zeros(2))]


# %% 0/4 teeth that shrink: half as high with each tent
def sawtooth(k):
    start, corner = np.ones((2, 1)), np.array([0.0, -0.5])
    tent = np.array([[2.0, -4.0]])
    layers = [(start, corner)]
    for _ in range(k - 1):
        layers.append((start @ tent / 2, corner / 2))
    return [*layers, (tent, np.zeros(1))]


# %% 0/4 ends at 1: starts in the middle of a tooth
def sawtooth(k):
    start, corner = np.ones((2, 1)), np.array([0.25, -0.25])
    tent = np.array([[2.0, -4.0]])
    layers = [(start, corner)]
    for _ in range(k - 1):
        layers.append((start @ tent, corner))
    return [*layers, (tent, np.zeros(1))]


# %% 1/4 an even number of tents as asked, an odd number upside down
def sawtooth(k):
    start, corner = np.ones((2, 1)), np.array([0.0, -0.5])
    tent = np.array([[2.0, -4.0]])
    layers = [(start, corner)]
    for _ in range(k - 1):
        layers.append((start @ tent, corner))
    return [*layers, (tent * (-1) ** k, np.ones(1) * (k % 2))]


# %% 0/4 rounded to three digits in between
def sawtooth(k):
    start, corner = np.ones((2, 1)), np.array([0.0, -0.5])
    tent = np.array([[2.001, -4.002]])
    layers = [(start, corner)]
    for _ in range(k - 1):
        layers.append((start @ tent, corner))
    return [*layers, (tent, np.zeros(1))]


# %% 1/4 right within, but the last layer forgets the 2 of the tent: half as high
def sawtooth(k):
    first = (np.array([[1.0], [1.0]]), np.array([0.0, -0.5]))
    inner = (np.array([[2.0, -4.0], [2.0, -4.0]]), np.array([0.0, -0.5]))
    last = (np.array([[1.0, -2.0]]), np.array([0.0]))
    return [first] + [inner] * (k - 1) + [last]
