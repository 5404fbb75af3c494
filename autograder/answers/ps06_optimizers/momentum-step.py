# %% 3/3 a velocity of gradients
def momentum_step(theta, grad, state, lr, mu):
    v = mu * state.get("v", np.zeros_like(grad)) + grad
    return theta - lr * v, {"v": v}


# %% 3/3 a velocity with the rate in it
def momentum_step(theta, grad, state, lr, mu):
    move = lr * grad + (mu * state["move"] if state else 0)
    return theta - move, {"move": move}


# %% 3/3 an average, and a rate that makes up for it
def momentum_step(theta, grad, state, lr, mu):
    m = (1 - mu) * grad
    if "m" in state:
        m = m + mu * state["m"]
    return theta - lr / (1 - mu) * m, dict(m=m)


# %% 3/3 Polyak's way: remembers the last point
def momentum_step(theta, grad, state, lr, mu):
    before = state.get("theta", theta)
    return theta - lr * grad + mu * (theta - before), {"theta": theta.copy()}


# %% 0/3 forgets: plain descent
def momentum_step(theta, grad, state, lr, mu):
    return theta - lr * grad, {}


# %% 0/3 Nesterov's step
def momentum_step(theta, grad, state, lr, mu):
    v = mu * state.get("v", 0) + grad
    return theta - lr * (grad + mu * v), {"v": v}


# %% 0/3 an average without the larger rate
def momentum_step(theta, grad, state, lr, mu):
    v = mu * state.get("v", 0) + (1 - mu) * grad
    return theta - lr * v, {"v": v}


# %% 0/3 climbs
def momentum_step(theta, grad, state, lr, mu):
    v = mu * state.get("v", 0) + grad
    return theta + lr * v, {"v": v}


# %% 0/3 moves by the old velocity
def momentum_step(theta, grad, state, lr, mu):
    v = state.get("v", np.zeros_like(grad))
    return theta - lr * v, {"v": mu * v + grad}


# %% 0/3 the rate fades with the velocity: lr multiplies only the new gradient, twice
def momentum_step(theta, grad, state, lr, mu):
    v = mu * state.get("v", 0) + lr * grad
    return theta - lr * v, {"v": v}


# %% 2/3 writes into theta
def momentum_step(theta, grad, state, lr, mu):
    v = mu * state.get("v", 0) + grad
    if np.ndim(theta) == 0:
        return theta - lr * v, {"v": v}
    theta -= lr * v
    return theta, {"v": v}


# %% 2/3 writes into the state it was given
def momentum_step(theta, grad, state, lr, mu):
    state["v"] = mu * state.get("v", 0) + grad
    return theta - lr * state["v"], state


# %% 1/3 keeps the velocity in a global, not in the state
velocity = 0


def momentum_step(theta, grad, state, lr, mu):
    global velocity
    velocity = mu * velocity + grad
    return theta - lr * velocity, {}


# %% 0/3 the shares exchanged: (1 - mu) of the velocity, mu of the gradient
def momentum_step(theta, grad, state, lr, mu):
    v = (1 - mu) * state.get("v", 0) + mu * grad
    return theta - lr * v, {"v": v}


# %% 0/3 mu times the gradient too
def momentum_step(theta, grad, state, lr, mu):
    v = mu * (state.get("v", 0) + grad)
    return theta - lr * v, {"v": v}


# %% 0/3 a velocity that keeps all
def momentum_step(theta, grad, state, lr, mu):
    v = 1 * state.get("v", 0) + grad
    return theta - lr * v, {"v": v}


# %% 1/3 always keeps nine tenths
def momentum_step(theta, grad, state, lr, mu):
    v = 0.9 * state.get("v", 0) + grad
    return theta - lr * v, {"v": v}


# %% 2/3 always walks at 0.1
def momentum_step(theta, grad, state, lr, mu):
    v = mu * state.get("v", 0) + grad
    return theta - 0.1 * v, {"v": v}


# %% 0/3 the velocity holds minus the rate, and is subtracted again
def momentum_step(theta, grad, state, lr, mu):
    v = mu * state.get("v", 0) - lr * grad
    return theta - v, {"v": v}


# %% 0/3 one velocity for all coordinates
def momentum_step(theta, grad, state, lr, mu):
    v = mu * state.get("v", 0) + np.mean(grad)
    return theta - lr * v, {"v": v}


# %% 0/3 remembers the gradient, not the velocity
def momentum_step(theta, grad, state, lr, mu):
    v = mu * state.get("v", 0) + grad
    return theta - lr * v, {"v": grad}


# %% 0/3 remembers lr times the velocity
def momentum_step(theta, grad, state, lr, mu):
    v = mu * state.get("v", 0) + grad
    return theta - lr * v, {"v": lr * v}


# %% 0/3 keeps a tenth too much
def momentum_step(theta, grad, state, lr, mu):
    v = (mu + 0.1 * (1 - mu)) * state.get("v", 0) + grad
    return theta - lr * v, {"v": v}


# %% 0/3 damped, as PyTorch has it
def momentum_step(theta, grad, state, lr, mu):
    v = mu * state.get("v", 0) + (1 - mu * bool(state)) * grad
    return theta - lr * v, {"v": v}


# %% 0/3 the velocity starts at the first gradient
def momentum_step(theta, grad, state, lr, mu):
    v = mu * state.get("v", grad) + grad
    return theta - lr * v, {"v": v}


# %% 0/3 in float32
def momentum_step(theta, grad, state, lr, mu):
    v = mu * state.get("v", 0) + grad.astype(np.float32)
    return theta.astype(np.float32) - lr * v, {"v": v}


# %% 0/3 returns the velocity for the state and the state for theta
def momentum_step(theta, grad, state, lr, mu):
    v = mu * state.get("v", 0) + grad
    return v, {"v": theta - lr * v}


# %% 2/3 returns a flat array
def momentum_step(theta, grad, state, lr, mu):
    v = mu * state.get("v", 0) + grad
    return np.ravel(theta - lr * v), {"v": v}


# %% 0/3 returns a column
def momentum_step(theta, grad, state, lr, mu):
    v = mu * state.get("v", 0) + grad
    return (theta - lr * v)[..., None], {"v": v}


# %% 0/3 the velocity is cut at 1, coordinate by coordinate
def momentum_step(theta, grad, state, lr, mu):
    v = mu * state.get("v", 0) + grad
    v = np.clip(v, -1, 1)
    return theta - lr * v, {"v": v}


# %% 0/3 the gradient is divided by its length
def momentum_step(theta, grad, state, lr, mu):
    v = mu * state.get("v", 0) + grad / max(np.linalg.norm(grad), 1e-12)
    return theta - lr * v, {"v": v}


# %% 0/3 moves by a mean of old and new velocity
def momentum_step(theta, grad, state, lr, mu):
    v = mu * state.get("v", 0) + grad
    return theta - lr * (v + state.get("v", v)) / 2, {"v": v}


# %% 1/3 drops the velocity where it points up the slope
def momentum_step(theta, grad, state, lr, mu):
    v = mu * state.get("v", 0) * (state.get("v", 0) * grad >= 0) + grad
    return theta - lr * v, {"v": v}


# %% 0/3 a state that is a list, first with no room for it
def momentum_step(theta, grad, state, lr, mu):
    v = mu * (state.get("v", 0.001)) + grad
    return theta - lr * v, {"v": v}


# %% 2/3 adds the velocity into the gradient array
def momentum_step(theta, grad, state, lr, mu):
    grad += mu * state.get("v", 0)
    return theta - lr * grad, {"v": grad.copy()}


# %% 2/3 updates the velocity in the state in place
def momentum_step(theta, grad, state, lr, mu):
    v = state.get("v")
    if v is None:
        v = np.zeros_like(grad)
    v *= mu
    v += grad
    return theta - lr * v, {"v": v}


# %% 2/3 keeps the velocity as an attribute of the function
def momentum_step(theta, grad, state, lr, mu):
    if not state:
        momentum_step.v = np.zeros_like(grad)
    momentum_step.v = mu * momentum_step.v + grad
    return theta - lr * momentum_step.v, {"on": True}


# %% 0/3 number by number, the first coordinate only in the velocity
def momentum_step(theta, grad, state, lr, mu):
    v = np.zeros(grad.shape)
    old = state.get("v", v)
    for at in np.ndindex(grad.shape):
        v[at] = mu * old[tuple(0 for _ in at)] + grad[at]
    return theta - lr * v, {"v": v}


# %% 3/3 checks its arguments
def momentum_step(theta, grad, state, lr, mu):
    if not isinstance(grad, np.ndarray) or grad.shape != theta.shape:
        raise TypeError("grad must be an array of the shape of theta")
    if not 0 <= mu < 1:
        raise ValueError("mu")
    if "v" not in state:
        state = {"v": np.zeros(theta.shape)}
    v = np.add(mu * state["v"], grad)
    return np.subtract(theta, lr * v), {"v": v}


# %% 3/3 entry by entry, in lists
def momentum_step(theta, grad, state, lr, mu):
    g, p = grad.ravel().tolist(), theta.ravel().tolist()
    old = state["v"] if state else [0.0] * len(g)
    v = [mu * a + b for a, b in zip(old, g)]
    new = np.array([a - lr * b for a, b in zip(p, v)])
    return new.reshape(theta.shape), {"v": v}


# %% 3/3 all gradients, weighted anew at each step
def momentum_step(theta, grad, state, lr, mu):
    seen = [*state.get("seen", []), grad.copy()]
    v = sum(mu ** (len(seen) - 1 - k) * g for k, g in enumerate(seen))
    return theta - lr * v, {"seen": seen}


# %% 3/3 by PyTorch’s own optimizer, with the buffer handed over
def momentum_step(theta, grad, state, lr, mu):
    import torch

    p = torch.nn.Parameter(torch.tensor(theta))
    p.grad = torch.tensor(grad)
    sgd = torch.optim.SGD([p], lr=lr, momentum=mu)
    if "v" in state:
        sgd.state[p]["momentum_buffer"] = torch.tensor(state["v"])
    sgd.step()
    v = sgd.state[p].get("momentum_buffer", p.grad) if mu else p.grad
    return p.detach().numpy(), {"v": v.numpy().copy()}


# %% 3/3 in place, on deep copies
def momentum_step(theta, grad, state, lr, mu):
    import copy

    theta, state = np.array(theta), copy.deepcopy(state)
    v = state.setdefault("v", np.zeros_like(theta))
    v *= mu
    v += grad
    theta -= lr * v
    return theta, state


# %% 3/3 in long doubles
def momentum_step(theta, grad, state, lr, mu):
    v = np.longdouble(mu) * state.get("v", np.longdouble(0)) + grad
    return theta - lr * v, {"v": v, "steps": state.get("steps", 0) + 1}


# %% 3/3 by JAX, in float64
def momentum_step(theta, grad, state, lr, mu):
    import jax

    with jax.enable_x64(True):
        v = jax.numpy.asarray(grad) + mu * jax.numpy.asarray(state.get("v", 0.0))
        return jax.numpy.asarray(theta) - lr * v, {"v": v}


# %% 2/3 at least one dimension
def momentum_step(theta, grad, state, lr, mu):
    v = mu * state.get("v", 0) + grad
    return np.atleast_1d(theta - lr * v), {"v": v}


# %% 3/3 a weighted sum of all gradients so far
def momentum_step(theta, grad, state, lr, mu):
    seen = [*state.get("seen", []), np.array(grad, dtype=float)]
    v = sum(mu ** (len(seen) - 1 - i) * g for i, g in enumerate(seen))
    return theta - lr * v, {"seen": seen}


# %% 3/3 remembers the last move
def momentum_step(theta, grad, state, lr, mu):
    move = mu * state["move"] - lr * grad if state else -lr * np.asarray(grad)
    return theta + move, dict(move=move)


# %% 3/3 remembers the last two points
def momentum_step(theta, grad, state, lr, mu):
    old = state.get("old", theta)
    new = theta + mu * (theta - old) - lr * grad
    return new, {"old": np.copy(theta)}


# %% 3/3 PyTorch's SGD
def momentum_step(theta, grad, state, lr, mu):
    import torch

    p = torch.tensor(np.array(theta, dtype=float))
    p.grad = torch.tensor(np.array(grad, dtype=float))
    opt = torch.optim.SGD([p], lr=lr, momentum=mu)
    if state:
        opt.state[p]["momentum_buffer"] = torch.tensor(state["b"])
    opt.step()
    b = opt.state[p].get("momentum_buffer") if mu else None
    return p.numpy(), {"b": b.numpy().copy()} if b is not None else {}


# %% 3/3 the velocity as a list of numbers
def momentum_step(theta, grad, state, lr, mu):
    flat = np.ravel(grad).tolist()
    old = state.get(0, [0.0] * len(flat))
    v = [mu * a + g for a, g in zip(old, flat)]
    return theta - lr * np.reshape(v, np.shape(theta)), {0: v}


# %% 0/3 dampens all gradients but the first, as a library can
def momentum_step(theta, grad, state, lr, mu):
    v = mu * state["v"] + (1 - mu) * grad if state else grad.copy()
    return theta - lr * v, {"v": v}


# %% 1/3 forgets the velocity where the gradient points against it
def momentum_step(theta, grad, state, lr, mu):
    v = state.get("v", np.zeros(np.shape(theta)))
    v = np.where(v * grad < 0, 0, mu * v) + grad
    return theta - lr * v, {"v": v}


# %% 2/3 cuts velocities off at 10
def momentum_step(theta, grad, state, lr, mu):
    v = mu * state.get("v", 0.0) + grad
    v = np.clip(v, -10, 10)
    return theta - lr * v, {"v": v}
