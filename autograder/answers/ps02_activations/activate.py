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


# %% 4/4 in long doubles
def activate(name, z):
    z = z.astype(np.longdouble)
    with np.errstate(over="ignore"):
        p, t = 1 / (1 + np.exp(-z)), np.tanh(z)
        low = np.expm1(np.minimum(z, 0))
    up = np.where(z > 0, 1.0, 0.0)
    return {
        "sigmoid": (p, p * (1 - p)),
        "tanh": (t, 1 - t**2),
        "relu": (up * z, up),
        "leaky": (np.maximum(z / 10, z), np.maximum(up, 0.1)),
        "elu": (np.where(z > 0, z, low), np.where(z > 0, 1, low + 1)),
    }[name]


# %% 4/4 by JAX, in float64
def activate(name, z):
    import jax

    phi = {
        "sigmoid": jax.nn.sigmoid,
        "tanh": jax.numpy.tanh,
        "relu": jax.nn.relu,
        "leaky": lambda a: jax.nn.leaky_relu(a, 0.1),
        "elu": jax.nn.elu,
    }[name]
    with jax.enable_x64(True):
        x = jax.numpy.asarray(z)
        return phi(x), jax.vmap(jax.grad(phi))(x)


# %% 4/4 by SciPy, slopes from cosh
def activate(name, z):
    from scipy.special import expit

    below, above = np.minimum(z, 0), np.maximum(z, 0)
    if name == "sigmoid":
        return expit(z), expit(z) * expit(-z)
    if name == "tanh":
        return np.tanh(z), 1 / np.cosh(np.clip(z, -300, 300)) ** 2
    factor = {"relu": 0, "leaky": 0.1, "elu": None}[name]
    if factor is None:
        return above + np.expm1(below), np.exp(below)
    return above + factor * below, np.heaviside(z, 0.5) * (1 - factor) + factor


# %% 4/4 tanh from the sigmoid, lists of numbers
def activate(name, z):
    import math

    def sigmoid(a):
        return 1 / (1 + math.exp(-a)) if a > 0 else 1 - 1 / (1 + math.exp(a))

    phi, slope = [], []
    for a in z.tolist():
        if name == "sigmoid":
            phi.append(sigmoid(a))
            slope.append(sigmoid(a) * sigmoid(-a))
        elif name == "tanh":
            phi.append(2 * sigmoid(2 * a) - 1)
            slope.append(4 * sigmoid(2 * a) * sigmoid(-2 * a))
        else:
            low = {"relu": 0.0, "leaky": 0.1 * a, "elu": math.expm1(min(a, 0))}[name]
            steep = {"relu": 0.0, "leaky": 0.1, "elu": math.exp(min(a, 0))}[name]
            phi.append(a if a > 0 else low)
            slope.append(1.0 if a > 0 else steep)
    return phi, slope


# %% 4/4 whole numbers where slopes are whole, a mask for each side
def activate(name, z):
    up = z > 0
    if name == "relu":
        return np.where(up, z, 0), up
    if name == "leaky":
        return z * np.where(up, 1, 0.1), np.where(up, 1, 0.1)
    if name == "elu":
        phi, slope = z.copy(), np.ones(len(z))
        phi[~up], slope[~up] = np.expm1(z[~up]), np.exp(z[~up])
        return phi, slope
    t = np.tanh(z if name == "tanh" else z / 2)
    return (t, (1 - t) * (1 + t)) if name == "tanh" else ((1 + t) / 2, (1 - t * t) / 4)


# %% 2/4 slopes by central differences: ten digits are not twelve
def activate(name, z):
    def phi(z):
        if name == "sigmoid":
            return 0.5 * (1 + np.tanh(z / 2))
        below = np.minimum(z, 0)
        low = {"relu": 0 * z, "leaky": 0.1 * z, "elu": np.expm1(below), "tanh": z}[name]
        return np.tanh(z) if name == "tanh" else np.where(z > 0, z, low)

    return phi(z), (phi(z + 1e-5) - phi(z - 1e-5)) / 2e-5


# %% 2/4 cuts z off at ±30
def activate(name, z):
    c = np.clip(z, -30, 30)
    p, t, low = 1 / (1 + np.exp(-c)), np.tanh(c), np.expm1(np.minimum(c, 0))
    return {
        "sigmoid": (p, p * (1 - p)),
        "tanh": (t, 1 - t**2),
        "relu": (np.maximum(c, 0), 1.0 * (c > 0)),
        "leaky": (np.maximum(0.1 * c, c), np.where(c > 0, 1, 0.1)),
        "elu": (np.where(c > 0, c, low), np.where(c > 0, 1, low + 1)),
    }[name]


# %% 1/4 a sigmoid cut off at ±20
def activate(name, z):
    c = np.clip(z, -20, 20)
    p, t, low = 1 / (1 + np.exp(-c)), np.tanh(z), np.expm1(np.minimum(z, 0))
    return {
        "sigmoid": (p, p * (1 - p)),
        "tanh": (t, 1 - t**2),
        "relu": (np.maximum(z, 0), 1.0 * (z > 0)),
        "leaky": (np.maximum(0.1 * z, z), np.where(z > 0, 1, 0.1)),
        "elu": (np.where(z > 0, z, low), np.where(z > 0, 1, low + 1)),
    }[name]


# %% 0/4 adds 1e-8 in the denominator of the sigmoid
def activate(name, z):
    p, t, low = 1 / (1 + np.exp(-z) + 1e-8), np.tanh(z), np.expm1(np.minimum(z, 0))
    return {
        "sigmoid": (p, p * (1 - p)),
        "tanh": (t, 1 - t**2),
        "relu": (np.maximum(z, 0), 1.0 * (z > 0)),
        "leaky": (np.maximum(0.1 * z, z), np.where(z > 0, 1, 0.1)),
        "elu": (np.where(z > 0, z, low), np.where(z > 0, 1, low + 1)),
    }[name]


# %% 1/4 ELU without the -1
def activate(name, z):
    p, t, low = 1 / (1 + np.exp(-z)), np.tanh(z), np.exp(np.minimum(z, 0))
    return {
        "sigmoid": (p, p * (1 - p)),
        "tanh": (t, 1 - t**2),
        "relu": (np.maximum(z, 0), 1.0 * (z > 0)),
        "leaky": (np.maximum(0.1 * z, z), np.where(z > 0, 1, 0.1)),
        "elu": (np.where(z > 0, z, low), np.where(z > 0, 1, low)),
    }[name]


# %% 1/4 the slope of ELU from its value, without the 1
def activate(name, z):
    p, t, low = 1 / (1 + np.exp(-z)), np.tanh(z), np.expm1(np.minimum(z, 0))
    return {
        "sigmoid": (p, p * (1 - p)),
        "tanh": (t, 1 - t**2),
        "relu": (np.maximum(z, 0), 1.0 * (z > 0)),
        "leaky": (np.maximum(0.1 * z, z), np.where(z > 0, 1, 0.1)),
        "elu": (np.where(z > 0, z, low), np.where(z > 0, 1, low)),
    }[name]


# %% 1/4 the slope of tanh as 1 - tanh
def activate(name, z):
    p, t, low = 1 / (1 + np.exp(-z)), np.tanh(z), np.expm1(np.minimum(z, 0))
    return {
        "sigmoid": (p, p * (1 - p)),
        "tanh": (t, 1 - t),
        "relu": (np.maximum(z, 0), 1.0 * (z > 0)),
        "leaky": (np.maximum(0.1 * z, z), np.where(z > 0, 1, 0.1)),
        "elu": (np.where(z > 0, z, low), np.where(z > 0, 1, low + 1)),
    }[name]


# %% 1/4 the slope of leaky is 0 on the left
def activate(name, z):
    p, t, low = 1 / (1 + np.exp(-z)), np.tanh(z), np.expm1(np.minimum(z, 0))
    return {
        "sigmoid": (p, p * (1 - p)),
        "tanh": (t, 1 - t**2),
        "relu": (np.maximum(z, 0), 1.0 * (z > 0)),
        "leaky": (np.maximum(0.1 * z, z), 1.0 * (z > 0)),
        "elu": (np.where(z > 0, z, low), np.where(z > 0, 1, low + 1)),
    }[name]


# %% 0/4 values and slopes exchanged
def activate(name, z):
    p, t, low = 1 / (1 + np.exp(-z)), np.tanh(z), np.expm1(np.minimum(z, 0))
    return {
        "sigmoid": (p * (1 - p), p),
        "tanh": (1 - t**2, t),
        "relu": (1.0 * (z > 0), np.maximum(z, 0)),
        "leaky": (np.where(z > 0, 1, 0.1), np.maximum(0.1 * z, z)),
        "elu": (np.where(z > 0, 1, low + 1), np.where(z > 0, z, low)),
    }[name]


# %% 1/4 one slope for the whole batch, from its first number
def activate(name, z):
    p, t, low = 1 / (1 + np.exp(-z)), np.tanh(z), np.expm1(np.minimum(z, 0))
    phi, slope = {
        "sigmoid": (p, p * (1 - p)),
        "tanh": (t, 1 - t**2),
        "relu": (np.maximum(z, 0), 1.0 * (z > 0)),
        "leaky": (np.maximum(0.1 * z, z), np.where(z > 0, 1, 0.1)),
        "elu": (np.where(z > 0, z, low), np.where(z > 0, 1, low + 1)),
    }[name]
    return phi, np.full(len(z), slope[0])


# %% 1/4 softplus for ReLU
def activate(name, z):
    p, t, low = 1 / (1 + np.exp(-z)), np.tanh(z), np.expm1(np.minimum(z, 0))
    return {
        "sigmoid": (p, p * (1 - p)),
        "tanh": (t, 1 - t**2),
        "relu": (np.logaddexp(0, z), p),
        "leaky": (np.maximum(0.1 * z, z), np.where(z > 0, 1, 0.1)),
        "elu": (np.where(z > 0, z, low), np.where(z > 0, 1, low + 1)),
    }[name]


# %% 3/4 hard corners: ReLU jumps to 0.5 at the corner
def activate(name, z):
    p, t, low = 1 / (1 + np.exp(-z)), np.tanh(z), np.expm1(np.minimum(z, 0))
    return {
        "sigmoid": (p, p * (1 - p)),
        "tanh": (t, 1 - t**2),
        "relu": (np.where(z == 0, 0.5, np.maximum(z, 0)), 1.0 * (z > 0)),
        "leaky": (np.maximum(0.1 * z, z), np.where(z > 0, 1, 0.1)),
        "elu": (np.where(z > 0, z, low), np.where(z > 0, 1, low + 1)),
    }[name]


# %% 4/4 SciPy's expit, and slopes from the values
def activate(name, z):
    from scipy.special import expit

    if name == "sigmoid":
        s = expit(z)
        return s, s * expit(-z)
    if name == "tanh":
        return np.tanh(z), 1 - np.tanh(z) ** 2
    if name == "relu":
        return np.clip(z, 0, None), np.heaviside(z, 0.5)
    if name == "leaky":
        return np.maximum(0.1 * z, z), np.where(z < 0, 0.1, 1.0)
    return np.where(z > 0, z, np.expm1(np.minimum(z, 0))), np.exp(np.minimum(z, 0))


# %% 4/4 number by number, with math
def activate(name, z):
    import math

    def one(a):
        if name == "sigmoid":
            e = math.exp(-abs(a))
            return (1 / (1 + e) if a >= 0 else e / (1 + e)), e / (1 + e) ** 2
        if name == "tanh":
            t = math.tanh(a)
            return t, 1 - t * t
        k = {"relu": 0.0, "leaky": 0.1}.get(name)
        if a > 0:
            return a, 1.0
        if k is None:
            return math.expm1(a), math.exp(a)
        return k * a, k

    pairs = [one(a) for a in z.tolist()]
    return [p[0] for p in pairs], [p[1] for p in pairs]


# %% 4/4 differentiated by PyTorch in doubles
def activate(name, z):
    import torch

    f = {
        "sigmoid": torch.sigmoid,
        "tanh": torch.tanh,
        "relu": torch.relu,
        "leaky": lambda t: torch.nn.functional.leaky_relu(t, 0.1),
        "elu": torch.nn.functional.elu,
    }[name]
    t = torch.tensor(z, dtype=torch.float64, requires_grad=True)
    out = f(t)
    out.sum().backward()
    return out.detach().numpy(), t.grad.numpy()


# %% 4/4 the sigmoid by tanh, tanh's slope by cosh
def activate(name, z):
    with np.errstate(over="ignore"):
        table = {
            "sigmoid": lambda: ((1 + np.tanh(z / 2)) / 2, 0.25 / np.cosh(z / 2) ** 2),
            "tanh": lambda: (np.tanh(z), np.cosh(z) ** -2.0),
            "relu": lambda: (z * (z > 0), (z > 0).astype(float)),
            "leaky": lambda: (z * np.where(z > 0, 1, 0.1), np.where(z > 0, 1, 0.1)),
            "elu": lambda: (
                np.where(z > 0, z, np.exp(np.minimum(z, 0)) - 1),
                np.exp(np.minimum(z, 0)),
            ),
        }
        return table[name]()


# %% 3/4 the slope of the sigmoid is 0 beyond 20
def activate(name, z):
    from scipy.special import expit

    if name == "sigmoid":
        s = expit(z)
        return s, np.where(np.abs(z) > 20, 0, s * (1 - s))
    if name == "tanh":
        return np.tanh(z), 1 - np.tanh(z) ** 2
    if name == "relu":
        return np.maximum(z, 0), (z > 0) * 1.0
    if name == "leaky":
        return np.maximum(0.1 * z, z), np.where(z < 0, 0.1, 1.0)
    return np.where(z > 0, z, np.expm1(np.minimum(z, 0))), np.exp(np.minimum(z, 0))


# %% 3/4 sets what is below 0 in z to 0
def activate(name, z):
    from scipy.special import expit

    if name == "sigmoid":
        s = expit(z)
        return s, s * (1 - s)
    if name == "tanh":
        return np.tanh(z), 1 - np.tanh(z) ** 2
    if name == "relu":
        slope = (z > 0) * 1.0
        z[z < 0] = 0
        return z, slope
    if name == "leaky":
        return np.maximum(0.1 * z, z), np.where(z < 0, 0.1, 1.0)
    return np.where(z > 0, z, np.expm1(np.minimum(z, 0))), np.exp(np.minimum(z, 0))


# %% 2/4 the first number decides which side of ELU all are on
def activate(name, z):
    from scipy.special import expit

    if name == "sigmoid":
        s = expit(z)
        return s, s * (1 - s)
    if name == "tanh":
        return np.tanh(z), 1 - np.tanh(z) ** 2
    if name == "relu":
        return np.maximum(z, 0), (z > 0) * 1.0
    if name == "leaky":
        return np.maximum(0.1 * z, z), np.where(z < 0, 0.1, 1.0)
    if z[0] > 0:
        return z.copy(), np.ones(len(z))
    return np.where(z > 0, z, np.expm1(np.minimum(z, 0))), np.exp(np.minimum(z, 0))
