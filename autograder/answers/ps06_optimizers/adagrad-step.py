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


# %% 0/3 the sum starts at 0.1, as in a framework
def adagrad_step(theta, grad, state, lr, eps=1e-10):
    s = state.get("s", 0.1) + grad**2
    return theta - lr * grad / (np.sqrt(s) + eps), {"s": s}


# %% 2/3 the sum starts at eps
def adagrad_step(theta, grad, state, lr, eps=1e-10):
    s = state.get("s", eps) + grad**2
    return theta - lr * grad / (np.sqrt(s) + eps), {"s": s}


# %% 1/3 remembers this gradient only
def adagrad_step(theta, grad, state, lr, eps=1e-10):
    s = state.get("s", 0) + grad**2
    return theta - lr * grad / (np.sqrt(s) + eps), {"s": grad**2}


# %% 0/3 the rate also falls with the root of the steps
def adagrad_step(theta, grad, state, lr, eps=1e-10):
    s = state.get("s", 0) + grad**2
    t = state.get("t", 0) + 1
    return theta - lr / np.sqrt(t) * grad / (np.sqrt(s) + eps), {"s": s, "t": t}


# %% 2/3 eps under the root, not squared
def adagrad_step(theta, grad, state, lr, eps=1e-10):
    s = state.get("s", 0) + grad**2
    return theta - lr * grad / np.sqrt(s + eps), {"s": s}


# %% 2/3 eps twice: under the root and beside it
def adagrad_step(theta, grad, state, lr, eps=1e-10):
    s = state.get("s", 0) + grad**2
    return theta - lr * grad / (np.sqrt(s + eps**2) + eps), {"s": s}


# %% 0/3 eps is 1e-8, whatever is said
def adagrad_step(theta, grad, state, lr, eps=1e-10):
    s = state.get("s", 0) + grad**2
    return theta - lr * grad / (np.sqrt(s) + 1e-8), {"s": s}


# %% 0/3 another default, 1e-8
def adagrad_step(theta, grad, state, lr, eps=1e-8):
    s = state.get("s", 0) + grad**2
    return theta - lr * grad / (np.sqrt(s) + eps), {"s": s}


# %% 0/3 climbs
def adagrad_step(theta, grad, state, lr, eps=1e-10):
    s = state.get("s", 0) + grad**2
    return theta + lr * grad / (np.sqrt(s) + eps), {"s": s}


# %% 0/3 divides by the root of the root
def adagrad_step(theta, grad, state, lr, eps=1e-10):
    s = state.get("s", 0) + grad**2
    return theta - lr * grad / (np.sqrt(np.sqrt(s)) + eps), {"s": s}


# %% 0/3 the sign of the gradient over the root
def adagrad_step(theta, grad, state, lr, eps=1e-10):
    s = state.get("s", 0) + grad**2
    return theta - lr * np.sign(grad) / (np.sqrt(s) + eps), {"s": s}


# %% 0/3 a maximum for the sum
def adagrad_step(theta, grad, state, lr, eps=1e-10):
    s = np.maximum(state.get("s", 0), grad**2)
    return theta - lr * grad / (np.sqrt(s) + eps), {"s": s}


# %% 0/3 forgets the square: gradients of other signs cancel
def adagrad_step(theta, grad, state, lr, eps=1e-10):
    s = state.get("s", 0) + grad
    return theta - lr * grad / (np.abs(s) + eps), {"s": s}


# %% 0/3 a fading sum: 0.9 of it is kept
def adagrad_step(theta, grad, state, lr, eps=1e-10):
    s = 0.9 * state.get("s", 0) + grad**2
    return theta - lr * grad / (np.sqrt(s) + eps), {"s": s}


# %% 1/3 in float32
def adagrad_step(theta, grad, state, lr, eps=1e-10):
    s = state.get("s", 0) + grad.astype(np.float32) ** 2
    return theta - lr * grad / (np.sqrt(s) + eps), {"s": s}


# %% 2/3 a flat answer
def adagrad_step(theta, grad, state, lr, eps=1e-10):
    s = state.get("s", 0) + grad**2
    return np.ravel(theta - lr * grad / (np.sqrt(s) + eps)), {"s": s}


# %% 2/3 eps multiplied by the rate
def adagrad_step(theta, grad, state, lr, eps=1e-10):
    s = state.get("s", 0) + grad**2
    return theta - lr * grad / (np.sqrt(s) + lr * eps), {"s": s}


# %% 0/3 the rate under the root
def adagrad_step(theta, grad, state, lr, eps=1e-10):
    s = state.get("s", 0) + grad**2
    return theta - np.sqrt(lr) * grad / (np.sqrt(s) + eps), {"s": s}


# %% 0/3 momentum on top
def adagrad_step(theta, grad, state, lr, eps=1e-10):
    s = state.get("s", 0) + grad**2
    return theta - lr * (grad + 0.5 * state.get("g", 0)) / (np.sqrt(s) + eps), {
        "s": s,
        "g": grad,
    }


# %% 1/3 one sum for each row
def adagrad_step(theta, grad, state, lr, eps=1e-10):
    s = state.get("s", 0) + np.sum(grad**2, axis=-1, keepdims=grad.ndim > 0)
    return theta - lr * grad / (np.sqrt(s) + eps), {"s": s}


# %% 2/3 the largest of eps and the root
def adagrad_step(theta, grad, state, lr, eps=1e-10):
    s = state.get("s", 0) + grad**2
    return theta - lr * grad / np.maximum(np.sqrt(s), eps), {"s": s}


# %% 2/3 nothing where the gradient is 0 now: forgets to keep the sum there
def adagrad_step(theta, grad, state, lr, eps=1e-10):
    s = state.get("s", 0) + grad**2
    return theta - lr * grad / (np.sqrt(s) + eps), {"s": np.where(grad == 0, 0, s)}


# %% 2/3 adds to the sum in place
def adagrad_step(theta, grad, state, lr, eps=1e-10):
    s = state["s"] if "s" in state else np.zeros_like(grad)
    s += grad**2
    return theta - lr * grad / (np.sqrt(s) + eps), {"s": s}


# %% 2/3 writes the sum into the state it was given
def adagrad_step(theta, grad, state, lr, eps=1e-10):
    state["s"] = state.get("s", 0) + grad**2
    return theta - lr * grad / (np.sqrt(state["s"]) + eps), state


# %% 2/3 squares the gradient in place
def adagrad_step(theta, grad, state, lr, eps=1e-10):
    g = grad.copy()
    grad *= grad
    s = state.get("s", 0) + grad
    return theta - lr * g / (np.sqrt(s) + eps), {"s": s}


# %% 2/3 keeps the sum in a default argument
def adagrad_step(theta, grad, state, lr, eps=1e-10, kept=[]):
    if not state:
        kept.clear()
    kept.append(grad.copy())
    root = np.sqrt(np.sum(np.square(kept), axis=0))
    return theta - lr * grad / (root + eps), {"on": 1}


# %% 3/3 entry by entry
def adagrad_step(theta, grad, state, lr, eps=1e-10):
    new, s = np.array(theta, dtype=float), np.zeros(np.shape(theta))
    for at in np.ndindex(theta.shape):
        s[at] = (state["s"][at] if state else 0.0) + grad[at] ** 2
        new[at] -= lr * grad[at] / (s[at] ** 0.5 + eps)
    return new, {"s": s}


# %% 3/3 by PyTorch
def adagrad_step(theta, grad, state, lr, eps=1e-10):
    import torch

    p = torch.nn.Parameter(torch.tensor(theta))
    p.grad = torch.tensor(grad)
    ada = torch.optim.Adagrad([p], lr=lr, eps=eps)
    if "s" in state:
        ada.state[p]["sum"] = torch.tensor(state["s"])
    ada.step()
    return p.detach().numpy().copy(), {"s": ada.state[p]["sum"].numpy().copy()}


# %% 3/3 in long doubles
def adagrad_step(theta, grad, state, lr, eps=1e-10):
    g = np.asarray(grad, dtype=np.longdouble)
    s = state.get("s", np.zeros_like(g)) + g * g
    return theta - lr * (g / (s**0.5 + eps)), {"s": s}


# %% 3/3 in place, on copies
def adagrad_step(theta, grad, state, lr, eps=1e-10):
    theta = np.array(theta)
    s = np.array(state["s"]) if "s" in state else np.zeros(theta.shape)
    s += np.square(grad)
    theta -= np.multiply(lr, grad) / (np.sqrt(s) + eps)
    return theta, {"s": s}


# %% 3/3 by JAX in float64
def adagrad_step(theta, grad, state, lr, eps=1e-10):
    import jax

    with jax.enable_x64(True):
        g = jax.numpy.asarray(grad)
        s = jax.numpy.asarray(state.get("s", 0.0)) + g**2
        return jax.numpy.asarray(theta) - lr * g / (jax.numpy.sqrt(s) + eps), {"s": s}


# %% 1/3 nothing is added to the root: 0 is divided by 0
def adagrad_step(theta, grad, state, lr, eps=1e-10):
    s = state.get("s", 0) + grad**2
    return theta - lr * grad / (np.sqrt(s)), {"s": s}


# %% 0/3 the step is by the gradient before
def adagrad_step(theta, grad, state, lr, eps=1e-10):
    s = state.get("s", 0) + grad**2
    return theta - lr * state.get("g", grad) / (np.sqrt(s) + eps), {"s": s, "g": grad}


# %% 2/3 eps counts the steps
def adagrad_step(theta, grad, state, lr, eps=1e-10):
    s = state.get("s", 0) + grad**2
    return theta - lr * grad / (np.sqrt(s) + eps * state.get("t", 1)), {
        "s": s,
        "t": state.get("t", 1) + 1,
    }


# %% 2/3 the sum holds at most ten gradients
def adagrad_step(theta, grad, state, lr, eps=1e-10):
    seen = [*state.get("seen", []), grad**2][-10:]
    s = sum(seen)
    return theta - lr * grad / (np.sqrt(s) + eps), {"seen": seen}


# %% 0/3 the square of a sum for the sum of squares
def adagrad_step(theta, grad, state, lr, eps=1e-10):
    s = state.get("s", 0) + grad
    return theta - lr * grad / (np.sqrt(s**2) + eps), {"s": s}


# %% 3/3 all gradients in the state
def adagrad_step(theta, grad, state, lr, eps=1e-10):
    g = np.array(grad, dtype=float)
    seen = (*state.get("seen", ()), g)
    return theta - lr * g / (np.sqrt(sum(a * a for a in seen)) + eps), {"seen": seen}


# %% 3/3 the root in the state, by hypot
def adagrad_step(theta, grad, state, lr, eps=1e-10):
    r = np.hypot(state.get("r", 0.0), grad)
    return theta - lr * grad / (r + eps), {"r": r}


# %% 3/3 number by number
def adagrad_step(theta, grad, state, lr, eps=1e-10):
    s = np.array(state["s"]) if state else np.zeros(np.shape(theta))
    new = np.array(theta, dtype=float)
    for i in np.ndindex(*np.shape(theta)):
        s[i] += grad[i] ** 2
        new[i] -= lr * grad[i] / (s[i] ** 0.5 + eps)
    return new, {"s": s.tolist()}


# %% 3/3 PyTorch's Adagrad
def adagrad_step(theta, grad, state, lr, eps=1e-10):
    import torch

    p = torch.tensor(np.array(theta, dtype=float))
    p.grad = torch.tensor(np.array(grad, dtype=float))
    opt = torch.optim.Adagrad([p], lr=lr, eps=eps)
    if state:
        opt.state[p]["sum"] = torch.tensor(state["sum"])
    opt.step()
    return p.numpy(), {"sum": opt.state[p]["sum"].numpy().copy()}
