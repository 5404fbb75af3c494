# %% [markdown] nbgrader={"grade_id": "intro", "locked": true}
# # Problem set 8 · What a network can represent
#
# Six exercises in code and one in words: 25 points, about two hours.
#
# Replace each `raise NotImplementedError()` with your code, and run the cells below it.
# They are tests: silence means that they pass, and a message says what they found. Some
# tests are hidden and run when your work is graded; they ask for nothing that the text
# does not ask for. Each test cell earns its points by itself.
#
# Write functions that take arrays or numbers, return arrays or numbers, and change none
# of their arguments. Before you hand in, press **Validate**.
#
# [The lecture](../../notebooks/08_capacity.ipynb) | [Contents](../../notebooks/start.md)

# %% nbgrader={"grade_id": "imports", "locked": true}
from itertools import product
from math import comb

import numpy as np
from scipy import optimize

# %% [markdown] nbgrader={"grade_id": "memorize-text", "locked": true}
# ## 1 · Mend a network for any table (5 points, 25 minutes)
#
# A published version of the theorem on Boolean functions says that a network of one
# hidden layer can approximate them with $2n$ neurons. Its hidden units are numbered
# from 1 to $n$. Here it is in code, with inputs and answers in $\{0, 1\}$ this time,
# and three slips in all.
#
# ```python
# def memorize(inputs, y):
#     U = inputs[y == 1]
#     k, n = U.shape
#     W, b = 2 * U[:n] - 1, 0.5 - n
#     return W, np.full(n, b), np.ones(n), k - 1
# ```
#
# A unit is 1 where its pre-activation is above 0, and 0 elsewhere:
#
# $$h = 1[Wx + b > 0], \qquad \text{answer} = 1[\langle v, h\rangle + c > 0].$$
#
# `inputs` holds all $2^n$ rows of $\{0, 1\}^n$ in any order, and `y` the answer to
# each. Write the function it should have been: the network gives *exactly* the answers
# of the table. Then improve it, for tables in which 1 is the more frequent answer, or the
# only one. Let $k$ of the answers be 1: use at least one hidden unit, even if nobody
# listens to it, and no more than $\max(1, \min(k, 2^n - k)).$
#
# On paper first: for $u \in \{0, 1\}^n$, where is $\langle 2u - 1, x\rangle$ largest,
# and what is it there?


# %% nbgrader={"grade_id": "answers-of", "locked": true}
def answers_of(network, x):
    """The answers of a network W, b, v, c to inputs x of shape (m, n)."""
    W, b, v, c = network
    hidden = (x @ np.asarray(W).T + np.asarray(b) > 0) * 1.0
    return (hidden @ np.asarray(v) + c > 0) * 1


# %% nbgrader={"grade_id": "memorize", "solution": true}
def memorize(inputs, y):
    """A network of steps, with one hidden layer, for a table.

    Args:
        inputs: all rows of {0, 1}^n, shape (2^n, n).
        y: the answers, in {0, 1}, shape (2^n,).

    Returns:
        W of shape (m, n), b and v of shape (m,), and the number c, for m hidden units.
    """
    ### BEGIN SOLUTION
    rare = 1 if np.sum(y) <= len(y) / 2 else 0
    U = inputs[y == rare]
    if len(U) == 0:  # one unit that nobody listens to
        U = inputs[:1]
        return 2.0 * U - 1, 0.5 - U.sum(axis=1), np.zeros(1), 0.5 - rare
    towards = 2 * rare - 1
    return 2.0 * U - 1, 0.5 - U.sum(axis=1), np.full(len(U), towards), -towards / 2
    ### END SOLUTION


# %% nbgrader={"grade_id": "test-memorize-xor", "points": 1}
# XOR: two of its four answers are 1.
square = np.array(list(product((0, 1), repeat=2)))
network = memorize(square.copy(), np.array([0, 1, 1, 0]))
assert len(network) == 4, f"{len(network)} results, expected W, b, v, c"
shapes = [np.shape(part) for part in network]
units = shapes[1][0] if shapes[1] else 0
assert shapes == [(units, 2), (units,), (units,), ()], f"shapes {shapes} of W, b, v, c"
got = answers_of(network, square).tolist()
assert got == [0, 1, 1, 0], f"XOR answers {got}: which of the four inputs is off?"

# %% nbgrader={"grade_id": "test-memorize-all", "points": 1}
# Three inputs: a single 1, a single 0, and several of both.
cube = np.array(list(product((0, 1), repeat=3)))
for y in ["00000001", "10000000", "00010000", "01111111", "11101111", "00101101"]:
    y = np.array([int(answer) for answer in y])
    network = memorize(cube.copy(), y.copy())
    shapes = [np.shape(part) for part in network]
    units = shapes[1][0]
    assert shapes == [(units, 3), (units,), (units,), ()], f"shapes {shapes}"
    got = answers_of(network, cube)
    off = [cube[i].tolist() for i in np.flatnonzero(got != y)]
    assert not off, f"table {y.tolist()}: {len(off)} answers are wrong, at {off}"
# Hidden: all functions of one, two and three inputs that are not constant.
### BEGIN HIDDEN TESTS
for n in (1, 2, 3):
    inputs = np.array(list(product((0, 1), repeat=n)))
    for y in product((0, 1), repeat=2**n):
        if 0 < sum(y) < 2**n:
            got = answers_of(memorize(inputs.copy(), np.array(y)), inputs)
            off = int(np.sum(got != y))
            assert off == 0, f"{off} of {2**n} answers are wrong for the table {y}"
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "test-memorize-constant", "points": 1}
# Tables of two inputs that say the same to each.
square = np.array(list(product((0, 1), repeat=2)))
for same in (0, 1):
    network = memorize(square.copy(), np.full(4, same))
    shapes = [np.shape(part) for part in network]
    assert shapes == [(1, 2), (1,), (1,), ()], (
        f"shapes {shapes} of W, b, v, c: a constant table has one unit, no more, no less"
    )
    got = answers_of(network, square).tolist()
    assert got == [same] * 4, f"each answer should be {same}, and they are {got}"
# Hidden: other numbers of inputs.
### BEGIN HIDDEN TESTS
for n in (1, 3, 4):
    inputs = np.array(list(product((0, 1), repeat=n)))
    for same in (0, 1):
        network = memorize(inputs.copy(), np.full(2**n, same))
        shapes = [np.shape(part) for part in network]
        assert shapes == [(1, n), (1,), (1,), ()], f"shapes {shapes}, constant table"
        got = answers_of(network, inputs)
        assert (got == same).all(), f"{n} inputs, every answer {same}: got {got}"
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "test-memorize-few", "points": 1}
# How many units are used, where one answer is rare.
for n, k in [(2, 1), (2, 3), (3, 3), (3, 6), (4, 6), (4, 8)]:
    inputs = np.array(list(product((0, 1), repeat=n)))
    network = memorize(inputs.copy(), (np.arange(2**n) < k) * 1)
    W, b, v, c = (np.asarray(part) for part in network)
    units = len(b)
    assert W.shape == (units, n), f"W has shape {W.shape} with {units} units"
    assert v.shape == (units,), f"v has shape {v.shape} with {units} units"
    assert units <= min(k, 2**n - k), (
        f"{units} units, {k} of {2**n} answers are 1: is it the rarer?"
    )
# Hidden: other tables, and whether the units suffice.
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(801)
for n, k in [(3, 2), (3, 7), (4, 8), (5, 30), (5, 3), (5, 12), (6, 33)]:
    inputs = np.array(list(product((0, 1), repeat=n)))
    y = rng.permutation(np.arange(2**n) < k) * 1
    network = memorize(inputs.copy(), y.copy())
    units, most = len(network[1]), min(k, 2**n - k)
    assert units <= most, (
        f"{units} units, {k} of {2**n} answers are 1: is it the rarer?"
    )
    W, b, v, c = (np.asarray(part) for part in network)
    assert W.shape == (units, n), f"W has shape {W.shape} with {units} units"
    assert v.shape == (units,), f"v has shape {v.shape} with {units} units"
    assert (answers_of(network, inputs) == y).all(), "an answer of the table is wrong"
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "test-memorize-large", "points": 1} examiner={"arguments": "returned"}
# Rows in another order, and the arguments afterwards.
inputs = np.array([[1, 1, 0], [0, 0, 0], [0, 1, 1], [1, 0, 1]])
inputs = np.vstack([inputs, 1 - inputs])
for y in [np.array([1, 0, 0, 1, 0, 0, 1, 0]), np.array([0, 1, 1, 1, 1, 0, 1, 0])]:
    given = inputs.copy(), y.copy()
    got = answers_of(memorize(*given), inputs)
    assert np.array_equal(given[0], inputs), "memorize changed its argument inputs"
    assert np.array_equal(given[1], y), "memorize changed its argument y"
    assert (got == y).all(), f"rows in another order: answers {got.tolist()}"
# Hidden: larger tables.
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(802)
for n, more in [(2, -1), (6, 1), (9, -1)]:
    inputs = rng.permutation(np.array(list(product((0, 1), repeat=n))))
    y = rng.permutation(np.arange(2**n) < 2 ** (n - 1) + more) * 1
    given = inputs.copy(), y.copy()
    network = memorize(*given)
    assert np.array_equal(given[0], inputs), "memorize changed its argument inputs"
    assert np.array_equal(given[1], y), "memorize changed its argument y"
    off = int(np.sum(answers_of(network, inputs) != y))
    assert off == 0, f"{off} of {2**n} answers are wrong, rows in a random order"
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade_id": "parity-text", "locked": true}
# ## 2 · Parity, with n units (3 points, 20 minutes)
#
# Now inputs and answers are $-1$ or $+1$, and units are signs:
#
# $$h = \operatorname{sign}(Wx + b), \qquad
#   \text{answer} = \operatorname{sign}(\langle v, h\rangle + c).$$
#
# Return the weights of a network with at most $n$ hidden units that answers $+1$ if an
# **odd** number of the $n$ inputs is $+1$, and $-1$ otherwise. Nothing may be left to
# chance: no pre-activation is 0, and neither is the last sum.
#
# The lecture does it with units that are 0 or 1. What does $\sum_i x_i$ become when one
# more input is $+1$? And what does the last sum say when all units are $-1$?


# %% nbgrader={"grade_id": "parity", "solution": true}
def parity(n):
    """A network of signs with one hidden layer that answers the parity of n inputs.

    Args:
        n: number of inputs, at least 1.

    Returns:
        W of shape (m, n), b and v of shape (m,), and the number c; m is at most n.
    """
    ### BEGIN SOLUTION
    j = np.arange(1, n + 1)  # unit j: at least j inputs are +1
    return np.ones((n, n)), n - 2.0 * j + 1, (-1.0) ** (j + 1), n % 2 - 1.0
    ### END SOLUTION


# %% nbgrader={"grade_id": "test-parity-two", "points": 1}
# One, two and three inputs; two are XOR.
for n, want in [(1, [-1, 1]), (2, [-1, 1, 1, -1]), (3, [-1, 1, 1, -1, 1, -1, -1, 1])]:
    W, b, v, c = (np.asarray(part, dtype=float) for part in parity(n))
    shapes = [part.shape for part in (W, b, v, c)]
    units = shapes[0][0] if shapes[0] else 0
    assert shapes == [(units, n), (units,), (units,), ()], f"{n} inputs: {shapes}"
    corners = np.array(list(product((-1.0, 1.0), repeat=n)))
    h = np.sign(corners @ W.T + b)
    assert h.all(), f"{n} inputs: a pre-activation is 0"
    last = h @ v + c
    assert last.all(), f"{n} inputs: the last sum is 0 for some input"
    got = np.sign(last).tolist()
    assert got != [-answer for answer in want], f"{n} inputs: +1 for odd, or for even?"
    assert got == want, f"{n} inputs: answers {got}"

# %% nbgrader={"grade_id": "test-parity-many", "points": 1}
# Hidden: other numbers of inputs, each of their 2^n rows.
### BEGIN HIDDEN TESTS
for n in (1, 3, 4, 5, 8, 9):
    W, b, v, c = (np.asarray(part, dtype=float) for part in parity(n))
    x = np.array(list(product((-1.0, 1.0), repeat=n)))
    wanted = np.where(np.sum(x > 0, axis=1) % 2 == 1, 1, -1)
    got = np.where(np.where(x @ W.T + b > 0, 1, -1) @ v + c > 0, 1, -1)
    assert got.shape == wanted.shape, f"answers of shape {got.shape} for {2**n} inputs"
    wrong = np.sum(x[got != wanted] > 0, axis=1)
    assert len(wrong) == 0, f"{n} inputs: wrong where {sorted(set(wrong))} are +1"
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "test-parity-units", "points": 1}
# The number of units, for two, four and five inputs.
for n in (2, 4, 5):
    W, b, v, c = (np.asarray(part, dtype=float) for part in parity(n))
    shapes = [part.shape for part in (W, b, v, c)]
    units = len(b)
    assert shapes == [(units, n), (units,), (units,), ()], f"{n} inputs: {shapes}"
    assert units <= n, f"{units} units for {n} inputs"
    x = np.array(list(product((-1.0, 1.0), repeat=n)))
    flips = np.sign(np.sign(x @ W.T + b) @ v + c) * np.prod(x, axis=1)
    assert abs(flips.sum()) == 2**n, f"{n} inputs: does each input change the answer?"
# Hidden: other numbers, and that each sum decides.
### BEGIN HIDDEN TESTS
for n in (1, 2, 3, 6, 7):
    W, b, v, c = (np.asarray(part, dtype=float) for part in parity(n))
    assert W.shape == (len(b), n), f"W has shape {W.shape} with {len(b)} units"
    assert v.shape == b.shape, f"v has shape {v.shape} with {len(b)} units"
    assert len(b) <= n, f"{len(b)} units for {n} inputs"
    x = np.array(list(product((-1.0, 1.0), repeat=n)))
    z = x @ W.T + b
    assert abs(z).min() > 1e-9, f"{n} inputs: a pre-activation is 0"
    flips = (np.sign(z) @ v + c) * np.prod(x, axis=1)  # parity flips with each input
    apart = flips.min() > 1e-9 or flips.max() < -1e-9
    assert apart, f"{n} inputs: a last sum of 0, or a flip that is not noticed"
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade_id": "count-text", "locked": true}
# ## 3 · Count what a neuron can answer (4 points, 25 minutes)
#
# The rows of `X` are at most 8 points. Each may be labelled $-1$ or $+1$, which gives
# $2^m$ labellings. Count those for which some $w$ and $b$ satisfy $y_i(\langle w,
# x_i\rangle + b) > 0$ for *every* $i$. The answer must be exact, for points in any
# position. There may be points that lie on one line, or that are the same.
#
# `optimize.nnls` does what the lecture did with it. `optimize.linprog` serves as well:
# ask for $y_i(\langle w, x_i\rangle + b) \ge 1$. Is that asking for more? And what does
# `linprog` assume about the sign of its variables?


# %% nbgrader={"grade_id": "count", "solution": true}
def count_labellings(X):
    """How many labellings of some points a neuron with a bias can answer.

    Args:
        X: the points, shape (m, d), m from 1 to 8.

    Returns:
        An int, between 2 and 2^m.
    """
    ### BEGIN SOLUTION
    m, d = X.shape
    X1 = np.column_stack([X, np.ones(m)])
    found = 0
    for y in product((-1.0, 1.0), repeat=m):
        turned = X1 * np.array(y)[:, None]
        A = np.vstack([turned.T, np.ones(m)])
        found += optimize.nnls(A, np.append(np.zeros(d + 1), 1.0))[1] > 1e-9
    return int(found)
    ### END SOLUTION


# %% nbgrader={"grade_id": "test-count-square", "points": 1}
# The four corners of a square: all labellings but XOR and its opposite. And a single point.
for corners in [(-1.0, 1.0), (2.0, 3.0)]:
    square = np.array(list(product(corners, repeat=2)))
    got = count_labellings(square)
    assert np.shape(got) == (), f"a result of shape {np.shape(got)}, not a number"
    assert np.asarray(got).dtype.kind in "iu", f"a count is an int, not {got!r}"
    for slip, note in [
        (16, "not even XOR is left out"),
        (7, "a labelling and its opposite are two"),
        (12, "the labellings that are all +1 or all -1 count"),
        (4, "is the bias in it?"),
    ]:
        assert got != slip, f"{slip} of 16 labellings of a square: {note}"
    assert got == 14, f"{got} of 16 labellings of a square, expected 14"
got = count_labellings(np.array([[0.0, 0.0]]))
assert got == 2, f"{got} labellings of a single point, expected 2"

# %% nbgrader={"grade_id": "test-count-cube", "points": 1} examiner={"arguments": "returned"}
# The corners of a cube in 1 and 2, and the argument afterwards.
cube = np.array(list(product((1.0, 2.0), repeat=3)))
given = cube.copy()
got = count_labellings(given)
assert got == 104, f"{got} of 256 labellings of the corners of a cube, expected 104"
assert np.array_equal(given, cube), "count_labellings changed its argument"
# Hidden: a cube elsewhere, and without one of its corners.
### BEGIN HIDDEN TESTS
got = count_labellings(3 * cube - 7)
assert got == 104, f"{got} of 256 labellings of a larger cube"
got = count_labellings(cube[:7] - 1.5)
assert got == 72, f"{got} of 128 labellings of seven corners"
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "test-count-general", "points": 1}
# Two points nearly the same: the neuron must be steep, and there is one.
for gap in (1.0, 0.01):
    X = np.array([[2.0, 1.0], [2.0 + gap, 1.0], [0.0, 3.0], [5.0, 4.0]])
    got = count_labellings(X)
    assert got == 14, f"{got} of 16 labellings of four points, two of them {gap} apart"
# Hidden: points in general position, where there is a formula.
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(803)
for m, d in [(1, 1), (5, 1), (3, 2), (6, 2), (7, 3), (8, 2), (5, 6)]:
    X = rng.standard_normal((m, d)) + 3.0
    wanted = 2 * sum(comb(m - 1, i) for i in range(d + 1))
    got = count_labellings(X)
    assert got == wanted, f"{got} of {2**m} labellings of {m} random points in {d}-D"
t = np.array([0.0, 1.0, 1.003, 1.006, 4.0])  # near each other on a parabola
got = count_labellings(np.column_stack([t, t**2]))
assert got == 22, (
    f"{got} of 32 labellings of five points, three of them near each other"
)
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "test-count-special", "points": 1}
# Three points on one line, and three of which two are the same.
line = np.array([[0.0, 1.0], [1.0, 3.0], [3.0, 7.0]])
got = count_labellings(line)
assert got == 6, f"{got} labellings of three points on one line, expected 6"
twins = np.array([[0.0, 1.0], [2.0, -1.0], [0.0, 1.0]])
got = count_labellings(twins)
assert got == 4, f"{got} labellings of three points, two of them the same, expected 4"
# Hidden: more of them.
### BEGIN HIDDEN TESTS
for m in (2, 4, 6):
    t = np.linspace(-1, 2, m)
    got = count_labellings(np.column_stack([t, 0.5 - 2 * t]))
    assert got == 2 * m, f"{got} labellings of {m} points on one line"
X = np.array([[0.0, 1.0], [2.0, -1.0], [0.0, 1.0], [3.0, 3.0]])
got = count_labellings(X)
assert got == 8, f"{got} labellings of four points, two of which are the same"
got = count_labellings(np.zeros((3, 2)))
assert got == 2, f"{got} labellings of three points that are all the same"
X = np.array([[0.0, 0.0], [1.0, 1.0], [2.0, 2.0], [2.0, 0.0]])
got = count_labellings(X)
assert got == 12, f"{got} labellings of four points, three of them on one line"
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade_id": "chance-text", "locked": true}
# ## 4 · Cover's formula (3 points, 15 minutes)
#
# Let $n$ points in $\mathbb{R}^d$ lie in general position, and label each by a coin
# flip. With which probability can a neuron with $d$ weights **and a bias** answer all
# of them? Return it to nine significant digits, for $n$ up to
# 2,000.
#
# The formula of the lecture counts for a neuron without a bias. What is a bias? And how
# large is $2^{2000}$, as an `int` and as a `float`?


# %% nbgrader={"grade_id": "chance", "solution": true}
def chance(n, d):
    """The probability that random labels of n points are separable, with a bias.

    Args:
        n: number of points, 1 to 2000.
        d: dimension of the points, at least 1.

    Returns:
        A float between 0 and 1.
    """
    ### BEGIN SOLUTION
    return 2 * sum(comb(n - 1, i) for i in range(d + 1)) / 2**n
    ### END SOLUTION


# %% nbgrader={"grade_id": "test-chance-paper", "points": 1}
# In the plane: 3 points never fail, and of 4 points 14 labellings of 16 are answered, of 5
# points 22 of 32. On a line: 8 of 16.
for n, d, wanted, slips in [
    (1, 2, 1.0, {2.0: "a probability is at most 1"}),
    (3, 2, 1.0, {8.0: "a number of labellings", 0.75: "what is the bias?"}),
    (4, 2, 14 / 16, {14.0: "a number of labellings", 0.5: "what is the bias?"}),
    (4, 2, 14 / 16, {7 / 16: "which side is which?", 1.0: "XOR is one of them"}),
    (5, 2, 22 / 32, {10 / 32: "what is the bias?", 1.0: "is a sum one term too long?"}),
    (4, 1, 8 / 16, {2 / 16: "what is the bias?", 14 / 16: "one term too many"}),
    (4, 7, 1.0, {}),
]:
    got = chance(n, d)
    assert np.shape(got) == (), f"a result of shape {np.shape(got)}, not a number"
    for slip, note in slips.items():
        assert abs(got - slip) > 1e-9, f"chance({n}, {d}) is {got}: {note}"
    assert abs(got - wanted) < 1e-9, f"chance({n}, {d}) is {got}, expected {wanted}"

# %% nbgrader={"grade_id": "test-chance-half", "points": 1}
# Many points: half of all labellings of 2 (d + 1), and all of d + 1.
for n, d, wanted in [(400, 199, 0.5), (2000, 999, 0.5), (2000, 1999, 1.0)]:
    got = chance(n, d)
    assert abs(got - wanted) < 1e-9, f"chance({n}, {d}) is {got}, expected {wanted}"
# Hidden: small and large numbers of points, where the answer is known.
### BEGIN HIDDEN TESTS
for d in (1, 4, 30, 200, 999):
    got = chance(2 * (d + 1), d)
    assert abs(got - 0.5) < 1e-9, f"chance({2 * (d + 1)}, {d}) is {got}"
for n, d in [(10, 9), (10, 30), (2000, 1999), (2000, 2500)]:
    assert abs(chance(n, d) - 1) < 1e-9, f"chance({n}, {d}) is {chance(n, d)}"
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "test-chance-recursion", "points": 1}
# Nine digits, also of a small number: 120 labellings of 60 points on a line.
for n, d, wanted in [(40, 12, 0.01185135123), (60, 1, 1.0408340856e-16)]:
    got = chance(n, d)
    note = f"chance({n}, {d}) is {got}, expected {wanted}"
    assert abs(got - wanted) < 2e-9 * wanted, note
# Hidden: one point more, as in the proof, and points on a line.
### BEGIN HIDDEN TESTS
for n, d in [(5, 2), (9, 3), (40, 12), (300, 150), (1500, 700)]:
    got, wanted = 2 * chance(n + 1, d), chance(n, d) + chance(n, d - 1)
    np.testing.assert_allclose(got, wanted, rtol=1e-9, err_msg=f"{n + 1} points")
for n in (2, 10, 60):  # one cut, and which side is which
    wanted = 2 * n / 2.0**n
    note = f"{n} points on a line"
    np.testing.assert_allclose(chance(n, 1), wanted, rtol=1e-9, err_msg=note)
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade_id": "sawtooth-text", "locked": true}
# ## 5 · Many pieces from few units (4 points, 25 minutes)
#
# A network with one input and one output is a list of layers `(W, b)`, with $W$ of
# shape (out, in) and a ReLU after every layer but the last. Return one that computes
# the sawtooth of $k$ tents on $[0, 1]$: it is 0 at 0, 1 at $1/2^k$, 0 at $2/2^k$ and so
# on, and linear in between. Use at most $2k$ ReLUs in all.
#
# A tent is $2\max(0, x) - 4\max(0, x - \tfrac12)$. Where does its last sum go, when the
# next tent begins with a linear step as well?


# %% nbgrader={"grade_id": "output-of", "locked": true}
def output_of(layers, x):
    """The output of a ReLU network at points x of shape (m,), shape (m,)."""
    h = x[:, None]
    for i, (W, b) in enumerate(layers):
        h = h @ np.asarray(W).T + np.asarray(b)
        h = np.maximum(h, 0) if i < len(layers) - 1 else h
    return h[:, 0]


# %% nbgrader={"grade_id": "sawtooth", "solution": true}
def sawtooth(k):
    """A deep ReLU network with 2^k linear pieces on [0, 1].

    Args:
        k: number of tents, at least 1.

    Returns:
        A list of (W, b), shapes (out, in) and (out,); the first has one input, the last
        one output.
    """
    ### BEGIN SOLUTION
    start, corner = np.ones((2, 1)), np.array([0.0, -0.5])
    tent = np.array([[2.0, -4.0]])
    layers = [(start, corner)]
    for _ in range(k - 1):
        layers.append((start @ tent, corner))
    return [*layers, (tent, np.zeros(1))]
    ### END SOLUTION


# %% nbgrader={"grade_id": "test-sawtooth-one", "points": 1}
# One tent and two, and the shapes of their layers.
for k, want in [(1, [0, 0.5, 1, 0.5, 0]), (2, [0, 1, 0, 1, 0])]:
    layers = sawtooth(k)
    size = 1
    for W, b in layers:
        W, b = np.asarray(W), np.asarray(b)
        note = f"{k} tents: W of shape {W.shape} and b of shape {b.shape} after {size}"
        assert W.shape == (len(b), size) and b.ndim == 1, note
        size = len(b)
    assert size == 1, f"{k} tents: {size} outputs, expected 1"
    got = output_of(layers, np.array([0.0, 0.25, 0.5, 0.75, 1.0]))
    note = f"{k} tents: {got.tolist()} at 0, 1/4, 1/2, 3/4, 1"
    assert np.allclose(got, want, 0, 1e-9), note

# %% nbgrader={"grade_id": "test-sawtooth-teeth", "points": 2}
# Three tents: heights at the corners and in the middle of each piece.
got = output_of(sawtooth(3), np.arange(17) / 16)
assert not np.allclose(got, np.array([0, 0.5, 1, 0.5] * 4 + [0]) / 2), "half as high"
off = np.flatnonzero(~(abs(got - np.array([0, 0.5, 1, 0.5] * 4 + [0])) <= 1e-6))
assert len(off) == 0, f"3 tents, at {off.tolist()} of 16: {got[off].round(3).tolist()}"
# Hidden: more teeth.
### BEGIN HIDDEN TESTS
for k in (2, 3, 5, 8):
    x = np.arange(2 ** (k + 1) + 1) / 2 ** (k + 1)
    wanted = np.tile([0, 0.5, 1, 0.5], 2 ** (k - 1))
    got = output_of(sawtooth(k), x)
    off = np.flatnonzero(~(abs(got - np.append(wanted, 0)) <= 1e-6))
    assert len(off) == 0, f"{k} tents: off at {len(off)} of {len(x)} points"
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "test-sawtooth-units", "points": 1}
# How many ReLUs, for how many pieces.
for k in (1, 3, 5):
    layers = sawtooth(k)
    units = sum(np.shape(W)[0] for W, b in layers[:-1])
    assert units <= 2 * k, f"{units} ReLUs for {k} tents"
    slopes = np.diff(output_of(layers, np.arange(129) / 128))
    found = 1 + int(np.sum(abs(np.diff(slopes)) > 1e-6))
    assert found == 2**k, f"{found} pieces from {k} tents, expected {2**k}"
# Hidden: the same for more tents.
### BEGIN HIDDEN TESTS
for k in (2, 4, 7):
    layers = sawtooth(k)
    units = sum(np.shape(W)[0] for W, b in layers[:-1])
    assert units <= 2 * k, f"{units} ReLUs for {k} tents"
    x = np.arange(2 ** (k + 2) + 1) / 2 ** (k + 2)
    slopes = np.diff(output_of(layers, x))
    found = 1 + int(np.sum(abs(np.diff(slopes)) > 1e-6))
    assert found == 2**k, f"{found} pieces from {k} tents"
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade_id": "errors-text", "locked": true}
# ## 6 · How fast does the error fall? (3 points, 20 minutes)
#
# `x` holds points of $[0, 1]$ in any order, and `y` the values of a function there. For each number
# $m$ in `numbers`, fit
#
# $$g(x) = c + \sum_{j=0}^{m-1} a_j \max(0, x - j/m)$$
#
# by least squares in $c$ and all $a_j$, and compute its root mean square error over
# *all* points of `x`. Return these errors, and the **rate**: the slope of the straight
# line that fits $\log(\text{error})$ over $\log m$ best, by least squares.
#
# An error at the knots alone says nothing of what lies between them.


# %% nbgrader={"grade_id": "errors", "solution": true}
def errors_of(x, y, numbers):
    """Errors of ReLU fits with more and more knots, and their rate.

    Args:
        x: points in [0, 1], shape (n,), more than there are knots.
        y: values of the function, shape (n,).
        numbers: numbers of knots, at least two ints, increasing, shape (k,).

    Returns:
        The errors, shape (k,), and the rate, a number.
    """
    ### BEGIN SOLUTION
    errors = []
    for m in numbers:
        A = np.column_stack(
            [np.ones(len(x)), np.maximum(x[:, None] - np.arange(m) / m, 0)]
        )
        off = A @ np.linalg.lstsq(A, y, rcond=None)[0] - y
        errors.append(np.sqrt(np.mean(off**2)))
    return np.array(errors), np.polyfit(np.log(numbers), np.log(errors), 1)[0]
    ### END SOLUTION


# %% nbgrader={"grade_id": "test-errors-corner", "points": 1}
# A function with one corner, at 1/2: exact with knots at 0, 1/4, 1/2 and 3/4.
x = np.linspace(0, 1, 401)
errors, rate = errors_of(x.copy(), 3 - abs(x - 0.5), np.array([3, 4]))
assert np.shape(errors) == (2,), f"errors have shape {np.shape(errors)}, expected (2,)"
assert np.shape(rate) == (), f"a rate of shape {np.shape(rate)}, not a number"
assert errors[0] > 1e-3, f"error {errors[0]:.1e} with knots at 0, 1/3 and 2/3"
assert errors[1] < 1e-9, f"error {errors[1]:.1e} with a knot at the corner"

# %% nbgrader={"grade_id": "test-errors-hats", "points": 1} examiner={"arguments": "returned"}
# Eight points that are not in order: the errors with one, two and four knots.
x = np.array([0.9, 0.1, 0.5, 0.3, 1.0, 0.0, 0.7, 0.2])
y = np.array([1.0, 0.0, 2.0, 1.0, 3.0, 1.0, 0.0, 2.0])
given = x.copy(), y.copy()
errors = np.asarray(errors_of(*given, np.array([1, 2, 4]))[0], dtype=float)
assert errors.shape == (3,), f"errors have shape {errors.shape}, expected (3,)"
assert np.array_equal(given[0], x), "errors_of changed its argument x"
assert np.array_equal(given[1], y), "errors_of changed its argument y"
for slips, note in [
    ([0.816091954, 0.813050661, 0.256577712], "where is the root?"),
    ([2.555139063, 2.550373558, 1.432697351], "a mean of the squares, or their sum?"),
    ([1.486590038, 1.447870778, 0.890877237], "the largest error is another number"),
    (
        [0.787356322, 0.783039648, 0.418877487],
        "the mean of the absolute errors is another number",
    ),
    ([1.021151766, 0.994969532, 0.56721423], "is c in the fit?"),
    ([0.903378079, 0.903378079, 0.713572649], "where are the knots?"),
]:
    assert not np.allclose(errors, slips, 1e-4), f"errors {errors.tolist()}: {note}"
assert np.allclose(errors, [0.903378079, 0.901693219, 0.506535006], 1e-6), (
    f"errors {errors.tolist()}: what is fitted?"
)
# Hidden: errors against those of the same fit in another basis, and the arguments.
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(804)
x, numbers = rng.uniform(0, 1, 500), np.array([1, 5, 16, 30])
for y in (np.exp(2 * x), np.sin(7 * x + 1), (x > 0.6) * 1.0):
    given = x.copy(), y.copy(), numbers.copy()
    errors = np.asarray(errors_of(*given)[0], dtype=float)
    assert np.array_equal(given[0], x), "errors_of changed its argument x"
    assert np.array_equal(given[1], y), "errors_of changed its argument y"
    assert np.array_equal(given[2], numbers), "errors_of changed its argument numbers"
    assert errors.shape == (4,), f"errors of shape {errors.shape}, for four numbers"
    for error, m in zip(errors, numbers, strict=True):
        hats = [np.interp(x, np.arange(m + 1) / m, unit) for unit in np.eye(m + 1)]
        Q, _ = np.linalg.qr(np.array(hats).T)
        off = y - Q @ (Q.T @ y)
        wanted = np.sqrt(off @ off / len(x))
        np.testing.assert_allclose(error, wanted, rtol=1e-5, err_msg=f"{m} knots")
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "test-errors-rate", "points": 1}
# The rate of a wave, from three numbers of knots.
x = np.linspace(0, 1, 601)
errors, rate = errors_of(x.copy(), np.sin(9 * x), np.array([3, 5, 16]))
rate = np.asarray(rate, dtype=float)
assert rate.shape == (), f"a rate of shape {rate.shape}, not a number"
assert not rate > 0, f"rate {rate:.4f}: the error falls, and so does the line"
for slip, note in [
    (-0.425445599, "log m over log(error): the other way round"),
    (-2.375301672, "the line through the first and the last point is not the best one"),
    (-0.026573631, "where are the logarithms?"),
    (-0.280104942, "the logarithm of m as well"),
    (-0.242635369, "the logarithm of the error as well"),
    (-1.524797308, "the line need not go through 0"),
]:
    assert abs(rate - slip) > 1e-5, f"rate {rate:.6f}: {note}"
assert abs(rate - -2.339888448) < 1e-5, (
    f"rate {rate:.6f} for a wave, expected -2.339888"
)
# Hidden: the rate of smooth functions, and of one that is not.
### BEGIN HIDDEN TESTS
x, numbers = np.linspace(0, 1, 2001), np.array([8, 16, 32, 64])
for y in (np.sin(2 * np.pi * x), np.exp(x), 1 / (1 + 4 * x**2)):
    _, rate = errors_of(x.copy(), y, numbers)
    assert abs(rate + 2) < 0.2, f"rate {rate:.2f} for a smooth function"
for numbers in (np.array([8, 16, 32, 64]), np.array([3, 4, 50])):
    errors, rate = errors_of(x.copy(), np.sqrt(x), numbers.copy())
    assert -1.1 < rate < -0.8, f"rate {rate:.2f} for the square root"
    a = np.log(numbers) - np.mean(np.log(numbers))
    e, note = np.log(np.asarray(errors, dtype=float)), "not the slope of the best line"
    np.testing.assert_allclose(rate, a @ e / (a @ a), rtol=1e-6, err_msg=note)
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade_id": "report-text", "locked": true}
# ## 7 · Three theorems in one sentence (3 points, 15 minutes, read by a person)
#
# A report says: "By Cybenko and Hornik, one hidden layer would need exponentially many
# units, so we took ten layers, which have the higher capacity; the training accuracy of
# 1.0 shows that our network has learnt the rule." In at most 150 words: what is wrong
# with each of its three claims, and what would you measure to test the last one?

# %% [markdown] nbgrader={"grade_id": "report", "solution": true, "points": 3}
# *One point for each of the three.*
#
# 1. Cybenko and Hornik prove density: some network with one hidden layer comes as close
#    as one likes to a continuous function on a compact set. They count nothing. That is
#    another theorem, and it is about some functions: parity, for one, needs only n
#    units.
# 2. The bound for sign networks, O(|E| log |E|), has no depth in it and is an upper
#    bound. For ReLU depth can add capacity at the same number of weights, at the best
#    possible weights; a trained network, or a random one, need not use it. And more
#    capacity is no aim in itself.
# 3. The same network would reach 1.0 with random labels. Measure: train it on random
#    labels as well, and compare accuracies on new images, which no choice was based on.
