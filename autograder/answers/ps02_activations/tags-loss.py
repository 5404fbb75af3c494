# %% 4/4 from the logits, and a sigmoid through tanh
def tags_loss(Z, Y):
    losses = np.maximum(Z, 0) - Y * Z + np.log1p(np.exp(-np.abs(Z)))
    error = 0.5 * (1 + np.tanh(Z / 2)) - Y
    return losses.sum(axis=1).mean(), error / len(Z)


# %% 4/4 number by number
def tags_loss(Z, Y):
    n, k = Z.shape
    loss, gradient = 0.0, np.zeros((n, k))
    for i in range(n):
        for c in range(k):
            away = -Z[i, c] if Y[i, c] else Z[i, c]
            small = np.exp(-abs(away))
            loss += (max(away, 0) + np.log1p(small)) / n
            wrong = 1 / (1 + small) if away > 0 else small / (1 + small)
            gradient[i, c] = (-wrong if Y[i, c] else wrong) / n
    return loss, gradient


# %% 4/4 signs instead of targets
def tags_loss(Z, Y):
    S = 2 * Y - 1
    loss = np.logaddexp(0, -S * Z).sum(axis=1).mean()
    return float(loss), -S * np.exp(-np.logaddexp(0, S * Z)) / Z.shape[0]


# %% 4/4 differentiated by a library
def tags_loss(Z, Y):
    import torch

    z = torch.tensor(Z, requires_grad=True)
    entropy = torch.nn.functional.binary_cross_entropy_with_logits
    loss = entropy(z, torch.tensor(Y), reduction="sum") / len(Z)
    loss.backward()
    return loss.item(), z.grad.numpy()


# %% 4/4 no trick for the sigmoid: exp may overflow to inf, and 1 / inf is 0
def tags_loss(Z, Y):
    loss = np.mean(np.sum(np.logaddexp(0, Z) - Y * Z, axis=1))
    return loss, (1 / (1 + np.exp(-Z)) - Y) / len(Y)


# %% 3/4 right, but leaves the errors in Y
def tags_loss(Z, Y):
    loss = np.sum(np.logaddexp(0, Z) - Y * Z) / len(Z)
    Y -= 0.5 * (1 + np.tanh(Z / 2))
    return loss, -Y / len(Z)


# %% 3/4 the logarithm of the probability: infinite where it rounds to 0
def tags_loss(Z, Y):
    P = 1 / (1 + np.exp(-Z))
    loss = np.sum(-Y * np.log(P) - (1 - Y) * np.log(1 - P)) / len(Z)
    return loss, (P - Y) / len(Z)


# %% 1/4 forgets the mean in the gradient: right for one example only
def tags_loss(Z, Y):
    loss = np.sum(np.logaddexp(0, Z) - Y * Z) / len(Z)
    return loss, 0.5 * (1 + np.tanh(Z / 2)) - Y


# %% 0/4 the mean over examples and tags, a library's default
def tags_loss(Z, Y):
    loss = np.mean(np.logaddexp(0, Z) - Y * Z)
    return loss, (0.5 * (1 + np.tanh(Z / 2)) - Y) / Z.size


# %% 0/4 sums over examples and tags
def tags_loss(Z, Y):
    loss = np.sum(np.logaddexp(0, Z) - Y * Z)
    return loss, 0.5 * (1 + np.tanh(Z / 2)) - Y


# %% 1/4 target minus prediction: the way downhill
def tags_loss(Z, Y):
    loss = np.sum(np.logaddexp(0, Z) - Y * Z) / len(Z)
    return loss, (Y - 0.5 * (1 + np.tanh(Z / 2))) / len(Z)


# %% 1/4 a softmax in the gradient: the tags share one probability
def tags_loss(Z, Y):
    loss = np.sum(np.logaddexp(0, Z) - Y * Z) / len(Z)
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return loss, (E / E.sum(axis=1, keepdims=True) - Y) / len(Z)


# %% 1/4 a factor p (1 - p) too many in the gradient, as for the squared error
def tags_loss(Z, Y):
    loss = np.sum(np.logaddexp(0, Z) - Y * Z) / len(Z)
    P = 0.5 * (1 + np.tanh(Z / 2))
    return loss, (P - Y) * P * (1 - P) / len(Z)


# %% 0/4 the categorical loss
def tags_loss(Z, Y):
    log_sum = np.logaddexp.reduce(Z, axis=1, keepdims=True)
    return np.mean(np.sum(Y * (log_sum - Z), axis=1)), (np.exp(Z - log_sum) - Y) / len(
        Z
    )


# %% 0/4 the loss alone
def tags_loss(Z, Y):
    return np.sum(np.logaddexp(0, Z) - Y * Z) / len(Z)


# %% 1/4 one number for each class: the gradient of a bias
def tags_loss(Z, Y):
    loss = np.sum(np.logaddexp(0, Z) - Y * Z) / len(Z)
    return loss, np.mean(0.5 * (1 + np.tanh(Z / 2)) - Y, axis=0)
