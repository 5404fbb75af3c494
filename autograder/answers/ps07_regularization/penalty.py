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


# %% 0/3 only the last layer
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


# %% 3/3 einsum, and the sign as a quotient
def penalty(params, gamma, kind):
    value, grads = 0.0, []
    for W, b in params:
        if kind == "l2":
            value += gamma * np.einsum("jk,jk->", W, W)
            grads.append((np.einsum(",jk->jk", 2.0 * gamma, W), np.zeros(b.shape)))
        else:
            value += gamma * np.einsum("jk->", np.abs(W))
            grads.append((gamma * W / np.abs(W), np.zeros(b.shape)))
    return value, grads


# %% 3/3 PyTorch's gradients
def penalty(params, gamma, kind):
    import torch

    leaves = [[torch.tensor(a, requires_grad=True) for a in pair] for pair in params]
    value = torch.zeros((), dtype=torch.float64)
    for W, b in leaves:
        price = (W**2).sum() if kind == "l2" else W.abs().sum()
        value = value + gamma * price + 0 * b.sum()
    value.backward()
    return value.item(), [(W.grad.numpy(), b.grad.numpy()) for W, b in leaves]


# %% 3/3 JAX's gradients, in 64 bits
def penalty(params, gamma, kind):
    import jax
    import jax.numpy as jnp

    def price(weights):
        if kind == "l2":
            return gamma * sum(jnp.sum(W**2) for W in weights)
        return gamma * sum(jnp.sum(jnp.abs(W)) for W in weights)

    with jax.enable_x64(True):
        weights = [jnp.asarray(W) for W, _ in params]
        value, grads = jax.value_and_grad(price)(weights)
        pairs = zip(grads, params, strict=True)
        return float(value), [(np.array(g), np.zeros(len(b))) for g, (_, b) in pairs]


# %% 3/3 one power for both kinds
def penalty(params, gamma, kind):
    p = {"l2": 2, "l1": 1}[kind]
    value = gamma * np.sum([np.sum(np.abs(W) ** p) for W, _ in params])
    grads = []
    for W, b in params:
        slope = p * np.abs(W) ** (p - 1) * np.sign(W)
        grads.append((gamma * slope, np.zeros_like(b)))
    return value, grads


# %% 3/3 traces, and lists of lists
def penalty(params, gamma, kind):
    value, grads = 0, []
    for W, b in params:
        if kind == "l2":
            value += np.trace(W.T @ W)
            slope = W + W
        else:
            slope = np.copysign(np.ones(W.shape), W)
            value += np.trace(W.T @ slope)
        grads.append([(gamma * slope).tolist(), [0.0] * len(b)])
    return float(gamma * value), grads


# %% 3/3 fsum and long doubles
def penalty(params, gamma, kind):
    from math import fsum

    numbers = [float(w) for W, _ in params for w in W.flat]
    price = fsum(w * w if kind == "l2" else abs(w) for w in numbers)
    grads = []
    for W, b in params:
        V = W.astype(np.longdouble)
        slope = 2 * V if kind == "l2" else np.sign(V)
        grads.append((np.longdouble(gamma) * slope, np.zeros(b.shape)))
    return np.longdouble(gamma) * np.longdouble(price), grads


# %% 3/3 in place, on copies
def penalty(params, gamma, kind):
    value, grads = 0.0, []
    for W, b in params:
        dW, db = W.copy(), b.copy()
        db[:] = 0
        if kind == "l2":
            value += np.vdot(W, W)
            dW *= 2
        else:
            dW[W > 0], dW[W < 0] = 1, -1
            value += np.vdot(W, dW)
        dW *= gamma
        grads.append((dW, db))
    return value * gamma, grads


# %% 3/3 a dictionary of prices
def penalty(params, gamma, kind):
    prices = {
        "l1": (np.abs, np.sign),
        "l2": (np.square, lambda W: 2.0 * W),
    }
    price, slope = prices[kind]
    grads = [(gamma * slope(W), np.zeros(len(W))) for W, _ in params]
    return sum(gamma * price(W).sum() for W, _ in params), grads


# %% 0/3 ½ in the value of L2 and in its slope
def penalty(params, gamma, kind):
    if kind == "l2":
        value = 0.5 * sum(np.sum(W**2) for W, _ in params)
        slopes = [gamma * W for W, _ in params]
    else:
        value = sum(np.sum(np.abs(W)) for W, _ in params)
        slopes = [gamma * np.sign(W) for W, _ in params]
    biases = [np.zeros_like(b) for _, b in params]
    return gamma * value, list(zip(slopes, biases, strict=True))


# %% 1/3 ½ in the value of L2 only
def penalty(params, gamma, kind):
    if kind == "l2":
        value = 0.5 * sum(np.sum(W**2) for W, _ in params)
        slopes = [2 * gamma * W for W, _ in params]
    else:
        value = sum(np.sum(np.abs(W)) for W, _ in params)
        slopes = [gamma * np.sign(W) for W, _ in params]
    biases = [np.zeros_like(b) for _, b in params]
    return gamma * value, list(zip(slopes, biases, strict=True))


# %% 0/3 the kinds swapped
def penalty(params, gamma, kind):
    if kind == "l1":
        value = sum(np.sum(W**2) for W, _ in params)
        slopes = [2 * gamma * W for W, _ in params]
    else:
        value = sum(np.sum(np.abs(W)) for W, _ in params)
        slopes = [gamma * np.sign(W) for W, _ in params]
    biases = [np.zeros_like(b) for _, b in params]
    return gamma * value, list(zip(slopes, biases, strict=True))


# %% 0/3 L2 is never reached: compares with L2 in capitals
def penalty(params, gamma, kind):
    if kind == "L2":
        value = sum(np.sum(W**2) for W, _ in params)
        slopes = [2 * gamma * W for W, _ in params]
    else:
        value = sum(np.sum(np.abs(W)) for W, _ in params)
        slopes = [gamma * np.sign(W) for W, _ in params]
    biases = [np.zeros_like(b) for _, b in params]
    return gamma * value, list(zip(slopes, biases, strict=True))


# %% 1/3 NumPy's matrix norm of order 1 for L1: the largest column
def penalty(params, gamma, kind):
    if kind == "l2":
        value = sum(np.sum(W**2) for W, _ in params)
        slopes = [2 * gamma * W for W, _ in params]
    else:
        value = sum(np.linalg.norm(W, 1) for W, _ in params)
        slopes = [gamma * np.sign(W) for W, _ in params]
    biases = [np.zeros_like(b) for _, b in params]
    return gamma * value, list(zip(slopes, biases, strict=True))


# %% 1/3 the spectral norm for L2
def penalty(params, gamma, kind):
    if kind == "l2":
        value = sum(np.linalg.norm(W, 2) ** 2 for W, _ in params)
        slopes = [2 * gamma * W for W, _ in params]
    else:
        value = sum(np.sum(np.abs(W)) for W, _ in params)
        slopes = [gamma * np.sign(W) for W, _ in params]
    biases = [np.zeros_like(b) for _, b in params]
    return gamma * value, list(zip(slopes, biases, strict=True))


# %% 1/3 the norm without its square
def penalty(params, gamma, kind):
    if kind == "l2":
        value = sum(np.linalg.norm(W) for W, _ in params)
        slopes = [2 * gamma * W for W, _ in params]
    else:
        value = sum(np.sum(np.abs(W)) for W, _ in params)
        slopes = [gamma * np.sign(W) for W, _ in params]
    biases = [np.zeros_like(b) for _, b in params]
    return gamma * value, list(zip(slopes, biases, strict=True))


# %% 1/3 a root over all squares, slope as asked
def penalty(params, gamma, kind):
    if kind == "l2":
        value = np.sqrt(sum(np.sum(W**2) for W, _ in params))
        slopes = [2 * gamma * W for W, _ in params]
    else:
        value = sum(np.sum(np.abs(W)) for W, _ in params)
        slopes = [gamma * np.sign(W) for W, _ in params]
    biases = [np.zeros_like(b) for _, b in params]
    return gamma * value, list(zip(slopes, biases, strict=True))


# %% 1/3 a mean over the weights of a layer
def penalty(params, gamma, kind):
    if kind == "l2":
        value = sum(np.mean(W**2) for W, _ in params)
        slopes = [2 * gamma * W for W, _ in params]
    else:
        value = sum(np.mean(np.abs(W)) for W, _ in params)
        slopes = [gamma * np.sign(W) for W, _ in params]
    biases = [np.zeros_like(b) for _, b in params]
    return gamma * value, list(zip(slopes, biases, strict=True))


# %% 1/3 a mean over the layers
def penalty(params, gamma, kind):
    if kind == "l2":
        value = sum(np.sum(W**2) for W, _ in params)
        slopes = [2 * gamma * W for W, _ in params]
    else:
        value = sum(np.sum(np.abs(W)) for W, _ in params)
        slopes = [gamma * np.sign(W) for W, _ in params]
    biases = [np.zeros_like(b) for _, b in params]
    return gamma * value / len(params), list(zip(slopes, biases, strict=True))


# %% 1/3 the sum of W, without the absolute value
def penalty(params, gamma, kind):
    if kind == "l2":
        value = sum(np.sum(W**2) for W, _ in params)
        slopes = [2 * gamma * W for W, _ in params]
    else:
        value = sum(np.sum(W) for W, _ in params)
        slopes = [gamma * np.sign(W) for W, _ in params]
    biases = [np.zeros_like(b) for _, b in params]
    return gamma * value, list(zip(slopes, biases, strict=True))


# %% 1/3 the absolute value of the sum
def penalty(params, gamma, kind):
    if kind == "l2":
        value = sum(np.sum(W**2) for W, _ in params)
        slopes = [2 * gamma * W for W, _ in params]
    else:
        value = sum(np.abs(np.sum(W)) for W, _ in params)
        slopes = [gamma * np.sign(W) for W, _ in params]
    biases = [np.zeros_like(b) for _, b in params]
    return gamma * value, list(zip(slopes, biases, strict=True))


# %% 1/3 biases pay in the value only
def penalty(params, gamma, kind):
    if kind == "l2":
        value = sum(np.sum(W**2) + np.sum(_**2) for W, _ in params)
        slopes = [2 * gamma * W for W, _ in params]
    else:
        value = sum(np.sum(np.abs(W)) + np.sum(np.abs(_)) for W, _ in params)
        slopes = [gamma * np.sign(W) for W, _ in params]
    biases = [np.zeros_like(b) for _, b in params]
    return gamma * value, list(zip(slopes, biases, strict=True))


# %% 2/3 biases pay in the gradient only
def penalty(params, gamma, kind):
    if kind == "l2":
        value = sum(np.sum(W**2) for W, _ in params)
        slopes = [2 * gamma * W for W, _ in params]
    else:
        value = sum(np.sum(np.abs(W)) for W, _ in params)
        slopes = [gamma * np.sign(W) for W, _ in params]
    biases = [(2 * b if kind == "l2" else np.sign(b)) * gamma for _, b in params]
    return gamma * value, list(zip(slopes, biases, strict=True))


# %% 2/3 biases get the slope gamma
def penalty(params, gamma, kind):
    if kind == "l2":
        value = sum(np.sum(W**2) for W, _ in params)
        slopes = [2 * gamma * W for W, _ in params]
    else:
        value = sum(np.sum(np.abs(W)) for W, _ in params)
        slopes = [gamma * np.sign(W) for W, _ in params]
    biases = [np.full_like(b, gamma) for _, b in params]
    return gamma * value, list(zip(slopes, biases, strict=True))


# %% 2/3 a number for each bias gradient
def penalty(params, gamma, kind):
    if kind == "l2":
        value = sum(np.sum(W**2) for W, _ in params)
        slopes = [2 * gamma * W for W, _ in params]
    else:
        value = sum(np.sum(np.abs(W)) for W, _ in params)
        slopes = [gamma * np.sign(W) for W, _ in params]
    biases = [0.0 for _, b in params]
    return gamma * value, list(zip(slopes, biases, strict=True))


# %% 2/3 bias gradients as columns
def penalty(params, gamma, kind):
    if kind == "l2":
        value = sum(np.sum(W**2) for W, _ in params)
        slopes = [2 * gamma * W for W, _ in params]
    else:
        value = sum(np.sum(np.abs(W)) for W, _ in params)
        slopes = [gamma * np.sign(W) for W, _ in params]
    biases = [np.zeros((len(b), 1)) for _, b in params]
    return gamma * value, list(zip(slopes, biases, strict=True))


# %% 2/3 gradients transposed
def penalty(params, gamma, kind):
    if kind == "l2":
        value = sum(np.sum(W**2) for W, _ in params)
        slopes = [2 * gamma * W.T for W, _ in params]
    else:
        value = sum(np.sum(np.abs(W)) for W, _ in params)
        slopes = [gamma * np.sign(W).T for W, _ in params]
    biases = [np.zeros_like(b) for _, b in params]
    return gamma * value, list(zip(slopes, biases, strict=True))


# %% 1/3 the first layer only
def penalty(params, gamma, kind):
    if kind == "l2":
        value = sum(np.sum(W**2) for W, _ in params[:1])
        slopes = [2 * gamma * W for W, _ in params]
    else:
        value = sum(np.sum(np.abs(W)) for W, _ in params[:1])
        slopes = [gamma * np.sign(W) for W, _ in params]
    biases = [np.zeros_like(b) for _, b in params]
    return gamma * value, list(zip(slopes, biases, strict=True))


# %% 2/3 gradients in the order of a backward pass
def penalty(params, gamma, kind):
    if kind == "l2":
        value = sum(np.sum(W**2) for W, _ in params)
        slopes = [2 * gamma * W for W, _ in params]
    else:
        value = sum(np.sum(np.abs(W)) for W, _ in params)
        slopes = [gamma * np.sign(W) for W, _ in params]
    biases = [np.zeros_like(b) for _, b in params]
    return gamma * value, list(zip(slopes, biases, strict=True))[::-1]


# %% 2/3 pairs as (db, dW)
def penalty(params, gamma, kind):
    if kind == "l2":
        value = sum(np.sum(W**2) for W, _ in params)
        slopes = [2 * gamma * W for W, _ in params]
    else:
        value = sum(np.sum(np.abs(W)) for W, _ in params)
        slopes = [gamma * np.sign(W) for W, _ in params]
    biases = [np.zeros_like(b) for _, b in params]
    return gamma * value, list(zip(biases, slopes, strict=True))


# %% 2/3 dWs and dbs as two lists
def penalty(params, gamma, kind):
    if kind == "l2":
        value = sum(np.sum(W**2) for W, _ in params)
        slopes = [2 * gamma * W for W, _ in params]
    else:
        value = sum(np.sum(np.abs(W)) for W, _ in params)
        slopes = [gamma * np.sign(W) for W, _ in params]
    biases = [np.zeros_like(b) for _, b in params]
    return gamma * value, [slopes, biases]


# %% 2/3 one flat list of gradients
def penalty(params, gamma, kind):
    if kind == "l2":
        value = sum(np.sum(W**2) for W, _ in params)
        slopes = [2 * gamma * W for W, _ in params]
    else:
        value = sum(np.sum(np.abs(W)) for W, _ in params)
        slopes = [gamma * np.sign(W) for W, _ in params]
    biases = [np.zeros_like(b) for _, b in params]
    return gamma * value, [g for pair in zip(slopes, biases, strict=True) for g in pair]


# %% 0/3 results swapped
def penalty(params, gamma, kind):
    if kind == "l2":
        value = sum(np.sum(W**2) for W, _ in params)
        slopes = [2 * gamma * W for W, _ in params]
    else:
        value = sum(np.sum(np.abs(W)) for W, _ in params)
        slopes = [gamma * np.sign(W) for W, _ in params]
    biases = [np.zeros_like(b) for _, b in params]
    return list(zip(slopes, biases, strict=True)), gamma * value


# %% 2/3 the L1 slope is |w|
def penalty(params, gamma, kind):
    if kind == "l2":
        value = sum(np.sum(W**2) for W, _ in params)
        slopes = [2 * gamma * W for W, _ in params]
    else:
        value = sum(np.sum(np.abs(W)) for W, _ in params)
        slopes = [gamma * np.abs(W) for W, _ in params]
    biases = [np.zeros_like(b) for _, b in params]
    return gamma * value, list(zip(slopes, biases, strict=True))


# %% 2/3 the L1 slope is w, as for L2
def penalty(params, gamma, kind):
    if kind == "l2":
        value = sum(np.sum(W**2) for W, _ in params)
        slopes = [2 * gamma * W for W, _ in params]
    else:
        value = sum(np.sum(np.abs(W)) for W, _ in params)
        slopes = [gamma * W for W, _ in params]
    biases = [np.zeros_like(b) for _, b in params]
    return gamma * value, list(zip(slopes, biases, strict=True))


# %% 2/3 the L1 slope without gamma
def penalty(params, gamma, kind):
    if kind == "l2":
        value = sum(np.sum(W**2) for W, _ in params)
        slopes = [2 * gamma * W for W, _ in params]
    else:
        value = sum(np.sum(np.abs(W)) for W, _ in params)
        slopes = [np.sign(W) for W, _ in params]
    biases = [np.zeros_like(b) for _, b in params]
    return gamma * value, list(zip(slopes, biases, strict=True))


# %% 2/3 gamma squared in the gradient
def penalty(params, gamma, kind):
    if kind == "l2":
        value = sum(np.sum(W**2) for W, _ in params)
        slopes = [2 * gamma**2 * W for W, _ in params]
    else:
        value = sum(np.sum(np.abs(W)) for W, _ in params)
        slopes = [gamma**2 * np.sign(W) for W, _ in params]
    biases = [np.zeros_like(b) for _, b in params]
    return gamma * value, list(zip(slopes, biases, strict=True))


# %% 1/3 the fixed strength 0.1
def penalty(params, gamma, kind):
    if kind == "l2":
        value = sum(np.sum(W**2) for W, _ in params)
        slopes = [2 * gamma * W for W, _ in params]
    else:
        value = sum(np.sum(np.abs(W)) for W, _ in params)
        slopes = [gamma * np.sign(W) for W, _ in params]
    biases = [np.zeros_like(b) for _, b in params]
    gamma = 0.1
    return gamma * value, list(zip(slopes, biases, strict=True))


# %% 2/3 doubles the weights it was given
def penalty(params, gamma, kind):
    if kind == "l2":
        value = sum(np.sum(W**2) for W, _ in params)
        slopes = [np.multiply(W, 2 * gamma, out=W) for W, _ in params]
    else:
        value = sum(np.sum(np.abs(W)) for W, _ in params)
        slopes = [gamma * np.sign(W) for W, _ in params]
    biases = [np.zeros_like(b) for _, b in params]
    return gamma * value, list(zip(slopes, biases, strict=True))


# %% 2/3 sets the biases it was given to 0
def penalty(params, gamma, kind):
    if kind == "l2":
        value = sum(np.sum(W**2) for W, _ in params)
        slopes = [2 * gamma * W for W, _ in params]
    else:
        value = sum(np.sum(np.abs(W)) for W, _ in params)
        slopes = [gamma * np.sign(W) for W, _ in params]
    biases = [np.multiply(b, 0, out=b) for _, b in params]
    return gamma * value, list(zip(slopes, biases, strict=True))


# %% 1/3 a value for each layer
def penalty(params, gamma, kind):
    if kind == "l2":
        value = np.array([np.sum(W**2) for W, _ in params])
        slopes = [2 * gamma * W for W, _ in params]
    else:
        value = np.array([np.sum(np.abs(W)) for W, _ in params])
        slopes = [gamma * np.sign(W) for W, _ in params]
    biases = [np.zeros_like(b) for _, b in params]
    return gamma * value, list(zip(slopes, biases, strict=True))


# %% 1/3 the value in an array of shape (1,)
def penalty(params, gamma, kind):
    if kind == "l2":
        value = sum(np.sum(W**2) for W, _ in params)
        slopes = [2 * gamma * W for W, _ in params]
    else:
        value = sum(np.sum(np.abs(W)) for W, _ in params)
        slopes = [gamma * np.sign(W) for W, _ in params]
    biases = [np.zeros_like(b) for _, b in params]
    return np.array([gamma * value]), list(zip(slopes, biases, strict=True))


# %% 1/3 a smooth L1: the root of w² + 0.01
def penalty(params, gamma, kind):
    if kind == "l2":
        value = sum(np.sum(W**2) for W, _ in params)
        slopes = [2 * gamma * W for W, _ in params]
    else:
        value = sum(np.sum(np.sqrt(W**2 + 0.01)) for W, _ in params)
        slopes = [gamma * np.sign(W) for W, _ in params]
    biases = [np.zeros_like(b) for _, b in params]
    return gamma * value, list(zip(slopes, biases, strict=True))


# %% 2/3 the slope of a smooth L1
def penalty(params, gamma, kind):
    if kind == "l2":
        value = sum(np.sum(W**2) for W, _ in params)
        slopes = [2 * gamma * W for W, _ in params]
    else:
        value = sum(np.sum(np.abs(W)) for W, _ in params)
        slopes = [gamma * W / np.sqrt(W**2 + 1e-3) for W, _ in params]
    biases = [np.zeros_like(b) for _, b in params]
    return gamma * value, list(zip(slopes, biases, strict=True))


# %% 2/3 tanh for the sign
def penalty(params, gamma, kind):
    if kind == "l2":
        value = sum(np.sum(W**2) for W, _ in params)
        slopes = [2 * gamma * W for W, _ in params]
    else:
        value = sum(np.sum(np.abs(W)) for W, _ in params)
        slopes = [gamma * np.tanh(10 * W) for W, _ in params]
    biases = [np.zeros_like(b) for _, b in params]
    return gamma * value, list(zip(slopes, biases, strict=True))


# %% 1/3 cubes, for a slip of the exponent
def penalty(params, gamma, kind):
    if kind == "l2":
        value = sum(np.sum(abs(W) ** 3) for W, _ in params)
        slopes = [2 * gamma * W for W, _ in params]
    else:
        value = sum(np.sum(np.abs(W)) for W, _ in params)
        slopes = [gamma * np.sign(W) for W, _ in params]
    biases = [np.zeros_like(b) for _, b in params]
    return gamma * value, list(zip(slopes, biases, strict=True))


# %% 1/3 the value grows from call to call
def penalty(params, gamma, kind, total=[0.0]):
    if kind == "l2":
        value = sum(np.sum(W**2) for W, _ in params)
        slopes = [2 * gamma * W for W, _ in params]
    else:
        value = sum(np.sum(np.abs(W)) for W, _ in params)
        slopes = [gamma * np.sign(W) for W, _ in params]
    biases = [np.zeros_like(b) for _, b in params]
    total[0] += gamma * value
    return total[0], list(zip(slopes, biases, strict=True))


# %% 1/3 the Frobenius norm for L1, too
def penalty(params, gamma, kind):
    if kind == "l2":
        value = sum(np.sum(W**2) for W, _ in params)
        slopes = [2 * gamma * W for W, _ in params]
    else:
        value = sum(np.linalg.norm(W) for W, _ in params)
        slopes = [gamma * np.sign(W) for W, _ in params]
    biases = [np.zeros_like(b) for _, b in params]
    return gamma * value, list(zip(slopes, biases, strict=True))


# %% 1/3 W W^T in place of W²
def penalty(params, gamma, kind):
    if kind == "l2":
        value = sum(np.sum(W @ W.T) for W, _ in params)
        slopes = [2 * gamma * W for W, _ in params]
    else:
        value = sum(np.sum(np.abs(W)) for W, _ in params)
        slopes = [gamma * np.sign(W) for W, _ in params]
    biases = [np.zeros_like(b) for _, b in params]
    return gamma * value, list(zip(slopes, biases, strict=True))


# %% 1/3 a penalty that is subtracted
def penalty(params, gamma, kind):
    if kind == "l2":
        value = sum(np.sum(W**2) for W, _ in params)
        slopes = [2 * gamma * W for W, _ in params]
    else:
        value = sum(np.sum(np.abs(W)) for W, _ in params)
        slopes = [gamma * np.sign(W) for W, _ in params]
    biases = [np.zeros_like(b) for _, b in params]
    return -gamma * value, list(zip(slopes, biases, strict=True))
