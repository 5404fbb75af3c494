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
    theta, mistakes = np.zeros(X1.shape[1]), 0
    while mistakes < passes * len(X):
        wrong = np.flatnonzero(y * (X1 @ theta) <= 0)
        if len(wrong) == 0:
            break
        theta = theta + y[wrong[0]] * X1[wrong[0]]
        mistakes += 1
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


# %% 1/4 counts passes with a mistake, not mistakes
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


# %% 1/4 counts with the labels 0 and 1: on the line, a -1 is taken for right
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


# %% 4/4 in whole numbers where the data allow, w and b in one list
def perceptron(X, y, passes=1000):
    rows = [([*map(float, x), 1.0], float(t)) for x, t in zip(X, y)]
    theta, mistakes = [0.0] * (X.shape[1] + 1), 0
    for _ in range(passes):
        clean = True
        for x, t in rows:
            if t * sum(a * c for a, c in zip(theta, x)) <= 0:
                theta = [a + t * c for a, c in zip(theta, x)]
                mistakes, clean = mistakes + 1, False
        if clean:
            break
    return np.array(theta[:-1]), theta[-1], mistakes


# %% 4/4 counts of mistakes for each example, and the weights made of them
def perceptron(X, y, passes=1000):
    count = np.zeros(len(y), dtype=int)
    K = (X @ X.T + 1) * y
    for _ in range(passes):
        before = count.sum()
        for i in range(len(y)):
            if y[i] * (K[i] @ count) <= 1e-12:
                count[i] += 1
        if count.sum() == before:
            break
    return (count * y) @ X, (count * y).sum(), count.sum()


# %% 4/4 by PyTorch, in float32
def perceptron(X, y, passes=1000):
    import torch

    X, y = torch.tensor(X).float(), torch.tensor(y).float()
    w, b, mistakes = torch.zeros(X.shape[1]), torch.zeros(()), 0
    for _ in range(passes):
        clean = True
        for x, t in zip(X, y):
            if t * (w @ x + b) <= 0:
                w, b, mistakes, clean = w + t * x, b + t, mistakes + 1, False
        if clean:
            break
    return w, b, mistakes


# %% 4/4 goes on through all passes, since a clean pass changes nothing
def perceptron(X, y, passes=1000):
    w, b, mistakes = np.zeros(X.shape[1]), 0, 0
    for _ in range(passes):
        for x, t in zip(X, y):
            if t * (np.dot(w, x) + b) <= 0:
                w, b, mistakes = w + t * x, b + int(t), mistakes + 1
    return w, b, mistakes


# %% 4/4 in long doubles, the count a NumPy integer
def perceptron(X, y, passes=1000):
    w, b = np.zeros(X.shape[1], dtype=np.longdouble), np.longdouble(0)
    mistakes = np.int64(0)
    for _ in range(passes):
        before = mistakes
        for i in np.arange(len(y))[::-1]:
            if y[i] * (X[i] @ w + b) <= 0:
                w, b, mistakes = w + y[i] * X[i], b + y[i], mistakes + 1
        if mistakes == before:
            return w, b, mistakes
    return w, b, mistakes


# %% 4/4 a while loop that counts the clean examples in a row
def perceptron(X, y, passes=1000):
    n, i, clean, mistakes = len(y), 0, 0, 0
    w, b = np.zeros(X.shape[1]), 0.0
    while clean < n and i < passes * n:
        x, t = X[i % n], y[i % n]
        if t * (w @ x + b) <= 0:
            w, b, clean, mistakes = w + t * x, b + t, 0, mistakes + 1
        else:
            clean += 1
        i += 1
    return w, b, mistakes


# %% 2/4 never looks at `passes`: goes on as long as there are mistakes
def perceptron(X, y, passes=1000):
    w, b, mistakes, clean = np.zeros(X.shape[1]), 0.0, 0, False
    while not clean and mistakes < 20000:
        clean = True
        for x, t in zip(X, y):
            if t * (w @ x + b) <= 0:
                w, b, mistakes, clean = w + t * x, b + t, mistakes + 1, False
    return w, b, mistakes


# %% 1/4 starts at small random weights
def perceptron(X, y, passes=1000):
    w, b, mistakes = np.random.default_rng(0).normal(0, 0.01, X.shape[1]), 0.0, 0
    for _ in range(passes):
        before = mistakes
        for x, t in zip(X, y):
            if t * (w @ x + b) <= 0:
                w, b, mistakes = w + t * x, b + t, mistakes + 1
        if mistakes == before:
            break
    return w, b, mistakes


# %% 0/4 starts at ones
def perceptron(X, y, passes=1000):
    w, b, mistakes = np.ones(X.shape[1]), 0.0, 0
    for _ in range(passes):
        before = mistakes
        for x, t in zip(X, y):
            if t * (w @ x + b) <= 0:
                w, b, mistakes = w + t * x, b + t, mistakes + 1
        if mistakes == before:
            break
    return w, b, mistakes


# %% 1/4 b moves by the square of the longest input, as a textbook has it
def perceptron(X, y, passes=1000):
    w, b, mistakes = np.zeros(X.shape[1]), 0.0, 0
    R2 = (X**2).sum(axis=1).max()
    for _ in range(passes):
        before = mistakes
        for x, t in zip(X, y):
            if t * (w @ x + b) <= 0:
                w, b, mistakes = w + t * x, b + t * R2, mistakes + 1
        if mistakes == before:
            break
    return w, b, mistakes


# %% 3/4 asks for a margin of 1
def perceptron(X, y, passes=1000):
    w, b, mistakes = np.zeros(X.shape[1]), 0.0, 0
    for _ in range(passes):
        before = mistakes
        for x, t in zip(X, y):
            if t * (w @ x + b) <= 1:
                w, b, mistakes = w + t * x, b + t, mistakes + 1
        if mistakes == before:
            break
    return w, b, mistakes


# %% 1/4 a learning rate of one half
def perceptron(X, y, passes=1000):
    w, b, mistakes = np.zeros(X.shape[1]), 0.0, 0
    for _ in range(passes):
        before = mistakes
        for x, t in zip(X, y):
            if t * (w @ x + b) <= 0:
                w, b, mistakes = w + 0.5 * t * x, b + 0.5 * t, mistakes + 1
        if mistakes == before:
            break
    return w, b, mistakes


# %% 3/4 all mistakes of a pass at once: judged by the weights before the pass
def perceptron(X, y, passes=1000):
    w, b, mistakes = np.zeros(X.shape[1]), 0.0, 0
    for _ in range(passes):
        wrong = y * (X @ w + b) <= 0
        if not wrong.any():
            break
        w, b = w + y[wrong] @ X[wrong], b + y[wrong].sum()
        mistakes += int(wrong.sum())
    return w, b, mistakes


# %% 2/4 one pass fewer than allowed
def perceptron(X, y, passes=1000):
    w, b, mistakes = np.zeros(X.shape[1]), 0.0, 0
    for _ in range(1, passes):
        before = mistakes
        for x, t in zip(X, y):
            if t * (w @ x + b) <= 0:
                w, b, mistakes = w + t * x, b + t, mistakes + 1
        if mistakes == before:
            break
    return w, b, mistakes


# %% 2/4 takes `passes` for the number of mistakes allowed
def perceptron(X, y, passes=1000):
    w, b, mistakes = np.zeros(X.shape[1]), 0.0, 0
    while mistakes < passes:
        before = mistakes
        for x, t in zip(X, y):
            if t * (w @ x + b) <= 0:
                w, b, mistakes = w + t * x, b + t, mistakes + 1
        if mistakes == before:
            break
    return w, b, mistakes


# %% 2/4 always 100 passes at most
def perceptron(X, y, passes=1000):
    w, b, mistakes = np.zeros(X.shape[1]), 0.0, 0
    for _ in range(100):
        before = mistakes
        for x, t in zip(X, y):
            if t * (w @ x + b) <= 0:
                w, b, mistakes = w + t * x, b + t, mistakes + 1
        if mistakes == before:
            break
    return w, b, mistakes


# %% 2/4 loses the mistakes of the pass that is the last one allowed
def perceptron(X, y, passes=1000):
    w, b, mistakes = np.zeros(X.shape[1]), 0.0, 0
    for k in range(passes):
        made = 0
        for x, t in zip(X, y):
            if t * (w @ x + b) <= 0:
                w, b, made = w + t * x, b + t, made + 1
        if made == 0 or k == passes - 1:
            break
        mistakes += made
    return w, b, mistakes


# %% 0/4 updates the bias only where the score is exactly 0
def perceptron(X, y, passes=1000):
    w, b, mistakes = np.zeros(X.shape[1]), 0.0, 0
    for _ in range(min(passes, 300)):
        before = mistakes
        for x, t in zip(X, y):
            z = w @ x + b
            if t * z <= 0:
                w, b, mistakes = w + t * x, b + (t if z == 0 else 0), mistakes + 1
        if mistakes == before:
            break
    return w, b, mistakes


# %% 3/4 stops when nine tenths are right
def perceptron(X, y, passes=1000):
    w, b, mistakes = np.zeros(X.shape[1]), 0.0, 0
    for _ in range(passes):
        for x, t in zip(X, y):
            if t * (w @ x + b) <= 0:
                w, b, mistakes = w + t * x, b + t, mistakes + 1
        if np.mean(y * (X @ w + b) > 0) > 0.9:
            break
    return w, b, mistakes


# %% 0/4 the average of all weights on the way
def perceptron(X, y, passes=1000):
    w, b, mistakes, W, B, seen = np.zeros(X.shape[1]), 0.0, 0, 0, 0, 0
    for _ in range(passes):
        before = mistakes
        for x, t in zip(X, y):
            if t * (w @ x + b) <= 0:
                w, b, mistakes = w + t * x, b + t, mistakes + 1
            W, B, seen = W + w, B + b, seen + 1
        if mistakes == before:
            break
    return W / seen, B / seen, mistakes


# %% 1/4 normalizes the weights at the end
def perceptron(X, y, passes=1000):
    w, b, mistakes = np.zeros(X.shape[1]), 0.0, 0
    for _ in range(passes):
        before = mistakes
        for x, t in zip(X, y):
            if t * (w @ x + b) <= 0:
                w, b, mistakes = w + t * x, b + t, mistakes + 1
        if mistakes == before:
            break
    length = np.hypot(np.linalg.norm(w), b) or 1.0
    return w / length, b / length, mistakes


# %% 3/4 the number of mistakes as a float
def perceptron(X, y, passes=1000):
    w, b, mistakes = np.zeros(X.shape[1]), 0.0, 0.0
    for _ in range(passes):
        before = mistakes
        for x, t in zip(X, y):
            if t * (w @ x + b) <= 0:
                w, b, mistakes = w + t * x, b + t, mistakes + 1
        if mistakes == before:
            break
    return w, b, mistakes


# %% 0/4 counts the updates of each number: d + 1 a mistake
def perceptron(X, y, passes=1000):
    w, b, mistakes = np.zeros(X.shape[1]), 0.0, 0
    for _ in range(passes):
        before = mistakes
        for x, t in zip(X, y):
            if t * (w @ x + b) <= 0:
                w, b, mistakes = w + t * x, b + t, mistakes + len(x) + 1
        if mistakes == before:
            break
    return w, b, mistakes


# %% 2/4 keeps the best weights seen so far, and their number of mistakes
def perceptron(X, y, passes=1000):
    w, b, mistakes, best = np.zeros(X.shape[1]), 0.0, 0, None
    for _ in range(passes):
        before = mistakes
        for x, t in zip(X, y):
            if t * (w @ x + b) <= 0:
                w, b, mistakes = w + t * x, b + t, mistakes + 1
                wrong = np.sum(y * (X @ w + b) <= 0)
                if best is None or wrong < best[0]:
                    best = wrong, w, b, mistakes
        if mistakes == before:
            break
    return best[1:]


# %% 0/4 drops an example once it was a mistake
def perceptron(X, y, passes=1000):
    w, b, mistakes, left = np.zeros(X.shape[1]), 0.0, 0, list(range(len(y)))
    for _ in range(passes):
        for i in list(left):
            if y[i] * (w @ X[i] + b) <= 0:
                w, b, mistakes = w + y[i] * X[i], b + y[i], mistakes + 1
                left.remove(i)
    return w, b, mistakes


# %% 3/4 100 passes where the text says 1000
def perceptron(X, y, passes=100):
    w, b, mistakes = np.zeros(X.shape[1]), 0.0, 0
    for _ in range(passes):
        before = mistakes
        for x, t in zip(X, y):
            if t * (w @ x + b) <= 0:
                w, b, mistakes = w + t * x, b + t, mistakes + 1
        if mistakes == before:
            break
    return w, b, mistakes


# %% 0/4 counts the mistakes of the last pass, which are 0
def perceptron(X, y, passes=1000):
    w, b = np.zeros(X.shape[1]), 0.0
    for _ in range(passes):
        mistakes = 0
        for x, t in zip(X, y):
            if t * (w @ x + b) <= 0:
                w, b, mistakes = w + t * x, b + t, mistakes + 1
        if mistakes == 0:
            break
    return w, b, mistakes


# %% 4/4 the bias as a last weight; counts at once
def perceptron(X, y, passes=1000):
    n = len(X)
    A = np.c_[X, np.ones(n)]
    v = np.zeros(A.shape[1])
    m = 0
    for _ in range(passes):
        before = m
        for a, t in zip(A, y):
            if t * np.dot(a, v) <= 0:
                v += t * a
                m += 1
        if m == before:
            break
    return v[:-1], v[-1], m


# %% 4/4 dual: how often each example was a mistake, backwards
def perceptron(X, y, passes=1000):
    S = y[:, None] * np.c_[X, np.ones(len(X))]
    G = S @ S.T
    alpha = np.zeros(len(X), dtype=int)
    p = 0
    clean = False
    while p < passes and not clean:
        clean = True
        for i in reversed(range(len(X))):
            if G[i] @ alpha <= 0:
                alpha[i] += 1
                clean = False
        p += 1
    v = alpha @ S
    return v[:-1], float(v[-1]), int(alpha.sum())


# %% 4/4 a random order in each pass, by a generator of its own
def perceptron(X, y, passes=1000):
    rng = np.random.default_rng(0)
    w, b, count = np.zeros(X.shape[1]), 0.0, 0
    for _ in range(passes):
        wrong = False
        for i in rng.permutation(len(X)):
            if y[i] * (X[i] @ w + b) <= 0:
                w, b = w + y[i] * X[i], b + y[i]
                count += 1
                wrong = True
        if not wrong:
            return w, b, count
    return w, b, count


# %% 4/4 lists and plain sums
def perceptron(X, y, passes=1000):
    rows, labels = X.tolist(), y.tolist()
    w, b, m = [0.0] * X.shape[1], 0.0, 0
    for _ in range(passes):
        again = 0
        for x, t in zip(rows, labels):
            if t * (sum(p * q for p, q in zip(x, w)) + b) <= 0:
                w = [q + t * p for p, q in zip(x, w)]
                b += t
                again += 1
        m += again
        if again == 0:
            break
    return np.array(w), b, m


# %% 4/4 jumps to the next mistake of the pass; counts in np.int64
def perceptron(X, y, passes=1000):
    w, b, m = np.zeros(X.shape[1]), 0.0, np.int64(0)
    for _ in range(passes):
        i, hits = 0, 0
        while i < len(X):
            bad = np.flatnonzero(y[i:] * (X[i:] @ w + b) <= 0)
            if not len(bad):
                break
            i += bad[0]
            w, b = w + y[i] * X[i], b + y[i]
            hits += 1
            i += 1
        m += hits
        if not hits:
            break
    return w, b, m


# %% 2/4 one pass more than is allowed
def perceptron(X, y, passes=1000):
    w, b, m = np.zeros(X.shape[1]), 0.0, 0
    for _ in range(passes + 1):
        clean = True
        for x, t in zip(X, y):
            if t * (x @ w + b) <= 0:
                w, b, m, clean = w + t * x, b + t, m + 1, False
        if clean:
            break
    return w, b, m


# %% 3/4 the weights of the best pass, and not the last
def perceptron(X, y, passes=1000):
    w, b, m = np.zeros(X.shape[1]), 0.0, 0
    best = (len(X) + 1, w, b)
    for _ in range(passes):
        clean = True
        for x, t in zip(X, y):
            if t * (x @ w + b) <= 0:
                w, b, m, clean = w + t * x, b + t, m + 1, False
        e = np.sum(y * (X @ w + b) <= 0)
        if e < best[0]:
            best = (e, w, b)
        if clean:
            break
    return best[1], best[2], m


# %% 3/4 the average of the weights where passes run out
def perceptron(X, y, passes=1000):
    w, b, m = np.zeros(X.shape[1]), 0.0, 0
    sw, sb, c = np.zeros(X.shape[1]), 0.0, 0
    for _ in range(passes):
        clean = True
        for x, t in zip(X, y):
            if t * (x @ w + b) <= 0:
                w, b, m, clean = w + t * x, b + t, m + 1, False
            sw, sb, c = sw + w, sb + b, c + 1
        if clean:
            break
    return w if clean else sw / c, b if clean else sb / c, m


# %% 3/4 steps that get smaller from pass to pass
def perceptron(X, y, passes=1000):
    w, b, m = np.zeros(X.shape[1]), 0.0, 0
    for p in range(passes):
        clean = True
        for x, t in zip(X, y):
            if t * (x @ w + b) <= 0:
                w, b, m, clean = w + t * x / (p + 1), b + t / (p + 1), m + 1, False
        if clean:
            break
    return w, b, m


# %% 2/4 ends after as many mistakes as there may be passes
def perceptron(X, y, passes=1000):
    w, b, m = np.zeros(X.shape[1]), 0.0, 0
    clean = False
    while not clean and m < passes:
        clean = True
        for x, t in zip(X, y):
            if t * (x @ w + b) <= 0:
                w, b, m, clean = w + t * x, b + t, m + 1, False
    return w, b, m


# %% 3/4 shuffles the caller's arrays
def perceptron(X, y, passes=1000):
    w, b, m = np.zeros(X.shape[1]), 0.0, 0
    A = np.c_[X, y]
    np.random.default_rng(0).shuffle(A)
    X[:], y[:] = A[:, :-1], A[:, -1]
    for _ in range(passes):
        clean = True
        for x, t in zip(X, y):
            if t * (x @ w + b) <= 0:
                w, b, m, clean = w + t * x, b + t, m + 1, False
        if clean:
            break
    return w, b, m


# %% 2/4 knows two inputs only, the first and the last
def perceptron(X, y, passes=1000):
    w0, w1, b, m = 0.0, 0.0, 0.0, 0
    for _ in range(passes):
        clean = True
        for x, t in zip(X, y):
            x0, x1 = x[0], x[-1]
            if t * (x0 * w0 + x1 * w1 + b) <= 0:
                w0, w1, b, m, clean = w0 + t * x0, w1 + t * x1, b + t, m + 1, False
        if clean:
            break
    return np.array([w0, w1])[: X.shape[1]], b, m


# %% 1/4 goes on from the weights of the call before
def perceptron(X, y, passes=1000, _state={}):
    d = X.shape[1]
    if d not in _state:
        _state[d] = [np.zeros(d), 0.0]
    w, b = _state[d]
    m = 0
    for _ in range(passes):
        clean = True
        for x, t in zip(X, y):
            if t * (x @ w + b) <= 0:
                w += t * x
                b += t
                m += 1
                clean = False
        if clean:
            break
    return w, b, m
