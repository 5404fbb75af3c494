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


# %% 2/3 forgets the temperature
def softmax(Z, temperature=1.0):
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


# %% 2/3 multiplies by the temperature: an inverse temperature
def softmax(Z, temperature=1.0):
    E = np.exp((Z - Z.max(axis=1, keepdims=True)) * temperature)
    return E / E.sum(axis=1, keepdims=True)


# %% 2/3 divides by the temperature at the end too, so that rows do not sum to 1
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
