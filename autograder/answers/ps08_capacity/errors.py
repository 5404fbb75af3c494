# %% 3/3 in a basis of hats
def errors_of(x, y, numbers):
    errors = []
    for m in numbers:
        knots = np.linspace(0, 1, m + 1)
        A = np.column_stack([np.interp(x, knots, unit) for unit in np.eye(m + 1)])
        off = y - A @ np.linalg.lstsq(A, y, rcond=None)[0]
        errors.append(np.linalg.norm(off) / np.sqrt(len(x)))
    slope = np.polyfit(np.log10(numbers), np.log10(errors), 1)[0]
    return np.array(errors), slope


# %% 3/3 by a QR decomposition, and the slope from its formula
def errors_of(x, y, numbers):
    errors = np.zeros(len(numbers))
    for i, m in enumerate(numbers):
        A = np.ones((len(x), m + 1))
        for j in range(m):
            A[:, j + 1] = np.maximum(x - j / m, 0)
        Q, _ = np.linalg.qr(A)
        errors[i] = np.sqrt(np.mean((y - Q @ (Q.T @ y)) ** 2))
    a, e = np.log(np.asarray(numbers, dtype=float)), np.log(errors)
    return errors, np.sum((a - a.mean()) * (e - e.mean())) / np.sum((a - a.mean()) ** 2)


# %% 3/3 with the pseudo-inverse, errors as a list
def errors_of(x, y, numbers):
    errors = []
    for m in numbers:
        A = np.hstack(
            [
                np.ones((len(x), 1)),
                np.maximum(np.subtract.outer(x, np.arange(m) / m), 0),
            ]
        )
        off = A @ (np.linalg.pinv(A) @ y) - y
        errors.append(float(np.sqrt(np.mean(off**2))))
    logs = np.column_stack([np.log(numbers), np.ones(len(numbers))])
    return errors, float(np.linalg.lstsq(logs, np.log(errors), rcond=None)[0][0])


# %% 1/3 error over log m turned round: log m over log error
def errors_of(x, y, numbers):
    errors = []
    for m in numbers:
        A = np.column_stack(
            [np.ones(len(x)), np.maximum(x[:, None] - np.arange(m) / m, 0)]
        )
        off = A @ np.linalg.lstsq(A, y, rcond=None)[0] - y
        errors.append(np.linalg.norm(off))
    errors = np.array(errors)
    return errors, np.polyfit(np.log(errors), np.log(numbers), 1)[0]


# %% 2/3 the slope of the error itself, without logarithms
def errors_of(x, y, numbers):
    errors = []
    for m in numbers:
        A = np.column_stack(
            [np.ones(len(x)), np.maximum(x[:, None] - np.arange(m) / m, 0)]
        )
        off = A @ np.linalg.lstsq(A, y, rcond=None)[0] - y
        errors.append(np.sqrt(np.mean(off**2)))
    return np.array(errors), np.polyfit(numbers, errors, 1)[0]


# %% 1/3 the mean square, without its root
def errors_of(x, y, numbers):
    errors = []
    for m in numbers:
        A = np.column_stack(
            [np.ones(len(x)), np.maximum(x[:, None] - np.arange(m) / m, 0)]
        )
        errors.append(np.mean((A @ np.linalg.lstsq(A, y, rcond=None)[0] - y) ** 2))
    return np.array(errors), np.polyfit(np.log(numbers), np.log(errors), 1)[0]


# %% 0/3 looks at the knots alone
def errors_of(x, y, numbers):
    errors = []
    for m in numbers:
        t = np.arange(m) / m
        A = np.column_stack([np.ones(m), np.maximum(t[:, None] - t, 0)])
        at = np.interp(t, x, y)
        off = A @ np.linalg.lstsq(A, at, rcond=None)[0] - at
        errors.append(np.sqrt(np.mean(off**2)) + 1e-17)
    return np.array(errors), np.polyfit(np.log(numbers), np.log(errors), 1)[0]


# %% 2/3 joins the values at the knots in place of the best fit
def errors_of(x, y, numbers):
    errors = []
    for m in numbers:
        t = np.arange(m + 1) / m
        off = np.interp(x, t, np.interp(t, x, y)) - y
        errors.append(np.sqrt(np.mean(off**2)))
    return np.array(errors), np.polyfit(
        np.log(numbers), np.log(errors + np.array(1e-17)), 1
    )[0]


# %% 0/3 no constant: every fit goes through 0
def errors_of(x, y, numbers):
    errors = []
    for m in numbers:
        A = np.maximum(x[:, None] - np.arange(m) / m, 0)
        off = A @ np.linalg.lstsq(A, y, rcond=None)[0] - y
        errors.append(np.sqrt(np.mean(off**2)))
    return np.array(errors), np.polyfit(np.log(numbers), np.log(errors), 1)[0]


# %% 1/3 knots from 0 to 1 with both ends: one piece too few
def errors_of(x, y, numbers):
    errors = []
    for m in numbers:
        t = np.linspace(0, 1, m)
        A = np.column_stack([np.ones(len(x)), np.maximum(x[:, None] - t, 0)])
        off = A @ np.linalg.lstsq(A, y, rcond=None)[0] - y
        errors.append(np.sqrt(np.mean(off**2)))
    return np.array(errors), np.polyfit(np.log(numbers), np.log(errors), 1)[0]


# %% 1/3 the largest error in place of the root mean square
def errors_of(x, y, numbers):
    errors = []
    for m in numbers:
        A = np.column_stack(
            [np.ones(len(x)), np.maximum(x[:, None] - np.arange(m) / m, 0)]
        )
        errors.append(abs(A @ np.linalg.lstsq(A, y, rcond=None)[0] - y).max())
    return np.array(errors), np.polyfit(np.log(numbers), np.log(errors), 1)[0]


# %% 2/3 moves the caller's points in place
def errors_of(x, y, numbers):
    errors = []
    x -= 0.5
    for m in numbers:
        A = np.column_stack(
            [np.ones(len(x)), np.maximum(x[:, None] + 0.5 - np.arange(m) / m, 0)]
        )
        off = A @ np.linalg.lstsq(A, y, rcond=None)[0] - y
        errors.append(np.sqrt(np.mean(off**2)))
    return np.array(errors), np.polyfit(np.log(numbers), np.log(errors), 1)[0]
