# %% 4/4 each case apart, exponentials of negative numbers only
def activate(name, z):
    e = np.exp(-np.abs(z))
    if name == "sigmoid":
        return np.where(z > 0, 1, e) / (1 + e), e / (1 + e) ** 2
    if name == "tanh":
        t = np.sign(z) * (1 - e**2) / (1 + e**2)
        return t, 1 - t * t
    left = {"relu": 0 * z, "leaky": 0.1 * z, "elu": e - 1}[name]
    slope = {"relu": 0 * z, "leaky": 0 * z + 0.1, "elu": e}[name]
    return np.where(z > 0, z, left), np.where(z > 0, 1.0, slope)


# %% 4/4 one number at a time
def activate(name, z):
    from math import exp, tanh

    phi, slope = np.zeros(len(z)), np.zeros(len(z))
    for i, a in enumerate(z):
        if name == "sigmoid":
            p = 0.5 * (1 + tanh(a / 2))
            phi[i], slope[i] = p, p * (1 - p)
        elif name == "tanh":
            phi[i], slope[i] = tanh(a), 1 - tanh(a) ** 2
        elif a > 0:
            phi[i], slope[i] = a, 1
        elif name == "leaky":
            phi[i], slope[i] = 0.1 * a, 0.1
        elif name == "elu":
            phi[i], slope[i] = exp(a) - 1, exp(a)
    return phi, slope


# %% 4/4 by a library and its derivatives
def activate(name, z):
    import torch

    t = torch.tensor(z, dtype=torch.float64, requires_grad=True)
    F = torch.nn.functional
    phi = {
        "sigmoid": torch.sigmoid,
        "tanh": torch.tanh,
        "relu": F.relu,
        "leaky": lambda a: F.leaky_relu(a, 0.1),
        "elu": F.elu,
    }[name](t)
    phi.sum().backward()
    return phi.detach().numpy(), t.grad.numpy()


# %% 4/4 overflows to inf where 1 / inf is 0: warnings cost nothing
def activate(name, z):
    p = 1 / (1 + np.exp(-z))
    t = np.tanh(z)
    return {
        "sigmoid": (p, p * (1 - p)),
        "tanh": (t, 1 - t**2),
        "relu": (np.maximum(0, z), (z >= 0) * 1),
        "leaky": (np.where(z >= 0, z, z / 10), np.where(z >= 0, 1, 1 / 10)),
        "elu": (np.where(z > 0, z, np.exp(z) - 1), np.where(z > 0, 1, np.exp(z))),
    }[name]


# %% 3/4 right, but cuts off the caller's z in place
def activate(name, z):
    if name == "sigmoid":
        p = 0.5 * (1 + np.tanh(z / 2))
        return p, p * (1 - p)
    if name == "tanh":
        return np.tanh(z), 1 - np.tanh(z) ** 2
    if name == "elu":
        return np.where(z > 0, z, np.expm1(np.minimum(z, 0))), np.exp(np.minimum(z, 0))
    slope = np.where(z > 0, 1.0, 0.1 if name == "leaky" else 0.0)
    z *= slope
    return z, slope


# %% 3/4 the formulas as they stand: inf / inf far out
def activate(name, z):
    if name == "sigmoid":
        return 1 / (1 + np.exp(-z)), np.exp(-z) / (1 + np.exp(-z)) ** 2
    if name == "tanh":
        up, down = np.exp(z), np.exp(-z)
        t = (up - down) / (up + down)
        return t, 1 - t**2
    if name == "elu":
        return np.where(z > 0, z, np.exp(z) - 1), np.where(z > 0, 1, np.exp(z))
    slope = np.where(z > 0, 1.0, 0.1 if name == "leaky" else 0.0)
    return slope * z, slope


# %% 3/4 a mask times an exponential: 0 times inf is no number
def activate(name, z):
    p, t = 0.5 * (1 + np.tanh(z / 2)), np.tanh(z)
    up = z > 0
    return {
        "sigmoid": (p, p * (1 - p)),
        "tanh": (t, 1 - t**2),
        "relu": (z * up, 1.0 * up),
        "leaky": (z * up + 0.1 * z * ~up, up + 0.1 * ~up),
        "elu": (z * up + (np.exp(z) - 1) * ~up, up + np.exp(z) * ~up),
    }[name]


# %% 1/4 the slope of ELU is that of ReLU: its left side is forgotten
def activate(name, z):
    if name == "sigmoid":
        p = 0.5 * (1 + np.tanh(z / 2))
        return p, p * (1 - p)
    if name == "tanh":
        return np.tanh(z), 1 - np.tanh(z) ** 2
    up = z > 0
    if name == "elu":
        return np.where(up, z, np.expm1(np.minimum(z, 0))), 1.0 * up
    return np.where(up, z, 0.1 * z if name == "leaky" else 0.0), up + 0.1 * (
        name == "leaky"
    )


# %% 1/4 the slope of the sigmoid as 1 - p squared, as if it were tanh
def activate(name, z):
    if name in ("sigmoid", "tanh"):
        v = 0.5 * (1 + np.tanh(z / 2)) if name == "sigmoid" else np.tanh(z)
        return v, 1 - v**2
    below = np.minimum(z, 0)
    if name == "elu":
        return np.where(z > 0, z, np.expm1(below)), np.exp(below)
    slope = np.where(z > 0, 1.0, 0.1 if name == "leaky" else 0.0)
    return slope * z, slope


# %% 1/4 takes the derivative at the output where z belongs
def activate(name, z):
    if name == "sigmoid":
        p = 0.5 * (1 + np.tanh(z / 2))
        q = 0.5 * (1 + np.tanh(p / 2))
        return p, q * (1 - q)
    if name == "tanh":
        return np.tanh(z), 1 - np.tanh(np.tanh(z)) ** 2
    below = np.minimum(z, 0)
    if name == "elu":
        return np.where(z > 0, z, np.expm1(below)), np.exp(below)
    slope = np.where(z > 0, 1.0, 0.1 if name == "leaky" else 0.0)
    return slope * z, slope


# %% 0/4 leaks a hundredth, a library's default, where the text says a tenth
def activate(name, z):
    if name == "sigmoid":
        p = 0.5 * (1 + np.tanh(z / 2))
        return p, p * (1 - p)
    if name == "tanh":
        return np.tanh(z), 1 - np.tanh(z) ** 2
    below = np.minimum(z, 0)
    if name == "elu":
        return np.where(z > 0, z, np.expm1(below)), np.exp(below)
    slope = np.where(z > 0, 1.0, 0.01 if name == "leaky" else 0.0)
    return slope * z, slope


# %% 0/4 in float32, the precision of networks
def activate(name, z):
    z = z.astype(np.float32)
    if name == "sigmoid":
        p = 0.5 * (1 + np.tanh(z / 2))
        return p, p * (1 - p)
    if name == "tanh":
        return np.tanh(z), 1 - np.tanh(z) ** 2
    below = np.minimum(z, 0)
    if name == "elu":
        return np.where(z > 0, z, np.expm1(below)), np.exp(below)
    slope = np.where(z > 0, 1, np.float32(0.1 if name == "leaky" else 0))
    return slope * z, slope


# %% 0/4 the values alone
def activate(name, z):
    return {
        "sigmoid": 0.5 * (1 + np.tanh(z / 2)),
        "tanh": np.tanh(z),
        "relu": np.maximum(z, 0),
        "leaky": np.maximum(z, 0.1 * z),
        "elu": np.where(z > 0, z, np.expm1(np.minimum(z, 0))),
    }[name]
