# %% 4/4 layer by layer, counting
def forward(params, X):
    h = X
    for k, (W, b) in enumerate(params):
        h = h @ W.T + b
        if k < len(params) - 1:
            h = np.maximum(h, 0)
    return h


# %% 4/4 one input after the other
def forward(params, X):
    rows = []
    for x in X:
        for W, b in params[:-1]:
            x = np.where(W @ x + b > 0, W @ x + b, 0)
        W, b = params[-1]
        rows.append(W @ x + b)
    return np.array(rows)


# %% 4/4 examples in columns, and a column of ones for the bias
def forward(params, X):
    H = X.T
    for k, (W, b) in enumerate(params, start=1):
        H = np.column_stack([W, b]) @ np.vstack([H, np.ones(H.shape[1])])
        H = H if k == len(params) else H * (H > 0)
    return H.T


# %% 4/4 by recursion
def forward(params, X):
    (W, b), rest = params[0], params[1:]
    z = np.einsum("nk,mk->nm", X, W) + b
    return forward(rest, np.clip(z, 0, None)) if rest else z


# %% 2/4 the first layer always gets its ReLU, also if it is the last
def forward(params, X):
    W, b = params[0]
    h = np.maximum(X @ W.T + b, 0)
    for k, (W, b) in enumerate(params[1:], start=2):
        h = h @ W.T + b
        if k < len(params):
            h = np.maximum(h, 0)
    return h


# %% 2/4 ReLU in front of the last layer only
def forward(params, X):
    for W, b in params[:-1]:
        X = X @ W.T + b
    if len(params) > 1:
        X = np.maximum(X, 0)
    W, b = params[-1]
    return X @ W.T + b


# %% 2/4 right, but saves memory: a layer as wide as its input is written into X
def forward(params, X):
    for W, b in params[:-1]:
        h = np.maximum(X @ W.T + b, 0)
        if h.shape == X.shape:
            X[:] = h
        else:
            X = h
    W, b = params[-1]
    return X @ W.T + b


# %% 0/4 ReLU after every layer, the last one too
def forward(params, X):
    for W, b in params:
        X = np.maximum(X @ W.T + b, 0)
    return X


# %% 0/4 the transposed weights
def forward(params, X):
    for W, b in params[:-1]:
        X = np.maximum(X @ W + b, 0)
    W, b = params[-1]
    return X @ W + b


# %% 0/4 no activation: all layers are one
def forward(params, X):
    for W, b in params:
        X = X @ W.T + b
    return X


# %% 0/4 no biases
def forward(params, X):
    for W, _ in params[:-1]:
        X = np.maximum(X @ W.T, 0)
    return X @ params[-1][0].T


# %% 0/4 ReLU before the bias is added
def forward(params, X):
    for W, b in params[:-1]:
        X = np.maximum(X @ W.T, 0) + b
    W, b = params[-1]
    return X @ W.T + b


# %% 0/4 a sigmoid where ReLU is asked for
def forward(params, X):
    for W, b in params[:-1]:
        X = 1 / (1 + np.exp(-(X @ W.T + b)))
    W, b = params[-1]
    return X @ W.T + b


# %% 0/4 stops before the output layer
def forward(params, X):
    for W, b in params[:-1]:
        X = np.maximum(X @ W.T + b, 0)
    return X


# %% 0/4 squeezes the answer: one output loses its column, one input its row
def forward(params, X):
    for W, b in params[:-1]:
        X = np.maximum(X @ W.T + b, 0)
    W, b = params[-1]
    return np.squeeze(X @ W.T + b)


# %% 0/4 absolute values for ReLU
def forward(params, X):
    for W, b in params[:-1]:
        X = np.abs(X @ W.T + b)
    W, b = params[-1]
    return X @ W.T + b


# %% 0/4 a ReLU that leaks
def forward(params, X):
    for W, b in params[:-1]:
        X = np.maximum(X @ W.T + b, 0.01 * (X @ W.T + b))
    W, b = params[-1]
    return X @ W.T + b


# %% 0/4 no bias in the last layer
def forward(params, X):
    for W, b in params[:-1]:
        X = np.maximum(X @ W.T + b, 0)
    W, b = params[-1]
    return X @ W.T


# %% 0/4 subtracts the biases
def forward(params, X):
    for W, b in params[:-1]:
        X = np.maximum(X @ W.T - b, 0)
    W, b = params[-1]
    return X @ W.T + b


# %% 0/4 softmax at the end
def forward(params, X):
    for W, b in params[:-1]:
        X = np.maximum(X @ W.T + b, 0)
    W, b = params[-1]
    e = np.exp(X @ W.T + b)
    return e / e.sum(axis=1, keepdims=True)


# %% 0/4 the first hidden layer twice
def forward(params, X):
    for W, b in params[:1] + params[:-1]:
        X = np.maximum(X @ W.T + b, 0)
    W, b = params[-1]
    return X @ W.T + b


# %% 2/4 at most two hidden layers
def forward(params, X):
    for W, b in params[:-1][:2]:
        X = np.maximum(X @ W.T + b, 0)
    W, b = params[-1]
    return X @ W.T + b


# %% 0/4 tanh for ReLU
def forward(params, X):
    for W, b in params[:-1]:
        X = np.tanh(X @ W.T + b)
    W, b = params[-1]
    return X @ W.T + b


# %% 0/4 the answer transposed
def forward(params, X):
    for W, b in params[:-1]:
        X = np.maximum(X @ W.T + b, 0)
    W, b = params[-1]
    return (X @ W.T + b).T


# %% 0/4 the first input only
def forward(params, X):
    for W, b in params[:-1]:
        X = np.maximum(X @ W.T + b, 0)
    W, b = params[-1]
    return X[0] @ W.T + b


# %% 0/4 keeps negative values where the layer is as wide as before
def forward(params, X):
    for W, b in params[:-1]:
        X = np.maximum(X @ W.T + b, 0) if len(W) != X.shape[1] else X @ W.T + b
    W, b = params[-1]
    return X @ W.T + b


# %% 0/4 adds the input where the layer is as wide as before
def forward(params, X):
    for W, b in params[:-1]:
        X = np.maximum(X @ W.T + b, 0) + (X if len(W) == X.shape[1] else 0)
    W, b = params[-1]
    return X @ W.T + b


# %% 2/4 cuts ReLU off at 6
def forward(params, X):
    for W, b in params[:-1]:
        X = np.clip(X @ W.T + b, 0, 6)
    W, b = params[-1]
    return X @ W.T + b


# %% 2/4 takes the last layer off the list
def forward(params, X):
    for W, b in params[:-1]:
        X = np.maximum(X @ W.T + b, 0)
    W, b = params.pop()
    return X @ W.T + b


# %% 2/4 adds the bias to the weights’ product in place of b itself
def forward(params, X):
    for W, b in params[:-1]:
        X = np.maximum(X @ W.T + b, 0)
    W, b = params[-1]
    b += 0.5
    b = b - 0.5
    return X @ W.T + b


# %% 4/4 in float32
def forward(params, X):
    X = X.astype(np.float32)
    params = [[a.astype(np.float32) for a in pair] for pair in params]
    for W, b in params[:-1]:
        X = np.maximum(X @ W.T + b, 0)
    W, b = params[-1]
    return X @ W.T + b


# %% 4/4 in long doubles
def forward(params, X):
    X = X.astype(np.longdouble)
    for W, b in params[:-1]:
        X = np.maximum(X @ W.T + b, 0)
    W, b = params[-1]
    return X @ W.T + b


# %% 4/4 by PyTorch, in float32
def forward(params, X):
    import torch

    h = torch.tensor(X, dtype=torch.float32)
    for k, (W, b) in enumerate(params):
        h = torch.relu(h) if k else h
        h = torch.nn.functional.linear(
            h, torch.tensor(W).float(), torch.tensor(b).float()
        )
    return h


# %% 4/4 by JAX, in float32
def forward(params, X):
    import jax

    for W, b in params[:-1]:
        X = jax.nn.relu(jax.numpy.asarray(X) @ W.T + b)
    return jax.numpy.asarray(X) @ params[-1][0].T + params[-1][1]
