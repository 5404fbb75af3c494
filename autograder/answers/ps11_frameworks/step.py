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


# %% 2/3 changes the old weights in place
def momentum_step(layers, velocity, X, t, lr, momentum):
    with jax.enable_x64(True):
        slopes = jax.grad(mean_squared_error)(layers, X, t)
    moved = jax.tree.map(lambda v, d: momentum * v - lr * np.array(d), velocity, slopes)
    for (W, b), (vW, vb) in zip(layers, moved):
        W += vW
        b += vb
    return layers, moved


# %% 2/3 changes the old velocity in place
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
