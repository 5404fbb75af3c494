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


# %% 2/4 a search over weights -1, 0, 1 and biases: enough for cubes, not for any points
def count_labellings(X):
    d = X.shape[1]
    found = set()
    for w in product((-1.0, 0.0, 1.0), repeat=d):
        z = X @ np.array(w)
        for b in np.arange(-4, 4.25, 0.5) + 0.25:
            found.add(tuple((z + b > 0).tolist()))
    return len(found)
