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


# %% 4/4 by JAX, in float64
def tags_loss(Z, Y):
    import jax

    with jax.enable_x64(True):
        Z, Y = jax.numpy.asarray(Z), jax.numpy.asarray(Y)

        def loss(Z):
            one, zero = jax.nn.log_sigmoid(Z), jax.nn.log_sigmoid(-Z)
            return -(Y * one + (1 - Y) * zero).sum(axis=1).mean()

        return jax.value_and_grad(loss)(Z)


# %% 4/4 in long doubles
def tags_loss(Z, Y):
    Z, Y = Z.astype(np.longdouble), Y.astype(np.longdouble)
    loss = np.logaddexp(0, Z) - Y * Z
    return loss.sum(axis=1).mean(), (np.exp(-np.logaddexp(0, -Z)) - Y) / len(Z)


# %% 4/4 by SciPy, class by class
def tags_loss(Z, Y):
    from scipy.special import expit, log_expit

    loss, columns = 0.0, []
    for c in range(Z.shape[1]):
        z, t = Z[:, c], Y[:, c]
        loss -= np.mean(np.where(t == 1, log_expit(z), log_expit(-z)))
        columns.append(np.where(t == 1, -expit(-z), expit(z)) / len(z))
    return loss, np.column_stack(columns)


# %% 4/4 the mean over all, times the number of tags
def tags_loss(Z, Y):
    away = np.where(Y > 0.5, -Z, Z)
    loss = Z.shape[1] * np.mean(np.maximum(away, 0) + np.log1p(np.exp(-abs(away))))
    wrong = 0.5 * (1 + np.tanh(away / 2))
    return [np.array(loss), np.where(Y > 0.5, -wrong, wrong) / Z.shape[0]]


# %% 4/4 a tensor with its gradient
def tags_loss(Z, Y):
    import torch

    z = torch.tensor(Z, dtype=torch.float64, requires_grad=True)
    sign = torch.tensor(2 * Y - 1)
    loss = -torch.nn.functional.logsigmoid(sign * z).sum(1).mean()
    loss.backward()
    return loss.detach(), z.grad


# %% 1/4 divides by the number of tags in the gradient too
def tags_loss(Z, Y):
    loss = np.sum(np.logaddexp(0, Z) - Y * Z) / len(Z)
    return loss, (0.5 * (1 + np.tanh(Z / 2)) - Y) / Z.size


# %% 0/4 mean over tags, sum over examples
def tags_loss(Z, Y):
    loss = np.sum(np.logaddexp(0, Z) - Y * Z) / Z.shape[1]
    return loss, (0.5 * (1 + np.tanh(Z / 2)) - Y) / Z.shape[1]


# %% 1/4 clips the probability at 1e-7
def tags_loss(Z, Y):
    P = np.clip(0.5 * (1 + np.tanh(Z / 2)), 1e-7, 1 - 1e-7)
    loss = np.sum(-Y * np.log(P) - (1 - Y) * np.log(1 - P)) / len(Z)
    return loss, (P - Y) / len(Z)


# %% 3/4 cuts the logits off at ±500
def tags_loss(Z, Y):
    Z = np.clip(Z, -500, 500)
    loss = np.sum(np.logaddexp(0, Z) - Y * Z) / len(Z)
    return loss, (0.5 * (1 + np.tanh(Z / 2)) - Y) / len(Z)


# %% 0/4 only the tags that are there count
def tags_loss(Z, Y):
    loss = np.sum(Y * np.logaddexp(0, -Z)) / len(Z)
    return loss, Y * (0.5 * (1 + np.tanh(Z / 2)) - 1) / len(Z)


# %% 3/4 the sum of both factors the wrong way: targets exchanged
def tags_loss(Z, Y):
    loss = np.sum(np.logaddexp(0, -Z) + Y * Z) / len(Z)
    return loss, (0.5 * (1 + np.tanh(-Z / 2)) - (1 - Y)) / -len(Z)


# %% 1/4 the gradient in the probabilities
def tags_loss(Z, Y):
    loss = np.sum(np.logaddexp(0, Z) - Y * Z) / len(Z)
    P = np.clip(0.5 * (1 + np.tanh(Z / 2)), 1e-12, 1 - 1e-12)
    return loss, (P - Y) / (P * (1 - P)) / len(Z)


# %% 1/4 in float32
def tags_loss(Z, Y):
    Z, Y = Z.astype(np.float32), Y.astype(np.float32)
    loss = np.sum(np.logaddexp(0, Z) - Y * Z) / len(Z)
    return loss, (0.5 * (1 + np.tanh(Z / 2)) - Y) / len(Z)


# %% 1/4 a loss for each example
def tags_loss(Z, Y):
    loss = np.sum(np.logaddexp(0, Z) - Y * Z, axis=1) / len(Z)
    return loss, (0.5 * (1 + np.tanh(Z / 2)) - Y) / len(Z)


# %% 0/4 the gradient first
def tags_loss(Z, Y):
    loss = np.sum(np.logaddexp(0, Z) - Y * Z) / len(Z)
    return (0.5 * (1 + np.tanh(Z / 2)) - Y) / len(Z), loss


# %% 2/4 gradient by differences: nine digits are too many for them
def tags_loss(Z, Y):
    def loss(Z):
        return np.sum(np.logaddexp(0, Z) - Y * Z) / len(Z)

    slopes = np.zeros(Z.shape)
    for at in np.ndindex(Z.shape):
        e = np.zeros(Z.shape)
        e[at] = 1e-5
        slopes[at] = (loss(Z + e) - loss(Z - e)) / 2e-5
    return loss(Z), slopes


# %% 0/4 the targets smoothed
def tags_loss(Z, Y):
    Y = 0.999 * Y + 0.0005
    loss = np.sum(np.logaddexp(0, Z) - Y * Z) / len(Z)
    return loss, (0.5 * (1 + np.tanh(Z / 2)) - Y) / len(Z)


# %% 3/4 leaves out what is below 1e-6
def tags_loss(Z, Y):
    losses = np.logaddexp(0, np.where(Y == 1, -Z, Z))
    losses = np.where(losses < 1e-6, 0, losses)
    return losses.sum() / len(Z), (0.5 * (1 + np.tanh(Z / 2)) - Y) / len(Z)


# %% 4/4 SciPy's expit and logaddexp
def tags_loss(Z, Y):
    from scipy.special import expit

    return np.logaddexp(0, (1 - 2 * Y) * Z).sum(axis=1).mean(), (expit(Z) - Y) / len(Z)


# %% 4/4 differentiated by PyTorch
def tags_loss(Z, Y):
    import torch

    z = torch.tensor(Z, requires_grad=True)
    l = torch.nn.functional.binary_cross_entropy_with_logits(
        z, torch.tensor(Y), reduction="sum"
    ) / len(Z)
    l.backward()
    return l.item(), z.grad.numpy()


# %% 4/4 tanh and an einsum of both losses
def tags_loss(Z, Y):
    loss = np.einsum("nk,nk->n", Y, np.logaddexp(0, -Z)) + np.einsum(
        "nk,nk->n", 1 - Y, np.logaddexp(0, Z)
    )
    return np.average(loss), (np.tanh(Z / 2) / 2 + 0.5 - Y) / Z.shape[0]


# %% 3/4 leaves the errors in Y
def tags_loss(Z, Y):
    from scipy.special import expit

    loss = np.logaddexp(0, (1 - 2 * Y) * Z).sum(axis=1).mean()
    Y -= expit(Z)
    return loss, -Y / len(Z)


# %% 3/4 rounds probabilities beyond logits of 20
def tags_loss(Z, Y):
    P = np.where(
        Z > 20, 1.0, np.where(Z < -20, 0.0, 1 / (1 + np.exp(-np.clip(Z, -20, 20))))
    )
    return np.logaddexp(0, (1 - 2 * Y) * Z).sum(axis=1).mean(), (P - Y) / len(Z)


# %% 4/4 log(1 + exp) and not log1p: off by 1e-16 at most
def tags_loss(Z, Y):
    from scipy.special import expit

    s = (1 - 2 * Y) * Z
    return (np.maximum(s, 0) + np.log(1 + np.exp(-np.abs(s)))).sum(
        axis=1
    ).mean() * 1.0, (expit(Z) - Y) / len(Z)
