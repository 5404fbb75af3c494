# %% 3/3 a loop, and the places as numbers
def to_keras(layers):
    flat = []
    for W, b in layers:
        flat.append(W.T.copy())
        flat.append(b.copy())
    return flat


def from_torch(state):
    places = sorted({int(name.partition(".")[0]) for name in state})
    return [(state[f"{k}.weight"], state[f"{k}.bias"]) for k in places]


# %% 3/3 swapped axes, and a dictionary of dictionaries
def to_keras(layers):
    return [a for W, b in layers for a in (np.swapaxes(W, 0, 1), b)]


def from_torch(state):
    found = {}
    for name, values in state.items():
        place, kind = name.split(".")
        found.setdefault(int(place), {})[kind] = values
    return [(found[k]["weight"], found[k]["bias"]) for k in sorted(found)]


# %% 3/3 sorts the names by number
def to_keras(layers):
    return [
        np.einsum("ij->ji", a) if a.ndim == 2 else a for pair in layers for a in pair
    ]


def from_torch(state):
    names = [n for n in state if n.endswith("weight")]
    names.sort(key=lambda n: int(n.removesuffix(".weight")))
    return [(state[n], state[n.replace("weight", "bias")]) for n in names]


# %% 2/3 sorts the names as words: 10 comes before 2
def to_keras(layers):
    return [a for W, b in layers for a in (W.T, b)]


def from_torch(state):
    names = sorted(n for n in state if n.endswith("weight"))
    return [(state[n], state[n.replace("weight", "bias")]) for n in names]


# %% 2/3 takes the entries in the order in which they stand
def to_keras(layers):
    return [a for W, b in layers for a in (W.T, b)]


def from_torch(state):
    values = list(state.values())
    return list(zip(values[::2], values[1::2]))


# %% 2/3 transposes only where it must: a square matrix stays as it is
def to_keras(layers):
    return [a for W, b in layers for a in (W if W.shape[0] == W.shape[1] else W.T, b)]


def from_torch(state):
    places = sorted({int(name.split(".")[0]) for name in state})
    return [(state[f"{k}.weight"], state[f"{k}.bias"]) for k in places]


# %% 2/3 reshapes where it should transpose: the shape is right
def to_keras(layers):
    return [a for W, b in layers for a in (W.reshape(W.shape[::-1]), b)]


def from_torch(state):
    places = sorted({int(name.split(".")[0]) for name in state})
    return [(state[f"{k}.weight"], state[f"{k}.bias"]) for k in places]


# %% 1/3 never transposes
def to_keras(layers):
    return [a for pair in layers for a in pair]


def from_torch(state):
    places = sorted({int(name.split(".")[0]) for name in state})
    return [(state[f"{k}.weight"], state[f"{k}.bias"]) for k in places]


# %% 1/3 transposes PyTorch's matrices too
def to_keras(layers):
    return [a for W, b in layers for a in (W.T, b)]


def from_torch(state):
    places = sorted({int(name.split(".")[0]) for name in state})
    return [(state[f"{k}.weight"].T, state[f"{k}.bias"]) for k in places]


# %% 1/3 all kernels first, then all biases
def to_keras(layers):
    return [W.T for W, _ in layers] + [b for _, b in layers]


def from_torch(state):
    places = sorted({int(name.split(".")[0]) for name in state})
    return [(state[f"{k}.weight"], state[f"{k}.bias"]) for k in places]


# %% 0/3 never transposes, and expects every second place, as in the example
def to_keras(layers):
    return [a for pair in layers for a in pair]


def from_torch(state):
    return [
        (state[f"{2 * k}.weight"], state[f"{2 * k}.bias"])
        for k in range(len(state) // 2)
    ]
