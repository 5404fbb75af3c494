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


# %% 1/3 the central limit in place of the sum: near, not nine digits
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


# %% 3/3 SciPy's binomial distribution
def chance(n, d):
    from scipy.stats import binom

    return binom.cdf(d, n - 1, 0.5)


# %% 3/3 the incomplete beta function
def chance(n, d):
    from scipy.special import betainc

    return 1.0 if d >= n - 1 else float(betainc(n - 1 - d, d + 1, 0.5))


# %% 3/3 logarithms of the gamma function, and fsum
def chance(n, d):
    from math import exp, fsum, lgamma, log

    top = lgamma(n) - (n - 1) * log(2)
    terms = (exp(top - lgamma(i + 1) - lgamma(n - i)) for i in range(min(d, n - 1) + 1))
    return fsum(terms)


# %% 3/3 terms by their ratio, in long doubles
def chance(n, d):
    term, total = np.longdouble(2) ** (1 - n), np.longdouble(0)
    for i in range(min(d + 1, n)):
        total += term
        term *= np.longdouble(n - 1 - i) / (i + 1)
    return total


# %% 3/3 the smaller half, and one minus it
def chance(n, d):
    if d >= n - 1:
        return 1.0
    if 2 * d >= n - 1:
        return 1.0 - chance(n, n - 2 - d)
    return sum(comb(n - 1, i) for i in range(d + 1)) / 2 ** (n - 1)


# %% 3/3 the recursion of the count, in whole numbers
def chance(n, d):
    counts = [0] + [2] * (d + 1)  # of one point, with 0, 1, … weights
    for _ in range(n - 1):
        counts = [0] + [a + b for a, b in zip(counts[1:], counts, strict=False)]
    return counts[d + 1] / 2**n


# %% 3/3 logsumexp
def chance(n, d):
    from scipy.special import gammaln, logsumexp

    i = np.arange(min(d, n - 1) + 1)
    return np.exp(
        logsumexp(gammaln(n) - gammaln(i + 1) - gammaln(n - i)) - (n - 1) * np.log(2)
    )


# %% 3/3 a convolution of coins
def chance(n, d):
    row = np.ones(1)
    for _ in range(n - 1):
        row = np.convolve(row, [0.5, 0.5])
    return float(row[: d + 1].sum())


# %% 3/3 logarithms without a guard: nan for d above n - 1
def chance(n, d):
    i = np.arange(d + 1.0)
    from scipy.special import gammaln

    logs = gammaln(n) - gammaln(i + 1) - gammaln(n - i)
    return float(np.exp(logs - (n - 1) * np.log(2)).sum())


# %% 0/3 binomials of n
def chance(n, d):
    return 2 * sum(comb(n, i) for i in range(d + 1)) / 2**n


# %% 0/3 the sum starts at 1
def chance(n, d):
    return 2 * sum(comb(n - 1, i) for i in range(1, d + 1)) / 2**n


# %% 0/3 the factor 2 twice
def chance(n, d):
    return 4 * sum(comb(n - 1, i) for i in range(d + 1)) / 2**n


# %% 0/3 divides by 2^(n-1) and keeps the 2
def chance(n, d):
    return 2 * sum(comb(n - 1, i) for i in range(d + 1)) / 2 ** (n - 1)


# %% 0/3 divided by n in place of 2^n
def chance(n, d):
    return 2 * sum(comb(n - 1, i) for i in range(d + 1)) / n


# %% 0/3 whole numbers: a division that rounds down
def chance(n, d):
    return 2 * sum(comb(n - 1, i) for i in range(d + 1)) // 2**n


# %% 1/3 floats of 2^n: too large for many points
def chance(n, d):
    return 2 * sum(comb(n - 1, i) for i in range(d + 1)) / float(2**n)


# %% 1/3 binomials as floats by SciPy: inf for many points
def chance(n, d):
    from scipy.special import comb as special_comb

    return 2 * sum(special_comb(n - 1, i) for i in range(d + 1)) / 2**n


# %% 1/3 a step at d + 1
def chance(n, d):
    return 1.0 if n <= d + 1 else 0.5 if n == 2 * (d + 1) else 0.0


# %% 1/3 the capacity: half at 2d
def chance(n, d):
    return (
        2 * sum(comb(n - 1, i) for i in range(n // 2 if n == 2 * d else d + 1)) / 2**n
    )


# %% 1/3 the normal distribution in place of the binomial
def chance(n, d):
    from scipy.stats import norm

    if n <= d + 1:
        return 1.0
    return float(norm.cdf((d + 0.5 - (n - 1) / 2) / (0.5 * (n - 1) ** 0.5)))


# %% 2/3 rounds to six digits
def chance(n, d):
    return round(2 * sum(comb(n - 1, i) for i in range(d + 1)) / 2**n, 6)


# %% 2/3 nine digits behind the point: small chances lose theirs
def chance(n, d):
    return round(2 * sum(comb(n - 1, i) for i in range(d + 1)) / 2**n, 9)


# %% 2/3 single precision
def chance(n, d):
    return float(np.float32(2 * sum(comb(n - 1, i) for i in range(d + 1)) / 2**n))


# %% 2/3 one minus the rest: a small chance is lost in rounding
def chance(n, d):
    return 1 - sum(comb(n - 1, i) for i in range(d + 1, n)) / 2 ** (n - 1) * 1.0


# %% 0/3 the chance of failing
def chance(n, d):
    return 1 - 2 * sum(comb(n - 1, i) for i in range(d + 1)) / 2**n


# %% 0/3 capped at 1, of a sum over binomials of n
def chance(n, d):
    return min(1.0, sum(comb(n, i) for i in range(d + 1)) / 2**n)


# %% 0/3 Sauer's bound: (en/d)^d of 2^n
def chance(n, d):
    return (
        1.0
        if n <= d + 1
        else min(1.0, (np.e * n / (d + 1)) ** (d + 1) / 2.0 ** min(n, 1000))
    )


# %% 0/3 n and d swapped
def chance(d, n):
    return 2 * sum(comb(n - 1, i) for i in range(d + 1)) / 2**n


# %% 0/3 in percent
def chance(n, d):
    return 100 * 2 * sum(comb(n - 1, i) for i in range(d + 1)) / 2**n


# %% 2/3 an array of one
def chance(n, d):
    return np.array([2 * sum(comb(n - 1, i) for i in range(d + 1)) / 2**n])


# %% 0/3 the plane, whatever d
def chance(n, d):
    return 2 * sum(comb(n - 1, i) for i in range(3)) / 2**n


# %% 0/3 a single binomial in place of the sum
def chance(n, d):
    return 2 * comb(n - 1, d) / 2**n


# %% 0/3 coins that fall on the edge: 3^n
def chance(n, d):
    return 2 * sum(comb(n - 1, i) for i in range(d + 1)) / 3**n


# %% 0/3 points in all dimensions: d and the bias twice
def chance(n, d):
    return 2 * sum(comb(n - 1, i) for i in range(2 * d + 1)) / 2**n


# %% 0/3 d + 1 points at least: 1 up to d points only
def chance(n, d):
    if n == d + 1:
        return 1 - 2.0 ** (1 - n)
    return 2 * sum(comb(n - 1, i) for i in range(d + 1)) / 2**n
