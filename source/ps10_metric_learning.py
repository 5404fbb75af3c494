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
# NumPy is enough; JAX and PyTorch are allowed, in float64. Each exercise stands alone: call
# no function of another one. Before you hand in, press **Validate**.
#
# [The lecture](../../notebooks/10_metric_learning.ipynb) | [Contents](../../notebooks/start.md)

# %% nbgrader={"grade_id": "imports", "locked": true}
import numpy as np
from sklearn.datasets import load_wine

# %% [markdown] nbgrader={"grade_id": "distances-text", "locked": true}
# ## 1 · All distances at once (3 points, 15 minutes)
#
# Return the Euclidean distances $|x_i - x_j|$ of all pairs of rows of `X`, shape (n, d):
# an array of shape (n, n), right to nine digits. No entry is negative or `nan`, and the
# diagonal is exactly 0. You need no Python loop over pairs: try 1000 points.
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


# %% nbgrader={"grade_id": "test-distances-paper", "points": 1} examiner={"arguments": "returned"}
# A right triangle with sides 3, 4 and 5, and a point in space with whole distances.
for points, want in [
    ([[0, 0], [3, 0], [0, 4]], [[0, 3, 4], [3, 0, 5], [4, 5, 0]]),
    ([[1, 2, 2], [0, 0, 0], [1, 2, 2], [3, 6, -6]], None),
    ([[2.5]], [[0]]),
]:
    X = np.array(points, dtype=float)
    if want is None:  # sizes 3, 0, 3 and 9; the last two differ by (2, 4, -8)
        far = 9.165151389911680
        want = [[0, 3, 0, far], [3, 0, 3, 9], [0, 3, 0, far], [far, 9, far, 0]]
    given = X.copy()
    D = np.asarray(distances(given), dtype=float)
    assert np.array_equal(given, X), "distances changed its argument X"
    assert D.shape == np.shape(want), f"shape {D.shape} for {len(X)} points"
    for i, j in np.ndindex(D.shape):
        note = f"points {X[i]} and {X[j]}: {D[i, j]}, expected {want[i][j]}"
        assert abs(D[i, j] - want[i][j]) <= 1e-9 * want[i][j], note

# %% nbgrader={"grade_id": "test-distances-many", "points": 1} examiner={"arguments": "returned"}
# Hidden: other sizes, a pair at a time.
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(1001)
for n, d in [(1, 3), (5, 1), (4, 4), (30, 40)]:
    X = rng.standard_normal((n, d))
    given = X.copy()
    D = np.asarray(distances(given), dtype=float)
    assert np.array_equal(given, X), "distances changed its argument X"
    assert D.shape == (n, n), f"shape {D.shape} for {n} points, expected {(n, n)}"
    for i in range(n):
        for j in range(n):
            want = sum((X[i, k] - X[j, k]) ** 2 for k in range(d)) ** 0.5
            off = abs(D[i, j] - want)
            assert off <= 1e-9 * want, f"points {i} and {j} of {n}: off by {off:.1e}"
### END HIDDEN TESTS


# %% nbgrader={"grade_id": "test-distances-near", "points": 1}
# Near points far from 0 and far from others, two that are equal: where do the digits go?
def near(whole, want, shift, scale):
    """Distances within two crowds, at shift and at -shift; all is exact in float64."""
    n = len(whole)
    X = np.vstack([shift + scale * whole, scale * whole - shift])
    D = np.asarray(distances(X.copy()), dtype=float)
    assert D.shape == (2 * n, 2 * n), f"shape {D.shape} for {2 * n} points"
    about = f"points around {shift:g} and {-shift:g}, {scale:g} apart"
    lost = np.sum(np.isnan(D))
    assert lost == 0, f"{about}: {lost} entries are no numbers: the root of what?"
    far = np.abs(D.diagonal()).max()
    assert far == 0, f"{about}: one is {far:.1e} from itself"
    for crowd in (D[:n, :n], D[n:, n:]):
        off = np.max(np.abs(crowd / scale - want) / np.maximum(want, 1))
        assert off < 1e-9, f"{about}: off by {off:.1e} of the distance"


whole = np.array([[1.0, 2.0], [4.0, 6.0], [1.0, 2.0], [-4.0, 14.0]])
want = np.array([[0, 5, 0, 13], [5, 0, 5, 11.313708498985], [0, 5, 0, 13], [0] * 4])
want[3] = want[:, 3]
for shift, scale in [(2.0**20, 2.0**-20), (-(2.0**12), 2.0**-10), (0.0, 2.0**-30)]:
    near(whole, want, shift, scale)
# Hidden: more of them.
### BEGIN HIDDEN TESTS
whole = np.random.default_rng(1002).integers(-9, 9, (20, 3)).astype(float)
whole[7] = whole[3]
want = np.array([[sum((p - q) ** 2) ** 0.5 for q in whole] for p in whole])
for shift, scale in [(0.0, 1.0), (2.0**20, 2.0**-20), (-(2.0**12), 2.0**-10)]:
    near(whole, want, shift, scale)
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
# three slips; one of them is in a published formula. Find them before you run anything.
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


# %% nbgrader={"grade_id": "test-contrastive-positive", "points": 1} examiner={"arguments": "returned"}
# Alike on a line: two, 3 apart; three, with distances 1, 2 and 3; and two that are equal.
for places, label, want in [([0, 3], 1, 4.5), ([0, 1, 3], 2, 7 / 3), ([2, 2], 0, 0)]:
    Z, y = np.array(places, dtype=float)[:, None], np.full(len(places), label)
    given = Z.copy(), y.copy()
    got = contrastive(*given, 1.0)
    assert np.array_equal(given[0], Z), "contrastive changed its argument Z"
    assert np.array_equal(given[1], y), "contrastive changed its argument y"
    assert np.ndim(got) == 0, f"an array of shape {np.shape(got)}, expected a number"
    note = f"alike, at {places}: {float(got)}, expected {want}: the mean of what?"
    assert abs(float(got) - want) < 1e-9, note

# %% nbgrader={"grade_id": "test-contrastive-negative", "points": 1}
# Two that differ, 1 apart, margin 4: how much is missing? Then two that are far enough.
Z, y = np.array([[0.0, 0.0], [0.0, 1.0]]), np.array([0, 1])
near = float(contrastive(Z.copy(), y.copy(), 4.0))
assert near > 0, f"loss {near}: should it pay to bring two classes together?"
assert abs(near - 4.5) < 1e-9, f"1 apart, margin 4: loss {near}, expected 4.5"
for margin, want in [(0.5, 0.0), (1.0, 0.0), (1.5, 0.125)]:
    far = float(contrastive(Z.copy(), y.copy(), margin))
    assert abs(far - want) < 1e-9, f"1 apart, {margin = }: loss {far}, expected {want}"
# All kinds of pairs together: distances 5, 6, 5 to the first; 5, 8 and 5.
Z = np.array([[0.0, 0.0], [3.0, 4.0], [6.0, 0.0], [3.0, -4.0]])
for labels, margin, want in [
    ([0, 0, 1, 1], 7.0, (25 + 25 + 1 + 4 + 4 + 0) / 12),
    ([1, 0, 2, 1], 5.5, (25 + 0.25 + 0.25 + 0.25) / 12),
    ([3, 1, 3, 1], 5.25, (36 + 64 + 4 / 16) / 12),
]:
    got = float(contrastive(Z.copy(), np.array(labels), margin))
    note = f"classes {labels}, {margin = }: loss {got}, expected {want}"
    assert abs(got - want) < 1e-9, f"{note}. Which pairs pay, and the mean of how many?"

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
    assert np.ndim(got) == 0, "not a number"
    for i in range(n):
        for j in range(i):
            d = sum((a - b) ** 2 for a, b in zip(Z[i], Z[j], strict=True)) ** 0.5
            short = d if y[i] == y[j] else max(0.0, margin - d)
            want, pairs = want + short**2 / 2, pairs + 1
    note = f"a batch of {n}, {classes} classes: which pairs does the mean run over?"
    np.testing.assert_allclose(float(got), want / pairs, 1e-9, 1e-12, err_msg=note)
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


# %% nbgrader={"grade_id": "test-triplet-paper", "points": 1} examiner={"arguments": "returned"}
# On a line: class 0 at 0 and 3, class 1 at 5 and 6. Find the four triples on paper.
Z, y = np.array([[0.0], [3.0], [5.0], [6.0]]), np.array([0, 0, 1, 1])
for margin, want in [(1.0, 2 / 4), (2.0, (3 + 1) / 4), (0.5, 1.5 / 4)]:
    given = Z.copy(), y.copy()
    got = triplet(*given, margin)
    assert np.array_equal(given[0], Z), "triplet changed its argument Z"
    assert np.array_equal(given[1], y), "triplet changed its argument y"
    assert np.ndim(got) == 0, f"an array of shape {np.shape(got)}, expected a number"
    got = float(got)
    assert abs(got - want) < 1e-9, f"margin {margin}: loss {got}, expected {want}"
# Three of each class, in the plane: farthest positives 10, 8, 10 and 6, 6, 6.
Z = np.array([[0.0, 0.0], [0, 6], [0, 3], [8, 0], [8, 6], [4, 3]])
y = np.array([0, 1, 1, 0, 1, 0])
got = float(triplet(Z.copy(), y.copy(), 4.0))
want = 7.348001248439
note = f"six points, margin 4: loss {got:.6f}, expected {want:.6f}"
assert abs(got - want) < 1e-9, f"{note}. Farthest of one's own, nearest of the others?"

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
    assert np.ndim(got) == 0, "not a number"
    for i in range(n):
        d = [np.sqrt(((Z[i] - z) ** 2).sum()) for z in Z]
        alike = [d[j] for j in range(n) if j != i and y[j] == y[i]]
        others = [d[j] for j in range(n) if y[j] != y[i]]
        want += max(max(0.0, margin + p - q) for p in alike for q in others) / n
    note = f"{n} points of {classes} classes: is each anchor's triple the hardest?"
    np.testing.assert_allclose(float(got), want, 1e-9, 1e-12, err_msg=note)
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "test-triplet-lonely", "points": 1}
# A class with a single point: it is no anchor, and a negative for the others.
Z, y = np.array([[0.0, 0.0], [3.0, 4.0], [0.0, 1.0]]), np.array([0, 0, 1])
got = float(triplet(Z.copy(), y.copy(), 1.0))  # 1 + 5 - 1, 1 + 5 - sqrt(18)
want = 3.378679656440
assert abs(got - want) < 1e-9, f"one point of class 1: loss {got}, expected {want}"
for y in (np.array([0, 1, 2]), np.array([4, 4, 4])):
    got = float(triplet(Z.copy(), y.copy(), 1.0))
    assert got == 0, f"loss {got} for classes {y}, expected 0: which anchors are left?"
# Two that are equal in class 0, one of class 1 that equals the single one of class 2.
Z = np.array([[0, 0], [0, 0], [3000, 4000], [6000, 8000], [3000.0, 4000]])
got = float(triplet(Z, np.array([0, 0, 1, 1, 2]), 6000.0))
note = f"points that occur twice: loss {got}, expected 4750"
assert abs(got - 4750) < 1e-6, f"{note}. Who is at distance 0, oneself alone?"
# Hidden: the same with more points.
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(1010)
Z, y = rng.standard_normal((9, 3)), np.array([5, 2, 2, 7, 2, 7, 0, 7, 9])
terms = []
for i in (1, 2, 4, 3, 5, 7):
    d = [sum((Z[i] - z) ** 2) ** 0.5 for z in Z]
    own = max(d[j] for j in range(9) if y[j] == y[i])
    terms.append(max(0.0, 0.3 + own - min(d[j] for j in range(9) if y[j] != y[i])))
got = float(triplet(Z.copy(), y.copy(), 0.3))
note = "three classes of nine points have a single one: which anchors count?"
np.testing.assert_allclose(got, sum(terms) / 6, 1e-9, err_msg=note)
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


# %% nbgrader={"grade_id": "test-nce-nothing", "points": 1} examiner={"arguments": "returned"}
# Embeddings that know nothing: what does a guess among N cost?
for n, want in [(2, 0.693147180560), (10, 2.302585092994), (64, 4.158883083360)]:
    got = info_nce(np.ones((n, 3)), np.ones((n, 3)), 0.5)
    assert np.ndim(got) == 0, f"an array of shape {np.shape(got)}, expected a number"
    note = (
        f"all {n} alike: loss {float(got)}, expected {want}. How likely is a partner?"
    )
    assert abs(float(got) - want) < 1e-9, note
# Three pairs in the plane. Each row of A asks for its partner in B, and B asks nobody.
A = np.array([[1.0, 0.0], [0.0, 2.0], [-1.0, 1.0]])
B = np.array([[2.0, 1.0], [1.0, 1.0], [0.0, 3.0]])
for temperature, want in [
    (1.0, 1.5031553893),
    (2.0, 1.0753900497),
    (0.25, 5.3394952615),
]:
    given = A.copy(), B.copy()
    got = float(info_nce(*given, temperature))
    assert np.array_equal(given[0], A), "info_nce changed its argument A"
    assert np.array_equal(given[1], B), "info_nce changed its argument B"
    note = f"three pairs, {temperature = }: loss {got:.6f}, expected {want:.6f}"
    assert abs(got - want) < 1e-8, f"{note}. Which sum is below each partner?"

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
    assert np.ndim(got) == 0, "not a number"
    for i in range(n):
        odds = [np.exp((A[i] * (B[j] - B[i])).sum() / t) for j in range(n)]
        want += np.log(sum(odds)) / n
    note = f"{n} pairs, temperature {t}: a row of what is one classification?"
    np.testing.assert_allclose(float(got), want, 1e-9, 1e-12, err_msg=note)
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "test-nce-large", "points": 1}
# Similarities up to 100,000, on the right side and on the wrong one.
A = np.array([[300.0, 0.0], [0.0, 300.0]])
for B, want, where in [
    (A, 0.0, "all sure and right"),
    (A[::-1], 1e5, "all sure and wrong"),
    (-A, 1e5, "similarities far below 0"),
]:
    got = float(info_nce(A.copy(), B.copy(), 0.9))
    assert abs(got - want) < 1e-4, f"{where}: loss {got}, expected {want}"
A = np.array([[300.0, 0.0], [0.0, 1.0]])
got, want = float(info_nce(A.copy(), A.copy(), 0.9)), 0.142285991
note = f"one row sure and one not: loss {got}, expected {want}"
assert abs(got - want) < 1e-8, note
# Hidden: more of them, to nine digits.
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(1011)
A, B = np.round(rng.uniform(-100, 100, (2, 7, 5)))
for temperature in (1.0, 0.5, 2.0):
    want = 0.0
    for i in range(7):
        gaps = sorted(float(A[i] @ (b - B[i])) / temperature for b in B)
        want += (gaps[-1] + np.log(sum(np.exp(g - gaps[-1]) for g in gaps))) / 7
    got = float(info_nce(A.copy(), B.copy(), temperature))
    np.testing.assert_allclose(got, want, 1e-9, err_msg="similarities of thousands")
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade_id": "targets-text", "locked": true}
# ## 5 · Neighbours of one's own class, and of the others (2 points, 10 minutes)
#
# LMNN first finds for each row of `X` its target neighbours: the `k` nearest rows **of the
# same class**, in Euclidean distance, not the row itself. A faster version also keeps the `k`
# nearest rows **of other classes**, where impostors are likely. Return the indices of the
# first if `same` is true, of the second if it is false, nearest first.
#
# There are at least two classes, and each has more than `k` points. No two of the distances
# to a point are equal, unless points are: rows may occur twice, and then each is a neighbour
# of the other.


# %% nbgrader={"grade_id": "targets", "solution": true}
def targets(X, y, k, same):
    """The nearest neighbours of every point in its class, or outside of it.

    Args:
        X: points, shape (n, d).
        y: classes, whole numbers, shape (n,).
        k: how many, at least 1.
        same: True for neighbours of the same class, False for those of other classes.

    Returns:
        Indices of rows of X, whole numbers, shape (n, k), nearest first.
    """
    ### BEGIN SOLUTION
    D = np.linalg.norm(X[:, None] - X, axis=-1)
    D[(y[:, None] == y) != same] = np.inf
    np.fill_diagonal(D, np.inf)
    return np.argsort(D, axis=1, kind="stable")[:, :k]
    ### END SOLUTION


# %% nbgrader={"grade_id": "test-targets-line", "points": 1} examiner={"arguments": "returned"}
# On a line, two classes mixed: who is the nearest of one's own, and of the others?
X = np.array([[0.0], [1.0], [2.5], [4.5], [5.2], [9.0]])
y = np.array([0, 1, 0, 0, 1, 1])
for k, same, want in [
    (2, True, [[2, 3], [4, 5], [3, 0], [2, 0], [5, 1], [4, 1]]),
    (2, False, [[1, 4], [0, 2], [1, 4], [4, 1], [3, 2], [3, 2]]),
    (1, True, [[2], [4], [3], [2], [5], [4]]),
]:
    given = X.copy(), y.copy()
    got = np.asarray(targets(*given, k, same))
    assert np.array_equal(given[0], X), "targets changed its argument X"
    assert np.array_equal(given[1], y), "targets changed its argument y"
    assert got.shape == (6, k), f"shape {got.shape}, expected {(6, k)}"
    assert got.tolist() == want, f"{k = }, {same = }: {got.tolist()}, expected {want}"
# In the plane, with rows that occur twice: 0 and 3 of one class, 1 and 4 of two.
X = np.array([[0.0, 0.0], [1.0, 1.0], [5.0, 0.0], [0.0, 0.0], [1.0, 1.0], [0.5, 3.0]])
y = np.array([7, 7, 2, 7, 2, 2])
for same, want in [(True, [3, 0, 4, 0, 5, 4]), (False, [4, 4, 1, 4, 1, 1])]:
    got = np.asarray(targets(X.copy(), y.copy(), 1, same)).ravel().tolist()
    for i, (found, right) in enumerate(zip(got, want, strict=True)):
        ok = found == right or (i == 1 and same and found == 3)
        note = f"point {i}, {same = }: nearest is {found}, expected {right}"
        assert ok, f"{note}. Points 0 and 3 are equal, and so are 1 and 4"
got = np.asarray(targets(X.copy(), y.copy(), 2, True))
both = sorted(got[1].tolist())
assert both == [0, 3], f"point 1: its two of class 7 are {both}, expected 0 and 3"

# %% nbgrader={"grade_id": "test-targets-batch", "points": 1} examiner={"arguments": "returned"}
# Hidden: larger samples, and rows that occur twice.
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(1006)
for n, d, k, classes in [(9, 2, 1, 3), (30, 4, 3, 2), (24, 1, 5, 2)]:
    X, y = rng.standard_normal((n, d)), np.arange(n) % classes
    X[-classes] = X[0] if n != 24 else X[-classes]
    y[-classes] = y[0]
    for same in (True, False):
        given = X.copy(), y.copy()
        got = np.asarray(targets(*given, k, same))
        assert np.array_equal(given[0], X), "targets changed its argument X"
        assert np.array_equal(given[1], y), "targets changed its argument y"
        assert got.shape == (n, k), f"shape {got.shape}, expected {(n, k)}"
        for i in range(n):
            assert i not in got[i].tolist(), f"point {i} is its own neighbour"
            own = [j for j in range(n) if j != i and (y[j] == y[i]) == same]
            own.sort(key=lambda j: np.sum((X[i] - X[j]) ** 2))
            near = [np.linalg.norm(X[i] - X[j]) for j in own[:k]]
            assert set(got[i].tolist()) <= set(own), (
                f"point {i}: the other kind of class"
            )
            found = np.linalg.norm(X[i] - X[got[i]], axis=1)
            note = f"point {i} of {n}: are these its nearest, in this order?"
            np.testing.assert_allclose(found, near, 1e-9, 1e-12, err_msg=note)
            assert len(set(got[i].tolist())) == k, f"point {i}: a neighbour twice"
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade_id": "lmnn-text", "locked": true}
# ## 6 · LMNN without corners, and its gradient (4 points, 30 minutes)
#
# The hinge of the lecture has a corner, where the gradient jumps. Square it. With
# $d^2(i, j) = |Lx_i - Lx_j|^2$ and the targets $T(i)$ as given, the objective is the sum
#
# $$E(L) = \sum_i \sum_{j \in T(i)} \Bigl( d^2(i, j) + c \sum_{l:\, y_l \ne y_i}
#   \max\bigl(0,\; 1 + d^2(i, j) - d^2(i, l)\bigr)^2 \Bigr).$$
#
# Return $E$ and its gradient in $L$. No mean: all sums are sums. On paper first: how much
# does an impostor count in the gradient that has only just come too near?


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
            value += d2[j] + c * np.sum(hinge**2)
            G += (1 + 2 * c * hinge.sum()) * np.outer(away[j], away[j])
            G -= 2 * c * (away.T * hinge) @ away
    return value, 2 * L @ G
    ### END SOLUTION


# %% nbgrader={"grade_id": "test-lmnn-paper", "points": 1} examiner={"arguments": "returned"}
# Six points of two classes, two targets each, and a map to the plane. At first no impostor
# counts; then each that is too near costs its hinge squared.
X = np.array([[0.0, 0, 1], [1, 0, 0], [1, 1, 0], [0, 1, 1], [2, 0, 1], [1, 0, 2]])
y = np.array([0, 0, 1, 1, 0, 1])
T = np.array([[1, 4], [4, 0], [3, 5], [2, 5], [1, 0], [2, 3]])
L = np.array([[1.0, 0.5, 0.0], [0.0, -1.0, 0.5]])
for c, want, slopes in [
    (0.0, 29.0, [[30.0, 0.0, -6.0], [4.0, -14.0, 28.0]]),
    (0.5, 116.875, [[126.75, 8.0, -35.75], [8.5, -68.75, 168.0]]),
    (2.0, 380.5, [[417.0, 32.0, -125.0], [22.0, -233.0, 588.0]]),
]:
    old = L, X, T, y
    given = [a.copy() for a in old]
    value, slope = lmnn(*given, c)
    for a, kept, name in zip(given, old, "LXTy", strict=True):
        assert np.array_equal(a, kept), f"lmnn changed its argument {name}"
    assert np.ndim(value) == 0, f"E has shape {np.shape(value)}, expected a number"
    assert abs(float(value) - want) < 1e-9, f"{c = }: E is {value}, expected {want}"
    slope = np.asarray(slope, dtype=float)
    assert slope.shape == (2, 3), f"gradient of shape {slope.shape}, expected (2, 3)"
    for at in np.ndindex(2, 3):
        note = f"{c = }, gradient in L{list(at)}: {slope[at]}, expected {slopes[at[0]][at[1]]}"
        assert abs(slope[at] - slopes[at[0]][at[1]]) < 1e-9, note

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
                want += c * max(0.0, 1 + d2[j] - d2[far]) ** 2 * (y[far] != y[i])
    value, _ = lmnn(L.copy(), X.copy(), T.copy(), y.copy(), c)
    note = f"{n} points, {k} targets, c = {c}: which triples count?"
    assert np.ndim(value) == 0, "E is not a number"
    np.testing.assert_allclose(float(value), want, 1e-9, err_msg=note)
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
    return pull.sum() + c * (hinge**2 * (y[:, None] != y)[:, None, :]).sum()


for n, d, m, k, c in [(6, 2, 2, 1, 1.0), (12, 3, 2, 2, 0.5), (10, 2, 3, 3, 4.0)]:
    X, L, y = rng.standard_normal((n, d)), rng.standard_normal((m, d)), np.arange(n) % 2
    own = [[j for j in range(n) if j != i and y[j] == y[i]] for i in range(n)]
    T = np.array([rng.permutation(o)[:k] for o in own])
    old = L, X, T, y
    given = [a.copy() for a in old]
    _, slope = lmnn(*given, c)
    for a, b, name in zip(given, old, "LXTy", strict=True):
        assert np.array_equal(a, b), f"lmnn changed its argument {name}"
    slope = np.asarray(slope, dtype=float)
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


# %% nbgrader={"grade_id": "test-compare-wine", "points": 1} examiner={"arguments": "returned"}
# Wine, then small samples with a few points far out: on these splits both errors are known.
wine = load_wine()
given = wine.data.copy(), wine.target.copy()
errors = compare(*given, 124, 0)
assert np.array_equal(given[0], wine.data), "compare changed its argument X"
assert np.array_equal(given[1], wine.target), "compare changed its argument y"
assert len(errors) == 2, f"{len(errors)} results, expected 2 errors"
shapes = [np.shape(error) for error in errors]
assert shapes == [(), ()], f"results of shapes {shapes}, expected two numbers"
raw, standard = map(float, errors)
assert 0 <= standard <= 1 and 0 <= raw <= 1, "an error is a share"
assert standard < raw - 0.08, f"raw {raw:.3f}, standardized {standard:.3f}: no gain?"
for seed, wrong in [(1, [17, 15]), (5, [19, 15]), (6, [15, 11]), (2, [15, 15])]:
    rng = np.random.default_rng(3000 + seed)
    X, y = rng.standard_normal((30, 3)) ** 3 * [1, 20, 5] + 7, rng.integers(0, 3, 30)
    errors = np.array([float(error) for error in compare(X, y, 8, seed)])
    note = (
        f"30 points, 8 seen, seed {seed}: {22 * errors} wrong of 22, expected {wrong}"
    )
    assert np.allclose(22 * errors, wrong), f"{note}. Which points are new?"

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
    assert [np.ndim(error) for error in got] == [0, 0], "expected two numbers"
    order = np.random.default_rng(seed).permutation(60)
    for unit, name, error in zip((0, 1), ("raw", "standardized"), got, strict=True):
        scale = X[order[:n]].var(axis=0) ** unit
        wrong = 0
        for i in order[n:]:
            gaps = [np.sum((X[i] - X[j]) ** 2 / scale) for j in order[:n]]
            wrong += y[order[int(np.argmin(gaps))]] != y[i]
        note = f"{name}, seed {seed}: which points are new, and what may they decide?"
        share = wrong / (60 - n)
        np.testing.assert_allclose(float(error), share, 1e-9, 1e-12, err_msg=note)
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade_id": "unseen-text", "locked": true}
# ## 8 · A distance for new classes? (2 points, 10 minutes, read by a person)
#
# A report says: "We trained an embedding, 64 pixels to 8 numbers, with a triplet loss on the
# digits 0 to 6. On 7, 8 and 9 its nearest neighbour is wrong for 15 % of the images; in raw
# pixels for 1 %. So training on some classes ruins a distance for others." In at most 100
# words: which twin does the report not show, and what may that twin say about "so"? And what
# must you measure before you use an embedding for a class that it has not seen, beside the
# error on new images of 0 to 6, and why is that one not enough?

# %% [markdown] nbgrader={"grade_id": "unseen", "solution": true, "points": 2}
# *One point for each of the two.*
#
# 1. The same network before its first step. With eight outputs it is about as bad (in the
#    lecture, wrong for more than 10 %): then it is the squeezing from 64 to 8, and not
#    training. With 64 outputs the untrained twin is nearly as good as raw pixels, and what is
#    lost after training is an effect of it, large or small by loss and learning rate.
# 2. The error on classes held out from training and from every choice, for several seeds or
#    choices of classes, next to the raw distance and the untrained twin. Training rewards
#    only what tells 0 to 6 apart; new *images* of these show whether that was kept, and not
#    what tells 7, 8 and 9 apart.
