# %% 4/4 errors times inputs, averaged
def gradient(w, b, X, y):
    error = 1 / (1 + np.exp(-(X @ w + b))) - y
    return error @ X / len(X), error.mean()


# %% 4/4 example by example
def gradient(w, b, X, y):
    dw, db = np.zeros(X.shape[1]), 0.0
    for x, t in zip(X, y):
        p = 1 / (1 + np.exp(-(x @ w + b)))
        dw += (p - t) * x / len(y)
        db += (p - t) / len(y)
    return dw, db


# %% 4/4 the bias as the weight of an input that is always 1
def gradient(w, b, X, y):
    X1 = np.column_stack([X, np.ones(len(X))])
    z = X1 @ np.append(w, b)
    g = X1.T @ (0.5 * (1 + np.tanh(z / 2)) - y) / len(y)
    return g[:-1], g[-1]


# %% 4/4 differentiated by a library
def gradient(w, b, X, y):
    import torch

    w1 = torch.tensor(w, dtype=torch.float64, requires_grad=True)
    b1 = torch.tensor(float(b), dtype=torch.float64, requires_grad=True)
    z = torch.tensor(X) @ w1 + b1
    loss = torch.nn.functional.softplus(z) - torch.tensor(y) * z
    loss.mean().backward()
    return w1.grad.numpy(), b1.grad.item()


# %% 2/4 averages dw and forgets to average db, which is 0 on paper
def gradient(w, b, X, y):
    error = 1 / (1 + np.exp(-(X @ w + b))) - y
    return X.T @ error / len(y), error.sum()


# %% 2/4 forgets the bias inside the pre-activation
def gradient(w, b, X, y):
    error = 1 / (1 + np.exp(-(X @ w))) - y
    return X.T @ error / len(y), error.mean()


# %% 2/4 right, but leaves the errors in y
def gradient(w, b, X, y):
    y -= 1 / (1 + np.exp(-(X @ w + b)))
    return -X.T @ y / len(y), -y.mean()


# %% 2/4 the step function where the sigmoid belongs, 1/2 at 0
def gradient(w, b, X, y):
    error = np.heaviside(X @ w + b, 0.5) - y
    return X.T @ error / len(y), error.mean()


# %% 1/4 target minus prediction: minus the gradient, as a published loop has it
def gradient(w, b, X, y):
    error = y - 1 / (1 + np.exp(-(X @ w + b)))
    return X.T @ error / len(y), error.mean()


# %% 1/4 the sum over the batch: its length grows with the batch
def gradient(w, b, X, y):
    error = 1 / (1 + np.exp(-(X @ w + b))) - y
    return X.T @ error, error.sum()


# %% 1/4 the gradient of the squared error: a factor p (1 - p) too many
def gradient(w, b, X, y):
    p = 1 / (1 + np.exp(-(X @ w + b)))
    error = 2 * (p - y) * p * (1 - p)
    return X.T @ error / len(y), error.mean()


# %% 0/4 dw as a column, shape (d, 1)
def gradient(w, b, X, y):
    error = 1 / (1 + np.exp(-(X @ w + b))) - y
    return (X.T @ error / len(y)).reshape(-1, 1), error.mean()


# %% 0/4 errors in the place of the mean: db has one number an example
def gradient(w, b, X, y):
    error = 1 / (1 + np.exp(-(X @ w + b))) - y
    return X.T @ error / len(y), error


# %% 0/4 forgets db
def gradient(w, b, X, y):
    error = 1 / (1 + np.exp(-(X @ w + b))) - y
    return X.T @ error / len(y)
