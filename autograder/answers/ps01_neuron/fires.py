# %% 3/3 one comparison for the whole batch
def fires(X, w, b):
    return (X @ w + b > 0).astype(int)


# %% 3/3 booleans, which are numbers too
def fires(X, w, b):
    return np.dot(X, w) > -b


# %% 3/3 one input at a time
def fires(X, w, b):
    return np.array(
        [1 if sum(xi * wi for xi, wi in zip(x, w)) + b > 0 else 0 for x in X]
    )


# %% 3/3 the bias as the weight of one more input
def fires(X, w, b):
    z = np.column_stack([X, np.ones(len(X))]) @ np.append(w, b)
    return np.heaviside(z, 0.0)


# %% 2/3 fires on the line as well: reads "above 0" as "not below 0"
def fires(X, w, b):
    return np.where(X @ w + b >= 0, 1, 0)


# %% 2/3 right, but weighs the inputs in place: the caller's X is spoilt
def fires(X, w, b):
    X *= w
    return np.where(X.sum(axis=1) + b > 0, 1, 0)


# %% 0/3 forgets the bias
def fires(X, w, b):
    return np.where(X @ w > 0, 1, 0)


# %% 1/3 squeezes the answer: one input gets a bare number
def fires(X, w, b):
    return np.squeeze(np.round(1 / (1 + np.exp(-(X @ w + b)))))


# %% 0/3 answers with signs where the text asks for 0 and 1
def fires(X, w, b):
    return np.sign(X @ w + b)


# %% 0/3 stops at the pre-activation
def fires(X, w, b):
    return X @ w + b


# %% 0/3 keeps a second axis: shape (n, 1)
def fires(X, w, b):
    return np.where(X @ w.reshape(-1, 1) + b > 0, 1, 0)


# %% 0/3 subtracts the bias, as if it were a threshold
def fires(X, w, b):
    return np.where(X @ w - b > 0, 1, 0)


# %% 0/3 answers for the first input only
def fires(X, w, b):
    return np.array([1 if X[0] @ w + b > 0 else 0])


# %% 0/3 prints instead of returning
def fires(X, w, b):
    print(np.where(X @ w + b > 0, 1, 0))


# %% 3/3 in long doubles
def fires(X, w, b):
    z = X.astype(np.longdouble) @ w.astype(np.longdouble) + b
    return (z > 0).astype(np.int8)


# %% 3/3 by PyTorch, in float32
def fires(X, w, b):
    import torch

    z = torch.tensor(X, dtype=torch.float32) @ torch.tensor(w, dtype=torch.float32) + b
    return (z > 0).float()


# %% 3/3 by JAX
def fires(X, w, b):
    import jax.numpy as jnp

    return jnp.where(jnp.asarray(X) @ jnp.asarray(w) + b > 0, 1.0, 0.0)


# %% 3/3 the sign, with everything below 1 cut off
def fires(X, w, b):
    return np.maximum(np.sign(np.einsum("nd,d->n", X, w) + b), 0)


# %% 3/3 a list of numbers
def fires(X, w, b):
    return [int(np.dot(x, w) + b > 0) for x in X]


# %% 2/3 a sigmoid rounded: silent wherever 1/2 is as near as floats can tell
def fires(X, w, b):
    return np.round(1 / (1 + np.exp(-(X @ w + b))))


# %% 2/3 fires from a threshold of 1e-6 on, to be safe
def fires(X, w, b):
    return np.where(X @ w + b > 1e-6, 1, 0)


# %% 2/3 half a yes on the line
def fires(X, w, b):
    return np.heaviside(X @ w + b, 0.5)


# %% 0/3 fires below the line
def fires(X, w, b):
    return np.where(X @ w + b < 0, 1, 0)


# %% 0/3 the bias counts once for every input
def fires(X, w, b):
    return np.where((X * w + b).sum(axis=1) > 0, 1, 0)


# %% 0/3 fires where any product is above 0
def fires(X, w, b):
    return np.where((X * w).max(axis=1) + b > 0, 1, 0)


# %% 0/3 fires from z = 1/2 on, as if z were a probability
def fires(X, w, b):
    return np.where(X @ w + b > 0.5, 1, 0)


# %% 1/3 relative to the largest of the batch
def fires(X, w, b):
    z = X @ w + b
    return np.where(z > z.max() / 2, 1, 0)


# %% 2/3 isclose to 0 counts as 0
def fires(X, w, b):
    z = X @ w + b
    return np.where((z > 0) & ~np.isclose(z, 0), 1, 0)


# %% 2/3 right, but leaves a pre-activation in w
def fires(X, w, b):
    z = X @ w
    w[:] = z[0] + b
    return np.where(z + b > 0, 1, 0)


# %% 3/3 Python sums, row by row, above -b
def fires(X, w, b):
    return np.array([sum(a * c for a, c in zip(row, w)) > -b for row in X.tolist()])


# %% 3/3 heaviside with 0 at 0, by einsum
def fires(X, w, b):
    return np.heaviside(np.einsum("nd,d->n", X, w) + b, 0)


# %% 3/3 the sign, cut off below 0, as bytes
def fires(X, w, b):
    return np.clip(np.sign(np.dot(w, X.T) + b), 0, 1).astype(np.uint8)


# %% 3/3 adds the products one by one
def fires(X, w, b):
    answers = []
    for row in X:
        z = b
        for j in range(len(w)):
            z = z + row[j] * w[j]
        answers.append(1 if z > 0 else 0)
    return np.array(answers)


# %% 3/3 the bias as a last weight
def fires(X, w, b):
    A = np.hstack([X, np.ones((X.shape[0], 1))])
    return np.where(A @ np.append(w, b) > 0, 1, 0)


# %% 2/3 a batch of one comes back as a number
def fires(X, w, b):
    return np.squeeze((X @ w + b > 0).astype(int))


# %% 0/3 cuts z to a whole number first
def fires(X, w, b):
    return ((X @ w + b).astype(int) > 0).astype(int)
