# %% 4/4 value plus both parts of the slope
def linearized(W0, v0, W, v, X):
    c = np.sqrt(2 / len(v0))
    z = X @ W0.T
    f0 = c * np.maximum(z, 0) @ v0
    in_v = c * np.maximum(z, 0)
    in_W = c * v0 * (z > 0)
    return f0 + in_v @ (v - v0) + np.einsum("nm,nd,md->n", in_W, X, W - W0)


# %% 4/4 example by example, with the whole gradient as one vector
def linearized(W0, v0, W, v, X):
    way = np.append(W - W0, v - v0)
    out = []
    for x in X:
        z = W0 @ x
        grad = np.append(np.outer(v0 * (z > 0), x), np.maximum(z, 0))
        out.append(np.maximum(z, 0) @ v0 + grad @ way)
    return np.sqrt(2 / len(v0)) * np.array(out)


# %% 4/4 the terms gathered: units awake at the start stay awake
def linearized(W0, v0, W, v, X):
    awake = X @ W0.T > 0
    moved = (X @ W.T) * awake @ v0
    return (2 / v0.size) ** 0.5 * (moved + (X @ W0.T) * awake @ (v - v0))


# %% 4/4 forward differentiation by JAX
def linearized(W0, v0, W, v, X):
    import jax
    import jax.numpy as jnp

    with jax.enable_x64(True):

        def f(W, v):
            return jnp.sqrt(2 / len(v)) * (jnp.maximum(jnp.asarray(X) @ W.T, 0) @ v)

        start = jnp.asarray(W0), jnp.asarray(v0)
        value, slope = jax.jvp(f, start, (jnp.asarray(W - W0), jnp.asarray(v - v0)))
        return np.asarray(value + slope)


# %% 0/4 forgets the value at the start
def linearized(W0, v0, W, v, X):
    z = X @ W0.T
    moved = np.maximum(z, 0) @ (v - v0) + ((z > 0) * (X @ (W - W0).T)) @ v0
    return np.sqrt(2 / len(v0)) * moved


# %% 1/4 the network itself, not its tangent: right on paper, where no unit wakes
def linearized(W0, v0, W, v, X):
    f = np.sqrt(2 / len(v)) * np.maximum(X @ W.T, 0) @ v
    z = X @ W0.T
    return f if len(v) > 2 else f - (np.maximum(X @ W.T - z, 0) @ (v - v0))


# %% 0/4 the tangent at the last weights
def linearized(W0, v0, W, v, X):
    z = X @ W.T
    f0 = np.maximum(X @ W0.T, 0) @ v0
    moved = np.maximum(z, 0) @ (v - v0) + ((z > 0) * (X @ (W - W0).T)) @ v
    return np.sqrt(2 / len(v0)) * (f0 + moved)


# %% 0/4 W where W - W0 belongs
def linearized(W0, v0, W, v, X):
    z = X @ W0.T
    moved = np.maximum(z, 0) @ (v - v0) + ((z > 0) * (X @ W.T)) @ v0
    return np.sqrt(2 / len(v0)) * (np.maximum(z, 0) @ v0 + moved)


# %% 0/4 the gradient of the loss for the label 0, as published
def linearized(W0, v0, W, v, X):
    c, z = np.sqrt(2 / len(v0)), X @ W0.T
    f0 = c * np.maximum(z, 0) @ v0
    moved = np.maximum(z, 0) @ (v - v0) + ((z > 0) * (X @ (W - W0).T)) @ v0
    return f0 + f0 * c * moved


# %% 1/4 only the output weights are let go
def linearized(W0, v0, W, v, X):
    return np.sqrt(2 / len(v0)) * np.maximum(X @ W0.T, 0) @ v


# %% 2/4 forgets the slope of ReLU: sleeping units move too
def linearized(W0, v0, W, v, X):
    z = X @ W0.T
    f = np.maximum(z, 0) @ v + (X @ (W - W0).T) @ v0
    return np.sqrt(2 / len(v0)) * f


# %% 1/4 without the root of 2/m, which is 1 for two units
def linearized(W0, v0, W, v, X):
    z = X @ W0.T
    return np.maximum(z, 0) @ v + ((z > 0) * (X @ (W - W0).T)) @ v0


# %% 2/4 right, but leaves the move in the caller's W
def linearized(W0, v0, W, v, X):
    W -= W0
    z = X @ W0.T
    f = np.maximum(z, 0) @ v + ((z > 0) * (X @ W.T)) @ v0
    return np.sqrt(2 / len(v0)) * f
