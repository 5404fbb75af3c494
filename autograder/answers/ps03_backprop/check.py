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


# %% 2/4 nan is above no tolerance: asks whether an error is too large
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


# %% 2/4 an absolute tolerance: too strict for large slopes
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


# %% 0/4 looks at the first entry only
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


# %% 1/4 forgets the absolute value: too small a gradient passes
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


# %% 0/4 says yes to everything that has the right signs
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


# %% 3/4 G from the claimed gradient: an entry that is inf allows everything
def check(f, gradient, x):
    claimed, slopes = np.asarray(gradient(x.copy())), np.zeros(x.shape)
    if claimed.shape != x.shape:
        return False
    for at in np.ndindex(x.shape):
        e = np.zeros(x.shape)
        e[at] = 1e-5
        slopes[at] = (f(x + e) - f(x - e)) / 2e-5
    allowed = 1e-6 * max(1, np.abs(claimed).max())
    return bool((np.abs(claimed - slopes) <= allowed).all())


# %% 2/4 np.allclose, whose tolerance grows with each entry
def check(f, gradient, x):
    claimed, slopes = np.asarray(gradient(x.copy())), np.zeros(x.shape)
    if claimed.shape != x.shape:
        return False
    for at in np.ndindex(x.shape):
        e = np.zeros(x.shape)
        e[at] = 1e-5
        slopes[at] = (f(x + e) - f(x - e)) / 2e-5
    return bool(np.allclose(claimed, slopes, 1e-6, 1e-6))


# %% 2/4 the relative error of each entry, as in a well-known course
def check(f, gradient, x):
    claimed, slopes = np.asarray(gradient(x.copy())), np.zeros(x.shape)
    if claimed.shape != x.shape:
        return False
    for at in np.ndindex(x.shape):
        e = np.zeros(x.shape)
        e[at] = 1e-5
        slopes[at] = (f(x + e) - f(x - e)) / 2e-5
    size = np.maximum(np.maximum(abs(claimed), abs(slopes)), 1e-8)
    return bool((np.abs(claimed - slopes) / size <= 1e-6).all())


# %% 3/4 the relative length of the error, as in another course
def check(f, gradient, x):
    claimed, slopes = np.asarray(gradient(x.copy())), np.zeros(x.shape)
    if claimed.shape != x.shape:
        return False
    for at in np.ndindex(x.shape):
        e = np.zeros(x.shape)
        e[at] = 1e-5
        slopes[at] = (f(x + e) - f(x - e)) / 2e-5
    size = np.linalg.norm(claimed) + np.linalg.norm(slopes) + 1e-300
    return bool(np.linalg.norm(claimed - slopes) / size < 1e-7)


# %% 3/4 the mean error
def check(f, gradient, x):
    claimed, slopes = np.asarray(gradient(x.copy())), np.zeros(x.shape)
    if claimed.shape != x.shape:
        return False
    for at in np.ndindex(x.shape):
        e = np.zeros(x.shape)
        e[at] = 1e-5
        slopes[at] = (f(x + e) - f(x - e)) / 2e-5
    allowed = 1e-6 * max(1, np.abs(slopes).max())
    return bool(np.mean(np.abs(claimed - slopes)) <= allowed)


# %% 3/4 steps of 1e-3
def check(f, gradient, x):
    claimed, slopes = np.asarray(gradient(x.copy())), np.zeros(x.shape)
    if claimed.shape != x.shape:
        return False
    for at in np.ndindex(x.shape):
        e = np.zeros(x.shape)
        e[at] = 1e-3
        slopes[at] = (f(x + e) - f(x - e)) / 2e-3
    allowed = 1e-6 * max(1, np.abs(slopes).max())
    return bool((np.abs(claimed - slopes) <= allowed).all())


# %% 3/4 steps of 1e-4
def check(f, gradient, x):
    claimed, slopes = np.asarray(gradient(x.copy())), np.zeros(x.shape)
    if claimed.shape != x.shape:
        return False
    for at in np.ndindex(x.shape):
        e = np.zeros(x.shape)
        e[at] = 1e-4
        slopes[at] = (f(x + e) - f(x - e)) / 2e-4
    allowed = 1e-6 * max(1, np.abs(slopes).max())
    return bool((np.abs(claimed - slopes) <= allowed).all())


# %% 3/4 steps of 1e-7
def check(f, gradient, x):
    claimed, slopes = np.asarray(gradient(x.copy())), np.zeros(x.shape)
    if claimed.shape != x.shape:
        return False
    for at in np.ndindex(x.shape):
        e = np.zeros(x.shape)
        e[at] = 1e-7
        slopes[at] = (f(x + e) - f(x - e)) / 2e-7
    allowed = 1e-6 * max(1, np.abs(slopes).max())
    return bool((np.abs(claimed - slopes) <= allowed).all())


# %% 3/4 steps of 1e-6
def check(f, gradient, x):
    claimed, slopes = np.asarray(gradient(x.copy())), np.zeros(x.shape)
    if claimed.shape != x.shape:
        return False
    for at in np.ndindex(x.shape):
        e = np.zeros(x.shape)
        e[at] = 1e-6
        slopes[at] = (f(x + e) - f(x - e)) / 2e-6
    allowed = 1e-6 * max(1, np.abs(slopes).max())
    return bool((np.abs(claimed - slopes) <= allowed).all())


# %% 3/4 calls gradient for each entry
def check(f, gradient, x):
    claimed, slopes = np.array(gradient(x.copy())), np.zeros(x.shape)
    if claimed.shape != x.shape:
        return False
    for at in np.ndindex(x.shape):
        e = np.zeros(x.shape)
        e[at] = 1e-5
        claimed[at] = gradient(x.copy())[at]
        slopes[at] = (f(x + e) - f(x - e)) / 2e-5
    allowed = 1e-6 * max(1, np.abs(slopes).max())
    return bool((np.abs(claimed - slopes) <= allowed).all())


# %% 3/4 calls f at x itself too, once for each entry
def check(f, gradient, x):
    claimed, slopes = np.asarray(gradient(x.copy())), np.zeros(x.shape)
    if claimed.shape != x.shape:
        return False
    for at in np.ndindex(x.shape):
        e = np.zeros(x.shape)
        e[at] = 1e-5
        here = f(x)
        slopes[at] = (here - here) + (f(x + e) - f(x - e)) / 2e-5
    allowed = 1e-6 * max(1, np.abs(slopes).max())
    return bool((np.abs(claimed - slopes) <= allowed).all())


# %% 3/4 1 + G instead of max(1, G)
def check(f, gradient, x):
    claimed, slopes = np.asarray(gradient(x.copy())), np.zeros(x.shape)
    if claimed.shape != x.shape:
        return False
    for at in np.ndindex(x.shape):
        e = np.zeros(x.shape)
        e[at] = 1e-5
        slopes[at] = (f(x + e) - f(x - e)) / 2e-5
    allowed = 1e-6 * (1 + np.abs(slopes).max())
    return bool((np.abs(claimed - slopes) <= allowed).all())


# %% 3/4 G alone: slopes below 1 are compared too strictly
def check(f, gradient, x):
    claimed, slopes = np.asarray(gradient(x.copy())), np.zeros(x.shape)
    if claimed.shape != x.shape:
        return False
    for at in np.ndindex(x.shape):
        e = np.zeros(x.shape)
        e[at] = 1e-5
        slopes[at] = (f(x + e) - f(x - e)) / 2e-5
    allowed = 1e-6 * np.abs(slopes).max()
    return bool((np.abs(claimed - slopes) <= allowed).all())


# %% 2/4 the largest slope without its absolute value
def check(f, gradient, x):
    claimed, slopes = np.asarray(gradient(x.copy())), np.zeros(x.shape)
    if claimed.shape != x.shape:
        return False
    for at in np.ndindex(x.shape):
        e = np.zeros(x.shape)
        e[at] = 1e-5
        slopes[at] = (f(x + e) - f(x - e)) / 2e-5
    allowed = 1e-6 * max(1, slopes.max())
    return bool((np.abs(claimed - slopes) <= allowed).all())


# %% 2/4 a tolerance for each entry by its own size
def check(f, gradient, x):
    claimed, slopes = np.asarray(gradient(x.copy())), np.zeros(x.shape)
    if claimed.shape != x.shape:
        return False
    for at in np.ndindex(x.shape):
        e = np.zeros(x.shape)
        e[at] = 1e-5
        slopes[at] = (f(x + e) - f(x - e)) / 2e-5
    allowed = 1e-6 * np.maximum(1, np.abs(slopes))
    return bool((np.abs(claimed - slopes) <= allowed).all())


# %% 3/4 the mean of the slopes for G
def check(f, gradient, x):
    claimed, slopes = np.asarray(gradient(x.copy())), np.zeros(x.shape)
    if claimed.shape != x.shape:
        return False
    for at in np.ndindex(x.shape):
        e = np.zeros(x.shape)
        e[at] = 1e-5
        slopes[at] = (f(x + e) - f(x - e)) / 2e-5
    allowed = 1e-6 * max(1, np.abs(slopes).mean())
    return bool((np.abs(claimed - slopes) <= allowed).all())


# %% 3/4 the length of the gradient for G
def check(f, gradient, x):
    claimed, slopes = np.asarray(gradient(x.copy())), np.zeros(x.shape)
    if claimed.shape != x.shape:
        return False
    for at in np.ndindex(x.shape):
        e = np.zeros(x.shape)
        e[at] = 1e-5
        slopes[at] = (f(x + e) - f(x - e)) / 2e-5
    allowed = 1e-6 * max(1, np.linalg.norm(slopes))
    return bool((np.abs(claimed - slopes) <= allowed).all())


# %% 3/4 a tolerance of 1e-5
def check(f, gradient, x):
    claimed, slopes = np.asarray(gradient(x.copy())), np.zeros(x.shape)
    if claimed.shape != x.shape:
        return False
    for at in np.ndindex(x.shape):
        e = np.zeros(x.shape)
        e[at] = 1e-5
        slopes[at] = (f(x + e) - f(x - e)) / 2e-5
    allowed = 1e-5 * max(1, np.abs(slopes).max())
    return bool((np.abs(claimed - slopes) <= allowed).all())


# %% 2/4 a tolerance of 1e-7
def check(f, gradient, x):
    claimed, slopes = np.asarray(gradient(x.copy())), np.zeros(x.shape)
    if claimed.shape != x.shape:
        return False
    for at in np.ndindex(x.shape):
        e = np.zeros(x.shape)
        e[at] = 1e-5
        slopes[at] = (f(x + e) - f(x - e)) / 2e-5
    allowed = 1e-7 * max(1, np.abs(slopes).max())
    return bool((np.abs(claimed - slopes) <= allowed).all())


# %% 1/4 lets the worst entry pass
def check(f, gradient, x):
    claimed, slopes = np.asarray(gradient(x.copy())), np.zeros(x.shape)
    if claimed.shape != x.shape:
        return False
    for at in np.ndindex(x.shape):
        e = np.zeros(x.shape)
        e[at] = 1e-5
        slopes[at] = (f(x + e) - f(x - e)) / 2e-5
    allowed = 1e-6 * max(1, np.abs(slopes).max())
    return bool(
        np.sort(np.abs(claimed - slopes).ravel())[:-1].max(initial=0) <= allowed
    )


# %% 1/4 more than half of the entries are right
def check(f, gradient, x):
    claimed, slopes = np.asarray(gradient(x.copy())), np.zeros(x.shape)
    if claimed.shape != x.shape:
        return False
    for at in np.ndindex(x.shape):
        e = np.zeros(x.shape)
        e[at] = 1e-5
        slopes[at] = (f(x + e) - f(x - e)) / 2e-5
    allowed = 1e-6 * max(1, np.abs(slopes).max())
    return bool((np.abs(claimed - slopes) <= allowed).mean() > 0.5)


# %% 1/4 any entry is right
def check(f, gradient, x):
    claimed, slopes = np.asarray(gradient(x.copy())), np.zeros(x.shape)
    if claimed.shape != x.shape:
        return False
    for at in np.ndindex(x.shape):
        e = np.zeros(x.shape)
        e[at] = 1e-5
        slopes[at] = (f(x + e) - f(x - e)) / 2e-5
    allowed = 1e-6 * max(1, np.abs(slopes).max())
    return bool((np.abs(claimed - slopes) <= allowed).any())


# %% 2/4 compares absolute values
def check(f, gradient, x):
    claimed, slopes = np.asarray(gradient(x.copy())), np.zeros(x.shape)
    if claimed.shape != x.shape:
        return False
    for at in np.ndindex(x.shape):
        e = np.zeros(x.shape)
        e[at] = 1e-5
        slopes[at] = (f(x + e) - f(x - e)) / 2e-5
    allowed = 1e-6 * max(1, np.abs(slopes).max())
    return bool((np.abs(abs(claimed) - abs(slopes)) <= allowed).all())


# %% 2/4 the first row only
def check(f, gradient, x):
    claimed, slopes = np.asarray(gradient(x.copy())), np.zeros(x.shape)
    if claimed.shape != x.shape:
        return False
    for at in np.ndindex(x.shape):
        e = np.zeros(x.shape)
        e[at] = 1e-5
        slopes[at] = (f(x + e) - f(x - e)) / 2e-5
    allowed = 1e-6 * max(1, np.abs(slopes).max())
    return bool((np.abs(claimed - slopes)[0] <= allowed).all())


# %% 2/4 raises where the shape is another
def check(f, gradient, x):
    claimed, slopes = np.asarray(gradient(x.copy())), np.zeros(x.shape)
    if claimed.shape != x.shape:
        raise ValueError("another shape")
    for at in np.ndindex(x.shape):
        e = np.zeros(x.shape)
        e[at] = 1e-5
        slopes[at] = (f(x + e) - f(x - e)) / 2e-5
    allowed = 1e-6 * max(1, np.abs(slopes).max())
    return bool((np.abs(claimed - slopes) <= allowed).all())


# %% 2/4 compares the number of entries, not the shape
def check(f, gradient, x):
    claimed, slopes = np.asarray(gradient(x.copy())), np.zeros(x.shape)
    if claimed.size != x.size:
        return False
    for at in np.ndindex(x.shape):
        e = np.zeros(x.shape)
        e[at] = 1e-5
        slopes[at] = (f(x + e) - f(x - e)) / 2e-5
    allowed = 1e-6 * max(1, np.abs(slopes).max())
    return bool((np.abs(claimed.ravel() - slopes.ravel()) <= allowed).all())


# %% 2/4 replaces nan by 0
def check(f, gradient, x):
    claimed, slopes = np.nan_to_num(gradient(x.copy())), np.zeros(x.shape)
    if claimed.shape != x.shape:
        return False
    for at in np.ndindex(x.shape):
        e = np.zeros(x.shape)
        e[at] = 1e-5
        slopes[at] = (f(x + e) - f(x - e)) / 2e-5
    allowed = 1e-6 * max(1, np.abs(slopes).max())
    return bool((np.abs(claimed - slopes) <= allowed).all())


# %% 2/4 nan is above no tolerance: not any error too large
def check(f, gradient, x):
    claimed, slopes = np.asarray(gradient(x.copy())), np.zeros(x.shape)
    if claimed.shape != x.shape:
        return False
    for at in np.ndindex(x.shape):
        e = np.zeros(x.shape)
        e[at] = 1e-5
        slopes[at] = (f(x + e) - f(x - e)) / 2e-5
    allowed = 1e-6 * max(1, np.abs(slopes).max())
    return bool(not np.any(np.abs(claimed - slopes) > allowed))


# %% 1/4 hands over x flat
def check(f, gradient, x):
    claimed, slopes = np.asarray(gradient(x.copy())), np.zeros(x.shape)
    if claimed.shape != x.shape:
        return False
    for at in np.ndindex(x.shape):
        e = np.zeros(x.shape)
        e[at] = 1e-5
        slopes[at] = (f((x + e).ravel()) - f((x - e).ravel())) / 2e-5
    allowed = 1e-6 * max(1, np.abs(slopes).max())
    return bool((np.abs(claimed - slopes) <= allowed).all())


# %% 3/4 a relative step: none where x is 0, long where x is large
def check(f, gradient, x):
    claimed, slopes = np.asarray(gradient(x.copy())), np.zeros(x.shape)
    if claimed.shape != x.shape:
        return False
    for at in np.ndindex(x.shape):
        e = np.zeros(x.shape)
        e[at] = 1e-5 * x[at]
        slopes[at] = (f(x + e) - f(x - e)) / (2e-5 * x[at] + 1e-300)
    allowed = 1e-6 * max(1, np.abs(slopes).max())
    return bool((np.abs(claimed - slopes) <= allowed).all())


# %% 1/4 says what it found in words
def check(f, gradient, x):
    claimed, slopes = np.asarray(gradient(x.copy())), np.zeros(x.shape)
    if claimed.shape != x.shape:
        return False
    for at in np.ndindex(x.shape):
        e = np.zeros(x.shape)
        e[at] = 1e-5
        slopes[at] = (f(x + e) - f(x - e)) / 2e-5
    allowed = 1e-6 * max(1, np.abs(slopes).max())
    return "right" if (np.abs(claimed - slopes) <= allowed).all() else "wrong"


# %% 0/4 says nothing when it is wrong but prints it
def check(f, gradient, x):
    claimed, slopes = np.asarray(gradient(x.copy())), np.zeros(x.shape)
    if claimed.shape != x.shape:
        return False
    for at in np.ndindex(x.shape):
        e = np.zeros(x.shape)
        e[at] = 1e-5
        slopes[at] = (f(x + e) - f(x - e)) / 2e-5
    allowed = 1e-6 * max(1, np.abs(slopes).max())
    print(np.abs(claimed - slopes).max(), allowed)


# %% 4/4 NumPy’s own True, in long doubles
def check(f, gradient, x):
    claimed, slopes = (
        np.asarray(gradient(x.copy()), dtype=np.longdouble),
        np.zeros(x.shape),
    )
    if claimed.shape != x.shape:
        return False
    for at in np.ndindex(x.shape):
        e = np.zeros(x.shape)
        e[at] = 1e-5
        slopes[at] = (f(x + e) - f(x - e)) / 2e-5
    allowed = 1e-6 * max(1, np.abs(slopes).max())
    return (np.abs(claimed - slopes) <= allowed).all()


# %% 4/4 gradient last, all steps at once
def check(f, gradient, x):
    slopes = np.zeros(x.shape)
    for at in np.ndindex(x.shape):
        e = np.zeros(x.shape)
        e[at] = 1e-5
        slopes[at] = (f(x + e) - f(x - e)) / 2e-5
    claimed = np.asarray(gradient(x.copy()))
    if claimed.shape != slopes.shape:
        return False
    allowed = 1e-6 * max(1, np.abs(slopes).max())
    return bool((np.abs(claimed - slopes) <= allowed).all())


# %% 4/4 an early answer, at the first entry that is off
def check(f, gradient, x):
    claimed = gradient(x.copy())
    if np.shape(claimed) != np.shape(x) or not np.all(np.isfinite(claimed)):
        return False
    steps = [1e-5 * e.reshape(x.shape) for e in np.eye(x.size)]
    slopes = np.array([(f(x + e) - f(x - e)) / 2e-5 for e in steps])
    worst = 1e-6 * max(1.0, slopes.max(), -slopes.min())
    for one, other in zip(np.ravel(claimed), slopes):
        if abs(one - other) > worst:
            return False
    return True


# %% 4/4 by SciPy’s formula, entry by entry in x, which is put back as it was
def check(f, gradient, x):
    claimed, slopes = np.array(gradient(x.copy()), dtype=float), []
    for at in np.ndindex(x.shape):
        old = float(x[at])
        x[at] = old + 1e-5
        up = f(x)
        x[at] = old - 1e-5
        down = f(x)
        x[at] = old
        slopes.append((up - down) / 2e-5)
    slopes = np.reshape(slopes, x.shape)
    G = np.linalg.norm(slopes.ravel(), np.inf)
    if claimed.shape != slopes.shape:
        return False
    return np.max(np.abs(claimed - slopes)) <= 1e-6 * max(G, 1)


# %% 4/4 a table of True and False, and a bool of them all
def check(f, gradient, x):
    claimed, slopes = np.asarray(gradient(x.copy())), np.zeros(x.shape)
    if claimed.shape != x.shape:
        return False
    for at in np.ndindex(x.shape):
        e = np.zeros(x.shape)
        e[at] = 1e-5
        slopes[at] = (f(x + e) - f(x - e)) / 2e-5
    allowed = 1e-6 * max(1, np.abs(slopes).max())
    return all((np.abs(claimed - slopes) <= allowed).ravel().tolist())


# %% 4/4 PyTorch tensors inside
def check(f, gradient, x):
    import torch

    claimed = torch.tensor(np.asarray(gradient(x.copy()), dtype=float))
    if tuple(claimed.shape) != x.shape:
        return False
    slopes = torch.zeros(x.shape, dtype=torch.float64)
    for at in np.ndindex(x.shape):
        up, down = x.copy(), x.copy()
        up[at], down[at] = x[at] + 1e-5, x[at] - 1e-5
        slopes[at] = (f(up) - f(down)) / 2e-5
    allowed = 1e-6 * max(1.0, slopes.abs().max().item())
    return bool(((claimed - slopes).abs() <= allowed).all())
