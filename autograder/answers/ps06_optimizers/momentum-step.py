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


# %% 1/3 the rate fades with the velocity: lr multiplies only the new gradient, twice
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
