# %% 4/4 all pairs i < j at once
def contrastive(Z, y, margin):
    i, j = np.triu_indices(len(Z), 1)
    d = np.sqrt(((Z[i] - Z[j]) ** 2).sum(axis=1))
    alike = y[i] == y[j]
    return np.mean(alike * d**2 / 2 + ~alike * np.maximum(0, margin - d) ** 2 / 2)


# %% 4/4 a loop over the pairs
def contrastive(Z, y, margin):
    terms = []
    for i in range(len(Z)):
        for j in range(i + 1, len(Z)):
            d = np.linalg.norm(Z[i] - Z[j])
            terms.append(d**2 / 2 if y[i] == y[j] else max(0, margin - d) ** 2 / 2)
    return sum(terms) / len(terms)


# %% 4/4 both orders of each pair, and the diagonal, which adds nothing
def contrastive(Z, y, margin):
    n = len(Z)
    d = np.linalg.norm(Z[:, None] - Z, axis=-1)
    gap = np.where(y[:, None] == y, d, np.clip(margin - d, 0, None))
    return float((gap**2).sum() / (2 * n * (n - 1)))


# %% 1/4 keeps the minus in front of the margin term
def contrastive(Z, y, margin):
    i, j = np.triu_indices(len(Z), 1)
    d = np.linalg.norm(Z[i] - Z[j], axis=1)
    return np.mean(np.where(y[i] == y[j], d**2, -(np.maximum(0, margin - d) ** 2))) / 2


# %% 1/4 the second sum runs over the positives, too
def contrastive(Z, y, margin):
    i, j = np.triu_indices(len(Z), 1)
    d = np.linalg.norm(Z[i] - Z[j], axis=1)
    alike = y[i] == y[j]
    both = d[alike] ** 2
    return both.sum() / 2 / len(d)


# %% 0/4 no squares
def contrastive(Z, y, margin):
    i, j = np.triu_indices(len(Z), 1)
    d = np.linalg.norm(Z[i] - Z[j], axis=1)
    return np.mean(np.where(y[i] == y[j], d, np.maximum(0, margin - d)))


# %% 0/4 forgets the halves
def contrastive(Z, y, margin):
    i, j = np.triu_indices(len(Z), 1)
    d = np.linalg.norm(Z[i] - Z[j], axis=1)
    return np.mean(np.where(y[i] == y[j], d, np.maximum(0, margin - d)) ** 2)


# %% 0/4 the sum where the mean belongs
def contrastive(Z, y, margin):
    i, j = np.triu_indices(len(Z), 1)
    d = np.linalg.norm(Z[i] - Z[j], axis=1)
    return np.sum(np.where(y[i] == y[j], d, np.maximum(0, margin - d)) ** 2) / 2


# %% 0/4 the mean over all n² entries, the diagonal included
def contrastive(Z, y, margin):
    d = np.linalg.norm(Z[:, None] - Z, axis=-1)
    return np.mean(np.where(y[:, None] == y, d, np.maximum(0, margin - d)) ** 2) / 2


# %% 1/4 a mean for the positives plus a mean for the negatives
def contrastive(Z, y, margin):
    i, j = np.triu_indices(len(Z), 1)
    d = np.linalg.norm(Z[i] - Z[j], axis=1)
    alike = y[i] == y[j]
    pull = (d[alike] ** 2).mean() if alike.any() else 0.0
    push = (np.maximum(0, margin - d[~alike]) ** 2).mean() if (~alike).any() else 0.0
    return (pull + push) / 2


# %% 1/4 the margin without max: far negatives cost again
def contrastive(Z, y, margin):
    i, j = np.triu_indices(len(Z), 1)
    d = np.linalg.norm(Z[i] - Z[j], axis=1)
    return np.mean(np.where(y[i] == y[j], d, margin - d) ** 2) / 2


# %% 1/4 the margin of the squared distance
def contrastive(Z, y, margin):
    i, j = np.triu_indices(len(Z), 1)
    d2 = np.sum((Z[i] - Z[j]) ** 2, axis=1)
    return np.mean(np.where(y[i] == y[j], d2, np.maximum(0, margin - d2))) / 2


# %% 4/4 sums over both halves of the matrix, by class
def contrastive(Z, y, margin):
    n, total = len(Z), 0.0
    for c in np.unique(y):
        own, rest = Z[y == c], Z[y != c]
        total += sum(np.sum((own - z) ** 2) for z in own)
        for z in own:
            gap = margin - np.sqrt(np.sum((rest - z) ** 2, axis=1))
            total += np.sum(gap[gap > 0] ** 2)
    return total / (2 * n * (n - 1))


# %% 4/4 SciPy's pdist
def contrastive(Z, y, margin):
    from scipy.spatial.distance import pdist

    d = pdist(Z)
    alike = pdist(np.asarray(y, dtype=float)[:, None]) == 0
    return float(np.where(alike, d**2, np.clip(margin - d, 0, None) ** 2).mean() / 2)


# %% 4/4 long doubles and itertools
def contrastive(Z, y, margin):
    from itertools import combinations

    Z, terms = Z.astype(np.longdouble), []
    for (a, p), (b, q) in combinations(zip(Z, y), 2):
        d = np.sqrt(np.sum((a - b) ** 2))
        terms.append(d**2 if p == q else max(0, margin - d) ** 2)
    return sum(terms) / len(terms) / 2


# %% 0/4 only neighbours in the list
def contrastive(Z, y, margin):
    d = np.linalg.norm(np.diff(Z, axis=0), axis=1)
    alike = y[1:] == y[:-1]
    return np.mean(np.where(alike, d, np.maximum(0, margin - d)) ** 2) / 2


# %% 0/4 only pairs with the first point
def contrastive(Z, y, margin):
    d = np.linalg.norm(Z[1:] - Z[0], axis=1)
    return np.mean(np.where(y[1:] == y[0], d, np.maximum(0, margin - d)) ** 2) / 2


# %% 0/4 alike and not alike swapped
def contrastive(Z, y, margin):
    i, j = np.triu_indices(len(Z), 1)
    d = np.linalg.norm(Z[i] - Z[j], axis=1)
    return np.mean(np.where(y[i] != y[j], d, np.maximum(0, margin - d)) ** 2) / 2


# %% 1/4 Manhattan distances
def contrastive(Z, y, margin):
    i, j = np.triu_indices(len(Z), 1)
    d = np.abs(Z[i] - Z[j]).sum(1)
    return np.mean(np.where(y[i] == y[j], d, np.maximum(0, margin - d)) ** 2) / 2


# %% 1/4 squares only the positives
def contrastive(Z, y, margin):
    i, j = np.triu_indices(len(Z), 1)
    d = np.linalg.norm(Z[i] - Z[j], axis=1)
    return np.mean(np.where(y[i] == y[j], d**2, np.maximum(0, margin - d))) / 2


# %% 1/4 a margin of 1, whatever it is
def contrastive(Z, y, margin):
    i, j = np.triu_indices(len(Z), 1)
    d = np.linalg.norm(Z[i] - Z[j], axis=1)
    return np.mean(np.where(y[i] == y[j], d, np.maximum(0, 1 - d)) ** 2) / 2


# %% 1/4 the mean over the pairs that cost something
def contrastive(Z, y, margin):
    i, j = np.triu_indices(len(Z), 1)
    d = np.linalg.norm(Z[i] - Z[j], axis=1)
    terms = np.where(y[i] == y[j], d, np.maximum(0, margin - d)) ** 2 / 2
    return terms[terms > 0].mean() if (terms > 0).any() else 0.0


# %% 0/4 the mean over the points, as in a batch loss
def contrastive(Z, y, margin):
    i, j = np.triu_indices(len(Z), 1)
    d = np.linalg.norm(Z[i] - Z[j], axis=1)
    return (
        np.sum(np.where(y[i] == y[j], d, np.maximum(0, margin - d)) ** 2) / 2 / len(Z)
    )


# %% 0/4 each pair twice: divided by the n(n - 1)/2 pairs
def contrastive(Z, y, margin):
    n = len(Z)
    d = np.linalg.norm(Z[:, None] - Z, axis=-1)
    gap = np.where(y[:, None] == y, d, np.maximum(0, margin - d))
    return (gap**2).sum() / (n * (n - 1))


# %% 0/4 the slips of the code in the text, one left: no mean
def contrastive(Z, y, margin):
    loss = 0.0
    for i in range(len(Z)):
        for j in range(len(Z)):
            d = np.linalg.norm(Z[i] - Z[j])
            if y[j] == y[i] and j != i:
                loss += d**2 / 2
            elif y[j] != y[i]:
                loss += max(0, margin - d) ** 2 / 2
    return loss


# %% 0/4 a margin for the positives too
def contrastive(Z, y, margin):
    i, j = np.triu_indices(len(Z), 1)
    d = np.linalg.norm(Z[i] - Z[j], axis=1)
    near, far = np.maximum(0, d - 0.1), np.maximum(0, margin - d)
    return np.mean(np.where(y[i] == y[j], near, far) ** 2) / 2


# %% 1/4 half a margin
def contrastive(Z, y, margin):
    i, j = np.triu_indices(len(Z), 1)
    d = np.linalg.norm(Z[i] - Z[j], axis=1)
    return np.mean(np.where(y[i] == y[j], d, np.maximum(0, margin / 2 - d)) ** 2) / 2


# %% 0/4 an array of one number
def contrastive(Z, y, margin):
    i, j = np.triu_indices(len(Z), 1)
    d = np.linalg.norm(Z[i] - Z[j], axis=1)
    loss = np.mean(np.where(y[i] == y[j], d, np.maximum(0, margin - d)) ** 2) / 2
    return np.array([loss])


# %% 1/4 right, but moves the caller's embeddings to their mean
def contrastive(Z, y, margin):
    Z -= Z.mean(axis=0) - 1
    i, j = np.triu_indices(len(Z), 1)
    d = np.linalg.norm(Z[i] - Z[j], axis=1)
    return np.mean(np.where(y[i] == y[j], d, np.maximum(0, margin - d)) ** 2) / 2


# %% 1/4 right, but numbers the caller's classes anew
def contrastive(Z, y, margin):
    y += 1
    i, j = np.triu_indices(len(Z), 1)
    d = np.linalg.norm(Z[i] - Z[j], axis=1)
    return np.mean(np.where(y[i] == y[j], d, np.maximum(0, margin - d)) ** 2) / 2


# %% 0/4 float32
def contrastive(Z, y, margin):
    Z = (Z / 3).astype(np.float32) * 3
    i, j = np.triu_indices(len(Z), 1)
    d = np.linalg.norm(Z[i] - Z[j], axis=1)
    return np.mean(np.where(y[i] == y[j], d, np.maximum(0, margin - d)) ** 2) / 2


# %% 0/4 a class of two is taken for 0 and 1: equal if their product is 1
def contrastive(Z, y, margin):
    i, j = np.triu_indices(len(Z), 1)
    d = np.linalg.norm(Z[i] - Z[j], axis=1)
    alike = (y[i] * y[j] == 1) | (y[i] + y[j] == 0)
    return np.mean(np.where(alike, d, np.maximum(0, margin - d)) ** 2) / 2
