# %% 5/5 the definition
def adam_step(theta, grad, state, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    t = state.get("t", 0) + 1
    m = beta1 * state.get("m", np.zeros_like(grad)) + (1 - beta1) * grad
    s = beta2 * state.get("s", np.zeros_like(grad)) + (1 - beta2) * grad**2
    m_hat, s_hat = m / (1 - beta1**t), s / (1 - beta2**t)
    return theta - lr * m_hat / (np.sqrt(s_hat) + eps), {"m": m, "s": s, "t": t}


# %% 5/5 both corrections in the rate, and eps scaled with them
def adam_step(theta, grad, state, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    m, s, t = state.get("mst", (0.0, 0.0, 0))
    t += 1
    m = m + (1 - beta1) * (grad - m)
    s = s + (1 - beta2) * (grad * grad - s)
    c = np.sqrt(1 - beta2**t)
    theta = theta - lr * c / (1 - beta1**t) * m / (np.sqrt(s) + c * eps)
    return theta, {"mst": (m, s, t)}


# %% 5/5 weighted means of all gradients
def adam_step(theta, grad, state, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    seen = [*state.get("seen", []), grad.copy()]
    age = np.arange(len(seen))[::-1]
    m = np.average(seen, axis=0, weights=beta1**age)
    s = np.average(np.square(seen), axis=0, weights=beta2**age)
    return theta - lr * m / (np.sqrt(s) + eps), {"seen": seen}


# %% 5/5 remembers the powers, and writes into its own copies
def adam_step(theta, grad, state, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    theta = np.array(theta, dtype=float)
    p1, p2 = state.get("p1", 1.0) * beta1, state.get("p2", 1.0) * beta2
    m = beta1 * state.get("m", 0.0) + (1 - beta1) * grad
    s = beta2 * state.get("s", 0.0) + (1 - beta2) * grad * grad
    theta -= lr * (m / (1 - p1)) / ((s / (1 - p2)) ** 0.5 + eps)
    return theta, {"m": m, "s": s, "p1": p1, "p2": p2}


# %% 0/5 no bias correction
def adam_step(theta, grad, state, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    m = beta1 * state.get("m", 0) + (1 - beta1) * grad
    s = beta2 * state.get("s", 0) + (1 - beta2) * grad**2
    return theta - lr * m / (np.sqrt(s) + eps), {"m": m, "s": s}


# %% 0/5 t is 2 in the first step
def adam_step(theta, grad, state, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    t = state.get("t", 1) + 1
    m = beta1 * state.get("m", 0) + (1 - beta1) * grad
    s = beta2 * state.get("s", 0) + (1 - beta2) * grad**2
    m_hat, s_hat = m / (1 - beta1**t), s / (1 - beta2**t)
    return theta - lr * m_hat / (np.sqrt(s_hat) + eps), {"m": m, "s": s, "t": t}


# %% 1/5 t stays 1
def adam_step(theta, grad, state, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    m = beta1 * state.get("m", 0) + (1 - beta1) * grad
    s = beta2 * state.get("s", 0) + (1 - beta2) * grad**2
    m_hat, s_hat = m / (1 - beta1), s / (1 - beta2)
    return theta - lr * m_hat / (np.sqrt(s_hat) + eps), {"m": m, "s": s}


# %% 2/5 eps under the root
def adam_step(theta, grad, state, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    t = state.get("t", 0) + 1
    m = beta1 * state.get("m", 0) + (1 - beta1) * grad
    s = beta2 * state.get("s", 0) + (1 - beta2) * grad**2
    m_hat, s_hat = m / (1 - beta1**t), s / (1 - beta2**t)
    return theta - lr * m_hat / np.sqrt(s_hat + eps**2), {"m": m, "s": s, "t": t}


# %% 0/5 corrections in the rate, eps not scaled
def adam_step(theta, grad, state, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    t = state.get("t", 0) + 1
    m = beta1 * state.get("m", 0) + (1 - beta1) * grad
    s = beta2 * state.get("s", 0) + (1 - beta2) * grad**2
    rate = lr * np.sqrt(1 - beta2**t) / (1 - beta1**t)
    return theta - rate * m / (np.sqrt(s) + eps), {"m": m, "s": s, "t": t}


# %% 3/5 m starts from the first gradient
def adam_step(theta, grad, state, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    t = state.get("t", 0) + 1
    m = beta1 * state.get("m", grad) + (1 - beta1) * grad
    s = beta2 * state.get("s", 0) + (1 - beta2) * grad**2
    root = np.sqrt(s / (1 - beta2**t)) + eps
    return theta - lr * m / root, {"m": m, "s": s, "t": t}


# %% 0/5 a variance: the mean is subtracted
def adam_step(theta, grad, state, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    t = state.get("t", 0) + 1
    m = beta1 * state.get("m", 0) + (1 - beta1) * grad
    s = beta2 * state.get("s", 0) + (1 - beta2) * (grad - m / (1 - beta1**t)) ** 2
    root = np.sqrt(s / (1 - beta2**t)) + eps
    return theta - lr * m / (1 - beta1**t) / root, {"m": m, "s": s, "t": t}


# %% 4/5 writes into theta
def adam_step(theta, grad, state, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    t = state.get("t", 0) + 1
    m = beta1 * state.get("m", 0) + (1 - beta1) * grad
    s = beta2 * state.get("s", 0) + (1 - beta2) * grad**2
    theta -= lr * m / (1 - beta1**t) / (np.sqrt(s / (1 - beta2**t)) + eps)
    return theta, {"m": m, "s": s, "t": t}


# %% 1/5 one root for all coordinates
def adam_step(theta, grad, state, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    t = state.get("t", 0) + 1
    m = beta1 * state.get("m", 0) + (1 - beta1) * grad
    s = beta2 * state.get("s", 0) + (1 - beta2) * np.mean(grad**2)
    root = np.sqrt(s / (1 - beta2**t)) + eps
    return theta - lr * m / (1 - beta1**t) / root, {"m": m, "s": s, "t": t}


# %% 3/5 the betas exchanged
def adam_step(theta, grad, state, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    t = state.get("t", 0) + 1
    m = beta2 * state.get("m", 0) + (1 - beta2) * grad
    s = beta1 * state.get("s", 0) + (1 - beta1) * grad**2
    root = np.sqrt(s / (1 - beta1**t)) + eps
    return theta - lr * m / (1 - beta2**t) / root, {"t": t, "m": m, "s": s}


# %% 0/5 the corrections exchanged
def adam_step(theta, grad, state, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    t = state.get("t", 0) + 1
    m = beta1 * state.get("m", 0) + (1 - beta1) * grad
    s = beta2 * state.get("s", 0) + (1 - beta2) * grad**2
    root = np.sqrt(s / (1 - beta1**t)) + eps
    return theta - lr * m / (1 - beta2**t) / root, {"t": t, "m": m, "s": s}


# %% 0/5 the mean is not corrected
def adam_step(theta, grad, state, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    t = state.get("t", 0) + 1
    m = beta1 * state.get("m", 0) + (1 - beta1) * grad
    s = beta2 * state.get("s", 0) + (1 - beta2) * grad**2
    root = np.sqrt(s / (1 - beta2**t)) + eps
    return theta - lr * m / root, {"t": t, "m": m, "s": s}


# %% 0/5 the mean of squares is not corrected
def adam_step(theta, grad, state, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    t = state.get("t", 0) + 1
    m = beta1 * state.get("m", 0) + (1 - beta1) * grad
    s = beta2 * state.get("s", 0) + (1 - beta2) * grad**2
    root = np.sqrt(s) + eps
    return theta - lr * m / (1 - beta1**t) / root, {"t": t, "m": m, "s": s}


# %% 1/5 the corrected averages are remembered
def adam_step(theta, grad, state, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    t = state.get("t", 0) + 1
    m = beta1 * state.get("m", 0) + (1 - beta1) * grad
    s = beta2 * state.get("s", 0) + (1 - beta2) * grad**2
    root = np.sqrt(s / (1 - beta2**t)) + eps
    return theta - lr * m / (1 - beta1**t) / root, {
        "t": t,
        "m": m / (1 - beta1**t),
        "s": s / (1 - beta2**t),
    }


# %% 2/5 t counts from 0, corrected by t + 1, and then by t
def adam_step(theta, grad, state, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    t = state.get("t", 0) + 1
    m = beta1 * state.get("m", 0) + (1 - beta1) * grad
    s = beta2 * state.get("s", 0) + (1 - beta2) * grad**2
    root = np.sqrt(s / (1 - beta2**t)) + eps
    return theta - lr * m / (
        1 - beta1 ** (t if t > 1 else 1) + (t > 3) * 1e-3
    ) / root, {"t": t, "m": m, "s": s}


# %% 3/5 another default of beta2: 0.99
def adam_step(theta, grad, state, lr, beta1=0.9, beta2=0.99, eps=1e-8):
    t = state.get("t", 0) + 1
    m = beta1 * state.get("m", 0) + (1 - beta1) * grad
    s = beta2 * state.get("s", 0) + (1 - beta2) * grad**2
    root = np.sqrt(s / (1 - beta2**t)) + eps
    return theta - lr * m / (1 - beta1**t) / root, {"t": t, "m": m, "s": s}


# %% 3/5 another default of beta1: 0.95
def adam_step(theta, grad, state, lr, beta1=0.95, beta2=0.999, eps=1e-8):
    t = state.get("t", 0) + 1
    m = beta1 * state.get("m", 0) + (1 - beta1) * grad
    s = beta2 * state.get("s", 0) + (1 - beta2) * grad**2
    root = np.sqrt(s / (1 - beta2**t)) + eps
    return theta - lr * m / (1 - beta1**t) / root, {"t": t, "m": m, "s": s}


# %% 0/5 the default of another framework: eps 1e-7
def adam_step(theta, grad, state, lr, beta1=0.9, beta2=0.999, eps=1e-7):
    t = state.get("t", 0) + 1
    m = beta1 * state.get("m", 0) + (1 - beta1) * grad
    s = beta2 * state.get("s", 0) + (1 - beta2) * grad**2
    root = np.sqrt(s / (1 - beta2**t)) + eps
    return theta - lr * m / (1 - beta1**t) / root, {"t": t, "m": m, "s": s}


# %% 4/5 beta1 is 0.9, whatever is said
def adam_step(theta, grad, state, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    beta1 = 0.9
    t = state.get("t", 0) + 1
    m = beta1 * state.get("m", 0) + (1 - beta1) * grad
    s = beta2 * state.get("s", 0) + (1 - beta2) * grad**2
    root = np.sqrt(s / (1 - beta2**t)) + eps
    return theta - lr * m / (1 - beta1**t) / root, {"t": t, "m": m, "s": s}


# %% 4/5 beta2 is 0.999, whatever is said
def adam_step(theta, grad, state, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    beta2 = 0.999
    t = state.get("t", 0) + 1
    m = beta1 * state.get("m", 0) + (1 - beta1) * grad
    s = beta2 * state.get("s", 0) + (1 - beta2) * grad**2
    root = np.sqrt(s / (1 - beta2**t)) + eps
    return theta - lr * m / (1 - beta1**t) / root, {"t": t, "m": m, "s": s}


# %% 4/5 a beta of 0 is taken for none given
def adam_step(theta, grad, state, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    beta1, beta2 = beta1 or 0.9, beta2 or 0.999
    t = state.get("t", 0) + 1
    m = beta1 * state.get("m", 0) + (1 - beta1) * grad
    s = beta2 * state.get("s", 0) + (1 - beta2) * grad**2
    root = np.sqrt(s / (1 - beta2**t)) + eps
    return theta - lr * m / (1 - beta1**t) / root, {"t": t, "m": m, "s": s}


# %% 2/5 eps under the root, squared
def adam_step(theta, grad, state, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    t = state.get("t", 0) + 1
    m = beta1 * state.get("m", 0) + (1 - beta1) * grad
    s = beta2 * state.get("s", 0) + (1 - beta2) * grad**2
    root = np.sqrt(s / (1 - beta2**t) + eps**2)
    return theta - lr * m / (1 - beta1**t) / root, {"t": t, "m": m, "s": s}


# %% 2/5 eps under the root, as it is
def adam_step(theta, grad, state, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    t = state.get("t", 0) + 1
    m = beta1 * state.get("m", 0) + (1 - beta1) * grad
    s = beta2 * state.get("s", 0) + (1 - beta2) * grad**2
    root = np.sqrt(s / (1 - beta2**t) + eps)
    return theta - lr * m / (1 - beta1**t) / root, {"t": t, "m": m, "s": s}


# %% 2/5 the largest of eps and the root
def adam_step(theta, grad, state, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    t = state.get("t", 0) + 1
    m = beta1 * state.get("m", 0) + (1 - beta1) * grad
    s = beta2 * state.get("s", 0) + (1 - beta2) * grad**2
    root = np.maximum(np.sqrt(s / (1 - beta2**t)), eps)
    return theta - lr * m / (1 - beta1**t) / root, {"t": t, "m": m, "s": s}


# %% 2/5 no eps; a gradient of 0 stays where it is
def adam_step(theta, grad, state, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    t = state.get("t", 0) + 1
    m = beta1 * state.get("m", 0) + (1 - beta1) * grad
    s = beta2 * state.get("s", 0) + (1 - beta2) * grad**2
    root = np.where(s == 0, 1, np.sqrt(s / (1 - beta2**t)))
    return theta - lr * m / (1 - beta1**t) / root, {"t": t, "m": m, "s": s}


# %% 0/5 no root
def adam_step(theta, grad, state, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    t = state.get("t", 0) + 1
    m = beta1 * state.get("m", 0) + (1 - beta1) * grad
    s = beta2 * state.get("s", 0) + (1 - beta2) * grad**2
    root = s / (1 - beta2**t) + eps
    return theta - lr * m / (1 - beta1**t) / root, {"t": t, "m": m, "s": s}


# %% 3/5 the maximum of the mean squares, AMSGrad
def adam_step(theta, grad, state, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    t = state.get("t", 0) + 1
    m = beta1 * state.get("m", 0) + (1 - beta1) * grad
    s = beta2 * state.get("s", 0) + (1 - beta2) * grad**2
    top = np.maximum(state.get("top", 0), s / (1 - beta2**t))
    root = np.sqrt(top) + eps
    return theta - lr * m / (1 - beta1**t) / root, {"t": t, "m": m, "s": s, "top": top}


# %% 0/5 a look ahead in the mean, NAdam
def adam_step(theta, grad, state, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    t = state.get("t", 0) + 1
    m = beta1 * state.get("m", 0) + (1 - beta1) * grad
    s = beta2 * state.get("s", 0) + (1 - beta2) * grad**2
    root = np.sqrt(s / (1 - beta2**t)) + eps
    return theta - lr * (
        beta1 * m / (1 - beta1 ** (t + 1)) + (1 - beta1) * grad / (1 - beta1**t)
    ) / root, {"t": t, "m": m, "s": s}


# %% 3/5 the largest gradient for the root, AdaMax
def adam_step(theta, grad, state, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    t = state.get("t", 0) + 1
    m = beta1 * state.get("m", 0) + (1 - beta1) * grad
    s = np.maximum(beta2 * state.get("s", 0), grad**2)
    root = np.sqrt(s) + eps
    return theta - lr * m / (1 - beta1**t) / root, {"t": t, "m": m, "s": s}


# %% 0/5 a variance: squares of what is off the mean
def adam_step(theta, grad, state, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    t = state.get("t", 0) + 1
    m = beta1 * state.get("m", 0) + (1 - beta1) * grad
    s = beta2 * state.get("s", 0) + (1 - beta2) * (grad - m) ** 2 + eps
    root = np.sqrt(s / (1 - beta2**t)) + eps
    return theta - lr * m / (1 - beta1**t) / root, {"t": t, "m": m, "s": s}


# %% 3/5 RMSprop: the gradient over the root
def adam_step(theta, grad, state, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    t = state.get("t", 0) + 1
    m = beta1 * state.get("m", 0) + (1 - beta1) * grad
    s = beta2 * state.get("s", 0) + (1 - beta2) * grad**2
    root = np.sqrt(s / (1 - beta2**t)) + eps
    return theta - lr * grad / root, {"t": t, "m": m, "s": s}


# %% 3/5 a sum of squares
def adam_step(theta, grad, state, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    t = state.get("t", 0) + 1
    m = beta1 * state.get("m", 0) + (1 - beta1) * grad
    s = state.get("s", 0) + grad**2
    root = np.sqrt(s / t) + eps
    return theta - lr * m / (1 - beta1**t) / root, {"t": t, "m": m, "s": s}


# %% 3/5 sizes for squares
def adam_step(theta, grad, state, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    t = state.get("t", 0) + 1
    m = beta1 * state.get("m", 0) + (1 - beta1) * grad
    s = beta2 * state.get("s", 0) + (1 - beta2) * np.abs(grad)
    root = s / (1 - beta2**t) + eps
    return theta - lr * m / (1 - beta1**t) / root, {"t": t, "m": m, "s": s}


# %% 3/5 the squares start from the first
def adam_step(theta, grad, state, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    t = state.get("t", 0) + 1
    m = beta1 * state.get("m", 0) + (1 - beta1) * grad
    s = beta2 * state.get("s", grad**2) + (1 - beta2) * grad**2
    root = np.sqrt(s) + eps
    return theta - lr * m / (1 - beta1**t) / root, {"t": t, "m": m, "s": s}


# %% 0/5 climbs
def adam_step(theta, grad, state, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    t = state.get("t", 0) + 1
    m = beta1 * state.get("m", 0) + (1 - beta1) * grad
    s = beta2 * state.get("s", 0) + (1 - beta2) * grad**2
    root = np.sqrt(s / (1 - beta2**t)) + eps
    return theta + lr * m / (1 - beta1**t) / root, {"t": t, "m": m, "s": s}


# %% 2/5 in float32
def adam_step(theta, grad, state, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    t = state.get("t", 0) + 1
    m = beta1 * state.get("m", 0) + (1 - beta1) * grad
    s = beta2 * state.get("s", 0) + (1 - beta2) * grad.astype(np.float32) ** 2
    root = np.sqrt(s / (1 - beta2**t)) + eps
    return theta - lr * m / (1 - beta1**t) / root, {"t": t, "m": m, "s": s}


# %% 2/5 both averages over all coordinates
def adam_step(theta, grad, state, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    t = state.get("t", 0) + 1
    m = beta1 * state.get("m", 0) + (1 - beta1) * grad
    s = beta2 * state.get("s", 0) + (1 - beta2) * np.sum(grad**2)
    root = np.sqrt(s / (1 - beta2**t)) + eps
    return theta - lr * m / (1 - beta1**t) / root, {"t": t, "m": m, "s": s}


# %% 0/5 the square of the mean for the mean of squares
def adam_step(theta, grad, state, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    t = state.get("t", 0) + 1
    m = beta1 * state.get("m", 0) + (1 - beta1) * grad
    s = beta2 * state.get("s", 0) + (1 - beta2) * m**2
    root = np.sqrt(s / (1 - beta2**t)) + eps
    return theta - lr * m / (1 - beta1**t) / root, {"t": t, "m": m, "s": s}


# %% 3/5 starts anew after ten steps
def adam_step(theta, grad, state, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    t = state.get("t", 0) % 10 + 1
    m = beta1 * state.get("m", 0) + (1 - beta1) * grad
    s = beta2 * state.get("s", 0) + (1 - beta2) * grad**2
    root = np.sqrt(s / (1 - beta2**t)) + eps
    return theta - lr * m / (1 - beta1**t) / root, {"t": t, "m": m, "s": s}


# %% 2/5 no correction after a few steps, when it should not matter
def adam_step(theta, grad, state, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    t = state.get("t", 0) + 1
    m = beta1 * state.get("m", 0) + (1 - beta1) * grad
    s = beta2 * state.get("s", 0) + (1 - beta2) * grad**2
    if t > 4:
        t = 10**9
    root = np.sqrt(s / (1 - beta2**t)) + eps
    return theta - lr * m / (1 - beta1**t) / root, {
        "t": state.get("t", 0) + 1,
        "m": m,
        "s": s,
    }


# %% 4/5 a flat answer
def adam_step(theta, grad, state, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    t = state.get("t", 0) + 1
    m = beta1 * state.get("m", 0) + (1 - beta1) * grad
    s = beta2 * state.get("s", 0) + (1 - beta2) * grad**2
    root = np.sqrt(s / (1 - beta2**t)) + eps
    return np.ravel(theta - lr * m / (1 - beta1**t) / root), {"t": t, "m": m, "s": s}


# %% 4/5 averages updated in place
def adam_step(theta, grad, state, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    t = state.get("t", 0) + 1
    m = state["m"] if state else np.zeros_like(grad)
    s = state["s"] if state else np.zeros_like(grad)
    m *= beta1
    m += (1 - beta1) * grad
    s *= beta2
    s += (1 - beta2) * grad**2
    root = np.sqrt(s / (1 - beta2**t)) + eps
    return theta - lr * m / (1 - beta1**t) / root, {"t": t, "m": m, "s": s}


# %% 4/5 writes into the state it was given
def adam_step(theta, grad, state, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    state["t"] = t = state.get("t", 0) + 1
    m = beta1 * state.get("m", 0) + (1 - beta1) * grad
    s = beta2 * state.get("s", 0) + (1 - beta2) * grad**2
    root = np.sqrt(s / (1 - beta2**t)) + eps
    return theta - lr * m / (1 - beta1**t) / root, {"t": t, "m": m, "s": s}


# %% 1/5 counts its own calls
def adam_step(theta, grad, state, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    adam_step.t = t = getattr(adam_step, "t", 0) + 1
    m = beta1 * state.get("m", 0) + (1 - beta1) * grad
    s = beta2 * state.get("s", 0) + (1 - beta2) * grad**2
    root = np.sqrt(s / (1 - beta2**t)) + eps
    return theta - lr * m / (1 - beta1**t) / root, {"t": t, "m": m, "s": s}


# %% 4/5 the averages are kept outside of the state
def adam_step(theta, grad, state, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    if not state:
        adam_step.kept = {}
    state = adam_step.kept
    t = state.get("t", 0) + 1
    m = beta1 * state.get("m", 0) + (1 - beta1) * grad
    s = beta2 * state.get("s", 0) + (1 - beta2) * grad**2
    root = np.sqrt(s / (1 - beta2**t)) + eps
    adam_step.kept = {"t": t, "m": m, "s": s}
    return theta - lr * m / (1 - beta1**t) / root, {"on": True}


# %% 4/5 squares the gradient in place
def adam_step(theta, grad, state, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    t = state.get("t", 0) + 1
    m = beta1 * state.get("m", 0) + (1 - beta1) * grad
    np.square(grad, out=grad)
    s = beta2 * state.get("s", 0) + (1 - beta2) * grad
    root = np.sqrt(s / (1 - beta2**t)) + eps
    return theta - lr * m / (1 - beta1**t) / root, {"t": t, "m": m, "s": s}


# %% 1/5 one count for each array shape, kept outside
def adam_step(theta, grad, state, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    counts = adam_step.__dict__
    t = counts[str(grad.shape)] = counts.get(str(grad.shape), 0) + 1
    m = beta1 * state.get("m", 0) + (1 - beta1) * grad
    s = beta2 * state.get("s", 0) + (1 - beta2) * grad**2
    root = np.sqrt(s / (1 - beta2**t)) + eps
    return theta - lr * m / (1 - beta1**t) / root, {"t": t, "m": m, "s": s}


# %% 5/5 entry by entry, with numbers and lists
def adam_step(theta, grad, state, lr, beta1=0.9, beta2=0.999, eps=1e-8):
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
    return new, dict(t=t, m=m, s=s)


# %% 5/5 by PyTorch’s own optimizer
def adam_step(theta, grad, state, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    import torch

    p = torch.nn.Parameter(torch.tensor(theta))
    p.grad = torch.tensor(grad)
    kind = torch.optim.Adam
    more = {}
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


# %% 5/5 in long doubles
def adam_step(theta, grad, state, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    g = np.asarray(grad, dtype=np.longdouble)
    t = state.get("t", 0) + 1
    m = state.get("m", 0 * g)
    s = state.get("s", 0 * g)
    m, s = m + (1 - beta1) * (g - m), s + (1 - beta2) * (g * g - s)
    move = lr * (m / (1 - beta1**t)) / ((s / (1 - beta2**t)) ** 0.5 + eps)
    return theta - move, {"t": t, "m": m, "s": s}


# %% 5/5 by JAX, in float64
def adam_step(theta, grad, state, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    import jax

    with jax.enable_x64(True):
        g, p = jax.numpy.asarray(grad), jax.numpy.asarray(theta)
        t, m, s = state.get("tms", (0, 0.0 * g, 0.0 * g))
        t, m, s = t + 1, beta1 * m + (1 - beta1) * g, beta2 * s + (1 - beta2) * g**2
        top, below = m / (1 - beta1**t), jax.numpy.sqrt(s / (1 - beta2**t)) + eps
        return p - lr * top / below, {"tms": (t, m, s)}


# %% 5/5 sums that are divided by the sum of their weights
def adam_step(theta, grad, state, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    a, wa, b, wb = state.get("sums", (0.0, 0.0, 0.0, 0.0))
    a, wa = beta1 * a + grad, beta1 * wa + 1
    b, wb = beta2 * b + grad * grad, beta2 * wb + 1
    new = theta - lr * (a / wa) / (np.sqrt(b / wb) + eps)
    return new, {"sums": (a, wa, b, wb)}


# %% 2/5 nothing is added to the root: 0 is divided by 0
def adam_step(theta, grad, state, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    t = state.get("t", 0) + 1
    m = beta1 * state.get("m", 0) + (1 - beta1) * grad
    s = beta2 * state.get("s", 0) + (1 - beta2) * grad**2
    root = np.sqrt(s / (1 - beta2**t))
    return theta - lr * m / (1 - beta1**t) / root, {"t": t, "m": m, "s": s}


# %% 4/5 at least one dimension
def adam_step(theta, grad, state, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    t = state.get("t", 0) + 1
    m = beta1 * state.get("m", 0) + (1 - beta1) * grad
    s = beta2 * state.get("s", 0) + (1 - beta2) * grad**2
    root = np.sqrt(s / (1 - beta2**t)) + eps
    theta = np.atleast_1d(theta)
    return theta - lr * m / (1 - beta1**t) / root, {"t": t, "m": m, "s": s}


# %% 0/5 t is counted twice in a step
def adam_step(theta, grad, state, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    t = state.get("t", 0) + 2
    m = beta1 * state.get("m", 0) + (1 - beta1) * grad
    s = beta2 * state.get("s", 0) + (1 - beta2) * grad**2
    root = np.sqrt(s / (1 - beta2**t)) + eps
    return theta - lr * m / (1 - beta1**t) / root, {"t": t, "m": m, "s": s}


# %% 1/5 remembers the step for the mean
def adam_step(theta, grad, state, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    t = state.get("t", 0) + 1
    m = beta1 * state.get("m", 0) + (1 - beta1) * grad
    s = beta2 * state.get("s", 0) + (1 - beta2) * grad**2
    root = np.sqrt(s / (1 - beta2**t)) + eps
    return theta - lr * m / (1 - beta1**t) / root, {
        "t": t,
        "m": m / (1 - beta1**t),
        "s": s,
    }


# %% 4/5 eps is added to the corrected square and to the root
def adam_step(theta, grad, state, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    t = state.get("t", 0) + 1
    m = beta1 * state.get("m", 0) + (1 - beta1) * grad
    s = beta2 * state.get("s", 0) + (1 - beta2) * grad**2
    root = np.sqrt(s / (1 - beta2**t) + eps**2) + eps
    return theta - lr * m / (1 - beta1**t) / root, {"t": t, "m": m, "s": s}


# %% 1/5 beta1 fades with the steps
def adam_step(theta, grad, state, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    t = state.get("t", 0) + 1
    beta1 = beta1 * 0.99 ** (t - 1)
    m = beta1 * state.get("m", 0) + (1 - beta1) * grad
    s = beta2 * state.get("s", 0) + (1 - beta2) * grad**2
    root = np.sqrt(s / (1 - beta2**t)) + eps
    return theta - lr * m / (1 - beta1**t) / root, {"t": t, "m": m, "s": s}


# %% 4/5 the step is at most lr in each coordinate
def adam_step(theta, grad, state, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    t = state.get("t", 0) + 1
    m = beta1 * state.get("m", 0) + (1 - beta1) * grad
    s = beta2 * state.get("s", 0) + (1 - beta2) * grad**2
    root = np.sqrt(s / (1 - beta2**t)) + eps
    return theta - lr * np.clip(m / (1 - beta1**t) / root, -1, 1), {
        "t": t,
        "m": m,
        "s": s,
    }


# %% 1/5 the rate falls with the root of the steps
def adam_step(theta, grad, state, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    t = state.get("t", 0) + 1
    m = beta1 * state.get("m", 0) + (1 - beta1) * grad
    s = beta2 * state.get("s", 0) + (1 - beta2) * grad**2
    root = np.sqrt(s / (1 - beta2**t)) + eps
    return theta - lr / np.sqrt(t) * m / (1 - beta1**t) / root, {"t": t, "m": m, "s": s}


# %% 4/5 an eps above 1 is not believed
def adam_step(theta, grad, state, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    eps = min(eps, 1.0)
    t = state.get("t", 0) + 1
    m = beta1 * state.get("m", 0) + (1 - beta1) * grad
    s = beta2 * state.get("s", 0) + (1 - beta2) * grad**2
    root = np.sqrt(s / (1 - beta2**t)) + eps
    return theta - lr * m / (1 - beta1**t) / root, {"t": t, "m": m, "s": s}


# %% 1/5 the state grows, and its newest average is the oldest
def adam_step(theta, grad, state, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    t = state.get("t", 0) + 1
    m = beta1 * state.get("first", state.get("m", 0)) + (1 - beta1) * grad
    s = beta2 * state.get("s", 0) + (1 - beta2) * grad**2
    root = np.sqrt(s / (1 - beta2**t)) + eps
    return theta - lr * m / (1 - beta1**t) / root, {
        "t": t,
        "m": m,
        "first": state.get("first", m),
        "s": s,
    }


# %% 5/5 weighted sums of all gradients
def adam_step(theta, grad, state, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    seen = [*state.get("seen", []), np.array(grad, dtype=float)]
    t = len(seen)
    w1 = [(1 - beta1) * beta1 ** (t - 1 - i) for i in range(t)]
    w2 = [(1 - beta2) * beta2 ** (t - 1 - i) for i in range(t)]
    m = sum(w * g for w, g in zip(w1, seen)) / (1 - beta1**t)
    s = sum(w * g * g for w, g in zip(w2, seen)) / (1 - beta2**t)
    return theta - lr * m / (np.sqrt(s) + eps), {"seen": seen}


# %% 5/5 the corrections as products kept in the state
def adam_step(theta, grad, state, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    m, s, c1, c2 = state.get("all", (0.0, 0.0, 1.0, 1.0))
    m, s, c1, c2 = (
        beta1 * m + (1 - beta1) * grad,
        beta2 * s + (1 - beta2) * grad**2,
        c1 * beta1,
        c2 * beta2,
    )
    return theta - lr * (m / (1 - c1)) / ((s / (1 - c2)) ** 0.5 + eps), {
        "all": (m, s, c1, c2)
    }


# %% 5/5 normalized averages, whose weights sum to one
def adam_step(theta, grad, state, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    n1, n2 = 1 + beta1 * state.get("n1", 0.0), 1 + beta2 * state.get("n2", 0.0)
    m, s = state.get("m", 0.0), state.get("s", 0.0)
    m, s = m + (grad - m) / n1, s + (grad * grad - s) / n2
    return theta - lr * m / (np.sqrt(s) + eps), {"m": m, "s": s, "n1": n1, "n2": n2}


# %% 5/5 PyTorch's Adam
def adam_step(theta, grad, state, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    import torch

    p = torch.tensor(np.array(theta, dtype=float))
    p.grad = torch.tensor(np.array(grad, dtype=float))
    opt = torch.optim.Adam([p], lr=lr, betas=(beta1, beta2), eps=eps)
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


# %% 3/5 the largest corrected average so far, as in AMSGrad
def adam_step(theta, grad, state, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    t = state.get("t", 0) + 1
    m = beta1 * state.get("m", 0) + (1 - beta1) * grad
    s = beta2 * state.get("s", 0) + (1 - beta2) * grad**2
    h = np.maximum(state.get("h", 0), s / (1 - beta2**t))
    return theta - lr * m / (1 - beta1**t) / (np.sqrt(h) + eps), {
        "m": m,
        "s": s,
        "t": t,
        "h": h,
    }


# %% 4/5 counts no further than 20
def adam_step(theta, grad, state, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    t = min(state.get("t", 0) + 1, 20)
    m = beta1 * state.get("m", 0) + (1 - beta1) * grad
    s = beta2 * state.get("s", 0) + (1 - beta2) * grad**2
    return theta - lr * m / (1 - beta1**t) / (np.sqrt(s / (1 - beta2**t)) + eps), {
        "m": m,
        "s": s,
        "t": t,
    }


# %% 4/5 cuts gradients off at 5
def adam_step(theta, grad, state, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    grad = np.clip(grad, -5, 5)
    t = state.get("t", 0) + 1
    m = beta1 * state.get("m", 0) + (1 - beta1) * grad
    s = beta2 * state.get("s", 0) + (1 - beta2) * grad**2
    return theta - lr * m / (1 - beta1**t) / (np.sqrt(s / (1 - beta2**t)) + eps), {
        "m": m,
        "s": s,
        "t": t,
    }


# %% 4/5 makes no step where the gradient is 0 everywhere
def adam_step(theta, grad, state, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    if not np.any(grad):
        return np.copy(theta), state
    t = state.get("t", 0) + 1
    m = beta1 * state.get("m", 0) + (1 - beta1) * grad
    s = beta2 * state.get("s", 0) + (1 - beta2) * grad**2
    return theta - lr * m / (1 - beta1**t) / (np.sqrt(s / (1 - beta2**t)) + eps), {
        "m": m,
        "s": s,
        "t": t,
    }
