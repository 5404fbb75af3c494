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


# %% 1/3 no bias correction
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
