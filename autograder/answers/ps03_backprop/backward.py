# %% 2/2 from the last layer to the first
def backward(X, y, params, activations, outputs):
    inputs = [X, *outputs[:-1]]
    dH, gradient = (outputs[-1] - y.reshape(-1, 1)) / len(X), []
    for (W, _), name, x, H in list(zip(params, activations, inputs, outputs))[::-1]:
        dZ = slope_of(name, H) * dH
        gradient.append((dZ.T @ x, dZ.sum(axis=0)))
        dH = dZ @ W
    return gradient[::-1]


# %% 2/2 one example at a time
def backward(X, y, params, activations, outputs):
    n, gradient = len(y), [(np.zeros(W.shape), np.zeros(b.shape)) for W, b in params]
    for i in range(n):
        dh = (outputs[-1][i] - y[i]) / n
        for k in reversed(range(len(params))):
            delta = dh * slope_of(activations[k], outputs[k][i])
            x = outputs[k - 1][i] if k else X[i]
            gradient[k][0][:] += np.outer(delta, x)
            gradient[k][1][:] += delta
            dh = params[k][0].T @ delta
    return gradient


# %% 2/2 from layer to layer by recursion
def backward(X, y, params, activations, outputs):
    def layers(k, dH):
        dZ = dH * slope_of(activations[k], outputs[k])
        mine = (np.einsum("no,ni->oi", dZ, outputs[k - 1] if k else X), dZ.sum(0))
        return (layers(k - 1, dZ @ params[k][0]) if k else []) + [mine]

    return layers(len(params) - 1, (outputs[-1][:, 0] - y)[:, None] / y.size)


# %% 0/2 right for linear layers: the slopes of the activations are missing
def backward(X, y, params, activations, outputs):
    gradient, dZ = [], (outputs[-1] - y[:, None]) / len(y)
    for k in reversed(range(len(params))):
        gradient.insert(0, (dZ.T @ (outputs[k - 1] if k else X), dZ.sum(axis=0)))
        dZ = dZ @ params[k][0]
    return gradient


# %% 0/2 the slope of every layer but the last, whose output is no activation, it says
def backward(X, y, params, activations, outputs):
    gradient, dH = [], (outputs[-1] - y[:, None]) / len(y)
    for k in reversed(range(len(params))):
        last = k == len(params) - 1
        dZ = dH if last else dH * slope_of(activations[k], outputs[k])
        gradient.insert(0, (dZ.T @ (outputs[k - 1] if k else X), dZ.sum(axis=0)))
        dH = dZ @ params[k][0]
    return gradient


# %% 0/2 the slope of tanh for every layer that is not linear
def backward(X, y, params, activations, outputs):
    gradient, dH = [], (outputs[-1] - y[:, None]) / len(y)
    for k in reversed(range(len(params))):
        dZ = dH if activations[k] == "linear" else dH * (1 - outputs[k] ** 2)
        gradient.insert(0, (dZ.T @ (outputs[k - 1] if k else X), dZ.sum(axis=0)))
        dH = dZ @ params[k][0]
    return gradient


# %% 1/2 right, but leaves the errors in the outputs
def backward(X, y, params, activations, outputs):
    steep = slope_of(activations[-1], outputs[-1])
    outputs[-1] -= y[:, None]
    gradient, dH = [], outputs[-1] / len(y)
    for k in reversed(range(len(params))):
        dZ = dH * (
            slope_of(activations[k], outputs[k]) if k < len(params) - 1 else steep
        )
        gradient.insert(0, (dZ.T @ (outputs[k - 1] if k else X), dZ.sum(axis=0)))
        dH = dZ @ params[k][0]
    return gradient


# %% 0/2 target minus prediction
def backward(X, y, params, activations, outputs):
    gradient, dH = [], (y[:, None] - outputs[-1]) / len(y)
    for k in reversed(range(len(params))):
        dZ = dH * slope_of(activations[k], outputs[k])
        gradient.insert(0, (dZ.T @ (outputs[k - 1] if k else X), dZ.sum(axis=0)))
        dH = dZ @ params[k][0]
    return gradient


# %% 0/2 the sum over the batch: 1/n is missing
def backward(X, y, params, activations, outputs):
    gradient, dH = [], outputs[-1] - y[:, None]
    for k in reversed(range(len(params))):
        dZ = dH * slope_of(activations[k], outputs[k])
        gradient.insert(0, (dZ.T @ (outputs[k - 1] if k else X), dZ.sum(axis=0)))
        dH = dZ @ params[k][0]
    return gradient


# %% 0/2 the layer's output where its input belongs
def backward(X, y, params, activations, outputs):
    gradient, dH = [], (outputs[-1] - y[:, None]) / len(y)
    for k in reversed(range(len(params))):
        dZ = dH * slope_of(activations[k], outputs[k])
        gradient.insert(0, (dZ.T @ outputs[k], dZ.sum(axis=0)))
        dH = dZ @ params[k][0]
    return gradient


# %% 0/2 last layer first in the list
def backward(X, y, params, activations, outputs):
    gradient, dH = [], (outputs[-1] - y[:, None]) / len(y)
    for k in reversed(range(len(params))):
        dZ = dH * slope_of(activations[k], outputs[k])
        gradient.append((dZ.T @ (outputs[k - 1] if k else X), dZ.sum(axis=0)))
        dH = dZ @ params[k][0]
    return gradient


# %% 0/2 the weights are missing on the way back
def backward(X, y, params, activations, outputs):
    gradient, dH = [], (outputs[-1] - y[:, None]) / len(y)
    for k in reversed(range(len(params))):
        dZ = dH * slope_of(activations[k], outputs[k])
        gradient.insert(0, (dZ.T @ (outputs[k - 1] if k else X), dZ.sum(axis=0)))
        dH = dZ @ np.ones_like(params[k][0])
    return gradient


# %% 0/2 one bias slope for each example
def backward(X, y, params, activations, outputs):
    gradient, dH = [], (outputs[-1] - y[:, None]) / len(y)
    for k in reversed(range(len(params))):
        dZ = dH * slope_of(activations[k], outputs[k])
        gradient.insert(0, (dZ.T @ (outputs[k - 1] if k else X), dZ))
        dH = dZ @ params[k][0]
    return gradient


# %% 0/2 a factor 2 from the square
def backward(X, y, params, activations, outputs):
    gradient, dH = [], (outputs[-1] - y[:, None]) / len(y) * 2
    for k in reversed(range(len(params))):
        dZ = dH * slope_of(activations[k], outputs[k])
        gradient.insert(0, (dZ.T @ (outputs[k - 1] if k else X), dZ.sum(axis=0)))
        dH = dZ @ params[k][0]
    return gradient


# %% 0/2 the mean of the bias slopes
def backward(X, y, params, activations, outputs):
    gradient, dH = [], (outputs[-1] - y[:, None]) / len(y)
    for k in reversed(range(len(params))):
        dZ = dH * slope_of(activations[k], outputs[k])
        gradient.insert(0, (dZ.T @ (outputs[k - 1] if k else X), dZ.mean(axis=0)))
        dH = dZ @ params[k][0]
    return gradient


# %% 0/2 the slope of the layer before
def backward(X, y, params, activations, outputs):
    gradient, dH = [], (outputs[-1] - y[:, None]) / len(y)
    for k in reversed(range(len(params))):
        dZ = dH * slope_of(activations[k - 1], outputs[k])
        gradient.insert(0, (dZ.T @ (outputs[k - 1] if k else X), dZ.sum(axis=0)))
        dH = dZ @ params[k][0]
    return gradient


# %% 0/2 the slope at the input of the layer
def backward(X, y, params, activations, outputs):
    gradient, dH = [], (outputs[-1] - y[:, None]) / len(y)
    for k in reversed(range(len(params))):
        dZ = dH * (slope_of(activations[k], outputs[k]) if k else 1)
        gradient.insert(0, (dZ.T @ (outputs[k - 1] if k else X), dZ.sum(axis=0)))
        dH = dZ @ params[k][0]
    return gradient


# %% 0/2 X for the input of every layer
def backward(X, y, params, activations, outputs):
    gradient, dH = [], (outputs[-1] - y[:, None]) / len(y)
    for k in reversed(range(len(params))):
        dZ = dH * slope_of(activations[k], outputs[k])
        gradient.insert(0, (dZ.T @ (X if k < 2 else outputs[k - 1]), dZ.sum(axis=0)))
        dH = dZ @ params[k][0]
    return gradient


# %% 0/2 pairs as lists the other way round
def backward(X, y, params, activations, outputs):
    gradient, dH = [], (outputs[-1] - y[:, None]) / len(y)
    for k in reversed(range(len(params))):
        dZ = dH * slope_of(activations[k], outputs[k])
        gradient.insert(0, (dZ.sum(axis=0), dZ.T @ (outputs[k - 1] if k else X)))
        dH = dZ @ params[k][0]
    return gradient


# %% 0/2 dW transposed
def backward(X, y, params, activations, outputs):
    gradient, dH = [], (outputs[-1] - y[:, None]) / len(y)
    for k in reversed(range(len(params))):
        dZ = dH * slope_of(activations[k], outputs[k])
        gradient.insert(0, ((outputs[k - 1] if k else X).T @ dZ, dZ.sum(axis=0)))
        dH = dZ @ params[k][0]
    return gradient


# %% 0/2 passes on dH without the slope
def backward(X, y, params, activations, outputs):
    gradient, dH = [], (outputs[-1] - y[:, None]) / len(y)
    for k in reversed(range(len(params))):
        dZ = dH * slope_of(activations[k], outputs[k])
        gradient.insert(0, (dZ.T @ (outputs[k - 1] if k else X), dZ.sum(axis=0)))
        dH = dH @ params[k][0]
    return gradient


# %% 1/2 changes the weights in place
def backward(X, y, params, activations, outputs):
    gradient, dH = [], (outputs[-1] - y[:, None]) / len(y)
    for k in reversed(range(len(params))):
        dZ = dH * slope_of(activations[k], outputs[k])
        gradient.insert(0, (dZ.T @ (outputs[k - 1] if k else X), dZ.sum(axis=0)))
        dH = dZ @ params[k][0]
        params[k][0][:] -= 0.1 * gradient[0][0]
    return gradient


# %% 0/2 leaves out the first layer
def backward(X, y, params, activations, outputs):
    gradient, dH = [], (outputs[-1] - y[:, None]) / len(y)
    for k in reversed(range(len(params))):
        dZ = dH * slope_of(activations[k], outputs[k])
        gradient.insert(0, (dZ.T @ (outputs[k - 1] if k else X), dZ.sum(axis=0)))
        dH = dZ @ params[k][0]
    return gradient[1:] if len(gradient) > 1 else []


# %% 2/2 in long doubles, forward once more
def backward(X, y, params, activations, outputs):
    H, outputs = X.astype(np.longdouble), []
    for (W, b), name in zip(params, activations):
        H = H @ W.T + b
        if name != "linear":
            H = np.tanh(H) if name == "tanh" else np.maximum(H, 0)
        outputs.append(H)
    gradient, dH = [], (outputs[-1] - y[:, None]) / len(y)
    for k in reversed(range(len(params))):
        dZ = dH * slope_of(activations[k], outputs[k])
        gradient.insert(0, (dZ.T @ (outputs[k - 1] if k else X), dZ.sum(axis=0)))
        dH = dZ @ params[k][0]
    return gradient


# %% 2/2 by PyTorch
def backward(X, y, params, activations, outputs):
    import torch

    act = {"tanh": torch.tanh, "relu": torch.relu, "linear": lambda z: z}
    leaves = [[torch.tensor(a, requires_grad=True) for a in pair] for pair in params]
    h = torch.tensor(X)
    for (W, b), name in zip(leaves, activations):
        h = act[name](h @ W.T + b)
    (((h[:, 0] - torch.tensor(y)) ** 2).mean() / 2).backward()
    return [(W.grad, b.grad) for W, b in leaves]
