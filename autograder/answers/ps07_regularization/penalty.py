# %% 3/3 number by number
def penalty(params, gamma, kind):
    value, grads = 0.0, []
    for W, b in params:
        dW = np.zeros(W.shape)
        for place, w in np.ndenumerate(W):
            value += gamma * (w * w if kind == "l2" else abs(w))
            dW[place] = gamma * (2 * w if kind == "l2" else (1 if w > 0 else -1))
        grads.append((dW, np.zeros(b.shape)))
    return value, grads


# %% 3/3 all weights in one vector
def penalty(params, gamma, kind):
    flat = np.concatenate([W.ravel() for W, _ in params])
    slope = 2 * flat if kind == "l2" else flat / np.abs(flat)
    value = gamma * (flat @ flat if kind == "l2" else np.abs(flat).sum())
    grads, at = [], 0
    for W, b in params:
        part = slope[at : at + W.size].reshape(W.shape)
        grads.append([gamma * part, np.zeros(len(b))])
        at += W.size
    return value, grads


# %% 3/3 norms from linalg
def penalty(params, gamma, kind):
    if kind == "l2":
        value = sum(np.linalg.norm(W) ** 2 for W, _ in params)
        return gamma * value, [(2 * gamma * W, 0 * b) for W, b in params]
    value = sum(np.linalg.norm(W.ravel(), 1) for W, _ in params)
    return gamma * value, [
        (gamma * np.where(W > 0, 1.0, -1.0), 0 * b) for W, b in params
    ]


# %% 2/3 the slope of half the square
def penalty(params, gamma, kind):
    p = 2 if kind == "l2" else 1
    value = gamma * sum(np.sum(np.abs(W) ** p) for W, _ in params)
    slopes = [W if p == 2 else np.sign(W) for W, _ in params]
    return value, [(gamma * s, 0 * b) for s, (_, b) in zip(slopes, params)]


# %% 0/3 biases pay as well
def penalty(params, gamma, kind):
    if kind == "l2":
        value = sum(np.sum(W**2) + np.sum(b**2) for W, b in params)
        return gamma * value, [(2 * gamma * W, 2 * gamma * b) for W, b in params]
    value = sum(np.sum(np.abs(W)) + np.sum(np.abs(b)) for W, b in params)
    return gamma * value, [(gamma * np.sign(W), gamma * np.sign(b)) for W, b in params]


# %% 2/3 the gradient lacks the strength
def penalty(params, gamma, kind):
    p = 2 if kind == "l2" else 1
    value = gamma * sum(np.sum(np.abs(W) ** p) for W, _ in params)
    return value, [(2 * W if p == 2 else np.sign(W), 0 * b) for W, b in params]


# %% 1/3 the value lacks the strength
def penalty(params, gamma, kind):
    p = 2 if kind == "l2" else 1
    value = sum(np.sum(np.abs(W) ** p) for W, _ in params)
    slopes = [2 * W if p == 2 else np.sign(W) for W, _ in params]
    return value, [(gamma * s, 0 * b) for s, (_, b) in zip(slopes, params)]


# %% 0/3 a root over the squares, and a mean in place of a sum
def penalty(params, gamma, kind):
    if kind == "l2":
        value = np.sqrt(sum(np.sum(W**2) for W, _ in params))
        return gamma * value, [(gamma * W / value, 0 * b) for W, b in params]
    value = np.mean(np.concatenate([np.abs(W).ravel() for W, _ in params]))
    return gamma * value, [(gamma * np.sign(W) / W.size, 0 * b) for W, b in params]


# %% 1/3 only the last layer
def penalty(params, gamma, kind):
    W, b = params[-1]
    value = np.sum(W**2) if kind == "l2" else np.sum(np.abs(W))
    slope = 2 * W if kind == "l2" else np.sign(W)
    zeros = [(0 * V, 0 * c) for V, c in params[:-1]]
    return gamma * value, [*zeros, (gamma * slope, 0 * b)]


# %% 2/3 the slope of a price that falls
def penalty(params, gamma, kind):
    p = 2 if kind == "l2" else 1
    value = gamma * sum(np.sum(np.abs(W) ** p) for W, _ in params)
    slopes = [2 * W if p == 2 else np.sign(W) for W, _ in params]
    return value, [(-gamma * s, 0 * b) for s, (_, b) in zip(slopes, params)]


# %% 2/3 the L1 slope is 1 for every weight
def penalty(params, gamma, kind):
    p = 2 if kind == "l2" else 1
    value = gamma * sum(np.sum(np.abs(W) ** p) for W, _ in params)
    slopes = [2 * W if p == 2 else np.ones_like(W) for W, _ in params]
    return value, [(gamma * s, 0 * b) for s, (_, b) in zip(slopes, params)]
