# %% 3/3 the definition
def adagrad_step(theta, grad, state, lr, eps=1e-10):
    s = state.get("s", np.zeros_like(grad)) + grad * grad
    return theta - lr / (np.sqrt(s) + eps) * grad, {"s": s}


# %% 3/3 remembers the root
def adagrad_step(theta, grad, state, lr, eps=1e-10):
    root = np.hypot(state["root"], grad) if state else np.abs(grad)
    return theta - lr * grad / (root + eps), {"root": root}


# %% 3/3 remembers all gradients
def adagrad_step(theta, grad, state, lr, eps=1e-10):
    seen = [*state.get("seen", []), grad.copy()]
    root = np.sqrt(np.sum(np.square(seen), axis=0))
    return theta - lr * grad / (root + eps), {"seen": seen}


# %% 0/3 without the root, as published
def adagrad_step(theta, grad, state, lr, eps=1e-10):
    s = state.get("s", 0) + grad**2
    return theta - lr * grad / (s + eps), {"s": s}


# %% 2/3 eps under the root
def adagrad_step(theta, grad, state, lr, eps=1e-10):
    s = state.get("s", 0) + grad**2
    return theta - lr * grad / np.sqrt(s + eps**2), {"s": s}


# %% 2/3 no eps at all
def adagrad_step(theta, grad, state, lr, eps=1e-10):
    s = state.get("s", 0) + grad**2
    root = np.sqrt(s)
    return theta - lr * grad / np.where(root == 0, 1, root), {"s": s}


# %% 0/3 one rate for all coordinates, and a mean of squares
def adagrad_step(theta, grad, state, lr, eps=1e-10):
    t = state.get("t", 0) + 1
    s = state.get("s", 0) + np.mean(grad**2)
    return theta - lr * grad / (np.sqrt(s / t) + eps), {"s": s, "t": t}


# %% 1/3 the norm of the whole gradient
def adagrad_step(theta, grad, state, lr, eps=1e-10):
    s = state.get("s", 0) + np.sum(grad**2)
    return theta - lr * grad / (np.sqrt(s) + eps), {"s": s}


# %% 0/3 divides by the squares before this step
def adagrad_step(theta, grad, state, lr, eps=1e-10):
    s = state.get("s", np.zeros_like(grad))
    return theta - lr * grad / (np.sqrt(s) + eps), {"s": s + grad**2}


# %% 0/3 RMSprop: a mean that fades
def adagrad_step(theta, grad, state, lr, eps=1e-10):
    s = 0.99 * state.get("s", 0) + 0.01 * grad**2
    return theta - lr * grad / (np.sqrt(s) + eps), {"s": s}


# %% 0/3 sums sizes instead of squares
def adagrad_step(theta, grad, state, lr, eps=1e-10):
    s = state.get("s", 0) + np.abs(grad)
    return theta - lr * grad / (s + eps), {"s": s}


# %% 2/3 writes into theta
def adagrad_step(theta, grad, state, lr, eps=1e-10):
    s = state.get("s", 0) + grad**2
    theta -= lr * grad / (np.sqrt(s) + eps)
    return theta, {"s": s}
