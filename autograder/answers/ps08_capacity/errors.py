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


# %% 1/3 joins the values at the knots in place of the best fit
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


# %% 0/3 knots from 0 to 1 with both ends: one piece too few
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


# %% 3/3 scikit-learn's regression and SciPy's line
def errors_of(x, y, numbers):
    from scipy.stats import linregress
    from sklearn.linear_model import LinearRegression

    errors = np.zeros(len(numbers))
    for i, m in enumerate(numbers):
        features = np.maximum(x.reshape(-1, 1) - np.arange(m) / m, 0)
        guess = LinearRegression().fit(features, y).predict(features)
        errors[i] = np.mean((guess - y) ** 2) ** 0.5
    return errors, linregress(np.log(numbers), np.log(errors)).slope


# %% 3/3 PyTorch's least squares, in 64 bits
def errors_of(x, y, numbers):
    import torch

    t, goal, errors = torch.tensor(x), torch.tensor(y), []
    for m in numbers:
        knots = torch.arange(int(m)) / int(m)
        A = torch.cat([torch.ones(len(t), 1), (t[:, None] - knots).relu()], 1).double()
        A[:, 1:] = (
            t[:, None] - torch.arange(int(m), dtype=torch.float64) / int(m)
        ).relu()
        a = torch.linalg.lstsq(A, goal[:, None], driver="gelsd").solution
        errors.append(((A @ a)[:, 0] - goal).square().mean().sqrt().item())
    return np.array(errors), np.polyfit(np.log(numbers), np.log(errors), 1)[0]


# %% 3/3 hats, and a covariance over a variance
def errors_of(x, y, numbers):
    errors = []
    for m in np.asarray(numbers).tolist():
        hats = np.maximum(0, 1 - np.abs(m * x[:, None] - np.arange(m + 1)))
        hats = hats[:, hats.any(axis=0)]
        off = hats @ np.linalg.lstsq(hats, y, rcond=None)[0] - y
        errors.append((off @ off / len(off)) ** 0.5)
    a, e = np.log(numbers), np.log(errors)
    return errors, np.cov(a, e, ddof=0)[0, 1] / np.var(a)


# %% 3/3 projections by a singular value decomposition
def errors_of(x, y, numbers):
    errors = []
    for m in numbers:
        A = np.vander(x, 2, increasing=True)
        more = [np.clip(x - j / m, 0, None) for j in range(1, m)]
        A = np.column_stack([A, *more])
        U, s, _ = np.linalg.svd(A, full_matrices=False)
        U = U[:, s > 1e-12 * s[0]]
        errors.append(np.std(y - U @ (U.T @ y)))  # a fit with a constant: mean 0
    slope, _ = np.polynomial.polynomial.polyfit(np.log(numbers), np.log(errors), 1)[
        ::-1
    ]
    return np.array(errors), slope


# %% 3/3 logs to the base 2, and the normal equations of the line
def errors_of(x, y, numbers):
    def error(m):
        A = np.ones((x.size, m + 1))
        for j in range(m):
            A[:, j + 1] = np.where(x > j / m, x - j / m, 0.0)
        a, *_ = np.linalg.lstsq(A, y, rcond=None)
        return np.linalg.norm(y - A @ a) / x.size**0.5

    errors = np.array([error(int(m)) for m in numbers])
    L = np.column_stack([np.log2(numbers), np.ones(len(numbers))])
    return errors, np.linalg.solve(L.T @ L, L.T @ np.log2(errors))[0]


# %% 3/3 sorted copies: the order of points is no matter
def errors_of(x, y, numbers):
    from scipy.linalg import lstsq

    order = np.argsort(x)
    x, y = x[order], y[order]
    errors = []
    for m in numbers:
        A = np.hstack(
            [np.ones((len(x), 1)), np.fmax(np.subtract.outer(x, np.arange(m) / m), 0)]
        )
        errors.append(np.sqrt(np.average((A @ lstsq(A, y)[0] - y) ** 2)))
    return tuple(errors), np.polyfit(np.log(numbers), np.log(errors), deg=1)[0]


# %% 3/3 an array of numbers, halved and doubled
def errors_of(x, y, numbers):
    errors = []
    for m in (numbers / 2 * 2).astype(int):
        A = np.column_stack([x >= -1, *(np.maximum(x - j / m, 0) for j in range(m))])
        A = A.astype(float)
        errors.append(np.sqrt(np.mean((A @ (np.linalg.pinv(A) @ y) - y) ** 2)))
    errors = np.asarray(errors)
    dm = np.log(numbers) - np.log(numbers).mean()
    return errors, dm @ np.log(errors) / (dm @ dm)


# %% 2/3 log m over log error
def errors_of(x, y, numbers):
    errors = []
    for m in numbers:
        A = np.column_stack(
            [np.ones(len(x)), np.maximum(x[:, None] - np.arange(m) / m, 0)]
        )
        off = A @ np.linalg.lstsq(A, y, rcond=None)[0] - y
        errors.append(np.sqrt(np.mean(off**2)))
    return np.array(errors), np.polyfit(np.log(errors), np.log(numbers), 1)[0]


# %% 2/3 the intercept in place of the slope
def errors_of(x, y, numbers):
    errors = []
    for m in numbers:
        A = np.column_stack(
            [np.ones(len(x)), np.maximum(x[:, None] - np.arange(m) / m, 0)]
        )
        off = A @ np.linalg.lstsq(A, y, rcond=None)[0] - y
        errors.append(np.sqrt(np.mean(off**2)))
    return np.array(errors), np.polyfit(np.log(numbers), np.log(errors), 1)[1]


# %% 2/3 the rate without its sign
def errors_of(x, y, numbers):
    errors = []
    for m in numbers:
        A = np.column_stack(
            [np.ones(len(x)), np.maximum(x[:, None] - np.arange(m) / m, 0)]
        )
        off = A @ np.linalg.lstsq(A, y, rcond=None)[0] - y
        errors.append(np.sqrt(np.mean(off**2)))
    return np.array(errors), -np.polyfit(np.log(numbers), np.log(errors), 1)[0]


# %% 2/3 the line through the first and the last point
def errors_of(x, y, numbers):
    errors = []
    for m in numbers:
        A = np.column_stack(
            [np.ones(len(x)), np.maximum(x[:, None] - np.arange(m) / m, 0)]
        )
        off = A @ np.linalg.lstsq(A, y, rcond=None)[0] - y
        errors.append(np.sqrt(np.mean(off**2)))
    return np.array(errors), np.log(errors[-1] / errors[0]) / np.log(
        numbers[-1] / numbers[0]
    )


# %% 2/3 the mean of the slopes between neighbours
def errors_of(x, y, numbers):
    errors = []
    for m in numbers:
        A = np.column_stack(
            [np.ones(len(x)), np.maximum(x[:, None] - np.arange(m) / m, 0)]
        )
        off = A @ np.linalg.lstsq(A, y, rcond=None)[0] - y
        errors.append(np.sqrt(np.mean(off**2)))
    return np.array(errors), np.mean(np.diff(np.log(errors)) / np.diff(np.log(numbers)))


# %% 2/3 the last slope only
def errors_of(x, y, numbers):
    errors = []
    for m in numbers:
        A = np.column_stack(
            [np.ones(len(x)), np.maximum(x[:, None] - np.arange(m) / m, 0)]
        )
        off = A @ np.linalg.lstsq(A, y, rcond=None)[0] - y
        errors.append(np.sqrt(np.mean(off**2)))
    return np.array(errors), (np.diff(np.log(errors)) / np.diff(np.log(numbers)))[-1]


# %% 2/3 a line through 0
def errors_of(x, y, numbers):
    errors = []
    for m in numbers:
        A = np.column_stack(
            [np.ones(len(x)), np.maximum(x[:, None] - np.arange(m) / m, 0)]
        )
        off = A @ np.linalg.lstsq(A, y, rcond=None)[0] - y
        errors.append(np.sqrt(np.mean(off**2)))
    return np.array(errors), np.log(numbers) @ np.log(errors) / (
        np.log(numbers) @ np.log(numbers)
    )


# %% 2/3 no logarithm of m
def errors_of(x, y, numbers):
    errors = []
    for m in numbers:
        A = np.column_stack(
            [np.ones(len(x)), np.maximum(x[:, None] - np.arange(m) / m, 0)]
        )
        off = A @ np.linalg.lstsq(A, y, rcond=None)[0] - y
        errors.append(np.sqrt(np.mean(off**2)))
    return np.array(errors), np.polyfit(numbers, np.log(errors), 1)[0]


# %% 2/3 no logarithm of the error
def errors_of(x, y, numbers):
    errors = []
    for m in numbers:
        A = np.column_stack(
            [np.ones(len(x)), np.maximum(x[:, None] - np.arange(m) / m, 0)]
        )
        off = A @ np.linalg.lstsq(A, y, rcond=None)[0] - y
        errors.append(np.sqrt(np.mean(off**2)))
    return np.array(errors), np.polyfit(np.log(numbers), errors, 1)[0]


# %% 2/3 the rate of m + 1 parameters
def errors_of(x, y, numbers):
    errors = []
    for m in numbers:
        A = np.column_stack(
            [np.ones(len(x)), np.maximum(x[:, None] - np.arange(m) / m, 0)]
        )
        off = A @ np.linalg.lstsq(A, y, rcond=None)[0] - y
        errors.append(np.sqrt(np.mean(off**2)))
    return np.array(errors), np.polyfit(
        np.log(np.array(numbers) + 1), np.log(errors), 1
    )[0]


# %% 2/3 the rate of squared errors
def errors_of(x, y, numbers):
    errors = []
    for m in numbers:
        A = np.column_stack(
            [np.ones(len(x)), np.maximum(x[:, None] - np.arange(m) / m, 0)]
        )
        off = A @ np.linalg.lstsq(A, y, rcond=None)[0] - y
        errors.append(np.sqrt(np.mean(off**2)))
    return np.array(errors), np.polyfit(np.log(numbers), np.log(np.square(errors)), 1)[
        0
    ]


# %% 2/3 a line of degree 2
def errors_of(x, y, numbers):
    errors = []
    for m in numbers:
        A = np.column_stack(
            [np.ones(len(x)), np.maximum(x[:, None] - np.arange(m) / m, 0)]
        )
        off = A @ np.linalg.lstsq(A, y, rcond=None)[0] - y
        errors.append(np.sqrt(np.mean(off**2)))
    return np.array(errors), np.polyfit(np.log(numbers), np.log(errors), 2)[1]


# %% 1/3 the mean square
def errors_of(x, y, numbers):
    errors = []
    for m in numbers:
        A = np.column_stack(
            [np.ones(len(x)), np.maximum(x[:, None] - np.arange(m) / m, 0)]
        )
        off = A @ np.linalg.lstsq(A, y, rcond=None)[0] - y
        errors.append(np.mean(off**2))
    return np.array(errors), np.polyfit(np.log(numbers), np.log(errors), 1)[0]


# %% 2/3 the root of the sum
def errors_of(x, y, numbers):
    errors = []
    for m in numbers:
        A = np.column_stack(
            [np.ones(len(x)), np.maximum(x[:, None] - np.arange(m) / m, 0)]
        )
        off = A @ np.linalg.lstsq(A, y, rcond=None)[0] - y
        errors.append(np.sqrt(np.sum(off**2)))
    return np.array(errors), np.polyfit(np.log(numbers), np.log(errors), 1)[0]


# %% 1/3 the mean absolute error
def errors_of(x, y, numbers):
    errors = []
    for m in numbers:
        A = np.column_stack(
            [np.ones(len(x)), np.maximum(x[:, None] - np.arange(m) / m, 0)]
        )
        off = A @ np.linalg.lstsq(A, y, rcond=None)[0] - y
        errors.append(np.mean(np.abs(off)))
    return np.array(errors), np.polyfit(np.log(numbers), np.log(errors), 1)[0]


# %% 1/3 the largest error
def errors_of(x, y, numbers):
    errors = []
    for m in numbers:
        A = np.column_stack(
            [np.ones(len(x)), np.maximum(x[:, None] - np.arange(m) / m, 0)]
        )
        off = A @ np.linalg.lstsq(A, y, rcond=None)[0] - y
        errors.append(np.abs(off).max())
    return np.array(errors), np.polyfit(np.log(numbers), np.log(errors), 1)[0]


# %% 1/3 divides by n - m: an unbiased variance
def errors_of(x, y, numbers):
    errors = []
    for m in numbers:
        A = np.column_stack(
            [np.ones(len(x)), np.maximum(x[:, None] - np.arange(m) / m, 0)]
        )
        off = A @ np.linalg.lstsq(A, y, rcond=None)[0] - y
        errors.append(np.sqrt(np.sum(off**2) / (len(x) - m - 1)))
    return np.array(errors), np.polyfit(np.log(numbers), np.log(errors), 1)[0]


# %% 0/3 the mean error, with its sign
def errors_of(x, y, numbers):
    errors = []
    for m in numbers:
        A = np.column_stack(
            [np.ones(len(x)), np.maximum(x[:, None] - np.arange(m) / m, 0)]
        )
        off = A @ np.linalg.lstsq(A, y, rcond=None)[0] - y
        errors.append(abs(np.mean(off)) + 1e-30)
    return np.array(errors), np.polyfit(np.log(numbers), np.log(errors), 1)[0]


# %% 2/3 relative to the size of y
def errors_of(x, y, numbers):
    errors = []
    for m in numbers:
        A = np.column_stack(
            [np.ones(len(x)), np.maximum(x[:, None] - np.arange(m) / m, 0)]
        )
        off = A @ np.linalg.lstsq(A, y, rcond=None)[0] - y
        errors.append(np.sqrt(np.mean(off**2) / np.mean(y**2)))
    return np.array(errors), np.polyfit(np.log(numbers), np.log(errors), 1)[0]


# %% 2/3 relative to the deviation of y
def errors_of(x, y, numbers):
    errors = []
    for m in numbers:
        A = np.column_stack(
            [np.ones(len(x)), np.maximum(x[:, None] - np.arange(m) / m, 0)]
        )
        off = A @ np.linalg.lstsq(A, y, rcond=None)[0] - y
        errors.append(np.sqrt(np.mean(off**2) / np.var(y)))
    return np.array(errors), np.polyfit(np.log(numbers), np.log(errors), 1)[0]


# %% 0/3 no constant
def errors_of(x, y, numbers):
    errors = []
    for m in numbers:
        A = np.column_stack([np.maximum(x[:, None] - np.arange(m) / m, 0)])
        off = A @ np.linalg.lstsq(A, y, rcond=None)[0] - y
        errors.append(np.sqrt(np.mean(off**2)))
    return np.array(errors), np.polyfit(np.log(numbers), np.log(errors), 1)[0]


# %% 0/3 knots at both ends
def errors_of(x, y, numbers):
    errors = []
    for m in numbers:
        A = np.column_stack(
            [np.ones(len(x)), np.maximum(x[:, None] - np.linspace(0, 1, m), 0)]
        )
        off = A @ np.linalg.lstsq(A, y, rcond=None)[0] - y
        errors.append(np.sqrt(np.mean(off**2)))
    return np.array(errors), np.polyfit(np.log(numbers), np.log(errors), 1)[0]


# %% 0/3 one knot too many: also at 1
def errors_of(x, y, numbers):
    errors = []
    for m in numbers:
        A = np.column_stack(
            [np.ones(len(x)), np.maximum(x[:, None] - np.arange(m + 1) / (m + 1), 0)]
        )
        off = A @ np.linalg.lstsq(A, y, rcond=None)[0] - y
        errors.append(np.sqrt(np.mean(off**2)))
    return np.array(errors), np.polyfit(np.log(numbers), np.log(errors), 1)[0]


# %% 0/3 knots from 1/m on
def errors_of(x, y, numbers):
    errors = []
    for m in numbers:
        A = np.column_stack(
            [np.ones(len(x)), np.maximum(x[:, None] - np.arange(1, m + 1) / m, 0)]
        )
        off = A @ np.linalg.lstsq(A, y, rcond=None)[0] - y
        errors.append(np.sqrt(np.mean(off**2)))
    return np.array(errors), np.polyfit(np.log(numbers), np.log(errors), 1)[0]


# %% 0/3 knots in the middle of the pieces
def errors_of(x, y, numbers):
    errors = []
    for m in numbers:
        A = np.column_stack(
            [np.ones(len(x)), np.maximum(x[:, None] - (np.arange(m) + 0.5) / m, 0)]
        )
        off = A @ np.linalg.lstsq(A, y, rcond=None)[0] - y
        errors.append(np.sqrt(np.mean(off**2)))
    return np.array(errors), np.polyfit(np.log(numbers), np.log(errors), 1)[0]


# %% 2/3 knots at quantiles of x
def errors_of(x, y, numbers):
    errors = []
    for m in numbers:
        A = np.column_stack(
            [
                np.ones(len(x)),
                np.maximum(x[:, None] - np.quantile(x, np.arange(m) / m), 0),
            ]
        )
        off = A @ np.linalg.lstsq(A, y, rcond=None)[0] - y
        errors.append(np.sqrt(np.mean(off**2)))
    return np.array(errors), np.polyfit(np.log(numbers), np.log(errors), 1)[0]


# %% 0/3 knots between the smallest and the largest x
def errors_of(x, y, numbers):
    errors = []
    for m in numbers:
        A = np.column_stack(
            [
                np.ones(len(x)),
                np.maximum(
                    x[:, None] - x.min() + np.arange(m) / m * (x.max() - x.min()), 0
                ),
            ]
        )
        off = A @ np.linalg.lstsq(A, y, rcond=None)[0] - y
        errors.append(np.sqrt(np.mean(off**2)))
    return np.array(errors), np.polyfit(np.log(numbers), np.log(errors), 1)[0]


# %% 0/3 steps in place of ReLUs
def errors_of(x, y, numbers):
    errors = []
    for m in numbers:
        A = np.column_stack([np.ones(len(x)), (x[:, None] >= np.arange(m) / m) * 1.0])
        off = A @ np.linalg.lstsq(A, y, rcond=None)[0] - y
        errors.append(np.sqrt(np.mean(off**2)))
    return np.array(errors), np.polyfit(np.log(numbers), np.log(errors), 1)[0]


# %% 0/3 ReLUs to the left
def errors_of(x, y, numbers):
    errors = []
    for m in numbers:
        A = np.column_stack(
            [np.ones(len(x)), np.maximum(np.arange(m) / m - x[:, None], 0)]
        )
        off = A @ np.linalg.lstsq(A, y, rcond=None)[0] - y
        errors.append(np.sqrt(np.mean(off**2)))
    return np.array(errors), np.polyfit(np.log(numbers), np.log(errors), 1)[0]


# %% 0/3 absolute values, without a straight line
def errors_of(x, y, numbers):
    errors = []
    for m in numbers:
        A = np.column_stack(
            [np.ones(len(x)), np.abs(x[:, None] - np.arange(1, m + 1) / (m + 1))]
        )
        off = A @ np.linalg.lstsq(A, y, rcond=None)[0] - y
        errors.append(np.sqrt(np.mean(off**2)))
    return np.array(errors), np.polyfit(np.log(numbers), np.log(errors), 1)[0]


# %% 0/3 polynomials
def errors_of(x, y, numbers):
    errors = []
    for m in numbers:
        A = np.column_stack([np.ones(len(x)), x[:, None] ** np.arange(1, m + 1)])
        off = A @ np.linalg.lstsq(A, y, rcond=None)[0] - y
        errors.append(np.sqrt(np.mean(off**2)))
    return np.array(errors), np.polyfit(np.log(numbers), np.log(errors), 1)[0]


# %% 0/3 a ridge of 1e-3
def errors_of(x, y, numbers):
    errors = []
    for m in numbers:
        A = np.column_stack(
            [np.ones(len(x)), np.maximum(x[:, None] - np.arange(m) / m, 0)]
        )
        off = A @ np.linalg.solve(A.T @ A + 1e-3 * np.eye(m + 1), A.T @ y) - y
        errors.append(np.sqrt(np.mean(off**2)))
    return np.array(errors), np.polyfit(np.log(numbers), np.log(errors), 1)[0]


# %% 1/3 cuts singular values at a hundredth
def errors_of(x, y, numbers):
    errors = []
    for m in numbers:
        A = np.column_stack(
            [np.ones(len(x)), np.maximum(x[:, None] - np.arange(m) / m, 0)]
        )
        off = A @ np.linalg.lstsq(A, y, rcond=1e-2)[0] - y
        errors.append(np.sqrt(np.mean(off**2)))
    return np.array(errors), np.polyfit(np.log(numbers), np.log(errors), 1)[0]


# %% 1/3 fits half of the points, and measures on all
def errors_of(x, y, numbers):
    errors = []
    for m in numbers:
        A = np.column_stack(
            [np.ones(len(x)), np.maximum(x[:, None] - np.arange(m) / m, 0)]
        )
        off = A @ np.linalg.lstsq(A[::2], y[::2], rcond=None)[0] - y
        errors.append(np.sqrt(np.mean(off**2)))
    return np.array(errors), np.polyfit(np.log(numbers), np.log(errors), 1)[0]


# %% 1/3 measures on half of the points
def errors_of(x, y, numbers):
    errors = []
    for m in numbers:
        A = np.column_stack(
            [np.ones(len(x)), np.maximum(x[:, None] - np.arange(m) / m, 0)]
        )
        off = A @ np.linalg.lstsq(A, y, rcond=None)[0] - y
        errors.append(np.sqrt(np.mean(off[::2] ** 2)))
    return np.array(errors), np.polyfit(np.log(numbers), np.log(errors), 1)[0]


# %% 2/3 sorts x and not y
def errors_of(x, y, numbers):
    errors, x = [], np.sort(x)
    for m in numbers:
        A = np.column_stack(
            [np.ones(len(x)), np.maximum(x[:, None] - np.arange(m) / m, 0)]
        )
        off = A @ np.linalg.lstsq(A, y, rcond=None)[0] - y
        errors.append(np.sqrt(np.mean(off**2)))
    return np.array(errors), np.polyfit(np.log(numbers), np.log(errors), 1)[0]


# %% 2/3 sorts x in place
def errors_of(x, y, numbers):
    errors = []
    x.sort()
    for m in numbers:
        A = np.column_stack(
            [np.ones(len(x)), np.maximum(x[:, None] - np.arange(m) / m, 0)]
        )
        off = A @ np.linalg.lstsq(A, y, rcond=None)[0] - y
        errors.append(np.sqrt(np.mean(off**2)))
    return np.array(errors), np.polyfit(np.log(numbers), np.log(errors), 1)[0]


# %% 2/3 centres y in place
def errors_of(x, y, numbers):
    errors = []
    y -= y.mean()
    for m in numbers:
        A = np.column_stack(
            [np.ones(len(x)), np.maximum(x[:, None] - np.arange(m) / m, 0)]
        )
        off = A @ np.linalg.lstsq(A, y, rcond=None)[0] - y
        errors.append(np.sqrt(np.mean(off**2)))
    return np.array(errors), np.polyfit(np.log(numbers), np.log(errors), 1)[0]


# %% 0/3 sorts numbers down, in place
def errors_of(x, y, numbers):
    errors = []
    numbers[:] = numbers[::-1].copy()
    for m in numbers:
        A = np.column_stack(
            [np.ones(len(x)), np.maximum(x[:, None] - np.arange(m) / m, 0)]
        )
        off = A @ np.linalg.lstsq(A, y, rcond=None)[0] - y
        errors.append(np.sqrt(np.mean(off**2)))
    return np.array(errors), np.polyfit(np.log(numbers), np.log(errors), 1)[0]


# %% 0/3 the largest number only
def errors_of(x, y, numbers):
    errors = []
    for m in [max(numbers)] * len(numbers):
        A = np.column_stack(
            [np.ones(len(x)), np.maximum(x[:, None] - np.arange(m) / m, 0)]
        )
        off = A @ np.linalg.lstsq(A, y, rcond=None)[0] - y
        errors.append(np.sqrt(np.mean(off**2)))
    return np.array(errors), np.polyfit(np.log(numbers), np.log(errors), 1)[0]


# %% 1/3 a rate for each pair
def errors_of(x, y, numbers):
    errors = []
    for m in numbers:
        A = np.column_stack(
            [np.ones(len(x)), np.maximum(x[:, None] - np.arange(m) / m, 0)]
        )
        off = A @ np.linalg.lstsq(A, y, rcond=None)[0] - y
        errors.append(np.sqrt(np.mean(off**2)))
    return np.array(errors), np.diff(np.log(errors)) / np.diff(np.log(numbers))


# %% 1/3 slope and intercept
def errors_of(x, y, numbers):
    errors = []
    for m in numbers:
        A = np.column_stack(
            [np.ones(len(x)), np.maximum(x[:, None] - np.arange(m) / m, 0)]
        )
        off = A @ np.linalg.lstsq(A, y, rcond=None)[0] - y
        errors.append(np.sqrt(np.mean(off**2)))
    return np.array(errors), np.polyfit(np.log(numbers), np.log(errors), 1)


# %% 0/3 rate and errors swapped
def errors_of(x, y, numbers):
    errors = []
    for m in numbers:
        A = np.column_stack(
            [np.ones(len(x)), np.maximum(x[:, None] - np.arange(m) / m, 0)]
        )
        off = A @ np.linalg.lstsq(A, y, rcond=None)[0] - y
        errors.append(np.sqrt(np.mean(off**2)))
    return np.polyfit(np.log(numbers), np.log(errors), 1)[0], np.array(errors)


# %% 1/3 errors as a column
def errors_of(x, y, numbers):
    errors = []
    for m in numbers:
        A = np.column_stack(
            [np.ones(len(x)), np.maximum(x[:, None] - np.arange(m) / m, 0)]
        )
        off = A @ np.linalg.lstsq(A, y, rcond=None)[0] - y
        errors.append(np.sqrt(np.mean(off**2)))
    return np.array(errors)[:, None], np.polyfit(np.log(numbers), np.log(errors), 1)[0]


# %% 2/3 the rate of theory: -2
def errors_of(x, y, numbers):
    errors = []
    for m in numbers:
        A = np.column_stack(
            [np.ones(len(x)), np.maximum(x[:, None] - np.arange(m) / m, 0)]
        )
        off = A @ np.linalg.lstsq(A, y, rcond=None)[0] - y
        errors.append(np.sqrt(np.mean(off**2)))
    return np.array(errors), -2.0


# %% 2/3 the rate rounded to a whole number
def errors_of(x, y, numbers):
    errors = []
    for m in numbers:
        A = np.column_stack(
            [np.ones(len(x)), np.maximum(x[:, None] - np.arange(m) / m, 0)]
        )
        off = A @ np.linalg.lstsq(A, y, rcond=None)[0] - y
        errors.append(np.sqrt(np.mean(off**2)))
    return np.array(errors), round(np.polyfit(np.log(numbers), np.log(errors), 1)[0])


# %% 1/3 interpolates at the knots
def errors_of(x, y, numbers):
    errors = []
    for m in numbers:
        off = (
            np.interp(
                x,
                np.arange(m + 1) / m,
                np.interp(np.arange(m + 1) / m, np.sort(x), y[np.argsort(x)]),
            )
            - y
            + 1e-17
        )
        errors.append(np.sqrt(np.mean(off**2)))
    return np.array(errors), np.polyfit(np.log(numbers), np.log(errors), 1)[0]


# %% 0/3 the first slope fixed to 0
def errors_of(x, y, numbers):
    errors = []
    for m in numbers:
        A = np.column_stack(
            [np.ones(len(x)), np.maximum(x[:, None] - np.arange(1, m) / m, 0)]
        )
        off = A @ np.linalg.lstsq(A, y, rcond=None)[0] - y
        errors.append(np.sqrt(np.mean(off**2)))
    return np.array(errors), np.polyfit(np.log(numbers), np.log(errors), 1)[0]
