# %% 4/4 the log of a sum of exponentials
def bce(z, y):
    return np.mean(np.logaddexp(0, np.where(y == 1, -z, z)))


# %% 4/4 the two cases apart, with log1p
def bce(z, y):
    total = 0.0
    for a, t in zip(z, y):
        a = -a if t == 1 else a
        total += np.log1p(np.exp(a)) if a < 0 else a + np.log1p(np.exp(-a))
    return total / len(z)


# %% 4/4 minus the log of the probability of the label, each sigmoid on its safe side
def bce(z, y):
    m = z * (2 * y - 1)
    small = np.log1p(np.exp(-np.abs(m)))
    return float(np.mean(np.where(m > 0, small, small - m)))


# %% 3/4 the usual max(z, 0) - z y: right but where z - z should leave a tiny number
def bce(z, y):
    return np.mean(np.logaddexp(0, z) - y * z)


# %% 3/4 log(1 + small) loses what log1p keeps
def bce(z, y):
    away = np.where(y == 1, -z, z)
    return np.mean(np.maximum(away, 0) + np.log(1 + np.exp(-np.abs(away))))


# %% 2/4 the formula as it stands: infinite as soon as σ rounds to 0 or 1
def bce(z, y):
    p = 1 / (1 + np.exp(-z))
    return np.mean(-y * np.log(p) - (1 - y) * np.log(1 - p))


# %% 2/4 clips the probability: never infinite, and wrong beyond 27
def bce(z, y):
    p = np.clip(1 / (1 + np.exp(-z)), 1e-12, 1 - 1e-12)
    return np.mean(-y * np.log(p) - (1 - y) * np.log(1 - p))


# %% 1/4 the sum over the batch where the mean belongs
def bce(z, y):
    return np.logaddexp(0, np.where(y == 1, -z, z)).sum()


# %% 2/4 affords e to the power z, which overflows at 710
def bce(z, y):
    return np.mean(np.log(1 + np.exp(z)) - y * z)


# %% 0/4 adds 1e-7 inside the logarithms, as a library once did: nine digits become six
def bce(z, y):
    p = 1 / (1 + np.exp(-z))
    return np.mean(-y * np.log(p + 1e-7) - (1 - y) * np.log(1 - p + 1e-7))


# %% 0/4 one loss an example, no mean
def bce(z, y):
    return np.logaddexp(0, np.where(y == 1, -z, z))


# %% 0/4 takes z for a probability
def bce(z, y):
    return np.mean(-y * np.log(z) - (1 - y) * np.log(1 - z))


# %% 0/4 base 2 instead of e
def bce(z, y):
    return np.mean(np.logaddexp(0, np.where(y == 1, -z, z))) / np.log(2)


# %% 0/4 the squared error of the probability
def bce(z, y):
    return np.mean((1 / (1 + np.exp(-z)) - y) ** 2)


# %% 0/4 only the examples of class 1 count
def bce(z, y):
    return np.mean(y * np.logaddexp(0, -z))


# %% 4/4 in long doubles, where every exponential can be afforded
def bce(z, y):
    away = np.where(y == 1, -z, z).astype(np.longdouble)
    return np.mean(np.log1p(np.exp(away)))


# %% 4/4 by PyTorch, in float64
def bce(z, y):
    import torch

    away = torch.tensor(np.where(y == 1, -z, z))
    plus = torch.clamp(away, min=0)
    return (plus + torch.log1p(torch.exp(-torch.abs(away)))).mean()


# %% 4/4 by JAX, in float64
def bce(z, y):
    import jax

    with jax.enable_x64(True):
        return -jax.nn.log_sigmoid(jax.numpy.asarray((2 * y - 1) * z)).mean()


# %% 4/4 by SciPy
def bce(z, y):
    from scipy.special import log_expit

    return -np.mean(log_expit((2 * y - 1) * z))


# %% 4/4 a weighted sum of both cases, a 0-dimensional array
def bce(z, y):
    one, zero = np.logaddexp(0, -z), np.logaddexp(0, z)
    return np.array(np.average(y * one + (1 - y) * zero))


# %% 4/4 exactly rounded sums
def bce(z, y):
    import math

    losses = []
    for a, t in zip(z.tolist(), y.tolist()):
        a = a if t == 0 else -a
        losses.append(max(a, 0.0) + math.log1p(math.exp(-abs(a))))
    return math.fsum(losses) / len(losses)


# %% 2/4 cuts z off at ±500
def bce(z, y):
    z = np.clip(z, -500, 500)
    return np.mean(np.logaddexp(0, np.where(y == 1, -z, z)))


# %% 2/4 leaves out the small term where it is sure to be wrong by little
def bce(z, y):
    away = np.where(y == 1, -z, z)
    return np.mean(np.where(away > 15, away, np.logaddexp(0, np.minimum(away, 15))))


# %% 3/4 takes the loss for 0 from z = 600 on
def bce(z, y):
    away = np.where(y == 1, -z, z)
    return np.mean(np.where(away < -500, 0.0, np.logaddexp(0, away)))


# %% 0/4 in float32
def bce(z, y):
    return np.mean(np.logaddexp(0, np.where(y == 1, -z, z).astype(np.float32)))


# %% 3/4 by PyTorch's loss from logits: tiny losses are lost where z - z is left
def bce(z, y):
    import torch

    loss = torch.nn.functional.binary_cross_entropy_with_logits
    return loss(torch.tensor(z), torch.tensor(y)).item()


# %% 0/4 half the loss, as for a squared error
def bce(z, y):
    return np.mean(np.logaddexp(0, np.where(y == 1, -z, z))) / 2


# %% 1/4 targets taken for -1 and 1
def bce(z, y):
    return np.mean(np.logaddexp(0, -y * z))


# %% 0/4 the classes exchanged
def bce(z, y):
    return np.mean(np.logaddexp(0, np.where(y == 0, -z, z)))


# %% 0/4 an array with one number
def bce(z, y):
    return np.mean(np.logaddexp(0, np.where(y == 1, -z, z)), keepdims=True)


# %% 2/4 replaces what is not finite by 0
def bce(z, y):
    p = 1 / (1 + np.exp(-z))
    return np.mean(np.nan_to_num(-y * np.log(p) - (1 - y) * np.log(1 - p), posinf=0))


# %% 3/4 replaces what is infinite by |z|, and loses what is tiny
def bce(z, y):
    p = 1 / (1 + np.exp(-z))
    loss = -np.log(np.where(y == 1, p, 1 - p))
    return np.mean(np.where(np.isfinite(loss), loss, np.abs(z)))


# %% 3/4 turns the sign of z around in place
def bce(z, y):
    z[y == 1] *= -1
    return np.mean(np.logaddexp(0, z))


# %% 2/4 the median instead of the mean
def bce(z, y):
    return np.median(np.logaddexp(0, np.where(y == 1, -z, z)))


# %% 4/4 logaddexp of 0 and how far z is on the wrong side
def bce(z, y):
    return np.logaddexp(0, (1 - 2 * y) * z).mean()


# %% 4/4 math, example by example
def bce(z, y):
    import math

    total = 0.0
    for a, t in zip(z, y):
        s = -a if t == 1 else a
        total += (s if s > 0 else 0.0) + math.log1p(math.exp(-abs(s)))
    return total / len(z)


# %% 4/4 SciPy's log_expit for both targets
def bce(z, y):
    from scipy.special import log_expit

    return float(-np.mean(y * log_expit(z) + (1 - y) * log_expit(-z)))


# %% 3/4 PyTorch's loss in doubles: 0 where it should be tiny
def bce(z, y):
    import torch

    return torch.nn.functional.binary_cross_entropy_with_logits(
        torch.tensor(z), torch.tensor(y)
    ).item()


# %% 4/4 one formula for each side of 0
def bce(z, y):
    away = np.where(y > 0.5, -z, z)
    out = np.empty(len(z))
    big = away > 0
    out[big] = away[big] + np.log1p(np.exp(-away[big]))
    out[~big] = np.log1p(np.exp(away[~big]))
    return np.average(out)


# %% 4/4 PyTorch's softplus: z itself above 20 is right to nine digits
def bce(z, y):
    import torch

    return torch.nn.functional.softplus(torch.tensor((1 - 2 * y) * z)).mean().item()


# %% 4/4 adds |z| where the sign of z is wrong, or 0
def bce(z, y):
    wrong = (z > 0) != (y == 1)
    return np.mean(np.log1p(np.exp(-np.abs(z))) + np.where(wrong, np.abs(z), 0)) * (
        len(z) / (len(z) + (z == 0).sum() * 0.0)
    )


# %% 3/4 the mean of the means of the two targets
def bce(z, y):
    l = np.logaddexp(0, (1 - 2 * y) * z)
    parts = [l[y == c].mean() for c in (0, 1) if (y == c).any()]
    return np.mean(parts)


# %% 3/4 log(1 + exp(z)) where z is between -30 and 30
def bce(z, y):
    s = (1 - 2 * y) * z
    return np.mean(
        np.where(
            s < -30,
            np.exp(-np.abs(s)),
            np.where(s > 30, s, np.log(1 + np.exp(np.clip(s, -30, 30)))),
        )
    )


# %% 3/4 takes all targets for the first one
def bce(z, y):
    s = z if y[0] == 0 else -z
    return np.mean(np.logaddexp(0, s))
