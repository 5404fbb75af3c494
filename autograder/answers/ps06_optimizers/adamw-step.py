# %% 3/3 the definition
def adamw_step(theta, grad, state, lr, decay, beta1=0.9, beta2=0.999, eps=1e-8):
    t = state.get("t", 0) + 1
    m = beta1 * state.get("m", 0) + (1 - beta1) * grad
    s = beta2 * state.get("s", 0) + (1 - beta2) * grad**2
    move = m / (1 - beta1**t) / (np.sqrt(s / (1 - beta2**t)) + eps)
    return (1 - lr * decay) * theta - lr * move, {"t": t, "m": m, "s": s}


# %% 3/3 Adam by itself, called on shrunk weights
def plain(theta, grad, state, lr, beta1, beta2, eps):
    t = state.get("t", 0) + 1
    m = beta1 * state.get("m", 0) + (1 - beta1) * grad
    s = beta2 * state.get("s", 0) + (1 - beta2) * grad**2
    root = np.sqrt(s / (1 - beta2**t)) + eps
    return theta - lr * m / (1 - beta1**t) / root, {"t": t, "m": m, "s": s}


def adamw_step(theta, grad, state, lr, decay, beta1=0.9, beta2=0.999, eps=1e-8):
    return plain(theta * (1 - lr * decay), grad, state, lr, beta1, beta2, eps)


# %% 3/3 weighted means of all gradients
def adamw_step(theta, grad, state, lr, decay, beta1=0.9, beta2=0.999, eps=1e-8):
    seen = [*state.get("seen", []), grad.copy()]
    age = np.arange(len(seen))[::-1]
    m = np.average(seen, axis=0, weights=beta1**age)
    s = np.average(np.square(seen), axis=0, weights=beta2**age)
    new = theta - lr * m / (np.sqrt(s) + eps)
    return new - lr * decay * theta, {"seen": seen}


# %% 0/3 Adam with a penalty in the gradient
def adamw_step(theta, grad, state, lr, decay, beta1=0.9, beta2=0.999, eps=1e-8):
    grad = grad + decay * theta
    t = state.get("t", 0) + 1
    m = beta1 * state.get("m", 0) + (1 - beta1) * grad
    s = beta2 * state.get("s", 0) + (1 - beta2) * grad**2
    move = m / (1 - beta1**t) / (np.sqrt(s / (1 - beta2**t)) + eps)
    return theta - lr * move, {"t": t, "m": m, "s": s}


# %% 0/3 the penalty is left out of s only
def adamw_step(theta, grad, state, lr, decay, beta1=0.9, beta2=0.999, eps=1e-8):
    t = state.get("t", 0) + 1
    m = beta1 * state.get("m", 0) + (1 - beta1) * (grad + decay * theta)
    s = beta2 * state.get("s", 0) + (1 - beta2) * grad**2
    move = m / (1 - beta1**t) / (np.sqrt(s / (1 - beta2**t)) + eps)
    return theta - lr * move, {"t": t, "m": m, "s": s}


# %% 0/3 shrinks without the rate
def adamw_step(theta, grad, state, lr, decay, beta1=0.9, beta2=0.999, eps=1e-8):
    t = state.get("t", 0) + 1
    m = beta1 * state.get("m", 0) + (1 - beta1) * grad
    s = beta2 * state.get("s", 0) + (1 - beta2) * grad**2
    move = m / (1 - beta1**t) / (np.sqrt(s / (1 - beta2**t)) + eps)
    return (1 - decay) * theta - lr * move, {"t": t, "m": m, "s": s}


# %% 1/3 shrinks what has been stepped already
def adamw_step(theta, grad, state, lr, decay, beta1=0.9, beta2=0.999, eps=1e-8):
    t = state.get("t", 0) + 1
    m = beta1 * state.get("m", 0) + (1 - beta1) * grad
    s = beta2 * state.get("s", 0) + (1 - beta2) * grad**2
    move = m / (1 - beta1**t) / (np.sqrt(s / (1 - beta2**t)) + eps)
    return (1 - lr * decay) * (theta - lr * move), {"t": t, "m": m, "s": s}


# %% 0/3 grows the weights
def adamw_step(theta, grad, state, lr, decay, beta1=0.9, beta2=0.999, eps=1e-8):
    t = state.get("t", 0) + 1
    m = beta1 * state.get("m", 0) + (1 - beta1) * grad
    s = beta2 * state.get("s", 0) + (1 - beta2) * grad**2
    move = m / (1 - beta1**t) / (np.sqrt(s / (1 - beta2**t)) + eps)
    return (1 + lr * decay) * theta - lr * move, {"t": t, "m": m, "s": s}


# %% 0/3 no bias correction
def adamw_step(theta, grad, state, lr, decay, beta1=0.9, beta2=0.999, eps=1e-8):
    m = beta1 * state.get("m", 0) + (1 - beta1) * grad
    s = beta2 * state.get("s", 0) + (1 - beta2) * grad**2
    return theta - lr * (m / (np.sqrt(s) + eps) + decay * theta), {"m": m, "s": s}


# %% 1/3 the penalty gets into what is remembered
def adamw_step(theta, grad, state, lr, decay, beta1=0.9, beta2=0.999, eps=1e-8):
    t = state.get("t", 0) + 1
    m = beta1 * state.get("m", 0) + (1 - beta1) * grad
    s = beta2 * state.get("s", 0) + (1 - beta2) * grad**2
    move = m / (1 - beta1**t) / (np.sqrt(s / (1 - beta2**t)) + eps)
    return theta - lr * (move + decay * theta), {"t": t, "m": m + decay * theta, "s": s}


# %% 2/3 the betas exchanged
def adamw_step(theta, grad, state, lr, decay, beta1=0.9, beta2=0.999, eps=1e-8):
    t = state.get("t", 0) + 1
    m = beta2 * state.get("m", 0) + (1 - beta2) * grad
    s = beta1 * state.get("s", 0) + (1 - beta1) * grad**2
    root = np.sqrt(s / (1 - beta1**t)) + eps
    move = m / (1 - beta2**t) / root
    return theta - lr * (move + decay * theta), {"t": t, "m": m, "s": s}


# %% 0/3 the corrections exchanged
def adamw_step(theta, grad, state, lr, decay, beta1=0.9, beta2=0.999, eps=1e-8):
    t = state.get("t", 0) + 1
    m = beta1 * state.get("m", 0) + (1 - beta1) * grad
    s = beta2 * state.get("s", 0) + (1 - beta2) * grad**2
    root = np.sqrt(s / (1 - beta1**t)) + eps
    move = m / (1 - beta2**t) / root
    return theta - lr * (move + decay * theta), {"t": t, "m": m, "s": s}


# %% 0/3 the mean is not corrected
def adamw_step(theta, grad, state, lr, decay, beta1=0.9, beta2=0.999, eps=1e-8):
    t = state.get("t", 0) + 1
    m = beta1 * state.get("m", 0) + (1 - beta1) * grad
    s = beta2 * state.get("s", 0) + (1 - beta2) * grad**2
    root = np.sqrt(s / (1 - beta2**t)) + eps
    move = m / root
    return theta - lr * (move + decay * theta), {"t": t, "m": m, "s": s}


# %% 0/3 the mean of squares is not corrected
def adamw_step(theta, grad, state, lr, decay, beta1=0.9, beta2=0.999, eps=1e-8):
    t = state.get("t", 0) + 1
    m = beta1 * state.get("m", 0) + (1 - beta1) * grad
    s = beta2 * state.get("s", 0) + (1 - beta2) * grad**2
    root = np.sqrt(s) + eps
    move = m / (1 - beta1**t) / root
    return theta - lr * (move + decay * theta), {"t": t, "m": m, "s": s}


# %% 1/3 the corrected averages are remembered
def adamw_step(theta, grad, state, lr, decay, beta1=0.9, beta2=0.999, eps=1e-8):
    t = state.get("t", 0) + 1
    m = beta1 * state.get("m", 0) + (1 - beta1) * grad
    s = beta2 * state.get("s", 0) + (1 - beta2) * grad**2
    root = np.sqrt(s / (1 - beta2**t)) + eps
    move = m / (1 - beta1**t) / root
    return theta - lr * (move + decay * theta), {
        "t": t,
        "m": m / (1 - beta1**t),
        "s": s / (1 - beta2**t),
    }


# %% 1/3 t counts from 0, corrected by t + 1, and then by t
def adamw_step(theta, grad, state, lr, decay, beta1=0.9, beta2=0.999, eps=1e-8):
    t = state.get("t", 0) + 1
    m = beta1 * state.get("m", 0) + (1 - beta1) * grad
    s = beta2 * state.get("s", 0) + (1 - beta2) * grad**2
    root = np.sqrt(s / (1 - beta2**t)) + eps
    move = m / (1 - beta1 ** (t if t > 1 else 1) + (t > 3) * 1e-3) / root
    return theta - lr * (move + decay * theta), {"t": t, "m": m, "s": s}


# %% 2/3 another default of beta2: 0.99
def adamw_step(theta, grad, state, lr, decay, beta1=0.9, beta2=0.99, eps=1e-8):
    t = state.get("t", 0) + 1
    m = beta1 * state.get("m", 0) + (1 - beta1) * grad
    s = beta2 * state.get("s", 0) + (1 - beta2) * grad**2
    root = np.sqrt(s / (1 - beta2**t)) + eps
    move = m / (1 - beta1**t) / root
    return theta - lr * (move + decay * theta), {"t": t, "m": m, "s": s}


# %% 2/3 another default of beta1: 0.95
def adamw_step(theta, grad, state, lr, decay, beta1=0.95, beta2=0.999, eps=1e-8):
    t = state.get("t", 0) + 1
    m = beta1 * state.get("m", 0) + (1 - beta1) * grad
    s = beta2 * state.get("s", 0) + (1 - beta2) * grad**2
    root = np.sqrt(s / (1 - beta2**t)) + eps
    move = m / (1 - beta1**t) / root
    return theta - lr * (move + decay * theta), {"t": t, "m": m, "s": s}


# %% 1/3 the default of another framework: eps 1e-7
def adamw_step(theta, grad, state, lr, decay, beta1=0.9, beta2=0.999, eps=1e-7):
    t = state.get("t", 0) + 1
    m = beta1 * state.get("m", 0) + (1 - beta1) * grad
    s = beta2 * state.get("s", 0) + (1 - beta2) * grad**2
    root = np.sqrt(s / (1 - beta2**t)) + eps
    move = m / (1 - beta1**t) / root
    return theta - lr * (move + decay * theta), {"t": t, "m": m, "s": s}


# %% 2/3 beta1 is 0.9, whatever is said
def adamw_step(theta, grad, state, lr, decay, beta1=0.9, beta2=0.999, eps=1e-8):
    beta1 = 0.9
    t = state.get("t", 0) + 1
    m = beta1 * state.get("m", 0) + (1 - beta1) * grad
    s = beta2 * state.get("s", 0) + (1 - beta2) * grad**2
    root = np.sqrt(s / (1 - beta2**t)) + eps
    move = m / (1 - beta1**t) / root
    return theta - lr * (move + decay * theta), {"t": t, "m": m, "s": s}


# %% 2/3 beta2 is 0.999, whatever is said
def adamw_step(theta, grad, state, lr, decay, beta1=0.9, beta2=0.999, eps=1e-8):
    beta2 = 0.999
    t = state.get("t", 0) + 1
    m = beta1 * state.get("m", 0) + (1 - beta1) * grad
    s = beta2 * state.get("s", 0) + (1 - beta2) * grad**2
    root = np.sqrt(s / (1 - beta2**t)) + eps
    move = m / (1 - beta1**t) / root
    return theta - lr * (move + decay * theta), {"t": t, "m": m, "s": s}


# %% 2/3 a beta of 0 is taken for none given
def adamw_step(theta, grad, state, lr, decay, beta1=0.9, beta2=0.999, eps=1e-8):
    beta1, beta2 = beta1 or 0.9, beta2 or 0.999
    t = state.get("t", 0) + 1
    m = beta1 * state.get("m", 0) + (1 - beta1) * grad
    s = beta2 * state.get("s", 0) + (1 - beta2) * grad**2
    root = np.sqrt(s / (1 - beta2**t)) + eps
    move = m / (1 - beta1**t) / root
    return theta - lr * (move + decay * theta), {"t": t, "m": m, "s": s}


# %% 1/3 eps under the root, squared
def adamw_step(theta, grad, state, lr, decay, beta1=0.9, beta2=0.999, eps=1e-8):
    t = state.get("t", 0) + 1
    m = beta1 * state.get("m", 0) + (1 - beta1) * grad
    s = beta2 * state.get("s", 0) + (1 - beta2) * grad**2
    root = np.sqrt(s / (1 - beta2**t) + eps**2)
    move = m / (1 - beta1**t) / root
    return theta - lr * (move + decay * theta), {"t": t, "m": m, "s": s}


# %% 1/3 eps under the root, as it is
def adamw_step(theta, grad, state, lr, decay, beta1=0.9, beta2=0.999, eps=1e-8):
    t = state.get("t", 0) + 1
    m = beta1 * state.get("m", 0) + (1 - beta1) * grad
    s = beta2 * state.get("s", 0) + (1 - beta2) * grad**2
    root = np.sqrt(s / (1 - beta2**t) + eps)
    move = m / (1 - beta1**t) / root
    return theta - lr * (move + decay * theta), {"t": t, "m": m, "s": s}


# %% 1/3 the largest of eps and the root
def adamw_step(theta, grad, state, lr, decay, beta1=0.9, beta2=0.999, eps=1e-8):
    t = state.get("t", 0) + 1
    m = beta1 * state.get("m", 0) + (1 - beta1) * grad
    s = beta2 * state.get("s", 0) + (1 - beta2) * grad**2
    root = np.maximum(np.sqrt(s / (1 - beta2**t)), eps)
    move = m / (1 - beta1**t) / root
    return theta - lr * (move + decay * theta), {"t": t, "m": m, "s": s}


# %% 1/3 no eps; a gradient of 0 stays where it is
def adamw_step(theta, grad, state, lr, decay, beta1=0.9, beta2=0.999, eps=1e-8):
    t = state.get("t", 0) + 1
    m = beta1 * state.get("m", 0) + (1 - beta1) * grad
    s = beta2 * state.get("s", 0) + (1 - beta2) * grad**2
    root = np.where(s == 0, 1, np.sqrt(s / (1 - beta2**t)))
    move = m / (1 - beta1**t) / root
    return theta - lr * (move + decay * theta), {"t": t, "m": m, "s": s}


# %% 0/3 no root
def adamw_step(theta, grad, state, lr, decay, beta1=0.9, beta2=0.999, eps=1e-8):
    t = state.get("t", 0) + 1
    m = beta1 * state.get("m", 0) + (1 - beta1) * grad
    s = beta2 * state.get("s", 0) + (1 - beta2) * grad**2
    root = s / (1 - beta2**t) + eps
    move = m / (1 - beta1**t) / root
    return theta - lr * (move + decay * theta), {"t": t, "m": m, "s": s}


# %% 2/3 the maximum of the mean squares, AMSGrad
def adamw_step(theta, grad, state, lr, decay, beta1=0.9, beta2=0.999, eps=1e-8):
    t = state.get("t", 0) + 1
    m = beta1 * state.get("m", 0) + (1 - beta1) * grad
    s = beta2 * state.get("s", 0) + (1 - beta2) * grad**2
    top = np.maximum(state.get("top", 0), s / (1 - beta2**t))
    root = np.sqrt(top) + eps
    move = m / (1 - beta1**t) / root
    return theta - lr * (move + decay * theta), {"t": t, "m": m, "s": s, "top": top}


# %% 0/3 a look ahead in the mean, NAdam
def adamw_step(theta, grad, state, lr, decay, beta1=0.9, beta2=0.999, eps=1e-8):
    t = state.get("t", 0) + 1
    m = beta1 * state.get("m", 0) + (1 - beta1) * grad
    s = beta2 * state.get("s", 0) + (1 - beta2) * grad**2
    root = np.sqrt(s / (1 - beta2**t)) + eps
    move = (
        beta1 * m / (1 - beta1 ** (t + 1)) + (1 - beta1) * grad / (1 - beta1**t)
    ) / root
    return theta - lr * (move + decay * theta), {"t": t, "m": m, "s": s}


# %% 2/3 the largest gradient for the root, AdaMax
def adamw_step(theta, grad, state, lr, decay, beta1=0.9, beta2=0.999, eps=1e-8):
    t = state.get("t", 0) + 1
    m = beta1 * state.get("m", 0) + (1 - beta1) * grad
    s = np.maximum(beta2 * state.get("s", 0), grad**2)
    root = np.sqrt(s) + eps
    move = m / (1 - beta1**t) / root
    return theta - lr * (move + decay * theta), {"t": t, "m": m, "s": s}


# %% 0/3 a variance: squares of what is off the mean
def adamw_step(theta, grad, state, lr, decay, beta1=0.9, beta2=0.999, eps=1e-8):
    t = state.get("t", 0) + 1
    m = beta1 * state.get("m", 0) + (1 - beta1) * grad
    s = beta2 * state.get("s", 0) + (1 - beta2) * (grad - m) ** 2 + eps
    root = np.sqrt(s / (1 - beta2**t)) + eps
    move = m / (1 - beta1**t) / root
    return theta - lr * (move + decay * theta), {"t": t, "m": m, "s": s}


# %% 2/3 RMSprop: the gradient over the root
def adamw_step(theta, grad, state, lr, decay, beta1=0.9, beta2=0.999, eps=1e-8):
    t = state.get("t", 0) + 1
    m = beta1 * state.get("m", 0) + (1 - beta1) * grad
    s = beta2 * state.get("s", 0) + (1 - beta2) * grad**2
    root = np.sqrt(s / (1 - beta2**t)) + eps
    move = grad / root
    return theta - lr * (move + decay * theta), {"t": t, "m": m, "s": s}


# %% 2/3 a sum of squares
def adamw_step(theta, grad, state, lr, decay, beta1=0.9, beta2=0.999, eps=1e-8):
    t = state.get("t", 0) + 1
    m = beta1 * state.get("m", 0) + (1 - beta1) * grad
    s = state.get("s", 0) + grad**2
    root = np.sqrt(s / t) + eps
    move = m / (1 - beta1**t) / root
    return theta - lr * (move + decay * theta), {"t": t, "m": m, "s": s}


# %% 2/3 sizes for squares
def adamw_step(theta, grad, state, lr, decay, beta1=0.9, beta2=0.999, eps=1e-8):
    t = state.get("t", 0) + 1
    m = beta1 * state.get("m", 0) + (1 - beta1) * grad
    s = beta2 * state.get("s", 0) + (1 - beta2) * np.abs(grad)
    root = s / (1 - beta2**t) + eps
    move = m / (1 - beta1**t) / root
    return theta - lr * (move + decay * theta), {"t": t, "m": m, "s": s}


# %% 2/3 the squares start from the first
def adamw_step(theta, grad, state, lr, decay, beta1=0.9, beta2=0.999, eps=1e-8):
    t = state.get("t", 0) + 1
    m = beta1 * state.get("m", 0) + (1 - beta1) * grad
    s = beta2 * state.get("s", grad**2) + (1 - beta2) * grad**2
    root = np.sqrt(s) + eps
    move = m / (1 - beta1**t) / root
    return theta - lr * (move + decay * theta), {"t": t, "m": m, "s": s}


# %% 0/3 climbs
def adamw_step(theta, grad, state, lr, decay, beta1=0.9, beta2=0.999, eps=1e-8):
    t = state.get("t", 0) + 1
    m = beta1 * state.get("m", 0) + (1 - beta1) * grad
    s = beta2 * state.get("s", 0) + (1 - beta2) * grad**2
    root = np.sqrt(s / (1 - beta2**t)) + eps
    move = m / (1 - beta1**t) / root
    return theta + lr * (move + decay * theta), {"t": t, "m": m, "s": s}


# %% 1/3 in float32
def adamw_step(theta, grad, state, lr, decay, beta1=0.9, beta2=0.999, eps=1e-8):
    t = state.get("t", 0) + 1
    m = beta1 * state.get("m", 0) + (1 - beta1) * grad
    s = beta2 * state.get("s", 0) + (1 - beta2) * grad.astype(np.float32) ** 2
    root = np.sqrt(s / (1 - beta2**t)) + eps
    move = m / (1 - beta1**t) / root
    return theta - lr * (move + decay * theta), {"t": t, "m": m, "s": s}


# %% 1/3 both averages over all coordinates
def adamw_step(theta, grad, state, lr, decay, beta1=0.9, beta2=0.999, eps=1e-8):
    t = state.get("t", 0) + 1
    m = beta1 * state.get("m", 0) + (1 - beta1) * grad
    s = beta2 * state.get("s", 0) + (1 - beta2) * np.sum(grad**2)
    root = np.sqrt(s / (1 - beta2**t)) + eps
    move = m / (1 - beta1**t) / root
    return theta - lr * (move + decay * theta), {"t": t, "m": m, "s": s}


# %% 0/3 the square of the mean for the mean of squares
def adamw_step(theta, grad, state, lr, decay, beta1=0.9, beta2=0.999, eps=1e-8):
    t = state.get("t", 0) + 1
    m = beta1 * state.get("m", 0) + (1 - beta1) * grad
    s = beta2 * state.get("s", 0) + (1 - beta2) * m**2
    root = np.sqrt(s / (1 - beta2**t)) + eps
    move = m / (1 - beta1**t) / root
    return theta - lr * (move + decay * theta), {"t": t, "m": m, "s": s}


# %% 1/3 starts anew after ten steps
def adamw_step(theta, grad, state, lr, decay, beta1=0.9, beta2=0.999, eps=1e-8):
    t = state.get("t", 0) % 10 + 1
    m = beta1 * state.get("m", 0) + (1 - beta1) * grad
    s = beta2 * state.get("s", 0) + (1 - beta2) * grad**2
    root = np.sqrt(s / (1 - beta2**t)) + eps
    move = m / (1 - beta1**t) / root
    return theta - lr * (move + decay * theta), {"t": t, "m": m, "s": s}


# %% 1/3 no correction after a few steps, when it should not matter
def adamw_step(theta, grad, state, lr, decay, beta1=0.9, beta2=0.999, eps=1e-8):
    t = state.get("t", 0) + 1
    m = beta1 * state.get("m", 0) + (1 - beta1) * grad
    s = beta2 * state.get("s", 0) + (1 - beta2) * grad**2
    if t > 4:
        t = 10**9
    root = np.sqrt(s / (1 - beta2**t)) + eps
    move = m / (1 - beta1**t) / root
    return theta - lr * (move + decay * theta), {
        "t": state.get("t", 0) + 1,
        "m": m,
        "s": s,
    }


# %% 1/3 a flat answer
def adamw_step(theta, grad, state, lr, decay, beta1=0.9, beta2=0.999, eps=1e-8):
    t = state.get("t", 0) + 1
    m = beta1 * state.get("m", 0) + (1 - beta1) * grad
    s = beta2 * state.get("s", 0) + (1 - beta2) * grad**2
    root = np.sqrt(s / (1 - beta2**t)) + eps
    move = m / (1 - beta1**t) / root
    return np.ravel(theta - lr * (move + decay * theta)), {"t": t, "m": m, "s": s}


# %% 2/3 averages updated in place
def adamw_step(theta, grad, state, lr, decay, beta1=0.9, beta2=0.999, eps=1e-8):
    t = state.get("t", 0) + 1
    m = state["m"] if state else np.zeros_like(grad)
    s = state["s"] if state else np.zeros_like(grad)
    m *= beta1
    m += (1 - beta1) * grad
    s *= beta2
    s += (1 - beta2) * grad**2
    root = np.sqrt(s / (1 - beta2**t)) + eps
    move = m / (1 - beta1**t) / root
    return theta - lr * (move + decay * theta), {"t": t, "m": m, "s": s}


# %% 2/3 writes into the state it was given
def adamw_step(theta, grad, state, lr, decay, beta1=0.9, beta2=0.999, eps=1e-8):
    state["t"] = t = state.get("t", 0) + 1
    m = beta1 * state.get("m", 0) + (1 - beta1) * grad
    s = beta2 * state.get("s", 0) + (1 - beta2) * grad**2
    root = np.sqrt(s / (1 - beta2**t)) + eps
    move = m / (1 - beta1**t) / root
    return theta - lr * (move + decay * theta), {"t": t, "m": m, "s": s}


# %% 1/3 counts its own calls
def adamw_step(theta, grad, state, lr, decay, beta1=0.9, beta2=0.999, eps=1e-8):
    adamw_step.t = t = getattr(adamw_step, "t", 0) + 1
    m = beta1 * state.get("m", 0) + (1 - beta1) * grad
    s = beta2 * state.get("s", 0) + (1 - beta2) * grad**2
    root = np.sqrt(s / (1 - beta2**t)) + eps
    move = m / (1 - beta1**t) / root
    return theta - lr * (move + decay * theta), {"t": t, "m": m, "s": s}


# %% 2/3 the averages are kept outside of the state
def adamw_step(theta, grad, state, lr, decay, beta1=0.9, beta2=0.999, eps=1e-8):
    if not state:
        adamw_step.kept = {}
    state = adamw_step.kept
    t = state.get("t", 0) + 1
    m = beta1 * state.get("m", 0) + (1 - beta1) * grad
    s = beta2 * state.get("s", 0) + (1 - beta2) * grad**2
    root = np.sqrt(s / (1 - beta2**t)) + eps
    move = m / (1 - beta1**t) / root
    adamw_step.kept = {"t": t, "m": m, "s": s}
    return theta - lr * (move + decay * theta), {"on": True}


# %% 2/3 squares the gradient in place
def adamw_step(theta, grad, state, lr, decay, beta1=0.9, beta2=0.999, eps=1e-8):
    t = state.get("t", 0) + 1
    m = beta1 * state.get("m", 0) + (1 - beta1) * grad
    np.square(grad, out=grad)
    s = beta2 * state.get("s", 0) + (1 - beta2) * grad
    root = np.sqrt(s / (1 - beta2**t)) + eps
    move = m / (1 - beta1**t) / root
    return theta - lr * (move + decay * theta), {"t": t, "m": m, "s": s}


# %% 1/3 one count for each array shape, kept outside
def adamw_step(theta, grad, state, lr, decay, beta1=0.9, beta2=0.999, eps=1e-8):
    counts = adamw_step.__dict__
    t = counts[str(grad.shape)] = counts.get(str(grad.shape), 0) + 1
    m = beta1 * state.get("m", 0) + (1 - beta1) * grad
    s = beta2 * state.get("s", 0) + (1 - beta2) * grad**2
    root = np.sqrt(s / (1 - beta2**t)) + eps
    move = m / (1 - beta1**t) / root
    return theta - lr * (move + decay * theta), {"t": t, "m": m, "s": s}


# %% 3/3 entry by entry, with numbers and lists
def adamw_step(theta, grad, state, lr, decay, beta1=0.9, beta2=0.999, eps=1e-8):
    d, t = theta.size, state.get("t", 0) + 1
    old_m, old_s = state.get("m", [0.0] * d), state.get("s", [0.0] * d)
    m, s, new = [], [], []
    for k in range(d):
        g = float(grad.flat[k])
        m.append(beta1 * old_m[k] + (1 - beta1) * g)
        s.append(beta2 * old_s[k] + (1 - beta2) * g * g)
        root = (s[k] / (1 - beta2**t)) ** 0.5 + eps
        new.append(theta.flat[k] - lr * m[k] / (1 - beta1**t) / root)
    new = np.array(new).reshape(theta.shape)
    return new - lr * decay * theta, dict(t=t, m=m, s=s)


# %% 3/3 by PyTorch’s own optimizer
def adamw_step(theta, grad, state, lr, decay, beta1=0.9, beta2=0.999, eps=1e-8):
    import torch

    p = torch.nn.Parameter(torch.tensor(theta))
    p.grad = torch.tensor(grad)
    kind = torch.optim.AdamW
    more = {"weight_decay": decay}
    adam = kind([p], lr=lr, betas=(beta1, beta2), eps=eps, foreach=False, **more)
    if state:
        t, m, s = state["kept"]
        adam.state[p] = {
            "step": torch.tensor(float(t)),
            "exp_avg": torch.tensor(m),
            "exp_avg_sq": torch.tensor(s),
        }
    adam.step()
    new = adam.state[p]
    kept = float(new["step"]), new["exp_avg"].numpy(), new["exp_avg_sq"].numpy()
    return p.detach().numpy(), {"kept": kept}


# %% 3/3 in long doubles
def adamw_step(theta, grad, state, lr, decay, beta1=0.9, beta2=0.999, eps=1e-8):
    g = np.asarray(grad, dtype=np.longdouble)
    t = state.get("t", 0) + 1
    m = state.get("m", 0 * g)
    s = state.get("s", 0 * g)
    m, s = m + (1 - beta1) * (g - m), s + (1 - beta2) * (g * g - s)
    move = lr * (m / (1 - beta1**t)) / ((s / (1 - beta2**t)) ** 0.5 + eps)
    return theta - lr * decay * theta - move, {"t": t, "m": m, "s": s}


# %% 3/3 by JAX, in float64
def adamw_step(theta, grad, state, lr, decay, beta1=0.9, beta2=0.999, eps=1e-8):
    import jax

    with jax.enable_x64(True):
        g, p = jax.numpy.asarray(grad), jax.numpy.asarray(theta)
        t, m, s = state.get("tms", (0, 0.0 * g, 0.0 * g))
        t, m, s = t + 1, beta1 * m + (1 - beta1) * g, beta2 * s + (1 - beta2) * g**2
        top, below = m / (1 - beta1**t), jax.numpy.sqrt(s / (1 - beta2**t)) + eps
        return p - lr * top / below - lr * decay * p, {"tms": (t, m, s)}


# %% 3/3 sums that are divided by the sum of their weights
def adamw_step(theta, grad, state, lr, decay, beta1=0.9, beta2=0.999, eps=1e-8):
    a, wa, b, wb = state.get("sums", (0.0, 0.0, 0.0, 0.0))
    a, wa = beta1 * a + grad, beta1 * wa + 1
    b, wb = beta2 * b + grad * grad, beta2 * wb + 1
    new = theta - lr * decay * theta - lr * (a / wa) / (np.sqrt(b / wb) + eps)
    return new, {"sums": (a, wa, b, wb)}


# %% 0/3 half the decay: the slope of α/4
def adamw_step(theta, grad, state, lr, decay, beta1=0.9, beta2=0.999, eps=1e-8):
    t = state.get("t", 0) + 1
    m = beta1 * state.get("m", 0) + (1 - beta1) * grad
    s = beta2 * state.get("s", 0) + (1 - beta2) * grad**2
    root = np.sqrt(s / (1 - beta2**t)) + eps
    move = m / (1 - beta1**t) / root
    return theta - lr * (move + 0.5 * decay * theta), {"t": t, "m": m, "s": s}


# %% 0/3 twice the decay
def adamw_step(theta, grad, state, lr, decay, beta1=0.9, beta2=0.999, eps=1e-8):
    t = state.get("t", 0) + 1
    m = beta1 * state.get("m", 0) + (1 - beta1) * grad
    s = beta2 * state.get("s", 0) + (1 - beta2) * grad**2
    root = np.sqrt(s / (1 - beta2**t)) + eps
    move = m / (1 - beta1**t) / root
    return theta - lr * (move + 2 * decay * theta), {"t": t, "m": m, "s": s}


# %% 0/3 the decay times the rate twice
def adamw_step(theta, grad, state, lr, decay, beta1=0.9, beta2=0.999, eps=1e-8):
    t = state.get("t", 0) + 1
    m = beta1 * state.get("m", 0) + (1 - beta1) * grad
    s = beta2 * state.get("s", 0) + (1 - beta2) * grad**2
    root = np.sqrt(s / (1 - beta2**t)) + eps
    move = m / (1 - beta1**t) / root
    return theta - lr * (move + lr * decay * theta), {"t": t, "m": m, "s": s}


# %% 0/3 the decay pulls by the sign of the weight
def adamw_step(theta, grad, state, lr, decay, beta1=0.9, beta2=0.999, eps=1e-8):
    t = state.get("t", 0) + 1
    m = beta1 * state.get("m", 0) + (1 - beta1) * grad
    s = beta2 * state.get("s", 0) + (1 - beta2) * grad**2
    root = np.sqrt(s / (1 - beta2**t)) + eps
    move = m / (1 - beta1**t) / root
    return theta - lr * (move + decay * np.sign(theta)), {"t": t, "m": m, "s": s}


# %% 1/3 the decay counts less the longer it walks
def adamw_step(theta, grad, state, lr, decay, beta1=0.9, beta2=0.999, eps=1e-8):
    t = state.get("t", 0) + 1
    m = beta1 * state.get("m", 0) + (1 - beta1) * grad
    s = beta2 * state.get("s", 0) + (1 - beta2) * grad**2
    root = np.sqrt(s / (1 - beta2**t)) + eps
    move = m / (1 - beta1**t) / root
    return theta - lr * (move + decay / t * theta), {"t": t, "m": m, "s": s}


# %% 0/3 the decay is divided by the root, too
def adamw_step(theta, grad, state, lr, decay, beta1=0.9, beta2=0.999, eps=1e-8):
    t = state.get("t", 0) + 1
    m = beta1 * state.get("m", 0) + (1 - beta1) * grad
    s = beta2 * state.get("s", 0) + (1 - beta2) * grad**2
    root = np.sqrt(s / (1 - beta2**t)) + eps
    move = m / (1 - beta1**t) / root
    return theta - lr * (move + decay * theta / root), {"t": t, "m": m, "s": s}


# %% 0/3 no decay in the first step
def adamw_step(theta, grad, state, lr, decay, beta1=0.9, beta2=0.999, eps=1e-8):
    t = state.get("t", 0) + 1
    m = beta1 * state.get("m", 0) + (1 - beta1) * grad
    s = beta2 * state.get("s", 0) + (1 - beta2) * grad**2
    root = np.sqrt(s / (1 - beta2**t)) + eps
    move = m / (1 - beta1**t) / root
    return theta - lr * (move + decay * theta * (t > 1)), {"t": t, "m": m, "s": s}


# %% 1/3 decay only where there is a gradient
def adamw_step(theta, grad, state, lr, decay, beta1=0.9, beta2=0.999, eps=1e-8):
    t = state.get("t", 0) + 1
    m = beta1 * state.get("m", 0) + (1 - beta1) * grad
    s = beta2 * state.get("s", 0) + (1 - beta2) * grad**2
    root = np.sqrt(s / (1 - beta2**t)) + eps
    move = m / (1 - beta1**t) / root
    return theta - lr * (move + decay * theta * (grad != 0)), {"t": t, "m": m, "s": s}


# %% 0/3 forgets the decay
def adamw_step(theta, grad, state, lr, decay, beta1=0.9, beta2=0.999, eps=1e-8):
    t = state.get("t", 0) + 1
    m = beta1 * state.get("m", 0) + (1 - beta1) * grad
    s = beta2 * state.get("s", 0) + (1 - beta2) * grad**2
    root = np.sqrt(s / (1 - beta2**t)) + eps
    move = m / (1 - beta1**t) / root
    return theta - lr * (move), {"t": t, "m": m, "s": s}


# %% 1/3 the decay shrinks to the mean
def adamw_step(theta, grad, state, lr, decay, beta1=0.9, beta2=0.999, eps=1e-8):
    t = state.get("t", 0) + 1
    m = beta1 * state.get("m", 0) + (1 - beta1) * grad
    s = beta2 * state.get("s", 0) + (1 - beta2) * grad**2
    root = np.sqrt(s / (1 - beta2**t)) + eps
    move = m / (1 - beta1**t) / root
    return theta - lr * (move + decay * (theta - theta.mean())), {
        "t": t,
        "m": m,
        "s": s,
    }


# %% 0/3 decay with the sign turned, in the gradient
def adamw_step(theta, grad, state, lr, decay, beta1=0.9, beta2=0.999, eps=1e-8):
    grad = grad - decay * theta
    t = state.get("t", 0) + 1
    m = beta1 * state.get("m", 0) + (1 - beta1) * grad
    s = beta2 * state.get("s", 0) + (1 - beta2) * grad**2
    root = np.sqrt(s / (1 - beta2**t)) + eps
    move = m / (1 - beta1**t) / root
    return theta - lr * (move), {"t": t, "m": m, "s": s}


# %% 1/3 a fixed decay of 0.5
def adamw_step(theta, grad, state, lr, decay, beta1=0.9, beta2=0.999, eps=1e-8):
    t = state.get("t", 0) + 1
    m = beta1 * state.get("m", 0) + (1 - beta1) * grad
    s = beta2 * state.get("s", 0) + (1 - beta2) * grad**2
    root = np.sqrt(s / (1 - beta2**t)) + eps
    move = m / (1 - beta1**t) / root
    return theta - lr * (move + 0.5 * theta), {"t": t, "m": m, "s": s}


# %% 0/3 the penalty goes into m only
def adamw_step(theta, grad, state, lr, decay, beta1=0.9, beta2=0.999, eps=1e-8):
    t = state.get("t", 0) + 1
    m = beta1 * state.get("m", 0) + (1 - beta1) * (grad)
    s = beta2 * state.get("s", 0) + (1 - beta2) * grad**2
    root = np.sqrt(s / (1 - beta2**t)) + eps
    move = m / (1 - beta1**t) / root
    return theta - lr * (move), {"t": t, "m": m, "s": s}


# %% 0/3 exp(-lr decay) for 1 - lr decay
def adamw_step(theta, grad, state, lr, decay, beta1=0.9, beta2=0.999, eps=1e-8):
    t = state.get("t", 0) + 1
    m = beta1 * state.get("m", 0) + (1 - beta1) * grad
    s = beta2 * state.get("s", 0) + (1 - beta2) * grad**2
    root = np.sqrt(s / (1 - beta2**t)) + eps
    move = m / (1 - beta1**t) / root
    return np.exp(-lr * decay) * theta - lr * move, {"t": t, "m": m, "s": s}


# %% 0/3 divides by 1 + lr decay
def adamw_step(theta, grad, state, lr, decay, beta1=0.9, beta2=0.999, eps=1e-8):
    t = state.get("t", 0) + 1
    m = beta1 * state.get("m", 0) + (1 - beta1) * grad
    s = beta2 * state.get("s", 0) + (1 - beta2) * grad**2
    root = np.sqrt(s / (1 - beta2**t)) + eps
    move = m / (1 - beta1**t) / root
    return (theta - lr * move) / (1 + lr * decay), {"t": t, "m": m, "s": s}


# %% 2/3 shrinks theta in place
def adamw_step(theta, grad, state, lr, decay, beta1=0.9, beta2=0.999, eps=1e-8):
    t = state.get("t", 0) + 1
    m = beta1 * state.get("m", 0) + (1 - beta1) * grad
    s = beta2 * state.get("s", 0) + (1 - beta2) * grad**2
    theta *= 1 - lr * decay
    root = np.sqrt(s / (1 - beta2**t)) + eps
    return theta - lr * m / (1 - beta1**t) / root, {"t": t, "m": m, "s": s}


# %% 1/3 nothing is added to the root: 0 is divided by 0
def adamw_step(theta, grad, state, lr, decay, beta1=0.9, beta2=0.999, eps=1e-8):
    t = state.get("t", 0) + 1
    m = beta1 * state.get("m", 0) + (1 - beta1) * grad
    s = beta2 * state.get("s", 0) + (1 - beta2) * grad**2
    root = np.sqrt(s / (1 - beta2**t))
    move = m / (1 - beta1**t) / root
    return theta - lr * (move + decay * theta), {"t": t, "m": m, "s": s}


# %% 0/3 t is counted twice in a step
def adamw_step(theta, grad, state, lr, decay, beta1=0.9, beta2=0.999, eps=1e-8):
    t = state.get("t", 0) + 2
    m = beta1 * state.get("m", 0) + (1 - beta1) * grad
    s = beta2 * state.get("s", 0) + (1 - beta2) * grad**2
    root = np.sqrt(s / (1 - beta2**t)) + eps
    move = m / (1 - beta1**t) / root
    return theta - lr * (move + decay * theta), {"t": t, "m": m, "s": s}


# %% 1/3 remembers the step for the mean
def adamw_step(theta, grad, state, lr, decay, beta1=0.9, beta2=0.999, eps=1e-8):
    t = state.get("t", 0) + 1
    m = beta1 * state.get("m", 0) + (1 - beta1) * grad
    s = beta2 * state.get("s", 0) + (1 - beta2) * grad**2
    root = np.sqrt(s / (1 - beta2**t)) + eps
    move = m / (1 - beta1**t) / root
    return theta - lr * (move + decay * theta), {
        "t": t,
        "m": m / (1 - beta1**t),
        "s": s,
    }


# %% 2/3 eps is added to the corrected square and to the root
def adamw_step(theta, grad, state, lr, decay, beta1=0.9, beta2=0.999, eps=1e-8):
    t = state.get("t", 0) + 1
    m = beta1 * state.get("m", 0) + (1 - beta1) * grad
    s = beta2 * state.get("s", 0) + (1 - beta2) * grad**2
    root = np.sqrt(s / (1 - beta2**t) + eps**2) + eps
    move = m / (1 - beta1**t) / root
    return theta - lr * (move + decay * theta), {"t": t, "m": m, "s": s}


# %% 1/3 beta1 fades with the steps
def adamw_step(theta, grad, state, lr, decay, beta1=0.9, beta2=0.999, eps=1e-8):
    t = state.get("t", 0) + 1
    beta1 = beta1 * 0.99 ** (t - 1)
    m = beta1 * state.get("m", 0) + (1 - beta1) * grad
    s = beta2 * state.get("s", 0) + (1 - beta2) * grad**2
    root = np.sqrt(s / (1 - beta2**t)) + eps
    move = m / (1 - beta1**t) / root
    return theta - lr * (move + decay * theta), {"t": t, "m": m, "s": s}


# %% 2/3 the step is at most lr in each coordinate
def adamw_step(theta, grad, state, lr, decay, beta1=0.9, beta2=0.999, eps=1e-8):
    t = state.get("t", 0) + 1
    m = beta1 * state.get("m", 0) + (1 - beta1) * grad
    s = beta2 * state.get("s", 0) + (1 - beta2) * grad**2
    root = np.sqrt(s / (1 - beta2**t)) + eps
    move = m / (1 - beta1**t) / root
    move = np.clip(move, -1, 1)
    return theta - lr * (move + decay * theta), {"t": t, "m": m, "s": s}


# %% 1/3 the rate falls with the root of the steps
def adamw_step(theta, grad, state, lr, decay, beta1=0.9, beta2=0.999, eps=1e-8):
    t = state.get("t", 0) + 1
    m = beta1 * state.get("m", 0) + (1 - beta1) * grad
    s = beta2 * state.get("s", 0) + (1 - beta2) * grad**2
    root = np.sqrt(s / (1 - beta2**t)) + eps
    move = m / (1 - beta1**t) / root
    return theta - lr / np.sqrt(t) * (move + decay * theta), {"t": t, "m": m, "s": s}


# %% 2/3 at most a tenth of a weight goes
def adamw_step(theta, grad, state, lr, decay, beta1=0.9, beta2=0.999, eps=1e-8):
    t = state.get("t", 0) + 1
    m = beta1 * state.get("m", 0) + (1 - beta1) * grad
    s = beta2 * state.get("s", 0) + (1 - beta2) * grad**2
    root = np.sqrt(s / (1 - beta2**t)) + eps
    move = m / (1 - beta1**t) / root
    return theta - lr * move - min(lr * decay, 0.1) * theta, {"t": t, "m": m, "s": s}


# %% 0/3 the decay is exempt for vectors, as for biases
def adamw_step(theta, grad, state, lr, decay, beta1=0.9, beta2=0.999, eps=1e-8):
    t = state.get("t", 0) + 1
    m = beta1 * state.get("m", 0) + (1 - beta1) * grad
    s = beta2 * state.get("s", 0) + (1 - beta2) * grad**2
    root = np.sqrt(s / (1 - beta2**t)) + eps
    move = m / (1 - beta1**t) / root
    return theta - lr * (move + decay * theta * (theta.ndim > 1)), {
        "t": t,
        "m": m,
        "s": s,
    }


# %% 1/3 the decayed θ is used up: it decays twice where it moves
def adamw_step(theta, grad, state, lr, decay, beta1=0.9, beta2=0.999, eps=1e-8):
    t = state.get("t", 0) + 1
    m = beta1 * state.get("m", 0) + (1 - beta1) * grad
    s = beta2 * state.get("s", 0) + (1 - beta2) * grad**2
    root = np.sqrt(s / (1 - beta2**t)) + eps
    theta = theta - lr * decay * theta * (grad != 0)
    move = m / (1 - beta1**t) / root
    return theta - lr * (move + decay * theta), {"t": t, "m": m, "s": s}


# %% 2/3 at least one dimension
def adamw_step(theta, grad, state, lr, decay, beta1=0.9, beta2=0.999, eps=1e-8):
    t = state.get("t", 0) + 1
    m = beta1 * state.get("m", 0) + (1 - beta1) * grad
    s = beta2 * state.get("s", 0) + (1 - beta2) * grad**2
    root = np.sqrt(s / (1 - beta2**t)) + eps
    move = m / (1 - beta1**t) / root
    theta = np.atleast_1d(theta)
    return theta - lr * (move + decay * theta), {"t": t, "m": m, "s": s}


# %% 2/3 an eps above 1 is not believed
def adamw_step(theta, grad, state, lr, decay, beta1=0.9, beta2=0.999, eps=1e-8):
    eps = min(eps, 1.0)
    t = state.get("t", 0) + 1
    m = beta1 * state.get("m", 0) + (1 - beta1) * grad
    s = beta2 * state.get("s", 0) + (1 - beta2) * grad**2
    root = np.sqrt(s / (1 - beta2**t)) + eps
    move = m / (1 - beta1**t) / root
    return theta - lr * (move + decay * theta), {"t": t, "m": m, "s": s}


# %% 3/3 Adam on the unshrunk, then the difference
def adamw_step(theta, grad, state, lr, decay, beta1=0.9, beta2=0.999, eps=1e-8):
    t = 1 + state.get("t", 0)
    m = state.get("m", 0 * grad) * beta1 + grad * (1 - beta1)
    s = state.get("s", 0 * grad) * beta2 + np.square(grad) * (1 - beta2)
    up = m / (1 - beta1**t) / (np.sqrt(s / (1 - beta2**t)) + eps)
    return theta - lr * (up + decay * theta), dict(t=t, m=m, s=s)


# %% 3/3 PyTorch's AdamW
def adamw_step(theta, grad, state, lr, decay, beta1=0.9, beta2=0.999, eps=1e-8):
    import torch

    p = torch.tensor(np.array(theta, dtype=float))
    p.grad = torch.tensor(np.array(grad, dtype=float))
    opt = torch.optim.AdamW(
        [p], lr=lr, betas=(beta1, beta2), eps=eps, weight_decay=decay
    )
    if state:
        opt.state[p] = {
            "step": torch.tensor(state["t"], dtype=torch.float32),
            "exp_avg": torch.tensor(state["m"]),
            "exp_avg_sq": torch.tensor(state["s"]),
        }
    opt.step()
    now = opt.state[p]
    return p.numpy(), {
        "t": int(now["step"]),
        "m": now["exp_avg"].numpy().copy(),
        "s": now["exp_avg_sq"].numpy().copy(),
    }


# %% 3/3 number by number
def adamw_step(theta, grad, state, lr, decay, beta1=0.9, beta2=0.999, eps=1e-8):
    t = state.get("t", 0) + 1
    m, s = (np.array(state[k]) if state else np.zeros(np.shape(theta)) for k in "ms")
    new = np.zeros(np.shape(theta))
    for i in np.ndindex(*np.shape(theta)):
        m[i] = beta1 * m[i] + (1 - beta1) * grad[i]
        s[i] = beta2 * s[i] + (1 - beta2) * grad[i] ** 2
        up = (m[i] / (1 - beta1**t)) / ((s[i] / (1 - beta2**t)) ** 0.5 + eps)
        new[i] = (1 - lr * decay) * theta[i] - lr * up
    return new, {"t": t, "m": m, "s": s}


# %% 0/3 shrinks by the exponential function
def adamw_step(theta, grad, state, lr, decay, beta1=0.9, beta2=0.999, eps=1e-8):
    t = state.get("t", 0) + 1
    m = beta1 * state.get("m", 0) + (1 - beta1) * grad
    s = beta2 * state.get("s", 0) + (1 - beta2) * grad**2
    return np.exp(-lr * decay) * theta - lr * m / (1 - beta1**t) / (
        np.sqrt(s / (1 - beta2**t)) + eps
    ), {"m": m, "s": s, "t": t}


# %% 1/3 a decay of 1/2 at most
def adamw_step(theta, grad, state, lr, decay, beta1=0.9, beta2=0.999, eps=1e-8):
    t = state.get("t", 0) + 1
    m = beta1 * state.get("m", 0) + (1 - beta1) * grad
    s = beta2 * state.get("s", 0) + (1 - beta2) * grad**2
    return (1 - lr * min(decay, 0.5)) * theta - lr * m / (1 - beta1**t) / (
        np.sqrt(s / (1 - beta2**t)) + eps
    ), {"m": m, "s": s, "t": t}


# %% 2/3 shrinks no arrays of three axes
def adamw_step(theta, grad, state, lr, decay, beta1=0.9, beta2=0.999, eps=1e-8):
    t = state.get("t", 0) + 1
    m = beta1 * state.get("m", 0) + (1 - beta1) * grad
    s = beta2 * state.get("s", 0) + (1 - beta2) * grad**2
    k = 1 - lr * decay if np.ndim(theta) <= 2 else 1
    return k * theta - lr * m / (1 - beta1**t) / (np.sqrt(s / (1 - beta2**t)) + eps), {
        "m": m,
        "s": s,
        "t": t,
    }
