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


# %% 1/4 one tent, whatever k
def sawtooth(k):
    first = (np.array([[1.0], [1.0]]), np.array([0.0, -0.5]))
    return [first, (np.array([[2.0, -4.0]]), np.zeros(1))]


# %% 1/4 the bias of the corner in the first layer only
def sawtooth(k):
    first = (np.array([[1.0], [1.0]]), np.array([0.0, -0.5]))
    inner = (np.array([[2.0, -4.0], [2.0, -4.0]]), np.zeros(2))
    return [first] + [inner] * (k - 1) + [(np.array([[2.0, -4.0]]), np.zeros(1))]


# %% 1/4 ReLUs of one tent handed on, without the linear step between
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


# %% 2/4 upside down from the second tent on: the right number of pieces, wrong heights
def sawtooth(k):
    first = (np.array([[1.0], [1.0]]), np.array([0.0, -0.5]))
    inner = (np.array([[2.0, -4.0], [2.0, -4.0]]), np.array([0.0, -0.5]))
    side, shift = (1.0, 0.0) if k == 1 else (-1.0, 1.0)
    last = (side * np.array([[2.0, -4.0]]), np.array([shift]))
    return [first] + [inner] * (k - 1) + [last]
