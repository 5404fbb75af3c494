# %% 4/4 one example after the other
def perceptron(X, y, passes=1000):
    w, b, mistakes = np.zeros(X.shape[1]), 0.0, 0
    for _ in range(passes):
        clean = True
        for i in range(len(y)):
            if y[i] * (X[i] @ w + b) <= 0:
                w = w + y[i] * X[i]
                b = b + y[i]
                mistakes += 1
                clean = False
        if clean:
            break
    return w, b, mistakes


# %% 4/4 always the first mistake it finds
def perceptron(X, y, passes=1000):
    X1 = np.column_stack([X, np.ones(len(X))])
    theta = np.zeros(X1.shape[1])
    for mistakes in range(passes * len(X)):
        wrong = np.flatnonzero(y * (X1 @ theta) <= 0)
        if len(wrong) == 0:
            break
        theta = theta + y[wrong[0]] * X1[wrong[0]]
    return theta[:-1], theta[-1], mistakes


# %% 4/4 a random order in each pass
def perceptron(X, y, passes=1000):
    rng = np.random.default_rng(5)
    w, b, mistakes = np.zeros(X.shape[1]), 0, 0
    for _ in range(passes):
        for i in rng.permutation(len(y)):
            if y[i] * (X[i] @ w + b) <= 0:
                w, b, mistakes = w + y[i] * X[i], b + int(y[i]), mistakes + 1
        if (y * (X @ w + b) > 0).all():
            break
    return w, b, mistakes


# %% 4/4 from back to front, and plain lists for the weights
def perceptron(X, y, passes=1000):
    w, b, mistakes = [0.0] * X.shape[1], 0.0, 0
    for _ in range(passes):
        before = mistakes
        for x, t in list(zip(X, y))[::-1]:
            if t * (sum(a * c for a, c in zip(w, x)) + b) <= 0:
                w = [a + t * c for a, c in zip(w, x)]
                b += t
                mistakes += 1
        if mistakes == before:
            break
    return w, b, mistakes


# %% 3/4 counts passes with a mistake, not mistakes
def perceptron(X, y, passes=1000):
    w, b, count = np.zeros(X.shape[1]), 0.0, 0
    for _ in range(passes):
        clean = True
        for x, t in zip(X, y):
            if t * (w @ x + b) <= 0:
                w, b, clean = w + t * x, b + t, False
        if clean:
            break
        count += 1
    return w, b, count


# %% 3/4 counts with the labels 0 and 1: on the line, a -1 is taken for right
def perceptron(X, y, passes=1000):
    w, b, mistakes = np.zeros(X.shape[1]), 0.0, 0
    for _ in range(passes):
        before = mistakes
        for x, t in zip(X, y > 0):
            error = int(t) - int(w @ x + b > 0)
            if error:
                w, b, mistakes = w + error * x, b + error, mistakes + 1
        if mistakes == before:
            break
    return w, b, mistakes


# %% 3/4 right, but turns the examples of class -1 around in place
def perceptron(X, y, passes=1000):
    X *= y[:, None]
    w, b, mistakes = np.zeros(X.shape[1]), 0.0, 0
    for _ in range(passes):
        before = mistakes
        for x, t in zip(X, y):
            if w @ x + t * b <= 0:
                w, b, mistakes = w + x, b + t, mistakes + 1
        if mistakes == before:
            break
    return w, b, mistakes


# %% 0/4 forgets the bias: only lines through 0
def perceptron(X, y, passes=100):
    w, mistakes = np.zeros(X.shape[1]), 0
    for _ in range(100):
        before = mistakes
        for x, t in zip(X, y):
            if t * (w @ x) <= 0:
                w, mistakes = w + t * x, mistakes + 1
        if mistakes == before:
            break
    return w, 0.0, mistakes


# %% 0/4 one pass only
def perceptron(X, y, passes=1000):
    w, b, mistakes = np.zeros(X.shape[1]), 0.0, 0
    for x, t in zip(X, y):
        if t * (w @ x + b) <= 0:
            w, b, mistakes = w + t * x, b + t, mistakes + 1
    return w, b, mistakes


# %% 0/4 a score of 0 counts as right, so the first example never teaches anything
def perceptron(X, y, passes=1000):
    w, b, mistakes = np.zeros(X.shape[1]), 0.0, 0
    for _ in range(passes):
        for x, t in zip(X, y):
            if t * (w @ x + b) < 0:
                w, b, mistakes = w + t * x, b + t, mistakes + 1
    return w, b, mistakes


# %% 0/4 learns from every example, mistaken or not
def perceptron(X, y, passes=1000):
    w = passes * (y @ X)
    b = passes * y.sum()
    return w, b, passes * len(y)


# %% 0/4 moves away from the mistake: the sign of the label is lost
def perceptron(X, y, passes=50):
    w, b, mistakes = np.zeros(X.shape[1]), 0.0, 0
    for _ in range(50):
        for x, t in zip(X, y):
            if t * (w @ x + b) <= 0:
                w, b, mistakes = w - t * x, b - t, mistakes + 1
    return w, b, mistakes


# %% 0/4 returns the weights without bias and count
def perceptron(X, y, passes=1000):
    w, b = np.zeros(X.shape[1]), 0.0
    for _ in range(passes):
        for x, t in zip(X, y):
            if t * (w @ x + b) <= 0:
                w, b = w + t * x, b + t
    return w
