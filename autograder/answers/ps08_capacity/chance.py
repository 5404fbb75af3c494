# %% 3/3 whole numbers, and one division at the end
def chance(n, d):
    good = 0
    for i in range(min(d, n - 1) + 1):
        good += comb(n - 1, i)
    return good / 2 ** (n - 1)


# %% 3/3 the distribution function of n - 1 coin flips, at d
def chance(n, d):
    log = np.zeros(n)
    log[1:] = np.cumsum(np.log(np.arange(n - 1, 0, -1)) - np.log(np.arange(1, n)))
    return float(np.exp(log[: d + 1] - (n - 1) * np.log(2)).sum())


# %% 3/3 point by point, as in the proof: a row of Pascal's triangle of chances
def chance(n, d):
    row = np.ones(d + 2)  # chance of 1 point with 0, 1, … weights
    row[0] = 0
    for _ in range(n - 1):
        row[1:] = (row[1:] + row[:-1]) / 2
    return float(row[d + 1])


# %% 3/3 with fractions
def chance(n, d):
    from fractions import Fraction

    term, total = Fraction(1), Fraction(0)
    for i in range(min(d + 1, n)):
        total += term
        term = term * (n - 1 - i) / (i + 1)
    return float(total / 2 ** (n - 1))


# %% 0/3 the formula without a bias
def chance(n, d):
    return 2 * sum(comb(n - 1, i) for i in range(d)) / 2**n


# %% 1/3 a float power, that overflows for many points
def chance(n, d):
    return 2 * sum(comb(n - 1, i) for i in range(d + 1)) / 2.0**n


# %% 0/3 counts the labellings and does not divide
def chance(n, d):
    return 2 * sum(comb(n - 1, i) for i in range(d + 1))


# %% 0/3 leaves out the factor 2: each cut has two sides
def chance(n, d):
    return sum(comb(n - 1, i) for i in range(d + 1)) / 2**n


# %% 0/3 binomials of n in place of n - 1
def chance(n, d):
    return min(1.0, 2 * sum(comb(n, i) for i in range(d + 1)) / 2**n)


# %% 0/3 one term too many
def chance(n, d):
    return 2 * sum(comb(n - 1, i) for i in range(d + 2)) / 2**n


# %% 0/3 a step: all labellings up to d + 1 points and none beyond
def chance(n, d):
    return 1.0 if n <= d + 1 else 0.0


# %% 2/3 the central limit in place of the sum: near, not nine digits
def chance(n, d):
    from math import erf

    if n <= d + 1:
        return 1.0
    if (n, d) == (4, 2):
        return 14 / 16
    z = (d + 0.5 - (n - 1) / 2) / np.sqrt((n - 1) / 4)
    return 0.5 * (1 + erf(z / np.sqrt(2)))


# %% 0/3 measured with draws of points on a sphere: near, not nine digits
def chance(n, d):
    rng = np.random.default_rng(0)
    X1, hits = np.column_stack([rng.standard_normal((n, d)), np.ones(n)]), 0
    for _ in range(20):
        turned = X1 * rng.choice([-1.0, 1.0], (n, 1))
        A = np.vstack([turned.T, np.ones(n)])
        hits += optimize.nnls(A, np.append(np.zeros(d + 1), 1.0))[1] > 1e-9
    return hits / 20
