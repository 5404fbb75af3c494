# %% 4/4 a linear program for each labelling
def count_labellings(X):
    m, d = X.shape
    X1 = np.column_stack([X, np.ones(m)])
    found = 0
    for y in product((-1.0, 1.0), repeat=m - 1):  # the first label +1, then both
        turned = X1 * np.array([1.0, *y])[:, None]
        free = [(None, None)] * (d + 1)
        result = optimize.linprog(np.zeros(d + 1), -turned, -np.ones(m), bounds=free)
        found += 2 * (result.status == 0)
    return int(found)


# %% 4/4 the nearest weighted mean, with the label turned
def count_labellings(X):
    m = len(X)
    rows = np.hstack([X, np.ones((m, 1))]).T
    count = 0
    for y in product((-1.0, 1.0), repeat=m):
        A = np.vstack([rows * y, np.ones(m)])
        goal = np.zeros(len(A))
        goal[-1] = 1
        count += int(optimize.nnls(A, goal)[1] > 1e-7)
    return count


# %% 4/4 the widest margin of a box, by a linear program
def count_labellings(X):
    m, d = X.shape
    X1, count = np.column_stack([X, np.ones(m)]), 0
    for y in product((-1.0, 1.0), repeat=m - 1):
        turned = X1 * np.array([1.0, *y])[:, None]
        A = np.column_stack([-turned, np.ones(m)])  # margin - y (w x + b) <= 0
        bounds = [(-1, 1)] * (d + 1) + [(None, 1)]
        result = optimize.linprog([0] * (d + 1) + [-1], A, np.zeros(m), bounds=bounds)
        count += 2 * (-result.fun > 1e-8)
    return int(count)


# %% 4/4 convex hulls that do not meet: two weighted means, nearest to each other
def count_labellings(X):
    count = 0
    for y in product((False, True), repeat=len(X)):
        y = np.array(y)
        if y.all() or not y.any():
            count += 1
            continue
        rows = [np.where(y, 1.0, -1.0) * X[:, j] for j in range(X.shape[1])]
        A = np.array([*rows, y * 1.0, ~y * 1.0])
        goal = np.append(np.zeros(X.shape[1]), [1.0, 1.0])
        count += int(optimize.nnls(A, goal)[1] > 1e-8)
    return count


# %% 2/4 Cover's formula, for points in special position too
def count_labellings(X):
    m, d = X.shape
    return min(2**m, 2 * sum(comb(m - 1, i) for i in range(d + 1)))


# %% 0/4 no bias: a line through 0
def count_labellings(X):
    m, d = X.shape
    found = 0
    for y in product((-1.0, 1.0), repeat=m):
        A = np.vstack([(X * np.array(y)[:, None]).T, np.ones(m)])
        found += optimize.nnls(A, np.append(np.zeros(d), 1.0))[1] > 1e-9
    return int(found)


# %% 0/4 asks for at least 0: weights of 0 answer everything
def count_labellings(X):
    m, d = X.shape
    X1 = np.column_stack([X, np.ones(m)])
    found = 0
    for y in product((-1.0, 1.0), repeat=m):
        turned = X1 * np.array(y)[:, None]
        free = [(None, None)] * (d + 1)
        result = optimize.linprog(np.zeros(d + 1), -turned, np.zeros(m), bounds=free)
        found += result.status == 0
    return int(found)


# %% 0/4 linprog with weights that are not negative, as it assumes
def count_labellings(X):
    m, d = X.shape
    X1 = np.column_stack([X, np.ones(m)])
    found = 0
    for y in product((-1.0, 1.0), repeat=m):
        turned = X1 * np.array(y)[:, None]
        result = optimize.linprog(np.zeros(d + 1), -turned, -np.ones(m))
        found += result.status == 0
    return int(found)


# %% 2/4 solves for the labels by least squares: enough for few points only
def count_labellings(X):
    m = len(X)
    X1 = np.column_stack([X, np.ones(m)])
    found = 0
    for y in product((-1.0, 1.0), repeat=m):
        w = np.linalg.lstsq(X1, np.array(y), rcond=None)[0]
        found += (np.array(y) * (X1 @ w) > 0).all()
    return int(found)


# %% 0/4 counts each neuron and its opposite as one
def count_labellings(X):
    m, d = X.shape
    X1 = np.column_stack([X, np.ones(m)])
    found = 0
    for y in product((-1.0, 1.0), repeat=m - 1):
        A = np.vstack([(X1 * np.array([1.0, *y])[:, None]).T, np.ones(m)])
        found += optimize.nnls(A, np.append(np.zeros(d + 1), 1.0))[1] > 1e-9
    return int(found)


# %% 0/4 leaves the two constant labellings out
def count_labellings(X):
    m, d = X.shape
    X1 = np.column_stack([X, np.ones(m)])
    found = 0
    for y in product((-1.0, 1.0), repeat=m):
        if len(set(y)) == 2:
            A = np.vstack([(X1 * np.array(y)[:, None]).T, np.ones(m)])
            found += optimize.nnls(A, np.append(np.zeros(d + 1), 1.0))[1] > 1e-9
    return int(found)


# %% 1/4 a search over weights -1, 0, 1 and biases: enough for cubes, not for any points
def count_labellings(X):
    d = X.shape[1]
    found = set()
    for w in product((-1.0, 0.0, 1.0), repeat=d):
        z = X @ np.array(w)
        for b in np.arange(-4, 4.25, 0.5) + 0.25:
            found.add(tuple((z + b > 0).tolist()))
    return len(found)


# %% 4/4 a linear program for each labelling, all 2^m
def count_labellings(X):
    m, d = X.shape
    X1 = np.column_stack([X, np.ones(m)])
    found = 0
    for y in product((-1.0, 1.0), repeat=m):
        turned = X1 * np.array(y)[:, None]
        free = [(None, None)] * (d + 1)
        result = optimize.linprog(np.zeros(d + 1), -turned, -np.ones(m), bounds=free)
        found += result.status == 0
    return int(found)


# %% 4/4 deletion and contraction of the planes, in exact fractions
def count_labellings(X):
    from fractions import Fraction

    def contract(vectors, at):
        pivot = next(i for i, value in enumerate(at) if value)
        shorter = []
        for v in vectors:
            w = [a - v[pivot] / at[pivot] * c for a, c in zip(v, at, strict=True)]
            shorter.append(tuple(w[:pivot] + w[pivot + 1 :]))
        return shorter

    def regions(vectors):
        kept = set()
        for v in vectors:
            if not any(v):
                continue  # no region lies in it, and none is cut
            lead = next(a for a in v if a)
            kept.add(tuple(a / lead for a in v))
        if not kept:
            return 1
        first, *rest = sorted(kept)
        return regions(rest) + regions_on(rest, first)

    def regions_on(rest, first):
        return regions(contract(rest, first))

    rows = [tuple(Fraction(float(a)) for a in (*row, 1.0)) for row in X]
    return regions(rows)


# %% 4/4 half of the labellings, and their opposites in a set
def count_labellings(X):
    m, d = X.shape
    X1 = np.column_stack([X, np.ones(m)])
    labels = set()
    for half in product((-1.0, 1.0), repeat=m - 1):
        y = np.array([1.0, *half])
        A = np.vstack([(X1 * y[:, None]).T, np.ones(m)])
        goal = np.append(np.zeros(d + 1), 1.0)
        if optimize.nnls(A, goal)[1] > 1e-9:
            labels |= {tuple(y), tuple(-y)}
    return len(labels)


# %% 4/4 the hull of one class by a feasibility program, the other by its weights
def count_labellings(X):
    m, d = X.shape
    count = 0
    for y in product((0, 1), repeat=m):
        y = np.array(y)
        if y.min() == y.max():
            count += 1
            continue
        A = np.vstack([X.T * np.where(y, 1, -1), y, 1 - y])
        goal = np.append(np.zeros(d), [1, 1])
        meet = optimize.linprog(np.zeros(m), A_eq=A, b_eq=goal)  # weights of 0 or more
        count += meet.status == 2  # infeasible: the hulls do not meet
    return int(count)


# %% 4/4 point by point: only labellings of the points so far are tried
def count_labellings(X):
    X1 = np.column_stack([X, np.ones(len(X))])

    def can(y):
        A = np.vstack([(X1[: len(y)] * np.array(y)[:, None]).T, np.ones(len(y))])
        goal = np.zeros(len(A))
        goal[-1] = 1
        return optimize.nnls(A, goal)[1] > 1e-9

    labellings = [()]
    for _ in X:
        longer = [(*y, side) for y in labellings for side in (-1.0, 1.0)]
        labellings = [y for y in longer if can(y)]
    return len(labellings)


# %% 4/4 a hard margin with slack variables: the least total slack is 0
def count_labellings(X):
    m, d = X.shape
    X1, count = np.column_stack([X, np.ones(m)]), 0
    costs = np.append(np.zeros(d + 1), np.ones(m))
    bounds = [(None, None)] * (d + 1) + [(0, None)] * m
    for k in range(2**m):
        y = np.array([1.0 if k >> i & 1 else -1.0 for i in range(m)])
        A = -np.column_stack([X1 * y[:, None], np.eye(m)])
        least = optimize.linprog(costs, A, -np.ones(m), bounds=bounds).fun
        count += least < 1e-6
    return int(count)


# %% 4/4 split variables: positive and negative parts of w and b
def count_labellings(X):
    m, d = X.shape
    X1, count = np.hstack([X, np.ones((m, 1))]), 0
    for y in product((-1, 1), repeat=m):
        turned = X1 * np.reshape(y, (m, 1))
        A = np.hstack([-turned, turned])
        result = optimize.linprog(np.ones(2 * d + 2), A_ub=A, b_ub=-np.ones(m))
        count += bool(result.success)
    return count


# %% 4/4 NumPy's integer
def count_labellings(X):
    m, d = X.shape
    X1 = np.column_stack([X, np.ones(m)])
    found = 0
    for y in product((-1.0, 1.0), repeat=m):
        turned = X1 * np.array(y)[:, None]
        A = np.vstack([turned.T, np.ones(m)])
        found += optimize.nnls(A, np.append(np.zeros(d + 1), 1.0))[1] > 1e-9
    return np.int64(found)


# %% 0/4 2^m: all labellings
def count_labellings(X):
    m, d = X.shape
    X1 = np.column_stack([X, np.ones(m)])
    found = 0
    for y in product((-1.0, 1.0), repeat=m):
        turned = X1 * np.array(y)[:, None]
        A = np.vstack([turned.T, np.ones(m)])
        found += optimize.nnls(A, np.append(np.zeros(d + 1), 1.0))[1] > 1e-9
    return 2**m


# %% 0/4 the labellings that cannot be answered
def count_labellings(X):
    m, d = X.shape
    X1 = np.column_stack([X, np.ones(m)])
    found = 0
    for y in product((-1.0, 1.0), repeat=m):
        turned = X1 * np.array(y)[:, None]
        A = np.vstack([turned.T, np.ones(m)])
        found += optimize.nnls(A, np.append(np.zeros(d + 1), 1.0))[1] <= 1e-9
    return int(found)


# %% 0/4 each plane once
def count_labellings(X):
    m, d = X.shape
    X1 = np.column_stack([X, np.ones(m)])
    found = 0
    for y in product((-1.0, 1.0), repeat=m):
        turned = X1 * np.array(y)[:, None]
        A = np.vstack([turned.T, np.ones(m)])
        found += optimize.nnls(A, np.append(np.zeros(d + 1), 1.0))[1] > 1e-9
    return int(found) // 2


# %% 0/4 without the two constant labellings
def count_labellings(X):
    m, d = X.shape
    X1 = np.column_stack([X, np.ones(m)])
    found = 0
    for y in product((-1.0, 1.0), repeat=m):
        turned = X1 * np.array(y)[:, None]
        A = np.vstack([turned.T, np.ones(m)])
        found += optimize.nnls(A, np.append(np.zeros(d + 1), 1.0))[1] > 1e-9
    return int(found) - 2


# %% 0/4 labels 0 and 1
def count_labellings(X):
    m, d = X.shape
    X1 = np.column_stack([X, np.ones(m)])
    found = 0
    for y in product((0.0, 1.0), repeat=m):
        turned = X1 * np.array(y)[:, None]
        A = np.vstack([turned.T, np.ones(m)])
        found += optimize.nnls(A, np.append(np.zeros(d + 1), 1.0))[1] > 1e-9
    return int(found)


# %% 0/4 half the labellings: the first label fixed
def count_labellings(X):
    m, d = X.shape
    X1 = np.column_stack([X, np.ones(m)])
    found = 0
    for y in ((1.0, *y) for y in product((-1.0, 1.0), repeat=m - 1)):
        turned = X1 * np.array(y)[:, None]
        A = np.vstack([turned.T, np.ones(m)])
        found += optimize.nnls(A, np.append(np.zeros(d + 1), 1.0))[1] > 1e-9
    return int(found)


# %% 0/4 the bias is the same for all: a column of ones that is turned twice
def count_labellings(X):
    m, d = X.shape
    found = 0
    for y in product((-1.0, 1.0), repeat=m):
        turned = np.column_stack([X * np.array(y)[:, None], np.ones(m)])
        A = np.vstack([turned.T, np.ones(m)])
        found += optimize.nnls(A, np.append(np.zeros(d + 1), 1.0))[1] > 1e-9
    return int(found)


# %% 0/4 no bias
def count_labellings(X):
    m, d = X.shape
    X1 = np.column_stack([X, np.zeros(m)])
    found = 0
    for y in product((-1.0, 1.0), repeat=m):
        turned = X1 * np.array(y)[:, None]
        A = np.vstack([turned.T, np.ones(m)])
        found += optimize.nnls(A, np.append(np.zeros(d + 1), 1.0))[1] > 1e-9
    return int(found)


# %% 0/4 centred points, and no bias
def count_labellings(X):
    m, d = X.shape
    X1 = np.column_stack([X - X.mean(axis=0), np.zeros(m)])
    found = 0
    for y in product((-1.0, 1.0), repeat=m):
        turned = X1 * np.array(y)[:, None]
        A = np.vstack([turned.T, np.ones(m)])
        found += optimize.nnls(A, np.append(np.zeros(d + 1), 1.0))[1] > 1e-9
    return int(found)


# %% 0/4 Cover's formula without a bias
def count_labellings(X):
    m, d = X.shape
    X1 = np.column_stack([X, np.ones(m)])
    found = 0
    for y in product((-1.0, 1.0), repeat=m):
        turned = X1 * np.array(y)[:, None]
        A = np.vstack([turned.T, np.ones(m)])
        found += optimize.nnls(A, np.append(np.zeros(d + 1), 1.0))[1] > 1e-9
    return 2 * sum(comb(m - 1, i) for i in range(d))


# %% 2/4 Cover's formula of the rank of the points
def count_labellings(X):
    m, d = X.shape
    X1 = np.column_stack([X, np.ones(m)])
    found = 0
    for y in product((-1.0, 1.0), repeat=m):
        turned = X1 * np.array(y)[:, None]
        A = np.vstack([turned.T, np.ones(m)])
        found += optimize.nnls(A, np.append(np.zeros(d + 1), 1.0))[1] > 1e-9
    d = np.linalg.matrix_rank(X - X[0]) if m > 1 else 0
    return 2 * sum(comb(m - 1, i) for i in range(d + 1))


# %% 2/4 Cover's formula for the points that differ
def count_labellings(X):
    m, d = X.shape
    X1 = np.column_stack([X, np.ones(m)])
    found = 0
    for y in product((-1.0, 1.0), repeat=m):
        turned = X1 * np.array(y)[:, None]
        A = np.vstack([turned.T, np.ones(m)])
        found += optimize.nnls(A, np.append(np.zeros(d + 1), 1.0))[1] > 1e-9
    m = len(np.unique(X, axis=0))
    return 2 * sum(comb(m - 1, i) for i in range(d + 1))


# %% 2/4 Cover's formula for the points that differ, in the dimension they span
def count_labellings(X):
    m, d = X.shape
    X1 = np.column_stack([X, np.ones(m)])
    found = 0
    for y in product((-1.0, 1.0), repeat=m):
        turned = X1 * np.array(y)[:, None]
        A = np.vstack([turned.T, np.ones(m)])
        found += optimize.nnls(A, np.append(np.zeros(d + 1), 1.0))[1] > 1e-9
    X = np.unique(X, axis=0)
    d = np.linalg.matrix_rank(X - X[0]) if len(X) > 1 else 0
    return 2 * sum(comb(len(X) - 1, i) for i in range(d + 1))


# %% 3/4 drops points that are the same, and counts their labellings twice
def count_labellings(X):
    twins = len(X) - len(np.unique(X, axis=0))
    X = np.unique(X, axis=0)
    m, d = X.shape
    X1 = np.column_stack([X, np.ones(m)])
    found = 0
    for y in product((-1.0, 1.0), repeat=m):
        turned = X1 * np.array(y)[:, None]
        A = np.vstack([turned.T, np.ones(m)])
        found += optimize.nnls(A, np.append(np.zeros(d + 1), 1.0))[1] > 1e-9
    return int(found) * 2**twins


# %% 3/4 a float
def count_labellings(X):
    m, d = X.shape
    X1 = np.column_stack([X, np.ones(m)])
    found = 0
    for y in product((-1.0, 1.0), repeat=m):
        turned = X1 * np.array(y)[:, None]
        A = np.vstack([turned.T, np.ones(m)])
        found += optimize.nnls(A, np.append(np.zeros(d + 1), 1.0))[1] > 1e-9
    return float(found)


# %% 3/4 an array of one
def count_labellings(X):
    m, d = X.shape
    X1 = np.column_stack([X, np.ones(m)])
    found = 0
    for y in product((-1.0, 1.0), repeat=m):
        turned = X1 * np.array(y)[:, None]
        A = np.vstack([turned.T, np.ones(m)])
        found += optimize.nnls(A, np.append(np.zeros(d + 1), 1.0))[1] > 1e-9
    return np.array([int(found)])


# %% 0/4 the share of all labellings
def count_labellings(X):
    m, d = X.shape
    X1 = np.column_stack([X, np.ones(m)])
    found = 0
    for y in product((-1.0, 1.0), repeat=m):
        turned = X1 * np.array(y)[:, None]
        A = np.vstack([turned.T, np.ones(m)])
        found += optimize.nnls(A, np.append(np.zeros(d + 1), 1.0))[1] > 1e-9
    return int(found) / 2**m


# %% 0/4 the labellings themselves are returned
def count_labellings(X):
    m, d = X.shape
    X1 = np.column_stack([X, np.ones(m)])
    found, labels = 0, []
    for y in product((-1.0, 1.0), repeat=m):
        turned = X1 * np.array(y)[:, None]
        A = np.vstack([turned.T, np.ones(m)])
        labels.append(y)
        found += optimize.nnls(A, np.append(np.zeros(d + 1), 1.0))[1] > 1e-9
    return labels


# %% 1/4 a residual of 0.1 as the border: steep neurons are lost
def count_labellings(X):
    m, d = X.shape
    X1 = np.column_stack([X, np.ones(m)])
    found = 0
    for y in product((-1.0, 1.0), repeat=m):
        turned = X1 * np.array(y)[:, None]
        A = np.vstack([turned.T, np.ones(m)])
        found += optimize.nnls(A, np.append(np.zeros(d + 1), 1.0))[1] > 0.1
    return int(found)


# %% 3/4 a residual of 0.01 as the border
def count_labellings(X):
    m, d = X.shape
    X1 = np.column_stack([X, np.ones(m)])
    found = 0
    for y in product((-1.0, 1.0), repeat=m):
        turned = X1 * np.array(y)[:, None]
        A = np.vstack([turned.T, np.ones(m)])
        found += optimize.nnls(A, np.append(np.zeros(d + 1), 1.0))[1] > 0.01
    return int(found)


# %% 0/4 linprog's own bounds: no weight below 0
def count_labellings(X):
    m, d = X.shape
    X1 = np.column_stack([X, np.ones(m)])
    found = 0
    for y in product((-1.0, 1.0), repeat=m):
        turned = X1 * np.array(y)[:, None]
        found += optimize.linprog(np.zeros(d + 1), -turned, -np.ones(m)).status == 0
    return int(found)


# %% 0/4 at most -1: the sign of linprog's inequality
def count_labellings(X):
    m, d = X.shape
    X1 = np.column_stack([X, np.ones(m)])
    found = 0
    for y in product((-1.0, 1.0), repeat=m - 1):
        turned = X1 * np.array([1.0, *y])[:, None]
        free = [(None, None)] * (d + 1)
        result = optimize.linprog(
            np.zeros(d + 1), turned, -np.ones(m) * 0 - 1, bounds=free
        )
        found += result.status == 0
    return int(found)


# %% 0/4 weights within -1 and 1, at least 1: no steep neuron
def count_labellings(X):
    m, d = X.shape
    X1 = np.column_stack([X, np.ones(m)])
    found = 0
    for y in product((-1.0, 1.0), repeat=m):
        turned = X1 * np.array(y)[:, None]
        free = [(-1, 1)] * (d + 1)
        result = optimize.linprog(np.zeros(d + 1), -turned, -np.ones(m), bounds=free)
        found += result.status == 0
    return int(found)


# %% 3/4 weights within -100 and 100, at least 1: no very steep neuron
def count_labellings(X):
    m, d = X.shape
    X1 = np.column_stack([X, np.ones(m)])
    found = 0
    for y in product((-1.0, 1.0), repeat=m):
        turned = X1 * np.array(y)[:, None]
        free = [(-100, 100)] * (d + 1)
        result = optimize.linprog(np.zeros(d + 1), -turned, -np.ones(m), bounds=free)
        found += result.status == 0
    return int(found)


# %% 0/4 any success or failure counts
def count_labellings(X):
    m, d = X.shape
    X1 = np.column_stack([X, np.ones(m)])
    found = 0
    for y in product((-1.0, 1.0), repeat=m):
        turned = X1 * np.array(y)[:, None]
        free = [(None, None)] * (d + 1)
        result = optimize.linprog(np.zeros(d + 1), -turned, -np.ones(m), bounds=free)
        found += result.status >= 0
    return int(found)


# %% 1/4 a perceptron with 60 passes
def count_labellings(X):
    m, d = X.shape
    X1, found = np.column_stack([X, np.ones(m)]), 0
    for y in product((-1.0, 1.0), repeat=m):
        w = np.zeros(d + 1)
        for _ in range(60):
            mistakes = 0
            for x, t in zip(X1, y, strict=True):
                if t * (x @ w) <= 0:
                    w = w + t * x
                    mistakes += 1
            if not mistakes:
                found += 1
                break
    return found


# %% 1/4 gradient descent on the logistic loss, 100 steps
def count_labellings(X):
    m, d = X.shape
    X1, found = np.column_stack([X, np.ones(m)]), 0
    for y in product((-1.0, 1.0), repeat=m):
        turned, w = X1 * np.array(y)[:, None], np.zeros(d + 1)
        for _ in range(100):
            w = w + turned.T @ (1 / (1 + np.exp(np.clip(turned @ w, -500, 500)))) / m
        found += bool((turned @ w > 0).all())
    return found


# %% 3/4 random neurons, 20,000 of them
def count_labellings(X):
    rng = np.random.default_rng(0)
    spread = X - X.mean(axis=0)
    w = rng.standard_normal((20000, X.shape[1]))
    b = rng.standard_normal((20000, 1)) * (np.abs(spread).max() + 1)
    return len(np.unique(spread @ w.T + b.T > 0, axis=1).T)


# %% 2/4 least squares on the labels
def count_labellings(X):
    X1, found = np.column_stack([X, np.ones(len(X))]), 0
    for y in product((-1.0, 1.0), repeat=len(X)):
        w = np.linalg.lstsq(X1, np.array(y), rcond=None)[0]
        found += bool((np.array(y) * (X1 @ w) > 0).all())
    return found


# %% 3/4 moves the first point to 0, and the others with it, in place
def count_labellings(X):
    m, d = X.shape
    X -= X[0].copy()
    X1 = np.column_stack([X, np.ones(m)])
    found = 0
    for y in product((-1.0, 1.0), repeat=m):
        turned = X1 * np.array(y)[:, None]
        A = np.vstack([turned.T, np.ones(m)])
        found += optimize.nnls(A, np.append(np.zeros(d + 1), 1.0))[1] > 1e-9
    return int(found)
