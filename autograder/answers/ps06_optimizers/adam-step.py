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


# %% 1/5 t is 2 in the first step
def adam_step(theta, grad, state, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    t = state.get("t", 1) + 1
    m = beta1 * state.get("m", 0) + (1 - beta1) * grad
    s = beta2 * state.get("s", 0) + (1 - beta2) * grad**2
    m_hat, s_hat = m / (1 - beta1**t), s / (1 - beta2**t)
    return theta - lr * m_hat / (np.sqrt(s_hat) + eps), {"m": m, "s": s, "t": t}


# %% 2/5 t stays 1
def adam_step(theta, grad, state, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    m = beta1 * state.get("m", 0) + (1 - beta1) * grad
    s = beta2 * state.get("s", 0) + (1 - beta2) * grad**2
    m_hat, s_hat = m / (1 - beta1), s / (1 - beta2)
    return theta - lr * m_hat / (np.sqrt(s_hat) + eps), {"m": m, "s": s}


# %% 4/5 eps under the root
def adam_step(theta, grad, state, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    t = state.get("t", 0) + 1
    m = beta1 * state.get("m", 0) + (1 - beta1) * grad
    s = beta2 * state.get("s", 0) + (1 - beta2) * grad**2
    m_hat, s_hat = m / (1 - beta1**t), s / (1 - beta2**t)
    return theta - lr * m_hat / np.sqrt(s_hat + eps**2), {"m": m, "s": s, "t": t}


# %% 4/5 corrections in the rate, eps not scaled
def adam_step(theta, grad, state, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    t = state.get("t", 0) + 1
    m = beta1 * state.get("m", 0) + (1 - beta1) * grad
    s = beta2 * state.get("s", 0) + (1 - beta2) * grad**2
    rate = lr * np.sqrt(1 - beta2**t) / (1 - beta1**t)
    return theta - rate * m / (np.sqrt(s) + eps), {"m": m, "s": s, "t": t}


# %% 4/5 m starts from the first gradient
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


# %% 3/5 one root for all coordinates
def adam_step(theta, grad, state, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    t = state.get("t", 0) + 1
    m = beta1 * state.get("m", 0) + (1 - beta1) * grad
    s = beta2 * state.get("s", 0) + (1 - beta2) * np.mean(grad**2)
    root = np.sqrt(s / (1 - beta2**t)) + eps
    return theta - lr * m / (1 - beta1**t) / root, {"m": m, "s": s, "t": t}
