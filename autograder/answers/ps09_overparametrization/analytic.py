# %% 4/4 the formula, with the cosine clipped
def analytic_kernel(X, Z, spread):
    a, b = np.linalg.norm(X, axis=1)[:, None], np.linalg.norm(Z, axis=1)
    cos = np.clip(X @ Z.T / (a * b), -1, 1)
    t = np.arccos(cos)
    return a * b * (np.sin(t) + (1 + spread**2) * (np.pi - t) * cos) / np.pi


# %% 4/4 pair by pair
def analytic_kernel(X, Z, spread):
    K = np.empty((len(X), len(Z)))
    for i, x in enumerate(X):
        for j, z in enumerate(Z):
            size = np.sqrt((x @ x) * (z @ z))
            c = max(-1.0, min(1.0, (x @ z) / size))
            t = np.arccos(c)
            K[i, j] = size * (np.sin(t) + (np.pi - t) * c) / np.pi
            K[i, j] += spread**2 * (x @ z) * (np.pi - t) / np.pi
    return K


# %% 4/4 the angle from the half chords, which loses no digits
def analytic_kernel(X, Z, spread):
    a, b = np.linalg.norm(X, axis=1), np.linalg.norm(Z, axis=1)
    U, V = (X.T / a).T, (Z.T / b).T
    apart = np.linalg.norm(U[:, None] - V, axis=2)
    t = 2 * np.arctan2(apart, np.linalg.norm(U[:, None] + V, axis=2))
    return (
        np.outer(a, b) / np.pi * (np.sin(t) + (1 + spread**2) * (np.pi - t) * np.cos(t))
    )


# %% 4/4 the sine from the cosine
def analytic_kernel(X, Z, spread):
    size = np.sqrt(np.outer((X**2).sum(1), (Z**2).sum(1)))
    c = np.minimum(np.maximum((X @ Z.T) / size, -1), 1)
    part = 1 - np.arccos(c) / np.pi
    return size * (np.sqrt(1 - c**2) / np.pi + (1 + spread**2) * c * part)


# %% 2/4 not clipped: nan where rounding makes the cosine larger than 1
def analytic_kernel(X, Z, spread):
    size = np.outer(np.linalg.norm(X, axis=1), np.linalg.norm(Z, axis=1))
    t = np.arccos(X @ Z.T / size)
    return size * (np.sin(t) + (1 + spread**2) * (np.pi - t) * np.cos(t)) / np.pi


# %% 0/4 forgets the sizes: the kernel of the directions
def analytic_kernel(X, Z, spread):
    X = X / np.linalg.norm(X, axis=1, keepdims=True)
    Z = Z / np.linalg.norm(Z, axis=1, keepdims=True)
    t = np.arccos(np.clip(X @ Z.T, -1, 1))
    return (np.sin(t) + (1 + spread**2) * (np.pi - t) * np.cos(t)) / np.pi


# %% 0/4 only the output weights: the first of both terms
def analytic_kernel(X, Z, spread):
    size = np.outer(np.linalg.norm(X, axis=1), np.linalg.norm(Z, axis=1))
    t = np.arccos(np.clip(X @ Z.T / size, -1, 1))
    return size * (np.sin(t) + (np.pi - t) * np.cos(t)) / np.pi


# %% 0/4 only the hidden weights: the second term
def analytic_kernel(X, Z, spread):
    size = np.outer(np.linalg.norm(X, axis=1), np.linalg.norm(Z, axis=1))
    t = np.arccos(np.clip(X @ Z.T / size, -1, 1))
    return spread**2 * X @ Z.T * (np.pi - t) / np.pi


# %% 2/4 the first inputs scaled in place
def analytic_kernel(X, Z, spread):
    a = np.linalg.norm(X, axis=1)[:, None]
    b = np.linalg.norm(Z, axis=1)
    X /= a
    c = np.clip(X @ (Z / b[:, None]).T, -1, 1)
    t = np.arccos(c)
    return a * b * (np.sin(t) + (1 + spread**2) * (np.pi - t) * c) / np.pi


# %% 0/4 divided by 2π: without the factor 2 of the network
def analytic_kernel(X, Z, spread):
    size = np.outer(np.linalg.norm(X, axis=1), np.linalg.norm(Z, axis=1))
    t = np.arccos(np.clip(X @ Z.T / size, -1, 1))
    return size * (np.sin(t) + (1 + spread**2) * (np.pi - t) * np.cos(t)) / (2 * np.pi)


# %% 0/4 in degrees
def analytic_kernel(X, Z, spread):
    size = np.outer(np.linalg.norm(X, axis=1), np.linalg.norm(Z, axis=1))
    t = np.degrees(np.arccos(np.clip(X @ Z.T / size, -1, 1)))
    return size * (np.sin(t) + (1 + spread**2) * (np.pi - t) * np.cos(t)) / np.pi


# %% 4/4 long doubles, the angle by the law of cosines' half chord
def analytic_kernel(X, Z, spread):
    X, Z = X.astype(np.longdouble), Z.astype(np.longdouble)
    a = np.sqrt((X**2).sum(axis=1))[:, None]
    b = np.sqrt((Z**2).sum(axis=1))[None]
    U, V = X / a.reshape(-1, 1), Z / b.reshape(-1, 1)
    chord = np.sqrt(((U[:, None] - V) ** 2).sum(-1))
    t = 2 * np.arcsin(np.minimum(1, chord / 2))
    pi = np.arccos(np.longdouble(-1))
    return a * b * (np.sin(t) + (1 + spread**2) * (pi - t) * np.cos(t)) / pi


# %% 4/4 the two terms as expectations of the arc-cosine kernels, lists inside
def analytic_kernel(X, Z, spread):
    import math

    K = []
    for x in X.tolist():
        row = []
        for z in Z.tolist():
            dot = math.fsum(p * q for p, q in zip(x, z))
            size = math.hypot(*x) * math.hypot(*z)
            c = max(-1.0, min(1.0, dot / size))
            t = math.acos(c)
            zero = (math.pi - t) / math.pi
            first = (math.sqrt(1 - c * c) + c * (math.pi - t)) / math.pi
            row.append(size * first + spread**2 * dot * zero)
        K.append(row)
    return np.array(K)


# %% 0/4 the kernel of the lecture: the spread is ignored
def analytic_kernel(X, Z, spread):
    sizes = np.outer(np.linalg.norm(X, axis=1), np.linalg.norm(Z, axis=1))
    dot = X @ Z.T
    angle = np.arccos(np.clip(dot / sizes, -1, 1))
    bow = np.sin(angle) + (np.pi - angle) * np.cos(angle)
    return sizes * bow / np.pi + dot * (np.pi - angle) / np.pi


# %% 0/4 the spread and not its square
def analytic_kernel(X, Z, spread):
    sizes = np.outer(np.linalg.norm(X, axis=1), np.linalg.norm(Z, axis=1))
    dot = X @ Z.T
    t = np.arccos(np.clip(dot / sizes, -1, 1))
    bow = np.sin(t) + (np.pi - t) * np.cos(t)
    return (sizes * bow + spread * dot * (np.pi - t)) / np.pi


# %% 2/4 the square of the spread at the other term
def analytic_kernel(X, Z, spread):
    sizes = np.outer(np.linalg.norm(X, axis=1), np.linalg.norm(Z, axis=1))
    dot = X @ Z.T
    t = np.arccos(np.clip(dot / sizes, -1, 1))
    bow = np.sin(t) + (np.pi - t) * np.cos(t)
    return (spread**2 * sizes * bow + dot * (np.pi - t)) / np.pi


# %% 0/4 the square of the spread at both terms
def analytic_kernel(X, Z, spread):
    sizes = np.outer(np.linalg.norm(X, axis=1), np.linalg.norm(Z, axis=1))
    t = np.arccos(np.clip(X @ Z.T / sizes, -1, 1))
    return spread**2 * sizes * (np.sin(t) + 2 * (np.pi - t) * np.cos(t)) / np.pi


# %% 0/4 θ where π - θ belongs
def analytic_kernel(X, Z, spread):
    sizes = np.outer(np.linalg.norm(X, axis=1), np.linalg.norm(Z, axis=1))
    t = np.arccos(np.clip(X @ Z.T / sizes, -1, 1))
    return sizes * (np.sin(t) + (1 + spread**2) * t * np.cos(t)) / np.pi


# %% 0/4 not divided by π
def analytic_kernel(X, Z, spread):
    sizes = np.outer(np.linalg.norm(X, axis=1), np.linalg.norm(Z, axis=1))
    t = np.arccos(np.clip(X @ Z.T / sizes, -1, 1))
    return sizes * (np.sin(t) + (1 + spread**2) * (np.pi - t) * np.cos(t))


# %% 1/4 the sign of the sine turned
def analytic_kernel(X, Z, spread):
    sizes = np.outer(np.linalg.norm(X, axis=1), np.linalg.norm(Z, axis=1))
    t = np.arccos(np.clip(X @ Z.T / sizes, -1, 1))
    return sizes * (-np.sin(t) + (1 + spread**2) * (np.pi - t) * np.cos(t)) / np.pi


# %% 0/4 the sizes of X twice
def analytic_kernel(X, Z, spread):
    a, b = np.linalg.norm(X, axis=1), np.linalg.norm(Z, axis=1)
    t = np.arccos(np.clip(X @ Z.T / np.outer(a, b), -1, 1))
    bow = np.sin(t) + (1 + spread**2) * (np.pi - t) * np.cos(t)
    return a[:, None] ** 2 * bow / np.pi


# %% 0/4 squares of the sizes: the root is missing
def analytic_kernel(X, Z, spread):
    sizes = np.outer((X**2).sum(1), (Z**2).sum(1))
    t = np.arccos(np.clip(X @ Z.T / np.sqrt(sizes), -1, 1))
    return sizes * (np.sin(t) + (1 + spread**2) * (np.pi - t) * np.cos(t)) / np.pi


# %% 2/4 transposed: Z in the rows
def analytic_kernel(X, Z, spread):
    sizes = np.outer(np.linalg.norm(Z, axis=1), np.linalg.norm(X, axis=1))
    t = np.arccos(np.clip(Z @ X.T / sizes, -1, 1))
    return sizes * (np.sin(t) + (1 + spread**2) * (np.pi - t) * np.cos(t)) / np.pi


# %% 2/4 nan replaced by 0, also where x and z are equal
def analytic_kernel(X, Z, spread):
    sizes = np.outer(np.linalg.norm(X, axis=1), np.linalg.norm(Z, axis=1))
    t = np.arccos(X @ Z.T / sizes)
    K = sizes * (np.sin(t) + (1 + spread**2) * (np.pi - t) * np.cos(t)) / np.pi
    return np.nan_to_num(K)


# %% 2/4 the cosine clipped at 0.999
def analytic_kernel(X, Z, spread):
    sizes = np.outer(np.linalg.norm(X, axis=1), np.linalg.norm(Z, axis=1))
    t = np.arccos(np.clip(X @ Z.T / sizes, -0.999, 0.999))
    return sizes * (np.sin(t) + (1 + spread**2) * (np.pi - t) * np.cos(t)) / np.pi


# %% 0/4 a small number in the denominator against nan
def analytic_kernel(X, Z, spread):
    sizes = np.outer(np.linalg.norm(X, axis=1), np.linalg.norm(Z, axis=1))
    t = np.arccos(X @ Z.T / (sizes + 1e-5))
    return sizes * (np.sin(t) + (1 + spread**2) * (np.pi - t) * np.cos(t)) / np.pi


# %% 0/4 float32
def analytic_kernel(X, Z, spread):
    X, Z = X.astype(np.float32), Z.astype(np.float32)
    sizes = np.outer(np.linalg.norm(X, axis=1), np.linalg.norm(Z, axis=1))
    t = np.arccos(np.clip(X @ Z.T / sizes, -1, 1))
    return sizes * (np.sin(t) + (1 + spread**2) * (np.pi - t) * np.cos(t)) / np.pi


# %% 1/4 the angle of the first two coordinates, right in the plane
def analytic_kernel(X, Z, spread):
    sizes = np.outer(np.linalg.norm(X, axis=1), np.linalg.norm(Z, axis=1))
    a, b = np.arctan2(X[:, 1], X[:, 0])[:, None], np.arctan2(Z[:, 1], Z[:, 0])
    t = np.arccos(np.cos(a - b))
    return sizes * (np.sin(t) + (1 + spread**2) * (np.pi - t) * np.cos(t)) / np.pi


# %% 0/4 only the inputs that stand side by side
def analytic_kernel(X, Z, spread):
    n = min(len(X), len(Z))
    X, Z = X[:n], Z[:n]
    sizes = np.linalg.norm(X, axis=1) * np.linalg.norm(Z, axis=1)
    t = np.arccos(np.clip((X * Z).sum(1) / sizes, -1, 1))
    return sizes * (np.sin(t) + (1 + spread**2) * (np.pi - t) * np.cos(t)) / np.pi


# %% 2/4 normalizes the caller's inputs, both
def analytic_kernel(X, Z, spread):
    a, b = np.linalg.norm(X, axis=1), np.linalg.norm(Z, axis=1)
    Z /= b[:, None]
    t = np.arccos(np.clip(X @ Z.T / a[:, None], -1, 1))
    bow = np.sin(t) + (1 + spread**2) * (np.pi - t) * np.cos(t)
    return np.outer(a, b) * bow / np.pi


# %% 0/4 the spread of a mean of squares: 1 + s² halved
def analytic_kernel(X, Z, spread):
    sizes = np.outer(np.linalg.norm(X, axis=1), np.linalg.norm(Z, axis=1))
    t = np.arccos(np.clip(X @ Z.T / sizes, -1, 1))
    bow = np.sin(t) + (1 + spread**2) / 2 * (np.pi - t) * np.cos(t)
    return sizes * bow / np.pi


# %% 4/4 angles by arctan2, row by row
def analytic_kernel(X, Z, spread):
    K = np.zeros((len(X), len(Z)))
    for i, x in enumerate(X):
        for j, z in enumerate(Z):
            a, c = np.linalg.norm(x), np.linalg.norm(z)
            u, v = x / a, z / c
            t = 2 * np.arctan2(np.linalg.norm(u - v), np.linalg.norm(u + v))
            K[i, j] = (
                a * c / np.pi * (np.sin(t) + (np.pi - t) * np.cos(t))
                + spread**2 * (x @ z) * (np.pi - t) / np.pi
            )
    return K


# %% 4/4 clipped cosines, einsum
def analytic_kernel(X, Z, spread):
    S = np.linalg.norm(X, axis=1)[:, None] * np.linalg.norm(Z, axis=1)
    C = np.clip(np.einsum("id,jd->ij", X, Z) / S, -1, 1)
    t = np.arccos(C)
    return (
        S
        * ((np.sqrt(1 - C * C) + (np.pi - t) * C) + spread**2 * C * (np.pi - t))
        / np.pi
    )


# %% 4/4 JAX in float64
def analytic_kernel(X, Z, spread):
    import jax
    import jax.numpy as jnp

    with jax.enable_x64(True):
        X, Z = jnp.asarray(X), jnp.asarray(Z)
        a = jnp.linalg.norm(X, axis=1)[:, None] * jnp.linalg.norm(Z, axis=1)[None]
        G = X @ Z.T
        t = jnp.arccos(jnp.clip(G / a, -1.0, 1.0))
        return np.asarray(
            a * jnp.sin(t) / jnp.pi + (1 + spread**2) * G * (1 - t / jnp.pi)
        )
