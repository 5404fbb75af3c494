# %% 3/3 jax.tree.map over the whole network
def momentum_step(layers, velocity, X, t, lr, momentum):
    with jax.enable_x64(True):
        slopes = jax.grad(mean_squared_error)(layers, X, t)
        moved = jax.tree.map(lambda v, d: momentum * v - lr * d, velocity, slopes)
        new = jax.tree.map(lambda w, v: w + v, layers, moved)
        return jax.tree.map(np.asarray, new), jax.tree.map(np.asarray, moved)


# %% 3/3 compiled, layer by layer
def momentum_step(layers, velocity, X, t, lr, momentum):
    with jax.enable_x64(True):
        slopes = jax.jit(jax.grad(mean_squared_error))(layers, X, t)
        new, moved = [], []
        for (W, b), (vW, vb), (dW, db) in zip(layers, velocity, slopes):
            vW = momentum * vW - lr * np.array(dW)
            vb = momentum * vb - lr * np.array(db)
            moved.append((vW, vb))
            new.append((W + vW, b + vb))
    return new, moved


# %% 3/3 by hand: the backward pass in NumPy
def momentum_step(layers, velocity, X, t, lr, momentum):
    inputs = [X]
    for W, b in layers[:-1]:
        inputs.append(np.tanh(inputs[-1] @ W.T + b))
    W, b = layers[-1]
    delta = 2 * (inputs[-1] @ W.T + b - t) / t.size
    slopes = []
    for (W, _), h in zip(layers[::-1], inputs[::-1]):
        slopes.append((delta.T @ h, delta.sum(axis=0)))
        delta = (delta @ W) * (1 - h**2)
    moved = [
        tuple(momentum * v - lr * d for v, d in zip(vs, ds))
        for vs, ds in zip(velocity, slopes[::-1])
    ]
    new = [tuple(w + v for w, v in zip(ws, vs)) for ws, vs in zip(layers, moved)]
    return new, moved


# %% 1/3 moves by the old velocity
def momentum_step(layers, velocity, X, t, lr, momentum):
    with jax.enable_x64(True):
        slopes = jax.grad(mean_squared_error)(layers, X, t)
    moved = jax.tree.map(lambda v, d: momentum * v - lr * np.array(d), velocity, slopes)
    return jax.tree.map(lambda w, v: w + v, layers, velocity), moved


# %% 1/3 changes the old weights in place
def momentum_step(layers, velocity, X, t, lr, momentum):
    with jax.enable_x64(True):
        slopes = jax.grad(mean_squared_error)(layers, X, t)
    moved = jax.tree.map(lambda v, d: momentum * v - lr * np.array(d), velocity, slopes)
    for (W, b), (vW, vb) in zip(layers, moved):
        W += vW
        b += vb
    return layers, moved


# %% 1/3 changes the old velocity in place
def momentum_step(layers, velocity, X, t, lr, momentum):
    with jax.enable_x64(True):
        slopes = jax.grad(mean_squared_error)(layers, X, t)
    for pair, ds in zip(velocity, slopes):
        for v, d in zip(pair, ds):
            v *= momentum
            v -= lr * np.array(d)
    return jax.tree.map(lambda w, v: w + v, layers, velocity), velocity


# %% 1/3 plain descent: the velocity is forgotten
def momentum_step(layers, velocity, X, t, lr, momentum):
    with jax.enable_x64(True):
        slopes = jax.grad(mean_squared_error)(layers, X, t)
    new = jax.tree.map(lambda w, d: w - lr * np.array(d), layers, slopes)
    return new, jax.tree.map(lambda d: -lr * np.array(d), slopes)


# %% 1/3 the other convention: the rate times the whole velocity
def momentum_step(layers, velocity, X, t, lr, momentum):
    with jax.enable_x64(True):
        slopes = jax.grad(mean_squared_error)(layers, X, t)
    moved = jax.tree.map(lambda v, d: momentum * v + np.array(d), velocity, slopes)
    return jax.tree.map(lambda w, v: w - lr * v, layers, moved), moved


# %% 1/3 uphill
def momentum_step(layers, velocity, X, t, lr, momentum):
    with jax.enable_x64(True):
        slopes = jax.grad(mean_squared_error)(layers, X, t)
    moved = jax.tree.map(lambda v, d: momentum * v + lr * np.array(d), velocity, slopes)
    return jax.tree.map(lambda w, v: w + v, layers, moved), moved


# %% 0/3 float32 throughout, from JAX's default
def momentum_step(layers, velocity, X, t, lr, momentum):
    slopes = jax.grad(mean_squared_error)(layers, X, t)
    moved = jax.tree.map(
        lambda v, d: momentum * jnp.array(v) - lr * d, velocity, slopes
    )
    new = jax.tree.map(lambda w, v: jnp.array(w) + v, layers, moved)
    return jax.tree.map(np.asarray, new), jax.tree.map(np.asarray, moved)


# %% 1/3 keeps its velocity between calls, and ignores the one it is given
kept = {}


def momentum_step(layers, velocity, X, t, lr, momentum):
    with jax.enable_x64(True):
        slopes = jax.grad(mean_squared_error)(layers, X, t)
    shape = str([W.shape for W, _ in layers])
    old = kept.get(shape, velocity)
    moved = jax.tree.map(lambda v, d: momentum * v - lr * np.array(d), old, slopes)
    kept[shape] = moved
    return jax.tree.map(lambda w, v: w + v, layers, moved), moved


# %% 3/3 PyTorch's autograd, then NumPy
def momentum_step(layers, velocity, X, t, lr, momentum):
    owned = [[torch.tensor(a, requires_grad=True) for a in pair] for pair in layers]
    h = torch.tensor(X)
    for k, (W, b) in enumerate(owned):
        h = (torch.tanh(h) if k else h) @ W.T + b
    ((h - torch.tensor(t)) ** 2).mean().backward()
    new, moved = [], []
    for pair, vs, ws in zip(owned, velocity, layers):
        v = tuple(momentum * v - lr * p.grad.numpy() for v, p in zip(vs, pair))
        moved.append(v)
        new.append(tuple(w + step for w, step in zip(ws, v)))
    return new, moved


# %% 3/3 optax's way by hand: trees flattened to lists
def momentum_step(layers, velocity, X, t, lr, momentum):
    with jax.enable_x64(True):
        slopes = jax.grad(mean_squared_error)(layers, jnp.asarray(X), jnp.asarray(t))
    weights, shape = jax.tree.flatten(layers)
    slopes, old = jax.tree.leaves(slopes), jax.tree.leaves(velocity)
    moved = [momentum * v - lr * np.asarray(d) for v, d in zip(old, slopes)]
    new = [w + v for w, v in zip(weights, moved)]
    return jax.tree.unflatten(shape, new), jax.tree.unflatten(shape, moved)


# %% 1/3 Nesterov: the slope is looked up ahead
def momentum_step(layers, velocity, X, t, lr, momentum):
    with jax.enable_x64(True):
        slopes = jax.grad(mean_squared_error)(
            jax.tree.map(lambda w, v: w + momentum * v, layers, velocity), X, t
        )
    slopes = jax.tree.map(np.array, slopes)
    moved = jax.tree.map(lambda v, d: momentum * v - lr * d, velocity, slopes)
    return jax.tree.map(np.add, layers, moved), moved


# %% 1/3 dampening: 1 - momentum at the slope
def momentum_step(layers, velocity, X, t, lr, momentum):
    with jax.enable_x64(True):
        slopes = jax.grad(mean_squared_error)(layers, X, t)
    slopes = jax.tree.map(np.array, slopes)
    moved = jax.tree.map(
        lambda v, d: momentum * v - (1 - momentum) * lr * d, velocity, slopes
    )
    return jax.tree.map(np.add, layers, moved), moved


# %% 1/3 the rate at the old velocity too
def momentum_step(layers, velocity, X, t, lr, momentum):
    with jax.enable_x64(True):
        slopes = jax.grad(mean_squared_error)(layers, X, t)
    slopes = jax.tree.map(np.array, slopes)
    moved = jax.tree.map(lambda v, d: lr * (momentum * v - d), velocity, slopes)
    return jax.tree.map(np.add, layers, moved), moved


# %% 1/3 momentum and rate swapped
def momentum_step(layers, velocity, X, t, lr, momentum):
    with jax.enable_x64(True):
        slopes = jax.grad(mean_squared_error)(layers, X, t)
    slopes = jax.tree.map(np.array, slopes)
    moved = jax.tree.map(lambda v, d: lr * v - momentum * d, velocity, slopes)
    return jax.tree.map(np.add, layers, moved), moved


# %% 1/3 a momentum of 0.9, whatever it is
def momentum_step(layers, velocity, X, t, lr, momentum):
    with jax.enable_x64(True):
        slopes = jax.grad(mean_squared_error)(layers, X, t)
    slopes = jax.tree.map(np.array, slopes)
    moved = jax.tree.map(lambda v, d: 0.9 * v - lr * d, velocity, slopes)
    return jax.tree.map(np.add, layers, moved), moved


# %% 2/3 a rate of 0.1, whatever it is
def momentum_step(layers, velocity, X, t, lr, momentum):
    with jax.enable_x64(True):
        slopes = jax.grad(mean_squared_error)(layers, X, t)
    slopes = jax.tree.map(np.array, slopes)
    moved = jax.tree.map(lambda v, d: momentum * v - 0.1 * d, velocity, slopes)
    return jax.tree.map(np.add, layers, moved), moved


# %% 1/3 results swapped
def momentum_step(layers, velocity, X, t, lr, momentum):
    with jax.enable_x64(True):
        slopes = jax.grad(mean_squared_error)(layers, X, t)
    slopes = jax.tree.map(np.array, slopes)
    moved = jax.tree.map(lambda v, d: momentum * v - lr * d, velocity, slopes)
    return moved, jax.tree.map(np.add, layers, moved)


# %% 1/3 the biases do not move
def momentum_step(layers, velocity, X, t, lr, momentum):
    with jax.enable_x64(True):
        slopes = jax.grad(mean_squared_error)(layers, X, t)
    slopes = jax.tree.map(np.array, slopes)
    moved = jax.tree.map(lambda v, d: momentum * v - lr * d, velocity, slopes)
    moved = [(v, 0 * u) for v, u in moved]
    return jax.tree.map(np.add, layers, moved), moved


# %% 1/3 the velocity starts from 0 at each step
def momentum_step(layers, velocity, X, t, lr, momentum):
    with jax.enable_x64(True):
        slopes = jax.grad(mean_squared_error)(layers, X, t)
    slopes = jax.tree.map(np.array, slopes)
    moved = jax.tree.map(lambda v, d: 0 * v - lr * d, velocity, slopes)
    return jax.tree.map(np.add, layers, moved), moved


# %% 1/3 half the slope, from a loss that was halved
def momentum_step(layers, velocity, X, t, lr, momentum):
    with jax.enable_x64(True):
        slopes = jax.grad(mean_squared_error)(layers, X, t)
    slopes = jax.tree.map(np.array, slopes)
    moved = jax.tree.map(lambda v, d: momentum * v - lr * d / 2, velocity, slopes)
    return jax.tree.map(np.add, layers, moved), moved


# %% 2/3 the slope of the sum of squares
def momentum_step(layers, velocity, X, t, lr, momentum):
    with jax.enable_x64(True):
        slopes = jax.grad(mean_squared_error)(layers, X, t)
    slopes = jax.tree.map(np.array, slopes)
    moved = jax.tree.map(lambda v, d: momentum * v - lr * d * t.size, velocity, slopes)
    return jax.tree.map(np.add, layers, moved), moved


# %% 2/3 the mean over the examples only, the sum over the outputs
def momentum_step(layers, velocity, X, t, lr, momentum):
    with jax.enable_x64(True):
        slopes = jax.grad(mean_squared_error)(layers, X, t)
    slopes = jax.tree.map(np.array, slopes)
    moved = jax.tree.map(
        lambda v, d: momentum * v - lr * d * t.shape[1], velocity, slopes
    )
    return jax.tree.map(np.add, layers, moved), moved


# %% 1/3 weights moved back: minus the new velocity
def momentum_step(layers, velocity, X, t, lr, momentum):
    with jax.enable_x64(True):
        slopes = jax.grad(mean_squared_error)(layers, X, t)
    slopes = jax.tree.map(np.array, slopes)
    moved = jax.tree.map(lambda v, d: momentum * v - lr * d, velocity, slopes)
    return jax.tree.map(np.subtract, layers, moved), moved


# %% 1/3 new weights returned, the old velocity too
def momentum_step(layers, velocity, X, t, lr, momentum):
    with jax.enable_x64(True):
        slopes = jax.grad(mean_squared_error)(layers, X, t)
    slopes = jax.tree.map(np.array, slopes)
    moved = jax.tree.map(lambda v, d: momentum * v - lr * d, velocity, slopes)
    return jax.tree.map(np.add, layers, moved), velocity


# %% 1/3 float32 slopes: seven digits
def momentum_step(layers, velocity, X, t, lr, momentum):
    slopes = jax.grad(mean_squared_error)(layers, X, t)
    slopes = jax.tree.map(lambda d: np.asarray(d, dtype=float) + 1e-6, slopes)
    moved = jax.tree.map(lambda v, d: momentum * v - lr * d, velocity, slopes)
    return jax.tree.map(np.add, layers, moved), moved


# %% 0/3 right numbers, handed back in float32
def momentum_step(layers, velocity, X, t, lr, momentum):
    with jax.enable_x64(True):
        slopes = jax.grad(mean_squared_error)(layers, X, t)
    slopes = jax.tree.map(np.array, slopes)
    moved = jax.tree.map(lambda v, d: momentum * v - lr * d, velocity, slopes)
    new = jax.tree.map(np.add, layers, moved)
    return jax.tree.map(np.float32, new), jax.tree.map(np.float32, moved)


# %% 0/3 centres the caller's inputs
def momentum_step(layers, velocity, X, t, lr, momentum):
    X -= X.mean(axis=0)
    X += 1e-9
    with jax.enable_x64(True):
        slopes = jax.grad(mean_squared_error)(layers, X, t)
    slopes = jax.tree.map(np.array, slopes)
    moved = jax.tree.map(lambda v, d: momentum * v - lr * d, velocity, slopes)
    return jax.tree.map(np.add, layers, moved), moved


# %% 1/3 leaves the error in the caller's targets
def momentum_step(layers, velocity, X, t, lr, momentum):
    with jax.enable_x64(True):
        slopes = jax.grad(mean_squared_error)(layers, X, t)
    slopes = jax.tree.map(np.array, slopes)
    moved = jax.tree.map(lambda v, d: momentum * v - lr * d, velocity, slopes)
    t -= 1
    return jax.tree.map(np.add, layers, moved), moved


# %% 1/3 biases as columns
def momentum_step(layers, velocity, X, t, lr, momentum):
    with jax.enable_x64(True):
        slopes = jax.grad(mean_squared_error)(layers, X, t)
    slopes = jax.tree.map(np.array, slopes)
    moved = jax.tree.map(lambda v, d: momentum * v - lr * d, velocity, slopes)
    new = jax.tree.map(np.add, layers, moved)
    return [(W, b[:, None]) for W, b in new], moved


# %% 2/3 only the last layer moves
def momentum_step(layers, velocity, X, t, lr, momentum):
    with jax.enable_x64(True):
        slopes = jax.grad(mean_squared_error)(layers, X, t)
    slopes = jax.tree.map(np.array, slopes)
    moved = jax.tree.map(lambda v, d: momentum * v - lr * d, velocity, slopes)
    moved = [(0 * v, 0 * u) for v, u in moved[:-1]] + moved[-1:]
    return jax.tree.map(np.add, layers, moved), moved


# %% 3/3 torch.optim.SGD, whose velocity has the other sign and no rate
def momentum_step(layers, velocity, X, t, lr, momentum):
    flat = [torch.tensor(a, requires_grad=True) for pair in layers for a in pair]
    optimizer = torch.optim.SGD(flat, lr=lr, momentum=momentum)
    for p, v in zip(flat, [v for pair in velocity for v in pair]):
        optimizer.state[p]["momentum_buffer"] = -torch.tensor(v) / lr if lr else None
    h = torch.tensor(X)
    for k in range(0, len(flat), 2):
        h = (torch.tanh(h) if k else h) @ flat[k].T + flat[k + 1]
    ((h - torch.tensor(t)) ** 2).mean().backward()
    optimizer.step()
    new = [p.detach().numpy() for p in flat]
    moved = [-lr * optimizer.state[p]["momentum_buffer"].numpy() for p in flat]
    return list(zip(new[::2], new[1::2])), list(zip(moved[::2], moved[1::2]))


# %% 1/3 new velocities for all, but only the weights are moved by them
def momentum_step(layers, velocity, X, t, lr, momentum):
    with jax.enable_x64(True):
        slopes = jax.tree.map(np.asarray, jax.grad(mean_squared_error)(layers, X, t))
    moved = jax.tree.map(lambda v, d: momentum * v - lr * d, velocity, slopes)
    new = [(W + v, b.copy()) for (W, b), (v, _) in zip(layers, moved)]
    return new, moved
