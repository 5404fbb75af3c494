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


# %% 0/4 the network itself, not its tangent: right on paper, where no unit wakes
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


# %% 0/4 only the output weights are let go
def linearized(W0, v0, W, v, X):
    return np.sqrt(2 / len(v0)) * np.maximum(X @ W0.T, 0) @ v


# %% 0/4 forgets the slope of ReLU: sleeping units move too
def linearized(W0, v0, W, v, X):
    z = X @ W0.T
    f = np.maximum(z, 0) @ v + (X @ (W - W0).T) @ v0
    return np.sqrt(2 / len(v0)) * f


# %% 0/4 without the root of 2/m, which is 1 for two units
def linearized(W0, v0, W, v, X):
    z = X @ W0.T
    return np.maximum(z, 0) @ v + ((z > 0) * (X @ (W - W0).T)) @ v0


# %% 1/4 right, but leaves the move in the caller's W
def linearized(W0, v0, W, v, X):
    W -= W0
    z = X @ W0.T
    f = np.maximum(z, 0) @ v + ((z > 0) * (X @ W.T)) @ v0
    return np.sqrt(2 / len(v0)) * f


# %% 4/4 unit by unit
def linearized(W0, v0, W, v, X):
    out = np.zeros(len(X))
    for w0, a0, w, a in zip(W0, v0, W, v):
        on = (X @ w0 > 0).astype(float)
        out += on * (a0 * (X @ w) + (a - a0) * (X @ w0))
    return out * np.sqrt(2 / len(v0))


# %% 4/4 long doubles and einsum
def linearized(W0, v0, W, v, X):
    W0, v0, W, v, X = (a.astype(np.longdouble) for a in (W0, v0, W, v, X))
    z, moved = np.einsum("nd,md->nm", X, W0), np.einsum("nd,md->nm", X, W - W0)
    on = np.where(z > 0, 1, 0)
    total = np.einsum("nm,nm,m->n", on, z, v) + np.einsum("nm,nm,m->n", on, moved, v0)
    return total * np.sqrt(np.longdouble(2) / len(v0))


# %% 0/4 as published, without the label: the slips left in
def linearized(W0, v0, W, v, X):
    c = np.sqrt(2 / len(v))
    z = X @ W.T
    in_v = c * np.maximum(z, 0)
    in_W = c * v * (z > 0)
    return in_v @ (v - v0) + np.einsum("nm,nd,md->n", in_W, X, W)


# %% 0/4 v where v0 belongs, in the slope by W
def linearized(W0, v0, W, v, X):
    z = X @ W0.T
    h = np.maximum(z, 0)
    return np.sqrt(2 / len(v0)) * (h @ v + ((z > 0) * (X @ (W - W0).T)) @ v)


# %% 0/4 the value at the start counted twice: v where v - v0 belongs
def linearized(W0, v0, W, v, X):
    z = X @ W0.T
    h = np.maximum(z, 0)
    moved = h @ v + ((z > 0) * (X @ (W - W0).T)) @ v0
    return np.sqrt(2 / len(v0)) * (h @ v0 + moved)


# %% 0/4 the gates of the weights now
def linearized(W0, v0, W, v, X):
    z = X @ W0.T
    moved = np.maximum(z, 0) @ (v - v0) + ((X @ W.T > 0) * (X @ (W - W0).T)) @ v0
    return np.sqrt(2 / len(v0)) * (np.maximum(z, 0) @ v0 + moved)


# %% 0/4 the move backwards
def linearized(W0, v0, W, v, X):
    z = X @ W0.T
    h = np.maximum(z, 0)
    moved = h @ (v0 - v) + ((z > 0) * (X @ (W0 - W).T)) @ v0
    return np.sqrt(2 / len(v0)) * (h @ v0 + moved)


# %% 0/4 the factor at the value only
def linearized(W0, v0, W, v, X):
    z = X @ W0.T
    h = np.maximum(z, 0)
    moved = h @ (v - v0) + ((z > 0) * (X @ (W - W0).T)) @ v0
    return np.sqrt(2 / len(v0)) * (h @ v0) + moved


# %% 0/4 the factor twice at the slope
def linearized(W0, v0, W, v, X):
    z, c = X @ W0.T, np.sqrt(2 / len(v0))
    h = np.maximum(z, 0)
    moved = h @ (v - v0) + ((z > 0) * (X @ (W - W0).T)) @ v0
    return c * (h @ v0) + c**2 * moved


# %% 0/4 2/m without the root
def linearized(W0, v0, W, v, X):
    z = X @ W0.T
    h = np.maximum(z, 0)
    moved = h @ (v - v0) + ((z > 0) * (X @ (W - W0).T)) @ v0
    return 2 / len(v0) * (h @ v0 + moved)


# %% 0/4 half of the slope, as in a Taylor expansion of second order
def linearized(W0, v0, W, v, X):
    z = X @ W0.T
    h = np.maximum(z, 0)
    moved = h @ (v - v0) + ((z > 0) * (X @ (W - W0).T)) @ v0
    return np.sqrt(2 / len(v0)) * (h @ v0 + moved / 2)


# %% 0/4 only the hidden weights are let go
def linearized(W0, v0, W, v, X):
    z = X @ W0.T
    f = np.maximum(z, 0) @ v0 + ((z > 0) * (X @ (W - W0).T)) @ v0
    return np.sqrt(2 / len(v0)) * f


# %% 0/4 the network at the weights now
def linearized(W0, v0, W, v, X):
    return np.sqrt(2 / len(v)) * np.maximum(X @ W.T, 0) @ v


# %% 0/4 the network at the first weights: nothing moves
def linearized(W0, v0, W, v, X):
    return np.sqrt(2 / len(v0)) * np.maximum(X @ W0.T, 0) @ v0


# %% 0/4 the term of second order too, exact while no gate turns
def linearized(W0, v0, W, v, X):
    on = X @ W0.T > 0
    return np.sqrt(2 / len(v0)) * (on * (X @ W.T)) @ v


# %% 0/4 a column: shape (n, 1)
def linearized(W0, v0, W, v, X):
    z = X @ W0.T
    f = np.maximum(z, 0) @ v + ((z > 0) * (X @ (W - W0).T)) @ v0
    return (np.sqrt(2 / len(v0)) * f)[:, None]


# %% 0/4 the change of f alone, with the sum over the inputs
def linearized(W0, v0, W, v, X):
    z = X @ W0.T
    f = np.maximum(z, 0) @ v + ((z > 0) * (X @ (W - W0).T)) @ v0
    return np.full(len(X), (np.sqrt(2 / len(v0)) * f).mean())


# %% 1/4 leaves v - v0 in the caller's v
def linearized(W0, v0, W, v, X):
    z = X @ W0.T
    v -= v0
    h = np.maximum(z, 0)
    f = h @ v0 + h @ v + ((z > 0) * (X @ (W - W0).T)) @ v0
    return np.sqrt(2 / len(v0)) * f


# %% 0/4 the slope by a difference with a large step
def linearized(W0, v0, W, v, X):
    def f(t):
        w, a = W0 + t * (W - W0), v0 + t * (v - v0)
        return np.sqrt(2 / len(a)) * np.maximum(X @ w.T, 0) @ a

    return f(0) + (f(0.1) - f(0)) / 0.1


# %% 0/4 float32
def linearized(W0, v0, W, v, X):
    W0, v0, W, v, X = (a.astype(np.float32) for a in (W0, v0, W, v, X))
    z = X @ W0.T
    f = np.maximum(z, 0) @ v + ((z > 0) * (X @ (W - W0).T)) @ v0
    return np.sqrt(np.float32(2 / len(v0))) * f


# %% 4/4 gates of the first weights, everything multiplied out
def linearized(W0, v0, W, v, X):
    on = (X @ W0.T > 0).astype(float)
    now, first = X @ W.T, X @ W0.T
    return np.sqrt(2 / len(v)) * (on * (v * first + v0 * (now - first))).sum(axis=1)


# %% 4/4 JAX's jvp
def linearized(W0, v0, W, v, X):
    import jax
    import jax.numpy as jnp

    with jax.enable_x64(True):
        X = jnp.asarray(X)

        def f(W, v):
            return jnp.sqrt(2 / len(v0)) * jax.nn.relu(X @ W.T) @ v

        a = jnp.asarray(W0), jnp.asarray(v0)
        value, slope = jax.jvp(f, a, (jnp.asarray(W) - a[0], jnp.asarray(v) - a[1]))
        return np.asarray(value + slope)


# %% 4/4 a list, example by example
def linearized(W0, v0, W, v, X):
    out, c = [], (2 / len(v0)) ** 0.5
    for x in X:
        total = 0.0
        for j in range(len(v0)):
            z = sum(W0[j] * x)
            if z > 0:
                total += v0[j] * z + (v[j] - v0[j]) * z + v0[j] * ((W[j] - W0[j]) @ x)
        out.append(c * total)
    return np.array(out)


# %% 3/4 central differences with a step of 1e-4 of the whole way
def linearized(W0, v0, W, v, X):
    def f(W, v):
        return np.sqrt(2 / len(v)) * np.maximum(X @ W.T, 0) @ v

    h = 1e-4
    d = f(W0 + h * (W - W0), v0 + h * (v - v0)) - f(
        W0 - h * (W - W0), v0 - h * (v - v0)
    )
    return f(W0, v0) + d / (2 * h)
