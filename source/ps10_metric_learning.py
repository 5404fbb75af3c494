# %% [markdown] nbgrader={"grade_id": "intro", "locked": true}
# # Problem set 10 · Learning a distance
#
# Seven exercises in code and one in words: 25 points, about two hours.
#
# Replace each `raise NotImplementedError()` with your code, and run the cells below it.
# They are tests: silence means that they pass, and a message says what they found. Some
# tests are hidden and run when your work is graded; they ask for nothing that the text
# does not ask for. Each test cell earns its points by itself.
#
# Write functions that take arrays, return arrays and change none of their arguments.
# Use NumPy. Each exercise stands alone: call no function of another one. Before you hand
# in, press **Validate**.

# %% nbgrader={"grade_id": "imports", "locked": true}
from time import perf_counter

import numpy as np
from sklearn.datasets import load_wine

# %% [markdown] nbgrader={"grade_id": "distances-text", "locked": true}
# ## 1 · All distances at once (3 points, 15 minutes)
#
# Return the Euclidean distances $|x_i - x_j|$ of all pairs of rows of `X`, shape (n, d):
# an array of shape (n, n), right to nine digits. No entry is negative or `nan`, and the
# diagonal is exactly 0. No Python loop over pairs: 1000 points in the plane must take less
# than two seconds.
#
# The formula $|x|^2 - 2\langle x, z\rangle + |z|^2$ is fast. On paper first: what happens
# to its digits when two points lie near each other and far from 0?


# %% nbgrader={"grade_id": "distances", "solution": true}
def distances(X):
    """Euclidean distances of all pairs of rows.

    Args:
        X: points, shape (n, d).

    Returns:
        An array of shape (n, n), symmetric, 0 on the diagonal.
    """
    ### BEGIN SOLUTION
    return np.sqrt(np.sum((X[:, None] - X[None]) ** 2, axis=-1))
    ### END SOLUTION


# %% nbgrader={"grade_id": "test-distances-paper", "points": 1}
# A right triangle with sides 3, 4 and 5.
D = distances(np.array([[0.0, 0.0], [3.0, 0.0], [0.0, 4.0]]))
want = np.array([[0.0, 3.0, 4.0], [3.0, 0.0, 5.0], [4.0, 5.0, 0.0]])
np.testing.assert_allclose(D, want, 1e-9, 1e-12, strict=True, err_msg="the triangle")

# %% nbgrader={"grade_id": "test-distances-many", "points": 1} examiner={"arguments": "returned"}
# Hidden: other sizes, a pair at a time, the time that a thousand points take.
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(1001)
for n, d in [(1, 3), (5, 1), (4, 4), (12, 7)]:
    X = rng.standard_normal((n, d))
    given = X.copy()
    D = np.asarray(distances(given))
    assert np.array_equal(given, X), "distances changed its argument X"
    assert D.shape == (n, n), f"shape {D.shape} for {n} points, expected {(n, n)}"
    for i in range(n):
        for j in range(n):
            want = sum((X[i, k] - X[j, k]) ** 2 for k in range(d)) ** 0.5
            off = abs(D[i, j] - want)
            assert off <= 1e-7, f"points {i} and {j} of {n}: off by {off:.1e}"
begin = perf_counter()
distances(rng.standard_normal((1000, 2)))
assert perf_counter() - begin < 2, "1000 points took 2 s or more: is there a loop?"
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "test-distances-near", "points": 1}
# Hidden: near points far from 0, and points that are equal.
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(1002)
whole = rng.integers(-9, 9, (20, 3)).astype(float)
whole[7] = whole[3]
for shift, scale in [(0.0, 1.0), (2.0**20, 2.0**-20), (-(2.0**12), 2.0**-10)]:
    X = shift + scale * whole  # exact in float64
    D = np.asarray(distances(X.copy()))
    assert not np.isnan(D).any(), f"nan for points around {shift:g}: the root of what?"
    assert (D >= 0).all(), f"a negative distance around {shift:g}"
    assert (np.diag(D) == 0).all(), f"a point around {shift:g} is not 0 from itself"
    want = scale * np.linalg.norm(whole[:, None] - whole, axis=-1)
    note = f"points of size {abs(shift):g}, {scale:g} apart: where did the digits go?"
    np.testing.assert_allclose(D, want, 1e-9, 1e-15, err_msg=note)
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade_id": "contrastive-text", "locked": true}
# ## 2 · Mend a contrastive loss (4 points, 15 minutes)
#
# R. Hadsell, S. Chopra and Y. LeCun (2006) square both terms. For a pair at distance $d$,
#
# $$\ell = \tfrac12 d^2 \ \text{ if the two are alike}, \qquad
#   \ell = \tfrac12 \max(0, m - d)^2 \ \text{ if they are not.}$$
#
# The loss of a batch is the **mean over all pairs** $i < j$, alike or not. This code has
# three slips; two of them are in a published formula. Find them before you run anything.
#
# ```python
# def contrastive(Z, y, margin):
#     loss = 0.0
#     for i in range(len(Z)):
#         positives = [j for j in range(len(Z)) if y[j] == y[i] and j != i]
#         negatives = [j for j in range(len(Z)) if y[j] != y[i]]
#         for p in positives:
#             loss += np.linalg.norm(Z[i] - Z[p]) ** 2 / 2
#         for n in negatives:
#             loss -= max(0, margin - np.linalg.norm(Z[i] - Z[p])) ** 2 / 2
#     return loss
# ```
#
# Write the function that it should have been.


# %% nbgrader={"grade_id": "contrastive", "solution": true}
def contrastive(Z, y, margin):
    """Hadsell's contrastive loss, the mean over all pairs i < j.

    Args:
        Z: embeddings, shape (n, m), n at least 2.
        y: classes, whole numbers, shape (n,).
        margin: beyond which a negative costs nothing, above 0.

    Returns:
        A number, 0 or more.
    """
    ### BEGIN SOLUTION
    i, j = np.triu_indices(len(Z), 1)
    d = np.linalg.norm(Z[i] - Z[j], axis=1)
    return np.mean(np.where(y[i] == y[j], d, np.maximum(0, margin - d)) ** 2) / 2
    ### END SOLUTION


# %% nbgrader={"grade_id": "test-contrastive-positive", "points": 1}
# Two alike, 3 apart: half of 9. Three alike on a line, distances 1, 2 and 3.
pair = contrastive(np.array([[0.0], [3.0]]), np.array([1, 1]), 1.0)
np.testing.assert_allclose(pair, 4.5, rtol=1e-9, err_msg="one positive pair")
line = contrastive(np.array([[0.0], [1.0], [3.0]]), np.array([2, 2, 2]), 1.0)
np.testing.assert_allclose(line, 14 / 6, rtol=1e-9, err_msg="mean over three pairs")

# %% nbgrader={"grade_id": "test-contrastive-negative", "points": 1}
# Two that differ, 1 apart, margin 4: how much is missing? Then two that are far enough.
Z, y = np.array([[0.0, 0.0], [0.0, 1.0]]), np.array([0, 1])
near = contrastive(Z, y, 4.0)
assert near > 0, f"loss {near}: should it pay to bring two classes together?"
np.testing.assert_allclose(near, 4.5, rtol=1e-9, err_msg="one negative pair")
np.testing.assert_allclose(contrastive(Z, y, 0.5), 0, atol=1e-12, err_msg="far enough")

# %% nbgrader={"grade_id": "test-contrastive-batch", "points": 2} examiner={"arguments": "returned"}
# Hidden: batches of other sizes and margins, a pair at a time.
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(1003)
for n, m, classes, margin in [(2, 1, 2, 1.0), (9, 3, 2, 2.0), (20, 2, 4, 0.7)]:
    Z, y = rng.standard_normal((n, m)), rng.integers(0, classes, n)
    given, want, pairs = (Z.copy(), y.copy()), 0.0, 0
    got = contrastive(*given, margin)
    assert np.array_equal(given[0], Z), "contrastive changed its argument Z"
    assert np.array_equal(given[1], y), "contrastive changed its argument y"
    for i in range(n):
        for j in range(i):
            d = sum((a - b) ** 2 for a, b in zip(Z[i], Z[j], strict=True)) ** 0.5
            short = d if y[i] == y[j] else max(0.0, margin - d)
            want, pairs = want + short**2 / 2, pairs + 1
    note = f"a batch of {n}, {classes} classes: which pairs does the mean run over?"
    np.testing.assert_allclose(got, want / pairs, 1e-9, 1e-12, err_msg=note)
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade_id": "triplet-text", "locked": true}
# ## 3 · The hardest triples (4 points, 20 minutes)
#
# For each anchor $i$ of a batch, batch-hard mining takes the farthest point of the same
# class, not itself, and the nearest point of another class, in Euclidean distance (not
# squared). The loss is the mean over the anchors of
#
# $$\max\bigl(0,\; m + d(i, \text{positive}) - d(i, \text{negative})\bigr).$$
#
# An anchor without a positive or without a negative is left out of the mean. If all are
# left out, the loss is 0.


# %% nbgrader={"grade_id": "triplet", "solution": true}
def triplet(Z, y, margin):
    """Triplet loss with batch-hard mining.

    Args:
        Z: embeddings, shape (n, m).
        y: classes, whole numbers, shape (n,).
        margin: a number above 0.

    Returns:
        A number, 0 or more.
    """
    ### BEGIN SOLUTION
    d = np.linalg.norm(Z[:, None] - Z, axis=-1)
    negative = y[:, None] != y
    positive = ~negative & ~np.eye(len(y), dtype=bool)
    kept = positive.any(axis=1) & negative.any(axis=1)
    if not kept.any():
        return 0.0
    farthest = np.where(positive, d, -np.inf).max(axis=1)[kept]
    nearest = np.where(negative, d, np.inf).min(axis=1)[kept]
    return np.mean(np.maximum(0, margin + farthest - nearest))
    ### END SOLUTION


# %% nbgrader={"grade_id": "test-triplet-paper", "points": 1}
# On a line: class 0 at 0 and 3, class 1 at 5 and 6. Find the four triples on paper.
Z, y = np.array([[0.0], [3.0], [5.0], [6.0]]), np.array([0, 0, 1, 1])
got = triplet(Z, y, 1.0)  # 1 + 3 - 5, 1 + 3 - 2, 1 + 1 - 2, 1 + 1 - 3
np.testing.assert_allclose(got, 2 / 4, rtol=1e-9, err_msg="four anchors, margin 1")
got = triplet(Z, y, 2.0)
np.testing.assert_allclose(got, (3 + 1) / 4, rtol=1e-9, err_msg="margin 2")

# %% nbgrader={"grade_id": "test-triplet-batch", "points": 2} examiner={"arguments": "returned"}
# Hidden: larger batches, against all triples of each anchor.
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(1004)
for n, m, classes, margin in [(6, 2, 2, 1.0), (15, 3, 3, 0.5), (24, 1, 4, 3.0)]:
    Z, y = rng.standard_normal((n, m)), np.arange(n) % classes
    Z[:, 0] += 4 * y  # classes that hardly overlap: some triples are satisfied
    given, want = (Z.copy(), y.copy()), 0.0
    got = triplet(*given, margin)
    assert np.array_equal(given[0], Z), "triplet changed its argument Z"
    assert np.array_equal(given[1], y), "triplet changed its argument y"
    for i in range(n):
        d = [np.sqrt(((Z[i] - z) ** 2).sum()) for z in Z]
        alike = [d[j] for j in range(n) if j != i and y[j] == y[i]]
        others = [d[j] for j in range(n) if y[j] != y[i]]
        want += max(max(0.0, margin + p - q) for p in alike for q in others) / n
    note = f"{n} points of {classes} classes: is each anchor's triple the hardest?"
    np.testing.assert_allclose(got, want, 1e-9, 1e-12, err_msg=note)
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "test-triplet-lonely", "points": 1}
# Hidden: anchors that the text leaves out.
### BEGIN HIDDEN TESTS
Z = np.array([[0.0, 0.0], [3.0, 4.0], [0.0, 1.0]])
got = triplet(Z, np.array([0, 0, 1]), 1.0)  # 1 + 5 - 1, 1 + 5 - sqrt(18)
want = (5 + 6 - 18**0.5) / 2
np.testing.assert_allclose(got, want, 1e-9, err_msg="one class has a single point")
for y in (np.array([0, 1, 2]), np.array([4, 4, 4])):
    got = triplet(Z, y, 1.0)
    assert got == 0, f"loss {got} for classes {y}: which anchors are left?"
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade_id": "nce-text", "locked": true}
# ## 4 · One among many (4 points, 20 minutes)
#
# Two views of each of $N$ images: row $i$ of `A` and row $i$ of `B`, both of shape
# (N, m), belong together. The similarity of row $i$ of `A` and row $j$ of `B` is their inner
# product, divided by the temperature $\tau$. InfoNCE asks each row of `A` for its partner
# among all $N$ rows of `B`:
#
# $$\ell = -\frac1N \sum_i \log \frac{e^{s_{ii}}}{\sum_{j=1}^N e^{s_{ij}}},
#   \qquad s_{ij} = \langle a_i, b_j\rangle / \tau .$$
#
# The rows are used as they are, without normalization. The result must be right for
# similarities of any size, up to $10^5$.


# %% nbgrader={"grade_id": "nce", "solution": true}
def info_nce(A, B, temperature):
    """InfoNCE of pairs of rows, from A to B.

    Args:
        A: embeddings, shape (N, m).
        B: their partners, row by row, shape (N, m).
        temperature: a number above 0.

    Returns:
        A number, 0 or more.
    """
    ### BEGIN SOLUTION
    s = A @ B.T / temperature
    top = s.max(axis=1, keepdims=True)
    total = top[:, 0] + np.log(np.exp(s - top).sum(axis=1))
    return np.mean(total - np.diag(s))
    ### END SOLUTION


# %% nbgrader={"grade_id": "test-nce-nothing", "points": 1}
# Embeddings that know nothing: what does a guess among N cost?
for n in (2, 10, 64):
    got = info_nce(np.ones((n, 3)), np.ones((n, 3)), 0.5)
    note = f"all {n} alike: how likely is each partner?"
    np.testing.assert_allclose(got, np.log(n), rtol=1e-9, err_msg=note)

# %% nbgrader={"grade_id": "test-nce-batch", "points": 2} examiner={"arguments": "returned"}
# Hidden: random embeddings, a row at a time, at several temperatures.
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(1005)
for n, m, t in [(1, 2, 1.0), (5, 3, 0.2), (12, 4, 3.0)]:
    A, B = rng.standard_normal((n, m)), rng.standard_normal((n, m))
    given, want = (A.copy(), B.copy()), 0.0
    got = info_nce(*given, t)
    assert np.array_equal(given[0], A), "info_nce changed its argument A"
    assert np.array_equal(given[1], B), "info_nce changed its argument B"
    for i in range(n):
        odds = [np.exp((A[i] * (B[j] - B[i])).sum() / t) for j in range(n)]
        want += np.log(sum(odds)) / n
    note = f"{n} pairs, temperature {t}: a row of what is one classification?"
    np.testing.assert_allclose(got, want, 1e-9, 1e-12, err_msg=note)
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "test-nce-large", "points": 1}
# Hidden: similarities up to 100,000, on the right side and on the wrong one.
### BEGIN HIDDEN TESTS
A = np.array([[300.0, 0.0], [0.0, 300.0]])
got = info_nce(A, A.copy(), 0.9)
assert np.isfinite(got) and abs(got) < 1e-9, f"loss {got}, all sure and right"
got = info_nce(A, A[::-1].copy(), 0.9)
np.testing.assert_allclose(got, 1e5, rtol=1e-9, err_msg="all sure and wrong")
got = info_nce(-A, A.copy(), 0.9)
np.testing.assert_allclose(got, 1e5, rtol=1e-9, err_msg="similarities far below 0")
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade_id": "targets-text", "locked": true}
# ## 5 · Target neighbours (2 points, 10 minutes)
#
# LMNN first finds for each row of `X` the `k` nearest rows **of the same class**, in
# Euclidean distance, not the row itself. Return their indices, nearest first. Every class
# has more than `k` points, and no two of the distances to a point are equal, unless points
# are: rows may occur twice, and then each is a neighbour of the other.


# %% nbgrader={"grade_id": "targets", "solution": true}
def targets(X, y, k):
    """Target neighbours of every point.

    Args:
        X: points, shape (n, d).
        y: classes, whole numbers, shape (n,).
        k: how many, at least 1.

    Returns:
        Indices of rows of X, whole numbers, shape (n, k), nearest first.
    """
    ### BEGIN SOLUTION
    D = np.linalg.norm(X[:, None] - X, axis=-1)
    D[y[:, None] != y] = np.inf
    np.fill_diagonal(D, np.inf)
    return np.argsort(D, axis=1, kind="stable")[:, :k]
    ### END SOLUTION


# %% nbgrader={"grade_id": "test-targets-line", "points": 1}
# On a line, two classes mixed: who is the nearest of one's own?
X, y = (
    np.array([[0.0], [1.0], [2.5], [4.5], [5.2], [9.0]]),
    np.array([0, 1, 0, 0, 1, 1]),
)
got = np.asarray(targets(X, y, 2))
assert got.shape == (6, 2), f"shape {got.shape}, expected (6, 2)"
want = [[2, 3], [4, 5], [3, 0], [2, 0], [5, 1], [4, 1]]
assert got.tolist() == want, f"found {got.tolist()}"

# %% nbgrader={"grade_id": "test-targets-batch", "points": 1} examiner={"arguments": "returned"}
# Hidden: larger samples, and rows that occur twice.
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(1006)
for n, d, k, classes in [(9, 2, 1, 3), (30, 4, 3, 2), (24, 1, 5, 2)]:
    X, y = rng.standard_normal((n, d)), np.arange(n) % classes
    X[-classes] = X[0] if n != 24 else X[-classes]
    y[-classes] = y[0]
    given = X.copy(), y.copy()
    got = np.asarray(targets(*given, k))
    assert np.array_equal(given[0], X), "targets changed its argument X"
    assert np.array_equal(given[1], y), "targets changed its argument y"
    assert got.shape == (n, k), f"shape {got.shape}, expected {(n, k)}"
    for i in range(n):
        assert i not in got[i].tolist(), f"point {i} is its own target"
        own = [j for j in range(n) if j != i and y[j] == y[i]]
        own.sort(key=lambda j: np.sum((X[i] - X[j]) ** 2))
        near = [np.linalg.norm(X[i] - X[j]) for j in own[:k]]
        assert set(got[i].tolist()) <= set(own), f"point {i}: a target of another class"
        found = np.linalg.norm(X[i] - X[got[i]], axis=1)
        note = f"point {i} of {n}: are these its nearest, in this order?"
        np.testing.assert_allclose(found, near, 1e-9, 1e-12, err_msg=note)
        assert len(set(got[i].tolist())) == k, f"point {i}: a target twice"
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade_id": "lmnn-text", "locked": true}
# ## 6 · LMNN and its gradient (4 points, 30 minutes)
#
# With $d^2(i, j) = |Lx_i - Lx_j|^2$ and the targets $T(i)$ as given, the objective is the sum
#
# $$E(L) = \sum_i \sum_{j \in T(i)} \Bigl( d^2(i, j) + c \sum_{l:\, y_l \ne y_i}
#   \max\bigl(0,\; 1 + d^2(i, j) - d^2(i, l)\bigr) \Bigr).$$
#
# Return $E$ and its gradient in $L$. No mean: all sums are sums.


# %% nbgrader={"grade_id": "lmnn", "solution": true}
def lmnn(L, X, T, y, c):
    """Objective of large margin nearest neighbours, and its gradient.

    Args:
        L: the linear map, shape (m, d).
        X: points, shape (n, d).
        T: indices of the targets of each point, shape (n, k).
        y: classes, whole numbers, shape (n,).
        c: weight of the impostors, 0 or more.

    Returns:
        E, a number, and its gradient, shape (m, d).
    """
    ### BEGIN SOLUTION
    value, G = 0.0, np.zeros((X.shape[1], X.shape[1]))
    for i in range(len(X)):
        away = X[i] - X  # (n, d)
        d2 = np.sum((away @ L.T) ** 2, axis=1)
        for j in T[i]:
            hinge = np.where(y != y[i], np.maximum(0, 1 + d2[j] - d2), 0)
            active = away[hinge > 0]
            value += d2[j] + c * hinge.sum()
            G += (1 + c * len(active)) * np.outer(away[j], away[j])
            G -= c * active.T @ active
    return value, 2 * L @ G
    ### END SOLUTION


# %% nbgrader={"grade_id": "test-lmnn-paper", "points": 1}
# On a line: class 0 at 0 and 1, class 1 at 1.2 and 9, one target each; no impostors count.
X, y = np.array([[0.0], [1.0], [1.2], [9.0]]), np.array([0, 0, 1, 1])
T = np.array([[1], [0], [3], [2]])
value, slope = lmnn(np.array([[1.0]]), X, T, y, 0.0)
np.testing.assert_allclose(
    value, 2 * (1 + 7.8**2), 1e-9, err_msg="c = 0: what is left?"
)
assert np.shape(slope) == (1, 1), (
    f"gradient of shape {np.shape(slope)}, expected (1, 1)"
)
np.testing.assert_allclose(slope, 2 * value, 1e-9, err_msg="c = 0: E is a square of L")

# %% nbgrader={"grade_id": "test-lmnn-value", "points": 1}
# Hidden: the objective, a triple at a time.
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(1007)
for n, d, m, k, c in [(6, 2, 2, 1, 1.0), (12, 3, 2, 2, 0.5), (10, 2, 3, 3, 4.0)]:
    X, L, y = rng.standard_normal((n, d)), rng.standard_normal((m, d)), np.arange(n) % 2
    own = [[j for j in range(n) if j != i and y[j] == y[i]] for i in range(n)]
    T = np.array([rng.permutation(o)[:k] for o in own])
    want = 0.0
    for i in range(n):
        d2 = [sum((L @ (X[i] - x)) ** 2) for x in X]
        for j in T[i]:
            want += d2[j]
            for far in range(n):
                want += c * max(0.0, 1 + d2[j] - d2[far]) * (y[far] != y[i])
    value, _ = lmnn(L.copy(), X.copy(), T.copy(), y.copy(), c)
    note = f"{n} points, {k} targets, c = {c}: which triples count?"
    np.testing.assert_allclose(value, want, 1e-9, err_msg=note)
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "test-lmnn-gradient", "points": 2} examiner={"arguments": "returned"}
# Hidden: every slope against a difference of objectives, each computed by the test.
### BEGIN HIDDEN TESTS
rng, h = np.random.default_rng(1008), 1e-6


def objective(L, X, T, y, c):
    Z = X @ L.T
    d2 = np.sum((Z[:, None] - Z) ** 2, axis=-1)
    pull = np.take_along_axis(d2, T, axis=1)
    hinge = np.maximum(0, 1 + pull[:, :, None] - d2[:, None, :])
    return pull.sum() + c * (hinge * (y[:, None] != y)[:, None, :]).sum()


for n, d, m, k, c in [(6, 2, 2, 1, 1.0), (12, 3, 2, 2, 0.5), (10, 2, 3, 3, 4.0)]:
    X, L, y = rng.standard_normal((n, d)), rng.standard_normal((m, d)), np.arange(n) % 2
    own = [[j for j in range(n) if j != i and y[j] == y[i]] for i in range(n)]
    T = np.array([rng.permutation(o)[:k] for o in own])
    old = L, X, T, y
    given = [a.copy() for a in old]
    _, slope = lmnn(*given, c)
    for a, b, name in zip(given, old, "LXTy", strict=True):
        assert np.array_equal(a, b), f"lmnn changed its argument {name}"
    slope = np.asarray(slope)
    assert slope.shape == (m, d), f"gradient of shape {slope.shape}, expected {(m, d)}"
    for at in np.ndindex(m, d):
        unit = np.zeros((m, d))
        unit[at] = h
        ends = [objective(L + s * unit, X, T, y, c) for s in (1, -1)]
        want = (ends[0] - ends[1]) / (2 * h)
        off = abs(slope[at] - want) / max(1, abs(want))
        assert off < 1e-6, f"entry {at}, c = {c}: which pairs move when L does?"
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade_id": "wine-text", "locked": true}
# ## 7 · Better than standardized? (2 points, 15 minutes)
#
# A learnt distance should be compared with a plain one. Return the 1-nearest-neighbour error
# on new points, in raw features and in standardized ones: subtract the mean, divide by the
# standard deviation (with $1/n$). What may be computed from which part, lecture 7 says.
#
# The seed draws the split: `np.random.default_rng(seed).permutation(len(X))`, whose first
# `n_train` indices are the training part, and the others the new points.


# %% nbgrader={"grade_id": "wine", "solution": true}
def compare(X, y, n_train, seed):
    """1-NN errors on new points, raw and standardized.

    Args:
        X: points, shape (n, d); no feature is constant.
        y: classes, whole numbers, shape (n,).
        n_train: size of the training part, below n.
        seed: an integer, for the split.

    Returns:
        The error in raw features and in standardized ones, two numbers from 0 to 1.
    """
    ### BEGIN SOLUTION
    order = np.random.default_rng(seed).permutation(len(X))
    seen, new = order[:n_train], order[n_train:]
    mean, std = X[seen].mean(axis=0), X[seen].std(axis=0)
    errors = []
    for A in (X, (X - mean) / std):
        d2 = np.sum((A[new][:, None] - A[seen]) ** 2, axis=-1)
        errors.append(np.mean(y[seen][d2.argmin(axis=1)] != y[new]))
    return tuple(errors)
    ### END SOLUTION


# %% nbgrader={"grade_id": "test-compare-wine", "points": 1}
# Wine: on this split both errors are known.
wine = load_wine()
raw, standard = compare(wine.data.copy(), wine.target.copy(), 124, 0)
assert 0 <= standard <= 1 and 0 <= raw <= 1, "an error is a share"
assert standard < raw - 0.08, f"raw {raw:.3f}, standardized {standard:.3f}: no gain?"

# %% nbgrader={"grade_id": "test-compare-parts", "points": 1} examiner={"arguments": "returned"}
# Hidden: other data and seeds, where it matters which part the numbers come from.
### BEGIN HIDDEN TESTS
for seed in range(6):
    rng = np.random.default_rng(2000 + seed)
    X, y = rng.standard_normal((60, 3)) ** 3 * [1, 20, 5] + 7, rng.integers(0, 3, 60)
    given, n = (X.copy(), y.copy()), 8
    got = compare(*given, n, seed)
    assert np.array_equal(given[0], X), "compare changed its argument X"
    assert np.array_equal(given[1], y), "compare changed its argument y"
    assert len(got) == 2, f"{len(got)} results, expected 2 errors"
    order = np.random.default_rng(seed).permutation(60)
    for unit, name, error in zip((0, 1), ("raw", "standardized"), got, strict=True):
        scale = X[order[:n]].var(axis=0) ** unit
        wrong = 0
        for i in order[n:]:
            gaps = [np.sum((X[i] - X[j]) ** 2 / scale) for j in order[:n]]
            wrong += y[order[int(np.argmin(gaps))]] != y[i]
        note = f"{name}, seed {seed}: which points are new, and what may they decide?"
        np.testing.assert_allclose(error, wrong / (60 - n), 1e-9, 1e-12, err_msg=note)
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade_id": "unseen-text", "locked": true}
# ## 8 · A distance for new classes? (2 points, 10 minutes, read by a person)
#
# An embedding trained on the digits 0 to 6 has 1 % error on new images of them. On 7, 8
# and 9 its nearest neighbour is wrong more than five times as often as in raw pixels. In at
# most 100 words: why is this no contradiction, and what must you measure before you use
# the embedding for a class that it has not seen?

# %% [markdown] nbgrader={"grade_id": "unseen", "solution": true, "points": 2}
# *One point for each of the two.*
#
# 1. Why: training rewards only what tells 0 to 6 apart, and shrinks or ignores all other
#    differences, whatever they are good for. What tells 7, 8 and 9 apart may be among them,
#    and is lost; raw pixels keep it. New *images* of known classes do not test that.
# 2. Measure: the error on classes held out from training and from every choice, several
#    choices of them or seeds, next to that of the raw (standardized) distance.
