# %% 3/3 the largest logit of each row subtracted
def softmax(Z, temperature=1.0):
    E = np.exp((Z - Z.max(axis=-1)[:, None]) / temperature)
    return E / E.sum(axis=-1)[:, None]


# %% 3/3 row by row
def softmax(Z, temperature=1.0):
    rows = []
    for z in Z:
        e = [np.exp((a - max(z)) / temperature) for a in z]
        rows.append([a / sum(e) for a in e])
    return np.array(rows)


# %% 3/3 through the logarithm of the sum
def softmax(Z, temperature=1.0):
    Z = Z / temperature
    return np.exp(Z - np.logaddexp.reduce(Z, axis=1, keepdims=True))


# %% 3/3 one over the sum of all ratios
def softmax(Z, temperature=1.0):
    with np.errstate(over="ignore"):
        ratios = np.exp((Z[:, None, :] - Z[:, :, None]) / temperature)
    return 1 / ratios.sum(axis=2)


# %% 2/3 right, but works in the caller's logits
def softmax(Z, temperature=1.0):
    Z -= Z.max(axis=1, keepdims=True)
    E = np.exp(Z / temperature)
    return E / E.sum(axis=1, keepdims=True)


# %% 2/3 the formula as it is written: inf / inf for large logits
def softmax(Z, temperature=1.0):
    E = np.exp(Z / temperature)
    return E / E.sum(axis=1, keepdims=True)


# %% 2/3 subtracts the largest logit of the whole batch: other rows underflow to 0 / 0
def softmax(Z, temperature=1.0):
    E = np.exp((Z - Z.max()) / temperature)
    return E / E.sum(axis=1, keepdims=True)


# %% 2/3 subtracts the mean of the row, which does not bound the exponents
def softmax(Z, temperature=1.0):
    E = np.exp((Z - Z.mean(axis=1, keepdims=True)) / temperature)
    return E / E.sum(axis=1, keepdims=True)


# %% 0/3 forgets the temperature
def softmax(Z, temperature=1.0):
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


# %% 0/3 multiplies by the temperature: an inverse temperature
def softmax(Z, temperature=1.0):
    E = np.exp((Z - Z.max(axis=1, keepdims=True)) * temperature)
    return E / E.sum(axis=1, keepdims=True)


# %% 0/3 divides by the temperature at the end too, so that rows do not sum to 1
def softmax(Z, temperature=1.0):
    E = np.exp((Z - Z.max(axis=1, keepdims=True)) / temperature)
    return E / E.sum(axis=1, keepdims=True) / temperature


# %% 0/3 sums over the batch instead of the classes
def softmax(Z, temperature=1.0):
    E = np.exp((Z - Z.max(axis=0)) / temperature)
    return E / E.sum(axis=0)


# %% 0/3 sums over everything
def softmax(Z, temperature=1.0):
    E = np.exp((Z - Z.max()) / temperature)
    return E / E.sum()


# %% 0/3 a sigmoid each: they do not sum to 1
def softmax(Z, temperature=1.0):
    return 0.5 * (1 + np.tanh(Z / temperature / 2))


# %% 0/3 sigmoids divided by their sum
def softmax(Z, temperature=1.0):
    P = 0.5 * (1 + np.tanh(Z / temperature / 2))
    return P / P.sum(axis=1, keepdims=True)


# %% 0/3 the name of the largest, as a one-hot row
def softmax(Z, temperature=1.0):
    return np.eye(Z.shape[1])[Z.argmax(axis=1)]


# %% 3/3 by SciPy
def softmax(Z, temperature=1.0):
    from scipy.special import softmax as library

    return library(Z / temperature, axis=1)


# %% 3/3 by PyTorch, in float64
def softmax(Z, temperature=1.0):
    import torch

    return torch.softmax(torch.tensor(Z, dtype=torch.float64) / temperature, dim=1)


# %% 3/3 by JAX, in float64
def softmax(Z, temperature=1.0):
    import jax

    with jax.enable_x64(True):
        return jax.nn.softmax(jax.numpy.asarray(Z) / temperature, axis=-1)


# %% 3/3 in long doubles, one class after the other
def softmax(Z, temperature=1.0):
    A = (Z.astype(np.longdouble).T / temperature).T
    A = A - np.max(A, axis=1)[:, None]
    E = np.stack([np.exp(A[:, c]) for c in range(A.shape[1])], axis=1)
    return E / np.sum(E, axis=1)[:, None]


# %% 3/3 lists of numbers, exactly rounded sums
def softmax(Z, temperature=1.0):
    import math

    rows = []
    for z in Z.tolist():
        e = [math.exp((a - max(z)) / temperature) for a in z]
        rows.append([a / math.fsum(e) for a in e])
    return rows


# %% 0/3 adds 1e-8 to the sum, to be safe
def softmax(Z, temperature=1.0):
    E = np.exp((Z - Z.max(axis=1, keepdims=True)) / temperature)
    return E / (E.sum(axis=1, keepdims=True) + 1e-8)


# %% 0/3 in float32
def softmax(Z, temperature=1.0):
    Z = (Z / temperature).astype(np.float32)
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


# %% 0/3 the temperature after the exponential
def softmax(Z, temperature=1.0):
    E = np.exp(Z - Z.max(axis=1, keepdims=True)) / temperature
    return E / E.sum(axis=1, keepdims=True)


# %% 2/3 a power of the exponential: what was 0 stays 0
def softmax(Z, temperature=1.0):
    E = np.exp(Z - Z.max(axis=1, keepdims=True)) ** (1 / temperature)
    return E / E.sum(axis=1, keepdims=True)


# %% 2/3 the temperature divides after the largest logit was taken from undivided ones
def softmax(Z, temperature=1.0):
    E = np.exp(Z / temperature - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


# %% 2/3 cuts the logits off at ±700
def softmax(Z, temperature=1.0):
    E = np.exp(np.clip(Z / temperature, -700, 700))
    return E / E.sum(axis=1, keepdims=True)


# %% 2/3 cuts the differences off at -100
def softmax(Z, temperature=1.0):
    D = np.maximum(Z - Z.max(axis=1, keepdims=True), -100)
    E = np.exp(D / temperature)
    return E / E.sum(axis=1, keepdims=True)


# %% 2/3 subtracts the first logit of each row
def softmax(Z, temperature=1.0):
    E = np.exp((Z - Z[:, :1]) / temperature)
    return E / E.sum(axis=1, keepdims=True)


# %% 0/3 the transposed answer
def softmax(Z, temperature=1.0):
    E = np.exp((Z - Z.max(axis=1, keepdims=True)) / temperature)
    return (E / E.sum(axis=1, keepdims=True)).T


# %% 0/3 logarithms of the probabilities
def softmax(Z, temperature=1.0):
    Z = Z / temperature
    return Z - np.logaddexp.reduce(Z, axis=1, keepdims=True)


# %% 0/3 absolute values divided by their sum
def softmax(Z, temperature=1.0):
    E = np.abs(Z / temperature) + 1e-300
    return E / E.sum(axis=1, keepdims=True)


# %% 0/3 powers of 2
def softmax(Z, temperature=1.0):
    E = 2 ** ((Z - Z.max(axis=1, keepdims=True)) / temperature)
    return E / E.sum(axis=1, keepdims=True)


# %% 2/3 divides the caller's logits by the temperature in place
def softmax(Z, temperature=1.0):
    Z /= temperature
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


# %% 0/3 a softmin
def softmax(Z, temperature=1.0):
    E = np.exp((Z.min(axis=1, keepdims=True) - Z) / temperature)
    return E / E.sum(axis=1, keepdims=True)


# %% 2/3 replaces nan by 1
def softmax(Z, temperature=1.0):
    E = np.exp(Z / temperature)
    return np.nan_to_num(E / E.sum(axis=1, keepdims=True), nan=1.0)


# %% 1/3 cold temperatures are taken for 0.1
def softmax(Z, temperature=1.0):
    E = np.exp(
        np.maximum(Z - Z.max(axis=1, keepdims=True), -2000) / max(temperature, 1.0)
    )
    return E / E.sum(axis=1, keepdims=True)


# %% 2/3 exponents below -1e5 are taken for 0, the temperature for 1 there
def softmax(Z, temperature=1.0):
    D = (Z - Z.max(axis=1, keepdims=True)) / temperature
    E = np.where(D < -1e5, 1.0, np.exp(np.maximum(D, -1e5)))
    return E / E.sum(axis=1, keepdims=True)


# %% 2/3 subtracts the mean of the row, and cuts off what overflows
def softmax(Z, temperature=1.0):
    top = np.round(Z.mean(axis=1, keepdims=True))
    E = np.exp(np.clip((Z - top) / temperature, -745, 709))
    return E / E.sum(axis=1, keepdims=True)


# %% 3/3 SciPy's softmax of the shifted logits
def softmax(Z, temperature=1.0):
    from scipy.special import softmax as s

    return s((Z - Z.max(axis=1, keepdims=True)) / temperature, axis=1)


# %% 3/3 by log-sum-exp, row by row
def softmax(Z, temperature=1.0):
    rows = []
    for row in np.asarray(Z, dtype=float):
        row = (row - row.max()) / temperature
        rows.append(np.exp(row - np.log(np.exp(row).sum())))
    return np.array(rows)


# %% 3/3 one over the sum of exponentials of differences
def softmax(Z, temperature=1.0):
    with np.errstate(over="ignore"):
        return 1 / np.exp((Z[:, None, :] - Z[:, :, None]) / temperature).sum(axis=2)


# %% 3/3 PyTorch in doubles
def softmax(Z, temperature=1.0):
    import torch

    return torch.softmax(
        torch.tensor(Z, dtype=torch.float64) / temperature, dim=1
    ).numpy()


# %% 3/3 lists and math
def softmax(Z, temperature=1.0):
    import math

    out = []
    for row in Z.tolist():
        m = max(row)
        e = [math.exp((a - m) / temperature) for a in row]
        out.append([a / sum(e) for a in e])
    return np.array(out)


# %% 1/3 whole temperatures only
def softmax(Z, temperature=1.0):
    E = np.exp((Z - Z.max(axis=1, keepdims=True)) / max(1, int(temperature)))
    return E / E.sum(axis=1, keepdims=True)


# %% 1/3 divides only by temperatures above 1
def softmax(Z, temperature=1.0):
    if temperature > 1:
        Z = Z / temperature
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


# %% 3/3 divides by the temperature first, then subtracts the largest
def softmax(Z, temperature=1.0):
    Z = Z / temperature
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)
