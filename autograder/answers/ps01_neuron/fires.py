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


# %% 2/3 squeezes the answer: one input gets a bare number
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
