# %% 4/4 a step at each entry of a copy
def check(f, gradient, x):
    claimed = np.asarray(gradient(x.copy()))
    if claimed.shape != x.shape:
        return False
    slopes = np.zeros_like(x)
    for at in np.ndindex(x.shape):
        up, down = x.copy(), x.copy()
        up[at] += 1e-5
        down[at] -= 1e-5
        slopes[at] = (f(up) - f(down)) / 2e-5
    worst = np.max(np.abs(claimed - slopes))
    return bool(worst <= 1e-6 * max(1, np.max(np.abs(slopes))))


# %% 4/4 flat, and back to the shape for each call
def check(f, gradient, x):
    flat, h = x.ravel(), 1e-5
    slopes = []
    for e in h * np.eye(x.size):
        up, down = (flat + e).reshape(x.shape), (flat - e).reshape(x.shape)
        slopes.append((f(up) - f(down)) / (2 * h))
    claimed = np.array(gradient(x.copy()), dtype=float)
    if claimed.shape != x.shape or not np.isfinite(claimed).all():
        return False
    slopes = np.array(slopes)
    allowed = 1e-6 * max(1.0, abs(slopes).max())
    return bool((abs(claimed.ravel() - slopes) <= allowed).all())


# %% 4/4 entry by entry, 1 for True, and nan is noticed since it is not below
def check(f, gradient, x):
    claimed = np.asarray(gradient(x.copy()))
    slopes, x = np.zeros(x.shape), x.copy()
    it = np.nditer(x, flags=["multi_index"])
    for _ in it:
        at = it.multi_index
        old = x[at]
        x[at] = old + 1e-5
        up = f(x.copy())
        x[at] = old - 1e-5
        down = f(x.copy())
        x[at] = old
        slopes[at] = (up - down) / 2e-5
    ok = claimed.shape == slopes.shape
    allowed = 1e-6 * max(1, np.abs(slopes).max())
    for at in np.ndindex(slopes.shape):
        ok = ok and abs(claimed[at] - slopes[at]) < allowed
    return int(ok)


# %% 3/4 nan is above no tolerance: asks whether an error is too large
def check(f, gradient, x):
    claimed, slopes = np.asarray(gradient(x.copy())), np.zeros(x.shape)
    if claimed.shape != x.shape:
        return False
    for at in np.ndindex(x.shape):
        e = np.zeros(x.shape)
        e[at] = 1e-5
        slopes[at] = (f(x + e) - f(x - e)) / 2e-5
    allowed = 1e-6 * max(1, np.abs(slopes).max())
    return not (np.abs(claimed - slopes) > allowed).any()


# %% 3/4 lets shapes broadcast
def check(f, gradient, x):
    claimed, slopes = gradient(x.copy()), np.zeros(x.shape)
    for at in np.ndindex(x.shape):
        e = np.zeros(x.shape)
        e[at] = 1e-5
        slopes[at] = (f(x + e) - f(x - e)) / 2e-5
    allowed = 1e-6 * max(1, np.abs(slopes).max())
    try:
        return bool((np.abs(claimed - slopes) <= allowed).all())
    except ValueError:
        return False


# %% 3/4 an absolute tolerance: too strict for large slopes
def check(f, gradient, x):
    claimed, slopes = np.asarray(gradient(x.copy())), np.zeros(x.shape)
    if claimed.shape != x.shape:
        return False
    for at in np.ndindex(x.shape):
        e = np.zeros(x.shape)
        e[at] = 1e-5
        slopes[at] = (f(x + e) - f(x - e)) / 2e-5
    return bool((np.abs(claimed - slopes) <= 1e-6).all())


# %% 0/4 one-sided differences: an error of h, not of h²
def check(f, gradient, x):
    claimed, slopes, here = np.asarray(gradient(x.copy())), np.zeros(x.shape), f(x)
    if claimed.shape != x.shape:
        return False
    for at in np.ndindex(x.shape):
        e = np.zeros(x.shape)
        e[at] = 1e-5
        slopes[at] = (f(x + e) - here) / 1e-5
    allowed = 1e-6 * max(1, np.abs(slopes).max())
    return bool((np.abs(claimed - slopes) <= allowed).all())


# %% 3/4 steps in x itself: the way back is not exact
def check(f, gradient, x):
    claimed, slopes = np.asarray(gradient(x.copy())), np.zeros(x.shape)
    if claimed.shape != x.shape:
        return False
    for at in np.ndindex(x.shape):
        x[at] += 1e-5
        up = f(x)
        x[at] -= 2e-5
        slopes[at] = (up - f(x)) / 2e-5
        x[at] += 1e-5
    allowed = 1e-6 * max(1, np.abs(slopes).max())
    return bool((np.abs(claimed - slopes) <= allowed).all())


# %% 2/4 looks at the first entry only
def check(f, gradient, x):
    claimed, e = np.asarray(gradient(x.copy())), np.zeros(x.shape)
    if claimed.shape != x.shape:
        return False
    e[(0,) * x.ndim] = 1e-5
    slope = (f(x + e) - f(x - e)) / 2e-5
    return bool(abs(claimed.flat[0] - slope) <= 1e-6 * max(1, abs(slope)))


# %% 2/4 compares sums: errors cancel
def check(f, gradient, x):
    claimed, slopes = np.asarray(gradient(x.copy())), np.zeros(x.shape)
    if claimed.shape != x.shape:
        return False
    for at in np.ndindex(x.shape):
        e = np.zeros(x.shape)
        e[at] = 1e-5
        slopes[at] = (f(x + e) - f(x - e)) / 2e-5
    allowed = 1e-6 * max(1, np.abs(slopes).max())
    return bool(abs(claimed.sum() - slopes.sum()) <= allowed * x.size)


# %% 2/4 forgets the absolute value: too small a gradient passes
def check(f, gradient, x):
    claimed, slopes = np.asarray(gradient(x.copy())), np.zeros(x.shape)
    if claimed.shape != x.shape:
        return False
    for at in np.ndindex(x.shape):
        e = np.zeros(x.shape)
        e[at] = 1e-5
        slopes[at] = (f(x + e) - f(x - e)) / 2e-5
    return bool((claimed - slopes <= 1e-6 * max(1, np.abs(slopes).max())).all())


# %% 0/4 a step of 1e-12: rounding drowns the slope
def check(f, gradient, x):
    claimed, slopes = np.asarray(gradient(x.copy())), np.zeros(x.shape)
    if claimed.shape != x.shape:
        return False
    for at in np.ndindex(x.shape):
        e = np.zeros(x.shape)
        e[at] = 1e-12
        slopes[at] = (f(x + e) - f(x - e)) / 2e-12
    allowed = 1e-6 * max(1, np.abs(slopes).max())
    return bool((np.abs(claimed - slopes) <= allowed).all())


# %% 1/4 says yes to everything that has the right signs
def check(f, gradient, x):
    claimed, slopes = np.asarray(gradient(x.copy())), np.zeros(x.shape)
    if claimed.shape != x.shape:
        return False
    for at in np.ndindex(x.shape):
        e = np.zeros(x.shape)
        e[at] = 1e-5
        slopes[at] = (f(x + e) - f(x - e)) / 2e-5
    return bool((np.sign(claimed) == np.sign(slopes.round(9))).all())


# %% 0/4 divides by h where the distance is 2h
def check(f, gradient, x):
    claimed, slopes = np.asarray(gradient(x.copy())), np.zeros(x.shape)
    if claimed.shape != x.shape:
        return False
    for at in np.ndindex(x.shape):
        e = np.zeros(x.shape)
        e[at] = 1e-5
        slopes[at] = (f(x + e) - f(x - e)) / 1e-5
    allowed = 1e-6 * max(1, np.abs(slopes).max())
    return bool((np.abs(claimed - slopes) <= allowed).all())
