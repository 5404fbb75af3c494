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


# %% 3/5 memorizes the ones, even where they are many
def memorize(inputs, y):
    U = inputs[y == 1]
    if not len(U):
        U = inputs[:1]
        return 2 * U - 1, 0.5 - U.sum(axis=1), np.zeros(1), -0.5
    return 2 * U - 1, 0.5 - U.sum(axis=1), np.ones(len(U)), -0.5


# %% 3/5 a unit for every input, whatever its answer: 2^n of them
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


# %% 1/5 the rarer answer, and the last layer not turned round
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


# %% 5/5 where and argwhere, biases of 1 - |u|_1 that leave 0 for the nearest
def memorize(inputs, y):
    rare = int(np.count_nonzero(y) <= np.count_nonzero(1 - y))
    rows = np.argwhere(y == rare).ravel()
    if rows.size == 0:
        rows = np.array([0])
        U = inputs[rows]
        return np.where(U, 1, -1), 1 - U.sum(axis=1), np.array([0]), 1 - 2 * rare
    U, side = inputs[rows], (1 if rare else -1)
    return (
        np.where(U, 1, -1),
        1 - U.sum(axis=1),
        side * np.ones(len(U)),
        0 if rare else 1,
    )


# %% 5/5 plain lists
def memorize(inputs, y):
    rows, answers = inputs.tolist(), y.tolist()
    rare = 1 if 2 * sum(answers) <= len(answers) else 0
    chosen = [u for u, a in zip(rows, answers, strict=True) if a == rare]
    if not chosen:
        return [[0.0] * len(rows[0])], [-1.0], [0.0], 0.5 - rare
    W = [[2 * bit - 1 for bit in u] for u in chosen]
    b = [0.5 - sum(u) for u in chosen]
    return W, b, [2 * rare - 1] * len(chosen), 0.5 - rare


# %% 5/5 distances: |x - u|² = |x|_1 - 2 u·x + |u|_1 on 0 and 1
def memorize(inputs, y):
    ones = y.astype(bool)
    flip = ones.sum() > len(y) // 2
    U = inputs[~ones if flip else ones].astype(float)
    m, n = len(U), inputs.shape[1]
    if m == 0:
        return np.zeros((1, n)), -np.ones(1), np.ones(1), 1.0 if flip else -1.0
    W, b = -(1 - 2 * U), 0.25 - (U**2).sum(axis=1)
    return W, b, (-1) ** flip * np.full(m, 7.0), 3.0 if flip else -3.0


# %% 5/5 PyTorch's tensors, as arrays
def memorize(inputs, y):
    import torch

    inputs, y = torch.tensor(inputs, dtype=torch.float64), torch.tensor(y)
    rare = int(2 * y.sum() <= len(y))
    U = inputs[y == rare]
    W, b = 2 * U - 1, 0.5 - U.sum(1)
    v, c = torch.full((len(U),), 2.0 * rare - 1), 0.5 - rare
    if not len(U):
        W, b, v = torch.ones(1, inputs.shape[1]), torch.zeros(1), torch.zeros(1)
    return W.numpy(), b.numpy(), v.numpy(), c


# %% 5/5 rows as numbers in binary
def memorize(inputs, y):
    n = inputs.shape[1]
    code = inputs @ (2 ** np.arange(n))
    rare = int(y.sum() * 2 <= y.size)
    wanted = sorted(code[y == rare].tolist())
    if not wanted:
        return np.zeros((1, n)), np.array([-0.5]), np.array([1.0]), 0.5 - rare
    U = np.array([[k >> j & 1 for j in range(n)] for k in wanted])
    return 4.0 * U - 2, 1.0 - 2 * U.sum(1), np.full(len(U), 2.0 * rare - 1), 0.5 - rare


# %% 5/5 the unit of a constant table fires, and is taken into account
def memorize(inputs, y):
    n, k = inputs.shape[1], int(y.sum())
    if k in (0, len(y)):
        return np.zeros((1, n)), np.ones(1), np.full(1, 2.0 if k else -2.0), 0.0
    rare = int(k <= len(y) - k)
    U = inputs[y == rare]
    sign = 1.0 if rare else -1.0
    return 2 * U - 1, 0.5 - U.sum(axis=1), np.full(len(U), sign), -0.5 * sign


# %% 5/5 long doubles
def memorize(inputs, y):
    rare = np.longdouble(2 * y.sum() <= len(y))
    U = inputs[y == rare].astype(np.longdouble)
    if not len(U):
        U = np.zeros((1, inputs.shape[1]), np.longdouble)
        return U, np.full(1, -1, np.longdouble), np.zeros(1), 0.5 - rare
    return 2 * U - 1, 0.5 - U.sum(1), np.full(len(U), 2 * rare - 1), 0.5 - rare


# %% 4/5 rare only if all are rare: compares with n, not 2^n
def memorize(inputs, y):
    rare = 1 if np.sum(y) <= inputs.shape[1] else 0
    U = inputs[y == rare]
    if len(U) == 0:  # one unit that nobody listens to
        U = inputs[:1]
        return 2.0 * U - 1, 0.5 - U.sum(axis=1), np.zeros(1), 0.5 - rare
    towards = 2 * rare - 1
    return 2.0 * U - 1, 0.5 - U.sum(axis=1), np.full(len(U), towards), -towards / 2


# %% 4/5 flips the caller's table in place
def memorize(inputs, y):
    rare = 1 if np.sum(y) <= len(y) / 2 else 0
    if not rare:
        y ^= 1
    U = inputs[y == 1]
    if len(U) == 0:  # one unit that nobody listens to
        U = inputs[:1]
        return 2.0 * U - 1, 0.5 - U.sum(axis=1), np.zeros(1), 0.5 - rare
    towards = 2 * rare - 1
    return 2.0 * U - 1, 0.5 - U.sum(axis=1), np.full(len(U), towards), -towards / 2


# %% 3/5 mends the three slips only: a unit for each 1, constant tables as they come
def memorize(inputs, y):
    rare = 1
    U = inputs[y == rare]
    towards = 2 * rare - 1
    return 2.0 * U - 1, 0.5 - U.sum(axis=1), np.full(len(U), towards), -towards / 2


# %% 3/5 the more frequent answer
def memorize(inputs, y):
    rare = 1 if np.sum(y) > len(y) / 2 else 0
    U = inputs[y == rare]
    if len(U) == 0:  # one unit that nobody listens to
        U = inputs[:1]
        return 2.0 * U - 1, 0.5 - U.sum(axis=1), np.zeros(1), 0.5 - rare
    towards = 2 * rare - 1
    return 2.0 * U - 1, 0.5 - U.sum(axis=1), np.full(len(U), towards), -towards / 2


# %% 3/5 a tie counts as a majority of ones, one unit too many at 2^(n-1) + 1
def memorize(inputs, y):
    rare = 1 if np.sum(y) <= len(y) / 2 + 1 else 0
    U = inputs[y == rare]
    if len(U) == 0:  # one unit that nobody listens to
        U = inputs[:1]
        return 2.0 * U - 1, 0.5 - U.sum(axis=1), np.zeros(1), 0.5 - rare
    towards = 2 * rare - 1
    return 2.0 * U - 1, 0.5 - U.sum(axis=1), np.full(len(U), towards), -towards / 2


# %% 1/5 the threshold of a match: above n in place of above |u| - 1/2
def memorize(inputs, y):
    rare = 1 if np.sum(y) <= len(y) / 2 else 0
    U = inputs[y == rare]
    if len(U) == 0:  # one unit that nobody listens to
        U = inputs[:1]
        return 2.0 * U - 1, 0.5 - U.sum(axis=1), np.zeros(1), 0.5 - rare
    towards = 2 * rare - 1
    return (
        2.0 * U - 1,
        0.5 - U.shape[1] + 0 * U.sum(axis=1),
        np.full(len(U), towards),
        -towards / 2,
    )


# %% 1/5 a threshold of |u|: no unit fires
def memorize(inputs, y):
    rare = 1 if np.sum(y) <= len(y) / 2 else 0
    U = inputs[y == rare]
    if len(U) == 0:  # one unit that nobody listens to
        U = inputs[:1]
        return 2.0 * U - 1, 0.5 - U.sum(axis=1), np.zeros(1), 0.5 - rare
    towards = 2 * rare - 1
    return 2.0 * U - 1, 0.0 - U.sum(axis=1), np.full(len(U), towards), -towards / 2


# %% 1/5 a threshold of |u| - 3/2: neighbours fire as well
def memorize(inputs, y):
    rare = 1 if np.sum(y) <= len(y) / 2 else 0
    U = inputs[y == rare]
    if len(U) == 0:  # one unit that nobody listens to
        U = inputs[:1]
        return 2.0 * U - 1, 0.5 - U.sum(axis=1), np.zeros(1), 0.5 - rare
    towards = 2 * rare - 1
    return 2.0 * U - 1, 1.5 - U.sum(axis=1), np.full(len(U), towards), -towards / 2


# %% 1/5 the bias with the wrong sign
def memorize(inputs, y):
    rare = 1 if np.sum(y) <= len(y) / 2 else 0
    U = inputs[y == rare]
    if len(U) == 0:  # one unit that nobody listens to
        U = inputs[:1]
        return 2.0 * U - 1, 0.5 - U.sum(axis=1), np.zeros(1), 0.5 - rare
    towards = 2 * rare - 1
    return 2.0 * U - 1, U.sum(axis=1) - 0.5, np.full(len(U), towards), -towards / 2


# %% 2/5 weights 1 - 2u
def memorize(inputs, y):
    rare = 1 if np.sum(y) <= len(y) / 2 else 0
    U = inputs[y == rare]
    if len(U) == 0:  # one unit that nobody listens to
        U = inputs[:1]
        return 2.0 * U - 1, 0.5 - U.sum(axis=1), np.zeros(1), 0.5 - rare
    towards = 2 * rare - 1
    return 1 - 2.0 * U, 0.5 - U.sum(axis=1), np.full(len(U), towards), -towards / 2


# %% 1/5 weights u
def memorize(inputs, y):
    rare = 1 if np.sum(y) <= len(y) / 2 else 0
    U = inputs[y == rare]
    if len(U) == 0:  # one unit that nobody listens to
        U = inputs[:1]
        return 2.0 * U - 1, 0.5 - U.sum(axis=1), np.zeros(1), 0.5 - rare
    towards = 2 * rare - 1
    return 1.0 * U, 0.5 - U.sum(axis=1), np.full(len(U), towards), -towards / 2


# %% 2/5 a last bias of 0: nothing is on where no unit fires, and all is off
def memorize(inputs, y):
    rare = 1 if np.sum(y) <= len(y) / 2 else 0
    U = inputs[y == rare]
    if len(U) == 0:  # one unit that nobody listens to
        U = inputs[:1]
        return 2.0 * U - 1, 0.5 - U.sum(axis=1), np.zeros(1), 0.5 - rare
    towards = 2 * rare - 1
    return 2.0 * U - 1, 0.5 - U.sum(axis=1), np.full(len(U), towards), 0.0


# %% 1/5 a last bias with the wrong sign
def memorize(inputs, y):
    rare = 1 if np.sum(y) <= len(y) / 2 else 0
    U = inputs[y == rare]
    if len(U) == 0:  # one unit that nobody listens to
        U = inputs[:1]
        return 2.0 * U - 1, 0.5 - U.sum(axis=1), np.zeros(1), 0.5 - rare
    towards = 2 * rare - 1
    return 2.0 * U - 1, 0.5 - U.sum(axis=1), np.full(len(U), towards), towards / 2


# %% 1/5 the last bias of k units of signs
def memorize(inputs, y):
    rare = 1 if np.sum(y) <= len(y) / 2 else 0
    U = inputs[y == rare]
    if len(U) == 0:  # one unit that nobody listens to
        U = inputs[:1]
        return 2.0 * U - 1, 0.5 - U.sum(axis=1), np.zeros(1), 0.5 - rare
    towards = 2 * rare - 1
    return (
        2.0 * U - 1,
        0.5 - U.sum(axis=1),
        np.full(len(U), towards),
        towards * (len(U) - 1),
    )


# %% 1/5 a last layer that needs all units: and in place of or
def memorize(inputs, y):
    rare = 1 if np.sum(y) <= len(y) / 2 else 0
    U = inputs[y == rare]
    if len(U) == 0:  # one unit that nobody listens to
        U = inputs[:1]
        return 2.0 * U - 1, 0.5 - U.sum(axis=1), np.zeros(1), 0.5 - rare
    towards = 2 * rare - 1
    return (
        2.0 * U - 1,
        0.5 - U.sum(axis=1),
        np.full(len(U), towards),
        -towards * (len(U) - 0.5),
    )


# %% 2/5 the last layer is not turned round for a rare 0
def memorize(inputs, y):
    rare = 1 if np.sum(y) <= len(y) / 2 else 0
    U = inputs[y == rare]
    if len(U) == 0:  # one unit that nobody listens to
        U = inputs[:1]
        return 2.0 * U - 1, 0.5 - U.sum(axis=1), np.zeros(1), 0.5 - rare
    towards = 1
    return 2.0 * U - 1, 0.5 - U.sum(axis=1), np.full(len(U), towards), -towards / 2


# %% 2/5 c as an array of one
def memorize(inputs, y):
    rare = 1 if np.sum(y) <= len(y) / 2 else 0
    U = inputs[y == rare]
    if len(U) == 0:  # one unit that nobody listens to
        U = inputs[:1]
        return 2.0 * U - 1, 0.5 - U.sum(axis=1), np.zeros(1), np.array([0.5 - rare])
    towards = 2 * rare - 1
    return (
        2.0 * U - 1,
        0.5 - U.sum(axis=1),
        np.full(len(U), towards),
        np.array([-towards / 2]),
    )


# %% 0/5 v as a row
def memorize(inputs, y):
    rare = 1 if np.sum(y) <= len(y) / 2 else 0
    U = inputs[y == rare]
    if len(U) == 0:  # one unit that nobody listens to
        U = inputs[:1]
        return 2.0 * U - 1, 0.5 - U.sum(axis=1), np.zeros((1, 1)), 0.5 - rare
    towards = 2 * rare - 1
    return 2.0 * U - 1, 0.5 - U.sum(axis=1), np.full((1, len(U)), towards), -towards / 2


# %% 1/5 W as (inputs, units)
def memorize(inputs, y):
    rare = 1 if np.sum(y) <= len(y) / 2 else 0
    U = inputs[y == rare]
    if len(U) == 0:  # one unit that nobody listens to
        U = inputs[:1]
        return (2.0 * U - 1).T, 0.5 - U.sum(axis=1), np.zeros(1), 0.5 - rare
    towards = 2 * rare - 1
    return (2.0 * U - 1).T, 0.5 - U.sum(axis=1), np.full(len(U), towards), -towards / 2


# %% 0/5 b as a column
def memorize(inputs, y):
    rare = 1 if np.sum(y) <= len(y) / 2 else 0
    U = inputs[y == rare]
    if len(U) == 0:  # one unit that nobody listens to
        U = inputs[:1]
        return 2.0 * U - 1, 0.5 - U.sum(axis=1, keepdims=True), np.zeros(1), 0.5 - rare
    towards = 2 * rare - 1
    return (
        2.0 * U - 1,
        0.5 - U.sum(axis=1, keepdims=True),
        np.full(len(U), towards),
        -towards / 2,
    )


# %% 1/5 b as a single number for all
def memorize(inputs, y):
    rare = 1 if np.sum(y) <= len(y) / 2 else 0
    U = inputs[y == rare]
    if len(U) == 0:  # one unit that nobody listens to
        U = inputs[:1]
        return 2.0 * U - 1, 0.5 - U.sum(axis=1), np.zeros(1), 0.5 - rare
    towards = 2 * rare - 1
    return (
        2.0 * U - 1,
        (0.5 - U.sum(axis=1)).max(),
        np.full(len(U), towards),
        -towards / 2,
    )


# %% 4/5 rows as product lists them, whatever the order of inputs
def memorize(inputs, y):
    inputs = np.array(list(product((0, 1), repeat=inputs.shape[1])))
    rare = 1 if np.sum(y) <= len(y) / 2 else 0
    U = inputs[y == rare]
    if len(U) == 0:  # one unit that nobody listens to
        U = inputs[:1]
        return 2.0 * U - 1, 0.5 - U.sum(axis=1), np.zeros(1), 0.5 - rare
    towards = 2 * rare - 1
    return 2.0 * U - 1, 0.5 - U.sum(axis=1), np.full(len(U), towards), -towards / 2


# %% 1/5 b and v swapped
def memorize(inputs, y):
    rare = 1 if np.sum(y) <= len(y) / 2 else 0
    U = inputs[y == rare]
    if len(U) == 0:  # one unit that nobody listens to
        U = inputs[:1]
        return 2.0 * U - 1, 0.5 - U.sum(axis=1), np.zeros(1), 0.5 - rare
    towards = 2 * rare - 1
    return 2.0 * U - 1, np.full(len(U), towards), 0.5 - U.sum(axis=1), -towards / 2


# %% 4/5 two units for a constant table
def memorize(inputs, y):
    rare = 1 if np.sum(y) <= len(y) / 2 else 0
    U = inputs[y == rare]
    if len(U) == 0:  # one unit that nobody listens to
        U = inputs[:2]
        return 2.0 * U - 1, 0.5 - U.sum(axis=1), np.zeros(2), 0.5 - rare
    towards = 2 * rare - 1
    return 2.0 * U - 1, 0.5 - U.sum(axis=1), np.full(len(U), towards), -towards / 2


# %% 4/5 no unit for a constant table
def memorize(inputs, y):
    rare = 1 if np.sum(y) <= len(y) / 2 else 0
    U = inputs[y == rare]
    if len(U) == 0:  # one unit that nobody listens to
        U = inputs[:0]
        return 2.0 * U - 1, 0.5 - U.sum(axis=1), np.zeros(0), 0.5 - rare
    towards = 2 * rare - 1
    return 2.0 * U - 1, 0.5 - U.sum(axis=1), np.full(len(U), towards), -towards / 2


# %% 4/5 the other answer for a constant table
def memorize(inputs, y):
    rare = 1 if np.sum(y) <= len(y) / 2 else 0
    U = inputs[y == rare]
    if len(U) == 0:  # one unit that nobody listens to
        U = inputs[:1]
        return 2.0 * U - 1, 0.5 - U.sum(axis=1), np.zeros(1), rare - 0.5
    towards = 2 * rare - 1
    return 2.0 * U - 1, 0.5 - U.sum(axis=1), np.full(len(U), towards), -towards / 2


# %% 4/5 0 for a constant table of ones, too
def memorize(inputs, y):
    rare = 1 if np.sum(y) <= len(y) / 2 else 0
    U = inputs[y == rare]
    if len(U) == 0:  # one unit that nobody listens to
        U = inputs[:1]
        return 2.0 * U - 1, 0.5 - U.sum(axis=1), np.zeros(1), -0.5
    towards = 2 * rare - 1
    return 2.0 * U - 1, 0.5 - U.sum(axis=1), np.full(len(U), towards), -towards / 2


# %% 4/5 forgets constant tables
def memorize(inputs, y):
    rare = 1 if np.sum(y) <= len(y) / 2 else 0
    U = inputs[y == rare]
    if False:  # one unit that nobody listens to
        U = inputs[:1]
        return 2.0 * U - 1, 0.5 - U.sum(axis=1), np.zeros(1), 0.5 - rare
    towards = 2 * rare - 1
    return 2.0 * U - 1, 0.5 - U.sum(axis=1), np.full(len(U), towards), -towards / 2


# %% 4/5 each unit twice
def memorize(inputs, y):
    rare = 1 if np.sum(y) <= len(y) / 2 else 0
    U = inputs[y == rare]
    if len(U) == 0:  # one unit that nobody listens to
        U = inputs[:1]
        return 2.0 * U - 1, 0.5 - U.sum(axis=1), np.zeros(1), 0.5 - rare
    U = np.vstack([U, U])
    towards = 2 * rare - 1
    return 2.0 * U - 1, 0.5 - U.sum(axis=1), np.full(len(U), towards), -towards / 2


# %% 2/5 sums over the wrong axis
def memorize(inputs, y):
    rare = 1 if np.sum(y) <= len(y) / 2 else 0
    U = inputs[y == rare]
    if len(U) == 0:  # one unit that nobody listens to
        U = inputs[:1]
        return 2.0 * U - 1, 0.5 - U.sum(axis=1), np.zeros(1), 0.5 - rare
    towards = 2 * rare - 1
    return 2.0 * U - 1, 0.5 - U.sum(axis=0), np.full(len(U), towards), -towards / 2


# %% 1/5 the number of ones of all rows
def memorize(inputs, y):
    rare = 1 if np.sum(y) <= len(y) / 2 else 0
    U = inputs[y == rare]
    if len(U) == 0:  # one unit that nobody listens to
        U = inputs[:1]
        return 2.0 * U - 1, 0.5 - U.sum(axis=1), np.zeros(1), 0.5 - rare
    towards = 2 * rare - 1
    return (
        2.0 * U - 1,
        0.5 - U.sum() + np.zeros(len(U)),
        np.full(len(U), towards),
        -towards / 2,
    )


# %% 4/5 translates the caller's inputs in place
def memorize(inputs, y):
    rare = 1 if np.sum(y) <= len(y) / 2 else 0
    U = inputs[y == rare]
    if len(U) == 0:  # one unit that nobody listens to
        U = inputs[:1]
        return 2.0 * U - 1, 0.5 - U.sum(axis=1), np.zeros(1), 0.5 - rare
    inputs *= 2
    inputs -= 1
    towards = 2 * rare - 1
    return 2.0 * U - 1, 0.5 - U.sum(axis=1), np.full(len(U), towards), -towards / 2


# %% 2/5 all units in a chain of prefixes: only n of them
def memorize(inputs, y):
    rare = 1 if np.sum(y) <= len(y) / 2 else 0
    U = inputs[y == rare]
    if len(U) == 0:  # one unit that nobody listens to
        U = inputs[:1]
        return 2.0 * U - 1, 0.5 - U.sum(axis=1), np.zeros(1), 0.5 - rare
    U = U[: U.shape[1]]
    towards = 2 * rare - 1
    return 2.0 * U - 1, 0.5 - U.sum(axis=1), np.full(len(U), towards), -towards / 2


# %% 1/5 a perceptron: one unit for the table
def memorize(inputs, y):
    rare = 1 if np.sum(y) <= len(y) / 2 else 0
    U = inputs[y == rare]
    if len(U) == 0:  # one unit that nobody listens to
        U = inputs[:1]
        return 2.0 * U - 1, 0.5 - U.sum(axis=1), np.zeros(1), 0.5 - rare
    U = U[:1]
    towards = 2 * rare - 1
    return 2.0 * U - 1, 0.5 - U.sum(axis=1), np.full(len(U), towards), -towards / 2


# %% 1/5 a separate unit for the first row only where it is rare, by rounding the mean
def memorize(inputs, y):
    rare = 1 if np.sum(y) <= len(y) / 2 else 0
    U = inputs[y == rare]
    if len(U) == 0:  # one unit that nobody listens to
        U = inputs[:1]
        return 2.0 * U - 1, 0.5 - U.sum(axis=1), np.zeros(1), 0.5 - rare
    towards = 2 * rare - 1
    return (
        2.0 * U - 1,
        0.5 - np.round(U.mean(axis=1)) * U.shape[1],
        np.full(len(U), towards),
        -towards / 2,
    )
