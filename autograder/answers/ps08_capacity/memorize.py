# %% 5/5 a loop over the rows with the rarer answer
def memorize(inputs, y):
    ones, n = int(np.sum(y)), inputs.shape[1]
    rare = int(ones <= len(y) - ones)
    W, b = [], []
    for row, answer in zip(inputs, y, strict=True):
        if answer == rare:
            W.append([1.0 if bit else -1.0 for bit in row])
            b.append(0.5 - sum(row))
    if not W:
        return np.zeros((1, n)), np.array([-1.0]), np.zeros(1), 0.5 if ones else -0.5
    v = np.ones(len(W)) if rare else -np.ones(len(W))
    return np.array(W), np.array(b), v, -0.5 if rare else 0.5


# %% 4/5 no hidden unit at all for a constant table
def memorize(inputs, y):
    rare = 1 if y.mean() <= 0.5 else 0
    U = inputs[y == rare]
    side = 1.0 if rare else -1.0
    return 2 * U - 1, 0.5 - U.sum(axis=1), side * np.ones(len(U)), -0.5 * side


# %% 5/5 in signs, as in the lecture, then translated to 0 and 1
def memorize(inputs, y):
    signs, answers = 2 * inputs - 1, 2 * y - 1
    rare = 1 if np.sum(answers) <= 0 else -1
    U = signs[answers == rare]
    k, n = U.shape
    if k == 0:
        return np.ones((1, n)), np.zeros(1), np.zeros(1), -1.0 * rare
    # h = 2 H - 1 in units of 0 and 1, and x = 2 X - 1
    W, b = 2.0 * U, 1.0 - n - U.sum(axis=1)
    return W, b, np.full(k, 2.0 * rare), rare * (k - 1.0) - k * rare


# %% 5/5 other thresholds: any number in between
def memorize(inputs, y):
    rare = int(2 * np.sum(y) <= len(y))
    U = inputs[y == rare] * 1.0
    if not len(U):
        return np.ones((1, inputs.shape[1])), np.zeros(1), np.zeros(1), 1.0 - 2 * rare
    v = np.full(len(U), 3.0 if rare else -3.0)
    return 10 * U - 5, 1.0 - 5 * U.sum(axis=1), v, -1.0 if rare else 2.0


# %% 4/5 memorizes the ones, even where they are many
def memorize(inputs, y):
    U = inputs[y == 1]
    if not len(U):
        U = inputs[:1]
        return 2 * U - 1, 0.5 - U.sum(axis=1), np.zeros(1), -0.5
    return 2 * U - 1, 0.5 - U.sum(axis=1), np.ones(len(U)), -0.5


# %% 4/5 a unit for every input, whatever its answer: 2^n of them
def memorize(inputs, y):
    return 2 * inputs - 1, 0.5 - inputs.sum(axis=1), 2.0 * y - 1, 0.0


# %% 4/5 right but for constant tables, where it has a unit that fires
def memorize(inputs, y):
    rare = 1 if np.sum(y) <= len(y) / 2 else 0
    U = inputs[y == rare]
    if not len(U):
        U = inputs[:1]
    side = 2 * rare - 1
    return 2 * U - 1, 0.5 - U.sum(axis=1), np.full(len(U), side), -side / 2


# %% 3/5 no unit for a constant table, and translates the caller's arrays in place
def memorize(inputs, y):
    rare = 1 if np.sum(y) <= len(y) / 2 else 0
    side = 2 * rare - 1
    sums = inputs[y == rare].sum(axis=1)
    inputs *= 2
    inputs -= 1
    U = inputs[y == rare]
    return U, 0.5 - sums, np.full(len(U), side), -side / 2


# %% 2/5 the rarer answer, and the last layer not turned round
def memorize(inputs, y):
    rare = 1 if np.sum(y) <= len(y) / 2 else 0
    U = inputs[y == rare]
    return 2 * U - 1, 0.5 - U.sum(axis=1), np.ones(len(U)), -0.5


# %% 0/5 the published one: as many units as inputs
def memorize(inputs, y):
    U = inputs[y == 1]
    k, n = U.shape
    W, b = 2 * U[:n] - 1, 0.5 - n
    return W, np.full(n, b), np.ones(n), k - 1


# %% 0/5 numbers its units to k, and keeps the biases of the code with -1 and +1
def memorize(inputs, y):
    U = inputs[y == 1]
    k, n = U.shape
    return 2 * U - 1, np.full(k, 0.5 - n), np.ones(k), k - 1


# %% 0/5 mends units and biases, and keeps the last bias of the code with signs
def memorize(inputs, y):
    rare = 1 if np.sum(y) <= len(y) / 2 else 0
    U = inputs[y == rare]
    k, side = len(U), 2 * rare - 1
    return 2 * U - 1, 0.5 - U.sum(axis=1), np.full(k, side), side * (k - 1)


# %% 0/5 weights 1 and 0 in place of 1 and -1: supersets of a row fire as well
def memorize(inputs, y):
    rare = 1 if np.sum(y) <= len(y) / 2 else 0
    U = inputs[y == rare]
    side = 2 * rare - 1
    return 1.0 * U, 0.5 - U.sum(axis=1), np.full(len(U), side), -side / 2
