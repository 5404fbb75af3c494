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


# %% 1/3 sorts the names as words: 10 comes before 2
def to_keras(layers):
    return [a for W, b in layers for a in (W.T, b)]


def from_torch(state):
    names = sorted(n for n in state if n.endswith("weight"))
    return [(state[n], state[n.replace("weight", "bias")]) for n in names]


# %% 1/3 takes the entries in the order in which they stand
def to_keras(layers):
    return [a for W, b in layers for a in (W.T, b)]


def from_torch(state):
    values = list(state.values())
    return list(zip(values[::2], values[1::2]))


# %% 1/3 transposes only where it must: a square matrix stays as it is
def to_keras(layers):
    return [a for W, b in layers for a in (W if W.shape[0] == W.shape[1] else W.T, b)]


def from_torch(state):
    places = sorted({int(name.split(".")[0]) for name in state})
    return [(state[f"{k}.weight"], state[f"{k}.bias"]) for k in places]


# %% 1/3 reshapes where it should transpose: the shape is right
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


# %% 3/3 copies, in C order, and a regular expression
def to_keras(layers):
    flat = []
    for W, b in layers:
        flat += [np.ascontiguousarray(np.array(W).transpose()), np.array(b)]
    return flat


def from_torch(state):
    import re

    found = {}
    for name, a in state.items():
        place, kind = re.fullmatch(r"(\d+)\.(weight|bias)", name).groups()
        found.setdefault(int(place), [None, None])[kind == "bias"] = np.array(a)
    return [tuple(pair) for _, pair in sorted(found.items())]


# %% 3/3 sorted with a key, a generator of columns
def to_keras(layers):
    return list(sum(((np.stack(list(W), axis=1), b) for W, b in layers), ()))


def from_torch(state):
    def key(name):
        return int(name.split(".")[0]), name.endswith("bias")

    values = [state[name] for name in sorted(state, key=key)]
    return list(zip(values[0::2], values[1::2]))


# %% 3/3 PyTorch's tensors on the way
def to_keras(layers):
    return [t.numpy() for W, b in layers for t in (torch.tensor(W).T, torch.tensor(b))]


def from_torch(state):
    state = {name: torch.tensor(a) for name, a in state.items()}
    found, place = [], 0
    while 2 * len(found) < len(state):
        if f"{place}.weight" in state:
            pair = state[f"{place}.weight"], state[f"{place}.bias"]
            found.append(tuple(a.numpy() for a in pair))
        place += 1
    return found


# %% 1/3 drops the last bias
def to_keras(layers):
    return [a for W, b in layers for a in (W.T, b)][:-1]


def from_torch(state):
    places = sorted({int(name.split(".")[0]) for name in state})
    return [(state[f"{k}.weight"], state[f"{k}.bias"]) for k in places]


# %% 1/3 the bias before its kernel
def to_keras(layers):
    return [a for W, b in layers for a in (b, W.T)]


def from_torch(state):
    places = sorted({int(name.split(".")[0]) for name in state})
    return [(state[f"{k}.weight"], state[f"{k}.bias"]) for k in places]


# %% 1/3 pairs, not a flat list
def to_keras(layers):
    return [(W.T, b) for W, b in layers]


def from_torch(state):
    places = sorted({int(name.split(".")[0]) for name in state})
    return [(state[f"{k}.weight"], state[f"{k}.bias"]) for k in places]


# %% 1/3 the layers from the last to the first
def to_keras(layers):
    return [a for W, b in layers[::-1] for a in (W.T, b)]


def from_torch(state):
    places = sorted({int(name.split(".")[0]) for name in state})
    return [(state[f"{k}.weight"], state[f"{k}.bias"]) for k in places]


# %% 1/3 turned by a quarter: rot90 has the right shape
def to_keras(layers):
    return [a for W, b in layers for a in (np.rot90(W), b)]


def from_torch(state):
    places = sorted({int(name.split(".")[0]) for name in state})
    return [(state[f"{k}.weight"], state[f"{k}.bias"]) for k in places]


# %% 1/3 biases as columns
def to_keras(layers):
    return [a for W, b in layers for a in (W.T, b[:, None])]


def from_torch(state):
    places = sorted({int(name.split(".")[0]) for name in state})
    return [(state[f"{k}.weight"], state[f"{k}.bias"]) for k in places]


# %% 2/3 transposes the caller's list in place
def to_keras(layers):
    for k, (W, b) in enumerate(layers):
        layers[k] = (W.T, b)
    return [a for pair in layers for a in pair]


def from_torch(state):
    places = sorted({int(name.split(".")[0]) for name in state})
    return [(state[f"{k}.weight"], state[f"{k}.bias"]) for k in places]


# %% 2/3 sets the caller's biases to 0 after copying them
def to_keras(layers):
    flat = [a.copy() for W, b in layers for a in (W.T, b)]
    for _, b in layers:
        b *= 0
    return flat


def from_torch(state):
    places = sorted({int(name.split(".")[0]) for name in state})
    return [(state[f"{k}.weight"], state[f"{k}.bias"]) for k in places]


# %% 1/3 every second place, from 0 to the largest that follows without a gap
def to_keras(layers):
    return [a for W, b in layers for a in (W.T, b)]


def from_torch(state):
    found, place = [], 0
    while f"{place}.weight" in state:
        found.append((state[f"{place}.weight"], state[f"{place}.bias"]))
        place += 2
    return found


# %% 1/3 all places up to the largest, as many as there are entries
def to_keras(layers):
    return [a for W, b in layers for a in (W.T, b)]


def from_torch(state):
    places = range(len(state))
    return [
        (state[f"{k}.weight"], state[f"{k}.bias"])
        for k in places
        if f"{k}.weight" in state
    ]


# %% 1/3 the weights by number, the biases by word
def to_keras(layers):
    return [a for W, b in layers for a in (W.T, b)]


def from_torch(state):
    weights = [n for n in state if n.endswith("weight")]
    weights.sort(key=lambda n: int(n.split(".")[0]))
    biases = sorted(n for n in state if n.endswith("bias"))
    return [(state[n], state[m]) for n, m in zip(weights, biases)]


# %% 1/3 only the first digit of a place is read
def to_keras(layers):
    return [a for W, b in layers for a in (W.T, b)]


def from_torch(state):
    names = [n for n in state if n.endswith("weight")]
    names.sort(key=lambda n: n[0])
    return [(state[n], state[n.replace("weight", "bias")]) for n in names]


# %% 1/3 the last layer first
def to_keras(layers):
    return [a for W, b in layers for a in (W.T, b)]


def from_torch(state):
    places = sorted({int(name.split(".")[0]) for name in state}, reverse=True)
    return [(state[f"{k}.weight"], state[f"{k}.bias"]) for k in places]


# %% 2/3 takes the entries out of the caller's dictionary
def to_keras(layers):
    return [a for W, b in layers for a in (W.T, b)]


def from_torch(state):
    places = sorted({int(name.split(".")[0]) for name in state})
    return [(state.pop(f"{k}.weight"), state.pop(f"{k}.bias")) for k in places]


# %% 1/3 bias and weight swapped in a pair
def to_keras(layers):
    return [a for W, b in layers for a in (W.T, b)]


def from_torch(state):
    places = sorted({int(name.split(".")[0]) for name in state})
    return [(state[f"{k}.bias"], state[f"{k}.weight"]) for k in places]


# %% 1/3 sorted by the size of the weights
def to_keras(layers):
    return [a for W, b in layers for a in (W.T, b)]


def from_torch(state):
    names = [n for n in state if n.endswith("weight")]
    names.sort(key=lambda n: -state[n].size)
    return [(state[n], state[n.replace("weight", "bias")]) for n in names]


# %% 1/3 zeros for the biases, as a new Keras model has them
def to_keras(layers):
    return [a for W, b in layers for a in (W.T, np.zeros(len(b)))]


def from_torch(state):
    places = sorted({int(name.split(".")[0]) for name in state})
    return [(state[f"{k}.weight"], state[f"{k}.bias"]) for k in places]
